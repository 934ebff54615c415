import { describe, expect, test } from '@jest/globals';
import { Masks } from '@pv-actions/testkit/runner/masks.ts';
import fc from 'fast-check';

describe('Masks', () => {
  test('hides every occurrence, and overlapping ones as one stretch', () => {
    expect(new Masks(['abc', 'bcd', 'c']).apply('xabcdx abc c')).toBe('x***x *** ***');
  });

  test('hides each line of a secret of several lines', () => {
    expect(new Masks(['first\nsecond']).apply('first, then second')).toBe('***, then ***');
  });

  test.each([
    ['base64', 's3cr3t&key!', Buffer.from('s3cr3t&key!').toString('base64')],
    ['JSON', 'a"b\\c', '"a\\"b\\\\c"'],
    ['URI', 'a b/c', 'a%20b%2Fc'],
    ['XML', 'a<b>&c', 'a&lt;b&gt;&amp;c'],
  ])('hides the %s form', (_name, secret, form) => {
    expect(new Masks([secret]).apply(`<${form}>`)).toMatch(/^<"?\*\*\*=?"?>$/);
  });

  test.each(['user:', 'u:', 'us:'])('hides the base64 of a header that starts with "%s"', (user) => {
    const secret = 'a-long-enough-secret';
    const text = Buffer.from(`${user}${secret}`).toString('base64');
    const shown = new Masks([secret]).apply(text);
    expect(shown).toContain('***');
    expect(shown.length).toBeLessThan(16);
  });

  test('blank text is no secret', () => {
    expect(new Masks(['', ' ', '\n']).apply('a b')).toBe('a b');
  });

  test('no secret is left in any text', () => {
    const secret = fc.string({ minLength: 1 }).filter((text) => !text.includes('*') && text.trim() !== '');
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), fc.array(fc.string()), (secrets, parts) => {
        const shown = new Masks(secrets).apply(parts.join(secrets[0]));
        for (const text of secrets) expect(shown).not.toContain(text);
      }),
      { seed: 7 },
    );
  });
});
