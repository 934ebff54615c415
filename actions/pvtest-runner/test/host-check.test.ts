import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { checkLocks, checkPrograms } from '../src/host-check.ts';
import { programsOf } from '../src/script-programs.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'host-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** As scripts are written: what installs, what runs, and a case at the end. */
const script = (run: string): string => `#!/bin/bash
# jq is needed, and so is bc
install_deps() {
	sudo apt install jq \\
		bc \\
		iw
	iw dev
	jq --version
}
${run}
case "$command" in
	install-deps)
		install_deps "$@"
		;;
	run)
		run_test "$@"
		;;
esac
`;

describe('what a script needs on the host', () => {
  const names = (run: string, netsim = false): string[] =>
    programsOf(script(run), netsim).map(({ name }) => name);

  test('is what `run` comes to, in whatever place of a command', () => {
    const run = `
skip_test () {
	skip=$(jq -r '.skip' "$1")
}
exec_test() {
	runtime=$(echo "$end - $start" | bc)
	grep -q x || return 1
}
_cfg() { LC_ALL=C ssh-keygen -t ed25519; }
unused() {
	iw dev
}
run_test() {
	if ! skip_test "$1"; then exec_test; fi
	_cfg
}`;
    expect(names(run)).toEqual(['jq', 'bc', 'ssh-keygen']);
  });

  test('is not what only its other commands need, what it looks for itself, or a word in a text', () => {
    expect(names('run_test() {\n\techo "jq and bc"\n\tgrep -q bc jq\n\tmy-jq .\n}')).toEqual([]);
    expect(names('run_test() {\n\tcommand -v jq > /dev/null && jq .\n}')).toEqual([]);
  });

  test('with netsim it is also what that needs', () => {
    const run =
      'net() {\n\tsudo -n modprobe -r hwsim\n\tphy=$(iw dev | grep x)\n\tsudo -n iw phy x\n}\nrun_test() {\n\tnet &\n}';
    expect(names(run)).toEqual([]);
    expect(names(run, true)).toEqual(['iw', 'modprobe', 'sudo']);
  });

  test('of a script that is written otherwise it is all that it calls', () => {
    expect(programsOf('jq . x\nbc < y\n', false).map(({ name }) => name)).toEqual(['jq', 'bc']);
  });

  test('is one error that names all of them', () => {
    mkdirSync(join(root, 'bin'));
    const text = 'jq . x\nbc < y\niw dev\n';
    const error = userErrorOf(() => checkPrograms(text, true, `/nowhere::${join(root, 'bin')}`));
    expect(error.text).toBe(
      'The test.docker.sh of this distro needs jq, bc, iw, and those are not on this host: tests would fail, or run although they are to be skipped.\n' +
        'Install them on the runner (`apt-get install jq bc iw`), or run the job on one that has them.',
    );
    for (const name of ['jq', 'iw']) writeFileSync(join(root, 'bin', name), '', { mode: 0o755 });
    writeFileSync(join(root, 'bin', 'bc'), '', { mode: 0o644 });
    expect(userErrorOf(() => checkPrograms(text, true, join(root, 'bin'))).message).toMatch(
      /needs bc, and that is not/,
    );
    chmodSync(join(root, 'bin', 'bc'), 0o755);
    expect(checkPrograms(text, true, join(root, 'bin'))).toBeUndefined();
  });
});

describe('locks of the script', () => {
  test('that can be opened, and other files, are nothing to say', () => {
    for (const name of ['pv_appengine.slot.0.lock', 'pv_appengine.network0.lock', 'other.lock'])
      writeFileSync(join(root, name), 'x');
    mkdirSync(join(root, 'pv_appengine.AbC123'));
    checkLocks(root);
    expect(readdirSync(root)).toHaveLength(4);
  });

  test('that cannot are named, all of them', () => {
    // Root may open every file, but no folder and no link.
    mkdirSync(join(root, 'pv_appengine.slot.1.lock'));
    symlinkSync('/nowhere', join(root, 'pv_appengine.network0.lock'));
    const error = userErrorOf(() => checkLocks(root));
    expect(error.message).toMatch(
      /^This user cannot open locks of test\.docker\.sh: ".*network0\.lock" \(of the uid \d+, ELOOP\), ".*slot\.1\.lock" \(of the uid \d+, EISDIR\)\.$/,
    );
    expect(error.advice).toMatch(/^Remove them while no tests run/);
  });
});
