import { expect, test } from '@jest/globals';
import { readManifestState } from '@pv-actions/core/release/claim.ts';
import { readLatestDocs } from '@pv-actions/core/release/docs.ts';
import { parseManifest } from '@pv-actions/core/release/manifest.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

test('nor the pointer to the development docs', () => {
  const where = 's3://b/m/docs/latest.json at https://s3.example.org';
  for (const text of ['', '<html>']) {
    const error = userErrorOf(() => readLatestDocs(text, where)).text;
    expect(error).toContain('s3://b/m/docs/latest.json at https://s3.example.org is not JSON. It ');
    expect(error).toContain(
      '`aws s3 cp s3://b/m/docs/latest.json - --endpoint-url https://s3.example.org`. If that shows JSON, something between the ' +
        'runner and the store answered for it: check `endpoint` and the proxy, and run this step again.',
    );
    expect(error).not.toContain('remove');
  }
});

const WHERE = 's3://b/meta x/stable/1/rpi/manifest.json at https://s3.example.org';

test.each([
  ['', 'It is empty.'],
  [' \n', 'It is empty.'],
  ['<!DOCTYPE html><html>', 'It looks like an HTML or XML page.'],
  ['\n<Error/>', 'It looks like an HTML or XML page.'],
])('%j where a manifest was asked for is no reason to remove one', (text, what) => {
  for (const read of [parseManifest, readManifestState]) {
    const error = userErrorOf(() => read(text, WHERE)).text;
    expect(error).toContain(`${WHERE} is not JSON. ${what}\nIt was left as it is. Look at it with `);
    expect(error).toContain(
      "`aws s3 cp 's3://b/meta x/stable/1/rpi/manifest.json' - --endpoint-url https://s3.example.org`",
    );
    expect(error).not.toContain('remove');
  }
});
