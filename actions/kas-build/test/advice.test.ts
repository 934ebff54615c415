import { describe, expect, test } from '@jest/globals';
import type { Message } from '@pv-actions/core/bitbake/build-report.ts';
import { parseMessage } from '@pv-actions/core/bitbake/console-message.ts';
import { adviceOnErrors, adviceOnKas, type Built } from '../src/report/advice.ts';
import { causeOf, verdictOf } from '../src/report/verdict.ts';
import { failedTask, message, report } from './facts.ts';

const BUILT: Built = { config: 'kas/a.yaml', targets: [] };
const FILE = '/l/meta-a/recipes/app_1.0.bb';

/** A message as bitbake logs it, without the lines behind its first one. */
function said(text: string, parts: Partial<Message> = {}): Message {
  const { kind, recipe, file } = parseMessage('error', text.split('\n')[0] ?? '');
  return message(text, {
    kind,
    ...(recipe === undefined ? {} : { recipe }),
    ...(file === undefined ? {} : { file }),
    ...parts,
  });
}

const advice = (text: string, parts: Partial<Message> = {}, built: Partial<Built> = {}): string | undefined =>
  adviceOnErrors([said(text, parts)], { ...BUILT, ...built });

describe('what to do about an error', () => {
  const noTask = `Task do_nosuchtask does not exist for target app (${FILE}:do_nosuchtask).`;

  test('a task that the target has not', () => {
    expect(advice(noTask, {}, { task: 'nosuchtask', targets: ['app'] })).toBe(
      'Check the input task: `bitbake -c listtasks app` lists the tasks of app.',
    );
    expect(advice(noTask)).toBe(
      'Check the task in the configuration: `bitbake -c listtasks app` lists the tasks of app.',
    );
  });

  test('a task that is like another one', () => {
    const text = `${noTask.slice(0, -1)} Close matches:\n  do_fetch\n  do_patch`;
    expect(advice(text, { near: ['do_fetch', 'do_patch'] }, { task: 'ftch' })).toBe(
      'Did you mean do_fetch, do_patch? Check the input task.',
    );
  });

  test.each(['DEPENDS', 'RDEPENDS'])('a slip of the pen in %s is none of the target', (variable) => {
    const text = `Nothing PROVIDES 'zlibb' (but ${FILE} ${variable} on or otherwise requires it). Close matches:\n  zlib`;
    expect(advice(text, { near: ['zlib'] }, { targets: ['app'] })).toBe(
      `Did you mean zlib? Check ${variable} of app_1.0.bb.`,
    );
  });

  test('a slip of the pen in the target', () => {
    const text = "Nothing PROVIDES 'ap'. Close matches:\n  app";
    expect(advice(text, { near: ['app'] }, { targets: ['ap'] })).toBe(
      'Did you mean app? Check the input target.',
    );
    expect(advice(text, { near: ['app'] })).toBe('Did you mean app? Check the targets in the configuration.');
  });

  test('a dependency that no layer has', () => {
    expect(advice(`Nothing PROVIDES 'zlibb' (but ${FILE} DEPENDS on or otherwise requires it)`)).toBe(
      'Check what app depends on, and that the layer which has the recipe is in the configuration.',
    );
  });

  const LEAVE_OUT = 'or leave out what needs faad2';
  test.each([
    [
      "faad2 was skipped: because it has a restricted license 'commercial'. Which is not listed in LICENSE_FLAGS_ACCEPTED",
      `Accept "commercial" in LICENSE_FLAGS_ACCEPTED of the configuration, ${LEAVE_OUT}.`,
    ],
    [
      "faad2 was skipped: because it has a restricted license 'commercial_faad2' which is not listed in your LICENSE_FLAGS_ACCEPTED.",
      `Accept "commercial_faad2" in LICENSE_FLAGS_ACCEPTED of the configuration, ${LEAVE_OUT}.`,
    ],
    [
      "faad2 was skipped: because it has a restricted license 'commercial'. Which is not whitelisted in LICENSE_FLAGS_WHITELIST",
      `Accept "commercial" in LICENSE_FLAGS_WHITELIST of the configuration, ${LEAVE_OUT}.`,
    ],
    [
      'faad2 was skipped: because it has a restricted license not whitelisted in LICENSE_FLAGS_WHITELIST',
      `Accept its licence in LICENSE_FLAGS_WHITELIST of the configuration, ${LEAVE_OUT}.`,
    ],
    [
      'faad2 was skipped: it has incompatible license(s): GPL-3.0-only',
      'INCOMPATIBLE_LICENSE of the configuration excludes its licence: leave out what needs faad2, or make an exception in INCOMPATIBLE_LICENSE_EXCEPTIONS.',
    ],
    [
      'faad2 was skipped: it has an incompatible license: GPLv3',
      'INCOMPATIBLE_LICENSE of the configuration excludes its licence: leave out what needs faad2, or make an exception in INCOMPATIBLE_LICENSE_EXCEPTIONS.',
    ],
    [
      'faad2 was skipped: incompatible with machine rpi (not in COMPATIBLE_MACHINE)',
      'The recipe is not for this machine: check the machine of the configuration, and COMPATIBLE_MACHINE of faad2, which a .bbappend can extend.',
    ],
    [
      'faad2 was skipped: incompatible with host aarch64-poky-linux-musl (not in COMPATIBLE_HOST)',
      'The recipe is not for this architecture or C library (COMPATIBLE_HOST): leave out what needs faad2, or check the machine and TCLIBC of the configuration.',
    ],
    [
      "faad2 was skipped: missing required distro feature 'x11' (not in DISTRO_FEATURES)",
      `Add the feature to DISTRO_FEATURES, ${LEAVE_OUT}.`,
    ],
    [
      "faad2 was skipped: conflicting distro feature 'systemd' (in DISTRO_FEATURES)",
      `Remove the feature from DISTRO_FEATURES, ${LEAVE_OUT}.`,
    ],
    [
      'faad2 was skipped: Recipe is blacklisted: broken',
      'The recipe of faad2 is there, but the configuration or the recipe itself has it skipped, as bitbake says.',
    ],
  ])('%s', (reason, expected) => {
    expect(
      advice(`Nothing PROVIDES 'faad2' (but ${FILE} DEPENDS on or otherwise requires it)\n${reason}`),
    ).toBe(expected);
    expect(advice(`Nothing PROVIDES 'faad2'\n${reason}`, {}, { targets: ['faad2'] })).toBe(expected);
  });

  test('a package of a recipe that is skipped', () => {
    const text = `Nothing RPROVIDES 'fw-43455' (but ${FILE} RDEPENDS on or otherwise requires it)\nlinux-fw RPROVIDES fw-43455 but was skipped: because it has a restricted license 'synaptics-killswitch'. Which is not listed in LICENSE_FLAGS_ACCEPTED`;
    expect(advice(text)).toBe(
      'Accept "synaptics-killswitch" in LICENSE_FLAGS_ACCEPTED of the configuration, or leave out what needs fw-43455.',
    );
  });

  const AS_ROOT = ` OE-core's config sanity checker detected a potential misconfiguration.\n    Following is the list of potential problems / advisories:\n    Do not use Bitbake as root.`;
  test('root: another user, which with kas-container has to own the checkout', () => {
    expect(advice(AS_ROOT)).toBe(
      'Name a user of the container in the input build-user, or run the job as another user than root.',
    );
    expect(advice(AS_ROOT, {}, { container: { workDir: '/w' } })).toBe(
      'Run the job as another user than root, or name one who may use the container engine in the input build-user.',
    );
  });

  test('none where nothing better is known', () => {
    expect(advice("ParseError at /l/a.bb:3: unparsed line: 'x'")).toBeUndefined();
  });
});

describe('what to do about a failure of kas', () => {
  const result = (kasErrors: readonly string[]) => ({
    ...{ code: 2, signal: null, seconds: 3, summarised: false, stopped: undefined },
    report: report({ kasErrors, phase: 'starting' }),
  });
  const COMMAND = 'Command "/b/bitbake/bin/bitbake -c build app --nonsense" failed with error 2';

  test.each([
    'bitbake: error: unrecognized arguments: --nonsense',
    'bitbake: error: no such option: --nonsense',
  ])('bitbake refuses an option: %s', (error) => {
    const usage = ['usage: bitbake [-s] [-e]', '               [recipename/target ...]'];
    expect(causeOf(result([...usage, error, COMMAND]), BUILT, undefined)).toMatchObject({
      cause: error,
      advice: 'Check the input bitbake-args: `bitbake --help` lists what this version takes.',
    });
  });

  test('kas refuses an option', () => {
    expect(causeOf(result(['unrecognized arguments: --nonsense']), BUILT, undefined).advice).toBe(
      'Check the input kas-args: `kas build --help` lists what this version takes.',
    );
  });

  test('git refuses the checkout of somebody else', () => {
    const error = "fatal: detected dubious ownership in repository at '/repo'";
    expect(causeOf(result([error]), BUILT, undefined).advice).toMatch(
      /^git refuses a repository of somebody else\./,
    );
  });
});

describe('what to do where kas did not come to run bitbake', () => {
  test.each([
    [
      'fatal: unable to access \'https://github.com/a.git/\': Could not resolve host: github.com\nCommand "git fetch" failed with error 128',
      /^The server of a repository was not reached/,
    ],
    [
      'ssh: connect to host git.acme.com port 22: Connection timed out\nfatal: Could not read from remote repository.',
      /not reached/,
    ],
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", /SSH_PRIVATE_KEY/],
    [
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      /NETRC_FILE/,
    ],
    [
      "remote: Repository not found.\nfatal: repository 'https://github.com/a.git/' not found",
      /^Check the url/,
    ],
    ["[Errno 13] Permission denied: '/work/build'", /the user that the build runs as/],
    ['docker: Error response from daemon: manifest unknown.', /KAS_CONTAINER_IMAGE/],
    ['Running as root - may break certain recipes.', /build-user/],
    ['Configuration file not found: /w/nope.yml', /^Check the files that the input config names/],
  ])('%s', (text, expected) => expect(adviceOnKas(text)).toMatch(expected));

  test('a full disk is the cause', () => {
    const kasErrors = ['fatal: write error: No space left on device'];
    const full = { code: 2, signal: null, seconds: 3, summarised: false, stopped: undefined };
    expect(
      causeOf({ ...full, report: report({ kasErrors, noSpace: true }) }, BUILT, undefined),
    ).toMatchObject({
      cause: expect.stringMatching(/No space left on device\nThe disk is full\.$/),
      advice: 'Remove old build folders, use rm_work, or give the build a larger disk.',
    });
  });
});

describe('what to do about a machine, or about layers that do not fit', () => {
  test.each([
    [
      'Layer meta-audioreach is not compatible with the core layer which only supports these series: wrynose (layer is compatible with whinlatter)',
      'Take a branch of meta-audioreach that is made for wrynose.',
    ],
    [
      'Multiple .bb files are due to be built which each provide virtual/kernel:\n  /a.bb\n  /b.bb',
      'Choose one in PREFERRED_PROVIDER_virtual/kernel of the configuration, and check who depends on the others.',
    ],
    [
      'Worker process (12345) exited unexpectedly (-9), shutting down...',
      expect.stringMatching(/^Give the machine more memory or swap/),
    ],
    [
      "OE-core's config sanity checker detected a potential misconfiguration.\n    User namespaces are not usable by BitBake, possibly due to AppArmor.",
      expect.stringContaining('kernel.apparmor_restrict_unprivileged_userns=0'),
    ],
  ])('%s', (text, expected) => expect(advice(text)).toEqual(expected));

  const userns = message(
    'PermissionError: [Errno 1] Operation not permitted\nTraceback (most recent call last):\n  File "/p/bitbake-worker", line 278, in child\n    bb.utils.disable_network(uid, gid)\nPermissionError: [Errno 1] Operation not permitted',
  );
  const result = { code: 1, signal: null, seconds: 3, summarised: true, stopped: undefined };

  test('tasks that fail because user namespaces are not allowed', () => {
    const failed = report({ errors: [userns], failedTasks: [failedTask('popt', 'do_unpack')] });
    expect(causeOf({ ...result, report: failed }, BUILT, undefined).advice).toContain('userns');
  });

  test('a disk that is full: not every task succeeded', () => {
    const halted = message(
      'No new tasks can be executed since the disk space monitor action is "STOPTASKS"!',
    );
    const tasks = { attempted: 3, reused: 0, rerun: 3, failed: 0 };
    expect(verdictOf({ ...result, report: report({ errors: [halted], tasks, noSpace: true }) })).toBe(
      'failed',
    );
    expect(verdictOf({ ...result, report: report({ errors: [halted], tasks }) })).toBe('errors-logged');
  });
});

describe('a machine that is short of memory', () => {
  const failed = {
    ...{ code: 1, signal: null, seconds: 3, summarised: true, stopped: undefined },
    report: report({
      failedTasks: [
        { recipe: 'app', task: 'do_compile', file: FILE, mc: 'initramfs', logLines: [], messages: [] },
      ],
    }),
  };

  test('says so, and what helps', () => {
    expect(causeOf(failed, BUILT, undefined, [{ outOfMemory: true }])).toMatchObject({
      cause: 'mc:initramfs:app do_compile failed.\nThe machine ran out of memory.',
      advice:
        'Give the machine more memory or swap, or let the build do less at once: lower PARALLEL_MAKE and BB_NUMBER_THREADS, or set BB_PRESSURE_MAX_MEMORY (bitbake 2.4 and later).',
    });
    expect(causeOf(failed, BUILT, undefined, [{}]).advice).toBeUndefined();
  });

  test('a full disk is the cause of more', () => {
    const full = { ...failed, report: { ...failed.report, noSpace: true } };
    expect(causeOf(full, BUILT, undefined, [{ outOfMemory: true }]).cause).toBe(
      'mc:initramfs:app do_compile failed.\nThe disk is full.',
    );
  });
});
