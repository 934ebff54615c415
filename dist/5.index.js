export const id = 5;
export const ids = [5];
export const modules = {

/***/ 83162:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ findKas),
  K: () => (/* binding */ kasNotStarted)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
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
    const { PATH, HOME } = deps.env;
    const { code } = await deps
        .exec(wrap([kas, '--version']), {
        cwd,
        env: { PATH, HOME },
        onLines: (more) => void lines.push(...more),
    })
        .catch((error) => {
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

/***/ 20697:
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

;// CONCATENATED MODULE: ./packages/core/src/kas/kas-words.ts
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
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _s: () => (/* binding */ keysAt),
/* harmony export */   kZ: () => (/* binding */ isNull),
/* harmony export */   l5: () => (/* binding */ kasDocument),
/* harmony export */   oB: () => (/* binding */ nodeAt)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);



/**
 * Reads YAML (or JSON, which is YAML) as PyYAML does for kas, with every scalar as its source text: a digest that has no
 * letters, or looks like `1e10`, stays what it is. Of a key that stands there twice the last counts; `<<` merges.
 *
 * @throws UserError when it is no YAML, or no mapping.
 */
function kasDocument({ path, text }) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
        schema: 'failsafe',
        merge: true,
        uniqueKeys: false,
        logLevel: 'error',
    });
    const [problem] = document.errors;
    if (problem !== undefined) {
        const line = problem.linePos?.[0].line;
        const what = problem.message.split(/ at line \d+|\n/)[0] ?? '';
        throw notKas(`${path} is not valid YAML${line === undefined ? '' : `: line ${line}`}: ${(0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(what)}.`);
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(document.contents))
        throw notKas(`${path} is no kas file: it holds no mapping.`);
    return document;
}
/** The node under `keys`, behind aliases and merges. */
function nodeAt(document, keys) {
    let node = resolved(document, document.contents);
    for (const key of keys)
        node = resolved(document, entryOf(document, node, key));
    return node ?? undefined;
}
/** The keys of the mapping under `keys`, those of merges first; none where there is no mapping. */
function keysAt(document, keys) {
    const value = toJs(nodeAt(document, keys), document);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
/** Whether a scalar stands for nothing: it is empty, or a null of YAML. */
function isNull(text) {
    return ['', '~', 'null', 'Null', 'NULL'].includes(text);
}
function toJs(node, document) {
    return node?.toJS(document);
}
function entryOf(document, node, key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return undefined;
    const own = node.items.findLast((pair) => sourceOf(pair.key) === key);
    if (own !== undefined)
        return own.value;
    for (const pair of node.items) {
        if (sourceOf(pair.key) !== '<<')
            continue;
        const merged = resolved(document, pair.value);
        for (const from of (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(merged) ? merged.items : [merged]) {
            const value = entryOf(document, resolved(document, from), key);
            if (value !== undefined)
                return value;
        }
    }
    return undefined;
}
function resolved(document, node) {
    const target = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.resolve(document) : node;
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(target) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(target) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(target) ? target : undefined;
}
function sourceOf(key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        return undefined;
    const { source, value } = key;
    return source ?? (typeof value === 'string' ? value : undefined);
}
function notKas(cause) {
    return new _action_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(cause, 'Correct the file. kas itself cannot read it either.');
}


/***/ }),

/***/ 29186:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KD: () => (/* binding */ configEnvNames),
/* harmony export */   Nt: () => (/* binding */ kasEnvironment),
/* harmony export */   ci: () => (/* binding */ parseEnvLines)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

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
const READ_BY_CONTAINER = [
    ...['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'],
    ...['CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'DISTRO_APT_PREMIRRORS'],
];
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
        env: { ...jobVariables(options.job, program), ...extra, ...inputVariables(options) },
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
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REFUSED = new Map([
    ['TMPDIR', 'bitbake would build there instead of in the build folder'],
    ['PATH', 'kas starts the build with a PATH of its own, and this one would only hide kas'],
    ['HOME', 'kas makes a home of its own for the build'],
]);
/**
 * Reads the input `env`: lines of KEY=VALUE. Empty lines, and lines that start with `#`, are passed over. A value is all
 * that follows the first `=`, quotes and blanks included.
 *
 * @returns the values, or what is wrong as sentences. No value is repeated in them: it may be a secret.
 */
function parseEnvLines(text) {
    const values = new Map();
    const problems = [];
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        const line = raw.trimStart();
        if (line === '' || line.startsWith('#'))
            continue;
        const end = line.indexOf('=');
        const name = line.slice(0, end);
        const problem = end === -1 ? 'has no "=". Write KEY=VALUE.' : nameProblem(name, values);
        if (problem === undefined)
            values.set(name, line.slice(end + 1));
        else
            problems.push(`Line ${index + 1} ${problem}`);
    }
    return problems.length > 0 ? { problems } : { values: Object.fromEntries(values) };
}
function nameProblem(name, values) {
    if (!NAME.test(name)) {
        return `names the variable "${name}". A name has letters, digits and underscores, and starts with no digit.`;
    }
    const refused = REFUSED.get(name);
    if (refused !== undefined)
        return `sets ${name}, which must not be set here: ${refused}.`;
    return values.has(name) ? `sets ${name} again. Keep one of the lines.` : undefined;
}
/**
 * The names under the top-level `env:` of kas files, each once. A text that is not such a file has none: kas itself says
 * what is wrong with it.
 */
function configEnvNames(yamlTexts) {
    return [...new Set(yamlTexts.flatMap(envNamesOf))];
}
function envNamesOf(text) {
    let content;
    try {
        content = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, { logLevel: 'silent', uniqueKeys: false });
    }
    catch {
        return [];
    }
    const env = isMapping(content) ? content['env'] : undefined;
    return isMapping(env) ? Object.keys(env) : [];
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 85198:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ localIncludes),
/* harmony export */   m: () => (/* binding */ hasForeignIncludes)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);

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
function includesOf(text) {
    let content;
    try {
        content = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, { logLevel: 'silent', uniqueKeys: false });
    }
    catch {
        return [];
    }
    const includes = property(property(content, 'header'), 'includes');
    return Array.isArray(includes) ? includes : [];
}
function property(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}


/***/ }),

/***/ 89493:
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
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ kasRepos),
/* harmony export */   r: () => (/* binding */ withoutCredentials)
/* harmony export */ });
/* harmony import */ var _git_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99676);
/* harmony import */ var _kas_document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93226);


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
    const config = texts.map((text) => (0,_kas_document_js__WEBPACK_IMPORTED_MODULE_0__/* .kasDocument */ .l5)(text).toJS()).reduce(merged, {});
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
    return scalar(own[key] ?? defaults[key]);
}
function isDigest(text) {
    return text !== undefined && _git_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .FULL_DIGEST */ .F.test(text);
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
    return typeof value === 'object' && !Array.isArray(value);
}
function mapping(value) {
    return isMapping(value) ? value : {};
}
function scalar(value) {
    return typeof value === 'string' && !(0,_kas_document_js__WEBPACK_IMPORTED_MODULE_0__/* .isNull */ .kZ)(value) ? value : undefined;
}


/***/ })

};
