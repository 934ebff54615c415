import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { RemoteToken } from '@pv-actions/core/git/environment.ts';
import { type Credential, serveCredential } from './credential-socket.ts';

/** What kas is given of this run: a place for its temporary files, and access to private layers. */
interface KasFolder {
  /** Variables for kas. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Makes a folder for what kas leaves in TMPDIR, its home with a copy of the git configuration for one, which stays there when kas is
 * killed. The token stays in the memory of this process: git asks for it through a socket that only this user may use. Every kas with
 * `dump` hands GIT_CREDENTIAL_HELPER to git; one that the job sets stays in force.
 *
 * @param runFolder a folder of this run.
 * @throws UserError for a run folder with a name that cannot stand in git's configuration, or that can hold no socket.
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
    const credential = token === undefined || env['GIT_CREDENTIAL_HELPER'] ? undefined : credentialOf(token);
    if (credential === undefined) return { env: { TMPDIR: temporary }, remove };
    const socket = join(folder, 'git');
    if (!/^[\w./+@-]+$/.test(socket)) {
      throw new UserError(
        `The token for layers cannot be offered in ${runFolder}: its name has blanks or signs that git would read otherwise.`,
        'Let RUNNER_TEMP be a folder with a plain name.',
      );
    }
    const close = await serveCredential(credential, socket);
    return {
      env: {
        TMPDIR: temporary,
        // git appends what it wants. Asked to store, with nobody at the socket, git would start a daemon of its own.
        GIT_CREDENTIAL_HELPER: `!sh -c 'test $0 = get && exec git credential-cache --socket=${socket} get'`,
        // With the path of a URL in the question there would be no answer.
        GIT_CREDENTIAL_USEHTTPPATH: '',
      },
      async remove() {
        await close();
        await remove();
      },
    };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

/** Other protocols than http and https take no token. */
function credentialOf({ value, origin }: RemoteToken): Credential | undefined {
  const { protocol, host } = URL.parse(origin) ?? {};
  if (host === undefined || (protocol !== 'https:' && protocol !== 'http:')) return undefined;
  return { protocol: protocol.slice(0, -1), host, username: 'x-access-token', password: value };
}
