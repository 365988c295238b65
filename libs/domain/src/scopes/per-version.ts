import type { Scopes } from './state.ts';

/** Remembers what `make` derives from the scopes until they change. */
export function perVersion<T>(make: (scopes: Scopes) => T): (scopes: Scopes) => T {
  const remembered = new WeakMap<Scopes, { readonly version: number; readonly value: T }>();
  return (scopes) => {
    const last = remembered.get(scopes);
    if (last?.version === scopes.version) return last.value;
    const value = make(scopes);
    remembered.set(scopes, { version: scopes.version, value });
    return value;
  };
}
