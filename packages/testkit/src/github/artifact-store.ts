import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An artifact of a workflow run, as the service keeps it. */
export interface StoredArtifact {
  readonly id: number;
  /** The run's id, as a text. It is the backend id of the Twirp calls too. */
  readonly run: string;
  readonly job: string;
  readonly name: string;
  readonly mimeType: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The uploaded bytes. */
  readonly file: string;
  /** Bytes. Zero until it is finalized. */
  readonly size: number;
  /** `sha256:` and 64 hex digits, or undefined until it is finalized. */
  readonly digest: string | undefined;
}

/** What is known of an artifact when its upload begins. */
export interface NewArtifact {
  readonly run: string;
  readonly job: string;
  readonly name: string;
  readonly mimeType?: string;
  readonly expiresAt?: Date;
}

/** The artifacts of all runs, on disk. One store can stand behind the service and behind the REST API. */
export interface ArtifactStore {
  /** Registers an artifact. Undefined when the run has one of that name already, finished or not. */
  create(artifact: NewArtifact): StoredArtifact | undefined;
  /** The artifact of that name in a run, finished or not. */
  named(run: string, name: string): StoredArtifact | undefined;
  byId(id: number): StoredArtifact | undefined;
  /** The finished artifacts, of one run or of all, oldest first. */
  finished(run?: string): StoredArtifact[];
  /** Keeps one block of an upload. */
  putBlock(artifact: StoredArtifact, block: string, bytes: Buffer): Promise<void>;
  /** Joins blocks in that order into the content. False when one of them was never put. */
  joinBlocks(artifact: StoredArtifact, blocks: readonly string[]): Promise<boolean>;
  putContent(artifact: StoredArtifact, bytes: Buffer): Promise<void>;
  /** Notes size and digest of the content. Undefined when nothing was uploaded. */
  finalize(artifact: StoredArtifact): Promise<StoredArtifact | undefined>;
  delete(artifact: StoredArtifact): Promise<void>;
  /** Puts a finished artifact there without an upload. Throws when the run has one of that name. */
  seed(artifact: NewArtifact, bytes: Buffer): Promise<StoredArtifact>;
  close(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;
/** What GitHub keeps when the workflow does not say otherwise. */
const DEFAULT_DAYS = 90;

/** Makes an empty store in a temporary folder, which `close` removes. */
export async function createArtifactStore(): Promise<ArtifactStore> {
  const folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
  const artifacts = new Map<number, StoredArtifact>();
  let lastId = 0;

  const blockFile = (artifact: StoredArtifact, block: string) =>
    `${artifact.file}.${createHash('sha256').update(block).digest('hex')}`;
  const named = (run: string, name: string) =>
    [...artifacts.values()].find((artifact) => artifact.run === run && artifact.name === name);

  const store: ArtifactStore = {
    named,
    byId: (id) => artifacts.get(id),
    finished: (run) =>
      [...artifacts.values()].filter(
        (artifact) => artifact.digest !== undefined && (run === undefined || artifact.run === run),
      ),
    create({ run, job, name, mimeType = 'application/zip', expiresAt }) {
      if (named(run, name) !== undefined) return undefined;
      lastId += 1;
      const createdAt = new Date();
      const artifact: StoredArtifact = {
        id: lastId,
        run,
        job,
        name,
        mimeType,
        createdAt,
        expiresAt: expiresAt ?? new Date(createdAt.getTime() + DEFAULT_DAYS * DAY),
        file: join(folder, String(lastId)),
        size: 0,
        digest: undefined,
      };
      artifacts.set(lastId, artifact);
      return artifact;
    },
    putBlock: (artifact, block, bytes) => writeFile(blockFile(artifact, block), bytes),
    async joinBlocks(artifact, blocks) {
      const files = blocks.map((block) => blockFile(artifact, block));
      const sizes = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
      if (sizes.includes(undefined)) return false;
      await writeFile(artifact.file, '');
      for (const file of files) await appendFile(artifact.file, await readFile(file));
      await Promise.all(files.map((file) => rm(file, { force: true })));
      return true;
    },
    putContent: (artifact, bytes) => writeFile(artifact.file, bytes),
    async finalize(artifact) {
      const found = await stat(artifact.file).catch(() => undefined);
      if (found === undefined) return undefined;
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(artifact.file)) hash.update(chunk as Buffer);
      const finished = { ...artifact, size: found.size, digest: `sha256:${hash.digest('hex')}` };
      artifacts.set(artifact.id, finished);
      return finished;
    },
    async delete(artifact) {
      artifacts.delete(artifact.id);
      await rm(artifact.file, { force: true });
    },
    async seed(artifact, bytes) {
      const created = store.create(artifact);
      if (created === undefined) throw new Error(`The run ${artifact.run} has an artifact ${artifact.name}.`);
      await store.putContent(created, bytes);
      return (await store.finalize(created)) ?? created;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
  return store;
}

/** The bytes of an artifact from `start` up to and without `end`, or all of them. */
export async function readContent(artifact: StoredArtifact, start = 0, end?: number): Promise<Buffer> {
  const handle = await open(artifact.file);
  try {
    const last = end ?? (await handle.stat()).size;
    const bytes = Buffer.alloc(Math.max(0, last - start));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
