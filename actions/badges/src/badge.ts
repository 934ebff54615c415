import { isObject } from '@pv-actions/core/json/json-merge.ts';
import type { BadgeFormat } from '@pv-actions/core/release/keys.ts';
import { checkTag } from '@pv-actions/core/release/names.ts';
import { requireObject } from '@pv-actions/core/release/object-text.ts';
import { named, parseJson } from '@pv-actions/core/release/schema.ts';
import { makeBadge } from 'badge-maker';
import { z } from 'zod';
import { STATES, type State } from './states.ts';

/** What a badge shows. Colours are the names that shields.io has for them. */
export interface Badge {
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const COLORS: Readonly<Record<State, string>> = {
  failing: 'red',
  cancelled: 'lightgrey',
  running: 'blue',
  skipped: 'yellow',
  passing: 'brightgreen',
};
const CANDIDATES = 'release-candidate';
/** Characters that no XML document may hold, and that a name may. */
const NOT_IN_XML = /[\uFFFE\uFFFF]/g;

/** The badge of a machine. */
export function machineBadge(machine: string, state: State): Badge {
  return { label: machine, message: state, color: COLORS[state] };
}

/** The badge of the newest tag of a channel. */
export function tagBadge(channel: string, tag: string): Badge {
  return channel === CANDIDATES
    ? { label: 'latest rc', message: tag, color: 'orange' }
    : { label: `latest ${channel}`, message: tag, color: 'blue' };
}

/** A badge as an endpoint of shields.io (https://shields.io/badges/endpoint-badge). */
export function badgeJson({ label, message, color }: Badge): string {
  return JSON.stringify({ schemaVersion: 1, label, message, color });
}

/** A badge as a picture. */
export function badgeSvg({ label, message, color }: Badge): string {
  const clean = (text: string): string => text.replace(NOT_IN_XML, '\uFFFD');
  return `${makeBadge({ label: clean(label), message: clean(message), color })}\n`;
}

/** Whether a text is the badge of a machine, in any of its states. Pictures of other versions of badge-maker have the same title. */
export function showsMachine(text: string | undefined, format: BadgeFormat, machine: string): boolean {
  if (text === undefined) return false;
  if (format === 'json') return STATES.includes(stateIn(text, machine) as State);
  const title = titleOf(text);
  return STATES.some((state) => titleOf(badgeSvg(machineBadge(machine, state))) === title);
}

function stateIn(json: string, machine: string): unknown {
  try {
    const badge: unknown = JSON.parse(json);
    return isObject(badge) && badge['label'] === machine ? badge['message'] : undefined;
  } catch {
    return undefined;
  }
}

function titleOf(svg: string): string | undefined {
  return /<title>([^<]*)<\/title>/.exec(svg)?.[1];
}

const pointer = z.object({ message: named(checkTag) });

/**
 * The tag that a tag.json names.
 *
 * @param where What the object is called in an error.
 * @throws UserError when it names none.
 */
export function tagIn(text: string, where: string): string {
  requireObject(text, where, 'tag.json');
  return parseJson(
    pointer,
    text,
    where,
    `It says which tag latest/ shows, so nothing there is changed before it can be read. Look at it, and correct it or remove it: ` +
      'the next run writes it again.',
  ).message;
}
