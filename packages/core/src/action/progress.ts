import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

const INTERVAL_MS = 10_000;

/** Runs `work`, and prints what `describe` says every 10 s while it runs. An empty text prints nothing. */
export async function withProgress<T>(
  deps: { readonly clock: Clock; readonly log: Log },
  describe: (elapsedSeconds: number) => string,
  work: () => Promise<T>,
): Promise<T> {
  const start = deps.clock.now().getTime();
  const stop = deps.clock.every(INTERVAL_MS, () => {
    const line = describe((deps.clock.now().getTime() - start) / 1000);
    if (line !== '') deps.log.info(line);
  });
  try {
    return await work();
  } finally {
    stop();
  }
}

/** `x.tar.gz: 12 MiB of 64 MiB, 4 MiB/s, about 13 s left.`: how far a transfer is. Bytes and seconds. */
export function transferLine(name: string, done: number, total: number, elapsedSeconds: number): string {
  const rate = done / elapsedSeconds;
  const left = rate > 0 ? `, about ${formatDuration((total - done) / rate)} left` : '';
  return `${name}: ${formatBytes(done)} of ${formatBytes(total)}, ${formatBytes(rate)}/s${left}.`;
}

/** `1.5 GiB`, `64 MiB`, `12 KiB`, `7 B`: binary units, at most one decimal. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (value < 1024) return `${trim(value)} ${unit}`;
    value /= 1024;
  }
  return `${trim(value)} TiB`;
}

/** `7 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function trim(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}
