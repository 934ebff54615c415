import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { readMachines } from '@pv-actions/core/release/machine-list.ts';
import { parseComponents } from '@pv-actions/core/updates/components.ts';

/** Lists of a real layer. They stay where they are: where they are absent, these tests are skipped. */
const lists = resolve(import.meta.dirname, '../../shared/data/pantavisor');
const withLists = existsSync(lists) ? test : test.skip;
const read = (name: string): string => readFileSync(join(lists, name), 'utf8');

withLists('the components of a real layer are read', () => {
  const components = parseComponents(read('components.json'), 'components.json');
  expect(components.map(({ name }) => name)).toEqual([
    'busybox-pv',
    'dropbear',
    'libthttp',
    'lxc-pv',
    'lxc6-pv',
    'pantavisor',
    'picohttpparser',
  ]);
  expect(components[3]).toEqual({
    name: 'lxc-pv',
    recipeGlob: 'recipes-pv/lxc-pv/lxc-pv*.bb',
    branch: 'stable-3.0-BASE-2c5c780762981a5cfe699670c91397e29f6f6516',
    repoOrg: 'pantavisor',
  });
});

withLists('the machines of a real layer are read', () => {
  const list = readMachines(read('machines.json'), 'machines.json');
  expect(list.yoctoBranch).toBe('scarthgap');
  expect(list.machines).toHaveLength(12);
  expect(list.machines[0]).toEqual({
    name: 'sunxi-orange-pi-3lts',
    config:
      'kas/machines/sunxi-orange-pi-3lts.yaml:kas/scarthgap.yaml:kas/bsp-base.yaml:kas/build-configs/build-base-starter.yaml',
  });
});
