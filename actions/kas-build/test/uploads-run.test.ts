import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';
import { errorsOf, sha256sum } from './told.ts';

const CONFIG = 'kas/build-configs/release/colibri-imx6ull-scarthgap.yaml';
const MACHINE = 'colibri-imx6ull-scarthgap';
const DIST = resolve(import.meta.dirname, '../../../dist');
const DAY = 24 * 60 * 60 * 1000;

/** Prints what is in a ZIP file: for each name its sha256, its size, and whether it is compressed. */
const READ_ZIP = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    print(json.dumps({entry.filename: {
        "sha256": hashlib.sha256(archive.read(entry)).hexdigest(),
        "compressed": entry.compress_size < entry.file_size,
    } for entry in archive.infolist()}))
`;

let sample: Workspace;
let downloads: string;
let service: ArtifactService;
beforeAll(async () => {
  sample = await sampleWorkspace();
  downloads = await mkdtemp(join(tmpdir(), 'uploads-run-'));
});
afterAll(async () => {
  await sample.remove();
  await rm(downloads, { recursive: true, force: true });
});
beforeEach(async () => {
  service = await startArtifactService();
});
afterEach(() => service.close());

function run(
  inputs: Readonly<Record<string, string>>,
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  return sample.kasBuild(
    { config: CONFIG, 'machine-name': MACHINE, ...inputs },
    { ...options, env: { ...service.env, ...options.env } },
  );
}

type Entries = Readonly<Record<string, { readonly sha256: string; readonly compressed: boolean }>>;

/** What is in the GitHub artifact `name`, as Python reads it. */
async function contentOf(name: string): Promise<Entries> {
  const file = join(downloads, 'artifact.zip');
  await writeFile(file, await service.read(name));
  const { stdout, stderr } = spawnSync('python3', ['-c', READ_ZIP, file], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Entries;
}

describe('the GitHub artifacts of a build', () => {
  test('are the six of a development build, whose content is what was staged', async () => {
    const result = await run({ target: 'pv-flash-bundle pantavisor-starter' });
    const other = await run({
      config: 'kas/build-configs/release/docker-x86_64-scarthgap.yaml',
      'machine-name': 'docker',
      upload: 'pvtest-distro',
    });
    expect([result.exitCode, other.exitCode]).toEqual([0, 0]);
    const found: Record<string, string[]> = {};
    for (const { name } of await service.artifacts()) {
      const content = await contentOf(name);
      found[name] = Object.keys(content).map((file) => file.replace(/-\d{14}/, '-<date>'));
      const folder = name.startsWith('pvtest-distro')
        ? join(other.outputs['artifact-dir'] ?? '', 'pvtest-distro/pantavisor-appengine-distro-1.0')
        : (result.outputs['artifact-dir'] ?? '');
      for (const [file, { sha256 }] of Object.entries(content)) {
        expect({ file, sha256 }).toEqual({ file, sha256: sha256sum(join(folder, file)) });
      }
    }
    const bsp = 'pvrexports/pantavisor-bsp-colibri-imx6ull-1.0-r0-<date>.pvrexport.tgz';
    const test = (name: string): string[] => [`local/${name}/test.json`, `local/${name}/resources/test`];
    expect(Object.fromEntries(Object.entries(found).map(([name, files]) => [name, files.sort()]))).toEqual({
      [`pv-flash-bundle+pantavisor-starter-${MACHINE}`]: [
        'artifacts.json',
        'images/pantavisor-starter-colibri-imx6ull.rootfs.wic.bmap',
        'images/pantavisor-starter-colibri-imx6ull.rootfs.wic.bz2',
      ],
      [`pvrexports-${MACHINE}`]: [
        bsp,
        'pvrexports/pv-alpine-connman-colibri-imx6ull-1.42-r0-<date>.pvrexport.tgz',
        'pvrexports/pv-avahi-colibri-imx6ull-0.8-r0-<date>.pvrexport.tgz',
        'pvrexports/pv-pvr-sdk-colibri-imx6ull-037-r0-<date>.pvrexport.tgz',
      ],
      [`pantavisor-bsp-${MACHINE}`]: [bsp],
      'pvtest-distro-docker': [
        ...test('control/basic-endpoints'),
        ...test('core/legacy-config-overload'),
        ...test('runtime/objects-crud'),
        'pantavisor-appengine-docker.tar',
        'pantavisor-appengine-netsim-docker.tar',
        'pantavisor-appengine-tester-docker.tar',
        'test.docker.sh',
      ].sort(),
      [`tezi-pv-flash-bundle+pantavisor-starter-${MACHINE}`]: ['tezi/colibri-imx6ull-pv_teziimg.tar.xz'],
      [`pv-flash-bundle-${MACHINE}`]: ['flash-bundles/pv-flash-bundle-colibri-imx6ull.tar.gz'],
    });
    expect(result.summary).toMatch(
      /\nUploaded to GitHub: <code>pv-flash-bundle\+pantavisor-starter-colibri-imx6ull-scarthgap<\/code> \(3 files, 3&nbsp;MiB\), /,
    );
  });

  test('are kept and compressed as the inputs say, and hold the SDK where it is asked for', async () => {
    const before = Date.now();
    const sdk = { target: 'pantavisor-starter', sdk: 'true' };
    await run({ ...sdk, upload: 'manifest sdk', 'retention-days': '3', 'compression-level': '0' });
    const artifacts = await service.artifacts();
    const [artifact] = artifacts;
    const name = 'panta-distro-glibc-x86_64-pantavisor-starter-cortexa7t2hf-neon-toolchain-029.sh';
    expect(artifacts.map((made) => made.name).sort()).toEqual([
      `manifest-${MACHINE}`,
      `sdk-artifact-${MACHINE}`,
    ]);
    expect(artifacts.find((made) => made.name.startsWith('sdk'))?.files).toEqual([`sdk/${name}`]);
    expect(artifact?.expiresAt.getTime()).toBeGreaterThanOrEqual(before + 3 * DAY);
    expect(artifact?.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 3 * DAY);
    expect(Object.values(await contentOf(`manifest-${MACHINE}`)).map(({ compressed }) => compressed)).toEqual(
      [false],
    );
  });

  test('are compressed where that is worth it, and kept as the repository says, without the inputs', async () => {
    await run({ upload: 'manifest image' });
    const manifest = await contentOf(`manifest-${MACHINE}`);
    expect(Object.values(manifest).map(({ compressed }) => compressed)).toEqual([true]);
    const image = await contentOf(`image-${MACHINE}`);
    expect(Object.values(image).map(({ compressed }) => compressed)).toEqual([false, false, false]);
    for (const { expiresAt } of await service.artifacts()) {
      expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 80 * DAY);
    }
  });

  test('hold the logs of the failed tasks, and nothing else of the work folder', async () => {
    const result = await run({
      config: `${CONFIG}:kas/faults/fetch.yaml:kas/faults/python.yaml`,
      'keep-going': 'true',
    });
    expect(result.exitCode).toBe(1);
    const work = join(sample.workspace, 'build/tmp-scarthgap/work/cortexa7t2hf-neon-poky-linux');
    // The link names the log of the newest run; the logs of other tasks and runs lie beside it.
    const logs = ['libthttp/1.0+git/temp/log.do_compile', 'lxc-pv/3.0+git/temp/log.do_fetch'].map((link) => {
      const log = realpathSync(join(work, link));
      return [`${link.split('/')[0]}/${basename(log)}`, sha256sum(log)];
    });
    const content = Object.entries(await contentOf(`build-logs-${MACHINE}`));
    expect(Object.fromEntries(content.map(([name, { sha256 }]) => [name, sha256]))).toEqual(
      Object.fromEntries(logs),
    );
    expect((await service.artifacts()).map(({ name }) => name)).toEqual([`build-logs-${MACHINE}`]);
  });
});

describe('an artifact that cannot be made fails the step after the artifacts were staged', () => {
  test('because the run has one of that name', async () => {
    const inputs = { upload: 'manifest sbom' };
    await run(inputs);
    const result = await run({ upload: 'manifest sbom tezi' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([
      `The GitHub artifact manifest-${MACHINE} could not be made: this run has an artifact of that name already.\n` +
        `The GitHub artifact sbom-${MACHINE} could not be made: this run has an artifact of that name already.\n` +
        'Give each job that builds this machine another machine-name, or upload from one of them only.',
    ]);
    expect((await service.artifacts()).map(({ name }) => name)).toEqual([
      `manifest-${MACHINE}`,
      `sbom-${MACHINE}`,
      `tezi-image-${MACHINE}`,
    ]);
  });

  test('because the service is down', async () => {
    const result = await run(
      { upload: 'manifest tezi' },
      { env: { ACTIONS_RESULTS_URL: `http://127.0.0.1:${await closedPort()}/` } },
    );
    expect(result.exitCode).toBe(1);
    const [message = ''] = errorsOf(result);
    expect(message).toMatch(
      new RegExp(
        `^The GitHub artifacts manifest-${MACHINE}, tezi-image-${MACHINE} could not be made: .*ECONNREFUSED`,
      ),
    );
    expect(message).toContain('Run the job again. If it goes on, look at https://www.githubstatus.com.');
    expect(result.outputs['verdict']).toBe('success');
    const staged = await readStaged(result.outputs['artifact-dir'] ?? '');
    const [first] = staged.artifacts;
    expect(sha256sum(join(result.outputs['artifact-dir'] ?? '', first?.path ?? ''))).toBe(first?.sha256);
    expect(result.summary).toContain('### Artifacts');
  }, 120_000);
});

describe("GitHub's own client", () => {
  /** The files of the bundle that a run loaded, with those that hold the client marked. */
  async function loadedBy(inputs: Readonly<Record<string, string>>): Promise<Map<string, boolean>> {
    const folder = await mkdtemp(join(downloads, 'coverage-'));
    await run(inputs, { env: { NODE_V8_COVERAGE: folder } });
    const urls = readdirSync(folder).flatMap((file) => {
      const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        result: { url: string }[];
      };
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    });
    const files = urls.map((url) => fileURLToPath(url)).filter((file) => file.startsWith(`${DIST}/`));
    return new Map(
      files.map((file) => [basename(file), readFileSync(file, 'utf8').includes('DefaultArtifactClient')]),
    );
  }

  test('is loaded with the first artifact, and not without', async () => {
    const without = await loadedBy({ upload: 'none' });
    expect(without.get('kas-build.js')).toBe(false);
    const ownCode = [...without].filter(([, holds]) => holds).map(([file]) => file);
    const failing = await loadedBy({ target: 'no-such-recipe' });
    const withOne = await loadedBy({ upload: 'manifest' });
    const more = [...withOne.keys()].filter((file) => !without.has(file));
    expect(more.length).toBeGreaterThan(0);
    expect(more.filter((file) => withOne.get(file))).toHaveLength(1);
    expect([...failing.keys()].filter((file) => !without.has(file))).toEqual([]);
    expect(ownCode.length).toBeLessThanOrEqual(1);
    expect(await service.artifacts()).toMatchObject([{ name: `manifest-${MACHINE}` }]);
  });
});

/** A port of this machine on which nobody listens. */
function closedPort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
