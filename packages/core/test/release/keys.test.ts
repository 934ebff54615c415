import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { channelOf } from '@pv-actions/core/release/channels.ts';
import * as keys from '@pv-actions/core/release/keys.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

describe('the channel of a tag', () => {
  test.each([
    ['028', 'stable'],
    ['v1.2.3', 'stable'],
    ['028-rc16', 'release-candidate'],
    ['028-rc10.1', 'release-candidate'],
    ['v1.2.3-rc.4', 'release-candidate'],
    ['028-RC1', 'release-candidate'],
    // Dates, with a time and with a number of the day.
    ['2026.11', 'stable'],
    ['20261130', 'stable'],
    ['20261130-2', 'stable'],
    ['202611301530', 'stable'],
    ['v20261130153000', 'stable'],
    // Versions of layers and of packages.
    ['5.0.4', 'stable'],
    ['4.0.10-r2', 'stable'],
    ['v1.2.3-beta.1', 'stable'],
    ['1.0.33532586391', 'stable'],
    ['2026.1-7e1f905', 'stable'],
    ['1234567', 'stable'],
    ['33532586391-rc1', 'release-candidate'],
  ])('%s is %s', (tag, channel) => expect(channelOf(tag)).toBe(channel));

  test('is what the input says', () => {
    expect(channelOf('nightly', 'testing')).toBe('testing');
    expect(channelOf('028', '')).toBe('stable');
    expect(() => channelOf('028', '../x')).toThrow(UserError);
  });

  test.each(['nightly', 'vnext', 'latest', '', 'kirkstone-4.0.10', 'yocto-5.0'])(
    '%j does not tell, and any name is taken',
    (tag) => {
      expect(userErrorOf(() => channelOf(tag)).text).toBe(
        `The tag "${tag}" does not say to which channel it belongs.\n` +
          'Set the input "channel" to stable, to release-candidate or to any other name, such as nightly. Or use a tag such as 029 or 029-rc1.',
      );
    },
  );

  const RUN = 'the id of a workflow run';
  const COMMIT = 'the id of a commit';
  test.each([
    ['33532586391-1', RUN],
    ['33532586391', RUN],
    ['v33532586391', RUN],
    ['335325863', RUN],
    ['3353258639.2', RUN],
    ['133532586391_1', RUN],
    // No such month, no such hour.
    ['202613301530', RUN],
    ['202611302530', RUN],
    ['7e1f905', COMMIT],
    ['7E1F905', COMMIT],
    ['7e1f905-1', COMMIT],
    ['7e1f905b3c4d5e6f708192a3b4c5d6e7f8091a2b', COMMIT],
    ['028-15-g7e1f905', COMMIT],
    ['v1.2.3-4-gdeadbee-dirty', COMMIT],
  ])('%s is no release: it is %s', (tag, what) => {
    expect(userErrorOf(() => channelOf(tag)).message).toBe(
      `The tag "${tag}" does not say to which channel it belongs. It looks like ${what}, not like a version.`,
    );
    expect(channelOf(tag, 'nightly')).toBe('nightly');
    expect(channelOf(tag, 'stable')).toBe('stable');
  });

  test('a name that is none says that any other one is taken', () => {
    expect(userErrorOf(() => channelOf('029', 'a/b')).message).toBe(
      'The channel is "a/b". A channel must not hold a slash. Valid is any other name, such as stable, release-candidate or nightly.',
    );
  });
});

describe('keys', () => {
  const at = ['meta-pantavisor', '029', 'rpi-scarthgap'] as const;

  test('below a prefix', () => {
    expect(keys.indexKey('meta-pantavisor')).toBe('meta-pantavisor/releases.json');
    expect(keys.machineKey(...at, keys.bundleName('rpi-scarthgap', '029', 'tar.gz'))).toBe(
      'meta-pantavisor/029/rpi-scarthgap/rpi-scarthgap-029.tar.gz',
    );
    expect(keys.pvexportsName('rpi-scarthgap', '029')).toBe('pvexports-rpi-scarthgap-029.zip');
    expect(keys.manifestKey(...at)).toBe('meta-pantavisor/029/rpi-scarthgap/manifest.json');
    expect(keys.publishedKey(...at)).toBe('meta-pantavisor/029/rpi-scarthgap/published.json');
    expect(keys.docsKey('p', '029', 'd.zst')).toBe('p/029/docs/d.zst');
    expect(keys.latestDocsKey('p', 'd.zst')).toBe('p/docs/latest/d.zst');
    expect(keys.latestDocsPointerKey('p')).toBe('p/docs/latest.json');
    expect(keys.badgeKey('p', '029', 'm')).toBe('p/029/badges/m.json');
    expect(keys.latestBadgeKey('p', 'stable', 'm')).toBe('p/latest/stable/badges/m.json');
    expect(keys.latestTagKey('p', 'stable')).toBe('p/latest/stable/badges/tag.json');
    expect(keys.badgeKey('p', '029', 'm', 'svg')).toBe('p/029/badges/m.svg');
    expect(keys.latestBadgeKey('p', 'stable', 'm', 'svg')).toBe('p/latest/stable/badges/m.svg');
    expect(keys.latestTagKey('p', 'stable', 'svg')).toBe('p/latest/stable/badges/tag.svg');
    expect(keys.latestBadgesFolder('', 'stable')).toBe('latest/stable/badges/');
    expect(keys.probeKey('p', '17')).toBe('p/.pv-actions/17');
  });

  test('without a prefix', () => {
    expect(keys.indexKey('')).toBe('releases.json');
    expect(keys.machineKey('', '029', 'm', 'f')).toBe('029/m/f');
  });

  test('begin with the folder of the layer, and end with a name', () => {
    expect(keys.layerFolder('p/q')).toBe('p/q/');
    expect(keys.layerFolder('')).toBe('');
    expect(keys.nameInKey('p/029/m/f.tar.gz')).toBe('f.tar.gz');
    expect(keys.nameInKey('releases.json')).toBe('releases.json');
  });
});

describe('public URLs', () => {
  test('encode every segment, + too', () => {
    expect(keys.publicUrl('https://h/p', 'p', "p/029/docs/a b+c%(1)!*'é~_.-.zst")).toBe(
      'https://h/p/029/docs/a%20b%2Bc%25%281%29%21%2A%27%C3%A9~_.-.zst',
    );
    expect(keys.publicUrl('https://h', '', 'releases.json')).toBe('https://h/releases.json');
  });

  test('are for keys below the prefix only', () => {
    expect(() => keys.publicUrl('https://h/p', 'p', 'pq/x')).toThrow('not below p/');
    expect(() => keys.publicUrl('https://h/p', 'p', 'p/')).toThrow('not below p/');
  });

  test('have a default', () => {
    expect(keys.defaultPublicUrl('b', 'meta')).toBe('https://b.s3.amazonaws.com/meta');
    expect(keys.defaultPublicUrl('b', '')).toBe('https://b.s3.amazonaws.com');
    expect(keys.defaultPublicUrl('b', 'm/n', 'http://127.0.0.1:9000/')).toBe('http://127.0.0.1:9000/b/m/n');
  });
});
