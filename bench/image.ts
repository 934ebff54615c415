import { createCipheriv, createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const CHUNK = 256 * 1024;
const RUN_CHUNKS = { least: 8, most: 48 };

/**
 * Writes a file like a flash image: runs of 2 to 12 MiB, in turn noise (as a squashfs is: compressed already) and what compresses
 * (text, machine code, tables), half of each. The same `bytes` and `seed` make the same file. Resolves to its sha256.
 */
export async function writeImage(path: string, bytes: number, seed = 1): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    function* () {
      for (const chunk of chunks(bytes, seed)) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', highWaterMark: 4 * CHUNK }),
  );
  return hash.digest('hex');
}

function* chunks(bytes: number, seed: number): Generator<Buffer> {
  const random = randomWords(seed);
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  const zeros = Buffer.alloc(CHUNK);
  const kinds = [textPiece(random), codePiece(random), tablePiece(random)];
  let left = bytes;
  for (let turn = 0; left > 0; turn++) {
    const spread = RUN_CHUNKS.most - RUN_CHUNKS.least + 1;
    // The first of a pair is noise. A small image has one pair.
    const pair = Math.min(RUN_CHUNKS.least + (random() % spread), Math.ceil(left / CHUNK / 2));
    const piece = kinds[turn % kinds.length] as Piece;
    for (let at = 0; at < 2 * pair && left > 0; at++) {
      const chunk = at < pair ? noise.update(zeros) : compressible(random, piece);
      yield chunk.subarray(0, Math.min(left, CHUNK));
      left -= Math.min(left, CHUNK);
    }
  }
}

/** Words of 32 bits (xorshift: Marsaglia, 2003). The seed is not 0. */
function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** One of `count`, the first much more often than the last, as words are in a text. */
function skewed(random: () => number, count: number): number {
  return Math.floor(count ** (random() / 2 ** 32)) - 1;
}

/** Writes a piece of content at an offset, and returns its length. */
type Piece = (chunk: Buffer, at: number) => number;

/** A chunk of such pieces. One of four repeats a stretch that was there before, the near ones more often than the far ones. */
function compressible(random: () => number, piece: Piece): Buffer {
  const chunk = Buffer.alloc(CHUNK);
  for (let at = 0; at < CHUNK; ) {
    const back = 64 + skewed(random, CHUNK);
    if (random() % 4 === 0 && back <= at) {
      const length = 8 + skewed(random, 256);
      chunk.copyWithin(at, at - back, at - back + length);
      at += length;
    } else {
      at += piece(chunk, at);
    }
  }
  return chunk;
}

/** Four words of a vocabulary, or numbers, and ends of sentences. */
function textPiece(random: () => number): Piece {
  const letters = 'eeeeeeetttttaaaaooooiiiinnnnsssshhhrrrddlllcuummwffggypbvk';
  const words = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 2 + (random() % 9) }, () => letters[random() % letters.length]).join(''),
  );
  const word = (): string => {
    const turn = random() % 16;
    const text = turn === 0 ? String(random() % 1000) : words[skewed(random, words.length)];
    return `${text}${turn === 1 ? '.\n' : ' '}`;
  };
  return (chunk, at) => chunk.write(word() + word() + word() + word(), at, 'latin1');
}

/** Four words of 4 bytes, as instructions are: frequent ones, some with an operand of their own. */
function codePiece(random: () => number): Piece {
  const frequent = Array.from({ length: 2000 }, random);
  return (chunk, at) => {
    const end = Math.min(at + 16, CHUNK - 3);
    for (let word = at; word < end; word += 4) {
      chunk.writeUInt32LE(frequent[skewed(random, frequent.length)] ?? 0, word);
      if (random() % 4 === 0) chunk.writeUInt8(random() & 0xff, word);
    }
    return 16;
  };
}

/** Four records of 16 bytes: an offset that grows, a size, flags. */
function tablePiece(random: () => number): Piece {
  let offset = 0;
  return (chunk, at) => {
    const end = Math.min(at + 64, CHUNK - 15);
    for (let record = at; record < end; record += 16) {
      offset = (offset + 8 * (1 + skewed(random, 512))) >>> 0;
      chunk.writeUInt32LE(offset, record);
      chunk.writeUInt16LE(skewed(random, 4096), record + 4);
      chunk.writeUInt8(1 << (random() % 4), record + 8);
    }
    return 64;
  };
}
