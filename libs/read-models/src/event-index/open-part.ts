import type { Row } from '../database/tables.ts';
import type { ProjectedEvent } from '../projections/rows.ts';
import { decodeGaps, encodeGaps } from './gap-list.ts';
import { PART_SIZE, refId, termOfId } from './layout.ts';
import { termNumber } from './term-number.ts';
import { type TermKind, type TermVisitor, term, visitTerms } from './terms.ts';

/** The events of the part that name a term (or one of several that share its number), as offsets within the part. */
interface Ref {
  readonly number: number;
  readonly offsets: number[];
  isChanged: boolean;
}

/** The rows of the part that the log's last event is in, as they grow. */
export class OpenPart {
  readonly part: number;
  readonly #positions: number[];
  #recordedMax: number;
  /** By kind, then key. */
  readonly #byName: Record<TermKind, Map<string, Ref>> = {
    category: new Map(),
    type: new Map(),
    actor: new Map(),
    sku: new Map(),
    warehouse: new Map(),
    order: new Map(),
    transfer: new Map(),
    hold: new Map(),
  };
  readonly #byNumber = new Map<number, Ref>();
  #changed: Ref[] = [];

  /** @param recordedMax latest recorded time of all events before the part. */
  constructor(
    part: number,
    recordedMax: number,
    row?: Row<'event_parts'>,
    refs: readonly Row<'event_refs'>[] = [],
  ) {
    this.part = part;
    this.#recordedMax = row?.recorded_max ?? recordedMax;
    this.#positions = row === undefined ? [] : positionsOf(row);
    for (const { id, offsets } of refs) {
      const number = termOfId(id);
      this.#byNumber.set(number, { number, offsets: decodeGaps(offsets, 0), isChanged: false });
    }
  }

  get isFull(): boolean {
    return this.#positions.length === PART_SIZE;
  }

  get recordedMax(): number {
    return this.#recordedMax;
  }

  add(event: ProjectedEvent): void {
    this.#positions.push(Number(event.position));
    if (event.recordedAt > this.#recordedMax) this.#recordedMax = event.recordedAt;
    visitTerms(event, this.#note);
  }

  /** The part's last event names the term. */
  readonly #note: TermVisitor = (kind, key) => {
    const offset = this.#positions.length - 1;
    const ref = this.#byName[kind].get(key) ?? this.#newRef(kind, key);
    if (ref.offsets.at(-1) !== offset) ref.offsets.push(offset);
    if (ref.isChanged) return;
    ref.isChanged = true;
    this.#changed.push(ref);
  };

  partRow(): Row<'event_parts'> | undefined {
    const first = this.#positions[0];
    const last = this.#positions.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const count = this.#positions.length;
    const isDense = last - first === count - 1;
    return {
      part: this.part,
      event_count: count,
      first_position: first,
      last_position: last,
      gaps: isDense ? null : encodeGaps(this.#positions, first),
      recorded_max: this.#recordedMax,
    };
  }

  /** The rows that changed since they were last taken. */
  takeChangedRefs(): Row<'event_refs'>[] {
    const rows = this.#changed.map((ref) => {
      ref.isChanged = false;
      return { id: refId(this.part, ref.number), offsets: encodeGaps(ref.offsets, 0) };
    });
    this.#changed = [];
    return rows;
  }

  /** Hashing a name costs more than finding it: done once for each that comes in a part. */
  #newRef(kind: TermKind, key: string): Ref {
    const number = termNumber(term(kind, key));
    const ref = this.#byNumber.get(number) ?? { number, offsets: [], isChanged: false };
    this.#byName[kind].set(key, ref);
    this.#byNumber.set(number, ref);
    return ref;
  }
}

/** The positions of a part's events, in order. */
export function positionsOf(row: Row<'event_parts'>): number[] {
  if (row.gaps !== null) return decodeGaps(row.gaps, row.first_position);
  return Array.from({ length: row.event_count }, (_, offset) => row.first_position + offset);
}
