import { formatCount } from '../terminal/format.ts';
import { type Data, field, list, namesOf, text } from './event-data.ts';
import { because, type Teller, whyIf } from './phrases.ts';

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
  CountSheetOpened: (data) => ({ what: `${sheetOf(data)} opened`, ...because(data) }),
  LinesCounted: (data) => ({ what: `${sheetOf(data)}: ${countOf(data)} counted` }),
  CountSheetClosing: (data) => ({ what: `${sheetOf(data)} to be posted` }),
  LinesRefused: (data) => ({
    what: `${sheetOf(data)}: ${countOf(data)} not posted`,
    ...whyIf(list(data, 'lines').slice(0, 3).map(refusalOf).join(', ')),
  }),
  CountSheetClosed: (data) => ({
    what: `${sheetOf(data)} closed: ${formatCount(text(data, 'posted'))} posted, ${formatCount(text(data, 'refused'))} refused`,
  }),
  WarehousesAssigned: (data) => ({ what: `sells from ${namesOf(field(data, 'warehouses'))}` }),
};

const sheetOf = (data: Data): string => `count sheet ${text(data, 'sheetId')}`;

const countOf = (data: Data): string => `${formatCount(String(list(data, 'lines').length))} lines`;

const refusalOf = (line: Data): string => `${text(line, 'sku')}: ${text(line, 'code')}`;
