import { evolveOwnOptions } from '../options/own-options.ts';
import type { OrganizationEvent } from '../scopes/events.ts';
import type { Organization } from '../scopes/state.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** A stream `organization-<code>`; null before the organization is defined. */
export const organizationDefinition: StreamDefinition<Organization | null, OrganizationEvent> = {
  initial: () => null,
  evolve(organization, event) {
    if (event.type === 'OrganizationDefined') return { ...event.data, options: {}, warehouses: null };
    if (organization === null) throw new RangeError(`${event.type} before OrganizationDefined`);
    switch (event.type) {
      case 'OptionSet':
      case 'OptionCleared':
        evolveOwnOptions(organization.options, event);
        break;
      case 'WarehousesAssigned':
        organization.warehouses = event.data.warehouses;
        break;
      case 'NothingChanged':
        break;
    }
    return organization;
  },
};
