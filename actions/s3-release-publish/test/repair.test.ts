import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { entryOf, indexText, putMachine, urlOf } from './bucket.ts';
import { type Bench, BUCKET, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const INDEX = `${PREFIX}/releases.json`;
const HERE = `${PREFIX}/029/a`;

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const run = (inputs: Readonly<Record<string, string>> = {}) =>
  bench.publish({ phase: 'verify', tag: '029', repair: 'true', ...inputs });
const indexWrites = () => bench.written().filter((line) => line === `PUT ${INDEX}`);

async function repair(inputs: Readonly<Record<string, string>> = {}) {
  bench.requests();
  const result = await run(inputs);
  return { result, problems: JSON.parse(result.outputs['problems'] || 'null') };
}

describe('a repair', () => {
  test('rebuilds a lost index of what the stage published, entry for entry', async () => {
    for (const machine of ['a', 'b']) {
      const folder = await stage(join(bench.folder, machine), machine, FILES);
      await bench.publish({ 'artifact-dir': folder });
    }
    const before = JSON.parse(await bench.text(INDEX)).stable['029'];
    await bench.remove(INDEX);
    const { result, problems } = await repair();
    expect(errorOf(result)).toBe('');
    expect(problems).toEqual([]);
    const after = JSON.parse(await bench.text(INDEX)).stable['029'];
    expect(JSON.stringify(after.devices)).toBe(JSON.stringify(before.devices));
    const manifest = JSON.parse(await bench.text(`${HERE}/manifest.json`));
    expect(after['release-date']).toBe(`${manifest.published.slice(0, 16)}+00:00`);
    expect(result.summary).toContain(
      '2 problems were repaired. All 10 files of 1 tag are there with their sizes.',
    );
  });

  test('rebuilds a lost index byte for byte, with the earliest date of each tag, in one write', async () => {
    await putMachine(bench, { machine: 'a', published: true, at: '2026-06-03T10:07:59Z' });
    await putMachine(bench, { machine: 'b', published: true, at: '2026-06-03T10:05:01Z' });
    const candidate = { machine: 'a', tag: '030-rc1', channel: 'release-candidate' };
    await putMachine(bench, { ...candidate, published: true, at: '2026-07-01T00:00:00Z' });
    await putMachine(bench, { machine: 'staged' });
    const { result, problems } = await repair({ tag: '*', deep: 'true' });
    expect(errorOf(result)).toBe('');
    expect(problems).toEqual([]);
    expect(indexWrites()).toHaveLength(1);
    const expected = {
      stable: {
        '029': {
          'release-date': '2026-06-03T10:05+00:00',
          devices: [entryOf(bench, { machine: 'a' }), entryOf(bench, { machine: 'b' })],
        },
      },
      'release-candidate': {
        '030-rc1': { 'release-date': '2026-07-01T00:00+00:00', devices: [entryOf(bench, candidate)] },
      },
    };
    expect(await bench.text(INDEX)).toBe(`${JSON.stringify(expected, null, 2)}\n`);
    expect(result.log).toContain('staged 029 is staged, and was never promoted.');
    expect((await repair({ tag: '*' })).result.exitCode).toBe(0);
    expect(bench.written()).toEqual([]);
  });

  test('of one tag leaves the others', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await putMachine(bench, { machine: 'a', tag: '028', published: true });
    await repair();
    expect(await bench.text(INDEX)).toBe(indexText([entryOf(bench, { machine: 'a' })]));
  });

  test('puts a lost entry back, and leaves every other byte', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await putMachine(bench, { machine: 'b', published: true });
    const [a, b] = [entryOf(bench, { machine: 'a' }), entryOf(bench, { machine: 'b' })];
    await bench.put(INDEX, indexText([b]).replace('{\n', '{\n  "x" :1.0,\n'));
    const { result, problems } = await repair();
    expect(problems).toEqual([]);
    expect(await bench.text(INDEX)).toBe(indexText([b, a]).replace('{\n', '{\n  "x" :1.0,\n'));
    expect(result.log).toContain('Repaired: 029 a: Published, but not in the index.');
  });

  test('mends wrong digests, URLs and parts, and keeps keys of others', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const right = entryOf(bench, { machine: 'a' });
    const wrong = {
      name: 'a',
      full_image: { url: `${right.full_image.url}x`, sha256: right.full_image.sha256, note: 1 },
      bsp: { url: right.bsp.url, sha256: '0'.repeat(64) },
      sdk: { url: '', sha256: '' },
      theirs: true,
    };
    await bench.put(INDEX, indexText([wrong]));
    const { result, problems } = await repair();
    expect(problems).toEqual([]);
    expect(await bench.text(INDEX)).toBe(
      indexText([{ name: 'a', full_image: { ...right.full_image, note: 1 }, bsp: right.bsp, theirs: true }]),
    );
    expect(result.summary).toContain('3 problems were repaired.');
  });

  test('writes in the older form where the tag stands in it', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const list = (entries: readonly object[]) =>
      `${JSON.stringify({ stable: { '029': [...entries, { timestamp: 't' }] } }, null, 2)}\n`;
    await bench.put(INDEX, list([{ name: 'a', sdk: { url: '', sha256: '' } }]));
    expect((await repair()).problems).toEqual([]);
    expect(await bench.text(INDEX)).toBe(list([entryOf(bench, { machine: 'a' })]));
  });

  test('leaves what it cannot mend, and fails with it', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const lost = { url: urlOf(bench, `${PREFIX}/029/old/x.tar.gz`), sha256: sha256('x') };
    await bench.put(INDEX, indexText([{ name: 'old', full_image: lost }]));
    const { result, problems } = await repair();
    expect(result.exitCode).toBe(1);
    expect(problems).toEqual([
      { tag: '029', machine: 'old', part: 'full_image', url: lost.url, problem: 'The object is not there.' },
    ]);
    expect(errorOf(result)).toContain('1 problem was repaired. 1 of 3 files is wrong.');
    expect(await bench.text(INDEX)).toBe(
      indexText([{ name: 'old', full_image: lost }, entryOf(bench, { machine: 'a' })]),
    );
  });

  test.each([
    ['is gone', undefined, {}, 'The object is not there.'],
    ['has another size', 'x', {}, 'It has 1 byte, its manifest.json says 15 bytes.'],
    ['has other bytes', 'images of b 029', { deep: 'true' }, 'Its content has the sha256 '],
  ])('does not name a machine of which an object %s', async (_what, content, inputs, problem) => {
    await putMachine(bench, { machine: 'a', published: true });
    if (content === undefined) await bench.remove(`${HERE}/a-029.tar.gz`);
    else await bench.put(`${HERE}/a-029.tar.gz`, content);
    await bench.put(INDEX, indexText([]));
    const { problems } = await repair(inputs);
    expect(bench.written()).toEqual([]);
    expect(problems).toMatchObject([
      { machine: 'a', part: '', problem: 'Published, but not in the index.' },
      {
        machine: 'a',
        part: 'full_image',
        problem: expect.stringContaining(`Cannot be put back: ${problem}`),
      },
    ]);
  });

  test('takes a published.json of another manifest for none', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await bench.put(`${HERE}/manifest.json`, `${await bench.text(`${HERE}/manifest.json`)}\n`);
    await putMachine(bench, { machine: 'b', published: true });
    await bench.put(`${PREFIX}/029/b/published.json`, 'torn');
    await bench.put(INDEX, indexText([]));
    const { result, problems } = await repair();
    expect(problems).toEqual([]);
    expect(bench.written()).toEqual([]);
    expect(result.log).toContain('a 029 is staged, and was never promoted.');
  });

  test('does not choose between two channels', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const index = '{"testing":{"029":{"devices":[{"name":"a"}]}}}';
    await bench.put(INDEX, index);
    const { problems } = await repair();
    expect(problems).toMatchObject([
      { machine: 'a', problem: 'Published in the channel stable, but the index has it in testing.' },
    ]);
    expect(await bench.text(INDEX)).toBe(index);
  });

  test('never writes over an index that is not JSON', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await bench.put(INDEX, '{"stable":');
    const { result } = await repair();
    expect(errorOf(result)).toContain('is not JSON');
    expect(bench.written()).toEqual([]);
  });

  test('in a dry run says what it would write', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const { result, problems } = await repair({ 'dry-run': 'true' });
    expect(bench.written()).toEqual([]);
    expect(result.exitCode).toBe(1);
    expect(problems).toHaveLength(1);
    expect(result.log).toContain('Dry run: a 029 would be put into the index.');
    const [title, , verdict] = result.summary.split('\n');
    expect(title).toBe('### s3-release-publish: verify <code>029</code> (dry run)');
    expect(verdict).toMatch(/^Nothing was written\. The index names no files and has 1 problem\. /);
    expect(errorOf(result)).toContain('what a repair without `dry-run` puts back');
    expect(errorOf(result)).not.toContain('`repair: true`');
    expect(result.summary).toContain('A repair would put into the index:\n\n- <code>a 029</code>');
  });
});

describe('a machine that another run replaces meanwhile', () => {
  const other = () => bench.put(`${HERE}/manifest.json`, '{"schema":1,"complete":false}');

  async function crossed(when: 'GET' | 'PUT' | 'after PUT', machines = ['a', 'b']) {
    for (const machine of machines) await putMachine(bench, { machine, published: true });
    let written = false;
    const proxy = await startFaultProxy(bench.s3.endpoint, async ({ method, path }) => {
      const isIndex = path === `/${BUCKET}/${INDEX}`;
      if (isIndex && method === when) await other();
      if (isIndex && method === 'PUT') written = true;
      if (when === 'after PUT' && written && path === `/${BUCKET}/${HERE}/manifest.json`) await other();
      return undefined;
    });
    try {
      return await repair({ endpoint: proxy.endpoint, 'public-url': urlOf(bench, PREFIX) });
    } finally {
      await proxy.close();
    }
  }

  test.each(['GET', 'PUT', 'after PUT'] as const)('is not in the index in the end (%s)', async (when) => {
    const { result } = await crossed(when);
    expect(result.log).toContain('Another run replaces a 029 at this moment');
    const index = JSON.parse(await bench.text(INDEX));
    expect(index.stable['029'].devices).toEqual([entryOf(bench, { machine: 'b' })]);
  });

  test('and is the only one: nothing is written', async () => {
    const { result } = await crossed('GET', ['a']);
    expect(errorOf(result)).toContain(
      'Another run replaced a 029 while this one was about to name it in the index.\nThe index does not name what was replaced.',
    );
    expect(await bench.read(INDEX)).toBeUndefined();
  });
});

describe('uploads that were left behind', () => {
  const HOUR = 60 * 60 * 1000;
  /** Makes an unfinished upload as the embedded server keeps it. */
  async function begin(id: string, key: string, hoursAgo: number): Promise<void> {
    const uploadId = id.repeat(32);
    const folder = join(bench.s3.dir, '.s3', 'uploads', BUCKET, uploadId);
    await mkdir(folder, { recursive: true });
    const initiated = new Date(Date.now() - hoursAgo * HOUR).toISOString();
    await writeFile(join(folder, 'upload.json'), JSON.stringify({ key, uploadId, initiated, headers: {} }));
  }
  beforeEach(async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await bench.put(INDEX, indexText([entryOf(bench, { machine: 'a' })]));
    await begin('a', `${HERE}/old`, 25);
    await begin('b', `${HERE}/young`, 23);
    await begin('c', `${PREFIX}/028/a/old`, 25);
    await begin('d', 'meta-sample-2/old', 25);
  });

  test('are noted', async () => {
    const result = await run({ repair: 'false' });
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain(`1 unfinished upload of runs that died: ${HERE}/old.`);
    expect(await bench.unfinished()).toHaveLength(4);
  });

  test('are aborted by a repair', async () => {
    expect(errorOf(await run())).toBe('');
    expect(await bench.unfinished()).toEqual(['meta-sample-2/old', `${PREFIX}/028/a/old`, `${HERE}/young`]);
    await run({ tag: '*' });
    expect(await bench.unfinished()).toEqual(['meta-sample-2/old', `${HERE}/young`]);
  });

  test('stay in a dry run, which names them', async () => {
    const result = await run({ 'dry-run': 'true' });
    expect(result.log).toContain(`Dry run: the unfinished upload of ${HERE}/old would be aborted.`);
    expect(await bench.unfinished()).toHaveLength(4);
  });
});
