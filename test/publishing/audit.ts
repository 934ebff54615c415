import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '@pv-actions/testkit/harness/digest.ts';
import { type Build, differences } from './builds.ts';
import { FOREIGN, neighbourText, type Site, TAG } from './site.ts';

/** What a reader finds in the store. */
export interface Audit {
  /** Undefined where there is no index. */
  readonly index: string | undefined;
  /** By machine, the name of the build whose complete content the index names. */
  readonly published: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

interface Part {
  readonly url: string;
  readonly sha256: string;
}
type Device = { readonly name: string } & Readonly<Record<string, Part | string>>;
interface Index {
  readonly stable?: Readonly<Record<string, { readonly devices: readonly Device[] }>>;
}

interface Found {
  readonly body: Buffer;
  readonly digest: string;
}
/** Undefined where there is no such object. */
type Read = (key: string) => Promise<Found | undefined>;

/**
 * Reads everything that the index and the manifests name from the store itself: the index parses, has kept the entries of
 * others, and names only complete objects with the right digests; a manifest that is complete likewise.
 *
 * @param builds What the machines may have been published from.
 * @param settled Whether the index of `settleNeighbour` was there before.
 */
export async function audit(site: Site, builds: readonly Build[], settled: boolean): Promise<Audit> {
  const read = readOnce(site);
  const problems: string[] = [];
  for (const machine of new Set(builds.map((build) => build.machine))) {
    problems.push(...(await manifestProblems(read, `${site.prefix}/${TAG}/${machine}/manifest.json`)));
  }
  const index = (await read(site.indexKey))?.body.toString();
  const published: Record<string, string> = {};
  if (index === undefined) {
    if (settled) problems.push('The index is gone.');
    return { index, published, problems };
  }
  let devices: readonly Device[];
  try {
    devices = (JSON.parse(index) as Index).stable?.[TAG]?.devices ?? [];
  } catch {
    return { index, published, problems: [...problems, `The index is no JSON: ${index}`] };
  }
  if (settled) problems.push(...lostEntries(site, index, devices));
  for (const device of devices) {
    const parts = await partsOf(site, read, device, problems);
    const candidates = builds.filter((build) => build.machine === device.name);
    if (candidates.length === 0) continue;
    if (device.name in published) problems.push(`${device.name} stands in the index twice.`);
    const found = candidates.map((build) => ({ name: build.name, wrong: differences(parts, build) }));
    const whole = found.find(({ wrong }) => wrong.length === 0);
    published[device.name] = whole?.name ?? 'no build';
    if (whole !== undefined) continue;
    problems.push(...found.map(({ name, wrong }) => `The entry is not ${name}: ${wrong.join(', ')}.`));
  }
  return { index, published, problems };
}

function readOnce({ store }: Site): Read {
  const known = new Map<string, Promise<Found | undefined>>();
  const load = async (key: string): Promise<Found | undefined> => {
    const body = await store.get(key);
    return body && { body, digest: sha256(body) };
  };
  return (key) => {
    const found = known.get(key) ?? load(key);
    known.set(key, found);
    return found;
  };
}

function lostEntries(site: Site, index: string, devices: readonly Device[]): string[] {
  const neighbour = JSON.parse(neighbourText(site)) as Device;
  const kept = devices.some((device) => isDeepStrictEqual(device, neighbour));
  return [
    ...(kept ? [] : ['The entry of the neighbour is lost or changed.']),
    ...(index.includes(FOREIGN) ? [] : ['The entry of somebody else is lost or changed.']),
  ];
}

/** The objects that a device names. What is not there, or has another digest, becomes a problem. */
async function partsOf(
  { store }: Site,
  read: Read,
  device: Device,
  problems: string[],
): Promise<Record<string, Buffer>> {
  const root = `${store.server.endpoint}/${store.bucket}/`;
  const parts: Record<string, Buffer> = {};
  for (const [name, part] of Object.entries(device)) {
    if (typeof part === 'string') continue;
    const key = decodeURIComponent(part.url.slice(root.length));
    const found = await read(key);
    if (found?.digest === part.sha256) parts[name] = found.body;
    else {
      problems.push(
        `The index names ${key} with ${part.sha256}, and there is ${found?.digest ?? 'no object'}.`,
      );
    }
  }
  return parts;
}

/** What is wrong with the objects that a complete manifest names. Published means: named by it, or by the index. */
async function manifestProblems(read: Read, manifestKey: string): Promise<string[]> {
  const text = (await read(manifestKey))?.body.toString();
  if (text === undefined) return [];
  let manifest: {
    readonly complete?: boolean;
    readonly files: readonly { readonly key: string; readonly size: number; readonly sha256: string }[];
  };
  try {
    manifest = JSON.parse(text);
  } catch {
    return [`The manifest is no JSON: ${text}`];
  }
  if (manifest.complete === false) return [];
  const problems: string[] = [];
  for (const { key, size, sha256: digest } of manifest.files) {
    const found = await read(key);
    const is = found === undefined ? 'no object' : `${found.body.length} ${found.digest}`;
    if (is !== `${size} ${digest}`) {
      problems.push(`The manifest names ${key} with ${size} ${digest}, and there is ${is}.`);
    }
  }
  return problems;
}
