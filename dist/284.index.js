export const id = 284;
export const ids = [284];
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
    ...(0,_pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateInputs */ .FU)('auto-update/components'),
};
const outputs = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateOutputs */ .Ec;
const initial = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .initialOutputs */ .Jt;


/***/ }),

/***/ 98637:
/*! actions/srcrev-bump/src/changes.ts, actions/srcrev-bump/src/components-file.ts, actions/srcrev-bump/src/main.ts, actions/srcrev-bump/src/survey.ts, packages/core/src/recipes/recipe-assignments.ts, packages/core/src/recipes/recipe-pins.ts, packages/core/src/recipes/recipe-repository.ts, packages/core/src/recipes/recipe-revision.ts, packages/core/src/recipes/recipe-text.ts, packages/core/src/recipes/recipe-uris.ts, packages/core/src/recipes/recipe-variables.ts, packages/core/src/updates/components.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/git/work-tree.ts
var work_tree = __webpack_require__(27642);
// EXTERNAL MODULE: ./packages/core/src/updates/findings.ts + 9 modules
var updates_findings = __webpack_require__(63176);
// EXTERNAL MODULE: ./packages/core/src/updates/look-up.ts
var look_up = __webpack_require__(58387);
// EXTERNAL MODULE: ./packages/core/src/updates/open-remotes.ts + 5 modules
var open_remotes = __webpack_require__(66939);
// EXTERNAL MODULE: ./packages/core/src/updates/report.ts
var updates_report = __webpack_require__(44524);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-text.ts
const NOWHERE = -1;
/** `text` as it stands at `start` of the file. */
function standing(text, start) {
    return { text, offsets: Array.from({ length: text.length }, (_, index) => start + index) };
}
/** A text that the file does not hold. */
function foreign(text) {
    return { text, offsets: Array.from(text, () => NOWHERE) };
}
function joined(parts) {
    const [only] = parts;
    if (only !== undefined && parts.length === 1)
        return only;
    return { text: parts.map(({ text }) => text).join(''), offsets: parts.flatMap(({ offsets }) => offsets) };
}
function sliced(source, from, to = source.text.length) {
    return { text: source.text.slice(from, to), offsets: source.offsets.slice(from, to) };
}
/** Where a text stands, if it stands in the file, and in one piece. */
function spanOf({ offsets }) {
    const [start = NOWHERE] = offsets;
    if (start === NOWHERE || offsets.some((offset, index) => offset !== start + index))
        return undefined;
    return { start, end: start + offsets.length };
}
/** A file's bytes as one character each, as this reader takes them, so that an index is an offset. */
function bytesAsText(bytes) {
    return bytes.toString('latin1');
}
/** Text of `bytesAsText` as a person wrote it: UTF-8. */
function readable(text) {
    return Buffer.from(text, 'latin1').toString('utf8');
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-assignments.ts


const HEAD = /^(?:export\s+(?!\s))?([a-zA-Z0-9\-_+.${}/~:]*?)(?:\[([a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?\s*(:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)\s*(["'])/;
/** Before bitbake 2.0 (1.52) an underscore stood where the colon stands. */
const OLD_OPERATION = /_(append|prepend|remove)(?=_|$)/g;
const OLD_RECIPE = /^(.+)_(pn-[^_]+)$/;
/**
 * The assignments of a recipe, in their order. The grammar is that of bitbake's lib/bb/parse/parse_py/ConfHandler.py;
 * what it would refuse is left out. Of the old overrides with an underscore those are read that are no part of a
 * name: `_append`, `_prepend`, `_remove` and `_pn-<recipe>`.
 *
 * @param text The file with one character for each byte.
 * @throws UserError with a sentence about the file, where it is larger than READER_LIMITS allows.
 */
function recipeAssignments(text) {
    if (text.length > limits/* READER_LIMITS */.f0.recipe.most)
        throw tooMuch(`It has ${text.length} bytes`, 'recipe');
    const assignments = recipeStatements(text).flatMap(({ source, line }) => {
        const head = HEAD.exec(source.text);
        if (head === null)
            return [];
        const [whole, name = '', flag, operator, quote = ''] = head;
        const end = source.text.length - 1;
        if (name === '' || end < whole.length || source.text[end] !== quote)
            return [];
        const value = sliced(source, whole.length, end);
        // `A = "a"b"`: bitbake takes a quote in a value for a mistake when it is the only one.
        if (value.text.split(quote).length === 2)
            return [];
        return [{ name, ...nameParts(name), flag, operator: operator, value, line }];
    });
    if (assignments.length <= limits/* READER_LIMITS */.f0.recipeAssignments.most)
        return assignments;
    throw tooMuch(`It has ${assignments.length} assignments`, 'recipeAssignments');
}
/** The error for a recipe that has more than a limit allows. */
function tooMuch(found, limit) {
    return (0,limits/* overLimit */.W1)(found, limits/* READER_LIMITS */.f0[limit], 'Correct `recipe_glob` of the component, so that it names no such file, or make the recipe simpler.');
}
/** The variable that a name means, and its overrides. @throws UserError for one that is too long. */
function nameParts(name) {
    if (name.length > limits/* READER_LIMITS */.f0.recipeName.most) {
        throw tooMuch(`It has a variable whose name has ${name.length} characters`, 'recipeName');
    }
    const [first = '', ...overrides] = name.split(':');
    const { base, operation, added } = oldOperation(first);
    const [, variable = base, recipe] = OLD_RECIPE.exec(base) ?? [];
    const old = [recipe, operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
    return { variable, overrides: [...old, ...overrides] };
}
/** `A_append_b`: the first operation behind which no capital stands. */
function oldOperation(name) {
    OLD_OPERATION.lastIndex = Math.max(1, name.search(/[A-Z][^A-Z]*$/) + 1);
    const found = OLD_OPERATION.exec(name);
    if (found === null)
        return { base: name };
    const end = found.index + found[0].length;
    return {
        base: name.slice(0, found.index),
        operation: found[1],
        added: end === name.length ? undefined : name.slice(end + 1),
    };
}
const FUNCTION_START = /^(?:(?:(?:python(?=[\s(])|fakeroot(?=\s))\s*)*(?:[\w.\-+{}$:]+\s*)?|\s+)\(\s*\)\s*\{$/;
const PYTHON_DEF = /^def\s+\w.*:/;
/** What Python strips of a line, as far as it is ASCII: a byte beyond it may be part of a character. */
const BLANKS = ' \t\v\f\x1c\x1d\x1e\x1f';
/**
 * The statements of a recipe, an include file or a configuration file, without comments and without the functions in it.
 * The rules are those of bitbake's lib/bb/parse/parse_py/BBHandler.py: a backslash continues a line also with blanks
 * behind it, a function ends at a `}` that is alone on its line, a `def` at the first line that is not indented.
 * A comment between continued lines, which newer bitbakes refuse, is left out; what a comment continues to is comment.
 *
 * @param text The file with one character for each byte.
 */
function recipeStatements(text) {
    const statements = [];
    let parts = [];
    let firstLine = 0;
    let within = 'statements';
    for (const { source, line } of physicalLines(text)) {
        const { text } = source;
        const continues = text.endsWith('\\');
        if (within === 'function') {
            if (text === '}')
                within = 'statements';
            continue;
        }
        if (within === 'def') {
            if (/^(?:\s|#|$)/.test(text))
                continue;
            within = 'statements';
        }
        if (within === 'comment' || text.startsWith('#')) {
            if (parts.length === 0)
                within = continues ? 'comment' : 'statements';
            continue;
        }
        if (parts.length === 0)
            firstLine = line;
        if (continues) {
            parts.push({ text: text.slice(0, -1), offsets: source.offsets.slice(0, -1) });
            continue;
        }
        const whole = joined([...parts, source]);
        parts = [];
        if (FUNCTION_START.test(whole.text))
            within = 'function';
        else if (PYTHON_DEF.test(whole.text))
            within = 'def';
        else if (whole.text !== '')
            statements.push({ source: whole, line: firstLine });
    }
    return statements;
}
/** The lines of a text as Python reads them, without their ends and the blanks before those. */
function* physicalLines(text) {
    let start = 0;
    let line = 1;
    for (const end of [...text.matchAll(/\r\n|\r|\n/g), undefined]) {
        const stop = end?.index ?? text.length;
        if (end === undefined && stop === start)
            return;
        let last = stop;
        while (last > start && BLANKS.includes(text.charAt(last - 1)))
            last--;
        yield { source: standing(text.slice(start, last), start), line };
        start = stop + (end?.[0].length ?? 0);
        line++;
    }
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-repository.ts


const GITHUB = 'github.com';
const SEGMENT = /^[A-Za-z0-9._~+-]+$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
/** What is wrong with a repository's name, or an organisation's; undefined where nothing is. */
function repositoryNameProblem(name) {
    if (name === '')
        return 'is empty';
    if (name.includes('..') || name === '.')
        return 'holds ".." or is "."';
    if (name.startsWith('-'))
        return 'begins with a hyphen';
    return SEGMENT.test(name) ? undefined : 'has characters other than letters, digits and ._~+-';
}
/** The name of a URI's repository: the end of its path, without `.git`. */
function repositoryName({ path }) {
    return withoutGit(path.split('/').at(-1) ?? '');
}
/**
 * The repository of a URI that is one of the organisation's: at github.com or the host of `gitBaseUrl` its path is
 * `/<repoOrg>/<repo>`, with or without `.git`. The address is `<gitBaseUrl>/<repoOrg>/<repo>`. Undefined for others.
 */
function repositoryOf(uri, { repoOrg, gitBaseUrl }) {
    const base = new URL(gitBaseUrl);
    const folders = [
        ...(uri.host === GITHUB ? [''] : []),
        ...(uri.host === base.host.toLowerCase() ? ['', (0,wording/* withoutSlashes */.C2)(base.pathname)] : []),
    ];
    const folder = folders
        .map((prefix) => `${prefix}/${repoOrg}/`)
        .find((prefix) => uri.path.toLowerCase().startsWith(prefix.toLowerCase()));
    if (folder === undefined)
        return undefined;
    const repo = withoutGit(uri.path.slice(folder.length));
    if (repo.includes('/') && !repo.includes('..'))
        return undefined;
    const problem = repositoryNameProblem(repo);
    if (problem !== undefined)
        return { kind: 'wrong', problem: nameProblem(repo, problem) };
    return { kind: 'url', url: `${(0,wording/* withoutSlashes */.C2)(gitBaseUrl)}/${repoOrg}/${repo}` };
}
/**
 * The repository that a URI itself names. Without `protocol=` the protocol is git, which github.com does not speak any more:
 * bitbake takes https there. A user is kept for ssh only.
 */
function ownRepositoryOf({ host, path, protocol = 'git', user }) {
    if (protocol === 'file' || host === '') {
        return {
            kind: 'local',
            reason: 'Its git URI is a folder of the machine that builds: there is no remote to ask.',
        };
    }
    if (!['git', 'http', 'https', 'ssh'].includes(protocol)) {
        return {
            kind: 'local',
            reason: `Its git URI has the protocol ${(0,inputs/* quote */.hD)(protocol)}, which git is not asked with.`,
        };
    }
    if (!HOST.test(host))
        return { kind: 'wrong', problem: `The host ${(0,inputs/* quote */.hD)(host)} is not the name of one.` };
    const segments = (host === GITHUB ? withoutGit(path) : (0,wording/* withoutSlashes */.C2)(path)).slice(1).split('/');
    for (const segment of [...segments, withoutGit(segments.at(-1) ?? '')]) {
        const problem = repositoryNameProblem(segment);
        if (problem !== undefined)
            return { kind: 'wrong', problem: nameProblem(segment, problem) };
    }
    const scheme = host === GITHUB && protocol === 'git' ? 'https' : protocol;
    const login = scheme === 'ssh' && user !== undefined && SEGMENT.test(user) ? `${user}@` : '';
    return { kind: 'url', url: `${scheme}://${login}${host}/${segments.join('/')}` };
}
function withoutGit(path) {
    return (0,wording/* withoutSlashes */.C2)(path).replace(/\.git$/, '');
}
function nameProblem(name, problem) {
    return `The repository's name ${(0,inputs/* quote */.hD)(name)} ${problem}.`;
}

// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var git_digest = __webpack_require__(99676);
;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-revision.ts




const IN_URI = ';rev=';
const INVALID = 'INVALID';
const AUTOREV = `\${AUTOREV}`;
/**
 * The revision of a URI as bitbake's lib/bb/fetch2 finds it: `;rev=` of the URI, `SRCREV_<name>`, `SRCREV`; or, in a
 * file that sets none of these, a variable of another name that ends with `SRCREV`.
 *
 * @param assignments Without those of flags.
 */
function revisionOf(uri, assignments, variables) {
    if (uri.tag !== undefined) {
        return { kind: 'kept', reason: `Its git URI follows the tag ${(0,inputs/* quote */.hD)(uri.tag)} (;tag=).` };
    }
    const standard = [`SRCREV_${uri.name}`, 'SRCREV'];
    const candidates = [
        ...(uri.rev === undefined ? [] : [{ variable: IN_URI, value: uri.rev }]),
        ...valuesOf(standard, variables),
    ];
    const [first, second] = candidates.filter(({ value }) => value.text !== '' && value.text !== INVALID);
    if (first !== undefined)
        return revisionIn(first, uri.rev === first.value ? second : undefined, assignments);
    const invalid = candidates.find(({ value }) => value.text === INVALID);
    if (invalid !== undefined) {
        return { kind: 'kept', reason: `${invalid.variable} is "${INVALID}": another file is to set it.` };
    }
    const ofUri = assignments.filter(({ variable }) => standard.includes(variable));
    if (ofUri.length > 0)
        return underOverrides(ofUri);
    const others = namesThat(assignments, (name) => /^SRCREV_(?!FORMAT$)/.test(name));
    if (others.length > 0)
        return { kind: 'none', found: others };
    return ofAnotherName(uri, assignments, variables);
}
function valuesOf(names, variables) {
    return names.flatMap((variable) => {
        const value = variables.value(variable);
        return value === undefined ? [] : [{ variable, value }];
    });
}
/** What is left of assignments that do not hold: those of other recipes, or of machines and the like. */
function underOverrides(assignments) {
    const names = [...new Set(assignments.map(({ name }) => name))];
    const ofRecipes = assignments.every(({ overrides }) => overrides.every((each) => each.startsWith('pn-')));
    if (ofRecipes)
        return { kind: 'none', found: names };
    return { kind: 'kept', reason: `Its revision is set under overrides only: ${(0,wording/* shortList */.pg)(names, ', ')}.` };
}
/** `APP_SRCREV` for the URI that stands in `APP_URI`, or the only one that there is. */
function ofAnotherName(uri, assignments, variables) {
    const names = namesThat(assignments, (name) => name.endsWith('SRCREV'));
    const holder = holderOf(uri.source.offsets[0], assignments)?.variable ?? '';
    const related = names
        .filter((name) => name.length > 'SRCREV'.length && holder.startsWith(name.slice(0, -'SRCREV'.length)))
        .toSorted((a, b) => b.length - a.length);
    const [variable] = related.length > 0 ? related : names;
    if (variable === undefined || (related.length === 0 && names.length > 1)) {
        return { kind: 'none', found: names };
    }
    const [candidate] = valuesOf([variable], variables);
    if (candidate !== undefined)
        return revisionIn(candidate, undefined, assignments);
    return underOverrides(assignments.filter((each) => each.variable === variable));
}
/** @param besides What SRCREV says of a URI that has a `;rev=` itself: newer bitbakes refuse it where the two differ. */
function revisionIn(candidate, besides, assignments) {
    const { variable, value } = candidate;
    if (!git_digest/* FULL_DIGEST */.F.test(value.text))
        return { kind: 'kept', reason: reasonOf(variable, value.text) };
    const place = spanOf(value);
    if (place === undefined) {
        return { kind: 'kept', reason: `${variable} is put together from texts of several places.` };
    }
    const digest = value.text.toLowerCase();
    const same = besides?.value.text.toLowerCase() === digest ? spanOf(besides.value) : undefined;
    const places = same === undefined || same.start === place.start ? [place] : [place, same];
    const notes = [
        ...(value.text === digest
            ? []
            : [`The digest of ${variable} has upper-case letters: bitbake takes it for a name.`]),
        ...(besides !== undefined && same === undefined
            ? [`${besides.variable} is another revision than the ;rev= of the URI.`]
            : []),
        ...leftOf(variable, places, assignments),
    ];
    return { kind: 'digest', variable: nameAt(place, assignments), digest, places, notes };
}
/** Why a revision is none that may be moved. */
function reasonOf(variable, text) {
    if (text === 'AUTOINC' || text.includes(AUTOREV)) {
        return `${variable} is ${AUTOREV}: each build takes the head of the branch.`;
    }
    if (text.includes('${@'))
        return `${variable} is computed: ${(0,inputs/* quote */.hD)(readable(text))}.`;
    if (text.includes('${'))
        return `${variable} is ${(0,inputs/* quote */.hD)(readable(text))}, which another file sets.`;
    if (/^[0-9a-f]{7,}$/i.test(text)) {
        return `${variable} is ${(0,inputs/* quote */.hD)(text)}, which is not the whole digest of a commit.`;
    }
    return `${variable} is ${(0,inputs/* quote */.hD)(readable(text))}, a tag or a branch.`;
}
/** The other assignments of the variables that hold the revision. */
function leftOf(variable, places, assignments) {
    const holders = places.flatMap(({ start }) => holderOf(start, assignments) ?? []);
    const names = variable === IN_URI ? [] : [variable, ...holders.map((holder) => holder.variable)];
    return assignments
        .filter((each) => names.includes(each.variable) && !holders.includes(each))
        .filter(({ overrides, value }) => overrides.length > 0 || git_digest/* FULL_DIGEST */.F.test(value.text))
        .map(({ name, line }) => `${name} of line ${line} is left as it is.`);
}
/** The name that a person knows a place by. */
function nameAt(place, assignments) {
    const holder = holderOf(place.start, assignments);
    const before = holder?.value.text.slice(0, holder.value.offsets.indexOf(place.start)) ?? '';
    return holder === undefined || before.endsWith(IN_URI) ? IN_URI : holder.name;
}
/** The assignment whose value an offset lies in. */
function holderOf(offset, assignments) {
    if (offset === undefined)
        return undefined;
    return assignments.find(({ value: { offsets } }) => {
        const [first, last] = [offsets[0], offsets.at(-1)];
        return first !== undefined && last !== undefined && first <= offset && offset <= last;
    });
}
function namesThat(assignments, matches) {
    const names = assignments.map(({ variable }) => variable);
    return [...new Set(names)].filter(matches);
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-uris.ts



const recipe_uris_BLANKS = ' \t\v\f';
const GIT = /^(?:git|gitsm):\/\/([^;]*)(?:;|$)/;
const WHOLE_REFERENCE = /^\$\{[^{}@]+\}(?:;|$)/;
/**
 * The git URIs among the words of a variable's value, as bitbake's lib/bb/fetch2 reads them.
 *
 * @throws UserError with a sentence about the recipe, for a URI that has too many names.
 */
function gitUris(value) {
    const known = [];
    const unknown = [];
    for (const source of words(value)) {
        const word = source.text;
        const [head, location = ''] = GIT.exec(word) ?? [];
        if (head !== undefined && !location.includes('${')) {
            known.push(...perName(source, location, sliced(source, head.length)));
        }
        else if (head !== undefined || WHOLE_REFERENCE.test(word))
            unknown.push({ source });
    }
    return { known, unknown };
}
/** What stands between blanks; those in `${@...}` are none. */
function* words(value) {
    const { text } = value;
    // Behind it nothing closes.
    const closing = text.lastIndexOf('}');
    let start = 0;
    for (let at = 0; at < text.length; at++) {
        if (text.startsWith('${@', at) && at < closing)
            at = text.indexOf('}', at);
        else if (recipe_uris_BLANKS.includes(text.charAt(at))) {
            if (start < at)
                yield sliced(value, start, at);
            start = at + 1;
        }
    }
    if (start < text.length)
        yield sliced(value, start);
}
/** Older bitbakes take several names and branches in one URI: `name=machine,meta;branch=a,b`. */
function perName(source, location, parameters) {
    const given = parametersOf(parameters);
    const textOf = (key) => {
        const text = given.get(key)?.text;
        return text === undefined || text === '' ? undefined : readable(text);
    };
    const [, user, host = '', path = ''] = /^(?:([^/]*)@)?([^/@]*)(.*)$/.exec(readable(location)) ?? [];
    const names = (textOf('name') ?? 'default').split(',');
    const branches = textOf('branch')?.split(',') ?? [];
    if (names.length > limits/* READER_LIMITS */.f0.uriNames.most) {
        throw tooMuch(`It has a git URI with ${names.length} names`, 'uriNames');
    }
    const rev = given.get('rev');
    return names.map((name, index) => ({
        source,
        name,
        branch: branches[index] ?? branches[0],
        protocol: textOf('protocol')?.toLowerCase(),
        user: (user ?? textOf('user'))?.split(':')[0],
        host: host.toLowerCase(),
        path,
        rev: rev?.text === '' ? undefined : rev,
        tag: textOf('tag'),
        nobranch: textOf('nobranch') === '1',
    }));
}
/** `a=b;c=d`; the last one of a name counts. */
function parametersOf(source) {
    const found = new Map();
    for (const { 0: parameter, index } of source.text.matchAll(/[^;]+/g)) {
        const equals = parameter.indexOf('=');
        if (equals < 0)
            continue;
        found.set(parameter.slice(0, equals), sliced(source, index + equals + 1, index + parameter.length));
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-variables.ts




const OPERATIONS = ['append', 'prepend', 'remove'];
const REFERENCE = /\$\{([^{}@\n\t :]+)\}/g;
/** ASCII only: a byte beyond it may be part of a character. */
const recipe_variables_BLANKS = /[ \t\v\f]+/;
const WORD_OR_BLANKS = /[ \t\v\f]+|[^ \t\v\f]+/g;
const MOST_PASSES = 10;
const LONGEST_EXPANSION = 64 * 1024;
/** What a value costs besides its characters, in characters. */
const COST_OF_VALUE = 64;
/**
 * `PN`, `BPN` and `PV` as bitbake takes them from the name of a recipe or of a file that is appended to one. An include
 * file has none, a wildcard is no version.
 */
function namedVariables(path) {
    const [, stem] = /^(.+)\.(?:bb|bbappend)$/.exec((0,external_node_path_.basename)(path)) ?? [];
    if (stem === undefined)
        return {};
    const [PN = stem, version = '1.0'] = stem.split('_');
    const BPN = PN.replace(/^nativesdk-|-(?:native|cross|crosssdk|cross-canadian)$/, '');
    return { PN, BPN, ...(version.includes('%') ? {} : { PV: version }) };
}
/**
 * The variables of a recipe, from what the file itself sets: `=` and `:=` replace, `?=` sets what is not set, the last
 * `??=` is the default of what is not set, `+=` and its like and `:append`, `:prepend` and `:remove` change what is
 * there. The rules are those of bitbake's lib/bb/parse/ast.py and lib/bb/data_smart.py.
 *
 * @param known Values that the file does not set, as its name gives them.
 * @param active The overrides that hold, the strongest first. Values under others are not looked at.
 * @throws UserError with a sentence about the recipe, now or from its functions, where its variables are more than READER_LIMITS
 * allows.
 */
function recipeVariables(assignments, known, active) {
    const slots = new Map();
    const open = new Set();
    const cache = new Map();
    let read = 0;
    const reads = (characters) => {
        read += characters;
        if (read > limits/* READER_LIMITS */.f0.recipeExpansion.most) {
            throw tooMuch(`Its variables are expanded to ${read} characters and more`, 'recipeExpansion');
        }
    };
    const slotOf = (key) => {
        const slot = slots.get(key) ?? { set: undefined, before: [], default: undefined, operations: [] };
        slots.set(key, slot);
        return slot;
    };
    const value = (variable) => {
        const cached = cache.get(variable);
        if (cached !== undefined)
            return cached;
        const plain = slots.get(variable);
        const strong = active.flatMap((override) => slots.get(`${variable}:${override}`) ?? []);
        const chosen = [...strong, plain].find((slot) => slot?.set !== undefined || slot?.default !== undefined);
        const operations = [...new Set([chosen, plain, ...strong])].flatMap((slot) => slot?.operations ?? []);
        const of = (kind) => operations.filter((operation) => operation.kind === kind).map(({ text }) => text);
        const parts = partsOf(chosen);
        const whole = [...of('prepend').reverse(), ...parts, ...of('append')];
        if (chosen === undefined && whole.length === 0)
            return undefined;
        if (open.size >= limits/* READER_LIMITS */.f0.recipeDepth.most) {
            throw tooMuch(`Its variables ${[...open].slice(0, 3).join(', ')} and so on stand in each other`, 'recipeDepth');
        }
        reads(COST_OF_VALUE);
        open.add(variable);
        const expanded = without(expand(joined(whole)), of('remove').map(expand));
        open.delete(variable);
        cache.set(variable, expanded);
        return expanded;
    };
    /** One pass over the references of a text; undefined where none was put in. */
    const pass = (source) => {
        reads(source.text.length);
        const parts = [];
        let end = 0;
        let length = source.text.length;
        for (const match of source.text.matchAll(REFERENCE)) {
            const [reference, name = ''] = match;
            const put = open.has(name) ? undefined : value(name);
            if (put === undefined || length + put.text.length > LONGEST_EXPANSION)
                continue;
            parts.push(sliced(source, end, match.index), put);
            end = match.index + reference.length;
            length += put.text.length;
        }
        return parts.length === 0 ? undefined : joined([...parts, sliced(source, end)]);
    };
    const expand = (source) => {
        let current = source;
        for (let count = 0; count < MOST_PASSES; count++) {
            const next = pass(current);
            if (next === undefined)
                break;
            current = next;
        }
        return current;
    };
    for (const [name, text] of Object.entries(known))
        slotOf(name).set = [foreign(text)];
    for (const assignment of assignments) {
        if (assignment.flag !== undefined)
            continue;
        const parts = nameParts(expand(foreign(assignment.name)).text);
        const text = assignment.operator === ':=' ? expand(assignment.value) : assignment.value;
        recipe_variables_assign(slotOf, parts, active, assignment.operator, text);
        cache.clear();
    }
    return { value, expand };
}
function recipe_variables_assign(slotOf, { variable, overrides }, active, operator, text) {
    const at = overrides.findIndex((override) => OPERATIONS.includes(override));
    const operation = overrides[at];
    if (operation !== undefined) {
        if (!overrides.slice(at + 1).every((override) => active.includes(override)))
            return;
        const slot = slotOf([variable, ...overrides.slice(0, at)].join(':'));
        slot.operations.push({ kind: operation, text });
        return;
    }
    const slot = slotOf([variable, ...overrides].join(':'));
    switch (operator) {
        case '=':
        case ':=':
            slot.set = [text];
            slot.before = [];
            break;
        case '?=':
            slot.set ??= [text];
            break;
        case '??=':
            slot.default = text;
            break;
        case '+=':
            slot.set ??= [];
            slot.set.push(foreign(' '), text);
            break;
        case '=+':
            slot.set ??= [];
            slot.before.push(foreign(' '), text);
            break;
        case '.=':
            slot.set ??= [];
            slot.set.push(text);
            break;
        case '=.':
            slot.set ??= [];
            slot.before.push(text);
            break;
    }
}
function partsOf(slot) {
    if (slot?.set !== undefined)
        return [...slot.before.toReversed(), ...slot.set];
    return slot?.default === undefined ? [] : [slot.default];
}
/** `source` without the words that stand in `removed`. */
function without(source, removed) {
    if (removed.length === 0)
        return source;
    const words = new Set(removed.flatMap(({ text }) => text.split(recipe_variables_BLANKS)));
    const kept = [...source.text.matchAll(WORD_OR_BLANKS)].filter(([word]) => !words.has(word));
    return joined(kept.map(({ 0: word, index }) => sliced(source, index, index + word.length)));
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-pins.ts










const SRC_URI = 'SRC_URI';
const NO_BRANCH = 'master';
const OF_RECIPE = 'pn-';
/**
 * Reads which revision of a component a recipe pins, and of which repository.
 *
 * Of several git URIs it is the one of the component's organisation, of these the one with its branch, of these the
 * one that has its name. The revision is found as bitbake finds it (recipe-revision.ts).
 *
 * @param text The file with one character for each byte (`bytesAsText`).
 * @param at `path` is the file's, as messages name it; `gitBaseUrl` is where the organisation's repositories are.
 */
function readRecipePin(text, at) {
    try {
        return readingOf(text, at);
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        return { kind: 'error', cause: `${at.path}: ${thrown.message}`, advice: thrown.advice };
    }
}
function readingOf(text, at) {
    const { path, component } = at;
    const assignments = recipeAssignments(text).filter(({ flag }) => flag === undefined);
    const variables = variablesOf(path, component, assignments);
    const uris = urisOf(assignments, variables);
    const repositoryFor = (uri) => component.repoOrg === undefined
        ? ownRepositoryOf(uri)
        : repositoryOf(uri, { repoOrg: component.repoOrg, gitBaseUrl: at.gitBaseUrl });
    const [ours] = uris
        .map(({ known }) => known.filter((uri) => repositoryFor(uri) !== undefined))
        .filter((known) => known.length > 0);
    if (ours === undefined)
        return withoutUri(path, component, merged(uris), assignments);
    const [uri, another] = narrowed(ours, component);
    const repository = uri && repositoryFor(uri);
    if (uri === undefined || repository === undefined || another !== undefined) {
        return {
            kind: 'error',
            cause: `${path} has several git URIs that ${component.name} could be: ${listed(ours)}.`,
            advice: 'Give one of them the name of the component (;name=), or correct its repo_org or branch.',
        };
    }
    if (repository.kind === 'wrong') {
        return {
            kind: 'error',
            cause: `${path} has the git URI ${shown(uri)}. ${repository.problem}`,
            advice: 'Correct the URI in the recipe.',
        };
    }
    if (repository.kind === 'local')
        return { kind: 'kept', reason: repository.reason };
    const revision = revisionOf(uri, assignments, variables);
    if (revision.kind === 'kept')
        return revision;
    if (revision.kind === 'none')
        return withoutRevision(path, uri, revision.found);
    const { digest, variable, places, notes } = revision;
    return {
        kind: 'pin',
        pin: {
            name: component.name,
            url: repository.url,
            branch: component.branch,
            old: digest,
            variable,
            places,
        },
        warnings: otherBranch(uri, component),
        notes: [
            ...notes,
            ...(uri.nobranch
                ? ['Its git URI has nobranch=1: bitbake does not ask whether the revision is on a branch.']
                : []),
        ],
    };
}
function variablesOf(path, component, assignments) {
    const named = namedVariables(path);
    const own = recipeVariables(assignments, named, []).value('PN');
    const recipes = named['PN'] === undefined ? recipesOfInclude(path, component, assignments) : [own?.text ?? named['PN']];
    return recipeVariables(assignments, named, recipes.map((recipe) => `${OF_RECIPE}${recipe}`));
}
/** An include file can be of several recipes: of the component, of the one that has its name, of the only one it names. */
function recipesOfInclude(path, component, assignments) {
    const mentioned = new Set(assignments
        .filter(({ variable }) => /^SRCREV(?:_|$)/.test(variable))
        .flatMap(({ overrides }) => overrides.filter((override) => override.startsWith(OF_RECIPE)))
        .map((override) => override.slice(OF_RECIPE.length)));
    const names = [component.name, (0,external_node_path_.basename)(path, (0,external_node_path_.extname)(path))];
    return [...new Set([...names, ...(mentioned.size === 1 ? mentioned : [])])];
}
/** Git URIs in the order of their rank: those of SRC_URI, those that it has under overrides only, those of other variables. */
function urisOf(assignments, variables) {
    const of = (variable) => gitUris(variables.value(variable) ?? foreign(''));
    const plain = of(SRC_URI);
    const overridden = assignments.filter(({ variable, overrides }) => variable === SRC_URI && overrides.length > 0 && !overrides.includes('remove'));
    const sources = [plain, merged(overridden.map(({ value }) => gitUris(variables.expand(value))))];
    if (sources.some(({ known }) => known.length > 0))
        return sources;
    const names = assignments.map(({ variable }) => variable);
    const others = merged([...new Set(names)].filter((name) => name !== SRC_URI).map(of));
    return [...sources, { known: others.known, unknown: [] }];
}
/** What was found, each URI once: of one that stands in a variable and is used in another the longer one. */
function merged(found) {
    const known = found.flatMap((each) => each.known);
    const longest = new Map();
    for (const { source } of known) {
        const start = startOf(source);
        if (source.text.length > (longest.get(start)?.text.length ?? 0))
            longest.set(start, source);
    }
    return {
        known: known.filter(({ source }) => longest.get(startOf(source)) === source),
        unknown: found.flatMap(({ unknown }) => unknown),
    };
}
function startOf({ offsets }) {
    return offsets[0] ?? 0;
}
function narrowed(uris, { branch, name }) {
    const criteria = [
        (uri) => (uri.branch ?? NO_BRANCH) === branch,
        (uri) => uri.name === name || repositoryName(uri) === name,
    ];
    let left = uris;
    for (const meets of criteria) {
        const better = left.filter(meets);
        if (better.length > 0)
            left = better;
    }
    return left;
}
function withoutUri(path, { name, repoOrg }, { known, unknown }, assignments) {
    const [first] = unknown;
    const pins = assignments.some(({ variable }) => variable !== 'SRCREV_FORMAT' && variable.includes('SRCREV'));
    if (first !== undefined && (pins || first.source.text.includes(';rev='))) {
        return { kind: 'kept', reason: `Its git URI is ${shown(first)}, of which another file sets a part.` };
    }
    if (known.length > 0) {
        return {
            kind: 'error',
            cause: `${path} has no git URI of ${(0,inputs/* quote */.hD)(repoOrg ?? '')}: it has ${listed(known)}.`,
            advice: `Correct repo_org of the component ${name}, or the SRC_URI of the recipe.`,
        };
    }
    return {
        kind: 'error',
        cause: `${path} pins no revision: it has no git URI.`,
        advice: `Correct recipe_glob of the component ${name}, or give the recipe a git URI.`,
    };
}
function withoutRevision(path, uri, found) {
    const others = found.length === 0 ? '' : ` It has ${(0,wording/* shortList */.pg)(found, ', ')}.`;
    return {
        kind: 'error',
        cause: `${path} pins no revision for ${shown(uri)}.${others}`,
        advice: 'Give it a revision: SRCREV, or SRCREV_<name> where the URI has ;name=<name>.',
    };
}
function otherBranch({ branch }, component) {
    if (branch === undefined || branch === component.branch || branch.includes('${'))
        return [];
    return [
        `Its git URI has the branch ${(0,inputs/* quote */.hD)(branch)}, but the component follows ${(0,inputs/* quote */.hD)(component.branch)}.`,
    ];
}
function listed(uris) {
    return (0,wording/* shortList */.pg)([...new Set(uris.map(({ source }) => source.text))].map(shownText), ', ');
}
function shown({ source }) {
    return shownText(source.text);
}
function shownText(text) {
    return (0,inputs/* quote */.hD)(readable(text));
}
const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/**
 * The file with other revisions where the pins have theirs. All other bytes stay.
 *
 * @param bytes The file that the pins were read from.
 * @param revisions `new` is the whole digest of a commit.
 * @throws Error where another text stands in a place, or the revision is no digest.
 */
function rewriteRevisions(bytes, revisions) {
    const places = revisions
        .flatMap(({ pin: { old, places }, new: revision }) => places.map((place) => ({ ...place, old, revision })))
        .toSorted((a, b) => a.start - b.start);
    const parts = [];
    let end = 0;
    for (const place of places) {
        if (!DIGEST.test(place.revision))
            throw new Error(`${place.revision} is not a digest.`);
        const stands = bytesAsText(bytes.subarray(place.start, place.end)).toLowerCase();
        if (place.start < end || stands !== place.old)
            throw new Error(`${place.old} is not at ${place.start}.`);
        parts.push(bytes.subarray(end, place.start), Buffer.from(place.revision));
        end = place.end;
    }
    return Buffer.concat([...parts, bytes.subarray(end)]);
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/changes.ts

/** The branches of requests for one component each begin with it. */
function componentPrefix(branch) {
    return `${branch}-`;
}
/**
 * One change with all updates. What could not be looked at, and what was left aside (`only`), stays as it was proposed before.
 */
function oneChange(branch, report, pinned, aside) {
    const files = rewriteRecipes(pinned, report.updates);
    const failed = new Set(report.failures.map(({ name }) => name));
    const unseen = [...pinned.filter(({ pin }) => failed.has(pin.name)), ...aside];
    const changed = new Set(files.map(({ path }) => path));
    const held = new Set(unseen.map(({ recipe }) => recipe.path));
    return { branch, report, files, held: [...held].filter((path) => !changed.has(path)) };
}
/** A change for each component, from a branch of its own. */
function componentChanges(branch, report, pinned, components) {
    return components.map(({ name }) => {
        const of = (items) => items.filter((item) => item.name === name);
        const own = {
            ...report,
            updates: of(report.updates),
            refused: of(report.refused),
            failures: of(report.failures),
            notes: [],
        };
        const recipes = pinned.filter(({ pin }) => pin.name === name);
        return oneChange(`${componentPrefix(branch)}${name}`, own, recipes, []);
    });
}
/** The recipes that these updates change, rewritten. A recipe that pins several components has all of their new revisions. */
function rewriteRecipes(pinned, updates) {
    return [...Map.groupBy(pinned, ({ recipe }) => recipe.path).values()].flatMap((group) => {
        const revisions = group.flatMap((each) => newRevision(each, updates));
        return revisions.length === 0
            ? []
            : group
                .slice(0, 1)
                .map(({ recipe: { path, content } }) => ({ path, content: rewriteRevisions(content, revisions) }));
    });
}
function newRevision({ pin }, updates) {
    const update = updates.find(({ name, url, old }) => name === pin.name && url === pin.url && old === pin.old);
    return update === undefined ? [] : [{ pin, new: update.new }];
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/nearest.ts
var nearest = __webpack_require__(45202);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./packages/core/src/action/glob.ts
var action_glob = __webpack_require__(1128);
// EXTERNAL MODULE: ./packages/core/src/git/branch-name.ts
var branch_name = __webpack_require__(36698);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
;// CONCATENATED MODULE: ./packages/core/src/updates/components.ts






const ADVICE = 'Correct the file. Each entry has name, recipe_glob and branch, and may have repo_org.';
/** `[abc]`, `[!a-c]`, `[]a]`: a `]` that comes first is one of the characters. */
const CHARACTER_SET = /\[(?:[!^]|(?![!^]))(?:\][^\]]*|[^\]]+)\]/g;
const componentsFile = schemas/* array */.YOg(schemas/* object */.Ikc({
    name: (0,schema/* named */.KT)(components_nameProblem),
    recipe_glob: (0,schema/* named */.KT)(recipeGlobProblem),
    branch: (0,schema/* named */.KT)(branch_name/* branchProblem */.M),
    repo_org: (0,schema/* named */.KT)(organisationProblem).exactOptional(),
}))
    .superRefine((entries, context) => {
    const names = new Map();
    for (const [index, { name }] of entries.entries()) {
        const first = names.get(name);
        if (first === undefined) {
            names.set(name, index);
            continue;
        }
        context.addIssue({
            code: 'custom',
            path: [index, 'name'],
            message: `It is the name of [${first}] too. Names must differ.`,
        });
    }
});
/**
 * Reads components.json: `[{"name", "recipe_glob", "branch", "repo_org"?}]`. Other keys are ignored.
 *
 * @param where The file's path, as the error names it.
 * @throws UserError that names each entry and key that is wrong.
 */
function parseComponents(text, where) {
    return (0,schema/* parseJson */.qF)(componentsFile, text, where, ADVICE).map(({ name, recipe_glob, branch, repo_org }) => ({
        name,
        recipeGlob: recipe_glob,
        branch,
        repoOrg: repo_org,
    }));
}
/** A name becomes a part of a branch's. */
function components_nameProblem(name) {
    if (/^[A-Za-z0-9._+-]+$/.test(name) && (0,branch_name/* branchProblem */.M)(name) === undefined)
        return undefined;
    return 'A name has letters, digits and ._+-, and is a valid name of a branch.';
}
function recipeGlobProblem(glob) {
    const problem = (0,names/* checkRelativePath */._k)(glob);
    if (problem !== undefined)
        return problem;
    if (/[{}]|\*\*|[?*+@!]\(/.test(glob)) {
        return 'A glob has only *, ? and [...], each within one folder or file name.';
    }
    const odd = (0,action_glob/* globProblem */.AI)(glob);
    if (odd !== undefined)
        return odd;
    const open = glob.split('/').some((part) => part.replace(CHARACTER_SET, '').includes('['));
    return open ? 'A [ of a glob must be closed by a ] in the same folder or file name.' : undefined;
}
function organisationProblem(organisation) {
    const problem = organisation
        .split('/')
        .map(repositoryNameProblem)
        .find((each) => each !== undefined);
    return problem && `The organisation, or a part of it, ${problem}. Valid are names such as pantavisor.`;
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/components-file.ts








/** Where the list is by default; the second is where layers kept it with their scripts. */
const PLACES = ['.github/components.json', '.github/scripts/components.json'];
/**
 * Reads the list of components. `only` names those that are looked at; none: all.
 *
 * @param at The folder that paths are relative to, and the repository that it is in: a link of it must not leave it.
 * @param given the path of the list, where the user gave one.
 * @throws UserError when it is missing or wrong, and for a name that it does not have.
 */
async function readComponents({ folder, root }, given, only) {
    const { path, text } = await findFile(folder, root, given);
    const components = parseComponents(text, path);
    const names = components.map(({ name }) => name);
    const unknown = only.filter((name) => !names.includes(name));
    if (unknown.length > 0) {
        const [first = ''] = unknown;
        throw new errors/* UserError */.yo(`Input "only" names what ${path} does not have: ${(0,wording/* shortList */.pg)(unknown.map(inputs/* quote */.hD), ', ')}.`, `Its components are: ${(0,wording/* shortList */.pg)((0,nearest/* nearest */.p)(first, names), ', ')}.`);
    }
    const isChosen = ({ name }) => only.length === 0 || only.includes(name);
    return {
        chosen: components.filter(isChosen),
        others: components.filter((component) => !isChosen(component)),
    };
}
async function findFile(folder, root, given) {
    const places = given === undefined ? PLACES : [given];
    for (const path of places) {
        try {
            const bytes = await (0,foreign_file/* readNamed */.Mk)((0,external_node_path_.resolve)(folder, path), limits/* FILE_LIMITS */.SK.list, root);
            return { path, text: bytes.toString() };
        }
        catch (thrown) {
            if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
                throw thrown;
            if (thrown.code === 'ENOENT')
                continue;
            throw new errors/* UserError */.yo(`The list of components, ${(0,inputs/* quote */.hD)(path)}, ${thrown.problem}.`, 'Correct the input "components".');
        }
    }
    throw new errors/* UserError */.yo(`There is no list of components: ${places.join(' and ')} ${places.length === 1 ? 'does' : 'do'} not exist in ${(0,inputs/* quote */.hD)(folder)}.`, 'Correct the input "components" or "working-directory", or write the list: `[{"name", "recipe_glob", "branch", "repo_org"}]`.');
}

// EXTERNAL MODULE: ./actions/srcrev-bump/src/inputs.ts
var src_inputs = __webpack_require__(20573);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/core/src/action/glob-files.ts
var glob_files = __webpack_require__(1562);
;// CONCATENATED MODULE: ./actions/srcrev-bump/src/survey.ts









/** Reads the recipes of all components. What is wrong with one is a failure of its component; the others go on. */
async function surveyRecipes(components, at) {
    const found = {
        pinned: [],
        failures: [],
        warnings: [],
        kept: [],
        notes: [],
    };
    for (const component of components) {
        const { name } = component;
        const fail = (cause, advice) => void found.failures.push({ name, unreachable: false, cause, advice });
        for (const recipe of await recipesOf(component, at, fail)) {
            const { path, content } = recipe;
            const said = readRecipePin(bytesAsText(content), { path, component, gitBaseUrl: at.gitBaseUrl });
            const located = (sentence) => `${name}: ${path}: ${sentence}`;
            const rival = said.kind === 'pin' ? rivalOf(said.pin, recipe, found.pinned) : undefined;
            if (rival !== undefined) {
                fail(`${name}: ${path} has one revision for this component and for ${rival}.`, 'Leave one of them in the list of components, or name the other URI with `;name=`.');
            }
            else if (said.kind === 'error')
                fail(`${name}: ${said.cause}`, said.advice);
            else if (said.kind === 'kept')
                found.kept.push(located(said.reason));
            else {
                found.pinned.push({ recipe, pin: said.pin });
                found.warnings.push(...said.warnings.map(located));
                found.notes.push(...said.notes.map(located));
            }
        }
    }
    return found;
}
/** The component that has the same revision of this recipe already. */
function rivalOf(pin, { path }, pinned) {
    const starts = new Set(pin.places.map(({ start }) => start));
    return pinned.find((other) => other.recipe.path === path && other.pin.places.some(({ start }) => starts.has(start)))?.pin.name;
}
async function recipesOf(component, { folder, root }, fail) {
    try {
        return await findRecipes(component, folder, root);
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        fail(thrown.message, thrown.advice);
        return [];
    }
}
/** One pin for all recipes of a component that pin the same revision of the same repository. */
function pinsOf(pinned) {
    const groups = Map.groupBy(pinned, ({ pin }) => JSON.stringify([pin.name, pin.url, pin.branch, pin.old]));
    return [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined)
            return [];
        const { name, url, branch, old } = first.pin;
        return [{ name, url, branch, old, files: group.map(({ recipe }) => recipe.path) }];
    });
}
/**
 * The recipes of a component, in the order of their paths.
 *
 * @param folder the folder that the glob is relative to.
 * @param root the top folder of the repository, links resolved.
 * @throws UserError when none matches, or when one is a link out of the repository.
 */
async function findRecipes(component, folder, root) {
    const paths = new Map();
    for (const match of await (0,glob_files/* findByGlob */.Z)(component.recipeGlob, folder)) {
        const file = await (0,promises_.realpath)((0,external_node_path_.join)(folder, match)).catch(() => undefined);
        if (file === undefined)
            throw dangling(component, match);
        const path = (0,external_node_path_.relative)(root, file);
        if (path.startsWith('../') || path === '..')
            throw outside(component, match);
        if ((await (0,promises_.stat)(file)).isFile())
            paths.set(path, file);
    }
    if (paths.size === 0) {
        throw new errors/* UserError */.yo(`${component.name}: no recipe matches ${(0,inputs/* quote */.hD)(component.recipeGlob)}.`, 'Correct `recipe_glob` in the list of components: it is relative to the working directory.');
    }
    const ordered = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.all(ordered.map(([path]) => readRecipe(component, path, root)));
}
async function readRecipe(component, path, root) {
    try {
        return { path, content: await (0,foreign_file/* readForeign */.vM)(root, path, limits/* FILE_LIMITS */.SK.recipe) };
    }
    catch (cause) {
        if (!(cause instanceof foreign_file/* ForeignFileError */.Nw))
            throw cause;
        throw new errors/* UserError */.yo(`${component.name}: the recipe ${(0,inputs/* quote */.hD)(path)} ${cause.problem}.`, cause.advice, {
            cause,
        });
    }
}
function dangling(component, match) {
    return new errors/* UserError */.yo(`${component.name}: the recipe ${(0,inputs/* quote */.hD)(match)} is a link to nothing.`, 'Remove the link, or correct `recipe_glob`.');
}
function outside(component, match) {
    return new errors/* UserError */.yo(`${component.name}: the recipe ${(0,inputs/* quote */.hD)(match)} is a link out of the repository.`, 'Only files of the repository are rewritten. Correct `recipe_glob`, or put the recipe into the repository.');
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/main.ts












/** Brings the revisions that recipes pin to the heads of their branches, and proposes it. */
async function run(given, deps, output) {
    const { log } = deps;
    const folder = (0,external_node_path_.resolve)(deps.env['GITHUB_WORKSPACE'] || '.', given['working-directory']);
    const layer = await (0,work_tree/* openLayerFolder */.Sl)(folder, given['pull-request'], deps);
    const at = { folder, root: layer.root, gitBaseUrl: given['git-base-url'] };
    const { chosen, others } = await readComponents(at, given.components, given.only);
    const { pinned, ...said } = await surveyRecipes(chosen, at);
    for (const warning of said.warnings)
        log.warning(warning);
    for (const note of said.notes)
        log.info(note);
    const pins = pinsOf(pinned);
    log.info(`${(0,wording/* counted */.hS)(chosen.length, 'component')} with ${(0,wording/* counted */.hS)(pinned.length, 'pinned recipe')}: asking for the heads.`);
    const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
    const { updates, refused, failures, current } = await (0,look_up/* lookUp */.TE)(pins, (0,open_remotes/* remotesOf */.xY)(given, deps), how, deps);
    const report = {
        stage: 'srcrev-bump',
        noun: 'component',
        updates,
        refused,
        failures: [...said.failures, ...failures],
        changes: [],
        notes: said.kept,
        githubHost: (0,open_remotes/* githubHost */.Se)(deps.env),
    };
    const { branch } = given;
    const grouped = given.group === 'component' && given['pull-request'];
    const aside = (await surveyRecipes(others, at)).pinned;
    const findings = {
        report,
        current,
        changes: grouped
            ? componentChanges(branch, report, pinned, chosen)
            : [oneChange(branch, report, pinned, aside)],
        ownPrefix: grouped && given.only.length === 0 ? componentPrefix(branch) : undefined,
        originals: pinned.map(({ recipe }) => recipe),
        entries: updates.flatMap((update) => update.files.map((recipe) => {
            const { name, ...rest } = (0,updates_report/* updateEntry */.W8)(update);
            return { name, recipe, ...rest };
        })),
    };
    await (0,updates_findings/* reportFindings */.L)(findings, given, layer, deps, output);
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: src_inputs.inputs, outputs: src_inputs.outputs, initial: src_inputs.initial, run });


/***/ }),

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

/***/ 1562:
/*! packages/core/src/action/glob-files.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ findByGlob)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _glob_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1128);


/**
 * The files and folders below a folder that a glob matches, sorted: paths as the glob has them, relative to `folder` or absolute.
 *
 * @throws UserError for a glob that `globProblem` finds wrong.
 */
async function findByGlob(glob, folder) {
    const found = new Set();
    for (const { wide, matches } of (0,_glob_ts__WEBPACK_IMPORTED_MODULE_1__/* .plainGlobs */ .sS)(glob)) {
        for await (const path of (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.glob)(wide, { cwd: folder }))
            if (matches(path))
                found.add(path);
    }
    return [...found].sort();
}


/***/ }),

/***/ 1128:
/*! packages/core/src/action/glob.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ globProblem),
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
