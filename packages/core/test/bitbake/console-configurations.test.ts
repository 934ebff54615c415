import { describe, expect, test } from '@jest/globals';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { notation } from './console-notation.ts';

function read(mode: 'kas' | 'raw', text: string): string[] {
  const reader = consoleReader(mode);
  return text
    .split('\n')
    .map((line) => reader.read(line))
    .filter((event) => event !== undefined)
    .map(notation);
}

describe('a build with several configurations, and its tracebacks', () => {
  test.each([
    ['Build Configuration:', 'configuration'],
    ['Build Configuration (mc:default):', 'configuration'],
    ['Build Configuration (mc:):', 'configuration'],
    ['Build Configuration (mc:initramfs):', 'configuration of initramfs'],
    ['ERROR: mc::app-1.0-r0 do_compile: no', 'error task (app 1.0 do_compile) no'],
    ['ERROR: mc:default:app-1.0-r0 do_compile: no', 'error task (app 1.0 do_compile) no'],
    ['ERROR: mc:initramfs:app-1.0-r0 do_compile: no', 'error task (mc initramfs app 1.0 do_compile) no'],
    [
      'WARNING: mc:initramfs:/l/a_1.0.bb: old option',
      'warning parse (mc initramfs a in /l/a_1.0.bb) /l/a_1.0.bb: old option',
    ],
    [
      "ERROR: Nothing PROVIDES 'b' (but mc:initramfs:virtual:native:/l/a_1.0.bb DEPENDS on or otherwise requires it)",
      "error provider (mc initramfs a in /l/a_1.0.bb) Nothing PROVIDES 'b' (but mc:initramfs:virtual:native:/l/a_1.0.bb DEPENDS on or otherwise requires it)",
    ],
    ["ERROR: Task (mc::/l/app_1.0.bb:do_a) failed with exit code '1'", 'task-failed /l/app_1.0.bb do_a'],
  ])('a configuration that has no name of its own is the default one: %s', (line, event) => {
    expect(read('raw', line)).toEqual([event]);
  });

  test.each(['kas', 'raw'] as const)('the marks of a compiler in an error are none of a log (%s)', (mode) => {
    const lines = ['ERROR: a-1.0-r0 do_a: It failed:', '3 |   return 0', '|   ^~~', 'the end'];
    const kas = lines.map((text) => `2026-11-20 20:31:43 - ERROR    - ${text}`);
    expect(read(mode, (mode === 'kas' ? kas : lines).join('\n'))).toEqual([
      'error task (a 1.0 do_a) It failed:',
      'continued error: 3 |   return 0',
      'continued error: |   ^~~',
      'continued error: the end',
    ]);
  });

  test('the traceback of an error is a part of it', () => {
    const said = [
      'ExpansionError during parsing /l/a_1.0.bb',
      'Traceback (most recent call last):',
      'a.Error: no',
    ];
    const lines = [`ERROR: ${said[0]}`, said[1], said[2]];
    const kas = [
      '2026-11-20 20:31:43 - INFO     - Loading cache...',
      ...lines.map((text) => `2026-11-20 20:31:43 - ERROR    - ${text}`),
    ];
    expect(read('kas', kas.join('\n')).slice(1)).toEqual([
      'error parse (a in /l/a_1.0.bb) ExpansionError during parsing /l/a_1.0.bb',
      'continued error: Traceback (most recent call last):',
      'continued error: a.Error: no',
    ]);
  });
});
