import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configWithFaults, SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';

describe('output that kas or a parser trips over', () => {
  let bench: Bench;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  test('a line of 70 KiB ends what kas 3.1 shows of stdout, and the exit code is 0', async () => {
    const run = await bench.kas('long', ['build', configWithFaults(machine, 'long-line')]);
    expect(run.stderr).toContain('ValueError: Separator is found, but chunk is longer than limit');
    expect(run.stderr).not.toContain('Tasks Summary');
    expect(run.code).toBe(0);
  });

  test('bytes that are not UTF-8 make kas 3.1 fail at the end', async () => {
    const run = await bench.kas('bytes', ['build', configWithFaults(machine, 'not-utf8')]);
    expect(run.stderr).toContain("b'caf\\xe9 \\xff\\xfe'");
    expect(run.stderr).toContain('TypeError: sequence item');
    expect(run.code).toBe(1);
  });

  test('bitbake -e has comments, functions and values of several lines that look like variables', async () => {
    const { code, stdout } = await bench.kas('env', ['shell', machine.config, '-c', 'bitbake -e']);
    expect(code).toBe(0);
    const tmp = `${bench.build('env')}/tmp-scarthgap`;
    const lines = stdout.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'MACHINE="docker-x86_64"',
        'DISTRO="panta-distro"',
        `TMPDIR="${tmp}"`,
        `DEPLOY_DIR="${tmp}/deploy"`,
        `DEPLOY_DIR_IMAGE="${tmp}/deploy/images/docker-x86_64"`,
        'PANTAVISOR_FEATURES=" autogrow debug"',
        'DISTRO_FEATURES="virtualization pantavisor-init squashfs"',
        'export MAKE="make"',
        'MACHINE="not-a-machine"',
      ]),
    );
    expect(stdout).toContain(
      'SAMPLE_NOTES="Several lines: \\\nTMPDIR=\\"/nonexistent/of/a/value\\" \\\nand the last one, for \\$5"\n',
    );
    expect(stdout).toMatch(/^# {3}"\$\{DEPLOY_DIR\}\/images\/\$\{MACHINE\}"$/m);
    expect(stdout).toContain('\npython sample_build_config () {\n');
  });

  test('the TMPDIR of the caller becomes that of the build', async () => {
    const { stdout } = await bench.kas('tmp', ['shell', machine.config, '-c', 'bitbake -e'], {
      TMPDIR: bench.root,
    });
    expect(stdout).toContain(`\nexport TMPDIR="${bench.root}"\n`);
  });

  test('bitbake -e can fail', async () => {
    const run = await bench.kas('env', ['shell', configWithFaults(machine, 'no-output'), '-c', 'bitbake -e']);
    expect(run.code).toBe(1);
    expect(run.stdout).toBe('\nSummary: There was 1 ERROR message, returning a non-zero exit code.\n');
    expect(run.stderr).toMatch(
      /^ERROR: ParseError at \/.*\/conf\/local\.conf:1: unparsed line: 'no-output'$/m,
    );
  });

  test('bitbake --version', async () => {
    const run = await bench.kas('env', ['shell', machine.config, '-c', 'bitbake --version']);
    expect(run.stdout).toBe('BitBake Build Tool Core version 2.8.0\n');
  });
});
