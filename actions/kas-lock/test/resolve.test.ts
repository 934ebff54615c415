import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import { daemonsIn, endDaemonsIn, leaveDaemon } from '@pv-actions/testkit/harness/spy.ts';
import { removals } from '../src/files.ts';
import { kasCaller } from '../src/kas-call.ts';
import { resolveTargets } from '../src/resolve.ts';
import { changedFiles, layerPins, newBranches } from '../src/revisions.ts';
import { machineTargets } from '../src/targets.ts';
import type { PlannedFiles, ResolveTarget } from '../src/types.ts';
import { type Bench, commitAll, makeBench, noRemotes, settleWithHeads } from './layer.ts';

const RELEASE = 'kas/build-configs/release';

let bench: Bench;
beforeAll(async () => {
  bench = await makeBench((a, b) => ({
    'kas/sourcedir.yaml': 'header:\n  version: 16\n\n_source_dir: .\n',
    'kas/base.yaml': `# The base
header:
  version: 16
defaults:
  repos:
    branch: main
repos:
  meta-own:
  meta-a:
    url: ${a.url}
    path: layers/meta-a
`,
    'kas/rpi.yaml': `header:\n  version: 16\n  includes:\n    - kas/b.yaml\nmachine: rpi\n`,
    'kas/b.yaml': `header:\n  version: 16\nrepos:\n  meta-b:\n    url: ${b.url}\n    branch: main\n`,
    'kas/qemu.yaml': 'header:\n  version: 16\nmachine: qemu\n',
  }));
});
beforeEach(() => bench.reset());
afterAll(() => bench.remove());

const LIST = {
  yoctoBranch: 'scarthgap',
  machines: [
    { name: 'rpi', config: 'kas/rpi.yaml:kas/base.yaml' },
    { name: 'qemu', config: 'kas/qemu.yaml:kas/base.yaml' },
  ],
};

function targets(list = LIST): ResolveTarget[] {
  return machineTargets(list, { prefix: 'kas/sourcedir.yaml', only: [] });
}

async function resolve(list = targets()): Promise<PlannedFiles> {
  const kas = await bench.kas();
  try {
    return await resolveTargets(list, bench.place, await bench.tracked(), kas, noRemotes);
  } finally {
    kas.close();
  }
}

/** Puts the files into the layer, as a merged request would. */
async function apply(made: PlannedFiles, keep = false): Promise<void> {
  for (const { path, after } of await settleWithHeads(made, bench, keep)) {
    await bench.write({ [path]: String(after) });
  }
  await commitAll(bench.place.repository);
}

const released = (name: string): Promise<string> =>
  readFile(join(bench.place.repository, RELEASE, `${name}-scarthgap.yaml`), 'utf8');

describe('resolveTargets', () => {
  test('writes what kas dumps, with all revisions', async () => {
    const made = await resolve();
    expect(made).toMatchObject({ failures: [], fixed: [], warnings: [] });
    const settled = await settleWithHeads(made, bench);
    expect(settled.map(({ path, before }) => [path, before])).toEqual([
      [`${RELEASE}/rpi-scarthgap.yaml`, undefined],
      [`${RELEASE}/qemu-scarthgap.yaml`, undefined],
    ]);
    expect(settled[0]?.after?.toString()).toBe(`header:
    version: 16
_source_dir: .
repos:
    meta-b:
        url: ${bench.b.url}
        branch: main
        commit: ${await bench.b.sha()}
    meta-own:
    meta-a:
        url: ${bench.a.url}
        path: layers/meta-a
        commit: ${await bench.a.sha()}
machine: rpi
defaults:
    repos:
        branch: main
`);
    expect(await bench.status()).toBe('');
    expect(await bench.leftovers()).toEqual([]);
  });

  test('kas clones a layer once for all machines, and only its newest commit', async () => {
    await resolve();
    const calls = await bench.calls();
    expect(calls.map(({ argv }) => argv.slice(0, 3))).toEqual([
      ['dump', '--format=yaml', 'kas/sourcedir.yaml:kas/rpi.yaml:kas/base.yaml'],
      ['dump', '--resolve-refs', '--format=yaml'],
      ['dump', '--format=yaml', 'kas/sourcedir.yaml:kas/qemu.yaml:kas/base.yaml'],
      ['dump', '--resolve-refs', '--format=yaml'],
    ]);
    expect(new Set(calls.map(({ env }) => env['KAS_WORK_DIR']))).toEqual(new Set([calls[0]?.cwd]));
    expect(calls[0]?.env).toMatchObject({
      KAS_CLONE_DEPTH: '1',
      KAS_BUILD_DIR: join(calls[0]?.cwd ?? '', 'build'),
    });
  });

  test('a second run changes nothing; a head that moved changes the revision only', async () => {
    await apply(await resolve());
    const again = await resolve();
    expect(await settleWithHeads(again, bench)).toEqual([]);
    const [a, b] = [await bench.a.sha(), await bench.b.sha()];
    expect(layerPins(again.files)).toEqual([
      { name: 'meta-b', url: bench.b.url, branch: 'main', old: b, files: [`${RELEASE}/rpi-scarthgap.yaml`] },
      {
        ...{ name: 'meta-a', url: bench.a.url, branch: 'main', old: a },
        files: [`${RELEASE}/rpi-scarthgap.yaml`, `${RELEASE}/qemu-scarthgap.yaml`],
      },
    ]);
    expect(newBranches(again.files)).toEqual([]);

    const before = await released('rpi');
    const next = await bench.a.advance();
    const moved = await settleWithHeads(await resolve(), bench);
    expect(moved.map(({ path }) => path)).toEqual([
      `${RELEASE}/rpi-scarthgap.yaml`,
      `${RELEASE}/qemu-scarthgap.yaml`,
    ]);
    expect(String(moved[0]?.after)).toBe(before.replace(a, next));
  });

  test('a head that moves while kas runs is the same in all files, and one that is not taken stays', async () => {
    await apply(await resolve());
    const asked = await bench.a.sha();
    await bench.a.advance();
    await bench.b.advance();
    const made = await resolve();
    expect(changedFiles(made.files, ({ url }) => (url === bench.a.url ? asked : undefined), false)).toEqual(
      [],
    );
  });

  test('keep-revisions moves no revision, follows the configuration, and gives new layers their head', async () => {
    await apply(await resolve());
    const a = await bench.a.sha();
    await bench.a.advance();
    const b = await bench.b.advance();
    await bench.write({
      'kas/qemu.yaml': 'header:\n  version: 16\n  includes: [kas/b.yaml]\nmachine: qemu-new\n',
    });
    const made = await resolve();
    expect(newBranches(made.files)).toEqual([{ url: bench.b.url, branch: 'main' }]);
    const settled = await settleWithHeads(made, bench, true);
    expect(settled.map(({ path }) => path)).toEqual([`${RELEASE}/qemu-scarthgap.yaml`]);
    const text = String(settled[0]?.after);
    expect(text).toContain('machine: qemu-new\n');
    expect(text).toContain(`commit: ${a}\n`);
    expect(text).toContain(`commit: ${b}\n`);
  });

  test('a layer at another URL, or on another branch, is a new one', async () => {
    await apply(await resolve());
    await bench.write({
      'kas/base.yaml': `header: {version: 16}\nrepos:\n  meta-own:\n  meta-a: {url: "${bench.b.url}", branch: main}\n`,
    });
    const made = await resolve(targets().slice(1));
    expect(layerPins(made.files)).toEqual([]);
    expect(newBranches(made.files)).toEqual([{ url: bench.b.url, branch: 'main' }]);
    const settled = await settleWithHeads(made, bench, true);
    expect(String(settled[0]?.after)).toContain(`commit: ${await bench.b.sha()}\n`);
  });

  test('machines that clone different repositories to one folder get the revisions of their own', async () => {
    await bench.write({
      'kas/other.yaml': `header: {version: 16}\nrepos:\n  meta-own:\n  x: {url: "${bench.b.url}", branch: main, path: layers/meta-a}\n`,
    });
    await commitAll(bench.place.repository);
    await bench.b.advance();
    const list = { ...LIST, machines: [...LIST.machines, { name: 'other', config: 'kas/other.yaml' }] };
    const made = await resolve(targets(list));
    expect(made.failures).toEqual([]);
    expect(made.files[2]?.layers).toMatchObject([{ key: 'x', revision: await bench.b.sha() }]);
    expect(await bench.leftovers()).toEqual([]);
  });

  test('a commit of the configuration stays, and is told', async () => {
    const old = await bench.a.sha();
    await bench.a.advance();
    await bench.write({
      'kas/qemu.yaml': `header: {version: 16}\nrepos: {meta-a: {commit: ${old}}}\n`,
      'kas/base.lock.yaml': `header: {version: 14}\noverrides: {repos: {meta-b: {commit: ${await bench.b.sha()}}}}\n`,
    });
    await commitAll(bench.place.repository);
    const sha = await bench.b.sha();
    await bench.b.advance();
    const list = {
      ...LIST,
      machines: LIST.machines.map((each) => ({ ...each, config: `kas/qemu.yaml:${each.config}` })),
    };
    const made = await resolve(targets(list));
    expect(made.failures).toEqual([]);
    expect(made.fixed).toEqual([
      { key: 'meta-a', url: bench.a.url, branch: 'main', revision: old, names: ['rpi', 'qemu'] },
      { key: 'meta-b', url: bench.b.url, branch: 'main', revision: sha, names: ['rpi'] },
    ]);
    expect(layerPins(made.files)).toEqual([]);
    const settled = await settleWithHeads(made, bench);
    expect(String(settled[1]?.after)).toContain(`commit: ${old}\n`);
  });

  test('kas fails for one machine: its own last words are the cause, and the others go on', async () => {
    await bench.write({
      'kas/qemu.yaml': `header: {version: 16}\nrepos: {gone: {url: "file://${bench.folder}/gone.git", branch: main}}\n`,
    });
    await commitAll(bench.place.repository);
    const made = await resolve();
    expect(made.files.map(({ names }) => names)).toEqual([['rpi']]);
    expect(made.failures).toEqual([
      {
        name: 'qemu',
        unreachable: true,
        cause: expect.stringMatching(/^kas dump for qemu failed with exit code \d+\.$/),
        detail: expect.stringMatching(/gone\.git' does not/),
        advice: 'Its last lines are in the log. Try the same command in the layer, with KAS_CLONE_DEPTH=1.',
        files: [`${RELEASE}/qemu-scarthgap.yaml`],
      },
    ]);
    expect(made.failures[0]?.detail).not.toContain(join(bench.folder, 'run'));
    expect(await bench.leftovers()).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'no such file',
      { 'kas/qemu.yaml': 'header: {version: 16, includes: [kas/no.yaml]}\n' },
      'The kas file kas/no.yaml, which kas/qemu.yaml includes, does not exist.',
    ],
    [
      'a file that is no YAML',
      { 'kas/qemu.yaml': 'header: {version: 16\n' },
      'kas/qemu.yaml is not valid YAML: line',
    ],
    [
      'a folder of this machine',
      { 'kas/qemu.yaml': 'header: {version: 16}\nlocal_conf_header: {x: "A = \\"HERE\\""}\n' },
      'kas dump printed a folder of this machine, under x.',
    ],
    [
      'includes in a circle',
      { 'kas/qemu.yaml': 'header: {version: 16, includes: [kas/qemu.yaml]}\n' },
      'kas files include each other in a circle: kas/qemu.yaml, kas/qemu.yaml.',
    ],
    [
      'an unknown key',
      { 'kas/qemu.yaml': 'header: {version: 16}\nmachines: x\n' },
      'kas dump for qemu failed with exit code 2.',
    ],
  ])('%s is an error of that machine', async (_, texts, cause) => {
    const here = Object.entries(texts).map(([path, text]) => [
      path,
      text.replace('HERE', bench.place.repository),
    ]);
    await bench.write(Object.fromEntries(here));
    const made = await resolve(targets().slice(1));
    expect(made.failures).toMatchObject([
      { name: 'qemu', unreachable: false, cause: expect.stringContaining(cause) },
    ]);
    expect(made.files).toEqual([]);
  });

  test('a release file that is a link is not followed; one that is broken is replaced', async () => {
    await apply(await resolve());
    const file = join(bench.place.repository, RELEASE, 'qemu-scarthgap.yaml');
    await writeFile(file, '<<<<<<< ours\n');
    const made = await resolve();
    expect(made.files[1]).toMatchObject({ oldLayers: [] });
    expect(String((await settleWithHeads(made, bench))[0]?.after)).toContain('machine: qemu\n');
    await symlink('/etc/hostname', `${file}.link`);
    const linked = targets().map((target) => ({ ...target, file: `${target.file}.link` }));
    expect((await resolve(linked.slice(1))).failures).toMatchObject([
      { cause: `${RELEASE}/qemu-scarthgap.yaml.link is no file, but a link.` },
    ]);
  });

  describe('a kas that does not end', () => {
    let slow: string;
    beforeAll(async () => {
      slow = join(bench.folder, 'slow-kas');
      const script = '#!/bin/sh\ntest "$1" != --version || { echo "kas 5.4"; exit; }\nsleep 1000 & wait\n';
      await writeFile(slow, script, { mode: 0o755 });
    });

    // What it has started holds its output open: a run that comes to its end has ended it.
    test('is ended with all that it started, and the next is not begun', async () => {
      const kas = await bench.kas({ timeoutMinutes: 0.005 }, slow);
      const made = await resolveTargets(targets(), bench.place, await bench.tracked(), kas, noRemotes);
      kas.close();
      expect(made.failures.map(({ name, cause }) => [name, cause])).toEqual([
        ['rpi', 'kas dump for rpi was not done within 0.005 min, the time limit for kas.'],
        ['qemu', 'kas dump for qemu was not done within 0.005 min, the time limit for kas.'],
      ]);
      expect(await bench.leftovers()).toEqual([]);
    });

    test('ends with the run, which leaves nothing', async () => {
      const program = await findKas(slow, bench.place.cwd, bench.deps);
      const exec: typeof bench.deps.exec = (argv, options) =>
        bench.deps.exec(argv, {
          ...options,
          onStart: (pid) => {
            options.onStart?.(pid);
            bench.cancel();
          },
        });
      const kas = kasCaller(program, { timeoutMinutes: undefined }, { ...bench.deps, exec });
      const made = resolveTargets(targets(), bench.place, await bench.tracked(), kas, noRemotes);
      await expect(made).rejects.toThrow('The run was cancelled.');
      kas.close();
      expect(await bench.leftovers()).toEqual([]);
    });
  });

  test('a daemon that kas leaves has ended, and is told of', async () => {
    const spying = join(bench.folder, 'spying-kas');
    const script = `#!/bin/sh\n[ "$1" = --version ] || ${leaveDaemon(bench.folder)}\nexec kas "$@"\n`;
    await writeFile(spying, script, { mode: 0o755 });
    const kas = await bench.kas({}, spying);
    try {
      const { failures } = await resolveTargets(
        targets(),
        bench.place,
        await bench.tracked(),
        kas,
        noRemotes,
      );
      expect(failures).toEqual([]);
      const daemons = daemonsIn(bench.folder);
      expect(daemons.length).toBeGreaterThan(1);
      expect(daemons.filter(({ runs }) => runs)).toEqual([]);
      const warnings = bench.deps.log.said.filter(({ level }) => level === 'warning');
      expect(warnings.map(({ text }) => text.replace(/\d+ .*/, ''))).toEqual(
        Array(daemons.length).fill('kas left a process running, which was ended: "'),
      );
    } finally {
      kas.close();
      endDaemonsIn(bench.folder);
    }
  });

  test('a run that is cancelled ends, and leaves nothing', async () => {
    const kas = await bench.kas();
    bench.cancel();
    await expect(
      resolveTargets(targets(), bench.place, await bench.tracked(), kas, noRemotes),
    ).rejects.toThrow('The run was cancelled.');
    kas.close();
    expect(await bench.leftovers()).toEqual([]);
  });

  test('a working directory below the top of the repository', async () => {
    await bench.write({
      'sub/kas/x.yaml': `header: {version: 16}\n_source_dir: .\nrepos: {meta-a: {url: "${bench.a.url}", branch: main}}\n`,
    });
    await commitAll(bench.place.repository);
    const place = { ...bench.place, cwd: join(bench.place.repository, 'sub') };
    const kas = await bench.kas();
    const target = { name: 'x', config: 'kas/x.yaml', file: `${RELEASE}/x.yaml` };
    const made = await resolveTargets([target], place, await bench.tracked(place), kas, noRemotes);
    kas.close();
    expect(made.failures).toEqual([]);
    expect(made.files.map(({ path }) => path)).toEqual([`sub/${RELEASE}/x.yaml`]);
  });
});

test('files of machines that went are removed', async () => {
  await apply(await resolve());
  const path = `${RELEASE}/qemu-scarthgap.yaml`;
  expect(await removals([path], bench.place)).toEqual([
    { path, before: Buffer.from(await released('qemu')), after: undefined },
  ]);
});
