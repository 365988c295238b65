import { type Data, field, list, part, text } from './event-data.ts';
import type { Teller } from './phrases.ts';

/** How events are told that make a product what it is, and those of options, which other streams have too. */
export const PRODUCT_TELLERS: Readonly<Record<string, Teller>> = {
  ProductRegistered: (data) => ({
    what: `registered as "${text(data, 'name')}" of ${text(data, 'organization')}${inCategory(data)}, in ${unitsOf(data)}${madeOf(data)}`,
  }),
  ProductRenamed: (data) => ({ what: `renamed from "${text(data, 'from')}" to "${text(data, 'to')}"` }),
  ProductMoved: (data) => ({
    what: `moved from ${text(data, 'from') || 'no category'} to ${text(data, 'to') || 'no category'}`,
  }),
  KitChanged: (data) => ({
    what: `kit changed from ${componentsOf(data, 'from')} to ${componentsOf(data, 'to')}`,
  }),
  StatusChanged: (data) => ({
    what: `status ${statusWords(data, 'from')} → ${statusWords(data, 'to')}`,
    why: CAUSES[text(data, 'cause')] ?? text(data, 'cause'),
  }),
  OptionSet: (data) => ({
    what: `option ${text(data, 'option')} set to ${jsonOf(data, 'value')}${previously(data)}`,
  }),
  OptionCleared: (data) => ({ what: `option ${text(data, 'option')} cleared${previously(data)}` }),
  NothingChanged: (data) => ({ what: `${text(data, 'command')} changed nothing` }),
};

const CAUSES: Readonly<Record<string, string>> = {
  threshold: 'what is available is down to the threshold',
  restock: 'there is stock again',
  hand: 'set by hand',
  derived: 'it follows from the components again',
  released: 'what had taken it out was given back',
};

const statusWords = (data: Data, name: string): string => text(data, name).replaceAll('_', ' ');

const inCategory = (data: Data): string =>
  text(data, 'category') === '' ? '' : `, category ${text(data, 'category')}`;

function unitsOf(data: Data): string {
  const units = list(data, 'units').map((unit) => {
    const precision = field(unit, 'precision');
    return precision === 0 ? text(unit, 'code') : `${text(unit, 'code')} (${precision} decimals)`;
  });
  return units.join(', ');
}

const madeOf = (data: Data): string =>
  field(data, 'kit') === undefined ? '' : `, a kit of ${componentsOf(data, 'kit')}`;

/** What a kit is made of: `2 of CUP or MUG, 1 of TRAY (optional)`. */
const componentsOf = (data: Data, name: string): string =>
  list(part(data, name), 'components')
    .map((component) => {
      const products = field(component, 'products');
      const names = Array.isArray(products) ? products.join(' or ') : '';
      const optional = field(component, 'required') === false ? ' (optional)' : '';
      return `${text(component, 'quantity')} of ${names}${optional}`;
    })
    .join(', ');

const jsonOf = (data: Data, name: string): string => JSON.stringify(field(data, name));

const previously = (data: Data): string =>
  field(data, 'previous') === undefined ? '' : ` (before: ${jsonOf(data, 'previous')})`;
