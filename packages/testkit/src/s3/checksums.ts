import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** S3's additional checksums, by the end of their header `x-amz-checksum-<name>`, with their length in bytes. */
export const CHECKSUM_BYTES = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 } as const;

export type ChecksumAlgorithm = keyof typeof CHECKSUM_BYTES;

export const CHECKSUM_ALGORITHMS = Object.keys(CHECKSUM_BYTES) as ChecksumAlgorithm[];

export interface Checksum {
  update(bytes: Buffer): void;
  /** The value so far, most significant byte first. */
  digest(): Buffer;
}

export function startChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'crc32': {
      let value = 0;
      return {
        update: (bytes) => {
          value = crc32(bytes, value);
        },
        digest: () => word(value),
      };
    }
    case 'crc32c':
      return startCrc32c();
    case 'crc64nvme':
      return startCrc64Nvme();
    default: {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.copy().digest() };
    }
  }
}

/** The algorithm that a client names (`CRC32`, `crc64nvme`), or undefined. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  const lower = name.toLowerCase();
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === lower);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** The table of a reflected CRC of 64 bits, as two halves. A CRC of 32 bits has its polynomial in `low`. */
function crcTable(highPolynomial: number, lowPolynomial: number): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let upper = 0;
    let lower = index;
    for (let bit = 0; bit < 8; bit++) {
      const carry = (lower & 1) === 1;
      lower = (lower >>> 1) | (upper << 31);
      upper >>>= 1;
      if (carry) {
        lower ^= lowPolynomial;
        upper ^= highPolynomial;
      }
    }
    high[index] = upper;
    low[index] = lower;
  }
  return { high, low };
}

const CRC32C = crcTable(0, 0x82f63b78).low;
const CRC64NVME = crcTable(0x9a6c9329, 0xac4bc9b5);

function startCrc32c(): Checksum {
  let value = -1;
  return {
    update: (bytes) => {
      let crc = value;
      for (let index = 0; index < bytes.length; index++) {
        crc = (CRC32C[(crc ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
      }
      value = crc;
    },
    digest: () => word(~value),
  };
}

function startCrc64Nvme(): Checksum {
  let high = -1;
  let low = -1;
  return {
    update: (bytes) => {
      for (let index = 0; index < bytes.length; index++) {
        const at = (low ^ (bytes[index] ?? 0)) & 255;
        low = ((low >>> 8) | (high << 24)) ^ (CRC64NVME.low[at] ?? 0);
        high = (high >>> 8) ^ (CRC64NVME.high[at] ?? 0);
      }
    },
    digest: () => Buffer.concat([word(~high), word(~low)]),
  };
}
