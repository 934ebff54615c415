import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SpanHistory } from '@pv-actions/core/git/remote.ts';
import type { RemotesDeps } from '@pv-actions/core/updates/open-remotes.ts';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import type { SmartHttpServer } from '@pv-actions/testkit/git-servers/smart-http.ts';
import {
  badGateway,
  type Fault,
  failure,
  secondaryRateLimit,
  tooManyRequests,
} from '@pv-actions/testkit/github/faults.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { pushToGitHub } from '@pv-actions/testkit/github/mirror.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { repositoryAt } from '../../src/github/compare.ts';
import { type Bench, type Made, type Opened, openBench } from '../git/bench.ts';

const COMPARE = /\/compare\//;
const [LONG, SECRET] = ['pantavisor/lxc', 'pantavisor/secret'];

let bench: Bench;
let http: SmartHttpServer;
let github: GitHubServer;
let long: Made;
let secret: Made;

/** A git server and a GitHub that have the same commits. */
beforeAll(async () => {
  bench = await openBench();
  http = await bench.http();
  github = await startGitHub({
    repositories: [LONG],
    privateRepositories: [SECRET],
    tokens: { stranger: { repositories: ['pantavisor/lxc'] } },
  });
  const commits = [
    ...chain('c', 256),
    ...chain('d', 3, ['c5']),
    { name: 'all', parents: ['c256', 'd3'] },
  ].map((commit) => ({ ...commit, message: `${commit.name}\n\nA body of ${commit.name}.\n` }));
  long = await bench.repository(LONG, { commits, refs: { 'refs/heads/main': 'all' } });
  const few = chain('s', 4).map((commit) => ({ ...commit, message: `${commit.name}\n` }));
  secret = await bench.repository(SECRET, { commits: few, refs: { 'refs/heads/main': 's4' } });
  await pushToGitHub(github, LONG, long.folder, 'main');
  await pushToGitHub(github, SECRET, secret.folder, 'main');
}, 120_000);
afterAll(async () => {
  await github.close();
  await bench.close();
});

const spanOf = (from: string, to: string) => ({
  url: `${http.url}/${LONG}`,
  branch: 'main',
  from: long.sha(from),
  to: long.sha(to),
});
const secretSpan = () => ({
  url: `${http.url}/${SECRET}`,
  branch: 'main',
  from: secret.sha('s1'),
  to: secret.sha('s4'),
});

function openWithApi(
  given: { readonly token?: string; readonly apiUrl?: string } = {},
  deps: Partial<RemotesDeps> = {},
): Opened {
  const api = { apiUrl: github.url, token: github.token, tokenInput: 'github-token', serverUrl: http.url };
  return bench.open({ github: { ...api, ...given } }, deps);
}

/** Pages of comparisons that were asked for since the last look. */
let looked = 0;
function pagesAsked(): string[] {
  const fresh = github.requests.slice(looked);
  looked = github.requests.length;
  return fresh
    .filter(({ path }) => COMPARE.test(path))
    .map(({ query }) => `${query['page']}/${query['per_page']}`);
}
const wasFetched = ({ argvs }: Opened): boolean => argvs.some((argv) => argv.includes('fetch'));

const ahead = (count: number, names: readonly string[]): SpanHistory => ({
  kind: 'history',
  history: {
    relation: 'ahead',
    count,
    commits: names.map((name) => ({ sha: long.sha(name), subject: name })),
  },
});
const names = (from: number, to: number): string[] =>
  Array.from({ length: from - to + 1 }, (_, at) => `c${from - at}`);

test.each([
  ['ahead by more than 250', 'c1', 'c256', 5, ['1/100', '3/100'], 255],
  ['the newest are on two pages', 'c1', 'c256', 60, ['1/100', '3/100', '2/100'], 255],
  ['ahead by just 100', 'c1', 'c101', 30, ['1/100'], 100],
  ['ahead by 101', 'c1', 'c102', 30, ['1/100', '2/100'], 101],
  ['all that there are', 'c1', 'c102', 1000, ['1/100', '2/100'], 101],
  ['one', 'c1', 'c2', 30, ['1/100'], 1],
  ['none listed', 'c1', 'c256', 0, ['1/1'], 255],
])('%s: as git says it', async (_, from, to, limit, pages, count) => {
  const opened = openWithApi();
  pagesAsked();
  const found = await opened.remotes.histories([spanOf(from, to)], limit);
  const newest = Number(to.slice(1));
  expect(found).toEqual([ahead(count, names(newest, newest - Math.min(limit, count) + 1))]);
  expect(pagesAsked()).toEqual(pages);
  expect([wasFetched(opened), opened.lines]).toEqual([false, []]);
  expect(await bench.open().remotes.histories([spanOf(from, to)], limit)).toEqual(found);
});

test.each([
  ['behind', 'c20', 'c10', 0, []],
  ['diverged', 'c20', 'd3', 3, ['d3', 'd2']],
])('%s: a rewind, as git says it', async (_, from, to, count, listed) => {
  const commits = listed.map((name) => ({ sha: long.sha(name), subject: name }));
  const expected = [{ kind: 'history', history: { relation: 'rewind', count, commits } }];
  const opened = openWithApi();
  expect(await opened.remotes.histories([spanOf(from, to)], 2)).toEqual(expected);
  expect(wasFetched(opened)).toBe(false);
  expect(await bench.open().remotes.histories([spanOf(from, to)], 2)).toEqual(expected);
});

test('nobody is asked about a revision that is the head', async () => {
  pagesAsked();
  const opened = openWithApi();
  expect(await opened.remotes.histories([spanOf('c9', 'c9')], 2)).toEqual([ahead(0, [])]);
  expect([pagesAsked(), wasFetched(opened)]).toEqual([[], false]);
});

test('a private repository: for a token that sees it, else by git', async () => {
  const commits = ['s4', 's3'].map((name) => ({ sha: secret.sha(name), subject: name }));
  const expected = [{ kind: 'history', history: { relation: 'ahead', count: 3, commits } }];
  const sees = openWithApi();
  expect(await sees.remotes.histories([secretSpan()], 2)).toEqual(expected);
  expect(wasFetched(sees)).toBe(false);
  const blind = openWithApi({ token: 'stranger' });
  expect(await blind.remotes.histories([secretSpan()], 2)).toEqual(expected);
  expect(blind.lines).toEqual([
    `GitHub does not compare two revisions of ${SECRET} (HTTP 404): git fetches them.`,
  ]);
});

const LASTING: readonly (readonly [string, Fault, string, number])[] = [
  ['404', failure(404, 'Not Found'), 'HTTP 404', 1],
  ['403', failure(403, 'Resource not accessible by integration'), 'HTTP 403', 1],
  ['401', failure(401, 'Bad credentials'), 'HTTP 401', 1],
  ['422', failure(422, 'Validation Failed'), 'HTTP 422', 1],
  ['500', failure(500, 'Server Error'), 'HTTP 500', 3],
  ['502', badGateway(), 'HTTP 502', 3],
  ['a rate limit', tooManyRequests(1), 'HTTP 429', 1],
  ['a secondary rate limit', secondaryRateLimit(60), 'HTTP 403', 1],
  ['a long wait', failure(503, 'Unavailable', { 'retry-after': '600' }), 'HTTP 503', 1],
  [
    'a count that GitHub cuts off',
    { answer: jsonAnswer(200, { status: 'ahead', ahead_by: 10_000, commits: [] }) },
    'it counts no more than 10000 commits',
    1,
  ],
  [
    'pages without commits',
    { answer: jsonAnswer(200, { status: 'ahead', ahead_by: 1, commits: [] }) },
    'page 1 has no commits',
    1,
  ],
];

test.each(LASTING)('%s: git is asked, and one line says so', async (_, fault, why, attempts) => {
  const rule = github.inject({ path: COMPARE, times: 99, fault });
  const opened = openWithApi();
  expect(await opened.remotes.histories([spanOf('c250', 'c256')], 1)).toEqual([ahead(6, ['c256'])]);
  rule.remove();
  expect(rule.hits).toBe(attempts);
  expect(opened.sleeps).toEqual([1000, 2000].slice(0, attempts - 1));
  expect(opened.lines).toEqual([
    `GitHub does not compare two revisions of ${LONG} (${why}): git fetches them.`,
  ]);
});

test('a fault that passes is tried again', async () => {
  const rule = github.inject({ path: COMPARE, times: 2, fault: badGateway() });
  const opened = openWithApi();
  expect(await opened.remotes.histories([spanOf('c250', 'c256')], 1)).toEqual([ahead(6, ['c256'])]);
  rule.remove();
  expect([opened.sleeps, opened.lines, wasFetched(opened)]).toEqual([[1000, 2000], [], false]);
});

test('an API that is not there', async () => {
  const opened = openWithApi({ apiUrl: 'http://127.0.0.1:1' });
  expect(await opened.remotes.histories([spanOf('c250', 'c256')], 1)).toEqual([ahead(6, ['c256'])]);
  expect(opened.lines).toEqual([expect.stringMatching(/^GitHub does not compare .+: git fetches them\.$/)]);
});

test('after a rate limit the API is left alone; after another refusal it is not', async () => {
  for (const [fault, hits] of [
    [tooManyRequests(1), 1],
    [failure(404, 'Not Found'), 2],
  ] as const) {
    const rule = github.inject({ path: COMPARE, times: 99, fault });
    const { remotes } = openWithApi();
    await remotes.histories([spanOf('c250', 'c256'), spanOf('c251', 'c256')], 1);
    rule.remove();
    expect(rule.hits).toBe(hits);
  }
});

test('a cancellation ends it, and git is not asked', async () => {
  const controller = new AbortController();
  const opened = openWithApi(
    {},
    {
      cancellation: () => controller.signal,
      clock: {
        now: () => new Date(),
        every: () => () => {},
        sleep: () => {
          controller.abort('SIGINT');
          return Promise.resolve();
        },
      },
    },
  );
  const rule = github.inject({ path: COMPARE, times: 99, fault: badGateway() });
  await expect(opened.remotes.histories([spanOf('c250', 'c256')], 1)).rejects.toBe('SIGINT');
  rule.remove();
  expect([rule.hits, wasFetched(opened)]).toEqual([1, false]);
});

test('the subject is that of git', async () => {
  const messages = [
    'one\n',
    'one\ntwo\n\nbody\n',
    'one  \n two\t\n\t\nbody\n',
    '\n\n  one\n',
    'one\r\ntwo\r\n\r\nbody\r\n',
    'one\n \n\n\nbody',
    ' \n\t\n\tone\n two \n',
    'x'.repeat(3000),
    'ü <b> @octocat #1\n',
  ];
  const commits = messages.map((message, at) => ({
    name: `m${at}`,
    parents: at === 0 ? [] : [`m${at - 1}`],
    message,
  }));
  const last = `m${messages.length - 1}`;
  const made = await bench.repository('pantavisor/odd', { commits, refs: { 'refs/heads/main': last } });
  const span = {
    url: `${http.url}/pantavisor/odd`,
    branch: 'main',
    from: made.sha('m0'),
    to: made.sha(last),
  };
  const byGit = await bench.open().remotes.histories([span], 99);
  const answered = commits
    .slice(1)
    .map(({ name, message }) => ({ sha: made.sha(name), commit: { message } }));
  const answer = { status: 'ahead', ahead_by: answered.length, commits: answered };
  const rule = github.inject({ path: COMPARE, fault: { answer: jsonAnswer(200, answer) } });
  const opened = openWithApi();
  expect(await opened.remotes.histories([span], 99)).toEqual(byGit);
  rule.remove();
  expect([wasFetched(opened), opened.lines]).toEqual([false, []]);
});

const HOME = 'https://github.com';
test.each([
  ['https://github.com/pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['https://github.com/pantavisor/lxc.git', HOME, 'pantavisor/lxc'],
  ['https://github.com/pantavisor/lxc.git/', HOME, 'pantavisor/lxc'],
  ['https://github.com//pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['https://me:secret@github.com/pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['https://GitHub.com/pantavisor/lxc.x_y-z', HOME, 'pantavisor/lxc.x_y-z'],
  ['ssh://git@github.com/pantavisor/lxc.git', HOME, 'pantavisor/lxc'],
  ['ssh://git@github.com:22/pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['git@github.com:pantavisor/lxc.git', HOME, 'pantavisor/lxc'],
  ['github.com:pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['git://github.com/pantavisor/lxc', HOME, 'pantavisor/lxc'],
  ['http://ghe.example:8080/a/b', 'http://ghe.example:8080', 'a/b'],
  ['ssh://git@ghe.example/a/b', 'http://ghe.example:8080', 'a/b'],
  ['http://ghe.example/a/b', 'http://ghe.example:8080', undefined],
  ['http://github.com/pantavisor/lxc', HOME, undefined],
  ['https://github.com.evil.example/pantavisor/lxc', HOME, undefined],
  ['https://evil.example/github.com/lxc', HOME, undefined],
  ['https://github.com@evil.example/a/b', HOME, undefined],
  ['git@evil.example:github.com/lxc', HOME, undefined],
  ['ssh://git@evil.example/a/b', HOME, undefined],
  ['ftp://github.com/a/b', HOME, undefined],
  ['https://github.com/pantavisor', HOME, undefined],
  ['https://github.com/pantavisor/lxc/more', HOME, undefined],
  ['https://github.com/pantavisor/..', HOME, undefined],
  ['https://github.com/pantavisor/%2e%2e', HOME, undefined],
  ['https://github.com/pantavisor/a%2Fb', HOME, undefined],
  ['https://github.com/pantavisor/lxc?x=1', HOME, 'pantavisor/lxc'],
  ['/pantavisor/lxc', HOME, undefined],
  ['', HOME, undefined],
  ['https://github.com/a/b', 'no URL', undefined],
])('%s at %s is %s', (url, server, repository) => {
  expect(repositoryAt(url, server)).toBe(repository);
});
