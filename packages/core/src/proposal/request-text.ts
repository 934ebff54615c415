/** GitHub's limits for a pull request, in characters. */
export const TITLE_LIMIT = 256;
export const BODY_LIMIT = 65_536;

const NOTE = '_The rest was cut: a pull request holds 65,536 characters._\n';

/** `title`, cut if it is longer than GitHub takes. */
export function fitTitle(title: string): string {
  return title.length > TITLE_LIMIT ? `${whole(title.slice(0, TITLE_LIMIT - 1))}…` : title;
}

/** The Markdown `body`, cut with a note at the last whole line if it is longer than GitHub takes. Sections that fold are closed. */
export function fitBody(body: string): string {
  if (body.length <= BODY_LIMIT) return body;
  for (let room = BODY_LIMIT - NOTE.length; ; ) {
    const cut = body.slice(0, room);
    const kept = whole(cut.slice(0, cut.includes('\n') ? cut.lastIndexOf('\n') : room));
    const fitted = `${kept}\n\n${closing(kept)}${NOTE}`;
    if (fitted.length <= BODY_LIMIT) return fitted;
    room -= fitted.length - BODY_LIMIT;
  }
}

/** Whether GitHub holds this text already. Its editor ends lines with CRLF, and blanks at the ends are lost. */
export function isSameText(text: string, held: string | null): boolean {
  const plain = (each: string): string => each.replaceAll('\r\n', '\n').trim();
  return plain(text) === plain(held ?? '');
}

/** What ends the sections that are open at the end of `text`. */
function closing(text: string): string {
  const open = occurrences(text, '<details') - occurrences(text, '</details>');
  return '</details>\n\n'.repeat(Math.max(0, open));
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** `text` without half a character at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
