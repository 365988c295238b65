import type { OptionName } from '../options/catalogue.ts';

/** What the product is wanted for. */
export type Purpose = 'order' | 'cart' | 'rfq' | 'quote' | 'shopping_list';

type StatusesOption = Extract<OptionName, `${string}Statuses`>;

/** The option that says with which statuses a product may be had for the purpose. */
export const STATUSES_FOR: { readonly [P in Purpose]: StatusesOption } = {
  order: 'orderableStatuses',
  cart: 'orderableStatuses',
  rfq: 'rfqStatuses',
  quote: 'quoteStatuses',
  shopping_list: 'shoppingListStatuses',
};

export const PURPOSES = Object.keys(STATUSES_FOR) as readonly Purpose[];

/** Whether the purpose wants the goods now: only then are stock and the shipping date asked. */
export const wantsGoods = (purpose: Purpose): boolean => purpose === 'order' || purpose === 'cart';
