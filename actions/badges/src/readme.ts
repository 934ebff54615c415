import { UserError } from '@pv-actions/core/action/errors.ts';
import { escapeText, image, type Markdown, md, table } from '@pv-actions/core/action/markdown.ts';
import { latestBadgeKey, latestTagKey } from '@pv-actions/core/release/keys.ts';
import type { MachineState } from './machines.ts';
import { type Release, urlOf } from './plan.ts';

const START = '<!-- BADGES_START -->';
const END = '<!-- BADGES_END -->';

/** The picture of the tag and the table of the machines, as lines. They do not change from one release to the next. */
export function badgeTable(release: Release, machines: readonly Pick<MachineState, 'machine'>[]): string[] {
  const { prefix, channel, formats } = release;
  const format = formats.includes('svg') ? 'svg' : 'json';
  const badge = (alt: string, key: string): Markdown => {
    const url = urlOf(release, key);
    const shown = format === 'svg' ? url : `https://img.shields.io/endpoint?url=${encodeURIComponent(url)}`;
    return image(alt, shown);
  };
  const rows = machines.map(({ machine }) => [
    escapeText(machine),
    badge(machine, latestBadgeKey(prefix, channel, machine, format)),
  ]);
  return [
    badge(`latest ${channel}`, latestTagKey(prefix, channel, format)),
    '',
    ...table([md`Machine`, md`Build`], rows).split('\n'),
  ];
}

/**
 * A text with `lines` between its markers, and blank lines around them. Its line ends are kept.
 *
 * @param where What the text is called in an error.
 * @throws UserError when the markers are not there once each, the start before the end.
 */
export function betweenMarkers(text: string, lines: readonly string[], where: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  const problem = markerProblem(text, start, end);
  if (problem !== undefined) {
    throw new UserError(
      `${where} ${problem}.`,
      `Put these two lines where the table is to be, once:\n${START}\n${END}`,
    );
  }
  const inside = text.slice(start + START.length, end);
  const eol = /\r?\n/.exec(inside)?.[0] ?? /\r?\n/.exec(text)?.[0] ?? '\n';
  const head = text.slice(0, start + START.length);
  return `${head}${['', '', ...lines, '', ''].join(eol)}${text.slice(end)}`;
}

function markerProblem(text: string, start: number, end: number): string | undefined {
  const missing = [...(start < 0 ? [START] : []), ...(end < 0 ? [END] : [])];
  if (missing.length > 0) return `has no ${missing.join(' and no ')}`;
  if (text.lastIndexOf(START) !== start) return `has more than one ${START}`;
  if (text.lastIndexOf(END) !== end) return `has more than one ${END}`;
  return end < start ? `has ${END} before ${START}` : undefined;
}
