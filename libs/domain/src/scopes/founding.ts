import type { ScopeCommand } from '../shared/commands.ts';

/** The organization of products and warehouses that name none. */
export const DEFAULT_ORGANIZATION = 'default';

export const DEFAULT_WEBSITE = 'default';

export const MAIN_WAREHOUSE = 'main';

/** A command that every ledger starts with; the id is fixed, so that starting again appends nothing. */
export interface FoundingCommand {
  readonly commandId: string;
  readonly command: ScopeCommand;
}

/** What exists from the start, so that a small shop needs no setup. */
export const foundingCommands: readonly FoundingCommand[] = [
  {
    commandId: 'stockbook:define-default-organization',
    command: { type: 'DefineOrganization', code: DEFAULT_ORGANIZATION, name: 'Default' },
  },
  {
    commandId: 'stockbook:define-default-website',
    command: {
      type: 'DefineWebsite',
      code: DEFAULT_WEBSITE,
      name: 'Default',
      organization: DEFAULT_ORGANIZATION,
    },
  },
  {
    commandId: 'stockbook:open-main-warehouse',
    command: { type: 'OpenWarehouse', code: MAIN_WAREHOUSE, name: 'Main' },
  },
  {
    commandId: 'stockbook:assign-main-warehouse',
    command: {
      type: 'AssignWarehouses',
      scope: { level: 'website', code: DEFAULT_WEBSITE },
      warehouses: [MAIN_WAREHOUSE],
    },
  },
];
