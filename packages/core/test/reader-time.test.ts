import { describe, expect, test } from '@jest/globals';
import { globProblem } from '@pv-actions/core/action/glob.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { nearest } from '@pv-actions/core/action/nearest.ts';
import { parseBitbakeEnvironment } from '@pv-actions/core/bitbake/bitbake-environment.ts';
import { buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { elapsedSeconds } from '@pv-actions/core/bitbake/buildstats.ts';
import { explain, explainTask } from '@pv-actions/core/bitbake/cause.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { shapeOf } from '@pv-actions/core/bitbake/deploy-files.ts';
import { relevantLines } from '@pv-actions/core/bitbake/task-log.ts';
import { parseTaskName, recipeOf, splitPf } from '@pv-actions/core/bitbake/task-name.ts';
import { branchProblem } from '@pv-actions/core/git/branch-name.ts';
import { isRefusedDigest, isTransientFailure, lastWords } from '@pv-actions/core/git/failure.ts';
import { parseHeads } from '@pv-actions/core/git/heads.ts';
import { repositoryAt } from '@pv-actions/core/github/compare.ts';
import { assetName } from '@pv-actions/core/github/release-assets.ts';
import { toHostPaths } from '@pv-actions/core/kas/container-paths.ts';
import { parseEnvLines } from '@pv-actions/core/kas/env-lines.ts';
import { parseWords } from '@pv-actions/core/kas/kas-options.ts';
import { withoutCredentials } from '@pv-actions/core/kas/kas-repos.ts';
import { trailersOf } from '@pv-actions/core/proposal/stage-trailer.ts';
import { mentions, parseRunLine } from '@pv-actions/core/pvtest/run-line.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { asRetry, testId } from '@pv-actions/core/pvtest/test-id.ts';
import { testLogReader } from '@pv-actions/core/pvtest/test-log.ts';
import { valgrindLogReader } from '@pv-actions/core/pvtest/valgrind-log.ts';
import { checkDocsName, docsName } from '@pv-actions/core/release/docs.ts';
import { checkFileName, checkMachine, checkRelativePath, checkTag } from '@pv-actions/core/release/names.ts';
import { compareTags, previousTag } from '@pv-actions/core/release/tags.ts';
import { addressOf } from '@pv-actions/core/release/url-key.ts';
import { plainText } from '@pv-actions/core/updates/commit-message.ts';
import { compareUrl } from '@pv-actions/core/updates/request-body.ts';
import { cpuTime } from '@pv-actions/testkit/cpu-time.ts';
import { within } from '@pv-actions/testkit/within.ts';
import { read as readRecipe } from './recipes/recipe-reading.ts';

const ESC = String.fromCharCode(27);
const LENGTH = 100_000;
/** Of CPU time. Work that grows with the square of the length takes many seconds of it. */
const LONGEST_MS = 1_500;
/** What the patterns of the readers repeat. */
const UNITS: readonly string[] = [
  ...' \t\n\r/\\aA0-_.:,=*[]{}()\'"@#|',
  ...[
    `${ESC}[`,
    `${ESC}]`,
    '../',
    '/a',
    '::',
    ';a=b',
    `\${`,
    `\${@`,
    "'a' ",
    ':do_',
    '_append',
    '\\"',
    '\n ',
  ],
  ...['a ', 'a.', 'a-', '0.', 'ld: ', '[/', ') ', '/temp/log.do_', 'python '],
];

/** What is read, the beginnings that lead into its patterns, and how. */
const READERS: readonly (readonly [string, readonly string[], (text: string) => unknown])[] = [
  [
    'a console',
    [
      ...[
        '',
        'ERROR: ',
        'ERROR: a do_x: ',
        'ERROR: /a',
        'ERROR: Task (',
        'WARNING: ',
        'NOTE: Running task 1 of 2 (',
        '| ',
      ],
      ...[
        'NOTE: recipe a',
        'Build Configuration:\nA',
        'Sstate summary: Wanted 1 ',
        'Summary: There was 1 ',
        'x... ERROR: ',
      ],
    ],
    (text) => {
      const [reader, reporter] = [consoleReader('raw'), buildReporter()];
      for (const line of text.split('\n')) {
        const event = reader.read(line);
        if (event !== undefined) reporter.add(event);
      }
      return reporter.report();
    },
  ],
  [
    'the log of a task',
    [
      '',
      'a:1: ',
      'ld: ',
      'x ld: ',
      'make[1]: ',
      'configure: ',
      'CMake Error',
      'Traceback (most recent call last):\n',
    ],
    (text) => relevantLines(text),
  ],
  [
    'an error of a build',
    [
      'Error executing a python function in a:\nThe stack',
      'export PATH="',
      "FetchError('",
      'It failed, output:\n',
    ],
    (text) => [explain(text), explainTask([text], 'a')],
  ],
  ['buildstats', ['Elapsed time:'], elapsedSeconds],
  [
    'the environment of bitbake',
    ['', 'A="', 'export A="', 'a() {\n', 'python '],
    (text) => parseBitbakeEnvironment(text.split('\n'), ['A']),
  ],
  [
    'names of bitbake',
    ['', '/a_', 'ID: 5, '],
    (text) => [shapeOf(text), splitPf(text), parseTaskName(text), recipeOf({ file: text })],
  ],
  [
    'the log of a run',
    [
      '',
      "'",
      "'a' PASSED ",
      'Info: ',
      '[a] 1 INFO -- ',
      "[a] 1 INFO -- launching '",
      '--- diff: ',
      '=',
      "Retry: '",
    ],
    (text) => {
      const reader = runLogReader();
      return text.split('\n').map((line) => [reader.read(line), parseRunLine(line), mentions(line)]);
    },
  ],
  [
    'the log of a test',
    ['', 'docker: ', 'docker: Conflict. The container name "', '[a] 1 WARN -- [b]: ', '==1== '],
    (text) => {
      const [log, leaks] = [testLogReader(), valgrindLogReader()];
      for (const line of text.split('\n')) {
        log.read(line);
        leaks.read(line);
      }
      return [log.facts(), leaks.leaks(), testId(text), asRetry(text)];
    },
  ],
  [
    'what git prints',
    ['', 'fatal: ', "fatal: unable to access '", 'fatal: //', `${'a'.repeat(40)}\trefs/heads/`],
    (text) => {
      const lines = text.split('\n');
      return [
        parseHeads(lines),
        isTransientFailure(lines),
        isRefusedDigest(lines),
        lastWords(lines, ['b']),
        branchProblem(text),
      ];
    },
  ],
  [
    'addresses',
    ['', 'https://h/', 'https://github.com/a/', 'a@b:', 'https://h/p/'],
    (text) => [
      ...[
        addressOf('https://h/p', 'p', text),
        compareUrl(text, 'a', 'b', 'github.com'),
        withoutCredentials(text),
      ],
      ...[repositoryAt(text, 'https://github.com'), quote(text)],
    ],
  ],
  [
    'tags and names',
    ['', '1', 'v1.', '1-', 'pantavisor-starter-'],
    (text) => [
      ...[
        compareTags(text, `${text}1`),
        previousTag(text, ['1', `${text}0`]),
        checkTag(text),
        checkMachine(text),
      ],
      ...[
        checkFileName(text),
        checkRelativePath(text),
        docsName(text),
        checkDocsName(text),
        assetName(text),
        globProblem(text),
      ],
      nearest('main', [text, `${text}1`]),
    ],
  ],
  [
    'texts for kas',
    ['', '/build', 'at /work/', 'A='],
    (text) => [
      toHostPaths({ workDir: '/w', buildDir: '/b', repoDir: '/r' })(text),
      parseWords(text),
      parseEnvLines(text),
    ],
  ],
  ['messages', ['', 'a\n\nb: '], (text) => [plainText(text), trailersOf(text)]],
  [
    'a recipe',
    ['', 'A = "', 'SRC_URI = "', 'SRC_URI = "git://', 'export ', 'def ', 'a'],
    (text) => readRecipe(`${text.slice(0, LENGTH / 5)}"`),
  ],
];

describe.each(READERS)('%s', (_, beginnings, read) => {
  test('is read in a moment, whatever is repeated in it', () => {
    const slow: string[] = [];
    for (const unit of UNITS) {
      for (const beginning of beginnings) {
        const text = `${beginning}${unit.repeat(LENGTH / unit.length)}x`;
        const taken = cpuTime(LONGEST_MS, () => void within(50_000, () => void read(text)));
        if (taken > LONGEST_MS) slow.push(`${JSON.stringify(beginning)} ${JSON.stringify(unit)}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
