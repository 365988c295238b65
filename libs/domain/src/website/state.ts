import { evolveOwnOptions } from '../options/own-options.ts';
import type { WebsiteEvent } from '../scopes/events.ts';
import type { Website } from '../scopes/state.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';

/** A stream `website-<code>`; null before the website is defined. */
export const websiteDefinition: StreamDefinition<Website | null, WebsiteEvent> = {
  initial: () => null,
  evolve(website, event) {
    if (event.type === 'WebsiteDefined') return { ...event.data, options: {}, warehouses: null };
    if (website === null) throw new RangeError(`${event.type} before WebsiteDefined`);
    switch (event.type) {
      case 'OptionSet':
      case 'OptionCleared':
        evolveOwnOptions(website.options, event);
        break;
      case 'WarehousesAssigned':
        website.warehouses = event.data.warehouses;
        break;
      case 'NothingChanged':
        break;
    }
    return website;
  },
};
