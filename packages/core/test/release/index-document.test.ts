import { describe, expect, jest, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readDevice, readIndex } from '@pv-actions/core/release/index-reading.ts';
import { removeDevice, upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import fc from 'fast-check';
import { foreign, type Layout, layouts, type Written, write } from './written-json.ts';

const RUNS = { seed: 20260604, numRuns: 400 };
const STRUCTURE = ['{', '}', '[', ']', ',', ':', '"', '\\', '\n', ' ', '0', '-', 'n', '.5', '{}', '\n    }'];

/** What `JSON.parse` says of a text: undefined where it is an object, so that it may be an index. */
function problemOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    if (text.trim() === '') return 'releases.json is not JSON. It is empty.';
    const { message } = thrown as Error;
    // V8 cites the text then.
    const said = message.endsWith('is not valid JSON') ? 'Unexpected text at position ' : message;
    return `releases.json is not JSON. ${said}`;
  }
  if (Array.isArray(value)) return 'releases.json is an array, not an object with channels.';
  return typeof value === 'object' && value !== null ? undefined : 'releases.json is';
}

function expectJudgedAsJson(text: string): void {
  const problem = problemOf(text);
  const say = (): string => {
    try {
      openIndex(text);
      return '';
    } catch (thrown) {
      return thrown instanceof UserError ? thrown.message : `no UserError: ${String(thrown)}`;
    }
  };
  const said = say();
  if (problem === undefined ? said !== '' : !said.startsWith(problem)) {
    throw new Error(`Of ${JSON.stringify(text)} it says "${said}", and JSON.parse "${problem}".`);
  }
}

const object = (keys: readonly string[], child: fc.Arbitrary<Written>): fc.Arbitrary<Written> =>
  fc
    .tuple(fc.subarray([...keys]), fc.boolean())
    .chain(([some, backwards]) =>
      fc
        .tuple(
          ...(backwards ? some.reverse() : some).map((key) => child.map((value) => [key, value] as const)),
        )
        .map((members) => ({ members })),
    );
const index = object(
  ['"stable"', '"9"', '"t\\u0065sting"'],
  fc.oneof(object(['"029"', '"7"', '"\\u0061"'], foreign), foreign),
);
const layout: fc.Arbitrary<Layout> = fc.constantFrom(...layouts);

describe('the index is opened', () => {
  test('wherever its channels and tags stand', () => {
    const property = fc.property(index, layout, (root, how) => {
      const chunks = new Map<string, string>();
      const text = write(root, how, chunks);
      const found = new Map<string, string>();
      for (const channel of openIndex(text).channels) {
        found.set(`/${channel.key}`, text.slice(channel.anchor, channel.end));
        for (const tag of channel.members) {
          found.set(`/${channel.key}/${tag.key}`, text.slice(tag.anchor, tag.end));
          expect(() => JSON.parse(text.slice(tag.start, tag.end)) as unknown).not.toThrow();
        }
      }
      const levels = 'members' in root ? root.members.map(([, value]) => value) : [];
      const lists = levels.some((value) => 'elements' in value);
      const expected = [...chunks].filter(([path]) => path.split('/').length < 4);
      if (!lists) expect([...found].sort()).toEqual(expected.sort());
    });
    fc.assert(property, RUNS);
  });

  test('where JSON.parse accepts it, and nowhere else', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(2),
      insert: fc.constantFrom('', ...STRUCTURE),
    });
    const property = fc.property(index, layout, fc.array(edit, { maxLength: 2 }), (root, how, edits) => {
      const text = edits.reduce(
        (old, { at, cut, insert }) => {
          const from = Math.floor(at * old.length);
          return old.slice(0, from) + insert + old.slice(from + cut);
        },
        write(root, how, new Map()),
      );
      expectJudgedAsJson(text);
    });
    fc.assert(property, { ...RUNS, numRuns: 3000 });
  });

  test('with any one change of a small one judged as JSON.parse does', () => {
    const text = '{\n  "s": {\n    "1": {\n      "a": []\n    },\n    "2": [\n      {}\n    ]\n  }\n}\n';
    for (let at = 0; at <= text.length; at += 1) {
      expectJudgedAsJson(text.slice(0, at));
      for (const insert of ['', ...STRUCTURE]) {
        expectJudgedAsJson(text.slice(0, at) + insert + text.slice(at));
        expectJudgedAsJson(text.slice(0, at) + insert + text.slice(at + 1));
      }
    }
  });

  test('also where the lines of a tag are not what they seem', () => {
    const text =
      '{\n  "stable": {\n    "1": {\n    "x": {\n    },\n    "devices": [{\n    "name": "a"\n    }]},\n    "2": [\n]}\n}';
    expect(readIndex(text).map((each) => [each.tag, each.devices])).toEqual([
      ['1', [{ name: 'a' }]],
      ['2', []],
    ]);
  });
});

test('lines that are not what they seem do not cost a search each', () => {
  const tags = Array.from({ length: 2000 }, (_, n) => `    "${n}": {\n      "devices": []}`);
  const text = `{\n  "stable": {\n${tags.join(',\n')}\n  }\n}\n`;
  const { indexOf } = String.prototype;
  let passed = 0;
  const counted = jest.spyOn(String.prototype, 'indexOf').mockImplementation(function (
    this: string,
    search: string,
    from = 0,
  ) {
    const at = indexOf.call(this, search, from);
    passed += (at < 0 ? this.length : at) - from;
    return at;
  });
  try {
    expect(openIndex(text).channels[0]?.members).toHaveLength(2000);
  } finally {
    counted.mockRestore();
  }
  expect(passed).toBeGreaterThan(0);
  expect(passed).toBeLessThan(3 * text.length);
});

test('an index that was opened serves for reading and for changes as its text does', () => {
  const text = '{"stable": {"029": {"release-date": "d", "devices": [{"name": "a"}]}}}\n';
  const open = openIndex(text, 's3://b/releases.json at AWS (eu-west-1)');
  expect(openIndex(open)).toBe(open);
  expect(readDevice(open, 'stable', '029', 'a')).toEqual({ name: 'a' });
  const target = { channel: 'stable', tag: '029', date: new Date(0), form: 'devices' } as const;
  expect(upsertDevice(open, { ...target, device: { name: 'a' } })).toBe(text);
  expect(upsertDevice(open, { ...target, device: { name: 'b' } })).toBe(
    text.replace('}]', '}, {"name": "b"}]'),
  );
  expect(removeDevice(open, { ...target, machine: 'a' })).toBe(text.replace('{"name": "a"}', ''));
  const other = { ...target, channel: 'testing', device: { name: 'a' } };
  expect(userErrorOf(() => upsertDevice(open, other)).text).toContain(
    's3://b/releases.json at AWS (eu-west-1) has the tag',
  );
});
