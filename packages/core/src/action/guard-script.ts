/**
 * The guard of a foreign program, for Python 3.6 and newer: Node cannot call prctl(2), and Python is where kas and bitbake are.
 *
 * Arguments: seconds that what the program leaves may go on; seconds that `names` may take to close when asked to, and that all may go on
 * after a program that was ended by a signal; `names`, with commas, of which nothing is said when they close; the program and its arguments.
 *
 * As a child subreaper (PR_SET_CHILD_SUBREAPER of prctl(2)) it stays the ancestor of whatever the program starts, also of daemons. It ends as
 * the program did, and only when nothing of it is left. SIGUSR1 ends all at once. On descriptor 3 it says, line by line:
 * `started`, without which nothing is run, `failed <errno>` where the program cannot be executed, `exit <code or signal>`, `waits`, of each process that it had to end
 * `ended <pid> <command>` or `left <pid> <command>`, and `done`.
 */
export const GUARD_SCRIPT = `
import errno, os, resource, signal, sys, time
linger, patience = float(sys.argv[1]), float(sys.argv[2])
names, argv = sys.argv[3].split(','), sys.argv[4:]
try:
    import ctypes
    with open('/proc/self/environ', 'rb') as file:
        env = dict(entry.split(b'=', 1) for entry in file.read().split(b'\\0') if b'=' in entry)
    is_guard = ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0
except Exception:
    is_guard = False
if not is_guard:
    sys.exit(1)
os.set_inheritable(3, False)
urgent, status = False, None

def say(text):
    try:
        os.write(3, (text + '\\n').encode('utf-8', 'replace'))
    except OSError:
        pass

def hurry(number, frame):
    global urgent
    urgent = True
    kill(signal.SIGKILL, {})

def descendants():
    parents = {}
    for name in os.listdir('/proc'):
        try:
            with open('/proc/%d/stat' % int(name), 'rb') as file:
                rest = file.read().rpartition(b')')[2].split()
        except (OSError, ValueError):
            continue
        if rest[0] not in (b'Z', b'X'):
            parents[int(name)] = int(rest[1])
    found, more = set(), {os.getpid()}
    while more:
        more = {pid for pid in parents if parents[pid] in more}
        found |= more
    return found

def command(pid):
    try:
        with open('/proc/%d/cmdline' % pid, 'rb') as file:
            return file.read(4096).decode('utf-8', 'replace').rstrip('\\0').split('\\0')
    except OSError:
        return ['']

def program(pid):
    words = [os.path.basename(word) for word in command(pid) if not word.startswith('-')]
    return words[1] if len(words) > 1 and words[0].startswith('python') else words[0] if words else ''

def is_slow(pid):
    return program(pid) in names

def kill(number, ended, is_due=lambda pid: False):
    for pid in descendants():
        if pid in ended and not is_due(pid) and number != signal.SIGKILL:
            continue
        ended.setdefault(pid, '' if is_slow(pid) else '%d %s' % (pid, ' '.join(' '.join(command(pid)).split())[:200]))
        try:
            os.kill(pid, signal.SIGKILL if is_due(pid) else number)
        except OSError:
            pass

def is_left():
    global status
    while True:
        try:
            pid, how = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True
        if pid == child:
            status = how

signal.signal(signal.SIGUSR1, hurry)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
say('started')
child = os.fork()
if child == 0:
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_DFL)
        except (OSError, ValueError):
            pass
    for name in os.listdir('/proc/self/fd'):
        if int(name) > 3:
            try:
                os.close(int(name))
            except OSError:
                pass
    try:
        os.execvpe(argv[0], argv, env)
    except OSError as error:
        say('failed ' + errno.errorcode.get(error.errno, 'EIO'))
    os._exit(127)

if urgent:
    kill(signal.SIGKILL, {})
null = os.open('/dev/null', os.O_RDWR)
os.dup2(null, 1)
os.dup2(null, 2)
while status is None:
    pid, how = os.waitpid(-1, 0)
    if pid == child:
        status = how
if os.WIFEXITED(status):
    say('exit %d' % os.WEXITSTATUS(status))
else:
    say('exit ' + next((known.name for known in signal.Signals if known == os.WTERMSIG(status)), 'SIGKILL'))

def wait(limit, step=lambda waited: None):
    begin, told = time.monotonic(), False
    while is_left() and not urgent:
        waited = time.monotonic() - begin
        step(waited)
        if waited >= limit():
            return
        if waited >= 5 and not told:
            told = True
            say('waits')
        time.sleep(0.02 if waited < 1 else 0.2)

def ask(waited):
    kill(signal.SIGTERM, ended, lambda pid: waited >= 5 and not is_slow(pid))

ended = {}
was_ended = os.WIFSIGNALED(status) or os.WEXITSTATUS(status) > 128
wait(lambda: patience if was_ended else linger)
if is_left():
    wait(lambda: patience if any(map(is_slow, descendants())) else 5, ask)
    begin = time.monotonic()
    while is_left() and time.monotonic() - begin < 10:
        kill(signal.SIGKILL, ended)
        time.sleep(0.01)
    alive = descendants()
    for pid in sorted(alive)[:20]:
        say('left %s' % (ended.get(pid) or pid))
    for pid in sorted(set(ended) - alive)[:20]:
        if ended[pid] and not urgent:
            say('ended %s' % ended[pid])
say('done')
if os.WIFSIGNALED(status):
    number = os.WTERMSIG(status)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
os._exit(os.WEXITSTATUS(status))
`;
