import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type ArtifactStore, readContent, type StoredArtifact } from './artifact-store.ts';
import type { Answer, Received } from './http.ts';

/** Azure block blobs, as far as artifacts need them: one blob for each artifact. */
export interface BlobService {
  /** The URL by which the content of an artifact is put and read. Whoever has it may use it. */
  signedUrl(origin: string, artifact: StoredArtifact): string;
  /** Answers a request, or gives undefined when its path is not that of a blob. */
  answer(request: Received): Promise<Answer | undefined>;
}

// The storage client takes an address with a port for an emulator, where the account is the first folder.
const PREFIX = '/devstoreaccount1/actions-results';
const VERSION = '2024-11-04';

/**
 * Put Block, Put Block List, Put Blob, Get Blob and Get Blob Properties over a store
 * (https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs).
 */
export function blobService(store: ArtifactStore): BlobService {
  const key = randomBytes(32);
  const sign = (id: number) => createHmac('sha256', key).update(String(id)).digest('base64');

  async function put(request: Received, artifact: StoredArtifact): Promise<Answer> {
    const part = request.url.searchParams.get('comp');
    if (part === null) {
      await store.putContent(artifact, request.body);
    } else if (part === 'block') {
      await store.putBlock(artifact, request.url.searchParams.get('blockid') ?? '', request.body);
    } else if (part === 'blocklist') {
      const ids = [...request.body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)];
      const joined = await store.joinBlocks(
        artifact,
        ids.map(([, id = '']) => id),
      );
      if (!joined) return refusal(400, 'InvalidBlockList', 'The specified block list is invalid.');
    } else {
      return refusal(400, 'InvalidQueryParameterValue', `comp=${part} is not supported.`);
    }
    return { status: 201, headers: standardHeaders(artifact), body: Buffer.alloc(0) };
  }

  async function get(request: Received, artifact: StoredArtifact): Promise<Answer> {
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers['x-ms-range'] ?? request.headers['range'] ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Math.min(Number(range[2]) + 1, artifact.size) : artifact.size;
    const extension = artifact.mimeType === 'application/zip' ? '.zip' : '';
    return {
      status: range === null ? 200 : 206,
      headers: {
        ...standardHeaders(artifact),
        'content-type': artifact.mimeType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(artifact.name + extension)}`,
        'accept-ranges': 'bytes',
        'x-ms-blob-type': 'BlockBlob',
        ...(range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${artifact.size}` }),
      },
      body: await readContent(artifact, start, end),
    };
  }

  return {
    signedUrl: (origin, artifact) =>
      `${origin}${PREFIX}/${artifact.id}?sv=${VERSION}&sig=${encodeURIComponent(sign(artifact.id))}`,
    async answer(request) {
      if (!request.url.pathname.startsWith(`${PREFIX}/`)) return undefined;
      const id = Number(request.url.pathname.slice(PREFIX.length + 1));
      if (request.url.searchParams.get('sig') !== sign(id)) {
        return refusal(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
      }
      const artifact = store.byId(id);
      if (artifact === undefined) return refusal(404, 'BlobNotFound', 'The specified blob does not exist.');
      if (request.method === 'PUT') return put(request, artifact);
      if (request.method === 'GET' || request.method === 'HEAD') {
        if (artifact.digest !== undefined) return get(request, artifact);
        return refusal(404, 'BlobNotFound', 'The specified blob does not exist.');
      }
      return refusal(405, 'UnsupportedHttpVerb', 'The resource does not support the specified HTTP verb.');
    },
  };
}

function standardHeaders(artifact: StoredArtifact): Record<string, string> {
  return {
    etag: `"0x${artifact.id.toString(16).toUpperCase()}"`,
    'last-modified': artifact.createdAt.toUTCString(),
    'x-ms-request-id': randomUUID(),
    'x-ms-version': VERSION,
  };
}

function refusal(status: number, code: string, message: string): Answer {
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code, 'x-ms-version': VERSION },
    body: Buffer.from(xml),
  };
}
