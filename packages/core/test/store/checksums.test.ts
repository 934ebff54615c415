import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { S3RequestInfo } from '@pv-actions/testkit/s3/server.ts';
import { adding, holds, type Server, startEmbedded, storeOn, textOf } from './servers.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function start(refuseChecksums: boolean): Promise<{ server: Server; seen: S3RequestInfo[] }> {
  const seen: S3RequestInfo[] = [];
  const started = await startEmbedded({
    quirks: { refuseChecksums },
    onRequest: (request) => void seen.push(request),
  });
  server = started;
  return { server: started, seen };
}

function writesOf(seen: readonly S3RequestInfo[]) {
  return seen
    .filter(({ method }) => method === 'PUT')
    .map(({ headers }) => [
      headers['x-amz-checksum-crc32'] !== undefined,
      headers['content-md5'] !== undefined,
    ]);
}

describe('Checksums', () => {
  test("are the SDK's own where the store takes them", async () => {
    const { server, seen } = await start(false);
    const store = storeOn(server);
    await store.put('meta/a', 'content');
    await store.upload('meta/b', Readable.from([Buffer.alloc(9 * 1024 * 1024)]));
    expect(writesOf(seen)).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    // CRC-32 of "content", by Python's zlib.crc32, big-endian, in Base64.
    expect(seen[0]?.headers['x-amz-checksum-crc32']).toBe('/sUwqQ==');
  });

  test('are left out after the store refused them once, with Content-MD5 in their place', async () => {
    const { server, seen } = await start(true);
    const store = storeOn(server);
    await store.put('meta/a', 'content');
    await store.put('meta/b', 'content');
    expect(writesOf(seen)).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
    // By openssl md5 -binary | base64.
    expect(seen[1]?.headers['content-md5']).toBe('mgNkuembtIDdJeHwKEyFVQ==');
    expect(await textOf(store, 'meta/a')).toBe('content');
  });

  test('are left out of a stream in parts that is the first thing the store gets', async () => {
    const { server } = await start(true);
    const content = Buffer.alloc(17 * 1024 * 1024, 'x');
    const store = storeOn(server);
    await store.upload('meta/b', Readable.from([content]));
    expect(await holds(store, 'meta/b', content)).toBe(true);
  });

  test('that are refused do not keep an update from its conditions', async () => {
    const { server } = await start(true);
    const names = Array.from({ length: 8 }, (_, n) => `m${n}`);
    await Promise.all(names.map((name) => storeOn(server).update('meta/index.json', adding(name))));
    expect(Object.keys(JSON.parse((await textOf(storeOn(server), 'meta/index.json')) ?? '')).sort()).toEqual(
      names,
    );
  });
});
