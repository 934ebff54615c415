import { type Audit, audit } from './audit.ts';
import type { Build, ImageSize } from './builds.ts';
import { describePlan, type FaultPlan, STALLS } from './fault-plan.ts';
import { type Injected, ruleOf } from './fault-rule.ts';
import { kindOf } from './request-kinds.ts';
import { openSite, type Site, settleNeighbour } from './site.ts';
import type { TestStore } from './stores.ts';

export interface FaultRun {
  readonly plan: FaultPlan;
  readonly outcome: 'published' | 'failed' | 'neither';
  readonly injected: readonly Injected[];
  /** Empty when all is well; else the plan, what is wrong, and the log. */
  readonly report: string;
  readonly seconds: number;
}

/**
 * Publishes with the faults of `plan`, then again without any, and looks each time at what readers find. A run ends well, or it
 * fails with a reason that a user understands and nothing visible changed.
 */
export async function runPlan(
  store: TestStore,
  plan: FaultPlan,
  builds: Readonly<Record<ImageSize, Build>>,
): Promise<FaultRun> {
  const start = performance.now();
  const site = await openSite(store, `seed-${plan.seed}`);
  const build = builds[plan.image];
  const settled = plan.before !== 'nothing';
  const injected: Injected[] = [];
  try {
    if (settled) await settleNeighbour(site);
    if (plan.before === 'the same') await site.publish(build);
    const before = (await store.get(site.indexKey))?.toString();
    const from = site.proxy.seen.length;
    site.proxy.setRule(ruleOf(plan, injected));
    const run = await site.publish(build, inputsOf(plan));
    await site.proxy.idle();
    site.proxy.setRule(() => undefined);
    const after = await audit(site, [build], settled);
    const left = await store.uploads(`${site.prefix}/`);
    const problems = [...after.problems];
    const outcome = run.exitCode === 0 ? 'published' : run.exitCode === 1 ? 'failed' : 'neither';
    if (outcome === 'neither') problems.push(`The run ended with ${run.exitCode ?? run.signal}.`);
    if (outcome === 'failed') problems.push(...visibleChanges(site, from, before, after, build));
    if (outcome === 'published' && after.published[build.machine] !== build.name) {
      problems.push('It says that it published, and the index does not name the machine.');
    }
    if (run.log.includes('This is a defect of the stage'))
      problems.push('It calls a fault of the store its own defect.');
    if (left.length > 0 && !couldNotAbort(site, from)) problems.push(`Uploads are left: ${left.join(', ')}.`);

    const unknown = site.proxy.seen.find((request) => kindOf(request) === 'other');
    if (unknown !== undefined) problems.push(`No plan knows a request: ${unknown.method} ${unknown.path}.`);
    const again = await site.publish(build);
    const last = await audit(site, [build], settled);
    const leftAgain = await store.uploads(`${site.prefix}/`);
    problems.push(...last.problems);
    if (again.exitCode !== 0) problems.push(`Running again fails: ${again.log}`);
    else if (last.published[build.machine] !== build.name)
      problems.push('Running again does not complete it.');
    if (leftAgain.length > 0) problems.push(`Uploads are left after running again: ${leftAgain.join(', ')}.`);
    const report = problems.length === 0 ? '' : [describePlan(plan), ...problems, run.log].join('\n');
    return { plan, outcome, injected, report, seconds: (performance.now() - start) / 1000 };
  } finally {
    await site.close();
  }
}

/** The stage gives a request up that stands still, and sends it again. */
function inputsOf({ faults }: FaultPlan): Record<string, string> {
  return faults.some(({ fault }) => STALLS.includes(fault)) ? { 'request-timeout-seconds': '1' } : {};
}

/**
 * What a failed run changed in the index. When a write of it was obeyed, the machine stands there complete, which is all that may
 * have changed; else the index is the same to the byte.
 */
function visibleChanges(
  { proxy }: Site,
  from: number,
  before: string | undefined,
  after: Audit,
  { name, machine }: Build,
): string[] {
  const written = proxy.seen
    .slice(from)
    .some(
      (request) => kindOf(request) === 'put index' && request.status !== undefined && request.status < 300,
    );
  if (!written) return after.index === before ? [] : [`It failed, and the index changed: ${after.index}`];
  return after.published[machine] !== name
    ? ['It wrote the index, and the machine does not stand there.']
    : [];
}

/**
 * Whether a fault met the last attempt to abort an upload, or would have met any. Nor can a run abort an upload that the store
 * began for it without its knowing: the answer was lost.
 */
function couldNotAbort({ proxy }: Site, from: number): boolean {
  const seen = proxy.seen.slice(from);
  if (seen.some((request) => kindOf(request) === 'create upload' && request.fault !== undefined)) return true;
  const last = seen.findLast((request) => kindOf(request) === 'abort upload') ?? seen.at(-1);
  return last?.fault !== undefined;
}
