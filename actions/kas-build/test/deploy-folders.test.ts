import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';
import { deployFolders, listDeploy } from '../src/staging/deploy-folders.ts';
import { fileClock } from '../src/staging/file-clock.ts';
import { stageArtifacts } from '../src/staging/staging.ts';

let tmp: string;
beforeEach(async () => {
  tmp = await realpath(await mkdtemp(join(tmpdir(), 'deploy-')));
});
afterEach(() => rm(tmp, { recursive: true, force: true }));

async function put(path: string, target?: string): Promise<void> {
  const full = join(tmp, path);
  await mkdir(dirname(full), { recursive: true });
  await (target === undefined ? writeFile(full, path) : symlink(target, full));
}

const LINK = 'core-image-rpi.rootfs';
const OLD = `${LINK}-20260101000000`;
const NEW = `${LINK}-20260603100012`;

test('what OE-core leaves, in each folder, links and all; what was there before is told by its ctime', async () => {
  await put('deploy/images/rpi/other-rpi.rootfs.wic');
  await put(`deploy/licenses/rpi/${OLD}/license.manifest`);
  const since = await fileClock(tmp);
  await put(`deploy/images/rpi/${NEW}.wic`);
  await put(`deploy/images/rpi/${LINK}.wic`, `${NEW}.wic`);
  await put(`deploy/licenses/rpi/${NEW}/license.manifest`);
  // license_image.bbclass makes it absolute: in a container it leads nowhere.
  await put(`deploy/licenses/rpi/${LINK}`, `/work/build/tmp/deploy/licenses/rpi/${NEW}`);
  await put('deploy/licenses/busybox/generic_GPL-2.0-only');
  await put('log/cve/cve-summary-20260603100012.json');
  await put('log/cve/cve-summary.json', 'cve-summary-20260603100012.json');

  const bitbake = { MACHINE: 'rpi', TMPDIR: tmp, DEPLOY_DIR: join(tmp, 'deploy') };
  const { folders, machine } = await deployFolders(bitbake, tmp, undefined);
  const targets = [{ recipe: 'core-image', task: 'build' }];
  const selection = selectArtifacts(await listDeploy(folders), undefined, { machine, targets, since });
  expect(selection.leftOut).toEqual(['other-rpi.rootfs.wic']);
  expect(selection.older).toEqual([]);
  expect(selection.passedOver).toEqual([`rpi/${OLD}/license.manifest`]);

  const describe = (artifacts: readonly object[]) => ({ schema: 1, machine, artifacts }) as never;
  const out = join(tmp, 'out');
  await stageArtifacts(out, folders, selection.artifacts, describe);
  const content = (path: string): Promise<string> => readFile(join(out, path), 'utf8');
  expect(await content(`images/${LINK}.wic`)).toBe(`deploy/images/rpi/${NEW}.wic`);
  expect(await content(`licenses/${LINK}.license.manifest`)).toBe(
    `deploy/licenses/rpi/${NEW}/license.manifest`,
  );
  expect(await content('cve/cve-summary.json')).toBe('log/cve/cve-summary-20260603100012.json');
  expect(selection.artifacts).toHaveLength(3);
});

test('the deploy folder that is named may be one of a multiconfig, of another machine', async () => {
  await put('tmp/deploy/images/rpi/a.wic');
  await put('tmp-mcu/deploy/images/mcu/b.wic');
  const bitbake = { MACHINE: 'rpi', TMPDIR: join(tmp, 'tmp'), DEPLOY_DIR: join(tmp, 'tmp/deploy') };
  const of = (deployDir: string | undefined) =>
    deployFolders(bitbake, tmp, deployDir).then(({ folders, machine }) => [machine, folders.image]);
  expect(await of(undefined)).toEqual(['rpi', join(tmp, 'tmp/deploy/images/rpi')]);
  expect(await of(join(tmp, 'tmp-mcu/deploy'))).toEqual(['mcu', join(tmp, 'tmp-mcu/deploy/images/mcu')]);
  await put('tmp-mcu/deploy/images/rpi/b.wic');
  expect(await of(join(tmp, 'tmp-mcu/deploy'))).toEqual(['rpi', join(tmp, 'tmp-mcu/deploy/images/rpi')]);
});
