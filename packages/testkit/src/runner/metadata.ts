import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { parse } from 'yaml';
import { interpolate } from './expressions.ts';
import type { JsonObject } from './json.ts';

/** What action.yml declares of a JavaScript action. */
export interface ActionMetadata {
  readonly name: string;
  readonly folder: string;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  /** Names of the declared outputs. */
  readonly outputs: readonly string[];
  readonly runs: {
    readonly using: string;
    readonly main: string;
    readonly pre?: string;
    readonly preIf: string;
    readonly post?: string;
    readonly postIf: string;
  };
}

export interface ActionInput {
  readonly required: boolean;
  /** As it stands in action.yml: an expression is not evaluated yet. */
  readonly default?: string;
  readonly deprecationMessage?: string;
}

type Raw = Record<string, unknown>;

/**
 * Reads `<folder>/action.yml` (https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax).
 *
 * @throws UserError where the file is missing or is no JavaScript action for Node 24.
 */
export async function readMetadata(folder: string): Promise<ActionMetadata> {
  const file = join(folder, 'action.yml');
  let root: Raw;
  try {
    root = mapping(parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    throw new UserError(`There is no action in ${folder}.`, 'It needs an action.yml.', { cause: thrown });
  }
  const runs = mapping(root['runs']);
  const using = String(runs['using'] ?? '');
  const main = runs['main'];
  if (using !== 'node24' || typeof main !== 'string') {
    throw new UserError(
      `${file} is not an action that runs on Node 24: runs.using is "${using}".`,
      'This runner runs `using: node24` with a `main` only.',
    );
  }
  return {
    name: String(root['name'] ?? ''),
    folder,
    inputs: Object.fromEntries(
      Object.entries(mapping(root['inputs'])).map(([name, value]) => [name, readInput(mapping(value))]),
    ),
    outputs: Object.keys(mapping(root['outputs'])),
    runs: {
      using,
      main,
      ...(typeof runs['pre'] === 'string' ? { pre: runs['pre'] } : {}),
      preIf: String(runs['pre-if'] ?? 'always()'),
      ...(typeof runs['post'] === 'string' ? { post: runs['post'] } : {}),
      postIf: String(runs['post-if'] ?? 'always()'),
    },
  };
}

/**
 * The inputs that the action's process is given: the defaults of action.yml, evaluated with `contexts`, and
 * `given` over them. Names are matched without case.
 */
export function resolveInputs(
  metadata: ActionMetadata,
  given: Readonly<Record<string, string>>,
  contexts: JsonObject,
): Record<string, string> {
  const inputs = new Map<string, [string, string]>();
  for (const [name, { default: byDefault }] of Object.entries(metadata.inputs)) {
    if (byDefault !== undefined) inputs.set(name.toLowerCase(), [name, interpolate(byDefault, { contexts })]);
  }
  for (const [name, value] of Object.entries(given)) inputs.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(inputs.values());
}

/** The names in `given` that action.yml does not declare. */
export function unexpectedInputs(
  metadata: ActionMetadata,
  given: Readonly<Record<string, unknown>>,
): string[] {
  const known = new Set(Object.keys(metadata.inputs).map((name) => name.toLowerCase()));
  return Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
}

function readInput(raw: Raw): ActionInput {
  const { default: byDefault, deprecationMessage } = raw;
  return {
    required: raw['required'] === true || raw['required'] === 'true',
    ...(byDefault === undefined || byDefault === null ? {} : { default: String(byDefault) }),
    ...(typeof deprecationMessage === 'string' ? { deprecationMessage } : {}),
  };
}

function mapping(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}
