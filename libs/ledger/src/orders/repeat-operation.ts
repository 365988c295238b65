import { productStream } from '#domain';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import type { Provisional } from '../provisional.ts';
import { effectsIn, eventsOf } from './effects-in-log.ts';
import type { LaterCommand, OperationKind } from './operation-kinds.ts';
import { driveToEnd } from './resume.ts';

/** What an operation that is on record has come to, or comes to now. To be called in the order's turn. */
export async function repeatOperation<C extends LaterCommand>(
  core: Core,
  { commandId, stream, command }: Begun<C>,
  { outcome }: Pick<OperationKind<C>, 'outcome'>,
): Promise<Provisional> {
  await driveToEnd(core, command.orderId);
  const own = await eventsOfStream(core, stream, commandId);
  const last = own.at(-1);
  if (last === undefined) throw new RangeError(`no event of ${commandId} in ${stream}`);
  const skus = [...new Set(own.flatMap(({ data }) => skusOf(data)))];
  return {
    outcome: outcome({
      commandId,
      stream,
      own: own.map(({ type, revision, data }) => ({ type, revision, data })),
      effects: effectsIn(await eventsOf(core, commandId, stream, skus.map(productStream)), skus),
      position: last.position,
    }),
  };
}

interface LineOfEvent {
  readonly sku: string;
  readonly components?: readonly { readonly sku: string }[];
}

/** The products that an event's lines name, and the components of their kits. */
const skusOf = ({ lines }: { readonly lines?: unknown }): readonly string[] =>
  Array.isArray(lines)
    ? lines.flatMap(({ sku, components = [] }: LineOfEvent) => [sku, ...components.map((part) => part.sku)])
    : [];
