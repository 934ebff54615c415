import { ReportedError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { IndexProblem } from '@pv-actions/core/release/index-survey.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { aclOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { addToIndex, type IndexWrite } from '../index-entries.ts';
import { ALL_TAGS, type Inputs, type Output } from '../inputs.ts';
import { objectChecks } from '../object-checks.ts';
import { layerOf } from '../release.ts';
import { type Assessment, assess, type Evidence, sortedProblems } from './assess.ts';
import { type BucketMachines, folderOf, readMachines } from './bucket-machines.ts';
import { abortLeftovers, leftoverUploads } from './leftover-uploads.ts';
import { type PublicFile, publicFile } from './public-file.ts';
import { planRepair, type RepairPlan } from './repair.ts';
import { notesOf, reportProblems, type Verification, verdictOf, verifiedSummary } from './report-verify.ts';

const ADVICE = {
  look: 'The log and the step summary name them. `repair: true` puts the entries of published machines back; what is lost must be published again.',
  rehearsed:
    'The log and the step summary name them, and what a repair without `dry-run` puts back; what is lost must be published again.',
  repaired:
    'The log and the step summary name them. The repair could not mend them: what is lost must be published again.',
};

/**
 * Holds the index against the bucket, for one tag or all: that every file is there with its size and digest, and that every
 * published machine is named. With `repair` it puts the entries of published machines back.
 *
 * @throws UserError when there is a problem, or when the store gives no answer.
 */
export async function verify(
  given: Inputs,
  settings: StoreSettings,
  deps: Deps,
  output: Output,
): Promise<void> {
  const layer = layerOf(settings);
  const tag = given.tag === ALL_TAGS ? undefined : given.tag;
  output('index-url', layer.indexUrl);
  const store = storeOf(given, settings, deps);
  // The index is read after the marks: whatever was marked by then stands in it.
  const bucket = await readMachines(store, layer, tag, given.repair);
  const text = await store.text(layer.indexKey);
  const evidence = evidenceOf(given, store, bucket, settings, deps);
  const leftovers = await leftoverUploads(store, layer, tag);

  const found = await assess(text, evidence, deps);
  const plan = given.repair ? await planRepair(found, evidence) : undefined;
  const entered = plan && !given['dry-run'] ? await write(plan, given, store, evidence, deps) : undefined;
  if (given.repair) await abortLeftovers(leftovers, given['dry-run'], store, deps.log);
  const left = entered?.changed ? await assess(entered.text, evidence, deps) : found;

  const problems = sortedProblems([...left.problems, ...unreported(plan?.problems ?? [], left)]);
  const verification: Verification = {
    layer,
    tag,
    assessment: { ...left, problems },
    repaired: goneFrom(found, left),
    planned: given['dry-run'] ? plan?.tags : undefined,
    notes: notesOf(bucket, left, leftovers),
    deep: given.deep,
  };
  output('problems', JSON.stringify(problems));
  output('bytes-read', evidence.bytesRead());
  reportProblems(verification, deps.log);
  deps.summary(verifiedSummary(verification));
  const verdict = verdictOf(verification);
  if (problems.length > 0) throw new ReportedError(verdict, adviceOf(given));
  deps.log.info(verdict);
}

function adviceOf(given: Inputs): string {
  if (!given.repair) return ADVICE.look;
  return given['dry-run'] ? ADVICE.rehearsed : ADVICE.repaired;
}

function evidenceOf(
  given: Inputs,
  store: Store,
  { machines }: BucketMachines,
  settings: StoreSettings,
  deps: Deps,
): Evidence {
  const layer = layerOf(settings);
  const objects = objectChecks(store, given.deep);
  const asked = new Map<string, Promise<PublicFile>>();
  const timeoutMs = given['request-timeout-seconds'] * 1000;
  const web = { clock: deps.clock, timeoutMs, random: Math.random, trusted: ownHosts(settings) };
  let bytes = 0;
  const ask = async (url: string, size: number | undefined): Promise<PublicFile> => {
    const file = await publicFile(url, { deep: given.deep, size }, web);
    if ('sha256' in file && file.sha256 !== undefined) bytes += file.size ?? 0;
    return file;
  };
  return {
    layer,
    tag: given.tag === ALL_TAGS ? undefined : given.tag,
    where: store.describe(layer.indexKey),
    machines: new Map(machines.map((each) => [folderOf(each.tag, each.machine), each])),
    objects,
    elsewhere(url, size) {
      const question = `${size} ${url}`;
      const file = asked.get(question) ?? ask(url, size);
      asked.set(question, file);
      return file;
    },
    bytesRead: () => objects.bytesRead() + bytes,
  };
}

/** The hosts that the user named, which may be in a network of their own. */
function ownHosts({ publicUrl, endpoint }: StoreSettings): ReadonlySet<string> {
  return new Set([publicUrl, endpoint].flatMap((url) => URL.parse(url ?? '')?.hostname ?? []));
}

async function write(
  plan: RepairPlan,
  given: Inputs,
  store: Store,
  { layer }: Evidence,
  deps: Deps,
): Promise<IndexWrite | undefined> {
  if (plan.tags.length === 0) return undefined;
  const how = { form: given['index-form'], options: aclOptions(given), strict: false };
  const entered = await addToIndex(store, layer, plan.tags, how);
  for (const { release } of entered.replaced) {
    deps.log.info(
      `Another run replaces ${release.machine} ${release.tag} at this moment: its entry was left out.`,
    );
  }
  return entered;
}

function goneFrom(before: Assessment, after: Assessment): IndexProblem[] {
  const left = new Set(after.problems.map((each) => JSON.stringify(each)));
  return before.problems.filter((each) => !left.has(JSON.stringify(each)));
}

/** Problems of the repair about files that are not reported anyway. */
function unreported(problems: readonly IndexProblem[], { problems: reported }: Assessment): IndexProblem[] {
  const urls = new Set(reported.map(({ url }) => url));
  return problems.filter(({ url }) => !urls.has(url));
}
