import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openFolder, type TestFolder } from '@pv-actions/testkit/harness/folder.ts';
import { type Ended, type Program, startProgram } from '@pv-actions/testkit/harness/program.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

export type KasRun = Ended;

export interface RunningKas extends Program {
  readonly done: Promise<KasRun>;
}

/** A sample layer in a temporary folder of its own, with work folders beside it. */
export class Bench {
  readonly root: string;
  readonly layer: SampleLayer;

  readonly close: () => Promise<void>;

  private constructor(folder: TestFolder, layer: SampleLayer) {
    this.root = folder.path;
    this.close = folder.close;
    this.layer = layer;
  }

  static async open(options: { remote?: string } = {}): Promise<Bench> {
    const folder = await openFolder('sample-layer');
    return new Bench(folder, await makeSampleLayer(folder.at('layer'), options));
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
    const given = { HOME: this.root, KAS_WORK_DIR: folder, SHELL: '/bin/bash', ...env };
    const program = startProgram([env['KAS'] ?? 'kas', ...args], this.layer.folder, given, false);
    return { ...program, done: program.ended };
  }

  async kas(work: string, args: readonly string[], env: Record<string, string> = {}): Promise<KasRun> {
    return (await this.start(work, args, env)).done;
  }
}
