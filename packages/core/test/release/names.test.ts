import { describe, expect, test } from '@jest/globals';
import {
  checkBucket,
  checkChannel,
  checkFileName,
  checkMachine,
  checkPrefix,
  checkRelativePath,
  checkTag,
} from '@pv-actions/core/release/names.ts';

const LONE_SURROGATE = '\ud800';
const LEAVES_ITS_PLACE = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  '/a',
  'a\\b',
  'a\nb',
  'a\0',
  ' a',
  'a ',
  LONE_SURROGATE,
];

describe('names that would leave their place', () => {
  const checks = { checkTag, checkMachine, checkFileName, checkChannel };
  for (const [name, check] of Object.entries(checks)) {
    test.each(LEAVES_ITS_PLACE)(`${name} refuses %j`, (value) => {
      expect(check(value)).toMatch(/must.*\. Valid /);
    });
  }
});

test.each(['028', '029-rc16', '028-rc10.1', 'v1.2.3-rc.4', 'scarthgap', 'é', 'a'.repeat(128)])(
  'the tag %s is fine',
  (tag) => expect(checkTag(tag)).toBeUndefined(),
);

test.each(['a..b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a@{1}', '@', '.a', '-a', 'a.', 'a.lock'])(
  'git has no tag %s',
  (tag) => expect(checkTag(tag)).toMatch(/^A tag must/),
);

test.each(['latest', 'docs', 'releases.json'])('the layout needs %s, so it is no tag', (tag) => {
  expect(checkTag(tag)).toContain('layout of the bucket');
});

test('lengths are counted in bytes', () => {
  expect(checkTag('é'.repeat(65))).toContain('128 bytes');
  expect(checkMachine('a'.repeat(129))).toContain('128 bytes');
  expect(checkFileName('a'.repeat(255))).toBeUndefined();
  expect(checkFileName('é'.repeat(128))).toContain('255 bytes');
});

test('machines', () => {
  expect(checkMachine('raspberrypi-armv8-scarthgap')).toBeUndefined();
  expect(checkMachine('docs')).toContain('layout');
  expect(checkMachine('badges')).toContain('layout');
  expect(checkMachine('-x')).toContain('hyphen');
});

test('blanks and dots inside of a file name are legal', () => {
  expect(checkFileName('pantavisor bsp 1..2.pvrexport.tgz')).toBeUndefined();
});

test('relative paths stay in their folder', () => {
  expect(checkRelativePath('images/a b/x.wic.bz2')).toBeUndefined();
  for (const path of ['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'a/./b', 'a/..', 'a\\b', 'a/ b']) {
    expect(checkRelativePath(path)).toMatch(/^A path /);
  }
  expect(checkRelativePath('a/../b')).toContain('has a part ".." that must not be "..".');
});

test('prefixes', () => {
  expect(checkPrefix('')).toBeUndefined();
  expect(checkPrefix('a/meta-pantavisor')).toBeUndefined();
  expect(checkPrefix('meta-pantavisor/')).toContain('must not end with a slash');
  expect(checkPrefix('a/../b')).toContain('".."');
});

test('a bucket with a slash says where the rest belongs', () => {
  expect(checkBucket('pantavisor-ci')).toBeUndefined();
  expect(checkBucket('pantavisor-ci/meta-pantavisor')).toContain(
    'Use bucket: pantavisor-ci and prefix: meta-pantavisor.',
  );
  expect(checkBucket('s3://pv-ci/')).toContain('Use bucket: pv-ci.');
  for (const rest of ['a\nb', 'a\u2028b', '../a', 'a//b', '\u001b[2K'])
    expect(checkBucket(`pv-ci/${rest}`)).toMatch(/^A bucket has 3 to 63/);
  for (const bucket of ['', 'ab', '/a', '-abc', 'a..b', 'a b c'])
    expect(checkBucket(bucket)).toMatch(/^A bucket/);
});
