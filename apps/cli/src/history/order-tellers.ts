import { type Data, field, list, text } from './event-data.ts';
import { because, linesOf, orderOf, reasonsOf, type Teller, whyIf } from './phrases.ts';

/** How the events of an order's own stream are told. */
export const ORDER_TELLERS: Readonly<Record<string, Teller>> = {
  OrderSubmitted: (data) => ({ what: `${orderOf(data)} came in: ${linesOf(data)}` }),
  OrderAccepted: (data) => ({ what: `${nameOf(data)} accepted` }),
  OrderRejected: (data) => ({ what: `${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
  OrderSettled: (data) => ({ what: `${nameOf(data)}: everything given back` }),
  CancellationRequested: (data) => ({
    what: `${nameOf(data)} to be cancelled ${list(data, 'lines').length === 0 ? 'whole' : `by ${linesOf(data)}`}`,
    ...because(data),
  }),
  OrderCancelled: (data) => ({
    what: `${nameOf(data)} cancelled ${field(data, 'whole') === true ? 'whole' : `by ${linesOf(data)}`}`,
    ...because(data),
  }),
};

const nameOf = (data: Data): string => `order ${text(data, 'orderId')}`;
