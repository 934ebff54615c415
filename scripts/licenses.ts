import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
}
type Packages = Readonly<Record<string, LockedPackage>>;

const SHIPPED = ['packages/core', 'actions'];

/**
 * The licences of everything that the bundle can hold: the dependencies of core and of the stages, and theirs,
 * from the lock file, with the licence texts that the packages carry, each text once. ncc's own list misses packages when
 * there are several chunks.
 */
export function licenses(lockFile: string, root: string): string {
  const { packages } = JSON.parse(lockFile) as { packages: Packages };
  const found = new Set<string>();
  const queue = [...SHIPPED];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    const locked = packages[folder];
    // A package that another one only uses where it is installed is in the bundle too: the build installs it.
    for (const name of Object.keys({
      ...locked?.dependencies,
      ...locked?.optionalDependencies,
      ...locked?.peerDependencies,
      ...locked?.peerDependenciesMeta,
    })) {
      const at = locate(packages, folder, name);
      if (at === undefined || found.has(at)) continue;
      found.add(at);
      queue.push(at);
    }
  }
  const packagesOf = new Map<string, string[]>();
  for (const folder of [...found].sort()) {
    const { version = '', license = 'Licence unknown' } = packages[folder] ?? {};
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const text = licenseText(join(root, folder)) ?? license;
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), `${name} ${version}\n${license}\n`]);
  }
  const sections = [...packagesOf].map(([text, names]) => `${names.join('')}\n${text}\n`);
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Node's own search: the folder's node_modules first, then those above it. */
function locate(packages: Packages, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const candidate = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[candidate] !== undefined) return packages[candidate].link === true ? undefined : candidate;
    if (at === '') return undefined;
  }
}

function licenseText(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? undefined
    : readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
}
