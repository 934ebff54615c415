import { chmod, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { git } from './git.ts';

/** A machine of the sample layer, as a leg of the build matrix needs it. */
export interface SampleMachine {
  /** The name in keys and in the index: the Yocto machine with the branch. */
  readonly name: string;
  /** MACHINE. */
  readonly yoctoMachine: string;
  /** The kas file, relative to the layer. */
  readonly config: string;
  /** The target that a release builds; empty: what the kas file says. */
  readonly target: string;
  /** Globs of the files that a release takes for images; empty: the default of kas-build. */
  readonly output: string;
  /** Whether its build leaves an SDK. */
  readonly sdk: boolean;
  /** The size of its `.wic.bz2` in bytes. */
  readonly imageSize: number;
}

export interface SampleLayer {
  readonly folder: string;
  /** The only commit. */
  readonly sha: string;
  readonly tag: string;
  readonly branch: 'main';
  readonly machines: readonly SampleMachine[];
}

const MIB = 1024 * 1024;
const TEMPLATE = fileURLToPath(new URL('./template/', import.meta.url));
const EXECUTABLE = ['bitbake/bin/bitbake'];

export const SAMPLE_MACHINES: readonly SampleMachine[] = [
  machine('raspberrypi-armv8', { sdk: true, imageSize: 64 * MIB }),
  machine('docker-x86_64', {
    target: 'pantavisor-appengine-distro',
    output: 'pantavisor-appengine-distro-*.tar.gz',
    imageSize: 1 * MIB,
  }),
  machine('colibri-imx6ull', { output: 'pv-flash-bundle-colibri-imx6ull.tar.gz', imageSize: 3 * MIB }),
];

/** The faults that `kas/faults/<name>.yaml` switches on. */
export const SAMPLE_FAULTS = [
  'compile',
  'python',
  'fetch',
  'dep',
  'setscene',
  'soft-error',
  'parsewarn',
  'slow',
  'long-line',
  'not-utf8',
  'empty-deploy',
  'no-output',
  'disk-full',
  'chatty',
  'deaf',
  'many-warnings',
  'exception',
] as const;

export type SampleFault = (typeof SAMPLE_FAULTS)[number];

/**
 * Writes the sample layer into `folder` as a git repository with one commit on `main` and `tag` on it. The
 * commit's id depends on the layer's files only, whatever git is configured to do. `remote` is the URL of the second
 * repository in `kas/with-remote.yaml`, as `makeRemoteLayer` gives it.
 *
 * @throws an Error when `folder` holds files already, or git fails.
 */
export async function makeSampleLayer(
  folder: string,
  options: { tag?: string; remote?: string } = {},
): Promise<SampleLayer> {
  const tag = options.tag ?? '029';
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`The folder ${folder} is not empty.`);
  await cp(TEMPLATE, folder, {
    recursive: true,
    filter: (source) => path.basename(source) !== '__pycache__',
  });
  for (const file of EXECUTABLE) await chmod(path.join(folder, file), 0o755);
  if (options.remote !== undefined)
    await nameRemote(path.join(folder, 'kas/with-remote.yaml'), options.remote);
  await git(folder, 'init', '--quiet', '--template=', '--initial-branch=main');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--no-verify', '--message=The sample layer');
  await git(folder, 'tag', '--no-sign', '--', tag);
  return {
    folder,
    sha: (await git(folder, 'rev-parse', 'HEAD')).trim(),
    tag,
    branch: 'main',
    machines: SAMPLE_MACHINES,
  };
}

/** The kas configuration of `machine` with faults switched on: its files joined by `:`, relative to the layer. */
export function configWithFaults(machine: SampleMachine, ...faults: readonly SampleFault[]): string {
  return [machine.config, ...faults.map((fault) => `kas/faults/${fault}.yaml`)].join(':');
}

function machine(
  yoctoMachine: string,
  facts: { target?: string; output?: string; sdk?: boolean; imageSize: number },
): SampleMachine {
  const name = `${yoctoMachine}-scarthgap`;
  return {
    name,
    yoctoMachine,
    config: `kas/build-configs/release/${name}.yaml`,
    target: '',
    output: '',
    sdk: false,
    ...facts,
  };
}

async function nameRemote(file: string, url: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^( +url: ).*$/m, (_, indent: string) => `${indent}${url}`),
  );
}
