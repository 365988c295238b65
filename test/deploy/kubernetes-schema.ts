/** What is wrong with a manifest, by Kubernetes' published API schemas, which `kubernetes-models` carries compiled. */

interface Named {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}

/**
 * Strict, as `kubectl apply --validate=strict` is: what no schema asks for is a fault too.
 *
 * @returns a sentence a fault, each naming the place as a JSON pointer; none: the manifest is valid.
 */
export async function manifestFaultsOf(manifest: Named): Promise<string[]> {
  const name = `${manifest.apiVersion}/${manifest.kind}`;
  // A name from a file becomes a path here.
  if (!/^([a-z][a-z0-9.]*\/)?v\w+\/[A-Za-z]+$/.test(name)) return [`${name} is no name of a kind`];
  const kinds = await import(`kubernetes-models/${name}`).catch(() => undefined);
  const validate = kinds?.[String(manifest.kind)]?.prototype.validate;
  if (typeof validate !== 'function') return [`Kubernetes knows no ${name}`];

  const asked = new Set<string>();
  const faults: string[] = [];
  try {
    validate.call(noting(manifest, '', asked));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  const unknown = pointersIn(manifest, '').filter((pointer) => !asked.has(pointer));
  return [...faults, ...unknown.map((pointer) => `${pointer} is unknown`)];
}

/**
 * The compiled schemas pass over members that they do not know. They read each one that they know, and so the others show
 * by not having been read.
 */
function noting<T extends object>(value: T, pointer: string, asked: Set<string>): T {
  return new Proxy(value, {
    get(target, key) {
      const member = Reflect.get(target, key);
      const place = `${pointer}/${String(key)}`;
      asked.add(place);
      return typeof member === 'object' && member !== null ? noting(member, place, asked) : member;
    },
  });
}

/** Of every member at every depth; below one that is unknown nothing is asked for either. */
function pointersIn(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const place = `${pointer}/${key}`;
    return [place, ...pointersIn(member, place)];
  });
}
