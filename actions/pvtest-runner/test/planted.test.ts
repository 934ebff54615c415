import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Host, openHost } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

const SECRET = '[pvtest] 1795205463 ERROR -- [x]: a-password of another';

test('links that a test leaves in the workspace are not read and not written through', async () => {
  await host.write({ tests: [{ id: 'local/core/a', behaviour: { end: 'fail', diff: '< mine\n' } }] });
  const outside = join(host.folder, 'outside');
  mkdirSync(outside);
  for (const name of ['test.log', 'diff']) writeFileSync(join(outside, name), SECRET);
  const workspace = join(host.folder, 'results');
  let planted = false;
  const result = await host.run(
    { workspace, 'test-path': 'local', retries: '0', upload: 'false' },
    {
      onLine: (line) => {
        if (planted || !/core\/a.*FAIL/.test(line)) return;
        planted = true;
        const folder = join(workspace, 'local/local/core/a');
        renameSync(folder, `${folder}-kept`);
        symlinkSync(outside, folder);
        for (const name of ['report.json', 'junit.xml'])
          symlinkSync(join(outside, 'diff'), join(workspace, name));
      },
    },
  );
  expect(planted).toBe(true);
  // The script may show what it finds behind its own link: that is in its group of the log.
  const { summary, annotations, log } = result;
  const behind = log.slice(log.lastIndexOf('##[endgroup]'));
  const texts = [behind, summary, annotations, await host.report(result)];
  expect(JSON.stringify(texts)).not.toContain('a-password');
  for (const name of ['test.log', 'diff']) expect(readFileSync(join(outside, name), 'utf8')).toBe(SECRET);
  expect((await host.report(result)).tests).toMatchObject([{ id: 'local/core/a', verdict: 'failed' }]);
});
