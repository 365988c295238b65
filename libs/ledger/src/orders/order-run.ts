import type { OrderEvent, ProductEvent } from '#domain';
import type { StreamName } from '#event-store';

/** Thrown when the order's stream has gone on without this process: another is at the order. */
export class OrderMovedOn extends Error {
  constructor(stream: StreamName) {
    super(`${stream} was carried on by another process`);
    this.name = 'OrderMovedOn';
  }
}

/** The event of the given type among some. */
export function findEvent<Type extends (OrderEvent | ProductEvent)['type']>(
  events: readonly { readonly type: string; readonly data: object }[] | undefined,
  type: Type,
): Extract<OrderEvent | ProductEvent, { readonly type: Type }> | undefined {
  return events?.find((event) => event.type === type) as
    | Extract<OrderEvent | ProductEvent, { readonly type: Type }>
    | undefined;
}
