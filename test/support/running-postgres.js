/**
 * What ends the PostgreSQL of this run.
 *
 * @type {{ end?: (() => Promise<void>) | undefined }}
 */
export const running = {};
