/** The secrets that are hidden in what the runner shows, with the forms in which they can turn up. */
export class Masks {
  readonly #given = new Set<string>();
  readonly #forms = new Set<string>();

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** The secrets as they were given. */
  get values(): readonly string[] {
    return [...this.#given];
  }

  /** Hides `secret`, each of its lines, and its base64, JSON, URI and XML forms. Blank text is no secret. */
  add(secret: string): void {
    if (secret.trim() === '') return;
    this.#given.add(secret);
    for (const text of [secret, ...secret.split(/\r?\n/)]) {
      for (const form of formsOf(text)) this.#forms.add(form);
    }
  }

  /** `text` with `***` for each stretch that holds a secret. Overlapping secrets become one stretch. */
  apply(text: string): string {
    const stretches: [start: number, end: number][] = [];
    for (const form of this.#forms) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        stretches.push([at, at + form.length]);
      }
    }
    stretches.sort((one, other) => one[0] - other[0]);
    let result = '';
    let shown = 0;
    for (const [start, end] of stretches) {
      if (start >= shown) result += `${text.slice(shown, start)}***`;
      shown = Math.max(shown, end);
    }
    return result + text.slice(shown);
  }
}

function formsOf(text: string): string[] {
  if (text.trim() === '') return [];
  const bytes = Buffer.from(text);
  // In the base64 of a longer text a secret starts at any offset modulo 3, and only the characters that
  // neighbours cannot change are its own.
  const embedded = [0, 1, 2].map((shift) => {
    const part = bytes.subarray(shift);
    return part.toString('base64').slice(0, Math.floor((part.length * 4) / 3));
  });
  return [
    text,
    ...[bytes.toString('base64').replace(/=+$/, ''), ...embedded].filter((form) => form.length >= 6),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'),
  ];
}
