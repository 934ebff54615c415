import {
  code,
  codeBlock,
  details,
  escapeText,
  fit,
  link,
  table,
  unbroken,
  withoutControls,
} from '@pv-actions/core/action/markdown.ts';
import { commitMessage, defaultTitle } from '@pv-actions/core/updates/commit-message.ts';
import { updateSummary } from '@pv-actions/core/updates/report.ts';
import { requestBody } from '@pv-actions/core/updates/request-body.ts';
import type { Report as Updates } from '@pv-actions/core/updates/update.ts';
import { hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import { references, render } from '@pv-actions/testkit/fuzz/rendered.ts';
import fc from 'fast-check';
import { report, update } from '../../packages/core/test/updates/updates.ts';
import { expectEqual, expectThat } from './expect.ts';
import { expectText, type Slot, slotsOf, texts } from './slots.ts';

/** Where text of others stands in Markdown of ours. */
const PLACES: readonly ((text: string) => string)[] = [
  (text) => escapeText(text),
  (text) => `Before ${escapeText(text)} behind.`,
  (text) => `${escapeText(text)}${escapeText(text)}`,
  (text) => `- ${escapeText(text)}\n- ${escapeText('x')}`,
  (text) => `### ${escapeText(text)}\n\nx`,
  (text) => `**${escapeText('x')}** ${escapeText(text)}<br>${escapeText(text)}`,
  (text) => code(text),
  (text) => `- ${code(text)}: ${code(text)}, x`,
  (text) => `${codeBlock(text)}\n\nx`,
  (text) => `${codeBlock(text, 'diff')}\n\n### x`,
  (text) => `${details(text, escapeText('x'))}\n\nx`,
  (text) => `${details('x', escapeText(text), true)}\n\n### x`,
  (text) => `${details(text, codeBlock(text))}\n\nx`,
  (text) => `x ${link(text, 'https://h.example/a')} x`,
  (text) =>
    table(
      [escapeText('x'), code('y')],
      [
        [escapeText(text), code(text)],
        [code(text), escapeText(text)],
      ],
    ),
  (text) => table([escapeText(text), code(text)], [[link(text, 'https://h.example/a'), escapeText('x')]]),
];

/** An update of the stages that propose some, with text of others wherever it has any. */
function updates(t: Slot): Updates {
  const commits = Array.from({ length: 12 }, (_, at) => ({ sha: `${at}`.padStart(40, 'a'), subject: t(at) }));
  const one = update({
    name: t(0),
    branch: t(1),
    files: [t(2), t(3)],
    history: { relation: 'ahead', count: 14, commits },
  });
  const short = update({
    name: t(4),
    url: `git://other.example/${t(5)}`,
    history: { relation: 'rewind', count: 2, commits: commits.slice(0, 2) },
  });
  const failure = { name: t(6), unreachable: false, cause: t(7), detail: t(8), advice: t(9) };
  return report({
    updates: [one, short],
    refused: [one],
    failures: [failure],
    changes: [t(10), t(11)],
    notes: [t(12)],
  });
}

/** What GitHub makes something of in the message of a commit, or in a title. */
const IN_MESSAGES = /@[a-z0-9]|#\d|\bGH-\d|:\/\/|\[\s*(?:skip|ci|no|actions)\b/i;

export const properties = [
  property(
    'text of others is text, wherever it stands',
    fc.tuple(fc.constantFrom(...PLACES.keys()), texts),
    1200,
    ([at, given]) => expectText((slot) => (PLACES[at] ?? escapeText)(slot(0)), given),
  ),
  property(
    'a link is one link, or text where it is none of the web, wherever it stands',
    fc.tuple(fc.constantFrom('https://h.example/', 'https://h.example/?q=', ''), hostileText),
    600,
    ([start, rest]) => {
      const text = link('y', `${start}${rest}`);
      const [alone, cell] = [`x ${text} z`, `| a |\n| - |\n| ${text} |`].map((each) =>
        render(each).tags.join(''),
      );
      const [, inside = 'none'] = /^<p>((?:<a><\/a>)?)<\/p>$/.exec(alone ?? '') ?? [];
      expectThat(inside !== 'none' && (inside !== '' || start === ''), `It is ${alone}.`);
      expectEqual(
        cell,
        `<table><thead><tr><th></th></tr></thead><tbody><tr><td>${inside}</td></tr></tbody></table>`,
      );
    },
  ),
  property(
    'the body of a request, and its summary, have the same form whatever is in them',
    texts,
    100,
    (given) => {
      expectText((slot) => requestBody(updates(slot)), given);
      expectText((slot) => updateSummary(updates(slot), 1, [], false), given);
    },
  ),
  property('GitHub makes nothing of the message of a commit', texts, 3000, (given) => {
    const found = updates(slotsOf(given));
    const title = defaultTitle(found);
    expectThat(!/[\r\n\u2028\u2029]/.test(title), 'The title has several lines.');
    for (const text of [title, commitMessage(title, found)]) {
      const hit = IN_MESSAGES.exec(text.replace('git://other.example/', ''));
      expectThat(hit === null, `It has "${hit?.[0]}".`);
    }
    expectEqual(
      commitMessage(title, found).split('\n').length,
      commitMessage('x', updates(slotsOf(given.map(() => 'x')))).split('\n').length,
    );
  }),
  property('no control character is shown', hostileText, 3000, (text) => {
    expectThat(!/[^\P{Cc}\t\n]/u.test(withoutControls(text)), 'One is left.');
    for (const shown of [codeBlock(text), escapeText(text), code(text), details(text, escapeText('x'))]) {
      expectThat(!/[^\P{Cc}\t\n]/u.test(shown), `One is left in ${JSON.stringify(shown)}.`);
    }
  }),
  property(
    'long texts take no time',
    fc.tuple(fc.constantFrom(...PLACES.keys()), hostileLong),
    150,
    ([at, text]) => {
      const markdown = (PLACES[at] ?? escapeText)(text);
      expectThat(markdown.length <= 40 * text.length + 1000, 'It has grown too much.');
      expectThat(Buffer.byteLength(fit(escapeText(text), 5000)) <= 5000, 'It is longer than the limit.');
      withoutControls(text);
      unbroken(text.slice(0, 10));
      link('x', `https://h.example/${text}`);
      expectEqual(references({ texts: [] }), []);
    },
  ),
];
