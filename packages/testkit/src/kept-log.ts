import type { Annotation, Log } from '@pv-actions/core/action/log.ts';

export interface Said {
  readonly level: 'info' | 'foreign' | 'notice' | 'warning' | 'error';
  readonly text: string;
  readonly where?: Annotation;
}

/** A log that keeps what it is told. */
export function keptLog(): Log & { readonly said: Said[] } {
  const said: Said[] = [];
  const keep =
    (level: Said['level']) =>
    (text: string, where?: Annotation): void =>
      void said.push({ level, text, ...(where === undefined ? {} : { where }) });
  return {
    said,
    info: keep('info'),
    foreign: keep('foreign'),
    notice: keep('notice'),
    warning: keep('warning'),
    error: keep('error'),
    mask: () => {},
    redact: (text) => text,
    flush: () => {},
    group: (_title, body) => body(),
  };
}
