/**
 * Reads variables from what `bitbake -e` prints: `NAME="value"` at the start of a line, inner quotes as `\"`,
 * a value of several lines continued by a backslash. Comments and function bodies are passed over.
 *
 * @returns the values of those `names` that are set.
 */
export function parseBitbakeEnvironment<N extends string>(
  lines: readonly string[],
  names: readonly N[],
): Partial<Record<N, string>> {
  const wanted = new Set<string>(names);
  const found: Partial<Record<string, string>> = {};
  let inFunction = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (inFunction) {
      inFunction = line !== '}';
      continue;
    }
    if (FUNCTION.test(line)) {
      inFunction = true;
      continue;
    }
    const assignment = ASSIGNMENT.exec(line);
    if (assignment === null) continue;
    const parts = [assignment[2] ?? ''];
    while (!CLOSED.test(parts.at(-1) ?? '') && index + 1 < lines.length) {
      parts.push(parts.pop()?.replace(/\\$/, '') ?? '', lines[++index] ?? '');
    }
    const name = assignment[1] ?? '';
    if (wanted.has(name)) found[name] = parts.join('').replace(/"$/, '').replace(/\\"/g, '"');
  }
  return found as Partial<Record<N, string>>;
}

const FUNCTION = /^(?:fakeroot )?(?:python )?(?:def )?[\w:.+-]+ ?\(\) \{$/;
const ASSIGNMENT = /^(?:export )?([A-Za-z_][\w:.+-]*)="(.*)$/;
/** The end of a value, of its last line: what goes on ends with a blank and a backslash. */
const CLOSED = /(?:^|[^\\])(?:\\\\)*"$/;
