import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runnerLog } from '@pv-actions/core/action/log.ts';

let written = '';
let spy: ReturnType<typeof jest.spyOn>;

beforeEach(() => {
  written = '';
  spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
});
afterEach(() => spy.mockRestore());

/** The lines as the runner obeys them: what is an active command, and what is only shown. */
function obey(text: string): { commands: string[]; shown: string[] } {
  const commands: string[] = [];
  const shown: string[] = [];
  let stopped: string | undefined;
  for (const line of text.split('\n')) {
    if (stopped !== undefined) {
      if (line === `::${stopped}::`) stopped = undefined;
      else shown.push(line);
      continue;
    }
    const stop = /^::stop-commands::(.+)$/.exec(line);
    if (stop !== null) stopped = stop[1];
    else if (line.startsWith('::')) commands.push(line);
    else if (line !== '') shown.push(line);
  }
  return { commands, shown };
}

describe('runnerLog', () => {
  test('shows foreign text, and lets the runner obey nothing in it', () => {
    const log = runnerLog();
    log.foreign('::error::from a recipe');
    log.foreign('::stop-commands::mine');
    log.foreign('::mine::');
    log.warning('ours');
    log.foreign('::add-mask::x');
    log.flush();
    const { commands, shown } = obey(written);
    expect(commands).toEqual(['::warning::ours']);
    expect(shown).toEqual(['::error::from a recipe', '::stop-commands::mine', '::mine::', '::add-mask::x']);
  });

  test('a line of ours that carries a command inside a value is not obeyed', () => {
    const log = runnerLog();
    log.info('Machine x\n::set-env name=PATH::/evil');
    log.info('see ##[error]y');
    log.flush();
    expect(obey(written)).toEqual({
      commands: [],
      shown: ['Machine x', '::set-env name=PATH::/evil', 'see ##[error]y'],
    });
  });

  test('uses another random token each time', () => {
    const log = runnerLog();
    log.foreign('a');
    log.flush();
    log.foreign('b');
    log.flush();
    const tokens = [...written.matchAll(/::stop-commands::(.+)/g)].map((match) => match[1]);
    expect(new Set(tokens).size).toBe(2);
  });

  test('closes a group when its body throws, and after foreign text', async () => {
    const log = runnerLog();
    const failing = log.group('kas', async () => {
      log.foreign('::group::inner');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(obey(written).commands).toEqual(['::group::kas', '::endgroup::']);
  });

  test('a group in a group stays flat', async () => {
    const log = runnerLog();
    await log.group('outer', () => log.group('inner', async () => log.info('x')));
    expect(obey(written)).toEqual({ commands: ['::group::outer', '::endgroup::'], shown: ['inner', 'x'] });
  });
});
