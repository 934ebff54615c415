import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { indexText, putMachine, urlOf } from './bucket.ts';
import { type Bench, openBench, PREFIX, sha256 } from './release.ts';

const INDEX = `${PREFIX}/releases.json`;
const HERE = `${PREFIX}/029/a`;
const IMAGES = 'images of a 029';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function verify(inputs: Readonly<Record<string, string>> = {}) {
  const result = await bench.publish({ phase: 'verify', tag: '029', ...inputs }, { inProcess: true });
  return { result, problems: JSON.parse(result.outputs['problems'] || 'null') };
}

async function problemsOf(): Promise<string[]> {
  const { problems } = await verify();
  return problems.map(({ problem }: { problem: string }) => problem);
}

/** A web server of somebody else. */
async function serve(listener: RequestListener, host = '127.0.0.1') {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

describe('a URL of somewhere else', () => {
  const part = (url: string, content = IMAGES) => ({ full_image: { url, sha256: sha256(content) } });

  test('is asked for without credentials, through redirects', async () => {
    const seen: string[] = [];
    const web = await serve((request, answer) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
      if (request.url === '/moved') answer.writeHead(302, { location: '/file' }).end();
      else if (request.url === '/round') answer.writeHead(302, { location: '/round' }).end();
      else if (request.url === '/ftp') answer.writeHead(302, { location: 'ftp://h/file' }).end();
      else if (request.url === '/file') answer.end(request.method === 'GET' ? IMAGES : undefined);
      else answer.writeHead(404).end();
    });
    try {
      await putMachine(bench, { machine: 'm', published: false });
      await bench.put(
        INDEX,
        indexText([
          { name: 'a', ...part(`${web.url}/moved`) },
          { name: 'b', ...part(`${web.url}/file`, 'other') },
          { name: 'c', ...part(`${web.url}/round`) },
          { name: 'd', ...part(`${web.url}/ftp`) },
          { name: 'e', ...part(`${web.url}/gone`) },
          { name: 'f', ...part('http://127.0.0.1:1/x') },
        ]),
      );
      const quick = await verify();
      expect(
        quick.problems.map((each: { machine: string; problem: string }) => [each.machine, each.problem]),
      ).toEqual([
        ['c', 'The URL redirects more than 5 times.'],
        ['d', 'The URL redirects to something other than http or https.'],
        ['e', 'The URL answers with HTTP 404.'],
        ['f', 'The URL cannot be read: ECONNREFUSED.'],
      ]);
      expect(seen.filter((line) => line.startsWith('HEAD /round'))).toHaveLength(6);
      expect(seen.filter((line) => !line.endsWith(' '))).toEqual([]);
      const { problems, result } = await verify({ deep: 'true' });
      expect(problems[0]).toMatchObject({
        machine: 'b',
        problem: `Its content has the sha256 ${sha256(IMAGES)}, the index has ${sha256('other')}.`,
      });
      expect(result.outputs['bytes-read']).toBe(String(2 * IMAGES.length));
    } finally {
      await web.close();
    }
  });

  test('that leads into the network of the runner is not asked for', async () => {
    let asked = 0;
    const internal = await serve((_, answer) => {
      asked += 1;
      answer.end('internal');
    }, '127.0.0.2');
    const web = await serve((_, answer) => answer.writeHead(302, { location: internal.url }).end());
    try {
      await bench.put(
        INDEX,
        indexText([
          { name: 'a', ...part(`${internal.url}/file`) },
          { name: 'b', ...part(`${web.url}/moved`) },
          { name: 'c', ...part(internal.url.replace('127.0.0.2', 'localhost')) },
        ]),
      );
      const { problems } = await verify({ deep: 'true' });
      const problem =
        'The URL leads to a private address, which only the host of `public-url` or `endpoint` may have.';
      expect(problems).toMatchObject(['a', 'b', 'c'].map((machine) => ({ machine, problem })));
      expect(asked).toBe(0);
    } finally {
      await web.close();
      await internal.close();
    }
  });

  test('without an end is read as far as its manifest.json says', async () => {
    const web = await serve((_, answer) => {
      const write = (): unknown => answer.destroyed || answer.write(Buffer.alloc(2 ** 16), write);
      write();
    });
    try {
      const text = (await putMachine(bench, { machine: 'a' })).replaceAll(urlOf(bench, PREFIX), web.url);
      await bench.put(`${HERE}/manifest.json`, text);
      await bench.put(INDEX, indexText([{ name: 'a', ...part(`${web.url}/029/a/a-029.tar.gz`) }]));
      const { problems } = await verify({ deep: 'true' });
      expect(problems).toMatchObject([
        { problem: 'It has more than the 15 bytes that its manifest.json says.' },
      ]);
    } finally {
      await web.close();
    }
  });

  test('is tried again where the fault may pass', async () => {
    let tries = 0;
    const web = await serve((_, answer) => {
      tries += 1;
      answer.writeHead(tries < 3 ? 503 : 200).end();
    });
    try {
      await bench.put(INDEX, indexText([{ name: 'a', ...part(`${web.url}/file`) }]));
      expect(await problemsOf()).toEqual([]);
      expect(tries).toBe(3);
    } finally {
      await web.close();
    }
  });

  test('is held against the manifest that was written with it', async () => {
    const web = await serve((_, answer) => answer.writeHead(200, { 'content-length': 3 }).end());
    try {
      const text = (await putMachine(bench, { machine: 'a' })).replaceAll(urlOf(bench, PREFIX), web.url);
      await bench.put(`${HERE}/manifest.json`, text);
      await bench.put(INDEX, indexText([{ name: 'a', ...part(`${web.url}/029/a/a-029.tar.gz`) }]));
      expect(await problemsOf()).toEqual(['It has 3 bytes, its manifest.json says 15 bytes.']);
    } finally {
      await web.close();
    }
  });
});
