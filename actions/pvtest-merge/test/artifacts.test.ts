import { readdirSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type ArtifactStore, createArtifactStore } from '@pv-actions/testkit/github/artifact-store.ts';
import { report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { errorsOf, openPlace, type Place } from './run.ts';

let place: Place;
let service: ArtifactService;
let store: ArtifactStore;
beforeEach(async () => {
  place = await openPlace();
  store = await createArtifactStore();
  service = await startArtifactService({ run: 4711, job: 'merge', store });
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await service.close();
  await store.close();
  await place.remove();
});

/** Uploads an artifact as a job of the run does: its report, where it has one, or this text as one, a log, and other files. */
async function upload(
  name: string,
  made: Report | string | undefined,
  run = 4711,
  others: Readonly<Record<string, string>> = {},
): Promise<void> {
  Object.assign(process.env, await service.envOf(run, `job of ${name}`.replaceAll(':', '-')), {
    GITHUB_WORKSPACE: place.workspace,
  });
  const log = await place.write(`up/${run}/${name}/run.log`, `the log of ${name}`);
  const more = Object.entries(others).map(([path, text]) => place.write(`up/${run}/${name}/${path}`, text));
  const files = [
    log,
    ...(await Promise.all(more)),
    ...(made === undefined
      ? []
      : [
          await place.write(
            `up/${run}/${name}/report.json`,
            typeof made === 'string' ? made : reportText(made),
          ),
        ]),
  ];
  await new DefaultArtifactClient().uploadArtifact(name, files, dirname(log));
}

const merge = (inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> =>
  place.merge(inputs, { env: { ...service.env }, github: { run_id: '4711' } });

const shard = (
  index: number,
  outcomes: readonly ('passed' | 'failed')[],
  parts: Partial<Report> = {},
): Report => report([tested(`local/core/${index}`, outcomes)], { shard: { index, of: 2 }, ...parts });

describe('the artifacts of this run', () => {
  test('of several jobs and attempts become one report', async () => {
    await upload('pvtest-workspace-c0ffee0-local-1of2', shard(1, ['passed']));
    await upload('pvtest-workspace-c0ffee0-local-2of2', shard(2, ['failed', 'failed']));
    await upload('pvtest-workspace-c0ffee0-local-2of2-2', shard(2, ['passed'], { runAttempt: 2 }));
    await upload(
      'pvtest-workspace-c0ffee0-remote',
      report([tested('remote/core/x', ['passed'])], { paths: ['remote'] }),
    );
    await upload('pvtest-distro-docker', report([tested('local/other/x', ['failed'])]));
    await upload('pvtest-workspace-c0ffee0-local', report([tested('local/other/y', ['failed'])]), 4712);
    const result = await merge();
    expect(errorsOf(result)).toEqual([]);
    expect(result.outputs).toMatchObject({ verdict: 'passed', total: '3', passed: '2', flaky: '1' });
    expect(readdirSync(dirname(result.outputs['report'] ?? '')).sort()).toEqual(['junit.xml', 'report.json']);
    expect(result.summary).toContain(
      'tests of <code>local</code>, <code>remote</code>, commit <code>c0ffee0</code>, merged from 4 reports.',
    );
  });

  test('are those that the glob names', async () => {
    await upload('a.b-local', report([tested('local/core/x', ['passed'])]));
    await upload('axb-local', report([tested('local/core/y', ['passed'])]));
    expect((await merge({ artifacts: 'a.b-*' })).outputs['total']).toBe('1');
  });

  test('are not looked at where `reports` names some', async () => {
    await upload('pvtest-workspace-c0ffee0-local', report([tested('local/core/x', ['failed'])]));
    await place.report('mine/report.json', report([tested('local/core/y', ['passed'])]));
    expect((await merge({ reports: 'mine' })).outputs).toMatchObject({ total: '1', verdict: 'passed' });
  });

  test('that hold no report fail the stage, unless another attempt of their job left one', async () => {
    await upload('pvtest-workspace-c0ffee0-local', report([tested('local/core/x', ['passed'])]));
    await upload('pvtest-workspace-c0ffee0-remote', undefined);
    const sentence =
      'The artifact pvtest-workspace-c0ffee0-remote holds no report.json: its job ended before it could say what became of the tests.';
    const result = await merge();
    expect(result.outputs).toMatchObject({ verdict: 'failed', passed: '1' });
    expect(errorsOf(result)[0]).toBe(`pvtest: ${sentence}`);
    await upload(
      'pvtest-workspace-c0ffee0-remote-2',
      report([tested('remote/a/x', ['passed'])], { runAttempt: 2 }),
    );
    expect((await merge()).outputs).toMatchObject({ verdict: 'passed', passed: '2' });
  });
});

test('a report that is cut keeps no other from being merged, and counts unless another attempt left a whole one', async () => {
  await upload('pvtest-workspace-a-1of2', shard(1, ['passed']));
  await upload('pvtest-workspace-a-2of2', reportText(shard(2, ['passed'])).slice(0, 300));
  const result = await merge();
  expect(result.outputs).toMatchObject({ verdict: 'failed', total: '1', passed: '1', failed: '0' });
  expect(errorsOf(result)).toContainEqual(
    expect.stringMatching(
      /^pvtest: report\.json of the artifact "pvtest-workspace-a-2of2" is not JSON: .* Its tests are missing here\.$/,
    ),
  );
  expect(readFileSync(result.outputs['junit'] ?? '', 'utf8')).toMatch(
    /<error type="problem" message="[^"]*Shard 2 of 2 of [^"]* is not JSON: /,
  );
  await upload('pvtest-workspace-a-2of2-2', shard(2, ['passed'], { runAttempt: 2 }));
  expect((await merge()).outputs).toMatchObject({ verdict: 'passed', total: '2' });
});

test('a report that is cut counts beside another job whose name is alike, and beside another one of its own artifact', async () => {
  const x = report([tested('local/core/x', ['passed'])]);
  const cut = reportText(x).slice(0, 300);
  await upload('pvtest-workspace-a-update', x);
  await upload('pvtest-workspace-a-update-2', cut);
  await upload('pvtest-workspace-b-update', cut);
  await upload('pvtest-workspace-b-update-2', report([tested('local/core/y', ['passed'])]));
  await upload('pvtest-workspace-c', report([tested('local/core/z', ['passed'])]), 4711, {
    'other/report.json': cut,
  });
  const result = await merge();
  expect(result.outputs).toMatchObject({ verdict: 'failed', passed: '3' });
  const named = errorsOf(result).flatMap(
    (text) => /of the artifact "([^"]*)" is not JSON/.exec(text)?.[1] ?? [],
  );
  expect([...new Set(named)].sort()).toEqual([
    'pvtest-workspace-a-update-2',
    'pvtest-workspace-b-update',
    'pvtest-workspace-c',
  ]);
});

describe('an error says what to do', () => {
  const ADVICE =
    'Let the jobs that test run pvtest-runner with `upload: true`, and this job after them: with `needs`, and an `if` that lets it run also where they failed. Reports that are here already are named by the input `reports`.';

  test('where the run has no such artifact', async () => {
    await upload('pvtest-distro-docker', undefined);
    expect(errorsOf(await merge())).toEqual([`This run has no artifact "pvtest-workspace-*".\n${ADVICE}`]);
  });

  test('where none of them holds a report', async () => {
    await upload('pvtest-workspace-a', undefined);
    await upload('pvtest-workspace-b', undefined);
    expect(errorsOf(await merge())).toEqual([
      `None of the 2 artifacts "pvtest-workspace-*" of this run holds a report.json.\n${ADVICE}`,
    ]);
  });

  test('where the only report is broken', async () => {
    await upload('pvtest-workspace-c', '{');
    expect(errorsOf(await merge())[0]).toMatch(
      /^report\.json of the artifact "pvtest-workspace-c" is not JSON: /,
    );
  });

  test('where other bytes come than were uploaded', async () => {
    await upload('pvtest-workspace-a', report([tested('local/core/x', ['passed'])]));
    await upload('pvtest-workspace-b', report([tested('local/core/x', ['failed'])]));
    const [a, b] = ['a', 'b'].map((name) => store.named('4711', `pvtest-workspace-${name}`)?.file ?? '');
    await copyFile(a ?? '', b ?? '');
    expect(errorsOf(await merge())[0]).toMatch(
      /^The artifact "pvtest-workspace-b" of this run is not what was uploaded: /,
    );
  });

  test('where the service refuses', async () => {
    const result = await place.merge(
      {},
      { env: { ...service.env, ACTIONS_RUNTIME_TOKEN: (await other()).token } },
    );
    expect(errorsOf(result)[0]).toMatch(
      /^The artifacts of this run could not be listed: GitHub refused the token of this job\.\nRun the job again\./,
    );

    /** A token that the service does not know. */
    async function other(): Promise<{ token: string }> {
      const elsewhere = await startArtifactService();
      await elsewhere.close();
      return { token: elsewhere.env.ACTIONS_RUNTIME_TOKEN };
    }
  });
});
