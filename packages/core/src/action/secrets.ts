const MASK = '***';
/** A shorter form is found where no secret is. */
const SHORTEST_FORM = 6;

/**
 * The forms in which a program or an API may print a secret: as it is, line by line, in a URL, in JSON, and in Base64, alone or as the
 * `user:password` of HTTP's basic authentication. The longest first: one may be a part of another.
 *
 * @param users Who may stand before a secret in basic authentication.
 */
export function secretForms(secrets: readonly string[], users: readonly string[] = []): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.trim() === '') continue;
    const base64 = [secret, ...users.map((user) => `${user}:${secret}`)].flatMap((text) => {
      const encoded = Buffer.from(text).toString('base64');
      return [encoded, encoded.replace(/={1,2}$/, '')];
    });
    const encoded = [
      encodeURIComponent(secret.toWellFormed()),
      JSON.stringify(secret).slice(1, -1),
      ...base64,
    ];
    for (const form of [...encoded, ...secret.split(/[\r\n]+/)]) {
      if (form.length >= SHORTEST_FORM) forms.add(form);
    }
    forms.add(secret);
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** `text` with `***` for each of `forms`, the longest first. */
export function redact(text: string, forms: readonly string[]): string {
  return forms.reduce((clean, form) => clean.replaceAll(form, MASK), text);
}

/** What an API said, with `***` for each of `forms` in all texts of it. Its names and numbers stay. */
export function redactFields<T>(value: T, forms: readonly string[]): T {
  if (typeof value === 'string') return redact(value, forms) as T;
  if (Array.isArray(value)) return value.map((each) => redactFields(each, forms)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, redactFields(each, forms)]),
  ) as T;
}
