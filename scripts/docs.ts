import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { stageNames } from './stage-names.ts';

interface ActionFile {
  readonly description: string;
  readonly inputs?: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs?: Readonly<Record<string, { description: string }>>;
}

/**
 * Writes the tables of inputs and outputs into each stage's README.md, and the table of stages into the README.md of
 * the repository, all from action.yml. With `--check` it writes nothing and fails when one differs.
 */
const root = resolve(import.meta.dirname, '..');
const stale: string[] = [];

for (const stage of stageNames) {
  const action = readAction(stage);
  refresh(join('actions', stage, 'README.md'), {
    inputs: table(
      ['Input', 'Default', 'Meaning'],
      Object.entries(action.inputs ?? {}).map(([name, input]) => [
        code(name),
        defaultOf(input),
        input.description,
      ]),
    ),
    outputs: table(
      ['Output', 'Meaning'],
      Object.entries(action.outputs ?? {}).map(([name, output]) => [code(name), output.description]),
    ),
  });
}
refresh('README.md', {
  stages: table(
    ['Stage', 'What it does'],
    stageNames.map((stage) => [`[${stage}](actions/${stage}/README.md)`, readAction(stage).description]),
  ),
});
if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run: npm run docs\n`);
  process.exitCode = 1;
}

function readAction(stage: string): ActionFile {
  return parse(readFileSync(join(root, 'actions', stage, 'action.yml'), 'utf8')) as ActionFile;
}

function defaultOf(input: { required?: boolean; default?: string }): string {
  if (input.required === true) return 'required';
  return input.default === undefined || input.default === '' ? '' : code(input.default);
}

function refresh(file: string, sections: Readonly<Record<string, string>>): void {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  let after = before;
  for (const [name, content] of Object.entries(sections)) {
    const start = `<!-- ${name}: from action.yml -->`;
    const end = `<!-- end of ${name} -->`;
    const from = after.indexOf(start);
    const to = after.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} lacks the markers ${start} and ${end}.`);
    after = `${after.slice(0, from + start.length)}\n${content}\n${after.slice(to)}`;
  }
  if (after === before) return;
  if (process.argv.includes('--check')) stale.push(file);
  else writeFileSync(path, after);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
