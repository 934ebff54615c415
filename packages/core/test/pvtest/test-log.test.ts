import { describe, expect, test } from '@jest/globals';
import { cause, notRun, type TestLogFacts, testLogReader } from '@pv-actions/core/pvtest/test-log.ts';

function facts(lines: readonly string[]): TestLogFacts {
  const reader = testLogReader();
  for (const line of lines) reader.read(line);
  return reader.facts();
}

const why = (lines: readonly string[], hasDiff = false): string | undefined =>
  notRun(facts(lines), { hasDiff });
const launching = "[pvtest] 5 DEBUG -- [test.docker.sh]: launching 'local/x'";
const ran = '[pvtest] 5 INFO -- [pvtest-run]: starting Pantavisor';

describe('what a test.log tells', () => {
  test('an empty one', () => {
    expect(facts([])).toEqual({ ran: false, needsCredentials: false, issues: [], moreIssues: 0, tags: [] });
  });

  test.each([
    [ran, true],
    ['[mytester] 5 DEBUG -- [pvtest-run]: x\r', true],
    ["[pvtest] 5 DEBUG -- [test.docker.sh]: launching 'local/x'", false],
    ["+ echo '[pvtest] 5 INFO -- [pvtest-run]: x'", false],
    ['[pvtest] 5 INFO -- [test.docker.sh]: see [pvtest-run]: x', false],
  ])('whether the test ran: %j', (line, expected) => expect(facts([line]).ran).toBe(expected));

  test.each([
    ['you need to set PH_USER and PH_PASS to execute the test', true],
    ['[pvtest] 5 ERROR -- [pvtest-run]: you need to set PH_USER and PH_PASS to execute the test', true],
    ['ERROR: you need to set PH_USER and PH_PASS to execute the test', true],
    ["+ echo 'you need to set PH_USER and PH_PASS to execute the test'", false],
  ])('whether it needs credentials: %j', (line, expected) =>
    expect(facts([line]).needsCredentials).toBe(expected),
  );

  test('the first time-out, as it is worded', () => {
    const log = ['pantavisor.status READY', 'pantavisor.status READY in 30 s'].map(
      (what) => `[pvtest] 5 ERROR -- [pvtest-run]: timed out waiting for ${what}`,
    );
    expect(facts(log).timedOut).toBe('timed out waiting for pantavisor.status READY');
    expect(facts(log.slice(1)).timedOut).toBe('timed out waiting for pantavisor.status READY in 30 s');
    expect(facts(['[pvtest] 5 INFO -- [x]: not timed out waiting for READY']).timedOut).toBeUndefined();
  });

  test('warnings and errors, counted without their time', () => {
    expect(
      facts([
        '[pantavisor] 1 WARN -- [controller]: no network',
        '[pantavisor] 2 ERROR -- [controller]: no network',
        '[pantavisor] 3 \u001b[33mWARN\u001b[0m -- [controller]: no network\r',
        '[container] [pantavisor] 4 WARN     -- [controller]: no network',
        '[x] 4 ERROR -- out of luck',
        '[x] 4 INFO -- [m]: WARN -- [m]: ERROR',
        '> [x] 4 ERROR -- [m]: of a diff',
        '[x] y ERROR -- [m]: not a time',
      ]).issues,
    ).toEqual([
      { level: 'WARN', text: '[controller]: no network', count: 3 },
      { level: 'ERROR', text: '[controller]: no network', count: 1 },
      { level: 'ERROR', text: 'out of luck', count: 1 },
    ]);
  });

  test('at most 20 of them, each of at most 300 characters', () => {
    const warnings = Array.from({ length: 23 }, (_, at) => `[x] ${at} WARN -- [m]: ${at}`);
    const log = facts([...warnings, '[x] 1 WARN -- [m]: 0', `[x] 1 WARN -- [m]: 22`]);
    expect(log.issues.map(({ text, count }) => `${text} ${count}`)).toEqual([
      '[m]: 0 2',
      ...Array.from({ length: 19 }, (_, at) => `[m]: ${at + 1} 1`),
    ]);
    expect(log.moreIssues).toBe(4);
    expect(facts([`[x] 1 WARN -- ${'x'.repeat(300)}`]).issues[0]?.text).toBe('x'.repeat(300));
    expect(facts([`[x] 1 WARN -- ${'x'.repeat(301)}`]).issues[0]?.text).toBe(`${'x'.repeat(299)}…`);
  });

  test('an error takes the place of the last warning', () => {
    const warnings = Array.from({ length: 20 }, (_, at) => `[x] ${at} WARN -- ${at}`);
    const log = facts([...warnings, '[x] 1 WARN -- 19', '[x] 1 ERROR -- bad']);
    expect(log.issues.slice(18)).toEqual([
      { level: 'WARN', text: '18', count: 1 },
      { level: 'ERROR', text: 'bad', count: 1 },
    ]);
    expect(log.moreIssues).toBe(2);
  });
});

describe('why a failed try did not run', () => {
  const daemon = 'docker: Error response from daemon: ';

  test.each([
    [
      `${daemon}driver failed programming external connectivity on endpoint pantavisor-tester-0 (${'a1'.repeat(32)}): Bind for 0.0.0.0:8222 failed: port is already allocated.`,
      'the port 8222 is taken',
    ],
    [
      `${daemon}failed to bind host port for 0.0.0.0:8222:172.17.0.2:8222/tcp: address already in use.`,
      'the port 8222 is taken',
    ],
    [
      `${daemon}Conflict. The container name "/pantavisor-tester-0" is already in use by container "abc".`,
      'the container name pantavisor-tester-0 is in use',
    ],
    [
      `${daemon}pull access denied for pantavisor-appengine-tester, repository does not exist or may require 'docker login'.`,
      'the image pantavisor-appengine-tester is missing',
    ],
    [`${daemon}No such image: sha256:0123.`, 'the image sha256:0123 is missing'],
    ["docker: Unable to find image 'a:latest' locally", 'the image a:latest is missing'],
    [
      'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?.',
      'the docker daemon does not answer',
    ],
    [
      'docker: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      'this user may not use the docker daemon',
    ],
    [`${daemon}mkdir /x: permission denied.`, 'permission was denied'],
    [`${daemon}write /x: no space left on device.`, 'no space is left on the device'],
    [`${daemon}listen tcp4 [::]:8223: bind: address already in use.`, 'the port 8223 is taken'],
    [`${daemon}OCI runtime create failed.`, 'OCI runtime create failed'],
    ['docker: invalid reference format.', 'invalid reference format'],
  ])('%s', (line, reason) => {
    expect(why([launching, line, "See 'docker run --help'."])).toBe(`Docker did not run it: ${reason}.`);
  });

  test.each([
    [[]],
    [[launching]],
    [['', '+ docker run', '/d/test.docker.sh: line 7: jq: command not found']],
    [["[x] 5 DEBUG -- launching 'local/x'", 'exec /usr/bin/pvtest-run: exec format error']],
    [
      [
        "WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested",
      ],
    ],
  ])('no line of the test or its runner: %j', (lines) => {
    expect(why(lines)).toBe('It did not start: its test.log has no line of pvtest-run.');
  });

  test.each([
    ['a script that says something of docker', [launching, ran, 'docker: hello']],
    ['one that repeats a refusal', [launching, ran, `${daemon}No such image: x.`]],
    ['and goes on', [ran, `${daemon}Conflict. The container name "/pantavisor-tester-0" is in use.`, 'x']],
    ['lines like those of docker', [ran, '+ docker: x', '> docker: x', 'dockerd: x']],
    ['pvtest-run without a prefix', [launching, 'Error: timed out waiting for pantavisor.status READY']],
    ['its output only', ['/var/pantavisor/storage', '2c2', '< a', '---', '> b']],
    ['its output, and docker', ['docker: hello', 'of the test']],
    ['its output is all there is, and begins as docker does', [launching, 'docker: hello']],
    ['the same, coloured and with blank lines', ['', '\u001b[31mdocker: 2 containers\u001b[0m\r', '']],
    ['and its last word is of a container of the runner', [ran, 'docker: pantavisor-tester-0 is up']],
    ['its device', ['[pantavisor] 5 INFO -- [controller]: going to state RUN']],
    ['its device, copied', ['[pantavisor-appengine-ci-0-w0-g1] [pantavisor] 5 INFO -- [core]: x']],
  ])('it did run: %s', (_, lines) => expect(why(lines)).toBeUndefined());

  test('what left a diff did run, whatever its log says', () => {
    for (const lines of [[], [`${daemon}No such image: x.`]]) expect(why(lines, true)).toBeUndefined();
  });

  test('a device that docker refused after the tester had begun', () => {
    const conflict = `${daemon}Conflict. The container name "/pantavisor-tester-0" is already in use by container "abc".`;
    expect(why([ran, conflict])).toBe(
      'Docker did not run it: the container name pantavisor-tester-0 is in use.',
    );
    expect(why([ran, conflict], true)).toBeUndefined();
  });

  test('pvtest-run without a prefix is read as with one', () => {
    const log = facts(['Info: x', 'Warn: late', 'Error: timed out waiting for pantavisor.status READY']);
    expect(cause(log)).toBe('It timed out waiting for pantavisor.status READY.');
    expect(log.issues).toEqual([
      { level: 'WARN', text: 'late', count: 1 },
      { level: 'ERROR', text: 'timed out waiting for pantavisor.status READY', count: 1 },
    ]);
    expect(facts([ran, 'Error: of the test']).issues).toEqual([]);
  });

  test('the first refusal is the one, and long ones are cut', () => {
    const hint = ['', "Run 'docker run --help' for more information"];
    const log = facts([
      `docker: ${'f'.repeat(64)} ${'x'.repeat(400)}`,
      ...hint,
      'docker: no space left on device',
      ...hint,
    ]);
    expect(log.dockerError).toBe(`${'f'.repeat(12)} ${'x'.repeat(286)}…`);
  });
});
