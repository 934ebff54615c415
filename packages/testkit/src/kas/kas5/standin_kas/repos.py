"""The repositories of a configuration: clone, fetch, check out, and which commit that is."""

import os
import subprocess
from urllib.parse import urlparse

from .log import UserError, error, info, warning

OFF = ("disabled", "excluded", "n", "no", "0", "false")


class CommandFailed(UserError):
    def __init__(self, command, code, forward=False):
        text = " ".join("'%s'" % word if " " in word else word for word in command)
        super().__init__('Command "%s" failed with error %d' % (text, code), code if forward else 2)


class Repo:
    """One entry of `repos:`. Without a url it is the repository that the configuration is in."""

    def __init__(self, key, config, defaults, overrides, session):
        config = config or {}
        self.key = key
        self.name = config.get("name", key)
        self.refspec = config.get("refspec", defaults.get("refspec"))
        over = overrides if self.refspec is None else {}
        self.url = over.get("url", config.get("url"))
        self.commit = overrides.get("commit", config.get("commit"))
        self.tag = config.get("tag", defaults.get("tag"))
        self.branch = over.get("branch", config.get("branch", defaults.get("branch"))) or self.refspec
        self.session = session
        self.managed = self.url is not None
        path = config.get("path", self.name if self.managed else None)
        self.path = os.path.join(session.work, path) if path else session.root
        layers = config.get("layers") or {"": None}
        self.layers = [os.path.join(self.path, name).rstrip("/.") for name, state in layers.items()
                       if str(state).lower() not in OFF]
        if self.refspec is not None:
            warning('Using deprecated refspec for repository "%s". You should migrate to commit/tag/branch.' % self.name)
        elif self.managed and not (self.commit or self.tag or self.branch):
            raise UserError('No commit, tag or branch specified for repository "%s". This is only allowed for local '
                            "repositories." % self.name)
        if self.commit and session.update:
            warning('Update of "%s" requested, but repo is pinned to a fixed commit. Not updating.' % self.name)

    def announce(self):
        if not self.managed:
            info("Using %s as root for repository %s" % (self.path, self.name))
        elif not self.commit:
            kind, reason = ("tag", " as tags are mutable.") if self.tag else (
                "branch", ". Either add a commit or use a lock file.")
            warning('Using %s without commit for repository "%s" is unsafe%s' % (kind, self.name, reason))

    @property
    def wanted(self):
        return self.commit or self.tag or "origin/" + self.branch.removeprefix("refs/")

    def fetch(self):
        if not self.managed:
            return
        if not os.path.exists(self.path):
            info("Cloning repository " + self.name)
            self._clone()
        self.session.git("remote", "set-url", "origin", self.url, folder=self.path)
        if not self.session.update:
            code, kind, _ = self.session.try_git("cat-file", "-t", self.wanted, folder=self.path)
            if code == 0:
                info("Repository %s already contains %s as %s" % (
                    self.name, self.commit or self.tag or self.branch, kind))
                return
        code, _, problem = self.session.try_git("fetch", "-q", *self._what_to_fetch(), folder=self.path)
        if code:
            raise UserError('Fetching of repo: "%s" failed: %s' % (self.name, problem))
        info("Repository %s updated" % self.name)

    def _what_to_fetch(self):
        """With a clone depth, the wanted commit or branch only."""
        depth = self._depth()
        if self.refspec is not None and self.refspec.startswith("refs/"):
            name = self.refspec.removeprefix("refs/")
            return ["origin", "+%s:refs/remotes/origin/%s" % (name, name)]
        if self.tag or not depth:
            return ["--tags"]
        return ["--depth", str(depth), "origin",
                self.commit or "+%s:refs/remotes/origin/%s" % (self.branch, self.branch)]

    def _depth(self):
        """How many commits are cloned; 0 for all. A legacy refspec is cloned whole."""
        return 0 if self.refspec is not None else int(os.environ.get("KAS_CLONE_DEPTH", "0"))

    def _clone(self):
        command = ["clone", "-q"]
        depth = self._depth()
        if depth:
            command += ["--depth", str(depth), *(["--branch", self.branch] if self.branch else [])]
        shared = os.environ.get("KAS_REPO_REF_DIR")
        if shared:
            where = urlparse(self.url)
            reference = os.path.join(shared, (where.netloc + where.path).translate(str.maketrans("@:/*", "....")))
            if not os.path.exists(reference):
                self.session.git("clone", "-q", "--bare", self.url, reference, folder=self.session.work)
            command += ["--reference", reference]
        self.session.git(*command, self.url, self.path, folder=self.session.work)

    def check_out(self):
        if not self.managed:
            return
        if not self.session.force and self.session.git("status", "-s", folder=self.path):
            warning("Repo %s is dirty - no checkout" % self.name)
            return
        if self.branch and self.refspec is None and not self.tag:
            if self._rev("origin/" + self.branch) is None:
                raise UserError('Branch "%s" cannot be found in repository "%s"' % (self.branch, self.name))
            if self.commit and not self._depth() and not self._branch_has_commit():
                raise UserError('Branch "%s" in repository "%s" does not contain commit "%s"' % (
                    self.branch, self.name, self.commit))
        if self.commit:
            self.session.git("rev-parse", "--verify", "--end-of-options", self.commit + "^{commit}", folder=self.path)
        commit = self._rev(self.wanted) or (self._rev(self.refspec) if self.refspec else None)
        if commit is None:
            kind, name = ("Tag", self.tag) if self.tag else ("Branch", self.branch)
            raise UserError('%s "%s" cannot be found in repository "%s"' % (kind, name, self.name))
        force = ["--force"] if self.session.force else []
        self.session.git("checkout", "-q", commit, *force, folder=self.path)
        info("Repository %s checked out to %s" % (self.name, commit))

    def _rev(self, name):
        code, commit, _ = self.session.try_git("rev-parse", "--verify", "-q", name + "^{commit}", folder=self.path)
        return commit if code == 0 else None

    def _branch_has_commit(self):
        return bool(self.session.try_git(
            "branch", "origin/" + self.branch, "-r", "--contains", self.commit, folder=self.path)[1].strip())

    @property
    def revision(self):
        """The commit; None for a folder without version control. A refspec that is no branch stays what it is, as in kas."""
        if not self.managed:
            return self._rev("HEAD")
        if self.refspec is not None and not self.commit:
            code, commit, _ = self.session.try_git(
                "rev-parse", "--verify", "-q", "origin/" + self.refspec.removeprefix("refs/"), folder=self.path)
            return commit if code == 0 else self.refspec
        return self._rev(self.wanted)

    @property
    def dirty(self):
        return bool(self.session.try_git("status", "-s", folder=self.path)[1])


def run_git(environ, folder, arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip(), done.stderr


def failed(folder, command, code, problem):
    """What kas prints of a command that may not fail; the exception to raise after it."""
    text = " ".join(command)
    error('Command "%s$ %s" failed%s' % (folder, text, ":\n" + problem.rstrip("\n") if problem else ""))
    return CommandFailed(command, code)
