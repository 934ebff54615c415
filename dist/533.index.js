export const id = 533;
export const ids = [533];
export const modules = {

/***/ 65812:
/*! actions/s3-release-publish/src/flashable.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ stemOf),
/* harmony export */   d: () => (/* binding */ flashable)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_release_text_order_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9185);

/**
 * Images of a whole disk, by the end of the name, that Pantavisor's flashing tool writes to a card: unpacked where they are compressed.
 * It takes any other file for the bytes of a disk too, a tar.zst for one, so only these are safe
 * (https://github.com/pantavisor/pvflasher/blob/main/internal/image/compression.go).
 */
const DISK = /\.(wic|sdimg|rpi-sdimg|sdcard|hddimg|uefiimg|img|iso)(?:\.(zst|zstd|gz|xz|bz2))?$/;
/** The kinds of images, the one that is meant for cards first. */
const KINDS = ['wic', 'sdimg', 'rpi-sdimg', 'sdcard', 'hddimg', 'uefiimg', 'img', 'iso'];
/** By the time that unpacking takes. One without is last: it takes the longest to download. */
const COMPRESSIONS = ['zst', 'zstd', 'gz', 'xz', 'bz2', ''];
/**
 * The images that can be written to a card, best first: .wic before other ones, then by name, and of one image in several
 * compressions the one that is unpacked fastest.
 */
function flashable(images) {
    return images
        .flatMap((image) => {
        const [whole, kind = '', compression = ''] = DISK.exec(image.name.toLowerCase()) ?? [];
        if (whole === undefined)
            return [];
        const rank = COMPRESSIONS.indexOf(compression);
        return [{ image, stem: stemOf(image), kind: KINDS.indexOf(kind), rank }];
    })
        .sort((a, b) => a.kind - b.kind || (0,_pv_actions_core_release_text_order_ts__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n)(a.stem, b.stem) || a.rank - b.rank)
        .map(({ image }) => image);
}
/** The name of an image without its compression: files of one name are one image. */
function stemOf({ name }) {
    return name.replace(/\.(?:zst|zstd|gz|xz|bz2)$/i, '');
}


/***/ }),

/***/ 69533:
/*! actions/s3-release-publish/src/inputs.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ALL_TAGS: () => (/* binding */ ALL_TAGS),
/* harmony export */   checkTogether: () => (/* binding */ checkTogether),
/* harmony export */   initial: () => (/* binding */ initial),
/* harmony export */   inputs: () => (/* binding */ inputs),
/* harmony export */   outputs: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var _pv_actions_core_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1363);
/* harmony import */ var _pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3636);
/* harmony import */ var _pv_actions_core_release_device_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63017);
/* harmony import */ var _pv_actions_core_release_kinds_ts__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(51304);
/* harmony import */ var _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8939);
/* harmony import */ var _pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23294);
/* harmony import */ var _plan_ts__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(78868);








/** What `tag` is for `phase: verify` to mean every tag of the index. */
const ALL_TAGS = '*';
/** What `files` is for no further kind. */
const NONE = 'none';
const MAX_GZIP_LEVEL = 9;
const inputs = {
    phase: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['publish', 'stage', 'promote', 'verify'], 'publish'),
    'artifact-dir': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    artifact: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(),
    tag: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .requiredText */ .$4)('Give the tag of the release.'), (tag) => tag === ALL_TAGS ? undefined : (0,_pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_4__/* .checkTag */ .Bs)(tag)),
    channel: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_4__/* .checkChannel */ .Kv),
    machine: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), _pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_4__/* .checkMachine */ .U1),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_5__/* .storeInputs */ .b,
    'index-form': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['devices', 'list'], 'devices'),
    overwrite: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['never', 'always'], 'never'),
    sha: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)(), shaProblem),
    'expected-machines': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(), (names) => names.map(_pv_actions_core_release_names_ts__WEBPACK_IMPORTED_MODULE_4__/* .checkMachine */ .U1).find((each) => each)),
    deep: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
    repair: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
    layout: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(['bundle']), layoutProblem),
    files: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .checked */ .KD)((0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)([_plan_ts__WEBPACK_IMPORTED_MODULE_6__/* .ALL */ .y2]), filesProblem),
    'bundle-format': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['tar.gz', 'tar.zst'], 'tar.gz'),
    'compression-level': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(1, 19),
    'gzip-members': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['many', 'one'], 'many'),
    sha256sums: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
    ..._pv_actions_core_store_inputs_ts__WEBPACK_IMPORTED_MODULE_5__/* .fileInputs */ .w,
    'run-id': (0,_pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .runId */ .Vz)(),
    ..._pv_actions_core_github_settings_ts__WEBPACK_IMPORTED_MODULE_2__/* .githubInputs */ .dN,
    'part-size-mb': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(5, 1024),
    concurrency: (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)(1, 64).transform((parts) => parts ?? 4),
    'dry-run': (0,_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt)(false),
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
const initial = { 'bytes-read': 0, 'bytes-uploaded': 0, 'files-skipped': 0 };
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
        ...(publishes ? stagedProblem(given) : []),
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
        ...(given['bundle-format'] !== 'tar.gz' && given['gzip-members'] === 'one'
            ? ['Input "gzip-members" is "one", which goes with `bundle-format: tar.gz` only.']
            : []),
        ...only(!publishes && given.machine !== undefined, 'machine', given.machine ?? '', '`publish` and `stage`'),
        ...only(!publishes && given.overwrite === 'always', 'overwrite', 'always', '`publish` and `stage`'),
        ...only(publishes && given.deep, 'deep', 'true', '`promote` and `verify`'),
        ...only(phase !== 'verify' && given.repair, 'repair', 'true', '`verify`'),
        ...only(phase !== 'promote' && given['expected-machines'].length > 0, 'expected-machines', given['expected-machines'].join(' '), '`promote`'),
    ];
    if (problems.length > 0)
        throw new _pv_actions_core_action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems.join('\n'), 'Correct the `with:` block of this step.');
}
function stagedProblem({ artifact, 'artifact-dir': folder }) {
    if (artifact === undefined && folder === undefined) {
        return [
            'Input "artifact-dir" is missing. Name the folder that kas-build staged: its output artifact-dir. Or name the `artifact` that holds it.',
        ];
    }
    if (artifact === undefined || folder === undefined)
        return [];
    return [
        'Input "artifact" and input "artifact-dir" are given both. Give the one that holds what was staged.',
    ];
}
function layoutProblem(layouts) {
    const known = _plan_ts__WEBPACK_IMPORTED_MODULE_6__/* .LAYOUTS */ .my;
    return layouts.every((layout) => known.includes(layout)) ? undefined : 'Use bundle, files, or both.';
}
function filesProblem(kinds) {
    const unknown = kinds.filter((kind) => !isKind(kind) && kind !== _plan_ts__WEBPACK_IMPORTED_MODULE_6__/* .ALL */ .y2 && kind !== NONE);
    if (unknown.length > 0) {
        const known = _pv_actions_core_release_kinds_ts__WEBPACK_IMPORTED_MODULE_7__/* .KINDS */ .G.filter(_pv_actions_core_release_device_ts__WEBPACK_IMPORTED_MODULE_3__/* .isListedKind */ .Or).filter((kind) => kind !== 'image');
        return `There is no such kind: ${unknown.map(_pv_actions_core_action_inputs_ts__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD).join(', ')}. Use all, none, or any of ${known.join(', ')}.`;
    }
    return kinds.length > 1 && kinds.some((kind) => !isKind(kind))
        ? 'Use all or none alone, or the kinds that you want.'
        : undefined;
}
function isKind(word) {
    return _pv_actions_core_release_kinds_ts__WEBPACK_IMPORTED_MODULE_7__/* .KINDS */ .G.some((kind) => kind === word);
}
function shaProblem(sha) {
    return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)
        ? undefined
        : 'Use the full hash of a commit, as github.sha has it: 40 hex digits in lower case.';
}


/***/ }),

/***/ 78868:
/*! actions/s3-release-publish/src/media-type.ts, actions/s3-release-publish/src/plan.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y2: () => (/* binding */ ALL),
  rE: () => (/* binding */ FILE_MODE),
  my: () => (/* binding */ LAYOUTS),
  F3: () => (/* binding */ planRelease)
});

// EXTERNAL MODULE: ./packages/core/src/action/errors.ts
var errors = __webpack_require__(71189);
// EXTERNAL MODULE: ./packages/core/src/action/inputs.ts
var inputs = __webpack_require__(1363);
// EXTERNAL MODULE: ./packages/core/src/action/wording.ts
var wording = __webpack_require__(47132);
// EXTERNAL MODULE: ./packages/core/src/release/artifacts.ts
var release_artifacts = __webpack_require__(69468);
// EXTERNAL MODULE: ./packages/core/src/release/claim.ts
var claim = __webpack_require__(40451);
// EXTERNAL MODULE: ./packages/core/src/release/device.ts
var device = __webpack_require__(63017);
// EXTERNAL MODULE: ./packages/core/src/release/keys.ts
var keys = __webpack_require__(50499);
// EXTERNAL MODULE: ./actions/s3-release-publish/src/flashable.ts
var flashable = __webpack_require__(65812);
;// CONCATENATED MODULE: ./actions/s3-release-publish/src/media-type.ts
/** By the end of a name. What a browser would run, as HTML, is given as bytes: a bucket may share its host with other pages. */
const TYPES = [
    [/\.json$/i, 'application/json'],
    [/\.t?gz$/i, 'application/gzip'],
    [/\.zst$/i, 'application/zstd'],
    [/\.xz$/i, 'application/x-xz'],
    [/\.bz2$/i, 'application/x-bzip2'],
    [/\.zip$/i, 'application/zip'],
    [/\.(?:txt|manifest|bmap)$/i, 'text/plain; charset=utf-8'],
];
/** The media type of a file that is published as it is. */
function mediaTypeOf(name) {
    return TYPES.find(([end]) => end.test(name))?.[1] ?? 'application/octet-stream';
}

;// CONCATENATED MODULE: ./actions/s3-release-publish/src/plan.ts









/** What `files` is for every kind that can be published. */
const ALL = 'all';
/** How images are published: together, or each by its own name. */
const LAYOUTS = ['bundle', 'files'];
/** Permission bits of every file in an archive. */
const FILE_MODE = 0o644;
const MEDIA_TYPES = {
    'tar.gz': 'application/gzip',
    'tar.zst': 'application/zstd',
    zip: 'application/zip',
};
const KEY_BYTES = 1024;
/** Kinds of files that tell of a build. They are no release alone, unless they are asked for. */
const TELLING = new Set([
    'manifest',
    'sbom',
    'cve',
    'license',
    'provenance',
    'testdata',
    'debug',
]);
/**
 * The objects of a machine: the bundle of its images, or each of them as it is; the archive of its pvrexports; each BSP and SDK, and
 * the files of further kinds, as they are. What was not built is not there.
 *
 * @throws UserError when there is nothing to publish, or when two objects would have one key.
 */
function planRelease(artifacts, { machine, tag, prefix }, { bundle, layout, files }) {
    const object = (kind, format, name, sources) => ({
        kind,
        format,
        name,
        mediaType: format === 'file' ? mediaTypeOf(name) : MEDIA_TYPES[format],
        sources,
        key: (0,keys/* machineKey */.N0)(prefix, tag, machine, name),
        contentId: (0,claim/* contentId */.fm)(sources.map(({ name: path, size, sha256 }) => ({ path, size, mode: FILE_MODE, sha256 })), format),
    });
    const single = (kind, file) => object(kind, 'file', file.name, [file]);
    const images = (0,release_artifacts/* imagesOf */.IC)(artifacts);
    const isBundled = images.length > 0 && layout.includes('bundle');
    const forCards = isBundled ? undefined : (0,flashable/* flashable */.d)(images)[0];
    const pvrexports = (0,release_artifacts/* pvrexportsOf */.nC)(artifacts);
    const others = artifacts.artifacts.filter(({ kind }) => kind !== 'image' && !isPartKind(kind));
    const isPublished = ({ kind }) => (0,device/* isListedKind */.Or)(kind) && (files.includes(ALL) || files.includes(kind));
    const objects = [
        ...(isBundled ? [object('full_image', bundle, (0,keys/* bundleName */.u1)(machine, tag, bundle), images)] : []),
        ...(layout.includes('files')
            ? images.map((image) => single(image === forCards ? 'full_image' : 'image', image))
            : []),
        ...(pvrexports.length > 0 ? [object('pvrexports', 'zip', (0,keys/* pvexportsName */.TZ)(machine, tag), pvrexports)] : []),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'bsp').map((file) => single('bsp', file)),
        ...(0,release_artifacts/* ofKind */.CZ)(artifacts, 'sdk').map((file) => single('sdk', file)),
        ...others.flatMap((file) => isPublished(file) && (0,device/* isListedKind */.Or)(file.kind) ? [single(file.kind, file)] : []),
    ];
    const leftOut = others.filter((file) => !isPublished(file));
    const isRelease = files.includes(ALL) ? objects.some(({ kind }) => !TELLING.has(kind)) : objects.length > 0;
    if (!isRelease)
        throw nothing(machine, others);
    checkNames(objects);
    return { objects, leftOut };
}
/** Kinds that make the parts of a device, whatever `files` says. */
function isPartKind(kind) {
    return kind === 'pvrexport' || kind === 'bsp' || kind === 'sdk';
}
/** @throws UserError that names both sources of each name that stands there twice, and names that are no keys. */
function checkNames(objects) {
    const [files = [], archives = []] = [true, false].map((isFile) => objects
        .filter(({ format }) => (format === 'file') === isFile)
        .map((object) => ({ name: object.name, source: sourceOf(object) })));
    const own = [...release_artifacts/* RESERVED_FILES */.PR].map((name) => ({ name, source: 'a file that publishing writes' }));
    const problems = [
        ...(0,release_artifacts/* nameClashes */.L6)([...files, ...archives, ...own], 'below the folder of the machine'),
        ...objects
            .filter(({ key }) => Buffer.byteLength(key) > KEY_BYTES)
            .map(({ name }) => `${(0,inputs/* quote */.hD)(name)} would have a key of more than ${KEY_BYTES} bytes, which S3 does not take.`),
    ];
    if (problems.length === 0)
        return;
    throw new errors/* UserError */.yo(`Files of the build cannot be published beside each other:\n${(0,wording/* shortList */.pg)(problems, '\n')}`, 'Give them other names in the build, or leave a kind of files out with the input `files`.');
}
function sourceOf({ kind, format, sources: [file] }) {
    if (format === 'file' && file !== undefined)
        return `${(0,inputs/* quote */.hD)(file.path)} (${file.kind})`;
    return `the archive of the ${kind === 'pvrexports' ? kind : 'images'}`;
}
function nothing(machine, found) {
    const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
    const [last, ...others] = kinds.map(inputs/* quote */.hD).reverse();
    const named = others.length === 0 ? `kind ${last}` : `kinds ${(0,wording/* shortList */.pg)(others.reverse(), ', ')} and ${last}`;
    const only = kinds.length === 0 ? '' : `, only files of the ${named}`;
    const wanted = kinds.some(device/* isListedKind */.Or)
        ? ' Where these are what is wanted, name their kinds in the input `files`.'
        : '';
    return new errors/* UserError */.yo(`The machine ${machine} has nothing to publish: its artifacts.json names no image, pvrexport, BSP or SDK${only}.`, `Check the input \`output\` of kas-build, and what the build deployed.${wanted}`);
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

/***/ 40451:
/*! packages/core/src/release/claim.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q1: () => (/* binding */ claimText),
/* harmony export */   _B: () => (/* binding */ claimOf),
/* harmony export */   bV: () => (/* binding */ readManifestState),
/* harmony export */   fm: () => (/* binding */ contentId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92857);
/* harmony import */ var _manifest_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26326);
/* harmony import */ var _names_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _schema_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51688);
/* harmony import */ var _text_order_ts__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9185);






const claim = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(1, { error: 'Only schema 1 is known here.' }),
    name: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkMachine */ .U1),
    tag: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkTag */ .Bs),
    channel: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkChannel */ .Kv),
    complete: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(false),
    claim: _schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .sha256 */ .sc,
    source: _schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .source */ .sP,
    replaces: _manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .manifestShape */ .vb.exactOptional(),
    withdrawn: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()).exactOptional(),
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
        replaces: parts.replaces === undefined ? undefined : (0,_manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .orderedManifest */ .Nr)(parts.replaces),
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
    const value = (0,_manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .readManifestJson */ .al)(text, where);
    if (!(0,_manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .isIncomplete */ .Ne)(value))
        return { kind: 'complete', manifest: (0,_manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(text, where) };
    const read = (0,_schema_ts__WEBPACK_IMPORTED_MODULE_3__/* .checkShape */ .eA)(claim, value, where, _manifest_ts__WEBPACK_IMPORTED_MODULE_1__/* .MANIFEST_ADVICE */ .$$);
    const { replaces, withdrawn } = read;
    return { kind: 'claim', claim: read.claim, source: read.source, replaces, withdrawn };
}
/**
 * One digest of all objects that a run is about to upload: lower-case hex SHA-256. The order makes no difference. Two
 * runs with the same claim make the same bytes under the same keys.
 */
function claimOf(objects) {
    const entries = objects.map((each) => JSON.stringify([each.key, each.contentId, each.maker])).sort();
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(entries)).digest('hex');
}
/**
 * What an archive holds, as one digest: lower-case hex SHA-256 over the format and each file's path, size, mode and
 * digest. The order of `files` makes no difference. It says that two archives have the same content also where
 * another compressor made other bytes of it.
 */
function contentId(files, format) {
    const entries = files
        .map((file) => JSON.stringify([file.path, file.size, file.mode, file.sha256]))
        .sort(_text_order_ts__WEBPACK_IMPORTED_MODULE_5__/* .compareText */ .n);
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(JSON.stringify([format, ...entries]))
        .digest('hex');
}


/***/ }),

/***/ 63017:
/*! packages/core/src/release/device.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F7: () => (/* binding */ keyOfKind),
/* harmony export */   NH: () => (/* binding */ filesOfDevice),
/* harmony export */   Or: () => (/* binding */ isListedKind),
/* harmony export */   SJ: () => (/* binding */ keysOfDevice),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   m5: () => (/* binding */ LISTS)
/* harmony export */ });
/** The names of the parts of a device in the index, in the order in which they are written. */
const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'];
/**
 * Further keys of a device, by the kind of the files that each lists. Readers that do not know them pass over them. None may be called
 * `docs`: the docs site takes the first entry of a tag that has such a key for the docs of the tag.
 */
const LIST_OF_KIND = {
    image: 'images',
    'flash-bundle': 'flash_bundle',
    tezi: 'tezi',
    'pvtest-distro': 'pvtest_distro',
    manifest: 'manifest',
    sbom: 'sbom',
    cve: 'cve',
    docs: 'docs_archive',
    license: 'license',
    provenance: 'provenance',
    testdata: 'testdata',
    debug: 'debug',
};
/** The further keys, in the order in which they are written. */
const LISTS = Object.values(LIST_OF_KIND);
/** The key of a device that names files of a kind of manifest.json; undefined for kinds that the index does not name. */
function keyOfKind(kind) {
    if (Object.hasOwn(LIST_OF_KIND, kind))
        return LIST_OF_KIND[kind];
    return PARTS.find((part) => part === kind);
}
/** Whether files of a kind of artifacts.json are published by their own names and listed: all but those that make the parts. */
function isListedKind(kind) {
    return Object.hasOwn(LIST_OF_KIND, kind);
}
/** All files that a device names. */
function filesOfDevice(device) {
    const parts = PARTS.flatMap((key) => {
        const part = device[key];
        return part === undefined ? [] : [{ key, url: part.url, sha256: part.sha256 }];
    });
    const listed = LISTS.flatMap((key) => (device[key] ?? []).map(({ url, sha256 }) => ({ key, url, sha256 })));
    return [...parts, ...listed];
}
/** The keys under which a device names files. */
function keysOfDevice(device) {
    return [...new Set(filesOfDevice(device).map(({ key }) => key))];
}


/***/ }),

/***/ 51304:
/*! packages/core/src/release/kinds.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ KINDS)
/* harmony export */ });
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
    'license',
    'provenance',
    'testdata',
    'debug',
];


/***/ }),

/***/ 26326:
/*! packages/core/src/release/manifest.ts */
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ MANIFEST_ADVICE),
/* harmony export */   $2: () => (/* binding */ manifestText),
/* harmony export */   Md: () => (/* binding */ fileName),
/* harmony export */   Ne: () => (/* binding */ isIncomplete),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   Nr: () => (/* binding */ orderedManifest),
/* harmony export */   O7: () => (/* binding */ parsePublished),
/* harmony export */   OV: () => (/* binding */ deviceOf),
/* harmony export */   Ui: () => (/* binding */ makeManifest),
/* harmony export */   al: () => (/* binding */ readManifestJson),
/* harmony export */   kk: () => (/* binding */ sameFiles),
/* harmony export */   s6: () => (/* binding */ publishedText),
/* harmony export */   vb: () => (/* binding */ manifestShape)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(92857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64377);
/* harmony import */ var _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71189);
/* harmony import */ var _device_ts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63017);
/* harmony import */ var _keys_ts__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(50499);
/* harmony import */ var _names_ts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);
/* harmony import */ var _object_text_ts__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29286);
/* harmony import */ var _schema_ts__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(51688);
/* harmony import */ var _text_order_ts__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9185);








/** What to do with a manifest.json that cannot be read. */
const MANIFEST_ADVICE = 'Look at this object. Put an older version back, or remove it and publish the machine again.';
const manifestFile = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().min(1),
    key: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().min(1),
    url: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().min(1),
    size: _schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .size */ .Ej,
    sha256: _schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .sha256 */ .sc,
    'media-type': zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
});
const manifestShape = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_5__/* .literal */ .euz(1, { error: 'Only schema 1 is known here.' }),
    name: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkMachine */ .U1),
    tag: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkTag */ .Bs),
    channel: (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(_names_ts__WEBPACK_IMPORTED_MODULE_2__/* .checkChannel */ .Kv),
    published: zod__WEBPACK_IMPORTED_MODULE_6__/* .datetime */ .w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    source: _schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .source */ .sP,
    files: zod__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(manifestFile),
    build: zod__WEBPACK_IMPORTED_MODULE_5__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5J()).exactOptional(),
});
const published = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_5__/* .literal */ .euz(1, { error: 'Only schema 1 is known here.' }),
    run: _schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .runUrl */ .Vp.exactOptional(),
    time: zod__WEBPACK_IMPORTED_MODULE_6__/* .datetime */ .w$({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
    'manifest-sha256': _schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .sha256 */ .sc,
});
/**
 * Makes a manifest. The files come by key, whatever order they were uploaded in.
 *
 * @throws Error when two files have one key.
 */
function makeManifest(parts) {
    const files = [...parts.files].sort((a, b) => (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_7__/* .compareText */ .n)(a.key, b.key));
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
 * Reads a manifest.json of any shape.
 *
 * @throws UserError when it is not JSON.
 */
function readManifestJson(text, where) {
    (0,_object_text_ts__WEBPACK_IMPORTED_MODULE_3__/* .requireObject */ .zG)(text, where, 'manifest.json');
    return (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .readJson */ .Vh)(text, where, MANIFEST_ADVICE);
}
/**
 * Reads a complete manifest.json. Unknown keys are left out.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems, or that it is not complete (claim.ts).
 */
function parseManifest(text, where) {
    const value = readManifestJson(text, where);
    if (isIncomplete(value)) {
        throw new _action_errors_ts__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where} is not complete: a run is uploading it, or died while it did.`, 'Wait for that run to end. Where it is gone, publish the machine again: this puts a complete one in its place.');
    }
    return (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .checkShape */ .eA)(manifestShape, value, where, MANIFEST_ADVICE);
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
 * The entry of the index that a manifest stands for. Of several files of one part the first by name counts, a list has them all; a
 * kind without a file has no key.
 */
function deviceOf(value) {
    const parts = _device_ts__WEBPACK_IMPORTED_MODULE_1__/* .PARTS */ .dI.flatMap((part) => {
        const [file] = filesOf(value, part);
        return file === undefined ? [] : [[part, { url: file.url, sha256: file.sha256 }]];
    });
    const lists = _device_ts__WEBPACK_IMPORTED_MODULE_1__/* .LISTS */ .m5.flatMap((list) => {
        const files = filesOf(value, list).map((file) => ({
            name: fileName(value, file.key),
            url: file.url,
            sha256: file.sha256,
        }));
        return files.length === 0 ? [] : [[list, files]];
    });
    return { name: value.name, ...Object.fromEntries([...parts, ...lists]) };
}
/** The files that stand under one key of the index, by name. */
function filesOf(value, key) {
    return value.files
        .filter((file) => (0,_device_ts__WEBPACK_IMPORTED_MODULE_1__/* .keyOfKind */ .F7)(file.kind) === key)
        .sort((a, b) => (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_7__/* .compareText */ .n)((0,_keys_ts__WEBPACK_IMPORTED_MODULE_8__/* .nameInKey */ .El)(a.key), (0,_keys_ts__WEBPACK_IMPORTED_MODULE_8__/* .nameInKey */ .El)(b.key)) || (0,_text_order_ts__WEBPACK_IMPORTED_MODULE_7__/* .compareText */ .n)(a.key, b.key));
}
/** The name of a file below the folder of its machine, with `/`. */
function fileName({ tag, name }, key) {
    const folder = `/${tag}/${name}/`;
    const at = `/${key}`.indexOf(folder);
    return at === -1 ? (0,_keys_ts__WEBPACK_IMPORTED_MODULE_8__/* .nameInKey */ .El)(key) : key.slice(at + folder.length - 1);
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
    const value = (0,_schema_ts__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(published, text, where, 'Look at this object. Publish the machine again to replace it.');
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
