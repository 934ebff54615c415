import { UserError } from '@pv-actions/core/action/errors.ts';
import { channelOf } from '@pv-actions/core/release/channels.ts';
import {
  checkBucket,
  checkChannel,
  checkFileName,
  checkMachine,
  checkPrefix,
  checkRelativePath,
  checkTag,
} from '@pv-actions/core/release/names.ts';
import { compareTags, isVersionTag, previousTag } from '@pv-actions/core/release/tags.ts';
import { hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { expectEqual, expectThat, orUserError } from './expect.ts';

const part = fc.oneof(
  fc.constantFrom(
    '028',
    '28',
    '0',
    '00',
    '1',
    '9',
    '10',
    '99999999999999999998',
    '9'.repeat(60),
    '-rc',
    '-rc1',
    '-rc.1',
    '-RC2',
    '-',
    '.',
    'v',
    'V',
    '+b',
    'nightly',
    'x',
    '-0',
    '-a',
    '٣',
    '１',
    'é',
  ),
  hostileText,
);
const tag = fc.array(part, { maxLength: 4 }).map((texts) => texts.join(''));
const sign = (a: string, b: string): number => Math.sign(compareTags(a, b));

export const properties = [
  property('the order of tags is total', fc.tuple(tag, tag, tag), 20000, ([a, b, c]) => {
    expectEqual(sign(a, b), -sign(b, a) + 0);
    expectEqual(sign(a, b) === 0, a === b);
    const [first = '', second = '', third = ''] = [a, b, c].sort(compareTags);
    for (const [one, other] of [
      [first, second],
      [second, third],
      [first, third],
    ] as const) {
      expectThat(compareTags(one, other) <= 0, `"${one}" does not come before "${other}".`);
    }
    const previous = previousTag(a, [b, c]);
    if (previous !== undefined)
      expectEqual([sign(previous, a), !isVersionTag(a) || isVersionTag(previous)], [-1, true]);
  }),
  property(
    'a tag has a channel, or an error says that it has none',
    fc.tuple(tag, fc.option(tag, { nil: undefined })),
    10000,
    ([name, input]) => {
      const channel = orUserError(() => channelOf(name, input));
      if (channel instanceof UserError)
        expectThat(!/[\r\n]/.test(channel.message), 'The error has several lines.');
      else expectEqual(checkChannel(channel), undefined);
    },
  ),
  property('a name that is right names one thing: in a key, in a path and for git', tag, 10000, (name) => {
    for (const check of [checkTag, checkMachine, checkChannel, checkFileName]) {
      const problem = check(name);
      if (problem !== undefined)
        expectThat(/\.$/.test(problem) && !/[\r\n]/.test(problem), 'The problem is no sentence.');
      else
        expectEqual(
          [name.split('/').length, name.isWellFormed(), name.trim(), name === '..', name === '.'],
          [1, true, name, false, false],
        );
    }
    if (checkRelativePath(name) === undefined)
      expectEqual(
        new URL(`file:///a/b/${name.split('/').map(encodeURIComponent).join('/')}`).pathname.startsWith(
          '/a/b/',
        ),
        true,
      );
    if (checkBucket(name) === undefined) expectThat(/^[\w.-]{3,63}$/.test(name), 'It is no bucket.');
    checkPrefix(name);
  }),
  property(
    'long tags take no time',
    fc.tuple(hostileLong, hostileLong, fc.constantFrom('0', '1.', '-1.', '1', 'a1')),
    20,
    ([a, b, unit]) => {
      const digits = unit.repeat(50_000);
      for (const each of [a, digits, `1-${digits}`]) {
        compareTags(each, b);
        compareTags(each, digits);
        compareTags(`${digits}1`, `${digits}2`);
        orUserError(() => channelOf(each));
        checkTag(each);
      }
    },
  ),
];
