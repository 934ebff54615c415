import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import {
  badGateway,
  brokenUpload,
  corruptUpload,
  failure,
  lostAnswer,
  nameTaken,
  reset,
  secondaryRateLimit,
} from '@pv-actions/testkit/github/faults.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { DOCS, errorOf, FILE, OTHER, openSite, REPOSITORY, type Site, sha256 } from './site.ts';

const ASSET = 'pantavisor-starter-rpi-scarthgap.rootfs.docs.tar.zst';
/** As runs name what they upload: the run's own eight digits follow the digest. */
const TEMPORARY = `${ASSET}.${sha256(DOCS).slice(0, 16)}-`;
const OF_ANOTHER_RUN = `${TEMPORARY}00000000.pv-actions`;
const MIB = 1024 * 1024;
const UPLOAD = { method: 'POST', path: /\/releases\/\d+\/assets$/ };
const DELETE = { method: 'DELETE', path: /\/releases\/assets\/\d+$/ };
const RENAME = { method: 'PATCH', path: /\/releases\/assets\/\d+$/ };

let site: Site;
let release: number;
beforeEach(async () => {
  site = await openSite();
  release = await site.release();
});
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await site.close();
});

async function holdsOnly(content: Buffer): Promise<void> {
  const assets = await site.assets(release);
  expect(assets.map(({ name, state }) => [name, state])).toEqual([[ASSET, 'uploaded']]);
  expect(await site.download(assets[0]?.id ?? 0)).toEqual(content);
}

const names = async (): Promise<string[]> => (await site.assets(release)).map(({ name }) => name).sort();

/** Deletes and renames that GitHub was asked for. */
const swaps = (): string[] =>
  site.github.requests
    .filter(({ method }) => method === 'DELETE' || method === 'PATCH')
    .map(({ method, status }) => `${method} ${status}`);

test('what another run uploads right now stays, also where the clock of this runner is a day ahead', async () => {
  await site.attach(release, OF_ANOTHER_RUN, DOCS.subarray(1));
  const { now } = systemClock;
  jest.spyOn(systemClock, 'now').mockImplementation(() => new Date(now().getTime() + 24 * 3600_000));
  try {
    const result = await site.publish();
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('The clock of this runner is 1440 minutes ahead of that of the store.');
    expect(await names()).toEqual([ASSET, OF_ANOTHER_RUN]);
  } finally {
    jest.restoreAllMocks();
  }
});

describe('mended in the same run', () => {
  test.each([
    ['an upload that leaves an empty asset', UPLOAD, brokenUpload()],
    ['an upload whose connection is reset and leaves an empty asset', UPLOAD, brokenUpload(reset())],
    ['an upload whose bytes are changed', UPLOAD, corruptUpload()],
    ['an upload whose answer is lost', UPLOAD, lostAnswer()],
    ['an upload that is limited', UPLOAD, secondaryRateLimit(1)],
    ['a delete whose answer is lost', DELETE, lostAnswer()],
    ['a rename that fails', RENAME, badGateway()],
    ['a rename whose answer is lost', RENAME, lostAnswer()],
    ['a rename to a name that is still taken', RENAME, nameTaken()],
  ] as const)('%s', async (_, where, fault) => {
    await site.attach(release, ASSET, OTHER);
    const injected = site.github.inject({ ...where, fault });
    const result = await site.publish();
    expect(errorOf(result)).toBe('');
    expect(injected.hits).toBe(1);
    await holdsOnly(DOCS);
    expect(result.outputs['asset-url']).toBe(
      `${site.github.url}/${REPOSITORY}/releases/download/029/${ASSET}`,
    );
  });
});

describe('what a killed run left', () => {
  test('an empty asset: it may be the upload of a run that goes on, and is left alone for a while', async () => {
    site.github.inject({ ...UPLOAD, fault: brokenUpload(failure(403, 'no more for now')) });
    expect((await site.publish()).exitCode).toBe(1);
    const [left, ...more] = await names();
    expect([left, more]).toEqual([expect.stringContaining(TEMPORARY), []]);
    expect(errorOf(await site.publish())).toBe('');
    expect(await names()).toEqual([ASSET, left]);
    site.written();
    expect(errorOf(await site.publish())).toBe('');
    expect(site.written()).toEqual([]);
  });

  test('the new file under its temporary name beside the old one: nothing is uploaded again', async () => {
    await site.attach(release, ASSET, OTHER);
    await site.attach(release, OF_ANOTHER_RUN, DOCS);
    expect(errorOf(await site.publish())).toBe('');
    expect(
      site.github.requests.filter(({ path, method }) => method === 'POST' && UPLOAD.path.test(path)),
    ).toHaveLength(2);
    await holdsOnly(DOCS);
  });

  test('the new file under its temporary name and no old one', async () => {
    await site.attach(release, OF_ANOTHER_RUN, DOCS);
    expect(errorOf(await site.publish())).toBe('');
    expect(swaps()).toEqual(['PATCH 200']);
    await holdsOnly(DOCS);
  });

  test('a file of another content: it may be of a run that goes on', async () => {
    const theirs = `${ASSET}.${sha256(OTHER).slice(0, 16)}-00000000.pv-actions`;
    await site.attach(release, theirs, OTHER);
    await site.attach(release, `${ASSET}.sig`, OTHER);
    expect(errorOf(await site.publish())).toBe('');
    expect(await names()).toEqual([ASSET, theirs, `${ASSET}.sig`].sort());
  });
});

test('a rename that GitHub answers with 404, as after another run deleted the asset: what is there is looked at again', async () => {
  await site.attach(release, ASSET, OTHER);
  const gone = site.github.inject({ ...RENAME, fault: failure(404, 'Not Found') });
  expect(errorOf(await site.publish())).toBe('');
  expect(gone.hits).toBe(1);
  await holdsOnly(DOCS);
});

test('two runs with other files at the same time: the release has one of them, and nothing is lost', async () => {
  await site.write('other/pantavisor-starter-rpi-scarthgap.rootfs.docs.tar.zst', OTHER);
  const file = 'other/pantavisor-starter-rpi-scarthgap.rootfs.docs.tar.zst';
  await site.attach(release, ASSET, Buffer.from(DOCS.map((byte) => byte ^ 1)));
  const runs = await Promise.all([site.publish(), site.publish({ file, prefix: 'another' })]);
  expect(runs.map(errorOf)).toEqual(['', '']);
  const assets = await site.assets(release);
  const named = assets.filter(({ name }) => name === ASSET);
  expect(named).toHaveLength(1);
  expect([DOCS, OTHER]).toContainEqual(await site.download(named[0]?.id ?? 0));
});

test('an immutable release: refused before anything is written, unless it has the file', async () => {
  const { data } = await site.rest.repos.getReleaseByTag({
    owner: 'pantacor',
    repo: 'meta-sample',
    tag: '029',
  });
  const answer = jsonAnswer(200, { ...data, immutable: true });
  const rule = { method: 'GET', path: `/repos/${REPOSITORY}/releases/tags/029`, fault: { answer } };
  site.github.inject(rule);
  site.written();
  const result = await site.publish();
  expect(errorOf(result)).toBe(
    `The release ${data.html_url} is immutable, so that no file can be attached to it any more.\n` +
      'Nothing was published. Run this job while the release is a draft, or set `release-asset: false`.',
  );
  expect(site.written()).toEqual([]);
  await site.attach(release, ASSET, DOCS);
  site.github.inject(rule);
  expect(errorOf(await site.publish())).toBe('');
});

describe('a failure that stays', () => {
  test('of the upload: the old file is there as it was', async () => {
    await site.attach(release, ASSET, OTHER);
    site.github.inject({
      ...UPLOAD,
      fault: failure(422, 'Validation Failed', {}, [
        { resource: 'Release', code: 'custom', message: 'file_count limited to 1000 assets per release' },
      ]),
    });
    const result = await site.publish();
    expect(errorOf(result).replace(/-[0-9a-f]{8}\.pv-actions/, '')).toBe(
      `Could not upload ${TEMPORARY.slice(0, -1)} in ${REPOSITORY}: HTTP 422, "Validation Failed: file_count limited to 1000 assets per release".\n` +
        'GitHub refused the request. Its message says why. The bucket has the docs already. Run this job again: it goes on from there.',
    );
    await holdsOnly(OTHER);
    expect(result.outputs).toMatchObject({ 'asset-url': '', dispatched: 'false' });
  });

  test('of the rename: the message says where the new file is, and the next run finishes it', async () => {
    await site.attach(release, ASSET, OTHER);
    site.github.inject({ ...RENAME, fault: failure(403, 'Resource not accessible by integration') });
    const result = await site.publish();
    expect(errorOf(result)).toContain(
      `The release may lack ${ASSET}: its old file is deleted, and the new one waits under a temporary name. The bucket has the docs already.`,
    );
    expect(await names()).toEqual([expect.stringContaining(TEMPORARY)]);
    expect(errorOf(await site.publish())).toBe('');
    await holdsOnly(DOCS);
  });

  test('a token that may not write', async () => {
    await site.close();
    site = await openSite({
      github: { tokens: { ghs_reader: { permissions: { contents: 'read', actions: 'read' } } } },
    });
    release = await site.release();
    const result = await site.publish({ 'github-token': 'ghs_reader' });
    expect(errorOf(result)).toContain('access denied: HTTP 403, "Resource not accessible by integration"');
    expect(errorOf(result)).toContain('The token of `github-token` needs `contents: write`.');
  });
});

test('the old file is deleted only when the new one is there, and renamed right after it', async () => {
  await site.attach(release, ASSET, OTHER);
  await site.publish();
  const writes = site.github.requests.filter(
    ({ method, path }) => method !== 'GET' && path.includes('/releases/'),
  );
  expect(writes.slice(-3).map(({ method, status }) => `${method} ${status}`)).toEqual([
    'POST 201',
    'DELETE 204',
    'PATCH 200',
  ]);
  const at = site.github.requests.findIndex(({ method }) => method === 'DELETE');
  expect(site.github.requests[at + 1]?.method).toBe('PATCH');
});

test('a file with characters that GitHub does not keep: its name is encoded, and kept as GitHub writes it', async () => {
  const file = 'pantavisor docs (abc1234+v23)~1.tar.zst';
  await site.write(file, DOCS);
  const result = await site.publish({ file });
  expect(errorOf(result)).toBe('');
  expect(await names()).toEqual(['pantavisor.docs.abc1234+v23.1.tar.zst']);
  expect(result.outputs['asset-url']).toContain('/029/pantavisor.docs.abc1234%2Bv23.1.tar.zst');
  expect(result.outputs['url']).toContain('/029/docs/pantavisor%20docs%20%28abc1234%2Bv23%29~1.tar.zst');
  expect(result.log).toContain(`GitHub has ${file} as pantavisor.docs.abc1234+v23.1.tar.zst.`);
  site.written();
  expect(errorOf(await site.publish({ file }))).toBe('');
  expect(site.written()).toEqual([]);
});

test('a server that says no digests: what is there is downloaded and hashed', async () => {
  await site.close();
  site = await openSite({ github: { assetDigests: false } });
  release = await site.release();
  await site.attach(release, ASSET, Buffer.from(DOCS.map((byte) => byte ^ 1)));
  expect(errorOf(await site.publish())).toBe('');
  await holdsOnly(DOCS);
  site.written();
  expect(errorOf(await site.publish())).toBe('');
  expect(site.written()).toEqual([]);
});

describe('a draft', () => {
  beforeEach(async () => {
    await site.close();
    site = await openSite();
  });

  test('is found, and gets the file', async () => {
    release = await site.release('029', true);
    const result = await site.publish();
    expect(errorOf(result)).toBe('');
    await holdsOnly(DOCS);
    expect(result.outputs['asset-url']).toBe(
      `${site.github.url}/${REPOSITORY}/releases/download/untagged-${release}/${ASSET}`,
    );
  });

  test('two of them: which one is not guessed', async () => {
    release = await site.release('029', true);
    // The emulated GitHub has one draft of a tag at most; GitHub itself lists as many as there are.
    const { data } = await site.rest.repos.listReleases({ owner: 'pantacor', repo: 'meta-sample' });
    const list = jsonAnswer(200, [...data, ...data.map((draft) => ({ ...draft, id: draft.id + 1 }))]);
    site.github.inject({ method: 'GET', path: `/repos/${REPOSITORY}/releases`, fault: { answer: list } });
    site.written();
    const result = await site.publish();
    expect(errorOf(result)).toContain(`2 draft releases of ${REPOSITORY} have the tag 029:`);
    expect(site.written()).toEqual([]);
  });
});

test('an address to upload to that is not of GitHub: the token is not sent there', async () => {
  const { data } = await site.rest.repos.getRelease({
    owner: 'pantacor',
    repo: 'meta-sample',
    release_id: release,
  });
  const answer = jsonAnswer(200, { ...data, upload_url: 'https://uploads.example.org/assets{?name,label}' });
  site.github.inject({ method: 'GET', path: `/repos/${REPOSITORY}/releases/tags/029`, fault: { answer } });
  const result = await site.publish();
  expect(errorOf(result)).toContain(
    'GitHub names "https://uploads.example.org/assets{?name,label}" as the place to upload to',
  );
  expect(errorOf(result)).toContain('The token was not sent there.');
  expect(
    site.github.requests.filter(({ method, path }) => method === 'POST' && UPLOAD.path.test(path)),
  ).toEqual([]);
});

test('a large file is streamed, to the bucket and to GitHub: it is never in memory', async () => {
  const size = 160 * MIB;
  await site.write(FILE, Buffer.concat([DOCS, Buffer.alloc(size - DOCS.length, 'docs ')]));
  let peak = 0;
  let watch: NodeJS.Timeout | undefined;
  const result = await site.publish(
    {},
    {
      onSpawn: ({ pid }) => {
        watch = setInterval(() => {
          peak = Math.max(peak, residentPeak(pid ?? 0));
        }, 100);
      },
    },
  );
  clearInterval(watch);
  expect(errorOf(result)).toBe('');
  const upload = site.github.requests.find(({ method, path }) => method === 'POST' && UPLOAD.path.test(path));
  expect(upload?.headers).toMatchObject({
    'content-length': String(size),
    'content-type': 'application/zstd',
  });
  expect(upload?.headers).not.toHaveProperty('transfer-encoding');
  expect(peak).toBeGreaterThan(40 * MIB);
  expect(peak).toBeLessThan(240 * MIB);
}, 120_000);

/** The most memory that a process had at a time, in bytes; 0 when it has ended. */
function residentPeak(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
