export const id = 487;
export const ids = [487];
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

/***/ 60491:
/*! actions/docs-publish/src/asset-steps.ts, actions/docs-publish/src/docs-file.ts, actions/docs-publish/src/docs-location.ts, actions/docs-publish/src/docs-object.ts, actions/docs-publish/src/main.ts, actions/docs-publish/src/origin.ts, actions/docs-publish/src/publish.ts, actions/docs-publish/src/release-asset.ts, actions/docs-publish/src/report.ts, actions/docs-publish/src/site.ts, packages/core/src/github/dispatch.ts, packages/core/src/github/release-assets.ts, packages/core/src/github/upload.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/artifacts/fetch-artifact.ts
var fetch_artifact = __webpack_require__(70148);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var github_settings = __webpack_require__(3636);
// EXTERNAL MODULE: ./packages/core/src/release/docs.ts
var release_docs = __webpack_require__(98904);
// EXTERNAL MODULE: ./packages/core/src/store/settings.ts + 1 modules
var store_settings = __webpack_require__(43056);
// EXTERNAL MODULE: ./packages/core/src/store/write-options.ts + 11 modules
var write_options = __webpack_require__(11293);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/glob-files.ts
var glob_files = __webpack_require__(1562);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/unchanged-file.ts
var unchanged_file = __webpack_require__(41884);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
;// CONCATENATED MODULE: ./actions/docs-publish/src/docs-file.ts










/**
 * Finds the one file that `pattern` matches below `workspace`, and reads it through. Several names of one file are one match: the
 * name that Yocto gives to be published goes before the file's own, and that before those of links.
 *
 * @param name The name to publish it under; by default the one that `docsName` makes.
 * @throws UserError when not exactly one file matches, or when it is no tarball that the docs site unpacks.
 */
async function findDocs(pattern, name, workspace, deps) {
    const path = await onlyMatch(pattern, workspace);
    const open = () => openDocs(path, workspace);
    const file = (0,external_node_path_.basename)(path);
    const published = name ?? (0,release_docs/* docsName */.TT)(file);
    const problem = (0,release_docs/* checkDocsName */.H8)(published);
    if (problem !== undefined) {
        throw new errors/* UserError */.yo(`The name ${(0,inputs/* quote */.hD)(published)} cannot be published. ${problem}`, 'Give another one as the input `name`.');
    }
    const { size, sha256, head } = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `Reading ${path}: ${(0,progress/* formatDuration */.a3)(elapsed)}.`, () => readThrough(path, open));
    const format = (0,release_docs/* docsFormat */.z3)(published);
    if (size === 0)
        throw new errors/* UserError */.yo(`${path} is empty.`, 'See what made it, and build the docs again.');
    if (format === undefined || !head.startsWith(format.magic)) {
        throw new errors/* UserError */.yo(`${path} is no ${format?.end ?? ''} file: it begins with the bytes ${head || 'of nothing'}.`, 'See what made it. A page of an error, or another compression under this name, is not published.');
    }
    const failure = (problem) => new errors/* UserError */.yo(`${path} ${problem.replace('other content', 'other content than a moment ago')}.`, 'Let no other step write to it meanwhile, and run this job again.');
    return {
        file,
        name: published,
        size,
        sha256,
        mediaType: format.mediaType,
        open: (onBytes) => (0,unchanged_file/* readUnchanged */.g)(open, { size, sha256 }, failure, { onBytes }),
    };
}
async function onlyMatch(pattern, workspace) {
    const files = new Map();
    const others = [];
    for (const path of await matches(pattern, workspace)) {
        const real = await realFile(path, workspace);
        if (real instanceof foreign_file/* ForeignFileError */.Nw)
            others.push(`${path} ${real.problem}`);
        else
            files.set(real, [...(files.get(real) ?? []), path]);
    }
    const [only, ...more] = files;
    if (only === undefined) {
        const found = others.length === 0
            ? ''
            : ` What it matches is no file that can be published: ${(0,wording/* shortList */.pg)(others, ', ', 5)}.`;
        throw new errors/* UserError */.yo(`No file matches ${(0,inputs/* quote */.hD)(pattern)} in ${workspace}.${found}`, 'Correct the input `file`, or see why the docs were not built.');
    }
    if (more.length > 0) {
        const names = [...files.values()].map(([first]) => first ?? '').sort();
        throw new errors/* UserError */.yo(`${names.length} files match ${(0,inputs/* quote */.hD)(pattern)}: ${(0,wording/* shortList */.pg)(names, ', ', 10)}.`, 'One can be published. Make the input `file` match that one only.');
    }
    const [real, names] = only;
    return (names.toSorted().find((path) => (0,release_docs/* isRenamed */.xe)((0,external_node_path_.basename)(path))) ??
        names.find((path) => path === real) ??
        names[0] ??
        real);
}
/** A path that is there is taken as it is: names may hold brackets. */
async function matches(pattern, workspace) {
    const literal = (0,external_node_path_.resolve)(workspace, pattern);
    const found = await realFile(literal, workspace);
    if (typeof found === 'string' || found.code !== 'ENOENT')
        return [literal];
    const names = await (0,glob_files/* findByGlob */.Z)(pattern, workspace);
    return [...new Set(names.map((path) => (0,external_node_path_.resolve)(workspace, path)))].sort();
}
/** A build may have left it: links are followed as for any file that an input names, and nothing is waited for. */
function openDocs(path, workspace) {
    return (0,foreign_file/* openForeign */.Fr)((0,foreign_file/* namedRoot */.Ue)(path, workspace), path, { links: 'within' });
}
/** The path of a file with all links resolved, or why it cannot be opened. */
async function realFile(path, workspace) {
    try {
        const opened = await openDocs(path, workspace);
        await opened.file.close();
        return opened.path;
    }
    catch (thrown) {
        if (thrown instanceof foreign_file/* ForeignFileError */.Nw)
            return thrown;
        throw thrown;
    }
}
async function readThrough(path, open) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    let head = Buffer.alloc(0);
    try {
        const { file } = await open();
        for await (const chunk of file.createReadStream()) {
            if (head.length < 4)
                head = Buffer.concat([head, chunk.subarray(0, 4)]);
            size += chunk.length;
            hash.update(chunk);
        }
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.yo)
            throw thrown;
        throw new errors/* UserError */.yo(`${path} cannot be read (${(0,errors/* systemCode */.xU)(thrown) ?? (0,errors/* messageOf */.bD)(thrown)}).`, 'Check its permissions.');
    }
    return { size, sha256: hash.digest('hex'), head: head.subarray(0, 4).toString('hex') };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/core/src/release/channels.ts
var channels = __webpack_require__(12335);
// EXTERNAL MODULE: ./packages/core/src/release/index-reading.ts
var index_reading = __webpack_require__(39410);
// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
// EXTERNAL MODULE: ./packages/core/src/release/releases-index.ts
var releases_index = __webpack_require__(23224);
;// CONCATENATED MODULE: ./actions/docs-publish/src/docs-location.ts







/**
 * The place of the docs of a tag: named by the index, or for `latest` by `docs/latest.json`.
 *
 * @throws UserError when neither the tag nor `channel` says to which channel the release belongs.
 */
function docsLocation(given, settings, store, name, options) {
    const { prefix } = settings;
    const { tag } = given;
    const key = tag === release_docs/* LATEST */.k0 ? (0,keys/* latestDocsKey */.E3)(prefix, name) : (0,keys/* docsKey */.p6)(prefix, tag, name);
    const json = { ...options, ...write_options/* JSON_FILE */.KB };
    const pointer = tag === release_docs/* LATEST */.k0 ? (0,keys/* latestDocsPointerKey */.t6)(prefix) : (0,keys/* indexKey */.mh)(prefix);
    const naming = tag === release_docs/* LATEST */.k0
        ? latestPointer(store, pointer, json)
        : indexEntry(store, pointer, { tag, channel: (0,channels/* channelOf */.t)(tag, given.channel), form: given['index-form'] }, json);
    return {
        key,
        url: (0,keys/* publicUrl */.x6)(settings.publicUrl, prefix, key),
        namedBy: pointer.slice((0,keys/* layerFolder */.bE)(prefix).length),
        namedByUrl: (0,keys/* publicUrl */.x6)(settings.publicUrl, prefix, pointer),
        ...naming,
    };
}
function indexEntry(store, key, release, options) {
    const where = store.describe(key);
    const at = { ...release, where };
    return naming(store, key, options, {
        read: (text) => (0,index_reading/* readIndex */.v)(text, release.tag, where).find(({ channel }) => channel === release.channel)?.docs,
        name: (text, docs) => (0,releases_index/* upsertDocs */.P9)(text, { ...at, date: store.now(), docs }),
        unname: (text) => (0,releases_index/* removeDocs */.a9)(text, at),
    });
}
function latestPointer(store, key, options) {
    const where = store.describe(key);
    return naming(store, key, options, {
        read: (text) => (0,release_docs/* readLatestDocs */.nP)(text, where),
        name: (text, docs) => (0,release_docs/* nameLatestDocs */.St)(text, docs, where),
        unname: (text) => (0,release_docs/* unnameLatestDocs */.Xr)(text, where),
    });
}
/** Docs that are named by a text in the store, which is changed by compare-and-swap only. */
function naming(store, key, options, form) {
    return {
        look: async (entry) => {
            const text = await store.text(key);
            return { named: form.read(text), changes: form.name(text, entry) !== text };
        },
        name: async (entry, check) => {
            const { changed } = await store.update(key, async (text) => ((await check(form.read(text))) ? form.name(text, entry) : text), options);
            return changed;
        },
        unname: async (entry) => {
            const isNamed = (text) => (0,external_node_util_.isDeepStrictEqual)(form.read(text), entry);
            await store.update(key, (text) => (text !== undefined && isNamed(text) ? form.unname(text) : text), options);
        },
    };
}

// EXTERNAL MODULE: ./packages/core/src/store/abort-uploads.ts
var abort_uploads = __webpack_require__(30518);
// EXTERNAL MODULE: ./packages/core/src/store/part-stream.ts
var part_stream = __webpack_require__(59411);
;// CONCATENATED MODULE: ./actions/docs-publish/src/docs-object.ts



/** Metadata of an object: the SHA-256 of its bytes. */
const SHA256 = 'pv-sha256';
function docsObject(store, key, file, options, deps) {
    /** ETags of objects of other programs that were read, and hold the file. */
    const read = new Map();
    async function digest() {
        const found = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `Reading ${file.name} in the bucket for its digest: ${(0,progress/* formatDuration */.a3)(elapsed)}.`, () => store.digest(key));
        return found?.sha256;
    }
    return {
        label: store.describe(key),
        async look() {
            const there = await store.head(key);
            if (there === undefined)
                return 'nothing';
            if (there.size !== file.size)
                return 'other';
            const known = there.metadata[SHA256];
            if (known !== undefined)
                return known === file.sha256 ? 'ours' : 'other';
            const ours = read.get(there.etag) ?? (await digest()) === file.sha256;
            read.set(there.etag, ours);
            return ours ? 'ours' : 'other';
        },
        digest,
        async upload(guard) {
            let sent = 0;
            const body = file.open((count) => {
                sent += count;
            });
            const start = deps.clock.now().getTime();
            await (0,progress/* withProgress */.E0)(deps, (elapsed) => (0,progress/* transferLine */.iY)(file.name, sent, file.size, elapsed), () => store.upload(key, body, {
                ...options,
                contentType: file.mediaType,
                metadata: { [SHA256]: file.sha256 },
                partSize: (0,part_stream/* partSizeFor */.oV)(file.size),
                guard,
            }));
            const seconds = (deps.clock.now().getTime() - start) / 1000;
            deps.log.info(`Uploaded ${file.name}: ${(0,progress/* formatBytes */.z3)(file.size)} in ${(0,progress/* formatDuration */.a3)(seconds)}.`);
        },
        async abortUploads() {
            await (0,abort_uploads/* abortUploads */.t)(store, key, (each) => each === key);
        },
    };
}

// EXTERNAL MODULE: ./actions/docs-publish/src/inputs.ts
var src_inputs = __webpack_require__(98370);
// EXTERNAL MODULE: ./packages/core/src/github/origin.ts
var origin = __webpack_require__(3403);
;// CONCATENATED MODULE: ./actions/docs-publish/src/origin.ts




/**
 * Holds the run that built the docs against what the inputs demand: it is of this repository, it has a conclusion that is good enough,
 * and for a tag it built the commit that the docs are said to come from. This run itself has nothing to be held against.
 *
 * @param ownRun The id of this run.
 * @throws UserError when its docs are not to be published.
 */
async function checkRun(given, github, ownRun, log) {
    const id = given['run-id'];
    const required = given['require-conclusion'];
    if (id === undefined) {
        throw new errors/* UserError */.yo('Input "run-id" is missing.', 'Leave it out, or give the id of the workflow run that built the docs.');
    }
    if (id === ownRun)
        return;
    const advice = 'Docs of a fork are not published. Let this workflow start for runs of this repository only.';
    const run = await (0,origin/* checkOrigin */.X)(github, id, { allowForeign: false, advice });
    if (given.tag !== release_docs/* LATEST */.k0 && run.headSha !== given['expected-sha']) {
        throw new errors/* UserError */.yo(`The run ${run.url} built ${run.headSha}, and the docs are to be of ${given['expected-sha']}.`, 'Its docs are of another commit. Correct `run-id` or `expected-sha`.');
    }
    if (required.includes(src_inputs.NOT_CHECKED))
        return;
    if (run.conclusion === undefined) {
        throw new errors/* UserError */.yo(`The run ${run.url} has not ended.`, 'Start this workflow when it has, or set `require-conclusion: none`.');
    }
    if (!required.includes(run.conclusion)) {
        throw new errors/* UserError */.yo(`The run ${run.url} ended with ${run.conclusion}, and ${required.join(' or ')} is required.`, 'Its docs are not published. Mend that run, or set `require-conclusion`.');
    }
    log.info(`The run ${id} ended with ${run.conclusion}.`);
}
/**
 * Holds the tag against the commit that the docs were built from. Development docs have no tag.
 *
 * @throws UserError when the tag is not there, or on another commit.
 */
async function checkTag(given, github) {
    const { tag } = given;
    const expected = given['expected-sha'];
    if (tag === release_docs/* LATEST */.k0)
        return;
    if (expected === undefined) {
        throw new errors/* UserError */.yo('Input "expected-sha" is missing.', 'Give the commit that the docs were built from, as github.sha has it.');
    }
    await (0,origin/* checkTagCommit */.y)(github, tag, {
        sha: expected,
        how: 'the docs were built from',
        advice: 'Build the docs from the tag. When another commit is right, name it as `expected-sha`.',
    });
}

// EXTERNAL MODULE: ./packages/core/src/store/types.ts
var types = __webpack_require__(84162);
;// CONCATENATED MODULE: ./actions/docs-publish/src/publish.ts



const ACTIONS = {
    nothing: 'upload',
    other: 'replace',
    ours: 'keep',
};
/**
 * Looks at what is in the bucket. Reads only.
 *
 * @throws UserError when the docs cannot be named as things stand.
 */
async function planPublication(object, location, file) {
    const entry = { name: file.name, sha256: file.sha256, url: location.url };
    const { changes } = await location.look(entry);
    return { action: ACTIONS[await object.look()], entry, names: changes };
}
/**
 * Brings the docs to the bucket and has them named. Docs of the same name with another content are named by nothing while they
 * are replaced: they are taken out right before the new ones become visible.
 *
 * @returns Whether the naming was a change.
 * @throws UserError when they are not there and named in the end; it says what is there and named then.
 */
async function publishDocs(store, object, location, plan, deps) {
    if (plan.action === 'keep')
        return nameDocs(object, location, plan.entry, undefined, deps);
    await store.requireConditions();
    const old = await replaceDocs(object, location, plan.entry, deps);
    return nameDocs(object, location, plan.entry, old, deps);
}
/** Uploads the docs. @returns The entry that was taken out for them. */
async function replaceDocs(object, location, entry, deps) {
    let withdrawn;
    async function withdraw() {
        const { named } = await location.look(entry);
        if (named === undefined || named.sha256 === entry.sha256 || !namesFile(named, entry.name))
            return;
        withdrawn = named;
        await location.unname(named);
        deps.log.info(`Took ${entry.name} out of ${location.namedBy}, to replace it.`);
    }
    try {
        await object.upload(withdraw);
        return withdrawn;
    }
    catch (thrown) {
        // A run with the same docs was faster, and aborted the uploads of all others.
        if (thrown instanceof types/* UploadAborted */.R && (await object.look()) === 'ours')
            return withdrawn;
        if (withdrawn === undefined || !(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        const state = await nameAgain(object, location, withdrawn);
        throw new errors/* UserError */.yo(thrown.message, `${thrown.advice} ${state} Run this job again to publish the new docs.`, {
            cause: thrown,
        });
    }
}
/** Names the docs that were taken out, if they are still there and nothing else is named. @returns What is so now. */
async function nameAgain(object, location, old) {
    try {
        await location.name(old, async (named) => named === undefined && (await object.digest()) === old.sha256);
        const { named } = await location.look(old);
        if (named === undefined)
            return `${location.namedBy} names no docs: ${object.label} is not the old file any more.`;
        return named.sha256 === old.sha256
            ? `${location.namedBy} names the docs that were there before.`
            : `${location.namedBy} names the docs of another run.`;
    }
    catch (failure) {
        return `${location.namedBy} may name no docs now: what was named before could not be named again (${(0,errors/* messageOf */.bD)(failure)}).`;
    }
}
/** Has the docs named, if they are there. @returns Whether that was a change. */
async function nameDocs(object, location, entry, old, deps) {
    const kept = old?.more === undefined ? entry : { ...entry, more: old.more };
    try {
        const changed = await location.name(kept, async () => {
            if ((await object.look()) === 'ours')
                return true;
            throw replaced(object);
        });
        if (!changed)
            return false;
    }
    catch (thrown) {
        if (old === undefined || !(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        const state = `${object.label} has the new docs, and ${location.namedBy} may name none.`;
        throw new errors/* UserError */.yo(thrown.message, `${thrown.advice} ${state} Run this job again: it has them named.`, {
            cause: thrown,
        });
    }
    // A run that looked at what is named before this one named its own may be about to make its file visible.
    await abortOthers(object, deps);
    if ((await object.look()) === 'ours')
        return true;
    await location.unname(kept);
    throw replaced(object);
}
async function abortOthers(object, { log }) {
    try {
        await object.abortUploads();
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        log.warning(`The docs are named, but unfinished uploads of other runs may be left. ${thrown.text}`);
    }
}
/** Whether an entry is about the file of that name, under whatever public URL it was published. */
function namesFile(named, file) {
    const path = URL.parse(named.url)?.pathname ?? '';
    return named.name === file || decoded((0,keys/* nameInKey */.El)(path)) === file;
}
function decoded(segment) {
    try {
        return decodeURIComponent(segment);
    }
    catch {
        return segment;
    }
}
function replaced(object) {
    return new errors/* UserError */.yo(`Another run put other docs at ${object.label} while this one published them.`, 'What this run brought is not named. See what the other run did, and run this job again if its docs are the right ones.');
}

// EXTERNAL MODULE: ./packages/core/src/action/bounded-body.ts
var bounded_body = __webpack_require__(71242);
// EXTERNAL MODULE: ./packages/core/src/github/fault.ts
var github_fault = __webpack_require__(49589);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/github/guarded-fetch.ts
var guarded_fetch = __webpack_require__(4228);
;// CONCATENATED MODULE: ./packages/core/src/github/upload.ts









const CREATED = 201;
/**
 * Posts a stream, in one attempt, and returns the JSON of the answer. Octokit's fetch would keep all of it in memory, because it clones
 * every request in case of a redirect.
 *
 * @param size Bytes of `body`.
 * @param idleSeconds The request is given up when nothing moves for so long.
 * @throws what `faultOf` reads, and what `body` failed with.
 */
async function postStream({ octokit }, url, body, { size, mediaType }, idleSeconds) {
    const { token } = (await octokit.auth());
    const idle = idleSignal(idleSeconds);
    const send = url.startsWith('https:') ? external_node_https_.request : external_node_http_.request;
    const request = send(url, {
        method: 'POST',
        // It goes through the proxy that the environment names.
        agent: new lib/* HttpClient */.Qq().getAgent(url),
        signal: idle.signal,
        headers: {
            accept: 'application/vnd.github+json',
            authorization: `token ${token}`,
            'content-length': size,
            'content-type': mediaType,
            'user-agent': 'pv-actions',
            'x-github-api-version': '2022-11-28',
        },
    });
    let broken;
    body.on('error', (error) => {
        broken = error;
    });
    const answered = new Promise((resolve, reject) => {
        request.once('response', resolve).once('error', reject);
    });
    answered.catch(() => undefined);
    // A server that refuses the request may answer before all of it is sent: its answer is what counts.
    (0,promises_.pipeline)(idle.watch(body), request).catch(() => undefined);
    try {
        const answer = await answered;
        const bytes = limits/* NETWORK_LIMITS */.o.githubAnswerBytes;
        const bounds = { bytes, error: () => (0,guarded_fetch/* tooLarge */.g)(url, bytes) };
        const data = jsonOf(await textOf((0,bounded_body/* boundedBody */._)(idle.watch(answer), bounds)));
        if (answer.statusCode === CREATED) {
            if (typeof data === 'string')
                throw new github_fault/* BrokenAnswer */.MC();
            return data;
        }
        const response = { status: answer.statusCode, headers: answer.headers, data };
        throw Object.assign(new Error('GitHub refused the upload.'), { name: 'HttpError', response });
    }
    catch (thrown) {
        if (broken !== undefined)
            throw broken;
        if (idle.signal.aborted)
            throw idle.signal.reason;
        if (thrown instanceof errors/* UserError */.yo || thrown instanceof github_fault/* BrokenAnswer */.MC)
            throw thrown;
        throw 'response' in Object(thrown) ? thrown : networkError(thrown);
    }
    finally {
        idle.end();
        body.destroy();
        request.destroy();
    }
}
async function textOf(chunks) {
    const all = [];
    for await (const chunk of chunks)
        all.push(chunk);
    return Buffer.concat(all).toString();
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The page of a gateway is no JSON either; then the status says enough.
        return text;
    }
}
function networkError(cause) {
    return Object.assign(new Error((0,errors/* messageOf */.bD)(cause), { cause }), { name: 'HttpError' });
}
/** A signal that aborts when nothing has passed `watch` for so many seconds. `end` stops its clock. */
function idleSignal(seconds) {
    const controller = new AbortController();
    const giveUp = () => controller.abort(new DOMException('nothing moved in time', 'TimeoutError'));
    let timer = setTimeout(giveUp, seconds * 1000);
    return {
        signal: controller.signal,
        end: () => clearTimeout(timer),
        async *watch(chunks) {
            for await (const chunk of chunks) {
                clearTimeout(timer);
                timer = setTimeout(giveUp, seconds * 1000);
                yield chunk;
            }
        },
    };
}

;// CONCATENATED MODULE: ./packages/core/src/github/release-assets.ts






/** GitHub's limit for one asset is "under 2 GiB". */
const ASSET_LIMIT = 2 ** 31 - 1;
/**
 * A name that GitHub keeps as it is: it replaces other characters by periods, and takes none at the beginning and at the end
 * (https://docs.github.com/rest/releases/assets#upload-a-release-asset).
 */
function assetName(name) {
    const plain = name
        .replace(/[^A-Za-z0-9._+@-]+/g, '.')
        .replace(/\.{2,}/g, '.')
        .replace(/^\.|\.$/g, '');
    return plain === '' ? 'file' : plain;
}
function assetOf(json) {
    return {
        id: json.id,
        name: json.name,
        size: json.size,
        complete: json.state === 'uploaded',
        sha256: /^sha256:([0-9a-f]{64})$/.exec(json.digest ?? '')?.[1],
        updated: new Date(json.updated_at),
        url: json.browser_download_url,
    };
}
/** All assets of a release, those of broken uploads included. */
function listAssets(github, release) {
    const { octokit, repo } = github;
    return github.explained({ doing: `list the assets of the release ${release.tag}`, permission: 'contents: read' }, async () => {
        const assets = await octokit.paginate(octokit.rest.repos.listReleaseAssets, {
            ...repo,
            release_id: release.id,
            per_page: 100,
        });
        return assets.map(assetOf);
    });
}
/**
 * Streams a file to a release, in one attempt. The request is given up when nothing moves for `idleSeconds`. The name must be one of
 * `assetName`.
 *
 * @returns The asset, or undefined when the name is taken.
 * @throws UserError for what GitHub or the network caused, and what `body` failed with.
 */
function uploadAsset(github, release, asset, body, idleSeconds) {
    return github.explained({ doing: `upload ${asset.name}`, permission: 'contents: write' }, async () => {
        try {
            const url = uploadUrl(github, release, asset.name);
            return assetOf((await postStream(github, url, body, asset, idleSeconds)));
        }
        catch (thrown) {
            if (isTaken(thrown))
                return undefined;
            throw thrown;
        }
    });
}
/** Gives an asset another name. False when the name is taken, and when the asset is not there any more. */
async function renameAsset(github, asset, name) {
    const { octokit, repo } = github;
    const request = { doing: `rename ${asset.name} to ${name}`, permission: 'contents: write' };
    const renamed = await github.found(request, async () => {
        try {
            await octokit.rest.repos.updateReleaseAsset({ ...repo, asset_id: asset.id, name });
            return true;
        }
        catch (thrown) {
            if (isTaken(thrown))
                return false;
            throw thrown;
        }
    });
    return renamed ?? false;
}
/** Deletes an asset; one that is not there is no error. */
async function deleteAsset(github, asset) {
    const { octokit, repo } = github;
    await github.found({ doing: `delete ${asset.name}`, permission: 'contents: write' }, () => octokit.rest.repos.deleteReleaseAsset({ ...repo, asset_id: asset.id }));
}
/** Downloads an asset and hashes it: lower-case hex. Undefined when it is not there. */
async function digestAsset(github, asset, idleSeconds) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await digestOnce(github, asset, idleSeconds);
        }
        catch (thrown) {
            if (!(await github.pause(thrown, attempt)))
                throw thrown;
        }
    }
}
async function digestOnce(github, asset, idleSeconds) {
    const { octokit, repo } = github;
    const idle = idleSignal(idleSeconds);
    try {
        return await github.found({ doing: `download ${asset.name}`, permission: 'contents: read' }, async () => {
            const { data } = await octokit.rest.repos.getReleaseAsset({
                ...repo,
                asset_id: asset.id,
                headers: { accept: 'application/octet-stream' },
                request: { parseSuccessResponseBody: false, signal: idle.signal },
            });
            const hash = (0,external_node_crypto_.createHash)('sha256');
            const chunks = idle.watch(data);
            const error = () => spoiled(asset);
            for await (const chunk of (0,bounded_body/* boundedBody */._)(chunks, { bytes: asset.size, error }))
                hash.update(chunk);
            return hash.digest('hex');
        });
    }
    finally {
        idle.end();
    }
}
function spoiled({ name, size }) {
    return new errors/* UserError */.yo(`The asset ${(0,inputs/* quote */.hD)(name)} has more than its ${size} bytes, or comes too slowly to be read.`, 'Run the job again. If it goes on, look at https://www.githubstatus.com.');
}
function isTaken(thrown) {
    const fault = (0,github_fault/* faultOf */.Kl)(thrown);
    return fault?.status === 422 && fault.details.some((detail) => detail.includes('already_exists'));
}
/**
 * Where to upload an asset to. The token goes to GitHub's own hosts only: the API's, and the one for uploads beside it.
 *
 * @throws UserError when the release names another one.
 */
function uploadUrl({ apiUrl }, release, name) {
    const api = new URL(apiUrl);
    const url = URL.parse(release.uploadUrl.replace(/\{.*$/, ''));
    const uploads = api.host.replace(/^api\./, 'uploads.');
    if (url?.protocol !== api.protocol || ![api.host, uploads].includes(url.host)) {
        throw new errors/* UserError */.yo(`GitHub names ${(0,inputs/* quote */.hD)(release.uploadUrl)} as the place to upload to, which is not a host of ${apiUrl}.`, 'The token was not sent there. Check GITHUB_API_URL of the runner.');
    }
    url.search = `name=${encodeURIComponent(name)}`;
    return url.href;
}

// EXTERNAL MODULE: ./packages/core/src/github/releases.ts
var releases = __webpack_require__(61027);
;// CONCATENATED MODULE: ./actions/docs-publish/src/asset-steps.ts
const TEMPORARY = /^(.+)\.([0-9a-f]{16})-([0-9a-f]{8})\.pv-actions$/;
/** No run is between the upload and the renaming of an asset for so long. */
const ABANDONED_MS = 15 * 60_000;
/** The name under which a run uploads the file. */
function temporaryName({ name, sha256, run }) {
    return `${name}.${sha256.slice(0, 16)}-${run}.pv-actions`;
}
/** Whether an asset is of interest: it may be the file, or one of its temporary files. */
function concerns(wanted, asset) {
    return alike(TEMPORARY.exec(asset.name)?.[1] ?? asset.name, wanted.name);
}
/** The next step. `finish` ends it; after any other the assets are to be looked at again. */
function nextStep(assets, wanted, now) {
    const known = assets.filter((asset) => concerns(wanted, asset));
    const temporary = known.filter(({ name }) => TEMPORARY.test(name));
    const named = known.filter((asset) => !temporary.includes(asset));
    const done = named.find((asset) => holds(asset, wanted));
    if (done !== undefined) {
        const leftovers = temporary.filter((asset) => runOf(asset) === wanted.run || now.getTime() - asset.updated.getTime() > ABANDONED_MS);
        return { do: 'finish', asset: done, leftovers };
    }
    const own = temporary.find((asset) => runOf(asset) === wanted.run);
    if (own !== undefined && !holds(own, wanted))
        return { do: 'discard', asset: own };
    const fresh = own ?? temporary.find((asset) => holds(asset, wanted));
    if (fresh === undefined)
        return { do: 'upload' };
    // GitHub may have spelled the name in its own way, which the temporary name shows.
    const name = TEMPORARY.exec(fresh.name)?.[1] ?? wanted.name;
    return { do: 'swap', fresh, old: named.find((asset) => asset.name === name), name };
}
function runOf({ name }) {
    return TEMPORARY.exec(name)?.[3];
}
/** Whether GitHub may have made one name of the other: it replaces characters by periods. */
function alike(name, other) {
    const plain = (text) => text.replace(/[^A-Za-z0-9]+/g, '.');
    return plain(name) === plain(other);
}
function holds(asset, { size, sha256 }) {
    return asset.complete && asset.size === size && asset.sha256 === sha256;
}

;// CONCATENATED MODULE: ./actions/docs-publish/src/release-asset.ts






/** Rounds of looking and doing: with no fault and nobody else at work, three are enough. */
const MOST_ROUNDS = 20;
const MOST_UPLOADS = 6;
const PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Drafts are in the list of all releases only, which may have many pages: every so many looks are enough. */
const LOOKS_PER_LIST = 4;
/**
 * The GitHub release of a tag, published or a draft. Waits for one that is not there yet.
 *
 * @param timeoutSeconds How long; 0 looks once.
 * @returns undefined when there is none in the end.
 * @throws UserError when several drafts have the tag.
 */
async function findRelease(github, tag, timeoutSeconds, deps) {
    const end = deps.clock.now().getTime() + timeoutSeconds * 1000;
    const describe = (elapsed) => `Waiting for the GitHub release ${tag}: ${(0,progress/* formatDuration */.a3)(elapsed)} of ${(0,progress/* formatDuration */.a3)(timeoutSeconds)}.`;
    return (0,progress/* withProgress */.E0)(deps, describe, async () => {
        let pause = FIRST_PAUSE_MS;
        for (let look = 0;; look += 1) {
            const left = end - deps.clock.now().getTime();
            const found = (await (0,releases/* publishedRelease */.qT)(github, tag)) ??
                (look % LOOKS_PER_LIST === 0 || left <= 0 ? await onlyDraft(github, tag) : undefined);
            if (found !== undefined || left <= 0)
                return found;
            await deps.clock.sleep(Math.min(pause, left));
            pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
        }
    });
}
async function onlyDraft(github, tag) {
    const drafts = await (0,releases/* draftReleases */.EE)(github, tag);
    if (drafts.length <= 1)
        return drafts[0];
    throw new errors/* UserError */.yo(`${drafts.length} draft releases of ${github.repository} have the tag ${tag}: ${drafts.map(({ url }) => url).join(', ')}.`, 'Nothing was published. Delete all but one, and run this job again.');
}
/** What is thrown when the release did not come. */
function noRelease(github, tag, timeoutSeconds) {
    const waited = timeoutSeconds === 0 ? '' : `, after ${(0,progress/* formatDuration */.a3)(timeoutSeconds)}`;
    return new errors/* UserError */.yo(`There is no GitHub release of the tag ${tag} in ${github.repository}${waited}.`, 'Nothing was published. See what became of the workflow that creates it, and run this job again; raise ' +
        '`release-timeout-seconds`; or set `release-asset: false`. A draft is visible to a token with `contents: write` only.');
}
/** The file as a release holds it: under its own name, not the one that it is published under in the bucket. */
function wantedAsset({ file, size, sha256 }) {
    return { name: assetName(file), size, sha256, run: (0,external_node_crypto_.randomBytes)(4).toString('hex') };
}
/** Whether the release has the file already. Reads only. */
async function isAttached(github, release, file, idleSeconds, deps) {
    const wanted = wantedAsset(file);
    const assets = await assetsOf(github, release, wanted, idleSeconds, deps);
    return nextStep(assets, wanted, deps.clock.now()).do === 'finish';
}
/**
 * Attaches the file to a release. It is uploaded and verified under a temporary name, then the old one is deleted and the new one
 * renamed: the name is missing between these two requests only. Each round looks at what is there, so a run also finishes what an
 * earlier one left.
 *
 * @param idleSeconds How long an upload may stand still.
 * @throws UserError when the release does not have it in the end.
 */
async function attach(github, release, file, idleSeconds, deps) {
    const wanted = wantedAsset(file);
    let changed = false;
    let deletedOld = false;
    let uploads = 0;
    try {
        for (let round = 0; round < MOST_ROUNDS; round += 1) {
            const assets = await assetsOf(github, release, wanted, idleSeconds, deps);
            const step = nextStep(assets, wanted, deps.clock.now());
            if (step.do === 'finish') {
                for (const leftover of step.leftovers)
                    await deleteAsset(github, leftover);
                if (step.asset.name !== file.file)
                    deps.log.info(`GitHub has ${file.file} as ${step.asset.name}.`);
                return { asset: step.asset, changed: changed || step.leftovers.length > 0 };
            }
            changed = true;
            if (step.do === 'discard') {
                deps.log.info(`${step.asset.name} is not what was to be uploaded. It is deleted.`);
                await deleteAsset(github, step.asset);
            }
            else if (step.do === 'upload') {
                uploads += 1;
                if (uploads > MOST_UPLOADS)
                    throw release_asset_spoiled(release, wanted);
                await tryUpload(uploads);
            }
            else {
                if (step.old !== undefined) {
                    deletedOld = true;
                    await deleteAsset(github, step.old);
                }
                // GitHub may still count the deleted name as taken for a moment.
                if (!(await renameAsset(github, step.fresh, step.name)))
                    await deps.clock.sleep(PAUSE_MS);
            }
        }
        throw new errors/* UserError */.yo(`The assets of ${release.url} change again and again.`, 'Another job may attach files to this release: let one at a time do it.');
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        const state = deletedOld
            ? ` The release may lack ${wanted.name}: its old file is deleted, and the new one waits under a temporary name.`
            : '';
        const advice = `${thrown.advice}${state} The bucket has the docs already. Run this job again: it goes on from there.`;
        throw new errors/* UserError */.yo(thrown.message, advice, { cause: thrown });
    }
    /** What a broken upload left is seen in the next round. */
    async function tryUpload(attempt) {
        try {
            await upload(github, release, file, wanted, idleSeconds, deps);
        }
        catch (thrown) {
            if (!(await github.pause(thrown, attempt)))
                throw thrown;
        }
    }
}
/**
 * @throws UserError when GitHub takes no file of that size, or refuses to change the release, which is immutable and does not have
 *   the file yet.
 */
async function checkRelease(github, release, file, idleSeconds, deps) {
    if (file.size > ASSET_LIMIT) {
        throw new errors/* UserError */.yo(`${file.file} has ${(0,progress/* formatBytes */.z3)(file.size)}, and GitHub takes release assets of less than 2 GiB.`, 'Nothing was published. Set `release-asset: false`, or make the docs smaller.');
    }
    if (release.immutable && !(await isAttached(github, release, file, idleSeconds, deps))) {
        throw new errors/* UserError */.yo(`The release ${release.url} is immutable, so that no file can be attached to it any more.`, 'Nothing was published. Run this job while the release is a draft, or set `release-asset: false`.');
    }
}
function release_asset_spoiled(release, wanted) {
    return new errors/* UserError */.yo(`The release ${release.url} does not have ${wanted.name} as it was sent, after ${MOST_UPLOADS} uploads.`, 'Look at its assets. Something between the runner and GitHub may change what is uploaded.');
}
/** The assets that concern the file, with the digests that the server does not say, where they decide. */
async function assetsOf(github, release, wanted, idleSeconds, deps) {
    const assets = (await listAssets(github, release)).filter((asset) => concerns(wanted, asset));
    return (0,progress/* withProgress */.E0)(deps, (elapsed) => `Reading assets of ${release.url} for their digests: ${(0,progress/* formatDuration */.a3)(elapsed)}.`, () => Promise.all(assets.map(async (asset) => {
        if (asset.sha256 !== undefined || !asset.complete || asset.size !== wanted.size)
            return asset;
        return { ...asset, sha256: await digestAsset(github, asset, idleSeconds) };
    })));
}
async function upload(github, release, file, wanted, idleSeconds, deps) {
    let sent = 0;
    const body = file.open((count) => {
        sent += count;
    });
    const asset = { name: temporaryName(wanted), size: file.size, mediaType: file.mediaType };
    await (0,progress/* withProgress */.E0)(deps, (elapsed) => (0,progress/* transferLine */.iY)(`${wanted.name} to GitHub`, sent, file.size, elapsed), () => uploadAsset(github, release, asset, body, idleSeconds));
}

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
;// CONCATENATED MODULE: ./actions/docs-publish/src/report.ts


/** What a run did, in one sentence or two. */
function verdict({ file, location, changed, dryRun, tag, site }) {
    if (dryRun)
        return 'Nothing was written.';
    const notified = site === undefined ? '' : ` ${site.repository} was told.`;
    if (!changed)
        return `The docs of ${tag} were published already. Nothing was written.${notified}`;
    const size = (0,progress/* formatBytes */.z3)(file.size);
    return `Published ${file.name} (${size}) as the docs of ${tag}, named by ${location.namedBy}.${notified}`;
}
/** The step summary. */
function docsSummary(outcome) {
    const { tag, file, location, asset, site } = outcome;
    const rows = [
        [(0,markdown.md) `Bucket`, (0,markdown/* link */.nf)(file.name, location.url), (0,markdown/* unbroken */.D_)(outcome.stored)],
        [(0,markdown.md) `Named by`, (0,markdown/* link */.nf)(location.namedBy, location.namedByUrl), (0,markdown/* unbroken */.D_)(outcome.named)],
        ...(asset === undefined
            ? []
            : [
                [
                    (0,markdown.md) `GitHub release`,
                    asset.url === undefined ? (0,markdown/* code */.aY)(asset.name) : (0,markdown/* link */.nf)(asset.name, asset.url),
                    (0,markdown/* unbroken */.D_)(asset.state),
                ],
            ]),
        ...(site === undefined ? [] : [[(0,markdown.md) `Docs site`, (0,markdown/* code */.aY)(site.repository), (0,markdown/* unbroken */.D_)(site.state)]]),
    ];
    const parts = [
        (0,markdown.md) `### docs-publish: ${(0,markdown/* code */.aY)(tag)}${outcome.dryRun ? (0,markdown.md) ` (dry run)` : (0,markdown.md) ``}`,
        (0,markdown/* escapeText */.X1)(verdict(outcome)),
        (0,markdown/* table */.tp)([(0,markdown.md) `Where`, (0,markdown.md) `What`, (0,markdown.md) `State`], rows),
        (0,markdown.md) `sha256: ${(0,markdown/* code */.aY)(file.sha256)}`,
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}

;// CONCATENATED MODULE: ./packages/core/src/github/dispatch.ts
/**
 * Sends a `repository_dispatch`
 * (https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event). It may arrive twice, where the answer to the
 * first is lost.
 *
 * @param event the type of the event, of at most 100 characters
 * @param payload at most 10 properties
 * @throws UserError when GitHub refuses it.
 */
async function dispatchTo(github, event, payload) {
    const { octokit, repo } = github;
    await github.explained({
        doing: `send the dispatch ${event}`,
        permission: 'contents: write',
        notFound: `The token of \`${github.tokenInput}\` cannot see the repository ${github.repository}, or may not write to it: GitHub answers both ` +
            'with 404. Check the name, and give a token of an app or a fine-grained token that has `contents: write` there.',
    }, () => octokit.rest.repos.createDispatchEvent({ ...repo, event_type: event, client_payload: { ...payload } }));
}

;// CONCATENATED MODULE: ./actions/docs-publish/src/site.ts



/**
 * The repository of the docs site and the token for it; undefined where none is to be notified.
 *
 * @throws UserError when it is another repository than ours and has no token of its own.
 */
function siteOf(given, own) {
    const repository = given['dispatch-repository'];
    const token = given['dispatch-token'];
    if (repository === undefined)
        return undefined;
    if (token !== undefined)
        return { ...own, repository, token, tokenInput: 'dispatch-token' };
    if (repository.toLowerCase() === own.repository.toLowerCase())
        return { ...own, repository };
    throw new errors/* UserError */.yo(`Input "dispatch-token" is missing, while "dispatch-repository" is ${repository}.`, `The token of a job can tell its own repository only. Give one of an app, or a fine-grained one, with \`contents: write\` in ${repository}. ` +
        'A secret that the repository does not have is empty.');
}
/**
 * Notifies the docs site that the docs of a tag are there.
 *
 * @throws UserError when GitHub refuses it.
 */
async function notifySite(given, site, deps) {
    try {
        await dispatchTo((0,client/* openGitHub */.o)(site, deps), given['dispatch-event'], { tag: given.tag });
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        throw new errors/* UserError */.yo(`The docs are published, but the docs site was not told. ${thrown.message}`, `${thrown.advice} Run this job again: it uploads nothing and tells the site.`, { cause: thrown });
    }
}

;// CONCATENATED MODULE: ./actions/docs-publish/src/main.ts
















/** Publishes the docs of a release: in the bucket and its index, at its GitHub release, and then notifies the docs site. */
async function run(given, deps, output) {
    const { env, log } = deps;
    const { tag } = given;
    const settings = (0,store_settings/* storeSettings */.l)(given, env);
    const own = (0,github_settings/* githubSettings */.ND)(given, env);
    const site = siteOf(given, own);
    const store = (0,write_options/* storeOf */.xX)(given, settings, deps);
    const github = (0,client/* openGitHub */.o)(own, deps);
    const idleSeconds = given['request-timeout-seconds'];
    const folder = await docsFolder(given, { github, token: own.token }, deps);
    const file = await findDocs(given.file, given.name, folder, deps);
    const location = docsLocation(given, settings, store, file.name, (0,write_options/* aclOptions */.l3)(given));
    const options = { ...(0,write_options/* fileOptions */.N9)(given), ...(0,write_options/* cacheOptions */.rT)(given) };
    const object = docsObject(store, location.key, file, options, deps);
    output('name', file.name);
    output('sha256', file.sha256);
    await checkRun(given, github, env['GITHUB_RUN_ID'], log);
    await checkTag(given, github);
    const wantsAsset = given['release-asset'] && tag !== release_docs/* LATEST */.k0;
    const timeout = given['dry-run'] ? 0 : given['release-timeout-seconds'];
    const release = wantsAsset ? await findRelease(github, tag, timeout, deps) : undefined;
    if (release !== undefined)
        await checkRelease(github, release, file, idleSeconds, deps);
    const plan = await planPublication(object, location, file);
    if (given['dry-run']) {
        output('url', location.url);
        const attached = release !== undefined && (await isAttached(github, release, file, idleSeconds, deps));
        const state = release === undefined ? 'would be waited for' : attached ? 'is there' : 'would be attached';
        return report({
            tag,
            file,
            location,
            dryRun: true,
            stored: { upload: 'would be uploaded', replace: 'would be replaced', keep: 'is there' }[plan.action],
            named: plan.names ? 'would be written' : 'is so',
            asset: wantsAsset ? { name: wantedAsset(file).name, url: undefined, state } : undefined,
            site: site && { repository: site.repository, state: 'would be told' },
            changed: false,
        }, deps);
    }
    if (wantsAsset && release === undefined)
        throw noRelease(github, tag, timeout);
    // The tag may have moved while the release was waited for.
    await checkTag(given, github);
    const named = await publishDocs(store, object, location, plan, deps);
    output('url', location.url);
    // The age of what other runs attach is told by GitHub, whose clock agrees with the store's.
    const byStore = { ...deps, clock: { ...deps.clock, now: store.now } };
    const attached = release === undefined ? undefined : await attach(github, release, file, idleSeconds, byStore);
    if (attached !== undefined)
        output('asset-url', attached.asset.url);
    if (site !== undefined) {
        await notifySite(given, site, deps);
        output('dispatched', true);
    }
    report({
        tag,
        file,
        location,
        dryRun: false,
        stored: { upload: 'uploaded', replace: 'replaced', keep: 'was there' }[plan.action],
        named: named ? 'written' : 'was so',
        asset: attached && {
            name: attached.asset.name,
            url: attached.asset.url,
            state: attached.changed ? 'attached' : 'was there',
        },
        site: site && { repository: site.repository, state: 'told' },
        changed: plan.action !== 'keep' || named || attached?.changed === true,
    }, deps);
}
/** The folder that `file` is looked for in: the workspace, or the artifact of the run that built the docs, downloaded. */
async function docsFolder({ artifact, 'run-id': id }, other, deps) {
    const { GITHUB_WORKSPACE: workspace = '.', GITHUB_RUN_ID: ownId } = deps.env;
    if (artifact === undefined)
        return workspace;
    const run = id === undefined || id === ownId ? undefined : { id, ...other };
    return (0,fetch_artifact/* fetchArtifact */.t)(artifact, 'Leave out the input `artifact`, and give the path of the docs.', run, deps);
}
function report(outcome, deps) {
    deps.log.info(verdict(outcome));
    deps.summary(docsSummary(outcome));
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: src_inputs.inputs, outputs: src_inputs.outputs, initial: src_inputs.initial, run });


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

/***/ 63017:
/*! packages/core/src/release/device.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F7: () => (/* binding */ keyOfKind),
/* harmony export */   NH: () => (/* binding */ filesOfDevice),
/* harmony export */   Or: () => (/* binding */ isListedKind),
/* harmony export */   SJ: () => (/* binding */ keysOfDevice),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   m5: () => (/* binding */ LISTS)
/* harmony export */ });
/** The names of the parts of a device in the index, in the order in which they are written. */
const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'];
/**
 * Further keys of a device, by the kind of the files that each lists. Readers that do not know them pass over them. None may be called
 * `docs`: the docs site takes the first entry of a tag that has such a key for the docs of the tag.
 */
const LIST_OF_KIND = {
    image: 'images',
    'flash-bundle': 'flash_bundle',
    tezi: 'tezi',
    'pvtest-distro': 'pvtest_distro',
    manifest: 'manifest',
    sbom: 'sbom',
    cve: 'cve',
    docs: 'docs_archive',
    license: 'license',
    provenance: 'provenance',
    testdata: 'testdata',
    debug: 'debug',
};
/** The further keys, in the order in which they are written. */
const LISTS = Object.values(LIST_OF_KIND);
/** The key of a device that names files of a kind of manifest.json; undefined for kinds that the index does not name. */
function keyOfKind(kind) {
    if (Object.hasOwn(LIST_OF_KIND, kind))
        return LIST_OF_KIND[kind];
    return PARTS.find((part) => part === kind);
}
/** Whether files of a kind of artifacts.json are published by their own names and listed: all but those that make the parts. */
function isListedKind(kind) {
    return Object.hasOwn(LIST_OF_KIND, kind);
}
/** All files that a device names. */
function filesOfDevice(device) {
    const parts = PARTS.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [{ key, url: part.url, sha256: part.sha256 }];
    });
    const listed = LISTS.flatMap((key) => (device[key] ?? []).map(({ url, sha256 }) => ({ key, url, sha256 })));
    return [...parts, ...listed];
}
/** The keys under which a device names files. */
function keysOfDevice(device) {
    return [...new Set(filesOfDevice(device).map(({ key }) => key))];
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
