import { withoutControls } from '../action/markdown.ts';

/** Takes no room, and keeps what stands around it from being read as one word. */
const BREAK = '\u200b';

/**
 * Text of others for the message of a commit, where GitHub knows no escapes: no pings (`@name`), no issue links or closing words
 * for them (`#12`, `GH-12`, URLs), nothing that keeps workflows from running (`[skip ci]`,
 * https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs), on one line.
 */
export function plainText(text: string): string {
  return withoutControls(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[@#]/g, `$&${BREAK}`)
    .replace(/\bGH-/gi, `$&${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\[(?=\s*(?:skip|ci|no|actions)\b)/gi, `[${BREAK}`);
}
