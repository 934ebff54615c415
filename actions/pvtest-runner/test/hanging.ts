import type { ActionOptions } from '@pv-actions/testkit/runner/action.ts';
import type { Host } from './host.ts';

export const HANGS = { end: 'hang' } as const;
export const TESTS = [
  { id: 'local/core/a' },
  { id: 'local/core/b', behaviour: HANGS },
  { id: 'local/core/c', behaviour: { ...HANGS, sigterm: 'obey' } },
  { id: 'local/core/d' },
] as const;
/** Two at a time: a passes, b and c hang, and d is never launched. */
export const INPUTS = { 'test-path': 'local', parallel: '2', retries: '0' };

export async function bothHang({ docker }: Host): Promise<void> {
  await docker.running('local/core/b');
  await docker.running('local/core/c');
}

/** Kills the main process of a run as soon as both tests hang. */
export function killWhenBothHang(host: Host): NonNullable<ActionOptions['onSpawn']> {
  return (child, phase) => {
    if (phase === 'main') void bothHang(host).then(() => child.kill('SIGKILL'));
  };
}
