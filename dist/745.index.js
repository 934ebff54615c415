export const id = 745;
export const ids = [745];
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
    mode: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(['resolve', 'lock', 'inline'], 'resolve'),
    'keep-revisions': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    'config-prefix': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), noDash),
    kas: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), noDash).transform((value) => value ?? 'kas'),
    'timeout-minutes': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0.01, 30_000, 'any'),
    ...(0,_pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateInputs */ .FU)(),
};
const outputs = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .updateOutputs */ .Ec;
const initial = _pv_actions_core_updates_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .initialOutputs */ .Jt;
function noDash(value) {
    return value.startsWith('-') ? 'A value that starts with a dash would be an option.' : undefined;
}


/***/ }),

/***/ 45745:
/*! actions/kas-lock/src/asked-once.ts, actions/kas-lock/src/credential-socket.ts, actions/kas-lock/src/files.ts, actions/kas-lock/src/former-branch.ts, actions/kas-lock/src/in-place.ts, actions/kas-lock/src/inline.ts, actions/kas-lock/src/kas-call.ts, actions/kas-lock/src/kas-folder.ts, actions/kas-lock/src/layer-changes.ts, actions/kas-lock/src/layer-copy.ts, actions/kas-lock/src/local-git.ts, actions/kas-lock/src/lock.ts, actions/kas-lock/src/main.ts, actions/kas-lock/src/missing-branches.ts, actions/kas-lock/src/off-branch.ts, actions/kas-lock/src/pinned.ts, actions/kas-lock/src/refspecs.ts, actions/kas-lock/src/resolve.ts, actions/kas-lock/src/revisions.ts, actions/kas-lock/src/sources.ts, actions/kas-lock/src/switched.ts, actions/kas-lock/src/targets.ts, actions/kas-lock/src/workplaces.ts, packages/core/src/kas/kas-edit.ts, packages/core/src/kas/kas-pins.ts, packages/core/src/kas/resolved-text.ts, packages/core/src/release/machine-list.ts */
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
// EXTERNAL MODULE: ./packages/core/src/updates/findings.ts + 7 modules
var findings = __webpack_require__(29454);
// EXTERNAL MODULE: ./packages/core/src/updates/open-remotes.ts + 4 modules
var open_remotes = __webpack_require__(23828);
// EXTERNAL MODULE: ./packages/core/src/updates/report.ts
var updates_report = __webpack_require__(44524);
// EXTERNAL MODULE: ./packages/core/src/updates/request-branch.ts
var request_branch = __webpack_require__(28794);
;// CONCATENATED MODULE: ./actions/kas-lock/src/asked-once.ts
/** The same remotes, asked for each head and each history once. */
function askedOnce(remotes) {
    const heads = new Map();
    const histories = new Map();
    return {
        ...remotes,
        heads: (branches) => remembered(heads, branches, ({ url, branch }) => [url, branch], (asked) => remotes.heads(asked)),
        histories: (spans, limit) => remembered(histories, spans, ({ url, branch, from, to }) => [url, branch, from, to, limit], (asked) => remotes.histories(asked, limit)),
    };
}
async function remembered(known, items, keyOf, ask) {
    const idOf = (item) => JSON.stringify(keyOf(item));
    const asked = [
        ...new Map(items.filter((item) => !known.has(idOf(item))).map((item) => [idOf(item), item])).values(),
    ];
    const answers = asked.length === 0 ? [] : await ask(asked);
    for (const [at, item] of asked.entries())
        known.set(idOf(item), answers[at]);
    return items.map((item) => known.get(idOf(item)));
}

// EXTERNAL MODULE: ./packages/core/src/kas/kas-repos.ts
var kas_repos = __webpack_require__(36298);
// EXTERNAL MODULE: ./packages/core/src/git/environment.ts
var environment = __webpack_require__(971);
;// CONCATENATED MODULE: ./actions/kas-lock/src/local-git.ts


/** Runs git in a folder. It asks no remote. */
async function runGit(folder, args, { exec, env }) {
    const said = { stdout: [], stderr: [] };
    const { code } = await exec(['git', ...args], {
        cwd: folder,
        env: (0,environment/* foreignRepositoryEnvironment */.QX)(env),
        onLines: (lines, stream) => void said[stream].push(...lines),
    });
    return { code, ...said };
}
/** What git prints in a folder, or undefined where it fails or the folder is not there. */
async function askGit(folder, args, deps) {
    const { code, stdout } = await runGit(folder, args, deps).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) !== 'ENOENT')
            throw thrown;
        return { code: 1, stdout: [] };
    });
    return code === 0 ? stdout.join('\n') : undefined;
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/former-branch.ts



/**
 * Reads from the history of the layer which branch the configuration named when a lock file got a revision. It is not known in a
 * checkout that does not have that commit, nor where the first commit of the layer has both as they are.
 */
function formerBranches(files, { repository }, deps) {
    const git = (...args) => askGit(repository, args, deps);
    const textAt = async (commit, path) => {
        const text = await git('cat-file', 'blob', `${commit}:${path}`);
        return text === undefined ? [] : [{ path, text }];
    };
    return async ({ name, branch: present, old, files: [lock = ''] }) => {
        const log = await git(...['--literal-pathspecs', 'log', '-1', '--no-textconv', '--no-ext-diff'], ...['--format=%H %P', `-S${old}`, '--', lock]);
        const [commit, parent] = (log ?? '').trim().split(' ');
        if (!commit)
            return undefined;
        // At the end of a part of a history everything looks new.
        if (parent === undefined && (await git('rev-parse', '--is-shallow-repository'))?.trim() !== 'false')
            return undefined;
        const sources = files.find(({ path }) => path === lock)?.sources ?? [];
        const texts = await Promise.all(sources.map((path) => textAt(commit, path)));
        try {
            const former = (0,kas_repos/* kasRepos */.JD)(texts.flat()).find(({ key }) => key === name)?.branch;
            // With the first commit of a layer comes what was made before it.
            return parent === undefined && former === present ? undefined : former;
        }
        catch (thrown) {
            if (thrown instanceof errors/* UserError */.yo)
                return undefined;
            throw thrown;
        }
    };
}

// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var git_digest = __webpack_require__(99676);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-document.ts
var kas_document = __webpack_require__(93226);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-pins.ts





/**
 * The repositories that a kas file pins to a commit, in its order: `overrides.repos.<key>.commit`, else the `commit` of the
 * repository, or in the older form its `refspec`. A `refspec` that is no full digest is no pin: it may be a branch.
 *
 * @throws UserError when it is no kas file.
 */
function readPins(file) {
    const document = (0,kas_document/* kasDocument */.l5)(file);
    const repos = new Map((0,kas_repos/* kasRepos */.JD)([file]).map((repo) => [repo.key, repo]));
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
 * @param revisions full digests by the key of the repository, or what stands there. A repository that is not named keeps its revision.
 * @throws UserError when it is no kas file, or when two repositories share one value (an anchor) and are to differ; a RangeError
 * for a revision that is no full digest, and for a repository that is not pinned.
 */
function rewritePins(file, revisions) {
    const pins = readPins(file);
    const pinned = new Map(pins.map(({ key, revision }) => [key, revision]));
    for (const [key, revision] of revisions) {
        const old = pinned.get(key);
        if (old === undefined)
            throw new RangeError(`${file.path} does not pin ${key}.`);
        if (revision !== old && !git_digest/* FULL_DIGEST */.F.test(revision))
            throw new RangeError(`"${revision}" is no full digest.`);
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
        [['overrides', 'repos', key, 'commit'], DIGEST],
        [['repos', key, 'commit'], DIGEST],
        [['repos', key, 'refspec'], git_digest/* FULL_DIGEST */.F],
    ];
    for (const [keys, pattern] of values) {
        const digest = digestIn((0,kas_document/* nodeAt */.oB)(document, keys), pattern, text);
        if (digest !== undefined)
            return digest;
    }
    return undefined;
}
/** A digest or the beginning of one; git takes four digits and more. */
const DIGEST = /^[0-9a-f]{4,64}$/i;
function digestIn(node, pattern, text) {
    if (!(0,dist/* isScalar */.jn)(node) || typeof node.value !== 'string' || !node.range)
        return undefined;
    const revision = node.value;
    if (!pattern.test(revision))
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
    /** What kas said, which may differ from run to run. Undefined where it did not end by itself. */
    detail;
    /** Whether it may have failed since the clone has not all commits. */
    isShallow;
    constructor(cause, advice, how = {}) {
        super(cause);
        this.name = 'KasFailure';
        this.advice = advice;
        this.detail = how.detail;
        this.unreachable = how.unreachable ?? false;
        this.isShallow = how.isShallow ?? false;
    }
}
/** Something that ends the whole run, not a single command. */
class RunError extends errors/* UserError */.yo {
}
const SHOWN = 20;
const LINGER_SECONDS = 1;
/** Of an error that is quoted, in characters. */
const LONGEST = 500;
/** How git says that it was not let in, or got no answer. */
const UNREACHABLE = /unable to access|could not read from remote repository|could not resolve host|unable to connect/i;
/** How git says that it has no such commit, or is not given it: with all commits it may have it. */
const MISSING_COMMIT = /couldn't find remote ref [0-9a-f]{4,64}\b|unadvertised object|not our ref|not a tree|is not a commit|needed a single revision|did not match any file|git checkout -q [0-9a-f]{4,64}\b/i;
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
        throw new KasFailure(`${doing} was not done within ${timeoutMinutes} min, the time limit for kas.`, 'Give the input timeout-minutes more, or a cache of repositories in KAS_REPO_REF_DIR.');
    }
    return {
        program,
        async run(argv, doing, checkout, { whole = false } = {}) {
            goOn(doing);
            const env = environmentOf(program, options, checkout, deps.env, whole);
            const depth = env['KAS_CLONE_DEPTH'] ?? '0';
            const said = { stdout: [], stderr: [] };
            const result = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `${(0,progress/* formatDuration */.a3)(elapsed)} in ${doing}.`, () => {
                const call = {
                    called: 'kas',
                    cwd: checkout.cwd,
                    env,
                    lingerSeconds: LINGER_SECONDS,
                    onStart: (started) => {
                        running = started;
                    },
                    onLines: (lines, stream) => void said[stream].push(...lines),
                };
                return (0,foreign_program/* runForeign */.AE)(argv, call, deps).catch((thrown) => {
                    const error = (0,find_kas/* kasNotStarted */.Ko)(thrown, program.kas, checkout.cwd);
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
            throw new KasFailure(`${doing} ${ended}.`, `Its last lines are in the log. Try the same command in the layer${depth === '0' ? '' : `, with KAS_CLONE_DEPTH=${depth}`}.`, {
                unreachable: UNREACHABLE.test(said.stderr.join('\n')),
                detail: words || 'It did not say why.',
                isShallow: depth !== '0' && MISSING_COMMIT.test(said.stderr.join('\n')),
            });
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
function environmentOf(program, options, { cwd }, job, whole) {
    const isGiven = Boolean(job['KAS_REPO_REF_DIR'] || job['KAS_CLONE_DEPTH']);
    const { env } = (0,kas_environment/* kasEnvironment */.N)({
        program,
        job,
        cloneDepth: program.can.cloneDepth && !isGiven ? 1 : undefined,
        extra: options.env,
    });
    return {
        ...env,
        ...(whole ? { KAS_CLONE_DEPTH: '0' } : {}),
        KAS_WORK_DIR: cwd,
        KAS_BUILD_DIR: (0,external_node_path_.join)(cwd, 'build'),
    };
}
/** All of it ends at once: nothing of it is kept. Without a guard it is what is in the session of kas. */
function killAll(running) {
    if (!(0,foreign_program/* killBelowGuard */.FX)(running))
        (0,process_tree/* sendSignal */.vG)(-running.pid, 'SIGKILL');
}
/** What stands behind each problem that kas finds in a file, and says nothing of it. */
const POINTER = /^For a list of supported configuration elements, see /;
/** The last errors of kas's log, each with the lines that follow it: two, and of a file that kas does not take all that is wrong with it. */
function lastWords(lines) {
    const records = [];
    let current;
    for (const line of lines) {
        if ((0,kas_log/* isKasRecord */.h)(line)) {
            const error = / - ERROR +- (.+)/s.exec(line)?.[1];
            current = error === undefined || POINTER.test(error) ? undefined : [error];
            if (current !== undefined)
                records.push(current);
        }
        else
            current?.push(line.trim());
    }
    const isOfFile = ([first]) => first === 'Config file validation Error:';
    return records
        .slice(-Math.min(5, Math.max(2, records.filter(isOfFile).length + 1)))
        .map((record) => record.slice(0, 4).join(' ').trim())
        .map((record) => (record.length > LONGEST ? `${record.slice(0, LONGEST - 3)}...` : record))
        .join(' ')
        .slice(0, 3 * LONGEST);
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
;// CONCATENATED MODULE: ./actions/kas-lock/src/switched.ts


/**
 * Finds the pins of lock files, which name no branch, whose configuration names another branch than before: the head of its branch does
 * not descend from what is pinned, and the history of the layer says that the branch was another one. Where the history does not say it,
 * another branch has what is pinned. Such a head is no rewind.
 *
 * @param pins of lock files.
 */
async function switches(pins, remotes, formerBranch, maxLogLines) {
    const heads = await remotes.heads(pins);
    const moved = pins.flatMap((pin, at) => {
        const head = heads[at];
        return head?.kind === 'head' && head.sha !== pin.old ? [{ pin, head: head.sha }] : [];
    });
    const spans = moved.map(({ pin: { url, branch, old }, head }) => ({ url, branch, from: old, to: head }));
    const histories = await remotes.histories(spans, maxLogLines);
    const switched = [];
    const unclear = [];
    for (const [at, { pin, head }] of moved.entries()) {
        const found = histories[at];
        if (found?.kind !== 'history' || found.history.relation !== 'rewind')
            continue;
        const former = await formerBranch(pin);
        if (former === undefined)
            unclear.push({ pin, head });
        else if (former !== pin.branch)
            switched.push({ pin, head, from: [former] });
    }
    const queries = unclear.map(({ pin: { url, branch, old } }) => ({
        ...{ url, branch, revision: old, wantsBranches: true },
    }));
    const answers = queries.length === 0 ? [] : await remotes.commits(queries);
    for (const [at, { pin, head }] of unclear.entries()) {
        const answer = answers[at];
        const from = answer?.kind === 'commit' ? answer.branches.filter((name) => name !== pin.branch) : [];
        if (from.length > 0)
            switched.push({ pin, head, from });
    }
    return switched;
}
/** That the branch changed, and where the layer goes. */
function switchSentence({ pin: { name, branch, old, files }, head, from }) {
    return (`The branch of the configuration changed for the layer ${name}: ${(0,look_up/* shortSha */.Fu)(old)}, which is pinned, is of ` +
        `${(0,wording/* shortList */.pg)(from, ' and ', 3)}, and the configuration names ${branch}. It goes to ${(0,look_up/* shortSha */.Fu)(head)}, the head of ${branch}: ${(0,wording/* shortList */.pg)(files, ', ', 5)}.`);
}

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
 * a tag moved or the branch of the configuration changed, digests that are written out, and files that change for another reason.
 */
function changeSentences(changes, updates, files, { switched = [], expanded = [] } = {}) {
    const { added, removed, moved, updated, targets } = changes;
    const told = [...updates, ...switched.map(({ pin, head }) => ({ ...pin, new: head }))];
    const others = updated.filter((change) => !told.some((update) => ['url', 'branch', 'old', 'new'].every((key) => update[key] === change[key])));
    const listed = new Set([
        ...[...added, ...removed, ...moved, ...updated].flatMap((each) => each.files),
        ...files.filter(({ before }) => before === undefined).map(({ path }) => path),
        ...expanded.map(({ path }) => path),
    ]);
    return [
        ...targets.came.map((name) => `${name} came.`),
        ...targets.went.map((path) => `${path} went: it belongs to no machine.`),
        ...added.map(({ key, url, revision, files: at }) => `The layer ${key} came${from(url)} at ${(0,look_up/* shortSha */.Fu)(revision)}: ${named(at)}.`),
        ...removed.map(({ key, files: at }) => `The layer ${key} went: ${named(at)}.`),
        ...moved.map(moveSentence),
        ...switched.map(switchSentence),
        ...expanded
            .filter(({ key, sha, path }) => revisionIn(files, path, key) === sha)
            .map(({ key, short, sha, path }) => `The digest ${short} of the layer ${key} is written ${short.length === sha.length ? 'in lower case' : 'in full'}, ${sha}: ${path}.`),
        ...others.map(({ key, old, new: head, files: at }) => `The layer ${key} goes from ${(0,look_up/* shortSha */.Fu)(old)} to ${(0,look_up/* shortSha */.Fu)(head)}: ${named(at)}.`),
        ...files.filter(({ path }) => !listed.has(path)).map(({ path }) => `${path}: the configuration changed.`),
    ];
}
function revisionIn(files, path, key) {
    return files.find((file) => file.path === path)?.layers.find((layer) => layer.key === key)?.revision;
}
/** Layers that the configuration itself fixes. */
function noteSentences(fixed) {
    return fixed.map(({ key, revision, names }) => `The configuration itself fixes the layer ${key} to ${(0,look_up/* shortSha */.Fu)(revision)}: ${named(names)}.${git_digest/* FULL_DIGEST */.F.test(revision) ? '' : ' Write the whole digest there: kas will refuse a part of it.'}`);
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
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-file.ts
var kas_file = __webpack_require__(39817);
;// CONCATENATED MODULE: ./actions/kas-lock/src/sources.ts







/**
 * Reads a configuration with its local includes. kas takes an include from the top of the repository, or from the folder that
 * `_source_dir` names, and where there is none, from beside the file that names it
 * (https://kas.readthedocs.io/en/latest/userguide/project-configuration.html#including-in-tree-configuration-files).
 *
 * @param config kas files joined by `:`, relative to the working directory.
 * @throws UserError for a file that does not exist or leaves the repository, for includes that go round in a circle, and for more
 * files than READER_LIMITS allows.
 */
async function readSources(config, checkout) {
    const texts = [];
    const bound = [];
    let hasForeign = false;
    let files = 0;
    let top = checkout.repository;
    const collect = async (file, from, trail) => {
        const path = inRepository(file, checkout);
        if (trail.includes(path)) {
            throw new errors/* UserError */.yo(`kas files include each other in a circle: ${[...trail, path].join(', ')}.`, 'Remove one of the includes.');
        }
        const text = await textOf(file, path, trail.at(-1), checkout);
        if (++files > limits/* READER_LIMITS */.f0.kasFiles.most) {
            throw (0,limits/* overLimit */.W1)(`The kas configuration ${config} includes ${files} files and more, each time that one is named`, limits/* READER_LIMITS */.f0.kasFiles, 'Include fewer, and each of them once.');
        }
        hasForeign ||= (0,kas_file/* hasForeignIncludes */.mw)(text);
        const given = (0,kas_file/* sourceDirOf */.As)(text);
        if (given !== undefined)
            top = await sourceFolder(path, given, checkout);
        if (given !== undefined && (0,external_node_path_.isAbsolute)(given))
            bound.push({ path, folder: top });
        const folder = given === undefined ? from : top;
        for (const include of (0,kas_file/* localIncludes */.Rs)(text)) {
            const fromTop = (0,external_node_path_.resolve)(folder, include);
            await collect((await isFile(fromTop)) ? fromTop : await besideOr(fromTop, file, include), folder, [
                ...trail,
                path,
            ]);
        }
        texts.push({ path, text });
    };
    for (const file of config.split(':'))
        await collect((0,external_node_path_.resolve)(checkout.cwd, file), top, []);
    return { texts, hasForeign, bound };
}
/** @throws UserError for a folder outside of the repository. */
async function sourceFolder(path, given, checkout) {
    const named = (0,external_node_path_.resolve)(checkout.cwd, given);
    const folder = await (0,promises_.realpath)(named).catch(() => named);
    if (folder === checkout.repository || (0,foreign_file/* isBelow */.Yw)(folder, checkout.repository))
        return folder;
    throw new errors/* UserError */.yo(`The kas file ${path} sets \`_source_dir\` to ${(0,inputs/* quote */.hD)(given)}, which is outside of the repository.`, 'Write a folder of the repository, relative to the working directory, such as `.`.');
}
/** The kas files of a configuration, relative to the working directory; where it cannot be read, those that it names. */
async function kasFiles({ config }, checkout) {
    try {
        const { texts } = await readSources(config, checkout);
        return texts.map(({ path }) => (0,external_node_path_.relative)(checkout.cwd, (0,external_node_path_.join)(checkout.repository, path)));
    }
    catch (thrown) {
        if (thrown instanceof errors/* UserError */.yo)
            return config.split(':');
        throw thrown;
    }
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
        for (const { key, url, branch, commit } of repos) {
            if (commit === undefined)
                continue;
            const id = JSON.stringify([key, url, branch, commit]);
            const names = [...(fixed.get(id)?.names ?? []), name];
            fixed.set(id, { key, url, branch, revision: commit, names });
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
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-edit.ts


/**
 * The text with other values in it: one that stands there is replaced, another is put first into its mapping. All else stays as it is.
 * Where there is no such mapping, nothing is written.
 *
 * @throws UserError when it is no kas file.
 */
function withValues(file, values) {
    return values.reduce((text, value) => withValue({ path: file.path, text }, value), file.text);
}
function withValue(file, { keys, value }) {
    const { text } = file;
    const document = (0,kas_document/* kasDocument */.l5)(file);
    const name = keys.at(-1) ?? '';
    const node = (0,kas_document/* nodeAt */.oB)(document, keys);
    if ((0,dist/* isScalar */.jn)(node) && node.range) {
        const [start, end] = node.range;
        const gap = start === end && text[start - 1] === ':' ? ' ' : '';
        return text.slice(0, start) + gap + scalarText(value) + text.slice(end);
    }
    const map = (0,kas_document/* nodeAt */.oB)(document, keys.slice(0, -1));
    const first = (0,dist/* isMap */.jh)(map) ? map.items[0]?.key : undefined;
    if (!(0,dist/* isMap */.jh)(map) || !(0,dist/* isScalar */.jn)(first) || !first.range)
        return text;
    const [start] = first.range;
    const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
    const rest = map.flow === true ? ', ' : `\n${indent}`;
    return `${text.slice(0, start)}${scalarText(name)}: ${scalarText(value)}${rest}${text.slice(start)}`;
}
/** What needs no quotes in any YAML: names and addresses, and no word that stands for a boolean. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][\w./+-]*(?::\/\/[\w./@:+~-]*[\w/])?$/i;
function scalarText(value) {
    if (value === null)
        return 'null';
    return PLAIN.test(value) || /^(?=.*[a-df])[0-9a-f]{40,64}$/.test(value) ? value : JSON.stringify(value);
}

;// CONCATENATED MODULE: ./packages/core/src/kas/resolved-text.ts



/**
 * What `kas dump --resolve-refs` prints, with the URLs and branches of `overrides`. kas 5 resolves the commits of those, but leaves
 * `overrides` out and the URL and the branch of the repository as they are: it would not take its own file.
 *
 * @param resolved what it prints.
 * @param floating what it prints without `--resolve-refs`.
 * @throws UserError when one is no kas file.
 */
function withOverrides(resolved, floating) {
    const overrides = mapping(mapping(mapping((0,kas_document/* kasContent */.LO)(floating))['overrides'])['repos']);
    const repos = (0,kas_repos/* kasRepos */.JD)([floating]).filter(({ refspec }) => refspec === undefined);
    const values = repos.flatMap(({ key }) => ['url', 'branch'].flatMap((name) => {
        const value = mapping(overrides[key])[name];
        if (typeof value !== 'string')
            return [];
        return [{ keys: ['repos', key, name], value: (0,kas_document/* isNull */.kZ)(value) ? null : value }];
    }));
    return withValues(resolved, values);
}
/**
 * What `kas dump --resolve-refs` prints, with commits for the refspecs that kas resolves to no commit: a tag stays a name, or becomes
 * the digest of its own object.
 *
 * @param commits full digests by the key of the repository.
 * @throws UserError when it is no kas file.
 */
function withRefspecs(resolved, commits) {
    const repos = mapping(mapping((0,kas_document/* kasContent */.LO)(resolved))['repos']);
    return withValues(resolved, [...commits].map(([key, value]) => {
        const name = typeof mapping(repos[key])['commit'] === 'string' ? 'commit' : 'refspec';
        return { keys: ['repos', key, name], value };
    }));
}
/** A lock file that kas wrote, with commits for the refspecs that kas resolves to no commit. @throws UserError as `withRefspecs`. */
function lockWithRefspecs(lock, commits) {
    const locked = mapping(mapping(mapping((0,kas_document/* kasContent */.LO)(lock))['overrides'])['repos']);
    return withValues(lock, [...commits]
        .filter(([key]) => Object.hasOwn(locked, key))
        .map(([key, value]) => ({ keys: ['overrides', 'repos', key, 'commit'], value })));
}
function mapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

// EXTERNAL MODULE: ./packages/core/src/git/tags.ts
var git_tags = __webpack_require__(66409);
;// CONCATENATED MODULE: ./actions/kas-lock/src/missing-branches.ts



/**
 * Asks why kas failed: it does nothing at all for a configuration of which one branch is missing.
 *
 * @param thrown what kas failed with
 * @param files the files that stay as they are for it, relative to the repository
 * @returns undefined where another reason is to be looked for.
 */
async function missingBranches(thrown, repos, files, remotes) {
    if (!(thrown instanceof KasFailure) || thrown.detail === undefined)
        return undefined;
    const followed = repos.flatMap(({ key, url, branch, refspec, ...repo }) => branch !== undefined && refspec === undefined && repo.type === 'git' && repo.tag === undefined
        ? [{ key, url, branch }]
        : []);
    const heads = await remotes.heads(followed);
    const near = new Map();
    for (const [at, { key }] of followed.entries()) {
        const head = heads[at];
        if (head?.kind === 'no-branch')
            near.set(key, head.near);
    }
    if (near.size === 0)
        return undefined;
    const missing = followed.filter(({ key }) => near.has(key));
    const tags = await (0,git_tags/* findTags */.vU)(remotes, missing.map(({ url, branch }) => ({ url, tag: branch })));
    const failures = missing.map(({ key, url, branch }, at) => {
        const failure = { ...(0,look_up/* missingBranch */.fG)({ name: key, url, branch }, near.get(key) ?? []), files };
        if (tags[at]?.kind !== 'tag')
            return failure;
        return { ...failure, advice: `${branch} is a tag there: write \`tag: ${branch}\`, without a branch.` };
    });
    return {
        failures,
        repos: repos.map((repo) => (near.has(repo.key) ? { ...repo, branch: undefined } : repo)),
    };
}
/** What of a target goes on without kas, as a warning. */
function onlyRevisions(name) {
    return `${name}: kas does not read a configuration of which a branch is missing, so that only the revisions of its other layers are changed.`;
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/refspecs.ts

/**
 * Looks into the clones what each `refspec` is, in kas's order: a branch, else a tag or the beginning of a digest. kas itself resolves a
 * branch only, and writes a tag down as it is. A layer with a refspec is always cloned with all commits and tags.
 */
async function decideRefspecs(repos, copy) {
    const commits = new Map();
    const decided = [];
    for (const repo of repos) {
        const { key, path, refspec, type } = repo;
        if (refspec === undefined || type !== 'git') {
            decided.push(repo);
            continue;
        }
        const name = refspec.replace(/^refs\//, '');
        const find = async (ref) => (await copy.ask(path, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]))?.trim();
        // kas fetches `refs/tags/v1` to the place of a branch of that name.
        const branch = name.startsWith('tags/') ? undefined : (0,kas_repos/* branchOfRefspec */.UI)(refspec);
        const head = branch === undefined ? undefined : await find(`refs/remotes/origin/${branch}`);
        if (head !== undefined) {
            if (branch !== refspec)
                commits.set(key, head);
            decided.push({ ...repo, branch });
            continue;
        }
        const commit = await find(name);
        if (commit === undefined) {
            decided.push(repo);
            continue;
        }
        commits.set(key, commit);
        const tag = name.replace(/^tags\//, '');
        const isTag = (await find(`refs/tags/${tag}`)) !== undefined;
        decided.push({ ...repo, branch: undefined, ...(isTag ? { tag } : { commit: refspec }) });
    }
    return { repos: decided, commits };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
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
    return {
        checkout: { repository, cwd },
        ask: (path, args) => askGit((0,external_node_path_.resolve)(cwd, path), args, deps),
        remove,
    };
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
async function git(folder, args, deps) {
    const { code, stdout, stderr } = await runGit(folder, args, deps).catch((thrown) => {
        if ((0,errors/* systemCode */.xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new errors/* UserError */.yo('git is not on the PATH.', 'Install it before this step: kas needs it, too.');
    });
    if (code === 0)
        return stdout;
    throw new errors/* UserError */.yo(`git ${args[0]} failed in ${folder}: ${stderr.slice(0, 3).join(' ') || 'it did not say why'}`, 'Check that the repository was checked out before this step, with actions/checkout.');
}
/**
 * kas moves a clone to another URL without a fetch, so that it would take revisions of the one for those of the other. A clone without
 * all commits knows the branch that it was made for, and kas does not fetch another one for a layer with a commit.
 */
function layerCopies(tracked) {
    const copies = [];
    const clonesOf = (repos) => repos.map(({ path, url, branch }) => [path, { url, branch }]);
    return {
        async copyFor({ repos, whole }) {
            const fitting = copies.find((each) => each.whole === whole &&
                repos.every(({ path, url, branch }) => {
                    const clone = each.clones.get(path);
                    return clone === undefined || (clone.url === url && clone.branch === branch);
                }));
            if (fitting !== undefined)
                return fitting.copy;
            const copy = await tracked.copy();
            copies.push({ copy, whole, clones: new Map(clonesOf(repos)) });
            return copy;
        },
        cloned(copy, repos) {
            const clones = copies.find((each) => each.copy === copy)?.clones;
            for (const [path, clone] of clonesOf(repos))
                clones?.set(path, clone);
        },
        async remove() {
            for (const { copy } of copies)
                await copy.remove();
        },
    };
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/workplaces.ts









/** Places for kas to work in, shared between configurations where that goes. */
function workplaces(tracked, checkout) {
    const copies = layerCopies(tracked);
    async function open(sources, repos, whole) {
        const copy = await copies.copyFor({ repos, whole });
        await rebind(sources, checkout, copy.checkout);
        return { copy, whole, cloned: (found) => copies.cloned(copy, found) };
    }
    return {
        async work(sources, work) {
            const repos = (0,kas_repos/* kasRepos */.JD)(sources.texts);
            const whole = await hasShortCommit(sources, repos, checkout);
            try {
                return await work(await open(sources, repos, whole));
            }
            catch (thrown) {
                if (whole || !(thrown instanceof KasFailure) || !thrown.isShallow)
                    throw thrown;
                return work(await open(sources, repos, true));
            }
        },
        remove: () => copies.remove(),
    };
}
/** Whether a commit is pinned by the beginning of its digest, by the configuration or by a lock file of it. */
async function hasShortCommit({ texts }, repos, checkout) {
    const isShort = (commit) => commit !== undefined && !git_digest/* FULL_DIGEST */.F.test(commit);
    if (repos.some(({ commit }) => isShort(commit)))
        return true;
    for (const path of new Set(texts.map((source) => lockFileOf(source.path)))) {
        const lock = await readIfThere((0,external_node_path_.join)(checkout.repository, path), checkout);
        if (lock === undefined)
            continue;
        if (readPins({ path, text: lock.toString('utf8') }).some(({ revision }) => isShort(revision)))
            return true;
    }
    return false;
}
/** A `_source_dir` that names a folder of the repository by its place on this machine names that of the copy. */
async function rebind({ bound }, checkout, copy) {
    for (const { path, folder } of bound) {
        const file = (0,external_node_path_.join)(copy.repository, path);
        const text = await (0,promises_.readFile)(file, 'utf8');
        const value = (0,external_node_path_.join)(copy.repository, (0,external_node_path_.relative)(checkout.repository, folder));
        await (0,promises_.writeFile)(file, withValues({ path, text }, [{ keys: ['_source_dir'], value }]));
    }
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/lock.ts










/**
 * Has `kas lock` (4.6 and later) write the lock files of each target: beside the first of its files, and where there are others beside
 * files that these include. The work tree stays as it is.
 *
 * @param keepRevisions whether kas only adds what the lock files lack.
 * @throws UserError for what is no failure of a single target.
 */
async function lockTargets(targets, checkout, tracked, kas, keepRevisions, remotes) {
    const places = workplaces(tracked, checkout);
    const locked = new Map();
    const failures = [];
    const warnings = [];
    try {
        const found = await eachTarget(targets, checkout, (target) => existingLocks(target, checkout), async (target) => {
            const sources = await readSources(target.config, checkout);
            const paths = [...new Set(sources.texts.map((source) => lockFileOf(source.path)))];
            const add = (texts, repos) => {
                for (const [path, text] of texts) {
                    const other = locked.get(path);
                    locked.set(path, {
                        names: [...new Set([...(other?.names ?? []), target.name])],
                        text,
                        repos: [...(other?.repos ?? []), ...repos],
                        sources: other?.sources ?? sources.texts.map((source) => source.path),
                    });
                }
            };
            const made = places.work(sources, async (place) => {
                const { repos, texts } = await lockOne(target, paths, place, kas, keepRevisions);
                add(texts, repos);
                return repos;
            });
            return made.catch(async (thrown) => {
                const missing = await missingBranches(thrown, (0,kas_repos/* kasRepos */.JD)(sources.texts), paths, remotes);
                if (missing === undefined)
                    throw thrown;
                failures.push(...missing.failures);
                const texts = new Map();
                for (const path of paths) {
                    const before = await readOwn((0,external_node_path_.join)(checkout.repository, path), checkout);
                    if (before !== undefined)
                        texts.set(path, locked.get(path)?.text ?? files_textOf(path, before));
                }
                add(texts, missing.repos);
                if (texts.size > 0)
                    warnings.push(onlyRevisions(target.name));
                return missing.repos;
            });
        });
        const files = await Promise.all([...locked].map(([path, lock]) => plannedFile(path, lock, checkout)));
        return { files, fixed: found.fixed, failures: [...found.failures, ...failures], warnings };
    }
    finally {
        await places.remove();
    }
}
/** What kas locks of one target: the lock files as they are then, and the repositories as they are without them. */
async function lockOne({ name, config }, paths, { copy, whole, cloned }, kas, keepRevisions) {
    const { checkout } = copy;
    const argv = (0,kas_argv/* kasLockArgv */.vS)(kas.program, { config, update: !keepRevisions });
    await kas.run(argv, `kas lock for ${name}`, checkout, { whole });
    const files = new Map();
    for (const path of paths) {
        const written = await readIfThere((0,external_node_path_.join)(checkout.repository, path), checkout);
        if (written !== undefined)
            files.set(path, written);
    }
    // What a lock file overrides looks like what the configuration does.
    for (const path of files.keys())
        await (0,promises_.rm)((0,external_node_path_.join)(checkout.repository, path));
    const dump = (0,kas_argv/* kasDumpArgv */.qP)(kas.program, { config, resolve: false, local: false, format: 'yaml' });
    const dumped = await kas.run(dump, `kas dump for ${name}`, checkout, { whole }).finally(async () => {
        for (const [path, content] of files)
            await (0,promises_.writeFile)((0,external_node_path_.join)(checkout.repository, path), content);
    });
    const repos = (0,kas_repos/* kasRepos */.JD)([{ path: `What kas dump printed for ${name}`, text: dumped }]);
    cloned(repos);
    const decided = await decideRefspecs(repos, copy);
    const texts = new Map([...files].map(([path, content]) => [
        path,
        lockWithRefspecs({ path, text: content.toString('utf8') }, decided.commits),
    ]));
    return { repos: decided.repos, texts };
}
/** The lock files that a target has, relative to the working directory; those of files that cannot be read are not among them. */
async function existingLocks({ config }, checkout) {
    const files = config.split(':').map(lockFileOf);
    const there = await Promise.all(files.map((file) => readIfThere((0,external_node_path_.join)(checkout.cwd, file), checkout)));
    return files.filter((_, at) => there[at] !== undefined);
}
/** With the repository's own text where kas pins the same layers as it: kas writes a lock file anew, without its comments. */
async function plannedFile(path, { names, text, repos, sources }, checkout) {
    const before = await readOwn((0,external_node_path_.join)(checkout.repository, path), checkout);
    const oldLayers = oldLayersOf(path, before);
    const locked = layersIn(path, text, repos);
    const keys = (layers) => JSON.stringify(layers.map(({ key }) => key).sort());
    const isSame = before !== undefined && keys(oldLayers) === keys(locked);
    const layers = locked.map((layer) => plannedLayer(layer, oldLayers, repos.find(({ key }) => key === layer.key)));
    return { names, path, before, oldLayers, text: isSame ? files_textOf(path, before) : text, layers, sources };
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
        const repos = (0,kas_repos/* kasRepos */.JD)(sources.texts);
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
        const repos = (0,kas_repos/* kasRepos */.JD)(sources.texts);
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
    const tagged = new Set((0,kas_repos/* kasRepos */.JD)([{ path, text }]).flatMap(({ key, tag }) => (tag === undefined ? [] : key)));
    const made = layers.map((layer) => {
        const repo = repos.find(({ key, url, branch }) => key === layer.key && !isElsewhere(layer, { url, branch }));
        const old = layer.revision;
        if (repo !== undefined) {
            const { commit, refspec } = repo;
            const revision = commit !== undefined && git_digest/* FULL_DIGEST */.F.test(commit) ? commit : old;
            return { ...layer, old, revision, follows: followedBy(repo), mayBeTag: refspec !== undefined };
        }
        const isFollowed = layer.url !== undefined && layer.branch !== undefined;
        return { ...layer, old, follows: tagged.has(layer.key) ? 'tag' : isFollowed ? 'branch' : 'fixed' };
    });
    return { names, path, before, oldLayers: layers, text, layers: made };
}
/** The first release of kas that can do what is missing. */
const SINCE = { dump: '3.2', lock: '4.6' };
function notThere(path, program, command) {
    return new errors/* UserError */.yo(`${path} does not exist yet, and kas ${program.version} cannot make it: it has no ${command}.`, `Install kas ${SINCE[command]} or later (\`pipx install kas\`), or add the file once by hand.`);
}
function cannotFollow(name, differences, program, command) {
    return `${name}: kas ${program.version} has no ${command}, so that only revisions are changed. Not followed: ${differences.join(', ')}. Install kas ${SINCE[command]} or later for the rest.`;
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/inline.ts









/**
 * Takes the kas files of the configurations as they stand: the commits in them are to change in place. What stands beside a commit says
 * what it follows: a branch, its own or the one of `defaults` or of another file of the configuration. A commit with a tag goes
 * where the tag is. kas is not run.
 *
 * @throws UserError for what is no failure of a single target.
 */
async function planInline(targets, checkout, remotes) {
    const known = new Map();
    const notes = [];
    const found = await eachTarget(targets, checkout, (target) => kasFiles(target, checkout), async ({ name, config }) => {
        const sources = await readSources(config, checkout);
        const along = (0,kas_repos/* kasReposAlong */.eo)(sources.texts);
        notes.push(...(await unmovedNotes(name, sources, along.at(-1) ?? [], checkout)));
        for (const [at, source] of sources.texts.entries()) {
            const file = await kasFile(source.path, known, checkout);
            file.names.add(name);
            for (const { key, revision } of readPins(source)) {
                const last = along.at(-1)?.find((repo) => repo.key === key);
                const isInForce = last?.commit === revision;
                const repo = isInForce ? last : (along[at]?.find((each) => each.key === key) ?? last);
                file.seen.push({ name, isInForce, key, repo });
            }
        }
        return [];
    });
    const failures = [...found.failures];
    const files = [];
    for (const file of known.values()) {
        const planned = inline_plannedFile(file);
        if (planned.file.layers.length === 0)
            continue;
        const settled = await withTags(planned.file, planned.tagged, remotes);
        files.push(settled.file);
        notes.push(...planned.notes);
        failures.push(...settled.failures);
    }
    return { files, failures, fixed: [], warnings: [], notes: [...new Set(notes)] };
}
/** Of a link within the repository it is the file that it leads to. */
async function kasFile(path, known, checkout) {
    const full = await (0,promises_.realpath)((0,external_node_path_.join)(checkout.repository, path));
    const real = repositoryPath(full, checkout);
    const file = known.get(real) ?? {
        path: real,
        before: (await readOwn(full, checkout)) ?? Buffer.from(''),
        names: new Set(),
        seen: [],
    };
    files_textOf(real, file.before);
    known.set(real, file);
    return file;
}
function inline_plannedFile({ path, before, names, seen }) {
    const text = files_textOf(path, before);
    const notes = [];
    const tagged = [];
    const pins = readPins({ path, text });
    const made = pins.map(({ key, revision }) => {
        const all = seen.filter((each) => each.key === key);
        const inForce = all.filter((each) => each.isInForce);
        const { repo, note } = decided({ key, revision, repos: inForce.length === 0 ? all : inForce }, path);
        if (note !== undefined)
            notes.push(note);
        const layer = { key, url: repo?.url, branch: repo?.branch, revision, old: revision };
        if (repo === undefined || note !== undefined)
            return { ...layer, follows: 'fixed' };
        if (repo.tag === undefined)
            return { ...layer, follows: 'branch' };
        tagged.push({ ...layer, url: repo.url, tag: repo.tag });
        return { ...layer, branch: undefined, follows: 'fixed' };
    });
    const layers = made.map((layer, at) => {
        const sharing = made.filter((_, other) => pins[other]?.start === pins[at]?.start);
        const isOne = sharing.every(({ url, branch, follows }) => url === layer.url && branch === layer.branch && follows === layer.follows);
        if (isOne)
            return layer;
        const keys = (0,wording/* shortList */.pg)(sharing.map(({ key }) => key), ', ');
        notes.push(`${path} pins ${keys} by one value, which an anchor shares, but they follow different places. They stay: give each a value of its own.`);
        return { ...layer, follows: 'fixed' };
    });
    const file = { names: [...names], path, before, oldLayers: layers, text, layers };
    return { file, notes, tagged };
}
/** The one repository that a commit is of, or a sentence why it cannot be followed. */
function decided({ key, revision, repos }, path) {
    const different = new Map(repos.map((each) => [JSON.stringify([each.repo?.url, each.repo?.branch, each.repo?.tag]), each]));
    const [first, ...others] = different.values();
    const repo = first?.repo;
    const stays = `${path} pins the layer ${key} to ${(0,look_up/* shortSha */.Fu)(revision)}`;
    if (others.length > 0) {
        const ways = [...different.values()].map((each) => `${each.name} ${followed(each.repo)}`);
        return {
            repo,
            note: `${stays} for configurations that want it from different places: ${(0,wording/* shortList */.pg)(ways, ', ', 5)}. It stays.`,
        };
    }
    if (repo === undefined) {
        return { note: `${stays}, and no file of the repository says its URL. It stays.` };
    }
    if (repo.type !== 'git')
        return { repo, note: `${stays}, and it is no git repository. It stays.` };
    if (repo.tag !== undefined) {
        return repo.branch === undefined ? { repo } : { repo: { ...repo, branch: undefined } };
    }
    if (repo.branch === undefined) {
        return {
            repo,
            note: `${stays}, and no branch says what it follows. It stays: a \`commit:\` with a \`branch:\` beside it is followed.`,
        };
    }
    return { repo };
}
function followed(repo) {
    if (repo === undefined)
        return 'from nowhere';
    if (repo.tag !== undefined)
        return `the tag ${repo.tag} of ${repo.url}`;
    return `the branch ${repo.branch ?? 'unknown'} of ${repo.url}`;
}
/**
 * Moves commits to the tags that stand beside them, since kas takes a commit only with the tag that names it: as the commit, or as the
 * digest of the tag itself.
 *
 * @returns the file, and what is wrong with tags.
 */
async function withTags(file, tagged, remotes) {
    const answers = await (0,git_tags/* findTags */.vU)(remotes, tagged);
    const commits = new Map();
    const failures = tagged.flatMap(({ key, url, tag, revision }, at) => {
        const answer = answers[at];
        if (answer?.kind === 'tag') {
            if (revision !== answer.object)
                commits.set(key, answer.commit);
            return [];
        }
        const failure = { name: key, files: [file.path] };
        if (answer?.kind === 'no-tag') {
            const near = (0,wording/* shortList */.pg)(answer.near, ', ');
            return [
                {
                    ...failure,
                    unreachable: false,
                    cause: `${key}: ${url} has no tag "${tag}".`,
                    advice: near === ''
                        ? 'It has no tag at all. Check the URL.'
                        : `Correct the tag. Tags with a name like it: ${near}.`,
                },
            ];
        }
        return [
            {
                ...failure,
                unreachable: true,
                cause: `${key}: ${url} could not be asked for its tags.`,
                detail: answer?.reason,
                advice: 'Check that the runner may connect to it. For a private repository, give `remote-token`.',
            },
        ];
    });
    const layers = file.layers.map((layer) => {
        const commit = commits.get(layer.key);
        return commit === undefined ? layer : { ...layer, revision: commit, follows: 'tag' };
    });
    return { file: { ...file, layers }, failures };
}
/** What of a configuration is not changed: its lock files, which count more than commits, and layers that neither of them pins. */
async function unmovedNotes(name, { texts }, repos, checkout) {
    const notes = [];
    const locked = new Set();
    for (const path of new Set(texts.map((source) => lockFileOf(source.path)))) {
        const bytes = await readIfThere((0,external_node_path_.join)(checkout.repository, path), checkout);
        if (bytes === undefined)
            continue;
        for (const { key } of readPins({ path, text: files_textOf(path, bytes) }))
            locked.add(key);
        notes.push(`${path} is a lock file. It is not changed: \`mode: lock\` does that.`);
    }
    const floating = repos.filter(({ key, type, commit, tag }) => type === 'git' && commit === undefined && tag === undefined && !locked.has(key));
    if (floating.length > 0) {
        const layers = floating.map(({ key }) => key);
        notes.push(`${name}: no commit pins ${(0,wording/* shortList */.pg)(layers, ', ', 5)}. Each build takes what is there then: \`mode: lock\` pins it.`);
    }
    return notes;
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

;// CONCATENATED MODULE: ./actions/kas-lock/src/off-branch.ts


/**
 * Layers that configurations fix to a commit which the branch that they name does not have. kas does not notice that in a shallow clone,
 * as long as the remote gives the commit to who knows its digest.
 *
 * @returns sentences. Nothing is said of a remote that does not answer.
 */
async function offBranchSentences(fixed, remotes) {
    const named = fixed.flatMap(({ key, url, branch, revision }) => {
        const from = revision.toLowerCase();
        return branch === undefined || !git_digest/* FULL_DIGEST */.F.test(from) ? [] : [{ key, url, branch, from }];
    });
    const heads = await remotes.heads(named);
    const spans = named.flatMap((layer, at) => {
        const head = heads[at];
        return head?.kind === 'head' && head.sha !== layer.from ? [{ ...layer, to: head.sha }] : [];
    });
    const histories = await remotes.histories(spans, 0);
    return spans.flatMap(({ key, url, branch, from }, at) => {
        const found = histories[at];
        if (found?.kind !== 'history' || found.history.relation === 'ahead')
            return [];
        const commit = `The layer ${key} is fixed to ${(0,look_up/* shortSha */.Fu)(from)}`;
        return found.history.count === undefined
            ? [`${commit}, which ${url} does not have any more.`]
            : [
                `${commit}, which is not on the branch ${branch} of ${url}: the branch was rewritten, or the commit was never on it. A remote may ` +
                    'remove what is on no branch at any time.',
            ];
    });
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/revisions.ts




/**
 * Asks for the heads of all layers that follow a branch, each remote once. Where a branch was forced back and that is not taken, no
 * file moves along it, so that files that agree go on to. A layer that a file gets anew has the revision that it has in the other
 * files, and where there is none the head. With `keep-revisions` only such heads are asked for. A lock file names no branch: where the
 * configuration names another one than before, its head is taken, whatever it lacks.
 */
async function layerRevisions(files, remotes, given, deps) {
    const all = layerPins(files);
    const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
    const isUnsaid = unsaidPins(files);
    const unsaid = given['keep-revisions'] ? [] : all.filter(isUnsaid);
    const switched = await switches(unsaid, remotes, deps.formerBranch, how.maxLogLines);
    const gone = new Set(switched.map(({ pin }) => pin));
    const pins = all.filter((pin) => !gone.has(pin));
    const looked = await (0,look_up/* lookUp */.TE)(given['keep-revisions'] ? [] : pins, remotes, how, deps);
    const stuck = new Set(looked.refused.map(branchId));
    const updates = looked.updates.filter((update) => !stuck.has(branchId(update)));
    const left = looked.updates.filter((update) => stuck.has(branchId(update)));
    const heads = new Map([
        ...updates.map((update) => [revisionId(update, update.old), update.new]),
        ...switched.map(({ pin, head }) => [revisionId(pin, pin.old), head]),
    ]);
    const fresh = new Map([
        // Of several the first one counts, and a head over all of them.
        ...pins.toReversed().map((pin) => [branchId(pin), pin.old]),
        ...updates.map((update) => [branchId(update), update.new]),
        ...switched.map(({ pin, head }) => [branchId(pin), head]),
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
        switched,
        unseenFiles: pins.filter(({ name }) => failed.has(name)).flatMap(({ files }) => files),
        revisionOf: (layer) => layer.old === undefined ? fresh.get(branchId(layer)) : heads.get(revisionId(layer, layer.old)),
        notes: [
            ...looked.notes,
            ...left.map(leftSentence),
            ...looked.refused
                .filter((update) => update.history.count === undefined && isUnsaid(update))
                .map(movedSentence),
        ],
    };
}
function leftSentence({ name, old, files }) {
    return `${name} stays at ${(0,look_up/* shortSha */.Fu)(old)} in ${(0,wording/* shortList */.pg)(files, ', ', 5)}, too, since the head of its branch is not taken.`;
}
/** Whether all files of a pin name no URL, as lock files do: what is pinned may be of another URL or branch than the present. */
function unsaidPins(files) {
    const unsaid = new Set(files.flatMap(({ path, oldLayers }) => oldLayers.filter(({ url }) => url === undefined).map(({ revision }) => pinId(path, revision))));
    return ({ files: paths, old }) => paths.every((path) => unsaid.has(pinId(path, old)));
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
            pins.set(id, { ...pin, files: [...new Set([...pin.files, path])] });
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

;// CONCATENATED MODULE: ./actions/kas-lock/src/pinned.ts



/**
 * Asks the remotes what a layer is pinned to where the files alone do not say: the whole of a digest of which only the beginning is
 * pinned, or which has capitals, and whether the refspec of a configuration that kas did not read is a tag. Neither follows a branch as it is.
 */
async function pinnedFiles(files, remotes) {
    const tagged = await withoutTags(files, remotes);
    const layers = tagged.files.flatMap((file) => file.layers.filter(isFollowed));
    const short = layers.filter(({ old }) => old !== undefined && !isWhole(old));
    const queries = new Map(short.map(({ url, branch, old = '' }) => [idOf(url, branch, old), { url, branch, revision: old }]));
    const answers = queries.size === 0 ? [] : await remotes.commits([...queries.values()]);
    const found = new Map([...queries.keys()].map((id, at) => [id, answers[at]]));
    const notes = [...tagged.notes];
    const expanded = [];
    const settled = tagged.files.map((file) => {
        const full = new Map();
        const made = file.layers.map((layer) => {
            const { key, url, branch, old } = layer;
            const answer = isFollowed(layer) ? found.get(idOf(url, branch, old)) : undefined;
            if (old === undefined || answer === undefined || answer.kind === 'unreachable')
                return layer;
            if (answer.kind === 'no-commit') {
                notes.push(`${key}: ${old}, which ${file.path} pins, is the beginning of no commit that a branch or a tag of ${url} has, or of several. It stays: write the whole digest.`);
                return { ...layer, revision: old, follows: 'fixed' };
            }
            full.set(key, answer.sha);
            expanded.push({ key, short: old, sha: answer.sha, path: file.path });
            return { ...layer, old: answer.sha, revision: layer.revision === old ? answer.sha : layer.revision };
        });
        const oldLayers = file.oldLayers.map((layer) => ({
            ...layer,
            revision: full.get(layer.key) ?? layer.revision,
        }));
        return { ...file, layers: made, oldLayers };
    });
    return { files: settled, notes, expanded };
}
/** Whether a digest is as git writes it. kas 5.5 refuses capitals. */
function isWhole(digest) {
    return git_digest/* FULL_DIGEST */.F.test(digest) && digest === digest.toLowerCase();
}
const DIGEST_START = /^[0-9a-f]{4,64}$/i;
/** A refspec that is no branch is a tag, or the beginning of a digest: a pin in any case. */
async function withoutTags(files, remotes) {
    const unclear = files.flatMap(({ layers }) => layers.filter(isFollowed).filter((layer) => layer.mayBeTag));
    const heads = unclear.length === 0 ? [] : await remotes.heads(unclear);
    const missing = unclear.filter((_, at) => heads[at]?.kind === 'no-branch');
    const asked = missing.map(({ url, branch }) => ({ url, tag: branch.replace(/^tags\//, '') }));
    const answers = await (0,git_tags/* findTags */.vU)(remotes, asked);
    const kinds = new Map(missing.flatMap(({ url, branch }, at) => {
        if (answers[at]?.kind === 'tag')
            return [[idOf(url, branch), 'a tag']];
        return DIGEST_START.test(branch) ? [[idOf(url, branch), 'the beginning of a digest']] : [];
    }));
    const notes = new Set();
    const settled = files.map((file) => ({
        ...file,
        layers: file.layers.map((layer) => {
            const { key, url, branch, old } = layer;
            const kind = kinds.get(idOf(url, branch));
            if (!isFollowed(layer) || layer.mayBeTag !== true || kind === undefined)
                return layer;
            notes.add(`${key}: ${branch} is ${kind} for ${url}, and not a branch. It stays.`);
            return { ...layer, revision: old ?? layer.revision, follows: 'tag' };
        }),
    }));
    return { files: settled, notes };
}
function idOf(...parts) {
    return JSON.stringify(parts);
}

;// CONCATENATED MODULE: ./actions/kas-lock/src/resolve.ts










/**
 * Writes the configuration of each target into one text with all revisions resolved, as `kas dump` prints it (kas 3.2 and later). The
 * work tree stays as it is.
 *
 * @throws UserError for what is no failure of a single target.
 */
async function resolveTargets(targets, checkout, tracked, kas, remotes) {
    const places = workplaces(tracked, checkout);
    const files = [];
    const failures = [];
    const warnings = [];
    try {
        const found = await eachTarget(targets, checkout, ({ file }) => [file], async (target) => {
            const sources = await readSources(target.config, checkout);
            const made = places.work(sources, async (place) => {
                const { text, repos } = await dumped(target, place, kas);
                checkPortable(text, [place.copy.checkout.repository, checkout.repository]);
                files.push(await resolve_plannedFile(target, text, repos, checkout));
                return repos;
            });
            return made.catch(async (thrown) => {
                const path = repositoryPath((0,external_node_path_.join)(checkout.cwd, target.file), checkout);
                const missing = await missingBranches(thrown, (0,kas_repos/* kasRepos */.JD)(sources.texts), [path], remotes);
                if (missing === undefined)
                    throw thrown;
                failures.push(...missing.failures);
                const before = await readOwn((0,external_node_path_.join)(checkout.cwd, target.file), checkout);
                if (before !== undefined) {
                    const text = files_textOf(path, before);
                    files.push(await resolve_plannedFile(target, text, missing.repos, checkout));
                    warnings.push(onlyRevisions(target.name));
                }
                return missing.repos;
            });
        });
        return { files, fixed: found.fixed, failures: [...found.failures, ...failures], warnings };
    }
    finally {
        await places.remove();
    }
}
/** What kas makes of a configuration: the text with resolved revisions, and the repositories as they were before. */
async function dumped({ name, config }, { copy, whole, cloned }, kas) {
    const dump = (resolve) => kas.run((0,kas_argv/* kasDumpArgv */.qP)(kas.program, { config, resolve, local: false, format: 'yaml' }), `kas dump${resolve ? ' --resolve-refs' : ''} for ${name}`, copy.checkout, { whole });
    const path = `What kas dump printed for ${name}`;
    // Resolved revisions look like those that the configuration fixes.
    const floating = { path, text: await dump(false) };
    const resolved = { path, text: await dump(true) };
    const repos = (0,kas_repos/* kasRepos */.JD)([floating]);
    cloned(repos);
    const decided = await decideRefspecs(repos, copy);
    const text = withOverrides(resolved, floating);
    return { text: withRefspecs({ path, text }, decided.commits), repos: decided.repos };
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
    throw new KasFailure(`kas dump printed a folder of this machine${key === undefined ? '' : `, under ${key}`}.`, 'Write paths of the configuration relative to the layer. A file with `_source_dir: .` in the input config-prefix sets that folder.');
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
    const filesOf = {
        resolve: async ({ file }) => [file],
        lock: (target) => existingLocks(target, checkout),
        inline: (target) => kasFiles(target, checkout),
    }[given.mode];
    const asideFiles = await Promise.all(aside.map(filesOf));
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
    const remotes = askedOnce((0,open_remotes/* remotesOf */.xY)(given, deps));
    const planned = await planFiles(plan, given, checkout, { ...scratch, remotes }, deps);
    for (const warning of planned.warnings)
        log.warning(warning);
    const pinned = await pinnedFiles(planned.files, remotes);
    const offBranch = await offBranchSentences(planned.fixed, remotes);
    for (const sentence of offBranch)
        log.warning(sentence);
    const formerBranch = formerBranches(pinned.files, checkout, deps);
    const revisions = await layerRevisions(pinned.files, remotes, given, { log, formerBranch });
    const files = changedFiles(pinned.files, revisions.revisionOf, given['keep-revisions']);
    const removed = await plan.removals();
    const changes = layerChanges(files, removed);
    const { updates, refused, failures, current } = revisions;
    const report = {
        stage: 'kas-lock',
        noun: 'layer',
        updates,
        refused,
        failures: [...distinct(planned.failures), ...failures],
        changes: changeSentences(changes, updates, files, {
            switched: revisions.switched,
            expanded: pinned.expanded,
        }),
        notes: [
            ...noteSentences(planned.fixed),
            ...(planned.notes ?? []),
            ...pinned.notes,
            ...offBranch,
            ...revisions.notes,
        ],
        githubHost: (0,open_remotes/* githubHost */.Se)(deps.env),
    };
    const change = {
        branch: await (0,request_branch/* requestBranch */.W)('kas-layers', given, deps),
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
 * @param scratch `runFolder`: a folder of this run. Nothing stays there. `remotes` are asked for what kas does not say.
 * @throws UserError for what is no failure of a single target.
 */
async function planFiles({ chosen, tracked }, given, checkout, { runFolder, remotes }, deps) {
    const { mode } = given;
    if (mode === 'inline')
        return planInline(chosen, checkout, remotes);
    const program = await (0,find_kas/* findKas */.VD)(given.kas, checkout.cwd, deps);
    if (program.kind !== 'kas') {
        throw new errors/* UserError */.yo(`"${given.kas}" is ${program.kind}, and this stage runs kas itself.`, 'Name a kas in the input kas. It clones layers and reads configurations, and builds nothing.');
    }
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
            ? resolveTargets(chosen, checkout, tracked, kas, remotes)
            : lockTargets(chosen, checkout, tracked, kas, given['keep-revisions'], remotes));
    }
    finally {
        kas.close();
        await folder.remove();
    }
}
/** A branch that is missing for several targets is one failure. */
function distinct(failures) {
    const known = new Map();
    for (const failure of failures) {
        const id = JSON.stringify([failure.name, failure.cause]);
        known.set(id, { ...failure, files: [...(known.get(id)?.files ?? []), ...failure.files] });
    }
    return [...known.values()];
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

/***/ 42289:
/*! packages/core/src/kas/kas-argv.ts, packages/core/src/kas/kas-options.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z3: () => (/* reexport */ formatWords),
  E3: () => (/* binding */ kasBuildArgv),
  qP: () => (/* binding */ kasDumpArgv),
  vS: () => (/* binding */ kasLockArgv),
  MI: () => (/* binding */ kasShellArgv),
  nl: () => (/* reexport */ parseWords),
  CW: () => (/* reexport */ readBuildWords)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-options.ts

/** Of kas from its parser, of kas-container from the script, 3.1 to 5.5. What a version lacks, it refuses itself. */
const OPTIONS = {
    kas: {
        flags: new Set(['-d', '--debug', '--no-color']),
        withValue: new Set(['-l', '--log-level']),
    },
    'kas-container': {
        flags: new Set([
            ...['-d', '-v', '--isar', '--isar-privileged', '--isar-rootless', '--with-loop-dev', '--kvm'],
            ...['--ssh-agent', '--no-proxy-from-env', '--repo-ro', '--repo-rw'],
        ]),
        withValue: new Set([
            ...['-l', '--log-level', '--runtime-args', '--docker-args', '--ssh-dir', '--aws-dir'],
            ...['--git-credential-store', '--git-credential-socket'],
        ]),
    },
};
/** The options of kas-container whose value it gives to the engine. Of several, some versions take the last only (5.4). */
const FOR_THE_ENGINE = ['--runtime-args', '--docker-args'];
/**
 * Sorts the options of a user: those of the program itself (of kas: how much it logs; of kas-container: how the container
 * is started) stand before the sub-command, each with its value as a word of its own, as kas-container wants it. Its options for
 * the engine become one, the last, which the script splits at blanks, and in which quotes mean nothing.
 *
 * @param runtimeArgs more options for the engine, each a word. kas has no use for them.
 * @throws UserError for an option that lacks its value, for one of kas-container where kas is asked, and for `--`, which bitbake's
 *   arguments follow.
 */
function splitProgramWords(kind, kasArgs, runtimeArgs = []) {
    const { flags, withValue } = OPTIONS[kind];
    const program = [];
    const command = [];
    const engine = [];
    const take = (name, value) => {
        if (FOR_THE_ENGINE.includes(name))
            engine.push(value);
        else
            program.push(name, value);
    };
    for (let at = 0; at < kasArgs.length; at += 1) {
        const word = kasArgs[at] ?? '';
        const [, name = '', value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-l)(.+)$/s.exec(word) ?? [];
        if (word === '--')
            throw misplaced();
        if (kind === 'kas' && isOfContainer(name === '' ? word : name))
            throw notOfKas(name === '' ? word : name);
        if (flags.has(word)) {
            program.push(word);
        }
        else if (value !== undefined && withValue.has(name)) {
            take(name, value);
        }
        else if (withValue.has(word)) {
            at += 1;
            take(word, requiredValue(word, kasArgs[at]));
        }
        else {
            command.push(word);
        }
    }
    const all = [...engine, ...(kind === 'kas' ? [] : runtimeArgs)].filter((each) => each.trim() !== '');
    return { program: [...program, ...(all.length === 0 ? [] : ['--runtime-args', all.join(' ')])], command };
}
/** What options of `kas build` ask bitbake for: the targets, and the task of the last `--task`. */
function readBuildWords(kasArgs) {
    const targets = [];
    let task;
    for (let at = 0; at < kasArgs.length; at += 1) {
        const [, long, value, short, tail] = BUILD_WORD.exec(kasArgs[at] ?? '') ?? [];
        const option = long ?? short;
        if (option === undefined)
            continue;
        const given = value ?? tail ?? kasArgs[++at] ?? '';
        if (option === '--target')
            targets.push(given);
        else
            task = given;
    }
    return { targets, task };
}
const BUILD_WORD = /^(?:(--target|--task|--cmd)(?:=(.*))?|(-c)(.+)?)$/s;
function requiredValue(option, value) {
    if (value !== undefined)
        return value;
    throw new errors/* UserError */.yo(`The option ${option} in kas-args has no value.`, `Write it as ${option} VALUE, with quotes around a value that has blanks.`);
}
/** Whether only kas-container has the option, which kas would take the value of for a configuration. */
function isOfContainer(option) {
    const { flags, withValue } = OPTIONS['kas-container'];
    const isOwn = OPTIONS.kas.flags.has(option) || OPTIONS.kas.withValue.has(option);
    return option.startsWith('--') && !isOwn && (flags.has(option) || withValue.has(option));
}
function notOfKas(option) {
    return new errors/* UserError */.yo(`The option ${option} in kas-args is one of kas-container, and kas has none of that name.`, 'Set the input kas to kas-container, or leave the option out.');
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
/** Words as a text for a shell, which `parseWords` splits into the same words. */
function formatWords(words) {
    return words
        .map((word) => (/^[\w./:,@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
        .join(' ');
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
    const words = programWords(program, build);
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
    const words = programWords(program, shell);
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
    const words = programWords(program, dump);
    return commandArgv(program, 'dump', words, dump, options);
}
/**
 * The argv of `kas lock`, which writes `<stem>.lock.yml` beside the config, for a kas that can. Without `update`, what
 * the lock holds stays, and what it lacks is added.
 */
function kasLockArgv(program, lock) {
    const words = programWords(program, lock);
    return commandArgv(program, 'lock', words, lock, lock.update ? ['--update'] : []);
}
function commandArgv(program, name, words, command, options = [], shellCommand = []) {
    if (program.kind === 'kas-container')
        for (const word of [...options, command.config])
            checkUnbroken(word);
    return [program.kas, ...words.program, name, ...options, ...shellCommand, command.config];
}
function programWords({ kind }, { kasArgs = [], runtimeArgs = [] }) {
    if (kind === 'kas-container')
        for (const word of runtimeArgs)
            checkUnbroken(word);
    return splitProgramWords(kind, kasArgs, runtimeArgs);
}
/** kas-container puts its words into a shell variable that it expands without quotes. */
function checkUnbroken(word) {
    if (word !== '' && !/[\s*?[]/.test(word))
        return;
    throw new errors/* UserError */.yo(`kas-container cannot pass on the value "${word}": it splits values at blanks and expands * ? and [.`, 'Use a value without these characters, or use kas instead of kas-container.');
}


/***/ })

};
