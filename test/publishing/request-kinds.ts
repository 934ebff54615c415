import type { ProxiedRequest } from '@pv-actions/testkit/s3/fault-proxy.ts';

/** What the stage asks of a store. `get` and `put` are of the objects that readers load. */
const REQUEST_KINDS = [
  'get index',
  'put index',
  'get manifest',
  'put manifest',
  'get mark',
  'put mark',
  'delete manifest',
  'delete mark',
  'put probe',
  'delete probe',
  'head',
  'get',
  'put',
  'create upload',
  'put part',
  'complete upload',
  'abort upload',
  'list uploads',
  'list',
  'other',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];

const UPLOAD_REQUESTS: Readonly<Record<string, RequestKind>> = {
  PUT: 'put part',
  POST: 'complete upload',
  DELETE: 'abort upload',
};

/** The kind of a request; `other` for what nobody thought of here. */
export function kindOf({ method, path, query }: ProxiedRequest): RequestKind {
  const verb = method.toLowerCase();
  const kind =
    (query.has('uploadId') ? UPLOAD_REQUESTS[method] : undefined) ??
    (query.has('uploads') ? (method === 'POST' ? 'create upload' : 'list uploads') : undefined) ??
    (query.has('list-type') ? 'list' : undefined) ??
    (method === 'HEAD' ? 'head' : `${verb}${objectOf(path)}`);
  return REQUEST_KINDS.find((known) => known === kind) ?? 'other';
}

function objectOf(path: string): string {
  if (path.includes('/.pv-actions/')) return ' probe';
  if (path.endsWith('/releases.json')) return ' index';
  if (path.endsWith('/manifest.json')) return ' manifest';
  return path.endsWith('/published.json') ? ' mark' : '';
}
