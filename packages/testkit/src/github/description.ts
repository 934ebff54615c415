import { readFile } from 'node:fs/promises';
import { isObject, type JsonObject } from './schema.ts';

/** One operation of the API, as a request names it. */
export interface Operation {
  /** The method and the template, as octokit writes them: `GET /repos/{owner}/{repo}`. */
  readonly name: string;
  readonly described: JsonObject;
  /** The decoded values of the parameters in the path. */
  readonly pathValues: Readonly<Record<string, string>>;
}

/** GitHub's description of its REST API. */
export interface Description {
  /** The operation that answers `method` on `path`, an encoded path, or undefined when there is none. */
  find(method: string, path: string): Operation | undefined;
  /** What `#/components/<kind>/<name>` points at. Throws when there is no such thing. */
  resolve(reference: string): JsonObject;
  /** `value`, or what it refers to when it is a reference. */
  follow(value: unknown): JsonObject;
}

interface Template {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly operations: JsonObject;
  readonly literals: number;
}

let loaded: Promise<Description> | undefined;

/**
 * GitHub's description of the operations that the testkit serves: an extract, which `scripts/github-description.ts` makes.
 * It is read once, and holds no state: all servers share it.
 */
export function loadDescription(): Promise<Description> {
  loaded ??= readFile(new URL('api.github.com.json', import.meta.url), 'utf8').then((text) => {
    const document: unknown = JSON.parse(text);
    if (!isObject(document)) throw new Error('The API description is not an object.');
    return describe(document);
  });
  return loaded;
}

/** Makes a description of a parsed OpenAPI 3.0 document. Throws when it has no paths or components. */
export function describe(document: JsonObject): Description {
  const { paths, components } = document;
  if (!isObject(paths) || !isObject(components)) throw new Error('The API description has no paths.');

  function resolve(reference: string): JsonObject {
    const [, , kind = '', name = ''] = reference.split('/');
    const named = components as JsonObject;
    const found = isObject(named[kind]) ? named[kind][name] : undefined;
    if (!isObject(found)) throw new Error(`The API description has no ${reference}.`);
    return found;
  }
  function follow(value: unknown): JsonObject {
    if (!isObject(value)) return {};
    return typeof value['$ref'] === 'string' ? resolve(value['$ref']) : value;
  }

  const templates = Object.entries(paths)
    .map(([path, operations]) => template(path, follow(operations), follow))
    .sort((a, b) => b.literals - a.literals);

  return {
    resolve,
    follow,
    find(method, path) {
      for (const { path: name, pattern, names, operations } of templates) {
        const described = operations[method.toLowerCase()];
        const match = isObject(described) ? pattern.exec(path) : null;
        if (match === null || !isObject(described)) continue;
        const values = match.slice(1).map((value = '') => decodeURIComponent(value));
        return {
          name: `${method} ${name}`,
          described,
          pathValues: Object.fromEntries(names.map((key, index) => [key, values[index] ?? ''])),
        };
      }
      return undefined;
    },
  };
}

/**
 * `x-multi-segment` is GitHub's mark of a parameter that may contain slashes. A file's path may be empty too:
 * it is the root of the repository.
 */
function template(path: string, operations: JsonObject, follow: (value: unknown) => JsonObject): Template {
  const wide = new Set<unknown>();
  for (const operation of Object.values(operations)) {
    const parameters = isObject(operation) ? operation['parameters'] : undefined;
    for (const entry of Array.isArray(parameters) ? parameters : []) {
      const parameter = follow(entry);
      if (parameter['x-multi-segment'] === true) wide.add(parameter['name']);
    }
  }
  const names: string[] = [];
  const segments = path.split('/');
  const source = segments.map((segment) =>
    segment
      .split(/(\{[^}]+\})/)
      .map((part) => {
        if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        const name = part.slice(1, -1);
        names.push(name);
        if (!wide.has(name)) return '([^/]+)';
        return name === 'path' ? '(.*)' : '(.+)';
      })
      .join(''),
  );
  return {
    path,
    pattern: new RegExp(`^${source.join('/').replace(/\/\(\.\*\)$/, '(?:/(.*))?')}$`),
    names,
    operations,
    literals: segments.filter((segment) => !segment.includes('{')).length,
  };
}
