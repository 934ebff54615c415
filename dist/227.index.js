export const id = 227;
export const ids = [227];
export const modules = {

/***/ 62227:
/*! actions/kas-build/src/build.ts, actions/kas-build/src/cache-mode.ts, actions/kas-build/src/caches.ts, actions/kas-build/src/configuration.ts, actions/kas-build/src/equivalences.ts, actions/kas-build/src/job.ts, actions/kas-build/src/kas-runner.ts, actions/kas-build/src/kas.ts, actions/kas-build/src/main.ts, actions/kas-build/src/plan.ts, actions/kas-build/src/post.ts, actions/kas-build/src/report/advice.ts, actions/kas-build/src/report/annotations.ts, actions/kas-build/src/report/compare.ts, actions/kas-build/src/report/error-groups.ts, actions/kas-build/src/report/headline.ts, actions/kas-build/src/report/messages.ts, actions/kas-build/src/report/progress-line.ts, actions/kas-build/src/report/report-build.ts, actions/kas-build/src/report/repository.ts, actions/kas-build/src/report/slowest.ts, actions/kas-build/src/report/summary.ts, actions/kas-build/src/report/task-logs.ts, actions/kas-build/src/report/verdict.ts, actions/kas-build/src/shallow-checkout.ts, actions/kas-build/src/staging/attestations.ts, actions/kas-build/src/staging/deploy-folders.ts, actions/kas-build/src/staging/file-clock.ts, actions/kas-build/src/staging/select-of-build.ts, actions/kas-build/src/staging/stage-build.ts, actions/kas-build/src/staging/stage-file.ts, actions/kas-build/src/staging/staging.ts, actions/kas-build/src/staging/task-graph.ts, actions/kas-build/src/stop/build-processes.ts, actions/kas-build/src/stop/stop-sentence.ts, actions/kas-build/src/stop/stopping-container.ts, actions/kas-build/src/stop/stopping.ts, actions/kas-build/src/user/access.ts, actions/kas-build/src/user/build-user.ts, actions/kas-build/src/user/hand-over.ts, actions/kas-build/src/user/safe-directory.ts, packages/core/src/bitbake/bitbake-call.ts, packages/core/src/bitbake/bitbake-environment.ts, packages/core/src/bitbake/build-configuration.ts, packages/core/src/bitbake/build-report.ts, packages/core/src/bitbake/buildstats.ts, packages/core/src/bitbake/cause.ts, packages/core/src/bitbake/console-line.ts, packages/core/src/bitbake/console-message.ts, packages/core/src/bitbake/console.ts, packages/core/src/bitbake/deploy-files.ts, packages/core/src/bitbake/deploy-kinds.ts, packages/core/src/bitbake/deploy-selection.ts, packages/core/src/bitbake/deploy.ts, packages/core/src/bitbake/deploying-build.ts, packages/core/src/bitbake/failed-tasks.ts, packages/core/src/bitbake/image-names.ts, packages/core/src/bitbake/log-wordings.ts, packages/core/src/bitbake/long-line.ts, packages/core/src/bitbake/message-list.ts, packages/core/src/bitbake/python-trace.ts, packages/core/src/bitbake/task-log.ts, packages/core/src/bitbake/task-name.ts, packages/core/src/kas/cache-settings.ts, packages/core/src/kas/container-paths.ts, packages/core/src/kas/kas-lock.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(78877);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var action_progress = __webpack_require__(36065);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/image-names.ts
/**
 * The names of the files that an image recipe deploys: `<image>-<machine>[.rootfs][-<date>].<type>`, where the date stands before
 * `.rootfs` up to OE-core 4.2 and behind it since 4.3 (image-artifact-names.bbclass). A type is one of IMAGE_FSTYPES with what it is
 * converted to: `wic.bz2`, `ext4.gz.sha256sum` (image_types.bbclass, and the classes of BSP and update layers).
 */
/** A type, as one word between the dots of a name. */
const TYPE = /^(?:wic|(?:[a-z0-9]+-)?ext[234]|btrfs|f2fs|erofs|squashfs|composefs|vfat|exfat|jffs2|cramfs|ubi|ubifs|tar|cpio|iso|hdddirect|android-sparse|[a-z0-9-]*(?:img|flash)|sdcard|swu|raucb|mender|vmdk|vdi|vhdx?|qcow2|ova|static|mtd|ota-[a-z0-9]+)(?:-[a-z0-9]+)?$/;
/** A word that makes a file one that describes an image, or that something else is made with. */
const NO_IMAGE = /^(?:manifest|testdata|json|spdx|cve|vex|cyclonedx|conf|cfg|env|txt|docs|wks|pvrexport|html|xml|csv|log|its|dtb|scr)$/;
/** What goes onto a running device; no other recipe than one for that makes it. */
const UPDATE = /\.(?:swu|raucb|mender)$/;
const DEBUG = /-dbg(?=\.|$)/;
/** Longer ones are no file names. */
const LONGEST = 512;
/** Reads `core-image-minimal`, `core-image-minimal:do_populate_sdk`, `mc:initramfs:image`. */
function parseTarget(word) {
    const parts = word.split(':');
    if (parts.length > 2 && (parts[0] === 'mc' || parts[0] === 'multiconfig'))
        parts.splice(0, 2);
    const [recipe = '', task] = parts;
    return task === undefined ? { recipe } : { recipe, task: task.replace(/^do_/, '') };
}
/**
 * Whether a file that lies in the deploy folder of `machine` is of a recipe, by its name. The name of the machine may be missing
 * (IMAGE_MACHINE_SUFFIX), a date or a version may stand there instead.
 */
function isOfRecipe(name, recipe, machine) {
    if (recipe === '' || !name.startsWith(recipe))
        return false;
    const rest = name.slice(recipe.length);
    if (rest === '' || rest.startsWith('.') || /^-(?:\d{8}|v?\d+\.\d)/.test(rest))
        return true;
    if (!rest.startsWith(`-${machine}`))
        return false;
    return /^(?:$|[-._])/.test(rest.slice(machine.length + 1));
}
/** Whether the name has the type of an image. */
function isImageName(name) {
    const words = wordsOf(name);
    return typeAt(words) > 0 && !words.some((word) => NO_IMAGE.test(word));
}
/** Whether it is an image for an update: of swupdate, RAUC or Mender. */
function isUpdateName(name) {
    return UPDATE.test(name);
}
/** Whether it is the file system that holds what debuggers need (IMAGE_GEN_DEBUGFS). */
function isDebugName(name) {
    return DEBUG.test(name) && isImageName(name);
}
/** What the names of all files of one image begin with: that of an image without its type. */
function stemOf(image) {
    const words = wordsOf(image);
    const at = typeAt(words);
    return at > 0 ? words.slice(0, at).join('.') : image;
}
/** Whether a file belongs to the image that has this stem: `x.manifest` and `x-dbg.tar.gz` do to `x`. */
function isOfStem(name, stem) {
    return name.startsWith(`${stem}.`) || name.startsWith(`${stem}-dbg.`);
}
function wordsOf(name) {
    return name.length > LONGEST ? [] : name.split('.');
}
/** The place of the type: the first word is the name. */
function typeAt(words) {
    return words.findIndex((word, at) => at > 0 && TYPE.test(word));
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/bitbake-call.ts

/**
 * Reads the call of bitbake that kas prints: `kas shell` of kas 4 and later as the default build of the configuration, `kas build` of
 * kas 3 as the command that it runs.
 *
 * @param args bitbake's own arguments, as kas was given them: they stand before the targets.
 */
function readBitbakeCall(lines, args = []) {
    for (const line of lines) {
        const found = CALL.exec(line);
        if (found === null)
            continue;
        const [, task = '', rest = ''] = found;
        const given = args.join(' ');
        const targets = given !== '' && rest.startsWith(given) ? rest.slice(given.length) : rest;
        return { task, targets: targets.split(' ').filter((word) => word !== '' && !word.startsWith('-')) };
    }
    return undefined;
}
const CALL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - INFO +- (?:To start the default build, run: |\S+\$ \S*\/)bitbake -c (\S+)(?: (.*))?$/;
/** Reads bitbake's own arguments, as far as they say what is built. */
function readBitbakeOptions(args) {
    let task;
    let runs = 'all';
    const note = (option, value) => {
        if (NOTHING.test(option))
            runs = 'nothing';
        else if (PART.test(option) && runs === 'all')
            runs = 'part';
        else if (option === '-c' || option === '--cmd')
            task = value?.replace(/^do_/, '') ?? task;
    };
    for (let at = 0; at < args.length; at++) {
        const word = args[at] ?? '';
        const long = /^(--[\w-]+)(?:=(.*))?$/s.exec(word);
        if (long !== null) {
            const option = long[1] ?? '';
            note(option, long[2] ?? (LONG_VALUE.test(option) ? args[++at] : undefined));
        }
        else if (/^-[A-Za-z]/.test(word)) {
            for (let place = 1; place < word.length; place++) {
                const option = `-${word.charAt(place)}`;
                if (!SHORT_VALUE.test(option)) {
                    note(option, undefined);
                    continue;
                }
                note(option, place + 1 < word.length ? word.slice(place + 1) : args[++at]);
                break;
            }
        }
    }
    return { ...(task === undefined ? {} : { task }), runs };
}
/** `--dry-run`, and what only shows something. */
const NOTHING = /^(?:-[npegsS]|--(?:dry-run|parse-only|environment|graphviz|show-versions|dump-signatures|version|help))$/;
const PART = /^(?:-b|--(?:buildfile|runall|runonly|setscene-only))$/;
const SHORT_VALUE = /^-[bcCrRIluSBTwt]$/;
const LONG_VALUE = /^--(?:cmd|buildfile|runall|runonly|dump-signatures|read|postread|clear-stamp)$/;
/** The targets of a call, each with its task. That of one that is not wholly run is empty. */
function targetsOf({ task, targets }, { runs }) {
    const words = targets.length === 0 ? [''] : targets;
    return words.map((word) => {
        const target = parseTarget(word);
        return { recipe: target.recipe, task: runs === 'all' ? (target.task ?? task) : '' };
    });
}
/**
 * Reads the tasks of all recipes in the `task-depends.dot` that `bitbake -g` writes: of its nodes, `"recipe.do_task" [label=...`.
 * Recipes of other configurations, which deploy to folders of their own, are left out.
 */
function readTaskGraph(dot) {
    const graph = new Map();
    for (const [, recipe = '', task = ''] of dot.matchAll(/^"([^"\n]+)\.do_(\w+)" \[label=/gm)) {
        if (/^(?:mc|multiconfig):/.test(recipe))
            continue;
        const tasks = graph.get(recipe);
        if (tasks === undefined)
            graph.set(recipe, new Set([task]));
        else
            tasks.add(task);
    }
    return graph;
}

// EXTERNAL MODULE: ./packages/core/src/action/lines.ts
var lines = __webpack_require__(22627);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/build-configuration.ts

const MOST_VARIABLES = 100;
const MOST_LAYERS = 500;
const MOST_CONFIGURATIONS = 50;
/** `kirkstone:744a4b6e…`, `HEAD:…`, `<unknown>:<unknown>`, and newer bitbake's ` -- modified` behind it. */
const REVISION = /^([^:"]{1,200}):([0-9a-f]{7,64}|<unknown>)( -- .{1,100}| \(.{1,100}\))?$/;
/**
 * Gathers what bitbake prints of its configurations before a build: variables, and layers with their revisions, from
 * OE-core's base.bbclass (`BUILDCFG_VARS`, `get_layers_branch_rev`). Of several configurations the default one counts.
 */
function buildConfigurations() {
    const all = new Map();
    let now;
    const counted = () => {
        const named = [...all.values()];
        return all.get('') ?? (named.length === 1 ? named[0] : undefined);
    };
    return {
        /** `mc`: undefined for the default one. */
        begin(mc) {
            now = { variables: new Map(), layers: [], open: [] };
            const name = (0,lines/* owned */.SD)(mc ?? '');
            const known = all.get(name);
            if (known !== undefined)
                now = { ...known, layers: [], open: [] };
            if (known !== undefined || all.size < MOST_CONFIGURATIONS)
                all.set(name, now);
        },
        variable(name, value) {
            if (now === undefined)
                return;
            const revision = REVISION.exec(value);
            if (revision === null) {
                if (now.variables.size < MOST_VARIABLES)
                    now.variables.set((0,lines/* owned */.SD)(name), (0,lines/* owned */.SD)(value));
                return;
            }
            for (const layer of [...now.open.splice(0), (0,lines/* owned */.SD)(name)]) {
                if (now.layers.length < MOST_LAYERS)
                    now.layers.push(layerOf(layer, revision));
            }
        },
        layer(name) {
            if (now !== undefined && now.open.length < MOST_LAYERS)
                now.open.push((0,lines/* owned */.SD)(name));
        },
        value: (name) => counted()?.variables.get(name),
        layers: () => [...(counted()?.layers ?? [])],
    };
}
function layerOf(name, [, branch = '', revision = '', changed = '']) {
    return {
        name,
        ...(branch === 'HEAD' || branch === '<unknown>' ? {} : { branch: (0,lines/* owned */.SD)(branch) }),
        ...(revision === '<unknown>' ? {} : { revision: (0,lines/* owned */.SD)(`${revision}${changed}`) }),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/task-name.ts
/**
 * Reads `file:do_task`, and `ID: 5, file, do_task` and `file, do_task` as bitbake before 1.34 has them.
 * Undefined for any other text.
 */
function parseTaskName(text) {
    const start = text.startsWith('ID: ') ? text.indexOf(', ') + 2 : 0;
    let end = text.lastIndexOf(':do_');
    let task = end + 1;
    if (end < 0) {
        end = text.lastIndexOf(', do_');
        task = end + 2;
    }
    if (end <= start || !isWord(text, task))
        return undefined;
    return taskName(text.slice(start, end), text.slice(task));
}
/**
 * The recipe's PN as its file and class extension say it: `zlib-native` of `virtual:native:/l/zlib_1.3.bb`,
 * `lib32-zlib` of `virtual:multilib:lib32:/l/zlib_1.3.bb`. A recipe that sets PN itself is called otherwise.
 */
function recipeOf(name) {
    const from = name.file.lastIndexOf('/') + 1;
    const underline = name.file.indexOf('_', from);
    const end = underline < 0 ? name.file.lastIndexOf('.bb') : underline;
    const base = name.file.slice(from, end < from ? undefined : end);
    return name.variant === undefined ? base : extended(base, name.variant.split(':'));
}
/**
 * Splits a PF, `<PN>-<PV>-<PR>`. PN and PV may both hold dashes: PV starts behind the last dash that a version
 * can follow.
 */
function splitPf(pf) {
    const revision = pf.lastIndexOf('-r');
    const end = revision > 0 && isRevision(pf, revision + 2) ? revision : pf.length;
    for (let dash = pf.lastIndexOf('-', end - 1); dash > 0; dash = pf.lastIndexOf('-', dash - 1)) {
        if (isVersion(pf, dash + 1))
            return { recipe: pf.slice(0, dash), version: pf.slice(dash + 1, end) };
    }
    const dash = end < pf.length ? pf.lastIndexOf('-', end - 1) : -1;
    if (dash > 0)
        return { recipe: pf.slice(0, dash), version: pf.slice(dash + 1, end) };
    return { recipe: pf, version: '' };
}
/** Whether letters, digits and underlines only follow from `from` to `to`, and at least one. */
function isWord(text, from, to = text.length) {
    for (let index = from; index < to; index++) {
        const code = text.charCodeAt(index);
        const letter = (code | 32) >= 97 && (code | 32) <= 122;
        if (!letter && !isDigit(code) && code !== 95)
            return false;
    }
    return to > from;
}
/** The name of a multiconfig; none for the default one, which bitbake before 2.12 calls `default`, and later ones do not name. */
function mcOf(name) {
    return name === '' || name === 'default' ? undefined : name;
}
/** A task of a file that bitbake's prefixes stand before. */
function taskName(file, task) {
    if (file.charCodeAt(0) === 47)
        return { file, task };
    const colon = file.lastIndexOf(':');
    const parts = colon < 0 ? [] : file.slice(0, colon).split(':');
    const mc = mcOf(parts[0] === 'mc' || parts[0] === 'multiconfig' ? parts[1] : undefined);
    const variant = parts.slice(parts.indexOf('virtual') + 1).join(':');
    return {
        file: file.slice(colon + 1),
        task,
        ...(mc === undefined ? {} : { mc }),
        ...(parts.includes('virtual') && variant !== '' ? { variant } : {}),
    };
}
function extended(base, classes) {
    const multilib = classes.indexOf('multilib');
    const prefix = multilib < 0 ? undefined : classes[multilib + 1];
    if (prefix !== undefined)
        return `${prefix}-${base}`;
    if (classes.includes('nativesdk'))
        return base.startsWith('nativesdk-') ? base : `nativesdk-${base}`;
    if (classes.includes('native'))
        return base.endsWith('-native') ? base : `${base}-native`;
    return base;
}
function isDigit(code) {
    return code >= 48 && code <= 57;
}
function isRevision(text, from) {
    for (let index = from; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (!isDigit(code) && code !== 46)
            return false;
    }
    return text.length > from;
}
function isVersion(text, from) {
    if (isDigit(text.charCodeAt(from)))
        return true;
    if (text[from] === 'v' && isDigit(text.charCodeAt(from + 1)))
        return true;
    return ['git', 'svn', 'hg', '+git'].some((word) => text.startsWith(word, from));
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/console-message.ts

const NO_SPACE = 'No space left on device';
/** How far into a text a file name is looked for, so that a long line costs no more than a short one. */
const LOOKED_AT = 1024;
const FILE = /(?<![^\s:'"([])(\/(?!\/)[^\s:'"()]{1,400}\.(?:bbappend|bbclass|bb|inc|conf))(?![\w.])(?::(\d{1,7})\b)?/;
/** What stands before a file: `mc:initramfs:`, `mc:initramfs:virtual:native:`. */
const MULTICONFIG = /\bmc:([^\s:]{0,100}):(?:virtual:[\w:.-]{1,100}:)?$/;
const STARTS = [
    ['QA Issue:', 'qa'],
    ['QA run found', 'qa'],
    ['Fatal QA errors', 'qa'],
    ['The free space of ', 'disk'],
    ['The free inode of ', 'disk'],
    ['Nothing PROVIDES ', 'provider'],
    ['Nothing RPROVIDES ', 'provider'],
    ['Required build target ', 'provider'],
    ['Multiple ', 'provider'],
    ['Fetcher failure', 'fetch'],
    ['Bitbake Fetcher Error', 'fetch'],
    ['Failed to fetch URL ', 'fetch'],
    ['Unable to fetch ', 'fetch'],
    ['ParseError', 'parse'],
    ['Unable to parse ', 'parse'],
    ['Failed to parse recipe', 'parse'],
    ['ExpansionError during parsing ', 'parse'],
    ['Error parsing ', 'parse'],
];
const HOLDS = [
    [NO_SPACE, 'disk'],
    ['disk space monitor action is', 'disk'],
    ['FetchError(', 'fetch'],
    ['Fetcher failure', 'fetch'],
    [' does not exist for target ', 'provider'],
];
/**
 * Reads the text behind `ERROR: ` or `WARNING: `. Wordings: bitbake's ui/uihelper.py (the title of a task),
 * event.py (providers), fetch2 (fetchers), monitordisk.py (disk), parse (recipes).
 */
function parseMessage(type, text) {
    const titled = taskMessage(type, text);
    if (titled !== undefined)
        return titled;
    const tainted = namedTask(type, text);
    if (tainted !== undefined)
        return tainted;
    const found = FILE.exec(text.slice(0, LOOKED_AT));
    const file = found?.[1];
    const before = text.slice(0, found?.index);
    const starts = file !== undefined && !before.includes(' ');
    const kind = kindOf(text) ?? (starts ? 'parse' : 'other');
    const prefix = MULTICONFIG.exec(before.slice(-LOOKED_AT));
    const mc = mcOf(prefix?.[1]);
    const recipe = file?.endsWith('.bb')
        ? { recipe: recipeOf(taskName((starts ? before : '') + file, '')) }
        : {};
    return {
        type,
        text: starts && prefix !== null ? text.slice(prefix[0].length) : text,
        kind: text.startsWith('Function failed: ') ? 'task' : kind,
        ...recipe,
        ...(mc === undefined ? {} : { mc }),
        ...(file === undefined ? {} : { file }),
        ...(found?.[2] === undefined ? {} : { line: Number(found[2]) }),
        ...logFileOf(text),
    };
}
/** The names that bitbake proposes at the end of a message: indented lines behind `Close matches:`. */
function nearNames(text) {
    const start = text.indexOf('Close matches:\n');
    if (start < 0)
        return undefined;
    const names = text
        .slice(start)
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
        .filter((name) => name !== '' && !name.includes(' '));
    return names.length === 0 ? undefined : names;
}
/** `app-2.1-r0 do_compile: text`, `mc:initramfs:app-2.1-r0 do_compile: text`, and `mc::app-2.1-r0 …` of the default configuration. */
function taskMessage(type, text) {
    const blank = text.indexOf(' ');
    if (blank < 1 || !text.startsWith('do_', blank + 1))
        return undefined;
    const colon = text.indexOf(':', blank);
    if (colon < 0 || !isWord(text, blank + 1, colon))
        return undefined;
    const title = text.slice(0, blank).split(':');
    const body = text.slice(colon + 1).trimStart();
    const mc = mcOf(title[0] === 'mc' && title.length > 2 ? title[1] : undefined);
    return {
        type,
        text: body,
        kind: kindOf(body) ?? 'task',
        ...splitPf(title[title.length - 1] ?? ''),
        task: text.slice(blank + 1, colon),
        ...(mc === undefined ? {} : { mc }),
        ...logFileOf(body),
    };
}
/** `/layer/app_2.1.bb:do_compile is tainted from a forced run` */
function namedTask(type, text) {
    const blank = text.indexOf(' ');
    const name = blank < 1 ? undefined : parseTaskName(text.slice(0, blank));
    if (name === undefined)
        return undefined;
    const { file, task, mc } = name;
    return {
        type,
        text,
        kind: 'task',
        recipe: recipeOf(name),
        task,
        file,
        ...(mc === undefined ? {} : { mc }),
    };
}
function kindOf(text) {
    const start = STARTS.find(([words]) => text.startsWith(words));
    return (start ?? HOLDS.find(([words]) => text.includes(words)))?.[1];
}
function logFileOf(text) {
    const words = '(log file is located at ';
    const start = text.indexOf(words);
    const end = text.indexOf(')', start);
    return start < 0 || end < 0 ? {} : { logFile: text.slice(start + words.length, end) };
}

// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/failed-tasks.ts



const MOST_TASKS = 1000;
const MOST_LOGS = 50;
const MOST_LINES = 200;
const LONGEST_LINE = 2000;
/** Gathers what a console says of failed tasks, in whatever order it does. */
function failedTasks() {
    const tasks = new Map();
    const summary = new Map();
    const paths = new Set();
    const shown = [];
    let open;
    let lastPath;
    return {
        failed(name) {
            const key = (0,lines/* owned */.SD)(keyOf(name));
            if (tasks.size < MOST_TASKS)
                tasks.set(key, ownedName(name));
        },
        /** The log of a task that the closing summary names. */
        logOf(name, path) {
            if (summary.size < MOST_TASKS)
                summary.set((0,lines/* owned */.SD)(keyOf(name)), (0,lines/* owned */.SD)(path));
        },
        /** A log of some failed task. */
        logFile(path) {
            if (path.length > limits/* READER_LIMITS */.f0.logPath.most)
                return;
            lastPath = (0,lines/* owned */.SD)(path);
            if (paths.size < MOST_TASKS)
                paths.add(lastPath);
        },
        logStart() {
            open = { path: lastPath, lines: [] };
            if (shown.length < MOST_LOGS)
                shown.push(open);
        },
        logLine(text) {
            if (open === undefined)
                return;
            open.lines.push((0,lines/* owned */.SD)(text.slice(0, LONGEST_LINE)));
            if (open.lines.length > MOST_LINES)
                open.lines.shift();
        },
        /** bitbake shows a task's log right before it says that the task has failed. */
        ended(event) {
            if (open === undefined)
                return;
            open.recipe = (0,lines/* owned */.SD)(event.recipe);
            open.task = (0,lines/* owned */.SD)(event.task);
            open = undefined;
        },
        list(errors) {
            const named = new Set(summary.values());
            const left = new Set([...paths].filter((path) => !named.has(path)));
            return [...tasks].map(([key, name]) => {
                const recipe = recipeOf(name);
                const logFile = summary.get(key) ?? takeLog(left, name, recipe);
                return {
                    recipe,
                    task: name.task,
                    file: name.file,
                    ...(name.mc === undefined ? {} : { mc: name.mc }),
                    ...(logFile === undefined ? {} : { logFile }),
                    logLines: linesOf(shown, name.task, recipe, logFile),
                    messages: messagesOf(errors, recipe, name),
                };
            });
        },
    };
}
/** `<TMPDIR>/work/<arch>/<recipe>/<version>/temp/log.do_compile.<pid>`: taken from `left`, the closest one first. */
function takeLog(left, name, recipe) {
    const ofName = [...left].filter((path) => `${path}.`.startsWith(`log.${name.task}.`, path.lastIndexOf('/') + 1));
    const ofRecipe = ofName.filter((path) => path.includes(`/${recipe}/`));
    const near = ofRecipe.length > 0 ? ofRecipe : ofName.filter((path) => path.includes(`/${recipe}-`));
    const found = near.find((path) => name.mc !== undefined && path.includes(name.mc)) ?? near[0];
    if (found !== undefined)
        left.delete(found);
    return found;
}
function linesOf(shown, task, recipe, logFile) {
    const byPath = shown.filter((log) => logFile !== undefined && log.path === logFile);
    const byName = ofTask(shown, recipe, task);
    const both = byName.filter((log) => byPath.includes(log));
    const unnamed = byPath.filter((log) => log.recipe === undefined);
    return (both[0] ?? byName[0] ?? unnamed[0])?.lines ?? [];
}
/** What bitbake says of a task: of its own configuration, where several build the recipe. */
function messagesOf(errors, recipe, { task, mc }) {
    const named = ofTask(errors, recipe, task);
    return [...new Set(named.filter((error) => error.mc === mc).map(({ text }) => text))];
}
/** What names a recipe and a task. A recipe that sets PN itself is called `gcc-cross-x86_64` there, and its file `gcc-cross`. */
function ofTask(all, recipe, task) {
    const named = all.filter((item) => item.task === task && item.recipe !== undefined);
    const exact = named.filter((item) => item.recipe === recipe);
    return exact.length > 0 ? exact : named.filter((item) => item.recipe?.startsWith(`${recipe}-`));
}
function keyOf(name) {
    return [name.mc, name.variant, name.file, name.task].join('\0');
}
function ownedName(name) {
    return {
        file: (0,lines/* owned */.SD)(name.file),
        task: (0,lines/* owned */.SD)(name.task),
        ...(name.mc === undefined ? {} : { mc: (0,lines/* owned */.SD)(name.mc) }),
        ...(name.variant === undefined ? {} : { variant: (0,lines/* owned */.SD)(name.variant) }),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/long-line.ts
const long_line_LONGEST = 500;
/** Of a longer line no more is looked at, half of it at each end. */
const long_line_LOOKED_AT = 32 * 1024;
/** What bitbake's fetchers write before a command: `export PATH="…"; `, of `do_unpack` `PATH="…" `. */
const ENVIRONMENT = /\bexport [A-Za-z_]\w{0,60}=(?:"[^"]*"|[^\s;"']*); ?|\bunset \w{1,60}; ?|\bPATH="[^"]*" /g;
/**
 * A line without the environment that bitbake writes before a command, cut in its middle to `most` characters: its
 * head says what was done, and its end what came of it.
 */
function shortened(line, most = long_line_LONGEST) {
    if (line.length > long_line_LOOKED_AT)
        return shortened(cutInMiddle(line, long_line_LOOKED_AT), most);
    return cutInMiddle(line.includes('export ') || line.includes('PATH="') ? line.replace(ENVIRONMENT, '') : line, most);
}
/** `text` with its middle left out where it is longer than `most` characters; a little more is kept of its head. */
function cutInMiddle(text, most) {
    if (text.length <= most)
        return text;
    const head = Math.ceil((most - 3) * 0.6);
    return `${text.slice(0, head)} … ${text.slice(text.length - (most - 3 - head))}`;
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/message-list.ts



const MOST_MESSAGES = 1000;
const LONGEST_TEXT = 16 * 1024;
/** Of a longer text the middle is left out: it begins with what failed, and often ends with why. */
const LONGEST_END = LONGEST_TEXT / 2;
/** Gathers messages: the same ones once, with their number. */
function messageList() {
    const messages = new Map();
    let open;
    let count = 0;
    const close = () => {
        if (open !== undefined)
            keep(messages, open);
        open = undefined;
    };
    return {
        add(event) {
            close();
            open = { event, text: event.text, end: [], endLength: 0, isCut: false };
            count++;
        },
        /** A further line of the message that was added last. */
        continue(line) {
            if (open === undefined)
                return;
            if (open.end.length === 0 && open.text.length + line.length < LONGEST_TEXT - LONGEST_END) {
                open.text += `\n${line}`;
            }
            else {
                const kept = line.slice(0, LONGEST_END - 1);
                open.text = cutInMiddle(open.text, LONGEST_TEXT - LONGEST_END);
                open.end.push(kept);
                open.endLength += kept.length + 1;
                if (open.endLength > 2 * LONGEST_END)
                    shorten(open);
            }
        },
        list() {
            const all = new Map(messages);
            if (open !== undefined)
                keep(all, open);
            return [...all.values()];
        },
        /** How many were added, also those that are not listed. */
        count: () => count,
    };
}
/** Keeps the last lines that there is room for, so that each line is moved once. */
function shorten(open) {
    let from = open.end.length;
    let length = 0;
    while (from > 0 && length + (open.end[from - 1]?.length ?? 0) + 1 <= LONGEST_END) {
        from--;
        length += (open.end[from]?.length ?? 0) + 1;
    }
    open.end.splice(0, from);
    open.endLength = length;
    open.isCut = true;
}
function textOf(open) {
    if (open.endLength > LONGEST_END)
        shorten(open);
    return [open.text, ...(open.isCut ? ['…'] : []), ...open.end].join('\n');
}
function keep(messages, open) {
    // What is owned is well-formed, which the end of a line that was cut may not be.
    const text = textOf(open);
    const key = (0,lines/* owned */.SD)(message_list_keyOf(open.event, text));
    const known = messages.get(key);
    if (known !== undefined)
        messages.set(key, { ...known, count: known.count + 1 });
    else if (messages.size < MOST_MESSAGES)
        messages.set(key, messageOf(open.event, text));
}
function message_list_keyOf(event, text) {
    return [event.recipe, event.task, event.mc, event.file, event.line, text].join('\0');
}
function messageOf(event, text) {
    const near = nearNames(text);
    return {
        text: (0,lines/* owned */.SD)(text),
        ...(event.recipe === undefined ? {} : { recipe: (0,lines/* owned */.SD)(event.recipe) }),
        ...(event.task === undefined ? {} : { task: (0,lines/* owned */.SD)(event.task) }),
        ...(event.mc === undefined ? {} : { mc: (0,lines/* owned */.SD)(event.mc) }),
        ...(event.file === undefined ? {} : { file: (0,lines/* owned */.SD)(event.file) }),
        ...(event.line === undefined ? {} : { line: event.line }),
        kind: event.kind,
        count: 1,
        ...(near === undefined ? {} : { near: near.map(lines/* owned */.SD) }),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/build-report.ts






const MOST_KAS = 100;
const MOST_SETSCENE = 1000;
const MOST_RECIPES = 10_000;
const build_report_LONGEST_TEXT = 16 * 1024;
const HALTED = ['"HALT"', '"ABORT"', '"STOPTASKS"'];
function buildReporter() {
    const errors = messageList();
    const warnings = messageList();
    const failures = failedTasks();
    const running = runningTasks();
    const kas = { ERROR: [], WARNING: [] };
    const setsceneFailed = [];
    const configurations = buildConfigurations();
    const files = new Map();
    const values = {
        phase: 'starting',
        interrupted: false,
        noSpace: false,
    };
    let summaryTask;
    let lastFile = '';
    const seen = (text) => {
        values.noSpace ||= text.includes(NO_SPACE);
    };
    const remember = (name) => {
        if (name.file === lastFile || files.size >= MOST_RECIPES)
            return;
        lastFile = name.file;
        const recipe = recipeOf(name);
        if (!files.has(recipe))
            files.set((0,lines/* owned */.SD)(recipe), (0,lines/* owned */.SD)(name.file));
    };
    const continued = (event) => {
        seen(event.text);
        if (event.of === 'error')
            errors.continue(event.text);
        else if (event.of === 'warning')
            warnings.continue(event.text);
        else
            continueKas(kas.ERROR, event.text);
    };
    return {
        add(event) {
            switch (event.type) {
                case 'running':
                    remember(event.name);
                    if (!event.setscene)
                        values.progress = event;
                    if (!event.setscene || values.phase !== 'tasks')
                        values.phase = event.setscene ? 'setscene' : 'tasks';
                    break;
                case 'recipe-task':
                    running.add(event);
                    if (event.status === 'failed')
                        failures.ended(event);
                    break;
                case 'error':
                    seen(event.text);
                    values.noSpace ||= event.kind === 'disk' && HALTED.some((word) => event.text.includes(word));
                    errors.add(event);
                    if (event.logFile !== undefined)
                        failures.logFile(event.logFile);
                    break;
                case 'warning':
                    seen(event.text);
                    warnings.add(event);
                    break;
                case 'continued':
                    continued(event);
                    break;
                case 'phase':
                    if (event.phase === 'parsing')
                        running.clear();
                    values.phase = event.phase;
                    break;
                case 'parsed':
                    values.phase = 'preparing';
                    break;
                case 'build-configuration':
                    configurations.begin(event.mc);
                    break;
                case 'configuration':
                    configurations.variable(event.name, event.value);
                    break;
                case 'layer':
                    configurations.layer(event.name);
                    break;
                case 'sstate':
                    values.phase = 'preparing';
                    values.sstate = sumOfSstate(values.sstate, event);
                    break;
                case 'task-failed':
                    failures.failed(event.name);
                    break;
                case 'log-file':
                    failures.logFile(event.path);
                    break;
                case 'log-start':
                    failures.logStart();
                    break;
                case 'log-line':
                    seen(event.text);
                    failures.logLine(event.text);
                    break;
                case 'setscene-failed':
                    if (setsceneFailed.length < MOST_SETSCENE)
                        setsceneFailed.push(setsceneFailure(event.name));
                    break;
                case 'no-space':
                    values.noSpace = true;
                    break;
                case 'interrupted':
                    values.interrupted = true;
                    break;
                case 'tasks-summary':
                    values.phase = 'ended';
                    values.tasks = sumOfTasks(values.tasks, event);
                    break;
                case 'summary-failed':
                    values.phase = 'ended';
                    break;
                case 'summary-task':
                    summaryTask = event.name;
                    failures.failed(event.name);
                    break;
                case 'summary-log':
                    if (summaryTask !== undefined)
                        failures.logOf(summaryTask, event.path);
                    break;
                case 'summary-count':
                    values.phase = 'ended';
                    break;
                case 'kas':
                    seen(event.text);
                    if (kas[event.level].length < MOST_KAS)
                        kas[event.level].push((0,lines/* owned */.SD)(event.text));
                    break;
            }
        },
        report() {
            const listed = errors.list();
            const { sstate, tasks, progress, ...rest } = values;
            const layers = configurations.layers();
            return {
                ...rest,
                errors: listed.map((message) => withFile(message, files)),
                errorCount: errors.count(),
                warnings: warnings.list().map((message) => withFile(message, files)),
                warningCount: warnings.count(),
                failedTasks: failures.list(listed),
                setsceneFailed: [...setsceneFailed],
                ...(sstate === undefined ? {} : { sstate }),
                sstateMatch: sstate === undefined || sstate.wanted === 0 ? undefined : sstate.match,
                ...(tasks === undefined ? {} : { tasks }),
                ...(progress === undefined ? {} : { progress: { number: progress.number, total: progress.total } }),
                running: running.list(),
                kasErrors: [...kas.ERROR],
                kasWarnings: [...kas.WARNING],
                ...named('machine', configurations.value('MACHINE')),
                ...named('distro', configurations.value('DISTRO')),
                ...(layers.length === 0 ? {} : { layers }),
            };
        },
    };
}
/** kas replays what a command of its own printed: that is left out where it was an error before. */
function continueKas(errors, text) {
    const last = errors.at(-1);
    if (last === undefined || errors.includes(text.trim()))
        return;
    if (last.length + text.length < build_report_LONGEST_TEXT)
        errors[errors.length - 1] = (0,lines/* owned */.SD)(`${last}\n${text}`);
}
function sumOfSstate(before, event) {
    const { type, ...now } = event;
    if (before === undefined)
        return now;
    const wanted = before.wanted + now.wanted;
    const found = before.found + now.found;
    return {
        wanted,
        found,
        missed: before.missed + now.missed,
        current: before.current + now.current,
        match: wanted === 0 ? 0 : Math.floor((100 * found) / wanted),
    };
}
function sumOfTasks(before, event) {
    const attempted = (before?.attempted ?? 0) + event.attempted;
    const reused = (before?.reused ?? 0) + event.reused;
    return { attempted, reused, rerun: attempted - reused, failed: (before?.failed ?? 0) + event.failed };
}
function setsceneFailure(name) {
    return {
        recipe: (0,lines/* owned */.SD)(recipeOf(name)),
        task: (0,lines/* owned */.SD)(name.task),
        file: (0,lines/* owned */.SD)(name.file),
        ...(name.mc === undefined ? {} : { mc: (0,lines/* owned */.SD)(name.mc) }),
    };
}
function withFile(message, files) {
    if (message.file !== undefined || message.recipe === undefined)
        return message;
    const file = files.get(message.recipe);
    return file === undefined ? message : { ...message, file };
}
function named(name, value) {
    return value ? { [name]: value } : {};
}
const build_report_MOST_TASKS = 1000;
/** The tasks that were started and have not ended. */
function runningTasks() {
    // Two configurations can run the same task of one recipe: bitbake prints the same name for both.
    const counts = new Map();
    return {
        add({ recipe, task, status }) {
            const name = `${recipe} ${task}`;
            const count = counts.get(name) ?? 0;
            if (status === 'started' && (count > 0 || counts.size < build_report_MOST_TASKS))
                counts.set(name, count + 1);
            else if (status !== 'started' && count > 1)
                counts.set(name, count - 1);
            else if (status !== 'started')
                counts.delete(name);
        },
        clear: () => counts.clear(),
        /** `recipe do_task`, the oldest first. */
        list: () => [...counts].flatMap(([name, count]) => Array.from({ length: count }, () => name)),
    };
}

// EXTERNAL MODULE: ./packages/core/src/kas/kas-log.ts
var kas_log = __webpack_require__(89493);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/console-line.ts


/** The longest line that is looked at, in characters; the rest of a longer one is cut. */
const console_line_LONGEST_LINE = 16 * 1024;
/** A count of bitbake never has more; what has is no line of it. */
const MOST_DIGITS = 9;
const SSTATE = /Wanted (\d{1,9}) (?:Local (\d{1,9}) (?:Mirrors|Network) (\d{1,9})|Found (\d{1,9})) Missed (\d{1,9}) Current (\d{1,9})(?: \((\d{1,9})% match)?/;
const SUMMARY = /^Attempted (\d{1,9}) tasks of which (\d{1,9}) didn't need to be rerun and (?:(\d{1,9}) failed|all succeeded)/;
const PARSED = /^Parsing of (\d{1,9}) \.bb files complete \((\d{1,9}) cached, (\d{1,9}) parsed\)\. (\d{1,9}) targets, (\d{1,9}) skipped, (\d{1,9}) masked, (\d{1,9}) errors/;
const FAILED_COUNT = /^Summary: (\d{1,9}) tasks? failed:$/;
const MESSAGE_COUNT = /^Summary: There (?:was|were) (\d{1,9}) (ERROR|WARNING) messages?/;
/** bitbake 2.12 and later have no name for the default configuration: `(mc:)`. */
const CONFIGURATION_OF = /^Build Configuration(?: \(mc:([^)]{0,200})\))?:$/;
const CONFIGURATION = /^([\w.+-]{1,100})[ \t]{0,100}=[ \t]{1,10}"(.{0,1000})"$/;
const LAYER = /^[\w.+-]{1,100}$/;
const STATUS = {
    Started: 'started',
    Succeeded: 'succeeded',
    Failed: 'failed',
};
/**
 * Reads one line of bitbake's console, without kas's prefix. Undefined for a line that says nothing by itself.
 * Wordings of bitbake 1.30 to 2.19, from its ui/knotty.py. What a line means because of the lines before it
 * is known to `consoleReader`. Takes time linear in the line's length, and looks at 16 KiB of it.
 */
function parseConsoleLine(line) {
    if (line.length > console_line_LONGEST_LINE)
        return parseConsoleLine(line.slice(0, console_line_LONGEST_LINE));
    switch (line[0]) {
        case 'N':
            if (line.startsWith('NOTE: '))
                return note(line);
            break;
        case 'E':
            if (line.startsWith('ERROR: '))
                return error(line.slice(7));
            if (line.startsWith('Execution was interrupted'))
                return { type: 'interrupted', count: 0 };
            break;
        case 'W':
            if (line.startsWith('WARNING: '))
                return warning(line.slice(9));
            break;
        case '|':
            return logLine(line, 1);
        case ' ':
            if (line[1] === '|')
                return logLine(line, 2);
            break;
        case 'S':
            if (line.startsWith('Summary: '))
                return closing(line);
            if (line.startsWith('Second Keyboard Interrupt'))
                return { type: 'interrupted', count: 2 };
            break;
        case 'K':
            if (line.startsWith('Keyboard Interrupt, '))
                return { type: 'interrupted', count: 1 };
            break;
        case 'B':
            if (line.startsWith('Build Configuration'))
                return buildConfiguration(line);
            if (line.startsWith('Bitbake still alive ('))
                return alive(line);
            break;
        case 'P':
            if (line.startsWith('Parsing of '))
                return parsed(line);
            break;
        case 'L':
            if (line.startsWith('Log data follows:'))
                return { type: 'log-start' };
            break;
    }
    return progress(line);
}
/**
 * A line of a build configuration: `MACHINE              = "qemuarm"`, a layer with its revision,
 * `meta-oe              = "kirkstone:744a4b6e…"`, or a layer alone, whose revision is that of the next layer that has one.
 */
function parseConfiguration(line) {
    const text = line.trim();
    const match = CONFIGURATION.exec(text);
    if (match !== null)
        return { type: 'configuration', name: match[1] ?? '', value: match[2] ?? '' };
    return LAYER.test(text) ? { type: 'layer', name: text } : undefined;
}
function note(line) {
    if (line.startsWith('Running ', 6))
        return running(line);
    if (line.startsWith('recipe ', 6))
        return recipeTask(line, 13);
    if (line.startsWith('package ', 6))
        return recipeTask(line, 14);
    if (line.startsWith('Tasks Summary: ', 6))
        return tasksSummary(line.slice(21));
    if (line.startsWith('Resolving any missing task queue', 6))
        return { type: 'phase', phase: 'preparing' };
    return anywhere(line);
}
function running(line) {
    const setscene = line.startsWith('setscene ', 14);
    const noexec = line.startsWith('noexec ', 14);
    const at = setscene ? 23 : noexec ? 21 : 14;
    const of = line.indexOf(' of ', at);
    const open = line.indexOf(' (', of);
    if (!line.startsWith('task ', at) || of < 0 || open < 0 || !line.endsWith(')'))
        return undefined;
    const name = parseTaskName(line.slice(open + 2, -1));
    const number = digits(line, at + 5, of);
    const total = digits(line, of + 4, open);
    if (name === undefined || number < 0 || total < 0)
        return undefined;
    return { type: 'running', number, total, name, setscene, noexec };
}
function recipeTask(line, from) {
    const task = line.indexOf(': task ', from);
    const end = line.indexOf(': ', task + 7);
    if (task < 0 || end < 0)
        return undefined;
    const status = STATUS[line.slice(end + 2)];
    if (status === undefined)
        return undefined;
    const { recipe, version } = splitPf(line.slice(from, task));
    return { type: 'recipe-task', status, recipe, version, task: line.slice(task + 7, end) };
}
function tasksSummary(text) {
    const match = SUMMARY.exec(text);
    if (match === null)
        return undefined;
    const [, attempted, reused, failed] = match;
    return {
        type: 'tasks-summary',
        attempted: Number(attempted),
        reused: Number(reused),
        failed: Number(failed ?? 0),
    };
}
function error(text) {
    if (text.startsWith('Logfile of failure stored in: '))
        return { type: 'log-file', path: text.slice(30).trim() };
    const name = text.startsWith('Task ') ? failedName(text) : undefined;
    return name === undefined ? parseMessage('error', text) : { type: 'task-failed', name };
}
function warning(text) {
    if (text.startsWith('Logfile for failed setscene task is ')) {
        return { type: 'setscene-log', path: text.slice(36).trim() };
    }
    const name = text.startsWith('Setscene task ') ? failedName(text) : undefined;
    return name === undefined ? parseMessage('warning', text) : { type: 'setscene-failed', name };
}
/** The task of `Task (…) failed with exit code '1'`; older releases have its number before the parenthesis. */
function failedName(text) {
    const end = text.indexOf(') failed with exit code');
    return end < 0 ? undefined : parseTaskName(text.slice(text.indexOf('(') + 1, end));
}
function logLine(line, from) {
    if (line.length === from)
        return { type: 'log-line', text: '' };
    return line[from] === ' ' ? { type: 'log-line', text: line.slice(from + 1) } : undefined;
}
function closing(line) {
    const count = MESSAGE_COUNT.exec(line);
    if (count !== null) {
        return {
            type: 'summary-count',
            level: count[2] === 'ERROR' ? 'error' : 'warning',
            count: Number(count[1]),
        };
    }
    const failed = FAILED_COUNT.exec(line);
    return failed === null ? undefined : { type: 'summary-failed', tasks: Number(failed[1]) };
}
function buildConfiguration(line) {
    const match = CONFIGURATION_OF.exec(line.trimEnd());
    if (match === null)
        return undefined;
    const mc = mcOf(match[1]);
    return { type: 'build-configuration', ...(mc === undefined ? {} : { mc }) };
}
function alive(line) {
    const match = /^Bitbake still alive \(no events for (\d{1,9})s\)/.exec(line);
    return match === null ? undefined : { type: 'alive', seconds: Number(match[1]) };
}
function parsed(line) {
    const match = PARSED.exec(line);
    if (match === null)
        return undefined;
    const [files = 0, cached = 0, read = 0, targets = 0, skipped = 0, masked = 0, errors = 0] = match
        .slice(1)
        .map(Number);
    return { type: 'parsed', files, cached, parsed: read, targets, skipped, masked, errors };
}
/** `Parsing recipes...`, which other text can stand behind; anything else is looked through for what may be in it. */
function progress(line) {
    const dots = line.indexOf('...');
    if (dots > 0 && dots < 80) {
        if (line.startsWith('WARNING: ', dots + 3))
            return warning(line.slice(dots + 12));
        if (line.startsWith('ERROR: ', dots + 3))
            return error(line.slice(dots + 10));
    }
    const found = anywhere(line);
    if (found !== undefined)
        return found;
    if (line.startsWith('Loading cache') || line.startsWith('Parsing recipes')) {
        return { type: 'phase', phase: 'parsing' };
    }
    if (line.startsWith('Initialising tasks') || line.startsWith('Checking sstate mirror object')) {
        return { type: 'phase', phase: 'preparing' };
    }
    return undefined;
}
function anywhere(line) {
    const at = line.indexOf('Sstate summary: ');
    if (at >= 0)
        return sstate(line.slice(at + 16));
    return line.includes(NO_SPACE) ? { type: 'no-space', text: line } : undefined;
}
function sstate(text) {
    const match = SSTATE.exec(text);
    if (match === null)
        return undefined;
    const [, wanted, local = 0, mirrors = 0, both = 0, missed, current, percent] = match;
    const found = Number(local) + Number(mirrors) + Number(both);
    const match100 = Number(wanted) === 0 ? 0 : Math.floor((100 * found) / Number(wanted));
    return {
        type: 'sstate',
        wanted: Number(wanted),
        found,
        missed: Number(missed),
        current: Number(current),
        match: percent === undefined ? match100 : Number(percent),
    };
}
/** The number between two places of a text; -1 where something else stands there, or more digits than a count has. */
function digits(text, from, to) {
    if (to - from > MOST_DIGITS)
        return -1;
    let number = 0;
    for (let index = from; index < to; index++) {
        const digit = text.charCodeAt(index) - 48;
        if (digit < 0 || digit > 9)
            return -1;
        number = number * 10 + digit;
    }
    return to > from ? number : -1;
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/console.ts



/**
 * A reader of the stderr of `kas build` (`kas`), whose lines have kas's prefix, or of bitbake's own text (`raw`):
 * its console log, or the two streams of `kas shell`, where kas's own records alone have the prefix.
 *
 * kas prints bitbake's stdout as INFO and its stderr as ERROR, in not quite that order, so that the lines of one
 * message are looked for in one stream. What kas replays without a prefix when bitbake has failed was read before,
 * and is left out.
 */
function consoleReader(mode) {
    const read = mode === 'kas' ? kasReader() : rawReader();
    return { read: (line) => read(withoutEnd(line)) };
}
const CONTEXT = {
    error: 'error',
    warning: 'warning',
    'build-configuration': 'configuration',
    'summary-failed': 'summary',
    alive: 'alive',
};
/** A message of a task that ends in what a command printed: `… failed with exit code 128, output:` */
const QUOTES = /(?:, output:|failed with exit code '?-?\d{1,4}'?:|returned -?\d{1,4}:)\s*$/;
/** What a worker or the monitor of the disk says at any time. */
const OF_BITBAKE = /^(?:Worker process |The free )/;
/** Reads one stream of bitbake. */
function streamReader() {
    let context = 'none';
    let quotes = false;
    const read = (line) => {
        const parsed = parseConsoleLine(line);
        const event = quotes && context === 'error' && isQuoted(parsed) ? undefined : parsed;
        // Without its blanks, the line below the source that a compiler shows looks like one of a log.
        const isOfMessage = event?.type === 'log-line' && (context === 'error' || context === 'warning');
        if (event !== undefined && event.type !== 'no-space' && !isOfMessage) {
            context = CONTEXT[event.type] ?? 'none';
            quotes = event.type === 'error' && event.task !== undefined && QUOTES.test(event.text);
            return event;
        }
        if (line.startsWith('NOTE: ') || line.startsWith('DEBUG: '))
            context = 'none';
        if (context === 'none')
            return event;
        const text = line.trim();
        const message = context === 'error' || context === 'warning';
        if (text === '' && !message)
            context = 'none';
        if (text === '' || text === 'done.')
            return undefined;
        if (message)
            return { type: 'continued', of: context, text: line.trimEnd() };
        return inBlock(context, text) ?? event;
    };
    return { read, inError: () => context === 'error' };
}
/** Whether `ERROR: …` or `WARNING: …` is of the command whose output a message has: `ERROR: Repository not found.` */
function isQuoted(event) {
    if (event?.type !== 'error' && event?.type !== 'warning')
        return false;
    return event.task === undefined && !OF_BITBAKE.test(event.text);
}
function inBlock(context, text) {
    if (context === 'configuration')
        return parseConfiguration(text);
    if (context === 'summary' && text.startsWith('log: '))
        return { type: 'summary-log', path: text.slice(5) };
    const name = parseTaskName(text);
    if (name === undefined)
        return undefined;
    return { type: context === 'summary' ? 'summary-task' : 'active-task', name };
}
function kasReader() {
    let output = streamReader();
    let errors = streamReader();
    let started = false;
    let behind = unprefixed();
    const bitbake = (event) => {
        started ||= event !== undefined;
        return event;
    };
    const kas = (level, text) => {
        behind = unprefixed(text, started);
        return { type: 'kas', level, text };
    };
    const error = (text) => {
        if (text.startsWith('Command "')) {
            output = streamReader();
            errors = streamReader();
            return kas('ERROR', text);
        }
        // Of an error it is the rest; alone it is one of bitbake itself.
        if (started && !errors.inError() && text.startsWith('Traceback (most recent call last):')) {
            return errors.read(`ERROR: ${text}`);
        }
        const event = bitbake(errors.read(text));
        if (event !== undefined || text.trim() === '')
            return event;
        return kas('ERROR', text);
    };
    return (line) => {
        if (!(0,kas_log/* isKasRecord */.h)(line))
            return behind(line);
        behind = console_NOTHING;
        const text = line.slice(33);
        switch (line[22]) {
            case 'I':
                return bitbake(output.read(text));
            case 'W':
                return kas('WARNING', text);
            case 'E':
            case 'C':
                return error(text);
            default:
                return undefined;
        }
    };
}
function rawReader() {
    const bitbake = streamReader();
    let behind = console_NOTHING;
    return (line) => {
        if (!(0,kas_log/* isKasRecord */.h)(line)) {
            const event = bitbake.read(line);
            if (event === undefined)
                return behind(line);
            behind = console_NOTHING;
            return event;
        }
        behind = console_NOTHING;
        const text = line.slice(33);
        if (line[22] === 'W')
            return { type: 'kas', level: 'WARNING', text };
        if (line[22] !== 'E' && line[22] !== 'C')
            return undefined;
        behind = unprefixed(text, false);
        return { type: 'kas', level: 'ERROR', text };
    };
}
const console_NOTHING = () => undefined;
/** kas's usage errors, `kas build: error: …`; what kas-container says, and the engine that it runs. */
const BEFORE_KAS = /^(?:kas.{0,50}: error: |(?:\S{0,300}\/)?kas-container: (?:Error: )?|Error: (?=\S)|(?=(?:docker|podman): \S))(.{1,4000})/;
/**
 * Reads the lines behind a record of kas: the rest of it. A traceback says nothing to a user, and what stands behind
 * a failed bitbake is the replay. Without a record: what has no prefix, since kas did not begin.
 */
function unprefixed(record, bitbakeRan = false) {
    if (bitbakeRan && record?.startsWith('Command "'))
        return console_NOTHING;
    let traceback = false;
    return (line) => {
        traceback ||= line.startsWith('Traceback (most recent call last):');
        const text = line.trimEnd();
        if (traceback || text.trim() === '' || text.startsWith('--- Error summary'))
            return undefined;
        if (record !== undefined)
            return { type: 'continued', of: 'kas', text };
        const [, said] = BEFORE_KAS.exec(text) ?? [];
        return said === undefined ? undefined : { type: 'kas', level: 'ERROR', text: said };
    };
}
function withoutEnd(line) {
    if (line.length > console_line_LONGEST_LINE)
        return line.slice(0, console_line_LONGEST_LINE);
    return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}

// EXTERNAL MODULE: ./packages/core/src/kas/find-kas.ts + 1 modules
var find_kas = __webpack_require__(83162);
// EXTERNAL MODULE: ./actions/kas-build/src/disk.ts
var disk = __webpack_require__(43263);
;// CONCATENATED MODULE: ./actions/kas-build/src/report/progress-line.ts

const PHASES = {
    starting: 'kas prepares the repositories',
    parsing: 'bitbake reads the recipes',
    preparing: 'bitbake plans the tasks',
    setscene: 'taking tasks from sstate',
    tasks: 'running tasks',
    ended: 'bitbake has ended',
};
const SHOWN = 4;
/**
 * One line on where a build is: tasks done of all, what runs now, elapsed and estimated time.
 *
 * @param elapsed seconds since the start
 * @param first the first task of this run and when it was started, in seconds since the start: the estimate takes
 *   the rate since then
 */
function progressLine(report, elapsed, first) {
    const time = (0,action_progress/* formatDuration */.a3)(elapsed);
    const { progress, running } = report;
    if (progress === undefined || progress.total === 0)
        return `${time}: ${PHASES[report.phase]}.`;
    const now = running.slice(0, SHOWN).join(', ');
    const more = running.length > SHOWN ? ` and ${running.length - SHOWN} more` : '';
    return [
        `${time}: task ${progress.number} of ${progress.total}`,
        report.phase === 'setscene' ? ' from sstate' : '',
        now === '' ? '' : `, now ${now}${more}`,
        estimate(progress, elapsed, first),
        '.',
    ].join('');
}
function estimate(progress, elapsed, first) {
    if (first === undefined)
        return '';
    const done = progress.number - first.number;
    const spent = elapsed - first.at;
    if (done < 20 || spent < 20)
        return '';
    return `, about ${(0,action_progress/* formatDuration */.a3)((spent / done) * (progress.total - progress.number))} left`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/build.ts







/**
 * Runs the commands of a build, shows their log as it comes, and gathers what bitbake says.
 *
 * @param onCommand is called after each command that succeeded.
 * @throws UserError when kas cannot be started, or too little of the disk is free to begin.
 */
async function runBuild(options, runner, journal, deps, onCommand = async () => { }) {
    journal.write({ during: undefined });
    const start = deps.clock.now().getTime();
    const seconds = () => (deps.clock.now().getTime() - start) / 1000;
    const reporter = buildReporter();
    let summarised = false;
    let call;
    /** The last lines before bitbake speaks. */
    let early = [];
    let first;
    const describe = (elapsed) => {
        const report = reporter.report();
        journal.beat();
        if (report.phase === 'tasks' && report.progress !== undefined) {
            first ??= { number: report.progress.number, at: elapsed };
        }
        return progressLine(report, elapsed, first);
    };
    const endWatch = await (0,disk/* watchDisk */.fV)(options.folders, options.freeDisk, deps, {
        low: (folder, free) => deps.log.warning(`The disk of ${folder} gets full: ${(0,action_progress/* formatBytes */.z3)(free)} are free.`),
        full: (folder, free) => runner.stop({ why: 'disk-full', folder, free }),
    });
    try {
        const { code, signal } = await deps.log.group(options.title, () => (0,action_progress/* withProgress */.E0)(deps, describe, async () => {
            let result = { code: 0, signal: null };
            for (const command of options.commands) {
                const reader = consoleReader('kas');
                const args = command.includes('--') ? command.slice(command.indexOf('--') + 1) : [];
                summarised = false;
                const onLines = (printed) => {
                    call ??= readBitbakeCall(printed, args);
                    const lines = printed.map(options.toHost);
                    deps.log.foreign(lines.join('\n'));
                    for (const line of lines) {
                        const event = reader.read(line);
                        if (event === undefined)
                            continue;
                        summarised ||= event.type === 'tasks-summary';
                        reporter.add(event);
                    }
                    if (early === undefined)
                        return;
                    early = reporter.report().phase === 'starting' ? [...early, ...lines].slice(-EARLY) : undefined;
                };
                result = await runner.run(command, options.env, onLines, journal.console);
                if (result.code !== 0)
                    break;
                await onCommand();
            }
            runner.endTimeLimit();
            return result;
        }));
        const stopped = runner.stopped();
        const report = withRaised(reporter.report(), code === 0 ? [] : (early ?? []));
        return { code, signal, report, seconds: seconds(), summarised, stopped, call };
    }
    finally {
        endWatch();
    }
}
const EARLY = 500;
/** What a kas that is broken, or has an error of its own, ends with says why, where nothing else does. */
function withRaised(report, lines) {
    if (report.kasErrors.length > 0 || report.errors.length > 0)
        return report;
    const raised = (0,find_kas/* raisedIn */.qh)(lines);
    return raised === undefined ? report : { ...report, kasErrors: [raised] };
}

// EXTERNAL MODULE: ./actions/kas-build/src/inputs.ts + 1 modules
var inputs = __webpack_require__(24558);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var action_errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var action_inputs = __webpack_require__(1363);
;// CONCATENATED MODULE: ./actions/kas-build/src/cache-mode.ts

/**
 * The events that only who may write to the repository can start, for a ref of the repository
 * (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows). A called workflow has the event of
 * its caller. Not among them: `merge_group`, whose code is in no branch yet, and `deployment`, which names any commit.
 */
const TRUSTED_EVENTS = [
    'push',
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'release',
    'create',
];
/** A branch or a tag; GitHub itself makes the branches of a merge queue, of pull requests that wait for their tests. */
const TRUSTED_REF = /^refs\/(?:heads\/(?!gh-readonly-queue\/)|tags\/)./;
/**
 * Whether a build may write to shared caches. `auto` is read-only wherever the code of others may be built, and where nobody knows: the
 * log says why.
 */
function cacheModeOf(given, { env, log }) {
    if (given !== 'auto')
        return given;
    const { GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = env;
    const doubt = !TRUSTED_EVENTS.includes(event)
        ? `the event ${(0,action_inputs/* quote */.hD)(event)} may build what others wrote`
        : TRUSTED_REF.test(ref)
            ? undefined
            : `the ref ${(0,action_inputs/* quote */.hD)(ref)} is no branch or tag that the repository itself has made`;
    if (doubt !== undefined) {
        log.info(`cache-mode: auto is read-only: ${doubt}.`);
        return 'read-only';
    }
    log.info(`cache-mode: auto is read-write: only who may write to the repository starts ${event} of ${ref}.`);
    return 'read-write';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-argv.ts + 1 modules
var kas_argv = __webpack_require__(42289);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-file.ts
var kas_file = __webpack_require__(39817);
// EXTERNAL MODULE: ./packages/core/src/git/digest.ts
var digest = __webpack_require__(99676);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-repos.ts
var kas_repos = __webpack_require__(36298);
;// CONCATENATED MODULE: ./packages/core/src/kas/kas-lock.ts



/**
 * The repositories of a configuration that are not fixed to a commit, in its order. The repository that holds the
 * configuration, and others without a URL, are not kas's to fix.
 *
 * @param dumpJson what `kas dump --format json` prints, without resolved revisions. The commits of lock files stand in it
 * under `overrides`.
 * @throws UserError when it is no such text.
 */
function floatingRepos(dumpJson) {
    const config = parseDump(dumpJson);
    const defaults = mapping(mapping(config['defaults'])['repos']);
    const overrides = mapping(mapping(config['overrides'])['repos']);
    return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
        const merged = { ...defaults, ...mapping(repo), ...mapping(overrides[key]) };
        return floating(key, merged);
    });
}
function parseDump(dumpJson) {
    try {
        return mapping(JSON.parse(dumpJson));
    }
    catch (cause) {
        throw new action_errors/* UserError */.yo('kas dump did not print JSON.', 'Check that the input kas names kas 3.2 or later, and see its log above.', { cause });
    }
}
function floating(key, repo) {
    const url = kas_lock_text(repo['url']);
    if (url === undefined || kas_lock_text(repo['commit']) !== undefined)
        return [];
    const branch = kas_lock_text(repo['branch']);
    const tag = kas_lock_text(repo['tag']);
    const refspec = kas_lock_text(repo['refspec']);
    if (tag === undefined && branch === undefined && refspec !== undefined && digest/* FULL_DIGEST */.F.test(refspec))
        return [];
    return [
        {
            name: kas_lock_text(repo['name']) ?? key,
            url: (0,kas_repos/* withoutCredentials */.ri)(url),
            ...(branch === undefined ? {} : { branch }),
            ...(tag === undefined ? {} : { tag }),
            reason: reasonOf(tag, branch, refspec),
        },
    ];
}
function reasonOf(tag, branch, refspec) {
    if (tag !== undefined)
        return `It has the tag "${tag}" and no commit. A tag can be moved.`;
    if (branch !== undefined)
        return `It follows the branch "${branch}".`;
    if (refspec !== undefined)
        return `It follows the refspec "${refspec}", which is not the full digest of a commit.`;
    return 'It has no revision at all.';
}
function mapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function kas_lock_text(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/bitbake-environment.ts
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
        const parts = [assignment[2] ?? ''];
        while (!CLOSED.test(parts.at(-1) ?? '') && index + 1 < lines.length) {
            parts.push(parts.pop()?.replace(/\\$/, '') ?? '', lines[++index] ?? '');
        }
        const name = assignment[1] ?? '';
        if (wanted.has(name))
            found[name] = parts.join('').replace(/"$/, '').replace(/\\"/g, '"');
    }
    return found;
}
const FUNCTION = /^(?:fakeroot )?(?:python )?(?:def )?[\w:.+-]+ ?\(\) \{$/;
const ASSIGNMENT = /^(?:export )?([A-Za-z_][\w:.+-]*)="(.*)$/;
/** The end of a value, of its last line: what goes on ends with a blank and a backslash. */
const CLOSED = /(?:^|[^\\])(?:\\\\)*"$/;

;// CONCATENATED MODULE: ./packages/core/src/kas/container-paths.ts

/**
 * A function that gives a text of kas-container's container with each path in it as the host has it; what is not mounted
 * stays as it is, and so does all text of kas, which has no container. kas-container mounts the repository at `/repo`, the work folder at `/work`, the build folder at `/build`,
 * DL_DIR at `/downloads`, SSTATE_DIR at `/sstate` and KAS_REPO_REF_DIR at `/repo-ref`, in every version since 2.5.
 */
function toHostPaths(folders) {
    if (folders === undefined)
        return (text) => text;
    const mounts = mountsOf(folders);
    const pattern = mountPattern(mounts.map(({ container }) => container));
    return (text) => text.replace(pattern, (path) => {
        const normal = external_node_path_.posix.normalize(path);
        return pathIn(mounts, normal) ?? normal;
    });
}
/**
 * The host's path of one of the container; undefined where nothing is mounted there: a path that the container says means
 * nothing on the host then. Without a container it is the path itself.
 */
function hostPath(folders, path) {
    return folders === undefined ? path : pathIn(mountsOf(folders), external_node_path_.posix.normalize(path));
}
/**
 * The container's path of one below the build folder. `/work` is mounted by every version; since 4.7 what lies in it is nowhere else, not
 * even the build folder, SSTATE_DIR and DL_DIR.
 *
 * @param path as the folders absolute and without links, which kas-container resolves.
 */
function pathInContainer({ workDir, buildDir }, path) {
    if (isWithin(path, workDir))
        return external_node_path_.posix.join('/work', external_node_path_.posix.relative(workDir, path));
    return external_node_path_.posix.join('/build', external_node_path_.posix.relative(buildDir, path));
}
/** The folders of the host that the container has. */
function mountedFolders(folders) {
    return mountsOf(folders).map(({ host }) => host);
}
function pathIn(mounts, path) {
    const mount = mounts.find(({ container }) => isWithin(path, container));
    return mount === undefined ? undefined : mount.host + path.slice(mount.container.length);
}
/** The innermost first. */
function mountsOf(folders) {
    const hosts = [
        ['/work', folders.workDir],
        ['/build', folders.buildDir],
        ['/repo', folders.repoDir],
        ['/sstate', folders.sstateDir],
        ['/downloads', folders.dlDir],
        ['/repo-ref', folders.repoRefDir],
        ...Object.entries(folders.mounts ?? {}),
    ];
    return hosts
        .flatMap(([container, host]) => host === undefined ? [] : [{ container, host: host.replace(/\/+$/, '') }])
        .toSorted((a, b) => b.container.length - a.container.length);
}
function isWithin(path, folder) {
    return path === folder || path.startsWith(`${folder}/`);
}
/**
 * `/build` in `at /build/tmp` or `'/build'.`, but not in `/buildx`, `tmp/build`, `/build-2` or `file:///build`. Layers
 * are named from the build folder: of `/build/../repo/recipes/x.bb`, `/build/../repo` is one piece.
 */
function mountPattern(paths) {
    const names = paths.map((path) => path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
    return new RegExp(String.raw `(?<![\p{L}\p{N}_./}~+-])(${names})(?=/|$|[^\p{L}\p{N}_.~+-]|\.(?:\s|$))(?:(?:/\.\.)+(?:/[\p{L}\p{N}_.~+-]+)*)?`, 'gu');
}

;// CONCATENATED MODULE: ./actions/kas-build/src/kas.ts






const VARIABLES = [
    ...['MACHINE', 'TMPDIR', 'DEPLOY_DIR', 'DEPLOY_DIR_IMAGE'],
    ...['SSTATE_DIR', 'DL_DIR', 'BB_HASHSERVE_DB_DIR'],
];
/**
 * Asks bitbake for its folders, in the environment of the same configuration. Empty when it cannot say.
 *
 * @param options.said takes what kas itself says meanwhile.
 * @throws StoppedError when the run is to be ended meanwhile.
 */
async function askBitbake(kas, options, deps) {
    const argv = (0,kas_argv/* kasShellArgv */.MI)(kas.program, {
        ...kas,
        command: 'bitbake -e',
        keepConfig: options.keepConfig,
    });
    const { code, stdout, stderr } = await ask(argv, 'bitbake was asked for its folders', kas, deps);
    options.said?.push(...stderr);
    if (code !== 0)
        return {};
    const { MACHINE, ...folders } = parseBitbakeEnvironment(stdout, VARIABLES);
    const mapped = Object.entries(folders).flatMap(([name, path]) => {
        const onHost = hostPath(options.container, path);
        return onHost === undefined ? [] : [[name, onHost]];
    });
    return { ...(MACHINE === undefined ? {} : { MACHINE }), ...Object.fromEntries(mapped) };
}
/**
 * Runs a kas command that prints what is wanted to stdout.
 *
 * @throws UserError with kas's own words when it fails; StoppedError when the run is to be ended meanwhile.
 */
async function kasOutput(argv, name, kas, deps) {
    const { code, stdout, stderr } = await ask(argv, `${name} ran`, kas, deps);
    if (code === 0)
        return `${stdout.join('\n')}\n`;
    const said = stderr.flatMap((line) => / - ERROR +- (.*)/s.exec(line)?.[1] ?? []);
    throw new action_errors/* UserError */.yo(`${name} failed with ${code === null ? 'a signal' : `exit code ${code}`}: ${said.slice(0, 5).join('\n') || ((0,find_kas/* raisedIn */.qh)(stderr) ?? 'it did not say why')}`, 'Its last lines are above.');
}
const kas_SHOWN = 20;
/** Runs a kas command beside the build. Of one that fails, the last lines of its log are shown. */
async function ask(argv, doing, kas, deps) {
    const said = { stdout: [], stderr: [] };
    kas.runner.begin(doing);
    const { code } = await (0,action_progress/* withProgress */.E0)(deps, (elapsed) => `${(0,action_progress/* formatDuration */.a3)(elapsed)} while ${doing}.`, () => kas.runner.run(argv, kas.env, (lines, stream) => void said[stream].push(...lines)));
    kas.runner.goOn();
    if (code !== 0)
        for (const line of said.stderr.slice(-kas_SHOWN))
            deps.log.foreign(line);
    return { code, ...said };
}

;// CONCATENATED MODULE: ./actions/kas-build/src/configuration.ts










/**
 * Checks that the working directory and the files of the configuration exist.
 *
 * @throws UserError that names every file that is missing.
 */
async function checkConfig(config, workingDirectory) {
    const folder = await (0,promises_.stat)(workingDirectory).catch(() => undefined);
    if (folder?.isDirectory() !== true) {
        throw new action_errors/* UserError */.yo(`The working directory ${workingDirectory} does not exist.`, 'Check the input working-directory, and that the repository was checked out before this step.');
    }
    const missing = [];
    for (const file of config.split(':')) {
        const found = await (0,promises_.stat)((0,external_node_path_.resolve)(workingDirectory, file)).catch(() => undefined);
        if (file === '')
            missing.push('(an empty name)');
        else if (found?.isFile() !== true)
            missing.push(file);
    }
    if (missing.length > 0) {
        throw new action_errors/* UserError */.yo(`The kas configuration does not exist in ${workingDirectory}: ${missing.join(', ')}.`, 'Check the input config. Its files are joined by ":" and relative to working-directory.');
    }
}
/** The names in the `env:` of the configuration. */
async function declaredEnv(config, dirs) {
    return (0,kas_file/* configEnvNames */.KD)(await configTexts(config, dirs));
}
/** Whether the configuration itself names a folder for the database of hash equivalences, other than that of sstate. */
async function namesEquivalences(config, dirs) {
    const texts = await configTexts(config, dirs);
    return texts.some((text) => /^\t*BB_HASHSERVE_DB_DIR\b[^="\n]*="(?!\$\{SSTATE_DIR\}\/?")/m.test(text.replaceAll(' ', '')));
}
/**
 * The files of the configuration, and those of its own repository that they include. Files of other repositories are not there yet, and
 * no more than READER_LIMITS allows are looked for.
 */
async function configTexts(config, dirs) {
    const texts = new Map();
    const waiting = config.split(':').map((file) => (0,external_node_path_.resolve)(dirs.cwd, file));
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (texts.has(path))
            continue;
        if (texts.size >= limits/* READER_LIMITS */.f0.kasFiles.most)
            break;
        const text = await readKasFile(path, dirs.repoDir);
        texts.set(path, text);
        // kas takes a file from the top of the repository, and once took it from beside the file that includes it.
        for (const file of (0,kas_file/* localIncludes */.Rs)(text)) {
            waiting.push((0,external_node_path_.resolve)(dirs.repoDir, file), (0,external_node_path_.resolve)((0,external_node_path_.dirname)(path), file));
        }
    }
    return [...texts.values()];
}
/** Empty for what is not there, or no file: kas says so. */
async function readKasFile(path, repoDir) {
    try {
        return (await (0,foreign_file/* readNamed */.Mk)(path, limits/* FILE_LIMITS */.SK.kasFile, repoDir)).toString();
    }
    catch (thrown) {
        if (thrown instanceof foreign_file/* ForeignFileError */.Nw && thrown.code !== 'EFBIG')
            return '';
        throw thrown;
    }
}
/**
 * What the input `lock` asks for, before the build.
 *
 * @throws UserError when this kas cannot do it, or a revision floats that must not.
 */
async function applyLock(lock, kas, deps) {
    const { program } = kas;
    if (lock === 'ignore')
        return;
    if (lock === 'update') {
        needs(program, 'lock', 'lock: update', '4.6');
        await kasOutput((0,kas_argv/* kasLockArgv */.vS)(program, { ...kas, update: true }), 'kas lock', kas, deps);
        return;
    }
    needs(program, 'dump', 'lock: require', '3.2');
    const dump = (0,kas_argv/* kasDumpArgv */.qP)(program, { ...kas, resolve: false, format: 'json' });
    const floating = floatingRepos(await kasOutput(dump, 'kas dump', kas, deps));
    if (floating.length === 0)
        return;
    throw new action_errors/* UserError */.yo(`The input lock is "require", but ${floating.length === 1 ? 'a revision floats' : `${floating.length} revisions float`}:\n${floating
        .map(({ name, url, reason }) => `${name} (${url}): ${reason}`)
        .join('\n')}`, 'Give each of them a commit in the configuration, or commit the lock file that `kas lock` writes.');
}
/**
 * The configuration with every revision resolved, and its lock, as kas gives them after the build. Both are
 * undefined with a kas that has no `dump`, and where it fails: the build is done, and is not lost for that.
 */
async function resolvedConfiguration(kas, deps) {
    const { program } = kas;
    if (!program.can.dump) {
        deps.log.notice(`kas ${program.version} has no dump: the resolved configuration and its lock are not kept. kas 3.2 or later has it.`);
        return {};
    }
    const resolved = (0,kas_argv/* kasDumpArgv */.qP)(program, { ...kas, resolve: true, format: 'json' });
    const lock = (0,kas_argv/* kasDumpArgv */.qP)(program, { ...kas, resolve: true, format: 'yaml', lock: true });
    try {
        return {
            resolved: kept('kas-config.json', await kasOutput(resolved, 'kas dump', kas, deps)),
            lock: kept('kas-lock.yaml', await kasOutput(lock, 'kas dump --lock', kas, deps)),
        };
    }
    catch (thrown) {
        if (!(thrown instanceof action_errors/* UserError */.yo) || kas.runner.stopped() !== undefined)
            throw thrown;
        deps.log.warning(`The resolved configuration and its lock are not kept beside the artifacts. ${thrown.text}`);
        return {};
    }
}
function kept(name, text) {
    return { name, text, sha256: (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex') };
}
function needs(program, feature, what, since) {
    if (program.can[feature])
        return;
    throw new action_errors/* UserError */.yo(`${program.kas} is version ${program.version}, which has no ${feature}: "${what}" needs it.`, `Install kas ${since} or later (\`pipx install kas\`), or set the input lock to ignore.`);
}

;// CONCATENATED MODULE: ./actions/kas-build/src/user/safe-directory.ts






/**
 * Lets git work in repositories of somebody else, for this run and for `folders` only. git refuses them otherwise
 * ("dubious ownership", https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory), and kas then
 * takes the folder of the config for the root of the repository.
 *
 * A kas that reads GITCONFIG_FILE is given one. kas also asks git for the root of the config's repository before it
 * sets up the HOME that holds this file (and 3.1 knows no such file at all): only the system's configuration counts
 * then, and root writes the folders there.
 *
 * @param folders the top folders of repositories. One that is not there is passed over.
 * @throws UserError when git is missing, fails, or nothing can be done without being root.
 */
async function safeDirectories(folders, options) {
    const nothing = { env: {}, undo: { added: [] } };
    const isRoot = (options.uid ?? process.geteuid?.()) === 0;
    const foreign = await foreignRepositories(folders, options.buildUid);
    if (foreign.length === 0)
        return nothing;
    const listed = await systemEntries(options);
    const missing = foreign.filter((folder) => !trusts(listed, folder));
    if (missing.length === 0)
        return nothing;
    const readsFile = options.gitconfigFile && options.inContainer !== true;
    if (!readsFile && !isRoot)
        throw cannotTrust(missing, options);
    const env = readsFile ? { GITCONFIG_FILE: await writeGitconfig(missing, isRoot, options) } : {};
    if (!isRoot)
        return { env, undo: nothing.undo };
    options.onAdd?.({ added: missing });
    return { env, undo: await addSystemEntries(missing, options) };
}
/** Removes what `safeDirectories` added to the system's configuration, and nothing else. May be called again. */
async function undoSafeDirectories(record, deps) {
    for (const folder of record.added) {
        // --fixed-value is younger than safe.directory in the git of some long-term releases.
        const pattern = `^${folder.replace(/[\\^$.*+?()[{|]/g, '\\$&')}$`;
        const { code, errors } = await systemConfig(['--unset-all', 'safe.directory', pattern], deps);
        if (code !== 0 && code !== NOTHING_TO_UNSET)
            throw gitFailed('removed from', folder, errors);
    }
}
/**
 * The text of a git configuration that trusts `folders`.
 *
 * @param before the configuration to keep, as text: an [include] of it would keep kas from writing its own settings,
 * and the build user from reading it.
 */
function gitconfigText(folders, before) {
    const kept = before === '' || before.endsWith('\n') ? before : `${before}\n`;
    return `${kept}[safe]\n${folders.map((folder) => `\tdirectory = ${quoted(folder)}\n`).join('')}`;
}
/** A value as git's configuration wants it: https://git-scm.com/docs/git-config#_syntax. */
function quoted(value) {
    // kas reads the file with a parser of its own, which knows fewer escapes than git: no quotes without need.
    if (/^[^\s"#;\\]+( [^\s"#;\\]+)*$/.test(value))
        return value;
    const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
    return `"${escaped}"`;
}
/** Those of `folders` that git would refuse: the folder, its .git, or what a file .git points at is not `uid`'s. */
async function foreignRepositories(folders, uid) {
    const foreign = new Set();
    for (const folder of folders) {
        // git compares with the folder as it sees it, links resolved.
        const path = await (0,promises_.realpath)(folder).catch(() => undefined);
        if (path === undefined)
            continue;
        const owners = await Promise.all([path, (0,external_node_path_.join)(path, '.git'), await gitFolder(path)].map(ownerOf));
        // SUDO_UID, which git heeds when it is root, does not reach it through kas.
        if (owners.some((owner) => owner !== undefined && owner !== uid))
            foreign.add(path);
    }
    return [...foreign];
}
/** Where the file .git of a worktree or submodule points at (`gitdir: <path>`), else the .git folder itself. */
async function gitFolder(folder) {
    const path = (0,external_node_path_.join)(folder, '.git');
    const text = (await (0,foreign_file/* readForeign */.vM)(folder, '.git', limits/* FILE_LIMITS */.SK.gitConfig).catch(() => '')).toString();
    const target = /^gitdir: (.+)$/m.exec(text)?.[1];
    return target === undefined ? path : (0,external_node_path_.resolve)(folder, target);
}
async function ownerOf(path) {
    return (0,promises_.lstat)(path).then(({ uid }) => uid, () => undefined);
}
async function writeGitconfig(folders, isRoot, options) {
    const { GITCONFIG_FILE: given = '', HOME: home = '' } = options.env;
    // Another user could let the file be a link to one of root, and gets what is read.
    const root = isRoot && options.buildUid !== 0 ? home : '/';
    const former = given !== '' ? (0,external_node_path_.resolve)(given) : home !== '' ? (0,external_node_path_.join)(home, '.gitconfig') : undefined;
    const text = former === undefined ? '' : await safe_directory_textOf(given === '' ? root : '/', former);
    const file = (0,external_node_path_.join)(options.runFolder, 'gitconfig');
    await (0,promises_.writeFile)(file, gitconfigText(folders, text), {
        mode: 0o600,
    });
    if (isRoot)
        await (0,promises_.chown)(file, options.buildUid, -1);
    return file;
}
/** @param root The folder that links must not leave. */
async function safe_directory_textOf(root, file) {
    try {
        return (await (0,foreign_file/* readForeign */.vM)(root, file, limits/* FILE_LIMITS */.SK.gitConfig, { links: 'within' })).toString();
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return '';
        throw error;
    }
}
async function addSystemEntries(folders, deps) {
    const added = [];
    for (const folder of folders) {
        const { code, errors } = await systemConfig(['--add', 'safe.directory', folder], deps);
        if (code !== 0) {
            await undoSafeDirectories({ added }, deps);
            throw gitFailed('added to', folder, errors);
        }
        added.push(folder);
    }
    return { added };
}
/** The values of safe.directory in the system's configuration. */
async function systemEntries(deps) {
    const { output } = await systemConfig(['--null', '--get-all', 'safe.directory'], deps);
    return output.split('\0').slice(0, -1);
}
/** Whether git trusts `folder` by these values: an empty one forgets what stands before it. */
function trusts(values, folder) {
    const counting = values.slice(values.lastIndexOf('') + 1);
    return counting.includes('*') || counting.includes(folder);
}
const NOTHING_TO_UNSET = 5;
const ATTEMPTS = 20;
const PAUSE_MS = 100;
/** Runs `git config --system`. While another git writes the file, it is tried again, for 2 s. */
async function systemConfig(args, deps) {
    for (let attempt = 1;; attempt += 1) {
        const lines = { stdout: [], stderr: [] };
        const { code } = await deps
            .exec(['git', 'config', '--system', ...args], {
            cwd: '/',
            // Only what a git below kas 3.1 has: a GIT_CONFIG_SYSTEM of the job would be another file.
            env: { PATH: deps.env['PATH'], LC_ALL: 'C' },
            onLine: (line, stream) => void lines[stream].push(line),
        })
            .catch((error) => {
            throw (0,action_errors/* systemCode */.xU)(error) === 'ENOENT' ? gitMissing() : error;
        });
        const errors = lines.stderr.join('\n');
        const isBusy = code !== 0 && /could not lock config file .*: File exists/.test(errors);
        if (!isBusy || attempt === ATTEMPTS)
            return { code, output: lines.stdout.join('\n'), errors };
        await deps.clock.sleep(PAUSE_MS);
    }
}
function cannotTrust(folders, { inContainer }) {
    const commands = folders.map((folder) => `sudo git config --system --add safe.directory ${(0,kas_argv/* formatWords */.Z3)([folder])}`);
    return new action_errors/* UserError */.yo(`git refuses to work in a repository that belongs to another user: ${folders.join(', ')}.`, `Run this in a step before${inContainer === true ? '' : ', or use kas 4.3 or newer'}:\n${commands.join('\n')}`);
}
function gitFailed(action, folder, errors) {
    return new action_errors/* UserError */.yo(`The folder ${folder} could not be ${action} the system's git configuration as a safe.directory: ${errors}`, 'Check that /etc/gitconfig is writable, and that no /etc/gitconfig.lock was left behind.');
}
function gitMissing() {
    return new action_errors/* UserError */.yo('git is not on the PATH.', 'Install it before this step: kas needs it.');
}

;// CONCATENATED MODULE: ./actions/kas-build/src/shallow-checkout.ts






/**
 * Says that the checkout is shallow where the layer's own files ask git for its history: `git describe` finds no tag then, and a version
 * that is made of it is another one. actions/checkout fetches one commit unless `fetch-depth` says otherwise.
 */
async function noticeOfShallow(dirs, { log, env }) {
    if (!(await isShallow(dirs.repoDir)))
        return;
    const use = await historyUse(dirs);
    if (use === undefined)
        return;
    const workspace = env['GITHUB_WORKSPACE'] ?? dirs.repoDir;
    const where = { file: (0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(dirs.repoDir, use.file)), startLine: use.line };
    log.notice(`This checkout has only a part of its history, and ${(0,action_inputs/* quote */.hD)(use.file)} asks for it in line ${use.line} (${use.asks}): a version that is made of it may be wrong. ` +
        'Where it is about this repository, set `fetch-depth: 0` in the `with:` of actions/checkout.', where.file.startsWith('..') ? undefined : where);
}
/** Whether git has only a part of the history: it lists where that ends in a file (gitrepository-layout(5)), of all worktrees. */
async function isShallow(repoDir) {
    const folder = await gitFolder(repoDir);
    const common = (await (0,foreign_file/* readForeign */.vM)(folder, 'commondir', limits/* FILE_LIMITS */.SK.gitConfig).catch(() => '')).toString();
    const found = [folder, (0,external_node_path_.resolve)(folder, common.trim())].map((at) => (0,promises_.stat)((0,external_node_path_.join)(at, 'shallow')));
    return (await Promise.allSettled(found)).some(({ status }) => status === 'fulfilled');
}
/** Recipes, classes and configurations, with the Python of the layer; of YAML only kas files. */
const READ = /\.(?:bb|bbappend|inc|bbclass|conf|ya?ml)$|\/lib\/.*\.py$/;
/** The first such line, by the names of the files. Other repositories, hidden folders and the build folder are left out. */
async function historyUse({ repoDir, buildDir, }) {
    const waiting = [repoDir];
    let read = 0;
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        const entries = await entriesOf(folder);
        if (folder !== repoDir && entries.some(({ name }) => name === '.git'))
            continue;
        const seen = entries
            .filter(({ name }) => !name.startsWith('.'))
            .sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const entry of seen) {
            const path = (0,external_node_path_.join)(folder, entry.name);
            if (!entry.isFile() || !READ.test(path.slice(repoDir.length)))
                continue;
            read += 1;
            if (read > limits/* READER_LIMITS */.f0.layerFiles.most)
                return undefined;
            const text = (await (0,foreign_file/* readForeign */.vM)(repoDir, path, limits/* FILE_LIMITS */.SK.recipe).catch(() => '')).toString();
            const found = /\.ya?ml$/.test(entry.name) && !/^header:/m.test(text) ? undefined : historyLine(text);
            if (found !== undefined)
                return { file: (0,external_node_path_.relative)(repoDir, path), ...found };
        }
        const folders = seen.filter((entry) => entry.isDirectory()).map(({ name }) => (0,external_node_path_.join)(folder, name));
        waiting.push(...folders.filter((path) => path !== buildDir).reverse());
    }
    return undefined;
}
async function entriesOf(folder) {
    return (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => []);
}
/** What a recipe says of itself. */
const IS_TEXT = /^\s*(?:SUMMARY|DESCRIPTION)\b/;
/** A folder of the sources that a recipe builds, which are another repository. */
const OF_SOURCES = /\$\{(?:S|B|WORKDIR|UNPACKDIR|STAGING_KERNEL_DIR|DL_DIR)\}|getVar\(\s*['"](?:S|B|WORKDIR|UNPACKDIR|STAGING_KERNEL_DIR)['"]/;
/** A shell function of a task, which runs in the sources unless it goes elsewhere. */
const SHELL_TASK = /^(?:fakeroot[ \t]+)?do_[^\s()]+[ \t]*\(\)[ \t]*\{/;
const GOES = /\bcd\s|\s-C\s|--git-dir|--work-tree/;
/** The first line of a text that asks git for the history of the repository itself. Comments are passed over. */
function historyLine(text) {
    let isInSources = false;
    for (const [index, line] of text.split('\n').entries()) {
        if (SHELL_TASK.test(line))
            isInSources = true;
        else if (line.startsWith('}'))
            isInSources = false;
        if (/^\s*#/.test(line) || IS_TEXT.test(line) || OF_SOURCES.test(line))
            continue;
        if (GOES.test(line))
            isInSources = false;
        const asks = isInSources ? undefined : asksIn(line);
        if (asks !== undefined)
            return { line: index + 1, asks };
    }
    return undefined;
}
/** `git -C x describe`, `repo.git.describe(`, ['git', 'describe'], run_git(d, 'describe --dirty'), and the same of `rev-list --count`. */
function asksIn(line) {
    const afterGit = line.slice(/\bgit\b(?!:)/.exec(line)?.index ?? line.length);
    if (DESCRIBE.test(afterGit) || QUOTED_DESCRIBE.test(line))
        return 'git describe';
    return /\brev-list\b/.test(line) && /--count\b/.test(line) ? 'git rev-list --count' : undefined;
}
const DESCRIBE = /[\s'"]describe(?=\s*(?:$|['"`)|\\;&>%$]|2>|-|HEAD))|\bgit\.describe\(/;
const QUOTED_DESCRIBE = /['"]describe(?:\s+-|['"])/;

;// CONCATENATED MODULE: ./actions/kas-build/src/user/build-user.ts



/** The machine's own users. `env` is the job's environment: its PATH is searched for programs. */
function systemUsers(env) {
    return {
        uid: process.geteuid?.() ?? -1,
        readFile: (path) => (0,promises_.readFile)(path, 'utf8'),
        hasProgram: async (name) => {
            const folders = (env['PATH'] ?? '').split(external_node_path_.delimiter).filter((folder) => folder !== '');
            const found = await Promise.all(folders.map((folder) => isExecutable((0,external_node_path_.join)(folder, name))));
            return found.includes(true);
        },
    };
}
/**
 * The user `name`, or the one with the uid `name` when that is a number.
 *
 * @param passwd the text of /etc/passwd: `name:password:uid:gid:comment:home:shell`, see passwd(5).
 * @param group the text of /etc/group: `name:password:gid:member,member`, see group(5).
 * @returns undefined when there is no such user. Lines that are not of this form are passed over.
 */
function findUser(name, passwd, group) {
    const wanted = /^\d+$/.test(name) ? Number(name) : name;
    for (const line of passwd.split('\n')) {
        const [user = '', , uidText = '', gidText = '', , home = ''] = line.split(':');
        const [uid, gid] = [idOf(uidText), idOf(gidText)];
        if (user === '' || uid === undefined || gid === undefined)
            continue;
        if (user !== wanted && uid !== wanted)
            continue;
        return { name: user, uid, gid, groups: groupsOf(user, gid, group), home: home === '' ? '/' : home };
    }
    return undefined;
}
/**
 * The user that the build has to become, as the input build-user says.
 *
 * @returns undefined when there is nothing to become: no name is given, or this process is that user already.
 * @throws UserError when there is no such user, or this process cannot become it.
 */
async function buildUser(name, deps) {
    if (name === undefined || name === '')
        return undefined;
    const lookup = deps.users ?? systemUsers(deps.env);
    const passwd = await readIfThere('/etc/passwd', lookup);
    const user = findUser(name, passwd, await readIfThere('/etc/group', lookup));
    if (user === undefined) {
        throw new action_errors/* UserError */.yo(`The build user "${name}" does not exist: /etc/passwd of the machine or container does not name it.`, `Create it in the image (\`useradd --create-home ${/^\d+$/.test(name) ? `--uid ${name} builder` : name}\`), or leave the input build-user empty.`);
    }
    if (user.uid === lookup.uid)
        return undefined;
    if (lookup.uid !== 0) {
        throw new action_errors/* UserError */.yo(`The build cannot run as "${user.name}": this job has the uid ${lookup.uid}, and only root can become another user.`, 'Leave the input build-user empty, or run the job as root (`options: --user root` of its container).');
    }
    if (!(await lookup.hasProgram('setpriv'))) {
        throw new action_errors/* UserError */.yo(`The build cannot run as "${user.name}": the program setpriv is not on the PATH.`, 'Install util-linux in the image (`apt-get install util-linux`, `dnf install util-linux`), or leave the input build-user empty.');
    }
    return user;
}
/**
 * The argv that runs `argv` as `user`. setpriv of util-linux (2.31 or newer) executes it in its own place, so the
 * process keeps its id, and signals reach it. Without a user it is `argv` itself.
 */
function asUser(user, argv) {
    if (user === undefined)
        return [...argv];
    // No --inh-caps=-all: setpriv refuses it under a kernel that is newer than its libcap-ng, and the kernel takes
    // root's capabilities away with the uid.
    return [
        'setpriv',
        `--reuid=${user.uid}`,
        `--regid=${user.gid}`,
        user.groups.length === 0 ? '--clear-groups' : `--groups=${user.groups.join(',')}`,
        '--',
        ...argv,
    ];
}
/** The variables that say who one is. SHELL is not among them: `kas shell` would run a service user's nologin. */
function userEnvironment(user) {
    return { HOME: user.home, USER: user.name, LOGNAME: user.name };
}
function groupsOf(user, primary, group) {
    const ids = new Set();
    for (const line of group.split('\n')) {
        const [, , gidText = '', members = ''] = line.split(':');
        const gid = idOf(gidText);
        if (gid !== undefined && gid !== primary && members.split(',').includes(user))
            ids.add(gid);
    }
    return [...ids].sort((a, b) => a - b);
}
function idOf(text) {
    return /^\d+$/.test(text) ? Number(text) : undefined;
}
async function readIfThere(file, lookup) {
    try {
        return await lookup.readFile(file);
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return '';
        throw error;
    }
}
async function isExecutable(file) {
    return (0,promises_.access)(file, promises_.constants.X_OK).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./actions/kas-build/src/job.ts








/**
 * Finds the directories, the user and the kas that the inputs name.
 *
 * @throws UserError when one of them, or a file of the configuration, is missing, or this kas cannot do what is asked.
 */
async function openJob(given, deps) {
    const { env } = deps;
    const cwd = (0,external_node_path_.resolve)(given['working-directory']);
    await checkConfig(given.config, cwd);
    const dirs = await buildDirs(given.config, cwd, env);
    const user = await buildUser(given['build-user'], deps);
    const program = await (0,find_kas/* findKas */.VD)(given.kas, cwd, deps, (argv) => asUser(user, argv));
    const absolute = (path) => (path ? (0,external_node_path_.resolve)(cwd, path) : undefined);
    const job = {
        given,
        dirs,
        program,
        user,
        cacheMode: cacheModeOf(given['cache-mode'], deps),
        shared: {
            sstateDir: absolute(given['sstate-dir'] ?? env['SSTATE_DIR']),
            dlDir: absolute(given['dl-dir'] ?? env['DL_DIR']),
        },
    };
    checkAbilities(job, env);
    await noticeOfShallow(dirs, deps);
    return job;
}
async function buildDirs(config, cwd, env) {
    const workDir = (0,external_node_path_.resolve)(cwd, env['KAS_WORK_DIR'] || '.');
    const buildDir = (0,external_node_path_.resolve)(cwd, env['KAS_BUILD_DIR'] || (0,external_node_path_.join)(workDir, 'build'));
    const first = (0,external_node_path_.dirname)((0,external_node_path_.resolve)(cwd, config.split(':')[0] ?? ''));
    for (let repoDir = first;; repoDir = (0,external_node_path_.dirname)(repoDir)) {
        const isTop = (await (0,promises_.stat)((0,external_node_path_.join)(repoDir, '.git')).catch(() => undefined)) !== undefined;
        if (isTop)
            return { cwd, workDir, buildDir, repoDir };
        if (repoDir === (0,external_node_path_.dirname)(repoDir))
            return { cwd, workDir, buildDir, repoDir: first };
    }
}
/** @throws UserError with each input that this kas, or this user, cannot serve. */
function checkAbilities({ given, program, user }, env) {
    const asked = [
        ['provenance', given.provenance, program.can.provenance],
        ['clone-depth', given['clone-depth'], program.can.cloneDepth],
        ['premirrors', given.premirrors, program.can.premirrors],
    ];
    const lacking = asked.filter(([, value, can]) => value !== undefined && !can).map(([name]) => name);
    if (lacking.length > 0) {
        throw new action_errors/* UserError */.yo(`${program.kas} is version ${program.version}, which has nothing for the input ${lacking.join(', nor for ')}.`, 'Install a newer kas (`pipx install kas`), or leave the input empty.');
    }
    if (given.lock === 'update' && user !== undefined) {
        throw new action_errors/* UserError */.yo(`The input lock is "update", but the build runs as "${user.name}", to whom the folder of the configuration does not belong.`, 'Update the lock file in a job without the input build-user, and commit it.');
    }
    const asRoot = user === undefined && process.getuid?.() === 0;
    if (program.kind === 'kas-container' && asRoot && env['KAS_ALLOW_ROOT'] !== 'yes') {
        throw new action_errors/* UserError */.yo('kas-container refuses to run as root.', 'Run the job as a user who is not root and owns the checkout, or hand the checkout to the user of the input build-user first (`chown -R`): git in the container refuses files of somebody else. KAS_ALLOW_ROOT=yes in the env of the step helps only a bitbake that may run as root.');
    }
}

// EXTERNAL MODULE: ./packages/core/src/action/foreign-program.ts + 1 modules
var foreign_program = __webpack_require__(67443);
// EXTERNAL MODULE: ./packages/core/src/action/process-tree.ts
var process_tree = __webpack_require__(90198);
;// CONCATENATED MODULE: ./actions/kas-build/src/stop/build-processes.ts






/** Follows the processes of `build`. Finds none of a process that has the leader's pid but started later. */
function buildProcesses(build) {
    const seen = new Map([[build.pid, build.startTime], ...(build.family ?? [])]);
    const sessions = new Set([build.pid]);
    const servers = new Map();
    const remember = (family) => {
        for (const { pid, startTime, session } of family) {
            seen.set(pid, startTime);
            sessions.add(session);
        }
    };
    async function look() {
        const all = await (0,process_tree/* listProcesses */.O3)();
        for (const { pid, startTime } of await pseudoServers(all, build.buildDir))
            seen.set(pid, startTime);
        const family = (0,process_tree/* familyOf */.Ap)(all, { processes: seen, sessions }, process.pid);
        remember(family);
        return family;
    }
    const isServer = ({ pid, startTime }) => servers.get(pid) === startTime;
    async function list() {
        return (0,foreign_program/* withoutGuard */.ID)((await look()).filter(process_tree/* isAlive */._n), build);
    }
    return {
        list,
        async findServers() {
            // In a container the number in bitbake.lock is of another process table.
            if (build.container !== undefined)
                return;
            for (const { pid, startTime } of await serversOf(await (0,process_tree/* listProcesses */.O3)(), build.buildDir)) {
                servers.set(pid, startTime);
                seen.set(pid, startTime);
            }
        },
        async findInFolder() {
            if (build.container !== undefined)
                return;
            for (const { pid, startTime } of await inFolder(await (0,process_tree/* listProcesses */.O3)(), build))
                seen.set(pid, startTime);
        },
        async family() {
            return (await look()).filter(process_tree/* isAlive */._n).map(({ pid, startTime }) => [pid, startTime]);
        },
        async listClientSide() {
            const family = await list();
            return family.filter((process) => process.session === build.pid && !isServer(process));
        },
        async listClients() {
            const family = await list();
            const programs = await Promise.all(family.map(async ({ pid }) => (0,process_tree/* programOf */.oQ)(await (0,process_tree/* argvOf */.UU)(pid))));
            const bitbakes = family.filter((_, index) => programs[index] === 'bitbake');
            const pids = new Set(bitbakes.map(({ pid }) => pid));
            // What bitbake forks has its command line: only the first of them is its own process.
            return bitbakes.filter((process) => !pids.has(process.parent) && !isServer(process));
        },
    };
}
/**
 * The bitbake servers of a build folder: the process whose pid is in its `bitbake.lock`, if it is a bitbake that
 * works there, and what has the lock in its arguments, as `bitbake-server` and its forks do.
 */
async function serversOf(all, buildDir) {
    const folders = await namesOf(buildDir);
    const locks = folders.map((folder) => (0,external_node_path_.join)(folder, 'bitbake.lock'));
    const lock = await (0,foreign_file/* readForeign */.vM)(buildDir, 'bitbake.lock', limits/* FILE_LIMITS */.SK.lock).catch(() => '');
    const holder = Number.parseInt(lock.toString(), 10);
    const found = await Promise.all(all.map(async ({ pid }) => {
        const argv = await (0,process_tree/* argvOf */.UU)(pid);
        const program = (0,process_tree/* programOf */.oQ)(argv);
        if (program === 'bitbake-server' && argv.some((argument) => locks.includes(argument)))
            return true;
        if (pid !== holder || (program !== 'bitbake' && program !== 'bitbake-server'))
            return false;
        return folders.includes(await (0,promises_.readlink)(`/proc/${pid}/cwd`).catch(() => ''));
    }));
    return all.filter((_, index) => found[index]);
}
/** A task may have left the session and all that started it. */
async function inFolder(all, build) {
    const begin = Number(build.startTime);
    if (build.startTime === '')
        return [];
    const folders = await namesOf(build.buildDir);
    const isBelow = (path) => folders.some((folder) => path === folder || path.startsWith(folder + external_node_path_.sep));
    const late = all.filter((process) => (0,process_tree/* isAlive */._n)(process) && Number(process.startTime) >= begin);
    const found = await Promise.all(late.map(async ({ pid }) => {
        if ((await (0,process_tree/* ownerOf */.bf)(pid)) !== (build.uid ?? process.geteuid?.()) || (await (0,process_tree/* hasTerminal */.hr)(pid)))
            return false;
        if (isBelow((await (0,promises_.readlink)(`/proc/${pid}/cwd`).catch(() => '')).replace(/ \(deleted\)$/, '')))
            return true;
        return (await (0,process_tree/* argvOf */.UU)(pid)).some((argument) => argument.split(/[\s=:,;'"]+/).some(isBelow));
    }));
    return late.filter((_, index) => found[index]);
}
/** The daemons of pseudo (fakeroot tasks) that keep their state below the build folder. */
async function pseudoServers(all, buildDir) {
    const daemons = all.filter(({ name }) => name === 'pseudo');
    if (daemons.length === 0)
        return [];
    const folders = await namesOf(buildDir);
    const states = await Promise.all(daemons.map(({ pid }) => (0,process_tree/* variableOf */.Qn)(pid, 'PSEUDO_LOCALSTATEDIR')));
    return daemons.filter((_, index) => folders.some((folder) => states[index]?.startsWith(folder + external_node_path_.sep)));
}
async function namesOf(folder) {
    const path = (0,external_node_path_.resolve)(folder);
    return [path, await (0,promises_.realpath)(path).catch(() => path)];
}

;// CONCATENATED MODULE: ./actions/kas-build/src/stop/stop-sentence.ts

/**
 * Why a build was ended before its time, as one sentence.
 *
 * @param seconds how long it had been built, where that is to be said
 */
function stopSentence(stop, seconds) {
    const built = seconds === undefined ? '' : ` after ${(0,action_progress/* formatDuration */.a3)(seconds)} of building`;
    switch (stop.why) {
        case 'cancelled':
            return `The job was cancelled${whenOf(stop.during) ?? built}.`;
        case 'killed':
            return `The step was killed${whenOf(stop.during) ?? built}: the job was cancelled, or the machine was short of memory.`;
        case 'timed-out':
            return stop.during === undefined
                ? `The build took longer than timeout-minutes allows (${stop.minutes}).`
                : `The time that timeout-minutes allows (${stop.minutes}) was over${whenOf(stop.during)}.`;
        case 'disk-full':
            return `The build was stopped before the disk was full: ${(0,action_progress/* formatBytes */.z3)(stop.free)} are free in ${stop.folder}.`;
    }
}
function whenOf(during) {
    return during === undefined ? undefined : ` while ${during}`;
}

// EXTERNAL MODULE: ./packages/core/src/action/child-environment.ts
var child_environment = __webpack_require__(41066);
;// CONCATENATED MODULE: ./actions/kas-build/src/stop/stopping-container.ts


const STOP_SECONDS = 10;
/** An engine that hangs must not keep the rest from being stopped. */
const ANSWER_SECONDS = 10;
const BETWEEN_INTERRUPTS_MS = 2000;
/** bitbake's own process, and neither bitbake-server nor bitbake-worker: an expression of pkill(1). */
const CLIENT = 'bin/bitbake( |$)';
/**
 * The container in which kas-container runs kas: `name` of `engine` (`docker` or `podman`; both take these arguments). Its first process takes
 * all others with it, bitbake's server too: nothing in it is looked for by pid.
 */
function buildContainer(engine, name, deps) {
    async function run(...args) {
        const lines = [];
        try {
            const { code } = await deps.exec([engine, ...args], {
                env: (0,child_environment/* childEnvironment */.Qc)(deps.env, [...child_environment/* COMMON */.Sq, ...child_environment/* READ_BY_ENGINES */.lP, 'SSH_AUTH_SOCK']),
                timeLimitSeconds: ANSWER_SECONDS + (args[0] === 'stop' ? STOP_SECONDS : 0),
                onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
            });
            return { code, lines };
        }
        catch (error) {
            deps.log.warning(`${engine} cannot be started: ${(0,action_errors/* messageOf */.bD)(error)}`);
            return { code: null, lines };
        }
    }
    const interruptOnce = async () => (await run('exec', name, 'pkill', '-INT', '-f', CLIENT)).code === 0;
    return {
        /** Whether it is there, running or not. A container engine that does not answer counts as yes. */
        async exists() {
            const { code, lines } = await run('ps', '--all', '--quiet', '--filter', `name=^${name}$`);
            return code !== 0 || lines.some((line) => line.trim() !== '');
        },
        /** Interrupts bitbake in it twice; ends kas when there is no bitbake to interrupt. False when neither is there. */
        async interrupt() {
            if (!(await interruptOnce()))
                return (await run('kill', '--signal=TERM', name)).code === 0;
            await deps.clock.sleep(BETWEEN_INTERRUPTS_MS);
            await interruptOnce();
            return true;
        },
        /** Ends all that is in it, and removes it. */
        async remove() {
            await run('stop', '--time', String(STOP_SECONDS), name);
            await run('rm', '--force', name);
        },
    };
}

;// CONCATENATED MODULE: ./actions/kas-build/src/stop/stopping.ts




/** Warns of each process that still runs. */
function warnOfLeft({ left }, log) {
    for (const process of left)
        log.warning(`This process of the build could not be stopped: ${process}`);
}
const STEP_MS = 250;
const BETWEEN_INTERRUPTS_SECONDS = 2;
const INTERRUPT_SECONDS = 20;
/** A server without a client can stay for a minute (BB_SERVER_TIMEOUT), in which nothing of the build is done. */
const SERVER_SECONDS = 3;
const TERMINATE_SECONDS = 5;
const KILL_SECONDS = 5;
/**
 * Ends everything of a build, and resolves within a minute: interrupts, then SIGTERM to all that is left, the
 * bitbake server of the build folder included, then SIGKILL. Does nothing when nothing runs.
 *
 * Processes are of the build when they descend from its leader, or are in a session of such a one, or are the
 * server of the build folder or descend from it, or are a pseudo daemon that keeps its state there, or were seen as one of these before.
 * No other process gets a signal.
 *
 * @param limits `interruptSeconds`: how long bitbake may take to close after the interrupts, 20 unless told. `wholeFolder`: also what
 *   works in the build folder, see `BuildProcesses.findInFolder`.
 */
async function stopBuild(build, deps, limits = {}, send) {
    const processes = buildProcesses(build);
    await processes.findServers();
    if (limits.wholeFolder === true)
        await processes.findInFolder();
    const container = containerOf(build, deps);
    const whatRuns = async () => {
        const running = await describeAll(await processes.list());
        if (await container?.exists())
            running.set('container', `container ${build.container?.name}`);
        return running;
    };
    const found = await whatRuns();
    if (found.size === 0)
        return { left: [], stopped: [] };
    deps.log.info('Stopping what is left of the build.');
    if (!(found.has('container') && (await container?.interrupt()))) {
        await interrupt(build, processes, deps, send);
    }
    await waitForClose(processes, deps, limits.interruptSeconds ?? INTERRUPT_SECONDS);
    if (await container?.exists())
        await container?.remove();
    await processes.findServers();
    if (limits.wholeFolder === true)
        await processes.findInFolder();
    await signalUntilEnd(processes, deps, send, 'SIGTERM', TERMINATE_SECONDS);
    (0,foreign_program/* killBelowGuard */.FX)(build);
    await signalUntilEnd(processes, deps, send, 'SIGKILL', KILL_SECONDS);
    const left = await whatRuns();
    return {
        left: [...left.values()],
        stopped: [...found].filter(([key]) => !left.has(key)).map(([, text]) => text),
    };
}
function containerOf({ container }, deps) {
    return container === undefined ? undefined : buildContainer(container.engine, container.name, deps);
}
async function interrupt(build, processes, deps, send) {
    const clients = await processes.listClients();
    if (clients.length > 0) {
        deps.log.info(`Interrupting bitbake: ${pidsOf(clients)}.`);
        signalAll(clients, 'SIGINT', send);
        signalAll(await (0,process_tree/* waitForEnd */.kh)(processes.listClients, deps, BETWEEN_INTERRUPTS_SECONDS, STEP_MS), 'SIGINT', send);
        return;
    }
    await terminateKas(build, processes, send);
    await (0,process_tree/* waitForEnd */.kh)(processes.listClientSide, deps, BETWEEN_INTERRUPTS_SECONDS, STEP_MS);
    // kas may have started bitbake, or another git, in the meantime.
    const late = await processes.listClients();
    if (late.length > 0)
        signalAll(late, 'SIGINT', send);
    else
        await terminateKas(build, processes, send);
}
/** The children first: kas 3.1 ignores signals, and ends when git does. */
async function terminateKas(build, processes, send) {
    const running = await processes.listClientSide();
    const isLeader = ({ pid, parent }) => build.pid === (build.isGuard ? parent : pid);
    signalAll(running.filter((process) => !isLeader(process)), 'SIGTERM', send);
    signalAll(running.filter(isLeader), 'SIGTERM', send);
}
/** Waits for bitbake to close: while kas or its own process runs, then a little for the server. */
async function waitForClose(processes, deps, seconds) {
    if ((await processes.listClientSide()).length > 0) {
        await (0,process_tree/* waitForEnd */.kh)(processes.listClientSide, deps, seconds, STEP_MS);
        await (0,process_tree/* waitForEnd */.kh)(processes.list, deps, Math.min(seconds, SERVER_SECONDS), STEP_MS);
    }
}
async function signalUntilEnd(processes, deps, send, signal, seconds) {
    const running = await processes.list();
    if (running.length === 0)
        return;
    deps.log.info(`${signal} to what still runs: ${pidsOf(running)}.`);
    const signalled = new Set();
    await (0,process_tree/* waitForEnd */.kh)(async () => {
        const now = await processes.list();
        const fresh = now.filter((process) => !signalled.has(stopping_keyOf(process)));
        for (const process of fresh)
            signalled.add(stopping_keyOf(process));
        signalAll(fresh, signal, send);
        return now;
    }, deps, seconds, STEP_MS);
}
function signalAll(processes, signal, send) {
    for (const process of processes) {
        if ((0,process_tree/* startTimeNow */.e5)(process.pid) !== process.startTime)
            continue;
        (0,process_tree/* sendSignal */.vG)(process.pid, signal, send);
    }
}
const pidsOf = (processes) => processes.map(({ pid }) => pid).join(', ');
const stopping_keyOf = ({ pid, startTime }) => `${pid} ${startTime}`;
async function describeAll(processes) {
    return new Map(await Promise.all(processes.map(async (process) => [stopping_keyOf(process), await (0,process_tree/* describeProcess */.lg)(process)])));
}

;// CONCATENATED MODULE: ./actions/kas-build/src/kas-runner.ts







/** The run was ended while something else than the build itself was done. */
class StoppedError extends action_errors/* UserError */.yo {
    stop;
    constructor(stop) {
        super(stopSentence(stop), '');
        this.stop = stop;
    }
}
function kasRunner(setup, journal, deps) {
    let reason;
    let running;
    let stopping;
    /** The command has ended, and what it left running is waited for: that was in time. */
    let isOver = false;
    let isTimeUp = false;
    function stop(why) {
        const isFirst = reason === undefined;
        reason ??= why;
        if (running !== undefined)
            stopping ??= end(running);
        if (!isFirst)
            return;
        deps.log.info(stopSentence(why));
        journal.write({ stopped: why });
    }
    /** Notes what runs: this process may be killed, and the guard with it. */
    async function noteFamily() {
        const noted = running;
        if (noted === undefined || noted.container !== undefined)
            return;
        const family = await buildProcesses(noted).family();
        if (running !== noted)
            return;
        running = { ...noted, family };
        journal.write({ running });
    }
    /** Soon at first, then every 10 s. */
    function noteAgainAndAgain() {
        let timer;
        const wait = (time) => {
            timer = setTimeout(() => {
                void noteFamily().catch(() => undefined);
                wait(Math.min(2 * time, LAST_NOTES_MS));
            }, time).unref();
        };
        wait(FIRST_NOTE_MS);
        return () => clearTimeout(timer);
    }
    async function end(build) {
        try {
            await noteFamily();
            warnOfLeft(await stopBuild(running ?? build, deps), deps.log);
        }
        catch (thrown) {
            deps.log.warning(`The build could not be stopped: ${(0,action_errors/* messageOf */.bD)(thrown)}`);
        }
    }
    const cancellation = deps.cancellation();
    const cancel = () => stop({ why: 'cancelled' });
    cancellation.addEventListener('abort', cancel);
    const { timeoutMinutes: minutes } = setup;
    const expire = () => {
        isTimeUp = true;
        if (!isOver && minutes !== undefined)
            stop({ why: 'timed-out', minutes });
    };
    const timer = minutes === undefined ? undefined : setTimeout(expire, minutes * 60_000);
    function goOn() {
        if (cancellation.aborted)
            cancel();
        if (reason === undefined)
            return;
        const { during } = journal.record();
        throw new StoppedError(reason.why === 'disk-full' ? reason : { ...reason, during });
    }
    return {
        async run(argv, env, onLines, outputFile) {
            if (cancellation.aborted)
                cancel();
            if (isTimeUp)
                expire();
            if (reason !== undefined)
                return { code: null, signal: null };
            const [program] = argv;
            const { cwd, buildDir, container } = setup;
            let result;
            const endNotes = noteAgainAndAgain();
            try {
                const options = {
                    ...BITBAKE,
                    cwd,
                    env,
                    onLines,
                    ...(outputFile === undefined ? {} : { outputFile }),
                    onStart(program) {
                        const uid = setup.user?.uid;
                        running = { ...program, uid, buildDir, ...(container === undefined ? {} : { container }) };
                        journal.write({ running });
                    },
                    // bitbake may go on without kas.
                    onEnd(how) {
                        if (running !== undefined && wasEnded(how))
                            stopping ??= end(running);
                        else
                            isOver = true;
                    },
                };
                result = await (0,foreign_program/* runForeign */.AE)(asUser(setup.user, argv), options, deps);
            }
            catch (error) {
                if (running !== undefined)
                    await end(running);
                running = undefined;
                throw (0,find_kas/* kasNotStarted */.Ko)(error, program, cwd);
            }
            finally {
                endNotes();
            }
            // A container is no descendant of what started it.
            const mayBeLeft = reason !== undefined || wasEnded(result) || !result.isAllEnded;
            if (running !== undefined && mayBeLeft)
                stopping ??= end(running);
            const wasStopped = reason !== undefined || stopping !== undefined;
            await stopping;
            if (!wasStopped)
                (0,foreign_program/* warnOfEnded */.mM)(BITBAKE.called, result, deps.log);
            running = undefined;
            stopping = undefined;
            isOver = false;
            journal.write({ running: undefined });
            return result;
        },
        stop,
        stopped: () => reason,
        begin(doing) {
            journal.write({ during: doing });
            goOn();
        },
        goOn,
        endTimeLimit() {
            clearTimeout(timer);
            isTimeUp = false;
        },
        close() {
            clearTimeout(timer);
            cancellation.removeEventListener('abort', cancel);
        },
    };
}
/** How soon what runs is noted, and how often in the end. */
const FIRST_NOTE_MS = 500;
const LAST_NOTES_MS = 10_000;
/**
 * The server of bitbake may stay for a minute (BB_SERVER_TIMEOUT), and the daemon of pseudo for half of one, in which nothing of the build
 * is done. They close when they are asked to, and need time for it.
 */
const BITBAKE = {
    called: 'The build',
    lingerSeconds: 3,
    slow: { names: ['bitbake', 'bitbake-server', 'pseudo'], seconds: 60 },
};
/** Whether a signal ended it: kas 5 says so with 130, and kas-container, setpriv and shells with 128 and more. */
function wasEnded({ code }) {
    return code === null || code > 128;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/core/src/action/journal.ts
var action_journal = __webpack_require__(27087);
// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
// EXTERNAL MODULE: ./packages/core/src/kas/kas-environment.ts
var kas_environment = __webpack_require__(29186);
;// CONCATENATED MODULE: ./packages/core/src/kas/cache-settings.ts

/**
 * The kinds of source that oe-core's own-mirrors.bbclass serves from a folder, those of older and newer releases included, as one pattern:
 * sanity.bbclass warns of a pattern that none of the protocols of its release matches, and each release has others.
 */
const SOURCES = [
    `(${['https?', 'ftp', 'git', 'gitsm', 'svn', 'hg', 'p4', 's3', 'gs', 'az', 'crate', 'cvs', 'bzr', 'osc'].join('|')})://.*/.*`,
    'npm://.*/?.*',
];
/**
 * A bitbake configuration file for `bitbake -R`, which reads it after all others: what it sets wins over local.conf and
 * the distro. Paths are absolute, and those that bitbake sees.
 *
 * Read-only, SSTATE_DIR and DL_DIR become the private folders, and the shared ones serve them as `file://` mirrors: an
 * object is linked, not copied. Files in the top of a downloads folder are served so, and the archives of repositories
 * (`git2_*.tar.gz`), which are there when a build that may write sets BB_GENERATE_MIRROR_TARBALLS. Of git repositories
 * without an archive, the clone in `git2/` is cloned; git refuses one that belongs to somebody else, unless it is a
 * safe.directory, and then the fetch goes to the source. Submodules (`gitsm`), and what other fetchers keep in folders
 * of their own (`npm2/`, `svn/`, `hg/`), come from the source.
 *
 * The database of bitbake's hash equivalence server goes with sstate: to the private folder where the configuration has one for all builds
 * (BB_HASHSERVE_DB_DIR), or where its copy lies there; otherwise it stays where it is, in the build folder.
 *
 * Otherwise it holds the mirrors alone, for a kas that does not pass SSTATE_MIRRORS on.
 *
 * @returns undefined where there is nothing to set.
 * @throws UserError for a value that bitbake would not take as it is, and for mirrors that are not pairs.
 */
function cacheSettings(settings) {
    const { readOnly, sharedSstateDir, sharedDlDir } = settings;
    const sstate = [
        ...(readOnly && sharedSstateDir !== undefined
            ? [`file://.* file://${mirrorFolder(sharedSstateDir)}/PATH`]
            : []),
        ...mirrorPairs(settings.sstateMirrors ?? ''),
    ];
    const sources = readOnly && sharedDlDir !== undefined ? sourceMirrors(mirrorFolder(sharedDlDir)) : [];
    const lines = [
        ...(readOnly ? assignment('SSTATE_DIR', settings.privateSstateDir) : []),
        ...(readOnly ? assignment('DL_DIR', settings.privateDlDir) : []),
        ...(readOnly && settings.privateSstateDir !== undefined
            ? [equivalences(settings.hasEquivalences === true)]
            : []),
        ...prepend('SSTATE_MIRRORS', sstate),
        ...prepend('PREMIRRORS', sources),
    ];
    return lines.length === 0 ? undefined : `${lines.join('\n')}\n`;
}
function equivalences(hasEquivalences) {
    if (hasEquivalences)
        return `BB_HASHSERVE_DB_DIR = "\${SSTATE_DIR}"`;
    const isNamed = "d.getVar('BB_HASHSERVE_DB_DIR')";
    return `BB_HASHSERVE_DB_DIR := "\${@d.getVar('SSTATE_DIR') if ${isNamed} else ''}"`;
}
function sourceMirrors(folder) {
    return [
        ...SOURCES.map((source) => `${source} file://${folder}/`),
        `git://.*/.* git://${folder}/git2/MIRRORNAME;protocol=file`,
    ];
}
function assignment(name, value) {
    return value === undefined ? [] : [`${name} = "${checkQuotable(value)}"`];
}
function prepend(name, entries) {
    if (entries.length === 0)
        return [];
    return [`${name}:prepend = " \\`, ...entries.map((entry) => `    ${entry} \\`), '"'];
}
/** bitbake's separators are blanks, newlines, and a backslash with an `n`. */
function mirrorPairs(mirrors) {
    const words = mirrors.split(/(?:\s|\\n|\\$)+/m).filter((word) => word !== '');
    if (words.length % 2 !== 0) {
        throw new action_errors/* UserError */.yo(`The sstate mirrors are not pairs: "${mirrors}".`, 'Give a regular expression and a URL for each, as in: file://.* https://example.com/sstate/PATH;downloadfilename=PATH');
    }
    for (const word of words)
        checkQuotable(word);
    return words.flatMap((word, index) => (index % 2 === 0 ? [`${word} ${words[index + 1] ?? ''}`] : []));
}
/** A folder for the right side of a mirror, where some words and characters have a meaning. */
function mirrorFolder(folder) {
    const path = checkQuotable(folder).replace(/\/+$/, '');
    const special = /[\s;%]|TYPE|HOST|PATH|BASENAME|MIRRORNAME/.exec(path)?.[0];
    if (special === undefined)
        return path;
    throw new action_errors/* UserError */.yo(`The folder "${folder}" cannot be a mirror: "${special}" has a meaning of its own in bitbake's mirrors.`, 'Move the shared folder to a path without it, or set the input cache-mode to read-write.');
}
/** bitbake knows no escapes inside of quotes, and expands `${…}`, also to Python. */
function checkQuotable(value) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they end a line, or are none that a path should have
    const special = /["\\$\u0000-\u001f\u007f]/.exec(value)?.[0];
    if (special === undefined)
        return value;
    throw new action_errors/* UserError */.yo(`The value ${JSON.stringify(value)} cannot be written to a bitbake configuration: it holds ${JSON.stringify(special)}.`, 'Use a folder or a mirror without quotes, backslashes, dollar signs and control characters.');
}

;// CONCATENATED MODULE: ./actions/kas-build/src/equivalences.ts




/** The database of bitbake's hash equivalence server, and what SQLite has not put into it yet (https://sqlite.org/wal.html). */
const DATABASE = 'hashserv.db';
const FILES = [DATABASE, `${DATABASE}-wal`];
const equivalences_ATTEMPTS = 5;
const equivalences_PAUSE_MS = 1_000;
/** Whether a folder holds the database of a hash equivalence server. */
async function hasEquivalences(folder) {
    return (await (0,promises_.stat)((0,external_node_path_.join)(folder, DATABASE)).catch(() => undefined))?.isFile() === true;
}
/**
 * Copies the database from a shared folder to one of the build, in the place of what is there, without opening it: SQLite would write
 * beside it. The user of the build does that, so that no more is read and written than the build itself may. While another build
 * writes to the database it is copied again, for some seconds.
 *
 * @returns whether it is there, whole.
 */
async function copyEquivalences(from, to, user, deps) {
    const said = [];
    const isDone = async (...argv) => {
        const onLine = (line) => void said.push(line);
        const options = { cwd: '/', env: (0,child_environment/* childEnvironment */.Qc)(deps.env, ['LANG', 'LC_ALL']), onLine };
        return (await deps.exec(asUser(user, argv), options)).code === 0;
    };
    const clear = () => isDone('rm', '-f', ...[...FILES, `${DATABASE}-shm`].map((name) => (0,external_node_path_.join)(to, name)));
    for (let attempt = 1; attempt <= equivalences_ATTEMPTS; attempt += 1) {
        if (attempt > 1)
            await deps.clock.sleep(equivalences_PAUSE_MS);
        const before = await stamps(from);
        const there = Object.keys(before).map((name) => (0,external_node_path_.join)(from, name));
        const copies = Object.keys(before).map((name) => (0,external_node_path_.join)(to, name));
        const isCopied = (await isDone('mkdir', '-p', to)) &&
            (await clear()) &&
            (await isDone('cp', ...there, to)) &&
            // Files of a read-only folder are often read-only, and cp makes such ones of them: the server has to write.
            (await isDone('chmod', 'u+rw', ...copies));
        if (isCopied && JSON.stringify(await stamps(from)) === JSON.stringify(before))
            return true;
    }
    await clear();
    deps.log.notice(`The hash equivalences of ${from} are not used, so that fewer objects of the shared sstate may fit: the database cannot be copied${said.length === 0 ? ', since another build writes to it' : ` (${said.at(-1)})`}.`);
    return false;
}
/** What changes with a file, of those that are there. */
async function stamps(folder) {
    const found = await Promise.all(FILES.map(async (name) => {
        const stats = await (0,promises_.stat)((0,external_node_path_.join)(folder, name), { bigint: true }).catch(() => undefined);
        return stats === undefined ? [] : [[name, `${stats.ino} ${stats.size} ${stats.mtimeNs}`]];
    }));
    return Object.fromEntries(found.flat());
}

;// CONCATENATED MODULE: ./actions/kas-build/src/user/hand-over.ts




const FOLDERS_AT_ONCE = 16;
/**
 * The folders below a kas work folder that a build needs: the build folder and kas's own clones whole, and the work
 * folder itself, so that kas can clone into it. The layer's own repository, `repoDir`, stays whose it is.
 */
async function buildFolders(folders) {
    const [workDir, buildDir, repoDir] = [folders.workDir, folders.buildDir, folders.repoDir].map((folder) => (0,external_node_path_.resolve)(folder));
    const clones = [];
    for (const entry of await hand_over_entriesOf(workDir)) {
        const path = (0,external_node_path_.join)(workDir, entry.name);
        if (!entry.isDirectory() || path === buildDir || isInside(repoDir, path))
            continue;
        // A submodule of the layer has a file here: it is not kas's.
        const git = await statusOf((0,external_node_path_.join)(path, '.git'));
        if (git?.isDirectory() === true)
            clones.push(path);
    }
    return { whole: [buildDir, ...clones.sort()], top: [workDir] };
}
/**
 * Gives folders to the user that the build runs as; missing ones are made. Modes stay as they are. A folder of `top`
 * that lies in one of `whole` is given without its content, and links are never followed: what an earlier build left running may
 * put one in the place of a folder at any time.
 *
 * @throws UserError, before anything was changed, for a folder of the system, one outside of `deps.within`, or one that
 * the user could not reach; and when the file system refuses the change.
 */
async function handOver(folders, user, deps) {
    const changeOwner = deps.changeOwner ?? changeAt;
    const within = await Promise.all(deps.within.map(realPath));
    const whole = await Promise.all(folders.whole.map((folder) => checkedPath(folder, within)));
    const top = await Promise.all(folders.top.map((folder) => checkedPath(folder, within)));
    const given = new Set([...whole, ...top]);
    for (const path of given)
        await checkReach(path, user, given);
    const former = [];
    try {
        for (const path of given)
            await make(path, user, changeOwner);
        for (const path of new Set(whole))
            await giveWhole(path, user, new Set(top), changeOwner);
        for (const path of new Set(top)) {
            const { uid, gid } = await (0,promises_.lstat)(path);
            if (uid !== user.uid)
                former.push({ path, uid, gid });
        }
        deps.onTop?.({ top: former });
        for (const { path } of former)
            await changeFolder(path, user, changeOwner);
        return { top: former };
    }
    catch (error) {
        await giveBack({ top: former }, changeOwner).catch(() => undefined);
        if ((0,action_errors/* systemCode */.xU)(error) === undefined)
            throw error;
        throw new action_errors/* UserError */.yo(`A folder of the build cannot be given to the user "${user.name}": ${(0,action_errors/* messageOf */.bD)(error)}.`, 'Check that its file system is writable and allows to change owners, or leave the input build-user empty.');
    }
}
/** Gives the folders of `handedOver` themselves back to whom they belonged to. One that is gone is passed over. */
async function giveBack(handedOver, changeOwner = changeAt) {
    for (const { path, ...owner } of handedOver.top) {
        await ifThere(() => changeFolder(path, owner, changeOwner));
    }
}
async function changeAt(path, uid, gid, at) {
    await (0,promises_.lchown)(at, uid, gid).catch((error) => {
        error.message = error.message.replace(at, path);
        throw error;
    });
}
async function changeFolder(path, { uid, gid }, changeOwner) {
    const { handle, at } = await (0,foreign_file/* holdFolder */.Ub)('/', path);
    await changeOwner(path, uid, gid, at('.')).finally(() => handle.close());
}
/** The top folders of a system, and those within them that hold what is not a build's. */
const SYSTEM_TREES = ['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'sbin', 'sys', 'usr'];
const SHARED_TREES = ['home', 'var'];
/** Whether `path`, absolute, is a folder that is never a build's: `/`, `/x`, `/home/x`, all of `/usr`. */
function isSystemFolder(path) {
    const [first = '', ...rest] = path.split(external_node_path_.sep).filter((part) => part !== '');
    return (rest.length === 0 || SYSTEM_TREES.includes(first) || (SHARED_TREES.includes(first) && rest.length === 1));
}
/** The real path of a folder that may be given away. */
async function checkedPath(folder, within) {
    const path = await realPath(folder);
    const shown = path === (0,external_node_path_.resolve)(folder) ? path : `${folder} (which is ${path})`;
    if (isSystemFolder(path)) {
        throw new action_errors/* UserError */.yo(`The folder ${shown} would be given to the build user, but it is a folder of the system.`, 'Name a folder of its own for the build, as in /srv/yocto/sstate.');
    }
    if (!within.some((allowed) => isInside(path, allowed))) {
        throw new action_errors/* UserError */.yo(`The folder ${shown} would be given to the build user, but it is outside of the folders of this job: ${within.join(', ')}.`, 'Replace the link by a folder, or name the folder itself in the input that it belongs to.');
    }
    return path;
}
/** The path without links; what of it does not exist yet is taken as it is. */
async function realPath(folder) {
    const path = (0,external_node_path_.resolve)(folder);
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) !== 'ENOENT')
            throw error;
        return (0,external_node_path_.join)(await realPath((0,external_node_path_.dirname)(path)), (0,external_node_path_.relative)((0,external_node_path_.dirname)(path), path));
    }
}
/** @throws UserError when the mode of a parent keeps `user` from `path`. A parent in `given` will be the user's. */
async function checkReach(path, user, given = new Set()) {
    for (let parent = (0,external_node_path_.dirname)(path);; parent = (0,external_node_path_.dirname)(parent)) {
        const status = await statusOf(parent);
        const owner = given.has(parent) ? user.uid : status?.uid;
        if (status !== undefined && !canEnter({ mode: status.mode, uid: owner, gid: status.gid }, user)) {
            throw new action_errors/* UserError */.yo(`The build user "${user.name}" cannot reach ${path}: the mode of ${parent} (${(status.mode & 0o777).toString(8).padStart(4, '0')}) bars the way.`, `Let it pass (\`chmod o+x ${parent}\`) in a step before, or put the folder elsewhere.`);
        }
        if (parent === (0,external_node_path_.dirname)(parent))
            return;
    }
}
function canEnter(folder, user) {
    if (user.uid === 0)
        return true;
    if (folder.uid === user.uid)
        return (folder.mode & 0o100) !== 0;
    if (folder.gid === user.gid || user.groups.includes(folder.gid))
        return (folder.mode & 0o010) !== 0;
    return (folder.mode & 0o001) !== 0;
}
/** Makes `path` and its parents, as far as they are missing. What was made belongs to `user`. */
async function make(path, user, changeOwner) {
    const first = await (0,promises_.mkdir)(path, { recursive: true });
    if (first === undefined)
        return;
    for (let made = path; isInside(made, first); made = (0,external_node_path_.dirname)(made)) {
        await changeFolder(made, user, changeOwner);
    }
}
async function giveWhole(folder, user, without, changeOwner) {
    const waiting = [folder];
    const { uid, gid } = user;
    async function give(path, at) {
        const before = await (0,promises_.lstat)(at);
        if (before.uid === uid)
            return;
        await changeOwner(path, uid, gid, at);
        // The kernel takes setuid and setgid away with the owner, and a root filesystem in TMPDIR needs them.
        if (before.isFile() && (before.mode & 0o6000) !== 0)
            await keepMode(at, before.mode & 0o7777, uid);
    }
    async function giveFolder(path) {
        const held = await ifThere(() => (0,foreign_file/* holdFolder */.Ub)('/', path));
        if (held === undefined)
            return;
        try {
            await give(path, held.at('.'));
            for (const entry of await hand_over_entriesOf(held.at('.'))) {
                const inside = (0,external_node_path_.join)(path, entry.name);
                if (!entry.isDirectory())
                    await ifThere(() => give(inside, held.at(entry.name)));
                else if (!without.has(inside))
                    waiting.push(inside);
            }
        }
        finally {
            await held.handle.close();
        }
    }
    while (waiting.length > 0) {
        await Promise.all(waiting.splice(-FOLDERS_AT_ONCE).map(giveFolder));
    }
}
/** Gives a file its mode again, if it is `uid`'s by now. */
async function keepMode(path, mode, uid) {
    const file = await (0,promises_.open)(path, promises_.constants.O_RDONLY | promises_.constants.O_NOFOLLOW | promises_.constants.O_NONBLOCK);
    try {
        const status = await file.stat();
        if (status.isFile() && status.uid === uid)
            await file.chmod(mode);
    }
    finally {
        await file.close();
    }
}
function isInside(path, folder) {
    return path === folder || path.startsWith(folder === external_node_path_.sep ? external_node_path_.sep : `${folder}${external_node_path_.sep}`);
}
async function hand_over_entriesOf(folder) {
    return (await ifThere(() => (0,promises_.readdir)(folder, { withFileTypes: true }))) ?? [];
}
async function statusOf(path) {
    return ifThere(() => (0,promises_.stat)(path));
}
/** What `look` gives, or undefined when the file it looks at is not there. */
async function ifThere(look) {
    try {
        return await look();
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./actions/kas-build/src/caches.ts






/** Whether bitbake is given a file of settings, which the user of the build has to reach; kas-container mounts it. */
function needsSettings({ given, program, cacheMode }) {
    const hasMirrors = given['sstate-mirrors'] !== undefined && !program.can.sstateMirrors;
    return program.kind === 'kas' && (cacheMode === 'read-only' || hasMirrors);
}
/** The caches of a build that may write to the shared folders: what the inputs say. */
function sharedCaches({ given, shared, program }) {
    const sstateMirrors = given['sstate-mirrors'];
    const settings = sstateMirrors === undefined || program.can.sstateMirrors
        ? undefined
        : cacheSettings({ readOnly: false, sstateMirrors });
    return { ...shared, settings, mounts: {} };
}
/**
 * The caches of a build that must not write to shared ones: they become mirrors, and the build writes below its build
 * folder, where it gets a copy of the shared hash equivalences. A folder that lies there anyway is the build's own, unless it is a link
 * to somewhere else.
 */
async function privateCaches(job, bitbake, deps) {
    const { buildDir, workDir } = job.dirs;
    const inContainer = job.program.kind === 'kas-container';
    const sstate = await split(job.shared.sstateDir ?? bitbake.SSTATE_DIR, buildDir, 'sstate');
    const downloads = await split(job.shared.dlDir ?? bitbake.DL_DIR, buildDir, 'downloads');
    const seen = (path, mount) => path !== undefined && inContainer ? mount : path;
    const folders = { workDir: await realPath(workDir), buildDir: await realPath(buildDir) };
    const seenOwn = async (path) => inContainer ? pathInContainer(folders, await realPath(path)) : path;
    const mounts = [sstate, downloads].flatMap(({ shared }, index) => shared === undefined ? [] : [[MOUNTS[index] ?? '', shared]]);
    return {
        sstateDir: sstate.own,
        dlDir: downloads.own,
        settings: cacheSettings({
            readOnly: true,
            privateSstateDir: await seenOwn(sstate.own),
            privateDlDir: await seenOwn(downloads.own),
            sharedSstateDir: seen(sstate.shared, MOUNTS[0]),
            sharedDlDir: seen(downloads.shared, MOUNTS[1]),
            sstateMirrors: job.given['sstate-mirrors'],
            hasEquivalences: await keepEquivalences(job, bitbake, sstate, deps),
        }),
        mounts: inContainer ? Object.fromEntries(mounts) : {},
    };
}
/** Whether the private sstate has the hash equivalences of the shared one, or of the folder that the configuration names for them. */
async function keepEquivalences({ given, dirs, user }, { BB_HASHSERVE_DB_DIR: asked, SSTATE_DIR }, sstate, deps) {
    // The configuration's own SSTATE_DIR is not the one that an input names.
    const named = [given.env['BB_HASHSERVE_DB_DIR'], asked === SSTATE_DIR ? undefined : asked, sstate.shared];
    for (const folder of named) {
        if (folder === undefined || !(await hasEquivalences(folder)))
            continue;
        if (await caches_isWithin(folder, dirs.buildDir))
            return false;
        return copyEquivalences(folder, sstate.own, user, deps);
    }
    return false;
}
const MOUNTS = ['/pv-shared/sstate', '/pv-shared/downloads'];
async function split(folder, buildDir, name) {
    const own = (0,external_node_path_.join)(buildDir, `private-${name}`);
    if (folder === undefined)
        return { own, shared: undefined };
    if (await caches_isWithin(folder, buildDir))
        return { own: folder, shared: undefined };
    return { own, shared: (0,external_node_fs_.existsSync)(folder) ? folder : undefined };
}
async function caches_isWithin(folder, buildDir) {
    return (await realPath(folder)).startsWith(`${await realPath(buildDir)}${external_node_path_.sep}`);
}
/** The options of the engine for `mounts`. */
function mountArgs(mounts) {
    return Object.entries(mounts).flatMap(([container, host]) => ['-v', `${host}:${container}:ro`]);
}
/**
 * Writes the settings into the folder of the run. In the build folder, which the configuration can write to, the file
 * could be a link to anywhere.
 *
 * @returns the arguments by which bitbake finds them, and what kas-container must mount for that.
 */
function writeSettings(settings, runFolder, program) {
    if (settings === undefined)
        return { bitbakeArgs: [], mounts: {} };
    const file = (0,external_node_path_.join)(runFolder, 'bitbake.conf');
    (0,external_node_fs_.writeFileSync)(file, settings);
    return program.kind === 'kas'
        ? { bitbakeArgs: ['-R', file], mounts: {} }
        : { bitbakeArgs: ['-R', MOUNTED_SETTINGS], mounts: { [MOUNTED_SETTINGS]: file } };
}
const MOUNTED_SETTINGS = '/pv-shared/bitbake.conf';

;// CONCATENATED MODULE: ./actions/kas-build/src/user/access.ts








/**
 * Gives the folders of a build to its user, and has git trust the repository, for this run.
 *
 * @throws UserError where the user could not reach what is written for it.
 */
async function grantAccess(job, journal, deps) {
    const { dirs, program, user } = job;
    if (user !== undefined)
        await handOverFolders(job, user, journal, deps);
    const inContainer = program.kind === 'kas-container';
    const buildUid = user?.uid ?? process.geteuid?.() ?? -1;
    const { env } = await safeDirectories([dirs.repoDir], {
        ...deps,
        env: { ...deps.env, ...(user === undefined ? {} : userEnvironment(user)) },
        buildUid,
        gitconfigFile: program.can.gitconfigFile,
        inContainer,
        runFolder: journal.folder,
        onAdd: (safeDirectories) => journal.write({ safeDirectories }),
    });
    const isRead = env['GITCONFIG_FILE'] !== undefined || needsSettings(job);
    if (user !== undefined && isRead)
        await checkReach((0,external_node_path_.join)(journal.folder, 'file'), user);
    const isForeign = inContainer && (await foreignRepositories([dirs.repoDir], buildUid)).length > 0;
    return { env, mounts: isForeign ? trustInContainer(job, journal.folder) : {} };
}
/** A configuration of git for the container, where it is the system's: kas asks git before it reads any other. */
function trustInContainer({ dirs, given }, runFolder) {
    if (given['kas-args'].some((word) => word.includes(`:${SYSTEM_GITCONFIG}`)))
        return {};
    const file = (0,external_node_path_.join)(runFolder, 'container-gitconfig');
    const inWork = pathInContainer(dirs, dirs.repoDir);
    const names = new Set(['/repo', ...(inWork.startsWith('/work') ? [inWork] : [])]);
    (0,external_node_fs_.writeFileSync)(file, gitconfigText([...names], ''));
    return { [SYSTEM_GITCONFIG]: file };
}
const SYSTEM_GITCONFIG = '/etc/gitconfig';
async function handOverFolders({ dirs, cacheMode, shared }, user, journal, deps) {
    const { whole, top } = await buildFolders(dirs);
    const caches = cacheMode === 'read-only' ? [] : [shared.sstateDir, shared.dlDir];
    const shares = caches.filter((path) => path !== undefined);
    // A build folder that only lies in the work folder could be a committed link to anywhere.
    const named = deps.env['KAS_BUILD_DIR'] ? [dirs.buildDir] : [];
    const within = [dirs.workDir, ...named, ...shares];
    const folders = { whole, top: [...top, ...shares] };
    // Shared folders stay the build user's: another build may use them when this one ends.
    const kept = new Set(await Promise.all(shares.map(realPath)));
    const onTop = ({ top: former }) => 
    // Noted before anything is changed: this process may be killed in between.
    journal.write({ handedOver: { top: former.filter(({ path }) => !kept.has(path)) } });
    await handOver(folders, user, { within, onTop });
}
/** Undoes what was changed for one run. What cannot be undone is a warning: the build is done. */
async function revokeAccess(record, deps) {
    const { handedOver, safeDirectories } = record;
    const undo = [
        ...(handedOver === undefined ? [] : [() => giveBack(handedOver)]),
        ...(safeDirectories === undefined ? [] : [() => undoSafeDirectories(safeDirectories, deps)]),
    ];
    for (const step of undo) {
        await step().catch((thrown) => deps.log.warning(`Not taken back after the build: ${(0,action_errors/* messageOf */.bD)(thrown)}`));
    }
}

;// CONCATENATED MODULE: ./actions/kas-build/src/plan.ts















/**
 * Runs `work` with the build prepared: folders, environment, lock and caches. What was changed for this run only is
 * taken back at the end, whatever `work` does.
 */
async function withPlan(job, deps, work) {
    const journal = (0,action_journal/* openJournal */._0)('kas-build', firstRecord(job, deps), deps);
    try {
        const container = plan_containerOf(job, deps.env);
        const setup = { ...job.dirs, user: job.user, container, timeoutMinutes: job.given['timeout-minutes'] };
        const runner = kasRunner(setup, journal, deps);
        try {
            const { env: gitEnv, mounts } = await grantAccess(job, journal, deps);
            const named = container === undefined ? [] : ['--name', container.name, ...mountArgs(mounts)];
            return await work(await prepare(job, journal, runner, named, gitEnv, deps));
        }
        finally {
            runner.close();
        }
    }
    finally {
        await revokeAccess(journal.record(), deps);
        (0,action_journal/* removeJournal */.Sw)(journal.folder);
    }
}
/** Shows what a run would do, in the log and in the step summary. Nothing is run. */
async function reportDryRun(job, deps) {
    const { given, dirs, program, user } = job;
    const { env, warnings } = await environmentOf(job, job.shared, {}, deps.env);
    const commands = buildCommands(job, [], []).map(kas_argv/* formatWords */.Z3);
    const facts = [
        ['Folder', dirs.cwd],
        ['Build folder', dirs.buildDir],
        ...(user === undefined ? [] : [['User', `${user.name} (uid ${user.uid})`]]),
        ['Caches', job.cacheMode],
        ['Lock', given.lock],
        ['Uploads', given.upload.join(', ') || 'none'],
        ['Variables', Object.keys(env).sort().join(', ')],
    ];
    const rows = facts.map(([name, value]) => [(0,markdown/* escapeText */.X1)(name), (0,markdown/* code */.aY)(value)]);
    for (const warning of warnings)
        deps.log.warning(warning);
    deps.log.info('This is a dry run. Nothing of this is run:');
    for (const command of commands)
        deps.log.foreign(command);
    deps.log.info(`Program: ${program.kas} ${program.version}`);
    for (const [name, value] of facts)
        deps.log.info(`${name}: ${value}`);
    deps.summary((0,markdown/* joinMarkdown */.UF)([
        (0,markdown.md) `### kas-build: dry run`,
        (0,markdown.md) `Nothing was run. These commands would have been:`,
        (0,markdown/* codeBlock */.DV)(commands.join('\n')),
        (0,markdown/* table */.tp)([(0,markdown.md) `Program`, (0,markdown/* code */.aY)(`${program.kas} ${program.version}`)], rows),
    ], '\n\n'));
}
/**
 * @param named the options of the engine that name the container, and what git in it needs
 * @param gitEnv what git needs in kas's environment
 */
async function prepare(job, journal, runner, named, gitEnv, deps) {
    const { given, dirs, program } = job;
    const mounted = containerFolders(job, job.shared, deps.env);
    const logFolders = await realPaths(mounted === undefined ? [dirs.buildDir] : mountedFolders(mounted));
    journal.write({ logFolders });
    const variables = (folders) => environmentOf(job, folders, gitEnv, deps.env);
    const kasWith = ({ env, runtimeArgs }, more = []) => ({
        program,
        runner,
        env,
        config: given.config,
        kasArgs: given['kas-args'],
        runtimeArgs: [...named, ...runtimeArgs, ...more],
    });
    // Code of others runs already when bitbake is asked: it gets no shared folder to write to.
    const { env, ...known } = await variables(job.shared);
    const isReadOnly = job.cacheMode === 'read-only';
    for (const warning of known.warnings)
        deps.log.warning(warning);
    const first = kasWith({ ...known, env: isReadOnly ? without(env, SHARED_FOLDERS) : env });
    await applyLock(given.lock, first, deps);
    const { caches, TMPDIR } = await cachesOf(job, first, deps);
    if (mounted === undefined && TMPDIR !== undefined) {
        journal.write({ logFolders: [...logFolders, ...(await realPaths([TMPDIR]))] });
    }
    const settings = writeSettings(caches.settings, journal.folder, program);
    const final = await variables(caches);
    const ofBuild = isReadOnly ? { ...final, env: without(final.env, ['BB_HASHSERVE_DB_DIR']) } : final;
    const kas = kasWith(ofBuild, mountArgs({ ...caches.mounts, ...settings.mounts }));
    const container = containerFolders(job, caches, deps.env);
    journal.write({ container });
    return {
        ...job,
        kas,
        journal,
        build: {
            commands: buildCommands(job, kas.runtimeArgs, settings.bitbakeArgs),
            env: kas.env,
            title: `kas build ${given.config}`,
            toHost: toHostPaths(container),
            folders: [dirs.buildDir, journal.folder, caches.sstateDir, caches.dlDir].filter((path) => path !== undefined),
            freeDisk: given['free-disk-gb'],
        },
    };
}
/** The variables that name folders of other builds, too. */
const SHARED_FOLDERS = ['SSTATE_DIR', 'DL_DIR', 'BB_HASHSERVE_DB_DIR'];
function without({ PATH, ...others }, names) {
    return { PATH, ...Object.fromEntries(Object.entries(others).filter(([name]) => !names.includes(name))) };
}
/** @returns TMPDIR, too, where bitbake was asked. */
async function cachesOf(job, kas, deps) {
    if (job.cacheMode === 'read-write')
        return { caches: sharedCaches(job) };
    const isKnown = job.shared.sstateDir !== undefined &&
        job.shared.dlDir !== undefined &&
        !(await namesEquivalences(job.given.config, job.dirs));
    const container = containerFolders(job, job.shared, deps.env);
    const bitbake = isKnown ? {} : await askBitbake(kas, { keepConfig: false, container }, deps);
    return { caches: await privateCaches(job, bitbake, deps), TMPDIR: bitbake.TMPDIR };
}
function realPaths(folders) {
    return Promise.all(folders.map(realPath));
}
/** The commands of the build: kas build, and once more for the SDK. */
function buildCommands({ given, program }, runtimeArgs, settings) {
    const command = (task) => (0,kas_argv/* kasBuildArgv */.E3)(program, {
        config: given.config,
        targets: given.target,
        task,
        kasArgs: given['kas-args'],
        bitbakeArgs: [...settings, ...given['bitbake-args']],
        keepGoing: given['keep-going'],
        provenance: given.provenance,
        runtimeArgs,
    });
    return given.sdk ? [command(given.task), command('populate_sdk')] : [command(given.task)];
}
/** The environment that kas runs in, with the cache folders of the build and what git needs. */
async function environmentOf({ given, dirs, program, user }, { sstateDir, dlDir }, gitEnv, env) {
    const repoRefDir = given['repo-ref-dir'];
    const variables = (0,kas_environment/* kasEnvironment */.N)({
        program,
        job: env,
        sstateDir,
        dlDir,
        repoRefDir: repoRefDir === undefined ? undefined : (0,external_node_path_.resolve)(dirs.cwd, repoRefDir),
        cloneDepth: given['clone-depth'],
        premirrors: given.premirrors,
        sstateMirrors: program.can.sstateMirrors ? given['sstate-mirrors'] : undefined,
        extra: given.env,
        configEnv: await declaredEnv(given.config, dirs),
    });
    const identity = user === undefined ? {} : userEnvironment(user);
    return { ...variables, env: { ...variables.env, ...identity, ...gitEnv } };
}
/** The name that the container gets, so that it can be found again, and the engine that kas-container takes. */
function plan_containerOf({ program, given }, env) {
    if (program.kind === 'kas')
        return undefined;
    const onPath = (name) => (env['PATH'] ?? '').split(external_node_path_.delimiter).some((folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, name)));
    const prefersPodman = given['kas-args'].includes('--isar-rootless') && onPath('podman');
    const engine = env['KAS_CONTAINER_ENGINE'] ||
        env['KAS_DOCKER_ENGINE'] ||
        (!prefersPodman && onPath('docker') ? 'docker' : 'podman');
    return { engine, name: `pv-kas-build-${(0,external_node_crypto_.randomUUID)().slice(0, 8)}` };
}
/** What kas-container mounts; undefined for kas. */
function containerFolders({ given, dirs, program }, { sstateDir, dlDir, mounts }, env) {
    if (program.kind === 'kas')
        return undefined;
    const { cwd, ...folders } = dirs;
    const references = given['repo-ref-dir'] ?? (env['KAS_REPO_REF_DIR'] || undefined);
    const repoRefDir = references === undefined ? undefined : (0,external_node_path_.resolve)(cwd, references);
    return { ...folders, sstateDir, dlDir, repoRefDir, mounts };
}
function firstRecord({ given, dirs, cacheMode, user }, { clock }) {
    return {
        config: given.config,
        machine: given['machine-name'],
        targets: given.target,
        task: given.task,
        sdk: given.sdk,
        ...dirs,
        cacheMode,
        buildUid: user?.uid,
        started: clock.now().getTime(),
    };
}

// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-client.ts
var artifact_client = __webpack_require__(41115);
// EXTERNAL MODULE: ./packages/core/src/artifacts/artifact-upload.ts
var artifact_upload = __webpack_require__(21185);
// EXTERNAL MODULE: ./actions/kas-build/src/staging/uploads.ts
var staging_uploads = __webpack_require__(24968);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/log-wordings.ts
/** Lines that say nothing of why a task failed. */
const NOISE = [
    /^\s*$/,
    /^DEBUG: /,
    /^NOTE: make /,
    /^WARNING: exit code \d+ from a shell command\.?$/,
    /^WARNING: .{0,400}run\.do_\w+\.\d+:\d+ exit \d+ from /,
    /^WARNING: Backtrace \(BB generated script\):/,
    /^\s+#\d+: \w+, .{0,400}run\.do_/,
    /^g?make(?:\[\d+\])?: (?:Entering|Leaving) directory /,
    /^(?:ERROR: )?(?:Logfile of failure stored in:|Function failed:|oe_runmake failed)/,
    /^ERROR: (?:configure failed$|(?:ExecutionError\(|Execution of )'.{0,400}run\.do_)/,
    /^npm (?:ERR!|error)\s*$/,
    /^npm (?:ERR!|error) (?:A complete log of this run can be found in|\s+\/\S+\.log$)/,
];
/** The machine ran out of memory, as compilers, linkers, interpreters, make and the kernel say it. */
const OUT_OF_MEMORY = [
    /(?:fatal )?error: Killed signal terminated program /,
    /: internal compiler error: Killed\b|\bunable to execute command: Killed\b/,
    /\bterminated (?:with|by) signal 9\b/,
    /\bvirtual memory exhausted\b/,
    /\bout of memory allocating \d/,
    /\b(?:LLVM ERROR|fatal error|ld(?:\.\w+)?): (?:.{0,300}: )?out of memory\b/,
    /\bfinal link failed: (?:memory exhausted|Cannot allocate memory)/i,
    /^(?:Exception: |E\s+)?MemoryError\b/,
    /\bstd::bad_alloc\b/,
    /\bjava\.lang\.OutOfMemoryError\b|\binsufficient memory for the Java Runtime Environment\b/,
    /\bGradle build daemon disappeared unexpectedly\b/,
    /\bJavaScript heap out of memory\b/,
    /\bruntime: (?:out of memory|cannot allocate memory)/,
    /\bsignal: killed\b|(?:\bsignal:? (?:9, )?["']?|<Signals\.)SIGKILL\b/,
    /\bCannot allocate memory\b|\bENOMEM\b/,
    /\boom-kill(?:er)?\b|\bOut of memory: Kill(?:ed)? process\b|^Out of memory\b/,
    /^(?:Killed|.{0,400}: (?:line )?\d+: +(?:\d+ )?Killed\b.{0,400})$/,
    /^(?:g?make(?:\[\d+\])?|ninja): .{0,400}(?:Error 137\b|\] Killed$)/,
    /\b(?:exit(?:ed)?(?: with)?(?: code| status| value)?|returned|status|errno) '?(?:137|-9)\b/i,
    /\bWorker process \(\d{1,9}\) exited unexpectedly \(-9\)/,
];
const WORDINGS = [
    // gcc, clang, g++ and as: the source line and the caret stand behind.
    { line: /^[^\s|][^|]{0,400}?:\d+(?::\d+)?: (?:fatal )?[Ee]rror: /, before: 1, after: 4 },
    {
        line: /^\s*(?:\w+(?:-\w+)*-)?(?:cc1|cc1plus|gcc|g\+\+|clang|clang\+\+|collect2|ld|lld)(?:\.\w+)?: (?:fatal )?error: /,
        after: 2,
    },
    // ld
    { line: /undefined reference to |undefined symbol: |multiple definition of /, before: 1 },
    { line: /(?:^|\s|:)(?:cannot find -l|cannot find \S{1,200}: No such file|unable to find library -l)/ },
    {
        line: /\bld(?:\.\w+)?: .{0,300}(?:file not recognized|skipping incompatible|final link failed|region .{1,40} overflowed|DSO missing from command line|relocation R_|file in wrong format)/,
    },
    // cmake, meson, autotools
    { line: /^CMake Error(?: at .{1,300}|: .{1,300}|.{0,100})$/, after: 8 },
    { line: /^(?:\S{1,300}meson\S{0,20}:\d+:\d+: )?ERROR: /, after: 2 },
    { line: /^(?:\S{0,300}\/)?configure(?:\.ac)?:(?:\d+:)? error: /, before: 1, after: 3 },
    { line: /^(?:autoreconf|aclocal|automake|autoconf|autom4te|libtoolize)(?:-[\d.]+)?: error: /, after: 2 },
    {
        line: /^(?:No package '[^']{1,200}' found|Package \S{1,200} was not found in the pkg-config|Package '[^']{1,200}', required by '[^']{1,200}', not found)/,
    },
    // rust, go, swift and javascript
    { line: /^error(?:\[E\d{4}\])?: (?!Recipe |recipe )/, after: 7 },
    { line: /^Caused by:/, after: 3 },
    { line: /^\S{1,200}\.go:\d+:\d+: / },
    { line: /^(?:go: (?!downloading |finding |extracting )|panic: |fatal error: )/, after: 2 },
    { line: /^npm (?:ERR!|error) \S/ },
    // maven and gradle
    { line: /^\[ERROR\] \S/ },
    { line: /^(?:Could not resolve all |Execution failed for task |A problem occurred )/, after: 3 },
    // Python, with the name of the package before the error; perl; pip
    { line: /^(?:\S{1,100}Error|Error|FATAL ERROR|\S{0,100}Exception): .{1,400}$/, after: 1 },
    { line: /^(?:ModuleNotFoundError|ERROR [A-Z][a-z])/, after: 3 },
    { line: /^Can't locate \S{1,200} in @INC/ },
    // patch, quilt, git am
    { line: /^(?:Hunk #\d+ FAILED |can't find file to patch )/, before: 1, after: 1 },
    { line: /^\d+ out of \d+ hunks? (?:FAILED|ignored)/ },
    {
        line: /^(?:Patch \S{1,200} (?:does not apply|can be reverse-applied)|error: patch failed: |(?:stderr: )?patch: \*{4} |Patch failed at )/,
    },
    { line: /^.{0,200}Reversed \(or previously applied\) patch detected/ },
    // install, cp, the shell; archives
    {
        line: /^(?:install|cp|mv|ln|rm|mkdir|tar|cat|sed|cpio|rsync|chmod|chown|stat|mkfs\.\w+|mke2fs|mcopy|dd|objcopy|strip)(?:\.\w+)?: .{1,400}/,
    },
    {
        line: /^(?:gzip|bzip2|xz|lzip|zstd|zstdcat|unzip|7z|ar|bsdtar|dpkg-deb|rpm2cpio|cmp)(?:\.\w+)?: .{1,400}/,
    },
    { line: /^\s*End-of-central-directory signature not found/ },
    {
        line: /: (?:command not found|not found|Permission denied|No such file or directory|Read-only file system)$/,
    },
    { line: /\bExec format error$|: version `.{1,100}' not found \(required by / },
    { line: /^abort\(\)ing pseudo client|: \d+ Aborted +\(core dumped\)/, after: 1 },
    { line: /^gyp: / },
    { line: /No space left on device|Disk quota exceeded|\bDisk full\b/ },
    { line: /(?:Killed|Segmentation fault|Bus error|internal compiler error)\b/, before: 1, after: 1 },
    // wget, curl, git, ssh
    { line: /\bERROR \d{3}: / },
    { line: /^wget: |unable to resolve host address|^Unable to establish SSL connection/ },
    {
        line: /\bfailed: (?:Name or service not known|Temporary failure|Connection |No route |Network |Unknown error)/,
    },
    { line: /^curl: \(\d+\) / },
    { line: /^(?:fatal|remote|ssh|ERROR|rsync error): (?:.{0,400}\S)?$/, after: 1 },
    { line: /Permission denied \(publickey|Host key verification failed|Could not resolve host/ },
    // What bitbake's fetchers, OE-core's QA and its package managers say.
    { line: /Checksum mismatch|\bhas (?:md5|sha\d+) checksum |^SRC_URI\[\S{1,100}sum\] = / },
    { line: /LIC_FILES_CHKSUM|The new md5 checksum is|the license information has changed/ },
    { line: /nothing provides |none of the providers can be installed|conflicting requests/ },
    { line: /^\s*(?:\* )?Problem(?: \d+)?(?:\/\d+)?: ?/, after: 4 },
    { line: /^Error: ?$|^Collected errors:/, after: 12 },
    {
        line: /^\s*\* (?:satisfy_dependencies_for|pkg_\w{1,60}|opkg_\w{1,60}|check_\w{1,60}|resolve_\w{1,60}|Solver encountered)/,
        after: 2,
    },
    { line: /^(?:E|dpkg): |^The following packages have unmet dependencies/, after: 4 },
    { line: /^\s?\S{1,200} : (?:Depends|PreDepends|Conflicts|Breaks): / },
    { line: /(?:^|\s)(?:file|package) \S{1,300} (?:.{0,200} )?conflicts (?:with|between) / },
    { line: /^(?:No match for argument|Unable to find a match|error: Failed dependencies): ?/, after: 2 },
    { line: /^Couldn't find anything to satisfy / },
    ...OUT_OF_MEMORY.map((line) => ({ line })),
    // the wordings of make, ninja and cmake's driver that a command failed
    { line: /^g?make(?:\[\d+\])?: \*\*\* / },
    { line: /^FAILED: /, after: 1 },
    { line: /^ninja: (?:error|build stopped)/ },
];
/** make and ninja give up, since a command failed. */
const ENDS_BUILD = /^(?:g?make(?:\[\d+\])?: \*\*\* |ninja: build stopped)/;
/** Lines that lead to an error, or follow from it. */
const AROUND = [
    /: In (?:function|member function|constructor|destructor|instantiation)\b|: in function /,
    /^\s*(?:FAILED: |g?make(?:\[\d+\])?: \*\*\* (?!No rule )|ninja: build stopped|(?:\S+-)?collect2: error: ld returned )/,
    /^error: (?:could not compile|aborting due to|build failed)/,
    /^npm (?:ERR!|error) (?:code|errno|syscall|path) /,
    /^(?:ERROR: )?(?:\S{1,60} ){1,3}failed\.?$/,
];
/** What says only that something failed, and not why; bitbake 1.46 has what it printed behind it. */
const VAGUE = [
    /^(?:Bitbake .{0,60}: )?Execution of '.{0,4000}\brun\.do_/,
    /^(?:bb\.process\.)?ExecutionError\(['"].{0,4000}\brun\.do_/,
    /^Fatal QA errors/,
    /^Checksum failure encountered with download of /,
    /^QA run found fatal errors/,
    /^Function failed: /,
    /^'.{1,400}' execution failed\.?$/,
    /^(?:bb\.)?BBHandledException(?:\(\))?:?$/,
];
/** The same in the words of a class: `configure failed`. */
const FAILED = /^[\w./+-]{1,60}(?: [\w./+-]{1,60}){0,2} failed\.?$/;
/** Whether a line of a log is known to belong to an error. */
function isKnown(line) {
    return WORDINGS.some((wording) => wording.line.test(line));
}
/** Whether a line of a log says why something failed. */
function isTelling(line) {
    return isKnown(line) && !AROUND.some((wording) => wording.test(line));
}
/** Whether a line says that the machine had too little memory. */
function isOutOfMemory(line) {
    return OUT_OF_MEMORY.some((wording) => wording.test(line.slice(0, 2000)));
}
/** Whether one of these lines says that the machine had too little memory, or a process was killed, as the kernel does it then. */
function ranOutOfMemory(lines) {
    return lines.some(isOutOfMemory);
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/python-trace.ts
const BETTER_EXEC = /\bError executing a python function in /;
const STACK = /^The stack trace of python calls that resulted in this exception\/failure was:/;
const STACK_FRAME = /^File: '(.{1,1000})', lineno: (\d{1,9}), function: (.{1,200})$/;
const STACK_CODE = /^\s*\*\*\* ?\d{1,9}:(.*)$/;
const TRACEBACK = 'Traceback (most recent call last):';
const TRACEBACK_FRAME = /^\s*File "([^"]{1,1000})", line (\d{1,9})(?:, in (.{1,1000}?))?:?$/;
/** A class or a name of a module, which `else:` and `pass` of the source around a call are not. */
const EXCEPTION = /^(?:[A-Z_]\w{0,200}|(?:\w{1,60}\.){1,6}\w{1,60})(?::|$)/;
const CHAINED = /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;
/**
 * Reads a Python exception in the lines of a message: the stack of bitbake's own `better_exec` (utils.py), or a traceback
 * of Python, also without the blanks at the start of its lines, which kas leaves out. Of exceptions that follow from each
 * other the last one counts that says something.
 */
function pythonTrace(lines) {
    const stack = lines.findIndex((line) => STACK.test(line));
    if (stack >= 0)
        return ofStack(lines, stack);
    const starts = lines.flatMap((line, index) => (line.startsWith(TRACEBACK) ? [index] : []));
    const traces = starts.map((start, at) => ofTraceback(lines.slice(start, starts[at + 1])));
    const told = traces.findLast(({ exception }) => !isHandled(exception[0] ?? '')) ?? traces.at(-1);
    if (told === undefined)
        return undefined;
    const before = lines.slice(0, starts[0]).filter((line) => line.trim() !== '' && !CHAINED.test(line));
    return { ...told, before };
}
/** Whether an exception says only that an error was logged before. */
function isHandled(exception) {
    return /^(?:\w+\.){0,5}(?:BBHandledException|SystemExit)\b/.test(exception);
}
function ofStack(lines, stack) {
    const frames = [];
    let index = stack + 1;
    for (; index < lines.length && !lines[index]?.startsWith('Exception: '); index++) {
        const line = lines[index] ?? '';
        const frame = STACK_FRAME.exec(line) ?? TRACEBACK_FRAME.exec(line);
        const code = STACK_CODE.exec(line);
        const last = frames.at(-1);
        if (frame !== null)
            frames.push(frameOf(frame));
        else if (code !== null && last !== undefined) {
            frames[frames.length - 1] = { ...last, code: (code[1] ?? '').trim() };
        }
    }
    const exception = lines
        .slice(index)
        .map((line, at) => (at === 0 ? line.slice('Exception: '.length) : line));
    return {
        before: lines.slice(0, stack).filter((line) => line.trim() !== '' && !BETTER_EXEC.test(line)),
        frames,
        exception: exception.filter((line) => line.trim() !== '' && line !== 'Subprocess output:'),
    };
}
/** bitbake before 2.12 shows lines around that of the source, which has a `>` in front. */
function ofTraceback(lines) {
    const frames = [];
    const isIndented = lines.some((line) => /^\s+File "/.test(line));
    let index = 1;
    for (; index < lines.length; index++) {
        const line = lines[index] ?? '';
        const frame = TRACEBACK_FRAME.exec(line);
        const last = frames.at(-1);
        if (frame !== null) {
            frames.push(frameOf(frame));
        }
        else if (isIndented ? /^\S/.test(line) : last?.code !== '' && EXCEPTION.test(line)) {
            break;
        }
        else if (last !== undefined && line.trim() !== '' && (last.code === '' || /^\s*> /.test(line))) {
            frames[frames.length - 1] = { ...last, code: line.replace(/^\s*(?:> )?\s*/, '').trimEnd() };
        }
    }
    const rest = lines.slice(index).filter((line) => line.trim() !== '');
    const end = rest.findIndex((line) => CHAINED.test(line));
    const exception = end < 0 ? rest : rest.slice(0, end);
    const shown = frames.at(-1)?.code ?? '';
    return { frames, exception: exception.length === 0 && EXCEPTION.test(shown) ? [shown] : exception };
}
function frameOf([, file = '', line = '', name = '']) {
    return { file, line: Number(line), name, code: '' };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/task-log.ts


const task_log_TRACEBACK = 'Traceback (most recent call last):';
const FRAMES = 6;
/** So many lines before make or ninja gives up have what the command said. */
const BEFORE_END = 8;
/**
 * The lines of a failed task's log that say why it failed: errors of compilers, linkers, build systems, interpreters
 * and bitbake with the lines that belong to them, in the order of the log, at most `limit`; the first ones when there
 * are more, because later errors follow from them, and always the last one. Where only make or ninja says that a command
 * failed: with what stands before that. When nothing is recognised: the end of the log. Lines longer than 500
 * characters are cut in their middle.
 */
function relevantLines(log, limit = 30) {
    const lines = task_log_linesOf(log);
    const matter = amongThem(lines, limit);
    if (matter.length === 0)
        return lines.slice(-limit);
    if (matter.some(isTelling))
        return matter;
    const end = lines.findIndex((line) => ENDS_BUILD.test(line));
    const before = lines.slice(Math.max(0, end - BEFORE_END), Math.max(0, end));
    return [...new Set([...before, ...matter])].slice(0, limit);
}
/** The same, but none where nothing is recognised. */
function linesThatMatter(log, limit) {
    return amongThem(task_log_linesOf(log), limit);
}
function task_log_linesOf(log) {
    return log
        .split(/\r?\n/)
        .map((line) => shortened(line.trimEnd()))
        .filter((line) => !NOISE.some((noise) => noise.test(line)));
}
function amongThem(lines, limit) {
    const kept = [...new Set(marked(lines))].sort((a, b) => a - b);
    return withinLimit(kept, limit).flatMap((index) => lines[index] ?? []);
}
/** The places of the errors and of what belongs to them. */
function marked(lines) {
    const places = [];
    for (let index = 0; index < lines.length; index++) {
        const line = lines[index] ?? '';
        if (line.startsWith(task_log_TRACEBACK)) {
            const end = endOfTraceback(lines, index);
            places.push(index, ...range(Math.max(index + 1, end - FRAMES), end));
            index = end;
            continue;
        }
        const wording = WORDINGS.find((known) => known.line.test(line));
        if (wording === undefined)
            continue;
        const before = Math.max(0, index - (wording.before ?? 0));
        places.push(...range(before, index).filter((place) => belongsBefore(lines[place] ?? '', place === index)));
        places.push(...range(index + 1, index + (wording.after ?? 0)).filter(contextOf(lines, index)));
    }
    return places;
}
/** Of the lines before an error: where it is, as `foo.c: In function 'main':` says. */
function belongsBefore(line, itself) {
    return (itself ||
        /: In (?:function|member function|constructor|destructor|instantiation)|: in function |^patching file /i.test(line));
}
/** Of the lines behind an error: the source, the caret, and what is indented below it, up to the first that is not. */
function contextOf(lines, error) {
    let open = true;
    return (place) => {
        const line = lines[place];
        open &&=
            line !== undefined &&
                /^(?:\s|\||\* |[-=]+>|-->|\d+ \||See |Call Stack|candidate versions |location searched: |required by |perhaps |> )/.test(line);
        return open && place > error;
    };
}
/** The exception of a traceback: the first line behind it that is not indented. */
function endOfTraceback(lines, start) {
    for (let index = start + 1; index < lines.length; index++) {
        if (!/^\s/.test(lines[index] ?? ''))
            return index;
    }
    return lines.length - 1;
}
function withinLimit(places, limit) {
    if (places.length <= limit)
        return places;
    return [...places.slice(0, limit - 1), ...places.slice(-1)];
}
function range(from, to) {
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/cause.ts




/** A message of so many lines is shown whole. */
const WHOLE = 12;
const cause_MOST_LINES = 24;
const MOST_FRAMES = 4;
const MOST_PLACES = 50;
const MOST_OF_TASK = 30;
const MOST_OF_SENTENCE = 4;
/** What stands before the advisories of OE-core's sanity checker. */
const ADVISORIES = /^\s*Following is the list of potential problems \/ advisories:$/;
const LICENSE_TEXT = /^v{20,}$/;
const END_OF_LICENSE_TEXT = /^\^{20,}$/;
/** `/l/a_1.0.bb:12`, `(file: /l/a.conf line: 28)`, and `in /l/a.bbclass, line 4:` of Python that does not compile. */
const PLACE = /(?:^|[\s'"(])(\/[^\s:'"(),]{1,1000})(?::|,? line:? )(\d{1,7})\b/;
/** A line that leads to others, or has only a path or a bracket. */
const LEADS = /(?:(?<!Close matches):|\boutput:?|\bOutput:?)$/;
const BARE = /^[\s*\-|^~=+.()[\]{}'"\\>]*(?:stdout:|stderr:|\/\S*)?[\s*\-|^~=+.()[\]{}'"\\>]*$/;
const BULLET = /^[\s*-]+/;
/** A line that goes on with the sentence of the one above. */
const SENTENCE = /^\s+[^\s/*-]/;
/** The last line before make or ninja gives up, where it may be the cause. */
const SAYS_WHY = /: |\b(?:error|fail(?:ed|ure)?|not found|denied|cannot|can't|unable|missing)\b/i;
/** The command of a shell script that failed, where it said nothing itself. */
const COMMAND = /\brun\.do_\w+\.\d+:\d+ (exit \d+ from \S.{1,400})/;
const cause_NOTHING = /^(?:\s*\*?\s*|(?:stdout|stderr): ?(?:'\))?|'\)|', '.{0,2000}\))$/;
/** The line of a message that says most, wherever it stands. */
const TELLING = [
    /^Patch \S{1,300} (?:does not apply|can be reverse-applied)/,
    /(?:^|\s)patch: \*{4} |^error: patch failed: |^Patch failed at /,
    /\bERROR \d{3}: |unable to resolve host address|\bfailed: (?:Name or|Temporary|Connection|No route|Network)/,
    /^ERROR: \S|^Proxy tunneling failed|\bawaiting response\.\.\. Read error/,
    /^error: RPC failed;|^npm (?:ERR!|error) (?!code |errno |syscall |path |A complete log )\S/,
    /^(?:fatal(?: error)?|ssh|curl: \(\d+\)): ?\S|Permission denied \(publickey|Host key verification failed/,
    /nothing provides |none of the providers can be installed/,
    /Cannot satisfy the following dependencies|cannot find dependency |Couldn't find anything to satisfy/,
];
/** What leads to a list, behind which comes no more than advice. */
const LISTS = /^(?:No recipes .{0,60}available for|Multiple (?:\.bb files|versions) |The recipe \S{1,200} is trying to install files )/;
/** The own words of bitbake that lead to what another program said. */
const LEADING = /^(?:Fetcher failure: Fetch command |.{1,2000}\bFetcher failure: Fetch command |Command Error: |Applying patch |Could not invoke |Unable to install packages|Unable to update the package index|Cannot get the |Failed to |CmdError\()/;
/**
 * Why, as one message of bitbake says it: of a Python exception the exception and the calls that led to it; of a long text the
 * lines that matter; else the text.
 *
 * @param text as `Message` has it, without the recipe and task in front
 */
function explain(text) {
    const lines = withoutLicenseText(unquoted(text).split(/\r?\n/)).map((line) => shortened(line.trimEnd()));
    const trace = pythonTrace(lines);
    if (trace !== undefined)
        return ofTrace(trace);
    const told = lines.filter((line) => line.trim() !== '');
    const headline = shortened(headlineOf(told));
    return { headline, lines: withHeadline(headline, cause_short(adviceFirst(told))), places: placesIn(told) };
}
/**
 * Why a task failed: what bitbake says of it, unless it says only that; then what matters of the task's log; where neither
 * says anything, the end of the log.
 *
 * @param messages the errors that name the task
 * @param log the task's log, or the end of it
 */
function explainTask(messages, log) {
    const said = messages.filter((text) => !isVague(text));
    const telling = (said.length > 0 ? said : exceptionIn(log)).map(explain);
    const told = unique(telling.flatMap(({ lines }) => lines));
    const known = new Set([...messages, ...exceptionIn(log)].flatMap((text) => unquoted(text).split(/\r?\n/)).map(bare));
    const output = log.trim() === '' ? messages.filter(isVague).map(withoutFirstLine).join('\n') : log;
    const logged = (told.length === 0 ? relevantLines : linesThatMatter)(output, MOST_OF_TASK).filter((line) => told.length === 0 || !known.has(bare(line)));
    const lines = unique([...told, ...logged]).slice(0, Math.max(MOST_OF_TASK, told.length));
    const rest = lines.length > 0 ? lines : messages.flatMap((text) => text.split('\n')).map((line) => shortened(line));
    const [first] = telling;
    return {
        ...(first === undefined ? ofLog(rest, output) : { headline: first.headline, lines: rest }),
        places: [...telling.flatMap(({ places }) => places), ...placesIn(logged)].slice(0, MOST_PLACES),
    };
}
/** What a Python function raised, as its log has it. */
function exceptionIn(log) {
    const start = log.lastIndexOf('ERROR: Error executing a python function in ');
    if (start < 0)
        return [];
    const text = log.slice(start + 'ERROR: '.length);
    const end = text.search(/\n(?:DEBUG|NOTE|WARNING|ERROR): /);
    return [end < 0 ? text : text.slice(0, end)];
}
/** Whether a message says only that something failed: why stands elsewhere. */
function isVague(text) {
    const [first = ''] = text.split('\n', 1);
    const isAlone = text.slice(first.length).trim() === '';
    return VAGUE.some((wording) => wording.test(first.trim())) || (isAlone && FAILED.test(first.trim()));
}
function withoutFirstLine(text) {
    return text.slice(text.indexOf('\n') + 1 || text.length);
}
function ofTrace({ before, frames, exception }) {
    const calls = frames.filter(({ file }) => file.startsWith('/'));
    const own = calls.filter(({ file }) => !/\/(?:bitbake\/lib\/bb|lib\/python3[\d.]*)\//.test(file));
    const shown = (own.length > 0 ? own : calls).slice(-MOST_FRAMES).reverse();
    const [raised = '', ...said] = unquoted(exception.join('\n')).split('\n');
    const rest = cause_short(said.filter((line) => line.trim() !== ''));
    const headline = headlineOf([raised, ...rest]);
    const context = isHandled(raised) || raised === '' ? before.slice(0, 1) : [];
    const first = shortened(context[0] ?? headline);
    const traced = shown.map(({ file, line, name, code }) => {
        return shortened(`${file}:${line}${name === '' ? '' : `, in ${name.replace(/\(.*$/, '')}`}${code === '' ? '' : `: ${code}`}`);
    });
    return {
        headline: first,
        lines: unique([first, ...withHeadline(first, [raised, ...before, ...rest]).slice(1), ...traced]),
        places: [
            ...placesIn([raised]),
            ...[...calls.filter((call) => !own.includes(call)), ...own]
                .slice(-MOST_PLACES)
                .reverse()
                .map(({ file, line }) => ({ file, line })),
        ],
    };
}
/** The first line where it says something; else a line that is known to say why, or the last that says anything. */
function headlineOf(lines) {
    const advisories = lines.findIndex((line) => ADVISORIES.test(line));
    const advisory = advisories < 0 ? undefined : lines.slice(advisories + 1).find((line) => !isBare(line));
    if (advisory !== undefined)
        return withNext(lines, advisory);
    const [first = '', ...rest] = lines;
    const leads = LEADS.test(first.trim());
    if (!leads && !LEADING.test(first))
        return first;
    for (const wording of TELLING) {
        const telling = rest.find((line) => wording.test(line.trim()));
        if (telling !== undefined)
            return withNext(lines, telling);
    }
    if (!leads)
        return first;
    if (rest.length === 1 || LISTS.test(first))
        return withNext(lines, first);
    const [known] = linesThatMatter(rest.join('\n'), 2);
    if (known !== undefined)
        return withNext(lines, known);
    return rest.findLast((line) => !isBare(line) && !LEADS.test(line.trim()))?.trim() ?? first;
}
/** Of the sanity checker its advisories, and who says so. */
function adviceFirst(lines) {
    const at = lines.findIndex((line) => ADVISORIES.test(line));
    if (at < 0)
        return lines;
    return [...lines.slice(at + 1), ...lines.slice(0, 1)].map((line) => line.trim());
}
/** A line without its bullet, and with the sentence below it where it leads to that. */
function withNext(lines, line) {
    const text = line.replace(BULLET, '').trim();
    const at = lines.indexOf(line) + 1;
    const next = lines[at]?.replace(BULLET, '').trim() ?? '';
    if (!text.endsWith(':') || next === '')
        return text;
    const rest = lines.slice(at, at + MOST_OF_SENTENCE);
    const end = rest.findIndex((part, index) => /[.:]$/.test(part) || !SENTENCE.test(rest[index + 1] ?? ''));
    return [text, next, ...rest.slice(1, end + 1).map((part) => part.trim())].join(' ');
}
/** What a log says, its headline first, and what stood before that last. */
function ofLog(lines, output) {
    const end = lines.findIndex((line) => ENDS_BUILD.test(line));
    const at = [
        lines.findIndex(isOutOfMemory),
        lines.findIndex(isTelling),
        SAYS_WHY.test(lines[end - 1] ?? '') ? end - 1 : -1,
        lines.findIndex(isKnown),
    ].find((index) => index >= 0);
    const command = at === undefined ? COMMAND.exec(output)?.[1] : undefined;
    const headline = command ?? withNext(lines, lines[at ?? -1] ?? lines.at(-1) ?? '');
    const ordered = [...lines.slice(at ?? 0), ...lines.slice(0, at ?? 0)];
    return {
        headline,
        lines: at === undefined && command === undefined ? lines : withHeadline(headline, ordered),
    };
}
function isBare(line) {
    return BARE.test(line.trim());
}
/** Of many lines the first, those that matter, and the last; the first ones and the last where none is known to matter. */
function cause_short(lines) {
    const told = lines.filter((line) => !NOISE.some((noise) => noise.test(line)) && !cause_NOTHING.test(line));
    if (told.length <= WHOLE)
        return told;
    const known = linesThatMatter(told.slice(1).join('\n'), cause_MOST_LINES - 3);
    if (known.length === 0)
        return [...told.slice(0, WHOLE - 2), ...told.slice(-2)];
    const matter = new Set([told[0], ...known, ...told.slice(-2)]);
    return unique(told.filter((line) => matter.has(line)));
}
function withHeadline(headline, lines) {
    if (headline === '' || lines[0] === headline)
        return lines;
    const others = lines.filter((line) => {
        const text = line.replace(BULLET, '').trim();
        return !headline.includes(text);
    });
    return [headline, ...others];
}
/** Recipes, classes and sources that an error names with their line. */
function placesIn(lines) {
    return lines
        .flatMap((line) => {
        const found = PLACE.exec(line);
        return found === null ? [] : [{ file: found[1] ?? '', line: Number(found[2]) }];
    })
        .slice(0, MOST_PLACES);
}
/** The text of an exception that was printed as Python's `repr` has it: `FetchError('a\nb', 'https://…')`. */
function unquoted(text) {
    const end = text.indexOf('\n');
    const first = end < 0 ? text : text.slice(0, end);
    if (!/^.{0,60}?\b[A-Z]\w{0,60}(?:Error|Exception)\(/.test(first) || !first.includes('\\n'))
        return text;
    return `${first.replaceAll('\\n', '\n').replaceAll("\\'", "'").replaceAll('\\t', '\t')}${end < 0 ? '' : text.slice(end)}`;
}
/** Without the text of the licence itself, which bitbake shows whole. */
function withoutLicenseText(lines) {
    const start = lines.findIndex((line) => LICENSE_TEXT.test(line));
    const end = lines.findIndex((line, index) => index > start && END_OF_LICENSE_TEXT.test(line));
    if (start < 0 || end < 0)
        return lines;
    const before = lines.slice(0, start).filter((line) => !line.endsWith('Here is the selected license text:'));
    return [...before, ...lines.slice(end + 1)];
}
/** A line as a message and a log have it in common. */
function bare(line) {
    return shortened(line.replace(/^(?:ERROR|WARNING|NOTE): /, '')).trim();
}
function unique(lines) {
    return [...new Set(lines)];
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/advice.ts

const LESS_AT_ONCE = 'Give the machine more memory or swap, or let the build do less at once: lower PARALLEL_MAKE and BB_NUMBER_THREADS, or set BB_PRESSURE_MAX_MEMORY (bitbake 2.4 and later).';
const NO_ROOT = 'Run the job as another user than root, or name one who may use the container engine in the input build-user.';
const NAMES_SHOWN = 5;
/** `gdb was skipped: …`, `x PROVIDES y but was skipped: …` */
const SKIPPED = /^\s*(\S{1,200}) (?:R?PROVIDES (\S{1,200}) but )?was skipped: (.{1,1000})$/m;
const DEPENDS = /\(but (\S{1,1000}) (R?DEPENDS) on /;
const NO_TASK = /^Task (do_\S{1,200}|\S{1,200}) does not exist for target (\S{1,200})/;
const AS_ROOT = /Do not use Bitbake as root/i;
const OTHER_SERIES = /^Layer (\S{1,200}) is not compatible with the core layer which only supports these series: (.{1,200}?) \(/m;
const MANY_PROVIDERS = /^Multiple \.bb files are due to be built which each provide (\S{1,200}):/;
/** A task's process could not have a network of its own; and what bitbake's own check says of that. */
const NO_NAMESPACE = /\bdisable_network\b|^\s*User namespaces are not usable/m;
/** What to do about a machine that bitbake cannot build on, whatever failed there. */
function adviceOnMachine(errors) {
    if (errors.some(({ text }) => ranOutOfMemory(text.split('\n'))))
        return LESS_AT_ONCE;
    return errors.some(({ text }) => NO_NAMESPACE.test(text))
        ? 'Let processes make user namespaces: on Ubuntu 24.04 with `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, in a container with options of its engine.'
        : undefined;
}
/** What to do about errors that no task explains. Undefined where nothing better is known than to read them. */
function adviceOnErrors(errors, built) {
    for (const { text } of errors) {
        if (AS_ROOT.test(text))
            return adviceOnRoot(built);
        const [, layer, series] = OTHER_SERIES.exec(text) ?? [];
        if (layer !== undefined)
            return `Take a branch of ${layer} that is made for ${series}.`;
        const [, wanted] = MANY_PROVIDERS.exec(text) ?? [];
        if (wanted !== undefined)
            return `Choose one in PREFERRED_PROVIDER_${wanted} of the configuration, and check who depends on the others.`;
        const [, task, target] = NO_TASK.exec(text) ?? [];
        if (task !== undefined)
            return adviceOnTask(errors, target ?? '', built);
        const [, name = '', provided, reason] = SKIPPED.exec(text) ?? [];
        if (reason !== undefined)
            return adviceOnSkipped(provided ?? name, reason);
    }
    return adviceOnMachine(errors) ?? adviceOnProviders(errors, built);
}
/** What kas says without a command that it ran is about its arguments, or about the configuration. */
function adviceOnKas(said) {
    if (BITBAKE_USAGE.test(said))
        return 'Check the input bitbake-args: `bitbake --help` lists what this version takes.';
    if (said.includes('dubious ownership')) {
        return 'git refuses a repository of somebody else. With kas-container the checkout must belong to the user that the build runs as: hand it over (`chown -R`), or run the job as its owner.';
    }
    const elsewhere = OF_KAS.find(([words]) => words.test(said));
    if (elsewhere !== undefined)
        return elsewhere[1];
    if (said.startsWith('Command "'))
        return undefined;
    if (/^(?:ModuleNotFound|Import|Attribute|Name|Syntax|Type)Error\b/.test(said)) {
        return 'kas itself is broken: install it again with what it needs (`pipx install kas`, or `apt-get install kas`).';
    }
    return /^(?:unrecognized arguments|argument |the following arguments )/.test(said)
        ? 'Check the input kas-args: `kas build --help` lists what this version takes.'
        : 'Check the files that the input config names, and those that they include.';
}
/** What bitbake says of an option that it does not know, behind its usage. */
const BITBAKE_USAGE = /^bitbake: error: /;
/** What is not for the configuration to mend. */
const OF_KAS = [
    [
        /Could not resolve host|unable to access .{0,300}(?:Connection|Failed to connect|timed out)|connect to host .{0,300}: |\bRPC failed\b|\bearly EOF\b/,
        'The server of a repository was not reached: run the job again, or give kas other sources in premirrors or repo-ref-dir.',
    ],
    [
        /could not read (?:Username|Password)|Authentication failed|Permission denied \(publickey|Host key verification failed|[Rr]epository (?:'.{0,300}' )?not found|Could not read from remote repository/,
        'Check the url of that repository, and give kas what it needs to read it: SSH_PRIVATE_KEY, NETRC_FILE or GITCONFIG_FILE in the input env.',
    ],
    [/\[Errno 13\]/, 'Give that file or folder to the user that the build runs as.'],
    [
        /^(?:docker|podman): |^no container engine found/m,
        'Check the container engine of this machine, and the image that KAS_CONTAINER_IMAGE or KAS_IMAGE_VERSION names.',
    ],
    [/^Running as root/m, NO_ROOT],
];
function adviceOnRoot({ container }) {
    return container === undefined
        ? 'Name a user of the container in the input build-user, or run the job as another user than root.'
        : NO_ROOT;
}
function adviceOnTask(errors, target, { task }) {
    const where = task === undefined ? 'the task in the configuration' : 'the input task';
    const near = advice_nearNames(errors);
    return near === undefined
        ? `Check ${where}: \`bitbake -c listtasks ${target}\` lists the tasks of ${target}.`
        : `${near} Check ${where}.`;
}
function adviceOnSkipped(name, reason) {
    const flags = /restricted license '([^']{1,200})'/.exec(reason)?.[1];
    if (reason.includes('LICENSE_FLAGS')) {
        const variable = reason.includes('LICENSE_FLAGS_WHITELIST')
            ? 'LICENSE_FLAGS_WHITELIST'
            : 'LICENSE_FLAGS_ACCEPTED';
        const accepted = flags === undefined ? 'its licence' : `"${flags}"`;
        return `Accept ${accepted} in ${variable} of the configuration, or leave out what needs ${name}.`;
    }
    if (/incompatible licen[sc]e|INCOMPATIBLE_LICENSE/i.test(reason)) {
        return `INCOMPATIBLE_LICENSE of the configuration excludes its licence: leave out what needs ${name}, or make an exception in INCOMPATIBLE_LICENSE_EXCEPTIONS.`;
    }
    if (reason.includes('COMPATIBLE_MACHINE')) {
        return `The recipe is not for this machine: check the machine of the configuration, and COMPATIBLE_MACHINE of ${name}, which a .bbappend can extend.`;
    }
    if (reason.includes('COMPATIBLE_HOST')) {
        return `The recipe is not for this architecture or C library (COMPATIBLE_HOST): leave out what needs ${name}, or check the machine and TCLIBC of the configuration.`;
    }
    const feature = /(missing|conflicting|required) .{0,100}?feature.{0,200}? \((not )?in (\w{1,100})\)/.exec(reason);
    if (feature !== null) {
        const verb = feature[2] === undefined ? 'Remove the feature from' : 'Add the feature to';
        return `${verb} ${feature[3]}, or leave out what needs ${name}.`;
    }
    return `The recipe of ${name} is there, but the configuration or the recipe itself has it skipped, as bitbake says.`;
}
function adviceOnProviders(errors, { targets }) {
    const missing = errors.find(({ kind }) => kind === 'provider');
    const near = advice_nearNames(missing === undefined ? errors : [missing]);
    const [, file, variable] = DEPENDS.exec(missing?.text ?? '') ?? [];
    const ofTarget = targets.length === 0 ? 'the targets in the configuration' : 'the input target';
    const where = file === undefined ? ofTarget : `${variable} of ${file.slice(file.lastIndexOf('/') + 1)}`;
    if (near !== undefined)
        return `${near} Check ${where}.`;
    if (missing === undefined)
        return undefined;
    const what = missing.recipe === undefined ? ofTarget : `what ${missing.recipe} depends on`;
    return `Check ${what}, and that the layer which has the recipe is in the configuration.`;
}
function advice_nearNames(errors) {
    const near = errors.flatMap((error) => error.near ?? []);
    return near.length === 0 ? undefined : `Did you mean ${near.slice(0, NAMES_SHOWN).join(', ')}?`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/messages.ts


const SUBJECTS = {
    task: 'bitbake',
    parse: 'Parsing',
    provider: 'Providers',
    fetch: 'Fetching',
    qa: 'QA',
    disk: 'Disk',
    other: 'bitbake',
};
/** `recipe do_task`, or as much of it as is known, else the subject of the message; of another configuration `mc:<name>:` in front. */
function messageTitle({ recipe, task, kind, mc }) {
    const title = [recipe, task].filter((part) => part !== undefined).join(' ');
    return title === '' ? SUBJECTS[kind] : taskTitle(title, mc);
}
/** `app do_compile`, and `mc:initramfs:app do_compile` as bitbake calls what is of another configuration than the default one. */
function taskTitle(title, mc) {
    return mc === undefined ? title : `mc:${mc}:${title}`;
}
/** Messages that several configurations have in common, once. */
function withoutTwins(messages) {
    const same = Map.groupBy(messages, ({ recipe, task, text }) => [recipe, task, text].join('\0'));
    return [...same.values()].flatMap((twins) => {
        const [first] = twins;
        if (first === undefined || twins.every(({ mc }) => mc === first.mc))
            return twins;
        const { mc: _mc, ...common } = first;
        return [{ ...common, count: countOf(twins) }];
    });
}
/** The errors that no failed task explains. */
function looseErrors({ errors, failedTasks }) {
    const failed = new Set(failedTasks.map(({ recipe, task, mc }) => `${mc} ${recipe} ${task}`));
    const explained = new Set(failedTasks.flatMap(({ task, messages }) => messages.map((text) => `${task} ${text}`)));
    return errors.filter(({ recipe, task, mc, text }) => !failed.has(`${mc} ${recipe} ${task}`) && !explained.has(`${task} ${text}`));
}
/**
 * What kas itself says of a failure, without what tells a user nothing: that bitbake failed, where bitbake says why,
 * and that a task inside of kas came to an end.
 */
function errorsOfKas(report) {
    const { kasErrors, errorCount, failedTasks } = report;
    if (errorCount > 0 || failedTasks.length > 0)
        return [];
    const usage = kasErrors.filter((text) => BITBAKE_USAGE.test(text));
    if (usage.length > 0)
        return usage;
    return kasErrors.filter((text) => !text.startsWith('Task exception was never retrieved'));
}
/** How many warnings there were, also of sstate objects that could not be used. */
function warningCountOf(report) {
    return report.warningCount + report.setsceneFailed.length;
}
/** The first line of an error, without the announcement of the names that bitbake proposes. */
function firstLineOf({ text, near }) {
    const [line = ''] = text.split('\n');
    return near === undefined ? line : line.replace(/ ?Close matches:$/, '');
}
/** How many messages these are, each counted as often as it came. */
function countOf(messages) {
    return messages.reduce((sum, { count }) => sum + count, 0);
}
/** `1 error was`, `3 errors were`. */
function were(count, noun) {
    return `${plural(count, noun)} ${count === 1 ? 'was' : 'were'}`;
}
/** `1 warning`, `1,200 warnings` */
function plural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
/** `1,200` */
function formatCount(count) {
    return count.toLocaleString('en-US');
}
/** `text`, with a mark at its end when it was longer than `limit` characters. */
function clip(text, limit) {
    return text.length <= limit ? text : `${text.slice(0, limit - 2)} …`;
}
/** The first lines, each clipped, that `limit` characters have room for. */
function clipLines(lines, limit, longest = 500) {
    return clip(lines.map((line) => clip((0,markdown/* withoutControls */.DJ)(line), longest)).join('\n'), limit);
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/error-groups.ts


/** So many failed tasks with one cause are shown as one. */
const MANY_TASKS = 3;
const MOST_FOLLOWING = 20;
/** What bitbake says because of an error that it said before. */
const FOLLOWS = [
    /^(?:Parsing halted due to errors|Command execution failed: |Unable to start bitbake server)/,
    /^(?:Last \d{1,4} lines of server log |Server log for this session |The following commands may help:|\$ bitbake )/,
    /^Execution of event handler '.{1,200}' failed/,
    /^Failed to parse recipe: \S+$/,
];
const HANDLED = /(?:^|\n)(?:\w+\.){0,5}(?:BBHandledException|SystemExit)\b[^\n]{0,500}\s*$/;
/** What Python and bitbake print when a signal ends them, or their other end is gone. */
const INTERRUPTED = /^(?:Exception: )?(?:[\w.]+\.)?(?:KeyboardInterrupt|CancelledError|BrokenPipeError|EOFError|ConnectionResetError|ConnectionRefusedError|ProcessLookupError|SystemExit)\b/;
/** The file and the recipe that a message is about stand in its text, too. */
const RECIPE_FILE = /(?:\bmc:[\w.-]*:)?(?:virtual:[\w:.-]+:)?\/\S{1,400}\.(?:bbappend|bbclass|bb|inc|conf)\b/g;
/**
 * The errors that no failed task explains, those that say the same as one: without what follows from others, and with
 * what our own interrupt made bitbake print as one.
 */
function errorGroups(report, isStopped = false) {
    const groups = new Map();
    const interrupted = [];
    const following = [];
    for (const message of looseErrors(report)) {
        const { text } = message;
        if (isStopped && wasInterrupted(text))
            interrupted.push(message);
        else if (FOLLOWS.some((words) => words.test(text)) || HANDLED.test(text))
            following.push(message);
        else {
            const key = causeOf(message);
            groups.set(key, [...(groups.get(key) ?? []), message]);
        }
    }
    const isAlone = groups.size === 0 && report.failedTasks.length === 0;
    const shown = isAlone ? groupAs(following, () => [...new Set(following.map(error_groups_headlineOf))]) : [];
    const ended = () => [
        `${were(countOf(interrupted), 'error')} logged because the build was interrupted.`,
    ];
    return [...[...groups.values()].flatMap(groupOf), ...shown, ...groupAs(interrupted, ended)];
}
/** Why, as the first of them says it. */
function explanationOf({ messages: [first], lines }) {
    return lines === undefined ? explain(first.text) : { headline: lines[0] ?? '', lines, places: [] };
}
/** Failed tasks, many of which fail for one reason as one. */
function taskGroups(logs) {
    const groups = Map.groupBy(logs, taskKey);
    const seen = new Set();
    return logs.flatMap((log) => {
        const key = taskKey(log);
        const group = groups.get(key) ?? [];
        const [first, ...others] = group;
        if (first === undefined || group.length < MANY_TASKS)
            return [[log]];
        if (seen.has(key))
            return [];
        seen.add(key);
        return [[first, ...others]];
    });
}
function groupOf(messages) {
    const [first, ...others] = messages;
    return first === undefined ? [] : [{ messages: [first, ...others], count: countOf(messages) }];
}
/** Messages that are told in other words. */
function groupAs(messages, lines) {
    return groupOf(messages).map((group) => ({ ...group, count: 1, lines: lines().slice(0, MOST_FOLLOWING) }));
}
function error_groups_headlineOf({ text }) {
    return explain(text).headline;
}
function wasInterrupted(text) {
    return text.includes('Traceback') ? INTERRUPTED.test(explain(text).headline) : INTERRUPTED.test(text);
}
/** The text of an error without the recipe that it is about. */
function causeOf({ text, recipe }) {
    const plain = text.replace(RECIPE_FILE, '');
    return recipe === undefined || recipe.length < 3 ? plain : plain.replaceAll(recipe, '');
}
/** What a task and its cause have in common with other recipes. A command's own error is no cause. */
function taskKey({ title, task, recipe, headline }) {
    if (headline === undefined || /^(?:g?make|ninja|FAILED|collect2)\b/.test(headline))
        return title;
    const plain = headline
        .replaceAll(recipe, '')
        .replace(/(?:https?|git|ssh|ftp|gitsm|npm|crate|svn):\/\/[^\s'"]+/g, '')
        .replace(/\/[^\s'"]+/g, '')
        .replace(/\d{2,}/g, '');
    return `${task}\0${plain}`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/repository.ts



/** A path that a text names: up to a blank, a quote, a bracket, or the punctuation behind it. */
const PATH = /(?<![\w.+/-])\/(?!\/)[^\s'"`()[\]<>,;:]+/g;
/**
 * The path relative to the repository. Undefined for a file outside of it, of another repository inside it, or of a path that is too
 * long to be one.
 */
function pathInRepository(file, repository) {
    if (file.length > limits/* READER_LIMITS */.f0.path.most)
        return undefined;
    const path = (0,external_node_path_.normalize)(file);
    const inside = (0,external_node_path_.relative)(repository.folder, path);
    if (!path.startsWith('/') || inside === '' || inside === '..' || inside.startsWith('../'))
        return undefined;
    return isOwn((0,external_node_path_.dirname)(inside), repository) ? inside : undefined;
}
const OWN_FOLDERS = new WeakMap();
/** Whether no other repository holds a folder. Each is looked at once. */
function isOwn(inside, repository) {
    const known = OWN_FOLDERS.get(repository) ?? new Map();
    OWN_FOLDERS.set(repository, known);
    const own = known.get(inside) ?? lookAt(inside, repository);
    known.set(inside, own);
    return own;
}
/** From the top, so that a path that leads nowhere costs one look, however long it is. */
function lookAt(inside, { folder }) {
    let at = folder;
    for (const name of inside === '.' ? [] : inside.split('/')) {
        at = (0,external_node_path_.join)(at, name);
        if (!(0,external_node_fs_.existsSync)(at))
            return true;
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, '.git')))
            return false;
    }
    return true;
}
/** `text` with the paths of files in the repository relative to it. */
function withShortPaths(text, repository) {
    return text.replace(PATH, (path) => pathInRepository(path, repository) ?? path);
}
/** The report as people read it: paths of files in the repository are relative to it. */
function withShortReport(report, repository) {
    const short = (text) => withShortPaths(text, repository);
    const message = (said) => ({
        ...said,
        text: short(said.text),
        ...(said.file === undefined ? {} : { file: shortPath(said.file, repository) }),
    });
    return {
        ...report,
        errors: report.errors.map(message),
        warnings: report.warnings.map(message),
        failedTasks: report.failedTasks.map((task) => ({ ...task, messages: task.messages.map(short) })),
        kasErrors: report.kasErrors.map(short),
    };
}
/** The logs of tasks in the same way. */
function withShortLogs(logs, repository) {
    return logs.map((log) => ({
        ...log,
        file: shortPath(log.file, repository),
        ...(log.headline === undefined ? {} : { headline: withShortPaths(log.headline, repository) }),
        lines: log.lines.map((line) => withShortPaths(line, repository)),
    }));
}
function shortPath(file, repository) {
    return pathInRepository(file, repository) ?? file;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/annotations.ts



/** GitHub shows 10 errors of a step. One is the failure of the stage itself. */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
/** The runner cuts the text of an annotation after 4096 characters. */
const TEXT_LIMIT = 4000;
/** Names of recipes and tasks are what a console says: a line can be long. */
const TITLE_LIMIT = 200;
const annotations_NAMES_SHOWN = 5;
/**
 * Annotates what went wrong: an error for each failed task and for each error that belongs to none, one for those that have
 * one cause, a warning for each group of warnings. They stand on the line of the layer that the error names, else on the
 * recipe's file, where that is part of the repository. What GitHub would not show is counted in the last one.
 */
function annotate(facts, repository, log) {
    const { report, sole } = facts;
    for (const note of withRoom(nearFirst([...setsceneNotes(report), ...warningNotes(withoutTwins(report.warnings))], repository), MOST_WARNINGS, restOfWarnings)) {
        log.warning(withShortPaths(note.text, repository), annotationAt(note, repository));
    }
    for (const note of withRoom(errorNotes(facts, sole), MOST_ERRORS, restOfErrors)) {
        log.error(withShortPaths(note.text, repository), annotationAt(note, repository));
    }
    function restOfWarnings(rest) {
        const unlisted = Math.max(0, report.warningCount - countOf(report.warnings));
        const count = rest.reduce((sum, note) => sum + note.count, unlisted);
        return `…and ${formatCount(count)} more warnings: see the summary.`;
    }
}
function restOfErrors(rest) {
    const count = rest.reduce((sum, note) => sum + note.count, 0);
    return `…and ${formatCount(count)} more failed tasks and errors: see the summary.`;
}
/** What the repository's own recipes say before what those of others say. */
function nearFirst(notes, repository) {
    const isNear = (note) => annotationAt(note, repository).file !== undefined;
    return [...notes.filter(isNear), ...notes.filter((note) => !isNear(note))];
}
/** The notes that there is room for; the last one counts the rest. */
function withRoom(notes, most, describe) {
    if (notes.length <= most)
        return [...notes];
    const rest = notes.slice(most - 1);
    return [
        ...notes.slice(0, most - 1),
        { title: 'kas-build', places: [], text: describe(rest), count: rest.length },
    ];
}
function errorNotes({ report, logs, isStopped }, sole) {
    const ofTasks = taskGroups(logs).map(([log, ...others]) => {
        const head = headOf(others.length + 1, [], others.length === 0 ? [] : [log, ...others].map(({ title }) => title));
        return {
            title: others.length === 0 ? log.title : plural(others.length + 1, 'failed task'),
            places: others.length === 0 ? [...(log.places ?? []), { file: log.file }] : [],
            text: clipLines([...head, ...log.lines], TEXT_LIMIT) || `${log.title} failed.`,
            count: others.length + 1,
        };
    });
    const groups = errorGroups(report, isStopped === true || report.interrupted);
    const others = groups.filter(({ messages: [first, second] }) => second !== undefined || first !== sole);
    return [
        ...ofTasks,
        ...others.map((group, at) => {
            // Of those that there is no room for, the number alone is told.
            return at < MOST_ERRORS ? errorNote(group) : { title: '', places: [], text: '', count: group.count };
        }),
    ];
}
function errorNote(group) {
    const { messages, count } = group;
    const { lines, places } = explanationOf(group);
    const titles = [...new Set(messages.map(messageTitle))];
    const many = titles.length > 1;
    return {
        title: many ? plural(count, 'error') : messageTitle(messages[0]),
        places: placesOf(messages, places),
        text: clipLines([...headOf(count, lines.slice(0, 1), many ? titles : []), ...lines], TEXT_LIMIT),
        count,
    };
}
/** Of one message the place that bitbake names, then those of its traceback; of several the file that they have in common. */
function placesOf(messages, places) {
    const [{ file, line } = {}, ...others] = messages;
    const named = file === undefined ? [] : [line === undefined ? { file } : { file, line }];
    if (others.length > 0)
        return others.every((other) => other.file === file)
            ? named.map(({ file: at = '' }) => ({ file: at }))
            : [];
    return line === undefined ? [...places, ...named] : [...named, ...places];
}
/** One note for all tasks whose sstate objects could not be used. */
function setsceneNotes({ setsceneFailed }) {
    const [first, ...others] = setsceneFailed;
    if (first === undefined)
        return [];
    const names = setsceneFailed
        .slice(0, annotations_NAMES_SHOWN)
        .map(({ recipe, task, mc }) => taskTitle(`${recipe} ${task}`, mc));
    const rest = setsceneFailed.length - names.length;
    return [
        {
            title: 'sstate',
            text: clip(`Not taken from sstate, and built instead: ${names.join(', ')}${rest > 0 ? ` and ${plural(rest, 'other')}` : ''}.`, TEXT_LIMIT),
            places: others.length === 0 ? [{ file: first.file }] : [],
            count: setsceneFailed.length,
        },
    ];
}
/** One note for a text that several recipes have, and one for all other warnings of a recipe. */
function warningNotes(warnings) {
    const sameText = Map.groupBy(warnings, ({ text }) => text);
    const isShared = ({ text }) => new Set(sameText.get(text)?.map(messageTitle)).size > 1;
    const groups = Map.groupBy(warnings, (warning) => isShared(warning) || warning.recipe === undefined ? `text ${warning.text}` : `recipe ${warning.recipe}`);
    return [...groups.values()].map(noteOf);
}
function noteOf(group) {
    const [first] = group;
    if (first === undefined)
        throw new Error('A group of warnings is empty.');
    const count = countOf(group);
    const texts = [...new Set(group.map(({ text }) => text))];
    const titles = [...new Set(group.map(messageTitle))];
    const files = new Set(group.map(({ file }) => file));
    const many = texts.length === 1 && titles.length > 1;
    return {
        title: many ? plural(count, 'warning') : titles.length === 1 ? messageTitle(first) : (first.recipe ?? ''),
        text: clipLines([...headOf(count, texts, many ? titles : []), ...texts.flatMap(annotations_linesOf)], TEXT_LIMIT),
        places: files.size !== 1 || first.file === undefined
            ? []
            : [
                {
                    file: first.file,
                    ...(group.length === 1 && first.line !== undefined ? { line: first.line } : {}),
                },
            ],
        count,
    };
}
function headOf(count, texts, titles) {
    if (titles.length > 0) {
        const rest = titles.length - annotations_NAMES_SHOWN;
        const others = rest > 0 ? ` and ${plural(rest, 'other')}` : '';
        return [`In ${titles.slice(0, annotations_NAMES_SHOWN).join(', ')}${others}:`];
    }
    if (texts.length > 1)
        return [`${plural(count, 'warning')}:`];
    return count > 1 ? [`${formatCount(count)} times:`] : [];
}
function annotations_linesOf(text) {
    return text.split('\n');
}
function annotationAt({ title: whole, places }, repository) {
    const title = clip(whole, TITLE_LIMIT);
    for (const { file, line } of places) {
        const path = file === undefined ? undefined : pathInRepository(file, repository);
        if (path !== undefined)
            return { title, file: path, ...(line === undefined ? {} : { startLine: line }) };
    }
    return { title };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/deploy-files.ts
/**
 * Takes each file once, whatever links there are to it. A version that a stable link has left behind is passed over, and so is one
 * without links that another date stands beside.
 *
 * @param all what the folder holds: `matching` is a part of it.
 */
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
        files.set(source, { source, stable, changed: file.changed });
    }
    const last = lastDates([...files.values()].filter(({ source }) => !linked.has(source)));
    const isLast = ({ source }) => linked.has(source) || last.has(source);
    const each = [...files.values()];
    return {
        files: each.filter(isLast),
        passedOver: [...passedOver, ...each.filter((file) => !isLast(file)).map(({ source }) => source)],
    };
}
/** Of files whose names differ in DATETIME only, the last. */
function lastDates(files) {
    const last = new Map();
    for (const { source } of files) {
        const shape = source.replace(DATETIME, '#');
        const other = last.get(shape);
        if (other === undefined || other < source)
            last.set(shape, source);
    }
    return new Set(last.values());
}
/** A name without DATETIME. */
function withoutDate(name) {
    return name.replace(DATETIME, '');
}
const DATETIME = /-\d{14}(?=[-._/]|$)/g;
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

// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var artifacts = __webpack_require__(69468);
;// CONCATENATED MODULE: ./actions/kas-build/src/report/compare.ts







const ADVICE = 'Give the artifacts.json of an earlier run of kas-build, or the folder that holds it, in the input compare-with.';
/**
 * Reads an earlier artifacts.json.
 *
 * @param path The file, or the folder that holds it.
 * @throws UserError when it is not there, or is something else.
 */
async function readEarlier(path) {
    let text;
    try {
        const isFolder = (await (0,promises_.stat)(path)).isDirectory();
        const [folder, name] = isFolder ? [path, 'artifacts.json'] : [(0,external_node_path_.dirname)(path), (0,external_node_path_.basename)(path)];
        text = (await (0,foreign_file/* readForeign */.vM)(folder, name, limits/* FILE_LIMITS */.SK.artifacts)).toString();
    }
    catch (error) {
        const reason = error instanceof foreign_file/* ForeignFileError */.Nw ? `it ${error.problem}` : String((0,action_errors/* systemCode */.xU)(error));
        throw unusable(path, (0,action_errors/* systemCode */.xU)(error) === 'ENOENT' ? 'it does not exist' : reason);
    }
    try {
        return (0,artifacts/* parseArtifacts */.nG)(text, 'it');
    }
    catch (error) {
        if (!(error instanceof action_errors/* UserError */.yo))
            throw error;
        throw unusable(path, error.message);
    }
}
/**
 * How the sizes of artifacts changed, in the order of `now`. Artifacts are the same when they have the same kind and
 * name; where a name has a version or a date in it, these may differ.
 */
function sizeChanges(before, now) {
    const exact = new Map(before.map((artifact) => [exactKey(artifact), artifact]));
    const used = new Set(now.map((artifact) => exact.get(exactKey(artifact))));
    const earlier = byShape(before.filter((artifact) => !used.has(artifact)));
    const later = byShape(now.filter((artifact) => !exact.has(exactKey(artifact))));
    return now.map((artifact) => {
        const shape = shapeKey(artifact);
        const candidates = later.get(shape)?.length === 1 ? (earlier.get(shape) ?? []) : [];
        const match = exact.get(exactKey(artifact)) ?? (candidates.length === 1 ? candidates[0] : undefined);
        return changeOf(artifact, match);
    });
}
function changeOf({ kind, name, size }, earlier) {
    if (earlier === undefined)
        return { kind, name, now: size };
    const known = { kind, name, before: earlier.size, now: size };
    if (earlier.size === 0)
        return known;
    return { ...known, percent: Math.round((1000 * (size - earlier.size)) / earlier.size) / 10 };
}
function byShape(artifacts) {
    return Map.groupBy(artifacts, shapeKey);
}
function exactKey({ kind, name }) {
    return `${kind} ${name}`;
}
function shapeKey({ kind, name }) {
    return `${kind} ${shapeOf(name)}`;
}
function unusable(path, reason) {
    return new action_errors/* UserError */.yo(`The build cannot be compared with ${path}: ${reason.replace(/\.?$/, '.')}`, ADVICE);
}

// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/buildstats.ts
/**
 * The seconds that a task took, from `<TMPDIR>/buildstats/<time>/<recipe's PF>/<do_task>`, as buildstats.bbclass writes it: a line
 * `Elapsed time: 0.04 seconds` among others. Undefined while the task runs, and for a line of another form.
 */
function elapsedSeconds(text) {
    const elapsed = /^Elapsed time:(.*)$/m
        .exec(text)?.[1]
        ?.trim()
        .replace(/ seconds?$/, '');
    return elapsed !== undefined && /^\d{1,15}(?:\.\d{1,15})?$/.test(elapsed) ? Number(elapsed) : undefined;
}
/** The `limit` recipes whose tasks took longest in all, the slowest first; the same time: by name. */
function slowestRecipes(stats, limit) {
    const recipes = new Map();
    for (const task of stats) {
        const known = recipes.get(task.recipe);
        const slowest = known === undefined || task.elapsed > known.slowest.elapsed ? task : known.slowest;
        recipes.set(task.recipe, { seconds: (known?.seconds ?? 0) + task.elapsed, slowest });
    }
    return [...recipes]
        .map(([recipe, { seconds, slowest }]) => ({ recipe, seconds, slowestTask: slowest.task }))
        .sort((a, b) => b.seconds - a.seconds || (a.recipe < b.recipe ? -1 : 1))
        .slice(0, limit);
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/slowest.ts







const MOST_FILES = 20_000;
/** File systems keep times more coarsely than clocks tell them. */
const SLACK_MS = 2_000;
/**
 * Reads the recipes that took longest from `<tmpdir>/buildstats/<time>/<recipe>-<version>-<revision>/do_<task>`, as
 * bitbake's class buildstats writes them. Empty when the build left none.
 *
 * @param since When the build began. Statistics of earlier builds are not taken.
 * @param owner The uid that they must belong to; undefined for any.
 */
async function readSlowest(tmpdir, since, limit, owner) {
    const folder = await newestFolder((0,external_node_path_.join)(tmpdir, 'buildstats'), since);
    return folder === undefined ? [] : slowestRecipes(await readStats(tmpdir, folder, owner), limit);
}
async function newestFolder(parent, since) {
    let newest;
    for (const { name } of await entries(parent)) {
        const path = (0,external_node_path_.join)(parent, name);
        const time = (await (0,promises_.stat)(path).catch(() => undefined))?.mtimeMs ?? 0;
        if (time > (newest?.time ?? since.getTime() - SLACK_MS))
            newest = { path, time };
    }
    return newest?.path;
}
async function readStats(tmpdir, folder, owner) {
    const files = [];
    for (const { name: version } of await entries(folder)) {
        if (files.length >= MOST_FILES)
            break;
        for (const entry of await entries((0,external_node_path_.join)(folder, version))) {
            const task = entry.name;
            if (!task.startsWith('do_') || !entry.isFile())
                continue;
            files.push({ recipe: slowest_recipeOf(version), task, path: (0,external_node_path_.join)(folder, version, task) });
        }
    }
    const times = await (0,in_parallel/* inParallel */.H)(files.slice(0, MOST_FILES), async ({ recipe, task, path }) => {
        const text = await (0,foreign_file/* readForeign */.vM)(tmpdir, path, limits/* FILE_LIMITS */.SK.statistics, { owner }).catch(() => '');
        const elapsed = elapsedSeconds(text.toString());
        return elapsed === undefined ? undefined : { recipe, task, elapsed };
    });
    return times.filter((time) => time !== undefined);
}
/** `linux-yocto` of `linux-yocto-6.6.1+git-r0` */
function slowest_recipeOf(version) {
    return /^(.+)-[^-]+-r[^-]*$/.exec(version)?.[1] ?? version;
}
async function entries(folder) {
    try {
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((0,action_errors/* systemCode */.xU)(error) ?? ''))
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/headline.ts





const RUNNING_SHOWN = 3;
const CAUSE_CHARACTERS = 300;
const MEMORY = (0,markdown.md) `The machine ran out of memory.`;
/** What became of a build, as one line of Markdown. */
function headline(facts) {
    const reason = facts.reason === undefined ? (0,markdown.md) `` : (0,markdown.md) ` ${(0,markdown/* escapeText */.X1)(facts.reason)}`;
    return (0,markdown.md) `${sentences(facts)}${reason}`;
}
function sentences(facts) {
    const { verdict, report, seconds } = facts;
    const machine = (0,markdown/* code */.aY)(facts.machine ?? facts.config);
    const after = (0,markdown/* escapeText */.X1)(`after ${(0,action_progress/* formatDuration */.a3)(seconds)}`);
    switch (verdict) {
        case 'success':
            return (0,markdown.md) `**Built** ${machine} in ${(0,markdown/* escapeText */.X1)(`${(0,action_progress/* formatDuration */.a3)(seconds)}${achievements(report)}`)}.`;
        case 'errors-logged':
            return (0,markdown.md) `**Failed**: every task of ${machine} succeeded, but ${(0,markdown/* escapeText */.X1)(were(report.errorCount, 'error'))} logged, and bitbake counts that as a failure. It took ${(0,markdown/* escapeText */.X1)((0,action_progress/* formatDuration */.a3)(seconds))}.`;
        case 'cancelled':
            return (0,markdown.md) `**${facts.isKilled === true ? (0,markdown.md) `Killed` : (0,markdown.md) `Cancelled`}**: ${machine} ${after}${whereItWas(report)}.`;
        case 'timed-out':
            return (0,markdown.md) `**Timed out**: ${machine} ${after}${whereItWas(report)}.`;
        case 'failed':
            return failure(facts, after);
    }
}
function achievements(report) {
    const { tasks, sstateMatch } = report;
    const warnings = warningCountOf(report);
    const parts = [];
    if (tasks !== undefined) {
        const nothingRun = tasks.attempted > 0 && tasks.reused === tasks.attempted;
        parts.push(`${plural(tasks.attempted, 'task')}${nothingRun ? ', none of which had to run' : ''}`);
    }
    if (sstateMatch !== undefined)
        parts.push(`${sstateMatch} % from sstate`);
    if (warnings > 0)
        parts.push(plural(warnings, 'warning'));
    return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
function whereItWas({ progress, running, tasks, phase, interrupted }) {
    if (tasks?.failed === 0 && phase === 'ended' && !interrupted)
        return (0,markdown.md) `, when every task had succeeded`;
    if (progress === undefined)
        return (0,markdown.md) `, before a task had started`;
    const at = (0,markdown/* escapeText */.X1)(`, at task ${formatCount(progress.number)} of ${formatCount(progress.total)}`);
    if (running.length === 0)
        return at;
    const shown = running.slice(0, RUNNING_SHOWN).map(markdown/* code */.aY);
    const rest = running.length - shown.length;
    if (rest > 0)
        shown.push((0,markdown/* escapeText */.X1)(plural(rest, 'other')));
    return (0,markdown.md) `${at}. It was running ${joined(shown)}`;
}
function failure({ config, machine = config, report, reason, logs }, after) {
    const [first, ...others] = report.failedTasks;
    const [group] = errorGroups(report);
    const memory = !report.noSpace && logs.some(({ outOfMemory }) => outOfMemory);
    const disk = report.noSpace ? (0,markdown.md) ` The disk is full.` : memory ? (0,markdown.md) ` ${MEMORY}` : (0,markdown.md) ``;
    if (first !== undefined) {
        const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'other task')}`;
        const why = cutInMiddle(logs[0]?.headline || (group === undefined ? '' : headline_headlineOf(group)), CAUSE_CHARACTERS);
        const cause = why === '' || disk !== '' ? (0,markdown.md) `` : (0,markdown.md) ` ${(0,markdown/* escapeText */.X1)((0,markdown/* withoutControls */.DJ)(why))}`;
        return (0,markdown.md) `**Failed**: ${(0,markdown/* code */.aY)(taskTitle(`${first.recipe} ${first.task}`, first.mc))}${(0,markdown/* escapeText */.X1)(rest)} failed ${after}.${disk}${cause}`;
    }
    if (reason !== undefined)
        return (0,markdown.md) `**Failed**: ${(0,markdown/* code */.aY)(machine)} ${after}${whereItWas(report)}.`;
    const cause = group === undefined ? headlineOfKas(errorsOfKas(report)) : headline_headlineOf(group);
    if (cause === undefined)
        return (0,markdown.md) `**Failed**: ${(0,markdown/* code */.aY)(machine)} ${after}.${disk}`;
    return (0,markdown.md) `**Failed** ${after}.${disk} ${(0,markdown/* escapeText */.X1)(cutInMiddle(cause.split('\n')[0] ?? '', CAUSE_CHARACTERS))}`;
}
/** What git says of a repository, else the first that kas says. */
function headlineOfKas(said) {
    return said.find((text) => /^(?:fatal|error|ssh|remote): /.test(text)) ?? said[0];
}
/** The recipe and task where bitbake says them; what they are about is in the words themselves. */
function headline_headlineOf(group) {
    const { messages, count } = group;
    const [error] = messages;
    const line = firstLineOf({ ...error, text: explanationOf(group).headline });
    const said = count > 1 ? `${line} (${formatCount(count)} times)` : line;
    return error.recipe === undefined && error.task === undefined ? said : `${messageTitle(error)}: ${said}`;
}
/** `a`, `a and b`, `a, b and c` */
function joined(parts) {
    const last = parts.at(-1) ?? (0,markdown.md) ``;
    return parts.length < 2 ? last : (0,markdown.md) `${(0,markdown/* joinMarkdown */.UF)(parts.slice(0, -1), ', ')} and ${last}`;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/summary.ts






const LOGS_SHOWN = 20;
const LOG_CHARACTERS = 12_000;
const ERRORS_SHOWN = 50;
const ERROR_LINES = 12;
const RECIPES_SHOWN = 30;
const WARNINGS_OF_RECIPE = 5;
const summary_NAMES_SHOWN = 30;
const LAYERS_SHOWN = 200;
const ARTIFACTS_SHOWN = 200;
const TEXT_CHARACTERS = 300;
/** The step summary of a build, as Markdown: what matters most comes first, and each part has its limit. */
function buildSummary(facts) {
    const { report } = facts;
    const parts = [
        headline(facts),
        (0,markdown/* escapeText */.X1)(facts.advice ?? ''),
        factsTable(facts),
        notesList(facts.notes),
        summary_failedTasks(facts),
        errorList(facts),
        setsceneList(report),
        artifactTable(facts),
        uploadedList(facts.uploaded ?? []),
        warningList(report),
        slowestTable(facts.slowest),
        layerTable(report.layers ?? []),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts.filter((part) => part !== ''), '\n\n');
}
function factsTable(facts) {
    const { report, config, seconds, lockSha256, cacheMode } = facts;
    const plain = (text) => text === undefined ? undefined : (0,markdown/* escapeText */.X1)(text);
    const rows = [
        ['Machine', machineOf(facts)],
        ['Distro', report.distro === undefined ? undefined : (0,markdown/* code */.aY)(report.distro)],
        ['Configuration', (0,markdown/* code */.aY)(config)],
        ['Targets', summary_targetsOf(facts)],
        ['Duration', plain((0,action_progress/* formatDuration */.a3)(seconds))],
        ['sstate', plain(sstateOf(report))],
        ['Tasks', plain(tasksOf(report))],
        ['Errors, warnings', plain(`${formatCount(report.errorCount)}, ${formatCount(warningCountOf(report))}`)],
        [
            'Cache',
            plain(cacheMode === 'read-only' ? 'read-only: the build wrote to folders of its own' : cacheMode),
        ],
        ['Lock', lockSha256 === undefined ? undefined : (0,markdown/* code */.aY)(lockSha256)],
    ];
    const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [[(0,markdown/* escapeText */.X1)(name), value]]));
    const [header = [], ...rest] = known;
    return (0,markdown/* table */.tp)(header, rest);
}
function machineOf({ machine, report }) {
    if (machine === undefined)
        return undefined;
    const built = report.machine;
    return built === undefined || built === machine
        ? (0,markdown/* code */.aY)(machine)
        : (0,markdown.md) `${(0,markdown/* code */.aY)(machine)} (MACHINE ${(0,markdown/* code */.aY)(built)})`;
}
function summary_targetsOf({ targets, task, sdk }) {
    const names = targets.length === 0 ? (0,markdown.md) `as the configuration says` : (0,markdown/* joinMarkdown */.UF)(targets.map(markdown/* code */.aY), ', ');
    return (0,markdown.md) `${names}${task === undefined ? (0,markdown.md) `` : (0,markdown.md) `, task ${(0,markdown/* code */.aY)(task)}`}${sdk === true ? (0,markdown.md) `, and the SDK` : (0,markdown.md) ``}`;
}
function sstateOf({ sstate, sstateMatch }) {
    if (sstate === undefined)
        return sstateMatch === undefined ? undefined : `${sstateMatch} % match`;
    const current = sstate.current === 0 ? '' : `, ${formatCount(sstate.current)} current`;
    return sstate.wanted === 0
        ? `nothing was wanted${current}`
        : `${sstateMatch ?? sstate.match} % match: ${formatCount(sstate.found)} found of ${formatCount(sstate.wanted)} wanted${current}`;
}
function tasksOf({ tasks, progress }) {
    if (tasks === undefined) {
        return progress === undefined
            ? undefined
            : `ended at ${formatCount(progress.number)} of ${formatCount(progress.total)}`;
    }
    const failed = tasks.failed === 0 ? '' : `, ${formatCount(tasks.failed)} failed`;
    return `${formatCount(tasks.attempted)} attempted, ${formatCount(tasks.rerun)} run, ${formatCount(tasks.reused)} reused${failed}`;
}
function notesList(notes) {
    return (0,markdown/* bullets */.e5)(notes.map(markdown/* escapeText */.X1));
}
function summary_failedTasks({ logs }) {
    if (logs.length === 0)
        return (0,markdown.md) ``;
    const groups = taskGroups(logs);
    const shown = groups
        .slice(0, LOGS_SHOWN)
        .map((group, at) => (0,markdown/* details */.zH)(titleOf(group), failedTask(group), at === 0));
    const rest = groups.slice(LOGS_SHOWN).flatMap((group) => group.map(({ title }) => title));
    const more = rest.length === 0 ? [] : [(0,markdown.md) `Failed too: ${names(rest)}.`];
    return (0,markdown/* joinMarkdown */.UF)([(0,markdown.md) `### Failed tasks`, ...shown, ...more], '\n\n');
}
function titleOf([first, ...others]) {
    const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'other task')} with the same cause`;
    return `${first?.title ?? ''}${rest}`;
}
/** The first one, and the names of those with the same cause. */
function failedTask([log, ...others]) {
    const { file, lines } = log;
    const said = lines.length === 0 ? (0,markdown.md) `It left no log.` : (0,markdown/* codeBlock */.DV)(clipLines(lines, LOG_CHARACTERS, 1000));
    const more = others.length === 0 ? (0,markdown.md) `` : (0,markdown.md) `\n\nThe same: ${names(others.map(({ title }) => title))}.`;
    return (0,markdown.md) `${(0,markdown/* code */.aY)((0,external_node_path_.normalize)(file))}\n\n${said}${more}`;
}
function errorList({ verdict, reason, report }) {
    if (verdict === 'success')
        return (0,markdown.md) ``;
    // kas repeats that bitbake failed: of a build that was stopped that is known.
    const stopped = verdict === 'cancelled' || verdict === 'timed-out' || reason !== undefined;
    const kas = (stopped ? [] : errorsOfKas(report)).map((text) => {
        const lines = text.split('\n').filter((line) => line.trim() !== '');
        return { messages: [{ text, kind: 'other', count: 1, recipe: 'kas' }], count: 1, lines };
    });
    const all = [...errorGroups(report, stopped || report.interrupted), ...kas];
    const headed = verdict === 'failed' && report.failedTasks.length === 0 && isHeadline(all);
    if (all.length === 0 || headed)
        return (0,markdown.md) ``;
    const items = all.slice(0, ERRORS_SHOWN).map(errorItem);
    if (all.length > ERRORS_SHOWN)
        items.push((0,markdown/* escapeText */.X1)(`and ${formatCount(all.length - ERRORS_SHOWN)} more.`));
    return (0,markdown.md) `### Errors\n\n${(0,markdown/* bullets */.e5)(items)}`;
}
/** Whether the headline says all that the list would. */
function isHeadline([group, ...others]) {
    if (group === undefined || others.length > 0 || group.count > 1)
        return false;
    const [error] = group.messages;
    if (error.file !== undefined)
        return false;
    return error.near !== undefined || (!error.text.includes('\n') && error.text.length < TEXT_CHARACTERS);
}
function errorItem(group) {
    const { messages, count } = group;
    const shown = explanationOf(group).lines.slice(0, ERROR_LINES).map(shortText);
    const said = messages[0].text.split('\n').filter((line) => line.trim() !== '').length;
    if (said > shown.length)
        shown.push((0,markdown/* escapeText */.X1)(`… ${formatCount(said - shown.length)} more lines`));
    return (0,markdown.md) `${subjects(messages)}${times(count)}: ${(0,markdown/* joinMarkdown */.UF)(shown, '<br>')}`;
}
/** Whom an error is about, and in which file; of several the names alone. */
function subjects(messages) {
    const titles = [...new Set(messages.map(messageTitle))];
    if (titles.length > 1)
        return names(titles);
    const [error] = messages;
    const line = error.line === undefined ? '' : `:${error.line}`;
    const place = error.file === undefined ? (0,markdown.md) `` : (0,markdown.md) ` (${(0,markdown/* code */.aY)(`${(0,external_node_path_.normalize)(error.file)}${line}`)})`;
    return (0,markdown.md) `${(0,markdown/* code */.aY)(messageTitle(error))}${place}`;
}
function setsceneList({ setsceneFailed }) {
    if (setsceneFailed.length === 0)
        return (0,markdown.md) ``;
    const tasks = setsceneFailed.map(({ recipe, task, mc }) => taskTitle(`${recipe} ${task}`, mc));
    const verb = tasks.length === 1 ? 'was' : 'were';
    const what = `${plural(tasks.length, 'object')} could not be taken from sstate and ${verb} built instead`;
    return (0,markdown.md) `### Not taken from sstate\n\n${(0,markdown/* escapeText */.X1)(what)}: ${names(tasks)}.`;
}
function warningList({ warnings, warningCount }) {
    if (warnings.length === 0)
        return (0,markdown.md) ``;
    const recipes = [...Map.groupBy(withoutTwins(warnings), ({ recipe }) => recipe)].sort(([, a], [, b]) => countOf(b) - countOf(a));
    const items = recipes.slice(0, RECIPES_SHOWN).map(([recipe, group]) => warningItem(recipe, group));
    const rest = recipes.slice(RECIPES_SHOWN);
    if (rest.length > 0) {
        const count = rest.reduce((sum, [, group]) => sum + countOf(group), 0);
        items.push((0,markdown/* escapeText */.X1)(`and ${plural(count, 'warning')} of ${plural(rest.length, 'more recipe')}.`));
    }
    const unlisted = warningCount - countOf(warnings);
    if (unlisted > 0)
        items.push((0,markdown/* escapeText */.X1)(`and ${formatCount(unlisted)} more, which were not kept.`));
    return (0,markdown/* details */.zH)(plural(warningCount, 'warning'), (0,markdown/* bullets */.e5)(items));
}
/** A recipe with its warnings, as a list in the item of the list. */
function warningItem(recipe, group) {
    const shown = group.slice(0, WARNINGS_OF_RECIPE).map((warning) => {
        const task = warning.task === undefined ? (0,markdown.md) `` : (0,markdown.md) `${(0,markdown/* code */.aY)(warning.task)}: `;
        return (0,markdown.md) `  - ${task}${shortText(warning.text)}${times(warning.count)}`;
    });
    const rest = countOf(group.slice(WARNINGS_OF_RECIPE));
    if (rest > 0)
        shown.push((0,markdown.md) `  - and ${(0,markdown/* escapeText */.X1)(formatCount(rest))} more.`);
    const title = (0,markdown.md) `${recipe === undefined ? (0,markdown.md) `of no recipe` : (0,markdown/* code */.aY)(recipe)}: ${(0,markdown/* escapeText */.X1)(formatCount(countOf(group)))}`;
    return (0,markdown/* joinMarkdown */.UF)([title, ...shown], '\n');
}
function artifactTable({ artifacts, sizes }) {
    if (artifacts.length === 0)
        return (0,markdown.md) ``;
    const changes = new Map((sizes ?? []).map((change) => [`${change.kind} ${change.name}`, change]));
    const distro = artifacts.filter(({ kind }) => kind === 'pvtest-distro');
    const files = artifacts.filter(({ kind }) => kind !== 'pvtest-distro');
    const row = (kind, name, size, change, digest) => [
        (0,markdown/* escapeText */.X1)(kind),
        name,
        (0,markdown/* unbroken */.D_)((0,action_progress/* formatBytes */.z3)(size)),
        ...(sizes === undefined ? [] : [change]),
        digest,
    ];
    const rows = files.slice(0, ARTIFACTS_SHOWN).map(({ kind, name, size, sha256 }) => {
        return row(kind, (0,markdown/* code */.aY)(name), size, changeText(changes.get(`${kind} ${name}`)), (0,markdown/* code */.aY)(sha256));
    });
    if (distro.length > 0)
        rows.push(row('pvtest-distro', (0,markdown/* escapeText */.X1)(plural(distro.length, 'file')), total(distro), (0,markdown.md) ``, (0,markdown.md) ``));
    const rest = files.slice(ARTIFACTS_SHOWN);
    if (rest.length > 0)
        rows.push(row('', (0,markdown/* escapeText */.X1)(`${formatCount(rest.length)} more files`), total(rest), (0,markdown.md) ``, (0,markdown.md) ``));
    const header = ['Kind', 'Name', 'Size', ...(sizes === undefined ? [] : ['Change']), 'sha256'];
    return (0,markdown.md) `### Artifacts\n\n${(0,markdown/* table */.tp)(header.map(markdown/* escapeText */.X1), rows)}`;
}
function changeText(change) {
    if (change === undefined)
        return (0,markdown.md) ``;
    const { before, now, percent } = change;
    if (before === undefined)
        return (0,markdown.md) `new`;
    if (before === now)
        return (0,markdown.md) `same`;
    const sign = now > before ? '+' : '−';
    const part = percent === undefined ? '' : ` (${sign}${Math.abs(percent)} %)`;
    return (0,markdown/* unbroken */.D_)(`${sign}${(0,action_progress/* formatBytes */.z3)(Math.abs(now - before))}${part}`);
}
function uploadedList(uploaded) {
    if (uploaded.length === 0)
        return (0,markdown.md) ``;
    const items = uploaded.map(({ name, files, size }) => {
        return (0,markdown.md) `${(0,markdown/* code */.aY)(name)} (${(0,markdown/* escapeText */.X1)(plural(files, 'file'))}, ${(0,markdown/* unbroken */.D_)((0,action_progress/* formatBytes */.z3)(size))})`;
    });
    return (0,markdown.md) `Uploaded to GitHub: ${(0,markdown/* joinMarkdown */.UF)(items, ', ')}.`;
}
/** Recipes that took less than a second are not slow. */
function slowestTable(slowest) {
    const slow = slowest.filter(({ seconds }) => seconds >= 1);
    if (slow.length === 0)
        return (0,markdown.md) ``;
    const rows = slow.map(({ recipe, seconds, slowestTask }) => [
        (0,markdown/* code */.aY)(recipe),
        (0,markdown/* unbroken */.D_)((0,action_progress/* formatDuration */.a3)(seconds)),
        (0,markdown/* code */.aY)(slowestTask),
    ]);
    return (0,markdown/* details */.zH)('Slowest recipes', (0,markdown/* table */.tp)([(0,markdown.md) `Recipe`, (0,markdown.md) `All tasks`, (0,markdown.md) `Longest task`], rows));
}
/** The layers with their revisions, those with one revision in one row. */
function layerTable(layers) {
    if (layers.length === 0)
        return (0,markdown.md) ``;
    const shown = layers.slice(0, LAYERS_SHOWN);
    const groups = Map.groupBy(shown, ({ branch, revision }, at) => revision === undefined ? `${at}` : `${branch} ${revision}`);
    const rows = [...groups.values()].map((group) => {
        const [{ branch, revision } = {}] = group;
        return [
            (0,markdown/* joinMarkdown */.UF)(group.map(({ name }) => (0,markdown/* code */.aY)(name)), ', '),
            branch === undefined ? (0,markdown.md) `` : (0,markdown/* code */.aY)(branch),
            revision === undefined ? (0,markdown.md) `unknown` : (0,markdown/* code */.aY)(revision),
        ];
    });
    const rest = layers.length - shown.length;
    if (rest > 0)
        rows.push([(0,markdown/* escapeText */.X1)(`and ${formatCount(rest)} more`), (0,markdown.md) ``, (0,markdown.md) ``]);
    return (0,markdown/* details */.zH)(plural(layers.length, 'layer'), (0,markdown/* table */.tp)([(0,markdown.md) `Layer`, (0,markdown.md) `Branch`, (0,markdown.md) `Revision`], rows));
}
/** Names as code, as many as there is room for. */
function names(all) {
    const shown = (0,markdown/* joinMarkdown */.UF)(all.slice(0, summary_NAMES_SHOWN).map(markdown/* code */.aY), ', ');
    const rest = all.length - summary_NAMES_SHOWN;
    return rest > 0 ? (0,markdown.md) `${shown} and ${(0,markdown/* escapeText */.X1)(formatCount(rest))} more` : shown;
}
function shortText(text) {
    return (0,markdown/* escapeText */.X1)(clip((0,markdown/* withoutControls */.DJ)(text).trim(), TEXT_CHARACTERS));
}
function times(count) {
    return count > 1 ? (0,markdown/* escapeText */.X1)(` (${formatCount(count)} times)`) : (0,markdown.md) ``;
}
function total(artifacts) {
    return artifacts.reduce((sum, { size }) => sum + size, 0);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./actions/kas-build/src/report/task-logs.ts










const TAIL_BYTES = 256 * 1024;
const COLLECTED_BYTES = 50 * 1024 * 1024;
/** A log that cannot be read, or kept on a full disk, must not hide why the build failed. */
const UNREADABLE = new Set(['ENOSPC', 'EDQUOT', 'EIO']);
const LOG_PATH = /\/temp\/log\.do_[^/]+$/;
/**
 * Reads why each task failed: from what bitbake says of it, and from the end of its log file, else from what the console shows
 * of that.
 *
 * @param options.toHost turns the paths in a text into those of this machine, where kas ran in a container. Those of
 *   `report` are so already.
 */
async function readTaskLogs(report, place, options = {}) {
    const toHost = options.toHost ?? ((text) => text);
    const logs = [];
    for (const failed of report.failedTasks) {
        const { recipe, task, file, logFile, mc, messages, logLines } = failed;
        const found = logFile === undefined ? undefined : await readEnd(logFile, place);
        const { headline, lines, places } = explainTask(messages, found?.text ?? logLines.join('\n'));
        logs.push({
            title: taskTitle(`${recipe} ${task}`, mc),
            recipe,
            task,
            file,
            ...(found === undefined ? {} : { path: found.path }),
            headline: toHost(headline),
            ...(ranOutOfMemory([...lines, ...messages.flatMap((text) => text.split('\n'))])
                ? { outOfMemory: true }
                : {}),
            lines: lines.map(toHost),
            places: places.map(({ file: at, line }) => ({ file: toHost(at), line })),
        });
    }
    return logs;
}
/**
 * Copies the logs of failed tasks to `<folder>/<recipe>/<log file>`. Of one that is longer than `limit` bytes, the
 * middle is left out. A log that is gone is passed over.
 *
 * @returns the absolute paths of the copies.
 */
async function collectLogs(logs, folder, place, limit = COLLECTED_BYTES) {
    const copies = new Set();
    for (const { recipe, path } of logs) {
        if (path === undefined)
            continue;
        const target = freeName((0,external_node_path_.join)(folder, folderName(recipe), (0,external_node_path_.basename)(path)), copies);
        if (await copyLog(path, target, place, limit))
            copies.add(target);
    }
    return [...copies];
}
async function readEnd(path, place) {
    return withLog(path, place, async (file, real, size) => {
        const start = Math.max(0, size - TAIL_BYTES);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
        const text = buffer.toString('utf8', 0, bytesRead);
        return { path: real, text: start === 0 ? text : text.slice(text.indexOf('\n') + 1) };
    });
}
async function copyLog(path, target, place, limit) {
    const copied = await withLog(path, place, async (file, _real, size) => {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        const output = (0,external_node_fs_.createWriteStream)(target, { flags: 'wx' });
        const part = (start, end) => file.createReadStream({ start, end: end - 1, autoClose: false });
        if (size > limit) {
            const half = Math.floor(limit / 2);
            await (0,external_node_stream_promises_.pipeline)(part(0, half), output, { end: false });
            output.write(`\n\n... ${(0,action_progress/* formatBytes */.z3)(size - 2 * half)} of the log were left out here ...\n\n`);
            await (0,external_node_stream_promises_.pipeline)(part(size - half, size), output);
        }
        else {
            await (0,external_node_stream_promises_.pipeline)(file.createReadStream({ autoClose: false }), output);
        }
        return true;
    });
    return copied === true;
}
/** Opens a task's log. Undefined when it is not there, or is something else. */
async function withLog(path, { logFolders = [], buildUid }, use) {
    const real = await (0,promises_.realpath)(path).catch(() => undefined);
    if (real === undefined || !LOG_PATH.test(real) || !logFolders.some((folder) => (0,foreign_file/* isBelow */.Yw)(real, folder))) {
        return undefined;
    }
    const log = await (0,foreign_file/* openForeignIfThere */.Sv)('/', real, { owner: buildUid });
    try {
        return log === undefined ? undefined : await use(log.file, real, log.stats.size);
    }
    catch (error) {
        if (UNREADABLE.has((0,action_errors/* systemCode */.xU)(error) ?? ''))
            return undefined;
        throw error;
    }
    finally {
        await log?.file.close();
    }
}
function folderName(recipe) {
    return recipe.replace(/[^\w.+-]/g, '-').replace(/^\.+/, '-') || '-';
}
/** Two machines of one build can have a task with the same name and number. */
function freeName(path, taken) {
    let name = path;
    for (let at = 2; taken.has(name); at++)
        name = `${path}.${at}`;
    return name;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/verdict.ts





/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
function verdictOf(result) {
    const { stopped, report } = result;
    if (stopped !== undefined)
        return VERDICT_OF_STOP[stopped.why];
    if (!result.summarised)
        return 'failed';
    if (result.code === 0 || onlyKasFailed(result))
        return 'success';
    return result.code !== null && report.failedTasks.length === 0 && report.errorCount > 0 && !report.noSpace
        ? 'errors-logged'
        : 'failed';
}
const VERDICT_OF_STOP = {
    cancelled: 'cancelled',
    killed: 'cancelled',
    'timed-out': 'timed-out',
    'disk-full': 'failed',
};
/**
 * Whether bitbake succeeded, and kas failed on its output: kas 3.1 ends with a traceback after a build that printed
 * bytes which are not UTF-8.
 */
function onlyKasFailed({ code, report }) {
    return (code === 1 &&
        report.tasks?.failed === 0 &&
        report.errorCount === 0 &&
        report.kasErrors.length > 0 &&
        report.kasErrors.every((text) => /^sequence item \d+: expected str instance, bytes found/.test(text)));
}
/**
 * Why a build was ended before its time, as sentences. Undefined when it was not.
 *
 * @param seconds how long it had been built, where that is to be said
 */
function stopReason(result, seconds) {
    const { stopped, signal } = result;
    if (stopped !== undefined)
        return stopSentence(stopped, seconds);
    if (signal !== null)
        return `kas was ended by ${signal}.${signal === 'SIGKILL' ? ` ${SHORT_OF_MEMORY}` : ''}`;
    return bitbakeVanished(result) ? `bitbake ended in the midst of its tasks. ${SHORT_OF_MEMORY}` : undefined;
}
const SHORT_OF_MEMORY = 'A machine that is short of memory ends processes so.';
/** Whether bitbake ended without a word while tasks ran, and kas says no more than that it failed. */
function bitbakeVanished({ code, report }) {
    return (code !== 0 &&
        code !== null &&
        (report.phase === 'tasks' || report.phase === 'setscene') &&
        report.kasErrors.every((text) => /^Command ".*" failed/.test(text)));
}
/**
 * Why a build failed.
 *
 * @param built what was built: the configuration, and the targets and the task that the inputs name
 * @param sole the only error, where it has no annotation of its own
 * @param logs why tasks failed
 */
function verdict_causeOf(result, built, sole, logs = []) {
    const stopped = stopReason(result, result.seconds);
    if (stopped !== undefined) {
        const { running: tasks } = result.report;
        const running = tasks.length === 0 ? undefined : `It was running ${tasks.join(', ')}.`;
        return { cause: stopped, running, advice: adviceAfterStop(result), onlyHere: true };
    }
    const { failedTasks, errors, errorCount, noSpace } = result.report;
    const disk = noSpace
        ? 'Remove old build folders, use rm_work, or give the build a larger disk.'
        : undefined;
    const full = noSpace ? '\nThe disk is full.' : '';
    const memory = !noSpace && logs.some(({ outOfMemory }) => outOfMemory);
    if (failedTasks.length > 0) {
        const lines = failedTasks.slice(0, MOST).map(({ recipe, task, mc, logFile }) => {
            return `${taskTitle(`${recipe} ${task}`, mc)} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`;
        });
        return {
            cause: `${withRest(lines, failedTasks.length)}${memory ? '\nThe machine ran out of memory.' : full}`,
            advice: memory ? LESS_AT_ONCE : (disk ?? adviceOnMachine(errors)),
            onlyHere: false,
        };
    }
    if (verdictOf(result) === 'errors-logged') {
        return {
            cause: `Every task of ${built.config} succeeded, but ${were(errorCount, 'error')} logged, and bitbake counts that as a failure.${full}`,
            advice: disk ?? 'Mend the errors, or have the recipe log them as warnings.',
            onlyHere: false,
        };
    }
    if (errors.length > 0) {
        const what = sole === undefined
            ? `bitbake could not build ${built.config}: it logged ${plural(errorCount, 'error')}.`
            : verdict_textOf(sole);
        return {
            cause: `${what}${full}`,
            advice: disk ?? adviceOnErrors(errors, built),
            onlyHere: false,
        };
    }
    const said = errorsOfKas(result.report);
    const ofKas = withoutBitbake(result, said.slice(0, MOST).join('\n'), built.config);
    return {
        cause: `${ofKas.cause}${full}`,
        advice: disk ?? ofKas.advice,
        onlyHere: said.length === 0,
    };
}
/** The only error of a build of which no task failed, where no file of the repository is the place for it. */
function soleError(report, repository) {
    const [error] = report.errors;
    if (error === undefined || report.failedTasks.length > 0 || report.errorCount > 1)
        return undefined;
    const files = [error, ...explain(error.text).places].flatMap(({ file }) => file ?? []);
    return files.some((file) => pathInRepository(file, repository) !== undefined) ? undefined : error;
}
const MOST = 10;
function withRest(lines, all) {
    return all > lines.length ? `${lines.join('\n')}\nand ${all - lines.length} more.` : lines.join('\n');
}
function verdict_textOf(error) {
    const { headline, lines } = explain(error.text);
    return error.near === undefined ? lines.join('\n') : firstLineOf({ ...error, text: headline });
}
function adviceAfterStop({ stopped }) {
    switch (stopped?.why) {
        case undefined:
            return LESS_AT_ONCE;
        case 'timed-out':
            return 'Give it more time in the input timeout-minutes, or a shared sstate.';
        case 'disk-full':
            return 'Remove old build folders, use rm_work, or lower the second number of the input free-disk-gb.';
        default:
            return undefined;
    }
}
function withoutBitbake({ code, report }, said, config) {
    if (code === 0 && report.phase === 'starting') {
        return {
            cause: `kas ended without an error, but bitbake said nothing for ${config}. ${said}`.trim(),
            advice: undefined,
        };
    }
    if (code === 0) {
        return {
            cause: `kas ended without an error, but bitbake's summary is missing: the log of ${config} is cut. ${said}`.trim(),
            advice: "kas stops reading at a line of over 64 KiB. bitbake's own log goes on: log/cooker in its TMPDIR has it.",
        };
    }
    if (BITBAKE_USAGE.test(said))
        return { cause: said, advice: adviceOnKas(said) };
    if (said !== '')
        return { cause: `kas could not build ${config}: ${said}`, advice: adviceOnKas(said) };
    return { cause: `kas failed with exit code ${code} while it built ${config}.`, advice: undefined };
}

;// CONCATENATED MODULE: ./actions/kas-build/src/report/report-build.ts















/**
 * Reports why a build failed: annotations, the step summary, and the logs of its failed tasks as a GitHub artifact.
 *
 * @returns the error that the step ends with.
 */
async function reportFailure(failed, result, deps) {
    const { record } = failed;
    const { report, seconds } = result;
    const repository = { folder: record.repoDir };
    const logs = await readTaskLogs(report, record, { toHost: toHostPaths(record.container) });
    const machine = record.machine ?? report.machine;
    const verdict = verdictOf(result);
    const sole = verdict === 'failed' ? soleError(report, repository) : undefined;
    if (record.annotated !== true)
        annotate({ report, logs, sole, isStopped: result.stopped !== undefined }, repository, deps.log);
    failed.onAnnotated?.();
    const { cause, running, advice, onlyHere } = verdict_causeOf(result, record, sole, logs);
    const uploaded = await uploadLogs(failed, machine ?? record.config, logs, deps);
    deps.summary(buildSummary({
        ...record,
        machine,
        verdict,
        isKilled: result.stopped?.why === 'killed',
        reason: onlyHere && !saidByVerdict(result) ? (stopReason(result) ?? cause) : undefined,
        advice,
        seconds,
        report: withShortReport(report, repository),
        logs: withShortLogs(logs, repository),
        artifacts: [],
        slowest: [],
        uploaded,
        notes: [],
    }));
    const instead = result.stopped === undefined ? LOG : undefined;
    return new action_errors/* ReportedError */.SS(cause, [running, advice ?? instead].filter((text) => text !== undefined).join(' '));
}
const LOG = 'The whole log of kas is above.';
/** Whether the verdict alone says why the build was ended. */
function saidByVerdict({ stopped }) {
    return stopped?.why === 'cancelled' && stopped.during === undefined;
}
async function uploadLogs({ folder, upload, record }, machine, logs, deps) {
    const root = (0,external_node_path_.join)(folder, 'build-logs');
    const files = await collectLogs(logs, root, record);
    const name = (0,staging_uploads/* uploadName */.Vr)('build-logs', machine, []);
    const uploads = files.length === 0 ? [] : [{ name, files, root }];
    const { uploaded, problem } = await (0,artifact_upload/* uploadAll */.dl)(uploads, upload, (0,artifact_client/* artifactClient */.A)(deps.env), deps.log);
    if (problem !== undefined)
        deps.log.warning(problem.text);
    return uploaded;
}
/**
 * Uploads what was staged, and reports the build.
 *
 * @throws UserError when it cannot be uploaded, or the job is cancelled meanwhile.
 */
async function reportSuccess({ given, journal }, result, { machine, artifactDir, artifacts, lockSha256, bitbake, notes }, earlier, deps) {
    journal.write({ during: 'the artifacts were uploaded' });
    annotateWarnings(journal, result, deps);
    const uploads = (0,staging_uploads/* uploadKinds */.jQ)(given.upload, artifacts, { machine, targets: given.target }, artifactDir);
    const options = { ...(0,inputs.uploadOptions)(given), cancellation: deps.cancellation() };
    const { uploaded, problem } = await (0,action_progress/* withProgress */.E0)(deps, (elapsed) => `${(0,action_progress/* formatDuration */.a3)(elapsed)} of uploading.`, () => (0,artifact_upload/* uploadAll */.dl)(uploads, options, (0,artifact_client/* artifactClient */.A)(deps.env), deps.log));
    const ran = result.report.tasks?.rerun !== 0;
    const facts = factsOf(journal, result);
    deps.summary(buildSummary({
        ...facts,
        notes: [...facts.notes, ...notes],
        machine,
        artifacts,
        slowest: ran ? await slowest(bitbake, journal) : [],
        sizes: earlier === undefined ? undefined : sizeChanges(earlier.artifacts, artifacts),
        lockSha256,
        uploaded,
    }));
    if (problem !== undefined)
        throw problem;
}
/** Reports a build that succeeded and could not be staged. */
function reportUnstaged(journal, result, deps) {
    annotateWarnings(journal, result, deps);
    deps.summary(buildSummary(factsOf(journal, result)));
}
/** What is known of a build before it is staged. */
function factsOf(journal, result) {
    const record = journal.record();
    const { report, seconds } = result;
    return {
        ...record,
        machine: record.machine ?? report.machine,
        verdict: 'success',
        seconds,
        report: withShortReport(report, { folder: record.repoDir }),
        logs: [],
        artifacts: [],
        slowest: [],
        notes: [...(onlyKasFailed(result) ? [KAS_FAILED] : []), ...notesOfKas(result)],
    };
}
/** What kas warns about: a repository without a commit, say. */
function notesOfKas({ report }) {
    const warnings = report.kasWarnings.filter((text) => !text.startsWith(NOT_DECODED));
    return [...new Set(warnings)].slice(0, NOTES_OF_KAS).map((text) => `kas: ${text}`);
}
const NOTES_OF_KAS = 10;
/** KAS_FAILED says that in other words. */
const NOT_DECODED = 'Could not decode line from stream';
const KAS_FAILED = 'kas failed although every task of bitbake succeeded: kas 3.1 cannot read a line that is not UTF-8. The build counts as a success.';
async function slowest({ TMPDIR }, journal) {
    const { started, buildUid } = journal.record();
    return TMPDIR === undefined ? [] : readSlowest(TMPDIR, new Date(started), 10, buildUid);
}
/** Annotates what bitbake warned about. */
function annotateWarnings(journal, result, deps) {
    if (onlyKasFailed(result))
        deps.log.warning(KAS_FAILED);
    annotate({ report: result.report, logs: [] }, { folder: journal.record().repoDir }, deps.log);
    journal.write({ annotated: true });
}

;// CONCATENATED MODULE: ./actions/kas-build/src/post.ts











/** How long bitbake may take to close, when main has interrupted it already. */
const SECOND_TIME_SECONDS = 5;
/**
 * What main could not do, because it was killed: stops what is left of the build, reports what became of it, and takes
 * back what was changed for the run. Nothing when main came to its end.
 */
async function post(given, deps) {
    const journal = (0,action_journal/* readJournal */.a0)(deps);
    if (journal === undefined)
        return;
    const { folder, record, console } = journal;
    deps.log.info('The step ended before it could tell what became of the build. What is left of it is stopped now.');
    try {
        await stopRest(record, deps);
        const failed = { record, folder, upload: (0,inputs.uploadOptions)(given) };
        const result = {
            code: null,
            signal: null,
            report: await readConsole(console, toHostPaths(record.container)),
            seconds: await secondsOf(record, console),
            summarised: false,
            stopped: stopOf(record),
        };
        const failure = await reportFailure(failed, result, deps);
        deps.log.error(failure.text);
    }
    finally {
        if (record.partial !== undefined)
            await (0,promises_.rm)(record.partial, { recursive: true, force: true });
        await revokeAccess(record, deps);
        (0,action_journal/* removeJournal */.Sw)(folder);
    }
}
async function stopRest({ running, stopped }, deps) {
    if (running === undefined)
        return;
    const limits = stopped === undefined ? {} : { interruptSeconds: SECOND_TIME_SECONDS };
    const result = await stopBuild(running, deps, { ...limits, wholeFolder: true });
    for (const process of result.stopped)
        deps.log.foreign(`Stopped: ${process}`);
    warnOfLeft(result, deps.log);
}
/** Why main ended: it says so where it was told. */
function stopOf({ stopped = { why: 'killed' }, during }) {
    return stopped.why === 'disk-full' ? stopped : { ...stopped, during };
}
/** How long the build ran: the post step comes at the end of the job, which may be much later. */
async function secondsOf({ started }, console) {
    const { mtimeMs } = await (0,promises_.stat)(console);
    return Math.max(0, (mtimeMs - started) / 1000);
}
async function readConsole(file, toHost) {
    const reporter = buildReporter();
    const reader = consoleReader('kas');
    await (0,lines/* eachLine */.IM)((0,external_node_fs_.createReadStream)(file), (line) => {
        const event = reader.read(toHost(line));
        if (event !== undefined)
            reporter.add(event);
    });
    return reporter.report();
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/file-clock.ts


/**
 * The time that the system gives to a file that is changed at this moment, in milliseconds since 1970. What has a later ctime was
 * changed later: the clock of the process runs ahead of that of the files by some milliseconds. Resolves when that clock, which goes in
 * steps, has gone on: what is changed then has a later one.
 *
 * @param folder one that may be written to.
 */
async function fileClock(folder) {
    const path = (0,external_node_path_.join)(folder, 'clock');
    const look = async () => {
        await (0,promises_.writeFile)(path, 'now');
        return (await (0,promises_.stat)(path)).ctimeMs;
    };
    const time = await look();
    while ((await look()) === time)
        ;
    return time;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/attestations.ts






const SUFFIX = '.provenance.json';
/** Keeps the statements of the build's calls: of the first, and of that for the SDK. */
async function keepAttestations({ dirs, user, journal }, { log }) {
    const since = await fileClock(journal.folder);
    const kept = [];
    let began = since;
    return {
        since,
        kept,
        async keep() {
            const task = kept.length === 0 ? undefined : 'populate_sdk';
            try {
                kept.push(...(await readAttestations(dirs.buildDir, began, task, user?.uid)));
            }
            catch (thrown) {
                if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
                    throw thrown;
                log.warning(`A statement of provenance is not kept. ${thrown.text}`);
            }
            began = await fileClock(journal.folder);
        },
    };
}
/**
 * Reads what `kas build --provenance` has written to the build folder since a time: `attestation/kas-build.provenance.json`, in-toto
 * statements of SLSA provenance. The next call of kas writes over it.
 *
 * @param since as `fileClock` gives it.
 * @param task that the call was for, where it is another one than that of the first call: it becomes part of the name.
 * @param owner the uid that they must belong to, where the build ran as another user.
 */
async function readAttestations(buildDir, since, task, owner) {
    const folder = (0,external_node_path_.join)(buildDir, 'attestation');
    const attestations = [];
    for (const file of (await namesIn(folder)).filter((name) => name.endsWith(SUFFIX)).sort()) {
        const { ctimeMs } = await (0,promises_.stat)((0,external_node_path_.join)(folder, file));
        if (ctimeMs <= since)
            continue;
        const name = task === undefined ? file : `${file.slice(0, -SUFFIX.length)}.${task}${SUFFIX}`;
        const content = await (0,foreign_file/* readForeign */.vM)(buildDir, (0,external_node_path_.join)('attestation', file), limits/* FILE_LIMITS */.SK.attestation, {
            owner,
        });
        attestations.push({ name, content });
    }
    return attestations;
}
async function namesIn(folder) {
    try {
        return await (0,promises_.readdir)(folder);
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var source = __webpack_require__(95283);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var release_names = __webpack_require__(8939);
;// CONCATENATED MODULE: ./actions/kas-build/src/staging/deploy-folders.ts





/**
 * The folders of the default configuration: what `deploy-dir` says, else what bitbake says, else the only
 * `tmp*` folder of the build folder.
 *
 * @throws UserError when several could be meant.
 */
async function deployFolders(bitbake, buildDir, deployDir) {
    const deploy = deployDir ?? bitbake.DEPLOY_DIR ?? (await onlyDeployFolder(buildDir));
    const machine = await deploy_folders_machineOf(deploy, bitbake.MACHINE, deployDir !== undefined);
    const ofBitbake = deployDir === undefined ? bitbake : {};
    const [image, sdk, cve, licenses, cyclonedx] = await Promise.all([
        realPath(ofBitbake.DEPLOY_DIR_IMAGE ?? (0,external_node_path_.join)(deploy, 'images', machine)),
        realPath((0,external_node_path_.join)(deploy, 'sdk')),
        realPath((0,external_node_path_.join)(ofBitbake.TMPDIR ?? (0,external_node_path_.resolve)(deploy, '..'), 'log', 'cve')),
        realPath((0,external_node_path_.join)(deploy, 'licenses')),
        realPath((0,external_node_path_.join)(deploy, 'cyclonedx-export')),
    ]);
    return { folders: { image, sdk, cve, licenses, cyclonedx }, machine };
}
/** Lists the folders. One that is not there is empty. */
async function listDeploy(folders) {
    const [image, sdk, cve, licenses, cyclonedx] = await Promise.all([
        listFolder(folders.image),
        listFolder(folders.sdk),
        listFolder(folders.cve),
        // The licences of all recipes lie there, too.
        listFolder(folders.licenses, (name) => name.endsWith('.manifest')),
        listFolder(folders.cyclonedx),
    ]);
    return { image, sdk, cve, licenses, cyclonedx };
}
/**
 * Holds the folders against those that a build in a container has: a link that it makes there means a folder of the
 * container, and leads to another one here.
 *
 * @param hosts Real paths.
 * @throws UserError for a folder that lies in none of them.
 */
function requireWithin(folders, hosts) {
    for (const folder of Object.values(folders)) {
        if (hosts.some((host) => folder === host || (0,foreign_file/* isBelow */.Yw)(folder, host)))
            continue;
        throw new action_errors/* UserError */.yo(`The deploy folder is ${folder}, links resolved, which is no folder of the container that the build ran in.`, 'See which link in the build folder leads there, and remove it.');
    }
}
/** A deploy folder that an input names can be one of a multiconfig, with another MACHINE than that of the default configuration. */
async function deploy_folders_machineOf(deploy, known, isNamed) {
    if (known === undefined)
        return onlyMachine(deploy);
    const images = isNamed ? await deploy_folders_entries((0,external_node_path_.join)(deploy, 'images')) : [];
    const [only] = images.map(({ name }) => name);
    return only !== undefined && images.length === 1 ? only : known;
}
async function onlyDeployFolder(buildDir) {
    const names = (await deploy_folders_entries(buildDir)).map((entry) => entry.name).filter((name) => name.startsWith('tmp'));
    const found = [];
    for (const name of names.sort()) {
        if (await isFolder((0,external_node_path_.join)(buildDir, name, 'deploy')))
            found.push((0,external_node_path_.join)(buildDir, name, 'deploy'));
    }
    const [first] = found;
    if (first !== undefined && found.length === 1)
        return first;
    throw new action_errors/* UserError */.yo(first === undefined
        ? `bitbake did not say where it deploys, and ${buildDir} has no tmp*/deploy.`
        : `bitbake did not say where it deploys, and there are several deploy folders:\n${found.join('\n')}`, 'Name the deploy folder of the default configuration in the input deploy-dir.');
}
async function onlyMachine(deploy) {
    const names = (await deploy_folders_entries((0,external_node_path_.join)(deploy, 'images'))).map((entry) => entry.name).sort();
    const [first] = names;
    if (first !== undefined && names.length === 1)
        return first;
    throw new action_errors/* UserError */.yo(`bitbake did not say its MACHINE, and ${(0,external_node_path_.join)(deploy, 'images')} holds ${names.length} folders${names.length > 0 ? `: ${names.join(', ')}` : ''}.`, 'Look at the output of bitbake above for the reason.');
}
/**
 * Files below `root`, which has no links in it, links resolved. Links that end outside of it, or nowhere, are left out.
 *
 * @param isWanted says of the name of a file whether it is wanted.
 */
async function listFolder(root, isWanted = () => true) {
    if (!(await isFolder(root)))
        return [];
    const files = [];
    async function walk(at) {
        for (const entry of await deploy_folders_entries((0,external_node_path_.join)(root, at))) {
            const path = at === '' ? entry.name : `${at}/${entry.name}`;
            if (entry.isDirectory()) {
                await walk(path);
            }
            else if (isWanted(entry.name) && entry.isFile()) {
                const changed = await deploy_folders_changeOf((0,external_node_path_.join)(root, path));
                if (changed !== undefined)
                    files.push({ path, changed });
            }
            else if (isWanted(entry.name) && entry.isSymbolicLink()) {
                await follow(path);
            }
        }
    }
    async function follow(path) {
        const target = await inside(root, path);
        if (target === undefined)
            return;
        if (!(await isFolder((0,external_node_path_.join)(root, target)))) {
            const changed = await deploy_folders_changeOf((0,external_node_path_.join)(root, target));
            if (changed !== undefined)
                files.push({ path, target, changed });
            return;
        }
        if (path.includes('/') || path.startsWith(`${target}/`))
            return;
        for (const file of await listFolder((0,external_node_path_.join)(root, target))) {
            const to = `${target}/${file.target ?? file.path}`;
            files.push({ ...file, path: `${path}/${file.path}`, target: to });
        }
    }
    await walk('');
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
/** The ctime of a file: undefined for one that is gone by now. */
async function deploy_folders_changeOf(path) {
    try {
        return (await (0,promises_.lstat)(path)).ctimeMs;
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function inside(root, path) {
    try {
        const target = (0,external_node_path_.relative)(root, await (0,promises_.realpath)((0,external_node_path_.join)(root, path)));
        return target === '' || target === '..' || target.startsWith(`..${external_node_path_.sep}`)
            ? undefined
            : target.split(external_node_path_.sep).join('/');
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT' || (0,action_errors/* systemCode */.xU)(error) === 'ELOOP')
            return undefined;
        throw error;
    }
}
async function deploy_folders_entries(folder) {
    try {
        return await (0,promises_.readdir)(folder, { withFileTypes: true });
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return [];
        throw error;
    }
}
async function isFolder(path) {
    return (await (0,promises_.stat)(path).catch(() => undefined))?.isDirectory() === true;
}

// EXTERNAL MODULE: ./packages/core/src/action/glob.ts
var glob = __webpack_require__(1128);
;// CONCATENATED MODULE: ./packages/core/src/bitbake/deploy-kinds.ts

/** Whether one of `globs` matches a name. */
function anyOf(...globs) {
    const matchers = globs.map(glob/* globMatcher */.fU);
    return (name) => matchers.some((matches) => matches(name));
}
const CVE = anyOf(
// cve-check.bbclass of 4.0 and 5.0, CVE_CHECK_MANIFEST
'*.cve', '*.cve.json', '*[-_]cve.json', 
// sbom-cve-check.bbclass of master, SBOM_CVE_CHECK_EXPORT_VARS
'*.cve.txt', '*.sbom-cve-check.*', 
// cyclonedx-export.bbclass of meta-cyclonedx
'*.vex.json', '*.openvex.json');
/**
 * The kinds in the order in which they are asked: the first that matches counts. The names are those of OE-core's classes in 4.0, 5.0
 * and master, and of meta-cyclonedx and meta-pantavisor.
 */
const DEPLOY_KINDS = [
    {
        kind: 'bsp',
        matches: anyOf('pantavisor-bsp*.pvrexport.tgz'),
        naming: 'versioned',
        below: true,
        ofRecipe: true,
    },
    { kind: 'pvrexport', matches: anyOf('*pvrexport.tgz'), naming: 'versioned', below: true, ofRecipe: true },
    { kind: 'flash-bundle', matches: anyOf('pv-flash-bundle-*.tar.gz'), naming: 'stable', ofRecipe: true },
    { kind: 'tezi', matches: anyOf('*pv_teziimg.tar.xz'), naming: 'stable' },
    { kind: 'docs', matches: anyOf('*.docs.tar.zst'), naming: 'stable', ofRecipe: true },
    { kind: 'docs', matches: anyOf('pantavisor-docs-*.tar.gz'), naming: 'stable' },
    { kind: 'testdata', matches: anyOf('*.testdata.json'), naming: 'stable', ofImage: true },
    {
        kind: 'cve',
        matches: (name, names) => CVE(name) || isCveReport(name, names),
        naming: 'stable',
        ofImage: true,
    },
    {
        kind: 'sbom',
        matches: anyOf('*.spdx.json', '*.spdx.index.json', '*.spdx.tar.*', '*.spdx.zip', '*.cyclonedx*.json', '*.cyclonedx*.xml', '*.cdx.json', '*.bom.json'),
        naming: 'stable',
        ofImage: true,
    },
    {
        kind: 'manifest',
        matches: anyOf('*.manifest', '*.manifest.txt', '*.manifest.patch'),
        naming: 'stable',
        ofImage: true,
    },
];
/** The kind that a name in DEPLOY_DIR_IMAGE tells, apart from images. */
function kindOfName(name, names) {
    return DEPLOY_KINDS.find(({ matches }) => matches(name, names));
}
/**
 * Whether it is the report of cve-check.bbclass or vex.bbclass, which has no suffix of its own: `${IMAGE_NAME}.json` since 4.3, with the
 * link `${IMAGE_LINK_NAME}.json`; `${IMAGE_NAME}.rootfs.json` before. An image has a manifest or test data beside it.
 */
function isCveReport(name, names) {
    if (!name.endsWith('.json'))
        return false;
    const image = name.slice(0, -'.json'.length);
    if (/\.rootfs(?:-\d{8,14})?$/.test(image))
        return true;
    return names.has(`${image}.manifest`) || names.has(`${image}.testdata.json`);
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/deploying-build.ts

/** The task of a whole build, and those that end in the deploy folder alone. */
const deploying_build_WHOLE = /^(?:build|image_complete|deploy|bundle|swuimage)$/;
const DEPLOYS = /deploy|image_complete|bundle|swuimage|docs|sbom|export/;
/** base.bbclass has it in every recipe, and it puts nothing into DEPLOY_DIR. */
const NO_DEPLOY = 'deploy_source_date_epoch';
/** Whether it came into the folder during the build. */
function isNew({ changed }, { since }) {
    return since === undefined || changed === undefined || changed > since;
}
/**
 * Whether a build can have left files of a kind as they were, since they need not be made again. Of another task than the whole build
 * only what that task is for.
 */
function mayStand(kind, { targets }) {
    return targets.some(({ task }) => {
        if (/^populate_sdk/.test(task))
            return kind === 'sdk';
        if (/docs/.test(task))
            return kind === 'docs';
        return deploying_build_WHOLE.test(task);
    });
}
/** Whether the build can have left nothing as it was: of a task such as `fetch`, or a dry run. */
function isPartOnly(build) {
    return !['image', 'sdk', 'docs'].some((kind) => mayStand(kind, build));
}
/**
 * Whether a file that was there before is a result of the build all the same. `maybe`: neither its name nor bitbake says which recipe
 * it is of.
 *
 * @param names those that it has, without folders.
 * @param ofRecipe whether its name begins with that of its recipe.
 */
function standing(kind, names, build, ofRecipe = false) {
    const { machine, targets, graph } = build;
    if (!mayStand(kind, build))
        return 'no';
    const isOf = (recipe) => kind === 'sdk'
        ? names.some((name) => name.includes(`-${recipe}-`))
        : names.some((name) => isOfRecipe(name, recipe, machine));
    if (kind !== 'sdk' && targets.some(({ recipe }) => isOf(recipe)))
        return 'yes';
    if (graph === undefined) {
        const isAsked = kind !== 'sdk' || targets.some(({ task }) => /^populate_sdk/.test(task));
        return isAsked ? 'maybe' : 'no';
    }
    const makers = makersOf(graph, kind === 'sdk');
    if (makers.some(isOf))
        return 'yes';
    const isNamed = ofRecipe || kind === 'sdk' || (kind === 'image' && names.some(isImageName));
    return isNamed || makers.length === 0 ? 'no' : 'maybe';
}
const known = new WeakMap();
/** The recipes of which a task puts files into the deploy folder: SDKs, or others. */
function makersOf(graph, sdk) {
    let makers = known.get(graph);
    if (makers === undefined) {
        const recipes = [...graph];
        const withTask = (is) => recipes.filter(([, tasks]) => [...tasks].some(is)).map(([recipe]) => recipe);
        makers = {
            sdk: withTask((task) => /^populate_sdk/.test(task)),
            image: withTask((task) => DEPLOYS.test(task) && task !== NO_DEPLOY),
        };
        known.set(graph, makers);
    }
    return makers[sdk ? 'sdk' : 'image'];
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/deploy-selection.ts


function newDraft(build) {
    const artifacts = new Map();
    const looked = new Map();
    const passed = new Map();
    const keyOf = (root, path) => `${root}:${path}`;
    return {
        build,
        look(root, files, all) {
            const { files: each, passedOver } = newest(files, all);
            for (const file of each) {
                looked.set(keyOf(root, file.source), { path: file.source, isNew: isNew(file, build) });
            }
            for (const path of passedOver)
                passed.set(keyOf(root, path), path);
            return each;
        },
        take(kind, root, files, nameOf) {
            for (const file of files) {
                const key = keyOf(root, file.source);
                if (artifacts.has(key))
                    continue;
                const isOfBuild = isNew(file, build);
                artifacts.set(key, { kind, root, source: file.source, name: nameOf(file), isNew: isOfBuild });
            }
        },
        selection() {
            const chosen = [...artifacts.values()];
            const folders = new Set(chosen.filter(({ kind }) => kind === 'pvtest-distro').map(({ source }) => source.split('/')[0]));
            const isTaken = (key, path) => artifacts.has(key) || folders.has(path);
            return {
                artifacts: chosen.map(({ kind, root, source, name }) => ({ kind, root, source, name })),
                passedOver: [...passed].flatMap(([key, path]) => (isTaken(key, path) ? [] : [path])).sort(),
                older: chosen.filter((artifact) => !artifact.isNew).map(({ name }) => name),
                leftOut: [...looked]
                    .flatMap(([key, file]) => (file.isNew || isTaken(key, file.path) ? [] : [file.path]))
                    .sort(),
            };
        },
    };
}

;// CONCATENATED MODULE: ./packages/core/src/bitbake/deploy.ts





/** What the images of Pantavisor's own layers are called. */
const PANTAVISOR = anyOf('pantavisor-starter*.rootfs.wic*');
/** An archive of what is staged as a folder. */
const DISTRO_ARCHIVE = /^pantavisor-appengine-distro-/;
const DISTRO_FOLDER = /^pantavisor-appengine-distro-[^/]*(?=\/)/;
/** The shell script, or with SDK_PACKAGING_FUNC empty, as for Windows, the archive of SDK_ARCHIVE_TYPE. */
const INSTALLER = anyOf('*.sh', '*.tar.*', '*.zip', '*.7z');
const OUR_INSTALLER = anyOf('panta*.sh');
const NO_NAMES = new Set();
/** The links that cve-check.bbclass keeps: to the text in 4.0, and to the JSON. */
const CVE_SUMMARIES = ['cve-summary', 'cve-summary.json'];
/**
 * Chooses the artifacts of a build by kind, each file once: of a versioned file and the stable links to it, one is taken; versions that
 * a stable link has left behind are passed over. What was there before the build is taken where it is its result all the same.
 *
 * @param output globs for the images, matched against the paths in DEPLOY_DIR_IMAGE. A file that they name is an image whatever else it
 *   matches. Undefined: the images of Pantavisor's layers by their names, else those of what bitbake was asked for, by their types.
 */
function selectArtifacts(listing, output, build) {
    const draft = newDraft(build);
    const outside = listing.image.filter((file) => !DISTRO_FOLDER.test(file.path));
    const names = new Set(outside.map(({ path }) => path).filter((path) => !path.includes('/')));
    const kinds = new Map();
    for (const { path } of outside)
        kinds.set(path, kindOfName(baseName(path), names));
    const shelf = {
        build,
        names,
        kindOf: (path) => kinds.get(path),
        find: (matches) => draft.look('image', outside.filter(({ path }) => matches(path)), outside),
    };
    const images = output === undefined ? chooseImages(shelf) : chooseNamed(output, shelf);
    draft.take('image', 'image', images, ({ stable }) => stable);
    const stems = images.map(({ stable }) => stemOf(baseName(stable)));
    for (const row of DEPLOY_KINDS) {
        const { kind, naming, below, ofImage, ofRecipe } = row;
        const files = shelf.find((path) => (below === true || !path.includes('/')) && shelf.kindOf(path) === row);
        const chosen = ofImage === true
            ? chooseOfImages(kind, files, stems, build)
            : chooseUnbound(kind, files, build, ofRecipe);
        draft.take(kind, 'image', chosen, (file) => baseName(naming === 'stable' ? file.stable : file.source));
    }
    const debug = shelf.find((path) => !path.includes('/') && isDebugName(path));
    draft.take('debug', 'image', chooseOfImages('debug', debug, stems, build), ({ stable }) => stable);
    takeDistro(listing.image, draft);
    takeSdk(listing.sdk, draft);
    const licenses = flat(draft.look('licenses', listing.licenses, []));
    draft.take('license', 'licenses', chooseOfImages('license', licenses, stems, build), ({ stable }) => stable);
    const cyclonedx = flat(draft.look('cyclonedx', listing.cyclonedx, []));
    for (const kind of ['sbom', 'cve']) {
        const files = cyclonedx.filter(({ stable }) => (kind === 'cve') === /(?:^|[._-])vex\b/.test(stable));
        draft.take(kind, 'cyclonedx', chooseOfImages(kind, files, stems, build), ({ stable }) => stable);
    }
    const summaries = listing.cve.filter(({ path }) => CVE_SUMMARIES.includes(path));
    const chosen = chooseUnbound('cve', draft.look('cve', summaries, []), build);
    draft.take('cve', 'cve', chosen, ({ stable }) => stable);
    return draft.selection();
}
function takeDistro(files, draft) {
    const inside = files.filter((file) => DISTRO_FOLDER.test(file.path));
    const folders = new Map();
    for (const file of inside) {
        const path = topFolder(file.path);
        const target = file.target === undefined ? path : topFolder(file.target);
        const changed = Math.max(file.changed ?? Number.POSITIVE_INFINITY, folders.get(path)?.changed ?? 0);
        folders.set(path, { path, changed, ...(target === path ? {} : { target }) });
    }
    const all = [...folders.values()];
    const chosen = chooseUnbound('pvtest-distro', draft.look('image', all, all), draft.build, true);
    for (const { stable, changed } of chosen) {
        const of = inside.filter(({ path }) => topFolder(path) === stable);
        const each = of.map(({ path, target = path }) => ({ stable: path, source: target, changed }));
        draft.take('pvtest-distro', 'image', each, (file) => file.stable);
    }
}
function takeSdk(files, draft) {
    const installers = files.filter(({ path }) => INSTALLER(path) && !kindOfName(baseName(path), NO_NAMES));
    const each = draft.look('sdk', installers, files);
    const made = new Set(each.filter((file) => isNew(file, draft.build)).map(({ source }) => shapeOf(source)));
    const mine = chooseUnbound('sdk', each, draft.build).filter((file) => isNew(file, draft.build) || !made.has(shapeOf(file.source)));
    const ours = mine.filter(({ source }) => OUR_INSTALLER(source));
    draft.take('sdk', 'sdk', ours.length > 0 ? ours : mine, ({ stable }) => baseName(stable));
}
/**
 * Files of folders that bear the name of an image or a recipe, with that name before their own: `<image>.license.manifest`. Of two that
 * would have one name, the one that was changed last is taken.
 */
function flat(files) {
    const byName = new Map();
    for (const file of files) {
        const [name = '', folder] = file.source.split('/').reverse();
        const stable = folder === undefined ? name : `${withoutDate(folder)}.${name}`;
        const other = byName.get(stable);
        if (other === undefined || (other.changed ?? 0) <= (file.changed ?? 0))
            byName.set(stable, { ...file, stable });
    }
    return [...byName.values()];
}
function topFolder(path) {
    return path.slice(0, path.indexOf('/'));
}
/**
 * The images that globs name. What is older than the build is among them unless it is known to be of another one; an image of which that
 * is not known only where its glob names none that is of this build.
 */
function chooseNamed(globs, { build, find }) {
    const chosen = globs.flatMap((glob) => {
        const files = find(anyOf(glob));
        const ours = files.filter((file) => isNew(file, build) || whose('image', file, build) === 'yes');
        const mine = new Set(ours);
        const rest = files.filter((file) => !mine.has(file) && whose('image', file, build) === 'maybe');
        const hasImage = ours.some(({ source }) => isImageName(baseName(source)));
        return [...ours, ...rest.filter(({ source }) => !hasImage || !isImageName(baseName(source)))];
    });
    return [...new Map(chosen.map((file) => [file.source, file])).values()];
}
/**
 * The images where none are named: those of Pantavisor, else all that bear the name of what bitbake was asked for, one for each type.
 * Where the names of the images are others, those root file systems and updates that are new.
 */
function chooseImages({ build, names, kindOf, find }) {
    const isOurs = (file) => isNew(file, build) || whose('image', file, build) === 'yes';
    const pantavisor = find(PANTAVISOR).filter((file) => isOurs(file) || whose('image', file, build) === 'maybe');
    if (pantavisor.length > 0)
        return pantavisor;
    const typed = find((path) => !path.includes('/') &&
        isImageName(path) &&
        !isDebugName(path) &&
        !DISTRO_ARCHIVE.test(path) &&
        kindOf(path) === undefined).filter(isOurs);
    const asked = typed.filter((file) => isOfTarget(file, build));
    if (asked.length > 0)
        return asked;
    const isCpio = ({ source }) => source.includes('.cpio');
    return typed.filter((file) => isNew(file, build) && (isUpdate(file) || (isRootfs(file, names) && !isCpio(file))));
}
/** Files that describe images: those of the chosen images, or of what was asked for; all where none is. */
function chooseOfImages(kind, files, stems, build) {
    const isOurs = (file) => isNew(file, build) || whose(kind, file, build, true) !== 'no';
    const mine = files.filter((file) => deploy_namesOf(file).some((name) => stems.some((stem) => isOfStem(name, stem))) ||
        (isOfTarget(file, build) && isOurs(file)));
    return mine.length > 0 ? mine : files.filter(isOurs);
}
/** Files that belong to no image. */
function chooseUnbound(kind, files, build, ofRecipe) {
    return files.filter((file) => isNew(file, build) || whose(kind, file, build, ofRecipe) !== 'no');
}
function whose(kind, file, build, ofRecipe) {
    return standing(kind, deploy_namesOf(file), build, ofRecipe);
}
function isOfTarget(file, { targets, machine }) {
    return deploy_namesOf(file).some((name) => targets.some(({ recipe }) => isOfRecipe(name, recipe, machine)));
}
function isUpdate({ stable }) {
    return isUpdateName(stable);
}
/** Whether it is the root file system of an image recipe: those leave a manifest or test data, too. */
function isRootfs(file, names) {
    return deploy_namesOf(file).some((name) => ['.manifest', '.testdata.json'].some((suffix) => names.has(stemOf(name) + suffix)));
}
function deploy_namesOf({ stable, source }) {
    return [baseName(stable), baseName(source)];
}
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/task-graph.ts






/** What can be said in a command line without quotes. */
const PLAIN = /^[A-Za-z0-9][\w.+:@/-]*$/;
/**
 * Asks bitbake which tasks of which recipes a build consists of (`bitbake -g`): it says so also of those that need not run.
 *
 * @param tasks one call each.
 * @returns undefined where bitbake does not say it.
 * @throws StoppedError when the run is to be ended meanwhile.
 */
async function askTaskGraph({ kas, dirs, user }, tasks, targets, deps) {
    const graph = new Map();
    if (targets.length === 0 || ![...tasks, ...targets].every((word) => PLAIN.test(word)))
        return undefined;
    for (const task of tasks) {
        const command = ['bitbake', '-g', '-c', task, ...targets].join(' ');
        const argv = (0,kas_argv/* kasShellArgv */.MI)(kas.program, { ...kas, command, keepConfig: true });
        const { code } = await ask(argv, 'bitbake was asked what the build consists of', kas, deps);
        if (code !== 0)
            return undefined;
        try {
            const owner = user?.uid;
            const dot = await (0,foreign_file/* readForeign */.vM)(dirs.buildDir, 'task-depends.dot', limits/* FILE_LIMITS */.SK.taskGraph, { owner });
            for (const [recipe, known] of readTaskGraph(dot.toString())) {
                graph.set(recipe, new Set([...(graph.get(recipe) ?? []), ...known]));
            }
        }
        catch (thrown) {
            if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
                throw thrown;
            deps.log.info(`What the build consists of is not known: ${(0,action_errors/* messageOf */.bD)(thrown)}`);
            return undefined;
        }
    }
    return graph;
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/select-of-build.ts





/**
 * Chooses the artifacts of a build. Where files are older than it, bitbake is asked what the build consists of: those that it had no
 * need to make again are its result, others are not.
 *
 * @throws StoppedError when the run is to be ended meanwhile.
 */
async function selectOfBuild(plan, left, deps) {
    const { given } = plan;
    const { result, listing, machine } = left;
    const calls = callsOf(plan, left);
    const options = readBitbakeOptions(given['bitbake-args']);
    const build = {
        machine,
        since: result.since,
        targets: calls.flatMap((call) => targetsOf(call, options)),
    };
    const selection = selectArtifacts(listing, given.output, build);
    const inDoubt = selection.older.length + selection.leftOut.length > 0;
    if (!inDoubt || isPartOnly(build))
        return selection;
    const tasks = calls.map(({ task }) => task);
    const graph = await askTaskGraph(plan, tasks, calls[0]?.targets ?? [], deps);
    return graph === undefined ? selection : selectArtifacts(listing, given.output, { ...build, graph });
}
/** The calls of bitbake: one, and another for the SDK. */
function callsOf({ given }, { result, said }) {
    const known = readBitbakeCall(said) ?? result.call;
    const ofKas = (0,kas_argv/* readBuildWords */.CW)(given['kas-args']);
    const named = [...ofKas.targets, ...given.target];
    const targets = named.length > 0 ? named : (known?.targets ?? []);
    const { task = given.task ?? ofKas.task ?? known?.task ?? 'build' } = readBitbakeOptions(given['bitbake-args']);
    const call = { task: task.replace(/^do_/, ''), targets };
    return given.sdk ? [call, { task: 'populate_sdk', targets }] : [call];
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./actions/kas-build/src/staging/stage-file.ts




const BUFFER_BYTES = 1024 * 1024;
const READABLE = 0o444;
const EXECUTABLE = 0o111;
/**
 * Puts `source` at `target` as a hard link, or as a copy where no link can be made, and hashes it. Either way it is
 * read once. A copy is readable by everybody, whatever the source is. What is linked is the file that is open: a build may have left
 * something running, which puts another one in its place.
 *
 * @param source Absolute, without links: as it was found.
 * @throws UserError for what is no file, or reached through a link by now, and when the file changes meanwhile: the digest would be of
 *   neither content.
 * @throws Node's system error when it cannot be written; `EEXIST` when `target` is there.
 */
async function stageFile(source, target, { goOn = () => { }, owner, link = promises_.link } = {}) {
    const { file: input } = await openDeployed(source, owner);
    try {
        const before = await input.stat({ bigint: true });
        const linked = await isLinked(link, source, target);
        if (linked)
            await requireLinked(before, target, source);
        const output = linked ? undefined : await (0,promises_.open)(target, 'wx', copyMode(before));
        let staged;
        try {
            staged = await readThrough(input, output, goOn);
        }
        finally {
            await output?.close();
        }
        if (!isUnchanged(before, await input.stat({ bigint: true })))
            throw changed(source);
        return staged;
    }
    finally {
        await input.close();
    }
}
async function openDeployed(source, owner) {
    try {
        return await (0,foreign_file/* openForeign */.Fr)('/', source, { owner });
    }
    catch (thrown) {
        if (!(thrown instanceof foreign_file/* ForeignFileError */.Nw))
            throw thrown;
        throw new action_errors/* UserError */.yo(`${thrown.message} When the deploy folder was listed, it was a file.`, 'Something still writes into the deploy folder, or another user has put files there: look for what the build left running, and remove the folder.', { cause: thrown });
    }
}
/** False where the file system, or the owner of the file, does not allow a link. */
async function isLinked(link, source, target) {
    try {
        await link(source, target);
        return true;
    }
    catch (error) {
        const code = (0,action_errors/* systemCode */.xU)(error) ?? '';
        if (['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code))
            return false;
        throw error;
    }
}
/** Holds the link against the file that is open. One to something else goes. */
async function requireLinked(file, target, source) {
    const { dev, ino } = await (0,promises_.lstat)(target, { bigint: true });
    if (dev === file.dev && ino === file.ino)
        return;
    await (0,promises_.unlink)(target);
    throw changed(source);
}
/** Reads ahead into a second buffer while the first is hashed and written. */
async function readThrough(input, output, goOn) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    let [current, spare] = [Buffer.allocUnsafe(BUFFER_BYTES), Buffer.allocUnsafe(BUFFER_BYTES)];
    let { bytesRead } = await input.read(current, 0, BUFFER_BYTES, 0);
    while (bytesRead > 0) {
        const chunk = current.subarray(0, bytesRead);
        size += bytesRead;
        const ahead = input.read(spare, 0, BUFFER_BYTES, size);
        const written = output === undefined ? undefined : writeAll(output, chunk);
        hash.update(chunk);
        goOn();
        const [next] = await Promise.all([ahead, written]);
        bytesRead = next.bytesRead;
        [current, spare] = [spare, current];
    }
    return { size, sha256: hash.digest('hex') };
}
async function writeAll(output, chunk) {
    for (let at = 0; at < chunk.length;) {
        at += (await output.write(chunk, at)).bytesWritten;
    }
}
function copyMode(of) {
    return 0o200 | READABLE | (Number(of.mode) & EXECUTABLE);
}
function isUnchanged(before, after) {
    return before.size === after.size && before.mtimeNs === after.mtimeNs;
}
function changed(source) {
    return new action_errors/* UserError */.yo(`${source} changed while it was staged.`, 'Let no other build write to the deploy folder of this one, and run the job again.');
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/staging.ts










const FOLDER_OF_KIND = {
    image: 'images',
    pvrexport: 'pvrexports',
    bsp: 'pvrexports',
    'flash-bundle': 'flash-bundles',
    manifest: 'manifests',
    license: 'licenses',
};
/**
 * Puts the chosen files into `artifactDir` with their artifacts.json. They are hard-linked where that is
 * possible, else copied, and hashed. The folder appears whole, under a temporary name first; one that an
 * earlier run staged is replaced.
 *
 * @param describe makes the content of artifacts.json of the staged files, which have the order of `chosen`.
 * @throws UserError when `artifactDir` holds something that no run of this stage put there, when two files would
 *   have one name, when a file changes meanwhile, and when the disk is full.
 */
async function stageArtifacts(artifactDir, folders, chosen, describe, options = {}) {
    await refuseForeignFolder(artifactDir);
    const files = planFiles(folders, chosen);
    const partial = partialOf(artifactDir);
    try {
        await (0,promises_.rm)(partial, { recursive: true, force: true });
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(partial), { recursive: true });
        await (0,promises_.mkdir)(partial);
        const file = await fill(partial, files, describe, options);
        await (0,promises_.rm)(artifactDir, { recursive: true, force: true });
        await (0,promises_.rename)(partial, artifactDir);
        return file;
    }
    catch (error) {
        await (0,promises_.rm)(partial, { recursive: true, force: true }).catch(() => { });
        throw await staging_explain(error, artifactDir);
    }
}
/** What is written goes into the folder that is open: its parent may belong to the user that the build ran as. */
async function fill(partial, files, describe, options) {
    const { handle, at } = await (0,foreign_file/* holdFolder */.Ub)((0,external_node_path_.dirname)(partial), (0,external_node_path_.basename)(partial));
    try {
        const { uid } = await handle.stat();
        if (uid === options.owner)
            throw replaced(partial);
        const stage = async ({ kind, name, path, source }) => {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(at(path)), { recursive: true });
            return { kind, path, name, ...(await stageFile(source, at(path), options)) };
        };
        const staged = await (0,in_parallel/* inParallel */.H)(files, stage, (0,external_node_os_.availableParallelism)());
        for (const attestation of options.attestations ?? [])
            staged.push(await writeAttestation(attestation, at));
        const file = describe(staged);
        for (const { name, text } of options.extra ?? [])
            await (0,promises_.writeFile)(at(name), text, { flag: 'wx' });
        await (0,promises_.writeFile)(at('artifacts.json'), (0,artifacts/* artifactsText */.Nf)(file), { flag: 'wx' });
        return file;
    }
    finally {
        await handle.close();
    }
}
async function writeAttestation({ name, content }, at) {
    const path = `provenance/${name}`;
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(at(path)), { recursive: true });
    await (0,promises_.writeFile)(at(path), content, { flag: 'wx' });
    const sha256 = (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
    return { kind: 'provenance', path, name, size: content.length, sha256 };
}
function replaced(partial) {
    return new action_errors/* UserError */.yo(`The folder ${partial} was replaced by one of the build user while it was filled.`, 'Name a folder that the build user may not write to in the input artifact-dir, and look for what the build left running.');
}
function planFiles(folders, chosen) {
    const sources = new Map();
    return chosen.map(({ kind, root, source, name }) => {
        const file = {
            kind,
            name,
            path: `${FOLDER_OF_KIND[kind] ?? kind}/${name}`,
            source: (0,external_node_path_.join)(folders[root], source),
        };
        const other = sources.get(file.path);
        if (other !== undefined) {
            throw new action_errors/* UserError */.yo(`Two files of the build would be published as ${name}: ${other} and ${file.source}.`, 'Remove the deploy folder and build again, or name the image more exactly in the input output.');
        }
        sources.set(file.path, file.source);
        return file;
    });
}
/** Removes what an earlier run staged in `artifactDir`, so that nobody takes it for what this one did. A folder of others stays. */
async function unstage(artifactDir) {
    const names = await (0,promises_.readdir)(artifactDir).catch(() => []);
    if (names.includes('artifacts.json'))
        await (0,promises_.rm)(artifactDir, { recursive: true, force: true });
}
/** Where the files are put until the folder is whole. */
function partialOf(artifactDir) {
    return `${artifactDir}.partial`;
}
async function refuseForeignFolder(artifactDir) {
    let names;
    try {
        names = await (0,promises_.readdir)(artifactDir);
    }
    catch (error) {
        if ((0,action_errors/* systemCode */.xU)(error) === 'ENOENT')
            return;
        throw new action_errors/* UserError */.yo(`The artifact folder ${artifactDir} cannot be used: ${(0,action_errors/* systemCode */.xU)(error) ?? 'it cannot be read'}.`, 'Name a folder that does not exist yet in the input artifact-dir.');
    }
    if (names.length > 0 && !names.includes('artifacts.json')) {
        throw new action_errors/* UserError */.yo(`The artifact folder ${artifactDir} is not empty and was not staged by kas-build.`, 'Name a folder of its own in the input artifact-dir: its content is replaced by each run.');
    }
}
/** The same failure as the user sees it. */
async function staging_explain(error, artifactDir) {
    const code = (0,action_errors/* systemCode */.xU)(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        return new action_errors/* UserError */.yo(`There is no space left to stage the artifacts in ${artifactDir}: ${await freeSpace(artifactDir)} free.`, 'Free space there, or name a folder on another disk in the input artifact-dir. On the disk of the deploy folder the files are linked and take no space.', { cause: error });
    }
    if (code === 'EROFS' || code === 'EBUSY' || (code === 'EACCES' && isWrite(error))) {
        return new action_errors/* UserError */.yo(`The artifact folder ${artifactDir} cannot be written: ${code}.`, 'Name a folder that the job may write in the input artifact-dir; not the root of a mounted volume.', { cause: error });
    }
    return error;
}
function isWrite(error) {
    return ['mkdir', 'rename', 'rmdir', 'unlink'].includes(error.syscall ?? '');
}
async function freeSpace(artifactDir) {
    try {
        const { bavail, bsize } = await (0,promises_.statfs)((0,external_node_path_.dirname)(artifactDir));
        return `${(0,action_progress/* formatBytes */.z3)(bavail * bsize)} are`;
    }
    catch {
        return 'none is';
    }
}

;// CONCATENATED MODULE: ./actions/kas-build/src/staging/stage-build.ts












/**
 * Stages what a build left, with the configuration that it was made from.
 *
 * @throws UserError when it cannot be staged, or there is no image and one is required; StoppedError when the run is to be ended
 *   meanwhile: then nothing is staged.
 */
async function stageBuild(plan, result, attestations, deps, output) {
    const { given, dirs, kas } = plan;
    const { container, logFolders = [] } = plan.journal.record();
    const said = [];
    const bitbake = await askBitbake(kas, { keepConfig: true, container, said }, deps);
    const artifactDirOf = (machine) => (0,external_node_path_.resolve)(given['artifact-dir'] ?? (0,external_node_path_.join)(deps.env['RUNNER_TEMP'] ?? dirs.cwd, 'pv-artifacts', machine));
    if (given.stage === 'none') {
        const machine = given['machine-name'] ?? bitbake.MACHINE ?? result.report.machine ?? '';
        return nothing('Nothing is staged: the input stage is "none".', machine, bitbake, deps);
    }
    const deployDir = given['deploy-dir'] === undefined ? undefined : (0,external_node_path_.resolve)(dirs.cwd, given['deploy-dir']);
    const { folders, machine: yoctoMachine } = await deployFolders(bitbake, dirs.buildDir, deployDir);
    if (container !== undefined) {
        requireWithin(folders, [...logFolders, ...(deployDir === undefined ? [] : [await realPath(deployDir)])]);
    }
    const machine = given['machine-name'] ?? yoctoMachine;
    output('machine', machine);
    output('yocto-machine', yoctoMachine);
    const listing = await listDeploy(folders);
    const selection = await selectOfBuild(plan, { result, said, machine: yoctoMachine, listing }, deps);
    const { artifacts: chosen, older } = selection;
    list('Older version, not taken', selection.passedOver, deps);
    list('Older than this build, not taken', selection.leftOut, deps);
    const hasImage = chosen.some(({ kind }) => kind === 'image');
    if (!hasImage && given.stage === 'require')
        throw noImage(folders.image, given.output);
    if (!hasImage && given.output !== undefined && given.task === undefined) {
        deps.log.warning(`No image of this build: nothing in ${folders.image} matches ${given.output.join(' ')}.`);
    }
    const artifactDir = artifactDirOf(machine);
    if (chosen.length + attestations.length === 0) {
        if (given['artifact-dir'] !== undefined || (0,release_names/* checkMachine */.U1)(machine) === undefined)
            await unstage(artifactDir);
        return nothing(nothingDeployed(folders.image, selection.leftOut), machine, bitbake, deps);
    }
    requireMachine(machine);
    const { resolved, lock } = await resolvedConfiguration(kas, deps);
    const describe = (list) => ({
        schema: 1,
        machine,
        'yocto-machine': yoctoMachine,
        targets: [...given.target],
        config: given.config,
        source: (0,source/* sourceOf */.vz)(deps.env),
        build: {
            verdict: 'success',
            'duration-seconds': Math.round(result.seconds),
            ...(result.report.sstateMatch === undefined ? {} : { 'sstate-match': result.report.sstateMatch }),
            ...(resolved === undefined ? {} : { 'config-sha256': resolved.sha256 }),
            ...(lock === undefined ? {} : { 'lock-sha256': lock.sha256 }),
        },
        artifacts: list,
    });
    const extra = [resolved, lock].filter((kept) => kept !== undefined);
    kas.runner.begin('the artifacts were staged');
    plan.journal.write({ partial: partialOf(artifactDir) });
    const { artifacts } = await deps.log.group(`Staging ${machine} in ${artifactDir}`, () => (0,action_progress/* withProgress */.E0)(deps, (elapsed) => `${(0,action_progress/* formatDuration */.a3)(elapsed)} of reading ${plural(chosen.length, 'file')}.`, () => stageArtifacts(artifactDir, folders, chosen, describe, {
        extra,
        attestations,
        goOn: kas.runner.goOn,
        owner: plan.user?.uid,
    })));
    deps.log.info(`Staged ${plural(artifacts.length, 'file')} of ${machine} in ${artifactDir}.`);
    const notes = older.length === 0 ? [] : [olderFiles(older, chosen.length)];
    for (const note of notes)
        deps.log.info(note);
    output('artifact-dir', artifactDir);
    output('artifacts', JSON.stringify(artifacts));
    output('provenance', artifacts
        .filter(({ kind }) => kind === 'provenance')
        .map(({ path }) => (0,external_node_path_.join)(artifactDir, path))
        .join('\n'));
    if (resolved !== undefined)
        output('config-resolved', (0,external_node_path_.join)(artifactDir, resolved.name));
    if (lock !== undefined)
        output('lock-sha256', lock.sha256);
    return { machine, artifactDir, artifacts, lockSha256: lock?.sha256, bitbake, notes };
}
/** A line in the log for each of the first paths. */
function list(what, paths, deps) {
    for (const path of paths.slice(0, LISTED))
        deps.log.info(`${what}: ${path}`);
    if (paths.length > LISTED)
        deps.log.info(`${what}: ${paths.length - LISTED} more.`);
}
const LISTED = 20;
function nothing(note, machine, bitbake, deps) {
    deps.log.info(note);
    return { machine, artifactDir: '', artifacts: [], bitbake, notes: [note] };
}
function nothingDeployed(folder, leftOut) {
    const earlier = leftOut.length === 0 ? '' : ` What lies there is older than this build: ${shortList(leftOut)}.`;
    return `Nothing was staged: the build deployed no image to ${folder}, and nothing else of a known kind.${earlier}`;
}
function olderFiles(names, all) {
    const why = 'there before this build, which had no need to make';
    if (names.length === all)
        return all === 1 ? `The file was ${why} it anew.` : `All ${all} files were ${why} them anew.`;
    const [verb, them] = names.length === 1 ? ['was', 'it'] : ['were', 'them'];
    return `${names.length} of ${plural(all, 'file')} ${verb} ${why} ${them} anew: ${shortList(names)}.`;
}
const stage_build_SHOWN = 5;
function shortList(names) {
    const rest = names.length - stage_build_SHOWN;
    return rest > 1 ? `${names.slice(0, stage_build_SHOWN).join(', ')} and ${rest} more` : names.join(', ');
}
function requireMachine(machine) {
    const problem = (0,release_names/* checkMachine */.U1)(machine);
    if (problem === undefined)
        return;
    throw new action_errors/* UserError */.yo(`The MACHINE of the build, "${machine}", cannot be the name of a release's machine. ${problem}`, 'Give another one in the input machine-name.');
}
function noImage(folder, globs) {
    const wanted = globs === undefined ? 'of the target' : `that matches ${globs.join(' ')}`;
    return new action_errors/* UserError */.yo(`The build succeeded, but ${folder} holds no image of this build ${wanted}.`, 'Check that the target is an image, and name its files in the input output; or set the input stage to auto.');
}

;// CONCATENATED MODULE: ./actions/kas-build/src/main.ts














/** Builds a kas configuration, reports what happened, and stages what it left in the deploy folder. */
async function run(given, runner, output) {
    const deps = { ...runner, env: { ...runner.env, ...ofTheBuild(given.env) } };
    // The console of a build is short-lived values: a larger space for them would not read it faster (bench/README.md).
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
    const job = await openJob(given, deps);
    const earlier = given['compare-with'] === undefined ? undefined : await readEarlier(given['compare-with']);
    if (given['dry-run']) {
        output('verdict', '');
        return reportDryRun(job, deps);
    }
    // What stays when this process is killed.
    output('verdict', 'cancelled');
    if (given['machine-name'] !== undefined)
        output('machine', given['machine-name']);
    let verdict = 'failed';
    const setVerdict = (known) => {
        verdict = known;
        output('verdict', known);
    };
    try {
        await withPlan(job, deps, (plan) => build(plan, earlier, deps, output, setVerdict));
    }
    catch (thrown) {
        setVerdict(thrown instanceof StoppedError ? VERDICT_OF_STOP[thrown.stop.why] : verdict);
        throw thrown;
    }
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: inputs.inputs, outputs: inputs.outputs, initial: inputs.initial, run, post: post });
/** A variable of the input env counts for the stage as it does for kas, unless it is the runner's: what that says of the run is true. */
function ofTheBuild(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:GITHUB|RUNNER|ACTIONS)_/.test(name)));
}
/** @param setVerdict is called with the verdict as soon as nothing can change it any more. */
async function build(plan, earlier, deps, output, setVerdict) {
    const { given, journal } = plan;
    const attestations = await keepAttestations(plan, deps);
    const { since } = attestations;
    const result = await runBuild(plan.build, plan.kas.runner, journal, deps, attestations.keep);
    setOutputs(given, result, output);
    const fail = async (ended) => {
        setVerdict(verdictOf(ended));
        const onAnnotated = () => journal.write({ annotated: true });
        const failed = {
            record: journal.record(),
            folder: journal.folder,
            upload: (0,inputs.uploadOptions)(given),
            onAnnotated,
        };
        throw await reportFailure(failed, ended, deps);
    };
    if (verdictOf(result) !== 'success')
        return fail(result);
    const staged = await stageBuild(plan, { ...result, since }, attestations.kept, deps, output).catch((thrown) => {
        if (thrown instanceof StoppedError)
            return fail({ ...result, stopped: thrown.stop });
        reportUnstaged(journal, result, deps);
        throw thrown;
    });
    setVerdict('success');
    await reportSuccess(plan, result, staged, earlier, deps);
}
function setOutputs(given, result, output) {
    const { report } = result;
    output('duration-seconds', Math.round(result.seconds));
    output('warnings', warningCountOf(report));
    output('errors', report.errorCount);
    output('tasks-failed', report.failedTasks.length);
    if (report.sstateMatch !== undefined)
        output('sstate-match', report.sstateMatch);
    output('machine', given['machine-name'] ?? report.machine ?? '');
    output('yocto-machine', report.machine ?? '');
    if (report.tasks === undefined)
        return;
    output('tasks-attempted', report.tasks.attempted);
    output('tasks-rerun', report.tasks.rerun);
}


/***/ }),

/***/ 27087:
/*! packages/core/src/action/journal.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sw: () => (/* binding */ removeJournal),
/* harmony export */   _0: () => (/* binding */ openJournal),
/* harmony export */   a0: () => (/* binding */ readJournal)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71189);





const STATE = 'run-folder';
const RECORD = 'run.json';
const CONSOLE = 'console.log';
/**
 * Opens the journal of a run with its first record. A record that cannot be kept is one warning, and no error: a full
 * disk must not end the run here.
 *
 * @param name The stage, for the folder's name. A step has one journal.
 * @throws Node's system error when the folder cannot be made.
 */
function openJournal(name, first, deps) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(deps.env['RUNNER_TEMP'] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), `pv-${name}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { recursive: true, mode: 0o755 });
    deps.state.save(STATE, folder);
    let record = first;
    const console = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, CONSOLE);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(console, '');
    let isKept = true;
    const write = () => {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `${RECORD}.new`), JSON.stringify(record));
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `${RECORD}.new`), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, RECORD));
        }
        catch (thrown) {
            if (isKept)
                deps.log.warning(`The record of the run cannot be kept: ${(0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(thrown)}.`);
            isKept = false;
        }
    };
    write();
    return {
        folder,
        console,
        record: () => record,
        write(change) {
            record = { ...record, ...change };
            write();
        },
        beat() {
            const now = deps.clock.now();
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.utimesSync)(console, now, now);
        },
    };
}
/** What main left. Undefined when main did not begin, or came to its end, or when its record cannot be read. */
function readJournal(deps) {
    const folder = deps.state.read(STATE);
    if (folder === undefined || !(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(folder))
        return undefined;
    try {
        const record = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, RECORD), 'utf8'));
        return { folder, record, console: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, CONSOLE) };
    }
    catch (thrown) {
        deps.log.info(`The record of the run cannot be read: ${(0,_errors_ts__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(thrown)}.`);
        return undefined;
    }
}
function removeJournal(folder) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(folder, { recursive: true, force: true });
}


/***/ }),

/***/ 41115:
/*! packages/core/src/artifacts/artifact-client.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ artifactClient),
/* harmony export */   h: () => (/* binding */ loadArtifactClient)
/* harmony export */ });
/* harmony import */ var _artifact_upload_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21185);

/** GitHub's own client. It is large: it is loaded with the first artifact. */
async function loadArtifactClient() {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(451), __webpack_require__.e(942), __webpack_require__.e(741), __webpack_require__.e(257)]).then(__webpack_require__.bind(__webpack_require__, 17741));
    return new DefaultArtifactClient();
}
/** The client for uploads; undefined where this run can make no artifacts. */
function artifactClient(env) {
    if (!(0,_artifact_upload_ts__WEBPACK_IMPORTED_MODULE_0__/* .artifactService */ .Gd)(env))
        return undefined;
    return { uploadArtifact: async (...given) => (await loadArtifactClient()).uploadArtifact(...given) };
}


/***/ }),

/***/ 21185:
/*! packages/core/src/artifacts/artifact-upload.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gd: () => (/* binding */ artifactService),
/* harmony export */   M4: () => (/* binding */ NO_SERVICE),
/* harmony export */   NO: () => (/* binding */ TOKEN_REFUSED),
/* harmony export */   RG: () => (/* binding */ TRY_AGAIN),
/* harmony export */   Ut: () => (/* binding */ RENEW_TOKEN),
/* harmony export */   dl: () => (/* binding */ uploadAll)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_progress_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36065);
/* harmony import */ var _action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98254);



const NO_SERVICE = {
    pattern: /GHES|GitHub Enterprise Server/i,
    cause: 'this GitHub Enterprise Server has no artifact service of this version',
};
const TOKEN_REFUSED = {
    pattern: /\(40[13]\)/,
    cause: 'GitHub refused the token of this job',
};
const RENEW_TOKEN = 'Run the job again. A token is valid for 6 hours, or as long as its job runs.';
const TRY_AGAIN = 'Run the job again. If it goes on, look at https://www.githubstatus.com.';
const DEFAULT_LEVEL = 6;
/** Whether this run can make GitHub artifacts: GitHub gives each job a token and an address for it. */
function artifactService(env) {
    return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']);
}
/**
 * Makes the GitHub artifacts, one after the other. One that cannot be made for what is in it, or for its name, does not
 * keep the next from it; where the service refuses or cannot be reached, and when the job is cancelled, no further one
 * is tried.
 *
 * @param client Undefined where there is no artifact service: nothing is uploaded, and a notice says so.
 * @returns what was made, and what went wrong with the rest.
 */
async function uploadAll(uploads, options, client, log) {
    if (uploads.length === 0)
        return { uploaded: [] };
    if (client === undefined) {
        const names = uploads.map(({ name }) => name).join(', ');
        log.notice(`Nothing was uploaded: there is no artifact service here for ${names}.`);
        return { uploaded: [] };
    }
    const uploaded = [];
    const problems = [];
    for (const [at, upload] of uploads.entries()) {
        try {
            uploaded.push(await (0,_action_unless_aborted_ts__WEBPACK_IMPORTED_MODULE_1__/* .unlessAborted */ .W)(options.cancellation, () => uploadOne(upload, options, client, log)));
        }
        catch (thrown) {
            if (options.cancellation?.aborted === true) {
                problems.push(givenUp(uploads.slice(at), options.advice));
                break;
            }
            const known = EXPLANATIONS.find(({ pattern }) => pattern.test((0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown)));
            const failed = known?.ofOne === true ? [upload] : uploads.slice(at);
            problems.push(explain(failed, known, options.advice, thrown));
            if (known?.ofOne !== true)
                break;
        }
    }
    return problems.length === 0 ? { uploaded } : { uploaded, problem: allOf(problems) };
}
async function uploadOne({ name, files, root, compressed }, { retentionDays, compressionLevel }, client, log) {
    if (files.some((file) => file.includes(COMMAND)))
        throw new Error(`A path contains ${COMMAND}.`);
    // The client masks the addresses that it is given, which the runner does not hear in quoted text.
    log.flush();
    const { size = 0 } = await client.uploadArtifact(name, [...files], root, {
        compressionLevel: compressionLevel ?? (compressed === true ? 0 : DEFAULT_LEVEL),
        ...(retentionDays === undefined ? {} : { retentionDays }),
    });
    const count = files.length.toLocaleString('en-US');
    log.info(`Uploaded ${name}: ${count} file${files.length === 1 ? '' : 's'}, ${(0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_2__/* .formatBytes */ .z3)(size)}.`);
    return { name, files: files.length, size };
}
function givenUp(rest, advice) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The job was cancelled while the artifacts were uploaded. Not uploaded: ${rest.map(({ name }) => name).join(', ')}.`, advice.cancelled);
}
/** A command to the runner where the client prints a path. Its own rules for names keep the other form out, which has colons. */
const COMMAND = '##[';
/** By the texts of `@actions/artifact` 6, which gives no codes. */
const EXPLANATIONS = [
    {
        pattern: /\(409\)|already exists/i,
        cause: 'this run has an artifact of that name already',
        advice: ({ sameName }) => sameName,
        ofOne: true,
    },
    {
        ...NO_SERVICE,
        advice: ({ noService }) => noService,
    },
    {
        pattern: /quota/i,
        cause: 'the storage for artifacts is used up',
        advice: ({ full }) => `${full} GitHub counts the storage anew every 6 to 12 hours.`,
    },
    {
        ...TOKEN_REFUSED,
        advice: () => RENEW_TOKEN,
    },
    {
        pattern: /Contains the following character/,
        cause: 'a file has a character in its name that no GitHub artifact may hold (" : < > | * ?)',
        advice: ({ fileName }) => fileName,
        ofOne: true,
    },
    {
        pattern: /contains ##\[/,
        cause: 'a file has "##[" in its path, which the runner takes for the beginning of a command',
        advice: ({ fileName }) => fileName,
        ofOne: true,
    },
];
function explain(failed, known, advice, thrown) {
    const names = failed.map(({ name }) => name).join(', ');
    const cause = known?.cause ?? (0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).replace(/\.$/, '');
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The GitHub artifact${failed.length === 1 ? '' : 's'} ${names} could not be made: ${cause}.`, known?.advice(advice) ?? TRY_AGAIN, { cause: thrown });
}
function allOf(problems) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems.map(({ message }) => message).join('\n'), [...new Set(problems.map(({ advice }) => advice))].join('\n'), { cause: problems[0]?.cause });
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

/***/ 69468:
/*! packages/core/src/release/artifacts.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CZ: () => (/* binding */ ofKind),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   L6: () => (/* binding */ nameClashes),
/* harmony export */   Nf: () => (/* binding */ artifactsText),
/* harmony export */   PR: () => (/* binding */ RESERVED_FILES),
/* harmony export */   nC: () => (/* binding */ pvrexportsOf),
/* harmony export */   nG: () => (/* binding */ parseArtifacts)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _names_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _schema_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51688);
/* harmony import */ var _text_order_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9185);






/** The objects that publishing itself puts beside a machine's files. */
const RESERVED_FILES = new Set(['manifest.json', 'published.json', 'SHA256SUMS']);
const artifact = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().min(1, { error: 'It must not be empty.' }),
    path: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkRelativePath */ ._k),
    name: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkRelativePath */ ._k),
    size: _schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .size */ .Ej,
    sha256: _schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc,
});
const artifactsFile = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(1, { error: 'Only schema 1 is known here. Use the same release of all stages.' }),
    machine: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkMachine */ .U1),
    'yocto-machine': zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().exactOptional(),
    targets: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()).exactOptional(),
    config: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().exactOptional(),
    source: _schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .source */ .sP.exactOptional(),
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
    const file = (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(artifactsFile, text, where, ADVICE);
    const problems = [
        ...clashes(imagesOf(file), 'in the bundle of the images'),
        ...clashes(pvrexportsOf(file), 'in the archive of the pvrexports'),
        ...clashes([...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')], 'beside the bundle'),
        ...[...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')].flatMap(objectProblem),
    ];
    if (problems.length === 0)
        return file;
    const lines = [...new Set(problems)].map((problem) => `  ${problem}`);
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} cannot be published:`, ...lines].join('\n'), ADVICE);
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
    return (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_5__/* .compareText */ .n)(a.name, b.name) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_5__/* .compareText */ .n)(a.path, b.path);
}
function clashes(files, where) {
    return nameClashes(files.map(({ name, path }) => ({ name, source: (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(path) })), where);
}
/**
 * Names that stand there twice, or that are a file and a folder at once, as full sentences.
 *
 * @param files With `source`, what the file is made of, as a message names it.
 * @param where They stand, as the end of a sentence.
 */
function nameClashes(files, where) {
    const names = new Map();
    const problems = [];
    for (const { name, source } of files) {
        const other = names.get(name);
        if (other !== undefined)
            problems.push(`${other} and ${source} would both be ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} ${where}.`);
        names.set(name, source);
    }
    for (const { name, source } of files) {
        const folders = name.split('/').slice(0, -1);
        for (const [at] of folders.entries()) {
            const folder = folders.slice(0, at + 1).join('/');
            const other = names.get(folder);
            if (other === undefined)
                continue;
            problems.push(`${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(folder)} would be both a file and a folder ${where}: ${other} and ${source}.`);
        }
    }
    return problems;
}
/** What is wrong with a file that becomes an object of its own. */
function objectProblem({ name }) {
    const problem = (0,_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkFileName */ .wi)(name);
    if (problem !== undefined)
        return [`${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} would be an object of its own. ${problem}`];
    return RESERVED_FILES.has(name) ? [`${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} is the name of a file that publishing writes.`] : [];
}


/***/ }),

/***/ 9185:
/*! packages/core/src/release/text-order.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ compareText)
/* harmony export */ });
/** The order of texts by their UTF-16 code units, whatever the language of the machine: for `sort`. */
function compareText(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}


/***/ })

};
