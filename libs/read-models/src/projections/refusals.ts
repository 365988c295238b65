import type { Reason, UnmetDemand } from '#domain';
import type { ProjectedEvent, Rows } from './rows.ts';

interface Refusal {
  readonly orderId: string;
  readonly operation: number;
  readonly website?: string;
  readonly demand?: readonly UnmetDemand[];
  readonly reasons?: readonly Reason[];
}

/** What an order asked of the product and did not get, and why. */
export function addRefusal(rows: Rows, event: ProjectedEvent, sku: string, refusal: Refusal): void {
  const { orderId, operation, website = '', demand = [], reasons = [] } = refusal;
  rows.put('refusals', {
    order_id: orderId,
    sku,
    operation,
    website,
    demand: JSON.stringify(demand),
    reasons: JSON.stringify(reasons),
    position: Number(event.position),
  });
}
