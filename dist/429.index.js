export const id = 429;
export const ids = [429];
export const modules = {

/***/ 79402:
/*! actions/pvtest-runner/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3636);
/* harmony import */ var _pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8347);
/* harmony import */ var _pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(84640);
/* harmony import */ var _pv_actions_core_pvtest_test_id_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41822);
/* harmony import */ var _per_scope_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95637);







const ARTIFACT_NAME = /^[^":<>|*?\r\n\\/]{1,200}$/;
const SHARD = /^(\d{1,4})\/(\d{1,4})$/;
const DEFAULT_LOCK_MINUTES = 30;
const inputs = {
    distro: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    artifact: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), artifactProblem),
    'run-id': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .runId */ .Vz)(),
    'allow-foreign-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
    ..._pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .githubInputs */ .dN,
    'test-path': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(), (paths) => paths.map(_pv_actions_core_pvtest_test_id_ts__WEBPACK_IMPORTED_MODULE_5__/* .testPathProblem */ .Fe).find((problem) => problem !== undefined)),
    parallel: (0,_per_scope_ts__WEBPACK_IMPORTED_MODULE_4__/* .perScope */ .W)(1, 64, 'local=4 remote=1'),
    retries: (0,_per_scope_ts__WEBPACK_IMPORTED_MODULE_4__/* .perScope */ .W)(0, 20, 'local=1 remote=3'),
    valgrind: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(true),
    netsim: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
    workspace: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    'timeout-minutes': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(0.01, 7200, 'any'),
    'test-timeout-minutes': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(0.01, 7200, 'any'),
    'lock-timeout-minutes': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(0, 7200, 'any').transform((minutes) => minutes ?? DEFAULT_LOCK_MINUTES),
    'lock-file': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), lockFileProblem).transform((file) => file ?? '/tmp/pv-actions-pvtest.lock'),
    'ph-user': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    'ph-pass': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .secret */ .rJ)(),
    ..._pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_3__/* .judgementInputs */ .N,
    shard: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), shardProblem).transform((value) => value === undefined ? undefined : shardOf(value)),
    timings: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    quarantine: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    upload: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(true),
    'artifact-name': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), artifactProblem),
    'retention-days': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(1, 400),
    'dry-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
};
const outputs = ['verdict', 'total', ..._pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_6__/* .VERDICTS */ .bk, 'junit', 'report'];
function artifactProblem(name) {
    return ARTIFACT_NAME.test(name)
        ? undefined
        : 'Use the name of a GitHub artifact: at most 200 characters, and none of " : < > | * ? \\ /.';
}
function lockFileProblem(file) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(file)
        ? undefined
        : 'Use an absolute path: all jobs on this host must come to the same file.';
}
function shardProblem(value) {
    const { index, of } = shardOf(value);
    return index >= 1 && index <= of
        ? undefined
        : `Use i/n: n is the number of shards, and i is from 1 to n, as in 1/4.`;
}
function shardOf(value) {
    const [, index = '0', of = '0'] = SHARD.exec(value) ?? [];
    return { index: Number(index), of: Number(of) };
}


/***/ }),

/***/ 9429:
/*! actions/pvtest-runner/src/artifact-layout.ts, actions/pvtest-runner/src/calls.ts, actions/pvtest-runner/src/child-environment.ts, actions/pvtest-runner/src/collect.ts, actions/pvtest-runner/src/containers.ts, actions/pvtest-runner/src/disk-problem.ts, actions/pvtest-runner/src/distro.ts, actions/pvtest-runner/src/docker.ts, actions/pvtest-runner/src/fetch-distro.ts, actions/pvtest-runner/src/finish.ts, actions/pvtest-runner/src/host-check.ts, actions/pvtest-runner/src/images.ts, actions/pvtest-runner/src/lock.ts, actions/pvtest-runner/src/main.ts, actions/pvtest-runner/src/post.ts, actions/pvtest-runner/src/prepare.ts, actions/pvtest-runner/src/quarantine.ts, actions/pvtest-runner/src/read-try.ts, actions/pvtest-runner/src/record.ts, actions/pvtest-runner/src/redact.ts, actions/pvtest-runner/src/root-files.ts, actions/pvtest-runner/src/run-tests.ts, actions/pvtest-runner/src/script-programs.ts, actions/pvtest-runner/src/script.ts, actions/pvtest-runner/src/shards.ts, actions/pvtest-runner/src/shown-lines.ts, actions/pvtest-runner/src/stopping.ts, actions/pvtest-runner/src/test-limit.ts, actions/pvtest-runner/src/workspace-files.ts, packages/core/src/action/host-lock.ts, packages/core/src/action/lock-file.ts, packages/core/src/pvtest/log-line.ts, packages/core/src/pvtest/run-line.ts, packages/core/src/pvtest/run-log.ts, packages/core/src/pvtest/run-state.ts, packages/core/src/pvtest/test-log.ts, packages/core/src/pvtest/valgrind-log.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var action_errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/pvtest/counts.ts
var counts = __webpack_require__(83646);
// EXTERNAL MODULE: ./packages/core/src/pvtest/report.ts
var report = __webpack_require__(84640);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/disk-problem.ts


/** What a file system says that takes no more, as the rest of a sentence. */
const DISK = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of the disk is used up',
    EROFS: 'the disk is read-only',
    EIO: 'the disk has an error',
    ESTALE: 'the disk is gone',
};
/** What else keeps a folder of the run from being written. It is the disk's only where the folder was there before. */
const GONE = {
    ENOENT: 'it is gone',
    ENOTDIR: 'it is no folder any more',
    EACCES: 'this user has no right to it',
    EPERM: 'this user has no right to it',
    ELOOP: 'it was replaced by a link',
    EXDEV: 'it was replaced by a link',
};
const DISK_ADVICE = 'Look at the disk of the runner (`df -h`, `df -i`, `mount`), make room or give another folder in the input `workspace`, and run the tests again.';
/** Why a folder of the run cannot be written, as a sentence; undefined for what has nothing to do with a disk. */
function folderProblem(folder, thrown) {
    const code = (0,action_errors/* systemCode */.xU)(thrown) ?? '';
    const why = DISK[code] ?? GONE[code];
    return why === undefined ? undefined : `The folder ${(0,inputs/* quote */.hD)(folder)} cannot be written: ${why} (${code}).`;
}
/** The same for any file, where the system names one: only what a disk says itself. */
function diskProblem(thrown) {
    const code = (0,action_errors/* systemCode */.xU)(thrown) ?? '';
    const why = thrown instanceof action_errors/* UserError */.yo ? undefined : DISK[code];
    if (why === undefined)
        return undefined;
    const { path } = thrown;
    const what = typeof path === 'string' ? (0,inputs/* quote */.hD)(path) : 'A file of the run';
    return `${what} cannot be written: ${why} (${code}).`;
}
/** What was thrown, as a user's error where a disk is the cause. */
function asDiskError(thrown) {
    const problem = diskProblem(thrown);
    return problem === undefined ? thrown : new action_errors/* UserError */.yo(problem, DISK_ADVICE, { cause: thrown });
}

// EXTERNAL MODULE: ./packages/core/src/action/child-environment.ts
var child_environment = __webpack_require__(41066);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/docker.ts


/** A daemon that hangs must not keep the stage from ending. */
const ANSWER_SECONDS = 60;
const ERROR_CHARACTERS = 500;
function dockerOf(deps) {
    return async (args, seconds = ANSWER_SECONDS) => {
        const lines = [];
        const errors = [];
        const { code } = await deps
            .exec(['docker', ...args], {
            env: (0,child_environment/* childEnvironment */.Qc)(deps.env, [...child_environment/* COMMON */.Sq, ...child_environment/* READ_BY_ENGINES */.lP, 'SSH_AUTH_SOCK']),
            timeLimitSeconds: seconds,
            onLine: (line, stream) => void (line.trim() !== '' && (stream === 'stdout' ? lines : errors).push(line)),
        })
            .catch((thrown) => {
            errors.push((0,action_errors/* systemCode */.xU)(thrown) === 'ENOENT' ? NOT_FOUND : (0,action_errors/* messageOf */.bD)(thrown));
            return { code: NOT_STARTED };
        });
        const said = errors.join(' ').replace(/\s+/g, ' ').trim().slice(0, ERROR_CHARACTERS);
        return {
            code,
            lines,
            error: code === null ? `It did not answer within ${seconds} s. ${said}`.trim() : said,
        };
    };
}
const NOT_FOUND = 'docker was not found.';
const NOT_STARTED = 127;
/**
 * Asks the daemon for its version, to know that tests can run.
 *
 * @throws UserError that says what keeps them from it.
 */
async function checkDocker(docker) {
    const { code, lines, error } = await docker(['version', '--format', '{{.Server.Version}}']);
    if (code === 0 && lines.length > 0)
        return;
    if (error === NOT_FOUND) {
        throw new action_errors/* UserError */.yo('docker was not found.', 'The tests run in containers: install Docker on the runner, or run the job on one that has it.');
    }
    if (/permission denied/i.test(error)) {
        throw new action_errors/* UserError */.yo(`docker has no right to use its daemon: ${error}`, 'Add the user of the runner to the group docker (`usermod -aG docker <user>`), and start the runner again.');
    }
    throw new action_errors/* UserError */.yo(`The Docker daemon cannot be used: ${error}`, 'Start it (`systemctl start docker`), or correct DOCKER_HOST. In a job container its socket must be mounted.');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-write.ts
var foreign_write = __webpack_require__(74662);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/secrets.ts
var action_secrets = __webpack_require__(20509);
// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-client.ts
var artifact_client = __webpack_require__(41115);
// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-upload.ts
var artifact_upload = __webpack_require__(21185);
// EXTERNAL MODULE: ./packages/core/src/pvtest/annotations.ts
var annotations = __webpack_require__(74030);
// EXTERNAL MODULE: ./packages/core/src/pvtest/junit.ts
var pvtest_junit = __webpack_require__(30620);
// EXTERNAL MODULE: ./packages/core/src/pvtest/report-file.ts
var report_file = __webpack_require__(21267);
// EXTERNAL MODULE: ./packages/core/src/pvtest/summary.ts + 1 modules
var summary = __webpack_require__(48510);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/artifact-layout.ts





/**
 * Lays the files of a run out as the layer's documentation has them: `run.log` and `local/core/…` of all calls side by side, as if
 * they had had one workspace. Files are linked, not copied; of two with the same place the later call's is appended.
 *
 * @param files Absolute: of a call's workspace, or others, which go to the top.
 * @param folder Must not exist. It is made.
 * @returns the absolute paths in `folder`. What is no regular file any more is left out.
 * @throws Node's system error where it cannot be written.
 */
async function layOut(files, calls, folder) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    const placed = new Set();
    for (const file of files) {
        const root = calls.map(({ workspace }) => workspace).find((workspace) => (0,foreign_file/* isBelow */.Yw)(file, workspace));
        const target = (0,external_node_path_.join)(folder, root === undefined ? (0,external_node_path_.basename)(file) : (0,external_node_path_.relative)(root, file));
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        const isThere = placed.has(target)
            ? await append(root ?? (0,external_node_path_.dirname)(file), file, target)
            : await place(root ?? (0,external_node_path_.dirname)(file), file, target);
        if (isThere)
            placed.add(target);
    }
    return [...placed];
}
/** Links a file, or copies it to another disk. False where it is none. */
async function place(root, file, target) {
    const isLinked = await (0,promises_.link)(file, target).then(() => true, () => false);
    if (!isLinked)
        return write(root, file, target);
    if ((await (0,promises_.lstat)(target)).isFile())
        return true;
    await (0,promises_.rm)(target);
    return false;
}
/** A file of the run must not change through its link. What was cut in its last line does not run into the first one that follows. */
async function append(root, file, target) {
    await (0,promises_.copyFile)(target, `${target}.copy`);
    await (0,promises_.rename)(`${target}.copy`, target);
    if (!(await endsLine(target)))
        await (0,promises_.appendFile)(target, '\n');
    return write(root, file, target);
}
async function endsLine(path) {
    const file = await (0,promises_.open)(path);
    try {
        const { size } = await file.stat();
        const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
        return size === 0 || buffer.toString() === '\n';
    }
    finally {
        await file.close();
    }
}
/** False where it is no file below `root`. */
async function write(root, file, target) {
    const opened = await (0,foreign_file/* openForeignIfThere */.Sv)(root, file);
    if (opened === undefined)
        return false;
    await (0,external_node_stream_promises_.pipeline)(opened.file.createReadStream(), (0,external_node_fs_.createWriteStream)(target, { flags: 'a' }));
    return true;
}

// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
// EXTERNAL MODULE: ./packages/core/src/action/lines.ts
var lines = __webpack_require__(22627);
;// CONCATENATED MODULE: ./packages/core/src/pvtest/log-line.ts
/** The longest line that is looked at, in characters. No line that the runner writes itself comes near it. */
const LONGEST_LINE = 4096;
const ESC = String.fromCharCode(27);
/** Colours, and what clears a line. */
const COLOUR = new RegExp(`${ESC}\\[[\\d;]{0,40}[A-Za-z]`, 'g');
const STRUCTURED = /^\[([^[\]]{1,200})\] (?:(\[[^[\]]{1,200}\]) )?(\d{1,12}) ([A-Z]{1,10}) {1,10}-- (?:\[([^[\]]{1,200})\]: ?)?(.*)$/;
/** A line without the sequences that colour it and without the carriage return at its end, cut at `LONGEST_LINE`. */
function plainLine(line) {
    const cut = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
    const plain = cut.includes(ESC) ? cut.replace(COLOUR, '') : cut;
    return plain.endsWith('\r') ? plain.slice(0, -1) : plain;
}
/** Reads a plain line. Undefined where it is not of that form from its first character on. */
function parseLogLine(plain) {
    if (!plain.startsWith('['))
        return undefined;
    const match = STRUCTURED.exec(plain);
    if (match === null)
        return undefined;
    const [, tag = '', copied, epoch, level = '', source, message = ''] = match;
    return { tag, copied: copied !== undefined, epoch: Number(epoch), level, source, message };
}

// EXTERNAL MODULE: ./packages/core/src/pvtest/test-id.ts
var test_id = __webpack_require__(41822);
;// CONCATENATED MODULE: ./packages/core/src/pvtest/run-line.ts



const VERDICT = '(PASSED|FAILED|ABORTED|SKIPPED|RECORDED)';
const RESULT = new RegExp(`^'([^']{1,400})' ${VERDICT}(?: (\\(.*\\)))? *$`);
const SECONDS = /\((\d{1,9}) s\)/;
/** The slot pool says for which device it speaks, behind the prefix of the line or instead of it. */
const DEVICE = /^\[device [^\]]{1,200}\] /;
const MENTION = new RegExp(`'([^']{1,400})' ${VERDICT}(?: \\((\\d{1,9}) s\\))?`, 'g');
/** The messages of all generations but the oldest. */
const MESSAGES = [
    { pattern: RESULT, read: (match, epoch) => result(match, epoch === undefined ? 'bare' : 'log') },
    // Where the host runs a container for each test.
    { pattern: /^launching '([^']{1,400})' *$/, read: launching },
    {
        pattern: /^retry '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure *$/,
        read: ([, path, attempt]) => retry(path, attempt),
    },
    // Where one tester runs all tests on a pool of devices.
    { pattern: /^'([^']{1,400})' START *$/, read: launching },
    {
        pattern: /^retry attempt (\d{1,3})\/\d{1,6} for (?:test )?(?:'([^']{1,400})'|(\S{1,400}?)(?=[.:,]*(?: |$)))/,
        read: ([, attempt, quoted, plain]) => retry(quoted ?? plain, attempt, true),
    },
];
/** The lines of the oldest generation, which have a word for a prefix. Its retries have a suffix in some releases, and none in others. */
const OLDEST = [
    { pattern: new RegExp(RESULT.source.replace('^', '^Info: ')), read: (match) => result(match, 'info') },
    {
        pattern: /^Retry: '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure(?:\.\.\.)? *$/,
        read: ([, path, attempt]) => retry(path, attempt),
    },
];
/** What stands around diffs and around SUMMARY. */
const FRAMES = [
    { pattern: /^--- end (?:diff|errors|run errors) ---$/, read: () => ({ type: 'block-end' }) },
    { pattern: /^--- (?:(?:diff|errors): (.{1,400})|run errors) ---$/, read: ([, path]) => block(path) },
    { pattern: /^={3,} SUMMARY ={3,}$/, read: () => ({ type: 'summary' }) },
    { pattern: /^={5,}$/, read: () => ({ type: 'rule' }) },
];
/**
 * Reads one line of run.log, or of what the runner prints, of any of its generations: `[pvtest] EPOCH INFO -- [source]:
 * 'id' PASSED (3 s)` with any tag, any source or none; `Info: 'id' PASSED (3 s)` of the oldest one; the retries of the slot
 * pool, `[device x] retry attempt 1/2 for id`; and what stands in SUMMARY. Undefined for every other line: a cut one, one with
 * text before, a name that is no test's.
 */
function parseRunLine(line) {
    if (line.length > LONGEST_LINE)
        return undefined;
    const plain = plainLine(line);
    switch (plain[0]) {
        case '[': {
            const log = parseLogLine(plain);
            if (log === undefined)
                return DEVICE.test(plain) ? ofDevice(plain) : undefined;
            return log.copied ? undefined : formOf(MESSAGES, log.message.replace(DEVICE, ''), log.epoch);
        }
        case 'I':
        case 'R':
            return formOf(OLDEST, plain);
        case "'":
            return formOf(MESSAGES, plain);
        case '-':
        case '=':
            return formOf(FRAMES, plain);
        default:
            return undefined;
    }
}
/** A line that only names its device: without a time it tells of a retry, and of nothing else. */
function ofDevice(plain) {
    const line = formOf(MESSAGES, plain.replace(DEVICE, ''));
    return line?.type === 'retry' ? line : undefined;
}
function formOf(forms, text, epoch) {
    for (const { pattern, read } of forms) {
        const match = pattern.exec(text);
        if (match !== null)
            return read(match, epoch);
    }
    return undefined;
}
/** The results that a line mentions anywhere in it, each as `resultKey` writes it. */
function mentions(line) {
    if (!line.includes("'"))
        return [];
    return [...plainLine(line).matchAll(MENTION)].flatMap(([, path = '', verdict = '', seconds]) => {
        const name = (0,test_id/* testId */.ec)(path);
        return name === undefined ? [] : [resultKey(name, verdict, seconds)];
    });
}
/** A result as a text, without the time at which it was printed. */
function resultKey(name, verdict, seconds) {
    return (0,lines/* owned */.SD)(`${name} ${verdict} ${seconds ?? ''}`);
}
function launching([, path], epoch) {
    const name = nameOf(path);
    return name === undefined || epoch === undefined ? undefined : { type: 'launching', name, epoch };
}
function result([, path, verdict, tail = ''], form) {
    const name = nameOf(path);
    if (name === undefined)
        return undefined;
    const seconds = SECONDS.exec(tail)?.[1];
    const note = tail.replace(SECONDS, '').trim().replace(/^\(/, '').replace(/\)$/, '').trim();
    return {
        type: 'result',
        form,
        name,
        verdict: verdict,
        seconds: seconds === undefined ? undefined : Number(seconds),
        note: note === '' ? undefined : (0,lines/* owned */.SD)(note.slice(0, 200)),
    };
}
function retry(path, digits, sharesName) {
    const name = nameOf(path);
    const attempt = Number(digits);
    if (name === undefined || attempt === 0)
        return undefined;
    return { type: 'retry', name, attempt, ...(sharesName && { sharesName }) };
}
function block(path) {
    const name = nameOf(path);
    return path !== undefined && name === undefined ? undefined : { type: 'block', name };
}
function nameOf(path) {
    const id = path === undefined ? undefined : (0,test_id/* testId */.ec)(path);
    return id === undefined ? undefined : (0,lines/* owned */.SD)(id);
}

;// CONCATENATED MODULE: ./packages/core/src/pvtest/run-state.ts


/** The tests of a run and their tries, as far as the lines up to now tell. `name` is an id, perhaps with a retry's suffix. */
function runState(expected) {
    const tests = new Map();
    /**
     * The try that a name means. The suffix is a retry's only if the test without it is known, and a retry of it
     * can have come: a test may be called `update-1.2`.
     */
    function tryOf(name) {
        const known = tests.get(name);
        const itself = { id: name, attempt: known?.sharesName === true ? known.announced : 0 };
        const retry = (0,test_id/* asRetry */.xY)(name);
        if (retry === undefined || known !== undefined)
            return itself;
        const test = tests.get(retry.id);
        if (test !== undefined && retry.attempt <= test.announced && !ended(retry))
            return retry;
        if (expected.has(name))
            return itself;
        if (expected.has(retry.id))
            return retry;
        const before = test?.tries.get(retry.attempt - 1);
        return before !== undefined && canFail(before) ? retry : itself;
    }
    function testOf(id) {
        const known = tests.get(id);
        if (known !== undefined)
            return known;
        const test = { tries: new Map(), announced: 0, repeated: 0, sharesName: false };
        tests.set(id, test);
        return test;
    }
    function stateOf({ id, attempt }) {
        return tests.get(id)?.tries.get(attempt);
    }
    function stateOrNew({ id, attempt }) {
        const { tries } = testOf(id);
        const state = tries.get(attempt) ?? {};
        tries.set(attempt, state);
        return state;
    }
    function ended(tryId) {
        const state = stateOf(tryId);
        return state?.outcome !== undefined && state.derived !== true;
    }
    /** Only what failed is tried again. */
    function failBefore({ id, attempt }) {
        if (attempt === 0)
            return;
        const before = stateOrNew({ id, attempt: attempt - 1 });
        if (before.outcome !== undefined)
            return;
        before.outcome = 'failed';
        before.derived = true;
    }
    /** Whether a line that may be a part of a diff can name this test. */
    const credible = (id) => expected.size === 0 || expected.has(id);
    return {
        tryOf,
        /** Takes a launch. Undefined if it is known already. */
        launch(name, started) {
            const tryId = tryOf(name);
            if (stateOf(tryId)?.started !== undefined)
                return undefined;
            const state = stateOrNew(tryId);
            state.started = started;
            failBefore(tryId);
            // One device skipped it, and another one runs it.
            if (state.outcome === 'skipped')
                state.outcome = state.reason = undefined;
            return state.outcome === undefined ? tryId : undefined;
        },
        /**
         * Takes the announcement of a retry. Where retries share the name of the test, the devices of a run count them each for itself:
         * one after a failed try is the next one, whatever its number.
         *
         * @returns which try it is; undefined if it is known, or cannot be: the try before it did not fail.
         */
        retry(id, said, sharesName) {
            const { announced = 0 } = tests.get(id) ?? {};
            const again = sharesName && said <= announced && stateOf({ id, attempt: announced })?.outcome === 'failed';
            const attempt = again ? announced + 1 : said;
            const before = stateOf({ id, attempt: attempt - 1 });
            if (attempt <= announced || (before !== undefined && !canFail(before)))
                return undefined;
            const test = testOf(id);
            test.announced = attempt;
            test.sharesName ||= sharesName;
            failBefore({ id, attempt });
            return attempt;
        },
        /**
         * Takes a result. In SUMMARY only for a try that has none. Of two that contradict each other, the one that stands in no diff counts, and
         * else the one that is no pass: but the oldest runner, which does not name the try, may repeat an earlier one. False if it
         * changes nothing.
         */
        addResult(tryId, result, where) {
            const state = stateOrNew(tryId);
            const contradicts = where === 'run' && (state.doubtful === true || (result.namesTry && isWorse(result, state)));
            // A runner with several kinds of devices says for each of them that it skips the test.
            const runs = where !== 'summary' && state.outcome === 'skipped' && result.outcome !== 'skipped';
            if (ended(tryId) && !runs && !contradicts) {
                if (state.outcome === result.outcome) {
                    state.seconds ??= result.seconds;
                    state.reason ??= result.reason;
                }
                return false;
            }
            state.outcome = result.outcome;
            state.seconds = result.seconds;
            state.reason = result.reason;
            state.derived = false;
            state.doubtful = where === 'diff';
            failBefore(tryId);
            return true;
        },
        /**
         * The attempt that a result of the oldest runner is of, which names all tries alike: the last one announced. After
         * a failure, a result unlike those before it is of a retry whose announcement was torn.
         */
        nextOf(id, outcome, seconds) {
            const test = tests.get(id);
            if (test === undefined)
                return 0;
            const last = Math.max(test.announced, ...test.tries.keys());
            const state = test.tries.get(last);
            if (state?.outcome !== 'failed')
                return last;
            const known = [...test.tries.values()].some((one) => one.outcome === outcome && (seconds === undefined || one.seconds === seconds));
            return known ? last : last + 1;
        },
        /** The try that a line of the oldest runner's SUMMARY repeats: it has one for each result, in their order. */
        repeatOf(id, outcome, seconds) {
            const test = testOf(id);
            const same = [...test.tries].find(([attempt, state]) => attempt >= test.repeated && state.outcome === outcome && state.seconds === seconds);
            const attempt = same?.[0] ?? test.repeated;
            test.repeated = attempt + 1;
            return attempt > test.announced && attempt > 0 ? undefined : { id, attempt };
        },
        isNew: (name) => !tests.has(tryOf(name).id),
        isRunning: (name) => {
            const state = stateOf(tryOf(name));
            return state?.started !== undefined && !ended(tryOf(name));
        },
        lacksResult: (name) => {
            const { id, attempt } = tryOf(name);
            return credible(id) && !ended({ id, attempt: Math.max(attempt, tests.get(id)?.announced ?? 0) });
        },
        isTry: (name, id, attempt) => {
            const tryId = tryOf(name);
            return tryId.id === id && tryId.attempt === attempt;
        },
        mayLaunch: (name) => credible(tryOf(name).id),
        mayRetry: (id, attempt) => expected.has(id) || stateOf({ id, attempt: attempt - 1 }) !== undefined,
        progress() {
            let [done, failed, flaky] = [0, 0, 0];
            const running = [];
            for (const [id, test] of tests) {
                const attempt = Math.max(...test.tries.keys());
                const last = test.tries.get(attempt);
                if (last?.outcome === undefined) {
                    if (last?.started !== undefined)
                        running.push({ id, attempt, started: last.started });
                    continue;
                }
                if (attempt < test.announced)
                    continue;
                done++;
                const verdict = (0,report/* verdictOf */.Vj)(triesOf(test));
                if (verdict === 'failed' || verdict === 'aborted')
                    failed++;
                if (verdict === 'flaky')
                    flaky++;
            }
            return { done, running, failed, flaky };
        },
        results: () => [...tests].map(([id, test]) => ({ id, tries: triesOf(test) })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
}
/** Whether a try can turn out to have failed, which a retry of it says. */
function canFail(state) {
    return state.outcome === undefined || state.outcome === 'failed';
}
function isWorse(result, known) {
    return known.outcome === 'passed' && (result.outcome === 'failed' || result.outcome === 'aborted');
}
function triesOf(test) {
    return [...test.tries]
        .sort(([a], [b]) => a - b)
        .map(([attempt, { outcome = 'incomplete', seconds, started, reason }]) => ({
        attempt,
        outcome,
        seconds,
        started,
        reason,
    }));
}

;// CONCATENATED MODULE: ./packages/core/src/pvtest/run-log.ts


const OUTCOME = {
    PASSED: 'passed',
    FAILED: 'failed',
    ABORTED: 'aborted',
    SKIPPED: 'skipped',
    RECORDED: 'skipped',
};
const RECORDED = 'recorded: nothing was compared';
/** Results inside of diffs that are remembered, so that SUMMARY cannot pass them off as results. */
const MOST_DOUBTED = 1_000;
/**
 * Reads what the runner prints, or its run.log, line by line. `expected` are the ids of the tests that may run, if they
 * are known: they tell a retry from a test whose own name ends in `.1`. Keeps what it needs of each test and no
 * text of the log.
 *
 * A result counts at the start of a line, before SUMMARY. In SUMMARY it counts where the try has none, because its
 * line was torn. Between `--- diff: id ---` and its end stands text of the test; lines of other tests can
 * stand there too, and the end can be missing: there a line counts only if it is what must come next for its test.
 * SUMMARY is made by searching the log for words, so it can repeat lines of a diff outside of any block.
 */
function runLogReader(options = {}) {
    const tests = runState(new Set(options.expected));
    const doubted = new Set();
    let section = 'run';
    let block;
    let summaryForm;
    let launchesSeen = false;
    return {
        read: (line) => {
            const parsed = parseRunLine(block === undefined ? shownLine(line) : line);
            if (parsed === undefined) {
                if (section === 'run' && mayDeceive(line))
                    doubt(mentions(line));
                return undefined;
            }
            switch (parsed.type) {
                case 'launching':
                    return launching(parsed.name, parsed.epoch);
                case 'retry':
                    return retry(parsed.name, parsed.attempt, parsed.sharesName === true);
                case 'result':
                    return section === 'run' ? result(parsed) : repeated(parsed);
                case 'block':
                    block = { name: parsed.name };
                    return undefined;
                case 'block-end':
                    block = undefined;
                    return undefined;
                case 'rule':
                    block = undefined;
                    section = section === 'heading' ? 'summary' : 'run';
                    return undefined;
                case 'summary':
                    block = undefined;
                    section = 'heading';
                    return undefined;
            }
        },
        progress: () => tests.progress(),
        results: () => tests.results(),
    };
    /** A line that is not understood, and is not the torn one of a result. */
    function mayDeceive(line) {
        return doubted.size < MOST_DOUBTED && (block !== undefined || !/^(?:\[|Info: )/.test(line));
    }
    function launching(name, started) {
        if (block !== undefined && (section !== 'run' || !tests.mayLaunch(name)))
            return undefined;
        const launched = tests.launch(name, started);
        if (launched === undefined)
            return undefined;
        section = 'run';
        launchesSeen = true;
        return { type: 'launched', ...launched, started };
    }
    function retry(id, said, sharesName) {
        if (block !== undefined && (section !== 'run' || !tests.mayRetry(id, said)))
            return undefined;
        const attempt = tests.retry(id, said, sharesName);
        if (attempt === undefined)
            return undefined;
        // The runner has printed all of a try's diff before it says this.
        if (block?.name !== undefined && tests.isTry(block.name, id, attempt - 1))
            block = undefined;
        return { type: 'retry', id, attempt };
    }
    function result(line) {
        if (line.form === 'bare' || (block !== undefined && !fits(line, block.name))) {
            doubt([keyOf(line)]);
            return undefined;
        }
        const named = tests.tryOf(line.name);
        const tryId = line.form === 'log' || named.attempt > 0
            ? named
            : { id: line.name, attempt: tests.nextOf(line.name, outcomeOf(line), line.seconds) };
        return addResult(tryId, line, block === undefined ? 'run' : 'diff');
    }
    /** Whether a result inside the block of another try is what must come next for its own test. */
    function fits(line, own) {
        if (line.name === own)
            return false;
        if (line.verdict === 'SKIPPED' && tests.isNew(line.name))
            return tests.mayLaunch(line.name);
        // The oldest runner says nothing when it launches a test.
        return line.form === 'log' ? tests.isRunning(line.name) : !launchesSeen && tests.lacksResult(line.name);
    }
    function repeated(line) {
        if (block !== undefined)
            return undefined;
        summaryForm ??= line.form;
        if (doubted.size >= MOST_DOUBTED || doubted.has(keyOf(line)))
            return undefined;
        const named = tests.tryOf(line.name);
        if (line.form !== summaryForm) {
            // A test may have printed what looks like SUMMARY: what the runner says below it counts, where it is no pass.
            const isBad = line.verdict === 'FAILED' || line.verdict === 'ABORTED';
            return line.form === 'log' && isBad ? addResult(named, line, 'run') : undefined;
        }
        const tryId = line.form === 'info' && named.attempt === 0
            ? tests.repeatOf(line.name, outcomeOf(line), line.seconds)
            : named;
        return tryId === undefined ? undefined : addResult(tryId, line, 'summary');
    }
    function addResult(tryId, line, where) {
        const outcome = outcomeOf(line);
        const reason = line.verdict === 'RECORDED' ? RECORDED : outcome === 'passed' ? undefined : line.note;
        const { seconds } = line;
        return tests.addResult(tryId, { outcome, seconds, reason, namesTry: line.form === 'log' }, where)
            ? { type: 'finished', ...tryId, outcome, seconds }
            : undefined;
    }
    function doubt(keys) {
        for (const key of keys)
            if (doubted.size < MOST_DOUBTED)
                doubted.add(key);
    }
}
/** What a terminal shows of a line in the end: a test that prints its progress leaves it before what the runner says next. */
function shownLine(line) {
    let end = line.length;
    while (end > 0 && line[end - 1] === '\r')
        end -= 1;
    return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}
function outcomeOf(line) {
    return OUTCOME[line.verdict];
}
function keyOf(line) {
    return resultKey(line.name, line.verdict, line.seconds);
}

;// CONCATENATED MODULE: ./packages/core/src/pvtest/test-log.ts


const MOST_ISSUES = 20;
const MOST_TAGS = 20;
const LONGEST_TEXT = 300;
const CREDENTIALS = /^(?:\w{1,20}: )?you need to set PH_USER and PH_PASS to execute the test/;
const TIMED_OUT = /^timed out waiting for .{0,200}\bREADY\b/;
/** How docker's client begins when it starts no container. */
const OF_DOCKER = /^(?:docker: |Unable to find image |Error response from daemon: |WARNING: The requested image's platform )/;
/** What it says below every error of its own. */
const HELP = /^(?:See|Run) 'docker /;
/** The errors that no test makes up in passing, as it may write `docker: hello`. */
const REFUSED = /^docker: (?:Error response from daemon: |Cannot connect to the Docker daemon|failed to connect to the docker API|(?:Got )?permission denied while trying to connect|error during connect: )/;
/** What else of the host comes into a test.log: traces and errors of its shell. */
const OF_HOST = /^(?:\+|\S*test\.[a-z]+\.sh: |sudo: |time="|exec )/;
const HOST_SOURCE = /^test\.[a-z]+\.sh$/;
/** How pvtest-run writes in the releases before it took the log convention. */
const WORD = /^(Warn|Error): (.*)$/;
/** A container of the runner, as docker names it when it refuses it. */
const OWN_CONTAINER = /\bpantavisor-(?:tester|appengine|netsim)-/;
const CONTAINER_ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;
/**
 * Reads the test.log of one try. Its lines are of the log convention, `[tag] EPOCH LEVEL -- [source]: message`, with any
 * tag, or the output of the test, of docker and of a shell that traces. pvtest-run has no such prefix in older releases, and writes
 * `Error: message`. Texts are cut at 300 characters; when there are more than 20, an error takes the place of the last warning.
 */
function testLogReader() {
    const issues = new Map();
    const tags = new Set();
    let moreIssues = 0;
    let ran = false;
    let needsCredentials = false;
    let dockerError;
    let refused = false;
    let timedOut;
    let hasPrefix = false;
    /** It begins as docker does: the next line tells whose it is. */
    let unclear;
    return {
        /** Takes the next line, without its newline. */
        read: (line) => {
            const plain = plainLine(line);
            if (HELP.test(plain)) {
                if (unclear !== undefined)
                    refuse(unclear);
                unclear = undefined;
                return;
            }
            if (unclear !== undefined && plain !== '') {
                ran = true;
                refused = false;
                unclear = undefined;
            }
            if (OF_DOCKER.test(plain)) {
                ofDocker(plain);
                return;
            }
            const log = parseLogLine(plain);
            if (isOfTest(plain, log)) {
                ran = true;
                refused = false;
            }
            if (log !== undefined && tags.size < MOST_TAGS && !tags.has(log.tag))
                tags.add((0,lines/* owned */.SD)(log.tag));
            hasPrefix ||= log?.source === 'pvtest-run';
            const [, word, said] = hasPrefix || log !== undefined ? [] : (WORD.exec(plain) ?? []);
            const message = log?.message ?? said ?? plain;
            needsCredentials ||= CREDENTIALS.test(message);
            const level = log?.level ?? word?.toUpperCase();
            if (level === undefined)
                return;
            if (TIMED_OUT.test(message))
                timedOut ??= shortened(message);
            if (level !== 'WARN' && level !== 'ERROR')
                return;
            add(level, shortened(log?.source === undefined ? message : `[${log.source}]: ${message}`));
        },
        facts: () => ({
            ran: ran || unclear !== undefined,
            refused: refused || undefined,
            dockerError,
            needsCredentials,
            timedOut,
            issues: [...issues.values()],
            moreIssues,
            tags: [...tags],
        }),
    };
    function ofDocker(plain) {
        if (REFUSED.test(plain))
            refuse(plain);
        else if (plain.startsWith('docker: '))
            unclear = plain;
    }
    function refuse(plain) {
        dockerError ??= shortened(plain.slice('docker: '.length));
        refused ||= OWN_CONTAINER.test(plain);
    }
    function add(level, text) {
        const key = `${level} ${text}`;
        const known = issues.get(key);
        if (known === undefined && issues.size >= MOST_ISSUES && !(level === 'ERROR' && dropWarning())) {
            moreIssues++;
            return;
        }
        issues.set(key, { level, text, count: (known?.count ?? 0) + 1 });
    }
    function dropWarning() {
        const last = [...issues].findLast(([, issue]) => issue.level === 'WARN');
        if (last === undefined)
            return false;
        moreIssues += last[1].count;
        return issues.delete(last[0]);
    }
}
/** Whether a line comes from inside of a container: of the test, of its runner or of its device. */
function isOfTest(plain, log) {
    if (log === undefined)
        return plain.trim() !== '' && !OF_HOST.test(plain);
    if (log.source === undefined)
        return !log.message.startsWith("launching '");
    return !HOST_SOURCE.test(log.source);
}
/**
 * Why a try that the runner calls FAILED has not run at all, as a sentence, or undefined where it has: it left a diff, or its log
 * holds more than what docker and the host say.
 */
function notRun({ dockerError, ran, refused }, { hasDiff }) {
    if (hasDiff || (ran && refused !== true))
        return undefined;
    if (dockerError !== undefined)
        return `Docker did not run it: ${refusal(dockerError)}.`;
    return 'It did not start: its test.log has no line of pvtest-run.';
}
/** What a test.log says of why a try did not pass, as a sentence, where the output has nothing to do with it. */
function cause({ needsCredentials, timedOut }) {
    if (needsCredentials)
        return 'It needs an account of Pantacor Hub, and was given none.';
    return timedOut === undefined ? undefined : `It ${timedOut}.`;
}
/** The first one that fits counts. */
const REFUSALS = [
    {
        words: /Conflict\. The container name/,
        named: /container name "\/?([^"]{1,100})"/,
        meaning: (name) => `the container name${name} is in use`,
    },
    {
        words: /port is already allocated|address already in use/,
        named: /(?:\d\.\d{1,3}|\]):(\d{1,5})\b/,
        meaning: (port) => `the port${port} is taken`,
    },
    {
        words: /Unable to find image|No such image|pull access denied/,
        named: /(?:find image '|No such image: ?|pull access denied for )([^\s',]{0,200}[^\s',.])/,
        meaning: (image) => `the image${image} is missing`,
    },
    {
        words: /permission denied while trying to connect/i,
        meaning: () => 'this user may not use the docker daemon',
    },
    { words: /Cannot connect to the Docker daemon/i, meaning: () => 'the docker daemon does not answer' },
    { words: /no space left on device/i, meaning: () => 'no space is left on the device' },
    { words: /permission denied/i, meaning: () => 'permission was denied' },
];
function refusal(error) {
    for (const { words, named, meaning } of REFUSALS) {
        if (!words.test(error))
            continue;
        const name = named?.exec(error)?.[1];
        return meaning(name === undefined ? '' : ` ${name}`);
    }
    return error.replace(/^Error response from daemon: /, '').replace(/[\s.]{1,10}$/, '');
}
function shortened(text) {
    const short = text.replace(CONTAINER_ID, '$1').trim();
    return (0,lines/* owned */.SD)(short.length > LONGEST_TEXT ? `${short.slice(0, LONGEST_TEXT - 1)}…` : short);
}

// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/json/json-error.ts
var json_error = __webpack_require__(90599);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/distro.ts










const SCRIPT = 'test.docker.sh';
/** The images, and with `-docker.tar` the files that hold them. */
const IMAGES = [
    'pantavisor-appengine',
    'pantavisor-appengine-netsim',
    'pantavisor-appengine-tester',
];
const imageFile = (image) => `${image}-docker.tar`;
/**
 * Looks at a distro.
 *
 * @param name Its name, where it is not that of the folder.
 * @throws UserError that names all that is missing.
 */
async function openDistro(path, name) {
    const folder = await distroFolder((0,external_node_path_.resolve)(path));
    if (folder === undefined) {
        throw new action_errors/* UserError */.yo(`The distro ${(0,inputs/* quote */.hD)(path)} is not a folder.`, 'Give the folder that holds test.docker.sh in the input `distro`, or the artifact that holds it in the input `artifact`.');
    }
    const script = await readScript(folder, SCRIPT);
    const tests = await findTests(folder);
    const missing = [
        ...(script === undefined ? [SCRIPT] : []),
        ...(tests.length === 0 ? ['a test.json below local or remote'] : []),
        ...(await missingFiles(folder, IMAGES.map(imageFile))),
    ];
    if (script === undefined || missing.length > 0) {
        throw new action_errors/* UserError */.yo(`The distro ${(0,inputs/* quote */.hD)(path)} lacks ${missing.join(', ')}.`, 'Build it anew, and hand over all of what kas-build stages as pvtest-distro.');
    }
    const sourced = await Promise.all(SOURCED.map((path) => readScript(folder, path)));
    return {
        folder,
        name: name ?? (0,external_node_path_.basename)(folder),
        tests,
        options: scriptOptions(script),
        script: [script, ...sourced.filter((text) => text !== undefined)].join('\n'),
    };
}
/** What scripts of later generations source. */
const SOURCED = ['pvtest/common', 'pvtest/host-common'];
/** Undefined where it is no file of the distro. @throws UserError when it is too long. */
async function readScript(folder, path) {
    try {
        return (await (0,foreign_file/* readForeign */.vM)(folder, path, limits/* FILE_LIMITS */.SK.script, { links: 'within' })).toString();
    }
    catch (thrown) {
        if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw) || thrown.code === 'EFBIG')
            throw thrown;
        return undefined;
    }
}
/** The folder itself, or the only one in it that holds the script, as kas-build stages it. Undefined where there is no folder. */
async function distroFolder(folder) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined || entries.some(({ name }) => name === SCRIPT))
        return entries && folder;
    const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => (0,external_node_path_.join)(folder, name));
    const holding = inner.filter((each) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(each, SCRIPT)));
    return holding.length === 1 ? holding[0] : folder;
}
/**
 * Reads the `test.json` of the tests that are to run: a broken one would fail in the middle of the run.
 *
 * @throws UserError that names each one that is broken.
 */
async function checkTests(folder, ids) {
    const problems = [];
    for (const id of ids) {
        const file = `${id}/test.json`;
        const problem = await testProblem(folder, file);
        if (problem !== undefined)
            problems.push(`${file} ${problem}.`);
    }
    if (problems.length === 0)
        return;
    throw new action_errors/* UserError */.yo((0,wording/* shortList */.pg)(problems, '\n'), 'Mend these files in the layer, and build the distro anew.');
}
async function testProblem(folder, path) {
    let text = '';
    let test;
    try {
        text = (await (0,foreign_file/* readForeign */.vM)(folder, path, limits/* FILE_LIMITS */.SK.test)).toString();
        test = JSON.parse(text);
    }
    catch (thrown) {
        if (thrown instanceof foreign_file/* ForeignFileError */.Nw)
            return thrown.problem;
        return `is not JSON: ${(0,json_error/* jsonProblem */.I)(text, thrown)}`;
    }
    if (typeof test !== 'object' || test === null || Array.isArray(test))
        return 'is not a JSON object';
    const spec = test['#spec'];
    if (spec === undefined)
        return 'has no "#spec"';
    if (typeof spec !== 'string' || !spec.startsWith('pv-test@')) {
        return `has the "#spec" ${(0,inputs/* quote */.hD)(JSON.stringify(spec))}, which is not one of pv-test`;
    }
    return undefined;
}
/** As the script finds them: every `test.json` below the scopes, links not followed. */
async function findTests(folder) {
    const tests = [];
    const look = async (path) => {
        const entries = await (0,promises_.readdir)((0,external_node_path_.join)(folder, path), { withFileTypes: true }).catch(() => []);
        for (const entry of entries) {
            if (entry.isDirectory())
                await look(`${path}/${entry.name}`);
            else if (entry.isFile() && entry.name === 'test.json')
                tests.push(path);
        }
    };
    for (const scope of test_id/* SCOPES */.iW)
        await look(scope);
    return tests.sort();
}
async function missingFiles(folder, names) {
    const sizes = await Promise.all(names.map((name) => (0,promises_.stat)((0,external_node_path_.join)(folder, name)).then((found) => found.size, () => 0)));
    return names.filter((_, index) => sizes[index] === 0);
}
/**
 * Finds the options of `run` in the text of the script: the patterns of its `case`, as in `-r|--retry)`. An option that a script does
 * not know would end it before the first test.
 */
function scriptOptions(script) {
    const patterns = new Set();
    for (const [, line = ''] of script.matchAll(/^[ \t]*\(?(-[^)#\n]{1,100})\)/gm)) {
        for (const pattern of line.split('|'))
            patterns.add(pattern.trim());
    }
    return {
        parallel: patterns.has('-p'),
        retries: patterns.has('-r'),
        valgrind: patterns.has('-V'),
        netsim: patterns.has('-n'),
    };
}
/**
 * Copies a distro without the tests that are not to run, and without the images, which are loaded by then. The copy is real: the
 * script looks for tests without following links, and a link ends in a container where its target is not mounted.
 *
 * @param target Must not exist.
 */
async function copySelection(distro, tests, target) {
    const kept = new Set(tests);
    const left = new Set([...distro.tests.filter((id) => !kept.has(id)), ...IMAGES.map(imageFile)].map((path) => path.split('/').join(external_node_path_.sep)));
    // Of a link, only the link would be copied.
    const folder = await (0,promises_.realpath)(distro.folder);
    await (0,promises_.cp)(folder, target, {
        recursive: true,
        verbatimSymlinks: true,
        mode: external_node_fs_.constants.COPYFILE_FICLONE,
        filter: (source) => !left.has((0,external_node_path_.relative)(folder, source)),
    });
}
/** Files that the script makes beside itself when it installs and runs. */
const STRAYS = ['run.log', 'test.docker.log', 'tester.imgid', 'netsim.imgid'];
/** The paths of the files that the script will make in the distro, where they are not there yet. */
function strayFiles(distro, existing) {
    return STRAYS.map((name) => (0,external_node_path_.join)(distro.folder, name)).filter((path) => !existing(path));
}

;// CONCATENATED MODULE: ./packages/core/src/pvtest/valgrind-log.ts
const LOST = /^==(\d{1,10})== {1,10}definitely lost: ([\d,]{1,30}) bytes in ([\d,]{1,30}) blocks/;
/**
 * Reads the leaks that one valgrind.log.<pid> calls definite: `==7==    definitely lost: 1,024 bytes in 2 blocks` of its LEAK
 * SUMMARY. A process that was forked and has called no other program writes into its parent's file, with its own number;
 * what a process has lost adds up, so of several summaries of one process the last one counts. A log without a summary
 * has no leaks.
 */
function valgrindLogReader() {
    const ofProcess = new Map();
    return {
        /** Takes the next line, without its newline. */
        read: (line) => {
            const [, pid, bytes, blocks] = LOST.exec(line.slice(0, 200)) ?? [];
            if (pid === undefined)
                return;
            ofProcess.set(String(Number(pid)), { bytes: whole(bytes), blocks: whole(blocks) });
        },
        leaks: () => sumLeaks([...ofProcess.values()]),
    };
}
/** The leaks of several processes or logs together. */
function sumLeaks(leaks) {
    return leaks.reduce((sum, one) => ({ bytes: bounded(sum.bytes + one.bytes), blocks: bounded(sum.blocks + one.blocks) }), { bytes: 0, blocks: 0 });
}
function whole(digits = '') {
    return bounded(Number(digits.replaceAll(',', '')));
}
/** A log can say any number. A report holds whole ones. */
function bounded(count) {
    return Math.min(count, Number.MAX_SAFE_INTEGER);
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/read-try.ts







const DIFF_BYTES = 16 * 1024;
const LOG_BYTES = 64 * 1024;
/** Below which folder of a workspace the later generations of the script keep those of the tests: there, or in one for each policy. */
const RESULTS = 'results';
const VALGRIND = 'valgrind';
/**
 * Reads what a try left in the workspace of its call.
 *
 * @param texts Whether its diff and the end of its log are wanted.
 */
async function readTry(workspace, { id, attempt }, texts) {
    const name = (0,test_id/* tryFolder */.y7)(id, attempt);
    // A retry that has the name of its test has its folder, too.
    const folder = (await folderOf(workspace, name)) ?? (await folderOf(workspace, id, SHARED));
    if (folder === undefined)
        return NOTHING;
    const facts = await readFacts(workspace, (0,external_node_path_.join)(folder, 'test.log'));
    const diff = texts ? await readPart(workspace, (0,external_node_path_.join)(folder, 'diff'), DIFF_BYTES, 'start') : undefined;
    const log = texts ? await readPart(workspace, (0,external_node_path_.join)(folder, 'test.log'), LOG_BYTES, 'end') : undefined;
    return { facts, diff, log, leaks: await readLeaks(workspace, folder, name, facts?.tags ?? []) };
}
const NOTHING = { facts: undefined, diff: undefined, log: undefined, leaks: undefined };
/** Whether retries have folders of their own: not where one tester runs all tests. */
const SHARED = { below: RESULTS };
/** The folder of a try. Of several policies that ran it, the one that left a diff goes first, then the one that left a log. */
async function folderOf(workspace, name, { below } = {}) {
    const results = (0,external_node_path_.join)(workspace, RESULTS);
    const policies = (await foldersIn(results)).map((policy) => (0,external_node_path_.join)(results, policy));
    const roots = [...(below === undefined ? [workspace] : []), ...policies, results];
    const found = [];
    for (const root of roots)
        if (await isFolder((0,external_node_path_.join)(root, name)))
            found.push((0,external_node_path_.join)(root, name));
    for (const file of ['diff', 'test.log']) {
        for (const folder of found)
            if (await isThere((0,external_node_path_.join)(folder, file)))
                return folder;
    }
    return found[0];
}
async function isFolder(path) {
    return (0,promises_.lstat)(path).then((found) => found.isDirectory(), () => false);
}
async function isThere(path) {
    return (0,promises_.lstat)(path).then(() => true, () => false);
}
/** The names of the folders in a folder, sorted; none where it cannot be read. */
async function foldersIn(folder) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => []);
    return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort();
}
async function readFacts(workspace, path) {
    const reader = testLogReader();
    return (await readLog(workspace, path, reader.read)) ? reader.facts() : undefined;
}
/**
 * What valgrind found: beside the test, in the workspace below its name, or below that of the container that it ran in. A container can
 * run several tests: its leaks are of each of them. The only container is that of all tests, also where no log names it.
 */
async function readLeaks(workspace, folder, name, tags) {
    const all = await foldersIn((0,external_node_path_.join)(workspace, VALGRIND));
    const named = all.filter((each) => tags.includes(each));
    const containers = named.length > 0 || all.length > 1 ? named : all;
    const places = [
        (0,external_node_path_.join)(folder, VALGRIND),
        ...[name, ...containers].map((each) => (0,external_node_path_.join)(workspace, VALGRIND, each)),
    ];
    const leaks = [];
    for (const place of places) {
        for (const file of await (0,promises_.readdir)(place).catch(() => [])) {
            const reader = valgrindLogReader();
            if (await readLog(workspace, (0,external_node_path_.join)(place, file), reader.read))
                leaks.push(reader.leaks());
        }
    }
    return leaks.length === 0 ? undefined : sumLeaks(leaks);
}
/** Calls `read` with each line. False where there is no such file: a container can leave a link that ends anywhere. */
async function readLog(workspace, path, read) {
    const opened = await (0,foreign_file/* openForeignIfThere */.Sv)(workspace, path);
    if (opened === undefined)
        return false;
    await (0,lines/* eachLine */.IM)(opened.file.createReadStream(), read);
    return true;
}
/** The first or last bytes of a file as text, cut at a line where that leaves more than half of them. Undefined where it is empty or not there. */
async function readPart(workspace, path, bytes, part) {
    const opened = await (0,foreign_file/* openForeignIfThere */.Sv)(workspace, path);
    if (opened === undefined)
        return undefined;
    const { file } = opened;
    const { size } = opened.stats;
    try {
        const from = part === 'start' ? 0 : Math.max(0, size - bytes);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(bytes, size)), 0, Math.min(bytes, size), from);
        const text = buffer.toString('utf8', 0, bytesRead);
        if (text === '')
            return undefined;
        if (size <= bytes)
            return text;
        return part === 'start' ? `${upToLine(text)}(cut: the diff has ${size} bytes)\n` : fromLine(text);
    }
    finally {
        await file.close();
    }
}
function upToLine(text) {
    const end = text.lastIndexOf('\n') + 1;
    return end > text.length / 2 ? text.slice(0, end) : `${text}\n`;
}
function fromLine(text) {
    const start = text.indexOf('\n') + 1;
    return start < text.length / 2 ? text.slice(start) : text;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/collect.ts











/** How much text of logs a report holds in all, in characters. After that it keeps the ends of logs only. */
const TEXT_BUDGET = 32 * 1024 * 1024;
const SHORT_LOG = 4 * 1024;
/**
 * Makes the report of a run from what the script printed and from the logs that it left.
 *
 * @param seconds How long the run took.
 * @param ending Why it ended.
 */
async function collectReport(record, seconds, ending) {
    const quarantine = new Map(record.quarantine);
    const tests = [];
    const problems = [];
    const budget = { left: TEXT_BUDGET };
    for (const call of record.calls) {
        const results = await readResults(call);
        const ids = [...new Set([...call.tests, ...results.keys()])];
        const ofCall = await (0,in_parallel/* inParallel */.H)(ids, (id) => readTest(id, results, call, record, budget));
        problems.push(...callProblems(call, ofCall, ending));
        tests.push(...ofCall);
    }
    tests.sort((a, b) => (a.id < b.id ? -1 : 1));
    return {
        version: 1,
        distro: record.distro,
        source: record.source,
        job: record.job,
        runAttempt: record.runAttempt,
        paths: record.paths,
        shard: record.shard,
        started: new Date(record.started).toISOString(),
        seconds,
        ending,
        problems,
        tests: tests.map((test) => {
            const held = quarantine.get(test.id);
            return held === undefined ? test : { ...test, quarantine: held };
        }),
    };
}
/** What a script prints, in its workspace; the second one of the oldest generation. */
const RUN_LOGS = ['run.log', 'test.docker.log'];
/**
 * What the script printed. A disk may have lost some of it: what has no result there may have one in the run.log of a script that ended by
 * itself.
 */
async function readResults(call) {
    // A call that was never begun has printed nothing.
    const printed = await resultsIn((0,external_node_fs_.existsSync)(call.console) ? (0,external_node_fs_.createReadStream)(call.console) : undefined, call);
    const isDone = (tries = []) => (tries.at(-1)?.outcome ?? 'incomplete') !== 'incomplete';
    if (call.ended === undefined || call.tests.every((id) => isDone(printed.get(id))))
        return printed;
    const [log, oldest] = await Promise.all(RUN_LOGS.map((name) => (0,foreign_file/* openForeignIfThere */.Sv)(call.workspace, (0,external_node_path_.join)(call.workspace, name))));
    await (log === undefined ? undefined : oldest?.file.close());
    const kept = await resultsIn((log ?? oldest)?.file.createReadStream(), call);
    const found = [...kept].filter(([id, tries]) => isDone(tries) && !isDone(printed.get(id)));
    return new Map([...printed, ...found]);
}
async function resultsIn(log, { tests }) {
    const reader = runLogReader({ expected: tests });
    if (log !== undefined)
        await (0,lines/* eachLine */.IM)(log, reader.read);
    return new Map(reader.results().map(({ id, tries }) => [id, tries]));
}
async function readTest(id, results, call, record, budget) {
    const known = results.get(id) ?? [];
    if (known.length === 0)
        return { id, verdict: 'incomplete', tries: [], reason: notLaunched(call) };
    const tries = [];
    let last;
    let leaks;
    for (const each of known) {
        const files = await readTry(call.workspace, { id, attempt: each.attempt }, each.outcome !== 'passed');
        tries.push(withTexts(collect_outcomeOf(each, id, files, record), files, budget));
        last = files;
        leaks = files.leaks ?? leaks;
    }
    const { issues = [], moreIssues = 0 } = last?.facts ?? {};
    return {
        id,
        verdict: (0,report/* verdictOf */.Vj)(tries),
        tries,
        ...(issues.length === 0 ? {} : { issues }),
        ...(moreIssues === 0 ? {} : { moreIssues }),
        ...(leaks === undefined ? {} : { leaks }),
    };
}
/** What the script calls failed may have been ended by us, or not have been run at all. */
function collect_outcomeOf(each, id, { facts, diff }, { overdue }) {
    if (each.outcome === 'passed')
        return each;
    const limit = overdue.find((late) => late.id === id && late.attempt === each.attempt);
    if (limit !== undefined) {
        const reason = `It took longer than ${(0,progress/* formatDuration */.a3)(limit.minutes * 60)}, and was ended.`;
        return { ...each, outcome: 'incomplete', reason };
    }
    if (facts === undefined || (each.outcome !== 'failed' && each.outcome !== 'aborted'))
        return each;
    const refusal = each.outcome === 'failed' ? notRun(facts, { hasDiff: diff !== undefined }) : undefined;
    if (refusal !== undefined)
        return { ...each, outcome: 'infrastructure', reason: refusal };
    return { ...each, reason: each.reason ?? cause(facts) };
}
function withTexts(each, { diff, log }, budget) {
    if (each.outcome === 'passed' || each.outcome === 'skipped')
        return each;
    const kept = budget.left > 0 ? log : log?.slice(-SHORT_LOG);
    budget.left -= (diff?.length ?? 0) + (kept?.length ?? 0);
    return {
        ...each,
        ...(diff === undefined ? {} : { diff }),
        ...(kept === undefined ? {} : { log: kept }),
    };
}
/** Sentences on what is wrong with a call of the script beside its tests: an exit code that its results do not explain. */
function callProblems(call, tests, ending) {
    const { ended } = call;
    if (ended === undefined || ending !== 'completed')
        return [];
    const name = `${SCRIPT} run ${call.path}`;
    const hasResult = tests.some(({ tries }) => tries.some(({ outcome }) => outcome !== 'incomplete'));
    const how = ended.code === null ? `was ended by ${ended.signal ?? 'a signal'}` : `ended with exit code ${ended.code}`;
    if (!hasResult)
        return [`${name} ${how}, and printed no result.`];
    if (ended.code === 0)
        return [];
    const explained = tests.some(({ tries }) => FAILING.has(tries.at(-1)?.outcome ?? ''));
    return explained ? [] : [`${name} ${how}, and no test failed.`];
}
/** The outcomes of a last try for which the script ends with 1. */
const FAILING = new Set(['failed', 'aborted', 'infrastructure', 'incomplete']);
/** Why a test of a call has no try. */
function notLaunched({ ended }) {
    return ended === undefined
        ? 'It was not launched: the run ended before.'
        : `It was not launched, although ${SCRIPT} ended by itself.`;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/images.ts



const FORMAT = '{{.ID}} {{.Repository}}:{{.Tag}}';
/** All images on the host. @throws UserError when docker does not list them. */
async function listImages(docker) {
    const { code, lines, error } = await docker(['image', 'ls', '--all', '--no-trunc', '--format', FORMAT]);
    if (code !== 0)
        throw new action_errors/* UserError */.yo(`docker does not list its images: ${error}`, 'Look at the Docker daemon.');
    const rows = lines.map((line) => line.trim().split(' '));
    return {
        ids: new Set(rows.map(([id = '']) => id)),
        tags: new Map(rows.flatMap(([id = '', tag = '']) => (tag.includes('<none>') ? [] : [[tag, id]]))),
    };
}
/** How a line of `docker load` begins that names an image: `Loaded image: pantavisor-appengine:latest`, or its id where it has no tag. */
const LOADED = /^Loaded image(?: ID)?: /;
const isLoaded = (line) => LOADED.test(line);
/**
 * What came to the host with the distro: each tag of its images. A tag that was there before counts as loaded only if docker said so: where
 * the script goes on after an error, the tests would run on what an earlier distro left.
 *
 * @param before What was there before the distro was installed.
 * @param said The lines in which docker named what it loaded.
 */
async function loadedImages(docker, before, said) {
    const { tags } = await listImages(docker);
    const named = new Set(said.map((line) => line.replace(LOADED, '').trim()));
    const isOfDistro = (tag) => named.has(tag) || IMAGES.some((name) => name === images_nameOf(tag));
    const isNew = ([tag, id]) => before.tags.get(tag) !== id;
    const tagged = [...tags].filter((each) => isNew(each) && isOfDistro(each[0]));
    const untagged = [...named].filter((name) => name.startsWith('sha256:') && !before.ids.has(name));
    const there = new Set([...tagged.map(([tag]) => tag), ...named].map(images_nameOf));
    return {
        loaded: [
            ...tagged.map(([tag, id]) => ({ tag, id, before: before.tags.get(tag) })),
            ...untagged.map((id) => ({ tag: id, id })),
        ],
        missing: IMAGES.filter((name) => !there.has(name) || ![...tags.keys()].some((tag) => images_nameOf(tag) === name)),
    };
}
/** `pantavisor-appengine` of `pantavisor-appengine:latest`; podman puts a registry before it. */
function images_nameOf(tag) {
    const [name = ''] = tag.split('/').at(-1)?.split(':') ?? [];
    return name;
}
/**
 * Removes the tags that this run loaded, and with the last one of an image the image, unless a container uses it. A tag that means another
 * image by now stays; one that meant another before means that one again.
 */
async function removeImages(docker, images, log) {
    if (images.length === 0)
        return;
    const { ids, tags } = await listImages(docker);
    const ours = images.filter(({ tag, id }) => (tag === id ? ids.has(id) : tags.get(tag) === id));
    const unused = [];
    for (const image of ours) {
        if (isKept(image.id, ours, tags) || (await isUnused(image.id, docker)))
            unused.push(image);
        else
            log.info(`The image ${image.tag} stays: a container uses it.`);
    }
    if (unused.length === 0)
        return;
    const { code, error } = await docker(['image', 'rm', ...unused.map(({ tag }) => tag)]);
    if (code !== 0) {
        const names = unused.map(({ tag }) => tag);
        log.warning(`Not all images of the run could be removed (${(0,wording/* shortList */.pg)(names, ', ')}): ${error}`);
    }
    for (const { tag, before } of unused) {
        if (before !== undefined && ids.has(before))
            await docker(['image', 'tag', before, tag]);
    }
}
/** Whether an image stays on the host by a tag of somebody else. */
function isKept(id, ours, tags) {
    const own = new Set(ours.map(({ tag }) => tag));
    return [...tags].some(([tag, other]) => other === id && !own.has(tag));
}
/** False also where docker does not say it. */
async function isUnused(id, docker) {
    const { code, lines } = await docker(['ps', '--all', '--quiet', '--filter', `ancestor=${id}`]);
    return code === 0 && lines.length === 0;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/workspace-files.ts



/** The devices' disks: large, and nothing to read for anybody. */
const STORAGE = 'storage';
const LOGS = new Set(['test.log', 'diff']);
/** At the top: run.log, those of policies and of devices, and the console of each device. */
const TOP_LOG = /^[^.].*\.log$/;
const workspace_files_VALGRIND = /^valgrind\.log(\.|$)/;
/**
 * The logs in a workspace of the script: run.log and others at its top, and test.log, diff and valgrind logs of each test. Regular files only: a container
 * can leave a link there that ends anywhere. What may not be read is left out.
 *
 * @returns their absolute paths.
 * @throws Node's system error for a folder that cannot be read for another reason.
 */
async function listLogs(workspace) {
    const files = [];
    const look = async (folder, isTop) => {
        const entries = await entriesOf(folder).catch((thrown) => {
            if ((0,action_errors/* systemCode */.xU)(thrown) === 'EACCES')
                return [];
            throw thrown;
        });
        for (const entry of entries) {
            const path = (0,external_node_path_.join)(folder, entry.name);
            if (entry.isDirectory() && !(isTop && entry.name === STORAGE))
                await look(path, false);
            else if (entry.isFile() && isLog(entry.name, isTop))
                files.push(path);
        }
    };
    await look(workspace, true);
    return files.sort();
}
function isLog(name, isTop) {
    return LOGS.has(name) || workspace_files_VALGRIND.test(name) || (isTop && TOP_LOG.test(name));
}
/** Whether everything in a folder belongs to `uid`, so that it can be read and removed. */
async function isAllOwn(folder, uid) {
    try {
        for (const entry of await entriesOf(folder)) {
            const path = (0,external_node_path_.join)(folder, entry.name);
            if ((await (0,promises_.lstat)(path)).uid !== uid)
                return false;
            if (entry.isDirectory() && !(await isAllOwn(path, uid)))
                return false;
        }
        return true;
    }
    catch (thrown) {
        // It went while it was looked at.
        if ((0,action_errors/* systemCode */.xU)(thrown) === 'ENOENT')
            return isAllOwn(folder, uid);
        return false;
    }
}
async function entriesOf(folder) {
    try {
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
    }
    catch (thrown) {
        if ((0,action_errors/* systemCode */.xU)(thrown) === 'ENOENT')
            return [];
        throw thrown;
    }
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/redact.ts







const MASK = Buffer.from('***');
const CHUNK_BYTES = 256 * 1024;
/**
 * Searches a file for secrets, and puts `***` in their place. The file is replaced at once, and only where there is one.
 *
 * @param root The folder that the file lies below: nothing outside of it is read or written.
 * @returns whether there was one.
 */
async function redactFile(root, path, forms) {
    if (!(await holdsSecret(root, path, forms)))
        return false;
    await (0,foreign_write/* replaceFile */.fR)(root, path, redacted(await read(root, path), forms));
    return true;
}
/** What stands in a report in words of a log. */
const FREE_TEXT = new Set(['reason', 'diff', 'log', 'text']);
/** A report without the secrets. What is not free text stays: a secret may be a word such as `test`. */
function redactReport(report, forms) {
    const clean = (key, value) => typeof value === 'string' && FREE_TEXT.has(key) ? (0,action_secrets/* redact */.E$)(value, forms) : value;
    return JSON.parse(JSON.stringify(report), clean);
}
/** The bytes of `source` without the secrets, also those that begin in one chunk and end in the next. */
async function* redacted(source, forms) {
    const reach = reachOf(forms);
    let rest = Buffer.alloc(0);
    for await (const chunk of source) {
        rest = Buffer.concat([rest, chunk]);
        const { pieces, end } = replaced(rest, forms, Math.max(0, rest.length - reach));
        yield* pieces;
        rest = rest.subarray(end);
    }
    const { pieces } = replaced(rest, forms, rest.length);
    yield* pieces;
}
/** The bytes up to `until`, or to the end of a secret that begins before it. */
function replaced(bytes, forms, until) {
    const pieces = [];
    const next = forms.map((form) => ({ form, at: bytes.indexOf(form) }));
    let from = 0;
    for (;;) {
        for (const each of next)
            if (each.at >= 0 && each.at < from)
                each.at = bytes.indexOf(each.form, from);
        const found = firstOf(next);
        if (found === undefined || found.at >= until)
            break;
        pieces.push(bytes.subarray(from, found.at), MASK);
        from = found.at + found.form.length;
    }
    if (from < until)
        pieces.push(bytes.subarray(from, until));
    return { pieces, end: Math.max(from, until) };
}
/** The one that begins first; the first of those that begin there. */
function firstOf(matches) {
    return matches.reduce((first, each) => (each.at >= 0 && (first === undefined || each.at < first.at) ? each : first), undefined);
}
/** Reads into one buffer: logs have gigabytes, and most hold no secret. */
async function holdsSecret(root, path, forms) {
    const reach = reachOf(forms);
    const { file } = await (0,foreign_file/* openForeign */.Fr)(root, path);
    const buffer = Buffer.allocUnsafeSlow(reach + CHUNK_BYTES);
    try {
        for (let kept = 0;;) {
            const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES, null);
            if (bytesRead === 0)
                return false;
            const bytes = buffer.subarray(0, kept + bytesRead);
            if (forms.some((form) => bytes.includes(form)))
                return true;
            const next = Math.min(reach, bytes.length);
            buffer.copyWithin(0, bytes.length - next, bytes.length);
            kept = next;
        }
    }
    finally {
        await file.close();
    }
}
/** How many bytes at the end of a chunk may be the beginning of a secret. */
function reachOf(forms) {
    return Math.max(0, ...forms.map((form) => form.length - 1));
}
async function read(root, path) {
    const { file } = await (0,foreign_file/* openForeign */.Fr)(root, path);
    return file.createReadStream({ highWaterMark: CHUNK_BYTES });
}
/**
 * Searches all logs of a run for secrets before anybody else gets to see them. A log in which one could not be replaced is removed.
 *
 * @param workspace The folder that holds the workspaces of all calls.
 * @returns the paths of the logs without secrets.
 */
async function cleanLogs(workspace, logs, forms, { log }) {
    const clean = [];
    const found = [];
    for (const path of logs) {
        const name = (0,external_node_path_.relative)(workspace, path);
        // What the script prints is kept elsewhere.
        const root = (0,foreign_file/* namedRoot */.Ue)(path, workspace);
        try {
            if (await redactFile(root, path, forms))
                found.push(name);
            clean.push(path);
        }
        catch (thrown) {
            log.warning(`${name} could not be searched for secrets (${(0,action_errors/* messageOf */.bD)(thrown)}), and is removed.`);
            await (0,foreign_write/* removeFileBelow */.CU)(root, path).catch(() => { });
        }
    }
    if (found.length > 0) {
        log.warning(`These logs held a secret, which was replaced by ***: ${(0,wording/* shortList */.pg)(found, ', ')}. Tests must not print it.`);
    }
    return clean;
}
/** The logs of the workspaces of all calls. Of a workspace that cannot be read any more there are none. */
async function logsOf(calls) {
    const logs = await Promise.all(calls.map(({ workspace }) => listLogs(workspace).catch((thrown) => {
        if ((0,action_errors/* systemCode */.xU)(thrown) === undefined)
            throw thrown;
        return [];
    })));
    return logs.flat();
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/root-files.ts




const TESTER = 'pantavisor-appengine-tester';
/** The devices' disks of hundreds of tests. */
const CHOWN_SECONDS = 300;
/**
 * Makes what containers left in a folder ours: it belongs to root, and may be readable by nobody else. A container of the tester image
 * does it; sudo only where that fails. What fails is a warning: results are not lost for it.
 */
async function takeOver(folder, docker, deps, { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }) {
    if (uid === 0 || (await isAllOwn(folder, uid)))
        return;
    const owner = `${uid}:${gid}`;
    const mount = `${folder}:/workspace`;
    // Where the image is gone docker would ask a registry for the name.
    const options = [
        '--rm',
        '--pull',
        'never',
        '--network',
        'none',
        '--entrypoint',
        'chown',
        '--volume',
        mount,
    ];
    const byContainer = await docker(['run', ...options, TESTER, '-hR', owner, '/workspace'], CHOWN_SECONDS);
    if (byContainer.code === 0)
        return;
    const { code } = await deps
        .exec(['sudo', '-n', 'chown', '-hR', owner, folder], {
        env: (0,child_environment/* childEnvironment */.Qc)(deps.env),
        timeLimitSeconds: CHOWN_SECONDS,
    })
        .catch(() => ({ code: 1 }));
    if (code === 0)
        return;
    deps.log.warning(`The files of root in ${folder} could not be taken over, neither by a container (${byContainer.error}) nor by sudo.`);
}
/** Removes a file of the run, or a folder that `takeOver` was called for. What fails is a warning. */
async function removeFile(path, { log }) {
    await (0,promises_.rm)(path, { recursive: true, force: true }).catch((thrown) => log.warning(`${path} could not be removed: ${(0,action_errors/* messageOf */.bD)(thrown)}`));
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/finish.ts






















const ADVICE = {
    sameName: 'Give each job that runs these tests another `artifact-name`, or set `upload: false` in all but one.',
    noService: 'Set `upload: false`, and take the files from the outputs report and junit.',
    full: 'Delete old artifacts, or lower the input retention-days.',
    fileName: 'Rename the test.',
    cancelled: 'The tests are done, and their report is in the step summary.',
};
/**
 * Reads what a run left, and writes its report and its JUnit file. Secrets are out of the logs before they are read. What the workspace
 * does not hold any more, or takes no more, is a problem of the run: what is known is reported all the same.
 */
async function writeReport(record, run, given, docker, deps) {
    const { workspace } = record;
    for (const call of record.calls)
        await takeOver(call.workspace, docker, deps);
    const forms = formsOf(given, deps);
    const secrets = forms.map((form) => Buffer.from(form));
    const consoles = record.calls.map((call) => call.console).filter((path) => (0,external_node_fs_.existsSync)(path));
    const logs = await cleanLogs(workspace, await logsOf(record.calls), secrets, deps);
    await cleanLogs(workspace, consoles, secrets, deps);
    const found = redactReport(await collectReport(record, run.seconds, run.ending), forms);
    const told = { ...found, problems: [...(run.problems ?? []), ...found.problems] };
    const disk = judgeRun(told, record, given).verdict === 'passed' ? [] : await folderProblems(record);
    const report = { ...told, problems: [...disk, ...told.problems] };
    const judged = judgeRun(report, record, given);
    return { ...(await writeFiles(workspace, report, judged, deps)), logs };
}
function judgeRun(report, { calls }, given) {
    // A shard without tests has nothing to show for it.
    const least = calls.length === 0 ? 0 : undefined;
    return (0,counts/* judge */.S4)(report, { failOn: given['fail-on'], expectedTests: given['expected-tests'] ?? least });
}
/** Where the report and the JUnit file are, and what they say: also which disk did not take them. */
async function writeFiles(workspace, report, judged, deps) {
    try {
        return { report, judged, ...(await writeBoth(workspace, report, judged)) };
    }
    catch (thrown) {
        const problem = folderProblem(workspace, thrown);
        if (problem === undefined)
            throw thrown;
        // One sentence on this folder is enough: mostly it was found full before.
        const more = report.problems.some((each) => each.includes((0,inputs/* quote */.hD)(workspace))) ? [] : [problem];
        const told = { ...report, problems: [...report.problems, ...more] };
        const worse = (0,counts/* withProblems */.rB)(judged, more);
        const elsewhere = await writeElsewhere(told, worse, deps);
        return { report: told, judged: worse, ...elsewhere };
    }
}
async function writeBoth(folder, report, judged) {
    const reportFile = (0,external_node_path_.join)(folder, 'report.json');
    const junit = (0,external_node_path_.join)(folder, 'junit.xml');
    await (0,foreign_write/* replaceFile */.fR)(folder, reportFile, (0,report_file/* reportText */.U)(report));
    await (0,foreign_write/* replaceFile */.fR)(folder, junit, (0,pvtest_junit/* junitXml */.E)(report, (0,counts/* problemsOfJunit */.CA)(judged)));
    return { junit, reportFile };
}
/** In the runner's temporary folder, which can be on another disk. */
async function writeElsewhere(report, judged, { env, log }) {
    const temporary = env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)();
    try {
        return await writeBoth(await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'pvtest-report-')), report, judged);
    }
    catch (thrown) {
        log.warning(`There is no report.json and no junit.xml of this run: ${(0,action_errors/* messageOf */.bD)(thrown)}.`);
        return { junit: undefined, reportFile: undefined };
    }
}
/** Why tests may have left nothing: the folder of their logs, or that of their results, is gone, or its disk is full. */
async function folderProblems({ workspace, calls }) {
    // Both are on one disk, mostly.
    for (const folder of calls.flatMap((call) => [workspace, (0,external_node_path_.dirname)(call.console)])) {
        const problem = await problemOf(folder);
        if (problem !== undefined)
            return [problem];
    }
    return [];
}
async function problemOf(folder) {
    try {
        const { bavail, bsize } = await (0,promises_.statfs)(folder);
        const room = bavail * bsize;
        return room >= LEAST_ROOM
            ? undefined
            : `The disk of the folder ${(0,inputs/* quote */.hD)(folder)} is full: ${(0,progress/* formatBytes */.z3)(room)} are left.`;
    }
    catch (thrown) {
        return folderProblem(folder, thrown);
    }
}
/** Less than a run leaves in its log. */
const LEAST_ROOM = 64 * 1024;
/** Shows what became of a run: annotations, and the step summary. */
function reportRun({ report, judged }, deps) {
    (0,annotations/* annotateReport */.v)(judged, deps.log);
    deps.summary((0,summary/* reportSummary */.h)(report, judged));
}
/**
 * Makes the GitHub artifact of a run: its logs, its report and its JUnit file.
 *
 * @param folder Of the journal: the files are laid out below it.
 * @throws UserError when it cannot be made.
 */
async function uploadWorkspace(record, written, given, folder, deps) {
    const { sha } = record.source;
    const name = given['artifact-name'] ?? workspaceArtifact({ ...record, sha, paths: given['test-path'] });
    const made = [written.reportFile, written.junit].filter((path) => path !== undefined);
    const root = (0,external_node_path_.join)(folder, 'artifact');
    const files = await layOut([...made, ...written.logs], record.calls, root).catch((thrown) => {
        throw asDiskError(thrown);
    });
    if (files.length === 0) {
        deps.log.warning(`There is nothing to upload as ${name}: the workspace holds no file any more.`);
        return;
    }
    const { problem } = await (0,artifact_upload/* uploadAll */.dl)([{ name, files, root }], {
        retentionDays: given['retention-days'],
        cancellation: deps.cancellation(),
        advice: ADVICE,
    }, (0,artifact_client/* artifactClient */.A)(deps.env), deps.log);
    await (0,promises_.rm)(root, { recursive: true, force: true });
    if (problem !== undefined)
        throw problem;
}
/**
 * Removes what the run left on the host: its images, the devices' disks, and what was made for this run only.
 *
 * The folder of the journal goes last: as long as it is there, the post step has something to do.
 *
 * @param hasHost Whether this run has the lock of the host: without it, what another run may use by now stays.
 */
async function cleanUp(journal, docker, deps, hasHost) {
    const { images, calls, strays, download } = journal.record();
    const folders = [...(download === undefined ? [] : [download]), journal.folder];
    // Before the images go: a container of the tester's takes over what belongs to root.
    for (const folder of folders)
        await takeOver(folder, docker, deps);
    if (hasHost) {
        await removeImages(docker, images, deps.log);
        for (const stray of strays)
            await removeFile(stray, deps);
    }
    else {
        deps.log.info('Another run has this host by now: images and files in the distro are left to it.');
    }
    for (const { workspace } of calls)
        await removeFile((0,external_node_path_.join)(workspace, 'storage'), deps);
    for (const folder of folders)
        await removeFile(folder, deps);
}
/** The secrets of this step, as they may stand in a log. */
function formsOf(given, { env }) {
    const secrets = [given['ph-pass'], given['github-token'], env['ACTIONS_RUNTIME_TOKEN']];
    return (0,action_secrets/* secretForms */.eo)(secrets.filter((secret) => secret !== undefined), given['ph-user'] === undefined ? [] : [given['ph-user']]);
}
const LONGEST_PATH = 120;
/**
 * The GitHub artifact that the workspace becomes: `pvtest-workspace-<sha7>-<path>`, where `/` and other characters are `-`, and no
 * path is `all`; then `-<i>of<n>` for a shard, and `-<attempt>` for an attempt after the first: an artifact of a run cannot be
 * replaced.
 */
function workspaceArtifact(about) {
    const { sha = '', paths, shard, runAttempt } = about;
    const path = paths
        .join('-')
        .replace(/[^A-Za-z0-9._-]/g, '-')
        .slice(0, LONGEST_PATH);
    return [
        'pvtest-workspace',
        sha.slice(0, 7) || 'unknown',
        path || 'all',
        ...(shard === undefined ? [] : [`${shard.index}of${shard.of}`]),
        ...(runAttempt > 1 ? [String(runAttempt)] : []),
    ].join('-');
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/script-programs.ts
/** What scripts call that is not on every host, and that the stage does not need itself. */
const PROGRAMS = [
    { name: 'jq', package: 'jq' },
    { name: 'bc', package: 'bc' },
    { name: 'ssh-keygen', package: 'openssh-client' },
    { name: 'iw', package: 'iw', netsim: true },
    { name: 'modprobe', package: 'kmod', netsim: true },
    { name: 'sudo', package: 'sudo', netsim: true },
];
/**
 * The programs that `test.docker.sh run` calls, by its text: what only other commands of the script call, as `install-deps`, is not asked
 * for. One that the script itself looks for (`command -v`) is its own affair.
 *
 * @param script With what it sources.
 * @param netsim Whether it simulates the network.
 */
function programsOf(script, netsim) {
    const text = reachable(script.replace(/^[ \t]*#.*$/gm, ''));
    return PROGRAMS.filter((program) => (netsim || program.netsim !== true) && calls(text, program.name) && !looksFor(text, program.name));
}
/** Whether a word stands where the shell takes it for a command. */
function calls(text, name) {
    const before = '(?:^|[|;&({!`]|\\b(?:then|do|else|if|elif|while|until|time|exec|env|xargs|sudo)\\b(?:[ \\t]+-\\S+)*)';
    return new RegExp(`${before}[ \\t]*(?:\\w+=\\S*[ \\t]+)*${name}(?=[\\s)"';|&\`]|$)`, 'm').test(text);
}
function looksFor(text, name) {
    return new RegExp(`\\b(?:command -v|which|type|hash)[ \\t]+"?${name}\\b(?!-)`).test(text);
}
const FUNCTION = /^(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*\(\)[ \t]*\{?/;
const RUN = /^[ \t]*\(?run\)\s*([A-Za-z_]\w*)/m;
/** The text of the functions that `run` comes to; the whole script where that is not to be told. */
function reachable(script) {
    const functions = functionsOf(script);
    const first = RUN.exec(script)?.[1] ?? '';
    if (!functions.has(first))
        return script;
    const found = new Set([first]);
    for (const name of found) {
        for (const [word] of (functions.get(name) ?? '').matchAll(/[A-Za-z_]\w*/g)) {
            if (functions.has(word))
                found.add(word);
        }
    }
    return [...found].map((name) => functions.get(name) ?? '').join('\n');
}
/** Name -> body: from the line that names it to a brace at the start of a line, or at the end of the same one. */
function functionsOf(script) {
    const functions = new Map();
    let name;
    for (const line of script.split('\n')) {
        const start = name === undefined ? FUNCTION.exec(line) : null;
        if (start !== null)
            name = start[1] ?? '';
        if (name === undefined)
            continue;
        const text = start === null ? line : line.slice(start[0].length);
        functions.set(name, `${functions.get(name) ?? ''}${text}\n`);
        if (start === null ? line.startsWith('}') : /\}[ \t]*$/.test(text))
            name = undefined;
    }
    return functions;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/host-check.ts







/** Where every user of the host has them: the script knows no other place. */
const LOCK_FOLDER = '/tmp';
const LOCK = /^pv_appengine\..+\.lock$/;
/**
 * Looks at the host before anything runs.
 *
 * @throws UserError for programs that the script needs and that are not there, and for its locks that this user cannot open.
 */
function checkHost(distro, calls, { env }) {
    if (calls.length === 0)
        return;
    checkPrograms(distro.script, calls.some(({ netsim }) => netsim), env['PATH'] ?? '');
    checkLocks(LOCK_FOLDER);
}
/** @throws UserError that names each one that is missing. */
function checkPrograms(script, netsim, path) {
    const missing = programsOf(script, netsim).filter(({ name }) => !isOnPath(name, path));
    if (missing.length === 0)
        return;
    const names = missing.map(({ name }) => name).join(', ');
    throw new action_errors/* UserError */.yo(`The ${SCRIPT} of this distro needs ${names}, and ${missing.length === 1 ? 'that is' : 'those are'} not on this host: tests would fail, or run although they are to be skipped.`, `Install ${missing.length === 1 ? 'it' : 'them'} on the runner (\`apt-get install ${missing.map((each) => each.package).join(' ')}\`), or run the job on one that has ${missing.length === 1 ? 'it' : 'them'}.`);
}
function isOnPath(name, path) {
    return path
        .split(external_node_path_.delimiter)
        .filter((folder) => folder !== '')
        .some((folder) => {
        try {
            (0,external_node_fs_.accessSync)((0,external_node_path_.join)(folder, name), external_node_fs_.constants.X_OK);
            return true;
        }
        catch {
            return false;
        }
    });
}
/**
 * Opens each lock of the script as the script does. In a folder like /tmp Linux lets nobody, not even root, make a file anew that is
 * another user's (fs.protected_regular); the script would go on with its log closed.
 *
 * @throws UserError that names those that cannot be opened.
 */
function checkLocks(folder) {
    const locks = (0,external_node_fs_.readdirSync)(folder).filter((name) => LOCK.test(name));
    const closed = locks.flatMap((name) => {
        const path = (0,external_node_path_.join)(folder, name);
        const code = openProblem(path);
        return code === undefined ? [] : [`${(0,inputs/* quote */.hD)(path)} (${ownerOf(path)}${code})`];
    });
    if (closed.length === 0)
        return;
    throw new action_errors/* UserError */.yo(`This user cannot open ${closed.length === 1 ? 'a lock' : 'locks'} of ${SCRIPT}: ${(0,wording/* shortList */.pg)(closed.sort(), ', ', 5)}.`, `Remove ${closed.length === 1 ? 'it' : 'them'} while no tests run (\`sudo rm ${LOCK_FOLDER}/pv_appengine.*.lock\`), and let all jobs on this host test as one user.`);
}
/** The system's code; undefined where it can be opened, and where it went in the meantime. */
function openProblem(path) {
    try {
        (0,external_node_fs_.closeSync)((0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK));
        return undefined;
    }
    catch (thrown) {
        return (0,action_errors/* systemCode */.xU)(thrown) ?? 'unknown';
    }
}
function ownerOf(path) {
    try {
        return `of the uid ${(0,external_node_fs_.lstatSync)(path).uid}, `;
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./actions/pvtest-runner/src/inputs.ts
var src_inputs = __webpack_require__(79402);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
;// CONCATENATED MODULE: ./packages/core/src/action/lock-file.ts





const NOTE_BYTES = 4096;
const FLAGS = external_node_fs_.constants.O_RDWR | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
const OPENINGS = 10;
/**
 * Opens a file that all users of the host may lock, and makes it where it is missing. An existing one is opened without
 * O_CREAT: that is what `fs.protected_regular` of Linux refuses for a file of another user in a folder such as /tmp.
 *
 * @throws UserError when it is a link, no regular file, or cannot be opened or made.
 */
function openLockFile(file) {
    const fd = openOrMake(file);
    if ((0,external_node_fs_.fstatSync)(fd).isFile())
        return fd;
    (0,external_node_fs_.closeSync)(fd);
    throw new action_errors/* UserError */.yo(`The lock file ${(0,inputs/* quote */.hD)(file)} is not a regular file.`, ANOTHER);
}
const ANOTHER = 'Remove it, or let the lock be another file.';
function openOrMake(file) {
    for (let opening = 1;; opening += 1) {
        try {
            return (0,external_node_fs_.openSync)(file, FLAGS);
        }
        catch (thrown) {
            const isMissing = (0,action_errors/* systemCode */.xU)(thrown) === 'ENOENT';
            if (!isMissing || opening === OPENINGS)
                throw unopened(file, thrown);
        }
        try {
            make(file);
        }
        catch (thrown) {
            // Somebody else was quicker.
            if ((0,action_errors/* systemCode */.xU)(thrown) !== 'EEXIST')
                throw unopened(file, thrown);
        }
    }
}
/** The file appears with its mode: whoever finds it can open it, whatever our umask. */
function make(file) {
    const made = `${file}.${(0,external_node_crypto_.randomUUID)()}`;
    const fd = (0,external_node_fs_.openSync)(made, external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_EXCL | external_node_fs_.constants.O_NOFOLLOW);
    try {
        (0,external_node_fs_.fchmodSync)(fd, 0o666);
        (0,external_node_fs_.linkSync)(made, file);
    }
    finally {
        (0,external_node_fs_.closeSync)(fd);
        (0,external_node_fs_.unlinkSync)(made);
    }
}
function unopened(file, thrown) {
    const code = (0,action_errors/* systemCode */.xU)(thrown);
    if (code === 'ELOOP')
        return new action_errors/* UserError */.yo(`The lock file ${(0,inputs/* quote */.hD)(file)} is a link.`, ANOTHER);
    return new action_errors/* UserError */.yo(`The lock file ${(0,inputs/* quote */.hD)(file)} cannot be opened: ${code ?? (0,action_errors/* messageOf */.bD)(thrown)}.`, 'Check that its folder is there, and that the user of this runner may read and write the file.');
}
/** Whether the open file still has its name. What cleans /tmp removes files that are locked, too. */
function isInPlace(fd, file) {
    try {
        const [ours, named] = [(0,external_node_fs_.fstatSync)(fd), (0,external_node_fs_.lstatSync)(file)];
        return ours.ino === named.ino && ours.dev === named.dev;
    }
    catch {
        return false;
    }
}
/**
 * The processes, other than this one, that hold a lock of `fd` with us: they have it from us, and keep it when we close it. Such a
 * descriptor shows the lock in `/proc/<pid>/fdinfo` (proc_pid_fdinfo(5)). Those of other users cannot be seen.
 */
function sharersOf(fd) {
    const name = (pid, of) => (0,external_node_fs_.readlinkSync)(`/proc/${pid}/fd/${of}`);
    const isLock = (pid, of) => name(pid, of) === name('self', fd) && /^lock:/m.test((0,external_node_fs_.readFileSync)(`/proc/${pid}/fdinfo/${of}`, 'utf8'));
    const pids = or(() => (0,external_node_fs_.readdirSync)('/proc'), []).filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid);
    return pids
        .filter((pid) => or(() => (0,external_node_fs_.readdirSync)(`/proc/${pid}/fd`), []).some((of) => or(() => isLock(pid, of), false)))
        .map(Number);
}
/** What `look` gives; `otherwise` where that cannot be seen: it has ended, or is of somebody else. */
function or(look, otherwise) {
    try {
        return look();
    }
    catch {
        return otherwise;
    }
}
/** Writes who holds the lock; nothing where nobody does. @throws Node's system error. */
function writeHolder(fd, holder) {
    (0,external_node_fs_.ftruncateSync)(fd);
    if (holder !== undefined)
        (0,external_node_fs_.writeSync)(fd, `${JSON.stringify(holder)}\n`, 0);
}
/** What stands in the file; what does not have the form that `writeHolder` gives it is left out. */
function readHolder(fd) {
    const bytes = Buffer.alloc(NOTE_BYTES);
    return parseHolder(bytes.toString('utf8', 0, (0,external_node_fs_.readSync)(fd, bytes, 0, NOTE_BYTES, 0)));
}
function parseHolder(text) {
    const given = parse(text);
    const textOf = (name) => {
        const value = given[name];
        const shown = typeof value === 'string' ? (0,markdown/* withoutControls */.DJ)(value).trim() : '';
        return shown === '' ? undefined : shown;
    };
    const { pid } = given;
    const since = Date.parse(textOf('since') ?? '');
    return {
        repository: textOf('repository'),
        run: textOf('run'),
        job: textOf('job'),
        runner: textOf('runner'),
        pid: typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? pid : undefined,
        since: Number.isNaN(since) ? undefined : new Date(since).toISOString(),
    };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
/** `the job "test" of "o/r" (run "https://…", runner "a", process 7)`, as far as it is known. */
function describeHolder({ repository, run, job, runner, pid }) {
    const known = [
        run === undefined ? undefined : `run ${(0,inputs/* quote */.hD)(run)}`,
        runner === undefined ? undefined : `runner ${(0,inputs/* quote */.hD)(runner)}`,
        pid === undefined ? undefined : `process ${pid}`,
    ].filter((part) => part !== undefined);
    const of = repository === undefined ? '' : ` of ${(0,inputs/* quote */.hD)(repository)}`;
    const name = job === undefined ? `another job${of}` : `the job ${(0,inputs/* quote */.hD)(job)}${of}`;
    return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}

// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var action_source = __webpack_require__(95283);
;// CONCATENATED MODULE: ./packages/core/src/action/host-lock.ts






/** This job, as those that wait for it are told. */
function lockOwner(env) {
    const { repository, run } = (0,action_source/* sourceOf */.vz)(env);
    return { repository, run, job: env['GITHUB_JOB'] || undefined, runner: env['RUNNER_NAME'] || undefined };
}
/**
 * Takes a lock that one process of this host can have at a time, by flock(2) on a file, and waits for whoever has it. The kernel ends
 * it with the last process that has the descriptor: what a dead holder wrote into the file is no lock.
 *
 * @throws UserError when it cannot be had within the time, the job is cancelled meanwhile, the file is not one that can be locked, or
 *   there is no program flock.
 */
async function lockHost(options, deps) {
    const end = deps.clock.now().getTime() + options.waitSeconds * 1000;
    for (;;) {
        const fd = openLockFile(options.file);
        try {
            await take(fd, options, end, deps);
            if (isInPlace(fd, options.file))
                return held(fd, options, deps);
        }
        catch (thrown) {
            (0,external_node_fs_.closeSync)(fd);
            throw thrown;
        }
        (0,external_node_fs_.closeSync)(fd);
    }
}
function held(fd, { file, owner }, { clock, log }) {
    const note = (holder) => {
        try {
            writeHolder(fd, holder);
        }
        catch (thrown) {
            log.warning(`Who holds the lock ${(0,inputs/* quote */.hD)(file)} cannot be written into it: ${(0,action_errors/* messageOf */.bD)(thrown)}.`);
        }
    };
    note({ ...owner, pid: process.pid, since: clock.now().toISOString() });
    let isHeld = true;
    return {
        fd,
        release() {
            if (!isHeld)
                return;
            isHeld = false;
            const sharers = sharersOf(fd);
            if (sharers.length === 0)
                note(undefined);
            else
                log.warning(keptBy(sharers, file));
            (0,external_node_fs_.closeSync)(fd);
        },
    };
}
function keptBy(pids, file) {
    const which = pids.length === 1 ? `The process ${pids[0]}` : `The processes ${pids.join(', ')}`;
    return (`${which}, which this job started, still ${pids.length === 1 ? 'has' : 'have'} the lock ${(0,inputs/* quote */.hD)(file)}: other jobs wait for it. ` +
        `\`ps -fp ${pids.join(',')}\` on the host shows what it is.`);
}
async function take(fd, options, end, deps) {
    if (await flock(fd, ['--nonblock'], options.file, deps))
        return;
    const cancellation = deps.cancellation();
    const first = readHolder(fd);
    const since = first.since === undefined ? '' : ` since ${first.since}`;
    const left = Math.max(0, (end - deps.clock.now().getTime()) / 1000);
    if (left > 0)
        deps.log.info(`Waiting for ${describeHolder(first)}, which has locked this host${since}.`);
    const waited = (elapsed) => `Waiting for ${describeHolder(readHolder(fd))}: ${(0,progress/* formatDuration */.a3)(elapsed)} of at most ${(0,progress/* formatDuration */.a3)(left)}.`;
    const isTaken = await (0,progress/* withProgress */.E0)(deps, waited, () => left === 0 || cancellation.aborted
        ? Promise.resolve(false)
        : flock(fd, ['--timeout', String(left)], options.file, deps, cancellation));
    const holder = readHolder(fd);
    if (cancellation.aborted) {
        throw new action_errors/* UserError */.yo(`The job was cancelled while it waited for ${describeHolder(holder)}.`, '');
    }
    if (!isTaken)
        throw notReleased(holder, options);
}
const CONFLICT = 75;
/**
 * flock(1) locks the open file that it shares with us, so the lock stays when it has ended. Node itself cannot do it.
 *
 * @returns false when somebody else has the lock, or the job is cancelled.
 */
async function flock(fd, how, file, { exec, env }, cancellation) {
    const said = [];
    const argv = ['flock', '--exclusive', '--conflict-exit-code', String(CONFLICT), ...how, '10'];
    const { code, signal } = await exec([...argv], {
        env: { PATH: env['PATH'], LC_ALL: 'C' },
        holdOpen: [fd],
        onLine: (line) => void said.push(line),
        ...(cancellation === undefined ? {} : { cancellation }),
    }).catch((thrown) => {
        if ((0,action_errors/* systemCode */.xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new action_errors/* UserError */.yo('The program flock was not found.', 'Install util-linux on the host of this runner.');
    });
    if (code === 0)
        return true;
    if (code === CONFLICT || cancellation?.aborted === true)
        return false;
    const why = said.length === 0 ? `flock ended with ${signal ?? code}` : (0,inputs/* quote */.hD)(said.join(' '));
    throw new action_errors/* UserError */.yo(`The file ${(0,inputs/* quote */.hD)(file)} cannot be locked: ${why}.`, 'It needs flock of util-linux, and a file on a disk of this host.');
}
function notReleased(holder, { file, waitSeconds }) {
    const { pid, since } = holder;
    const waited = waitSeconds > 0 ? `, after ${(0,progress/* formatDuration */.a3)(waitSeconds)} of waiting` : '';
    const had = since === undefined ? '' : ` since ${since}`;
    const which = pid === undefined ? 'It' : `Its process ${pid}`;
    return new action_errors/* UserError */.yo(`This host is locked by ${describeHolder(holder)}${had}${waited}.`, `Run the job again when that one has ended. ${which} may have been killed while something that it started goes on; ` +
        `\`fuser --verbose ${file}\` on the host shows who has the lock file open.`);
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/lock.ts


/**
 * Runs `work` while no other run of the stage is on this host: the script's containers have fixed names, and two runs would take them
 * from each other.
 *
 * @throws UserError when another run has the host for too long.
 */
async function withLock(given, deps, work) {
    const lock = await lock_take(given, given['lock-timeout-minutes'] * 60, deps);
    try {
        await work(lock.fd);
    }
    finally {
        lock.release();
    }
}
/** The lock, for what is not worth waiting: undefined when another run has the host, or it cannot be locked. */
async function lockIfFree(given, deps) {
    try {
        return await lock_take(given, 0, deps);
    }
    catch (thrown) {
        if (thrown instanceof action_errors/* UserError */.yo)
            return undefined;
        throw thrown;
    }
}
function lock_take(given, waitSeconds, deps) {
    return lockHost({ file: given['lock-file'], owner: lockOwner(deps.env), waitSeconds }, deps);
}

// EXTERNAL MODULE: ./packages/core/src/action/journal.ts
var action_journal = __webpack_require__(27087);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/containers.ts




/** Docker's template: one container a line, and of its environment nothing but the test's path is kept. */
const containers_FORMAT = '{"id":{{json .Id}},"name":{{json .Name}},"mounts":{{json .Mounts}},"env":{{json .Config.Env}}}';
const TEST_PATH = 'TEST_PATH=';
/** With the user before the slot in later generations. */
const ACCESS_POINT = /^pantavisor-netsim-(?:.*-)?\d+$/;
/**
 * The ids of the containers on the host that netsim takes for its access points.
 *
 * @throws UserError when docker does not list them: all of them would be taken for new ones.
 */
async function listAccessPoints(docker) {
    const format = ['--no-trunc', '--format', '{{.ID}} {{.Names}}'];
    const listed = await docker(['ps', '--all', '--filter', 'name=pantavisor-netsim-', ...format]);
    const { code, lines, error } = listed;
    if (code !== 0)
        throw new action_errors/* UserError */.yo(`docker does not list its containers: ${error}`, 'Look at the Docker daemon.');
    const named = lines.map((line) => line.trim().split(' '));
    return named.filter(([, name = '']) => ACCESS_POINT.test(name)).map(([id = '']) => id);
}
function ownContainers(docker, { folders, accessPoints }, log) {
    const isOwnAccessPoint = ({ id, name }) => accessPoints !== undefined && ACCESS_POINT.test(name) && !accessPoints.includes(id);
    async function list() {
        const roots = await realFolders(folders);
        const isBelow = (path) => roots.some((root) => path === root || path.startsWith(root + external_node_path_.sep));
        const { code, lines: ids, error } = await docker(['ps', '--all', '--quiet', '--no-trunc']);
        if (code !== 0)
            log.warning(`docker does not list its containers, and some of the run may be left: ${error}`);
        if (ids.length === 0)
            return [];
        // One that ends in between makes docker fail, and the others are printed.
        const { lines } = await docker(['container', 'inspect', '--format', containers_FORMAT, ...ids]);
        return lines
            .map(containers_parse)
            .filter((each) => each !== undefined)
            .filter((each) => each.sources.some(isBelow) || isOwnAccessPoint(each));
    }
    /** False, and a warning, when docker does not remove them. */
    async function removeAll(containers) {
        if (containers.length === 0)
            return true;
        const { code, error } = await docker(['rm', '--force', '--volumes', ...containers.map(({ id }) => id)]);
        // Without --rm it would be an error that it is gone already.
        if (code === 0 || /no such container|already in progress/i.test(error))
            return true;
        const names = (0,wording/* shortList */.pg)(containers.map(({ name }) => name), ', ');
        log.warning(`Not all containers of the run could be removed (${names}): ${error}`);
        return false;
    }
    return {
        async remove() {
            const containers = await list();
            await removeAll(containers);
            return containers.map(({ name }) => name);
        },
        async removeTest(id) {
            const containers = (await list()).filter(({ testPath }) => testPath?.endsWith(`/${id}`) === true);
            return containers.length > 0 && (await removeAll(containers));
        },
    };
}
function containers_parse(line) {
    try {
        const { id, name, mounts, env } = JSON.parse(line);
        const path = env?.find((variable) => variable.startsWith(TEST_PATH))?.slice(TEST_PATH.length);
        return {
            id,
            name: name.replace(/^\//, ''),
            sources: (mounts ?? []).map(({ Source }) => Source ?? ''),
            testPath: path,
        };
    }
    catch {
        return undefined;
    }
}
/** The folders under both of their names, where a link leads to them. */
async function realFolders(folders) {
    const real = await Promise.all(folders.map((path) => (0,promises_.realpath)(path).catch(() => path)));
    return [...new Set([...folders, ...real])];
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/shards.ts

/** What a test takes for which nothing is known, where nothing is known of any. */
const GUESS_SECONDS = 1;
/** How long each test of an earlier report took, with all its tries. */
function durationsOf(report) {
    const durations = new Map();
    for (const { id, tries } of report.tests) {
        const seconds = tries.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
        if (tries.some((each) => each.seconds !== undefined))
            durations.set(id, seconds);
    }
    return durations;
}
/**
 * The tests of one shard. Every job that has the same tests and durations comes to the same split: each test is in exactly one
 * shard, and the shards take about the same time. Local and remote tests are split apart from each other, since remote ones
 * run one at a time.
 *
 * A test that has no duration counts as much as the middle one of those that have.
 *
 * @returns The ids in the order of `ids`.
 */
function testsOfShard(ids, { index, of }, durations) {
    const mine = new Set();
    for (const tests of Map.groupBy(ids, test_id/* scopeOf */.Od).values()) {
        for (const id of split(tests, of, durations)[index - 1] ?? [])
            mine.add(id);
    }
    return ids.filter((id) => mine.has(id));
}
/** Longest first, each to the shard that has least until then: at most a third above what is best. */
function split(ids, of, durations) {
    const unknown = median(ids.map((id) => durations.get(id)).filter((seconds) => seconds !== undefined));
    const weighed = ids.map((id) => ({ id, seconds: durations.get(id) ?? unknown }));
    weighed.sort((a, b) => b.seconds - a.seconds || (a.id < b.id ? -1 : 1));
    const shards = Array.from({ length: of }, () => ({ seconds: 0, ids: [] }));
    for (const { id, seconds } of weighed) {
        const least = shards.reduce((best, shard) => (isLess(shard, best) ? shard : best));
        least.ids.push(id);
        least.seconds += seconds;
    }
    return shards.map((shard) => shard.ids);
}
/** Tests that take no time are spread by number. */
function isLess(a, b) {
    return a.seconds < b.seconds || (a.seconds === b.seconds && a.ids.length < b.ids.length);
}
function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? GUESS_SECONDS;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/calls.ts






const PARALLEL = 4;
const RETRIES = { local: 1, remote: 3 };
/**
 * The calls that run the tests that are asked for: local ones first. A shard that has no tests of a scope has no call for it.
 *
 * @throws UserError for a path that has no tests, with those that are near.
 */
function planCalls(distro, given, durations) {
    const paths = given['test-path'].length === 0 ? test_id/* SCOPES */.iW.filter((scope) => has(distro, scope)) : given['test-path'];
    const empty = paths.filter((path) => !has(distro, path));
    if (empty.length > 0)
        throw noTests(empty, distro);
    const wanted = distro.tests.filter((id) => paths.some((path) => (0,test_id/* isBelow */.Yw)(id, path)));
    const mine = given.shard === undefined ? wanted : testsOfShard(wanted, given.shard, durations);
    return test_id/* SCOPES */.iW.flatMap((scope) => {
        const tests = mine.filter((id) => (0,test_id/* scopeOf */.Od)(id) === scope);
        if (tests.length === 0)
            return [];
        const path = paths.find((each) => isExactly(distro, each, tests));
        return [
            { scope, tests, path: path ?? scope, isSelection: path === undefined, ...settings(scope, given) },
        ];
    });
}
/** The arguments of a call: the path comes first. @param workspace Absolute, must not exist. */
function callArgv(call, { options }, workspace) {
    return [
        'bash',
        `./${SCRIPT}`,
        'run',
        call.path,
        ...(options.parallel ? ['-p', String(call.parallel)] : []),
        ...(options.retries ? ['-r', String(call.retries)] : []),
        ...(call.valgrind && options.valgrind ? ['-V'] : []),
        ...(call.netsim && options.netsim ? ['-n'] : []),
        '-w',
        workspace,
    ];
}
/** Sentences on what the calls ask of the script that it cannot do. */
function lackingOptions(calls, { options }) {
    const asked = [
        ['parallel', options.parallel, calls.some(({ parallel }) => parallel > 1)],
        ['retries', options.retries, calls.some(({ retries }) => retries > 0)],
        ['valgrind', options.valgrind, calls.some(({ valgrind }) => valgrind)],
        ['netsim', options.netsim, calls.some(({ netsim }) => netsim)],
    ];
    return asked
        .filter(([, can, wanted]) => wanted && !can)
        .map(([input]) => `The ${SCRIPT} of this distro has no option for ${input}: it goes its own way there.`);
}
/**
 * Remote tests share one account, and run side by side only where that is asked for them; netsim has one set of radios for the whole
 * host.
 */
function settings(scope, given) {
    const { parallel, retries } = given;
    const usual = scope === 'remote' ? 1 : (parallel.all ?? PARALLEL);
    return {
        parallel: given.netsim ? 1 : (parallel[scope] ?? usual),
        retries: retries[scope] ?? retries.all ?? RETRIES[scope],
        valgrind: given.valgrind,
        netsim: given.netsim,
    };
}
function has({ tests }, path) {
    return tests.some((id) => (0,test_id/* isBelow */.Yw)(id, path));
}
function isExactly(distro, path, tests) {
    return (distro.tests.filter((id) => (0,test_id/* isBelow */.Yw)(id, path)).length === tests.length &&
        tests.every((id) => (0,test_id/* isBelow */.Yw)(id, path)));
}
function noTests(paths, { tests }) {
    const near = paths.flatMap((path) => nearTests(path, tests));
    const known = near.length > 0 ? near : categoriesOf(tests);
    return new action_errors/* UserError */.yo(`The distro has no tests at ${paths.map(inputs/* quote */.hD).join(', ')}.`, `Correct the input \`test-path\`. There ${known.length === 1 ? 'is' : 'are'}: ${(0,wording/* shortList */.pg)([...new Set(known)], ', ')}.`);
}
/** What has the same parent, or the same name elsewhere. */
function nearTests(path, tests) {
    const parent = path.split('/').slice(0, -1).join('/');
    const name = path.split('/').at(-1) ?? '';
    return tests.filter((id) => (parent.includes('/') && (0,test_id/* isBelow */.Yw)(id, parent)) || id.split('/').includes(name));
}
function categoriesOf(tests) {
    return [...new Set(tests.map((id) => id.split('/').slice(0, 2).join('/')))];
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/child-environment.ts

/**
 * With settings of the script itself, of which PVTEST_DIR would have it load other files than those that were looked at, and the mark by which
 * GitHub's runner ends what a job left.
 */
const READ_BY_SCRIPT = [...child_environment/* COMMON */.Sq, ...child_environment/* READ_BY_ENGINES */.lP, /^PVTEST_(?!DIR$)[A-Z0-9_]+$/, 'RUNNER_TRACKING_ID'];
/**
 * The environment of the script, and of the tests on this host: what it, docker and a shell read, by name. The credentials of Pantacor
 * Hub are in it for remote tests only.
 *
 * @param temporary A folder for what the script leaves behind in the temporary folder.
 */
function scriptEnvironment(env, temporary, call) {
    const isRemote = call?.scope === 'remote';
    return (0,child_environment/* childEnvironment */.Qc)(env, READ_BY_SCRIPT, {
        TMPDIR: temporary,
        ...(isRemote ? { PH_USER: call.user, PH_PASS: call.password } : {}),
    });
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/record.ts





/** The folder in the journal's that the script takes for its temporary one. */
const temporaryOf = (journal) => (0,external_node_path_.join)(journal.folder, 'tmp');
/** Opens the journal of a run, with the folders of its calls. */
function openRun(job, workspace, deps) {
    const journal = (0,action_journal/* openJournal */._0)('pvtest-runner', firstRecord(job, workspace, deps), deps);
    (0,external_node_fs_.mkdirSync)(temporaryOf(journal));
    journal.write({
        calls: job.calls.map((call) => ({
            ...call,
            workspace: (0,external_node_path_.join)(workspace, call.scope),
            console: (0,external_node_path_.join)(journal.folder, `${call.scope}.log`),
            distro: call.isSelection ? (0,external_node_path_.join)(journal.folder, `distro-${call.scope}`) : job.distro.folder,
        })),
    });
    return journal;
}
function firstRecord({ given, distro, download, sha, quarantine }, workspace, deps) {
    const { env, clock } = deps;
    const source = (0,action_source/* sourceOf */.vz)(env);
    return {
        distro: distro.name,
        distroFolder: distro.folder,
        download,
        source: sha === undefined ? source : { ...source, sha },
        job: env['GITHUB_JOB'] || undefined,
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] || 1),
        paths: given['test-path'],
        shard: given.shard,
        quarantine: [...quarantine],
        started: clock.now().getTime(),
        workspace,
        calls: [],
        overdue: [],
        images: [],
        strays: strayFiles(distro, external_node_fs_.existsSync),
    };
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-program.ts + 1 modules
var foreign_program = __webpack_require__(67443);
// EXTERNAL MODULE: ./packages/core/src/action/process-tree.ts
var process_tree = __webpack_require__(90198);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/stopping.ts


const STEP_MS = 100;
/** The runner kills a cancelled step 10 s after it asked it to end. */
const TERMINATE_SECONDS = 2;
const KILL_SECONDS = 2;
/** What a script leaves writing its log when it ends, as `tee` does, is given this long. */
const LINGER_SECONDS = 3;
/** Waits for what a script that ended left running, and then ends it. */
async function endRest(script, containers, deps) {
    await (0,process_tree/* waitForEnd */.kh)(processFamily(script), deps, LINGER_SECONDS, STEP_MS);
    await stopScript(script, containers, deps);
}
/** Whether a process of a script runs. As long as one does, the script has the lock of the host. */
async function isRunning(script) {
    return (await processFamily(script)()).length > 0;
}
/**
 * Ends everything of a script: SIGTERM to its process group, then its containers, whose first process ignores the signal that docker
 * hands on, then SIGKILL to what is left. Does nothing when nothing runs.
 */
async function stopScript(script, containers, deps) {
    const family = processFamily(script);
    const running = await family();
    if (running.length > 0) {
        deps.log.info(`Stopping what runs of the tests: ${running.map((each) => each.pid).join(', ')}.`);
        signalGroup(script, running, 'SIGTERM');
        await (0,process_tree/* waitForEnd */.kh)(family, deps, TERMINATE_SECONDS, STEP_MS);
    }
    await removeContainers(containers, deps);
    let left = await (0,process_tree/* waitForEnd */.kh)(family, deps, running.length > 0 ? KILL_SECONDS : 0, STEP_MS);
    if (left.length > 0) {
        if (!(0,foreign_program/* killBelowGuard */.FX)(script))
            signalGroup(script, left, 'SIGKILL');
        left = await (0,process_tree/* waitForEnd */.kh)(family, deps, KILL_SECONDS, STEP_MS);
        // What was killed may have started a container in the meantime.
        await removeContainers(containers, deps);
    }
    for (const process of left) {
        deps.log.warning(`This process of the tests could not be stopped: ${await (0,process_tree/* describeProcess */.lg)(process)}`);
    }
}
/** Removes the containers of a run, and names them in the log. */
async function removeContainers(containers, { log }) {
    for (const name of await containers.remove())
        log.foreign(`Removed the container ${name}.`);
}
/** The script's processes that run now (see `withoutGuard`): also those that left its session, and those whose parent has ended. */
function processFamily(script) {
    const { pid, startTime } = script;
    const seen = new Map([[pid, startTime]]);
    const sessions = new Set([pid]);
    return async () => {
        const family = (0,process_tree/* familyOf */.Ap)(await (0,process_tree/* listProcesses */.O3)(), { processes: seen, sessions }, process.pid);
        for (const each of family) {
            seen.set(each.pid, each.startTime);
            sessions.add(each.session);
        }
        return (0,foreign_program/* withoutGuard */.ID)(family.filter(process_tree/* isAlive */._n), script);
    };
}
/** The whole group at once, so that none starts another in between; then each one that left the group. */
function signalGroup({ pid }, running, signal) {
    if (running.some(({ session }) => session === pid))
        (0,process_tree/* sendSignal */.vG)(-pid, signal);
    for (const each of running) {
        if (each.session !== pid && (0,process_tree/* startTimeNow */.e5)(each.pid) === each.startTime)
            (0,process_tree/* sendSignal */.vG)(each.pid, signal);
    }
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/script.ts




const CALLED = 'The script of the tests';
const NOT_RUN = { code: null, signal: null };
/**
 * @param options `lockFd`: a file descriptor that the guard of the script keeps open, and with it the lock of the host.
 */
function scriptRunner(options, containers, journal, deps) {
    const { timeoutMinutes, lockFd } = options;
    let stopping;
    /** The script has ended, and what it left running is waited for: that was in time. */
    let isOver = false;
    let isTimeUp = false;
    function stop(why, sentence) {
        const { stopped, running } = journal.record();
        if (stopped === undefined) {
            deps.log.info(sentence);
            journal.write({ stopped: why });
        }
        if (running !== undefined)
            stopping ??= stopScript(running, containers, deps);
    }
    const start = (argv, options) => (0,foreign_program/* runForeign */.AE)(argv, options, deps).catch((thrown) => {
        if ((0,action_errors/* systemCode */.xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new action_errors/* UserError */.yo(`${argv[0]} was not found.`, 'Install it on the runner: the script of the distro needs it.');
    });
    async function end() {
        const { running } = journal.record();
        if (running === undefined)
            return;
        isOver = true;
        await (stopping ?? endRest(running, containers, deps));
        await stopping;
        stopping = undefined;
        isOver = false;
        journal.write({ running: undefined });
    }
    const cancellation = deps.cancellation();
    const cancel = () => stop('cancelled', 'The job is cancelled. The tests are stopped.');
    cancellation.addEventListener('abort', cancel);
    const limitSeconds = timeoutMinutes === undefined ? undefined : timeoutMinutes * 60;
    const expire = () => {
        isTimeUp = true;
        if (isOver)
            return;
        stop('timed-out', `The tests took longer than ${(0,progress/* formatDuration */.a3)(limitSeconds ?? 0)}, and are stopped.`);
    };
    const timer = limitSeconds === undefined ? undefined : setTimeout(expire, limitSeconds * 1000);
    return {
        async run(argv, { cwd, env, console, onLines }) {
            if (cancellation.aborted)
                cancel();
            if (isTimeUp)
                expire();
            if (journal.record().stopped !== undefined)
                return NOT_RUN;
            try {
                const { code, signal, ...rest } = await start(argv, {
                    called: CALLED,
                    cwd,
                    env,
                    lingerSeconds: LINGER_SECONDS,
                    holdOpen: [lockFd],
                    outputFile: console,
                    onLines,
                    onStart: (running) => journal.write({ running }),
                    onExit: end,
                });
                if (journal.record().stopped === undefined)
                    (0,foreign_program/* warnOfEnded */.mM)(CALLED, rest, deps.log);
                return { code, signal };
            }
            finally {
                // It may still run where its output could not be read.
                await end();
            }
        },
        stopped: () => journal.record().stopped,
        close() {
            clearTimeout(timer);
            cancellation.removeEventListener('abort', cancel);
        },
    };
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/shown-lines.ts

/** How much of what a script prints is shown in the job's log. GitHub's page of a step does not open with much more. */
const SHOWN_BYTES = 8 * 1024 * 1024;
/** Shows what a script prints. Of one that prints very much, as a diff of 100 MB, only what matters is shown from some point on. */
function shownLines({ log }, most = SHOWN_BYTES) {
    let room = most;
    return {
        /** @param matters Whether a line is shown in any case, as a result is. */
        show(lines, matters) {
            const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
            const isOver = length > room;
            const shown = isOver ? lines.filter(matters) : lines;
            if (shown.length > 0)
                log.foreign(shown.join('\n'));
            if (isOver && room >= 0) {
                log.info(`The script prints more than ${(0,progress/* formatBytes */.z3)(most)}: from here on only results are shown. All is in its run.log.`);
            }
            room = isOver ? -1 : room - length;
        },
    };
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/test-limit.ts



/** A container may not be there yet when its test is launched, nor docker answer at once. */
const AGAIN_MS = 2_000;
const TRIES = 10;
function testLimit(options, { clock, log }) {
    const { testMinutes: minutes, containers, journal } = options;
    const timers = new Map();
    const running = new Set();
    const expiring = [];
    let isWarned = false;
    async function expire({ id, attempt }, limit) {
        const key = test_limit_keyOf({ id, attempt });
        log.info(`${id} takes longer than ${(0,progress/* formatDuration */.a3)(limit * 60)}. Its container is removed.`);
        // Noted first: the script calls it failed as soon as its container is gone.
        journal.write({ overdue: [...journal.record().overdue, { id, attempt, minutes: limit }] });
        for (let tries = 0; tries < TRIES && running.has(key); tries += 1) {
            if (await containers.removeTest(id))
                return;
            await clock.sleep(AGAIN_MS);
        }
        if (running.has(key))
            log.warning(`The container of ${id} was not found or not removed: this test has no limit of its own.`);
        const others = journal.record().overdue.filter((late) => late.id !== id || late.attempt !== attempt);
        journal.write({ overdue: others });
    }
    return {
        begin(launch) {
            if (minutes === undefined)
                return;
            running.add(test_limit_keyOf(launch));
            timers.set(test_limit_keyOf(launch), setTimeout(() => {
                expiring.push(expire(launch, minutes).catch((thrown) => log.warning(`The container of ${launch.id} could not be removed: ${(0,action_errors/* messageOf */.bD)(thrown)}`)));
            }, minutes * 60_000));
        },
        end(launch) {
            if (minutes !== undefined && !isWarned && !running.has(test_limit_keyOf(launch)) && launch.outcome !== 'skipped') {
                isWarned = true;
                log.warning(`${SCRIPT} does not say when it launches a test: test-timeout-minutes has no effect here.`);
            }
            running.delete(test_limit_keyOf(launch));
            clearTimeout(timers.get(test_limit_keyOf(launch)));
        },
        async close() {
            running.clear();
            for (const timer of timers.values())
                clearTimeout(timer);
            await Promise.all(expiring);
        },
    };
}
const test_limit_keyOf = ({ id, attempt }) => `${id} ${attempt}`;

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/run-tests.ts














/** How the containers of a run are told from others. */
function ownershipOf(journal) {
    const { workspace, distroFolder, accessPoints } = journal.record();
    return { folders: [workspace, distroFolder, journal.folder], accessPoints };
}
/**
 * Loads the images and runs all calls of the script, one after the other.
 *
 * @param lockFd The lock of the host: the script holds it as long as it lives.
 * @returns how long it took, and why it ended.
 * @throws UserError when the images cannot be loaded.
 */
async function runTests(job, journal, docker, lockFd, deps) {
    const { given, distro } = job;
    const seconds = () => (deps.clock.now().getTime() - journal.record().started) / 1000;
    if (given.netsim)
        journal.write({ accessPoints: await listAccessPoints(docker) });
    const containers = ownContainers(docker, ownershipOf(journal), deps.log);
    const script = scriptRunner({ timeoutMinutes: given['timeout-minutes'], lockFd }, containers, journal, deps);
    try {
        if (job.calls.length === 0)
            deps.log.warning('This shard has no tests: there are fewer tests than shards.');
        else
            await loadImages(distro, script, journal, docker, deps);
        for (const call of journal.record().calls) {
            if (script.stopped() !== undefined)
                break;
            if (call.isSelection)
                await copySelection(distro, call.tests, call.distro);
            const credentials = { scope: call.scope, user: given['ph-user'], password: given['ph-pass'] };
            const env = scriptEnvironment(deps.env, temporaryOf(journal), credentials);
            const testMinutes = given['test-timeout-minutes'];
            await runCall(call, { distro, script, containers, journal, testMinutes, env }, deps);
        }
        return { seconds: seconds(), ending: script.stopped() ?? 'completed' };
    }
    finally {
        script.close();
    }
}
/** Has the script load its images, and notes which ones were not on the host before. */
async function loadImages(distro, script, journal, docker, deps) {
    const before = await listImages(docker);
    const said = [];
    const { code } = await deps.log.group('Load the images', () => script.run(['bash', `./${SCRIPT}`, 'install-docker'], {
        cwd: distro.folder,
        env: scriptEnvironment(deps.env, temporaryOf(journal)),
        console: (0,external_node_path_.join)(journal.folder, 'images.log'),
        onLines: (lines) => {
            deps.log.foreign(lines.join('\n'));
            said.push(...lines.filter(isLoaded));
        },
    }));
    const { loaded, missing } = await loadedImages(docker, before, said);
    // Noted whatever became of it, so that they are removed.
    journal.write({ images: loaded });
    if (script.stopped() !== undefined)
        return;
    if (code === 0 && missing.length === 0)
        return;
    const why = code === 0 ? `it did not load ${missing.join(', ')}` : `it ended with ${code ?? 'a signal'}`;
    throw new action_errors/* UserError */.yo(`The images could not be loaded by ${SCRIPT} install-docker: ${why}.`, 'What docker said is in the log above. A full disk and a damaged file of the distro are the usual causes.');
}
/** Runs one call of the script, shows what it prints, and notes how it ended. */
async function runCall(call, tools, deps) {
    const { distro, script, journal } = tools;
    const reader = runLogReader({ expected: call.tests });
    const limit = testLimit(tools, deps);
    const argv = callArgv(call, distro, call.workspace);
    const { show } = shownLines(deps);
    const onLines = (lines) => {
        const read = new Set();
        for (const line of lines) {
            const event = reader.read(line);
            if (event !== undefined)
                read.add(line);
            if (event?.type === 'launched')
                limit.begin(event);
            else if (event?.type === 'finished')
                limit.end(event);
        }
        show(lines, (line) => read.has(line));
    };
    const describe = (elapsed) => progressLine(reader, call.tests.length, elapsed, deps);
    try {
        const { code, signal } = await deps.log.group(argv.slice(1).join(' '), () => (0,progress/* withProgress */.E0)(deps, describe, () => script.run(argv, { cwd: call.distro, env: tools.env, console: call.console, onLines })));
        if (script.stopped() !== undefined)
            return;
        const calls = journal.record().calls;
        journal.write({
            calls: calls.map((each) => (each.scope === call.scope ? { ...each, ended: { code, signal } } : each)),
        });
    }
    finally {
        await limit.close();
    }
}
const RUNNING_SHOWN = 3;
/** `12 of 19 tests done, 1 failed, 1 flaky. Running: local/core/x (35 s). About 2 min 10 s left.` */
function progressLine(reader, total, elapsed, { clock }) {
    const { done, failed, flaky, running } = reader.progress();
    const now = clock.now().getTime() / 1000;
    const counts = [
        `${done} of ${(0,wording/* counted */.hS)(total, 'test')} done`,
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(flaky > 0 ? [`${flaky} flaky`] : []),
    ];
    const shown = running
        .slice(0, RUNNING_SHOWN)
        .map(({ id, started }) => started === undefined ? id : `${id} (${(0,progress/* formatDuration */.a3)(Math.max(0, now - started))})`);
    const more = running.length - shown.length;
    const current = running.length === 0 ? '' : ` Running: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
    const left = done > 0 && done < total ? ` About ${(0,progress/* formatDuration */.a3)(((total - done) * elapsed) / done)} left.` : '';
    return `${counts.join(', ')}.${current}${left}`;
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/post.ts









/**
 * What main could not do, because it was cancelled or killed: stops what is left of the tests, tells what became of them, keeps their
 * logs, and cleans up. Nothing when main came to its end.
 *
 * Main has given the lock of the host away when it was cancelled: by now another run may use the images, the distro and the radios.
 */
async function post(given, deps) {
    const left = (0,action_journal/* readJournal */.a0)(deps);
    if (left === undefined)
        return;
    const { record } = left;
    const docker = dockerOf(deps);
    const journal = { folder: left.folder, record: () => record };
    const ownership = ownershipOf(journal);
    const { running } = record;
    if (running !== undefined && (await isRunning(running))) {
        await stopScript(running, ownContainers(docker, ownership, deps.log), deps);
    }
    const lock = await lockIfFree(given, deps);
    try {
        const own = lock === undefined ? { folders: [record.workspace, left.folder] } : ownership;
        await removeContainers(ownContainers(docker, own, deps.log), deps);
        await post_report(record, left.folder, given, docker, deps);
    }
    catch (thrown) {
        throw asDiskError(thrown);
    }
    finally {
        await cleanUp(journal, docker, deps, lock !== undefined);
        lock?.release();
    }
}
/** Tells and uploads what main has not. */
async function post_report(record, folder, given, docker, deps) {
    const isLacking = given.upload && record.uploaded !== true;
    if (record.reported === true && !isLacking)
        return;
    const run = record.finished ?? {
        seconds: await secondsOf(record),
        ending: record.stopped ?? 'killed',
    };
    const written = await writeReport(record, run, given, docker, deps);
    if (record.reported !== true) {
        deps.log.info('The step ended before it could tell what became of the tests.');
        reportRun(written, deps);
    }
    if (isLacking)
        await uploadWorkspace(record, written, given, folder, deps);
}
/** Until the script printed something for the last time: the post step comes at the end of the job, which may be much later. */
async function secondsOf({ started, calls }) {
    const times = await Promise.all(calls.map(({ console }) => (0,promises_.stat)(console).then(({ mtimeMs }) => mtimeMs, () => started)));
    return Math.max(0, Math.max(started, ...times) - started) / 1000;
}

// EXTERNAL MODULE: ./packages/core/src/artifacts/fetch-artifact.ts
var fetch_artifact = __webpack_require__(70148);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/origin.ts
var origin = __webpack_require__(3403);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var github_settings = __webpack_require__(3636);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/fetch-distro.ts




/**
 * The folder of the distro: the one that is given, or the artifact, downloaded.
 *
 * @throws UserError when the artifact is not there, or is of a run whose script is not to be run here.
 */
async function fetchDistro(given, deps) {
    const { artifact } = given;
    if (artifact === undefined)
        return { folder: given.distro ?? '.', name: undefined, sha: undefined };
    const other = await otherRun(given, deps);
    const instead = 'Give the folder of the distro in the input `distro`.';
    const folder = await (0,fetch_artifact/* fetchArtifact */.t)(artifact, instead, other?.run, deps);
    return { folder, name: artifact, sha: other?.sha };
}
/** The run that the artifact is of; undefined for this one. */
async function otherRun(given, deps) {
    const { 'run-id': id, 'allow-foreign-run': allowForeign } = given;
    if (id === undefined || id === deps.env['GITHUB_RUN_ID'])
        return undefined;
    const settings = (0,github_settings/* githubSettings */.ND)(given, deps.env);
    const github = (0,client/* openGitHub */.o)(settings, deps);
    const advice = 'Its script would be executed here, with the rights of this job. If you trust it, set `allow-foreign-run: true`.';
    const { headSha: sha } = await (0,origin/* checkOrigin */.X)(github, id, { allowForeign, advice });
    return { run: { id, github, token: settings.token }, sha };
}

// EXTERNAL MODULE: ./actions/pvtest-runner/src/per-scope.ts
var per_scope = __webpack_require__(95637);
;// CONCATENATED MODULE: ./actions/pvtest-runner/src/quarantine.ts




const LINE = /^(\S+)\s+(\S+)\s+(\S.*)$/;
const FORM = 'A line is a test id, the last day of the quarantine and the reason, as in `local/core/x 2026-12-31 hangs with kernel 6.12`. ' +
    'Empty lines and lines that begin with # are passed over.';
/**
 * Reads a quarantine file: lines of `<test id> <YYYY-MM-DD> <reason>`. A test is in quarantine up to and with that day, in UTC.
 *
 * @param name The file, as messages name it.
 * @throws UserError with a sentence for each line that is none.
 */
function readQuarantine(text, name, now) {
    const tests = new Map();
    const seen = new Set();
    const problems = [];
    const warnings = [];
    for (const [at, raw] of text.split(/\r?\n/).entries()) {
        const line = raw.trim();
        if (line === '' || line.startsWith('#'))
            continue;
        const where = `${name}:${at + 1}`;
        const [, id, until, reason] = LINE.exec(line) ?? [];
        if (id === undefined || until === undefined || reason === undefined) {
            problems.push(`${where}: ${(0,inputs/* quote */.hD)(line)} is not an id, a date and a reason.`);
        }
        else if ((0,test_id/* testPathProblem */.Fe)(id) !== undefined || id.split('/').length < 3) {
            problems.push(`${where}: ${(0,inputs/* quote */.hD)(id)} is not the id of a test.`);
        }
        else if (!isDay(until)) {
            problems.push(`${where}: ${(0,inputs/* quote */.hD)(until)} is not a date.`);
        }
        else if (seen.has(id)) {
            problems.push(`${where}: ${(0,inputs/* quote */.hD)(id)} is there twice.`);
        }
        else if (now.toISOString().slice(0, 10) > until) {
            warnings.push(`${where}: the quarantine of ${id} ended on ${until}, so it can fail this stage again. Remove the line, or give it a later date.`);
        }
        else {
            tests.set(id, { reason, until });
        }
        if (id !== undefined)
            seen.add(id);
    }
    if (problems.length > 0)
        throw new action_errors/* UserError */.yo((0,wording/* shortList */.pg)(problems, '\n'), FORM);
    return { tests, warnings };
}
/** Whether it is a day of the calendar, as `YYYY-MM-DD`. */
function isDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/prepare.ts

















/**
 * Finds the distro and plans the calls of its script.
 *
 * @throws UserError for what would keep the tests from running, or would have none run.
 */
async function prepare(given, deps) {
    checkTogether(given);
    const quarantine = await quarantineOf(given, deps);
    const durations = await timingsOf(given, deps);
    const { folder, name, sha } = await fetchDistro(given, deps);
    const distro = await openDistro(folder, name);
    const calls = planCalls(distro, given, durations);
    await checkTests(distro.folder, calls.flatMap(({ tests }) => tests));
    checkCredentials(calls, given);
    for (const warning of [...quarantine.warnings, ...lackingOptions(calls, distro)])
        deps.log.warning(warning);
    const unknown = [...quarantine.tests.keys()].filter((id) => !distro.tests.includes(id));
    for (const id of unknown)
        deps.log.warning(`${given.quarantine}: the distro has no test ${id}.`);
    const download = given.artifact === undefined ? undefined : folder;
    return { given, distro, download, sha, calls, quarantine: quarantine.tests };
}
const WORKSPACE = '<workspace>';
/** Shows which tests would run, and how, in the log and in the step summary. */
function reportDryRun({ calls, distro, quarantine }, { log, summary }) {
    const total = calls.reduce((sum, { tests }) => sum + tests.length, 0);
    log.info(`Dry run: ${(0,wording/* counted */.hS)(total, 'test')} of ${distro.name} would run.`);
    const items = [];
    for (const call of calls) {
        const argv = callArgv(call, distro, `${WORKSPACE}/${call.scope}`).join(' ');
        const where = call.isSelection ? ', in a copy of the distro that has these tests only' : '';
        log.info(`${argv}${where}`);
        for (const id of call.tests)
            log.info(`  ${id}${quarantine.has(id) ? ' (in quarantine)' : ''}`);
        items.push((0,markdown.md) `${(0,markdown/* code */.aY)(argv)}: ${(0,markdown/* escapeText */.X1)(`${(0,wording/* counted */.hS)(call.tests.length, 'test')}${where}`)}`);
    }
    summary((0,markdown.md) `Dry run: ${(0,markdown/* escapeText */.X1)((0,wording/* counted */.hS)(total, 'test'))} of ${(0,markdown/* code */.aY)(distro.name)} would run.\n\n${(0,markdown/* bullets */.e5)(items)}`);
}
/**
 * The folder of the workspaces: the one that is given, which must be empty, or a fresh one.
 *
 * @throws UserError when it is not empty: the script would add to what is there.
 */
async function makeWorkspace(given, { env }) {
    const { workspace } = given;
    if (workspace === undefined)
        return (0,promises_.mkdtemp)((0,external_node_path_.join)(env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'pvtest-'));
    const folder = (0,external_node_path_.resolve)(workspace);
    try {
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        const isEmpty = (await (0,promises_.readdir)(folder)).length === 0;
        await (0,promises_.access)(folder, external_node_fs_.constants.W_OK);
        if (isEmpty)
            return folder;
    }
    catch (thrown) {
        throw new action_errors/* UserError */.yo(`The workspace ${(0,inputs/* quote */.hD)(workspace)} cannot be used: ${(0,action_errors/* messageOf */.bD)(thrown)}.`, 'Correct the input `workspace`, or leave it out.');
    }
    throw new action_errors/* UserError */.yo(`The workspace ${(0,inputs/* quote */.hD)(workspace)} is not empty.`, 'Results of an earlier run would be mixed with those of this one: remove the folder, or leave the input `workspace` out.');
}
function checkTogether(given) {
    const problems = [
        ...((given.distro === undefined) === (given.artifact === undefined)
            ? ['Give one of the inputs `distro` and `artifact`.']
            : []),
        ...(given.netsim && Object.values(given.parallel).some((number) => number > 1)
            ? [
                `Input "parallel" is "${(0,per_scope/* perScopeText */.z)(given.parallel)}", and with \`netsim\` tests run one at a time.`,
            ]
            : []),
        ...(given.timings !== undefined && given.shard === undefined
            ? ['Input `timings` balances shards: give `shard`, too.']
            : []),
    ];
    if (problems.length > 0)
        throw new action_errors/* UserError */.yo(problems.join('\n'), 'Correct the `with:` block of this step.');
}
function checkCredentials(calls, given) {
    const remote = calls.find(({ scope }) => scope === 'remote');
    if (remote === undefined)
        return;
    const missing = ['ph-user', 'ph-pass'].filter((name) => given[name] === undefined);
    if (missing.length === 0)
        return;
    throw new action_errors/* UserError */.yo(`Remote tests need an account of Pantacor Hub, and ${missing.map((name) => `\`${name}\``).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not given.`, 'Give both from secrets, or run the local tests only: `test-path: local`. A workflow that a fork started gets no secrets.');
}
async function quarantineOf({ quarantine }, deps) {
    if (quarantine === undefined)
        return { tests: new Map(), warnings: [] };
    return readQuarantine(await readInput(quarantine, 'quarantine', limits/* FILE_LIMITS */.SK.list, deps), quarantine, deps.clock.now());
}
async function timingsOf({ timings }, deps) {
    if (timings === undefined)
        return new Map();
    return durationsOf((0,report_file/* parseReport */.M)(await readInput(timings, 'timings', limits/* FILE_LIMITS */.SK.report, deps), timings));
}
async function readInput(path, input, limit, { env }) {
    const bytes = await (0,foreign_file/* readNamed */.Mk)((0,external_node_path_.resolve)(path), limit, env['GITHUB_WORKSPACE'] || '.').catch((thrown) => {
        if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
            throw thrown;
        throw new action_errors/* UserError */.yo(`The file ${(0,inputs/* quote */.hD)(path)} of the input \`${input}\` ${thrown.problem}.`, `Correct the input \`${input}\`: a path from the root of the workspace. Check the repository out before this step.`);
    });
    return bytes.toString();
}

;// CONCATENATED MODULE: ./actions/pvtest-runner/src/main.ts














/** Runs the pvtests of a distro, and reports what really happened. @throws UserError, also for a disk that takes no more. */
async function run(given, deps, output) {
    try {
        await runJob(given, deps, output);
    }
    catch (thrown) {
        throw asDiskError(thrown);
    }
}
async function runJob(given, deps, output) {
    const job = await prepare(given, deps);
    if (given['dry-run'])
        return reportDryRun(job, deps);
    const docker = dockerOf(deps);
    await checkDocker(docker);
    checkHost(job.distro, job.calls, deps);
    const workspace = await makeWorkspace(given, deps);
    await withLock(given, deps, async (lockFd) => {
        const journal = openRun(job, workspace, deps);
        // What stays when this process is killed.
        output('verdict', 'cancelled');
        try {
            await test(job, journal, docker, lockFd, deps, output);
        }
        finally {
            // A job that is cancelled has no time for it: the post step has.
            if (!deps.cancellation().aborted)
                await cleanUp(journal, docker, deps, true);
        }
    });
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: src_inputs.inputs, outputs: src_inputs.outputs, run, post: post });
/** Runs the tests, and tells what became of them. @throws ReportedError when they are not good enough. */
async function test(job, journal, docker, lockFd, deps, output) {
    const { given } = job;
    let written;
    try {
        const finished = await runTests(job, journal, docker, lockFd, deps).catch((thrown) => endedByDisk(thrown, journal, deps));
        journal.write({ finished });
        written = await writeReport(journal.record(), finished, given, docker, deps);
    }
    catch (thrown) {
        output('verdict', 'failed');
        throw thrown;
    }
    reportRun(written, deps);
    try {
        setOutputs(written, output);
    }
    catch (thrown) {
        const problem = diskProblem(thrown);
        if (problem === undefined || written.judged.verdict === 'passed')
            throw thrown;
        deps.log.warning(problem);
    }
    journal.write({ reported: true });
    if (given.upload && written.report.ending !== 'cancelled') {
        await uploadWorkspace(journal.record(), written, given, journal.folder, deps);
        journal.write({ uploaded: true });
    }
    if (written.judged.verdict !== 'passed')
        throw failure(written);
}
/** A run that a disk ended: what it left counts. @throws what was thrown, where it was something else. */
function endedByDisk(thrown, journal, { clock }) {
    const problem = diskProblem(thrown);
    if (problem === undefined)
        throw thrown;
    const seconds = (clock.now().getTime() - journal.record().started) / 1000;
    return { seconds, ending: 'completed', problems: [problem] };
}
function setOutputs({ judged, junit, reportFile }, output) {
    output('verdict', judged.verdict);
    for (const name of ['total', ...report/* VERDICTS */.bk])
        output(name, judged.counts[name]);
    if (junit !== undefined)
        output('junit', junit);
    if (reportFile !== undefined)
        output('report', reportFile);
}
function failure({ report, judged }) {
    return new action_errors/* ReportedError */.SS([`${(0,counts/* headline */.Pl)(judged.counts, report.seconds)}.`, ...judged.problems].join('\n'), 'Each failure is in the step summary.');
}


/***/ }),

/***/ 95637:
/*! actions/pvtest-runner/src/per-scope.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ perScope),
/* harmony export */   z: () => (/* binding */ perScopeText)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_pvtest_test_id_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41822);


const PART = /^(?:(local|remote)=)?(\d{1,9})$/;
/**
 * An input that is a number from `min` to `max` for all tests, as `2`, or one for each scope, as `local=0 remote=2`.
 * A scope that is left out has none.
 *
 * @param example One for each scope, for the error text.
 */
function perScope(min, max, example) {
    return (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(), (words) => isRight(words, min, max)
        ? undefined
        : `Use a whole number from ${min} to ${max}. Or give one for each scope: ${example}.`).transform((words) => Object.fromEntries(partsOf(words).map(([scope = 'all', value]) => [scope, Number(value)])));
}
function isRight(words, min, max) {
    const parts = partsOf(words);
    const scopes = parts.map(([scope]) => scope);
    return (parts.length === words.length &&
        parts.every(([, value]) => Number(value) >= min && Number(value) <= max) &&
        new Set(scopes).size === scopes.length &&
        (words.length < 2 || scopes.every((scope) => scope !== undefined)));
}
function partsOf(words) {
    return words.flatMap((word) => {
        const [, scope, value] = PART.exec(word) ?? [];
        return value === undefined ? [] : [[scope, value]];
    });
}
/** `2`, or `local=0 remote=2`: as the input has it. */
function perScopeText({ all, ...scopes }) {
    if (all !== undefined)
        return String(all);
    return _pv_actions_core_pvtest_test_id_ts__WEBPACK_IMPORTED_MODULE_1__/* .SCOPES */ .iW.flatMap((scope) => (scopes[scope] === undefined ? [] : [`${scope}=${scopes[scope]}`])).join(' ');
}


/***/ }),

/***/ 74662:
/*! packages/core/src/action/foreign-write.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CU: () => (/* binding */ removeFileBelow),
/* harmony export */   fR: () => (/* binding */ replaceFile),
/* harmony export */   fc: () => (/* binding */ makeFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71189);
/* harmony import */ var _foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66239);






/**
 * Writes a file below a folder that others write to, in one step: under a random name that nobody has yet, then renamed. A link that
 * has the name is replaced, and not followed. The mode stays, and for root the owner.
 *
 * @param root A folder that is trusted by its name.
 * @param path Relative to `root`, or absolute. Its folder is there.
 * @throws ForeignFileError where its folder is no folder below `root`; Node's system error where it cannot be written.
 */
async function replaceFile(root, path, content, { links = 'none' } = {}) {
    const folder = await (0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .Ub)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path)), { links });
    const fresh = folder.at(`.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`);
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(fresh, EXCLUSIVE);
        try {
            await file.writeFile(content);
            await keepStatus(file, folder, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path));
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(fresh, folder.at((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path)));
    }
    catch (thrown) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(fresh, { force: true }).catch(() => undefined);
        throw thrown;
    }
    finally {
        await folder.handle.close();
    }
}
const EXCLUSIVE = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_EXCL | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW;
/** Gives the file the mode of the one that it replaces, and the owner. */
async function keepStatus(file, folder, name) {
    const [before, now] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(folder.at(name)).catch(() => undefined), file.stat()]);
    if (before?.isFile() !== true)
        return;
    if (process.geteuid?.() === 0 && (before.uid !== now.uid || before.gid !== now.gid)) {
        await file.chown(before.uid, before.gid);
    }
    await file.chmod(before.mode & 0o777);
}
/** Removes a file below a folder that others write to: of a link, the link. One that is not there is passed over. */
async function removeFileBelow(root, path, { links = 'none' } = {}) {
    const folder = await (0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .Ub)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path)), { links });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder.at((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path)), { force: true }).finally(() => folder.handle.close());
}
/**
 * Makes a folder below a folder, with its parents. Links are followed where they stay below `root`.
 *
 * @throws ForeignFileError where a link leaves it, or something else is in the way; Node's system error where it cannot be made.
 */
async function makeFolder(root, path) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path);
    const realRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(root);
    for (let there = full;; there = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(there)) {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(there).catch((thrown) => {
            if ((0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .systemCode */ .xU)(thrown) === 'ENOENT')
                return undefined;
            throw thrown;
        });
        if (real === undefined)
            continue;
        if (real !== realRoot && !(0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .isBelow */ .Yw)(real, realRoot)) {
            throw new _foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .ForeignFileError */ .Nw(full, 'is a link that leaves the folder', 'EXDEV', 'Replace it by a folder.');
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(real, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(there, full)), { recursive: true });
        return;
    }
}


/***/ }),

/***/ 27087:
/*! packages/core/src/action/journal.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sw: () => (/* binding */ removeJournal),
/* harmony export */   _0: () => (/* binding */ openJournal),
/* harmony export */   a0: () => (/* binding */ readJournal)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71189);





const STATE = 'run-folder';
const RECORD = 'run.json';
const CONSOLE = 'console.log';
/**
 * Opens the journal of a run with its first record. A record that cannot be kept is one warning, and no error: a full
 * disk must not end the run here.
 *
 * @param name The stage, for the folder's name. A step has one journal.
 * @throws Node's system error when the folder cannot be made.
 */
function openJournal(name, first, deps) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(deps.env['RUNNER_TEMP'] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), `pv-${name}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { recursive: true, mode: 0o755 });
    deps.state.save(STATE, folder);
    let record = first;
    const console = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, CONSOLE);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(console, '');
    let isKept = true;
    const write = () => {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `${RECORD}.new`), JSON.stringify(record));
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `${RECORD}.new`), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, RECORD));
        }
        catch (thrown) {
            if (isKept)
                deps.log.warning(`The record of the run cannot be kept: ${(0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(thrown)}.`);
            isKept = false;
        }
    };
    write();
    return {
        folder,
        console,
        record: () => record,
        write(change) {
            record = { ...record, ...change };
            write();
        },
        beat() {
            const now = deps.clock.now();
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.utimesSync)(console, now, now);
        },
    };
}
/** What main left. Undefined when main did not begin, or came to its end, or when its record cannot be read. */
function readJournal(deps) {
    const folder = deps.state.read(STATE);
    if (folder === undefined || !(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(folder))
        return undefined;
    try {
        const record = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, RECORD), 'utf8'));
        return { folder, record, console: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, CONSOLE) };
    }
    catch (thrown) {
        deps.log.info(`The record of the run cannot be read: ${(0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(thrown)}.`);
        return undefined;
    }
}
function removeJournal(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(folder, { recursive: true, force: true });
}


/***/ }),

/***/ 70148:
/*! packages/core/src/artifacts/fetch-artifact.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ fetchArtifact)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _run_artifacts_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84900);




/**
 * Downloads the newest artifact that has a name into a folder of its own, which ends with the job's temporary folder.
 *
 * @param instead As in `ArtifactWanted`.
 * @param run As in `listRunArtifacts`.
 * @returns the folder, absolute.
 * @throws UserError as `downloadRunArtifact`.
 */
async function fetchArtifact(name, instead, run, deps) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(deps.env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), `pv-artifact-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    await (0,_run_artifacts_ts__WEBPACK_IMPORTED_MODULE_3__/* .downloadRunArtifact */ .qA)({ name, folder, instead }, run, deps);
    return folder;
}


/***/ }),

/***/ 3403:
/*! packages/core/src/github/origin.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ checkOrigin),
/* harmony export */   y: () => (/* binding */ checkTagCommit)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _action_source_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95283);
/* harmony import */ var _releases_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61027);
/* harmony import */ var _runs_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36699);





/**
 * Reads a run of this repository, and refuses one that built what somebody else wrote: a run for a pull request belongs to this
 * repository, and its head to the fork.
 *
 * @param options.allowForeign Takes every run of this repository.
 * @param options.advice What the user can do about a refusal, as full sentences.
 * @throws UserError when the run is not there, or its head is in another repository or in a fork that was deleted.
 */
async function checkOrigin(github, id, options) {
    const run = await (0,_runs_ts__WEBPACK_IMPORTED_MODULE_4__/* .readRun */ .cI)(github, id);
    if (options.allowForeign)
        return run;
    if (run.headRepository === undefined || !(0,_action_source_ts__WEBPACK_IMPORTED_MODULE_2__/* .isSameRepository */ .ve)(run.headRepository, github.repository)) {
        const from = run.headRepository ?? 'a fork that was deleted';
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The run ${run.url} built ${from}, not ${github.repository}.`, options.advice);
    }
    return run;
}
/**
 * Holds a tag of this repository against the commit that was built: a tag that is taken from `workflow_run.head_branch` may be the
 * branch of a fork.
 *
 * @throws UserError when the tag is not there, or on another commit.
 */
async function checkTagCommit(github, tag, { sha, how, advice }) {
    const commit = await (0,_releases_ts__WEBPACK_IMPORTED_MODULE_3__/* .commitOfTag */ .lz)(github, tag);
    if (commit === undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`There is no tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} in ${github.repository}.`, 'A branch is not enough, nor is a tag of a fork. Push the tag, or correct the input `tag`. In a private repository the token of ' +
            `\`${github.tokenInput}\` needs \`contents: read\` to see it.`);
    }
    if (commit !== sha)
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} is on ${commit}, and ${how} ${sha}.`, advice);
}


/***/ }),

/***/ 61027:
/*! packages/core/src/github/releases.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ draftReleases),
/* harmony export */   lz: () => (/* binding */ commitOfTag),
/* harmony export */   qT: () => (/* binding */ publishedRelease)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


/** The published release of a tag; undefined where there is none. */
function publishedRelease(github, tag) {
    const { octokit, repo } = github;
    return github.found({ doing: `look for the release ${tag}`, permission: 'contents: read' }, async () => releaseOf((await octokit.rest.repos.getReleaseByTag({ ...repo, tag })).data));
}
/**
 * The drafts of a tag. GitHub finds them in the list of all releases only, and shows them to a token with `contents: write` only.
 */
function draftReleases(github, tag) {
    const { octokit, repo } = github;
    return github.explained({ doing: `look for drafts of the release ${tag}`, permission: 'contents: write' }, async () => {
        const releases = await octokit.paginate(octokit.rest.repos.listReleases, { ...repo, per_page: 100 });
        return releases.filter((each) => each.draft && each.tag_name === tag).map(releaseOf);
    });
}
function releaseOf(json) {
    return {
        id: json.id,
        tag: json.tag_name,
        immutable: json.immutable === true,
        url: json.html_url,
        uploadUrl: json.upload_url,
    };
}
/** Tags of tags are legal, and rare: no release has more than one. */
const DEEPEST = 5;
/**
 * The commit that `refs/tags/<tag>` points at, through an annotated tag too; undefined where there is no such tag.
 *
 * @throws UserError when GitHub does not say, or when the tag is on something other than a commit.
 */
function commitOfTag(github, tag) {
    const { octokit, repo } = github;
    const request = { doing: `read the tag ${tag}`, permission: 'contents: read' };
    return github.found(request, async () => {
        const found = await octokit.rest.git.getRef({ ...repo, ref: `tags/${tag}` });
        let { type, sha } = found.data.object;
        for (let depth = 0; type === 'tag' && depth < DEEPEST; depth += 1) {
            const annotated = await octokit.rest.git.getTag({ ...repo, tag_sha: sha });
            ({ type, sha } = annotated.data.object);
        }
        if (type === 'commit')
            return sha;
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} of ${github.repository} points at a ${type}, not at a commit.`, 'Tag a commit.');
    });
}


/***/ })

};
