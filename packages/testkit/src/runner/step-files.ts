import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFileCommand, parsePathFile } from './file-command.ts';
import type { OutputReader } from './output.ts';

const KINDS = ['output', 'state', 'env', 'path', 'step_summary'] as const;
/** GitHub's limit for the summary of one step, in bytes. */
const SUMMARY_LIMIT = 1024 * 1024;

/** What a step wrote into the runner's files. */
export interface StepFiles {
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
  readonly path: readonly string[];
  /** Markdown, not masked yet. */
  readonly summary: string;
}

/**
 * Makes the files of GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV, GITHUB_PATH and GITHUB_STEP_SUMMARY in `folder`.
 * Returns their variables, and a function that reads them when the step has ended.
 */
export async function makeStepFiles(
  folder: string,
): Promise<{ variables: Record<string, string>; read: (reader: OutputReader) => Promise<StepFiles> }> {
  await mkdir(folder, { recursive: true });
  const id = randomUUID();
  const file = (kind: (typeof KINDS)[number]): string => join(folder, `${kind}_${id}`);
  const variables: Record<string, string> = {};
  for (const kind of KINDS) {
    await writeFile(file(kind), '');
    variables[`GITHUB_${kind.toUpperCase()}`] = file(kind);
  }
  return {
    variables,
    async read(reader) {
      const pairs = async (kind: 'output' | 'state' | 'env'): Promise<Map<string, string>> => {
        const text = await readFile(file(kind), 'utf8');
        return attempt(reader, kind, new Map(), () => new Map(parseFileCommand(text)));
      };
      const env = await pairs('env');
      if (env.delete('NODE_OPTIONS')) {
        reader.reject("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
      }
      return {
        outputs: await pairs('output'),
        state: await pairs('state'),
        env,
        path: parsePathFile(await readFile(file('path'), 'utf8')),
        summary: checkSummary(await readFile(file('step_summary'), 'utf8'), reader),
      };
    },
  };
}

function attempt<T>(reader: OutputReader, kind: string, otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    reader.reject(`Unable to process file command '${kind}' successfully.`);
    reader.reject((thrown as Error).message);
    return otherwise;
  }
}

function checkSummary(text: string, reader: OutputReader): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= SUMMARY_LIMIT) return text;
  const size = Math.ceil(bytes / 1024);
  reader.annotate(
    'error',
    `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
  );
  return '';
}
