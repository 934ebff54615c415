import { checked, choice, flag, requiredText, text } from '@pv-actions/core/action/inputs.ts';
import { checkChannel, checkMachine, checkTag } from '@pv-actions/core/release/names.ts';
import { storeInputs } from '@pv-actions/core/store/inputs.ts';

export const inputs = {
  'artifact-dir': requiredText('Name the folder that kas-build staged: its output artifact-dir.'),
  tag: checked(requiredText('Give the tag of the release.'), checkTag),
  channel: checked(text(), checkChannel),
  machine: checked(text(), checkMachine),
  ...storeInputs,
  'index-form': choice(['devices', 'list'], 'devices'),
  'dry-run': flag(false),
};

export const outputs = ['entry', 'files', 'index-url', 'manifest-url'] as const;
