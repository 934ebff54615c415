import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { needing } from '@pv-actions/testkit/needing.ts';
import { failures, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { openPulls, openSite, REPOSITORY, type Site } from './updates/site.ts';

// The example drives the kas of the PATH.
const test = needing('/usr/bin/kas');
const root = resolve(import.meta.dirname, '..');
const TOKEN = 'token_of_the_updates';
const RECIPE = 'recipes-pv/pvctl/pvctl_git.bb';
const RPI = 'kas/build-configs/release/rpi-scarthgap.yaml';
const QEMU = 'kas/build-configs/release/qemu-scarthgap.yaml';

interface Followed {
  readonly url: string;
  readonly old: string;
  readonly head: string;
}

let site: Site;
let pvctl: Followed;
let poky: Followed;
let sha: string;
beforeAll(async () => {
  site = await openSite({ tokens: { [TOKEN]: {} } });
  pvctl = await follow('pvctl', 'master');
  poky = await follow('poky', 'scarthgap');
  sha = await site.commit({
    '.github/components.json': JSON.stringify([
      { name: 'pvctl', recipe_glob: 'recipes-pv/pvctl/pvctl_*.bb', branch: 'master' },
    ]),
    '.github/machines.json': JSON.stringify({
      yocto_branch: 'scarthgap',
      machines: ['rpi', 'qemu'].map((name) => ({ name, config: `kas/${name}.yaml:kas/scarthgap.yaml` })),
    }),
    'kas/sourcedir.yaml': 'header:\n  version: 12\n_source_dir: .\n',
    'kas/rpi.yaml': 'header:\n  version: 12\nmachine: rpi\n',
    'kas/qemu.yaml': 'header:\n  version: 12\nmachine: qemu\n',
    'kas/scarthgap.yaml': `header:\n  version: 12\ndefaults:\n  repos:\n    refspec: scarthgap\nrepos:\n  poky:\n    url: ${poky.url}\n`,
    [RECIPE]: recipe(pvctl.old),
    [RPI]: release('rpi', poky.old),
    [QEMU]: release('qemu', poky.old),
  });
});
afterEach(() => expect(site.github.violations).toEqual([]));
afterAll(() => site.close());

async function follow(name: string, branch: string): Promise<Followed> {
  const remote = await site.remote(name);
  const digests = await remote.grow({
    commits: chain(`${name} `, 3),
    refs: { [`refs/heads/${branch}`]: `${name} 3` },
  });
  const digest = (commit: string): string => digests.get(commit) ?? '';
  return { url: `${site.http.url}/${name}`, old: digest(`${name} 1`), head: digest(`${name} 3`) };
}

function recipe(revision: string): string {
  const address = pvctl.url.replace('http:', 'git:');
  return `SRC_URI = "${address};protocol=http;branch=master"\nSRCREV = "${revision}"\n`;
}

/** As a kas without `dump` is served: the revision is the refspec. */
function release(machine: string, revision: string): string {
  return `header:\n  version: 12\nmachine: ${machine}\nrepos:\n  poky:\n    url: ${poky.url}\n    refspec: ${revision} # scarthgap\n`;
}

/** Runs examples/updates.yml. */
function updates(event: string): Promise<WorkflowResult> {
  return runWorkflow({
    file: join(root, 'examples', 'updates.yml'),
    repository: { folder: site.layer, name: REPOSITORY },
    event: { name: event, ref: 'refs/heads/main', sha },
    secrets: { UPDATES_TOKEN: TOKEN },
    github: { api_url: site.github.url, token: site.github.token },
    workFolder: join(site.folder, 'work'),
    actions: { repository: 'pantacor/pv-actions', folder: root },
  });
}

async function pulls(): Promise<readonly unknown[]> {
  const open = await openPulls(site);
  return open
    .map(({ title, labels }) => ({ title, labels: (labels as { name: string }[]).map(({ name }) => name) }))
    .sort((a, b) => String(a.title).localeCompare(String(b.title)));
}

test('the schedule: a pull request for recipes and one for layers; the next run writes nothing', async () => {
  const first = await updates('schedule');
  expect([first.conclusion, failures(first)]).toEqual(['success', []]);
  expect(await pulls()).toEqual([
    { title: 'kas-lock: update poky', labels: ['dependencies'] },
    { title: 'srcrev-bump: update pvctl', labels: ['dependencies'] },
  ]);
  expect(await site.changedAt('auto-update/components')).toEqual({ [RECIPE]: recipe(pvctl.head) });
  expect(await site.changedAt('auto-update/kas-layers')).toEqual({
    [RPI]: release('rpi', poky.head),
    [QEMU]: release('qemu', poky.head),
  });
  expect(site.written()).not.toEqual([]);

  const second = await updates('workflow_dispatch');
  expect([second.conclusion, failures(second)]).toEqual(['success', []]);
  expect(site.written()).toEqual([]);
});

test('a recipe that pins nothing fails the job, and the layers are looked at all the same', async () => {
  sha = await site.commit({ [RECIPE]: 'SUMMARY = "x"\n', [QEMU]: `${release('qemu', poky.old)}target: x\n` });
  const { conclusion, jobs } = await updates('schedule');
  expect(conclusion).toBe('failure');
  expect(jobs[0]?.legs[0]?.steps.map((step) => [step.name, step.outcome])).toEqual(
    expect.arrayContaining([
      ['Recipes', 'failure'],
      ['Layers', 'success'],
    ]),
  );
  expect((await site.changedAt('auto-update/kas-layers'))?.[QEMU]).toBe(
    `${release('qemu', poky.head)}target: x\n`,
  );
});
