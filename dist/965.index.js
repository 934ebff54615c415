export const id = 965;
export const ids = [965];
export const modules = {

/***/ 3965:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kasBuild: () => (/* binding */ kasBuild),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(1189);
// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var source = __webpack_require__(5283);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 24 modules
var stage = __webpack_require__(4733);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
;// CONCATENATED MODULE: ./packages/core/src/yocto/deploy.ts

const DISTRO_FOLDER = /^pantavisor-appengine-distro-[^/]*(?=\/)/;
const KINDS = [
    { kind: 'bsp', globs: ['pantavisor-bsp*.pvrexport.tgz'], naming: 'versioned', below: true },
    { kind: 'pvrexport', globs: ['*pvrexport.tgz'], naming: 'versioned', below: true },
    { kind: 'flash-bundle', globs: ['pv-flash-bundle-*.tar.gz'], naming: 'stable' },
    { kind: 'tezi', globs: ['*pv_teziimg.tar.xz'], naming: 'stable' },
    { kind: 'docs', globs: ['*.docs.tar.zst', 'pantavisor-docs-*.tar.gz'], naming: 'stable' },
    { kind: 'sbom', globs: ['*.spdx.tar.zst', '*.spdx.json'], naming: 'stable' },
    { kind: 'cve', globs: ['*.cve', '*.cve.json'], naming: 'stable' },
    { kind: 'manifest', globs: ['*.manifest', '*.manifest.txt', '*.manifest.patch'], naming: 'stable' },
];
/**
 * Chooses the artifacts of a build by kind, each file once: of a versioned file and the stable links to it,
 * one is taken; versions that a stable link has left behind are passed over.
 *
 * @param output globs for the image, matched against names directly in DEPLOY_DIR_IMAGE. A file that they name
 *   is an image whatever else it matches.
 */
function selectArtifacts(listing, output) {
    const artifacts = [];
    const taken = new Set();
    const outside = listing.image.filter((file) => !DISTRO_FOLDER.test(file.path));
    const kinds = [{ kind: 'image', globs: output, naming: 'stable' }, ...KINDS];
    const left = new Set();
    for (const kind of kinds) {
        const matching = outside.filter((file) => matches(file.path, kind));
        const { files, passedOver } = newest(matching, outside);
        for (const path of passedOver)
            left.add(path);
        for (const file of files) {
            if (taken.has(file.source))
                continue;
            taken.add(file.source);
            artifacts.push({
                kind: kind.kind,
                root: 'image',
                source: file.source,
                name: baseName(file[kind.naming]),
            });
        }
    }
    artifacts.push(...distro(listing.image), ...sdk(listing.sdk));
    for (const file of listing.cve) {
        if (file.path === 'cve-summary.json')
            artifacts.push({ kind: 'cve', root: 'cve', source: file.path, name: file.path });
    }
    return { artifacts, passedOver: [...left].filter((path) => !taken.has(path)).sort() };
}
function newest(matching, all) {
    const links = all.filter((file) => file.target !== undefined);
    const linked = new Set(links.map((file) => file.target));
    const linkedShapes = new Set(links.map((file) => shapeOf(file.target ?? '')));
    const files = new Map();
    const passedOver = [];
    for (const file of matching) {
        const source = file.target ?? file.path;
        if (!linked.has(source) && linkedShapes.has(shapeOf(source))) {
            passedOver.push(source);
            continue;
        }
        const known = files.get(source);
        const stable = file.target === undefined ? (known?.stable ?? file.path) : shorter(known, file.path, source);
        files.set(source, { source, stable, versioned: source });
    }
    return { files: [...files.values()], passedOver };
}
/** Several links can end at one file: the shortest name is the most stable one. */
function shorter(known, link, source) {
    if (known === undefined || known.stable === source)
        return link;
    return known.stable.length < link.length || (known.stable.length === link.length && known.stable < link)
        ? known.stable
        : link;
}
/** The name with every version, revision and date in it blanked: two builds of one thing have the same. */
function shapeOf(path) {
    return path
        .split(/(?=[-_./])/)
        .map((part) => (/^[-_.][vr]?\d[\w+~]*$/.test(part) || /^-[0-9a-f]{7,40}$/.test(part) ? '#' : part))
        .join('')
        .replace(/#+/g, '#');
}
function matches(path, kind) {
    const name = baseName(path);
    if (kind.below !== true && name !== path)
        return false;
    if (name.length > 512)
        return false;
    return kind.globs.some((glob) => (0,external_node_path_.matchesGlob)(name, glob));
}
function distro(files) {
    const inside = files.filter((file) => DISTRO_FOLDER.test(file.path));
    const folders = new Map();
    for (const file of inside) {
        const folder = topFolder(file.path);
        const target = file.target === undefined ? folder : topFolder(file.target);
        folders.set(folder, target === folder ? { path: folder } : { path: folder, target });
    }
    const all = [...folders.values()];
    const chosen = new Map(newest(all, all).files.map((folder) => [folder.stable, folder]));
    return inside.flatMap((file) => {
        if (!chosen.has(topFolder(file.path)))
            return [];
        return [
            { kind: 'pvtest-distro', root: 'image', source: file.target ?? file.path, name: file.path },
        ];
    });
}
function topFolder(path) {
    return path.slice(0, path.indexOf('/'));
}
function sdk(files) {
    const installers = files.filter((file) => !file.path.includes('/') && (0,external_node_path_.matchesGlob)(file.path, '*.sh'));
    const ours = installers.filter((file) => (0,external_node_path_.matchesGlob)(file.path, 'panta*.sh'));
    const chosen = ours.length > 0 ? ours : installers;
    return newest(chosen, files).files.map(({ source, stable }) => ({
        kind: 'sdk',
        root: 'sdk',
        source,
        name: baseName(stable),
    }));
}
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(6065);
;// CONCATENATED MODULE: ./packages/core/src/yocto/bitbake-environment.ts
/**
 * Reads variables from what `bitbake -e` prints: `NAME="value"` at the start of a line, inner quotes as `\"`,
 * a value of several lines continued by a backslash. Comments and function bodies are passed over.
 *
 * @returns the values of those `names` that are set.
 */
function parseBitbakeEnvironment(lines, names) {
    const wanted = new Set(names);
    const found = {};
    let inFunction = false;
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? '';
        if (inFunction) {
            inFunction = line !== '}';
            continue;
        }
        if (FUNCTION.test(line)) {
            inFunction = true;
            continue;
        }
        const assignment = ASSIGNMENT.exec(line);
        if (assignment === null)
            continue;
        let value = assignment[2] ?? '';
        while (!CLOSED.test(value) && index + 1 < lines.length)
            value = `${value.replace(/\\$/, '')}${lines[++index]}`;
        const name = assignment[1] ?? '';
        if (wanted.has(name))
            found[name] = value.replace(/"$/, '').replace(/\\"/g, '"');
    }
    return found;
}
const FUNCTION = /^(?:fakeroot )?(?:python )?(?:def )?[\w:.+-]+ ?\(\) \{$/;
const ASSIGNMENT = /^(?:export )?([A-Za-z_][\w:.+-]*)="(.*)$/;
const CLOSED = /(?:^|[^\\])(?:\\\\)*"$/;

;// CONCATENATED MODULE: ./packages/core/src/yocto/console.ts
const RUNNING = /^NOTE: Running (setscene |noexec )?task (\d+) of (\d+) \((.+):(do_\w+)\)$/;
const SSTATE = /Sstate summary: Wanted (\d+) .*\((\d+)% match/;
const TASK_FAILED = /^ERROR: Task (?:\d+ )?\((.+?):(do_\w+)\) failed with exit code/;
const LOG_FILE = /^ERROR: Logfile of failure stored in: (.+)$/;
const SUMMARY = /Tasks Summary: Attempted (\d+) tasks of which (\d+) didn't need to be rerun and /;
const MESSAGE = /(?:^|\.\.\.)(ERROR|WARNING): (.*)$/;
/** Reads one line of bitbake's console, without kas's prefix. Undefined for lines that carry nothing. */
function parseConsoleLine(line) {
    const running = RUNNING.exec(line);
    if (running !== null) {
        const [, kind, number, total, file = '', task = ''] = running;
        return {
            type: 'running',
            number: Number(number),
            total: Number(total),
            name: taskName(file, task),
            setscene: kind === 'setscene ',
        };
    }
    const sstate = SSTATE.exec(line);
    if (sstate !== null)
        return { type: 'sstate', wanted: Number(sstate[1]), match: Number(sstate[2]) };
    const failed = TASK_FAILED.exec(line);
    if (failed !== null)
        return { type: 'task-failed', name: taskName(failed[1] ?? '', failed[2] ?? '') };
    const logFile = LOG_FILE.exec(line);
    if (logFile !== null)
        return { type: 'log-file', path: logFile[1] ?? '' };
    const summary = SUMMARY.exec(line);
    if (summary !== null) {
        return { type: 'tasks-summary', attempted: Number(summary[1]), reused: Number(summary[2]) };
    }
    const message = MESSAGE.exec(line);
    if (message === null)
        return undefined;
    return { type: message[1] === 'ERROR' ? 'error' : 'warning', text: message[2] ?? '' };
}
/** `fail-shell` of `/layer/recipes/fail-shell_1.0.bb`. */
function recipeOf(name) {
    const base = name.file.slice(name.file.lastIndexOf('/') + 1);
    return base.replace(/\.bb$/, '').replace(/_[^_]*$/, '');
}
function taskName(file, task) {
    return { file: file.replace(/^(?:mc:[^:]*:)?(?:virtual:[^/]*:)?/, ''), task };
}

;// CONCATENATED MODULE: ./packages/core/src/yocto/build-report.ts

function buildReporter() {
    const errors = [];
    const warnings = [];
    const failed = [];
    const logFiles = [];
    let sstateMatch;
    let tasks;
    let progress;
    return {
        add(event) {
            switch (event.type) {
                case 'running':
                    if (!event.setscene)
                        progress = event;
                    break;
                case 'sstate':
                    // bitbake prints 0 % where nothing was wanted.
                    sstateMatch = event.wanted === 0 ? undefined : event.match;
                    break;
                case 'task-failed':
                    failed.push(event.name);
                    break;
                case 'log-file':
                    logFiles.push(event.path);
                    break;
                case 'error':
                    errors.push(event.text);
                    break;
                case 'warning':
                    warnings.push(event.text);
                    break;
                case 'tasks-summary':
                    tasks = { attempted: event.attempted, reused: event.reused };
                    break;
            }
        },
        report() {
            const failedTasks = failed.map((name) => {
                const recipe = recipeOf(name);
                const logFile = logFiles.find((path) => path.includes(`/${recipe}/`) && path.includes(`/log.${name.task}`));
                return { ...name, recipe, ...(logFile === undefined ? {} : { logFile }) };
            });
            return { errors, warnings, failedTasks, sstateMatch, tasks, progress };
        },
    };
}

;// CONCATENATED MODULE: ./packages/core/src/yocto/kas.ts
/**
 * The argv of `kas build`. Options stand before the config: kas refuses them behind it.
 * `--target=x` is one word, so that a target that starts with a dash stays a value. The config must not.
 */
function kasBuildArgv(build) {
    return [
        build.kas,
        'build',
        ...build.targets.map((target) => `--target=${target}`),
        ...(build.task === undefined ? [] : [`--task=${build.task}`]),
        build.config,
    ];
}
/** The argv that prints bitbake's environment for the same config, without touching the repositories again. */
function kasEnvironmentArgv(command) {
    return [command.kas, 'shell', '--keep-config-unchanged', '--command', 'bitbake -e', command.config];
}
const PASSED_ON = new Set([
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', 'LC_ALL', 'TZ', 'CI'],
    ...['GITCONFIG_FILE', 'NETRC_FILE', 'GIT_CREDENTIAL_HELPER'],
    ...['SSTATE_DIR', 'SSTATE_MIRRORS', 'DL_DIR', 'BB_NUMBER_THREADS', 'PARALLEL_MAKE'],
    ...[
        'http_proxy',
        'https_proxy',
        'ftp_proxy',
        'no_proxy',
        'HTTP_PROXY',
        'HTTPS_PROXY',
        'FTP_PROXY',
        'NO_PROXY',
    ],
    ...['AWS_CONFIG_FILE', 'AWS_ROLE_ARN', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
]);
/**
 * What of a job's environment reaches kas: what kas and the fetchers read, by name. An empty variable is one that
 * the job does not have. A `TMPDIR` is left out on purpose: kas hands it to bitbake, which would build there.
 */
function kasEnvironment(env) {
    const kept = Object.entries(env).filter((entry) => entry[1] !== undefined && entry[1] !== '' && (PASSED_ON.has(entry[0]) || /^(KAS|SSH)_/.test(entry[0])));
    return Object.fromEntries(kept);
}
const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - ([A-Z]+) +- (.*)$/;
/**
 * Reads a line of kas's stderr. Undefined for a line without kas's prefix: the rest of a record of several
 * lines, a traceback, or the replay of bitbake's errors at the end, which were printed with a prefix before.
 */
function parseKasRecord(line) {
    const match = RECORD.exec(line);
    return match === null ? undefined : { level: match[1] ?? '', text: match[2] ?? '' };
}

;// CONCATENATED MODULE: ./actions/kas-build/src/build.ts








const FOLDERS = ['MACHINE', 'TMPDIR', 'DEPLOY_DIR', 'DEPLOY_DIR_IMAGE'];
/**
 * Holds what can be known of the configuration before kas runs against the file system.
 *
 * @throws UserError that names every file that is missing.
 */
async function checkConfig(config, workingDirectory) {
    const folder = await (0,promises_.stat)(workingDirectory).catch(() => undefined);
    if (folder?.isDirectory() !== true) {
        throw new errors/* UserError */.yo(`The working directory ${workingDirectory} does not exist.`, 'Check the input working-directory, and that the repository was checked out before this step.');
    }
    const missing = [];
    for (const file of config.split(':')) {
        const found = await (0,promises_.stat)((0,external_node_path_.join)(workingDirectory, file)).catch(() => undefined);
        if (found?.isFile() !== true)
            missing.push(file === '' ? '(an empty name)' : file);
    }
    if (missing.length > 0) {
        throw new errors/* UserError */.yo(`The kas configuration does not exist in ${workingDirectory}: ${missing.join(', ')}.`, 'Check the input config. Its files are joined by ":" and relative to working-directory.');
    }
}
/**
 * Runs `kas build`, shows its log as it comes, and gathers what bitbake says.
 *
 * @throws UserError when kas cannot be started.
 */
async function runKas(build, cwd, deps) {
    const reporter = buildReporter();
    const kasErrors = errorCollector();
    const start = deps.clock.now().getTime();
    const seconds = () => (deps.clock.now().getTime() - start) / 1000;
    const { code } = await deps.log.group(`kas build ${build.config}`, () => (0,progress/* withProgress */.E0)(deps, (elapsed) => describeProgress(reporter.report(), elapsed), () => startKas(build.kas, () => deps.exec(kasBuildArgv(build), {
        cwd,
        env: kasEnvironment(deps.env),
        onLine: (line) => {
            deps.log.foreign(line);
            const record = parseKasRecord(line);
            const event = record === undefined ? undefined : parseConsoleLine(record.text);
            if (event !== undefined)
                reporter.add(event);
            kasErrors.add(record, line, event !== undefined);
        },
    }))));
    return { code, report: reporter.report(), kasErrors: kasErrors.texts, seconds: seconds() };
}
const CONTINUATION_LINES = 4;
/** Gathers the errors of kas itself. One can have several lines; a traceback behind it says nothing to a user. */
function errorCollector() {
    const texts = [];
    let open = 0;
    return {
        texts,
        add(record, line, ofBitbake) {
            if (record !== undefined) {
                const isError = record.level === 'ERROR' && !ofBitbake;
                if (isError)
                    texts.push(record.text);
                open = isError ? CONTINUATION_LINES : 0;
            }
            else if (open > 0 && !line.startsWith('Traceback ') && line.trim() !== '') {
                texts.push(line.trim());
                open -= 1;
            }
            else {
                open = 0;
            }
        },
    };
}
/** Asks bitbake where it deploys, in the environment of the same configuration. Empty when it cannot say. */
async function askBitbake(build, cwd, deps) {
    const lines = [];
    const errors = [];
    const { code } = await startKas(build.kas, () => deps.exec(kasEnvironmentArgv(build), {
        cwd,
        env: kasEnvironment(deps.env),
        onLine: (line, stream) => void (stream === 'stdout' ? lines : errors).push(line),
    }));
    if (code === 0)
        return parseBitbakeEnvironment(lines, FOLDERS);
    for (const line of errors.slice(-20))
        deps.log.foreign(line);
    return {};
}
async function startKas(kas, start) {
    try {
        return await start();
    }
    catch (error) {
        const code = (0,errors/* systemCode */.xU)(error);
        if (code !== 'ENOENT' && code !== 'EACCES')
            throw error;
        throw new errors/* UserError */.yo(code === 'ENOENT' ? `kas was not found: "${kas}".` : `kas cannot be executed: "${kas}".`, 'Install kas before this step (`apt-get install kas`, or `pip install kas`), or name it in the input kas.');
    }
}
function describeProgress(report, elapsed) {
    const time = (0,progress/* formatDuration */.a3)(elapsed);
    if (report.progress === undefined)
        return `kas has run for ${time}; no task has started yet.`;
    const { number, total, name } = report.progress;
    return `Task ${number} of ${total} after ${time}: ${recipeOf(name)} ${name.task}.`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/deploy-folders.ts



/**
 * The folders of the default configuration: what `deploy-dir` says, else what bitbake says, else the only
 * `tmp*` folder of the build folder.
 *
 * @throws UserError when several could be meant.
 */
async function deployFolders(bitbake, buildDir, deployDir) {
    const deploy = deployDir ?? bitbake.DEPLOY_DIR ?? (await onlyDeployFolder(buildDir));
    const machine = bitbake.MACHINE ?? (await onlyMachine(deploy));
    const ofBitbake = deployDir === undefined ? bitbake : {};
    const folders = {
        image: ofBitbake.DEPLOY_DIR_IMAGE ?? (0,external_node_path_.join)(deploy, 'images', machine),
        sdk: (0,external_node_path_.join)(deploy, 'sdk'),
        cve: (0,external_node_path_.join)(ofBitbake.TMPDIR ?? (0,external_node_path_.resolve)(deploy, '..'), 'log', 'cve'),
    };
    return { folders, machine };
}
/** Lists the folders. One that is not there is empty. */
async function listDeploy(folders) {
    const [image, sdk, cve] = await Promise.all([
        listFolder(folders.image),
        listFolder(folders.sdk),
        listFolder(folders.cve),
    ]);
    return { image, sdk, cve };
}
async function onlyDeployFolder(buildDir) {
    const names = (await entries(buildDir)).map((entry) => entry.name).filter((name) => name.startsWith('tmp'));
    const found = [];
    for (const name of names.sort()) {
        if (await isFolder((0,external_node_path_.join)(buildDir, name, 'deploy')))
            found.push((0,external_node_path_.join)(buildDir, name, 'deploy'));
    }
    const [first] = found;
    if (first !== undefined && found.length === 1)
        return first;
    throw new errors/* UserError */.yo(first === undefined
        ? `bitbake did not say where it deploys, and ${buildDir} has no tmp*/deploy.`
        : `bitbake did not say where it deploys, and there are several deploy folders:\n${found.join('\n')}`, 'Name the deploy folder of the default configuration in the input deploy-dir.');
}
async function onlyMachine(deploy) {
    const names = (await entries((0,external_node_path_.join)(deploy, 'images'))).map((entry) => entry.name).sort();
    const [first] = names;
    if (first !== undefined && names.length === 1)
        return first;
    throw new errors/* UserError */.yo(`bitbake did not say its MACHINE, and ${(0,external_node_path_.join)(deploy, 'images')} holds ${names.length} folders${names.length > 0 ? `: ${names.join(', ')}` : ''}.`, 'Look at the output of bitbake above for the reason.');
}
/** Files below `folder`, links resolved. Links that end outside of it, or nowhere, are left out. */
async function listFolder(folder) {
    if (!(await isFolder(folder)))
        return [];
    const root = await (0,promises_.realpath)(folder);
    const files = [];
    async function walk(at) {
        for (const entry of await entries((0,external_node_path_.join)(root, at))) {
            const path = at === '' ? entry.name : `${at}/${entry.name}`;
            if (entry.isDirectory()) {
                await walk(path);
            }
            else if (entry.isFile()) {
                files.push({ path });
            }
            else if (entry.isSymbolicLink()) {
                await follow(path);
            }
        }
    }
    async function follow(path) {
        const target = await inside(root, path);
        if (target === undefined)
            return;
        if (!(await isFolder((0,external_node_path_.join)(root, target)))) {
            files.push({ path, target });
            return;
        }
        if (path.includes('/') || path.startsWith(`${target}/`))
            return;
        for (const file of await listFolder((0,external_node_path_.join)(root, target))) {
            files.push({ path: `${path}/${file.path}`, target: `${target}/${file.target ?? file.path}` });
        }
    }
    await walk('');
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
async function inside(root, path) {
    try {
        const target = (0,external_node_path_.relative)(root, await (0,promises_.realpath)((0,external_node_path_.join)(root, path)));
        return target === '' || target.startsWith('..') ? undefined : target.split(external_node_path_.sep).join('/');
    }
    catch (error) {
        if ((0,errors/* systemCode */.xU)(error) === 'ENOENT' || (0,errors/* systemCode */.xU)(error) === 'ELOOP')
            return undefined;
        throw error;
    }
}
async function entries(folder) {
    try {
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
    }
    catch (error) {
        if ((0,errors/* systemCode */.xU)(error) === 'ENOENT')
            return [];
        throw error;
    }
}
async function isFolder(path) {
    return (await (0,promises_.stat)(path).catch(() => undefined))?.isDirectory() === true;
}

// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
;// CONCATENATED MODULE: ./actions/kas-build/src/inputs.ts


const noDash = (value) => value.startsWith('-') ? 'A value that starts with a dash would be an option of kas.' : undefined;
const inputs_inputs = {
    config: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.'), noDash),
    target: (0,inputs/* list */.p_)(),
    task: (0,inputs/* text */.Qq)(),
    'machine-name': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), names/* checkMachine */.U1),
    output: (0,inputs/* list */.p_)(['pantavisor-starter*.rootfs.wic*']),
    'working-directory': (0,inputs/* text */.Qq)().transform((value) => value ?? '.'),
    kas: (0,inputs/* text */.Qq)().transform((value) => value ?? 'kas'),
    'artifact-dir': (0,inputs/* text */.Qq)(),
    'deploy-dir': (0,inputs/* text */.Qq)(),
};
const outputs = ['artifact-dir', 'machine', 'yocto-machine', 'verdict', 'duration-seconds'];

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(8411);
;// CONCATENATED MODULE: ./actions/kas-build/src/report.ts


const SENTENCES = {
    success: 'Built',
    failed: 'Failed',
    'errors-logged': 'Failed: every task succeeded, but errors were logged, and bitbake counts that as a failure',
};
/** The step summary of a build. */
function buildSummary(build, result, artifacts, logs) {
    const { report, seconds } = result;
    const facts = [
        ['Configuration', (0,markdown/* code */.aY)(build.config)],
        ['Duration', (0,progress/* formatDuration */.a3)(seconds)],
        ...(report.tasks === undefined
            ? []
            : [['Tasks', `${report.tasks.attempted} attempted, ${report.tasks.reused} reused`]]),
        ...(report.sstateMatch === undefined ? [] : [['sstate match', `${report.sstateMatch} %`]]),
        ['Warnings', String(report.warnings.length)],
        ['Errors', String(report.errors.length)],
    ];
    return [
        `### kas-build: ${(0,markdown/* code */.aY)(build.machine)}`,
        `${SENTENCES[build.verdict]} in ${(0,progress/* formatDuration */.a3)(seconds)}.`,
        (0,markdown/* table */.tp)(facts.map(([name = '']) => name), [facts.map(([, value = '']) => value)]),
        ...logs.map((log) => (0,markdown/* details */.zH)(`${log.title} failed`, (0,markdown/* codeBlock */.DV)(log.tail), true)),
        ...(report.errors.length > 0
            ? [(0,markdown/* details */.zH)('Errors', (0,markdown/* codeBlock */.DV)(report.errors.slice(0, 50).join('\n')))]
            : []),
        ...(report.warnings.length > 0
            ? [(0,markdown/* details */.zH)('Warnings', (0,markdown/* codeBlock */.DV)(report.warnings.slice(0, 50).join('\n')))]
            : []),
        ...(artifacts.length > 0 ? [artifactTable(artifacts)] : []),
    ].join('\n\n');
}
function artifactTable(artifacts) {
    const distro = artifacts.filter((artifact) => artifact.kind === 'pvtest-distro');
    const rows = artifacts
        .filter((artifact) => artifact.kind !== 'pvtest-distro')
        .map(({ kind, name, size, sha256 }) => [kind, (0,markdown/* code */.aY)(name), (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(size)), (0,markdown/* code */.aY)(sha256)]);
    if (distro.length > 0) {
        const size = distro.reduce((sum, artifact) => sum + artifact.size, 0);
        rows.push(['pvtest-distro', `${distro.length} files`, (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(size)), '']);
    }
    return (0,markdown/* table */.tp)(['Kind', 'Name', 'Size', 'sha256'], rows);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var release_artifacts = __webpack_require__(9468);
;// CONCATENATED MODULE: ./actions/kas-build/src/staging.ts







const FOLDER_OF_KIND = {
    image: 'images',
    pvrexport: 'pvrexports',
    bsp: 'pvrexports',
    'flash-bundle': 'flash-bundles',
    manifest: 'manifests',
};
/**
 * Puts the chosen files into `artifactDir` with their artifacts.json. They are hard-linked where that is
 * possible, else copied, and hashed. The folder appears whole, under a temporary name first; one that an
 * earlier run staged is replaced.
 *
 * @throws UserError when `artifactDir` holds something that no run of this stage put there.
 */
async function stageArtifacts(artifactDir, folders, chosen, describe) {
    await refuseForeignFolder(artifactDir);
    const partial = `${artifactDir}.partial`;
    await (0,promises_.rm)(partial, { recursive: true, force: true });
    const artifacts = [];
    for (const { kind, root, source, name } of chosen) {
        const path = `${FOLDER_OF_KIND[kind] ?? kind}/${name}`;
        const target = (0,external_node_path_.join)(partial, path);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        await linkOrCopy((0,external_node_path_.join)(folders[root], source), target);
        artifacts.push({ kind, path, name, ...(await digest(target)) });
    }
    const file = describe(artifacts);
    await (0,promises_.writeFile)((0,external_node_path_.join)(partial, 'artifacts.json'), (0,release_artifacts/* artifactsText */.Nf)(file));
    await (0,promises_.rm)(artifactDir, { recursive: true, force: true });
    await (0,promises_.rename)(partial, artifactDir);
    return file;
}
async function refuseForeignFolder(artifactDir) {
    let names;
    try {
        names = await (0,promises_.readdir)(artifactDir);
    }
    catch (error) {
        if ((0,errors/* systemCode */.xU)(error) === 'ENOENT')
            return;
        throw new errors/* UserError */.yo(`The artifact folder ${artifactDir} cannot be used: ${(0,errors/* systemCode */.xU)(error) ?? 'it cannot be read'}.`, 'Name a folder that does not exist yet in the input artifact-dir.');
    }
    if (names.length > 0 && !names.includes('artifacts.json')) {
        throw new errors/* UserError */.yo(`The artifact folder ${artifactDir} is not empty and was not staged by kas-build.`, 'Name a folder of its own in the input artifact-dir: its content is replaced by each run.');
    }
}
async function linkOrCopy(source, target) {
    try {
        await (0,promises_.link)(source, target);
    }
    catch (error) {
        if ((0,errors/* systemCode */.xU)(error) === 'EEXIST') {
            throw new errors/* UserError */.yo(`Two files of the build would be published as ${target.slice(target.lastIndexOf('/') + 1)}; one is ${source}.`, 'Remove the deploy folder and build again, or name the image more exactly in the input output.');
        }
        await (0,promises_.copyFile)(source, target);
    }
}
async function digest(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 }), async (chunks) => {
        for await (const chunk of chunks) {
            size += chunk.length;
            hash.update(chunk);
        }
    });
    return { size, sha256: hash.digest('hex') };
}

;// CONCATENATED MODULE: ./actions/kas-build/src/task-log.ts

const TAIL_LINES = 30;
const TAIL_BYTES = 64 * 1024;
/** Reads the end of a failed task's log; empty when the log is not there. */
async function taskLog(failed) {
    const title = `${failed.recipe} ${failed.task}`;
    if (failed.logFile === undefined)
        return { title, tail: '' };
    try {
        const file = await (0,promises_.open)(failed.logFile, 'r');
        try {
            const { size } = await file.stat();
            const start = Math.max(0, size - TAIL_BYTES);
            const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
            const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
            return { title, tail: lines.slice(-TAIL_LINES).join('\n') };
        }
        finally {
            await file.close();
        }
    }
    catch {
        return { title, tail: '' };
    }
}

;// CONCATENATED MODULE: ./actions/kas-build/src/verdict.ts
/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
function verdictOf(result) {
    const { tasks, failedTasks, errors } = result.report;
    if (result.code === 0)
        return tasks === undefined ? 'failed' : 'success';
    return tasks !== undefined && failedTasks.length === 0 && errors.length > 0 ? 'errors-logged' : 'failed';
}
/** Why a build failed, in full sentences: one line for each cause. */
function causeOf(result, config) {
    const { failedTasks, errors } = result.report;
    if (failedTasks.length > 0) {
        return failedTasks
            .map(({ recipe, task, logFile }) => `${recipe} ${task} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`)
            .join('\n');
    }
    if (errors.length > 0)
        return errors.slice(0, 10).join('\n');
    const said = result.kasErrors.slice(0, 10).join('\n');
    if (result.code === 0) {
        return `kas ended without an error, but bitbake's summary is missing: the log of ${config} is cut. ${said}`.trim();
    }
    if (said !== '')
        return `kas could not build ${config}: ${said}`;
    return result.code === null
        ? `kas was stopped by a signal while it built ${config}.`
        : `kas failed with exit code ${result.code} while it built ${config}.`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/main.ts













/** Builds a kas configuration, and stages what it left in the deploy folder. */
async function run(given, deps, output) {
    const { config, target, task, kas } = given;
    const cwd = (0,external_node_path_.resolve)(given['working-directory']);
    const build = { kas: kas.includes('/') ? (0,external_node_path_.resolve)(kas) : kas, config, targets: target, task };
    output('verdict', 'failed');
    await checkConfig(config, cwd);
    const result = await runKas(build, cwd, deps);
    const verdict = verdictOf(result);
    output('verdict', verdict);
    output('duration-seconds', Math.round(result.seconds));
    if (verdict !== 'success')
        return fail(given, verdict, result, deps);
    const bitbake = await askBitbake(build, cwd, deps);
    const deployDir = given['deploy-dir'] === undefined ? undefined : (0,external_node_path_.resolve)(cwd, given['deploy-dir']);
    const { folders, machine: yoctoMachine } = await deployFolders(bitbake, buildFolder(deps.env, cwd), deployDir);
    const machine = given['machine-name'] ?? checkedMachine(yoctoMachine);
    output('machine', machine);
    output('yocto-machine', yoctoMachine);
    const { artifacts, passedOver } = selectArtifacts(await listDeploy(folders), given.output);
    for (const path of passedOver)
        deps.log.info(`Older version, not taken: ${path}`);
    if (artifacts.length === 0)
        throw nothingDeployed(folders.image, given.output);
    if (!artifacts.some((artifact) => artifact.kind === 'image')) {
        deps.log.warning(`No image: nothing in ${folders.image} matches ${given.output.join(' ')}.`);
    }
    const artifactDir = (0,external_node_path_.resolve)(given['artifact-dir'] ?? (0,external_node_path_.join)(deps.env['RUNNER_TEMP'] ?? cwd, 'pv-artifacts', machine));
    const staged = await stageArtifacts(artifactDir, folders, artifacts, (list) => ({
        schema: 1,
        machine,
        'yocto-machine': yoctoMachine,
        targets: [...target],
        config,
        source: (0,source/* sourceOf */.v)(deps.env),
        build: {
            verdict,
            'duration-seconds': Math.round(result.seconds),
            ...(result.report.sstateMatch === undefined ? {} : { 'sstate-match': result.report.sstateMatch }),
        },
        artifacts: list,
    }));
    output('artifact-dir', artifactDir);
    deps.summary(buildSummary({ machine, config, verdict }, result, staged.artifacts, []));
    deps.log.info(`Staged ${staged.artifacts.length} files of ${machine} in ${artifactDir}.`);
}
const kasBuild = (0,stage/* defineStage */.w)({ inputs: inputs_inputs, outputs: outputs, run });
async function fail(given, verdict, result, deps) {
    const logs = await Promise.all(result.report.failedTasks.map(taskLog));
    for (const { title, tail } of logs) {
        deps.log.error(tail === '' ? `${title} failed.` : tail, { title });
    }
    const machine = given['machine-name'] ?? given.config;
    deps.summary(buildSummary({ machine, config: given.config, verdict }, result, [], logs));
    if (verdict === 'errors-logged') {
        throw new errors/* UserError */.yo(`Every task of ${given.config} succeeded, but errors were logged:\n${causeOf(result, given.config)}`, 'bitbake counts that as a failure. Mend the errors, or have the recipe log them as warnings.');
    }
    throw new errors/* UserError */.yo(causeOf(result, given.config), 'The whole log of kas is above.');
}
function buildFolder(env, cwd) {
    return (0,external_node_path_.resolve)(env['KAS_BUILD_DIR'] ?? (0,external_node_path_.join)(env['KAS_WORK_DIR'] ?? cwd, 'build'));
}
function checkedMachine(machine) {
    const problem = (0,names/* checkMachine */.U1)(machine);
    if (problem === undefined)
        return machine;
    throw new errors/* UserError */.yo(`The MACHINE of the build, "${machine}", cannot be the name of a release's machine. ${problem}`, 'Give another one in the input machine-name.');
}
function nothingDeployed(folder, globs) {
    return new errors/* UserError */.yo(`The build succeeded, but there is nothing to stage: no file in ${folder} is an image (${globs.join(' ')}) or of another known kind.`, 'Check that the target deploys something, and that the input output names its image.');
}


/***/ }),

/***/ 6065:
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

/***/ 5283:
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

/***/ 9468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CZ: () => (/* binding */ ofKind),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   Nf: () => (/* binding */ artifactsText),
/* harmony export */   nC: () => (/* binding */ pvrexportsOf),
/* harmony export */   nG: () => (/* binding */ parseArtifacts)
/* harmony export */ });
/* unused harmony export KINDS */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1189);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1688);





/** The kinds of files that a build leaves. A file may hold others, which its readers pass over. */
const KINDS = (/* unused pure expression or super */ null && ([
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
]));
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

/***/ 1688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sP: () => (/* binding */ source),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1189);


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
        throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON: ${(0,_action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown)}`, advice, { cause: thrown });
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
