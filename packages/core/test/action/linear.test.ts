import { expect, test } from '@jest/globals';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { runnerLog } from '@pv-actions/core/action/log.ts';
import {
  code,
  codeBlock,
  details,
  escapeText,
  fit,
  image,
  link,
  md,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import { redact, secretForms } from '@pv-actions/core/action/secrets.ts';
import { withoutSlashes } from '@pv-actions/core/action/wording.ts';
import { lastWords } from '@pv-actions/core/git/failure.ts';
import { firstLines, flat, lastLines } from '@pv-actions/core/pvtest/wording.ts';
import { plainText } from '@pv-actions/core/updates/commit-message.ts';
import { compareUrl } from '@pv-actions/core/updates/request-body.ts';
import { cpuTime } from '@pv-actions/testkit/cpu-time.ts';

const log = runnerLog({ stdout: { write: () => {} } }, ['s3cret-key']);

/** What shows a text of others, or a part of it. */
const SHOWING: readonly (readonly [string, (text: string) => unknown])[] = [
  ['escapeText', escapeText],
  ['code', code],
  ['codeBlock', codeBlock],
  ['unbroken', unbroken],
  ['details', (text) => details(text, md``)],
  ['link', (text) => link(text, `https://${text}`)],
  ['image', (text) => image(text, text)],
  ['fit', (text) => fit(escapeText(text), 1000)],
  ['quote', quote],
  ['plainText', plainText],
  ['lastWords', (text) => lastWords([text, `fatal: ${text}`], ['s3cret'])],
  ['flat', flat],
  ['firstLines', (text) => firstLines(text, 20, 300)],
  ['lastLines', (text) => lastLines(text, 20, 300)],
  ['withoutSlashes', (text) => withoutSlashes(text)],
  ['compareUrl', (text) => compareUrl(`https://github.com/${text}`, 'a', 'b', 'github.com')],
  ['redact', (text) => redact(text, secretForms(['s3cret-key']))],
  ['log.info', (text) => log.info(text)],
];

const PIECES = [
  ' ',
  '\n',
  '\r\n',
  ' \n',
  '\t',
  '/',
  '//',
  '//a',
  '[',
  '[ ',
  '`',
  '``` ',
  '&',
  '\\',
  '|',
  ':',
  ':a',
  'GH-',
  'www.',
  'a',
  'f',
  '0',
  '1.',
  '-',
  '@',
  '#',
  '##',
  '<!-- ',
  '\u0085',
  '\u001b]',
  '\u001b[',
  '\u001b[0;',
  '\u2028',
  'fatal: ',
  "'",
];

/** Of CPU time. What grows with the square of a text takes more than ten seconds for one of this length. */
const LONGEST_MS = 1_500;

test.each(SHOWING)('%s takes no more than its time for a long text', (_, show) => {
  for (const piece of PIECES) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const taken = cpuTime(LONGEST_MS, () => void show(`x${text}x`));
    expect({ piece, slow: taken > LONGEST_MS }).toEqual({ piece, slow: false });
  }
});
