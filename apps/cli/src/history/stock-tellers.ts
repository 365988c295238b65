import { formatCount, formatSigned } from '../terminal/format.ts';
import { changesThen, type Data, levelChanges, list, text } from './event-data.ts';
import { amountOf, because, orderOf, reasonsOf, sharesOf, type Teller, totalOf, whyIf } from './phrases.ts';

/** How events are told that change a product's stock or what is promised of it. */
export const STOCK_TELLERS: Readonly<Record<string, Teller>> = {
  LevelAdjusted: (data) => ({
    what: `${formatSigned(text(data, 'quantity'))} ${text(data, 'unit')} at ${text(data, 'warehouse')}${levelChanges(data)}${changesThen(data)}`,
    ...because(data),
  }),
  LevelCounted: (data) => ({
    what: `counted ${formatCount(text(data, 'counted'))} ${text(data, 'unit')} at ${text(data, 'warehouse')}${counted(data)}${changesThen(data)}`,
    ...because(data),
  }),
  StockAllocated: (data) => ({
    what: `${demandOf(data)} promised to ${orderOf(data)}${sharesOf(data, 'allocations', demandOf(data))}`,
  }),
  AllocationReleased: (data) => ({
    what: `${totalOf(data, 'releases')} given back by order ${text(data, 'orderId')}${sharesOf(data, 'releases', totalOf(data, 'releases'))}`,
    why: RELEASES[text(data, 'cause')] ?? text(data, 'cause'),
  }),
  StockHeld: (data) => ({
    what: `${totalOf(data, 'holds') || demandOf(data)} held for ${text(data, 'holdId')} of ${text(data, 'website')}${sharesOf(data, 'holds', totalOf(data, 'holds'))}`,
    ...whyIf(text(data, 'orderId') === '' ? '' : `order ${text(data, 'orderId')} was refused`),
  }),
  HoldReleased: (data) => ({
    what: `${totalOf(data, 'releases')} not held any more for ${text(data, 'holdId')}${sharesOf(data, 'releases', totalOf(data, 'releases'))}`,
    why: HOLD_RELEASES[text(data, 'cause')] ?? text(data, 'cause'),
  }),
  DemandRefused: (data) => ({
    what: `${demandOf(data)} refused to ${orderOf(data)}${sellableOf(data)}`,
    why: reasonsOf(data) || 'another product of the order could not be had',
  }),
  StockShipped: (data) => ({
    what: `${totalOf(data, 'shipments')} shipped for order ${text(data, 'orderId')}${sharesOf(data, 'shipments', totalOf(data, 'shipments'))}`,
  }),
  StockReturned: (data) => ({
    what: `${totalOf(data, 'returns')} came back from order ${text(data, 'orderId')}${sharesOf(data, 'returns', totalOf(data, 'returns'))}${scrappedOf(data)}`,
    ...because(data),
  }),
  BackorderMoved: (data) => ({
    what: `${amountOf(data)} backordered by order ${text(data, 'orderId')} moved from ${text(data, 'from')} to ${text(data, 'to')}`,
  }),
  AllocationBackordered: (data) => ({
    what: `${amountOf(data)} promised to order ${text(data, 'orderId')} at ${text(data, 'warehouse')} is not there any more`,
  }),
  BackorderFilled: (data) => ({
    what: `${amountOf(data)} backordered by order ${text(data, 'orderId')} is there now, at ${text(data, 'warehouse')}`,
  }),
  StockTransferred: (data) => ({
    what: `${amountOf(data)} moved from ${text(data, 'from')} to ${text(data, 'to')}${placesOf(data, 'levels')}`,
    ...because(data),
  }),
  StockDispatched: (data) => ({
    what: `${amountOf(data)} left ${text(data, 'warehouse')} for ${text(data, 'to')}${levelChanges(data)}`,
    ...because(data),
  }),
  StockReceived: (data) => ({
    what: `${amountOf(data)} came to ${text(data, 'warehouse')} from ${text(data, 'from')}${levelChanges(data)}${lostOnTheWay(data)}`,
    ...whyIf(text(data, 'discrepancyReason')),
  }),
  LowInventoryReached: (data) => ({ what: `low inventory: ${availableOf(data)}` }),
  LowInventoryCleared: (data) => ({ what: `low inventory no more: ${availableOf(data)}` }),
};

const RELEASES: Readonly<Record<string, string>> = {
  cancelled: 'the order was cancelled',
  rejected: 'the order was refused after all',
  amended: 'the order was amended',
};

/** How much of what came back was not restocked. */
function scrappedOf(data: Data): string {
  const scrapped = list(data, 'returns').filter((share) => share.restocked === false);
  if (scrapped.length === 0) return '';
  return scrapped.length === list(data, 'returns').length
    ? ', not restocked'
    : `, of it ${scrapped.map(amountOf).join(' and ')} not restocked`;
}
const HOLD_RELEASES: Readonly<Record<string, string>> = {
  released: 'the hold was released',
  expired: 'the time of the hold was over',
  replaced: 'the hold was replaced',
  rejected: 'the hold was refused after all',
  ordered: 'it was ordered',
};

const counted = (data: Data): string =>
  text(data, 'difference') === '0' ? ', as the ledger had it' : levelChanges(data);

const demandOf = (data: Data): string => list(data, 'demand').map(amountOf).join(' and ');

function sellableOf(data: Data): string {
  const figures = list(data, 'demand')
    .map((demand) => text(demand, 'sellable'))
    .filter((sellable) => sellable !== '');
  return figures.length === 0 ? '' : `, ${figures.map(formatCount).join(' and ')} could be sold`;
}

const placesOf = (data: Data, name: string): string =>
  list(data, name)
    .map((level) => `; ${text(level, 'warehouse')}${levelChanges(level)}`)
    .join('');

const lostOnTheWay = (data: Data): string =>
  text(data, 'discrepancy') === ''
    ? ''
    : `, ${formatCount(text(data, 'discrepancy'))} ${text(data, 'unit')} never will`;

const availableOf = (data: Data): string =>
  `${formatCount(text(data, 'available'))} ${text(data, 'unit')} available`;
