import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import type { Log } from '../action/log.ts';
import { outcomeOf } from './conditions.ts';
import type { Condition } from './objects.ts';
import type { KnownText, ObjectText, PutOptions, Store } from './types.ts';

const MAX_ROUNDS = 200;
const MAX_UNCLEAR = 5;
const MAX_SAME_ETAG = 3;
const WAIT_PER_ROUND = 3;
const MIN_WAIT_MS = 20;
const MAX_WAIT_MS = 10_000;
/** How often an unconditional write is read back, and how long after it, at least: another writer may have read before it. */
const LOOKS_BACK = 2;
const LOOK_BACK_MS = 300;

/** As `Store.update` says. */
type Change = Parameters<Store['update']>[1];
type Updated = Awaited<ReturnType<Store['update']>>;

export interface UpdateRequests {
  /** What a message calls the object. */
  describe(key: string): string;
  read(key: string): Promise<ObjectText | undefined>;
  /** The ETag alone; undefined where there is no object. */
  etag(key: string): Promise<string | undefined>;
  /** Resolves to the ETag of what was written, empty where the store does not say it. */
  put(key: string, text: string, options: PutOptions, condition: Condition | undefined): Promise<string>;
  /** Throws when the store does not obey conditions. */
  probe(): Promise<void>;
}

interface UpdateDeps {
  readonly clock: Clock;
  readonly log: Pick<Log, 'warning'>;
  readonly random: () => number;
  readonly unconditional: boolean;
}

/** Compare-and-swap updates of texts in a store. */
export function makeUpdater(requests: UpdateRequests, deps: UpdateDeps) {
  /** How the store compares If-Match, and whether the first refusal was looked into. */
  const etags = { bare: false, looked: false };
  let probe: Promise<void> | undefined;
  let probed = deps.unconditional;
  let warned = false;

  async function requireConditions(): Promise<void> {
    if (probed) return;
    probe ??= requests.probe();
    await probe;
    probed = true;
  }

  function conditionOf(etag: string | undefined): Condition | undefined {
    if (deps.unconditional) return undefined;
    if (etag === undefined) return { ifNoneMatch: '*' };
    return { ifMatch: etags.bare ? etag : `"${etag}"` };
  }

  async function update(
    key: string,
    change: Change,
    options: PutOptions,
    known?: KnownText,
  ): Promise<Updated> {
    // Without conditions nothing tells that it is out of date.
    let next = deps.unconditional ? undefined : known;
    let wanted: string | undefined;
    /** Whether a write may have been obeyed without our knowing. */
    let maybeWritten = false;
    let refused: string | undefined;
    let bare = etags.bare;
    let unclear = 0;
    let sameEtag = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const started = deps.clock.now().getTime();
      const { current } = next ?? { current: await requests.read(key) };
      next = undefined;
      if (maybeWritten && wanted !== undefined && current?.text === wanted) {
        return { changed: true, text: wanted, known: { current } };
      }
      if (refused !== undefined && refused === current?.etag) {
        // Ceph before Squid compares If-Match with the bare ETag, other stores with the quoted one.
        sameEtag += 1;
        if (sameEtag > MAX_SAME_ETAG) throw refusesOwnEtag(requests.describe(key));
        // Updates of other keys may have found it out meanwhile: only the form that was refused is given up.
        etags.bare = !bare;
      }
      const text = await change(current?.text);
      if (text === undefined || text === current?.text) {
        return { changed: maybeWritten, text: current?.text ?? '', known: { current } };
      }
      if (!probed) {
        await requireConditions();
        next = known;
        continue;
      }
      bare = etags.bare;
      const condition = conditionOf(current?.etag);
      let etag = '';
      const outcome = await outcomeOf(async () => {
        etag = await requests.put(key, text, options, condition);
      });
      if (outcome.kind === 'written') {
        if (!deps.unconditional) {
          return { changed: true, text, known: etag === '' ? undefined : { current: { text, etag } } };
        }
        const kept = await lookBack(key, change, deps.clock.now().getTime() - started);
        if (kept !== undefined) return { changed: true, text: kept, known: undefined };
        wanted = text;
        maybeWritten = true;
        continue;
      }
      wanted = text;
      refused = outcome.kind === 'refused' ? current?.etag : undefined;
      maybeWritten ||= outcome.kind === 'unclear' || !outcome.certain;
      if (outcome.kind === 'unclear') {
        unclear += 1;
        if (unclear > MAX_UNCLEAR) throw outcome.thrown;
      }
      // The first refusal may be about the form of the ETag: then nobody else wrote, and there is nothing to wait for.
      const look = refused !== undefined && !etags.looked;
      etags.looked ||= look;
      if (look && (await requests.etag(key)) === refused) {
        next = { current };
        continue;
      }
      await waitForTurn(deps, deps.clock.now().getTime() - started);
    }
    throw tooManyWriters(requests.describe(key));
  }

  /**
   * Whether a change that was written without a condition is still there a little later: others that had read before may have
   * replaced it. Warns once where it is not.
   *
   * @returns the text that has it; undefined where it has to be made again.
   */
  async function lookBack(key: string, change: Change, roundMs: number): Promise<string | undefined> {
    let kept = '';
    for (let look = 0; look < LOOKS_BACK; look += 1) {
      const wait = Math.max(LOOK_BACK_MS, roundMs * WAIT_PER_ROUND);
      await deps.clock.sleep(Math.min(MAX_WAIT_MS, wait) * (1 + deps.random()));
      const current = await requests.read(key);
      const text = await change(current?.text);
      if (text !== undefined && text !== current?.text) {
        if (!warned) deps.log.warning(overwritten(requests.describe(key)));
        warned = true;
        return undefined;
      }
      kept = current?.text ?? '';
    }
    return kept;
  }

  return { requireConditions, update };
}

function overwritten(where: string): string {
  return (
    `Another job wrote ${where} at the same time, and what this one had written was lost. It is written again. \`unconditional-index: true\` is for ` +
    'one writer at a time: let the jobs publish with `phase: stage`, and one later job name all machines with `phase: promote`.'
  );
}

/**
 * Waits between rounds. A round's duration grows with the number of writers that the store serves at the time, so a multiple
 * of it keeps the store busy and no more, whatever its distance. Measured with 4 to 64 writers against Ceph.
 */
function waitForTurn({ clock, random }: UpdateDeps, roundMs: number): Promise<void> {
  const window = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, roundMs * WAIT_PER_ROUND));
  return clock.sleep(random() * window);
}

function refusesOwnEtag(where: string): UserError {
  return new UserError(
    `The store refuses to replace ${where} on the condition that it has the very ETag that the store reports.`,
    'Use a store that obeys If-Match. If one job at a time writes the index, and only then, set `unconditional-index: true`.',
  );
}

function tooManyWriters(where: string): UserError {
  return new UserError(
    `Others wrote ${where} in between, ${MAX_ROUNDS} times in a row.`,
    'Run the job again when fewer jobs publish.',
  );
}
