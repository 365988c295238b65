/**
 * What ends the event store server of this run.
 *
 * @type {{ end?: (() => Promise<void>) | undefined }}
 */
export const running = {};
