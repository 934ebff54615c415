import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { noise } from '@pv-actions/testkit/seeded.ts';
import { stage } from '../../actions/s3-release-publish/test/release.ts';

const KIB = 1024;
const MIB = KIB * KIB;

/** Sizes of the image: in three parts of 8 MiB, in two, in one request. */
export const IMAGE_SIZES = { large: 17 * MIB, middle: 9 * MIB, small: 200 * KIB } as const;

export type ImageSize = keyof typeof IMAGE_SIZES;

/** A staged folder, and what it holds. */
export interface Build {
  readonly name: string;
  readonly machine: string;
  readonly folder: string;
  readonly image: Buffer;
  readonly app: Buffer;
  readonly bsp: Buffer;
  readonly sdk: Buffer;
}

/**
 * Stages a machine below `folder`. Builds of different names have different files of the same names, which do not compress, so
 * that what is uploaded is as large as they are.
 */
export async function makeBuild(
  folder: string,
  name: string,
  imageSize: number,
  machine = 'rpi-scarthgap',
): Promise<Build> {
  const image = noise(`image ${name}`, imageSize);
  const app = noise(`app ${name}`, 30 * KIB);
  const bsp = noise(`bsp ${name}`, 20 * KIB);
  const sdk = noise(`sdk ${name}`, 10 * KIB);
  const staged = await stage(join(folder, name), machine, [
    { kind: 'image', path: 'images/starter.wic', content: image },
    { kind: 'pvrexport', path: 'pvrexports/app.pvrexport.tgz', content: app },
    { kind: 'bsp', path: 'pvrexports/pantavisor-bsp.pvrexport.tgz', content: bsp },
    { kind: 'sdk', path: 'sdk/panta-sdk.sh', content: sdk },
  ]);
  return { name, machine, folder: staged, image, app, bsp, sdk };
}

/** What is wrong with the objects of a device as a publication of `build`. */
export function differences(parts: Readonly<Record<string, Buffer>>, build: Build): string[] {
  const names = Object.keys(parts).sort().join(' ');
  const expected = 'bsp full_image pvrexports sdk';
  if (names !== expected) return [`its parts are ${names}`];
  const { full_image, pvrexports, bsp, sdk } = parts;
  return [
    bundleHolds(full_image, build.image) ? '' : 'its bundle holds another image',
    pvrexports?.includes(build.app) && pvrexports.includes(build.bsp) ? '' : 'its zip holds other pvrexports',
    bsp?.equals(build.bsp) ? '' : 'its BSP is another',
    sdk?.equals(build.sdk) ? '' : 'its SDK is another',
  ].filter((problem) => problem !== '');
}

/** A tar of one file with a short name: a block of 512 bytes, then the file. */
function bundleHolds(bundle: Buffer | undefined, image: Buffer): boolean {
  if (bundle === undefined) return false;
  return gunzipSync(bundle)
    .subarray(512, 512 + image.length)
    .equals(image);
}
