import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hostileCommand, hostileText, MARKER } from '@pv-actions/testkit/fuzz/hostile.ts';
import { references, render } from '@pv-actions/testkit/fuzz/rendered.ts';
import { LONGEST, SEED } from '@pv-actions/testkit/fuzz/run.ts';
import { parseCommand } from '@pv-actions/testkit/runner/command.ts';
import { DOTNET_SPACE, linesOf } from '@pv-actions/testkit/runner/lines.ts';
import { Masks } from '@pv-actions/testkit/runner/masks.ts';
import { OutputReader } from '@pv-actions/testkit/runner/output.ts';
import fc from 'fast-check';
import { openPlace, type Place } from '../../actions/pvtest-merge/test/run.ts';
import { type Bench, openBench, PREFIX } from '../../actions/s3-release-publish/test/release.ts';
import { testRun } from './reports.ts';
import { slotsOf, texts } from './slots.ts';

const COUNT = process.env['PV_TEST_LONG'] === 'true' ? 1000 : 20;

const drawn = <T>(input: fc.Arbitrary<T>): T[] => fc.sample(input, { seed: SEED, numRuns: COUNT });

/** What the stages say to the runner by themselves. */
const OURS = ['add-mask', 'endgroup', 'error', 'group', 'notice', 'stop-commands', 'warning'];

/** The commands of an output that the runner obeys and that no stage has given. Text of others may be what a command of ours says. */
function notOurs(output: string): string[] {
  const reader = new OutputReader({ masks: new Masks(), debug: true, onLine: () => undefined });
  for (const line of linesOf(output)) reader.line(line);
  return reader.obeyed
    .filter(({ name, data, properties }) => {
      const isOurs = OURS.includes(name) || name.startsWith('pv-');
      const hasOthers =
        (properties['file'] ?? '').includes(MARKER) || (name === 'stop-commands' && !data.startsWith('pv-'));
      return !isOurs || hasOthers;
    })
    .map(({ name, data }) => `${name} ${data}`);
}

/** Nothing of a run is what somebody else has told the runner, or makes GitHub's pages say. */
function expectOurs(
  { rawStdout, summary }: { readonly rawStdout: string; readonly summary: string },
  given: unknown,
): void {
  const { tags, texts: shown } = render(summary);
  const strange = tags.filter(
    (tag) =>
      !/^<\/?(?:a|br|code|details|em|h3|li|p|pre|strong|summary|table|tbody|td|th|thead|tr|ul)>$/.test(tag),
  );
  expect({ given, obeyed: notOurs(rawStdout), strange, links: references({ texts: shown }) }).toEqual({
    given,
    obeyed: [],
    strange: [],
    links: [],
  });
}

test('a command in an output that no stage gives is found', () => {
  expect(notOurs('a\r::error file=h0stile::\n\u0085::echo::on\nx##[debug]y\n')).toHaveLength(3);
  expect(parseCommand('::error::h0stile')).toBeDefined();
  expect(notOurs('::error::h0stile\n')).toEqual([]);
});

describe('an index that somebody else has written', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench?.close());

  const said = fc.oneof(hostileCommand, hostileText);
  const part = fc.record({
    url: fc.oneof(
      said,
      said.map((text) => `https://${text}`),
    ),
    sha256: said,
  });
  const device = fc.record({ name: said, full_image: part, bsp: fc.oneof(part, said) });
  // What has no room among the annotations is only in the log.
  const devices = fc.oneof(
    fc.array(device, { maxLength: 2 }),
    fc.array(device, { minLength: 12, maxLength: 14 }),
  );
  const index = fc.dictionary(
    fc.oneof(fc.constantFrom('stable', 'testing'), said),
    fc.dictionary(
      fc.oneof(fc.constantFrom('029'), said),
      fc.oneof(devices, fc.record({ devices, docs: fc.oneof(part, said) }), said),
      { maxKeys: 3 },
    ),
    { maxKeys: 3 },
  );

  const SPACES = Array.from({ length: 0x3001 }, (_, code) => String.fromCharCode(code)).filter((char) =>
    new RegExp(DOTNET_SPACE).test(char),
  );
  /** A command at the start of each line, so that no other one makes the log quote it. */
  const ofCommand = (command: string) => ({
    stable: Object.fromEntries(
      Array.from({ length: 14 }, (_, at) => [`${command}${at}`, [{ name: 'a', bsp: 'b' }]]),
    ),
  });

  test(
    'is looked at, and what is in it is said as text',
    async () => {
      const commands = SPACES.map((space) => ofCommand(`${space}::set-output name=${MARKER}::`));
      for (const given of [...drawn(index), ...commands]) {
        await bench.put(`${PREFIX}/releases.json`, JSON.stringify(given));
        expectOurs(await bench.publish({ phase: 'verify', tag: '*' }), given);
      }
    },
    LONGEST,
  );
});

describe('a test run that somebody else has reported', () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace();
  });
  afterAll(() => place?.remove());

  test(
    'is merged, and what is in it is said as text',
    async () => {
      for (const given of drawn(texts)) {
        await place.report('reports/a/report.json', testRun(slotsOf(given)));
        expectOurs(await place.merge({ reports: 'reports' }, { inProcess: true }), given);
      }
    },
    LONGEST,
  );
});
