import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ACTIONS = resolve(import.meta.dirname, '../actions');

/** Every stage of the suite: the folders of actions/ that have an action.yml. */
export const stageNames: readonly string[] = readdirSync(ACTIONS)
  .filter((name) => existsSync(join(ACTIONS, name, 'action.yml')))
  .sort();
