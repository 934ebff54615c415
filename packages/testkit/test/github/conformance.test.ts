import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { conformance } from '@pv-actions/testkit/github/conformance.ts';
import { describe as describeApi, loadDescription } from '@pv-actions/testkit/github/description.ts';

const pet = {
  type: 'object',
  required: ['name', 'owner'],
  properties: {
    name: { type: 'string', maxLength: 5 },
    owner: { $ref: '#/components/schemas/nullable-owner' },
    kind: { type: 'string', nullable: true, enum: ['cat', 'dog'] },
    born: { type: 'string', format: 'date-time' },
    tag: { oneOf: [{ type: 'string' }, { type: 'string', minLength: 2 }] },
  },
};
const api = describeApi({
  components: {
    schemas: {
      pet,
      'nullable-owner': { type: 'object', nullable: true, properties: { login: { type: 'string' } } },
      'basic-error': { type: 'object', properties: { message: { type: 'string' } } },
    },
    parameters: {
      ref: { name: 'ref', in: 'path', required: true, schema: { type: 'string' }, 'x-multi-segment': true },
    },
  },
  paths: {
    '/pets/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/pet' } } } },
        },
      },
    },
    '/pets/new': { get: { responses: { 302: { headers: { Location: {} } } } } },
    '/refs/{ref}': { get: { parameters: [{ $ref: '#/components/parameters/ref' }], responses: { 204: {} } } },
    '/refs/{ref}/log': { get: { parameters: [{ $ref: '#/components/parameters/ref' }], responses: {} } },
  },
});
const checks = conformance(api);

function answer(method: string, path: string, status: number, body: unknown, headers = {}): string[] {
  const operation = api.find(method, path);
  if (operation === undefined) throw new Error(`There is no ${method} ${path}.`);
  const contentType = body === undefined ? '' : 'application/json';
  return checks.answer(operation, { status, contentType, body, headers });
}

describe('the description', () => {
  test.each([
    ['/pets/1', 'GET /pets/{id}', { id: '1' }],
    ['/pets/new', 'GET /pets/new', {}],
    ['/refs/heads/a', 'GET /refs/{ref}', { ref: 'heads/a' }],
    ['/refs/heads%2Fa', 'GET /refs/{ref}', { ref: 'heads/a' }],
    ['/refs/heads/a/log', 'GET /refs/{ref}/log', { ref: 'heads/a' }],
  ])('%s is %s', (path, name, pathValues) => {
    expect(api.find('GET', path)).toMatchObject({ name, pathValues });
  });

  test('knows no other paths and methods', () => {
    expect(api.find('GET', '/pets/1/2')).toBeUndefined();
    expect(api.find('POST', '/pets/1')).toBeUndefined();
  });
});

describe('an answer', () => {
  test.each([
    ['null where it may be', { name: 'Rex', owner: null, kind: null }],
    [
      'values of the right kind',
      { name: 'Rex', owner: { login: 'a' }, kind: 'dog', born: '2026-01-01T00:00:00Z' },
    ],
    ['alternatives that overlap', { name: 'Rex', owner: null, tag: 'long' }],
  ])('may have %s', (_, body) => {
    expect(answer('GET', '/pets/1', 200, body)).toEqual([]);
  });

  test.each([
    ['a missing property', { name: 'Rex' }, /required property 'owner'/],
    ['null where it may not be', { name: null, owner: null }, /name must be string/],
    ['a value out of the list', { name: 'Rex', owner: null, kind: 'bird' }, /kind must be equal.*cat,dog/],
    ['a date of another form', { name: 'Rex', owner: null, born: 'today' }, /born must match format/],
    ['a wrong type behind a reference', { name: 'Rex', owner: { login: 1 } }, /owner\/login must be string/],
    ['a text that is too long', { name: 'Fluffy', owner: null }, /name must NOT have more than 5/],
  ])('may not have %s', (_, body, fault) => {
    expect(answer('GET', '/pets/1', 200, body)).toEqual([expect.stringMatching(fault)]);
  });

  test('may have described statuses only, and any error', () => {
    expect(answer('GET', '/pets/1', 201, {})).toEqual(['status 201 is not described']);
    expect(answer('GET', '/pets/1', 404, { message: 'Not Found' })).toEqual([]);
    expect(answer('GET', '/pets/1', 404, { message: 5 })).toEqual([
      expect.stringContaining('message must be'),
    ]);
    expect(answer('GET', '/pets/new', 302, undefined)).toEqual(['header location is missing']);
    expect(answer('GET', '/pets/new', 302, undefined, { location: '/' })).toEqual([]);
  });
});

test("the extract of GitHub's description holds all that it refers to", async () => {
  const description = await loadDescription();
  const file = new URL('../../src/github/api.github.com.json', import.meta.url);
  const references = readFileSync(file, 'utf8').match(/#\/components\/[\w/-]+/g) ?? [];
  expect(references.length).toBeGreaterThan(500);
  for (const reference of new Set(references))
    expect(description.resolve(reference)).toEqual(expect.anything());
});
