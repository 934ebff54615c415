export const id = 900;
export const ids = [900];
export const modules = {

/***/ 45202:
/*! packages/core/src/action/nearest.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69106);

/**
 * `names`, those first that are the fewest edits away from `name`; of the same distance in the order of the text. Names of more
 * characters than READER_LIMITS allows are left out, and so are names beyond its number.
 */
function nearest(name, names) {
    const { nearNames, nearName } = _limits_ts__WEBPACK_IMPORTED_MODULE_0__/* .READER_LIMITS */ .f0;
    const short = names.filter((other) => other.length <= nearName.most).slice(0, nearNames.most);
    const distances = new Map(short.map((other) => [other, editDistance(name.slice(0, nearName.most), other)]));
    const distanceOf = (other) => distances.get(other) ?? 0;
    return short.toSorted((a, b) => distanceOf(a) - distanceOf(b) || (a < b ? -1 : Number(a > b)));
}
/** Levenshtein's distance: how many characters are to be put in, left out or replaced. */
function editDistance(a, b) {
    const others = [...b];
    let row = [0, ...others.map((_, at) => at + 1)];
    for (const [at, letter] of [...a].entries()) {
        const next = [at + 1];
        for (const [column, other] of others.entries()) {
            const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
            next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 41115:
/*! packages/core/src/artifacts/artifact-client.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ artifactClient),
/* harmony export */   h: () => (/* binding */ loadArtifactClient)
/* harmony export */ });
/* harmony import */ var _artifact_upload_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21185);

/** GitHub's own client. It is large: it is loaded with the first artifact. */
async function loadArtifactClient() {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(451), __webpack_require__.e(942), __webpack_require__.e(741), __webpack_require__.e(257)]).then(__webpack_require__.bind(__webpack_require__, 17741));
    return new DefaultArtifactClient();
}
/** The client for uploads; undefined where this run can make no artifacts. */
function artifactClient(env) {
    if (!(0,_artifact_upload_ts__WEBPACK_IMPORTED_MODULE_0__/* .artifactService */ .Gd)(env))
        return undefined;
    return { uploadArtifact: async (...given) => (await loadArtifactClient()).uploadArtifact(...given) };
}


/***/ }),

/***/ 21185:
/*! packages/core/src/artifacts/artifact-upload.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gd: () => (/* binding */ artifactService),
/* harmony export */   M4: () => (/* binding */ NO_SERVICE),
/* harmony export */   NO: () => (/* binding */ TOKEN_REFUSED),
/* harmony export */   RG: () => (/* binding */ TRY_AGAIN),
/* harmony export */   Ut: () => (/* binding */ RENEW_TOKEN),
/* harmony export */   dl: () => (/* binding */ uploadAll)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_progress_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36065);
/* harmony import */ var _action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98254);



const NO_SERVICE = {
    pattern: /GHES|GitHub Enterprise Server/i,
    cause: 'this GitHub Enterprise Server has no artifact service of this version',
};
const TOKEN_REFUSED = {
    pattern: /\(40[13]\)/,
    cause: 'GitHub refused the token of this job',
};
const RENEW_TOKEN = 'Run the job again. A token is valid for 6 hours, or as long as its job runs.';
const TRY_AGAIN = 'Run the job again. If it goes on, look at https://www.githubstatus.com.';
const DEFAULT_LEVEL = 6;
/** Whether this run can make GitHub artifacts: GitHub gives each job a token and an address for it. */
function artifactService(env) {
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']);
}
/**
 * Makes the GitHub artifacts, one after the other. One that cannot be made for what is in it, or for its name, does not
 * keep the next from it; where the service refuses or cannot be reached, and when the job is cancelled, no further one
 * is tried.
 *
 * @param client Undefined where there is no artifact service: nothing is uploaded, and a notice says so.
 * @returns what was made, and what went wrong with the rest.
 */
async function uploadAll(uploads, options, client, log) {
    if (uploads.length === 0)
        return { uploaded: [] };
    if (client === undefined) {
        const names = uploads.map(({ name }) => name).join(', ');
        log.notice(`Nothing was uploaded: there is no artifact service here for ${names}.`);
        return { uploaded: [] };
    }
    const uploaded = [];
    const problems = [];
    for (const [at, upload] of uploads.entries()) {
        try {
            uploaded.push(await (0,_action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_1__/* .unlessAborted */ .W)(options.cancellation, () => uploadOne(upload, options, client, log)));
        }
        catch (thrown) {
            if (options.cancellation?.aborted === true) {
                problems.push(givenUp(uploads.slice(at), options.advice));
                break;
            }
            const known = EXPLANATIONS.find(({ pattern }) => pattern.test((0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown)));
            const failed = known?.ofOne === true ? [upload] : uploads.slice(at);
            problems.push(explain(failed, known, options.advice, thrown));
            if (known?.ofOne !== true)
                break;
        }
    }
    return problems.length === 0 ? { uploaded } : { uploaded, problem: allOf(problems) };
}
async function uploadOne({ name, files, root, compressed }, { retentionDays, compressionLevel }, client, log) {
    if (files.some((file) => file.includes(COMMAND)))
        throw new Error(`A path contains ${COMMAND}.`);
    // The client masks the addresses that it is given, which the runner does not hear in quoted text.
    log.flush();
    const { size = 0 } = await client.uploadArtifact(name, [...files], root, {
        compressionLevel: compressionLevel ?? (compressed === true ? 0 : DEFAULT_LEVEL),
        ...(retentionDays === undefined ? {} : { retentionDays }),
    });
    const count = files.length.toLocaleString('en-US');
    log.info(`Uploaded ${name}: ${count} file${files.length === 1 ? '' : 's'}, ${(0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(size)}.`);
    return { name, files: files.length, size };
}
function givenUp(rest, advice) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The job was cancelled while the artifacts were uploaded. Not uploaded: ${rest.map(({ name }) => name).join(', ')}.`, advice.cancelled);
}
/** A command to the runner where the client prints a path. Its own rules for names keep the other form out, which has colons. */
const COMMAND = '##[';
/** By the texts of `@actions/artifact` 6, which gives no codes. */
const EXPLANATIONS = [
    {
        pattern: /\(409\)|already exists/i,
        cause: 'this run has an artifact of that name already',
        advice: ({ sameName }) => sameName,
        ofOne: true,
    },
    {
        ...NO_SERVICE,
        advice: ({ noService }) => noService,
    },
    {
        pattern: /quota/i,
        cause: 'the storage for artifacts is used up',
        advice: ({ full }) => `${full} GitHub counts the storage anew every 6 to 12 hours.`,
    },
    {
        ...TOKEN_REFUSED,
        advice: () => RENEW_TOKEN,
    },
    {
        pattern: /Contains the following character/,
        cause: 'a file has a character in its name that no GitHub artifact may hold (" : < > | * ?)',
        advice: ({ fileName }) => fileName,
        ofOne: true,
    },
    {
        pattern: /contains ##\[/,
        cause: 'a file has "##[" in its path, which the runner takes for the beginning of a command',
        advice: ({ fileName }) => fileName,
        ofOne: true,
    },
];
function explain(failed, known, advice, thrown) {
    const names = failed.map(({ name }) => name).join(', ');
    const cause = known?.cause ?? (0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).replace(/\.$/, '');
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The GitHub artifact${failed.length === 1 ? '' : 's'} ${names} could not be made: ${cause}.`, known?.advice(advice) ?? TRY_AGAIN, { cause: thrown });
}
function allOf(problems) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems.map(({ message }) => message).join('\n'), [...new Set(problems.map(({ advice }) => advice))].join('\n'), { cause: problems[0]?.cause });
}


/***/ }),

/***/ 84900:
/*! packages/core/src/action/executables.ts, packages/core/src/artifacts/limited-download.ts, packages/core/src/artifacts/run-artifacts.ts, packages/core/src/artifacts/unpack-zip.ts, packages/core/src/artifacts/zip-entries.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bk: () => (/* binding */ downloadArtifact),
  qA: () => (/* binding */ downloadRunArtifact),
  NG: () => (/* binding */ listRunArtifacts)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/disk-problem.ts
var disk_problem = __webpack_require__(10697);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./packages/core/src/action/executables.ts



const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const SCRIPT = Buffer.from('#!');
/**
 * Makes the programs below a folder executable again: scripts that begin with `#!`, and ELF files. The archives of GitHub artifacts
 * keep no modes. Whoever may read a file may then run it. Links are not followed.
 *
 * @returns how many files were changed.
 * @throws Node's system error for what cannot be read or changed.
 */
async function restoreExecutables(folder) {
    let changed = 0;
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        const path = (0,external_node_path_.join)(folder, entry.name);
        if (entry.isDirectory())
            changed += await restoreExecutables(path);
        else if (entry.isFile() && (await restore(path)))
            changed += 1;
    }
    return changed;
}
async function restore(path) {
    const file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
    try {
        const { mode } = await file.stat();
        const wanted = mode | ((mode & 0o444) >> 2);
        if (wanted === mode || !(await isProgram(file)))
            return false;
        await file.chmod(wanted & 0o7777);
        return true;
    }
    finally {
        await file.close();
    }
}
async function isProgram(file) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ELF.length), 0, ELF.length, 0);
    const begin = buffer.subarray(0, bytesRead);
    return begin.equals(ELF) || begin.subarray(0, SCRIPT.length).equals(SCRIPT);
}

// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var action_limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/action/nearest.ts
var nearest = __webpack_require__(45202);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/unless-aborted.ts
var unless_aborted = __webpack_require__(98254);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/github/fault.ts
var github_fault = __webpack_require__(49589);
// EXTERNAL MODULE: ./packages/core/src/github/runs.ts
var runs = __webpack_require__(36699);
// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-client.ts
var artifact_client = __webpack_require__(41115);
// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-upload.ts
var artifact_upload = __webpack_require__(21185);
// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(16698);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(53053);
;// CONCATENATED MODULE: ./packages/core/src/artifacts/limited-download.ts




const LOOK_MS = 200;
const REQUESTS = 'http.client.request.start';
/**
 * Runs a download of GitHub's client, which neither counts bytes nor can be stopped: the bytes in its folder are looked at, and what it
 * still receives is cut when there are more of them than `most`, or when the signal aborts.
 *
 * @param folder gets the archive and nothing else
 * @param tooLarge makes the error that is thrown for more bytes
 * @throws what `download` throws, and the reason of the signal.
 */
async function limitedDownload({ folder, most, tooLarge, }, { clock, signal }, download) {
    signal.throwIfAborted();
    const { promise: stopped, reject } = Promise.withResolvers();
    const inside = new external_node_async_hooks_.AsyncLocalStorage();
    const requests = new Set();
    let reason;
    const cut = (request) => request.destroy(new Error('The download was stopped.'));
    const listen = (message) => {
        const { request } = message;
        if (inside.getStore() === undefined)
            return;
        if (reason === undefined)
            requests.add(request);
        else
            cut(request);
    };
    const stop = (why) => {
        reason ??= why;
        for (const request of requests)
            cut(request);
        reject(reason);
    };
    const abort = () => stop(signal.reason);
    const look = async () => {
        if ((await bytesIn(folder)) > most)
            stop(tooLarge());
    };
    (0,external_node_diagnostics_channel_.subscribe)(REQUESTS, listen);
    signal.addEventListener('abort', abort);
    const end = clock.every(LOOK_MS, () => void look().catch(() => undefined));
    // The client tries again what was cut. It is listened to until it gives up.
    const work = inside.run(true, download).finally(() => (0,external_node_diagnostics_channel_.unsubscribe)(REQUESTS, listen));
    work.catch(() => undefined);
    try {
        const result = await Promise.race([work, stopped]);
        await look();
        if (reason !== undefined)
            throw reason;
        return result;
    }
    finally {
        end();
        signal.removeEventListener('abort', abort);
    }
}
async function bytesIn(folder) {
    const names = await (0,promises_.readdir)(folder);
    const sizes = await Promise.all(names.map(async (name) => (await (0,promises_.stat)((0,external_node_path_.join)(folder, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(20663);
;// CONCATENATED MODULE: ./packages/core/src/artifacts/zip-entries.ts



const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const STORED = 0;
const DEFLATED = 8;
/**
 * Collects the entries of a central directory (PKWARE APPNOTE 4.3.12), and refuses what no artifact of GitHub's client has: paths that
 * leave the folder, links, one path twice, encryption. yauzl has refused absolute paths, `..` and backslashes before.
 */
function zipEntries(archiveBytes, limits) {
    const entries = [];
    const files = new Set();
    const folders = new Set();
    let bytes = 0;
    /** Notes the path and the folders above it. @returns whether it is there already, as a file or where a file is a folder. */
    function isTaken(path, isFolder) {
        if (files.has(path) || (!isFolder && folders.has(path)))
            return true;
        (isFolder ? folders : files).add(path);
        for (let above = external_node_path_.posix.dirname(path); above !== '.'; above = external_node_path_.posix.dirname(above)) {
            if (files.has(above))
                return true;
            if (folders.has(above))
                break;
            folders.add(above);
        }
        return false;
    }
    return {
        entries,
        /** The sum of the sizes that the directory states. */
        bytes: () => bytes,
        /** @returns why the archive is refused, as the end of a sentence; undefined where the entry is a sound one. */
        add(entry) {
            const isFolder = entry.fileName.endsWith('/');
            const path = isFolder ? entry.fileName.slice(0, -1) : entry.fileName;
            const named = (0,inputs/* quote */.hD)(entry.fileName);
            if (entry.fileNameLength > limits.artifactNameBytes) {
                return `it has a path of ${entry.fileNameLength} bytes, and may have ${limits.artifactNameBytes}`;
            }
            if (path === '.' || path.includes('\0') || external_node_path_.posix.normalize(path) !== path) {
                return `it has the path ${named}, which is no path of a file`;
            }
            const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
            if (type !== 0 && type !== (isFolder ? FOLDER : REGULAR)) {
                return `its ${named} is a link or another special file`;
            }
            if (isTaken(path, isFolder))
                return `it has ${named} twice`;
            if (entry.isEncrypted() || ![STORED, DEFLATED].includes(entry.compressionMethod)) {
                return `its ${named} is encrypted, or compressed in another way than GitHub's`;
            }
            bytes += entry.uncompressedSize;
            if (bytes > limits.artifactBytes) {
                return `its files have more than ${(0,progress/* formatBytes */.z3)(limits.artifactBytes)}`;
            }
            if (bytes > limits.artifactRatioFrom && bytes > limits.artifactRatio * archiveBytes) {
                return `its files are more than ${limits.artifactRatio} times as large as its ${(0,progress/* formatBytes */.z3)(archiveBytes)}`;
            }
            entries.push({ path, isFolder, entry });
            return undefined;
        },
    };
}

;// CONCATENATED MODULE: ./packages/core/src/artifacts/unpack-zip.ts











const SUSPECT = 'Nothing of it was used. Look at the job that made it: an artifact of yours has none of that.';
const MADE_AGAIN = 'Nothing of it was used. Run the job that made it again. It must be a ZIP archive, as actions/upload-artifact makes them.';
/**
 * Unpacks a ZIP archive of others: regular files and folders, within limits, each with the size and the CRC that the archive states.
 *
 * @param folder is there and empty, and nobody else writes to it. What is in it after an error is to be removed.
 * @param what names the archive, as the begin of a sentence.
 * @throws UserError for an archive that is refused or broken, and where the disk has no room; the reason of `signal`.
 */
async function unpackZip(archive, folder, what, { signal, limits = action_limits/* NETWORK_LIMITS */.o } = {}) {
    const { size } = await (0,promises_.stat)(archive);
    const zip = await unpack_zip_open(archive, what);
    try {
        const { entries, bytes } = await readEntries(zip, size, what, limits);
        await checkRoom(folder, bytes, what);
        const made = new Set();
        for (const each of entries) {
            signal?.throwIfAborted();
            await makeFolder(each.isFolder ? each.path : (0,external_node_path_.dirname)(each.path), folder, made);
            if (!each.isFolder)
                await writeFile(zip, each, folder, what, signal);
        }
    }
    finally {
        zip.close();
    }
}
/** @throws UserError where a disk has no room for so many bytes. */
async function checkRoom(folder, bytes, what) {
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    const free = bavail * bsize;
    if (free >= bytes)
        return;
    throw new errors/* UserError */.yo(`${what} needs ${(0,progress/* formatBytes */.z3)(bytes)} of disk in ${folder}, where ${(0,progress/* formatBytes */.z3)(free)} are free.`, 'Make room on the runner.');
}
async function unpack_zip_open(archive, what) {
    try {
        return await (0,yauzl/* openPromise */.sO)(archive, { strictFileNames: true, autoClose: false });
    }
    catch (thrown) {
        throw broken(what, thrown);
    }
}
async function readEntries(zip, size, what, limits) {
    const refused = (why) => new errors/* UserError */.yo(`${what} is not unpacked: ${why}.`, SUSPECT);
    const most = limits.artifactEntries;
    if (zip.entryCount > most)
        throw refused(`it has ${zip.entryCount} files and folders, and may have ${most}`);
    const all = zipEntries(size, limits);
    try {
        for await (const entry of zip.eachEntry()) {
            const why = all.add(entry);
            if (why !== undefined)
                throw refused(why);
        }
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.yo)
            throw thrown;
        const [, path] = /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s.exec((0,errors/* messageOf */.bD)(thrown)) ?? [];
        throw path === undefined
            ? broken(what, thrown)
            : refused(`it has the path ${(0,inputs/* quote */.hD)(path)}, which leaves its folder`);
    }
    return { entries: all.entries, bytes: all.bytes() };
}
async function makeFolder(path, folder, made) {
    if (path === '.' || made.has(path))
        return;
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, path), { recursive: true });
    made.add(path);
}
async function writeFile(zip, { path, entry }, folder, what, signal) {
    let crc = 0;
    try {
        // It ends with an error where there are more or fewer bytes than the directory states.
        const content = await zip.openReadStreamPromise(entry);
        content.on('data', (chunk) => {
            crc = (0,external_node_zlib_.crc32)(chunk, crc);
        });
        const options = signal === undefined ? {} : { signal };
        await (0,external_node_stream_promises_.pipeline)(content, (0,external_node_fs_.createWriteStream)((0,external_node_path_.join)(folder, path), { flags: 'wx' }), options);
    }
    catch (thrown) {
        signal?.throwIfAborted();
        throw broken(what, thrown, ` at ${(0,inputs/* quote */.hD)(path)}`);
    }
    if (crc !== entry.crc32)
        throw broken(what, 'its checksum (CRC-32) differs', ` at ${(0,inputs/* quote */.hD)(path)}`);
}
function broken(what, thrown, at = '') {
    const system = (0,errors/* systemCode */.xU)(thrown);
    if (system === 'ENOSPC' || system === 'EDQUOT') {
        return new errors/* UserError */.yo(`${what} cannot be unpacked: the disk is full.`, 'Make room on the runner.', {
            cause: thrown,
        });
    }
    const why = (0,inputs/* quote */.hD)((0,errors/* messageOf */.bD)(thrown)).slice(1, -1).replace(/\.$/, '');
    return new errors/* UserError */.yo(`${what} cannot be unpacked${at}: ${why}.`, MADE_AGAIN, { cause: thrown });
}

;// CONCATENATED MODULE: ./packages/core/src/artifacts/run-artifacts.ts


















const MOST_NAMES = 20;
/**
 * The artifacts of a run, of all its attempts, by name and then by age: several attempts can have made one of the same name.
 *
 * @param run Undefined for this run, which is asked about with the token of the job's runtime.
 * @throws UserError when they cannot be listed, or the job is cancelled meanwhile.
 */
async function listRunArtifacts({ instead }, run, deps) {
    const found = await cancellable(deps, `the artifacts of ${nameOf(run)} were listed`, () => run === undefined ? listOwn(deps, instead) : listOther(run));
    return found.toSorted((a, b) => (a.name === b.name ? a.id - b.id : a.name < b.name ? -1 : 1));
}
/** As `downloadArtifact`, the newest artifact that has a name. @throws UserError also when there is none. */
async function downloadRunArtifact(wanted, run, deps) {
    await checkEmpty((0,external_node_path_.resolve)(wanted.folder));
    const artifact = choose(wanted.name, await listRunArtifacts(wanted, run, deps), run);
    await downloadArtifact(artifact, wanted, run, deps);
    return artifact;
}
/**
 * Downloads an artifact of a run, unpacked. What is in the folder at the end is whole: its archive has the digest that GitHub
 * states, and each file the size and the CRC that the archive states. Programs are executable, which GitHub's archives do not keep.
 *
 * @param run As in `listRunArtifacts`.
 * @throws UserError when it has expired, cannot be downloaded, is not what was uploaded, is larger than `NETWORK_LIMITS` or the disk
 *   allow, or holds anything but files and folders, or the job is cancelled meanwhile. Nothing is left in the folder then.
 */
async function downloadArtifact(artifact, wanted, run, deps) {
    if (artifact.expired)
        throw expired(artifact, run);
    checkSize(artifact, run, deps);
    const folder = (0,external_node_path_.resolve)(wanted.folder);
    await checkEmpty(folder);
    const partial = (0,external_node_path_.join)((0,external_node_path_.dirname)(folder), `.${(0,external_node_path_.basename)(folder)}.${(0,external_node_crypto_.randomUUID)()}`);
    const archive = (0,external_node_path_.join)(partial, 'archive');
    const files = (0,external_node_path_.join)(partial, 'files');
    try {
        await (0,promises_.mkdir)(archive, { recursive: true });
        await (0,promises_.mkdir)(files);
        await checkRoom(archive, artifact.size, headline(artifact, run));
        const size = (0,progress/* formatBytes */.z3)(artifact.size);
        await (0,progress/* withProgress */.E0)(deps, (elapsed) => `Downloading ${(0,inputs/* quote */.hD)(artifact.name)}, ${size}: ${(0,progress/* formatDuration */.a3)(elapsed)} so far.`, () => cancellable(deps, `the artifact ${(0,inputs/* quote */.hD)(artifact.name)} was downloaded`, () => fetchInto(archive, artifact, run, wanted, deps)));
        await unpackOnly(archive, files, artifact, run, deps);
        await restoreExecutables(files);
        await (0,promises_.rename)(files, folder);
        deps.log.info(`Downloaded ${(0,inputs/* quote */.hD)(artifact.name)}, ${size}, of ${nameOf(run)}.`);
    }
    finally {
        // A download that was given up may still write.
        await (0,promises_.rm)(partial, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
}
function checkSize(artifact, run, { limits }) {
    const most = (limits ?? action_limits/* NETWORK_LIMITS */.o).artifactArchiveBytes;
    if (artifact.size <= most)
        return;
    throw new errors/* UserError */.yo(`${headline(artifact, run)} has ${(0,progress/* formatBytes */.z3)(artifact.size)}, and may have ${(0,progress/* formatBytes */.z3)(most)}.`, 'It was not downloaded. Upload less in it, or several artifacts.');
}
/** Unpacks the one file of `archive`, and removes it. */
async function unpackOnly(archive, files, artifact, run, deps) {
    const [name = '', ...more] = await (0,promises_.readdir)(archive);
    if (more.length > 0)
        throw new Error(`The archive came under several names: ${more.length + 1}.`);
    const signal = deps.cancellation();
    const { limits } = deps;
    await cancellable(deps, `the artifact ${(0,inputs/* quote */.hD)(artifact.name)} was unpacked`, () => unpackZip((0,external_node_path_.join)(archive, name), files, headline(artifact, run), {
        signal,
        ...(limits === undefined ? {} : { limits }),
    }));
    await (0,promises_.rm)(archive, { recursive: true });
}
async function listOwn(deps, instead) {
    if (!(0,artifact_upload/* artifactService */.Gd)(deps.env)) {
        throw new errors/* UserError */.yo('There is no artifact service here: GitHub gives a job its address and a token.', instead);
    }
    const client = await (0,artifact_client/* loadArtifactClient */.h)();
    try {
        const { artifacts } = await client.listArtifacts();
        return artifacts.map(({ name, id, size, digest }) => ({ name, id, size, digest, expired: false }));
    }
    catch (thrown) {
        throw explain('The artifacts of this run could not be listed', thrown, instead);
    }
}
function listOther({ id, github }) {
    const { octokit, repo } = github;
    const request = {
        doing: `list the artifacts of the run ${id}`,
        permission: 'actions: read',
        notFound: (0,runs/* noSuchRun */.GB)(github),
    };
    return github.explained(request, async () => {
        const route = octokit.rest.actions.listWorkflowRunArtifacts;
        const list = await octokit.paginate(route, { ...repo, run_id: Number(id), per_page: 100 });
        return list.map((artifact) => ({
            name: artifact.name,
            id: artifact.id,
            size: artifact.size_in_bytes,
            digest: artifact.digest ?? undefined,
            expired: artifact.expired,
        }));
    });
}
function choose(name, all, run) {
    const artifact = all.findLast((one) => one.name === name);
    if (artifact === undefined) {
        const names = (0,nearest/* nearest */.p)(name, all.filter(({ expired }) => !expired).map((one) => one.name));
        throw new errors/* UserError */.yo(`There is no artifact ${(0,inputs/* quote */.hD)(name)} in ${nameOf(run)}.`, names.length === 0
            ? 'It has none at all. The job that makes it must have ended before, and have uploaded it.'
            : `It has: ${(0,wording/* shortList */.pg)(names.map(inputs/* quote */.hD), ', ', MOST_NAMES)}.`);
    }
    return artifact;
}
function expired({ name }, run) {
    return new errors/* UserError */.yo(`The artifact ${(0,inputs/* quote */.hD)(name)} of ${nameOf(run)} has expired.`, 'GitHub has removed its files. Run that workflow again, or take a newer run.');
}
async function fetchInto(folder, artifact, run, { instead }, { log, clock, cancellation }) {
    const { id, digest, size } = artifact;
    const client = await (0,artifact_client/* loadArtifactClient */.h)();
    // The client masks addresses, which the runner does not hear in quoted text.
    log.flush();
    const what = headline(artifact, run);
    const options = {
        path: folder,
        skipDecompress: true,
        ...(digest === undefined ? {} : { expectedHash: digest }),
    };
    const failed = (thrown) => explain(`${what} could not be downloaded`, thrown, instead);
    const tooLarge = () => new errors/* UserError */.yo(`${what} is not what was uploaded: it has more than its ${(0,progress/* formatBytes */.z3)(size)}.`, artifact_upload/* TRY_AGAIN */.RG);
    const bounds = { folder, most: size, tooLarge };
    const { digestMismatch } = await limitedDownload(bounds, { clock, signal: cancellation() }, () => run === undefined
        ? client.downloadArtifact(id, options).catch((thrown) => Promise.reject(failed(thrown)))
        : explainedOf(artifact, run, failed, (findBy) => client.downloadArtifact(id, { ...options, findBy })));
    if (digestMismatch === true) {
        throw new errors/* UserError */.yo(`${what} is not what was uploaded: its digest is not ${digest}.`, artifact_upload/* TRY_AGAIN */.RG);
    }
}
/** Runs a download through the REST API, again after a transient fault. */
function explainedOf(artifact, run, failed, download) {
    const { github, token } = run;
    const { owner, repo } = github.repo;
    const request = {
        doing: `download the artifact ${(0,inputs/* quote */.hD)(artifact.name)} of the run ${run.id}`,
        permission: 'actions: read',
        notFound: (0,runs/* noSuchRun */.GB)(github),
    };
    return github.explained(request, async () => {
        for (let attempt = 1;; attempt += 1) {
            try {
                return await download({
                    token,
                    workflowRunId: Number(run.id),
                    repositoryOwner: owner,
                    repositoryName: repo,
                });
            }
            catch (thrown) {
                const fault = (0,github_fault/* faultOf */.Kl)(thrown);
                if (fault === undefined)
                    throw failed(thrown);
                if (fault.status === 410)
                    throw expired(artifact, run);
                if (!(await github.pause(thrown, attempt)))
                    throw thrown;
            }
        }
    });
}
function explain(what, thrown, instead) {
    const said = (0,errors/* messageOf */.bD)(thrown);
    const failed = (cause, advice) => new errors/* UserError */.yo(`${what}: ${cause}.`, advice, { cause: thrown });
    if (artifact_upload/* NO_SERVICE */.M4.pattern.test(said))
        return failed(artifact_upload/* NO_SERVICE */.M4.cause, instead);
    if (artifact_upload/* TOKEN_REFUSED */.NO.pattern.test(said))
        return failed(artifact_upload/* TOKEN_REFUSED */.NO.cause, artifact_upload/* RENEW_TOKEN */.Ut);
    return failed(said.replace(/\.$/, ''), (0,disk_problem/* diskProblem */.N)(thrown)?.advice ?? artifact_upload/* TRY_AGAIN */.RG);
}
/** @param during What was done meanwhile: `the artifacts were listed`. */
async function cancellable(deps, during, work) {
    const signal = deps.cancellation();
    try {
        return await (0,unless_aborted/* unlessAborted */.W)(signal, work);
    }
    catch (thrown) {
        if (signal.aborted)
            throw new errors/* UserError */.yo(`The job was cancelled while ${during}.`, '', { cause: thrown });
        throw thrown;
    }
}
async function checkEmpty(folder) {
    const found = await (0,promises_.readdir)(folder).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) === 'ENOENT')
            return [];
        throw new errors/* UserError */.yo(`The folder ${(0,inputs/* quote */.hD)(folder)} cannot be used: ${(0,errors/* systemCode */.xU)(thrown)}.`, EMPTY);
    });
    if (found.length > 0)
        throw new errors/* UserError */.yo(`The folder ${(0,inputs/* quote */.hD)(folder)} is not empty.`, EMPTY);
}
const EMPTY = 'Name a folder that is empty, or not there.';
/** As the begin of a sentence. */
function headline({ name }, run) {
    return `The artifact ${(0,inputs/* quote */.hD)(name)} of ${nameOf(run)}`;
}
function nameOf(run) {
    return run === undefined ? 'this run' : `the run ${run.id}`;
}


/***/ }),

/***/ 36699:
/*! packages/core/src/github/runs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GB: () => (/* binding */ noSuchRun),
/* harmony export */   N6: () => (/* binding */ listJobs),
/* harmony export */   cI: () => (/* binding */ readRun)
/* harmony export */ });
/** How often the jobs are read while a run gets new ones. */
const READINGS = 3;
/** Reads a run of this repository. @throws UserError when it is not there. */
function readRun(github, id) {
    const { octokit, repo } = github;
    return github.explained({
        doing: `read the run ${id}`,
        permission: 'actions: read',
        notFound: noSuchRun(github),
    }, async () => {
        const { data } = await octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) });
        return {
            conclusion: data.conclusion ?? undefined,
            headSha: data.head_sha,
            headName: data.head_branch ?? undefined,
            headRepository: data.head_repository?.full_name,
            url: data.html_url,
        };
    });
}
/**
 * All jobs of a run as they stand after its latest attempt: a job that was not run again stands as the earlier attempt left it. All
 * attempts are asked for, because what GitHub lists as the latest one may lack the jobs that were not run again.
 *
 * @throws UserError when there is no such run.
 */
function listJobs(github, id) {
    return github.explained({
        doing: `read the jobs of the run ${id}`,
        permission: 'actions: read',
        notFound: noSuchRun(github),
    }, async () => {
        let jobs = await readJobs(github, id);
        // A run that gets new jobs between two pages moves the others.
        for (let reading = 1; jobs.all.size < jobs.total && reading < READINGS; reading += 1) {
            jobs = await readJobs(github, id);
        }
        return newestOfEach([...jobs.all.values()]).map((job) => ({
            name: job.name,
            ended: job.status === 'completed',
            conclusion: job.conclusion ?? undefined,
            runner: job.runner_name || undefined,
            seconds: secondsBetween(job.started_at, job.completed_at),
            url: job.html_url ?? '',
        }));
    });
}
async function readJobs({ octokit, repo }, id) {
    const all = new Map();
    let total = 0;
    const pages = octokit.paginate.iterator(octokit.rest.actions.listJobsForWorkflowRun, {
        ...repo,
        run_id: Number(id),
        filter: 'all',
        per_page: 100,
    });
    for await (const { data } of pages) {
        for (const job of data)
            all.set(job.id, job);
        // The plugin hands the jobs on as an array, which keeps the count.
        total = data.total_count;
    }
    return { all, total };
}
/** The jobs of the newest attempt that each name has. Several jobs of an attempt may have one name. */
function newestOfEach(jobs) {
    const attemptOf = (job) => job.run_attempt ?? 1;
    const newest = new Map();
    for (const job of jobs)
        newest.set(job.name, Math.max(attemptOf(job), newest.get(job.name) ?? 0));
    return jobs.filter((job) => attemptOf(job) === newest.get(job.name));
}
/** What to do about a run that GitHub does not find. */
function noSuchRun({ tokenInput }) {
    return ('Check the input `run-id`: it is the id of a run of this repository. ' +
        `The token of \`${tokenInput}\` needs \`actions: read\`.`);
}
function secondsBetween(start, end) {
    if (start === null || end === null)
        return undefined;
    const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}


/***/ })

};
