import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Bench, openBench, PREFIX } from './release.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const COMMANDS = [
  '::set-output name=problems::[]',
  '::add-matcher::x.json',
  '::stop-commands::x',
  '##[warning]x',
  '<b>@x</b>',
];

test.each(COMMANDS)('%s in an index is no command to the runner, and no markup', async (command) => {
  const names = ['\u0085', '\u0085 ', '\u3000', 'a\n'].map((before) => `${before}${command}`);
  const devices = names.map((name) => ({ name, full_image: { url: `https://x/${name}`, sha256: name } }));
  const tags = Object.fromEntries(names.map((name) => [name, { devices }]));
  await bench.put(`${PREFIX}/releases.json`, JSON.stringify({ stable: tags, [names[0] ?? '']: tags }));
  const result = await bench.publish({ phase: 'verify', tag: '*' });
  expect(result.exitCode).toBe(1);
  expect(JSON.parse(result.outputs['problems'] ?? '').length).toBeGreaterThan(names.length);
  // Nine problems and the stage's error: a command of the index would be another, or have its warning.
  expect(result.annotations.map(({ level }) => level)).toEqual(Array(10).fill('error'));
  expect(result.summary).not.toMatch(/<b>|@x/);
});

test('a URL with 100,000 blanks takes no time', async () => {
  const device = { name: 'a', full_image: { url: `https://x/${' '.repeat(100_000)}y`, sha256: 'x' } };
  await bench.put(`${PREFIX}/releases.json`, JSON.stringify({ stable: { '029': { devices: [device] } } }));
  const start = performance.now();
  await bench.publish({ phase: 'verify', tag: '*' });
  expect(performance.now() - start).toBeLessThan(5_000);
});
