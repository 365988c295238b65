/**
 * A map that forgets what was not used lately. Two generations: what is used moves to the young one; when that is
 * full it becomes the old one, and the former old one is dropped. Cheaper than a true LRU, and as good here.
 */
export class RecentMap<K, V> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  readonly #generationMax: number;
  readonly #mustStay: (value: V) => boolean;

  /**
   * @param generationMax entries of a generation; twice as many are kept at most, besides those that must stay.
   * @param mustStay tells of an entry that may not be forgotten now.
   */
  constructor(generationMax: number, mustStay: (value: V) => boolean = () => false) {
    this.#generationMax = generationMax;
    this.#mustStay = mustStay;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.#old.delete(key);
      this.set(key, old);
    }
    return old;
  }

  set(key: K, value: V): void {
    this.#young.set(key, value);
    if (this.#young.size > this.#generationMax) this.#age();
  }

  delete(key: K): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #age(): void {
    const dropped = this.#old;
    this.#old = this.#young;
    this.#young = new Map();
    for (const [key, value] of dropped) {
      if (this.#mustStay(value) && !this.#old.has(key)) this.#young.set(key, value);
    }
  }
}
