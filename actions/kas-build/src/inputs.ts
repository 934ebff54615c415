import { checked, list, requiredText, text } from '@pv-actions/core/action/inputs.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';

const noDash = (value: string): string | undefined =>
  value.startsWith('-') ? 'A value that starts with a dash would be an option of kas.' : undefined;

export const inputs = {
  config: checked(requiredText('Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.'), noDash),
  target: list(),
  task: text(),
  'machine-name': checked(text(), checkMachine),
  output: list(['pantavisor-starter*.rootfs.wic*']),
  'working-directory': text().transform((value) => value ?? '.'),
  kas: text().transform((value) => value ?? 'kas'),
  'artifact-dir': text(),
  'deploy-dir': text(),
};

export const outputs = ['artifact-dir', 'machine', 'yocto-machine', 'verdict', 'duration-seconds'] as const;
