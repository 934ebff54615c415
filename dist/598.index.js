export const id = 598;
export const ids = [598];
export const modules = {

/***/ 83162:
/*! packages/core/src/kas/find-kas.ts, packages/core/src/kas/kas-program.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VD: () => (/* binding */ findKas),
  Ko: () => (/* binding */ kasNotStarted),
  qh: () => (/* binding */ raisedIn)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/child-environment.ts
var child_environment = __webpack_require__(41066);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-program.ts + 1 modules
var foreign_program = __webpack_require__(67443);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
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
    // kas-container looks for an engine and makes these folders first, whatever it is asked, and the user may not make one in `cwd`.
    const env = (0,child_environment/* childEnvironment */.Qc)(deps.env, ['HOME', 'KAS_CONTAINER_ENGINE', 'KAS_DOCKER_ENGINE'], {
        KAS_WORK_DIR: '/',
        KAS_BUILD_DIR: '/',
    });
    const onLines = (more) => void lines.push(...more);
    const { code } = await (0,foreign_program/* runForeign */.AE)(wrap([kas, '--version']), { called: 'kas', cwd, env, lingerSeconds: 0, onLines }, deps).catch((error) => {
        throw (0,errors/* systemCode */.xU)(error) === 'ENOENT' ? missing(kas, cwd, env.PATH) : kasNotStarted(error, kas, cwd);
    });
    if (code === NOT_FOUND)
        throw missing(kas, cwd, env.PATH);
    const program = code === 0 ? kasProgram(kas, lines.join('\n')) : undefined;
    if (program !== undefined)
        return program;
    const raised = raisedIn(lines);
    if (raised !== undefined) {
        throw new errors/* UserError */.yo(`"${kas}" is broken: it ends with "${raised}" when it is asked for its version.`, INSTALL_AGAIN);
    }
    throw new errors/* UserError */.yo(`"${kas}" does not say its version as kas does${lines.length === 0 ? '' : `: ${lines.slice(0, 3).join(' ')}`}.`, 'Name kas or kas-container in the input kas.');
}
/** The exception that a Python program ended with: the first line of the last one, behind the lines of the traceback. */
function raisedIn(lines) {
    const start = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last):'));
    const isRaised = start === -1 ? /^[A-Z]\w*Error: / : /^[A-Za-z_][\w.]*(?::|$)/;
    const line = lines.slice(start + 1).find((each) => isRaised.test(each));
    return line === undefined ? undefined : (0,inputs/* quote */.hD)(line).slice(1, -1);
}
/** How a program that starts another one says that there is no such program. */
const NOT_FOUND = 127;
/** A script whose interpreter is gone is not found either. */
function missing(kas, cwd, path = '') {
    const files = kas.includes('/') ? [kas] : path.split(external_node_path_.delimiter).map((folder) => (0,external_node_path_.join)(folder, kas));
    const file = files.find((each) => (0,external_node_fs_.existsSync)(each));
    if (file === undefined)
        return kasNotStarted({ code: 'ENOENT' }, kas, cwd);
    return new errors/* UserError */.yo(`"${file}" is broken: the program that its first line names is not there.`, INSTALL_AGAIN);
}
const INSTALL_AGAIN = 'Install it again with what it needs (`pipx install kas`, or `apt-get install kas`), or name another one in the input kas.';
/** What Node's error on starting `program` means to the user. */
function kasNotStarted(error, program, cwd) {
    const code = (0,errors/* systemCode */.xU)(error);
    if (code !== 'ENOENT' && code !== 'EACCES')
        return error;
    return new errors/* UserError */.yo(code === 'ENOENT' ? `kas was not found: "${program}".` : `"${program}" cannot be executed in ${cwd}.`, 'Install kas before this step (`apt-get install kas`, or `pipx install kas`), or name it in the input kas.');
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
/* harmony export */   As: () => (/* binding */ sourceDirOf),
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
/**
 * What `_source_dir` of a kas file says: the folder that its includes are relative to, and those of the files behind it in a
 * configuration. `kas menu` writes it into `.config.yaml`. A relative one is relative to where kas is run.
 */
function sourceDirOf(text) {
    const value = mapping(contentOf(text))['_source_dir'];
    return typeof value === 'string' && value !== '' ? value : undefined;
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
/* harmony export */   JD: () => (/* binding */ kasRepos),
/* harmony export */   UI: () => (/* binding */ branchOfRefspec),
/* harmony export */   eo: () => (/* binding */ kasReposAlong),
/* harmony export */   ri: () => (/* binding */ withoutCredentials)
/* harmony export */ });
/* harmony import */ var _git_digest_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99676);
/* harmony import */ var _kas_document_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93226);


/**
 * The repositories of a configuration, in its order. Those without a URL, such as the one that holds the configuration, are
 * not kas's to fetch, and are left out.
 *
 * What `overrides` say counts more than the repository, a null too, as in kas 5 (kas/repos.py, `Repo.factory`): a URL, a branch and a
 * commit, and with a `refspec` the commit alone.
 *
 * @param texts the files in the order in which kas merges them: what a file includes stands before it. One that `kas dump`
 * printed is a configuration, too.
 * @throws UserError when one is no kas file.
 */
function kasRepos(texts) {
    return reposOf(texts.map(contentOf).reduce(merged, {}));
}
/** The repositories as they are when each of the files has been merged. @throws as `kasRepos`. */
function kasReposAlong(texts) {
    let config = {};
    return texts.map((text) => {
        config = merged(config, contentOf(text));
        return reposOf(config);
    });
}
function contentOf(text) {
    return (0,_kas_document_ts__WEBPACK_IMPORTED_MODULE_1__/* .kasContent */ .LO)(text);
}
function reposOf(config) {
    const defaults = mapping(mapping(config['defaults'])['repos']);
    const overrides = mapping(mapping(config['overrides'])['repos']);
    return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
        const own = mapping(repo);
        const over = mapping(overrides[key]);
        const hasRefspec = scalar(given('refspec', own, defaults)) !== undefined;
        const url = scalar(given('url', hasRefspec ? {} : over, own));
        if (url === undefined)
            return [];
        return {
            key,
            url: withoutCredentials(url),
            path: scalar(own['path']) ?? scalar(own['name']) ?? key,
            type: scalar(own['type']) ?? 'git',
            ...(hasRefspec ? byRefspec(own, defaults, over) : byName(own, defaults, over)),
        };
    });
}
/** The URL of a repository without the user and the password of https. A user of ssh belongs to the address. */
function withoutCredentials(url) {
    return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}
function byName(own, defaults, over) {
    return {
        branch: withoutPrefix(scalar(given('branch', over, own, defaults)), 'refs/heads/'),
        tag: withoutPrefix(scalar(given('tag', own, defaults)), 'refs/tags/'),
        commit: scalar(given('commit', over, own)),
    };
}
/**
 * `refspec` is the older form: one value for a branch, a tag or a commit. A tag cannot be told from a branch there, and counts as one,
 * unless it says so. Where it is a commit, the branch is the one of `defaults`.
 */
function byRefspec(own, defaults, over) {
    const refspecs = [own, defaults].map((from) => scalar(from['refspec']));
    const refspec = scalar(given('refspec', own, defaults));
    const name = scalar(given('branch', own, defaults)) ?? refspecs.find((text) => text !== undefined && !isDigest(text));
    const isTag = name?.startsWith('refs/tags/') === true;
    const fixed = scalar(given('commit', over, own));
    // A null there stands for the refspec: kas takes whatever it clones.
    if (over['commit'] !== undefined && fixed === undefined) {
        return { branch: undefined, tag: undefined, commit: undefined };
    }
    const commit = fixed ?? (isDigest(refspec) ? refspec : undefined);
    return {
        branch: isTag || name === undefined ? undefined : branchOfRefspec(name),
        tag: withoutPrefix(isTag ? name : scalar(given('tag', own, defaults)), 'refs/tags/'),
        commit,
        ...(commit === undefined ? { refspec } : {}),
    };
}
/** The branch that a refspec names in one of git's spellings: as it is in a clone, too, `refs/remotes/origin/main`. */
function branchOfRefspec(refspec) {
    return refspec.replace(/^(?:(?:refs\/)?(?:heads|remotes\/origin)|origin)\//, '');
}
/** The first of `mappings` that has the key counts, with a null too. */
function given(key, ...mappings) {
    return mappings.map((each) => each[key]).find((value) => value !== undefined);
}
function withoutPrefix(name, prefix) {
    return name?.startsWith(prefix) === true ? name.slice(prefix.length) : name;
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
