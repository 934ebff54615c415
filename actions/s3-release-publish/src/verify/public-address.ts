import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that nothing on the internet has: https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sibling. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  // Unspecified, loopback, and the old form of an IPv4 address.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and 6to4 hold an IPv4 address, and are used no more.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}
const NAT64 = new BlockList();
NAT64.addSubnet('64:ff9b::', 96, 'ipv6');

/** A host has an address that is not one of the internet. */
export class PrivateAddress extends Error {}

/** Whether an IP address is loopback, private, link-local, shared (CGNAT), multicast or reserved; as `::ffff:` and behind NAT64 too. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return PRIVATE.check(address, 'ipv4');
  if (family === 0) return true;
  if (NAT64.check(address, 'ipv6')) return PRIVATE.check(embedded(address), 'ipv4');
  // Of an address that is mapped (::ffff:…) the IPv4 rules are asked.
  return PRIVATE.check(address, 'ipv6');
}

/** The IPv4 address in the last 32 bits. */
function embedded(address: string): string {
  const groups = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split(':')
    .slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/**
 * Whether a URL names such an address itself. A name is for `publicLookup`, which the connection asks.
 *
 * @param trusted host names that may have any address
 */
export function namesPrivateAddress(url: URL, trusted: ReadonlySet<string>): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return !trusted.has(url.hostname) && isIP(host) !== 0 && isPrivateAddress(host);
}

/** Finds the addresses of a host for a connection, which is made to one of them. @throws PrivateAddress where one of them is private. */
export const publicLookup: LookupFunction = (host, options, found) => {
  systemLookup(host, options, (error, address, family) => {
    const addresses = Array.isArray(address) ? address.map((each) => each.address) : [address];
    if (error === null && addresses.some(isPrivateAddress)) {
      return found(new PrivateAddress(host), address, family);
    }
    found(error, address, family);
  });
};
