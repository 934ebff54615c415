import { devNull } from 'node:os';

/** The environment of a git server: no settings of the machine's or of a user's. */
export function serverEnvironment(): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: devNull,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
  };
}
