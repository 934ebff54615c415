import { describe, expect, test } from '@jest/globals';
import type { ReleaseAsset } from '@pv-actions/core/github/release-assets.ts';
import fc from 'fast-check';
import { type AssetStep, nextStep, temporaryName, type WantedAsset } from '../src/asset-steps.ts';

const OURS: WantedAsset = { name: 'docs.tar.gz', size: 3, sha256: 'a'.repeat(64) };
const TEMPORARY = 'docs.tar.gz.aaaaaaaaaaaaaaaa.pv-actions';
const OTHERS_TEMPORARY = 'docs.tar.gz.bbbbbbbbbbbbbbbb.pv-actions';

let ids = 0;
function asset(name: string, changes: Partial<ReleaseAsset> = {}): ReleaseAsset {
  ids += 1;
  return {
    id: ids,
    name,
    size: 3,
    complete: true,
    sha256: 'a'.repeat(64),
    url: `https://x/${name}`,
    ...changes,
  };
}
const other = { sha256: 'b'.repeat(64) };

test('the temporary name tells contents apart', () => {
  expect(temporaryName(OURS)).toBe(TEMPORARY);
});

describe('the next step', () => {
  const done = asset(OURS.name);
  const old = asset(OURS.name, other);
  const fresh = asset(TEMPORARY);
  const half = asset(TEMPORARY, { complete: false, size: 0, sha256: undefined });
  const spoiled = asset(TEMPORARY, other);
  const leftover = asset(OTHERS_TEMPORARY, other);
  const bystander = asset('docs.tar.gz.sig');
  const readable = asset('docs.tar.gz.old.pv-actions');

  test.each<[string, ReleaseAsset[], AssetStep]>([
    ['nothing there', [], { do: 'upload' }],
    ['only files of others', [bystander, readable], { do: 'upload' }],
    ['an old file', [old], { do: 'upload' }],
    [
      'an old file of our size that does not say its digest',
      [asset(OURS.name, { sha256: undefined })],
      { do: 'upload' },
    ],
    ['the file', [done, bystander], { do: 'finish', asset: done, leftovers: [] }],
    [
      'the file and what broke off',
      [done, half, leftover],
      { do: 'finish', asset: done, leftovers: [half, leftover] },
    ],
    ['ours uploaded, the old there', [old, fresh], { do: 'swap', fresh, old }],
    ['ours uploaded, the old deleted', [fresh], { do: 'swap', fresh, old: undefined }],
    ['ours broke off', [old, half], { do: 'discard', asset: half }],
    ['ours was changed on its way', [spoiled], { do: 'discard', asset: spoiled }],
    ['another content was left, the old deleted', [leftover], { do: 'upload' }],
  ])('%s', (_, assets, step) => {
    expect(nextStep(assets, OURS)).toEqual(step);
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
      for (const { content, faults } of [...earlier, { content: last, faults: [] as Fault[] }]) {
        const wanted = { ...OURS, sha256: content.repeat(64) };
        const pending = [...faults];
        for (let round = 0; round < 20; round += 1) {
          const step = nextStep(assets, wanted);
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
            assets = assets.map((each) => (each === step.fresh ? { ...each, name: wanted.name } : each));
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
