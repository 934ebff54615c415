/**
 * Brings a fresh clone to where everything runs, then runs the given script on the project's own Node:
 *
 *     node scripts/setup.mjs [SCRIPT [ARGUMENTS...]]
 *
 * Installs the packages when the lock file changed, builds dist/ when the sources changed, and sees to kas.
 * It runs on Node 20 before anything is installed, so it is plain JavaScript and imports nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamps = join(root, 'node_modules', '.pv-actions.json');
const ownBin = join(root, 'node_modules', '.bin');

main();

function main() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) stop(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
  for (const tool of ['git', 'python3']) {
    if (!onPath(tool)) stop(`${tool} is missing. Install it, for example with: apt-get install ${tool}`);
  }
  install();
  provideKas();
  build();
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) return;
  const child = run(join(ownBin, 'node'), [join(root, script), ...args], { inherit: true });
  process.exit(child.status ?? 1);
}

function install() {
  const lock = digest([join(root, 'package-lock.json')]);
  if (readStamps().lock === lock) return;
  say('Installing the packages of package-lock.json ...');
  const result = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.status !== 0) stop('npm ci failed. Its message is above.');
  writeStamps({ lock });
}

function build() {
  const sources = digest([
    join(root, 'package-lock.json'),
    join(root, 'tsconfig.json'),
    ...['build', 'chunk', 'licenses', 'stage-names'].map((name) => join(root, 'scripts', `${name}.ts`)),
    ...files(join(root, 'actions')),
    ...files(join(root, 'packages', 'core', 'src')),
  ]);
  if (readStamps().sources === sources && existsSync(join(root, 'dist', 'index.js'))) return;
  say('Building dist/ ...');
  const result = run(join(ownBin, 'node'), [join(root, 'scripts/build.ts')]);
  if (result.status !== 0) stop('The build failed. Its message is above.');
  writeStamps({ ...readStamps(), sources });
}

function provideKas() {
  if (onPath('kas')) return;
  const advice =
    'kas is missing. Install it: apt-get install --no-install-recommends kas, or pipx install kas';
  if (!onPath('apt-get') || process.getuid?.() !== 0) stop(advice);
  say('Installing kas from the Debian packages ...');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'kas']]) {
    const result = spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (result.status !== 0) stop(advice);
  }
}

/** Runs a program with the project's own Node first on the PATH. Its output goes to stderr unless inherited. */
function run(program, args, { inherit = false } = {}) {
  return spawnSync(program, args, {
    cwd: root,
    stdio: ['inherit', inherit ? 'inherit' : 2, 'inherit'],
    env: { ...process.env, PATH: `${ownBin}${delimiter}${process.env.PATH ?? ''}` },
  });
}

function onPath(tool) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name === 'test' ? [] : files(path);
      return /\.(ts|json)$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

function readStamps() {
  return existsSync(stamps) ? JSON.parse(readFileSync(stamps, 'utf8')) : {};
}

function writeStamps(value) {
  writeFileSync(stamps, JSON.stringify(value));
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(line) {
  say(line);
  process.exit(1);
}
