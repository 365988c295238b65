import type { FastifyInstance } from 'fastify';

/** Every route of the server, to tell a wrong method from a wrong address. */
export class RouteTable {
  readonly #routes: { readonly method: string; readonly url: string; readonly pattern: RegExp }[] = [];

  /** Notes the routes that are added from now on. */
  watch(instance: FastifyInstance): void {
    instance.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) this.#routes.push({ method: each, url, pattern: patternOf(url) });
    });
  }

  /** All of them, `{name}` standing for a parameter as in OpenAPI. */
  all(): readonly { readonly method: string; readonly path: string }[] {
    return this.#routes.map(({ method, url }) => ({ method, path: url.replace(/:(\w+)/g, '{$1}') }));
  }

  /** The methods that the address of a request takes; none when there is nothing at it. */
  methodsAt(address: string): readonly string[] {
    const path = address.replace(/[?#].*$/s, '');
    const found = this.#routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(found)].sort();
  }
}

function patternOf(url: string): RegExp {
  const source = url
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/:\w+/g, '[^/]+')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`, 's');
}
