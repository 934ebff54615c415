import type { Deps } from '@pv-actions/core/action/stage.ts';
import {
  comparedToManifest,
  fileInManifest,
  partsNotIndexed,
} from '@pv-actions/core/release/index-comparison.ts';
import {
  type IndexedDevice,
  type IndexedFile,
  type IndexProblem,
  type IndexSurvey,
  surveyIndex,
} from '@pv-actions/core/release/index-survey.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import { compareText } from '@pv-actions/core/release/text-order.ts';
import { addressOf } from '@pv-actions/core/release/url-key.ts';
import { checkAll, contentProblem, type ObjectChecks, type Wanted } from '../object-checks.ts';
import type { Layer } from '../release.ts';
import { type BucketMachine, folderOf } from './bucket-machines.ts';
import type { PublicFile } from './public-file.ts';

/** What the index is held against. */
export interface Evidence {
  readonly layer: Layer;
  /** The tag that is verified; all where it is undefined. */
  readonly tag: string | undefined;
  /** The index as errors name it. */
  readonly where: string;
  /** By `folderOf`. */
  readonly machines: ReadonlyMap<string, BucketMachine>;
  readonly objects: ObjectChecks;
  /** Asks for a URL of somewhere else, for each one once. No more bytes than `size` are read. */
  readonly elsewhere: (url: string, size: number | undefined) => Promise<PublicFile>;
  readonly bytesRead: () => number;
}

/** What came out. */
export interface Assessment {
  readonly survey: IndexSurvey;
  /** By tag, machine and part. */
  readonly problems: readonly IndexProblem[];
  /** Files of the index, and how many of them have a problem. */
  readonly files: number;
  readonly wrong: number;
}

/**
 * Holds an index against the bucket.
 *
 * @throws UserError when the index is not JSON, or when the store gives no answer about an object.
 */
export async function assess(text: string | undefined, evidence: Evidence, deps: Deps): Promise<Assessment> {
  const survey = surveyIndex(text, evidence.tag, evidence.where);
  const ofFiles = await checkAll(
    survey.files,
    (file) => fileProblems(file, evidence),
    evidence.bytesRead,
    deps,
  );
  const found = ofFiles.flat();
  const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
  const ofMachines = [...evidence.machines].flatMap(([folder, machine]) =>
    machineProblems(machine, devices.get(folder) ?? []),
  );
  const nothing = survey.tags.length === 0 && ofMachines.length === 0;
  return {
    survey,
    problems: sortedProblems([
      ...(nothing ? [absent(text, evidence)] : []),
      ...survey.problems,
      ...ofMachines,
      ...found,
    ]),
    files: survey.files.length,
    wrong: found.length,
  };
}

/** Problems by tag, machine and part; those of one part in the order in which they came. */
export function sortedProblems(problems: readonly IndexProblem[]): IndexProblem[] {
  return problems.toSorted(
    (a, b) => compareText(a.tag, b.tag) || compareText(a.machine, b.machine) || compareText(a.part, b.part),
  );
}

function absent(text: string | undefined, { tag = '', layer }: Evidence): IndexProblem {
  const problem =
    text === undefined
      ? 'There is no index.'
      : tag === ''
        ? 'The index names no tag.'
        : 'The index does not name this tag.';
  return { tag, machine: '', part: '', url: layer.indexUrl, problem };
}

/** At most one problem for a file, with all that is wrong with it. */
async function fileProblems(file: IndexedFile, evidence: Evidence): Promise<IndexProblem[]> {
  const { layer } = evidence;
  const address = addressOf(layer.publicUrl, layer.prefix, file.url);
  const key = address.kind === 'key' ? address.key : undefined;
  const manifest = manifestOf(file, evidence.machines);
  const wellFormed = file.problems.length === 0;
  const wanted = {
    size: manifest && fileInManifest(manifest, file, key)?.size,
    sha256: wellFormed ? file.sha256 : undefined,
    sha256From: 'index',
  } as const;
  const texts = [
    ...file.problems,
    ...(address.kind === 'wrong' ? [address.problem] : []),
    wellFormed && address.kind !== 'wrong' && manifest ? comparedToManifest(manifest, file, key) : undefined,
    key === undefined ? undefined : await evidence.objects.problem(key, wanted),
    address.kind === 'elsewhere'
      ? publicProblem(await evidence.elsewhere(file.url, wanted.size), wanted)
      : undefined,
  ].filter((text) => text !== undefined);
  if (texts.length === 0) return [];
  const { tag, machine, part, url } = file;
  return [{ tag, machine, part, url, problem: texts.join(' ') }];
}

function publicProblem(found: PublicFile, wanted: Wanted): string | undefined {
  return 'problem' in found ? found.problem : contentProblem(found, wanted);
}

function manifestOf(file: IndexedFile, machines: Evidence['machines']): Manifest | undefined {
  const state = machines.get(folderOf(file.tag, file.machine))?.state;
  return state?.kind === 'complete' ? state.manifest : undefined;
}

/** @param named The devices of the index that have its tag and name. */
function machineProblems(machine: BucketMachine, named: readonly IndexedDevice[]): IndexProblem[] {
  const { state, tag, manifestUrl } = machine;
  const problemOf = (problem: string, part = '', url = manifestUrl): IndexProblem => ({
    tag,
    machine: machine.machine,
    part,
    url,
    problem,
  });
  if (state.kind === 'unreadable') return [problemOf(state.problem)];
  if (state.kind === 'claim') {
    return named.length === 0
      ? []
      : [problemOf('The index names it, while its manifest.json says that its files are being replaced.')];
  }
  if (!machine.published) return [];
  const { channel } = state.manifest;
  const devices = named.filter((device) => device.channel === channel);
  if (devices.length > 0) {
    const parts = new Set(devices.flatMap((device) => partsNotIndexed(state.manifest, device)));
    return [...parts].map((part) => problemOf('Published, but not in the index.', part));
  }
  const [other] = named;
  if (other === undefined) return [problemOf('Published, but not in the index.')];
  return [problemOf(`Published in the channel ${channel}, but the index has it in ${other.channel}.`)];
}
