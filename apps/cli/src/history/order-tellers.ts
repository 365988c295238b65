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
  AmendmentRequested: (data) => ({ what: `${nameOf(data)} to be amended to ${linesOf(data)}` }),
  OrderAmended: (data) => ({ what: `${nameOf(data)} amended to ${linesOf(data)}` }),
  AmendmentRefused: (data) => ({ what: `amendment of ${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
  ShipmentRequested: (data) => ({
    what: `${nameOf(data)} to be shipped: ${linesOf(data)}`,
    ...because(data),
  }),
  OrderShipped: (data) => ({
    what: `${nameOf(data)} shipped: ${linesOf(data)}${field(data, 'whole') === true ? ', nothing is left open' : ''}`,
    ...because(data),
  }),
  ShipmentRefused: (data) => ({ what: `shipment of ${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
  ReturnRequested: (data) => ({ what: `${nameOf(data)} comes back: ${linesOf(data)}`, ...because(data) }),
  OrderReturned: (data) => ({ what: `${nameOf(data)} came back: ${linesOf(data)}`, ...because(data) }),
  ReturnRefused: (data) => ({ what: `return of ${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
};

const nameOf = (data: Data): string => `order ${text(data, 'orderId')}`;
