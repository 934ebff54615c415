import { describe, expect, test } from '@jest/globals';
import {
  checkDocsName,
  docsFormat,
  docsName,
  nameLatestDocs,
  readLatestDocs,
  unnameLatestDocs,
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
  const where = 's3://b/docs/latest.json';
  const written =
    '{\n  "name": "d.tar.gz",\n  "url": "https://h/d.tar.gz",\n  "hash": "aa",\n  "sha256": "aa"\n}\n';

  test('is written with both digests, and read back', () => {
    expect(nameLatestDocs(undefined, entry, where)).toBe(written);
    expect(readLatestDocs(written, where)).toEqual(entry);
  });

  test('that names the docs already stays byte for byte', () => {
    const theirs = written.replace('{', '{ "commit" : 1.0,');
    expect(nameLatestDocs(theirs, entry, where)).toBe(theirs);
  });

  test('of the predecessor gets what it lacks, and keeps what others wrote', () => {
    const old = '{"commit": 1.0, "name": "old", "url": "https://h/old", "sha256": "bb"}';
    expect(readLatestDocs(old, where)).toEqual({ name: 'old', url: 'https://h/old', sha256: 'bb' });
    expect(nameLatestDocs(old, entry, where)).toBe(
      '{"commit": 1.0, "name": "d.tar.gz", "url": "https://h/d.tar.gz", "sha256": "aa", "hash": "aa"}',
    );
  });

  test('has nothing named, and named again is as it was', () => {
    const none = unnameLatestDocs(written, where);
    expect(JSON.parse(none)).toEqual({});
    expect(readLatestDocs(none, where)).toBeUndefined();
    expect(nameLatestDocs(none, entry, where)).toBe(written);
    expect(unnameLatestDocs('{"name": "x", "more": [1.0], "hash": 7}', where)).toBe('{"more": [1.0]}');
  });

  test('without a URL names nothing', () => {
    expect(readLatestDocs('{"hash": "bb", "url": 7}', where)).toBeUndefined();
    expect(readLatestDocs(undefined, where)).toBeUndefined();
  });

  test.each(['{', '[]', 'null', '5'])('that is %p is refused', (text) => {
    for (const work of [nameLatestDocs, readLatestDocs, unnameLatestDocs] as const) {
      const error = userErrorOf(() =>
        work === nameLatestDocs ? work(text, entry, where) : (work as typeof unnameLatestDocs)(text, where),
      );
      expect(error.message).toBe(
        's3://b/docs/latest.json is not the JSON object that names the development docs. It was left as it is.',
      );
    }
  });
});
