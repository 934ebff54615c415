export const id = 106;
export const ids = [106];
export const modules = {

/***/ 63453:
/*! actions/badges/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36806);
/* harmony import */ var _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3636);
/* harmony import */ var _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);
/* harmony import */ var _pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23294);





const FORMATS = ['json', 'svg'];
const inputs = {
    tag: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .requiredText */ .$4)('Give the tag of the release.'), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkTag */ .Bs),
    channel: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkChannel */ .Kv),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_4__/* .storeInputs */ .b,
    ..._pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .githubInputs */ .dN,
    'run-id': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .runId */ .Vz)(),
    'job-pattern': (0,_pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__/* .patternWith */ .Ll)('machine', 'build \\((?<machine>[^)]+)\\)'),
    'test-pattern': (0,_pv_actions_core_action_pattern_ts__WEBPACK_IMPORTED_MODULE_1__/* .pattern */ .T1)(),
    formats: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(FORMATS), formatsProblem).transform((words) => FORMATS.filter((format) => words.includes(format))),
    prune: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    readme: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkRelativePath */ ._k),
    summary: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(true),
    'allow-empty': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
    'dry-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)(false),
};
const outputs = ['badges', 'passing', 'failing', 'changed'];
const initial = { badges: '[]', passing: 0, failing: 0, changed: 'false' };
function formatsProblem(words) {
    return words.length > 0 && words.every((word) => FORMATS.includes(word))
        ? undefined
        : 'Use json, svg, or both.';
}


/***/ }),

/***/ 54106:
/*! actions/badges/src/badge.ts, actions/badges/src/latest.ts, actions/badges/src/machines.ts, actions/badges/src/main.ts, actions/badges/src/own-job.ts, actions/badges/src/plan.ts, actions/badges/src/publish.ts, actions/badges/src/readme-file.ts, actions/badges/src/readme.ts, actions/badges/src/report.ts, actions/badges/src/states.ts, actions/badges/src/store.ts, actions/badges/src/survey.ts, actions/badges/src/writer.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  stage: () => (/* binding */ main_stage)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
// EXTERNAL MODULE: ./packages/core/src/action/pattern.ts
var pattern = __webpack_require__(36806);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/github/client.ts + 1 modules
var client = __webpack_require__(65435);
// EXTERNAL MODULE: ./packages/core/src/github/origin.ts
var origin = __webpack_require__(3403);
// EXTERNAL MODULE: ./packages/core/src/github/runs.ts
var runs = __webpack_require__(36699);
// EXTERNAL MODULE: ./packages/core/src/github/settings.ts
var github_settings = __webpack_require__(3636);
// EXTERNAL MODULE: ./packages/core/src/release/channels.ts
var channels = __webpack_require__(12335);
// EXTERNAL MODULE: ./packages/core/src/store/settings.ts + 1 modules
var store_settings = __webpack_require__(43056);
// EXTERNAL MODULE: ./packages/core/src/store/write-options.ts + 11 modules
var write_options = __webpack_require__(11293);
// EXTERNAL MODULE: ./actions/badges/src/inputs.ts
var src_inputs = __webpack_require__(63453);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var names = __webpack_require__(8939);
// EXTERNAL MODULE: ./packages/core/src/release/text-order.ts
var text_order = __webpack_require__(9185);
;// CONCATENATED MODULE: ./actions/badges/src/states.ts
/** What a badge can say of a machine, the worst first. */
const STATES = ['failing', 'cancelled', 'running', 'skipped', 'passing'];
/** Conclusions of a job: https://docs.github.com/rest/actions/workflow-jobs, `conclusion`. */
const STATE_OF = new Map([
    ['success', 'passing'],
    ['failure', 'failing'],
    ['timed_out', 'failing'],
    ['startup_failure', 'failing'],
    ['cancelled', 'cancelled'],
    ['skipped', 'skipped'],
    ['neutral', 'skipped'],
]);
/** The state of a job with that conclusion; undefined for a conclusion that says neither success nor failure. */
function stateOf(conclusion) {
    return conclusion === undefined ? 'running' : STATE_OF.get(conclusion);
}
/** The order of states: negative when `a` is worse than `b`. */
function compareStates(a, b) {
    return STATES.indexOf(a) - STATES.indexOf(b);
}

;// CONCATENATED MODULE: ./actions/badges/src/machines.ts






/** A matrix of which no leg came about is one job with the name that the workflow gives, not a machine's. */
const UNEXPANDED = '${{';
/** `tag.json` and `tag.svg` stand beside the badges of the machines. */
const TAKEN = 'tag';
/** GitHub puts it between the values of a matrix, in the name of a job that has none of its own. */
const AXES = ', ';
/**
 * Sorts the jobs of a run by machine. Of several jobs of a machine the worst counts. A test can make a machine worse; one that
 * names no machine is a test of all.
 *
 * @throws UserError when a job names what cannot be a machine.
 */
function assess(jobs, found) {
    const builds = new Map();
    const tests = [];
    const infos = [];
    const warnings = [];
    const problems = [];
    for (const [index, job] of jobs.entries()) {
        const build = found.job[index] ?? null;
        const named = build?.groups?.['machine'];
        const test = found.test[index] ?? null;
        if (named === undefined && test === null)
            continue;
        if (job.name.includes(UNEXPANDED)) {
            if (job.conclusion === 'skipped') {
                infos.push(`The job ${(0,inputs/* quote */.hD)(job.name)} is left out: its matrix was skipped as a whole.`);
                continue;
            }
            const judged = judge(job, warnings);
            warnings.push(`The matrix of the job ${(0,inputs/* quote */.hD)(job.name)} is not there (${job.conclusion ?? 'it has not ended'}). ` +
                `Any machine may be one of it, so all count as ${judged.state} at best.`);
            tests.push({ machine: undefined, judged });
            continue;
        }
        const machine = test?.groups?.['machine'] ?? named;
        const byTest = test?.groups?.['machine'] !== undefined;
        const problem = machine === undefined ? undefined : machineProblem(machine, byTest ? test : build, job.name);
        if (problem !== undefined) {
            problems.push({
                text: `The job ${(0,inputs/* quote */.hD)(job.name)} would be of the machine ${(0,inputs/* quote */.hD)(machine ?? '')}. ${problem}`,
                input: byTest ? 'test-pattern' : 'job-pattern',
            });
            continue;
        }
        const judged = judge(job, warnings);
        if (test !== null)
            tests.push({ machine, judged });
        else if (machine !== undefined)
            builds.set(machine, [...(builds.get(machine) ?? []), judged]);
    }
    if (problems.length > 0)
        throw notMachines(problems);
    for (const { machine, judged } of tests) {
        if (machine === undefined || builds.has(machine))
            continue;
        warnings.push(`The test ${(0,inputs/* quote */.hD)(judged.job.name)} is left out: no job builds the machine ${(0,inputs/* quote */.hD)(machine)}.`);
    }
    const machines = [...builds]
        .sort(([a], [b]) => (0,text_order/* compareText */.n)(a, b))
        .map(([machine, built]) => {
        const own = tests.filter((test) => test.machine === undefined || test.machine === machine);
        return stateOfMachine(machine, built, own.map(({ judged }) => judged));
    });
    return { machines, infos, warnings };
}
function stateOfMachine(machine, builds, tests) {
    const counting = [...builds, ...tests.filter(({ state }) => state !== 'skipped' && state !== 'passing')];
    const worst = counting.reduce((a, b) => (compareStates(b.state, a.state) < 0 ? b : a));
    return { machine, state: worst.state, decisive: worst.job, builds, tests };
}
/** @param found What the pattern finds in `name`. */
function machineProblem(machine, found, name) {
    if (found !== null && isCut(machine, found, name)) {
        return `The name of the job is longer than the ${found.input.length} characters that are read, and the machine may be too.`;
    }
    if (machine.includes(AXES)) {
        return `That is how a job with a matrix of several axes is called: give it \`name: build ($\{{ matrix.machine }})\`.`;
    }
    if (machine !== TAKEN)
        return (0,names/* checkMachine */.U1)(machine);
    return 'A machine must not be called tag: its badges would be tag.json and tag.svg, which show the tag.';
}
/** Whether the machine reaches the end of what is read of a longer name: then it may be half of one. */
function isCut(machine, { 0: text, index, input }, name) {
    return input.length < name.length && index + text.length === input.length && text.endsWith(machine);
}
function judge(job, warnings) {
    const state = stateOf(job.conclusion);
    if (state === undefined) {
        warnings.push(`The job ${(0,inputs/* quote */.hD)(job.name)} has the conclusion ${(0,inputs/* quote */.hD)(job.conclusion ?? '')}, which counts as cancelled.`);
    }
    return { job, state: state ?? 'cancelled' };
}
function notMachines(problems) {
    const texts = problems.map(({ text }) => text);
    const patterns = [...new Set(problems.map(({ input }) => `"${input}"`))].join(' and ');
    return new errors/* UserError */.yo(texts.length === 1
        ? String(texts[0])
        : `${(0,wording/* counted */.hS)(texts.length, 'job')} would be of no possible machine:\n${(0,wording/* shortList */.pg)(texts, '\n')}`, `Correct the input ${patterns}, so that its group (?<machine>...) takes the name of the machine only, or the name of the job.`);
}

;// CONCATENATED MODULE: ./actions/badges/src/own-job.ts
/**
 * The job that this step is part of, which cannot have ended when the step looks: the one that goes on on this runner. Undefined
 * where that is another run's, or where several jobs have a runner of that name, as self-hosted ones may.
 *
 * @param id The run that `jobs` are of.
 */
function ownJob(jobs, id, env) {
    const runner = env['RUNNER_NAME'];
    if (runner === undefined || runner === '' || env['GITHUB_RUN_ID'] !== id)
        return undefined;
    const [own, ...more] = jobs.filter((job) => !job.ended && job.runner === runner);
    return more.length === 0 ? own : undefined;
}

// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
// EXTERNAL MODULE: ./packages/core/src/json/json-merge.ts
var json_merge = __webpack_require__(48629);
// EXTERNAL MODULE: ./packages/core/src/release/object-text.ts
var object_text = __webpack_require__(29286);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
// EXTERNAL MODULE: ./node_modules/badge-maker/lib/index.js + 5 modules
var lib = __webpack_require__(68833);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./actions/badges/src/badge.ts







const COLORS = {
    failing: 'red',
    cancelled: 'lightgrey',
    running: 'blue',
    skipped: 'yellow',
    passing: 'brightgreen',
};
const CANDIDATES = 'release-candidate';
/** Characters that no XML document may hold, and that a name may. */
const NOT_IN_XML = /[\uFFFE\uFFFF]/g;
/** The badge of a machine. */
function machineBadge(machine, state) {
    return { label: machine, message: state, color: COLORS[state] };
}
/** The badge of the newest tag of a channel. */
function tagBadge(channel, tag) {
    return channel === CANDIDATES
        ? { label: 'latest rc', message: tag, color: 'orange' }
        : { label: `latest ${channel}`, message: tag, color: 'blue' };
}
/** A badge as an endpoint of shields.io (https://shields.io/badges/endpoint-badge). */
function badgeJson({ label, message, color }) {
    return JSON.stringify({ schemaVersion: 1, label, message, color });
}
/** A badge as a picture. */
function badgeSvg({ label, message, color }) {
    const clean = (text) => text.replace(NOT_IN_XML, '\uFFFD');
    return `${(0,lib/* makeBadge */.O)({ label: clean(label), message: clean(message), color })}\n`;
}
/** Whether a text is the badge of a machine, in any of its states. Pictures of other versions of badge-maker have the same title. */
function showsMachine(text, format, machine) {
    if (text === undefined)
        return false;
    if (format === 'json')
        return STATES.includes(stateIn(text, machine));
    const title = titleOf(text);
    return STATES.some((state) => titleOf(badgeSvg(machineBadge(machine, state))) === title);
}
function stateIn(json, machine) {
    try {
        const badge = JSON.parse(json);
        return (0,json_merge/* isObject */.Gv)(badge) && badge['label'] === machine ? badge['message'] : undefined;
    }
    catch {
        return undefined;
    }
}
function titleOf(svg) {
    return /<title>([^<]*)<\/title>/.exec(svg)?.[1];
}
const pointer = schemas/* object */.Ikc({ message: (0,schema/* named */.KT)(names/* checkTag */.Bs) });
/**
 * The tag that a tag.json names.
 *
 * @param where What the object is called in an error.
 * @throws UserError when it names none.
 */
function tagIn(text, where) {
    (0,object_text/* requireObject */.zG)(text, where, 'tag.json');
    return (0,schema/* parseJson */.qF)(pointer, text, where, `It says which tag latest/ shows, so nothing there is changed before it can be read. Look at it, and correct it or remove it: ` +
        'the next run writes it again.').message;
}

;// CONCATENATED MODULE: ./actions/badges/src/plan.ts


/** The objects that show `machines`. */
function planBadges(release, machines) {
    const { prefix, tag, channel, formats } = release;
    const badges = machines.flatMap(({ machine, state }) => formats.map((format) => ({ machine, format, text: textOf(machineBadge(machine, state), format) })));
    const ofLatestTag = (format) => ({
        key: (0,keys/* latestTagKey */.N)(prefix, channel, format),
        format,
        machine: undefined,
        text: tagText(release, tag, format),
    });
    return {
        release,
        ofTag: badges.map((badge) => ({ ...badge, key: (0,keys/* badgeKey */.RV)(prefix, tag, badge.machine, badge.format) })),
        latest: [
            ...badges.map((badge) => ({
                ...badge,
                key: (0,keys/* latestBadgeKey */.sN)(prefix, channel, badge.machine, badge.format),
            })),
            ...(formats.includes('svg') ? [ofLatestTag('svg')] : []),
        ],
        pointer: ofLatestTag('json'),
        latestFolder: (0,keys/* latestBadgesFolder */.o0)(prefix, channel),
    };
}
/**
 * Where in `latest/<channel>/badges/` an object of that name is the badge of a machine; undefined for the badge of the tag, and for
 * what is no badge.
 *
 * @param name The key below that folder.
 */
function machinePlace({ prefix, channel }, name) {
    const [, machine, format] = /^([^/]+)\.(json|svg)$/.exec(name) ?? [];
    if (machine === undefined || machine === 'tag' || (format !== 'json' && format !== 'svg'))
        return undefined;
    return { key: (0,keys/* latestBadgeKey */.sN)(prefix, channel, machine, format), format, machine };
}
/** The badge that says `tag`. */
function tagText({ channel }, tag, format) {
    return textOf(tagBadge(channel, tag), format);
}
/** The URL of an object of the layer. */
function urlOf({ publicUrl: base, prefix }, key) {
    return (0,keys/* publicUrl */.x6)(base, prefix, key);
}
function textOf(badge, format) {
    return format === 'json' ? badgeJson(badge) : badgeSvg(badge);
}

// EXTERNAL MODULE: ./packages/core/src/action/in-parallel.ts
var in_parallel = __webpack_require__(13205);
// EXTERNAL MODULE: ./packages/core/src/release/tags.ts
var tags = __webpack_require__(47782);
;// CONCATENATED MODULE: ./actions/badges/src/survey.ts





/**
 * Reads tag.json and every object that the plan writes.
 *
 * @throws UserError when one of them cannot be read, or when tag.json names no tag.
 */
async function survey(store, plan, prune) {
    const { tag } = plan.release;
    const pointer = await readPointer(store, plan);
    const shown = pointer?.tag;
    const newer = isNewer(shown, tag);
    const wanted = newer ? await objectsOf(store, plan, newerOf(shown, tag)) : plan.latest;
    const [ofTag, latest] = await Promise.all([differing(store, plan.ofTag), differing(store, wanted)]);
    return {
        shown,
        newer,
        ofTag,
        latest,
        movesPointer: !newer && pointer?.text !== plan.pointer.text,
        prunes: prune && shown !== undefined && (0,tags/* compareTags */.bb)(shown, tag) < 0,
    };
}
/** The tag that `latest/` shows now. @throws UserError as `survey`. */
async function shownTag(store, plan) {
    return (await readPointer(store, plan))?.tag;
}
/** Whether `shown` is a newer tag than `tag`. */
function isNewer(shown, tag) {
    return shown !== undefined && (0,tags/* compareTags */.bb)(shown, tag) > 0;
}
/** The newer one of the tag that `latest/` shows and another one. */
function newerOf(shown, tag) {
    return shown !== undefined && isNewer(shown, tag) ? shown : tag;
}
/**
 * The badges in `latest/` of machines that the release does not have, by what they say themselves. What else is there is not ours to
 * remove.
 */
async function extraBadges(store, { release, ofTag, latestFolder }) {
    const machines = new Set(ofTag.map(({ machine }) => machine));
    const others = [];
    for await (const { key } of store.list(latestFolder)) {
        const place = machinePlace(release, key.slice(latestFolder.length));
        if (place !== undefined && !machines.has(place.machine))
            others.push(place);
    }
    const ours = await (0,in_parallel/* inParallel */.H)(others, async ({ key, format, machine }) => showsMachine(await store.text(key), format, machine));
    return others.filter((_, at) => ours[at]);
}
/** What an object of `latest/` holds when that shows `tag`. */
async function textFor(store, release, { machine, format }, tag) {
    if (machine === undefined)
        return tagText(release, tag, format);
    return store.text((0,keys/* badgeKey */.RV)(release.prefix, tag, machine, format));
}
/** The plan's objects of `latest/` as another tag has them. */
async function objectsOf(store, plan, tag) {
    const objects = await (0,in_parallel/* inParallel */.H)(plan.latest, async (place) => {
        const text = await textFor(store, plan.release, place, tag);
        return text === undefined ? [] : [{ ...place, text }];
    });
    return objects.flat();
}
async function readPointer(store, { pointer }) {
    const text = await store.text(pointer.key);
    return text === undefined ? undefined : { text, tag: tagIn(text, store.describe(pointer.key)) };
}
async function differing(store, objects) {
    const texts = await (0,in_parallel/* inParallel */.H)(objects, ({ key }) => store.text(key));
    return objects.filter(({ text }, at) => texts[at] !== text);
}

;// CONCATENATED MODULE: ./actions/badges/src/latest.ts


/** `latest/` before the run has written there. */
function openLatest(store, plan, writer) {
    const { release } = plan;
    /** What this run wrote, and what it replaced. */
    const ours = new Map();
    async function goalText(place) {
        const shown = await shownTag(store, plan);
        return textFor(store, release, place, newerOf(shown, release.tag));
    }
    const bring = (place) => writer.replace(place, async (current) => {
        const text = await goalText(place);
        const written = ours.get(place.key);
        const before = current !== undefined && current === written?.text ? written.before : current;
        // A tag that came in between and has no such badge keeps what was there without this run.
        if (text === undefined)
            return before;
        ours.set(place.key, { before, text });
        return text;
    });
    async function bringForGood(place) {
        // Another run may have read, before the change, what it writes after it.
        while (await bring(place))
            ;
    }
    return {
        bring,
        async align() {
            const failures = await (0,in_parallel/* inParallel */.H)(plan.latest, (place) => bringForGood(place).then(() => [], (thrown) => [thrown]));
            for (const thrown of failures.flat())
                throw thrown;
        },
        async prune() {
            if (isNewer(await shownTag(store, plan), release.tag))
                return;
            await (0,in_parallel/* inParallel */.H)(await extraBadges(store, plan), async (place) => {
                await writer.replace(place, () => goalText(place));
                await bringForGood(place);
            });
        },
    };
}

;// CONCATENATED MODULE: ./actions/badges/src/report.ts









const LONGEST_NAME = 100;
/** What is said every 10 s of long work: `Reading the badges of 029, 20 s so far.` */
function soFar(what) {
    return (elapsedSeconds) => `${what}, ${(0,progress/* formatDuration */.a3)(elapsedSeconds)} so far.`;
}
/** `11 passing, 1 failing of 12 machines. latest/stable shows 029.` */
function verdict({ release, machines, shownBefore, shown, dryRun }) {
    const { tag, channel } = release;
    const counts = `${countStates(machines)} of ${(0,wording/* counted */.hS)(machines.length, 'machine')}.`;
    const latest = `latest/${channel} shows`;
    if (isNewer(shownBefore, tag))
        return `${counts} ${latest} ${shownBefore}, which is newer.`;
    if (isNewer(shown, tag)) {
        return `${counts} ${latest} ${shown}: the run of that newer tag was faster, and this one gave way.`;
    }
    if (!dryRun || shownBefore === tag)
        return `${counts} ${latest} ${shown ?? 'nothing yet'}.`;
    return `${counts} ${latest} ${shownBefore ?? 'nothing yet'}, and would show ${tag}.`;
}
/** What was written, or would be, in one or two sentences. */
function writes({ written, removed, readme, dryRun }) {
    const did = (count) => (dryRun ? 'would be' : count === 1 ? 'was' : 'were');
    const done = [
        ...(written > 0 ? [`${(0,wording/* counted */.hS)(written, 'object')} ${did(written)} written`] : []),
        ...(removed > 0 ? [`${(0,wording/* counted */.hS)(removed, 'object')} ${did(removed)} removed`] : []),
        ...(readme === undefined ? [] : [`${readme} ${did(1)} rewritten`]),
    ].join(', ');
    if (done === '')
        return 'Everything is there already. Nothing was written.';
    return dryRun ? `Nothing was written. ${done}.` : `${done}.`;
}
/** The step summary: what a person asks first, then the machines, the worst first. */
function badgesSummary(outcome) {
    const { release, machines, tested, dryRun } = outcome;
    const parts = [
        (0,markdown.md) `### badges: ${(0,markdown/* code */.aY)(release.tag)}${dryRun ? (0,markdown.md) ` (dry run)` : (0,markdown.md) ``}`,
        (0,markdown/* escapeText */.X1)(verdict(outcome)),
        machineTable(machines, tested),
        (0,markdown/* escapeText */.X1)(writes(outcome)),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
/** The step summary of a run that failed when it knew the machines. */
function failureSummary({ release, machines, tested }) {
    const counts = `${countStates(machines)} of ${(0,wording/* counted */.hS)(machines.length, 'machine')}`;
    const parts = [
        (0,markdown.md) `### badges: ${(0,markdown/* code */.aY)(release.tag)}`,
        (0,markdown/* escapeText */.X1)(`${counts}, as the jobs say. What became of the badges is said below.`),
        machineTable(machines, tested),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
/** The machines, the worst first. */
function machineTable(machines, tested) {
    const rows = machines
        .toSorted((a, b) => compareStates(a.state, b.state) || (0,text_order/* compareText */.n)(a.machine, b.machine))
        .map((machine) => [
        (0,markdown/* code */.aY)(machine.machine),
        (0,markdown/* escapeText */.X1)(machine.state),
        (0,markdown/* escapeText */.X1)(worst(machine.builds)?.job.conclusion ?? 'running'),
        ...(tested ? [(0,markdown/* unbroken */.D_)(countStates(machine.tests))] : []),
        (0,markdown/* unbroken */.D_)(durationOf(machine.builds)),
        jobLink(machine.decisive),
    ]);
    const header = ['Machine', 'State', 'Build', ...(tested ? ['Tests'] : []), 'Duration', 'Job'];
    return (0,markdown/* table */.tp)(header.map(markdown/* escapeText */.X1), rows);
}
/** The output `badges`. */
function badgesOutput(release, machines) {
    return JSON.stringify(machines.map(({ machine, state, decisive }) => {
        const { message, color } = machineBadge(machine, state);
        const url = (format) => urlOf(release, (0,keys/* badgeKey */.RV)(release.prefix, release.tag, machine, format));
        return {
            machine,
            conclusion: decisive.conclusion ?? null,
            message,
            color,
            ...(release.formats.includes('json') ? { url: url('json') } : {}),
            ...(release.formats.includes('svg') ? { 'svg-url': url('svg') } : {}),
            job: decisive.url,
        };
    }));
}
/** `11 passing, 1 failing`; `none` for no state at all. */
function countStates(items) {
    const counts = STATES.toReversed().flatMap((state) => {
        const count = items.filter((item) => item.state === state).length;
        return count === 0 ? [] : [`${count} ${state}`];
    });
    return counts.length === 0 ? 'none' : counts.join(', ');
}
function worst(jobs) {
    return jobs.toSorted((a, b) => compareStates(a.state, b.state))[0];
}
/** The time of the longest job. A job that was skipped has none. */
function durationOf(builds) {
    const seconds = Math.max(0, ...builds.map(({ job }) => job.seconds ?? 0));
    return seconds === 0 ? '' : (0,progress/* formatDuration */.a3)(seconds);
}
function jobLink({ name, url }) {
    const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 3).toWellFormed()}...` : name;
    return (0,markdown/* link */.nf)(shown, url);
}

;// CONCATENATED MODULE: ./actions/badges/src/store.ts

const SVG_FILE = { contentType: 'image/svg+xml', cacheControl: 'no-cache' };
/** The headers of a badge: it is not to be kept by caches. */
function headersOf(format) {
    return format === 'json' ? write_options/* JSON_FILE */.KB : SVG_FILE;
}

;// CONCATENATED MODULE: ./actions/badges/src/writer.ts

/**
 * A writer that has written nothing yet.
 *
 * @param options They go with every object.
 * @param confirmed Called as soon as it is certain that an object was changed.
 */
function openWriter(store, options, confirmed) {
    const changed = new Map();
    function confirm({ key }, how) {
        changed.set(key, how);
        confirmed(key, how);
        return true;
    }
    const keys = (how) => [...changed.keys()].filter((key) => changed.get(key) === how);
    return {
        async replace(place, next) {
            let removes = false;
            try {
                const updated = await store.update(place.key, async (current) => {
                    const text = await next(current);
                    removes = text === undefined && current !== undefined;
                    if (text === undefined)
                        throw new Absent();
                    return text;
                }, { ...options, ...headersOf(place.format) });
                return updated.changed && confirm(place, 'written');
            }
            catch (thrown) {
                if (!(thrown instanceof Absent))
                    throw thrown;
            }
            if (!removes)
                return false;
            await store.remove(place.key);
            return confirm(place, 'removed');
        },
        changes: () => ({ written: keys('written'), removed: keys('removed') }),
    };
}
/** Ends an update of an object that is not to be there. */
class Absent extends Error {
}

;// CONCATENATED MODULE: ./actions/badges/src/publish.ts









/**
 * Writes the badges of a release: `<tag>/badges/`, then `latest/`, then tag.json, and then looks at `latest/` again. Runs of other tags
 * may do so at the same time: the newest tag wins, because a run writes below `latest/` what the newer of two tags has, its own and
 * the one that tag.json names, and asks for that before and after each of its writes. Nothing is undone: a run that did not end is
 * completed by the next one.
 *
 * @throws UserError when something cannot be written. It says what was written before.
 */
async function publishBadges(store, plan, found, options, reporting) {
    const { tag } = plan.release;
    const done = [];
    const writer = openWriter(store, options, (key, how) => {
        const line = `${how === 'written' ? 'Wrote' : 'Removed'} ${key}.`;
        done.push(line);
        if (done.length === 1)
            reporting.changed();
        reporting.log.info(line);
    });
    const latest = openLatest(store, plan, writer);
    const align = () => (0,progress/* withProgress */.E0)(reporting, soFar('Looking at latest/ again'), () => latest.align());
    try {
        await (0,in_parallel/* inParallel */.H)(found.ofTag, (object) => writer.replace(object, () => object.text));
        if (found.latest.length === 0 && !found.movesPointer) {
            return { shown: found.shown, ...writer.changes() };
        }
        await (0,in_parallel/* inParallel */.H)(found.latest, latest.bring);
        if (found.prunes)
            await latest.prune();
        await writer.replace(plan.pointer, (current) => current !== undefined && isNewer(tagIn(current, store.describe(plan.pointer.key)), tag)
            ? current
            : plan.pointer.text);
        await align();
        if (found.prunes)
            await latest.prune();
        return { shown: await shownTag(store, plan), ...writer.changes() };
    }
    catch (thrown) {
        // Where tag.json names this tag or a newer one, nobody needs to come after this run.
        const shown = await shownTag(store, plan).catch(() => undefined);
        if (shown === tag || isNewer(shown, tag))
            await align().catch(() => undefined);
        throw incomplete(thrown, done, reporting.log);
    }
}
function incomplete(thrown, done, log) {
    const outcome = done.length === 0 ? 'Nothing was written before.' : `What was done stays:\n${(0,wording/* shortList */.pg)(done, '\n')}`;
    if (thrown instanceof errors/* UserError */.yo) {
        return new errors/* UserError */.yo(`${thrown.message}\n${outcome}`, `${thrown.advice} Running this job again completes the badges.`, { cause: thrown });
    }
    log.warning(outcome);
    return thrown;
}

;// CONCATENATED MODULE: ./actions/badges/src/readme.ts




const START = '<!-- BADGES_START -->';
const END = '<!-- BADGES_END -->';
/** The picture of the tag and the table of the machines, as lines. They do not change from one release to the next. */
function badgeTable(release, machines) {
    const { prefix, channel, formats } = release;
    const format = formats.includes('svg') ? 'svg' : 'json';
    const badge = (alt, key) => {
        const url = urlOf(release, key);
        const shown = format === 'svg' ? url : `https://img.shields.io/endpoint?url=${encodeURIComponent(url)}`;
        return (0,markdown/* image */.Sl)(alt, shown);
    };
    const rows = machines.map(({ machine }) => [
        (0,markdown/* escapeText */.X1)(machine),
        badge(machine, (0,keys/* latestBadgeKey */.sN)(prefix, channel, machine, format)),
    ]);
    return [
        badge(`latest ${channel}`, (0,keys/* latestTagKey */.N)(prefix, channel, format)),
        '',
        ...(0,markdown/* table */.tp)([(0,markdown.md) `Machine`, (0,markdown.md) `Build`], rows).split('\n'),
    ];
}
/**
 * A text with `lines` between its markers, and blank lines around them. Its line ends are kept.
 *
 * @param where What the text is called in an error.
 * @throws UserError when the markers are not there once each, the start before the end.
 */
function betweenMarkers(text, lines, where) {
    const [start, end] = [text.indexOf(START), text.indexOf(END)];
    const problem = markerProblem(text, start, end);
    if (problem !== undefined) {
        throw new errors/* UserError */.yo(`${where} ${problem}.`, `Put these two lines where the table is to be, once:\n${START}\n${END}`);
    }
    const inside = text.slice(start + START.length, end);
    const eol = /\r?\n/.exec(inside)?.[0] ?? /\r?\n/.exec(text)?.[0] ?? '\n';
    const head = text.slice(0, start + START.length);
    return `${head}${['', '', ...lines, '', ''].join(eol)}${text.slice(end)}`;
}
function markerProblem(text, start, end) {
    const missing = [...(start < 0 ? [START] : []), ...(end < 0 ? [END] : [])];
    if (missing.length > 0)
        return `has no ${missing.join(' and no ')}`;
    if (text.lastIndexOf(START) !== start)
        return `has more than one ${START}`;
    if (text.lastIndexOf(END) !== end)
        return `has more than one ${END}`;
    return end < start ? `has ${END} before ${START}` : undefined;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-write.ts
var foreign_write = __webpack_require__(74662);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
;// CONCATENATED MODULE: ./actions/badges/src/readme-file.ts








/**
 * Reads the file of the input `readme`, and changes nothing.
 *
 * @param workspace The work tree; the file must be in it.
 * @throws UserError when it cannot be rewritten: not there, elsewhere, not text, or without its markers.
 */
async function readReadme(workspace, name, lines) {
    const where = `The file ${(0,inputs/* quote */.hD)(name)}`;
    const path = await inWorkspace(workspace, name, where);
    const before = await textIn(path, where);
    const after = betweenMarkers(before, lines, where);
    return { name, path, after, differs: after !== before };
}
/** Writes the file in one step; its mode stays. @throws UserError when it cannot be written. */
async function writeReadme({ name, path, after }) {
    try {
        const { file } = await (0,foreign_file/* openForeign */.Fr)('/', path);
        await file.close();
        await (0,foreign_write/* replaceFile */.fR)('/', path, after);
    }
    catch (thrown) {
        throw new errors/* UserError */.yo(`The badges are published, but the file ${(0,inputs/* quote */.hD)(name)} could not be written: ${reasonOf(thrown)}.`, 'See that this job may write it and its folder, and run it again.', { cause: thrown });
    }
}
async function inWorkspace(workspace, name, where) {
    const root = await (0,promises_.realpath)(workspace);
    let path;
    try {
        path = await (0,promises_.realpath)((0,external_node_path_.join)(root, name));
    }
    catch (thrown) {
        throw new errors/* UserError */.yo(`${where} cannot be read in ${root}: ${(0,errors/* systemCode */.xU)(thrown) ?? (0,errors/* messageOf */.bD)(thrown)}.`, 'Check out the repository in an earlier step of the job, and check the input "readme".', { cause: thrown });
    }
    if (path.startsWith(`${root}${external_node_path_.sep}`))
        return path;
    throw new errors/* UserError */.yo(`${where} is a link that leaves the work tree.`, 'Set the input "readme" to a file of the repository.');
}
async function textIn(path, where) {
    try {
        const bytes = await (0,foreign_file/* readForeign */.vM)('/', path, limits/* FILE_LIMITS */.SK.readme);
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (thrown) {
        const reason = thrown instanceof TypeError ? 'it is not UTF-8 text' : reasonOf(thrown);
        throw new errors/* UserError */.yo(`${where} cannot be read: ${reason}.`, 'Check the input "readme".', {
            cause: thrown,
        });
    }
}
function reasonOf(thrown) {
    return thrown instanceof foreign_file/* ForeignFileError */.Nw ? `it ${thrown.problem}` : (0,errors/* messageOf */.bD)(thrown);
}

;// CONCATENATED MODULE: ./actions/badges/src/main.ts























/** Turns the jobs of a run into badges: of the tag, and of the newest tag of its channel. */
async function run(given, deps, output) {
    const settings = (0,store_settings/* storeSettings */.l)(given, deps.env);
    const github = (0,client/* openGitHub */.o)((0,github_settings/* githubSettings */.ND)(given, deps.env), deps);
    const id = runId(given);
    const { tag, formats } = given;
    const { prefix, publicUrl } = settings;
    const release = { prefix, publicUrl, tag, channel: (0,channels/* channelOf */.t)(tag, given.channel), formats };
    const jobs = await (0,runs/* listJobs */.N6)(github, id);
    deps.log.info(`Run ${id} has ${(0,wording/* counted */.hS)(jobs.length, 'job')}.`);
    await checkRun(github, id, tag);
    const own = ownJob(jobs, id, deps.env);
    if (own !== undefined)
        deps.log.info(`The job ${(0,inputs/* quote */.hD)(own.name)} is left out: this step is part of it.`);
    const others = jobs.filter((job) => job !== own);
    const { machines, infos, warnings } = assess(others, await find(others, given));
    for (const info of infos)
        deps.log.info(info);
    for (const warning of warnings)
        deps.log.warning(warning);
    if (machines.length === 0)
        return nothingBuilt(given, id, jobs, deps);
    output('badges', badgesOutput(release, machines));
    output('passing', countOf(machines, 'passing'));
    output('failing', countOf(machines, 'failing'));
    const judged = { release, machines, tested: given['test-pattern'] !== undefined };
    try {
        const outcome = await publish(judged, settings, given, deps, output);
        if (given.summary)
            deps.summary(badgesSummary(outcome));
        deps.log.info(`${verdict(outcome)} ${writes(outcome)}`);
    }
    catch (thrown) {
        if (given.summary)
            deps.summary(failureSummary(judged));
        throw thrown;
    }
}
/** What the patterns find in the names of the jobs. @throws UserError for one that takes too long. */
async function find(jobs, given) {
    const { 'job-pattern': job, 'test-pattern': test } = given;
    const names = jobs.map(({ name }) => name);
    return {
        job: await (0,pattern/* matchNames */.Gj)(job, names),
        test: test === undefined ? [] : await (0,pattern/* matchNames */.Gj)(test, names),
    };
}
/** Holds the run against the release. @throws UserError when it is of a fork, or built another commit than that of the tag. */
async function checkRun(github, id, tag) {
    const run = await (0,origin/* checkOrigin */.X)(github, id, {
        allowForeign: false,
        advice: 'Its badges would be those of a release. Let this workflow start for runs of this repository only.',
    });
    await (0,origin/* checkTagCommit */.y)(github, tag, {
        sha: run.headSha,
        how: `the run ${run.url} built`,
        advice: 'Its jobs say nothing about that release. Correct `tag` or `run-id`, or run the workflow for the tag.',
    });
}
/** Publishes the badges, or says what would be done. */
async function publish(judged, settings, given, deps, output) {
    const { release, machines } = judged;
    const readme = given.readme === undefined
        ? undefined
        : await readReadme(deps.env['GITHUB_WORKSPACE'] || process.cwd(), given.readme, badgeTable(release, machines));
    const store = (0,write_options/* storeOf */.xX)(given, settings, deps);
    const plan = planBadges(release, machines);
    const found = await (0,progress/* withProgress */.E0)(deps, soFar(`Reading the badges of ${release.tag}`), () => survey(store, plan, given.prune));
    const done = given['dry-run']
        ? await dryRun(store, plan, found, readme, deps)
        : await write(store, plan, found, readme, given, deps, output);
    return { ...judged, ...done, shownBefore: found.shown, dryRun: given['dry-run'] };
}
/** Writes the badges, and the README when they are shown. */
async function write(store, plan, found, readme, given, deps, output) {
    const { tag } = plan.release;
    const title = `Write the badges of ${tag} to ${store.label}`;
    const changed = () => output('changed', true);
    const { shown, written, removed } = await deps.log.group(title, () => publishBadges(store, plan, found, (0,write_options/* aclOptions */.l3)(given), { log: deps.log, clock: deps.clock, changed }));
    const rewrites = readme?.differs === true && !isNewer(shown, tag);
    if (rewrites) {
        await writeReadme(readme);
        changed();
    }
    return {
        shown,
        written: written.length,
        removed: removed.length,
        readme: rewrites ? readme.name : undefined,
    };
}
/** Says what would be written. */
async function dryRun(store, plan, found, readme, deps) {
    const extra = found.prunes ? await extraBadges(store, plan) : [];
    const written = [...found.ofTag, ...found.latest, ...(found.movesPointer ? [plan.pointer] : [])];
    for (const { key } of written)
        deps.log.info(`Dry run: ${key} would be written.`);
    for (const { key } of extra)
        deps.log.info(`Dry run: ${key} would be removed.`);
    const rewrites = readme?.differs === true && !found.newer;
    if (rewrites)
        deps.log.info(`Dry run: ${readme.name} would be rewritten.`);
    return {
        shown: found.shown,
        written: written.length,
        removed: extra.length,
        readme: rewrites ? readme.name : undefined,
    };
}
function runId(given) {
    const id = given['run-id'];
    if (id !== undefined)
        return id;
    throw new errors/* UserError */.yo('Input "run-id" is missing.', 'Leave it out, to read the jobs of this run, or give the id of a run of this repository.');
}
function countOf(machines, state) {
    return machines.filter((machine) => machine.state === state).length;
}
function nothingBuilt(given, id, jobs, deps) {
    const pattern = (0,inputs/* quote */.hD)(given['job-pattern'].source);
    const what = `None of the ${(0,wording/* counted */.hS)(jobs.length, 'job')} of the run ${id} builds a machine, by the pattern ${pattern}.`;
    if (!given['allow-empty']) {
        const names = jobs.map(({ name }) => (0,inputs/* quote */.hD)(name));
        throw new errors/* UserError */.yo(names.length === 0 ? what : `${what} They are: ${(0,wording/* shortList */.pg)(names, ', ')}.`, 'Correct the input "job-pattern" or "run-id". For a run that builds nothing, set `allow-empty: true`.');
    }
    deps.log.info(`${what} Nothing was written.`);
    if (given.summary) {
        deps.summary((0,markdown.md) `### badges: ${(0,markdown/* code */.aY)(given.tag)}\n\nNo job of the run builds a machine. Nothing was written.`);
    }
}
const main_stage = (0,stage/* defineStage */.w)({ inputs: src_inputs.inputs, outputs: src_inputs.outputs, initial: src_inputs.initial, run });


/***/ }),

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


/***/ }),

/***/ 36806:
/*! packages/core/src/action/pattern.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ matchNames),
/* harmony export */   Ll: () => (/* binding */ patternWith),
/* harmony export */   T1: () => (/* binding */ pattern)
/* harmony export */ });
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69106);



const LONGEST_PATTERN = _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.pattern.most;
/** An input that is a pattern, a regular expression of JavaScript; undefined where it is not given. */
function pattern() {
    return (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), (source) => patternProblem(source)).transform((source) => source === undefined ? undefined : new RegExp(source));
}
/** As `pattern`, but `byDefault` where it is not given. It must have the group `(?<group>...)`. */
function patternWith(group, byDefault) {
    return (0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), (source) => patternProblem(source) ?? groupProblem(source, group, byDefault)).transform((source) => new RegExp(source ?? byDefault));
}
/** Runs in a thread of its own. `at` holds the index of the name that it is at. */
const MATCHER = `
const { parentPort, workerData: { compiled, names, at } } = require('node:worker_threads');
const copyOf = ({ 0: text, index, input, groups }) => ({ 0: text, index, input, groups: groups && { ...groups } });
parentPort.postMessage(names.map((name, index) => {
  Atomics.store(at, 0, index);
  const found = compiled.exec(name);
  return found && copyOf(found);
}));
`;
/**
 * What a pattern finds in the first 512 characters of each name, in the order of the names.
 *
 * @throws UserError when it takes longer than a second for all of them: nested repetitions can take for ever.
 */
async function matchNames(compiled, names) {
    const { Worker } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 75919, 23));
    const at = new Int32Array(new SharedArrayBuffer(4));
    const read = names.map((name) => name.slice(0, _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.patternName.most));
    const worker = new Worker(MATCHER, { eval: true, env: {}, workerData: { compiled, names: read, at } });
    let timer;
    try {
        return await new Promise((resolve, reject) => {
            worker.once('online', () => {
                const giveUp = () => reject(tooSlow(compiled, names, Atomics.load(at, 0)));
                timer = setTimeout(giveUp, _limits_ts__WEBPACK_IMPORTED_MODULE_2__/* .READER_LIMITS */ .f0.patternTime.most);
            });
            worker.once('message', resolve);
            worker.once('error', reject);
        });
    }
    finally {
        clearTimeout(timer);
        await worker.terminate();
    }
}
function tooSlow({ source }, names, at) {
    return new _errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The pattern ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(source)} takes too long: after a second it is at the name ${(0,_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(names[at] ?? '')}, number ${at + 1} of ${names.length}.`, 'Write it so that it has one way to match: a repetition within a repetition, as in (a+)+, or several .* in a row have many.');
}
function patternProblem(source) {
    if (source.length > LONGEST_PATTERN) {
        return `It has ${source.length} characters, and may have at most ${LONGEST_PATTERN}.`;
    }
    try {
        new RegExp(source);
        return undefined;
    }
    catch (thrown) {
        const reason = (0,_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).split(': ').at(-1)?.replace(/\s+/g, ' ');
        return `It is not a regular expression of JavaScript: ${reason}.`;
    }
}
function groupProblem(source, group, example) {
    // With an alternative that is empty the expression matches, and names its groups.
    const groups = Object.keys(new RegExp(`(?:${source})|`).exec('')?.groups ?? {});
    if (groups.includes(group))
        return undefined;
    return `It has no group (?<${group}>...), which says where in a name the ${group} is. An example is ${example}`;
}


/***/ }),

/***/ 36699:
/*! packages/core/src/github/runs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GB: () => (/* binding */ noSuchRun),
/* harmony export */   N6: () => (/* binding */ listJobs),
/* harmony export */   cI: () => (/* binding */ readRun)
/* harmony export */ });
/** How often the jobs are read while a run gets new ones. */
const READINGS = 3;
/** Reads a run of this repository. @throws UserError when it is not there. */
function readRun(github, id) {
    const { octokit, repo } = github;
    return github.explained({
        doing: `read the run ${id}`,
        permission: 'actions: read',
        notFound: noSuchRun(github),
    }, async () => {
        const { data } = await octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) });
        return {
            conclusion: data.conclusion ?? undefined,
            headSha: data.head_sha,
            headName: data.head_branch ?? undefined,
            headRepository: data.head_repository?.full_name,
            url: data.html_url,
        };
    });
}
/**
 * All jobs of a run as they stand after its latest attempt: a job that was not run again stands as the earlier attempt left it. All
 * attempts are asked for, because what GitHub lists as the latest one may lack the jobs that were not run again.
 *
 * @throws UserError when there is no such run.
 */
function listJobs(github, id) {
    return github.explained({
        doing: `read the jobs of the run ${id}`,
        permission: 'actions: read',
        notFound: noSuchRun(github),
    }, async () => {
        let jobs = await readJobs(github, id);
        // A run that gets new jobs between two pages moves the others.
        for (let reading = 1; jobs.all.size < jobs.total && reading < READINGS; reading += 1) {
            jobs = await readJobs(github, id);
        }
        return newestOfEach([...jobs.all.values()]).map((job) => ({
            name: job.name,
            ended: job.status === 'completed',
            conclusion: job.conclusion ?? undefined,
            runner: job.runner_name || undefined,
            seconds: secondsBetween(job.started_at, job.completed_at),
            url: job.html_url ?? '',
        }));
    });
}
async function readJobs({ octokit, repo }, id) {
    const all = new Map();
    let total = 0;
    const pages = octokit.paginate.iterator(octokit.rest.actions.listJobsForWorkflowRun, {
        ...repo,
        run_id: Number(id),
        filter: 'all',
        per_page: 100,
    });
    for await (const { data } of pages) {
        for (const job of data)
            all.set(job.id, job);
        // The plugin hands the jobs on as an array, which keeps the count.
        total = data.total_count;
    }
    return { all, total };
}
/** The jobs of the newest attempt that each name has. Several jobs of an attempt may have one name. */
function newestOfEach(jobs) {
    const attemptOf = (job) => job.run_attempt ?? 1;
    const newest = new Map();
    for (const job of jobs)
        newest.set(job.name, Math.max(attemptOf(job), newest.get(job.name) ?? 0));
    return jobs.filter((job) => attemptOf(job) === newest.get(job.name));
}
/** What to do about a run that GitHub does not find. */
function noSuchRun({ tokenInput }) {
    return ('Check the input `run-id`: it is the id of a run of this repository. ' +
        `The token of \`${tokenInput}\` needs \`actions: read\`.`);
}
function secondsBetween(start, end) {
    if (start === null || end === null)
        return undefined;
    const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}


/***/ }),

/***/ 51688:
/*! packages/core/src/release/schema.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   Y5: () => (/* binding */ SHA256_HEX),
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sP: () => (/* binding */ source),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_source_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95283);
/* harmony import */ var _json_json_error_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90599);




/** A SHA-256 digest as all our files state it. */
const SHA256_HEX = /^[0-9a-f]{64}$/;
/** The digest of an object. */
const sha256 = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .regex(SHA256_HEX, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });
const NOT_A_SIZE = 'It must be a size in bytes.';
/** A size in bytes. */
const size = zod__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr({ error: NOT_A_SIZE }).nonnegative({ error: NOT_A_SIZE });
/** The URL of a workflow run. */
const runUrl = named(_action_source_ts__WEBPACK_IMPORTED_MODULE_1__/* .runUrlProblem */ .uB);
/** Where a build comes from (core/action/source.ts). */
const source = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    repository: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    ref: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    sha: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().exactOptional(),
    run: runUrl.exactOptional(),
});
/** A string that `check` finds nothing wrong with. */
function named(check) {
    return zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().superRefine((value, context) => {
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
    return checkShape(schema, readJson(text, where, advice), where, advice);
}
/**
 * Reads JSON text of any shape. Nothing of the text is in the error.
 *
 * @throws UserError as `parseJson`.
 */
function readJson(text, where, advice) {
    try {
        return JSON.parse(text);
    }
    catch (thrown) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON: ${(0,_json_json_error_ts__WEBPACK_IMPORTED_MODULE_3__/* .jsonProblem */ .I)(text, thrown)}`, advice);
    }
}
/**
 * Holds a value that was read from JSON against its shape.
 *
 * @throws UserError as `parseJson`.
 */
function checkShape(schema, value, where, advice) {
    const result = schema.safeParse(value, { error: inOurWords });
    if (result.success)
        return result.data;
    const lines = result.error.issues.map((issue) => `  ${pathText(issue.path)}: ${issue.message}`);
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
}
/** Names of types as a message has them. */
const TYPES = {
    array: 'a list',
    int: 'a whole number',
    number: 'a number',
    object: 'an object',
    record: 'an object',
    string: 'a text',
};
/** What is wrong with a value, where its schema has no words of its own for it. */
function inOurWords(issue) {
    if (issue.input === undefined)
        return 'It is missing.';
    if (issue.code === 'invalid_type')
        return `It must be ${TYPES[issue.expected] ?? issue.expected}.`;
    if (issue.code === 'too_small' && issue.origin === 'string')
        return 'It must not be empty.';
    if (issue.code === 'invalid_value')
        return `It must be ${issue.values.map(String).join(' or ')}.`;
    return undefined;
}
/** `artifacts[3].sha256`; `the document` for the whole. */
function pathText(path) {
    const text = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '');
    return text === '' ? 'the document' : text;
}


/***/ }),

/***/ 47782:
/*! packages/core/src/release/tags.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bb: () => (/* binding */ compareTags)
/* harmony export */ });
/* unused harmony exports isVersionTag, previousTag */
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69730);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _text_order_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9185);


const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
/** Whether `tag` is a version: `028`, `028-rc10.1`, `v1.2.3-rc.4`. Every other name has no place between versions. */
function isVersionTag(tag) {
    return VERSION.test(tag);
}
/**
 * The order of tags: negative when `a` comes before `b`, 0 only when they are the same string.
 *
 * Versions come by the precedence rules of SemVer (https://semver.org/#spec-item-11), extended to any number of
 * numbers: missing ones are 0, leading zeros and a `v` do not count. A candidate written `rc4` counts as `rc.4`, so
 * that `rc9` comes before `rc10` also in tags that are SemVer otherwise. A final release comes after all tags of its
 * number that have a suffix. Names that are no version come before all versions, digits in them compared as numbers.
 * Where that leaves two tags equal, the order of their UTF-16 code units decides.
 */
function compareTags(a, b) {
    const left = versionOf(a);
    const right = versionOf(b);
    if (left && right)
        return compareVersions(left, right) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(a, b);
    if (left || right)
        return left ? 1 : -1;
    return compareNatural(a, b) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(a, b);
}
/**
 * The greatest of `known` that comes before `tag`, or undefined. `tag` itself may be among them. Before a version
 * only versions count: a tag such as `nightly` is the base of no changelog.
 */
function previousTag(tag, known) {
    const version = isVersionTag(tag);
    let best;
    for (const other of known) {
        if (version && !isVersionTag(other))
            continue;
        if (compareTags(other, tag) >= 0)
            continue;
        if (best === undefined || compareTags(other, best) > 0)
            best = other;
    }
    return best;
}
function versionOf(tag) {
    const match = VERSION.exec(tag);
    if (match?.[1] === undefined)
        return undefined;
    const pre = (match[2] ?? '').replace(/^rc(?=\d)/i, 'rc.');
    return { numbers: match[1].split('.'), pre: pre === '' ? [] : pre.split('.') };
}
function compareVersions(a, b) {
    for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
        const order = compareNumbers(a.numbers[at] ?? '0', b.numbers[at] ?? '0');
        if (order !== 0)
            return order;
    }
    if (a.pre.length === 0 || b.pre.length === 0)
        return b.pre.length - a.pre.length;
    for (const [at, identifier] of a.pre.entries()) {
        const other = b.pre[at];
        if (other === undefined)
            return 1;
        const order = semver__WEBPACK_IMPORTED_MODULE_0___default().compareIdentifiers(identifier, other);
        if (order !== 0)
            return order;
    }
    return a.pre.length - b.pre.length;
}
function compareNatural(a, b) {
    const left = a.split(/(\d+)/);
    const right = b.split(/(\d+)/);
    for (const [at, part] of left.entries()) {
        const other = right[at];
        if (other === undefined)
            return 1;
        const order = at % 2 === 1 ? compareNumbers(part, other) : (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(part, other);
        if (order !== 0)
            return order;
    }
    return left.length - right.length;
}
/** As numbers, of which the digits may be any many: a BigInt takes long to read so many. */
function compareNumbers(a, b) {
    const [left, right] = [a, b].map((digits) => digits.replace(/^0+/, ''));
    return left.length - right.length || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n)(left, right);
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
