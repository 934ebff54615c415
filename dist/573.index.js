export const id = 573;
export const ids = [573];
export const modules = {

/***/ 20573:
/*! actions/srcrev-bump/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36647);


const inputs = {
    components: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(),
    group: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['all', 'component'], 'all'),
    'version-comments': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    ...(0,_pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateInputs */ .FU)(),
};
const outputs = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateOutputs */ .Ec;
const initial = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .initialOutputs */ .Jt;


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

/***/ 36698:
/*! packages/core/src/git/branch-name.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ branchProblem)
/* harmony export */ });
/** Control characters, and halves of surrogate pairs, for which there is no UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
/**
 * What is wrong with the name of a branch, as a sentence; undefined where git accepts it
 * (https://git-scm.com/docs/git-check-ref-format, and `git branch` for names that it keeps to itself).
 */
function branchProblem(name) {
    const problem = problemOf(name);
    return problem && `A branch ${problem}. Valid are names such as main or pv/1_35_stable.`;
}
function problemOf(name) {
    if (name === '')
        return 'must not be empty';
    if (name === '@' || name === 'HEAD')
        return `must not be ${name}`;
    if (name.startsWith('-'))
        return 'must not begin with a hyphen';
    if (UNPRINTABLE.test(name))
        return 'must not hold control characters or broken Unicode';
    if (/[ ~^:?*[\\]|@\{/.test(name))
        return 'must not hold a blank, a backslash, ~ ^ : ? * [ or @{';
    if (name.includes('..'))
        return 'must not hold two dots in a row';
    if (name.endsWith('.'))
        return 'must not end with a dot';
    return name
        .split('/')
        .map(partProblem)
        .find((problem) => problem !== undefined);
}
function partProblem(part) {
    if (part === '')
        return 'must not begin or end with a slash, or hold two in a row';
    if (part.startsWith('.'))
        return 'must not have a part that begins with a dot';
    return part.endsWith('.lock') ? 'must not have a part that ends with .lock' : undefined;
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

/***/ 71220:
/*! packages/core/src/proposal/stage-trailer.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ foreignError),
/* harmony export */   BX: () => (/* binding */ foreignCommits),
/* harmony export */   FI: () => (/* binding */ lacksTrailers),
/* harmony export */   PB: () => (/* binding */ signOff),
/* harmony export */   VE: () => (/* binding */ listCommits),
/* harmony export */   b2: () => (/* binding */ trailerProblem),
/* harmony export */   jX: () => (/* binding */ withTrailers),
/* harmony export */   wf: () => (/* binding */ withStageTrailer)
/* harmony export */ });
/* unused harmony exports isOfStage, trailersOf */
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47132);



const KEY = 'Pv-Actions-Stage';
const NONE = { before: [], after: [] };
/** Lines that git itself puts among trailers. A block with one of them may have other text too. */
const GIT_MADE = /^(?:Signed-off-by: |\(cherry picked from commit )/;
/** A key of letters, digits and dashes, with blanks before its colon. */
const TRAILER = /^[A-Za-z0-9-]+[ \t]*:/;
/** What git takes for blank: not form feeds, nor the blanks of Unicode. */
const BLANKS = ' \t\r';
/** `message`, with the trailer by which commits of `stage` are known between those that are given. */
function withStageTrailer(message, stage, { before, after } = NONE) {
    return withTrailers(message, [...before, `${KEY}: ${stage}`, ...after]);
}
/** The line by which somebody signs off. */
function signOff({ name, email }) {
    return `Signed-off-by: ${name} <${email}>`;
}
/** `message`, with a block of trailers at its end, each once. */
function withTrailers(message, trailers) {
    const block = [...new Set(trailers)];
    return block.length === 0 ? message : `${message.trimEnd()}\n\n${block.join('\n')}\n`;
}
/** What is wrong with a line `Key: value` that is to be a trailer, as a sentence. */
function trailerProblem(line) {
    const [, key = ''] = /^([A-Za-z0-9-]+): *[^\s\p{C}][^\p{C}]*$/u.exec(line) ?? [];
    if (key === '')
        return `${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(line)} is no trailer. Use lines such as Change-type: patch.`;
    return key.toLowerCase() === KEY.toLowerCase() ? `The trailer ${KEY} is the stage's own.` : undefined;
}
/** Whether a message does not have all that the authorship asks for. Whose sign-off it is does not count. */
function lacksTrailers(message, { trailers, signoff }) {
    const there = trailersOf(message).map(({ key, value }) => `${key}: ${value}`.toLowerCase());
    const signed = there.some((line) => line.startsWith('signed-off-by: '));
    const isThere = (line) => there.includes(line.replace(/: */, ': ').toLowerCase());
    return (signoff && !signed) || !trailers.every(isThere);
}
/** Whether a commit with this message was made by `stage`. */
function isOfStage(message, stage) {
    return trailersOf(message).some(({ key, value }) => key.toLowerCase() === KEY.toLowerCase() && value === stage);
}
/**
 * The trailers of a commit message, as git reads them (https://git-scm.com/docs/git-interpret-trailers): its last paragraph, unless
 * it is the first, where each line is a trailer or continues one; or where git made one of them and a quarter are trailers.
 */
function trailersOf(message) {
    const paragraphs = message
        .split(/\n(?:[ \t\r]*\n)+/)
        .map((paragraph) => paragraph.split('\n').filter((line) => stripped(line) !== ''))
        .filter((lines) => lines.length > 0);
    const block = paragraphs.length > 1 ? (paragraphs.at(-1) ?? []) : [];
    const kinds = block.map(kindOf);
    const trailers = kinds.filter((kind) => kind === 'trailer' || kind === 'git').length;
    // Lines that are indented belong to what stands before them.
    const others = kinds.filter((_, index) => headOf(kinds, index) === 'text').length;
    if (trailers === 0 || (others > 0 && !(kinds.includes('git') && trailers * 3 >= others)))
        return [];
    const found = [];
    let last;
    for (const line of block) {
        if (kindOf(line) === 'continuation') {
            if (last !== undefined)
                last.value += ` ${stripped(line)}`;
            continue;
        }
        last = undefined;
        if (!TRAILER.test(line))
            continue;
        const colon = line.indexOf(':');
        last = { key: stripped(line.slice(0, colon)), value: stripped(line.slice(colon + 1)) };
        found.push(last);
    }
    return found;
}
/** `text` without the blanks at its ends. */
function stripped(text) {
    let [start, end] = [0, text.length];
    while (start < end && BLANKS.includes(text.charAt(start)))
        start += 1;
    while (end > start && BLANKS.includes(text.charAt(end - 1)))
        end -= 1;
    return text.slice(start, end);
}
function kindOf(line) {
    if (GIT_MADE.test(line))
        return 'git';
    if (TRAILER.test(line))
        return 'trailer';
    return /^[ \t]/.test(line) ? 'continuation' : 'text';
}
/** The kind of the line that the line at `index` belongs to. Text, where there is none. */
function headOf(kinds, index) {
    return kinds.slice(0, index + 1).findLast((kind) => kind !== 'continuation') ?? 'text';
}
const MOST_NAMED = 5;
/** The commits that were not made by `stage`, which makes no merges whatever their message says. */
function foreignCommits(commits, stage) {
    return commits.filter(({ message, merge }) => merge || !isOfStage(message, stage));
}
/** Why a stage leaves its branch alone that has commits of others. */
function foreignError(branch, stage, foreign) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(branch)} has ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(foreign.length, 'commit')} that ${stage} did not make: ${listCommits(foreign)}.`, 'Merge or close its pull request, or move these commits to another branch and delete this one; or set `force: true` to give ' +
        'them up.');
}
/** Commits in a message: their digest, who made them, and what about. */
function listCommits(commits) {
    const each = commits.map(({ sha, author, message }) => {
        const subject = message.trimStart().split('\n', 1)[0] ?? '';
        return `${sha.slice(0, 12)} by ${author}, ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(subject.trim())}`;
    });
    return (0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .shortList */ .pg)(each, '; ', MOST_NAMED);
}


/***/ }),

/***/ 36647:
/*! packages/core/src/updates/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ec: () => (/* binding */ updateOutputs),
/* harmony export */   FU: () => (/* binding */ updateInputs),
/* harmony export */   Jt: () => (/* binding */ initialOutputs),
/* harmony export */   d2: () => (/* binding */ authorshipOf)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36698);
/* harmony import */ var _github_settings_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3636);
/* harmony import */ var _proposal_stage_trailer_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71220);




const GIT_BASE_URL = 'https://github.com';
const MAX_LOG_LINES = 30;
/** What GitHub shows of a title. */
const TITLE_LENGTH = 256;
/** The inputs of every stage that proposes updates: spread them into the stage's shape. */
function updateInputs() {
    return {
        'working-directory': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => value ?? '.'),
        base: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__/* .branchProblem */ .M),
        branch: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__/* .branchProblem */ .M),
        title: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), titleProblem),
        signoff: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        trailers: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)(trailerLines(), trailersProblem),
        'commit-author': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), authorProblem),
        labels: lines(),
        reviewers: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(), reviewersProblem),
        ..._github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .githubInputs */ .dN,
        'remote-token': (0,_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .token */ .Sh)(),
        'git-base-url': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), baseUrlProblem).transform((value) => (value ?? GIT_BASE_URL).replace(/\/+$/, '')),
        only: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(),
        'max-log-lines': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 1000).transform((value) => value ?? MAX_LOG_LINES),
        'allow-rewind': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        'allow-unreachable': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        force: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        'pull-request': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(true),
        'dry-run': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    };
}
/** The outputs of every stage that proposes updates. */
const updateOutputs = [
    'changed',
    'updates',
    'pull-request-number',
    'pull-request-url',
    'branch',
    'message-file',
];
/** The values of the outputs where nothing was found. */
const initialOutputs = { changed: 'false', updates: '[]' };
/** Names separated by newlines or commas: a label may have blanks in it. */
function lines() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => (value ?? '')
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''));
}
/** Lines `Key: value`, which may hold commas. */
function trailerLines() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => (value ?? '')
        .split('\n')
        .map((line) => line.trim().replace(/^([A-Za-z0-9-]+)[ \t]*:[ \t]*/, '$1: '))
        .filter((line) => line !== ''));
}
function trailersProblem(trailers) {
    return trailers.map(_proposal_stage_trailer_ts__WEBPACK_IMPORTED_MODULE_2__/* .trailerProblem */ .b2).find((problem) => problem !== undefined);
}
/** What git makes of a name (ident.c): such characters at its ends are left out. */
const AUTHOR = /^([^<>\p{C}]*[^<>\p{C}\s.,:;"\\'][^<>\p{C}]*) <([^<>@\s\p{C}]+@[^<>@\s\p{C}]+)>$/u;
function authorProblem(author) {
    return AUTHOR.test(author) ? undefined : 'Use one line such as Jane Doe <jane@example.com>.';
}
/** Whose the commits are, and what their messages end with. */
function authorshipOf(given) {
    const [, name = '', email = ''] = AUTHOR.exec(given['commit-author'] ?? '') ?? [];
    const { trailers, signoff } = given;
    return { author: name === '' ? undefined : { name: name.trim(), email }, trailers, signoff };
}
function titleProblem(title) {
    if (/[\r\n]/.test(title))
        return 'Use one line.';
    return title.length > TITLE_LENGTH ? `Use at most ${TITLE_LENGTH} characters.` : undefined;
}
function reviewersProblem(reviewers) {
    const wrong = reviewers.filter((name) => !/^[A-Za-z0-9](?:[A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?)?$/.test(name));
    return wrong.length === 0
        ? undefined
        : `No login and no team: ${wrong.join(', ')}. Use logins, and teams as owner/team.`;
}
function baseUrlProblem(value) {
    const hint = 'Use a URL such as https://github.com; http://, ssh:// and git:// work too.';
    if (!URL.canParse(value))
        return hint;
    const { protocol, password, username, search, hash } = new URL(value);
    if (!['https:', 'http:', 'ssh:', 'git:'].includes(protocol))
        return hint;
    if (password !== '' || (username !== '' && protocol !== 'ssh:')) {
        return 'Leave the credentials out of it: `remote-token` is for them.';
    }
    return search === '' && hash === '' ? undefined : hint;
}


/***/ })

};
