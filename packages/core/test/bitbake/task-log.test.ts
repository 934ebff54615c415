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
  a
  b
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

  test('an empty log has none', () => expect(relevantLines('')).toEqual([]));
});
