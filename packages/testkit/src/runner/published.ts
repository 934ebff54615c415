import { createHash } from 'node:crypto';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { fileName } from '@pv-actions/core/release/manifest.ts';
import { asString, isObject, type Json } from './json.ts';

/** A published file, as the manifest of its machine states it and as its URL serves it. */
export interface PublishedFile {
  readonly machine: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly url: string;
  /** Whether the URL serves as many bytes, with that sha256. */
  readonly served: boolean;
}

/**
 * Reads what stands in the bucket under `tag`, over HTTP as anybody can: releases.json, the manifest of each
 * machine that it names, and every file of these.
 *
 * @param publicUrl the URL of `<prefix>/`, without the final slash
 * @throws UserError where releases.json or a manifest cannot be read, or the index names a file that its manifest lacks.
 */
export async function readPublished(publicUrl: string, tag: string): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  for (const device of devicesOf(await readJson(`${publicUrl}/releases.json`), tag)) {
    const machine = asString(device['name']) ?? '';
    const url = `${publicUrl}/${encodeURIComponent(tag)}/${encodeURIComponent(machine)}/manifest.json`;
    const manifest = await readJson(url);
    const listed =
      isObject(manifest) && Array.isArray(manifest['files']) ? manifest['files'].filter(isObject) : [];
    for (const [part, entry] of Object.entries(device).flatMap(eachOfList)) {
      if (!isObject(entry)) continue;
      if (listed.some((file) => file['url'] === entry['url'] && file['sha256'] === entry['sha256'])) continue;
      throw new UserError(`releases.json names a ${part} of ${machine} that ${url} does not have.`, '');
    }
    for (const file of listed) files.push(await readBack({ tag, name: machine }, file));
  }
  return files;
}

/** A list under a key names several files of one kind. */
function eachOfList([part, value]: [string, Json]): [string, Json][] {
  return Array.isArray(value) ? value.map((each) => [part, each]) : [[part, value]];
}

async function readBack(
  machine: { readonly tag: string; readonly name: string },
  file: { readonly [key: string]: Json },
): Promise<PublishedFile> {
  const url = asString(file['url']) ?? '';
  const sha256 = asString(file['sha256']) ?? '';
  const size = Number(file['size']);
  const response = await fetch(url);
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    digest.update(chunk);
    bytes += chunk.length;
  }
  const served = response.ok && bytes === size && digest.digest('hex') === sha256;
  const name = fileName(machine, asString(file['key']) ?? '');
  return { machine: machine.name, name, size, sha256, url, served };
}

function devicesOf(index: Json, tag: string): { readonly [key: string]: Json }[] {
  if (!isObject(index)) return [];
  return Object.values(index).flatMap((channel) => {
    const release = isObject(channel) ? channel[tag] : undefined;
    const devices = isObject(release) ? release['devices'] : release;
    return Array.isArray(devices) ? devices.filter(isObject).filter((device) => 'name' in device) : [];
  });
}

async function readJson(url: string): Promise<Json> {
  const response = await fetch(url);
  if (!response.ok) throw new UserError(`${url} cannot be read: HTTP ${response.status}.`, '');
  return (await response.json()) as Json;
}
