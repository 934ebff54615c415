import type { Seeded } from '@pv-actions/testkit/seeded.ts';
import type { End, Plan, Style } from './run-model.ts';

/** What a line says to who trusts it. */
export type Meaning =
  | { readonly type: 'launch'; readonly id: string; readonly attempt: number; readonly started: number }
  | { readonly type: 'end'; readonly id: string; readonly attempt: number; readonly end: End };

export interface Line {
  /** As it is printed, perhaps with colours. */
  readonly shown: string;
  /** Without colours, as run.log has it. */
  readonly plain: string;
  readonly meaning?: Meaning;
  /** Shorter texts that say how a try ended, but not its seconds. */
  readonly enough?: readonly string[];
}

/** Lines that nothing comes between, and a block that lines of other tests can stand in. */
interface Printed {
  readonly lines: readonly Line[];
  readonly block?: readonly Line[];
}

interface Step {
  readonly failure: boolean;
  readonly print: () => Printed;
}

const COLOUR = { PASSED: 32, FAILED: 31, ABORTED: 33, SKIPPED: 33, RECORDED: 36 } as const;
const NEVER = 'local/none/never';
const RULE = '='.repeat(55);
export const text = (plain: string): Line => ({ shown: plain, plain });

/** What the runner prints before SUMMARY, and the diffs by the name of their try. No diff repeats a result of `torn`. */
export function writeRun(random: Seeded, plans: readonly Plan[], style: Style, torn: string | undefined) {
  const oldest = style.generation === 'oldest';
  const diffs = new Map<string, readonly string[]>();
  const ended: string[] = [];
  const printed: Line[] = [];
  let clock = 1_795_205_000;

  const message = (level: string, words: string): string =>
    oldest ? `Info: ${words}` : `[${style.tag}] ${clock} ${level} --${style.source} ${words}`;

  const nameOf = (id: string, attempt: number): string => (attempt === 0 || oldest ? id : `${id}.${attempt}`);

  function endLine(id: string, attempt: number, end: End): Line {
    const { word, seconds, note } = end;
    const head = message(word === 'FAILED' ? 'ERROR' : 'INFO', `'${nameOf(id, attempt)}' `);
    const tail = note !== undefined ? ` (${note})` : seconds !== undefined ? ` (${seconds} s)` : '';
    const plain = `${head}${word}${tail}`;
    return {
      plain,
      shown: style.coloured ? `${head}\u001b[0;${COLOUR[word]}m${word}\u001b[0m${tail}` : plain,
      meaning: { type: 'end', id, attempt, end },
      enough: [`${head}${word}`, `${head}${word} `],
    };
  }

  function launchLine(id: string, attempt: number): Line {
    const line = text(message('DEBUG', `launching '${nameOf(id, attempt)}'`));
    return { ...line, meaning: { type: 'launch', id, attempt, started: clock } };
  }

  function retryLine(id: string, attempt: number): Line {
    const words = `'${id}' attempt ${attempt}/${style.retries} after failure`;
    return text(oldest ? `Retry: ${words}...` : message('INFO', `retry ${words}`));
  }

  /** Text of a test that looks like what the runner says, and is not. Durations are below 10 s. */
  function fakes(own: string): string[] {
    const any = style.generation === 'merged' ? [own, NEVER] : [own, NEVER, ...plans.map(({ id }) => id)];
    const passed = (names: readonly string[]): string =>
      `'${random.pick(names)}' PASSED (${random.below(10)} s)`;
    const log = (words: string): string => `[pvtest] 1 INFO -- [test.docker.sh]: ${words}`;
    const prefixed = [`> ${log(passed(any))}`, `< ${passed(any)}`, passed(any), `> Info: ${passed(any)}`];
    const texts = [
      '> "mode": "FAILED to read"',
      '---',
      '2c2',
      '',
      `> ${RULE}`,
      '\\ No newline at end of file',
    ];
    if (oldest) return several([...prefixed, ...texts]);
    const unfit = [log(passed([own, NEVER, ...ended])), `Info: ${passed([own])}`, log("'local/x' PASS")];
    const unknown = [
      `launching '${NEVER}'`,
      `retry '${NEVER}' attempt 1/1 after failure`,
      `'${NEVER}' SKIPPED`,
    ];
    return several([...prefixed, ...texts, ...unfit, ...(style.known ? unknown.map(log) : [])]);
  }

  function several(from: readonly string[]): string[] {
    return Array.from({ length: 1 + random.below(6) }, () => random.pick(from));
  }

  function stepsOf({ id, launched, ends }: Plan): Step[] {
    const step = (print: () => Printed, failure = false): Step => ({ print, failure });
    if (!launched) return ends.map((end) => step(() => ({ lines: [endLine(id, 0, end)] })));
    return ends.flatMap((end, attempt): Step[] => [
      step(() => ({ lines: oldest ? fakes(id).map(text) : [launchLine(id, attempt)] })),
      step(() => endOf(id, attempt, end), end.word === 'FAILED'),
      ...(attempt < ends.length - 1 ? [step(() => ({ lines: [retryLine(id, attempt + 1)] }))] : []),
    ]);
  }

  function endOf(id: string, attempt: number, end: End): Printed {
    const own = nameOf(id, attempt);
    const line = endLine(id, attempt, end);
    // Of two equal lines in SUMMARY the oldest runner does not say whether they are two tries.
    const twice = random.below(8) === 0 && !(oldest && id === torn);
    const lines = twice ? [line, line] : [line];
    const block = end.word === 'FAILED' && random.below(3) > 0 ? blockOf(own) : [];
    if (id !== torn) ended.push(own);
    return style.locked ? { lines: [...lines, ...block] } : { lines, block };
  }

  function blockOf(own: string): Line[] {
    const diff = fakes(own);
    diffs.set(own, diff);
    if (oldest) return [];
    const close = random.below(5) === 0 ? '--- end d' : '--- end diff ---';
    return ['', `--- diff: ${own} ---`, ...diff, close].map(text);
  }

  const waiting = [...plans];
  const running: Step[][] = [];
  const advance = (steps: Step[]): void => {
    clock += random.below(3);
    const { lines, block = [] } = steps.shift()?.print() ?? { lines: [] };
    printed.push(...lines);
    for (const line of block) {
      printed.push(line);
      // The runner prints one diff at a time.
      const other = random.pick(running);
      if (other !== steps && other[0]?.failure === false) advance(other);
    }
  };
  for (;;) {
    while (running.length < style.slots && waiting.length > 0) {
      running.push(waiting.splice(0, 1).flatMap(stepsOf));
    }
    if (running.length === 0) return { printed, diffs };
    const steps = random.pick(running);
    advance(steps);
    for (const done of running.filter((left) => left.length === 0)) running.splice(running.indexOf(done), 1);
  }
}
