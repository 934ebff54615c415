import { BlockList, isIP, isIPv6 } from 'node:net';
import { UserError } from './errors.ts';
import { secretForms } from './secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names for a URL. */
export interface HttpProxy {
  /** With its user and password. */
  readonly url: string;
  /** As messages name it: without them. */
  readonly shown: string;
  /** The variable that names it. */
  readonly variable: string;
  /** The forms in which a message may repeat its password. */
  readonly secrets: readonly string[];
}

/**
 * The proxy for requests to `target`, as curl and others read it: `https_proxy` or `http_proxy` by the scheme, in either case, unless
 * `no_proxy` names the host. That has hosts with all below them (`example.org`, `.example.org`, `*.example.org`), addresses and networks
 * (`10.0.0.0/8`), each with a port if it is for that one only, or `*`.
 *
 * @throws UserError for a proxy that is no URL with http or https.
 */
export function proxyFor(target: string, env: Environment): HttpProxy | undefined {
  const url = new URL(target);
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [name, name.toUpperCase()].find((each) => env[each]?.trim());
  const given = variable === undefined ? undefined : env[variable]?.trim();
  if (variable === undefined || given === undefined) return undefined;
  if (isBypassed(url, env['no_proxy']?.trim() || env['NO_PROXY'] || '')) return undefined;
  const proxy = URL.parse(given.includes('://') ? given : `http://${given}`);
  if (proxy === null || !['http:', 'https:'].includes(proxy.protocol) || proxy.hostname === '') {
    throw new UserError(
      `The variable ${variable} does not name a proxy with http or https.`,
      'Give it as http://proxy.example.org:3128, or add the host to NO_PROXY.',
    );
  }
  const secrets = secretForms([decoded(proxy.password), proxy.password], [decoded(proxy.username)]);
  return { url: proxy.href, shown: proxy.origin, variable, secrets };
}

function isBypassed({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  const own = port || (protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, bracketed, plain = entry, wanted] =
        /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      return (wanted === undefined || wanted === own) && isNamed(host, bracketed ?? plain);
    });
}

function isNamed(host: string, entry: string): boolean {
  const [network = '', bits] = entry.split('/');
  if (isIP(host) > 0 && isIP(network) > 0) return isInNetwork(host, network, bits);
  const name = entry.replace(/^\*?\.|\.$/g, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function isInNetwork(host: string, network: string, bits: string | undefined): boolean {
  const [family, width] = isIPv6(network) ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  if (isIP(host) !== isIP(network)) return false;
  const prefix = bits === undefined ? width : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > width) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family);
  return list.check(host, family);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
