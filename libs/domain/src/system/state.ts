import { evolveOwnOptions } from '../options/own-options.ts';
import type { SystemEvent } from '../scopes/events.ts';
import type { SystemScope } from '../scopes/state.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** The stream `system`. The system exists from the start; null before its first event. */
export const systemDefinition: StreamDefinition<SystemScope | null, SystemEvent> = {
  initial: () => null,
  evolve(state, event) {
    const system = state ?? emptySystem();
    switch (event.type) {
      case 'OptionSet':
      case 'OptionCleared':
        evolveOwnOptions(system.options, event);
        break;
      case 'WarehousesAssigned':
        system.warehouses = event.data.warehouses;
        break;
      case 'NothingChanged':
        break;
    }
    return system;
  },
};

/** The system before anybody has set anything. */
export const emptySystem = (): SystemScope => ({ options: {}, warehouses: null });
