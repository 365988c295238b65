import { Counter, type Registry } from 'prom-client';

interface Counted {
  readonly labels: Readonly<Record<string, string>>;
  count: number;
}

/** A counter by labels that is counted up with every request: a sum in memory, shown when it is asked for. */
export class Tally {
  readonly #labelNames: readonly string[];
  readonly #counted = new Map<string, Counted>();

  constructor(
    registry: Registry,
    {
      name,
      help,
      labelNames,
    }: { readonly name: string; readonly help: string; readonly labelNames: readonly string[] },
  ) {
    this.#labelNames = labelNames;
    const counted = this.#counted;
    new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, count } of counted.values()) this.inc(labels, count);
      },
    });
  }

  /** One more with these values of the labels, in their order. */
  count(...values: readonly string[]): void {
    const key = values.join(' ');
    const counted = this.#counted.get(key);
    if (counted !== undefined) counted.count += 1;
    else this.#counted.set(key, { labels: this.#labelsOf(values), count: 1 });
  }

  #labelsOf(values: readonly string[]): Record<string, string> {
    return Object.fromEntries(this.#labelNames.map((name, index) => [name, values[index] ?? '']));
  }
}
