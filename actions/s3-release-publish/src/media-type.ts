/** By the end of a name. What a browser would run, as HTML, is given as bytes: a bucket may share its host with other pages. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.json$/i, 'application/json'],
  [/\.t?gz$/i, 'application/gzip'],
  [/\.zst$/i, 'application/zstd'],
  [/\.xz$/i, 'application/x-xz'],
  [/\.bz2$/i, 'application/x-bzip2'],
  [/\.zip$/i, 'application/zip'],
  [/\.(?:txt|manifest|bmap)$/i, 'text/plain; charset=utf-8'],
];

/** The media type of a file that is published as it is. */
export function mediaTypeOf(name: string): string {
  return TYPES.find(([end]) => end.test(name))?.[1] ?? 'application/octet-stream';
}
