export const id = 580;
export const ids = [580];
export const modules = {

/***/ 41884:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readUnchanged)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71189);




const CHUNK_BYTES = 256 * 1024;
/**
 * A file's bytes. The stream fails at its end when they are not those of `content`, so that whoever uploads it does not finish.
 *
 * @param failure Makes the error of a file that has `other content`, or cannot be `read`, with the system's code.
 * @param onBytes Called with the size of each chunk.
 */
function readUnchanged(path, content, failure, onBytes = () => { }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let size = 0;
    const verify = new node_stream__WEBPACK_IMPORTED_MODULE_2__.Transform({
        transform(chunk, _encoding, done) {
            size += chunk.length;
            hash.update(chunk);
            onBytes(chunk.length);
            done(null, chunk);
        },
        flush(done) {
            const same = size === content.size && hash.digest('hex') === content.sha256;
            done(same ? null : failure('has other content'));
        },
    });
    const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: CHUNK_BYTES });
    source.on('error', (error) => {
        verify.destroy(failure(`cannot be read (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .systemCode */ .xU)(error) ?? error.message})`));
    });
    verify.on('close', () => source.destroy());
    return source.pipe(verify);
}


/***/ }),

/***/ 63017:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ PARTS)
/* harmony export */ });
/** The names of the parts of a device in the index, in the order in which they are written. */
const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'];


/***/ }),

/***/ 84464:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ openIndex),
  e: () => (/* binding */ requireKind)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/json/json-text.ts
var json_text = __webpack_require__(25926);
;// CONCATENATED MODULE: ./packages/core/src/json/json-outline.ts

/**
 * Checks a document whose root is an object, and finds the members of the root and the members of those, in their
 * order, duplicates included. A long document is passed over once, and takes little memory.
 *
 * @throws SyntaxError of `JSON.parse` when the text is not JSON.
 */
function outlineOf(text) {
    try {
        return outline(text);
    }
    catch (thrown) {
        JSON.parse(text);
        throw thrown;
    }
}
/** Values of the second level that are JSON by themselves are left out of the text: it is JSON when the rest is. */
function outline(text) {
    const rest = [];
    let taken = 0;
    let byLines = true;
    const endOfInner = (place) => {
        if (!byLines || !hasLines(text, place))
            return (0,json_text/* endOf */.pJ)(text, place.start);
        const end = endByLines(text, place);
        if (end === undefined) {
            // Others would be looked for in vain as well, each time up to the end of the text.
            byLines = false;
            return (0,json_text/* endOf */.pJ)(text, place.start);
        }
        rest.push(text.slice(taken, place.start), '{}');
        taken = end;
        return end;
    };
    const outlined = [];
    (0,json_text/* visitMembers */.Ly)(text, (0,json_text/* rootOf */.I5)(text), (key, place) => {
        const members = [];
        const visit = (innerKey, inner) => {
            const end = endOfInner(inner);
            members.push({ key: innerKey, anchor: inner.anchor, start: inner.start, end });
            return end;
        };
        const isObject = (0,json_text/* kindOf */.I)(text, place) === 'object';
        const end = isObject ? (0,json_text/* visitMembers */.Ly)(text, place, visit) : (0,json_text/* endOf */.pJ)(text, place.start);
        outlined.push({ key, anchor: place.anchor, start: place.start, end, members });
        return end;
    });
    rest.push(text.slice(taken));
    JSON.parse(rest.join(''));
    return outlined;
}
/** Whether a value is a container whose content begins on the line after the one that its member opens. */
function hasLines(text, { anchor, start }) {
    return /^[{[]\r?\n/.test(text.slice(start, start + 3)) && (0,json_text/* opensLine */.of)(text, anchor);
}
/**
 * Where a container ends (exclusive) if its lines are what they seem: at the first bracket that is indented as its
 * member is. `JSON.parse` says whether they are.
 */
function endByLines(text, { anchor, start }) {
    const line = `\n${(0,json_text/* indentAt */.oY)(text, anchor)}${text.charAt(start) === '{' ? '}' : ']'}`;
    const close = text.indexOf(line, start);
    if (close < 0)
        return undefined;
    const end = close + line.length;
    try {
        JSON.parse(text.slice(start, end));
        return end;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-document.ts




const DEFAULT_WHERE = 'releases.json';
/** An object as a store describes it: its address, and its endpoint where that is not the one of AWS. */
const ADDRESS = /^(s3:\/\/.+\/releases\.json)(?: at (https?:\/\/\S+))?/;
/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that. This is most of the work of reading or changing an index: who does several things
 * with one text opens it once. What is open already comes back as it is.
 *
 * @throws UserError when the text is not JSON, or its root is no object.
 */
function openIndex(index, where = DEFAULT_WHERE) {
    if (typeof index === 'object')
        return index;
    const text = index ?? '{}\n';
    const root = (0,json_text/* rootOf */.I5)(text);
    const kind = (0,json_text/* kindOf */.I)(text, root);
    const channels = parsed(text, where, kind === 'object' ? outlineOf : JSON.parse);
    if (kind !== 'object')
        throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
    return { text, root, channels, style: (0,json_text/* styleOf */.Vj)(text), where };
}
/**
 * The kind of a value that must be one of `kinds`.
 *
 * @throws UserError that names the path of the value in the index.
 */
function requireKind(document, place, path, kinds) {
    const kind = (0,json_text/* kindOf */.I)(document.text, place);
    const found = kinds.find((each) => each === kind);
    if (found !== undefined)
        return found;
    const wanted = kinds.map(article).join(' or ');
    throw unreadable(`${document.where} has another form than expected: ${path.map(inputs/* quote */.hD).join(' > ')} is ${article(kind)}, not ${wanted}.`, document.where);
}
function parsed(text, where, parse) {
    try {
        return parse(text);
    }
    catch (thrown) {
        throw unreadable(`${where} is not JSON. ${whatItIs(text, thrown)}`, where, thrown);
    }
}
function unreadable(cause, where, thrown) {
    const [, found, endpoint] = ADDRESS.exec(where) ?? [];
    const address = found === undefined ? 's3://<bucket>/<prefix>/releases.json' : inShell(found);
    const store = endpoint === undefined ? '' : ` --endpoint-url ${inShell(endpoint)}`;
    return new errors/* UserError */.yo(cause, `The index was left as it is. Look at it with \`aws s3 cp ${address} -${store}\`, mend it or put an older version back, ` +
        'and run this step again.', thrown === undefined ? undefined : { cause: thrown });
}
/** A word of a command line: a prefix may hold blanks. */
function inShell(word) {
    return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
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


/***/ }),

/***/ 39410:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t5: () => (/* binding */ readDevice),
/* harmony export */   vY: () => (/* binding */ readIndex)
/* harmony export */ });
/* unused harmony export channelsOfTag */
/* harmony import */ var _json_json_merge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48629);
/* harmony import */ var _json_json_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25926);
/* harmony import */ var _device_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63017);
/* harmony import */ var _index_document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84464);




/**
 * The tags of releases.json in the order of the file, of one tag or of all. It reads as the readers do: entries
 * without a name and channels or tags of another shape are passed over. A part is read also where its URL or its
 * digest is missing or empty, as an empty string, so that a check can report it. `undefined` is a missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function readIndex(index, tag, where) {
    const { text, channels } = (0,_index_document_js__WEBPACK_IMPORTED_MODULE_2__/* .openIndex */ .b)(index, where);
    const tags = [];
    for (const channel of lastOfEach(channels)) {
        const wanted = channel.members.filter((member) => tag === undefined || member.key === tag);
        for (const member of lastOfEach(wanted)) {
            const read = readTag(channel.key, member.key, (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)(text, member));
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
function readDevice(index, channel, tag, machine, where) {
    return readIndex(index, tag, where)
        .find((each) => each.channel === channel)
        ?.devices.findLast((device) => device.name === machine);
}
/**
 * The channels under which the index has a tag, in the order of the file.
 *
 * @throws UserError as `readIndex`.
 */
function channelsOfTag(index, tag, where) {
    return readIndex(index, tag, where).map((each) => each.channel);
}
/** The members that count: the last one of each key. */
function lastOfEach(members) {
    const last = new Map(members.map((member) => [member.key, member]));
    return members.filter((member) => last.get(member.key) === member);
}
function readTag(channel, tag, value) {
    const list = Array.isArray(value);
    if (!list && !(0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
        return undefined;
    const inner = list ? undefined : value['devices'];
    const entries = (list ? value : Array.isArray(inner) ? inner : []).filter(_json_json_merge_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv);
    const rest = list ? entries.filter((entry) => entry['name'] === undefined) : [value];
    const date = rest.map((entry) => entry['release-date'] ?? entry['timestamp']).find(isText);
    const docs = rest.map((entry) => entry['docs']).find(_json_json_merge_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv);
    return {
        channel,
        tag,
        form: list ? 'list' : 'devices',
        ...(date === undefined ? {} : { date }),
        ...(docs === undefined ? {} : { docs: readDocs(docs) }),
        devices: entries.flatMap(readEntry),
    };
}
function readDocs(entry) {
    const { name, url, sha256, hash, ...more } = entry;
    return {
        name: asText(name),
        sha256: asText(sha256 ?? hash),
        url: asText(url),
        ...(Object.keys(more).length === 0 ? {} : { more }),
    };
}
function readEntry(entry) {
    const { name } = entry;
    if (!isText(name) || name === '')
        return [];
    const parts = _device_js__WEBPACK_IMPORTED_MODULE_3__/* .PARTS */ .d.flatMap((key) => {
        const part = entry[key];
        return (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(part)
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


/***/ }),

/***/ 23224:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L3: () => (/* binding */ upsertDevices),
/* harmony export */   Ls: () => (/* binding */ removeDevice),
/* harmony export */   P9: () => (/* binding */ upsertDocs),
/* harmony export */   a9: () => (/* binding */ removeDocs),
/* harmony export */   my: () => (/* binding */ upsertDevice)
/* harmony export */ });
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48629);
/* harmony import */ var _json_json_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25926);
/* harmony import */ var _device_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(63017);
/* harmony import */ var _index_document_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(84464);






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
function upsertDevice(index, entry) {
    return upsertDevices(index, { ...entry, devices: [entry.device] });
}
/** Puts several devices into the index in one go, as `upsertDevice` does with each. */
function upsertDevices(index, entry) {
    const devices = entry.devices.map(ordered);
    if (devices.length === 0)
        return (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .openIndex */ .b)(index, entry.where).text;
    const fresh = entry.form === 'list'
        ? [...devices, { timestamp: minutes(entry.date) }]
        : { 'release-date': minutes(entry.date), devices };
    return updateTag(index, entry, fresh, (document, part, tag) => {
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
function upsertDocs(index, entry) {
    const { name, sha256, url, more } = entry.docs;
    const docs = { ...more, name, hash: sha256, sha256, url };
    const date = minutes(entry.date);
    const fresh = entry.form === 'list' ? [{ docs }, { timestamp: date }] : { 'release-date': date, docs };
    return updateTag(index, entry, fresh, (document, part, tag) => {
        const { style } = document;
        if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'object')
            return (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__/* .setMember */ .Nk)(part, tag, 'docs', docs, style);
        const isDocs = (element) => isDocsElement(part, element);
        return putElement(part, tag, isDocs, { docs }, style, (text, place) => (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__/* .setMember */ .Nk)(text, place, 'docs', docs, style));
    });
}
/**
 * Takes a device out of a tag: all entries of that name. The same text comes back when there is none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDevice(index, entry) {
    const document = (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .openIndex */ .b)(index, entry.where);
    const { text } = document;
    const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
    if (tag === undefined)
        return text;
    return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
        const array = deviceArray(document, part, place, entry);
        if (array === undefined)
            return part;
        return removeElements(part, array, (edited, element) => nameOf(edited, element) === entry.machine);
    });
}
/**
 * Takes the docs out of a tag. The same text comes back when there are none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDocs(index, entry) {
    const document = (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .openIndex */ .b)(index, entry.where);
    const { text } = document;
    const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
    if (tag === undefined)
        return text;
    return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
        if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, place) === 'object')
            return (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__/* .removeMember */ .pt)(part, place, 'docs');
        return removeElements(part, place, (edited, element) => isDocsElement(edited, element));
    });
}
function updateTag(index, target, fresh, edit) {
    const document = (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .openIndex */ .b)(index, target.where);
    const { text, root, channels, style } = document;
    const channel = channelOf(document, target.channel);
    const tag = findTag(document, channel, target.tag);
    if (tag !== undefined) {
        return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
            const dated = withDate(part, place, target.date, style);
            const edited = edit(document, dated, place);
            return edited === dated ? part : edited;
        });
    }
    refuseOtherChannel(document, target);
    if (channel !== undefined) {
        return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(text, channel, target.tag, fresh, style, channel.members.at(-1));
    }
    return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(text, root, target.channel, { [target.tag]: fresh }, style, channels.at(-1));
}
/** The channel that counts: the last one of that name, as all readers do. */
function channelOf(document, name) {
    return document.channels.findLast((channel) => channel.key === name);
}
function findTag(document, channel, tag) {
    if (channel === undefined)
        return undefined;
    (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .requireKind */ .e)(document, channel, [channel.key], ['object']);
    const place = channel.members.findLast((member) => member.key === tag);
    if (place !== undefined)
        (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .requireKind */ .e)(document, place, [channel.key, tag], ['object', 'array']);
    return place;
}
function refuseOtherChannel(document, { channel, tag }) {
    const other = document.channels.find((each) => each.key !== channel && each.members.some((member) => member.key === tag));
    if (other === undefined)
        return;
    throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${document.where} has the tag ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} under the channel ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(other.key)}, not under ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(channel)}.`, `Set the input "channel" to ${other.key}, or take the tag out of the index first.`);
}
/** The array of a tag that holds devices: the tag itself, or its `devices`, which may be absent. */
function deviceArray(document, part, tag, target) {
    if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'array')
        return tag;
    const devices = (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(part, tag, 'devices');
    if (devices === undefined)
        return undefined;
    const path = [target.channel, target.tag, 'devices'];
    (0,_index_document_js__WEBPACK_IMPORTED_MODULE_4__/* .requireKind */ .e)({ ...document, text: part }, devices, path, ['array']);
    return devices;
}
function putDevice(document, part, tag, device, target) {
    const { style } = document;
    const array = deviceArray(document, part, tag, target);
    if (array === undefined)
        return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(part, tag, 'devices', [device], style);
    const isIt = (element) => nameOf(part, element) === device.name;
    return putElement(part, array, isIt, device, style, (text, place) => {
        const cleared = _device_js__WEBPACK_IMPORTED_MODULE_5__/* .PARTS */ .d.filter((key) => device[key] === undefined).reduce((edited, key) => (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__/* .removeMember */ .pt)(edited, place, key), text);
        return (0,_json_json_merge_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeObject */ .Uf)(cleared, place, device, style);
    });
}
/** Edits all elements that `matches` finds, or appends `fresh` when there is none. */
function putElement(text, array, matches, fresh, style, edit) {
    const found = (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(text, array).filter(matches);
    if (found.length === 0)
        return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendElement */ .ru)(text, array, fresh, style);
    return found.reduceRight((edited, element) => edit(edited, element), text);
}
/** Takes all elements out of an array that `matches` finds. */
function removeElements(text, array, matches) {
    let edited = text;
    for (;;) {
        const elements = (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(edited, array);
        const index = elements.findIndex((element) => matches(edited, element));
        if (index < 0)
            return edited;
        edited = (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .removeChild */ .zz)(edited, array, elements, index);
    }
}
/** The entry of the docs in the older form of a tag. */
function isDocsElement(text, element) {
    return has(text, element, 'docs') && !has(text, element, 'name');
}
function withDate(part, tag, date, style) {
    const dated = (place) => has(part, place, 'release-date') || has(part, place, 'timestamp');
    if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'object') {
        return dated(tag) ? part : (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(part, tag, 'release-date', minutes(date), style);
    }
    const isDate = (element) => dated(element) && !has(part, element, 'name');
    if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(part, tag).some(isDate))
        return part;
    return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .appendElement */ .ru)(part, tag, { timestamp: minutes(date) }, style);
}
function has(text, place, key) {
    return (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, place) === 'object' && (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(text, place, key) !== undefined;
}
function nameOf(text, element) {
    if ((0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, element) !== 'object')
        return undefined;
    const name = (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(text, element, 'name');
    return name && (0,_json_json_text_js__WEBPACK_IMPORTED_MODULE_3__/* .readValue */ .wK)(text, name);
}
/** Our keys only, in the order of the format. */
function ordered(device) {
    const parts = _device_js__WEBPACK_IMPORTED_MODULE_5__/* .PARTS */ .d.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [[key, { url: part.url, sha256: part.sha256 }]];
    });
    return { name: device.name, ...Object.fromEntries(parts) };
}
/** `2026-06-03T10:00+00:00`. */
function minutes(date) {
    return `${date.toISOString().slice(0, 16)}+00:00`;
}


/***/ }),

/***/ 24275:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ abortUploads)
/* harmony export */ });
/**
 * Aborts every unfinished multipart upload below a prefix, whoever began it.
 *
 * @param concerns Whether an upload of that key is to be aborted; all are by default.
 * @returns How many there were.
 * @throws UserError when they cannot be listed or aborted.
 */
async function abortUploads(store, below, concerns = () => true) {
    let count = 0;
    for await (const upload of store.uploads(below)) {
        if (!concerns(upload.key))
            continue;
        await store.abortUpload(upload);
        count += 1;
    }
    return count;
}


/***/ })

};
