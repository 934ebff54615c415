import { owned } from '../action/lines.ts';
import type { MessageEvent, MessageKind } from './console-event.ts';
import { nearNames } from './console-message.ts';
import { cutInMiddle } from './long-line.ts';

/** An error or a warning of a build. */
export interface Message {
  /** Without `recipe do_task: ` in front; with the lines that follow it. */
  readonly text: string;
  /** PN */
  readonly recipe?: string;
  readonly task?: string;
  /** The multiconfig that it is of; none for the default one. */
  readonly mc?: string;
  readonly file?: string;
  readonly line?: number;
  readonly kind: MessageKind;
  /** How often it was said. */
  readonly count: number;
  /** Names that bitbake proposes instead of the one that it does not know. */
  readonly near?: readonly string[];
}

const MOST_MESSAGES = 1000;
const LONGEST_TEXT = 16 * 1024;

/** Of a longer text the middle is left out: it begins with what failed, and often ends with why. */
const LONGEST_END = LONGEST_TEXT / 2;

interface Open {
  readonly event: MessageEvent;
  /** The first lines. */
  text: string;
  /** The last lines, of a text that is longer. */
  readonly end: string[];
  endLength: number;
  isCut: boolean;
}

/** Gathers messages: the same ones once, with their number. */
export function messageList() {
  const messages = new Map<string, Message>();
  let open: Open | undefined;
  let count = 0;

  const close = (): void => {
    if (open !== undefined) keep(messages, open);
    open = undefined;
  };

  return {
    add(event: MessageEvent): void {
      close();
      open = { event, text: event.text, end: [], endLength: 0, isCut: false };
      count++;
    },
    /** A further line of the message that was added last. */
    continue(line: string): void {
      if (open === undefined) return;
      if (open.end.length === 0 && open.text.length + line.length < LONGEST_TEXT - LONGEST_END) {
        open.text += `\n${line}`;
      } else {
        const kept = line.slice(0, LONGEST_END - 1);
        open.text = cutInMiddle(open.text, LONGEST_TEXT - LONGEST_END);
        open.end.push(kept);
        open.endLength += kept.length + 1;
        if (open.endLength > 2 * LONGEST_END) shorten(open);
      }
    },
    list(): Message[] {
      const all = new Map(messages);
      if (open !== undefined) keep(all, open);
      return [...all.values()];
    },
    /** How many were added, also those that are not listed. */
    count: () => count,
  };
}

/** Keeps the last lines that there is room for, so that each line is moved once. */
function shorten(open: Open): void {
  let from = open.end.length;
  let length = 0;
  while (from > 0 && length + (open.end[from - 1]?.length ?? 0) + 1 <= LONGEST_END) {
    from--;
    length += (open.end[from]?.length ?? 0) + 1;
  }
  open.end.splice(0, from);
  open.endLength = length;
  open.isCut = true;
}

function textOf(open: Open): string {
  if (open.endLength > LONGEST_END) shorten(open);
  return [open.text, ...(open.isCut ? ['…'] : []), ...open.end].join('\n');
}

function keep(messages: Map<string, Message>, open: Open): void {
  // What is owned is well-formed, which the end of a line that was cut may not be.
  const text = textOf(open);
  const key = owned(keyOf(open.event, text));
  const known = messages.get(key);
  if (known !== undefined) messages.set(key, { ...known, count: known.count + 1 });
  else if (messages.size < MOST_MESSAGES) messages.set(key, messageOf(open.event, text));
}

function keyOf(event: MessageEvent, text: string): string {
  return [event.recipe, event.task, event.mc, event.file, event.line, text].join('\0');
}

function messageOf(event: MessageEvent, text: string): Message {
  const near = nearNames(text);
  return {
    text: owned(text),
    ...(event.recipe === undefined ? {} : { recipe: owned(event.recipe) }),
    ...(event.task === undefined ? {} : { task: owned(event.task) }),
    ...(event.mc === undefined ? {} : { mc: owned(event.mc) }),
    ...(event.file === undefined ? {} : { file: owned(event.file) }),
    ...(event.line === undefined ? {} : { line: event.line }),
    kind: event.kind,
    count: 1,
    ...(near === undefined ? {} : { near: near.map(owned) }),
  };
}
