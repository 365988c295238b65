import { categoryChain } from '../scopes/category-chain.ts';
import { perVersion } from '../scopes/per-version.ts';
import type { Category, Scopes } from '../scopes/state.ts';
import { BUILT_IN, overlay, type ResolvedOptions } from './resolved.ts';
import type { OwnOptions } from './value.ts';

/** What of a product bears on its options. */
export interface ProductWithOptions {
  readonly sku: string;
  readonly organization: string;
  readonly category: string | null;
  readonly options: OwnOptions;
  /** Raised by each change of an own option or of the category. */
  readonly optionsRevision: number;
}

/**
 * The effective options of a product on a website, or where no website is asked about (null).
 *
 * First value found wins: product, its category, that category's parents, the website, the organization (the
 * website's, or the product's where there is no website), the system, the built-in default.
 */
export function resolveOptions(
  product: ProductWithOptions,
  website: string | null,
  scopes: Scopes,
): ResolvedOptions {
  const inherited = inheritedOptions(product, website, scopes);
  for (const _ in product.options) return withOwnOptions(product, inherited);
  return inherited;
}

/** What a product would have without options of its own. */
export function inheritedOptions(
  product: Pick<ProductWithOptions, 'organization' | 'category'>,
  website: string | null,
  scopes: Scopes,
): ResolvedOptions {
  const channel =
    website === null
      ? optionsOfOrganization(product.organization, scopes)
      : optionsOfWebsite(website, scopes);
  return ofCategory(product.category, channel, scopes);
}

/** The effective options of a website: its own, its organization's, the system's. */
export function optionsOfWebsite(code: string, scopes: Scopes): ResolvedOptions {
  const known = remembered(scopes).websites;
  let options = known.get(code);
  if (options === undefined) {
    const website = scopes.websites.get(code);
    if (website === undefined) return optionsOfSystem(scopes);
    options = overlay(optionsOfOrganization(website.organization, scopes), website.options, {
      level: 'website',
      code,
    });
    known.set(code, options);
  }
  return options;
}

/** The effective options of an organization: its own, the system's. */
export function optionsOfOrganization(code: string, scopes: Scopes): ResolvedOptions {
  const known = remembered(scopes).organizations;
  let options = known.get(code);
  if (options === undefined) {
    const organization = scopes.organizations.get(code);
    if (organization === undefined) return optionsOfSystem(scopes);
    options = overlay(optionsOfSystem(scopes), organization.options, { level: 'organization', code });
    known.set(code, options);
  }
  return options;
}

/** The effective options of the system: its own, the built-in defaults. */
export const optionsOfSystem: (scopes: Scopes) => ResolvedOptions = perVersion(({ system }) =>
  overlay(BUILT_IN, system.options, { level: 'system' }),
);

/** A category's options, its own and its parents', over those of a channel. */
function ofCategory(code: string | null, channel: ResolvedOptions, scopes: Scopes): ResolvedOptions {
  if (code === null) return channel;
  const known = knownCategories(channel, scopes);
  return known.get(code) ?? resolveCategory(code, channel, known, scopes);
}

/** What a category would have without options of its own: its parents', the system's. No channel is asked about. */
export const inheritedByCategory = ({ parent }: Category, scopes: Scopes): ResolvedOptions =>
  ofCategory(parent, optionsOfSystem(scopes), scopes);

/** Walks up to the nearest ancestor that is known, then down again, so that a deep tree is walked once. */
function resolveCategory(
  code: string,
  channel: ResolvedOptions,
  known: Map<string, ResolvedOptions>,
  scopes: Scopes,
): ResolvedOptions {
  const unknown: Category[] = [];
  let options = channel;
  for (const category of categoryChain(code, scopes)) {
    const resolved = known.get(category.code);
    if (resolved !== undefined) {
      options = resolved;
      break;
    }
    unknown.push(category);
  }
  for (const category of unknown.reverse()) {
    options = overlay(options, category.options, { level: 'category', code: category.code });
    known.set(category.code, options);
  }
  return options;
}

/** What scopes resolve to, until they change. Categories are remembered per channel that lies under them. */
const remembered = perVersion(() => ({
  organizations: new Map<string, ResolvedOptions>(),
  websites: new Map<string, ResolvedOptions>(),
  categories: new Map<ResolvedOptions, Map<string, ResolvedOptions>>(),
}));

/** How many channels are remembered with their categories; then remembering starts anew. */
const CHANNELS_MAX = 64;

function knownCategories(channel: ResolvedOptions, scopes: Scopes): Map<string, ResolvedOptions> {
  const { categories } = remembered(scopes);
  let known = categories.get(channel);
  if (known === undefined) {
    if (categories.size >= CHANNELS_MAX) categories.clear();
    known = new Map();
    categories.set(channel, known);
  }
  return known;
}

/** How many answers are remembered per product: those of a few websites, and the one without a website. */
const PER_PRODUCT_MAX = 4;

/** How many answers are remembered in all; then remembering starts anew. */
const REMEMBERED_MAX = 20_000;

interface Remembered {
  readonly inherited: ResolvedOptions;
  readonly optionsRevision: number;
  readonly options: ResolvedOptions;
}

let products = new WeakMap<ProductWithOptions, Remembered[]>();
let rememberedCount = 0;

/** The product's own options over the inherited; the inherited object stands for website, category and version. */
function withOwnOptions(product: ProductWithOptions, inherited: ResolvedOptions): ResolvedOptions {
  const { sku, optionsRevision } = product;
  const known = products.get(product) ?? [];
  for (const entry of known) {
    if (entry.inherited === inherited && entry.optionsRevision === optionsRevision) return entry.options;
  }
  const options = overlay(inherited, product.options, { level: 'product', code: sku });
  if (++rememberedCount > REMEMBERED_MAX) {
    products = new WeakMap();
    rememberedCount = 0;
  }
  products.set(product, [{ inherited, optionsRevision, options }, ...known.slice(0, PER_PRODUCT_MAX - 1)]);
  return options;
}
