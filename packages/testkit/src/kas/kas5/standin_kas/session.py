"""One call of kas: its folders, the environment of its children, and the configuration with its repositories."""

import os
import shutil
import subprocess
import tempfile

from . import config
from .log import UserError, warning
from .repos import Repo, failed, run_git


class Session:
    """Reads the configuration and checks out what it names. Raises UserError as kas does."""

    def __init__(self, arguments):
        self.update = arguments.update
        self.force = arguments.force_checkout
        self.work = os.path.abspath(os.environ.get("KAS_WORK_DIR") or os.getcwd())
        self.build_dir = os.path.abspath(os.environ.get("KAS_BUILD_DIR") or os.path.join(self.work, "build"))
        self.environ = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": self._home()}
        for name in ("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "SSH_AUTH_SOCK"):
            if name in os.environ:
                self.environ[name] = os.environ[name]
        names = arguments.config or os.path.join(self.work, ".config.yaml")
        self.files = [os.path.abspath(name) for name in names.split(":")]
        roots = {self._root(os.path.dirname(file)) for file in self.files}
        if len(roots) > 1:
            raise UserError("All concatenated config files must belong to the same repository or all must be outside of "
                            "versioning control")
        self.root = roots.pop() or os.path.dirname(self.files[0])
        self._read()

    def _root(self, folder):
        if not os.path.isdir(folder):
            return None
        code, top, _ = self.try_git("rev-parse", "--show-toplevel", folder=folder)
        return top if code == 0 else None

    def _read(self):
        folders, before = {}, None
        self.config, missing, self.locks = config.read(self.files, self.root, not self.update, folders)
        os.chdir(self.work)
        os.makedirs(self.build_dir, exist_ok=True)
        while missing:
            if missing == before:
                raise UserError("Could not fetch all repos needed by includes.")
            repos = self._repos()
            for name in missing:
                if name in repos:
                    repos[name].fetch()
                    repos[name].check_out()
                    folders[name] = repos[name].path
            before = missing
            self.config, missing, self.locks = config.read(self.files, self.root, not self.update, folders)
        self.repos = self._repos()
        for repo in self.repos.values():
            repo.announce()
        for repo in self.repos.values():
            repo.fetch()
        for repo in self.repos.values():
            repo.check_out()

    def _repos(self):
        overrides = (self.config.get("overrides") or {}).get("repos") or {}
        defaults = (self.config.get("defaults") or {}).get("repos") or {}
        return {key: Repo(key, own, defaults, overrides.get(key) or {}, self)
                for key, own in (self.config.get("repos") or {}).items()}

    def try_git(self, *arguments, folder):
        """Exit code, stdout without blanks around it, and stderr."""
        return run_git(self.environ, folder, arguments)

    def git(self, *arguments, folder):
        code, out, problem = self.try_git(*arguments, folder=folder)
        if code:
            raise failed(folder, ["git", *arguments], code, problem)
        return out

    def _home(self):
        """A home with the git configuration that GITCONFIG_FILE names, and git's helper. It goes with this object."""
        self.home = tempfile.TemporaryDirectory(prefix="kas-home-")
        given = os.environ.get("GITCONFIG_FILE")
        if given and os.path.exists(given):
            shutil.copyfile(given, os.path.join(self.home.name, ".gitconfig"))
        elif given:
            warning("GITCONFIG_FILE is set, but the file %s does not exist" % given)
        helper = os.environ.get("GIT_CREDENTIAL_HELPER")
        if helper:
            file = os.path.join(self.home.name, ".gitconfig")
            subprocess.run(["git", "config", "--file", file, "credential.helper", helper], check=True)
        return self.home.name
