import { code, codeBlock, table } from '@pv-actions/core/action/markdown.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { cacheFolders, cacheModeOf } from './caches.ts';
import { buildCommands } from './commands.ts';
import { environmentOf } from './environment.ts';
import type { Job } from './job.ts';

/** Shows what a run would do, and does nothing of it. */
export async function showPlan(job: Job, deps: Deps): Promise<void> {
  const { given, place, program, user } = job;
  const folders = cacheFolders(given, place, deps.env);
  const { env, warnings } = await environmentOf(job, { ...folders, gitEnv: {} }, deps.env);
  const commands = buildCommands(job, [], []);
  const facts = [
    ['Folder', place.cwd],
    ['Build folder', place.buildDir],
    ...(user === undefined ? [] : [['User', `${user.name} (uid ${user.uid})`] as const]),
    ['Caches', cacheModeOf(given['cache-mode'], deps.env['GITHUB_EVENT_NAME'])],
    ['Lock', given.lock],
    ['Uploads', given.upload.join(', ') || 'none'],
    ['Variables', Object.keys(env).sort().join(', ')],
  ] as const;
  const rows = facts.map(([name, value]) => [name, code(value)]);
  for (const warning of warnings) deps.log.warning(warning);
  deps.log.info('This is a dry run. Nothing of this is run:');
  for (const command of commands) deps.log.foreign(command.join(' '));
  deps.log.info(`Program: ${program.kas} ${program.version}`);
  for (const [name, value] of facts) deps.log.info(`${name}: ${value}`);
  deps.summary(
    [
      '### kas-build: dry run',
      'Nothing was run. These commands would have been:',
      codeBlock(commands.map((command) => command.join(' ')).join('\n')),
      table(['Program', code(`${program.kas} ${program.version}`)], rows),
    ].join('\n\n'),
  );
}
