import { owned } from '../action/lines.ts';
import type { MessageEvent, MessageKind } from './console-event.ts';
import { nearNames } from './console-message.ts';

/** An error or a warning of a build. */
export interface Message {
  /** Without `recipe do_task: ` in front; with the lines that follow it. */
  readonly text: string;
  /** PN */
  readonly recipe?: string;
  readonly task?: string;
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

interface Open {
  readonly event: MessageEvent;
  text: string;
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
      open = { event, text: event.text };
      count++;
    },
    /** A further line of the message that was added last. */
    continue(line: string): void {
      if (open !== undefined && open.text.length + line.length < LONGEST_TEXT) open.text += `\n${line}`;
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

function keep(messages: Map<string, Message>, open: Open): void {
  // What is owned is well-formed, which the end of a line that was cut may not be.
  const key = owned(keyOf(open));
  const known = messages.get(key);
  if (known !== undefined) messages.set(key, { ...known, count: known.count + 1 });
  else if (messages.size < MOST_MESSAGES) messages.set(key, messageOf(open));
}

function keyOf({ event, text }: Open): string {
  return [event.recipe, event.task, event.mc, event.file, event.line, text].join('\0');
}

function messageOf({ event, text }: Open): Message {
  const near = nearNames(text);
  return {
    text: owned(text),
    ...(event.recipe === undefined ? {} : { recipe: owned(event.recipe) }),
    ...(event.task === undefined ? {} : { task: owned(event.task) }),
    ...(event.file === undefined ? {} : { file: owned(event.file) }),
    ...(event.line === undefined ? {} : { line: event.line }),
    kind: event.kind,
    count: 1,
    ...(near === undefined ? {} : { near: near.map(owned) }),
  };
}
