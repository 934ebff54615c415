import { describe, expect, test } from '@jest/globals';
import { proxyFor } from '@pv-actions/core/action/proxy.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const PROXY = 'http://proxy:3128';

describe('The proxy for a URL', () => {
  test.each([
    ['https://h/', { HTTPS_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['https://h/', { https_proxy: PROXY, HTTPS_PROXY: 'http://other' }, 'https_proxy'],
    ['https://h/', { https_proxy: ' ', HTTPS_PROXY: PROXY }, 'HTTPS_PROXY'],
    ['https://h/', { HTTP_PROXY: PROXY }, undefined],
    ['http://h/', { HTTP_PROXY: PROXY, HTTPS_PROXY: 'http://other' }, 'HTTP_PROXY'],
    ['http://h/', { http_proxy: 'proxy:3128' }, 'http_proxy'],
    ['http://h/', { https_proxy: PROXY }, undefined],
    ['http://h/', {}, undefined],
  ])('%s with %j', (url, env, variable) => {
    const found = proxyFor(url, env);
    expect(found?.variable).toBe(variable);
    if (variable !== undefined) expect(found).toMatchObject({ url: `${PROXY}/`, shown: PROXY });
  });

  test('keeps its password to itself', () => {
    const found = proxyFor('https://h/', { HTTPS_PROXY: 'http://me:pa%24s@proxy.example.org:8080' });
    expect(found?.shown).toBe('http://proxy.example.org:8080');
    expect(found?.secrets).toEqual(
      expect.arrayContaining(['pa%24s', 'pa$s', Buffer.from('me:pa$s').toString('base64')]),
    );
  });

  test.each(['socks5://me:secret@proxy:1080', 'http://', 'a b'])('%s is refused', (value) => {
    const error = userErrorOf(() => proxyFor('https://h/', { HTTPS_PROXY: value })).text;
    expect(error).toContain('The variable HTTPS_PROXY does not name a proxy with http or https.');
    expect(error).not.toContain('secret');
  });
});

describe('NO_PROXY', () => {
  const isDirect = (url: string, list: string): boolean =>
    proxyFor(url, { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: list }) === undefined;

  test.each([
    ['https://s3.example.org', '*'],
    ['https://s3.example.org', 's3.example.org'],
    ['https://s3.example.org', 'EXAMPLE.org'],
    ['https://s3.example.org', '.example.org'],
    ['https://s3.example.org', '*.example.org'],
    ['https://example.org', '.example.org'],
    ['https://s3.example.org', 'a.b, example.org'],
    ['https://s3.example.org', 'a.b example.org c.d'],
    ['https://s3.example.org', 'example.org:443'],
    ['http://s3.example.org:9000', '.example.org:9000'],
    ['https://s3.example.org.', 'example.org'],
    ['https://s3.example.org', 'example.org.'],
    ['http://localhost:9000', 'localhost'],
    ['http://127.0.0.1:9000', '127.0.0.1'],
    ['http://127.0.0.1:9000', '127.0.0.1:9000'],
    ['http://10.1.2.3:9000', '10.0.0.0/8'],
    ['http://[::1]:9000', '::1'],
    ['http://[::1]:9000', '[::1]:9000'],
    ['http://[fd00::7]', 'fd00::/8'],
  ])('%s is asked itself: %s', (url, list) => expect(isDirect(url, list)).toBe(true));

  test.each([
    ['https://s3.example.org', ''],
    ['https://s3.example.org', 'example.com'],
    ['https://s3.myexample.org', 'example.org'],
    ['https://s3.example.org', 'example.org:9000'],
    ['http://s3.example.org', 'example.org:443'],
    ['https://s3.example.org', 's3'],
    ['https://s3.example.org', '.'],
    ['https://s3.example.org.evil', 'example.org'],
    ['http://11.1.2.3', '10.0.0.0/8'],
    ['http://10.1.2.3', '10.0.0.0/99'],
    ['http://110.0.0.1', '10.0.0.1'],
  ])('%s goes through the proxy: %s', (url, list) => expect(isDirect(url, list)).toBe(false));

  test('counts in small letters first', () => {
    const both = { HTTP_PROXY: PROXY, no_proxy: 'other', NO_PROXY: '*' };
    expect(proxyFor('http://h/', both)).toBeDefined();
    expect(proxyFor('http://h/', { ...both, no_proxy: '' })).toBeUndefined();
  });
});
