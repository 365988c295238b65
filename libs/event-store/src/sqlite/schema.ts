/**
 * The log's file: tables, identity, and the settings of a connection.
 *
 * Names of streams, categories and types are interned; ids and content hashes are derived on reading. Of an event's
 * content its data and metadata are kept, each canonical; an event with an `origin` has of that event's metadata the
 * actor, command id, correlation id and effective time, and names it as its cause. The command index keeps a hash of
 * 32 bits of the command id: a hit is verified against the content.
 */
import type { DatabaseSync } from 'node:sqlite';
import { StoreForeignFileError, StoreNotFoundError, StoreTooNewError } from '../errors.ts';

/** "Stkb", so that `file` and SQLite tools can tell what this is. */
const APPLICATION_ID = 0x53746b62;
/** Newest layout of the tables that this program knows. */
export const FORMAT = 1;

const TABLES = `
CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE event_types (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (name, version)
) STRICT;
CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  category_id INTEGER NOT NULL REFERENCES categories,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES streams,
  revision INTEGER NOT NULL,
  type_id INTEGER NOT NULL REFERENCES event_types,
  recorded_at INTEGER NOT NULL,
  hash BLOB NOT NULL,
  origin INTEGER REFERENCES events,
  metadata TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_stream ON events (stream_id, revision);
CREATE TABLE commands (
  key INTEGER NOT NULL,
  position INTEGER NOT NULL REFERENCES events,
  PRIMARY KEY (key, position)
) STRICT, WITHOUT ROWID;
CREATE VIEW log AS
  SELECT e.position, s.name AS stream, e.revision, t.name AS type, t.version,
    strftime('%Y-%m-%dT%H:%M:%fZ', e.recorded_at / 1000.0, 'unixepoch') AS recorded_at,
    lower(hex(e.hash)) AS hash, e.data,
    CASE WHEN o.position IS NULL THEN e.metadata ELSE json_patch(e.metadata, json_object(
      'actor', o.metadata ->> 'actor', 'commandId', o.metadata ->> 'commandId',
      'correlationId', o.metadata ->> 'correlationId', 'effectiveAt', o.metadata ->> 'effectiveAt',
      'causationId', os.name || '@' || o.revision)) END AS metadata
  FROM events e JOIN streams s ON s.id = e.stream_id JOIN event_types t ON t.id = e.type_id
    LEFT JOIN events o ON o.position = e.origin LEFT JOIN streams os ON os.id = o.stream_id;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${FORMAT};
`;

/** Numbers of a PRAGMA that answers one row with one column. */
export function pragma(db: DatabaseSync, text: string): number {
  const row = db.prepare(`PRAGMA ${text}`).get() ?? {};
  return Number(Object.values(row)[0]);
}

/**
 * Makes the tables in a new file; leaves ours alone.
 *
 * @throws StoreForeignFileError, StoreTooNewError
 */
export function createSchema(db: DatabaseSync, file: string): void {
  // Only takes effect in a file without tables; must be set before the journal mode.
  if (isEmpty(db)) db.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = WAL');
  db.exec('BEGIN IMMEDIATE');
  try {
    if (isEmpty(db)) db.exec(TABLES);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
  checkSchema(db, file);
}

/** @throws StoreNotFoundError (an empty file), StoreForeignFileError, StoreTooNewError */
export function checkSchema(db: DatabaseSync, file: string): void {
  // Also what a writer leaves for a moment when it makes the file.
  if (isEmpty(db)) throw new StoreNotFoundError(file);
  if (pragma(db, 'application_id') !== APPLICATION_ID) throw new StoreForeignFileError(file);
  const format = pragma(db, 'user_version');
  if (format > FORMAT) throw new StoreTooNewError(file, format, FORMAT);
}

function isEmpty(db: DatabaseSync): boolean {
  return pragma(db, 'application_id') === 0 && pragma(db, 'user_version') === 0 && tableCount(db) === 0;
}

function tableCount(db: DatabaseSync): number {
  return Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
}
