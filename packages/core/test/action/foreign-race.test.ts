import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';

const ROUNDS = process.env['PV_TEST_LONG'] === 'true' ? 50_000 : 1_000;
const LIMIT = { bytes: 100, reason: 'It is small.' };

/** Puts a link to another folder in the place of `a`, and `a` back, as fast as it can. */
const SWAPS = `
  const { renameSync, symlinkSync, unlinkSync } = require('node:fs');
  console.log('begun');
  for (;;) {
    renameSync('root/a', 'root/b');
    symlinkSync('../outside', 'root/a');
    unlinkSync('root/a');
    renameSync('root/b', 'root/a');
  }`;

test.each(['none', 'within'] as const)(
  'a folder that is swapped for a link all the time: %s',
  async (links) => {
    const folder = await openFolder('foreign-race');
    await mkdir(folder.at('root'));
    await writeBelow(folder.path, 'root/a/file', 'mine');
    await writeBelow(folder.path, 'outside/file', 'a secret');
    const swapper = spawn(process.execPath, ['-e', SWAPS], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(swapper.stdout, 'data');
      const seen = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const read = readForeign(folder.at('root'), 'a/file', LIMIT, { links });
        seen.add(
          await read.then(String, (thrown) =>
            thrown instanceof ForeignFileError ? 'refused' : String(thrown),
          ),
        );
      }
      expect([...seen].filter((text) => text !== 'mine' && text !== 'refused')).toEqual([]);
    } finally {
      swapper.kill('SIGKILL');
      await once(swapper, 'close');
      await folder.close();
    }
  },
);
