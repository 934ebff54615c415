"""How a command ends that does not succeed."""


class Failure(Exception):
    """Printed on stderr as it is; `code` is the exit code of docker."""

    def __init__(self, text, code=1):
        super().__init__(text)
        self.code = code


def from_daemon(text):
    return Failure("Error response from daemon: " + text)
