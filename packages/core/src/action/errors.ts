/**
 * Something that the user can mend. It is shown without a stack: the cause, then what to do.
 * Several causes found together (inputs) are given as several lines.
 */
export class UserError extends Error {
  /** What the reader can do about it, as full sentences. */
  readonly advice: string;

  constructor(cause: string, advice: string, options?: ErrorOptions) {
    super(cause, options);
    this.name = 'UserError';
    this.advice = advice;
  }

  /** Cause and advice as one text, the form in which it is printed. */
  get text(): string {
    return this.advice === '' ? this.message : `${this.message}\n${this.advice}`;
  }
}

/** A user's error that the stage's report in the step summary shows: no section of its own is added there. */
export class ReportedError extends UserError {}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The `code` of a Node system error (`ENOENT`, `ECONNREFUSED`), or undefined. */
export function systemCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const code = (thrown as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}
