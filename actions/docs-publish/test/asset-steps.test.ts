import { describe, expect, test } from '@jest/globals';
import type { ReleaseAsset } from '@pv-actions/core/github/release-assets.ts';
import fc from 'fast-check';
import { type AssetStep, nextStep, temporaryName, type WantedAsset } from '../src/asset-steps.ts';

const OURS: WantedAsset = { name: 'docs.tar.gz', size: 3, sha256: 'a'.repeat(64), run: '11111111' };
const TEMPORARY = 'docs.tar.gz.aaaaaaaaaaaaaaaa-11111111.pv-actions';
const NOW = new Date('2026-06-03T12:00:00Z');
const LONG_AGO = new Date('2026-06-03T11:44:59Z');

let ids = 0;
function asset(name: string, changes: Partial<ReleaseAsset> = {}): ReleaseAsset {
  ids += 1;
  const updated = new Date('2026-06-03T11:59:00Z');
  return {
    id: ids,
    name,
    size: 3,
    complete: true,
    sha256: 'a'.repeat(64),
    updated,
    url: `https://x/${name}`,
    ...changes,
  };
}
const other = { sha256: 'b'.repeat(64) };
const half = { complete: false, size: 0, sha256: undefined };

test('the temporary name tells contents and runs apart', () => {
  expect(temporaryName(OURS)).toBe(TEMPORARY);
});

describe('the next step', () => {
  const done = asset(OURS.name);
  const old = asset(OURS.name, other);
  const fresh = asset(TEMPORARY);
  const broken = asset(TEMPORARY, half);
  const spoiled = asset(TEMPORARY, other);
  const sameOfOthers = asset('docs.tar.gz.aaaaaaaaaaaaaaaa-22222222.pv-actions');
  const brokenOfOthers = asset('docs.tar.gz.aaaaaaaaaaaaaaaa-22222222.pv-actions', half);
  const left = asset('docs.tar.gz.bbbbbbbbbbbbbbbb-33333333.pv-actions', { ...other, updated: LONG_AGO });
  const onItsWay = asset('docs.tar.gz.bbbbbbbbbbbbbbbb-33333333.pv-actions', other);
  const bystander = asset('docs.tar.gz.sig');
  const readable = asset('docs.tar.gz.old.pv-actions', { updated: LONG_AGO });
  const spelled = asset('d.cs.tar.gz.aaaaaaaaaaaaaaaa-11111111.pv-actions');
  const spelledOld = asset('d.cs.tar.gz', other);

  test.each<[string, ReleaseAsset[], AssetStep]>([
    ['nothing there', [], { do: 'upload' }],
    ['only files of others', [bystander, readable], { do: 'upload' }],
    ['an old file', [old], { do: 'upload' }],
    [
      'an old file of our size that does not say its digest',
      [asset(OURS.name, { sha256: undefined })],
      { do: 'upload' },
    ],
    ['the file', [done, bystander, readable], { do: 'finish', asset: done, leftovers: [] }],
    ['the file and what is long left', [done, left], { do: 'finish', asset: done, leftovers: [left] }],
    ['the file and what another run uploads', [done, onItsWay], { do: 'finish', asset: done, leftovers: [] }],
    [
      'the file and an upload of ours that was not needed',
      [done, fresh],
      { do: 'finish', asset: done, leftovers: [fresh] },
    ],
    ['ours uploaded, the old there', [old, fresh], { do: 'swap', fresh, old, name: OURS.name }],
    ['ours uploaded, the old deleted', [fresh], { do: 'swap', fresh, old: undefined, name: OURS.name }],
    [
      'the same file that another run left',
      [old, sameOfOthers],
      { do: 'swap', fresh: sameOfOthers, old, name: OURS.name },
    ],
    ['ours broke off', [old, broken], { do: 'discard', asset: broken }],
    ['ours was changed on its way', [spoiled], { do: 'discard', asset: spoiled }],
    ['the same file on its way in another run', [old, brokenOfOthers], { do: 'upload' }],
    ['another content was left, the old deleted', [left], { do: 'upload' }],
  ])('%s', (_, assets, step) => {
    expect(nextStep(assets, OURS, NOW)).toEqual(step);
  });

  test('a name that GitHub spells in its own way: the temporary name shows it', () => {
    const wanted = { ...OURS, name: 'd+cs.tar.gz' };
    expect(nextStep([spelledOld, spelled], wanted, NOW)).toEqual({
      do: 'swap',
      fresh: spelled,
      old: spelledOld,
      name: 'd.cs.tar.gz',
    });
    const renamed = asset('d.cs.tar.gz');
    expect(nextStep([renamed], wanted, NOW)).toEqual({ do: 'finish', asset: renamed, leftovers: [] });
    // It may also be another file, so it is not deleted.
    expect(
      nextStep([spelledOld, asset('d+cs.tar.gz.aaaaaaaaaaaaaaaa-11111111.pv-actions')], wanted, NOW),
    ).toMatchObject({
      do: 'swap',
      old: undefined,
      name: 'd+cs.tar.gz',
    });
  });
});

/** GitHub as the steps see it, with faults: an upload may break off, or its bytes may change. */
type Fault = 'none' | 'broken' | 'spoiled' | 'killed';

test('whatever runs of two contents leave, the next run without faults ends with its file alone', () => {
  const fault = fc.constantFrom<Fault>('none', 'none', 'broken', 'spoiled', 'killed');
  const runs = fc.array(
    fc.record({ content: fc.constantFrom('a', 'b'), faults: fc.array(fault, { maxLength: 6 }) }),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(runs, fc.constantFrom('a', 'b'), (earlier, last) => {
      let assets: ReleaseAsset[] = [asset(OURS.name, { sha256: 'c'.repeat(64) }), asset('notes.txt')];
      for (const [run, { content, faults }] of [
        ...earlier,
        { content: last, faults: [] as Fault[] },
      ].entries()) {
        const wanted = { ...OURS, sha256: content.repeat(64), run: String(run).padStart(8, '0') };
        // All that earlier runs left was left long ago.
        assets = assets.map((each) => ({ ...each, updated: LONG_AGO }));
        const pending = [...faults];
        for (let round = 0; round < 20; round += 1) {
          const step = nextStep(assets, wanted, NOW);
          const happens = pending.shift() ?? 'none';
          if (happens === 'killed') break;
          if (step.do === 'finish') {
            assets = assets.filter((each) => !step.leftovers.includes(each));
            break;
          }
          if (step.do === 'discard') assets = assets.filter((each) => each !== step.asset);
          if (step.do === 'upload') {
            const name = temporaryName(wanted);
            expect(assets.map((each) => each.name)).not.toContain(name);
            const changes: Partial<ReleaseAsset> =
              happens === 'broken'
                ? { complete: false, size: 0, sha256: undefined }
                : { sha256: happens === 'spoiled' ? 'd'.repeat(64) : wanted.sha256 };
            assets = [...assets, asset(name, changes)];
          }
          if (step.do === 'swap') {
            assets = assets.filter((each) => each !== step.old);
            if (pending[0] === 'killed') continue;
            assets = assets.map((each) => (each === step.fresh ? { ...each, name: step.name } : each));
          }
        }
      }
      expect(assets.map(({ name, sha256 }) => [name, sha256?.charAt(0)]).sort()).toEqual([
        [OURS.name, last],
        ['notes.txt', 'a'],
      ]);
    }),
    { seed: 5, numRuns: 500 },
  );
});
