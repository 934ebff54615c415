import { spawnSync } from 'node:child_process';
import { readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Bench, BUCKET, errorOf, FILES, openBench, PREFIX, stage } from './release.ts';

let bench: Bench;
let staged: string;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  count += 1;
  staged = await stage(join(bench.folder, `staged-${count}`));
  bench.requests();
});

/** One message, exit code 1, no stack, no secret, nothing in the bucket. */
async function refusal(inputs: Readonly<Record<string, string>>, inProcess = true): Promise<string> {
  const result = await bench.publish({ 'artifact-dir': staged, ...inputs }, { inProcess });
  const errors = result.annotations.filter(({ level }) => level === 'error');
  expect({ exitCode: result.exitCode, errors: errors.length }).toEqual({ exitCode: 1, errors: 1 });
  expect(`${result.rawStderr}${errorOf(result)}`).not.toMatch(/^ +at /m);
  const unmasked = result.rawStdout.replace(/^::add-mask::.*$/gm, '');
  expect(`${unmasked}${result.rawStderr}${result.summary}`).not.toContain(
    inputs['secret-access-key'] || bench.s3.secretAccessKey,
  );
  expect(await bench.read(`${PREFIX}/releases.json`)).toBeUndefined();
  expect(await bench.read(`${PREFIX}/029/rpi-scarthgap/rpi-scarthgap-029.tar.gz`)).toBeUndefined();
  const manifest = await bench.text(`${PREFIX}/029/rpi-scarthgap/manifest.json`);
  expect(manifest === '' ? undefined : JSON.parse(manifest).files).toBeUndefined();
  expect(await bench.unfinished()).toEqual([]);
  return errorOf(result);
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe('inputs', () => {
  test('a tag, a machine and a bucket that would leave their place, all in one message', async () => {
    const message = await refusal({ tag: '../x', machine: 'a/b', bucket: 'pantavisor-ci/meta-sample' });
    expect(message.split('\n')).toEqual([
      'Input "tag" is "../x". A tag must not hold a slash. Valid are names such as 029, 029-rc1 or v1.2.3.',
      'Input "machine" is "a/b". A machine name must not hold a slash. Valid are names such as raspberrypi-armv8-scarthgap.',
      'Input "bucket" is "pantavisor-ci/meta-sample". A bucket is a name without a slash. Use bucket: pantavisor-ci and prefix: meta-sample.',
      'Correct the `with:` block of this step.',
    ]);
  });

  test('a tag of which no channel is known', async () => {
    expect(await refusal({ tag: 'nightly' })).toMatch(
      /^The tag "nightly" does not say to which channel it belongs\.\nSet the input "channel"/,
    );
    expect(await refusal({ tag: '33532586391-1' })).toMatch(
      /^The tag "33532586391-1" does not say .+ It looks like the id of a workflow run, not like a version\.\nSet the input "channel" to stable, /,
    );
  });
});

describe('the store', () => {
  test('an endpoint that nobody answers at', async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`;
    const message = await refusal({ endpoint });
    expect(message).toContain(endpoint);
    expect(message).toContain('endpoint');
  });

  test('a bucket that does not exist', async () => {
    const message = await refusal({ bucket: 'no-such-bucket' });
    expect(message).toContain('no-such-bucket');
    expect(message).toMatch(/does not exist/);
  });

  test('a wrong key, and a wrong secret', async () => {
    expect(await refusal({ 'access-key-id': 'nobody' }, false)).toContain('InvalidAccessKeyId');
    expect(await refusal({ 'secret-access-key': 'wrong-secret' })).toContain('SignatureDoesNotMatch');
  });

  test('half of the credentials', async () => {
    expect(await refusal({ 'secret-access-key': '' })).toMatch(/^Input "secret-access-key" is missing/);
  });
});

describe('the staged folder', () => {
  test('has no artifacts.json', async () => {
    await rm(join(staged, 'artifacts.json'));
    expect(await refusal({})).toMatch(
      /^There is no .+\/artifacts\.json \(ENOENT\)\.\nRun kas-build before this step/,
    );
  });

  test('has an artifacts.json that is not one', async () => {
    await writeFile(join(staged, 'artifacts.json'), '{"schema": 2}');
    expect(await refusal({})).toMatch(
      /artifacts\.json does not have the expected form:\n {2}schema: Only schema 1/,
    );
  });

  test('has an artifacts.json that is a link to a secret', async () => {
    const secret = join(bench.folder, 'secret');
    await writeFile(secret, 'root:$6$a-password:19000:0:99999:7:::');
    await rm(join(staged, 'artifacts.json'));
    await symlink(secret, join(staged, 'artifacts.json'));
    const message = await refusal({});
    expect(message).toMatch(/\/artifacts\.json is a link\.\nRun kas-build before this step/);
    expect(message).not.toContain('a-password');
  });

  test('has an artifacts.json that is a pipe, a device, or has no end: nothing is waited for', async () => {
    const path = join(staged, 'artifacts.json');
    await rm(path);
    spawnSync('mkfifo', [path]);
    expect(await refusal({})).toContain('/artifacts.json is not a regular file.');
    await rm(path);
    await writeFile(path, '');
    await truncate(path, 600 * 1024 * 1024);
    expect(await refusal({})).toContain('/artifacts.json has 600 MiB, and at most 64 MiB are read.');
  });

  test('has an artifacts.json that is no JSON: none of its content is shown', async () => {
    for (const text of ['root:$6$a-password:19000', '{"a": a-password}', '{"a": "a-password\n"}']) {
      await writeFile(join(staged, 'artifacts.json'), text);
      const message = await refusal({});
      expect(message).toMatch(/artifacts\.json is not JSON: /);
      expect(message).not.toContain('a-password');
    }
  });

  test('has a pipe in the place of a file', async () => {
    await rm(join(staged, 'sdk/panta-sdk.sh'));
    spawnSync('mkfifo', [join(staged, 'sdk/panta-sdk.sh')]);
    expect(await refusal({})).toContain('sdk/panta-sdk.sh is not a regular file.');
  });

  test('names nothing that is published', async () => {
    await stage(
      staged,
      'rpi-scarthgap',
      FILES.filter(({ kind }) => kind === 'manifest'),
    );
    expect(await refusal({})).toMatch(/^The machine rpi-scarthgap has nothing to publish:/);
  });

  test('has changed since: another size, a missing file, a link that leaves it', async () => {
    await truncate(join(staged, 'images/with blank.bmap'), 3);
    await rm(join(staged, 'sdk/panta-sdk.sh'));
    await rm(join(staged, 'pvrexports/app-1.0.pvrexport.tgz'));
    await symlink('/etc/hostname', join(staged, 'pvrexports/app-1.0.pvrexport.tgz'));
    const message = await refusal({});
    expect(message).toContain('images/with blank.bmap has 3 B instead of 7 B.');
    expect(message).toContain('sdk/panta-sdk.sh is missing.');
    expect(message).toContain('pvrexports/app-1.0.pvrexport.tgz is a link that leaves the folder.');
  });

  test('has other bytes of the same size: found while they stream, and nothing of them is visible', async () => {
    await writeFile(join(staged, 'images/starter.rootfs.wic.bz2'), 'IMAGE bytes\n'.repeat(5000));
    expect(await refusal({})).toContain(
      'images/starter.rootfs.wic.bz2 has other content than artifacts.json states.',
    );
  });
});

describe('what a machine holds', () => {
  test('two files of one name', async () => {
    const [image] = FILES;
    await stage(staged, 'rpi-scarthgap', [
      ...FILES,
      { kind: 'image', path: 'other/starter.rootfs.wic.bz2', content: image?.content ?? '' },
    ]);
    expect(await refusal({})).toMatch(
      /"images\/starter.rootfs.wic.bz2" and "other\/starter.rootfs.wic.bz2" would both be "starter.rootfs.wic.bz2" in the bundle of the images\./,
    );
  });

  test('a file name that would leave its place', async () => {
    const file = join(staged, 'artifacts.json');
    const artifacts = JSON.parse(await readFile(file, 'utf8'));
    artifacts.artifacts.at(-2).name = '../../other/panta-sdk.sh';
    await writeFile(file, JSON.stringify(artifacts));
    expect(await refusal({})).toMatch(
      /artifacts\[5\]\.name: A path has a part "\.\." that must not be "\.\."/,
    );
  });
});

describe('the index', () => {
  test('has the tag in another channel: nothing is uploaded', async () => {
    const own = await openBench();
    try {
      const index = '{"release-candidate": {"029": {"devices": []}}}';
      await own.put(`${PREFIX}/releases.json`, index);
      own.requests();
      const result = await own.publish({ 'artifact-dir': staged });
      expect(errorOf(result)).toMatch(
        /releases\.json at .+ has the tag "029" under the channel "release-candidate", not under "stable"\.\nSet the input "channel"/,
      );
      expect(own.requests().filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
    } finally {
      await own.close();
    }
  });

  test.each([
    ['GET', /^Could not read .+releases\.json at .+: access denied/],
    ['PUT', /^Could not write .+releases\.json at .+: access denied/],
  ])(
    'may not be asked for with %s: it stays as it is, and the run can be repeated',
    async (method, message) => {
      const own = await openBench();
      const index = '{"stable": {"028": {"devices": [{"name": "old"}]}}}';
      await own.put(`${PREFIX}/releases.json`, index);
      const proxy = await startFaultProxy(own.s3.endpoint, (request) =>
        request.method === method && request.path.endsWith('/releases.json')
          ? { kind: 'status', status: 403, code: 'AccessDenied' }
          : undefined,
      );
      try {
        const publicUrl = `${own.s3.endpoint}/${BUCKET}/${PREFIX}`;
        const inputs = { 'artifact-dir': staged, 'public-url': publicUrl };
        const result = await own.publish({ ...inputs, endpoint: proxy.endpoint });
        expect(result.exitCode).toBe(1);
        expect(errorOf(result)).toMatch(message);
        expect(await own.text(`${PREFIX}/releases.json`)).toBe(index);
        const again = await own.publish(inputs);
        expect(again.outputs['files-skipped']).toBe(method === 'PUT' ? '6' : '0');
        expect(Object.keys(JSON.parse(await own.text(`${PREFIX}/releases.json`)).stable)).toEqual([
          '028',
          '029',
        ]);
      } finally {
        await proxy.close();
        await own.close();
      }
    },
  );

  test.each([
    ['not JSON', '<html>busy</html>'],
    ['another shape', '{"stable": {"029": "x"}}'],
  ])('that is %s is never overwritten', async (_, content) => {
    const own = await openBench();
    try {
      await own.put(`${PREFIX}/releases.json`, content);
      const result = await own.publish({ 'artifact-dir': staged });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain(
        `Look at it with \`aws s3 cp s3://${BUCKET}/${PREFIX}/releases.json - --endpoint-url ${own.s3.endpoint}\`, mend it`,
      );
      expect((await own.read(`${PREFIX}/releases.json`))?.toString()).toBe(content);
      expect(await own.read(`${PREFIX}/029/rpi-scarthgap/manifest.json`)).toBeUndefined();
    } finally {
      await own.close();
    }
  });
});
