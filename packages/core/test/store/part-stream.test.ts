import { createHash, randomFillSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { cutStream } from '@pv-actions/core/store/part-stream.ts';
import fc from 'fast-check';

describe('A stream that is cut', () => {
  test('has parts of one size, whatever chunks it comes in', async () => {
    const chunks = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string({ maxLength: 12 })), {
      maxLength: 30,
    });
    const property = fc.asyncProperty(
      chunks,
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 2, max: 4 }),
      async (pieces, partSize, buffers) => {
        const whole = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
        const stream = cutStream(Readable.from(pieces, { objectMode: true }), partSize, buffers);
        const parts: Buffer[] = [];
        const flags: boolean[] = [];
        for await (const part of stream.parts()) {
          parts.push(Buffer.from(part.bytes));
          flags.push(part.last);
          expect(part.number).toBe(parts.length);
          part.release();
        }
        expect(Buffer.concat(parts)).toEqual(whole);
        expect(parts.slice(0, -1).every(({ length }) => length === partSize)).toBe(true);
        expect(parts.at(-1)?.length).toBeLessThanOrEqual(partSize);
        expect(parts).toHaveLength(Math.max(1, Math.ceil(whole.length / partSize)));
        expect(flags.indexOf(true)).toBe(flags.length - 1);
        const sha256 = createHash('sha256').update(whole).digest('hex');
        expect(stream.result()).toEqual({ size: whole.length, sha256 });
      },
    );
    await fc.assert(property, { seed: 4, numRuns: 300 });
  });

  test('is read no faster than its parts are released, and in as many buffers as it was given', async () => {
    let read = 0;
    function* source() {
      for (;;) {
        read += 10;
        yield randomFillSync(Buffer.alloc(10));
      }
    }
    const body = Readable.from(source(), { objectMode: true, highWaterMark: 1 });
    const parts = cutStream(body, 100, 3).parts();
    const held = [];
    for (let n = 0; n < 3; n += 1) held.push((await parts.next()).value);
    let fourth = 'waits';
    const next = parts.next().then(() => {
      fourth = 'came';
    });
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(fourth).toBe('waits');
    // Three parts, the byte that showed that the third is full, and what the stream itself holds.
    expect(read).toBeLessThanOrEqual(340);
    held[1]?.release();
    await next;
    const memory = new Set(held.map((part) => part?.bytes.buffer));
    expect(memory.size).toBe(3);
    body.destroy();
  });

  test('of more parts than S3 takes is refused', async () => {
    const body = Readable.from([Buffer.alloc(20_001)]);
    const parts = async () => {
      let count = 0;
      for await (const part of cutStream(body, 2, 2).parts()) {
        count += 1;
        part.release();
      }
      return count;
    };
    await expect(parts()).rejects.toThrow(
      'The upload has more than the 10000 parts of 2 bytes that S3 takes.',
    );
  });
});
