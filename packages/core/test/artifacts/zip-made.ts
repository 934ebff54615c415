import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP archive, which may state what is not so. */
export interface Made {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** Unix mode with its type. */
  readonly mode?: number;
  /** Stated instead of the size of the content. */
  readonly size?: number;
  /** Stated instead of the CRC of the content. */
  readonly crc?: number;
  /** General purpose bits beside UTF-8's. */
  readonly flags?: number;
  readonly method?: number;
}

const UTF8 = 0x800;
const DEFLATED = 8;

/** A ZIP archive (PKWARE APPNOTE 4.3), with the entries as they are given. */
export function zipOf(entries: readonly Made[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, size, crc, flags = 0, method = DEFLATED } of entries) {
    const bytes = Buffer.from(content as string);
    const packed = method === DEFLATED ? deflateRawSync(bytes) : bytes;
    const path = Buffer.from(name as string);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8 | flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), common, rest, path]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
