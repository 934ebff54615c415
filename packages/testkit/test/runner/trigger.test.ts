import { expect, test } from '@jest/globals';
import { isTriggered } from '@pv-actions/testkit/runner/trigger.ts';

const sha = '0'.repeat(40);

test.each([
  [{}, 'refs/tags/029', true],
  [{ tags: ['*'] }, 'refs/tags/029', true],
  [{ tags: ['*'] }, 'refs/tags/a/b', false],
  [{ tags: ['**'] }, 'refs/tags/a/b', true],
  [{ tags: ['[0-9]+', 'v*'] }, 'refs/tags/029', true],
  [{ tags: ['[0-9]+'] }, 'refs/tags/029-rc1', false],
  [{ tags: ['*', '!*-rc*'] }, 'refs/tags/029-rc1', false],
  [{ tags: ['*', '!*-rc*', '*-rc9'] }, 'refs/tags/029-rc9', true],
  [{ tags: ['v1.0'] }, 'refs/tags/v1x0', false],
  [{ tags: ['*'] }, 'refs/heads/main', false],
  [{ branches: ['main'] }, 'refs/heads/main', true],
  [{ branches: ['main'] }, 'refs/tags/029', false],
  [{ 'tags-ignore': ['*-rc*'] }, 'refs/tags/029', true],
  [{ 'tags-ignore': ['*-rc*'] }, 'refs/tags/029-rc1', false],
  [{ 'tags-ignore': ['*-rc*'] }, 'refs/heads/main', false],
])('on.push %j and a push of %s: %s', (filter, ref, expected) => {
  expect(isTriggered({ push: filter }, { name: 'push', ref, sha })).toBe(expected);
});

test('another event does not start it', () => {
  expect(isTriggered({ push: {} }, { name: 'release', ref: 'refs/tags/029', sha })).toBe(false);
});
