import { type BuildReport, buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';

/** The report of a build's consoles, each read from its start. */
export function reportOf(mode: 'kas' | 'raw', ...consoles: readonly string[]): BuildReport {
  const reporter = buildReporter();
  for (const text of consoles) {
    const reader = consoleReader(mode);
    for (const line of text.split('\n')) {
      const event = reader.read(line);
      if (event !== undefined) reporter.add(event);
    }
  }
  return reporter.report();
}
