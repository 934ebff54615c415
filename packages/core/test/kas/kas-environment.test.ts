import { describe, expect, test } from '@jest/globals';
import { parseEnvLines } from '@pv-actions/core/kas/env-lines.ts';
import { type KasEnvironmentOptions, kasEnvironment } from '@pv-actions/core/kas/kas-environment.ts';
import { configEnvNames } from '@pv-actions/core/kas/kas-file.ts';
import { type KasProgram, kasProgram } from '@pv-actions/core/kas/kas-program.ts';

function program(kas: string, version: string): KasProgram {
  const found = kasProgram(kas, `kas ${version}`);
  if (found === undefined) throw new Error(`${kas} ${version} is no program`);
  return found;
}

const KAS = program('kas', '3.1');
const KAS_5 = program('kas', '5.4');
const CONTAINER = program('kas-container', '5.1');

function environment(options: Partial<KasEnvironmentOptions>) {
  return kasEnvironment({ program: KAS_5, job: {}, ...options });
}

/** The variables that the warnings name. */
function lost(options: Partial<KasEnvironmentOptions>): string[] {
  return environment(options).warnings.map((warning) => /^The variable (\S+) /.exec(warning)?.[1] ?? warning);
}

describe('of the environment of a job', () => {
  test('what kas and the fetchers read reaches kas', () => {
    const wanted = {
      PATH: '/bin',
      HOME: '/root',
      KAS_WORK_DIR: '/w',
      KAS_MACHINE: 'm',
      SSH_AUTH_SOCK: '/s',
      SSH_PRIVATE_KEY: 'k',
      https_proxy: 'p',
      NO_PROXY: 'n',
      SSTATE_DIR: '/ss',
      BB_NUMBER_THREADS: '4',
      GIT_CREDENTIAL_USEHTTPPATH: 'true',
      GITHUB_ACTIONS: 'true',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/t',
    };
    expect(environment({ job: wanted }).env).toEqual(wanted);
  });

  test('the rest does not, nor an empty variable', () => {
    const job = {
      TMPDIR: '/tmp/runner',
      INPUT_CONFIG: 'x',
      GITHUB_TOKEN: 'secret',
      KAS_CI_TOKEN: 'secret',
      AWS_SECRET_ACCESS_KEY: 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      DOCKER_HOST: 'unix:///x',
      BB_ENV_PASSTHROUGH: 'x',
      UNSET: undefined,
      KAS_MACHINE: undefined,
      DL_DIR: '',
    };
    expect(environment({ job }).env).toEqual({});
  });

  test('kas-container gets what its engine reads', () =>
    expect(
      environment({ program: CONTAINER, job: { DOCKER_HOST: 'unix:///x', XDG_RUNTIME_DIR: '/r' } }).env,
    ).toEqual({ DOCKER_HOST: 'unix:///x', XDG_RUNTIME_DIR: '/r' }));
});

describe('inputs', () => {
  test('an input wins over a line of env, which wins over the job', () => {
    const { env } = environment({
      job: { SSTATE_DIR: '/job', DL_DIR: '/job', KAS_MACHINE: 'job' },
      extra: { SSTATE_DIR: '/env', DL_DIR: '/env' },
      sstateDir: '/input',
    });
    expect(env).toEqual({ SSTATE_DIR: '/input', DL_DIR: '/env', KAS_MACHINE: 'job' });
  });

  test('each has its variable', () => {
    const { env, warnings } = environment({
      sstateDir: '/s',
      dlDir: '/d',
      repoRefDir: '/r',
      cloneDepth: 1,
      premirrors: 'a b\nc d',
      sstateMirrors: 'file://.* http://x/PATH',
    });
    expect(env).toEqual({
      SSTATE_DIR: '/s',
      DL_DIR: '/d',
      KAS_REPO_REF_DIR: '/r',
      KAS_CLONE_DEPTH: '1',
      KAS_PREMIRRORS: 'a b\nc d',
      SSTATE_MIRRORS: 'file://.* http://x/PATH',
    });
    expect(warnings).toEqual([]);
  });
});

describe('a line of env that bitbake will not see', () => {
  test('names the place to declare it', () => {
    const { env, warnings } = environment({ extra: { FOO: '' }, configEnv: ['BAR'] });
    expect(env).toEqual({ FOO: '' });
    expect(warnings).toEqual([
      'The variable FOO of the input env does not reach bitbake: kas 5.4 passes on what it knows, and what the ' +
        'configuration declares. Declare FOO under "env:" in the kas configuration, with a default.',
    ]);
  });

  test('an input does the same', () =>
    expect(environment({ program: KAS, extra: { SSTATE_MIRRORS: 'x y' } }).warnings[0]).toMatch(
      /with a default\. Or use the input sstate-mirrors, which works with every kas\.$/,
    ));

  test.each<[string, Partial<KasEnvironmentOptions>, string[]]>([
    ['declared', { extra: { FOO: '1', BAR: '1' }, configEnv: ['FOO'] }, ['BAR']],
    ['read by kas', { extra: { KAS_TASK: 'x', SSH_PRIVATE_KEY: 'x', http_proxy: 'x', NETRC_FILE: 'x' } }, []],
    ['for programs alone', { extra: { LANG: 'C', HTTP_PROXY: 'x' } }, ['LANG', 'HTTP_PROXY']],
    ['new', { extra: { PARALLEL_MAKE: '-j 4', SSTATE_MIRRORS: 'x y' } }, []],
    [
      'not in 3.1',
      { program: KAS, extra: { PARALLEL_MAKE: '-j 4', SSTATE_MIRRORS: 'x y', DL_DIR: '/d' } },
      ['PARALLEL_MAKE', 'SSTATE_MIRRORS'],
    ],
  ])('%s', (_, options, names) => expect(lost(options)).toEqual(names));
});

describe('into the container', () => {
  const extra = { FOO: 'secret', LANG: 'C', KAS_MACHINE: 'm', DL_DIR: '/d' };

  test('a variable that kas-container does not forward is named to the engine, without its value', () =>
    expect(environment({ program: CONTAINER, extra, configEnv: ['FOO', 'LANG'] }).runtimeArgs).toEqual([
      ...['-e', 'FOO', '-e', 'LANG'],
    ]));

  test('kas needs none', () => expect(environment({ extra }).runtimeArgs).toEqual([]));
});

describe('the lines of env', () => {
  test('a value is all behind the first =', () =>
    expect(parseEnvLines('A=1\n\n# no\n  B_2="x = y" \r\n_C=\nPATHS=#1')).toEqual({
      values: { A: '1', B_2: '"x = y" ', _C: '', PATHS: '#1' },
    }));

  test('a name that objects have anyway is a name', () =>
    expect(Object.entries((parseEnvLines('__proto__=1') as { values: object }).values)).toEqual([
      ['__proto__', '1'],
    ]));

  test.each([
    ['A', 'Line 1 has no "=". Write KEY=VALUE.'],
    [
      '\n1A=x',
      'Line 2 names the variable "1A". A name has letters, digits and underscores, and starts with no digit.',
    ],
    [
      'export A=x',
      'Line 1 names the variable "export A". A name has letters, digits and underscores, and starts with no digit.',
    ],
    ['A=1\nA=2', 'Line 2 sets A again. Keep one of the lines.'],
    [
      'TMPDIR=/t',
      'Line 1 sets TMPDIR, which must not be set here: bitbake would build there instead of in the build folder.',
    ],
    [
      'PATH=/t',
      'Line 1 sets PATH, which must not be set here: kas starts the build with a PATH of its own, and this one would only hide kas.',
    ],
    ['HOME=/t', 'Line 1 sets HOME, which must not be set here: kas makes a home of its own for the build.'],
  ])('%j', (text, problem) => expect(parseEnvLines(text)).toEqual({ problems: [problem] }));

  test('all problems at once, and no value in them', () => {
    const read = parseEnvLines('hunter2\n=hunter2\nA=hunter2\nA=hunter2');
    expect(read).toEqual({ problems: [expect.any(String), expect.any(String), expect.any(String)] });
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });
});

describe('the env: of kas files', () => {
  test('names of all files, each once', () =>
    expect(
      configEnvNames([
        'header:\n  version: 14\nenv:\n  FOO: "1"\n  BAR: null\n',
        '{"env": {"BAR": "x", "BAZ": ["a"]}}',
        'local_conf_header:\n  env: |\n    NOT = "x"\n',
      ]),
    ).toEqual(['FOO', 'BAR', 'BAZ']));

  test.each(['', 'env:', 'env: text', 'env: [a]', '- env', 'a: [', '\u0000', '&a [*a]'])(
    '%j has none',
    (text) => expect(configEnvNames([text, 'env: {A: ""}'])).toEqual(['A']),
  );
});
