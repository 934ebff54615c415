import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Bench, badge, errorOf, type Message, openBench, pointer, warningsOf } from './bench.ts';
import { badgesHere } from './here.ts';

describe('a run', () => {
  let bench: Bench;
  let count = 0;
  let prefix = '';
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    count += 1;
    prefix = `layer-${count}`;
    bench.requests();
  });
  const badges = (run: string, inputs: Readonly<Record<string, string>> = {}) =>
    badgesHere(bench, run, { prefix, ...inputs });
  const message = async (machine: string, folder = '029/badges'): Promise<Message | undefined> => {
    const text = await bench.text(`${prefix}/${folder}/${machine}.json`);
    return text === undefined ? undefined : (JSON.parse(text).message as Message);
  };

  test('of 250 jobs: all three pages are read, and asked for as GitHub describes it', async () => {
    const jobs = Array.from({ length: 250 }, (_, at) => ({
      name: at % 31 === 0 ? `build (m${String(at).padStart(3, '0')})` : `lint ${at}`,
      conclusion: at === 248 ? 'failure' : 'success',
    }));
    const before = bench.github.requests.length;
    const result = await badges(await bench.seed(jobs), { formats: 'json' });
    expect(result.outputs).toMatchObject({ passing: '8', failing: '1' });
    expect(await message('m248')).toBe('failing');
    const asked = bench.github.requests.slice(before).filter(({ path }) => path.endsWith('/jobs'));
    expect(asked.map(({ query }) => query)).toEqual([
      { filter: 'all', per_page: '100' },
      { filter: 'all', per_page: '100', page: '2' },
      { filter: 'all', per_page: '100', page: '3' },
    ]);
    const [first] = result.summary.split('\n\n').slice(1);
    expect(first).toBe('8 passing, 1 failing of 9 machines. latest/stable shows 029.');
  });

  test('of several attempts: the latest counts, and what was not run again stands', async () => {
    const run = await bench.seed(
      [
        { name: 'build (again)', conclusion: 'failure', attempt: 1 },
        { name: 'build (kept)', conclusion: 'success', attempt: 1 },
        { name: 'build (again)', conclusion: 'success', attempt: 3 },
        { name: 'build (again)', conclusion: 'cancelled', attempt: 2 },
      ],
      { attempt: 3 },
    );
    await badges(run);
    expect([await message('again'), await message('kept')]).toEqual(['passing', 'passing']);
  });

  test('that goes on, with the job of this step in it: what has not ended is running', async () => {
    const run = await bench.seed(
      [
        { name: 'build (done)', conclusion: 'success' },
        { name: 'build (going)', conclusion: null },
        { name: 'build (waiting)', conclusion: null, status: 'queued' },
        { name: 'badges', conclusion: null },
      ],
      { conclusion: null },
    );
    const result = await badges(run);
    expect(await bench.text(`${prefix}/029/badges/going.json`)).toBe(badge('going', 'running'));
    expect([await message('done'), await message('waiting')]).toEqual(['passing', 'running']);
    expect(
      JSON.parse(result.outputs['badges'] ?? '').map((each: { conclusion: unknown }) => each.conclusion),
    ).toEqual(['success', null, null]);
  });

  test('the output badges says all of each machine', async () => {
    const run = await bench.seed(['build (b+c)', { name: 'build (a)', conclusion: 'timed_out' }]);
    const { outputs } = await badges(run);
    const base = 'https://ci.example.org/meta-sample/029/badges';
    const jobs = `${bench.github.url}/pantacor/sample/actions/runs/${run}/job/`;
    expect(JSON.parse(outputs['badges'] ?? '')).toEqual([
      {
        machine: 'a',
        conclusion: 'timed_out',
        message: 'failing',
        color: 'red',
        url: `${base}/a.json`,
        'svg-url': `${base}/a.svg`,
        job: expect.stringContaining(jobs),
      },
      {
        machine: 'b+c',
        conclusion: 'success',
        message: 'passing',
        color: 'brightgreen',
        url: `${base}/b%2Bc.json`,
        'svg-url': `${base}/b%2Bc.svg`,
        job: expect.stringContaining(jobs),
      },
    ]);
    expect(Object.keys(JSON.parse(outputs['badges'] ?? '')[0])).toEqual([
      'machine',
      'conclusion',
      'message',
      'color',
      'url',
      'svg-url',
      'job',
    ]);
  });

  test('objects are not to be cached, say what they are, and have the ACL', async () => {
    await badges(await bench.seed(['build (a)']), { acl: 'public-read' });
    const puts = bench
      .requests()
      .filter(({ method, key }) => method === 'PUT' && !key.includes('.pv-actions'));
    expect(puts).toHaveLength(6);
    for (const { key, headers } of puts) {
      expect([headers['cache-control'], headers['content-type'], headers['x-amz-acl']]).toEqual([
        'no-cache',
        key.endsWith('.svg') ? 'image/svg+xml' : 'application/json',
        'public-read',
      ]);
    }
  });

  test('the order: the badges of the tag, then latest/, then tag.json', async () => {
    await badges(await bench.seed(['build (a)', 'build (b)']));
    const parts = bench.written().map((line) => line.replace(`PUT ${prefix}/`, ''));
    expect(parts).toHaveLength(10);
    expect(parts.slice(0, 4).every((key) => key.startsWith('029/badges/'))).toBe(true);
    expect(parts.slice(4, 9).sort()).toEqual(
      ['a.json', 'a.svg', 'b.json', 'b.svg', 'tag.svg'].map((name) => `latest/stable/badges/${name}`),
    );
    expect(parts[9]).toBe('latest/stable/badges/tag.json');
  });

  test('again with the same jobs: reads only; with one other result: writes that only', async () => {
    const run = await bench.seed(['build (a)', 'build (b)']);
    await badges(run);
    bench.requests();
    await badges(run);
    expect(bench.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
    const other = await bench.seed(['build (a)', { name: 'build (b)', conclusion: 'failure' }]);
    const result = await badges(other);
    expect(bench.written().sort()).toEqual(
      [
        '029/badges/b.json',
        '029/badges/b.svg',
        'latest/stable/badges/b.json',
        'latest/stable/badges/b.svg',
      ].map((key) => `PUT ${prefix}/${key}`),
    );
    expect(result.log).toContain('4 objects were written.');
  });

  test('a release candidate has its own channel, and its own badge', async () => {
    const run = await bench.seed(['build (a)']);
    await badges(run);
    await badges(run, { tag: '030-rc1' });
    expect(await bench.text(`${prefix}/latest/release-candidate/badges/tag.json`)).toBe(
      pointer('030-rc1', 'latest rc', 'orange'),
    );
    expect(await bench.text(`${prefix}/latest/stable/badges/tag.json`)).toBe(pointer('029'));
    await badges(run, { tag: '030', channel: 'nightly' });
    expect(await bench.text(`${prefix}/latest/nightly/badges/tag.json`)).toBe(
      pointer('030', 'latest nightly'),
    );
  });

  test('028-rc10 is newer than 028-rc9, and 028 is newer than a candidate', async () => {
    const run = await bench.seed(['build (a)']);
    const shown: unknown[] = [];
    await bench.put(`${prefix}/latest/stable/badges/tag.json`, pointer('028-rc9'));
    for (const tag of ['028-rc10', '028', '028-rc11']) {
      await badges(run, { tag, channel: 'stable' });
      shown.push(JSON.parse((await bench.text(`${prefix}/latest/stable/badges/tag.json`)) ?? '').message);
    }
    expect(shown).toEqual(['028-rc10', '028', '028']);
  });

  test('a re-run of an older tag whose badges are there writes nothing', async () => {
    const run = await bench.seed(['build (a)']);
    await badges(run, { tag: '028' });
    await badges(await bench.seed([{ name: 'build (a)', conclusion: 'failure' }]));
    bench.requests();
    const result = await badges(run, { tag: '028' });
    expect(bench.written()).toEqual([]);
    expect(result.outputs['changed']).toBe('false');
    expect(await message('a', 'latest/stable/badges')).toBe('failing');
  });

  test('formats: only what is asked for, and tag.json always', async () => {
    const run = await bench.seed(['build (a)']);
    const svg = await badges(run, { formats: 'svg' });
    const keys = () =>
      bench
        .written()
        .map((line) => line.replace(`PUT ${prefix}/`, ''))
        .sort();
    expect(keys()).toEqual([
      '029/badges/a.svg',
      'latest/stable/badges/a.svg',
      'latest/stable/badges/tag.json',
      'latest/stable/badges/tag.svg',
    ]);
    expect(Object.keys(JSON.parse(svg.outputs['badges'] ?? '')[0])).not.toContain('url');
    prefix = `${prefix}-json`;
    const json = await badges(run, { formats: 'json, json' });
    expect(keys()).toEqual([
      '029/badges/a.json',
      'latest/stable/badges/a.json',
      'latest/stable/badges/tag.json',
    ]);
    expect(Object.keys(JSON.parse(json.outputs['badges'] ?? '')[0])).not.toContain('svg-url');
  });

  test('job-pattern: other names of jobs', async () => {
    const run = await bench.seed([
      'Image for rpi',
      { name: 'Image for x86', conclusion: 'failure' },
      'build (a)',
    ]);
    await badges(run, { 'job-pattern': '^Image for (?<machine>\\S+)$' });
    expect([await message('rpi'), await message('x86'), await message('a')]).toEqual([
      'passing',
      'failing',
      undefined,
    ]);
  });

  test('test-pattern: a failed test makes the badge failing, and the summary tells', async () => {
    const run = await bench.seed([
      'build (a)',
      'build (b)',
      { name: 'test (a)', conclusion: 'failure' },
      'test (b)',
      { name: 'test (c)', conclusion: 'failure' },
    ]);
    const result = await badges(run, { 'test-pattern': '^test \\((?<machine>.+)\\)$' });
    expect([await message('a'), await message('b')]).toEqual(['failing', 'passing']);
    expect(JSON.parse(result.outputs['badges'] ?? '')[0].conclusion).toBe('failure');
    expect(warningsOf(result)).toEqual(['The test "test (c)" is left out: no job builds the machine "c".']);
    expect(result.summary).toMatch(
      /<code>a<\/code> \| failing \| success \| 1&nbsp;failing \| .* \[test \(a\)\]/,
    );
  });

  test('allow-empty: no job builds a machine, and nothing is written', async () => {
    const run = await bench.seed(['lint', { name: `build ($\{{ matrix.machine }})`, conclusion: 'skipped' }]);
    const refused = await badges(run);
    expect(errorOf(refused)).toBe(
      `None of the 2 jobs of the run ${run} builds a machine, by the pattern "build \\\\((?<machine>[^)]+)\\\\)". ` +
        `They are: "lint", "build ($\{{ matrix.machine }})".\n` +
        'Correct the input "job-pattern" or "run-id". For a run that builds nothing, set `allow-empty: true`.',
    );
    const allowed = await badges(run, { 'allow-empty': 'true' });
    expect(errorOf(allowed)).toBe('');
    expect(allowed.outputs).toEqual({ badges: '[]', passing: '0', failing: '0', changed: 'false' });
    expect(bench.requests()).toEqual([]);
  });

  test('summary: false leaves it out', async () => {
    const result = await badges(await bench.seed(['build (a)']), { summary: 'false' });
    expect(result.summary).toBe('');
    expect(result.log).toContain('1 passing of 1 machine. latest/stable shows 029.');
  });

  test('dry-run: says all of it, asks with GET only', async () => {
    await badges(await bench.seed(['build (a)', 'build (gone)']), { tag: '028' });
    bench.requests();
    const run = await bench.seed(['build (a)', { name: 'build (b)', conclusion: 'failure' }]);
    const result = await badges(run, { 'dry-run': 'true', prune: 'true' });
    expect(bench.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(result.outputs).toMatchObject({ passing: '1', failing: '1', changed: 'false' });
    const said = [...result.log.matchAll(/^Dry run: (.*)$/gm)].map((match) =>
      match[1]?.replace(`${prefix}/`, ''),
    );
    expect(said.sort()).toEqual(
      [
        '029/badges/a.json would be written.',
        '029/badges/a.svg would be written.',
        '029/badges/b.json would be written.',
        '029/badges/b.svg would be written.',
        'latest/stable/badges/b.json would be written.',
        'latest/stable/badges/b.svg would be written.',
        'latest/stable/badges/tag.svg would be written.',
        'latest/stable/badges/tag.json would be written.',
        'latest/stable/badges/gone.json would be removed.',
        'latest/stable/badges/gone.svg would be removed.',
      ].sort(),
    );
    expect(result.summary).toContain('latest/stable shows 028, and would show 029.');
    expect(result.summary).toContain(
      'Nothing was written. 8 objects would be written, 2 objects would be removed.',
    );
  });

  describe('prune', () => {
    const names = ['kept', 'gone', 'coverage', 'tag'].flatMap((name) => [`${name}.json`, `${name}.svg`]);
    names.push('index.html', 'deeper/x.json');
    const left = async (): Promise<string[]> => {
      const texts = await Promise.all(
        names.map((name) => bench.text(`${prefix}/latest/stable/badges/${name}`)),
      );
      return names.filter((_, at) => texts[at] !== undefined);
    };
    beforeEach(async () => {
      for (const name of ['kept.json', 'kept.svg', 'gone.json', 'gone.svg']) {
        await bench.put(`${prefix}/028/badges/${name}`, badge('gone', 'passing'));
      }
      for (const name of names) await bench.put(`${prefix}/latest/stable/badges/${name}`, 'as it was');
      await bench.put(`${prefix}/latest/stable/badges/gone.json`, badge('gone', 'passing'));
      await bench.put(`${prefix}/latest/stable/badges/gone.svg`, '<svg><title>gone: passing</title></svg>');
      await bench.put(`${prefix}/latest/stable/badges/tag.json`, pointer('028'));
    });

    test('a newer tag: the badges of machines that are gone leave, and nothing else', async () => {
      const result = await badges(await bench.seed(['build (kept)']), { prune: 'true' });
      expect(await left()).toEqual(names.filter((name) => !name.startsWith('gone')));
      expect(await message('gone', '028/badges')).toBe('passing');
      expect(result.log).toContain('2 objects were removed.');
      expect(result.log).toContain(`Removed ${prefix}/latest/stable/badges/gone.svg.`);
      expect(result.outputs['changed']).toBe('true');
    });

    test('a machine that left earlier, without prune: its badges say whose they are', async () => {
      await bench.put(
        `${prefix}/latest/stable/badges/coverage.json`,
        '{"schemaVersion":1,"label":"coverage","message":"87 %","color":"green"}',
      );
      await bench.put(`${prefix}/latest/stable/badges/long-gone.json`, badge('long-gone', 'failing'));
      await bench.put(
        `${prefix}/latest/stable/badges/long-gone.svg`,
        '<svg><title>long-gone: failing</title></svg>',
      );
      expect(errorOf(await badges(await bench.seed(['build (kept)']), { prune: 'true' }))).toBe('');
      expect(await left()).toEqual(names.filter((name) => !name.startsWith('gone')));
      for (const format of ['json', 'svg'])
        expect(await bench.text(`${prefix}/latest/stable/badges/long-gone.${format}`)).toBeUndefined();
    });

    test('a format that is left out: its objects stay, but for those of machines that are gone', async () => {
      const inputs = { prune: 'true', formats: 'json' };
      expect(errorOf(await badges(await bench.seed(['build (kept)']), inputs))).toBe('');
      expect(await left()).toEqual(names.filter((name) => !name.startsWith('gone')));
      expect(await bench.text(`${prefix}/latest/stable/badges/kept.svg`)).toBe('as it was');
    });

    test.each([
      ['the same tag', { tag: '028', prune: 'true' }],
      ['an older tag', { tag: '027', prune: 'true' }],
      ['a newer tag, without prune', {}],
    ])('%s: all stay', async (_, inputs) => {
      const result = await badges(await bench.seed(['build (kept)']), inputs);
      expect(errorOf(result)).toBe('');
      expect(await left()).toEqual(names);
    });
  });
});
