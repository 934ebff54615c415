export const id = 31;
export const ids = [31];
export const modules = {

/***/ 48629:
/*! packages/core/src/json/json-merge.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Nk: () => (/* binding */ setMember),
/* harmony export */   Uf: () => (/* binding */ mergeObject),
/* harmony export */   pt: () => (/* binding */ removeMember)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _json_text_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25926);


/**
 * Sets a member of an object in JSON text. An object is merged into an object that stands there: members that `value`
 * does not have are kept. An equal value is left as it is written.
 */
function setMember(text, object, key, value, style) {
    const member = (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .memberOf */ .C5)(text, object, key);
    if (member === undefined)
        return (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .appendMember */ .DG)(text, object, key, value, style);
    if (isObject(value) && (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .kindOf */ .I)(text, member) === 'object')
        return mergeObject(text, member, value, style);
    if ((0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)((0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)(text, member), value))
        return text;
    return (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .replaceValue */ .uQ)(text, member, value, style);
}
/** Sets all members of `value` in an object in JSON text, as `setMember` does. */
function mergeObject(text, object, value, style) {
    return Object.entries(value).reduce((edited, [key, each]) => setMember(edited, object, key, each, style), text);
}
/** Takes out all members of one key. */
function removeMember(text, object, key) {
    return (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .removeChildren */ .gS)(text, object, (0,_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .membersOf */ .lS)(text, object), (member) => member.key === key);
}
/** Whether `value` is a JSON object: no array, no null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 25926:
/*! packages/core/src/json/json-text.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ memberOf),
/* harmony export */   DG: () => (/* binding */ appendMember),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   I5: () => (/* binding */ rootOf),
/* harmony export */   Ly: () => (/* binding */ visitMembers),
/* harmony export */   Vj: () => (/* binding */ styleOf),
/* harmony export */   ZE: () => (/* binding */ elementsOf),
/* harmony export */   eP: () => (/* binding */ editWithin),
/* harmony export */   gS: () => (/* binding */ removeChildren),
/* harmony export */   iB: () => (/* binding */ NestedTooDeep),
/* harmony export */   lS: () => (/* binding */ membersOf),
/* harmony export */   pJ: () => (/* binding */ endOf),
/* harmony export */   qM: () => (/* binding */ editEach),
/* harmony export */   ru: () => (/* binding */ appendElement),
/* harmony export */   uQ: () => (/* binding */ replaceValue),
/* harmony export */   wK: () => (/* binding */ readValue)
/* harmony export */ });
/**
 * Edits of JSON text that leave every other byte as it was. `JSON.parse` and `JSON.stringify` would not: they reorder
 * keys such as "100", and lose `1.0`, large integers, duplicate keys and white space.
 *
 * All functions take text that `JSON.parse` has accepted; on other text they end, and the results mean nothing. A
 * place says where a value begins. An edit changes nothing before the container that it edits, so the places of that container and of
 * all around it stay right.
 */
const INDENT = '  ';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const KINDS = {
    '{': 'object',
    '[': 'array',
    '"': 'string',
    t: 'boolean',
    f: 'boolean',
    n: 'null',
};
/** The root value of a document. */
function rootOf(text) {
    const start = skipBlanks(text, 0);
    return { anchor: start, start };
}
function kindOf(text, place) {
    return KINDS[text.charAt(place.start)] ?? 'number';
}
/** The value at a place, as `JSON.parse` reads it. */
function readValue(text, place) {
    return JSON.parse(text.slice(place.start, endOf(text, place.start)));
}
/** The style of a document: of its first line break, and of the colon after its first key. */
function styleOf(text) {
    const newline = text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n';
    const root = rootOf(text);
    const key = skipBlanks(text, root.start + 1);
    const compact = text.charCodeAt(key) === QUOTE && !/\s/.test(text.charAt(skipBlanks(text, endOf(text, key)) + 1));
    return { newline, compact };
}
/** The members of an object, in their order, duplicates included. */
function membersOf(text, object) {
    const members = [];
    visitMembers(text, object, (key, { anchor, start }) => {
        const end = endOf(text, start);
        members.push({ key, anchor, start, end });
        return end;
    });
    return members;
}
/** The member that counts: the last one of that key, as all readers do. */
function memberOf(text, object, key) {
    let found;
    visitMembers(text, object, (each, { anchor, start }) => {
        const end = endOf(text, start);
        if (each === key)
            found = { key, anchor, start, end };
        return end;
    });
    return found;
}
/**
 * Calls `visit` with each member of an object, in their order. It returns where the value ends (exclusive).
 *
 * @returns Where the object ends (exclusive).
 */
function visitMembers(text, object, visit) {
    return eachChild(text, object, (anchor) => {
        const keyEnd = endOf(text, anchor);
        const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
        return visit(keyOf(text.slice(anchor, keyEnd)), { anchor, start });
    });
}
/** The elements of an array, in their order. */
function elementsOf(text, array) {
    const elements = [];
    eachChild(text, array, (start) => {
        const end = endOf(text, start);
        elements.push({ anchor: start, start, end });
        return end;
    });
    return elements;
}
/** Puts `value` in the place of a value. On one line if the old one was a container on one line. */
function replaceValue(text, place, value, style) {
    const end = endOf(text, place.start);
    const old = text.slice(place.start, end);
    const oneLine = (/^[{[]/.test(old) && !old.includes('\n')) || !opensLine(text, place.anchor);
    const indent = oneLine ? undefined : indentAt(text, place.anchor);
    return splice(text, place.start, end, print(value, indent, style));
}
/** Adds a member behind all others, of which `last` is the last. */
function appendMember(text, object, key, value, style, last = membersOf(text, object).at(-1)) {
    const colon = style.compact ? ':' : ': ';
    return append(text, object, last, (indent) => `${JSON.stringify(key)}${indent === undefined ? colon : ': '}${print(value, indent, style)}`, style);
}
/** Adds an element behind all others. */
function appendElement(text, array, value, style) {
    return append(text, array, elementsOf(text, array).at(-1), (indent) => print(value, indent, style), style);
}
/** Takes children out of a container, with the commas and the white space that belong to them. */
function removeChildren(text, container, children, isRemoved) {
    const removed = children.map(isRemoved);
    const last = removed.lastIndexOf(false);
    if (last < 0 && children.length > 0) {
        return splice(text, container.start + 1, endOf(text, container.start) - 1, '');
    }
    const parts = [];
    let from = 0;
    for (const [index, child] of children.entries()) {
        if (removed[index] !== true)
            continue;
        // Up to the next child, or what is behind the last one that stays.
        const [start, end] = index < last ? [child.anchor, children[index + 1]?.anchor] : [children[last]?.end, child.end];
        parts.push(text.slice(from, Math.max(from, start ?? 0)));
        from = end ?? from;
    }
    return parts.join('') + text.slice(from);
}
/**
 * Edits one value by `edit`, which is given a short text that ends with this value, and its place in there. Many
 * edits of one value in a long document cost one copy of the document.
 */
function editWithin(text, place, edit) {
    return editEach(text, [place], edit);
}
/** Edits several values as `editWithin` does, for one copy of the document. They stand in order, and none in another. */
function editEach(text, places, edit) {
    const parts = [];
    let at = 0;
    for (const { anchor, start } of places) {
        const end = endOf(text, start);
        const blanks = indentAt(text, anchor).length;
        const from = Math.max(0, anchor - blanks - (opensLine(text, anchor) ? 0 : 1));
        parts.push(text.slice(at, from), edit(text.slice(from, end), { anchor: anchor - from, start: start - from }));
        at = end;
    }
    return parts.join('') + text.slice(at);
}
function append(text, container, last, entry, style) {
    if (last !== undefined) {
        if (!opensLine(text, last.anchor)) {
            return splice(text, last.end, last.end, `${style.compact ? ',' : ', '}${entry(undefined)}`);
        }
        const indent = indentAt(text, last.anchor);
        return splice(text, last.end, last.end, `,${style.newline}${indent}${entry(indent)}`);
    }
    const end = endOf(text, container.start) - 1;
    if (!opensLine(text, container.anchor))
        return splice(text, container.start + 1, end, entry(undefined));
    const indent = indentAt(text, container.anchor);
    const inner = `${indent}${INDENT}`;
    return splice(text, container.start + 1, end, `${style.newline}${inner}${entry(inner)}${style.newline}${indent}`);
}
function splice(text, start, end, insert) {
    return text.slice(0, start) + insert + text.slice(end);
}
/** Whether nothing but blanks stands before `at` on its line. */
function opensLine(text, at) {
    const before = at - indentAt(text, at).length - 1;
    return before < 0 || text.charAt(before) === '\n';
}
/** The blanks directly before `at`. */
function indentAt(text, at) {
    let start = at;
    while (start > 0 && /[ \t]/.test(text.charAt(start - 1)))
        start -= 1;
    return text.slice(start, at);
}
/** `value` over several lines behind a line indented by `indent`, or on one line where that is undefined. */
function print(value, indent, style) {
    if (indent !== undefined) {
        return JSON.stringify(value, null, INDENT).replaceAll('\n', `${style.newline}${indent}`);
    }
    return style.compact ? JSON.stringify(value) : printSpaced(value);
}
function printSpaced(value) {
    if (Array.isArray(value))
        return `[${value.map(printSpaced).join(', ')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value);
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    return `{${members.map(([key, each]) => `${JSON.stringify(key)}: ${printSpaced(each)}`).join(', ')}}`;
}
function keyOf(raw) {
    return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
}
/** Calls `visit` with where each child begins; it returns where the child ends. Returns where the container ends. */
function eachChild(text, container, visit) {
    let at = skipBlanks(text, container.start + 1);
    while (!isClose(text.charCodeAt(at))) {
        const end = visit(at);
        if (end <= at || end >= text.length)
            throw new Error('The text ends inside of a JSON container.');
        at = skipBlanks(text, end);
        if (text.charCodeAt(at) === COMMA)
            at = skipBlanks(text, at + 1);
    }
    return at + 1;
}
/** A value that is nested deeper than its reader goes. */
class NestedTooDeep extends Error {
}
/** Where the value that begins at `start` ends (exclusive). @throws NestedTooDeep where it is deeper than `deepest`. */
function endOf(text, start, deepest = Number.POSITIVE_INFINITY) {
    const first = text.charCodeAt(start);
    if (first === QUOTE)
        return stringEnd(text, start);
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET)
        return scalarEnd(text, start);
    let depth = 1;
    let at = start + 1;
    for (const { length } = text; at < length;) {
        const char = text.charCodeAt(at);
        if (char === QUOTE) {
            at = stringEnd(text, at);
            continue;
        }
        at += 1;
        if (char === OPEN_BRACE || char === OPEN_BRACKET) {
            depth += 1;
            if (depth > deepest)
                throw new NestedTooDeep();
        }
        else if (char === CLOSE_BRACE || char === CLOSE_BRACKET)
            depth -= 1;
        if (depth === 0)
            return at;
    }
    throw new Error('The text ends inside of a JSON value.');
}
function stringEnd(text, start) {
    let at = start;
    for (;;) {
        at = text.indexOf('"', at + 1);
        if (at < 0)
            throw new Error('The text ends inside of a JSON string.');
        let backslashes = 0;
        while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH)
            backslashes += 1;
        if (backslashes % 2 === 0)
            return at + 1;
    }
}
function scalarEnd(text, start) {
    let at = start;
    while (at < text.length && !isBlank(text.charCodeAt(at)) && !isSeparator(text.charCodeAt(at)))
        at += 1;
    return at;
}
function skipBlanks(text, start) {
    let at = start;
    while (isBlank(text.charCodeAt(at)))
        at += 1;
    return at;
}
function isBlank(char) {
    return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}
function isSeparator(char) {
    return char === COMMA || isClose(char);
}
function isClose(char) {
    return char === CLOSE_BRACE || char === CLOSE_BRACKET;
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


/***/ })

};
