import type { BadgeFormat } from '@pv-actions/core/release/keys.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';

/** The part of the store that badges need. */
export type BadgeStore = Pick<Store, 'label' | 'describe' | 'text' | 'list' | 'remove' | 'update'>;

const SVG_FILE = { contentType: 'image/svg+xml', cacheControl: 'no-cache' } as const;

/** The headers of a badge: it is not to be kept by caches. */
export function headersOf(format: BadgeFormat): PutOptions {
  return format === 'json' ? JSON_FILE : SVG_FILE;
}
