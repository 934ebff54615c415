export const id = 520;
export const ids = [520,313];
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

/***/ 69106:
/*! packages/core/src/action/limits.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SK: () => (/* binding */ FILE_LIMITS),
/* harmony export */   W1: () => (/* binding */ overLimit),
/* harmony export */   f0: () => (/* binding */ READER_LIMITS),
/* harmony export */   o: () => (/* binding */ NETWORK_LIMITS)
/* harmony export */ });
/* harmony import */ var _errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/**
 * How much the readers of recipes, kas files, the index and globs take in: far above what real ones hold, and little enough that
 * reading takes no longer than a moment.
 */
const READER_LIMITS = {
    /** Characters. */
    glob: { most: 1_000, sentence: 'A glob may have at most 1,000 characters.' },
    /** Globs that one with `{a,b}` stands for. */
    globAlternatives: {
        most: 1_000,
        sentence: 'The {a,b} of a glob may stand for at most 1,000 globs in all.',
    },
    /** Characters of a regular expression that an input gives. */
    pattern: { most: 500 },
    /** Characters of a name that it is held against. Its time may grow with the square of them, or worse. */
    patternName: { most: 512 },
    /** Milliseconds for all names. */
    patternTime: { most: 1_000 },
    /** Characters of the path of a file: of Linux. */
    path: { most: 4_096 },
    /** Names that are compared with one that is not there. */
    nearNames: { most: 2_000 },
    /** Characters of each. */
    nearName: { most: 100 },
    /** Characters of the path of a task's log, as the console names it. */
    logPath: { most: 1_024 },
    /** Bytes. */
    recipe: { most: 1024 * 1024, sentence: 'A recipe may have at most 1,048,576 bytes (1 MiB).' },
    recipeAssignments: { most: 20_000, sentence: 'A recipe may have at most 20,000 assignments.' },
    /** A recipe and what it includes, each time that it is included. */
    recipeFiles: { most: 100, sentence: 'A recipe may consist of at most 100 files.' },
    /** Characters, with overrides and with what variables in it stand for. */
    recipeName: { most: 1_000, sentence: 'The name of a variable may have at most 1,000 characters.' },
    /** Variables, of which each stands in the value of the one before. */
    recipeDepth: { most: 100, sentence: 'Variables may be 100 deep in each other.' },
    /** Characters that are read while the variables of a recipe are expanded, those of values in values each time. */
    recipeExpansion: {
        most: 16 * 1024 * 1024,
        sentence: 'The variables of a recipe may expand to at most 16,777,216 characters in all.',
    },
    /** Of `name=` of a git URI. */
    uriNames: { most: 100, sentence: 'A git URI may have at most 100 names.' },
    /** Characters. */
    kasFile: { most: 256 * 1024, sentence: 'A kas file may have at most 262,144 characters (256 KiB).' },
    /** Mappings and lists in each other. */
    kasDepth: { most: 100, sentence: 'A kas file may be nested at most 100 deep.' },
    kasAliases: { most: 100, sentence: 'A kas file may have at most 100 aliases.' },
    /** Of a configuration, with what is included, each time that it is named. */
    kasFiles: { most: 1_000, sentence: 'A configuration may consist of at most 1,000 files.' },
    /** Recipes, classes and configurations of a layer that are looked through for what they ask git. */
    layerFiles: { most: 20_000 },
    /** Characters. */
    index: { most: 128 * 1024 * 1024, sentence: 'An index may have at most 134,217,728 characters (128 MiB).' },
    /** Objects and lists in each other, in a tag. */
    indexDepth: { most: 100, sentence: 'A tag of an index may be nested at most 100 deep.' },
};
/** The error for what has more than a limit allows. `found` is a sentence without its full stop: what there is. */
function overLimit(found, { sentence = '' }, advice) {
    return new _errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${found}. ${sentence}`, advice);
}
/** The files that a stage reads whole, and that others have written. */
const FILE_LIMITS = {
    artifacts: {
        bytes: 64 * MIB,
        reason: 'kas-build writes some 300 bytes there for each file of a build.',
    },
    report: {
        bytes: 256 * MIB,
        reason: 'pvtest-runner keeps 32 MiB of text of logs in a report.',
    },
    statistics: {
        bytes: MIB,
        reason: 'bitbake writes some KiB there for each task.',
    },
    taskGraph: {
        bytes: 256 * MIB,
        reason: 'bitbake writes some 10 MiB there for an image.',
    },
    attestation: {
        bytes: 16 * MIB,
        reason: 'kas writes its configuration there, and the digests of the artifacts.',
    },
    lock: {
        bytes: 64 * 1024,
        reason: 'bitbake writes its process id there.',
    },
    gitConfig: {
        bytes: MIB,
        reason: 'It is the git configuration of a user.',
    },
    script: {
        bytes: 4 * MIB,
        reason: 'It is a shell script.',
    },
    test: {
        bytes: MIB,
        reason: 'It describes one test.',
    },
    recipe: {
        bytes: READER_LIMITS.recipe.most,
        reason: 'The largest recipes of known layers have some 100 KiB.',
    },
    kasFile: {
        bytes: READER_LIMITS.kasFile.most,
        reason: 'The largest kas files of known layers have some 100 KiB.',
    },
    readme: {
        bytes: 4 * MIB,
        reason: 'GitHub shows no more than 512 KiB of a README.',
    },
    list: {
        bytes: 4 * MIB,
        reason: 'It is a list that people write.',
    },
};
/**
 * The most that is taken from outside: bytes, counts and seconds. What is more is no answer that one of these services gives, and would
 * fill the memory or the disk, or never end. Whoever enforces a limit says so in a sentence that names the number.
 */
const NETWORK_LIMITS = {
    /** Bytes of the archive of a GitHub artifact. */
    artifactArchiveBytes: 10 * GIB,
    /** Bytes of all files of a GitHub artifact. */
    artifactBytes: 20 * GIB,
    /** Files and folders of a GitHub artifact. */
    artifactEntries: 100_000,
    /** Bytes of a path in a GitHub artifact. */
    artifactNameBytes: 1_024,
    /** How many times larger than its archive a GitHub artifact is, where it has more than `artifactRatioFrom` bytes. */
    artifactRatio: 250,
    /** Bytes. */
    artifactRatioFrom: 256 * MIB,
    /** Bytes of a file of the web whose size nothing says. */
    webFileBytes: 20 * GIB,
    /** Seconds that one reading of a file of the web takes. */
    webFileSeconds: 2 * 3_600,
    /** Redirects from a file of the web. */
    webRedirects: 5,
    /** Bytes per second, on average, of a body that is read for `slowAfterSeconds`. */
    slowestBytesPerSecond: 4 * 1_024,
    /** Seconds. */
    slowAfterSeconds: 60,
    /** Bytes of an object that is read into memory: manifest.json, docs.json, a claim, a mark, and releases.json, which has 37 MB for 10,000 tags. */
    storeTextBytes: 128 * MIB,
    /** Bytes of an answer of a store that is no object: XML, of a list too, or an error. */
    storeAnswerBytes: 8 * MIB,
    /** Seconds that such an answer takes. A store may join the parts of an upload for minutes. */
    storeAnswerSeconds: 1_800,
    /** Bytes of an object whose size the store does not say. */
    storeObjectBytes: 50 * GIB,
    /** Pages of a list of objects or uploads. S3 gives a thousand on each. */
    storeListPages: 10_000,
    /** Objects or uploads of a list. */
    storeListEntries: 1_000_000,
    /** Bytes of an answer of GitHub's API. */
    githubAnswerBytes: 64 * MIB,
    /** Pages of lists that a stage asks GitHub for. GitHub lets the token of a job send about as many requests in an hour. */
    githubPages: 1_000,
    /** Bytes that git prints. */
    gitOutputBytes: 64 * MIB,
    /** Lines that git prints: a remote has one for each branch. */
    gitOutputLines: 500_000,
};


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
/* harmony export */   C2: () => (/* binding */ withoutSlashes),
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
/** `text` without the slashes at its end. An expression for it would take long for many slashes elsewhere. */
function withoutSlashes(text) {
    let end = text.length;
    while (text[end - 1] === '/')
        end -= 1;
    return text.slice(0, end);
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
