const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const REFUSED: ReadonlyMap<string, string> = new Map([
  ['TMPDIR', 'bitbake would build there instead of in the build folder'],
  ['PATH', 'kas starts the build with a PATH of its own, and this one would only hide kas'],
  ['HOME', 'kas makes a home of its own for the build'],
]);

/**
 * Reads the input `env`: lines of KEY=VALUE. Empty lines, and lines that start with `#`, are passed over. A value is all
 * that follows the first `=`, quotes and blanks included.
 *
 * @returns the values, or what is wrong as sentences. No value is repeated in them: it may be a secret.
 */
export function parseEnvLines(
  text: string,
): { readonly values: Record<string, string> } | { readonly problems: string[] } {
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const end = line.indexOf('=');
    const name = line.slice(0, end);
    const problem = end === -1 ? 'has no "=". Write KEY=VALUE.' : nameProblem(name, values);
    if (problem === undefined) values.set(name, line.slice(end + 1));
    else problems.push(`Line ${index + 1} ${problem}`);
  }
  return problems.length > 0 ? { problems } : { values: Object.fromEntries(values) };
}

function nameProblem(name: string, values: ReadonlyMap<string, string>): string | undefined {
  if (!NAME.test(name)) {
    return `names the variable "${name}". A name has letters, digits and underscores, and starts with no digit.`;
  }
  const refused = REFUSED.get(name);
  if (refused !== undefined) return `sets ${name}, which must not be set here: ${refused}.`;
  return values.has(name) ? `sets ${name} again. Keep one of the lines.` : undefined;
}
