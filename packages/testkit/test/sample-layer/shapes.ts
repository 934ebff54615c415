/** bitbake's part of a kas log: what it printed on stdout (kas's INFO) and on stderr (ERROR), without blanks. */
export function streamsOf(log: string): { out: string[]; err: string[] } {
  const records = log
    .split('\n')
    .map((line) => /^[\d-]{10} [\d:]{8} - (\w+) +- (.*)$/.exec(line))
    .filter((record) => record !== null)
    .map((record) => ({ level: record[1] ?? '', text: (record[2] ?? '').trim() }));
  const start = records.findIndex(({ text }) => text.startsWith('Loading cache'));
  const own = records.slice(start).filter(({ text }) => text !== '' && !text.startsWith('Command "'));
  return {
    out: own.filter(({ level }) => level === 'INFO').map(({ text }) => text),
    err: own.filter(({ level }) => level === 'ERROR').map(({ text }) => text),
  };
}

const CHATTER =
  /^NOTE: (Running task|Running setscene task|Running noexec task|recipe .*: (Started|Succeeded)$)/;

/** The forms of the lines, with names, paths and numbers taken out, and without the tasks that went well. */
export function shapesOf(lines: readonly string[]): string[] {
  return lines.filter((line) => !CHATTER.test(line)).map(shape);
}

function shape(line: string): string {
  return line
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\[('[^']*'(, )?)+\]/g, '[…]')
    .replace(/'(\/[^']*|[a-z][a-z-]*)'/g, "'…'")
    .replace(/\/[^\s':)]+(:do_\w+)?/g, '/…')
    .replace(/[\w.+-]+-r0\b/g, 'PF')
    .replace(/QA Issue: [\w-]+/, 'QA Issue: PN')
    .replace(/do_[a-z_]+/g, 'do_…')
    .replace(/There (?:was 1 (\w+) message|were \d+ (\w+) messages)(?=[.,])/, 'There are N $1$2 messages')
    .replace(/\d+/g, 'N');
}
