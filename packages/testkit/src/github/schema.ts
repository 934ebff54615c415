/** A JSON object of which nothing is known yet. */
export type JsonObject = { readonly [key: string]: unknown };

/** Whether `value` is an object, and neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SCHEMAS = '#/components/schemas/';
const COPIED = [
  'type',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
];

/** The id under which the component schema `name` is known to the validator. */
export function schemaId(name: string): string {
  return `urn:github:${name}`;
}

/**
 * A schema of OpenAPI 3.0 (https://spec.openapis.org/oas/v3.0.3#schema-object) as a JSON Schema of draft 7.
 * `nullable` becomes a type, references to components become ids of `schemaId`, and what only documents
 * (titles, examples, defaults) is left out.
 *
 * `oneOf` becomes `anyOf`: alternatives in GitHub's description overlap, so that its own examples match
 * several of them.
 */
export function toJsonSchema(schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    if (!reference.startsWith(SCHEMAS)) throw new Error(`The reference ${reference} is not to a schema.`);
    return { $ref: schemaId(reference.slice(SCHEMAS.length)) };
  }
  const result: Record<string, unknown> = {};
  for (const key of COPIED) if (schema[key] !== undefined) result[key] = schema[key];
  if (isObject(schema['properties'])) result['properties'] = mapValues(schema['properties'], toJsonSchema);
  if (schema['items'] !== undefined) result['items'] = toJsonSchema(schema['items']);
  if (schema['not'] !== undefined) result['not'] = toJsonSchema(schema['not']);
  const additional = schema['additionalProperties'];
  if (additional !== undefined) {
    result['additionalProperties'] = typeof additional === 'boolean' ? additional : toJsonSchema(additional);
  }
  const all = [...alternatives(schema['allOf'])];
  for (const any of [alternatives(schema['anyOf']), alternatives(schema['oneOf'])]) {
    if (any.length > 0) all.push({ anyOf: any });
  }
  if (all.length > 0) result['allOf'] = all;
  return schema['nullable'] === true ? orNull(result) : result;
}

function orNull(schema: Record<string, unknown>): JsonObject {
  if (typeof schema['type'] !== 'string' || schema['allOf'] !== undefined) {
    return { anyOf: [schema, { type: 'null' }] };
  }
  const values = schema['enum'];
  return {
    ...schema,
    type: [schema['type'], 'null'],
    ...(Array.isArray(values) ? { enum: [...new Set([...values, null])] } : {}),
  };
}

function alternatives(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.map(toJsonSchema) : [];
}

function mapValues(object: JsonObject, change: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** The ids of all component schemas that `schema`, a result of `toJsonSchema`, refers to. */
export function referencesOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(referencesOf);
  if (!isObject(schema)) return [];
  const own = schema['$ref'];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(schema).flatMap(referencesOf)];
}
