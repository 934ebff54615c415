import { describe, expect, test } from '@jest/globals';
import {
  checkDocsName,
  docsFormat,
  docsName,
  latestDocsText,
  parseLatestDocs,
} from '@pv-actions/core/release/docs.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

test.each([
  [
    'pantavisor-starter-raspberrypi-armv8-scarthgap.rootfs.docs.tar.zst',
    'pantavisor-raspberrypi-armv8-scarthgap.docs.tar.zst',
  ],
  ['pantavisor-starter-a.rootfs.rootfs.docs.tar.zst', 'pantavisor-a.rootfs.docs.tar.zst'],
  ['pantavisor-docs-abc1234+v23.tar.gz', 'pantavisor-docs-abc1234+v23.tar.gz'],
  ['pantavisor-starter-.rootfs.docs.tar.zst', 'pantavisor-starter-.rootfs.docs.tar.zst'],
  [
    'pantavisor-starter-rpi.rootfs-20260603.docs.tar.zst',
    'pantavisor-starter-rpi.rootfs-20260603.docs.tar.zst',
  ],
  ['my-pantavisor-starter-rpi.rootfs.docs.tar.zst', 'my-pantavisor-starter-rpi.rootfs.docs.tar.zst'],
  ['pantavisor-starter-rpi.rootfs.docs.tar.gz', 'pantavisor-starter-rpi.rootfs.docs.tar.gz'],
])('%s is published as %s', (file, name) => expect(docsName(file)).toBe(name));

describe('names', () => {
  test.each([
    ['a.tar.gz', 'application/gzip'],
    ['a.tar.zst', 'application/zstd'],
  ])('%s is %s', (name, mediaType) => expect(docsFormat(name)?.mediaType).toBe(mediaType));

  test.each(['.tar.gz', 'a.tgz', 'a.tar.gz.sig', 'tar.zst', 'a.TAR.GZ'])(
    '%s has no form that is known',
    (name) => {
      expect(docsFormat(name)).toBeUndefined();
      expect(checkDocsName(name)).toBe(
        'The docs site unpacks .tar.zst and .tar.gz only. Use a name that ends so.',
      );
    },
  );

  test('what is no name of a file is refused as such', () => {
    expect(checkDocsName('../a.tar.gz')).toContain('A file name must not hold a slash.');
    expect(checkDocsName('a b+c.tar.gz')).toBeUndefined();
  });
});

describe('docs/latest.json', () => {
  const entry = { name: 'd.tar.gz', url: 'https://h/d.tar.gz', sha256: 'aa' };

  test('is written with both digests, and read back', () => {
    const text = latestDocsText(entry);
    expect(text).toBe(
      '{\n  "name": "d.tar.gz",\n  "url": "https://h/d.tar.gz",\n  "hash": "aa",\n  "sha256": "aa"\n}\n',
    );
    expect(parseLatestDocs(text, 'x')).toEqual(entry);
  });

  test('of the predecessor is read: what it lacks is empty', () => {
    expect(parseLatestDocs('{"hash": "bb", "url": 7}', 'x')).toEqual({ name: '', url: '', sha256: 'bb' });
  });

  test.each(['', '[]', 'null', '<html>'])('that is %p is refused', (text) => {
    const error = userErrorOf(() => parseLatestDocs(text, 's3://b/docs/latest.json'));
    expect(error.message).toBe(
      's3://b/docs/latest.json is not the JSON object that names the development docs. It was left as it is.',
    );
  });
});
