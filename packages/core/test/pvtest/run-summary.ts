import type { Generation } from './run-model.ts';

const RULE = '='.repeat(55);
const RANK: Readonly<Record<string, number>> = { FAILED: 5, ABORTED: 4, PASSED: 3, SKIPPED: 2, RECORDED: 1 };

/** SUMMARY as the generations of the runner make it from their own log. */
export function writeSummary(
  generation: Generation,
  log: readonly string[],
  diffs: ReadonlyMap<string, readonly string[]>,
): string[] {
  const heading = [RULE, '======================= SUMMARY =======================', RULE];
  const content = { searched, merged, oldest }[generation](log, diffs);
  return [...heading, ...content, RULE];
}

type Diffs = ReadonlyMap<string, readonly string[]>;

function blockOf(name: string, diffs: Diffs): string[] {
  const diff = diffs.get(name);
  return diff === undefined ? [] : ['', `--- diff: ${name} ---`, ...diff, '--- end diff ---'];
}

/** Each line of the log with a word of a verdict, and a diff after each that says FAILED. */
function searched(log: readonly string[], diffs: Diffs): string[] {
  return log
    .filter((line) => /PASSED|FAILED|ABORTED|SKIPPED/.test(line))
    .flatMap((line) => {
      const name = / FAILED /.test(line) ? /.*'(.*)' FAILED/.exec(line)?.[1] : undefined;
      return [line, ...(name === undefined ? [] : blockOf(name, diffs))];
    });
}

/** The gravest word behind each name in quotes, wherever in a line it stands. */
function merged(log: readonly string[], diffs: Diffs): string[] {
  const best = new Map<string, { readonly word: string; readonly time: string }>();
  for (const line of log) {
    const [, name, rest = ''] = line.split("'");
    const word = rest.split(' ')[1] ?? '';
    const rank = RANK[word] ?? 0;
    if (name === undefined || rank <= (RANK[best.get(name)?.word ?? ''] ?? 0)) continue;
    best.set(name, { word, time: / \(\d+ s\)/.exec(rest)?.[0] ?? '' });
  }
  const errors = [
    '--- run errors ---',
    "ERROR -- [pvtest-run]: no 'local/x' PASSED",
    '--- end run errors ---',
    '',
  ];
  const results = [...best].sort().flatMap(([name, { word, time }]) => {
    const block = word === 'FAILED' ? blockOf(name, diffs) : [];
    const reasons =
      word === 'ABORTED'
        ? [`--- errors: ${name} ---`, `'${name}' PASSED (1 s)`, '--- end errors ---', '']
        : [];
    return [...block, ...reasons, `'${name}' ${word}${time}`];
  });
  return [...errors, ...results];
}

/** Each result, and then the diffs. */
function oldest(log: readonly string[], diffs: Diffs): string[] {
  const results = log.filter((line) => /^Info: '(?:local|remote)/.test(line));
  return [...results, ...[...diffs.keys()].flatMap((name) => blockOf(name, diffs))];
}
