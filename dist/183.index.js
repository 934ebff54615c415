export const id = 183;
export const ids = [183];
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

/***/ 68101:
/*! actions/srcrev-bump/src/bump.ts, actions/srcrev-bump/src/changes.ts, actions/srcrev-bump/src/comments.ts, actions/srcrev-bump/src/components-file.ts, actions/srcrev-bump/src/main.ts, actions/srcrev-bump/src/newest-tags.ts, actions/srcrev-bump/src/recipe-files.ts, actions/srcrev-bump/src/survey.ts, packages/core/src/recipes/recipe-assignments.ts, packages/core/src/recipes/recipe-choice.ts, packages/core/src/recipes/recipe-files.ts, packages/core/src/recipes/recipe-lines.ts, packages/core/src/recipes/recipe-names.ts, packages/core/src/recipes/recipe-pins.ts, packages/core/src/recipes/recipe-repository.ts, packages/core/src/recipes/recipe-revision.ts, packages/core/src/recipes/recipe-rewrite.ts, packages/core/src/recipes/recipe-settings.ts, packages/core/src/recipes/recipe-slots.ts, packages/core/src/recipes/recipe-text.ts, packages/core/src/recipes/recipe-uris.ts, packages/core/src/recipes/recipe-variables.ts, packages/core/src/updates/components.ts, packages/core/src/updates/tag-series.ts, packages/core/src/updates/version-comments.ts */
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
// EXTERNAL MODULE: ./packages/core/src/updates/findings.ts + 7 modules
var updates_findings = __webpack_require__(29454);
// EXTERNAL MODULE: ./packages/core/src/updates/look-up.ts
var look_up = __webpack_require__(58387);
// EXTERNAL MODULE: ./packages/core/src/updates/open-remotes.ts + 4 modules
var open_remotes = __webpack_require__(23828);
// EXTERNAL MODULE: ./packages/core/src/updates/report.ts
var updates_report = __webpack_require__(44524);
// EXTERNAL MODULE: ./packages/core/src/updates/request-branch.ts
var request_branch = __webpack_require__(28794);
// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var git_digest = __webpack_require__(99676);
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

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-rewrite.ts


/** What gives a pin another revision, in all of its files. @param revision The whole digest of a commit. */
function revisionChanges(pin, revision) {
    if (!git_digest/* FULL_DIGEST */.F.test(revision) || revision !== revision.toLowerCase()) {
        throw new Error(`${revision} is not a digest.`);
    }
    return pin.places.map((place) => ({ place, old: pin.old, new: revision }));
}
/** The pieces of a text, as they stand in the files. */
function piecesOf(source, placeOf) {
    const pieces = [];
    const { text, offsets } = source;
    for (let start = 0; start < text.length;) {
        let end = start + 1;
        while (end < text.length && follows(offsets[end - 1], offsets[end]))
            end++;
        const span = spanOf({ text: text.slice(start, end), offsets: offsets.slice(start, end) });
        pieces.push({ text: text.slice(start, end), place: span && placeOf(span) });
        start = end;
    }
    return pieces;
}
function follows(before = -1, after = -1) {
    return before < 0 ? after < 0 : after === before + 1;
}
/** What makes another text of the pieces, by a change of one of them; undefined where that is not enough. */
function pieceChange(pieces, wanted) {
    for (const [at, { text, place }] of pieces.entries()) {
        const textOf = (some) => some.map((piece) => piece.text).join('');
        const [before, after] = [textOf(pieces.slice(0, at)), textOf(pieces.slice(at + 1))];
        const fits = wanted.length > before.length + after.length && wanted.startsWith(before);
        if (place === undefined || !fits || !wanted.endsWith(after))
            continue;
        return { place, old: text, new: wanted.slice(before.length, wanted.length - after.length) };
    }
    return undefined;
}
/**
 * The file with other texts in some places. All other bytes stay.
 *
 * @param bytes The file that the places were read from.
 * @throws Error where another text stands in a place, or two are one.
 */
function rewriteTexts(bytes, changes) {
    const parts = [];
    let end = 0;
    for (const { place, old, new: text } of changes.toSorted((a, b) => a.place.start - b.place.start)) {
        const stands = bytesAsText(bytes.subarray(place.start, place.end));
        const same = stands === old || (git_digest/* FULL_DIGEST */.F.test(old) && stands.toLowerCase() === old);
        if (place.start < end || !same)
            throw new Error(`${old} is not at ${place.start}.`);
        parts.push(bytes.subarray(end, place.start), Buffer.from(text, 'latin1'));
        end = place.end;
    }
    return Buffer.concat([...parts, bytes.subarray(end)]);
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/bump.ts
/** Whether an update, or what one is made of, is of that pin of a recipe. */
function isUpdateOf({ name, url, old }, pin) {
    return name === pin.name && url === pin.url && old === pin.old;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/glob-files.ts
var glob_files = __webpack_require__(1562);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-lines.ts

const FUNCTION_START = /^(?:(?:(?:python(?=[\s(])|fakeroot(?=\s))\s*)*(?:[\w.\-+{}$:]+\s*)?|\s+)\(\s*\)\s*\{$/;
const PYTHON_DEF = /^def\s+\w.*:/;
/** What Python strips of a line, as far as it is ASCII: a byte beyond it may be part of a character. */
const BLANKS = ' \t\v\f\x1c\x1d\x1e\x1f';
/**
 * The lines with the statements of a recipe, an include file or a configuration file: no comments, and no functions.
 * The rules are those of bitbake's lib/bb/parse/parse_py/BBHandler.py: a backslash continues a line also with blanks
 * behind it, a function ends at a `}` that is alone on its line, a `def` at the first line that is not indented.
 * A comment between continued lines, which newer bitbakes refuse, is left out; what a comment continues to is comment.
 *
 * @param text The file with one character for each byte.
 * @param base The offset of its first character.
 */
function recipeLines(text, base) {
    const statements = [];
    let parts = [];
    let firstLine = 0;
    let within = 'statements';
    for (const { source, line } of physicalLines(text, base)) {
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
function* physicalLines(text, base) {
    let start = 0;
    let line = 1;
    for (const end of [...text.matchAll(/\r\n|\r|\n/g), undefined]) {
        const stop = end?.index ?? text.length;
        if (end === undefined && stop === start)
            return;
        let last = stop;
        while (last > start && BLANKS.includes(text.charAt(last - 1)))
            last--;
        yield { source: standing(text.slice(start, last), base + start), line };
        start = stop + (end?.[0].length ?? 0);
        line++;
    }
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-assignments.ts



const HEAD = /^(?:export\s+(?!\s))?([a-zA-Z0-9\-_+.${}/~:]*?)(?:\[([a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?\s*(:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)\s*(["'])/;
const DIRECTIVE = /^(include|require|include_all|inherit)\s+(?!\s)/;
const UNSET = /^unset\s+(?!\s)([a-zA-Z0-9\-_+.${}/~:]+)$/;
/** Before bitbake 2.0 (1.52) an underscore stood where the colon stands. */
const OLD_OPERATION = /_(append|prepend|remove)(?=_|$)/g;
const OLD_RECIPE = /^(.+)_(pn-[^_]+)$/;
/**
 * The statements of a recipe, in their order. The grammar is that of bitbake's lib/bb/parse/parse_py/ConfHandler.py;
 * what it would refuse is left out. Of the old overrides with an underscore those are read that are no part of a
 * name: `_append`, `_prepend`, `_remove` and `_pn-<recipe>`.
 *
 * @param text The file with one character for each byte.
 * @param base The offset of its first character.
 * @throws UserError with a sentence about the file, where it is larger than READER_LIMITS allows.
 */
function recipeStatements(text, base = 0) {
    if (text.length > limits/* READER_LIMITS */.f0.recipe.most)
        throw tooMuch(`It has ${text.length} bytes`, 'recipe');
    const statements = recipeLines(text, base).flatMap((line) => statementOf(line) ?? []);
    const count = statements.filter(({ kind }) => kind === 'assignment').length;
    if (count <= limits/* READER_LIMITS */.f0.recipeAssignments.most)
        return statements;
    throw tooMuch(`It has ${count} assignments`, 'recipeAssignments');
}
/** The assignments among the statements. @throws as `recipeStatements`. */
function recipeAssignments(text) {
    return recipeStatements(text).flatMap((each) => (each.kind === 'assignment' ? [each.assignment] : []));
}
function statementOf(line) {
    const { source } = line;
    const assignment = assignmentOf(line);
    if (assignment !== undefined)
        return { kind: 'assignment', assignment };
    const [head, kind] = DIRECTIVE.exec(source.text) ?? [];
    if (head !== undefined && kind !== undefined) {
        return {
            kind: kind,
            what: sliced(source, head.length),
        };
    }
    const [, name] = UNSET.exec(source.text) ?? [];
    return name === undefined ? undefined : { kind: 'unset', name };
}
function assignmentOf({ source, line }) {
    const head = HEAD.exec(source.text);
    if (head === null)
        return undefined;
    const [whole, name = '', flag, operator, quote = ''] = head;
    const end = source.text.length - 1;
    if (name === '' || end < whole.length || source.text[end] !== quote)
        return undefined;
    const value = sliced(source, whole.length, end);
    // `A = "a"b"`: bitbake takes a quote in a value for a mistake when it is the only one.
    if (value.text.split(quote).length === 2)
        return undefined;
    return { name, ...nameParts(name), flag, operator: operator, value, line };
}
/** The error for a recipe that has more than a limit allows. */
function tooMuch(found, limit) {
    return (0,limits/* overLimit */.W1)(found, limits/* READER_LIMITS */.f0[limit], 'Correct `recipe_glob` of the component, so that it names no such file, or make the recipe simpler.');
}
/**
 * The variable that a name means, and its overrides.
 *
 * @param old Overrides that stand behind an underscore, in a recipe for a bitbake before 2.0.
 * @throws UserError for one that is too long.
 */
function nameParts(name, old = []) {
    if (name.length > limits/* READER_LIMITS */.f0.recipeName.most) {
        throw tooMuch(`It has a variable whose name has ${name.length} characters`, 'recipeName');
    }
    const [first = '', ...overrides] = name.split(':');
    const { base, operation, added } = oldOperation(first);
    const { variable, behind } = oldOverrides(base, old);
    const written = [operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
    return { variable, overrides: [...behind, ...written, ...overrides] };
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
/** `A_pn-app_board`, where `board` is one of the overrides that are known. */
function oldOverrides(name, known) {
    const behind = [];
    let variable = name;
    for (;;) {
        const [, before, recipe] = OLD_RECIPE.exec(variable) ?? [];
        const override = recipe ?? known.find((each) => variable.endsWith(`_${each}`));
        if (override === undefined)
            return { variable, behind };
        variable = before ?? variable.slice(0, -override.length - 1);
        behind.unshift(override);
    }
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-names.ts

/** The suffixes that `BPN` does not have, in the order of bitbake.conf's SPECIAL_PKGSUFFIX. */
const SUFFIXES = ['-native', '-cross', '-initial', '-intermediate', '-crosssdk', '-cross-canadian'];
/** What MLPREFIX is in the variants of a recipe. */
const PREFIX = /^(?:nativesdk-|lib(?:32|64|x32)-)/;
/**
 * `PN` and `PV` as bitbake takes them from the name of a recipe or of a file that is appended to one, and `PR`, which is
 * `r0` where that name does not say it. An include file has none, a wildcard is no version.
 */
function namedVariables(path) {
    const [, stem] = /^(.+)\.(?:bb|bbappend)$/.exec((0,external_node_path_.basename)(path)) ?? [];
    if (stem === undefined)
        return {};
    const [PN = stem, version = '1.0', PR = 'r0'] = stem.split('_');
    return { PN, ...(version.includes('%') ? {} : { PV: version }), PR };
}
/** What `BPN` is: the name of a recipe without what its variants add (`prune_suffix` of OE-core's lib/oe/utils.py). */
function baseName(recipe) {
    let name = recipe;
    for (const suffix of SUFFIXES)
        if (name.endsWith(suffix))
            name = name.slice(0, -suffix.length);
    return name.replace(PREFIX, '');
}
/** The class override of a recipe: of the class that it inherits, or of its name. */
function classOverride(recipe, inherited) {
    const classes = new Set(inherited);
    const variant = ['native', 'nativesdk', 'crosssdk', 'cross-canadian', 'cross'].find((each) => classes.has(each));
    if (variant !== undefined)
        return `class-${variant}`;
    if (recipe?.endsWith('-native'))
        return 'class-native';
    return recipe?.startsWith('nativesdk-') ? 'class-nativesdk' : 'class-target';
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-slots.ts

/** What an override of an assignment may be, and none of a build. */
const OPERATIONS = ['append', 'prepend', 'remove'];
/**
 * Keeps what is set as bitbake's lib/bb/data_smart.py does.
 *
 * @param active The overrides that hold, the weakest first.
 */
function openSlots(active) {
    /** By variable, then by the overrides: only those that hold. */
    const variables = new Map();
    const holds = (override) => active.includes(override);
    const slotOf = ({ variable, overrides }) => {
        const slots = variables.get(variable) ?? new Map();
        variables.set(variable, slots);
        const key = overrides.join(':');
        const slot = slots.get(key) ?? {
            ...{ overrides, set: undefined, before: [], default: undefined, operations: [] },
        };
        slots.set(key, slot);
        return slot;
    };
    const value = (variable, overrides, expand) => {
        const slots = variables.get(variable);
        if (slots === undefined)
            return undefined;
        const slot = slots.get(overrides.join(':'));
        // The strongest one hides the others, also where it has no value.
        const [strongest] = [...slots.values()]
            .filter((each) => isBelow(each.overrides, overrides))
            .map(({ overrides: own }) => ({ own, rank: rankOf(own.slice(overrides.length), active) }))
            .toSorted((a, b) => compareRanks(b.rank, a.rank));
        const chosen = strongest && value(variable, strongest.own, expand);
        const of = (kind) => (slot?.operations ?? []).filter((operation) => operation.kind === kind).map(({ text }) => text);
        const parts = [...of('prepend').reverse(), ...(chosen?.parts ?? partsOf(slot)), ...of('append')];
        if (chosen === undefined && slot?.set === undefined && parts.length === 0)
            return undefined;
        return { parts, removed: [...(chosen === undefined ? [] : effective(chosen, expand)), ...of('remove')] };
    };
    return {
        value,
        assign({ variable, overrides }, operator, text) {
            const at = operationAt(overrides);
            const operation = overrides[at];
            const own = operation === undefined ? overrides : overrides.slice(0, at);
            const added = operation === undefined ? [] : overrides.slice(at + 1);
            // The name of an operation has no value of its own: `+=` adds its blank to nothing, a default is never taken.
            if (operation !== undefined && operator === '??=')
                return;
            if (!own.every(holds) || new Set(own).size < own.length)
                return;
            const slot = slotOf({ variable, overrides: own });
            if (operation === undefined)
                change(slot, operator, text);
            else if (added.every(holds)) {
                const whole = operator === '+=' ? [BLANK, text] : operator === '=+' ? [text, BLANK] : [text];
                slot.operations.push({ kind: operation, text: joined(whole) });
            }
        },
        unset({ variable, overrides }) {
            const slots = variables.get(variable);
            slots?.delete(overrides.join(':'));
            for (const [key, slot] of slots ?? [])
                if (isBelow(slot.overrides, overrides))
                    slots?.delete(key);
        },
    };
}
const BLANK = foreign(' ');
/** Of what is to be removed only that goes on to a weaker value which takes something from the stronger one. */
function effective({ parts, removed }, expand) {
    if (removed.length === 0)
        return [];
    const words = new Set(wordsOf(expand(joined(parts))));
    return removed.filter((each) => wordsOf(expand(each)).some((word) => words.has(word)));
}
/** ASCII only: a byte beyond it may be part of a character. */
function wordsOf({ text }) {
    return text.split(/[ \t\v\f]+/).filter(Boolean);
}
/** Where the operation of a name stands: the first one, where no capital stands behind it. */
function operationAt(overrides) {
    const at = overrides.findIndex((override) => OPERATIONS.includes(override));
    return overrides.slice(at + 1).some((override) => /[A-Z]/.test(override)) ? -1 : at;
}
function isBelow(overrides, parents) {
    return overrides.length > parents.length && parents.every((parent, index) => overrides[index] === parent);
}
/**
 * How strong overrides are. bitbake goes through those that hold, the weakest first, takes each from the end of the names, and begins
 * again until nothing changes: the name that is used up last wins, and of names that become the same on the way the one that does so last.
 *
 * @returns When each override is taken: the last time first.
 */
function rankOf(overrides, active) {
    const times = [];
    let time = -1;
    for (const override of overrides.toReversed()) {
        const position = active.lastIndexOf(override);
        const turn = time - (time % active.length);
        time = turn + position > time ? turn + position : turn + active.length + position;
        times.unshift(time);
    }
    return times;
}
function compareRanks(a, b) {
    const at = a.findIndex((time, index) => time !== b[index]);
    return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}
function change(slot, operator, text) {
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
            slot.set.push(BLANK, text);
            break;
        case '=+':
            slot.set ??= [];
            slot.before.push(BLANK, text);
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

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-variables.ts





const REFERENCE = /\$\{([^{}@\n\t ]+)\}/g;
/** ASCII only: a byte beyond it may be part of a character. */
const recipe_variables_BLANKS = /[ \t\v\f]+/;
const WORD_OR_BLANKS = /[ \t\v\f]+|[^ \t\v\f]+/g;
const MOST_PASSES = 10;
const LONGEST_EXPANSION = 64 * 1024;
/** What a value costs besides its characters, in characters. */
const COST_OF_VALUE = 64;
/** Variables that bitbake.conf puts together of others. */
const COMPOSED = new Map([
    ['BP', `\${BPN}-\${PV}`],
    ['P', `\${PN}-\${PV}`],
]);
/** The variables of a recipe from all of its statements. @throws as `openVariables`. */
function recipeVariables(statements, settings) {
    const variables = openVariables(settings);
    for (const statement of statements)
        variables.apply(statement);
    return variables;
}
/**
 * The variables of a recipe, from what the file itself sets: `=` and `:=` replace, `?=` sets what is not set, the last
 * `??=` is the default of what is not set, `+=` and its like and `:append`, `:prepend` and `:remove` change what is
 * there. The rules are those of bitbake's lib/bb/parse/ast.py and lib/bb/data_smart.py.
 *
 * @throws UserError with a sentence about the recipe, from its functions, where its variables are more than READER_LIMITS
 * allows.
 */
function openVariables({ known, active, old = [] }) {
    const slots = openSlots(active);
    const open = new Set();
    const cache = new Map();
    let read = 0;
    const reads = (characters) => {
        read += characters;
        if (read > limits/* READER_LIMITS */.f0.recipeExpansion.most) {
            throw tooMuch(`Its variables are expanded to ${read} characters and more`, 'recipeExpansion');
        }
    };
    const value = (name) => {
        const cached = cache.get(name);
        if (cached !== undefined)
            return cached;
        if (open.size >= limits/* READER_LIMITS */.f0.recipeDepth.most) {
            throw tooMuch(`Its variables ${[...open].slice(0, 3).join(', ')} and so on stand in each other`, 'recipeDepth');
        }
        open.add(name);
        const { variable, overrides } = nameParts(name, old);
        const found = slots.value(variable, overrides, expand) ?? builtIn(name);
        const expanded = found && without(expand(joined(found.parts)), found.removed.map(expand));
        open.delete(name);
        if (expanded === undefined)
            return undefined;
        reads(COST_OF_VALUE);
        cache.set(name, expanded);
        return expanded;
    };
    const builtIn = (name) => {
        const composed = COMPOSED.get(name);
        if (composed !== undefined)
            return { parts: [foreign(composed)], removed: [] };
        const recipe = name === 'BPN' && !open.has('PN') ? value('PN') : undefined;
        return recipe && { parts: [withoutVariant(recipe)], removed: [] };
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
    const partsOf = (name) => nameParts(expand(foreign(name)).text, old);
    const set = (variable, text) => {
        slots.assign({ variable, overrides: [] }, '=', foreign(text));
        cache.clear();
    };
    const assign = (assignment) => {
        if (assignment.flag !== undefined)
            return;
        const { name, operator, value: written } = assignment;
        slots.assign(partsOf(name), operator, operator === ':=' ? expand(written) : written);
        cache.clear();
    };
    for (const [name, text] of Object.entries(known))
        set(name, text);
    return {
        apply(statement) {
            if (statement.kind === 'assignment')
                assign(statement.assignment);
            else if (statement.kind === 'unset') {
                slots.unset(partsOf(statement.name));
                cache.clear();
            }
        },
        set,
        value,
        expand,
    };
}
/** The text of `BPN`, which may stand in the file in one piece. */
function withoutVariant(recipe) {
    const name = baseName(recipe.text);
    const start = recipe.text.indexOf(name);
    return sliced(recipe, start, start + name.length);
}
/** `source` without the words that stand in `removed`. */
function without(source, removed) {
    if (removed.length === 0)
        return source;
    const words = new Set(removed.flatMap(({ text }) => text.split(recipe_variables_BLANKS)));
    const kept = [...source.text.matchAll(WORD_OR_BLANKS)].filter(([word]) => !words.has(word));
    return joined(kept.map(({ 0: word, index }) => sliced(source, index, index + word.length)));
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-files.ts






const recipe_files_REFERENCE = '${';
/** What stands between blanks; those in `${@...}` are none. A text that is longer than any path is not taken apart. */
function recipe_files_wordsOf(text) {
    if (text.length > limits/* READER_LIMITS */.f0.path.most)
        return [text];
    return text.match(/(?:\$\{@[^}]*\}|\S)+/g) ?? [];
}
/** How names in a recipe see the repository: a path that begins with it. */
const TOP = '/';
/** A recipe without what it includes. @throws as `unfoldRecipe`. */
function recipeAlone(file) {
    const unfolding = unfold(file);
    let step = unfolding.next([]);
    while (step.done !== true)
        step = unfolding.next([]);
    return step.value;
}
/**
 * Reads a recipe with what it includes, as bitbake's lib/bb/parse/parse_py/ConfHandler.py does. Classes are not read.
 *
 * @param find The files of a name, none where there is none.
 * @throws UserError with a sentence about the recipe: a circle, or more than READER_LIMITS allows. What `find` throws.
 */
async function unfoldRecipe(file, find, context = {}) {
    const unfolding = unfold(file, context);
    let step = unfolding.next([]);
    while (step.done !== true)
        step = unfolding.next(await find(step.value));
    return step.value;
}
function* unfold(recipe, { base: appendedTo, namedBy } = {}) {
    const known = namedVariables(namedBy ?? appendedTo?.path ?? recipe.path);
    const variables = openVariables({ known, active: [] });
    const bases = new Map();
    const around = [];
    const statements = [];
    const assignments = [];
    const missing = new Set();
    const inherited = [];
    /** What is to be taken in before a variable is asked for: most recipes ask for none. */
    const pending = [];
    const words = (what) => {
        if (!what.text.includes(recipe_files_REFERENCE))
            return recipe_files_wordsOf(what.text);
        for (const take of pending.splice(0))
            take();
        return recipe_files_wordsOf(variables.expand(what).text);
    };
    let [length, size, count] = [0, 0, 0];
    function* take(file) {
        const { path, text } = file;
        if (around.includes(path)) {
            throw new errors/* UserError */.yo(`It includes itself: ${[...around.slice(around.indexOf(path)), path].join(', ')}.`, 'Remove one of these lines.');
        }
        count += 1;
        size += text.length;
        if (count > limits/* READER_LIMITS */.f0.recipeFiles.most)
            throw tooMuch(`It includes ${count - 1} files`, 'recipeFiles');
        if (count > 1 && size > limits/* READER_LIMITS */.f0.recipe.most) {
            throw tooMuch(`It has ${size} bytes with what it includes`, 'recipe');
        }
        const { base } = bases.get(path) ?? { base: length };
        // One between them, so that nothing stands in two files.
        if (!bases.has(path))
            length += text.length + 1;
        bases.set(path, { base, file });
        around.push(path);
        const here = `${TOP}${(0,external_node_path_.dirname)(path)}`;
        const enter = () => {
            for (const name of ['THISDIR', 'FILE_DIRNAME'])
                variables.set(name, here);
        };
        pending.push(enter);
        for (const statement of recipeStatements(text, base)) {
            if (statement.kind === 'inherit')
                inherited.push(...words(statement.what));
            else if (statement.kind === 'assignment' || statement.kind === 'unset') {
                pending.push(() => variables.apply(statement));
                statements.push(statement);
                if (statement.kind === 'assignment')
                    assignments.push({ ...statement.assignment, path });
            }
            else {
                for (const name of words(statement.what)) {
                    const found = !name.includes(recipe_files_REFERENCE)
                        ? yield { from: path, name, all: statement.kind === 'include_all' }
                        : [];
                    if (found.length === 0 && statement.kind === 'require')
                        missing.add(name);
                    for (const each of found)
                        yield* take(each);
                }
                pending.push(enter);
            }
        }
        if (assignments.length > limits/* READER_LIMITS */.f0.recipeAssignments.most) {
            throw tooMuch(`It has ${assignments.length} assignments`, 'recipeAssignments');
        }
        around.pop();
    }
    if (appendedTo !== undefined)
        yield* take(appendedTo);
    yield* take(recipe);
    const files = [...bases.values()];
    return {
        path: recipe.path,
        known,
        statements,
        assignments,
        files: files.map(({ file }) => file),
        missing: [...missing],
        inherited,
        placeOf({ start, end }) {
            const { base, file } = files.findLast((each) => each.base <= start) ?? { base: 0, file: recipe };
            return { path: file.path, start: start - base, end: end - base };
        },
    };
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
        ...(uri.host === base.host.toLowerCase() ? ['', (0,wording/* withoutSlashes */.C2)(base.pathname.replace(/\/+/g, '/'))] : []),
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

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-uris.ts




/** The name of a URI without `name=`. */
const UNNAMED = 'default';
const recipe_uris_BLANKS = ' \t\v\f';
const GIT = /^(?:git|gitsm):\/\/([^;]*)(?:;|$)/;
const WHOLE_REFERENCE = /^\$\{[^{}@]+\}(?:;|$)/;
/** `${MIRROR}/org/app;branch=main`: what has these parameters is of git. */
const GIT_OF_REFERENCE = /^\$\{[^{}@]+\}[^;]*;(?:[^;]*;)*(?:branch|nobranch|rev|tag|usehead)=/;
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
        else if (head !== undefined || WHOLE_REFERENCE.test(word) || GIT_OF_REFERENCE.test(word)) {
            unknown.push({ source });
        }
    }
    return { known, unknown };
}
/**
 * The git URI that somebody means by the address of a repository: as recipes have it, as git has it (`https://host/path`,
 * `user@host:path`), or without a scheme. Undefined for what is none.
 */
function uriFrom(address) {
    const [, scheme, rest = address] = /^([a-z+]+):\/\/(.*)$/.exec(address) ?? [];
    const [, login, path] = scheme === undefined ? (/^([^/:;]+@[^/:;]+):(?!\d+\/)(.+)$/.exec(address) ?? []) : [];
    if (login !== undefined)
        return uriFrom(`git://${login}/${path};protocol=ssh`);
    const isGit = scheme === undefined || scheme === 'git' || scheme === 'gitsm';
    const uri = isGit ? `${scheme ?? 'git'}://${rest}` : `git://${rest};protocol=${scheme}`;
    const { known } = gitUris(foreign(uri));
    const [first] = known;
    return known.length === 1 && first?.host !== '' && (first?.path ?? '').length > 1 ? first : undefined;
}
/** Whether a recipe has it. An address that a component names says nothing of what bitbake does. */
function standsInFile({ source }) {
    return source.offsets.some((offset) => offset >= 0);
}
/** Whether two URIs are of one repository. What `wanted` says of its name and branch counts, too. */
function sameRepository(uri, wanted) {
    const pathOf = ({ path }) => path.toLowerCase().replace(/\.git$/, '');
    const names = wanted.name === UNNAMED || wanted.name === uri.name;
    const branches = wanted.branch === undefined || wanted.branch === uri.branch;
    return uri.host === wanted.host && pathOf(uri) === pathOf(wanted) && names && branches;
}
/** A string of Python that begins with a blank: what it is appended to ends before it. */
const BLANK_LED = /[@(,[\s]["'][ \t]/;
/** What stands between blanks; those in `${@...}` are none, but for one that its value begins with. */
function* words(value) {
    const { text } = value;
    // Behind it nothing closes.
    const closing = text.lastIndexOf('}');
    let start = 0;
    for (let at = 0; at < text.length; at++) {
        if (text.startsWith('${@', at) && at < closing) {
            const end = text.indexOf('}', at);
            if (start < at && BLANK_LED.test(text.slice(at, end))) {
                yield sliced(value, start, at);
                start = at;
            }
            at = end;
        }
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
    const names = (textOf('name') ?? UNNAMED).split(',');
    const branches = textOf('branch')?.split(',') ?? [];
    if (names.length > limits/* READER_LIMITS */.f0.uriNames.most) {
        throw tooMuch(`It has a git URI with ${names.length} names`, 'uriNames');
    }
    const written = (key) => given.get(key)?.text === '' ? undefined : given.get(key);
    return names.map((name, index) => ({
        source,
        name,
        branch: branches[index] ?? branches[0],
        protocol: textOf('protocol')?.toLowerCase(),
        user: (user ?? textOf('user'))?.split(':')[0],
        host: host.toLowerCase(),
        path: (0,wording/* withoutSlashes */.C2)(path.replace(/\/+/g, '/')),
        rev: written('rev'),
        tag: written('tag'),
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

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-choice.ts



const SRC_URI = 'SRC_URI';
const NO_BRANCH = 'master';
/** Names of variables have capitals, overrides have none. */
const OLD_OVERRIDE = /^SRC_URI_[a-z0-9-]+$/;
/**
 * Chooses the git URI of a component: the one that it names, else one of its organisation; of several the one with its name
 * (`;name=`), then with its branch, then of a repository of its name. A recipe without git URIs has the one that the component names.
 */
function chooseUri(component, gitBaseUrl, assignments, variables) {
    const { repoOrg, variable = '' } = component;
    const named = component.uri === undefined ? undefined : uriFrom(component.uri);
    const repositoryFor = (uri) => {
        const ofOrganisation = repoOrg === undefined ? undefined : repositoryOf(uri, { repoOrg, gitBaseUrl });
        // A URI that the component names may be at any host.
        return (ofOrganisation ?? (repoOrg === undefined || named !== undefined ? ownRepositoryOf(uri) : undefined));
    };
    const isOurs = (uri) => (named === undefined || sameRepository(uri, named)) && repositoryFor(uri) !== undefined;
    const groups = urisOf(assignments, variables);
    const found = merged(groups);
    const wanted = [nameOfVariable(variable), component.name];
    // One that stands behind a condition, or under an override, is meant where the recipe has a revision of its name.
    const hasOwnRevision = wanted.some((name) => assignments.some((each) => each.variable === `SRCREV_${name}`));
    const isNamed = (uri) => hasOwnRevision && wanted.includes(uri.name);
    const mine = groups.map(({ known }) => known.filter(isOurs));
    const ours = mine.find((known) => known.some(isNamed)) ?? mine.find((known) => known.length > 0);
    if (ours === undefined) {
        const repository = named && repositoryFor(named);
        const stands = found.known.length === 0 || variable !== '';
        return named !== undefined && repository !== undefined && stands
            ? { kind: 'one', uri: named, repository }
            : { kind: 'none', found };
    }
    const left = narrowed(ours, component);
    const [uri, ...others] = left;
    const repository = uri && repositoryFor(uri);
    if (uri === undefined || repository === undefined || others.some((other) => !isSame(uri, other))) {
        return { kind: 'several', uris: left };
    }
    return { kind: 'one', uri, repository };
}
/** Whether one revision is that of both. */
function isSame(uri, other) {
    return (sameRepository(uri, other) &&
        uri.name === other.name &&
        uri.branch === other.branch &&
        uri.rev?.text === other.rev?.text &&
        uri.tag?.text === other.tag?.text);
}
/** The name of the URI whose revision a variable has. */
function nameOfVariable(variable) {
    const [found, name = UNNAMED] = /^SRCREV(?:_([^:]+))?(?=:|$)/.exec(variable) ?? [];
    return found === undefined ? undefined : name;
}
/** Git URIs in the order of their rank: those of SRC_URI, those that it has under overrides only, those of other variables. */
function urisOf(assignments, variables) {
    const of = (variable) => gitUris(variables.value(variable) ?? foreign(''));
    const plain = of(SRC_URI);
    const overridden = assignments.filter(({ variable, overrides }) => variable === SRC_URI && overrides.length > 0 && !overrides.includes('remove'));
    const sources = [plain, merged(overridden.map(({ value }) => gitUris(variables.expand(value))))];
    const hasSource = sources.some(({ known }) => known.length > 0);
    const names = [...new Set(assignments.map(({ variable }) => variable))];
    const others = merged(names.filter((name) => name !== SRC_URI && !(hasSource && OLD_OVERRIDE.test(name))).map(of));
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
function narrowed(uris, component) {
    const { branch, name, variable = '' } = component;
    const ofVariable = nameOfVariable(variable);
    const criteria = [
        (uri) => uri.name === ofVariable,
        (uri) => uri.name === name,
        (uri) => (uri.branch ?? NO_BRANCH) === branch,
        (uri) => repositoryName(uri) === name,
    ];
    let left = uris;
    for (const meets of criteria) {
        const better = left.filter(meets);
        if (better.length > 0)
            left = better;
    }
    return left;
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-revision.ts





const IN_URI = ';rev=';
const STANDARD = /^SRCREV(?:_|$)/;
const INVALID = 'INVALID';
const AUTOREV = `\${AUTOREV}`;
/**
 * The revision of a URI as bitbake's lib/bb/fetch2 finds it: `;rev=` of the URI, `SRCREV_<name>`, `SRCREV`; or, in a
 * file that sets none of these, a variable of another name that ends with `SRCREV`.
 *
 * @param assignments Without those of flags.
 * @param named The variable that the component names: no other is looked at.
 */
function revisionOf(uri, assignments, variables, named) {
    const standard = [`SRCREV_${uri.name}`, 'SRCREV'];
    if (named !== undefined) {
        const [taken] = standsInFile(uri) && STANDARD.test(named) ? valuesOf(standard, variables) : [];
        return ofVariable(named, taken, assignments, variables);
    }
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
/** @param taken What bitbake takes for the URI, where that is known: it must be what the variable says. */
function ofVariable(variable, taken, assignments, variables) {
    const [candidate] = valuesOf([variable], variables);
    if (candidate !== undefined && taken !== undefined && !isSamePlace(candidate.value, taken.value)) {
        return { kind: 'none', found: [taken.variable] };
    }
    if (candidate !== undefined)
        return revisionIn(candidate, undefined, assignments);
    const own = assignments.filter((each) => each.variable === variable);
    return own.length > 0
        ? underOverrides(own)
        : { kind: 'none', found: namesThat(assignments, (name) => /SRCREV/.test(name)) };
}
function isSamePlace(one, other) {
    return one.text === other.text && one.offsets[0] === other.offsets[0];
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
    return {
        kind: 'kept',
        reason: `Its revision is set under overrides only: ${(0,wording/* shortList */.pg)(names, ', ')}. \`override\` of the component chooses one.`,
    };
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
        .map(({ name, line, path }) => {
        const file = path === holders[0]?.path ? '' : ` of ${path}`;
        return `${name} of line ${line}${file} is left as it is.`;
    });
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

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-settings.ts









const OF_RECIPE = 'pn-';
/**
 * The variables of a recipe for a component. From outside it is known which recipe it is and of which class; every other override is of
 * another variant of it, and holds only where the component names it.
 *
 * @throws UserError with a sentence about the recipe, for an override that it does not have.
 */
function variablesFor(recipe, component) {
    const { known: named, statements, inherited } = recipe;
    const chosen = overridesOf(component);
    const own = ownName(recipe);
    const given = chosen.find((override) => override.startsWith(OF_RECIPE))?.slice(OF_RECIPE.length);
    const recipes = given !== undefined ? [given] : own !== undefined ? [own] : recipesOfInclude(recipe, component);
    const known = own === undefined && given !== undefined ? { ...named, PN: given } : named;
    const others = [
        ...chosen.filter((override) => !override.startsWith(OF_RECIPE)),
        classOverride(own, inherited),
        'forcevariable',
    ];
    const settings = {
        known,
        active: [...recipes.toReversed().map((name) => `${OF_RECIPE}${name}`), ...others],
        old: isOld(recipe) ? others : [],
    };
    const variables = recipeVariables(statements, settings);
    if (chosen.length > 0)
        requireOverrides(recipe, chosen, settings, variables);
    return variables;
}
/** The name that a recipe gives itself, or its file's. */
function ownName({ known, statements, assignments }) {
    if (!assignments.some(({ variable }) => variable === 'PN'))
        return known['PN'];
    return recipeVariables(statements, { known, active: [] }).value('PN')?.text;
}
/** The overrides that a component names: with `override`, or behind its `variable`. */
function overridesOf({ override = '', variable = '' }) {
    return [...new Set([...override.split(':'), ...nameParts(variable).overrides])].filter(Boolean);
}
/** Whether it is written for a bitbake before 2.0, where overrides stand behind an underscore. */
function isOld({ assignments }) {
    return !assignments.some(({ name }) => name.includes(':'));
}
function requireOverrides({ path, assignments }, chosen, { old }, variables) {
    const all = new Set(assignments.flatMap(({ name }) => nameParts(variables.expand(foreign(name)).text, old).overrides));
    const missing = chosen.find((override) => !all.has(override));
    if (missing === undefined)
        return;
    const others = [...all].filter((override) => !OPERATIONS.includes(override));
    throw new errors/* UserError */.yo(`${path} sets nothing under the override ${(0,inputs/* quote */.hD)(missing)}.`, others.length === 0
        ? 'Correct `override` of the component: the recipe has none.'
        : `Correct \`override\` of the component. The recipe has: ${(0,wording/* shortList */.pg)(others.map(inputs/* quote */.hD), ', ')}.`);
}
/** An include file can be of several recipes: of the component, of the one that has its name, of the only one it names. */
function recipesOfInclude({ path, assignments }, component) {
    const mentioned = new Set(assignments
        .filter(({ variable }) => /^SRCREV(?:_|$)/.test(variable))
        .flatMap(({ overrides }) => overrides.filter((override) => override.startsWith(OF_RECIPE)))
        .map((override) => override.slice(OF_RECIPE.length)));
    const names = [component.name, (0,external_node_path_.basename)(path, (0,external_node_path_.extname)(path))];
    return [...new Set([...names, ...(mentioned.size === 1 ? mentioned : [])])];
}

;// CONCATENATED MODULE: ./packages/core/src/recipes/recipe-pins.ts











const OLD_DEFAULT_BRANCH = 'master';
const COMMENT_BEHIND = /^SRCREV[\w:.+-]*[ \t]*[?:]*=[ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*#[^"'\r\n]*\r?$/m;
const SET_BY_PYTHON = /^[ \t]+[^\s#].*\.setVar\([ \t]*["']SRCREV/m;
/**
 * Reads which revision of a component a recipe pins, and of which repository.
 *
 * The URI is chosen as recipe-choice.ts says; the revision is found as bitbake finds it (recipe-revision.ts).
 *
 * @param at `gitBaseUrl` is where the organisation's repositories are.
 */
function readRecipePin(recipe, at) {
    try {
        return readingOf(recipe, at);
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        const of = thrown.message.startsWith(recipe.path) ? '' : `${recipe.path}: `;
        return { kind: 'error', cause: `${of}${thrown.message}`, advice: thrown.advice };
    }
}
function readingOf(recipe, at) {
    const { path } = recipe;
    const { component } = at;
    const assignments = recipe.assignments.filter(({ flag }) => flag === undefined);
    const variables = variablesFor(recipe, component);
    const choice = chooseUri(component, at.gitBaseUrl, assignments, variables);
    if (choice.kind === 'none')
        return withoutUri(recipe, component, choice.found);
    if (choice.kind === 'several') {
        return {
            kind: 'error',
            cause: `${path} has several git URIs that ${component.name} could be: ${listed(choice.uris)}.`,
            advice: 'Give one of them the name of the component (;name=), choose one with `uri` of the component, or correct its repo_org or branch.',
        };
    }
    const { uri, repository } = choice;
    if (repository.kind === 'wrong') {
        return {
            kind: 'error',
            cause: `${path} has the git URI ${shown(uri)}. ${repository.problem}`,
            advice: 'Correct the URI in the recipe.',
        };
    }
    if (repository.kind === 'local')
        return { kind: 'kept', reason: repository.reason };
    const variant = variantOf(uri, assignments, variables);
    const ofVariant = variant === undefined ? component : withVariant(component, variant);
    if (variant !== undefined && ofVariant !== component) {
        const reading = readingOf(recipe, { ...at, component: ofVariant });
        if (reading.kind !== 'pin')
            return reading;
        return { ...reading, warnings: [...reading.warnings, variantWarning(variant)] };
    }
    const revision = revisionOf(uri, assignments, variables, variableOf(component));
    if (uri.tag !== undefined && component.tag === undefined) {
        return { kind: 'kept', reason: besideTag(readable(uri.tag.text), revision.kind === 'digest') };
    }
    if (revision.kind === 'kept')
        return revision;
    if (revision.kind === 'none')
        return withoutRevision(recipe, component, uri, revision.found);
    const { digest, variable, places, notes } = revision;
    return {
        kind: 'pin',
        pin: {
            ...{ name: component.name, url: repository.url, branch: component.branch, old: digest, variable },
            places: places.map(recipe.placeOf),
            ...(component.tag === undefined ? {} : { tag: pinnedTag(uri, recipe) }),
        },
        warnings: [
            ...branchWarnings(uri, component),
            ...(variant === undefined ? [] : [variantWarning(variant)]),
        ],
        notes: [
            ...notes,
            ...(uri.nobranch
                ? ['Its git URI has nobranch=1: bitbake does not ask whether the revision is on a branch.']
                : []),
            ...unreadSentences(recipe),
        ],
    };
}
/** The variable that a component names, without overrides: those hold by themselves. */
function variableOf({ variable }) {
    return variable === undefined ? undefined : nameParts(variable).variable;
}
function pinnedTag({ tag, nobranch }, { placeOf }) {
    return { pieces: tag === undefined ? [] : piecesOf(tag, placeOf), nobranch };
}
function besideTag(tag, isPinned) {
    const follow = '`"tag": "newest"` of the component moves';
    return isPinned
        ? `Its git URI has the tag ${(0,inputs/* quote */.hD)(tag)} (;tag=), which bitbake holds the revision against: the one does not move without the other. ${follow} both.`
        : `Its git URI follows the tag ${(0,inputs/* quote */.hD)(tag)} (;tag=), and no revision is pinned.`;
}
function withoutUri(recipe, { name, repoOrg, uri }, { known, unknown }) {
    const { path, assignments } = recipe;
    const [first] = unknown;
    const pins = assignments.some(({ variable, flag }) => flag === undefined && variable !== 'SRCREV_FORMAT' && variable.includes('SRCREV'));
    const unread = unreadSentences(recipe)
        .map((sentence) => ` ${sentence}`)
        .join('');
    if (first !== undefined && (pins || first.source.text.includes(';rev='))) {
        return {
            kind: 'kept',
            reason: `Its git URI is ${shown(first)}, of which another file sets a part. \`uri\` of the component says which repository it is.${unread}`,
        };
    }
    if (known.length > 0) {
        return {
            kind: 'error',
            cause: `${path} has no git URI of ${(0,inputs/* quote */.hD)(uri ?? repoOrg ?? '')}: it has ${listed(known)}.`,
            advice: `Correct ${uri === undefined ? 'repo_org' : '`uri` or repo_org'} of the component ${name}, or the SRC_URI of the recipe.`,
        };
    }
    return {
        kind: 'error',
        cause: `${path} pins no revision: it has no git URI.${unread}`,
        advice: `Correct recipe_glob of the component ${name}, give the recipe a git URI, or give the component the address of the repository ` +
            '(`uri`), where a class or a file of another repository has it.',
    };
}
function withoutRevision(recipe, { variable }, uri, found) {
    const others = found.length === 0 ? '' : ` It has ${(0,wording/* shortList */.pg)(found, ', ')}.`;
    const unread = unreadSentences(recipe)
        .map((sentence) => ` ${sentence}`)
        .join('');
    return {
        kind: 'error',
        cause: `${recipe.path} pins no revision for ${shown(uri)}${variable === undefined ? '' : ` in ${variable}`}.${others}${unread}`,
        advice: variable === undefined
            ? 'Give it a revision: SRCREV, or SRCREV_<name> where the URI has ;name=<name>.'
            : 'Correct `variable` of the component.',
    };
}
/** What is not read: files of other repositories and Python, which bitbake reads, and what it refuses. */
function unreadSentences({ missing, files }) {
    const refused = files.filter(({ text }) => COMMENT_BEHIND.test(text)).map(({ path }) => path);
    const byPython = files.filter(({ text }) => SET_BY_PYTHON.test(text)).map(({ path }) => path);
    return [
        ...(missing.length === 0
            ? []
            : [`It requires ${(0,wording/* shortList */.pg)(missing.map(shownText), ', ')}, which this repository does not have.`]),
        ...(byPython.length === 0
            ? []
            : [`Python in ${(0,wording/* shortList */.pg)(byPython, ', ')} sets SRCREV, which is not read.`]),
        ...(refused.length === 0
            ? []
            : [`In ${(0,wording/* shortList */.pg)(refused, ', ')} a comment stands behind SRCREV on its line: bitbake refuses that.`]),
    ];
}
function branchWarnings(uri, component) {
    const { branch, nobranch } = uri;
    if (!standsInFile(uri))
        return [];
    if (branch === undefined) {
        if (nobranch || component.branch === OLD_DEFAULT_BRANCH)
            return [];
        return [
            `Its git URI has no branch=: bitbake 2.0 takes ${OLD_DEFAULT_BRANCH}, and refuses a revision that is not on it; newer ones refuse such a URI. Give it ;branch=${component.branch}.`,
        ];
    }
    if (branch === component.branch || branch.includes('${'))
        return [];
    return [
        `Its git URI has the branch ${(0,inputs/* quote */.hD)(branch)}, but the component follows ${(0,inputs/* quote */.hD)(component.branch)}.`,
    ];
}
/** The assignment that a URI stands in, where it is of one variant only, which nobody has chosen. */
function variantOf({ source }, assignments, variables) {
    const start = source.offsets.find((offset) => offset >= 0);
    const holder = holderOf(start, assignments);
    if (holder === undefined || holder.variable !== 'SRC_URI')
        return undefined;
    return variables.value('SRC_URI')?.offsets.includes(start ?? -1) === true ? undefined : holder;
}
/** The component with the overrides of that variant: the revision is the one that bitbake takes there. */
function withVariant(component, { overrides }) {
    const chosen = component.override?.split(':') ?? [];
    const added = overrides.filter((each) => !OPERATIONS.includes(each) && !chosen.includes(each));
    return added.length === 0 ? component : { ...component, override: [...chosen, ...added].join(':') };
}
function variantWarning({ name }) {
    return `Its git URI stands in ${name}, which is not for every build. \`override\` of the component says that it is meant.`;
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

// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
;// CONCATENATED MODULE: ./actions/srcrev-bump/src/recipe-files.ts








const RECIPES = ['recipes*/', 'recipes*/*/', 'recipes*/*/*/'];
const LAYERS = ['', '*/', '*/*/', '*/*/*/'].map((folders) => `${folders}conf/layer.conf`);
/**
 * @param folder the folder of the layer.
 * @param root the top folder of the repository, links resolved.
 */
function openRecipeFiles(folder, root) {
    const contents = new Map();
    let layers;
    const read = (path) => {
        const begun = contents.get(path) ?? readRecipe(path, root);
        contents.set(path, begun);
        return begun;
    };
    const candidates = async function* ({ from, name, all }) {
        if (name.startsWith('/')) {
            if (!all)
                yield name.slice(1);
            return;
        }
        if (!all)
            yield (0,external_node_path_.join)((0,external_node_path_.dirname)(from), name);
        for (const layer of nearestFirst(await allLayers(), from))
            yield (0,external_node_path_.join)(layer, name);
    };
    const allLayers = async () => {
        layers ??= layersOf(await (0,promises_.realpath)(folder), root);
        return layers;
    };
    const matches = async (glob, below) => {
        const found = await (0,glob_files/* findByGlob */.Z)(glob, (0,external_node_path_.join)(root, below));
        const paths = await Promise.all(found.map((match) => pathInside((0,external_node_path_.join)(below, match), root)));
        return paths.filter((path) => path !== undefined);
    };
    return {
        read,
        async find(wanted) {
            const found = new Map();
            for await (const candidate of candidates(wanted)) {
                const path = await pathInside((0,external_node_path_.normalize)(candidate), root);
                if (path === undefined)
                    continue;
                found.set(path, { path, text: bytesAsText((await read(path)).content) });
                if (!wanted.all)
                    break;
            }
            return [...found.values()];
        },
        async appendedTo(path) {
            const name = (0,external_node_path_.basename)(path, '.bbappend');
            // A name is no glob, but for its wildcard.
            if (/[^A-Za-z0-9_.+%-]/.test(name))
                return [];
            const globs = RECIPES.map((folders) => `${folders}${name.replaceAll('%', '*')}.bb`);
            const found = new Set();
            for (const layer of await allLayers()) {
                for (const glob of globs)
                    for (const recipe of await matches(glob, layer))
                        found.add(recipe);
            }
            return [...found];
        },
        beside: (path) => matches('*.bb', (0,external_node_path_.dirname)(path)),
    };
}
/** Undefined for what is not there, or not in the repository. */
async function pathInside(path, root) {
    if (isOutside(path))
        return undefined;
    try {
        const real = (0,external_node_path_.relative)(root, await (0,promises_.realpath)((0,external_node_path_.join)(root, path)));
        if (isOutside(real))
            throw outside(path);
        return (await (0,promises_.lstat)((0,external_node_path_.join)(root, real))).isFile() ? real : undefined;
    }
    catch (thrown) {
        const code = (0,errors/* systemCode */.xU)(thrown);
        if (code !== undefined && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'].includes(code))
            return undefined;
        throw thrown;
    }
}
function isOutside(path) {
    return path === '..' || path.startsWith('../') || path.startsWith('/');
}
function outside(path) {
    return new errors/* UserError */.yo(`What it includes, ${(0,inputs/* quote */.hD)(path)}, is a link out of the repository.`, 'Put the file itself into the repository.');
}
async function readRecipe(path, root) {
    try {
        return { path, content: await (0,foreign_file/* readForeign */.vM)(root, path, limits/* FILE_LIMITS */.SK.recipe) };
    }
    catch (cause) {
        if (!(cause instanceof foreign_file/* ForeignFileError */.Nw))
            throw cause;
        throw new errors/* UserError */.yo(`the recipe ${(0,inputs/* quote */.hD)(path)} ${cause.problem}.`, cause.advice, { cause });
    }
}
/** The folders of layers, relative to the repository, and the one that the stage is given. */
async function layersOf(folder, root) {
    const found = new Set([(0,external_node_path_.relative)(root, folder) || '.']);
    for (const glob of LAYERS) {
        for (const match of await (0,glob_files/* findByGlob */.Z)(glob, root)) {
            const layer = (0,external_node_path_.dirname)((0,external_node_path_.dirname)(match));
            if (!(await isOfAnother(layer, root)))
                found.add(layer);
        }
    }
    return [...found].filter((layer) => !isOutside(layer)).toSorted();
}
/** Whether a folder is of another repository: one that was cloned into this one. */
async function isOfAnother(folder, root) {
    for (let at = folder; at !== '.'; at = (0,external_node_path_.dirname)(at)) {
        const git = await (0,promises_.lstat)((0,external_node_path_.join)(root, at, '.git')).catch(() => undefined);
        if (git !== undefined)
            return true;
    }
    return false;
}
/** The layer that a file is in before the others. */
function nearestFirst(layers, from) {
    const depthOf = (layer) => layer === '.' ? 0 : from.startsWith(`${layer}/`) ? layer.length : -1;
    return layers.toSorted((a, b) => depthOf(b) - depthOf(a));
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/survey.ts









/** Recipes beside an include file that are looked at. */
const MOST_BESIDE = 50;
/** Reads the recipes of all components. What is wrong with one is a failure of its component; the others go on. */
async function surveyRecipes(components, at) {
    const files = openRecipeFiles(at.folder, at.root);
    const found = {
        pinned: [],
        failures: [],
        warnings: [],
        kept: [],
        notes: [],
    };
    for (const component of components) {
        const { name } = component;
        const fail = (cause, advice) => void found.failures.push({ name, unreachable: false, cause: `${name}: ${cause}`, advice });
        for (const { whole, reading } of await readRecipes(component, at, files, fail)) {
            const located = (sentence) => `${name}: ${whole.path}: ${sentence}`;
            if (reading.kind === 'error')
                fail(reading.cause, reading.advice);
            else if (reading.kind === 'kept')
                found.kept.push(located(reading.reason));
            else {
                const rival = rivalOf(reading.pin, found.pinned);
                if (rival !== undefined) {
                    fail(`${whole.path} has one revision for this component and for ${rival}.`, 'Leave one of them in the list of components, or name the other URI with `;name=`.');
                    continue;
                }
                const parts = await Promise.all(whole.files.map(({ path }) => files.read(path)));
                const recipe = await files.read(whole.path);
                found.pinned.push({ recipe, files: parts, pin: reading.pin });
                found.warnings.push(...reading.warnings.map(located));
                found.notes.push(...reading.notes.map(located));
            }
        }
    }
    return found;
}
/** Who has the same place of a file already, and wants another revision there: another component, or another recipe of this one. */
function rivalOf(pin, pinned) {
    const keyOf = ({ path, start }) => JSON.stringify([path, start]);
    const places = new Set(pin.places.map(keyOf));
    const other = pinned.find((each) => each.pin.places.some((place) => places.has(keyOf(place))));
    if (other === undefined)
        return undefined;
    if (other.pin.name !== pin.name)
        return other.pin.name;
    return other.pin.url === pin.url ? undefined : `the repository of ${other.recipe.path}, ${other.pin.url}`;
}
/** The recipes of a component. What another of them includes is a part of that one, where it pins nothing by itself. */
async function readRecipes(component, at, files, fail) {
    const read = [];
    try {
        for (const path of await recipePaths(component, at)) {
            const whole = await unfolded(path, files, fail);
            if (whole !== undefined)
                read.push({ whole, reading: readRecipePin(whole, { ...at, component }) });
        }
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        fail(thrown.message, thrown.advice);
        return [];
    }
    const isPart = ({ whole, reading }) => reading.kind !== 'pin' &&
        read.some((other) => other.whole !== whole &&
            other.reading.kind !== 'error' &&
            other.whole.files.some(({ path }) => path === whole.path));
    return read.filter((each) => !isPart(each));
}
async function unfolded(path, files, fail) {
    const file = await fileAt(path, files);
    try {
        return await unfoldRecipe(file, files.find, await contextOf(path, files));
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        fail(`${path}: ${thrown.message}`, thrown.advice);
        return undefined;
    }
}
async function fileAt(path, files) {
    const { content } = await files.read(path);
    return { path, text: bytesAsText(content) };
}
/** What the other files of the repository say of one: the recipe that it is appended to, or the name of those that include it. */
async function contextOf(path, files) {
    if (path.endsWith('.bbappend')) {
        const [base, another] = await files.appendedTo(path);
        return base === undefined || another !== undefined ? {} : { base: await fileAt(base, files) };
    }
    if (!path.endsWith('.inc'))
        return {};
    const including = [];
    for (const recipe of (await files.beside(path)).slice(0, MOST_BESIDE)) {
        const whole = await unfoldRecipe(await fileAt(recipe, files), files.find).catch(() => undefined);
        if (whole?.files.some((file) => file.path === path))
            including.push(whole);
    }
    const [PN, ...otherNames] = new Set(including.map(({ known }) => known['PN']));
    const [PV, ...otherVersions] = new Set(including.map(({ known }) => known['PV']));
    if (PN === undefined || otherNames.length > 0)
        return {};
    return { namedBy: `${PN}_${otherVersions.length > 0 ? '%' : (PV ?? '%')}.bb` };
}
/** One pin for all recipes of a component that pin the same revision of the same repository. */
function pinsOf(pinned) {
    const groups = Map.groupBy(pinned, ({ pin }) => JSON.stringify([pin.name, pin.url, pin.branch, pin.old]));
    return [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined)
            return [];
        const { name, url, branch, old } = first.pin;
        return [{ name, url, branch, old, files: filesOf(group) }];
    });
}
/** The files that hold the revisions. */
function filesOf(pinned) {
    return [...new Set(pinned.flatMap(({ pin }) => pin.places.map(({ path }) => path)))];
}
/**
 * The recipes of a component, in the order of their paths.
 *
 * @throws UserError when none matches, or when one is a link out of the repository.
 */
async function recipePaths(component, { folder, root }) {
    const paths = new Set();
    for (const match of await (0,glob_files/* findByGlob */.Z)(component.recipeGlob, folder)) {
        const file = await (0,promises_.realpath)((0,external_node_path_.join)(folder, match)).catch(() => undefined);
        if (file === undefined)
            throw dangling(match);
        const path = (0,external_node_path_.relative)(root, file);
        if (isOutside(path))
            throw survey_outside(match);
        if ((await (0,promises_.stat)(file)).isFile())
            paths.add(path);
    }
    if (paths.size === 0) {
        throw new errors/* UserError */.yo(`no recipe matches ${(0,inputs/* quote */.hD)(component.recipeGlob)}.`, 'Correct `recipe_glob` in the list of components: it is relative to the working directory.');
    }
    return [...paths].sort();
}
function dangling(match) {
    return new errors/* UserError */.yo(`the recipe ${(0,inputs/* quote */.hD)(match)} is a link to nothing.`, 'Remove the link, or correct `recipe_glob`.');
}
function survey_outside(match) {
    return new errors/* UserError */.yo(`the recipe ${(0,inputs/* quote */.hD)(match)} is a link out of the repository.`, 'Only files of the repository are rewritten. Correct `recipe_glob`, or put the recipe into the repository.');
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/changes.ts



/** The branches of requests for one component each begin with it. */
function componentPrefix(branch) {
    return `${branch}-`;
}
/**
 * One change with all updates. What could not be looked at, and what was left aside (`only`), stays as it was proposed before.
 */
function oneChange(branch, found, aside) {
    const { report, pinned } = found;
    const files = rewriteRecipes(pinned, found.updates, found.comments);
    const failed = new Set(report.failures.map(({ name }) => name));
    const unseen = [...pinned.filter(({ pin }) => failed.has(pin.name)), ...aside];
    const changed = new Set(files.map(({ path }) => path));
    return { branch, report, files, held: filesOf(unseen).filter((path) => !changed.has(path)) };
}
/** A change for each component, from a branch of its own. */
function componentChanges(branch, found, components) {
    const { report } = found;
    return components.map(({ name }) => {
        const of = (items) => items.filter((item) => item.name === name);
        const sentences = (said) => of(said).map(({ sentence }) => sentence);
        const own = {
            ...report,
            updates: of(report.updates),
            refused: of(report.refused),
            failures: of(report.failures),
            changes: sentences(found.changes),
            notes: sentences(found.left),
        };
        const pinned = found.pinned.filter(({ pin }) => pin.name === name);
        const ofOwn = { ...found, report: own, updates: of(found.updates), pinned, comments: of(found.comments) };
        return oneChange(`${componentPrefix(branch)}${name}`, ofOwn, []);
    });
}
/**
 * The files that these updates change, rewritten. A file that holds several revisions has all of their new ones.
 *
 * @param others Further changes of files that hold revisions.
 */
function rewriteRecipes(pinned, updates, others = []) {
    const contents = new Map(pinned.flatMap(({ files }) => files.map(({ path, content }) => [path, content])));
    // Recipes that include one file have one place there.
    const changes = new Map();
    for (const change of [...pinned.flatMap((each) => changesOf(each, updates)), ...others]) {
        changes.set(JSON.stringify([change.place.path, change.place.start]), change);
    }
    return [...Map.groupBy(changes.values(), ({ place }) => place.path)].map(([path, group]) => ({
        path,
        content: rewriteTexts(contents.get(path) ?? Buffer.of(), group),
    }));
}
function changesOf({ pin }, updates) {
    const update = updates.find((each) => isUpdateOf(each, pin));
    if (update === undefined)
        return [];
    const tag = update.tag === undefined ? undefined : pieceChange(pin.tag?.pieces ?? [], update.tag);
    return [...revisionChanges(pin, update.new), ...(tag === undefined ? [] : [tag])];
}

// EXTERNAL MODULE: ./packages/core/src/updates/rewind.ts
var rewind = __webpack_require__(10329);
// EXTERNAL MODULE: ./packages/core/src/release/tags.ts
var release_tags = __webpack_require__(47782);
;// CONCATENATED MODULE: ./packages/core/src/updates/tag-series.ts

const VERSIONS = /\d+(?:\.\d+)*/g;
/** What may be written into a recipe as it is. */
const PLAIN = /^[A-Za-z0-9._+@/~-]+$/;
const LONGEST = 200;
const PRE = /^[._-]?(?:alpha|beta|rc|pre|preview|dev|snapshot|nightly)[._-]?$/i;
/** `1.2a1`: a letter that stands before a number. */
const PRE_LETTER = /^[._-]?[abm]$/;
/**
 * The tags of the series of `tag` that come after it, the newest first. Of a series are those with the same text around their versions.
 * A version of one number (`v9`) is of another series than one of several (`v9.1`). Candidates (`-rc1`) belong to it only where `tag`
 * is one itself.
 */
function newerTags(tag, known) {
    const parts = tag_series_partsOf(tag);
    if (parts === undefined)
        return [];
    const newer = [...known].flatMap((name) => {
        const other = tag_series_partsOf(name);
        return other !== undefined && isOfSeries(other, parts) && isNewer(other.order, parts.order)
            ? [{ name, order: other.order }]
            : [];
    });
    return newer.toSorted((a, b) => (0,release_tags/* compareTags */.bb)(b.order, a.order)).map(({ name }) => name);
}
/** The newest of tags that have a version; undefined where none has. */
function newestTag(tags) {
    const parts = [...tags].flatMap((name) => {
        const found = tag_series_partsOf(name);
        return found === undefined ? [] : [{ name, order: found.order }];
    });
    return parts.toSorted((a, b) => (0,release_tags/* compareTags */.bb)(b.order, a.order))[0]?.name;
}
/**
 * `version` as `tag` has it, in the form of `version`: of `9.12.0` and `v9.13.0` it is `9.13.0`. Undefined where they are not of one
 * series.
 */
function versionLike(version, tag) {
    const [own, other] = [tag_series_partsOf(version), tag_series_partsOf(tag)];
    if (own === undefined || other === undefined)
        return undefined;
    const [prefix = '', otherPrefix = ''] = [own.texts[0], other.texts[0]];
    const bare = prefix === '' || (prefix === 'v' && otherPrefix.endsWith('v'));
    const comparable = bare ? { ...other, texts: [prefix, ...other.texts.slice(1)] } : other;
    if (!isOfSeries(comparable, own))
        return undefined;
    return bare ? `${prefix}${tag.slice(otherPrefix.length)}` : tag;
}
/** `28` is not newer than `028`, nor `1.2.0` than `1.2`. */
function isNewer(order, than) {
    const plain = (text) => text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, ''));
    const short = (text) => plain(text).replace(/^(\d+(?:\.\d+)*?)(?:\.0)+(?![.\d])/, '$1');
    return short(order) !== short(than) && (0,release_tags/* compareTags */.bb)(order, than) > 0;
}
function isOfSeries(other, tag) {
    const isSeveral = (version = '') => version.includes('.');
    return ((tag.pre || !other.pre) &&
        other.texts.length === tag.texts.length &&
        other.texts.every((text, at) => text === tag.texts[at]) &&
        other.versions.every((version, at) => isSeveral(version) === isSeveral(tag.versions[at])));
}
function tag_series_partsOf(tag) {
    const found = [...tag.matchAll(VERSIONS)];
    const [first] = found;
    if (first === undefined || !PLAIN.test(tag) || tag.length > LONGEST)
        return undefined;
    const ends = found.map(({ 0: version, index }) => index + version.length);
    const texts = [...found.map(({ index }) => index), tag.length].map((start, at) => tag.slice(ends[at - 1] ?? 0, start));
    const versions = found.map(([version]) => version);
    const marker = texts.findIndex((text, at) => at > 0 && (PRE.test(text) || (PRE_LETTER.test(text) && at < texts.length - 1)));
    if (marker < 0)
        return { texts, versions, order: tag.slice(first.index), pre: false };
    const end = ends[marker - 1] ?? 0;
    const kind = (texts[marker] ?? '').replace(/[._-]/g, '').toLowerCase();
    const rest = tag.slice(end + (texts[marker] ?? '').length);
    return {
        texts: [...texts.slice(0, marker), ''],
        versions: versions.slice(0, marker),
        order: `${tag.slice(first.index, end)}-${kind}${rest === '' ? '' : `.${rest}`}`,
        pre: true,
    };
}

;// CONCATENATED MODULE: ./packages/core/src/updates/version-comments.ts

/** Lines above a revision that are looked at. */
const MOST_LINES = 20;
const LONGEST_LINE = 1_000;
/** `v9.12.0`, `yocto-4.0.10`, `R2024.1`, `android-13.0.0_r3`, `9.12`, `v9`; no file's name and no address. */
const VERSION = /^(?:[A-Za-z][A-Za-z_-]*[-_/])?(?:[vVR]?\d+(?:[._]\d+)+|v\d+)[0-9A-Za-z]*(?:[-+.~_][0-9A-Za-z]+)*$/;
const FILE = /\.(?:patch|diff|bb|bbappend|inc|conf|md|txt|ya?ml|git)$/;
const WORD = /[0-9A-Za-z\x80-\xff]/;
const SOURCE = /^SRC_URI\b/;
const COMPANY = /^(?:tag(?:s|ged)?|releases?|versions?|ver|rev|refs\/tags)$/i;
/**
 * The versions that comments name beside a revision: behind it on its line, and in the comments right above its statement. Where that of
 * SRC_URI stands above these, also what a comment right above that one names, and nothing else.
 *
 * @param text The file; `place` is where the revision stands in it.
 */
function versionComments(text, place) {
    const lineEnd = endOfLine(text, place.end);
    const [behind = ''] = /^["']?[ \t]+#.*$/.exec(text.slice(place.end, lineEnd)) ?? [];
    const trailing = behind === '' ? [] : versionsIn(text, lineEnd - behind.length + behind.indexOf('#'), lineEnd);
    const above = commentsAbove(text, startOfStatement(text, startOfLine(text, place.start)));
    const source = above.start === 0 ? 0 : startOfStatement(text, lineBefore(text, above.start).start);
    const further = SOURCE.test(text.slice(source, source + LONGEST_LINE))
        ? commentsAbove(text, source).found
        : [];
    const alone = further.filter((each) => each.alone).map((each) => ({ ...each, alone: false }));
    return [...trailing, ...above.found, ...alone];
}
/** Where a statement begins that has a line at `start`. */
function startOfStatement(text, start) {
    let first = start;
    while (first > 0) {
        const line = lineBefore(text, first);
        if (!isContinued(line.text))
            break;
        first = line.start;
    }
    return first;
}
/** What the comments right above `start` name, and where the first one stands. */
function commentsAbove(text, start) {
    const found = [];
    let first = start;
    for (let count = 0; count < MOST_LINES && first > 0; count++) {
        const line = lineBefore(text, first);
        const hash = /^[ \t]*#/.exec(line.text)?.[0].length;
        if (hash === undefined)
            break;
        found.push(...versionsIn(text, line.start + hash - 1, line.start + line.text.length));
        first = line.start;
    }
    return { found, start: first };
}
/**
 * The version that a comment is to name, where the new revision has a tag like it. A version among other words is taken for one of this
 * repository only where the old revision has that tag.
 *
 * @param old The tags of the revision that it was written for.
 * @param tags Those of the new revision.
 */
function versionOfComment({ version, alone }, old, tags) {
    if (!alone && !old.some((tag) => versionLike(version, tag) === version))
        return undefined;
    const newest = newestTag(tags.filter((tag) => versionLike(version, tag) !== undefined));
    return newest === undefined ? undefined : versionLike(version, newest);
}
function versionsIn(text, start, end) {
    const comment = text.slice(start, Math.min(end, start + LONGEST_LINE)).trimEnd();
    const words = [...comment.slice(1).matchAll(/[^\s,;()[\]"'`]+/g)].map(({ 0: word, index }) => {
        const [prefix = ''] = /^(?:refs\/tags\/|tag:|tag=|version:|[@=:])+/i.exec(word) ?? [];
        const bare = word.slice(prefix.length).replace(/[.:!?]+$/, '');
        return { bare, at: start + 1 + index + prefix.length };
    });
    const versions = words.filter(({ bare }) => isVersion(bare));
    const others = words.filter(({ bare }) => WORD.test(bare) && !isVersion(bare) && !COMPANY.test(bare));
    const alone = versions.length === 1 && others.length === 0;
    return versions.map(({ bare, at }) => ({
        place: { start: at, end: at + bare.length },
        version: bare,
        comment,
        alone,
    }));
}
function isVersion(word) {
    return word.length <= 100 && VERSION.test(word) && !FILE.test(word);
}
function endOfLine(text, from) {
    const end = text.slice(from, from + LONGEST_LINE).search(/[\r\n]/);
    return end < 0 ? Math.min(text.length, from + LONGEST_LINE) : from + end;
}
function startOfLine(text, at) {
    let start = at;
    while (start > 0 && !'\r\n'.includes(text.charAt(start - 1)))
        start--;
    return start;
}
/** The line that ends before `start`, without its end. */
function lineBefore(text, start) {
    const end = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
    const begin = startOfLine(text, end);
    return { start: begin, text: text.slice(begin, end) };
}
function isContinued(line) {
    return line.slice(-LONGEST_LINE).trimEnd().endsWith('\\');
}

;// CONCATENATED MODULE: ./actions/srcrev-bump/src/comments.ts




/**
 * The comments beside the revisions that move which name a version: `# v9.12.0`. With `renew` those are changed whose new revision has a
 * tag like it.
 */
async function commentsOf(pinned, updates, renew, remotes) {
    const moved = movedComments(pinned, updates);
    const urls = renew ? [...new Set(moved.map(({ update }) => update.url))] : [];
    const asked = await remotes.tags(urls);
    const tagsOf = new Map(urls.map((url, at) => [url, asked[at]]));
    const found = { changes: [], changed: [], left: [] };
    for (const { path, comment, update } of moved) {
        const { name } = update;
        const tags = tagsOf.get(update.url);
        const known = tags?.kind === 'tags' ? [...tags.tags] : [];
        const at = (commit) => known.flatMap(([tag, sha]) => (sha === commit ? [tag] : []));
        const version = versionOfComment(comment, at((0,rewind/* pinnedCommit */.I)(update)), at(update.new));
        const shown = `${name}: ${path}: the comment "${readable(comment.comment)}" beside the revision`;
        if (version === undefined) {
            const advice = renew
                ? 'the new revision has no tag like it, or it could not be asked for.'
                : '`version-comments: true` changes it where the new revision has a tag like it.';
            found.left.push({ name, sentence: `${shown} is as it was: ${advice}` });
        }
        else if (version !== comment.version) {
            found.changes.push({
                name,
                place: { ...comment.place, path },
                old: comment.version,
                new: version,
            });
            found.changed.push({ name, sentence: `${shown} names ${version}.` });
        }
    }
    return found;
}
function movedComments(pinned, updates) {
    const moved = new Map();
    for (const { pin, files } of pinned) {
        const update = updates.find((each) => isUpdateOf(each, pin));
        if (update === undefined)
            continue;
        for (const place of pin.places) {
            const file = files.find(({ path }) => path === place.path);
            const text = file === undefined ? '' : bytesAsText(file.content);
            for (const comment of versionComments(text, place)) {
                moved.set(JSON.stringify([place.path, comment.place.start]), { path: place.path, comment, update });
            }
        }
    }
    return [...moved.values()];
}

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







const ADVICE = 'Correct the file. Each entry has name, recipe_glob and branch, and may have repo_org, uri, variable, override and tag.';
/** `[abc]`, `[!a-c]`, `[]a]`: a `]` that comes first is one of the characters. */
const CHARACTER_SET = /\[(?:[!^]|(?![!^]))(?:\][^\]]*|[^\]]+)\]/g;
const componentsFile = schemas/* array */.YOg(schemas/* object */.Ikc({
    name: (0,schema/* named */.KT)(components_nameProblem),
    recipe_glob: (0,schema/* named */.KT)(recipeGlobProblem),
    branch: (0,schema/* named */.KT)(branch_name/* branchProblem */.M),
    repo_org: (0,schema/* named */.KT)(organisationProblem).exactOptional(),
    uri: (0,schema/* named */.KT)(uriProblem).exactOptional(),
    variable: (0,schema/* named */.KT)(variableProblem).exactOptional(),
    override: (0,schema/* named */.KT)(overrideProblem).exactOptional(),
    tag: (0,schema/* named */.KT)(tagProblem).exactOptional(),
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
 * Reads components.json: `[{"name", "recipe_glob", "branch", "repo_org"?, "uri"?, "variable"?, "override"?, "tag"?}]`. Other keys are
 * ignored.
 *
 * @param where The file's path, as the error names it.
 * @throws UserError that names each entry and key that is wrong.
 */
function parseComponents(text, where) {
    return (0,schema/* parseJson */.qF)(componentsFile, text, where, ADVICE).map((entry) => ({
        name: entry.name,
        recipeGlob: entry.recipe_glob,
        branch: entry.branch,
        repoOrg: entry.repo_org,
        uri: entry.uri,
        variable: entry.variable,
        override: entry.override,
        tag: entry.tag === undefined ? undefined : NEWEST,
    }));
}
const NEWEST = 'newest';
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
function uriProblem(uri) {
    if (!/\s/.test(uri) && uriFrom(uri) !== undefined)
        return undefined;
    return 'It must be the address of a git repository, such as git://github.com/pantavisor/pantavisor.';
}
function variableProblem(variable) {
    if (/^[A-Za-z0-9][A-Za-z0-9_.+-]*(?::[A-Za-z0-9_.+-]+)*$/.test(variable))
        return undefined;
    return 'It must be the name of a variable, such as SRCREV_machine.';
}
function overrideProblem(override) {
    if (/^[a-z0-9][A-Za-z0-9_.+-]*(?::[a-z0-9][A-Za-z0-9_.+-]*)*$/.test(override))
        return undefined;
    return 'It must be an override, such as star64 or pn-linux-board; several have colons between them.';
}
function tagProblem(tag) {
    return tag === NEWEST ? undefined : 'Only "newest" is known.';
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
;// CONCATENATED MODULE: ./actions/srcrev-bump/src/newest-tags.ts





/** The recipes of components that follow tags, and the others. */
function byTag(pinned) {
    const isTagged = ({ pin }) => pin.tag !== undefined;
    return [pinned.filter(isTagged), pinned.filter((each) => !isTagged(each))];
}
/** How many tags are asked for at a time whether the branch has them: mostly the newest one does. */
const AT_ONCE = [1, 10, 100];
/**
 * Finds the newest tag of the series that each pin is at, among those that its branch has: bitbake refuses a revision that is not on it,
 * unless the URI says `nobranch=1`.
 */
async function lookUpTags(pinned, remotes, maxLogLines) {
    const found = {
        updates: [],
        failures: [],
        kept: [],
        changes: [],
        current: 0,
    };
    const pins = pinsOf(pinned).map((pin) => ({
        pin,
        recipes: pinned.filter((each) => isUpdateOf(pin, each.pin)),
    }));
    const asked = await remotes.tags(pins.map(({ pin }) => pin.url));
    for (const [at, tagged] of pins.entries()) {
        const { pin } = tagged;
        const said = await newestOf(tagged, asked[at], remotes, maxLogLines);
        if (said === undefined)
            found.current += 1;
        else if ('unreachable' in said)
            found.failures.push(said);
        else if (typeof said.update === 'string')
            found.kept.push(`${pin.name}: ${said.update}`);
        else {
            found.updates.push(said.update);
            if (said.from !== said.update.tag) {
                const sentence = `${pin.name}: the tag ${said.from} becomes ${said.update.tag ?? ''}.`;
                found.changes.push({ name: pin.name, sentence });
            }
        }
    }
    return found;
}
/** An update, or a sentence why there is none; undefined where the newest tag is pinned. */
async function newestOf({ pin, recipes }, asked, remotes, maxLogLines) {
    if (asked?.kind !== 'tags')
        return (0,look_up/* unreachable */.HB)(pin, asked?.reason);
    const { tags } = asked;
    const [ofObject] = [...asked.objects].find(([, object]) => object === pin.old) ?? [];
    const pinned = tags.get(ofObject ?? '') ?? pin.old;
    const pieces = recipes.flatMap((each) => (each.pin.tag?.pieces.length ? [each.pin.tag.pieces] : []));
    const [inUri] = pieces;
    const written = inUri?.map(({ text }) => text).join('');
    const from = written ?? ofObject ?? newestTag(tagsAt(tags, pin.old));
    const kept = (update) => ({ update, from: from ?? '' });
    if (from === undefined) {
        return kept(`no tag of ${pin.url} is at ${(0,look_up/* shortSha */.Fu)(pin.old)}, so that nothing says which tags are to be followed.`);
    }
    if (from.includes('${'))
        return kept(`its tag is ${from} (;tag=), of which another file sets a part.`);
    const newer = newerTags(from, tags.keys());
    const nobranch = recipes.every((each) => each.pin.tag?.nobranch === true);
    const newest = nobranch ? newer[0] : await newestOnBranch(pin, newer, tags, remotes);
    if (newest !== undefined && typeof newest !== 'string')
        return newest;
    const commit = tags.get(newest ?? '');
    if (commit === pinned && pieces.length === 0)
        return undefined;
    if (newest === undefined || commit === undefined) {
        return pieces.length === 0 ? undefined : notNewer(pin, from, tags, kept);
    }
    if (pieces.some((each) => pieceChange(each, newest) === undefined)) {
        return kept(`the tag ${newest} is newer than ${from}, and is not taken: ;tag= is put together of what cannot be moved, such as PV of the ` +
            "recipe's file name. Rename the file, and bring the revision to " +
            `${commit}.`);
    }
    const { url, branch, old } = pin;
    const [said] = await remotes.histories([{ url, branch, from: old, to: commit }], maxLogLines);
    if (said?.kind !== 'history')
        return (0,look_up/* unreachable */.HB)(pin, said?.reason);
    // A release branch need not be on the way to the next release: that is no rewind.
    const history = { ...said.history, relation: 'ahead' };
    return { update: { ...pin, new: commit, history, tag: newest }, from };
}
/** There is no newer tag. Then the one that is there must be the revision's. */
function notNewer(pin, tag, tags, kept) {
    const commit = tags.get(tag);
    if (commit === pin.old)
        return undefined;
    if (commit === undefined)
        return kept(`${pin.url} has no tag ${tag}, and none that is newer.`);
    return kept(`its tag ${tag} is the commit ${(0,look_up/* shortSha */.Fu)(commit)}, but ${(0,look_up/* shortSha */.Fu)(pin.old)} is pinned: bitbake refuses the two, or the tag was moved.`);
}
function tagsAt(tags, commit) {
    return [...tags].flatMap(([name, sha]) => (sha === commit ? [name] : []));
}
/** The first of `names` that the branch has. */
async function newestOnBranch(pin, names, tags, remotes) {
    if (names.length === 0)
        return undefined;
    const branch = { url: pin.url, branch: pin.branch };
    const [head] = await remotes.heads([branch]);
    if (head?.kind !== 'head')
        return (0,look_up/* headFailure */.xZ)(pin, head);
    let start = 0;
    for (const count of AT_ONCE) {
        const some = names.slice(start, start + count);
        const spans = some.map((name) => ({ ...branch, from: tags.get(name) ?? '', to: head.sha }));
        const said = await remotes.histories(spans, 0);
        const at = said.findIndex((each) => each.kind === 'history' && each.history.relation === 'ahead');
        if (at >= 0)
            return some[at];
        const [failed] = said;
        if (failed?.kind === 'unreachable')
            return (0,look_up/* unreachable */.HB)(pin, failed.reason);
        start += count;
    }
    return undefined;
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
    const [tagged, pinnedToBranch] = byTag(pinned);
    const pins = pinsOf(pinnedToBranch);
    log.info(`${(0,wording/* counted */.hS)(chosen.length, 'component')} with ${(0,wording/* counted */.hS)(pinned.length, 'pinned recipe')}: asking for the heads.`);
    const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
    const remotes = (0,open_remotes/* remotesOf */.xY)(given, deps);
    const heads = await (0,look_up/* lookUp */.TE)(pins, remotes, how, deps);
    const tags = await lookUpTags(tagged, remotes, how.maxLogLines);
    const updates = [...heads.updates, ...tags.updates];
    const comments = await commentsOf(pinned, updates, given['version-comments'], remotes);
    const changes = [...tags.changes, ...comments.changed];
    const report = {
        stage: 'srcrev-bump',
        noun: 'component',
        updates,
        refused: heads.refused,
        failures: [...said.failures, ...heads.failures, ...tags.failures],
        changes: changes.map(({ sentence }) => sentence),
        notes: [...said.kept, ...heads.notes, ...tags.kept, ...comments.left.map(({ sentence }) => sentence)],
        githubHost: (0,open_remotes/* githubHost */.Se)(deps.env),
    };
    const branch = await (0,request_branch/* requestBranch */.W)('components', given, deps);
    const grouped = given.group === 'component' && given['pull-request'];
    const aside = (await surveyRecipes(others, at)).pinned;
    const found = { report, updates, pinned, comments: comments.changes, changes, left: comments.left };
    const findings = {
        report,
        current: heads.current + tags.current,
        changes: grouped ? componentChanges(branch, found, chosen) : [oneChange(branch, found, aside)],
        ownPrefix: grouped && given.only.length === 0 ? componentPrefix(branch) : undefined,
        originals: pinned.flatMap(({ files }) => files),
        entries: updates.flatMap((update) => update.files.map((recipe) => {
            const { name, ...rest } = (0,updates_report/* updateEntry */.W8)(update);
            return { name, recipe, ...rest, ...(update.tag === undefined ? {} : { tag: update.tag }) };
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

/***/ 90198:
/*! packages/core/src/action/process-tree.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   O3: () => (/* binding */ listProcesses),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   UU: () => (/* binding */ argvOf),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   e5: () => (/* binding */ startTimeNow),
/* harmony export */   hr: () => (/* binding */ hasTerminal),
/* harmony export */   kh: () => (/* binding */ waitForEnd),
/* harmony export */   lg: () => (/* binding */ describeProcess),
/* harmony export */   oQ: () => (/* binding */ programOf),
/* harmony export */   vG: () => (/* binding */ sendSignal)
/* harmony export */ });
/* unused harmony export parseStat */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71189);




/**
 * Reads `/proc/<pid>/stat` (proc_pid_stat(5)). The name stands in parentheses and may itself hold blanks and
 * parentheses. Undefined for a text of another form.
 */
function parseStat(text) {
    const open = text.indexOf('(');
    const close = text.lastIndexOf(')');
    const rest = text
        .slice(close + 1)
        .trim()
        .split(' ');
    const [state = '', parent, , session] = rest;
    const startTime = rest[19];
    const pid = Number.parseInt(text, 10);
    if (open < 0 || close < open || Number.isNaN(pid) || startTime === undefined)
        return undefined;
    return {
        pid,
        name: text.slice(open + 1, close),
        state,
        parent: Number(parent),
        session: Number(session),
        startTime,
    };
}
/** Whether it still runs: what only waits to be reaped has ended. */
function isAlive({ state }) {
    return state !== 'Z' && state !== 'X';
}
/** Every process that can be seen, zombies too. */
async function listProcesses() {
    const pids = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)('/proc')).filter((name) => /^\d+$/.test(name));
    const read = await Promise.all(pids.map((pid) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
    return read.map(parseStat).filter((process) => process !== undefined);
}
/** The same at once, for a signal that follows: nothing may come in between. */
function startTimeNow(pid) {
    try {
        const process = parseStat((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8'));
        return process !== undefined && isAlive(process) ? process.startTime : undefined;
    }
    catch {
        return undefined;
    }
}
/** The command line of `pid`; empty when it has ended, or is the kernel's own. */
async function argvOf(pid) {
    return strings(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
}
/** A variable that `pid` was started with; undefined also when its environment cannot be read. */
async function variableOf(pid, name) {
    const variables = strings(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => ''));
    return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}
/** The uid that `pid` runs as; undefined when it has ended, or hides from us. */
async function ownerOf(pid) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(`/proc/${pid}`).then(({ uid }) => uid, () => undefined);
}
/** Whether `pid` has a controlling terminal: somebody works with it. */
async function hasTerminal(pid) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, , , , terminal = '0'] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return terminal !== '0';
}
function strings(text) {
    return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}
/** The name of the program of a command line. For a Python script it is the script's. */
function programOf(argv) {
    const [file = '', ...args] = argv;
    const name = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(file);
    if (!/^python[\d.]*$/.test(name))
        return name;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(args.find((argument) => !argument.startsWith('-')) ?? name);
}
const COMMAND_LENGTH = 200;
/** `pid command` on one line, for people. The command is text that is not ours. */
async function describeProcess({ pid, name }) {
    const command = (await argvOf(pid)).join(' ').replace(/[\s\p{Cc}]+/gu, ' ');
    return `${pid} ${command === '' ? `[${name}]` : command.slice(0, COMMAND_LENGTH)}`;
}
/**
 * Of all processes, those of a family: what is known of it, their descendants, and the sessions of both: a process
 * whose parent has ended keeps its session. Never `self` nor what started it, nor, for the session alone, what shares theirs: other
 * runners can, which were started at one terminal.
 *
 * A session is foreign when its leader runs and is not of the family: then its number was given out again, which
 * the kernel does not do as long as a process is in the session.
 */
function familyOf(all, known, self) {
    const byPid = new Map(all.map((process) => [process.pid, process]));
    const excluded = ancestorsOf(self, byPid);
    const ours = new Set();
    const sessions = new Set(known.sessions);
    const foreign = new Set([...excluded].map((pid) => byPid.get(pid)?.session));
    const isOurs = ({ pid, parent, session, startTime }) => known.processes.get(pid) === startTime || ours.has(parent) || isOurSession(session);
    const isOurSession = (session) => session > 0 &&
        sessions.has(session) &&
        !foreign.has(session) &&
        (ours.has(session) || !byPid.has(session));
    let before;
    do {
        before = ours.size;
        for (const process of all) {
            if (excluded.has(process.pid) || ours.has(process.pid) || !isOurs(process))
                continue;
            ours.add(process.pid);
            sessions.add(process.session);
        }
    } while (ours.size > before);
    return all.filter(({ pid }) => ours.has(pid));
}
function ancestorsOf(pid, byPid) {
    const found = new Set([0, 1]);
    for (let next = pid; !found.has(next); next = byPid.get(next)?.parent ?? 0)
        found.add(next);
    return found;
}
/** Sends a signal. One that has ended, or is of another user, gets none: what still runs is found again at the end, and reported. */
function sendSignal(pid, signal, send = process.kill) {
    try {
        send(pid, signal);
    }
    catch (error) {
        const code = (0,_errors_ts__WEBPACK_IMPORTED_MODULE_3__/* .systemCode */ .xU)(error);
        if (code !== 'ESRCH' && code !== 'EPERM')
            throw error;
    }
}
/** Looks until nothing runs, at most for `seconds`, every `stepMs` milliseconds. @returns what runs then. */
async function waitForEnd(look, { clock }, seconds, stepMs) {
    let running = await look();
    for (let waited = 0; running.length > 0 && waited < seconds * 1000; waited += stepMs) {
        await clock.sleep(stepMs);
        running = await look();
    }
    return running;
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


/***/ }),

/***/ 47782:
/*! packages/core/src/release/tags.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bb: () => (/* binding */ compareTags)
/* harmony export */ });
/* unused harmony exports isVersionTag, previousTag */
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69730);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _text_order_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9185);


const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
/** Whether `tag` is a version: `028`, `028-rc10.1`, `v1.2.3-rc.4`. Every other name has no place between versions. */
function isVersionTag(tag) {
    return VERSION.test(tag);
}
/**
 * The order of tags: negative when `a` comes before `b`, 0 only when they are the same string.
 *
 * Versions come by the precedence rules of SemVer (https://semver.org/#spec-item-11), extended to any number of
 * numbers: missing ones are 0, leading zeros and a `v` do not count. A candidate written `rc4` counts as `rc.4`, so
 * that `rc9` comes before `rc10` also in tags that are SemVer otherwise. A final release comes after all tags of its
 * number that have a suffix. Names that are no version come before all versions, digits in them compared as numbers.
 * Where that leaves two tags equal, the order of their UTF-16 code units decides.
 */
function compareTags(a, b) {
    const left = versionOf(a);
    const right = versionOf(b);
    if (left && right)
        return compareVersions(left, right) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(a, b);
    if (left || right)
        return left ? 1 : -1;
    return compareNatural(a, b) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(a, b);
}
/**
 * The greatest of `known` that comes before `tag`, or undefined. `tag` itself may be among them. Before a version
 * only versions count: a tag such as `nightly` is the base of no changelog.
 */
function previousTag(tag, known) {
    const version = isVersionTag(tag);
    let best;
    for (const other of known) {
        if (version && !isVersionTag(other))
            continue;
        if (compareTags(other, tag) >= 0)
            continue;
        if (best === undefined || compareTags(other, best) > 0)
            best = other;
    }
    return best;
}
function versionOf(tag) {
    const match = VERSION.exec(tag);
    if (match?.[1] === undefined)
        return undefined;
    const pre = (match[2] ?? '').replace(/^rc(?=\d)/i, 'rc.');
    return { numbers: match[1].split('.'), pre: pre === '' ? [] : pre.split('.') };
}
function compareVersions(a, b) {
    for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
        const order = compareNumbers(a.numbers[at] ?? '0', b.numbers[at] ?? '0');
        if (order !== 0)
            return order;
    }
    if (a.pre.length === 0 || b.pre.length === 0)
        return b.pre.length - a.pre.length;
    for (const [at, identifier] of a.pre.entries()) {
        const other = b.pre[at];
        if (other === undefined)
            return 1;
        const order = semver__WEBPACK_IMPORTED_MODULE_0___default().compareIdentifiers(identifier, other);
        if (order !== 0)
            return order;
    }
    return a.pre.length - b.pre.length;
}
function compareNatural(a, b) {
    const left = a.split(/(\d+)/);
    const right = b.split(/(\d+)/);
    for (const [at, part] of left.entries()) {
        const other = right[at];
        if (other === undefined)
            return 1;
        const order = at % 2 === 1 ? compareNumbers(part, other) : (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(part, other);
        if (order !== 0)
            return order;
    }
    return left.length - right.length;
}
/** As numbers, of which the digits may be any many: a BigInt takes long to read so many. */
function compareNumbers(a, b) {
    const [left, right] = [a, b].map((digits) => digits.replace(/^0+/, ''));
    return left.length - right.length || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(left, right);
}


/***/ }),

/***/ 9185:
/*! packages/core/src/release/text-order.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ compareText)
/* harmony export */ });
/** The order of texts by their UTF-16 code units, whatever the language of the machine: for `sort`. */
function compareText(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}


/***/ })

};
