/** Lets those with the same key work one after the other, as they came: an order runs one operation at a time. */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Works when everybody who came before with this key is through, successfully or not. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key);
    const result = before === undefined ? work() : before.then(work);
    const through = result.then(
      () => {},
      () => {},
    );
    this.#last.set(key, through);
    try {
      return await result;
    } finally {
      if (this.#last.get(key) === through) this.#last.delete(key);
    }
  }
}
