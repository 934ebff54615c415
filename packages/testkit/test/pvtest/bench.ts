import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Behaviour } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { type DistroSpec, type DistroTest, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { type Faults, installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';

/** How a program ended, and what it printed. */
export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly done: Promise<Ended>;
}

/** A folder with a stand-in for docker, and distros that use it. */
export class Bench {
  readonly root: string;
  readonly docker: PvtestDocker;

  private constructor(root: string, docker: PvtestDocker) {
    this.root = root;
    this.docker = docker;
  }

  static async open(
    options: { readonly faults?: Faults; readonly images?: readonly string[] } = {},
  ): Promise<Bench> {
    const root = mkdtempSync(path.join(tmpdir(), 'pvtest-'));
    await Promise.all(['cwd', 'tmp'].map((name) => mkdir(path.join(root, name))));
    return new Bench(root, await installPvtestDocker(path.join(root, 'bin'), options));
  }

  async close(): Promise<void> {
    await this.docker.close();
    await rm(this.root, { recursive: true, force: true });
  }

  at(...parts: readonly string[]): string {
    return path.join(this.root, ...parts);
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.at(...parts), 'utf8');
  }

  /** Writes the distro, and loads its images. */
  async distro(spec: DistroSpec): Promise<void> {
    await writeDistro(this.at('distro'), spec);
    await this.script('install-docker').done;
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
    const child = spawn(program, args, {
      cwd: this.at('cwd'),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${this.docker.folder}:${process.env['PATH']}`,
        TMPDIR: this.at('tmp'),
        PH_USER: 'somebody',
        PH_PASS: 'geheim',
        ...env,
      },
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (data: string) => {
        text[name] += data;
      });
    const done = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) =>
        resolve({ code: code ?? undefined, signal: signal ?? undefined, ...text }),
      );
    });
    return { process: child, pid: child.pid ?? 0, done };
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
