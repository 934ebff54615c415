import { expect, test } from '@jest/globals';
import { redact, redactFields, secretForms } from '@pv-actions/core/action/secrets.ts';

const TOKEN = 'ghs_a/b+c"d';

test('a secret is found as it is, in a URL, in JSON and in Base64', () => {
  const forms = secretForms([TOKEN], ['x-access-token']);
  for (const text of [
    'ghs_a/b+c"d',
    'ghs_a%2Fb%2Bc%22d',
    'ghs_a/b+c\\"d',
    'Z2hzX2EvYitjImQ=',
    'Z2hzX2EvYitjImQ',
    'eC1hY2Nlc3MtdG9rZW46Z2hzX2EvYitjImQ=',
  ]) {
    expect(redact(`<${text}>`, forms)).toBe('<***>');
  }
});

test('also line by line, and where one is a part of another; an empty one is none', () => {
  expect(redact('first line; second line', secretForms(['first line\nsecond line\n']))).toBe('***; ***');
  expect(redact('abc abcd', secretForms(['abc', 'abcd']))).toBe('*** ***');
  expect(secretForms(['', ' '])).toEqual([]);
});

test('a short secret has no encodings that are found where it is not', () => {
  expect(secretForms(['ab'])).toEqual(['ab']);
});

test('all fields of an answer', () => {
  const fault = {
    code: `Bad${TOKEN}`,
    status: 403,
    details: [TOKEN],
    headers: { 'x-region': TOKEN },
    system: undefined,
  };
  expect(redactFields(fault, secretForms([TOKEN]))).toEqual({
    code: 'Bad***',
    status: 403,
    details: ['***'],
    headers: { 'x-region': '***' },
    system: undefined,
  });
});
