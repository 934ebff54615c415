import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { entryOf, indexText, putClaim, putMachine, urlOf } from './bucket.ts';
import { type Bench, errorOf, FILES, openBench, PREFIX, sha256, stage } from './release.ts';

const INDEX = `${PREFIX}/releases.json`;
const HERE = `${PREFIX}/029/a`;
const IMAGES = 'images of a 029';
const BSP = 'bsp of a 029';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const run = (inputs: Readonly<Record<string, string>> = {}) =>
  bench.publish({ phase: 'verify', tag: '029', ...inputs });

/** The run wrote nothing; its problems, and the run itself. */
async function verify(inputs: Readonly<Record<string, string>> = {}) {
  bench.requests();
  const result = await run(inputs);
  expect(bench.written()).toEqual([]);
  const problems = JSON.parse(result.outputs['problems'] || 'null');
  if (problems !== null) expect(result.exitCode).toBe(problems.length === 0 ? 0 : 1);
  return { result, problems };
}

/** The texts of the problems. */
async function problemsOf(inputs: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { problems } = await verify(inputs);
  return problems.map(({ problem }: { problem: string }) => problem);
}

describe('an index that is right', () => {
  test('has no problems, for what the stage itself published', async () => {
    for (const machine of ['a', 'b']) {
      const folder = await stage(join(bench.folder, machine), machine, FILES);
      expect(errorOf(await bench.publish({ 'artifact-dir': folder }))).toBe('');
    }
    const { result, problems } = await verify({ deep: 'true' });
    expect(errorOf(result)).toBe('');
    expect(problems).toEqual([]);
    expect(result.summary).toContain('All 10 files of 1 tag are there with their content.');
    expect(Number(result.outputs['bytes-read'])).toBeGreaterThan(0);
    expect(result.outputs['index-url']).toBe(urlOf(bench, INDEX));
    expect(result.outputs['files']).toBe('');
  });

  test('looks at each object once, also when it repairs', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    const entry = entryOf(bench, { machine: 'a' });
    await bench.put(INDEX, indexText([{ ...entry, bsp: { ...entry.bsp, sha256: '0'.repeat(64) } }]));
    bench.requests();
    expect((await run({ repair: 'true' })).exitCode).toBe(0);
    const heads = bench.requests().filter(({ method, key }) => method === 'HEAD' && key !== INDEX);
    expect(heads.map(({ key }) => key).sort()).toEqual([
      `${HERE}/a-029.tar.gz`,
      `${HERE}/pantavisor-bsp-1+2.pvrexport.tgz`,
    ]);
  });

  test('may hold both forms, docs, and tags of before the manifests', async () => {
    const docs = { name: 'docs.tar.zst', url: urlOf(bench, `${PREFIX}/028/docs/docs.tar.zst`) };
    await bench.put(`${PREFIX}/028/docs/docs.tar.zst`, 'docs');
    await bench.put(`${PREFIX}/028/old/sdk.sh`, 'sdk');
    await putMachine(bench, { machine: 'a', published: true });
    const old = {
      name: 'old',
      sdk: { url: urlOf(bench, `${PREFIX}/028/old/sdk.sh`), sha256: sha256('sdk') },
    };
    const index = {
      stable: {
        '028': [old, { docs: { ...docs, sha256: sha256('docs') } }, { timestamp: '2026-05-13T21:27+00:00' }],
        '029': {
          docs: { ...docs, hash: sha256('docs'), sha256: sha256('docs') },
          devices: [entryOf(bench, { machine: 'a' })],
        },
      },
      'release-candidate': { '029-rc1': {} },
      unknown: null,
    };
    await bench.put(INDEX, JSON.stringify(index));
    const { result, problems } = await verify({ tag: '*', deep: 'true' });
    expect(problems).toEqual([]);
    expect(result.summary).toContain('All 5 files of 3 tags are there');
    expect(result.outputs['bytes-read']).toBe(
      String(IMAGES.length + BSP.length + 'docs'.length + 'sdk'.length),
    );
  });

  test('has notes about what is staged, or not complete', async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await putMachine(bench, { machine: 'b' });
    await putClaim(bench, 'c');
    await bench.put(INDEX, indexText([entryOf(bench, { machine: 'a' })]));
    const { result, problems } = await verify();
    expect(problems).toEqual([]);
    expect(result.log).toContain('b 029 is staged, and was never promoted.');
    expect(result.log).toContain('c 029 is not complete');
    expect(result.summary).toContain('2 notes');
    expect(result.summary).toContain('All 2 files of 1 tag are there with their sizes.');
  });
});

describe('a problem is', () => {
  const entry = () => entryOf(bench, { machine: 'a' });
  beforeEach(() => putMachine(bench, { machine: 'a', published: true }));

  test('an object that is gone', async () => {
    await bench.put(INDEX, indexText([entry()]));
    await bench.remove(`${HERE}/a-029.tar.gz`);
    const { result, problems } = await verify();
    expect(problems).toEqual([
      {
        tag: '029',
        machine: 'a',
        part: 'full_image',
        url: urlOf(bench, `${HERE}/a-029.tar.gz`),
        problem: 'The object is not there.',
      },
    ]);
    expect(errorOf(result)).toContain('1 of 2 files is wrong.');
    expect(result.summary.split('\n')[2]).toContain('1 of 2 files is wrong.');
    expect(result.summary).toContain('The object is not there.');
  });

  test('an object of another size', async () => {
    await bench.put(INDEX, indexText([entry()]));
    await bench.put(`${HERE}/a-029.tar.gz`, 'x');
    expect(await problemsOf()).toEqual(['It has 1 byte, its manifest.json says 15 bytes.']);
  });

  test('an object of other bytes, when they are read', async () => {
    await bench.put(INDEX, indexText([entry()]));
    await bench.put(`${HERE}/a-029.tar.gz`, 'images of b 029');
    expect(await problemsOf()).toEqual([]);
    expect(await problemsOf({ deep: 'true' })).toEqual([
      `Its content has the sha256 ${sha256('images of b 029')}, the index has ${sha256(IMAGES)}.`,
    ]);
  });

  test('a digest that is not the one of the manifest', async () => {
    const wrong = { ...entry(), bsp: { ...entry().bsp, sha256: '0'.repeat(64) } };
    await bench.put(INDEX, indexText([wrong]));
    expect(await problemsOf()).toEqual([
      `The manifest.json of the machine has the sha256 ${sha256(BSP)}, the index has ${'0'.repeat(64)}.`,
    ]);
  });

  test('a file that the manifest does not name, and a part that the index lacks', async () => {
    await bench.put(`${HERE}/other.tar.gz`, 'other');
    const url = urlOf(bench, `${HERE}/other.tar.gz`);
    const { full_image } = entry();
    await bench.put(INDEX, indexText([{ name: 'a', full_image, sdk: { url, sha256: sha256('other') } }]));
    const { problems } = await verify();
    expect(problems).toMatchObject([
      { part: 'bsp', problem: 'Published, but not in the index.' },
      { part: 'sdk', url, problem: 'The manifest.json of the machine does not name this file.' },
    ]);
  });

  test('a published machine that the index does not name', async () => {
    await bench.put(INDEX, indexText([]));
    const { problems } = await verify();
    expect(problems).toEqual([
      {
        tag: '029',
        machine: 'a',
        part: '',
        url: urlOf(bench, `${HERE}/manifest.json`),
        problem: 'Published, but not in the index.',
      },
    ]);
  });

  test.each([
    ['an empty URL', { url: '', sha256: sha256(IMAGES) }, /It has no URL\./],
    ['no URL', { sha256: sha256(IMAGES) }, /It has no URL\./],
    ['a URL that ends in a slash', { url: '<here>/', sha256: sha256(IMAGES) }, /ends in a slash/],
    ['an empty digest', { url: '<here>/a-029.tar.gz', sha256: '' }, /It has no sha256\./],
    ['no digest', { url: '<here>/a-029.tar.gz' }, /It has no sha256\./],
    ['a digest in capitals', { url: '<here>/a-029.tar.gz', sha256: 'A'.repeat(64) }, /not 64 lower-case hex/],
    [
      'a bare +',
      { url: '<here>/pantavisor-bsp-1+2.pvrexport.tgz', sha256: sha256(BSP) },
      /is not encoded as keys are: \S+1%2B2/,
    ],
    ['a URL with ..', { url: '<here>/../a/a-029.tar.gz', sha256: sha256(IMAGES) }, /leaves its folder/],
    [
      'a URL with %2e%2e',
      { url: '<here>/%2e%2e/a/a-029.tar.gz', sha256: sha256(IMAGES) },
      /leaves its folder/,
    ],
    ['a URL with a broken escape', { url: '<here>/%zz', sha256: sha256(IMAGES) }, /holds a %/],
    ['a URL of a file', { url: 'file:///etc/passwd', sha256: sha256(IMAGES) }, /http or https/],
    ['a password', { url: 'http://user:secret@h/x', sha256: sha256(IMAGES) }, /user name or a password/],
    ['a part that is null', null, /It is not an object\./],
  ])('%s', async (_what, part, problem) => {
    await bench.remove(`${HERE}/manifest.json`);
    const given = part !== null && 'url' in part ? part.url : undefined;
    const url = given?.replace('<here>', urlOf(bench, HERE));
    const full_image = part === null ? null : { ...part, ...(url === undefined ? {} : { url }) };
    await bench.put(INDEX, indexText([{ name: 'a', full_image }]));
    const problems = await problemsOf();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('two devices of one name, an entry without one, and what is none', async () => {
    const { name: _, ...nameless } = entry();
    await bench.put(INDEX, indexText([entry(), nameless, entry(), 'x']));
    expect((await problemsOf()).sort()).toEqual([
      'An entry has no name, so readers pass over it.',
      'An entry is not an object.',
      'Several entries have this name.',
    ]);
  });

  test('the same in the older form', async () => {
    const sdk = { url: `${urlOf(bench, HERE)}/`, sha256: '' };
    const list = [{ name: 'old', sdk }, { sdk }, { docs: { name: 'd', url: '', sha256: sha256('') } }];
    await bench.put(INDEX, JSON.stringify({ stable: { '029': [entry(), ...list] } }));
    const { problems } = await verify();
    expect(problems).toMatchObject([
      { machine: '', part: '', problem: 'An entry has no name, so readers pass over it.' },
      { machine: '', part: 'docs', problem: 'It has no URL.' },
      {
        machine: '',
        part: 'sdk',
        problem: 'It has no sha256. The URL ends in a slash, so it names no file.',
      },
      {
        machine: 'old',
        part: 'sdk',
        problem: 'It has no sha256. The URL ends in a slash, so it names no file.',
      },
    ]);
  });

  test('docs whose hash is another', async () => {
    await bench.put(`${PREFIX}/029/docs/d`, 'docs');
    const docs = { name: 'd', url: urlOf(bench, `${PREFIX}/029/docs/d`), sha256: sha256('docs'), hash: 'x' };
    await bench.put(INDEX, indexText([entry()], { docs }));
    expect(await problemsOf()).toEqual(['Its hash is not its sha256.']);
  });

  test('a tag that the index does not name, and an index that is not there', async () => {
    await bench.remove(`${HERE}/published.json`);
    expect(await problemsOf()).toEqual(['There is no index.']);
    await bench.put(INDEX, '{"stable":{"028":{}}}');
    expect(await problemsOf()).toEqual(['The index does not name this tag.']);
  });

  test('a manifest that is none', async () => {
    await bench.put(INDEX, indexText([entry()]));
    await bench.put(`${PREFIX}/029/b/manifest.json`, '<html>');
    await bench.put(`${PREFIX}/029/c/manifest.json`, '{"schema":1,"name":"c","tag":"029","channel":5}');
    const { result, problems } = await verify();
    expect(problems).toMatchObject([
      { machine: 'b', problem: 'Its manifest.json is not JSON. It looks like an HTML or XML page.' },
      {
        machine: 'c',
        url: urlOf(bench, `${PREFIX}/029/c/manifest.json`),
        problem:
          'Its manifest.json does not have the expected form: channel: It must be a text; ' +
          'published: It must be a time in UTC, such as 2026-06-03T10:00:12Z; source: It is missing; files: It is missing.',
      },
    ]);
    expect(result.summary).toContain('files: It is missing. |');
  });

  test('told in the order of tags, machines and parts', async () => {
    await bench.remove(`${HERE}/manifest.json`);
    await putMachine(bench, { machine: 'b', published: true });
    const gone = { url: urlOf(bench, `${HERE}/gone`), sha256: '0'.repeat(64) };
    const devices = ['c', 'a'].map((name) => ({ name, sdk: gone, bsp: gone }));
    const index = { testing: { '030': 'x' }, stable: { '029': { devices } }, old: { '028': 'x' } };
    await bench.put(INDEX, JSON.stringify(index));
    const { problems } = await verify({ tag: '*' });
    const places = problems.map(({ tag, machine, part }: Record<string, string>) => [tag, machine, part]);
    expect(places).toEqual([
      ['028', '', ''],
      ['029', 'a', 'bsp'],
      ['029', 'a', 'sdk'],
      ['029', 'b', ''],
      ['029', 'c', 'bsp'],
      ['029', 'c', 'sdk'],
      ['030', '', ''],
    ]);
  });

  test('told with what may mend it', async () => {
    await bench.put(INDEX, indexText([entry()]));
    await bench.remove(`${HERE}/a-029.tar.gz`);
    expect(errorOf((await verify()).result)).toContain('`repair: true` puts the entries');
    const repaired = errorOf((await verify({ repair: 'true' })).result);
    expect(repaired).not.toContain('`repair: true`');
    expect(repaired).toContain('what is lost must be published again');
  });

  test('shown at most ten times as an annotation', async () => {
    const parts = Array.from({ length: 30 }, (_, at) => ({ ...entry(), name: `x${at}` }));
    await bench.remove(`${HERE}/a-029.tar.gz`);
    await bench.put(INDEX, indexText([entry(), ...parts]));
    const { result, problems } = await verify();
    expect(problems).toHaveLength(31);
    expect(result.annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(result.log).toContain('029 x29 full_image: The object is not there.');
    expect(errorOf(result)).toContain('31 of 62 files are wrong.');
  });
});

describe('what is no answer ends the stage', () => {
  beforeEach(async () => {
    await putMachine(bench, { machine: 'a', published: true });
    await bench.put(INDEX, indexText([]));
  });

  test.each([
    ['an object', /a-029\.tar\.gz$/],
    ['the index', /releases\.json$/],
    ['a manifest', /manifest\.json$/],
    ['a mark', /published\.json$/],
  ])('a 403 for %s, with the index untouched', async (_what, path) => {
    const proxy = await startFaultProxy(bench.s3.endpoint, (request) =>
      path.test(request.path) ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined,
    );
    try {
      const { result } = await verify({
        repair: 'true',
        endpoint: proxy.endpoint,
        'public-url': urlOf(bench, PREFIX),
      });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain('access denied');
      expect(result.outputs['problems']).toBe('');
    } finally {
      await proxy.close();
    }
  });

  test('a bucket that may not be listed: published machines are not looked for, and a repair is refused', async () => {
    await bench.put(INDEX, indexText([entryOf(bench, { machine: 'a' }), { name: 'before-manifests' }]));
    await putMachine(bench, { machine: 'b', published: true });
    const proxy = await startFaultProxy(bench.s3.endpoint, (request) => {
      const denied = request.query.has('list-type') || request.query.has('uploads');
      const missing = request.path.includes('before-manifests');
      return denied || missing ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined;
    });
    const through = { endpoint: proxy.endpoint, 'public-url': urlOf(bench, PREFIX) };
    try {
      const { result, problems } = await verify(through);
      expect(problems).toEqual([]);
      expect(result.log).toContain('The bucket may not be listed');
      await bench.put(`${HERE}/a-029.tar.gz`, 'x');
      expect(await problemsOf(through)).toEqual(['It has 1 byte, its manifest.json says 15 bytes.']);
      expect(errorOf(await run({ ...through, repair: 'true' }))).toContain('s3:ListBucket');
    } finally {
      await proxy.close();
    }
  });
});
