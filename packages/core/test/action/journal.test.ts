import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { openJournal, readJournal, removeJournal } from '@pv-actions/core/action/journal.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';

interface Run {
  readonly config: string;
  readonly pid?: number;
}

let temp: string;
let saved: Map<string, string>;
let log: ReturnType<typeof keptLog>;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'journal-'));
  saved = new Map();
  log = keptLog();
});
afterEach(() => rmSync(temp, { recursive: true }));

function deps() {
  return {
    env: { RUNNER_TEMP: temp },
    state: {
      save: (name: string, value: string) => void saved.set(name, value),
      read: (name: string) => saved.get(name),
    },
    log,
    clock: { ...systemClock, now: () => new Date('2026-03-01T12:00:00Z') },
  };
}

test('the post step reads what main wrote last', () => {
  const journal = openJournal<Run>('stage', { config: 'a' }, deps());
  expect(readJournal<Run>(deps())).toEqual({
    folder: journal.folder,
    console: journal.console,
    record: { config: 'a' },
  });
  journal.write({ pid: 7 });
  journal.write({ config: 'b' });
  expect(readJournal<Run>(deps())?.record).toEqual({ config: 'b', pid: 7 });
  expect(journal.record()).toEqual({ config: 'b', pid: 7 });
  expect(readdirSync(temp)).toEqual([expect.stringMatching(/^pv-stage-[0-9a-f-]{36}$/)]);
});

test('there is nothing to read before main began, nor after it ended', () => {
  expect(readJournal(deps())).toBeUndefined();
  removeJournal(openJournal('stage', {}, deps()).folder);
  expect(readJournal(deps())).toBeUndefined();
  expect(log.said).toEqual([]);
});

test('the folder is named in the state before anything is in it', () => {
  const given = deps();
  const contents: string[][] = [];
  const save = (name: string, folder: string): void => {
    contents.push(readdirSync(folder));
    given.state.save(name, folder);
  };
  openJournal('stage', {}, { ...given, state: { ...given.state, save } });
  expect(contents).toEqual([[]]);
});

test('a record that cannot be kept is one warning, and is still known here', () => {
  const journal = openJournal<Run>('stage', { config: 'a' }, deps());
  mkdirSync(join(journal.folder, 'run.json.new'));
  journal.write({ pid: 7 });
  journal.write({ pid: 8 });
  expect(journal.record()).toEqual({ config: 'a', pid: 8 });
  expect(readJournal<Run>(deps())?.record).toEqual({ config: 'a' });
  expect(log.said).toEqual([
    { level: 'warning', text: expect.stringMatching(/^The record of the run cannot be kept: .*EISDIR: /) },
  ]);
});

test('a record that is not JSON is none', () => {
  const { folder } = openJournal('stage', {}, deps());
  writeFileSync(join(folder, 'run.json'), '{"config":');
  expect(readJournal(deps())).toBeUndefined();
  expect(log.said).toEqual([
    { level: 'info', text: expect.stringMatching(/^The record of the run cannot be read: /) },
  ]);
});

test('a beat sets the time of the console, and leaves what is in it', () => {
  const journal = openJournal('stage', {}, deps());
  writeFileSync(journal.console, 'a line\n');
  journal.beat();
  expect(statSync(journal.console).mtime).toEqual(new Date('2026-03-01T12:00:00Z'));
  expect(readFileSync(journal.console, 'utf8')).toBe('a line\n');
  expect(existsSync(join(journal.folder, 'run.json.new'))).toBe(false);
});
