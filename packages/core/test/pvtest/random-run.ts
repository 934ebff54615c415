import { type Seeded, seeded } from '@pv-actions/testkit/seeded.ts';
import { type Plan, randomPlans, randomStyle } from './run-model.ts';
import { writeSummary } from './run-summary.ts';
import { type Line, type Meaning, text, writeRun } from './run-writer.ts';

interface Told {
  readonly attempt: number;
  outcome: string;
  seconds?: number | undefined;
  started?: number | undefined;
  reason?: string | undefined;
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]+m`, 'g');
const OUTCOMES = {
  PASSED: 'passed',
  FAILED: 'failed',
  ABORTED: 'aborted',
  SKIPPED: 'skipped',
  RECORDED: 'skipped',
} as const;

/** A random run: what the reader gets of it, and the tries that it has to find, by test. */
export function randomRun(seed: number) {
  const random = seeded(seed);
  const style = randomStyle(random);
  const plans = randomPlans(random, style);
  const end = random.pick(['whole', 'torn', 'cut', 'no summary'] as const);
  const torn = end === 'torn' ? tornOf(random, plans)?.id : undefined;
  const { printed, diffs } = writeRun(random, plans, style, torn);
  const log = printed.map((line) => line.plain);
  const summary = end === 'no summary' ? [] : writeSummary(style.generation, log, diffs).map(text);
  const lines = [...printed.map((line) => tear(random, line, torn)), ...summary];
  const whole = lines.map((line) => line.shown + style.newline).join('');
  const length = end === 'cut' ? random.below(whole.length + 1) : whole.length;
  const meanings = end === 'cut' ? meaningsUpTo(lines, style.newline, length) : meaningsOf(printed);
  return {
    end,
    plans,
    text: whole.slice(0, length),
    expected: style.known ? plans.map((plan) => plan.id) : undefined,
    told: told(meanings),
  };
}

/**
 * A test whose results are torn, and stand in SUMMARY only. That does not say why a test was skipped, and it shows the first
 * line of a diff without the rest where the test's name is a verdict: what comes behind that is not trusted.
 */
function tornOf(random: Seeded, plans: readonly Plan[]): Plan | undefined {
  if (plans.some(({ id }) => /FAILED|PASSED/.test(id))) return undefined;
  const able = plans.filter((plan) => plan.ends.every((end) => end.note === undefined));
  return able.length === 0 ? undefined : random.pick(able);
}

function tear(random: Seeded, line: Line, torn: string | undefined): Line {
  if (line.meaning?.type !== 'end' || line.meaning.id !== torn) return line;
  return text(line.shown.slice(0, random.below(line.shown.length)));
}

function meaningsOf(lines: readonly Line[]): Meaning[] {
  return lines.flatMap((line) => line.meaning ?? []);
}

function meaningsUpTo(lines: readonly Line[], newline: string, length: number): Meaning[] {
  const meanings: Meaning[] = [];
  let start = 0;
  for (const { shown, meaning, enough = [] } of lines) {
    const part = (shown + newline).slice(0, Math.max(0, length - start));
    const uncoloured = part.replaceAll(COLOURS, '');
    if (meaning !== undefined && part.length >= shown.length) meanings.push(meaning);
    else if (meaning?.type === 'end' && enough.includes(uncoloured)) {
      meanings.push({ ...meaning, end: { word: meaning.end.word } });
    }
    start += shown.length + newline.length;
  }
  return meanings;
}

function told(meanings: readonly Meaning[]): { id: string; tries: Told[] }[] {
  const tests = new Map<string, Map<number, Told>>();
  for (const meaning of meanings) {
    const tries = tests.get(meaning.id) ?? new Map<number, Told>();
    const one = tries.get(meaning.attempt) ?? { attempt: meaning.attempt, outcome: 'incomplete' };
    tests.set(meaning.id, tries.set(meaning.attempt, one));
    if (meaning.type === 'launch') one.started = meaning.started;
    else if (one.outcome === 'incomplete') {
      const { word, seconds, note } = meaning.end;
      one.outcome = OUTCOMES[word];
      one.seconds = seconds;
      one.reason = word === 'RECORDED' ? 'recorded: nothing was compared' : note;
    }
  }
  return [...tests.keys()].sort().map((id) => ({ id, tries: [...(tests.get(id)?.values() ?? [])] }));
}
