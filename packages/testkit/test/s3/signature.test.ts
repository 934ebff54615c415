import { describe, expect, test } from '@jest/globals';
import { decodeChunked } from '@pv-actions/testkit/s3/chunked.ts';
import { parseTarget, type S3Request } from '@pv-actions/testkit/s3/request.ts';
import { authenticate } from '@pv-actions/testkit/s3/signature.ts';

// The examples of Amazon's documentation, with the signatures printed there:
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and the pages beside it.
const KEYS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const NOW = new Date('2013-05-24T00:00:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function request(method: string, url: string, headers: Record<string, string>): S3Request {
  const allHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { method, ...parseTarget(url), headers, allHeaders };
}

function signed(names: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${names},Signature=${signature}`;
}

const getHeaders = {
  host: 'examplebucket.s3.amazonaws.com',
  range: 'bytes=0-9',
  'x-amz-content-sha256': EMPTY,
  'x-amz-date': '20130524T000000Z',
  authorization: signed(
    'host;range;x-amz-content-sha256;x-amz-date',
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ),
};

describe('authenticate', () => {
  test('accepts the documented GET', () => {
    expect(authenticate(request('GET', '/test.txt', getHeaders), KEYS, NOW)?.payload).toBe(EMPTY);
  });

  test('accepts the documented listing, with its query', () => {
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-content-sha256': EMPTY,
      'x-amz-date': '20130524T000000Z',
      authorization: signed(
        'host;x-amz-content-sha256;x-amz-date',
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    };
    expect(authenticate(request('GET', '/?prefix=J&max-keys=2', headers), KEYS, NOW)).toBeDefined();
  });

  const presigned =
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const host = { host: 'examplebucket.s3.amazonaws.com' };

  test('accepts the documented presigned URL until it expires', () => {
    const url = request('GET', presigned, host);
    expect(authenticate(url, KEYS, new Date('2013-05-24T23:59:59Z'))?.payload).toBe('UNSIGNED-PAYLOAD');
    expect(() => authenticate(url, KEYS, new Date('2013-05-25T00:00:01Z'))).toThrow('Request has expired');
  });

  test.each<[string, string, S3Request, Date?]>([
    ['another method', 'SignatureDoesNotMatch', request('PUT', '/test.txt', getHeaders)],
    ['another key', 'SignatureDoesNotMatch', request('GET', '/test.txu', getHeaders)],
    ['a query more', 'SignatureDoesNotMatch', request('GET', '/test.txt?acl', getHeaders)],
    [
      'another range',
      'SignatureDoesNotMatch',
      request('GET', '/test.txt', { ...getHeaders, range: 'bytes=0-8' }),
    ],
    [
      'a presigned URL of another host',
      'SignatureDoesNotMatch',
      request('GET', presigned, { host: 'other' }),
    ],
    ['an unsigned header', 'AccessDenied', request('GET', '/test.txt', { ...getHeaders, 'x-amz-acl': 'x' })],
    [
      'another time',
      'RequestTimeTooSkewed',
      request('GET', '/test.txt', getHeaders),
      new Date('2013-05-24T00:16:00Z'),
    ],
    [
      'Signature Version 2',
      'InvalidRequest',
      request('GET', '/test.txt', { ...getHeaders, authorization: 'AWS a:b' }),
    ],
    [
      'half a header',
      'AuthorizationHeaderMalformed',
      request('GET', '/test.txt', { ...getHeaders, authorization: 'AWS4-HMAC-SHA256 Credential=a' }),
    ],
  ])('refuses %s', (_, code, refused, now = NOW) => {
    expect(() => authenticate(refused, KEYS, now)).toThrow(expect.objectContaining({ code }));
  });

  test('knows its access key only', () => {
    const other = { ...KEYS, accessKeyId: 'OTHER' };
    expect(() => authenticate(request('GET', '/test.txt', getHeaders), other, NOW)).toThrow(
      expect.objectContaining({ code: 'InvalidAccessKeyId' }),
    );
  });

  test('leaves a request without a signature to others', () => {
    expect(authenticate(request('GET', '/test.txt', host), KEYS, NOW)).toBeUndefined();
  });
});

const chunkedHeaders = {
  host: 's3.amazonaws.com',
  'content-encoding': 'aws-chunked',
  'content-length': '66824',
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'x-amz-date': '20130524T000000Z',
  'x-amz-decoded-content-length': '66560',
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  authorization: signed(
    'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  ),
};
const trailerHeaders = {
  host: 's3.amazonaws.com',
  'content-encoding': 'aws-chunked',
  'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'x-amz-date': '20130524T000000Z',
  'x-amz-decoded-content-length': '66560',
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  'x-amz-trailer': 'x-amz-checksum-crc32c',
  authorization: signed(
    'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  ),
};

function chunk(size: number, signature?: string): string {
  const line =
    signature === undefined ? size.toString(16) : `${size.toString(16)};chunk-signature=${signature}`;
  return `${line}\r\n${size === 0 ? '' : `${'a'.repeat(size)}\r\n`}`;
}

const SIGNED = [
  chunk(65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
  chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
  chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
  '\r\n',
].join('');
const SIGNED_TRAILER = [
  chunk(65536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
  chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
  chunk(0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'),
  'x-amz-checksum-crc32c:sOO8/Q==\r\n',
  'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
].join('');

async function* pieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'latin1');
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function decode(
  text: string,
  options: { headers?: Record<string, string>; trailer?: boolean; pieceSize?: number } = {},
): Promise<{ body: string; trailers: [string, string][] }> {
  const url = '/examplebucket/chunkObject.txt';
  const seed = options.headers && authenticate(request('PUT', url, options.headers), KEYS, NOW);
  const trailers = new Map<string, string>();
  const parts: string[] = [];
  const settings = { trailer: options.trailer ?? false, ...(seed === undefined ? {} : { signed: seed }) };
  for await (const bytes of decodeChunked(
    pieces(text, options.pieceSize ?? text.length),
    settings,
    trailers,
  )) {
    parts.push(bytes.toString('latin1'));
  }
  return { body: parts.join(''), trailers: [...trailers] };
}

describe('decodeChunked', () => {
  test.each([1, 7, 1000, 70_000])(
    'decodes the documented signed body in pieces of %d bytes',
    async (pieceSize) => {
      const { body } = await decode(SIGNED, { headers: chunkedHeaders, pieceSize });
      expect(body === 'a'.repeat(66_560)).toBe(true);
    },
  );

  test.each([1, 70_000])('decodes the documented signed trailer in pieces of %d bytes', async (pieceSize) => {
    const { body, trailers } = await decode(SIGNED_TRAILER, {
      headers: trailerHeaders,
      trailer: true,
      pieceSize,
    });
    expect(body).toHaveLength(66_560);
    expect(trailers).toEqual([['x-amz-checksum-crc32c', 'sOO8/Q==']]);
  });

  test.each([1, 3, 100])(
    'decodes an unsigned body with a trailer in pieces of %d bytes',
    async (pieceSize) => {
      const text = `${chunk(8192)}${chunk(3)}0\r\nX-Amz-Checksum-CRC32: abc=\r\n\r\n`;
      const { body, trailers } = await decode(text, { trailer: true, pieceSize });
      expect(body).toBe('a'.repeat(8195));
      expect(trailers).toEqual([['x-amz-checksum-crc32', 'abc=']]);
    },
  );

  test.each([
    ['changed bytes', SIGNED.replace('aaaa', 'aaab'), 'SignatureDoesNotMatch'],
    ['a changed last chunk', SIGNED.replace('b6c6', 'b6c7'), 'SignatureDoesNotMatch'],
    ['an unsigned chunk', `${chunk(65536)}${chunk(0)}\r\n`, 'SignatureDoesNotMatch'],
  ])('refuses %s in a signed body', async (_, text, code) => {
    await expect(decode(text, { headers: chunkedHeaders })).rejects.toMatchObject({ code });
  });

  test('refuses a changed trailer in a signed body', async () => {
    const changed = SIGNED_TRAILER.replace('sOO8', 'sOO9');
    await expect(decode(changed, { headers: trailerHeaders, trailer: true })).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  test.each([
    ['a small chunk before another', `${chunk(8191)}${chunk(1)}0\r\n\r\n`, 'InvalidChunkSizeError'],
    ['no size', 'hello\r\n', 'InvalidRequest'],
    ['a chunk longer than it says', '1\r\naa\r\n0\r\n\r\n', 'InvalidRequest'],
    ['data after the end', '1\r\na\r\n0\r\n\r\nmore', 'InvalidRequest'],
    ['a trailer that was not announced', '0\r\nx-amz-checksum-crc32:abc=\r\n\r\n', 'MalformedTrailerError'],
    ['an endless line', 'f'.repeat(5000), 'InvalidRequest'],
  ])('refuses %s', async (_, text, code) => {
    await expect(decode(text)).rejects.toMatchObject({ code });
  });

  test('refuses a body that ends early, wherever that is', async () => {
    const whole = '5\r\nhello\r\n0\r\n\r\n';
    for (let length = 0; length < whole.length; length++) {
      await expect(decode(whole.slice(0, length))).rejects.toMatchObject({ code: 'IncompleteBody' });
    }
    expect(await decode(whole)).toMatchObject({ body: 'hello' });
  });
});
