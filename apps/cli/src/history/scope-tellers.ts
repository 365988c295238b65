import { field, namesOf, text } from './event-data.ts';
import type { Teller } from './phrases.ts';

/** How the events of organizations, websites, categories and warehouses are told. */
export const SCOPE_TELLERS: Readonly<Record<string, Teller>> = {
  OrganizationDefined: (data) => ({ what: `organization "${text(data, 'name')}" defined` }),
  WebsiteDefined: (data) => ({
    what: `website "${text(data, 'name')}" of ${text(data, 'organization')} defined, time zone ${text(data, 'timeZone')}`,
  }),
  CategoryDefined: (data) => ({
    what: `category ${text(data, 'code')} "${text(data, 'name')}" defined under ${text(data, 'parent') || 'the top'}`,
  }),
  CategoryMoved: (data) => ({
    what: `category ${text(data, 'code')} moved from ${text(data, 'from') || 'the top'} to ${text(data, 'to') || 'the top'}`,
  }),
  WarehouseOpened: (data) => ({ what: `warehouse "${text(data, 'name')}" opened` }),
  WarehouseClosing: () => ({ what: 'warehouse about to close: nothing new comes in' }),
  WarehouseClosed: () => ({ what: 'warehouse closed' }),
  WarehouseReopened: () => ({ what: 'warehouse open again: it was not empty' }),
  WarehousesAssigned: (data) => ({ what: `sells from ${namesOf(field(data, 'warehouses'))}` }),
};
