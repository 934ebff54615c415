"""How a task ends, but for well."""


class Stop(Exception):
    """The user wants no more tasks."""


class TaskFailed(Exception):
    def __init__(self, log):
        super().__init__(log)
        self.log = log
