import type { Log } from '../action/log.ts';
import { counted } from '../action/wording.ts';
import type { Judged } from './counts.ts';
import type { TestReport } from './report.ts';
import {
  cutText,
  decidingTry,
  firstLines,
  flat,
  lastLines,
  meaningOf,
  reasonOf,
  whatBecame,
} from './wording.ts';

/** GitHub shows 10 errors of a step. One is the failure of the stage itself. */
const MOST_ERRORS = 9;
const MOST_WARNINGS = 10;
/** The runner cuts the text of an annotation after 4096 characters. */
const TEXT_LIMIT = 4000;
const DIFF_LINES = 40;
const LOG_LINES = 10;
const LONGEST_LINE = 500;

interface Note {
  readonly title: string;
  readonly text: string;
}

/**
 * Annotates what went wrong: an error for each problem and for each test that fails the stage, a warning for each test that
 * is flaky, or failed in a way that is let pass. What GitHub would not show is counted in the last one.
 */
export function annotateReport(judged: Judged, log: Pick<Log, 'error' | 'warning'>): void {
  for (const note of withRoom(judged.tolerated.map(noteOf), MOST_WARNINGS)) {
    log.warning(note.text, { title: note.title });
  }
  const problems = judged.problems.map(
    (text): Note => ({ title: 'pvtest', text: cutText(flat(text), TEXT_LIMIT) }),
  );
  for (const note of withRoom([...problems, ...judged.failing.map(noteOf)], MOST_ERRORS)) {
    log.error(note.text, { title: note.title });
  }
}

function withRoom(notes: readonly Note[], most: number): readonly Note[] {
  if (notes.length <= most) return notes;
  const rest = notes.length - most + 1;
  return [
    ...notes.slice(0, most - 1),
    { title: 'pvtest', text: `…and ${counted(rest, 'more test')}: see the summary.` },
  ];
}

function noteOf(test: TestReport): Note {
  const deciding = decidingTry(test);
  const reason = reasonOf(test);
  const diff = firstLines(deciding?.diff ?? '', DIFF_LINES, LONGEST_LINE);
  const log =
    reason === undefined && diff === '' ? lastLines(deciding?.log ?? '', LOG_LINES, LONGEST_LINE) : '';
  const text = [reason ?? '', diff, log].filter((part) => part !== '').join('\n');
  return { title: whatBecame(test), text: cutText(text || meaningOf(test), TEXT_LIMIT) };
}
