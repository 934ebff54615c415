import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { redact, secretForms } from '@pv-actions/core/action/secrets.ts';
import fc from 'fast-check';
import { redacted, redactFile } from '../src/redact.ts';

const folder = mkdtempSync(join(tmpdir(), 'redact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'p&ss w0rd"é';
const forms = secretForms([SECRET], ['tester']);
const bytes = forms.map((form) => Buffer.from(form));

test.each([
  ['as it is', `login ${SECRET} ok`, 'login *** ok'],
  ['in a URL', 'https://x/?p=p%26ss%20w0rd%22%C3%A9&q', 'https://x/?p=***&q'],
  ['in JSON', '{"p":"p&ss w0rd\\"é"}', '{"p":"***"}'],
  // printf 'p&ss w0rd"é' | base64
  ['in Base64', 'x cCZzcyB3MHJkIsOp y', 'x *** y'],
  // printf 'tester:p&ss w0rd"é' | base64
  [
    'as basic authentication',
    'Authorization: Basic dGVzdGVyOnAmc3MgdzByZCLDqQ==',
    'Authorization: Basic ***',
  ],
  ['twice in a row', `${SECRET}${SECRET}`, '******'],
])('a secret is found %s', async (_, text, clean) => {
  const path = join(folder, 'log');
  writeFileSync(path, text);
  expect(await redactFile(path, bytes)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe(clean);
  expect(redact(text, forms)).toBe(clean);
});

test('Base64 is found without its padding, too', () => {
  // printf 'p&ss' | base64
  expect(redact('a cCZzcw== b cCZzcw c', secretForms(['p&ss']))).toBe('a *** b *** c');
});

test('of two secrets of which one begins as the other, the longer one is found', () => {
  expect(redact('abc abcd', secretForms(['abc', 'abcd']))).toBe('*** ***');
});

test('what is empty is no secret', async () => {
  expect(secretForms([''], ['tester'])).toEqual([]);
  const path = join(folder, 'open');
  writeFileSync(path, 'text');
  expect(await redactFile(path, [])).toBe(false);
});

test('a file without a secret is not touched', async () => {
  const path = join(folder, 'clean');
  writeFileSync(path, 'p&ss w0rd');
  const { ino, mtimeMs } = statSync(path);
  expect(await redactFile(path, bytes)).toBe(false);
  expect(statSync(path)).toMatchObject({ ino, mtimeMs });
});

test('a secret that a large file has at the border of two chunks is found', async () => {
  const path = join(folder, 'large');
  writeFileSync(path, `${'a'.repeat(256 * 1024 - 4)}${SECRET}${'b'.repeat(300_000)}`);
  expect(await redactFile(path, bytes)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe(`${'a'.repeat(256 * 1024 - 4)}***${'b'.repeat(300_000)}`);
});

test('however the bytes are cut, the result is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('abc', 'ab', 'c', 'x', 'abcd', 'bc'), { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }),
      async (words, sizes) => {
        const bytes = Buffer.from(words.join(''));
        const pieces: Buffer[] = [];
        for (let at = 0, next = 0; at < bytes.length; next += 1) {
          const size = sizes[next % sizes.length] ?? 1;
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        const source = (async function* () {
          yield* pieces;
        })();
        const out: Buffer[] = [];
        for await (const piece of redacted(source, [Buffer.from('abcd'), Buffer.from('abc')]))
          out.push(piece);
        // The longest first, from the left: what an expression of JavaScript does.
        expect(Buffer.concat(out).toString()).toBe(bytes.toString().replace(/abcd|abc/g, '***'));
      },
    ),
  );
});
