export const id = 520;
export const ids = [520];
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
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_pvtest_counts_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83646);
/* harmony import */ var _pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8347);
/* harmony import */ var _pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(84640);




const inputs = {
    reports: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(),
    artifacts: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)().transform((pattern) => pattern ?? 'pvtest-workspace-*'),
    ..._pv_actions_core_pvtest_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .judgementInputs */ .N,
};
const outputs = ['verdict', 'total', ..._pv_actions_core_pvtest_report_ts__WEBPACK_IMPORTED_MODULE_2__/* .VERDICTS */ .bk, 'junit', 'report'];
const initial = { verdict: 'failed', ...(0,_pv_actions_core_pvtest_counts_ts__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)([]) };


/***/ }),

/***/ 36065:
/*! packages/core/src/action/progress.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E0: () => (/* binding */ withProgress),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   iY: () => (/* binding */ transferLine),
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
/** `x.tar.gz: 12 MiB of 64 MiB, 4 MiB/s, about 13 s left.`: how far a transfer is. Bytes and seconds. */
function transferLine(name, done, total, elapsedSeconds) {
    const rate = done / elapsedSeconds;
    const left = rate > 0 ? `, about ${formatDuration((total - done) / rate)} left` : '';
    return `${name}: ${formatBytes(done)} of ${formatBytes(total)}, ${formatBytes(rate)}/s${left}.`;
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

/***/ 47132:
/*! packages/core/src/action/wording.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jw: () => (/* binding */ are),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   pg: () => (/* binding */ shortList)
/* harmony export */ });
/** A list in a message: at most `limit` items, and how many more there are. */
function shortList(items, separator, limit = 20) {
    const shown = items.length > limit ? items.slice(0, limit - 1) : items;
    const rest = items.length - shown.length;
    return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(separator);
}
/** `1 file`, `24 files`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `is` for one, `are` for any other number. */
function are(count) {
    return count === 1 ? 'is' : 'are';
}


/***/ }),

/***/ 83646:
/*! packages/core/src/pvtest/counts.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cm: () => (/* binding */ scopeText),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   Sk: () => (/* binding */ verdictsText),
/* harmony export */   nN: () => (/* binding */ SHOWN_VERDICTS),
/* harmony export */   oP: () => (/* binding */ wasLaunched),
/* harmony export */   pq: () => (/* binding */ countOf),
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
        if (failOn.includes(test.verdict))
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
function runVerdict({ ending }, isFailed) {
    if (ending === 'cancelled' || ending === 'killed')
        return 'cancelled';
    if (ending === 'timed-out')
        return 'timed-out';
    return isFailed ? 'failed' : 'passed';
}
function tooFew({ tests, problems }, expected) {
    const least = expected ?? (problems.length === 0 ? 1 : 0);
    const results = tests.filter(({ verdict }) => verdict !== 'incomplete').length;
    if (results >= least)
        return [];
    if (results === 0)
        return ['No test has a result.'];
    return [
        `Only ${(0,_action_wording_ts__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(results, 'test')} ${results === 1 ? 'has' : 'have'} a result, and ${least} were expected.`,
    ];
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


/***/ })

};
