import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { cephExpected } from '@pv-actions/testkit/s3/ceph.ts';
import type { FaultProxy, ProxiedRequest } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Gate, startGate } from '@pv-actions/testkit/s3/gate.ts';
import { type Bench, BUCKET, badge, errorOf, openBench, PREFIX, pointer } from './bench.ts';
import { badgesHere, type Ran } from './here.ts';

type Held = (request: ProxiedRequest) => boolean;
const LATEST = 'latest/stable/badges';
const write =
  (key: string): Held =>
  ({ method, path }) =>
    method === 'PUT' && path.endsWith(`/${key}`);

/** The keys of what shows `machines`, below the prefix. */
function keysOf(tag: string, machines: readonly string[], channel = 'stable'): string[] {
  return [`${tag}/badges`, `latest/${channel}/badges`].flatMap((folder) =>
    machines.flatMap((machine) => [`${folder}/${machine}.json`, `${folder}/${machine}.svg`]),
  );
}

for (const kind of ['embedded', 'ceph'] as const) {
  const suite = kind === 'embedded' || cephExpected() ? describe : describe.skip;
  suite(`releases, on ${kind === 'ceph' ? 'Ceph' : 'the embedded server'}`, () => {
    let bench: Bench;
    let older: string;
    let newer: string;
    let count = 0;
    let prefix = '';
    const gates: Gate[] = [];
    afterEach(() => Promise.all(gates.splice(0).map((each) => each.close())));
    beforeAll(async () => {
      bench = await openBench(kind);
      older = await bench.seed([{ name: 'build (a)', conclusion: 'failure' }, 'build (b)']);
      newer = await bench.seed(['build (a)', { name: 'build (c)', conclusion: 'cancelled' }]);
    });
    afterAll(async () => {
      await bench?.close();
    });

    test('the first release, again, the next, an older one', async () => {
      const run = await bench.seed([
        'lint',
        'build (rpi-scarthgap)',
        { name: 'build (x86+64) / build', conclusion: 'failure' },
        { name: 'badges', conclusion: null },
      ]);
      const first = await bench.badges(run);
      expect(errorOf(first)).toBe('');
      expect(first.outputs).toMatchObject({ passing: '1', failing: '1', changed: 'true' });
      const texts = await bench.texts(keysOf('029', ['rpi-scarthgap', 'x86+64']));
      for (const folder of ['029/badges', 'latest/stable/badges']) {
        expect(texts[`${folder}/rpi-scarthgap.json`]).toBe(badge('rpi-scarthgap', 'passing'));
        expect(texts[`${folder}/rpi-scarthgap.svg`]).toMatch(/^<svg .*>passing<\/text>/);
        expect(texts[`${folder}/x86+64.json`]).toBe(badge('x86+64', 'failing'));
        expect(texts[`${folder}/x86+64.svg`]).toMatch(/^<svg .*>failing<\/text>/);
      }
      expect(await bench.text(`${PREFIX}/${LATEST}/tag.json`)).toBe(pointer('029'));
      expect(await bench.text(`${PREFIX}/${LATEST}/tag.svg`)).toMatch(/>latest stable<.*>029</);
      expect(await bench.text(`${PREFIX}/029/badges/tag.json`)).toBeUndefined();

      const again = await bench.badges(run);
      expect(again.outputs['changed']).toBe('false');
      expect(again.log).toContain(
        'latest/stable shows 029. Everything is there already. Nothing was written.',
      );

      const next = await bench.seed(['build (rpi-scarthgap)']);
      expect((await bench.badges(next, { tag: '030' })).outputs['changed']).toBe('true');
      expect(await bench.text(`${PREFIX}/${LATEST}/tag.json`)).toBe(pointer('030'));
      // Without prune the badge of a machine that is gone stays.
      expect(await bench.text(`${PREFIX}/${LATEST}/x86+64.json`)).toBe(badge('x86+64', 'failing'));

      const older = await bench.badges(run, { tag: '029-rc1', channel: 'stable' });
      expect(errorOf(older)).toBe('');
      expect(older.summary).toContain('latest/stable shows 030, which is newer.');
      expect(await bench.text(`${PREFIX}/029-rc1/badges/x86+64.json`)).toBe(badge('x86+64', 'failing'));
      expect(await bench.text(`${PREFIX}/${LATEST}/tag.json`)).toBe(pointer('030'));
      expect(await bench.text(`${PREFIX}/${LATEST}/rpi-scarthgap.json`)).toBe(
        badge('rpi-scarthgap', 'passing'),
      );
    });

    async function gate(held: Held): Promise<Gate> {
      const made = await startGate(bench.s3.endpoint, held);
      gates.push(made);
      return made;
    }
    function fresh(): void {
      count += 1;
      prefix = `layer-${count}`;
    }
    const badges = (tag: '028' | '029', way?: FaultProxy, inputs = {}): Promise<Ran> =>
      badgesHere(bench, tag === '028' ? older : newer, {
        tag,
        prefix,
        formats: 'json',
        ...(way === undefined ? {} : { endpoint: way.endpoint }),
        ...inputs,
      });
    const text = (name: string) => bench.text(`${prefix}/${name}`);

    /** Whether latest/ is what 029 says. A machine that only 028 has may have its badge. */
    async function showsNewer(formats: readonly string[] = ['json']): Promise<void> {
      for (const name of formats.flatMap((format) => [`a.${format}`, `c.${format}`])) {
        expect({ name, text: await text(`${LATEST}/${name}`) }).toEqual({
          name,
          text: await text(`029/badges/${name}`),
        });
      }
      expect(await text(`${LATEST}/a.json`)).toBe(badge('a', 'passing'));
      expect(await text(`${LATEST}/tag.json`)).toBe(pointer('029'));
      if (formats.includes('svg')) expect(await text(`${LATEST}/tag.svg`)).toMatch(/>029<\/text>/);
      // Each tag has its own badges, whoever won.
      expect(await text('028/badges/a.json')).toBe(badge('a', 'failing'));
    }

    test.each([
      ['tag.json', `${LATEST}/tag.json`],
      ...(kind === 'ceph'
        ? []
        : [
            ['its own badges', '028/badges/a.json'],
            ['a badge below latest/', `${LATEST}/a.json`],
          ]),
    ])('the older one is about to write %s when the newer one runs: it gives way', async (_, key) => {
      fresh();
      const held = await gate(write(key));
      const running = badges('028', held);
      await held.reached;
      expect(errorOf(await badges('029'))).toBe('');
      held.open();
      const result = await running;
      expect(errorOf(result)).toBe('');
      expect(result.outputs['changed']).toBe('true');
      expect(result.summary).toContain(
        'latest/stable shows 029: the run of that newer tag was faster, and this one gave way.',
      );
      await showsNewer();
      // It was not there before the older one wrote it.
      expect(await text(`${LATEST}/b.json`)).toBeUndefined();
    });

    test.each([
      ['tag.json', `${LATEST}/tag.json`],
      ...(kind === 'ceph' ? [] : [['a badge below latest/', `${LATEST}/a.json`]]),
    ])('the newer one is about to write %s when the older one runs: both end well', async (_, key) => {
      fresh();
      const held = await gate(write(key));
      const running = badges('029', held);
      await held.reached;
      const first = await badges('028');
      expect(errorOf(first)).toBe('');
      expect(first.summary).toContain('latest/stable shows 028.');
      held.open();
      expect((await running).summary).toContain('latest/stable shows 029.');
      await showsNewer();
    });

    // What follows is no matter of the store.
    if (kind === 'ceph') return;

    test('both stand before a write when the newer one goes on: the older one puts its badge right', async () => {
      fresh();
      const both = { formats: 'json svg' };
      const first = await gate(write(`${LATEST}/a.json`));
      const running = badges('028', first, both);
      await first.reached;
      const second = await gate(write(`${LATEST}/tag.json`));
      const winning = badges('029', second, both);
      await second.reached;
      first.open();
      second.open();
      expect(errorOf(await winning)).toBe('');
      expect(errorOf(await running)).toBe('');
      await showsNewer(['json', 'svg']);
    });

    test('a badge that somebody else changed while tag.json was written is written again', async () => {
      fresh();
      const held = await gate(write(`${LATEST}/tag.json`));
      const running = badges('029', held);
      await held.reached;
      await bench.put(`${prefix}/${LATEST}/a.json`, badge('a', 'failing'));
      await bench.put(`${prefix}/028/badges/a.json`, badge('a', 'failing'));
      held.open();
      expect(errorOf(await running)).toBe('');
      await showsNewer();
    });

    test('the older one fails at a badge after the newer one has won: its other badges are put right', async () => {
      fresh();
      const held = await gate(write(`${LATEST}/b.json`));
      const running = badges('028', held);
      await held.reached;
      await bench.put(`${prefix}/${LATEST}/tag.json`, pointer('029'));
      await bench.put(`${prefix}/029/badges/a.json`, badge('a', 'passing'));
      await bench.put(`${prefix}/029/badges/b.json`, badge('b', 'cancelled'));
      held.setRule(({ method, path }) =>
        method === 'PUT' && path === `/${BUCKET}/${prefix}/${LATEST}/b.json`
          ? { kind: 'status', status: 403, code: 'AccessDenied' }
          : undefined,
      );
      held.open();
      expect(errorOf(await running)).toMatch(/^Could not write .*\/b\.json at /);
      expect(await text(`${LATEST}/a.json`)).toBe(badge('a', 'passing'));
      expect(await text('028/badges/a.json')).toBe(badge('a', 'failing'));
    });

    test('what an older run left that was killed behind the newer one is put right by any run', async () => {
      fresh();
      const broken = async (): Promise<void> => {
        await bench.put(`${prefix}/${LATEST}/a.json`, badge('a', 'failing'));
      };
      expect(errorOf(await badges('029'))).toBe('');
      await broken();
      const dry = await badges('028', undefined, { 'dry-run': 'true' });
      expect(dry.log).toContain(`Dry run: ${prefix}/${LATEST}/a.json would be written.`);
      const older = await badges('028');
      expect(older.summary).toContain('latest/stable shows 029, which is newer.');
      await showsNewer();
      await broken();
      expect(errorOf(await badges('029'))).toBe('');
      await showsNewer();
    });
  });
}
