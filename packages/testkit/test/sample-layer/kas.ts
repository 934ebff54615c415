import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

export interface KasRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningKas {
  readonly pid: number;
  readonly done: Promise<KasRun>;
  /** Resolves as soon as `text` has been printed. */
  readonly printed: (text: string) => Promise<void>;
}

/** A sample layer in a temporary folder of its own, with work folders beside it. */
export class Bench {
  readonly root: string;
  readonly layer: SampleLayer;

  constructor(root: string, layer: SampleLayer) {
    this.root = root;
    this.layer = layer;
  }

  static async open(options: { remote?: string } = {}): Promise<Bench> {
    const root = await mkdtemp(path.join(tmpdir(), 'sample-layer-'));
    return new Bench(root, await makeSampleLayer(path.join(root, 'layer'), options));
  }

  close(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }

  build(work: string): string {
    return path.join(this.root, work, 'build');
  }

  /** Adds a kas file with one line of local.conf to the layer, and returns its path. */
  async setting(name: string, line: string): Promise<string> {
    const file = `kas/${name}.yaml`;
    const text = `header:\n  version: 12\nlocal_conf_header:\n  ${name}: |\n    ${line}\n`;
    await writeFile(path.join(this.layer.folder, file), text);
    return file;
  }

  /** Starts kas, or the program that `env.KAS` names, in the layer. */
  async start(work: string, args: readonly string[], env: Record<string, string> = {}): Promise<RunningKas> {
    const folder = path.join(this.root, work);
    await mkdir(folder, { recursive: true });
    const child = spawn(env['KAS'] ?? 'kas', args, {
      cwd: this.layer.folder,
      env: { PATH: process.env['PATH'], HOME: this.root, KAS_WORK_DIR: folder, SHELL: '/bin/bash', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    const waiting: { text: string; seen: () => void }[] = [];
    const look = (): void => {
      for (const { text, seen } of waiting) if (`${texts.stdout}${texts.stderr}`.includes(text)) seen();
    };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (data: string) => {
        texts[stream] += data;
        look();
      });
    }
    const done = new Promise<KasRun>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, ...texts }));
    });
    const printed = (text: string): Promise<void> =>
      Promise.race([
        new Promise<void>((seen) => {
          waiting.push({ text, seen });
          look();
        }),
        done.then(({ stderr }) => {
          if (!`${texts.stdout}${texts.stderr}`.includes(text))
            throw new Error(`"${text}" missing in ${stderr}`);
        }),
      ]);
    return { pid: child.pid ?? 0, done, printed };
  }

  async kas(work: string, args: readonly string[], env: Record<string, string> = {}): Promise<KasRun> {
    return (await this.start(work, args, env)).done;
  }
}
