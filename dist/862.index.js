export const id = 862;
export const ids = [862];
export const modules = {

/***/ 74662:
/*! packages/core/src/action/foreign-write.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CU: () => (/* binding */ removeFileBelow),
/* harmony export */   fR: () => (/* binding */ replaceFile),
/* harmony export */   fc: () => (/* binding */ makeFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71189);
/* harmony import */ var _foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66239);






/**
 * Writes a file below a folder that others write to, in one step: under a random name that nobody has yet, then renamed. A link that
 * has the name is replaced, and not followed. The mode stays, and for root the owner.
 *
 * @param root A folder that is trusted by its name.
 * @param path Relative to `root`, or absolute. Its folder is there.
 * @throws ForeignFileError where its folder is no folder below `root`; Node's system error where it cannot be written.
 */
async function replaceFile(root, path, content, { links = 'none' } = {}) {
    const folder = await (0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .Ub)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path)), { links });
    const fresh = folder.at(`.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`);
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(fresh, EXCLUSIVE);
        try {
            await file.writeFile(content);
            await keepStatus(file, folder, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path));
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(fresh, folder.at((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path)));
    }
    catch (thrown) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(fresh, { force: true }).catch(() => undefined);
        throw thrown;
    }
    finally {
        await folder.handle.close();
    }
}
const EXCLUSIVE = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_EXCL | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW;
/** Gives the file the mode of the one that it replaces, and the owner. */
async function keepStatus(file, folder, name) {
    const [before, now] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(folder.at(name)).catch(() => undefined), file.stat()]);
    if (before?.isFile() !== true)
        return;
    if (process.geteuid?.() === 0 && (before.uid !== now.uid || before.gid !== now.gid)) {
        await file.chown(before.uid, before.gid);
    }
    await file.chmod(before.mode & 0o777);
}
/** Removes a file below a folder that others write to: of a link, the link. One that is not there is passed over. */
async function removeFileBelow(root, path, { links = 'none' } = {}) {
    const folder = await (0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .Ub)(root, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path)), { links });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder.at((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(path)), { force: true }).finally(() => folder.handle.close());
}
/**
 * Makes a folder below a folder, with its parents. Links are followed where they stay below `root`.
 *
 * @throws ForeignFileError where a link leaves it, or something else is in the way; Node's system error where it cannot be made.
 */
async function makeFolder(root, path) {
    const full = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(root, path);
    const realRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(root);
    for (let there = full;; there = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(there)) {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(there).catch((thrown) => {
            if ((0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .systemCode */ .xU)(thrown) === 'ENOENT')
                return undefined;
            throw thrown;
        });
        if (real === undefined)
            continue;
        if (real !== realRoot && !(0,_foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .isBelow */ .Yw)(real, realRoot)) {
            throw new _foreign_file_ts__WEBPACK_IMPORTED_MODULE_5__/* .ForeignFileError */ .Nw(full, 'is a link that leaves the folder', 'EXDEV', 'Replace it by a folder.');
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(real, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(there, full)), { recursive: true });
        return;
    }
}


/***/ }),

/***/ 45202:
/*! packages/core/src/action/nearest.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69106);

/**
 * `names`, those first that are the fewest edits away from `name`; of the same distance in the order of the text. Names of more
 * characters than READER_LIMITS allows are left out, and so are names beyond its number.
 */
function nearest(name, names) {
    const { nearNames, nearName } = _limits_ts__WEBPACK_IMPORTED_MODULE_0__/* .READER_LIMITS */ .f0;
    const short = names.filter((other) => other.length <= nearName.most).slice(0, nearNames.most);
    const distances = new Map(short.map((other) => [other, editDistance(name.slice(0, nearName.most), other)]));
    const distanceOf = (other) => distances.get(other) ?? 0;
    return short.toSorted((a, b) => distanceOf(a) - distanceOf(b) || (a < b ? -1 : Number(a > b)));
}
/** Levenshtein's distance: how many characters are to be put in, left out or replaced. */
function editDistance(a, b) {
    const others = [...b];
    let row = [0, ...others.map((_, at) => at + 1)];
    for (const [at, letter] of [...a].entries()) {
        const next = [at + 1];
        for (const [column, other] of others.entries()) {
            const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
            next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 36698:
/*! packages/core/src/git/branch-name.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ branchProblem)
/* harmony export */ });
/** Control characters, and halves of surrogate pairs, for which there is no UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
/**
 * What is wrong with the name of a branch, as a sentence; undefined where git accepts it
 * (https://git-scm.com/docs/git-check-ref-format, and `git branch` for names that it keeps to itself).
 */
function branchProblem(name) {
    const problem = problemOf(name);
    return problem && `A branch ${problem}. Valid are names such as main or pv/1_35_stable.`;
}
function problemOf(name) {
    if (name === '')
        return 'must not be empty';
    if (name === '@' || name === 'HEAD')
        return `must not be ${name}`;
    if (name.startsWith('-'))
        return 'must not begin with a hyphen';
    if (UNPRINTABLE.test(name))
        return 'must not hold control characters or broken Unicode';
    if (/[ ~^:?*[\\]|@\{/.test(name))
        return 'must not hold a blank, a backslash, ~ ^ : ? * [ or @{';
    if (name.includes('..'))
        return 'must not hold two dots in a row';
    if (name.endsWith('.'))
        return 'must not end with a dot';
    return name
        .split('/')
        .map(partProblem)
        .find((problem) => problem !== undefined);
}
function partProblem(part) {
    if (part === '')
        return 'must not begin or end with a slash, or hold two in a row';
    if (part.startsWith('.'))
        return 'must not have a part that begins with a dot';
    return part.endsWith('.lock') ? 'must not have a part that ends with .lock' : undefined;
}


/***/ }),

/***/ 99676:
/*! packages/core/src/git/digest.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ FULL_DIGEST),
/* harmony export */   e: () => (/* binding */ blobDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

/** The whole digest of a commit, of SHA-1 or SHA-256, in either case. */
const FULL_DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
/** The digest by which git names a file's content, in a repository of that format (https://git-scm.com/docs/git-hash-object). */
function blobDigest(content, algorithm = 'sha1') {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}


/***/ }),

/***/ 971:
/*! packages/core/src/git/environment.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ basicCredentials),
/* harmony export */   QX: () => (/* binding */ foreignRepositoryEnvironment),
/* harmony export */   bx: () => (/* binding */ localEnvironment),
/* harmony export */   o5: () => (/* binding */ remoteEnvironment),
/* harmony export */   pM: () => (/* binding */ hasPlainSsh),
/* harmony export */   ub: () => (/* binding */ withToken)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _action_child_environment_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41066);


/** What git reads, and ssh and curl below it. */
const READ_BY_GIT = [
    ..._action_child_environment_ts__WEBPACK_IMPORTED_MODULE_1__/* .COMMON */ .Sq,
    ...[
        /^GIT_/,
        /^SSH_/,
        /^SSL_CERT_/,
        'CURL_HOME',
        'XDG_CONFIG_HOME',
        'XDG_RUNTIME_DIR',
        'NETRC',
        'GNUPGHOME',
        'TMPDIR',
    ],
];
/** What would tie git to the repository of somebody (`git rev-parse --local-env-vars`), or add to what it prints. */
const FOREIGN = /^GIT_(?:DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|PREFIX|INTERNAL_SUPER_PREFIX|NAMESPACE|CONFIG|TRACE.*|CURL_VERBOSE)$/;
/**
 * The environment for a git that asks a remote: nobody is asked for anything, only network protocols are spoken, and no repository is
 * looked for above `folder`, where it is run. What the user has configured stays in force.
 *
 * @param folder absolute, without links
 */
function remoteEnvironment(env, folder) {
    const own = Object.entries(env).filter(([name]) => !FOREIGN.test(name));
    return {
        ...(0,_action_child_environment_ts__WEBPACK_IMPORTED_MODULE_1__/* .childEnvironment */ .Qc)(Object.fromEntries(own), READ_BY_GIT),
        LC_ALL: 'C',
        GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '',
        SSH_ASKPASS_REQUIRE: 'never',
        // The limit itself is not looked at, and the folder that git runs in always is.
        GIT_CEILING_DIRECTORIES: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(folder),
    };
}
/** The same for a git that reads what was fetched: what is not there is not fetched. */
function localEnvironment(env) {
    return { ...env, GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1' };
}
/** What a repository's own configuration cannot set again (git-config(1), "SCOPES"): git trusts it, and runs none of its programs. */
const IN_FOREIGN_REPOSITORY = [
    // In a container the work tree belongs to another user.
    ['safe.directory', '*'],
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['core.quotePath', 'false'],
];
/**
 * The environment for a git that reads a repository which somebody else has configured, with whatever programs. Nothing is fetched: a
 * remote may be a program, too. A filter, textconv or merge driver has any name, and cannot be turned off here: so only commands that
 * look at no file of the work tree and at no signature are for it, as `rev-parse`, `ls-tree` and `ls-files --cached`.
 */
function foreignRepositoryEnvironment({ PATH, HOME }) {
    const own = {
        PATH,
        HOME,
        LC_ALL: 'C',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
        GIT_PAGER: 'cat',
    };
    return withConfig(localEnvironment(own), IN_FOREIGN_REPOSITORY);
}
/** Whether ssh is run as git does it by itself: with no program or options of the user's. */
function hasPlainSsh(env) {
    return env['GIT_SSH_COMMAND'] === undefined && env['GIT_SSH'] === undefined;
}
/**
 * `env`, with which git sends the token to its origin. Git keeps a header for the whole conversation that it has begun, also where a
 * redirect leads to another host: so redirects are not followed there.
 */
function withToken(env, { value, origin }) {
    const base = httpOrigin(origin);
    if (base === undefined)
        return env;
    const header = `Authorization: Basic ${basicCredentials(value)}`;
    return withConfig(env, [
        // An empty one takes back those of the user's configuration: two of them are refused.
        [`http.${base}/.extraHeader`, ''],
        [`http.${base}/.extraHeader`, header],
        [`http.${base}/.followRedirects`, 'false'],
    ]);
}
/** What stands for the token in the header. */
function basicCredentials(token) {
    return Buffer.from(`x-access-token:${token}`).toString('base64');
}
function httpOrigin(url) {
    const { protocol, origin } = URL.parse(url) ?? {};
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
/** Adds to the configuration that the environment holds already (git-config(1), `GIT_CONFIG_COUNT`). */
function withConfig(env, entries) {
    const count = Number(env['GIT_CONFIG_COUNT'] || 0);
    const added = entries.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${count + at}`, key],
        [`GIT_CONFIG_VALUE_${count + at}`, value],
    ]);
    return {
        ...env,
        ...Object.fromEntries(added),
        GIT_CONFIG_COUNT: String(count + entries.length),
    };
}


/***/ }),

/***/ 57328:
/*! packages/core/src/git/failure.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IH: () => (/* binding */ isMissingRef),
/* harmony export */   N6: () => (/* binding */ isRedirect),
/* harmony export */   Nl: () => (/* binding */ isRefusedDigest),
/* harmony export */   Ri: () => (/* binding */ isTransientFailure),
/* harmony export */   aN: () => (/* binding */ lastWords)
/* harmony export */ });
/* harmony import */ var _action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58411);
/* harmony import */ var _action_secrets_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20509);


const LONGEST = 300;
/** Without an answer, or one that another attempt may well improve. */
const TRANSIENT = /returned error: (?:5(?!01)\d\d|429)|connection reset|early EOF|hung up unexpectedly|unexpected disconnect|empty reply|transfer closed|RPC failed; curl|bytes of body are still expected|kex_exchange_identification|connection closed by|recv failure|HTTP\/2 stream|unexpected flush packet|invalid server response/i;
/** These follow by themselves on what nobody mends by waiting. */
const PERMANENT = /returned error: (?:[34]\d\d)(?<!429)|permission denied|authentication failed|host key verification|remote error:|not found|could not resolve|could not read (?:username|password)|couldn't find remote ref/i;
/** Whether what git printed on stderr tells of a fault that may pass. */
function isTransientFailure(stderr) {
    const text = stderr.join('\n');
    return TRANSIENT.test(text) && !PERMANENT.test(text);
}
/** Whether the remote answered with a redirect that git was not allowed to follow. */
function isRedirect(stderr) {
    return stderr.some((line) => /returned error: 3\d\d/.test(line));
}
/** Whether the remote said that it has no such branch. */
function isMissingRef(stderr) {
    return stderr.some((line) => line.includes("couldn't find remote ref"));
}
/** Whether the remote gives no commit of that digest, or none that no ref names. JGit has words of its own. */
function isRefusedDigest(stderr) {
    return stderr.some((line) => /not our ref|unadvertised object|: want [0-9a-f]+ not valid/.test(line));
}
/**
 * What git said last that means something, on one line: of its own complaint `fatal: …`, or what ssh said before a general one.
 * Secrets, and what stands before the `@` of a URL, are hidden.
 */
function lastWords(stderr, secrets) {
    const forms = (0,_action_secrets_ts__WEBPACK_IMPORTED_MODULE_1__/* .secretForms */ .eo)(secrets, ['x-access-token']);
    const lines = stderr.map((line) => clean(line, forms)).filter((line) => line !== '');
    const at = lines.findLastIndex((line) => /^(?:fatal|error): /.test(line));
    const general = /could not read from remote repository|hung up unexpectedly|expected flush|early EOF|pack-objects died|index-pack failed/i;
    const before = lines.slice(0, Math.max(0, at)).findLast((line) => !line.startsWith('remote: '));
    const chosen = general.test(lines[at] ?? '') ? (before ?? lines[at]) : (lines[at] ?? lines.at(-1));
    const words = (chosen ?? '').replace(/^(?:fatal|error): (?:unable to access '[^']*': )?/, '');
    return words.length > LONGEST ? `${words.slice(0, LONGEST - 3)}...` : words;
}
function clean(line, forms) {
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .withoutControls */ .DJ)((0,_action_secrets_ts__WEBPACK_IMPORTED_MODULE_1__/* .redact */ .E$)(line, forms))
        .replace(/\/\/[^/?#\s]*@/g, '//***@')
        .trim();
}


/***/ }),

/***/ 70443:
/*! packages/core/src/git/run.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iG: () => (/* binding */ readLocal),
/* harmony export */   uo: () => (/* binding */ askRemote),
/* harmony export */   zp: () => (/* binding */ OutputTooLarge)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69106);
/* harmony import */ var _action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90198);
/* harmony import */ var _action_progress_ts__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36065);
/* harmony import */ var _action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(98254);
/* harmony import */ var _environment_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(971);
/* harmony import */ var _failure_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57328);







/** Git printed more than any repository gives reason to. The message is a sentence. */
class OutputTooLarge extends Error {
}
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1_000;
/** Lines of stderr that are kept: the last ones. */
const KEPT_LINES = 50;
/**
 * Runs a git command that asks a remote. What may pass is tried again.
 *
 * @throws UserError when there is no git, and the reason of the cancellation.
 */
async function askRemote(context, args) {
    const { token, env } = context;
    if (token === undefined)
        return ask(context, args, env);
    const answer = await ask(context, args, (0,_environment_ts__WEBPACK_IMPORTED_MODULE_3__/* .withToken */ .ub)(env, token));
    if (answer.kind === 'answer' || !(0,_failure_ts__WEBPACK_IMPORTED_MODULE_4__/* .isRedirect */ .N6)(answer.stderr))
        return answer;
    // The token stays here; whoever may read it without one is led on.
    const led = await ask(context, args, env);
    if (led.kind === 'answer')
        return led;
    const reason = `It answers with a redirect, which the token does not follow: give its present URL. ${led.reason}`;
    return { ...led, reason };
}
async function ask(context, args, env) {
    const { clock, cancellation, random = Math.random } = context.deps;
    for (let attempt = 1;; attempt += 1) {
        const result = await run(context, args, env, context.timeLimitSeconds).catch(tooLarge);
        if (result instanceof OutputTooLarge)
            return { kind: 'failed', reason: result.message, stderr: [] };
        if (result.code === 0)
            return { kind: 'answer', lines: result.stdout };
        if (attempt < ATTEMPTS && !result.timedOut && (0,_failure_ts__WEBPACK_IMPORTED_MODULE_4__/* .isTransientFailure */ .Ri)(result.stderr)) {
            const wait = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random() / 2);
            await (0,_action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_5__/* .unlessAborted */ .W)(cancellation(), () => clock.sleep(wait));
            continue;
        }
        return { kind: 'failed', reason: reasonOf(result, attempt, context), stderr: result.stderr };
    }
}
function tooLarge(thrown) {
    if (thrown instanceof OutputTooLarge)
        return thrown;
    throw thrown;
}
function reasonOf(result, attempts, { token, timeLimitSeconds }) {
    const tried = attempts > 1 ? `, after ${attempts} attempts` : '';
    if (result.timedOut)
        return `It did not answer within ${(0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_6__/* .formatDuration */ .a3)(timeLimitSeconds)}${tried}.`;
    const secrets = token === undefined ? [] : [token.value, (0,_environment_ts__WEBPACK_IMPORTED_MODULE_3__/* .basicCredentials */ .BG)(token.value)];
    const words = (0,_failure_ts__WEBPACK_IMPORTED_MODULE_4__/* .lastWords */ .aN)(result.stderr, secrets);
    if (/could not read (?:username|password)/i.test(words)) {
        return `It wants a token, or does not accept the one it was given: ${words.replace(/\.?$/, '.')}`;
    }
    if (words === '')
        return `Git ended with ${result.code ?? 'a signal'}${tried}, without a word.`;
    return `Git says${tried}: ${words.replace(/\.?$/, '.')}`;
}
/** Runs a git command that reads what is there, however long that takes. @throws as `askRemote`, and OutputTooLarge. */
function readLocal(context, args) {
    return run(context, args, (0,_environment_ts__WEBPACK_IMPORTED_MODULE_3__/* .localEnvironment */ .bx)(context.env));
}
/** Runs git once. When its time is up, all that it started ends with it: some of that has ears only for the network. */
async function run({ deps, folder, limits = _action_limits_ts__WEBPACK_IMPORTED_MODULE_1__/* .NETWORK_LIMITS */ .o }, args, env, timeLimitSeconds) {
    const signal = deps.cancellation();
    signal.throwIfAborted();
    const stdout = [];
    let bytes = 0;
    let stderr = [];
    let leader;
    let timedOut = false;
    const end = () => {
        if (leader !== undefined)
            void killFamily(leader);
    };
    const giveUp = () => {
        timedOut = true;
        end();
    };
    const isTooLarge = () => bytes > limits.gitOutputBytes || stdout.length > limits.gitOutputLines;
    const keep = (lines) => {
        if (isTooLarge())
            return;
        for (const line of lines) {
            stdout.push(line);
            bytes += line.length + 1;
        }
        if (isTooLarge())
            end();
    };
    const limit = timeLimitSeconds === undefined ? undefined : setTimeout(giveUp, timeLimitSeconds * 1000);
    signal.addEventListener('abort', end);
    try {
        const { code } = await deps.exec(['git', ...args], {
            cwd: folder,
            env,
            onStart: (pid) => {
                leader = pid;
            },
            onLines: (lines, stream) => {
                if (stream === 'stdout')
                    keep(lines);
                else
                    stderr = [...stderr, ...lines].slice(-KEPT_LINES);
            },
        });
        signal.throwIfAborted();
        if (isTooLarge()) {
            const lines = limits.gitOutputLines.toLocaleString('en-US');
            throw new OutputTooLarge(`Git prints more than ${lines} lines or ${(0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_6__/* .formatBytes */ .z3)(limits.gitOutputBytes)} about it, which no repository needs.`);
        }
        return { code, stdout, stderr, timedOut };
    }
    catch (thrown) {
        if ((0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .systemCode */ .xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('There is no git to run.', 'Install git 2.31 or newer on the runner.', {
            cause: thrown,
        });
    }
    finally {
        clearTimeout(limit);
        signal.removeEventListener('abort', end);
    }
}
/** Kills the leader of a session, its process group, and its descendants that have sessions of their own, as an ssh of the user's may. */
async function killFamily(leader) {
    const known = {
        processes: new Map([[leader, (0,_action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__/* .startTimeNow */ .e5)(leader) ?? '']]),
        sessions: new Set([leader]),
    };
    const all = await (0,_action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__/* .listProcesses */ .O3)().catch(() => []);
    (0,_action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__/* .sendSignal */ .vG)(-leader, 'SIGKILL');
    for (const { pid } of (0,_action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__/* .familyOf */ .Ap)(all, known, process.pid))
        (0,_action_process_tree_ts__WEBPACK_IMPORTED_MODULE_2__/* .sendSignal */ .vG)(pid, 'SIGKILL');
}


/***/ }),

/***/ 66409:
/*! packages/core/src/git/tags.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ tagsOf),
/* harmony export */   vU: () => (/* binding */ findTags)
/* harmony export */ });
/* unused harmony export parseTags */
/* harmony import */ var _action_nearest_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(45202);
/* harmony import */ var _run_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70443);


const NEAR_NAMES = 3;
/** Asks a repository for its tags. @throws as `askRemote`. */
async function tagsOf(context, url) {
    const answer = await (0,_run_ts__WEBPACK_IMPORTED_MODULE_1__/* .askRemote */ .uo)(context, ['ls-remote', '--tags', '--', url]);
    if (answer.kind === 'failed')
        return { kind: 'unreachable', reason: answer.reason };
    return { kind: 'tags', ...parseTags(answer.lines) };
}
/**
 * Reads what ls-remote prints: the digest, a tab, the name of the ref. Behind an annotated tag, whose digest is its own, stands its
 * name with `^{}` and the commit. @returns name of the tag -> digest of the commit, and -> digest of the tag itself.
 */
function parseTags(lines) {
    const objects = new Map();
    const peeled = new Map();
    for (const line of lines) {
        const [, sha, tag, marker] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
        if (sha !== undefined && tag !== undefined)
            (marker === undefined ? objects : peeled).set(tag, sha);
    }
    return { tags: new Map([...objects, ...peeled]), objects };
}
/** What repositories say of one tag each, in the order of what is asked. */
async function findTags(remotes, asked) {
    const found = asked.length === 0 ? [] : await remotes.tags(asked.map(({ url }) => url));
    return asked.map(({ tag }, at) => answerOf(tag, found[at]));
}
function answerOf(tag, found) {
    if (found.kind === 'unreachable')
        return found;
    const commit = found.tags.get(tag);
    if (commit === undefined) {
        return { kind: 'no-tag', near: (0,_action_nearest_ts__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(tag, [...found.tags.keys()]).slice(0, NEAR_NAMES) };
    }
    return { kind: 'tag', object: found.objects.get(tag) ?? commit, commit };
}


/***/ }),

/***/ 27642:
/*! packages/core/src/git/work-tree.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sl: () => (/* binding */ openLayerFolder),
/* harmony export */   oF: () => (/* binding */ unlikeCommit)
/* harmony export */ });
/* unused harmony export openWorkTree */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71189);
/* harmony import */ var _digest_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99676);
/* harmony import */ var _environment_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(971);





/**
 * The repository that `folder` is in.
 *
 * @throws UserError when there is none, when it has no commit, when it names another folder as its own, or when git is missing.
 */
async function openWorkTree(folder, deps) {
    const { code, lines, errors } = await git(folder, ['rev-parse', '--show-toplevel', '--verify', 'HEAD^{commit}'], deps);
    const [root, head] = lines;
    if (code !== 0 || root === undefined || head === undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${folder} is not in a git repository with a commit: ${errors.at(-1) ?? 'git says nothing'}.`, 'Run actions/checkout before this step. With `pull-request: false` no repository is needed.');
    }
    await checkRoot(root, folder);
    return { root, head };
}
/** A repository may set `core.worktree` to any folder. @throws UserError for one that is not around `folder`, or has no `.git`. */
async function checkRoot(root, folder) {
    const isAround = `${await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(folder)}${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`.startsWith((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, node_path__WEBPACK_IMPORTED_MODULE_1__.sep));
    const isRepository = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, '.git')).catch(() => undefined)) !== undefined;
    if (isAround && isRepository)
        return;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`The repository of ${folder} says that its files are in ${root}, which ${isAround ? 'is no repository' : 'is not around that folder'}.`, 'Remove core.worktree from its configuration, or check it out again.');
}
/**
 * The repository that `folder` is in, or the folder itself.
 *
 * @param mustBeRepository Whether a folder outside of a git repository with a commit is an error.
 * @throws UserError for such a folder, and for one that is not there.
 */
async function openLayerFolder(folder, mustBeRepository, deps) {
    try {
        const workTree = await openWorkTree(folder, deps);
        return { root: workTree.root, workTree };
    }
    catch (thrown) {
        if (mustBeRepository || !(thrown instanceof _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo))
            throw thrown;
    }
    try {
        return { root: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(folder), workTree: undefined };
    }
    catch (cause) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`The folder ${folder} is not there.`, 'Correct the input "working-directory".', {
            cause,
        });
    }
}
/**
 * Which of these files are not as the commit has them: changed, not added yet, or with line endings that git converts. Each is named once.
 *
 * @throws UserError when git fails.
 */
async function unlikeCommit({ root, head }, files, deps) {
    if (files.length === 0)
        return [];
    const paths = files.map(({ path }) => path);
    const { code, lines, errors } = await git(root, ['--literal-pathspecs', 'ls-tree', '-r', '-z', head, '--', ...paths], deps);
    if (code !== 0) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`git could not list the files of ${head}: ${errors.at(-1) ?? ''}.`, 'Check out the commit as a whole.');
    }
    const entries = lines.join('\n').split('\0');
    const blobs = new Map(entries.flatMap((entry) => {
        const [, digest, path] = /^\d+ blob ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
        return digest === undefined || path === undefined ? [] : [[path, digest]];
    }));
    const unlike = files.filter(({ path, content }) => {
        const committed = blobs.get(path);
        return (committed === undefined ||
            (0,_digest_ts__WEBPACK_IMPORTED_MODULE_3__/* .blobDigest */ .e)(content, committed.length === 64 ? 'sha256' : 'sha1') !== committed);
    });
    return [...new Set(unlike.map(({ path }) => path))];
}
async function git(folder, args, { exec, env }) {
    const said = { stdout: [], stderr: [] };
    try {
        const { code } = await exec(['git', ...args], {
            cwd: folder,
            env: (0,_environment_ts__WEBPACK_IMPORTED_MODULE_4__/* .foreignRepositoryEnvironment */ .QX)(env),
            onLine: (line, stream) => void said[stream].push(line),
        });
        return { code, lines: said.stdout, errors: said.stderr };
    }
    catch (thrown) {
        if ((0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(thrown) !== 'ENOENT')
            throw thrown;
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`git could not be started in ${folder}: the program or the folder is not there.`, 'Install git on the runner, and check `working-directory`.');
    }
}


/***/ }),

/***/ 28506:
/*! packages/core/src/proposal/branch.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OR: () => (/* binding */ defaultBranch),
/* harmony export */   Ru: () => (/* binding */ branchesWithPrefix),
/* harmony export */   SN: () => (/* binding */ deleteBranch),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   ep: () => (/* binding */ divergenceOf),
/* harmony export */   lY: () => (/* binding */ createBranch),
/* harmony export */   mH: () => (/* binding */ requireInBase),
/* harmony export */   ob: () => (/* binding */ moveBranch),
/* harmony export */   rk: () => (/* binding */ isSameChange)
/* harmony export */ });
/* unused harmony export changeOf */
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _github_fault_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49589);
/* harmony import */ var _github_retry_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94059);
/* harmony import */ var _git_data_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51125);





/** GitHub lists so many files of a comparison, and does not say that there are more. */
const MOST_LISTED = 300;
/** The change that a comparison lists; undefined where it may be more than what is listed. */
function changeOf(files) {
    if (files === undefined || files.length >= MOST_LISTED)
        return undefined;
    const change = new Map();
    for (const { filename, sha, status, previous_filename: previous } of files) {
        if (status === 'renamed' && previous !== undefined && !change.has(previous))
            change.set(previous, undefined);
        change.set(filename, status === 'removed' ? undefined : (sha ?? undefined));
    }
    return change;
}
/** Whether two changes make the same of the same files. */
function isSameChange(one, other) {
    return (one.size === other.size && [...one].every(([path, sha]) => other.has(path) && other.get(path) === sha));
}
const PAGE = 100;
const PREFIX = 'refs/heads/';
/** The branch that a clone of the repository checks out. */
function defaultBranch(github) {
    const { octokit, repo } = github;
    return github.explained({ doing: 'read the default branch', permission: 'metadata: read' }, async () => {
        return (await octokit.rest.repos.get(repo)).data.default_branch;
    });
}
/** The names of the branches that begin with `prefix`, which is not empty. */
function branchesWithPrefix(github, prefix) {
    const { octokit, repo } = github;
    const request = { doing: `list the branches ${prefix}*`, permission: 'contents: read' };
    return github.explained(request, async () => {
        const { data } = await octokit.rest.git.listMatchingRefs({ ...repo, ref: `heads/${prefix}` });
        return data.map(({ ref }) => ref.slice(PREFIX.length));
    });
}
/**
 * Checks that a commit is in the history of `base`, so that a change made on it is a change of `base`.
 *
 * @throws UserError where it is not, as in the run of a pull request, whose commit is a merge that no branch has.
 */
async function requireInBase(github, parent, base) {
    const { octokit, repo } = github;
    const advice = `Check out the branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(base)}: give actions/checkout that \`ref\`, or run this on \`schedule\`, \`workflow_dispatch\` ` +
        'or a push to that branch.';
    const request = {
        doing: `compare ${parent} with the branch ${base}`,
        permission: 'contents: read',
        notFound: `GitHub has no such branch, or not that commit. ${advice}`,
    };
    const { data } = await github.explained(request, () => octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${parent}`, per_page: 1 }));
    if (data.status === 'identical' || data.status === 'behind')
        return;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The commit ${parent} is not in the branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(base)}.`, advice);
}
/** The commit that a branch is at; undefined where there is no such branch. */
function headOf(github, branch) {
    const { octokit, repo } = github;
    const request = { doing: `read the branch ${branch}`, permission: 'contents: read' };
    return github.found(request, async () => {
        return (await octokit.rest.git.getRef({ ...repo, ref: `heads/${branch}` })).data.object.sha;
    });
}
/** What the commit `head` has that the branch `base` does not. */
function divergenceOf(github, base, head) {
    const { octokit, repo } = github;
    const request = {
        doing: `compare ${head} with the branch ${base}`,
        permission: 'contents: read',
        notFound: `The branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(base)} does not exist, or has nothing in common with the commit. Check the input \`base\`.`,
    };
    const comparison = async (page) => {
        const basehead = `${base}...${head}`;
        return (await octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead, per_page: PAGE, page }))
            .data;
    };
    return github.explained(request, async () => {
        // The files are on the first page only.
        const { total_commits: total, commits: first, files, merge_base_commit } = await comparison(1);
        const commits = first.map(commitOf);
        for (let page = 2; commits.length < total; page += 1) {
            const more = (await comparison(page)).commits;
            if (more.length === 0) {
                throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GitHub lists ${commits.length} of the ${total} commits that ${head} has and the branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(base)} does not.`, 'Whose they are is not known, so they are left alone. If none of them is needed, delete their branch.');
            }
            commits.push(...more.map(commitOf));
        }
        const mergeBase = merge_base_commit.sha;
        const change = changeOf(files) ?? (await changeBetween(github, mergeBase, head));
        return { commits, change, mergeBase };
    });
}
/** What a commit makes of another's files; undefined where GitHub does not list one of the trees to its end. */
async function changeBetween(github, from, to) {
    const before = await (0,_git_data_ts__WEBPACK_IMPORTED_MODULE_4__/* .filesOf */ .R8)(github, from);
    const after = await (0,_git_data_ts__WEBPACK_IMPORTED_MODULE_4__/* .filesOf */ .R8)(github, to);
    if (before === undefined || after === undefined)
        return undefined;
    const paths = new Set([...before.keys(), ...after.keys()]);
    return new Map([...paths]
        .filter((path) => before.get(path) !== after.get(path))
        .map((path) => [path, after.get(path)]));
}
function commitOf({ sha, commit, author, parents }) {
    const login = author !== null && 'login' in author ? author.login : undefined;
    return {
        sha,
        message: commit.message,
        author: login ?? (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(commit.author?.name ?? 'somebody'),
        merge: parents.length > 1,
    };
}
/** Makes a branch. */
function createBranch(github, clock, branch, to) {
    const { octokit, repo } = github;
    const request = { doing: `create the branch ${branch}`, permission: 'contents: write' };
    return github.explained(request, async () => {
        try {
            await (0,_github_retry_ts__WEBPACK_IMPORTED_MODULE_3__/* .retryWhileLate */ .g2)(clock, _github_retry_ts__WEBPACK_IMPORTED_MODULE_3__/* .isLateReference */ .WF, () => octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha: to }));
            return 'done';
        }
        catch (thrown) {
            if (!answers(thrown, /reference already exists/i)) {
                const other = (0,_github_fault_ts__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .Kl)(thrown)?.status === 422 ? await branchInTheWay(github, branch) : undefined;
                throw other === undefined ? thrown : inTheWay(other, branch);
            }
            // The first answer may have been lost: then it is ours.
            return (await headOf(github, branch)) === to ? 'done' : 'moved';
        }
    });
}
/** A branch whose name is a folder of the other's, or the other way around: git cannot have both, and GitHub does not say so. */
async function branchInTheWay(github, branch) {
    const parts = branch.split('/');
    for (const at of parts.keys()) {
        const folder = parts.slice(0, at).join('/');
        if (folder !== '' && (await headOf(github, folder)) !== undefined)
            return folder;
    }
    const [below] = await branchesWithPrefix(github, `${branch}/`);
    return below;
}
function inTheWay(other, branch) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(other)} is in the way of ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(branch)}: git takes the one for a folder of the other.`, 'Rename it, or give the input `branch` another name.');
}
/** Moves a branch to a commit that need not descend from where it is, if it still is at `from`. */
function moveBranch(github, clock, branch, { from, to }) {
    const { octokit, repo } = github;
    const look = async () => {
        const head = await headOf(github, branch);
        if (head === to)
            return 'done';
        return head === from ? undefined : 'moved';
    };
    const send = async (request) => {
        await octokit.rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: to, force: true, request });
        return 'done';
    };
    return changed(github, clock, `move the branch ${branch}`, look, send);
}
/** Deletes a branch, if it still is at `from`. GitHub closes its pull requests. */
function deleteBranch(github, clock, branch, from) {
    const { octokit, repo } = github;
    const look = async () => {
        const head = await headOf(github, branch);
        if (head === undefined)
            return 'done';
        return head === from ? undefined : 'moved';
    };
    const send = async (request) => {
        await octokit.rest.git.deleteRef({ ...repo, ref: `heads/${branch}`, request });
        return 'done';
    };
    return changed(github, clock, `delete the branch ${branch}`, look, send);
}
/** GitHub changes a branch wherever it is, so it is looked at right before each attempt. */
function changed(github, clock, doing, look, send) {
    return github.explained({ doing, permission: 'contents: write' }, async () => {
        try {
            return await (0,_github_retry_ts__WEBPACK_IMPORTED_MODULE_3__/* .retryWhileLate */ .g2)(clock, _github_retry_ts__WEBPACK_IMPORTED_MODULE_3__/* .isLateReference */ .WF, async () => (await look()) ?? (await (0,_github_retry_ts__WEBPACK_IMPORTED_MODULE_3__/* .sendOnce */ .E4)(github, send, look)));
        }
        catch (thrown) {
            // With 422, or for a deletion with 404 (https://github.com/eclipse-csi/otterdog/pull/713).
            if (!answers(thrown, /reference does not exist/i))
                throw thrown;
            return (await look()) ?? 'moved';
        }
    });
}
function answers(thrown, pattern) {
    const fault = (0,_github_fault_ts__WEBPACK_IMPORTED_MODULE_2__/* .faultOf */ .Kl)(thrown);
    return fault !== undefined && (0,_github_fault_ts__WEBPACK_IMPORTED_MODULE_2__/* .says */ .FA)(fault, pattern);
}


/***/ }),

/***/ 51125:
/*! packages/core/src/proposal/git-data.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R8: () => (/* binding */ filesOf),
/* harmony export */   g7: () => (/* binding */ treeOf),
/* harmony export */   mH: () => (/* binding */ makeCommit),
/* harmony export */   ws: () => (/* binding */ entriesAt)
/* harmony export */ });
/* harmony import */ var _action_in_parallel_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13205);
/* harmony import */ var _github_retry_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94059);


const FOLDER = '040000';
/** GitHub asks not to make much at a time. */
const UPLOADS = 4;
/** The digest of the tree of a commit. */
function treeOf(github, commit) {
    const { octokit, repo } = github;
    return github.explained({ doing: `read the commit ${commit}`, permission: 'contents: read' }, async () => {
        const { data } = await octokit.rest.git.getCommit({ ...repo, commit_sha: commit });
        return data.tree.sha;
    });
}
/** The digests of all files of a commit by their paths; undefined where GitHub does not list its tree to the end. */
async function filesOf(github, commit) {
    const { truncated, entries } = await listTree(github, await treeOf(github, commit), true);
    if (truncated)
        return undefined;
    return new Map(entries.filter(({ mode }) => mode !== FOLDER).map(({ path, sha }) => [path, sha]));
}
/**
 * What a tree has at paths: the entry there, or what stands in its way (a file or a symlink where the path has a folder).
 * Paths with neither are left out.
 */
async function entriesAt(github, tree, paths) {
    const whole = await listTree(github, tree, true);
    const listed = new Map(whole.entries.map((entry) => [entry.path, entry]));
    const found = new Map();
    const folders = new Map();
    /** The entries of a folder of a tree that is too large for one answer. */
    const folder = (sha, prefix) => {
        const reading = folders.get(prefix) ??
            listTree(github, sha, false).then(({ entries }) => new Map(entries.map((entry) => [`${prefix}${entry.path}`, entry])));
        folders.set(prefix, reading);
        return reading;
    };
    await (0,_action_in_parallel_ts__WEBPACK_IMPORTED_MODULE_1__/* .inParallel */ .H)(paths, async (path) => {
        let sha = tree;
        let prefix = '';
        for (const ancestor of ancestry(path)) {
            const entry = (whole.truncated ? await folder(sha, prefix) : listed).get(ancestor);
            if (entry === undefined)
                return;
            if (ancestor === path || entry.mode !== FOLDER) {
                found.set(path, { ...entry, path: ancestor });
                return;
            }
            sha = entry.sha;
            prefix = `${ancestor}/`;
        }
    });
    return found;
}
/**
 * Makes a commit on its parent's tree. Unless an author is given it names none, so that GitHub signs it where the token is an app's
 * (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Who that author is can be read of a commit only: where the message needs it, the commit is made a second time.
 */
function makeCommit(github, clock, { parent, tree: base_tree, message, author, entries }) {
    const { octokit, repo } = github;
    return github.explained({ doing: 'make a commit', permission: 'contents: write' }, async () => {
        const tree = await (0,_action_in_parallel_ts__WEBPACK_IMPORTED_MODULE_1__/* .inParallel */ .H)(entries, async ({ path, mode, content }) => ({
            path,
            mode: mode,
            type: 'blob',
            sha: content === undefined ? null : await blobOf(github, content),
        }), UPLOADS);
        const made = await (0,_github_retry_ts__WEBPACK_IMPORTED_MODULE_0__/* .retryWhileLate */ .g2)(clock, _github_retry_ts__WEBPACK_IMPORTED_MODULE_0__/* .isLateObject */ .ah, () => octokit.rest.git.createTree({ ...repo, base_tree, tree }));
        const commit = { ...repo, tree: made.data.sha, parents: [parent], ...(author && { author }) };
        const send = (text) => (0,_github_retry_ts__WEBPACK_IMPORTED_MODULE_0__/* .retryWhileLate */ .g2)(clock, _github_retry_ts__WEBPACK_IMPORTED_MODULE_0__/* .isLateObject */ .ah, () => octokit.rest.git.createCommit({ ...commit, message: text }));
        const first = message(author);
        const { data: sent } = await send(first);
        const { name, email } = sent.author;
        const second = message({ name, email });
        const data = second === first ? sent : (await send(second)).data;
        return { sha: data.sha, signed: data.verification.verified };
    });
}
async function blobOf({ octokit, repo }, content) {
    if (!Buffer.isBuffer(content))
        return content.sha;
    const { data } = await octokit.rest.git.createBlob({
        ...repo,
        content: content.toString('base64'),
        encoding: 'base64',
    });
    return data.sha;
}
function listTree({ explained, octokit, repo }, tree, recursive) {
    return explained({ doing: `read the tree ${tree}`, permission: 'contents: read' }, async () => {
        const { data } = await octokit.rest.git.getTree({
            ...repo,
            tree_sha: tree,
            ...(recursive ? { recursive: '1' } : {}),
        });
        return { truncated: data.truncated, entries: data.tree };
    });
}
/** `a`, `a/b`, `a/b/c`. */
function ancestry(path) {
    const parts = path.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}


/***/ }),

/***/ 71220:
/*! packages/core/src/proposal/stage-trailer.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ foreignError),
/* harmony export */   BX: () => (/* binding */ foreignCommits),
/* harmony export */   FI: () => (/* binding */ lacksTrailers),
/* harmony export */   PB: () => (/* binding */ signOff),
/* harmony export */   VE: () => (/* binding */ listCommits),
/* harmony export */   b2: () => (/* binding */ trailerProblem),
/* harmony export */   jX: () => (/* binding */ withTrailers),
/* harmony export */   wf: () => (/* binding */ withStageTrailer)
/* harmony export */ });
/* unused harmony exports isOfStage, trailersOf */
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47132);



const KEY = 'Pv-Actions-Stage';
const NONE = { before: [], after: [] };
/** Lines that git itself puts among trailers. A block with one of them may have other text too. */
const GIT_MADE = /^(?:Signed-off-by: |\(cherry picked from commit )/;
/** A key of letters, digits and dashes, with blanks before its colon. */
const TRAILER = /^[A-Za-z0-9-]+[ \t]*:/;
/** What git takes for blank: not form feeds, nor the blanks of Unicode. */
const BLANKS = ' \t\r';
/** `message`, with the trailer by which commits of `stage` are known between those that are given. */
function withStageTrailer(message, stage, { before, after } = NONE) {
    return withTrailers(message, [...before, `${KEY}: ${stage}`, ...after]);
}
/** The line by which somebody signs off. */
function signOff({ name, email }) {
    return `Signed-off-by: ${name} <${email}>`;
}
/** `message`, with a block of trailers at its end, each once. */
function withTrailers(message, trailers) {
    const block = [...new Set(trailers)];
    return block.length === 0 ? message : `${message.trimEnd()}\n\n${block.join('\n')}\n`;
}
/** What is wrong with a line `Key: value` that is to be a trailer, as a sentence. */
function trailerProblem(line) {
    const [, key = ''] = /^([A-Za-z0-9-]+): *[^\s\p{C}][^\p{C}]*$/u.exec(line) ?? [];
    if (key === '')
        return `${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(line)} is no trailer. Use lines such as Change-type: patch.`;
    return key.toLowerCase() === KEY.toLowerCase() ? `The trailer ${KEY} is the stage's own.` : undefined;
}
/** Whether a message does not have all that the authorship asks for. Whose sign-off it is does not count. */
function lacksTrailers(message, { trailers, signoff }) {
    const there = trailersOf(message).map(({ key, value }) => `${key}: ${value}`.toLowerCase());
    const signed = there.some((line) => line.startsWith('signed-off-by: '));
    const isThere = (line) => there.includes(line.replace(/: */, ': ').toLowerCase());
    return (signoff && !signed) || !trailers.every(isThere);
}
/** Whether a commit with this message was made by `stage`. */
function isOfStage(message, stage) {
    return trailersOf(message).some(({ key, value }) => key.toLowerCase() === KEY.toLowerCase() && value === stage);
}
/**
 * The trailers of a commit message, as git reads them (https://git-scm.com/docs/git-interpret-trailers): its last paragraph, unless
 * it is the first, where each line is a trailer or continues one; or where git made one of them and a quarter are trailers.
 */
function trailersOf(message) {
    const paragraphs = message
        .split(/\n(?:[ \t\r]*\n)+/)
        .map((paragraph) => paragraph.split('\n').filter((line) => stripped(line) !== ''))
        .filter((lines) => lines.length > 0);
    const block = paragraphs.length > 1 ? (paragraphs.at(-1) ?? []) : [];
    const kinds = block.map(kindOf);
    const trailers = kinds.filter((kind) => kind === 'trailer' || kind === 'git').length;
    // Lines that are indented belong to what stands before them.
    const others = kinds.filter((_, index) => headOf(kinds, index) === 'text').length;
    if (trailers === 0 || (others > 0 && !(kinds.includes('git') && trailers * 3 >= others)))
        return [];
    const found = [];
    let last;
    for (const line of block) {
        if (kindOf(line) === 'continuation') {
            if (last !== undefined)
                last.value += ` ${stripped(line)}`;
            continue;
        }
        last = undefined;
        if (!TRAILER.test(line))
            continue;
        const colon = line.indexOf(':');
        last = { key: stripped(line.slice(0, colon)), value: stripped(line.slice(colon + 1)) };
        found.push(last);
    }
    return found;
}
/** `text` without the blanks at its ends. */
function stripped(text) {
    let [start, end] = [0, text.length];
    while (start < end && BLANKS.includes(text.charAt(start)))
        start += 1;
    while (end > start && BLANKS.includes(text.charAt(end - 1)))
        end -= 1;
    return text.slice(start, end);
}
function kindOf(line) {
    if (GIT_MADE.test(line))
        return 'git';
    if (TRAILER.test(line))
        return 'trailer';
    return /^[ \t]/.test(line) ? 'continuation' : 'text';
}
/** The kind of the line that the line at `index` belongs to. Text, where there is none. */
function headOf(kinds, index) {
    return kinds.slice(0, index + 1).findLast((kind) => kind !== 'continuation') ?? 'text';
}
const MOST_NAMED = 5;
/** The commits that were not made by `stage`, which makes no merges whatever their message says. */
function foreignCommits(commits, stage) {
    return commits.filter(({ message, merge }) => merge || !isOfStage(message, stage));
}
/** Why a stage leaves its branch alone that has commits of others. */
function foreignError(branch, stage, foreign) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The branch ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(branch)} has ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(foreign.length, 'commit')} that ${stage} did not make: ${listCommits(foreign)}.`, 'Merge or close its pull request, or move these commits to another branch and delete this one; or set `force: true` to give ' +
        'them up.');
}
/** Commits in a message: their digest, who made them, and what about. */
function listCommits(commits) {
    const each = commits.map(({ sha, author, message }) => {
        const subject = message.trimStart().split('\n', 1)[0] ?? '';
        return `${sha.slice(0, 12)} by ${author}, ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(subject.trim())}`;
    });
    return (0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .shortList */ .pg)(each, '; ', MOST_NAMED);
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

/***/ 19373:
/*! packages/core/src/updates/commit-message.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ao: () => (/* binding */ moreCommits),
/* harmony export */   QL: () => (/* binding */ defaultTitle),
/* harmony export */   df: () => (/* binding */ commitMessage),
/* harmony export */   g3: () => (/* binding */ commitsOf)
/* harmony export */ });
/* unused harmony export plainText */
/* harmony import */ var _action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58411);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47132);
/* harmony import */ var _look_up_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58387);
/* harmony import */ var _rewind_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(10329);
/* harmony import */ var _update_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12131);





const TITLE_NAMES = 3;
/** The title of the request and the first line of its commit, unless the user gives one. */
function defaultTitle(report) {
    const names = [...new Set(report.updates.map(({ name }) => name))];
    if (names.length === 0) {
        return (0,_update_ts__WEBPACK_IMPORTED_MODULE_1__/* .proposes */ .m)(report) ? `${report.stage}: make the files again` : `${report.stage}: nothing to update`;
    }
    const what = names.length > TITLE_NAMES ? (0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(names.length, report.noun) : names.join(', ');
    return `${report.stage}: update ${plainText(what)}`;
}
/** The message of the commit: the title, then each update with its log. Plain text that GitHub makes nothing of. */
function commitMessage(title, report) {
    const parts = [
        plainText(title),
        ...report.updates.map(updateText),
        ...(report.changes.length === 0
            ? []
            : [report.changes.map((change) => `* ${plainText(change)}`).join('\n')]),
    ];
    return `${parts.join('\n\n')}\n`;
}
function updateText(update) {
    const { history } = update;
    const lines = history.commits.map(({ sha, subject }) => `  * ${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_3__/* .shortSha */ .Fu)(sha)} ${plainText(subject)}`);
    const more = moreCommits(history);
    return [
        `${plainText(update.name)}: ${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_3__/* .shortSha */ .Fu)((0,_rewind_ts__WEBPACK_IMPORTED_MODULE_4__/* .pinnedCommit */ .I)(update))} -> ${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_3__/* .shortSha */ .Fu)(update.new)} (${commitsOf(update)})`,
        ...update.files.map((place) => `  ${plainText(place)}`),
        ...lines,
        ...(more > 0 ? [`  * and ${more} more`] : []),
    ].join('\n');
}
/** `12 commits`, or what became of the old revision or of the branch. */
function commitsOf({ history }) {
    const { count } = history;
    if (count === undefined)
        return 'the old revision is not there any more';
    if (history.relation === 'ahead')
        return (0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(count, 'commit');
    return count === 0 ? 'the branch was moved back' : `${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(count, 'commit')}, the branch was rewritten`;
}
/** How many commits follow those that are listed. Where none is listed, their count stands alone. */
function moreCommits({ count = 0, commits }) {
    return commits.length === 0 ? 0 : count - commits.length;
}
/** Takes no room, and keeps what stands around it from being read as one word. */
const BREAK = '\u200b';
/**
 * Text of others for the message of a commit, where GitHub knows no escapes: no pings (`@name`), no issue links or closing words
 * for them (`#12`, `GH-12`), no URLs, nothing that keeps workflows from running (`[skip ci]`,
 * https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs), on one line.
 */
function plainText(text) {
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .withoutControls */ .DJ)(text)
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[@#]/g, `$&${BREAK}`)
        .replace(/\bGH-/gi, `$&${BREAK}`)
        .replace(/:(?=\/\/)|\bwww(?=\.)/gi, `$&${BREAK}`)
        .replace(/\[(?=\s*(?:skip|ci|no|actions)\b)/gi, `[${BREAK}`);
}


/***/ }),

/***/ 29454:
/*! packages/core/src/proposal/closed-request.ts, packages/core/src/proposal/proposal-branch.ts, packages/core/src/proposal/proposal.ts, packages/core/src/proposal/proposed-tree.ts, packages/core/src/proposal/pulls.ts, packages/core/src/proposal/request-extras.ts, packages/core/src/updates/deliver.ts, packages/core/src/updates/findings.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ reportFindings)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var action_errors = __webpack_require__(71189);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-write.ts
var foreign_write = __webpack_require__(74662);
// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/git/work-tree.ts
var work_tree = __webpack_require__(27642);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var settings = __webpack_require__(3636);
// EXTERNAL MODULE: ./packages/core/src/proposal/branch.ts
var proposal_branch = __webpack_require__(28506);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/github/fault.ts
var github_fault = __webpack_require__(49589);
// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var digest = __webpack_require__(99676);
// EXTERNAL MODULE: ./packages/core/src/proposal/git-data.ts
var git_data = __webpack_require__(51125);
;// CONCATENATED MODULE: ./packages/core/src/proposal/proposed-tree.ts





const KINDS = {
    '120000': 'a symlink',
    '160000': 'a submodule',
    '040000': 'a folder',
};
/** The change that a proposal asks for, before it is known what of it the base has already. */
function wantedChange({ files, held }, proposed) {
    const kept = held.filter((path) => proposed.has(path)).map((path) => [path, proposed.get(path)]);
    return new Map([...kept, ...files.map((file) => [file.path, digestOf(file)])]);
}
/** The change that entries make. */
function changeOfEntries(entries) {
    return new Map(entries.map(({ path, content }) => [path, digestOf({ content })]));
}
/**
 * Whether the branch makes just this change, and the base has made nothing else of these files since: the two could not be merged.
 */
async function isProposed(github, { parent }, examined, change) {
    if (examined?.change === undefined || !(0,proposal_branch/* isSameChange */.rk)(change, examined.change))
        return false;
    if (examined.mergeBase === parent)
        return true;
    const paths = [...change.keys()];
    const now = await (0,git_data/* entriesAt */.ws)(github, await (0,git_data/* treeOf */.g7)(github, parent), paths);
    const then = await (0,git_data/* entriesAt */.ws)(github, await (0,git_data/* treeOf */.g7)(github, examined.mergeBase), paths);
    return paths.every((path) => isSameEntry(now.get(path), then.get(path)) || now.get(path)?.sha === change.get(path));
}
/**
 * What the new tree has that its parent does not: the proposed files that differ, with the modes that they have, and what the
 * branch proposes for the held ones.
 *
 * @param tree the tree of the parent
 * @throws UserError where a file is not at its path but a symlink, a submodule or a folder.
 */
async function proposedEntries(github, proposal, tree, examined, log) {
    const kept = examined === undefined ? [] : heldPaths(proposal, examined);
    const paths = [...proposal.files.map(({ path }) => path), ...kept];
    const there = await (0,git_data/* entriesAt */.ws)(github, tree, paths);
    const atGitHub = new Set(examined?.change?.values());
    const entries = proposal.files.flatMap((file) => {
        const entry = there.get(file.path);
        checkFile(file.path, entry);
        const sha = digestOf(file);
        if (sha === entry?.sha)
            return [];
        const content = sha !== undefined && atGitHub.has(sha) ? { sha } : file.content;
        return [{ path: file.path, mode: entry?.mode ?? '100644', content }];
    });
    if (examined === undefined || kept.length === 0)
        return entries;
    return [...entries, ...(await heldEntries(github, examined, kept, there, log))];
}
/** The held files that the branch may have a proposal for. */
function heldPaths({ held, files }, { change }) {
    const proposed = new Set(files.map(({ path }) => path));
    return held.filter((path) => !proposed.has(path) && (change === undefined || change.has(path)));
}
/** What the branch proposes for the held files, unless the base has changed them since: that would be taken back. */
async function heldEntries(github, { head, mergeBase }, paths, there, log) {
    const proposed = await (0,git_data/* entriesAt */.ws)(github, await (0,git_data/* treeOf */.g7)(github, head), paths);
    const before = await (0,git_data/* entriesAt */.ws)(github, await (0,git_data/* treeOf */.g7)(github, mergeBase), paths);
    return paths.flatMap((path) => {
        const [now, then, entry] = [there.get(path), before.get(path), proposed.get(path)];
        if (isSameEntry(entry, then) || isSameEntry(entry, now))
            return [];
        if (!isSameEntry(now, then)) {
            log.info(`The base has changed ${(0,inputs/* quote */.hD)(path)} since: what the branch proposed for it is given up.`);
            return [];
        }
        const mode = entry?.mode ?? now?.mode ?? '100644';
        return [{ path, mode, content: entry === undefined ? undefined : { sha: entry.sha } }];
    });
}
function isSameEntry(one, other) {
    return one?.path === other?.path && one?.sha === other?.sha && one?.mode === other?.mode;
}
function checkFile(path, entry) {
    if (entry === undefined)
        return;
    const kind = KINDS[entry.mode];
    if (kind === undefined && entry.path === path)
        return;
    throw new action_errors/* UserError */.yo(`${(0,inputs/* quote */.hD)(entry.path)} is ${kind ?? 'a file'}${entry.path === path ? '' : `, so ${(0,inputs/* quote */.hD)(path)} cannot be under it`}.`, 'Only files can be proposed. Name the file itself.');
}
function digestOf({ content }) {
    return Buffer.isBuffer(content) ? (0,digest/* blobDigest */.e)(content) : content?.sha;
}

// EXTERNAL MODULE: ./packages/core/src/github/retry.ts
var retry = __webpack_require__(94059);
;// CONCATENATED MODULE: ./packages/core/src/proposal/pulls.ts





/** The pull requests of a branch of this repository, the newest first: the open ones, or a hundred of the closed ones. */
function requestsOf(github, branch, state) {
    const { octokit, repo } = github;
    const request = { doing: `look for pull requests of ${branch}`, permission: 'pull-requests: read' };
    return github.explained(request, async () => {
        const head = `${repo.owner}:${branch}`;
        const { data } = await octokit.rest.pulls.list({ ...repo, head, state, per_page: 100 });
        const own = github.repository.toLowerCase();
        // GitHub lists all requests where it does not understand `head`.
        return data
            .filter((each) => each.head.ref === branch &&
            each.head.repo?.full_name?.toLowerCase() === own)
            .map(requestOf);
    });
}
/**
 * The open request of the branch.
 *
 * @throws UserError where one is for another base: it would get what was made for this one.
 */
async function openRequest(github, { base, branch }) {
    const open = await requestsOf(github, branch, 'open');
    const other = open.find((request) => request.base !== base);
    if (other === undefined)
        return open[0];
    throw new action_errors/* UserError */.yo(`The pull request #${other.number} of the branch ${(0,inputs/* quote */.hD)(branch)} is for ${(0,inputs/* quote */.hD)(other.base)}, and this run is for ${(0,inputs/* quote */.hD)(base)}: ${other.url}`, 'A branch has the updates of one base. Give the input `branch` a name of its own for each base, or leave it out; or close that request, ' +
        'or set its base back.');
}
/**
 * Makes a pull request of a branch.
 *
 * @param fresh whether the branch was moved just now, so that GitHub may not see it yet
 * @returns undefined where there is one for the same base already. It may be from this very call, whose first answer was lost.
 */
function createRequest(github, clock, branch, text, fresh) {
    const { octokit, repo } = github;
    const request = { doing: `create a pull request of ${branch}`, permission: 'pull-requests: write' };
    return github.explained(request, async () => {
        try {
            const { data } = await (0,retry/* retryWhileLate */.g2)(clock, (fault) => fresh && (0,retry/* isLateBranch */.NM)(fault), () => octokit.rest.pulls.create({ ...repo, ...text, head: branch }));
            return requestOf(data);
        }
        catch (thrown) {
            const fault = (0,github_fault/* faultOf */.Kl)(thrown);
            if (fault?.status === 422 && (0,github_fault/* says */.FA)(fault, /a pull request already exists/i))
                return undefined;
            throw thrown;
        }
    });
}
/** Changes what a pull request says, or what it is for. */
async function changeRequest(github, number, change) {
    const { octokit, repo } = github;
    const doing = `${change.state === 'closed' ? 'close' : 'change'} the pull request #${number}`;
    await github.explained({ doing, permission: 'pull-requests: write' }, () => octokit.rest.pulls.update({ ...repo, pull_number: number, ...change }));
}
/** Whether a pull request has a comment with the mark. */
function hasComment(github, number, mark) {
    const { octokit, repo } = github;
    const request = {
        doing: `read the comments of the pull request #${number}`,
        permission: 'pull-requests: read',
    };
    return github.explained(request, async () => {
        const all = { ...repo, issue_number: number, per_page: 100 };
        const comments = await octokit.paginate(octokit.rest.issues.listComments, all);
        return comments.some(({ body }) => body?.includes(mark) === true);
    });
}
/**
 * Comments on a pull request, once.
 *
 * @param mark what the comment has that no other has, by which it is known when this is done again
 */
function comment(github, number, body, mark) {
    const { octokit, repo } = github;
    const issue = { ...repo, issue_number: number };
    const doing = `comment on the pull request #${number}`;
    const look = async () => (await hasComment(github, number, mark)) || undefined;
    return github.explained({ doing, permission: 'pull-requests: write' }, async () => {
        if (await look())
            return;
        await (0,retry/* sendOnce */.E4)(github, async (request) => {
            await octokit.rest.issues.createComment({ ...issue, body: `${body}\n\n${mark}`, request });
            return true;
        }, look);
    });
}
function requestOf(json) {
    return {
        number: json.number,
        url: json.html_url,
        title: json.title,
        body: json.body,
        base: json.base.ref,
        head: json.head.sha,
        merged: json.merged_at !== null,
        author: json.user?.login,
        labels: json.labels.flatMap(({ name }) => name ?? []),
        users: json.requested_reviewers?.map(({ login }) => login) ?? [],
        teams: json.requested_teams?.map(({ slug }) => slug) ?? [],
    };
}
/** GitHub's limits for a pull request, in characters. */
const TITLE_LIMIT = 256;
const BODY_LIMIT = 65_536;
const NOTE = (0,markdown.md) `_The rest was cut: a pull request holds 65,536 characters._\n`;
/** `title`, cut if it is longer than GitHub takes. */
function fitTitle(title) {
    return title.length > TITLE_LIMIT ? `${whole(title.slice(0, TITLE_LIMIT - 1))}…` : title;
}
/** `body`, cut with a note at the last whole line if it is longer than GitHub takes. Sections that fold are closed. */
function fitBody(body) {
    if (body.length <= BODY_LIMIT)
        return body;
    for (let room = BODY_LIMIT - NOTE.length;;) {
        const kept = (0,markdown/* wholeLines */.zo)(body, room);
        const fitted = (0,markdown.md) `${kept}\n\n${closing(kept)}${NOTE}`;
        if (fitted.length <= BODY_LIMIT)
            return fitted;
        room -= fitted.length - BODY_LIMIT;
    }
}
/** Whether GitHub holds this text already. Its editor ends lines with CRLF, and blanks at the ends are lost. */
function isSameText(text, held) {
    const plain = (each) => each.replaceAll('\r\n', '\n').trim();
    return plain(text) === plain(held ?? '');
}
/** What ends the sections that are open at the end of `text`. */
function closing(text) {
    const open = occurrences(text, '<details') - occurrences(text, '</details>');
    const ends = Array.from({ length: Math.max(0, open) }, () => (0,markdown.md) `</details>\n\n`);
    return (0,markdown/* joinMarkdown */.UF)(ends, '');
}
function occurrences(text, part) {
    return text.split(part).length - 1;
}
/** `text` without half a character at its end. */
function whole(text) {
    return text.replace(/[\uD800-\uDBFF]$/, '');
}

;// CONCATENATED MODULE: ./packages/core/src/proposal/closed-request.ts





/** What the comment has by which a request is known that its stage closed itself, at this commit. */
function withdrawnMark(head) {
    return `<!-- pv-actions: withdrawn ${head} -->`;
}
/** The newest request of the branch for the base, where somebody closed it at the commit `head`. */
async function refusedAt(github, proposal, head) {
    const newest = await newestClosed(github, proposal);
    return newest !== undefined && newest.head === head ? unlessWithdrawn(github, newest) : undefined;
}
/**
 * The newest request of the branch for the base, where somebody closed it and it makes just the change of these entries. Its branch
 * may be gone: GitHub keeps the commit of a request.
 */
async function refusedChange(github, proposal, entries) {
    const newest = await newestClosed(github, proposal);
    if (newest === undefined)
        return undefined;
    const examined = await examineKept(github, proposal.base, newest.head);
    if (examined === undefined)
        return undefined;
    const wanted = [wantedChange(proposal, examined.change ?? new Map()), changeOfEntries(entries)];
    for (const change of wanted) {
        if (await isProposed(github, proposal, examined, change))
            return unlessWithdrawn(github, newest);
    }
    return undefined;
}
async function newestClosed(github, { base, branch }) {
    const closed = await requestsOf(github, branch, 'closed');
    const newest = closed.find((request) => request.base === base);
    return newest?.merged === true ? undefined : newest;
}
/** Undefined where GitHub does not have the commit any more, as in a repository that was made anew. */
async function examineKept(github, base, head) {
    try {
        return { head, ...(await (0,proposal_branch/* divergenceOf */.ep)(github, base, head)) };
    }
    catch (thrown) {
        if (thrown instanceof action_errors/* UserError */.yo && (0,github_fault/* faultOf */.Kl)(thrown.cause)?.status === 404)
            return undefined;
        throw thrown;
    }
}
async function unlessWithdrawn(github, request) {
    return (await hasComment(github, request.number, withdrawnMark(request.head))) ? undefined : request;
}

// EXTERNAL MODULE: ./packages/core/src/proposal/stage-trailer.ts
var stage_trailer = __webpack_require__(71220);
;// CONCATENATED MODULE: ./packages/core/src/proposal/proposal-branch.ts








/** How often a branch may be moved by others while a commit for it is made. */
const ROUNDS = 5;
/**
 * Brings the branch of a proposal to the proposed change. Nothing is pushed where it makes just this change already, on whatever
 * commit of the base it stands, unless the base has changed the same files since.
 * @throws UserError when the open request is for another base, when the branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
 */
async function updateBranch(github, proposal, deps, dryRun) {
    const { branch, stage } = proposal;
    const { clock, log } = deps;
    checkBranch(proposal);
    for (let round = 1; round <= ROUNDS; round += 1) {
        const examined = await examine(github, proposal);
        const foreign = (0,stage_trailer/* foreignCommits */.BX)(examined?.commits ?? [], stage);
        if (foreign.length > 0 && !proposal.force)
            throw (0,stage_trailer/* foreignError */.$k)(branch, stage, foreign);
        const state = { head: examined?.head, pushed: false, signed: undefined, empty: false };
        const wanted = wantedChange(proposal, examined?.change ?? new Map());
        const isToBeReworded = lacksWanted(proposal, examined, log);
        const isThere = async (change) => !isToBeReworded && (await isProposed(github, proposal, examined, change));
        if (wanted.size > 0 && (await isThere(wanted)))
            return state;
        const tree = await (0,git_data/* treeOf */.g7)(github, proposal.parent);
        const entries = await proposedEntries(github, proposal, tree, examined, log);
        if (entries.length === 0)
            return { ...state, empty: true };
        // The base may have had some of the files already.
        if (await isThere(changeOfEntries(entries)))
            return state;
        const mayBeRefused = (await openRequest(github, proposal)) === undefined && !proposal.force;
        const refused = mayBeRefused ? await refusedChange(github, proposal, entries) : undefined;
        if (refused !== undefined)
            return { ...state, refused };
        if (dryRun)
            return { ...state, pushed: true };
        const commit = { parent: proposal.parent, tree, author: proposal.authorship?.author, entries };
        const made = await (0,git_data/* makeCommit */.mH)(github, clock, {
            ...commit,
            message: (author) => log.redact(commitText(proposal, author)),
        });
        const move = examined === undefined
            ? await (0,proposal_branch/* createBranch */.lY)(github, clock, branch, made.sha)
            : await (0,proposal_branch/* moveBranch */.ob)(github, clock, branch, { from: examined.head, to: made.sha });
        if (move === 'done') {
            if (foreign.length > 0)
                log.warning(`The branch ${(0,inputs/* quote */.hD)(branch)} gave up ${(0,stage_trailer/* listCommits */.VE)(foreign)}.`);
            log.info(`The branch ${(0,inputs/* quote */.hD)(branch)} is at the new commit ${made.sha}.`);
            return { head: made.sha, pushed: true, signed: made.signed, empty: false };
        }
        log.info(`Somebody else moved the branch ${(0,inputs/* quote */.hD)(branch)}: looking at it again.`);
    }
    throw new action_errors/* UserError */.yo(`The branch ${(0,inputs/* quote */.hD)(branch)} was moved by others ${ROUNDS} times while a commit for it was made.`, 'Let only one run at a time work on it: give the workflow a `concurrency` group. Run the job again.');
}
function commitText({ message, stage, authorship }, author) {
    const signed = authorship?.signoff === true && author !== undefined ? [(0,stage_trailer/* signOff */.PB)(author)] : [];
    return (0,stage_trailer/* withStageTrailer */.wf)(message, stage, { before: authorship?.trailers ?? [], after: signed });
}
/** Whether the newest commit of the branch was made before its trailers were asked for. */
function lacksWanted({ authorship }, examined, log) {
    const newest = examined?.commits.at(-1);
    if (authorship === undefined || newest === undefined)
        return false;
    const trailers = authorship.trailers.map((line) => log.redact(line));
    return (0,stage_trailer/* lacksTrailers */.FI)(newest.message, { ...authorship, trailers });
}
/**
 * @throws UserError where a branch is to be moved or deleted that others build on.
 */
function checkBranch({ base, branch }) {
    if (branch !== base)
        return;
    throw new action_errors/* UserError */.yo(`The branch ${(0,inputs/* quote */.hD)(branch)} is to be proposed to itself.`, 'Give the input `branch` a name of its own: the stage moves and deletes that branch.');
}
async function examine(github, { base, branch }) {
    const head = await (0,proposal_branch/* headOf */.Uo)(github, branch);
    return head === undefined ? undefined : { head, ...(await (0,proposal_branch/* divergenceOf */.ep)(github, base, head)) };
}

;// CONCATENATED MODULE: ./packages/core/src/proposal/request-extras.ts





/**
 * Adds the labels that a pull request lacks. GitHub makes those that the repository does not have. What fails is a warning: the
 * request itself is made.
 *
 * @returns whether there were any to add.
 */
async function addLabels(github, { number, labels: there }, wanted, deps, { dryRun, isNew: made }) {
    const missing = withoutThose(wanted, there);
    if (missing.length === 0 || dryRun)
        return missing.length > 0;
    const { octokit, repo } = github;
    return added(github, missing, deps, made, `add labels to the pull request #${number}`, (labels) => octokit.rest.issues.addLabels({ ...repo, issue_number: number, labels: [...labels] }));
}
/**
 * Asks for reviews of those whose review is neither asked for nor given, the author of the request excepted. Who is in a team cannot
 * be read with the token of a job, so a team is not asked again once anybody has reviewed. What fails is a warning.
 *
 * @param wanted logins, and teams as `org/team`
 * @returns whether there were any to ask.
 */
async function askReviewers(github, request, wanted, deps, { dryRun, isNew: made }) {
    const { octokit, repo } = github;
    const { number } = request;
    const teams = request.teams.map((slug) => `${repo.owner}/${slug}`);
    const unasked = withoutThose(wanted, [request.author ?? '', ...request.users, ...teams]);
    if (unasked.length === 0)
        return false;
    const reviewers = made ? [] : await reviewersOf(github, number, deps);
    if (reviewers === undefined)
        return false;
    const missing = withoutThose(unasked, reviewers).filter((name) => !isTeam(name) || reviewers.length === 0);
    const strange = missing.filter((name) => isTeam(name) && !isOwn(name, repo.owner));
    if (strange.length > 0) {
        deps.log.warning(`Could not ask ${(0,wording/* shortList */.pg)(strange.map(inputs/* quote */.hD), ', ')} for a review: only teams of ${repo.owner} can be asked.`);
    }
    const asked = withoutThose(missing, strange);
    if (asked.length === 0 || dryRun)
        return asked.length > 0;
    return added(github, asked, deps, made, `ask for reviews of the pull request #${number}`, (names) => octokit.rest.pulls.requestReviewers({
        ...repo,
        pull_number: number,
        reviewers: names.filter((name) => !isTeam(name)),
        team_reviewers: names.filter(isTeam).map((name) => name.slice(name.indexOf('/') + 1)),
    }));
}
/** The logins of those who have reviewed; undefined, with a warning, where that cannot be read. */
async function reviewersOf({ explained, octokit, repo }, number, { log }) {
    const request = {
        doing: `list the reviews of the pull request #${number}`,
        permission: 'pull-requests: read',
    };
    try {
        const parameters = { ...repo, pull_number: number, per_page: 100 };
        const reviews = await explained(request, () => octokit.paginate(octokit.rest.pulls.listReviews, parameters));
        return reviews.flatMap(({ user }) => user?.login ?? []);
    }
    catch (thrown) {
        log.warning(userErrorOf(thrown).text);
        return undefined;
    }
}
/** Adds names, and one by one where GitHub refuses them together: it does not say which it means. */
async function added(github, names, deps, made, doing, add) {
    const isLate = (fault) => made && (0,retry/* isLateRequest */.SX)(fault);
    const attempt = async (some) => {
        const request = {
            doing: `${doing}, ${(0,wording/* shortList */.pg)(some.map(inputs/* quote */.hD), ', ')}`,
            permission: 'pull-requests: write',
        };
        try {
            await github.explained(request, () => (0,retry/* retryWhileLate */.g2)(deps.clock, isLate, () => add(some)));
            return undefined;
        }
        catch (thrown) {
            return userErrorOf(thrown);
        }
    };
    const failure = await attempt(names);
    if (failure === undefined)
        return true;
    if ((0,github_fault/* faultOf */.Kl)(failure.cause)?.status !== 422 || names.length === 1) {
        deps.log.warning(failure.text);
        return false;
    }
    let refused = 0;
    for (const name of names) {
        const each = await attempt([name]);
        if (each === undefined)
            continue;
        refused += 1;
        deps.log.warning(each.text);
    }
    return refused < names.length;
}
/** What GitHub, the network or the token caused. @throws anything else. */
function userErrorOf(thrown) {
    if (thrown instanceof action_errors/* UserError */.yo)
        return thrown;
    throw thrown;
}
/** GitHub takes names of accounts, teams and labels in any case. */
function withoutThose(names, others) {
    const known = new Set(others.map((name) => name.toLowerCase()));
    return names.filter((name) => {
        const fresh = !known.has(name.toLowerCase());
        known.add(name.toLowerCase());
        return fresh;
    });
}
function isTeam(name) {
    return name.includes('/');
}
function isOwn(team, owner) {
    return team.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
}

;// CONCATENATED MODULE: ./packages/core/src/proposal/proposal.ts









const JOB_ACCOUNT = 'github-actions[bot]';
const TRIES = 5;
const FIRST_WAIT_MS = 1_000;
/**
 * Proposes a change as a pull request: makes the commit through GitHub's git data API, brings the branch to it, and makes or changes
 * the request. Doing it again changes nothing. Labels and reviewers that GitHub refuses are warnings.
 *
 * @returns what became of it. `updated`: something was pushed to the request, or its text, its labels or its reviewers were changed.
 * In a dry run, what would become of it: GitHub is only read.
 * @throws UserError when the open request is for another base, when the branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
 */
async function propose(github, proposal, deps, { dryRun }) {
    const state = await updateBranch(github, proposal, deps, dryRun);
    const { log } = deps;
    const text = {
        base: proposal.base,
        title: fitTitle(log.redact(proposal.title)),
        body: fitBody((0,markdown/* redacted */.pc)(proposal.body, log)),
    };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const open = await openRequest(github, proposal);
        if (state.empty)
            return outcome('unchanged', state, open);
        if (open !== undefined) {
            // One that came into being since the branch was pushed is from this push.
            const made = attempt > 1 && state.pushed;
            return await update(github, open, proposal, text, state, deps, { dryRun, isNew: made });
        }
        const refused = state.refused ?? (await refusedBefore(github, proposal, state));
        if (refused !== undefined) {
            deps.log.info(`The pull request #${refused.number} of just this change was closed, so it is not opened again: ${refused.url}`);
            return outcome('closed', state, refused);
        }
        if (dryRun)
            return outcome('created', state, undefined);
        const created = await createRequest(github, deps.clock, proposal.branch, text, state.pushed);
        if (created !== undefined) {
            deps.log.info(`Created the pull request #${created.number}: ${created.url}`);
            return await update(github, created, proposal, text, state, deps, { dryRun, isNew: true });
        }
        // Another run was faster, or the answer was lost. The list may be a little late.
        await deps.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
    throw new action_errors/* UserError */.yo(`GitHub says that ${(0,inputs/* quote */.hD)(proposal.branch)} has a pull request already, and does not list it.`, 'Run the job again later.');
}
/** The request of the branch as it is, where somebody closed it. */
async function refusedBefore(github, proposal, { pushed, head }) {
    return pushed || proposal.force ? undefined : refusedAt(github, proposal, head);
}
async function update(github, request, { labels, reviewers }, text, state, deps, treatment) {
    const change = {
        ...(isSameText(text.title, request.title) ? {} : { title: text.title }),
        ...(isSameText(text.body, request.body) ? {} : { body: text.body }),
    };
    const reworded = Object.keys(change).length > 0;
    if (reworded && !treatment.dryRun)
        await changeRequest(github, request.number, change);
    const labelled = await addLabels(github, request, labels, deps, treatment);
    const asked = await askReviewers(github, request, reviewers, deps, treatment);
    const updated = state.pushed || reworded || labelled || asked;
    return outcome(treatment.isNew ? 'created' : updated ? 'updated' : 'unchanged', state, request);
}
function outcome(request, { pushed, signed }, found) {
    const byJobToken = found?.author === JOB_ACCOUNT;
    return { request, pushed, signed, number: found?.number, url: found?.url, byJobToken };
}
/**
 * Closes the open pull request of a branch, with a comment that is made once, and deletes the branch. Where there is neither, it
 * does nothing; a branch without a request is left alone when it has commits of others or none at all.
 *
 * @returns the number of the request that was closed, or in a dry run would be.
 * @throws UserError when the open request is for another base, or its branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
 */
async function withdraw(github, withdrawal, { clock, log }, { dryRun }) {
    const { stage, base, branch, force } = withdrawal;
    checkBranch(withdrawal);
    const head = await (0,proposal_branch/* headOf */.Uo)(github, branch);
    const open = await openRequest(github, withdrawal);
    const commits = head === undefined ? [] : (await (0,proposal_branch/* divergenceOf */.ep)(github, base, head)).commits;
    const foreign = (0,stage_trailer/* foreignCommits */.BX)(commits, stage);
    if (foreign.length > 0 && !force) {
        if (open !== undefined)
            throw (0,stage_trailer/* foreignError */.$k)(branch, stage, foreign);
        log.info(`The branch ${(0,inputs/* quote */.hD)(branch)} is left alone: others made ${(0,stage_trailer/* listCommits */.VE)(foreign)}.`);
        return { closed: undefined };
    }
    if (dryRun)
        return { closed: open?.number };
    if (open !== undefined) {
        await comment(github, open.number, (0,markdown/* redacted */.pc)(withdrawal.comment, log), withdrawnMark(open.head));
        await changeRequest(github, open.number, { state: 'closed' });
        log.info(`Closed the pull request #${open.number}: ${open.url}`);
    }
    // A branch without a commit and without a request may be anybody's.
    if (head !== undefined && (commits.length > 0 || open !== undefined)) {
        if ((await (0,proposal_branch/* deleteBranch */.SN)(github, clock, branch, head)) === 'moved') {
            log.warning(`The branch ${(0,inputs/* quote */.hD)(branch)} was moved by others at the same time. It is left alone.`);
        }
        else if (foreign.length > 0) {
            log.warning(`The branch ${(0,inputs/* quote */.hD)(branch)} gave up ${(0,stage_trailer/* listCommits */.VE)(foreign)}.`);
        }
    }
    return { closed: open?.number };
}

// EXTERNAL MODULE: ./packages/core/src/updates/commit-message.ts
var commit_message = __webpack_require__(19373);
// EXTERNAL MODULE: ./packages/core/src/updates/inputs.ts
var updates_inputs = __webpack_require__(36647);
// EXTERNAL MODULE: ./packages/core/src/updates/look-up.ts
var look_up = __webpack_require__(58387);
// EXTERNAL MODULE: ./packages/core/src/updates/request-body.ts
var request_body = __webpack_require__(94890);
;// CONCATENATED MODULE: ./packages/core/src/updates/deliver.ts


















/**
 * Opens the repository for requests: the base is the input, or the default branch.
 *
 * @param originals the files that were read, as they are in the work tree.
 * @throws UserError when the commit that is checked out is not of the base, or when a file is not as that commit has it.
 */
async function openRequestBase(given, workTree, originals, deps) {
    const github = (0,client/* openGitHub */.o)((0,settings/* githubSettings */.ND)(given, deps.env), deps);
    const changed = await (0,work_tree/* unlikeCommit */.oF)(workTree, originals, deps);
    if (changed.length > 0) {
        throw new action_errors/* UserError */.yo(`These files are not as the commit that is checked out has them: ${(0,wording/* shortList */.pg)(changed, ', ')}.`, 'A request has the updates and nothing else. Run this stage before anything changes the files; where .gitattributes converts their line ' +
            'endings, use `-text` for them.');
    }
    const base = given.base ?? (await (0,proposal_branch/* defaultBranch */.OR)(github));
    await (0,proposal_branch/* requireInBase */.mH)(github, workTree.head, base);
    return { github, base, parent: workTree.head };
}
/**
 * Proposes the changes as requests, or in a dry run finds out what would be done. A change without files closes its request, unless
 * something of it could not be looked at. One that fails does not keep the others, until another fails for the same reason.
 */
async function deliver(changes, given, target, deps) {
    const delivered = [];
    const errors = [];
    for (const change of changes) {
        deps.cancellation().throwIfAborted();
        try {
            delivered.push(await deliverOne(change, given, target, deps));
        }
        catch (thrown) {
            if (!(thrown instanceof action_errors/* UserError */.yo))
                throw thrown;
            if (errors.some(({ text }) => text === thrown.text))
                break;
            errors.push(thrown);
        }
    }
    return { delivered, errors };
}
/** Branches with the prefix that belong to no change: requests of former runs. Those with requests for other bases only are not ours. */
async function leftBranches({ github, base }, prefix, changes) {
    const present = new Set(changes.map(({ branch }) => branch));
    const left = [];
    for (const branch of await (0,proposal_branch/* branchesWithPrefix */.Ru)(github, prefix)) {
        if (present.has(branch))
            continue;
        const open = await requestsOf(github, branch, 'open');
        const requests = open.length > 0 ? open : await requestsOf(github, branch, 'closed');
        if (requests.length === 0 || requests.some((request) => request.base === base))
            left.push(branch);
    }
    return left;
}
async function deliverOne(change, given, { github, base, parent }, deps) {
    const { report, branch, files, held } = change;
    const how = { dryRun: given['dry-run'] };
    const { stage } = report;
    if (files.length === 0) {
        if (report.failures.length + held.length > 0)
            return { change, proposed: undefined, closed: undefined };
        const at = { stage, base, branch, force: given.force, comment: closingComment(report) };
        const { closed } = await withdraw(github, at, deps, how);
        return { change, proposed: undefined, closed };
    }
    const title = given.title ?? (0,commit_message/* defaultTitle */.QL)(report);
    const proposal = {
        stage,
        base,
        branch,
        parent,
        files,
        held,
        title,
        body: (0,request_body/* requestBody */.IO)(report),
        message: (0,commit_message/* commitMessage */.df)(title, report),
        authorship: (0,updates_inputs/* authorshipOf */.d2)(given),
        labels: given.labels,
        reviewers: given.reviewers,
        force: given.force,
    };
    return { change, proposed: await propose(github, proposal, deps, how), closed: undefined };
}
function closingComment({ refused, noun }) {
    const [first] = refused;
    if (first === undefined)
        return (0,markdown.md) `Nothing is left to update: every ${(0,markdown/* escapeText */.X1)(noun)} of this request is at the head of its branch, or is not looked after any more.`;
    return (0,markdown.md) `Nothing is left to update. ${(0,markdown/* escapeText */.X1)((0,look_up/* rewindSentence */.Pe)(first))}`;
}
/** Writes the files into the work tree. @throws UserError for one that a link leads out of it. */
async function writeFiles(root, files) {
    const links = { links: 'within' };
    for (const { path, content } of files) {
        if (content === undefined) {
            await (0,foreign_write/* removeFileBelow */.CU)(root, path, links);
            continue;
        }
        await (0,foreign_write/* makeFolder */.fc)(root, (0,external_node_path_.dirname)(path));
        await (0,foreign_write/* replaceFile */.fR)(root, path, content, links);
    }
}
/** Keeps the message of the commit in a file for later steps. @returns its path. */
async function keepMessage(report, given, { env, log }) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), `pv-${report.stage}-`));
    const file = (0,external_node_path_.join)(folder, 'message.txt');
    const { author, trailers, signoff } = (0,updates_inputs/* authorshipOf */.d2)(given);
    const signed = signoff && author !== undefined ? [(0,stage_trailer/* signOff */.PB)(author)] : [];
    const message = (0,stage_trailer/* withTrailers */.jX)((0,commit_message/* commitMessage */.df)(given.title ?? (0,commit_message/* defaultTitle */.QL)(report), report), [
        ...trailers,
        ...signed,
    ]);
    await (0,promises_.writeFile)(file, log.redact(message));
    return file;
}

// EXTERNAL MODULE: ./packages/core/src/updates/report.ts
var updates_report = __webpack_require__(44524);
// EXTERNAL MODULE: ./packages/core/src/updates/update.ts
var updates_update = __webpack_require__(12131);
;// CONCATENATED MODULE: ./packages/core/src/updates/findings.ts




/**
 * Reports what was found, and delivers it: makes the requests or leaves the changes in the work tree, sets the outputs, and writes the
 * step summary.
 *
 * @throws UserError when it cannot be delivered; ReportedError when something could not be looked at.
 */
async function reportFindings(found, given, layer, deps, output) {
    const { report, current } = found;
    const { log } = deps;
    await (0,updates_report/* reportUpdates */.v6)(report, log);
    for (const sentence of [...report.changes, ...report.notes])
        log.info(sentence);
    (0,updates_report/* reportFailures */.o3)(report, given['allow-unreachable'], log);
    output('updates', JSON.stringify(found.entries));
    if ((0,updates_update/* proposes */.m)(report))
        output('message-file', await keepMessage(report, given, deps));
    let delivered = [];
    try {
        if (given['pull-request']) {
            const done = await makeRequests(found, given, layer, deps);
            delivered = done.delivered;
            reportRequests(delivered, given['dry-run'], deps, output);
            throwAll(done.errors);
        }
        else
            await writeChanges(found, given, layer, deps, output);
    }
    finally {
        deps.summary((0,updates_report/* updateSummary */.MT)(report, current, delivered, given['dry-run']));
    }
    (0,updates_report/* failAtEnd */.Vi)(report, given['allow-unreachable']);
}
async function makeRequests({ report, changes, originals, ownPrefix }, given, { workTree }, deps) {
    if (workTree === undefined)
        throw new Error('A request needs a work tree.');
    const target = await openRequestBase(given, workTree, originals, deps);
    const left = ownPrefix === undefined ? [] : await leftBranches(target, ownPrefix, changes);
    const nothing = { ...report, updates: [], refused: [], failures: [], changes: [], notes: [] };
    const emptied = left.map((branch) => ({ branch, report: nothing, files: [], held: [] }));
    return deliver([...changes, ...emptied], given, target, deps);
}
function throwAll(errors) {
    const [first] = errors;
    if (first === undefined)
        return;
    throw errors.length === 1 ? first : new action_errors/* UserError */.yo(errors.map(({ text }) => text).join('\n'), '');
}
function reportRequests(delivered, dryRun, { log }, output) {
    for (const each of delivered)
        log.info(`${dryRun ? 'Dry run: ' : ''}${(0,updates_report/* deliveredSentence */.y3)(each, dryRun)}`);
    if (dryRun)
        log.info('Dry run: nothing was written.');
    else
        (0,updates_report/* reportAuthorship */.ST)(delivered, log);
    const made = delivered.filter(({ proposed, closed }) => proposed !== undefined || closed !== undefined);
    const lines = (values) => values.map((value) => value ?? '').join('\n');
    output('pull-request-number', lines(made.map(({ proposed, closed }) => proposed?.number ?? closed)));
    output('pull-request-url', lines(made.map(({ proposed }) => proposed?.url)));
    output('branch', lines(made.map(({ change }) => change.branch)));
    output('changed', !dryRun && made.some(isChange));
}
function isChange({ proposed, closed }) {
    return closed !== undefined || proposed?.request === 'created' || proposed?.request === 'updated';
}
async function writeChanges({ changes }, given, { root }, { log }, output) {
    const files = changes.flatMap((change) => change.files);
    if (given['dry-run']) {
        for (const { path } of files)
            log.info(`Dry run: ${path} would be rewritten.`);
        return log.info('Dry run: nothing was written.');
    }
    await writeFiles(root, files);
    for (const { path, content } of files)
        log.info(`${content === undefined ? 'Removed' : 'Wrote'} ${path}.`);
    output('changed', files.length > 0);
}


/***/ }),

/***/ 36647:
/*! packages/core/src/updates/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ec: () => (/* binding */ updateOutputs),
/* harmony export */   FU: () => (/* binding */ updateInputs),
/* harmony export */   Jt: () => (/* binding */ initialOutputs),
/* harmony export */   d2: () => (/* binding */ authorshipOf)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36698);
/* harmony import */ var _github_settings_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3636);
/* harmony import */ var _proposal_stage_trailer_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(71220);




const GIT_BASE_URL = 'https://github.com';
const MAX_LOG_LINES = 30;
/** What GitHub shows of a title. */
const TITLE_LENGTH = 256;
/** The inputs of every stage that proposes updates: spread them into the stage's shape. */
function updateInputs() {
    return {
        'working-directory': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => value ?? '.'),
        base: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__/* .branchProblem */ .M),
        branch: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _git_branch_name_ts__WEBPACK_IMPORTED_MODULE_3__/* .branchProblem */ .M),
        title: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), titleProblem),
        signoff: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        trailers: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)(trailerLines(), trailersProblem),
        'commit-author': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), authorProblem),
        labels: lines(),
        reviewers: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(), reviewersProblem),
        ..._github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .githubInputs */ .dN,
        'remote-token': (0,_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .token */ .Sh)(),
        'git-base-url': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), baseUrlProblem).transform((value) => (value ?? GIT_BASE_URL).replace(/\/+$/, '')),
        only: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(),
        'max-log-lines': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 1000).transform((value) => value ?? MAX_LOG_LINES),
        'allow-rewind': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        'allow-unreachable': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        force: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
        'pull-request': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(true),
        'dry-run': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    };
}
/** The outputs of every stage that proposes updates. */
const updateOutputs = [
    'changed',
    'updates',
    'pull-request-number',
    'pull-request-url',
    'branch',
    'message-file',
];
/** The values of the outputs where nothing was found. */
const initialOutputs = { changed: 'false', updates: '[]' };
/** Names separated by newlines or commas: a label may have blanks in it. */
function lines() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => (value ?? '')
        .split(/[\n,]/)
        .map((line) => line.trim())
        .filter((line) => line !== ''));
}
/** Lines `Key: value`, which may hold commas. */
function trailerLines() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((value) => (value ?? '')
        .split('\n')
        .map((line) => line.trim().replace(/^([A-Za-z0-9-]+)[ \t]*:[ \t]*/, '$1: '))
        .filter((line) => line !== ''));
}
function trailersProblem(trailers) {
    return trailers.map(_proposal_stage_trailer_ts__WEBPACK_IMPORTED_MODULE_2__/* .trailerProblem */ .b2).find((problem) => problem !== undefined);
}
/** What git makes of a name (ident.c): such characters at its ends are left out. */
const AUTHOR = /^([^<>\p{C}]*[^<>\p{C}\s.,:;"\\'][^<>\p{C}]*) <([^<>@\s\p{C}]+@[^<>@\s\p{C}]+)>$/u;
function authorProblem(author) {
    return AUTHOR.test(author) ? undefined : 'Use one line such as Jane Doe <jane@example.com>.';
}
/** Whose the commits are, and what their messages end with. */
function authorshipOf(given) {
    const [, name = '', email = ''] = AUTHOR.exec(given['commit-author'] ?? '') ?? [];
    const { trailers, signoff } = given;
    return { author: name === '' ? undefined : { name: name.trim(), email }, trailers, signoff };
}
function titleProblem(title) {
    if (/[\r\n]/.test(title))
        return 'Use one line.';
    return title.length > TITLE_LENGTH ? `Use at most ${TITLE_LENGTH} characters.` : undefined;
}
function reviewersProblem(reviewers) {
    const wrong = reviewers.filter((name) => !/^[A-Za-z0-9](?:[A-Za-z0-9_-]*(?:\/[A-Za-z0-9._-]+)?)?$/.test(name));
    return wrong.length === 0
        ? undefined
        : `No login and no team: ${wrong.join(', ')}. Use logins, and teams as owner/team.`;
}
function baseUrlProblem(value) {
    const hint = 'Use a URL such as https://github.com; http://, ssh:// and git:// work too.';
    if (!URL.canParse(value))
        return hint;
    const { protocol, password, username, search, hash } = new URL(value);
    if (!['https:', 'http:', 'ssh:', 'git:'].includes(protocol))
        return hint;
    if (password !== '' || (username !== '' && protocol !== 'ssh:')) {
        return 'Leave the credentials out of it: `remote-token` is for them.';
    }
    return search === '' && hash === '' ? undefined : hint;
}


/***/ }),

/***/ 58387:
/*! packages/core/src/updates/look-up.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ rewindReason),
/* harmony export */   Fu: () => (/* binding */ shortSha),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   Pe: () => (/* binding */ rewindSentence),
/* harmony export */   TE: () => (/* binding */ lookUp),
/* harmony export */   fG: () => (/* binding */ missingBranch),
/* harmony export */   xZ: () => (/* binding */ headFailure)
/* harmony export */ });
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47132);
/* harmony import */ var _rewind_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10329);


/**
 * Asks for the heads of all branches, and for what lies between them and what is pinned. A remote that fails is a failure of
 * its pins; the others go on.
 *
 * @param how `maxLogLines`: how many commits of a log are listed.
 */
async function lookUp(pins, remotes, how, { log }) {
    const heads = await remotes.heads(pins);
    const failures = [];
    const moved = [];
    for (const [at, pin] of pins.entries()) {
        const head = heads[at];
        if (head?.kind === 'head') {
            if (head.sha !== pin.old)
                moved.push({ pin, to: head.sha });
        }
        else
            failures.push(headFailure(pin, head));
    }
    let current = pins.length - moved.length - failures.length;
    const spans = moved.map(({ pin, to }) => ({ url: pin.url, branch: pin.branch, from: pin.old, to }));
    const histories = await remotes.histories(spans, how.maxLogLines);
    const updates = [];
    const refused = [];
    const notes = [];
    for (const [at, { pin, to }] of moved.entries()) {
        const found = histories[at];
        if (found?.kind !== 'history') {
            failures.push(unreachable(pin, found?.reason));
            continue;
        }
        const update = { ...pin, new: to, history: found.history };
        if (found.history.relation === 'ahead' && found.history.count === 0) {
            current += 1;
            notes.push(tagSentence(update));
            continue;
        }
        const taken = found.history.relation === 'ahead' || how.allowRewind;
        (taken ? updates : refused).push(update);
        if (!taken)
            log.warning(rewindSentence(update));
    }
    return { updates, refused, failures, current, notes };
}
/** Another digest of the head: only a tag has one. */
function tagSentence({ name, branch, old, new: head }) {
    return (`${name}: ${shortSha(old)}, which is pinned, is an annotated tag of ${shortSha(head)}, the head of the branch ${branch}: ` +
        'there is nothing to update.');
}
/** Why a head does not descend from what is pinned, and that it is not taken. */
function rewindSentence(update) {
    return `${update.name}: ${rewindReason(update)} It is not taken; \`allow-rewind: true\` takes it.`;
}
/** Why a head does not descend from what is pinned, as a sentence. */
function rewindReason(update) {
    const { branch, url } = update;
    const [pinned, head] = [shortSha((0,_rewind_ts__WEBPACK_IMPORTED_MODULE_0__/* .pinnedCommit */ .I)(update)), shortSha(update.new)];
    return {
        gone: `the revision ${pinned}, which is pinned, is gone: ${url} does not have it any more. Whether the head ${head} of the branch ${branch} ` +
            'has all of its commits cannot be told.',
        behind: `the branch ${branch} is behind ${pinned}, which is pinned: it was moved back to ${head}, a commit that comes before it.`,
        diverged: `the branch ${branch} was rewritten: its head ${head} does not descend from ${pinned}, which is pinned, and each has commits that ` +
            'the other does not.',
    }[(0,_rewind_ts__WEBPACK_IMPORTED_MODULE_0__/* .rewindOf */ .TG)(update.history) ?? 'diverged'];
}
/** A digest as people read it. */
function shortSha(sha) {
    return sha.slice(0, 12);
}
/** Why a branch has no head. */
function headFailure(pin, head) {
    return head?.kind === 'no-branch' ? missingBranch(pin, head.near) : unreachable(pin, head?.reason);
}
/** That a repository has no such branch. @param near names of branches that are like it */
function missingBranch({ name, url, branch }, near) {
    return {
        name,
        unreachable: false,
        cause: `${name}: ${url} has no branch "${branch}".`,
        advice: near.length === 0
            ? 'It has no branch at all. Check the URL.'
            : `Correct the branch. Branches with a name like it: ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .shortList */ .pg)(near, ', ')}.`,
    };
}
/** That a remote did not answer. @param reason what was said then, as sentences */
function unreachable({ name, url }, reason) {
    return {
        name,
        unreachable: true,
        cause: `${name}: ${url} could not be asked.`,
        detail: reason,
        advice: 'Check that the runner may connect to it. For a private repository, give `remote-token`. With `allow-unreachable: true` the ' +
            'stage goes on without it.',
    };
}


/***/ }),

/***/ 23828:
/*! packages/core/src/git/find-commit.ts, packages/core/src/git/heads.ts, packages/core/src/git/history.ts, packages/core/src/github/compare.ts, packages/core/src/updates/open-remotes.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Se: () => (/* binding */ githubHost),
  xY: () => (/* binding */ remotesOf)
});

// UNUSED EXPORTS: openRemotes

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/git/environment.ts
var environment = __webpack_require__(971);
// EXTERNAL MODULE: ./packages/core/src/git/branch-name.ts
var branch_name = __webpack_require__(36698);
// EXTERNAL MODULE: ./packages/core/src/git/failure.ts
var failure = __webpack_require__(57328);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/git/run.ts
var run = __webpack_require__(70443);
;// CONCATENATED MODULE: ./packages/core/src/git/history.ts






/** Longer subjects are cut: they are bounded by nothing. */
const LONGEST_SUBJECT = 1_000;
/** What git and GitHub's API say of a span whose ends are the same. */
const NOTHING_NEW = { relation: 'ahead', count: 0, commits: [] };
/** Of a pinned revision that is nowhere. */
const LOST = { relation: 'rewind', count: undefined, commits: [] };
/** What can be said of a span without asking anybody; undefined where somebody is to be asked. A repository has digests of one length. */
function knownHistory({ from, to }) {
    if (from === to)
        return NOTHING_NEW;
    return from.length === to.length ? undefined : LOST;
}
/** Whether it is a full digest, of SHA-1 or SHA-256. Anything else would be a name or an option to git. */
function isDigest(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/** Why nobody can be asked for a span, as a sentence; undefined where one can. */
function spanProblem({ branch, from, to }) {
    if ((0,branch_name/* branchProblem */.M)(branch) !== undefined)
        return 'Its branch has a name that no branch can have.';
    const wrong = [from, to].find((revision) => !isDigest(revision));
    return wrong === undefined ? undefined : `The revision ${(0,inputs/* quote */.hD)(wrong)} is not the full digest of a commit.`;
}
/**
 * Histories of one repository, by git: commits are fetched, without files, to a new repository in the folder of `context`, and each
 * head once.
 *
 * @param digestLength hexadecimal digits of a digest: 40, or 64 for SHA-256
 * @throws as `askRemote`.
 */
async function openHistory(context, url, digestLength) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.folder, 'repository-'));
    const inside = { ...context, folder, env: { ...context.env, GIT_DIR: folder } };
    const config = digestLength === 64 ? CONFIG_SHA256 : CONFIG_SHA1;
    await makeRepository(folder, config);
    const fetched = new Map();
    /** Of what was fetched as a pinned revision: the commit that it is, or that a tag of that digest points at. */
    const pinned = new Map();
    /** Fetches commits. Git then takes the repository for a partial one, and would ask the remote for whatever is not there. */
    async function fetchCommits(refspec) {
        const answer = await (0,run/* askRemote */.uo)(inside, [...FETCH_COMMITS, '--', url, refspec]);
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config'), config);
        return answer;
    }
    /** Asks for the digest, which spares git the question for the refs, and for the branch where a server gives only what refs name. */
    async function fetchHead(branch, digest) {
        const answer = await fetchCommits(`+${digest}:refs/fetched/${digest}`);
        if (answer.kind === 'answer' || !(0,failure/* isRefusedDigest */.Nl)(answer.stderr))
            return answer;
        return fetchCommits(`+refs/heads/${branch}:refs/heads/${branch}`);
    }
    function fetchHeadOnce(branch, digest) {
        const begun = fetched.get(digest) ?? fetchHead(branch, digest);
        fetched.set(digest, begun);
        return begun;
    }
    return {
        /** What lies between two revisions that have no `spanProblem`, with the newest `limit` commits. */
        async between(span, limit) {
            try {
                return await historyBetween(span, limit);
            }
            catch (thrown) {
                if (!(thrown instanceof run/* OutputTooLarge */.zp))
                    throw thrown;
                return { kind: 'unreachable', reason: thrown.message };
            }
        },
    };
    async function historyBetween({ branch, from, to }, limit) {
        const fetch = await fetchHeadOnce(branch, to);
        if (fetch.kind === 'failed' && !(0,failure/* isMissingRef */.IH)(fetch.stderr)) {
            return { kind: 'unreachable', reason: fetch.reason };
        }
        // Without a look whether the two are there: mostly they are.
        const history = fetch.kind === 'answer' ? await read(from, to, limit) : undefined;
        if (history !== undefined)
            return { kind: 'history', history };
        if (fetch.kind === 'failed' || (await commitOf(inside, to)) === undefined) {
            return { kind: 'unreachable', reason: MOVED };
        }
        // A commit that no branch has may be there still, and a tag is no commit. Many servers give both to who knows the digest.
        const found = await fetchCommits(`+${from}:refs/fetched/${from}`);
        if (found.kind === 'failed' && !(0,failure/* isRefusedDigest */.Nl)(found.stderr) && !(0,failure/* isMissingRef */.IH)(found.stderr)) {
            return { kind: 'unreachable', reason: found.reason };
        }
        const commit = found.kind === 'answer' ? await commitOf(inside, from) : undefined;
        if (commit === undefined)
            return { kind: 'history', history: LOST };
        pinned.set(from, commit);
        return { kind: 'history', history: (await read(from, to, limit)) ?? LOST };
    }
    async function read(from, to, limit) {
        const history = await readHistory(inside, from, to, limit);
        const commit = pinned.get(from) ?? from;
        return history === undefined || commit === from ? history : { ...history, peeled: commit };
    }
}
const MOVED = 'Its branch was moved while it was read, and the commit is not there any more: run it again.';
const CONFIG_SHA1 = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';
const CONFIG_SHA256 = '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n';
/** What `git init --bare` makes (gitrepository-layout(5)), without the process. */
async function makeRepository(folder, config) {
    await Promise.all([
        (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'objects')),
        (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'refs')),
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'HEAD'), 'ref: refs/heads/main\n'),
        (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config'), config),
    ]);
}
/** Fetches commits without their files, and nothing beside them. What to fetch, and from where, follows. */
const FETCH_COMMITS = [
    '-c',
    'fetch.writeCommitGraph=false',
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    '--no-recurse-submodules',
    '--filter=tree:0',
];
/** The commit of that digest, or that a tag of that digest points at; undefined where there is none. */
async function commitOf(context, digest) {
    const { code, stdout } = await (0,run/* readLocal */.iG)(context, [
        'rev-parse',
        '--verify',
        '--quiet',
        `${digest}^{commit}`,
    ]);
    return code === 0 ? stdout[0] : undefined;
}
/** Undefined where git cannot read it: one of the two is not there. */
async function readHistory(context, from, to, limit) {
    const count = (0,run/* readLocal */.iG)(context, ['rev-list', '--count', '--left-right', `${from}...${to}`]);
    const log = limit === 0 ? undefined : (0,run/* readLocal */.iG)(context, logArgs(from, to, limit));
    const [counted, listed] = await Promise.all([count, log]);
    if (counted.code !== 0 || (listed !== undefined && listed.code !== 0))
        return undefined;
    const [lost = 0, ahead = 0] = (counted.stdout[0] ?? '').split('\t').map(Number);
    const commits = parseLog(listed?.stdout ?? []);
    return { relation: lost === 0 ? 'ahead' : 'rewind', count: ahead, commits };
}
/** A zero byte, which no message has, marks a line as ours. */
function logArgs(from, to, limit) {
    const format = '--format=%x00%H %s';
    return [
        '-c',
        'i18n.logOutputEncoding=UTF-8',
        'rev-list',
        '--no-color',
        `--max-count=${limit}`,
        format,
        `${from}..${to}`,
    ];
}
function parseLog(lines) {
    return lines
        .filter((line) => line.startsWith('\0'))
        .map((line) => {
        const blank = line.indexOf(' ');
        return { sha: line.slice(1, blank), subject: line.slice(blank + 1, blank + 1 + LONGEST_SUBJECT) };
    });
}

;// CONCATENATED MODULE: ./packages/core/src/git/find-commit.ts






const ALL = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
/**
 * Looks for commits of one repository by their digests, or the beginnings of them: in the branch that each is expected on, and where that
 * has it not, or the names of all branches that have it are asked for, in all branches and tags. Commits are fetched without files.
 *
 * @throws as `askRemote`.
 */
async function findCommits(context, url, queries) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.folder, 'repository-'));
    const inside = { ...context, folder, env: { ...context.env, GIT_DIR: folder } };
    const format = queries.some(({ revision }) => revision.length === 64) ? 'sha256' : 'sha1';
    await (0,run/* readLocal */.iG)(inside, ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, folder]);
    const config = await (0,promises_.readFile)((0,external_node_path_.join)(folder, 'config'));
    let all;
    /** git takes the repository for a partial one then, and would ask the remote for whatever is not there. */
    async function fetch(refspecs) {
        const answer = await (0,run/* askRemote */.uo)(inside, [...FETCH_COMMITS, '--', url, ...refspecs]);
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config'), config);
        return answer;
    }
    async function find({ branch, revision, wantsBranches }) {
        if (!/^[0-9a-f]{4,64}$/i.test(revision))
            return { kind: 'no-commit' };
        if (wantsBranches !== true && branch !== undefined && (0,branch_name/* branchProblem */.M)(branch) === undefined) {
            const answer = await fetch([`+refs/heads/${branch}:refs/heads/${branch}`]);
            if (answer.kind === 'failed' && !(0,failure/* isMissingRef */.IH)(answer.stderr)) {
                return { kind: 'unreachable', reason: answer.reason };
            }
            const sha = answer.kind === 'answer' ? await find_commit_commitOf(inside, revision) : undefined;
            if (sha !== undefined)
                return { kind: 'commit', sha, branches: [branch] };
        }
        all ??= fetch(ALL);
        const answer = await all;
        if (answer.kind === 'failed')
            return { kind: 'unreachable', reason: answer.reason };
        const sha = await find_commit_commitOf(inside, revision);
        if (sha === undefined)
            return { kind: 'no-commit' };
        const listed = await (0,run/* readLocal */.iG)(inside, [
            'for-each-ref',
            '--format=%(refname:lstrip=2)',
            `--contains=${sha}`,
            'refs/heads',
        ]);
        return { kind: 'commit', sha, branches: listed.stdout.filter((name) => name !== '') };
    }
    const answers = [];
    for (const query of queries)
        answers.push(await find(query));
    return answers;
}
async function find_commit_commitOf(context, revision) {
    const args = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
    const { code, stdout } = await (0,run/* readLocal */.iG)(context, args);
    return code === 0 ? stdout[0]?.trim() : undefined;
}

// EXTERNAL MODULE: ./packages/core/src/action/nearest.ts
var nearest = __webpack_require__(45202);
;// CONCATENATED MODULE: ./packages/core/src/git/heads.ts



const BRANCHES = 'refs/heads/';
const NEAR_NAMES = 3;
/**
 * Asks a repository for the heads of branches, in their order. One call does, and a second one where a branch is missing.
 *
 * @throws as `askRemote`.
 */
async function headsOf(context, url, branches) {
    const asked = [...new Set(branches.filter((name) => (0,branch_name/* branchProblem */.M)(name) === undefined))];
    const heads = asked.length === 0 ? undefined : await listBranches(context, url, asked);
    if (heads?.kind === 'failed')
        return branches.map(() => unreachable(heads));
    const found = parseHeads(heads?.lines ?? []);
    if (branches.every((branch) => found.has(branch))) {
        return branches.map((branch) => headOf(branch, found, []));
    }
    const all = await listBranches(context, url, []);
    const names = all.kind === 'answer' ? [...parseHeads(all.lines).keys()] : [];
    return branches.map((branch) => heads === undefined && all.kind === 'failed' ? unreachable(all) : headOf(branch, found, names));
}
/** `--heads` lets a server leave out everything else; it still matches the end of a name only, so names are compared here. */
function listBranches(context, url, branches) {
    return (0,run/* askRemote */.uo)(context, ['ls-remote', '--heads', '--', url, ...branches.map((name) => BRANCHES + name)]);
}
function unreachable({ reason }) {
    return { kind: 'unreachable', reason };
}
function headOf(branch, found, names) {
    const sha = found.get(branch);
    if (sha !== undefined)
        return { kind: 'head', sha };
    return { kind: 'no-branch', near: (0,nearest/* nearest */.p)(branch, names).slice(0, NEAR_NAMES) };
}
/** Reads what ls-remote prints: the digest, a tab, the name of the ref. @returns name of the branch -> digest. */
function parseHeads(lines) {
    const heads = new Map();
    for (const line of lines) {
        const [, sha, branch] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/heads\/(.+)$/.exec(line) ?? [];
        if (sha !== undefined && branch !== undefined)
            heads.set(branch, sha);
    }
    return heads;
}

// EXTERNAL MODULE: ./packages/core/src/git/tags.ts
var git_tags = __webpack_require__(66409);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/fault.ts
var github_fault = __webpack_require__(49589);
// EXTERNAL MODULE: ./packages/core/src/github/retry.ts
var retry = __webpack_require__(94059);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var settings = __webpack_require__(3636);
;// CONCATENATED MODULE: ./packages/core/src/github/compare.ts







/** The most that the API gives at once. */
const PAGE = 100;
/** Attempts, and the longest wait between them: git can be asked as well. */
const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 5_000;
const REQUEST_LIMIT_MS = 60_000;
/** GitHub counts and lists no further (https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits). */
const MOST_COMMITS = 10_000;
/**
 * Asks GitHub's API for histories, where a repository is at that server. The returned function gives undefined where it is not, or the API
 * does not say: git is to be asked then. After a rate limit nothing more is asked.
 *
 * @throws the reason of the cancellation.
 */
function apiHistories(settings, deps) {
    let isLimited = false;
    return async (span, limit) => {
        const repository = repositoryAt(span.url, settings.serverUrl);
        if (repository === undefined || isLimited)
            return undefined;
        const github = (0,client/* openGitHub */.o)({ ...settings, repository }, deps);
        try {
            return await compareRevisions(github, span, limit, deps);
        }
        catch (thrown) {
            deps.cancellation().throwIfAborted();
            const fault = (0,github_fault/* faultOf */.Kl)(thrown);
            isLimited ||= fault !== undefined && (0,github_fault/* isRateLimit */.a5)(fault);
            const why = fault?.status === undefined ? (0,errors/* messageOf */.bD)(thrown) : `HTTP ${fault.status}`;
            deps.log.info(`GitHub does not compare two revisions of ${repository} (${why}): git fetches them.`);
            return undefined;
        }
    };
}
/** `owner/name` of a repository at the server, from a URL that git is given; undefined for another one. */
function repositoryAt(url, serverUrl) {
    const server = URL.parse(serverUrl);
    const remote = URL.parse(url.replace(/^(?:[^/:@]+@)?([^/:@]+):(?!\/\/)/, 'ssh://$1/'));
    if (server === null || remote === null)
        return undefined;
    const isHttp = remote.protocol === 'https:' || remote.protocol === 'http:';
    const isThere = isHttp
        ? remote.origin === server.origin
        : /^(?:ssh|git):$/.test(remote.protocol) && remote.hostname === server.hostname;
    if (!isThere)
        return undefined;
    const name = (0,wording/* withoutSlashes */.C2)(remote.pathname)
        .replace(/^\/+/, '')
        .replace(/\.git$/, '');
    return (0,settings/* repositoryProblem */.Ki)(name) === undefined ? name : undefined;
}
/**
 * What lies between two revisions, as GitHub compares them
 * (https://docs.github.com/rest/commits/commits#compare-two-commits). Its pages begin with the oldest commit, and only the first one has
 * the files that changed: so that one is read for the counts, and then the last ones.
 *
 * @param from @param to full digests
 * @throws octokit's error, the reason of the cancellation, and an Error for an answer that does not hold together.
 */
async function compareRevisions(github, { from, to }, limit, deps) {
    const pageAt = (page) => sent(deps, async (signal) => {
        const basehead = `${from}...${to}`;
        const query = { ...github.repo, basehead, per_page: limit === 0 ? 1 : PAGE, page, request: { signal } };
        return (await github.octokit.rest.repos.compareCommitsWithBasehead(query)).data;
    });
    const first = await pageAt(1);
    const count = first.ahead_by;
    if (count >= MOST_COMMITS)
        throw new Error(`it counts no more than ${MOST_COMMITS} commits`);
    const wanted = Math.min(limit, count);
    const last = Math.max(1, Math.ceil(count / PAGE));
    let commits = [];
    for (let page = last; page > 0 && commits.length < wanted; page -= 1) {
        const { commits: older } = page === 1 ? first : await pageAt(page);
        if (older.length === 0)
            throw new Error(`page ${page} has no commits`);
        commits = [...commits, ...older.toReversed().map(logCommit)];
    }
    const relation = first.status === 'ahead' || first.status === 'identical' ? 'ahead' : 'rewind';
    const sha = first.base_commit?.sha ?? from;
    const history = { relation, count, commits: commits.slice(0, wanted) };
    return sha === from ? history : { ...history, peeled: sha };
}
function logCommit({ sha, commit }) {
    return { sha, subject: subjectOf(commit.message) };
}
/** The first paragraph of a message on one line, as git's `%s` has it: blanks before its first word stay. */
function subjectOf(message) {
    const [paragraph = ''] = message.replace(/^(?:[^\S\n]*\n)+/, '').split(/\n[^\S\n]*\n/, 1);
    return paragraph
        .split('\n')
        .map((line) => line.trimEnd())
        .join(' ')
        .trimEnd()
        .slice(0, LONGEST_SUBJECT);
}
/** Sends a request again where that helps within seconds. */
async function sent(deps, work) {
    const { clock, cancellation, random = Math.random } = deps;
    for (let attempt = 1;; attempt += 1) {
        cancellation().throwIfAborted();
        try {
            // With a signal of ours the client does not wait for the end of a rate limit.
            return await work(AbortSignal.any([cancellation(), AbortSignal.timeout(REQUEST_LIMIT_MS)]));
        }
        catch (thrown) {
            cancellation().throwIfAborted();
            const fault = (0,github_fault/* faultOf */.Kl)(thrown);
            const wait = fault === undefined ? undefined : (0,retry/* waitAfter */.Wv)(fault, attempt, clock.now(), random());
            const again = attempt < ATTEMPTS && fault !== undefined && !(0,github_fault/* isRateLimit */.a5)(fault);
            if (!again || wait === undefined || wait > LONGEST_WAIT_MS)
                throw thrown;
            await clock.sleep(wait);
        }
    }
}

;// CONCATENATED MODULE: ./packages/core/src/updates/open-remotes.ts













/** Nearly all of the time is waiting. Each is a git with two or three processes. */
const AT_ONCE = 50;
/**
 * Opens the repositories of others. Nothing is asked before the first call, and nothing stays in the folder after one. Calls throw a
 * UserError where there is no git, and the reason of the cancellation.
 */
function openRemotes(settings, deps) {
    const byApi = settings.github === undefined ? undefined : apiHistories(settings.github, deps);
    let ownSsh;
    /** What git is run with, in a new folder. */
    async function contextIn(folder) {
        const { token, timeLimitSeconds, limits } = settings;
        const env = (0,environment/* remoteEnvironment */.o5)(deps.env, folder);
        const context = {
            deps,
            env,
            folder,
            token,
            timeLimitSeconds,
            ...(limits === undefined ? {} : { limits }),
        };
        ownSsh ??= await hasOwnSsh(context);
        return ownSsh ? context : { ...context, env: { ...env, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' } };
    }
    /** Calls `work` with the items of each repository. */
    async function eachRepository(items, work) {
        const groups = [...Map.groupBy(items, ({ url }) => url)];
        const results = new Map();
        if (groups.length === 0)
            return results;
        const { atOnce = AT_ONCE } = settings;
        let ended = 0;
        await inFolder(settings.folder, async (folder) => {
            const context = await contextIn(folder);
            const one = async ([url, group]) => {
                const found = await work(context, url, group);
                for (const [at, item] of group.entries())
                    results.set(item, found[at]);
                ended += 1;
            };
            const describe = () => `Repositories that have answered: ${ended} of ${groups.length}.`;
            await (0,progress/* withProgress */.E0)(deps, describe, () => (0,in_parallel/* inParallel */.H)(groups, one, atOnce));
        });
        return results;
    }
    async function historiesOf(context, url, spans, limit) {
        let repository;
        const byGit = async (span) => {
            repository ??= openHistory(context, url, span.to.length);
            return (await repository).between(span, limit);
        };
        const found = [];
        // One after the other: they share what was fetched.
        for (const span of spans) {
            const problem = spanProblem(span);
            if (problem !== undefined) {
                found.push({ kind: 'unreachable', reason: problem });
                continue;
            }
            const history = knownHistory(span) ?? (await byApi?.(span, limit));
            found.push(history === undefined ? await byGit(span) : { kind: 'history', history });
        }
        return found;
    }
    return {
        async heads(branches) {
            const heads = await eachRepository(branches, (context, url, group) => headsOf(context, url, group.map(({ branch }) => branch)));
            return branches.map((branch) => heads.get(branch));
        },
        async tags(urls) {
            const asked = urls.map((url) => ({ url }));
            const found = await eachRepository(asked, async (context, url, group) => {
                const tags = await (0,git_tags/* tagsOf */.Fg)(context, url);
                return group.map(() => tags);
            });
            return asked.map((each) => found.get(each));
        },
        async histories(spans, limit) {
            const keyOf = ({ url, branch, from, to }) => JSON.stringify([url, branch, from, to]);
            const unique = new Map(spans.map((span) => [keyOf(span), span]));
            const found = await eachRepository([...unique.values()], (context, url, group) => historiesOf(context, url, group, limit));
            return spans.map((span) => found.get(unique.get(keyOf(span)) ?? span));
        },
        async commits(queries) {
            const found = await eachRepository(queries, findCommits);
            return queries.map((query) => found.get(query));
        },
    };
}
async function inFolder(parent, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(await (0,promises_.realpath)(parent), 'pv-remotes-'));
    try {
        await work(folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
/** Whether the user says how ssh is run. A variable of ours would win over that configuration. */
async function hasOwnSsh(context) {
    if (!(0,environment/* hasPlainSsh */.pM)(context.env))
        return true;
    const { code } = await (0,run/* readLocal */.iG)(context, ['config', '--get', 'core.sshCommand']);
    return code === 0;
}
/** How long one call of git may take. A fetch of all commits of a large repository takes minutes. */
const GIT_LIMIT_SECONDS = 600;
/**
 * The repositories of others, as the inputs say to ask them. `remote-token` goes to `git-base-url` only; GitHub's API is asked with
 * `github-token`, where there is one, and git where the API does not show a repository.
 */
function remotesOf(given, deps) {
    const { env } = deps;
    const { 'remote-token': remoteToken, 'github-token': token, 'git-base-url': origin } = given;
    const api = { apiUrl: (0,settings/* apiUrlOf */.po)(env), serverUrl: serverUrlOf(env), tokenInput: 'github-token' };
    return openRemotes({
        token: remoteToken === undefined ? undefined : { value: remoteToken, origin },
        timeLimitSeconds: GIT_LIMIT_SECONDS,
        folder: env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(),
        github: token === undefined ? undefined : { ...api, token },
    }, deps);
}
/** The host of the GitHub that this run is at. */
function githubHost(env) {
    return URL.parse(serverUrlOf(env))?.host ?? '';
}
function serverUrlOf(env) {
    return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}


/***/ }),

/***/ 44524:
/*! packages/core/src/updates/report.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MT: () => (/* binding */ updateSummary),
/* harmony export */   ST: () => (/* binding */ reportAuthorship),
/* harmony export */   Vi: () => (/* binding */ failAtEnd),
/* harmony export */   W8: () => (/* binding */ updateEntry),
/* harmony export */   o3: () => (/* binding */ reportFailures),
/* harmony export */   v6: () => (/* binding */ reportUpdates),
/* harmony export */   y3: () => (/* binding */ deliveredSentence)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58411);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(47132);
/* harmony import */ var _commit_message_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19373);
/* harmony import */ var _look_up_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58387);
/* harmony import */ var _request_body_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94890);
/* harmony import */ var _rewind_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(10329);







/** What the outputs say of an update, as JSON. */
function updateEntry(update) {
    const { name, new: head, history } = update;
    return {
        name,
        old: (0,_rewind_ts__WEBPACK_IMPORTED_MODULE_4__/* .pinnedCommit */ .I)(update),
        new: head,
        commits: history.count ?? null,
        log: history.commits.map(({ subject }) => subject),
        rewind: history.relation === 'rewind',
    };
}
/** Prints the updates with their logs, a group each. */
async function reportUpdates({ updates }, log) {
    for (const update of updates) {
        const title = `${update.name}: ${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_5__/* .shortSha */ .Fu)((0,_rewind_ts__WEBPACK_IMPORTED_MODULE_4__/* .pinnedCommit */ .I)(update))} -> ${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_5__/* .shortSha */ .Fu)(update.new)}, ${(0,_commit_message_ts__WEBPACK_IMPORTED_MODULE_2__/* .commitsOf */ .g3)(update)}`;
        await log.group(title, async () => {
            log.info(`${update.files.join(', ')}, branch ${update.branch} of ${update.url}`);
            for (const { sha, subject } of update.history.commits)
                log.foreign(`${(0,_look_up_ts__WEBPACK_IMPORTED_MODULE_5__/* .shortSha */ .Fu)(sha)} ${subject}`);
        });
    }
}
/** What became of a request, as a sentence. */
function deliveredSentence({ change, proposed, closed }, dryRun) {
    const { branch } = change;
    if (proposed !== undefined)
        return proposedSentence(branch, proposed, dryRun);
    if (closed === undefined)
        return `Nothing is proposed on the branch ${branch}.`;
    return `The pull request #${closed} of the branch ${branch} ${dryRun ? 'would be' : 'was'} closed: nothing is left to update.`;
}
function proposedSentence(branch, proposed, dryRun) {
    const { request, number, pushed } = proposed;
    const [was, had] = dryRun ? ['would be', 'would get'] : ['was', 'got'];
    const which = number === undefined ? 'A pull request' : `The pull request #${number}`;
    if (request === 'closed') {
        return `${which} with just this change was closed by somebody, so it is not opened again. \`force: true\` proposes it again.`;
    }
    if (request === 'unchanged' && !pushed)
        return `${which} of the branch ${branch} has just this change already.`;
    if (request === 'created')
        return `${which} ${was} opened from the branch ${branch}.`;
    return `${which} ${pushed ? `${had} a new commit on the branch ${branch}` : `${was} brought up to date`}.`;
}
/** Says how the commit and the request came about, where a person has to know. */
function reportAuthorship(delivered, log) {
    const made = delivered.flatMap(({ proposed }) => proposed ?? []);
    if (made.some(({ signed }) => signed === false)) {
        log.info('GitHub did not sign the commit: it signs those of the token of a job or of an app, not those of a personal token, nor those of a ' +
            '`commit-author`.');
    }
    if (made.some(({ byJobToken, request }) => byJobToken && request !== 'closed'))
        log.notice(NO_CI);
}
const NO_CI = 'The pull request was made with the token of the job, so it triggers no workflow: GitHub keeps workflows from triggering each other. ' +
    'To have it tested, give `github-token` a token of an app (actions/create-github-app-token), close and reopen the request by hand, or start a ' +
    'workflow on its branch.';
/** The step summary. */
function updateSummary(report, current, delivered, dryRun) {
    const made = delivered.filter(({ proposed, closed }) => proposed !== undefined || closed !== undefined);
    const sections = [
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__.md) `### ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__/* .escapeText */ .X1)(report.stage)}: ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__/* .escapeText */ .X1)((0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .headline */ .Pl)(report, current))}`,
        ...made.map((each) => (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__.md) `${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__/* .escapeText */ .X1)(deliveredSentence(each, dryRun))}${requestLink(each)}`),
        ...(report.updates.length === 0 ? [] : [(0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .updatesTable */ .Po)(report)]),
        ...(0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .sentenceSection */ .zG)(_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .ALSO_CHANGED */ .xS, report.changes),
        ...(0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .notTaken */ .h4)(report),
        ...(0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .sentenceSection */ .zG)(_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .NOT_LOOKED_AT */ .JT, report.failures.map(withDetail)),
        ...(0,_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .sentenceSection */ .zG)(_request_body_ts__WEBPACK_IMPORTED_MODULE_3__/* .NOT_TOUCHED */ .tt, report.notes),
    ];
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__/* .joinMarkdown */ .UF)(sections, '\n\n');
}
function requestLink({ proposed }) {
    return proposed?.url === undefined ? (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__.md) `` : (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__.md) ` ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)('Look at it.', proposed.url)}`;
}
/** Prints the failures as errors. Remotes that did not answer are warnings with `allowUnreachable`. */
function reportFailures({ failures }, allowUnreachable, log) {
    for (const failure of failures) {
        const text = `${withDetail(failure)}\n${failure.advice}`;
        if (isPassed(failure, allowUnreachable))
            log.warning(text);
        else
            log.error(text);
    }
}
/**
 * Throws when a reported failure is to fail the stage.
 *
 * @throws ReportedError that names what failed.
 */
function failAtEnd({ failures }, allowUnreachable) {
    const failing = failures.filter((failure) => !isPassed(failure, allowUnreachable));
    if (failing.length === 0)
        return;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .ReportedError */ .SS(`Not everything could be looked at: ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_6__/* .shortList */ .pg)([...new Set(failing.map(({ name }) => name))], ', ')}.`, 'The errors above say why. Everything else was looked at.');
}
function isPassed({ unreachable }, allowUnreachable) {
    return unreachable && allowUnreachable;
}
/** The cause of a failure with what was said. */
function withDetail({ cause, detail }) {
    return detail === undefined ? cause : `${cause} ${detail}`;
}


/***/ }),

/***/ 94890:
/*! packages/core/src/updates/request-body.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ requestBody),
/* harmony export */   JT: () => (/* binding */ NOT_LOOKED_AT),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   Po: () => (/* binding */ updatesTable),
/* harmony export */   h4: () => (/* binding */ notTaken),
/* harmony export */   tt: () => (/* binding */ NOT_TOUCHED),
/* harmony export */   xS: () => (/* binding */ ALSO_CHANGED),
/* harmony export */   zG: () => (/* binding */ sentenceSection)
/* harmony export */ });
/* unused harmony export compareUrl */
/* harmony import */ var _action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58411);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47132);
/* harmony import */ var _commit_message_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19373);
/* harmony import */ var _look_up_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58387);
/* harmony import */ var _rewind_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(10329);





/** A longer log is folded. */
const OPEN_LINES = 10;
/** The section with what could not be looked at. */
const NOT_LOOKED_AT = (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `### Not looked at`;
/** The section with changes that are no updates. */
const ALSO_CHANGED = (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `### Also changed`;
/** The section with what was left as it is. */
const NOT_TOUCHED = (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `### Not touched`;
/**
 * The text of the request. It has nothing of the run in it: the same updates make the same text. Text of others is escaped.
 */
function requestBody(report) {
    const sections = [
        ...(report.updates.length === 0 ? [] : [updatesTable(report)]),
        ...sentenceSection(ALSO_CHANGED, report.changes),
        ...report.updates.map((update) => updateSection(update, report)),
        ...notTaken(report),
        ...sentenceSection(NOT_LOOKED_AT, report.failures.map(({ cause }) => cause)),
        ...sentenceSection(NOT_TOUCHED, report.notes),
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `<sub>Proposed by the stage ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(report.stage)} of pv-actions. It rewrites this branch while all commits on it are its own, and closes the request when nothing is left to update.</sub>`,
    ];
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)(sections, '\n\n')}\n`;
}
/** The updates in short: old, new, and how many commits lie between. */
function updatesTable(report) {
    const capital = `${report.noun.charAt(0).toUpperCase()}${report.noun.slice(1)}`;
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)([capital, 'Branch', 'From', 'To', 'Commits'].map(_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1), report.updates.map((update) => [
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)(update.name),
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(update.branch),
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)((0,_look_up_ts__WEBPACK_IMPORTED_MODULE_2__/* .shortSha */ .Fu)((0,_rewind_ts__WEBPACK_IMPORTED_MODULE_3__/* .pinnedCommit */ .I)(update))),
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)((0,_look_up_ts__WEBPACK_IMPORTED_MODULE_2__/* .shortSha */ .Fu)(update.new)),
        commitsCell(update, report),
    ]));
}
/** Rewinds that are not taken. */
function notTaken({ refused }) {
    if (refused.length === 0)
        return [];
    const lines = refused.map((update) => (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)(update.name)}: ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)((0,_look_up_ts__WEBPACK_IMPORTED_MODULE_2__/* .rewindReason */ .Cl)(update))} ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)('allow-rewind: true')} takes it.`);
    return [(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `### Not taken\n\n${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .bullets */ .e5)(lines)}`];
}
/** A section with sentences; nothing where there are none. */
function sentenceSection(title, sentences) {
    if (sentences.length === 0)
        return [];
    return [(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${title}\n\n${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .bullets */ .e5)(sentences.map(_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1))}`];
}
function updateSection(update, report) {
    const { history, files, url } = update;
    const lines = history.commits.map(({ sha, subject }) => (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)((0,_look_up_ts__WEBPACK_IMPORTED_MODULE_2__/* .shortSha */ .Fu)(sha))} ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)(subject)}`);
    const more = (0,_commit_message_ts__WEBPACK_IMPORTED_MODULE_1__/* .moreCommits */ .Ao)(history);
    const rest = more > 0 ? [(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `and ${more} more`] : [];
    const sections = [
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `### ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)(update.name)}`,
        (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)(files.map(_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY), ', ')}, from ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(url)}: ${commitsLink(update, report)}.`,
        ...log(update, [...lines, ...rest]),
    ];
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .joinMarkdown */ .UF)(sections, '\n\n');
}
function log(update, lines) {
    if (lines.length === 0)
        return [];
    const text = (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .bullets */ .e5)(lines);
    return [lines.length > OPEN_LINES ? (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)((0,_commit_message_ts__WEBPACK_IMPORTED_MODULE_1__/* .commitsOf */ .g3)(update), text) : text];
}
function commitsCell(update, report) {
    const { history } = update;
    const count = history.count === undefined ? 'unknown' : String(history.count);
    const shown = linked(count, update, report);
    return history.relation === 'rewind' ? (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__.md) `${shown}, ${(0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)((0,_rewind_ts__WEBPACK_IMPORTED_MODULE_3__/* .rewindWords */ .rW)(history))}` : shown;
}
function commitsLink(update, report) {
    return linked((0,_commit_message_ts__WEBPACK_IMPORTED_MODULE_1__/* .commitsOf */ .g3)(update), update, report);
}
function linked(text, update, { githubHost }) {
    const page = compareUrl(update.url, (0,_rewind_ts__WEBPACK_IMPORTED_MODULE_3__/* .pinnedCommit */ .I)(update), update.new, githubHost);
    return page === undefined ? (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .escapeText */ .X1)(text) : (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)(text, page);
}
/** `3 components`, with what was left aside. */
function headline({ updates, refused, failures, changes, noun }, current) {
    const names = new Set(updates.map(({ name }) => name));
    const nothing = changes.length === 0 ? 'Nothing to update' : `No ${noun} to update`;
    const parts = [
        names.size === 0 ? nothing : `${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(names.size, noun)} to update`,
        ...(changes.length > 0 ? [(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(changes.length, 'other change')] : []),
        ...(current > 0 ? [`${current} at the head of ${current === 1 ? 'its' : 'their'} branch`] : []),
        ...(refused.length > 0 ? [`${refused.length} not taken`] : []),
        ...(failures.length > 0 ? [`${failures.length} not looked at`] : []),
    ];
    return `${parts.join(', ')}.`;
}
/**
 * The page that compares two revisions of a repository, at GitHub and at GitLab. Undefined for other hosts, whose pages differ.
 *
 * @param url as git is given it, with any scheme.
 * @param githubHost the host of GITHUB_SERVER_URL, for a GitHub of one's own.
 */
function compareUrl(url, from, to, githubHost) {
    if (!URL.canParse(url))
        return undefined;
    const { hostname, host, pathname, protocol } = new URL(url);
    const web = protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : `https://${hostname}`;
    const page = `${web}${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_4__/* .withoutSlashes */ .C2)(pathname).replace(/\.git$/, '')}`;
    if (hostname === 'github.com' || host === githubHost)
        return `${page}/compare/${from}...${to}`;
    if (/^gitlab\./.test(hostname))
        return `${page}/-/compare/${from}...${to}`;
    return undefined;
}


/***/ }),

/***/ 28794:
/*! packages/core/src/updates/request-branch.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ requestBranch)
/* harmony export */ });
/* unused harmony export defaultRequestBranch */
/* harmony import */ var _github_client_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65435);
/* harmony import */ var _github_settings_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3636);
/* harmony import */ var _proposal_branch_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28506);



/**
 * The branch that requests are from: the input, or by default `auto-update/<subject>` for the default branch of the repository, and a branch
 * of its own for any other base.
 *
 * @throws UserError where GitHub is to be asked for the default branch, and does not say.
 */
async function requestBranch(subject, given, deps) {
    const { branch, base, 'pull-request': requests } = given;
    if (branch !== undefined)
        return branch;
    if (base === undefined || !requests)
        return defaultRequestBranch(subject, undefined);
    const isDefault = (await (0,_proposal_branch_ts__WEBPACK_IMPORTED_MODULE_2__/* .defaultBranch */ .OR)((0,_github_client_ts__WEBPACK_IMPORTED_MODULE_0__/* .openGitHub */ .o)((0,_github_settings_ts__WEBPACK_IMPORTED_MODULE_1__/* .githubSettings */ .ND)(given, deps.env), deps))) === base;
    return defaultRequestBranch(subject, isDefault ? undefined : base);
}
/**
 * The branch by default. Bases `a` and `a/b` cannot both be in a repository, so that none of these names is a folder of another one.
 *
 * @param base undefined for the default branch of the repository
 */
function defaultRequestBranch(subject, base) {
    return base === undefined ? `auto-update/${subject}` : `auto-update/for-${base}/${subject}`;
}


/***/ }),

/***/ 10329:
/*! packages/core/src/updates/rewind.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ pinnedCommit),
/* harmony export */   TG: () => (/* binding */ rewindOf),
/* harmony export */   rW: () => (/* binding */ rewindWords)
/* harmony export */ });
/** Undefined where the head does descend from it. */
function rewindOf({ relation, count }) {
    if (relation === 'ahead')
        return undefined;
    if (count === undefined)
        return 'gone';
    return count === 0 ? 'behind' : 'diverged';
}
/** The same in a few words, for a table; empty where nothing is lost. */
function rewindWords(history) {
    const rewind = rewindOf(history);
    if (rewind === undefined)
        return '';
    return { gone: 'pin gone', behind: 'branch moved back', diverged: 'branch rewritten' }[rewind];
}
/** The commit that is pinned: where the pin is an annotated tag, the commit that it points at. */
function pinnedCommit({ old, history }) {
    return history.peeled ?? old;
}


/***/ }),

/***/ 12131:
/*! packages/core/src/updates/update.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ proposes)
/* harmony export */ });
/** Whether there is anything to propose. */
function proposes({ updates, changes }) {
    return updates.length + changes.length > 0;
}


/***/ })

};
