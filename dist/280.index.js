export const id = 280;
export const ids = [280];
export const modules = {

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


/***/ }),

/***/ 50499:
/*! packages/core/src/release/keys.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E3: () => (/* binding */ latestDocsKey),
/* harmony export */   El: () => (/* binding */ nameInKey),
/* harmony export */   N: () => (/* binding */ latestTagKey),
/* harmony export */   N0: () => (/* binding */ machineKey),
/* harmony export */   OP: () => (/* binding */ checksumsKey),
/* harmony export */   RV: () => (/* binding */ badgeKey),
/* harmony export */   Rn: () => (/* binding */ manifestKey),
/* harmony export */   Ss: () => (/* binding */ probeKey),
/* harmony export */   TZ: () => (/* binding */ pvexportsName),
/* harmony export */   Vr: () => (/* binding */ tagFolder),
/* harmony export */   Wh: () => (/* binding */ machineFolder),
/* harmony export */   bE: () => (/* binding */ layerFolder),
/* harmony export */   g2: () => (/* binding */ encodeKey),
/* harmony export */   mh: () => (/* binding */ indexKey),
/* harmony export */   o0: () => (/* binding */ latestBadgesFolder),
/* harmony export */   p6: () => (/* binding */ docsKey),
/* harmony export */   sD: () => (/* binding */ defaultPublicUrl),
/* harmony export */   sN: () => (/* binding */ latestBadgeKey),
/* harmony export */   sn: () => (/* binding */ publishedKey),
/* harmony export */   t6: () => (/* binding */ latestDocsPointerKey),
/* harmony export */   u1: () => (/* binding */ bundleName),
/* harmony export */   x6: () => (/* binding */ publicUrl)
/* harmony export */ });
/**
 * Keys of the S3 layout, and the public URLs of objects. All names are checked before (names.ts): nothing is
 * cleaned up in here. `prefix` may be empty.
 */
const join = (...parts) => parts.filter((part) => part !== '').join('/');
/** `<prefix>/`: what every key of the layer begins with; '' without a prefix. */
function layerFolder(prefix) {
    return prefix === '' ? '' : `${prefix}/`;
}
/** The name of the file: the last segment of a key. */
function nameInKey(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
/** `<prefix>/releases.json`: the index. */
function indexKey(prefix) {
    return join(prefix, 'releases.json');
}
/** `<prefix>/<tag>/<machine>/<file>`. */
function machineKey(prefix, tag, machine, file) {
    return join(prefix, tag, machine, file);
}
/** `<prefix>/<tag>/`: all machines of a tag. */
function tagFolder(prefix, tag) {
    return `${join(prefix, tag)}/`;
}
/** `<prefix>/<tag>/<machine>/`. */
function machineFolder(prefix, tag, machine) {
    return `${join(prefix, tag, machine)}/`;
}
/** `<machine>-<tag>.tar.gz`: the bundle of the flash images. */
function bundleName(machine, tag, format) {
    return `${machine}-${tag}.${format}`;
}
/** `pvexports-<machine>-<tag>.zip`: all pvrexports of the machine. */
function pvexportsName(machine, tag) {
    return `pvexports-${machine}-${tag}.zip`;
}
/** `<prefix>/<tag>/<machine>/manifest.json`. */
function manifestKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'manifest.json');
}
/** `<prefix>/<tag>/<machine>/published.json`. */
function publishedKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'published.json');
}
/** `<prefix>/<tag>/<machine>/SHA256SUMS`. */
function checksumsKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'SHA256SUMS');
}
/** `<prefix>/<tag>/docs/<file>`. */
function docsKey(prefix, tag, file) {
    return join(prefix, tag, 'docs', file);
}
/** `<prefix>/docs/latest/<file>`: development docs. */
function latestDocsKey(prefix, file) {
    return join(prefix, 'docs', 'latest', file);
}
/** `<prefix>/docs/latest.json`: the pointer to the development docs. */
function latestDocsPointerKey(prefix) {
    return join(prefix, 'docs', 'latest.json');
}
/** `<prefix>/<tag>/badges/<machine>.json`, or `.svg`. */
function badgeKey(prefix, tag, machine, format = 'json') {
    return join(prefix, tag, 'badges', `${machine}.${format}`);
}
/** `<prefix>/latest/<channel>/badges/`: the badges of the newest tag of a channel. */
function latestBadgesFolder(prefix, channel) {
    return `${join(prefix, 'latest', channel, 'badges')}/`;
}
/** `<prefix>/latest/<channel>/badges/<machine>.json`, or `.svg`. */
function latestBadgeKey(prefix, channel, machine, format = 'json') {
    return `${latestBadgesFolder(prefix, channel)}${machine}.${format}`;
}
/** `<prefix>/latest/<channel>/badges/tag.json`: the pointer to the newest tag of a channel; `tag.svg` is its picture. */
function latestTagKey(prefix, channel, format = 'json') {
    return `${latestBadgesFolder(prefix, channel)}tag.${format}`;
}
/** `<prefix>/.pv-actions/<run>`: the object that probes whether the store obeys conditions. */
function probeKey(prefix, run) {
    return join(prefix, '.pv-actions', run);
}
/**
 * A key as a path of a URL: every segment percent-encoded but for `A-Za-z0-9-._~`. `+` becomes `%2B`, which S3 would
 * read as a blank.
 */
function encodeKey(key) {
    const encode = (segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    return key.split('/').map(encode).join('/');
}
/**
 * The public URL of an object. `base` is the URL of `<prefix>/` without its final slash.
 *
 * @throws Error when `key` is not below `prefix`.
 */
function publicUrl(base, prefix, key) {
    const start = layerFolder(prefix);
    if (!key.startsWith(start) || key === start)
        throw new Error(`The key ${key} is not below ${start}.`);
    return `${base}/${encodeKey(key.slice(start.length))}`;
}
/**
 * The default of the input `public-url`: `https://<bucket>.s3.amazonaws.com/<prefix>`, or
 * `<endpoint>/<bucket>/<prefix>`, without a final slash.
 */
function defaultPublicUrl(bucket, prefix, endpoint) {
    const host = endpoint === undefined || endpoint === ''
        ? `https://${bucket}.s3.amazonaws.com`
        : `${endpoint.replace(/\/+$/, '')}/${encodeKey(bucket)}`;
    return prefix === '' ? host : `${host}/${encodeKey(prefix)}`;
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

/***/ 29286:
/*! packages/core/src/release/object-text.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gl: () => (/* binding */ whatItIs),
/* harmony export */   TB: () => (/* binding */ showCommand),
/* harmony export */   xY: () => (/* binding */ isNoObject),
/* harmony export */   zG: () => (/* binding */ requireObject)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _json_json_error_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90599);


/** An object as a store describes it: its address, and its endpoint where that is not the one of AWS. */
const ADDRESS = /^(s3:\/\/.+\/(?:releases|manifest|latest|tag)\.json)(?: at (https?:\/\/\S+))?/;
/**
 * The command that shows an object.
 *
 * @param where the object as errors name it
 * @param name what it is called where `where` does not say its address
 */
function showCommand(where, name) {
    const [, found, endpoint] = ADDRESS.exec(where) ?? [];
    const address = found === undefined ? `s3://<bucket>/<prefix>/${name}` : inShell(found);
    const store = endpoint === undefined ? '' : ` --endpoint-url ${inShell(endpoint)}`;
    return `aws s3 cp ${address} -${store}`;
}
/**
 * Makes sure that an object which should be JSON is neither nothing nor a page. Then somebody else than the store may have answered, and a
 * good object must not be removed for it.
 *
 * @param where the object as errors name it
 * @param name what it is called where `where` does not say its address
 * @throws UserError
 */
function requireObject(text, where, name) {
    if (!isNoObject(text))
        return;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON. ${whatItIs(text, undefined)}`, `It was left as it is. Look at it with \`${showCommand(where, name)}\`. If that shows JSON, something between the ` +
        'runner and the store answered for it: check `endpoint` and the proxy, and run this step again. If not, put an older version back.');
}
/** Whether an object that should be JSON is nothing, or a page. */
function isNoObject(text) {
    return /^\s*(?:<|$)/.test(text);
}
/** A word of a command line: a prefix may hold blanks. */
function inShell(word) {
    return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
/** What a text is that is not JSON, as a sentence. */
function whatItIs(text, thrown) {
    if (text.trim() === '')
        return 'It is empty.';
    if (text.startsWith('\uFEFF'))
        return 'It begins with a byte order mark, which JSON does not allow.';
    if (/^\s*</.test(text))
        return 'It looks like an HTML or XML page.';
    return (0,_json_json_error_ts__WEBPACK_IMPORTED_MODULE_1__/* .jsonProblem */ .I)(text, thrown);
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


/***/ }),

/***/ 64377:
/*! node_modules/zod */
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p6: () => (/* binding */ date),
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDate */ .db(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODate */ .Brp, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
