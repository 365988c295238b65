/**
 * Old events are never rewritten: they are lifted to the newest schema whenever they are read.
 */
import { UnknownSchemaVersionError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** Lifts the data of one event type from a schema version to the next. */
export interface Upcaster {
  readonly type: string;
  /** Turns data of this version into data of `fromVersion + 1`. */
  readonly fromVersion: number;
  readonly upcast: (data: JsonObject) => JsonObject;
}

/** The steps of all event types. A type without steps is known in version 1 only. */
export class UpcasterRegistry {
  readonly #steps = new Map<string, Upcaster['upcast'][]>();

  /** @throws RangeError when a type's steps are not exactly one for each version from 1 on. */
  constructor(upcasters: readonly Upcaster[] = []) {
    for (const { type, fromVersion, upcast } of [...upcasters].sort(
      (a, b) => a.fromVersion - b.fromVersion,
    )) {
      const steps = this.#steps.get(type) ?? [];
      if (fromVersion !== steps.length + 1) {
        throw new RangeError(`Upcasters of ${type}: no single step from version ${steps.length + 1}`);
      }
      steps.push(upcast);
      this.#steps.set(type, steps);
    }
  }

  /** The newest schema version known of a type. */
  newestVersion(type: string): number {
    return (this.#steps.get(type)?.length ?? 0) + 1;
  }

  /** @throws UnknownSchemaVersionError when the event is newer than this program. */
  assertKnown(type: string, version: number): void {
    const newest = this.newestVersion(type);
    if (version > newest) throw new UnknownSchemaVersionError(type, version, newest);
  }

  /** Data of `version`, lifted to {@link newestVersion}. */
  upcast(type: string, version: number, data: JsonObject): JsonObject {
    this.assertKnown(type, version);
    const steps = this.#steps.get(type);
    if (steps === undefined) return data;
    let lifted = data;
    for (let i = version - 1; i < steps.length; i++) lifted = (steps[i] as Upcaster['upcast'])(lifted);
    return lifted;
  }
}
