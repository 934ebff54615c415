import { describe, expect, test } from '@jest/globals';
import { checkKasConfig, readMachines } from '@pv-actions/core/release/machine-list.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const read = (value: unknown) => readMachines(JSON.stringify(value), '.github/machines.json');
const list = (...machines: readonly unknown[]) => ({ yocto_branch: 'scarthgap', machines });

describe('readMachines', () => {
  test('takes name and config; other keys are for others', () =>
    expect(
      read({
        ...list({ name: 'rpi', config: 'kas/a.yaml:kas/b.yaml', workflows: ['tag'], sdk: 1 }),
        more: {},
      }),
    ).toEqual({ yoctoBranch: 'scarthgap', machines: [{ name: 'rpi', config: 'kas/a.yaml:kas/b.yaml' }] }));

  const good = { name: 'rpi', config: 'a.yaml' };
  test.each<[string, unknown, string]>([
    ['no branch', { machines: [good] }, 'yocto_branch: It is missing.'],
    [
      'a branch that is a path',
      { ...list(good), yocto_branch: 'a/b' },
      'yocto_branch: It must be a word such as scarthgap.',
    ],
    ['no machines', { yocto_branch: 'x' }, 'machines: It is missing.'],
    ['an empty list', list(), 'machines: It must name at least one machine.'],
    ['no name', list(good, { config: 'a.yaml' }), 'machines[1].name: It is missing.'],
    ['no config', list({ name: 'rpi' }), 'machines[0].config: It is missing.'],
    [
      'a name that is a path',
      list({ ...good, name: '../rpi' }),
      'machines[0].name: A machine name must not hold a slash.',
    ],
    [
      'a config of another kind',
      list({ ...good, config: ['a.yaml'] }),
      'machines[0].config: It must be a text.',
    ],
    [
      'a name that stands there twice',
      list(good, { ...good, name: 'x' }, good),
      'machines[2].name: The machine "rpi" stands there already, as machines[0].',
    ],
    [
      'a config that leaves the layer',
      list({ ...good, config: 'a.yaml:../b.yaml' }),
      'machines[0].config: The kas file "../b.yaml" is not valid. A path has a part ".." that must not be "..".',
    ],
    ['a list', [good], 'the document: It must be an object.'],
  ])('%s is an error that names the entry and the key', (_, value, cause) =>
    expect(userErrorOf(() => read(value)).message).toContain(`\n  ${cause}`),
  );

  test('what is no JSON is an error that names the file', () =>
    expect(userErrorOf(() => readMachines('{', 'm.json')).message).toContain('m.json is not JSON'));
});

test.each([
  '',
  'a.yaml:',
  ':a.yaml',
  '/a.yaml',
  'a/../../b.yaml',
  './a.yaml',
  '-x.yaml',
  'a\\b.yaml',
  'a.yaml\n',
])('not a configuration: %j', (config) =>
  expect(checkKasConfig(config)).toMatch(/^The kas file ".*" is not valid\. A path /),
);
