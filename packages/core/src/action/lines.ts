import { StringDecoder } from 'node:string_decoder';

export type GiveLines = (lines: readonly string[]) => void;

const LONGEST_LINE = 1 << 20;

/** Calls `read` with each line of `bytes`, without its end. Memory is bounded whatever the lines are: see `lineSplitter`. */
export async function eachLine(bytes: AsyncIterable<Buffer>, read: (line: string) => void): Promise<void> {
  const splitter = lineSplitter((lines) => {
    for (const line of lines) read(line);
  });
  for await (const chunk of bytes) splitter.add(chunk);
  splitter.end();
}

/** Splits bytes into lines. One that never ends is given in pieces of about 1 MiB. */
export function lineSplitter(give: GiveLines) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    add(bytes: Buffer): void {
      const [first = '', ...others] = decoder.write(bytes).split('\n');
      // What has no end yet is not searched again with each piece.
      const lines = [rest + first, ...others];
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) {
        lines.push(rest);
        rest = '';
      }
      if (lines.length > 0) give(lines.map(withoutReturn));
    },
    end(): void {
      const last = rest + decoder.end();
      rest = '';
      if (last !== '') give([withoutReturn(last)]);
    },
  };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** A copy of a text. A part of a line would keep the line in memory, and the block of the file that the line is a part of. */
export function owned(text: string): string {
  return Buffer.from(text).toString();
}
