import { SourceMap, type SourceMapPayload } from 'node:module';
import { minifySync } from '@swc/core';

/** Between the modules of a chunk, as ncc writes them, and behind the last one. */
const BOUNDARY = /^(?=\/\*{3}\/ \d+:$)|(?<=^\/\*{3}\/ \}\),?\n)/m;
/** What is left of a foreign chunk: all names, and the comments that begin with `/*!`. */
const DENSE = { module: true, compress: false, mangle: false, format: { comments: 'some' } } as const;

/**
 * A chunk of the bundle as it is shipped: above each module stands where it is from, `packages/core/src/action/log.ts` or
 * `node_modules/yaml`. A chunk without anything of our own is shipped without blanks and comments, with all of its names.
 *
 * @param map Its source map.
 */
export function shippedChunk(code: string, map: string): string {
  const sources = new SourceMap(JSON.parse(map) as SourceMapPayload);
  const all = new Set<string>();
  let line = 0;
  const parts = code
    .replace(/\n\/\/# sourceMappingURL=.*/, '')
    .split(BOUNDARY)
    .map((part) => {
      const origins = new Set<string>();
      for (const end = line + part.split('\n').length - 1; line < end; line++) {
        const origin = originOf(sources, line);
        if (origin !== undefined) origins.add(origin);
      }
      for (const origin of origins) all.add(origin);
      const names = [...origins].sort().join(', ');
      return names === '' || !part.startsWith('/***/') ? part : part.replace('\n', `\n/*! ${names} */\n`);
    });
  const text = parts.join('');
  const isForeign = [...all].every((origin) => origin.startsWith('node_modules/'));
  return isForeign ? `${minifySync(text, DENSE).code}\n` : text;
}

/** The file of our own, or the folder of the package, that a line is from. Undefined for what the bundler wrote. */
function originOf(sources: SourceMap, line: number): string | undefined {
  const entry = sources.findEntry(line, 0);
  if (!('originalSource' in entry) || entry.generatedLine !== line) return undefined;
  const [source = ''] = entry.originalSource.replace(/^(?:\.+\/)+/, '').split(' ');
  if (source.startsWith('webpack/')) return undefined;
  return /.*(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? source;
}
