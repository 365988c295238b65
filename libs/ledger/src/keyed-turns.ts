/** Lets those with the same key work one after the other, as they came: an order runs one operation at a time. */
export class KeyedTurns {
  /** By key that somebody works with: who waits for it, null for nobody. */
  readonly #waiting = new Map<string, (() => void)[] | null>();

  /** Works when everybody who came before with this key is through, successfully or not. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.has(key)) await this.#turnOf(key);
    else this.#waiting.set(key, null);
    try {
      return await work();
    } finally {
      const next = this.#waiting.get(key)?.shift();
      if (next === undefined) this.#waiting.delete(key);
      else next();
    }
  }

  #turnOf(key: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(key) ?? [];
      queue.push(resolve);
      this.#waiting.set(key, queue);
    });
  }
}
