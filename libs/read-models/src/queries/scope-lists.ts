import { type OptionJson, type OwnOptions, optionToJson, type Scopes } from '#domain';
import type { CategoryAnswer, OrganizationAnswer, WarehouseAnswer, WebsiteAnswer } from './answers.ts';

/** Own option values as JSON. */
export function optionsAnswer(own: OwnOptions): Record<string, OptionJson> {
  const names = Object.keys(own) as (keyof OwnOptions)[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = own[name];
      return value === undefined ? [] : [[name, optionToJson(value)]];
    }),
  );
}

export const organizationAnswers = ({ organizations }: Scopes): OrganizationAnswer[] =>
  [...organizations.values()].map(({ code, name, options, warehouses }) => ({
    code,
    name,
    options: optionsAnswer(options),
    warehouses,
  }));

export const websiteAnswers = ({ websites }: Scopes): WebsiteAnswer[] =>
  [...websites.values()].map(({ code, name, organization, timeZone, options, warehouses }) => ({
    code,
    name,
    organization,
    timeZone,
    options: optionsAnswer(options),
    warehouses,
  }));

export const categoryAnswers = ({ categories }: Scopes): CategoryAnswer[] =>
  [...categories.values()].map(({ code, name, parent, options }) => ({
    code,
    name,
    parent,
    options: optionsAnswer(options),
  }));

export function warehouseAnswers(scopes: Scopes): WarehouseAnswer[] {
  const assignments = assignmentsOf(scopes);
  return [...scopes.warehouses.values()].map(({ code, name, organization, state }) => ({
    code,
    name,
    organization,
    status: state,
    assignments: assignments.get(code) ?? [],
  }));
}

type Assignment = WarehouseAnswer['assignments'][number];

function assignmentsOf({ websites, organizations, system }: Scopes): Map<string, Assignment[]> {
  const byWarehouse = new Map<string, Assignment[]>();
  const note = (level: Assignment['level'], code: string | undefined, codes: readonly string[] | null) => {
    for (const [index, warehouse] of (codes ?? []).entries()) {
      const known = byWarehouse.get(warehouse) ?? [];
      known.push({ level, ...(code === undefined ? {} : { code }), priority: index + 1 });
      byWarehouse.set(warehouse, known);
    }
  };
  for (const { code, warehouses } of websites.values()) note('website', code, warehouses);
  for (const { code, warehouses } of organizations.values()) note('organization', code, warehouses);
  note('system', undefined, system.warehouses);
  return byWarehouse;
}
