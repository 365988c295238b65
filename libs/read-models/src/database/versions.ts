/**
 * What this program's read models are. A read model with other versions is rebuilt from the log.
 */

/** Raised when tables or columns change: rows of another version cannot be queried by this program. */
export const TABLES_VERSION = 1;

/** Raised when a projection makes other rows of the same events: old rows still answer until the rebuilt ones do. */
export const PROJECTIONS_VERSION = 1;

export interface Versions {
  readonly tables: number;
  readonly projections: number;
}

export const CURRENT_VERSIONS: Versions = { tables: TABLES_VERSION, projections: PROJECTIONS_VERSION };
