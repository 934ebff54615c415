import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { type Bench, BUCKET, PREFIX, sha256 } from './release.ts';

/** The commit of the release, as `sha` gives it to the stage. */
export const COMMIT = 'c'.repeat(40);
export const RUN = 'https://github.com/pantacor/sample/actions/runs/17';

/** A file of a machine as it stands in the bucket. */
interface BucketFile {
  readonly kind: string;
  readonly name: string;
  readonly content: string;
}

interface HandMade {
  readonly tag?: string;
  readonly channel?: string;
  readonly machine: string;
  readonly files?: readonly BucketFile[];
  readonly sha?: string;
  /** When the manifest was written. */
  readonly at?: string;
  /** Whether it has a published.json that fits its manifest. */
  readonly published?: boolean;
}

/** The files of a machine where a test names none. */
export function filesOf(machine: string, tag: string): BucketFile[] {
  return [
    { kind: 'full_image', name: `${machine}-${tag}.tar.gz`, content: `images of ${machine} ${tag}` },
    { kind: 'bsp', name: 'pantavisor-bsp-1+2.pvrexport.tgz', content: `bsp of ${machine} ${tag}` },
  ];
}

/** The URL of an object, written by hand: only + needs an escape in these tests. */
export function urlOf(bench: Bench, key: string): string {
  return `${bench.s3.endpoint}/${BUCKET}/${key.replaceAll('+', '%2B')}`;
}

/** The entry of the index that `putMachine` with the same arguments stands for. */
export function entryOf(bench: Bench, { machine, tag = '029', files = filesOf(machine, tag) }: HandMade) {
  const parts = files.map(({ kind, name, content }) => [
    kind,
    { url: urlOf(bench, `${PREFIX}/${tag}/${machine}/${name}`), sha256: sha256(content) },
  ]);
  return { name: machine, ...Object.fromEntries(parts) };
}

/** Puts a machine into the bucket as formats.md describes it: its objects, its manifest, and its mark. Returns the manifest's text. */
export async function putMachine(bench: Bench, made: HandMade): Promise<string> {
  const { machine, tag = '029', files = filesOf(machine, tag) } = made;
  const folder = `${PREFIX}/${tag}/${machine}`;
  await inParallel(files, ({ name, content }) => bench.put(`${folder}/${name}`, content));
  const manifest = {
    schema: 1,
    name: machine,
    tag,
    channel: made.channel ?? 'stable',
    published: made.at ?? '2026-06-03T10:00:12Z',
    source: { repository: 'pantacor/sample', sha: made.sha ?? COMMIT, run: RUN },
    files: files.map(({ kind, name, content }) => ({
      kind,
      key: `${folder}/${name}`,
      url: urlOf(bench, `${folder}/${name}`),
      size: Buffer.byteLength(content),
      sha256: sha256(content),
      'media-type': 'application/octet-stream',
    })),
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await bench.put(`${folder}/manifest.json`, text);
  if (made.published === true) {
    const mark = { schema: 1, run: RUN, time: '2026-06-03T10:05:00Z', 'manifest-sha256': sha256(text) };
    await bench.put(`${folder}/published.json`, `${JSON.stringify(mark, null, 2)}\n`);
  }
  return text;
}

/** Puts the claim of a run that uploads a machine, or died while it did. */
export async function putClaim(bench: Bench, machine: string, tag = '029'): Promise<void> {
  const claim = {
    schema: 1,
    name: machine,
    tag,
    channel: 'stable',
    complete: false,
    claim: '0'.repeat(64),
    source: { sha: COMMIT, run: RUN },
  };
  await bench.put(`${PREFIX}/${tag}/${machine}/manifest.json`, `${JSON.stringify(claim, null, 2)}\n`);
}

/** An index with the given devices of the tag 029, in the current form. */
export function indexText(devices: readonly object[], more: object = {}): string {
  const tag = { 'release-date': '2026-06-03T10:00+00:00', ...more, devices };
  return `${JSON.stringify({ stable: { '029': tag } }, null, 2)}\n`;
}
