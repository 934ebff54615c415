export const id = 230;
export const ids = [230];
export const modules = {

/***/ 74030:
/*! packages/core/src/pvtest/annotations.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ annotateReport)
/* harmony export */ });
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47132);
/* harmony import */ var _wording_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16036);


/** GitHub shows 10 errors of a step. One is the failure of the stage itself. */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
/** The runner cuts the text of an annotation after 4096 characters. */
const TEXT_LIMIT = 4000;
const DIFF_LINES = 40;
const LOG_LINES = 10;
const LONGEST_LINE = 500;
/**
 * Annotates what went wrong: an error for each problem and for each test that fails the stage, a warning for each test that
 * is flaky, or failed in a way that is let pass. What GitHub would not show is counted in the last one.
 */
function annotateReport(judged, log) {
    for (const note of withRoom(judged.tolerated.map(noteOf), MOST_WARNINGS)) {
        log.warning(note.text, { title: note.title });
    }
    const problems = judged.problems.map((text) => ({ title: 'pvtest', text: (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .cutText */ .IN)((0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .flat */ .Ct)(text), TEXT_LIMIT) }));
    for (const note of withRoom([...problems, ...judged.failing.map(noteOf)], MOST_ERRORS)) {
        log.error(note.text, { title: note.title });
    }
}
function withRoom(notes, most) {
    if (notes.length <= most)
        return notes;
    const rest = notes.length - most + 1;
    return [
        ...notes.slice(0, most - 1),
        { title: 'pvtest', text: `…and ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(rest, 'more test')}: see the summary.` },
    ];
}
function noteOf(test) {
    const deciding = (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .decidingTry */ .$6)(test);
    const reason = (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(test);
    const diff = (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .firstLines */ .UV)(deciding?.diff ?? '', DIFF_LINES, LONGEST_LINE);
    const log = reason === undefined && diff === '' ? (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .lastLines */ .w$)(deciding?.log ?? '', LOG_LINES, LONGEST_LINE) : '';
    const text = [reason ?? '', diff, log].filter((part) => part !== '').join('\n');
    return { title: (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .whatBecame */ .ec)(test), text: (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .cutText */ .IN)(text || (0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .meaningOf */ .Pr)(test), TEXT_LIMIT) };
}


/***/ }),

/***/ 83646:
/*! packages/core/src/pvtest/counts.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ problemsOfJunit),
/* harmony export */   Cm: () => (/* binding */ scopeText),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   Sk: () => (/* binding */ verdictsText),
/* harmony export */   nN: () => (/* binding */ SHOWN_VERDICTS),
/* harmony export */   oP: () => (/* binding */ wasLaunched),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   rB: () => (/* binding */ withProblems),
/* harmony export */   xj: () => (/* binding */ roundDuration)
/* harmony export */ });
/* harmony import */ var _action_progress_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36065);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47132);


/** The order in which a reader sees the verdicts. */
const SHOWN_VERDICTS = [
    'passed',
    'flaky',
    'failed',
    'aborted',
    'infrastructure',
    'incomplete',
    'skipped',
];
function countOf(given) {
    const tests = 'tests' in given ? given.tests : given;
    const counts = {
        total: tests.length,
        passed: 0,
        flaky: 0,
        failed: 0,
        skipped: 0,
        aborted: 0,
        infrastructure: 0,
        incomplete: 0,
    };
    for (const { verdict } of tests)
        counts[verdict] += 1;
    return counts;
}
/** `17 passed, 1 flaky, 1 failed of 19 in 4 min`: a plain text. Verdicts that no test has are left out. */
function headline(counts, seconds) {
    return `${verdictsText(counts)}${scopeText(counts, seconds)}`;
}
/** `17 passed, 1 flaky, 1 failed`: the first part of `headline`. */
function verdictsText(counts) {
    const parts = SHOWN_VERDICTS.filter((verdict) => counts[verdict] > 0);
    return parts.length === 0 ? 'no tests' : parts.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
}
/** ` of 19 in 4 min`: the rest of `headline`. */
function scopeText(counts, seconds) {
    return `${counts.total === 0 ? '' : ` of ${counts.total}`} in ${roundDuration(seconds)}`;
}
/** As `formatDuration`, but `4 min` for `4 min 0 s`. */
function roundDuration(seconds) {
    return (0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(seconds).replace(/(\D) 0 (?:s|min)$/, '$1');
}
/** Whether a test says something: it was launched, or left out by intent. */
function wasLaunched({ verdict, tries }) {
    return verdict !== 'incomplete' || tries.length > 0;
}
/** Holds a report against what is asked of it. A test in quarantine fails nothing. */
function judge(report, { failOn, expectedTests }) {
    const failing = [];
    const tolerated = [];
    for (const test of report.tests) {
        if (test.quarantine !== undefined)
            continue;
        if (isFailing(test, failOn))
            failing.push(test);
        else if (test.verdict !== 'passed' && test.verdict !== 'skipped')
            tolerated.push(test);
    }
    const problems = [...report.problems, ...tooFew(report, expectedTests)];
    return {
        verdict: runVerdict(report, failing.length + problems.length > 0),
        counts: countOf(report),
        seconds: report.seconds,
        failing,
        tolerated,
        problems,
    };
}
/** A try that did not run, or was ended, hides no failure before it: the test has not passed since. */
function isFailing({ verdict, tries }, failOn) {
    if (failOn.includes(verdict))
        return true;
    const hasFailed = tries.some(({ outcome }) => (outcome === 'failed' || outcome === 'aborted') && failOn.includes(outcome));
    return hasFailed && (verdict === 'infrastructure' || verdict === 'incomplete' || verdict === 'skipped');
}
/** The same with more problems: it does not pass then. */
function withProblems(judged, more) {
    const verdict = judged.verdict === 'passed' && more.length > 0 ? 'failed' : judged.verdict;
    return { ...judged, verdict, problems: [...judged.problems, ...more] };
}
/** What a JUnit file has no failure of its own for: problems, and tests that fail the stage although they passed or were skipped. */
function problemsOfJunit({ problems, failing }) {
    const count = (verdict) => failing.filter((test) => test.verdict === verdict).length;
    const [flaky, skipped] = [count('flaky'), count('skipped')];
    return [
        ...problems,
        ...(flaky > 0 ? [`${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(flaky, 'test')} ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .are */ .Jw)(flaky)} flaky, which fails the stage.`] : []),
        ...(skipped > 0
            ? [`${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(skipped, 'test')} ${skipped === 1 ? 'was' : 'were'} skipped, which fails the stage.`]
            : []),
    ];
}
function runVerdict({ ending }, isFailed) {
    if (ending === 'cancelled' || ending === 'killed')
        return 'cancelled';
    if (ending === 'timed-out')
        return 'timed-out';
    return isFailed ? 'failed' : 'passed';
}
/**
 * Where nothing else is asked for, one test must have run: but all of a shard's may be skipped, as others of the run are not. What could not
 * be run has no result of its own, also where its verdict is let pass.
 */
function tooFew({ tests, problems, shard }, expected) {
    const least = expected ?? (problems.length === 0 ? 1 : 0);
    const count = (...verdicts) => tests.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const refused = count('infrastructure');
    const results = tests.length - count('incomplete') - refused;
    if (least > 0 && results === 0) {
        return [
            refused === 0 ? 'No test has a result.' : `No test ran: ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(refused, 'test')} could not be run.`,
        ];
    }
    if (results < least) {
        return [
            `Only ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(results, 'test')} ${results === 1 ? 'has' : 'have'} a result, and ${least} were expected.`,
        ];
    }
    const isPart = expected === undefined && (shard?.of ?? 1) > 1 && refused === 0;
    if (results > count('skipped') || least === 0 || isPart)
        return [];
    return [`No test ran: ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(results, 'test')} ${results === 1 ? 'was' : 'were'} skipped.`];
}


/***/ }),

/***/ 8347:
/*! packages/core/src/pvtest/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ judgementInputs)
/* harmony export */ });
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _report_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(84640);


/** What `fail-on` is where no verdict of a test fails the stage. */
const NOTHING = 'none';
/** What can be asked of: a test that passed is no failure. */
const CHOICES = _report_ts__WEBPACK_IMPORTED_MODULE_1__/* .VERDICTS */ .bk.filter((verdict) => verdict !== 'passed');
const DEFAULT = ['failed', 'aborted', 'infrastructure', 'incomplete'];
/** The inputs that say what of a report fails a stage. */
const judgementInputs = {
    'fail-on': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(DEFAULT), failOnProblem).transform((words) => CHOICES.filter((verdict) => words.includes(verdict))),
    'expected-tests': (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .number */ .ai)(0, 1_000_000),
};
function failOnProblem(words) {
    if (words.length === 1 && words[0] === NOTHING)
        return undefined;
    const isKnown = words.length > 0 && words.every((word) => CHOICES.some((verdict) => verdict === word));
    return isKnown ? undefined : `Use any of: ${CHOICES.join(', ')}; or ${NOTHING} alone.`;
}


/***/ }),

/***/ 30620:
/*! packages/core/src/pvtest/junit.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ junitXml),
/* harmony export */   F: () => (/* binding */ junitChunks)
/* harmony export */ });
/* harmony import */ var _test_id_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41822);
/* harmony import */ var _wording_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16036);


/** How much of a log stands in one `system-out`: bytes of UTF-8, with the note that it was cut. */
const SYSTEM_OUT_LIMIT = 64 * 1024;
const PASSING = ['passed', 'flaky', 'skipped'];
/** The suite of what is wrong beside the tests, and the test case in it. */
const RUN = { suite: 'pvtest', name: 'run', file: 'test.docker.sh' };
/** What an ending means where every test that has a result passed. */
const ENDED = {
    'timed-out': 'The tests took longer than they may, and were stopped.',
    cancelled: 'The job was cancelled.',
    killed: 'The step ended before the tests did.',
};
/**
 * A report as JUnit XML, in the form of Maven Surefire, which Jenkins
 * (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd)
 * and the usual reporters for GitHub read: a `testsuite` for each `<scope>/<category>`, and in it a `testcase` for each test. The
 * tries besides the one that decides are `rerunFailure` and `rerunError`, those of a test that passed at last
 * `flakyFailure` and `flakyError`. A test in quarantine is skipped, so that no reader fails for it.
 *
 * What is wrong beside the tests is an `error` of a suite of its own: who reads this file only must not take the run for a good one.
 * `file` of a suite is its folder: readers that annotate would take the end of a class name for a file.
 *
 * @param problems Sentences: those of the report, and what else was found wrong with it.
 */
function junitXml(report, problems = report.problems) {
    return [...junitChunks(report, problems)].join('');
}
/** The text of `junitXml` in pieces, none longer than a test is. */
function* junitChunks(report, problems = report.problems) {
    const suites = Map.groupBy(report.tests, suiteName);
    const all = totals(report.tests);
    const isRed = problems.length > 0 || all.failures + all.errors > 0;
    const wrong = isRed ? problems : [ENDED[report.ending]].filter((text) => text !== undefined);
    const more = wrong.length > 0 ? 1 : 0;
    const sums = { ...all, tests: all.tests + more, errors: all.errors + more };
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites${attributes({ name: 'pvtest', ...sums, time: time(report.tests) })}>\n`;
    if (wrong.length > 0)
        yield writeElement(runSuite(wrong, report), 2);
    for (const [name, tests] of suites) {
        const skipped = tests.filter(isSkipped).length;
        const sum = { ...totals(tests), skipped, time: time(tests), timestamp: timestamp(tests, report) };
        const about = { name, ...sum, file: tests.map(_test_id_ts__WEBPACK_IMPORTED_MODULE_1__/* .categoryOf */ .Qd)[0] ?? name };
        yield `  <testsuite${attributes(about)}>\n`;
        yield writeElement(properties(report, tests), 4);
        for (const test of tests)
            yield writeElement(testCase(test), 4);
        yield '  </testsuite>\n';
    }
    yield '</testsuites>\n';
}
function runSuite(problems, report) {
    const { suite, name, file } = RUN;
    const sum = {
        tests: 1,
        failures: 0,
        errors: 1,
        skipped: 0,
        time: time([]),
        timestamp: timestamp([], report),
    };
    const error = element('error', { type: 'problem', message: problems.join(' ') }, problems.join('\n'));
    return element('testsuite', { name: suite, ...sum, file }, [
        properties(report, []),
        element('testcase', { name, classname: suite, time: time([]) }, [error]),
    ]);
}
function suiteName(test) {
    return test.distro === undefined ? (0,_test_id_ts__WEBPACK_IMPORTED_MODULE_1__/* .categoryOf */ .Qd)(test) : `${test.distro}/${(0,_test_id_ts__WEBPACK_IMPORTED_MODULE_1__/* .categoryOf */ .Qd)(test)}`;
}
function totals(tests) {
    const failing = tests.filter((test) => !isSkipped(test) && !PASSING.includes(test.verdict));
    const failures = failing.filter(({ verdict }) => verdict === 'failed').length;
    return { tests: tests.length, failures, errors: failing.length - failures };
}
function isSkipped(test) {
    return test.verdict === 'skipped' || isExcused(test);
}
/** Whether its quarantine keeps a test from failing. */
function isExcused({ verdict, quarantine }) {
    return quarantine !== undefined && !PASSING.includes(verdict);
}
/** The seconds of all tries, with 3 decimals. */
function time(tests) {
    const seconds = tests.flatMap(({ tries }) => tries.map((each) => each.seconds ?? 0));
    return seconds.reduce((sum, each) => sum + each, 0).toFixed(3);
}
/** When the first test of a suite was launched: UTC, without a zone, as Surefire writes it. */
function timestamp(tests, { started }) {
    const launched = tests.flatMap(({ tries }) => tries.flatMap((each) => each.started ?? []));
    const first = launched.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
    const iso = Number.isFinite(first) ? new Date(first * 1000).toISOString() : started;
    return iso.slice(0, '2026-01-01T00:00:00'.length);
}
function properties({ distro, source, shard }, [first]) {
    const all = [
        ['distro', first?.distro ?? distro],
        ['commit', source.sha],
        ['shard', shard && `${shard.index}/${shard.of}`],
    ];
    const known = all.flatMap(([name, value]) => value === undefined ? [] : [element('property', { name, value })]);
    return element('properties', {}, known);
}
function testCase(test) {
    const about = {
        name: (0,_test_id_ts__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(test),
        classname: suiteName(test).replaceAll('/', '.'),
        time: time([test]),
    };
    return element('testcase', about, testResult(test));
}
function testResult(test) {
    const { verdict, tries, quarantine } = test;
    const bad = tries.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped');
    if (verdict === 'passed')
        return [];
    if (verdict === 'flaky')
        return bad.map((each) => rerun('flaky', each));
    if (verdict === 'skipped')
        return [element('skipped', { message: reasonOf(test, tries.at(-1)) })];
    const main = bad.find(({ outcome }) => outcome === verdict) ?? bad.at(-1);
    const message = main === undefined ? (test.reason ?? _wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .NEVER_LAUNCHED */ .M9) : reasonOf(test, main);
    if (isExcused(test)) {
        // The diff stands last: of a long text the end is kept.
        const text = [`${verdict}: ${message}`, main?.log, main?.diff].filter((each) => each !== undefined);
        const why = `quarantined until ${quarantine?.until}: ${quarantine?.reason}`;
        return [element('skipped', { message: why }), ...systemOut(text.join('\n'))];
    }
    const others = bad.filter((each) => each !== main).map((each) => rerun('rerun', each));
    const tag = verdict === 'failed' ? 'failure' : 'error';
    return [
        element(tag, { type: verdict, message }, main?.diff ?? message),
        ...others,
        ...systemOut(main?.log),
    ];
}
function rerun(prefix, each) {
    const message = each.reason ?? _wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .MEANING */ .ov[each.outcome];
    return element(`${prefix}${each.outcome === 'failed' ? 'Failure' : 'Error'}`, { type: each.outcome, message }, [element('stackTrace', {}, each.diff ?? message), ...systemOut(each.log)]);
}
function reasonOf({ reason }, each) {
    return each?.reason ?? reason ?? _wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .MEANING */ .ov[each?.outcome ?? 'skipped'];
}
/** The end of a log that is too long, below a line that says so. */
function systemOut(log) {
    if (log === undefined || log === '')
        return [];
    const text = xmlText(log);
    const bytes = Buffer.byteLength(text);
    if (bytes <= SYSTEM_OUT_LIMIT)
        return [element('system-out', {}, text)];
    const note = `[The first part of ${bytes} bytes was cut.]\n`;
    return [element('system-out', {}, `${note}${(0,_wording_ts__WEBPACK_IMPORTED_MODULE_0__/* .lastBytes */ .Qr)(text, SYSTEM_OUT_LIMIT - note.length)}`)];
}
/** What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets). Halves of a surrogate pair are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
function element(tag, given, content = '') {
    return { tag, attributes: given, content };
}
/** An element as XML that begins on a line of its own, `indent` blanks from the left. Texts stay as they are. */
function writeElement({ tag, attributes: given, content }, indent) {
    const margin = ' '.repeat(indent);
    const open = `${margin}<${tag}${attributes(given)}`;
    if (content.length === 0)
        return `${open}/>\n`;
    if (typeof content === 'string')
        return `${open}>${escapeContent(content)}</${tag}>\n`;
    const inner = content.map((each) => writeElement(each, indent + 2)).join('');
    return `${open}>\n${inner}${margin}</${tag}>\n`;
}
/** Attributes as they stand in a tag, each after a blank. */
function attributes(given) {
    return Object.entries(given)
        .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
        .join('');
}
/** `text` with U+FFFD for each character that XML 1.0 does not allow. */
function xmlText(text) {
    return text.replace(FORBIDDEN, '\ufffd');
}
/** `>` too, so that no `]]>` stands in the text. A reader would take a carriage return for a newline. */
function escapeContent(text) {
    return xmlText(text)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('\r', '&#13;');
}
/** A reader would take each white space in an attribute for a blank. */
function escapeAttribute(text) {
    return escapeContent(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}


/***/ }),

/***/ 21267:
/*! packages/core/src/pvtest/report-file.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ parseReport),
/* harmony export */   U: () => (/* binding */ reportText)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64377);
/* harmony import */ var _release_schema_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51688);
/* harmony import */ var _report_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84640);



const ADVICE = 'report.json is written by pvtest-runner and pvtest-merge. Take their file as it is, or run the tests again.';
const ONLY_ONE = 'Only version 1 is known here. Use the same release of all stages.';
const count = zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative();
const seconds = between(0, 1e9, 'It must be a number of seconds.');
const optionalText = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional();
const aTry = {
    attempt: count,
    part: count.optional(),
    outcome: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(_report_ts__WEBPACK_IMPORTED_MODULE_2__/* .OUTCOMES */ .im),
    seconds: seconds.optional(),
    // What a Date can hold.
    started: between(0, 8.64e12, 'It must be seconds since 1970.').optional(),
    reason: optionalText,
    diff: optionalText,
    log: optionalText,
};
const issue = { level: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['WARN', 'ERROR']), text: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), count };
const leaks = { bytes: count, blocks: count };
const quarantine = {
    reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    until: zod__WEBPACK_IMPORTED_MODULE_3__/* .date */ .p6({ error: 'It must be a day: YYYY-MM-DD.' }),
};
const shard = {
    index: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
    of: between(1, 10_000, 'It must be a number of shards.').int(),
};
const testReport = {
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1),
    distro: optionalText,
    verdict: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(_report_ts__WEBPACK_IMPORTED_MODULE_2__/* .VERDICTS */ .bk),
    reason: optionalText,
    quarantine: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(quarantine).optional(),
    tries: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(aTry)),
    issues: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(issue)).optional(),
    moreIssues: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().nonnegative().optional(),
    leaks: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(leaks).optional(),
};
/** What a run of the stage says of itself. */
const aboutRun = {
    distro: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    job: optionalText,
    runAttempt: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().positive(),
    paths: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    shard: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(shard)
        .refine(({ index, of }) => index <= of, { error: 'It must be one of the shards: at most `of`.' })
        .optional(),
    started: zod__WEBPACK_IMPORTED_MODULE_3__/* .datetime */ .w$({ error: 'It must be a time of UTC: YYYY-MM-DDTHH:MM:SSZ.' }),
    seconds,
    ending: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(_report_ts__WEBPACK_IMPORTED_MODULE_2__/* .ENDINGS */ .Jx),
    problems: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
};
const part = { sha256: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), ...aboutRun };
const report = {
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1, { error: ONLY_ONE }),
    source: _release_schema_ts__WEBPACK_IMPORTED_MODULE_0__/* .source */ .sP,
    ...aboutRun,
    parts: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(part)).optional(),
    tests: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(testReport)),
};
const versionFile = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ version: report.version });
const reportFile = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc(report).superRefine(({ tests, parts = [] }, context) => {
    const seen = new Set();
    for (const [at, { id, distro, tries }] of tests.entries()) {
        const key = JSON.stringify([distro, id]);
        if (seen.has(key))
            problem(['tests', at, 'id'], 'The same test is there twice.');
        seen.add(key);
        for (const [number, { part: from }] of tries.entries()) {
            if (from === undefined || from < parts.length)
                continue;
            problem(['tests', at, 'tries', number, 'part'], 'There is no such part.');
        }
    }
    function problem(path, message) {
        context.addIssue({ code: 'custom', path, message });
    }
});
function between(least, most, error) {
    return zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(least, { error }).max(most, { error });
}
/**
 * report.json: JSON with a key of the report on each line, a line for each part and test, and a final newline. The
 * same report has the same text, whatever the order of the keys in memory.
 */
function reportText(given) {
    const lines = Object.entries(reportFile.parse(given)).flatMap(([key, value]) => {
        if (value === undefined)
            return [];
        const list = key === 'tests' || key === 'parts' ? value : [];
        if (list.length === 0)
            return [`  ${JSON.stringify(key)}: ${JSON.stringify(value)}`];
        return [
            `  ${JSON.stringify(key)}: [\n${list.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`,
        ];
    });
    return `{\n${lines.join(',\n')}\n}\n`;
}
/**
 * Reads report.json. Unknown keys are left out.
 *
 * @param name The file as an error names it.
 * @throws UserError which says what is wrong: no JSON, the version of a later suite, each key that has not its form.
 */
function parseReport(text, name) {
    const value = (0,_release_schema_ts__WEBPACK_IMPORTED_MODULE_0__/* .readJson */ .Vh)(text, name, ADVICE);
    (0,_release_schema_ts__WEBPACK_IMPORTED_MODULE_0__/* .checkShape */ .eA)(versionFile, value, name, ADVICE);
    return (0,_release_schema_ts__WEBPACK_IMPORTED_MODULE_0__/* .checkShape */ .eA)(reportFile, value, name, ADVICE);
}


/***/ }),

/***/ 84640:
/*! packages/core/src/pvtest/report.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ ENDINGS),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   bk: () => (/* binding */ VERDICTS),
/* harmony export */   im: () => (/* binding */ OUTCOMES)
/* harmony export */ });
/** What the runner can say of one try of a test, and what we know better than it. */
const OUTCOMES = [
    'passed',
    'failed',
    /** The test gave up before it had compared anything. It is not tried again. */
    'aborted',
    'skipped',
    /** It could not be run: docker refused, a port was taken. The runner says that it failed. */
    'infrastructure',
    /** It was launched, and there is no result: it was killed, or took too long. */
    'incomplete',
];
/** What became of a test in the end. `flaky`: it passed at last, and not at first. */
const VERDICTS = [
    'passed',
    'flaky',
    'failed',
    'skipped',
    'aborted',
    'infrastructure',
    'incomplete',
];
/** How a run ended: by itself, or why before its time. The worse ones stand later. */
const ENDINGS = ['completed', 'timed-out', 'cancelled', 'killed'];
/**
 * What became of a test: the outcome of its highest attempt, in whatever order the tries are given. It is `flaky` when
 * that one passed and an earlier one did not, and `incomplete` when there is no try.
 */
function verdictOf(tries) {
    const last = tries.reduce((highest, next) => (highest === undefined || next.attempt > highest.attempt ? next : highest), undefined);
    if (last === undefined)
        return 'incomplete';
    const flaky = last.outcome === 'passed' && tries.some((other) => other.outcome !== 'passed');
    return flaky ? 'flaky' : last.outcome;
}


/***/ }),

/***/ 48510:
/*! packages/core/src/pvtest/summary-tests.ts, packages/core/src/pvtest/summary.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ reportSummary)
});

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/pvtest/counts.ts
var pvtest_counts = __webpack_require__(83646);
// EXTERNAL MODULE: ./packages/core/src/pvtest/wording.ts
var pvtest_wording = __webpack_require__(16036);
;// CONCATENATED MODULE: ./packages/core/src/pvtest/summary-tests.ts




/** In the order in which they are shown. */
const PROBLEMS = ['failed', 'aborted', 'infrastructure', 'incomplete'];
const SECTIONS_SHOWN = 30;
const FLAKY_SHOWN = 10;
const ROWS_SHOWN = 100;
const NAMES_SHOWN = 200;
const REASONS_SHOWN = 20;
const NAMES_OF_REASON = 100;
const DIFF_LINES = 80;
const DIFF_BYTES = 8 * 1024;
const LOG_LINES = 20;
const LONGEST_LINE = 300;
const LONGEST_TEXT = 400;
/** A folded section for each test that did not pass: the first one is open. */
function problemTests(report) {
    const tests = PROBLEMS.flatMap((verdict) => report.tests.filter((test) => test.verdict === verdict && test.quarantine === undefined && (0,pvtest_counts/* wasLaunched */.oP)(test)));
    return sections((0,markdown.md) `### Did not pass`, tests, SECTIONS_SHOWN, report, true);
}
function flakyTests(report) {
    const tests = report.tests.filter(({ verdict, quarantine }) => verdict === 'flaky' && quarantine === undefined);
    return sections((0,markdown.md) `### Flaky`, tests, FLAKY_SHOWN, report, false);
}
/** The tests that no process was started for, by reason. */
function neverLaunched({ tests }) {
    const none = tests.filter((test) => !(0,pvtest_counts/* wasLaunched */.oP)(test) && test.quarantine === undefined);
    return byReason(none, `${(0,wording/* counted */.hS)(none.length, 'test')} ${none.length === 1 ? 'was' : 'were'} never launched`, 'No reason is known');
}
function skippedTests({ tests }) {
    const skipped = tests.filter(({ verdict }) => verdict === 'skipped');
    return byReason(skipped, `${(0,wording/* counted */.hS)(skipped.length, 'test')} ${skipped.length === 1 ? 'was' : 'were'} skipped`, 'Without a reason');
}
/** The tests that may fail, with what became of them. Those that passed are named: they may leave the quarantine. */
function quarantinedTests({ tests }) {
    const all = tests.filter(({ quarantine }) => quarantine !== undefined);
    if (all.length === 0)
        return (0,markdown.md) ``;
    const bad = all.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
    const passed = all.filter(({ verdict }) => verdict === 'passed');
    const rows = bad
        .slice(0, ROWS_SHOWN)
        .map((test) => [
        (0,pvtest_wording/* testCode */.aY)(test),
        (0,markdown/* escapeText */.X1)(test.verdict),
        summary_tests_short((0,pvtest_wording/* reasonOf */.A3)(test) ?? (0,pvtest_wording/* meaningOf */.Pr)(test)),
        summary_tests_short(test.quarantine?.reason ?? ''),
        (0,markdown/* escapeText */.X1)(test.quarantine?.until ?? ''),
    ]);
    const header = [(0,markdown.md) `Test`, (0,markdown.md) `Verdict`, (0,markdown.md) `Why it did not pass`, (0,markdown.md) `Why it may`, (0,markdown.md) `Until`];
    const parts = [
        (0,markdown.md) `### In quarantine`,
        ...(rows.length === 0 ? [] : [(0,markdown/* table */.tp)(header, rows)]),
        ...(bad.length > rows.length
            ? [(0,markdown/* escapeText */.X1)(`And ${(0,wording/* counted */.hS)(bad.length - rows.length, 'more test')}.`)]
            : []),
        ...(passed.length === 0 ? [] : [(0,markdown.md) `Passed, and may leave it: ${names(passed, NAMES_OF_REASON)}.`]),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
function sections(heading, tests, most, report, isFirstOpen) {
    if (tests.length === 0)
        return (0,markdown.md) ``;
    const shown = tests
        .slice(0, most)
        .map((test, at) => (0,markdown/* details */.zH)((0,pvtest_wording/* cutText */.IN)((0,pvtest_wording/* whatBecame */.ec)(test), LONGEST_TEXT), body(test, report), isFirstOpen && at === 0));
    const rest = tests.slice(most);
    const more = rest.length === 0 ? [] : [(0,markdown.md) `And: ${names(rest, NAMES_SHOWN)}.`];
    return (0,markdown/* joinMarkdown */.UF)([heading, ...shown, ...more], '\n\n');
}
function body(test, report) {
    const reason = (0,pvtest_wording/* reasonOf */.A3)(test);
    const deciding = (0,pvtest_wording/* decidingTry */.$6)(test);
    const tries = (0,pvtest_wording/* triesText */.X9)(test, report);
    const log = deciding?.log === undefined ? '' : (0,pvtest_wording/* lastLines */.w$)(deciding.log, LOG_LINES, LONGEST_LINE);
    const issues = (test.issues ?? []).map(({ level, text }) => `${level} ${text}`).join('\n');
    const parts = [
        ...(reason === undefined ? [] : [summary_tests_short(reason)]),
        ...(tries === '' ? [] : [(0,markdown.md) `Tries: ${(0,markdown/* escapeText */.X1)((0,pvtest_wording/* cutText */.IN)(tries, LONGEST_TEXT))}.`]),
        ...(deciding?.diff === undefined
            ? []
            : [(0,markdown/* codeBlock */.DV)((0,pvtest_wording/* cutText */.IN)((0,pvtest_wording/* firstLines */.UV)(deciding.diff, DIFF_LINES, LONGEST_LINE), DIFF_BYTES), 'diff')]),
        ...(log === '' ? [] : [(0,markdown.md) `The end of its log:`, (0,markdown/* codeBlock */.DV)(log)]),
        ...(log !== '' || issues === ''
            ? []
            : [(0,markdown.md) `From its log:`, (0,markdown/* codeBlock */.DV)((0,pvtest_wording/* lastLines */.w$)(issues, LOG_LINES, LONGEST_LINE))]),
    ];
    return (0,markdown/* joinMarkdown */.UF)(parts, '\n\n');
}
function byReason(tests, title, without) {
    if (tests.length === 0)
        return (0,markdown.md) ``;
    const groups = [...Map.groupBy(tests, (test) => (0,pvtest_wording/* reasonOf */.A3)(test) ?? without)];
    const items = groups
        .slice(0, REASONS_SHOWN)
        .map(([reason, group]) => (0,markdown.md) `${summary_tests_short(reason.replace(/\.$/, ''))}: ${names(group, NAMES_OF_REASON)}`);
    const rest = groups.slice(REASONS_SHOWN).reduce((sum, [, group]) => sum + group.length, 0);
    if (rest > 0)
        items.push((0,markdown/* escapeText */.X1)(`and ${(0,wording/* counted */.hS)(rest, 'more test')} for other reasons`));
    return (0,markdown/* details */.zH)(title, (0,markdown/* bullets */.e5)(items));
}
function names(tests, most) {
    const shown = tests.slice(0, most).map((test) => (0,pvtest_wording/* testCode */.aY)(test));
    const rest = tests.length - shown.length;
    return (0,markdown.md) `${(0,markdown/* joinMarkdown */.UF)(shown, ', ')}${rest > 0 ? (0,markdown.md) ` and ${rest} more` : (0,markdown.md) ``}`;
}
function summary_tests_short(text) {
    return (0,markdown/* escapeText */.X1)((0,pvtest_wording/* cutText */.IN)((0,pvtest_wording/* flat */.Ct)(text), LONGEST_TEXT));
}

// EXTERNAL MODULE: ./packages/core/src/pvtest/test-id.ts
var test_id = __webpack_require__(41822);
;// CONCATENATED MODULE: ./packages/core/src/pvtest/summary.ts







/** Room that is left to what else the step writes. */
const LIMIT = markdown/* SUMMARY_LIMIT */.Jt - 32 * 1024;
const PROBLEMS_SHOWN = 50;
const LONGEST_PROBLEM = 400;
/**
 * The step summary of a test run, as Markdown of at most 1 MiB: one line that says what happened, then what failed, then
 * what else is of interest. What there is no room for is left out from the least important part on, and named.
 */
function reportSummary(report, judged, options = {}) {
    return fitParts([
        ['The title', options.title === undefined ? (0,markdown.md) `` : (0,markdown.md) `### ${(0,markdown/* escapeText */.X1)((0,pvtest_wording/* flat */.Ct)(options.title))}`],
        [
            'The result',
            (0,markdown.md) `**${(0,markdown/* escapeText */.X1)((0,pvtest_counts/* verdictsText */.Sk)(judged.counts))}**${(0,markdown/* escapeText */.X1)((0,pvtest_counts/* scopeText */.Cm)(judged.counts, judged.seconds))}. ${(0,markdown/* escapeText */.X1)(meaning(judged))}`,
        ],
        ['What was tested', aboutRun(report)],
        ['The problems', problemList(judged)],
        ['The table by category', categoryTable(report)],
        ['What failed', problemTests(report)],
        ['What was never launched', neverLaunched(report)],
        ['What is flaky', flakyTests(report)],
        ['What is in quarantine', quarantinedTests(report)],
        ['What was skipped', skippedTests(report)],
        ['Warnings and errors of the test logs', issueList(report)],
        ['Leaks', leakTable(report)],
    ]);
}
/** What the numbers mean for the stage: a sentence. */
function meaning({ verdict, failing, problems, counts, tolerated }) {
    switch (verdict) {
        case 'cancelled':
            return 'The run was cancelled, or killed: what had not ended by then has no result.';
        case 'timed-out':
            return 'The time limit was reached: what had not ended by then has no result.';
        case 'failed':
            return `The stage failed: ${[
                ...(failing.length > 0 ? [`${(0,wording/* counted */.hS)(failing.length, 'test')} did not pass`] : []),
                ...(problems.length > 0 ? [`${(0,wording/* counted */.hS)(problems.length, 'problem')} beside the tests`] : []),
            ].join(', and ')}.`;
        case 'passed': {
            const excused = counts.total - counts.passed - counts.skipped - tolerated.length;
            const others = tolerated.filter(({ verdict: each }) => each !== 'flaky').length;
            const flaky = tolerated.length - others;
            const but = [
                ...(flaky > 0 ? [`${(0,wording/* counted */.hS)(flaky, 'test')} did not pass at once`] : []),
                ...(others > 0 ? [`${(0,wording/* counted */.hS)(others, 'test')} did not pass, which fail-on lets pass`] : []),
                ...(excused > 0 ? [`${(0,wording/* counted */.hS)(excused, 'test')} in quarantine did not pass`] : []),
            ];
            return but.length === 0 ? 'Nothing failed.' : `The stage passed, but ${but.join(', and ')}.`;
        }
    }
}
function aboutRun({ distro, source, paths, shard, parts = [] }) {
    const distros = new Set(parts.map((part) => part.distro));
    const names = distros.size > 0 ? [...distros] : [distro];
    const facts = [
        (0,markdown.md) `${names.length > 1 ? (0,markdown.md) `Distros` : (0,markdown.md) `Distro`} ${codes(names)}`,
        ...(paths.length > 0 ? [(0,markdown.md) `tests of ${codes(paths)}`] : []),
        ...(shard === undefined ? [] : [(0,markdown.md) `shard ${shard.index} of ${shard.of}`]),
        ...(source.sha === undefined ? [] : [(0,markdown.md) `commit ${(0,markdown/* code */.aY)((0,pvtest_wording/* flat */.Ct)(source.sha).slice(0, 7))}`]),
        ...(parts.length > 1 ? [(0,markdown.md) `merged from ${parts.length} reports`] : []),
    ];
    return (0,markdown.md) `${(0,markdown/* joinMarkdown */.UF)(facts, ', ')}.`;
}
function codes(texts) {
    return (0,markdown/* joinMarkdown */.UF)(texts.map((text) => (0,markdown/* code */.aY)((0,pvtest_wording/* flat */.Ct)(text))), ', ');
}
function problemList({ problems }) {
    const shown = problems
        .slice(0, PROBLEMS_SHOWN)
        .map((problem) => (0,markdown/* escapeText */.X1)((0,pvtest_wording/* cutText */.IN)((0,pvtest_wording/* flat */.Ct)(problem), LONGEST_PROBLEM)));
    const rest = problems.length - shown.length;
    return (0,markdown/* bullets */.e5)([...shown, ...(rest > 0 ? [(0,markdown/* escapeText */.X1)(`and ${(0,wording/* counted */.hS)(rest, 'more problem')}`)] : [])]);
}
/** The parts that there is room for, in their order, and the names of those that were left out. */
function fitParts(parts) {
    const taken = [];
    const left = [];
    let bytes = 0;
    for (const [name, text] of parts) {
        if (text === '')
            continue;
        const size = Buffer.byteLength(text) + 2;
        if (bytes + size > LIMIT) {
            left.push(name);
            continue;
        }
        bytes += size;
        taken.push(text);
    }
    if (left.length > 0)
        taken.push((0,markdown.md) `_Left out, because a step summary holds 1 MiB: ${(0,markdown/* escapeText */.X1)(left.join(', '))}. The report has it._`);
    return (0,markdown/* joinMarkdown */.UF)(taken, '\n\n');
}
const CATEGORIES_SHOWN = 100;
const TESTS_SHOWN = 50;
const LINES_OF_TEST = 20;
const summary_LONGEST_LINE = 300;
const LEAKS_SHOWN = 100;
/** A row for each `<scope>/<category>`, with a column for each verdict that a test has. */
function categoryTable({ tests }) {
    if (tests.length === 0)
        return (0,markdown.md) ``;
    const total = (0,pvtest_counts/* countOf */.pq)(tests);
    const shown = pvtest_counts/* SHOWN_VERDICTS */.nN.filter((verdict) => total[verdict] > 0);
    const categories = [...Map.groupBy(tests, (test) => (0,pvtest_wording/* testCode */.aY)({ ...test, id: (0,test_id/* categoryOf */.Qd)(test) }))];
    const row = (title, group) => {
        const counts = (0,pvtest_counts/* countOf */.pq)(group);
        return [
            title,
            ...shown.map((verdict) => (counts[verdict] === 0 ? (0,markdown.md) `` : (0,markdown.md) `${counts[verdict]}`)),
            (0,markdown/* unbroken */.D_)((0,pvtest_counts/* roundDuration */.xj)(secondsOfTries(group))),
        ];
    };
    const rest = categories.slice(CATEGORIES_SHOWN).flatMap(([, group]) => group);
    return (0,markdown/* table */.tp)(['Category', ...shown, 'time of its tests'].map(markdown/* escapeText */.X1), [
        ...categories.slice(0, CATEGORIES_SHOWN).map(([category, group]) => row(category, group)),
        ...(rest.length > 0 ? [row((0,markdown.md) `others`, rest)] : []),
        ...(categories.length > 1 ? [row((0,markdown.md) `**all**`, tests)] : []),
    ]);
}
/** The lines of level WARN and ERROR in the logs, by test: first those of tests that did not pass. */
function issueList({ tests }) {
    const all = tests.filter(({ issues = [] }) => issues.length > 0);
    if (all.length === 0)
        return (0,markdown.md) ``;
    const sorted = [
        ...all.filter(({ verdict }) => verdict !== 'passed'),
        ...all.filter(({ verdict }) => verdict === 'passed'),
    ];
    const shown = sorted.slice(0, TESTS_SHOWN).map(({ issues = [], moreIssues = 0, ...test }) => {
        const lines = (0,pvtest_wording/* firstLines */.UV)(issues.map(issueLine).join('\n'), LINES_OF_TEST, summary_LONGEST_LINE);
        const more = moreIssues === 0 ? [] : [(0,markdown/* escapeText */.X1)(`And ${(0,wording/* counted */.hS)(moreIssues, 'more line')}.`)];
        return (0,markdown/* joinMarkdown */.UF)([(0,pvtest_wording/* testCode */.aY)(test), (0,markdown/* codeBlock */.DV)(lines), ...more], '\n\n');
    });
    const rest = all.length - shown.length;
    if (rest > 0)
        shown.push((0,markdown/* escapeText */.X1)(`And of ${(0,wording/* counted */.hS)(rest, 'more test')}.`));
    return (0,markdown/* details */.zH)(`Warnings and errors in the logs of ${(0,wording/* counted */.hS)(all.length, 'test')}`, (0,markdown/* joinMarkdown */.UF)(shown, '\n\n'));
}
/** What valgrind calls definitely lost, the largest first. */
function leakTable({ tests }) {
    const leaking = tests
        .flatMap((test) => (test.leaks !== undefined && test.leaks.bytes > 0 ? [{ test, ...test.leaks }] : []))
        .sort((a, b) => b.bytes - a.bytes);
    if (leaking.length === 0)
        return (0,markdown.md) ``;
    const rows = leaking
        .slice(0, LEAKS_SHOWN)
        .map(({ test, bytes, blocks }) => [(0,pvtest_wording/* testCode */.aY)(test), (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(bytes)), (0,markdown.md) `${blocks}`]);
    const rest = leaking.length - rows.length;
    const total = leaking.reduce((sum, { bytes }) => sum + bytes, 0);
    const parts = [
        (0,markdown/* table */.tp)([(0,markdown.md) `Test`, (0,markdown.md) `Definitely lost`, (0,markdown.md) `Blocks`], rows),
        ...(rest > 0 ? [(0,markdown/* escapeText */.X1)(`And ${(0,wording/* counted */.hS)(rest, 'more test')}.`)] : []),
    ];
    return (0,markdown/* details */.zH)(`Leaks: ${(0,progress/* formatBytes */.z3)(total)} definitely lost in ${(0,wording/* counted */.hS)(leaking.length, 'test')}`, (0,markdown/* joinMarkdown */.UF)(parts, '\n\n'));
}
function issueLine({ level, text, count }) {
    return `${level}${count > 1 ? ` ${count}×` : ''} ${text.replace(/\s+/g, ' ')}`;
}
function secondsOfTries(tests) {
    return tests.reduce((sum, { tries }) => sum + tries.reduce((all, { seconds = 0 }) => all + seconds, 0), 0);
}


/***/ }),

/***/ 41822:
/*! packages/core/src/pvtest/test-id.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fe: () => (/* binding */ testPathProblem),
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   Qd: () => (/* binding */ categoryOf),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   Yw: () => (/* binding */ isBelow),
/* harmony export */   ec: () => (/* binding */ testId),
/* harmony export */   iW: () => (/* binding */ SCOPES),
/* harmony export */   xY: () => (/* binding */ asRetry),
/* harmony export */   y7: () => (/* binding */ tryFolder)
/* harmony export */ });
const LONGEST_ID = 300;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const ATTEMPT = /^(.+)\.([1-9]\d{0,2})$/;
/** The parts of a distro that hold tests: those that need this host only, and those that need Pantacor Hub. */
const SCOPES = ['local', 'remote'];
const SEGMENT = /^[A-Za-z0-9_+@=][A-Za-z0-9_+@=.-]*$/;
const LONGEST_PATH = 500;
/**
 * What is wrong with the path of a test or of a folder of tests, or undefined. It becomes an argument and a path: a leading `-`,
 * a blank or `..` in it would be taken for something else.
 */
function testPathProblem(path) {
    const [scope, ...rest] = path.split('/');
    const hint = 'Use paths below local or remote, as in local/core or local/core/legacy-config-overload.';
    if (path.length > LONGEST_PATH || !SCOPES.some((known) => known === scope))
        return hint;
    return rest.every((segment) => SEGMENT.test(segment)) ? undefined : hint;
}
/** The scope of a test or of a path that `testPathProblem` finds nothing wrong with. */
function scopeOf(path) {
    return path === 'remote' || path.startsWith('remote/') ? 'remote' : 'local';
}
/** Whether the test `id` is at `path` or below it. */
function isBelow(id, path) {
    return id === path || id.startsWith(`${path}/`);
}
/**
 * The id that a path of the runner names, `./local/core/a` or `local/core/a`. Undefined for what is not a test's
 * path below `local` or `remote`: an empty segment, `.` or `..`, a control character, more than 300 characters.
 */
function testId(path) {
    const id = path.startsWith('./') ? path.slice(2) : path;
    const [scope, ...rest] = id.split('/');
    if (id.length > LONGEST_ID || UNPRINTABLE.test(id))
        return undefined;
    if ((scope !== 'local' && scope !== 'remote') || rest.length === 0)
        return undefined;
    if (rest.some((segment) => segment === '' || segment === '.' || segment === '..'))
        return undefined;
    return id;
}
/** The folder of a try below the workspace, which is also how the runner calls it: `<id>`, and `<id>.2` for retry 2. */
function tryFolder(id, attempt) {
    return attempt === 0 ? id : `${id}.${attempt}`;
}
/** `local/core/a.2` as retry 2 of `local/core/a`. Undefined without a suffix. It may be a test's own name all the same. */
function asRetry(name) {
    const [, id, attempt] = ATTEMPT.exec(name) ?? [];
    return id === undefined || id.endsWith('/') ? undefined : { id, attempt: Number(attempt) };
}
/** `<scope>/<category>` of a test, the folder that it lies in. */
function categoryOf({ id }) {
    return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}
/** The name of a test, without its scope and category. */
function nameOf({ id }) {
    return id.slice(id.lastIndexOf('/') + 1);
}


/***/ }),

/***/ 16036:
/*! packages/core/src/pvtest/wording.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ decidingTry),
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Ct: () => (/* binding */ flat),
/* harmony export */   IN: () => (/* binding */ cutText),
/* harmony export */   M9: () => (/* binding */ NEVER_LAUNCHED),
/* harmony export */   Pr: () => (/* binding */ meaningOf),
/* harmony export */   Qr: () => (/* binding */ lastBytes),
/* harmony export */   UV: () => (/* binding */ firstLines),
/* harmony export */   X9: () => (/* binding */ triesText),
/* harmony export */   aY: () => (/* binding */ testCode),
/* harmony export */   ec: () => (/* binding */ whatBecame),
/* harmony export */   ov: () => (/* binding */ MEANING),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony export firstBytes */
/* harmony import */ var _action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58411);
/* harmony import */ var _action_wording_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47132);
/* harmony import */ var _counts_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83646);



const LONGEST_TITLE = 120;
/** What an outcome means, where nothing says more. */
const MEANING = {
    passed: 'It passed.',
    failed: 'Its output is not the expected one.',
    aborted: 'It gave up.',
    skipped: 'It was skipped.',
    infrastructure: 'It could not be run.',
    incomplete: 'It was launched, and has no result.',
};
const NEVER_LAUNCHED = 'It was never launched.';
/** The name of a test for a reader: with its distro where there are several. A plain text on one line. */
function testTitle({ id, distro }) {
    return flat(distro === undefined ? id : `${distro}: ${id}`);
}
/** The same as Markdown, cut: it stands in lists and tables of many tests. */
function testCode(test) {
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(cutText(testTitle(test), LONGEST_TITLE));
}
/** `local/core/x failed`: what became of a test, as a plain text. */
function whatBecame(test) {
    return `${testTitle(test)} ${becameOf(test)}`;
}
function becameOf(test) {
    if (!(0,_counts_ts__WEBPACK_IMPORTED_MODULE_1__/* .wasLaunched */ .oP)(test))
        return 'was never launched';
    switch (test.verdict) {
        case 'flaky':
            return 'is flaky';
        case 'aborted':
            return 'was aborted';
        case 'infrastructure':
            return 'could not be run';
        case 'incomplete':
            return 'has no result';
        case 'skipped':
            return 'was skipped';
        default:
            return test.verdict;
    }
}
/** The try that tells why a test did not pass: the last such one that left a diff or a log, else the last such one. */
function decidingTry({ tries }) {
    const bad = tries.filter(({ outcome }) => outcome !== 'passed');
    return bad.findLast(({ diff, log }) => diff !== undefined || log !== undefined) ?? bad.at(-1);
}
/** Why a test has its verdict, on one line; undefined where nothing says it. */
function reasonOf(test) {
    const reason = decidingTry(test)?.reason ?? test.reason;
    return reason === undefined ? undefined : flat(reason);
}
/** What the last try that did not pass means. */
function meaningOf(test) {
    const deciding = decidingTry(test);
    return deciding === undefined ? NEVER_LAUNCHED : MEANING[deciding.outcome];
}
/** `failed (12 s), then passed (3 s)`, with the run attempts where a merged report has several; empty for no try. */
function triesText({ tries }, { parts = [] }) {
    const attemptOf = ({ part }) => part === undefined ? undefined : parts[part]?.runAttempt;
    const several = new Set(parts.map(({ runAttempt }) => runAttempt)).size > 1;
    return tries
        .map((each) => {
        const about = [
            ...(each.seconds === undefined ? [] : [`${each.seconds} s`]),
            ...(several ? [`run attempt ${attemptOf(each) ?? '?'}`] : []),
        ].join(', ');
        return about === '' ? each.outcome : `${each.outcome} (${about})`;
    })
        .join(', then ');
}
/** The last lines of a text, at most `most` of them, each cut at `longest` bytes. Blank lines are left out. */
function lastLines(text, most, longest) {
    return shownLines(text)
        .slice(-most)
        .map((line) => cutText(line, longest))
        .join('\n');
}
/** The first lines of a text, as `lastLines`, with a line that counts the rest. */
function firstLines(text, most, longest) {
    const lines = shownLines(text);
    const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
    const rest = lines.length - shown.length;
    return [
        ...shown.map((line) => cutText(line, longest)),
        ...(rest > 0 ? [`… ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(rest, 'more line')}`] : []),
    ].join('\n');
}
/** A text of others on one line, without what a terminal would obey. */
function flat(text) {
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .withoutControls */ .DJ)(text).replace(/\s+/g, ' ').trim();
}
function shownLines(text) {
    return (0,_action_markdown_ts__WEBPACK_IMPORTED_MODULE_0__/* .withoutControls */ .DJ)(text)
        .split('\n')
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
}
/** The end of a text, at most `limit` bytes of UTF-8, as whole characters. */
function lastBytes(text, limit) {
    const bytes = Buffer.from(text);
    if (bytes.length <= limit)
        return text;
    let from = bytes.length - Math.max(0, limit);
    while (from < bytes.length && isContinuation(bytes[from]))
        from++;
    return bytes.toString('utf8', from);
}
/** The beginning of a text, at most `limit` bytes of UTF-8, as whole characters. */
function firstBytes(text, limit) {
    const bytes = Buffer.from(text);
    if (bytes.length <= limit)
        return text;
    let to = Math.max(0, limit);
    while (to > 0 && isContinuation(bytes[to]))
        to--;
    return bytes.toString('utf8', 0, to);
}
/** `text`, with `…` at its end where it was longer than `limit` bytes of UTF-8. */
function cutText(text, limit) {
    return Buffer.byteLength(text) <= limit ? text : `${firstBytes(text, limit - 3)}…`;
}
function isContinuation(byte) {
    return byte !== undefined && (byte & 0xc0) === 0x80;
}


/***/ }),

/***/ 64377:
/*! node_modules/zod */
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p6: () => (/* binding */ date),
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDate */ .db(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODate */ .Brp, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
