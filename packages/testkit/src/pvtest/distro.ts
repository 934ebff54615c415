import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Behaviour } from './behaviour.ts';

const SCRIPTS = fileURLToPath(new URL('./scripts/', import.meta.url));
const PART_IMAGES = { appengine: '', netsim: '-netsim', tester: '-tester' } as const;

/**
 * `oldest`: `Info: 'x' PASSED (3 s)` in test.docker.log, one test at a time, no attempt in the ids.
 * `recorded`: as in the recorded workspace.
 * `pool`: one container runs all tests and prints their results; no retries.
 */
export type Generation = 'oldest' | 'recorded' | 'pool';

/** One of the images of a distro. */
export type Part = keyof typeof PART_IMAGES;

export interface DistroTest {
  /** `<scope>/<category>/<name>`. */
  readonly id: string;
  readonly behaviour?: Behaviour;
  /** Not run. A text is the reason, which only the pool knows. */
  readonly skip?: boolean | string;
  readonly description?: string;
  /** The text of test.json instead of a right one; null: there is none. */
  readonly json?: string | null;
}

export interface DistroSpec {
  readonly tests: readonly DistroTest[];
  /** Default: `recorded`. */
  readonly generation?: Generation;
  /** false: no test.docker.sh. A text: that script instead. */
  readonly script?: boolean | string;
  /** The images without a tar. */
  readonly missing?: readonly Part[];
  /** The images whose tar docker cannot read. */
  readonly garbage?: readonly Part[];
  /** Told apart by it are the images of distros: another one, other image ids. Default: `1`. */
  readonly version?: string;
  /** More tags of each image, such as `1.0`. Default: only `latest`. */
  readonly tags?: readonly string[];
  /** The folder of the slots' locks, which are the host's. Default: `<folder>.slots`. PVTEST_SLOTS goes first. */
  readonly slots?: string;
  /** Seconds before a retry; the real one waits for 5. Default: 0.02. PVTEST_RETRY_PAUSE goes first. */
  readonly retryPause?: number;
  /** What the lines of the pool start with. Default: `mytester`. */
  readonly tag?: string;
}

/** Writes a distro as kas-build leaves it: test.docker.sh, `local/`, `remote/` and three images. */
export async function writeDistro(folder: string, spec: DistroSpec): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const test of spec.tests) await writeTest(folder, test);
  for (const part of Object.keys(PART_IMAGES) as Part[]) {
    if (spec.missing?.includes(part)) continue;
    const text = spec.garbage?.includes(part) ? 'not a tar' : JSON.stringify(tarOf(part, spec));
    await writeFile(path.join(folder, `pantavisor-appengine${PART_IMAGES[part]}-docker.tar`), text);
  }
  if (spec.script === false) return;
  const file = path.join(folder, 'test.docker.sh');
  await writeFile(file, typeof spec.script === 'string' ? spec.script : await scriptOf(folder, spec));
  await chmod(file, 0o755);
}

/** The name and the id of an image, as the stand-in for docker reads them from its tar. */
export function imageOf(part: Part, version = '1'): { readonly image: string; readonly id: string } {
  const image = `pantavisor-appengine${PART_IMAGES[part]}`;
  return { image, id: `sha256:${createHash('sha256').update(`${image} ${version}`).digest('hex')}` };
}

function tarOf(part: Part, { version, tags = [] }: DistroSpec): object {
  const { image, id } = imageOf(part, version);
  return { image, id, tags: tags.map((tag) => `${image}:${tag}`) };
}

async function writeTest(base: string, test: DistroTest): Promise<void> {
  const folder = path.join(base, test.id);
  await mkdir(path.join(folder, 'resources'), { recursive: true });
  await mkdir(path.join(base, test.id.split('/', 1)[0] ?? '', 'common'), { recursive: true });
  await writeFile(path.join(folder, 'resources', 'test'), '#!/bin/sh\n', { mode: 0o755 });
  const right = {
    '#spec': 'pv-test@1',
    description: test.description ?? `What ${test.id} looks at`,
    setup: {},
    'test-script': 'resources/test',
    ...(test.skip ? { skip: test.skip === true ? 'true' : test.skip } : {}),
  };
  if (test.json !== null)
    await writeFile(path.join(folder, 'test.json'), test.json ?? `${JSON.stringify(right, null, 2)}\n`);
  if (test.behaviour) await writeFile(path.join(folder, 'stand-in.json'), JSON.stringify(test.behaviour));
}

async function scriptOf(folder: string, spec: DistroSpec): Promise<string> {
  const [common, own] = await Promise.all(
    ['common', spec.generation ?? 'recorded'].map((name) =>
      readFile(path.join(SCRIPTS, `${name}.sh`), 'utf8'),
    ),
  );
  const settings: Readonly<Record<string, string>> = {
    '@SLOTS@': spec.slots ?? `${path.resolve(folder)}.slots`,
    '@RETRY_PAUSE@': String(spec.retryPause ?? 0.02),
    '@TAG@': spec.tag ?? 'mytester',
  };
  return `#!/bin/bash\n${common}\n${own}`.replace(
    /@(?:SLOTS|RETRY_PAUSE|TAG)@/g,
    (name) => `'${settings[name]?.replaceAll("'", "'\\''")}'`,
  );
}
