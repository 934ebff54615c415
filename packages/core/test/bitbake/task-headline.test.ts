import { describe, expect, test } from '@jest/globals';
import { explain, explainTask } from '@pv-actions/core/bitbake/cause.ts';
import { reportOf } from './console-report.ts';

const RUN = '/b/temp/run.do_compile.4711';
const FAILED = `ExecutionError('${RUN}', 1, None, None)`;

describe('the first line of a failed task says why', () => {
  test.each<[string, string, string]>([
    [
      'ninja',
      `FAILED: app.dir/main.cpp.o
aarch64-poky-linux-g++ -O2 -c main.cpp
../git/main.cpp:10:10: fatal error: boost/asio.hpp: No such file or directory
   10 | #include <boost/asio.hpp>
ninja: build stopped: subcommand failed.`,
      '../git/main.cpp:10:10: fatal error: boost/asio.hpp: No such file or directory',
    ],
    [
      'gcc, in the midst of make -j',
      `a.c: In function 'main':
a.c:5:3: warning: implicit declaration of function 'foo'
b.c: In function 'bar':
b.c:3:5: error: 'x' undeclared (first use in this function)
make: *** [Makefile:3: all] Error 2`,
      "b.c:3:5: error: 'x' undeclared (first use in this function)",
    ],
    [
      'ld',
      `/b/bin/x86_64-poky-linux-ld: main.o: in function \`main':
main.c:(.text+0x5): undefined reference to \`foo'
collect2: error: ld returned 1 exit status`,
      "main.c:(.text+0x5): undefined reference to `foo'",
    ],
    [
      'cmake',
      `CMake Error at CMakeLists.txt:20 (find_package):
  By not providing "FindQt6.cmake" in CMAKE_MODULE_PATH this project has
  asked CMake to find a package configuration file provided by "Qt6", but
  CMake did not find one.

  Could not find a package configuration file provided by "Qt6" with any of
  the following names:`,
      'CMake Error at CMakeLists.txt:20 (find_package): By not providing "FindQt6.cmake" in CMAKE_MODULE_PATH this project has asked CMake to find a package configuration file provided by "Qt6", but CMake did not find one.',
    ],
    [
      'build of python',
      '* Building wheel...\n\nERROR Missing dependencies:\n\thatchling',
      'ERROR Missing dependencies: hatchling',
    ],
    [
      'setup.py',
      `Traceback (most recent call last):
  File "/b/setup.py", line 3, in <module>
    import numpy
ModuleNotFoundError: No module named 'numpy'
ERROR: 'python3 setup.py build ' execution failed.`,
      "ModuleNotFoundError: No module named 'numpy'",
    ],
    [
      'go',
      'go: downloading github.com/foo/bar v1.2.3\n../git/main.go:4:2: github.com/foo/bar@v1.2.3: dial tcp: lookup proxy.golang.org: Temporary failure in name resolution',
      '../git/main.go:4:2: github.com/foo/bar@v1.2.3: dial tcp: lookup proxy.golang.org: Temporary failure in name resolution',
    ],
    [
      'rust, killed',
      'error: could not compile `app` (bin "app")\n\nCaused by:\n  process didn\'t exit successfully: `rustc --crate-name app` (signal: 9, SIGKILL: kill)',
      "process didn't exit successfully: `rustc --crate-name app` (signal: 9, SIGKILL: kill)",
    ],
    [
      'a program that make ran',
      `  CC      a.o
acme-gen: the table is empty
make[1]: *** [Makefile:12: table.h] Error 3
make: *** [Makefile:3: all] Error 2`,
      'acme-gen: the table is empty',
    ],
    [
      'a program that ninja ran',
      `[3/9] Generating x.h
FAILED: gen/x.h
python ../../build/run.py x
Cannot open the template
ninja: build stopped: subcommand failed.`,
      'Cannot open the template',
    ],
    [
      'make alone',
      '  CC      a.o\nmake: *** [Makefile:3: all] Error 2',
      'make: *** [Makefile:3: all] Error 2',
    ],
    [
      'a program of another machine',
      '/bin/sh: ./gen: cannot execute binary file: Exec format error\n  CC b.o\nmake: *** [gen] Error 126',
      '/bin/sh: ./gen: cannot execute binary file: Exec format error',
    ],
    [
      'pseudo',
      `abort()ing pseudo client by server request. See https://wiki.yoctoproject.org/wiki/Pseudo_Abort for more details.\n${RUN}: line 155: 111 Aborted                 (core dumped) install -d /b`,
      'abort()ing pseudo client by server request. See https://wiki.yoctoproject.org/wiki/Pseudo_Abort for more details.',
    ],
    [
      'maven',
      '[INFO] BUILD FAILURE\n[ERROR] Failed to execute goal x:compile on project app: Compilation failure\n[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.',
      '[ERROR] Failed to execute goal x:compile on project app: Compilation failure',
    ],
    [
      'gradle',
      "FAILURE: Build failed with an exception.\n\n* What went wrong:\nCould not resolve all files for ':app'.\n\n* Try:\n> Run with --stacktrace",
      "Could not resolve all files for ':app'.",
    ],
    [
      'a silent command of a shell script',
      `WARNING: ${RUN}:155 exit 1 from 'test -e /b/x'\nWARNING: Backtrace (BB generated script):\n\t#1: do_compile, ${RUN}, line 155`,
      "exit 1 from 'test -e /b/x'",
    ],
  ])('%s', (_, log, headline) => {
    const { headline: found, lines } = explainTask([FAILED], log);
    expect(found).toBe(headline);
    expect(lines[0]).toBe(headline);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('what a class says of a failed command is no cause', () => {
    const messages = ["'python3 setup.py build ' execution failed.", FAILED];
    expect(explainTask(messages, 'install: cannot stat a: No such file or directory').headline).toBe(
      'install: cannot stat a: No such file or directory',
    );
  });

  test('what cargo says of a version is shown whole', () => {
    const said = [
      'error: failed to select a version for the requirement `serde = "^1.0.200"`',
      "candidate versions found which didn't match: 1.0.197",
      'location searched: directory source `/b/cargo_home/bitbake`',
      'required by package `app v0.1.0`',
    ];
    expect(explainTask([FAILED], said.join('\n')).lines).toEqual(said);
  });
});

describe('of what a fetcher ran, what that said', () => {
  const fetch = (said: string, code = 128): string => {
    return `Fetcher failure: Fetch command export PATH="/a"; git clone x failed with exit code ${code}, output:\n${said}`;
  };
  test.each([
    ["fatal: could not read Username for 'https://github.com': No such device or address", undefined],
    ['HTTP request sent, awaiting response... Read error (Connection timed out) in headers.', 'Giving up.'],
    ['error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly', 'fatal: early EOF'],
    ['Proxy tunneling failed: Proxy Authentication Required', undefined],
    ['fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden', undefined],
    ['npm ERR! 404 Not Found - GET https://registry.npmjs.org/x - Not found', 'npm ERR! code E404'],
  ])('%s', (headline, other) => {
    const said = [...(other?.startsWith('npm') ? [other] : ["Cloning into 'x'..."]), headline, other ?? ''];
    expect(explain(fetch(said.join('\n'))).headline).toBe(headline);
    expect(explain(fetch(headline)).headline).toBe(headline);
  });

  test('a wrong checksum before the announcement that other sources are tried', () => {
    const messages = [
      'Checksum failure encountered with download of https://e.com/a.tar.gz - will attempt other sources if available',
      "Fetcher failure for URL: 'https://e.com/a.tar.gz'. Checksum mismatch!\nFile: '/d/a.tar.gz' has sha256 checksum 'b' when 'a' was expected",
    ];
    expect(explainTask(messages, '').headline).toBe(
      "Fetcher failure for URL: 'https://e.com/a.tar.gz'. Checksum mismatch!",
    );
    expect(explainTask(messages.slice(0, 1), '').headline).toBe(messages[0]);
  });

  test('also where a variable could not be expanded for it', () => {
    const fatal = "fatal: unable to access 'https://github.com/a.git/': Could not resolve host: github.com";
    const raised = `bb.data_smart.ExpansionError: Failure expanding variable PV, expression was x which triggered exception FetchError: ${fetch(fatal)}`;
    const text = `ExpansionError during parsing /l/a_git.bb\nTraceback (most recent call last):\n  File "/b/bitbake/lib/bb/fetch2/__init__.py", line 1200, in get_autorev\n    return x\n${raised}`;
    const { headline, lines } = explain(text);
    expect(headline).toBe(fatal);
    expect(lines.filter((line) => line.includes('unable to access'))).toHaveLength(1);
    expect(lines.some((line) => line.includes('Failure expanding variable PV'))).toBe(true);
  });
});

describe('what an exception says of a place', () => {
  test('is not taken from the source around a call, which kas prints without its blanks', () => {
    const text = `Unable to parse /l/a_1.0.bb
Traceback (most recent call last):
File "/b/bitbake/lib/bb/parse/ConfHandler.py", line 78, in include(fn='nope.inc'):
bb.parse.mark_dependency(data, fn)
>            raise ParseError("Could not", parentfn, lineno)
else:
pass
bb.parse.ParseError: ParseError at /l/a_1.0.bb:3: Could not include required file nope.inc`;
    expect(explain(text).headline).toBe(
      'bb.parse.ParseError: ParseError at /l/a_1.0.bb:3: Could not include required file nope.inc',
    );
  });

  test('comes before the calls', () => {
    const text = `Unable to parse /l/a_1.0.bb\nTraceback (most recent call last):\n  File "/b/bitbake/lib/bb/parse/ConfHandler.py", line 78, in include\n    raise x\nbb.parse.ParseError: ParseError at /l/a_1.0.bb:3: Could not include required file nope.inc`;
    expect(explain(text).places[0]).toEqual({ file: '/l/a_1.0.bb', line: 3 });
  });
});

describe('an ERROR that a command printed belongs to the message that has its output', () => {
  const failed = `ERROR: Logfile of failure stored in: /b/work/app/1.0/temp/log.do_fetch.1\nERROR: Task (/l/app_1.0.bb:do_fetch) failed with exit code '1'`;
  const fetch = (said: string): string =>
    `ERROR: app-1.0-r0 do_fetch: Fetcher failure: Fetch command x failed with exit code 128, output:\n${said}\n\n${failed}`;

  test.each([
    [
      'git over ssh',
      "Cloning into 'x'...\nERROR: Repository not found.\nfatal: Could not read from remote repository.",
      'ERROR: Repository not found.',
    ],
    [
      'wget',
      "Resolving zlib.net... 1.2.3.4\nERROR: cannot verify zlib.net's certificate, issued by 'CN=R3':\n  Unable to locally verify the issuer's authority.",
      "ERROR: cannot verify zlib.net's certificate, issued by 'CN=R3': Unable to locally verify the issuer's authority.",
    ],
  ])('%s', (_, said, headline) => {
    const { errors, errorCount, failedTasks } = reportOf('raw', fetch(said));
    expect(errorCount).toBe(1);
    expect(errors).toHaveLength(1);
    expect(explainTask(failedTasks[0]?.messages ?? [], '').headline).toBe(headline);
  });

  test('bitbake 1.46: wic', () => {
    const text = `ERROR: image-1.0-r0 do_image_wic: Execution of '/b/temp/run.do_image_wic.1' failed with exit code 1:\nINFO: Creating image(s)...\n\nERROR: Actual rootfs size (17273 kB) is larger than allowed size 16384 kB\n\nWARNING: exit code 1 from a shell command.\n\nERROR: Task (/l/image.bb:do_image_wic) failed with exit code '1'`;
    const { errorCount, warningCount, failedTasks } = reportOf('raw', text);
    expect([errorCount, warningCount]).toEqual([1, 0]);
    expect(explainTask(failedTasks[0]?.messages ?? [], '').headline).toBe(
      'ERROR: Actual rootfs size (17273 kB) is larger than allowed size 16384 kB',
    );
  });

  test('what bitbake says of another task, its workers or the disk does not', () => {
    const others = [
      'ERROR: b-1.0-r0 do_compile: no',
      'WARNING: c-1.0-r0 do_compile: old',
      'ERROR: Worker process (12) exited unexpectedly (-9), shutting down...',
    ];
    const { errorCount, warningCount } = reportOf('raw', fetch(others.join('\n')));
    expect([errorCount, warningCount]).toEqual([3, 1]);
  });
});

test('recipes that appends are for are named with the first of these', () => {
  const text = 'No recipes in default available for:\n  /l/a_1.bbappend\n  /l/b_1.bbappend';
  expect(explain(text).headline).toBe('No recipes in default available for: /l/a_1.bbappend');
});

describe('what stands before the first line of kas', () => {
  test.each([
    ['kas build: error: unrecognized arguments: --foo', 'unrecognized arguments: --foo'],
    [
      'kas-container: no container engine found, need docker or podman',
      'no container engine found, need docker or podman',
    ],
    ['/usr/bin/kas-container: Error: no such option', 'no such option'],
    ['Error: Running as root - may break certain recipes.', 'Running as root - may break certain recipes.'],
    [
      'docker: Error response from daemon: manifest unknown.',
      'docker: Error response from daemon: manifest unknown.',
    ],
  ])('%s', (line, said) => {
    expect(reportOf('kas', `usage: x\n${line}\nSee 'docker run --help'.`).kasErrors).toEqual([said]);
  });
});
