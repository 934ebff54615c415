import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { badGateway, failure, secondaryRateLimit } from '@pv-actions/testkit/github/faults.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { errorOf, INDEX, KEY, openSite, REPOSITORY, SITE, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite({
    github: { tokens: { blind_token: { repositories: [REPOSITORY] } } },
  });
});
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await site.close();
});

const DISPATCH = { method: 'POST', path: `/repos/${SITE}/dispatches` };
const TOLD = {
  'release-asset': 'false',
  'dispatch-repository': SITE,
  'dispatch-token': 'site_token_of_the_docs_site',
};

describe('the release at GitHub', () => {
  test('that is not there yet is waited for', async () => {
    await site.release();
    const missing = site.github.inject({
      method: 'GET',
      path: `/repos/${REPOSITORY}/releases/tags/029`,
      times: 2,
      fault: failure(404, 'Not Found'),
    });
    const result = await site.publish();
    expect(errorOf(result)).toBe('');
    expect(missing.hits).toBe(2);
    expect(result.outputs['asset-url']).not.toBe('');
  });

  test('that GitHub answers for late, and then is limited: asked again', async () => {
    await site.release();
    const path = `/repos/${REPOSITORY}/git/ref/tags/029`;
    const faults = [
      site.github.inject({ path, fault: failure(500, 'Server Error') }),
      site.github.inject({ path, fault: secondaryRateLimit(1) }),
      site.github.inject({ path: /\/releases\/tags\//, fault: badGateway() }),
    ];
    expect(errorOf(await site.publish())).toBe('');
    expect(faults.map(({ hits }) => hits)).toEqual([1, 1, 1]);
  });

  test('whose tag moves while it is waited for: nothing is published', async () => {
    await site.release();
    const path = `/repos/${REPOSITORY}/git/ref/tags/029`;
    const moved = { ref: 'refs/tags/029', object: { type: 'commit', sha: 'e'.repeat(40), url: '' } };
    site.github.inject({ path, after: 1, fault: { answer: jsonAnswer(200, moved) } });
    const result = await site.publish();
    expect(errorOf(result)).toContain(`The tag "029" is on ${'e'.repeat(40)}, and the docs were built from`);
    expect(site.written()).toEqual([]);
  });

  test('that does not come: nothing is published, and the message says what to do', async () => {
    const result = await site.publish({ 'release-timeout-seconds': '2' });
    expect(errorOf(result)).toBe(
      `There is no GitHub release of the tag 029 in ${REPOSITORY}, after 2 s.\n` +
        'Nothing was published. See what became of the workflow that creates it, and run this job again; raise `release-timeout-seconds`; ' +
        'or set `release-asset: false`. A draft is visible to a token with `contents: write` only.',
    );
    expect(site.written()).toEqual([]);
    expect(result.outputs).toMatchObject({ 'asset-url': '', dispatched: 'false' });
  });

  test('is not asked for with release-asset: false', async () => {
    expect(errorOf(await site.publish({ 'release-asset': 'false' }))).toBe('');
    expect(site.github.requests.filter(({ path }) => path.includes('/releases'))).toEqual([]);
  });
});

describe('the docs site', () => {
  test('is told after everything else, once', async () => {
    await site.release();
    await site.publish({ ...TOLD, 'release-asset': 'true', 'dispatch-event': 'docs-of-meta-sample' });
    expect(site.github.dispatches).toEqual([
      { repository: SITE, eventType: 'docs-of-meta-sample', clientPayload: { tag: '029' } },
    ]);
    expect(site.github.requests.at(-1)?.path).toBe(`/repos/${SITE}/dispatches`);
  });

  test('in this repository needs no token of its own', async () => {
    const result = await site.publish({ 'release-asset': 'false', 'dispatch-repository': REPOSITORY });
    expect(errorOf(result)).toBe('');
    expect(site.github.dispatches).toMatchObject([{ repository: REPOSITORY }]);
  });

  test('in another repository without a token: refused before anything is done', async () => {
    const result = await site.publish({ 'release-asset': 'false', 'dispatch-repository': SITE });
    expect(errorOf(result)).toContain(
      `Input "dispatch-token" is missing, while "dispatch-repository" is ${SITE}.`,
    );
    expect(site.written()).toEqual([]);
  });

  test('a fault that passes: sent again', async () => {
    const fault = site.github.inject({ ...DISPATCH, fault: badGateway() });
    const result = await site.publish(TOLD);
    expect([errorOf(result), fault.hits, site.github.dispatches.length]).toEqual(['', 1, 1]);
  });

  test('that the token cannot see: said so, not tried again, and a run with a better token tells it', async () => {
    const result = await site.publish({ ...TOLD, 'dispatch-token': 'blind_token' });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toBe(
      `The docs are published, but the docs site was not told. Could not send the dispatch docs-release in ${SITE}: ` +
        'GitHub does not find it: HTTP 404, "Not Found".\n' +
        `The token of \`dispatch-token\` cannot see the repository ${SITE}, or may not write to it: GitHub answers both with 404. ` +
        'Check the name, and give a token of an app or a fine-grained token that has `contents: write` there. ' +
        'Run this job again: it uploads nothing and tells the site.',
    );
    expect(result.outputs['dispatched']).toBe('false');
    expect(site.github.requests.filter(({ path }) => path.endsWith('/dispatches'))).toHaveLength(1);
    expect(await site.read(KEY)).toBeDefined();
    expect(await site.read(INDEX)).toBeDefined();
    site.written();
    const again = await site.publish(TOLD);
    expect(again.outputs['dispatched']).toBe('true');
    expect(site.written()).toEqual([`POST /repos/${SITE}/dispatches`]);
  });

  test.each([
    [
      'a token that is unknown',
      failure(401, 'Bad credentials'),
      'Check the input `dispatch-token`: the token may have expired',
    ],
    [
      'a token without the permission',
      failure(403, 'Resource not accessible by personal access token', {
        'x-accepted-github-permissions': 'contents=write',
      }),
      'The token of `dispatch-token` needs `contents: write`.',
    ],
    [
      'a payload that is refused',
      failure(422, 'Invalid request.'),
      'GitHub refused the request. Its message says why.',
    ],
  ])('%s: said so, and sent once', async (_, fault, advice) => {
    site.github.inject({ ...DISPATCH, times: 9, fault });
    const result = await site.publish(TOLD);
    expect(errorOf(result)).toMatch(
      /^The docs are published, but the docs site was not told\. Could not send/,
    );
    expect(errorOf(result)).toContain(advice);
    expect(site.github.requests.filter(({ path }) => path.endsWith('/dispatches'))).toHaveLength(1);
  });

  test('its token goes there only, and is in no log', async () => {
    const result = await site.publish(TOLD);
    const bearing = site.github.requests.filter(({ headers }) =>
      headers['authorization']?.includes('site_token_of_the_docs_site'),
    );
    expect(bearing.map(({ path }) => path)).toEqual([`/repos/${SITE}/dispatches`]);
    expect(result.masks).toContain('site_token_of_the_docs_site');
    expect(result.log + result.summary).not.toContain('site_token_of_the_docs_site');
  });
});

describe('dry run', () => {
  test('says what would be done, and writes nothing', async () => {
    await site.release();
    const result = await site.publish({ ...TOLD, 'release-asset': 'true', 'dry-run': 'true' });
    expect(errorOf(result)).toBe('');
    expect(site.written()).toEqual([]);
    expect(result.summary).toContain('### docs-publish: <code>029</code> (dry run)\n\nNothing was written.');
    expect(
      [...result.summary.matchAll(/^\| (.+?) \| .+ \| (.+) \|$/gm)].map(([, where, state]) => [where, state]),
    ).toEqual([
      ['Where', 'State'],
      ['---', '---'],
      ['Bucket', 'would&nbsp;be&nbsp;uploaded'],
      ['Named by', 'would&nbsp;be&nbsp;written'],
      ['GitHub release', 'would&nbsp;be&nbsp;attached'],
      ['Docs site', 'would&nbsp;be&nbsp;told'],
    ]);
    expect(result.outputs).toMatchObject({
      url: expect.stringContaining('/029/docs/'),
      'asset-url': '',
      dispatched: 'false',
    });
  });

  test('after a run: all is there', async () => {
    await site.release();
    await site.publish();
    site.written();
    const result = await site.publish({ 'dry-run': 'true' });
    expect(site.written()).toEqual([]);
    expect(result.summary.match(/is&nbsp;(?:there|so)/g)).toEqual([
      'is&nbsp;there',
      'is&nbsp;so',
      'is&nbsp;there',
    ]);
  });

  test('does not wait for a release, and says that a run would', async () => {
    const result = await site.publish({ 'dry-run': 'true' });
    expect(errorOf(result)).toBe('');
    expect(result.summary).toMatch(/^\| GitHub release \| .* \| would&nbsp;be&nbsp;waited&nbsp;for \|$/m);
  });

  test('refuses what a run would refuse', async () => {
    const result = await site.publish({ 'dry-run': 'true', 'expected-sha': 'f'.repeat(40) });
    expect(errorOf(result)).toContain('and the docs were built from ffff');
    expect(result.outputs['url']).toBe('');
  });
});

describe('inputs', () => {
  test.each([
    [{ file: '' }, 'Input "file" is missing. Give the path of the docs tarball'],
    [{ tag: '../029' }, 'Input "tag" is "../029". A tag must not hold a slash.'],
    [{ tag: 'docs' }, 'Input "tag" is "docs". A tag must not be docs'],
    [{ tag: 'main' }, 'The tag "main" does not say to which channel it belongs.'],
    [{ name: 'a/b.tar.gz' }, 'Input "name" is "a/b.tar.gz". A file name must not hold a slash.'],
    [{ name: 'docs.html' }, 'Input "name" is "docs.html". The docs site unpacks .tar.zst and .tar.gz only.'],
    [{ bucket: 'pantavisor-ci/meta' }, 'Use bucket: pantavisor-ci and prefix: meta.'],
    [{ 'dispatch-repository': 'docs-site' }, 'Input "dispatch-repository" is "docs-site". Use owner/name'],
    [{ 'dispatch-repository': 'a/../b' }, 'Input "dispatch-repository" is "a/../b". Use owner/name'],
    [{ 'dispatch-event': 'x'.repeat(101) }, 'GitHub takes at most 100 characters.'],
    [{ 'expected-sha': 'main' }, 'Input "expected-sha" is "main". Use the full hash of a commit'],
    [
      { 'require-conclusion': 'passed' },
      'Input "require-conclusion" is "passed". Use any of: success, failure,',
    ],
    [{ 'require-conclusion': 'success none' }, 'Use none alone: the run is not looked at then.'],
    [
      { 'release-timeout-seconds': '-1' },
      'Input "release-timeout-seconds" is "-1". Use a whole number from 0 to 21600.',
    ],
    [{ 'index-form': 'array' }, 'Input "index-form" is "array". Use one of: devices, list.'],
    [{ 'github-token': '' }, 'Input "github-token" is missing.'],
    [
      { 'dispatch-token': 'x y z' },
      'Input "dispatch-token" is wrong. It has a blank, a line break or another character',
    ],
    [
      { 'run-id': 'main' },
      'Input "run-id" is "main". Use the id of a workflow run, as github.run_id has it: digits.',
    ],
    [{ 'run-id': '' }, 'Input "run-id" is missing.'],
    [{ 'expected-sha': '' }, 'Input "expected-sha" is missing.'],
  ])('%j', async (inputs, message) => {
    const result = await site.publish({ 'release-asset': 'false', ...inputs });
    expect(result.exitCode).toBe(1);
    expect(errorOf(result)).toContain(message);
    expect(errorOf(result)).not.toContain('    at ');
    expect(site.written()).toEqual([]);
  });

  test('all that are wrong, at once', async () => {
    const result = await site.publish({ file: '', tag: 'a b', 'dry-run': 'yes' });
    expect(errorOf(result).match(/^Input "(?:file|tag|dry-run)"/gm)).toHaveLength(3);
  });

  test('acl, object-tags and cache-control reach what is written', async () => {
    await site.publish({
      'release-asset': 'false',
      acl: 'public-read',
      'object-tags': 'kind=docs',
      'cache-control': 'public, max-age=60',
    });
    const made = site.stored().filter(({ method, query, key }) => {
      const makes =
        (method === 'PUT' && !('partNumber' in query)) || (method === 'POST' && 'uploads' in query);
      return makes && !key.includes('.pv-actions');
    });
    expect(
      made.map(({ key, headers }) => [
        key,
        headers['x-amz-acl'],
        headers['x-amz-tagging'],
        headers['cache-control'],
      ]),
    ).toEqual([
      [KEY, 'public-read', 'kind=docs', 'public, max-age=60'],
      [INDEX, 'public-read', undefined, 'no-cache'],
    ]);
  });
});
