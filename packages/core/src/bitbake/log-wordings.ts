/** An error, and how many lines before and after it belong to it. */
export interface Wording {
  readonly line: RegExp;
  readonly before?: number;
  readonly after?: number;
}

/** Lines that say nothing of why a task failed. */
export const NOISE: readonly RegExp[] = [
  /^\s*$/,
  /^DEBUG: /,
  /^NOTE: make /,
  /^WARNING: exit code \d+ from a shell command\.?$/,
  /^WARNING: .{0,400}run\.do_\w+\.\d+:\d+ exit \d+ from /,
  /^WARNING: Backtrace \(BB generated script\):/,
  /^\s+#\d+: \w+, .{0,400}run\.do_/,
  /^g?make(?:\[\d+\])?: (?:Entering|Leaving) directory /,
  /^(?:ERROR: )?(?:Logfile of failure stored in:|Function failed:|oe_runmake failed)/,
  /^ERROR: (?:configure failed$|(?:ExecutionError\(|Execution of )'.{0,400}run\.do_)/,
  /^npm (?:ERR!|error)\s*$/,
  /^npm (?:ERR!|error) (?:A complete log of this run can be found in|\s+\/\S+\.log$)/,
];

/** The machine ran out of memory, as compilers, linkers, interpreters, make and the kernel say it. */
const OUT_OF_MEMORY: readonly RegExp[] = [
  /(?:fatal )?error: Killed signal terminated program /,
  /: internal compiler error: Killed\b|\bunable to execute command: Killed\b/,
  /\bterminated (?:with|by) signal 9\b/,
  /\bvirtual memory exhausted\b/,
  /\bout of memory allocating \d/,
  /\b(?:LLVM ERROR|fatal error|ld(?:\.\w+)?): (?:.{0,300}: )?out of memory\b/,
  /\bfinal link failed: (?:memory exhausted|Cannot allocate memory)/i,
  /^(?:Exception: |E\s+)?MemoryError\b/,
  /\bstd::bad_alloc\b/,
  /\bjava\.lang\.OutOfMemoryError\b|\binsufficient memory for the Java Runtime Environment\b/,
  /\bGradle build daemon disappeared unexpectedly\b/,
  /\bJavaScript heap out of memory\b/,
  /\bruntime: (?:out of memory|cannot allocate memory)/,
  /\bsignal: killed\b|(?:\bsignal:? (?:9, )?["']?|<Signals\.)SIGKILL\b/,
  /\bCannot allocate memory\b|\bENOMEM\b/,
  /\boom-kill(?:er)?\b|\bOut of memory: Kill(?:ed)? process\b|^Out of memory\b/,
  /^(?:Killed|.{0,400}: (?:line )?\d+: +(?:\d+ )?Killed\b.{0,400})$/,
  /^(?:g?make(?:\[\d+\])?|ninja): .{0,400}(?:Error 137\b|\] Killed$)/,
  /\b(?:exit(?:ed)?(?: with)?(?: code| status| value)?|returned|status|errno) '?(?:137|-9)\b/i,
  /\bWorker process \(\d{1,9}\) exited unexpectedly \(-9\)/,
];

export const WORDINGS: readonly Wording[] = [
  // gcc, clang, g++ and as: the source line and the caret stand behind.
  { line: /^[^\s|][^|]{0,400}?:\d+(?::\d+)?: (?:fatal )?[Ee]rror: /, before: 1, after: 4 },
  {
    line: /^\s*(?:\w+(?:-\w+)*-)?(?:cc1|cc1plus|gcc|g\+\+|clang|clang\+\+|collect2|ld|lld)(?:\.\w+)?: (?:fatal )?error: /,
    after: 2,
  },
  // ld
  { line: /undefined reference to |undefined symbol: |multiple definition of /, before: 1 },
  { line: /(?:^|\s|:)(?:cannot find -l|cannot find \S{1,200}: No such file|unable to find library -l)/ },
  {
    line: /\bld(?:\.\w+)?: .{0,300}(?:file not recognized|skipping incompatible|final link failed|region .{1,40} overflowed|DSO missing from command line|relocation R_|file in wrong format)/,
  },
  // cmake, meson, autotools
  { line: /^CMake Error(?: at .{1,300}|: .{1,300}|.{0,100})$/, after: 8 },
  { line: /^(?:\S{1,300}meson\S{0,20}:\d+:\d+: )?ERROR: /, after: 2 },
  { line: /^(?:\S{0,300}\/)?configure(?:\.ac)?:(?:\d+:)? error: /, before: 1, after: 3 },
  { line: /^(?:autoreconf|aclocal|automake|autoconf|autom4te|libtoolize)(?:-[\d.]+)?: error: /, after: 2 },
  {
    line: /^(?:No package '[^']{1,200}' found|Package \S{1,200} was not found in the pkg-config|Package '[^']{1,200}', required by '[^']{1,200}', not found)/,
  },
  // rust, go, swift and javascript
  { line: /^error(?:\[E\d{4}\])?: (?!Recipe |recipe )/, after: 7 },
  { line: /^Caused by:/, after: 3 },
  { line: /^\S{1,200}\.go:\d+:\d+: / },
  { line: /^(?:go: (?!downloading |finding |extracting )|panic: |fatal error: )/, after: 2 },
  { line: /^npm (?:ERR!|error) \S/ },
  // maven and gradle
  { line: /^\[ERROR\] \S/ },
  { line: /^(?:Could not resolve all |Execution failed for task |A problem occurred )/, after: 3 },
  // Python, with the name of the package before the error; perl; pip
  { line: /^(?:\S{1,100}Error|Error|FATAL ERROR|\S{0,100}Exception): .{1,400}$/, after: 1 },
  { line: /^(?:ModuleNotFoundError|ERROR [A-Z][a-z])/, after: 3 },
  { line: /^Can't locate \S{1,200} in @INC/ },
  // patch, quilt, git am
  { line: /^(?:Hunk #\d+ FAILED |can't find file to patch )/, before: 1, after: 1 },
  { line: /^\d+ out of \d+ hunks? (?:FAILED|ignored)/ },
  {
    line: /^(?:Patch \S{1,200} (?:does not apply|can be reverse-applied)|error: patch failed: |(?:stderr: )?patch: \*{4} |Patch failed at )/,
  },
  { line: /^.{0,200}Reversed \(or previously applied\) patch detected/ },
  // install, cp, the shell; archives
  {
    line: /^(?:install|cp|mv|ln|rm|mkdir|tar|cat|sed|cpio|rsync|chmod|chown|stat|mkfs\.\w+|mke2fs|mcopy|dd|objcopy|strip)(?:\.\w+)?: .{1,400}/,
  },
  {
    line: /^(?:gzip|bzip2|xz|lzip|zstd|zstdcat|unzip|7z|ar|bsdtar|dpkg-deb|rpm2cpio|cmp)(?:\.\w+)?: .{1,400}/,
  },
  { line: /^\s*End-of-central-directory signature not found/ },
  {
    line: /: (?:command not found|not found|Permission denied|No such file or directory|Read-only file system)$/,
  },
  { line: /\bExec format error$|: version `.{1,100}' not found \(required by / },
  { line: /^abort\(\)ing pseudo client|: \d+ Aborted +\(core dumped\)/, after: 1 },
  { line: /^gyp: / },
  { line: /No space left on device|Disk quota exceeded|\bDisk full\b/ },
  { line: /(?:Killed|Segmentation fault|Bus error|internal compiler error)\b/, before: 1, after: 1 },
  // wget, curl, git, ssh
  { line: /\bERROR \d{3}: / },
  { line: /^wget: |unable to resolve host address|^Unable to establish SSL connection/ },
  {
    line: /\bfailed: (?:Name or service not known|Temporary failure|Connection |No route |Network |Unknown error)/,
  },
  { line: /^curl: \(\d+\) / },
  { line: /^(?:fatal|remote|ssh|ERROR|rsync error): (?:.{0,400}\S)?$/, after: 1 },
  { line: /Permission denied \(publickey|Host key verification failed|Could not resolve host/ },
  // What bitbake's fetchers, OE-core's QA and its package managers say.
  { line: /Checksum mismatch|\bhas (?:md5|sha\d+) checksum |^SRC_URI\[\S{1,100}sum\] = / },
  { line: /LIC_FILES_CHKSUM|The new md5 checksum is|the license information has changed/ },
  { line: /nothing provides |none of the providers can be installed|conflicting requests/ },
  { line: /^\s*(?:\* )?Problem(?: \d+)?(?:\/\d+)?: ?/, after: 4 },
  { line: /^Error: ?$|^Collected errors:/, after: 12 },
  {
    line: /^\s*\* (?:satisfy_dependencies_for|pkg_\w{1,60}|opkg_\w{1,60}|check_\w{1,60}|resolve_\w{1,60}|Solver encountered)/,
    after: 2,
  },
  { line: /^(?:E|dpkg): |^The following packages have unmet dependencies/, after: 4 },
  { line: /^\s?\S{1,200} : (?:Depends|PreDepends|Conflicts|Breaks): / },
  { line: /(?:^|\s)(?:file|package) \S{1,300} (?:.{0,200} )?conflicts (?:with|between) / },
  { line: /^(?:No match for argument|Unable to find a match|error: Failed dependencies): ?/, after: 2 },
  { line: /^Couldn't find anything to satisfy / },
  ...OUT_OF_MEMORY.map((line) => ({ line })),
  // the wordings of make, ninja and cmake's driver that a command failed
  { line: /^g?make(?:\[\d+\])?: \*\*\* / },
  { line: /^FAILED: /, after: 1 },
  { line: /^ninja: (?:error|build stopped)/ },
];

/** make and ninja give up, since a command failed. */
export const ENDS_BUILD = /^(?:g?make(?:\[\d+\])?: \*\*\* |ninja: build stopped)/;

/** Lines that lead to an error, or follow from it. */
const AROUND: readonly RegExp[] = [
  /: In (?:function|member function|constructor|destructor|instantiation)\b|: in function /,
  /^\s*(?:FAILED: |g?make(?:\[\d+\])?: \*\*\* (?!No rule )|ninja: build stopped|(?:\S+-)?collect2: error: ld returned )/,
  /^error: (?:could not compile|aborting due to|build failed)/,
  /^npm (?:ERR!|error) (?:code|errno|syscall|path) /,
  /^(?:ERROR: )?(?:\S{1,60} ){1,3}failed\.?$/,
];

/** What says only that something failed, and not why; bitbake 1.46 has what it printed behind it. */
export const VAGUE: readonly RegExp[] = [
  /^(?:Bitbake .{0,60}: )?Execution of '.{0,4000}\brun\.do_/,
  /^(?:bb\.process\.)?ExecutionError\(['"].{0,4000}\brun\.do_/,
  /^Fatal QA errors/,
  /^Checksum failure encountered with download of /,
  /^QA run found fatal errors/,
  /^Function failed: /,
  /^'.{1,400}' execution failed\.?$/,
  /^(?:bb\.)?BBHandledException(?:\(\))?:?$/,
];

/** The same in the words of a class: `configure failed`. */
export const FAILED = /^[\w./+-]{1,60}(?: [\w./+-]{1,60}){0,2} failed\.?$/;

/** Whether a line of a log is known to belong to an error. */
export function isKnown(line: string): boolean {
  return WORDINGS.some((wording) => wording.line.test(line));
}

/** Whether a line of a log says why something failed. */
export function isTelling(line: string): boolean {
  return isKnown(line) && !AROUND.some((wording) => wording.test(line));
}

/** Whether a line says that the machine had too little memory. */
export function isOutOfMemory(line: string): boolean {
  return OUT_OF_MEMORY.some((wording) => wording.test(line.slice(0, 2000)));
}

/** Whether one of these lines says that the machine had too little memory, or a process was killed, as the kernel does it then. */
export function ranOutOfMemory(lines: readonly string[]): boolean {
  return lines.some(isOutOfMemory);
}
