/** The longest line that is looked at, in characters. No line that the runner writes itself comes near it. */
export const LONGEST_LINE = 4096;

const ESC = String.fromCharCode(27);
/** Colours, and what clears a line. */
const COLOUR = new RegExp(`${ESC}\\[[\\d;]{0,40}[A-Za-z]`, 'g');
const STRUCTURED =
  /^\[([^[\]]{1,200})\] (?:(\[[^[\]]{1,200}\]) )?(\d{1,12}) ([A-Z]{1,10}) {1,10}-- (?:\[([^[\]]{1,200})\]: ?)?(.*)$/;

/** A line of pantavisor's log convention, `[tag] EPOCH LEVEL -- [source]: message`, or the same without the source. */
export interface LogLine {
  /** Of the first brackets: of a container or a host in the later generations. */
  readonly tag: string;
  /** Set where a console was copied, with a tag of its own before each line: `[container] [pantavisor] EPOCH ...`. */
  readonly copied: boolean;
  /** Seconds since 1970. */
  readonly epoch: number;
  readonly level: string;
  readonly source: string | undefined;
  readonly message: string;
}

/** A line without the sequences that colour it and without the carriage return at its end, cut at `LONGEST_LINE`. */
export function plainLine(line: string): string {
  const cut = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
  const plain = cut.includes(ESC) ? cut.replace(COLOUR, '') : cut;
  return plain.endsWith('\r') ? plain.slice(0, -1) : plain;
}

/** Reads a plain line. Undefined where it is not of that form from its first character on. */
export function parseLogLine(plain: string): LogLine | undefined {
  if (!plain.startsWith('[')) return undefined;
  const match = STRUCTURED.exec(plain);
  if (match === null) return undefined;
  const [, tag = '', copied, epoch, level = '', source, message = ''] = match;
  return { tag, copied: copied !== undefined, epoch: Number(epoch), level, source, message };
}
