import {
  code,
  escapeText,
  joinMarkdown,
  link,
  type Markdown,
  md,
  table,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { DocsFile } from './docs-file.ts';
import type { DocsLocation } from './docs-location.ts';

/** What a run did, or in a dry run would do. */
export interface Outcome {
  readonly tag: string;
  readonly file: DocsFile;
  readonly location: DocsLocation;
  readonly dryRun: boolean;
  /** What became of the file in the bucket, and of what names it. */
  readonly stored: string;
  readonly named: string;
  /** The asset of the GitHub release: its name, its URL where it has one, and what became of it. */
  readonly asset:
    | { readonly name: string; readonly url: string | undefined; readonly state: string }
    | undefined;
  /** The repository of the docs site, and what became of the dispatch. */
  readonly site: { readonly repository: string; readonly state: string } | undefined;
  /** Whether anything was written. */
  readonly changed: boolean;
}

/** What a run did, in one sentence or two. */
export function verdict({ file, location, changed, dryRun, tag, site }: Outcome): string {
  if (dryRun) return 'Nothing was written.';
  const notified = site === undefined ? '' : ` ${site.repository} was told.`;
  if (!changed) return `The docs of ${tag} were published already. Nothing was written.${notified}`;
  const size = formatBytes(file.size);
  return `Published ${file.name} (${size}) as the docs of ${tag}, named by ${location.namedBy}.${notified}`;
}

/** The step summary. */
export function docsSummary(outcome: Outcome): Markdown {
  const { tag, file, location, asset, site } = outcome;
  const rows = [
    [md`Bucket`, link(file.name, location.url), unbroken(outcome.stored)],
    [md`Named by`, link(location.namedBy, location.namedByUrl), unbroken(outcome.named)],
    ...(asset === undefined
      ? []
      : [
          [
            md`GitHub release`,
            asset.url === undefined ? code(asset.name) : link(asset.name, asset.url),
            unbroken(asset.state),
          ],
        ]),
    ...(site === undefined ? [] : [[md`Docs site`, code(site.repository), unbroken(site.state)]]),
  ];
  const parts = [
    md`### docs-publish: ${code(tag)}${outcome.dryRun ? md` (dry run)` : md``}`,
    escapeText(verdict(outcome)),
    table([md`Where`, md`What`, md`State`], rows),
    md`sha256: ${code(file.sha256)}`,
  ];
  return joinMarkdown(parts, '\n\n');
}
