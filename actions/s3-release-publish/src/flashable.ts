import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { compareText } from '@pv-actions/core/release/text-order.ts';

/**
 * Images of a whole disk, by the end of the name, that Pantavisor's flashing tool writes to a card: unpacked where they are compressed.
 * It takes any other file for the bytes of a disk too, a tar.zst for one, so only these are safe
 * (https://github.com/pantavisor/pvflasher/blob/main/internal/image/compression.go).
 */
const DISK = /\.(wic|sdimg|rpi-sdimg|sdcard|hddimg|uefiimg|img|iso)(?:\.(zst|zstd|gz|xz|bz2))?$/;
/** The kinds of images, the one that is meant for cards first. */
const KINDS = ['wic', 'sdimg', 'rpi-sdimg', 'sdcard', 'hddimg', 'uefiimg', 'img', 'iso'];
/** By the time that unpacking takes. One without is last: it takes the longest to download. */
const COMPRESSIONS = ['zst', 'zstd', 'gz', 'xz', 'bz2', ''];

/**
 * The images that can be written to a card, best first: .wic before other ones, then by name, and of one image in several
 * compressions the one that is unpacked fastest.
 */
export function flashable(images: readonly Artifact[]): Artifact[] {
  return images
    .flatMap((image) => {
      const [whole, kind = '', compression = ''] = DISK.exec(image.name.toLowerCase()) ?? [];
      if (whole === undefined) return [];
      const rank = COMPRESSIONS.indexOf(compression);
      return [{ image, stem: stemOf(image), kind: KINDS.indexOf(kind), rank }];
    })
    .sort((a, b) => a.kind - b.kind || compareText(a.stem, b.stem) || a.rank - b.rank)
    .map(({ image }) => image);
}

/** The name of an image without its compression: files of one name are one image. */
export function stemOf({ name }: Artifact): string {
  return name.replace(/\.(?:zst|zstd|gz|xz|bz2)$/i, '');
}
