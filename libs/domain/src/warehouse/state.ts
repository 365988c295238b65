import type { WarehouseEvent } from '../scopes/events.ts';
import type { Warehouse } from '../scopes/state.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** A stream `warehouse-<code>`; null before the warehouse is opened. */
export const warehouseDefinition: StreamDefinition<Warehouse | null, WarehouseEvent> = {
  initial: () => null,
  evolve(warehouse, event) {
    if (event.type === 'WarehouseOpened') {
      const { code, name, organization = null } = event.data;
      return { code, name, organization, state: 'open' };
    }
    if (warehouse === null) throw new RangeError(`${event.type} before WarehouseOpened`);
    switch (event.type) {
      case 'WarehouseClosing':
        warehouse.state = 'closing';
        break;
      case 'WarehouseClosed':
        warehouse.state = 'closed';
        break;
      case 'WarehouseReopened':
        warehouse.state = 'open';
        break;
      case 'NothingChanged':
        break;
    }
    return warehouse;
  },
};
