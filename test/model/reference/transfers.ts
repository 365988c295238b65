/** Goods that go from one warehouse to another, at once or on their way. */
import { availableAt, move } from './levels.ts';
import { type CommandOf, DONE, type Reason, type Result, refused, type Shop } from './shop.ts';
import { applyStatusRule } from './status.ts';
import { fromLevelUnit, inLevelUnit, isTooPrecise, levelUnitOf, unitOf } from './units.ts';
import { reasonsAgainstPlace } from './warehouses.ts';

export function transfer(shop: Shop, command: CommandOf<'TransferStock' | 'DispatchTransfer'>): Result {
  const { transferId, sku, from, to } = command;
  const content = JSON.stringify(command);
  const known = shop.transfers.get(transferId);
  if (known !== undefined) {
    return known.content === content ? DONE : { kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' };
  }
  const product = shop.products.get(sku);
  if (product === undefined) return refused({ code: 'UNKNOWN_PRODUCT', sku });
  if (product.kit !== undefined) return refused({ code: 'VALIDATION_FAILED', sku });
  const reasons: Reason[] = [];
  const quantity = Number(command.quantity);
  const unit = unitOf(product, command.unit);
  if (unit === undefined) reasons.push({ code: 'UNKNOWN_UNIT', sku, unit: command.unit });
  else if (isTooPrecise(unit, quantity)) {
    reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
  }
  reasons.push(...reasonsAgainstPlace(shop, from));
  reasons.push(...(from === to ? [{ code: 'VALIDATION_FAILED' }] : reasonsAgainstPlace(shop, to)));
  if (unit === undefined || reasons.length > 0) return refused(...reasons);
  const level = { sku, unit: levelUnitOf(product, unit), warehouse: from };
  const moved = inLevelUnit(product, unit, quantity);
  const available = Math.max(0, availableAt(shop, level));
  if (moved > available) {
    const sellable = fromLevelUnit(product, unit, available);
    return refused({ code: 'INSUFFICIENT_STOCK', sku, unit: unit.code, requested: quantity, sellable });
  }
  move(shop, level, -moved);
  const isInstant = command.type === 'TransferStock';
  if (isInstant) move(shop, { ...level, warehouse: to }, moved);
  applyStatusRule(shop, product);
  const received = isInstant ? quantity : 0;
  shop.transfers.set(transferId, {
    transferId,
    content,
    sku,
    unit: unit.code,
    to,
    dispatched: quantity,
    received,
    discrepancy: 0,
  });
  return DONE;
}

export function receiveTransfer(shop: Shop, command: CommandOf<'ReceiveTransfer'>): Result {
  const { sku, discrepancyReason } = command;
  const known = shop.transfers.get(command.transferId);
  if (known === undefined) return refused({ code: 'UNKNOWN_TRANSFER' });
  const quantity = Number(command.quantity);
  if (quantity === 0 && discrepancyReason === undefined) return refused({ code: 'VALIDATION_FAILED' });
  const open = sku === known.sku ? known.dispatched - known.received - known.discrepancy : 0;
  if (quantity > open || open === 0) {
    return refused({ code: 'EXCEEDS_OPEN', sku, unit: known.unit, requested: quantity, open });
  }
  const product = shop.products.get(sku);
  const unit = product && unitOf(product, known.unit);
  if (product === undefined || unit === undefined) throw new Error(`${sku} is on its way and does not exist`);
  if (isTooPrecise(unit, quantity)) {
    return refused({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
  }
  known.received += quantity;
  if (discrepancyReason !== undefined) known.discrepancy += open - quantity;
  if (quantity === 0) return DONE;
  const level = { sku, unit: levelUnitOf(product, unit), warehouse: known.to };
  move(shop, level, inLevelUnit(product, unit, quantity));
  applyStatusRule(shop, product);
  return DONE;
}
