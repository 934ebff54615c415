import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { failureText, type Server, startEmbedded, storeOn } from './servers.ts';

const KEY = 'meta/came';

let server: Server;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startEmbedded();
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.endpoint);
});
afterEach(async () => {
  await proxy.close();
  await storeOn(server).remove(KEY);
});

const methods = () => proxy.seen.map(({ method }) => method);

test.each([
  ['an object', 'content', 7],
  ['an empty object', '', 0],
])('%s that another writer makes after HEAD did not find it is there', async (_title, content, size) => {
  const direct = storeOn(server);
  proxy.setRule(async ({ method }) => {
    if (method === 'GET') await direct.put(KEY, content);
    return undefined;
  });
  expect(await storeOn(server, { endpoint: proxy.endpoint }).head(KEY)).toMatchObject({ key: KEY, size });
  expect(methods()).toEqual(['HEAD', 'GET', 'HEAD']);
});

test('an object that comes and goes is looked at three times at most', async () => {
  const direct = storeOn(server);
  proxy.setRule(async ({ method }) => {
    await (method === 'GET' ? direct.put(KEY, 'content') : direct.remove(KEY));
    return undefined;
  });
  expect(await failureText(storeOn(server, { endpoint: proxy.endpoint }).head(KEY))).toBe(
    'Could not look at s3://contract/meta/came at http://store: the answer is not one of S3: HTTP 404.\n' +
      'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.',
  );
  expect(methods()).toEqual(['HEAD', 'GET', 'HEAD', 'GET', 'HEAD', 'GET']);
});

test('a refusal of HEAD that GET does not share is not asked again', async () => {
  await storeOn(server).put(KEY, 'content');
  proxy.setRule(({ method }) => (method === 'HEAD' ? { kind: 'status', status: 403 } : undefined));
  expect(await failureText(storeOn(server, { endpoint: proxy.endpoint }).head(KEY))).toContain(
    'access denied: HTTP 403',
  );
  expect(methods()).toEqual(['HEAD', 'GET']);
});
