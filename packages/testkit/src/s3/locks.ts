/** Runs work one after the other where it has the same name, and at the same time where it has not. */
export class Locks {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything that was asked for under `name` before is done. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
