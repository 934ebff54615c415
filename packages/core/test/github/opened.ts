import type { Clock } from '@pv-actions/core/action/clock.ts';
import { type GitHub, type GitHubDeps, openGitHub } from '@pv-actions/core/github/client.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

export const NOW = new Date('2026-03-01T12:00:00Z');
export const PATH = '/repos/pantacor/meta-sample';

export interface Opened {
  readonly github: GitHub;
  readonly clock: Clock;
  /** The waits in milliseconds, in their order. */
  readonly sleeps: number[];
  /** The lines of the log. */
  readonly lines: string[];
}

/** The repository `pantacor/meta-sample` of a server, with a clock that stands at `NOW` and moves only by sleeping. */
export function openedOn(
  server: { readonly url: string; readonly token: string },
  deps: Partial<GitHubDeps> & { readonly token?: string } = {},
): Opened {
  const { clock, sleeps } = steppedClock();
  const lines: string[] = [];
  const log = { ...quietLog, info: (text: string) => void lines.push(text) };
  const github = openGitHub(
    {
      apiUrl: server.url,
      token: deps.token ?? server.token,
      tokenInput: 'github-token',
      repository: 'pantacor/meta-sample',
    },
    { clock, log, random: () => 1, ...deps },
  );
  return { github, clock, sleeps, lines };
}

/** The text of the failure of `work`, with the address of the server as `http://github`. */
export async function failureText(work: Promise<unknown>): Promise<string> {
  return (await userErrorOfWork(work)).text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://github');
}

function steppedClock(): { readonly clock: Clock; readonly sleeps: number[] } {
  const sleeps: number[] = [];
  const timers = new Set<{ readonly every: number; next: number; readonly tick: () => void }>();
  let now = NOW.getTime();
  const clock: Clock = {
    now: () => new Date(now),
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      const end = now + milliseconds;
      for (const timer of timers) {
        for (; timer.next < end; timer.next += timer.every) {
          now = timer.next;
          timer.tick();
        }
      }
      now = end;
    },
    every(milliseconds, tick) {
      const timer = { every: milliseconds, next: now + milliseconds, tick };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  return { clock, sleeps };
}
