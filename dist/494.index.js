export const id = 494;
export const ids = [494];
export const modules = {

/***/ 99328:
/*! actions/kas-lock/src/inputs.ts */
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
    machines: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(),
    configs: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => (value ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')),
    mode: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['resolve', 'lock'], 'resolve'),
    'keep-revisions': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    'config-prefix': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), noDash),
    kas: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), noDash).transform((value) => value ?? 'kas'),
    'timeout-minutes': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0.01, 30_000, 'any'),
    ...(0,_pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateInputs */ .FU)('auto-update/kas-layers'),
};
const outputs = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateOutputs */ .Ec;
const initial = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .initialOutputs */ .Jt;
function noDash(value) {
    return value.startsWith('-') ? 'A value that starts with a dash would be an option.' : undefined;
}


/***/ }),

/***/ 91494:
/*! actions/kas-lock/src/credential-socket.ts, actions/kas-lock/src/files.ts, actions/kas-lock/src/in-place.ts, actions/kas-lock/src/kas-call.ts, actions/kas-lock/src/kas-folder.ts, actions/kas-lock/src/layer-changes.ts, actions/kas-lock/src/layer-copy.ts, actions/kas-lock/src/lock.ts, actions/kas-lock/src/main.ts, actions/kas-lock/src/resolve.ts, actions/kas-lock/src/revisions.ts, actions/kas-lock/src/sources.ts, actions/kas-lock/src/targets.ts, packages/core/src/kas/kas-pins.ts, packages/core/src/release/machine-list.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/git/work-tree.ts
var work_tree = __webpack_require__(27642);
// EXTERNAL MODULE: ./packages/core/src/kas/find-kas.ts + 1 modules
var find_kas = __webpack_require__(83162);
// EXTERNAL MODULE: ./packages/core/src/updates/findings.ts + 9 modules
var findings = __webpack_require__(63176);
// EXTERNAL MODULE: ./packages/core/src/updates/open-remotes.ts + 5 modules
var open_remotes = __webpack_require__(66939);
// EXTERNAL MODULE: ./packages/core/src/updates/report.ts
var updates_report = __webpack_require__(44524);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-repos.ts
var kas_repos = __webpack_require__(36298);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var digest = __webpack_require__(99676);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-document.ts
var kas_document = __webpack_require__(93226);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-pins.ts





/**
 * The repositories that a kas file pins to a commit, in its order: `overrides.repos.<key>.commit`, else the `commit` of the
 * repository, or in the older form its `refspec`. Other revisions than full digests are no pins.
 *
 * @throws UserError when it is no kas file.
 */
function readPins(file) {
    const document = (0,kas_document/* kasDocument */.l5)(file);
    const repos = new Map((0,kas_repos/* kasRepos */.J)([file]).map((repo) => [repo.key, repo]));
    const keys = new Set([...(0,kas_document/* keysAt */._s)(document, ['repos']), ...(0,kas_document/* keysAt */._s)(document, ['overrides', 'repos'])]);
    return [...keys].flatMap((key) => {
        const digest = pinnedDigest(document, key, file.text);
        const { url, branch } = repos.get(key) ?? {};
        return digest === undefined ? [] : [{ key, url, branch, ...digest }];
    });
}
/**
 * The text with other revisions in it. All else stays as it is, character by character: comments, quotes, line ends. A digest
 * that YAML would read as a number is put into quotes.
 *
 * @param revisions full digests by the key of the repository. A repository that is not named keeps its revision.
 * @throws UserError when it is no kas file, or when two repositories share one value (an anchor) and are to differ; a RangeError
 * for a revision that is no full digest, and for a repository that is not pinned.
 */
function rewritePins(file, revisions) {
    const pins = readPins(file);
    const pinned = new Set(pins.map(({ key }) => key));
    for (const [key, revision] of revisions) {
        if (!digest/* FULL_DIGEST */.F.test(revision))
            throw new RangeError(`"${revision}" is no full digest.`);
        if (!pinned.has(key))
            throw new RangeError(`${file.path} does not pin ${key}.`);
    }
    const edits = new Map();
    for (const pin of pins) {
        const revision = revisions.get(pin.key) ?? pin.revision;
        const other = edits.get(pin.start);
        if (other !== undefined && other.revision !== revision)
            throw shared(file.path, other.pin.key, pin.key);
        edits.set(pin.start, { pin, revision });
    }
    const parts = [];
    let end = 0;
    for (const [start, { pin, revision }] of [...edits].sort(([a], [b]) => a - b)) {
        if (revision === pin.revision)
            continue;
        parts.push(file.text.slice(end, start), written(revision, pin));
        end = pin.end;
    }
    return parts.join('') + file.text.slice(end);
}
function pinnedDigest(document, key, text) {
    const values = [
        ['overrides', 'repos', key, 'commit'],
        ['repos', key, 'commit'],
        ['repos', key, 'refspec'],
    ];
    for (const keys of values) {
        const digest = digestIn((0,kas_document/* nodeAt */.oB)(document, keys), text);
        if (digest !== undefined)
            return digest;
    }
    return undefined;
}
function digestIn(node, text) {
    if (!(0,dist/* isScalar */.jn)(node) || typeof node.value !== 'string' || !node.range)
        return undefined;
    const revision = node.value;
    if (!digest/* FULL_DIGEST */.F.test(revision))
        return undefined;
    const [from, to] = node.range;
    // Between double quotes there can be escapes. A block has a header.
    if (node.type === 'QUOTE_DOUBLE')
        return { revision, start: from + 1, end: to - 1, isPlain: false };
    const start = from + text.slice(from, to).indexOf(revision);
    return { revision, start, end: start + revision.length, isPlain: node.type === 'PLAIN' };
}
/** Digits, which YAML 1.1 and 1.2 read as an integer, or with an `e` as a float. */
const LIKE_A_NUMBER = /^(?:\d+(?:e\d+)?|0b[01]+)$/i;
function written(revision, { isPlain }) {
    return isPlain && LIKE_A_NUMBER.test(revision) ? `'${revision}'` : revision;
}
function shared(path, key, other) {
    return new errors/* UserError */.yo(`${path} pins ${key} and ${other} by one value, which an anchor shares, but their revisions are to differ.`, 'Give each of them a value of its own.');
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-program.ts + 1 modules
var foreign_program = __webpack_require__(67443);
// EXTERNAL MODULE: ./packages/core/src/action/process-tree.ts
var process_tree = __webpack_require__(90198);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-environment.ts
var kas_environment = __webpack_require__(29186);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-log.ts
var kas_log = __webpack_require__(89493);
;// CONCATENATED MODULE: ./actions/kas-lock/src/kas-call.ts








/** A command of kas failed. */
class KasFailure extends Error {
    advice;
    /** Whether a remote did not answer. */
    unreachable;
    /** What kas said, which may differ from run to run. */
    detail;
    constructor(cause, advice, unreachable, detail) {
        super(cause);
        this.detail = detail;
        this.name = 'KasFailure';
        this.advice = advice;
        this.unreachable = unreachable;
    }
}
/** Something that ends the whole run, not a single command. */
class RunError extends errors/* UserError */.yo {
}
const SHOWN = 20;
const LINGER_SECONDS = 1;
/** How git says that it was not let in, or got no answer. */
const UNREACHABLE = /unable to access|could not read from remote repository|could not resolve host|unable to connect/i;
function kasCaller(program, options, deps) {
    let running;
    let stopped;
    const stop = (why) => {
        stopped ??= why;
        if (running !== undefined)
            killAll(running);
    };
    const cancellation = deps.cancellation();
    const cancel = () => stop('cancelled');
    cancellation.addEventListener('abort', cancel);
    if (cancellation.aborted)
        cancel();
    const { timeoutMinutes } = options;
    const timer = timeoutMinutes === undefined ? undefined : setTimeout(() => stop('timed-out'), timeoutMinutes * 60_000);
    function goOn(doing) {
        if (stopped === 'cancelled')
            throw new RunError('The run was cancelled.', '');
        if (stopped === undefined)
            return;
        throw new KasFailure(`${doing} was not done within ${timeoutMinutes} min, the time limit for kas.`, 'Give the input timeout-minutes more, or a cache of repositories in KAS_REPO_REF_DIR.', false);
    }
    return {
        program,
        async run(argv, doing, checkout) {
            goOn(doing);
            const said = { stdout: [], stderr: [] };
            const result = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `${(0,progress/* formatDuration */.a3)(elapsed)} in ${doing}.`, () => {
                const call = {
                    called: 'kas',
                    cwd: checkout.cwd,
                    env: environmentOf(program, options, checkout, deps.env),
                    lingerSeconds: LINGER_SECONDS,
                    onStart: (started) => {
                        running = started;
                    },
                    onLines: (lines, stream) => void said[stream].push(...lines),
                };
                return (0,foreign_program/* runForeign */.AE)(argv, call, deps).catch((thrown) => {
                    const error = (0,find_kas/* kasNotStarted */.K)(thrown, program.kas, checkout.cwd);
                    throw error instanceof errors/* UserError */.yo ? new RunError(error.message, error.advice) : error;
                });
            });
            if (running !== undefined && !result.isAllEnded)
                killAll(running);
            running = undefined;
            if (stopped === undefined)
                (0,foreign_program/* warnOfEnded */.mM)('kas', result, deps.log);
            const { code } = result;
            if (code === 0)
                return `${said.stdout.join('\n')}\n`;
            for (const line of said.stderr.slice(-SHOWN))
                deps.log.foreign(shown(line, checkout));
            goOn(doing);
            const words = lastWords(said.stderr.map((line) => shown(line, checkout)));
            const ended = code === null ? 'was ended by a signal' : `failed with exit code ${code}`;
            throw new KasFailure(`${doing} ${ended}.`, 'Its last lines are in the log. Try the same command in the layer.', UNREACHABLE.test(said.stderr.join('\n')), words || 'It did not say why.');
        },
        close() {
            clearTimeout(timer);
            cancellation.removeEventListener('abort', cancel);
        },
    };
}
/**
 * kas works where the configuration is, as it does by default: a `_source_dir: .` of the configuration means that folder then. Without the
 * job's build folder. Only the newest commit of a layer is needed, unless the job has a cache of whole repositories.
 */
function environmentOf(program, options, { cwd }, job) {
    const isGiven = Boolean(job['KAS_REPO_REF_DIR'] || job['KAS_CLONE_DEPTH']);
    const { env } = (0,kas_environment/* kasEnvironment */.N)({
        program,
        job,
        cloneDepth: program.can.cloneDepth && !isGiven ? 1 : undefined,
        extra: options.env,
    });
    return { ...env, KAS_WORK_DIR: cwd, KAS_BUILD_DIR: (0,external_node_path_.join)(cwd, 'build') };
}
/** All of it ends at once: nothing of it is kept. Without a guard it is what is in the session of kas. */
function killAll(running) {
    if (!(0,foreign_program/* killBelowGuard */.FX)(running))
        (0,process_tree/* sendSignal */.vG)(-running.pid, 'SIGKILL');
}
/** The last two errors of kas's log, each with the lines that follow it. */
function lastWords(lines) {
    const records = [];
    for (const line of lines) {
        const error = / - ERROR +- (.*)/s.exec(line)?.[1];
        if ((0,kas_log/* isKasRecord */.h)(line))
            records.push(error === undefined ? [] : [error]);
        else
            records.at(-1)?.push(line.trim());
    }
    const errors = records.filter(([first]) => first !== undefined && first !== '');
    return errors
        .slice(-2)
        .map((record) => record.slice(0, 4).join(' '))
        .join(' ')
        .slice(0, 1000);
}
/** A line without the folder of the copy, and without passwords in URLs. */
function shown(line, { repository }) {
    return line
        .replaceAll(`${repository}/`, '')
        .replaceAll(repository, '.')
        .replace(/\/\/[^/?#\s]*@/g, '//***@');
}

// EXTERNAL MODULE: ./packages/core/src/updates/look-up.ts
var look_up = __webpack_require__(58387);
;// CONCATENATED MODULE: ./actions/kas-lock/src/layer-changes.ts


/** @param removedFiles the files that go. */
function layerChanges(files, removedFiles) {
    const added = collector();
    const removed = collector();
    const moved = collector();
    const updated = collector();
    for (const { path, before, oldLayers, layers } of files) {
        if (before === undefined)
            continue;
        const earlier = new Map(oldLayers.map((layer) => [layer.key, layer]));
        for (const layer of layers) {
            const was = earlier.get(layer.key);
            earlier.delete(layer.key);
            const { key, url, branch, revision } = layer;
            if (was === undefined)
                added.add(layer, path);
            else if (isElsewhere(was, layer))
                moved.add({ key, from: address(was), to: address(layer) }, path);
            else if (was.revision !== revision)
                updated.add({ key, url, branch, old: was.revision, new: revision }, path);
        }
        for (const layer of earlier.values())
            removed.add(layer, path);
    }
    return {
        added: added.all(),
        removed: removed.all(),
        moved: moved.all(),
        updated: updated.all(),
        targets: {
            came: files.filter(({ before }) => before === undefined).flatMap(({ names }) => names),
            went: removedFiles.map(({ path }) => path),
        },
    };
}
/** Whether a layer comes from another place than it did. What a file does not say is no difference. */
function isElsewhere(was, is) {
    const differs = (a, b) => a !== undefined && b !== undefined && a !== b;
    return differs(was.url, is.url) || differs(was.branch, is.branch);
}
function address({ url, branch }) {
    return { url, branch };
}
/** Gathers the files of equal items, in the order in which the items come. */
function collector() {
    const items = new Map();
    return {
        add(item, file) {
            const id = JSON.stringify(item);
            items.set(id, { ...item, files: [...(items.get(id)?.files ?? []), file] });
        },
        all: () => [...items.values()],
    };
}
/** How many files or machines a sentence names. */
const layer_changes_SHOWN = 5;
/**
 * What changes besides the revisions of layers that follow a branch: layers and files that came, went or moved, layers of which
 * a tag moved, and files that change for another reason.
 */
function changeSentences(changes, updates, files) {
    const { added, removed, moved, updated, targets } = changes;
    const others = updated.filter((change) => !updates.some((update) => ['url', 'branch', 'old', 'new'].every((key) => update[key] === change[key])));
    const listed = new Set([
        ...[...added, ...removed, ...moved, ...updated].flatMap((each) => each.files),
        ...files.filter(({ before }) => before === undefined).map(({ path }) => path),
    ]);
    return [
        ...targets.came.map((name) => `${name} came.`),
        ...targets.went.map((path) => `${path} went: it belongs to no machine.`),
        ...added.map(({ key, url, revision, files: at }) => `The layer ${key} came${from(url)} at ${(0,look_up/* shortSha */.Fu)(revision)}: ${named(at)}.`),
        ...removed.map(({ key, files: at }) => `The layer ${key} went: ${named(at)}.`),
        ...moved.map(moveSentence),
        ...others.map(({ key, old, new: head, files: at }) => `The layer ${key} goes from ${(0,look_up/* shortSha */.Fu)(old)} to ${(0,look_up/* shortSha */.Fu)(head)}: ${named(at)}.`),
        ...files.filter(({ path }) => !listed.has(path)).map(({ path }) => `${path}: the configuration changed.`),
    ];
}
/** Layers that the configuration itself fixes. */
function noteSentences(fixed) {
    return fixed.map(({ key, revision, names }) => `The configuration itself fixes the layer ${key} to ${(0,look_up/* shortSha */.Fu)(revision)}: ${named(names)}.`);
}
function moveSentence({ key, from: was, to, files }) {
    const change = was.url === to.url
        ? `the branch ${was.branch ?? 'unknown'} to ${to.branch ?? 'unknown'}`
        : `${was.url ?? 'an unknown URL'} to ${to.url ?? 'an unknown URL'}`;
    return `The layer ${key} moved from ${change}: ${named(files)}.`;
}
function from(url) {
    return url === undefined ? '' : ` from ${url}`;
}
function named(items) {
    return (0,wording/* shortList */.pg)(items, ', ', layer_changes_SHOWN);
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-file.ts
var kas_file = __webpack_require__(39817);
;// CONCATENATED MODULE: ./actions/kas-lock/src/sources.ts






/**
 * Reads a configuration with its local includes. kas takes an include from the top of the repository, and where there is none, from
 * beside the file that names it (https://kas.readthedocs.io/en/latest/userguide/project-configuration.html#including-in-tree-configuration-files).
 *
 * @param config kas files joined by `:`, relative to the working directory.
 * @throws UserError for a file that does not exist or leaves the repository, for includes that go round in a circle, and for more
 * files than READER_LIMITS allows.
 */
async function readSources(config, checkout) {
    const texts = [];
    let hasForeign = false;
    let files = 0;
    const collect = async (file, trail) => {
        const path = inRepository(file, checkout);
        if (trail.includes(path)) {
            throw new errors/* UserError */.yo(`kas files include each other in a circle: ${[...trail, path].join(', ')}.`, 'Remove one of the includes.');
        }
        const text = await textOf(file, path, trail.at(-1), checkout);
        if (++files > limits/* READER_LIMITS */.f0.kasFiles.most) {
            throw (0,limits/* overLimit */.W1)(`The kas configuration ${config} includes ${files} files and more, each time that one is named`, limits/* READER_LIMITS */.f0.kasFiles, 'Include fewer, and each of them once.');
        }
        hasForeign ||= (0,kas_file/* hasForeignIncludes */.mw)(text);
        for (const include of (0,kas_file/* localIncludes */.Rs)(text)) {
            const fromTop = (0,external_node_path_.resolve)(checkout.repository, include);
            await collect((await isFile(fromTop)) ? fromTop : await besideOr(fromTop, file, include), [
                ...trail,
                path,
            ]);
        }
        texts.push({ path, text });
    };
    for (const file of config.split(':'))
        await collect((0,external_node_path_.resolve)(checkout.cwd, file), []);
    return { texts, hasForeign };
}
/** The lock file that kas keeps beside a kas file: `a/b.lock.yml` for `a/b.yml`. */
function lockFileOf(path) {
    const { dir, name, ext } = (0,external_node_path_.parse)(path);
    return (0,external_node_path_.join)(dir, `${name}.lock${ext}`);
}
/** A file relative to the repository, with `/`. */
function repositoryPath(file, checkout) {
    return (0,external_node_path_.relative)(checkout.repository, file).split(external_node_path_.sep).join('/');
}
/**
 * The bytes of a file of the repository; undefined where there is none. Links are followed where they stay in it.
 *
 * @throws UserError for a link that leaves it, and for what is no file, or too long.
 */
async function readIfThere(file, { repository }) {
    try {
        return await (0,foreign_file/* readForeign */.vM)(repository, file, limits/* FILE_LIMITS */.SK.kasFile, { links: 'within' });
    }
    catch (thrown) {
        if ((0,errors/* systemCode */.xU)(thrown) === 'ENOENT' || (0,errors/* systemCode */.xU)(thrown) === 'ENOTDIR')
            return undefined;
        throw thrown;
    }
}
async function isFile(path) {
    return (await (0,promises_.stat)(path).catch(() => undefined))?.isFile() === true;
}
async function besideOr(fromTop, file, include) {
    const beside = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(file), include);
    return (await isFile(beside)) ? beside : fromTop;
}
async function textOf(file, path, includedBy, checkout) {
    const bytes = await readIfThere(file, checkout);
    if (bytes !== undefined)
        return bytes.toString('utf8');
    const by = includedBy === undefined ? '' : `, which ${includedBy} includes,`;
    throw new errors/* UserError */.yo(`The kas file ${path}${by} does not exist.`, 'Correct its name, or add the file.');
}
function inRepository(file, checkout) {
    const path = repositoryPath(file, checkout);
    if (path !== '..' && !path.startsWith('../'))
        return path;
    throw new errors/* UserError */.yo(`The kas file ${path} lies outside of the repository.`, 'Use files of the repository.');
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/files.ts







/**
 * The bytes of a file that the stage writes; undefined where there is none yet.
 *
 * @throws UserError for a link and whatever else is no file.
 */
async function readOwn(file, checkout) {
    const stats = await (0,promises_.lstat)(file).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) === 'ENOENT' || (0,errors/* systemCode */.xU)(thrown) === 'ENOTDIR')
            return undefined;
        throw thrown;
    });
    if (stats === undefined)
        return undefined;
    if (stats.isFile())
        return readIfThere(file, checkout);
    throw new errors/* UserError */.yo(`${repositoryPath(file, checkout)} is no file, but a ${stats.isDirectory() ? 'folder' : 'link'}.`, 'Remove it: the stage writes a file there.');
}
/** The text of a kas file, with a byte order mark where it has one. @throws UserError when it is not UTF-8. */
function files_textOf(path, bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new errors/* UserError */.yo(`${path} is not UTF-8.`, 'Correct the file. kas itself cannot read it either.');
    }
}
/** The files of the repository that go, as changes. */
function removals(files, checkout) {
    return Promise.all(files.map(async (file) => {
        const path = (0,external_node_path_.resolve)(checkout.cwd, file);
        return {
            path: repositoryPath(path, checkout),
            before: await readOwn(path, checkout),
            after: undefined,
        };
    }));
}
/**
 * The layers that a text pins.
 *
 * @param repos what is known of them, where the text itself does not say.
 * @throws UserError when it is no kas file.
 */
function layersIn(path, text, repos = []) {
    const known = new Map(repos.map((repo) => [repo.key, repo]));
    return readPins({ path, text }).map(({ key, url, branch, revision }) => ({
        key,
        url: url ?? known.get(key)?.url,
        branch: branch ?? known.get(key)?.branch,
        revision,
    }));
}
/** The layers of a file as it stands. One that cannot be read is replaced, and has none. */
function oldLayersOf(path, before) {
    if (before === undefined)
        return [];
    try {
        return layersIn(path, files_textOf(path, before));
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.yo)
            return [];
        throw thrown;
    }
}
/** A layer of a planned file, compared with the file as it is and with the configuration. */
function plannedLayer(layer, oldLayers, repo) {
    const was = oldLayers.find(({ key }) => key === layer.key);
    const old = was === undefined || isElsewhere(was, layer) ? undefined : was.revision;
    return { ...layer, old, follows: repo === undefined ? 'fixed' : followedBy(repo) };
}
/** What a repository of a configuration follows. */
function followedBy({ type, commit, tag, branch }) {
    if (type !== 'git' || commit !== undefined)
        return 'fixed';
    if (tag !== undefined)
        return 'tag';
    return branch === undefined ? 'fixed' : 'branch';
}
/** The layers that configurations fix. */
function fixedLayers(found) {
    const fixed = new Map();
    for (const { name, repos } of found) {
        for (const { key, url, commit } of repos) {
            if (commit === undefined)
                continue;
            const id = JSON.stringify([key, url, commit]);
            fixed.set(id, { key, url, revision: commit, names: [...(fixed.get(id)?.names ?? []), name] });
        }
    }
    return [...fixed.values()];
}
/**
 * Looks at each target, one after the other. One that fails does not keep the others from going on.
 *
 * @param filesOf the files that stay as they are for a target that fails, relative to the working directory.
 * @param look gives the repositories of the target's configuration.
 * @throws what is no failure of a single target.
 */
async function eachTarget(targets, checkout, filesOf, look) {
    const failures = [];
    const found = [];
    for (const target of targets) {
        try {
            found.push({ name: target.name, repos: await look(target) });
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* UserError */.yo || thrown instanceof KasFailure) || thrown instanceof RunError)
                throw thrown;
            const files = (await filesOf(target)).map((file) => repositoryPath((0,external_node_path_.join)(checkout.cwd, file), checkout));
            const unreachable = thrown instanceof KasFailure && thrown.unreachable;
            failures.push({
                name: target.name,
                unreachable,
                cause: (0,errors/* messageOf */.bD)(thrown),
                detail: thrown instanceof KasFailure ? thrown.detail : undefined,
                advice: thrown.advice,
                files,
            });
        }
    }
    return { failures, fixed: fixedLayers(found) };
}

// EXTERNAL MODULE: ./packages/core/src/kas/kas-argv.ts + 1 modules
var kas_argv = __webpack_require__(42289);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/git/environment.ts
var environment = __webpack_require__(971);
;// CONCATENATED MODULE: ./actions/kas-lock/src/layer-copy.ts








/**
 * Lists what git tracks in a repository, submodules included. A copy of these files, with an empty repository of its own around them, is
 * all that kas wants. Unlike a worktree of git it leaves no trace in the repository, belongs to the user that runs kas, so that git
 * works in it, and holds what steps before this one have changed.
 *
 * @param runFolder a folder of this run: copies are made in it.
 * @throws UserError when git does not list the files.
 */
async function trackedFiles(checkout, runFolder, deps) {
    const { repository } = checkout;
    const listed = await git(repository, ['ls-files', '--cached', '--recurse-submodules'], deps);
    // git quotes a name with control characters or quotes: kas could not be given one anyway.
    const files = listed.filter((file) => file !== '' && !file.startsWith('"'));
    const odd = files.find((file) => OUTSIDE.test(file));
    if (odd !== undefined) {
        throw new errors/* UserError */.yo(`The index of ${repository} names the file ${(0,inputs/* quote */.hD)(odd)}, which no repository can have.`, 'Check the repository out again.');
    }
    return { files, copy: () => makeCopy(files, checkout, runFolder, deps) };
}
/** git adds no such file to an index, and reads one that has it: it is in the settings of a repository, or outside of it. */
const OUTSIDE = /^\/|(?:^|\/)(?:\.|\.\.|\.git)(?:\/|$)/i;
async function makeCopy(files, checkout, runFolder, deps) {
    const repository = await (0,promises_.mkdtemp)((0,external_node_path_.join)(runFolder, 'kas-lock-'));
    const cwd = (0,external_node_path_.join)(repository, (0,external_node_path_.relative)(checkout.repository, checkout.cwd));
    const remove = () => (0,promises_.rm)(repository, { recursive: true, force: true });
    try {
        const folders = new Set(files.map((file) => (0,external_node_path_.dirname)((0,external_node_path_.join)(repository, file))));
        for (const folder of folders)
            await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.mkdir)(cwd, { recursive: true });
        await (0,in_parallel/* inParallel */.H)(files, (file) => copyEntry(file, checkout.repository, repository), 16);
        await git(repository, ['init', '--quiet', '--template='], deps);
    }
    catch (thrown) {
        await remove();
        throw thrown;
    }
    return { checkout: { repository, cwd }, remove };
}
/**
 * A file that was removed from the work tree is not copied, nor a link that leaves it: kas would read what it leads to. Of a submodule
 * that is not checked out, the folder is made.
 */
async function copyEntry(file, repository, copy) {
    const [from, to] = [(0,external_node_path_.join)(repository, file), (0,external_node_path_.join)(copy, file)];
    const stats = await (0,promises_.lstat)(from).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) === 'ENOENT' || (0,errors/* systemCode */.xU)(thrown) === 'ENOTDIR')
            return undefined;
        throw thrown;
    });
    if (stats?.isSymbolicLink() === true) {
        const target = await (0,promises_.realpath)(from).catch(() => undefined);
        if (target === undefined || (0,foreign_file/* isBelow */.Yw)(target, repository))
            await (0,promises_.symlink)(await (0,promises_.readlink)(from), to);
    }
    if (stats?.isDirectory() === true)
        await (0,promises_.mkdir)(to, { recursive: true });
    else if (stats?.isFile() === true)
        await (0,promises_.copyFile)(from, to, external_node_fs_.constants.COPYFILE_FICLONE);
}
async function git(folder, args, { exec, env }) {
    const said = { stdout: [], stderr: [] };
    const { code } = await exec(['git', ...args], {
        cwd: folder,
        env: (0,environment/* foreignRepositoryEnvironment */.QX)(env),
        onLines: (lines, stream) => void said[stream].push(...lines),
    }).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new errors/* UserError */.yo('git is not on the PATH.', 'Install it before this step: kas needs it, too.');
    });
    if (code === 0)
        return said.stdout;
    throw new errors/* UserError */.yo(`git ${args[0]} failed in ${folder}: ${said.stderr.slice(0, 3).join(' ') || 'it did not say why'}`, 'Check that the repository was checked out before this step, with actions/checkout.');
}
/** kas moves a clone to another URL without a fetch, so that it would take revisions of the one for those of the other. */
function layerCopies(tracked) {
    const copies = [];
    return {
        async copyFor(repos) {
            const fitting = copies.find(({ urls }) => repos.every(({ path, url }) => (urls.get(path) ?? url) === url));
            if (fitting !== undefined)
                return fitting.copy;
            const copy = await tracked.copy();
            copies.push({ copy, urls: new Map(repos.map(({ path, url }) => [path, url])) });
            return copy;
        },
        cloned(copy, repos) {
            const urls = copies.find((each) => each.copy === copy)?.urls;
            for (const { path, url } of repos)
                urls?.set(path, url);
        },
        async remove() {
            for (const { copy } of copies)
                await copy.remove();
        },
    };
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/lock.ts






/**
 * Has `kas lock` (4.6 and later) write the lock files of each target: beside the first of its files, and where there are others beside
 * files that these include. The work tree stays as it is.
 *
 * @param keepRevisions whether kas only adds what the lock files lack.
 * @throws UserError for what is no failure of a single target.
 */
async function lockTargets(targets, checkout, tracked, kas, keepRevisions) {
    const copies = layerCopies(tracked);
    const locked = new Map();
    try {
        const found = await eachTarget(targets, checkout, (target) => existingLocks(target, checkout), async ({ name, config }) => {
            const { texts } = await readSources(config, checkout);
            const copy = await copies.copyFor((0,kas_repos/* kasRepos */.J)(texts));
            const argv = (0,kas_argv/* kasLockArgv */.vS)(kas.program, { config, update: !keepRevisions });
            await kas.run(argv, `kas lock for ${name}`, copy.checkout);
            const dump = (0,kas_argv/* kasDumpArgv */.qP)(kas.program, { config, resolve: false, local: false, format: 'yaml' });
            const text = await kas.run(dump, `kas dump for ${name}`, copy.checkout);
            const repos = (0,kas_repos/* kasRepos */.J)([{ path: `What kas dump printed for ${name}`, text }], 'ignored');
            copies.cloned(copy, repos);
            for (const path of texts.map((source) => lockFileOf(source.path))) {
                const written = await readIfThere((0,external_node_path_.join)(copy.checkout.repository, path), copy.checkout);
                if (written === undefined)
                    continue;
                const other = locked.get(path);
                locked.set(path, {
                    names: [...new Set([...(other?.names ?? []), name])],
                    text: written.toString('utf8'),
                    repos: [...(other?.repos ?? []), ...repos],
                });
            }
            return repos;
        });
        const files = await Promise.all([...locked].map(([path, lock]) => plannedFile(path, lock, checkout)));
        return { files, ...found, warnings: [] };
    }
    finally {
        await copies.remove();
    }
}
/** The lock files that a target has, relative to the working directory; those of files that cannot be read are not among them. */
async function existingLocks({ config }, checkout) {
    const files = config.split(':').map(lockFileOf);
    const there = await Promise.all(files.map((file) => readIfThere((0,external_node_path_.join)(checkout.cwd, file), checkout)));
    return files.filter((_, at) => there[at] !== undefined);
}
/** With the repository's own text where kas pins the same layers as it: kas writes a lock file anew, without its comments. */
async function plannedFile(path, { names, text, repos }, checkout) {
    const before = await readOwn((0,external_node_path_.join)(checkout.repository, path), checkout);
    const oldLayers = oldLayersOf(path, before);
    const locked = layersIn(path, text, repos);
    const keys = (layers) => JSON.stringify(layers.map(({ key }) => key).sort());
    const isSame = before !== undefined && keys(oldLayers) === keys(locked);
    const layers = locked.map((layer) => plannedLayer(layer, oldLayers, repos.find(({ key }) => key === layer.key)));
    return { names, path, before, oldLayers, text: isSame ? files_textOf(path, before) : text, layers };
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/in-place.ts







/**
 * Takes the resolved configurations as they stand, for a kas that has no `dump`: only their revisions will change. What else would
 * change is a warning for each target.
 *
 * @throws UserError for what is no failure of a single target.
 */
async function keepResolved(targets, checkout, program) {
    const files = [];
    const warnings = [];
    const found = await eachTarget(targets, checkout, ({ file }) => [file], async ({ name, config, file }) => {
        const sources = await readSources(config, checkout);
        const full = (0,external_node_path_.join)(checkout.cwd, file);
        const path = repositoryPath(full, checkout);
        const before = await readOwn(full, checkout);
        if (before === undefined)
            throw notThere(path, program, 'dump');
        const repos = (0,kas_repos/* kasRepos */.J)(sources.texts);
        const layers = layersIn(path, files_textOf(path, before), repos);
        warnings.push(...outdated(name, layers, repos, sources, program));
        files.push(plannedInPlace([name], path, before, layers, repos));
        return repos;
    });
    return { files, ...found, warnings };
}
/**
 * Takes the lock files as they stand, for a kas that has no `lock`.
 *
 * @throws UserError for what is no failure of a single target.
 */
async function keepLocks(targets, checkout, program) {
    const locks = new Map();
    const warnings = [];
    const found = await eachTarget(targets, checkout, (target) => existingLocks(target, checkout), async ({ name, config }) => {
        const sources = await readSources(config, checkout);
        const repos = (0,kas_repos/* kasRepos */.J)(sources.texts);
        const pinned = new Set();
        const paths = [...new Set(sources.texts.map((source) => lockFileOf(source.path)))];
        let count = 0;
        for (const path of paths) {
            const before = await readOwn((0,external_node_path_.join)(checkout.repository, path), checkout);
            if (before === undefined)
                continue;
            count += 1;
            for (const { key } of layersIn(path, files_textOf(path, before)))
                pinned.add(key);
            const other = locks.get(path);
            const names = [...new Set([...(other?.names ?? []), name])];
            locks.set(path, { names, before, repos: [...(other?.repos ?? []), ...repos] });
        }
        if (count === 0)
            throw notThere(paths.at(-1) ?? config, program, 'lock');
        const missing = repos.filter((repo) => followedBy(repo) !== 'fixed' && !pinned.has(repo.key));
        if (missing.length > 0) {
            warnings.push(cannotFollow(name, missing.map(({ key }) => `${key} is in no lock file`), program, 'lock'));
        }
        return repos;
    });
    const files = [...locks].map(([path, { names, before, repos }]) => plannedInPlace(names, path, before, layersIn(path, files_textOf(path, before), repos), repos));
    return { files, ...found, warnings };
}
/** What the configuration has that the file has not, as a warning. */
function outdated(name, layers, repos, { hasForeign }, program) {
    const inFile = new Map(layers.map((layer) => [layer.key, layer]));
    const inConfig = new Set(repos.map(({ key }) => key));
    const differences = [
        ...repos.flatMap((repo) => {
            const layer = inFile.get(repo.key);
            if (layer === undefined)
                return [`${repo.key} came`];
            return isElsewhere(layer, repo)
                ? [`${repo.key} moved to ${repo.url} (${repo.branch ?? 'no branch'})`]
                : [];
        }),
        // A layer may come from an include that cannot be read here.
        ...layers.filter(({ key }) => !hasForeign && !inConfig.has(key)).map(({ key }) => `${key} went`),
    ];
    return differences.length === 0 ? [] : [cannotFollow(name, differences, program, 'dump')];
}
function plannedInPlace(names, path, before, layers, repos) {
    const text = files_textOf(path, before);
    const tagged = new Set((0,kas_repos/* kasRepos */.J)([{ path, text }]).flatMap(({ key, tag }) => (tag === undefined ? [] : key)));
    const made = layers.map((layer) => {
        const repo = repos.find(({ key, url, branch }) => key === layer.key && !isElsewhere(layer, { url, branch }));
        const old = layer.revision;
        if (repo !== undefined) {
            return { ...layer, old, revision: repo.commit ?? old, follows: followedBy(repo) };
        }
        const isFollowed = layer.url !== undefined && layer.branch !== undefined;
        return { ...layer, old, follows: tagged.has(layer.key) ? 'tag' : isFollowed ? 'branch' : 'fixed' };
    });
    return { names, path, before, oldLayers: layers, text, layers: made };
}
/** The first release of kas that can do what is missing. */
const SINCE = { dump: '3.2', lock: '4.6' };
function notThere(path, program, command) {
    return new errors/* UserError */.yo(`${path} does not exist yet, and kas ${program.version} cannot make it: it has no ${command}.`, `Install kas ${SINCE[command]} or later (\`pip install kas\`), or add the file once by hand.`);
}
function cannotFollow(name, differences, program, command) {
    return `${name}: kas ${program.version} has no ${command}, so that only revisions are changed. Not followed: ${differences.join(', ')}. Install kas ${SINCE[command]} or later for the rest.`;
}

// EXTERNAL MODULE: ./actions/kas-lock/src/inputs.ts
var src_inputs = __webpack_require__(99328);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
;// CONCATENATED MODULE: ./actions/kas-lock/src/credential-socket.ts




/** What a client of ours sends is far shorter. */
const LONGEST_QUESTION = 65_536;
/**
 * Answers `git credential-cache --socket=<path> get` from memory, as git's own daemon does (git-credential-cache(1),
 * builtin/credential-cache--daemon.c): a connection is one question, lines of a name, `=` and a value. What else is asked has an empty
 * answer. When this process ends, however it does, there is nobody left to ask.
 *
 * @param path of the socket, in a folder that only this user may enter.
 * @returns what ends it.
 * @throws UserError when the socket cannot be made.
 */
async function serveCredential(credential, path) {
    const open = new Set();
    const server = (0,external_node_net_.createServer)({ allowHalfOpen: true }, (socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
        socket.on('data', () => {
            if (socket.bytesRead > LONGEST_QUESTION)
                socket.destroy();
        });
        (0,consumers_.text)(socket).then((question) => socket.end(answer(credential, question)), () => socket.destroy());
    });
    server.listen(path);
    await (0,external_node_events_.once)(server, 'listening').catch((thrown) => {
        throw new errors/* UserError */.yo(`The socket ${path}, by which git is given the token for layers, cannot be made (${(0,errors/* systemCode */.xU)(thrown)}).`, 'Let RUNNER_TEMP be a folder with a short name, on a file system of Linux: the path of a socket has at most 107 bytes.', { cause: thrown });
    });
    return async () => {
        for (const socket of open)
            socket.destroy();
        server.close();
        await (0,external_node_events_.once)(server, 'close');
    };
}
function answer(credential, question) {
    const asked = new Map(question.split('\n').flatMap((line) => {
        const at = line.indexOf('=');
        return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }));
    const isFor = (name) => asked.get(name) === credential[name];
    const isOurs = isFor('protocol') && isFor('host') && (!asked.has('username') || isFor('username'));
    if (asked.get('action') !== 'get' || !isOurs)
        return '';
    return `username=${credential.username}\npassword=${credential.password}\n`;
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/kas-folder.ts




/**
 * Makes a folder for what kas leaves in TMPDIR, its home with a copy of the git configuration for one, which stays there when kas is
 * killed. The token stays in the memory of this process: git asks for it through a socket that only this user may use. Every kas with
 * `dump` hands GIT_CREDENTIAL_HELPER to git; one that the job sets stays in force.
 *
 * @param runFolder a folder of this run.
 * @throws UserError for a run folder with a name that cannot stand in git's configuration, or that can hold no socket.
 */
async function openKasFolder(token, runFolder, { env }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(runFolder, 'kas-lock-'));
    const remove = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    try {
        const temporary = (0,external_node_path_.join)(folder, 'tmp');
        await (0,promises_.mkdir)(temporary);
        const credential = token === undefined || env['GIT_CREDENTIAL_HELPER'] ? undefined : credentialOf(token);
        if (credential === undefined)
            return { env: { TMPDIR: temporary }, remove };
        const socket = (0,external_node_path_.join)(folder, 'git');
        if (!/^[\w./+@-]+$/.test(socket)) {
            throw new errors/* UserError */.yo(`The token for layers cannot be offered in ${runFolder}: its name has blanks or signs that git would read otherwise.`, 'Let RUNNER_TEMP be a folder with a plain name.');
        }
        const close = await serveCredential(credential, socket);
        return {
            env: {
                TMPDIR: temporary,
                // git appends what it wants. Asked to store, with nobody at the socket, git would start a daemon of its own.
                GIT_CREDENTIAL_HELPER: `!sh -c 'test $0 = get && exec git credential-cache --socket=${socket} get'`,
                // With the path of a URL in the question there would be no answer.
                GIT_CREDENTIAL_USEHTTPPATH: '',
            },
            async remove() {
                await close();
                await remove();
            },
        };
    }
    catch (thrown) {
        await remove();
        throw thrown;
    }
}
/** Other protocols than http and https take no token. */
function credentialOf({ value, origin }) {
    const { protocol, host } = URL.parse(origin) ?? {};
    if (host === undefined || (protocol !== 'https:' && protocol !== 'http:'))
        return undefined;
    return { protocol: protocol.slice(0, -1), host, username: 'x-access-token', password: value };
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/resolve.ts







/**
 * Writes the configuration of each target into one text with all revisions resolved, as `kas dump` prints it (kas 3.2 and later). The
 * work tree stays as it is.
 *
 * @throws UserError for what is no failure of a single target.
 */
async function resolveTargets(targets, checkout, tracked, kas) {
    const copies = layerCopies(tracked);
    const files = [];
    try {
        const found = await eachTarget(targets, checkout, ({ file }) => [file], async (target) => {
            const { texts } = await readSources(target.config, checkout);
            const copy = await copies.copyFor((0,kas_repos/* kasRepos */.J)(texts));
            const { text, repos } = await dumped(target, copy, kas);
            copies.cloned(copy, repos);
            checkPortable(text, [copy.checkout.repository, checkout.repository]);
            files.push(await resolve_plannedFile(target, text, repos, checkout));
            return repos;
        });
        return { files, ...found, warnings: [] };
    }
    finally {
        await copies.remove();
    }
}
/** What kas makes of a configuration: the text with resolved revisions, and the repositories as they were before. */
async function dumped({ name, config }, { checkout }, kas) {
    const dump = (resolve) => kas.run((0,kas_argv/* kasDumpArgv */.qP)(kas.program, { config, resolve, local: false, format: 'yaml' }), `kas dump${resolve ? ' --resolve-refs' : ''} for ${name}`, checkout);
    // Resolved revisions look like those that the configuration fixes.
    const floating = await dump(false);
    const text = await dump(true);
    return { text, repos: (0,kas_repos/* kasRepos */.J)([{ path: `What kas dump printed for ${name}`, text: floating }]) };
}
async function resolve_plannedFile({ name, file }, text, repos, checkout) {
    const full = (0,external_node_path_.join)(checkout.cwd, file);
    const path = repositoryPath(full, checkout);
    const before = await readOwn(full, checkout);
    const oldLayers = oldLayersOf(path, before);
    const layers = layersIn(path, text, repos).map((layer) => {
        const repo = repos.find(({ key }) => key === layer.key);
        return plannedLayer({ ...layer, branch: repo?.branch }, oldLayers, repo);
    });
    return { names: [name], path, before, oldLayers, text, layers };
}
/** @throws KasFailure for a text that holds folders of this machine: it would be another one each time, and work nowhere else. */
function checkPortable(text, folders) {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => folders.some((folder) => line.includes(folder)));
    if (at === -1)
        return;
    const key = /^\s*([^\s:]+):/.exec(lines[at] ?? '')?.[1];
    throw new KasFailure(`kas dump printed a folder of this machine${key === undefined ? '' : `, under ${key}`}.`, 'Write paths of the configuration relative to the layer. A file with `_source_dir: .` in the input config-prefix sets that folder.', false);
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/revisions.ts



/**
 * Asks for the heads of all layers that follow a branch, each remote once. Where a branch was forced back and that is not taken, no
 * file moves along it, so that files that agree go on to. A layer that a file gets anew has the revision that it has in the other
 * files, and where there is none the head. With `keep-revisions` only such heads are asked for.
 */
async function layerRevisions(files, remotes, given, deps) {
    const pins = layerPins(files);
    const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
    const looked = await (0,look_up/* lookUp */.TE)(given['keep-revisions'] ? [] : pins, remotes, how, deps);
    const stuck = new Set(looked.refused.map(branchId));
    const updates = looked.updates.filter((update) => !stuck.has(branchId(update)));
    const left = looked.updates.filter((update) => stuck.has(branchId(update)));
    const heads = new Map(updates.map((update) => [revisionId(update, update.old), update.new]));
    const fresh = new Map([
        // Of several the first one counts, and a head over all of them.
        ...pins.toReversed().map((pin) => [branchId(pin), pin.old]),
        ...updates.map((update) => [branchId(update), update.new]),
    ]);
    const missing = newBranches(files).filter((branch) => !fresh.has(branchId(branch)));
    const asked = await remotes.heads(missing);
    for (const [at, branch] of missing.entries()) {
        const head = asked[at];
        if (head?.kind === 'head')
            fresh.set(branchId(branch), head.sha);
    }
    const failed = new Set(looked.failures.map(({ name }) => name));
    return {
        ...looked,
        updates,
        unseenFiles: pins.filter(({ name }) => failed.has(name)).flatMap(({ files }) => files),
        revisionOf: (layer) => layer.old === undefined ? fresh.get(branchId(layer)) : heads.get(revisionId(layer, layer.old)),
        notes: [...left.map(leftSentence), ...looked.refused.filter(mayHaveMoved(files)).map(movedSentence)],
    };
}
function leftSentence({ name, old, files }) {
    return `${name} stays at ${(0,look_up/* shortSha */.Fu)(old)} in ${(0,wording/* shortList */.pg)(files, ', ', 5)}, too, since its branch was forced back or rewritten.`;
}
/** Lock files name no URL, so a revision that is not there may be of another one than the present. */
function mayHaveMoved(files) {
    const unsaid = new Set(files.flatMap(({ path, oldLayers }) => oldLayers.filter(({ url }) => url === undefined).map(({ revision }) => pinId(path, revision))));
    return ({ history, files, old }) => history.count === undefined && files.every((path) => unsaid.has(pinId(path, old)));
}
function movedSentence({ name, url, old, files }) {
    return `${name}: ${url} does not have ${(0,look_up/* shortSha */.Fu)(old)}. ${(0,wording/* shortList */.pg)(files, ', ', 5)} names no URL, so that the layer may also have moved there: then \`allow-rewind: true\` loses nothing.`;
}
function pinId(path, revision) {
    return JSON.stringify([path, revision]);
}
function branchId({ url, branch }) {
    return JSON.stringify([url, branch]);
}
function revisionId(at, old) {
    return JSON.stringify([at.url, at.branch, old]);
}
/** The revisions that are pinned now and follow a branch: each URL, branch and revision once, in the order of the files. */
function layerPins(files) {
    const pins = new Map();
    for (const { path, layers } of files) {
        for (const { key, url, branch, old } of layers.filter(isFollowed)) {
            if (old === undefined)
                continue;
            const id = JSON.stringify([url, branch, old]);
            const pin = pins.get(id) ?? { name: key, url, branch, old, files: [] };
            pins.set(id, { ...pin, files: [...pin.files, path] });
        }
    }
    return [...pins.values()];
}
/** The branches of layers that a file gets anew: their heads are needed, too. Each once. */
function newBranches(files) {
    const branches = new Map();
    for (const { url, branch, old } of files.flatMap(({ layers }) => layers.filter(isFollowed))) {
        if (old === undefined)
            branches.set(JSON.stringify([url, branch]), { url, branch });
    }
    return [...branches.values()];
}
/**
 * The files with their final revisions; those that stay as they are are left out.
 *
 * @param revisionOf the revision that a layer is to have. Where it says nothing, the layer stays where it is, and one that is new gets
 * what kas found.
 * @param keepRevisions whether layers that follow a tag stay where they are, too.
 */
function changedFiles(files, revisionOf, keepRevisions) {
    return files.flatMap(({ names, path, before, oldLayers, text, layers: made }) => {
        const layers = made.map((layer) => {
            const { key, url, branch } = layer;
            return { key, url, branch, revision: revisionFor(layer, revisionOf, keepRevisions) };
        });
        const revisions = new Map(layers.map(({ key, revision }) => [key, revision]));
        const after = Buffer.from(rewritePins({ path, text }, revisions));
        return before?.equals(after) === true ? [] : [{ path, before, after, names, oldLayers, layers }];
    });
}
function revisionFor(layer, revisionOf, keepRevisions) {
    const { follows, old, revision } = layer;
    if (isFollowed(layer))
        return revisionOf({ url: layer.url, branch: layer.branch, old }) ?? old ?? revision;
    return follows === 'tag' && keepRevisions ? (old ?? revision) : revision;
}
function isFollowed(layer) {
    return layer.follows === 'branch' && layer.url !== undefined && layer.branch !== undefined;
}

// EXTERNAL MODULE: ./packages/core/src/action/nearest.ts
var nearest = __webpack_require__(45202);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
;// CONCATENATED MODULE: ./packages/core/src/release/machine-list.ts




const yoctoBranch = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9][\w.+-]*$/, { error: 'It must be a word such as scarthgap.' });
const shape = schemas/* object */.Ikc({
    yocto_branch: yoctoBranch,
    machines: schemas/* array */.YOg(schemas/* object */.Ikc({ name: (0,schema/* named */.KT)(names/* checkMachine */.U1), config: (0,schema/* named */.KT)(checkKasConfig) }))
        .min(1, { error: 'It must name at least one machine.' })
        .superRefine((machines, context) => {
        const first = new Map();
        for (const [at, { name }] of machines.entries()) {
            const before = first.get(name);
            first.set(name, before ?? at);
            if (before === undefined)
                continue;
            const message = `The machine ${(0,inputs/* quote */.hD)(name)} stands there already, as machines[${before}].`;
            context.addIssue({ code: 'custom', path: [at, 'name'], message });
        }
    }),
});
/**
 * Reads machines.json: `yocto_branch`, and `machines` with `name` and `config`. Other keys are for other programs.
 *
 * @param path as the error names it.
 * @throws UserError with a line for each problem that names the entry and the key.
 */
function readMachines(text, path) {
    const advice = 'Correct this file. It names yocto_branch, and for each of machines its name and its kas config.';
    const list = (0,schema/* parseJson */.qF)(shape, text, path, advice);
    return {
        yoctoBranch: list.yocto_branch,
        machines: list.machines.map(({ name, config }) => ({ name, config })),
    };
}
/**
 * Whether `config` is a list of kas files joined by `:`, each relative to the layer and inside of it.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
function checkKasConfig(config) {
    for (const file of config.split(':')) {
        const problem = (0,names/* checkRelativePath */._k)(file) ?? (file.startsWith('-') ? 'A path must not begin with a hyphen.' : undefined);
        if (problem !== undefined)
            return `The kas file ${(0,inputs/* quote */.hD)(file)} is not valid. ${problem}`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/targets.ts












/** Where a layer keeps its resolved configurations, relative to the working directory. */
const RELEASE_FOLDER = 'kas/build-configs/release';
const MACHINES = '.github/machines.json';
/**
 * Reads the list of machines, or takes the configurations, and looks what is there.
 *
 * @throws UserError when the list or an input is wrong.
 */
async function planTargets(given, checkout, { runFolder }, deps) {
    const list = await machineList(given, checkout);
    const targetsOf = (only) => {
        // kas keeps a lock file beside the first file, which has to be the configuration's own.
        const prefix = given.mode === 'resolve' ? given['config-prefix'] : undefined;
        const options = { prefix, only };
        return list === undefined ? configTargets(given.configs, options) : machineTargets(list, options);
    };
    const all = targetsOf([]);
    const chosen = targetsOf(given.only);
    if (given.mode === 'resolve')
        checkDistinct(all);
    const tracked = await trackedFiles(checkout, runFolder, deps);
    const names = new Set(chosen.map(({ name }) => name));
    const aside = all.filter(({ name }) => !names.has(name));
    const asideFiles = await Promise.all(aside.map(async (target) => given.mode === 'resolve' ? [target.file] : await existingLocks(target, checkout)));
    return {
        list,
        chosen,
        tracked,
        asideFiles: asideFiles.flat().map((file) => repositoryPath((0,external_node_path_.join)(checkout.cwd, file), checkout)),
        async removals() {
            if (list === undefined || given.mode !== 'resolve' || given.only.length > 0)
                return [];
            const inFolder = tracked.files.map((file) => (0,external_node_path_.relative)(checkout.cwd, (0,external_node_path_.join)(checkout.repository, file)));
            return removals(orphans(inFolder, list), checkout);
        },
    };
}
/** @throws UserError when the list cannot be read, is wrong, or stands beside `configs`. */
async function machineList(given, checkout) {
    if (given.configs.length > 0) {
        if (given.machines === undefined)
            return undefined;
        throw new errors/* UserError */.yo('Both inputs "machines" and "configs" are given.', 'Give the list of machines, or configurations instead of it.');
    }
    const path = given.machines ?? MACHINES;
    try {
        const text = await (0,foreign_file/* readNamed */.Mk)((0,external_node_path_.join)(checkout.cwd, path), limits/* FILE_LIMITS */.SK.list, checkout.repository);
        return readMachines(text.toString(), path);
    }
    catch (thrown) {
        if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
            throw thrown;
        const what = thrown.code === 'ENOENT'
            ? `${(0,inputs/* quote */.hD)(path)} does not exist in ${(0,inputs/* quote */.hD)(checkout.cwd)}`
            : `${(0,inputs/* quote */.hD)(path)} ${thrown.problem}`;
        throw new errors/* UserError */.yo(`There is no list of machines: ${what}.`, 'Correct the input "machines" or "working-directory", or give the input "configs".');
    }
}
/**
 * The targets of machines.json: `<machine>-<branch>.yaml` each.
 *
 * @throws UserError for a name in `only` that is no machine, and for a prefix that is no configuration.
 */
function machineTargets(list, options) {
    const targets = list.machines.map(({ name, config }) => ({
        name,
        config: prefixed(config, options.prefix),
        file: releaseFile(`${name}-${list.yoctoBranch}`),
    }));
    return chosen(targets, options.only);
}
/**
 * The targets of the input `configs`, each a list of kas files: the stem of its first file names it.
 *
 * @throws UserError for a configuration that is not valid, for two of the same stem, and for a name in `only` that is none.
 */
function configTargets(configs, options) {
    const targets = configs.map((config) => {
        const problem = checkKasConfig(config);
        if (problem !== undefined)
            throw new errors/* UserError */.yo(problem, 'Correct the input configs.');
        const name = external_node_path_.posix.parse(config.split(':')[0] ?? '').name;
        return { name, config: prefixed(config, options.prefix), file: releaseFile(name) };
    });
    return chosen(targets, options.only);
}
/** @throws UserError for two targets that would write one file. */
function checkDistinct(targets) {
    const configs = new Map();
    for (const { file, config } of targets) {
        const other = configs.get(file);
        if (other !== undefined) {
            throw new errors/* UserError */.yo(`The configurations ${(0,inputs/* quote */.hD)(other)} and ${(0,inputs/* quote */.hD)(config)} would both be written to ${file}.`, 'Give their first files different names, or name machines in machines.json.');
        }
        configs.set(file, config);
    }
}
/**
 * Those of `files` that were made for a machine that is not in the list any more: `*-<branch>.yaml` directly in the release folder.
 *
 * @param files relative to the working directory, with `/`.
 */
function orphans(files, list) {
    const known = new Set(list.machines.map(({ name }) => releaseFile(`${name}-${list.yoctoBranch}`)));
    return files.filter((file) => external_node_path_.posix.dirname(file) === RELEASE_FOLDER &&
        file.endsWith(`-${list.yoctoBranch}.yaml`) &&
        !known.has(file));
}
function releaseFile(stem) {
    return `${RELEASE_FOLDER}/${stem}.yaml`;
}
function prefixed(config, prefix) {
    if (prefix === undefined)
        return config;
    const problem = checkKasConfig(prefix);
    if (problem !== undefined)
        throw new errors/* UserError */.yo(problem, 'Correct the input config-prefix.');
    return `${prefix}:${config}`;
}
function chosen(targets, only) {
    const names = new Set(targets.map(({ name }) => name));
    const unknown = only.find((name) => !names.has(name));
    if (unknown !== undefined) {
        const near = (0,wording/* shortList */.pg)((0,nearest/* nearest */.p)(unknown, [...names]).slice(0, 3), ', ');
        throw new errors/* UserError */.yo(`The input "only" names ${(0,inputs/* quote */.hD)(unknown)}, which there is not.`, `Near names: ${near}.`);
    }
    return only.length === 0 ? [...targets] : targets.filter(({ name }) => only.includes(name));
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/main.ts




















/** Brings the layers that kas configurations pin to the heads of their branches, and proposes it. */
async function run(given, deps, output) {
    const { log } = deps;
    const folder = (0,external_node_path_.resolve)(deps.env['GITHUB_WORKSPACE'] || '.', given['working-directory']);
    const layer = await (0,work_tree/* openLayerFolder */.Sl)(folder, true, deps);
    const checkout = { repository: layer.root, cwd: await (0,promises_.realpath)(folder) };
    const scratch = { runFolder: deps.env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)() };
    const plan = await planTargets(given, checkout, scratch, deps);
    log.info(`${(0,wording/* counted */.hS)(plan.chosen.length, plan.list === undefined ? 'configuration' : 'machine')}, mode ${given.mode}.`);
    const planned = await planFiles(plan, given, checkout, scratch, deps);
    for (const warning of planned.warnings)
        log.warning(warning);
    const revisions = await layerRevisions(planned.files, (0,open_remotes/* remotesOf */.xY)(given, deps), given, deps);
    const files = changedFiles(planned.files, revisions.revisionOf, given['keep-revisions']);
    const removed = await plan.removals();
    const changes = layerChanges(files, removed);
    const { updates, refused, failures, current } = revisions;
    const report = {
        stage: 'kas-lock',
        noun: 'layer',
        updates,
        refused,
        failures: [...planned.failures, ...failures],
        changes: changeSentences(changes, updates, files),
        notes: [...noteSentences(planned.fixed), ...revisions.notes],
        githubHost: (0,open_remotes/* githubHost */.Se)(deps.env),
    };
    const change = {
        branch: given.branch,
        report,
        files: proposed(files, removed),
        held: heldFiles(plan, planned.failures, revisions, files),
    };
    const entries = updates.map((update) => {
        const { name, ...rest } = (0,updates_report/* updateEntry */.W8)(update);
        return { name, files: update.files, ...rest };
    });
    const originals = [...files, ...removed].flatMap(({ path, before }) => before === undefined ? [] : [{ path, content: before }]);
    await (0,findings/* reportFindings */.L)({ report, current, changes: [change], originals, entries }, given, layer, deps, output);
}
/**
 * Has kas make the files of all targets, or takes those that stand there where this kas cannot.
 *
 * @param scratch `runFolder`: a folder of this run. Nothing stays there.
 * @throws UserError for what is no failure of a single target.
 */
async function planFiles({ chosen, tracked }, given, checkout, { runFolder }, deps) {
    const program = await (0,find_kas/* findKas */.V)(given.kas, checkout.cwd, deps);
    if (program.kind !== 'kas') {
        throw new errors/* UserError */.yo(`"${given.kas}" is ${program.kind}, and this stage runs kas itself.`, 'Name a kas in the input kas. It clones layers and reads configurations, and builds nothing.');
    }
    const { mode } = given;
    deps.log.info(`kas ${program.version}.`);
    if (mode === 'resolve' && !program.can.dump)
        return keepResolved(chosen, checkout, program);
    if (mode === 'lock' && !program.can.lock)
        return keepLocks(chosen, checkout, program);
    const { 'remote-token': value, 'git-base-url': origin } = given;
    const folder = await openKasFolder(value === undefined ? undefined : { value, origin }, runFolder, deps);
    const kas = kasCaller(program, { timeoutMinutes: given['timeout-minutes'], env: folder.env }, deps);
    try {
        return await (mode === 'resolve'
            ? resolveTargets(chosen, checkout, tracked, kas)
            : lockTargets(chosen, checkout, tracked, kas, given['keep-revisions']));
    }
    finally {
        kas.close();
        await folder.remove();
    }
}
function proposed(files, removed) {
    return [...files, ...removed].map(({ path, after }) => ({ path, content: after }));
}
/** The files of what failed or was left aside, unless they change for something else. */
function heldFiles(plan, failures, { unseenFiles }, files) {
    const changed = new Set(files.map(({ path }) => path));
    const unseen = new Set([
        ...failures.flatMap((failure) => failure.files),
        ...unseenFiles,
        ...plan.asideFiles,
    ]);
    return [...unseen].filter((path) => !changed.has(path));
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: src_inputs.inputs, outputs: src_inputs.outputs, initial: src_inputs.initial, run });


/***/ }),

/***/ 83162:
/*! packages/core/src/kas/find-kas.ts, packages/core/src/kas/kas-program.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ findKas),
  K: () => (/* binding */ kasNotStarted)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/child-environment.ts
var child_environment = __webpack_require__(41066);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-program.ts + 1 modules
var foreign_program = __webpack_require__(67443);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-program.ts

/** The release that brought each ability, from kas's change log. */
const SINCE = {
    dump: [3, 2],
    resolveLocal: [4, 4],
    lock: [4, 6],
    provenance: [4, 4],
    cloneDepth: [4, 4],
    premirrors: [0, 20],
    sstateMirrors: [4, 1],
    concurrency: [3, 2],
    gitconfigFile: [4, 3],
};
/** What a program is by its name: kas-container is a script with an order of arguments of its own. */
function kasKind(kas) {
    return (0,external_node_path_.basename)(kas).startsWith('kas-container') ? 'kas-container' : 'kas';
}
/**
 * Reads what `[kas, '--version']` printed: `kas 3.1 (configuration format version 12, earliest compatible version 1)`,
 * or `kas-container 3.1`. Other lines around it do not matter. A version that is no number, such as that of a
 * development tree, counts as the newest.
 *
 * @returns undefined when the program is not kas.
 */
function kasProgram(kas, versionOutput) {
    const found = /^\S+ (\S+) \(configuration format version /m.exec(versionOutput) ??
        /^\S*kas\S* (\S+)\s*$/m.exec(versionOutput);
    const version = found?.[1];
    if (version === undefined)
        return undefined;
    return { kas, kind: kasKind(kas), version, can: abilitiesOf(version) };
}
function abilitiesOf(version) {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
    const has = ([sinceMajor, sinceMinor]) => {
        if (major === undefined || minor === undefined)
            return true;
        return Number(major) === sinceMajor ? Number(minor) >= sinceMinor : Number(major) > sinceMajor;
    };
    return Object.fromEntries(Object.entries(SINCE).map(([name, since]) => [name, has(since)]));
}

;// CONCATENATED MODULE: ./packages/core/src/kas/find-kas.ts





/**
 * The kas that the input `kas` names, with its version.
 *
 * @param given a program of the PATH, or a path relative to `cwd`.
 * @param wrap puts another program before kas, such as one that becomes another user.
 * @throws UserError when there is no such program, or it is not kas.
 */
async function findKas(given, cwd, deps, wrap = (argv) => argv) {
    const kas = given.includes('/') ? (0,external_node_path_.resolve)(cwd, given) : given;
    const lines = [];
    // kas-container makes these folders first, whatever it is asked, and the user may not make one in `cwd`.
    const env = (0,child_environment/* childEnvironment */.Qc)(deps.env, ['HOME'], { KAS_WORK_DIR: '/', KAS_BUILD_DIR: '/' });
    const onLines = (more) => void lines.push(...more);
    const { code } = await (0,foreign_program/* runForeign */.AE)(wrap([kas, '--version']), { called: 'kas', cwd, env, lingerSeconds: 0, onLines }, deps).catch((error) => {
        throw kasNotStarted(error, kas, cwd);
    });
    if (code === NOT_FOUND)
        throw kasNotStarted({ code: 'ENOENT' }, kas, cwd);
    const program = code === 0 ? kasProgram(kas, lines.join('\n')) : undefined;
    if (program !== undefined)
        return program;
    throw new errors/* UserError */.yo(`"${kas}" does not say its version as kas does${lines.length === 0 ? '' : `: ${lines.slice(0, 3).join(' ')}`}.`, 'Name kas or kas-container in the input kas.');
}
/** How a program that starts another one says that there is no such program. */
const NOT_FOUND = 127;
/** What Node's error on starting `program` means to the user. */
function kasNotStarted(error, program, cwd) {
    const code = (0,errors/* systemCode */.xU)(error);
    if (code !== 'ENOENT' && code !== 'EACCES')
        return error;
    return new errors/* UserError */.yo(code === 'ENOENT' ? `kas was not found: "${program}".` : `"${program}" cannot be executed in ${cwd}.`, 'Install kas before this step (`apt-get install kas`, or `pip install kas`), or name it in the input kas.');
}


/***/ }),

/***/ 42289:
/*! packages/core/src/kas/kas-argv.ts, packages/core/src/kas/kas-options.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E3: () => (/* binding */ kasBuildArgv),
  qP: () => (/* binding */ kasDumpArgv),
  vS: () => (/* binding */ kasLockArgv),
  MI: () => (/* binding */ kasShellArgv),
  nl: () => (/* reexport */ parseWords)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-options.ts

const OPTIONS = {
    kas: {
        flags: new Set(['-d', '--debug']),
        withValue: new Set(['-l', '--log-level']),
    },
    'kas-container': {
        flags: new Set([
            ...['-d', '-v', '--isar', '--with-loop-dev', '--ssh-agent', '--no-proxy-from-env'],
            ...['--repo-ro', '--repo-rw'],
        ]),
        withValue: new Set([
            ...['-l', '--log-level', '--runtime-args', '--docker-args', '--ssh-dir', '--aws-dir'],
            ...['--git-credential-store', '--git-credential-socket'],
        ]),
    },
};
/**
 * Sorts the options of a user: those of the program itself (of kas: how much it logs; of kas-container: how the container
 * is started) stand before the sub-command, each with its value as a word of its own, as kas-container wants it.
 *
 * @throws UserError for an option that lacks its value, and for `--`, which bitbake's arguments follow.
 */
function splitProgramWords(kind, kasArgs) {
    const { flags, withValue } = OPTIONS[kind];
    const program = [];
    const command = [];
    for (let at = 0; at < kasArgs.length; at += 1) {
        const word = kasArgs[at] ?? '';
        const [, name = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
        if (word === '--')
            throw misplaced();
        if (flags.has(word)) {
            program.push(word);
        }
        else if (value !== undefined && withValue.has(name)) {
            program.push(name, value);
        }
        else if (withValue.has(word)) {
            at += 1;
            program.push(word, requiredValue(word, kasArgs[at]));
        }
        else {
            command.push(word);
        }
    }
    return { program, command };
}
function requiredValue(option, value) {
    if (value !== undefined)
        return value;
    throw new errors/* UserError */.yo(`The option ${option} in kas-args has no value.`, `Write it as ${option} VALUE, with quotes around a value that has blanks.`);
}
function misplaced() {
    return new errors/* UserError */.yo('The input kas-args holds "--".', 'Give the arguments for bitbake in the input bitbake-args.');
}
const BLANK = /\s/;
/**
 * Splits a text into words as a shell would, and does nothing else that a shell does: no variables, no globs, no
 * comments. Blanks and newlines separate words; single quotes keep everything; in double quotes a backslash escapes
 * `"`, `\`, `$` and a backquote; elsewhere it escapes any character, and joins two lines.
 *
 * @returns the words, or what is wrong as a sentence.
 */
function parseWords(text) {
    const words = [];
    let word;
    let at = 0;
    while (at < text.length) {
        const char = text.charAt(at);
        if (BLANK.test(char)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
            at += 1;
            continue;
        }
        const piece = readPiece(text, at);
        if ('problem' in piece)
            return piece;
        if (piece.text !== undefined)
            word = (word ?? '') + piece.text;
        at = piece.end;
    }
    if (word !== undefined)
        words.push(word);
    return { words };
}
function readPiece(text, at) {
    const char = text.charAt(at);
    if (char === "'")
        return readSingleQuoted(text, at);
    if (char === '"')
        return readDoubleQuoted(text, at);
    if (char !== '\\')
        return { text: char, end: at + 1 };
    const next = text.charAt(at + 1);
    if (next === '')
        return { problem: 'It ends with a backslash, which escapes nothing.' };
    return { text: next === '\n' ? undefined : next, end: at + 2 };
}
function readSingleQuoted(text, at) {
    const close = text.indexOf("'", at + 1);
    if (close === -1)
        return unclosed("'", at);
    return { text: text.slice(at + 1, close), end: close + 1 };
}
function readDoubleQuoted(text, start) {
    let read = '';
    for (let at = start + 1; at < text.length; at += 1) {
        const char = text.charAt(at);
        const next = text.charAt(at + 1);
        if (char === '"')
            return { text: read, end: at + 1 };
        if (char === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
            if (next !== '\n')
                read += next;
            at += 1;
        }
        else {
            read += char;
        }
    }
    return unclosed('"', start);
}
function unclosed(quote, at) {
    return { problem: `The quote ${quote} that opens at character ${at + 1} is not closed.` };
}

;// CONCATENATED MODULE: ./packages/core/src/kas/kas-argv.ts



/**
 * The argv of `kas build`. Options stand before the config: kas refuses them behind it. `--target=x` is one word, so
 * that a target that starts with a dash stays a value; the config must not. bitbake's own arguments follow `--`.
 *
 * @throws UserError for a word of `kasArgs` that cannot stand there, and for a word that kas-container would tear apart.
 */
function kasBuildArgv(program, build) {
    const { provenance, task } = build;
    const words = splitProgramWords(program.kind, build.kasArgs);
    const options = [
        ...words.command,
        ...build.targets.map((target) => `--target=${target}`),
        ...(task === undefined ? [] : [`--task=${task}`]),
        ...(provenance === undefined ? [] : [`--provenance=${provenance}`]),
    ];
    const bitbake = [...(build.keepGoing ? ['-k'] : []), ...build.bitbakeArgs];
    return [
        ...commandArgv(program, 'build', words, build, options),
        ...(bitbake.length === 0 ? [] : ['--', ...bitbake]),
    ];
}
/**
 * The argv of `kas shell`, which runs a command line in the build environment.
 *
 * @param shell `command` is for the shell that kas starts: no text of others may be in it. With `keepConfig` kas touches
 * neither the repositories nor the files in `conf/`, which works in a folder that has been built in.
 */
function kasShellArgv(program, shell) {
    const keep = shell.keepConfig === true ? ['--keep-config-unchanged'] : [];
    const words = splitProgramWords(program.kind, shell.kasArgs ?? []);
    return commandArgv(program, 'shell', words, shell, keep, ['--command', shell.command]);
}
/**
 * The argv of `kas dump`, which prints the merged configuration, for a kas that can.
 *
 * @param dump with `resolve`, every revision is resolved to a commit, also that of the repository that holds the
 * configuration where this kas can, unless `local` is false; with `lock`, a lock file is printed instead.
 */
function kasDumpArgv(program, dump) {
    const local = dump.lock !== true && dump.local !== false && program.can.resolveLocal;
    const options = [
        ...(dump.resolve ? ['--resolve-refs', ...(local ? ['--resolve-local'] : [])] : []),
        ...(dump.lock === true ? ['--lock'] : []),
        `--format=${dump.format}`,
    ];
    const words = splitProgramWords(program.kind, dump.kasArgs ?? []);
    return commandArgv(program, 'dump', words, dump, options);
}
/**
 * The argv of `kas lock`, which writes `<stem>.lock.yml` beside the config, for a kas that can. Without `update`, what
 * the lock holds stays, and what it lacks is added.
 */
function kasLockArgv(program, lock) {
    const words = splitProgramWords(program.kind, lock.kasArgs ?? []);
    return commandArgv(program, 'lock', words, lock, lock.update ? ['--update'] : []);
}
function commandArgv(program, name, words, command, options = [], shellCommand = []) {
    const inContainer = program.kind === 'kas-container';
    if (inContainer)
        for (const word of [...options, command.config])
            checkUnbroken(word);
    const runtime = inContainer ? runtimeWords(command.runtimeArgs ?? []) : [];
    return [program.kas, ...words.program, ...runtime, name, ...options, ...shellCommand, command.config];
}
function runtimeWords(runtimeArgs) {
    if (runtimeArgs.length === 0)
        return [];
    for (const word of runtimeArgs)
        checkUnbroken(word);
    return ['--runtime-args', runtimeArgs.join(' ')];
}
/** kas-container puts its words into a shell variable that it expands without quotes. */
function checkUnbroken(word) {
    if (word !== '' && !/[\s*?[]/.test(word))
        return;
    throw new errors/* UserError */.yo(`kas-container cannot pass on the value "${word}": it splits values at blanks and expands * ? and [.`, 'Use a value without these characters, or use kas instead of kas-container.');
}


/***/ }),

/***/ 93226:
/*! packages/core/src/kas/kas-document.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LO: () => (/* binding */ kasContent),
/* harmony export */   _s: () => (/* binding */ keysAt),
/* harmony export */   kZ: () => (/* binding */ isNull),
/* harmony export */   l5: () => (/* binding */ kasDocument),
/* harmony export */   oB: () => (/* binding */ nodeAt)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);
/* harmony import */ var _yaml_size_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19124);




/**
 * Reads YAML (or JSON, which is YAML) as PyYAML does for kas, with every scalar as its source text: a digest that has no
 * letters, or looks like `1e10`, stays what it is. Of a key that stands there twice the last counts; `<<` merges.
 *
 * @throws UserError when it is no YAML, or no mapping, or more than `checkYamlSize` lets pass.
 */
function kasDocument({ path, text }) {
    (0,_yaml_size_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkYamlSize */ .z)({ path, text });
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
        schema: 'failsafe',
        merge: true,
        uniqueKeys: false,
        logLevel: 'error',
        // A pretty error holds its line, each of thousands the same long one.
        prettyErrors: false,
    });
    const [problem] = document.errors;
    if (problem !== undefined) {
        throw notKas(`${path} is not valid YAML: line ${lineAt(text, problem.pos[0])}: ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(problem.message.split('\n')[0] ?? '')}.`);
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(document.contents))
        throw notKas(`${path} is no kas file: it holds no mapping.`);
    TARGETS.set(document, targetsOf(document, { path, text }));
    return document;
}
/** The content of a kas file as values. @throws UserError as `kasDocument`, and where aliases stand for too much. */
function kasContent(file) {
    const document = kasDocument(file);
    try {
        return document.toJS();
    }
    catch (thrown) {
        throw notKas(`${file.path} cannot be read: ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)((0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(thrown))}.`);
    }
}
/** The node under `keys`, behind aliases and merges. */
function nodeAt(document, keys) {
    let node = resolved(document, document.contents);
    for (const key of keys) {
        node = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) ? resolved(document, entriesOf(document, node).get(key)) : undefined;
    }
    return node;
}
/** The keys of the mapping under `keys`, those of merges last; none where there is no mapping. */
function keysAt(document, keys) {
    const node = nodeAt(document, keys);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) ? [...entriesOf(document, node).keys()] : [];
}
/** Whether a scalar stands for nothing: it is empty, or a null of YAML. */
function isNull(text) {
    return ['', '~', 'null', 'Null', 'NULL'].includes(text);
}
/** What the aliases of a document stand for. */
const TARGETS = new WeakMap();
const ENTRIES = new WeakMap();
/** An alias stands for the last node before it that has its anchor, and for none that it stands in. */
function targetsOf(document, { path, text }) {
    const anchors = new Map();
    const targets = new Map();
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, (_, node, trail) => {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
            const target = anchors.get(node.source);
            const at = `${path} has the alias *${node.source} in line ${lineAt(text, node.range?.[0])}`;
            if (target === undefined)
                throw notKas(`${at}, but no anchor &${node.source} before it.`);
            if (trail.includes(target))
                throw notKas(`${at}, which is a part of what it stands for.`);
            targets.set(node, target);
        }
        else if (((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isCollection */ .P3)(node)) && node.anchor !== undefined) {
            anchors.set(node.anchor, node);
        }
    });
    return targets;
}
/** The values of a mapping by key: its own, of a key that stands there twice the last, then those of merges. */
function entriesOf(document, map) {
    const known = ENTRIES.get(map);
    if (known !== undefined)
        return known;
    const entries = new Map();
    const merged = [];
    for (const { key, value } of map.items) {
        const source = sourceOf(key);
        if (source === '<<')
            merged.push(value);
        else if (source !== undefined)
            entries.set(source, value);
    }
    for (const value of merged) {
        const from = resolved(document, value);
        for (const each of (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(from) ? from.items : [from]) {
            const lower = resolved(document, each);
            if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(lower))
                continue;
            for (const [key, below] of entriesOf(document, lower))
                if (!entries.has(key))
                    entries.set(key, below);
        }
    }
    ENTRIES.set(map, entries);
    return entries;
}
function resolved(document, node) {
    const target = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? TARGETS.get(document)?.get(node) : node;
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(target) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(target) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(target) ? target : undefined;
}
function lineAt(text, offset) {
    return text.slice(0, offset).split('\n').length;
}
function sourceOf(key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        return undefined;
    const { source, value } = key;
    return source ?? (typeof value === 'string' ? value : undefined);
}
function notKas(cause) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(cause, 'Correct the file. kas itself cannot read it either.');
}


/***/ }),

/***/ 29186:
/*! packages/core/src/kas/kas-environment.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ kasEnvironment)
/* harmony export */ });
/* harmony import */ var _action_child_environment_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41066);

/** What kas itself, git under it, and the engine of kas-container need to run. bitbake gets none of these. */
const FOR_THE_PROGRAMS = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'CI'];
/** What kas reads, besides KAS_* and SSH_*. With GITHUB_ACTIONS, kas 4.3 and later take over ~/.gitconfig. */
const READ_BY_KAS = [
    ...['GITCONFIG_FILE', 'NETRC_FILE', 'NPMRC_FILE', 'REGISTRY_AUTH_FILE', 'GITHUB_ACTIONS'],
    ...['GIT_CREDENTIAL_HELPER', 'GIT_CREDENTIAL_USEHTTPPATH'],
    ...['AWS_CONFIG_FILE', 'AWS_ROLE_ARN', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
];
/** What kas passes on to bitbake, in every version. */
const PASSED_ON = [
    ...['SSTATE_DIR', 'DL_DIR', 'SHELL', 'TERM', 'GIT_PROXY_COMMAND'],
    ...['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'NO_PROXY'],
];
const PASSED_ON_LATER = ['SSTATE_MIRRORS', 'BB_NUMBER_THREADS', 'PARALLEL_MAKE'];
/** What git reads of a proxy while kas finds its own version, and other programs do. */
const OTHER_PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY'];
/** What the client of docker or podman reads, and DISTRO_APT_PREMIRRORS, which kas-container forwards. */
const READ_BY_CONTAINER = [..._action_child_environment_ts__WEBPACK_IMPORTED_MODULE_0__/* .READ_BY_ENGINES */ .lP, 'DISTRO_APT_PREMIRRORS'];
const ALLOWED = new Set([
    ...FOR_THE_PROGRAMS,
    ...READ_BY_KAS,
    ...PASSED_ON,
    ...PASSED_ON_LATER,
    ...OTHER_PROXIES,
]);
const ALLOWED_FOR_CONTAINER = new Set(READ_BY_CONTAINER);
/**
 * The environment that kas is started with: of the job's, what kas, git and the fetchers read, by name; over it the input
 * `env`; over that the inputs that stand for a variable. An empty variable of the job is one that it does not have. A
 * `TMPDIR` of the job is left out on purpose: kas hands it to bitbake, which would build there. So are the runner's
 * tokens. What kas reads and passes on is from its sources and documentation, 3.1 to 5.x.
 */
function kasEnvironment(options) {
    const { program, extra = {} } = options;
    const names = Object.keys(extra);
    const warnings = names.flatMap((name) => lostVariable(name, options));
    const own = names.filter((name) => !isRead(name, program));
    return {
        env: {
            PATH: options.job['PATH'],
            ...jobVariables(options.job, program),
            ...extra,
            ...inputVariables(options),
        },
        warnings,
        runtimeArgs: program.kind === 'kas-container' ? own.flatMap((name) => ['-e', name]) : [],
    };
}
function jobVariables(job, program) {
    const kept = Object.entries(job).filter((entry) => entry[1] !== undefined && entry[1] !== '' && isKnown(entry[0], program));
    return Object.fromEntries(kept);
}
function isKnown(name, program) {
    if (ALLOWED.has(name) || (/^(KAS|SSH)_/.test(name) && !name.endsWith('TOKEN')))
        return true;
    return program.kind === 'kas-container' && ALLOWED_FOR_CONTAINER.has(name);
}
function inputVariables(options) {
    const { cloneDepth } = options;
    const given = {
        SSTATE_DIR: options.sstateDir,
        DL_DIR: options.dlDir,
        SSTATE_MIRRORS: options.sstateMirrors,
        KAS_REPO_REF_DIR: options.repoRefDir,
        KAS_PREMIRRORS: options.premirrors,
        KAS_CLONE_DEPTH: cloneDepth === undefined ? undefined : String(cloneDepth),
    };
    const set = Object.entries(given).filter((entry) => entry[1] !== undefined);
    return Object.fromEntries(set);
}
/** Says that bitbake will not see the variable `name` of the input `env`, if so. */
function lostVariable(name, { program, configEnv = [] }) {
    if (configEnv.includes(name) || isRead(name, program))
        return [];
    const hint = name === 'SSTATE_MIRRORS' ? ' Or use the input sstate-mirrors, which works with every kas.' : '';
    return [
        `The variable ${name} of the input env does not reach bitbake: kas ${program.version} passes on what it knows, and what ` +
            `the configuration declares. Declare ${name} under "env:" in the kas configuration, with a default.${hint}`,
    ];
}
function isRead(name, program) {
    const { can, kind } = program;
    if (/^(KAS|SSH)_/.test(name) || READ_BY_KAS.includes(name) || PASSED_ON.includes(name))
        return true;
    if (name === 'SSTATE_MIRRORS')
        return can.sstateMirrors;
    if (PASSED_ON_LATER.includes(name))
        return can.concurrency;
    return kind === 'kas-container' && ALLOWED_FOR_CONTAINER.has(name);
}


/***/ }),

/***/ 39817:
/*! packages/core/src/kas/kas-file.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KD: () => (/* binding */ configEnvNames),
/* harmony export */   Rs: () => (/* binding */ localIncludes),
/* harmony export */   mw: () => (/* binding */ hasForeignIncludes)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _yaml_size_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19124);


/**
 * The files of its own repository that a kas file includes: the plain names under `header.includes`. Those of other
 * repositories stand there as mappings. A text that is no kas file includes nothing: kas itself says what is wrong.
 */
function localIncludes(text) {
    return includesOf(text).filter((file) => typeof file === 'string');
}
/** Whether a kas file includes files of other repositories. */
function hasForeignIncludes(text) {
    return includesOf(text).some((include) => typeof include === 'object' && include !== null);
}
/** The names under the top-level `env:` of kas files, each once. A text that is no kas file has none. */
function configEnvNames(yamlTexts) {
    return [...new Set(yamlTexts.flatMap((text) => Object.keys(mapping(mapping(contentOf(text))['env']))))];
}
function includesOf(text) {
    const { includes } = mapping(mapping(contentOf(text))['header']);
    return Array.isArray(includes) ? includes : [];
}
function contentOf(text) {
    try {
        (0,_yaml_size_ts__WEBPACK_IMPORTED_MODULE_1__/* .checkYamlSize */ .z)({ path: '', text });
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
    }
    catch {
        return undefined;
    }
}
function mapping(value) {
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMapping ? value : {};
}


/***/ }),

/***/ 89493:
/*! packages/core/src/kas/kas-log.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ isKasRecord)
/* harmony export */ });
/**
 * Whether a line is a record of kas's own log: `2026-11-20 20:32:43 - ERROR    - text`. One without that prefix is the
 * rest of a record, a traceback, or the replay of bitbake's errors at the end. Looks at a few characters only.
 */
function isKasRecord(line) {
    return (line.startsWith(' - ', 19) &&
        line.startsWith(' -', 30) &&
        (line.length === 32 || line.charCodeAt(32) === 32) &&
        line.charCodeAt(4) === 45 &&
        line.charCodeAt(7) === 45 &&
        line.charCodeAt(10) === 32 &&
        line.charCodeAt(13) === 58 &&
        line.charCodeAt(16) === 58);
}


/***/ }),

/***/ 36298:
/*! packages/core/src/kas/kas-repos.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ kasRepos),
/* harmony export */   r: () => (/* binding */ withoutCredentials)
/* harmony export */ });
/* harmony import */ var _git_digest_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99676);
/* harmony import */ var _kas_document_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93226);


/**
 * The repositories of a configuration, in its order. Those without a URL, such as the one that holds the configuration, are
 * not kas's to fetch, and are left out.
 *
 * @param texts the files in the order in which kas merges them: what a file includes stands before it. One that `kas dump`
 * printed is a configuration, too.
 * @param locks whether `overrides`, which lock files consist of, fix commits.
 * @throws UserError when one is no kas file.
 */
function kasRepos(texts, locks = 'heeded') {
    const config = texts.map((text) => (0,_kas_document_ts__WEBPACK_IMPORTED_MODULE_1__/* .kasContent */ .LO)(text)).reduce(merged, {});
    const defaults = mapping(mapping(config['defaults'])['repos']);
    const overrides = locks === 'heeded' ? mapping(mapping(config['overrides'])['repos']) : {};
    return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
        const own = mapping(repo);
        const url = scalar(own['url']);
        if (url === undefined)
            return [];
        return {
            key,
            url: withoutCredentials(url),
            path: scalar(own['path']) ?? scalar(own['name']) ?? key,
            type: scalar(own['type']) ?? 'git',
            ...revisionOf(own, defaults, scalar(mapping(overrides[key])['commit'])),
        };
    });
}
/** The URL of a repository without the user and the password of https. A user of ssh belongs to the address. */
function withoutCredentials(url) {
    return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}
/**
 * What a repository follows. `refspec` is the older form: one value for a branch, a tag or a commit. A tag cannot be told from
 * a branch there, and counts as one.
 */
function revisionOf(own, defaults, override) {
    const refspecs = [scalar(own['refspec']), scalar(defaults['refspec'])];
    const given = [override, scalar(own['commit']), refspecs[0]].find(isDigest);
    const branch = byDefault(own, defaults, 'branch') ?? refspecs.find((text) => text !== undefined && !isDigest(text));
    return {
        branch: branch?.replace(/^refs\/heads\//, ''),
        tag: byDefault(own, defaults, 'tag'),
        commit: given,
    };
}
/** A null in the repository takes back the default. */
function byDefault(own, defaults, key) {
    return scalar(own[key] === undefined ? defaults[key] : own[key]);
}
function isDigest(text) {
    return text !== undefined && _git_digest_ts__WEBPACK_IMPORTED_MODULE_0__/* .FULL_DIGEST */ .F.test(text);
}
/** As kas merges two configurations: mapping by mapping; of all else the later one counts, and nothing (null) does, too. */
function merged(lower, upper) {
    const result = new Map(Object.entries(lower));
    for (const [key, value] of Object.entries(upper)) {
        const before = result.get(key);
        result.set(key, isMapping(before) && isMapping(value) ? merged(before, value) : value);
    }
    return Object.fromEntries(result);
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function mapping(value) {
    return isMapping(value) ? value : {};
}
function scalar(value) {
    return typeof value === 'string' && !(0,_kas_document_ts__WEBPACK_IMPORTED_MODULE_1__/* .isNull */ .kZ)(value) ? value : undefined;
}


/***/ }),

/***/ 19124:
/*! packages/core/src/kas/yaml-size.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ checkYamlSize)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69106);


const ADVICE = 'Write it with less, or in several files, as kas files are.';
/**
 * Holds the text of a kas file against READER_LIMITS, before it is read: what reads YAML calls itself for what is nested, and an
 * alias can stand for much.
 *
 * @throws UserError when the text is too long, nested too deep, or has too many aliases.
 */
function checkYamlSize({ path, text }) {
    if (text.length > _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasFile.most) {
        throw (0,_action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .overLimit */ .W1)(`${path} has ${text.length} characters`, _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasFile, ADVICE);
    }
    const parser = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX();
    let aliases = 0;
    let isScalar = false;
    for (const lexeme of new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Lexer */ .JG().lex(text)) {
        if (!isScalar && lexeme.startsWith('*'))
            aliases++;
        isScalar = lexeme === yaml__WEBPACK_IMPORTED_MODULE_0__/* .CST */ .DB.SCALAR;
        const tokens = parser.next(lexeme);
        while (tokens.next().done !== true)
            ;
        if (parser.stack.length > _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasDepth.most) {
            throw (0,_action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .overLimit */ .W1)(`${path} is nested too deep`, _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasDepth, ADVICE);
        }
    }
    if (aliases > _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasAliases.most) {
        throw (0,_action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .overLimit */ .W1)(`${path} has ${aliases} aliases`, _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .READER_LIMITS */ .f0.kasAliases, ADVICE);
    }
}


/***/ })

};
