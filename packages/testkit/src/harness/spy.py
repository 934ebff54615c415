"""What foreign code may try.

`spy.py look FILE` appends the variables in the environments of this process's ancestors, but those that every process
has: lines of `depth name=value`.

`spy.py stay FOLDER` leaves a process that is in no session of ours, has no parent and no variable, and writes its pid
to `FOLDER/spy.<pid>`; it returns when that is done.
"""
import os
import sys
import time

HARMLESS = ("PATH", "HOME", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "LC_CTYPE")


def look(file):
    pid, depth = os.getpid(), 0
    while pid > 1:
        try:
            with open("/proc/%d/environ" % pid, "rb") as environ:
                entries = environ.read().decode("utf-8", "replace").split("\0")
        except PermissionError:
            entries = []
        with open(file, "a") as seen:
            for entry in entries:
                if entry != "" and entry.split("=")[0] not in HARMLESS:
                    seen.write("%d %s\n" % (depth, entry))
        with open("/proc/%d/stat" % pid) as stat:
            pid = int(stat.read().rpartition(")")[2].split()[1])
        depth += 1


def stay(folder):
    between = os.fork()
    if between:
        os.waitpid(between, 0)
        return
    os.setsid()
    read, write = os.pipe()
    if os.fork():
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    for fd in range(3):
        os.dup2(os.open(os.devnull, os.O_RDWR), fd)
    os.set_inheritable(write, True)
    os.execve(sys.executable, [sys.executable, __file__, "sleep", folder, str(write)], {})


def sleep(folder, ready):
    with open("%s/spy.%d" % (folder, os.getpid()), "w"):
        os.close(int(ready))
    time.sleep(600)


{"look": look, "stay": stay, "sleep": sleep}[sys.argv[1]](*sys.argv[2:])
