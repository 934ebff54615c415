import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { RemoteToken } from '@pv-actions/core/git/environment.ts';

/** What kas is given of this run: a place for its temporary files, and access to private layers. */
interface KasFolder {
  /** Variables for kas. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Makes a folder for what kas leaves in TMPDIR, its home with a copy of the git configuration for one, which stays there when kas is
 * killed. The token goes through a file that only this user may read: git asks for it where a server wants one, by protocol, host
 * and port (git-credential-store(1)). Every kas with `dump` hands GIT_CREDENTIAL_HELPER to git; one that the job sets stays in force.
 *
 * @param runFolder a folder of this run.
 * @throws UserError for a run folder with a name that cannot stand in git's configuration.
 */
export async function openKasFolder(
  token: RemoteToken | undefined,
  runFolder: string,
  { env }: Pick<Deps, 'env'>,
): Promise<KasFolder> {
  const folder = await mkdtemp(join(runFolder, 'kas-lock-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const temporary = join(folder, 'tmp');
    await mkdir(temporary);
    const line = token === undefined || env['GIT_CREDENTIAL_HELPER'] ? undefined : credentialLine(token);
    if (line === undefined) return { env: { TMPDIR: temporary }, remove };
    const file = join(folder, 'credentials');
    if (!/^[\w./+@-]+$/.test(file)) {
      throw new UserError(
        `The token for layers cannot be kept in ${runFolder}: its name has blanks or signs that git would read otherwise.`,
        'Let RUNNER_TEMP be a folder with a plain name.',
      );
    }
    await writeFile(file, line, { mode: 0o600, flag: 'wx' });
    const helper = `store --file=${file}`;
    // With the path of a URL in the question the file would have no answer.
    return {
      env: { TMPDIR: temporary, GIT_CREDENTIAL_HELPER: helper, GIT_CREDENTIAL_USEHTTPPATH: '' },
      remove,
    };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

/** Other protocols than http and https take no token. */
function credentialLine({ value, origin }: RemoteToken): string | undefined {
  const { protocol, host } = URL.parse(origin) ?? {};
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return `${protocol}//x-access-token:${encodeURIComponent(value)}@${host}\n`;
}
