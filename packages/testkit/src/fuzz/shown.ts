import fc from 'fast-check';

/** A run of one character, or of a few, which may be escaped. */
const REPEATED = /((?:\\.|[^\\]){1,3}?)\1{19,}/g;
const LONGEST = 4000;

/** An input as a person reads it: in ASCII, with runs of one text written once, and cut. */
export function shownInput(input: unknown): string {
  const shown = fc
    .stringify(input)
    .replace(REPEATED, (run, unit: string) => `${unit}{${run.length / unit.length} times}`)
    .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}… (${shown.length} characters)` : shown;
}
