/** A line of a file that an error names. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A call in a traceback. */
interface Frame extends Place {
  readonly name: string;
  /** The line of the source; empty where it is not shown. */
  readonly code: string;
}

/** A Python exception as bitbake prints it. */
export interface PythonTrace {
  /** What stands before it: `ExpansionError during parsing /l/a_1.0.bb`. */
  readonly before: readonly string[];
  /** The calls, the innermost last. */
  readonly frames: readonly Frame[];
  /** The exception, `KeyError: 'x'`, and what is printed behind it, such as what a command said. */
  readonly exception: readonly string[];
}

const BETTER_EXEC = /\bError executing a python function in /;
const STACK = /^The stack trace of python calls that resulted in this exception\/failure was:/;
const STACK_FRAME = /^File: '(.{1,1000})', lineno: (\d{1,9}), function: (.{1,200})$/;
const STACK_CODE = /^\s*\*\*\* ?\d{1,9}:(.*)$/;
const TRACEBACK = 'Traceback (most recent call last):';
const TRACEBACK_FRAME = /^\s*File "([^"]{1,1000})", line (\d{1,9})(?:, in (.{1,1000}?))?:?$/;
/** A class or a name of a module, which `else:` and `pass` of the source around a call are not. */
const EXCEPTION = /^(?:[A-Z_]\w{0,200}|(?:\w{1,60}\.){1,6}\w{1,60})(?::|$)/;
const CHAINED =
  /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;

/**
 * Reads a Python exception in the lines of a message: the stack of bitbake's own `better_exec` (utils.py), or a traceback
 * of Python, also without the blanks at the start of its lines, which kas leaves out. Of exceptions that follow from each
 * other the last one counts that says something.
 */
export function pythonTrace(lines: readonly string[]): PythonTrace | undefined {
  const stack = lines.findIndex((line) => STACK.test(line));
  if (stack >= 0) return ofStack(lines, stack);
  const starts = lines.flatMap((line, index) => (line.startsWith(TRACEBACK) ? [index] : []));
  const traces = starts.map((start, at) => ofTraceback(lines.slice(start, starts[at + 1])));
  const told = traces.findLast(({ exception }) => !isHandled(exception[0] ?? '')) ?? traces.at(-1);
  if (told === undefined) return undefined;
  const before = lines.slice(0, starts[0]).filter((line) => line.trim() !== '' && !CHAINED.test(line));
  return { ...told, before };
}

/** Whether an exception says only that an error was logged before. */
export function isHandled(exception: string): boolean {
  return /^(?:\w+\.){0,5}(?:BBHandledException|SystemExit)\b/.test(exception);
}

function ofStack(lines: readonly string[], stack: number): PythonTrace {
  const frames: Frame[] = [];
  let index = stack + 1;
  for (; index < lines.length && !lines[index]?.startsWith('Exception: '); index++) {
    const line = lines[index] ?? '';
    const frame = STACK_FRAME.exec(line) ?? TRACEBACK_FRAME.exec(line);
    const code = STACK_CODE.exec(line);
    const last = frames.at(-1);
    if (frame !== null) frames.push(frameOf(frame));
    else if (code !== null && last !== undefined) {
      frames[frames.length - 1] = { ...last, code: (code[1] ?? '').trim() };
    }
  }
  const exception = lines
    .slice(index)
    .map((line, at) => (at === 0 ? line.slice('Exception: '.length) : line));
  return {
    before: lines.slice(0, stack).filter((line) => line.trim() !== '' && !BETTER_EXEC.test(line)),
    frames,
    exception: exception.filter((line) => line.trim() !== '' && line !== 'Subprocess output:'),
  };
}

/** bitbake before 2.12 shows lines around that of the source, which has a `>` in front. */
function ofTraceback(lines: readonly string[]): Pick<PythonTrace, 'frames' | 'exception'> {
  const frames: Frame[] = [];
  const isIndented = lines.some((line) => /^\s+File "/.test(line));
  let index = 1;
  for (; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const frame = TRACEBACK_FRAME.exec(line);
    const last = frames.at(-1);
    if (frame !== null) {
      frames.push(frameOf(frame));
    } else if (isIndented ? /^\S/.test(line) : last?.code !== '' && EXCEPTION.test(line)) {
      break;
    } else if (last !== undefined && line.trim() !== '' && (last.code === '' || /^\s*> /.test(line))) {
      frames[frames.length - 1] = { ...last, code: line.replace(/^\s*(?:> )?\s*/, '').trimEnd() };
    }
  }
  const rest = lines.slice(index).filter((line) => line.trim() !== '');
  const end = rest.findIndex((line) => CHAINED.test(line));
  const exception = end < 0 ? rest : rest.slice(0, end);
  const shown = frames.at(-1)?.code ?? '';
  return { frames, exception: exception.length === 0 && EXCEPTION.test(shown) ? [shown] : exception };
}

function frameOf([, file = '', line = '', name = '']: readonly string[]): Frame {
  return { file, line: Number(line), name, code: '' };
}
