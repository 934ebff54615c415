import { describe, expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { checkDistinct, configTargets, machineTargets, orphans } from '../src/targets.ts';

const LIST = {
  yoctoBranch: 'scarthgap',
  machines: [
    { name: 'rpi', config: 'kas/rpi.yaml:kas/base.yaml' },
    { name: 'qemu', config: 'kas/qemu.yaml' },
  ],
};

describe('machineTargets', () => {
  test('a file for each machine, with the prefix before its configuration', () =>
    expect(machineTargets(LIST, { prefix: 'kas/sourcedir.yaml', only: ['rpi'] })).toEqual([
      {
        name: 'rpi',
        config: 'kas/sourcedir.yaml:kas/rpi.yaml:kas/base.yaml',
        file: 'kas/build-configs/release/rpi-scarthgap.yaml',
      },
    ]));

  test('no prefix, all machines', () =>
    expect(machineTargets(LIST, { only: [] }).map(({ config }) => config)).toEqual([
      'kas/rpi.yaml:kas/base.yaml',
      'kas/qemu.yaml',
    ]));

  test('an unknown name is an error with near ones; so is a prefix outside of the layer', () => {
    const unknown = userErrorOf(() => machineTargets(LIST, { only: ['rpo'] }));
    expect(unknown.text).toBe('The input "only" names "rpo", which there is not.\nNear names: rpi, qemu.');
    expect(userErrorOf(() => machineTargets(LIST, { prefix: '../x.yaml', only: [] })).message).toContain(
      '"../x.yaml"',
    );
  });
});

describe('configTargets', () => {
  test('the stem of the first file names the target', () =>
    expect(configTargets(['a/x.yml:y.yml'], { only: [] })).toEqual([
      { name: 'x', config: 'a/x.yml:y.yml', file: 'kas/build-configs/release/x.yaml' },
    ]));

  test('of many names the nearest three are named', () =>
    expect(
      userErrorOf(() => configTargets(['ab.yml', 'ac.yml', 'ad.yml', 'ae.yml'], { only: ['af'] })).text,
    ).toContain('Near names: ab, ac, ad.'));

  test('two of the same stem cannot be written', () => {
    const targets = configTargets(['a/x.yml', 'b/x.yaml'], { only: [] });
    expect(userErrorOf(() => checkDistinct(targets)).message).toBe(
      'The configurations "a/x.yml" and "b/x.yaml" would both be written to kas/build-configs/release/x.yaml.',
    );
    checkDistinct(targets.slice(1));
  });

  test('a path outside of the layer is an error', () =>
    expect(userErrorOf(() => configTargets(['/etc/x.yml'], { only: [] })).message).toContain('"/etc/x.yml"'));
});

test('orphans are the files of that branch, directly in the folder, of no machine', () => {
  const folder = 'kas/build-configs/release';
  const files = ['rpi-scarthgap', 'old-scarthgap', 'old-kirkstone', 'x/old-scarthgap', 'notes'].map(
    (name) => `${folder}/${name}.yaml`,
  );
  expect(orphans([...files, 'kas/old-scarthgap.yaml', `${folder}/old-scarthgap.yml`], LIST)).toEqual([
    `${folder}/old-scarthgap.yaml`,
  ]);
});
