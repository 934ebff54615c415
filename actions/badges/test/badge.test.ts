import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { needed } from '@pv-actions/testkit/needing.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import {
  type Badge,
  badgeJson,
  badgeSvg,
  machineBadge,
  showsMachine,
  tagBadge,
  tagIn,
} from '../src/badge.ts';

test.each([
  ['passing', 'brightgreen'],
  ['failing', 'red'],
  ['cancelled', 'lightgrey'],
  ['skipped', 'yellow'],
  ['running', 'blue'],
] as const)('the endpoint JSON of a machine that is %s', (state, color) => {
  expect(badgeJson(machineBadge('rpi-scarthgap', state))).toBe(
    `{"schemaVersion":1,"label":"rpi-scarthgap","message":"${state}","color":"${color}"}`,
  );
});

test.each([
  ['stable', '029', '{"schemaVersion":1,"label":"latest stable","message":"029","color":"blue"}'],
  [
    'release-candidate',
    '029-rc1',
    '{"schemaVersion":1,"label":"latest rc","message":"029-rc1","color":"orange"}',
  ],
  ['nightly', '029', '{"schemaVersion":1,"label":"latest nightly","message":"029","color":"blue"}'],
])('tag.json of the channel %s', (channel, tag, text) => {
  expect(badgeJson(tagBadge(channel, tag))).toBe(text);
});

describe('the tag that tag.json names', () => {
  test('is its message, whatever else it holds', () => {
    expect(tagIn('{"x": 1, "message": "028-rc10.1"}\n', 'it')).toBe('028-rc10.1');
  });

  test.each([
    ['{"message"', 'The object is not JSON: '],
    ['{"schemaVersion":1}', 'message: It is missing.'],
    ['{"message":29}', 'message: It must be a text.'],
    ['{"message":""}', 'message: A tag must not be empty.'],
    ['{"message":"../x"}', 'message: A tag must not hold a slash.'],
    ['[]', 'the document: It must be an object.'],
  ])('%j names none', (text, message) => {
    const error = userErrorOf(() => tagIn(text, 'The object'));
    expect(error.message).toContain(message);
    expect(error.message).toContain('The object ');
    expect(error.advice).toContain('Look at it, and correct it or remove it');
  });
});

test.each(['', '<html>Sign in</html>'])('%j in the place of tag.json is no reason to remove that', (text) => {
  const where = 's3://b/latest/stable/badges/tag.json at https://s3.example.org';
  const { message, advice } = userErrorOf(() => tagIn(text, where));
  expect(message).toContain(`${where} is not JSON. It `);
  expect(advice).toContain(
    '`aws s3 cp s3://b/latest/stable/badges/tag.json - --endpoint-url https://s3.example.org`',
  );
  expect(advice).toContain('check `endpoint` and the proxy, and run this step again.');
  expect(advice).not.toContain('remove');
});

/** Colours as the README of badge-maker 6 states them: the palette of shields.io since 2026, text on them has more contrast. */
const PALETTE: Readonly<Record<string, string>> = {
  brightgreen: '#4b0',
  red: '#dd4343',
  lightgrey: '#939393',
  yellow: '#d8b800',
  blue: '#007ec6',
  orange: '#ea7233',
};

/** Reads pictures with a parser of XML: their sizes, their texts with their widths, and the colours that they fill rectangles with. */
const READ = `
import json, sys, xml.etree.ElementTree as tree
svg = '{http://www.w3.org/2000/svg}'
def read(text):
  root = tree.fromstring(text.encode())
  rects = [r for r in root.iter(svg + 'rect') if r.get('fill', '').startswith('#')]
  return {
    'tag': root.tag, 'width': float(root.get('width')), 'label': root.get('aria-label'), 'title': root.find(svg + 'title').text,
    'texts': sorted({t.text: float(t.get('textLength')) / 10 for t in root.iter(svg + 'text')}.items()),
    'rects': [[float(r.get('x', '0')), float(r.get('width')), r.get('fill')] for r in rects],
  }
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

interface Picture {
  readonly tag: string;
  readonly width: number;
  readonly label: string;
  readonly title: string;
  readonly texts: readonly [text: string, width: number][];
  readonly rects: readonly [x: number, width: number, fill: string][];
}

function readAll(badges: readonly Badge[]): Picture[] {
  const input = JSON.stringify(badges.map(badgeSvg));
  const { status, stdout, stderr } = spawnSync('python3', ['-c', READ], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Picture[];
}

const BADGES: readonly Badge[] = [
  machineBadge('rpi-scarthgap', 'passing'),
  machineBadge('rpi-scarthgap', 'failing'),
  machineBadge('rpi-scarthgap', 'cancelled'),
  machineBadge('rpi-scarthgap', 'skipped'),
  machineBadge('rpi-scarthgap', 'running'),
  tagBadge('stable', '029'),
  tagBadge('release-candidate', '029-rc1'),
  machineBadge('a & <b> "c" \'d\'', 'passing'),
  machineBadge('<script>alert(1)</script>', 'failing'),
  machineBadge('größe-机器-\u{1F680}', 'passing'),
  machineBadge(`raspberrypi-${'x'.repeat(110)}`, 'passing'),
];
const NOT_IN_XML = machineBadge('a\uFFFEb', 'passing');

const suite = needed('python3') ? describe : describe.skip;
suite('the picture, read as XML', () => {
  let pictures: readonly Picture[];
  beforeAll(() => {
    pictures = readAll([...BADGES, NOT_IN_XML]);
  });

  test.each(BADGES.map((badge, at) => [badge, at] as const))('%j: texts, colour and width', (badge, at) => {
    const { label, message, color } = badge;
    const picture = pictures[at];
    expect(picture).toMatchObject({
      tag: '{http://www.w3.org/2000/svg}svg',
      label: `${label}: ${message}`,
      title: `${label}: ${message}`,
    });
    const texts = new Map(picture?.texts);
    expect([...texts.keys()].sort()).toEqual([label, message].sort());
    const [left, right] = picture?.rects ?? [];
    expect(left?.[2]).toBe('#555');
    expect(right?.[2]).toBe(PALETTE[color]);
    // Each half holds its text with a margin, and the halves are the whole.
    expect(left?.[1]).toBeGreaterThan(texts.get(label) ?? Infinity);
    expect(right?.[1]).toBeGreaterThan(texts.get(message) ?? Infinity);
    expect(right?.[0]).toBe(left?.[1]);
    expect(picture?.width).toBe((left?.[1] ?? 0) + (right?.[1] ?? 0));
    // No character of Verdana at 11 pixels is narrower than 3 pixels.
    expect(texts.get(label)).toBeGreaterThan(3 * label.length);
  });

  test('a character that XML cannot hold is replaced', () => {
    expect(pictures.at(-1)?.title).toBe('a\uFFFDb: passing');
  });

  test('has nothing that a browser would run or fetch', () => {
    expect(badgeSvg(machineBadge('<script>x</script>', 'passing'))).not.toMatch(
      /<script|href|url\(http|on\w+=/i,
    );
  });
});

describe('whose badge a text is', () => {
  test.each([
    ['json', '{"schemaVersion":1,"label":"rpi","message":"running","color":"blue"}', true],
    ['json', '{ "message": "failing", "label": "rpi" }', true],
    ['json', '{"schemaVersion":1,"label":"rpi","message":"87 %","color":"green"}', false],
    ['json', '{"schemaVersion":1,"label":"rpi2","message":"running","color":"blue"}', false],
    ['json', '["rpi", "running"]', false],
    ['json', 'rpi: running', false],
    ['svg', '<svg><title>rpi: cancelled</title></svg>', true],
    ['svg', '<svg><title>rpi: 87 %</title></svg>', false],
    ['svg', '<svg><title>rpi2: cancelled</title></svg>', false],
    ['svg', '<svg/>', false],
    ['svg', undefined, false],
  ] as const)('%s %j', (format, text, ours) => expect(showsMachine(text, format, 'rpi')).toBe(ours));

  test('a name that XML escapes', () => {
    expect(showsMachine(badgeSvg(machineBadge('a&b', 'passing')), 'svg', 'a&b')).toBe(true);
    expect(showsMachine('<svg><title>a&amp;b: passing</title></svg>', 'svg', 'a&b')).toBe(true);
  });
});
