import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { contentOf } from '../src/archive/archives.ts';
import { blocksAtOnce } from '../src/archive/parallel-tar.ts';
import type { OpenSource } from '../src/archive/source.ts';
import type { Format } from '../src/plan.ts';
import { artifact, collect, inChunks, MIB, noise, objectOf, text } from './archives-input.ts';

const FORMATS = ['tar.gz', 'tar.zst', 'zip', 'file'] as const satisfies readonly Format[];
const ARCHIVES = ['tar.gz', 'tar.zst', 'zip'] as const;
/** No frame of a tar.zst is so long that it sees one of them twice. */
const BLOCKS = [noise(MIB, 1), noise(MIB, 2), noise(MIB, 3)] as const;

/** Sources of so many MiB of noise, and what became of them. */
function sources(mib: number): { open: OpenSource; opened: Readable[]; given: () => number } {
  const opened: Readable[] = [];
  let given = 0;
  const open: OpenSource = () => {
    let left = mib;
    const source = new Readable({
      highWaterMark: MIB,
      read() {
        if (left-- === 0) return void this.push(null);
        given += MIB;
        this.push(BLOCKS[left % 3]);
      },
    });
    opened.push(source);
    return source;
  };
  return { open, opened, given: () => given };
}

const content = (
  format: Format,
  open: OpenSource,
  mib: number,
  count = format === 'file' ? 1 : 3,
): Readable =>
  contentOf(
    objectOf(
      format,
      Array.from({ length: count }, (_, n) => artifact(`${n}.wic`, mib * MIB)),
    ),
    open,
    { level: undefined },
  );

describe.each(FORMATS)('%s', (format) => {
  test('an error of a source is the error of the stream, the very same', async () => {
    const fault = new Error('read failed');
    const { open, opened } = sources(3);
    let count = 0;
    const stream = content(
      format,
      (file) => {
        const source = open(file);
        // The second source where there are several, after its first MiB.
        if (++count === (format === 'file' ? 1 : 2)) {
          let reads = 0;
          source._read = () => void (reads++ === 0 ? source.push(BLOCKS[0]) : source.destroy(fault));
        }
        return source;
      },
      3,
    );
    const caught = await collect(stream).catch((error) => error);
    expect(caught).toBe(fault);
    expect(stream.destroyed).toBe(true);
    expect(opened.length).toBe(format === 'file' ? 1 : 2);
    expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('a stream that is given up closes its source, opens no other, and says so', async () => {
    const { open, opened, given } = sources(100);
    const stream = content(format, open, 100);
    const reason = new Error('the upload failed');
    await once(stream, 'readable');
    stream.read();
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(error));
    const closed = new Promise((resolve) => stream.on('close', resolve));
    stream.destroy(reason);
    await closed;
    expect(errors).toEqual([reason]);
    expect(errors[0]).toBe(reason);
    const read = given();
    for (let n = 0; n < 50; n++) await turn();
    expect(given()).toBe(read);
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  });

  test('a source that hangs does not keep a stream that is given up', async () => {
    const opened: Readable[] = [];
    const asked = new Promise<void>((resolve) => {
      const stream = content(
        format,
        () => {
          const source = new Readable({ read: () => resolve() });
          opened.push(source);
          return source;
        },
        1,
      );
      opened.push(stream);
      stream.read(0);
    });
    const stream = opened[0] as Readable;
    await asked;
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
    expect(opened.map(({ destroyed }) => destroyed)).toEqual(opened.map(() => true));
  });
});

describe.each(ARCHIVES)('%s', (format) => {
  test('reads no further than what may be in the works, however slow its reader', async () => {
    const { open, given } = sources(96);
    let ahead = 0;
    let delivered = 0;
    for await (const chunk of content(format, open, 96, 1)) {
      // Time for a source without a brake to run away: it needs one turn for a MiB.
      for (let n = 0; n < 20; n++) await turn();
      ahead = Math.max(ahead, given() - delivered);
      delivered += (chunk as Buffer).length;
    }
    expect(delivered).toBeGreaterThan(96 * MIB);
    expect(ahead).toBeLessThanOrEqual(40 * MIB);
  });

  test('opens nothing before it is read, nor after it was given up unread', async () => {
    const { open, opened } = sources(1);
    const stream = content(format, open, 1);
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
    expect(opened).toEqual([]);
  });

  test('the process ends by itself, without a word, after a stream was given up or failed', () => {
    const script = `
import { Readable } from 'node:stream';
import { artifact, collect, inChunks, noise, objectOf } from ${JSON.stringify(join(import.meta.dirname, 'archives-input.ts'))};
import { contentOf } from ${JSON.stringify(join(import.meta.dirname, '../src/archive/archives.ts'))};
const object = objectOf('${format}', [artifact('a', 9e6), artifact('b', 9e6)]);
const made = (open) => contentOf(object, open, { level: undefined });
const whole = inChunks({ a: noise(9e6), b: noise(9e6) });
for await (const chunk of made(whole)) break;
made(whole).read(0);
made(whole).on('readable', function () { this.destroy(); });
await collect(made(() => Readable.from((function* () { yield noise(5e6); throw new Error('x'); })()))).catch((e) => console.log(e.message));`;
    const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      env: { ...process.env, NODE_OPTIONS: '--unhandled-rejections=strict' },
      timeout: 30_000,
    });
    expect([status, stdout.toString(), stderr.toString()]).toEqual([0, 'x\n', '']);
  });
});

describe.each(['tar.gz', 'tar.zst'] as const)('%s of a file that changed', (format) => {
  test.each([
    ['grew', 1_500_000, 'images/a has more bytes than the 1000000 that artifacts.json states.'],
    ['shrank', 999_999, 'images/a has fewer bytes than the 1000000 that artifacts.json states.'],
  ])('%s', async (_, size, message) => {
    const object = objectOf(format, [artifact('a', 1_000_000), artifact('b', 1)]);
    const open = inChunks({ a: text(size), b: text(1) });
    await expect(collect(contentOf(object, open, { level: undefined }))).rejects.toMatchObject({
      name: 'UserError',
      message,
    });
  });
});

test('work that fails before its turn is no unhandled rejection', () => {
  const script = `
import { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import { tarOf } from ${JSON.stringify(join(import.meta.dirname, '../src/archive/parallel-tar.ts'))};
let begun = 0;
const compress = async (block) => {
  begun += 1;
  if (begun === 2) throw new Error('late');
  await after(20);
  return [block];
};
const file = { name: 'a', path: 'a', size: 4096 };
const tar = tarOf([file], () => Readable.from([Buffer.alloc(4096)]), { level: 0, blockBytes: 1024, compress });
try { for await (const _ of tar); } catch (error) { console.log(error.message, begun); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '--unhandled-rejections=strict' },
  });
  expect([stdout.toString(), stderr.toString()]).toEqual([expect.stringMatching(/^late [3-9]\n$/), '']);
});

test('blocks in the works: one for each core and two more, in 32 MiB with what is made of them', () => {
  expect(blocksAtOnce(MIB, 2)).toBe(4);
  expect(blocksAtOnce(MIB, 64)).toBe(16);
  expect(blocksAtOnce(2 * MIB, 4)).toBe(6);
  expect(blocksAtOnce(2 * MIB, 64)).toBe(8);
  expect(blocksAtOnce(64 * MIB, 1)).toBe(2);
});

describe('the thread pool', () => {
  const inProcess = async (cores: number, set?: string): Promise<number> => {
    const script = `
import { readdirSync } from 'node:fs';
import { gzip } from 'node:zlib';
const { widenThreadPool } = await import(${JSON.stringify(join(import.meta.dirname, '../src/main.ts'))});
const threads = () => readdirSync('/proc/self/task').length;
const before = threads();
widenThreadPool(${cores}, process.env);
gzip('x', () => console.log(threads() - before));`;
    const args = ['--input-type=module', '-e', script];
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' };
    delete env['UV_THREADPOOL_SIZE'];
    const child = spawn(process.execPath, args, {
      env: set === undefined ? env : { ...env, UV_THREADPOOL_SIZE: set },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return Number(await collect(child.stdout));
  };

  test('has a thread for each core and two more, at least 4, unless the user says otherwise', async () => {
    expect(await inProcess(16)).toBe(18);
    expect(await inProcess(1)).toBe(4);
    expect(await inProcess(16, '3')).toBe(3);
  });
});
