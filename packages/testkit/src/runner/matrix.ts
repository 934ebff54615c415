import { isObject, type Json, type JsonObject } from './json.ts';

/** `strategy` of a job, evaluated: the legs that run. */
export interface Strategy {
  /** One per leg; a job without a matrix has one leg with no values. */
  readonly legs: readonly JsonObject[];
  readonly failFast: boolean;
  readonly maxParallel: number;
}

/**
 * The legs of a job
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix).
 *
 * @param strategy the value of `strategy`, expressions evaluated; null where the job has none
 * @throws Error where the matrix has another form than GitHub accepts, or no leg.
 */
export function expandStrategy(strategy: Json): Strategy {
  if (strategy === null || strategy === '') return { legs: [{}], failFast: true, maxParallel: Infinity };
  if (!isObject(strategy)) throw new Error('The strategy is not a mapping.');
  const maxParallel = strategy['max-parallel'] ?? Infinity;
  if (typeof maxParallel !== 'number' || maxParallel < 1) {
    throw new Error(`strategy.max-parallel is ${JSON.stringify(maxParallel)}. Use a number from 1 on.`);
  }
  return {
    legs: strategy['matrix'] === undefined ? [{}] : expandMatrix(strategy['matrix']),
    failFast: (strategy['fail-fast'] ?? true) === true,
    maxParallel,
  };
}

function expandMatrix(matrix: Json): JsonObject[] {
  if (!isObject(matrix)) throw new Error('The matrix is not a mapping.');
  const { include, exclude, ...vectors } = matrix;
  const names = Object.keys(vectors);
  let legs: JsonObject[] = names.length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(vectors)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new Error(`Matrix vector '${name}' does not contain any values.`);
    }
    legs = legs.flatMap((leg) => values.map((value: Json) => ({ ...leg, [name]: value })));
  }
  const excluded = objects(exclude, 'exclude');
  legs = legs.filter((leg) => !excluded.some((entry) => matches(entry, leg, Object.keys(entry))));
  const added = addIncluded(legs, objects(include, 'include'), names);
  if (added.length === 0) throw new Error('The matrix has no combination to run.');
  return added;
}

/** An entry extends each combination whose own values it leaves alone, else it is a leg by itself. */
function addIncluded(legs: readonly JsonObject[], included: readonly JsonObject[], names: readonly string[]) {
  const extended = [...legs];
  const alone: JsonObject[] = [];
  for (const entry of included) {
    const shared = names.filter((name) => name in entry);
    let used = false;
    for (const [index, leg] of legs.entries()) {
      if (!matches(entry, leg, shared)) continue;
      extended[index] = { ...extended[index], ...entry };
      used = true;
    }
    if (!used) alone.push(entry);
  }
  return [...extended, ...alone];
}

function matches(entry: JsonObject, leg: JsonObject, names: readonly string[]): boolean {
  return names.every((name) => name in leg && sameValue(entry[name] ?? null, leg[name] ?? null));
}

function sameValue(one: Json, other: Json): boolean {
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return matches(one, other, keys) && keys.length === Object.keys(other).length;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: Json, at) => sameValue(item, other[at]));
  }
  return one === other;
}

function objects(value: Json | undefined, name: string): JsonObject[] {
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value) || !value.every(isObject)) {
    throw new Error(`matrix.${name} is not a list of mappings.`);
  }
  return value;
}

/** The values of a leg as GitHub appends them to a job's name: `a, b`. */
export function describeLeg(leg: JsonObject): string {
  const flat = (value: Json): string[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [String(value)];
  return Object.values(leg).flatMap(flat).join(', ');
}
