/**
 * The names of the files that an image recipe deploys: `<image>-<machine>[.rootfs][-<date>].<type>`, where the date stands before
 * `.rootfs` up to OE-core 4.2 and behind it since 4.3 (image-artifact-names.bbclass). A type is one of IMAGE_FSTYPES with what it is
 * converted to: `wic.bz2`, `ext4.gz.sha256sum` (image_types.bbclass, and the classes of BSP and update layers).
 */

/** A type, as one word between the dots of a name. */
const TYPE =
  /^(?:wic|(?:[a-z0-9]+-)?ext[234]|btrfs|f2fs|erofs|squashfs|composefs|vfat|exfat|jffs2|cramfs|ubi|ubifs|tar|cpio|iso|hdddirect|android-sparse|[a-z0-9-]*(?:img|flash)|sdcard|swu|raucb|mender|vmdk|vdi|vhdx?|qcow2|ova|static|mtd|ota-[a-z0-9]+)(?:-[a-z0-9]+)?$/;
/** A word that makes a file one that describes an image, or that something else is made with. */
const NO_IMAGE =
  /^(?:manifest|testdata|json|spdx|cve|vex|cyclonedx|conf|cfg|env|txt|docs|wks|pvrexport|html|xml|csv|log|its|dtb|scr)$/;
/** What goes onto a running device; no other recipe than one for that makes it. */
const UPDATE = /\.(?:swu|raucb|mender)$/;
const DEBUG = /-dbg(?=\.|$)/;
/** Longer ones are no file names. */
const LONGEST = 512;

/** A recipe as bitbake is asked for it. */
export interface BuildTarget {
  readonly recipe: string;
  /** Without `do_`. Undefined: the task of the whole build. */
  readonly task?: string;
}

/** Reads `core-image-minimal`, `core-image-minimal:do_populate_sdk`, `mc:initramfs:image`. */
export function parseTarget(word: string): BuildTarget {
  const parts = word.split(':');
  if (parts.length > 2 && (parts[0] === 'mc' || parts[0] === 'multiconfig')) parts.splice(0, 2);
  const [recipe = '', task] = parts;
  return task === undefined ? { recipe } : { recipe, task: task.replace(/^do_/, '') };
}

/**
 * Whether a file that lies in the deploy folder of `machine` is of a recipe, by its name. The name of the machine may be missing
 * (IMAGE_MACHINE_SUFFIX), a date or a version may stand there instead.
 */
export function isOfRecipe(name: string, recipe: string, machine: string): boolean {
  if (recipe === '' || !name.startsWith(recipe)) return false;
  const rest = name.slice(recipe.length);
  if (rest === '' || rest.startsWith('.') || /^-(?:\d{8}|v?\d+\.\d)/.test(rest)) return true;
  if (!rest.startsWith(`-${machine}`)) return false;
  return /^(?:$|[-._])/.test(rest.slice(machine.length + 1));
}

/** Whether the name has the type of an image. */
export function isImageName(name: string): boolean {
  const words = wordsOf(name);
  return typeAt(words) > 0 && !words.some((word) => NO_IMAGE.test(word));
}

/** Whether it is an image for an update: of swupdate, RAUC or Mender. */
export function isUpdateName(name: string): boolean {
  return UPDATE.test(name);
}

/** Whether it is the file system that holds what debuggers need (IMAGE_GEN_DEBUGFS). */
export function isDebugName(name: string): boolean {
  return DEBUG.test(name) && isImageName(name);
}

/** What the names of all files of one image begin with: that of an image without its type. */
export function stemOf(image: string): string {
  const words = wordsOf(image);
  const at = typeAt(words);
  return at > 0 ? words.slice(0, at).join('.') : image;
}

/** Whether a file belongs to the image that has this stem: `x.manifest` and `x-dbg.tar.gz` do to `x`. */
export function isOfStem(name: string, stem: string): boolean {
  return name.startsWith(`${stem}.`) || name.startsWith(`${stem}-dbg.`);
}

function wordsOf(name: string): string[] {
  return name.length > LONGEST ? [] : name.split('.');
}

/** The place of the type: the first word is the name. */
function typeAt(words: readonly string[]): number {
  return words.findIndex((word, at) => at > 0 && TYPE.test(word));
}
