/** The readers of releases.json that are not ours, as their rules are described. They know nothing of our code. */

interface FlashRelease {
  readonly version: string;
  readonly date: string | undefined;
  readonly devices: readonly { readonly name: string }[];
}

type Json = Record<string, unknown>;

/** The flashing tool: an object or an array per tag, entries without `name` skipped, versions sorted as strings. */
export function flashingTool(text: string, channel: string): FlashRelease[] {
  const tags = (JSON.parse(text) as Record<string, Record<string, Json | Json[]>>)[channel] ?? {};
  return Object.keys(tags)
    .sort()
    .map((version) => {
      const value = tags[version] ?? {};
      const entries = Array.isArray(value) ? value : ((value['devices'] ?? []) as Json[]);
      const dated = Array.isArray(value) ? value : [value];
      const dates = dated.map((each) => each?.['release-date'] ?? each?.['timestamp']);
      return {
        version,
        date: dates.find((date) => date !== undefined) as string | undefined,
        devices: entries.filter((each) => each?.['name']) as { name: string }[],
      };
    });
}

/** The documentation site: `docs` from either form; the digest is `hash` in one version of it, `sha256` in another. */
export function docsSite(
  text: string,
  channel: string,
  tag: string,
): { url: string; digests: string[] } | undefined {
  const value = (JSON.parse(text) as Record<string, Record<string, Json | Json[]>>)[channel]?.[tag];
  const holder = Array.isArray(value) ? value.find((entry) => entry?.['docs']) : value;
  const docs = holder?.['docs'] as Record<'url' | 'hash' | 'sha256', string> | undefined;
  return docs && { url: docs.url, digests: [docs.hash, docs.sha256] };
}
