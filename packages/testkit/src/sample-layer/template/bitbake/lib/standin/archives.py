"""Files whose bytes depend on nothing but their content: no clock, no owner, no version of a compression library."""

import hashlib
import io
import struct
import tarfile
import zlib

BLOCK = 65535
ZSTD_BLOCK = 128 * 1024


def noise(seed, size):
    """`size` bytes that look compressed."""
    return hashlib.shake_256(seed.encode()).digest(size)


def tar(entries):
    """A tar of (name, bytes or None for a folder, mode)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content, mode in entries:
            info = tarfile.TarInfo(name)
            info.mode = mode
            if content is None:
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def gzip(content):
    """RFC 1952 with stored blocks."""
    parts = [b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"]
    pieces = [content[at:at + BLOCK] for at in range(0, len(content), BLOCK)] or [b""]
    for number, piece in enumerate(pieces, 1):
        final = 1 if number == len(pieces) else 0
        parts.append(struct.pack("<BHH", final, len(piece), len(piece) ^ 0xFFFF) + piece)
    parts.append(struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF))
    return b"".join(parts)


def zstd(content):
    """RFC 8878 with raw blocks, one segment, its size in eight bytes."""
    parts = [b"\x28\xb5\x2f\xfd\xe0", struct.pack("<Q", len(content))]
    pieces = [content[at:at + ZSTD_BLOCK] for at in range(0, len(content), ZSTD_BLOCK)] or [b""]
    for number, piece in enumerate(pieces, 1):
        header = len(piece) << 3 | (1 if number == len(pieces) else 0)
        parts.append(struct.pack("<I", header)[:3] + piece)
    return b"".join(parts)
