import { describe, expect, test } from '@jest/globals';
import { type BodyBounds, boundedBody } from '@pv-actions/core/action/bounded-body.ts';

const limits = { slowestBytesPerSecond: 100, slowAfterSeconds: 10 };

/** Reads a body of `count` chunks of `bytes` each, which come every `seconds`. @returns what came, or why it ended. */
async function read(
  count: number,
  bytes: number,
  seconds: number,
  bounds: Partial<BodyBounds>,
  used = 0,
): Promise<number | string> {
  let now = 0;
  let closed = false;
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for (let at = 0; at < count; at += 1) {
        now += seconds * 1000;
        yield Buffer.alloc(bytes);
      }
    } finally {
      closed = true;
    }
  }
  let size = 0;
  const error = (excess: string): Error => new Error(`${excess} after ${size}`);
  try {
    for await (const chunk of boundedBody(chunks(), {
      bytes: 1e6,
      error,
      limits,
      now: () => now,
      ...bounds,
    })) {
      size += chunk.length;
      now += used * 1000;
    }
    return size;
  } catch (thrown) {
    expect(closed).toBe(true);
    return (thrown as Error).message;
  }
}

describe('a body', () => {
  test('of as many bytes as it may have is whole', async () => {
    expect(await read(4, 250, 1, { bytes: 1_000 })).toBe(1_000);
  });

  test('of one byte more ends there', async () => {
    expect(await read(4, 250, 1, { bytes: 999 })).toBe('size after 750');
  });

  test('that drips ends after the time that it is given to begin', async () => {
    expect(await read(1_000, 1, 1, {})).toBe('rate after 10');
  });

  test('that is as fast as it must be is whole', async () => {
    expect(await read(100, 100, 1, {})).toBe(10_000);
  });

  test('that takes too long ends', async () => {
    expect(await read(100, 1_000, 1, { seconds: 20 })).toBe('time after 20000');
  });

  test('is not slow because it is used slowly', async () => {
    expect(await read(20, 1_000, 1, { seconds: 30 }, 60)).toBe(20_000);
  });
});
