import { UserError } from '../action/errors.ts';

/**
 * The text of an object. A byte order mark is kept.
 *
 * @param where What the object is called in an error.
 * @throws UserError when the bytes are not UTF-8: decoded loosely and written back, they would change.
 */
export function textOf(body: Buffer, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (thrown) {
    throw new UserError(
      `${where} is not UTF-8 text.`,
      'Look at this object, and correct it or restore an earlier version. It was not changed.',
      { cause: thrown },
    );
  }
}
