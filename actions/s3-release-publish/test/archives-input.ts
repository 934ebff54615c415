import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { Readable } from 'node:stream';
import { zstdDecompressSync } from 'node:zlib';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { contentOf, type GzipMembers } from '../src/archive/archives.ts';
import type { OpenSource } from '../src/archive/source.ts';
import type { Format, PlannedObject } from '../src/plan.ts';

export const MIB = 1024 * 1024;

/** Bytes that nothing compresses, the same for the same seed. Digests in the tests of the archives are of these very bytes. */
export function noise(bytes: number, seed = 1): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** Lines of numbers, which gzip makes about a third of. */
export function text(bytes: number, seed = 1): Buffer {
  const words = noise(bytes + 2, seed);
  const lines: string[] = [];
  for (let at = 0, length = 0; length < bytes; at += 2) {
    const line = `entry ${words.readUInt8(at)} of ${words.readUInt8(at + 1)}\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join('')).subarray(0, bytes);
}

/** An object to publish of files that are not there. */
export function objectOf(format: Format, sources: readonly Artifact[]): PlannedObject {
  return {
    format,
    sources,
    kind: 'full_image',
    name: 'object',
    key: 'object',
    mediaType: 'application/octet-stream',
    contentId: '0'.repeat(64),
  };
}

export function artifact(name: string, size: number): Artifact {
  return { kind: 'image', path: `images/${name}`, name, size, sha256: '0'.repeat(64) };
}

export type Files = Readonly<Record<string, Buffer>>;

/** Gives a file's bytes in chunks of `chunk(n)` bytes for the n-th. */
export function inChunks(files: Files, chunk: (n: number) => number = () => 65_536): OpenSource {
  return ({ name }) => {
    const bytes = files[name] ?? Buffer.alloc(0);
    return Readable.from(
      (function* () {
        for (let at = 0, n = 0; at < bytes.length; n++) {
          const end = at + chunk(n);
          yield bytes.subarray(at, end);
          at = end;
        }
      })(),
    );
  };
}

/** What a planned object of these files is. */
export async function packed(
  format: Format,
  files: Files,
  {
    level,
    gzipMembers = 'many',
    open = inChunks(files),
  }: {
    readonly level?: number;
    readonly gzipMembers?: GzipMembers;
    readonly open?: OpenSource;
  } = {},
): Promise<Buffer> {
  const sources = Object.entries(files).map(([name, bytes]) => artifact(name, bytes.length));
  return collect(contentOf(objectOf(format, sources), open, { level, gzipMembers }));
}

export async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a program of the system makes of bytes. */
export function system(command: string, args: readonly string[], input: Buffer): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 512 * MIB });
  if (status !== 0) throw new Error(`${command}: ${error ?? stderr}`);
  return stdout;
}

/** All frames of a zstd file: Node's own reader stops after the first, without a word. */
export function unzstd(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const frame = zstdDecompressSync(file.subarray(at), { info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    parts.push(frame.buffer);
    at += frame.engine.bytesWritten;
  }
  return Buffer.concat(parts);
}

/** The files of a tar archive, as Python's own reader sees them. */
export function tarFiles(tar: Buffer): Record<string, { size: number; sha256: string; about: string }> {
  const reader = `
import hashlib, io, json, sys, tarfile
archive = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps({m.name: {
  'size': m.size,
  'sha256': hashlib.sha256(archive.extractfile(m).read()).hexdigest(),
  'about': f'{m.mode:o} {m.uid} {m.gid} {m.uname} {m.gname} {int(m.mtime)} {m.type.decode()}',
} for m in archive}))`;
  return JSON.parse(system('python3', ['-c', reader], tar).toString());
}
