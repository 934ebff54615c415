import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { COMMIT, entryOf, filesOf, putClaim, putMachine, RUN, urlOf } from './bucket.ts';
import { type Bench, BUCKET, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const INDEX = `${PREFIX}/releases.json`;
const OTHER = 'd'.repeat(40);

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const promote = (inputs: Readonly<Record<string, string>> = {}) =>
  bench.publish({ phase: 'promote', sha: COMMIT, ...inputs });
const devices = async () => JSON.parse(await bench.text(INDEX)).stable['029'].devices;

/** Nothing was changed, and the one error says why. */
async function refused(inputs: Readonly<Record<string, string>> = {}): Promise<string> {
  bench.requests();
  const result = await promote(inputs);
  expect(result.exitCode).toBe(1);
  expect(bench.written()).toEqual([]);
  expect(result.outputs).toMatchObject({ entry: '', files: '', subjects: '' });
  return errorOf(result);
}

test.each(['', '<html>Sign in</html>'])(
  'a good manifest is not to be removed where %j was read in its place',
  async (body) => {
    await putMachine(bench, { machine: 'a' });
    const proxy = await startFaultProxy(bench.s3.endpoint, ({ path }) =>
      path.endsWith('/manifest.json') ? { kind: 'answer', status: 200, type: 'text/html', body } : undefined,
    );
    try {
      const error = await refused({ endpoint: proxy.endpoint });
      expect(error).not.toContain('remove');
      expect(error).toContain(
        'Something between the runner and the store may have answered for it: check `endpoint` and the proxy, and run this step again.',
      );
    } finally {
      await proxy.close();
    }
  },
);

describe('promote', () => {
  test('names what three runs staged in one write', async () => {
    const machines = ['rpi-scarthgap', 'colibri-scarthgap', 'docker-scarthgap'];
    for (const machine of machines) {
      const files = [
        { kind: 'image', path: 'images/x.wic', content: `image of ${machine}` },
        ...FILES.filter(({ kind }) => kind === 'sdk'),
      ];
      const folder = await stage(join(bench.folder, machine), machine, files, COMMIT);
      const inputs = { phase: 'stage', 'artifact-dir': folder };
      const result = await bench.publish(inputs, { github: { sha: COMMIT } });
      expect(errorOf(result)).toBe('');
    }
    expect(await bench.read(INDEX)).toBeUndefined();
    bench.requests();
    const result = await promote({ 'expected-machines': machines.join('\n'), deep: 'true' });
    expect(errorOf(result)).toBe('');
    expect(bench.written().filter((line) => line === `PUT ${INDEX}`)).toEqual([`PUT ${INDEX}`]);
    const there = await devices();
    expect(there.map(({ name }: { name: string }) => name)).toEqual([
      'colibri-scarthgap',
      'docker-scarthgap',
      'rpi-scarthgap',
    ]);
    for (const device of there) {
      for (const part of [device.full_image, device.sdk]) {
        const response = await fetch(part.url);
        expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(part.sha256);
      }
      const folder = `${PREFIX}/029/${device.name}`;
      const mark = JSON.parse(await bench.text(`${folder}/published.json`));
      expect(mark['manifest-sha256']).toBe(sha256(await bench.text(`${folder}/manifest.json`)));
    }
    expect(JSON.parse(result.outputs['entry'] ?? '')).toEqual(there);
    expect(JSON.parse(result.outputs['files'] ?? '')).toHaveLength(6);
    expect(result.outputs).toMatchObject({ 'files-skipped': '6', 'bytes-uploaded': '0' });
    expect(Number(result.outputs['bytes-read'])).toBeGreaterThan(3 * '#!/bin/sh\n'.length);
    expect(result.outputs['index-url']).toBe(urlOf(bench, INDEX));
    expect(result.summary).toContain('3 of 3 machines added');
  });

  test('gives the digests of all files with the folder of their machine', async () => {
    await putMachine(bench, { machine: 'b' });
    await putMachine(bench, { machine: 'a' });
    const result = await promote();
    expect(errorOf(result)).toBe('');
    expect(await devices()).toEqual([entryOf(bench, { machine: 'a' }), entryOf(bench, { machine: 'b' })]);
    expect(result.outputs['subjects']).toBe(
      [
        `${sha256('images of a 029')}  a/a-029.tar.gz`,
        `${sha256('bsp of a 029')}  a/pantavisor-bsp-1+2.pvrexport.tgz`,
        `${sha256('images of b 029')}  b/b-029.tar.gz`,
        `${sha256('bsp of b 029')}  b/pantavisor-bsp-1+2.pvrexport.tgz\n`,
      ].join('\n'),
    );
    expect(result.outputs['bytes-read']).toBe('0');
  });

  test('again: nothing is written, and it says so', async () => {
    await putMachine(bench, { machine: 'a' });
    const first = await promote();
    bench.requests();
    const second = await promote();
    expect(second.exitCode).toBe(0);
    expect(bench.written()).toEqual([]);
    expect(second.outputs).toEqual(first.outputs);
    expect(second.log).toContain('Everything was promoted already. Nothing was written.');
  });

  test('again, where a mark was lost: it writes the mark, and says that', async () => {
    await putMachine(bench, { machine: 'a', files: filesOf('a', '029').slice(0, 1) });
    await promote();
    await bench.remove(`${PREFIX}/029/a/published.json`);
    const dry = await promote({ 'dry-run': 'true' });
    expect(dry.log).toContain(
      'Nothing was written. The index names the machine in the channel stable already.',
    );
    bench.requests();
    const result = await promote();
    expect(bench.written()).toContain(`PUT ${PREFIX}/029/a/published.json`);
    expect(bench.written()).not.toContain(`PUT ${INDEX}`);
    expect(result.summary).toContain(
      'The index names the machine in the channel stable, as it did before. Only published.json was written. ' +
        '1 file (15 B) is there with its size.',
    );
  });

  test('adds the machines that came later, and leaves the others', async () => {
    await putMachine(bench, { machine: 'b' });
    await promote();
    await putMachine(bench, { machine: 'a' });
    const result = await promote();
    expect(result.summary).toContain('1 of 2 machines added');
    expect(await devices()).toEqual([entryOf(bench, { machine: 'b' }), entryOf(bench, { machine: 'a' })]);
  });

  test('a dry run says which machines would be added, and writes nothing', async () => {
    await putMachine(bench, { machine: 'b' });
    await promote();
    await putMachine(bench, { machine: 'a' });
    bench.requests();
    const result = await promote({ 'dry-run': 'true' });
    expect(result.exitCode).toBe(0);
    expect(bench.written()).toEqual([]);
    expect(result.summary).toMatch(/\[a\].*would&nbsp;be&nbsp;added/);
    expect(result.summary).toMatch(/\[b\].*is&nbsp;there/);
    expect(result.outputs['entry']).toBe('');
  });

  test('folders of other things are no machines', async () => {
    await putMachine(bench, { machine: 'a' });
    for (const key of ['029/docs', '029/badges', '029/a/deeper', '029', '0299/z']) {
      await bench.put(`${PREFIX}/${key}/manifest.json`, '{}');
    }
    await bench.put(`${PREFIX}/029/a/manifest.json/deeper`, '{}');
    const result = await promote();
    expect(errorOf(result)).toBe('');
    expect(await devices()).toEqual([entryOf(bench, { machine: 'a' })]);
    expect(JSON.parse(result.outputs['entry'] ?? '')).toHaveLength(1);
  });

  test('finds a machine behind 1,500 objects', async () => {
    // The embedded store takes files that are put into its folder for objects.
    const badges = join(bench.s3.dir, BUCKET, PREFIX, '029', 'badges');
    await mkdir(badges, { recursive: true });
    for (let at = 0; at < 1500; at += 1) writeFileSync(join(badges, `${at}.json`), '{}');
    await putMachine(bench, { machine: 'a' });
    await putMachine(bench, { machine: 'z' });
    bench.requests();
    expect(errorOf(await promote())).toBe('');
    expect(bench.requests().filter(({ query }) => 'list-type' in query)).toHaveLength(2);
    expect(await devices()).toEqual([entryOf(bench, { machine: 'a' }), entryOf(bench, { machine: 'z' })]);
  }, 60_000);

  test('loses no entry of somebody who writes the index at the same time', async () => {
    await putMachine(bench, { machine: 'a' });
    const theirs = '{"stable":{"028":[{"name":"theirs"},{"timestamp":"2026-01-01T00:00+00:00"}]}}';
    let crossed = false;
    const proxy = await startFaultProxy(bench.s3.endpoint, async ({ method, path }) => {
      if (method === 'PUT' && path === `/${BUCKET}/${INDEX}` && !crossed) {
        crossed = true;
        await bench.put(INDEX, theirs);
      }
      return undefined;
    });
    try {
      const result = await promote({ endpoint: proxy.endpoint, 'public-url': urlOf(bench, PREFIX) });
      expect(errorOf(result)).toBe('');
      const index = JSON.parse(await bench.text(INDEX));
      expect(Object.keys(index.stable)).toEqual(['028', '029']);
      expect(index.stable['028']).toEqual(JSON.parse(theirs).stable['028']);
      expect(index.stable['029'].devices).toEqual([entryOf(bench, { machine: 'a' })]);
    } finally {
      await proxy.close();
    }
  });
});

describe('promote changes nothing', () => {
  test('when nothing is staged', async () => {
    await bench.put(`${PREFIX}/029/docs/x.tar.gz`, 'docs');
    expect(await refused()).toContain('No machine of 029 is staged');
  });

  test('when an expected machine is missing, and names it and what is there', async () => {
    await putMachine(bench, { machine: 'a' });
    await putClaim(bench, 'b');
    const text = await refused({ 'expected-machines': 'a b, c d' });
    expect(text).toContain('2 machines of 029 are not staged: c, d. Staged are: a, b (not complete).');
  });

  test('when machines were staged from other commits, and names each with its own', async () => {
    await putMachine(bench, { machine: 'a' });
    await putMachine(bench, { machine: 'b', sha: OTHER });
    await putMachine(bench, { machine: 'c', sha: 'e'.repeat(40) });
    const text = await refused();
    expect(text).toContain(`b: staged from commit ${OTHER}, not ${COMMIT}.`);
    expect(text).toContain(`c: staged from commit ${'e'.repeat(40)}, not ${COMMIT}.`);
    expect(text).not.toContain('\na:');
  });

  test('when one was staged for another channel', async () => {
    await putMachine(bench, { machine: 'a', channel: 'testing' });
    expect(await refused()).toContain('a: staged for the channel testing, not stable.');
  });

  test('when one is not complete, and names the run', async () => {
    await putMachine(bench, { machine: 'a' });
    await putClaim(bench, 'b');
    expect(await refused()).toContain(`b: not complete. A run (${RUN}) uploads it`);
  });

  test('when a manifest is of another machine, or no manifest', async () => {
    const text = await putMachine(bench, { machine: 'a' });
    await bench.put(`${PREFIX}/029/b/manifest.json`, text);
    await bench.put(`${PREFIX}/029/c/manifest.json`, '<html>');
    const error = await refused();
    expect(error).toMatch(/b: .*is of a 029, not of b 029\./);
    expect(error).toMatch(/c: .*is not JSON.*\. Look at meta-sample\/029\/c\/manifest\.json\.$/m);
  });

  test('when an object is gone or has another size', async () => {
    await putMachine(bench, { machine: 'a' });
    await bench.remove(`${PREFIX}/029/a/a-029.tar.gz`);
    await bench.put(`${PREFIX}/029/a/pantavisor-bsp-1+2.pvrexport.tgz`, 'shorter');
    const text = await refused();
    expect(text).toContain('2 of 2 staged files are not as manifest.json says:');
    expect(text).toContain(`${PREFIX}/029/a/a-029.tar.gz: The object is not there.`);
    expect(text).toContain(
      `${PREFIX}/029/a/pantavisor-bsp-1+2.pvrexport.tgz: It has 7 bytes, its manifest.json says 12 bytes.`,
    );
  });

  test('when one of several objects is gone', async () => {
    await putMachine(bench, { machine: 'a' });
    await bench.remove(`${PREFIX}/029/a/a-029.tar.gz`);
    expect(await refused()).toContain('1 of 2 staged files is not as manifest.json says:');
  });

  test('when an object has other bytes of the same size: deep sees it', async () => {
    await putMachine(bench, { machine: 'a' });
    const other = 'images of b 029';
    await bench.put(`${PREFIX}/029/a/a-029.tar.gz`, other);
    expect(await refused({ deep: 'true' })).toContain(
      `Its content has the sha256 ${sha256(other)}, its manifest.json says ${sha256('images of a 029')}.`,
    );
  });

  test('when the index has the tag in another channel', async () => {
    await bench.put(INDEX, '{"testing":{"029":{"devices":[]}}}');
    await putMachine(bench, { machine: 'a' });
    expect(await refused()).toContain('has the tag "029" under the channel "testing"');
  });

  test('when the store refuses to tell about an object', async () => {
    await putMachine(bench, { machine: 'a' });
    const proxy = await startFaultProxy(bench.s3.endpoint, ({ path }) =>
      path.endsWith('.tar.gz') ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
    );
    try {
      const text = await refused({ endpoint: proxy.endpoint, 'public-url': urlOf(bench, PREFIX) });
      expect(text).toContain('access denied');
      expect(text).not.toContain('not there');
    } finally {
      await proxy.close();
    }
  });

  test('when hundreds of machines are wrong, and the message stays short', async () => {
    const files = filesOf('x', '029').slice(0, 1);
    for (let at = 0; at < 100; at += 1) await putMachine(bench, { machine: `m${at}`, files, sha: OTHER });
    const text = await refused();
    expect(text).toContain('100 machines of 029 cannot be promoted');
    expect(text).toContain('and 81 more');
    expect(text.length).toBeLessThan(4000);
  }, 60_000);
});
