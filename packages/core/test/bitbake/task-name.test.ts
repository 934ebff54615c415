import { describe, expect, test } from '@jest/globals';
import { parseTaskName, recipeOf, splitPf } from '@pv-actions/core/bitbake/task-name.ts';

describe('the recipe of a task', () => {
  test.each([
    ['/l/a/core-image.bb:do_rootfs', 'core-image'],
    ['/l/a/app_2.1.bb:do_a', 'app'],
    ['/l/a/app_2.1_r3.bb:do_a', 'app'],
    ['/l/some_layer/app.bb:do_a', 'app'],
    ['/l/linux-yocto_git.bb:do_a', 'linux-yocto'],
    ['virtual:native:/l/zlib_1.3.bb:do_a', 'zlib-native'],
    ['virtual:native:/l/zlib-native_1.3.bb:do_a', 'zlib-native'],
    ['mc:m:virtual:native:/l/zlib_1.3.bb:do_a', 'zlib-native'],
    ['virtual:nativesdk:/l/zlib_1.3.bb:do_a', 'nativesdk-zlib'],
    ['virtual:multilib:lib32:/l/zlib_1.3.bb:do_a', 'lib32-zlib'],
    ['mc:m:/l/zlib_1.3.bb:do_a', 'zlib'],
    ['virtual:devupstream:target:/l/zlib_1.3.bb:do_a', 'zlib'],
  ])('%s', (text, recipe) => {
    const name = parseTaskName(text);
    expect(name === undefined ? undefined : recipeOf(name)).toBe(recipe);
  });

  test.each(['', ':do_a', '/l/a.bb', '/l/a.bb:do_a b', 'do_a', '/l/a.bb:compile'])('%j is no task', (text) =>
    expect(parseTaskName(text)).toBeUndefined(),
  );
});

describe('the parts of a PF', () => {
  test.each([
    ['libhello-1.0-r0', 'libhello', '1.0'],
    ['linux-yocto-6.6.21+gitAUTOINC+ab-cd-r0', 'linux-yocto', '6.6.21+gitAUTOINC+ab-cd'],
    ['gtk+3-3.24.38-r0.1', 'gtk+3', '3.24.38'],
    ['u-boot-1_2024.01-r0', 'u-boot', '1_2024.01'],
    ['u-boot-2024.01-rc1-r0', 'u-boot', '2024.01-rc1'],
    ['font-adobe-100dpi-1.0.3-r0', 'font-adobe-100dpi', '1.0.3'],
    ['gstreamer1.0-1.22.9-r0', 'gstreamer1.0', '1.22.9'],
    ['pantavisor-git-r0', 'pantavisor', 'git'],
    ['firmware-v1.2-r0', 'firmware', 'v1.2'],
    ['odd-latest-r2', 'odd', 'latest'],
    ['lib32-zlib-1.3-r0', 'lib32-zlib', '1.3'],
    ['zlib-1.3', 'zlib', '1.3'],
    ['zlib', 'zlib', ''],
    ['card-reader-1.0', 'card-reader', '1.0'],
  ])('%s', (pf, recipe, version) => expect(splitPf(pf)).toEqual({ recipe, version }));
});
