/** A program that a script calls on the host, and the package of Debian that has it. */
export interface Program {
  readonly name: string;
  readonly package: string;
}

/** What scripts call that is not on every host, and that the stage does not need itself. */
const PROGRAMS: readonly (Program & { readonly netsim?: true })[] = [
  { name: 'jq', package: 'jq' },
  { name: 'bc', package: 'bc' },
  { name: 'ssh-keygen', package: 'openssh-client' },
  { name: 'iw', package: 'iw', netsim: true },
  { name: 'modprobe', package: 'kmod', netsim: true },
  { name: 'sudo', package: 'sudo', netsim: true },
];

/**
 * The programs that `test.docker.sh run` calls, by its text: what only other commands of the script call, as `install-deps`, is not asked
 * for. One that the script itself looks for (`command -v`) is its own affair.
 *
 * @param script With what it sources.
 * @param netsim Whether it simulates the network.
 */
export function programsOf(script: string, netsim: boolean): Program[] {
  const text = reachable(script.replace(/^[ \t]*#.*$/gm, ''));
  return PROGRAMS.filter(
    (program) =>
      (netsim || program.netsim !== true) && calls(text, program.name) && !looksFor(text, program.name),
  );
}

/** Whether a word stands where the shell takes it for a command. */
function calls(text: string, name: string): boolean {
  const before =
    '(?:^|[|;&({!`]|\\b(?:then|do|else|if|elif|while|until|time|exec|env|xargs|sudo)\\b(?:[ \\t]+-\\S+)*)';
  return new RegExp(`${before}[ \\t]*(?:\\w+=\\S*[ \\t]+)*${name}(?=[\\s)"';|&\`]|$)`, 'm').test(text);
}

function looksFor(text: string, name: string): boolean {
  return new RegExp(`\\b(?:command -v|which|type|hash)[ \\t]+"?${name}\\b(?!-)`).test(text);
}

const FUNCTION = /^(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*\(\)[ \t]*\{?/;
const RUN = /^[ \t]*\(?run\)\s*([A-Za-z_]\w*)/m;

/** The text of the functions that `run` comes to; the whole script where that is not to be told. */
function reachable(script: string): string {
  const functions = functionsOf(script);
  const first = RUN.exec(script)?.[1] ?? '';
  if (!functions.has(first)) return script;
  const found = new Set([first]);
  for (const name of found) {
    for (const [word] of (functions.get(name) ?? '').matchAll(/[A-Za-z_]\w*/g)) {
      if (functions.has(word)) found.add(word);
    }
  }
  return [...found].map((name) => functions.get(name) ?? '').join('\n');
}

/** Name -> body: from the line that names it to a brace at the start of a line, or at the end of the same one. */
function functionsOf(script: string): ReadonlyMap<string, string> {
  const functions = new Map<string, string>();
  let name: string | undefined;
  for (const line of script.split('\n')) {
    const start = name === undefined ? FUNCTION.exec(line) : null;
    if (start !== null) name = start[1] ?? '';
    if (name === undefined) continue;
    const text = start === null ? line : line.slice(start[0].length);
    functions.set(name, `${functions.get(name) ?? ''}${text}\n`);
    if (start === null ? line.startsWith('}') : /\}[ \t]*$/.test(text)) name = undefined;
  }
  return functions;
}
