import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openFolder, type TestFolder } from '@pv-actions/testkit/harness/folder.ts';
import { type Ended, type Program, startProgram } from '@pv-actions/testkit/harness/program.ts';
import type { Behaviour } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { type DistroSpec, type DistroTest, imageOf, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { type Faults, installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';

export type { Ended };

const PARTS = ['appengine', 'netsim', 'tester'] as const;

export interface Running extends Program {
  readonly done: Program['ended'];
}

/** A folder with a stand-in for docker, and distros that use it. */
export class Bench {
  readonly root: string;
  readonly docker: PvtestDocker;
  readonly at: TestFolder['at'];
  readonly close: () => Promise<void>;

  private constructor(folder: TestFolder, docker: PvtestDocker) {
    this.root = folder.path;
    this.docker = docker;
    this.at = folder.at;
    this.close = () => docker.close().then(folder.close);
  }

  static async open(
    options: { readonly faults?: Faults; readonly images?: readonly string[] } = {},
  ): Promise<Bench> {
    const folder = await openFolder('pvtest');
    await Promise.all(['cwd', 'tmp'].map((name) => mkdir(folder.at(name))));
    return new Bench(folder, await installPvtestDocker(folder.at('bin'), options));
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.at(...parts), 'utf8');
  }

  /** Writes the distro, and leaves what its install-docker leaves. */
  async distro(spec: DistroSpec): Promise<void> {
    await writeDistro(this.at('distro'), spec);
    const known = this.at('bin/state/images.json');
    const images = JSON.parse(await readFile(known, 'utf8'));
    for (const part of PARTS.filter((each) => !spec.missing?.includes(each))) {
      const { image, id } = imageOf(part, spec.version);
      images[id] = { tags: [`${image}:latest`], created: '2026-01-01T00:00:00.000000000Z' };
      if (part !== 'appengine') await writeFile(this.at(`distro/${part}.imgid`), `${id}\n`);
    }
    await writeFile(known, JSON.stringify(images));
  }

  script(...args: readonly string[]): Running {
    return this.start(this.at('distro', 'test.docker.sh'), args);
  }

  /** `run`, with the workspace `ws`. */
  run(...args: readonly string[]): Running {
    return this.script('run', ...args, '-w', this.at('ws'));
  }

  /** The docker command, to its end. */
  cli(...args: readonly string[]): Promise<Ended> {
    return this.start(this.docker.path, args).done;
  }

  /** Starts a program in a process group of its own. */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const started = startProgram([program, ...args], this.at('cwd'), {
      PATH: `${this.docker.folder}:${process.env['PATH']}`,
      TMPDIR: this.at('tmp'),
      PH_USER: 'somebody',
      PH_PASS: 'geheim',
      ...env,
    });
    return { ...started, done: started.ended };
  }
}

export function one(id: string, behaviour: Behaviour = {}): DistroTest {
  return { id, behaviour };
}

/** Resolves as soon as the file is there. */
export async function appears(file: string): Promise<void> {
  while (!existsSync(file)) await setTimeout(10);
}

/** Whether a process is there, and not only waits to be reaped. */
export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** The number of a process's session, from /proc. */
export function sessionOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[3]);
}

/** What the files are that a process has open. */
export function openFilesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((fd) => {
    try {
      return [readlinkSync(path.join(folder, fd))];
    } catch {
      return [];
    }
  });
}
