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

  test('shows no secret that is masked, whatever it is told', async () => {
    const log = runnerLog();
    log.mask('s3cret/key');
    log.info('info s3cret/key');
    log.foreign('foreign s3cret%2Fkey');
    log.error('error czNjcmV0L2tleQ==', { title: 's3cret/key', file: 'a/s3cret/key' });
    await log.group('group s3cret/key', async () => {});
    const [mask, ...rest] = written.split('\n');
    expect(mask).toBe('::add-mask::s3cret/key');
    expect(rest.filter((line) => !/pv-/.test(line))).toEqual([
      'info ***',
      'foreign ***',
      '::error title=***,file=a/***::error ***',
      '::group::group ***',
      '::endgroup::',
      '',
    ]);
    expect(log.redact('x s3cret/key')).toBe('x ***');
  });

  test('a group in a group stays flat', async () => {
    const log = runnerLog();
    await log.group('outer', () => log.group('inner', async () => log.info('x')));
    expect(obey(written)).toEqual({ commands: ['::group::outer', '::endgroup::'], shown: ['inner', 'x'] });
  });

  describe("what the runner's code (ActionCommand.cs) takes for a command is not obeyed", () => {
    /** What .NET's TrimStart() takes off: Char.IsWhiteSpace. */
    const WHITE = [
      0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005,
      0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
    ].map((code) => String.fromCharCode(code));
    const isCommand = (line: string): boolean => {
      let at = 0;
      while (WHITE.includes(line.charAt(at))) at += 1;
      return line.startsWith('::', at) || line.includes('##[');
    };
    /** The commands that the runner would see in what `work` writes, and whether it came to the end. */
    const seen = (work: (log: ReturnType<typeof runnerLog>) => void): string[] => {
      written = '';
      const log = runnerLog();
      work(log);
      log.flush();
      const found: string[] = [];
      let stopped: string | undefined;
      for (const line of written.split(/\r\n|\r|\n/)) {
        const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
        if (stopped !== undefined) stopped = line === `::${stopped}::` ? undefined : stopped;
        else if (stop !== undefined) stopped = stop;
        else if (isCommand(line)) found.push(line);
      }
      return found;
    };
    const commands = ['::set-output name=a::b', '::add-mask::x', '##[group]x', 'x ##[set-output name=a]b'];

    test.each([...WHITE, '\ufeff', '\u0000', '\u200b', '\u00ad'])('behind %j', (blank) => {
      for (const command of commands) {
        for (const text of [
          `${blank}${command}`,
          `a\n ${blank}${command}`,
          `a\r${blank}${blank}${command}`,
        ]) {
          expect(seen((log) => log.info(text))).toEqual([]);
          expect(seen((log) => log.foreign(text))).toEqual([]);
        }
      }
    });

    test('in what annotations and groups show', () => {
      const evil = 'a\r\u0085::set-output name=a::b\n##[group]x';
      const found = seen((log) => {
        log.warning(evil, { title: evil, file: evil });
        void log.group(evil, async () => log.info(evil));
      });
      expect(found.map((line) => line.split(' ', 1)[0]?.slice(0, 9))).toEqual(['::warning', '::group::']);
    });

    test('a plain line of ours stands as it is', () => {
      seen((log) => log.info('meta: a::b, #12 [x]'));
      expect(written).toBe('meta: a::b, #12 [x]\n');
    });

    test('1.6 million blank lines take no time', () => {
      const start = performance.now();
      expect(seen((log) => log.info(' \n'.repeat(800_000)))).toEqual([]);
      expect(performance.now() - start).toBeLessThan(2_000);
    });
  });
});
