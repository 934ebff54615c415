/** Whether colours are used: on a terminal, unless NO_COLOR says otherwise. */
export interface Look {
  readonly colour: boolean;
}

const LEVELS: Readonly<Record<string, readonly [title: string, code: number]>> = {
  error: ['Error: ', 31],
  warning: ['Warning: ', 33],
  notice: ['Notice: ', 36],
  debug: ['Debug: ', 90],
};

/** `text` in the colour or weight of an SGR code. */
export function paint(text: string, code: number, look: Look): string {
  return look.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/**
 * Shows the lines of a run as they come: each behind the name of its leg, groups with a title and indented,
 * without the commands that only speak to the runner.
 *
 * @param write takes a line without its end
 */
export function logView(write: (line: string) => void, look: Look): (line: string, leg: string) => void {
  const grouped = new Set<string>();
  const tokens = new Map<string, string>();
  return (line, leg) => {
    const shown = show(line, leg);
    if (shown !== undefined) write(`${paint(`[${leg}]`, 90, look)} ${shown}`.trimEnd());
  };

  function show(line: string, leg: string): string | undefined {
    const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (stop !== undefined) {
      tokens.set(leg, `::${stop}::`);
      return undefined;
    }
    if (tokens.has(leg)) {
      if (line !== tokens.get(leg)) return indent(line, leg);
      tokens.delete(leg);
      return undefined;
    }
    if (line === '::add-mask::***') return undefined;
    const [, command, text = ''] = /^##\[(\w+)\](.*)$/.exec(line) ?? [];
    if (command === 'group') {
      grouped.add(leg);
      return paint(`▸ ${text}`, 1, look);
    }
    if (command === 'endgroup') {
      grouped.delete(leg);
      return undefined;
    }
    const level = LEVELS[command ?? ''];
    return indent(level === undefined ? line : paint(`${level[0]}${text}`, level[1], look), leg);
  }

  function indent(line: string, leg: string): string {
    return grouped.has(leg) ? `  ${line}` : line;
  }
}
