export const id = 438;
export const ids = [438];
export const modules = {

/***/ 71242:
/*! packages/core/src/action/bounded-body.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ boundedBody)
/* harmony export */ });
/* harmony import */ var _limits_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69106);

/**
 * The chunks of a body, as long as they stay within bounds. Time counts while a chunk is awaited, not while it is used. A body that
 * brings nothing at all is the matter of an idle timer.
 *
 * @throws what `bounds.error` makes, and what `chunks` throws. The chunks' source is closed then.
 */
async function* boundedBody(chunks, { bytes, seconds = Number.POSITIVE_INFINITY, error, limits = _limits_ts__WEBPACK_IMPORTED_MODULE_0__/* .NETWORK_LIMITS */ .o, now = performance.now.bind(performance), }) {
    let size = 0;
    let waited = 0;
    let since = now();
    for await (const chunk of chunks) {
        waited += (now() - since) / 1000;
        size += chunk.length;
        if (size > bytes)
            throw error('size');
        if (waited > seconds)
            throw error('time');
        if (waited > limits.slowAfterSeconds && size < waited * limits.slowestBytesPerSecond)
            throw error('rate');
        yield chunk;
        since = now();
    }
}


/***/ }),

/***/ 65435:
/*! packages/core/src/github/client.ts, packages/core/src/github/failures.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ openGitHub)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var action_limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/secrets.ts
var secrets = __webpack_require__(20509);
// EXTERNAL MODULE: ./packages/core/src/github/fault.ts
var github_fault = __webpack_require__(49589);
// EXTERNAL MODULE: ./packages/core/src/github/retry.ts
var retry = __webpack_require__(94059);
;// CONCATENATED MODULE: ./packages/core/src/github/failures.ts





const TIMED_OUT = /due to timeout/;
/** A UserError for what GitHub, the network or the token caused; anything else comes back as it is. */
function failureOf(thrown, request, settings, now) {
    const fault = (0,github_fault/* faultOf */.Kl)(thrown);
    if (fault === undefined)
        return thrown;
    const forms = (0,secrets/* secretForms */.eo)([settings.token]);
    const clean = (text) => (0,secrets/* redact */.E$)(text, forms);
    // Before anything is cut to length: half a token is a leak too.
    const { what, advice } = explain((0,secrets/* redactFields */.$F)(fault, forms), request, settings, now);
    const tried = fault.attempts > 1 ? `, after ${fault.attempts} attempts` : '';
    return new errors/* UserError */.yo(clean(`Could not ${request.doing} in ${settings.repository}: ${what}${tried}.`), clean(advice), { cause: thrown });
}
function explain(fault, request, settings, now) {
    const { status } = fault;
    if (status === undefined)
        return explainNetwork(fault, settings);
    if ((0,github_fault/* isRateLimit */.a5)(fault))
        return explainLimit(fault, settings, now);
    if (status === 401) {
        return {
            what: `the token is refused: ${answerOf(fault)}`,
            advice: `Check the input \`${settings.tokenInput}\`: the token may have expired, or belong to another server.`,
        };
    }
    if (status === 403)
        return explainForbidden(fault, request, settings);
    if (status === 404) {
        return {
            what: `GitHub does not find it: ${answerOf(fault)}`,
            advice: request.notFound ??
                `It does not exist, or the token may not see it. The token of \`${settings.tokenInput}\` needs \`${request.permission}\`.`,
        };
    }
    if (status === 409)
        return explainConflict(fault);
    if ((0,github_fault/* isTransient */.dg)(fault)) {
        const page = settings.apiUrl === 'https://api.github.com' ? '; see https://www.githubstatus.com' : '';
        return { what: answerOf(fault), advice: `GitHub has a fault${page}. Run the job again later.` };
    }
    return { what: answerOf(fault), advice: 'GitHub refused the request. Its message says why.' };
}
/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
function explainForbidden(fault, { permission }, { tokenInput }) {
    const what = `access denied: ${answerOf(fault)}`;
    if (fault.headers['x-github-sso']?.startsWith('required') === true) {
        return {
            what,
            advice: `Authorise the token of \`${tokenInput}\` for the single sign-on of the organisation.`,
        };
    }
    if (/not permitted to create or approve pull requests/.test(fault.message)) {
        return {
            what,
            advice: 'Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, General; ' +
                `or give \`${tokenInput}\` a token of an app.`,
        };
    }
    if (!/not accessible/i.test(fault.message)) {
        return {
            what,
            advice: `GitHub's message says why. The token of \`${tokenInput}\` needs \`${permission}\`.`,
        };
    }
    const needed = acceptedPermissions(fault.headers['x-accepted-github-permissions']) ?? `\`${permission}\``;
    const fork = needed.includes('read')
        ? ''
        : ' In a run for a pull request from a fork, the token of the job can only read.';
    return {
        what,
        advice: `The token of \`${tokenInput}\` needs ${needed}. For the token of the job, put that under \`permissions:\` of the job; ` +
            `another token must have it itself.${fork}`,
    };
}
/**
 * What `X-Accepted-GitHub-Permissions` asks for, as `permissions:` of a workflow names it. Semicolons separate sets of which one
 * is enough; commas separate the permissions of a set, which are all needed
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible).
 */
function acceptedPermissions(header) {
    const sets = (header ?? '').split(';').map((set) => set.split(',').map((permission) => {
        const [, name, level] = /^\s*([a-z_]+)=(read|write|admin)\s*$/.exec(permission) ?? [];
        return name === undefined ? undefined : `\`${name.replaceAll('_', '-')}: ${level}\``;
    }));
    const known = sets.filter((set) => !set.includes(undefined)).map((set) => set.join(' and '));
    return known.length === 0 ? undefined : known.join(', or ');
}
function explainConflict(fault) {
    const advice = /repository is empty/i.test(fault.message)
        ? 'The repository has no commit yet. Push one first.'
        : 'Something else changed the same at that time, or a rule of the repository forbids it. Run the job again.';
    return { what: answerOf(fault), advice };
}
function explainLimit(fault, { tokenInput }, now) {
    const until = (0,retry/* limitedUntil */.rk)(fault, now);
    const when = until === undefined ? 'later' : `after ${until.toISOString().slice(0, 19)}Z`;
    const used = fault.headers['x-ratelimit-remaining'] === '0';
    return {
        what: `${used ? 'the rate limit of the token is used up' : 'GitHub limits the requests of the token'}: ${answerOf(fault)}`,
        advice: `Run the job again ${when}, or give \`${tokenInput}\` a token that nothing else uses.`,
    };
}
function explainNetwork(fault, { apiUrl }) {
    const code = fault.system ?? fault.message;
    if ((0,github_fault/* isCertificate */.Yn)(fault)) {
        return {
            what: `the TLS certificate of ${apiUrl} is not accepted (${code})`,
            advice: "For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the job's `env` to the file with the authority's certificate.",
        };
    }
    if (code === new github_fault/* BrokenAnswer */.MC().message) {
        return { what: `the answer of ${apiUrl} broke off`, advice: 'Run the job again later.' };
    }
    return {
        what: TIMED_OUT.test(code) ? `${apiUrl} did not answer in time` : `${apiUrl} did not answer (${code})`,
        advice: 'Check that the runner may connect to it, and run the job again.',
    };
}
function answerOf({ status, message, details }) {
    const words = [message, ...details].filter((text) => text !== '').join(': ');
    return `HTTP ${status}${words === '' ? '' : `, ${(0,inputs/* quote */.hD)(words)}`}`;
}

// EXTERNAL MODULE: ./packages/core/src/github/guarded-fetch.ts
var guarded_fetch = __webpack_require__(4228);
;// CONCATENATED MODULE: ./packages/core/src/github/client.ts








const REQUEST_LIMIT_MS = 60_000;
/** Waits that a person would wonder about. */
const LONG_WAIT_MS = 5_000;
/** Opens the repository of `settings`. Nothing is sent before the first request. */
function openGitHub(settings, deps) {
    const [owner = '', repo = ''] = settings.repository.split('/');
    const octokit = (0,github/* getOctokit */.Q)(settings.token, { baseUrl: settings.apiUrl });
    sendAgain(octokit, settings, deps);
    async function explained(request, work) {
        try {
            return await work();
        }
        catch (thrown) {
            throw failureOf(thrown, request, settings, deps.clock.now());
        }
    }
    // It would write to the console, where the runner looks for commands, what the headers of an answer say.
    const [foreign, nothing] = [(text) => deps.log.foreign(text), () => { }];
    octokit.hook.before('request', (options) => {
        options.request = {
            ...options.request,
            log: { debug: nothing, info: nothing, warn: foreign, error: foreign },
        };
    });
    return {
        repository: settings.repository,
        repo: { owner, repo },
        apiUrl: settings.apiUrl,
        tokenInput: settings.tokenInput,
        octokit,
        pause: (thrown, attempt) => pause(thrown, attempt, deps),
        explained,
        found: (request, work) => explained(request, async () => {
            try {
                return await work();
            }
            catch (thrown) {
                if ((0,github_fault/* faultOf */.Kl)(thrown)?.status === 404)
                    return undefined;
                throw thrown;
            }
        }),
    };
}
function sendAgain(octokit, { apiUrl }, deps) {
    const { requestLimitMs = REQUEST_LIMIT_MS, limits = action_limits/* NETWORK_LIMITS */.o } = deps;
    let pages = 0;
    octokit.hook.wrap('request', async (request, options) => {
        const own = options.request?.signal;
        const streams = options.request?.['parseSuccessResponseBody'] === false;
        const mostBytes = limits.githubAnswerBytes;
        const fetch = (0,guarded_fetch/* guardedFetch */.x)((options.request?.fetch ?? globalThis.fetch), {
            apiUrl,
            mostBytes,
            streams,
        });
        // Pages of lists are asked for by their URLs.
        if (/^https?:/.test(options.url))
            pages += 1;
        if (pages > limits.githubPages)
            throw endlessList(apiUrl, limits.githubPages);
        for (let attempt = 1;; attempt += 1) {
            const signal = own ?? AbortSignal.timeout(requestLimitMs);
            // The hook for the token, which is inside of this one, gets this very object whatever is passed to `request`.
            options.request = { ...options.request, signal, fetch };
            try {
                const answer = await request(options);
                if (isBroken(answer))
                    throw new github_fault/* BrokenAnswer */.MC();
                return answer;
            }
            catch (thrown) {
                // Octokit takes whatever its fetch throws for a fault of the network.
                if (Object(thrown).cause instanceof errors/* UserError */.yo)
                    throw Object(thrown).cause;
                // A body that is a stream is spent, and a signal of the caller's own is the caller's word.
                if (own === undefined && (await pause(thrown, attempt, deps)))
                    continue;
                (0,github_fault/* noteAttempts */.d$)(thrown, attempt);
                throw thrown;
            }
        }
    });
}
function endlessList(apiUrl, most) {
    return new errors/* UserError */.yo(`The lists of ${apiUrl} go on after ${most.toLocaleString('en-US')} pages, which no list of GitHub does.`, 'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.');
}
/** Octokit gives JSON that it could not read to the end as a text. */
function isBroken({ data, headers }) {
    return typeof data === 'string' && headers['content-type']?.startsWith('application/json') === true;
}
async function pause(thrown, attempt, deps) {
    const { clock, random = Math.random } = deps;
    const fault = (0,github_fault/* faultOf */.Kl)(thrown) ?? (0,github_fault/* faultOf */.Kl)(thrown?.cause);
    const wait = fault === undefined ? undefined : (0,retry/* waitAfter */.Wv)(fault, attempt, clock.now(), random());
    if (fault === undefined || wait === undefined)
        return false;
    await waitFor(wait, hindranceOf(fault), deps);
    return true;
}
function hindranceOf(fault) {
    if ((0,github_fault/* isRateLimit */.a5)(fault))
        return "GitHub's rate limit";
    return fault.status === undefined
        ? 'GitHub, which did not answer'
        : `GitHub, which answered with HTTP ${fault.status}`;
}
async function waitFor(milliseconds, what, deps) {
    const seconds = milliseconds / 1000;
    if (milliseconds >= LONG_WAIT_MS)
        deps.log.info(`Waiting ${(0,progress/* formatDuration */.a3)(seconds)} for ${what}.`);
    await (0,progress/* withProgress */.E0)(deps, (elapsed) => `Waiting for ${what}, another ${(0,progress/* formatDuration */.a3)(Math.max(0, seconds - elapsed))}.`, () => deps.clock.sleep(milliseconds));
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

/***/ 4228:
/*! packages/core/src/github/guarded-fetch.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ tooLarge),
/* harmony export */   x: () => (/* binding */ guardedFetch)
/* harmony export */ });
/* harmony import */ var _action_bounded_body_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71242);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1363);
/* harmony import */ var _action_progress_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36065);




const CHECK = 'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.';
/** Their answers have no body. */
const EMPTY = [204, 205, 304];
/**
 * A fetch that sends the token to the API's own origin alone, wherever a `Link` or a URL of an answer leads, and reads no endless answer.
 * A redirect to another origin is followed without the token, as fetch does (https://fetch.spec.whatwg.org/#http-redirect-fetch).
 *
 * @param streams whether the body is handed on as it comes: whoever reads it bounds it
 * @throws UserError for another origin, and for an answer of more than `mostBytes`.
 */
function guardedFetch(fetch, { apiUrl, mostBytes, streams, }) {
    const own = new URL(apiUrl).origin;
    return async (url, options) => {
        const { origin } = new URL(url);
        if (origin !== own) {
            throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`GitHub at ${apiUrl} leads to ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(origin)}, which is another server.`, `The token was not sent there. ${CHECK}`);
        }
        const response = await fetch(url, options);
        if (streams && response.ok)
            return response;
        return wholeResponse(response, url, mostBytes);
    };
}
/** The error for an answer that has more bytes than any of GitHub. */
function tooLarge(url, mostBytes) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`The answer of ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(url)} has more than ${(0,_action_progress_ts__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(mostBytes)}, which no answer of GitHub has.`, CHECK);
}
/** With a body that broke off as far as it came: octokit's reader of JSON tells that. */
async function wholeResponse(response, url, mostBytes) {
    const { status, statusText, headers, body } = response;
    const chunks = [];
    const error = () => tooLarge(url, mostBytes);
    try {
        for await (const chunk of (0,_action_bounded_body_ts__WEBPACK_IMPORTED_MODULE_0__/* .boundedBody */ ._)(body ?? noChunks(), { bytes: mostBytes, error }))
            chunks.push(chunk);
    }
    catch (thrown) {
        if (thrown instanceof _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
            throw thrown;
    }
    const whole = EMPTY.includes(status) ? null : Buffer.concat(chunks);
    const made = new Response(whole, { status, statusText, headers });
    return Object.defineProperty(made, 'url', { value: response.url });
}
async function* noChunks() { }


/***/ }),

/***/ 94059:
/*! packages/core/src/github/retry.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E4: () => (/* binding */ sendOnce),
/* harmony export */   NM: () => (/* binding */ isLateBranch),
/* harmony export */   SX: () => (/* binding */ isLateRequest),
/* harmony export */   WF: () => (/* binding */ isLateReference),
/* harmony export */   Wv: () => (/* binding */ waitAfter),
/* harmony export */   ah: () => (/* binding */ isLateObject),
/* harmony export */   g2: () => (/* binding */ retryWhileLate),
/* harmony export */   rk: () => (/* binding */ limitedUntil)
/* harmony export */ });
/* unused harmony export ATTEMPTS */
/* harmony import */ var _fault_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49589);

/** Attempts of one request. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 1_000;
const MOST_BACKOFF_MS = 15_000;
/** What GitHub asks for where a rate limit names no time: this, and longer each time. */
const FIRST_UNNAMED_MS = 60_000;
/** A limit that lasts longer than this ends the stage with a message: a job that sleeps costs as one that works. */
const LONGEST_WAIT_MS = 10 * 60_000;
/**
 * How long to wait before a request is sent again, in milliseconds; undefined when it is not worth it. At least as long as
 * `Retry-After` or `X-RateLimit-Reset` say; otherwise capped exponential backoff with jitter, and minutes for a rate limit
 * (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 *
 * @param attempt the number of the attempt that failed, from 1
 * @param random from 0 to 1
 */
function waitAfter(fault, attempt, now, random) {
    if (attempt >= ATTEMPTS || !(0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(fault))
        return undefined;
    const unnamed = (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .isRateLimit */ .a5)(fault) ? FIRST_UNNAMED_MS * 2 ** (attempt - 1) : 0;
    const wait = Math.max(askedWait(fault, now) ?? unnamed, backoff(attempt, random));
    return wait > LONGEST_WAIT_MS ? undefined : wait;
}
/** When the limit is lifted that GitHub refused the request for; undefined where it does not say. */
function limitedUntil(fault, now) {
    if (!(0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .isRateLimit */ .a5)(fault))
        return undefined;
    const wait = askedWait(fault, now);
    const until = new Date(now.getTime() + (wait ?? Number.NaN));
    return Number.isNaN(until.getTime()) ? undefined : until;
}
function askedWait(fault, now) {
    const after = retryAfter(fault.headers['retry-after'], now);
    if (after !== undefined)
        return after;
    if (!(0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .isRateLimit */ .a5)(fault))
        return undefined;
    const reset = fault.headers['x-ratelimit-reset'];
    if (fault.headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d+$/.test(reset)) {
        return Math.max(0, Number(reset) * 1000 - now.getTime()) + 1000;
    }
    return undefined;
}
/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header, now) {
    if (header === undefined)
        return undefined;
    if (/^\d+$/.test(header))
        return Number(header) * 1000;
    const date = /^[A-Za-z]/.test(header) ? Date.parse(header) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
function backoff(attempt, random) {
    return Math.min(MOST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + random / 2);
}
const ONCE_LIMIT_MS = 60_000;
/**
 * Sends a request that must not take effect twice: where its answer is lost, it is looked first whether it did.
 *
 * @param send sends it in one attempt, with this signal
 * @param look what `send` would have returned, where it took effect; undefined where it may be sent again
 * @throws what `send` throws last, and what `look` throws.
 */
async function sendOnce(github, send, look) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await send({ signal: AbortSignal.timeout(ONCE_LIMIT_MS) });
        }
        catch (thrown) {
            if (!(await github.pause(thrown, attempt))) {
                (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .noteAttempts */ .d$)(thrown, attempt);
                throw thrown;
            }
            const found = await look();
            if (found !== undefined)
                return found;
        }
    }
}
const LATE_ATTEMPTS = 5;
/**
 * Does `work`, and tries it a few more times while GitHub answers with 422 as if what it has just made were not there: its servers
 * are eventually consistent, and a request may reach one that is late.
 *
 * @param isLate distinguishes such an answer from a mistake that stays
 * @throws what `work` throws last.
 */
async function retryWhileLate(clock, isLate, work) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await work();
        }
        catch (thrown) {
            const fault = (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .faultOf */ .Kl)(thrown);
            if (fault?.status !== 422 || attempt === LATE_ATTEMPTS || !isLate(fault))
                throw thrown;
            await clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
        }
    }
}
/**
 * An object of git that GitHub has made, and does not find yet: `Tree SHA does not exist`, `Object does not exist`, `Parent SHA does
 * not exist or is not a commit object`, `tree.sha … is not a valid blob`, `base_tree is not a valid tree oid`.
 */
function isLateObject(fault) {
    return (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .says */ .FA)(fault, /\b(?:SHA|object) does not exist|is not a valid (?:blob|tree)/i);
}
/**
 * A commit that GitHub has made and does not find yet, or a branch that it does not see where it is: beside `Object does not exist`
 * it says `Reference update failed` (https://github.com/github/rest-api-description/issues/4887), `Reference cannot be updated`
 * (https://github.com/googleapis/repo-automation-bots/issues/4537) or, though the update is forced, `Update is not a fast forward`.
 */
function isLateReference(fault) {
    return (isLateObject(fault) ||
        (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .says */ .FA)(fault, /reference update failed|reference cannot be updated|not a fast.forward/i));
}
/**
 * A pull request that GitHub has made, and does not find yet when it is given labels or reviewers
 * (https://github.com/peter-evans/create-pull-request/issues/4321).
 */
function isLateRequest(fault) {
    return (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .says */ .FA)(fault, /could not resolve to a node/i);
}
/** A branch that GitHub has moved, and still sees as it was when it is to make a pull request of it. */
function isLateBranch(fault) {
    return (0,_fault_ts__WEBPACK_IMPORTED_MODULE_0__/* .says */ .FA)(fault, /no commits between|^head invalid$/i);
}


/***/ }),

/***/ 3636:
/*! packages/core/src/github/settings.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ki: () => (/* binding */ repositoryProblem),
/* harmony export */   ND: () => (/* binding */ githubSettings),
/* harmony export */   Sh: () => (/* binding */ token),
/* harmony export */   Vz: () => (/* binding */ runId),
/* harmony export */   dN: () => (/* binding */ githubInputs),
/* harmony export */   po: () => (/* binding */ apiUrlOf)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


/** A token of GitHub: masked in the log and never repeated in an error. */
function token() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), tokenProblem).meta({ secret: true });
}
/** The input by which every stage that asks GitHub is given its token: spread it into the stage's shape. */
const githubInputs = { 'github-token': token() };
/** The id of a workflow run; undefined where it is not given. */
function runId() {
    return (0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), runIdProblem);
}
/**
 * The repository and the API of this run, from the runner's variables.
 *
 * @throws UserError when the token is missing, or the variables are not there.
 */
function githubSettings(given, env) {
    const token = given['github-token'];
    if (token === undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('Input "github-token" is missing.', 'Leave it out, to use the token of the job, or give a token that is not empty. A secret that the repository does not ' +
            'have, or that a fork may not see, is empty.');
    }
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const problem = repositoryProblem(repository);
    if (problem !== undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GITHUB_REPOSITORY is ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(repository)}. ${problem}`, 'Run this stage in a workflow: the runner sets the variable.');
    }
    return { apiUrl: apiUrlOf(env), token, tokenInput: 'github-token', repository };
}
/** The URL of the API of this run's GitHub, without a final slash. */
function apiUrlOf(env) {
    return (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
}
/** What is wrong with the name of a repository, or undefined. Accounts that an enterprise manages have an underscore. */
function repositoryProblem(name) {
    const valid = /^[A-Za-z0-9_-]{1,39}\/[A-Za-z0-9._-]{1,100}$/.test(name) && !/\/\.{1,2}$/.test(name);
    return valid ? undefined : 'Use owner/name, for example pantacor/meta-pantavisor.';
}
/** Ids are asked for as numbers: one with more digits could not be told from its neighbour. */
function runIdProblem(id) {
    return /^\d{1,15}$/.test(id) ? undefined : 'Use the id of a workflow run, as github.run_id has it: digits.';
}
function tokenProblem(value) {
    return /^[\x21-\x7e]+$/.test(value)
        ? undefined
        : 'It has a blank, a line break or another character that no token has. Store the secret again, without anything around it.';
}


/***/ })

};
