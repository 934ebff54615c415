import { messageOf, systemCode, UserError } from './errors.ts';
import { quote } from './inputs.ts';

interface DiskProblem {
  readonly what: string;
  readonly advice: string;
}

/** What a disk does not do any more, by the code of Node's system error. */
const PROBLEMS: Readonly<Record<string, DiskProblem>> = {
  ENOSPC: {
    what: 'The disk is full',
    advice:
      'Make room there before this step, or use a runner with a larger disk. `df -h` and `df -i` show what is left.',
  },
  EDQUOT: {
    what: 'The disk quota is used up',
    advice: "Make room there before this step, or have the quota of the runner's user raised.",
  },
  EROFS: {
    what: 'The file system is read-only',
    advice:
      'Mount it so that it can be written. Linux also makes one read-only after errors of its disk: the log of the kernel says so.',
  },
};

/** As Node writes it at the begin of a message, which clients of services put behind words of their own. */
const IN_MESSAGE = /\b(ENOSPC|EDQUOT|EROFS): [a-z]/;
const DEEPEST = 5;

/**
 * A failure to write because of the disk (full, over its quota, read-only) as an error of the user, with the path where the system
 * names one. Errors inside of errors are looked at too.
 *
 * @param temporary The folder that a stage writes to, shown where the system names no path: RUNNER_TEMP.
 * @returns undefined for any other failure.
 */
export function diskProblem(thrown: unknown, temporary?: string): UserError | undefined {
  let inner = thrown;
  for (let depth = 0; depth < DEEPEST && inner !== undefined; depth += 1) {
    const code = systemCode(inner) ?? '';
    const problem = PROBLEMS[code in PROBLEMS ? code : (IN_MESSAGE.exec(messageOf(inner))?.[1] ?? '')];
    if (problem !== undefined) return explained(problem, inner, temporary, thrown);
    inner = (inner as { readonly cause?: unknown } | null)?.cause;
  }
  return undefined;
}

function explained(
  { what, advice }: DiskProblem,
  found: unknown,
  temporary: string | undefined,
  cause: unknown,
): UserError {
  const path = pathOf(found);
  const said = messageOf(found).replace(/\.$/, '');
  const where = path === undefined && temporary ? ` What this step writes is below ${quote(temporary)}.` : '';
  return new UserError(`${what}${path === undefined ? '' : ` at ${quote(path)}`}: ${said}.${where}`, advice, {
    cause,
  });
}

function pathOf(thrown: unknown): string | undefined {
  const { dest, path } = (thrown ?? {}) as { readonly dest?: unknown; readonly path?: unknown };
  return [dest, path].find((each) => typeof each === 'string');
}
