const LONGEST = 500;
/** Of a longer line no more is looked at, half of it at each end. */
const LOOKED_AT = 32 * 1024;
/** What bitbake's fetchers write before a command: `export PATH="…"; `, of `do_unpack` `PATH="…" `. */
const ENVIRONMENT =
  /\bexport [A-Za-z_]\w{0,60}=(?:"[^"]*"|[^\s;"']*); ?|\bunset \w{1,60}; ?|\bPATH="[^"]*" /g;

/**
 * A line without the environment that bitbake writes before a command, cut in its middle to `most` characters: its
 * head says what was done, and its end what came of it.
 */
export function shortened(line: string, most: number = LONGEST): string {
  if (line.length > LOOKED_AT) return shortened(cutInMiddle(line, LOOKED_AT), most);
  return cutInMiddle(
    line.includes('export ') || line.includes('PATH="') ? line.replace(ENVIRONMENT, '') : line,
    most,
  );
}

/** `text` with its middle left out where it is longer than `most` characters; a little more is kept of its head. */
export function cutInMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 3) * 0.6);
  return `${text.slice(0, head)} … ${text.slice(text.length - (most - 3 - head))}`;
}
