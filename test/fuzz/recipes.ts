import type { RecipeComponent, RecipePin, RecipeReading } from '@pv-actions/core/recipes/recipe-pins.ts';
import { revisionChanges, rewriteTexts } from '@pv-actions/core/recipes/recipe-rewrite.ts';
import { bytesAsText, readable } from '@pv-actions/core/recipes/recipe-text.ts';
import { hostileBytes, hostileKey, hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { mutated } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { readAlone } from '../../packages/core/test/recipes/recipe-reading.ts';
import { REVISION, writtenRecipe } from '../../packages/core/test/recipes/recipe-written.ts';
import { recorded } from './corpus.ts';
import { expectEqual, expectThat } from './expect.ts';

const [OLD, NEW] = ['1'.repeat(20) + 'a'.repeat(20), 'b'.repeat(64)];
const PATHS = [
  'recipes/app/app_1.0.bb',
  'recipes/app/app.inc',
  'recipes/app/app_%.bbappend',
  'recipes/a/constructor_git.bb',
  'x/__proto__.bb',
];
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

const name = fc.oneof(
  fc.constantFrom(
    'SRCREV',
    'SRCREV_app',
    'SRCREV:pn-app',
    'SRCREV_pn-app',
    'SRC_URI',
    'SRC_URI:append',
    'SRC_URI_append',
    'A',
    'B',
    'PN',
    'BPN',
    'PV',
    'A:append',
    'A:remove',
    'A_append_pn-app',
    'SRC_URI:append:board',
    'SRC_URI:board:append',
    'SRCREV:board',
    'SRCREV_board',
    'A:class-target:pn-app',
    'SRCREV[x]',
    'SRCREV_FORMAT',
    '\u0024{A}',
    'SRCREV_\u0024{PN}',
  ),
  hostileKey.map(latin1),
);
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        OLD,
        `git://github.com/org/app;branch=main`,
        'git://h/a;name=a,b;branch=x,y',
        `;rev=${OLD}`,
        ' ',
        '\\\n',
        '\u0024{A}',
        '\u0024{B}',
        '\u0024{SRCREV}',
        '\u0024{SRC_URI}',
        '\u0024{@x}',
        '\u0024{AUTOREV}',
        '\u0024{',
        '}',
        'gitsm://u:p@h:1/x;protocol=ssh;user=z',
        'file://a',
      ),
      hostileText.map(latin1),
    ),
    { maxLength: 4 },
  )
  .map((texts) => texts.join(''));
const statement = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        name,
        fc.constantFrom(' = ', ' ?= ', ' ??= ', ' := ', ' += ', ' =+ ', ' .= ', ' =. ', '='),
        fc.constantFrom('"', "'"),
        value,
      )
      .map(([key, sign, mark, text]) => `${key}${sign}${mark}${text}${mark}`),
  },
  fc.constantFrom(
    'do_x() {',
    '}',
    'python () {',
    'def f(d):',
    '    pass',
    '# a \\',
    'inherit x native',
    'unset A',
    'unset SRCREV:board',
    'require \u0024{PN}.inc',
  ),
  value,
);
const scripted = fc.array(statement, { maxLength: 12 }).map((lines) => lines.join('\n'));
const CORPUS = recorded('recipes/fixtures/recipes', /\.(?:bb|inc|bbappend|conf)$/);
const recipe = fc.oneof(
  scripted,
  mutated(CORPUS, fc.oneof(statement, value, hostileText.map(latin1))),
  mutated(CORPUS, hostileText.map(latin1)),
  hostileBytes.map((bytes) => bytes.toString('latin1')),
);
const component = fc.record({
  name: fc.constantFrom('app', 'pantavisor', 'a'),
  branch: fc.constantFrom('main', 'master', 'x'),
  repoOrg: fc.constantFrom(undefined, 'org', 'pantavisor', 'constructor'),
  uri: fc.constantFrom(undefined, undefined, 'github.com/org/app', 'https://h/a;name=b'),
  variable: fc.constantFrom(undefined, undefined, 'SRCREV', 'A', 'SRCREV_app:board', '__proto__'),
  override: fc.constantFrom(undefined, undefined, 'board', 'pn-app:board'),
  tag: fc.constantFrom(undefined, 'newest' as const),
});

function read(text: string, path: string, of: RecipeComponent): RecipeReading {
  return readAlone({ path, text }, of);
}

/** The text with `revision` at the places of a pin, written without the rewriter. */
function replaced(text: string, { places }: RecipePin, revision: string): string {
  const sorted = [...places].sort((a, b) => b.start - a.start);
  return sorted.reduce(
    (edited, { start, end }) => edited.slice(0, start) + revision + edited.slice(end),
    text,
  );
}

export const properties = [
  property(
    'of any recipe only what it pins is changed, and a second time nothing',
    fc.tuple(recipe, fc.constantFrom(...PATHS), component),
    4000,
    ([text, path, of]) => {
      const reading = read(text, path, of);
      if (reading.kind !== 'pin') {
        expectThat(
          reading.kind === 'kept' ? reading.reason !== '' : reading.cause.includes(path),
          'It does not say why.',
        );
        return;
      }
      const { pin } = reading;
      expectThat(/^[0-9a-f]{40}$|^[0-9a-f]{64}$/.test(pin.old), `${pin.old} is no digest.`);
      for (const { start, end } of pin.places) expectEqual(text.slice(start, end).toLowerCase(), pin.old);
      const bytes = Buffer.from(text, 'latin1');
      const changed = rewriteTexts(bytes, revisionChanges(pin, NEW));
      expectEqual(bytesAsText(changed), replaced(text, pin, NEW));
      const again = read(bytesAsText(changed), path, of);
      if (again.kind !== 'pin') throw new Error(`After the rewrite it is ${JSON.stringify(again)}.`);
      expectEqual([again.pin.old, again.pin.url, again.pin.variable], [NEW, pin.url, pin.variable]);
      expectEqual(rewriteTexts(changed, revisionChanges(again.pin, NEW)), changed);
    },
  ),
  property(
    'what a person writes is read, with anything around it',
    fc.tuple(writtenRecipe, hostileText),
    1000,
    ([{ text, branch }, noise]) => {
      const comment = `# ${latin1(noise).replace(/[\r\n\\]/g, ' ')}x\n`;
      const before = `${comment}${text.replaceAll(REVISION, OLD)}`;
      const reading = read(before, 'recipes/app/app_1.0.bb', {
        name: 'app',
        branch: readable(branch),
        repoOrg: 'org',
      });
      if (reading.kind !== 'pin') throw new Error(JSON.stringify(reading));
      const changed = rewriteTexts(Buffer.from(before, 'latin1'), revisionChanges(reading.pin, NEW));
      expectEqual(bytesAsText(changed), `${comment}${text.replaceAll(REVISION, NEW)}`);
    },
  ),
  property(
    'a long recipe takes no time',
    fc.tuple(
      fc.oneof(
        fc.tuple(statement, fc.constantFrom(100, 1000, 4000)).map(([one, times]) => `${one}\n`.repeat(times)),
        fc
          .constantFrom(1000, 4000)
          .map((times) =>
            Array.from({ length: times }, (_, at) => `A${at} = "\u0024{A${at + 1}}"\n`).join(''),
          ),
        fc.constantFrom(1000, 16_000).map((times) => `a${'_append'.repeat(times)} = ""\n`),
        fc.constantFrom(10_000, 80_000).map((length) => `A = "${'\u0024{@'.repeat(length / 3)}"\n`),
        fc.tuple(name, hostileLong).map(([key, long]) => `${key} = "${latin1(long)}"\n`),
        hostileLong.map(latin1),
      ),
      scripted,
    ),
    30,
    ([long, rest]) => {
      read(`${long}${rest}`, 'recipes/app/app_1.0.bb', { name: 'app', branch: 'main', repoOrg: 'org' });
    },
  ),
];
