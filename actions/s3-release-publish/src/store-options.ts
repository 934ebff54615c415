import type { PutOptions } from '@pv-actions/core/store/types.ts';
import { aclOptions, fileOptions } from '@pv-actions/core/store/write-options.ts';
import type { Inputs } from './inputs.ts';

/** What the inputs say about every object that is written. */
export interface ObjectOptions {
  /** For the files of a machine, its manifest and what else lies beside them. */
  readonly machine: PutOptions;
  /** For the index, which all machines share. */
  readonly index: PutOptions;
}

/** What `acl` and `object-tags` ask for. */
export function optionsOf(given: Inputs): ObjectOptions {
  return { index: aclOptions(given), machine: fileOptions(given) };
}
