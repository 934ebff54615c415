import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';

const folder = mkdtempSync(join(tmpdir(), 'pv-stage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runs = new Map<string, Promise<ActionResult>>();

/** The run with these inputs, which is started once. */
function run(inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  const key = JSON.stringify(inputs);
  const actionDir = join(import.meta.dirname, 'fixtures', 'stage');
  const started = runs.get(key) ?? runAction({ actionDir, folder, inputs });
  runs.set(key, started);
  return started;
}

const errors = ({ annotations }: ActionResult): string[] =>
  annotations.filter(({ level }) => level === 'error').map(({ message }) => message);

describe('a stage as the runner runs it', () => {
  test('ends with its outputs and its summary', async () => {
    const result = await run({ does: 'nothing' });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toEqual({ first: '1', second: 'true', third: '0' });
    expect(result.summary).toBe('### Before\n');
    expect(errors(result)).toEqual([]);
  });

  test("ends a user's mistake with the cause and what to do, without a stack", async () => {
    const result = await run({ does: 'user' });
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual(['The shelf is empty: `#3`.\nFill it.']);
    expect(result.summary).toBe(
      '### Before\n\n### test-stage failed\n\n```\nThe shelf is empty: `#3`.\nFill it.\n```\n',
    );
    expect(`${result.log}${result.rawStderr}`).not.toMatch(/^ +at /m);
  });

  test('adds nothing to a summary that tells of the failure already', async () => {
    const result = await run({ does: 'told' });
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual(['The shelf is empty.\nFill it.']);
    expect(result.summary).toBe('### Before\n');
  });

  test('ends a defect of its own with a stack and a request to report it', async () => {
    const result = await run({ does: 'defect' });
    expect(result.exitCode).toBe(1);
    expect(errors(result)[0]).toMatch(/^TypeError: x is not a function\n +at /);
    expect(errors(result)[0]).toMatch(/This is a defect of the stage test-stage, .+ Please report it/);
  });

  test('ends at a full disk with a sentence, without a stack', async () => {
    const result = await run({ does: 'fill' });
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual([
      expect.stringMatching(
        /^The disk is full: ENOSPC: no space left on device, write\. What this step writes is below "[^"]+"\.\nMake room there before this step, .*left\.$/,
      ),
    ]);
    expect(result.summary).toContain('### test-stage failed\n\n```\nThe disk is full: ENOSPC');
    expect(`${result.log}${result.rawStderr}`).not.toMatch(/^ +at |defect/m);
  });

  test('shows no secret, however it is escaped or encoded', async () => {
    const result = await run({ does: 'leak', 'api-key': 'key_of*mine@1234/5' });
    expect(result.summary).toBe(
      '### Before\n\n*** <code>***</code>\n\n### test-stage failed\n\n```\nNot ***.\nNot ***.\n```\n',
    );
    expect(result.rawStdout.replaceAll('::add-mask::key_of*mine@1234/5', '')).not.toMatch(/key_of|a2V5X29m/);
  });

  test('ends the same way where nothing awaits what is thrown, and the runner obeys nothing in it', async () => {
    const result = await run({ does: 'throw aside' });
    expect(result.exitCode).toBe(1);
    expect(errors(result)).toEqual([
      expect.stringMatching(/^Error: broken:\n::set-output name=first::theirs\n +at /),
    ]);
    expect(result.outputs).toEqual({ first: '1', second: '', third: '0' });
    expect(result.rawStderr).toBe('');
  });

  test('sets every output also when it fails', async () => {
    expect((await run({ does: 'user' })).outputs).toEqual({ first: '1', second: '', third: '0' });
    expect((await run({})).outputs).toEqual({ first: '', second: '', third: '0' });
  });

  test('masks a secret before the first line that could show it', async () => {
    const result = await run({ does: 'nothing', 'api-key': 'hunter2-hunter2' });
    expect(result.log).toContain('The key is ***.');
    expect(result.log).not.toContain('hunter2');
    expect(result.rawStdout.indexOf('::add-mask::')).toBeLessThan(result.rawStdout.indexOf('The key is'));
  });

  test('obeys no command of a child, and its own again at the end', async () => {
    const result = await run({ does: 'foreign' });
    expect(errors(result)).toEqual([]);
    expect(result.log).toContain('::error::from a child');
    expect(result.outputs['second']).toBe('true');
  });

  test('cuts a summary to what GitHub takes, and says so', async () => {
    const { summary } = await run({ does: 'long' });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(summary).toMatch(/_The rest was cut: a step summary holds 1 MiB\./);
  });
});

describe('the post phase of a stage', () => {
  test('runs after main, and reads what main saved', async () => {
    expect((await run({ does: 'save' })).log).toContain('After "save": done.');
    expect((await run({ does: 'nothing' })).log).toContain('After "nothing": nothing saved.');
  });

  test('runs after a main that was killed, which leaves the outputs that it had set', async () => {
    const result = await run({ does: 'die' });
    expect(result.signal).toBe('SIGKILL');
    expect(result.outputs).toEqual({ first: '1', second: '', third: '0' });
    expect(result.log).toContain('After "die": nothing saved.');
  });

  test('does nothing after inputs that main refused, which are told once', async () => {
    const result = await run({});
    expect(errors(result)).toHaveLength(1);
    expect(result.log).not.toContain('After');
    expect(result.phases.post?.exitCode).toBe(0);
  });

  test('fails the step when it fails', async () => {
    const result = await run({ does: 'bad post' });
    expect(result.outcome).toBe('failure');
    expect(errors(result)).toEqual(['The floor is wet.\nDry it.']);
  });
});

test('a stage that watches for the end of the job ends in its own way', async () => {
  const cancel = new AbortController();
  const result = await runAction({
    actionDir: join(import.meta.dirname, 'fixtures', 'stage'),
    folder,
    inputs: { does: 'hang' },
    signal: cancel.signal,
    onLine: (line) => {
      if (line === 'Waiting.') cancel.abort();
    },
  });
  expect(result.log).toContain('Ended by SIGINT.');
  expect(result.outputs['second']).toBe('true');
});
