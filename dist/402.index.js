export const id = 402;
export const ids = [402];
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

/***/ 8347:
/*! packages/core/src/pvtest/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ judgementInputs)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _report_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84640);


/** What `fail-on` is where no verdict of a test fails the stage. */
const NOTHING = 'none';
/** What can be asked of: a test that passed is no failure. */
const CHOICES = _report_ts__WEBPACK_IMPORTED_MODULE_1__/* .VERDICTS */ .bk.filter((verdict) => verdict !== 'passed');
const DEFAULT = ['failed', 'aborted', 'infrastructure', 'incomplete'];
/** The inputs that say what of a report fails a stage. */
const judgementInputs = {
    'fail-on': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(DEFAULT), failOnProblem).transform((words) => CHOICES.filter((verdict) => words.includes(verdict))),
    'expected-tests': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 1_000_000),
};
function failOnProblem(words) {
    if (words.length === 1 && words[0] === NOTHING)
        return undefined;
    const isKnown = words.length > 0 && words.every((word) => CHOICES.some((verdict) => verdict === word));
    return isKnown ? undefined : `Use any of: ${CHOICES.join(', ')}; or ${NOTHING} alone.`;
}


/***/ }),

/***/ 84640:
/*! packages/core/src/pvtest/report.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ ENDINGS),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   bk: () => (/* binding */ VERDICTS),
/* harmony export */   im: () => (/* binding */ OUTCOMES)
/* harmony export */ });
/** What the runner can say of one try of a test, and what we know better than it. */
const OUTCOMES = [
    'passed',
    'failed',
    /** The test gave up before it had compared anything. It is not tried again. */
    'aborted',
    'skipped',
    /** It could not be run: docker refused, a port was taken. The runner says that it failed. */
    'infrastructure',
    /** It was launched, and there is no result: it was killed, or took too long. */
    'incomplete',
];
/** What became of a test in the end. `flaky`: it passed at last, and not at first. */
const VERDICTS = [
    'passed',
    'flaky',
    'failed',
    'skipped',
    'aborted',
    'infrastructure',
    'incomplete',
];
/** How a run ended: by itself, or why before its time. The worse ones stand later. */
const ENDINGS = ['completed', 'timed-out', 'cancelled', 'killed'];
/**
 * What became of a test: the outcome of its highest attempt, in whatever order the tries are given. It is `flaky` when
 * that one passed and an earlier one did not, and `incomplete` when there is no try.
 */
function verdictOf(tries) {
    const last = tries.reduce((highest, next) => (highest === undefined || next.attempt > highest.attempt ? next : highest), undefined);
    if (last === undefined)
        return 'incomplete';
    const flaky = last.outcome === 'passed' && tries.some((other) => other.outcome !== 'passed');
    return flaky ? 'flaky' : last.outcome;
}


/***/ }),

/***/ 41822:
/*! packages/core/src/pvtest/test-id.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fe: () => (/* binding */ testPathProblem),
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   Qd: () => (/* binding */ categoryOf),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   Yw: () => (/* binding */ isBelow),
/* harmony export */   ec: () => (/* binding */ testId),
/* harmony export */   iW: () => (/* binding */ SCOPES),
/* harmony export */   xY: () => (/* binding */ asRetry),
/* harmony export */   y7: () => (/* binding */ tryFolder)
/* harmony export */ });
const LONGEST_ID = 300;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const ATTEMPT = /^(.+)\.([1-9]\d{0,2})$/;
/** The parts of a distro that hold tests: those that need this host only, and those that need Pantacor Hub. */
const SCOPES = ['local', 'remote'];
const SEGMENT = /^[A-Za-z0-9_+@=][A-Za-z0-9_+@=.-]*$/;
const LONGEST_PATH = 500;
/**
 * What is wrong with the path of a test or of a folder of tests, or undefined. It becomes an argument and a path: a leading `-`,
 * a blank or `..` in it would be taken for something else.
 */
function testPathProblem(path) {
    const [scope, ...rest] = path.split('/');
    const hint = 'Use paths below local or remote, as in local/core or local/core/legacy-config-overload.';
    if (path.length > LONGEST_PATH || !SCOPES.some((known) => known === scope))
        return hint;
    return rest.every((segment) => SEGMENT.test(segment)) ? undefined : hint;
}
/** The scope of a test or of a path that `testPathProblem` finds nothing wrong with. */
function scopeOf(path) {
    return path === 'remote' || path.startsWith('remote/') ? 'remote' : 'local';
}
/** Whether the test `id` is at `path` or below it. */
function isBelow(id, path) {
    return id === path || id.startsWith(`${path}/`);
}
/**
 * The id that a path of the runner names, `./local/core/a` or `local/core/a`. Undefined for what is not a test's
 * path below `local` or `remote`: an empty segment, `.` or `..`, a control character, more than 300 characters.
 */
function testId(path) {
    const id = path.startsWith('./') ? path.slice(2) : path;
    const [scope, ...rest] = id.split('/');
    if (id.length > LONGEST_ID || UNPRINTABLE.test(id))
        return undefined;
    if ((scope !== 'local' && scope !== 'remote') || rest.length === 0)
        return undefined;
    if (rest.some((segment) => segment === '' || segment === '.' || segment === '..'))
        return undefined;
    return id;
}
/** The folder of a try below the workspace, which is also how the runner calls it: `<id>`, and `<id>.2` for retry 2. */
function tryFolder(id, attempt) {
    return attempt === 0 ? id : `${id}.${attempt}`;
}
/** `local/core/a.2` as retry 2 of `local/core/a`. Undefined without a suffix. It may be a test's own name all the same. */
function asRetry(name) {
    const [, id, attempt] = ATTEMPT.exec(name) ?? [];
    return id === undefined || id.endsWith('/') ? undefined : { id, attempt: Number(attempt) };
}
/** `<scope>/<category>` of a test, the folder that it lies in. */
function categoryOf({ id }) {
    return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
/** The name of a test, without its scope and category. */
function nameOf({ id }) {
    return id.slice(id.lastIndexOf('/') + 1);
}


/***/ })

};
