export const id = 313;
export const ids = [313];
export const modules = {

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


/***/ })

};
