import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cephExpected } from '@pv-actions/testkit/s3/ceph.ts';
import { type Bench, badge, errorOf, LATEST, openBench, PREFIX, pointer } from './bench.ts';

/** The keys of what shows `machines`, below the prefix. */
function keysOf(tag: string, machines: readonly string[], channel = 'stable'): string[] {
  return [`${tag}/badges`, `latest/${channel}/badges`].flatMap((folder) =>
    machines.flatMap((machine) => [`${folder}/${machine}.json`, `${folder}/${machine}.svg`]),
  );
}

for (const kind of ['embedded', 'ceph'] as const) {
  const suite = kind === 'embedded' || cephExpected() ? describe : describe.skip;
  suite(`badges of a release, on ${kind === 'ceph' ? 'Ceph' : 'the embedded server'}`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(kind);
    });
    afterAll(() => bench?.close());

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
      expect(await bench.text(`${LATEST}/tag.json`)).toBe(pointer('029'));
      expect(await bench.text(`${LATEST}/tag.svg`)).toMatch(/>latest stable<.*>029</);
      expect(await bench.text(`${PREFIX}/029/badges/tag.json`)).toBeUndefined();

      const again = await bench.badges(run);
      expect(again.outputs['changed']).toBe('false');
      expect(again.log).toContain(
        'latest/stable shows 029. Everything is there already. Nothing was written.',
      );

      const next = await bench.seed(['build (rpi-scarthgap)']);
      expect((await bench.badges(next, { tag: '030' })).outputs['changed']).toBe('true');
      expect(await bench.text(`${LATEST}/tag.json`)).toBe(pointer('030'));
      // Without prune the badge of a machine that is gone stays.
      expect(await bench.text(`${LATEST}/x86+64.json`)).toBe(badge('x86+64', 'failing'));

      const older = await bench.badges(run, { tag: '029-rc1', channel: 'stable' });
      expect(errorOf(older)).toBe('');
      expect(older.summary).toContain('latest/stable shows 030, which is newer.');
      expect(await bench.text(`${PREFIX}/029-rc1/badges/x86+64.json`)).toBe(badge('x86+64', 'failing'));
      expect(await bench.text(`${LATEST}/tag.json`)).toBe(pointer('030'));
      expect(await bench.text(`${LATEST}/rpi-scarthgap.json`)).toBe(badge('rpi-scarthgap', 'passing'));
    });
  });
}
