import { describe, expect, test } from '@jest/globals';
import { versionComments, versionOfComment } from '@pv-actions/core/updates/version-comments.ts';

const DIGEST = 'a'.repeat(40);

/** The versions beside the digest of a text, in brackets where they stand. */
function marked(text: string): string {
  const start = text.indexOf(DIGEST);
  const found = versionComments(text, { start, end: start + DIGEST.length });
  return found
    .toSorted((a, b) => b.place.start - a.place.start)
    .reduce(
      (marked, { place, version, alone }) =>
        `${marked.slice(0, place.start)}${alone ? '[' : '('}${version}${alone ? ']' : ')'}${marked.slice(place.end)}`,
      text,
    )
    .replace(DIGEST, 'D');
}

describe('versions that comments name', () => {
  test.each<[string, string]>([
    [`# v9.12.0\nSRCREV = "${DIGEST}"`, `# [v9.12.0]\nSRCREV = "D"`],
    [`#v9.12.0\r\nSRCREV = "${DIGEST}"\r\n`, `#[v9.12.0]\r\nSRCREV = "D"\r\n`],
    [`# Tag: v9.12.0\nSRCREV = "${DIGEST}"`, '# Tag: [v9.12.0]\nSRCREV = "D"'],
    [`# tag=9.12.0.\nSRCREV = "${DIGEST}"`, '# tag=[9.12.0].\nSRCREV = "D"'],
    [`# release 9.12\nSRCREV = "${DIGEST}"`, '# release [9.12]\nSRCREV = "D"'],
    [`# v9 (stable)\nSRCREV = "${DIGEST}"`, '# (v9) (stable)\nSRCREV = "D"'],
    [
      `# v9.12.0\n# needs python 3.9\nSRCREV = "${DIGEST}"`,
      '# [v9.12.0]\n# needs python (3.9)\nSRCREV = "D"',
    ],
    [`# v1.0\n\nSRCREV = "${DIGEST}"`, '# v1.0\n\nSRCREV = "D"'],
    [`# v1.0\nA = "x"\nSRCREV = "${DIGEST}"`, '# v1.0\nA = "x"\nSRCREV = "D"'],
    [`# v1.0\nSRC_URI = "\\\n  git://h/a;rev=${DIGEST}"`, '# [v1.0]\nSRC_URI = "\\\n  git://h/a;rev=D"'],
    [
      `# see https://h/v1.0 and 0001-x-1.2.patch\nSRCREV = "${DIGEST}"`,
      '# see https://h/v1.0 and 0001-x-1.2.patch\nSRCREV = "D"',
    ],
    [`commit: ${DIGEST} # yocto-4.0.10\nx: 1`, 'commit: D # [yocto-4.0.10]\nx: 1'],
    [`refspec: "${DIGEST}"  #  4.0.10  `, 'refspec: "D"  #  [4.0.10]  '],
    [`  # refs/tags/v1.2\n  commit: '${DIGEST}'`, "  # refs/tags/[v1.2]\n  commit: 'D'"],
    [`commit: ${DIGEST}# v1.2`, 'commit: D# v1.2'],
    [`SRCREV = "${DIGEST}"`, 'SRCREV = "D"'],
    [`# android-13.0.0_r3\nSRCREV = "${DIGEST}"`, '# [android-13.0.0_r3]\nSRCREV = "D"'],
    [`# R2024.1\nSRCREV = "${DIGEST}"`, '# [R2024.1]\nSRCREV = "D"'],
    [`# V1.2.3\nSRCREV = "${DIGEST}"`, '# [V1.2.3]\nSRCREV = "D"'],
    [`# x86_64 and arm64-v8.2\nSRCREV = "${DIGEST}"`, '# x86_64 and arm64-v8.2\nSRCREV = "D"'],
    [`## --- v1.2.3 ---\nSRCREV = "${DIGEST}"`, '## --- [v1.2.3] ---\nSRCREV = "D"'],
    [`# Tagged v1.2.3 -\nSRCREV = "${DIGEST}"`, '# Tagged [v1.2.3] -\nSRCREV = "D"'],
    [
      `# v1.2\nSRC_URI = "git://h/a \\\n  file://b"\n# v1.3\nSRCREV = "${DIGEST}"`,
      '# (v1.2)\nSRC_URI = "git://h/a \\\n  file://b"\n# [v1.3]\nSRCREV = "D"',
    ],
    [`# v1.2\r\nSRC_URI += "x"\r\nSRCREV = "${DIGEST}"`, '# (v1.2)\r\nSRC_URI += "x"\r\nSRCREV = "D"'],
    [`# of python 3.9\nSRC_URI = "x"\nSRCREV = "${DIGEST}"`, '# of python 3.9\nSRC_URI = "x"\nSRCREV = "D"'],
    [`# v1.2\n\nSRC_URI = "x"\nSRCREV = "${DIGEST}"`, '# v1.2\n\nSRC_URI = "x"\nSRCREV = "D"'],
    [`# v1.2\nSRC_URI = "x"\n\nSRCREV = "${DIGEST}"`, '# v1.2\nSRC_URI = "x"\n\nSRCREV = "D"'],
    [`# 2024-01-02 abc\nSRCREV = "${DIGEST}"`, '# 2024-01-02 abc\nSRCREV = "D"'],
  ])('%j', (text, expected) => expect(marked(text)).toBe(expected));

  test('a long text takes no time', () => {
    for (const part of [
      'SRC_URI = "x"\n',
      'x\\\nSRC_URI\\\n',
      '#',
      '# v1.2 ',
      '\\\n',
      '# 1.2a',
      '\n#',
      ' ',
    ]) {
      const text = `${part.repeat(200_000 / part.length)}\nSRCREV = "${DIGEST}"`;
      const start = text.length - DIGEST.length - 1;
      expect(versionComments(text, { start, end: start + DIGEST.length }).length).toBeLessThan(10_000);
    }
  });
});

describe('what a comment is to name', () => {
  const comment = (version: string, alone = true) => ({
    ...{ version, alone, comment: `# ${version}` },
    place: { start: 2, end: 2 + version.length },
  });

  test.each<[string, boolean, string[], string[], string | undefined]>([
    ['v9.12.0', true, [], ['v9.13.0'], 'v9.13.0'],
    ['v9.12.0', true, ['v9.12.0'], ['latest', 'v9.13.0', 'v9.13.1'], 'v9.13.1'],
    ['v9.12.0', true, ['v9.12.0'], ['v9.13.0-rc1'], undefined],
    ['v9.12.0', true, [], [], undefined],
    ['9.12.0', false, ['v9.12.0'], ['v9.13.0'], '9.13.0'],
    ['3.9', false, ['v9.12'], ['v9.13'], undefined],
  ])('%s (alone: %s) of %j, now %j', (version, alone, old, tags, expected) =>
    expect(versionOfComment(comment(version, alone), old, tags)).toBe(expected),
  );
});
