export const id = 449;
export const ids = [449];
export const modules = {

/***/ 30449:
/*! actions/s3-release-publish/src/archive/archives.ts, actions/s3-release-publish/src/archive/compressors.ts, actions/s3-release-publish/src/archive/members.ts, actions/s3-release-publish/src/archive/parallel-tar.ts, actions/s3-release-publish/src/archive/runs.ts, actions/s3-release-publish/src/archive/source.ts, actions/s3-release-publish/src/archive/tar-pieces.ts, actions/s3-release-publish/src/archive/zip.ts, actions/s3-release-publish/src/begin.ts, actions/s3-release-publish/src/claim.ts, actions/s3-release-publish/src/decide.ts, actions/s3-release-publish/src/index-entries.ts, actions/s3-release-publish/src/machine.ts, actions/s3-release-publish/src/main.ts, actions/s3-release-publish/src/object-checks.ts, actions/s3-release-publish/src/origin.ts, actions/s3-release-publish/src/plan-notes.ts, actions/s3-release-publish/src/promote/promotable.ts, actions/s3-release-publish/src/promote/promote.ts, actions/s3-release-publish/src/promote/report-promote.ts, actions/s3-release-publish/src/promote/staged.ts, actions/s3-release-publish/src/publish.ts, actions/s3-release-publish/src/published.ts, actions/s3-release-publish/src/release.ts, actions/s3-release-publish/src/report.ts, actions/s3-release-publish/src/upload.ts, actions/s3-release-publish/src/verify/assess.ts, actions/s3-release-publish/src/verify/bucket-machines.ts, actions/s3-release-publish/src/verify/leftover-uploads.ts, actions/s3-release-publish/src/verify/public-address.ts, actions/s3-release-publish/src/verify/public-file.ts, actions/s3-release-publish/src/verify/repair.ts, actions/s3-release-publish/src/verify/report-verify.ts, actions/s3-release-publish/src/verify/verify.ts, packages/core/src/release/checksums.ts, packages/core/src/release/index-comparison.ts, packages/core/src/release/index-survey.ts, packages/core/src/release/url-key.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage),
  widenThreadPool: () => (/* binding */ widenThreadPool)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/store/settings.ts + 1 modules
var store_settings = __webpack_require__(43056);
// EXTERNAL MODULE: ./actions/s3-release-publish/src/inputs.ts
var inputs = __webpack_require__(69533);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/release/text-order.ts
var text_order = __webpack_require__(9185);
;// CONCATENATED MODULE: ./packages/core/src/release/checksums.ts

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
/**
 * The text of a SHA256SUMS file: a line `<sha256>  <name>` per file, sorted by name, as `sha256sum` prints them and
 * `sha256sum -c` reads them. A name with a backslash or a line break is escaped as coreutils 9 does it, behind a
 * backslash at the begin of the line. The input `subject-checksums` of actions/attest takes the same lines, except
 * escaped ones.
 *
 * @param files The digest is lower-case hex.
 */
function checksumsText(files) {
    return [...files]
        .sort((a, b) => (0,text_order/* compareText */.n)(a.name, b.name))
        .map((file) => {
        const name = file.name.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
        return `${name === file.name ? '' : '\\'}${file.sha256}  ${name}\n`;
    })
        .join('');
}

// EXTERNAL MODULE: ./packages/core/src/release/index-document.ts
var index_document = __webpack_require__(66101);
// EXTERNAL MODULE: ./packages/core/src/release/index-reading.ts
var index_reading = __webpack_require__(39410);
// EXTERNAL MODULE: ./packages/core/src/release/manifest.ts
var release_manifest = __webpack_require__(26326);
// EXTERNAL MODULE: ./packages/core/src/release/releases-index.ts
var releases_index = __webpack_require__(23224);
// EXTERNAL MODULE: ./packages/core/src/store/write-options.ts + 11 modules
var write_options = __webpack_require__(11293);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var action_inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var action_source = __webpack_require__(95283);
// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
// EXTERNAL MODULE: ./packages/core/src/release/channels.ts
var channels = __webpack_require__(12335);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/release.ts


/** Where the settings of the store say that the layer is. */
function layerOf(settings) {
    const { prefix, publicUrl: base } = settings;
    const key = (0,keys/* indexKey */.mh)(prefix);
    return { prefix, publicUrl: base, indexKey: key, indexUrl: (0,keys/* publicUrl */.x6)(base, prefix, key) };
}
/** @throws UserError when neither the tag nor `channel` says to which channel the release belongs. */
function releaseOf(layer, tag, channel) {
    return { ...layer, tag, channel: (0,channels/* channelOf */.t)(tag, channel) };
}
/** A machine of `release`. */
function machineRelease(release, machine) {
    const { prefix, tag } = release;
    const manifest = (0,keys/* manifestKey */.Rn)(prefix, tag, machine);
    return {
        ...release,
        machine,
        folder: (0,keys/* machineFolder */.Wh)(prefix, tag, machine),
        manifestKey: manifest,
        manifestUrl: (0,keys/* publicUrl */.x6)(release.publicUrl, prefix, manifest),
        publishedKey: (0,keys/* publishedKey */.sn)(prefix, tag, machine),
        checksumsKey: (0,keys/* checksumsKey */.OP)(prefix, tag, machine),
    };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/index-entries.ts













function completeMachine(release, manifest, manifestText) {
    const machine = machineRelease(release, manifest.name);
    return { release: machine, manifest, manifestText, entry: (0,release_manifest/* deviceOf */.OV)(manifest) };
}
/**
 * What is strange about the files that a manifest names, by file as a sentence: each lies below the folder of its machine, and has the URL
 * that follows from its key.
 */
function strangeFiles(layer, { tag, name, files }) {
    const folder = (0,keys/* machineFolder */.Wh)(layer.prefix, tag, name);
    return files.flatMap((file) => {
        const { key, url } = file;
        if (!key.startsWith(folder)) {
            return [{ file, problem: `A file of it is ${(0,action_inputs/* quote */.hD)(key)}, which is not below ${folder}.` }];
        }
        const expected = (0,keys/* publicUrl */.x6)(layer.publicUrl, layer.prefix, key);
        if (url === expected)
            return [];
        return [{ file, problem: `Its file ${(0,keys/* nameInKey */.El)(key)} has the URL ${(0,action_inputs/* quote */.hD)(url)}, not ${expected}.` }];
    });
}
/**
 * Names machines in the index, in one write. A run with `overwrite: always` may replace one of them meanwhile: it changes
 * the manifest before it touches an object. So the manifests are looked at after each reading of the index, which may be written
 * only as it was read, and once more after the write: a machine whose manifest is another one leaves the index again.
 *
 * @param how With `strict` a machine that was replaced is an error, and before the write nothing is changed then. Otherwise it is
 *   left out, and an error only when all are.
 * @throws UserError when the index cannot be changed, or for such machines.
 */
async function addToIndex(store, layer, tags, how) {
    const where = store.describe(layer.indexKey);
    const all = tags.flatMap(({ machines }) => machines);
    const options = { ...how.options, ...write_options/* JSON_FILE */.KB };
    let before = [];
    const written = await store.update(layer.indexKey, async (current) => {
        before = await replacedOf(store, all);
        if (before.length === all.length || (how.strict && before.length > 0))
            throw takenOver(before);
        const text = tags.reduce((edited, { machines, channel, tag, date }) => {
            const devices = machines.filter((each) => !before.includes(each)).map(({ entry }) => entry);
            if (devices.length === 0)
                return edited;
            return (0,releases_index/* upsertDevices */.L3)(edited, { channel, tag, date, devices, form: how.form, where });
        }, current);
        return text ?? '{}\n';
    }, options);
    if (!written.changed)
        return { ...written, replaced: before };
    const after = (await replacedOf(store, all)).filter((each) => !before.includes(each));
    if (after.length === 0)
        return { ...written, replaced: before };
    const mended = await store.update(layer.indexKey, (text = '{}\n') => after.reduce((edited, { release, entry }) => {
        const stands = (0,index_reading/* readDevice */.t)(edited, release.channel, release.tag, release.machine, where);
        return (0,external_node_util_.isDeepStrictEqual)(stands, entry) ? (0,releases_index/* removeDevice */.Ls)(edited, { ...release, where }) : edited;
    }, text), options);
    if (how.strict)
        throw takenOver(after);
    return { changed: true, text: mended.text, replaced: [...before, ...after] };
}
async function replacedOf(store, machines) {
    const texts = await (0,in_parallel/* inParallel */.H)(machines, ({ release }) => store.text(release.manifestKey));
    return machines.filter(({ manifestText }, index) => texts[index] !== manifestText);
}
function takenOver(machines) {
    const names = machines.map(({ release }) => `${release.machine} ${release.tag}`);
    return new errors/* UserError */.yo(`Another run replaced ${(0,wording/* shortList */.pg)(names, ', ')} while this one was about to name ${machines.length === 1 ? 'it' : 'them'} in the index.`, 'The index does not name what was replaced. See what the other run did, and run this job again if its build is the right one.');
}
/** The digest by which published.json names a manifest. */
function manifestDigest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/**
 * Writes the published.json of a machine that the index names, unless it is there.
 *
 * @returns Whether it was written.
 */
async function markPublished(store, { release, manifestText }, options, deps) {
    const manifestSha256 = manifestDigest(manifestText);
    const before = await store.text(release.publishedKey);
    // A mark that cannot be read is as good as none, so it is not parsed.
    if (before?.includes(manifestSha256))
        return false;
    const { run } = (0,action_source/* sourceOf */.vz)(deps.env);
    const mark = { time: store.now(), manifestSha256, ...(run === undefined ? {} : { run }) };
    await store.put(release.publishedKey, (0,release_manifest/* publishedText */.s6)(mark), { ...options, ...write_options/* JSON_FILE */.KB });
    return true;
}

// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/object-checks.ts



/** @param deep Read and hash the objects, instead of asking for their sizes. */
function objectChecks(store, deep) {
    const contents = new Map();
    let bytes = 0;
    async function look(key, size) {
        const found = deep ? await store.digestOfSize(key, size) : await store.head(key);
        if (found === undefined)
            return undefined;
        if (!('sha256' in found))
            return { size: found.size, sha256: undefined };
        if (found.sha256 !== undefined)
            bytes += found.size;
        return found;
    }
    return {
        async problem(key, wanted) {
            const question = `${wanted.size} ${key}`;
            const content = contents.get(question) ?? look(key, wanted.size);
            contents.set(question, content);
            const found = await content;
            return found === undefined ? 'The object is not there.' : contentProblem(found, wanted);
        },
        bytesRead: () => bytes,
    };
}
/** What is wrong with something that is there. */
function contentProblem(found, wanted) {
    if (found.size !== undefined && wanted.size !== undefined && found.size !== wanted.size) {
        return `It has ${(0,wording/* counted */.hS)(found.size, 'byte')}, its manifest.json says ${(0,wording/* counted */.hS)(wanted.size, 'byte')}.`;
    }
    if (found.sha256 === undefined || wanted.sha256 === undefined)
        return undefined;
    if (found.sha256 === wanted.sha256)
        return undefined;
    const says = wanted.sha256From === 'index' ? 'the index has' : 'its manifest.json says';
    return `Its content has the sha256 ${found.sha256}, ${says} ${wanted.sha256}.`;
}
/**
 * `All 24 files of 2 tags are there with their sizes.`: what is known of files that were checked.
 *
 * @param which More about them, as `of 2 tags`.
 * @param deep Whether they were read and hashed.
 */
function allThere(count, which, deep) {
    const all = count === 1 ? '1 file' : `All ${count} files`;
    const own = count === 1 ? `its ${deep ? 'content' : 'size'}` : `their ${deep ? 'content' : 'sizes'}`;
    return `${all} ${which} ${(0,wording/* are */.Jw)(count)} there with ${own}.`;
}
/** Checks items in parallel, and says how far it is. */
function checkAll(items, check, bytesRead, deps) {
    let done = 0;
    const describe = (elapsed) => {
        const left = done > 0 ? `, about ${(0,progress/* formatDuration */.a3)(((items.length - done) / done) * elapsed)} left` : '';
        const read = bytesRead();
        const rate = read > 0 ? `, ${(0,progress/* formatBytes */.z3)(read)} read, ${(0,progress/* formatBytes */.z3)(read / elapsed)}/s` : '';
        return `Checked ${done} of ${items.length} files${rate}${left}.`;
    };
    return (0,progress/* withProgress */.E0)(deps, describe, () => (0,in_parallel/* inParallel */.H)(items, async (item) => {
        const result = await check(item);
        done += 1;
        return result;
    }));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/promotable.ts





const OTHERS = 'Nothing was changed. Stage these machines from the commit of the release, with the same `public-url`, or remove the folders of those ' +
    'that do not belong to it.';
/** A good manifest must not be removed for what was read in its place. */
const NO_OBJECT = 'Nothing was changed. Look at each manifest.json that is not JSON. Something between the runner and the store may have answered for it: ' +
    'check `endpoint` and the proxy, and run this step again. Where it is so in the bucket, stage that machine again.';
/**
 * Decides whether all that is staged may be promoted.
 *
 * @returns The machines by name.
 * @throws UserError when nothing is staged, when an expected machine is missing, or when one is not complete, of another channel,
 * commit or repository, or has files elsewhere; it names each of them.
 */
function promotable(staged, release, wanted) {
    const { tag } = release;
    if (staged.length === 0) {
        throw new errors/* UserError */.yo(`No machine of ${tag} is staged in ${wanted.where}: there is no manifest.json below ${tag}/.`, 'Stage the machines first (`phase: stage`), and check `tag`, `bucket` and `prefix`.');
    }
    const missing = [...new Set(wanted.expected)].filter((name) => !staged.some(({ machine }) => machine === name));
    if (missing.length > 0) {
        const there = staged.map((each) => `${each.machine}${each.state.kind === 'claim' ? ' (not complete)' : ''}`);
        throw new errors/* UserError */.yo(`${(0,wording/* counted */.hS)(missing.length, 'machine')} of ${tag} ${(0,wording/* are */.Jw)(missing.length)} not staged: ${(0,wording/* shortList */.pg)(missing, ', ')}. ` +
            `Staged ${(0,wording/* are */.Jw)(there.length)}: ${(0,wording/* shortList */.pg)(there, ', ')}.`, 'Nothing was changed. See why their jobs staged nothing, or correct `expected-machines`.');
    }
    const problems = staged.flatMap((each) => problemOf(each, release, wanted.sha, wanted.env));
    if (problems.length > 0) {
        throw new errors/* UserError */.yo(`${(0,wording/* counted */.hS)(problems.length, 'machine')} of ${tag} cannot be promoted:\n${(0,wording/* shortList */.pg)(problems, '\n')}`, staged.some(({ state }) => state.kind === 'unreadable' && state.isNoObject) ? NO_OBJECT : OTHERS);
    }
    return staged
        .flatMap(({ state }) => (state.kind === 'complete' ? [state] : []))
        .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}
function problemOf({ machine, manifestKey, state }, release, sha, env) {
    if (state.kind === 'unreadable')
        return [`${machine}: ${state.problem} Look at ${manifestKey}.`];
    if (state.kind === 'claim') {
        const run = (0,action_source/* runToShow */.cU)(state.source.run, env);
        const shown = run === undefined ? '' : ` (${run})`;
        return [`${machine}: not complete. A run${shown} uploads it, or ended before it was done.`];
    }
    const { channel, source } = state.manifest;
    const { GITHUB_REPOSITORY: repository } = env;
    const by = source.repository;
    const isOther = repository !== undefined && by !== undefined && !(0,action_source/* isSameRepository */.ve)(by, repository);
    const problems = [
        ...(isOther ? [`staged by the repository ${(0,action_inputs/* quote */.hD)(by)}, not ${(0,action_inputs/* quote */.hD)(repository)}`] : []),
        ...(source.sha === sha
            ? []
            : [
                `staged from ${source.sha === undefined ? 'an unknown commit' : `commit ${source.sha}`}, not ${sha}`,
            ]),
        ...(channel === release.channel ? [] : [`staged for the channel ${channel}, not ${release.channel}`]),
    ];
    if (problems.length > 0)
        return [`${machine}: ${problems.join('; ')}.`];
    const [strange] = strangeFiles(release, state.manifest);
    return strange === undefined ? [] : [`${machine}: ${strange.problem}`];
}

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
// EXTERNAL MODULE: ./packages/core/src/release/device.ts
var release_device = __webpack_require__(63017);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/report-promote.ts





/** The step summary of a promotion. */
function promotedSummary(promotion) {
    const { release, machines, toAdd, dryRun } = promotion;
    const rows = machines.map(({ manifest, release: at, entry }) => {
        const done = dryRun ? 'would be added' : 'added';
        return [
            (0,markdown/* link */.nf)(manifest.name, at.manifestUrl),
            (0,markdown/* escapeText */.X1)((0,release_device/* keysOfDevice */.SJ)(entry).join(', ')),
            (0,markdown.md) `${manifest.files.length}`,
            (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(sizeOf(manifest))),
            (0,markdown/* unbroken */.D_)(toAdd.has(manifest.name) ? done : dryRun ? 'is there' : 'was there'),
        ];
    });
    const parts = [
        (0,markdown.md) `### s3-release-publish: promote ${(0,markdown/* code */.aY)(release.tag)}${dryRun ? (0,markdown.md) ` (dry run)` : (0,markdown.md) ``}`,
        (0,markdown.md) `${(0,markdown/* escapeText */.X1)(promotedVerdict(promotion))} ${(0,markdown/* link */.nf)('releases.json', release.indexUrl)}`,
        (0,markdown/* table */.tp)([(0,markdown.md) `Machine`, (0,markdown.md) `Parts`, (0,markdown.md) `Files`, (0,markdown.md) `Size`, (0,markdown.md) `In the index`], rows),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
/** What a promotion did, in one or two sentences. */
function promotedVerdict({ release, machines, toAdd, deep, changed, dryRun }) {
    const files = machines.reduce((sum, { manifest }) => sum + manifest.files.length, 0);
    const bytes = machines.reduce((sum, { manifest }) => sum + sizeOf(manifest), 0);
    const checked = allThere(files, `(${(0,progress/* formatBytes */.z3)(bytes)})`, deep);
    const all = (0,wording/* counted */.hS)(machines.length, 'machine');
    const isNamed = `The index names ${machines.length === 1 ? 'the machine' : `all ${all}`} in the channel ${release.channel}`;
    if (dryRun && toAdd.size === 0)
        return `Nothing was written. ${isNamed} already. ${checked}`;
    if (dryRun) {
        return `Nothing was written. ${toAdd.size} of ${all} would be added to the channel ${release.channel}. ${checked}`;
    }
    if (!changed)
        return `Everything was promoted already. Nothing was written. ${checked}`;
    if (toAdd.size === 0)
        return `${isNamed}, as it did before. Only published.json was written. ${checked}`;
    return `Promoted in the channel ${release.channel}: ${toAdd.size} of ${all} added. ${checked}`;
}
function sizeOf({ files }) {
    return files.reduce((sum, { size }) => sum + size, 0);
}

// EXTERNAL MODULE: ./packages/core/src/release/claim.ts
var release_claim = __webpack_require__(40451);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./packages/core/src/release/object-text.ts
var object_text = __webpack_require__(29286);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/staged.ts






/** As a problem names the manifest.json of a folder: who shows the problem says which. */
const WHERE = 'Its manifest.json';
/**
 * Finds the machines of a tag in the bucket, or of all tags, by their manifest.json.
 *
 * @throws UserError when the bucket cannot be listed.
 */
async function findStaged(store, { prefix }, tag) {
    const root = (0,keys/* layerFolder */.bE)(prefix);
    const manifests = [];
    const marked = new Set();
    for await (const { key } of store.list(tag === undefined ? root : (0,keys/* tagFolder */.Vr)(prefix, tag))) {
        const [folder = '', machine = '', file, ...deeper] = key.slice(root.length).split('/');
        if (deeper.length > 0 || (0,names/* checkTag */.Bs)(folder) !== undefined || (0,names/* checkMachine */.U1)(machine) !== undefined)
            continue;
        if (file === 'manifest.json')
            manifests.push({ tag: folder, machine });
        if (file === 'published.json')
            marked.add(key);
    }
    return manifests.map((each) => ({
        ...each,
        marked: marked.has((0,keys/* publishedKey */.sn)(prefix, each.tag, each.machine)),
    }));
}
/**
 * Reads the manifests. A folder whose manifest.json is gone by now is left out.
 *
 * @param isAbsent Whether a failure to read one also means that it is not there.
 * @throws UserError when the store does not give them. One of another form is no error here.
 */
async function readStaged(store, { prefix }, folders, isAbsent = () => false) {
    const machines = await (0,in_parallel/* inParallel */.H)(folders, async (folder) => {
        const key = (0,keys/* manifestKey */.Rn)(prefix, folder.tag, folder.machine);
        const text = await store.text(key).catch((thrown) => {
            if (isAbsent(thrown))
                return undefined;
            throw thrown;
        });
        if (text === undefined)
            return [];
        return [{ ...folder, manifestKey: key, state: stateOf(text, folder) }];
    });
    return machines.flat();
}
function stateOf(text, { tag, machine }) {
    try {
        const state = (0,release_claim/* readManifestState */.bV)(text, WHERE);
        if (state.kind === 'claim')
            return { kind: 'claim', source: state.source, replaces: state.replaces, text };
        const { manifest } = state;
        if (manifest.tag === tag && manifest.name === machine)
            return { kind: 'complete', manifest, text };
        const problem = `${WHERE} is of ${manifest.name} ${manifest.tag}, not of ${machine} ${tag}.`;
        return { kind: 'unreadable', problem, isNoObject: false };
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        return { kind: 'unreadable', problem: asSentence((0,errors/* messageOf */.bD)(thrown)), isNoObject: (0,object_text/* isNoObject */.xY)(text) };
    }
}
/** A message that may have a line for each problem. */
function asSentence(message) {
    const [first = '', ...problems] = message.split('\n').map((line) => line.trim().replace(/\.$/, ''));
    return `${[first, problems.join('; ')].filter((text) => text !== '').join(' ')}.`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/promote.ts
















/**
 * Names all staged machines of a tag in the index, in one write, after a look at each of their files. Nothing is changed before all
 * of it is known to be right.
 *
 * @throws UserError when a machine is not there, not complete, of another commit, or when one of its files is not as staged.
 */
async function promote(given, settings, deps, output) {
    const release = releaseOf(layerOf(settings), given.tag, given.channel);
    output('index-url', release.indexUrl);
    const store = (0,write_options/* storeOf */.xX)(given, settings, deps);
    const staged = await readStaged(store, release, await findStaged(store, release, release.tag));
    const manifests = promotable(staged, release, {
        sha: given.sha,
        expected: given['expected-machines'],
        where: store.label,
        env: deps.env,
    });
    const machines = manifests.map(({ manifest, text }) => completeMachine(release, manifest, text));
    const how = { date: store.now(), form: given['index-form'] };
    const toAdd = await notIndexed(store, release, machines, how);
    const checks = objectChecks(store, given.deep);
    await checkFiles(manifests.map(({ manifest }) => manifest), checks, deps);
    output('bytes-read', checks.bytesRead());
    const before = { release, machines, toAdd, deep: given.deep };
    if (given['dry-run']) {
        const outcome = { ...before, changed: false, dryRun: true };
        deps.summary(promotedSummary(outcome));
        deps.log.info(promotedVerdict(outcome));
        return;
    }
    const tags = [{ ...release, date: how.date, machines }];
    const written = await addToIndex(store, release, tags, {
        form: how.form,
        options: (0,write_options/* aclOptions */.l3)(given),
        strict: true,
    });
    const marks = await (0,in_parallel/* inParallel */.H)(machines, (machine) => markPublished(store, machine, (0,write_options/* fileOptions */.N9)(given), deps));
    const files = manifests.flatMap(({ manifest }) => manifest.files);
    output('entry', JSON.stringify(machines.map(({ entry }) => entry)));
    output('files', JSON.stringify(files));
    output('subjects', checksumsText(manifests.flatMap(({ manifest }) => subjectsOf(manifest))));
    output('files-skipped', files.length);
    const outcome = { ...before, changed: written.changed || marks.includes(true), dryRun: false };
    deps.summary(promotedSummary(outcome));
    deps.log.info(promotedVerdict(outcome));
}
/**
 * The machines that the index does not name as they are staged.
 *
 * @throws UserError for an index that could not be changed, before anything else is done.
 */
async function notIndexed(store, release, machines, how) {
    const text = await store.text(release.indexKey);
    const index = (0,index_document/* openIndex */.b)(text, store.describe(release.indexKey));
    const { channel, tag } = release;
    (0,releases_index/* upsertDevices */.L3)(index, { ...how, channel, tag, devices: machines.map(({ entry }) => entry) });
    const isThere = ({ entry }) => (0,external_node_util_.isDeepStrictEqual)((0,index_reading/* readDevice */.t)(index, channel, tag, entry.name), entry);
    return new Set(machines.filter((each) => !isThere(each)).map(({ entry }) => entry.name));
}
async function checkFiles(manifests, checks, deps) {
    const files = manifests.flatMap((manifest) => manifest.files);
    const found = await checkAll(files, async (file) => ({ key: file.key, problem: await checks.problem(file.key, file) }), checks.bytesRead, deps);
    const wrong = found.filter(({ problem }) => problem !== undefined);
    if (wrong.length === 0)
        return;
    const lines = wrong.map(({ key, problem }) => `${key}: ${problem}`);
    throw new errors/* UserError */.yo(`${wrong.length} of ${(0,wording/* counted */.hS)(files.length, 'staged file')} ${(0,wording/* are */.Jw)(wrong.length)} not as manifest.json says:\n${(0,wording/* shortList */.pg)(lines, '\n')}`, 'Nothing was changed. Remove these objects and stage their machines again: `phase: stage` uploads what is missing.');
}
function subjectsOf(manifest) {
    return manifest.files.map(({ key, sha256 }) => ({
        name: `${manifest.name}/${(0,release_manifest/* fileName */.Md)(manifest, key)}`,
        sha256,
    }));
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/artifacts/fetch-artifact.ts
var fetch_artifact = __webpack_require__(70148);
// EXTERNAL MODULE: ./packages/core/src/store/abort-uploads.ts
var abort_uploads = __webpack_require__(30518);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/compressors.ts
/**
 * Compresses buffers on the thread pool, with as many compressors as are at work at a time. Each is used again: it has its tables
 * already, and writes on into the buffer that it has. Fresh ones for every buffer would have the garbage collector run all the time.
 *
 * Equal buffers give equal bytes with deflate at the levels 1 to 9. At level 0, and with zstd, the bytes also depend on how much room there is.
 *
 * @param make Makes a compressor, as `compressOnce` takes it.
 */
function compressors(make) {
    const idle = [];
    return async (bytes) => {
        const compressor = idle.pop() ?? make();
        const made = await compressed(compressor, bytes);
        compressor.reset();
        idle.push(compressor);
        return made;
    };
}
/**
 * What a compressor of node:zlib makes of one buffer, on the thread pool. The compressor was made with `flush` set to the
 * operation that ends a buffer (Z_FINISH, Z_SYNC_FLUSH, ZSTD_e_end), so that one call does everything: zstd then reads the buffer where it
 * is, without a window of its own, and knows its size. It is not told the end a second time, which would make an empty frame.
 */
async function compressOnce(compressor, bytes) {
    const made = await compressed(compressor, bytes);
    compressor.destroy();
    // Without the unused end of the buffer that it was written to, which would stay in memory as long as these bytes do.
    return made.length < 0.9 * made.buffer.byteLength ? Buffer.from(made) : made;
}
function compressed(compressor, bytes) {
    return new Promise((resolve, reject) => {
        const made = [];
        const keep = (chunk) => void made.push(chunk);
        compressor.on('error', reject).on('data', keep);
        compressor.write(bytes, (error) => {
            if (error)
                return;
            // The last chunk may still be on its way to the listener.
            for (let chunk = compressor.read(); chunk !== null; chunk = compressor.read())
                made.push(chunk);
            compressor.off('error', reject).off('data', keep);
            const [first] = made;
            resolve(made.length === 1 && first !== undefined ? first : Buffer.concat(made));
        });
    });
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/runs.ts


/** How much is decided about at once: within a block of 1 MiB, an image changes from one file to the next. */
const DECIDED_BYTES = 128 * 1024;
const SAMPLES = 8;
const SAMPLE_BYTES = 1024;
/** Bits of a byte. In so small a sample noise has 7.8; text in base64 has 6, machine code up to 7. */
const NOISE_BITS = 7.5;
/** The part of a sample where 4 bytes stand that stood before. Noise has next to none. */
const REPEATED = 1 / 32;
const TABLE_LOG = 11;
/** Noise that loses less than this part of its size is not worth the time. */
const WORTHWHILE = 0.01;
/**
 * Cuts a block into its runs, in their order: what can be compressed, and noise, as what is compressed already or encrypted. Equal blocks
 * have equal runs.
 *
 * Samples say where a run begins and ends, in about 0.3 ms for 1 MiB. Noise has about as many of each byte, and no strings that come
 * again. What looks like it is tested as a whole, on the thread pool at about 800 MB/s: it may come again farther on.
 *
 * @param windowLog How far back the compressor in question looks for matches, as a power of two (10 to 27).
 */
async function runsOf(block, windowLog) {
    const starts = Array.from({ length: Math.ceil(block.length / DECIDED_BYTES) }, (_, n) => n * DECIDED_BYTES);
    const obvious = starts.map((at) => isObvious(block.subarray(at, at + DECIDED_BYTES)));
    const begins = starts.filter((_, n) => n === 0 || obvious[n] !== obvious[n - 1]);
    return Promise.all(begins.map(async (at, n) => {
        const bytes = block.subarray(at, begins[n + 1]);
        const compressible = obvious[at / DECIDED_BYTES] === true || (await saving(bytes, windowLog)) >= WORTHWHILE;
        return { bytes, compressible };
    }));
}
/** The part that zstd saves at level 1 with matches of 4 bytes: faster settings take tables of words for noise. */
async function saving(bytes, windowLog) {
    const compressor = (0,external_node_zlib_.createZstdCompress)({
        flush: external_node_zlib_.constants.ZSTD_e_end,
        chunkSize: bytes.length + (bytes.length >> 8) + 1024,
        params: {
            [external_node_zlib_.constants.ZSTD_c_compressionLevel]: 1,
            [external_node_zlib_.constants.ZSTD_c_windowLog]: windowLog,
            [external_node_zlib_.constants.ZSTD_c_minMatch]: 4,
        },
    });
    return 1 - (await compressOnce(compressor, bytes)).length / bytes.length;
}
/** Whether one of the samples is no noise. They stand in the middle of equal stretches, which all of them are when there are few bytes. */
function isObvious(bytes) {
    const seen = new Uint32Array(1 << TABLE_LOG);
    const stretch = Math.max(SAMPLE_BYTES, bytes.length / SAMPLES);
    for (let at = 0; at < bytes.length; at += stretch) {
        const from = Math.floor(at + (stretch - SAMPLE_BYTES) / 2);
        const sample = bytes.subarray(from, from + SAMPLE_BYTES);
        if (bitsOf(sample) < NOISE_BITS || repeatedIn(sample, seen) > REPEATED * sample.length)
            return true;
    }
    return false;
}
/** Shannon's entropy of a byte of `sample`, in bits. */
function bitsOf(sample) {
    const counts = new Uint32Array(256);
    for (let at = 0; at < sample.length; at += 1) {
        const byte = sample[at];
        counts[byte] = counts[byte] + 1;
    }
    let bits = 0;
    for (const count of counts) {
        if (count > 0)
            bits -= (count / sample.length) * Math.log2(count / sample.length);
    }
    return bits;
}
/** At how many places of `sample` four bytes end that `seen` has. It has them all afterwards, but for those whose place others took. */
function repeatedIn(sample, seen) {
    let repeated = 0;
    let word = 0;
    for (let at = 0; at < sample.length; at += 1) {
        word = ((word << 8) | sample[at]) >>> 0;
        const slot = Math.imul(word, 0x9e3779b1) >>> (32 - TABLE_LOG);
        if (seen[slot] === word)
            repeated += 1;
        seen[slot] = word;
    }
    return repeated;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/members.ts



const GZIP_BLOCK = 1024 * 1024;
const ZSTD_BLOCK = 2 * GZIP_BLOCK;
/** How far back deflate looks for a match: 32 KiB, as a power of two. */
const GZIP_WINDOW_LOG = 15;
const GZIP_LEVEL = 6;
const ZSTD_LEVEL = 3;
/** A window as large as a block. Every zstd reads windows of up to 8 MiB (RFC 8878 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 21;
/** Finds next to nothing, at the speed of a copy. */
const ZSTD_FASTEST = -5;
/** Members of a gzip file (RFC 1952), each with its head and its sums. */
function gzipMembers(level = GZIP_LEVEL) {
    const deflate = compressors(() => (0,external_node_zlib_.createGzip)({ level, flush: external_node_zlib_.constants.Z_FINISH, chunkSize: roomFor(GZIP_BLOCK) }));
    const store = (bytes) => [
        GZIP_HEAD,
        ...stored(bytes),
        DEFLATE_END,
        sums((0,external_node_zlib_.crc32)(bytes), bytes.length),
    ];
    return gzip(level, deflate, store);
}
/**
 * The one member of a gzip file, in pieces: each is deflated by itself up to the border of a byte (Z_SYNC_FLUSH), so that pieces
 * follow each other as one stream (RFC 1951), as pigz makes it.
 */
function gzipMember(level = GZIP_LEVEL) {
    const deflate = compressors(() => (0,external_node_zlib_.createDeflateRaw)({ level, flush: external_node_zlib_.constants.Z_SYNC_FLUSH, chunkSize: roomFor(GZIP_BLOCK) }));
    const tail = (sum, bytes) => Buffer.concat([DEFLATE_END, sums(sum, bytes)]);
    return { ...gzip(level, deflate, stored), frame: { head: GZIP_HEAD, tail } };
}
/** Each run of a block by itself. Noise is stored. */
function gzip(level, deflate, store) {
    const zeros = new Map();
    const member = async ({ bytes, compressible }) => {
        if (!compressible)
            return Buffer.concat(store(bytes));
        if (!isZero(bytes))
            return deflate(bytes);
        const known = zeros.get(bytes.length) ?? deflate(bytes);
        zeros.set(bytes.length, known);
        return known;
    };
    const compress = async (block, compressed) => {
        const all = { bytes: block, compressible: false };
        const runs = level === 0 || compressed ? [all] : await runsOf(block, GZIP_WINDOW_LOG);
        return Promise.all(runs.map(member));
    };
    return { level, blockBytes: GZIP_BLOCK, compress };
}
/** RFC 1952 2.3: deflate, no name, no date, made on Unix. */
const GZIP_HEAD = Buffer.from('1f8b0800000000000003', 'hex');
/** RFC 1951 3.2.6: a last block without content. */
const DEFLATE_END = Buffer.from('0300', 'hex');
/** RFC 1951 3.2.4: what a block can hold that is not compressed. */
const STORED_BYTES = 0xffff;
/** Bytes as they are, in blocks of deflate. None of them is the last. */
function stored(bytes) {
    return Array.from({ length: Math.ceil(bytes.length / STORED_BYTES) }, (_, n) => {
        const content = bytes.subarray(n * STORED_BYTES, (n + 1) * STORED_BYTES);
        const head = Buffer.alloc(5);
        head.writeUInt16LE(content.length, 1);
        head.writeUInt16LE(~content.length & STORED_BYTES, 3);
        return [head, content];
    }).flat();
}
/** RFC 1952 2.3.1: the end of a member. */
function sums(crc, bytes) {
    const end = Buffer.alloc(8);
    end.writeUInt32LE(crc, 0);
    end.writeUInt32LE(bytes % 2 ** 32, 4);
    return end;
}
const ZEROS = Buffer.alloc(GZIP_BLOCK);
/** Whether a run is free space of an image. One member serves for all of a length. */
function isZero(bytes) {
    return bytes.equals(ZEROS.subarray(0, bytes.length));
}
/** Frames of a zstd file (RFC 8878) with their content's size and checksum. Up to the default level, zstd itself passes over noise. */
function zstdFrames(level = ZSTD_LEVEL) {
    const frame = (bytes, at) => compressOnce((0,external_node_zlib_.createZstdCompress)({
        flush: external_node_zlib_.constants.ZSTD_e_end,
        chunkSize: roomFor(bytes.length),
        params: {
            [external_node_zlib_.constants.ZSTD_c_compressionLevel]: at,
            [external_node_zlib_.constants.ZSTD_c_windowLog]: ZSTD_WINDOW_LOG,
            [external_node_zlib_.constants.ZSTD_c_contentSizeFlag]: 1,
            [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1,
        },
    }), bytes);
    const compress = async (block, compressed) => {
        const all = { bytes: block, compressible: !compressed };
        const runs = compressed || level <= ZSTD_LEVEL ? [all] : await runsOf(block, ZSTD_WINDOW_LOG);
        return Promise.all(runs.map(({ bytes, compressible }) => frame(bytes, compressible ? level : ZSTD_FASTEST)));
    };
    return { level, blockBytes: ZSTD_BLOCK, compress };
}
/** Room for a member that is larger than its block, so that one call to the thread pool is enough. */
function roomFor(bytes) {
    return bytes + (bytes >> 8) + 1024;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/source.ts

/**
 * A stream of what a generator yields. The generator is asked for a chunk when there is room for one. Destroying the stream
 * aborts the signal that the generator was made with; the stream's `close` comes when the generator has come to its end.
 *
 * @param make Starts the generator. It yields no empty chunk, and ends soon after its signal.
 */
function abortable(make) {
    const abort = new AbortController();
    const chunks = make(abort.signal);
    return new external_node_stream_.Readable({
        read() {
            chunks.next().then(({ done, value }) => this.push(done ? null : value), (error) => this.destroy(error));
        },
        destroy(error, closed) {
            abort.abort();
            const end = () => closed(error);
            chunks.return(undefined).then(end, end);
        },
    });
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./actions/s3-release-publish/src/plan.ts + 1 modules
var src_plan = __webpack_require__(78868);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/tar-pieces.ts





/** The one date that archives carry, so that equal content makes equal bytes. */
const TIME = new Date('1980-01-01T00:00:00Z');
const RECORD_BYTES = 512;
const COMPRESSED_NAME = /\.(?:bz2|gz|tgz|xz|zst|zip|lz4|lzo)$/i;
/** A smaller file is treated like its neighbours: a member of its own would cost more than it saves. */
const OWN_MEMBER_BYTES = 1024 * 1024;
/**
 * The bytes of a tar archive (POSIX.1-2001): files in the given order, owner root, fixed mode and time. Names that
 * ustar cannot hold are in a pax header, sizes from 8 GiB on in base 256, as GNU tar writes and reads them.
 *
 * @throws What a source fails with; a UserError when a file has not the size that artifacts.json states.
 */
async function* tarPieces(files, open, signal) {
    for (const file of files) {
        yield { bytes: await headerOf(file), compressed: false };
        yield* contentPieces(file, open, signal);
        const padding = -file.size & (RECORD_BYTES - 1);
        if (padding > 0)
            yield { bytes: Buffer.alloc(padding), compressed: false };
    }
    yield { bytes: Buffer.alloc(2 * RECORD_BYTES), compressed: false };
}
async function* contentPieces(file, open, signal) {
    const compressed = COMPRESSED_NAME.test(file.name) && file.size >= OWN_MEMBER_BYTES;
    let size = 0;
    for await (const chunk of (0,external_node_stream_.addAbortSignal)(signal, open(file))) {
        const bytes = chunk;
        size += bytes.length;
        if (size > file.size)
            break;
        yield { bytes, compressed };
    }
    if (size === file.size)
        return;
    throw new errors/* UserError */.yo(`${file.path} has ${size > file.size ? 'more' : 'fewer'} bytes than the ${file.size} that artifacts.json states.`, 'Build again, and let no step change the folder in between.');
}
/** The header of a file, with the pax header before it when there is one: whole records. */
async function headerOf(file) {
    const archive = (0,tar_stream.pack)();
    archive.entry({
        name: file.name,
        size: file.size,
        mode: src_plan/* FILE_MODE */.rE,
        mtime: TIME,
        uid: 0,
        gid: 0,
        uname: 'root',
        gname: 'root',
    });
    await (0,external_node_events_.once)(archive, 'readable');
    const parts = [];
    for (let part = archive.read(); part !== null; part = archive.read())
        parts.push(part);
    archive.destroy();
    return Buffer.concat(parts);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/parallel-tar.ts




/** What blocks in the works may take: each is there once as it is, and once compressed. */
const IN_WORK_BYTES = 32 * 1024 * 1024;
/**
 * A compressed tar archive of files, in their order. The tar is cut into blocks, and each becomes a member that stands for
 * itself, made on Node's thread pool. Its readers take members that follow each other as one file (RFC 1952 2.2, RFC 8878 3).
 */
function tarOf(files, open, format) {
    const atOnce = blocksAtOnce(format.blockBytes, (0,external_node_os_.availableParallelism)());
    const { frame } = format;
    const sum = { crc32: 0, bytes: 0 };
    const compress = async ({ bytes, compressed, release }) => {
        // Blocks come here one after another, before any of them is compressed.
        if (frame !== undefined)
            sum.crc32 = (0,external_node_zlib_.crc32)(bytes, sum.crc32);
        sum.bytes += bytes.length;
        const members = await format.compress(bytes, compressed);
        release();
        return members;
    };
    return abortable((signal) => {
        const members = inOrder(blocksOf(tarPieces(files, open, signal), format.blockBytes), atOnce, compress);
        return frame === undefined ? members : framed(members, frame, sum);
    });
}
/** @param sum Of what was compressed; it is read when the members have come to their end. */
async function* framed(members, { head, tail }, sum) {
    yield head;
    yield* members;
    yield tail(sum.crc32, sum.bytes);
}
/** One block for each core, one that is being read and one that waits for its turn, as far as memory allows. */
function blocksAtOnce(blockBytes, cores) {
    return Math.max(2, Math.min(cores + 2, Math.floor(IN_WORK_BYTES / (2 * blockBytes))));
}
/**
 * Cuts pieces into blocks of `size` bytes. Only the last one is shorter, and the last before compressed bytes begin or end.
 * Where the cuts are does not depend on how the bytes were divided into pieces. Released blocks are used again: a gigabyte
 * of fresh buffers would be in memory until the garbage collector comes.
 */
async function* blocksOf(pieces, size) {
    const free = [];
    let buffer;
    let used = 0;
    let compressed = false;
    const cut = () => {
        const full = buffer;
        if (full === undefined)
            return undefined;
        const bytes = full.subarray(0, used);
        buffer = undefined;
        used = 0;
        return { bytes, compressed, release: () => void free.push(full) };
    };
    for await (const piece of pieces) {
        if (piece.bytes.length === 0)
            continue;
        if (piece.compressed !== compressed) {
            const block = cut();
            if (block !== undefined)
                yield block;
            compressed = piece.compressed;
        }
        for (let from = 0; from < piece.bytes.length;) {
            buffer ??= free.pop() ?? Buffer.allocUnsafeSlow(size);
            const copied = piece.bytes.copy(buffer, used, from);
            from += copied;
            used += copied;
            const block = used === size ? cut() : undefined;
            if (block !== undefined)
                yield block;
        }
    }
    const last = cut();
    if (last !== undefined)
        yield last;
}
/**
 * Does work on items, several at a time, and yields the results in the order of the items. An item is asked for when fewer
 * than `limit` are between the two ends, so a reader that stops also stops the source. When it ends early, it waits for
 * the work that was begun.
 */
async function* inOrder(items, limit, work) {
    const begun = [];
    try {
        for await (const item of items) {
            const result = work(item);
            // A failure is thrown when its turn comes. Until then it is not an unhandled one.
            result.catch(() => undefined);
            begun.push(result);
            const first = begun.length < limit ? undefined : begun.shift();
            if (first !== undefined)
                yield* await first;
        }
        for (let first = begun.shift(); first !== undefined; first = begun.shift())
            yield* await first;
    }
    finally {
        await Promise.allSettled(begun);
    }
}

// EXTERNAL MODULE: ./node_modules/yazl/index.js
var yazl = __webpack_require__(93044);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/zip.ts




const REGULAR_FILE = 0o100000;
/**
 * A zip archive of files, in their order and stored: pvrexports are compressed already. From 4 GiB on it is zip64.
 * Its readers see the mode of the files and one date.
 */
function zipOf(files, open) {
    return abortable((signal) => zipChunks(files, open, signal));
}
async function* zipChunks(files, open, signal) {
    const archive = new yazl/* ZipFile */.u();
    const output = archive.outputStream.pipe(new external_node_stream_.PassThrough());
    const fail = (error) => void output.destroy(error);
    let current;
    archive.on('error', fail);
    signal.addEventListener('abort', () => output.destroy());
    for (const file of files) {
        archive.addReadStreamLazy(file.name, {
            mtime: zipTime(),
            forceDosTimestamp: true,
            mode: REGULAR_FILE | src_plan/* FILE_MODE */.rE,
            compress: false,
            size: file.size,
        }, (give) => {
            current = open(file).on('error', fail);
            give(null, current);
        });
    }
    archive.end();
    try {
        for await (const chunk of output)
            yield chunk;
    }
    finally {
        current?.destroy();
    }
}
/** The one date that archives carry. zip has no time zones and knows none before it: yazl writes what a clock on the wall shows. */
function zipTime() {
    return new Date(1980, 0, 1);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/archives.ts





/** To be raised whenever a change here, or in tar-stream or yazl, makes other bytes of the same content. */
const LAYOUT = 2;
/**
 * The bytes of a planned object as a stream. An error of a source is the stream's error, the same object. When the stream
 * is closed, for whatever reason, its sources are closed and nothing is being compressed any more.
 */
function contentOf(object, open, compression) {
    switch (object.format) {
        case 'tar.gz':
            return tarOf(object.sources, open, gzipOf(compression));
        case 'tar.zst':
            return tarOf(object.sources, open, zstdFrames(compression.level));
        case 'zip':
            return zipOf(object.sources, open);
        case 'file':
            return single(object, open);
    }
}
/**
 * Names everything that decides an object's bytes besides its content: of equal content, two programs with the same
 * maker make equal bytes. A text of printable ASCII without line ends.
 */
function makerOf(format, compression) {
    switch (format) {
        case 'tar.gz': {
            const members = gzipOf(compression);
            return describe(format, members, `zlib=${process.versions.zlib}`, `sample=${sampleDigest(members.level)}`, ...(compression.gzipMembers === 'one' ? ['members=one'] : []));
        }
        case 'tar.zst':
            return describe(format, zstdFrames(compression.level));
        case 'zip':
        case 'file':
            return `${format}/${LAYOUT}`;
    }
}
function gzipOf({ level, gzipMembers: members }) {
    return members === 'one' ? gzipMember(level) : gzipMembers(level);
}
function describe(format, { level, blockBytes }, ...more) {
    return [
        `${format}/${LAYOUT}`,
        `level=${level}`,
        `block=${blockBytes}`,
        // It compresses the frames, and it decides which members of a gzip file are stored.
        `zstd=${process.versions['zstd']}`,
        ...more,
    ].join(' ');
}
/** Node's zlib takes its hash function from what the processor can, so equal versions may make other bytes. */
function sampleDigest(level) {
    const lines = Array.from({ length: 8192 }, (_, n) => `${(n * n) % 1009} ${(n * 7919) % 97}\n`);
    return (0,external_node_crypto_.createHash)('sha256')
        .update((0,external_node_zlib_.gzipSync)(lines.join(''), { level }))
        .digest('hex')
        .slice(0, 8);
}
function single(object, open) {
    const [source] = object.sources;
    if (source === undefined)
        throw new Error(`${object.name} has no source.`);
    return open(source);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/published.ts






/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index or the manifest cannot be read.
 */
async function readPublished(store, release) {
    const where = store.describe(release.indexKey);
    const [text, manifestObject] = await Promise.all([
        store.text(release.indexKey),
        store.read(release.manifestKey),
    ]);
    const index = (0,index_document/* openIndex */.b)(text, where);
    // Refuses now what the update would refuse after the upload.
    (0,releases_index/* upsertDevice */.my)(index, {
        ...release,
        where,
        device: { name: release.machine },
        date: new Date(0),
        form: 'devices',
    });
    return {
        entry: (0,index_reading/* readDevice */.t)(index, release.channel, release.tag, release.machine, where),
        manifestObject,
        manifest: manifestObject === undefined
            ? undefined
            : (0,release_claim/* readManifestState */.bV)(manifestObject.text, store.describe(release.manifestKey)),
    };
}
/**
 * The manifest whose files are all there as it says: the complete one, or the one that a run kept in its claim which has not
 * begun to replace them.
 */
function standingManifest({ manifest }) {
    return manifest?.kind === 'claim' ? manifest.replaces : manifest?.manifest;
}
/** Keys of files that a run has begun to replace, and did not finish. */
function withdrawnKeys({ manifest }) {
    return (manifest?.kind === 'claim' ? manifest.withdrawn : undefined) ?? [];
}
/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
function isPublished(object, published) {
    const endings = [object.name, (0,keys/* encodeKey */.g2)(object.name)].map((name) => `/${name}`);
    return (standingManifest(published)?.files.some((file) => file.key === object.key) === true ||
        indexedUrls(published).some((url) => endings.some((ending) => url.endsWith(ending))));
}
/** The URLs in the machine's entry of the index. */
function indexedUrls({ entry }) {
    return entry === undefined ? [] : (0,release_device/* filesOfDevice */.NH)(entry).map(({ url }) => url);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/claim.ts







/** Another run claimed the machine while this one published it. */
class TakenOver extends errors/* UserError */.yo {
}
/**
 * Claims a machine: its manifest.json says from now on that it is not complete, and which content is on its way. The store lets
 * one claim follow another only on the condition that nobody wrote in between, and every upload looks at the claim before its
 * object becomes visible. So of two runs with different content one fails, whenever it is killed or stopped, and what a
 * complete manifest names does not change any more. Two runs that make the same bytes share a claim. A complete manifest that
 * stood here is kept inside the claim, until what it names is replaced.
 *
 * @throws TakenOver when another run wrote the manifest since `published` was read.
 */
async function takeClaim({ store, release, planned, compression, options }, published, deps) {
    const where = store.describe(release.manifestKey);
    const claim = (0,release_claim/* claimOf */._B)(planned.map(({ key, contentId, format }) => ({ key, contentId, maker: makerOf(format, compression) })));
    const { machine: name, tag, channel } = release;
    const replaces = standingManifest(published);
    const textWith = (kept) => (0,release_claim/* claimText */.Q1)({ name, tag, channel, claim, source: (0,action_source/* sourceOf */.vz)(deps.env), ...kept });
    const owns = (current) => {
        const state = current === undefined ? undefined : (0,release_claim/* readManifestState */.bV)(current, where);
        return state?.kind === 'claim' && state.claim === claim;
    };
    const takenBy = (current) => claim_takenOver(release, current, where, deps.env);
    let known = { current: published.manifestObject };
    const change = async (next) => {
        const written = await store.update(release.manifestKey, (current) => {
            const text = next(current);
            if (text === undefined)
                throw takenBy(current);
            return text;
        }, { ...options.beside, ...write_options/* JSON_FILE */.KB }, known);
        known = written.known;
    };
    await change((current) => {
        if (owns(current))
            return current;
        if (current !== published.manifestObject?.text)
            return undefined;
        const withdrawn = withdrawnKeys(published);
        return textWith({ replaces, withdrawn: withdrawn.length === 0 ? undefined : withdrawn });
    });
    return {
        takenFromOther: published.manifest?.kind === 'claim' && !owns(published.manifestObject?.text),
        owns,
        known: () => known,
        async hold() {
            const current = await store.text(release.manifestKey);
            if (!owns(current))
                throw takenBy(current);
        },
        async withdraw() {
            const keys = [...(replaces?.files.map(({ key }) => key) ?? []), ...withdrawnKeys(published)];
            const text = textWith({ withdrawn: [...new Set(keys)].sort() });
            await change((current) => (owns(current) ? text : undefined));
        },
        async giveBack() {
            if (replaces === undefined)
                return;
            const before = published.manifest?.kind === 'complete' ? published.manifestObject?.text : undefined;
            const text = before ?? (0,release_manifest/* manifestText */.$2)(replaces);
            await change((current) => (owns(current) && !isWithdrawn(current, where) ? text : current));
        },
    };
}
/**
 * Writes the complete manifest in place of the claim, or of the manifest that was read where nothing had to be uploaded. One that
 * names the same files stays; where the machine is staged, only one of the same commit: promotion asks from which commit it was staged.
 *
 * @throws TakenOver when another run claimed the machine.
 */
async function completeManifest({ store, release, staged, options }, published, claim, manifest, { env }) {
    const where = store.describe(release.manifestKey);
    const text = (0,release_manifest/* manifestText */.$2)(manifest);
    const isSame = (other) => (0,release_manifest/* sameFiles */.kk)(other, manifest) && (!staged || other.source.sha === manifest.source.sha);
    return store.update(release.manifestKey, (current) => {
        const state = current === undefined ? undefined : (0,release_claim/* readManifestState */.bV)(current, where);
        if (current !== undefined && state?.kind === 'complete' && isSame(state.manifest)) {
            return current;
        }
        const free = claim === undefined ? current === published.manifestObject?.text : claim.owns(current);
        if (!free)
            throw claim_takenOver(release, current, where, env);
        return text;
    }, { ...options.beside, ...write_options/* JSON_FILE */.KB }, claim?.known());
}
function isWithdrawn(manifest, where) {
    const state = manifest === undefined ? undefined : (0,release_claim/* readManifestState */.bV)(manifest, where);
    return state?.kind === 'claim' && state.withdrawn !== undefined;
}
function claim_takenOver(release, manifest, where, env) {
    const url = manifest === undefined ? undefined : (0,action_source/* runToShow */.cU)(sourceIn(manifest, where).run, env);
    const run = url === undefined ? 'Another run' : `Another run (${url})`;
    return new TakenOver(`${run} publishes ${release.machine} ${release.tag} at the same time, with other content. This one gave way.`, 'The index does not name what this run uploaded. Let one run at a time publish a tag (`concurrency`), and see which of the ' +
        'two builds is the right one.');
}
function sourceIn(text, where) {
    const state = (0,release_claim/* readManifestState */.bV)(text, where);
    return state.kind === 'claim' ? state.source : state.manifest.source;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/decide.ts





/** The name of the metadata that carries an object's content id. */
const CONTENT_ID = 'pv-content-id';
/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError with `overwrite: never`, when other content is published under one of the names; with `phase: stage`, when the
 *   index names something that would change.
 */
async function decide(machine, published) {
    const { store, planned } = machine;
    const there = await (0,in_parallel/* inParallel */.H)(planned, (object) => store.head(object.key));
    const steps = planned.map((object, at) => stepOf(object, there[at], published));
    const named = steps.filter((step) => isPublished(step.object, published));
    const changed = named.filter(({ action }) => action === 'replace').map(({ object }) => object.key);
    const missing = named.filter(({ action }) => action === 'upload').map(({ object }) => object.key);
    const keys = new Set(planned.map((object) => object.key));
    const dropped = (standingManifest(published)?.files ?? [])
        .map(({ key }) => key)
        .filter((key) => !keys.has(key));
    const { tag, machine: name } = machine.release;
    const droppedNames = dropped.map((key) => (0,release_manifest/* fileName */.Md)({ tag, name }, key));
    const parts = droppedParts([...planned.map((object) => object.name), ...droppedNames], published);
    const conflicts = [
        ...changed.map((key) => `${key}: published with other content.`),
        ...dropped.map((key) => `${key}: published, but not part of this build.`),
        ...parts.map((url) => `${url}: named by the index, but not part of this build.`),
    ];
    if (!machine.overwrite && conflicts.length > 0)
        throw differs(machine, conflicts);
    const withdraw = conflicts.length + missing.length > 0;
    if (machine.staged && withdraw && published.entry !== undefined)
        throw namedByIndex(machine);
    const obsolete = [...dropped, ...withdrawnKeys(published).filter((key) => !keys.has(key))];
    return { steps, withdraw, obsolete };
}
/** Whether what is in the store is the planned content. */
function holds(there, object) {
    return there.metadata[CONTENT_ID] === object.contentId;
}
function stepOf(object, there, published) {
    if (there === undefined)
        return { object, action: 'upload' };
    if (!holds(there, object))
        return { object, action: 'replace' };
    return { object, action: 'keep', size: there.size, digest: knownDigest(object, there.size, published) };
}
function knownDigest(object, size, published) {
    if (object.format === 'file')
        return object.sources[0]?.sha256;
    const known = standingManifest(published)?.files.find((file) => file.key === object.key);
    return known?.size === size ? known.sha256 : undefined;
}
/** URLs of the index entry that none of the names stands for, of objects of this build and files of the manifest. */
function droppedParts(names, published) {
    const known = new Set(names.flatMap((name) => [name, (0,keys/* encodeKey */.g2)(name)]));
    const deepest = names.reduce((most, name) => Math.max(most, name.split('/').length), 0);
    return indexedUrls(published).filter((url) => {
        const last = url.split('/').slice(-deepest);
        return !last.some((_, at) => known.has(last.slice(at).join('/')));
    });
}
function differs({ store, release }, conflicts) {
    return new errors/* UserError */.yo([
        `${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:`,
        ...conflicts,
    ].join('\n'), 'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag. If the published ' +
        'files have to be replaced all the same, set `overwrite: always`.');
}
function namedByIndex({ store, release }) {
    return new errors/* UserError */.yo(`The index of ${store.label} names ${release.machine} ${release.tag}, and this build would change its files. ` +
        '`phase: stage` leaves the index as it is.', 'Use `phase: publish`, which takes the machine out of the index before and puts it back.');
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/action/unchanged-file.ts
var unchanged_file = __webpack_require__(41884);
// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var artifacts = __webpack_require__(69468);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/origin.ts
var origin = __webpack_require__(3403);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var github_settings = __webpack_require__(3636);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/origin.ts






/**
 * Where artifacts are from: this run, or the one that `run-id` names, as GitHub says it. What their document says counts where GitHub
 * says nothing, as outside of a workflow.
 *
 * @param stated What artifacts.json says.
 * @throws UserError when that is something else, when the run is one of a fork or cannot be read, or when the tag is not of its commit.
 */
async function sourceOfArtifacts(stated, given, deps) {
    const run = await sourceOfRun(stated, given, deps);
    (0,action_source/* checkSource */.As)('artifacts.json', stated, run, 'Publish what this run has built. Where another run of this repository has built it, name that as `run-id`.');
    if (run.sha !== undefined)
        return run;
    const { run: _, ...rest } = stated ?? {};
    return { ...rest, ...run };
}
/** The run that made the artifacts, where that is not this one. */
function otherRun(given, deps) {
    const { GITHUB_RUN_ID: own } = deps.env;
    const id = given['run-id'];
    if (id === undefined || own === undefined || id === own)
        return undefined;
    const settings = (0,github_settings/* githubSettings */.ND)(given, deps.env);
    return { id, github: (0,client/* openGitHub */.o)(settings, deps), token: settings.token };
}
async function sourceOfRun(stated, given, deps) {
    const other = otherRun(given, deps);
    if (other === undefined) {
        checkRef(given, deps.env);
        return (0,action_source/* sourceOf */.vz)(deps.env);
    }
    const { id, github } = other;
    const run = await (0,origin/* checkOrigin */.X)(github, id, {
        allowForeign: false,
        advice: 'What a fork has built is not published. Name a run of this repository as `run-id`.',
    });
    await (0,origin/* checkTagCommit */.y)(github, given.tag, {
        sha: run.headSha,
        how: `the run ${run.url} built`,
        advice: 'Name the run of the tag as `run-id`, or correct `tag`.',
    });
    // GitHub does not say whether it is a branch or a tag.
    const ref = ['refs/heads/', 'refs/tags/']
        .map((kind) => kind + run.headName)
        .find((name) => name === stated?.ref);
    return {
        repository: github.repository,
        ...(ref === undefined ? {} : { ref }),
        sha: run.headSha,
        run: run.url,
    };
}
/** A branch with the name of a release would become one, in the channel that its name says. @throws UserError for such a branch. */
function checkRef({ tag, channel }, { GITHUB_REF }) {
    if (channel !== undefined || GITHUB_REF !== `refs/heads/${tag}`)
        return;
    throw new errors/* UserError */.yo(`This run is of the branch ${(0,action_inputs/* quote */.hD)(tag)}, and not of a tag of that name.`, 'Publish a release from its tag. To publish a branch, name its channel in the input `channel`.');
}

// EXTERNAL MODULE: ./packages/core/src/release/kinds.ts
var kinds = __webpack_require__(51304);
// EXTERNAL MODULE: ./actions/s3-release-publish/src/flashable.ts
var flashable = __webpack_require__(65812);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/plan-notes.ts




/** What is left out of a plan, and what the flashing tool makes of it. */
function notesOf({ objects, leftOut }) {
    const isKnown = ({ kind }) => kinds/* KINDS */.G.some((known) => known === kind);
    return [
        ...ofBundle(objects),
        ...ofImages(objects),
        ...ofLeftOut(leftOut.filter(isKnown)),
        ...ofUnknown(leftOut.filter((file) => !isKnown(file))),
    ];
}
/** Says them in the log. */
function tellNotes(notes, log) {
    for (const { level, text } of notes)
        log[level](text);
}
/** https://github.com/pantavisor/pvflasher/blob/main/internal/archive/archive.go */
function ofBundle(objects) {
    const bundle = objects.find(({ format }) => format === 'tar.zst');
    if (bundle === undefined)
        return [];
    return [
        warning(`${bundle.name} is a bundle that Pantavisor's flashing tool (pvflasher) does not unpack: it knows .tar, .tgz and .tar.gz, and would ` +
            'write the tar itself onto a card, with a right digest and without an error. Where people flash with it, use `bundle-format: tar.gz`, ' +
            'or `layout: files` with images in .wic.zst, which it writes as fast.'),
    ];
}
/** Of images that are published by their own names, without a bundle. */
function ofImages(objects) {
    const files = objects.filter(({ kind, format }) => format === 'file' && (kind === 'image' || kind === 'full_image'));
    if (files.length === 0 || objects.some(({ kind, format }) => kind === 'full_image' && format !== 'file'))
        return [];
    const images = files.flatMap(({ sources }) => sources);
    const [chosen, ...more] = (0,flashable/* flashable */.d)(images);
    if (chosen === undefined) {
        const names = (0,wording/* shortList */.pg)(images.map(({ name }) => (0,action_inputs/* quote */.hD)(name)), ', ');
        return [
            info(`The index names no full_image: none of the images is one that Pantavisor's flashing tool writes to a card: ${names}. It takes ` +
                '.wic, .img and .iso, also compressed as .zst, .gz, .xz or .bz2.'),
        ];
    }
    const others = more.filter((image) => (0,flashable/* stemOf */.V)(image) !== (0,flashable/* stemOf */.V)(chosen));
    if (others.length === 0)
        return [];
    const names = (0,wording/* shortList */.pg)(others.map(({ name }) => (0,action_inputs/* quote */.hD)(name)), ', ');
    return [
        info(`The index names ${(0,action_inputs/* quote */.hD)(chosen.name)} as full_image, which flashing tools take; the other images are in its list images: ${names}.`),
    ];
}
function ofLeftOut(files) {
    if (files.length === 0)
        return [];
    const text = `Left out, as the input files says: ${namesByKind(files)}.`;
    return [info(text)];
}
function ofUnknown(files) {
    if (files.length === 0)
        return [];
    const text = `Left out, because their kind is not known here: ${namesByKind(files)}. Use the same release of all stages.`;
    return [warning(text)];
}
/** `2 files of the kind sbom ("a", "b"); …`. */
function namesByKind(files) {
    const kinds = [...Map.groupBy(files, ({ kind }) => kind)];
    const texts = kinds.map(([kind, all]) => {
        const names = (0,wording/* shortList */.pg)(all.map(({ name }) => (0,action_inputs/* quote */.hD)(name)), ', ', 5);
        return `${(0,wording/* counted */.hS)(all.length, 'file')} of the kind ${(0,action_inputs/* quote */.hD)(kind)} (${names})`;
    });
    return (0,wording/* shortList */.pg)(texts, '; ');
}
function warning(text) {
    return { level: 'warning', text };
}
function info(text) {
    return { level: 'info', text };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/machine.ts












/**
 * Reads what was staged, and plans its objects.
 *
 * @param folder The staged folder, absolute.
 * @throws UserError when the folder does not hold what its artifacts.json says, or nothing to publish, or is not what the run has built.
 */
async function readMachine(folder, given, settings, deps) {
    const artifacts = await readArtifacts(folder);
    const name = given.machine ?? artifacts.machine;
    const release = machineRelease(releaseOf(layerOf(settings), given.tag, given.channel), name);
    const plan = (0,src_plan/* planRelease */.F3)(artifacts, release, {
        bundle: given['bundle-format'],
        layout: given.layout,
        files: given.files,
    });
    const planned = plan.objects;
    await machine_checkFiles(folder, planned.flatMap((object) => object.sources));
    const source = await sourceOfArtifacts(artifacts.source, given, deps);
    const store = (0,write_options/* storeOf */.xX)(given, settings, deps);
    const beside = (0,write_options/* fileOptions */.N9)(given);
    return {
        folder,
        artifacts,
        source,
        release,
        planned,
        notes: notesOf(plan),
        store,
        staged: given.phase === 'stage',
        overwrite: given.overwrite === 'always',
        indexForm: given['index-form'],
        sha256sums: given.sha256sums,
        compression: { level: given['compression-level'], gzipMembers: given['gzip-members'] },
        partSize: given['part-size-mb'],
        concurrency: given.concurrency,
        options: { files: { ...beside, ...(0,write_options/* cacheOptions */.rT)(given) }, beside, index: (0,write_options/* aclOptions */.l3)(given) },
    };
}
/**
 * Reads the artifacts.json of a staged folder.
 *
 * @throws UserError when there is none, or when it cannot be published.
 */
async function readArtifacts(folder) {
    const path = (0,external_node_path_.join)(folder, 'artifacts.json');
    const content = await (0,foreign_file/* readForeign */.vM)(folder, path, limits/* FILE_LIMITS */.SK.artifacts).catch((thrown) => {
        if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
            throw thrown;
        throw new errors/* UserError */.yo(thrown.code === 'ENOENT' ? `There is no ${path} (ENOENT).` : thrown.message, 'Run kas-build before this step, and give its output artifact-dir as the input artifact-dir.');
    });
    return (0,artifacts/* parseArtifacts */.nG)(content.toString(), path);
}
/**
 * Holds the files against artifacts.json before anything is uploaded: each is there, inside the folder, and has
 * its size.
 *
 * @throws UserError that names every file that is not so.
 */
async function machine_checkFiles(folder, files) {
    const problems = [];
    for (const { path, size } of files) {
        const problem = await fileProblem(folder, path, size);
        if (problem !== undefined)
            problems.push(`${path} ${problem}.`);
    }
    if (problems.length > 0)
        throw changed(folder, problems.join('\n'));
}
/** A file's bytes, as `readUnchanged`. The stream fails at its end when they are not those that artifacts.json states. */
function readVerified(folder, file, options) {
    return (0,unchanged_file/* readUnchanged */.g)(() => (0,foreign_file/* openForeign */.Fr)(folder, file.path, WITHIN), file, (problem) => changed(folder, problem === 'has other content'
        ? `${file.path} has other content than artifacts.json states.`
        : `${file.path} ${problem}.`), options);
}
const WITHIN = { links: 'within' };
async function fileProblem(folder, path, size) {
    try {
        const { file, stats } = await (0,foreign_file/* openForeign */.Fr)(folder, path, WITHIN);
        await file.close();
        return stats.size === size ? undefined : `has ${(0,progress/* formatBytes */.z3)(stats.size)} instead of ${(0,progress/* formatBytes */.z3)(size)}`;
    }
    catch (thrown) {
        if (thrown instanceof foreign_file/* ForeignFileError */.Nw)
            return thrown.problem;
        throw thrown;
    }
}
function changed(folder, problem) {
    return new errors/* UserError */.yo(`The files in ${folder} are not the ones that kas-build staged:\n${problem}`, 'Build again, and let no step change the folder in between.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/begin.ts












const CLAIM_TRIES = 3;
/**
 * Decides what to do and claims the machine for it; what other runs change in between is read again. The machine leaves the index
 * before something that it names is replaced.
 *
 * @throws UserError when other content is published, or when another run is faster again and again.
 */
async function begin(machine, deps) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await decideAndClaim(machine, deps);
        }
        catch (thrown) {
            if (!(thrown instanceof TakenOver) || attempt === CLAIM_TRIES)
                throw thrown;
        }
    }
}
async function decideAndClaim(machine, deps) {
    const { release, store } = machine;
    const published = await readPublished(store, release);
    // The probe takes as long as the look at what is there, and is needed unless everything is.
    const conditions = published.manifest?.kind === 'complete' ? undefined : store.requireConditions();
    conditions?.catch(() => undefined);
    const decision = await decide(machine, published);
    const kept = decision.steps.every(({ action }) => action === 'keep') && !decision.withdraw;
    if (kept && published.manifest?.kind !== 'claim') {
        return { ...decision, published, claim: undefined, guard: undefined };
    }
    await (conditions ?? store.requireConditions());
    // What is published is not given up for a build whose files turn out to be others in the middle of it.
    if (decision.withdraw)
        await readThrough(machine, deps);
    const claim = await takeClaim(machine, published, deps);
    try {
        const begun = claim.takenFromOther ? await takeOver() : decision;
        if (published.manifestObject !== undefined)
            await store.remove(release.checksumsKey);
        if (!begun.withdraw)
            return { ...begun, published, claim, guard: () => claim.hold() };
        await withdraw(machine, deps);
        await claim.withdraw();
        return { ...begun, published, claim, guard: () => holdOutside(machine, claim, deps) };
    }
    catch (thrown) {
        await claim.giveBack().catch(() => undefined);
        throw thrown;
    }
    async function takeOver() {
        const aborted = await (0,abort_uploads/* abortUploads */.t)(store, release.folder);
        deps.log.info(`Another run began to publish other content here and did not finish. This one takes over (${(0,wording/* counted */.hS)(aborted, 'unfinished upload')} aborted).`);
        return decide(machine, published);
    }
}
/** Holds every file against artifacts.json once more than the upload does. */
async function readThrough({ folder, planned }, deps) {
    const files = new Map(planned.flatMap((object) => object.sources).map((file) => [file.path, file]));
    const nowhere = () => new external_node_stream_.Writable({ write: (_chunk, _encoding, done) => done() });
    await (0,progress/* withProgress */.E0)(deps, () => 'Reading the staged files, before published ones are replaced.', async () => {
        for (const file of files.values())
            await (0,promises_.pipeline)(readVerified(folder, file), nowhere());
    });
}
/** Takes the machine out of the index before something that the index names is replaced. */
async function withdraw({ release, store, options }, deps) {
    const { channel, tag, machine, indexKey } = release;
    const where = store.describe(indexKey);
    if ((0,index_reading/* readDevice */.t)(await store.text(indexKey), channel, tag, machine, where) === undefined)
        return;
    const { changed } = await store.update(indexKey, (text = '{}\n') => (0,releases_index/* removeDevice */.Ls)(text, { ...release, where }), { ...options.index, ...write_options/* JSON_FILE */.KB });
    if (changed)
        deps.log.info(`Took ${release.machine} ${release.tag} out of the index, to replace it.`);
}
/** A run that stood before its write of the index when we claimed the machine may have put it back meanwhile. */
async function holdOutside(machine, claim, deps) {
    await claim.hold();
    await withdraw(machine, deps);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/report.ts




const DONE = {
    upload: 'uploaded',
    replace: 'replaced',
    keep: 'was there',
};
/** What a dry run says of an object. */
const PLANNED = {
    upload: 'would be uploaded',
    replace: 'would be replaced',
    keep: 'is there',
};
/** The step summary of a machine that is published or staged. */
function publishedSummary(outcome) {
    const { release, objects, obsolete, notes } = outcome;
    const nameOf = (key) => (0,release_manifest/* fileName */.Md)({ tag: release.tag, name: release.machine }, key);
    const rows = [
        ...objects.map(({ file, action }) => [
            (0,markdown/* escapeText */.X1)(file.kind),
            (0,markdown/* link */.nf)(nameOf(file.key), file.url),
            (0,markdown/* unbroken */.D_)(DONE[action]),
            (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(file.size)),
            (0,markdown/* code */.aY)(file.sha256),
        ]),
        ...obsolete.map((key) => [(0,markdown.md) ``, (0,markdown/* code */.aY)(nameOf(key)), (0,markdown.md) `removed`, (0,markdown.md) ``, (0,markdown.md) ``]),
    ];
    const manifest = (0,markdown/* link */.nf)('manifest.json', release.manifestUrl);
    const links = outcome.staged ? manifest : (0,markdown.md) `${(0,markdown/* link */.nf)('releases.json', release.indexUrl)}, ${manifest}`;
    const parts = [
        (0,markdown.md) `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)}`,
        (0,markdown.md) `${(0,markdown/* escapeText */.X1)(verdict(outcome))} ${links}`,
        (0,markdown/* table */.tp)([(0,markdown.md) `Kind`, (0,markdown.md) `File`, (0,markdown.md) `State`, (0,markdown.md) `Size`, (0,markdown.md) `sha256`], rows),
        ...notesSection(notes),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
function notesSection(notes = []) {
    return notes.length === 0 ? [] : [(0,markdown/* bullets */.e5)(notes.map(({ text }) => (0,markdown/* escapeText */.X1)(text)))];
}
/** What a run did, in one or two sentences. */
function verdict({ release, objects, staged, changed }) {
    const sent = objects.filter(({ action }) => action !== 'keep');
    if (sent.length === 0 && !changed) {
        return `Everything was ${staged ? 'staged' : 'published'} already. Nothing was written.`;
    }
    const bytes = sent.reduce((sum, { file }) => sum + file.size, 0);
    const files = sent.length === 0
        ? 'all of its files were there'
        : `${sent.length} of ${(0,wording/* counted */.hS)(objects.length, 'file')} uploaded (${(0,progress/* formatBytes */.z3)(bytes)})`;
    return staged
        ? `Staged for the channel ${release.channel}: ${files}. The index names the machine when it is promoted.`
        : `Published in the channel ${release.channel}: ${files}.`;
}
/** The step summary of a dry run. */
function dryRunSummary(release, decision, indexed, notes) {
    const rows = [
        ...decision.steps.map(({ object, action }) => [
            (0,markdown/* escapeText */.X1)(object.kind),
            (0,markdown/* code */.aY)(object.key),
            (0,markdown/* escapeText */.X1)(PLANNED[action]),
        ]),
        ...decision.obsolete.map((key) => [(0,markdown.md) ``, (0,markdown/* code */.aY)(key), (0,markdown.md) `would be removed`]),
    ];
    const parts = [
        (0,markdown.md) `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)} (dry run)`,
        (0,markdown.md) `Nothing was written. The index ${indexed ? (0,markdown.md) `names the machine already` : (0,markdown.md) `does not name the machine yet`}.`,
        (0,markdown/* table */.tp)([(0,markdown.md) `Kind`, (0,markdown.md) `Key`, (0,markdown.md) `State`], rows),
        ...notesSection(notes),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}

// EXTERNAL MODULE: ./packages/core/src/store/part-stream.ts
var part_stream = __webpack_require__(59411);
// EXTERNAL MODULE: ./packages/core/src/store/types.ts
var types = __webpack_require__(84162);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/upload.ts









/** Room for the headers of an archive, and for what does not compress. */
const OVERHEAD = 1.01;
const OVERHEAD_BYTES = 16 * 1024 * 1024;
const MIB = 1024 * 1024;
const TRIES = 3;
/**
 * Brings one object to the store, unless it is there, and verifies it. What a run without the claim left there in between is
 * taken as it is when it is the same content, and replaced otherwise.
 *
 * @throws UserError when the store does not have it in the end, or when another run took the machine over.
 */
async function publishObject(step, machine, limits, deps) {
    const { object } = step;
    const { store } = machine;
    let next = step;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await publishOnce(next, machine, limits, deps);
        }
        catch (thrown) {
            const crossed = thrown instanceof types/* ObjectExists */.i || thrown instanceof types/* UploadAborted */.R || thrown instanceof TakenOver;
            if (!crossed || attempt === TRIES)
                throw thrown;
            const there = await store.head(object.key);
            if (there !== undefined && holds(there, object)) {
                next = { object, action: 'keep', size: there.size, digest: undefined };
                continue;
            }
            // Whoever took the claim over has a better message than an upload that was aborted.
            await limits.guard?.();
            if (thrown instanceof TakenOver)
                throw thrown;
            next = { object, action: there === undefined ? 'upload' : 'replace' };
        }
    }
}
async function publishOnce(step, machine, limits, deps) {
    const { object, action } = step;
    const { release, store } = machine;
    const brought = (size, sha256, read) => ({
        action,
        read,
        file: {
            kind: object.kind,
            key: object.key,
            url: (0,keys/* publicUrl */.x6)(release.publicUrl, release.prefix, object.key),
            size,
            sha256,
            'media-type': object.mediaType,
        },
    });
    if (action === 'keep') {
        deps.log.info(`${object.name} is there already (${(0,progress/* formatBytes */.z3)(step.size)}).`);
        if (step.digest !== undefined)
            return brought(step.size, step.digest, 0);
        const found = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `${object.name}: read back for its digest, ${(0,progress/* formatDuration */.a3)(elapsed)}.`, () => store.digest(object.key));
        if (found === undefined)
            throw lost(`${object.key} was in ${store.label} a moment ago and is gone.`);
        return brought(found.size, found.sha256, 0);
    }
    const start = deps.clock.now().getTime();
    const { size, sha256, read } = await upload(step, machine, limits, deps);
    const seconds = (deps.clock.now().getTime() - start) / 1000;
    deps.log.info(`Uploaded ${object.name}: ${(0,progress/* formatBytes */.z3)(size)} in ${(0,progress/* formatDuration */.a3)(seconds)}.`);
    return brought(size, sha256, read);
}
async function upload({ object, action }, { folder, store, compression, options, partSize, concurrency }, { guard, signal }, deps) {
    const total = object.sources.reduce((sum, source) => sum + source.size, 0);
    let read = 0;
    const onBytes = (bytes) => {
        read += bytes;
    };
    // yazl pipes what it reads. All others are done with a chunk before they ask for the next.
    const reuse = object.format !== 'zip';
    const body = contentOf(object, (file) => readVerified(folder, file, { onBytes, reuse }), compression);
    const wanted = partSize === undefined ? undefined : partSize * MIB;
    const done = await (0,progress/* withProgress */.E0)(deps, (elapsed) => (0,progress/* transferLine */.iY)(object.name, read, total, elapsed), () => store.upload(object.key, body, {
        ...options.files,
        contentType: object.mediaType,
        metadata: { [CONTENT_ID]: object.contentId },
        ifAbsent: action === 'upload' && guard !== undefined,
        partSize: (0,part_stream/* partSizeFor */.oV)(total * OVERHEAD + OVERHEAD_BYTES, wanted),
        signal,
        concurrency,
        ...(guard === undefined ? {} : { guard }),
    }));
    const there = await store.head(object.key);
    if (there?.size === done.size && holds(there, object))
        return { ...done, read };
    throw lost(`${object.key} was uploaded to ${store.label}, but the store does not show it with its size and its metadata.`);
}
function lost(what) {
    return new errors/* UserError */.yo(what, 'Somebody removed or replaced it, or the store lost it. The index does not name it. Run this job again.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/publish.ts


















/**
 * Publishes one machine of a release: its files, then their manifest, then, unless it is only staged, the entry in the index. A
 * run that ends anywhere leaves the index as it was, or complete; with `overwrite: always` it may leave it without the machine.
 */
async function publish(given, settings, deps, output) {
    const folder = await stagedFolder(given, deps);
    const machine = await readMachine(folder, given, settings, deps);
    const { release } = machine;
    output('index-url', release.indexUrl);
    output('manifest-url', release.manifestUrl);
    tellNotes(machine.notes, deps.log);
    if (given['dry-run'])
        return reportDryRun(machine, deps);
    const signal = deps.cancellation();
    let begun;
    try {
        begun = await begin(machine, deps);
        await publishBegun(machine, begun, signal, deps, output);
    }
    catch (thrown) {
        // Best effort: the claim keeps the manifest that stood here too.
        if (begun?.withdraw === false)
            await begun.claim?.giveBack().catch(() => undefined);
        throw explained(machine, begun, signal.aborted ? cancelled(release, thrown) : thrown);
    }
}
/** The folder that kas-build staged on this machine, or its GitHub artifact, downloaded. */
async function stagedFolder(given, deps) {
    const { artifact, 'artifact-dir': folder = '' } = given;
    if (artifact === undefined)
        return (0,external_node_path_.resolve)(folder);
    return (0,fetch_artifact/* fetchArtifact */.t)(artifact, 'Give the folder in the input `artifact-dir`.', otherRun(given, deps), deps);
}
async function publishBegun(machine, begun, signal, deps, output) {
    const { release, store, options, staged } = machine;
    const objects = await deps.log.group(`Publish ${release.machine} ${release.tag} to ${store.label}`, () => publishObjects(machine, begun, signal, deps));
    const { complete, written } = await writeManifest(machine, begun, objects, deps);
    const indexed = staged ? false : await nameInIndex(machine, complete);
    const [marked] = await Promise.all([
        staged ? false : markPublished(store, complete, options.beside, deps),
        removeLeftovers(store, release, deps.log),
    ]);
    if (!staged)
        output('entry', JSON.stringify(complete.entry));
    reportFiles(complete.manifest, objects, output);
    const { obsolete } = begun;
    const { notes } = machine;
    const outcome = { release, objects, obsolete, staged, notes, changed: written || indexed || marked };
    deps.summary(publishedSummary(outcome));
    deps.log.info(verdict(outcome));
}
async function reportDryRun(machine, deps) {
    const { release, store } = machine;
    const published = await readPublished(store, release);
    const decision = await decide(machine, published);
    for (const { object, action } of decision.steps)
        deps.log.info(`Dry run: ${object.key} ${PLANNED[action]}.`);
    for (const key of decision.obsolete)
        deps.log.info(`Dry run: ${key} would be removed.`);
    deps.log.info('Dry run: nothing was written.');
    deps.summary(dryRunSummary(release, decision, published.entry !== undefined, machine.notes));
}
async function publishObjects(machine, { steps, obsolete, guard }, signal, deps) {
    const publishStep = (step) => {
        signal.throwIfAborted();
        return publishObject(step, machine, { guard, signal }, deps);
    };
    // A small object takes as long as its requests, a large one has all cores and the line at work by itself.
    const small = steps.filter(({ object }) => publish_sizeOf(object) <= SMALL_BYTES);
    const published = new Map();
    const keep = async (step) => void published.set(step, await publishStep(step));
    await (0,in_parallel/* inParallel */.H)(small, keep, machine.concurrency);
    for (const step of steps)
        if (!published.has(step))
            await keep(step);
    for (const key of obsolete) {
        await guard?.();
        await machine.store.remove(key);
        deps.log.info(`Removed ${key}, which this build does not have.`);
    }
    return steps.flatMap((step) => published.get(step) ?? []);
}
/** What fits into one part of an upload. */
const SMALL_BYTES = 5 * 1024 * 1024;
function publish_sizeOf({ sources }) {
    return sum(sources.map(({ size }) => size));
}
/** @returns Whether the index changed. */
async function nameInIndex({ release, store, options, indexForm: form }, complete) {
    const tags = [{ ...release, date: store.now(), machines: [complete] }];
    return (await addToIndex(store, release, tags, { form, options: options.index, strict: true })).changed;
}
/** Writes the complete manifest, and the checksums where they are wanted. `written`: whether that changed something. */
async function writeManifest(machine, { published, claim }, objects, deps) {
    const { artifacts, release, source } = machine;
    const manifest = (0,release_manifest/* makeManifest */.Ui)({
        name: release.machine,
        tag: release.tag,
        channel: release.channel,
        published: machine.store.now(),
        source,
        files: objects.map(({ file }) => file),
        build: artifacts.build,
    });
    const { changed, text } = await completeManifest(machine, published, claim, manifest, deps);
    const summed = machine.sha256sums ? await writeChecksums(machine, manifest) : false;
    return { complete: completeMachine(release, manifest, text), written: changed || summed };
}
async function writeChecksums({ store, release, options }, manifest) {
    const text = checksumsText(namedFiles(manifest));
    if ((await store.text(release.checksumsKey)) === text)
        return false;
    await store.put(release.checksumsKey, text, {
        ...options.beside,
        contentType: 'text/plain; charset=utf-8',
        cacheControl: 'no-cache',
    });
    return true;
}
function reportFiles(manifest, objects, output) {
    const sent = objects.filter(({ action }) => action !== 'keep');
    output('files', JSON.stringify(manifest.files));
    output('subjects', checksumsText(namedFiles(manifest)));
    output('bytes-read', sum(objects.map(({ read }) => read)));
    output('bytes-uploaded', sum(sent.map(({ file }) => file.size)));
    output('files-skipped', objects.length - sent.length);
}
function namedFiles(manifest) {
    return manifest.files.map(({ key, sha256 }) => ({ name: (0,release_manifest/* fileName */.Md)(manifest, key), sha256 }));
}
function sum(numbers) {
    return numbers.reduce((total, each) => total + each, 0);
}
function cancelled(release, thrown) {
    return new errors/* UserError */.yo(`The job was cancelled while it published ${release.machine} ${release.tag}.`, 'What it had begun to upload was given up. Run it again to publish the machine.', { cause: thrown });
}
/** A failure after the machine left the index says so. */
function explained({ release }, begun, thrown) {
    if (begun?.withdraw !== true || !(thrown instanceof errors/* UserError */.yo))
        return thrown;
    return new errors/* UserError */.yo(thrown.message, `${thrown.advice} ${release.machine} ${release.tag} may be out of the index until a run completes it.`, { cause: thrown });
}
/**
 * Removes what runs that were killed left of their uploads, when the machine is complete and nobody can need it any more. What
 * goes wrong is only said: the machine is published all the same.
 */
async function removeLeftovers(store, release, log) {
    try {
        const count = await (0,abort_uploads/* abortUploads */.t)(store, release.folder);
        if (count > 0)
            log.info(`Removed ${(0,wording/* counted */.hS)(count, 'unfinished upload')} of runs that ended early.`);
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        log.info(`Uploads of runs that ended early were not looked for. ${thrown.text}`);
    }
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-comparison.ts



/** The file of a manifest that the index means, by its key where the URL is of this layer, or by the URL. */
function fileInManifest(manifest, file, key) {
    return manifest.files.find((each) => each.key === key || each.url === file.url);
}
/**
 * Holds a file of the index against the manifest of its machine.
 *
 * @param key The key that its URL stands for, when it is one of the layer.
 * @returns undefined, or what is wrong, as a full sentence.
 */
function comparedToManifest(manifest, file, key) {
    const named = fileInManifest(manifest, file, key);
    if (named === undefined)
        return 'The manifest.json of the machine does not name this file.';
    const namedAs = (0,release_device/* keyOfKind */.F7)(named.kind) ?? named.kind;
    if (namedAs !== file.part)
        return `The manifest.json of the machine has this file as ${namedAs}.`;
    if (named.sha256 !== file.sha256) {
        return `The manifest.json of the machine has the sha256 ${named.sha256}, the index has ${file.sha256}.`;
    }
    const part = release_device/* PARTS */.dI.find((each) => each === file.part);
    const { url } = (part && (0,release_manifest/* deviceOf */.OV)(manifest)[part]) ?? named;
    return url === file.url ? undefined : `The manifest.json of the machine has the URL ${url}.`;
}
/** The parts that a manifest has and the entry of the index has not, and the lists that lack one of its files. */
function partsNotIndexed(manifest, device) {
    const entry = (0,release_manifest/* deviceOf */.OV)(manifest);
    const parts = new Set(device.files.map(({ part }) => part));
    const listed = new Set(device.files.flatMap(({ part, url, sha256 }) => [`${part} ${url}`, `${part} ${sha256}`]));
    const isThere = ({ key, url, sha256 }) => isPart(key) ? parts.has(key) : listed.has(`${key} ${url}`) || listed.has(`${key} ${sha256}`);
    const missing = (0,release_device/* filesOfDevice */.NH)(entry).filter((file) => !isThere(file));
    return [...new Set(missing.map(({ key }) => key))];
}
/** Whether a device of the index has the files of `entry`, and no others. Keys that are not ours do not count. */
function sameParts(device, entry) {
    const ours = device.files.filter(({ part, listed }) => isPart(part) || listed === true);
    const stated = ours.map(({ part, url, sha256 }) => JSON.stringify([part, url, sha256]));
    const wanted = (0,release_device/* filesOfDevice */.NH)(entry).map(({ key, url, sha256 }) => JSON.stringify([key, url, sha256]));
    return (0,external_node_util_.isDeepStrictEqual)(new Set(stated), new Set(wanted));
}
function isPart(key) {
    return release_device/* PARTS */.dI.some((part) => part === key);
}

// EXTERNAL MODULE: ./packages/core/src/json/json-merge.ts
var json_merge = __webpack_require__(48629);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
;// CONCATENATED MODULE: ./packages/core/src/release/index-survey.ts




/** The part that the docs of a tag are. */
const DOCS = 'docs';
const DATES = ['release-date', 'timestamp'];
/**
 * Reads the whole of releases.json, of one tag or of all, in both forms of a tag, and passes over nothing that a reader could trip
 * over. Keys that are not ours are left alone, unless they look like a part: an object with `url` and `sha256`. `undefined` is a
 * missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function surveyIndex(text, tag, where) {
    const root = JSON.parse((0,index_document/* openIndex */.b)(text, where).text);
    const tags = [];
    const found = { devices: [], files: [], problems: [] };
    for (const [channel, value] of Object.entries(root)) {
        if (!(0,json_merge/* isObject */.Gv)(value))
            continue;
        for (const [name, entry] of Object.entries(value)) {
            if (tag !== undefined && name !== tag)
                continue;
            tags.push({ channel, tag: name });
            surveyTag({ channel, tag: name }, entry, found);
        }
    }
    return { tags, ...found };
}
function surveyTag(at, entry, found) {
    const before = found.devices.length;
    if (Array.isArray(entry)) {
        for (const element of entry)
            surveyElement(at, element, found);
    }
    else if ((0,json_merge/* isObject */.Gv)(entry)) {
        const { devices = [], docs } = entry;
        if (docs !== undefined)
            found.files.push(fileOf(at, '', DOCS, docs));
        if (Array.isArray(devices))
            for (const device of devices)
                surveyDevice(at, device, found);
        else
            found.problems.push(index_survey_problemOf(at, '', 'Its devices are not a list.'));
    }
    else {
        found.problems.push(index_survey_problemOf(at, '', 'The tag is neither an object nor a list.'));
    }
    const [names, twice] = [new Set(), new Set()];
    for (const { name } of found.devices.slice(before))
        (names.has(name) ? twice : names).add(name);
    for (const name of twice)
        found.problems.push(index_survey_problemOf(at, name, 'Several entries have this name.'));
}
/** An element of the older form: a device, the docs, or the date. */
function surveyElement(at, element, found) {
    const nameless = (0,json_merge/* isObject */.Gv)(element) && element['name'] === undefined;
    if (nameless && element[DOCS] !== undefined)
        found.files.push(fileOf(at, '', DOCS, element[DOCS]));
    else if (!nameless || !DATES.some((key) => element[key] !== undefined))
        surveyDevice(at, element, found);
}
function surveyDevice(at, device, found) {
    if (!(0,json_merge/* isObject */.Gv)(device)) {
        found.problems.push(index_survey_problemOf(at, '', 'An entry is not an object.'));
        return;
    }
    const { name } = device;
    const named = typeof name === 'string' && name !== '';
    if (!named)
        found.problems.push(index_survey_problemOf(at, '', 'An entry has no name, so readers pass over it.'));
    const files = Object.entries(device)
        .flatMap(([key, value]) => partsUnder(key, value))
        .map(({ part, value, ...more }) => ({ ...fileOf(at, named ? name : '', part, value), ...more }));
    for (const file of files)
        found.files.push(file);
    if (named)
        found.devices.push({ ...at, name, files });
}
function fileOf(at, machine, part, value) {
    if (!(0,json_merge/* isObject */.Gv)(value)) {
        return { ...at, machine, part, url: '', sha256: '', problems: ['It is not an object.'] };
    }
    const { url, sha256, hash } = value;
    const digest = part === DOCS ? (sha256 ?? hash) : sha256;
    const problems = [
        ...digestProblem(digest),
        ...(part === DOCS && hash !== undefined && hash !== digest ? ['Its hash is not its sha256.'] : []),
    ];
    return { ...at, machine, part, url: textOf(url), sha256: textOf(digest), problems };
}
function digestProblem(digest) {
    if (digest === undefined || digest === '')
        return ['It has no sha256.'];
    if (typeof digest === 'string' && schema/* SHA256_HEX */.Y5.test(digest))
        return [];
    return ['Its sha256 is not 64 lower-case hex digits.'];
}
/** What a key of a device names: one part, or each file of a list of ours. */
function partsUnder(part, value) {
    if (Array.isArray(value) && release_device/* LISTS */.m5.some((list) => list === part)) {
        return value.map((each) => ({ part, value: each, listed: true }));
    }
    return index_survey_isPart(part) || looksLikePart(value) ? [{ part, value }] : [];
}
function index_survey_isPart(key) {
    return release_device/* PARTS */.dI.some((part) => part === key);
}
function looksLikePart(value) {
    return (0,json_merge/* isObject */.Gv)(value) && typeof value['url'] === 'string' && typeof value['sha256'] === 'string';
}
function index_survey_problemOf({ tag }, machine, problem) {
    return { tag, machine, part: '', url: '', problem };
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./packages/core/src/release/url-key.ts

/**
 * Reads a URL of the index: the inverse of `publicUrl`. Below `base` a URL must be spelled exactly as `publicUrl` spells it, since
 * stores differ in how they read any other (S3 reads a bare `+` as a blank, HTTP clients resolve `..`).
 *
 * @param base The URL of `<prefix>/` without its final slash.
 */
function addressOf(base, prefix, url) {
    const malformed = urlProblem(url);
    if (malformed !== undefined)
        return { kind: 'wrong', problem: malformed };
    if (url !== base && !url.startsWith(`${base}/`))
        return { kind: 'elsewhere' };
    const path = url.slice(base.length + 1);
    const segments = decoded(path)?.split('/');
    if (segments === undefined) {
        return { kind: 'wrong', problem: 'The URL holds a % that begins no encoded character.' };
    }
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
        return { kind: 'wrong', problem: 'The URL leaves its folder, or has an empty part.' };
    }
    const below = segments.join('/');
    if ((0,keys/* encodeKey */.g2)(below) !== path) {
        return { kind: 'wrong', problem: `The URL is not encoded as keys are: ${base}/${(0,keys/* encodeKey */.g2)(below)}.` };
    }
    return { kind: 'key', key: `${(0,keys/* layerFolder */.bE)(prefix)}${below}` };
}
/** What is wrong with the form of a URL, wherever it leads. */
function urlProblem(url) {
    if (url === '')
        return 'It has no URL.';
    if (!/^https?:/i.test(url))
        return 'The URL does not begin with http or https.';
    const parsed = URL.parse(url);
    if (parsed === null)
        return 'The URL is malformed.';
    if (parsed.username !== '' || parsed.password !== '')
        return 'The URL holds a user name or a password.';
    return url.endsWith('/') ? 'The URL ends in a slash, so it names no file.' : undefined;
}
function decoded(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./packages/core/src/store/faults.ts
var faults = __webpack_require__(21094);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/bucket-machines.ts









/** `<tag>/<machine>`. */
function folderOf(tag, machine) {
    return `${tag}/${machine}`;
}
/**
 * Reads what the bucket says about its machines, of one tag or of all.
 *
 * @param mustList Whether a key that may not list the bucket is an error.
 * @throws UserError when the store gives no answer.
 */
async function readMachines(store, layer, tag, mustList) {
    let folders;
    try {
        folders = await findStaged(store, layer, tag);
    }
    catch (thrown) {
        if (mustList || !isDenied(thrown))
            throw thrown;
        const named = await bucket_machines_namedByIndex(store, layer, tag);
        const machines = await readStaged(store, layer, named, isDenied);
        return { machines: await withMarks(store, layer, machines), listed: false };
    }
    const machines = await readStaged(store, layer, folders);
    return { machines: await withMarks(store, layer, machines), listed: true };
}
async function bucket_machines_namedByIndex(store, layer, tag) {
    const text = await store.text(layer.indexKey);
    const { devices } = surveyIndex(text, tag, store.describe(layer.indexKey));
    const valid = devices.filter((device) => (0,names/* checkTag */.Bs)(device.tag) === undefined && (0,names/* checkMachine */.U1)(device.name) === undefined);
    const folders = valid.map((device) => ({ tag: device.tag, machine: device.name, marked: false }));
    return [...new Map(folders.map((folder) => [folderOf(folder.tag, folder.machine), folder])).values()];
}
function withMarks(store, layer, machines) {
    return (0,in_parallel/* inParallel */.H)(machines, async (found) => {
        const machine = asBeforeTheClaim(found);
        return {
            ...machine,
            manifestUrl: (0,keys/* publicUrl */.x6)(layer.publicUrl, layer.prefix, machine.manifestKey),
            entry: machine.state.kind === 'complete' ? (0,release_manifest/* deviceOf */.OV)(machine.state.manifest) : undefined,
            published: await bucket_machines_isPublished(store, layer, found),
        };
    });
}
/** A run that has claimed a machine, and has not touched its files, leaves it as published as it was. */
function asBeforeTheClaim(machine) {
    const { state } = machine;
    if (state.kind !== 'claim' || state.replaces === undefined)
        return machine;
    return { ...machine, state: { kind: 'complete', manifest: state.replaces, text: state.text } };
}
async function bucket_machines_isPublished(store, { prefix }, { tag, machine, marked, state }) {
    const manifest = completeText(state);
    if (!marked || manifest === undefined)
        return false;
    const key = (0,keys/* publishedKey */.sn)(prefix, tag, machine);
    const text = await store.text(key);
    if (text === undefined)
        return false;
    try {
        return (0,release_manifest/* parsePublished */.O7)(text, key).manifestSha256 === manifestDigest(manifest);
    }
    catch (thrown) {
        // A mark that cannot be read is as good as none.
        if (thrown instanceof errors/* UserError */.yo)
            return false;
        throw thrown;
    }
}
/** The complete manifest.json, also where a claim keeps it. */
function completeText(state) {
    if (state.kind === 'complete')
        return state.text;
    if (state.kind !== 'claim' || state.replaces === undefined)
        return undefined;
    return (0,release_manifest/* manifestText */.$2)(state.replaces);
}
/** Whether the store refused a request for want of a permission. */
function isDenied(thrown) {
    return thrown instanceof errors/* UserError */.yo && (0,faults/* faultOf */.Kl)(thrown.cause)?.status === 403;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/assess.ts






/**
 * Holds an index against the bucket.
 *
 * @throws UserError when the index is not JSON, or when the store gives no answer about an object.
 */
async function assess(text, evidence, deps) {
    const survey = surveyIndex(text, evidence.tag, evidence.where);
    const ofFiles = await checkAll(survey.files, (file) => fileProblems(file, evidence), evidence.bytesRead, deps);
    const found = ofFiles.flat();
    const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
    const ofMachines = [...evidence.machines].flatMap(([folder, machine]) => machineProblems(machine, devices.get(folder) ?? []));
    const nothing = survey.tags.length === 0 && ofMachines.length === 0;
    return {
        survey,
        problems: sortedProblems([
            ...(nothing ? [absent(text, evidence)] : []),
            ...survey.problems,
            ...ofMachines,
            ...found,
        ]),
        files: survey.files.length,
        wrong: found.length,
    };
}
/** Problems by tag, machine and part; those of one part in the order in which they came. */
function sortedProblems(problems) {
    return problems.toSorted((a, b) => (0,text_order/* compareText */.n)(a.tag, b.tag) || (0,text_order/* compareText */.n)(a.machine, b.machine) || (0,text_order/* compareText */.n)(a.part, b.part));
}
function absent(text, { tag = '', layer }) {
    const problem = text === undefined
        ? 'There is no index.'
        : tag === ''
            ? 'The index names no tag.'
            : 'The index does not name this tag.';
    return { tag, machine: '', part: '', url: layer.indexUrl, problem };
}
/** At most one problem for a file, with all that is wrong with it. */
async function fileProblems(file, evidence) {
    const { layer } = evidence;
    const address = addressOf(layer.publicUrl, layer.prefix, file.url);
    const key = address.kind === 'key' ? address.key : undefined;
    const manifest = manifestOf(file, evidence.machines);
    const wellFormed = file.problems.length === 0;
    const wanted = {
        size: manifest && fileInManifest(manifest, file, key)?.size,
        sha256: wellFormed ? file.sha256 : undefined,
        sha256From: 'index',
    };
    const texts = [
        ...file.problems,
        ...(address.kind === 'wrong' ? [address.problem] : []),
        wellFormed && address.kind !== 'wrong' && manifest ? comparedToManifest(manifest, file, key) : undefined,
        key === undefined ? undefined : await evidence.objects.problem(key, wanted),
        address.kind === 'elsewhere'
            ? publicProblem(await evidence.elsewhere(file.url, wanted.size), wanted)
            : undefined,
    ].filter((text) => text !== undefined);
    if (texts.length === 0)
        return [];
    const { tag, machine, part, url } = file;
    return [{ tag, machine, part, url, problem: texts.join(' ') }];
}
function publicProblem(found, wanted) {
    return 'problem' in found ? found.problem : contentProblem(found, wanted);
}
function manifestOf(file, machines) {
    const state = machines.get(folderOf(file.tag, file.machine))?.state;
    return state?.kind === 'complete' ? state.manifest : undefined;
}
/** @param named The devices of the index that have its tag and name. */
function machineProblems(machine, named) {
    const { state, tag, manifestUrl } = machine;
    const problemOf = (problem, part = '', url = manifestUrl) => ({
        tag,
        machine: machine.machine,
        part,
        url,
        problem,
    });
    if (state.kind === 'unreadable')
        return [problemOf(state.problem)];
    if (state.kind === 'claim') {
        return named.length === 0
            ? []
            : [problemOf('The index names it, while its manifest.json says that its files are being replaced.')];
    }
    if (!machine.published)
        return [];
    const { channel } = state.manifest;
    const devices = named.filter((device) => device.channel === channel);
    if (devices.length > 0) {
        const parts = new Set(devices.flatMap((device) => partsNotIndexed(state.manifest, device)));
        return [...parts].map((part) => problemOf('Published, but not in the index.', part));
    }
    const [other] = named;
    if (other === undefined)
        return [problemOf('Published, but not in the index.')];
    return [problemOf(`Published in the channel ${channel}, but the index has it in ${other.channel}.`)];
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/leftover-uploads.ts


/** No upload of a run that is alive is as old. */
const OLD_MS = 24 * 60 * 60 * 1000;
/** Multipart uploads of a tag, or of the whole layer, that began over 24 hours ago by the clock of the store. */
async function leftoverUploads(store, { prefix }, tag) {
    const uploads = [];
    try {
        for await (const upload of store.uploads(tag === undefined ? (0,keys/* layerFolder */.bE)(prefix) : (0,keys/* tagFolder */.Vr)(prefix, tag))) {
            if (store.now().getTime() - upload.initiated.getTime() > OLD_MS)
                uploads.push(upload);
        }
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        return { uploads: [], unknown: thrown.text };
    }
    return { uploads, unknown: undefined };
}
/** Aborts them, or says that it would. What the store refuses is a warning. */
async function abortLeftovers({ uploads }, dryRun, store, log) {
    for (const upload of uploads) {
        if (dryRun) {
            log.info(`Dry run: the unfinished upload of ${upload.key} would be aborted.`);
            continue;
        }
        try {
            await store.abortUpload(upload);
            log.info(`Aborted the unfinished upload of ${upload.key} of ${upload.initiated.toISOString()}.`);
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* UserError */.yo))
                throw thrown;
            log.warning(`The unfinished upload of ${upload.key} was not aborted: ${(0,errors/* messageOf */.bD)(thrown)}`);
        }
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./packages/core/src/action/bounded-body.ts
var bounded_body = __webpack_require__(71242);
// EXTERNAL MODULE: external "node:dns"
var external_node_dns_ = __webpack_require__(40610);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/public-address.ts


/** Addresses that nothing on the internet has: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sibling. */
const PRIVATE = new external_node_net_.BlockList();
for (const [net, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
]) {
    PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
    // Unspecified, loopback, and the old form of an IPv4 address.
    ['::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    // Teredo and 6to4 hold an IPv4 address, and are used no more.
    ['2001::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
]) {
    PRIVATE.addSubnet(net, prefix, 'ipv6');
}
const NAT64 = new external_node_net_.BlockList();
NAT64.addSubnet('64:ff9b::', 96, 'ipv6');
/** A host has an address that is not one of the internet. */
class PrivateAddress extends Error {
}
/** Whether an IP address is loopback, private, link-local, shared (CGNAT), multicast or reserved; as `::ffff:` and behind NAT64 too. */
function isPrivateAddress(address) {
    const family = (0,external_node_net_.isIP)(address);
    if (family === 4)
        return PRIVATE.check(address, 'ipv4');
    if (family === 0)
        return true;
    if (NAT64.check(address, 'ipv6'))
        return PRIVATE.check(embedded(address), 'ipv4');
    // Of an address that is mapped (::ffff:…) the IPv4 rules are asked.
    return PRIVATE.check(address, 'ipv6');
}
/** The IPv4 address in the last 32 bits. */
function embedded(address) {
    const groups = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
        .slice(1, -1)
        .split(':')
        .slice(-2);
    const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
/**
 * Whether a URL names such an address itself. A name is for `publicLookup`, which the connection asks.
 *
 * @param trusted host names that may have any address
 */
function namesPrivateAddress(url, trusted) {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return !trusted.has(url.hostname) && (0,external_node_net_.isIP)(host) !== 0 && isPrivateAddress(host);
}
/** Finds the addresses of a host for a connection, which is made to one of them. @throws PrivateAddress where one of them is private. */
const publicLookup = (host, options, found) => {
    (0,external_node_dns_.lookup)(host, options, (error, address, family) => {
        const addresses = Array.isArray(address) ? address.map((each) => each.address) : [address];
        if (error === null && addresses.some(isPrivateAddress)) {
            return found(new PrivateAddress(host), address, family);
        }
        found(error, address, family);
    });
};

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/public-file.ts









const ATTEMPTS = 4;
const WAIT_MS = 250;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers of servers that serve a file and do not know HEAD. */
const NO_HEAD = [405, 501];
/** Another attempt finds nothing either. */
const PERMANENT = ['ENOTFOUND', 'ERR_INVALID_URL', 'ERR_INVALID_PROTOCOL'];
const public_file_PRIVATE = 'The URL leads to a private address, which only the host of `public-url` or `endpoint` may have.';
const AGENTS = { http: new external_node_http_.Agent({ keepAlive: true }), https: new external_node_https_.Agent({ keepAlive: true }) };
/**
 * Asks for a file of the web, without credentials: HEAD, or GET of all its bytes with `deep`. It follows 5 redirects, only to http and
 * https, never from https to http, and tries again where the fault may pass. Others write these URLs: none leads to a private address,
 * whatever its name resolves to, and no body is read that is larger than it must be, drips, or does not end.
 */
async function publicFile(url, asked, deps) {
    for (let attempt = 1;; attempt += 1) {
        const found = await ask(url, { method: asked.deep ? 'GET' : 'HEAD', ...asked }, deps);
        if (!('again' in found))
            return found;
        if (attempt === ATTEMPTS)
            return { problem: found.again };
        await deps.clock.sleep(WAIT_MS * 2 ** attempt * deps.random());
    }
}
async function ask(start, request, deps) {
    const { webRedirects } = deps.limits ?? limits/* NETWORK_LIMITS */.o;
    const silence = silenceAfter(deps.timeoutMs);
    try {
        let url = new URL(start);
        for (let redirects = 0; redirects <= webRedirects; redirects += 1) {
            silence.broken();
            if (namesPrivateAddress(url, deps.trusted))
                return { problem: public_file_PRIVATE };
            const response = await send(url, request.method, silence.signal, deps.trusted);
            const { location } = REDIRECTS.includes(response.statusCode ?? 0) ? response.headers : {};
            if (location === undefined)
                return await public_file_contentOf(response, start, request, silence, deps);
            response.destroy();
            const next = URL.parse(location, url.href);
            if (next === null || !['http:', 'https:'].includes(next.protocol)) {
                return { problem: 'The URL redirects to something other than http or https.' };
            }
            if (url.protocol === 'https:' && next.protocol === 'http:') {
                return { problem: 'The URL redirects from https to http.' };
            }
            url = next;
        }
        return { problem: `The URL redirects more than ${webRedirects} times.` };
    }
    catch (thrown) {
        if (thrown instanceof PrivateAddress)
            return { problem: public_file_PRIVATE };
        if (thrown instanceof OutOfBounds)
            return { problem: thrown.message };
        const code = (0,errors/* systemCode */.xU)(thrown);
        if (silence.signal.aborted)
            return { again: `Its server was silent for ${deps.timeoutMs / 1000} s.` };
        const problem = `The URL cannot be read: ${code ?? (0,errors/* messageOf */.bD)(thrown)}.`;
        return code === undefined || PERMANENT.includes(code) ? { problem } : { again: problem };
    }
    finally {
        silence.end();
    }
}
/** Sends a request, without following a redirect. */
function send(url, method, signal, trusted) {
    const isTls = url.protocol === 'https:';
    const options = {
        method,
        signal,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'pv-actions' },
        ...(trusted.has(url.hostname) ? {} : { lookup: publicLookup }),
    };
    return new Promise((resolve, reject) => {
        const request = isTls
            ? (0,external_node_https_.request)(url, { ...options, agent: AGENTS.https })
            : (0,external_node_http_.request)(url, { ...options, agent: AGENTS.http });
        request.once('response', resolve).on('error', reject).end();
    });
}
async function public_file_contentOf(response, url, request, silence, deps) {
    const { statusCode = 0, headers } = response;
    const { deep } = request;
    if (request.method === 'HEAD' && NO_HEAD.includes(statusCode)) {
        response.destroy();
        return ask(url, { ...request, method: 'GET' }, deps);
    }
    if (statusCode !== 200) {
        response.destroy();
        const problem = `The URL answers with HTTP ${statusCode}.`;
        return statusCode === 429 || statusCode >= 500 ? { again: problem } : { problem };
    }
    const length = headers['content-encoding'] === undefined ? headers['content-length'] : undefined;
    const size = length === undefined ? undefined : Number(length);
    if (!deep || (size !== undefined && request.size !== undefined && size !== request.size)) {
        if (request.method === 'HEAD')
            response.resume();
        else
            response.destroy();
        return { size, sha256: undefined };
    }
    return readContent(response, request.size, silence, deps.limits ?? limits/* NETWORK_LIMITS */.o);
}
/** What ends the reading of a body that is no file. Its message is a sentence. */
class OutOfBounds extends Error {
}
async function readContent(response, wanted, silence, limits) {
    const most = wanted ?? limits.webFileBytes;
    const said = {
        size: wanted === undefined
            ? `It has more than ${(0,progress/* formatBytes */.z3)(most)}.`
            : `It has more than the ${(0,wording/* counted */.hS)(most, 'byte')} that its manifest.json says.`,
        rate: `It comes more slowly than ${(0,progress/* formatBytes */.z3)(limits.slowestBytesPerSecond)}/s.`,
        time: `It takes more than ${(0,progress/* formatDuration */.a3)(limits.webFileSeconds)} to read.`,
    };
    const error = (excess) => new OutOfBounds(said[excess]);
    const bounds = { bytes: most, seconds: limits.webFileSeconds, error, limits };
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    for await (const chunk of (0,bounded_body/* boundedBody */._)(response, bounds)) {
        silence.broken();
        hash.update(chunk);
        size += chunk.length;
    }
    return { size, sha256: hash.digest('hex') };
}
function silenceAfter(milliseconds) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), milliseconds);
    return {
        signal: controller.signal,
        broken: () => void timer.refresh(),
        end: () => clearTimeout(timer),
    };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/repair.ts





/**
 * Finds the published machines that the index does not name, or names otherwise than their manifest, and whose objects are all
 * there as the manifest says.
 *
 * @throws UserError when the store gives no answer about an object.
 */
async function planRepair({ survey }, evidence) {
    const published = [...evidence.machines.values()].filter((machine) => machine.published);
    const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
    const channels = Map.groupBy(survey.tags, ({ tag }) => tag);
    const isWanted = ({ entry, state, tag, machine }) => {
        if (state.kind !== 'complete' || entry === undefined)
            return false;
        const { channel } = state.manifest;
        const elsewhere = channels.get(tag) ?? [];
        // The index has one channel for a tag: which one is right, nobody but a person knows.
        if (elsewhere.length > 0 && !elsewhere.some((each) => each.channel === channel))
            return false;
        const named = (devices.get(folderOf(tag, machine)) ?? []).filter((each) => each.channel === channel);
        return named.length === 0 || named.some((device) => !sameParts(device, entry));
    };
    const checked = await (0,in_parallel/* inParallel */.H)(published.filter(isWanted), async (machine) => ({
        machine,
        problems: await objectProblems(machine, evidence),
    }));
    const whole = checked.flatMap(({ machine, problems }) => (problems.length === 0 ? [machine] : []));
    return {
        tags: tagsOf(whole, published, evidence),
        problems: checked.flatMap(({ problems }) => problems),
    };
}
async function objectProblems(machine, evidence) {
    if (machine.state.kind !== 'complete')
        return [];
    const strange = new Map(strangeFiles(evidence.layer, machine.state.manifest).map(({ file, problem }) => [file, problem]));
    const problems = await (0,in_parallel/* inParallel */.H)(machine.state.manifest.files, async (file) => {
        const problem = strange.get(file) ?? (await evidence.objects.problem(file.key, file));
        if (problem === undefined)
            return [];
        const { tag, machine: name } = machine;
        return [
            {
                ...{ tag, machine: name, part: (0,release_device/* keyOfKind */.F7)(file.kind) ?? file.kind, url: file.url },
                problem: `Cannot be put back: ${problem}`,
            },
        ];
    });
    return problems.flat();
}
function tagsOf(whole, published, { layer }) {
    const rebuilt = whole.flatMap(({ state, tag }) => {
        if (state.kind !== 'complete')
            return [];
        return [completeMachine({ ...layer, tag, channel: state.manifest.channel }, state.manifest, state.text)];
    });
    const groups = Map.groupBy(rebuilt, ({ release }) => JSON.stringify([release.channel, release.tag]));
    return [...groups.values()].flatMap((machines) => {
        const [first] = machines;
        if (first === undefined)
            return [];
        const { channel, tag } = first.release;
        return [{ channel, tag, machines, date: earliest(published, channel, tag) }];
    });
}
/** When the first of the published machines of a tag was complete. */
function earliest(published, channel, tag) {
    const times = published.flatMap(({ state }) => state.kind === 'complete' && state.manifest.channel === channel && state.manifest.tag === tag
        ? [Date.parse(state.manifest.published)]
        : []);
    return new Date(times.reduce((first, time) => Math.min(first, time)));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/report-verify.ts





/** GitHub shows 10 errors of a step; the last is that of the stage. */
const MAX_ANNOTATIONS = 9;
const MAX_ROWS = 500;
/** Prints every problem, the first of them as annotations, and the notes. */
function reportProblems({ assessment, repaired, planned = [], notes }, log) {
    for (const note of notes)
        log.info(note);
    for (const problem of repaired)
        log.info(`Repaired: ${lineOf(problem)}`);
    for (const { release } of planned.flatMap(({ machines }) => machines)) {
        log.info(`Dry run: ${release.machine} ${release.tag} would be put into the index.`);
    }
    for (const [index, problem] of assessment.problems.entries()) {
        if (index < MAX_ANNOTATIONS)
            log.error(lineOf(problem));
        else
            log.info(lineOf(problem));
    }
}
/** The step summary of a verification. */
function verifiedSummary(verification) {
    const { layer, tag, assessment, repaired, planned, notes } = verification;
    const machines = (planned ?? []).flatMap((each) => each.machines);
    const parts = [
        (0,markdown.md) `### s3-release-publish: verify ${tag === undefined ? (0,markdown.md) `all tags` : (0,markdown/* code */.aY)(tag)}${planned === undefined ? (0,markdown.md) `` : (0,markdown.md) ` (dry run)`}`,
        (0,markdown.md) `${(0,markdown/* escapeText */.X1)(verdictOf(verification))} ${(0,markdown/* link */.nf)('releases.json', layer.indexUrl)}`,
        ...problemTable(assessment.problems),
        ...(machines.length === 0
            ? []
            : [
                (0,markdown.md) `A repair would put into the index:\n\n${(0,markdown/* bullets */.e5)(machines.map(({ release }) => (0,markdown/* code */.aY)(`${release.machine} ${release.tag}`)))}`,
            ]),
        ...(repaired.length === 0
            ? []
            : [
                (0,markdown/* details */.zH)(`Repaired: ${(0,wording/* counted */.hS)(repaired.length, 'problem')}`, (0,markdown/* joinMarkdown */.UF)(problemTable(repaired), '\n\n')),
            ]),
        ...(notes.length === 0
            ? []
            : [(0,markdown/* details */.zH)((0,wording/* counted */.hS)(notes.length, 'note'), (0,markdown/* bullets */.e5)(notes.slice(0, MAX_ROWS).map(markdown/* escapeText */.X1)))]),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
/** What came out, in a few sentences. */
function verdictOf(verification) {
    const { planned, repaired } = verification;
    const { length } = repaired;
    return [
        ...(planned === undefined ? [] : ['Nothing was written.']),
        ...(length === 0 ? [] : [`${(0,wording/* counted */.hS)(length, 'problem')} ${length === 1 ? 'was' : 'were'} repaired.`]),
        report_verify_stateOf(verification),
    ].join(' ');
}
function report_verify_stateOf({ assessment, deep }) {
    const { files, wrong, survey, problems } = assessment;
    const others = problems.length - wrong;
    if (files === 0) {
        return `The index names no files${others === 0 ? '' : ` and has ${(0,wording/* counted */.hS)(others, 'problem')}`}.`;
    }
    const besides = (0,wording/* counted */.hS)(others, wrong === 0 ? 'problem' : 'other problem');
    const more = others === 0 ? '' : ` The index has ${besides}.`;
    if (wrong > 0)
        return `${wrong} of ${(0,wording/* counted */.hS)(files, 'file')} ${(0,wording/* are */.Jw)(wrong)} wrong.${more}`;
    return `${allThere(files, `of ${(0,wording/* counted */.hS)(survey.tags.length, 'tag')}`, deep)}${more}`;
}
function problemTable(problems) {
    if (problems.length === 0)
        return [];
    const rows = problems
        .slice(0, MAX_ROWS)
        .map(({ tag, machine, part, url, problem }) => [
        ...[tag, machine, part].map((text) => (text === '' ? (0,markdown.md) `` : (0,markdown/* code */.aY)(text))),
        (0,markdown/* escapeText */.X1)(problem),
        url === '' ? (0,markdown.md) `` : (0,markdown/* code */.aY)(url),
    ]);
    const rest = problems.length - rows.length;
    return [
        (0,markdown/* table */.tp)([(0,markdown.md) `Tag`, (0,markdown.md) `Machine`, (0,markdown.md) `Part`, (0,markdown.md) `Problem`, (0,markdown.md) `URL`], rows),
        ...(rest > 0 ? [(0,markdown.md) `_And ${rest} more: the log has all of them._`] : []),
    ];
}
/** One line: the values come from files of others. */
function lineOf({ tag, machine, part, url, problem }) {
    const names = [tag, machine, part].filter((text) => text !== '').map((text) => (0,action_inputs/* quote */.hD)(text).slice(1, -1));
    return `${names.join(' ')}: ${problem.replace(/\s+/g, ' ')}${url === '' ? '' : ` ${(0,action_inputs/* quote */.hD)(url).slice(1, -1)}`}`;
}
/** What a verification saw that is no problem, and that a person may want to know. */
function report_verify_notesOf({ machines, listed }, { survey }, leftovers) {
    const named = new Set(survey.devices.map(({ tag, name }) => folderOf(tag, name)));
    const ofMachines = machines.flatMap(({ tag, machine, state, published }) => {
        const isNamed = named.has(folderOf(tag, machine));
        if (state.kind === 'claim') {
            return isNamed ? [] : [`${machine} ${tag} is not complete: a run uploads it, or died while it did.`];
        }
        if (!listed || published || state.kind !== 'complete')
            return [];
        return isNamed
            ? [`${machine} ${tag} is in the index, but not marked as published: a repair would not bring it back.`]
            : [`${machine} ${tag} is staged, and was never promoted.`];
    });
    const { uploads, unknown } = leftovers;
    const keys = uploads.map(({ key }) => key);
    return [
        ...ofMachines,
        ...(listed
            ? []
            : ['The bucket may not be listed, so published machines that the index lacks were not looked for.']),
        ...(uploads.length === 0
            ? []
            : [`${(0,wording/* counted */.hS)(uploads.length, 'unfinished upload')} of runs that died: ${(0,wording/* shortList */.pg)(keys, ', ', 6)}.`]),
        ...(unknown === undefined ? [] : [`Unfinished uploads were not looked for. ${unknown}`]),
    ];
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/verify.ts












const ADVICE = {
    look: 'The log and the step summary name them. `repair: true` puts the entries of published machines back; what is lost must be published again.',
    rehearsed: 'The log and the step summary name them, and what a repair without `dry-run` puts back; what is lost must be published again.',
    repaired: 'The log and the step summary name them. The repair could not mend them: what is lost must be published again.',
};
/**
 * Holds the index against the bucket, for one tag or all: that every file is there with its size and digest, and that every
 * published machine is named. With `repair` it puts the entries of published machines back.
 *
 * @throws UserError when there is a problem, or when the store gives no answer.
 */
async function verify(given, settings, deps, output) {
    const layer = layerOf(settings);
    const tag = given.tag === inputs.ALL_TAGS ? undefined : given.tag;
    output('index-url', layer.indexUrl);
    const store = (0,write_options/* storeOf */.xX)(given, settings, deps);
    // The index is read after the marks: whatever was marked by then stands in it.
    const bucket = await readMachines(store, layer, tag, given.repair);
    const text = await store.text(layer.indexKey);
    const evidence = evidenceOf(given, store, bucket, settings, deps);
    const leftovers = await leftoverUploads(store, layer, tag);
    const found = await assess(text, evidence, deps);
    const plan = given.repair ? await planRepair(found, evidence) : undefined;
    const entered = plan && !given['dry-run'] ? await write(plan, given, store, evidence, deps) : undefined;
    if (given.repair)
        await abortLeftovers(leftovers, given['dry-run'], store, deps.log);
    const left = entered?.changed ? await assess(entered.text, evidence, deps) : found;
    const problems = sortedProblems([...left.problems, ...unreported(plan?.problems ?? [], left)]);
    const verification = {
        layer,
        tag,
        assessment: { ...left, problems },
        repaired: goneFrom(found, left),
        planned: given['dry-run'] ? plan?.tags : undefined,
        notes: report_verify_notesOf(bucket, left, leftovers),
        deep: given.deep,
    };
    output('problems', JSON.stringify(problems));
    output('bytes-read', evidence.bytesRead());
    reportProblems(verification, deps.log);
    deps.summary(verifiedSummary(verification));
    const verdict = verdictOf(verification);
    if (problems.length > 0)
        throw new errors/* ReportedError */.SS(verdict, adviceOf(given));
    deps.log.info(verdict);
}
function adviceOf(given) {
    if (!given.repair)
        return ADVICE.look;
    return given['dry-run'] ? ADVICE.rehearsed : ADVICE.repaired;
}
function evidenceOf(given, store, { machines }, settings, deps) {
    const layer = layerOf(settings);
    const objects = objectChecks(store, given.deep);
    const asked = new Map();
    const timeoutMs = given['request-timeout-seconds'] * 1000;
    const web = { clock: deps.clock, timeoutMs, random: Math.random, trusted: ownHosts(settings) };
    let bytes = 0;
    const ask = async (url, size) => {
        const file = await publicFile(url, { deep: given.deep, size }, web);
        if ('sha256' in file && file.sha256 !== undefined)
            bytes += file.size ?? 0;
        return file;
    };
    return {
        layer,
        tag: given.tag === inputs.ALL_TAGS ? undefined : given.tag,
        where: store.describe(layer.indexKey),
        machines: new Map(machines.map((each) => [folderOf(each.tag, each.machine), each])),
        objects,
        elsewhere(url, size) {
            const question = `${size} ${url}`;
            const file = asked.get(question) ?? ask(url, size);
            asked.set(question, file);
            return file;
        },
        bytesRead: () => objects.bytesRead() + bytes,
    };
}
/** The hosts that the user named, which may be in a network of their own. */
function ownHosts({ publicUrl, endpoint }) {
    return new Set([publicUrl, endpoint].flatMap((url) => URL.parse(url ?? '')?.hostname ?? []));
}
async function write(plan, given, store, { layer }, deps) {
    if (plan.tags.length === 0)
        return undefined;
    const how = { form: given['index-form'], options: (0,write_options/* aclOptions */.l3)(given), strict: false };
    const entered = await addToIndex(store, layer, plan.tags, how);
    for (const { release } of entered.replaced) {
        deps.log.info(`Another run replaces ${release.machine} ${release.tag} at this moment: its entry was left out.`);
    }
    return entered;
}
function goneFrom(before, after) {
    const left = new Set(after.problems.map((each) => JSON.stringify(each)));
    return before.problems.filter((each) => !left.has(JSON.stringify(each)));
}
/** Problems of the repair about files that are not reported anyway. */
function unreported(problems, { problems: reported }) {
    const urls = new Set(reported.map(({ url }) => url));
    return problems.filter(({ url }) => !urls.has(url));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/main.ts







/** What Node's thread pool has when nothing is said. */
const DEFAULT_THREADS = 4;
/** File reads and name look-ups go through the pool too, and would wait behind the compression. */
const OTHER_WORK = 2;
/**
 * Gives Node's thread pool a thread for every core. It has 4 by default, which leaves the cores of a larger machine
 * idle. libuv reads the variable when the pool is first used, so this comes before the first asynchronous file access, name
 * look-up or compression of the process; later it does nothing. A value that the user set is left.
 *
 * @param env The environment of this process itself, not a copy.
 */
function widenThreadPool(cores, env) {
    env['UV_THREADPOOL_SIZE'] ??= String(Math.max(DEFAULT_THREADS, cores + OTHER_WORK));
}
/**
 * Publishes a machine of a release, or only uploads it; names what was only uploaded in the index; or holds the index against
 * what is in the bucket.
 */
async function run(given, deps, output) {
    widenThreadPool((0,external_node_os_.availableParallelism)(), process.env);
    (0,inputs.checkTogether)(given);
    const settings = (0,store_settings/* storeSettings */.l)(given, deps.env);
    switch (given.phase) {
        case 'publish':
        case 'stage':
            return publish(given, settings, deps, output);
        case 'promote':
            return promote(given, settings, deps, output);
        case 'verify':
            return verify(given, settings, deps, output);
    }
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: inputs.inputs, outputs: inputs.outputs, initial: inputs.initial, run });


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


/***/ })

};
