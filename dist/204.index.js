export const id = 204;
export const ids = [204];
export const modules = {

/***/ 41884:
/*! packages/core/src/action/unchanged-file.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ readUnchanged)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71189);
/* harmony import */ var _foreign_file_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(66239);




const CHUNK_BYTES = 256 * 1024;
/**
 * A file's bytes. The stream fails at its end when they are not those of `content`, so that whoever uploads it does not finish.
 *
 * @param open Opens the file, as `openForeign` does.
 * @param failure Makes the error of a file that has `other content`, or that cannot be opened or read, and why.
 */
function readUnchanged(open, content, failure, { onBytes = () => { }, reuse = false } = {}) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const chunks = chunksOf(open, reuse);
    let size = 0;
    async function next() {
        const { done, value } = await chunks.next().catch((thrown) => {
            const isForeign = thrown instanceof _foreign_file_ts__WEBPACK_IMPORTED_MODULE_3__/* .ForeignFileError */ .Nw;
            throw failure(isForeign ? thrown.problem : `cannot be read (${(0,_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(thrown) ?? (0,_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(thrown)})`);
        });
        if (done === true) {
            if (size === content.size && hash.digest('hex') === content.sha256)
                return null;
            throw failure('has other content');
        }
        size += value.length;
        hash.update(value);
        onBytes(value.length);
        return value;
    }
    return new node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable({
        // Nothing is read ahead that the reader has not asked for: `chunksOf` does that.
        highWaterMark: 0,
        read() {
            next().then((chunk) => this.push(chunk), (thrown) => this.destroy(thrown));
        },
        destroy(error, closed) {
            const end = () => closed(error);
            chunks.return().then(end, end);
        },
    });
}
/** The chunks of a file, each of which is read while the one before is used. */
async function* chunksOf(open, reuse) {
    const { file } = await open();
    const buffers = [];
    const read = async (turn) => {
        const buffer = buffers[turn % 3] ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
        if (reuse)
            buffers[turn % 3] = buffer;
        const { bytesRead } = await file.read(buffer, 0, buffer.length);
        return buffer.subarray(0, bytesRead);
    };
    let coming = read(0);
    try {
        for (let turn = 1;; turn += 1) {
            const chunk = await coming;
            if (chunk.length === 0)
                return;
            coming = read(turn);
            // It is thrown when its turn comes.
            coming.catch(() => undefined);
            yield chunk;
        }
    }
    finally {
        await coming.catch(() => undefined);
        await file.close();
    }
}


/***/ }),

/***/ 70148:
/*! packages/core/src/artifacts/fetch-artifact.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ fetchArtifact)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _run_artifacts_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84900);




/**
 * Downloads the newest artifact that has a name into a folder of its own, which ends with the job's temporary folder.
 *
 * @param instead As in `ArtifactWanted`.
 * @param run As in `listRunArtifacts`.
 * @returns the folder, absolute.
 * @throws UserError as `downloadRunArtifact`.
 */
async function fetchArtifact(name, instead, run, deps) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(deps.env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), `pv-artifact-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    await (0,_run_artifacts_ts__WEBPACK_IMPORTED_MODULE_3__/* .downloadRunArtifact */ .qA)({ name, folder, instead }, run, deps);
    return folder;
}


/***/ }),

/***/ 66101:
/*! packages/core/src/release/index-document.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ openIndex),
/* harmony export */   e: () => (/* binding */ requireKind)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _action_limits_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69106);
/* harmony import */ var _json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25926);
/* harmony import */ var _object_text_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29286);





const DEFAULT_WHERE = 'releases.json';
/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that. This is most of the work of reading or changing an index: who does several things
 * with one text opens it once. What is open already comes back as it is.
 *
 * @throws UserError when the text is not JSON, its root is no object, or it is larger or deeper than READER_LIMITS allows.
 */
function openIndex(index, where = DEFAULT_WHERE) {
    if (typeof index === 'object')
        return index;
    const text = index ?? '{}\n';
    if (text.length > _action_limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.index.most) {
        throw unreadable(`${where} has ${text.length} characters. ${_action_limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.index.sentence}`, where);
    }
    const root = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .rootOf */ .I5)(text);
    const kind = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, root);
    requireJson(text, where);
    if (kind !== 'object')
        throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
    return { text, root, channels: channelsOf(text, root, where), style: (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .styleOf */ .Vj)(text), where };
}
/**
 * The kind of a value that must be one of `kinds`.
 *
 * @throws UserError that names the path of the value in the index.
 */
function requireKind(document, place, path, kinds) {
    const kind = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(document.text, place);
    const found = kinds.find((each) => each === kind);
    if (found !== undefined)
        return found;
    const wanted = kinds.map(article).join(' or ');
    throw unreadable(`${document.where} has another form than expected: ${path.map(_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD).join(' > ')} is ${article(kind)}, not ${wanted}.`, document.where);
}
function channelsOf(text, root, where) {
    try {
        return channelsIn(text, root);
    }
    catch (thrown) {
        if (!(thrown instanceof _json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .NestedTooDeep */ .iB))
            throw thrown;
        throw unreadable(`${where} is nested too deep. ${_action_limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.indexDepth.sentence}`, where, thrown);
    }
}
function channelsIn(text, root) {
    const channels = [];
    (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .visitMembers */ .Ly)(text, root, (key, place) => {
        const members = [];
        const addTag = (tag, at) => {
            const end = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .endOf */ .pJ)(text, at.start, _action_limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.indexDepth.most);
            members.push({ key: tag, ...at, end });
            return end;
        };
        const isObject = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, place) === 'object';
        const end = isObject
            ? (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .visitMembers */ .Ly)(text, place, addTag)
            : (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .endOf */ .pJ)(text, place.start, _action_limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.indexDepth.most);
        channels.push({ key, ...place, end, members });
        return end;
    });
    return channels;
}
function requireJson(text, where) {
    try {
        JSON.parse(text);
    }
    catch (thrown) {
        throw unreadable(`${where} is not JSON. ${(0,_object_text_ts__WEBPACK_IMPORTED_MODULE_4__/* .whatItIs */ .Gl)(text, thrown)}`, where, thrown);
    }
}
function unreadable(cause, where, thrown) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(cause, `The index was left as it is. Look at it with \`${(0,_object_text_ts__WEBPACK_IMPORTED_MODULE_4__/* .showCommand */ .TB)(where, 'releases.json')}\`, mend it or put an older version back, ` +
        'and run this step again.', thrown === undefined ? undefined : { cause: thrown });
}
function article(kind) {
    if (kind === 'null')
        return 'null';
    return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}


/***/ }),

/***/ 39410:
/*! packages/core/src/release/index-reading.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ readDevice),
/* harmony export */   v: () => (/* binding */ readIndex)
/* harmony export */ });
/* harmony import */ var _json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48629);
/* harmony import */ var _json_json_text_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25926);
/* harmony import */ var _device_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63017);
/* harmony import */ var _index_document_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(66101);




/**
 * The tags of releases.json in the order of the file, of one tag or of all. It reads as the readers do: entries
 * without a name and channels or tags of another shape are passed over. A part is read also where its URL or its
 * digest is missing or empty, as an empty string, so that a check can report it. `undefined` is a missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function readIndex(index, tag, where) {
    const { text, channels } = (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_3__/* .openIndex */ .b)(index, where);
    const tags = [];
    for (const channel of lastOfEach(channels)) {
        const wanted = channel.members.filter((member) => tag === undefined || member.key === tag);
        for (const member of lastOfEach(wanted)) {
            const read = readTag(channel.key, member.key, (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_1__/* .readValue */ .wK)(text, member));
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
/** The members that count: the last one of each key. */
function lastOfEach(members) {
    const last = new Map(members.map((member) => [member.key, member]));
    return members.filter((member) => last.get(member.key) === member);
}
function readTag(channel, tag, value) {
    const list = Array.isArray(value);
    if (!list && !(0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value))
        return undefined;
    const inner = list ? undefined : value['devices'];
    const entries = (list ? value : Array.isArray(inner) ? inner : []).filter(_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv);
    const rest = list ? entries.filter((entry) => entry['name'] === undefined) : [value];
    const date = rest.map((entry) => entry['release-date'] ?? entry['timestamp']).find(isText);
    const docs = rest.map((entry) => entry['docs']).find(_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv);
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
    const parts = _device_ts__WEBPACK_IMPORTED_MODULE_2__/* .PARTS */ .dI.flatMap((key) => {
        const part = entry[key];
        return (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(part)
            ? [[key, { url: asText(part['url']), sha256: asText(part['sha256']) }]]
            : [];
    });
    const lists = _device_ts__WEBPACK_IMPORTED_MODULE_2__/* .LISTS */ .m5.flatMap((key) => {
        const list = entry[key];
        const files = Array.isArray(list) ? list.filter(_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv).map(readListed) : [];
        return files.length === 0 ? [] : [[key, files]];
    });
    return [{ name, ...Object.fromEntries([...parts, ...lists]) }];
}
function readListed({ name, url, sha256 }) {
    return { name: asText(name), url: asText(url), sha256: asText(sha256) };
}
function isText(value) {
    return typeof value === 'string';
}
function asText(value) {
    return isText(value) ? value : '';
}


/***/ }),

/***/ 23224:
/*! packages/core/src/release/releases-index.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L3: () => (/* binding */ upsertDevices),
/* harmony export */   Ls: () => (/* binding */ removeDevice),
/* harmony export */   P9: () => (/* binding */ upsertDocs),
/* harmony export */   a9: () => (/* binding */ removeDocs),
/* harmony export */   my: () => (/* binding */ upsertDevice)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48629);
/* harmony import */ var _json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25926);
/* harmony import */ var _device_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63017);
/* harmony import */ var _index_document_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66101);






/**
 * Puts a device into the text of releases.json. `undefined` is an index that does not exist yet.
 *
 * An entry of that name is updated in place: its parts and lists are set, those that the device does not have are taken out,
 * keys that are not ours stay, as does what is no list under the key of one. Where a name stands there several times, every entry is updated, so that it does not
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
        return (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .openIndex */ .b)(index, entry.where).text;
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
        if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'object')
            return (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__/* .setMember */ .Nk)(part, tag, 'docs', docs, style);
        const isDocs = (element) => isDocsElement(part, element);
        return putElement(part, tag, isDocs, { docs }, style, (text, place) => (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__/* .setMember */ .Nk)(text, place, 'docs', docs, style));
    });
}
/**
 * Takes a device out of a tag: all entries of that name. The same text comes back when there is none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDevice(index, entry) {
    const document = (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .openIndex */ .b)(index, entry.where);
    const { text } = document;
    const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
    if (tag === undefined)
        return text;
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
        const array = deviceArray(document, part, place, entry);
        if (array === undefined)
            return part;
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .removeChildren */ .gS)(part, array, (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(part, array), (element) => nameOf(part, element) === entry.machine);
    });
}
/**
 * Takes the docs out of a tag. The same text comes back when there are none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDocs(index, entry) {
    const document = (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .openIndex */ .b)(index, entry.where);
    const { text } = document;
    const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
    if (tag === undefined)
        return text;
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
        if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, place) === 'object')
            return (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__/* .removeMember */ .pt)(part, place, 'docs');
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .removeChildren */ .gS)(part, place, (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(part, place), (element) => isDocsElement(part, element));
    });
}
function updateTag(index, target, fresh, edit) {
    const document = (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .openIndex */ .b)(index, target.where);
    const { text, root, channels, style } = document;
    const channel = channelOf(document, target.channel);
    const tag = findTag(document, channel, target.tag);
    if (tag !== undefined) {
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .editWithin */ .eP)(text, tag, (part, place) => {
            const dated = withDate(part, place, target.date, style);
            const edited = edit(document, dated, place);
            return edited === dated ? part : edited;
        });
    }
    refuseOtherChannel(document, target);
    if (channel !== undefined) {
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(text, channel, target.tag, fresh, style, channel.members.at(-1));
    }
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(text, root, target.channel, { [target.tag]: fresh }, style, channels.at(-1));
}
/** The channel that counts: the last one of that name, as all readers do. */
function channelOf(document, name) {
    return document.channels.findLast((channel) => channel.key === name);
}
function findTag(document, channel, tag) {
    if (channel === undefined)
        return undefined;
    (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .requireKind */ .e)(document, channel, [channel.key], ['object']);
    const place = channel.members.findLast((member) => member.key === tag);
    if (place !== undefined)
        (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .requireKind */ .e)(document, place, [channel.key, tag], ['object', 'array']);
    return place;
}
function refuseOtherChannel(document, { channel, tag }) {
    const other = document.channels.find((each) => each.key !== channel && each.members.some((member) => member.key === tag));
    if (other === undefined)
        return;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${document.where} has the tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} under the channel ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(other.key)}, not under ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(channel)}.`, `Set the input "channel" to ${other.key}, or take the tag out of the index first.`);
}
/** The array of a tag that holds devices: the tag itself, or its `devices`, which may be absent. */
function deviceArray(document, part, tag, target) {
    if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'array')
        return tag;
    const devices = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(part, tag, 'devices');
    if (devices === undefined)
        return undefined;
    const path = [target.channel, target.tag, 'devices'];
    (0,_index_document_ts__WEBPACK_IMPORTED_MODULE_5__/* .requireKind */ .e)({ ...document, text: part }, devices, path, ['array']);
    return devices;
}
function putDevice(document, part, tag, device, target) {
    const { style } = document;
    const array = deviceArray(document, part, tag, target);
    if (array === undefined)
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(part, tag, 'devices', [device], style);
    const isIt = (element) => nameOf(part, element) === device.name;
    return putElement(part, array, isIt, device, style, (text, place) => {
        const lists = _device_ts__WEBPACK_IMPORTED_MODULE_4__/* .LISTS */ .m5.filter((key) => isList(text, place, key));
        const cleared = [..._device_ts__WEBPACK_IMPORTED_MODULE_4__/* .PARTS */ .dI, ...lists]
            .filter((key) => device[key] === undefined)
            .reduce((edited, key) => (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__/* .removeMember */ .pt)(edited, place, key), text);
        return (0,_json_json_merge_ts__WEBPACK_IMPORTED_MODULE_2__/* .mergeObject */ .Uf)(cleared, place, device, style);
    });
}
/** Edits all elements that `matches` finds, or appends `fresh` when there is none. */
function putElement(text, array, matches, fresh, style, edit) {
    const found = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(text, array).filter(matches);
    if (found.length === 0)
        return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendElement */ .ru)(text, array, fresh, style);
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .editEach */ .qM)(text, found, edit);
}
/** The entry of the docs in the older form of a tag. */
function isDocsElement(text, element) {
    return has(text, element, 'docs') && !has(text, element, 'name');
}
function withDate(part, tag, date, style) {
    const dated = (place) => has(part, place, 'release-date') || has(part, place, 'timestamp');
    if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(part, tag) === 'object') {
        return dated(tag) ? part : (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendMember */ .DG)(part, tag, 'release-date', minutes(date), style);
    }
    const isDate = (element) => dated(element) && !has(part, element, 'name');
    if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .elementsOf */ .ZE)(part, tag).some(isDate))
        return part;
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .appendElement */ .ru)(part, tag, { timestamp: minutes(date) }, style);
}
function isList(text, place, key) {
    const member = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(text, place, key);
    return member !== undefined && (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, member) === 'array';
}
function has(text, place, key) {
    return (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, place) === 'object' && (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(text, place, key) !== undefined;
}
function nameOf(text, element) {
    if ((0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .kindOf */ .I)(text, element) !== 'object')
        return undefined;
    const name = (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .memberOf */ .C5)(text, element, 'name');
    return name && (0,_json_json_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .readValue */ .wK)(text, name);
}
/** Our keys only, in the order of the format. */
function ordered(device) {
    const parts = _device_ts__WEBPACK_IMPORTED_MODULE_4__/* .PARTS */ .dI.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [[key, { url: part.url, sha256: part.sha256 }]];
    });
    const lists = _device_ts__WEBPACK_IMPORTED_MODULE_4__/* .LISTS */ .m5.flatMap((key) => {
        const files = device[key]?.map(({ name, url, sha256 }) => ({ name, url, sha256 })) ?? [];
        return files.length === 0 ? [] : [[key, files]];
    });
    return { name: device.name, ...Object.fromEntries([...parts, ...lists]) };
}
/** `2026-06-03T10:00+00:00`. */
function minutes(date) {
    return `${date.toISOString().slice(0, 16)}+00:00`;
}


/***/ }),

/***/ 30518:
/*! packages/core/src/store/abort-uploads.ts */
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
