import { UserError } from '@pv-actions/core/action/errors.ts';
import {
  type Artifact,
  type ArtifactsFile,
  imagesOf,
  ofKind,
  pvrexportsOf,
} from '@pv-actions/core/release/artifacts.ts';
import { contentId } from '@pv-actions/core/release/claim.ts';
import type { PartName } from '@pv-actions/core/release/device.ts';
import { bundleName, machineKey, pvexportsName } from '@pv-actions/core/release/keys.ts';

/** How the bundle of the images is packed. */
export type BundleFormat = 'tar.gz' | 'tar.zst';

export type Format = BundleFormat | 'zip' | 'file';

/** An object to publish: what it holds, and under which key. */
export interface PlannedObject {
  readonly kind: PartName;
  readonly key: string;
  readonly name: string;
  readonly format: Format;
  readonly mediaType: string;
  readonly sources: readonly Artifact[];
  /** Digest over what the object holds, known before anything is read. */
  readonly contentId: string;
}

/** Permission bits of every file in an archive. */
export const FILE_MODE = 0o644;

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  'tar.gz': 'application/gzip',
  'tar.zst': 'application/zstd',
  zip: 'application/zip',
  file: 'application/octet-stream',
};

/**
 * The objects of a machine: the bundle of its images, the archive of its pvrexports, and each BSP and SDK as it
 * is. What was not built is not there.
 *
 * @throws UserError when there is nothing to publish.
 */
export function planRelease(
  artifacts: ArtifactsFile,
  machine: string,
  tag: string,
  prefix: string,
  bundle: BundleFormat,
): PlannedObject[] {
  const object = (
    kind: PartName,
    format: Format,
    name: string,
    sources: readonly Artifact[],
    mediaType = MEDIA_TYPES[format],
  ): PlannedObject => ({
    kind,
    format,
    name,
    mediaType,
    sources,
    key: machineKey(prefix, tag, machine, name),
    contentId: contentId(
      sources.map(({ name: path, size, sha256 }) => ({ path, size, mode: FILE_MODE, sha256 })),
      format,
    ),
  });
  const images = imagesOf(artifacts);
  const pvrexports = pvrexportsOf(artifacts);
  const planned = [
    ...(images.length > 0 ? [object('full_image', bundle, bundleName(machine, tag, bundle), images)] : []),
    ...(pvrexports.length > 0 ? [object('pvrexports', 'zip', pvexportsName(machine, tag), pvrexports)] : []),
    ...ofKind(artifacts, 'bsp').map((file) => object('bsp', 'file', file.name, [file], 'application/gzip')),
    ...ofKind(artifacts, 'sdk').map((file) => object('sdk', 'file', file.name, [file])),
  ];
  if (planned.length > 0) return planned;
  throw new UserError(
    `The machine ${machine} has nothing to publish: its artifacts.json names no image, pvrexport, BSP or SDK.`,
    'Check the input output of kas-build, and what the build deployed.',
  );
}
