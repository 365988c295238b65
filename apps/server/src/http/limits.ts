/** The largest body of a single command, and the longest line of NDJSON, in bytes. */
export const BODY_BYTES_MAX = 1024 * 1024;

/** The largest JSON array of commands, in bytes. */
export const BATCH_BYTES_MAX = 16 * 1024 * 1024;

/** The most commands of a JSON array; NDJSON has no such limit. */
export const BATCH_ITEMS_MAX = 10_000;

/** All headers of a request together, in bytes. */
export const HEADER_BYTES_MAX = 16 * 1024;

/** A sku of 200 characters, each of four bytes, percent-encoded. */
export const PATH_PARAMETER_LENGTH_MAX = 200 * 4 * 3;

/** How long a query waits for the read model to reach `minPosition`. */
export const MIN_POSITION_WAIT_MS = 2000;
