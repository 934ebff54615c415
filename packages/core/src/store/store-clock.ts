import type { Clock } from '../action/clock.ts';
import type { Log } from '../action/log.ts';

/** A clock that differs by so much is wrong: S3 itself takes no request that is so old. */
const FAR_OFF_MS = 15 * 60_000;
const DAY_MS = 24 * 3600_000;

/** The time, where the clock of this machine may be far off: that of the store's answers. */
export interface StoreClock {
  /** @param header `Date` of an answer that came just now (https://www.rfc-editor.org/rfc/rfc9110#name-date) */
  heard(header: string | undefined): void;
  /** By the clock, or by the store's where the two are far apart. A warning says so, once. */
  now(): Date;
}

export function storeClock(clock: Clock, log: Pick<Log, 'warning'>): StoreClock {
  let offset = 0;
  let warned = false;
  return {
    heard(header) {
      const time = Date.parse(header ?? '');
      if (!Number.isNaN(time)) offset = time - clock.now().getTime();
    },
    now() {
      const own = clock.now();
      if (Math.abs(offset) <= FAR_OFF_MS) return own;
      if (!warned) log.warning(farOff(offset));
      warned = true;
      return new Date(own.getTime() + offset);
    },
  };
}

function farOff(offset: number): string {
  const days = Math.abs(offset) / DAY_MS;
  const by = days >= 2 ? `${Math.round(days)} days` : `${Math.round(days * 24 * 60)} minutes`;
  return (
    `The clock of this runner is ${by} ${offset > 0 ? 'behind' : 'ahead of'} that of the store. Dates are those of the store. ` +
    'Set the clock of the runner.'
  );
}
