import { COMMON, childEnvironment, READ_BY_ENGINES } from '@pv-actions/core/action/child-environment.ts';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

export interface DockerResult {
  /** 0 when it did what it was told; null when it was killed because it did not answer. */
  readonly code: number | null;
  /** The lines of stdout that are not empty. */
  readonly lines: readonly string[];
  /** What it says on stderr, on one line. */
  readonly error: string;
}

/** Runs `docker` with these arguments. Never throws because of what docker says. */
export type Docker = (args: readonly string[], seconds?: number) => Promise<DockerResult>;

/** A daemon that hangs must not keep the stage from ending. */
const ANSWER_SECONDS = 60;
const ERROR_CHARACTERS = 500;

export function dockerOf(deps: Pick<Deps, 'exec' | 'env'>): Docker {
  return async (args, seconds = ANSWER_SECONDS) => {
    const lines: string[] = [];
    const errors: string[] = [];
    const { code } = await deps
      .exec(['docker', ...args], {
        env: childEnvironment(deps.env, [...COMMON, ...READ_BY_ENGINES, 'SSH_AUTH_SOCK']),
        timeLimitSeconds: seconds,
        onLine: (line, stream) =>
          void (line.trim() !== '' && (stream === 'stdout' ? lines : errors).push(line)),
      })
      .catch((thrown: unknown) => {
        errors.push(systemCode(thrown) === 'ENOENT' ? NOT_FOUND : messageOf(thrown));
        return { code: NOT_STARTED };
      });
    const said = errors.join(' ').replace(/\s+/g, ' ').trim().slice(0, ERROR_CHARACTERS);
    return {
      code,
      lines,
      error: code === null ? `It did not answer within ${seconds} s. ${said}`.trim() : said,
    };
  };
}

const NOT_FOUND = 'docker was not found.';
const NOT_STARTED = 127;

/**
 * Asks the daemon for its version, to know that tests can run.
 *
 * @throws UserError that says what keeps them from it.
 */
export async function checkDocker(docker: Docker): Promise<void> {
  const { code, lines, error } = await docker(['version', '--format', '{{.Server.Version}}']);
  if (code === 0 && lines.length > 0) return;
  if (error === NOT_FOUND) {
    throw new UserError(
      'docker was not found.',
      'The tests run in containers: install Docker on the runner, or run the job on one that has it.',
    );
  }
  if (/permission denied/i.test(error)) {
    throw new UserError(
      `docker has no right to use its daemon: ${error}`,
      'Add the user of the runner to the group docker (`usermod -aG docker <user>`), and start the runner again.',
    );
  }
  throw new UserError(
    `The Docker daemon cannot be used: ${error}`,
    'Start it (`systemctl start docker`), or correct DOCKER_HOST. In a job container its socket must be mounted.',
  );
}
