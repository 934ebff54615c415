import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** How often the file is looked at: a person does not see the difference, and a child is not slowed down. */
const PAUSE_MS = 50;
const PIECE_BYTES = 64 * 1024;

/**
 * Follows a file that another process appends to, from its current end.
 *
 * @param give gets the bytes that were added; they are valid until it returns
 * @param failed is told of an error of the file system, or of `give`; nothing more is read then
 * @returns a function that reads what is left and ends the following
 */
export function followFile(
  path: string,
  give: (bytes: Buffer) => void,
  failed: (error: unknown) => void,
): () => void {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let position = fstatSync(file).size;
  let open = true;

  function read(): void {
    for (let count = -1; open && count !== 0; ) {
      count = readSync(file, buffer, 0, buffer.length, position);
      position += count;
      if (count > 0) give(buffer.subarray(0, count));
    }
  }
  function look(): void {
    try {
      read();
    } catch (error) {
      close();
      failed(error);
    }
  }
  function close(): void {
    if (!open) return;
    open = false;
    clearInterval(timer);
    closeSync(file);
  }

  const timer = setInterval(look, PAUSE_MS);
  return () => {
    look();
    close();
  };
}
