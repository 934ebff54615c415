import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Renews the extract of GitHub's description of its REST API that the testkit holds requests and answers against:
//
//     npm run github-description
//
// It takes the operations on PATHS from the package, and what they refer to. Of these the text is GitHub's own, whole but for
// the links to examples of bodies. For an operation that is missing: add its path here, and run it.

const PACKAGE = '@octokit/openapi@23.0.2';
const OWN = String.raw`/repos/\{owner\}/\{repo\}`;
const PATHS = [
  OWN,
  `${OWN}/(git|releases|actions/(runs|jobs|artifacts))(/.+)?`,
  String.raw`${OWN}/actions/workflows/\{workflow_id\}(/runs|/dispatches)?`,
  String.raw`${OWN}/(pulls|issues)(/\{\w+\}(/(commits|files|reviews|requested_reviewers|labels|comments|merge))?)?`,
  String.raw`${OWN}/(branches|commits|compare|contents)(/\{\w+\})?`,
  String.raw`${OWN}/collaborators/\{username\}/permission`,
  `${OWN}/(labels|tags|dispatches)`,
  String.raw`/user|/users/\{username\}|/rate_limit`,
].map((path) => new RegExp(`^(${path})$`));

type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => key !== 'examples' || !JSON.stringify(inner).includes('"#/components/examples/'),
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutExamples(inner)]));
}

/** The references in `value`, such as `#/components/schemas/release`. */
function referencesOf(value: unknown): string[] {
  if (!isObject(value)) return [];
  const own = value['$ref'];
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(referencesOf)];
}

/** One line for each path and component, so that a renewal shows what changed. */
function written(value: Json, depth: number): string {
  const lines = Object.entries(value).map(
    ([key, inner]) =>
      `${JSON.stringify(key)}: ${depth > 1 && isObject(inner) ? written(inner, depth - 1) : JSON.stringify(inner)}`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}

const folder = mkdtempSync(join(tmpdir(), 'github-description-'));
try {
  const [name = ''] = execFileSync('npm', ['pack', '--silent', PACKAGE], { cwd: folder, encoding: 'utf8' })
    .trim()
    .split('\n');
  const text = execFileSync('tar', ['-xzOf', name, 'package/generated/api.github.com.json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  });
  const document = JSON.parse(text) as Record<'openapi' | 'info', Json> &
    Record<'paths', Json> &
    Record<'components', Record<string, Json>>;
  const paths = Object.fromEntries(
    Object.entries(document.paths)
      .filter(([path]) => PATHS.some((pattern) => pattern.test(path)))
      .map(([path, operations]) => [path, withoutExamples(operations)]),
  );
  const components: Record<string, Record<string, unknown>> = {};
  const open = ['#/components/schemas/basic-error', ...referencesOf(paths)];
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const [, , kind = '', id = ''] = reference.split('/');
    components[kind] ??= {};
    const known = components[kind];
    if (id in known) continue;
    known[id] = withoutExamples(document.components[kind]?.[id]);
    open.push(...referencesOf(known[id]));
  }
  const sorted = Object.fromEntries(
    Object.entries(components).map(([kind, known]) => [
      kind,
      Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1))),
    ]),
  );
  writeFileSync(
    resolve(import.meta.dirname, '../packages/testkit/src/github/api.github.com.json'),
    `${written({ openapi: document.openapi, info: document.info, paths, components: sorted }, 3)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
