import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * Lays out a stage that can be built, tested and run as it is, and that says how large a file is:
 *
 *     npm run new-stage -- NAME
 *
 * The folder actions/NAME is all that names a stage. The README of the repository gets its row from action.yml.
 */
const root = resolve(import.meta.dirname, '..');
const [name = '', ...others] = process.argv.slice(2);
const folder = join(root, 'actions', name);

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || others.length > 0) {
  stop(
    `"${[name, ...others].join(' ')}" is no name of a stage. Use words of small letters and digits, with dashes between them.`,
  );
}
if (existsSync(folder)) stop(`There is an actions/${name} already. Choose another name.`);
for (const [path, text] of Object.entries(layout())) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
const { status } = spawnSync(process.execPath, [join(root, 'scripts/docs.ts')], { stdio: 'inherit' });
if (status !== 0) stop('The tables of the READMEs could not be written. The message is above.');
process.stdout.write(`${Object.keys(layout())
  .map((path) => `actions/${name}/${path}`)
  .join('\n')}

Its work is to say how large a file is. Replace that, beginning with action.yml and src/inputs.ts, and then:

    npm run docs
    npm test -- actions/${name} test/contracts
`);

/** The files of the stage, by their path in its folder. */
function layout(): Readonly<Record<string, string>> {
  return {
    'action.yml': `name: "pv-actions: ${name}"
description: "Says how large a file is."
author: "Pantacor"
branding:
  icon: "file"
  color: "blue"
inputs:
  file:
    description: "The path of the file."
    required: true
outputs:
  size:
    description: "How many bytes it has."
runs:
  using: "node24"
  main: "../../dist/${name}.js"
`,
    'README.md': `# ${name}

Says how large a file is.

\`\`\`yaml
- uses: pantacor/pv-actions/${name}@v1
  id: ${name}
  with:
    file: deploy/image.wic
\`\`\`

## Inputs

<!-- inputs: from action.yml -->
<!-- end of inputs -->

## Outputs

<!-- outputs: from action.yml -->
<!-- end of outputs -->

## Permissions

None.
`,
    'src/inputs.ts': `import { type InputsOf, requiredText } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';

export const inputs = {
  file: requiredText('Use the path of a file.'),
};

export const outputs = ['size'] as const;

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;
`,
    'src/main.ts': `import { stat } from 'node:fs/promises';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { type Inputs, inputs, type Output, outputs } from './inputs.ts';

/** Says how large a file is. @throws UserError where there is no such file. */
export async function run({ file }: Inputs, { log }: Pick<Deps, 'log'>, output: Output): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new UserError(\`There is no file \${quote(file)}.\`, 'Correct \`file\`.');
  output('size', found.size);
  log.info(\`\${quote(file)} has \${found.size} bytes.\`);
}

export const stage = defineStage({ inputs, outputs, run });
`,
    [`test/${name}.test.ts`]: `import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { run } from '../src/main.ts';

let folder: TestFolder;
beforeAll(async () => {
  folder = await openFolder('${name}');
});
afterAll(() => folder.close());

test('a file has a size', async () => {
  const file = await writeBelow(folder.path, 'image.wic', '12345');
  const log = keptLog();
  const outputs: Record<string, unknown> = {};
  await run({ file }, { log }, (output, value) => void Object.assign(outputs, { [output]: value }));
  expect(outputs).toEqual({ size: 5 });
  expect(log.said.map(({ text }) => text)).toEqual([\`"\${file}" has 5 bytes.\`]);
});

test('where there is none, the error says so', async () => {
  const { text } = await userErrorOfWork(run({ file: 'gone' }, { log: keptLog() }, () => {}));
  expect(text).toContain('There is no file "gone".');
});
`,
  };
}

function stop(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
