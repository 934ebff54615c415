import { describe, expect, test } from '@jest/globals';
import type { Fault } from '@pv-actions/core/github/fault.ts';
import { ATTEMPTS, limitedUntil, waitAfter } from '@pv-actions/core/github/retry.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const NOW_SECONDS = 1_772_366_400;

function fault(status: number | undefined, headers: Record<string, string> = {}, message = ''): Fault {
  return { status, headers, message, details: [], system: undefined, attempts: 1 };
}
function network(system: string | undefined): Fault {
  return { ...fault(undefined), system };
}
const first = (given: Fault) => waitAfter(given, 1, NOW, 0);

describe('Backoff', () => {
  test.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [3, 2_000, 4_000],
    [4, 4_000, 8_000],
    // 16 s without the cap.
    [5, 7_500, 15_000],
  ])('after attempt %d is from %d to %d ms', (attempt, least, most) => {
    expect(waitAfter(fault(500), attempt, NOW, 0)).toBe(least);
    expect(waitAfter(fault(500), attempt, NOW, 1)).toBe(most);
  });

  test('ends with the last attempt', () => {
    expect(ATTEMPTS).toBe(6);
    expect(waitAfter(fault(500), 6, NOW, 0)).toBeUndefined();
    expect(waitAfter(fault(429, { 'retry-after': '1' }), 6, NOW, 0)).toBeUndefined();
  });
});

describe('What the server asks for', () => {
  const LIMIT = 'You have exceeded a secondary rate limit.';
  test.each<[string, Fault, number | undefined]>([
    ['429, Retry-After in seconds', fault(429, { 'retry-after': '7' }), 7_000],
    ['503, Retry-After in seconds', fault(503, { 'retry-after': '20' }), 20_000],
    ['429, Retry-After as a date', fault(429, { 'retry-after': 'Sun, 01 Mar 2026 12:01:30 GMT' }), 90_000],
    [
      '429, Retry-After as a date in the past',
      fault(429, { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }),
      500,
    ],
    ['429, Retry-After of no time', fault(429, { 'retry-after': '0' }), 500],
    ['429, Retry-After that is neither', fault(429, { 'retry-after': '1.5' }), 60_000],
    ['503, Retry-After that is neither', fault(503, { 'retry-after': 'soon' }), 500],
    ['429 without a header', fault(429), 60_000],
    ['403, secondary limit, Retry-After', fault(403, { 'retry-after': '30' }, LIMIT), 30_000],
    ['403, secondary limit without a header', fault(403, { 'x-ratelimit-remaining': '4900' }, LIMIT), 60_000],
    [
      '403, primary limit, a second after its reset',
      fault(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 100) }),
      101_000,
    ],
    [
      '429, primary limit',
      fault(429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 100) }),
      101_000,
    ],
    [
      '403, primary limit whose reset has passed',
      fault(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS - 100) }),
      1_000,
    ],
    [
      '403, primary limit without a reset that can be read',
      fault(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }),
      60_000,
    ],
    [
      '500, whatever is left of the limit',
      fault(500, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 100) }),
      500,
    ],
    ['exactly 10 minutes', fault(429, { 'retry-after': '600' }), 600_000],
    ['more than 10 minutes', fault(429, { 'retry-after': '601' }), undefined],
    ['503, more than 10 minutes', fault(503, { 'retry-after': '3600' }), undefined],
    [
      'a reset in an hour',
      fault(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 3600) }),
      undefined,
    ],
    ['a number beyond all numbers', fault(429, { 'retry-after': '9'.repeat(400) }), undefined],
  ])('%s', (_title, given, wait) => expect(first(given)).toBe(wait));

  test('is not undercut by a short Retry-After, attempt after attempt', () => {
    const impatient = fault(429, { 'retry-after': '1' });
    expect([1, 2, 3, 4, 5].map((attempt) => waitAfter(impatient, attempt, NOW, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000,
    ]);
  });

  test('is doubled from time to time where a rate limit names no time, up to 10 minutes', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => waitAfter(fault(403, {}, LIMIT), attempt, NOW, 0))).toEqual([
      60_000,
      120_000,
      240_000,
      480_000,
      undefined,
    ]);
  });
});

describe('What may be sent again', () => {
  test.each([400, 401, 403, 404, 405, 409, 410, 422, 451, 501])('not %d', (status) => {
    expect(first(fault(status))).toBeUndefined();
  });

  test.each([500, 502, 503, 504, 520])('%d', (status) => expect(first(fault(status))).toBe(500));

  test.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_SOCKET', undefined])(
    'without an answer: %s',
    (system) => expect(first(network(system))).toBe(500),
  );

  test.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('not for the certificate: %s', (system) => expect(first(network(system))).toBeUndefined());
});

describe('When a limit is lifted', () => {
  test.each<[string, Fault, string | undefined]>([
    ['Retry-After', fault(429, { 'retry-after': '3600' }), '2026-03-01T13:00:00.000Z'],
    [
      'the reset',
      fault(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_SECONDS + 59) }),
      '2026-03-01T12:01:00.000Z',
    ],
    ['no header', fault(429), undefined],
    ['a time beyond the calendar', fault(429, { 'retry-after': '9'.repeat(30) }), undefined],
    ['another fault', fault(503, { 'retry-after': '60' }), undefined],
  ])('%s', (_title, given, until) => expect(limitedUntil(given, NOW)?.toISOString()).toBe(until));
});
