import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Explanation, explain, explainTask } from '@pv-actions/core/bitbake/cause.ts';
import { ranOutOfMemory } from '@pv-actions/core/bitbake/log-wordings.ts';
import { reportOf } from './console-report.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures', 'causes');
const SHA256 = 'b150e310e33e0b797ffd2f8d51f8893b332344a263af9f84c38a4753e3734db1';

/** What the consoles of failed tasks have to say first, and what else they have to say. Wordings of bitbake 1.46 to 2.18. */
const CAUSES: Readonly<Record<string, readonly [headline: string, ...more: string[]]>> = {
  'bb1.46-fetch-dns': [
    'Resolving downloads.invalid (downloads.invalid)... failed: Temporary failure in name resolution.',
    'wget: unable to resolve host address ‘downloads.invalid’',
    "Fetcher failure for URL: 'https://downloads.invalid/app-1.0.tar.gz'. Unable to fetch URL from any source.",
  ],
  'bb2.8-fetch-404': [
    '2026-04-13 09:20:12 ERROR 404: Not Found.',
    "Fetcher failure: Fetch command /usr/bin/env wget --tries=2 --timeout=100 --output-document=/home/ci/downloads/app-1.0.tar.gz.tmp --auth-no-challenge -P /home/ci/downloads 'https://example.com/app-1.0.tar.gz' --progress=dot --verbose failed with exit code 8, output:",
    "Bitbake Fetcher Error: FetchError('Unable to fetch URL from any source.', 'https://example.com/app-1.0.tar.gz')",
  ],
  'bb2.12-fetch-git-dns': [
    "fatal: unable to access 'https://github.com/acme/app.git/': Could not resolve host: github.com",
  ],
  'bb2.0-checksum': [
    "Fetcher failure for URL: 'https://example.com/app-1.0.tar.xz'. Checksum mismatch!",
    `SRC_URI[sha256sum] = "${SHA256}"`,
  ],
  'bb2.18-checksum': [
    'Checksum failure fetching https://example.com/app-1.0.tar.gz',
    "Bitbake Fetcher Error: ChecksumError('Checksum mismatch!",
    `SRC_URI[sha256sum] = "${SHA256}"`,
  ],
  'bb2.8-licence': [
    'QA Issue: app: The LIC_FILES_CHKSUM does not match for file://COPYING;md5=12f884d2ae1ff87c09e5b7ccc2c4ca7e',
    'app: The new md5 checksum is 65dd37ccb3e888dc57e47d925b80b38a',
  ],
  'bb2.8-qa': [
    'app: 2 installed and not shipped files. [installed-vs-shipped]',
    'QA Issue: app: Files/directories were installed but not shipped in any package:',
    '  /usr/share/app/data',
  ],
  'bb1.46-patch': [
    'Patch pluginnotwanted.patch does not apply (enforce with -f)',
    'patching file Makefile.am',
    'Hunk #1 FAILED at 23.',
  ],
  'bb2.0-patch': [
    'Patch fix-build-with-fno-common.patch does not apply (enforce with -f)',
    'Hunk #1 FAILED at 14.',
    'Hunk #2 FAILED at 31.',
  ],
  'bb2.18-patch': ['Patch fix-build-glibc-243.patch can be reverse-applied', 'Hunk #1 FAILED at 50.'],
  'bb1.46-unpack': [
    "Unpack failure for URL: 'https://example.com/app-1.0.tar.gz'. Unpack command tar xz --no-same-owner -f /home/ci/downloads/app-1.0.tar.gz failed with return value 2",
    'gzip: stdin: unexpected end of file',
    'tar: Unexpected EOF in archive',
  ],
  'bb2.18-unpack': [
    "Bitbake Fetcher Error: UnpackError('Unpack command tar x --no-same-owner -I xz -f /home/ci/downloads/app-1.0.tar.xz failed with return value 2', 'https://example.com/app-1.0.tar.xz')",
    'xz: (stdin): File format not recognized',
  ],
  'bb2.0-dnf': [
    'nothing provides libacme.so.2()(64bit) needed by acme-app-1.0-r0.cortexa72',
    'Problem: conflicting requests',
  ],
  'bb1.46-opkg': [
    'satisfy_dependencies_for: Cannot satisfy the following dependencies for mc: libslang2 (>= 2.3.2)',
    '* opkg_install_cmd: Cannot install package mc.',
  ],
  'bb2.8-opkg-solver': [
    'package wireguard-tools-1.0.20200319-r0.cortexa72 requires wireguard-module, but none of the providers can be installed',
    '* Solver encountered 1 problem(s):',
  ],
  'bb2.8-python': [
    "KeyError: 'lvm2'",
    '/home/ci/meta-acme/classes/vigiles.bbclass:684, in vigiles_image_collect: add_dependencies(key)',
    '/home/ci/meta-acme/classes/vigiles.bbclass:705, in do_vigiles_image: cve_manifest = vigiles_image_collect(d)',
  ],
  'bb1.46-python-command': [
    "subprocess.CalledProcessError: Command 'tar -cf - -C image -p -S . | tar -xf - -C package' returned non-zero exit status 2.",
    'tar: ./usr/lib/app: Cannot open: Permission denied',
    '/home/ci/poky/meta/classes/package.bbclass:821, in perform_packagecopy: subprocess.check_output(cmd, shell=True, stderr=subprocess.STDOUT)',
  ],
  'bb2.12-fatal-two-lines': ['The file config.json is not valid: line 12: the key "channel" is there twice'],
  'bb2.8-fatal-short': [
    'The signing key is missing.',
    'Set ACME_SIGNING_KEY to the path of a key, or ACME_SIGN to 0.',
  ],
  'bb2.0-configure': [
    "configure: error: Package requirements (libacme >= 2) were not met: No package 'libacme' found",
  ],
};

const fixture = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');
const asKas = (text: string): string =>
  text.replace(/^[ \t]*(.*)$/gm, (_, line: string) => `2026-11-20 20:31:48 - ERROR    - ${line}`);

function ofConsole(mode: 'raw' | 'kas', name: string): Explanation {
  const text = fixture(`${name}.console`);
  const [task] = reportOf(mode, mode === 'raw' ? text : asKas(text)).failedTasks;
  const log = existsSync(join(FIXTURES, `${name}.task-log`))
    ? fixture(`${name}.task-log`)
    : task?.logLines.join('\n');
  return explainTask(task?.messages ?? [], log ?? '');
}

describe('why a task failed, as bitbake prints it', () => {
  test('each fixture has its causes', () => {
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.console'));
    expect(names.map((name) => name.slice(0, -'.console'.length)).sort()).toEqual(Object.keys(CAUSES).sort());
  });

  describe.each(['raw', 'kas'] as const)('on a console of the form %s', (mode) => {
    test.each(Object.entries(CAUSES))('%s', (name, [headline, ...more]) => {
      const { headline: found, lines } = ofConsole(mode, name);
      expect(found).toBe(headline);
      expect(lines[0]).toBe(headline);
      expect(lines.map((line) => line.trim())).toEqual(
        expect.arrayContaining(more.map((line) => line.trim())),
      );
    });
  });

  test.each(Object.keys(CAUSES))('%s: no environment, no line is long, and there are few', (name) => {
    const { lines } = ofConsole('raw', name);
    expect(lines.join('\n')).not.toMatch(
      /PATH="|PSEUDO_DISABLED|run\.do_|GNU GENERAL PUBLIC|Fatal QA errors|^Error exec/m,
    );
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('an exception is read from the log where the console has none', () => {
    const console = fixture('bb2.8-python.console');
    const error = console
      .slice(0, console.indexOf('ERROR: Logfile'))
      .replace('app-1.0-r0 do_vigiles_image: ', '');
    const log = `NOTE: Collecting\n${error}DEBUG: Python function do_vigiles_image finished\n`;
    expect(explainTask([], log)).toEqual(ofConsole('raw', 'bb2.8-python'));
  });

  test('the places of a Python exception, those of the layers first', () => {
    expect(ofConsole('raw', 'bb2.8-python').places).toEqual([
      { file: '/home/ci/meta-acme/classes/vigiles.bbclass', line: 684 },
      { file: '/home/ci/meta-acme/classes/vigiles.bbclass', line: 705 },
      { file: '/home/ci/poky/bitbake/lib/bb/data_smart.py', line: 544 },
    ]);
  });
});

describe('why, as one message says it', () => {
  const EXPANSION = `ExpansionError during parsing /l/meta-a/recipes/zile_2.4.bb
Traceback (most recent call last):
  File "Var <CONFIG_TLS>", line 1, in <module>
  File "/l/meta-a/classes/acme.bbclass", line 12, in flags(d=<bb.data_smart.DataSmart object at 0x7fb6fc47b240>):
         for lic_dir in lic_dirs:
    >        licenses += base_conditional(lic_dir)

bb.data_smart.ExpansionError: Failure expanding variable CONFIG_TLS, expression was \${@base_conditional("a", d)} which triggered exception NameError: name 'base_conditional' is not defined
The variable dependency chain for the failure is: CONFIG_TLS`;
  const EXPANDED = `bb.data_smart.ExpansionError: Failure expanding variable CONFIG_TLS, expression was \${@base_conditional("a", d)} which triggered exception NameError: name 'base_conditional' is not defined`;

  test.each([
    ['with its white space', EXPANSION],
    ['as kas prints it', EXPANSION.replace(/^[ \t]+/gm, '')],
  ])('a traceback begins with its exception, %s', (_, text) => {
    expect(explain(text)).toEqual({
      headline: EXPANDED,
      lines: [
        EXPANDED,
        'ExpansionError during parsing /l/meta-a/recipes/zile_2.4.bb',
        'The variable dependency chain for the failure is: CONFIG_TLS',
        '/l/meta-a/classes/acme.bbclass:12, in flags: licenses += base_conditional(lic_dir)',
      ],
      places: [{ file: '/l/meta-a/classes/acme.bbclass', line: 12 }],
    });
  });

  test('of exceptions that follow from each other the last one counts', () => {
    const text = `PermissionError: [Errno 1] Operation not permitted

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/poky/bitbake/bin/bitbake-worker", line 278, in child
    bb.utils.disable_network(uid, gid)
  File "/poky/bitbake/lib/bb/utils.py", line 1696, in disable_network
    with open("/proc/self/uid_map", "w") as f:
         ~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
PermissionError: [Errno 1] Operation not permitted`;
    expect(explain(text)).toMatchObject({
      headline: 'PermissionError: [Errno 1] Operation not permitted',
      lines: [
        'PermissionError: [Errno 1] Operation not permitted',
        '/poky/bitbake/bin/bitbake-worker:278, in child: bb.utils.disable_network(uid, gid)',
      ],
    });
  });

  test('an exception that says only that an error was logged is none', () => {
    const text = `Traceback (most recent call last):
  File "/l/meta-a/lib/a.py", line 3, in a
    raise ValueError("no key")
ValueError: no key

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/poky/bitbake/lib/bb/cooker.py", line 9, in b
    raise bb.BBHandledException()
bb.BBHandledException`;
    expect(explain(text)).toMatchObject({
      headline: 'ValueError: no key',
      places: [{ file: '/l/meta-a/lib/a.py', line: 3 }],
    });
  });

  test('what the sanity checker advises is what it says', () => {
    const text = ` OE-core's config sanity checker detected a potential misconfiguration.
    Either fix the cause of this error or at your own risk disable the checker (see sanity.conf).
    Following is the list of potential problems / advisories:

    Do not use Bitbake as root.
`;
    expect(explain(text)).toEqual({
      headline: 'Do not use Bitbake as root.',
      lines: [
        'Do not use Bitbake as root.',
        "OE-core's config sanity checker detected a potential misconfiguration.",
      ],
      places: [],
    });
  });

  test('the cause behind many lines is shown', () => {
    const noise = Array.from({ length: 300 }, (_, at) => `step ${at}`);
    const text = [
      'The check failed, output:',
      ...noise,
      'fatal: no such branch',
      ...noise,
      'it took 3 s',
    ].join('\n');
    const { headline, lines } = explain(text);
    expect(headline).toBe('fatal: no such branch');
    expect(lines).toEqual(['fatal: no such branch', 'The check failed, output:', 'step 299', 'it took 3 s']);
  });

  test('of a first line that leads to others, the last line that says something', () => {
    const text = 'These files are not signed:\n  /a/b\n  /a/c\nSign them with sign-all.\n  /a';
    expect(explain(text).headline).toBe('Sign them with sign-all.');
    expect(explain('The paths that were searched were:\n/l/a\n/l/b').headline).toBe(
      'The paths that were searched were:',
    );
  });

  test.each([
    "Execution of '/b/temp/run.do_compile.4711' failed with exit code 1:",
    "ExecutionError('/b/temp/run.do_compile.4711', 1, None, None)",
    'Function failed: do_compile (log file is located at /b/temp/log.do_compile.4711)',
    'oe_runmake failed',
  ])('what says only that something failed is left to the log: %s', (first) => {
    const error = 'a.c:1:2: error: no';
    expect(explainTask([first], `gcc -c a.c\n${error}`).lines).toEqual([error]);
    expect(explainTask([first], '').lines).toEqual([first]);
  });

  test('bitbake 1.46: the output stands behind what says only that something failed', () => {
    const first = "Execution of '/b/temp/run.do_compile.4711' failed with exit code 1:";
    expect(explainTask([`${first}\ngcc -c a.c\na.c:1:2: error: no`], '').lines).toEqual([
      'a.c:1:2: error: no',
    ]);
  });

  test('where neither a message nor a line of the log is known, the end of the log', () => {
    const lines = Array.from({ length: 50 }, (_, at) => `line ${at + 1}`);
    const { headline, lines: shown } = explainTask([], lines.join('\n'));
    expect(headline).toBe('line 50');
    expect(shown).toEqual(lines.slice(20));
  });

  test('a recipe of a layer with its line is a place', () => {
    const text = "ParseError at /l/meta-a/recipes/x_1.0.bb:12: unparsed line: 'foo'";
    expect(explain(text)).toEqual({
      headline: text,
      lines: [text],
      places: [{ file: '/l/meta-a/recipes/x_1.0.bb', line: 12 }],
    });
  });

  test.each([
    ['Variable A has been renamed to B (file: /l/conf/local.conf line: 28)', '/l/conf/local.conf', 28],
    [
      'Error in compiling python function in /l/a.bbclass, line 4:\n\nSyntaxError: invalid syntax (a.bbclass, line 4)',
      '/l/a.bbclass',
      4,
    ],
    ['/l/src/a.c:3:5: error: no', '/l/src/a.c', 3],
  ])('%s: it has a place', (text, file, line) => {
    expect(explain(text).places).toEqual([{ file, line }]);
  });

  test('Python that does not compile: the headline is what Python says', () => {
    const text =
      'Error in compiling python function in /l/a.bbclass, line 4:\n\nThe code lines leading to this error were:\n     0003:\n *** 0004:    foo(\nSyntaxError: invalid syntax (a.bbclass, line 4)';
    expect(explain(text).headline).toBe('SyntaxError: invalid syntax (a.bbclass, line 4)');
  });

  test('a message of 16 KiB and more keeps its end', () => {
    const noise = Array.from({ length: 5000 }, (_, at) => `not found other for: module ${at}`);
    const said = ['ERROR: app-1.0-r0 do_rootfs: Could not invoke dnf. Command returned 1:', ...noise];
    const text = [...said, '  - nothing provides libacme needed by app'].join('\n');
    const [error] = reportOf('raw', text).errors;
    expect(error?.text.length).toBeLessThan(20 * 1024);
    expect(explain(error?.text ?? '').headline).toBe('nothing provides libacme needed by app');
  });
});

describe('a machine that is short of memory', () => {
  test.each([
    'aarch64-poky-linux-g++: fatal error: Killed signal terminated program cc1plus',
    'g++: internal compiler error: Killed (program cc1plus)',
    'collect2: fatal error: ld terminated with signal 9 [Killed]',
    'virtual memory exhausted: Cannot allocate memory',
    'cc1plus: out of memory allocating 65536 bytes after a total of 1234 bytes',
    'ld: final link failed: memory exhausted',
    'LLVM ERROR: out of memory',
    "  process didn't exit successfully: `rustc --crate-name x` (signal: 9, SIGKILL: kill)",
    'java.lang.OutOfMemoryError: Java heap space',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    'MemoryError',
    '/b/temp/run.do_compile.4711: line 145: 4567 Killed                  make -j 8',
    '/b/temp/run.do_compile.4711: 145: Killed',
    'Killed',
    'make[2]: *** [Makefile:12: a.o] Error 137',
    "Execution of '/b/temp/run.do_compile.4711' failed with exit code 137",
    'Worker process (123) exited unexpectedly (-9), shutting down...',
    'compile: signal: killed',
    "error: command 'gcc' terminated by signal 9",
    'Process finished with non-zero exit value 137',
    'npm ERR! errno 137',
  ])('%s', (line) => {
    expect(ranOutOfMemory(['gcc -c a.c', line])).toBe(true);
    expect(
      explainTask([], `a\n${line}\nb`).lines.some((shown) => shown.includes(line.trim().slice(0, 200))),
    ).toBe(true);
  });

  test.each([
    "foo.c:3:5: error: 'SIGKILL' undeclared (first use in this function)",
    'make: *** [Makefile:12: a.o] Error 1',
    "Execution of '/b/temp/run.do_compile.4711' failed with exit code 1",
    'checking for memory... yes',
    'the test was Killed by its watchdog',
  ])('is not meant by: %s', (line) => expect(ranOutOfMemory([line])).toBe(false));
});
