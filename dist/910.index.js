export const id = 910;
export const ids = [910,313];
export const modules = {

/***/ 66239:
/*! packages/core/src/action/foreign-file.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fr: () => (/* binding */ openForeign),
/* harmony export */   Mk: () => (/* binding */ readNamed),
/* harmony export */   Nw: () => (/* binding */ ForeignFileError),
/* harmony export */   Sv: () => (/* binding */ openForeignIfThere),
/* harmony export */   Ub: () => (/* binding */ holdFolder),
/* harmony export */   Ue: () => (/* binding */ namedRoot),
/* harmony export */   Yw: () => (/* binding */ isBelow),
/* harmony export */   vM: () => (/* binding */ readForeign)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71189);
/* harmony import */ var _progress_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36065);





/** A file or folder that is not read, and why. It never holds any of its content. */
class ForeignFileError extends _errors_ts__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo {
    /** A system's code: ENOENT, EACCES; ELOOP for a link, EXDEV for what lies elsewhere, EFBIG, EINVAL for what is no file. */
    code;
    /** What is wrong, as the rest of a sentence: `is a link`. */
    problem;
    constructor(path, problem, code, advice) {
        super(`${path} ${problem}.`, advice);
        this.code = code;
        this.problem = problem;
    }
}
/**
 * Opens a regular file below a folder. Nothing else is waited for or opened: no pipe, device or link that leads out. What counts is
 * the file that is open, not what its path led to before.
 *
 * @param root A folder that is trusted by its name: it may be reached through links itself.
 * @param path Relative to `root`, or absolute.
 * @throws ForeignFileError for all that cannot be opened so.
 */
async function openForeign(root, path, { links = 'none', owner } = {}) {
    const opened = await openBelow(root, path, links, 'file');
    const { file, stats } = opened;
    if (owner === undefined || stats.uid === owner)
        return opened;
    await file.close();
    throw new ForeignFileError((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path), `belongs to the uid ${stats.uid}, not to the uid ${owner} that left it`, 'EPERM', 'Remove it, or see what put it there.');
}
/** As `openForeign`; undefined for what cannot be opened so. */
async function openForeignIfThere(root, path, options) {
    return openForeign(root, path, options).catch((thrown) => {
        if (thrown instanceof ForeignFileError)
            return undefined;
        throw thrown;
    });
}
/**
 * Reads a file as `openForeign` opens it.
 *
 * @throws ForeignFileError also for one that is larger than `limit`, of which no more is read.
 */
async function readForeign(root, path, limit, options) {
    const { file, stats } = await openForeign(root, path, options);
    try {
        if (stats.size > limit.bytes)
            throw tooLarge((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path), stats.size, limit);
        const chunks = [];
        let size = 0;
        // It may grow while it is read.
        for (let wanted = stats.size + 1; size <= limit.bytes; wanted = CHUNK_BYTES) {
            const length = Math.min(wanted, limit.bytes + 1 - size);
            const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, size);
            if (bytesRead === 0)
                return Buffer.concat(chunks, size);
            chunks.push(buffer.subarray(0, bytesRead));
            size += bytesRead;
        }
        throw tooLarge((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path), size, limit);
    }
    finally {
        await file.close();
    }
}
const CHUNK_BYTES = 64 * 1024;
/**
 * Reads a file that an input names. Links lead anywhere below the workspace; of a file that is named elsewhere, below its folder.
 *
 * @param path Absolute, or relative to `workspace`.
 * @throws ForeignFileError as `readForeign`.
 */
function readNamed(path, limit, workspace) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path);
    return readForeign(namedRoot(full, workspace), full, limit, { links: 'within' });
}
/** The folder that links from a file that an input names must not leave. Both paths are absolute. */
function namedRoot(full, workspace) {
    return isBelow(full, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace)) ? workspace : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(full);
}
/** Opens a folder as `openForeign` opens a file. */
async function holdFolder(root, path = '.', { links = 'none' } = {}) {
    const { file, path: real } = await openBelow(root, path, links, 'folder');
    return { handle: file, path: real, at: (name) => `/proc/self/fd/${file.fd}/${name}` };
}
async function openBelow(root, path, links, kind) {
    const fail = (problem, code) => new ForeignFileError((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path), problem, code, ADVICE[code] ?? 'Check its permissions.');
    let file;
    try {
        const realRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root);
        const below = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(path) && isBelow(path, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root)) ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root), path) : path;
        const named = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(realRoot, below);
        const real = links === 'within' ? await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(named) : named;
        if (real !== realRoot && !isBelow(real, realRoot)) {
            throw fail(`${links === 'within' ? 'is a link that leaves' : 'lies outside of'} the folder`, 'EXDEV');
        }
        // What a device does when it is opened is its own affair.
        requireKind(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(real), kind, fail);
        file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(real, FLAGS | (kind === 'folder' ? node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_DIRECTORY : 0));
        const stats = await file.stat();
        requireKind(stats, kind, fail);
        const at = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)(`/proc/self/fd/${file.fd}`).catch(() => undefined);
        if (at === undefined)
            throw fail('cannot be told from a link: /proc is not mounted', 'ENOSYS');
        if (at !== real)
            throw fail('is reached through a link, or was replaced a moment ago', 'ELOOP');
        return { file, path: real, stats };
    }
    catch (thrown) {
        await file?.close();
        const code = (0,_errors_ts__WEBPACK_IMPORTED_MODULE_3__/* .systemCode */ .xU)(thrown);
        if (thrown instanceof ForeignFileError || code === undefined)
            throw thrown;
        throw code === 'ENOENT' ? fail('is missing', code) : fail(`cannot be read (${code})`, code);
    }
}
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
const ADVICE = {
    ENOENT: 'See what should have made it.',
    ELOOP: 'Put the file itself there: no link is followed there.',
    EXDEV: 'Put the file itself there: a link is followed only where it stays in its folder.',
    EINVAL: 'Put a regular file there.',
    EISDIR: 'Put a regular file there.',
    ENOTDIR: 'Put a folder there.',
    ENOSYS: 'Let this job run where /proc is mounted.',
};
function requireKind(stats, kind, fail) {
    if (stats.isSymbolicLink())
        throw fail('is a link', 'ELOOP');
    if (kind === 'folder' ? stats.isDirectory() : stats.isFile())
        return;
    if (kind === 'folder')
        throw fail('is not a folder', 'ENOTDIR');
    if (stats.isDirectory())
        throw fail('is a folder', 'EISDIR');
    throw fail('is not a regular file', 'EINVAL');
}
/** Whether `path` lies in `folder`. Both are absolute. */
function isBelow(path, folder) {
    return path.startsWith(folder === node_path__WEBPACK_IMPORTED_MODULE_2__.sep ? node_path__WEBPACK_IMPORTED_MODULE_2__.sep : `${folder}${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`);
}
function tooLarge(path, size, { bytes, reason }) {
    return new ForeignFileError(path, `has ${size > bytes + 1 ? (0,_progress_ts__WEBPACK_IMPORTED_MODULE_4__/* .formatBytes */ .z3)(size) : `more than ${(0,_progress_ts__WEBPACK_IMPORTED_MODULE_4__/* .formatBytes */ .z3)(bytes)}`}, and at most ${(0,_progress_ts__WEBPACK_IMPORTED_MODULE_4__/* .formatBytes */ .z3)(bytes)} are read`, 'EFBIG', `${reason} Look at what wrote this file.`);
}


/***/ }),

/***/ 69106:
/*! packages/core/src/action/limits.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SK: () => (/* binding */ FILE_LIMITS),
/* harmony export */   W1: () => (/* binding */ overLimit),
/* harmony export */   f0: () => (/* binding */ READER_LIMITS),
/* harmony export */   o: () => (/* binding */ NETWORK_LIMITS)
/* harmony export */ });
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/**
 * How much the readers of recipes, kas files, the index and globs take in: far above what real ones hold, and little enough that
 * reading takes no longer than a moment.
 */
const READER_LIMITS = {
    /** Characters. */
    glob: { most: 1_000, sentence: 'A glob may have at most 1,000 characters.' },
    /** Globs that one with `{a,b}` stands for. */
    globAlternatives: {
        most: 1_000,
        sentence: 'The {a,b} of a glob may stand for at most 1,000 globs in all.',
    },
    /** Characters of a regular expression that an input gives. */
    pattern: { most: 500 },
    /** Characters of a name that it is held against. Its time may grow with the square of them, or worse. */
    patternName: { most: 512 },
    /** Milliseconds for all names. */
    patternTime: { most: 1_000 },
    /** Characters of the path of a file: of Linux. */
    path: { most: 4_096 },
    /** Names that are compared with one that is not there. */
    nearNames: { most: 2_000 },
    /** Characters of each. */
    nearName: { most: 100 },
    /** Characters of the path of a task's log, as the console names it. */
    logPath: { most: 1_024 },
    /** Bytes. */
    recipe: { most: 1024 * 1024, sentence: 'A recipe may have at most 1,048,576 bytes (1 MiB).' },
    recipeAssignments: { most: 20_000, sentence: 'A recipe may have at most 20,000 assignments.' },
    /** A recipe and what it includes, each time that it is included. */
    recipeFiles: { most: 100, sentence: 'A recipe may consist of at most 100 files.' },
    /** Characters, with overrides and with what variables in it stand for. */
    recipeName: { most: 1_000, sentence: 'The name of a variable may have at most 1,000 characters.' },
    /** Variables, of which each stands in the value of the one before. */
    recipeDepth: { most: 100, sentence: 'Variables may be 100 deep in each other.' },
    /** Characters that are read while the variables of a recipe are expanded, those of values in values each time. */
    recipeExpansion: {
        most: 16 * 1024 * 1024,
        sentence: 'The variables of a recipe may expand to at most 16,777,216 characters in all.',
    },
    /** Of `name=` of a git URI. */
    uriNames: { most: 100, sentence: 'A git URI may have at most 100 names.' },
    /** Characters. */
    kasFile: { most: 256 * 1024, sentence: 'A kas file may have at most 262,144 characters (256 KiB).' },
    /** Mappings and lists in each other. */
    kasDepth: { most: 100, sentence: 'A kas file may be nested at most 100 deep.' },
    kasAliases: { most: 100, sentence: 'A kas file may have at most 100 aliases.' },
    /** Of a configuration, with what is included, each time that it is named. */
    kasFiles: { most: 1_000, sentence: 'A configuration may consist of at most 1,000 files.' },
    /** Recipes, classes and configurations of a layer that are looked through for what they ask git. */
    layerFiles: { most: 20_000 },
    /** Characters. */
    index: { most: 128 * 1024 * 1024, sentence: 'An index may have at most 134,217,728 characters (128 MiB).' },
    /** Objects and lists in each other, in a tag. */
    indexDepth: { most: 100, sentence: 'A tag of an index may be nested at most 100 deep.' },
};
/** The error for what has more than a limit allows. `found` is a sentence without its full stop: what there is. */
function overLimit(found, { sentence = '' }, advice) {
    return new _errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${found}. ${sentence}`, advice);
}
/** The files that a stage reads whole, and that others have written. */
const FILE_LIMITS = {
    artifacts: {
        bytes: 64 * MIB,
        reason: 'kas-build writes some 300 bytes there for each file of a build.',
    },
    report: {
        bytes: 256 * MIB,
        reason: 'pvtest-runner keeps 32 MiB of text of logs in a report.',
    },
    statistics: {
        bytes: MIB,
        reason: 'bitbake writes some KiB there for each task.',
    },
    taskGraph: {
        bytes: 256 * MIB,
        reason: 'bitbake writes some 10 MiB there for an image.',
    },
    attestation: {
        bytes: 16 * MIB,
        reason: 'kas writes its configuration there, and the digests of the artifacts.',
    },
    lock: {
        bytes: 64 * 1024,
        reason: 'bitbake writes its process id there.',
    },
    gitConfig: {
        bytes: MIB,
        reason: 'It is the git configuration of a user.',
    },
    script: {
        bytes: 4 * MIB,
        reason: 'It is a shell script.',
    },
    test: {
        bytes: MIB,
        reason: 'It describes one test.',
    },
    recipe: {
        bytes: READER_LIMITS.recipe.most,
        reason: 'The largest recipes of known layers have some 100 KiB.',
    },
    kasFile: {
        bytes: READER_LIMITS.kasFile.most,
        reason: 'The largest kas files of known layers have some 100 KiB.',
    },
    readme: {
        bytes: 4 * MIB,
        reason: 'GitHub shows no more than 512 KiB of a README.',
    },
    list: {
        bytes: 4 * MIB,
        reason: 'It is a list that people write.',
    },
};
/**
 * The most that is taken from outside: bytes, counts and seconds. What is more is no answer that one of these services gives, and would
 * fill the memory or the disk, or never end. Whoever enforces a limit says so in a sentence that names the number.
 */
const NETWORK_LIMITS = {
    /** Bytes of the archive of a GitHub artifact. */
    artifactArchiveBytes: 10 * GIB,
    /** Bytes of all files of a GitHub artifact. */
    artifactBytes: 20 * GIB,
    /** Files and folders of a GitHub artifact. */
    artifactEntries: 100_000,
    /** Bytes of a path in a GitHub artifact. */
    artifactNameBytes: 1_024,
    /** How many times larger than its archive a GitHub artifact is, where it has more than `artifactRatioFrom` bytes. */
    artifactRatio: 250,
    /** Bytes. */
    artifactRatioFrom: 256 * MIB,
    /** Bytes of a file of the web whose size nothing says. */
    webFileBytes: 20 * GIB,
    /** Seconds that one reading of a file of the web takes. */
    webFileSeconds: 2 * 3_600,
    /** Redirects from a file of the web. */
    webRedirects: 5,
    /** Bytes per second, on average, of a body that is read for `slowAfterSeconds`. */
    slowestBytesPerSecond: 4 * 1_024,
    /** Seconds. */
    slowAfterSeconds: 60,
    /** Bytes of an object that is read into memory: manifest.json, docs.json, a claim, a mark, and releases.json, which has 37 MB for 10,000 tags. */
    storeTextBytes: 128 * MIB,
    /** Bytes of an answer of a store that is no object: XML, of a list too, or an error. */
    storeAnswerBytes: 8 * MIB,
    /** Seconds that such an answer takes. A store may join the parts of an upload for minutes. */
    storeAnswerSeconds: 1_800,
    /** Bytes of an object whose size the store does not say. */
    storeObjectBytes: 50 * GIB,
    /** Pages of a list of objects or uploads. S3 gives a thousand on each. */
    storeListPages: 10_000,
    /** Objects or uploads of a list. */
    storeListEntries: 1_000_000,
    /** Bytes of an answer of GitHub's API. */
    githubAnswerBytes: 64 * MIB,
    /** Pages of lists that a stage asks GitHub for. GitHub lets the token of a job send about as many requests in an hour. */
    githubPages: 1_000,
    /** Bytes that git prints. */
    gitOutputBytes: 64 * MIB,
    /** Lines that git prints: a remote has one for each branch. */
    gitOutputLines: 500_000,
};


/***/ }),

/***/ 36065:
/*! packages/core/src/action/progress.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E0: () => (/* binding */ withProgress),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   iY: () => (/* binding */ transferLine),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
const INTERVAL_MS = 10_000;
/** Runs `work`, and prints what `describe` says every 10 s while it runs. An empty text prints nothing. */
async function withProgress(deps, describe, work) {
    const start = deps.clock.now().getTime();
    const stop = deps.clock.every(INTERVAL_MS, () => {
        const line = describe((deps.clock.now().getTime() - start) / 1000);
        if (line !== '')
            deps.log.info(line);
    });
    try {
        return await work();
    }
    finally {
        stop();
    }
}
/** `x.tar.gz: 12 MiB of 64 MiB, 4 MiB/s, about 13 s left.`: how far a transfer is. Bytes and seconds. */
function transferLine(name, done, total, elapsedSeconds) {
    const rate = done / elapsedSeconds;
    const left = rate > 0 ? `, about ${formatDuration((total - done) / rate)} left` : '';
    return `${name}: ${formatBytes(done)} of ${formatBytes(total)}, ${formatBytes(rate)}/s${left}.`;
}
/** `1.5 GiB`, `64 MiB`, `12 KiB`, `7 B`: binary units, at most one decimal. */
function formatBytes(bytes) {
    let value = bytes;
    for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
        if (value < 1024)
            return `${trim(value)} ${unit}`;
        value /= 1024;
    }
    return `${trim(value)} TiB`;
}
/** `7 s`, `3 min 5 s`, `2 h 4 min`. */
function formatDuration(seconds) {
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
function trim(value) {
    return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}


/***/ }),

/***/ 95283:
/*! packages/core/src/action/source.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ checkSource),
/* harmony export */   cU: () => (/* binding */ runToShow),
/* harmony export */   uB: () => (/* binding */ runUrlProblem),
/* harmony export */   ve: () => (/* binding */ isSameRepository),
/* harmony export */   vz: () => (/* binding */ sourceOf)
/* harmony export */ });
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


/** The source of this run, from the runner's default variables. What the runner does not say is left out. */
function sourceOf(env) {
    const { GITHUB_REPOSITORY, GITHUB_REF, GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_RUN_ID } = env;
    const run = GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
        ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
        : undefined;
    return {
        ...(GITHUB_REPOSITORY ? { repository: GITHUB_REPOSITORY } : {}),
        ...(GITHUB_REF ? { ref: GITHUB_REF } : {}),
        ...(GITHUB_SHA ? { sha: GITHUB_SHA } : {}),
        ...(run !== undefined && runUrlProblem(run) === undefined ? { run } : {}),
    };
}
/** What is wrong with the URL of a workflow run; undefined where nothing is. */
function runUrlProblem(url) {
    return /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.-]+){2}\/actions\/runs\/\d{1,20}$/.test(url)
        ? undefined
        : 'It must be the URL of a workflow run, such as https://github.com/owner/name/actions/runs/17.';
}
/** The URL of a run that a document names, for a message; undefined unless it is a run at the server of this one. */
function runToShow(run, { GITHUB_SERVER_URL }) {
    const isHere = run?.startsWith(`${GITHUB_SERVER_URL || 'https://github.com'}/`) === true;
    return run !== undefined && isHere && runUrlProblem(run) === undefined ? run : undefined;
}
/**
 * Holds what a document says of its source against the run that it is from.
 *
 * @param document As an error names it.
 * @param run As GitHub or the runner say. What it does not have is not compared.
 * @throws UserError with both values when the document is of another commit or repository.
 */
function checkSource(document, stated, run, advice) {
    const refuse = (what, other, own) => {
        const who = run.run === undefined ? 'this run' : `the run ${run.run}`;
        throw new _errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${document} says that it is of the ${what} ${other}, and ${who} is of ${own}.`, advice);
    };
    const { repository, sha } = stated ?? {};
    if (sha !== undefined && run.sha !== undefined && sha !== run.sha) {
        refuse('commit', /^[0-9a-f]+$/.test(sha) ? sha : (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(sha), run.sha);
    }
    if (repository !== undefined &&
        run.repository !== undefined &&
        !isSameRepository(repository, run.repository)) {
        refuse('repository', (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(repository), (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(run.repository));
    }
}
/** GitHub takes no account of case. */
function isSameRepository(a, b) {
    return a.toLowerCase() === b.toLowerCase();
}


/***/ }),

/***/ 98254:
/*! packages/core/src/action/unless-aborted.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ unlessAborted)
/* harmony export */ });
/** @throws the signal's reason when it is aborted before the work is done: what becomes of the work then is of no interest. */
async function unlessAborted(signal, work) {
    if (signal === undefined)
        return work();
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    try {
        return await Promise.race([work(), promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}


/***/ }),

/***/ 47132:
/*! packages/core/src/action/wording.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C2: () => (/* binding */ withoutSlashes),
/* harmony export */   Jw: () => (/* binding */ are),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   pg: () => (/* binding */ shortList)
/* harmony export */ });
/** A list in a message: at most `limit` items, and how many more there are. */
function shortList(items, separator, limit = 20) {
    const shown = items.length > limit ? items.slice(0, limit - 1) : items;
    const rest = items.length - shown.length;
    return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(separator);
}
/** `text` without the slashes at its end. An expression for it would take long for many slashes elsewhere. */
function withoutSlashes(text) {
    let end = text.length;
    while (text[end - 1] === '/')
        end -= 1;
    return text.slice(0, end);
}
/** `1 file`, `24 files`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `is` for one, `are` for any other number. */
function are(count) {
    return count === 1 ? 'is' : 'are';
}


/***/ }),

/***/ 90599:
/*! packages/core/src/json/json-error.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ jsonProblem)
/* harmony export */ });
/**
 * What keeps a text from being JSON, and where. Of an unexpected token, V8 cites the text around it, which may be anything, a secret
 * too: nothing of it is in the result.
 *
 * @param text What `JSON.parse` was given.
 * @param thrown What it threw.
 * @returns `Unexpected text at position 17 (line 2 column 8)`, or V8's words where they cite nothing.
 */
function jsonProblem(text, thrown) {
    const said = String(thrown.message);
    if (/^Unexpected end of JSON input$| at position \d+( \(line \d+ column \d+\))?$/.test(said))
        return said;
    const position = firstWrong(text);
    const before = text.slice(0, position).split('\n');
    return `Unexpected text at position ${position} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
}
/** Where the first character stands that no JSON text can have there, by halves. */
function firstWrong(text) {
    let [right, wrong] = [0, text.length];
    while (right < wrong) {
        const middle = Math.floor((right + wrong) / 2);
        if (canGoOn(text.slice(0, middle + 1)))
            right = middle + 1;
        else
            wrong = middle;
    }
    return right;
}
/** Whether nothing is wrong with a text but that it ends. */
function canGoOn(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch (thrown) {
        const said = String(thrown.message);
        return (said === 'Unexpected end of JSON input' ||
            Number(/ at position (\d+)/.exec(said)?.[1] ?? -1) >= text.length);
    }
}


/***/ })

};
