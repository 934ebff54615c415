import { describe, expect, test } from '@jest/globals';
import {
  checked,
  choice,
  flag,
  list,
  optionalFlag,
  parseInputs,
  requiredText,
  secret,
  text,
} from '@pv-actions/core/action/inputs.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

describe('parseInputs', () => {
  test('reads the variables of the runner, and takes an empty one as not given', () => {
    const shape = {
      'artifact-dir': requiredText('Name it.'),
      target: list(),
      task: text(),
      'dry-run': flag(false),
      'force-path-style': optionalFlag(),
      form: choice(['devices', 'list'], 'devices'),
    };
    const env = {
      'INPUT_ARTIFACT-DIR': ' out ',
      INPUT_TARGET: 'a b,c\nd',
      INPUT_TASK: '  ',
      'INPUT_DRY-RUN': 'True',
      'INPUT_FORCE-PATH-STYLE': '',
      INPUT_FORM: 'list',
      INPUT_OTHER: 'x',
    };
    expect(parseInputs(shape, env)).toEqual({
      'artifact-dir': 'out',
      target: ['a', 'b', 'c', 'd'],
      task: undefined,
      'dry-run': true,
      'force-path-style': undefined,
      form: 'list',
    });
  });

  test.each([
    ...['true', 'True', 'TRUE', '1', ' 1 '].map((word) => [word, true] as const),
    ...['false', 'False', 'FALSE', '0', '0\n'].map((word) => [word, false] as const),
  ])('the flag %j is %j', (word, value) => {
    expect(parseInputs({ sdk: flag(!value) }, { INPUT_SDK: word })).toEqual({ sdk: value });
    expect(parseInputs({ sdk: optionalFlag() }, { INPUT_SDK: word })).toEqual({ sdk: value });
  });

  test.each(['yes', 'no', 'on', 'off', 'y', '01', '2', '-1', 'tRUE', '1.0'])('%j is no flag', (word) =>
    expect(() => parseInputs({ sdk: flag(false) }, { INPUT_SDK: word })).toThrow('Use true or false.'),
  );

  test('reports every wrong input in one error, with its value and what is valid', () => {
    const shape = {
      config: requiredText('Name the kas files.'),
      'dry-run': flag(false),
      form: choice(['devices', 'list'], 'devices'),
      tag: checked(text(), (tag) => (tag.includes('/') ? 'A tag has no slash.' : undefined)),
    };
    const env = { 'INPUT_DRY-RUN': 'yes', INPUT_FORM: 'table', INPUT_TAG: '../x' };
    expect(userErrorOf(() => parseInputs(shape, env)).message).toBe(
      [
        'Input "config" is missing. Name the kas files.',
        'Input "dry-run" is "yes". Use true or false.',
        'Input "form" is "table". Use one of: devices, list.',
        'Input "tag" is "../x". A tag has no slash.',
      ].join('\n'),
    );
  });

  test('never repeats the value of a secret', () => {
    const shape = { 'secret-access-key': checked(secret(), () => 'It is too short.') };
    const error = userErrorOf(() => parseInputs(shape, { 'INPUT_SECRET-ACCESS-KEY': 'hunter2' }));
    expect(error.message).toBe('Input "secret-access-key" is wrong. It is too short.');
  });

  test('shows a value on one line, and cuts a long one', () => {
    const shape = { tag: checked(text(), () => 'No.') };
    const error = userErrorOf(() => parseInputs(shape, { INPUT_TAG: `a\n${'b'.repeat(300)}` }));
    expect(error.message.split('\n')).toHaveLength(1);
    expect(error.message.length).toBeLessThan(160);
  });
});
