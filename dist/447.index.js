export const id = 447;
export const ids = [447];
export const modules = {

/***/ 98370:
/*! actions/docs-publish/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NOT_CHECKED: () => (/* binding */ NOT_CHECKED),
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3636);
/* harmony import */ var _pv_actions_core_release_docs_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98904);
/* harmony import */ var _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);
/* harmony import */ var _pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23294);





/** What `require-conclusion` is for a run that is not looked at. */
const NOT_CHECKED = 'none';
const CONCLUSIONS = [
    'success',
    'failure',
    'neutral',
    'cancelled',
    'skipped',
    'timed_out',
    'action_required',
    'stale',
    'startup_failure',
    NOT_CHECKED,
];
const LONGEST_EVENT = 100;
const inputs = {
    file: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .requiredText */ .$4)('Give the path of the docs tarball, or a glob that one file matches.'),
    artifact: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(),
    name: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_docs_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkDocsName */ .H8),
    tag: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .requiredText */ .$4)('Give the tag of the release, or latest for development docs.'), (tag) => tag === _pv_actions_core_release_docs_ts__WEBPACK_IMPORTED_MODULE_2__/* .LATEST */ .k0 ? undefined : (0,_pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkTag */ .Bs)(tag)),
    channel: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkChannel */ .Kv),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__/* .storeInputs */ .b,
    'run-id': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .runId */ .Vz)(),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__/* .fileInputs */ .w,
    'index-form': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['devices', 'list'], 'devices'),
    'release-asset': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(true),
    'release-timeout-seconds': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 21_600).transform((seconds) => seconds ?? 600),
    ..._pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .githubInputs */ .dN,
    'dispatch-repository': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .repositoryProblem */ .Ki),
    'dispatch-event': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), eventProblem).transform((event) => event ?? 'docs-release'),
    'dispatch-token': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .token */ .Sh)(),
    'expected-sha': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), shaProblem),
    'require-conclusion': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(['success']), conclusionsProblem),
    'dry-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
};
const outputs = ['url', 'sha256', 'name', 'asset-url', 'dispatched'];
const initial = { dispatched: 'false' };
function eventProblem(event) {
    return event.length <= LONGEST_EVENT ? undefined : `GitHub takes at most ${LONGEST_EVENT} characters.`;
}
function shaProblem(sha) {
    return /^[0-9a-f]{40}$/.test(sha)
        ? undefined
        : 'Use the full hash of a commit, as github.sha has it: 40 hex digits in lower case.';
}
function conclusionsProblem(conclusions) {
    const unknown = conclusions.find((each) => !CONCLUSIONS.includes(each));
    if (unknown !== undefined || conclusions.length === 0)
        return `Use any of: ${CONCLUSIONS.join(', ')}.`;
    const both = conclusions.includes(NOT_CHECKED) && conclusions.length > 1;
    return both ? `Use ${NOT_CHECKED} alone: the run is not looked at then.` : undefined;
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

/***/ 98904:
/*! packages/core/src/release/docs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ checkDocsName),
/* harmony export */   St: () => (/* binding */ nameLatestDocs),
/* harmony export */   TT: () => (/* binding */ docsName),
/* harmony export */   Xr: () => (/* binding */ unnameLatestDocs),
/* harmony export */   k0: () => (/* binding */ LATEST),
/* harmony export */   nP: () => (/* binding */ readLatestDocs),
/* harmony export */   xe: () => (/* binding */ isRenamed),
/* harmony export */   z3: () => (/* binding */ docsFormat)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _json_json_merge_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48629);
/* harmony import */ var _json_json_text_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25926);
/* harmony import */ var _names_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);
/* harmony import */ var _object_text_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29286);





/** The tag of the development docs, which are in no release. */
const LATEST = 'latest';
const YOCTO = /^pantavisor-starter-(.+)\.rootfs\.docs\.tar\.zst$/;
/** The forms that the docs site unpacks, by the end of the name: the media type, and the bytes that such a file begins with. */
const FORMATS = [
    { end: '.tar.gz', mediaType: 'application/gzip', magic: '1f8b' },
    { end: '.tar.zst', mediaType: 'application/zstd', magic: '28b52ffd' },
];
/**
 * The name that a docs tarball is published under: `pantavisor-starter-<rest>.rootfs.docs.tar.zst`, as Yocto names it, becomes
 * `pantavisor-<rest>.docs.tar.zst`. Other names stay.
 */
function docsName(file) {
    const rest = YOCTO.exec(file)?.[1];
    return rest === undefined ? file : `pantavisor-${rest}.docs.tar.zst`;
}
/** Whether `docsName` has another name for a file. */
function isRenamed(file) {
    return docsName(file) !== file;
}
/** The form of a tarball by its name; undefined for one that the docs site does not unpack. */
function docsFormat(name) {
    return FORMATS.find(({ end }) => name.endsWith(end) && name.length > end.length);
}
/**
 * Whether `name` may name published docs.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkDocsName(name) {
    const problem = (0,_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkFileName */ .wi)(name);
    if (problem !== undefined)
        return problem;
    if (docsFormat(name) !== undefined)
        return undefined;
    return 'The docs site unpacks .tar.zst and .tar.gz only. Use a name that ends so.';
}
/**
 * Names `entry` in the text of `docs/latest.json`; `undefined` is a file that is not there. Keys of others stay byte for byte, and the
 * same text comes back when there is nothing to change.
 *
 * @param where The object as errors name it.
 * @throws UserError when the text is not a JSON object.
 */
function nameLatestDocs(text, entry, where) {
    const { name, url, sha256 } = entry;
    const named = { name, url, hash: sha256, sha256 };
    if (text === undefined)
        return `${JSON.stringify(named, null, 2)}\n`;
    return (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_1__/* .mergeObject */ .Uf)(text, openObject(text, where), named, (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_2__/* .styleOf */ .Vj)(text));
}
/** Has the text of `docs/latest.json` name nothing. @throws UserError as `nameLatestDocs`. */
function unnameLatestDocs(text, where) {
    const root = openObject(text, where);
    return ['name', 'url', 'hash', 'sha256'].reduce((edited, key) => (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_1__/* .removeMember */ .pt)(edited, root, key), text);
}
/** What the text of `docs/latest.json` names, if anything. @throws UserError as `nameLatestDocs`. */
function readLatestDocs(text, where) {
    if (text === undefined)
        return undefined;
    const { name, url, hash, sha256 } = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_2__/* .readValue */ .wK)(text, openObject(text, where));
    const asText = (value) => (typeof value === 'string' ? value : '');
    const entry = { name: asText(name), url: asText(url), sha256: asText(sha256 ?? hash) };
    return entry.url === '' ? undefined : entry;
}
function openObject(text, where) {
    (0,_object_text_ts__WEBPACK_IMPORTED_MODULE_4__/* .requireObject */ .zG)(text, where, 'docs/latest.json');
    try {
        if ((0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(JSON.parse(text)))
            return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_2__/* .rootOf */ .I5)(text);
    }
    catch (thrown) {
        throw unreadable(where, thrown);
    }
    throw unreadable(where, undefined);
}
function unreadable(where, cause) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not the JSON object that names the development docs. It was left as it is.`, 'Look at it, mend it or remove it, and run this step again.', { cause });
}


/***/ })

};
