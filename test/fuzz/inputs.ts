import { UserError } from '@pv-actions/core/action/errors.ts';
import { type InputShape, inputVariable, parseInputs, secretNames } from '@pv-actions/core/action/inputs.ts';
import { hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { stageNames } from '../../scripts/stage-names.ts';
import { expectThat, orUserError } from './expect.ts';

/** Values that are right for some input of some stage. */
const RIGHT = [
  'true',
  'false',
  '029',
  '029-rc1',
  'kas/x.yaml',
  'a,b',
  '10',
  '1.5',
  'https://h/a',
  'local/core',
  'pantavisor-ci',
  'none',
  'all',
  'auto',
  'owner/repo',
  'main',
  'failed',
  'A=b',
  '2026-01-01',
];
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...RIGHT) },
  { weight: 3, arbitrary: hostileText },
  fc.tuple(fc.constantFrom(...RIGHT), hostileText, fc.constantFrom(...RIGHT)).map((texts) => texts.join('')),
  fc.constantFrom('9'.repeat(400), '-0', '1e9', '0x10', '١', ' ', '\u0085', '\u00a0'),
);

function held(stage: string, inputs: InputShape, given: Readonly<Record<string, string>>): void {
  const env = Object.fromEntries(Object.entries(given).map(([name, text]) => [inputVariable(name), text]));
  const read = orUserError(() => parseInputs(inputs, env));
  if (!(read instanceof UserError)) return;
  const secrets = secretNames(inputs).map((name) => given[name]?.trim() ?? '');
  for (const line of read.message.split('\n')) {
    const [, name = ''] = /^Input "([a-z0-9-]+)" is /.exec(line) ?? [];
    expectThat(name in inputs, `${stage} says "${line}", which names no input.`);
  }
  for (const secret of secrets.filter((each) => each.length > 12)) {
    expectThat(!read.text.includes(secret), `${stage} says a secret.`);
  }
}

const stages = await Promise.all(
  stageNames.map(async (stage) => {
    const { inputs } = (await import(`../../actions/${stage}/src/inputs.ts`)) as {
      readonly inputs: InputShape;
    };
    return { stage, inputs, names: Object.keys(inputs) };
  }),
);

/** Values of some inputs of a stage. No other input has the value of a secret. */
const given = fc.nat(stages.length - 1).chain((at) => {
  const { inputs = {}, names = [] } = stages[at] ?? {};
  const secrets = secretNames(inputs);
  const some = fc.subarray(names, { minLength: 1, maxLength: Math.min(6, names.length) });
  return some
    .chain((chosen) => fc.tuple(...chosen.map((name) => fc.tuple(fc.constant(name), value))))
    .map(
      (values) =>
        [at, values.map(([name, text]) => [name, secrets.includes(name) ? `s3cr3t-${text}` : text])] as const,
    );
});

export const properties = [
  property('each input of each stage has a value, or an error names it', given, 1200, ([at, values]) => {
    const { stage = '', inputs = {} } = stages[at] ?? {};
    held(stage, inputs, Object.fromEntries(values) as Record<string, string>);
  }),
  property(
    'a long value takes no time',
    fc.tuple(fc.constantFrom(...stages), fc.constantFrom(...RIGHT), hostileLong),
    20,
    ([{ stage, inputs, names }, before, long]) => {
      for (const name of names) held(stage, inputs, { [name]: `${before}${long}` });
    },
  ),
];
