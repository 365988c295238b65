import type { Reason } from './reason.ts';

/** What a decision answers: the facts to record, or why there are none. Refusals are values, never exceptions. */
export type Decision<Event> = Accepted<Event> | Refused;

export interface Accepted<Event> {
  readonly kind: 'accepted';
  /** At least one: a command that changes nothing leaves `NothingChanged`. */
  readonly events: readonly Event[];
}

export interface Refused {
  readonly kind: 'refused';
  /** At least one, all that apply. */
  readonly reasons: readonly Reason[];
}

export const accept = <Event>(...events: readonly Event[]): Accepted<Event> => ({ kind: 'accepted', events });

export const refuse = (...reasons: readonly Reason[]): Refused => ({ kind: 'refused', reasons });

/** A fact that a decision made, before it is recorded. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}
