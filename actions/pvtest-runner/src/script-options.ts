/** What `test.docker.sh run` of a distro takes. Its generations differ. */
export interface ScriptOptions {
  readonly parallel: boolean;
  readonly retries: boolean;
  readonly valgrind: boolean;
  readonly netsim: boolean;
}

/**
 * Finds the options of `run` in the text of the script: the patterns of its `case`, as in `-r|--retry)`. An option that a script does
 * not know would end it before the first test.
 */
export function scriptOptions(script: string): ScriptOptions {
  const patterns = new Set<string>();
  for (const [, line = ''] of script.matchAll(/^[ \t]*\(?(-[^)#\n]{1,100})\)/gm)) {
    for (const pattern of line.split('|')) patterns.add(pattern.trim());
  }
  return {
    parallel: patterns.has('-p'),
    retries: patterns.has('-r'),
    valgrind: patterns.has('-V'),
    netsim: patterns.has('-n'),
  };
}
