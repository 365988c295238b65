import { Gauge, type Registry } from 'prom-client';

/** A value that is looked at when it is asked for. */
export function gauge(
  registry: Registry,
  name: string,
  help: string,
  value: () => number | Promise<number>,
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await value());
    },
  });
}
