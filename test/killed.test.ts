import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Fault, ProxiedRequest } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { seeded } from '@pv-actions/testkit/seeded.ts';
import { audit } from './publishing/audit.ts';
import { type Build, IMAGE_SIZES, makeBuild } from './publishing/builds.ts';
import { kindOf } from './publishing/request-kinds.ts';
import { openSite, type Site, settleNeighbour } from './publishing/site.ts';
import { openTestStore, STORES, type TestStore } from './publishing/stores.ts';

const SEED = 20260603;
/** Of all stores, which share them out. */
const KILLS = process.env['PV_TEST_LONG'] === 'true' ? 200 : 6;
const AT_ONCE = 3;
const MOMENTS = ['before', 'in the middle of', 'after'] as const;
const present = STORES.filter((store) => store.available);

/** A moment of a run: around which of its requests, counted from 1. */
interface Kill {
  readonly number: number;
  readonly moment: (typeof MOMENTS)[number];
  readonly request: number;
  /** For the middle: the share of the body that has passed. */
  readonly share: number;
}

/** Moments that are spread over all requests of a run: those of one store. */
function drawKills(requests: number, store: string): Kill[] {
  const random = seeded(SEED);
  const kills = Array.from({ length: KILLS }, (_, at) => ({
    number: at + 1,
    request: 1 + Math.floor(((at + random.next()) / KILLS) * requests),
    moment: MOMENTS[at % MOMENTS.length] ?? 'before',
    share: random.next(),
  }));
  return kills.filter(({ number }) => present[number % present.length]?.name === store);
}

/** Publishes until the moment of `kill`, which ends the process for ever. */
async function publishUntil(
  site: Site,
  build: Build,
  inputs: Readonly<Record<string, string>>,
  kill: Kill,
): Promise<{ signal: NodeJS.Signals | null; during: string }> {
  let child: ChildProcess | undefined;
  let count = 0;
  let during = 'nothing';
  const end = (): void => void child?.kill('SIGKILL');
  site.proxy.setRule((request): Fault | undefined => {
    count += 1;
    // Other requests of the killed process are on their way at the same time, and pass.
    if (count !== kill.request) return undefined;
    during = kindOf(request);
    return faultOf(kill, request, end);
  });
  const { signal } = await site.publish(build, inputs, (spawned) => {
    child = spawned;
  });
  await site.proxy.idle();
  site.proxy.setRule(() => undefined);
  return { signal, during };
}

function faultOf({ moment, share }: Kill, { headers }: ProxiedRequest, end: () => void): Fault {
  const hasBody = Number(headers['content-length'] ?? 0) > 0;
  if (moment === 'after') return { kind: 'lose-answer', whenDone: end };
  if (moment === 'in the middle of' && hasBody)
    return { kind: 'cut-request', bytes: { share }, whenDone: end };
  end();
  return { kind: 'reset' };
}

/** What is published before, and the inputs of the publisher that is killed. */
interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly before: 'nothing' | 'another build';
  readonly inputs: Readonly<Record<string, string>>;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'a new machine', folder: 'new', before: 'nothing', inputs: {} },
  {
    name: 'a machine that was published with other content',
    folder: 'replaced',
    before: 'another build',
    inputs: { overwrite: 'always' },
  },
];

describe.each(STORES)('publishers killed at random moments, on $name', ({ name, available }) => {
  const onStore = available ? test : test.skip;
  let store: TestStore;
  let build: Build;
  let other: Build;

  beforeAll(async () => {
    if (!available) return;
    store = await openTestStore(name);
    build = await makeBuild(store.folder, 'this build', IMAGE_SIZES.middle);
    other = await makeBuild(store.folder, 'another build', IMAGE_SIZES.small);
  });
  afterAll(() => store?.close());

  async function prepare({ folder, before }: Scenario, name: string): Promise<Site> {
    const site = await openSite(store, `${folder}-${name}`);
    await settleNeighbour(site);
    if (before === 'another build') expect(await site.publish(other)).toMatchObject({ exitCode: 0 });
    return site;
  }

  async function requestsOfARun(scenario: Scenario): Promise<number> {
    const site = await prepare(scenario, 'not-killed');
    const from = site.proxy.seen.length;
    expect(await site.publish(build, scenario.inputs)).toMatchObject({ exitCode: 0 });
    await site.close();
    return site.proxy.seen.length - from;
  }

  /** Kills a publisher, publishes again, and gives what is wrong with what readers find after each. */
  async function killed(scenario: Scenario, kill: Kill): Promise<string[]> {
    const site = await prepare(scenario, String(kill.number));
    try {
      const before = (await store.get(site.indexKey))?.toString();
      const { signal, during } = await publishUntil(site, build, scenario.inputs, kill);
      const after = await audit(site, [build, other], true);
      const problems = [...after.problems];
      if (signal !== 'SIGKILL') problems.push('It was not killed.');
      if (scenario.before === 'nothing' && !(build.machine in after.published) && after.index !== before) {
        problems.push(`The index changed: ${after.index}`);
      }
      const again = await site.publish(build, scenario.inputs);
      const last = await audit(site, [build, other], true);
      problems.push(...last.problems);
      if (again.exitCode !== 0) problems.push(`Running again fails: ${again.log}`);
      else if (last.published[build.machine] !== build.name) {
        problems.push('Running again does not complete it.');
      }
      const left = await store.uploads(`${site.prefix}/`);
      if (left.length > 0) problems.push(`Uploads are left: ${left.join(', ')}.`);
      const { number, moment, request, share } = kill;
      const told = `kill ${number}, ${moment} request ${request} (${during}) at ${share.toFixed(3)}: `;
      return problems.map((problem) => told + problem);
    } finally {
      await site.close();
    }
  }

  onStore.each(SCENARIOS)(
    `$name, ${KILLS / present.length} times: the index names only what is there whole, and running again completes it`,
    async (scenario) => {
      const kills = drawKills(await requestsOfARun(scenario), name);
      const problems = await inParallel(kills, (kill) => killed(scenario, kill), AT_ONCE);
      expect(problems.flat()).toEqual([]);
    },
    60_000 + KILLS * 12_000,
  );
});
