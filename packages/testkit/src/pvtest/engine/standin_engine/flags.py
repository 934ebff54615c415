"""The flags of the commands, and how docker reads them: as pflag does, with its messages."""

import re

from .failure import Failure

SIZE = r"\d+(\.\d+)?([bkmgtp]i?b?)?|-1"
TRUE, FALSE = {"1", "t", "T", "true", "TRUE", "True"}, {"0", "f", "F", "false", "FALSE", "False"}


def _table(text):
    """`short/long:kind` words. A word without a kind is a switch."""
    longs, shorts = {}, {}
    for word in text.split():
        names, _, kind = word.partition(":")
        short, _, long = names.rpartition("/")
        longs[long] = kind or "bool"
        if short:
            shorts[short] = long
    return longs, shorts


RUN = _table("""
    add-host:list annotation:list a/attach:list blkio-weight:int blkio-weight-device:list cap-add:list cap-drop:list
    cgroup-parent:string cgroupns:string cidfile:string cpu-period:int cpu-quota:int cpu-rt-period:int cpu-rt-runtime:int
    c/cpu-shares:int cpus:string cpuset-cpus:string cpuset-mems:string d/detach detach-keys:string device:list
    device-cgroup-rule:list device-read-bps:list device-read-iops:list device-write-bps:list device-write-iops:list
    disable-content-trust dns:list dns-option:list dns-search:list domainname:string entrypoint:string e/env:list
    env-file:list expose:list gpus:string group-add:list health-cmd:string health-interval:string health-retries:int
    health-start-interval:string health-start-period:string health-timeout:string h/hostname:string init i/interactive
    ip:string ip6:string ipc:string isolation:string kernel-memory:bytes l/label:list label-file:list link:list
    link-local-ip:list log-driver:string log-opt:list mac-address:string m/memory:bytes memory-reservation:bytes
    memory-swap:bytes memory-swappiness:int mount:mount name:string network:list net:list network-alias:list
    no-healthcheck oom-kill-disable oom-score-adj:int pid:string pids-limit:int platform:string privileged p/publish:list
    P/publish-all pull:string q/quiet read-only restart:string rm runtime:string security-opt:list shm-size:bytes
    sig-proxy stop-signal:string stop-timeout:int storage-opt:list sysctl:list tmpfs:list t/tty ulimit:list
    use-api-socket u/user:string userns:string uts:string v/volume:list volume-driver:string volumes-from:list
    w/workdir:string""")

# Command: what follows it in "Usage:", the fewest and most arguments, its flags.
COMMANDS = {
    "version": ("[OPTIONS]", 0, 0, _table("f/format:string")),
    "info": ("[OPTIONS]", 0, 0, _table("f/format:string")),
    "load": ("[OPTIONS]", 0, 0, _table("i/input:string platform:string q/quiet")),
    "ps": ("[OPTIONS]", 0, 0, _table("a/all f/filter:filter format:string n/last:int l/latest no-trunc q/quiet s/size")),
    "inspect": ("[OPTIONS] NAME|ID [NAME|ID...]", 1, None, _table("f/format:string s/size type:string")),
    "container inspect": ("[OPTIONS] CONTAINER [CONTAINER...]", 1, None, _table("f/format:string s/size")),
    "rm": ("[OPTIONS] CONTAINER [CONTAINER...]", 1, None, _table("f/force l/link v/volumes")),
    "stop": ("[OPTIONS] CONTAINER [CONTAINER...]", 1, None, _table("s/signal:string t/timeout:int time:int")),
    "kill": ("[OPTIONS] CONTAINER [CONTAINER...]", 1, None, _table("s/signal:string")),
    "wait": ("CONTAINER [CONTAINER...]", 1, None, _table("")),
    "logs": ("[OPTIONS] CONTAINER", 1, 1, _table("details f/follow since:string n/tail:string t/timestamps until:string")),
    "images": ("[OPTIONS] [REPOSITORY[:TAG]]", 0, 1,
               _table("a/all digests f/filter:filter format:string no-trunc q/quiet tree")),
    "image inspect": ("[OPTIONS] IMAGE [IMAGE...]", 1, None, _table("f/format:string platform:string")),
    "rmi": ("[OPTIONS] IMAGE [IMAGE...]", 1, None, _table("f/force no-prune platform:string")),
    "tag": ("SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", 2, 2, _table("")),
    "network ls": ("[OPTIONS]", 0, 0, _table("f/filter:filter format:string no-trunc q/quiet")),
    "network inspect": ("[OPTIONS] NETWORK [NETWORK...]", 1, None, _table("f/format:string v/verbose")),
    "network create": ("[OPTIONS] NETWORK", 1, 1,
                       _table("attachable d/driver:string gateway:list internal ip-range:list ipv4 ipv6 label:list "
                              "o/opt:list scope:string subnet:list")),
    "network rm": ("NETWORK [NETWORK...]", 1, None, _table("f/force")),
    "run": ("[OPTIONS] IMAGE [COMMAND] [ARG...]", 1, None, RUN),
}


class Flags:
    """The values that a command was given, by the long name of the flag."""

    def __init__(self):
        self._values = {}

    def add(self, name, value):
        self._values.setdefault(name, []).append(value)

    def all(self, *names):
        return [value for name in names for value in self._values.get(name, [])]

    def last(self, *names, default=None):
        return (self.all(*names) or [default])[-1]

    def on(self, name):
        return self.last(name, default=False)


def parse(command, called, words):
    """`called`: the command as it was typed. The flags, and the arguments."""
    usage, fewest, most, (longs, shorts) = COMMANDS[command]
    usage = "Usage:  docker %s %s" % (called, usage)
    see = "Run 'docker %s --help' for more information" % called

    def wrong(text):
        return Failure("%s\n\n%s\n\n%s" % (text, usage, see), 125)

    def checked(name, value):
        kind = longs[name]
        short = next(("-%s, " % short for short, long in shorts.items() if long == name), "")
        problem = _problem(kind, value)
        if problem:
            raise wrong('invalid argument "%s" for "%s--%s" flag: %s' % (value, short, name, problem))
        return value in TRUE if kind == "bool" else value

    flags, rest, left = Flags(), [], list(words)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += left
            break
        if word == "--help":
            raise Failure(usage, 0)
        if word.startswith("--"):
            name, joined, value = word[2:].partition("=")
            if name not in longs:
                raise wrong("unknown flag: --" + name)
            if not joined and longs[name] != "bool":
                if not left:
                    raise wrong("flag needs an argument: --" + name)
                value = left.pop(0)
            flags.add(name, checked(name, value if joined or longs[name] != "bool" else "true"))
        elif word.startswith("-") and word != "-":
            _group(word[1:], left, longs, shorts, lambda name, value: flags.add(name, checked(name, value)), wrong)
        else:
            rest.append(word)
            if command == "run":
                rest += left
                break
    _count(called, usage, rest, fewest, most)
    return flags, rest


def _group(group, left, longs, shorts, add, wrong):
    letters = group
    while letters:
        letter, letters = letters[0], letters[1:]
        name = shorts.get(letter)
        if name is None:
            raise wrong("unknown shorthand flag: '%s' in -%s" % (letter, group))
        if longs[name] == "bool" and not letters.startswith("="):
            add(name, "true")
        elif letters:
            add(name, letters.removeprefix("="))
            return
        elif left:
            add(name, left.pop(0))
        else:
            raise wrong("flag needs an argument: '%s' in -%s" % (letter, group))


def _problem(kind, value):
    if kind == "bool" and value not in TRUE | FALSE:
        return 'strconv.ParseBool: parsing "%s": invalid syntax' % value
    if kind == "int" and not re.fullmatch(r"[-+]?\d+", value):
        return 'strconv.ParseInt: parsing "%s": invalid syntax' % value
    if kind == "bytes" and not re.fullmatch(SIZE, value, re.IGNORECASE):
        return "invalid size: '%s'" % value
    if kind == "filter" and "=" not in value:
        return "bad format of filter (expected name=value)"
    if kind == "mount":
        for field in value.split(","):
            if "=" not in field and field not in ("readonly", "ro"):
                return "invalid field '%s' must be a key=value pair" % field
    return None


def _count(called, usage, rest, fewest, most):
    given = len(rest)
    if given >= fewest and (most is None or given <= most):
        return
    if most == 0:
        wanted, see = "accepts no arguments", "Run"
    elif most == fewest:
        wanted, see = "requires %d argument%s" % (fewest, "" if fewest == 1 else "s"), "Run"
    elif most is None:
        wanted, see = "requires at least %d argument%s" % (fewest, "" if fewest == 1 else "s"), "See"
    else:
        wanted, see = "requires at most %d argument%s" % (most, "" if most == 1 else "s"), "Run"
    raise Failure("docker: 'docker %s' %s\n\n%s\n\n%s 'docker %s --help' for more information" % (
        called, wanted, usage, see, called))
