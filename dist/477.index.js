export const id = 477;
export const ids = [477];
export const modules = {

/***/ 17477:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run),
  s3ReleasePublish: () => (/* binding */ s3ReleasePublish)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./packages/core/src/action/stage.ts + 4 modules
var stage = __webpack_require__(66209);
// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
;// CONCATENATED MODULE: ./packages/core/src/release/keys.ts
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
/** `<prefix>/<tag>/badges/<machine>.json`. */
function badgeKey(prefix, tag, machine) {
    return join(prefix, tag, 'badges', `${machine}.json`);
}
/** `<prefix>/latest/<channel>/badges/<machine>.json`. */
function latestBadgeKey(prefix, channel, machine) {
    return join(prefix, 'latest', channel, 'badges', `${machine}.json`);
}
/** `<prefix>/latest/<channel>/badges/tag.json`: the pointer to the newest tag of a channel. */
function latestTagKey(prefix, channel) {
    return join(prefix, 'latest', channel, 'badges', 'tag.json');
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

;// CONCATENATED MODULE: ./packages/core/src/store/settings.ts


/**
 * The settings that the shared inputs ask for. `env` gives `AWS_REGION`, the default of `region`.
 *
 * @throws UserError when credentials are incomplete or stand in a URL.
 */
function storeSettings(inputs, env) {
    const { bucket } = inputs;
    const prefix = inputs.prefix ?? '';
    const endpoint = endpointOf(inputs.endpoint);
    refuseUser('public-url', inputs['public-url'], 'Leave them out: everybody reads this URL in the index.');
    const credentials = credentialsOf(inputs['access-key-id'], inputs['secret-access-key'], inputs['session-token']);
    return {
        bucket,
        prefix,
        region: inputs.region ?? (env['AWS_REGION']?.trim() || 'us-east-1'),
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle: inputs['force-path-style'] ?? endpoint !== undefined,
        ...(credentials === undefined ? {} : { credentials }),
        publicUrl: inputs['public-url'] ?? defaultPublicUrl(bucket, prefix, endpoint),
        runId: inputs['run-id'] ?? 'local',
        unconditionalIndex: inputs['unconditional-index'],
    };
}
function endpointOf(given) {
    refuseUser('endpoint', given, 'Give them as `access-key-id` and `secret-access-key`.');
    return given?.replace(/\/+$/, '');
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

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/thread-pool.ts
/** What Node's thread pool has when nothing is said. */
const DEFAULT_THREADS = 4;
/** File reads and name look-ups go through the pool too, and would wait behind the compression. */
const OTHER_WORK = 2;
/**
 * Gives Node's thread pool a thread for every core. It has 4 by default, which leaves the cores of a larger machine
 * idle. libuv reads the variable when the pool is first used, so this comes before the first asynchronous file access, name
 * look-up or compression of the process; later it does nothing. A value that the user set is left.
 *
 * @param env The environment of this process itself, not a copy.
 */
function widenThreadPool(cores, env) {
    env['UV_THREADPOOL_SIZE'] ??= String(Math.max(DEFAULT_THREADS, cores + OTHER_WORK));
}

// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/release/names.ts
var release_names = __webpack_require__(8939);
;// CONCATENATED MODULE: ./packages/core/src/release/object-tags.ts


const MOST_TAGS = 10;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;
const VALID = 'Valid are at most 10 lines KEY=VALUE, such as lifetime=90-days.';
/**
 * Reads the tags of S3 objects from lines of the form KEY=VALUE. Blank lines are passed over, the first `=` splits,
 * and blanks around key and value do not count.
 *
 * @returns Keys to values, in the order of the lines.
 * @throws UserError where `objectTagsProblem` finds something wrong.
 */
function parseObjectTags(text) {
    const problem = objectTagsProblem(text);
    if (problem !== undefined)
        throw new errors/* UserError */.yo(`The object tags are wrong. ${problem}`, '');
    return Object.fromEntries(linesOf(text).map(split));
}
/**
 * Holds lines of the form KEY=VALUE against the rules of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html): lengths count UTF-16 units.
 *
 * @returns undefined, or all that is wrong and what is valid.
 */
function objectTagsProblem(text) {
    const lines = linesOf(text);
    const keys = lines.map((line) => split(line)[0]);
    const twice = keys.filter((key, at) => key !== '' && keys.indexOf(key) < at);
    const problems = [
        ...lines.flatMap(lineProblem),
        ...[...new Set(twice)].map((key) => `The key ${(0,inputs/* quote */.hD)(key)} is given more than once.`),
        ...(lines.length > MOST_TAGS ? [`These are ${lines.length} tags: an object has no more than 10.`] : []),
    ];
    return problems.length === 0 ? undefined : [...problems, VALID].join(' ');
}
function lineProblem(line) {
    if (!line.includes('='))
        return [`The line ${(0,inputs/* quote */.hD)(line)} has no "=".`];
    const [key, value] = split(line);
    if (key === '')
        return [`The line ${(0,inputs/* quote */.hD)(line)} has no key.`];
    return [
        ...(/^aws:/i.test(key) ? [`The key ${(0,inputs/* quote */.hD)(key)} begins with aws:, which AWS keeps for itself.`] : []),
        ...textProblem(`The key ${(0,inputs/* quote */.hD)(key)}`, key, KEY_LENGTH),
        ...textProblem(`The value of ${(0,inputs/* quote */.hD)(key)}`, value, VALUE_LENGTH),
    ];
}
function textProblem(what, text, limit) {
    return [
        ...(text.length > limit ? [`${what} is longer than ${limit} characters.`] : []),
        ...(CHARACTERS.test(text) ? [] : [`${what} may hold letters, digits, blanks and + - = . _ : / @ only.`]),
    ];
}
function linesOf(text) {
    return text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function split(line) {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

;// CONCATENATED MODULE: ./packages/core/src/store/inputs.ts


/** Inputs about the object store, which every stage that uses it has: spread them into the stage's shape. */
const storeInputs = {
    bucket: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Give the name of the bucket.'), release_names/* checkBucket */.L$),
    prefix: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), release_names/* checkPrefix */.by),
    region: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), regionProblem),
    endpoint: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), urlProblem),
    'force-path-style': (0,inputs/* optionalFlag */.bS)(),
    'access-key-id': (0,inputs/* secret */.rJ)(),
    'secret-access-key': (0,inputs/* secret */.rJ)(),
    'session-token': (0,inputs/* secret */.rJ)(),
    'public-url': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), publicUrlProblem),
    'unconditional-index': (0,inputs/* flag */.Jt)(false),
    'run-id': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), runIdProblem),
};
function regionProblem(region) {
    return /^[A-Za-z0-9-]{1,64}$/.test(region)
        ? undefined
        : 'Use the name of a region, for example eu-central-1.';
}
function urlProblem(value) {
    const url = URL.parse(value);
    if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
        return 'Use a URL with http or https and no query, for example https://s3.example.org.';
    }
    return undefined;
}
function publicUrlProblem(value) {
    if (value.endsWith('/'))
        return 'Leave out the slash at the end.';
    return urlProblem(value);
}
function runIdProblem(value) {
    return /^[A-Za-z0-9_-]{1,64}$/.test(value)
        ? undefined
        : 'Use letters, digits, hyphens and underscores, as github.run_id has.';
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/inputs.ts





/** What `tag` is for `phase: verify` to mean every tag of the index. */
const ALL_TAGS = '*';
const ACLS = [
    'private',
    'public-read',
    'authenticated-read',
    'aws-exec-read',
    'bucket-owner-read',
    'bucket-owner-full-control',
];
const MAX_GZIP_LEVEL = 9;
const inputs_inputs = {
    phase: (0,inputs/* choice */.Yq)(['publish', 'stage', 'promote', 'verify'], 'publish'),
    'artifact-dir': (0,inputs/* text */.Qq)(),
    tag: (0,inputs/* checked */.KD)((0,inputs/* requiredText */.$4)('Give the tag of the release.'), (tag) => tag === ALL_TAGS ? undefined : (0,release_names/* checkTag */.Bs)(tag)),
    channel: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), release_names/* checkChannel */.Kv),
    machine: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), release_names/* checkMachine */.U1),
    ...storeInputs,
    'index-form': (0,inputs/* choice */.Yq)(['devices', 'list'], 'devices'),
    overwrite: (0,inputs/* choice */.Yq)(['never', 'always'], 'never'),
    sha: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), shaProblem),
    'expected-machines': (0,inputs/* checked */.KD)((0,inputs/* list */.p_)(), (names) => names.map(release_names/* checkMachine */.U1).find((each) => each)),
    deep: (0,inputs/* flag */.Jt)(false),
    repair: (0,inputs/* flag */.Jt)(false),
    'bundle-format': (0,inputs/* choice */.Yq)(['tar.gz', 'tar.zst'], 'tar.gz'),
    'compression-level': (0,inputs/* number */.ai)(1, 19),
    sha256sums: (0,inputs/* flag */.Jt)(false),
    'object-tags': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), objectTagsProblem),
    'cache-control': (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), cacheControlProblem),
    acl: (0,inputs/* checked */.KD)((0,inputs/* text */.Qq)(), aclProblem),
    'part-size-mb': (0,inputs/* number */.ai)(5, 1024),
    concurrency: (0,inputs/* number */.ai)(1, 64).transform((parts) => parts ?? 4),
    'request-timeout-seconds': (0,inputs/* number */.ai)(1, 3600).transform((seconds) => seconds ?? 60),
    'dry-run': (0,inputs/* flag */.Jt)(false),
};
const outputs = [
    'entry',
    'files',
    'subjects',
    'manifest-url',
    'index-url',
    'bytes-read',
    'bytes-uploaded',
    'files-skipped',
    'problems',
];
/**
 * Holds the inputs against each other.
 *
 * @throws UserError with a line for each that the phase lacks, or that does not go with another.
 */
function checkTogether(given) {
    const { phase } = given;
    const publishes = phase === 'publish' || phase === 'stage';
    const level = given['compression-level'] ?? 0;
    const only = (wrong, name, value, phases) => wrong ? [`Input "${name}" is "${value}", which goes with ${phases} only.`] : [];
    const problems = [
        ...(publishes && given['artifact-dir'] === undefined
            ? ['Input "artifact-dir" is missing. Name the folder that kas-build staged: its output artifact-dir.']
            : []),
        ...(phase === 'promote' && given.sha === undefined
            ? ['Input "sha" is missing. Give the commit that the machines were staged from.']
            : []),
        ...(phase !== 'verify' && given.tag === ALL_TAGS
            ? [`Input "tag" is "${ALL_TAGS}". Only \`phase: verify\` takes all tags. Give the tag of the release.`]
            : []),
        ...(given['bundle-format'] === 'tar.gz' && level > MAX_GZIP_LEVEL
            ? [
                `Input "compression-level" is "${level}". gzip knows 1 to ${MAX_GZIP_LEVEL}; 10 to 19 go with \`bundle-format: tar.zst\`.`,
            ]
            : []),
        ...only(!publishes && given.machine !== undefined, 'machine', given.machine ?? '', '`publish` and `stage`'),
        ...only(!publishes && given.overwrite === 'always', 'overwrite', 'always', '`publish` and `stage`'),
        ...only(publishes && given.deep, 'deep', 'true', '`promote` and `verify`'),
        ...only(phase !== 'verify' && given.repair, 'repair', 'true', '`verify`'),
        ...only(phase !== 'promote' && given['expected-machines'].length > 0, 'expected-machines', given['expected-machines'].join(' '), '`promote`'),
    ];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems.join('\n'), 'Correct the `with:` block of this step.');
}
function shaProblem(sha) {
    return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)
        ? undefined
        : 'Use the full hash of a commit, as github.sha has it: 40 hex digits in lower case.';
}
function cacheControlProblem(value) {
    return /^[\x20-\x7e]{1,256}$/.test(value)
        ? undefined
        : 'Use the value of a Cache-Control header, such as public, max-age=31536000, immutable.';
}
function aclProblem(value) {
    return ACLS.includes(value) ? undefined : `Use one of: ${ACLS.join(', ')}.`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/core/src/release/text-order.ts
var text_order = __webpack_require__(9185);
;// CONCATENATED MODULE: ./packages/core/src/release/checksums.ts

const ESCAPES = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
/**
 * The text of a SHA256SUMS file: a line `<sha256>  <name>` per file, sorted by name, as `sha256sum` prints them and
 * `sha256sum -c` reads them. A name with a backslash or a line break is escaped as coreutils 9 does it, behind a
 * backslash at the begin of the line. The input `subject-checksums` of actions/attest takes the same lines, except
 * escaped ones.
 *
 * @param files The digest is lower-case hex.
 */
function checksumsText(files) {
    return [...files]
        .sort((a, b) => (0,text_order/* compareText */.n)(a.name, b.name))
        .map((file) => {
        const name = file.name.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
        return `${name === file.name ? '' : '\\'}${file.sha256}  ${name}\n`;
    })
        .join('');
}

;// CONCATENATED MODULE: ./packages/core/src/release/json-text.ts
/**
 * Edits of JSON text that leave every other byte as it was. `JSON.parse` and `JSON.stringify` would not: they reorder
 * keys such as "100", and lose `1.0`, large integers, duplicate keys and white space.
 *
 * All functions take text that `JSON.parse` has accepted; on other text they end, and the results mean nothing. A
 * place says where a value begins. An edit changes nothing before the container that it edits, so the places of that container and of
 * all around it stay right.
 */
const INDENT = '  ';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const KINDS = {
    '{': 'object',
    '[': 'array',
    '"': 'string',
    t: 'boolean',
    f: 'boolean',
    n: 'null',
};
/** The root value of a document. */
function rootOf(text) {
    const start = skipBlanks(text, 0);
    return { anchor: start, start };
}
function json_text_kindOf(text, place) {
    return KINDS[text.charAt(place.start)] ?? 'number';
}
/** The value at a place, as `JSON.parse` reads it. */
function readValue(text, place) {
    return JSON.parse(text.slice(place.start, endOf(text, place.start)));
}
/** The style of a document: of its first line break, and of the colon after its first key. */
function styleOf(text) {
    const newline = text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n';
    const root = rootOf(text);
    const key = skipBlanks(text, root.start + 1);
    const compact = text.charCodeAt(key) === QUOTE && !/\s/.test(text.charAt(skipBlanks(text, endOf(text, key)) + 1));
    return { newline, compact };
}
/** The members of an object, in their order, duplicates included. */
function membersOf(text, object) {
    const members = [];
    visitMembers(text, object, (key, { anchor, start }) => {
        const end = endOf(text, start);
        members.push({ key, anchor, start, end });
        return end;
    });
    return members;
}
/** The member that counts: the last one of that key, as all readers do. */
function memberOf(text, object, key) {
    let found;
    visitMembers(text, object, (each, { anchor, start }) => {
        const end = endOf(text, start);
        if (each === key)
            found = { key, anchor, start, end };
        return end;
    });
    return found;
}
/**
 * Calls `visit` with each member of an object, in their order. It returns where the value ends (exclusive).
 *
 * @returns Where the object ends (exclusive).
 */
function visitMembers(text, object, visit) {
    return eachChild(text, object, (anchor) => {
        const keyEnd = endOf(text, anchor);
        const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
        return visit(keyOf(text.slice(anchor, keyEnd)), { anchor, start });
    });
}
/** The elements of an array, in their order. */
function elementsOf(text, array) {
    const elements = [];
    eachChild(text, array, (start) => {
        const end = endOf(text, start);
        elements.push({ anchor: start, start, end });
        return end;
    });
    return elements;
}
/** Puts `value` in the place of a value. On one line if the old one was a container on one line. */
function replaceValue(text, place, value, style) {
    const end = endOf(text, place.start);
    const old = text.slice(place.start, end);
    const oneLine = (/^[{[]/.test(old) && !old.includes('\n')) || !opensLine(text, place.anchor);
    const indent = oneLine ? undefined : indentAt(text, place.anchor);
    return splice(text, place.start, end, print(value, indent, style));
}
/** Adds a member behind all others, of which `last` is the last. */
function appendMember(text, object, key, value, style, last = membersOf(text, object).at(-1)) {
    const colon = style.compact ? ':' : ': ';
    return append(text, object, last, (indent) => `${JSON.stringify(key)}${indent === undefined ? colon : ': '}${print(value, indent, style)}`, style);
}
/** Adds an element behind all others. */
function appendElement(text, array, value, style) {
    return append(text, array, elementsOf(text, array).at(-1), (indent) => print(value, indent, style), style);
}
/** Takes out one child of a container, with the comma and the white space that belong to it. */
function removeChild(text, container, children, index) {
    const child = children[index];
    if (child === undefined)
        return text;
    const before = children[index - 1];
    const after = children[index + 1];
    if (after !== undefined)
        return splice(text, child.anchor, after.anchor, '');
    if (before !== undefined)
        return splice(text, before.end, child.end, '');
    return splice(text, container.start + 1, endOf(text, container.start) - 1, '');
}
/**
 * Edits one value by `edit`, which is given a short text that ends with this value, and its place in there. Many
 * edits of one value in a long document cost one copy of the document.
 */
function editWithin(text, place, edit) {
    const end = endOf(text, place.start);
    const blanks = indentAt(text, place.anchor).length;
    const from = Math.max(0, place.anchor - blanks - (opensLine(text, place.anchor) ? 0 : 1));
    const part = text.slice(from, end);
    const edited = edit(part, { anchor: place.anchor - from, start: place.start - from });
    return edited === part ? text : splice(text, from, end, edited);
}
function append(text, container, last, entry, style) {
    if (last !== undefined) {
        if (!opensLine(text, last.anchor)) {
            return splice(text, last.end, last.end, `${style.compact ? ',' : ', '}${entry(undefined)}`);
        }
        const indent = indentAt(text, last.anchor);
        return splice(text, last.end, last.end, `,${style.newline}${indent}${entry(indent)}`);
    }
    const end = endOf(text, container.start) - 1;
    if (!opensLine(text, container.anchor))
        return splice(text, container.start + 1, end, entry(undefined));
    const indent = indentAt(text, container.anchor);
    const inner = `${indent}${INDENT}`;
    return splice(text, container.start + 1, end, `${style.newline}${inner}${entry(inner)}${style.newline}${indent}`);
}
function splice(text, start, end, insert) {
    return text.slice(0, start) + insert + text.slice(end);
}
/** Whether nothing but blanks stands before `at` on its line. */
function opensLine(text, at) {
    const before = at - indentAt(text, at).length - 1;
    return before < 0 || text.charAt(before) === '\n';
}
/** The blanks directly before `at`. */
function indentAt(text, at) {
    let start = at;
    while (start > 0 && /[ \t]/.test(text.charAt(start - 1)))
        start -= 1;
    return text.slice(start, at);
}
/** `value` over several lines behind a line indented by `indent`, or on one line where that is undefined. */
function print(value, indent, style) {
    if (indent !== undefined) {
        return JSON.stringify(value, null, INDENT).replaceAll('\n', `${style.newline}${indent}`);
    }
    return style.compact ? JSON.stringify(value) : printSpaced(value);
}
function printSpaced(value) {
    if (Array.isArray(value))
        return `[${value.map(printSpaced).join(', ')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value);
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    return `{${members.map(([key, each]) => `${JSON.stringify(key)}: ${printSpaced(each)}`).join(', ')}}`;
}
function keyOf(raw) {
    return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
}
/** Calls `visit` with where each child begins; it returns where the child ends. Returns where the container ends. */
function eachChild(text, container, visit) {
    let at = skipBlanks(text, container.start + 1);
    while (!isClose(text.charCodeAt(at))) {
        const end = visit(at);
        if (end <= at || end >= text.length)
            throw new Error('The text ends inside of a JSON container.');
        at = skipBlanks(text, end);
        if (text.charCodeAt(at) === COMMA)
            at = skipBlanks(text, at + 1);
    }
    return at + 1;
}
/** Where the value that begins at `start` ends (exclusive). */
function endOf(text, start) {
    const first = text.charCodeAt(start);
    if (first === QUOTE)
        return stringEnd(text, start);
    if (first !== OPEN_BRACE && first !== OPEN_BRACKET)
        return scalarEnd(text, start);
    let depth = 1;
    let at = start + 1;
    for (const { length } = text; at < length;) {
        const char = text.charCodeAt(at);
        if (char === QUOTE) {
            at = stringEnd(text, at);
            continue;
        }
        at += 1;
        if (char === OPEN_BRACE || char === OPEN_BRACKET)
            depth += 1;
        else if (char === CLOSE_BRACE || char === CLOSE_BRACKET)
            depth -= 1;
        if (depth === 0)
            return at;
    }
    throw new Error('The text ends inside of a JSON value.');
}
function stringEnd(text, start) {
    let at = start;
    for (;;) {
        at = text.indexOf('"', at + 1);
        if (at < 0)
            throw new Error('The text ends inside of a JSON string.');
        let backslashes = 0;
        while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH)
            backslashes += 1;
        if (backslashes % 2 === 0)
            return at + 1;
    }
}
function scalarEnd(text, start) {
    let at = start;
    while (at < text.length && !isBlank(text.charCodeAt(at)) && !isSeparator(text.charCodeAt(at)))
        at += 1;
    return at;
}
function skipBlanks(text, start) {
    let at = start;
    while (isBlank(text.charCodeAt(at)))
        at += 1;
    return at;
}
function isBlank(char) {
    return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}
function isSeparator(char) {
    return char === COMMA || isClose(char);
}
function isClose(char) {
    return char === CLOSE_BRACE || char === CLOSE_BRACKET;
}

;// CONCATENATED MODULE: ./packages/core/src/release/json-outline.ts

/**
 * Checks a document whose root is an object, and finds the members of the root and the members of those, in their
 * order, duplicates included. A long document is passed over once, and takes little memory.
 *
 * @throws SyntaxError of `JSON.parse` when the text is not JSON.
 */
function outlineOf(text) {
    try {
        return outline(text);
    }
    catch (thrown) {
        JSON.parse(text);
        throw thrown;
    }
}
/** Values of the second level that are JSON by themselves are left out of the text: it is JSON when the rest is. */
function outline(text) {
    const rest = [];
    let taken = 0;
    let byLines = true;
    const endOfInner = (place) => {
        if (!byLines || !hasLines(text, place))
            return endOf(text, place.start);
        const end = endByLines(text, place);
        if (end === undefined) {
            // Others would be looked for in vain as well, each time up to the end of the text.
            byLines = false;
            return endOf(text, place.start);
        }
        rest.push(text.slice(taken, place.start), '{}');
        taken = end;
        return end;
    };
    const outlined = [];
    visitMembers(text, rootOf(text), (key, place) => {
        const members = [];
        const visit = (innerKey, inner) => {
            const end = endOfInner(inner);
            members.push({ key: innerKey, anchor: inner.anchor, start: inner.start, end });
            return end;
        };
        const isObject = json_text_kindOf(text, place) === 'object';
        const end = isObject ? visitMembers(text, place, visit) : endOf(text, place.start);
        outlined.push({ key, anchor: place.anchor, start: place.start, end, members });
        return end;
    });
    rest.push(text.slice(taken));
    JSON.parse(rest.join(''));
    return outlined;
}
/** Whether a value is a container whose content begins on the line after the one that its member opens. */
function hasLines(text, { anchor, start }) {
    return /^[{[]\r?\n/.test(text.slice(start, start + 3)) && opensLine(text, anchor);
}
/**
 * Where a container ends (exclusive) if its lines are what they seem: at the first bracket that is indented as its
 * member is. `JSON.parse` says whether they are.
 */
function endByLines(text, { anchor, start }) {
    const line = `\n${indentAt(text, anchor)}${text.charAt(start) === '{' ? '}' : ']'}`;
    const close = text.indexOf(line, start);
    if (close < 0)
        return undefined;
    const end = close + line.length;
    try {
        JSON.parse(text.slice(start, end));
        return end;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-document.ts




const DEFAULT_WHERE = 'releases.json';
/** An object as a store describes it: its address, and its endpoint where that is not the one of AWS. */
const ADDRESS = /^(s3:\/\/.+\/releases\.json)(?: at (https?:\/\/\S+))?/;
/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that. This is most of the work of reading or changing an index: who does several things
 * with one text opens it once. What is open already comes back as it is.
 *
 * @throws UserError when the text is not JSON, or its root is no object.
 */
function openIndex(index, where = DEFAULT_WHERE) {
    if (typeof index === 'object')
        return index;
    const text = index ?? '{}\n';
    const root = rootOf(text);
    const kind = json_text_kindOf(text, root);
    const channels = parsed(text, where, kind === 'object' ? outlineOf : JSON.parse);
    if (kind !== 'object')
        throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
    return { text, root, channels, style: styleOf(text), where };
}
/**
 * The kind of a value that must be one of `kinds`.
 *
 * @throws UserError that names the path of the value in the index.
 */
function requireKind(document, place, path, kinds) {
    const kind = json_text_kindOf(document.text, place);
    const found = kinds.find((each) => each === kind);
    if (found !== undefined)
        return found;
    const wanted = kinds.map(article).join(' or ');
    throw unreadable(`${document.where} has another form than expected: ${path.map(inputs/* quote */.hD).join(' > ')} is ${article(kind)}, not ${wanted}.`, document.where);
}
function parsed(text, where, parse) {
    try {
        return parse(text);
    }
    catch (thrown) {
        throw unreadable(`${where} is not JSON. ${whatItIs(text, thrown)}`, where, thrown);
    }
}
function unreadable(cause, where, thrown) {
    const [, found, endpoint] = ADDRESS.exec(where) ?? [];
    const address = found === undefined ? 's3://<bucket>/<prefix>/releases.json' : inShell(found);
    const store = endpoint === undefined ? '' : ` --endpoint-url ${inShell(endpoint)}`;
    return new errors/* UserError */.yo(cause, `The index was left as it is. Look at it with \`aws s3 cp ${address} -${store}\`, mend it or put an older version back, ` +
        'and run this step again.', thrown === undefined ? undefined : { cause: thrown });
}
/** A word of a command line: a prefix may hold blanks. */
function inShell(word) {
    return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
function whatItIs(text, thrown) {
    if (text.trim() === '')
        return 'It is empty.';
    if (text.startsWith('\uFEFF'))
        return 'It begins with a byte order mark, which JSON does not allow.';
    if (/^\s*</.test(text))
        return 'It looks like an HTML or XML page.';
    return (0,errors/* messageOf */.bD)(thrown);
}
function article(kind) {
    if (kind === 'null')
        return 'null';
    return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

;// CONCATENATED MODULE: ./packages/core/src/release/device.ts
/** The names of the parts of a device in the index, in the order in which they are written. */
const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'];

;// CONCATENATED MODULE: ./packages/core/src/release/json-merge.ts


/**
 * Sets a member of an object in JSON text. An object is merged into an object that stands there: members that `value`
 * does not have are kept. An equal value is left as it is written.
 */
function json_merge_setMember(text, object, key, value, style) {
    const member = memberOf(text, object, key);
    if (member === undefined)
        return appendMember(text, object, key, value, style);
    if (isObject(value) && json_text_kindOf(text, member) === 'object')
        return mergeObject(text, member, value, style);
    if ((0,external_node_util_.isDeepStrictEqual)(readValue(text, member), value))
        return text;
    return replaceValue(text, member, value, style);
}
/** Sets all members of `value` in an object in JSON text, as `setMember` does. */
function mergeObject(text, object, value, style) {
    return Object.entries(value).reduce((edited, [key, each]) => json_merge_setMember(edited, object, key, each, style), text);
}
/** Takes out all members of one key. */
function removeMember(text, object, key) {
    const members = membersOf(text, object);
    const index = members.findLastIndex((member) => member.key === key);
    if (index < 0)
        return text;
    return removeMember(removeChild(text, object, members, index), object, key);
}
/** Whether `value` is a JSON object: no array, no null. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-reading.ts




/**
 * The tags of releases.json in the order of the file, of one tag or of all. It reads as the readers do: entries
 * without a name and channels or tags of another shape are passed over. A part is read also where its URL or its
 * digest is missing or empty, as an empty string, so that a check can report it. `undefined` is a missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function readIndex(index, tag, where) {
    const { text, channels } = openIndex(index, where);
    const tags = [];
    for (const channel of lastOfEach(channels)) {
        const wanted = channel.members.filter((member) => tag === undefined || member.key === tag);
        for (const member of lastOfEach(wanted)) {
            const read = readTag(channel.key, member.key, readValue(text, member));
            if (read !== undefined)
                tags.push(read);
        }
    }
    return tags;
}
/**
 * The entry of a device, or undefined. Of several entries of one name it is the last.
 *
 * @throws UserError as `readIndex`.
 */
function readDevice(index, channel, tag, machine, where) {
    return readIndex(index, tag, where)
        .find((each) => each.channel === channel)
        ?.devices.findLast((device) => device.name === machine);
}
/**
 * The channels under which the index has a tag, in the order of the file.
 *
 * @throws UserError as `readIndex`.
 */
function channelsOfTag(index, tag, where) {
    return readIndex(index, tag, where).map((each) => each.channel);
}
/** The members that count: the last one of each key. */
function lastOfEach(members) {
    const last = new Map(members.map((member) => [member.key, member]));
    return members.filter((member) => last.get(member.key) === member);
}
function readTag(channel, tag, value) {
    const list = Array.isArray(value);
    if (!list && !isObject(value))
        return undefined;
    const inner = list ? undefined : value['devices'];
    const entries = (list ? value : Array.isArray(inner) ? inner : []).filter(isObject);
    const rest = list ? entries.filter((entry) => entry['name'] === undefined) : [value];
    const date = rest.map((entry) => entry['release-date'] ?? entry['timestamp']).find(isText);
    const docs = rest.map((entry) => entry['docs']).find(isObject);
    return {
        channel,
        tag,
        form: list ? 'list' : 'devices',
        ...(date === undefined ? {} : { date }),
        ...(docs === undefined
            ? {}
            : {
                docs: {
                    name: asText(docs['name']),
                    sha256: asText(docs['sha256'] ?? docs['hash']),
                    url: asText(docs['url']),
                },
            }),
        devices: entries.flatMap(readEntry),
    };
}
function readEntry(entry) {
    const { name } = entry;
    if (!isText(name) || name === '')
        return [];
    const parts = PARTS.flatMap((key) => {
        const part = entry[key];
        return isObject(part)
            ? [[key, { url: asText(part['url']), sha256: asText(part['sha256']) }]]
            : [];
    });
    return [{ name, ...Object.fromEntries(parts) }];
}
function isText(value) {
    return typeof value === 'string';
}
function asText(value) {
    return isText(value) ? value : '';
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
// EXTERNAL MODULE: ./packages/core/src/release/schema.ts
var schema = __webpack_require__(51688);
;// CONCATENATED MODULE: ./packages/core/src/release/manifest.ts







/** What to do with a manifest.json that cannot be read. */
const MANIFEST_ADVICE = 'Look at this object. Put an older version back, or remove it and publish the machine again.';
const manifestFile = schemas/* object */.Ikc({
    kind: schemas/* string */.YjP().min(1),
    key: schemas/* string */.YjP().min(1),
    url: schemas/* string */.YjP().min(1),
    size: schema/* size */.Ej,
    sha256: schema/* sha256 */.sc,
    'media-type': schemas/* string */.YjP(),
});
const manifestShape = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1, { error: 'Only schema 1 is known here.' }),
    name: (0,schema/* named */.KT)(release_names/* checkMachine */.U1),
    tag: (0,schema/* named */.KT)(release_names/* checkTag */.Bs),
    channel: (0,schema/* named */.KT)(release_names/* checkChannel */.Kv),
    published: iso/* datetime */.w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    source: schema/* source */.sP,
    files: schemas/* array */.YOg(manifestFile),
    build: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).exactOptional(),
});
const published = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1, { error: 'Only schema 1 is known here.' }),
    run: schemas/* string */.YjP().exactOptional(),
    time: iso/* datetime */.w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    'manifest-sha256': schema/* sha256 */.sc,
});
/**
 * Makes a manifest. The files come by key, whatever order they were uploaded in.
 *
 * @throws Error when two files have one key.
 */
function makeManifest(parts) {
    const files = [...parts.files].sort((a, b) => (0,text_order/* compareText */.n)(a.key, b.key));
    for (const [at, file] of files.entries()) {
        if (file.key === files[at + 1]?.key)
            throw new Error(`Two files have the key ${file.key}.`);
    }
    return {
        schema: 1,
        name: parts.name,
        tag: parts.tag,
        channel: parts.channel,
        published: seconds(parts.published),
        source: parts.source,
        files,
        ...(parts.build === undefined ? {} : { build: parts.build }),
    };
}
/** manifest.json: 2-space JSON with a final newline, its keys always in the same order. */
function manifestText(value) {
    return `${JSON.stringify(orderedManifest(value), null, 2)}\n`;
}
/** A manifest with its keys in the order in which they are written. */
function orderedManifest(value) {
    const { repository, ref, sha, run } = value.source;
    return {
        schema: value.schema,
        name: value.name,
        tag: value.tag,
        channel: value.channel,
        published: value.published,
        source: { repository, ref, sha, run },
        files: value.files.map((file) => ({
            kind: file.kind,
            key: file.key,
            url: file.url,
            size: file.size,
            sha256: file.sha256,
            'media-type': file['media-type'],
        })),
        build: value.build,
    };
}
/**
 * Reads a complete manifest.json. Unknown keys are left out.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems, or that it is not complete (claim.ts).
 */
function parseManifest(text, where) {
    const value = (0,schema/* readJson */.Vh)(text, where, MANIFEST_ADVICE);
    if (isIncomplete(value)) {
        throw new errors/* UserError */.yo(`${where} is not complete: a run is uploading it, or died while it did.`, 'Wait for that run to end. Where it is gone, publish the machine again: this puts a complete one in its place.');
    }
    return (0,schema/* checkShape */.eA)(manifestShape, value, where, MANIFEST_ADVICE);
}
/** Whether what was read from a manifest.json says of itself that it is not complete. */
function isIncomplete(value) {
    return typeof value === 'object' && value !== null && 'complete' in value && value.complete !== true;
}
/** Whether two manifests name the same objects with the same content, whoever published them and when. */
function sameFiles(a, b) {
    const content = (each) => JSON.stringify([
        each.name,
        each.tag,
        each.channel,
        each.files.map((file) => [file.kind, file.key, file.url, file.size, file.sha256]),
    ]);
    return content(a) === content(b);
}
/**
 * The entry of the index that a manifest stands for. Of several files of one kind the first by name counts; a kind
 * without a file has no key.
 */
function deviceOf(value) {
    const parts = PARTS.flatMap((part) => {
        const [file] = filesOf(value, part);
        return file === undefined ? [] : [[part, { url: file.url, sha256: file.sha256 }]];
    });
    return { name: value.name, ...Object.fromEntries(parts) };
}
/** The files of one part, by name. */
function filesOf(value, part) {
    return value.files
        .filter((file) => file.kind === part)
        .sort((a, b) => (0,text_order/* compareText */.n)(nameInKey(a.key), nameInKey(b.key)) || (0,text_order/* compareText */.n)(a.key, b.key));
}
/** published.json: 2-space JSON with a final newline. */
function publishedText(value) {
    const ordered = {
        schema: 1,
        run: value.run,
        time: seconds(value.time),
        'manifest-sha256': value.manifestSha256,
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
/**
 * Reads published.json.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
function parsePublished(text, where) {
    const value = (0,schema/* parseJson */.qF)(published, text, where, 'Look at this object. Publish the machine again to replace it.');
    return {
        ...(value.run === undefined ? {} : { run: value.run }),
        time: new Date(value.time),
        manifestSha256: value['manifest-sha256'],
    };
}
/** `2026-06-03T10:00:12Z`. */
function seconds(time) {
    return `${time.toISOString().slice(0, 19)}Z`;
}

;// CONCATENATED MODULE: ./packages/core/src/release/releases-index.ts






/**
 * Puts a device into the text of releases.json. `undefined` is an index that does not exist yet.
 *
 * An entry of that name is updated in place: its parts are set, parts that the device does not have are taken out,
 * keys that are not ours stay. Where a name stands there several times, every entry is updated, so that it does not
 * matter which one a reader takes. Everything else is kept byte for byte; the very same text comes back when there is
 * nothing to change. A tag that has no date gets one with the first change.
 *
 * @throws UserError when the index is not JSON or of another shape, or has the tag under another channel only.
 */
function upsertDevice(index, entry) {
    return upsertDevices(index, { ...entry, devices: [entry.device] });
}
/** Puts several devices into the index in one go, as `upsertDevice` does with each. */
function upsertDevices(index, entry) {
    const devices = entry.devices.map(ordered);
    if (devices.length === 0)
        return openIndex(index, entry.where).text;
    const fresh = entry.form === 'list'
        ? [...devices, { timestamp: minutes(entry.date) }]
        : { 'release-date': minutes(entry.date), devices };
    return updateTag(index, entry, fresh, (document, part, tag) => {
        let edited = part;
        for (const device of devices)
            edited = putDevice(document, edited, tag, device, entry);
        return edited;
    });
}
/**
 * Puts the docs of a tag into the text of releases.json, as `upsertDevice` does with a device.
 *
 * @throws UserError as `upsertDevice`.
 */
function upsertDocs(index, entry) {
    const { name, sha256, url } = entry.docs;
    const docs = { name, hash: sha256, sha256, url };
    const date = minutes(entry.date);
    const fresh = entry.form === 'list' ? [{ docs }, { timestamp: date }] : { 'release-date': date, docs };
    return updateTag(index, entry, fresh, (document, part, tag) => {
        const { style } = document;
        if (kindOf(part, tag) === 'object')
            return setMember(part, tag, 'docs', docs, style);
        const isDocs = (element) => has(part, element, 'docs') && !has(part, element, 'name');
        return putElement(part, tag, isDocs, { docs }, style, (text, place) => setMember(text, place, 'docs', docs, style));
    });
}
/**
 * Takes a device out of a tag: all entries of that name. The same text comes back when there is none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
function removeDevice(index, entry) {
    const document = openIndex(index, entry.where);
    const { text } = document;
    const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
    if (tag === undefined)
        return text;
    return editWithin(text, tag, (part, place) => {
        const array = deviceArray(document, part, place, entry);
        if (array === undefined)
            return part;
        let edited = part;
        for (;;) {
            const elements = elementsOf(edited, array);
            const index = elements.findIndex((element) => nameOf(edited, element) === entry.machine);
            if (index < 0)
                return edited;
            edited = removeChild(edited, array, elements, index);
        }
    });
}
function updateTag(index, target, fresh, edit) {
    const document = openIndex(index, target.where);
    const { text, root, channels, style } = document;
    const channel = channelOf(document, target.channel);
    const tag = findTag(document, channel, target.tag);
    if (tag !== undefined) {
        return editWithin(text, tag, (part, place) => {
            const dated = withDate(part, place, target.date, style);
            const edited = edit(document, dated, place);
            return edited === dated ? part : edited;
        });
    }
    refuseOtherChannel(document, target);
    if (channel !== undefined) {
        return appendMember(text, channel, target.tag, fresh, style, channel.members.at(-1));
    }
    return appendMember(text, root, target.channel, { [target.tag]: fresh }, style, channels.at(-1));
}
/** The channel that counts: the last one of that name, as all readers do. */
function channelOf(document, name) {
    return document.channels.findLast((channel) => channel.key === name);
}
function findTag(document, channel, tag) {
    if (channel === undefined)
        return undefined;
    requireKind(document, channel, [channel.key], ['object']);
    const place = channel.members.findLast((member) => member.key === tag);
    if (place !== undefined)
        requireKind(document, place, [channel.key, tag], ['object', 'array']);
    return place;
}
function refuseOtherChannel(document, { channel, tag }) {
    const other = document.channels.find((each) => each.key !== channel && each.members.some((member) => member.key === tag));
    if (other === undefined)
        return;
    throw new errors/* UserError */.yo(`${document.where} has the tag ${(0,inputs/* quote */.hD)(tag)} under the channel ${(0,inputs/* quote */.hD)(other.key)}, not under ${(0,inputs/* quote */.hD)(channel)}.`, `Set the input "channel" to ${other.key}, or take the tag out of the index first.`);
}
/** The array of a tag that holds devices: the tag itself, or its `devices`, which may be absent. */
function deviceArray(document, part, tag, target) {
    if (json_text_kindOf(part, tag) === 'array')
        return tag;
    const devices = memberOf(part, tag, 'devices');
    if (devices === undefined)
        return undefined;
    const path = [target.channel, target.tag, 'devices'];
    requireKind({ ...document, text: part }, devices, path, ['array']);
    return devices;
}
function putDevice(document, part, tag, device, target) {
    const { style } = document;
    const array = deviceArray(document, part, tag, target);
    if (array === undefined)
        return appendMember(part, tag, 'devices', [device], style);
    const isIt = (element) => nameOf(part, element) === device.name;
    return putElement(part, array, isIt, device, style, (text, place) => {
        const cleared = PARTS.filter((key) => device[key] === undefined).reduce((edited, key) => removeMember(edited, place, key), text);
        return mergeObject(cleared, place, device, style);
    });
}
/** Edits all elements that `matches` finds, or appends `fresh` when there is none. */
function putElement(text, array, matches, fresh, style, edit) {
    const found = elementsOf(text, array).filter(matches);
    if (found.length === 0)
        return appendElement(text, array, fresh, style);
    return found.reduceRight((edited, element) => edit(edited, element), text);
}
function withDate(part, tag, date, style) {
    const dated = (place) => has(part, place, 'release-date') || has(part, place, 'timestamp');
    if (json_text_kindOf(part, tag) === 'object') {
        return dated(tag) ? part : appendMember(part, tag, 'release-date', minutes(date), style);
    }
    const isDate = (element) => dated(element) && !has(part, element, 'name');
    if (elementsOf(part, tag).some(isDate))
        return part;
    return appendElement(part, tag, { timestamp: minutes(date) }, style);
}
function has(text, place, key) {
    return json_text_kindOf(text, place) === 'object' && memberOf(text, place, key) !== undefined;
}
function nameOf(text, element) {
    if (json_text_kindOf(text, element) !== 'object')
        return undefined;
    const name = memberOf(text, element, 'name');
    return name && readValue(text, name);
}
/** Our keys only, in the order of the format. */
function ordered(device) {
    const parts = PARTS.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [[key, { url: part.url, sha256: part.sha256 }]];
    });
    return { name: device.name, ...Object.fromEntries(parts) };
}
/** `2026-06-03T10:00+00:00`. */
function minutes(date) {
    return `${date.toISOString().slice(0, 16)}+00:00`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/in-parallel.ts
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

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/wording.ts
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
/**
 * `All 24 files of 2 tags are there with their sizes.`: what is known of files that were checked.
 *
 * @param which More about them, as `of 2 tags`.
 * @param deep Whether they were read and hashed.
 */
function allThere(count, which, deep) {
    const all = count === 1 ? '1 file' : `All ${count} files`;
    const own = count === 1 ? `its ${deep ? 'content' : 'size'}` : `their ${deep ? 'content' : 'sizes'}`;
    return `${all} ${which} ${are(count)} there with ${own}.`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/enter-index.ts






/**
 * Names machines in the index, in one write. A run with `overwrite: always` may replace one of them meanwhile: it changes
 * the manifest before it touches an object. So the manifests are looked at after each reading of the index, which may be written
 * only as it was read, and once more after the write: a machine whose manifest is another one leaves the index again.
 *
 * @param how With `strict` a machine that was replaced is an error, and before the write nothing is changed then. Otherwise it is
 *   left out, and an error only when all are.
 * @throws UserError when the index cannot be changed, or for such machines.
 */
async function enterIndex(store, place, tags, how) {
    const where = store.describe(place.indexKey);
    const all = tags.flatMap(({ entrants }) => entrants);
    const options = { ...how.options, contentType: 'application/json', cacheControl: 'no-cache' };
    let before = [];
    const written = await store.update(place.indexKey, async (current) => {
        before = await replacedOf(store, all);
        if (before.length === all.length || (how.strict && before.length > 0))
            throw takenOver(before);
        const text = tags.reduce((edited, { entrants, channel, tag, date }) => {
            const devices = entrants.filter((each) => !before.includes(each)).map(({ entry }) => entry);
            if (devices.length === 0)
                return edited;
            return upsertDevices(edited, { channel, tag, date, devices, form: how.form, where });
        }, current);
        return text ?? '{}\n';
    }, options);
    if (!written.changed)
        return { ...written, replaced: before };
    const after = (await replacedOf(store, all)).filter((each) => !before.includes(each));
    if (after.length === 0)
        return { ...written, replaced: before };
    const mended = await store.update(place.indexKey, (text = '{}\n') => after.reduce((edited, { at, entry }) => {
        const stands = readDevice(edited, at.channel, at.tag, at.machine, where);
        return (0,external_node_util_.isDeepStrictEqual)(stands, entry) ? removeDevice(edited, { ...at, where }) : edited;
    }, text), options);
    if (how.strict)
        throw takenOver(after);
    return { changed: true, text: mended.text, replaced: [...before, ...after] };
}
async function replacedOf(store, entrants) {
    const texts = await inParallel(entrants, ({ at }) => store.text(at.manifestKey));
    return entrants.filter(({ manifestText }, index) => texts[index] !== manifestText);
}
function takenOver(entrants) {
    const names = entrants.map(({ at }) => `${at.machine} ${at.tag}`);
    return new errors/* UserError */.yo(`Another run replaced ${shortList(names, ', ')} while this one was about to name ${entrants.length === 1 ? 'it' : 'them'} in the index.`, 'The index does not name what was replaced. See what the other run did, and run this job again if its build is the right one.');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./packages/core/src/action/source.ts
var source = __webpack_require__(95283);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(53711);
;// CONCATENATED MODULE: ./packages/core/src/store/faults.ts

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN_OFF = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'];
const SYSTEM_IN_TEXT = /\bE(?:CONN|HOST|NET|NOT|AI_|PIPE|TIME|PROTO)[A-Z_]*\b/;
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
    const system = (0,errors/* systemCode */.xU)(thrown) ?? (0,errors/* systemCode */.xU)(error['cause']) ?? SYSTEM_IN_TEXT.exec(message)?.[0];
    const known = metadata !== undefined ||
        response !== undefined ||
        ['TimeoutError', 'CredentialsProviderError', 'TokenProviderError'].includes(name) ||
        (system !== undefined && (UNREACHABLE.includes(system) || BROKEN_OFF.includes(system)));
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
    return fault.status === 404 && fault.code === 'NoSuchKey';
}
/** A body that ended early or differs from its checksum: worth another attempt, like a reset. */
function incompleteBody(what) {
    return Object.assign(new Error(what), { name: 'IncompleteBody', $metadata: {} });
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

;// CONCATENATED MODULE: ./packages/core/src/store/client.ts



const MAX_ATTEMPTS = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const WITH_CHECKSUMS = [
    'PutObjectCommand',
    'CreateMultipartUploadCommand',
    'UploadPartCommand',
    'GetObjectCommand',
];
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
    const mode = { checksums: true };
    const config = {
        region: settings.region,
        forcePathStyle: settings.forcePathStyle,
        maxAttempts: tuning.maxAttempts ?? MAX_ATTEMPTS,
        retryMode: 'standard',
        requestChecksumCalculation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        responseChecksumValidation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
        // The idle time of the socket, not the time of a whole request: a slow line is not a fault.
        requestHandler: {
            connectionTimeout: CONNECTION_TIMEOUT_MS,
            socketTimeout: tuning.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
        },
        logger: warningsOnly(log),
        ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
        ...(settings.credentials === undefined ? {} : { credentials: { ...settings.credentials } }),
    };
    const client = new dist_cjs/* S3Client */.YxF(config);
    leaveOutRefusedChecksums(client, mode);
    sendSpoiledBodiesAgain(client);
    return client;
}
/** What the SDK warns of goes into our log. Failed requests are thrown, and the rest tells of every request, with its inputs. */
function warningsOnly(log) {
    const silent = () => undefined;
    const show = (...said) => log.foreign(said.map(String).join(' '));
    return { trace: silent, debug: silent, info: silent, warn: show, error: silent };
}
function leaveOutRefusedChecksums(client, mode) {
    client.middlewareStack.add((next, context) => async (args) => {
        if (!WITH_CHECKSUMS.includes(String(context['commandName'])))
            return next(args);
        const plain = () => next({ ...args, input: withoutChecksums(args.input) });
        if (!mode.checksums)
            return plain();
        try {
            // The SDK's own middleware writes into the input: the second attempt needs it as it was.
            return await next({ ...args, input: { ...args.input } });
        }
        catch (refused) {
            if (!refusesChecksums(refused))
                throw refused;
            mode.checksums = false;
            try {
                return await plain();
            }
            catch (again) {
                const fault = faultOf(again);
                if (refusesChecksums(again) || fault === undefined || isTransient(fault))
                    mode.checksums = true;
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
                const fault = faultOf(thrown);
                countAttempts(thrown, sent);
                sent += fault?.attempts ?? 1;
                const spoiled = fault?.status === 400 && SPOILED.includes(fault.code ?? '');
                if (!spoiled || attempt === SPOILED_ATTEMPTS)
                    throw thrown;
            }
        }
    }, { step: 'initialize', name: 'sendSpoiledBodiesAgain', priority: 'low' });
}
/** Adds to an error the attempts before it: whoever asks whether an earlier one may have been obeyed has to know them. */
function countAttempts(thrown, before) {
    const metadata = thrown?.$metadata;
    if (metadata !== undefined && before > 0)
        metadata.attempts = (metadata.attempts ?? 1) + before;
}
function refusesChecksums(thrown) {
    const fault = faultOf(thrown);
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

;// CONCATENATED MODULE: ./packages/core/src/store/conditions.ts




/** Runs `put` and reads its outcome. Throws what is neither a refused condition nor a lost answer. */
async function outcomeOf(put) {
    try {
        await put();
        return { kind: 'written' };
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault === undefined)
            throw thrown;
        if (fault.status === 412 || fault.status === 409 || isNoSuchKey(fault)) {
            return { kind: 'refused', certain: fault.attempts === 1 };
        }
        const unanswered = fault.status === undefined && fault.name !== 'CredentialsProviderError';
        if (unanswered || isTransient(fault))
            return { kind: 'unclear', thrown };
        throw thrown;
    }
}
/**
 * Finds out whether the store obeys conditions: creates an object twice on the condition that there is none. The first may be
 * refused as well, when its answer was lost and the SDK sent it again.
 *
 * @throws UserError when the second is not refused.
 */
async function probeConditions(requests, place, log) {
    // Several processes of one run may probe at a time.
    const key = probeKey(place.prefix, `${place.runId}-${(0,external_node_crypto_.randomUUID)()}`);
    const create = () => outcomeOf(() => requests.put(key, 'A probe for conditional writes.\n', { ifNoneMatch: '*' }));
    try {
        const first = await create();
        const second = first.kind === 'unclear' ? first : await create();
        if (second.kind === 'unclear')
            throw second.thrown;
        if (second.kind === 'written')
            throw ignored(place.label);
    }
    catch (thrown) {
        throw faultOf(thrown)?.code === 'NotImplemented' ? ignored(place.label) : thrown;
    }
    finally {
        await requests.remove(key).catch((thrown) => {
            log.info(`The probe ${key} could not be removed: ${(0,errors/* messageOf */.bD)(thrown)}`);
        });
    }
}
function ignored(label) {
    return new errors/* UserError */.yo(`The store ${label} ignores conditional writes (If-None-Match: *), so jobs that publish at the same time would lose ` +
        "each other's entries.", 'Use a store that obeys them. If one job at a time writes the index, and only then, set `unconditional-index: true`.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/objects.ts





/** Metadata that marks each streamed upload, so that one whose last answer was lost is known again. */
const UPLOAD_MARK = 'pv-upload';
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
        const fault = faultOf(thrown);
        if (fault?.status === undefined || isTransient(fault) || fault.code !== undefined)
            throw thrown;
        // An answer to HEAD has no body: no bucket, no key and wrong credentials look alike. GET gives the reason.
        return reasonByGet(client, at, thrown);
    }
}
async function reasonByGet(client, at, headFailure) {
    try {
        const found = await client.send(new dist_cjs/* GetObjectCommand */.jLs({ ...at, Range: 'bytes=0-0' }));
        bodyOf(found).destroy();
    }
    catch (thrown) {
        const fault = faultOf(thrown);
        if (fault !== undefined && isNoSuchKey(fault))
            return undefined;
        throw thrown;
    }
    throw headFailure;
}
async function getObject(objects, key) {
    let suspect;
    for (let attempt = 1;; attempt += 1) {
        try {
            const found = await openObject(objects, key);
            if (found === undefined)
                return undefined;
            const body = await collect(found);
            const etag = bareEtag(found.ETag);
            // An ETag that looks like an MD5 is the body's, except where the store encrypts: then two reads must agree.
            if (!differsFromMd5(body, etag) || suspect?.equals(body))
                return { body, etag };
            suspect = body;
            throw incompleteBody('the body differs from its ETag');
        }
        catch (thrown) {
            const fault = faultOf(thrown);
            const fromBody = fault !== undefined && fault.status === undefined && isTransient(fault);
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
        const fault = faultOf(thrown);
        if (fault !== undefined && isNoSuchKey(fault))
            return undefined;
        throw thrown;
    }
}
function bodyOf({ Body }) {
    if (Body instanceof external_node_stream_.Readable)
        return Body;
    throw new TypeError('The SDK returned a body that is no Node stream.');
}
/** The body's chunks. Ends with an error when it is shorter than the store said. */
async function* chunksOf(found) {
    let size = 0;
    try {
        for await (const chunk of bodyOf(found)) {
            size += chunk.length;
            yield chunk;
        }
    }
    catch (thrown) {
        if (/checksum mismatch/i.test((0,errors/* messageOf */.bD)(thrown))) {
            throw incompleteBody('the body differs from its checksum');
        }
        throw thrown;
    }
    if (found.ContentLength !== undefined && size !== found.ContentLength) {
        throw incompleteBody(`the body ended after ${size} of ${found.ContentLength} bytes`);
    }
}
async function collect(found) {
    const chunks = [];
    for await (const chunk of chunksOf(found))
        chunks.push(chunk);
    return Buffer.concat(chunks);
}
function differsFromMd5(body, etag) {
    return /^[0-9a-f]{32}$/.test(etag) && (0,external_node_crypto_.createHash)('md5').update(body).digest('hex') !== etag;
}
async function* listObjects({ client, bucket }, prefix) {
    let token;
    do {
        const page = await client.send(new dist_cjs/* ListObjectsV2Command */.u6x({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
            if (Key === undefined)
                continue;
            yield { key: Key, size: Size ?? 0, etag: bareEtag(ETag), modified: LastModified ?? new Date(0) };
        }
        const next = page.IsTruncated ? page.NextContinuationToken : undefined;
        if (page.IsTruncated && (next === undefined || next === token)) {
            throw incompleteBody('the list goes on, but the store does not say where');
        }
        token = next;
    } while (token !== undefined);
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

;// CONCATENATED MODULE: ./packages/core/src/store/digest.ts




const PROGRESS_BYTES = 8 * 1024 * 1024;
const NOTHING = { etag: '', total: undefined, size: 0, hashes: [] };
/**
 * Reads and hashes an object. A body that breaks off is read on with Range and If-Match. It is read from the start again when the
 * object was replaced meanwhile, and when the whole differs from its checksum or its ETag. Attempts that bring nearly nothing are
 * bounded.
 *
 * Undefined only for `NoSuchKey`.
 */
async function digestObject(objects, key) {
    let reading = NOTHING;
    let suspect;
    for (let attempt = 1;; attempt += 1) {
        let read = 0;
        try {
            const found = await openRest(objects, key, reading);
            if (found === undefined)
                return undefined;
            reading = continued(reading, found);
            for await (const chunk of chunksOf(found)) {
                for (const hash of reading.hashes)
                    hash.update(chunk);
                reading.size += chunk.length;
                read += chunk.length;
            }
            const { size, sha256, differs } = finished(reading);
            // As for `get`: where the store encrypts, the ETag is no MD5, and two reads must agree.
            if (!differs || suspect === sha256)
                return { size, sha256 };
            suspect = sha256;
            throw incompleteBody('the body differs from its ETag');
        }
        catch (thrown) {
            const fault = faultOf(thrown);
            const fromBody = fault !== undefined && fault.status === undefined && isTransient(fault);
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
        const fault = faultOf(thrown);
        if (fault !== undefined && isNoSuchKey(fault))
            return undefined;
        const stale = size > 0 && (fault?.status === 412 || fault?.status === 416);
        throw stale ? incompleteBody('the object is replaced again and again while it is read') : thrown;
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
    throw incompleteBody(`the store answers ${ContentRange} where bytes ${size} to ${total} were asked for`);
}
function finished({ etag, total, size, hashes }) {
    if (total !== undefined && size !== total)
        throw incompleteBody(`the body ended after ${size} of ${total} bytes`);
    const [sha256 = '', md5] = hashes.map((hash) => hash.digest('hex'));
    return { size, sha256, differs: md5 !== undefined && md5 !== bareEtag(etag) };
}

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
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
/** Where the store is, as messages name it: its endpoint, or AWS and the region. */
function placeOf(settings) {
    return settings.endpoint ?? `AWS (${settings.region})`;
}
/**
 * What is thrown for a failed request: a UserError that says what failed, where and what to do, or `thrown` itself when
 * neither the store, the network nor the credentials caused it. `written` is what a write asked for.
 */
function failureOf(thrown, doing, key, settings, written = {}) {
    if (thrown instanceof errors/* UserError */.yo)
        return thrown;
    const fault = faultOf(thrown);
    if (fault === undefined)
        return thrown;
    const { what, advice } = explain({ ...fault, message: redact(fault.message, settings) }, { doing, ...written }, settings);
    const cause = `Could not ${doing} s3://${settings.bucket}/${key} at ${placeOf(settings)}: ${what}.`;
    return new errors/* UserError */.yo(cause, advice, { cause: thrown });
}
function explain(fault, request, settings) {
    return (explainCredentials(fault, settings) ??
        explainPlace(fault, settings) ??
        explainConnection(fault, settings) ??
        explainAttributes(fault, request) ??
        explainAnswer(fault, request, settings));
}
function explainCredentials(fault, settings) {
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
            advice: settings.credentials === undefined
                ? 'Check the credentials of the environment, and that they belong to this store.'
                : 'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.',
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
    if (isUnreachable(fault)) {
        return {
            what: `it cannot be reached (${system})`,
            advice: `Check ${settings.endpoint === undefined ? '`region`' : '`endpoint`'}, and that the runner may connect to it.`,
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
    if (fault.status === undefined || (fault.status < 300 && isTransient(fault))) {
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
    if (given !== '' && (code === 'NotImplemented' || code === 'InvalidArgument')) {
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
            advice: `Allow ${permissionsOf(request, listing !== '')} on the bucket ${settings.bucket} to these credentials.`,
        };
    }
    if (isTransient(fault)) {
        return {
            what: `${answerOf(fault)}, after ${attemptsOf(fault)}`,
            advice: 'The store is overloaded or has a fault. Run the job again later.',
        };
    }
    if (fault.code === undefined) {
        return {
            what: `the answer is not one of S3: ${answerOf(fault)}`,
            advice: 'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.',
        };
    }
    return {
        what: answerOf(fault),
        advice: 'The store refused the request; its documentation explains the code.',
    };
}
function attemptsOf(fault) {
    return fault.attempts === 1 ? '1 attempt' : `${fault.attempts} attempts`;
}
function answerOf(fault) {
    const status = fault.status === undefined ? '' : `HTTP ${fault.status}`;
    if (fault.code === undefined)
        return status;
    const message = fault.message === '' || fault.message === fault.code ? '' : `, ${(0,inputs/* quote */.hD)(fault.message)}`;
    return `${fault.code} (${status}${message})`;
}
/** What the store says may repeat what it was sent. */
function redact(text, { credentials }) {
    const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {};
    // The longest first: one may be a part of another.
    return [accessKeyId, secretAccessKey, sessionToken]
        .filter((secret) => secret !== '')
        .sort((a, b) => b.length - a.length)
        .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

;// CONCATENATED MODULE: ./packages/core/src/store/multipart.ts



/** Begins a multipart upload and returns its id. */
async function beginUpload({ client }, params) {
    // The parts come with this checksum where the store takes it, and an upload must announce it.
    const { UploadId } = await client.send(new dist_cjs/* CreateMultipartUploadCommand */.nG4({ ...params, ChecksumAlgorithm: 'CRC32' }));
    if (UploadId === undefined || UploadId === '')
        throw incompleteBody('the store began an upload without an id');
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
        throw incompleteBody(`the store did not say the ETag of part ${number}`);
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
 * number of tags is what HEAD tells, not to everybody; they are given once more then.
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
        if (isNoSuchUpload(faultOf(thrown)))
            return false;
        throw thrown;
    }
}
/** Whether the store says that there is no such multipart upload. Ceph may take the upload for a key. */
function isNoSuchUpload(fault) {
    return fault?.code === 'NoSuchUpload' || (fault?.code === 'NoSuchKey' && fault.status === 404);
}
async function* listUploads({ client, bucket }, prefix) {
    let after = {};
    while (after !== undefined) {
        const page = await nextPage(after);
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
            throw incompleteBody('the list goes on, but the store does not say where');
        after = {
            KeyMarker: NextKeyMarker,
            ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
        };
    }
    function nextPage(from) {
        return client.send(new dist_cjs/* ListMultipartUploadsCommand */.mo2({ Bucket: bucket, Prefix: prefix, ...from }));
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/text.ts

/**
 * The text of an object. A byte order mark is kept.
 *
 * @param where What the object is called in an error.
 * @throws UserError when the bytes are not UTF-8: decoded loosely and written back, they would change.
 */
function text_textOf(body, where) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    }
    catch (thrown) {
        throw new errors/* UserError */.yo(`${where} is not UTF-8 text.`, 'Look at this object, and correct it or restore an earlier version. It was not changed.', { cause: thrown });
    }
}

;// CONCATENATED MODULE: ./packages/core/src/store/update.ts


const MAX_ROUNDS = 200;
const MAX_UNCLEAR = 5;
const MAX_SAME_ETAG = 3;
const WAIT_PER_ROUND = 3;
const MIN_WAIT_MS = 20;
const MAX_WAIT_MS = 10_000;
/**
 * Compare-and-swap updates of texts in a store. Updates of one key that wait at the same time are written together.
 */
function makeUpdater(requests, deps) {
    const queues = new Map();
    const etags = { bare: false, looked: false };
    let probe;
    let probed = deps.unconditional;
    async function probeOnce() {
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
    async function drain(key, queue) {
        while (queue.length > 0) {
            const batch = takeBatch(queue);
            try {
                await writeBatch(key, batch);
            }
            catch (thrown) {
                for (const waiting of batch)
                    waiting.reject(thrown);
            }
        }
        queues.delete(key);
    }
    async function writeBatch(key, batch) {
        const options = batch[0]?.options ?? {};
        let wanted;
        let refused;
        let unclear = 0;
        let sameEtag = 0;
        for (let round = 0; round < MAX_ROUNDS; round += 1) {
            const started = deps.clock.now().getTime();
            const current = await requests.read(key);
            if (wanted !== undefined && current?.text === wanted && batch.some((one) => one.maybeWritten)) {
                return settle(batch, wanted, () => true);
            }
            if (refused !== undefined && refused === current?.etag) {
                // Ceph before Squid compares If-Match with the bare ETag, other stores with the quoted one.
                sameEtag += 1;
                if (sameEtag > MAX_SAME_ETAG)
                    throw refusesOwnEtag(requests.describe(key));
                etags.bare = !etags.bare;
            }
            const { text, changed } = await applyAll(batch, current?.text);
            if (batch.length === 0)
                return;
            if (text === undefined || text === current?.text) {
                return settle(batch, text ?? '', (one) => one.maybeWritten);
            }
            if (!probed) {
                await probeOnce();
                continue;
            }
            const condition = conditionOf(current?.etag);
            const outcome = await outcomeOf(() => requests.put(key, text, options, condition));
            if (outcome.kind === 'written') {
                return settle(batch, text, (one) => one.maybeWritten || changed.has(one));
            }
            wanted = text;
            refused = outcome.kind === 'refused' ? current?.etag : undefined;
            markUnclear(outcome, changed);
            if (outcome.kind === 'unclear') {
                unclear += 1;
                if (unclear > MAX_UNCLEAR)
                    throw outcome.thrown;
            }
            // The first refusal may be about the form of the ETag: then nobody else wrote, and there is nothing to wait for.
            const look = refused !== undefined && !etags.looked;
            etags.looked ||= look;
            if (look && (await requests.etag(key)) === refused)
                continue;
            await waitForTurn(deps, deps.clock.now().getTime() - started);
        }
        throw tooManyWriters(requests.describe(key));
    }
    return {
        async requireConditions() {
            if (!probed)
                await probeOnce();
        },
        update(key, change, options) {
            return new Promise((resolve, reject) => {
                const waiting = { change, options, maybeWritten: false, resolve, reject };
                const queue = queues.get(key);
                if (queue !== undefined) {
                    queue.push(waiting);
                    return;
                }
                const fresh = [waiting];
                queues.set(key, fresh);
                void drain(key, fresh);
            });
        },
    };
}
/** The waiting updates that can be written as one: those in front with the same headers. */
function takeBatch(queue) {
    const headers = JSON.stringify(queue[0]?.options);
    const end = queue.findIndex((waiting) => JSON.stringify(waiting.options) !== headers);
    return queue.splice(0, end === -1 ? queue.length : end);
}
/** Applies all changes in turn. One that throws is rejected and leaves the batch. */
async function applyAll(batch, current) {
    let text = current;
    const changed = new Set();
    for (const waiting of [...batch]) {
        try {
            const next = await waiting.change(text);
            if (next !== text)
                changed.add(waiting);
            text = next;
        }
        catch (thrown) {
            batch.splice(batch.indexOf(waiting), 1);
            waiting.reject(thrown);
        }
    }
    return { text, changed };
}
function markUnclear(outcome, changed) {
    if (outcome.kind === 'refused' && outcome.certain)
        return;
    for (const waiting of changed)
        waiting.maybeWritten = true;
}
function settle(batch, text, changed) {
    for (const waiting of batch)
        waiting.resolve({ changed: changed(waiting), text });
}
/**
 * Waits between rounds. A round's duration grows with the number of writers that the store serves at the time, so a multiple
 * of it keeps the store busy and no more, whatever its distance. Measured with 4 to 64 writers against Ceph.
 */
function waitForTurn({ clock, random }, roundMs) {
    const window = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, roundMs * WAIT_PER_ROUND));
    return clock.sleep(random() * window);
}
function refusesOwnEtag(place) {
    return new errors/* UserError */.yo(`The store refuses to replace ${place} on the condition that it has the very ETag that the store reports.`, 'Use a store that obeys If-Match. If one job at a time writes the index, and only then, set `unconditional-index: true`.');
}
function tooManyWriters(place) {
    return new errors/* UserError */.yo(`Others wrote ${place} in between, ${MAX_ROUNDS} times in a row.`, 'Run the job again when fewer jobs publish.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/part-size.ts

const MIB = 1024 * 1024;
const MIN_PART_MIB = 5;
const MAX_PART_MIB = 5 * 1024;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
/** Bytes of a part where nobody says otherwise. */
const DEFAULT_PART_SIZE = 8 * MIB;
/** S3 takes no more parts of one object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
const MAX_PARTS = 10_000;
/**
 * The part size in bytes for an upload of at most `totalBytes` bytes: `wanted` bytes (8 MiB unless told), rounded up to whole MiB,
 * and more where 10,000 such parts would not hold it. Never less than the 5 MiB and never more than the 5 GiB that S3 takes.
 *
 * @throws UserError when `totalBytes` is more than the 5 TiB that S3 takes as one object.
 */
function partSizeFor(totalBytes, wanted = DEFAULT_PART_SIZE) {
    if (totalBytes > MAX_OBJECT_BYTES) {
        throw new errors/* UserError */.yo(`An object of ${totalBytes} bytes is more than S3 takes, which is 5 TiB (${MAX_OBJECT_BYTES} bytes).`, 'Publish fewer or smaller files.');
    }
    const needed = Math.ceil(totalBytes / MAX_PARTS / MIB);
    return Math.min(MAX_PART_MIB, Math.max(MIN_PART_MIB, Math.ceil(wanted / MIB), needed)) * MIB;
}

;// CONCATENATED MODULE: ./packages/core/src/store/types.ts


/** An upload with `ifAbsent` found that somebody else had made the object in between. */
class ObjectExists extends errors/* UserError */.yo {
}
/** Somebody else aborted our upload, with `abortUpload` or by a lifecycle rule, before its object was visible. It never will be. */
class UploadAborted extends errors/* UserError */.yo {
}

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
    const fault = faultOf(thrown);
    const etag = await ours(target, commit.mark);
    if (etag !== undefined)
        return etag;
    const discarded = await commit.discard();
    const unclear = fault !== undefined && (fault.status === undefined || isTransient(fault));
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
    return new UploadAborted(`The upload of ${target.place} was aborted: another run took it over, or a rule of the bucket discarded it.`, 'Nothing of this upload is visible. Let one run at a time publish a machine and tag, and run this job again.', { cause });
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
    return new ObjectExists(`${key} was written by somebody else while it was uploaded.`, 'Another job may publish the same machine and tag. Nothing of theirs was changed. Run this job again.', { cause });
}

;// CONCATENATED MODULE: ./packages/core/src/store/course.ts
/** Fails when `body` or `signal` says so, and destroys `body` then. */
function startCourse(body, signal) {
    const control = new AbortController();
    let ended = false;
    let rejectRun = () => { };
    function fail(reason) {
        if (ended)
            return;
        end();
        control.abort(reason);
        body.destroy();
        rejectRun(reason);
    }
    function end() {
        ended = true;
        signal?.removeEventListener('abort', onAbort);
    }
    function onAbort() {
        fail(signal?.reason);
    }
    // The listener stays: a source that is destroyed may say so later, and nobody else listens.
    body.on('error', fail);
    signal?.addEventListener('abort', onAbort);
    return {
        signal: control.signal,
        fail,
        run: (work) => new Promise((resolve, reject) => {
            rejectRun = reject;
            if (signal?.aborted)
                onAbort();
            else if (body.errored)
                fail(body.errored);
            if (ended)
                return;
            work().then((value) => {
                if (!ended)
                    end();
                resolve(value);
            }, fail);
        }),
    };
}

;// CONCATENATED MODULE: ./packages/core/src/store/part-stream.ts



/** Cuts `body` into parts of `partSize` bytes, in at most `buffers` buffers, which are made when they are first needed, and hashes it. */
function cutStream(body, partSize, buffers) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
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
    return new errors/* UserError */.yo(`The upload has more than the ${MAX_PARTS} parts of ${partSize} bytes that S3 takes.`, 'Set a greater `part-size-mb`.');
}

;// CONCATENATED MODULE: ./packages/core/src/store/upload.ts









const CONCURRENCY = 4;
const DISCARD_LIMIT_MS = 30_000;
/**
 * Streams `body` into an object, as `Store.upload` says.
 *
 * @throws what the source, the guard or `onProgress` threw, the reason of `signal`, or an explained failure.
 */
async function uploadStream(target, body, options) {
    const { objects, key } = target;
    const { guard, ifAbsent = false, concurrency = CONCURRENCY, onProgress = () => { } } = options;
    const mark = (0,external_node_crypto_.randomUUID)();
    const marked = { ...options, metadata: { ...options.metadata, [UPLOAD_MARK]: mark } };
    const course = startCourse(body, options.signal);
    const stream = cutStream(body, options.partSize ?? DEFAULT_PART_SIZE, concurrency + 1);
    const parts = [];
    const onTheirWay = new Set();
    let begun;
    let discarded;
    let taken = 0;
    function begin() {
        course.signal.throwIfAborted();
        begun ??= beginUpload(objects, paramsOf(objects.bucket, key, marked)).then((uploadId) => ({ key, uploadId }), (thrown) => {
            throw target.explain(thrown, 'write');
        });
        return begun;
    }
    async function send(upload, part) {
        try {
            parts.push(await sendPart(objects, upload, part.number, part.bytes, course.signal));
        }
        catch (thrown) {
            course.signal.throwIfAborted();
            if (isNoSuchUpload(faultOf(thrown)))
                throw await uploadGone(target, ifAbsent, thrown);
            throw target.explain(thrown, 'write');
        }
        taken += part.bytes.length;
        part.release();
        onProgress(taken);
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
            course.signal.throwIfAborted();
            const sending = send(upload, part)
                .catch(course.fail)
                .finally(() => onTheirWay.delete(sending));
            onTheirWay.add(sending);
        }
        const upload = await begin();
        await Promise.all(onTheirWay);
        course.signal.throwIfAborted();
        parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
        await guard?.();
        return () => completeUpload(objects, upload, parts, ifAbsent);
    }
    function discard() {
        discarded ??= begun === undefined ? Promise.resolve('none') : discardBegun(target, begun);
        return discarded;
    }
    try {
        const last = await course.run(prepare);
        const { size, sha256 } = stream.result();
        const etag = await commitUpload(target, { mark, ifAbsent, send: last, discard });
        if (begun === undefined)
            onProgress(size);
        else
            await tagged(target, options.tags);
        return { size, sha256, etag };
    }
    catch (thrown) {
        await discard();
        throw thrown;
    }
}
/** Sends a whole object in one request. One that met another conditional write at the store is repeated, as AWS wants it. */
async function putWhole({ objects, key }, bytes, options) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await putObject(objects, key, bytes, options, options.ifAbsent ? { ifNoneMatch: '*' } : undefined);
        }
        catch (thrown) {
            if (faultOf(thrown)?.status !== 409 || !(await objects.again(attempt)))
                throw thrown;
        }
    }
}
/** The object is visible by now, so a failure is told and not thrown. */
async function tagged(target, tags) {
    if (tags === undefined || Object.keys(tags).length === 0)
        return;
    try {
        await keepTags(target.objects, target.key, tags);
    }
    catch (thrown) {
        const cause = (0,errors/* messageOf */.bD)(target.explain(thrown, 'tag'));
        target.log.warning(`${target.place} was uploaded, but may lack its tags: ${cause}`);
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
        target.log.warning(`The unfinished upload ${upload.uploadId} of ${target.place} could not be aborted, and its parts stay for the time being: ` +
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
    const client = makeClient(settings, deps, deps.log);
    const label = `s3://${prefix === '' ? bucket : `${bucket}/${prefix}`} at ${placeOf(settings)}`;
    const describe = (key) => `s3://${bucket}/${key} at ${placeOf(settings)}`;
    const objects = {
        client,
        bucket,
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
    const updater = makeUpdater({
        describe,
        read: (key) => explained('read', key, async () => {
            const found = await getObject(objects, key);
            return found && { text: text_textOf(found.body, describe(key)), etag: found.etag };
        }),
        etag: (key) => explained('look at', key, async () => (await headObject(objects, key))?.etag),
        put: async (key, text, options, condition) => void (await putObject(objects, key, text, options, condition)),
        probe: () => probeConditions({
            put: async (key, body, condition) => void (await putObject(objects, key, body, probeOptions, condition)),
            remove: (key) => explained('remove', key, () => removeObject(objects, key)),
        }, { label, prefix, runId: settings.runId }, deps.log),
    }, { clock: deps.clock, random, unconditional: settings.unconditionalIndex });
    return {
        bucket,
        label,
        describe,
        head: (key) => explained('look at', key, () => headObject(objects, key)),
        get: (key) => explained('read', key, () => getObject(objects, key)),
        text: (key) => explained('read', key, async () => {
            const found = await getObject(objects, key);
            return found && text_textOf(found.body, describe(key));
        }),
        requireConditions: () => explained('write', probeKey(prefix, settings.runId), () => updater.requireConditions()),
        read: (key) => explained('read', key, async () => {
            const found = await openObject(objects, key);
            return found && external_node_stream_.Readable.from(explainedChunks('read', key, chunksOf(found)), { objectMode: false });
        }),
        digest: (key) => explained('read', key, () => digestObject(objects, key)),
        list: (below) => explainedChunks('list', below, listObjects(objects, below)),
        put: (key, body, options = {}) => explained('write', key, async () => void (await putObject(objects, key, body, options)), options),
        upload: (key, body, options = {}) => uploadStream({
            objects,
            key,
            place: describe(key),
            log: deps.log,
            explain: (thrown, doing) => failureOf(thrown, doing, key, settings, options),
        }, body, options),
        uploads: (below) => explainedChunks('list the uploads of', below, listUploads(objects, below)),
        abortUpload: (upload) => explained('abort an upload of', upload.key, async () => void (await discardUpload(objects, upload))),
        remove: (key) => explained('remove', key, () => removeObject(objects, key)),
        update: (key, change, options = {}) => explained('write', key, () => updater.update(key, change, options), options),
    };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/store-options.ts


/** Headers of the index, of manifest.json and of published.json: what may change is not to be kept by caches. */
const JSON_FILE = { contentType: 'application/json', cacheControl: 'no-cache' };
/** The store of the inputs. Nothing is sent before it is used. */
function storeOf(given, settings, deps) {
    return openStore(settings, {
        ...deps,
        acl: given.acl,
        requestTimeoutMs: given['request-timeout-seconds'] * 1000,
    });
}
/** What `acl` and `object-tags` ask for. */
function optionsOf(given) {
    const index = given.acl === undefined ? {} : { acl: given.acl };
    const tags = given['object-tags'];
    return { index, machine: tags === undefined ? index : { ...index, tags: parseObjectTags(tags) } };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/mark.ts




/** The digest by which published.json names a manifest. */
function manifestDigest(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/**
 * Writes the published.json of a machine that the index names, unless it is there.
 *
 * @returns Whether it was written.
 */
async function markPublished(store, { at, manifestText }, options, deps) {
    const manifestSha256 = manifestDigest(manifestText);
    const before = await store.text(at.publishedKey);
    // A mark that cannot be read is as good as none, so it is not parsed.
    if (before?.includes(manifestSha256))
        return false;
    const { run } = (0,source/* sourceOf */.v)(deps.env);
    const mark = { time: deps.clock.now(), manifestSha256, ...(run === undefined ? {} : { run }) };
    await store.put(at.publishedKey, publishedText(mark), {
        ...options,
        ...JSON_FILE,
    });
    return true;
}

// EXTERNAL MODULE: ./packages/core/src/action/progress.ts
var progress = __webpack_require__(36065);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/object-checks.ts



/** @param deep Read and hash the objects, instead of asking for their sizes. */
function objectChecks(store, deep) {
    const contents = new Map();
    let bytes = 0;
    async function look(key) {
        const found = deep ? await store.digest(key) : await store.head(key);
        if (found === undefined)
            return undefined;
        if (!('sha256' in found))
            return { size: found.size, sha256: undefined };
        bytes += found.size;
        return found;
    }
    return {
        async problem(key, wanted) {
            const content = contents.get(key) ?? look(key);
            contents.set(key, content);
            const found = await content;
            return found === undefined ? 'The object is not there.' : contentProblem(found, wanted);
        },
        bytesRead: () => bytes,
    };
}
/** What is wrong with something that is there. */
function contentProblem(found, wanted) {
    if (found.size !== undefined && wanted.size !== undefined && found.size !== wanted.size) {
        return `It has ${counted(found.size, 'byte')}, its manifest.json says ${counted(wanted.size, 'byte')}.`;
    }
    if (found.sha256 === undefined || wanted.sha256 === undefined)
        return undefined;
    if (found.sha256 === wanted.sha256)
        return undefined;
    const says = wanted.sha256From === 'index' ? 'the index has' : 'its manifest.json says';
    return `Its content has the sha256 ${found.sha256}, ${says} ${wanted.sha256}.`;
}
/** Checks items in parallel, and says how far it is. */
function checkAll(items, check, bytesRead, deps) {
    let done = 0;
    const describe = (elapsed) => {
        const left = done > 0 ? `, about ${(0,progress/* formatDuration */.a3)(((items.length - done) / done) * elapsed)} left` : '';
        const read = bytesRead();
        const rate = read > 0 ? `, ${(0,progress/* formatBytes */.z3)(read)} read, ${(0,progress/* formatBytes */.z3)(read / elapsed)}/s` : '';
        return `Checked ${done} of ${items.length} files${rate}${left}.`;
    };
    return (0,progress/* withProgress */.E0)(deps, describe, () => inParallel(items, async (item) => {
        const result = await check(item);
        done += 1;
        return result;
    }));
}

;// CONCATENATED MODULE: ./packages/core/src/release/channels.ts



const STABLE = 'stable';
const RELEASE_CANDIDATE = 'release-candidate';
/**
 * The channel of a tag: what the input `channel` says, else `release-candidate` for a tag that contains `-rc`, else
 * `stable` for one that starts with a digit, or with `v` and a digit. Capital letters make no difference.
 *
 * @throws UserError when `input` is no valid channel, or when neither tells.
 */
function channels_channelOf(tag, input) {
    if (input !== undefined && input !== '') {
        const problem = (0,release_names/* checkChannel */.Kv)(input);
        if (problem === undefined)
            return input;
        throw new errors/* UserError */.yo(`The channel is ${(0,inputs/* quote */.hD)(input)}. ${problem}`, 'Correct the input "channel".');
    }
    if (/-rc/i.test(tag))
        return RELEASE_CANDIDATE;
    if (/^v?\d/i.test(tag))
        return STABLE;
    throw new errors/* UserError */.yo(`The tag ${(0,inputs/* quote */.hD)(tag)} does not say to which channel it belongs.`, 'Set the input "channel" to stable or release-candidate, or use a tag such as 029 or 029-rc1.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/release.ts


/** Where the settings of the store say that the layer is. */
function release_placeOf(settings) {
    const { prefix, publicUrl: base } = settings;
    const key = indexKey(prefix);
    return { prefix, publicUrl: base, indexKey: key, indexUrl: publicUrl(base, prefix, key) };
}
/** @throws UserError when neither the tag nor `channel` says to which channel the release belongs. */
function releaseOf(place, tag, channel) {
    return { ...place, tag, channel: channels_channelOf(tag, channel) };
}
/** A machine of `release`. */
function machineRelease(release, machine) {
    const { prefix, tag } = release;
    const manifest = manifestKey(prefix, tag, machine);
    return {
        ...release,
        machine,
        folder: machineFolder(prefix, tag, machine),
        manifestKey: manifest,
        manifestUrl: publicUrl(release.publicUrl, prefix, manifest),
        publishedKey: publishedKey(prefix, tag, machine),
        checksumsKey: checksumsKey(prefix, tag, machine),
    };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/promotable.ts


/**
 * Decides whether all that is staged may be promoted.
 *
 * @returns The machines by name.
 * @throws UserError when nothing is staged, when an expected machine is missing, or when one is not complete, of another channel or
 * of another commit; it names each of them.
 */
function promotable(staged, release, wanted) {
    const { tag } = release;
    if (staged.length === 0) {
        throw new errors/* UserError */.yo(`No machine of ${tag} is staged in ${wanted.where}: there is no manifest.json below ${tag}/.`, 'Stage the machines first (`phase: stage`), and check `tag`, `bucket` and `prefix`.');
    }
    const missing = [...new Set(wanted.expected)].filter((name) => !staged.some(({ machine }) => machine === name));
    if (missing.length > 0) {
        const there = staged.map((each) => `${each.machine}${each.state.kind === 'claim' ? ' (not complete)' : ''}`);
        throw new errors/* UserError */.yo(`${counted(missing.length, 'machine')} of ${tag} ${are(missing.length)} not staged: ${shortList(missing, ', ')}. ` +
            `Staged ${are(there.length)}: ${shortList(there, ', ')}.`, 'Nothing was changed. See why their jobs staged nothing, or correct `expected-machines`.');
    }
    const problems = staged.flatMap((each) => problemOf(each, release, wanted.sha));
    if (problems.length > 0) {
        throw new errors/* UserError */.yo(`${counted(problems.length, 'machine')} of ${tag} cannot be promoted:\n${shortList(problems, '\n')}`, 'Nothing was changed. Stage these machines from the commit of the release, or remove the folders of those that do not belong to it.');
    }
    return staged
        .flatMap(({ state }) => (state.kind === 'complete' ? [state] : []))
        .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}
function problemOf({ machine, manifestKey, state }, release, sha) {
    if (state.kind === 'unreadable')
        return [`${machine}: ${state.problem} Look at ${manifestKey}.`];
    if (state.kind === 'claim') {
        const run = state.source.run === undefined ? '' : ` (${state.source.run})`;
        return [`${machine}: not complete. A run${run} uploads it, or ended before it was done.`];
    }
    const { channel, source } = state.manifest;
    const problems = [
        ...(source.sha === sha
            ? []
            : [
                `staged from ${source.sha === undefined ? 'an unknown commit' : `commit ${source.sha}`}, not ${sha}`,
            ]),
        ...(channel === release.channel ? [] : [`staged for the channel ${channel}, not ${release.channel}`]),
    ];
    return problems.length === 0 ? [] : [`${machine}: ${problems.join('; ')}.`];
}

// EXTERNAL MODULE: ./packages/core/src/action/markdown.ts
var markdown = __webpack_require__(58411);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/report-promote.ts




/** The step summary of a promotion. */
function promotedSummary(promotion) {
    const { release, machines, toEnter, dryRun } = promotion;
    const rows = machines.map(({ manifest, entrant: { at, entry } }) => {
        const done = dryRun ? 'would be added' : 'added';
        return [
            (0,markdown/* link */.nf)(manifest.name, at.manifestUrl),
            PARTS.filter((part) => entry[part] !== undefined).join(', '),
            String(manifest.files.length),
            (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(sizeOf(manifest))),
            (0,markdown/* unbroken */.D_)(toEnter.has(manifest.name) ? done : dryRun ? 'is there' : 'was there'),
        ];
    });
    return [
        `### s3-release-publish: promote ${(0,markdown/* code */.aY)(release.tag)}${dryRun ? ' (dry run)' : ''}`,
        `${promotedVerdict(promotion)} ${(0,markdown/* link */.nf)('releases.json', release.indexUrl)}`,
        (0,markdown/* table */.tp)(['Machine', 'Parts', 'Files', 'Size', 'In the index'], rows),
    ].join('\n\n');
}
/** What a promotion did, in one or two sentences. */
function promotedVerdict({ release, machines, toEnter, deep, changed, dryRun }) {
    const files = machines.reduce((sum, { manifest }) => sum + manifest.files.length, 0);
    const bytes = machines.reduce((sum, { manifest }) => sum + sizeOf(manifest), 0);
    const checked = allThere(files, `(${(0,progress/* formatBytes */.z3)(bytes)})`, deep);
    const all = counted(machines.length, 'machine');
    const isNamed = `The index names ${machines.length === 1 ? 'the machine' : `all ${all}`} in the channel ${release.channel}`;
    if (dryRun && toEnter.size === 0)
        return `Nothing was written. ${isNamed} already. ${checked}`;
    if (dryRun) {
        return `Nothing was written. ${toEnter.size} of ${all} would be added to the channel ${release.channel}. ${checked}`;
    }
    if (!changed)
        return `Everything was promoted already. Nothing was written. ${checked}`;
    if (toEnter.size === 0)
        return `${isNamed}, as it did before. Only published.json was written. ${checked}`;
    return `Promoted in the channel ${release.channel}: ${toEnter.size} of ${all} added. ${checked}`;
}
function sizeOf({ files }) {
    return files.reduce((sum, { size }) => sum + size, 0);
}

;// CONCATENATED MODULE: ./packages/core/src/release/claim.ts





const claim = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1, { error: 'Only schema 1 is known here.' }),
    name: (0,schema/* named */.KT)(release_names/* checkMachine */.U1),
    tag: (0,schema/* named */.KT)(release_names/* checkTag */.Bs),
    channel: (0,schema/* named */.KT)(release_names/* checkChannel */.Kv),
    complete: schemas/* literal */.euz(false),
    claim: schema/* sha256 */.sc,
    source: schema/* source */.sP,
    replaces: manifestShape.exactOptional(),
    withdrawn: schemas/* array */.YOg(schemas/* string */.YjP()).exactOptional(),
});
/**
 * The manifest.json of a machine that is not complete yet: 2-space JSON with a final newline. A run writes it before
 * it uploads, and the complete one in its place when all is there.
 */
function claimText(parts) {
    const { repository, ref, sha, run } = parts.source;
    const ordered = {
        schema: 1,
        name: parts.name,
        tag: parts.tag,
        channel: parts.channel,
        complete: false,
        claim: parts.claim,
        source: { repository, ref, sha, run },
        replaces: parts.replaces === undefined ? undefined : orderedManifest(parts.replaces),
        withdrawn: parts.withdrawn,
    };
    return `${JSON.stringify(ordered, null, 2)}\n`;
}
/**
 * Reads manifest.json, complete or not.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
function readManifestState(text, where) {
    const value = (0,schema/* readJson */.Vh)(text, where, MANIFEST_ADVICE);
    if (!isIncomplete(value))
        return { kind: 'complete', manifest: parseManifest(text, where) };
    const read = (0,schema/* checkShape */.eA)(claim, value, where, MANIFEST_ADVICE);
    const { replaces, withdrawn } = read;
    return { kind: 'claim', claim: read.claim, source: read.source, replaces, withdrawn };
}
/**
 * One digest of all objects that a run is about to upload: lower-case hex SHA-256. The order makes no difference. Two
 * runs with the same claim make the same bytes under the same keys.
 */
function claimOf(objects) {
    const entries = objects.map((each) => JSON.stringify([each.key, each.contentId, each.maker])).sort();
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(entries)).digest('hex');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/staged.ts





/** As a problem names the manifest.json of a folder: who shows the problem says which. */
const WHERE = 'Its manifest.json';
/**
 * Finds the machines of a tag in the bucket, or of all tags, by their manifest.json.
 *
 * @throws UserError when the bucket cannot be listed.
 */
async function findStaged(store, { prefix }, tag) {
    const root = layerFolder(prefix);
    const manifests = [];
    const marked = new Set();
    for await (const { key } of store.list(tag === undefined ? root : tagFolder(prefix, tag))) {
        const [folder = '', machine = '', file, ...deeper] = key.slice(root.length).split('/');
        if (deeper.length > 0 || (0,release_names/* checkTag */.Bs)(folder) !== undefined || (0,release_names/* checkMachine */.U1)(machine) !== undefined)
            continue;
        if (file === 'manifest.json')
            manifests.push({ tag: folder, machine });
        if (file === 'published.json')
            marked.add(key);
    }
    return manifests.map((each) => ({
        ...each,
        marked: marked.has(publishedKey(prefix, each.tag, each.machine)),
    }));
}
/**
 * Reads the manifests. A folder whose manifest.json is gone by now is left out.
 *
 * @param isAbsent Whether a failure to read one also means that it is not there.
 * @throws UserError when the store does not give them. One of another form is no error here.
 */
async function readStaged(store, { prefix }, folders, isAbsent = () => false) {
    const machines = await inParallel(folders, async (folder) => {
        const key = manifestKey(prefix, folder.tag, folder.machine);
        const text = await store.text(key).catch((thrown) => {
            if (isAbsent(thrown))
                return undefined;
            throw thrown;
        });
        if (text === undefined)
            return [];
        return [{ ...folder, manifestKey: key, state: stateOf(text, folder) }];
    });
    return machines.flat();
}
function stateOf(text, { tag, machine }) {
    try {
        const state = readManifestState(text, WHERE);
        if (state.kind === 'claim')
            return { kind: 'claim', source: state.source, replaces: state.replaces, text };
        const { manifest } = state;
        if (manifest.tag === tag && manifest.name === machine)
            return { kind: 'complete', manifest, text };
        const problem = `${WHERE} is of ${manifest.name} ${manifest.tag}, not of ${machine} ${tag}.`;
        return { kind: 'unreadable', problem };
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        return { kind: 'unreadable', problem: asSentence((0,errors/* messageOf */.bD)(thrown)) };
    }
}
/** A message that may have a line for each problem. */
function asSentence(message) {
    const [first = '', ...problems] = message.split('\n').map((line) => line.trim().replace(/\.$/, ''));
    return `${[first, problems.join('; ')].filter((text) => text !== '').join(' ')}.`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/promote/promote.ts


















/**
 * Names all staged machines of a tag in the index, in one write, after a look at each of their files. Nothing is changed before all
 * of it is known to be right.
 *
 * @throws UserError when a machine is not there, not complete, of another commit, or when one of its files is not as staged.
 */
async function promote(given, settings, deps, output) {
    const release = releaseOf(release_placeOf(settings), given.tag, given.channel);
    output('index-url', release.indexUrl);
    const store = storeOf(given, settings, deps);
    const staged = await readStaged(store, release, await findStaged(store, release, release.tag));
    const manifests = promotable(staged, release, {
        sha: given.sha,
        expected: given['expected-machines'],
        where: store.label,
    });
    const machines = manifests.map(({ manifest, text }) => {
        const entry = deviceOf(manifest);
        const at = machineRelease(release, manifest.name);
        return { manifest, entrant: { at, manifestText: text, entry } };
    });
    const entrants = machines.map(({ entrant }) => entrant);
    const how = { date: deps.clock.now(), form: given['index-form'] };
    const toEnter = await notIndexed(store, release, entrants, how);
    const checks = objectChecks(store, given.deep);
    await checkFiles(manifests.map(({ manifest }) => manifest), checks, deps);
    output('bytes-read', checks.bytesRead());
    const before = { release, machines, toEnter, deep: given.deep };
    if (given['dry-run']) {
        const outcome = { ...before, changed: false, dryRun: true };
        deps.summary(promotedSummary(outcome));
        deps.log.info(promotedVerdict(outcome));
        return;
    }
    const tags = [{ ...release, date: how.date, entrants }];
    const entered = await enterIndex(store, release, tags, {
        form: how.form,
        options: optionsOf(given).index,
        strict: true,
    });
    const marks = await inParallel(entrants, (entrant) => markPublished(store, entrant, optionsOf(given).machine, deps));
    const files = manifests.flatMap(({ manifest }) => manifest.files);
    output('entry', JSON.stringify(entrants.map(({ entry }) => entry)));
    output('files', JSON.stringify(files));
    output('subjects', checksumsText(manifests.flatMap(({ manifest }) => subjectsOf(manifest))));
    output('files-skipped', files.length);
    const outcome = { ...before, changed: entered.changed || marks.includes(true), dryRun: false };
    deps.summary(promotedSummary(outcome));
    deps.log.info(promotedVerdict(outcome));
}
/**
 * The machines that the index does not name as they are staged.
 *
 * @throws UserError for an index that could not be changed, before anything else is done.
 */
async function notIndexed(store, release, entrants, how) {
    const text = await store.text(release.indexKey);
    const index = openIndex(text, store.describe(release.indexKey));
    const { channel, tag } = release;
    upsertDevices(index, { ...how, channel, tag, devices: entrants.map(({ entry }) => entry) });
    const isThere = ({ entry }) => (0,external_node_util_.isDeepStrictEqual)(readDevice(index, channel, tag, entry.name), entry);
    return new Set(entrants.filter((each) => !isThere(each)).map(({ at }) => at.machine));
}
async function checkFiles(manifests, checks, deps) {
    const files = manifests.flatMap((manifest) => manifest.files);
    const found = await checkAll(files, async (file) => ({ key: file.key, problem: await checks.problem(file.key, file) }), checks.bytesRead, deps);
    const wrong = found.filter(({ problem }) => problem !== undefined);
    if (wrong.length === 0)
        return;
    const lines = wrong.map(({ key, problem }) => `${key}: ${problem}`);
    throw new errors/* UserError */.yo(`${wrong.length} of ${counted(files.length, 'staged file')} ${are(wrong.length)} not as manifest.json says:\n${shortList(lines, '\n')}`, 'Nothing was changed. Remove these objects and stage their machines again: `phase: stage` uploads what is missing.');
}
function subjectsOf(manifest) {
    return manifest.files.map(({ key, sha256 }) => ({
        name: `${manifest.name}/${nameInKey(key)}`,
        sha256,
    }));
}

// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/one-shot.ts
/**
 * What a compressor of node:zlib makes of one buffer, on the thread pool. The compressor was made with `flush` set to the
 * operation that ends its format (Z_FINISH, ZSTD_e_end), so that one call does everything: zstd then reads the buffer where it
 * is, without a window of its own, and knows its size. It is not told the end a second time, which would make an empty frame.
 */
function oneShot(compressor, bytes) {
    return new Promise((resolve, reject) => {
        const made = [];
        compressor.on('error', reject);
        compressor.on('data', (chunk) => made.push(chunk));
        compressor.write(bytes, (error) => {
            if (error)
                return;
            // The last chunk may still be on its way to the listener.
            for (let chunk = compressor.read(); chunk !== null; chunk = compressor.read())
                made.push(chunk);
            compressor.destroy();
            const [first] = made;
            resolve(made.length === 1 && first !== undefined ? first : Buffer.concat(made));
        });
    });
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/incompressible.ts


/** Blocks that lose less than this part of their size are not worth the time. */
const WORTHWHILE = 0.01;
/** A sample that loses this part speaks for its block. */
const OBVIOUS = 0.1;
const SAMPLES = 4;
const SAMPLE_BYTES = 16 * 1024;
/**
 * Whether compressing a block would save less than 1 %. Done on the thread pool at about 800 MB/s for noise, and
 * much faster for what compresses well, of which a sample is enough.
 *
 * The test is zstd at level 1 with matches of 4 bytes: faster settings take text in base64, or tables of words, for noise.
 *
 * @param windowLog How far back the compressor in question looks for matches, as a power of two (10 to 27).
 */
async function isIncompressible(block, windowLog) {
    if (block.length > 2 * SAMPLES * SAMPLE_BYTES && (await saving(sampleOf(block), windowLog)) > OBVIOUS)
        return false;
    return (await saving(block, windowLog)) < WORTHWHILE;
}
function sampleOf(block) {
    const step = Math.floor(block.length / SAMPLES);
    return Buffer.concat(Array.from({ length: SAMPLES }, (_, n) => block.subarray(n * step, n * step + SAMPLE_BYTES)));
}
async function saving(bytes, windowLog) {
    const compressor = (0,external_node_zlib_.createZstdCompress)({
        flush: external_node_zlib_.constants.ZSTD_e_end,
        chunkSize: bytes.length + (bytes.length >> 8) + 1024,
        params: {
            [external_node_zlib_.constants.ZSTD_c_compressionLevel]: 1,
            [external_node_zlib_.constants.ZSTD_c_windowLog]: windowLog,
            [external_node_zlib_.constants.ZSTD_c_minMatch]: 4,
        },
    });
    const { length } = await oneShot(compressor, bytes);
    return 1 - length / bytes.length;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/members.ts



const members_MIB = 1024 * 1024;
const GZIP_LEVEL = 6;
/** How far back deflate looks for a match: 32 KiB, as a power of two. */
const GZIP_WINDOW_LOG = 15;
const ZSTD_LEVEL = 3;
/** A window as large as a block. Every zstd reads windows of up to 8 MiB (RFC 8878 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 21;
/** Finds next to nothing, at the speed of a copy. */
const ZSTD_FASTEST = -5;
/** Members of a gzip file (RFC 1952): level 0 for what is compressed already or cannot be. */
function gzipMembers(level = GZIP_LEVEL) {
    const compress = async (block, compressed) => {
        const stored = level === 0 || compressed || (await isIncompressible(block, GZIP_WINDOW_LOG));
        const options = { level: stored ? 0 : level, flush: external_node_zlib_.constants.Z_FINISH, chunkSize: roomFor(block) };
        return trimmed(await oneShot((0,external_node_zlib_.createGzip)(options), block));
    };
    return { level, blockBytes: members_MIB, compress };
}
/** Frames of a zstd file (RFC 8878) with their content's size and checksum. Up to the default level, zstd itself passes over noise. */
function zstdFrames(level = ZSTD_LEVEL) {
    const compress = async (block, compressed) => {
        const plain = compressed || (level > ZSTD_LEVEL && (await isIncompressible(block, ZSTD_WINDOW_LOG)));
        const options = {
            flush: external_node_zlib_.constants.ZSTD_e_end,
            chunkSize: roomFor(block),
            params: {
                [external_node_zlib_.constants.ZSTD_c_compressionLevel]: plain ? ZSTD_FASTEST : level,
                [external_node_zlib_.constants.ZSTD_c_windowLog]: ZSTD_WINDOW_LOG,
                [external_node_zlib_.constants.ZSTD_c_contentSizeFlag]: 1,
                [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1,
            },
        };
        return trimmed(await oneShot((0,external_node_zlib_.createZstdCompress)(options), block));
    };
    return { level, blockBytes: 2 * members_MIB, compress };
}
/** Room for a member that is larger than its block, so that one call to the thread pool is enough. */
function roomFor(block) {
    return block.length + (block.length >> 8) + 1024;
}
/** Without the unused end of the buffer that it was written to, which would stay in memory as long as the member does. */
function trimmed(member) {
    return member.length < 0.9 * member.buffer.byteLength ? Buffer.from(member) : member;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/abortable.ts

/**
 * A stream of what a generator yields. The generator is asked for a chunk when there is room for one. Destroying the stream
 * aborts the signal that the generator was made with; the stream's `close` comes when the generator has come to its end.
 *
 * @param make Starts the generator. It yields no empty chunk, and ends soon after its signal.
 */
function abortable(make) {
    const abort = new AbortController();
    const chunks = make(abort.signal);
    return new external_node_stream_.Readable({
        read() {
            chunks.next().then(({ done, value }) => this.push(done ? null : value), (error) => this.destroy(error));
        },
        destroy(error, closed) {
            abort.abort();
            const end = () => closed(error);
            chunks.return(undefined).then(end, end);
        },
    });
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/blocks.ts
/**
 * Cuts pieces into blocks of `size` bytes. Only the last one is shorter, and the last before compressed bytes begin or end.
 * Where the cuts are does not depend on how the bytes were divided into pieces. Released blocks are used again: a gigabyte
 * of fresh buffers would be in memory until the garbage collector comes.
 */
async function* blocksOf(pieces, size) {
    const free = [];
    let buffer;
    let used = 0;
    let compressed = false;
    const cut = () => {
        const full = buffer;
        if (full === undefined)
            return undefined;
        const bytes = full.subarray(0, used);
        buffer = undefined;
        used = 0;
        return { bytes, compressed, release: () => void free.push(full) };
    };
    for await (const piece of pieces) {
        if (piece.bytes.length === 0)
            continue;
        if (piece.compressed !== compressed) {
            const block = cut();
            if (block !== undefined)
                yield block;
            compressed = piece.compressed;
        }
        for (let from = 0; from < piece.bytes.length;) {
            buffer ??= free.pop() ?? Buffer.allocUnsafeSlow(size);
            const copied = piece.bytes.copy(buffer, used, from);
            from += copied;
            used += copied;
            const block = used === size ? cut() : undefined;
            if (block !== undefined)
                yield block;
        }
    }
    const last = cut();
    if (last !== undefined)
        yield last;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/in-order.ts
/**
 * Does work on items, several at a time, and yields the results in the order of the items. An item is asked for when fewer
 * than `limit` are between the two ends, so a reader that stops also stops the source. When it ends early, it waits for
 * the work that was begun.
 */
async function* inOrder(items, limit, work) {
    const begun = [];
    try {
        for await (const item of items) {
            const result = work(item);
            // A failure is told when its turn comes. Until then it is not an unhandled one.
            result.catch(() => undefined);
            begun.push(result);
            const first = begun.length < limit ? undefined : begun.shift();
            if (first !== undefined)
                yield await first;
        }
        for (let first = begun.shift(); first !== undefined; first = begun.shift())
            yield await first;
    }
    finally {
        await Promise.allSettled(begun);
    }
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var release_artifacts = __webpack_require__(69468);
;// CONCATENATED MODULE: ./packages/core/src/release/content-id.ts


/**
 * What an archive holds, as one digest: lower-case hex SHA-256 over the format and each file's path, size, mode and
 * digest. The order of `files` makes no difference. It says that two archives have the same content also where
 * another compressor made other bytes of it.
 */
function contentId(files, format) {
    const entries = files
        .map((file) => JSON.stringify([file.path, file.size, file.mode, file.sha256]))
        .sort(text_order/* compareText */.n);
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([format, ...entries]))
        .digest('hex');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/plan.ts




/** Permission bits of every file in an archive. */
const FILE_MODE = 0o644;
const MEDIA_TYPES = {
    'tar.gz': 'application/gzip',
    'tar.zst': 'application/zstd',
    zip: 'application/zip',
    file: 'application/octet-stream',
};
/**
 * The objects of a machine: the bundle of its images, the archive of its pvrexports, and each BSP and SDK as it
 * is. What was not built is not there.
 *
 * @throws UserError when there is nothing to publish.
 */
function planRelease(artifacts, machine, tag, prefix, bundle) {
    const object = (kind, format, name, sources, mediaType = MEDIA_TYPES[format]) => ({
        kind,
        format,
        name,
        mediaType,
        sources,
        key: machineKey(prefix, tag, machine, name),
        contentId: contentId(sources.map(({ name: path, size, sha256 }) => ({ path, size, mode: FILE_MODE, sha256 })), format),
    });
    const images = (0,release_artifacts/* imagesOf */.IC)(artifacts);
    const pvrexports = (0,release_artifacts/* pvrexportsOf */.nC)(artifacts);
    const planned = [
        ...(images.length > 0 ? [object('full_image', bundle, bundleName(machine, tag, bundle), images)] : []),
        ...(pvrexports.length > 0 ? [object('pvrexports', 'zip', pvexportsName(machine, tag), pvrexports)] : []),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'bsp').map((file) => object('bsp', 'file', file.name, [file], 'application/gzip')),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'sdk').map((file) => object('sdk', 'file', file.name, [file])),
    ];
    if (planned.length > 0)
        return planned;
    throw new errors/* UserError */.yo(`The machine ${machine} has nothing to publish: its artifacts.json names no image, pvrexport, BSP or SDK.`, 'Check the input output of kas-build, and what the build deployed.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/tar-pieces.ts





/** The one date that archives carry, so that equal content makes equal bytes. */
const TIME = new Date('1980-01-01T00:00:00Z');
const RECORD_BYTES = 512;
const COMPRESSED_NAME = /\.(?:bz2|gz|tgz|xz|zst|zip|lz4|lzo)$/i;
/** A smaller file is treated like its neighbours: a member of its own would cost more than it saves. */
const OWN_MEMBER_BYTES = 1024 * 1024;
/**
 * The bytes of a tar archive (POSIX.1-2001): files in the given order, owner root, fixed mode and time. Names that
 * ustar cannot hold are in a pax header, sizes from 8 GiB on in base 256, as GNU tar writes and reads them.
 *
 * @throws What a source fails with; a UserError when a file has not the size that artifacts.json states.
 */
async function* tarPieces(files, open, signal) {
    for (const file of files) {
        yield { bytes: await headerOf(file), compressed: false };
        yield* contentPieces(file, open, signal);
        const padding = -file.size & (RECORD_BYTES - 1);
        if (padding > 0)
            yield { bytes: Buffer.alloc(padding), compressed: false };
    }
    yield { bytes: Buffer.alloc(2 * RECORD_BYTES), compressed: false };
}
async function* contentPieces(file, open, signal) {
    const compressed = COMPRESSED_NAME.test(file.name) && file.size >= OWN_MEMBER_BYTES;
    let size = 0;
    for await (const chunk of (0,external_node_stream_.addAbortSignal)(signal, open(file))) {
        const bytes = chunk;
        size += bytes.length;
        if (size > file.size)
            break;
        yield { bytes, compressed };
    }
    if (size === file.size)
        return;
    throw new errors/* UserError */.yo(`${file.path} has ${size > file.size ? 'more' : 'fewer'} bytes than the ${file.size} that artifacts.json states.`, 'Build again, and let no step change the folder in between.');
}
/** The header of a file, with the pax header before it when there is one: whole records. */
async function headerOf(file) {
    const archive = (0,tar_stream.pack)();
    archive.entry({
        name: file.name,
        size: file.size,
        mode: FILE_MODE,
        mtime: TIME,
        uid: 0,
        gid: 0,
        uname: 'root',
        gname: 'root',
    });
    await (0,external_node_events_.once)(archive, 'readable');
    const parts = [];
    for (let part = archive.read(); part !== null; part = archive.read())
        parts.push(part);
    archive.destroy();
    return Buffer.concat(parts);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/parallel-tar.ts





/** What blocks in the works may take: each is there once as it is, and once compressed. */
const IN_WORK_BYTES = 32 * 1024 * 1024;
/**
 * A compressed tar archive of files, in their order. The tar is cut into blocks, and each becomes a member that stands for
 * itself, made on Node's thread pool. Its readers take members that follow each other as one file (RFC 1952 2.2, RFC 8878 3).
 */
function tarOf(files, open, format) {
    const atOnce = blocksAtOnce(format.blockBytes, (0,external_node_os_.availableParallelism)());
    const compress = async ({ bytes, compressed, release }) => {
        const member = await format.compress(bytes, compressed);
        release();
        return member;
    };
    return abortable((signal) => inOrder(blocksOf(tarPieces(files, open, signal), format.blockBytes), atOnce, compress));
}
/** One block for each core, one that is being read and one that waits for its turn, as far as memory allows. */
function blocksAtOnce(blockBytes, cores) {
    return Math.max(2, Math.min(cores + 2, Math.floor(IN_WORK_BYTES / (2 * blockBytes))));
}

// EXTERNAL MODULE: ./node_modules/yazl/index.js
var yazl = __webpack_require__(93044);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/zip.ts




const REGULAR_FILE = 0o100000;
/**
 * A zip archive of files, in their order and stored: pvrexports are compressed already. From 4 GiB on it is zip64.
 * Its readers see the mode of the files and one date.
 */
function zipOf(files, open) {
    return abortable((signal) => zipChunks(files, open, signal));
}
async function* zipChunks(files, open, signal) {
    const archive = new yazl/* ZipFile */.u();
    const output = archive.outputStream.pipe(new external_node_stream_.PassThrough());
    const fail = (error) => void output.destroy(error);
    let current;
    archive.on('error', fail);
    signal.addEventListener('abort', () => output.destroy());
    for (const file of files) {
        archive.addReadStreamLazy(file.name, {
            mtime: zipTime(),
            forceDosTimestamp: true,
            mode: REGULAR_FILE | FILE_MODE,
            compress: false,
            size: file.size,
        }, (give) => {
            current = open(file).on('error', fail);
            give(null, current);
        });
    }
    archive.end();
    try {
        for await (const chunk of output)
            yield chunk;
    }
    finally {
        current?.destroy();
    }
}
/** The one date that archives carry. zip has no time zones and knows none before it: yazl writes what a clock on the wall shows. */
function zipTime() {
    return new Date(1980, 0, 1);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/archive/archives.ts





/** To be raised whenever a change here, or in tar-stream or yazl, makes other bytes of the same content. */
const LAYOUT = 1;
/**
 * The bytes of a planned object as a stream. An error of a source is the stream's error, the same object. When the stream
 * is closed, for whatever reason, its sources are closed and nothing is being compressed any more.
 */
function contentOf(object, open, compression) {
    switch (object.format) {
        case 'tar.gz':
            return tarOf(object.sources, open, gzipMembers(compression.level));
        case 'tar.zst':
            return tarOf(object.sources, open, zstdFrames(compression.level));
        case 'zip':
            return zipOf(object.sources, open);
        case 'file':
            return single(object, open);
    }
}
/**
 * Names everything that decides an object's bytes besides its content: of equal content, two programs with the same
 * maker make equal bytes. A text of printable ASCII without line ends.
 */
function makerOf(format, compression) {
    switch (format) {
        case 'tar.gz': {
            const members = gzipMembers(compression.level);
            return describe(format, members, `zlib=${process.versions.zlib}`, `sample=${sampleDigest(members.level)}`);
        }
        case 'tar.zst':
            return describe(format, zstdFrames(compression.level));
        case 'zip':
        case 'file':
            return `${format}/${LAYOUT}`;
    }
}
function describe(format, { level, blockBytes }, ...more) {
    return [
        `${format}/${LAYOUT}`,
        `level=${level}`,
        `block=${blockBytes}`,
        // It compresses the frames, and it decides which members of a gzip file are stored.
        `zstd=${process.versions['zstd']}`,
        ...more,
    ].join(' ');
}
/** Node's zlib takes its hash function from what the processor can, so equal versions may make other bytes. */
function sampleDigest(level) {
    const lines = Array.from({ length: 8192 }, (_, n) => `${(n * n) % 1009} ${(n * 7919) % 97}\n`);
    return (0,external_node_crypto_.createHash)('sha256')
        .update((0,external_node_zlib_.gzipSync)(lines.join(''), { level }))
        .digest('hex')
        .slice(0, 8);
}
function single(object, open) {
    const [source] = object.sources;
    if (source === undefined)
        throw new Error(`${object.name} has no source.`);
    return open(source);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/published.ts






/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index or the manifest cannot be read.
 */
async function readPublished(store, release) {
    const where = store.describe(release.indexKey);
    const [text, manifestText] = await Promise.all([
        store.text(release.indexKey),
        store.text(release.manifestKey),
    ]);
    const index = openIndex(text, where);
    // Refuses now what the update would refuse after the upload.
    upsertDevice(index, {
        ...release,
        where,
        device: { name: release.machine },
        date: new Date(0),
        form: 'devices',
    });
    return {
        entry: readDevice(index, release.channel, release.tag, release.machine, where),
        manifestText,
        manifest: manifestText === undefined
            ? undefined
            : readManifestState(manifestText, store.describe(release.manifestKey)),
    };
}
/**
 * The manifest whose files are all there as it says: the complete one, or the one that a run kept in its claim which has not
 * begun to replace them.
 */
function standingManifest({ manifest }) {
    return manifest?.kind === 'claim' ? manifest.replaces : manifest?.manifest;
}
/** Keys of files that a run has begun to replace, and did not finish. */
function withdrawnKeys({ manifest }) {
    return (manifest?.kind === 'claim' ? manifest.withdrawn : undefined) ?? [];
}
/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
function isPublished(object, published) {
    const endings = [object.name, encodeKey(object.name)].map((name) => `/${name}`);
    return (standingManifest(published)?.files.some((file) => file.key === object.key) === true ||
        PARTS.some((part) => endings.some((ending) => published.entry?.[part]?.url.endsWith(ending))));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/claim.ts






/** Another run claimed the machine while this one published it. */
class TakenOver extends errors/* UserError */.yo {
}
/**
 * Claims a machine: its manifest.json says from now on that it is not complete, and which content is on its way. The store lets
 * one claim follow another only on the condition that nobody wrote in between, and every upload looks at the claim before its
 * object becomes visible. So of two runs with different content one fails, whenever it is killed or stopped, and what a
 * complete manifest names does not change any more. Two runs that make the same bytes share a claim. A complete manifest that
 * stood here is kept inside the claim, until what it names is replaced.
 *
 * @throws TakenOver when another run wrote the manifest since `published` was read.
 */
async function takeClaim(store, release, published, objects, options, deps) {
    const where = store.describe(release.manifestKey);
    const claim = claimOf(objects);
    const headers = { ...options, ...JSON_FILE };
    const { machine: name, tag, channel } = release;
    const replaces = standingManifest(published);
    const textWith = (kept) => claimText({ name, tag, channel, claim, source: (0,source/* sourceOf */.v)(deps.env), ...kept });
    const owns = (current) => {
        const state = current === undefined ? undefined : readManifestState(current, where);
        return state?.kind === 'claim' && state.claim === claim;
    };
    const change = (next) => store.update(release.manifestKey, (current) => {
        const text = next(current);
        if (text === undefined)
            throw claim_takenOver(release, current, where);
        return text;
    }, headers);
    await change((current) => {
        if (owns(current))
            return current;
        if (current !== published.manifestText)
            return undefined;
        const withdrawn = withdrawnKeys(published);
        return textWith({ replaces, withdrawn: withdrawn.length === 0 ? undefined : withdrawn });
    });
    return {
        takenFromOther: published.manifest?.kind === 'claim' && !owns(published.manifestText),
        owns,
        async hold() {
            const current = await store.text(release.manifestKey);
            if (!owns(current))
                throw claim_takenOver(release, current, where);
        },
        async withdraw() {
            const keys = [...(replaces?.files.map(({ key }) => key) ?? []), ...withdrawnKeys(published)];
            const text = textWith({ withdrawn: [...new Set(keys)].sort() });
            await change((current) => (owns(current) ? text : undefined));
        },
        async giveBack() {
            if (replaces === undefined)
                return;
            const before = published.manifest?.kind === 'complete' ? published.manifestText : undefined;
            const text = before ?? manifestText(replaces);
            await change((current) => (owns(current) && !isWithdrawn(current, where) ? text : current));
        },
    };
}
/**
 * Writes the complete manifest in place of the claim, or of the manifest that was read where nothing had to be uploaded. One that
 * names the same files stays, `ofThisCommit` only when it is of the same commit.
 *
 * @throws TakenOver when another run claimed the machine.
 */
async function completeManifest(store, release, published, claim, manifest, how) {
    const where = store.describe(release.manifestKey);
    const text = manifestText(manifest);
    const isSame = (other) => sameFiles(other, manifest) && (!how.ofThisCommit || other.source.sha === manifest.source.sha);
    return store.update(release.manifestKey, (current) => {
        const state = current === undefined ? undefined : readManifestState(current, where);
        if (current !== undefined && state?.kind === 'complete' && isSame(state.manifest)) {
            return current;
        }
        const free = claim === undefined ? current === published.manifestText : claim.owns(current);
        if (!free)
            throw claim_takenOver(release, current, where);
        return text;
    }, { ...how.options, ...JSON_FILE });
}
function isWithdrawn(manifest, where) {
    const state = manifest === undefined ? undefined : readManifestState(manifest, where);
    return state?.kind === 'claim' && state.withdrawn !== undefined;
}
function claim_takenOver(release, manifest, where) {
    const url = manifest === undefined ? undefined : sourceIn(manifest, where).run;
    const run = url === undefined ? 'Another run' : `Another run (${url})`;
    return new TakenOver(`${run} publishes ${release.machine} ${release.tag} at the same time, with other content. This one gave way.`, 'The index does not name what this run uploaded. Let one run at a time publish a tag (`concurrency`), and see which of the ' +
        'two builds is the right one.');
}
function sourceIn(text, where) {
    const state = readManifestState(text, where);
    return state.kind === 'claim' ? state.source : state.manifest.source;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/decide.ts




/** The name of the metadata that carries an object's content id. */
const CONTENT_ID = 'pv-content-id';
/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError with `overwrite: never`, when other content is published under one of the names; with `phase: stage`, when the
 *   index names something that would change.
 */
async function decide(store, release, planned, published, how) {
    const there = await Promise.all(planned.map((object) => store.head(object.key)));
    const steps = planned.map((object, at) => stepOf(object, there[at], published));
    const named = steps.filter((step) => isPublished(step.object, published));
    const changed = named.filter(({ action }) => action === 'replace').map(({ object }) => object.key);
    const missing = named.filter(({ action }) => action === 'upload').map(({ object }) => object.key);
    const keys = new Set(planned.map((object) => object.key));
    const dropped = (standingManifest(published)?.files ?? [])
        .map(({ key }) => key)
        .filter((key) => !keys.has(key));
    const parts = droppedParts(planned, dropped, published);
    const conflicts = [
        ...changed.map((key) => `${key}: published with other content.`),
        ...dropped.map((key) => `${key}: published, but not part of this build.`),
        ...parts.map((url) => `${url}: named by the index, but not part of this build.`),
    ];
    if (how.overwrite === 'never' && conflicts.length > 0)
        throw differs(store, release, conflicts);
    const withdraw = conflicts.length + missing.length > 0;
    if (how.phase === 'stage' && withdraw && published.entry !== undefined)
        throw namedByIndex(store, release);
    const obsolete = [...dropped, ...withdrawnKeys(published).filter((key) => !keys.has(key))];
    return { steps, withdraw, obsolete };
}
/** Whether what is in the store is the planned content. */
function holds(there, object) {
    return there.metadata[CONTENT_ID] === object.contentId;
}
function stepOf(object, there, published) {
    if (there === undefined)
        return { object, action: 'upload' };
    if (!holds(there, object))
        return { object, action: 'replace' };
    return { object, action: 'keep', size: there.size, digest: knownDigest(object, there.size, published) };
}
function knownDigest(object, size, published) {
    if (object.format === 'file')
        return object.sources[0]?.sha256;
    const known = standingManifest(published)?.files.find((file) => file.key === object.key);
    return known?.size === size ? known.sha256 : undefined;
}
/** URLs of the index entry that no object of this build and no file of the manifest stands for. */
function droppedParts(planned, dropped, { entry }) {
    const names = [...planned.map(({ name }) => name), ...dropped.map(nameInKey)];
    const known = new Set(names.flatMap((name) => [name, encodeKey(name)]));
    return PARTS.flatMap((part) => {
        const url = entry?.[part]?.url;
        return url === undefined || known.has(nameInKey(url)) ? [] : [url];
    });
}
function differs(store, release, conflicts) {
    return new errors/* UserError */.yo([
        `${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:`,
        ...conflicts,
    ].join('\n'), 'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag. If the published ' +
        'files have to be replaced all the same, set `overwrite: always`.');
}
function namedByIndex(store, release) {
    return new errors/* UserError */.yo(`The index of ${store.label} names ${release.machine} ${release.tag}, and this build would change its files. ` +
        '`phase: stage` leaves the index as it is.', 'Use `phase: publish`, which takes the machine out of the index before and puts it back.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/leftovers.ts


/**
 * Aborts every unfinished multipart upload of a machine, whoever began it.
 *
 * @returns How many there were.
 * @throws UserError when they cannot be listed or aborted.
 */
async function abortUploads(store, release) {
    let count = 0;
    for await (const upload of store.uploads(release.folder)) {
        await store.abortUpload(upload);
        count += 1;
    }
    return count;
}
/**
 * Removes what runs that were killed left of their uploads, when the machine is complete and nobody can need it any more. What
 * goes wrong is only said: the machine is published all the same.
 */
async function removeLeftovers(store, release, log) {
    try {
        const count = await abortUploads(store, release);
        if (count > 0)
            log.info(`Removed ${counted(count, 'unfinished upload')} of runs that ended early.`);
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        log.info(`Uploads of runs that ended early were not looked for. ${thrown.text}`);
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/local-files.ts








const CHUNK_BYTES = 256 * 1024;
/**
 * Reads the artifacts.json of a staged folder.
 *
 * @throws UserError when there is none, or when it cannot be published.
 */
async function readArtifacts(folder) {
    const path = (0,external_node_path_.join)(folder, 'artifacts.json');
    let content;
    try {
        content = await (0,external_node_fs_promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        const code = (0,errors/* systemCode */.xU)(error) ?? 'no code';
        throw new errors/* UserError */.yo(code === 'ENOENT' ? `There is no ${path} (ENOENT).` : `${path} cannot be read (${code}).`, 'Run kas-build before this step, and give its output artifact-dir as the input artifact-dir.');
    }
    return (0,release_artifacts/* parseArtifacts */.nG)(content, path);
}
/**
 * Holds the files against artifacts.json before anything is uploaded: each is there, inside the folder, and has
 * its size.
 *
 * @throws UserError that names every file that is not so.
 */
async function local_files_checkFiles(folder, files) {
    const root = await (0,external_node_fs_promises_.realpath)(folder);
    const problems = [];
    for (const { path, size } of files) {
        const problem = await fileProblem(root, path, size);
        if (problem !== undefined)
            problems.push(`${path} ${problem}.`);
    }
    if (problems.length > 0)
        throw changed(folder, problems.join('\n'));
}
/** A file's bytes. The stream fails at its end when they are not those that artifacts.json states. */
function readVerified(folder, file, onBytes) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    const verify = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            size += chunk.length;
            hash.update(chunk);
            onBytes(chunk.length);
            done(null, chunk);
        },
        flush(done) {
            const same = size === file.size && hash.digest('hex') === file.sha256;
            done(same ? null : changed(folder, `${file.path} has other content than artifacts.json states.`));
        },
    });
    const source = (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(folder, file.path), { highWaterMark: CHUNK_BYTES });
    source.on('error', (error) => {
        verify.destroy(changed(folder, `${file.path} cannot be read (${(0,errors/* systemCode */.xU)(error) ?? error.message}).`));
    });
    verify.on('close', () => source.destroy());
    return source.pipe(verify);
}
async function fileProblem(root, path, size) {
    let real;
    try {
        real = await (0,external_node_fs_promises_.realpath)((0,external_node_path_.join)(root, path));
    }
    catch {
        return 'is missing';
    }
    const inside = (0,external_node_path_.relative)(root, real);
    if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`))
        return 'is a link that leaves the folder';
    const found = await (0,external_node_fs_promises_.stat)(real);
    if (!found.isFile())
        return 'is not a file';
    try {
        await (0,external_node_fs_promises_.access)(real, external_node_fs_.constants.R_OK);
    }
    catch (error) {
        return `may not be read (${(0,errors/* systemCode */.xU)(error)})`;
    }
    return found.size === size ? undefined : `has ${(0,progress/* formatBytes */.z3)(found.size)} instead of ${(0,progress/* formatBytes */.z3)(size)}`;
}
function changed(folder, problem) {
    return new errors/* UserError */.yo(`The files in ${folder} are not the ones that kas-build staged:\n${problem}`, 'Build again, and let no step change the folder in between.');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/begin.ts













const CLAIM_TRIES = 3;
/**
 * Decides what to do and claims the machine for it; what other runs change in between is read again. The machine leaves the index
 * before something that it names is replaced.
 *
 * @throws UserError when other content is published, or when another run is faster again and again.
 */
async function begin(machine, deps) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await decideAndClaim(machine, deps);
        }
        catch (thrown) {
            if (!(thrown instanceof TakenOver) || attempt === CLAIM_TRIES)
                throw thrown;
        }
    }
}
async function decideAndClaim(machine, deps) {
    const { given, release, planned, store, options } = machine;
    const published = await readPublished(store, release);
    const decision = await decide(store, release, planned, published, given);
    const kept = decision.steps.every(({ action }) => action === 'keep') && !decision.withdraw;
    if (kept && published.manifest?.kind !== 'claim') {
        return { ...decision, published, claim: undefined, guard: undefined };
    }
    await store.requireConditions();
    // What is published is not given up for a build whose files turn out to be others in the middle of it.
    if (decision.withdraw)
        await readThrough(machine, deps);
    const compression = { level: given['compression-level'] };
    const claimed = planned.map(({ key, contentId, format }) => ({
        key,
        contentId,
        maker: makerOf(format, compression),
    }));
    const claim = await takeClaim(store, release, published, claimed, options.machine, deps);
    try {
        const begun = claim.takenFromOther ? await takeOver() : decision;
        if (published.manifestText !== undefined)
            await store.remove(release.checksumsKey);
        if (!begun.withdraw)
            return { ...begun, published, claim, guard: () => claim.hold() };
        await withdraw(machine, deps);
        await claim.withdraw();
        return { ...begun, published, claim, guard: () => holdOutside(machine, claim, deps) };
    }
    catch (thrown) {
        await claim.giveBack().catch(() => undefined);
        throw thrown;
    }
    async function takeOver() {
        const aborted = await abortUploads(store, release);
        deps.log.info(`Another run began to publish other content here and did not finish. This one takes over (${counted(aborted, 'unfinished upload')} aborted).`);
        return decide(store, release, planned, published, given);
    }
}
/** Holds every file against artifacts.json once more than the upload does. */
async function readThrough({ folder, planned }, deps) {
    const files = new Map(planned.flatMap((object) => object.sources).map((file) => [file.path, file]));
    const nowhere = () => new external_node_stream_.Writable({ write: (_chunk, _encoding, done) => done() });
    await (0,progress/* withProgress */.E0)(deps, () => 'Reading the staged files, before published ones are replaced.', async () => {
        for (const file of files.values())
            await (0,promises_.pipeline)(readVerified(folder, file, () => { }), nowhere());
    });
}
/** Takes the machine out of the index before something that the index names is replaced. */
async function withdraw({ release, store, options }, deps) {
    const { channel, tag, machine, indexKey } = release;
    const where = store.describe(indexKey);
    if (readDevice(await store.text(indexKey), channel, tag, machine, where) === undefined)
        return;
    const { changed } = await store.update(indexKey, (text = '{}\n') => removeDevice(text, { ...release, where }), { ...options.index, ...JSON_FILE });
    if (changed)
        deps.log.info(`Took ${release.machine} ${release.tag} out of the index, to replace it.`);
}
/** A run that stood before its write of the index when we claimed the machine may have put it back meanwhile. */
async function holdOutside(machine, claim, deps) {
    await claim.hold();
    await withdraw(machine, deps);
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/machine.ts





/**
 * Reads what was staged, and plans its objects.
 *
 * @throws UserError when the folder does not hold what its artifacts.json says, or nothing to publish.
 */
async function readMachine(given, settings, deps) {
    const folder = (0,external_node_path_.resolve)(given['artifact-dir'] ?? '');
    const artifacts = await readArtifacts(folder);
    const name = given.machine ?? artifacts.machine;
    const release = machineRelease(releaseOf(release_placeOf(settings), given.tag, given.channel), name);
    const planned = planRelease(artifacts, name, release.tag, release.prefix, given['bundle-format']);
    await local_files_checkFiles(folder, planned.flatMap((object) => object.sources));
    const store = storeOf(given, settings, deps);
    return { given, folder, artifacts, release, planned, store, options: optionsOf(given) };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/report.ts




const DONE = {
    upload: 'uploaded',
    replace: 'replaced',
    keep: 'was there',
};
/** What a dry run says of an object. */
const PLANNED = {
    upload: 'would be uploaded',
    replace: 'would be replaced',
    keep: 'is there',
};
/** The step summary of a machine that is published or staged. */
function publishedSummary(outcome) {
    const { release, brought, obsolete } = outcome;
    const rows = [
        ...brought.map(({ file, action }) => [
            file.kind,
            (0,markdown/* link */.nf)(nameInKey(file.key), file.url),
            (0,markdown/* unbroken */.D_)(DONE[action]),
            (0,markdown/* unbroken */.D_)((0,progress/* formatBytes */.z3)(file.size)),
            (0,markdown/* code */.aY)(file.sha256),
        ]),
        ...obsolete.map((key) => ['', (0,markdown/* code */.aY)(nameInKey(key)), 'removed', '', '']),
    ];
    const manifest = (0,markdown/* link */.nf)('manifest.json', release.manifestUrl);
    const links = outcome.staged ? manifest : `${(0,markdown/* link */.nf)('releases.json', release.indexUrl)}, ${manifest}`;
    return [
        `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)}`,
        `${verdict(outcome)} ${links}`,
        (0,markdown/* table */.tp)(['Kind', 'File', 'State', 'Size', 'sha256'], rows),
    ].join('\n\n');
}
/** What a run did, in one or two sentences. */
function verdict({ release, brought, staged, changed }) {
    const sent = brought.filter(({ action }) => action !== 'keep');
    if (sent.length === 0 && !changed) {
        return `Everything was ${staged ? 'staged' : 'published'} already. Nothing was written.`;
    }
    const bytes = sent.reduce((sum, { file }) => sum + file.size, 0);
    const files = sent.length === 0
        ? 'all of its files were there'
        : `${sent.length} of ${counted(brought.length, 'file')} uploaded (${(0,progress/* formatBytes */.z3)(bytes)})`;
    return staged
        ? `Staged for the channel ${release.channel}: ${files}. The index names the machine when it is promoted.`
        : `Published in the channel ${release.channel}: ${files}.`;
}
/** The step summary of a dry run. */
function dryRunSummary(release, decision, indexed) {
    const rows = [
        ...decision.steps.map(({ object, action }) => [object.kind, (0,markdown/* code */.aY)(object.key), PLANNED[action]]),
        ...decision.obsolete.map((key) => ['', (0,markdown/* code */.aY)(key), 'would be removed']),
    ];
    return [
        `### s3-release-publish: ${(0,markdown/* code */.aY)(release.machine)} ${(0,markdown/* code */.aY)(release.tag)} (dry run)`,
        `Nothing was written. The index ${indexed ? 'names the machine already' : 'does not name the machine yet'}.`,
        (0,markdown/* table */.tp)(['Kind', 'Key', 'State'], rows),
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/upload.ts








/** Room for the headers of an archive, and for what does not compress. */
const OVERHEAD = 1.01;
const OVERHEAD_BYTES = 16 * 1024 * 1024;
const upload_MIB = 1024 * 1024;
const TRIES = 3;
/**
 * Brings one object to the store, unless it is there, and verifies it. What a run without the claim left there in between is
 * taken as it is when it is the same content, and replaced otherwise.
 *
 * @throws UserError when the store does not have it in the end, or when another run took the machine over.
 */
async function bringObject(step, uploads, deps) {
    const { object } = step;
    const { store, guard } = uploads;
    let next = step;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await bring(next, uploads, deps);
        }
        catch (thrown) {
            const crossed = thrown instanceof ObjectExists || thrown instanceof UploadAborted || thrown instanceof TakenOver;
            if (!crossed || attempt === TRIES)
                throw thrown;
            const there = await store.head(object.key);
            if (there !== undefined && holds(there, object)) {
                next = { object, action: 'keep', size: there.size, digest: undefined };
                continue;
            }
            // Whoever took the claim over has a better message than an upload that was aborted.
            await guard?.();
            if (thrown instanceof TakenOver)
                throw thrown;
            next = { object, action: there === undefined ? 'upload' : 'replace' };
        }
    }
}
async function bring(step, uploads, deps) {
    const { object, action } = step;
    const { release, store } = uploads;
    const brought = (size, sha256, read) => ({
        action,
        read,
        file: {
            kind: object.kind,
            key: object.key,
            url: publicUrl(release.publicUrl, release.prefix, object.key),
            size,
            sha256,
            'media-type': object.mediaType,
        },
    });
    if (action === 'keep') {
        deps.log.info(`${object.name} is there already (${(0,progress/* formatBytes */.z3)(step.size)}).`);
        if (step.digest !== undefined)
            return brought(step.size, step.digest, 0);
        const found = await (0,progress/* withProgress */.E0)(deps, (elapsed) => `${object.name}: read back for its digest, ${(0,progress/* formatDuration */.a3)(elapsed)}.`, () => store.digest(object.key));
        if (found === undefined)
            throw lost(`${object.key} was in ${store.label} a moment ago and is gone.`);
        return brought(found.size, found.sha256, 0);
    }
    const start = deps.clock.now().getTime();
    const { size, sha256, read } = await upload(step, uploads, deps);
    const seconds = (deps.clock.now().getTime() - start) / 1000;
    deps.log.info(`Uploaded ${object.name}: ${(0,progress/* formatBytes */.z3)(size)} in ${(0,progress/* formatDuration */.a3)(seconds)}.`);
    return brought(size, sha256, read);
}
async function upload({ object, action }, { folder, store, guard, compression, options, signal, concurrency, ...given }, deps) {
    const total = object.sources.reduce((sum, source) => sum + source.size, 0);
    let read = 0;
    const count = (bytes) => {
        read += bytes;
    };
    const body = contentOf(object, (file) => readVerified(folder, file, count), compression);
    const wanted = given.partSize === undefined ? undefined : given.partSize * upload_MIB;
    const done = await (0,progress/* withProgress */.E0)(deps, (elapsed) => describeProgress(object.name, read, total, elapsed), () => store.upload(object.key, body, {
        ...options,
        contentType: object.mediaType,
        metadata: { ...options.metadata, [CONTENT_ID]: object.contentId },
        ifAbsent: action === 'upload' && guard !== undefined,
        partSize: partSizeFor(total * OVERHEAD + OVERHEAD_BYTES, wanted),
        signal,
        concurrency,
        ...(guard === undefined ? {} : { guard }),
    }));
    const there = await store.head(object.key);
    if (there?.size === done.size && holds(there, object))
        return { ...done, read };
    throw lost(`${object.key} was uploaded to ${store.label}, but the store does not show it with its size and its metadata.`);
}
function lost(what) {
    return new errors/* UserError */.yo(what, 'Somebody removed or replaced it, or the store lost it. The index does not name it. Run this job again.');
}
function describeProgress(name, read, total, elapsed) {
    const rate = read / elapsed;
    const left = rate > 0 ? `, about ${(0,progress/* formatDuration */.a3)((total - read) / rate)} left` : '';
    return `${name}: ${(0,progress/* formatBytes */.z3)(read)} of ${(0,progress/* formatBytes */.z3)(total)}, ${(0,progress/* formatBytes */.z3)(rate)}/s${left}.`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/publish.ts















/**
 * Publishes one machine of a release: its files, then their manifest, then, unless it is only staged, the entry in the index. A
 * run that ends anywhere leaves the index as it was, or complete; with `overwrite: always` it may leave it without the machine.
 */
async function publish(given, settings, deps, output) {
    const machine = await readMachine(given, settings, deps);
    const { release } = machine;
    output('index-url', release.indexUrl);
    output('manifest-url', release.manifestUrl);
    if (given['dry-run'])
        return dryRun(machine, deps);
    const signal = deps.cancellation();
    let begun;
    try {
        begun = await begin(machine, deps);
        await publishBegun(machine, begun, signal, deps, output);
    }
    catch (thrown) {
        // Best effort: the claim keeps the manifest that stood here too.
        if (begun?.withdraw === false)
            await begun.claim?.giveBack().catch(() => undefined);
        throw explained(machine, begun, signal.aborted ? cancelled(release, thrown) : thrown);
    }
}
async function publishBegun(machine, begun, signal, deps, output) {
    const { given, release, store, options } = machine;
    const brought = await deps.log.group(`Publish ${release.machine} ${release.tag} to ${store.label}`, () => bringAll(machine, begun, signal, deps));
    const staged = given.phase === 'stage';
    const { manifest, text, changed } = await finish(machine, begun, brought, deps);
    const entrant = { at: release, manifestText: text, entry: deviceOf(manifest) };
    const indexed = staged ? false : await enter(machine, entrant, deps);
    const marked = staged ? false : await markPublished(store, entrant, options.machine, deps);
    await removeLeftovers(store, release, deps.log);
    if (!staged)
        output('entry', JSON.stringify(entrant.entry));
    tellFiles(manifest, brought, output);
    const { obsolete } = begun;
    const outcome = { release, brought, obsolete, staged, changed: changed || indexed || marked };
    deps.summary(publishedSummary(outcome));
    deps.log.info(verdict(outcome));
}
async function dryRun({ given, release, planned, store }, deps) {
    const published = await readPublished(store, release);
    const decision = await decide(store, release, planned, published, given);
    for (const { object, action } of decision.steps)
        deps.log.info(`Dry run: ${object.key} ${PLANNED[action]}.`);
    for (const key of decision.obsolete)
        deps.log.info(`Dry run: ${key} would be removed.`);
    deps.log.info('Dry run: nothing was written.');
    deps.summary(dryRunSummary(release, decision, published.entry !== undefined));
}
async function bringAll({ given, folder, release, store, options }, { steps, obsolete, guard }, signal, deps) {
    const cacheControl = given['cache-control'];
    const uploads = {
        release,
        folder,
        store,
        guard,
        signal,
        compression: { level: given['compression-level'] },
        options: { ...options.machine, ...(cacheControl === undefined ? {} : { cacheControl }) },
        partSize: given['part-size-mb'],
        concurrency: given.concurrency,
    };
    const brought = [];
    for (const step of steps) {
        signal.throwIfAborted();
        brought.push(await bringObject(step, uploads, deps));
    }
    for (const key of obsolete) {
        await guard?.();
        await store.remove(key);
        deps.log.info(`Removed ${key}, which this build does not have.`);
    }
    return brought;
}
/** @returns Whether the index changed. */
async function enter({ given, release, store, options }, entrant, deps) {
    const tags = [{ ...release, date: deps.clock.now(), entrants: [entrant] }];
    const how = { form: given['index-form'], options: options.index, strict: true };
    return (await enterIndex(store, release, tags, how)).changed;
}
async function finish({ given, artifacts, release, store, options }, { published, claim }, brought, deps) {
    const manifest = makeManifest({
        name: release.machine,
        tag: release.tag,
        channel: release.channel,
        published: deps.clock.now(),
        source: { ...(0,source/* sourceOf */.v)(deps.env), ...artifacts.source },
        files: brought.map(({ file }) => file),
        build: artifacts.build,
    });
    const { changed, text } = await completeManifest(store, release, published, claim, manifest, {
        options: options.machine,
        // Promotion asks from which commit a machine was staged, also where another commit made the same files.
        ofThisCommit: given.phase === 'stage',
    });
    const summed = given.sha256sums ? await writeChecksums(store, release, manifest, options) : false;
    return { manifest, text, changed: changed || summed };
}
async function writeChecksums(store, release, manifest, options) {
    const text = checksumsText(namedFiles(manifest));
    if ((await store.text(release.checksumsKey)) === text)
        return false;
    await store.put(release.checksumsKey, text, {
        ...options.machine,
        contentType: 'text/plain; charset=utf-8',
        cacheControl: 'no-cache',
    });
    return true;
}
function tellFiles(manifest, brought, output) {
    const sent = brought.filter(({ action }) => action !== 'keep');
    output('files', JSON.stringify(manifest.files));
    output('subjects', checksumsText(namedFiles(manifest)));
    output('bytes-read', sum(brought.map(({ read }) => read)));
    output('bytes-uploaded', sum(sent.map(({ file }) => file.size)));
    output('files-skipped', brought.length - sent.length);
}
function namedFiles({ files }) {
    return files.map(({ key, sha256 }) => ({ name: nameInKey(key), sha256 }));
}
function sum(numbers) {
    return numbers.reduce((total, each) => total + each, 0);
}
function cancelled(release, thrown) {
    return new errors/* UserError */.yo(`The job was cancelled while it published ${release.machine} ${release.tag}.`, 'What it had begun to upload was given up. Run it again to publish the machine.', { cause: thrown });
}
/** A failure after the machine left the index says so. */
function explained({ release }, begun, thrown) {
    if (begun?.withdraw !== true || !(thrown instanceof errors/* UserError */.yo))
        return thrown;
    return new errors/* UserError */.yo(thrown.message, `${thrown.advice} ${release.machine} ${release.tag} may be out of the index until a run completes it.`, { cause: thrown });
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-comparison.ts


/** The file of a manifest that the index means, by its key where the URL is of this layer, or by the URL. */
function fileInManifest(manifest, file, key) {
    return manifest.files.find((each) => each.key === key || each.url === file.url);
}
/**
 * Holds a file of the index against the manifest of its machine.
 *
 * @param key The key that its URL stands for, when it is one of the layer.
 * @returns undefined, or what is wrong, as a full sentence.
 */
function comparedToManifest(manifest, file, key) {
    const named = fileInManifest(manifest, file, key);
    if (named === undefined)
        return 'The manifest.json of the machine does not name this file.';
    if (named.kind !== file.part)
        return `The manifest.json of the machine has this file as ${named.kind}.`;
    if (named.sha256 !== file.sha256) {
        return `The manifest.json of the machine has the sha256 ${named.sha256}, the index has ${file.sha256}.`;
    }
    const part = PARTS.find((each) => each === file.part);
    const { url } = (part && deviceOf(manifest)[part]) ?? named;
    return url === file.url ? undefined : `The manifest.json of the machine has the URL ${url}.`;
}
/** The parts that a manifest has and the entry of the index has not. */
function partsNotIndexed(manifest, device) {
    const entry = deviceOf(manifest);
    return PARTS.filter((part) => entry[part] !== undefined && !device.files.some((file) => file.part === part));
}
/** Whether a device of the index has the parts of `entry`, and no others. Keys that are no parts do not count. */
function sameParts(device, entry) {
    return PARTS.every((part) => {
        const file = device.files.find((each) => each.part === part);
        const wanted = entry[part];
        return file?.url === wanted?.url && file?.sha256 === wanted?.sha256;
    });
}

;// CONCATENATED MODULE: ./packages/core/src/release/index-survey.ts




/** The part that the docs of a tag are. */
const DOCS = 'docs';
const DATES = ['release-date', 'timestamp'];
/**
 * Reads the whole of releases.json, of one tag or of all, in both forms of a tag, and passes over nothing that a reader could trip
 * over. Keys that are not ours are left alone, unless they look like a part: an object with `url` and `sha256`. `undefined` is a
 * missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
function surveyIndex(text, tag, where) {
    const root = JSON.parse(openIndex(text, where).text);
    const tags = [];
    const found = { devices: [], files: [], problems: [] };
    for (const [channel, value] of Object.entries(root)) {
        if (!isObject(value))
            continue;
        for (const [name, entry] of Object.entries(value)) {
            if (tag !== undefined && name !== tag)
                continue;
            tags.push({ channel, tag: name });
            surveyTag({ channel, tag: name }, entry, found);
        }
    }
    return { tags, ...found };
}
function surveyTag(at, entry, found) {
    const before = found.devices.length;
    if (Array.isArray(entry)) {
        for (const element of entry)
            surveyElement(at, element, found);
    }
    else if (isObject(entry)) {
        const { devices = [], docs } = entry;
        if (docs !== undefined)
            found.files.push(fileOf(at, '', DOCS, docs));
        if (Array.isArray(devices))
            for (const device of devices)
                surveyDevice(at, device, found);
        else
            found.problems.push(index_survey_problemOf(at, '', 'Its devices are not a list.'));
    }
    else {
        found.problems.push(index_survey_problemOf(at, '', 'The tag is neither an object nor a list.'));
    }
    const names = found.devices.slice(before).map(({ name }) => name);
    const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    for (const name of twice)
        found.problems.push(index_survey_problemOf(at, name, 'Several entries have this name.'));
}
/** An element of the older form: a device, the docs, or the date. */
function surveyElement(at, element, found) {
    const nameless = isObject(element) && element['name'] === undefined;
    if (nameless && element[DOCS] !== undefined)
        found.files.push(fileOf(at, '', DOCS, element[DOCS]));
    else if (!nameless || !DATES.some((key) => element[key] !== undefined))
        surveyDevice(at, element, found);
}
function surveyDevice(at, device, found) {
    if (!isObject(device)) {
        found.problems.push(index_survey_problemOf(at, '', 'An entry is not an object.'));
        return;
    }
    const { name } = device;
    const named = typeof name === 'string' && name !== '';
    if (!named)
        found.problems.push(index_survey_problemOf(at, '', 'An entry has no name, so readers pass over it.'));
    const files = Object.entries(device)
        .filter(([key, value]) => isPart(key) || looksLikePart(value))
        .map(([part, value]) => fileOf(at, named ? name : '', part, value));
    found.files.push(...files);
    if (named)
        found.devices.push({ ...at, name, files });
}
function fileOf(at, machine, part, value) {
    if (!isObject(value)) {
        return { ...at, machine, part, url: '', sha256: '', problems: ['It is not an object.'] };
    }
    const { url, sha256, hash } = value;
    const digest = part === DOCS ? (sha256 ?? hash) : sha256;
    const problems = [
        ...digestProblem(digest),
        ...(part === DOCS && hash !== undefined && hash !== digest ? ['Its hash is not its sha256.'] : []),
    ];
    return { ...at, machine, part, url: index_survey_textOf(url), sha256: index_survey_textOf(digest), problems };
}
function digestProblem(digest) {
    if (digest === undefined || digest === '')
        return ['It has no sha256.'];
    if (typeof digest === 'string' && schema/* SHA256_HEX */.Y5.test(digest))
        return [];
    return ['Its sha256 is not 64 lower-case hex digits.'];
}
function isPart(key) {
    return PARTS.some((part) => part === key);
}
function looksLikePart(value) {
    return isObject(value) && typeof value['url'] === 'string' && typeof value['sha256'] === 'string';
}
function index_survey_problemOf({ tag }, machine, problem) {
    return { tag, machine, part: '', url: '', problem };
}
function index_survey_textOf(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./packages/core/src/release/url-key.ts

/**
 * Reads a URL of the index: the inverse of `publicUrl`. Below `base` a URL must be spelled exactly as `publicUrl` spells it, since
 * stores differ in how they read any other (S3 reads a bare `+` as a blank, HTTP clients resolve `..`).
 *
 * @param base The URL of `<prefix>/` without its final slash.
 */
function addressOf(base, prefix, url) {
    const malformed = url_key_urlProblem(url);
    if (malformed !== undefined)
        return { kind: 'wrong', problem: malformed };
    if (url !== base && !url.startsWith(`${base}/`))
        return { kind: 'elsewhere' };
    const path = url.slice(base.length + 1);
    const segments = decoded(path)?.split('/');
    if (segments === undefined) {
        return { kind: 'wrong', problem: 'The URL holds a % that begins no encoded character.' };
    }
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
        return { kind: 'wrong', problem: 'The URL leaves its folder, or has an empty part.' };
    }
    const below = segments.join('/');
    if (encodeKey(below) !== path) {
        return { kind: 'wrong', problem: `The URL is not encoded as keys are: ${base}/${encodeKey(below)}.` };
    }
    return { kind: 'key', key: `${layerFolder(prefix)}${below}` };
}
/** What is wrong with the form of a URL, wherever it leads. */
function url_key_urlProblem(url) {
    if (url === '')
        return 'It has no URL.';
    if (!/^https?:/i.test(url))
        return 'The URL does not begin with http or https.';
    const parsed = URL.parse(url);
    if (parsed === null)
        return 'The URL is malformed.';
    if (parsed.username !== '' || parsed.password !== '')
        return 'The URL holds a user name or a password.';
    return url.endsWith('/') ? 'The URL ends in a slash, so it names no file.' : undefined;
}
function decoded(path) {
    try {
        return decodeURIComponent(path);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/bucket-machines.ts









/** `<tag>/<machine>`. */
function folderOf(tag, machine) {
    return `${tag}/${machine}`;
}
/**
 * Reads what the bucket says about its machines, of one tag or of all.
 *
 * @param mustList Whether a key that may not list the bucket is an error.
 * @throws UserError when the store does not tell.
 */
async function readMachines(store, place, tag, mustList) {
    let folders;
    try {
        folders = await findStaged(store, place, tag);
    }
    catch (thrown) {
        if (mustList || !isDenied(thrown))
            throw thrown;
        const named = await bucket_machines_namedByIndex(store, place, tag);
        const machines = await readStaged(store, place, named, isDenied);
        return { machines: await withMarks(store, place, machines), listed: false };
    }
    const machines = await readStaged(store, place, folders);
    return { machines: await withMarks(store, place, machines), listed: true };
}
async function bucket_machines_namedByIndex(store, place, tag) {
    const text = await store.text(place.indexKey);
    const { devices } = surveyIndex(text, tag, store.describe(place.indexKey));
    const valid = devices.filter((device) => (0,release_names/* checkTag */.Bs)(device.tag) === undefined && (0,release_names/* checkMachine */.U1)(device.name) === undefined);
    const folders = valid.map((device) => ({ tag: device.tag, machine: device.name, marked: false }));
    return [...new Map(folders.map((folder) => [folderOf(folder.tag, folder.machine), folder])).values()];
}
function withMarks(store, place, machines) {
    return inParallel(machines, async (found) => {
        const machine = asBeforeTheClaim(found);
        return {
            ...machine,
            manifestUrl: publicUrl(place.publicUrl, place.prefix, machine.manifestKey),
            entry: machine.state.kind === 'complete' ? deviceOf(machine.state.manifest) : undefined,
            published: await bucket_machines_isPublished(store, place, found),
        };
    });
}
/** A run that has claimed a machine, and has not touched its files, leaves it as published as it was. */
function asBeforeTheClaim(machine) {
    const { state } = machine;
    if (state.kind !== 'claim' || state.replaces === undefined)
        return machine;
    return { ...machine, state: { kind: 'complete', manifest: state.replaces, text: state.text } };
}
async function bucket_machines_isPublished(store, { prefix }, { tag, machine, marked, state }) {
    const manifest = completeText(state);
    if (!marked || manifest === undefined)
        return false;
    const key = publishedKey(prefix, tag, machine);
    const text = await store.text(key);
    if (text === undefined)
        return false;
    try {
        return parsePublished(text, key).manifestSha256 === manifestDigest(manifest);
    }
    catch (thrown) {
        // A mark that cannot be read is as good as none.
        if (thrown instanceof errors/* UserError */.yo)
            return false;
        throw thrown;
    }
}
/** The complete manifest.json, also where a claim keeps it. */
function completeText(state) {
    if (state.kind === 'complete')
        return state.text;
    if (state.kind !== 'claim' || state.replaces === undefined)
        return undefined;
    return manifestText(state.replaces);
}
/** Whether the store refused a request for want of a permission. */
function isDenied(thrown) {
    return thrown instanceof errors/* UserError */.yo && faultOf(thrown.cause)?.status === 403;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/assess.ts






/**
 * Holds an index against the bucket.
 *
 * @throws UserError when the index is not JSON, or when the store does not tell about an object.
 */
async function assess(text, evidence, deps) {
    const survey = surveyIndex(text, evidence.tag, evidence.where);
    const ofFiles = await checkAll(survey.files, (file) => fileProblems(file, evidence), evidence.bytesRead, deps);
    const found = ofFiles.flat();
    const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
    const ofMachines = [...evidence.machines].flatMap(([folder, machine]) => machineProblems(machine, devices.get(folder) ?? []));
    const nothing = survey.tags.length === 0 && ofMachines.length === 0;
    return {
        survey,
        problems: sortedProblems([
            ...(nothing ? [absent(text, evidence)] : []),
            ...survey.problems,
            ...ofMachines,
            ...found,
        ]),
        files: survey.files.length,
        wrong: found.length,
    };
}
/** Problems by tag, machine and part; those of one part in the order in which they came. */
function sortedProblems(problems) {
    return problems.toSorted((a, b) => (0,text_order/* compareText */.n)(a.tag, b.tag) || (0,text_order/* compareText */.n)(a.machine, b.machine) || (0,text_order/* compareText */.n)(a.part, b.part));
}
function absent(text, { tag = '', place }) {
    const problem = text === undefined
        ? 'There is no index.'
        : tag === ''
            ? 'The index names no tag.'
            : 'The index does not name this tag.';
    return { tag, machine: '', part: '', url: place.indexUrl, problem };
}
/** At most one problem for a file, with all that is wrong with it. */
async function fileProblems(file, evidence) {
    const { place } = evidence;
    const address = addressOf(place.publicUrl, place.prefix, file.url);
    const key = address.kind === 'key' ? address.key : undefined;
    const manifest = manifestOf(file, evidence.machines);
    const wellFormed = file.problems.length === 0;
    const wanted = {
        size: manifest && fileInManifest(manifest, file, key)?.size,
        sha256: wellFormed ? file.sha256 : undefined,
        sha256From: 'index',
    };
    const texts = [
        ...file.problems,
        ...(address.kind === 'wrong' ? [address.problem] : []),
        wellFormed && address.kind !== 'wrong' && manifest ? comparedToManifest(manifest, file, key) : undefined,
        key === undefined ? undefined : await evidence.objects.problem(key, wanted),
        address.kind === 'elsewhere' ? publicProblem(await evidence.elsewhere(file.url), wanted) : undefined,
    ].filter((text) => text !== undefined);
    if (texts.length === 0)
        return [];
    const { tag, machine, part, url } = file;
    return [{ tag, machine, part, url, problem: texts.join(' ') }];
}
function publicProblem(found, wanted) {
    return 'problem' in found ? found.problem : contentProblem(found, wanted);
}
function manifestOf(file, machines) {
    const state = machines.get(folderOf(file.tag, file.machine))?.state;
    return state?.kind === 'complete' ? state.manifest : undefined;
}
/** @param named The devices of the index that have its tag and name. */
function machineProblems(machine, named) {
    const { state, tag, manifestUrl } = machine;
    const problemOf = (problem, part = '', url = manifestUrl) => ({
        tag,
        machine: machine.machine,
        part,
        url,
        problem,
    });
    if (state.kind === 'unreadable')
        return [problemOf(state.problem)];
    if (state.kind === 'claim') {
        return named.length === 0
            ? []
            : [problemOf('The index names it, while its manifest.json says that its files are being replaced.')];
    }
    if (!machine.published)
        return [];
    const { channel } = state.manifest;
    const devices = named.filter((device) => device.channel === channel);
    if (devices.length > 0) {
        const parts = new Set(devices.flatMap((device) => partsNotIndexed(state.manifest, device)));
        return [...parts].map((part) => problemOf('Published, but not in the index.', part));
    }
    const [other] = named;
    if (other === undefined)
        return [problemOf('Published, but not in the index.')];
    return [problemOf(`Published in the channel ${channel}, but the index has it in ${other.channel}.`)];
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/leftover-uploads.ts


/** No upload of a run that is alive is as old. */
const OLD_MS = 24 * 60 * 60 * 1000;
/** Multipart uploads of a tag, or of the whole layer, that began over 24 hours ago. */
async function leftoverUploads(store, { prefix }, tag, now) {
    const uploads = [];
    try {
        for await (const upload of store.uploads(tag === undefined ? layerFolder(prefix) : tagFolder(prefix, tag))) {
            if (now.getTime() - upload.initiated.getTime() > OLD_MS)
                uploads.push(upload);
        }
    }
    catch (thrown) {
        if (!(thrown instanceof errors/* UserError */.yo))
            throw thrown;
        return { uploads: [], unknown: thrown.text };
    }
    return { uploads, unknown: undefined };
}
/** Aborts them, or says that it would. What the store refuses is a warning. */
async function abortLeftovers({ uploads }, dryRun, store, log) {
    for (const upload of uploads) {
        if (dryRun) {
            log.info(`Dry run: the unfinished upload of ${upload.key} would be aborted.`);
            continue;
        }
        try {
            await store.abortUpload(upload);
            log.info(`Aborted the unfinished upload of ${upload.key} of ${upload.initiated.toISOString()}.`);
        }
        catch (thrown) {
            if (!(thrown instanceof errors/* UserError */.yo))
                throw thrown;
            log.warning(`The unfinished upload of ${upload.key} was not aborted: ${(0,errors/* messageOf */.bD)(thrown)}`);
        }
    }
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/public-file.ts


const MAX_REDIRECTS = 5;
const ATTEMPTS = 4;
const WAIT_MS = 250;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers of servers that serve a file and do not know HEAD. */
const NO_HEAD = [405, 501];
/** Another attempt finds nothing either. */
const PERMANENT = ['ENOTFOUND', 'ERR_INVALID_URL'];
/**
 * Asks for a file of the web, without credentials: HEAD, or GET of all its bytes with `deep`. It follows 5 redirects, only to http
 * and https, and tries again where the fault may pass.
 */
async function publicFile(url, deep, deps) {
    for (let attempt = 1;; attempt += 1) {
        const found = await ask(url, { method: deep ? 'GET' : 'HEAD', deep }, deps);
        if (!('again' in found))
            return found;
        if (attempt === ATTEMPTS)
            return { problem: found.again };
        await deps.clock.sleep(WAIT_MS * 2 ** attempt * deps.random());
    }
}
async function ask(start, request, deps) {
    const silence = silenceAfter(deps.timeoutMs);
    try {
        let url = start;
        for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
            silence.broken();
            const response = await fetch(url, {
                method: request.method,
                redirect: 'manual',
                headers: { 'accept-encoding': 'identity' },
                signal: silence.signal,
            });
            const location = REDIRECTS.includes(response.status) ? response.headers.get('location') : null;
            if (location === null)
                return await public_file_contentOf(response, start, request, silence, deps);
            await response.body?.cancel();
            const next = URL.parse(location, url);
            if (next === null || !['http:', 'https:'].includes(next.protocol)) {
                return { problem: 'The URL redirects to something other than http or https.' };
            }
            url = next.href;
        }
        return { problem: `The URL redirects more than ${MAX_REDIRECTS} times.` };
    }
    catch (thrown) {
        // fetch tells its reason in the cause.
        const reason = thrown.cause ?? thrown;
        const code = (0,errors/* systemCode */.xU)(reason);
        if (silence.signal.aborted)
            return { again: `Its server was silent for ${deps.timeoutMs / 1000} s.` };
        const problem = `The URL cannot be read: ${code ?? (0,errors/* messageOf */.bD)(reason)}.`;
        return code === undefined || PERMANENT.includes(code) ? { problem } : { again: problem };
    }
    finally {
        silence.end();
    }
}
async function public_file_contentOf(response, url, { method, deep }, silence, deps) {
    const { status } = response;
    if (method === 'HEAD' && NO_HEAD.includes(status))
        return ask(url, { method: 'GET', deep }, deps);
    if (status !== 200) {
        await response.body?.cancel();
        const problem = `The URL answers with HTTP ${status}.`;
        return status === 429 || status >= 500 ? { again: problem } : { problem };
    }
    if (!deep) {
        await response.body?.cancel();
        const length = response.headers.get('content-length');
        const plain = response.headers.get('content-encoding') === null;
        return { size: length !== null && plain ? Number(length) : undefined, sha256: undefined };
    }
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    for await (const chunk of response.body ?? []) {
        silence.broken();
        hash.update(chunk);
        size += chunk.length;
    }
    return { size, sha256: hash.digest('hex') };
}
function silenceAfter(milliseconds) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), milliseconds);
    return {
        signal: controller.signal,
        broken: () => void timer.refresh(),
        end: () => clearTimeout(timer),
    };
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/repair.ts




/**
 * Finds the published machines that the index does not name, or names otherwise than their manifest, and whose objects are all
 * there as the manifest says.
 *
 * @throws UserError when the store does not tell about an object.
 */
async function planRepair({ survey }, evidence) {
    const published = [...evidence.machines.values()].filter((machine) => machine.published);
    const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
    const channels = Map.groupBy(survey.tags, ({ tag }) => tag);
    const isWanted = ({ entry, state, tag, machine }) => {
        if (state.kind !== 'complete' || entry === undefined)
            return false;
        const { channel } = state.manifest;
        const elsewhere = channels.get(tag) ?? [];
        // The index has one channel for a tag: which one is right, nobody but a person knows.
        if (elsewhere.length > 0 && !elsewhere.some((each) => each.channel === channel))
            return false;
        const named = (devices.get(folderOf(tag, machine)) ?? []).filter((each) => each.channel === channel);
        return named.length === 0 || named.some((device) => !sameParts(device, entry));
    };
    const checked = await inParallel(published.filter(isWanted), async (machine) => ({
        machine,
        problems: await objectProblems(machine, evidence),
    }));
    const whole = checked.flatMap(({ machine, problems }) => (problems.length === 0 ? [machine] : []));
    return {
        tags: tagsOf(whole, published, evidence),
        problems: checked.flatMap(({ problems }) => problems),
    };
}
async function objectProblems(machine, evidence) {
    if (machine.state.kind !== 'complete')
        return [];
    const problems = await inParallel(machine.state.manifest.files, async (file) => {
        const problem = await evidence.objects.problem(file.key, file);
        if (problem === undefined)
            return [];
        const { tag, machine: name } = machine;
        return [
            { tag, machine: name, part: file.kind, url: file.url, problem: `Cannot be put back: ${problem}` },
        ];
    });
    return problems.flat();
}
function tagsOf(whole, published, { place }) {
    const rebuilt = whole.flatMap(({ state, entry, machine, tag }) => {
        if (state.kind !== 'complete' || entry === undefined)
            return [];
        const { channel } = state.manifest;
        const at = machineRelease({ ...place, tag, channel }, machine);
        return [{ at, manifestText: state.text, entry }];
    });
    const groups = Map.groupBy(rebuilt, ({ at }) => JSON.stringify([at.channel, at.tag]));
    return [...groups.values()].flatMap((entrants) => {
        const [first] = entrants;
        if (first === undefined)
            return [];
        const { channel, tag } = first.at;
        return [{ channel, tag, entrants, date: earliest(published, channel, tag) }];
    });
}
/** When the first of the published machines of a tag was complete. */
function earliest(published, channel, tag) {
    const times = published.flatMap(({ state }) => state.kind === 'complete' && state.manifest.channel === channel && state.manifest.tag === tag
        ? [Date.parse(state.manifest.published)]
        : []);
    return new Date(times.reduce((first, time) => Math.min(first, time)));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/report-verify.ts



/** GitHub shows 10 errors of a step; the last is that of the stage. */
const MAX_ANNOTATIONS = 9;
const MAX_ROWS = 500;
/** Prints every problem, the first of them as annotations, and the notes. */
function tellProblems({ assessment, repaired, planned = [], notes }, log) {
    for (const note of notes)
        log.info(note);
    for (const problem of repaired)
        log.info(`Repaired: ${lineOf(problem)}`);
    for (const { at } of planned.flatMap(({ entrants }) => entrants)) {
        log.info(`Dry run: ${at.machine} ${at.tag} would be put into the index.`);
    }
    for (const [index, problem] of assessment.problems.entries()) {
        if (index < MAX_ANNOTATIONS)
            log.error(lineOf(problem));
        else
            log.info(lineOf(problem));
    }
}
/** The step summary of a verification. */
function verifiedSummary(verification) {
    const { place, tag, assessment, repaired, planned, notes } = verification;
    const entrants = (planned ?? []).flatMap((each) => each.entrants);
    return [
        `### s3-release-publish: verify ${tag === undefined ? 'all tags' : (0,markdown/* code */.aY)(tag)}${planned === undefined ? '' : ' (dry run)'}`,
        `${verdictOf(verification)} ${(0,markdown/* link */.nf)('releases.json', place.indexUrl)}`,
        ...problemTable(assessment.problems),
        ...(entrants.length === 0
            ? []
            : [
                `A repair would put into the index:\n\n${entrants.map(({ at }) => `- ${(0,markdown/* code */.aY)(`${at.machine} ${at.tag}`)}`).join('\n')}`,
            ]),
        ...(repaired.length === 0
            ? []
            : [(0,markdown/* details */.zH)(`Repaired: ${counted(repaired.length, 'problem')}`, problemTable(repaired).join('\n\n'))]),
        ...(notes.length === 0
            ? []
            : [
                (0,markdown/* details */.zH)(counted(notes.length, 'note'), notes
                    .slice(0, MAX_ROWS)
                    .map((note) => `- ${(0,markdown/* escapeText */.X1)(note)}`)
                    .join('\n')),
            ]),
    ].join('\n\n');
}
/** What came out, in a few sentences. */
function verdictOf(verification) {
    const { planned, repaired } = verification;
    const { length } = repaired;
    return [
        ...(planned === undefined ? [] : ['Nothing was written.']),
        ...(length === 0 ? [] : [`${counted(length, 'problem')} ${length === 1 ? 'was' : 'were'} repaired.`]),
        report_verify_stateOf(verification),
    ].join(' ');
}
function report_verify_stateOf({ assessment, deep }) {
    const { files, wrong, survey, problems } = assessment;
    const others = problems.length - wrong;
    if (files === 0) {
        return `The index names no files${others === 0 ? '' : ` and has ${counted(others, 'problem')}`}.`;
    }
    const besides = counted(others, wrong === 0 ? 'problem' : 'other problem');
    const more = others === 0 ? '' : ` The index has ${besides}.`;
    if (wrong > 0)
        return `${wrong} of ${counted(files, 'file')} ${are(wrong)} wrong.${more}`;
    return `${allThere(files, `of ${counted(survey.tags.length, 'tag')}`, deep)}${more}`;
}
function problemTable(problems) {
    if (problems.length === 0)
        return [];
    const rows = problems
        .slice(0, MAX_ROWS)
        .map(({ tag, machine, part, url, problem }) => [
        ...[tag, machine, part].map((text) => (text === '' ? '' : (0,markdown/* code */.aY)(text))),
        (0,markdown/* escapeText */.X1)(problem),
        url === '' ? '' : (0,markdown/* code */.aY)(url),
    ]);
    const rest = problems.length - rows.length;
    return [
        (0,markdown/* table */.tp)(['Tag', 'Machine', 'Part', 'Problem', 'URL'], rows),
        ...(rest > 0 ? [`_And ${rest} more: the log has all of them._`] : []),
    ];
}
/** One line: the values come from files of others. */
function lineOf({ tag, machine, part, url, problem }) {
    const names = [tag, machine, part].filter((text) => text !== '').map((text) => (0,inputs/* quote */.hD)(text).slice(1, -1));
    return `${names.join(' ')}: ${problem.replace(/\s+/g, ' ')}${url === '' ? '' : ` ${(0,inputs/* quote */.hD)(url).slice(1, -1)}`}`;
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/verify-notes.ts


/** What a verification saw that is no problem, and that a person may want to know. */
function notesOf({ machines, listed }, { survey }, leftovers) {
    const named = new Set(survey.devices.map(({ tag, name }) => folderOf(tag, name)));
    const ofMachines = machines.flatMap(({ tag, machine, state, published }) => {
        const isNamed = named.has(folderOf(tag, machine));
        if (state.kind === 'claim') {
            return isNamed ? [] : [`${machine} ${tag} is not complete: a run uploads it, or died while it did.`];
        }
        if (!listed || published || state.kind !== 'complete')
            return [];
        return isNamed
            ? [`${machine} ${tag} is in the index, but not marked as published: a repair would not bring it back.`]
            : [`${machine} ${tag} is staged, and was never promoted.`];
    });
    const { uploads, unknown } = leftovers;
    const keys = uploads.map(({ key }) => key);
    return [
        ...ofMachines,
        ...(listed
            ? []
            : ['The bucket may not be listed, so published machines that the index lacks were not looked for.']),
        ...(uploads.length === 0
            ? []
            : [`${counted(uploads.length, 'unfinished upload')} of runs that died: ${shortList(keys, ', ', 6)}.`]),
        ...(unknown === undefined ? [] : [`Unfinished uploads were not looked for. ${unknown}`]),
    ];
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/verify/verify.ts













const ADVICE = {
    look: 'The log and the step summary name them. `repair: true` puts the entries of published machines back; what is lost must be published again.',
    rehearsed: 'The log and the step summary name them, and what a repair without `dry-run` puts back; what is lost must be published again.',
    repaired: 'The log and the step summary name them. The repair could not mend them: what is lost must be published again.',
};
/**
 * Holds the index against the bucket, for one tag or all: that every file is there with its size and digest, and that every
 * published machine is named. With `repair` it puts the entries of published machines back.
 *
 * @throws UserError when there is a problem, or when the store does not tell.
 */
async function verify(given, settings, deps, output) {
    const place = release_placeOf(settings);
    const tag = given.tag === ALL_TAGS ? undefined : given.tag;
    output('index-url', place.indexUrl);
    const store = storeOf(given, settings, deps);
    // The index is read after the marks: whatever was marked by then stands in it.
    const bucket = await readMachines(store, place, tag, given.repair);
    const text = await store.text(place.indexKey);
    const evidence = evidenceOf(given, store, bucket, place, deps);
    const leftovers = await leftoverUploads(store, place, tag, deps.clock.now());
    const found = await assess(text, evidence, deps);
    const plan = given.repair ? await planRepair(found, evidence) : undefined;
    const entered = plan && !given['dry-run'] ? await write(plan, given, store, evidence, deps) : undefined;
    if (given.repair)
        await abortLeftovers(leftovers, given['dry-run'], store, deps.log);
    const left = entered?.changed ? await assess(entered.text, evidence, deps) : found;
    const problems = sortedProblems([...left.problems, ...besides(plan?.problems ?? [], left)]);
    const verification = {
        place,
        tag,
        assessment: { ...left, problems },
        repaired: goneFrom(found, left),
        planned: given['dry-run'] ? plan?.tags : undefined,
        notes: notesOf(bucket, left, leftovers),
        deep: given.deep,
    };
    output('problems', JSON.stringify(problems));
    output('bytes-read', evidence.bytesRead());
    tellProblems(verification, deps.log);
    deps.summary(verifiedSummary(verification));
    const verdict = verdictOf(verification);
    if (problems.length > 0)
        throw new errors/* ToldError */.QY(verdict, adviceOf(given));
    deps.log.info(verdict);
}
function adviceOf(given) {
    if (!given.repair)
        return ADVICE.look;
    return given['dry-run'] ? ADVICE.rehearsed : ADVICE.repaired;
}
function evidenceOf(given, store, { machines }, place, deps) {
    const objects = objectChecks(store, given.deep);
    const asked = new Map();
    const timeoutMs = given['request-timeout-seconds'] * 1000;
    let bytes = 0;
    const ask = async (url) => {
        const file = await publicFile(url, given.deep, { clock: deps.clock, timeoutMs, random: Math.random });
        if (given.deep && 'size' in file)
            bytes += file.size ?? 0;
        return file;
    };
    return {
        place,
        tag: given.tag === ALL_TAGS ? undefined : given.tag,
        where: store.describe(place.indexKey),
        machines: new Map(machines.map((each) => [folderOf(each.tag, each.machine), each])),
        objects,
        elsewhere(url) {
            const file = asked.get(url) ?? ask(url);
            asked.set(url, file);
            return file;
        },
        bytesRead: () => objects.bytesRead() + bytes,
    };
}
async function write(plan, given, store, { place }, deps) {
    if (plan.tags.length === 0)
        return undefined;
    const how = { form: given['index-form'], options: optionsOf(given).index, strict: false };
    const entered = await enterIndex(store, place, plan.tags, how);
    for (const { at } of entered.replaced) {
        deps.log.info(`Another run replaces ${at.machine} ${at.tag} at this moment: its entry was left out.`);
    }
    return entered;
}
function goneFrom(before, after) {
    const left = new Set(after.problems.map((each) => JSON.stringify(each)));
    return before.problems.filter((each) => !left.has(JSON.stringify(each)));
}
/** Problems of the repair about files that are not reported anyway. */
function besides(problems, { problems: told }) {
    const urls = new Set(told.map(({ url }) => url));
    return problems.filter(({ url }) => !urls.has(url));
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/main.ts








/**
 * Publishes a machine of a release, or only uploads it; names what was only uploaded in the index; or holds the index against
 * what is in the bucket.
 */
async function run(given, deps, output) {
    widenThreadPool((0,external_node_os_.availableParallelism)(), process.env);
    checkTogether(given);
    const settings = storeSettings(given, deps.env);
    switch (given.phase) {
        case 'publish':
        case 'stage':
            return publish(given, settings, deps, output);
        case 'promote':
            return promote(given, settings, deps, output);
        case 'verify':
            return verify(given, settings, deps, output);
    }
}
const nothing = { 'bytes-read': 0, 'bytes-uploaded': 0, 'files-skipped': 0 };
const s3ReleasePublish = (0,stage/* defineStage */.w)({ inputs: inputs_inputs, outputs: outputs, initial: nothing, run });


/***/ }),

/***/ 36065:
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

/***/ 95283:
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

/***/ 69468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CZ: () => (/* binding */ ofKind),
/* harmony export */   GW: () => (/* binding */ KINDS),
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   Nf: () => (/* binding */ artifactsText),
/* harmony export */   nC: () => (/* binding */ pvrexportsOf),
/* harmony export */   nG: () => (/* binding */ parseArtifacts)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51688);
/* harmony import */ var _text_order_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9185);






/** The kinds of files that a build leaves. A file may hold others, which its readers pass over. */
const KINDS = [
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
];
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
    return (0,_text_order_js__WEBPACK_IMPORTED_MODULE_5__/* .compareText */ .n)(a.name, b.name) || (0,_text_order_js__WEBPACK_IMPORTED_MODULE_5__/* .compareText */ .n)(a.path, b.path);
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

/***/ 51688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ size),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Y5: () => (/* binding */ SHA256_HEX),
/* harmony export */   eA: () => (/* binding */ checkShape),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   sP: () => (/* binding */ source),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _action_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);


/** A SHA-256 digest as all our files state it. */
const SHA256_HEX = /^[0-9a-f]{64}$/;
/** The digest of an object. */
const sha256 = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
    .regex(SHA256_HEX, { error: 'It must be a SHA-256 digest: 64 lower-case hex digits.' });
const NOT_A_SIZE = 'It must be a size in bytes.';
/** A size in bytes. */
const size = zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr({ error: NOT_A_SIZE }).nonnegative({ error: NOT_A_SIZE });
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
    return checkShape(schema, readJson(text, where, advice), where, advice);
}
/**
 * Reads JSON text of any shape.
 *
 * @throws UserError as `parseJson`.
 */
function readJson(text, where, advice) {
    try {
        return JSON.parse(text);
    }
    catch (thrown) {
        throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not JSON: ${(0,_action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown).replace(/\s+/g, ' ')}`, advice, {
            cause: thrown,
        });
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
    const lines = result.error.issues.map((issue) => `  ${placeOf(issue.path)}: ${issue.message}`);
    throw new _action_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([`${where} does not have the expected form:`, ...lines].join('\n'), advice);
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
function placeOf(path) {
    const text = path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, '');
    return text === '' ? 'the document' : text;
}


/***/ }),

/***/ 9185:
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
