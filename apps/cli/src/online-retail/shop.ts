/** The organization that owns all websites and products of the data. */
export const ORGANIZATION = 'online-retail';

/** The one warehouse, from which every website sells. */
export const WAREHOUSE = 'uk';

/** The website of a country: its name in lower case, words joined by hyphens. */
export function websiteOf(country: string): string {
  return country.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
