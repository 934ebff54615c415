import type { ConsoleEvent } from '@pv-actions/core/bitbake/console-event.ts';

/** What the recorded consoles have in common: `@` is the folder of the recipes, `#` that of the work. */
const SHORT: readonly (readonly [string, string])[] = [
  ['/builds/demo/build/../../meta-tiny/recipes/', '@'],
  ['/builds/demo/build/tmp/work/tinybox/', '#'],
];

/** Runs of events that nearly every console has. */
const START = [
  'phase parsing',
  'phase parsing',
  'parsed 11: 0 cached 11 parsed 11 targets 0 skipped 0 masked 0 errors',
  'phase preparing',
  'configuration',
  'set BB_VERSION=',
  'set MACHINE=tinybox',
  'set DISTRO=nodistro',
];

/**
 * The lines of an expectation, written out. `(parsed and configured)` is the start of a build, and
 * `(whole 1/7 app 2.1 do_fetch)` a task that runs, starts and succeeds with nothing in between.
 */
export function expected(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      if (line === '(parsed and configured)') return START;
      const whole = /^\(whole (\S+) (\S+) (\S+) (\S+)\)$/.exec(line);
      if (whole === null) return [line];
      const [, number, recipe, version, task] = whole;
      return [
        `run ${number} @${recipe}_${version}.bb ${task}`,
        `started ${recipe} ${version} ${task}`,
        `succeeded ${recipe} ${version} ${task}`,
      ];
    });
}

/** One event in one line. */
export function notation(event: ConsoleEvent): string {
  return SHORT.reduce((text, [long, short]) => text.replaceAll(long, short), written(event));
}

function written(event: ConsoleEvent): string {
  switch (event.type) {
    case 'running': {
      const kind = event.setscene ? 'setscene' : event.noexec ? 'noexec' : 'run';
      return `${kind} ${event.number}/${event.total} ${nameOf(event)}`;
    }
    case 'recipe-task':
      return `${event.status} ${event.recipe} ${event.version} ${event.task}`;
    case 'sstate':
      return `sstate wanted ${event.wanted} found ${event.found} missed ${event.missed} current ${event.current} match ${event.match}`;
    case 'parsed':
      return `parsed ${event.files}: ${event.cached} cached ${event.parsed} parsed ${event.targets} targets ${event.skipped} skipped ${event.masked} masked ${event.errors} errors`;
    case 'phase':
      return `phase ${event.phase}`;
    case 'build-configuration':
      return event.mc === undefined ? 'configuration' : `configuration of ${event.mc}`;
    case 'configuration':
      return `set ${event.name}=${event.value}`;
    case 'error':
    case 'warning':
      return message(event);
    case 'layer':
      return `layer ${event.name}`;
    case 'continued':
      return `continued ${event.of}: ${event.text.trim()}`;
    case 'log-start':
      return 'log-start';
    case 'log-line':
      return `log: ${event.text}`;
    case 'log-file':
    case 'setscene-log':
    case 'summary-log':
      return `${event.type} ${event.path}`;
    case 'task-failed':
    case 'setscene-failed':
    case 'active-task':
    case 'summary-task':
      return `${event.type} ${nameOf(event)}`;
    case 'summary-failed':
      return `summary ${event.tasks} failed`;
    case 'summary-count':
      return `count ${event.level} ${event.count}`;
    case 'tasks-summary':
      return `tasks attempted ${event.attempted} reused ${event.reused} failed ${event.failed}`;
    case 'alive':
      return `alive after ${event.seconds}`;
    case 'interrupted':
      return `interrupted ${event.count}`;
    case 'no-space':
      return `no-space ${event.text}`;
    case 'kas':
      return `kas ${event.level} ${event.text}`;
  }
}

function message(event: Extract<ConsoleEvent, { type: 'error' | 'warning' }>): string {
  const place = event.line === undefined ? event.file : `${event.file}:${event.line}`;
  const mc = event.mc === undefined ? undefined : `mc ${event.mc}`;
  const named = [mc, event.recipe, event.version, event.task].filter(Boolean);
  const all = [...named, ...(place === undefined ? [] : ['in', place])].join(' ');
  return `${event.type} ${event.kind} ${all === '' ? '' : `(${all}) `}${event.text}`;
}

function nameOf({ name }: Extract<ConsoleEvent, { name: { file: string } }>): string {
  const prefix = [
    name.mc === undefined ? '' : `mc ${name.mc} `,
    name.variant === undefined ? '' : `${name.variant} `,
  ];
  return `${prefix.join('')}${name.file} ${name.task}`;
}
