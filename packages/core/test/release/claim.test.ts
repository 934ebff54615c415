import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type ClaimedObject, claimOf, claimText, readManifestState } from '@pv-actions/core/release/claim.ts';
import { makeManifest, manifestText, parseManifest } from '@pv-actions/core/release/manifest.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const CLAIM = 'c1'.repeat(32);
const WHERE = 's3://b/p/029/rpi/manifest.json';
const parts = {
  name: 'rpi',
  tag: '029',
  channel: 'stable',
  claim: CLAIM,
  source: {
    run: 'https://github.com/o/r/actions/runs/1',
    sha: 'c0ffee',
    repository: 'o/r',
    ref: 'refs/tags/029',
  },
};
const errorOf = (action: () => unknown): string => userErrorOf(action).text;

describe('a manifest that is not complete', () => {
  test('is written with its keys in order', () => {
    expect(claimText(parts)).toBe(`{
  "schema": 1,
  "name": "rpi",
  "tag": "029",
  "channel": "stable",
  "complete": false,
  "claim": "${CLAIM}",
  "source": {
    "repository": "o/r",
    "ref": "refs/tags/029",
    "sha": "c0ffee",
    "run": "https://github.com/o/r/actions/runs/1"
  }
}
`);
  });

  test('is read as a claim', () => {
    const { source } = parts;
    expect(readManifestState(claimText(parts), WHERE)).toEqual({ kind: 'claim', claim: CLAIM, source });
    expect(readManifestState(claimText({ ...parts, source: {} }), WHERE)).toEqual({
      kind: 'claim',
      claim: CLAIM,
      source: {},
    });
  });

  test('is no manifest', () => {
    const text = errorOf(() => parseManifest(claimText(parts), WHERE));
    expect(text).toContain(`${WHERE} is not complete: a run is uploading it, or died while it did.`);
    expect(text).toContain('publish the machine again');
  });

  test('is none with all files either', () => {
    const whole = JSON.parse(complete()) as object;
    for (const value of [false, null, 0, 'true']) {
      const text = JSON.stringify({ ...whole, complete: value });
      expect(errorOf(() => parseManifest(text, WHERE))).toContain('is not complete');
      expect(errorOf(() => readManifestState(text, WHERE))).toContain('  claim: It is missing.');
    }
  });

  test.each([
    ['no claim', { claim: undefined }, '  claim: '],
    ['a claim that is no digest', { claim: 'C1'.repeat(32) }, '  claim: It must be a SHA-256 digest'],
    ['another schema', { schema: 2 }, '  schema: Only schema 1 is known here.'],
    ['a name that leaves its place', { name: '..' }, '  name: A machine name must not be "..".'],
    ['no source', { source: undefined }, '  source: '],
  ])('with %s is an error', (_, change, problem) => {
    const text = JSON.stringify({ ...(JSON.parse(claimText(parts)) as object), ...change });
    const message = errorOf(() => readManifestState(text, WHERE));
    expect(message).toContain(`${WHERE} does not have the expected form:`);
    expect(message).toContain(problem);
    expect(message).toContain('Look at this object.');
  });
});

describe('a manifest that is complete', () => {
  test('is read as such', () => {
    const manifest = parseManifest(complete(), WHERE);
    expect(readManifestState(complete(), WHERE)).toEqual({ kind: 'complete', manifest });
    const said = JSON.stringify({ ...manifest, complete: true });
    expect(readManifestState(said, WHERE)).toEqual({ kind: 'complete', manifest });
  });

  test.each([
    ['', 'is not JSON'],
    ['[]', 'does not have the expected form'],
    ['null', 'does not have the expected form'],
    ['{"complete": true}', '  files: '],
  ])('%j is none', (text, problem) => {
    expect(errorOf(() => readManifestState(text, WHERE))).toContain(problem);
    expect(errorOf(() => parseManifest(text, WHERE))).toContain(problem);
  });
});

describe('the claim', () => {
  const a: ClaimedObject = { key: 'p/a', contentId: '11', maker: 'gzip 6' };
  const b: ClaimedObject = { key: 'p/b', contentId: '22', maker: '' };

  test('is a digest that stays the same from release to release', () => {
    const text = String.raw`["[\"p/a\",\"11\",\"gzip 6\"]","[\"p/b\",\"22\",\"\"]"]`;
    expect(claimOf([a, b])).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('does not depend on the order, but on all else', () => {
    const claim = claimOf([a, b]);
    expect(claimOf([b, a])).toBe(claim);
    const others = [
      claimOf([a]),
      claimOf([a, b, b]),
      claimOf([a, { ...b, key: 'p/c' }]),
      claimOf([a, { ...b, contentId: '23' }]),
      claimOf([a, { ...b, maker: '22' }]),
      claimOf([
        { ...a, contentId: '22' },
        { ...b, contentId: '11' },
      ]),
      claimOf([]),
    ];
    expect(new Set([claim, ...others]).size).toBe(8);
    expect(claim).toMatch(/^[0-9a-f]{64}$/);
  });
});

function complete(): string {
  const file = {
    kind: 'sdk',
    key: 'p/029/rpi/x.sh',
    url: 'https://h/p/029/rpi/x.sh',
    size: 3,
    sha256: 'ab'.repeat(32),
    'media-type': 'application/x-sh',
  };
  const { name, tag, channel, source } = parts;
  return manifestText(
    makeManifest({ name, tag, channel, source, published: new Date('2026-06-03T10:00:12Z'), files: [file] }),
  );
}
