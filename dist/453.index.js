export const id = 453;
export const ids = [453];
export const modules = {

/***/ 63453:
/*! actions/badges/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36806);
/* harmony import */ var _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3636);
/* harmony import */ var _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);
/* harmony import */ var _pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23294);





const FORMATS = ['json', 'svg'];
const inputs = {
    tag: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .requiredText */ .$4)('Give the tag of the release.'), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkTag */ .Bs),
    channel: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkChannel */ .Kv),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__/* .storeInputs */ .b,
    ..._pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .githubInputs */ .dN,
    'run-id': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .runId */ .Vz)(),
    'job-pattern': (0,_pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__/* .patternWith */ .Ll)('machine', 'build \\((?<machine>[^)]+)\\)'),
    'test-pattern': (0,_pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__/* .pattern */ .T1)(),
    formats: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(FORMATS), formatsProblem).transform((words) => FORMATS.filter((format) => words.includes(format))),
    prune: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    readme: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkRelativePath */ ._k),
    summary: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(true),
    'allow-empty': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    'dry-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
};
const outputs = ['badges', 'passing', 'failing', 'changed'];
const initial = { badges: '[]', passing: 0, failing: 0, changed: 'false' };
function formatsProblem(words) {
    return words.length > 0 && words.every((word) => FORMATS.includes(word))
        ? undefined
        : 'Use json, svg, or both.';
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

/***/ 36806:
/*! packages/core/src/action/pattern.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ matchNames),
/* harmony export */   Ll: () => (/* binding */ patternWith),
/* harmony export */   T1: () => (/* binding */ pattern)
/* harmony export */ });
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69106);



const LONGEST_PATTERN = _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.pattern.most;
/** An input that is a pattern, a regular expression of JavaScript; undefined where it is not given. */
function pattern() {
    return (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), (source) => patternProblem(source)).transform((source) => source === undefined ? undefined : new RegExp(source));
}
/** As `pattern`, but `byDefault` where it is not given. It must have the group `(?<group>...)`. */
function patternWith(group, byDefault) {
    return (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), (source) => patternProblem(source) ?? groupProblem(source, group, byDefault)).transform((source) => new RegExp(source ?? byDefault));
}
/** Runs in a thread of its own. `at` holds the index of the name that it is at. */
const MATCHER = `
const { parentPort, workerData: { compiled, names, at } } = require('node:worker_threads');
const copyOf = ({ 0: text, index, input, groups }) => ({ 0: text, index, input, groups: groups && { ...groups } });
parentPort.postMessage(names.map((name, index) => {
  Atomics.store(at, 0, index);
  const found = compiled.exec(name);
  return found && copyOf(found);
}));
`;
/**
 * What a pattern finds in the first 512 characters of each name, in the order of the names.
 *
 * @throws UserError when it takes longer than a second for all of them: nested repetitions can take for ever.
 */
async function matchNames(compiled, names) {
    const { Worker } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 75919, 23));
    const at = new Int32Array(new SharedArrayBuffer(4));
    const read = names.map((name) => name.slice(0, _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.patternName.most));
    const worker = new Worker(MATCHER, { eval: true, env: {}, workerData: { compiled, names: read, at } });
    let timer;
    try {
        return await new Promise((resolve, reject) => {
            worker.once('online', () => {
                const giveUp = () => reject(tooSlow(compiled, names, Atomics.load(at, 0)));
                timer = setTimeout(giveUp, _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.patternTime.most);
            });
            worker.once('message', resolve);
            worker.once('error', reject);
        });
    }
    finally {
        clearTimeout(timer);
        await worker.terminate();
    }
}
function tooSlow({ source }, names, at) {
    return new _errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The pattern ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(source)} takes too long: after a second it is at the name ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(names[at] ?? '')}, number ${at + 1} of ${names.length}.`, 'Write it so that it has one way to match: a repetition within a repetition, as in (a+)+, or several .* in a row have many.');
}
function patternProblem(source) {
    if (source.length > LONGEST_PATTERN) {
        return `It has ${source.length} characters, and may have at most ${LONGEST_PATTERN}.`;
    }
    try {
        new RegExp(source);
        return undefined;
    }
    catch (thrown) {
        const reason = (0,_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).split(': ').at(-1)?.replace(/\s+/g, ' ');
        return `It is not a regular expression of JavaScript: ${reason}.`;
    }
}
function groupProblem(source, group, example) {
    // With an alternative that is empty the expression matches, and names its groups.
    const groups = Object.keys(new RegExp(`(?:${source})|`).exec('')?.groups ?? {});
    if (groups.includes(group))
        return undefined;
    return `It has no group (?<${group}>...), which says where in a name the ${group} is. An example is ${example}`;
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

/***/ 3636:
/*! packages/core/src/github/settings.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ki: () => (/* binding */ repositoryProblem),
/* harmony export */   ND: () => (/* binding */ githubSettings),
/* harmony export */   Sh: () => (/* binding */ token),
/* harmony export */   Vz: () => (/* binding */ runId),
/* harmony export */   dN: () => (/* binding */ githubInputs),
/* harmony export */   po: () => (/* binding */ apiUrlOf)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


/** A token of GitHub: masked in the log and never repeated in an error. */
function token() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), tokenProblem).meta({ secret: true });
}
/** The input by which every stage that asks GitHub is given its token: spread it into the stage's shape. */
const githubInputs = { 'github-token': token() };
/** The id of a workflow run; undefined where it is not given. */
function runId() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), runIdProblem);
}
/**
 * The repository and the API of this run, from the runner's variables.
 *
 * @throws UserError when the token is missing, or the variables are not there.
 */
function githubSettings(given, env) {
    const token = given['github-token'];
    if (token === undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('Input "github-token" is missing.', 'Leave it out, to use the token of the job, or give a token that is not empty. A secret that the repository does not ' +
            'have, or that a fork may not see, is empty.');
    }
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const problem = repositoryProblem(repository);
    if (problem !== undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GITHUB_REPOSITORY is ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(repository)}. ${problem}`, 'Run this stage in a workflow: the runner sets the variable.');
    }
    return { apiUrl: apiUrlOf(env), token, tokenInput: 'github-token', repository };
}
/** The URL of the API of this run's GitHub, without a final slash. */
function apiUrlOf(env) {
    return (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
}
/** What is wrong with the name of a repository, or undefined. Accounts that an enterprise manages have an underscore. */
function repositoryProblem(name) {
    const valid = /^[A-Za-z0-9_-]{1,39}\/[A-Za-z0-9._-]{1,100}$/.test(name) && !/\/\.{1,2}$/.test(name);
    return valid ? undefined : 'Use owner/name, for example pantacor/meta-pantavisor.';
}
/** Ids are asked for as numbers: one with more digits could not be told from its neighbour. */
function runIdProblem(id) {
    return /^\d{1,15}$/.test(id) ? undefined : 'Use the id of a workflow run, as github.run_id has it: digits.';
}
function tokenProblem(value) {
    return /^[\x21-\x7e]+$/.test(value)
        ? undefined
        : 'It has a blank, a line break or another character that no token has. Store the secret again, without anything around it.';
}


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


/***/ }),

/***/ 13800:
/*! packages/core/src/release/object-tags.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseObjectTags),
/* harmony export */   Q: () => (/* binding */ objectTagsProblem)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


const MOST_TAGS = 10;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;
const VALID = 'Valid are at most 10 lines KEY=VALUE, such as lifetime=90-days.';
/**
 * Reads the tags of S3 objects from lines of the form KEY=VALUE. Blank lines are passed over, the first `=` splits,
 * and blanks around key and value do not count.
 *
 * @returns Keys to values, in the order of the lines.
 * @throws UserError where `objectTagsProblem` finds something wrong.
 */
function parseObjectTags(text) {
    const problem = objectTagsProblem(text);
    if (problem !== undefined)
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The object tags are wrong. ${problem}`, '');
    return Object.fromEntries(linesOf(text).map(split));
}
/**
 * Holds lines of the form KEY=VALUE against the rules of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html): lengths count UTF-16 units.
 *
 * @returns undefined, or all that is wrong and what is valid.
 */
function objectTagsProblem(text) {
    const lines = linesOf(text);
    const keys = lines.map((line) => split(line)[0]);
    const twice = keys.filter((key, at) => key !== '' && keys.indexOf(key) < at);
    const problems = [
        ...lines.flatMap(lineProblem),
        ...[...new Set(twice)].map((key) => `The key ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)} is given more than once.`),
        ...(lines.length > MOST_TAGS ? [`These are ${lines.length} tags: an object has no more than 10.`] : []),
    ];
    return problems.length === 0 ? undefined : [...problems, VALID].join(' ');
}
function lineProblem(line) {
    if (!line.includes('='))
        return [`The line ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(line)} has no "=".`];
    const [key, value] = split(line);
    if (key === '')
        return [`The line ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(line)} has no key.`];
    return [
        ...(/^aws:/i.test(key) ? [`The key ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)} begins with aws:, which AWS keeps for itself.`] : []),
        ...textProblem(`The key ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)}`, key, KEY_LENGTH),
        ...textProblem(`The value of ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(key)}`, value, VALUE_LENGTH),
    ];
}
function textProblem(what, text, limit) {
    return [
        ...(text.length > limit ? [`${what} is longer than ${limit} characters.`] : []),
        ...(CHARACTERS.test(text) ? [] : [`${what} may hold letters, digits, blanks and + - = . _ : / @ only.`]),
    ];
}
function linesOf(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function split(line) {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}


/***/ }),

/***/ 23294:
/*! packages/core/src/store/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ storeInputs),
/* harmony export */   w: () => (/* binding */ fileInputs)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _release_names_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8939);
/* harmony import */ var _release_object_tags_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13800);



const ACLS = [
    'private',
    'public-read',
    'authenticated-read',
    'aws-exec-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
];
/** Inputs about the object store, which every stage that uses it has: spread them into the stage's shape. */
const storeInputs = {
    bucket: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .requiredText */ .$4)('Give the name of the bucket.'), _release_names_ts__WEBPACK_IMPORTED_MODULE_1__/* .checkBucket */ .L$),
    prefix: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _release_names_ts__WEBPACK_IMPORTED_MODULE_1__/* .checkPrefix */ .by),
    region: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), regionProblem),
    endpoint: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), urlProblem),
    'force-path-style': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .optionalFlag */ .bS)(),
    'access-key-id': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)(),
    'secret-access-key': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)(),
    'session-token': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)(),
    'public-url': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), publicUrlProblem),
    'unconditional-index': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    'run-id': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), runIdProblem),
    acl: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), aclProblem),
    'request-timeout-seconds': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(1, 3600).transform((seconds) => seconds ?? 60),
};
/** Inputs about the files that a stage publishes, besides `storeInputs`. */
const fileInputs = {
    'object-tags': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _release_object_tags_ts__WEBPACK_IMPORTED_MODULE_2__/* .objectTagsProblem */ .Q),
    'cache-control': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), cacheControlProblem),
};
function regionProblem(region) {
    return /^[A-Za-z0-9-]{1,64}$/.test(region)
        ? undefined
        : 'Use the name of a region, for example eu-central-1.';
}
function urlProblem(value) {
    const url = URL.parse(value);
    if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
        return 'Use a URL with http or https and no query, for example https://s3.example.org.';
    }
    return undefined;
}
function publicUrlProblem(value) {
    if (value.endsWith('/'))
        return 'Leave out the slash at the end.';
    return urlProblem(value);
}
function runIdProblem(value) {
    return /^[A-Za-z0-9_-]{1,64}$/.test(value)
        ? undefined
        : 'Use letters, digits, hyphens and underscores, as github.run_id has.';
}
function cacheControlProblem(value) {
    return /^[\x20-\x7e]{1,256}$/.test(value)
        ? undefined
        : 'Use the value of a Cache-Control header, such as public, max-age=31536000, immutable.';
}
function aclProblem(value) {
    return ACLS.includes(value) ? undefined : `Use one of: ${ACLS.join(', ')}.`;
}


/***/ })

};
