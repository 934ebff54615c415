export const id = 306;
export const ids = [306];
export const modules = {

/***/ 3403:
/*! packages/core/src/github/origin.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ checkOrigin),
/* harmony export */   y: () => (/* binding */ checkTagCommit)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _action_source_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95283);
/* harmony import */ var _releases_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61027);
/* harmony import */ var _runs_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36699);





/**
 * Reads a run of this repository, and refuses one that built what somebody else wrote: a run for a pull request belongs to this
 * repository, and its head to the fork.
 *
 * @param options.allowForeign Takes every run of this repository.
 * @param options.advice What the user can do about a refusal, as full sentences.
 * @throws UserError when the run is not there, or its head is in another repository or in a fork that was deleted.
 */
async function checkOrigin(github, id, options) {
    const run = await (0,_runs_ts__WEBPACK_IMPORTED_MODULE_4__/* .readRun */ .cI)(github, id);
    if (options.allowForeign)
        return run;
    if (run.headRepository === undefined || !(0,_action_source_ts__WEBPACK_IMPORTED_MODULE_2__/* .isSameRepository */ .ve)(run.headRepository, github.repository)) {
        const from = run.headRepository ?? 'a fork that was deleted';
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The run ${run.url} built ${from}, not ${github.repository}.`, options.advice);
    }
    return run;
}
/**
 * Holds a tag of this repository against the commit that was built: a tag that is taken from `workflow_run.head_branch` may be the
 * branch of a fork.
 *
 * @throws UserError when the tag is not there, or on another commit.
 */
async function checkTagCommit(github, tag, { sha, how, advice }) {
    const commit = await (0,_releases_ts__WEBPACK_IMPORTED_MODULE_3__/* .commitOfTag */ .lz)(github, tag);
    if (commit === undefined) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`There is no tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} in ${github.repository}.`, 'A branch is not enough, nor is a tag of a fork. Push the tag, or correct the input `tag`. In a private repository the token of ' +
            `\`${github.tokenInput}\` needs \`contents: read\` to see it.`);
    }
    if (commit !== sha)
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} is on ${commit}, and ${how} ${sha}.`, advice);
}


/***/ }),

/***/ 61027:
/*! packages/core/src/github/releases.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EE: () => (/* binding */ draftReleases),
/* harmony export */   lz: () => (/* binding */ commitOfTag),
/* harmony export */   qT: () => (/* binding */ publishedRelease)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);


/** The published release of a tag; undefined where there is none. */
function publishedRelease(github, tag) {
    const { octokit, repo } = github;
    return github.found({ doing: `look for the release ${tag}`, permission: 'contents: read' }, async () => releaseOf((await octokit.rest.repos.getReleaseByTag({ ...repo, tag })).data));
}
/**
 * The drafts of a tag. GitHub finds them in the list of all releases only, and shows them to a token with `contents: write` only.
 */
function draftReleases(github, tag) {
    const { octokit, repo } = github;
    return github.explained({ doing: `look for drafts of the release ${tag}`, permission: 'contents: write' }, async () => {
        const releases = await octokit.paginate(octokit.rest.repos.listReleases, { ...repo, per_page: 100 });
        return releases.filter((each) => each.draft && each.tag_name === tag).map(releaseOf);
    });
}
function releaseOf(json) {
    return {
        id: json.id,
        tag: json.tag_name,
        immutable: json.immutable === true,
        url: json.html_url,
        uploadUrl: json.upload_url,
    };
}
/** Tags of tags are legal, and rare: no release has more than one. */
const DEEPEST = 5;
/**
 * The commit that `refs/tags/<tag>` points at, through an annotated tag too; undefined where there is no such tag.
 *
 * @throws UserError when GitHub does not say, or when the tag is on something other than a commit.
 */
function commitOfTag(github, tag) {
    const { octokit, repo } = github;
    const request = { doing: `read the tag ${tag}`, permission: 'contents: read' };
    return github.found(request, async () => {
        const found = await octokit.rest.git.getRef({ ...repo, ref: `tags/${tag}` });
        let { type, sha } = found.data.object;
        for (let depth = 0; type === 'tag' && depth < DEEPEST; depth += 1) {
            const annotated = await octokit.rest.git.getTag({ ...repo, tag_sha: sha });
            ({ type, sha } = annotated.data.object);
        }
        if (type === 'commit')
            return sha;
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} of ${github.repository} points at a ${type}, not at a commit.`, 'Tag a commit.');
    });
}


/***/ }),

/***/ 12335:
/*! packages/core/src/release/channels.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ channelOf)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _names_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);



const STABLE = 'stable';
const RELEASE_CANDIDATE = 'release-candidate';
/**
 * The channel of a tag: what the input `channel` says, else `release-candidate` for a tag that contains `-rc`, else
 * `stable` for one that starts with a digit, or with `v` and a digit. Capital letters make no difference. The id of a workflow run
 * or of a commit starts with a digit too, and is no version.
 *
 * @throws UserError when `input` is no valid channel, or when neither says one.
 */
function channelOf(tag, input) {
    if (input !== undefined && input !== '') {
        const problem = (0,_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkChannel */ .Kv)(input);
        if (problem === undefined)
            return input;
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The channel is ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(input)}. ${problem}`, 'Correct the input "channel".');
    }
    if (/-rc/i.test(tag))
        return RELEASE_CANDIDATE;
    const id = idIn(tag);
    if (id === undefined && /^v?\d/i.test(tag))
        return STABLE;
    const looks = id === undefined ? '' : ` It looks like ${id}, not like a version.`;
    throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The tag ${(0,_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)} does not say to which channel it belongs.${looks}`, 'Set the input "channel" to stable, to release-candidate or to any other name, such as nightly. Or use a tag such as 029 or 029-rc1.');
}
/** `20261130`, `202611301530`, `20261130153000`: years from 1900 to 2099. */
const DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;
/** The ids of runs have nine digits since 2021, and eleven by now. */
const RUN_ID = /^\d{9,}$/;
/** Git shortens an id to seven hex digits or more. One of digits only could be a number of a version. */
const COMMIT_ID = /^(?=.*[a-f])[0-9a-f]{7,64}$/i;
/** `git describe` of a commit behind a tag. */
const DESCRIBED = /-\d+-g[0-9a-f]{7,64}(?:-dirty)?$/i;
/** What a tag is named after, when that is no version. */
function idIn(tag) {
    const [first = ''] = tag.replace(/^v(?=\d)/i, '').split(/[^0-9a-z]/i);
    if (RUN_ID.test(first) && !DATE.test(first))
        return 'the id of a workflow run';
    return COMMIT_ID.test(first) || DESCRIBED.test(tag) ? 'the id of a commit' : undefined;
}


/***/ }),

/***/ 50499:
/*! packages/core/src/release/keys.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E3: () => (/* binding */ latestDocsKey),
/* harmony export */   El: () => (/* binding */ nameInKey),
/* harmony export */   N: () => (/* binding */ latestTagKey),
/* harmony export */   N0: () => (/* binding */ machineKey),
/* harmony export */   OP: () => (/* binding */ checksumsKey),
/* harmony export */   RV: () => (/* binding */ badgeKey),
/* harmony export */   Rn: () => (/* binding */ manifestKey),
/* harmony export */   Ss: () => (/* binding */ probeKey),
/* harmony export */   TZ: () => (/* binding */ pvexportsName),
/* harmony export */   Vr: () => (/* binding */ tagFolder),
/* harmony export */   Wh: () => (/* binding */ machineFolder),
/* harmony export */   bE: () => (/* binding */ layerFolder),
/* harmony export */   g2: () => (/* binding */ encodeKey),
/* harmony export */   mh: () => (/* binding */ indexKey),
/* harmony export */   o0: () => (/* binding */ latestBadgesFolder),
/* harmony export */   p6: () => (/* binding */ docsKey),
/* harmony export */   sD: () => (/* binding */ defaultPublicUrl),
/* harmony export */   sN: () => (/* binding */ latestBadgeKey),
/* harmony export */   sn: () => (/* binding */ publishedKey),
/* harmony export */   t6: () => (/* binding */ latestDocsPointerKey),
/* harmony export */   u1: () => (/* binding */ bundleName),
/* harmony export */   x6: () => (/* binding */ publicUrl)
/* harmony export */ });
/**
 * Keys of the S3 layout, and the public URLs of objects. All names are checked before (names.ts): nothing is
 * cleaned up in here. `prefix` may be empty.
 */
const join = (...parts) => parts.filter((part) => part !== '').join('/');
/** `<prefix>/`: what every key of the layer begins with; '' without a prefix. */
function layerFolder(prefix) {
    return prefix === '' ? '' : `${prefix}/`;
}
/** The name of the file: the last segment of a key. */
function nameInKey(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
/** `<prefix>/releases.json`: the index. */
function indexKey(prefix) {
    return join(prefix, 'releases.json');
}
/** `<prefix>/<tag>/<machine>/<file>`. */
function machineKey(prefix, tag, machine, file) {
    return join(prefix, tag, machine, file);
}
/** `<prefix>/<tag>/`: all machines of a tag. */
function tagFolder(prefix, tag) {
    return `${join(prefix, tag)}/`;
}
/** `<prefix>/<tag>/<machine>/`. */
function machineFolder(prefix, tag, machine) {
    return `${join(prefix, tag, machine)}/`;
}
/** `<machine>-<tag>.tar.gz`: the bundle of the flash images. */
function bundleName(machine, tag, format) {
    return `${machine}-${tag}.${format}`;
}
/** `pvexports-<machine>-<tag>.zip`: all pvrexports of the machine. */
function pvexportsName(machine, tag) {
    return `pvexports-${machine}-${tag}.zip`;
}
/** `<prefix>/<tag>/<machine>/manifest.json`. */
function manifestKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'manifest.json');
}
/** `<prefix>/<tag>/<machine>/published.json`. */
function publishedKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'published.json');
}
/** `<prefix>/<tag>/<machine>/SHA256SUMS`. */
function checksumsKey(prefix, tag, machine) {
    return machineKey(prefix, tag, machine, 'SHA256SUMS');
}
/** `<prefix>/<tag>/docs/<file>`. */
function docsKey(prefix, tag, file) {
    return join(prefix, tag, 'docs', file);
}
/** `<prefix>/docs/latest/<file>`: development docs. */
function latestDocsKey(prefix, file) {
    return join(prefix, 'docs', 'latest', file);
}
/** `<prefix>/docs/latest.json`: the pointer to the development docs. */
function latestDocsPointerKey(prefix) {
    return join(prefix, 'docs', 'latest.json');
}
/** `<prefix>/<tag>/badges/<machine>.json`, or `.svg`. */
function badgeKey(prefix, tag, machine, format = 'json') {
    return join(prefix, tag, 'badges', `${machine}.${format}`);
}
/** `<prefix>/latest/<channel>/badges/`: the badges of the newest tag of a channel. */
function latestBadgesFolder(prefix, channel) {
    return `${join(prefix, 'latest', channel, 'badges')}/`;
}
/** `<prefix>/latest/<channel>/badges/<machine>.json`, or `.svg`. */
function latestBadgeKey(prefix, channel, machine, format = 'json') {
    return `${latestBadgesFolder(prefix, channel)}${machine}.${format}`;
}
/** `<prefix>/latest/<channel>/badges/tag.json`: the pointer to the newest tag of a channel; `tag.svg` is its picture. */
function latestTagKey(prefix, channel, format = 'json') {
    return `${latestBadgesFolder(prefix, channel)}tag.${format}`;
}
/** `<prefix>/.pv-actions/<run>`: the object that probes whether the store obeys conditions. */
function probeKey(prefix, run) {
    return join(prefix, '.pv-actions', run);
}
/**
 * A key as a path of a URL: every segment percent-encoded but for `A-Za-z0-9-._~`. `+` becomes `%2B`, which S3 would
 * read as a blank.
 */
function encodeKey(key) {
    const encode = (segment) => encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    return key.split('/').map(encode).join('/');
}
/**
 * The public URL of an object. `base` is the URL of `<prefix>/` without its final slash.
 *
 * @throws Error when `key` is not below `prefix`.
 */
function publicUrl(base, prefix, key) {
    const start = layerFolder(prefix);
    if (!key.startsWith(start) || key === start)
        throw new Error(`The key ${key} is not below ${start}.`);
    return `${base}/${encodeKey(key.slice(start.length))}`;
}
/**
 * The default of the input `public-url`: `https://<bucket>.s3.amazonaws.com/<prefix>`, or
 * `<endpoint>/<bucket>/<prefix>`, without a final slash.
 */
function defaultPublicUrl(bucket, prefix, endpoint) {
    const host = endpoint === undefined || endpoint === ''
        ? `https://${bucket}.s3.amazonaws.com`
        : `${endpoint.replace(/\/+$/, '')}/${encodeKey(bucket)}`;
    return prefix === '' ? host : `${host}/${encodeKey(prefix)}`;
}


/***/ }),

/***/ 21094:
/*! packages/core/src/store/faults.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cg: () => (/* binding */ isNoSuchKey),
/* harmony export */   IG: () => (/* binding */ mayRefuseChecksums),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   Lo: () => (/* binding */ outOfBounds),
/* harmony export */   Pb: () => (/* binding */ incompleteBody),
/* harmony export */   R0: () => (/* binding */ isUnreachable),
/* harmony export */   Vg: () => (/* binding */ notOfS3),
/* harmony export */   bB: () => (/* binding */ PROXY_REFUSES),
/* harmony export */   dg: () => (/* binding */ isTransient)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN_OFF = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'];
/** Of Node, for a proxy that does not make a tunnel. */
const PROXY_REFUSES = 'ERR_PROXY_TUNNEL';
const SYSTEM_IN_TEXT = /\b(?:ERR_PROXY_TUNNEL|E(?:CONN|HOST|NET|NOT|AI_|PIPE|TIME|PROTO)[A-Z_]*)\b/;
const THROTTLED = [
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'RequestTimeout',
    'TooManyRequestsException',
];
/**
 * Reads an error of the SDK. Undefined for anything that neither the store, the network nor the credentials caused.
 */
function faultOf(thrown) {
    const error = recordOf(thrown);
    if (error === undefined)
        return undefined;
    const name = textOf(error['name']) ?? 'Error';
    const metadata = recordOf(error['$metadata']);
    const response = recordOf(error['$response']);
    const headers = recordOf(response?.['headers']);
    const status = numberOf(metadata?.['httpStatusCode']) ?? numberOf(response?.['statusCode']);
    const code = textOf(error['Code']);
    // The SDK wraps what it does not know as an error; then the code is in the text only.
    const message = textOf(error['message']) ?? '';
    const system = (0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .systemCode */ .xU)(thrown) ?? (0,_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .systemCode */ .xU)(error['cause']) ?? SYSTEM_IN_TEXT.exec(message)?.[0];
    const known = metadata !== undefined ||
        response !== undefined ||
        ['TimeoutError', 'CredentialsProviderError', 'TokenProviderError'].includes(name) ||
        (system !== undefined && [...UNREACHABLE, ...BROKEN_OFF, PROXY_REFUSES].includes(system));
    if (!known)
        return undefined;
    return {
        code,
        status,
        system,
        name,
        message,
        attempts: numberOf(metadata?.['attempts']) ?? 1,
        region: textOf(headers?.['x-amz-bucket-region']) ?? textOf(error['Region']),
    };
}
/** Whether the same request may well succeed a little later. */
function isTransient(fault) {
    if (fault.name === 'CredentialsProviderError')
        return false;
    if (fault.code !== undefined && THROTTLED.includes(fault.code))
        return true;
    if (fault.status !== undefined && fault.status >= 300) {
        return fault.status === 429 || (fault.status >= 500 && fault.status !== 501);
    }
    return (fault.name === 'TimeoutError' ||
        fault.name === 'IncompleteBody' ||
        (fault.system !== undefined && (isUnreachable(fault) || BROKEN_OFF.includes(fault.system))));
}
/** Whether no connection came about at all. */
function isUnreachable(fault) {
    return fault.system !== undefined && UNREACHABLE.includes(fault.system);
}
/** Whether the store says definitely that there is no such key. A 404 of anything else than an S3 store is not that. */
function isNoSuchKey(fault) {
    return fault?.status === 404 && fault.code === 'NoSuchKey';
}
/**
 * Whether an answer to a write may mean its checksums: a header that the store, or what stands before it, does not know; a signature
 * that is wrong since a header was left out or changed on the way; a body whose length is not said.
 */
function mayRefuseChecksums(fault) {
    const { status = 0, code } = fault ?? {};
    if (status === 403)
        return code === undefined || code === 'SignatureDoesNotMatch';
    return [400, 401, 411, 501].includes(status);
}
/** An answer that is none of S3, though its status says that all is well: of a page where a user signs in, for one. */
function notOfS3(metadata) {
    return Object.assign(new Error('The answer is not one of S3.'), { $metadata: metadata });
}
/** A body that ended early or differs from its checksum: worth another attempt, like a reset. */
function incompleteBody(what) {
    return Object.assign(new Error(what), { name: 'IncompleteBody', $metadata: {} });
}
/** What no store sends: endless, or slower than a network is. It is not asked for again. */
function outOfBounds(what) {
    return Object.assign(new Error(what), { name: 'OutOfBounds', $metadata: {} });
}
function recordOf(value) {
    return typeof value === 'object' && value !== null ? value : undefined;
}
function numberOf(value) {
    return typeof value === 'number' ? value : undefined;
}
function textOf(value) {
    return typeof value === 'string' && value !== '' && value !== 'UnknownError' ? value : undefined;
}


/***/ }),

/***/ 59411:
/*! packages/core/src/store/part-stream.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ cutStream),
/* harmony export */   US: () => (/* binding */ DEFAULT_PART_SIZE),
/* harmony export */   oV: () => (/* binding */ partSizeFor)
/* harmony export */ });
/* unused harmony export MAX_PARTS */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71189);


const MIB = 1024 * 1024;
const MIN_PART_MIB = 5;
const MAX_PART_MIB = 5 * 1024;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
/** Bytes of a part where nobody says otherwise. */
const DEFAULT_PART_SIZE = 8 * MIB;
/** S3 takes no more parts of one object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const MAX_PARTS = 10_000;
/**
 * The part size in bytes for an upload of at most `totalBytes` bytes: `wanted` bytes (8 MiB by default), rounded up to whole MiB,
 * and more where 10,000 such parts would not hold it. Never less than the 5 MiB and never more than the 5 GiB that S3 takes.
 *
 * @throws UserError when `totalBytes` is more than the 5 TiB that S3 takes as one object.
 */
function partSizeFor(totalBytes, wanted = DEFAULT_PART_SIZE) {
    if (totalBytes > MAX_OBJECT_BYTES) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`An object of ${totalBytes} bytes is more than S3 takes, which is 5 TiB (${MAX_OBJECT_BYTES} bytes).`, 'Publish fewer or smaller files.');
    }
    const needed = Math.ceil(totalBytes / MAX_PARTS / MIB);
    return Math.min(MAX_PART_MIB, Math.max(MIN_PART_MIB, Math.ceil(wanted / MIB), needed)) * MIB;
}
/** Cuts `body` into parts of `partSize` bytes, in at most `buffers` buffers, which are made when they are first needed, and hashes it. */
function cutStream(body, partSize, buffers) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const free = [];
    let made = 0;
    let size = 0;
    let waiting;
    function take() {
        const buffer = free.pop();
        if (buffer !== undefined)
            return buffer;
        if (made < buffers) {
            made += 1;
            // Its pages cost memory when they are written to, so a small object costs little.
            return Buffer.allocUnsafeSlow(partSize);
        }
        return new Promise((resolve) => {
            waiting = resolve;
        });
    }
    function giveBack(buffer) {
        const next = waiting;
        waiting = undefined;
        if (next === undefined)
            free.push(buffer);
        else
            next(buffer);
    }
    async function* parts() {
        let number = 1;
        let filled = 0;
        let buffer;
        const part = (whole, last) => ({
            number,
            bytes: whole.subarray(0, filled),
            last,
            release: () => giveBack(whole),
        });
        for await (const piece of body) {
            const chunk = bytesOf(piece);
            hash.update(chunk);
            size += chunk.length;
            for (let from = 0; from < chunk.length;) {
                if (buffer !== undefined && filled === partSize) {
                    yield part(buffer, false);
                    number += 1;
                    if (number > MAX_PARTS)
                        throw tooManyParts(partSize);
                    buffer = undefined;
                    filled = 0;
                }
                buffer ??= await take();
                const copied = chunk.copy(buffer, filled, from);
                from += copied;
                filled += copied;
            }
        }
        yield part(buffer ?? Buffer.alloc(0), true);
    }
    return { parts, result: () => ({ size, sha256: hash.digest('hex') }) };
}
function bytesOf(piece) {
    if (Buffer.isBuffer(piece))
        return piece;
    if (typeof piece === 'string')
        return Buffer.from(piece);
    return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
function tooManyParts(partSize) {
    return new _action_errors_ts__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`The upload has more than the ${MAX_PARTS} parts of ${partSize} bytes that S3 takes.`, 'Set a greater `part-size-mb`.');
}


/***/ }),

/***/ 43056:
/*! packages/core/src/action/proxy.ts, packages/core/src/store/settings.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ storeSettings)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/secrets.ts
var action_secrets = __webpack_require__(20509);
;// CONCATENATED MODULE: ./packages/core/src/action/proxy.ts



/**
 * The proxy for requests to `target`, as curl and others read it: `https_proxy` or `http_proxy` by the scheme, in either case, unless
 * `no_proxy` names the host. That has hosts with all below them (`example.org`, `.example.org`, `*.example.org`), addresses and networks
 * (`10.0.0.0/8`), each with a port if it is for that one only, or `*`.
 *
 * @throws UserError for a proxy that is no URL with http or https.
 */
function proxyFor(target, env) {
    const url = new URL(target);
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const variable = [name, name.toUpperCase()].find((each) => env[each]?.trim());
    const given = variable === undefined ? undefined : env[variable]?.trim();
    if (variable === undefined || given === undefined)
        return undefined;
    if (isBypassed(url, env['no_proxy']?.trim() || env['NO_PROXY'] || ''))
        return undefined;
    const proxy = URL.parse(given.includes('://') ? given : `http://${given}`);
    if (proxy === null || !['http:', 'https:'].includes(proxy.protocol) || proxy.hostname === '') {
        throw new errors/* UserError */.yo(`The variable ${variable} does not name a proxy with http or https.`, 'Give it as http://proxy.example.org:3128, or add the host to NO_PROXY.');
    }
    const secrets = (0,action_secrets/* secretForms */.eo)([decoded(proxy.password), proxy.password], [decoded(proxy.username)]);
    return { url: proxy.href, shown: proxy.origin, variable, secrets };
}
function isBypassed({ hostname, port, protocol }, noProxy) {
    const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
    const own = port || (protocol === 'https:' ? '443' : '80');
    return noProxy
        .split(/[\s,]+/)
        .filter((entry) => entry !== '')
        .some((entry) => {
        if (entry === '*')
            return true;
        const [, bracketed, plain = entry, wanted] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
        return (wanted === undefined || wanted === own) && isNamed(host, bracketed ?? plain);
    });
}
function isNamed(host, entry) {
    const [network = '', bits] = entry.split('/');
    if ((0,external_node_net_.isIP)(host) > 0 && (0,external_node_net_.isIP)(network) > 0)
        return isInNetwork(host, network, bits);
    const name = entry.replace(/^\*?\.|\.$/g, '');
    return name !== '' && (host === name || host.endsWith(`.${name}`));
}
function isInNetwork(host, network, bits) {
    const [family, width] = (0,external_node_net_.isIPv6)(network) ? ['ipv6', 128] : ['ipv4', 32];
    if ((0,external_node_net_.isIP)(host) !== (0,external_node_net_.isIP)(network))
        return false;
    const prefix = bits === undefined ? width : Number(bits);
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > width)
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(network, prefix, family);
    return list.check(host, family);
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
;// CONCATENATED MODULE: ./packages/core/src/store/settings.ts





/** Where a bucket is a name below the store's: no store has a name of its own there. */
const PROVIDERS = /\.(?:amazonaws\.com(?:\.cn)?|r2\.cloudflarestorage\.com|wasabisys\.com)\.?$/;
/**
 * The settings that the shared inputs ask for. `env` gives `AWS_REGION`, the default of `region`, and what the SDK reads of it itself.
 *
 * @throws UserError when credentials are incomplete or stand in a URL, and when the endpoint names the bucket.
 */
function storeSettings(inputs, env) {
    const { bucket } = inputs;
    const prefix = inputs.prefix ?? '';
    const endpoint = endpointOf(inputs.endpoint);
    if (endpoint !== undefined)
        refuseBucketIn(endpoint, bucket, inputs['force-path-style']);
    refuseUser('public-url', inputs['public-url'], 'Leave them out: everybody reads this URL in the index.');
    const credentials = credentialsOf(inputs['access-key-id'], inputs['secret-access-key'], inputs['session-token']);
    const region = inputs.region ?? (env['AWS_REGION']?.trim() || 'us-east-1');
    const forcePathStyle = inputs['force-path-style'] ?? endpoint !== undefined;
    const proxy = proxyFor(storeUrl({ bucket, region, endpoint, forcePathStyle }), env);
    return {
        bucket,
        prefix,
        region,
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle,
        ...(proxy === undefined ? {} : { proxy }),
        ...(credentials === undefined ? {} : { credentials }),
        publicUrl: inputs['public-url'] ?? (0,keys/* defaultPublicUrl */.sD)(bucket, prefix, endpoint),
        runId: inputs['run-id'] ?? 'local',
        unconditionalIndex: inputs['unconditional-index'],
        ...(isWhenRequired(env['AWS_REQUEST_CHECKSUM_CALCULATION']) ? { checksums: 'when_required' } : {}),
        ...(isWhenRequired(env['AWS_RESPONSE_CHECKSUM_VALIDATION']) ? { readChecksums: 'when_required' } : {}),
    };
}
function isWhenRequired(value) {
    return value?.trim().toLowerCase() === 'when_required';
}
/** Where requests about objects go: with the name of the bucket before the host, unless that is in the path or the host is an address. */
function storeUrl({ bucket, region, endpoint, forcePathStyle, }) {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const url = new URL(endpoint ?? `https://s3.${region}.${domain}`);
    return forcePathStyle || isAddress(url) ? url.origin : `${url.protocol}//${bucket}.${url.host}`;
}
function endpointOf(given) {
    refuseUser('endpoint', given, 'Give them as `access-key-id` and `secret-access-key`.');
    return given?.replace(/\/+$/, '');
}
function isAddress({ hostname }) {
    return (0,external_node_net_.isIP)(hostname.replace(/^\[|\]$/g, '')) > 0;
}
/**
 * Stores show the address of a bucket, with its name in the path or before the host. As an endpoint it would be another place:
 * `<bucket>/<bucket>/…`.
 *
 * @param pathStyle what the user says: with `true` a host may have that name, but for those of PROVIDERS
 */
function refuseBucketIn(endpoint, bucket, pathStyle) {
    const url = new URL(endpoint);
    const parts = url.pathname.split('/').filter((part) => part !== '');
    const name = bucket.toLowerCase();
    const at = parts.findIndex((part) => settings_decoded(part).toLowerCase() === name);
    const mayBeOwn = !PROVIDERS.test(url.hostname);
    const isInHost = !(pathStyle === true && mayBeOwn) && url.hostname.startsWith(`${name}.`) && !isAddress(url);
    if (at < 0 && !isInHost)
        return;
    const port = url.port === '' ? '' : `:${url.port}`;
    const host = isInHost ? `${url.hostname.slice(bucket.length + 1)}${port}` : url.host;
    const path = at < 0 ? parts : parts.slice(0, at);
    const right = [`${url.protocol}//${host}`, ...path].join('/');
    const below = at < 0 ? [] : parts.slice(at + 1);
    const prefix = below.length === 0 ? '' : `, and \`prefix: ${below.join('/')}\``;
    const meant = isInHost && at < 0 && mayBeOwn ? ' If the store itself has that name, set `force-path-style: true`.' : '';
    throw new errors/* UserError */.yo(`Input "endpoint" has the name of the bucket in it: ${(0,inputs/* quote */.hD)(endpoint)}. The objects would be in another place.`, `Use \`endpoint: ${right}\` and \`bucket: ${bucket}\`${prefix}.${meant}`);
}
function settings_decoded(part) {
    try {
        return decodeURIComponent(part);
    }
    catch {
        return part;
    }
}
function refuseUser(name, given, advice) {
    if (given === undefined)
        return;
    const url = new URL(given);
    if (url.username === '' && url.password === '')
        return;
    throw new errors/* UserError */.yo(`Input "${name}" has a user name or a password in its URL.`, advice);
}
function credentialsOf(accessKeyId, secretAccessKey, sessionToken) {
    if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined) {
        return undefined;
    }
    if (accessKeyId === undefined || secretAccessKey === undefined) {
        const missing = accessKeyId === undefined ? 'access-key-id' : 'secret-access-key';
        throw new errors/* UserError */.yo(`Input "${missing}" is missing, while other parts of the credentials are given.`, 'Give `access-key-id` and `secret-access-key` together, or neither, to use the credentials of the environment. ' +
            'A secret that the repository does not have, or that a fork may not see, is empty.');
    }
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}


/***/ }),

/***/ 84162:
/*! packages/core/src/store/types.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ UploadAborted),
/* harmony export */   i: () => (/* binding */ ObjectExists)
/* harmony export */ });
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);

/** An upload with `ifAbsent` found that somebody else had made the object in between. */
class ObjectExists extends _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
}
/** Somebody else aborted our upload, with `abortUpload` or by a lifecycle rule, before its object was visible. It never will be. */
class UploadAborted extends _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
}


/***/ }),

/***/ 11293:
/*! packages/core/src/store/client.ts, packages/core/src/store/commit.ts, packages/core/src/store/conditions.ts, packages/core/src/store/digest.ts, packages/core/src/store/failures.ts, packages/core/src/store/multipart.ts, packages/core/src/store/objects.ts, packages/core/src/store/store-clock.ts, packages/core/src/store/store.ts, packages/core/src/store/update.ts, packages/core/src/store/upload.ts, packages/core/src/store/write-options.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  KB: () => (/* binding */ JSON_FILE),
  l3: () => (/* binding */ aclOptions),
  rT: () => (/* binding */ cacheOptions),
  N9: () => (/* binding */ fileOptions),
  xX: () => (/* binding */ storeOf)
});

// EXTERNAL MODULE: ./packages/core/src/release/object-tags.ts
var object_tags = __webpack_require__(13800);
// EXTERNAL MODULE: ./packages/core/src/action/limits.ts
var limits = __webpack_require__(69106);
// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
// EXTERNAL MODULE: ./packages/core/src/action/bounded-body.ts
var bounded_body = __webpack_require__(71242);
// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
// EXTERNAL MODULE: ./packages/core/src/store/faults.ts
var faults = __webpack_require__(21094);
;// CONCATENATED MODULE: ./packages/core/src/store/client.ts







const MAX_ATTEMPTS = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** As the SDK's own. */
const AGENT = { keepAlive: true, maxSockets: 50 };
const WITH_CHECKSUMS = [
    'PutObjectCommand',
    'CreateMultipartUploadCommand',
    'UploadPartCommand',
    'GetObjectCommand',
];
/** Those whose body has one. */
const CARRIERS = ['PutObjectCommand', 'UploadPartCommand'];
/** What a store answers when a body is not what was sent: bytes were changed or lost on the way. It has taken nothing then. */
const SPOILED = ['BadDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody'];
const SPOILED_ATTEMPTS = 3;
const REFUSALS = [
    'NotImplemented',
    'InvalidArgument',
    'InvalidRequest',
    'XAmzContentSHA256Mismatch',
    'InvalidDigest',
];
/**
 * The SDK's client for `settings`. It retries transient faults itself (standard mode: exponential backoff from 50 ms to 20 s
 * with jitter, Retry-After), and sends the SDK's default checksums until the store refuses them.
 */
function makeClient(settings, tuning, log) {
    const mode = { checksums: settings.checksums !== 'when_required', isSettled: false };
    const config = {
        region: settings.region,
        forcePathStyle: settings.forcePathStyle,
        maxAttempts: tuning.maxAttempts ?? MAX_ATTEMPTS,
        retryMode: 'standard',
        requestChecksumCalculation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        responseChecksumValidation: async () => mode.checksums && settings.readChecksums === undefined ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
        // The idle time of the socket, not the time of a whole request: a slow line is not a fault.
        requestHandler: {
            connectionTimeout: CONNECTION_TIMEOUT_MS,
            socketTimeout: tuning.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
            ...agentsFor(settings.proxy),
        },
        logger: warningsOnly(log),
        ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
        ...(settings.credentials === undefined ? {} : { credentials: { ...settings.credentials } }),
    };
    const client = new dist_cjs/* S3Client */.YxF(config);
    hearTheTime(client, tuning.onDate);
    leaveOutRefusedChecksums(client, mode);
    sendSpoiledBodiesAgain(client);
    boundAnswers(client, tuning.limits ?? limits/* NETWORK_LIMITS */.o);
    return client;
}
/** Which hosts go through the proxy is decided by now: Node's agents would read NO_PROXY in a way of their own. */
function agentsFor(proxy) {
    if (proxy === undefined)
        return {};
    const proxyEnv = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    return { httpAgent: { ...AGENT, proxyEnv }, httpsAgent: { ...AGENT, proxyEnv } };
}
/** What the SDK warns of goes into our log. Failed requests are thrown, and the rest tells of every request, with its inputs. */
function warningsOnly(log) {
    const silent = () => undefined;
    const show = (...said) => log.foreign(said.map(String).join(' '));
    return { trace: silent, debug: silent, info: silent, warn: show, error: silent };
}
function hearTheTime(client, onDate) {
    if (onDate === undefined)
        return;
    client.middlewareStack.add((next) => async (args) => {
        const result = await next(args);
        onDate(result.response?.headers?.['date']);
        return result;
    }, { step: 'deserialize', name: 'hearTheTime', priority: 'low' });
}
function leaveOutRefusedChecksums(client, mode) {
    client.middlewareStack.add((next, context) => async (args) => {
        if (!WITH_CHECKSUMS.includes(String(context['commandName'])))
            return next(args);
        const plain = () => next({ ...args, input: withoutChecksums(args.input) });
        if (!mode.checksums)
            return plain();
        const isRefusal = (thrown) => refusesChecksums(thrown) || (!mode.isSettled && (0,faults/* mayRefuseChecksums */.IG)((0,faults/* faultOf */.Kl)(thrown)));
        try {
            // The SDK's own middleware writes into the input: the second attempt needs it as it was.
            const result = await next({ ...args, input: { ...args.input } });
            if (CARRIERS.includes(String(context['commandName'])))
                mode.isSettled = true;
            return result;
        }
        catch (refused) {
            if (!isRefusal(refused))
                throw refused;
            mode.checksums = false;
            try {
                return await plain();
            }
            catch (again) {
                const fault = (0,faults/* faultOf */.Kl)(again);
                if (isRefusal(again) || fault === undefined || (0,faults/* isTransient */.dg)(fault)) {
                    mode.checksums = true;
                    if (isRefusal(again))
                        mode.isSettled = true;
                }
                throw again;
            }
        }
    }, { step: 'initialize', name: 'leaveOutRefusedChecksums', priority: 'high' });
}
function sendSpoiledBodiesAgain(client) {
    client.middlewareStack.add((next) => async (args) => {
        let sent = 0;
        for (let attempt = 1;; attempt += 1) {
            try {
                return await next({ ...args, input: { ...args.input } });
            }
            catch (thrown) {
                const fault = (0,faults/* faultOf */.Kl)(thrown);
                countAttempts(thrown, sent);
                sent += fault?.attempts ?? 1;
                const spoiled = fault?.status === 400 && SPOILED.includes(fault.code ?? '');
                if (!spoiled || attempt === SPOILED_ATTEMPTS)
                    throw thrown;
            }
        }
    }, { step: 'initialize', name: 'sendSpoiledBodiesAgain', priority: 'low' });
}
/** Whatever is no object is parsed from memory: it is read here, as far as it may go. */
function boundAnswers(client, limits) {
    const bounds = {
        bytes: limits.storeAnswerBytes,
        seconds: limits.storeAnswerSeconds,
        error: (excess) => (0,faults/* outOfBounds */.Lo)(excess === 'time'
            ? `the answer takes more than ${limits.storeAnswerSeconds} s`
            : `the answer has more than ${(0,progress/* formatBytes */.z3)(limits.storeAnswerBytes)}`),
        // A store sends a blank from time to time while it joins parts.
        limits: { slowestBytesPerSecond: 0, slowAfterSeconds: 0 },
    };
    client.middlewareStack.add((next, context) => async (args) => {
        const result = await next(args);
        const response = result.response;
        const isObject = context['commandName'] === 'GetObjectCommand' && response.statusCode < 300;
        if (isObject || !(response.body instanceof external_node_stream_.Readable))
            return result;
        const chunks = [];
        for await (const chunk of (0,bounded_body/* boundedBody */._)(response.body, bounds))
            chunks.push(chunk);
        response.body = external_node_stream_.Readable.from(chunks, { objectMode: false });
        return result;
    }, { step: 'deserialize', name: 'boundAnswers', priority: 'low' });
}
/** Adds to an error the attempts before it: whoever asks whether an earlier one may have been obeyed has to know them. */
function countAttempts(thrown, before) {
    const metadata = thrown?.$metadata;
    if (metadata !== undefined && before > 0)
        metadata.attempts = (metadata.attempts ?? 1) + before;
}
function refusesChecksums(thrown) {
    const fault = (0,faults/* faultOf */.Kl)(thrown);
    return ((fault?.status === 400 || fault?.status === 501) &&
        fault.code !== undefined &&
        REFUSALS.includes(fault.code));
}
function withoutChecksums(input) {
    const { ChecksumAlgorithm: _algorithm, ...rest } = input;
    const body = Reflect.get(input, 'Body');
    const md5 = Buffer.isBuffer(body) || typeof body === 'string'
        ? { ContentMD5: (0,external_node_crypto_.createHash)('md5').update(body).digest('base64') }
        : {};
    return { ...rest, ...md5 };
}

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
;// CONCATENATED MODULE: ./packages/core/src/store/conditions.ts




/** Runs `put` and reads its outcome. Throws what is neither a refused condition nor a lost answer. */
async function outcomeOf(put) {
    try {
        await put();
        return { kind: 'written' };
    }
    catch (thrown) {
        const fault = (0,faults/* faultOf */.Kl)(thrown);
        if (fault === undefined)
            throw thrown;
        if (fault.status === 412 || fault.status === 409 || (0,faults/* isNoSuchKey */.Cg)(fault)) {
            return { kind: 'refused', certain: fault.attempts === 1 };
        }
        const unanswered = fault.status === undefined && fault.name !== 'CredentialsProviderError';
        if (unanswered || (0,faults/* isTransient */.dg)(fault))
            return { kind: 'unclear', thrown };
        throw thrown;
    }
}
/**
 * Finds out whether the store obeys conditions: creates an object twice on the condition that there is none. The first may be
 * refused as well, when its answer was lost and the SDK sent it again. Where the store does not know what is asked of it, it is asked
 * without the condition: what it refuses then has another reason.
 *
 * @throws UserError when the second is not refused, or when the condition itself is.
 */
async function probeConditions(requests, place, log) {
    // Several processes of one run may probe at a time.
    const key = (0,keys/* probeKey */.Ss)(place.prefix, `${place.runId}-${(0,external_node_crypto_.randomUUID)()}`);
    const text = 'A probe for conditional writes.\n';
    const create = () => outcomeOf(() => requests.put(key, text, { ifNoneMatch: '*' }));
    try {
        const first = await create();
        const second = first.kind === 'unclear' ? first : await create();
        if (second.kind === 'unclear')
            throw second.thrown;
        if (second.kind === 'written')
            throw ignored(place.label, await requests.isVersioned());
    }
    catch (thrown) {
        if (!isNotImplemented(thrown))
            throw thrown;
        await requests.put(key, text, undefined);
        throw unknownTo(place.label, thrown);
    }
    finally {
        await requests.remove(key).catch((thrown) => {
            log.info(`The probe ${key} could not be removed: ${(0,errors/* messageOf */.bD)(thrown)}`);
        });
    }
}
function isNotImplemented(thrown) {
    const fault = (0,faults/* faultOf */.Kl)(thrown);
    return fault?.status === 501 || fault?.code === 'NotImplemented';
}
const LOST = "so jobs that publish at the same time would lose each other's entries";
const ONE_WRITER = 'If one job at a time writes the index, and only then, set `unconditional-index: true`.';
function ignored(label, versioned) {
    const cause = `The store ${label} ignores conditional writes (If-None-Match: *)`;
    if (versioned === true) {
        return new errors/* UserError */.yo(`${cause} in this bucket, which has versioning, ${LOST}.`, `Some stores, as Ceph 16, obey them only in a bucket without versioning: use such a bucket, or another store. ${ONE_WRITER}`);
    }
    const perhaps = versioned === undefined ? ' Some stores, as Ceph 16, ignore them only in a bucket with versioning.' : '';
    return new errors/* UserError */.yo(`${cause}, ${LOST}.`, `Use a store that obeys them.${perhaps} ${ONE_WRITER}`);
}
function unknownTo(label, cause) {
    return new errors/* UserError */.yo(`The store ${label} refuses conditional writes (If-None-Match: *) as something that it does not know, ${LOST}.`, `Use a store that obeys them. ${ONE_WRITER}`, { cause });
}

;// CONCATENATED MODULE: ./packages/core/src/store/objects.ts







/** Metadata that marks each streamed upload, so that one whose last answer was lost is known again. */
const UPLOAD_MARK = 'pv-upload';
const HEAD_TRIES = 3;
async function headObject(objects, key) {
    const found = await headWithMark(objects, key);
    if (found === undefined)
        return undefined;
    const { [UPLOAD_MARK]: _mark, ...metadata } = found.metadata;
    return { ...found, metadata };
}
/** As `headObject`, with the mark of our own uploads in its metadata. */
async function headWithMark({ client, bucket }, key) {
    const at = { Bucket: bucket, Key: key };
    for (let attempt = 1;; attempt += 1) {
        try {
            const found = await client.send(new dist_cjs/* HeadObjectCommand */.l81(at));
            return {
                key,
                size: found.ContentLength ?? 0,
                etag: bareEtag(found.ETag),
                modified: found.LastModified ?? new Date(0),
                metadata: found.Metadata ?? {},
            };
        }
        catch (thrown) {
            const fault = (0,faults/* faultOf */.Kl)(thrown);
            if (fault?.status === undefined || (0,faults/* isTransient */.dg)(fault) || fault.code !== undefined)
                throw thrown;
            // An answer to HEAD has no body: no bucket, no key and wrong credentials look alike. GET gives the reason.
            if (await isAbsent(client, at))
                return undefined;
            // An object that another writer made between the two is there now.
            if (fault.status !== 404 || attempt === HEAD_TRIES)
                throw thrown;
        }
    }
}
async function isAbsent(client, at) {
    try {
        const found = await client.send(new dist_cjs/* GetObjectCommand */.jLs({ ...at, Range: 'bytes=0-0' }));
        discardBody(found);
        return false;
    }
    catch (thrown) {
        const fault = (0,faults/* faultOf */.Kl)(thrown);
        if ((0,faults/* isNoSuchKey */.Cg)(fault))
            return true;
        // An empty object has no first byte.
        if (fault?.status === 416)
            return false;
        throw thrown;
    }
}
async function getObject(objects, key) {
    let suspect;
    for (let attempt = 1;; attempt += 1) {
        try {
            const found = await openObject(objects, key);
            if (found === undefined)
                return undefined;
            const body = await collect(found, objects.limits);
            const etag = bareEtag(found.ETag);
            // An ETag that looks like an MD5 is the body's, except where the store encrypts: then two reads must agree.
            if (!differsFromMd5(body, etag) || suspect?.equals(body))
                return { body, etag };
            suspect = body;
            throw (0,faults/* incompleteBody */.Pb)('the body differs from its ETag');
        }
        catch (thrown) {
            const fault = (0,faults/* faultOf */.Kl)(thrown);
            const fromBody = fault !== undefined && fault.status === undefined && (0,faults/* isTransient */.dg)(fault);
            if (!fromBody || !(await objects.again(attempt)))
                throw thrown;
        }
    }
}
/** Undefined only for `NoSuchKey`. */
async function openObject({ client, bucket }, key) {
    try {
        return await client.send(new dist_cjs/* GetObjectCommand */.jLs({ Bucket: bucket, Key: key }));
    }
    catch (thrown) {
        if ((0,faults/* isNoSuchKey */.Cg)((0,faults/* faultOf */.Kl)(thrown)))
            return undefined;
        throw thrown;
    }
}
function bodyOf({ Body }) {
    if (Body instanceof external_node_stream_.Readable)
        return Body;
    throw new TypeError('The SDK returned a body that is no Node stream.');
}
/** Ends an answer whose body nobody reads. */
function discardBody(found) {
    bodyOf(found).destroy();
}
/**
 * The body's chunks. Ends with an error when it is shorter than the store said, has more than `mostBytes`, or comes too slowly. HTTP
 * ends a body of a known length there.
 */
async function* chunksOf(found, mostBytes, limits) {
    let size = 0;
    const error = (excess) => (0,faults/* outOfBounds */.Lo)(excess === 'size'
        ? `it has more than ${(0,progress/* formatBytes */.z3)(mostBytes)}`
        : `it comes more slowly than ${(0,progress/* formatBytes */.z3)(limits.slowestBytesPerSecond)}/s`);
    if ((found.ContentLength ?? 0) > mostBytes) {
        discardBody(found);
        throw error('size');
    }
    try {
        for await (const chunk of (0,bounded_body/* boundedBody */._)(bodyOf(found), { bytes: mostBytes, error, limits })) {
            size += chunk.length;
            yield chunk;
        }
    }
    catch (thrown) {
        if (/checksum mismatch/i.test((0,errors/* messageOf */.bD)(thrown))) {
            throw (0,faults/* incompleteBody */.Pb)('the body differs from its checksum');
        }
        throw thrown;
    }
    if (found.ContentLength !== undefined && size !== found.ContentLength) {
        throw (0,faults/* incompleteBody */.Pb)(`the body ended after ${size} of ${found.ContentLength} bytes`);
    }
}
async function collect(found, limits) {
    const chunks = [];
    for await (const chunk of chunksOf(found, limits.storeTextBytes, limits))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
function differsFromMd5(body, etag) {
    return /^[0-9a-f]{32}$/.test(etag) && (0,external_node_crypto_.createHash)('md5').update(body).digest('hex') !== etag;
}
async function* listObjects({ client, bucket, limits }, prefix) {
    const count = countList(limits);
    let token;
    do {
        const page = await client.send(new dist_cjs/* ListObjectsV2Command */.u6x({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
        if (page.IsTruncated === undefined && page.Name === undefined)
            throw (0,faults/* notOfS3 */.Vg)(page.$metadata);
        count(page.Contents?.length ?? 0);
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
            if (Key === undefined)
                continue;
            yield { key: Key, size: Size ?? 0, etag: bareEtag(ETag), modified: LastModified ?? new Date(0) };
        }
        const next = page.IsTruncated ? page.NextContinuationToken : undefined;
        if (page.IsTruncated && (next === undefined || next === token)) {
            throw (0,faults/* incompleteBody */.Pb)('the list goes on, but the store does not say where');
        }
        token = next;
    } while (token !== undefined);
}
/** Counts the pages of a list and what is on them. The returned function throws where the list has no end. */
function countList({ storeListPages, storeListEntries }) {
    let pages = 0;
    let all = 0;
    return (entries) => {
        pages += 1;
        all += entries;
        if (pages > storeListPages)
            throw (0,faults/* outOfBounds */.Lo)(`the list goes on after ${counted(storeListPages)} pages`);
        if (all > storeListEntries)
            throw (0,faults/* outOfBounds */.Lo)(`the list goes on after ${counted(storeListEntries)} entries`);
    };
}
function counted(count) {
    return count.toLocaleString('en-US');
}
/** Writes an object and returns its ETag, empty where the store does not say it. */
async function putObject({ client, bucket }, key, body, options, condition) {
    const { ETag } = await client.send(new dist_cjs/* PutObjectCommand */.wKZ({
        ...paramsOf(bucket, key, options),
        Body: typeof body === 'string' ? Buffer.from(body) : body,
        ...(condition !== undefined && 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : {}),
        ...(condition !== undefined && 'ifNoneMatch' in condition ? { IfNoneMatch: '*' } : {}),
    }));
    return bareEtag(ETag);
}
/** Whether the bucket keeps versions; undefined where that may not be asked. */
async function isVersioned({ client, bucket }) {
    try {
        const { Status } = await client.send(new dist_cjs/* GetBucketVersioningCommand */._rj({ Bucket: bucket }));
        return Status === 'Enabled';
    }
    catch (thrown) {
        if ((0,faults/* faultOf */.Kl)(thrown) === undefined)
            throw thrown;
        return undefined;
    }
}
async function removeObject({ client, bucket }, key) {
    await client.send(new dist_cjs/* DeleteObjectCommand */.k4j({ Bucket: bucket, Key: key }));
}
/** What the requests that make an object have in common. */
function paramsOf(bucket, key, options) {
    const tags = Object.entries(options.tags ?? {});
    return {
        Bucket: bucket,
        Key: key,
        Metadata: { ...options.metadata },
        ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
        ...(options.cacheControl === undefined ? {} : { CacheControl: options.cacheControl }),
        ...(tags.length === 0
            ? {}
            : { Tagging: tags.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&') }),
        // The SDK's type knows the ACLs of AWS only.
        ...(options.acl === undefined ? {} : { ACL: options.acl }),
    };
}
/** A blank as %20: not every store reads a plus sign as one. */
function escaped(text) {
    return encodeURIComponent(text);
}
function bareEtag(etag) {
    return (etag ?? '').replace(/^"|"$/g, '');
}
/**
 * The text of an object. A byte order mark is kept.
 *
 * @param where What the object is called in an error.
 * @throws UserError when the bytes are not UTF-8: decoded loosely and written back, they would change.
 */
function textOf(body, where) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    }
    catch (thrown) {
        throw new errors/* UserError */.yo(`${where} is not UTF-8 text.`, 'Look at this object, and correct it or restore an earlier version. It was not changed.', { cause: thrown });
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/digest.ts




const PROGRESS_BYTES = 8 * 1024 * 1024;
const NOTHING = { etag: '', total: undefined, size: 0, hashes: [] };
async function digestObject(objects, key, wanted) {
    let reading = NOTHING;
    let suspect;
    for (let attempt = 1;; attempt += 1) {
        let read = 0;
        try {
            const found = await openRest(objects, key, reading);
            if (found === undefined)
                return undefined;
            const stated = found.ContentLength ?? wanted;
            if (reading === NOTHING && wanted !== undefined && stated !== undefined && stated !== wanted) {
                discardBody(found);
                return { size: stated, sha256: undefined };
            }
            reading = continued(reading, found);
            const most = stated ?? objects.limits.storeObjectBytes;
            for await (const chunk of chunksOf(found, most, objects.limits)) {
                for (const hash of reading.hashes)
                    hash.update(chunk);
                reading.size += chunk.length;
                read += chunk.length;
            }
            const { size, sha256, differs } = finished(reading);
            // As in `getObject`: where the store encrypts, the ETag is no MD5, and two reads must agree.
            if (!differs || suspect === sha256)
                return { size, sha256 };
            suspect = sha256;
            throw (0,faults/* incompleteBody */.Pb)('the body differs from its ETag');
        }
        catch (thrown) {
            const fault = (0,faults/* faultOf */.Kl)(thrown);
            const fromBody = fault !== undefined && fault.status === undefined && (0,faults/* isTransient */.dg)(fault);
            if (read >= PROGRESS_BYTES && fault?.name !== 'IncompleteBody')
                attempt = 0;
            if (!fromBody || !(await objects.again(Math.max(1, attempt))))
                throw thrown;
            // What does not stand any more, or came whole and was wrong, is no beginning.
            if (fault.name === 'IncompleteBody')
                reading = NOTHING;
        }
    }
}
/** The object from where `reading` ends. */
async function openRest({ client, bucket }, key, { size, etag }) {
    const rest = size === 0 ? {} : { Range: `bytes=${size}-`, IfMatch: etag };
    try {
        return await client.send(new dist_cjs/* GetObjectCommand */.jLs({ Bucket: bucket, Key: key, ...rest }));
    }
    catch (thrown) {
        const fault = (0,faults/* faultOf */.Kl)(thrown);
        if ((0,faults/* isNoSuchKey */.Cg)(fault))
            return undefined;
        const stale = size > 0 && (fault?.status === 412 || fault?.status === 416);
        throw stale ? (0,faults/* incompleteBody */.Pb)('the object is replaced again and again while it is read') : thrown;
    }
}
/** `reading` with the answer that goes on with it, or a new one where the answer is the whole object. */
function continued(reading, { ETag = '', ContentLength, ContentRange }) {
    if (reading.size === 0 || ContentRange === undefined) {
        const md5 = /^[0-9a-f]{32}$/.test(bareEtag(ETag)) ? [(0,external_node_crypto_.createHash)('md5')] : [];
        return { etag: ETag, total: ContentLength, size: 0, hashes: [(0,external_node_crypto_.createHash)('sha256'), ...md5] };
    }
    const { size, total } = reading;
    if (ContentRange === `bytes ${size}-${(total ?? 0) - 1}/${total}` && ETag === reading.etag)
        return reading;
    throw (0,faults/* incompleteBody */.Pb)(`the store answers ${ContentRange} where bytes ${size} to ${total} were asked for`);
}
function finished({ etag, total, size, hashes }) {
    if (total !== undefined && size !== total)
        throw (0,faults/* incompleteBody */.Pb)(`the body ended after ${size} of ${total} bytes`);
    const [sha256 = '', md5] = hashes.map((hash) => hash.digest('hex'));
    return { size, sha256, differs: md5 !== undefined && md5 !== bareEtag(etag) };
}

// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/secrets.ts
var secrets = __webpack_require__(20509);
;// CONCATENATED MODULE: ./packages/core/src/store/failures.ts




const PERMISSION = {
    read: 's3:GetObject',
    'look at': 's3:GetObject',
    write: 's3:PutObject',
    remove: 's3:DeleteObject',
    tag: 's3:PutObjectTagging',
    list: 's3:ListBucket',
    'list the uploads of': 's3:ListBucketMultipartUploads',
    'abort an upload of': 's3:AbortMultipartUpload',
};
const WRONG_KEYS = [
    'InvalidAccessKeyId',
    'SignatureDoesNotMatch',
    'InvalidToken',
    'AuthFailure',
    'InvalidSecurity',
];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
/** In codes that may be about a checksum. Most others say what was wrong. */
const OF_CHECKSUMS = /Trailer|Checksum|Header|Length|NotImplemented|Unauthorized|Signature/;
const PUBLIC_ACLS = ['public-read', 'authenticated-read'];
/** Codes by which stores refuse an ACL or tags. */
const OF_ATTRIBUTES = /^InvalidArgument$|^InvalidRequest$|Header|Acl|AccessControl/i;
/** Where a store takes reads and no writes. */
const CHECKSUMS = " If it can be read and not written, the store may refuse the SDK's checksums: set AWS_REQUEST_CHECKSUM_CALCULATION=when_required in the job's " +
    '`env`.';
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
/** Where the store is, as messages name it: its endpoint, or AWS and the region. */
function storeAddress(settings) {
    return settings.endpoint ?? `AWS (${settings.region})`;
}
/**
 * What is thrown for a failed request: a UserError that says what failed, where and what to do, or `thrown` itself when
 * neither the store, the network nor the credentials caused it. `written` is what a write asked for.
 */
function failureOf(thrown, doing, key, settings, written = {}) {
    if (thrown instanceof errors/* UserError */.yo)
        return thrown;
    const fault = (0,faults/* faultOf */.Kl)(thrown);
    if (fault === undefined)
        return thrown;
    const cleaned = (0,secrets/* redactFields */.$F)(fault, secretsOf(settings));
    const region = cleaned.region === undefined ? undefined : (0,inputs/* quote */.hD)(cleaned.region).slice(1, -1);
    const { what, advice } = explain({ ...cleaned, region }, { doing, ...written }, settings);
    const cause = `Could not ${doing} s3://${settings.bucket}/${key} at ${storeAddress(settings)}: ${what}.`;
    return new errors/* UserError */.yo(cause, advice, { cause: thrown });
}
function explain(fault, request, settings) {
    return (explainCredentials(fault, request, settings) ??
        explainPlace(fault, settings) ??
        explainConnection(fault, settings) ??
        explainAttributes(fault, request) ??
        explainAnswer(fault, request, settings));
}
function explainCredentials(fault, { doing }, settings) {
    const { code = '' } = fault;
    if (['CredentialsProviderError', 'TokenProviderError'].includes(fault.name)) {
        return {
            what: 'no credentials were found',
            advice: 'Give `access-key-id` and `secret-access-key`, or run aws-actions/configure-aws-credentials in an earlier step ' +
                'of the job (it needs `permissions: id-token: write`).',
        };
    }
    if (WRONG_KEYS.includes(code)) {
        return {
            what: `the store does not accept the credentials: ${answerOf(fault)}`,
            advice: `${settings.credentials === undefined
                ? 'Check the credentials of the environment, and that they belong to this store.'
                : 'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.'}${checksumAdvice(fault, doing)}`,
        };
    }
    if (EXPIRED.includes(code)) {
        return {
            what: `the credentials have expired: ${answerOf(fault)}`,
            advice: 'Get new ones shortly before this step, or for longer (`role-duration-seconds` of ' +
                'aws-actions/configure-aws-credentials), and run the job again.',
        };
    }
    if (code === 'RequestTimeTooSkewed') {
        return {
            what: `the clocks differ: ${answerOf(fault)}`,
            advice: "Set the clock of the runner's machine.",
        };
    }
    return undefined;
}
function explainPlace(fault, settings) {
    const redirected = ['PermanentRedirect', 'TemporaryRedirect'].includes(fault.code ?? '') || fault.status === 301;
    if (redirected || (fault.code === 'AuthorizationHeaderMalformed' && fault.region !== undefined)) {
        const right = fault.region === undefined ? '' : `, not ${settings.region} but ${fault.region}`;
        return {
            what: `the bucket is in another region${right}: ${answerOf(fault)}`,
            advice: fault.region === undefined
                ? 'Set the input `region` to the region of the bucket.'
                : `Set the input \`region\` to ${fault.region}.`,
        };
    }
    if (fault.code === 'NoSuchBucket' || fault.code === 'InvalidBucketName') {
        return {
            what: `there is no bucket ${(0,inputs/* quote */.hD)(settings.bucket)}: ${answerOf(fault)}`,
            advice: `Check \`bucket\`${settings.endpoint === undefined ? '' : ' and `endpoint`'}. A bucket is never made here.`,
        };
    }
    return undefined;
}
function explainConnection(fault, settings) {
    const { system = '' } = fault;
    const { proxy } = settings;
    // In a tunnel a proxy can answer for no store.
    const isOfProxy = settings.endpoint?.startsWith('http:') === true && fault.code === undefined;
    const isRefused = isOfProxy && (fault.status === 403 || fault.status === 511);
    if (proxy !== undefined && (system === faults/* PROXY_REFUSES */.bB || fault.status === 407 || isRefused)) {
        const said = /: (HTTP\/1\.\d \d{3}[^\r\n]*)$/.exec(fault.message)?.[1] ?? answerOf(fault);
        return {
            what: `the proxy ${proxy.shown} of ${proxy.variable} does not let the request through${said === '' ? '' : ` (${said})`}`,
            advice: `Check the user and the password in ${proxy.variable}, and whether the proxy may connect to the store; or add its host to NO_PROXY.`,
        };
    }
    if ((0,faults/* isUnreachable */.R0)(fault)) {
        const through = proxy === undefined ? '' : ` through the proxy ${proxy.shown}`;
        const check = proxy === undefined
            ? 'that the runner may connect to it'
            : `${proxy.variable}, or add the host of the store to NO_PROXY`;
        return {
            what: `it cannot be reached${through} (${system})`,
            advice: `Check ${settings.endpoint === undefined ? '`region`' : '`endpoint`'}, and ${check}.`,
        };
    }
    if (TLS.test(system)) {
        return {
            what: `its TLS certificate is not accepted (${system})`,
            advice: 'Check the host name in `endpoint`. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the ' +
                "job's `env` to the file with the authority's certificate.",
        };
    }
    if (system === 'EPROTO' || system.startsWith('HPE_')) {
        return {
            what: `it does not speak ${settings.endpoint?.startsWith('http:') ? 'http' : 'https'} (${system})`,
            advice: 'Check whether `endpoint` begins with http or https as it should, and its port.',
        };
    }
    if (fault.name === 'IncompleteBody') {
        return {
            what: fault.message,
            advice: 'Run the job again. If it stays, the network or the store is at fault.',
        };
    }
    if (fault.name === 'OutOfBounds') {
        return {
            what: fault.message,
            advice: 'Nothing that is read there is so large or so slow. Look at it, and check that `endpoint` is the URL of the S3 service.',
        };
    }
    if (fault.status === undefined || (fault.status < 300 && (0,faults/* isTransient */.dg)(fault))) {
        const what = system === '' || system === 'ETIMEDOUT' ? 'no answer in time' : `the connection broke off (${system})`;
        return {
            what: `${what}, after ${attemptsOf(fault)}`,
            advice: 'Run the job again. If it stays, the network or the store is at fault.',
        };
    }
    return undefined;
}
/** Tags and an ACL are refused by stores and buckets that take the object without them. */
function explainAttributes(fault, request) {
    const { code } = fault;
    const { acl, tags } = request;
    if (acl !== undefined && code === 'AccessControlListNotSupported') {
        return {
            what: `the bucket does not take ACLs: ${answerOf(fault)}`,
            advice: "Leave out the input `acl`. Access to the objects is then the matter of the bucket's policy.",
        };
    }
    if (tags !== undefined && code === 'InvalidTag') {
        return { what: `the tags are refused: ${answerOf(fault)}`, advice: 'Correct the input `object-tags`.' };
    }
    const given = request.doing === 'write' ? inputsOf(request) : '';
    const isUnknown = code === 'NotImplemented' || fault.status === 501;
    if (isUnknown && request.doing === 'write' && request.ifAbsent === true) {
        const also = given === '' ? '' : ` It had ${given}, too: leave that out if this store does not know it.`;
        return {
            what: `the store does not know what it is asked: ${answerOf(fault)}`,
            advice: `The request had a condition (If-None-Match). If one job at a time writes the index, and only then, \`unconditional-index: true\` leaves ` +
                `conditions out of all writes.${also}`,
        };
    }
    if (given !== '' && (isUnknown || OF_ATTRIBUTES.test(code ?? ''))) {
        return {
            what: `the store refuses the request: ${answerOf(fault)}`,
            advice: `The request had ${given}. Correct that, or leave it out if this store does not know it.`,
        };
    }
    return undefined;
}
function inputsOf({ acl, tags }) {
    const names = [
        ...(tags === undefined ? [] : ['`object-tags`']),
        ...(acl === undefined ? [] : [`\`acl\` (${(0,inputs/* quote */.hD)(acl)})`]),
    ];
    return names.join(' and ');
}
function permissionsOf({ doing, acl, tags }, listing) {
    const names = [
        PERMISSION[doing],
        ...(doing !== 'write' || tags === undefined ? [] : ['s3:PutObjectTagging']),
        ...(doing !== 'write' || acl === undefined ? [] : ['s3:PutObjectAcl']),
        ...(listing ? ['s3:ListBucket'] : []),
    ];
    const last = names.pop();
    return names.length === 0 ? `${last}` : `${names.join(', ')} and ${last}`;
}
function explainAnswer(fault, request, settings) {
    const { doing } = request;
    if (fault.status === 401 || fault.status === 403 || fault.code === 'AccessDenied') {
        const listing = doing === 'read' || doing === 'look at'
            ? ' A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.'
            : '';
        return {
            what: `access denied: ${answerOf(fault)}.${listing}`.replace(/\.$/, ''),
            advice: `Allow ${permissionsOf(request, listing !== '')} on the bucket ${settings.bucket} to these credentials.` +
                (doing === 'write' && PUBLIC_ACLS.includes(request.acl ?? '')
                    ? ' Where the bucket blocks public access, leave out the input `acl`.'
                    : '') +
                checksumAdvice(fault, doing),
        };
    }
    if ((0,faults/* isTransient */.dg)(fault)) {
        return {
            what: `${answerOf(fault)}, after ${attemptsOf(fault)}`,
            advice: 'The store is overloaded or has a fault. Run the job again later.',
        };
    }
    if (fault.code === undefined) {
        return {
            what: `the answer is not one of S3: ${answerOf(fault)}`,
            advice: 'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.' +
                checksumAdvice(fault, doing),
        };
    }
    return {
        what: answerOf(fault),
        advice: `The store refused the request; its documentation explains the code.${checksumAdvice(fault, doing)}`,
    };
}
function checksumAdvice(fault, doing) {
    const mayBe = (0,faults/* mayRefuseChecksums */.IG)(fault) && (fault.code === undefined || OF_CHECKSUMS.test(fault.code));
    return doing === 'write' && mayBe ? CHECKSUMS : '';
}
function attemptsOf(fault) {
    return fault.attempts === 1 ? '1 attempt' : `${fault.attempts} attempts`;
}
function answerOf(fault) {
    const status = fault.status === undefined ? '' : `HTTP ${fault.status}`;
    if (fault.code === undefined)
        return status;
    const message = fault.message === '' || fault.message === fault.code ? '' : `, ${(0,inputs/* quote */.hD)(fault.message)}`;
    return `${(0,inputs/* quote */.hD)(fault.code).slice(1, -1)} (${status}${message})`;
}
/** What the store says may repeat what it was sent, in any field; it is cleaned before anything is cut to length. */
function secretsOf({ credentials, proxy }) {
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {};
    const own = (0,secrets/* secretForms */.eo)([accessKeyId, secretAccessKey, sessionToken]);
    return [...own, ...(proxy?.secrets ?? [])].sort((a, b) => b.length - a.length);
}

;// CONCATENATED MODULE: ./packages/core/src/store/multipart.ts



/** Begins a multipart upload and returns its id. */
async function beginUpload({ client }, params) {
    // The parts come with this checksum where the store takes it, and an upload must announce it.
    const { UploadId } = await client.send(new dist_cjs/* CreateMultipartUploadCommand */.nG4({ ...params, ChecksumAlgorithm: 'CRC32' }));
    if (UploadId === undefined || UploadId === '')
        throw (0,faults/* incompleteBody */.Pb)('the store began an upload without an id');
    return UploadId;
}
/** Sends a part, and returns what the completion is to say of it. `signal` ends the request. */
async function sendPart({ client, bucket }, { key, uploadId }, number, bytes, signal) {
    const { ETag, ChecksumCRC32 } = await client.send(new dist_cjs/* UploadPartCommand */.iVK({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: number,
        Body: bytes,
    }), { abortSignal: signal });
    if (ETag === undefined)
        throw (0,faults/* incompleteBody */.Pb)(`the store did not say the ETag of part ${number}`);
    return { PartNumber: number, ETag, ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }) };
}
/** Joins the parts into the object. Returns its ETag, empty where the store does not say it (Ceph). */
async function completeUpload({ client, bucket }, { key, uploadId }, parts, ifAbsent) {
    const { ETag } = await client.send(new dist_cjs/* CompleteMultipartUploadCommand */.Gym({
        Bucket: bucket,
        Key: key,
        UploadId: uploadId,
        MultipartUpload: { Parts: [...parts] },
        ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
    }));
    return bareEtag(ETag);
}
/**
 * Gives an object that came in parts its tags where they are missing: Ceph 16 forgets those that the upload was begun with. The
 * number of tags is in the answer to HEAD, not for everybody; they are given once more then.
 */
async function keepTags({ client, bucket }, key, tags) {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const at = { Bucket: bucket, Key: key };
    const { TagCount } = await client.send(new dist_cjs/* HeadObjectCommand */.l81(at));
    if (TagCount === TagSet.length)
        return;
    await client.send(new dist_cjs/* PutObjectTaggingCommand */.nVn({ ...at, Tagging: { TagSet } }));
}
/** Discards a multipart upload. Returns false when there is none, finished or aborted. `signal` ends the request. */
async function discardUpload({ client, bucket }, { key, uploadId }, signal) {
    try {
        await client.send(new dist_cjs/* AbortMultipartUploadCommand */.tfP({ Bucket: bucket, Key: key, UploadId: uploadId }), signal === undefined ? {} : { abortSignal: signal });
        return true;
    }
    catch (thrown) {
        if (isNoSuchUpload((0,faults/* faultOf */.Kl)(thrown)))
            return false;
        throw thrown;
    }
}
/** Whether the store says that there is no such multipart upload. Ceph may take the upload for a key. */
function isNoSuchUpload(fault) {
    return fault?.code === 'NoSuchUpload' || (0,faults/* isNoSuchKey */.Cg)(fault);
}
async function* listUploads({ client, bucket, limits }, prefix) {
    const count = countList(limits);
    let after = {};
    while (after !== undefined) {
        const page = await nextPage(after);
        if (page.IsTruncated === undefined && page.Bucket === undefined)
            throw (0,faults/* notOfS3 */.Vg)(page.$metadata);
        count(page.Uploads?.length ?? 0);
        for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
            if (Key === undefined || UploadId === undefined)
                continue;
            yield { key: Key, uploadId: UploadId, initiated: Initiated ?? new Date(0) };
        }
        const { NextKeyMarker, NextUploadIdMarker } = page;
        if (!page.IsTruncated)
            return;
        const stays = NextKeyMarker === after.KeyMarker && NextUploadIdMarker === after.UploadIdMarker;
        if (!NextKeyMarker || stays)
            throw (0,faults/* incompleteBody */.Pb)('the list goes on, but the store does not say where');
        after = {
            KeyMarker: NextKeyMarker,
            ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
        };
    }
    function nextPage(from) {
        return client.send(new dist_cjs/* ListMultipartUploadsCommand */.mo2({ Bucket: bucket, Prefix: prefix, ...from }));
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/store-clock.ts
/** A clock that differs by so much is wrong: S3 itself takes no request that is so old. */
const FAR_OFF_MS = 15 * 60_000;
const DAY_MS = 24 * 3600_000;
function storeClock(clock, log) {
    let offset = 0;
    let warned = false;
    return {
        heard(header) {
            const time = Date.parse(header ?? '');
            if (!Number.isNaN(time))
                offset = time - clock.now().getTime();
        },
        now() {
            const own = clock.now();
            if (Math.abs(offset) <= FAR_OFF_MS)
                return own;
            if (!warned)
                log.warning(farOff(offset));
            warned = true;
            return new Date(own.getTime() + offset);
        },
    };
}
function farOff(offset) {
    const days = Math.abs(offset) / DAY_MS;
    const by = days >= 2 ? `${Math.round(days)} days` : `${Math.round(days * 24 * 60)} minutes`;
    return (`The clock of this runner is ${by} ${offset > 0 ? 'behind' : 'ahead of'} that of the store. Dates are those of the store. ` +
        'Set the clock of the runner.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/update.ts


const MAX_ROUNDS = 200;
const MAX_UNCLEAR = 5;
const MAX_SAME_ETAG = 3;
const WAIT_PER_ROUND = 3;
const MIN_WAIT_MS = 20;
const MAX_WAIT_MS = 10_000;
/** How often an unconditional write is read back, and how long after it, at least: another writer may have read before it. */
const LOOKS_BACK = 2;
const LOOK_BACK_MS = 300;
/** Compare-and-swap updates of texts in a store. */
function makeUpdater(requests, deps) {
    /** How the store compares If-Match, and whether the first refusal was looked into. */
    const etags = { bare: false, looked: false };
    let probe;
    let probed = deps.unconditional;
    let warned = false;
    async function requireConditions() {
        if (probed)
            return;
        probe ??= requests.probe();
        await probe;
        probed = true;
    }
    function conditionOf(etag) {
        if (deps.unconditional)
            return undefined;
        if (etag === undefined)
            return { ifNoneMatch: '*' };
        return { ifMatch: etags.bare ? etag : `"${etag}"` };
    }
    async function update(key, change, options, known) {
        // Without conditions nothing tells that it is out of date.
        let next = deps.unconditional ? undefined : known;
        let wanted;
        /** Whether a write may have been obeyed without our knowing. */
        let maybeWritten = false;
        let refused;
        let bare = etags.bare;
        let unclear = 0;
        let sameEtag = 0;
        for (let round = 0; round < MAX_ROUNDS; round += 1) {
            const started = deps.clock.now().getTime();
            const { current } = next ?? { current: await requests.read(key) };
            next = undefined;
            if (maybeWritten && wanted !== undefined && current?.text === wanted) {
                return { changed: true, text: wanted, known: { current } };
            }
            if (refused !== undefined && refused === current?.etag) {
                // Ceph before Squid compares If-Match with the bare ETag, other stores with the quoted one.
                sameEtag += 1;
                if (sameEtag > MAX_SAME_ETAG)
                    throw refusesOwnEtag(requests.describe(key));
                // Updates of other keys may have found it out meanwhile: only the form that was refused is given up.
                etags.bare = !bare;
            }
            const text = await change(current?.text);
            if (text === undefined || text === current?.text) {
                return { changed: maybeWritten, text: current?.text ?? '', known: { current } };
            }
            if (!probed) {
                await requireConditions();
                next = known;
                continue;
            }
            bare = etags.bare;
            const condition = conditionOf(current?.etag);
            let etag = '';
            const outcome = await outcomeOf(async () => {
                etag = await requests.put(key, text, options, condition);
            });
            if (outcome.kind === 'written') {
                if (!deps.unconditional) {
                    return { changed: true, text, known: etag === '' ? undefined : { current: { text, etag } } };
                }
                const kept = await lookBack(key, change, deps.clock.now().getTime() - started);
                if (kept !== undefined)
                    return { changed: true, text: kept, known: undefined };
                wanted = text;
                maybeWritten = true;
                continue;
            }
            wanted = text;
            refused = outcome.kind === 'refused' ? current?.etag : undefined;
            maybeWritten ||= outcome.kind === 'unclear' || !outcome.certain;
            if (outcome.kind === 'unclear') {
                unclear += 1;
                if (unclear > MAX_UNCLEAR)
                    throw outcome.thrown;
            }
            // The first refusal may be about the form of the ETag: then nobody else wrote, and there is nothing to wait for.
            const look = refused !== undefined && !etags.looked;
            etags.looked ||= look;
            if (look && (await requests.etag(key)) === refused) {
                next = { current };
                continue;
            }
            await waitForTurn(deps, deps.clock.now().getTime() - started);
        }
        throw tooManyWriters(requests.describe(key));
    }
    /**
     * Whether a change that was written without a condition is still there a little later: others that had read before may have
     * replaced it. Warns once where it is not.
     *
     * @returns the text that has it; undefined where it has to be made again.
     */
    async function lookBack(key, change, roundMs) {
        let kept = '';
        for (let look = 0; look < LOOKS_BACK; look += 1) {
            const wait = Math.max(LOOK_BACK_MS, roundMs * WAIT_PER_ROUND);
            await deps.clock.sleep(Math.min(MAX_WAIT_MS, wait) * (1 + deps.random()));
            const current = await requests.read(key);
            const text = await change(current?.text);
            if (text !== undefined && text !== current?.text) {
                if (!warned)
                    deps.log.warning(overwritten(requests.describe(key)));
                warned = true;
                return undefined;
            }
            kept = current?.text ?? '';
        }
        return kept;
    }
    return { requireConditions, update };
}
function overwritten(where) {
    return (`Another job wrote ${where} at the same time, and what this one had written was lost. It is written again. \`unconditional-index: true\` is for ` +
        'one writer at a time: let the jobs publish with `phase: stage`, and one later job name all machines with `phase: promote`.');
}
/**
 * Waits between rounds. A round's duration grows with the number of writers that the store serves at the time, so a multiple
 * of it keeps the store busy and no more, whatever its distance. Measured with 4 to 64 writers against Ceph.
 */
function waitForTurn({ clock, random }, roundMs) {
    const window = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, roundMs * WAIT_PER_ROUND));
    return clock.sleep(random() * window);
}
function refusesOwnEtag(where) {
    return new errors/* UserError */.yo(`The store refuses to replace ${where} on the condition that it has the very ETag that the store reports.`, 'Use a store that obeys If-Match. If one job at a time writes the index, and only then, set `unconditional-index: true`.');
}
function tooManyWriters(where) {
    return new errors/* UserError */.yo(`Others wrote ${where} in between, ${MAX_ROUNDS} times in a row.`, 'Run the job again when fewer jobs publish.');
}

// EXTERNAL MODULE: ./packages/core/src/action/unless-aborted.ts
var unless_aborted = __webpack_require__(98254);
// EXTERNAL MODULE: ./packages/core/src/store/types.ts
var types = __webpack_require__(84162);
;// CONCATENATED MODULE: ./packages/core/src/store/commit.ts




/**
 * Makes an uploaded object visible and returns its ETag. The answer can be lost after the store obeyed; asked again, it knows no
 * such upload, or finds that the object is there. So after a failure the mark of the object decides, and after an unclear one it is
 * looked at once more when the upload is discarded: then nothing can become visible later.
 *
 * @throws ObjectExists, UploadAborted, or what `target.explain` makes of the failure. Nothing of ours is visible then.
 */
async function commitUpload(target, commit) {
    let thrown;
    try {
        const etag = await commit.send();
        return etag === '' ? ((await ours(target, commit.mark)) ?? '') : etag;
    }
    catch (failure) {
        thrown = failure;
    }
    const fault = (0,faults/* faultOf */.Kl)(thrown);
    const etag = await ours(target, commit.mark);
    if (etag !== undefined)
        return etag;
    const discarded = await commit.discard();
    const unclear = fault !== undefined && (fault.status === undefined || (0,faults/* isTransient */.dg)(fault));
    if (unclear) {
        const late = await ours(target, commit.mark);
        if (late !== undefined)
            return late;
    }
    if (commit.ifAbsent && isConflict(fault))
        throw exists(target, thrown);
    if (isNoSuchUpload(fault) || (unclear && discarded === 'gone')) {
        throw await uploadGone(target, commit.ifAbsent, thrown);
    }
    throw target.explain(thrown, 'write');
}
/** What is thrown when the store says that our multipart upload, which is not finished, does not exist. */
async function uploadGone(target, ifAbsent, cause) {
    if (ifAbsent && (await look(target)) !== undefined)
        return exists(target, cause);
    return new types/* UploadAborted */.R(`The upload of ${target.where} was aborted: another run took it over, or a rule of the bucket discarded it.`, 'Nothing of this upload is visible. Let one run at a time publish it, and run this job again.', { cause });
}
async function ours(target, mark) {
    const there = await look(target);
    return there?.metadata[UPLOAD_MARK] === mark ? there.etag : undefined;
}
/** What is there now, or undefined where there is nothing, and where the store does not say. */
async function look({ objects, key }) {
    return headWithMark(objects, key).catch(() => undefined);
}
function isConflict(fault) {
    return fault?.status === 412 || fault?.status === 409 || fault?.code === 'PreconditionFailed';
}
function exists({ key }, cause) {
    return new types/* ObjectExists */.i(`${key} was written by somebody else while it was uploaded.`, 'Another job may publish the same machine and tag. Nothing of theirs was changed. Run this job again.', { cause });
}

// EXTERNAL MODULE: ./packages/core/src/store/part-stream.ts
var part_stream = __webpack_require__(59411);
;// CONCATENATED MODULE: ./packages/core/src/store/upload.ts








const CONCURRENCY = 4;
const DISCARD_LIMIT_MS = 30_000;
/**
 * Streams `body` into an object, as `Store.upload` says.
 *
 * @throws what the source or the guard threw, the reason of `signal`, or an explained failure.
 */
async function uploadStream(target, body, options) {
    const { objects, key } = target;
    const { guard, ifAbsent = false, concurrency = CONCURRENCY } = options;
    const mark = (0,external_node_crypto_.randomUUID)();
    const marked = { ...options, metadata: { ...options.metadata, [UPLOAD_MARK]: mark } };
    const attempt = abortable(body, options.signal);
    const stream = (0,part_stream/* cutStream */.JD)(body, options.partSize ?? part_stream/* DEFAULT_PART_SIZE */.US, concurrency + 1);
    const parts = [];
    const onTheirWay = new Set();
    let begun;
    let discarded;
    function begin() {
        attempt.signal.throwIfAborted();
        begun ??= beginUpload(objects, paramsOf(objects.bucket, key, marked)).then((uploadId) => ({ key, uploadId }), (thrown) => {
            throw target.explain(thrown, 'write');
        });
        return begun;
    }
    async function send(upload, part) {
        try {
            parts.push(await sendPart(objects, upload, part.number, part.bytes, attempt.signal));
        }
        catch (thrown) {
            attempt.signal.throwIfAborted();
            if (isNoSuchUpload((0,faults/* faultOf */.Kl)(thrown)))
                throw await uploadGone(target, ifAbsent, thrown);
            throw target.explain(thrown, 'write');
        }
        part.release();
    }
    /** Brings everything to the store. Returns the one request that is left. */
    async function prepare() {
        for await (const part of stream.parts()) {
            const only = part.number === 1 && part.last;
            if (only && (guard === undefined || ifAbsent || part.bytes.length === 0)) {
                await guard?.();
                return () => putWhole(target, part.bytes, marked);
            }
            const upload = await begin();
            if (onTheirWay.size >= concurrency)
                await Promise.race(onTheirWay);
            attempt.signal.throwIfAborted();
            const sending = send(upload, part)
                .catch(attempt.fail)
                .finally(() => onTheirWay.delete(sending));
            onTheirWay.add(sending);
        }
        const upload = await begin();
        await Promise.all(onTheirWay);
        attempt.signal.throwIfAborted();
        parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
        await guard?.();
        return () => completeUpload(objects, upload, parts, ifAbsent);
    }
    function discard() {
        discarded ??= begun === undefined ? Promise.resolve('none') : discardBegun(target, begun);
        return discarded;
    }
    try {
        const last = await attempt.run(prepare);
        const { size, sha256 } = stream.result();
        const etag = await commitUpload(target, { mark, ifAbsent, send: last, discard });
        if (begun !== undefined)
            await ensureTags(target, options.tags);
        return { size, sha256, etag };
    }
    catch (thrown) {
        await discard();
        throw thrown;
    }
}
/**
 * The part of an upload that can be given up. The first of its reasons counts, and destroys `body`: an error of `body`, the abort of
 * `signal`, what `fail` is given, and what `work` throws. When `run` has ended there are no more reasons.
 */
function abortable(body, signal) {
    const control = new AbortController();
    let ended = false;
    const fail = (reason) => {
        if (ended)
            return;
        ended = true;
        control.abort(reason);
        body.destroy();
    };
    const onAbort = () => fail(signal?.reason);
    // The listener stays: a source that is destroyed may say so later, and nobody else listens.
    body.on('error', fail);
    signal?.addEventListener('abort', onAbort);
    return {
        signal: control.signal,
        fail,
        /** Rejects with the reason as soon as there is one, also while `work` hangs. */
        async run(work) {
            if (signal?.aborted)
                onAbort();
            else if (body.errored)
                fail(body.errored);
            try {
                return await (0,unless_aborted/* unlessAborted */.W)(control.signal, work);
            }
            catch (thrown) {
                fail(thrown);
                throw control.signal.reason;
            }
            finally {
                ended = true;
                signal?.removeEventListener('abort', onAbort);
            }
        },
    };
}
/** Sends a whole object in one request. One that met another conditional write at the store is repeated, as AWS wants it. */
async function putWhole({ objects, key }, bytes, options) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await putObject(objects, key, bytes, options, options.ifAbsent ? { ifNoneMatch: '*' } : undefined);
        }
        catch (thrown) {
            if ((0,faults/* faultOf */.Kl)(thrown)?.status !== 409 || !(await objects.again(attempt)))
                throw thrown;
        }
    }
}
/** The object is visible by now, so a failure is a warning and not thrown. */
async function ensureTags(target, tags) {
    if (tags === undefined || Object.keys(tags).length === 0)
        return;
    try {
        await keepTags(target.objects, target.key, tags);
    }
    catch (thrown) {
        const cause = (0,errors/* messageOf */.bD)(target.explain(thrown, 'tag'));
        target.log.warning(`${target.where} was uploaded, but may lack its tags: ${cause}`);
    }
}
/** Discards an upload as well as it can. That this failed never hides why it was tried. */
async function discardBegun(target, begun) {
    const upload = await begun.catch(() => undefined);
    if (upload === undefined)
        return 'none';
    try {
        const signal = AbortSignal.timeout(DISCARD_LIMIT_MS);
        return (await discardUpload(target.objects, upload, signal)) ? 'discarded' : 'gone';
    }
    catch (thrown) {
        target.log.warning(`The unfinished upload ${upload.uploadId} of ${target.where} could not be aborted, and its parts stay for the time being: ` +
            (0,errors/* messageOf */.bD)(target.explain(thrown, 'abort an upload of')));
        return 'failed';
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/store.ts











const BODY_ATTEMPTS = 5;
const BODY_WAIT_MS = 200;
/**
 * Opens the bucket of `settings`. Nothing is sent before the first call. All methods throw a UserError for what the store, the
 * network or the credentials caused.
 */
function openStore(settings, deps) {
    const { bucket, prefix } = settings;
    const random = deps.random ?? Math.random;
    const probeOptions = deps.acl === undefined ? {} : { acl: deps.acl };
    const time = storeClock(deps.clock, deps.log);
    const client = makeClient(settings, { ...deps, onDate: time.heard }, deps.log);
    const label = `s3://${prefix === '' ? bucket : `${bucket}/${prefix}`} at ${storeAddress(settings)}`;
    const describe = (key) => `s3://${bucket}/${key} at ${storeAddress(settings)}`;
    const objects = {
        client,
        bucket,
        limits: deps.limits ?? limits/* NETWORK_LIMITS */.o,
        async again(attempt) {
            if (attempt >= BODY_ATTEMPTS)
                return false;
            await deps.clock.sleep(random() * BODY_WAIT_MS * 2 ** attempt);
            return true;
        },
    };
    async function explained(doing, key, work, written) {
        try {
            return await work();
        }
        catch (thrown) {
            throw failureOf(thrown, doing, key, settings, written);
        }
    }
    async function* explainedChunks(doing, key, chunks) {
        try {
            yield* chunks;
        }
        catch (thrown) {
            throw failureOf(thrown, doing, key, settings);
        }
    }
    const read = (key) => explained('read', key, async () => {
        const found = await getObject(objects, key);
        return found && { text: textOf(found.body, describe(key)), etag: found.etag };
    });
    const updater = makeUpdater({
        describe,
        read,
        etag: (key) => explained('look at', key, async () => (await headObject(objects, key))?.etag),
        put: (key, text, options, condition) => putObject(objects, key, text, options, condition),
        probe: () => probeConditions({
            put: async (key, body, condition) => void (await putObject(objects, key, body, probeOptions, condition)),
            remove: (key) => explained('remove', key, () => removeObject(objects, key)),
            isVersioned: () => isVersioned(objects),
        }, { label, prefix, runId: settings.runId }, deps.log),
    }, { clock: deps.clock, log: deps.log, random, unconditional: settings.unconditionalIndex });
    return {
        bucket,
        label,
        describe,
        now: time.now,
        head: (key) => explained('look at', key, () => headObject(objects, key)),
        text: async (key) => (await read(key))?.text,
        read,
        requireConditions: () => explained('write', (0,keys/* probeKey */.Ss)(prefix, settings.runId), () => updater.requireConditions(), probeOptions),
        digest: (key) => explained('read', key, () => digestObject(objects, key)),
        digestOfSize: (key, size) => explained('read', key, () => digestObject(objects, key, size)),
        list: (below) => explainedChunks('list', below, listObjects(objects, below)),
        put: (key, body, options = {}) => explained('write', key, async () => void (await putObject(objects, key, body, options)), options),
        upload: (key, body, given = {}) => {
            const options = settings.unconditionalIndex ? { ...given, ifAbsent: false } : given;
            return uploadStream({
                objects,
                key,
                where: describe(key),
                log: deps.log,
                explain: (thrown, doing) => failureOf(thrown, doing, key, settings, options),
            }, body, options);
        },
        uploads: (below) => explainedChunks('list the uploads of', below, listUploads(objects, below)),
        abortUpload: (upload) => explained('abort an upload of', upload.key, async () => void (await discardUpload(objects, upload))),
        remove: (key) => explained('remove', key, () => removeObject(objects, key)),
        update: (key, change, options = {}, known) => explained('write', key, () => updater.update(key, change, options, known), options),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/store/write-options.ts


/** Headers of JSON that may change: it is not to be kept by caches. */
const JSON_FILE = { contentType: 'application/json', cacheControl: 'no-cache' };
/** The store of the inputs. Nothing is sent before it is used. */
function storeOf(given, settings, deps) {
    return openStore(settings, {
        ...deps,
        acl: given.acl,
        requestTimeoutMs: given['request-timeout-seconds'] * 1000,
    });
}
/** What `acl` asks for: the options of every object that is written. */
function aclOptions(given) {
    return given.acl === undefined ? {} : { acl: given.acl };
}
/** What `acl` and `object-tags` ask for: the options of published files, and of what lies beside them. */
function fileOptions(given) {
    const tags = given['object-tags'];
    return tags === undefined ? aclOptions(given) : { ...aclOptions(given), tags: (0,object_tags/* parseObjectTags */.A)(tags) };
}
/** What `cache-control` asks for: an option of published files. */
function cacheOptions(given) {
    const cacheControl = given['cache-control'];
    return cacheControl === undefined ? {} : { cacheControl };
}


/***/ })

};
