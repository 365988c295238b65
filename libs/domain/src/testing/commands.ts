/** For tests: commands in one line each. */
import type { OptionLevel, OptionName } from '../options/catalogue.ts';
import type {
  AssignWarehouses,
  ClearOption,
  DefineCategory,
  DefineOrganization,
  DefineWebsite,
  MoveCategory,
  OpenWarehouse,
  ScopeRef,
  SetOption,
} from '../shared/commands.ts';

/** `'system'`, or level and code as in `'category shoes'`. */
export type ScopeText = 'system' | `${Exclude<OptionLevel, 'system'>} ${string}`;

export function scopeRef(text: ScopeText): ScopeRef {
  const [level, code] = text.split(' ') as [OptionLevel, string?];
  return code === undefined ? { level } : { level, code };
}

export const setOption = (scope: ScopeText, option: OptionName, value: unknown): SetOption => ({
  type: 'SetOption',
  scope: scopeRef(scope),
  option,
  value,
});

export const clearOption = (scope: ScopeText, option: OptionName): ClearOption => ({
  type: 'ClearOption',
  scope: scopeRef(scope),
  option,
});

export const organization = (code: string): DefineOrganization => ({
  type: 'DefineOrganization',
  code,
  name: code,
});

export const website = (code: string, of = 'default'): DefineWebsite => ({
  type: 'DefineWebsite',
  code,
  name: code,
  organization: of,
});

export const category = (code: string, parent?: string): DefineCategory => ({
  type: 'DefineCategory',
  code,
  name: code,
  ...(parent !== undefined && { parent }),
});

export const moveCategory = (code: string, parent: string | null): MoveCategory => ({
  type: 'MoveCategory',
  code,
  parent,
});

export const warehouse = (code: string): OpenWarehouse => ({ type: 'OpenWarehouse', code, name: code });

export const assign = (scope: ScopeText, ...warehouses: string[]): AssignWarehouses => ({
  type: 'AssignWarehouses',
  scope: scopeRef(scope),
  warehouses,
});
