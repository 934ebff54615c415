import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { shippedChunk } from './chunk.ts';
import { licenses } from './licenses.ts';
import { stageNames } from './stage-names.ts';

interface Asset {
  readonly source: string | Buffer;
}
type Ncc = (
  entry: string,
  options: Readonly<Record<string, unknown>>,
) => Promise<{ code: string; map: string; assets: Record<string, Asset> }>;

/** Tables of widths that badge-maker reads for styles that no badge of ours has: 0.7 MB. The table that stands for them holds one letter. */
const UNUSED_FONTS = ['verdana-10px-normal', 'verdana-10px-bold', 'helvetica-11px-bold'];

/**
 * Builds `dist/`: one bundle for all stages, its lazy chunks, a stub per stage, and licenses.txt.
 * ncc's output depends on the working directory, so the process moves to the root first.
 */
const root = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist'));
process.chdir(root);

const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;
const { code, map, assets } = await ncc(join(root, 'actions/index.ts'), {
  cache: false,
  quiet: true,
  transpileOnly: true,
  sourceMap: true,
  sourceMapRegister: false,
  externals: Object.fromEntries(UNUSED_FONTS.map((font) => [`./data/${font}.json`, './no-font.json'])),
});
const files = new Map([['index.js', shippedChunk(code, map)]]);
for (const [name, { source }] of Object.entries(assets)) {
  if (name.endsWith('.index.js')) {
    files.set(name, shippedChunk(String(source), String(assets[`${name}.map`]?.source)));
  }
}
files.set('no-font.json', '[[109, 109, 0]]\n');
for (const stage of stageNames) {
  files.set(`${stage}.js`, `import { run } from './index.js';\n\nawait run('${stage}');\n`);
}
files.set('package.json', `${JSON.stringify({ type: 'module' }, null, 2)}\n`);
files.set('licenses.txt', licenses(await readFile(join(root, 'package-lock.json'), 'utf8'), root));

await rm(out, { recursive: true, force: true });
for (const [name, content] of files) {
  await mkdir(dirname(join(out, name)), { recursive: true });
  await writeFile(join(out, name), content);
}
