/** Loaded into a measured process with `node --import`: writes what it took, at its end, where PV_BENCH_PROBE says. */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.PV_BENCH_PROBE;
process.on('exit', () => {
  if (!file) return;
  const status = readFileSync('/proc/self/status', 'utf8');
  const bytes = (name) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  const { user, system } = process.cpuUsage();
  const taken = { peak: bytes('VmHWM'), own: bytes('RssAnon'), cpu: (user + system) / 1e6 };
  writeFileSync(file, JSON.stringify(taken));
});
