export const id = 829;
export const ids = [829];
export const modules = {

/***/ 41066:
/*! packages/core/src/action/child-environment.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qc: () => (/* binding */ childEnvironment),
/* harmony export */   Sq: () => (/* binding */ COMMON),
/* harmony export */   lP: () => (/* binding */ READ_BY_ENGINES)
/* harmony export */ });
/** Who runs, in which language, and what tells programs that nobody is there. */
const COMMON = [
    ...['HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', /^LC_[A-Z]+$/, 'TZ', 'CI'],
    /^(https?|ftp|all|no)_proxy$/i,
];
/** What the clients of docker and podman read to find their daemon. DOCKER_AUTH_CONFIG, which holds passwords, is not among it. */
const READ_BY_ENGINES = [
    ...['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'],
    ...['CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
];
/**
 * Of the variables `env`, PATH and those that `names` allows, by name or by pattern; over them `more`.
 *
 * @param names a pattern must hold for the whole name: give it `^` and `$`.
 */
function childEnvironment(env, names = [], more = {}) {
    const isAllowed = (name) => names.some((known) => (typeof known === 'string' ? known === name : known.test(name)));
    const chosen = Object.entries(env).filter(([name]) => isAllowed(name));
    return { PATH: env['PATH'], ...Object.fromEntries(chosen), ...more };
}


/***/ }),

/***/ 67443:
/*! packages/core/src/action/foreign-program.ts, packages/core/src/action/guard-script.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FX: () => (/* binding */ killBelowGuard),
  AE: () => (/* binding */ runForeign),
  mM: () => (/* binding */ warnOfEnded),
  ID: () => (/* binding */ withoutGuard)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/core/src/action/guard-script.ts
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
const GUARD_SCRIPT = `
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

// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/own-environment.ts
var own_environment = __webpack_require__(22556);
// EXTERNAL MODULE: ./packages/core/src/action/process-tree.ts
var process_tree = __webpack_require__(90198);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
;// CONCATENATED MODULE: ./packages/core/src/action/foreign-program.ts







/**
 * Runs a program that is not ours, or runs such code: in a session of its own, with no descriptors but the standard streams. It runs below a
 * guard, and the promise resolves when nothing that it started runs any more. Where there is no python3 for the guard, what leaves the
 * session goes on: `isAllEnded` says so. `holdOpen` is for the guard only.
 *
 * Rejects with Node's system error when it cannot be started.
 */
async function runForeign(argv, options, { exec, log }) {
    if ((0,own_environment/* takeIsReadable */.E)())
        log.warning(READABLE);
    const { called, lingerSeconds, slow, onStart, onEnd, holdOpen = [], ...plain } = options;
    const started = (isGuard) => (pid) => onStart?.({ pid, startTime: (0,process_tree/* startTimeNow */.e5)(pid) ?? '', isGuard });
    const python = findPython(options.env.PATH);
    if (python !== undefined) {
        const notes = readNotes(called, onEnd, log);
        const times = [lingerSeconds, slow?.seconds ?? lingerSeconds, slow?.names.join(',') ?? ''].map(String);
        const guard = [python, '-I', '-S', '-c', GUARD_SCRIPT, ...times, ...argv];
        const result = await exec([...guard], { ...plain, holdOpen, onStart: started(true), onNote: notes.read });
        const { heard, ended } = notes;
        const code = heard.get('failed');
        if (code !== undefined)
            throw Object.assign(new Error(`spawn ${argv[0]} ${code}`), { code });
        // Python may be ended before it is a guard: then nothing has run.
        if (heard.has('started') || result.signal !== null)
            return { ...result, isAllEnded: heard.has('done') && !heard.has('left'), ended };
    }
    log.info(`${called} runs without a guard, for which python3 is needed on the host: what leaves its session cannot be found again.`);
    const result = await exec(argv, { ...plain, onStart: started(false) });
    return { ...result, isAllEnded: false, ended: [] };
}
const READABLE = 'This system does not let the environment of this step be hidden: the programs that it starts can read its inputs and tokens in /proc.';
/** Says which processes had to be ended, if any. */
function warnOfEnded(called, { ended }, log) {
    if (ended.length === 0)
        return;
    log.warning(`${called} left ${ended.length === 1 ? 'a process' : `${ended.length} processes`} running, which ${ended.length === 1 ? 'was' : 'were'} ended: ` +
        `${(0,wording/* shortList */.pg)(ended.map(inputs/* quote */.hD), ', ', 5)}.`);
}
/**
 * Has the guard of a program end all that it guards, at once and whatever is started meanwhile.
 *
 * @returns whether there is one.
 */
function killBelowGuard({ pid, startTime, isGuard }) {
    if (isGuard !== true || (0,process_tree/* startTimeNow */.e5)(pid) !== startTime)
        return false;
    (0,process_tree/* sendSignal */.vG)(pid, 'SIGUSR1');
    return true;
}
/**
 * Of what runs of a program, what is to be ended: without the guard, unless it is alone, and about to start the program or to end.
 */
function withoutGuard(family, { pid, isGuard }) {
    const others = isGuard === true ? family.filter((each) => each.pid !== pid) : family;
    return others.length > 0 ? others : family;
}
/** What the guard says, line by line: see GUARD_SCRIPT. */
function readNotes(called, onEnd, log) {
    const heard = new Map();
    const lists = { ended: [], left: [] };
    return {
        heard,
        ended: lists['ended'] ?? [],
        read(line) {
            const [, word = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
            heard.set(word, rest);
            lists[word]?.push(rest);
            if (word === 'waits')
                log.info(`Waiting for what ${called.toLowerCase()} left running.`);
            if (word === 'left')
                log.warning(`This process could not be stopped: ${(0,inputs/* quote */.hD)(rest)}.`);
            if (word === 'exit' && !heard.has('failed'))
                onEnd?.(resultOf(rest));
        },
    };
}
/** @param how an exit code, or the name of a signal */
function resultOf(how) {
    return /^\d+$/.test(how)
        ? { code: Number(how), signal: null }
        : { code: null, signal: how };
}
const SYSTEM = '/usr/bin';
/** Of the PATH the system's python3 before others: one of pyenv is a script that changes the environment. */
function findPython(path = '') {
    const folders = path.split(external_node_path_.delimiter).filter((folder) => folder !== '');
    return [...folders.filter((folder) => folder === SYSTEM), ...folders]
        .map((folder) => (0,external_node_path_.join)(folder, 'python3'))
        .find((file) => {
        try {
            (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
            return true;
        }
        catch {
            return false;
        }
    });
}


/***/ }),

/***/ 13205:
/*! packages/core/src/action/in-parallel.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ inParallel)
/* harmony export */ });
/** Requests about objects that are on their way at a time. */
const REQUESTS = 8;
/**
 * Calls `work` with each item, at most `limit` at a time. After the first failure nothing more is begun; it is thrown when what
 * was begun has ended.
 *
 * @returns The results in the order of the items.
 */
async function inParallel(items, work, limit = REQUESTS) {
    const results = [];
    const queue = items.entries();
    let failed = false;
    const lane = async () => {
        for (const [index, item] of queue) {
            try {
                results[index] = await work(item);
            }
            catch (thrown) {
                failed = true;
                throw thrown;
            }
            if (failed)
                return;
        }
    };
    const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, lane));
    const broken = lanes.find((each) => each.status === 'rejected');
    if (broken !== undefined)
        throw broken.reason;
    return results;
}


/***/ }),

/***/ 90198:
/*! packages/core/src/action/process-tree.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   O3: () => (/* binding */ listProcesses),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   UU: () => (/* binding */ argvOf),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   e5: () => (/* binding */ startTimeNow),
/* harmony export */   hr: () => (/* binding */ hasTerminal),
/* harmony export */   kh: () => (/* binding */ waitForEnd),
/* harmony export */   lg: () => (/* binding */ describeProcess),
/* harmony export */   oQ: () => (/* binding */ programOf),
/* harmony export */   vG: () => (/* binding */ sendSignal)
/* harmony export */ });
/* unused harmony export parseStat */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71189);




/**
 * Reads `/proc/<pid>/stat` (proc_pid_stat(5)). The name stands in parentheses and may itself hold blanks and
 * parentheses. Undefined for a text of another form.
 */
function parseStat(text) {
    const open = text.indexOf('(');
    const close = text.lastIndexOf(')');
    const rest = text
        .slice(close + 1)
        .trim()
        .split(' ');
    const [state = '', parent, , session] = rest;
    const startTime = rest[19];
    const pid = Number.parseInt(text, 10);
    if (open < 0 || close < open || Number.isNaN(pid) || startTime === undefined)
        return undefined;
    return {
        pid,
        name: text.slice(open + 1, close),
        state,
        parent: Number(parent),
        session: Number(session),
        startTime,
    };
}
/** Whether it still runs: what only waits to be reaped has ended. */
function isAlive({ state }) {
    return state !== 'Z' && state !== 'X';
}
/** Every process that can be seen, zombies too. */
async function listProcesses() {
    const pids = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)('/proc')).filter((name) => /^\d+$/.test(name));
    const read = await Promise.all(pids.map((pid) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
    return read.map(parseStat).filter((process) => process !== undefined);
}
/** The same at once, for a signal that follows: nothing may come in between. */
function startTimeNow(pid) {
    try {
        const process = parseStat((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8'));
        return process !== undefined && isAlive(process) ? process.startTime : undefined;
    }
    catch {
        return undefined;
    }
}
/** The command line of `pid`; empty when it has ended, or is the kernel's own. */
async function argvOf(pid) {
    return strings(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
}
/** A variable that `pid` was started with; undefined also when its environment cannot be read. */
async function variableOf(pid, name) {
    const variables = strings(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => ''));
    return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}
/** The uid that `pid` runs as; undefined when it has ended, or hides from us. */
async function ownerOf(pid) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(`/proc/${pid}`).then(({ uid }) => uid, () => undefined);
}
/** Whether `pid` has a controlling terminal: somebody works with it. */
async function hasTerminal(pid) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, , , , terminal = '0'] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return terminal !== '0';
}
function strings(text) {
    return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}
/** The name of the program of a command line. For a Python script it is the script's. */
function programOf(argv) {
    const [file = '', ...args] = argv;
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(file);
    if (!/^python[\d.]*$/.test(name))
        return name;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(args.find((argument) => !argument.startsWith('-')) ?? name);
}
const COMMAND_LENGTH = 200;
/** `pid command` on one line, for people. The command is text that is not ours. */
async function describeProcess({ pid, name }) {
    const command = (await argvOf(pid)).join(' ').replace(/[\s\p{Cc}]+/gu, ' ');
    return `${pid} ${command === '' ? `[${name}]` : command.slice(0, COMMAND_LENGTH)}`;
}
/**
 * Of all processes, those of a family: what is known of it, their descendants, and the sessions of both: a process
 * whose parent has ended keeps its session. Never `self` nor what started it, nor, for the session alone, what shares theirs: other
 * runners can, which were started at one terminal.
 *
 * A session is foreign when its leader runs and is not of the family: then its number was given out again, which
 * the kernel does not do as long as a process is in the session.
 */
function familyOf(all, known, self) {
    const byPid = new Map(all.map((process) => [process.pid, process]));
    const excluded = ancestorsOf(self, byPid);
    const ours = new Set();
    const sessions = new Set(known.sessions);
    const foreign = new Set([...excluded].map((pid) => byPid.get(pid)?.session));
    const isOurs = ({ pid, parent, session, startTime }) => known.processes.get(pid) === startTime || ours.has(parent) || isOurSession(session);
    const isOurSession = (session) => session > 0 &&
        sessions.has(session) &&
        !foreign.has(session) &&
        (ours.has(session) || !byPid.has(session));
    let before;
    do {
        before = ours.size;
        for (const process of all) {
            if (excluded.has(process.pid) || ours.has(process.pid) || !isOurs(process))
                continue;
            ours.add(process.pid);
            sessions.add(process.session);
        }
    } while (ours.size > before);
    return all.filter(({ pid }) => ours.has(pid));
}
function ancestorsOf(pid, byPid) {
    const found = new Set([0, 1]);
    for (let next = pid; !found.has(next); next = byPid.get(next)?.parent ?? 0)
        found.add(next);
    return found;
}
/** Sends a signal. One that has ended, or is of another user, gets none: what still runs is found again at the end, and reported. */
function sendSignal(pid, signal, send = process.kill) {
    try {
        send(pid, signal);
    }
    catch (error) {
        const code = (0,_errors_ts__WEBPACK_IMPORTED_MODULE_3__/* .systemCode */ .xU)(error);
        if (code !== 'ESRCH' && code !== 'EPERM')
            throw error;
    }
}
/** Looks until nothing runs, at most for `seconds`, every `stepMs` milliseconds. @returns what runs then. */
async function waitForEnd(look, { clock }, seconds, stepMs) {
    let running = await look();
    for (let waited = 0; running.length > 0 && waited < seconds * 1000; waited += stepMs) {
        await clock.sleep(stepMs);
        running = await look();
    }
    return running;
}


/***/ }),

/***/ 51688:
/*! packages/core/src/release/schema.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   Y5: () => (/* binding */ SHA256_HEX),
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sP: () => (/* binding */ source),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_source_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95283);
/* harmony import */ var _json_json_error_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90599);




/** A SHA-256 digest as all our files state it. */
const SHA256_HEX = /^[0-9a-f]{64}$/;
/** The digest of an object. */
const sha256 = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .regex(SHA256_HEX, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });
const NOT_A_SIZE = 'It must be a size in bytes.';
/** A size in bytes. */
const size = zod__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr({ error: NOT_A_SIZE }).nonnegative({ error: NOT_A_SIZE });
/** The URL of a workflow run. */
const runUrl = named(_action_source_ts__WEBPACK_IMPORTED_MODULE_1__/* .runUrlProblem */ .uB);
/** Where a build comes from (core/action/source.ts). */
const source = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    repository: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    ref: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    sha: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    run: runUrl.exactOptional(),
});
/** A string that `check` finds nothing wrong with. */
function named(check) {
    return zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().superRefine((value, context) => {
        const problem = check(value);
        if (problem !== undefined)
            context.addIssue({ code: 'custom', message: problem });
    });
}
/**
 * Reads JSON text of a known shape.
 *
 * @param where What the text is, as the error names it: a path or an object's address.
 * @throws UserError with a line for each problem, and `advice`.
 */
function parseJson(schema, text, where, advice) {
    return checkShape(schema, readJson(text, where, advice), where, advice);
}
/**
 * Reads JSON text of any shape. Nothing of the text is in the error.
 *
 * @throws UserError as `parseJson`.
 */
function readJson(text, where, advice) {
    try {
        return JSON.parse(text);
    }
    catch (thrown) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON: ${(0,_json_json_error_ts__WEBPACK_IMPORTED_MODULE_3__/* .jsonProblem */ .I)(text, thrown)}`, advice);
    }
}
/**
 * Holds a value that was read from JSON against its shape.
 *
 * @throws UserError as `parseJson`.
 */
function checkShape(schema, value, where, advice) {
    const result = schema.safeParse(value, { error: inOurWords });
    if (result.success)
        return result.data;
    const lines = result.error.issues.map((issue) => `  ${pathText(issue.path)}: ${issue.message}`);
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
}
/** Names of types as a message has them. */
const TYPES = {
    array: 'a list',
    int: 'a whole number',
    number: 'a number',
    object: 'an object',
    record: 'an object',
    string: 'a text',
};
/** What is wrong with a value, where its schema has no words of its own for it. */
function inOurWords(issue) {
    if (issue.input === undefined)
        return 'It is missing.';
    if (issue.code === 'invalid_type')
        return `It must be ${TYPES[issue.expected] ?? issue.expected}.`;
    if (issue.code === 'too_small' && issue.origin === 'string')
        return 'It must not be empty.';
    if (issue.code === 'invalid_value')
        return `It must be ${issue.values.map(String).join(' or ')}.`;
    return undefined;
}
/** `artifacts[3].sha256`; `the document` for the whole. */
function pathText(path) {
    const text = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '');
    return text === '' ? 'the document' : text;
}


/***/ })

};
