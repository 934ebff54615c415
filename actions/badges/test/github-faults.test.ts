import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  badGateway,
  type Fault,
  failure,
  reset,
  secondaryRateLimit,
  tooManyRequests,
} from '@pv-actions/testkit/github/faults.ts';
import { type Bench, badge, errorOf, openBench, PREFIX } from './bench.ts';
import { badgesHere, hastyClock } from './here.ts';

let bench: Bench;
let run: string;
beforeAll(async () => {
  bench = await openBench();
  run = await bench.seed(['build (a)']);
});
afterAll(() => bench.close());
beforeEach(() => void bench.requests());

const JOBS = /\/actions\/runs\/\d+\/jobs$/;

/** What a run says that fails because of GitHub: it writes nothing, and shows no stack and no token. */
async function refusal(inputs: Readonly<Record<string, string>>, id = run): Promise<string> {
  const result = await bench.badges(id, inputs);
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toEqual({ badges: '[]', passing: '0', failing: '0', changed: 'false' });
  expect(`${result.rawStderr}${errorOf(result)}`).not.toMatch(/^ +at /m);
  expect(result.log + result.summary).not.toContain(inputs['github-token'] ?? bench.github.token);
  expect(bench.requests()).toEqual([]);
  expect(result.summary).toContain('### badges failed');
  return errorOf(result);
}

describe('a fault that passes', () => {
  test.each<[string, Fault]>([
    ['500', failure(500, 'Server Error')],
    ['502 with a page', badGateway()],
    ['a reset', reset()],
    ['429', tooManyRequests(1)],
    ['403 as the secondary rate limit, with Retry-After', secondaryRateLimit(1)],
  ])('%s: the request is sent again', async (_, fault) => {
    const injected = bench.github.inject({ path: JOBS, fault });
    const { summary } = await badgesHere(bench, run, { 'dry-run': 'true' }, { clock: hastyClock });
    expect(injected.hits).toBe(1);
    expect(summary).toContain('1 passing of 1 machine. ');
  });

  test('on the second page only: nothing is lost, nothing counts twice', async () => {
    const many = await bench.seed(
      Array.from({ length: 101 }, (_, at) => (at === 100 ? 'build (last)' : `lint ${at}`)),
    );
    bench.github.inject({ path: JOBS, after: 1, fault: failure(503, 'Unavailable') });
    const result = await badgesHere(bench, many, { tag: '010' }, { clock: hastyClock });
    expect(result.outputs['passing']).toBe('1');
    expect(await bench.text(`${PREFIX}/010/badges/last.json`)).toBe(badge('last', 'passing'));
  });
});

describe('a fault that stays', () => {
  test('a limit that lasts an hour: nobody waits for it', async () => {
    bench.github.inject({ path: JOBS, fault: secondaryRateLimit(3600) });
    expect(await refusal({})).toContain('GitHub limits the requests of the token: HTTP 403, ');
  });

  test('401: a token that GitHub does not know', async () => {
    expect(await refusal({ 'github-token': 'ghs_unknownUnknownUnknownUnknownUnknown00' })).toContain(
      'the token is refused: HTTP 401, "Bad credentials".\nCheck the input `github-token`',
    );
  });

  test('403: a token that lacks the permission, which is named', async () => {
    bench.github.inject({ path: JOBS, fault: failure(403, 'Resource not accessible by integration') });
    expect(await refusal({})).toContain(
      'The token of `github-token` needs `actions: read`. For the token of the job, put that under `permissions:` of the job;',
    );
  });

  test('404: no such run in this repository', async () => {
    expect(await refusal({}, '4711')).toBe(
      'Could not read the jobs of the run 4711 in pantacor/sample: GitHub does not find it: HTTP 404, "Not Found".\n' +
        'Check the input `run-id`: it is the id of a run of this repository. ' +
        'The token of `github-token` needs `actions: read`.',
    );
  });

  test('500: gives up in the end, and says so', async () => {
    const injected = bench.github.inject({ path: JOBS, times: 6, fault: failure(500, 'Server Error') });
    const result = await badgesHere(bench, run, {}, { clock: hastyClock });
    expect(errorOf(result)).toBe(
      `Could not read the jobs of the run ${run} in pantacor/sample: HTTP 500, "Server Error", after 6 attempts.\n` +
        'GitHub has a fault. Run the job again later.',
    );
    expect(injected.hits).toBe(6);
    expect(bench.requests()).toEqual([]);
  });
});
