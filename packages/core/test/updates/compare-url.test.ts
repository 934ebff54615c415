import { expect, test } from '@jest/globals';
import { compareUrl } from '../../src/updates/request-body.ts';

test.each([
  ['https://github.com/pantavisor/lxc', 'https://github.com/pantavisor/lxc/compare/a...b'],
  ['https://github.com/pantavisor/lxc.git', 'https://github.com/pantavisor/lxc/compare/a...b'],
  ['git://github.com/pantavisor/lxc.git/', 'https://github.com/pantavisor/lxc/compare/a...b'],
  ['ssh://git@github.com/pantavisor/lxc', 'https://github.com/pantavisor/lxc/compare/a...b'],
  ['https://ghe.example.org/o/r', 'https://ghe.example.org/o/r/compare/a...b'],
  ['https://gitlab.com/pantacor/busybox.git', 'https://gitlab.com/pantacor/busybox/-/compare/a...b'],
  ['ssh://git@gitlab.example.org:2222/g/s/r', 'https://gitlab.example.org/g/s/r/-/compare/a...b'],
  ['https://git.yoctoproject.org/meta-virtualization', undefined],
  ['https://github.com.example.org/o/r', undefined],
  ['git@github.com:o/r.git', undefined],
])('%s', (url, expected) => expect(compareUrl(url, 'a', 'b', 'ghe.example.org')).toBe(expected));
