import { describe, expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { storeInputs } from '@pv-actions/core/store/inputs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

function settings(given: Record<string, string>, env: Record<string, string> = {}) {
  const variables = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  return storeSettings(parseInputs(storeInputs, Object.fromEntries(variables)), env);
}

const errorOf = (given: Record<string, string>): string => userErrorOf(() => settings(given)).text;

describe('An endpoint with the name of the bucket', () => {
  const error = (endpoint: string, bucket = 'releases', more = {}) => errorOf({ bucket, endpoint, ...more });

  test.each([
    ['https://a1.r2.example.com/releases', 'https://a1.r2.example.com', ''],
    ['http://127.0.0.1:9000/releases/', 'http://127.0.0.1:9000', ''],
    ['https://h/gateway/rele%61ses', 'https://h/gateway', ''],
    ['https://h/releases/meta/x', 'https://h', ', and `prefix: meta/x`'],
    ['https://releases.s3.example.org', 'https://s3.example.org', ''],
    ['https://Releases.s3.example.org:9000', 'https://s3.example.org:9000', ''],
    ['https://releases.s3.example.org/releases', 'https://s3.example.org', ''],
    ['https://h/Releases', 'https://h', ''],
  ])('%s is refused with the right values', (endpoint, right, prefix) => {
    const text = error(endpoint);
    expect(text).toContain(
      `Input "endpoint" has the name of the bucket in it: ${JSON.stringify(endpoint.replace(/\/$/, ''))}.`,
    );
    expect(text).toContain(`Use \`endpoint: ${right}\` and \`bucket: releases\`${prefix}.`);
  });

  test('is refused for a bucket with dots, and for the other style, too', () => {
    expect(error('https://a.b.s3.example.org', 'a.b')).toContain('`endpoint: https://s3.example.org`');
    expect(error('https://releases.h.org', 'releases', { 'force-path-style': 'false' })).toContain(
      '`endpoint: https://h.org`',
    );
  });

  test.each([
    ['https://releases.s3.eu-west-1.amazonaws.com', 'https://s3.eu-west-1.amazonaws.com'],
    ['https://releases.s3-eu-west-1.amazonaws.com', 'https://s3-eu-west-1.amazonaws.com'],
    ['https://releases.s3.cn-north-1.amazonaws.com.cn', 'https://s3.cn-north-1.amazonaws.com.cn'],
    ['https://Releases.a1.r2.cloudflarestorage.com', 'https://a1.r2.cloudflarestorage.com'],
    ['https://releases.s3.wasabisys.com', 'https://s3.wasabisys.com'],
  ])('%s is refused with the path style, too: there no store has a name of its own', (endpoint, right) => {
    const text = error(endpoint, 'releases', { 'force-path-style': 'true' });
    expect(text).toContain(`Use \`endpoint: ${right}\` and \`bucket: releases\`.`);
    expect(text).not.toContain('If the store itself');
  });

  test.each([
    ['http://minio:9000', 'minio', {}],
    ['https://minio.example.org', 'minio', { 'force-path-style': 'true' }],
    ['https://s3.example.org/my-releases', 'releases', {}],
    ['https://releases2.example.org', 'releases', {}],
  ])('%s has not the bucket %s', (endpoint, bucket, more) => {
    expect(settings({ endpoint, bucket, ...more })).toMatchObject({ endpoint, bucket });
  });
});

describe('The settings of the store', () => {
  test.each([
    ['AWS_REQUEST_CHECKSUM_CALCULATION', 'checksums'],
    ['AWS_RESPONSE_CHECKSUM_VALIDATION', 'readChecksums'],
  ] as const)('heed %s', (variable, setting) => {
    const of = (value: string) => settings({ bucket: 'b-1' }, { [variable]: value })[setting];
    expect(['when_required', 'WHEN_REQUIRED', 'when_supported', ''].map(of)).toEqual([
      'when_required',
      'when_required',
      undefined,
      undefined,
    ]);
  });

  test('of AWS need a bucket only', () => {
    expect(settings({ bucket: 'pantavisor-ci' })).toEqual({
      bucket: 'pantavisor-ci',
      prefix: '',
      region: 'us-east-1',
      forcePathStyle: false,
      publicUrl: 'https://pantavisor-ci.s3.amazonaws.com',
      runId: 'local',
      unconditionalIndex: false,
    });
  });

  test('take all inputs', () => {
    expect(
      settings({
        bucket: 'b-1',
        prefix: 'a/b c',
        region: 'eu-central-1',
        endpoint: 'https://s3.example.org:9000/',
        'force-path-style': 'false',
        'access-key-id': 'id',
        'secret-access-key': 'secret',
        'session-token': 'token',
        'unconditional-index': 'true',
        'run-id': '123',
      }),
    ).toEqual({
      bucket: 'b-1',
      prefix: 'a/b c',
      region: 'eu-central-1',
      endpoint: 'https://s3.example.org:9000',
      forcePathStyle: false,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
      publicUrl: 'https://s3.example.org:9000/b-1/a/b%20c',
      runId: '123',
      unconditionalIndex: true,
    });
  });

  test('use the path style with an endpoint', () => {
    expect(settings({ bucket: 'b-1', endpoint: 'http://127.0.0.1:1' })).toMatchObject({
      forcePathStyle: true,
      publicUrl: 'http://127.0.0.1:1/b-1',
    });
  });

  test.each(['http://127.0.0.1:9000', 'http://[::1]:9000'])(
    'take %s, before which no bucket can stand, with any style',
    (endpoint) => {
      const given = { bucket: 'b-1', endpoint, 'force-path-style': 'false' };
      expect(
        settings(given, { http_proxy: 'http://proxy', no_proxy: '127.0.0.1,::1' }).proxy,
      ).toBeUndefined();
      expect(settings(given, { http_proxy: 'http://proxy' }).proxy?.shown).toBe('http://proxy');
    },
  );

  test.each([
    [{}, 'us-east-1'],
    [{ AWS_REGION: '' }, 'us-east-1'],
    [{ AWS_REGION: 'eu-west-3' }, 'eu-west-3'],
  ])('take the region from %j', (env, region) => {
    expect(settings({ bucket: 'b-1' }, env).region).toBe(region);
  });

  test('take the public URL as it is given', () => {
    expect(
      settings({ bucket: 'b-1', prefix: 'p', 'public-url': 'https://cdn.example.org/p' }).publicUrl,
    ).toBe('https://cdn.example.org/p');
  });

  const WITH = 'Correct the `with:` block of this step.';
  const NAME =
    'A bucket has 3 to 63 letters, digits, dots and hyphens, and begins and ends with a letter or a digit.';
  const VALID = 'Valid is empty, or a path such as meta-pantavisor.';
  const URLS = 'Use a URL with http or https and no query, for example https://s3.example.org.';
  test.each([
    [{}, 'Input "bucket" is missing. Give the name of the bucket.'],
    [
      { bucket: 'pantavisor-ci/meta-pantavisor' },
      'Input "bucket" is "pantavisor-ci/meta-pantavisor". A bucket is a name without a slash. Use bucket: pantavisor-ci and prefix: meta-pantavisor.',
    ],
    [{ bucket: 'a/' }, `Input "bucket" is "a/". ${NAME}`],
    [{ bucket: 'b-1/' }, 'Input "bucket" is "b-1/". A bucket is a name without a slash. Use bucket: b-1.'],
    [{ bucket: '../x' }, `Input "bucket" is "../x". ${NAME}`],
    [{ bucket: 'a..b' }, `Input "bucket" is "a..b". ${NAME}`],
    [
      { bucket: 'b-1', prefix: '/a' },
      `Input "prefix" is "/a". A prefix must not begin with a slash. ${VALID}`,
    ],
    [{ bucket: 'b-1', prefix: 'a/' }, `Input "prefix" is "a/". A prefix must not end with a slash. ${VALID}`],
    [
      { bucket: 'b-1', prefix: 'a//b' },
      `Input "prefix" is "a//b". A prefix must not hold two slashes in a row. ${VALID}`,
    ],
    [
      { bucket: 'b-1', prefix: 'a/../b' },
      `Input "prefix" is "a/../b". A prefix has a part ".." that must not be "..". ${VALID}`,
    ],
    [
      { bucket: 'b-1', prefix: 'a\u0001b' },
      `Input "prefix" is "a\\u0001b". A prefix must not hold control characters or broken Unicode. ${VALID}`,
    ],
    [{ bucket: 'b-1', endpoint: 's3.example.org' }, `Input "endpoint" is "s3.example.org". ${URLS}`],
    [{ bucket: 'b-1', endpoint: 'ftp://s3' }, `Input "endpoint" is "ftp://s3". ${URLS}`],
    [
      { bucket: 'b-1', region: 'a b' },
      'Input "region" is "a b". Use the name of a region, for example eu-central-1.',
    ],
    [
      { bucket: 'b-1', 'public-url': 'https://x/' },
      'Input "public-url" is "https://x/". Leave out the slash at the end.',
    ],
    [
      { bucket: 'b-1', 'run-id': '../1' },
      'Input "run-id" is "../1". Use letters, digits, hyphens and underscores, as github.run_id has.',
    ],
  ])('refuse %j', (given, message) => {
    expect(errorOf(given)).toBe(`${message}\n${WITH}`);
  });

  test('refuse a password in a URL, and never show it', () => {
    expect(errorOf({ bucket: 'b-1', 'public-url': 'https://user:hunter2@cdn.org/x' })).toBe(
      'Input "public-url" has a user name or a password in its URL.\nLeave them out: everybody reads this URL in the index.',
    );
    const both = errorOf({ bucket: 'b-1', endpoint: 'https://user:hunter2@s3.org/?a=b' });
    expect(both).toContain('Input "endpoint" is "https://***@s3.org/?a=b".');
    expect(both).not.toContain('hunter2');
  });

  test('refuse half of the credentials, and never show them', () => {
    const text = errorOf({ bucket: 'b-1', 'access-key-id': 'AKIAX' });
    expect(text).toBe(
      'Input "secret-access-key" is missing, while other parts of the credentials are given.\n' +
        'Give `access-key-id` and `secret-access-key` together, or neither, to use the credentials of the environment. ' +
        'A secret that the repository does not have, or that a fork may not see, is empty.',
    );
    const hidden = errorOf({ bucket: 'b-1', endpoint: 'https://user:word@s3.example.org' });
    expect(hidden).toBe(
      'Input "endpoint" has a user name or a password in its URL.\n' +
        'Give them as `access-key-id` and `secret-access-key`.',
    );
  });
});
