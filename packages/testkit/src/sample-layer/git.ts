import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

/** Runs git in `folder` with the same result on every machine: its own settings, author and time. Returns stdout. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const settings = ['commit.gpgSign=false', 'core.autocrlf=false', 'core.fileMode=true', 'core.hooksPath='];
  const when = '2026-06-03T10:00:00Z';
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_AUTHOR_NAME: 'Sample Layer',
    GIT_AUTHOR_EMAIL: 'sample@example.com',
    GIT_AUTHOR_DATE: when,
    GIT_COMMITTER_NAME: 'Sample Layer',
    GIT_COMMITTER_EMAIL: 'sample@example.com',
    GIT_COMMITTER_DATE: when,
  };
  const { stdout } = await promisify(execFile)(
    'git',
    [...settings.flatMap((setting) => ['-c', setting]), ...args],
    { cwd: folder, env },
  );
  return stdout;
}
