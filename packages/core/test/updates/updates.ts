import type { Report, Update } from '../../src/updates/update.ts';

export const OLD = '1'.repeat(40);
export const NEW = '2'.repeat(40);

/** An update of lxc-pv by two commits, with `changes`. */
export function update(changes: Partial<Update> = {}): Update {
  return {
    name: 'lxc-pv',
    url: 'https://github.com/pantavisor/lxc',
    branch: 'stable-3.0',
    old: OLD,
    new: NEW,
    files: ['recipes-pv/lxc-pv/lxc-pv_git.bb'],
    history: {
      relation: 'ahead',
      count: 2,
      commits: [
        { sha: NEW, subject: 'start: close file descriptors (#12)' },
        { sha: '3'.repeat(40), subject: 'Thanks @octocat <b>' },
      ],
    },
    ...changes,
  };
}

/** What a run of srcrev-bump found, with `changes`. */
export function report(changes: Partial<Report> = {}): Report {
  return {
    stage: 'srcrev-bump',
    noun: 'component',
    updates: [update()],
    refused: [],
    failures: [],
    changes: [],
    notes: [],
    githubHost: 'github.com',
    ...changes,
  };
}
