import { createHash } from 'node:crypto';
import { errorAnswer, validationFailed } from './access.ts';
import type { Exchange, Leftover, Route, World } from './exchange.ts';
import { type Answer, jsonAnswer } from './http.ts';
import { field, jsonOf, withJson } from './json.ts';
import { pageOf } from './paging.ts';
import { isObject, type JsonObject } from './schema.ts';

/** What the emulated API does not keep of an asset. */
interface Asset {
  readonly id: number;
  readonly repository: string;
  readonly release: number;
  readonly name: string;
  readonly contentType: string;
  /** Null where an upload broke off, and on servers that have none. */
  readonly digest: string | null;
  readonly state: 'uploaded' | 'starter';
  readonly bytes: Buffer;
}

/** Releases with the bytes of their assets, and with the refusals that the emulated API lacks. */
export interface Releases {
  readonly routes: readonly Route[];
  /** The downloads, which are no part of the API: by browser, and where the API redirects to. */
  readonly downloads: readonly Route[];
}

/** Makes the routes of one server. */
export function releasesRoutes({ origin, emulated, assetDigests }: World): Releases {
  const assets = new Map<number, Asset>();
  const inRelease = (repository: string, release: number) =>
    [...assets.values()].filter((asset) => asset.repository === repository && asset.release === release);
  const taken = (repository: string, release: number, name: string, except?: number) =>
    inRelease(repository, release).some((asset) => asset.name === name && asset.id !== except);

  async function upload(exchange: Exchange, repository: string, release: number): Promise<Answer> {
    const { url, headers } = exchange.request;
    const name = assetName(url.searchParams.get('name') ?? '');
    const length = headers['content-length'] ?? '';
    if (length === '' || length === '0') return errorAnswer(400, `Bad Content-Length: ${length}`);
    if (taken(repository, release, name)) return alreadyExists('ReleaseAsset', 'name');
    const target = new URL(url);
    target.searchParams.set('name', name);
    const state = exchange.leaves === 'starter' ? 'starter' : 'uploaded';
    const bytes = kept(exchange.request.body, exchange.leaves);
    const answer = await exchange.forward(target.pathname + target.search, bytes);
    const id = Number(field(jsonOf(answer), 'id'));
    if (answer.status !== 201) return answer;
    assets.set(id, {
      id,
      repository,
      release,
      name,
      contentType: headers['content-type'] ?? 'application/octet-stream',
      digest: assetDigests && state === 'uploaded' ? digestOf(bytes) : null,
      state,
      bytes,
    });
    return completed(answer);
  }

  async function rename(exchange: Exchange, repository: string, id: number): Promise<Answer> {
    const asset = assets.get(id);
    const name = field(exchange.json, 'name');
    if (asset !== undefined && typeof name === 'string') {
      if (taken(repository, asset.release, name, id)) return alreadyExists('ReleaseAsset', 'name');
    }
    const answer = await exchange.forward();
    if (answer.status === 200 && asset !== undefined && typeof name === 'string') {
      assets.set(id, { ...asset, name });
    }
    return completed(answer);
  }

  async function show(exchange: Exchange, id: number): Promise<Answer> {
    const asset = assets.get(id);
    if (asset !== undefined && (await isHidden(exchange, asset.repository, asset.release))) return notFound();
    const answer = await exchange.forward();
    const raw = exchange.request.headers['accept']?.includes('application/octet-stream') === true;
    if (answer.status !== 200 || !raw) return completed(answer);
    return { status: 302, headers: { location: `${origin()}/release-assets/${id}` } };
  }

  /** Only who may write sees drafts (https://docs.github.com/rest/releases/releases#list-releases). */
  async function isHidden(exchange: Exchange, repository: string, release: number): Promise<boolean> {
    if (exchange.writesContents) return false;
    return field(await emulated.ask('GET', `/repos/${repository}/releases/${release}`), 'draft') === true;
  }

  async function list(exchange: Exchange, repository: string): Promise<Answer> {
    if (exchange.writesContents) return completed(await exchange.forward());
    const all: unknown[] = [];
    for (let page = 1; all.length === (page - 1) * 100; page += 1) {
      const some = await emulated.ask('GET', `/repos/${repository}/releases?per_page=100&page=${page}`);
      if (!Array.isArray(some)) return exchange.forward();
      all.push(...(some as unknown[]));
    }
    const { items, headers } = pageOf(
      exchange.request.url,
      all.filter((release) => field(release, 'draft') !== true),
    );
    return completed(jsonAnswer(200, items, headers));
  }

  async function publish(exchange: Exchange, repository: string): Promise<Answer> {
    const answer = await exchange.forward();
    if (answer.status === 422) return alreadyExists('Release', 'tag_name');
    const release = jsonOf(answer);
    if (answer.status < 300 && field(release, 'draft') === false) await ensureTag(repository, release);
    return completed(answer);
  }

  /** GitHub makes the tag of a release that is published, if there is none yet. */
  async function ensureTag(repository: string, release: unknown): Promise<void> {
    const tag = encodeURIComponent(String(field(release, 'tag_name')));
    if ((await emulated.ask('GET', `/repos/${repository}/git/ref/tags%2F${tag}`)) !== undefined) return;
    const target = encodeURIComponent(String(field(release, 'target_commitish')));
    const commit = await emulated.ask('GET', `/repos/${repository}/commits/${target}`);
    await emulated.ask('POST', `/repos/${repository}/git/refs`, {
      ref: `refs/tags/${String(field(release, 'tag_name'))}`,
      sha: field(commit, 'sha'),
    });
  }

  async function byTag(exchange: Exchange): Promise<Answer> {
    const answer = await exchange.forward();
    // GitHub finds a draft in the list only: it has no tag yet.
    if (field(jsonOf(answer), 'draft') === true) return notFound();
    return completed(answer);
  }

  async function completed(answer: Answer): Promise<Answer> {
    if (answer.status >= 300) return answer;
    const json = jsonOf(answer);
    return json === undefined ? answer : withJson(answer, await complete(json));
  }
  async function complete(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map(complete));
    if (!isObject(value)) return value;
    if (Array.isArray(value['assets'])) return { ...value, assets: await complete(value['assets']) };
    const asset = assets.get(Number(value['id']));
    return 'browser_download_url' in value && asset !== undefined ? completeAsset(value, asset) : value;
  }
  async function completeAsset(json: JsonObject, asset: Asset): Promise<JsonObject> {
    const release = await emulated.ask('GET', `/repos/${asset.repository}/releases/${asset.release}`);
    // A draft has no tag yet, also in its addresses.
    const tag =
      field(release, 'draft') === true
        ? `untagged-${asset.release}`
        : encodeURIComponent(String(field(release, 'tag_name')));
    const file = encodeURIComponent(asset.name);
    const url = `${origin()}/${asset.repository}/releases/download/${tag}/${file}`;
    return { ...json, digest: asset.digest, state: asset.state, browser_download_url: url };
  }

  async function download(repository: string, tag: string, file: string): Promise<Answer> {
    const release = await emulated.ask(
      'GET',
      `/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`,
    );
    const published = field(release, 'draft') === false;
    const asset = inRelease(repository, Number(field(release, 'id'))).find(({ name }) => name === file);
    return published && asset !== undefined ? content(asset) : notFound();
  }

  const path = (rest: string) => new RegExp(`^/repos/([^/]+)/([^/]+)/releases${rest}$`);
  return {
    routes: [
      ['POST', path(''), (exchange, owner, name) => publish(exchange, `${owner}/${name}`)],
      ['PATCH', path('/\\d+'), (exchange, owner, name) => publish(exchange, `${owner}/${name}`)],
      [
        'DELETE',
        path('/(\\d+)'),
        async (exchange, owner, name, id) => {
          const answer = await exchange.forward();
          const gone = answer.status === 204 ? inRelease(`${owner}/${name}`, Number(id)) : [];
          for (const asset of gone) assets.delete(asset.id);
          return answer;
        },
      ],
      ['GET', path('/tags/(.+)'), byTag],
      [
        'GET',
        path('/(\\d+)(?:/assets)?'),
        async (exchange, owner, name, id) =>
          (await isHidden(exchange, `${owner}/${name}`, Number(id)))
            ? notFound()
            : completed(await exchange.forward()),
      ],
      ['GET', path('/latest'), async (exchange) => completed(await exchange.forward())],
      ['GET', path(''), (exchange, owner, name) => list(exchange, `${owner}/${name}`)],
      [
        'POST',
        path('/(\\d+)/assets'),
        (exchange, owner, name, id) => upload(exchange, `${owner}/${name}`, Number(id)),
      ],
      ['GET', path('/assets/(\\d+)'), (exchange, _owner, _name, id) => show(exchange, Number(id))],
      [
        'PATCH',
        path('/assets/(\\d+)'),
        (exchange, owner, name, id) => rename(exchange, `${owner}/${name}`, Number(id)),
      ],
      [
        'DELETE',
        path('/assets/(\\d+)'),
        async (exchange, _owner, _name, id) => {
          const answer = await exchange.forward();
          if (answer.status === 204) assets.delete(Number(id));
          return answer;
        },
      ],
    ],
    downloads: [
      [
        'GET',
        /^\/release-assets\/(\d+)$/,
        (_, id) => {
          const asset = assets.get(Number(id));
          return asset === undefined ? notFound() : content(asset);
        },
      ],
      [
        'GET',
        /^\/([^/]+)\/([^/]+)\/releases\/download\/([^/]+)\/([^/]+)$/,
        (_, owner, name, tag, file) => download(`${owner}/${name}`, tag, file),
      ],
    ],
  };
}

/** The bytes that an upload leaves. */
function kept(sent: Buffer, leaves: Leftover | undefined): Buffer {
  if (leaves === undefined) return sent;
  return leaves === 'starter' ? Buffer.alloc(0) : Buffer.from(sent.map((byte) => byte ^ 1));
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function notFound(): Answer {
  return errorAnswer(404, 'Not Found');
}

function content(asset: Asset): Answer {
  if (asset.state !== 'uploaded') return notFound();
  const headers = {
    'content-type': asset.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(asset.name)}`,
  };
  return { status: 200, headers, body: asset.bytes };
}

/**
 * GitHub renames assets: other characters become periods, and a leading period gets a name before it
 * (https://docs.github.com/rest/releases/assets#upload-a-release-asset).
 */
function assetName(name: string): string {
  const plain = name.trim().replace(/[^A-Za-z0-9._+@-]+/g, '.');
  return plain.startsWith('.') ? `default${plain}` : plain;
}

function alreadyExists(resource: string, field: string): Answer {
  return validationFailed({ resource, code: 'already_exists', field });
}
