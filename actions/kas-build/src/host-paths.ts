import { type ContainerFolders, hostPaths } from '@pv-actions/core/yocto/container-paths.ts';

/** A function that turns the paths of a build's container, anywhere in a text, into those of the host. */
export function toHostOf(container: ContainerFolders | undefined): (text: string) => string {
  return container === undefined ? (text) => text : hostPaths(container).mapText;
}
