import { describe, expect, test } from '@jest/globals';
import { relevantLines } from '@pv-actions/core/bitbake/task-log.ts';

/** Each log is what a task wrote; the lines marked with `>` are those that matter. */
const LOGS: Readonly<Record<string, string>> = {
  gcc: `
  DEBUG: Executing shell function do_compile
  NOTE: make -j 8
  make[1]: Entering directory '/w/git'
  gcc -O2 -c foo.c -o foo.o
> foo.c: In function 'main':
> foo.c:3:5: error: expected ';' before '}' token
>     3 |     return 0
>       |     ^~~~~~
>       |     ;
  gcc -O2 -c bar.c -o bar.o
> make[1]: *** [Makefile:12: foo.o] Error 1
  make[1]: Leaving directory '/w/git'
  ERROR: oe_runmake failed
  WARNING: exit code 1 from a shell command.`,
  'a header that is not there': `
  cc -c x.c
> x.c:1:10: fatal error: zlib.h: No such file or directory
>     1 | #include <zlib.h>
>       |          ^~~~~~~~
  compilation terminated.`,
  clang: `
> ../src/a.cpp:10:3: error: use of undeclared identifier 'foo'
>   foo();
>   ^
  1 error generated.
> ninja: build stopped: subcommand failed.`,
  ld: `
  gcc -o app main.o
> main.o: in function \`main':
> main.c:(.text+0x1c): undefined reference to \`hello'
> collect2: error: ld returned 1 exit status
> make: *** [Makefile:3: app] Error 1`,
  'a library that is not there': `
> /usr/bin/ld: cannot find -lfoo: No such file or directory
> collect2: error: ld returned 1 exit status`,
  cmake: `
  -- Found OpenSSL
> CMake Error at CMakeLists.txt:12 (find_package):
>   By not providing "FindFoo.cmake" in CMAKE_MODULE_PATH this project has
>   asked CMake to find a package configuration file provided by "Foo".
  -- Configuring incomplete, errors occurred!`,
  meson: `
  Dependency zlib found: YES
> ../git/meson.build:12:0: ERROR: Dependency "foo" not found, tried pkgconfig
  A full log can be found at /w/build/meson-logs/meson-log.txt`,
  autotools: `
  checking for foo... no
> configure: error: Package requirements (foo >= 1) were not met:
> See \`config.log' for more details`,
  rust: `
     Compiling foo v0.1.0
> error[E0425]: cannot find value \`x\` in this scope
>  --> src/main.rs:2:5
>   |
> 2 |     x
>   |     ^ not found in this scope
> error: could not compile \`foo\` (bin "foo") due to 1 previous error`,
  go: `
  # example.com/app
> ./main.go:7:2: undefined: foo`,
  python: `
  running build
> Traceback (most recent call last):
    File "setup.py", line 1, in <module>
      a()
    File "a.py", line 2, in a
      b()
>   File "b.py", line 3, in b
>     c()
>   File "c.py", line 4, in c
>     d()
>   File "d.py", line 5, in d
>     raise KeyError('x')
> KeyError: 'x'
  DEBUG: Python function do_compile finished`,
  QA: `
  DEBUG: Executing python function do_package_qa
> ERROR: QA Issue: app: Files/directories were installed but not shipped in any package:
>   /usr/share/app [installed-vs-shipped]
> ERROR: Fatal QA errors were found, failing task.
  DEBUG: Python function do_package_qa finished`,
  install: `
  + install -m 0644 foo.conf /w/image/etc
> install: cannot stat 'foo.conf': No such file or directory
  WARNING: exit code 1 from a shell command.`,
  patch: `
  Applying patch 0001-fix.patch
> patching file a.c
> Hunk #1 FAILED at 10.
> 1 out of 1 hunk FAILED -- rejects in file a.c
> Patch 0001-fix.patch does not apply (enforce with -f)`,
  'a full disk': `
  Packing
> tar: x: Wrote only 4096 of 10240 bytes
> cp: error writing 'x': No space left on device
> OSError: [Errno 28] No space left on device`,
  npm: `
  > build
> npm ERR! code ELIFECYCLE
> npm ERR! errno 1
  npm ERR! A complete log of this run can be found in: /root/.npm/_logs/x.log`,
  'make alone': `
> a
> b
> make: *** [Makefile:3: all] Error 2
  c`,
};

describe('what matters of a log', () => {
  test.each(Object.entries(LOGS))('%s', (_, text) => {
    const marked = text.split('\n').slice(1);
    const wanted = marked.filter((line) => line.startsWith('> ')).map((line) => line.slice(2));
    expect(relevantLines(marked.map((line) => line.slice(2)).join('\n'))).toEqual(wanted);
  });

  test('where nothing is recognised: the end of the log, without noise', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index + 1}`);
    const log = [
      ...lines,
      '',
      'DEBUG: Shell function do_x finished',
      'WARNING: exit code 1 from a shell command.',
    ];
    expect(relevantLines(log.join('\n'), 3)).toEqual(['line 48', 'line 49', 'line 50']);
  });

  test('of many errors the first ones and the last one', () => {
    const errors = Array.from({ length: 40 }, (_, index) => `a.c:${index + 1}:1: error: no`);
    expect(relevantLines(errors.join('\n'), 3)).toEqual([
      'a.c:1:1: error: no',
      'a.c:2:1: error: no',
      'a.c:40:1: error: no',
    ]);
  });

  test('of a long line the head and the end are kept, 500 characters in all', () => {
    const [line] = relevantLines(`a.c:1:1: error: ${'x'.repeat(100_000)} end`);
    expect(line).toBe(`a.c:1:1: error: ${'x'.repeat(283)} … ${'x'.repeat(194)} end`);
    expect(line).toHaveLength(500);
  });

  test('the environment before a command is left out', () => {
    const path = `export PSEUDO_DISABLED=1; unset X; export PATH="${'/a/b:'.repeat(500)}"; export P=/a:/b;`;
    expect(relevantLines(`ERROR: Fetch command ${path}wget https://e.com/a failed with exit code 4`)).toEqual(
      ['ERROR: Fetch command wget https://e.com/a failed with exit code 4'],
    );
  });

  test.each([
    "/b/ld: a.o: undefined reference to symbol 'x@@V1'",
    '/b/ld: libx.so: error adding symbols: DSO missing from command line',
    '/b/ld.bfd: b.o: relocation R_X86_64_32 against `.rodata` can not be used when making a PIE object',
    "No package 'libacme' found",
    'Package libacme was not found in the pkg-config search path.',
    '../git/meson.build:12:0: ERROR: Dependency "acme" not found, tried pkgconfig',
    'ninja: error: loading build.ninja: No such file or directory',
    'error: failed to run custom build command for `openssl-sys v0.9.1`',
    'error: no matching package named `serde` found',
    'go: github.com/acme/app@v1.0.0: invalid version: unknown revision v1.0.0',
    'main.go:4:2: no required module provides package example.com/x; to add it:',
    "ModuleNotFoundError: No module named 'setuptools_scm'",
    'ERROR Missing dependencies:',
    "subprocess.CalledProcessError: Command 'x' returned non-zero exit status 2.",
    "Can't locate XML/Parser.pm in @INC (you may need to install the XML::Parser module)",
    "can't find file to patch at input line 5",
    'error: patch failed: src/a.c:12',
    'patch: **** malformed patch at line 17',
    'Reversed (or previously applied) patch detected!  Assume -R? [n]',
    '2026-04-13 09:20:12 ERROR 503: Service Unavailable.',
    'wget: unable to resolve host address ‘e.com’',
    'Connecting to e.com (e.com)|1.2.3.4|:443... failed: Connection refused.',
    'Unable to establish SSL connection.',
    "ERROR: cannot verify e.com's certificate, issued by ‘CN=R3’:",
    'curl: (6) Could not resolve host: e.com',
    'fatal: Remote branch next not found in upstream origin',
    "fatal: couldn't find remote ref refs/heads/next",
    "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
    'remote: Repository not found.',
    'git@github.com: Permission denied (publickey).',
    'ssh: connect to host e.com port 22: Connection timed out',
    'Host key verification failed.',
    'gzip: stdin: not in gzip format',
    'xz: (stdin): Unexpected end of input',
    'bzip2: Compressed file ends unexpectedly;',
    'unzip:  cannot find zipfile directory in one of a.zip',
    'End-of-central-directory signature not found.  Either this file is not',
    'tar: Error is not recoverable: exiting now',
    ' Problem 1: package a-1.0.noarch requires libb.so.1, but none of the providers can be installed',
    '  - nothing provides libb.so.1 needed by a-1.0-r0.noarch',
    'Error: Unable to find a match: acme-app',
    'No match for argument: acme-app',
    '  file /etc/a conflicts between attempted installs of a-1.0 and b-1.0',
    'E: Unable to locate package acme-app',
    ' a : Depends: libb but it is not installable',
    ' * pkg_hash_check_unresolved: cannot find dependency libb for a',
    " * opkg_prepare_url_for_install: Couldn't find anything to satisfy 'acme-app'.",
    ' * Solver encountered 1 problem(s):',
    'mkfs.ext4: Device size reported to be zero',
    'mcopy: Disk full',
    'sh: 1: xmllint: not found',
    "mkdir: cannot create directory '/usr/x': Permission denied",
    "mv: cannot move 'a' to 'b': Read-only file system",
    'cp: error writing a: Disk quota exceeded',
    'make[1]: *** No rule to make target `all`.  Stop.',
    'FATAL ERROR: Unable to parse input tree',
    'Error: a.dts:12.3-4 syntax error',
    'java.lang.OutOfMemoryError: Java heap space',
  ])('is known to matter: %s', (line) => {
    const noise = Array.from({ length: 40 }, (_, at) => `gcc -c file${at}.c`);
    expect(relevantLines([...noise, line, ...noise].join('\n'))).toEqual([line]);
  });

  test.each([
    'checking for error... none',
    '-- Looking for error.h - found',
    'NOTE: Installing complementary packages',
    'Get:1 file:/b/oe-rootfs-repo ./ libc6',
    'warning: unused variable x',
    'make -j 8 all',
    'Installed: libconflicts with: nothing',
    'install -m 0644 problem.conf /b/image/etc',
  ])('says nothing: %s', (line) => {
    expect(relevantLines(['a', line, 'b'].join('\n'))).toEqual(['a', line, 'b']);
  });

  test('an empty log has none', () => expect(relevantLines('')).toEqual([]));
});
