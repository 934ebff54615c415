export const id = 53;
export const ids = [53];
export const modules = {

/***/ 38520:
/*! actions/pvtest-merge/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_glob_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1128);
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_pvtest_counts_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(83646);
/* harmony import */ var _pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8347);
/* harmony import */ var _pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(84640);





const inputs = {
    reports: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(),
    artifacts: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), _pv_actions_core_action_glob_ts__WEBPACK_IMPORTED_MODULE_0__/* .globProblem */ .AI).transform((pattern) => pattern ?? 'pvtest-workspace-*'),
    ..._pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .judgementInputs */ .N,
};
const outputs = ['verdict', 'total', ..._pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_3__/* .VERDICTS */ .bk, 'junit', 'report'];
const initial = { verdict: 'failed', ...(0,_pv_actions_core_pvtest_counts_ts__WEBPACK_IMPORTED_MODULE_4__/* .countOf */ .pq)([]) };


/***/ }),

/***/ 37092:
/*! actions/pvtest-merge/src/collect.ts, actions/pvtest-merge/src/main.ts, packages/core/src/pvtest/merge.ts */
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
// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var source = __webpack_require__(95283);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(41995);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/pvtest/annotations.ts
var annotations = __webpack_require__(74030);
// EXTERNAL MODULE: ./packages/core/src/pvtest/counts.ts
var counts = __webpack_require__(83646);
// EXTERNAL MODULE: ./packages/core/src/pvtest/junit.ts
var junit = __webpack_require__(30620);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/release/text-order.ts
var text_order = __webpack_require__(9185);
// EXTERNAL MODULE: ./packages/core/src/pvtest/report.ts
var pvtest_report = __webpack_require__(84640);
// EXTERNAL MODULE: ./packages/core/src/pvtest/report-file.ts
var report_file = __webpack_require__(21267);
;// CONCATENATED MODULE: ./packages/core/src/pvtest/merge.ts







/**
 * Makes one report of those of several jobs and run attempts. The order in which they are given does not matter, the same
 * report counts once, and a merged report can be merged again: its `parts` and the `part` of its tries say what came from
 * where.
 *
 * A test is that of its distro and id; `mergeTest` says what its verdict is. How the runs ended, and what was wrong
 * beside the tests, is that of the newest attempt of each job; a shard that no report is of is a problem. `seconds` is the
 * sum over the run attempts of the longest run in each: the jobs of an attempt run side by side.
 *
 * @param reports At least one.
 * @throws UserError for reports of different commits.
 */
function mergeReports(reports) {
    checkCommits(reports);
    const { parts, tests, source } = gather(reports);
    const sorted = [...parts.values()].sort(newestFirst).reverse();
    const newest = sorted.at(-1);
    if (newest === undefined)
        throw new RangeError('There is no report to merge.');
    const distros = [...new Set(sorted.map(({ distro }) => distro))].sort(text_order/* compareText */.n);
    const jobs = new Set(sorted.map(({ job }) => job));
    const partIndex = new Map(sorted.map(({ sha256 }, at) => [sha256, at]));
    return {
        version: 1,
        distro: distros.join(', '),
        source,
        job: jobs.size === 1 ? newest.job : undefined,
        runAttempt: newest.runAttempt,
        paths: [...new Set(sorted.flatMap(({ paths }) => paths))].sort(text_order/* compareText */.n),
        started: earliest(sorted).started,
        seconds: secondsOf(sorted),
        ending: endingOf(sorted),
        problems: [...problemsOf(sorted), ...missingShards(sorted)],
        parts: sorted,
        tests: [...tests.values()]
            .sort((a, b) => (0,text_order/* compareText */.n)(a.id, b.id) || (0,text_order/* compareText */.n)(a.distro, b.distro))
            .map(({ id, distro, results }) => ({
            id,
            ...(distros.length > 1 ? { distro } : {}),
            ...mergeTest([...results.values()], partIndex),
        })),
    };
}
function checkCommits(reports) {
    const commits = new Map();
    for (const report of reports) {
        if (report.source.sha !== undefined && !commits.has(report.source.sha))
            commits.set(report.source.sha, report);
    }
    if (commits.size < 2)
        return;
    const named = [...commits].map(([sha, report]) => `${(0,inputs/* quote */.hD)(sha)} (${(0,inputs/* quote */.hD)(partName(report))})`).sort();
    throw new errors/* UserError */.yo(`The reports are of ${commits.size} commits: ${(0,wording/* shortList */.pg)(named, ', ', 5)}.`, 'Merge the reports of one commit only: those of one workflow run.');
}
function gather(reports) {
    const gathered = { parts: new Map(), tests: new Map() };
    const known = reports.map((report) => ({ report, sha256: digestOf(report) }));
    known.sort((a, b) => (0,text_order/* compareText */.n)(a.sha256, b.sha256));
    const sources = known.map(({ report, sha256 }) => {
        const parts = isMerged(report) ? (report.parts ?? []) : [partOf(report, sha256)];
        for (const part of parts)
            if (!gathered.parts.has(part.sha256))
                gathered.parts.set(part.sha256, part);
        for (const test of report.tests)
            addTest(test, report, parts, gathered);
        return { source: report.source, newest: newestOf(parts) };
    });
    sources.sort((a, b) => newestFirst(a.newest, b.newest));
    return { ...gathered, source: sources[0]?.source ?? {} };
}
function addTest(test, report, parts, { tests }) {
    const { id, distro = report.distro } = test;
    const key = JSON.stringify([distro, id]);
    const known = tests.get(key) ?? { id, distro, results: new Map() };
    tests.set(key, known);
    for (const result of resultsOf(test, parts)) {
        const { sha256 } = result.part;
        if (!known.results.has(sha256))
            known.results.set(sha256, result);
    }
}
/**
 * What each part says of a test. What a merged report says only once is that of the part whose try stands last, and the
 * quarantine that of the newest part: of the others it does not matter any more.
 */
function resultsOf(test, parts) {
    const { verdict, reason, quarantine, issues, moreIssues, leaks } = test;
    const ofLog = { reason, issues, moreIssues, leaks };
    const groups = Map.groupBy(test.tries, ({ part = 0 }) => parts[part] ?? newestOf(parts));
    if (groups.size === 0) {
        return [{ part: newestOf(parts), tries: [], verdict, quarantine, ...ofLog }];
    }
    const newest = newestOf([...groups.keys()]);
    const last = parts[test.tries.at(-1)?.part ?? 0];
    return [...groups].map(([part, tries]) => ({
        part,
        tries,
        ...(part === last ? ofLog : {}),
        ...(part === newest ? { quarantine } : {}),
    }));
}
function partOf(report, sha256) {
    const { version, source, tests, parts, ...about } = report;
    return { sha256, ...about };
}
function isMerged({ parts = [] }) {
    return parts.length > 0;
}
function newestOf(parts) {
    const [newest] = parts.toSorted(newestFirst);
    if (newest === undefined)
        throw new RangeError('A report has no part.');
    return newest;
}
function earliest(parts) {
    return parts.reduce((first, part) => (Date.parse(part.started) < Date.parse(first.started) ? part : first));
}
function digestOf(report) {
    return (0,external_node_crypto_.createHash)('sha256').update((0,report_file/* reportText */.U)(report)).digest('hex');
}
/** The order of runs of the stage, the newest one first: by run attempt, and within one by their start. For `sort`. */
function newestFirst(a, b) {
    return (b.runAttempt - a.runAttempt ||
        Date.parse(b.started) - Date.parse(a.started) ||
        (0,text_order/* compareText */.n)(b.sha256, a.sha256));
}
/** `pvtest-distro-docker, local, shard 2 of 3`: what a run of the stage tested. A plain text. */
function partName({ distro, paths, shard }) {
    return [
        distro,
        ...(paths.length > 0 ? [paths.join(' ')] : []),
        ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`]),
    ].join(', ');
}
/** The sum over the run attempts of the longest run in each. */
function secondsOf(parts) {
    const attempts = [...Map.groupBy(parts, ({ runAttempt }) => runAttempt).values()];
    return attempts.reduce((sum, group) => sum + Math.max(...group.map(({ seconds }) => seconds)), 0);
}
/** The worst ending of those that count. */
function endingOf(parts) {
    const endings = counting(parts).map(({ ending }) => ending);
    return pvtest_report/* ENDINGS */.Jx.findLast((ending) => endings.includes(ending)) ?? 'completed';
}
/** The problems of the parts that count, each with the part's name where there are several. */
function problemsOf(parts) {
    return counting(parts).flatMap((part) => part.problems.map((problem) => (parts.length > 1 ? `${partName(part)}: ${problem}` : problem)));
}
/** A sentence for each set of shards that is not complete. */
function missingShards(parts) {
    const sets = Map.groupBy(parts, ({ distro, paths, shard }) => JSON.stringify([distro, paths, shard?.of]));
    return [...sets.values()].flatMap((set) => {
        const [first] = set;
        if (first?.shard === undefined)
            return [];
        const { of } = first.shard;
        const there = new Set(set.map(({ shard }) => shard?.index));
        const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
        return missing.length === 0
            ? []
            : [missingSentence(missing, of, partName({ ...first, shard: undefined }))];
    });
}
function missingSentence(missing, of, name) {
    if (missing.length === 1) {
        return `Shard ${missing[0]} of ${of} of ${name} has no report: its tests were not run, or its job did not end.`;
    }
    return `Shards ${(0,wording/* shortList */.pg)(missing.map(String), ', ')} of ${of} of ${name} have no report: their tests were not run, or their jobs did not end.`;
}
/** The runs that no newer attempt of the same job has repeated. */
function counting(parts) {
    const jobs = Map.groupBy(parts, ({ distro, job, paths, shard }) => JSON.stringify([distro, job, paths, shard]));
    return [...jobs.values()].flatMap((group) => {
        const newest = Math.max(...group.map(({ runAttempt }) => runAttempt));
        return group.filter(({ runAttempt }) => runAttempt === newest);
    });
}
/** The better one first. Within a run attempt the worse one counts: nothing is hidden. */
const BY_WEIGHT = [
    'passed',
    'flaky',
    'incomplete',
    'infrastructure',
    'aborted',
    'failed',
];
/**
 * What became of a test, from all that is said of it.
 *
 * The verdict of one run is that of its last try. A run that launched it goes before one that skipped it, and that before one that never came to it, in whatever attempt.
 * Of the runs of one attempt that launched it the worst counts. The test has passed if it passed at last in any attempt, and
 * is flaky then if any try of it did not pass; else it has the verdict of the newest attempt. Tries are numbered on: the
 * oldest attempt first, and within one the worst run last. Issues and leaks are those of the run that stands last, the
 * quarantine is that of the newest run that launched it.
 *
 * @param results At least one.
 * @param partIndex The place of each part in the merged report, by its digest.
 */
function mergeTest(results, partIndex) {
    const sorted = results.toSorted((a, b) => newestFirst(b.part, a.part));
    const launched = sorted.map(withoutSkipped).filter(({ tries }) => tries.length > 0);
    if (launched.length === 0) {
        const skipped = sorted.filter(({ tries, verdict }) => tries.length > 0 || verdict === 'skipped');
        const deciding = (skipped.length > 0 ? skipped : sorted).at(-1);
        return {
            verdict: skipped.length > 0 ? 'skipped' : 'incomplete',
            tries: numbered(deciding === undefined ? [] : [deciding], partIndex),
            reason: deciding?.reason,
            quarantine: deciding?.quarantine,
            issues: deciding?.issues,
            moreIssues: deciding?.moreIssues,
            leaks: deciding?.leaks,
        };
    }
    const attempts = [...Map.groupBy(launched, ({ part }) => part.runAttempt).values()].map((group) => group.toSorted((a, b) => weightOf(a) - weightOf(b)));
    const ordered = attempts.flat();
    const last = ordered.at(-1);
    const verdicts = attempts.map((group) => (0,pvtest_report/* verdictOf */.Vj)(group.at(-1)?.tries ?? []));
    const tries = numbered(ordered, partIndex);
    return {
        verdict: verdicts.some(hasPassed) ? passedOrFlaky(tries) : (verdicts.at(-1) ?? 'incomplete'),
        tries,
        reason: last?.reason,
        quarantine: launched.at(-1)?.quarantine,
        issues: last?.issues,
        moreIssues: last?.moreIssues,
        leaks: last?.leaks,
    };
}
function passedOrFlaky(tries) {
    return tries.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'flaky';
}
function hasPassed(verdict) {
    return verdict === 'passed' || verdict === 'flaky';
}
function withoutSkipped(result) {
    return { ...result, tries: result.tries.filter(({ outcome }) => outcome !== 'skipped') };
}
function weightOf({ tries }) {
    return BY_WEIGHT.indexOf((0,pvtest_report/* verdictOf */.Vj)(tries));
}
function numbered(results, partIndex) {
    return results
        .flatMap(({ part, tries }) => tries.map((each) => ({ ...each, part: partIndex.get(part.sha256) })))
        .map((each, attempt) => ({ ...each, attempt }));
}

// EXTERNAL MODULE: ./packages/core/src/pvtest/summary.ts + 1 modules
var summary = __webpack_require__(48510);
// EXTERNAL MODULE: ./packages/core/src/action/foreign-file.ts
var foreign_file = __webpack_require__(66239);
// EXTERNAL MODULE: ./packages/core/src/action/glob.ts
var glob = __webpack_require__(1128);
// EXTERNAL MODULE: ./packages/core/src/action/glob-files.ts
var glob_files = __webpack_require__(1562);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/artifacts/run-artifacts.ts + 4 modules
var run_artifacts = __webpack_require__(84900);
;// CONCATENATED MODULE: ./actions/pvtest-merge/src/collect.ts











/** The artifact of an attempt after the first is called as that of the first, with its number behind it. */
const LATER_ATTEMPT = /^(.+)-([1-9]\d{0,3})$/;
/**
 * Reads the reports that the inputs name: files, or else artifacts of this run. One that cannot be read keeps no other from being
 * merged: it is a problem of the run.
 *
 * @param folder Where artifacts are downloaded to, and removed again.
 * @throws UserError where there is none, and where none can be read.
 */
async function collectReports(given, folder, deps) {
    const workspace = deps.env['GITHUB_WORKSPACE'] ?? '.';
    if (given.reports.length > 0) {
        const files = await findReports(given.reports, workspace);
        const read = await readAll(files.map((path) => ({
            path,
            root: (0,foreign_file/* namedRoot */.Ue)(path, (0,external_node_path_.resolve)(workspace)),
            name: (0,external_node_path_.relative)(workspace, path),
        })));
        return collected(read, []);
    }
    const place = (0,external_node_path_.join)(folder, 'artifacts');
    const downloads = await downloadReports(given.artifacts, place, deps);
    const files = downloads.flatMap(({ artifact, reports }) => reports.map((path) => ({
        path,
        root: place,
        name: `report.json of the artifact ${(0,inputs/* quote */.hD)(artifact)}`,
        artifact,
    })));
    if (files.length === 0)
        throw noReport(given.artifacts, downloads.length);
    const read = await readAll(files);
    await (0,promises_.rm)(place, { recursive: true });
    const isReported = reportedElsewhere(downloads, read, Number(deps.env['GITHUB_RUN_ATTEMPT'] || 1));
    return collected(read.filter(({ report, artifact = '' }) => report !== undefined || !isReported(artifact)), withoutReport(downloads.filter(({ artifact }) => !isReported(artifact))));
}
async function readAll(files) {
    const read = [];
    for (const file of files) {
        try {
            const text = await (0,foreign_file/* readForeign */.vM)(file.root, file.path, limits/* FILE_LIMITS */.SK.report, { links: 'within' });
            read.push({ ...file, report: (0,report_file/* parseReport */.M)(text.toString(), file.name) });
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* UserError */.yo))
                throw thrown;
            read.push({ ...file, error: thrown });
        }
    }
    return read;
}
/** @throws UserError where there is no report: why the first one cannot be read. */
function collected(read, problems) {
    const reports = read.flatMap(({ report }) => report ?? []);
    const errors = read.flatMap(({ error }) => error ?? []);
    if (reports.length === 0 && errors[0] !== undefined)
        throw errors[0];
    const unread = errors.map(({ message }) => `${message.replace(/\s*\n\s*/g, ' ')} Its tests are missing here.`);
    return { reports, problems: [...problems, ...unread] };
}
/**
 * Whether another attempt of an artifact's job left a report. The job is told by the name of its first attempt. But a name may end in a
 * number of its own, as that of the test `update-2` beside `update`: the report must be of the attempt that its name says, and there
 * must have been an attempt of that number.
 */
function reportedElsewhere(downloads, read, runAttempt) {
    const names = new Set(downloads.map(({ artifact }) => artifact));
    const reported = read.flatMap(({ artifact, report }) => artifact === undefined || report === undefined ? [] : [{ artifact, attempt: report.runAttempt }]);
    const newest = Math.max(runAttempt, ...reported.map(({ attempt }) => attempt));
    const made = (artifact) => {
        const [, job = '', attempt] = LATER_ATTEMPT.exec(artifact) ?? [];
        return names.has(job) ? { job, attempt: Number(attempt) } : { job: artifact, attempt: 1 };
    };
    return (artifact) => {
        const { job, attempt } = made(artifact);
        return (attempt <= newest &&
            reported.some((other) => {
                const its = made(other.artifact);
                return other.artifact !== artifact && its.job === job && its.attempt === other.attempt;
            }));
    };
}
/** Sentences on the artifacts that hold no report. */
function withoutReport(downloads) {
    return downloads
        .filter(({ reports }) => reports.length === 0)
        .map(({ artifact }) => `The artifact ${artifact} holds no report.json: its job ended before it could say what became of the tests.`);
}
function noReport(pattern, artifacts) {
    return new errors/* UserError */.yo(artifacts === 0
        ? `This run has no artifact ${(0,inputs/* quote */.hD)(pattern)}.`
        : `None of the ${artifacts} artifacts ${(0,inputs/* quote */.hD)(pattern)} of this run holds a report.json.`, 'Let the jobs that test run pvtest-runner with `upload: true`, and this job after them: with `needs`, and an `if` that lets it run also where they failed. Reports that are here already are named by the input `reports`.');
}
const NAME = 'report.json';
/**
 * The reports that files, folders and globs name, relative to `workspace`: absolute paths, each file once. Folders are
 * searched for report.json.
 *
 * @throws UserError for a name that leads to no report.
 */
async function findReports(names, workspace) {
    const files = new Map();
    const empty = [];
    for (const name of names) {
        const found = await reportsOf(name, workspace);
        if (found.length === 0)
            empty.push((0,inputs/* quote */.hD)(name));
        for (const file of found) {
            const real = await (0,promises_.realpath)(file);
            if (!files.has(real))
                files.set(real, file);
        }
    }
    if (empty.length === 0)
        return [...files.values()];
    throw new errors/* UserError */.yo(`There is no report in ${(0,wording/* shortList */.pg)(empty, ', ', 10)} (in ${workspace}).`, 'Correct the input `reports`: files, folders that hold report.json, or globs of them. See also whether the jobs that make them came to their end.');
}
/** The files below a folder that are called report.json, sorted. */
function reportsBelow(folder) {
    return matches(`**/${NAME}`, folder);
}
async function reportsOf(name, workspace) {
    const literal = (0,external_node_path_.resolve)(workspace, name);
    // A path that is there is taken as it is: names may hold brackets.
    const paths = (await kindOf(literal)) === undefined ? await matches(name, workspace) : [literal];
    const found = [];
    for (const path of paths) {
        const kind = await kindOf(path);
        if (kind === 'file')
            found.push(path);
        if (kind === 'folder')
            found.push(...(await reportsBelow(path)));
    }
    return found;
}
async function matches(pattern, folder) {
    return (await (0,glob_files/* findByGlob */.Z)(pattern, folder)).map((path) => (0,external_node_path_.resolve)(folder, path)).sort();
}
async function kindOf(path) {
    try {
        const found = await (0,promises_.stat)(path);
        return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
    }
    catch (thrown) {
        if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((0,errors/* systemCode */.xU)(thrown) ?? ''))
            return undefined;
        throw unreadable(path, thrown);
    }
}
/** The error for a file that is there and cannot be read. */
function unreadable(path, thrown) {
    return new errors/* UserError */.yo(`${path} cannot be read (${(0,errors/* systemCode */.xU)(thrown) ?? (0,errors/* messageOf */.bD)(thrown)}).`, 'Check its permissions.');
}
const INSTEAD = 'Name the reports in the input `reports`: files, folders that hold report.json, or globs of them.';
/**
 * Downloads the artifacts of this run, of all its attempts, whose names match the glob `pattern`, below `folder`.
 *
 * @throws UserError where there is no artifact service, or it fails.
 */
async function downloadReports(pattern, folder, deps) {
    const matches = (0,glob/* globMatcher */.fU)(pattern);
    const artifacts = await (0,run_artifacts/* listRunArtifacts */.NG)({ instead: INSTEAD }, undefined, deps);
    const downloaded = [];
    for (const artifact of artifacts.filter(({ name }) => matches(name))) {
        const path = (0,external_node_path_.join)(folder, String(artifact.id));
        await (0,run_artifacts/* downloadArtifact */.bk)(artifact, { folder: path, instead: INSTEAD }, undefined, deps);
        downloaded.push({ artifact: artifact.name, reports: await reportsBelow(path) });
    }
    return downloaded;
}

// EXTERNAL MODULE: ./actions/pvtest-merge/src/inputs.ts
var src_inputs = __webpack_require__(38520);
;// CONCATENATED MODULE: ./actions/pvtest-merge/src/main.ts
















/** Makes one report, one JUnit file and one summary of the reports of several jobs and run attempts. */
async function run(given, deps, output) {
    const { log } = deps;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(deps.env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'pvtest-merge-'));
    const collected = await collectReports(given, folder, deps);
    for (const { source } of collected.reports)
        checkRepository(source, deps);
    const merged = mergeReports(collected.reports);
    const report = { ...merged, problems: [...merged.problems, ...collected.problems] };
    const judged = (0,counts/* judge */.S4)(report, { failOn: given['fail-on'], expectedTests: given['expected-tests'] });
    const line = (0,counts/* headline */.Pl)(judged.counts, judged.seconds);
    const files = { junit: (0,external_node_path_.join)(folder, 'junit.xml'), report: (0,external_node_path_.join)(folder, 'report.json') };
    await (0,promises_.writeFile)(files.junit, (0,junit/* junitChunks */.F)(report, (0,counts/* problemsOfJunit */.CA)(judged)));
    await (0,promises_.writeFile)(files.report, (0,report_file/* reportText */.U)(report));
    for (const name of ['junit', 'report'])
        output(name, files[name]);
    for (const name of ['total', ...pvtest_report/* VERDICTS */.bk])
        output(name, judged.counts[name]);
    output('verdict', judged.verdict);
    log.info(`Merged ${(0,wording/* counted */.hS)(report.parts?.length ?? 0, 'report')}: ${line}.`);
    (0,annotations/* annotateReport */.v)(judged, log);
    deps.summary((0,summary/* reportSummary */.h)(report, judged, { title: 'pvtest' }));
    if (judged.verdict !== 'passed')
        throw failure(judged, line);
}
/** A report may be of the commit of another run: of the one that built what was tested. */
function checkRepository({ repository }, { env }) {
    const stated = repository === undefined ? {} : { repository };
    (0,source/* checkSource */.As)('A report', stated, (0,source/* sourceOf */.vz)(env), 'Merge the reports of this repository only.');
}
function failure({ verdict, problems }, line) {
    return new errors/* ReportedError */.SS([`The tests ${WORDS[verdict]}: ${line}.`, ...problems.slice(0, 5)].join('\n'), 'The step summary shows what did not pass, and the end of its log.');
}
const WORDS = {
    passed: 'passed',
    failed: 'failed',
    cancelled: 'were cancelled',
    'timed-out': 'took too long',
};
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

/***/ 49589:
/*! packages/core/src/github/fault.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ says),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   MC: () => (/* binding */ BrokenAnswer),
/* harmony export */   Yn: () => (/* binding */ isCertificate),
/* harmony export */   a5: () => (/* binding */ isRateLimit),
/* harmony export */   d$: () => (/* binding */ noteAttempts),
/* harmony export */   dg: () => (/* binding */ isTransient)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);

/** An answer whose JSON is not whole. Octokit hands it on as a text, and pages of it as empty. */
class BrokenAnswer extends Error {
    constructor() {
        super('the answer broke off');
        this.name = 'BrokenAnswer';
    }
}
const RATE_LIMITED = /rate limit/i;
const NETWORK_ERRORS = new Set([
    'HttpError',
    'TimeoutError',
    'AbortError',
    'BrokenAnswer',
]);
/** Reads an error of octokit. Undefined for anything that neither GitHub nor the network caused. */
function faultOf(thrown) {
    const error = recordOf(thrown);
    if (error === undefined)
        return undefined;
    const response = recordOf(error['response']);
    if (response === undefined)
        return networkFault(error);
    const data = recordOf(response['data']);
    const errors = [data?.['errors'] ?? []].flat();
    return {
        status: typeof response['status'] === 'number' ? response['status'] : undefined,
        message: textOf(data?.['message']) ?? '',
        details: errors.map(detailOf).filter((detail) => detail !== ''),
        headers: Object.fromEntries(Object.entries(recordOf(response['headers']) ?? {}).map(([name, value]) => [
            name.toLowerCase(),
            String(value),
        ])),
        system: undefined,
        attempts: attemptsOf(error),
    };
}
/** Notes on an error how often its request was sent, for `faultOf`. */
function noteAttempts(thrown, attempts) {
    if (recordOf(thrown) !== undefined)
        Object.assign(thrown, { attempts });
}
/** Whether GitHub refused the request because there were too many of them: 429, or 403 that says so. */
function isRateLimit({ status, headers, message }) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        RATE_LIMITED.test(message));
}
/** Whether the same request may well succeed a little later. */
function isTransient(fault) {
    if (isRateLimit(fault))
        return true;
    if (fault.status === undefined)
        return !isCertificate(fault);
    return fault.status >= 500 && fault.status !== 501;
}
/** Whether the server's TLS certificate was not accepted, which waiting does not mend. */
function isCertificate({ system = '' }) {
    return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(system);
}
/** Whether a message or a detail of `fault` matches `pattern`. */
function says({ message, details }, pattern) {
    return [message, ...details].some((text) => pattern.test(text));
}
/** An error of the HTTP client. Octokit gives it the status 500, and the client's own error as its cause. */
function networkFault(error) {
    const causes = [error, recordOf(error['cause']), recordOf(recordOf(error['cause'])?.['cause'])];
    if (!NETWORK_ERRORS.has(String(error['name'])))
        return undefined;
    const system = causes.map((cause) => (0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .systemCode */ .xU)(cause)).find((code) => code !== undefined);
    // Octokit does not repeat the reason of a signal.
    const timeout = causes.find((cause) => cause?.['name'] === 'TimeoutError');
    return {
        status: undefined,
        message: textOf((timeout ?? error)['message']) ?? '',
        details: [],
        headers: {},
        system,
        attempts: attemptsOf(error),
    };
}
function attemptsOf(error) {
    return typeof error['attempts'] === 'number' ? error['attempts'] : 1;
}
function detailOf(error) {
    if (typeof error === 'string')
        return error;
    const record = recordOf(error);
    const parts = [record?.['field'], record?.['code']].filter((part) => typeof part === 'string');
    return textOf(record?.['message']) ?? parts.join(' ');
}
function recordOf(value) {
    return typeof value === 'object' && value !== null ? value : undefined;
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
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
