export const id = 558;
export const ids = [558];
export const modules = {

/***/ 43263:
/*! actions/kas-build/src/disk.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RV: () => (/* binding */ parseFreeDisk),
/* harmony export */   fV: () => (/* binding */ watchDisk)
/* harmony export */ });
/* unused harmony export diskSpace */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _pv_actions_core_action_errors_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71189);
/* harmony import */ var _pv_actions_core_action_progress_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36065);




const GIB = 1024 ** 3;
const INTERVAL_MS = 10_000;
/**
 * Reads the input free-disk-gb: `20` warns below 20 GiB, `20 2` warns below 20 GiB and stops below 2 GiB.
 *
 * @returns the limits in bytes, or the problem: a sentence that says what is wrong with `text`.
 */
function parseFreeDisk(text) {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    const [warn, stop] = words.map((word) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : undefined));
    if (warn === undefined || words.length > 2 || (words.length === 2 && stop === undefined)) {
        return {
            problem: 'Give one or two numbers of GiB: "20" warns below 20 GiB, "20 2" also stops the build below 2 GiB.',
        };
    }
    if (stop === undefined)
        return { warn: warn * GIB };
    if (stop > warn) {
        return {
            problem: `The build would be stopped before it is warned about: the second number, ${stop}, is larger than the first, ${warn}.`,
        };
    }
    return { warn: warn * GIB, stop: stop * GIB };
}
/** What is free on the file system of `folder`, or of its nearest parent that is there. */
async function diskSpace(folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder);
    try {
        const [{ dev }, { bavail, bsize }] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(path)]);
        return { device: dev, free: bavail * bsize };
    }
    catch (error) {
        if ((0,_pv_actions_core_action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) !== 'ENOENT' || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path)
            throw error;
        return diskSpace((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
    }
}
/**
 * Watches the disks of `folders`: once before it resolves, then every 10 s until the returned function is called.
 * `low` and `full` are called once per file system, of the first of its folders; what is full is not called as low.
 *
 * @throws UserError when a disk is under the stop limit already.
 */
async function watchDisk(folders, limits, deps, on) {
    const called = new Set();
    const once = (event, { folder, device, free }) => {
        if (called.has(`${event} ${device}`))
            return;
        called.add(`${event} ${device}`);
        on[event](folder, free);
    };
    const warnIfLow = (disk) => {
        if (disk.free < limits.warn)
            once('low', disk);
    };
    const isFull = (disk) => limits.stop !== undefined && disk.free < limits.stop;
    const disks = await disksOf(folders, deps);
    const full = disks.find(isFull);
    if (full !== undefined)
        throw tooFull(full, limits.stop ?? 0);
    disks.forEach(warnIfLow);
    let stopped = false;
    const end = deps.clock.every(INTERVAL_MS, () => {
        // A look that fails says nothing about the disk: the next one comes in 10 s.
        void disksOf(folders, deps).then((now) => {
            for (const disk of stopped ? [] : now)
                isFull(disk) ? once('full', disk) : warnIfLow(disk);
        }, () => undefined);
    });
    return () => {
        stopped = true;
        end();
    };
}
async function disksOf(folders, deps) {
    const look = deps.diskSpace ?? diskSpace;
    const disks = new Map();
    const spaces = await Promise.all(folders.map(async (folder) => ({ folder, ...(await look(folder)) })));
    for (const disk of spaces) {
        if (!disks.has(disk.device))
            disks.set(disk.device, disk);
    }
    return [...disks.values()];
}
function tooFull({ folder, free }, stop) {
    return new _pv_actions_core_action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`The disk of ${folder} is too full to build: ${(0,_pv_actions_core_action_progress_ts__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(free)} are free, and at least ${(0,_pv_actions_core_action_progress_ts__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(stop)} are wanted.`, 'Remove the TMPDIR (`tmp*` in the build folder) of older builds, have bitbake remove what it has built (`INHERIT += "rm_work"` in the local_conf_header of the kas file), or lower the second number of the input free-disk-gb.');
}


/***/ }),

/***/ 24558:
/*! actions/kas-build/src/inputs.ts, packages/core/src/kas/env-lines.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  initial: () => (/* binding */ initial),
  inputs: () => (/* binding */ inputs_inputs),
  outputs: () => (/* binding */ outputs),
  uploadOptions: () => (/* binding */ uploadOptions)
});

// EXTERNAL MODULE: ./packages/core/src/action/glob.ts
var glob = __webpack_require__(1128);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
;// CONCATENATED MODULE: ./packages/core/src/kas/env-lines.ts
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REFUSED = new Map([
    ['TMPDIR', 'bitbake would build there instead of in the build folder'],
    ['PATH', 'kas starts the build with a PATH of its own, and this one would only hide kas'],
    ['HOME', 'kas makes a home of its own for the build'],
]);
/**
 * Reads the input `env`: lines of KEY=VALUE. Empty lines, and lines that start with `#`, are passed over. A value is all
 * that follows the first `=`, quotes and blanks included.
 *
 * @returns the values, or what is wrong as sentences. No value is repeated in them: it may be a secret.
 */
function parseEnvLines(text) {
    const values = new Map();
    const problems = [];
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = raw.trimStart();
        if (line === '' || line.startsWith('#'))
            continue;
        const end = line.indexOf('=');
        const name = line.slice(0, end);
        const problem = end === -1 ? 'has no "=". Write KEY=VALUE.' : nameProblem(name, values);
        if (problem === undefined)
            values.set(name, line.slice(end + 1));
        else
            problems.push(`Line ${index + 1} ${problem}`);
    }
    return problems.length > 0 ? { problems } : { values: Object.fromEntries(values) };
}
function nameProblem(name, values) {
    if (!NAME.test(name)) {
        return `names the variable "${name}". A name has letters, digits and underscores, and starts with no digit.`;
    }
    const refused = REFUSED.get(name);
    if (refused !== undefined)
        return `sets ${name}, which must not be set here: ${refused}.`;
    return values.has(name) ? `sets ${name} again. Keep one of the lines.` : undefined;
}

// EXTERNAL MODULE: ./packages/core/src/kas/kas-argv.ts + 1 modules
var kas_argv = __webpack_require__(42289);
// EXTERNAL MODULE: ./packages/core/src/release/kinds.ts
var release_kinds = __webpack_require__(51304);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./actions/kas-build/src/disk.ts
var disk = __webpack_require__(43263);
// EXTERNAL MODULE: ./actions/kas-build/src/staging/uploads.ts
var uploads = __webpack_require__(24968);
;// CONCATENATED MODULE: ./actions/kas-build/src/inputs.ts








const DEVELOPMENT = ['image', 'pvrexport', 'bsp', 'pvtest-distro', 'tezi', 'flash-bundle'];
const inputs_inputs = {
    config: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.'), noDash),
    target: (0,inputs/* list */.p_)(),
    task: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), taskName),
    sdk: (0,inputs/* flag */.Jt)(false),
    'machine-name': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), names/* checkMachine */.U1),
    output: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), outputProblem).transform(outputGlobs),
    stage: (0,inputs/* choice */.Yq)(['auto', 'require', 'none'], 'auto'),
    'working-directory': (0,inputs/* text */.Qq)().transform((value) => value ?? '.'),
    kas: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), noDash).transform((value) => value ?? 'kas'),
    'kas-args': words(),
    'bitbake-args': words(),
    'keep-going': (0,inputs/* flag */.Jt)(false),
    'build-user': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), noDash),
    'sstate-dir': (0,inputs/* text */.Qq)(),
    'dl-dir': (0,inputs/* text */.Qq)(),
    'cache-mode': (0,inputs/* choice */.Yq)(['auto', 'read-only', 'read-write'], 'auto'),
    'sstate-mirrors': (0,inputs/* text */.Qq)(),
    premirrors: (0,inputs/* text */.Qq)(),
    'repo-ref-dir': (0,inputs/* text */.Qq)(),
    'clone-depth': (0,inputs/* number */.ai)(1, 1_000_000),
    env: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), envProblem).transform(envValues),
    lock: (0,inputs/* choice */.Yq)(['ignore', 'require', 'update'], 'ignore'),
    provenance: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), provenance),
    'timeout-minutes': (0,inputs/* number */.ai)(0.01, 30_000, 'any'),
    'free-disk-gb': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), freeDiskProblem).transform(freeDisk),
    'artifact-dir': (0,inputs/* text */.Qq)(),
    'deploy-dir': (0,inputs/* text */.Qq)(),
    'compare-with': (0,inputs/* text */.Qq)(),
    upload: (0,inputs/* checked */.KD)((0,inputs/* list */.p_)(DEVELOPMENT), uploadKind).transform((kinds) => kinds.filter((kind) => kind !== 'none')),
    'retention-days': (0,inputs/* number */.ai)(1, 400),
    'compression-level': (0,inputs/* number */.ai)(0, 9),
    'dry-run': (0,inputs/* flag */.Jt)(false),
};
const outputs = [
    'artifact-dir',
    'artifacts',
    'machine',
    'yocto-machine',
    'verdict',
    'sstate-match',
    'tasks-attempted',
    'tasks-rerun',
    'tasks-failed',
    'warnings',
    'errors',
    'duration-seconds',
    'config-resolved',
    'lock-sha256',
    'provenance',
];
/** Of a build that did not begin. */
const initial = {
    artifacts: '[]',
    verdict: 'failed',
    'tasks-attempted': 0,
    'tasks-rerun': 0,
    'tasks-failed': 0,
    warnings: 0,
    errors: 0,
    'duration-seconds': 0,
};
const UPLOAD_ADVICE = {
    sameName: 'Give each job that builds this machine another machine-name, or upload from one of them only.',
    noService: 'Set the input upload to none, and take the files from the output artifact-dir.',
    full: 'Delete old artifacts, or lower the input retention-days.',
    fileName: 'Rename the file in the recipe that deploys it, or leave its kind out of the input upload.',
    cancelled: 'The build succeeded, and all of it is staged.',
};
function uploadOptions(given) {
    return {
        retentionDays: given['retention-days'],
        compressionLevel: given['compression-level'],
        advice: UPLOAD_ADVICE,
    };
}
function noDash(value) {
    return value.startsWith('-') ? 'A value that starts with a dash would be an option.' : undefined;
}
function outputProblem(globs) {
    return (0,glob/* splitGlobs */.Kh)(globs)
        .map(glob/* globProblem */.AI)
        .find((problem) => problem !== undefined);
}
function outputGlobs(text) {
    const globs = (0,glob/* splitGlobs */.Kh)(text ?? '');
    return globs.length === 0 ? undefined : globs;
}
function taskName(value) {
    return /^\w+$/.test(value) ? undefined : 'Use the name of a task, such as build or populate_sdk.';
}
function provenance(value) {
    return value === 'true' || value === 'mode=max' ? undefined : 'Use true or mode=max, or leave it empty.';
}
function words() {
    return (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), (value) => {
        const parsed = (0,kas_argv/* parseWords */.nl)(value);
        return 'problem' in parsed ? parsed.problem : undefined;
    }).transform((value) => {
        const parsed = (0,kas_argv/* parseWords */.nl)(value ?? '');
        return 'problem' in parsed ? [] : parsed.words;
    });
}
function envProblem(value) {
    const parsed = parseEnvLines(value);
    return 'problems' in parsed ? parsed.problems.join(' ') : undefined;
}
function envValues(value) {
    const parsed = parseEnvLines(value ?? '');
    return 'problems' in parsed ? {} : parsed.values;
}
function freeDiskProblem(value) {
    const limits = (0,disk/* parseFreeDisk */.RV)(value);
    return 'problem' in limits ? limits.problem : undefined;
}
function freeDisk(value) {
    const limits = (0,disk/* parseFreeDisk */.RV)(value ?? '5 1');
    return 'problem' in limits ? { warn: 0 } : limits;
}
function uploadKind(kinds) {
    const known = [...release_kinds/* KINDS */.G, uploads/* STAGED */.hh, 'none'];
    const unknown = kinds.filter((kind) => !known.includes(kind));
    return unknown.length === 0
        ? undefined
        : `There is no such kind: ${unknown.join(', ')}. Use any of ${known.join(', ')}.`;
}


/***/ }),

/***/ 24968:
/*! actions/kas-build/src/staging/uploads.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vr: () => (/* binding */ uploadName),
/* harmony export */   hh: () => (/* binding */ STAGED),
/* harmony export */   jQ: () => (/* binding */ uploadKinds)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

const NAMES = {
    image: (target, machine) => `${target}-${machine}`,
    pvrexport: (_, machine) => `pvrexports-${machine}`,
    bsp: (_, machine) => `pantavisor-bsp-${machine}`,
    tezi: (target, machine) => `tezi-${target}-${machine}`,
    'flash-bundle': (_, machine) => `pv-flash-bundle-${machine}`,
    sdk: (_, machine) => `sdk-artifact-${machine}`,
};
const DISTRO = 'pvtest-distro';
/** No kind of file: everything that was staged, for a job that publishes it. */
const STAGED = 'staged';
/** Smaller files do not decide how an archive with larger ones is compressed. */
const SMALL_BYTES = 1024 * 1024;
const COMPRESSED = /\.(gz|tgz|bz2|xz|txz|zst|lz4|lzma|zip|7z|swu|raucb)$/i;
/**
 * The GitHub artifacts of a build: one for each wanted kind that it made. BSPs are with the pvrexports too. The archives
 * hold the files under their paths in `folder`, and those of the images and of all that was staged have artifacts.json:
 * downloaded into one folder, they are what was staged. Only the distro's archive has the distro's own folder as its top.
 *
 * @param folder The staged folder, absolute.
 */
function uploadKinds(kinds, artifacts, names, folder) {
    const uploads = new Map();
    for (const kind of kinds) {
        const files = artifacts.filter((artifact) => isOfKind(artifact, kind));
        if (files.length === 0)
            continue;
        const name = uploadName(kind, names.machine, names.targets);
        const paths = files.map(({ path }) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, path));
        if (kind === 'image' || kind === STAGED)
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'artifacts.json'));
        uploads.set(name, {
            name,
            files: [...new Set([...(uploads.get(name)?.files ?? []), ...paths])],
            root: kind === DISTRO ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, distroFolder(files)) : folder,
            compressed: isCompressed(files),
        });
    }
    return [...uploads.values()];
}
function isCompressed(files) {
    const large = files.filter(({ size }) => size >= SMALL_BYTES);
    return (large.length === 0 ? files : large).every(({ name }) => COMPRESSED.test(name));
}
/** The name of a GitHub artifact, with `-` for every character that is not sure to be allowed in it. */
function uploadName(kind, machine, targets) {
    const target = targets.length === 0 ? 'image' : targets.join('+');
    const name = NAMES[kind]?.(target, machine) ?? `${kind}-${machine}`;
    return name.replace(/[^A-Za-z0-9._+-]/g, '-');
}
function isOfKind(artifact, kind) {
    return kind === STAGED || artifact.kind === kind || (kind === 'pvrexport' && artifact.kind === 'bsp');
}
/** The folder that holds all files of the distro, relative to the staged folder. */
function distroFolder(files) {
    const folders = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
    const [first] = folders;
    return first !== undefined && folders.size === 1 && files.every(({ path }) => path.startsWith(`${first}/`))
        ? first
        : DISTRO;
}


/***/ }),

/***/ 1128:
/*! packages/core/src/action/glob.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ globProblem),
/* harmony export */   Kh: () => (/* binding */ splitGlobs),
/* harmony export */   fU: () => (/* binding */ globMatcher),
/* harmony export */   sS: () => (/* binding */ plainGlobs)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71189);
/* harmony import */ var _inputs_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69106);




const STAR = Symbol('*');
const FOLDERS = Symbol('**');
/**
 * What is wrong with a glob, as a sentence; undefined for one that may be used. A glob has `*`, `?`, `[a-z]`, `[!a]`, `**` as the
 * name of any folders, and `{a,b}`. Names that begin with a dot are matched by globs that do.
 */
function globProblem(glob) {
    if (glob.length > _limits_ts__WEBPACK_IMPORTED_MODULE_3__/* .READER_LIMITS */ .f0.glob.most)
        return _limits_ts__WEBPACK_IMPORTED_MODULE_3__/* .READER_LIMITS */ .f0.glob.sentence;
    const [odd] = /[?*+@!]\(|\[:[a-z]+:\]|\{[^{},]*\.\.[^{},]*\}/.exec(glob) ?? [];
    if (odd !== undefined)
        return `A glob has only *, ?, [a-z], [!a], ** and {a,b}, not ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(odd)}.`;
    return alternatives(glob) === undefined ? _limits_ts__WEBPACK_IMPORTED_MODULE_3__/* .READER_LIMITS */ .f0.globAlternatives.sentence : undefined;
}
/** The globs of a text, separated by blanks, newlines or commas: `*.{wic,ext4}` is one. */
function splitGlobs(text) {
    return text.split(/\s+/).flatMap((word) => {
        const globs = [''];
        let depth = 0;
        for (const char of word) {
            if (char === '{')
                depth += 1;
            if (char === '}' && depth > 0)
                depth -= 1;
            if (char === ',' && depth === 0)
                globs.push('');
            else
                globs.push(globs.pop() + char);
        }
        return globs.filter((glob) => glob !== '');
    });
}
/**
 * A function that says whether a glob matches a path with `/`. It takes time in proportion to the path, whatever the glob is.
 *
 * @throws UserError for a glob that `globProblem` finds wrong.
 */
function globMatcher(glob) {
    const plain = plainGlobs(glob);
    return (path) => plain.some(({ matches }) => matches(path));
}
/** The globs that one with alternatives stands for, read. @throws UserError as `globMatcher`. */
function plainGlobs(glob) {
    const problem = globProblem(glob);
    if (problem !== undefined) {
        throw new _errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`The glob ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(glob)} cannot be used. ${problem}`, 'Write it in another way, or as several globs.');
    }
    return (alternatives(glob) ?? []).map(plainGlob);
}
function alternatives(glob) {
    const plain = new Set();
    const open = [glob];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const choice = [...next.matchAll(/\{([^{}]*)\}/g)].find(([, words = '']) => words.includes(','));
        if (choice === undefined)
            plain.add(next);
        for (const word of choice?.[1]?.split(',') ?? []) {
            const { 0: whole = '', index = 0 } = choice ?? {};
            open.push(next.slice(0, index) + word + next.slice(index + whole.length));
        }
        if (open.length + plain.size > _limits_ts__WEBPACK_IMPORTED_MODULE_3__/* .READER_LIMITS */ .f0.globAlternatives.most)
            return undefined;
    }
    return [...plain];
}
function plainGlob(glob) {
    const path = glob.replaceAll('\\', '/');
    const parts = names(path).map(partOf);
    const wide = path
        .split('/')
        .map((name) => wideOf(name, partOf(name)))
        .join('/');
    return { wide, matches: (other) => matchesParts(parts, names(other)) };
}
function names(path) {
    return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path).replace(/\/$/, '').split('/');
}
/** What node takes for a name grows with the number of `*`: the power of its length. */
function wideOf(name, part) {
    if (part === FOLDERS || part.filter((token) => token === STAR).length <= 2)
        return name;
    return part[0] === '.' ? '.*' : '*';
}
function matchesParts(parts, path) {
    // Where in the parts one can be: `**` may also match nothing.
    const arrived = (places) => {
        for (const place of places)
            if (parts[place] === FOLDERS)
                places.add(place + 1);
        return places;
    };
    let places = arrived(new Set([0]));
    for (const name of path) {
        const next = new Set();
        for (const place of places) {
            const part = parts[place];
            if (part === FOLDERS && !name.startsWith('.'))
                next.add(place);
            else if (part !== undefined && part !== FOLDERS && matchesName(part, name))
                next.add(place + 1);
        }
        places = arrived(next);
    }
    return places.has(parts.length);
}
/** Where a `*` was wrong about its end, only the last one is tried again: what those before it matched is as short as can be. */
function matchesName(tokens, name) {
    if (name === '' || (name.startsWith('.') && tokens[0] !== '.'))
        return tokens.length === 0 && name === '';
    let [at, token] = [0, 0];
    let again;
    while (at < name.length) {
        const wanted = tokens[token];
        const char = name.charAt(at);
        if (wanted === STAR) {
            token++;
            again = { token, at };
        }
        else if (typeof wanted === 'function' ? wanted(char) : wanted === char) {
            token++;
            at++;
        }
        else if (again !== undefined) {
            token = again.token;
            at = ++again.at;
        }
        else
            return false;
    }
    while (tokens[token] === STAR)
        token++;
    return token === tokens.length;
}
function partOf(name) {
    if (name === '**')
        return FOLDERS;
    const tokens = [];
    for (let at = 0; at < name.length;) {
        const char = name.charAt(at);
        const set = char === '[' ? characterSet(name, at + 1) : undefined;
        if (set !== undefined)
            tokens.push(set.token);
        else if (char === '?')
            tokens.push(() => true);
        else if (char !== '*')
            tokens.push(char);
        else if (tokens.at(-1) !== STAR)
            tokens.push(STAR);
        at = set?.end ?? at + 1;
    }
    return tokens;
}
/** `abc]`, `!a-c]`, `]a]`: a `]` that comes first is one of the characters. Undefined where it is not closed. */
function characterSet(name, from) {
    const negated = '!^'.includes(name.charAt(from));
    const start = negated ? from + 1 : from;
    const close = name.indexOf(']', start + 1);
    if (name.length <= start || close < 0)
        return undefined;
    const ranges = [];
    for (let at = start; at < close; at++) {
        const first = name.charAt(at);
        const isRange = name.charAt(at + 1) === '-' && at + 2 < close;
        if (isRange)
            at += 2;
        if (first <= name.charAt(at))
            ranges.push([first, name.charAt(at)]);
    }
    const [only, more] = ranges;
    const end = close + 1;
    if (only !== undefined && more === undefined && only[0] === only[1] && !negated)
        return { token: only[0], end };
    const token = (char) => ranges.length > 0 && ranges.some(([first, last]) => first <= char && char <= last) !== negated;
    return { token, end };
}


/***/ }),

/***/ 42289:
/*! packages/core/src/kas/kas-argv.ts, packages/core/src/kas/kas-options.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z3: () => (/* reexport */ formatWords),
  E3: () => (/* binding */ kasBuildArgv),
  qP: () => (/* binding */ kasDumpArgv),
  vS: () => (/* binding */ kasLockArgv),
  MI: () => (/* binding */ kasShellArgv),
  nl: () => (/* reexport */ parseWords),
  CW: () => (/* reexport */ readBuildWords)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-options.ts

/** Of kas from its parser, of kas-container from the script, 3.1 to 5.5. What a version lacks, it refuses itself. */
const OPTIONS = {
    kas: {
        flags: new Set(['-d', '--debug', '--no-color']),
        withValue: new Set(['-l', '--log-level']),
    },
    'kas-container': {
        flags: new Set([
            ...['-d', '-v', '--isar', '--isar-privileged', '--isar-rootless', '--with-loop-dev', '--kvm'],
            ...['--ssh-agent', '--no-proxy-from-env', '--repo-ro', '--repo-rw'],
        ]),
        withValue: new Set([
            ...['-l', '--log-level', '--runtime-args', '--docker-args', '--ssh-dir', '--aws-dir'],
            ...['--git-credential-store', '--git-credential-socket'],
        ]),
    },
};
/** The options of kas-container whose value it gives to the engine. Of several, some versions take the last only (5.4). */
const FOR_THE_ENGINE = ['--runtime-args', '--docker-args'];
/**
 * Sorts the options of a user: those of the program itself (of kas: how much it logs; of kas-container: how the container
 * is started) stand before the sub-command, each with its value as a word of its own, as kas-container wants it. Its options for
 * the engine become one, the last, which the script splits at blanks, and in which quotes mean nothing.
 *
 * @param runtimeArgs more options for the engine, each a word. kas has no use for them.
 * @throws UserError for an option that lacks its value, for one of kas-container where kas is asked, and for `--`, which bitbake's
 *   arguments follow.
 */
function splitProgramWords(kind, kasArgs, runtimeArgs = []) {
    const { flags, withValue } = OPTIONS[kind];
    const program = [];
    const command = [];
    const engine = [];
    const take = (name, value) => {
        if (FOR_THE_ENGINE.includes(name))
            engine.push(value);
        else
            program.push(name, value);
    };
    for (let at = 0; at < kasArgs.length; at += 1) {
        const word = kasArgs[at] ?? '';
        const [, name = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-l)(.+)$/s.exec(word) ?? [];
        if (word === '--')
            throw misplaced();
        if (kind === 'kas' && isOfContainer(name === '' ? word : name))
            throw notOfKas(name === '' ? word : name);
        if (flags.has(word)) {
            program.push(word);
        }
        else if (value !== undefined && withValue.has(name)) {
            take(name, value);
        }
        else if (withValue.has(word)) {
            at += 1;
            take(word, requiredValue(word, kasArgs[at]));
        }
        else {
            command.push(word);
        }
    }
    const all = [...engine, ...(kind === 'kas' ? [] : runtimeArgs)].filter((each) => each.trim() !== '');
    return { program: [...program, ...(all.length === 0 ? [] : ['--runtime-args', all.join(' ')])], command };
}
/** What options of `kas build` ask bitbake for: the targets, and the task of the last `--task`. */
function readBuildWords(kasArgs) {
    const targets = [];
    let task;
    for (let at = 0; at < kasArgs.length; at += 1) {
        const [, long, value, short, tail] = BUILD_WORD.exec(kasArgs[at] ?? '') ?? [];
        const option = long ?? short;
        if (option === undefined)
            continue;
        const given = value ?? tail ?? kasArgs[++at] ?? '';
        if (option === '--target')
            targets.push(given);
        else
            task = given;
    }
    return { targets, task };
}
const BUILD_WORD = /^(?:(--target|--task|--cmd)(?:=(.*))?|(-c)(.+)?)$/s;
function requiredValue(option, value) {
    if (value !== undefined)
        return value;
    throw new errors/* UserError */.yo(`The option ${option} in kas-args has no value.`, `Write it as ${option} VALUE, with quotes around a value that has blanks.`);
}
/** Whether only kas-container has the option, which kas would take the value of for a configuration. */
function isOfContainer(option) {
    const { flags, withValue } = OPTIONS['kas-container'];
    const isOwn = OPTIONS.kas.flags.has(option) || OPTIONS.kas.withValue.has(option);
    return option.startsWith('--') && !isOwn && (flags.has(option) || withValue.has(option));
}
function notOfKas(option) {
    return new errors/* UserError */.yo(`The option ${option} in kas-args is one of kas-container, and kas has none of that name.`, 'Set the input kas to kas-container, or leave the option out.');
}
function misplaced() {
    return new errors/* UserError */.yo('The input kas-args holds "--".', 'Give the arguments for bitbake in the input bitbake-args.');
}
const BLANK = /\s/;
/**
 * Splits a text into words as a shell would, and does nothing else that a shell does: no variables, no globs, no
 * comments. Blanks and newlines separate words; single quotes keep everything; in double quotes a backslash escapes
 * `"`, `\`, `$` and a backquote; elsewhere it escapes any character, and joins two lines.
 *
 * @returns the words, or what is wrong as a sentence.
 */
function parseWords(text) {
    const words = [];
    let word;
    let at = 0;
    while (at < text.length) {
        const char = text.charAt(at);
        if (BLANK.test(char)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
            at += 1;
            continue;
        }
        const piece = readPiece(text, at);
        if ('problem' in piece)
            return piece;
        if (piece.text !== undefined)
            word = (word ?? '') + piece.text;
        at = piece.end;
    }
    if (word !== undefined)
        words.push(word);
    return { words };
}
/** Words as a text for a shell, which `parseWords` splits into the same words. */
function formatWords(words) {
    return words
        .map((word) => (/^[\w./:,@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
        .join(' ');
}
function readPiece(text, at) {
    const char = text.charAt(at);
    if (char === "'")
        return readSingleQuoted(text, at);
    if (char === '"')
        return readDoubleQuoted(text, at);
    if (char !== '\\')
        return { text: char, end: at + 1 };
    const next = text.charAt(at + 1);
    if (next === '')
        return { problem: 'It ends with a backslash, which escapes nothing.' };
    return { text: next === '\n' ? undefined : next, end: at + 2 };
}
function readSingleQuoted(text, at) {
    const close = text.indexOf("'", at + 1);
    if (close === -1)
        return unclosed("'", at);
    return { text: text.slice(at + 1, close), end: close + 1 };
}
function readDoubleQuoted(text, start) {
    let read = '';
    for (let at = start + 1; at < text.length; at += 1) {
        const char = text.charAt(at);
        const next = text.charAt(at + 1);
        if (char === '"')
            return { text: read, end: at + 1 };
        if (char === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
            if (next !== '\n')
                read += next;
            at += 1;
        }
        else {
            read += char;
        }
    }
    return unclosed('"', start);
}
function unclosed(quote, at) {
    return { problem: `The quote ${quote} that opens at character ${at + 1} is not closed.` };
}

;// CONCATENATED MODULE: ./packages/core/src/kas/kas-argv.ts



/**
 * The argv of `kas build`. Options stand before the config: kas refuses them behind it. `--target=x` is one word, so
 * that a target that starts with a dash stays a value; the config must not. bitbake's own arguments follow `--`.
 *
 * @throws UserError for a word of `kasArgs` that cannot stand there, and for a word that kas-container would tear apart.
 */
function kasBuildArgv(program, build) {
    const { provenance, task } = build;
    const words = programWords(program, build);
    const options = [
        ...words.command,
        ...build.targets.map((target) => `--target=${target}`),
        ...(task === undefined ? [] : [`--task=${task}`]),
        ...(provenance === undefined ? [] : [`--provenance=${provenance}`]),
    ];
    const bitbake = [...(build.keepGoing ? ['-k'] : []), ...build.bitbakeArgs];
    return [
        ...commandArgv(program, 'build', words, build, options),
        ...(bitbake.length === 0 ? [] : ['--', ...bitbake]),
    ];
}
/**
 * The argv of `kas shell`, which runs a command line in the build environment.
 *
 * @param shell `command` is for the shell that kas starts: no text of others may be in it. With `keepConfig` kas touches
 * neither the repositories nor the files in `conf/`, which works in a folder that has been built in.
 */
function kasShellArgv(program, shell) {
    const keep = shell.keepConfig === true ? ['--keep-config-unchanged'] : [];
    const words = programWords(program, shell);
    return commandArgv(program, 'shell', words, shell, keep, ['--command', shell.command]);
}
/**
 * The argv of `kas dump`, which prints the merged configuration, for a kas that can.
 *
 * @param dump with `resolve`, every revision is resolved to a commit, also that of the repository that holds the
 * configuration where this kas can, unless `local` is false; with `lock`, a lock file is printed instead.
 */
function kasDumpArgv(program, dump) {
    const local = dump.lock !== true && dump.local !== false && program.can.resolveLocal;
    const options = [
        ...(dump.resolve ? ['--resolve-refs', ...(local ? ['--resolve-local'] : [])] : []),
        ...(dump.lock === true ? ['--lock'] : []),
        `--format=${dump.format}`,
    ];
    const words = programWords(program, dump);
    return commandArgv(program, 'dump', words, dump, options);
}
/**
 * The argv of `kas lock`, which writes `<stem>.lock.yml` beside the config, for a kas that can. Without `update`, what
 * the lock holds stays, and what it lacks is added.
 */
function kasLockArgv(program, lock) {
    const words = programWords(program, lock);
    return commandArgv(program, 'lock', words, lock, lock.update ? ['--update'] : []);
}
function commandArgv(program, name, words, command, options = [], shellCommand = []) {
    if (program.kind === 'kas-container')
        for (const word of [...options, command.config])
            checkUnbroken(word);
    return [program.kas, ...words.program, name, ...options, ...shellCommand, command.config];
}
function programWords({ kind }, { kasArgs = [], runtimeArgs = [] }) {
    if (kind === 'kas-container')
        for (const word of runtimeArgs)
            checkUnbroken(word);
    return splitProgramWords(kind, kasArgs, runtimeArgs);
}
/** kas-container puts its words into a shell variable that it expands without quotes. */
function checkUnbroken(word) {
    if (word !== '' && !/[\s*?[]/.test(word))
        return;
    throw new errors/* UserError */.yo(`kas-container cannot pass on the value "${word}": it splits values at blanks and expands * ? and [.`, 'Use a value without these characters, or use kas instead of kas-container.');
}


/***/ }),

/***/ 51304:
/*! packages/core/src/release/kinds.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ KINDS)
/* harmony export */ });
/** The kinds of files that a build leaves. A file may hold others, which its readers pass over. */
const KINDS = [
    'image',
    'pvrexport',
    'bsp',
    'sdk',
    'pvtest-distro',
    'flash-bundle',
    'tezi',
    'manifest',
    'sbom',
    'cve',
    'docs',
    'license',
    'provenance',
    'testdata',
    'debug',
];


/***/ }),

/***/ 8939:
/*! packages/core/src/release/names.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bs: () => (/* binding */ checkTag),
/* harmony export */   Kv: () => (/* binding */ checkChannel),
/* harmony export */   L$: () => (/* binding */ checkBucket),
/* harmony export */   U1: () => (/* binding */ checkMachine),
/* harmony export */   _k: () => (/* binding */ checkRelativePath),
/* harmony export */   by: () => (/* binding */ checkPrefix),
/* harmony export */   wi: () => (/* binding */ checkFileName)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47132);


const NAME_BYTES = 128;
const FILE_BYTES = 255;
const PREFIX_BYTES = 255;
const PATH_BYTES = 1024;
/** Folders and objects of `<prefix>/` that are no tag. */
const RESERVED_TAGS = new Set(['latest', 'docs', 'releases.json']);
/** Folders of `<tag>/` that are no machine. */
const RESERVED_MACHINES = new Set(['docs', 'badges']);
/** Control characters, line and paragraph separators, and halves of surrogate pairs (no UTF-8 exists for them). */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/;
/** `git check-ref-format`: characters that no reference name may hold. */
const NOT_IN_REFS = /[ ~^:?*[]|@\{/;
/**
 * Whether `tag` may name a release: one segment of an S3 key, and a name that git accepts for a tag
 * (https://git-scm.com/docs/git-check-ref-format). Nothing is normalised.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkTag(tag) {
    const problem = segmentProblem(tag, NAME_BYTES) ?? refProblem(tag);
    return problem && `A tag ${problem}. Valid are names such as 029, 029-rc1 or v1.2.3.`;
}
/**
 * Whether `name` may name a machine in keys and in the index, e.g. `raspberrypi-armv8-scarthgap`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkMachine(name) {
    const problem = segmentProblem(name, NAME_BYTES) ?? machineProblem(name);
    return problem && `A machine name ${problem}. Valid are names such as raspberrypi-armv8-scarthgap.`;
}
/**
 * Whether `name` may be a channel: a key of releases.json and a folder below `latest/`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkChannel(name) {
    const problem = segmentProblem(name, NAME_BYTES);
    return (problem && `A channel ${problem}. Valid is any other name, such as stable, release-candidate or nightly.`);
}
/**
 * Whether `name` may name one file: the last segment of a key. Blanks inside of it are legal.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkFileName(name) {
    const problem = segmentProblem(name, FILE_BYTES);
    return (problem &&
        `A file name ${problem}. Valid is a plain name of at most ${FILE_BYTES} bytes, without a folder.`);
}
/**
 * Whether `path` is a relative path with `/` that stays in its folder, as artifacts.json holds them.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkRelativePath(path) {
    const problem = pathProblem(path, PATH_BYTES);
    return problem && `A path ${problem}. Valid is a path relative to the folder, such as images/x.wic.bz2.`;
}
/**
 * Whether `prefix` may stand before all keys of a layer: empty, or segments joined by `/`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkPrefix(prefix) {
    if (prefix === '')
        return undefined;
    const problem = pathProblem(prefix, PREFIX_BYTES);
    return problem && `A prefix ${problem}. Valid is empty, or a path such as meta-pantavisor.`;
}
/**
 * Whether `bucket` may be a bucket: letters, digits, dots, hyphens and underscores (other S3 stores allow more
 * than AWS does).
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkBucket(bucket) {
    const [first = '', ...rest] = bucket.replace(/^s3:\/\//, '').split('/');
    const prefix = (0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .withoutSlashes */ .C2)(rest.join('/'));
    if (bucket.includes('/') &&
        BUCKET.test(first) &&
        !first.includes('..') &&
        checkPrefix(prefix) === undefined) {
        const other = prefix === '' ? '' : ` and prefix: ${prefix}`;
        return `A bucket is a name without a slash. Use bucket: ${first}${other}.`;
    }
    if (BUCKET.test(bucket) && !bucket.includes('..'))
        return undefined;
    return 'A bucket has 3 to 63 letters, digits, dots and hyphens, and begins and ends with a letter or a digit.';
}
function segmentProblem(name, limit) {
    if (name === '')
        return 'must not be empty';
    if (name === '.' || name === '..')
        return `must not be ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}`;
    if (name.includes('/'))
        return 'must not hold a slash';
    return characterProblem(name, limit);
}
function pathProblem(path, limit) {
    if (path === '')
        return 'must not be empty';
    if (path.startsWith('/'))
        return 'must not begin with a slash';
    if (path.endsWith('/'))
        return 'must not end with a slash';
    for (const segment of path.split('/')) {
        if (segment === '')
            return 'must not hold two slashes in a row';
        const problem = segmentProblem(segment, FILE_BYTES);
        if (problem !== undefined) {
            return segment === path ? problem : `has a part ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(segment)} that ${problem}`;
        }
    }
    return lengthProblem(path, limit);
}
function characterProblem(name, limit) {
    if (name.includes('\\'))
        return 'must not hold a backslash';
    if (UNPRINTABLE.test(name))
        return 'must not hold control characters or broken Unicode';
    if (name.trim() !== name)
        return 'must not begin or end with a blank';
    return lengthProblem(name, limit);
}
function lengthProblem(name, limit) {
    return Buffer.byteLength(name) > limit ? `must not be longer than ${limit} bytes` : undefined;
}
function refProblem(tag) {
    if (tag.includes('..'))
        return 'must not hold two dots in a row';
    if (NOT_IN_REFS.test(tag))
        return 'must not hold a blank, ~ ^ : ? * [ or @{';
    if (tag === '@')
        return 'must not be @ alone';
    if (/^[.-]/.test(tag))
        return 'must not begin with a dot or a hyphen';
    if (/\.lock$|\.$/.test(tag))
        return 'must not end with .lock or a dot';
    return RESERVED_TAGS.has(tag) ? `must not be ${tag}, which the layout of the bucket needs` : undefined;
}
function machineProblem(name) {
    if (name.includes('..'))
        return 'must not hold two dots in a row';
    if (/^[.-]/.test(name))
        return 'must not begin with a dot or a hyphen';
    return RESERVED_MACHINES.has(name)
        ? `must not be ${name}, which the layout of the bucket needs`
        : undefined;
}


/***/ })

};
