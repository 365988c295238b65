/**
 * For tests: the accounts between which goods of one product go, read from its events alone. What one account gives
 * another gets; so all of them together are zero at any time.
 */
import type { ProductEvent } from '../product/events.ts';
import { type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';

export interface Accounts {
  /** On hand, in all warehouses. */
  warehouses: Quantity;
  inTransit: Quantity;
  /** What came in by adjustments, negative. */
  supplier: Quantity;
  /** What was lost: by adjustments, by counts, and on the way. Found goods lower it. */
  shrinkage: Quantity;
}

/** @param events of a product in which there is one unit of level. */
export function accountsOf(events: readonly ProductEvent[]): Accounts {
  const accounts: Accounts = { warehouses: ZERO, inTransit: ZERO, supplier: ZERO, shrinkage: ZERO };
  for (const { type, data } of events) {
    switch (type) {
      case 'LevelAdjusted': {
        const quantity = quantityOf(data.quantity);
        accounts.warehouses += changeOf(data);
        if (quantity > ZERO) accounts.supplier -= quantity;
        else accounts.shrinkage -= quantity;
        break;
      }
      case 'LevelCounted':
        accounts.warehouses += changeOf(data);
        accounts.shrinkage -= quantityOf(data.difference);
        break;
      case 'StockTransferred':
        for (const level of data.levels) accounts.warehouses += changeOf(level);
        break;
      case 'StockDispatched':
        accounts.warehouses += changeOf(data);
        accounts.inTransit += quantityOf(data.quantity);
        break;
      case 'StockReceived':
        accounts.warehouses += changeOf(data);
        accounts.inTransit -= quantityOf(data.quantity) + quantityOf(data.discrepancy ?? '0');
        accounts.shrinkage += quantityOf(data.discrepancy ?? '0');
        break;
    }
  }
  return accounts;
}

function changeOf({ before, after }: { before: { onHand?: string }; after: { onHand?: string } }): Quantity {
  return quantityOf(after.onHand ?? '0') - quantityOf(before.onHand ?? '0');
}
