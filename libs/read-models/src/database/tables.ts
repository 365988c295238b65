/**
 * Every table of the read models: its columns, their kinds and its key.
 *
 * One description serves all: the types of Kysely's queries, the statements that make the tables, and those that
 * write rows.
 */

/**
 * What a column holds.
 *
 * `quantity` is an exact decimal: its canonical text on SQLite, which has no decimals, `numeric` on PostgreSQL; both
 * are read as text, and compared for equality only. `position` is a place in the log: 64 bits in the database, a number here, since no log reaches 2⁵³.
 */
interface ColumnTypes {
  key: string;
  text: string;
  json: string;
  quantity: string;
  count: number;
  id: number;
  position: number;
  flag: 0 | 1;
  bytes: Uint8Array;
}

export type ColumnKind = keyof ColumnTypes;

/** The kind of a column; a question mark: may be null. */
export type Column = ColumnKind | `${ColumnKind}?`;

export interface TableDescription {
  readonly columns: Readonly<Record<string, Column>>;
  /** The columns of the primary key, in order. */
  readonly key: readonly string[];
  /** Wide rows stand in the order they came, with the key in an index of its own; narrow ones in key order. */
  readonly wide?: true;
  /** Rows that are seldom asked for again once the events that made them are past. */
  readonly brief?: true;
  /** What was: each event adds rows of its own, by its position, and no event asks for them again. */
  readonly history?: true;
  readonly indexes?: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly where?: string }>
  >;
}

export const TABLES = {
  /** One row: how far the log has been folded. `log_hash` is the hash of the event there: whose log it was. */
  checkpoint: {
    columns: {
      id: 'count',
      position: 'position',
      log_hash: 'text',
      event_count: 'count',
      recorded_max: 'position',
      scopes_version: 'count',
    },
    key: ['id'],
  },

  /** Streams whose events cannot be folded from `revision` on. The events themselves stay in the log. */
  parked_streams: {
    columns: {
      stream: 'key',
      revision: 'count',
      position: 'position',
      last_revision: 'count',
      event_type: 'text',
      error: 'text',
    },
    key: ['stream'],
  },

  products: {
    columns: {
      sku: 'key',
      name: 'text',
      organization: 'text',
      category: 'text?',
      units: 'json',
      stock_unit: 'text?',
      kit: 'json?',
      options: 'json',
      status: 'text',
      taken_by_threshold: 'flag',
      set_by_hand: 'flag',
      options_version: 'count',
      revision: 'count',
      position: 'position',
    },
    key: ['sku'],
    wide: true,
    indexes: {
      products_by_status: { columns: ['status', 'sku'] },
      products_by_category: { columns: ['category', 'sku'], where: 'category is not null' },
      products_by_organization: { columns: ['organization', 'sku'] },
    },
  },

  /** What holds for a product's unit over all warehouses: whether inventory is low. */
  product_units: {
    columns: { sku: 'key', unit: 'key', low: 'flag' },
    key: ['sku', 'unit'],
    indexes: { product_units_low: { columns: ['sku', 'unit'], where: 'low = 1' } },
  },

  levels: {
    columns: {
      sku: 'key',
      warehouse: 'key',
      unit: 'key',
      on_hand: 'quantity',
      allocated: 'quantity',
      held: 'quantity',
      available: 'quantity',
      revision: 'count',
      position: 'position',
    },
    key: ['sku', 'warehouse', 'unit'],
    indexes: { levels_by_warehouse: { columns: ['warehouse', 'sku', 'unit'] } },
  },

  /** Each level as every event that changed it left it: as of a position it is what the last row up to there says. */
  level_history: {
    columns: {
      sku: 'key',
      warehouse: 'key',
      unit: 'key',
      position: 'position',
      on_hand: 'quantity',
      allocated: 'quantity',
      held: 'quantity',
    },
    key: ['sku', 'warehouse', 'unit', 'position'],
    history: true,
  },
  /**
   * By effective time: what dated facts add to a level before they were recorded, summed over spans of time
   * (`projections/spans.ts`). As of an instant a level is what the last row of `level_history` says, and what was
   * shifted up to there.
   */
  level_shifts: {
    columns: {
      sku: 'key',
      warehouse: 'key',
      unit: 'key',
      span: 'key',
      on_hand: 'quantity',
      allocated: 'quantity',
      held: 'quantity',
    },
    key: ['sku', 'warehouse', 'unit', 'span'],
    brief: true,
  },
  /** What of a product may change, as every event that changed it left it. */
  product_history: {
    columns: {
      sku: 'key',
      position: 'position',
      name: 'text',
      category: 'text?',
      kit: 'json?',
      options: 'json',
      status: 'text',
      taken_by_threshold: 'flag',
      set_by_hand: 'flag',
    },
    key: ['sku', 'position'],
    history: true,
    indexes: {
      product_history_by_status: { columns: ['status', 'sku'] },
      product_history_by_category: { columns: ['category', 'sku'], where: 'category is not null' },
    },
  },
  unit_history: {
    columns: { sku: 'key', unit: 'key', position: 'position', low: 'flag' },
    key: ['sku', 'unit', 'position'],
    history: true,
    indexes: { unit_history_low: { columns: ['sku'], where: 'low = 1' } },
  },
  /** The rows of scopes as they were; `kind` is the table, and for settings the level. */
  scope_history: {
    columns: { kind: 'key', code: 'key', position: 'position', row: 'json' },
    key: ['kind', 'code', 'position'],
    history: true,
    indexes: { scope_history_by_position: { columns: ['position'] } },
  },

  orders: {
    columns: {
      order_id: 'key',
      website: 'text',
      status: 'text',
      placed_at: 'text',
      hold_id: 'text?',
      ship_until: 'text?',
      customer: 'text?',
      lines: 'json',
      /** What became of the lines, once anything did. */
      progress: 'json?',
      reasons: 'json?',
      operation: 'count',
      open: 'flag',
      revision: 'count',
      position: 'position',
    },
    key: ['order_id'],
    wide: true,
    brief: true,
    indexes: { orders_open: { columns: ['order_id'], where: 'open = 1' } },
  },

  /** `status`: null until something was held. `deciding`: the operation without an outcome. */
  holds: {
    columns: {
      hold_id: 'key',
      website: 'text',
      status: 'text?',
      expires_at: 'text',
      decided_at: 'text',
      recorded_at: 'position',
      lines: 'json',
      deciding: 'json?',
      busy: 'flag',
      revision: 'count',
      position: 'position',
    },
    key: ['hold_id'],
    wide: true,
    brief: true,
    indexes: {
      holds_open: { columns: ['hold_id'], where: "status = 'open'" },
      holds_busy: { columns: ['hold_id'], where: 'busy = 1' },
    },
  },

  /** What is promised to orders and neither shipped nor released, since which event; `share`: its place in there. */
  allocations: {
    columns: {
      order_id: 'key',
      sku: 'key',
      unit: 'key',
      warehouse: 'key',
      quantity: 'quantity',
      backordered: 'quantity',
      position: 'position',
      share: 'count',
      /** When that event was recorded, milliseconds since 1970 UTC. */
      since: 'count',
    },
    key: ['order_id', 'sku', 'unit', 'warehouse'],
    brief: true,
    indexes: { allocations_by_age: { columns: ['position', 'share'] } },
  },

  transfers: {
    columns: {
      transfer_id: 'key',
      sku: 'text',
      unit: 'text',
      from_warehouse: 'text',
      to_warehouse: 'text',
      reference: 'text?',
      dispatched: 'quantity',
      received: 'quantity',
      discrepancy: 'quantity',
      discrepancy_reason: 'text?',
      status: 'text',
      open: 'flag',
      revision: 'count',
      position: 'position',
    },
    key: ['transfer_id'],
    wide: true,
    brief: true,
    indexes: {
      transfers_open: { columns: ['transfer_id'], where: 'open = 1' },
      transfers_by_status: { columns: ['status', 'transfer_id'] },
      transfers_by_sku: { columns: ['sku', 'transfer_id'] },
      transfers_by_source: { columns: ['from_warehouse', 'transfer_id'] },
      transfers_by_target: { columns: ['to_warehouse', 'transfer_id'] },
    },
  },
  /** Goods on their way from one warehouse to another, in the unit of level: what of a transfer has yet to come. */
  transits: {
    columns: {
      sku: 'key',
      transfer_id: 'key',
      unit: 'key',
      from_warehouse: 'text',
      to_warehouse: 'text',
      quantity: 'quantity',
    },
    key: ['sku', 'transfer_id'],
    indexes: { transits_by_warehouse: { columns: ['to_warehouse', 'sku', 'unit'] } },
  },
  /** Lists of what was counted at a warehouse; `lines`: how many there are. */
  count_sheets: {
    columns: {
      warehouse: 'key',
      sheet_id: 'key',
      reference: 'text?',
      status: 'text',
      keep_count: 'flag',
      opened_at: 'text',
      closed_at: 'text?',
      lines: 'count',
      posted: 'count?',
      refused: 'count?',
      revision: 'count',
      position: 'position',
    },
    key: ['warehouse', 'sheet_id'],
    indexes: { count_sheets_closing: { columns: ['warehouse'], where: "status = 'closing'" } },
  },
  /** What was counted of a product in a unit, and the revision and quantity that the ledger had then. */
  count_lines: {
    columns: {
      warehouse: 'key',
      sheet_id: 'key',
      sku: 'key',
      unit: 'key',
      counted: 'quantity',
      level_unit: 'text',
      level_counted: 'quantity',
      was: 'quantity',
      revision: 'count',
      seen: 'json?',
    },
    key: ['warehouse', 'sheet_id', 'sku', 'unit'],
    brief: true,
  },
  /** Levels on a sheet that were not set as it was closed; `unit`: that of the level. */
  count_refusals: {
    columns: {
      warehouse: 'key',
      sheet_id: 'key',
      sku: 'key',
      unit: 'key',
      code: 'text',
      on_hand: 'quantity?',
      moved: 'quantity?',
      moved_at: 'count?',
    },
    key: ['warehouse', 'sheet_id', 'sku', 'unit'],
    brief: true,
  },
  /** Why a product could not be had by an order: lost demand. */
  refusals: {
    columns: {
      order_id: 'key',
      sku: 'key',
      operation: 'count',
      website: 'text',
      demand: 'json',
      reasons: 'json',
      position: 'position',
    },
    key: ['order_id', 'sku', 'operation'],
    brief: true,
  },

  organizations: { columns: { code: 'key', name: 'text', position: 'position' }, key: ['code'] },
  websites: {
    columns: { code: 'key', name: 'text', organization: 'text', time_zone: 'text', position: 'position' },
    key: ['code'],
  },
  categories: {
    columns: { code: 'key', name: 'text', parent: 'text?', position: 'position' },
    key: ['code'],
  },
  warehouses: {
    columns: { code: 'key', name: 'text', organization: 'text?', state: 'text', position: 'position' },
    key: ['code'],
  },
  /** Own option values and assigned warehouses of a scope; apart from its definition, which has another stream. */
  scope_settings: {
    columns: { level: 'key', code: 'key', options: 'json', warehouses: 'json?' },
    key: ['level', 'code'],
  },

  /**
   * Where commands have left their events, as ranges of revisions; only of logs without an index of command ids. Kept
   * for good: a command sent again years later is known.
   */
  command_events: {
    columns: { command_id: 'key', stream: 'key', revisions: 'json' },
    key: ['command_id', 'stream'],
    brief: true,
  },

  /** Each 65,536 events: what a search for a term walks through. */
  event_segments: { columns: { segment: 'count' }, key: ['segment'] },
  /** Each 1,024 events: their positions (`gaps`: none where they are dense) and the latest time up to there. */
  event_parts: {
    columns: {
      part: 'count',
      event_count: 'count',
      first_position: 'position',
      last_position: 'position',
      gaps: 'bytes?',
      recorded_max: 'position',
    },
    key: ['part'],
    indexes: {
      event_parts_by_position: { columns: ['first_position'] },
      event_parts_by_time: { columns: ['recorded_max', 'part'] },
    },
  },
  /** Which events of a part name a term: a sku, a warehouse, an order, an actor, a type, a category of streams. */
  event_refs: { columns: { id: 'id', offsets: 'bytes' }, key: ['id'] },
} as const satisfies Readonly<Record<string, TableDescription>>;

type TypeOf<Kind> = Kind extends `${infer Base extends ColumnKind}?`
  ? ColumnTypes[Base] | null
  : Kind extends ColumnKind
    ? ColumnTypes[Kind]
    : never;

export type TableName = keyof typeof TABLES;

/** A row of a table as queries read it. */
export type Row<Table extends TableName> = {
  -readonly [Name in keyof (typeof TABLES)[Table]['columns']]: TypeOf<
    (typeof TABLES)[Table]['columns'][Name]
  >;
};

/** The database as Kysely's types know it. */
export type Database = { [Table in TableName]: Row<Table> };

export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

export const describeTable = (table: TableName): TableDescription => TABLES[table];
