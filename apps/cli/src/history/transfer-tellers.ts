import { formatCount } from '../terminal/format.ts';
import { type Data, text } from './event-data.ts';
import { because, reasonsOf, type Teller, whyIf } from './phrases.ts';

/** How the events of a transfer's own stream are told. */
export const TRANSFER_TELLERS: Readonly<Record<string, Teller>> = {
  TransferRequested: (data) => ({
    what: `${nameOf(data)}: ${formatCount(text(data, 'quantity'))} ${text(data, 'unit')} of ${text(data, 'sku')} to go from ${text(data, 'from')} to ${text(data, 'to')}`,
    ...because(data),
  }),
  TransferCompleted: (data) => ({ what: `${nameOf(data)} done` }),
  TransferDispatched: (data) => ({ what: `${nameOf(data)} on its way` }),
  TransferRefused: (data) => ({ what: `${nameOf(data)} refused`, ...whyIf(reasonsOf(data)) }),
  ReceiptRequested: (data) => ({
    what: `${nameOf(data)}: ${formatCount(text(data, 'quantity'))} arriving`,
    ...whyIf(text(data, 'discrepancyReason')),
  }),
  TransferReceived: (data) => ({
    what: `${nameOf(data)}: ${formatCount(text(data, 'quantity'))} received, ${formatCount(text(data, 'open'))} still on its way`,
    ...whyIf(text(data, 'discrepancyReason')),
  }),
  ReceiptRefused: (data) => ({ what: `${nameOf(data)} not received`, ...whyIf(reasonsOf(data)) }),
};

const nameOf = (data: Data): string => `transfer ${text(data, 'transferId')}`;
