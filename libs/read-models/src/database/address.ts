/** Where read models are kept. Only what can be handed to a thread. */
export type ReadModelsAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** `url` may hold a password: it is for connecting only, never for a message. */
  | { readonly kind: 'postgres'; readonly url: string };

/** Names the place to people: without user and password, without parameters. */
export function describeAddress(address: ReadModelsAddress): string {
  if (address.kind === 'sqlite') return address.file;
  const { host, pathname } = new URL(address.url);
  return `postgres://${host}${pathname}`;
}
