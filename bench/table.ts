import { renderTable } from '@pv-actions/testkit/runner/markdown-view.ts';

/** What was measured several times, or once. */
export interface Row {
  readonly what: string;
  /** At least one. */
  readonly values: readonly number[];
  readonly show: (value: number) => string;
  /** A row without one is there to be read only. */
  readonly target?: Target;
}

export interface Target {
  readonly text: string;
  /** Holds for the value that counts: the median. */
  readonly met: (median: number) => boolean;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

export function showTable({ title, rows, notes }: Table): string {
  const lines = rows.map(({ what, values, show, target }) => {
    const middle = median(values);
    const verdict = target === undefined ? '' : target.met(middle) ? 'met' : 'missed';
    const numbers = [Math.min(...values), middle, Math.max(...values)].map(show);
    return [what, ...numbers, target?.text ?? '', verdict];
  });
  const table = renderTable([['', 'MIN', 'MEDIAN', 'MAX', 'TARGET', ''], ...lines]);
  return [title, '', ...table, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const milliseconds = (value: number): string => `${(value * 1000).toFixed(0)} ms`;
export const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
export const megabytes = (value: number): string => `${(value / 1e6).toFixed(1)} MB`;
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')} lines/s`;
export const mebibytes = (value: number): string => `${(value / 1024 ** 2).toFixed(1)} MiB`;
export const times = (value: number): string => `${value.toFixed(2)} times`;
