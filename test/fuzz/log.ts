import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Log, runnerLog } from '@pv-actions/core/action/log.ts';
import { saveState, setOutput } from '@pv-actions/core/action/runner-commands.ts';
import { hostileLine, hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { chunked } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import type { Command } from '@pv-actions/testkit/runner/command.ts';
import { parseFileCommand } from '@pv-actions/testkit/runner/file-command.ts';
import { linesOf, outputLines, trim } from '@pv-actions/testkit/runner/lines.ts';
import { Masks } from '@pv-actions/testkit/runner/masks.ts';
import { OutputReader } from '@pv-actions/testkit/runner/output.ts';
import fc from 'fast-check';
import { expectEqual } from './expect.ts';

/** A call of the log. */
type Call =
  | { readonly kind: 'info' | 'foreign' | 'mask'; readonly text: string }
  | { readonly kind: 'flush' }
  | {
      readonly kind: 'notice' | 'warning' | 'error';
      readonly text: string;
      readonly title: string;
      readonly file: string;
      readonly startLine: number;
    }
  | { readonly kind: 'group'; readonly text: string; readonly body: readonly Call[] };

const plain: fc.Arbitrary<Call> = fc.oneof(
  fc.record({ kind: fc.constantFrom('info', 'foreign'), text: hostileText }),
  fc.record({ kind: fc.constantFrom('info', 'foreign'), text: hostileLine }),
  fc.constant<Call>({ kind: 'mask', text: 's3cr3t' }),
  fc.constant<Call>({ kind: 'flush' }),
  fc.record({
    kind: fc.constantFrom('notice', 'warning', 'error'),
    text: hostileText,
    title: hostileText,
    file: hostileText,
    startLine: fc.nat(3),
  }),
);
const call = fc.oneof(
  { weight: 6, arbitrary: plain },
  fc.record({ kind: fc.constant('group'), text: hostileText, body: fc.array(plain, { maxLength: 3 }) }),
);

async function make(log: Log, calls: readonly Call[]): Promise<void> {
  for (const each of calls) {
    if (each.kind === 'flush') log.flush();
    else if (each.kind === 'group') await log.group(each.text, () => make(log, each.body));
    else if ('title' in each) log[each.kind](each.text, each);
    else log[each.kind](each.text);
  }
}

/** The commands that calls are to be: all that the runner may obey. */
function meant(calls: readonly Call[]): Command[] {
  return calls.flatMap((each): Command[] => {
    switch (each.kind) {
      case 'mask':
        return [{ name: 'add-mask', properties: {}, data: each.text }];
      case 'group': {
        const end = { name: 'endgroup', properties: {}, data: '' };
        return [{ name: 'group', properties: {}, data: each.text }, ...meant(each.body), end];
      }
      case 'info':
      case 'foreign':
      case 'flush':
        return [];
      default: {
        const { kind, title, file, startLine, text } = each;
        const line = startLine === 0 ? '' : String(startLine);
        const given = Object.entries({ title, file, line }).filter(([, value]) => value !== '');
        return [{ name: kind, properties: Object.fromEntries(given), data: text }];
      }
    }
  });
}

/** What the runner obeys of an output, without the pairs that stop it and let it go on. */
function obeyed(output: string, cuts: readonly number[]): Command[] {
  const reader = new OutputReader({ masks: new Masks(), debug: false, onLine: () => undefined });
  const lines = outputLines((line) => reader.line(line));
  for (const chunk of chunked(Buffer.from(output), cuts)) lines.add(chunk);
  lines.end();
  const found: Command[] = [];
  let token: string | undefined;
  for (const each of reader.obeyed) {
    if (each.name === 'stop-commands' && /^pv-[0-9a-f-]{36}$/.test(each.data)) token = each.data;
    else if (each.name !== token) found.push(each);
  }
  return found;
}

/** Of a property's value the runner loses a `=` at its start, and of the last one white space at its end. */
function asRead({ name, properties, data }: Command): unknown {
  const read = Object.entries(properties).map(([key, value]) => [
    key,
    trim(value.toWellFormed().replace(/^=+/, '')),
  ]);
  return [name, Object.fromEntries(read.filter(([, value]) => value !== '')), data.toWellFormed()];
}

function written(calls: readonly Call[]): Promise<string> {
  let output = '';
  const log = runnerLog({ stdout: { write: (text: string) => (output += text) } });
  return make(log, calls).then(() => output);
}

/** Sets values through a file of the runner, and reads it as the runner does. */
function throughFile(pairs: readonly (readonly [string, string])[]): { pairs: unknown; printed: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pv-actions-fuzz-'));
  try {
    let printed = '';
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STATE: join(folder, 'state') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const host = { env: files, stdout: { write: (text: string) => (printed += text) } };
    for (const [name, value] of pairs) {
      setOutput(name, value, host);
      saveState(name, value, host);
    }
    appendFileSync(files.GITHUB_STATE, '');
    const [one, other] = Object.values(files).map((file) => parseFileCommand(readFileSync(file, 'utf8')));
    expectEqual(other, one);
    return { pairs: one, printed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const properties = [
  property(
    'the runner obeys what the log was told to say, and nothing else, wherever the output is cut',
    fc.tuple(fc.array(call, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 4 })),
    8000,
    async ([calls, cuts]) => {
      expectEqual(obeyed(await written(calls), cuts).map(asRead), meant(calls).map(asRead));
    },
  ),
  property(
    'long texts take no time',
    fc.record({ kind: fc.constantFrom('info', 'foreign'), text: hostileLong }),
    300,
    async (one) => expectEqual(obeyed(await written([one]), []), []),
  ),
  property(
    'each line that is no command stands in the log as it was given',
    fc.array(fc.record({ kind: fc.constantFrom('info', 'foreign'), text: hostileLine }), { maxLength: 5 }),
    5000,
    async (calls) => {
      const lines = linesOf((await written(calls)).toWellFormed()).filter(
        (line) => !/^::(?:stop-commands::)?pv-/.test(line),
      );
      expectEqual(
        lines,
        calls.flatMap(({ text }) => linesOf(`${text.toWellFormed()}\n`)),
      );
    },
  ),
  property(
    'outputs and states come back as they were set',
    fc.array(fc.tuple(fc.constantFrom('a', 'tag', '__proto__'), hostileLong), { maxLength: 3 }),
    150,
    (pairs) => {
      const { pairs: read, printed } = throughFile(pairs);
      const given = pairs.map(([name, value]) => [name, value.toWellFormed()]);
      if (!isDeepStrictEqual(read, given) || printed !== '') expectEqual([read, printed], [given, '']);
    },
  ),
];
