import { code } from '@pv-actions/core/action/markdown.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { callArgv } from './calls.ts';
import type { Job } from './prepare.ts';

const WORKSPACE = '<workspace>';

/** Shows which tests would run, and how. */
export function showPlan({ calls, distro, quarantine }: Job, { log, summary }: Deps): void {
  const total = calls.reduce((sum, { tests }) => sum + tests.length, 0);
  const said = `Dry run: ${counted(total, 'test')} of ${distro.name} would run.`;
  log.info(said);
  const parts = [said.replace(distro.name, code(distro.name))];
  for (const call of calls) {
    const argv = callArgv(call, distro, `${WORKSPACE}/${call.scope}`).join(' ');
    const where = call.isSelection ? ', in a copy of the distro that has these tests only' : '';
    log.info(`${argv}${where}`);
    for (const id of call.tests) log.info(`  ${id}${quarantine.has(id) ? ' (in quarantine)' : ''}`);
    parts.push(`- ${code(argv)}: ${counted(call.tests.length, 'test')}${where}`);
  }
  summary(parts.join('\n\n'));
}
