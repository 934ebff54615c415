import { expect, test } from '@jest/globals';
import { jsonProblem } from '@pv-actions/core/json/json-error.ts';

function problemOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (thrown) {
    return jsonProblem(text, thrown);
  }
  throw new Error('It is JSON.');
}

test.each([
  ['root:x:0:0:secret', 'Unexpected text at position 0 (line 1 column 1)'],
  ['{"a": 1,\n "b": secret}', 'Unexpected text at position 15 (line 2 column 7)'],
  ['{"a": true, "b": tru}', 'Unexpected text at position 20 (line 1 column 21)'],
  ['undefined', 'Unexpected text at position 0 (line 1 column 1)'],
  ['[1,]', 'Unexpected text at position 3 (line 1 column 4)'],
  [`{"a": "${'secret '.repeat(50)}",\n"b": secret}`, 'Unexpected text at position 365 (line 2 column 6)'],
  ['\uFEFF{}', 'Unexpected text at position 0 (line 1 column 1)'],
  ['{"a": 1', "Expected ',' or '}' after property value in JSON at position 7 (line 1 column 8)"],
  ['["secret"', "Expected ',' or ']' after array element in JSON at position 9 (line 1 column 10)"],
  ['{"a": "secret', 'Unterminated string in JSON at position 13 (line 1 column 14)'],
  ['{}secret', 'Unexpected non-whitespace character after JSON at position 2 (line 1 column 3)'],
  ['', 'Unexpected end of JSON input'],
])('%j', (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});
