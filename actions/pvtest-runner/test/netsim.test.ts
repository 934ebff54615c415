import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Host, openHost } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

test('with netsim the script starts an access point for each test, one test at a time', async () => {
  await host.write({ tests: [{ id: 'local/net/a' }, { id: 'local/net/b' }] });
  const result = await host.run({ 'test-path': 'local', netsim: 'true', upload: 'false' });
  expect(result).toMatchObject({ outcome: 'success', outputs: { passed: '2' } });
  expect(result.log).toMatch(/^##\[group\]\.\/test\.docker\.sh run local -p 1 -r 1 -V -n -w /m);
  const started = (await host.docker.calls()).filter(({ argv }) => argv.includes('pantavisor-netsim-0'));
  expect(started.filter(({ argv }) => argv[0] === 'run')).toHaveLength(2);
  expect(await host.docker.containers()).toEqual([]);
});

test('an access point that a cancelled run leaves is removed, and one that was there before stays', async () => {
  await host.write({
    tests: [{ id: 'local/net/a' }],
    script: `#!/bin/bash
case "$1" in install-docker) for i in *-docker.tar; do docker load -i "$i"; done; exit ;; esac
case x in -p|-r|-V|-n) ;; esac
docker run -d --rm --name pantavisor-netsim-0 pantavisor-appengine-netsim
echo "[pvtest] 1795205463 DEBUG -- [test.docker.sh]: launching 'local/net/a'"
sleep 1000
`,
  });
  await host.docker.command('load', '-i', join(host.distro, 'pantavisor-appengine-netsim-docker.tar'));
  await host.docker.command('run', '-d', '--name', 'pantavisor-netsim-5', 'pantavisor-appengine-netsim');
  const controller = new AbortController();
  const result = await host.runBundle(
    { 'test-path': 'local', netsim: 'true', upload: 'false' },
    {
      signal: controller.signal,
      onLine: (line) => void (line.includes("launching 'local/net/a'") && controller.abort()),
    },
  );
  expect(result).toMatchObject({ outcome: 'cancelled', outputs: { incomplete: '1' } });
  expect((await host.docker.containers()).map(({ name }) => name)).toEqual(['pantavisor-netsim-5']);
});
