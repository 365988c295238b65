import {
  type CategoriesEvent,
  type CategoryEvent,
  categoryOfStream,
  keyOfStream,
  type OrganizationEvent,
  type SystemEvent,
  type WarehouseEvent,
  type WebsiteEvent,
} from '#domain';
import type { Row } from '../database/tables.ts';
import { recordScope, type ScopeTable } from './history.ts';
import { withOption } from './own-options.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

type ScopeEvent =
  | OrganizationEvent
  | WebsiteEvent
  | SystemEvent
  | CategoriesEvent
  | CategoryEvent
  | WarehouseEvent;

type PutScope = <Table extends ScopeTable>(table: Table, row: Row<Table>) => void;

/** Folds the streams of organizations, websites, categories, warehouses and the system. */
export function projectScope(event: ProjectedEvent, rows: Rows): void {
  const level = categoryOfStream(event.stream);
  const code = keyOfStream(event.stream);
  const position = Number(event.position);
  const put: PutScope = (table, row) => {
    rows.put(table, row);
    recordScope(rows, event, table, row);
  };
  const { type, data } = event as unknown as ScopeEvent;
  switch (type) {
    case 'OrganizationDefined':
      put('organizations', { code, name: data.name, position });
      break;
    case 'WebsiteDefined': {
      const { name, organization, timeZone } = data;
      put('websites', { code, name, organization, time_zone: timeZone, position });
      break;
    }
    case 'CategoryDefined':
      put('categories', { code: data.code, name: data.name, parent: data.parent ?? null, position });
      break;
    case 'CategoryMoved':
      put('categories', { ...existing(rows, 'categories', data.code), parent: data.to });
      break;
    case 'WarehouseOpened': {
      const { name, organization } = data;
      put('warehouses', { code, name, organization: organization ?? null, state: 'open', position });
      break;
    }
    case 'WarehouseClosing':
      put('warehouses', { ...existing(rows, 'warehouses', code), state: 'closing' });
      break;
    case 'WarehouseClosed':
      put('warehouses', { ...existing(rows, 'warehouses', code), state: 'closed' });
      break;
    case 'WarehouseReopened':
      put('warehouses', { ...existing(rows, 'warehouses', code), state: 'open' });
      break;
    case 'WarehousesAssigned':
      put('scope_settings', {
        ...settings(rows, level, code),
        warehouses: JSON.stringify(data.warehouses),
      });
      break;
    case 'OptionSet': {
      const before = settings(rows, level, code);
      put('scope_settings', { ...before, options: withOption(before.options, { type, data }) });
      break;
    }
    case 'OptionCleared': {
      const before = settings(rows, level, code);
      put('scope_settings', { ...before, options: withOption(before.options, { type, data }) });
      break;
    }
  }
}

const settings = (rows: Rows, level: string, code: string): Row<'scope_settings'> =>
  rows.get('scope_settings', level, code) ?? { level, code, options: '{}', warehouses: null };
