import { z } from 'zod';
import { quote } from '../action/inputs.ts';
import { checkMachine, checkRelativePath } from './names.ts';
import { named, parseJson } from './schema.ts';

/** A machine that a layer builds for. */
interface YoctoMachine {
  readonly name: string;
  /** kas files joined by `:`, relative to the layer. */
  readonly config: string;
}

/** machines.json. */
export interface MachineList {
  /** The release of Yocto, such as `scarthgap`. */
  readonly yoctoBranch: string;
  readonly machines: readonly YoctoMachine[];
}

const yoctoBranch = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]*$/, { error: 'It must be a word such as scarthgap.' });

const shape = z.object({
  yocto_branch: yoctoBranch,
  machines: z
    .array(z.object({ name: named(checkMachine), config: named(checkKasConfig) }))
    .min(1, { error: 'It must name at least one machine.' })
    .superRefine((machines, context) => {
      const first = new Map<string, number>();
      for (const [at, { name }] of machines.entries()) {
        const before = first.get(name);
        first.set(name, before ?? at);
        if (before === undefined) continue;
        const message = `The machine ${quote(name)} stands there already, as machines[${before}].`;
        context.addIssue({ code: 'custom', path: [at, 'name'], message });
      }
    }),
});

/**
 * Reads machines.json: `yocto_branch`, and `machines` with `name` and `config`. Other keys are for other programs.
 *
 * @param path as the error names it.
 * @throws UserError with a line for each problem that names the entry and the key.
 */
export function readMachines(text: string, path: string): MachineList {
  const advice =
    'Correct this file. It names yocto_branch, and for each of machines its name and its kas config.';
  const list = parseJson(shape, text, path, advice);
  return {
    yoctoBranch: list.yocto_branch,
    machines: list.machines.map(({ name, config }) => ({ name, config })),
  };
}

/**
 * Whether `config` is a list of kas files joined by `:`, each relative to the layer and inside of it.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkKasConfig(config: string): string | undefined {
  for (const file of config.split(':')) {
    const problem =
      checkRelativePath(file) ?? (file.startsWith('-') ? 'A path must not begin with a hyphen.' : undefined);
    if (problem !== undefined) return `The kas file ${quote(file)} is not valid. ${problem}`;
  }
  return undefined;
}
