import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Description, Operation } from './description.ts';
import { isObject, type JsonObject, referencesOf, schemaId, toJsonSchema } from './schema.ts';

/** What a request carries beside its path. */
export interface RequestParts {
  readonly query: URLSearchParams;
  /** The content type without its parameters, or the empty string. */
  readonly contentType: string;
  /** The parsed body, or undefined when there is none or it is not JSON. */
  readonly body: unknown;
}

/** What an answer carries. */
export interface AnswerParts {
  readonly status: number;
  /** The content type without its parameters, or the empty string. */
  readonly contentType: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Holds requests and answers against the description. Each function returns the faults as texts. */
export interface Conformance {
  request(operation: Operation, request: RequestParts): string[];
  answer(operation: Operation, answer: AnswerParts): string[];
}

/** How many faults of one body are reported. The first says enough, and `anyOf` reports each branch. */
const MOST_FAULTS = 5;

/** Where GitHub itself does not keep to its description: this value at these places is what it sends. */
const ALL_THE_SAME: readonly { readonly value: unknown; readonly place: RegExp }[] = [
  // A label without a description, in a pull request. In the list of labels it is described as nullable.
  { value: null, place: /\/labels\/\d+\/description$/ },
  // A run from a fork that was deleted.
  { value: null, place: /^(\/workflow_runs\/\d+)?\/head_repository$/ },
  // The asset that a broken upload leaves: only the text of "Upload a release asset" names this state.
  { value: 'starter', place: /^(\/\d+)?(\/assets\/\d+)?\/state$/ },
];

const known = new WeakMap<Description, Conformance>();

/** The validator of `description`, always the same one. Schemas are compiled when they are needed first, and kept. */
export function conformance(description: Description): Conformance {
  const made = known.get(description) ?? makeConformance(description);
  known.set(description, made);
  return made;
}

function makeConformance(description: Description): Conformance {
  const strict = validator(description, false);
  const coercing = validator(description, true);

  return {
    request(operation, { query, contentType, body }) {
      const parameters = listOf(operation.described['parameters']).map(description.follow);
      return [
        ...coercing(`${operation.name} path`, () => parameterSchema(parameters, 'path'), {
          ...operation.pathValues,
        }).map((fault) => `path${fault}`),
        ...coercing(
          `${operation.name} query`,
          () => parameterSchema(parameters, 'query'),
          valuesOf(query),
        ).map((fault) => `query${fault}`),
        ...bodyFaults(operation, contentType, body).map((fault) => `body${fault}`),
      ];
    },

    answer(operation, { status, contentType, body, headers }) {
      const described = isObject(operation.described['responses']) ? operation.described['responses'] : {};
      const entry = described[String(status)];
      if (entry === undefined) {
        if (status < 400) return [`status ${status} is not described`];
        const fallback = () => toJsonSchema({ $ref: '#/components/schemas/basic-error' });
        return strict('basic-error', fallback, body);
      }
      const response = description.follow(entry);
      const content = isObject(response['content']) ? response['content'] : {};
      if (Object.keys(content).length === 0) {
        const faults = isObject(response['headers']) && 'Location' in response['headers'] ? ['location'] : [];
        return faults
          .filter((name) => headers[name] === undefined)
          .map((name) => `header ${name} is missing`);
      }
      const media = content[contentType];
      if (media === undefined) {
        // Media types that the client asks for by Accept (raw, octet-stream) are only in the prose.
        return contentType === 'application/json' ? [`content type ${contentType} is not described`] : [];
      }
      const schema = () => toJsonSchema(isObject(media) ? media['schema'] : {});
      return strict(`${operation.name} ${status} ${contentType}`, schema, body);
    },
  };

  function bodyFaults(operation: Operation, contentType: string, body: unknown): string[] {
    const described = operation.described['requestBody'];
    if (described === undefined) return body === undefined ? [] : [' is not described'];
    const content = description.follow(described)['content'];
    const media = isObject(content) ? content['application/json'] : undefined;
    if (!isObject(media)) return contentType === '' ? [' has no content type'] : [];
    if (body === undefined) {
      return description.follow(described)['required'] === true ? [' is missing or not JSON'] : [];
    }
    return strict(`${operation.name} body`, () => closed(toJsonSchema(media['schema'])), body);
  }
}

type Validate = (key: string, schema: () => JsonObject, value: unknown) => string[];

function validator(description: Description, coerce: boolean): Validate {
  const ajv = new Ajv({
    strict: false,
    logger: false,
    unicodeRegExp: false,
    allErrors: true,
    verbose: true,
    coerceTypes: coerce ? 'array' : false,
  });
  addFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  const known = new Set<string>();

  function know(schema: JsonObject): void {
    for (const id of referencesOf(schema)) {
      if (known.has(id)) continue;
      known.add(id);
      const component = toJsonSchema(
        description.resolve(`#/components/schemas/${id.slice(schemaId('').length)}`),
      );
      ajv.addSchema(component, id);
      know(component);
    }
  }

  return (key, make, value) => {
    let validate = compiled.get(key);
    if (validate === undefined) {
      const schema = make();
      know(schema);
      validate = ajv.compile(schema);
      compiled.set(key, validate);
    }
    if (validate(value)) return [];
    const errors = (validate.errors ?? []).filter((error) => !isTolerated(error));
    return errors.slice(0, MOST_FAULTS).map((error) => {
      const extra = error.params['additionalProperty'] ?? error.params['allowedValues'];
      const detail = extra === undefined ? '' : ` (${String(extra)})`;
      return `${error.instancePath} ${error.message ?? 'is wrong'}${detail}`;
    });
  };
}

function isTolerated({ data, instancePath }: ErrorObject): boolean {
  return ALL_THE_SAME.some(({ value, place }) => data === value && place.test(instancePath));
}

/** The schema of all parameters in one place. What is not described there is a fault. */
function parameterSchema(parameters: readonly JsonObject[], place: 'path' | 'query'): JsonObject {
  const here = parameters.filter((parameter) => parameter['in'] === place);
  return {
    type: 'object',
    properties: Object.fromEntries(
      here.map((parameter) => [String(parameter['name']), toJsonSchema(parameter['schema'])]),
    ),
    required: here
      .filter((parameter) => parameter['required'] === true)
      .map((parameter) => parameter['name']),
    additionalProperties: false,
  };
}

function valuesOf(query: URLSearchParams): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    values[name] = all.length === 1 ? (all[0] ?? '') : all;
  }
  return values;
}

/** The schema of a request body, in which a property that GitHub does not know is a fault: it is a typing error. */
function closed(schema: JsonObject): JsonObject {
  const open = schema['properties'] !== undefined && schema['additionalProperties'] === undefined;
  return open ? { ...schema, additionalProperties: false } : schema;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
