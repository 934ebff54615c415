"""`kas build --provenance`: an in-toto statement of the artifacts that the configuration names."""

import glob
import hashlib
import json
import os
import time

from . import VERSION


def attest(session, mode, started):
    """Writes `<build folder>/attestation/kas-build.provenance.json`. `started`: seconds since the epoch."""
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [_subject(path, session.build_dir) for path in _artifacts(session)],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "https://kas.readthedocs.io/en/%s/" % VERSION,
                "externalParameters": {"kas": {"files": [os.path.relpath(file, session.root) for file in session.files]}},
                "internalParameters": {"mode": mode},
                "resolvedDependencies": [
                    {"name": repo.name, "uri": repo.url or repo.path, "digest": {"gitCommit": repo.revision}}
                    for repo in session.repos.values()],
            },
            "runDetails": {"metadata": {"startedOn": _time(started), "finishedOn": _time(time.time())}},
        },
    }
    folder = os.path.join(session.build_dir, "attestation")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "kas-build.provenance.json"), "w", encoding="utf-8") as file:
        json.dump(statement, file, indent=4)
        file.write("\n")


def _artifacts(session):
    patterns = (session.config.get("artifacts") or {}).values()
    return sorted(path for pattern in patterns for path in glob.glob(os.path.join(session.build_dir, pattern)))


def _subject(path, folder):
    with open(path, "rb") as file:
        return {"name": os.path.relpath(path, folder), "digest": {"sha256": hashlib.sha256(file.read()).hexdigest()}}


def _time(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
