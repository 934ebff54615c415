import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cephExpected } from '@pv-actions/testkit/s3/ceph.ts';
import {
  DOCS,
  errorOf,
  FILE,
  INDEX,
  KEY,
  NAME,
  OTHER,
  openSite,
  PREFIX,
  REPOSITORY,
  SITE,
  type Site,
  sha256,
} from './site.ts';

let site: Site;
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await site.close();
});

const ASSET = 'pantavisor-starter-rpi-scarthgap.rootfs.docs.tar.zst';
const TOLD = { 'dispatch-repository': SITE, 'dispatch-token': 'site_token_of_the_docs_site' };

describe.each([
  { store: undefined, available: true },
  { store: 'ceph' as const, available: cephExpected() },
])('on $store', ({ store, available }) => {
  const tested = available ? test : test.skip;
  beforeEach(async () => {
    site = await openSite(store === undefined ? {} : { store });
  });

  tested('publishes the docs of a tag everywhere, and says where', async () => {
    const release = await site.release();
    const result = await site.publish(TOLD, { inProcess: false });
    expect([errorOf(result), result.rawStderr]).toEqual(['', '']);
    const url = `${site.endpoint}/pantavisor-ci/meta-sample/029/docs/${NAME}`;
    expect(result.outputs).toEqual({
      url,
      sha256: sha256(DOCS),
      name: NAME,
      'asset-url': `${site.github.url}/${REPOSITORY}/releases/download/029/${ASSET}`,
      dispatched: 'true',
    });
    expect(await site.read(KEY)).toEqual(DOCS);
    const index = JSON.parse(await site.text(INDEX));
    expect(index).toEqual({
      stable: {
        '029': {
          'release-date': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00$/),
          docs: { name: NAME, hash: sha256(DOCS), sha256: sha256(DOCS), url },
        },
      },
    });
    const [asset, ...more] = await site.assets(release);
    expect([asset?.name, asset?.state, more]).toEqual([ASSET, 'uploaded', []]);
    expect(await site.download(asset?.id ?? 0)).toEqual(DOCS);
    expect(site.github.dispatches).toEqual([
      { repository: SITE, eventType: 'docs-release', clientPayload: { tag: '029' } },
    ]);
    expect(result.log).toContain(
      `Published ${NAME} (19 B) as the docs of 029, named by releases.json. ${SITE} was told.`,
    );
    expect(result.summary).toBe(
      [
        '### docs-publish: <code>029</code>',
        `Published ${NAME} (19 B) as the docs of 029, named by releases.json. ${SITE} was told.`,
        [
          '| Where | What | State |',
          '| --- | --- | --- |',
          `| Bucket | [${NAME}](<${url}>) | uploaded |`,
          `| Named by | [releases.json](<${site.endpoint}/pantavisor-ci/${INDEX}>) | written |`,
          `| GitHub release | [${ASSET}](<${result.outputs['asset-url']}>) | attached |`,
          `| Docs site | <code>${SITE}</code> | told |`,
        ].join('\n'),
        `sha256: <code>${sha256(DOCS)}</code>\n`,
      ].join('\n\n'),
    );
  });

  tested('again: nothing is written, and the docs site is told once more', async () => {
    const release = await site.release();
    await site.publish(TOLD);
    const index = await site.text(INDEX);
    site.written();
    const result = await site.publish(TOLD);
    expect(errorOf(result)).toBe('');
    expect(site.written()).toEqual([`POST /repos/${SITE}/dispatches`]);
    expect(await site.text(INDEX)).toBe(index);
    expect(await site.assets(release)).toHaveLength(1);
    expect(result.outputs).toMatchObject({ url: expect.stringContaining(NAME), dispatched: 'true' });
    expect(result.log).toContain(
      `The docs of 029 were published already. Nothing was written. ${SITE} was told.`,
    );
  });

  tested('other docs of that name: the index names nothing while they are replaced', async () => {
    const release = await site.release();
    await site.publish();
    const before = JSON.parse(await site.text(INDEX)).stable['029'];
    await site.write(FILE, OTHER);
    site.written();
    const result = await site.publish();
    expect(errorOf(result)).toBe('');
    const after = JSON.parse(await site.text(INDEX)).stable['029'];
    expect(after).toEqual({
      'release-date': before['release-date'],
      docs: { ...before.docs, hash: sha256(OTHER), sha256: sha256(OTHER) },
    });
    expect(await site.read(KEY)).toEqual(OTHER);
    const assets = await site.assets(release);
    expect(assets.map(({ name }) => name)).toEqual([ASSET]);
    expect(await site.download(assets[0]?.id ?? 0)).toEqual(OTHER);
    if (store === undefined) {
      const writes = site.written().filter((each) => !each.includes('.pv-actions/'));
      expect(writes.map((each) => each.replace(/assets\/\d+$/, 'assets/N'))).toEqual([
        `POST ${KEY}`,
        `PUT ${KEY}`,
        `PUT ${INDEX}`,
        `POST ${KEY}`,
        `PUT ${INDEX}`,
        `POST /repos/${REPOSITORY}/releases/${release}/assets`,
        `DELETE /repos/${REPOSITORY}/releases/assets/N`,
        `PATCH /repos/${REPOSITORY}/releases/assets/N`,
      ]);
    }
    expect(result.log).toContain(`Took ${NAME} out of releases.json, to replace it.`);
  });

  tested('latest: development docs, with a pointer and without index and release', async () => {
    const result = await site.publish({ tag: 'latest', ...TOLD });
    expect(errorOf(result)).toBe('');
    const url = `${site.endpoint}/pantavisor-ci/meta-sample/docs/latest/${NAME}`;
    expect(await site.text(`${PREFIX}/docs/latest.json`)).toBe(
      `{\n  "name": "${NAME}",\n  "url": "${url}",\n  "hash": "${sha256(DOCS)}",\n  "sha256": "${sha256(DOCS)}"\n}\n`,
    );
    expect(await site.read(`${PREFIX}/docs/latest/${NAME}`)).toEqual(DOCS);
    expect(await site.read(INDEX)).toBeUndefined();
    expect(result.outputs).toEqual({
      url,
      sha256: sha256(DOCS),
      name: NAME,
      'asset-url': '',
      dispatched: 'true',
    });
    expect(site.github.dispatches).toMatchObject([{ clientPayload: { tag: 'latest' } }]);
    site.written();
    const again = await site.publish({ tag: 'latest' });
    expect(again.log).toContain('The docs of latest were published already. Nothing was written.');
    expect(site.written()).toEqual([]);
    await site.write(FILE, OTHER);
    await site.publish({ tag: 'latest' });
    expect(JSON.parse(await site.text(`${PREFIX}/docs/latest.json`)).sha256).toBe(sha256(OTHER));
    expect(await site.read(`${PREFIX}/docs/latest/${NAME}`)).toEqual(OTHER);
  });
});
