import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { git } from './git.ts';

/** A second layer in a bare repository, for configurations that name one by its URL. */
export interface RemoteLayer {
  /** A `file://` URL. */
  readonly url: string;
  /** The newest commit of `main`. */
  readonly sha: () => Promise<string>;
  /** Adds a commit to `main`, and returns its id. */
  readonly advance: () => Promise<string>;
}

const LAYER_CONF = `BBPATH .= ":\${LAYERDIR}"
BBFILES += "\${LAYERDIR}/recipes-*/*/*.bb"
BBFILE_COLLECTIONS += "remote"
`;
const RECIPE = `SUMMARY = "A recipe of another repository"
LICENSE = "MIT"
`;

/**
 * Makes the bare repository `<folder>/meta-remote.git` with two commits on `main`, and the work folder that they come from.
 *
 * @throws an Error when git fails.
 */
export async function makeRemoteLayer(folder: string): Promise<RemoteLayer> {
  const work = path.join(folder, 'meta-remote');
  const bare = path.join(folder, 'meta-remote.git');
  await mkdir(path.join(work, 'conf'), { recursive: true });
  await mkdir(path.join(work, 'recipes-remote/remote-tool'), { recursive: true });
  await writeFile(path.join(work, 'conf/layer.conf'), LAYER_CONF);
  await writeFile(path.join(work, 'recipes-remote/remote-tool/remote-tool_1.0.bb'), RECIPE);
  await git(work, 'init', '--quiet', '--template=', '--initial-branch=main');
  await git(folder, 'init', '--quiet', '--template=', '--initial-branch=main', '--bare', bare);
  const advance = async (): Promise<string> => {
    const count = (await git(work, 'rev-list', '--all')).split('\n').length;
    await writeFile(path.join(work, 'CHANGES'), `${count}\n`);
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '--no-verify', `--message=Change ${count}`);
    await git(work, 'push', '--quiet', bare, 'main');
    return (await git(work, 'rev-parse', 'HEAD')).trim();
  };
  await advance();
  await advance();
  return {
    url: pathToFileURL(bare).href,
    sha: async () => (await git(work, 'rev-parse', 'HEAD')).trim(),
    advance,
  };
}
