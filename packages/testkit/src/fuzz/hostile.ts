import fc from 'fast-check';

/** A word that no stage says by itself. */
export const MARKER = 'h0stile';

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** White space of .NET, of JavaScript, and what looks like it; controls; what text views take for orders. */
const ODD = [
  ...range(0x00, 0x20),
  ...range(0x7f, 0xa0),
  ...[
    0xad,
    0x1680,
    0x180e,
    ...range(0x2000, 0x200f),
    ...range(0x2028, 0x202f),
    0x205f,
    0x2060,
    0x2066,
    0x2069,
  ],
  ...[0x3000, 0xfeff, 0xfffd, 0xffff, 0x1f600, 0xe0001, 0x212a, 0x130, 0x301],
].map((code) => String.fromCodePoint(code));

const HALVES = ['\ud83d', '\ude00', '\udc00', '\ud800'];

const NAMES = [
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'add-mask',
  'add-path',
  'add-matcher',
  'stop-commands',
];
const COMMANDS = [
  ...NAMES.flatMap((name) => [`::${name}::${MARKER}`, `##[${name}]${MARKER}`]),
  `::set-output name=${MARKER}::x`,
  `##[set-output name=${MARKER}]x`,
  `::save-state name=${MARKER}::x`,
  `::set-env name=${MARKER}::x`,
  `##[set-env name=${MARKER};a=b]x`,
  `::remove-matcher owner=${MARKER}::`,
  `::warning file=${MARKER},line=1::x`,
  `::ERROR title=${MARKER}::`,
  `::echo::on`,
  `##[echo]on`,
  `::endgroup::`,
  `##[endgroup]`,
  '::',
  '##[',
  ']',
  '%0A::error::',
  '%25',
];

const ESCAPES = [
  '\u001b[31m',
  '\u001b[2K',
  '\u001b[1A',
  '\u001b]0;t\u0007',
  '\u001b]8;;http://x\u001b\\',
  '\u009b31m',
  '\u001b',
  '\u001bP',
];

const MARKDOWN = [
  '@octocat',
  '#12',
  'GH-12',
  'gh-7',
  'octo/repo#1',
  'octo@0123456789012345678901234567890123456789',
  'www.evil.example',
  'WWW.evil.example/x',
  'https://evil.example/',
  'HTTP://evil.example',
  'ftp://evil.example',
  'a@evil.example',
  'mailto:a@evil.example',
  'xmpp:a@evil.example',
  '# heading',
  '## heading',
  '===',
  '---',
  '***',
  '* item',
  '- [ ] task',
  '+ item',
  '1. item',
  '> quote',
  '> [!NOTE]',
  '    code',
  '`code`',
  '```',
  '~~~',
  '**bold**',
  '_it_',
  '~~gone~~',
  '[a](http://evil.example)',
  '![a](http://evil.example/a.png)',
  '[a]: http://evil.example',
  '[^1]: note',
  '[^1]',
  '<b>',
  '</details>',
  '</summary>',
  '</code>',
  '<img src=x>',
  '<!--',
  '-->',
  '<http://evil.example>',
  '<a@evil.example>',
  '&lt;b&gt;',
  '&#64;octocat',
  '&#35;12',
  '&nbsp;',
  '|',
  '\\|',
  '\\',
  '| a | b |\n| - | - |',
  '$x$',
  ':smile:',
];

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
  '0',
  '-1',
];

const WORDS = [
  'a',
  'text',
  'b c',
  'é',
  '1',
  '007',
  '/',
  '.',
  '..',
  ',',
  ';',
  '=',
  '"',
  "'",
  '(',
  ')',
  '{',
  '}',
  '\u0024{X}',
  '%s',
];

const ends = fc.constantFrom('\n', '\r', '\r\n', '\r\r', '\n\n', '\u2028', '\u0085');

/** A run of one character, long enough to be slow where time grows with the square of a length. */
const run = fc
  .tuple(
    fc.constantFrom(
      ' ',
      '\t',
      '\r',
      '\n',
      'a',
      '`',
      '*',
      '[',
      '<',
      '\\',
      '@',
      '/',
      '/a',
      '-',
      '.',
      '0',
      '&',
      '\u0085',
      '\ud83d',
    ),
    fc.constantFrom(2, 5, 40, 300, 5000),
  )
  .map(([unit, times]) => unit.repeat(times));

/** A run of some 100,000 characters. */
const longRun = fc
  .tuple(
    fc.constantFrom(' ', '\n', '\r', 'a', '[', '/a', '\\', '<', '`', '@a', 'a.'),
    fc.constantFrom(20_000, 100_000),
  )
  .map(([unit, times]) => unit.repeat(Math.ceil(times / unit.length)));

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 4, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 5, arbitrary: fc.constantFrom(...MARKDOWN) },
  { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: ends },
  { weight: 1, arbitrary: fc.constantFrom(...ESCAPES) },
  { weight: 1, arbitrary: fc.constantFrom(...HALVES) },
  { weight: 1, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: run },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

/** Text that somebody else wrote, with what it might do harm with. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 6 })
  .map((parts) => parts.join(''));

/** A command for the runner, behind what it may take for white space. */
export const hostileCommand: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', 'x', '\n', '\r', ...ODD), fc.constantFrom(...COMMANDS))
  .map((parts) => parts.join(''));

/** The same without any end of a line. */
export const hostileLine: fc.Arbitrary<string> = hostileText.map((text) => text.replace(/[\r\n]/g, ''));

/** The same, and now and then 100,000 characters of one kind. */
export const hostileLong: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.tuple(hostileText, longRun, hostileText).map((parts) => parts.join('')),
  },
);

/** A key that JavaScript may have its own idea of, or any text. */
export const hostileKey: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...KEYS), hostileLine);

/** Bytes: text, cut into where a character may be, with bytes that are no UTF-8. */
export const hostileBytes: fc.Arbitrary<Buffer> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: hostileText.map((text) => Buffer.from(text)) },
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('c3', 'e282', 'f09f98', 'c080', 'eda080', 'ff', 'fe')
        .map((hex) => Buffer.from(hex, 'hex')),
    ),
    { maxLength: 5 },
  )
  .map((parts) => Buffer.concat(parts));
