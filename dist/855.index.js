export const id = 855;
export const ids = [855];
export const modules = {

/***/ 23855:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  s3ReleasePublish: () => (/* binding */ s3ReleasePublish)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var source = __webpack_require__(95283);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(66209);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
;// CONCATENATED MODULE: ./packages/core/src/release/device.ts
/** The names of the parts of a device in the index, in the order in which they are written. */
const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'];

// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
;// CONCATENATED MODULE: ./packages/core/src/release/manifest.ts




const manifestFile = schemas/* object */.Ikc({
    kind: schemas/* string */.YjP().min(1),
    key: schemas/* string */.YjP().min(1),
    url: schemas/* string */.YjP().min(1),
    size: schema/* size */.Ej,
    sha256: schema/* sha256 */.sc,
    'media-type': schemas/* string */.YjP(),
});
const manifest = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1, { error: 'Only schema 1 is known here.' }),
    name: (0,schema/* named */.KT)(names/* checkMachine */.U1),
    tag: (0,schema/* named */.KT)(names/* checkTag */.Bs),
    channel: (0,schema/* named */.KT)(names/* checkChannel */.Kv),
    published: iso/* datetime */.w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    source: schema/* source */.sP,
    files: schemas/* array */.YOg(manifestFile),
    build: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).exactOptional(),
});
const published = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1, { error: 'Only schema 1 is known here.' }),
    run: schemas/* string */.YjP().exactOptional(),
    time: iso/* datetime */.w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    'manifest-sha256': schema/* sha256 */.sc,
});
/**
 * Makes a manifest. The files come by key, whatever order they were uploaded in.
 *
 * @throws Error when two files have one key.
 */
function makeManifest(parts) {
    const files = [...parts.files].sort((a, b) => compareText(a.key, b.key));
    for (const [at, file] of files.entries()) {
        if (file.key === files[at + 1]?.key)
            throw new Error(`Two files have the key ${file.key}.`);
    }
    return {
        schema: 1,
        name: parts.name,
        tag: parts.tag,
        channel: parts.channel,
        published: seconds(parts.published),
        source: parts.source,
        files,
        ...(parts.build === undefined ? {} : { build: parts.build }),
    };
}
/** manifest.json: 2-space JSON with a final newline, its keys always in the same order. */
function manifestText(value) {
    const { repository, ref, sha, run } = value.source;
    const ordered = {
        schema: value.schema,
        name: value.name,
        tag: value.tag,
        channel: value.channel,
        published: value.published,
        source: { repository, ref, sha, run },
        files: value.files.map((file) => ({
            kind: file.kind,
            key: file.key,
            url: file.url,
            size: file.size,
            sha256: file.sha256,
            'media-type': file['media-type'],
        })),
        build: value.build,
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
/**
 * Reads manifest.json. Unknown keys are left out.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
function parseManifest(text, where) {
    return (0,schema/* parseJson */.qF)(manifest, text, where, 'Look at this object. Put an older version back, or remove it and publish the machine again.');
}
/** Whether two manifests name the same objects with the same content, whoever published them and when. */
function sameFiles(a, b) {
    const content = (each) => JSON.stringify([
        each.name,
        each.tag,
        each.channel,
        each.files.map((file) => [file.kind, file.key, file.url, file.size, file.sha256]),
    ]);
    return content(a) === content(b);
}
/**
 * The entry of the index that a manifest stands for. Of several files of one kind the first by name counts; a kind
 * without a file has no key.
 */
function deviceOf(value) {
    const parts = PARTS.flatMap((part) => {
        const [file] = filesOf(value, part);
        return file === undefined ? [] : [[part, { url: file.url, sha256: file.sha256 }]];
    });
    return { name: value.name, ...Object.fromEntries(parts) };
}
/** The files of one part, by name. */
function filesOf(value, part) {
    return value.files
        .filter((file) => file.kind === part)
        .sort((a, b) => compareText(lastSegment(a.key), lastSegment(b.key)) || compareText(a.key, b.key));
}
/** published.json: 2-space JSON with a final newline. */
function publishedText(value) {
    const ordered = {
        schema: 1,
        run: value.run,
        time: seconds(value.time),
        'manifest-sha256': value.manifestSha256,
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
/**
 * Reads published.json.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
function parsePublished(text, where) {
    const value = parseJson(published, text, where, 'Look at this object. Publish the machine again to replace it.');
    return {
        ...(value.run === undefined ? {} : { run: value.run }),
        time: new Date(value.time),
        manifestSha256: value['manifest-sha256'],
    };
}
/** `2026-06-03T10:00:12Z`. */
function seconds(time) {
    return `${time.toISOString().slice(0, 19)}Z`;
}
function lastSegment(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
function compareText(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
;// CONCATENATED MODULE: ./packages/core/src/release/json-text.ts
/**
 * Edits of JSON text that leave every other byte as it was. `JSON.parse` and `JSON.stringify` would not: they reorder
 * keys such as "100", and lose `1.0`, large integers, duplicate keys and white space.
 *
 * All functions take text that `JSON.parse` has accepted; on other text the results mean nothing. A place says where
 * a value begins. An edit changes nothing before the container that it edits, so the places of that container and of
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
function json_text_kindOf(text, place) {
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
    eachChild(text, object, (anchor) => {
        const keyEnd = endOf(text, anchor);
        const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
        const end = endOf(text, start);
        members.push({ key: keyOf(text.slice(anchor, keyEnd)), anchor, start, end });
        return end;
    });
    return members;
}
/** The member that counts: the last one of that key, as all readers do. */
function memberOf(text, object, key) {
    let found;
    const plain = JSON.stringify(key);
    eachChild(text, object, (anchor) => {
        const keyEnd = endOf(text, anchor);
        const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
        const end = endOf(text, start);
        const raw = text.slice(anchor, keyEnd);
        if (raw === plain || (raw.includes('\\') && keyOf(raw) === key))
            found = { key, anchor, start, end };
        return end;
    });
    return found;
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
/** Adds a member behind all others. */
function appendMember(text, object, key, value, style) {
    const colon = style.compact ? ':' : ': ';
    return append(text, object, membersOf(text, object).at(-1), (indent) => `${JSON.stringify(key)}${indent === undefined ? colon : ': '}${print(value, indent, style)}`, style);
}
/** Adds an element behind all others. */
function appendElement(text, array, value, style) {
    return append(text, array, elementsOf(text, array).at(-1), (indent) => print(value, indent, style), style);
}
/** Takes out one child of a container, with the comma and the white space that belong to it. */
function removeChild(text, container, children, index) {
    const child = children[index];
    if (child === undefined)
        return text;
    const before = children[index - 1];
    const after = children[index + 1];
    if (after !== undefined)
        return splice(text, child.anchor, after.anchor, '');
    if (before !== undefined)
        return splice(text, before.end, child.end, '');
    return splice(text, container.start + 1, endOf(text, container.start) - 1, '');
}
/**
 * Edits one value by `edit`, which is given a short text that ends with this value, and its place in there. Many
 * edits of one value in a long document cost one copy of the document.
 */
function editWithin(text, place, edit) {
    const end = endOf(text, place.start);
    const blanks = indentAt(text, place.anchor).length;
    const from = Math.max(0, place.anchor - blanks - (opensLine(text, place.anchor) ? 0 : 1));
    const part = text.slice(from, end);
    const edited = edit(part, { anchor: place.anchor - from, start: place.start - from });
    return edited === part ? text : splice(text, from, end, edited);
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
/** Calls `visit` with where each child begins; it returns where the child ends. */
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
}
/** Where the value that begins at `start` ends (exclusive). */
function endOf(text, start) {
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
        if (char === OPEN_BRACE || char === OPEN_BRACKET)
            depth += 1;
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

;// CONCATENATED MODULE: ./packages/core/src/release/index-document.ts



const DEFAULT_WHERE = 'releases.json';
/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that.
 *
 * @throws UserError when the text is not JSON, or its root is no object.
 */
function openIndex(text, where = DEFAULT_WHERE) {
    const source = text ?? '{}\n';
    try {
        JSON.parse(source);
    }
    catch (thrown) {
        throw unreadable(`${where} is not JSON. ${whatItIs(source, thrown)}`, where, thrown);
    }
    const root = rootOf(source);
    const kind = json_text_kindOf(source, root);
    if (kind !== 'object')
        throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
    return { text: source, root, style: styleOf(source), where };
}
/**
 * The kind of a value that must be one of `kinds`.
 *
 * @throws UserError that names the path of the value in the index.
 */
function requireKind(document, place, path, kinds) {
    const kind = json_text_kindOf(document.text, place);
    const found = kinds.find((each) => each === kind);
    if (found !== undefined)
        return found;
    const wanted = kinds.map(article).join(' or ');
    throw unreadable(`${document.where} has another form than expected: ${path.map(inputs/* quote */.hD).join(' > ')} is ${article(kind)}, not ${wanted}.`, document.where);
}
function unreadable(cause, where, thrown) {
    const address = /^s3:\/\/\S+$/.test(where) ? where : 's3://<bucket>/<prefix>/releases.json';
    return new errors/* UserError */.yo(cause, `The index was left as it is. Look at it with \`aws s3 cp ${address} -\`, mend it or put an older version back, ` +
        'and run this step again.', thrown === undefined ? undefined : { cause: thrown });
}
function whatItIs(text, thrown) {
    if (text.trim() === '')
        return 'It is empty.';
    if (text.startsWith('\uFEFF'))
        return 'It begins with a byte order mark, which JSON does not allow.';
    if (/^\s*</.test(text))
        return 'It looks like an HTML or XML page.';
    return (0,errors/* messageOf */.bD)(thrown);
}
function article(kind) {
    if (kind === 'null')
        return 'null';
    return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/core/src/release/json-merge.ts


/**
 * Sets a member of an object in JSON text. An object is merged into an object that stands there: members that `value`
 * does not have are kept. An equal value is left as it is written.
 */
function json_merge_setMember(text, object, key, value, style) {
    const member = memberOf(text, object, key);
    if (member === undefined)
        return appendMember(text, object, key, value, style);
    if (isObject(value) && json_text_kindOf(text, member) === 'object')
        return mergeObject(text, member, value, style);
    if ((0,external_node_util_.isDeepStrictEqual)(readValue(text, member), value))
        return text;
    return replaceValue(text, member, value, style);
}
/** Sets all members of `value` in an object in JSON text, as `setMember` does. */
function mergeObject(text, object, value, style) {
    return Object.entries(value).reduce((edited, [key, each]) => json_merge_setMember(edited, object, key, each, style), text);
}
/** Takes out all members of one key. */
function removeMember(text, object, key) {
    const members = membersOf(text, object);
    const index = members.findLastIndex((member) => member.key === key);
    if (index < 0)
        return text;
    return removeMember(removeChild(text, object, members, index), object, key);
}
/** Whether `value` is a JSON object: no array, no null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/core/src/release/releases-index.ts






/**
 * Puts a device into the text of releases.json. `undefined` is an index that does not exist yet.
 *
 * An entry of that name is updated in place: its parts are set, parts that the device does not have are taken out,
 * keys that are not ours stay. Where a name stands there several times, every entry is updated, so that it does not
 * matter which one a reader takes. Everything else is kept byte for byte; the very same text comes back when there is
 * nothing to change. A tag that has no date gets one with the first change.
 *
 * @throws UserError when the index is not JSON or of another shape, or has the tag under another channel only.
 */
function upsertDevice(text, entry) {
    return upsertDevices(text, { ...entry, devices: [entry.device] });
}
/** Puts several devices into the index in one go, as `upsertDevice` does with each. */
function upsertDevices(text, entry) {
    const devices = entry.devices.map(ordered);
    if (devices.length === 0)
        return openIndex(text, entry.where).text;
    const fresh = entry.form === 'list'
        ? [...devices, { timestamp: minutes(entry.date) }]
        : { 'release-date': minutes(entry.date), devices };
    return updateTag(text, entry, fresh, (document, part, tag) => {
        let edited = part;
        for (const device of devices)
            edited = putDevice(document, edited, tag, device, entry);
        return edited;
    });
}
/**
 * Puts the docs of a tag into the text of releases.json, as `upsertDevice` does with a device.
 *
 * @throws UserError as `upsertDevice`.
 */
function upsertDocs(text, entry) {
    const { name, sha256, url } = entry.docs;
    const docs = { name, hash: sha256, sha256, url };
    const date = minutes(entry.date);
    const fresh = entry.form === 'list' ? [{ docs }, { timestamp: date }] : { 'release-date': date, docs };
    return updateTag(text, entry, fresh, (document, part, tag) => {
        const { style } = document;
        if (kindOf(part, tag) === 'object')
            return setMember(part, tag, 'docs', docs, style);
        const isDocs = (element) => has(part, element, 'docs') && !has(part, element, 'name');
        return putElement(part, tag, isDocs, { docs }, style, (text, place) => setMember(text, place, 'docs', docs, style));
    });
}
/**
 * Takes a device out of a tag: all entries of that name. The same text comes back when there is none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDevice(text, entry) {
    const document = openIndex(text, entry.where);
    const channel = memberOf(text, document.root, entry.channel);
    const tag = channel && findTag(document, channel, entry.tag);
    if (tag === undefined)
        return text;
    return editWithin(text, tag, (part, place) => {
        const array = deviceArray(document, part, place, entry);
        if (array === undefined)
            return part;
        let edited = part;
        for (;;) {
            const elements = elementsOf(edited, array);
            const index = elements.findIndex((element) => nameOf(edited, element) === entry.machine);
            if (index < 0)
                return edited;
            edited = removeChild(edited, array, elements, index);
        }
    });
}
function updateTag(text, target, fresh, edit) {
    const document = openIndex(text, target.where);
    const { text: source, root, style } = document;
    const channels = membersOf(source, root);
    const channel = channels.findLast((member) => member.key === target.channel);
    const tag = channel && findTag(document, channel, target.tag);
    if (tag !== undefined) {
        return editWithin(source, tag, (part, place) => {
            const dated = withDate(part, place, target.date, style);
            const edited = edit(document, dated, place);
            return edited === dated ? part : edited;
        });
    }
    refuseOtherChannel(document, channels, target);
    if (channel !== undefined)
        return appendMember(source, channel, target.tag, fresh, style);
    return appendMember(source, root, target.channel, { [target.tag]: fresh }, style);
}
function findTag(document, channel, tag) {
    requireKind(document, channel, [channel.key], ['object']);
    const place = memberOf(document.text, channel, tag);
    if (place !== undefined)
        requireKind(document, place, [channel.key, tag], ['object', 'array']);
    return place;
}
function refuseOtherChannel(document, channels, { channel, tag }) {
    const other = channels.find((member) => member.key !== channel && has(document.text, member, tag));
    if (other === undefined)
        return;
    throw new errors/* UserError */.yo(`${document.where} has the tag ${(0,inputs/* quote */.hD)(tag)} under the channel ${(0,inputs/* quote */.hD)(other.key)}, not under ${(0,inputs/* quote */.hD)(channel)}.`, `Set the input "channel" to ${other.key}, or take the tag out of the index first.`);
}
/** The array of a tag that holds devices: the tag itself, or its `devices`, which may be absent. */
function deviceArray(document, part, tag, target) {
    if (json_text_kindOf(part, tag) === 'array')
        return tag;
    const devices = memberOf(part, tag, 'devices');
    if (devices === undefined)
        return undefined;
    const path = [target.channel, target.tag, 'devices'];
    requireKind({ ...document, text: part }, devices, path, ['array']);
    return devices;
}
function putDevice(document, part, tag, device, target) {
    const { style } = document;
    const array = deviceArray(document, part, tag, target);
    if (array === undefined)
        return appendMember(part, tag, 'devices', [device], style);
    const isIt = (element) => nameOf(part, element) === device.name;
    return putElement(part, array, isIt, device, style, (text, place) => {
        const cleared = PARTS.filter((key) => device[key] === undefined).reduce((edited, key) => removeMember(edited, place, key), text);
        return mergeObject(cleared, place, device, style);
    });
}
/** Edits all elements that `matches` finds, or appends `fresh` when there is none. */
function putElement(text, array, matches, fresh, style, edit) {
    const found = elementsOf(text, array).filter(matches);
    if (found.length === 0)
        return appendElement(text, array, fresh, style);
    return found.reduceRight((edited, element) => edit(edited, element), text);
}
function withDate(part, tag, date, style) {
    const dated = (place) => has(part, place, 'release-date') || has(part, place, 'timestamp');
    if (json_text_kindOf(part, tag) === 'object') {
        return dated(tag) ? part : appendMember(part, tag, 'release-date', minutes(date), style);
    }
    const isDate = (element) => dated(element) && !has(part, element, 'name');
    if (elementsOf(part, tag).some(isDate))
        return part;
    return appendElement(part, tag, { timestamp: minutes(date) }, style);
}
function has(text, place, key) {
    return json_text_kindOf(text, place) === 'object' && memberOf(text, place, key) !== undefined;
}
function nameOf(text, element) {
    if (json_text_kindOf(text, element) !== 'object')
        return undefined;
    const name = memberOf(text, element, 'name');
    return name && readValue(text, name);
}
/** Our keys only, in the order of the format. */
function ordered(device) {
    const parts = PARTS.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [[key, { url: part.url, sha256: part.sha256 }]];
    });
    return { name: device.name, ...Object.fromEntries(parts) };
}
/** `2026-06-03T10:00+00:00`. */
function minutes(date) {
    return `${date.toISOString().slice(0, 16)}+00:00`;
}

;// CONCATENATED MODULE: ./packages/core/src/release/keys.ts
/**
 * Keys of the S3 layout, and the public URLs of objects. All names are checked before (names.ts): nothing is
 * cleaned up in here. `prefix` may be empty.
 */
const join = (...parts) => parts.filter((part) => part !== '').join('/');
/** `<prefix>/releases.json`: the index. */
function indexKey(prefix) {
    return join(prefix, 'releases.json');
}
/** `<prefix>/<tag>/<machine>/<file>`. */
function machineKey(prefix, tag, machine, file) {
    return join(prefix, tag, machine, file);
}
/** `<machine>-<tag>.tar.gz`: the bundle of the flash images. */
function bundleName(machine, tag) {
    return `${machine}-${tag}.tar.gz`;
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
/** `<prefix>/<tag>/badges/<machine>.json`. */
function badgeKey(prefix, tag, machine) {
    return join(prefix, tag, 'badges', `${machine}.json`);
}
/** `<prefix>/latest/<channel>/badges/<machine>.json`. */
function latestBadgeKey(prefix, channel, machine) {
    return join(prefix, 'latest', channel, 'badges', `${machine}.json`);
}
/** `<prefix>/latest/<channel>/badges/tag.json`: the pointer to the newest tag of a channel. */
function latestTagKey(prefix, channel) {
    return join(prefix, 'latest', channel, 'badges', 'tag.json');
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
    const start = prefix === '' ? '' : `${prefix}/`;
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

;// CONCATENATED MODULE: ./packages/core/src/store/settings.ts


/**
 * The settings that the shared inputs ask for. `env` gives `AWS_REGION`, the default of `region`.
 *
 * @throws UserError when credentials are incomplete or stand in a URL.
 */
function storeSettings(inputs, env) {
    const { bucket } = inputs;
    const prefix = inputs.prefix ?? '';
    const endpoint = endpointOf(inputs.endpoint);
    refuseUser('public-url', inputs['public-url'], 'Leave them out: everybody reads this URL in the index.');
    const credentials = credentialsOf(inputs['access-key-id'], inputs['secret-access-key'], inputs['session-token']);
    return {
        bucket,
        prefix,
        region: inputs.region ?? (env['AWS_REGION']?.trim() || 'us-east-1'),
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle: inputs['force-path-style'] ?? endpoint !== undefined,
        ...(credentials === undefined ? {} : { credentials }),
        publicUrl: inputs['public-url'] ?? defaultPublicUrl(bucket, prefix, endpoint),
        runId: inputs['run-id'] ?? 'local',
        unconditionalIndex: inputs['unconditional-index'],
    };
}
function endpointOf(given) {
    refuseUser('endpoint', given, 'Give them as `access-key-id` and `secret-access-key`.');
    return given?.replace(/\/+$/, '');
}
function refuseUser(name, given, advice) {
    if (given === undefined)
        return;
    const url = new URL(given);
    if (url.username === '' && url.password === '')
        return;
    throw new errors/* UserError */.yo(`Input "${name}" has a user name or a password in its URL.`, advice);
}
function credentialsOf(accessKeyId, secretAccessKey, sessionToken) {
    if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined) {
        return undefined;
    }
    if (accessKeyId === undefined || secretAccessKey === undefined) {
        const missing = accessKeyId === undefined ? 'access-key-id' : 'secret-access-key';
        throw new errors/* UserError */.yo(`Input "${missing}" is missing, while other parts of the credentials are given.`, 'Give `access-key-id` and `secret-access-key` together, or neither, to use the credentials of the environment. ' +
            'A secret that the repository does not have, or that a fork may not see, is empty.');
    }
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
;// CONCATENATED MODULE: ./packages/core/src/store/faults.ts

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN_OFF = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'];
const SYSTEM_IN_TEXT = /\bE(?:CONN|HOST|NET|NOT|AI_|PIPE|TIME|PROTO)[A-Z_]*\b/;
const THROTTLED = [
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'RequestTimeout',
    'TooManyRequestsException',
];
/**
 * Reads an error of the SDK. Undefined for anything that neither the store, the network nor the credentials caused.
 */
function faultOf(thrown) {
    const error = recordOf(thrown);
    if (error === undefined)
        return undefined;
    const name = textOf(error['name']) ?? 'Error';
    const metadata = recordOf(error['$metadata']);
    const response = recordOf(error['$response']);
    const headers = recordOf(response?.['headers']);
    const status = numberOf(metadata?.['httpStatusCode']) ?? numberOf(response?.['statusCode']);
    const code = textOf(error['Code']);
    // The SDK wraps what it does not know as an error; then the code is in the text only.
    const message = textOf(error['message']) ?? '';
    const system = (0,errors/* systemCode */.xU)(thrown) ?? (0,errors/* systemCode */.xU)(error['cause']) ?? SYSTEM_IN_TEXT.exec(message)?.[0];
    const known = metadata !== undefined ||
        response !== undefined ||
        ['TimeoutError', 'CredentialsProviderError', 'TokenProviderError'].includes(name) ||
        (system !== undefined && (UNREACHABLE.includes(system) || BROKEN_OFF.includes(system)));
    if (!known)
        return undefined;
    return {
        code,
        status,
        system,
        name,
        message,
        attempts: numberOf(metadata?.['attempts']) ?? 1,
        region: textOf(headers?.['x-amz-bucket-region']) ?? textOf(error['Region']),
    };
}
/** Whether the same request may well succeed a little later. */
function isTransient(fault) {
    if (fault.name === 'CredentialsProviderError')
        return false;
    if (fault.code !== undefined && THROTTLED.includes(fault.code))
        return true;
    if (fault.status !== undefined && fault.status >= 300) {
        return fault.status === 429 || (fault.status >= 500 && fault.status !== 501);
    }
    return (fault.name === 'TimeoutError' ||
        fault.name === 'IncompleteBody' ||
        (fault.system !== undefined && (isUnreachable(fault) || BROKEN_OFF.includes(fault.system))));
}
/** Whether no connection came about at all. */
function isUnreachable(fault) {
    return fault.system !== undefined && UNREACHABLE.includes(fault.system);
}
/** Whether the store says definitely that there is no such key. A 404 of anything else than an S3 store is not that. */
function isNoSuchKey(fault) {
    return fault.status === 404 && fault.code === 'NoSuchKey';
}
/** A body that ended early or differs from its checksum: worth another attempt, like a reset. */
function incompleteBody(what) {
    return Object.assign(new Error(what), { name: 'IncompleteBody', $metadata: {} });
}
function recordOf(value) {
    return typeof value === 'object' && value !== null ? value : undefined;
}
function numberOf(value) {
    return typeof value === 'number' ? value : undefined;
}
function textOf(value) {
    return typeof value === 'string' && value !== '' && value !== 'UnknownError' ? value : undefined;
}

;// CONCATENATED MODULE: ./packages/core/src/store/client.ts



const MAX_ATTEMPTS = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const WITH_CHECKSUMS = [
    'PutObjectCommand',
    'CreateMultipartUploadCommand',
    'UploadPartCommand',
    'GetObjectCommand',
];
const REFUSALS = [
    'NotImplemented',
    'InvalidArgument',
    'InvalidRequest',
    'XAmzContentSHA256Mismatch',
    'InvalidDigest',
];
/**
 * The SDK's client for `settings`. It retries transient faults itself (standard mode: exponential backoff from 50 ms to 20 s
 * with jitter, Retry-After), and sends the SDK's default checksums until the store refuses them.
 */
function makeClient(settings, tuning, log) {
    const mode = { checksums: true };
    const config = {
        region: settings.region,
        forcePathStyle: settings.forcePathStyle,
        maxAttempts: tuning.maxAttempts ?? MAX_ATTEMPTS,
        retryMode: 'standard',
        requestChecksumCalculation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        responseChecksumValidation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        // The idle time of the socket, not the time of a whole request: a slow line is not a fault.
        requestHandler: {
            connectionTimeout: CONNECTION_TIMEOUT_MS,
            socketTimeout: tuning.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
        },
        logger: warningsOnly(log),
        ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
        ...(settings.credentials === undefined ? {} : { credentials: { ...settings.credentials } }),
    };
    const client = new dist_cjs.S3Client(config);
    leaveOutRefusedChecksums(client, mode);
    return client;
}
/** What the SDK warns of goes into our log. Failed requests are thrown, and the rest tells of every request, with its inputs. */
function warningsOnly(log) {
    const silent = () => undefined;
    const show = (...said) => log.foreign(said.map(String).join(' '));
    return { trace: silent, debug: silent, info: silent, warn: show, error: silent };
}
function leaveOutRefusedChecksums(client, mode) {
    client.middlewareStack.add((next, context) => async (args) => {
        if (!WITH_CHECKSUMS.includes(String(context['commandName'])))
            return next(args);
        const plain = () => next({ ...args, input: withoutChecksums(args.input) });
        if (!mode.checksums)
            return plain();
        try {
            // The SDK's own middleware writes into the input: the second attempt needs it as it was.
            return await next({ ...args, input: { ...args.input } });
        }
        catch (refused) {
            if (!refusesChecksums(refused))
                throw refused;
            mode.checksums = false;
            try {
                return await plain();
            }
            catch (again) {
                const fault = faultOf(again);
                if (refusesChecksums(again) || fault === undefined || isTransient(fault))
                    mode.checksums = true;
                throw again;
            }
        }
    }, { step: 'initialize', name: 'leaveOutRefusedChecksums', priority: 'high' });
}
function refusesChecksums(thrown) {
    const fault = faultOf(thrown);
    return ((fault?.status === 400 || fault?.status === 501) &&
        fault.code !== undefined &&
        REFUSALS.includes(fault.code));
}
function withoutChecksums(input) {
    const { ChecksumAlgorithm: _algorithm, ...rest } = input;
    const body = Reflect.get(input, 'Body');
    const md5 = Buffer.isBuffer(body) || typeof body === 'string'
        ? { ContentMD5: (0,external_node_crypto_.createHash)('md5').update(body).digest('base64') }
        : {};
    return { ...rest, ...md5 };
}

;// CONCATENATED MODULE: ./packages/core/src/store/conditions.ts




/** Runs `put` and reads its outcome. Throws what is neither a refused condition nor a lost answer. */
async function outcomeOf(put) {
    try {
        await put();
        return { kind: 'written' };
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault === undefined)
            throw thrown;
        if (fault.status === 412 || fault.status === 409 || isNoSuchKey(fault)) {
            return { kind: 'refused', certain: fault.attempts === 1 };
        }
        const unanswered = fault.status === undefined && fault.name !== 'CredentialsProviderError';
        if (unanswered || isTransient(fault))
            return { kind: 'unclear', thrown };
        throw thrown;
    }
}
/**
 * Finds out whether the store obeys conditions: creates an object twice on the condition that there is none. The first may be
 * refused as well, when its answer was lost and the SDK sent it again.
 *
 * @throws UserError when the second is not refused.
 */
async function probeConditions(requests, place, log) {
    // Several processes of one run may probe at a time.
    const key = probeKey(place.prefix, `${place.runId}-${(0,external_node_crypto_.randomUUID)()}`);
    const create = () => outcomeOf(() => requests.put(key, 'A probe for conditional writes.\n', { ifNoneMatch: '*' }));
    try {
        const first = await create();
        const second = first.kind === 'unclear' ? first : await create();
        if (second.kind === 'unclear')
            throw second.thrown;
        if (second.kind === 'written')
            throw ignored(place.label);
    }
    catch (thrown) {
        throw faultOf(thrown)?.code === 'NotImplemented' ? ignored(place.label) : thrown;
    }
    finally {
        await requests.remove(key).catch((thrown) => {
            log.info(`The probe ${key} could not be removed: ${(0,errors/* messageOf */.bD)(thrown)}`);
        });
    }
}
function ignored(label) {
    return new errors/* UserError */.yo(`The store ${label} ignores conditional writes (If-None-Match: *), so jobs that publish at the same time would lose ` +
        "each other's entries.", 'Use a store that obeys them. If one job at a time writes the index, and only then, set `unconditional-index: true`.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/failures.ts



const PERMISSION = {
    read: 's3:GetObject',
    'look at': 's3:GetObject',
    write: 's3:PutObject',
    remove: 's3:DeleteObject',
    list: 's3:ListBucket',
};
const WRONG_KEYS = [
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'InvalidToken',
    'AuthFailure',
    'InvalidSecurity',
];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
/** Where the store is, as messages name it: its endpoint, or AWS and the region. */
function placeOf(settings) {
    return settings.endpoint ?? `AWS (${settings.region})`;
}
/**
 * What is thrown for a failed request: a UserError that says what failed, where and what to do, or `thrown` itself when
 * neither the store, the network nor the credentials caused it.
 */
function failureOf(thrown, doing, key, settings) {
    if (thrown instanceof errors/* UserError */.yo)
        return thrown;
    const fault = faultOf(thrown);
    if (fault === undefined)
        return thrown;
    const { what, advice } = explain({ ...fault, message: redact(fault.message, settings) }, doing, settings);
    const cause = `Could not ${doing} s3://${settings.bucket}/${key} at ${placeOf(settings)}: ${what}.`;
    return new errors/* UserError */.yo(cause, advice, { cause: thrown });
}
function explain(fault, doing, settings) {
    return (explainCredentials(fault, settings) ??
        explainPlace(fault, settings) ??
        explainConnection(fault, settings) ??
        explainAnswer(fault, doing, settings));
}
function explainCredentials(fault, settings) {
    const { code = '' } = fault;
    if (['CredentialsProviderError', 'TokenProviderError'].includes(fault.name)) {
        return {
            what: 'no credentials were found',
            advice: 'Give `access-key-id` and `secret-access-key`, or run aws-actions/configure-aws-credentials in an earlier step ' +
                'of the job (it needs `permissions: id-token: write`).',
        };
    }
    if (WRONG_KEYS.includes(code)) {
        return {
            what: `the store does not accept the credentials: ${answerOf(fault)}`,
            advice: settings.credentials === undefined
                ? 'Check the credentials of the environment, and that they belong to this store.'
                : 'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.',
        };
    }
    if (EXPIRED.includes(code)) {
        return {
            what: `the credentials have expired: ${answerOf(fault)}`,
            advice: 'Get new ones shortly before this step, or for longer (`role-duration-seconds` of ' +
                'aws-actions/configure-aws-credentials), and run the job again.',
        };
    }
    if (code === 'RequestTimeTooSkewed') {
        return {
            what: `the clocks differ: ${answerOf(fault)}`,
            advice: "Set the clock of the runner's machine.",
        };
    }
    return undefined;
}
function explainPlace(fault, settings) {
    const redirected = ['PermanentRedirect', 'TemporaryRedirect'].includes(fault.code ?? '') || fault.status === 301;
    if (redirected || (fault.code === 'AuthorizationHeaderMalformed' && fault.region !== undefined)) {
        const right = fault.region === undefined ? '' : `, not ${settings.region} but ${fault.region}`;
        return {
            what: `the bucket is in another region${right}: ${answerOf(fault)}`,
            advice: fault.region === undefined
                ? 'Set the input `region` to the region of the bucket.'
                : `Set the input \`region\` to ${fault.region}.`,
        };
    }
    if (fault.code === 'NoSuchBucket' || fault.code === 'InvalidBucketName') {
        return {
            what: `there is no bucket ${(0,inputs/* quote */.hD)(settings.bucket)}: ${answerOf(fault)}`,
            advice: `Check \`bucket\`${settings.endpoint === undefined ? '' : ' and `endpoint`'}. A bucket is never made here.`,
        };
    }
    return undefined;
}
function explainConnection(fault, settings) {
    const { system = '' } = fault;
    if (isUnreachable(fault)) {
        return {
            what: `it cannot be reached (${system})`,
            advice: `Check ${settings.endpoint === undefined ? '`region`' : '`endpoint`'}, and that the runner may connect to it.`,
        };
    }
    if (TLS.test(system)) {
        return {
            what: `its TLS certificate is not accepted (${system})`,
            advice: 'Check the host name in `endpoint`. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the ' +
                "job's `env` to the file with the authority's certificate.",
        };
    }
    if (system === 'EPROTO' || system.startsWith('HPE_')) {
        return {
            what: `it does not speak ${settings.endpoint?.startsWith('http:') ? 'http' : 'https'} (${system})`,
            advice: 'Check whether `endpoint` begins with http or https as it should, and its port.',
        };
    }
    if (fault.name === 'IncompleteBody') {
        return {
            what: fault.message,
            advice: 'Run the job again. If it stays, the network or the store is at fault.',
        };
    }
    if (fault.status === undefined || (fault.status < 300 && isTransient(fault))) {
        const what = system === '' || system === 'ETIMEDOUT' ? 'no answer in time' : `the connection broke off (${system})`;
        return {
            what: `${what}, after ${attemptsOf(fault)}`,
            advice: 'Run the job again. If it stays, the network or the store is at fault.',
        };
    }
    return undefined;
}
function explainAnswer(fault, doing, settings) {
    if (fault.status === 401 || fault.status === 403) {
        const listing = doing === 'read' || doing === 'look at'
            ? ' A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.'
            : '';
        return {
            what: `access denied: ${answerOf(fault)}.${listing}`.replace(/\.$/, ''),
            advice: `Allow ${PERMISSION[doing]}${listing === '' ? '' : ' and s3:ListBucket'} on the bucket ${settings.bucket} to these credentials.`,
        };
    }
    if (isTransient(fault)) {
        return {
            what: `${answerOf(fault)}, after ${attemptsOf(fault)}`,
            advice: 'The store is overloaded or has a fault. Run the job again later.',
        };
    }
    if (fault.code === undefined) {
        return {
            what: `the answer is not one of S3: ${answerOf(fault)}`,
            advice: 'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.',
        };
    }
    return {
        what: answerOf(fault),
        advice: 'The store refused the request; its documentation explains the code.',
    };
}
function attemptsOf(fault) {
    return fault.attempts === 1 ? '1 attempt' : `${fault.attempts} attempts`;
}
function answerOf(fault) {
    const status = fault.status === undefined ? '' : `HTTP ${fault.status}`;
    if (fault.code === undefined)
        return status;
    const message = fault.message === '' || fault.message === fault.code ? '' : `, ${(0,inputs/* quote */.hD)(fault.message)}`;
    return `${fault.code} (${status}${message})`;
}
/** What the store says may repeat what it was sent. */
function redact(text, { credentials }) {
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {};
    // The longest first: one may be a part of another.
    return [accessKeyId, secretAccessKey, sessionToken]
        .filter((secret) => secret !== '')
        .sort((a, b) => b.length - a.length)
        .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

;// CONCATENATED MODULE: ./packages/core/src/store/objects.ts





/** Metadata that marks each streamed upload, so that one whose last answer was lost is known again. */
const UPLOAD_MARK = 'pv-upload';
async function headObject(objects, key) {
    const found = await headWithMark(objects, key);
    if (found === undefined)
        return undefined;
    const { [UPLOAD_MARK]: _mark, ...metadata } = found.metadata;
    return { ...found, metadata };
}
/** As `headObject`, with the mark of our own uploads in its metadata. */
async function headWithMark({ client, bucket }, key) {
    const at = { Bucket: bucket, Key: key };
    try {
        const found = await client.send(new dist_cjs.HeadObjectCommand(at));
        return {
            key,
            size: found.ContentLength ?? 0,
            etag: bareEtag(found.ETag),
            modified: found.LastModified ?? new Date(0),
            metadata: found.Metadata ?? {},
        };
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault?.status === undefined || isTransient(fault) || fault.code !== undefined)
            throw thrown;
        // An answer to HEAD has no body: no bucket, no key and wrong credentials look alike. GET gives the reason.
        return reasonByGet(client, at, thrown);
    }
}
async function reasonByGet(client, at, headFailure) {
    try {
        const found = await client.send(new dist_cjs.GetObjectCommand({ ...at, Range: 'bytes=0-0' }));
        bodyOf(found).destroy();
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault !== undefined && isNoSuchKey(fault))
            return undefined;
        throw thrown;
    }
    throw headFailure;
}
async function getObject(objects, key) {
    let suspect;
    for (let attempt = 1;; attempt += 1) {
        try {
            const found = await openObject(objects, key);
            if (found === undefined)
                return undefined;
            const body = await collect(found);
            const etag = bareEtag(found.ETag);
            // An ETag that looks like an MD5 is the body's, except where the store encrypts: then two reads must agree.
            if (!differsFromMd5(body, etag) || suspect?.equals(body))
                return { body, etag };
            suspect = body;
            throw incompleteBody('the body differs from its ETag');
        }
        catch (thrown) {
            const fault = faultOf(thrown);
            const fromBody = fault !== undefined && fault.status === undefined && isTransient(fault);
            if (!fromBody || !(await objects.again(attempt)))
                throw thrown;
        }
    }
}
/** Undefined only for `NoSuchKey`. */
async function openObject({ client, bucket }, key) {
    try {
        return await client.send(new dist_cjs.GetObjectCommand({ Bucket: bucket, Key: key }));
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault !== undefined && isNoSuchKey(fault))
            return undefined;
        throw thrown;
    }
}
function bodyOf({ Body }) {
    if (Body instanceof external_node_stream_.Readable)
        return Body;
    throw new TypeError('The SDK returned a body that is no Node stream.');
}
/** The body's chunks. Ends with an error when it is shorter than the store said. */
async function* chunksOf(found) {
    let size = 0;
    try {
        for await (const chunk of bodyOf(found)) {
            size += chunk.length;
            yield chunk;
        }
    }
    catch (thrown) {
        if (/checksum mismatch/i.test((0,errors/* messageOf */.bD)(thrown))) {
            throw incompleteBody('the body differs from its checksum');
        }
        throw thrown;
    }
    if (found.ContentLength !== undefined && size !== found.ContentLength) {
        throw incompleteBody(`the body ended after ${size} of ${found.ContentLength} bytes`);
    }
}
async function collect(found) {
    const chunks = [];
    for await (const chunk of chunksOf(found))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
function differsFromMd5(body, etag) {
    return /^[0-9a-f]{32}$/.test(etag) && (0,external_node_crypto_.createHash)('md5').update(body).digest('hex') !== etag;
}
async function* listObjects({ client, bucket }, prefix) {
    let token;
    do {
        const page = await client.send(new dist_cjs.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
            if (Key === undefined)
                continue;
            yield { key: Key, size: Size ?? 0, etag: bareEtag(ETag), modified: LastModified ?? new Date(0) };
        }
        const next = page.IsTruncated ? page.NextContinuationToken : undefined;
        if (page.IsTruncated && (next === undefined || next === token)) {
            throw incompleteBody('the list goes on, but the store does not say where');
        }
        token = next;
    } while (token !== undefined);
}
async function putObject({ client, bucket }, key, body, options, condition) {
    await client.send(new dist_cjs.PutObjectCommand({
        ...paramsOf(bucket, key, options),
        Body: typeof body === 'string' ? Buffer.from(body) : body,
        ...(condition !== undefined && 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : {}),
        ...(condition !== undefined && 'ifNoneMatch' in condition ? { IfNoneMatch: '*' } : {}),
    }));
}
async function removeObject({ client, bucket }, key) {
    await client.send(new dist_cjs.DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
/** What the requests that make an object have in common. */
function paramsOf(bucket, key, options) {
    return {
        Bucket: bucket,
        Key: key,
        Metadata: { ...options.metadata },
        ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
        ...(options.cacheControl === undefined ? {} : { CacheControl: options.cacheControl }),
    };
}
function bareEtag(etag) {
    return (etag ?? '').replace(/^"|"$/g, '');
}

;// CONCATENATED MODULE: ./packages/core/src/store/text.ts

/**
 * The text of an object. A byte order mark is kept.
 *
 * @param where What the object is called in an error.
 * @throws UserError when the bytes are not UTF-8: decoded loosely and written back, they would change.
 */
function text_textOf(body, where) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    }
    catch (thrown) {
        throw new errors/* UserError */.yo(`${where} is not UTF-8 text.`, 'Look at this object, and correct it or restore an earlier version. It was not changed.', { cause: thrown });
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/update.ts


const MAX_ROUNDS = 200;
const MAX_UNCLEAR = 5;
const MAX_SAME_ETAG = 3;
const WAIT_PER_ROUND = 3;
const MIN_WAIT_MS = 20;
const MAX_WAIT_MS = 10_000;
/**
 * Compare-and-swap updates of texts in a store. Updates of one key that wait at the same time are written together.
 */
function makeUpdater(requests, deps) {
    const queues = new Map();
    const etags = { bare: false, looked: false };
    let probe;
    let probed = deps.unconditional;
    async function probeOnce() {
        probe ??= requests.probe();
        await probe;
        probed = true;
    }
    function conditionOf(etag) {
        if (deps.unconditional)
            return undefined;
        if (etag === undefined)
            return { ifNoneMatch: '*' };
        return { ifMatch: etags.bare ? etag : `"${etag}"` };
    }
    async function drain(key, queue) {
        while (queue.length > 0) {
            const batch = takeBatch(queue);
            try {
                await writeBatch(key, batch);
            }
            catch (thrown) {
                for (const waiting of batch)
                    waiting.reject(thrown);
            }
        }
        queues.delete(key);
    }
    async function writeBatch(key, batch) {
        const options = batch[0]?.options ?? {};
        let wanted;
        let refused;
        let unclear = 0;
        let sameEtag = 0;
        for (let round = 0; round < MAX_ROUNDS; round += 1) {
            const started = deps.clock.now().getTime();
            const current = await requests.read(key);
            if (wanted !== undefined && current?.text === wanted && batch.some((one) => one.maybeWritten)) {
                return settle(batch, wanted, () => true);
            }
            if (refused !== undefined && refused === current?.etag) {
                // Ceph before Squid compares If-Match with the bare ETag, other stores with the quoted one.
                sameEtag += 1;
                if (sameEtag > MAX_SAME_ETAG)
                    throw refusesOwnEtag(requests.describe(key));
                etags.bare = !etags.bare;
            }
            const { text, changed } = applyAll(batch, current?.text);
            if (batch.length === 0)
                return;
            if (text === undefined || text === current?.text) {
                return settle(batch, text ?? '', (one) => one.maybeWritten);
            }
            if (!probed) {
                await probeOnce();
                continue;
            }
            const condition = conditionOf(current?.etag);
            const outcome = await outcomeOf(() => requests.put(key, text, options, condition));
            if (outcome.kind === 'written') {
                return settle(batch, text, (one) => one.maybeWritten || changed.has(one));
            }
            wanted = text;
            refused = outcome.kind === 'refused' ? current?.etag : undefined;
            markUnclear(outcome, changed);
            if (outcome.kind === 'unclear') {
                unclear += 1;
                if (unclear > MAX_UNCLEAR)
                    throw outcome.thrown;
            }
            // The first refusal may be about the form of the ETag: then nobody else wrote, and there is nothing to wait for.
            const look = refused !== undefined && !etags.looked;
            etags.looked ||= look;
            if (look && (await requests.etag(key)) === refused)
                continue;
            await waitForTurn(deps, deps.clock.now().getTime() - started);
        }
        throw tooManyWriters(requests.describe(key));
    }
    return {
        async requireConditions() {
            if (!probed)
                await probeOnce();
        },
        update(key, change, options) {
            return new Promise((resolve, reject) => {
                const waiting = { change, options, maybeWritten: false, resolve, reject };
                const queue = queues.get(key);
                if (queue !== undefined) {
                    queue.push(waiting);
                    return;
                }
                const fresh = [waiting];
                queues.set(key, fresh);
                void drain(key, fresh);
            });
        },
    };
}
/** The waiting updates that can be written as one: those in front with the same headers. */
function takeBatch(queue) {
    const headers = JSON.stringify(queue[0]?.options);
    const end = queue.findIndex((waiting) => JSON.stringify(waiting.options) !== headers);
    return queue.splice(0, end === -1 ? queue.length : end);
}
/** Applies all changes in turn. One that throws is rejected and leaves the batch. */
function applyAll(batch, current) {
    let text = current;
    const changed = new Set();
    for (const waiting of [...batch]) {
        try {
            const next = waiting.change(text);
            if (next !== text)
                changed.add(waiting);
            text = next;
        }
        catch (thrown) {
            batch.splice(batch.indexOf(waiting), 1);
            waiting.reject(thrown);
        }
    }
    return { text, changed };
}
function markUnclear(outcome, changed) {
    if (outcome.kind === 'refused' && outcome.certain)
        return;
    for (const waiting of changed)
        waiting.maybeWritten = true;
}
function settle(batch, text, changed) {
    for (const waiting of batch)
        waiting.resolve({ changed: changed(waiting), text });
}
/**
 * Waits between rounds. A round's duration grows with the number of writers that the store serves at the time, so a multiple
 * of it keeps the store busy and no more, whatever its distance. Measured with 4 to 64 writers against Ceph.
 */
function waitForTurn({ clock, random }, roundMs) {
    const window = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, roundMs * WAIT_PER_ROUND));
    return clock.sleep(random() * window);
}
function refusesOwnEtag(place) {
    return new errors/* UserError */.yo(`The store refuses to replace ${place} on the condition that it has the very ETag that the store reports.`, 'Use a store that obeys If-Match. If one job at a time writes the index, and only then, set `unconditional-index: true`.');
}
function tooManyWriters(place) {
    return new errors/* UserError */.yo(`Others wrote ${place} in between, ${MAX_ROUNDS} times in a row.`, 'Run the job again when fewer jobs publish.');
}

// EXTERNAL MODULE: ./node_modules/@aws-sdk/lib-storage/dist-cjs/index.js
var lib_storage_dist_cjs = __webpack_require__(22358);
;// CONCATENATED MODULE: ./packages/core/src/store/types.ts

/** An upload with `ifAbsent` found that somebody else had made the object in between. */
class ObjectExists extends errors/* UserError */.yo {
}

;// CONCATENATED MODULE: ./packages/core/src/store/upload.ts







const PART_SIZE = 8 * 1024 * 1024;
const CONCURRENCY = 4;
/**
 * Streams `body` into an object, hashing it on its way. The object becomes visible when all of it is there.
 *
 * @throws what the source threw, the reason of `signal`, or the SDK's error. The multipart upload is aborted then.
 */
async function uploadStream(target, body, options) {
    const { client, params } = target;
    const mark = (0,external_node_crypto_.randomUUID)();
    const source = hashed(body, options.signal);
    const hashing = external_node_stream_.Readable.from(source.chunks());
    // Whoever stops reading a stream early destroys it, which is an error event. What matters of it is thrown below.
    for (const stream of [body, hashing])
        stream.on('error', () => { });
    const upload = new lib_storage_dist_cjs/* Upload */._({
        client,
        params: {
            ...params,
            ...(options.ifAbsent ? { IfNoneMatch: '*' } : {}),
            Metadata: { ...params.Metadata, [UPLOAD_MARK]: mark },
            Body: hashing,
        },
        partSize: options.partSize ?? PART_SIZE,
        queueSize: options.concurrency ?? CONCURRENCY,
    });
    const { onProgress } = options;
    if (onProgress !== undefined)
        upload.on('httpUploadProgress', ({ loaded }) => onProgress(loaded ?? 0));
    try {
        await upload.done();
    }
    catch (thrown) {
        if (source.failure !== undefined)
            throw source.failure.reason;
        options.signal?.throwIfAborted();
        // The answer to the last request can be lost after the store obeyed it; asked again, it knows no such upload.
        if (source.ended && (await target.markOf().catch(() => undefined)) === mark)
            return source.result();
        throw options.ifAbsent && isConflict(thrown) ? exists(params.Key, thrown) : thrown;
    }
    finally {
        body.destroy();
    }
    return source.result();
}
function isConflict(thrown) {
    const status = faultOf(thrown)?.status;
    return status === 412 || status === 409;
}
function exists(key, cause) {
    return new ObjectExists(`${key} was written by somebody else while it was uploaded.`, 'Another job may publish the same machine and tag. Nothing of theirs was changed. Run this job again.', { cause });
}
function hashed(body, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    let ended = false;
    let failure;
    async function* chunks() {
        const stop = () => body.destroy(new Error('aborted'));
        signal?.addEventListener('abort', stop, { once: true });
        try {
            signal?.throwIfAborted();
            for await (const piece of body) {
                signal?.throwIfAborted();
                const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
                hash.update(chunk);
                size += chunk.length;
                yield chunk;
            }
            ended = true;
        }
        catch (thrown) {
            // A reader that stops because a part failed aborts the source: that is not the source's failure.
            if (signal?.aborted)
                failure = { reason: signal.reason };
            else if ((0,errors/* systemCode */.xU)(thrown) !== 'ABORT_ERR')
                failure = { reason: thrown };
            throw thrown;
        }
        finally {
            signal?.removeEventListener('abort', stop);
        }
    }
    return {
        get failure() {
            return failure;
        },
        get ended() {
            return ended;
        },
        chunks,
        result: () => ({ size, sha256: hash.digest('hex') }),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/store/store.ts










const BODY_ATTEMPTS = 5;
const BODY_WAIT_MS = 200;
/**
 * Opens the bucket of `settings`. Nothing is sent before the first call. All methods throw a UserError for what the store, the
 * network or the credentials caused.
 */
function openStore(settings, deps) {
    const { bucket, prefix } = settings;
    const random = deps.random ?? Math.random;
    const client = makeClient(settings, deps, deps.log);
    const label = `s3://${prefix === '' ? bucket : `${bucket}/${prefix}`} at ${placeOf(settings)}`;
    const describe = (key) => `s3://${bucket}/${key} at ${placeOf(settings)}`;
    const objects = {
        client,
        bucket,
        async again(attempt) {
            if (attempt >= BODY_ATTEMPTS)
                return false;
            await deps.clock.sleep(random() * BODY_WAIT_MS * 2 ** attempt);
            return true;
        },
    };
    async function explained(doing, key, work) {
        try {
            return await work();
        }
        catch (thrown) {
            throw failureOf(thrown, doing, key, settings);
        }
    }
    async function* explainedChunks(doing, key, chunks) {
        try {
            yield* chunks;
        }
        catch (thrown) {
            throw failureOf(thrown, doing, key, settings);
        }
    }
    const updater = makeUpdater({
        describe,
        read: (key) => explained('read', key, async () => {
            const found = await getObject(objects, key);
            return found && { text: text_textOf(found.body, describe(key)), etag: found.etag };
        }),
        etag: (key) => explained('look at', key, async () => (await headObject(objects, key))?.etag),
        put: (key, text, options, condition) => putObject(objects, key, text, options, condition),
        probe: () => probeConditions({
            put: (key, body, condition) => putObject(objects, key, body, {}, condition),
            remove: (key) => explained('remove', key, () => removeObject(objects, key)),
        }, { label, prefix, runId: settings.runId }, deps.log),
    }, { clock: deps.clock, random, unconditional: settings.unconditionalIndex });
    return {
        bucket,
        label,
        describe,
        head: (key) => explained('look at', key, () => headObject(objects, key)),
        get: (key) => explained('read', key, () => getObject(objects, key)),
        text: (key) => explained('read', key, async () => {
            const found = await getObject(objects, key);
            return found && text_textOf(found.body, describe(key));
        }),
        requireConditions: () => explained('write', probeKey(prefix, settings.runId), () => updater.requireConditions()),
        read: (key) => explained('read', key, async () => {
            const found = await openObject(objects, key);
            return found && external_node_stream_.Readable.from(explainedChunks('read', key, chunksOf(found)), { objectMode: false });
        }),
        list: (below) => explainedChunks('list', below, listObjects(objects, below)),
        put: (key, body, options = {}) => explained('write', key, () => putObject(objects, key, body, options)),
        upload: (key, body, options = {}) => explained('write', key, () => uploadStream({
            client,
            params: paramsOf(bucket, key, options),
            markOf: async () => (await headWithMark(objects, key))?.metadata[UPLOAD_MARK],
        }, body, options)),
        remove: (key) => explained('remove', key, () => removeObject(objects, key)),
        update: (key, change, options = {}) => explained('write', key, () => updater.update(key, change, options)),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-reading.ts




/**
 * The tags of releases.json in the order of the file, of one tag or of all. It reads as the readers do: entries
 * without a name and channels or tags of another shape are passed over. A part is read also where its URL or its
 * digest is missing or empty, as an empty string, so that a check can report it. `undefined` is a missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function readIndex(text, tag, where) {
    const document = openIndex(text, where);
    const tags = [];
    for (const channel of lastOfEach(membersOf(document.text, document.root))) {
        if (json_text_kindOf(document.text, channel) !== 'object')
            continue;
        for (const member of lastOfEach(membersOf(document.text, channel))) {
            if (tag !== undefined && member.key !== tag)
                continue;
            const read = readTag(channel.key, member.key, readValue(document.text, member));
            if (read !== undefined)
                tags.push(read);
        }
    }
    return tags;
}
/**
 * The entry of a device, or undefined. Of several entries of one name it is the last.
 *
 * @throws UserError as `readIndex`.
 */
function readDevice(text, channel, tag, machine, where) {
    return readIndex(text, tag, where)
        .find((each) => each.channel === channel)
        ?.devices.findLast((device) => device.name === machine);
}
/**
 * The channels under which the index has a tag, in the order of the file.
 *
 * @throws UserError as `readIndex`.
 */
function channelsOfTag(text, tag, where) {
    return readIndex(text, tag, where).map((each) => each.channel);
}
/** The members that count: the last one of each key. */
function lastOfEach(members) {
    const last = new Map(members.map((member) => [member.key, member]));
    return members.filter((member) => last.get(member.key) === member);
}
function readTag(channel, tag, value) {
    const list = Array.isArray(value);
    if (!list && !isObject(value))
        return undefined;
    const inner = list ? undefined : value['devices'];
    const entries = (list ? value : Array.isArray(inner) ? inner : []).filter(isObject);
    const rest = list ? entries.filter((entry) => entry['name'] === undefined) : [value];
    const date = rest.map((entry) => entry['release-date'] ?? entry['timestamp']).find(isText);
    const docs = rest.map((entry) => entry['docs']).find(isObject);
    return {
        channel,
        tag,
        form: list ? 'list' : 'devices',
        ...(date === undefined ? {} : { date }),
        ...(docs === undefined
            ? {}
            : {
                docs: {
                    name: asText(docs['name']),
                    sha256: asText(docs['sha256'] ?? docs['hash']),
                    url: asText(docs['url']),
                },
            }),
        devices: entries.flatMap(readEntry),
    };
}
function readEntry(entry) {
    const { name } = entry;
    if (!isText(name) || name === '')
        return [];
    const parts = PARTS.flatMap((key) => {
        const part = entry[key];
        return isObject(part)
            ? [[key, { url: asText(part['url']), sha256: asText(part['sha256']) }]]
            : [];
    });
    return [{ name, ...Object.fromEntries(parts) }];
}
function isText(value) {
    return typeof value === 'string';
}
function asText(value) {
    return isText(value) ? value : '';
}

// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./node_modules/yazl/index.js
var yazl = __webpack_require__(93044);
// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var release_artifacts = __webpack_require__(69468);
;// CONCATENATED MODULE: ./packages/core/src/release/content-id.ts

/**
 * What an archive holds, as one digest: lower-case hex SHA-256 over the format and each file's path, size, mode and
 * digest. The order of `files` makes no difference. It says that two archives have the same content also where
 * another compressor made other bytes of it.
 */
function contentId(files, format) {
    const entries = files
        .map((file) => JSON.stringify([file.path, file.size, file.mode, file.sha256]))
        .sort((a, b) => Number(a > b) - Number(a < b));
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([format, ...entries]))
        .digest('hex');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/plan.ts




/** Permission bits of every file in an archive. */
const FILE_MODE = 0o644;
const MEDIA_TYPES = {
    'tar.gz': 'application/gzip',
    zip: 'application/zip',
    file: 'application/octet-stream',
};
/**
 * The objects of a machine: the bundle of its images, the archive of its pvrexports, and each BSP and SDK as it
 * is. What was not built is not there.
 *
 * @throws UserError when there is nothing to publish.
 */
function planRelease(artifacts, machine, tag, prefix) {
    const object = (kind, format, name, sources, mediaType = MEDIA_TYPES[format]) => ({
        kind,
        format,
        name,
        mediaType,
        sources,
        key: machineKey(prefix, tag, machine, name),
        contentId: contentId(sources.map(({ name: path, size, sha256 }) => ({ path, size, mode: FILE_MODE, sha256 })), format),
    });
    const images = (0,release_artifacts/* imagesOf */.IC)(artifacts);
    const pvrexports = (0,release_artifacts/* pvrexportsOf */.nC)(artifacts);
    const planned = [
        ...(images.length > 0 ? [object('full_image', 'tar.gz', bundleName(machine, tag), images)] : []),
        ...(pvrexports.length > 0 ? [object('pvrexports', 'zip', pvexportsName(machine, tag), pvrexports)] : []),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'bsp').map((file) => object('bsp', 'file', file.name, [file], 'application/gzip')),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'sdk').map((file) => object('sdk', 'file', file.name, [file])),
    ];
    if (planned.length > 0)
        return planned;
    throw new errors/* UserError */.yo(`The machine ${machine} has nothing to publish: its artifacts.json names no image, pvrexport, BSP or SDK.`, 'Check the input output of kas-build, and what the build deployed.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archives.ts






/** The one date that archives carry, so that equal content makes equal bytes. zip knows none before it. */
const TAR_TIME = new Date('1980-01-01T00:00:00Z');
/** The same for zip, which has no time zones: yazl writes what the clock on the wall shows. */
const ZIP_TIME = new Date(1980, 0, 1);
/** The bytes of a planned object as a stream. It fails when one of its sources does. */
function contentOf(object, open) {
    switch (object.format) {
        case 'tar.gz':
            return tarGz(object.sources, open);
        case 'zip':
            return zip(object.sources, open);
        case 'file':
            return single(object, open);
    }
}
function single(object, open) {
    const [source] = object.sources;
    if (source === undefined)
        throw new Error(`${object.name} has no source.`);
    return open(source);
}
/** A gzipped ustar archive: sorted as given, owner root, fixed mode and time. */
function tarGz(sources, open) {
    const tar = (0,tar_stream.pack)();
    const gzip = (0,external_node_zlib_.createGzip)({ level: 6 });
    const fill = async () => {
        for (const source of sources) {
            const entry = tar.entry({
                name: source.name,
                size: source.size,
                mode: FILE_MODE,
                mtime: TAR_TIME,
                uid: 0,
                gid: 0,
                uname: 'root',
                gname: 'root',
            });
            await (0,promises_.pipeline)(open(source), entry);
        }
        tar.finalize();
    };
    fill().catch((error) => gzip.destroy(error));
    (0,promises_.pipeline)(tar, gzip).catch(() => undefined);
    return gzip;
}
/** A zip of stored files: pvrexports are compressed already. */
function zip(sources, open) {
    const archive = new yazl/* ZipFile */.u();
    const output = new external_node_stream_.PassThrough();
    for (const source of sources) {
        archive.addReadStreamLazy(source.name, {
            mtime: ZIP_TIME,
            forceDosTimestamp: true,
            mode: 0o100000 | FILE_MODE,
            compress: false,
            size: source.size,
        }, (give) => {
            const stream = open(source);
            stream.on('error', (error) => output.destroy(error));
            give(null, stream);
        });
    }
    archive.on('error', (error) => output.destroy(error instanceof Error ? error : new Error(String(error))));
    archive.outputStream.pipe(output);
    archive.end();
    return output;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/local-files.ts








const CHUNK_BYTES = 1024 * 1024;
/**
 * Reads the artifacts.json of a staged folder.
 *
 * @throws UserError when there is none, or when it cannot be published.
 */
async function readArtifacts(folder) {
    const path = (0,external_node_path_.join)(folder, 'artifacts.json');
    let content;
    try {
        content = await (0,external_node_fs_promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        throw new errors/* UserError */.yo(`There is no ${path} (${(0,errors/* systemCode */.xU)(error) ?? 'it cannot be read'}).`, 'Run kas-build before this step, and give its output artifact-dir as the input artifact-dir.');
    }
    return (0,release_artifacts/* parseArtifacts */.nG)(content, path);
}
/**
 * Holds the files against artifacts.json before anything is uploaded: each is there, inside the folder, and has
 * its size.
 *
 * @throws UserError that names every file that is not so.
 */
async function checkFiles(folder, files) {
    const root = await (0,external_node_fs_promises_.realpath)(folder);
    const problems = [];
    for (const { path, size } of files) {
        const problem = await fileProblem(root, path, size);
        if (problem !== undefined)
            problems.push(`${path} ${problem}.`);
    }
    if (problems.length > 0)
        throw changed(folder, problems.join('\n'));
}
/** A file's bytes. The stream fails at its end when they are not those that artifacts.json states. */
function readVerified(folder, file, onBytes) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    const verify = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            size += chunk.length;
            hash.update(chunk);
            onBytes(chunk.length);
            done(null, chunk);
        },
        flush(done) {
            const same = size === file.size && hash.digest('hex') === file.sha256;
            done(same ? null : changed(folder, `${file.path} has other content than artifacts.json states.`));
        },
    });
    const source = (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(folder, file.path), { highWaterMark: CHUNK_BYTES });
    source.on('error', (error) => verify.destroy(error));
    verify.on('close', () => source.destroy());
    return source.pipe(verify);
}
async function fileProblem(root, path, size) {
    let real;
    try {
        real = await (0,external_node_fs_promises_.realpath)((0,external_node_path_.join)(root, path));
    }
    catch {
        return 'is missing';
    }
    const inside = (0,external_node_path_.relative)(root, real);
    if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`))
        return 'is a link that leaves the folder';
    const found = await (0,external_node_fs_promises_.stat)(real);
    if (!found.isFile())
        return 'is not a file';
    return found.size === size ? undefined : `has ${(0,progress/* formatBytes */.z3)(found.size)} instead of ${(0,progress/* formatBytes */.z3)(size)}`;
}
function changed(folder, problem) {
    return new errors/* UserError */.yo(`The files in ${folder} are not the ones that kas-build staged:\n${problem}`, 'Nothing of this machine was put into the index. Build again, and let no step change the folder in between.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/published.ts







/** The name of the metadata that carries an object's content id. */
const CONTENT_ID = 'pv-content-id';
/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index cannot be read.
 */
async function readPublished(store, release) {
    const where = store.describe(release.indexKey);
    const index = await store.text(release.indexKey);
    // Refuses now what the update would refuse after the upload.
    upsertDevice(index, {
        ...release,
        where,
        device: { name: release.machine },
        date: new Date(0),
        form: 'devices',
    });
    const manifest = await store.text(release.manifestKey);
    return {
        entry: readDevice(index, release.channel, release.tag, release.machine, where),
        manifest: manifest === undefined ? undefined : parseManifest(manifest, store.describe(release.manifestKey)),
        manifestText: manifest,
    };
}
/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError when other content is published under one of the names: what was published never changes.
 */
async function decide(store, release, planned, published) {
    const steps = [];
    const conflicts = [];
    const keys = new Set(planned.map((object) => object.key));
    for (const file of published.manifest?.files ?? []) {
        if (!keys.has(file.key))
            conflicts.push(`${file.key}: published, but not part of this build.`);
    }
    for (const object of planned) {
        const existing = await store.head(object.key);
        if (existing === undefined) {
            steps.push({ object, action: 'upload' });
        }
        else if (existing.metadata[CONTENT_ID] === object.contentId) {
            steps.push({
                object,
                action: 'keep',
                size: existing.size,
                digest: knownDigest(object, existing.size, published),
            });
        }
        else if (isPublished(object, published)) {
            conflicts.push(`${object.key}: published with other content.`);
        }
        else {
            steps.push({ object, action: 'replace' });
        }
    }
    if (conflicts.length === 0)
        return steps;
    throw new errors/* UserError */.yo(`${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:\n${conflicts.join('\n')}`, 'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag.');
}
/** The digest of an object in the store, from its own bytes. */
async function digestOf(store, key) {
    const body = await store.read(key);
    if (body === undefined)
        throw new Error(`${key} was there a moment ago and is gone.`);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of body)
        hash.update(chunk);
    return hash.digest('hex');
}
function knownDigest(object, size, published) {
    if (object.format === 'file')
        return object.sources[0]?.sha256;
    const known = published.manifest?.files.find((file) => file.key === object.key);
    return known?.size === size ? known.sha256 : undefined;
}
/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
function isPublished(object, { manifest, entry }) {
    const endings = [object.name, encodeKey(object.name)].map((name) => `/${name}`);
    return (manifest?.files.some((file) => file.key === object.key) === true ||
        PARTS.some((part) => endings.some((ending) => entry?.[part]?.url.endsWith(ending))));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/upload.ts







/**
 * Brings one object to the store, unless it is there, and verifies it. A new one is made on the condition that there is none,
 * where the store can be asked for that; one of the same content that somebody else made in between is taken as it is.
 *
 * @throws UserError when the store does not have it in the end, or has other content under its name.
 */
async function publishObject(step, release, folder, store, deps) {
    const { object } = step;
    try {
        return await bring(step, release, folder, store, deps);
    }
    catch (thrown) {
        if (!(thrown instanceof ObjectExists))
            throw thrown;
        const there = await store.head(object.key);
        if (there === undefined || !holds(there, object))
            throw thrown;
        const found = { object, action: 'keep', size: there.size, digest: undefined };
        return bring(found, release, folder, store, deps);
    }
}
/** Whether what is in the store is the planned content. */
function holds(there, object) {
    return there.metadata[CONTENT_ID] === object.contentId;
}
async function bring(step, release, folder, store, deps) {
    const { object } = step;
    const described = (size, sha256) => ({
        action: step.action,
        file: {
            kind: object.kind,
            key: object.key,
            url: publicUrl(release.publicUrl, release.prefix, object.key),
            size,
            sha256,
            'media-type': object.mediaType,
        },
    });
    if (step.action === 'keep') {
        deps.log.info(`${object.name} is there already (${(0,progress/* formatBytes */.z3)(step.size)}).`);
        return described(step.size, step.digest ?? (await digestOf(store, object.key)));
    }
    const start = deps.clock.now().getTime();
    const { size, sha256 } = await upload(object, { folder, ifAbsent: step.action === 'upload' && release.conditional }, store, deps);
    const seconds = (deps.clock.now().getTime() - start) / 1000;
    deps.log.info(`Uploaded ${object.name}: ${(0,progress/* formatBytes */.z3)(size)} in ${(0,progress/* formatDuration */.a3)(seconds)}.`);
    return described(size, sha256);
}
async function upload(object, how, store, deps) {
    const total = object.sources.reduce((sum, source) => sum + source.size, 0);
    let read = 0;
    const count = (bytes) => {
        read += bytes;
    };
    const body = contentOf(object, (file) => readVerified(how.folder, file, count));
    const done = await (0,progress/* withProgress */.E0)(deps, (elapsed) => describeProgress(object.name, read, total, elapsed), () => store.upload(object.key, body, {
        contentType: object.mediaType,
        ifAbsent: how.ifAbsent,
        metadata: { [CONTENT_ID]: object.contentId },
    }));
    const there = await store.head(object.key);
    if (there?.size === done.size && holds(there, object))
        return done;
    throw new errors/* UserError */.yo(`${object.key} was uploaded to ${store.label}, but the store does not show it with its ${done.size} bytes and its metadata.`, 'Another job may publish the same machine and tag, or the store lost the object. The index was not changed. Run this job again.');
}
function describeProgress(name, read, total, elapsed) {
    const rate = read / elapsed;
    const left = rate > 0 ? `, about ${(0,progress/* formatDuration */.a3)((total - read) / rate)} left` : '';
    return `${name}: ${(0,progress/* formatBytes */.z3)(read)} of ${(0,progress/* formatBytes */.z3)(total)}, ${(0,progress/* formatBytes */.z3)(rate)}/s${left}.`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/confirm.ts





/**
 * Looks once more at the objects that the index names now. Another run of the same machine and tag may have written over one
 * between its upload and the index; then the machine leaves the index and its manifest goes: absent, never wrong.
 *
 * @throws UserError in that case.
 */
async function confirm_confirm(store, release, entry, uploaded, planned) {
    const changed = [];
    for (const object of planned) {
        const size = uploaded.find(({ file }) => file.key === object.key)?.file.size;
        const there = await store.head(object.key);
        if (there === undefined || there.size !== size || !holds(there, object))
            changed.push(object.key);
    }
    if (changed.length === 0)
        return;
    const { channel, tag, machine } = release;
    const where = store.describe(release.indexKey);
    await store.update(release.indexKey, (text = '{}') => {
        const mine = (0,external_node_util_.isDeepStrictEqual)(readDevice(text, channel, tag, machine, where), entry);
        return mine ? removeDevice(text, { channel, tag, machine, where }) : text;
    });
    await store.remove(release.manifestKey);
    throw new errors/* UserError */.yo(`Another run published other content of ${machine} ${tag} at the same time, over these objects:\n${changed.join('\n')}`, 'The machine was taken out of the index again. Let one run at a time publish a tag (`concurrency`), and run one of them again.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/inputs.ts


/** Inputs about the object store, which every stage that uses it has: spread them into the stage's shape. */
const storeInputs = {
    bucket: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Give the name of the bucket.'), names/* checkBucket */.L$),
    prefix: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), names/* checkPrefix */.by),
    region: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), regionProblem),
    endpoint: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), urlProblem),
    'force-path-style': (0,inputs/* optionalFlag */.bS)(),
    'access-key-id': (0,inputs/* secret */.rJ)(),
    'secret-access-key': (0,inputs/* secret */.rJ)(),
    'session-token': (0,inputs/* secret */.rJ)(),
    'public-url': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), publicUrlProblem),
    'unconditional-index': (0,inputs/* flag */.Jt)(false),
    'run-id': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), runIdProblem),
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

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/inputs.ts



const inputs_inputs = {
    'artifact-dir': (0,inputs/* requiredText */.$4)('Name the folder that kas-build staged: its output artifact-dir.'),
    tag: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Give the tag of the release.'), names/* checkTag */.Bs),
    channel: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), names/* checkChannel */.Kv),
    machine: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), names/* checkMachine */.U1),
    ...storeInputs,
    'index-form': (0,inputs/* choice */.Yq)(['devices', 'list'], 'devices'),
    'dry-run': (0,inputs/* flag */.Jt)(false),
};
const outputs = ['entry', 'files', 'index-url', 'manifest-url'];

;// CONCATENATED MODULE: ./packages/core/src/release/channels.ts



const STABLE = 'stable';
const RELEASE_CANDIDATE = 'release-candidate';
/**
 * The channel of a tag: what the input `channel` says, else `release-candidate` for a tag that contains `-rc`, else
 * `stable` for one that starts with a digit, or with `v` and a digit. Capital letters make no difference.
 *
 * @throws UserError when `input` is no valid channel, or when neither tells.
 */
function channelOf(tag, input) {
    if (input !== undefined && input !== '') {
        const problem = (0,names/* checkChannel */.Kv)(input);
        if (problem === undefined)
            return input;
        throw new errors/* UserError */.yo(`The channel is ${(0,inputs/* quote */.hD)(input)}. ${problem}`, 'Correct the input "channel".');
    }
    if (/-rc/i.test(tag))
        return RELEASE_CANDIDATE;
    if (/^v?\d/i.test(tag))
        return STABLE;
    throw new errors/* UserError */.yo(`The tag ${(0,inputs/* quote */.hD)(tag)} does not say to which channel it belongs.`, 'Set the input "channel" to stable or release-candidate, or use a tag such as 029 or 029-rc1.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/release.ts


/** @throws UserError when neither the tag nor `channel` says to which channel the release belongs. */
function releaseOf(given) {
    const { tag, machine, prefix } = given;
    const url = (key) => publicUrl(given.publicUrl, prefix, key);
    const manifest = manifestKey(prefix, tag, machine);
    return {
        tag,
        machine,
        prefix,
        conditional: !given.unconditionalIndex,
        channel: channelOf(tag, given.channel),
        publicUrl: given.publicUrl,
        indexKey: indexKey(prefix),
        indexUrl: url(indexKey(prefix)),
        manifestKey: manifest,
        manifestUrl: url(manifest),
        publishedKey: publishedKey(prefix, tag, machine),
    };
}

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/report.ts


const DONE = {
    upload: 'uploaded',
    replace: 'uploaded again',
    keep: 'was there',
};
const PLANNED = {
    upload: 'would be uploaded',
    replace: 'would replace an object that no index names',
    keep: 'is there',
};
/** The step summary of a machine that is published. */
function publishedSummary(release, uploaded, changed) {
    const rows = uploaded.map(({ file, action }) => [
        file.kind,
        (0,markdown/* link */.nf)(report_nameOf(file.key), file.url),
        (0,markdown/* unbroken */.D_)(DONE[action]),
        (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(file.size)),
        (0,markdown/* code */.aY)(file.sha256),
    ]);
    return [
        `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)}`,
        `${verdict(release, uploaded, changed)} ${(0,markdown/* link */.nf)('releases.json', release.indexUrl)}, ${(0,markdown/* link */.nf)('manifest.json', release.manifestUrl)}`,
        (0,markdown/* table */.tp)(['Kind', 'File', 'State', 'Size', 'sha256'], rows),
    ].join('\n\n');
}
/** What a run did, in one sentence. */
function verdict(release, uploaded, changed) {
    const sent = uploaded.filter(({ action }) => action !== 'keep');
    if (sent.length === 0 && !changed)
        return 'Everything was published already. Nothing was written.';
    const bytes = sent.reduce((sum, { file }) => sum + file.size, 0);
    return `Published in the channel ${release.channel}: ${sent.length} of ${uploaded.length} files uploaded (${(0,progress/* formatBytes */.z3)(bytes)}).`;
}
/** The step summary of a dry run. */
function dryRunSummary(release, steps, indexed) {
    const rows = steps.map(({ object, action }) => [object.kind, (0,markdown/* code */.aY)(object.key), PLANNED[action]]);
    return [
        `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)} (dry run)`,
        `Nothing was written. The index ${indexed ? 'names the machine already' : 'does not name the machine yet'}.`,
        (0,markdown/* table */.tp)(['Kind', 'Key', 'State'], rows),
    ].join('\n\n');
}
function report_nameOf(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/main.ts
















/**
 * Publishes one machine of a release: its files, then their manifest, then the entry in the index. A run that
 * ends anywhere leaves the index as it was, or complete.
 */
async function run(given, deps, output) {
    const settings = storeSettings(given, deps.env);
    const folder = (0,external_node_path_.resolve)(given['artifact-dir']);
    const artifacts = await readArtifacts(folder);
    const machine = given.machine ?? artifacts.machine;
    const release = releaseOf({ ...settings, tag: given.tag, channel: given.channel, machine });
    output('index-url', release.indexUrl);
    output('manifest-url', release.manifestUrl);
    const planned = planRelease(artifacts, machine, release.tag, release.prefix);
    await checkFiles(folder, planned.flatMap((object) => object.sources));
    const store = openStore(settings, deps);
    const published = await readPublished(store, release);
    const steps = await decide(store, release, planned, published);
    if (given['dry-run']) {
        for (const { object, action } of steps)
            deps.log.info(`Dry run: ${object.key}: ${action}.`);
        deps.summary(dryRunSummary(release, steps, published.entry !== undefined));
        return;
    }
    if (steps.some(({ action }) => action !== 'keep'))
        await store.requireConditions();
    const uploaded = await deps.log.group(`Publish ${machine} ${release.tag} to ${store.label}`, async () => {
        const done = [];
        for (const step of steps)
            done.push(await publishObject(step, release, folder, store, deps));
        return done;
    });
    const manifest = makeManifest({
        name: machine,
        tag: release.tag,
        channel: release.channel,
        published: deps.clock.now(),
        source: artifacts.source ?? (0,source/* sourceOf */.v)(deps.env),
        files: uploaded.map(({ file }) => file),
        build: artifacts.build,
    });
    const written = await writeManifest(store, release, published, manifest);
    const entry = deviceOf(manifest);
    const index = await store.update(release.indexKey, (text) => upsertDevice(text, {
        channel: release.channel,
        tag: release.tag,
        device: entry,
        date: deps.clock.now(),
        form: given['index-form'],
        where: store.describe(release.indexKey),
    }), { contentType: 'application/json', cacheControl: 'no-cache' });
    if (written.changed || index.changed)
        await confirm_confirm(store, release, entry, uploaded, planned);
    const marked = await markPublished(store, release, written.text, deps);
    output('entry', JSON.stringify(entry));
    output('files', JSON.stringify(manifest.files));
    const changed = written.changed || index.changed || marked;
    deps.summary(publishedSummary(release, uploaded, changed));
    deps.log.info(verdict(release, uploaded, changed));
}
const s3ReleasePublish = (0,stage/* defineStage */.w)({ inputs: inputs_inputs, outputs: outputs, run });
async function writeManifest(store, release, published, manifest) {
    if (published.manifest !== undefined &&
        published.manifestText !== undefined &&
        sameFiles(published.manifest, manifest)) {
        return { changed: false, text: published.manifestText };
    }
    const text = manifestText(manifest);
    await store.put(release.manifestKey, text, { contentType: 'application/json', cacheControl: 'no-cache' });
    return { changed: true, text };
}
async function markPublished(store, release, manifest, deps) {
    const manifestSha256 = (0,external_node_crypto_.createHash)('sha256').update(manifest).digest('hex');
    const before = await store.text(release.publishedKey);
    // A mark that cannot be read is as good as none, so it is not parsed.
    if (before?.includes(manifestSha256))
        return false;
    const { run: workflowRun } = (0,source/* sourceOf */.v)(deps.env);
    const mark = {
        time: deps.clock.now(),
        manifestSha256,
        ...(workflowRun === undefined ? {} : { run: workflowRun }),
    };
    await store.put(release.publishedKey, publishedText(mark), {
        contentType: 'application/json',
        cacheControl: 'no-cache',
    });
    return true;
}


/***/ }),

/***/ 36065:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E0: () => (/* binding */ withProgress),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
const INTERVAL_MS = 10_000;
/** Runs `work`, and prints what `describe` says every 10 s while it runs. An empty text prints nothing. */
async function withProgress(deps, describe, work) {
    const start = deps.clock.now().getTime();
    const stop = deps.clock.every(INTERVAL_MS, () => {
        const line = describe((deps.clock.now().getTime() - start) / 1000);
        if (line !== '')
            deps.log.info(line);
    });
    try {
        return await work();
    }
    finally {
        stop();
    }
}
/** `1.5 GiB`, `64 MiB`, `12 KiB`, `7 B`: binary units, at most one decimal. */
function formatBytes(bytes) {
    let value = bytes;
    for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
        if (value < 1024)
            return `${trim(value)} ${unit}`;
        value /= 1024;
    }
    return `${trim(value)} TiB`;
}
/** `7 s`, `3 min 5 s`, `2 h 4 min`. */
function formatDuration(seconds) {
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
function trim(value) {
    return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}


/***/ }),

/***/ 95283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ sourceOf)
/* harmony export */ });
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
        ...(run ? { run } : {}),
    };
}


/***/ }),

/***/ 69468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CZ: () => (/* binding */ ofKind),
/* harmony export */   GW: () => (/* binding */ KINDS),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   Nf: () => (/* binding */ artifactsText),
/* harmony export */   nC: () => (/* binding */ pvrexportsOf),
/* harmony export */   nG: () => (/* binding */ parseArtifacts)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51688);





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
];
/** The objects that publishing itself puts beside a machine's files. */
const RESERVED_FILES = new Set(['manifest.json', 'published.json', 'SHA256SUMS']);
const artifact = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().min(1, { error: 'It must not be empty.' }),
    path: (0,_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_js__WEBPACK_IMPORTED_MODULE_2__/* .checkRelativePath */ ._k),
    name: (0,_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_js__WEBPACK_IMPORTED_MODULE_2__/* .checkRelativePath */ ._k),
    size: _schema_js__WEBPACK_IMPORTED_MODULE_3__/* .size */ .Ej,
    sha256: _schema_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc,
});
const artifactsFile = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(1, { error: 'Only schema 1 is known here. Use the same release of all stages.' }),
    machine: (0,_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_js__WEBPACK_IMPORTED_MODULE_2__/* .checkMachine */ .U1),
    'yocto-machine': zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().exactOptional(),
    targets: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()).exactOptional(),
    config: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().exactOptional(),
    source: _schema_js__WEBPACK_IMPORTED_MODULE_3__/* .source */ .sP.exactOptional(),
    build: zod__WEBPACK_IMPORTED_MODULE_4__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5J()).exactOptional(),
    artifacts: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(artifact),
});
const ADVICE = 'artifacts.json is written by kas-build. Run kas-build again, or correct the file.';
/**
 * Reads artifacts.json. Unknown keys are left out, unknown kinds are kept.
 *
 * @param where The file as an error names it.
 * @throws UserError with all problems: the form, paths that leave the folder, two published files of one name.
 */
function parseArtifacts(text, where) {
    const file = (0,_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(artifactsFile, text, where, ADVICE);
    const problems = [
        ...clashes(imagesOf(file), 'in the bundle of the images'),
        ...clashes(pvrexportsOf(file), 'in the archive of the pvrexports'),
        ...clashes([...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')], 'beside the bundle'),
        ...[...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')].flatMap(objectProblem),
    ];
    if (problems.length === 0)
        return file;
    const lines = [...new Set(problems)].map((problem) => `  ${problem}`);
    throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} cannot be published:`, ...lines].join('\n'), ADVICE);
}
/** artifacts.json as kas-build writes it: 2-space JSON with a final newline. */
function artifactsText(file) {
    return `${JSON.stringify(file, null, 2)}\n`;
}
/** The files of one kind, by name. */
function ofKind(file, kind) {
    return file.artifacts.filter((each) => each.kind === kind).sort(byName);
}
/** The files that go into the bundle, by name. */
function imagesOf(file) {
    return ofKind(file, 'image');
}
/**
 * The files that go into the archive of the pvrexports, by name: the BSPs are included. A BSP that is listed as a
 * pvrexport too is there once.
 */
function pvrexportsOf(file) {
    const exports = ofKind(file, 'pvrexport');
    const known = new Set(exports.map(identity));
    return [...exports, ...ofKind(file, 'bsp').filter((bsp) => !known.has(identity(bsp)))].sort(byName);
}
function identity(file) {
    return JSON.stringify([file.path, file.name, file.size, file.sha256]);
}
function byName(a, b) {
    if (a.name !== b.name)
        return a.name < b.name ? -1 : 1;
    if (a.path === b.path)
        return 0;
    return a.path < b.path ? -1 : 1;
}
/** Names that stand there twice, or that are a file and a folder at once. */
function clashes(files, where) {
    const names = new Map();
    const problems = [];
    for (const { name, path } of files) {
        const other = names.get(name);
        if (other !== undefined) {
            problems.push(`${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(other)} and ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(path)} would both be ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} ${where}.`);
        }
        names.set(name, path);
    }
    for (const { name } of files) {
        const folders = name.split('/').slice(0, -1);
        for (const [at] of folders.entries()) {
            const folder = folders.slice(0, at + 1).join('/');
            if (names.has(folder))
                problems.push(`${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(folder)} would be a file and a folder ${where}.`);
        }
    }
    return problems;
}
/** What is wrong with a file that becomes an object of its own. */
function objectProblem({ name }) {
    const problem = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .checkFileName */ .wi)(name);
    if (problem !== undefined)
        return [`${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} would be an object of its own. ${problem}`];
    return RESERVED_FILES.has(name) ? [`${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} is the name of a file that publishing writes.`] : [];
}


/***/ }),

/***/ 8939:
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
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);

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
    return problem && `A channel ${problem}. Valid are names such as stable or release-candidate.`;
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
    const prefix = rest.join('/').replace(/\/+$/, '');
    if (bucket.includes('/') && BUCKET.test(first) && !first.includes('..')) {
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
        return `must not be ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}`;
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
            return segment === path ? problem : `has a part ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(segment)} that ${problem}`;
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

/***/ 51688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sP: () => (/* binding */ source),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);


/** The digest of an object as all our files state it. */
const sha256 = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
    .regex(/^[0-9a-f]{64}$/, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });
/** A size in bytes. */
const size = zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr({ error: 'It must be a size in bytes.' }).nonnegative();
/** Where a build comes from (core/action/source.ts). */
const source = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    repository: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
    ref: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
    sha: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
    run: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
});
/** A string that `check` finds nothing wrong with. */
function named(check) {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().superRefine((value, context) => {
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
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (thrown) {
        throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON: ${(0,_action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).replace(/\s+/g, ' ')}`, advice, {
            cause: thrown,
        });
    }
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const lines = result.error.issues.map((issue) => `  ${placeOf(issue.path)}: ${issue.message}`);
    throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
}
/** `artifacts[3].sha256`; `the document` for the whole. */
function placeOf(path) {
    const text = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '');
    return text === '' ? 'the document' : text;
}


/***/ })

};
