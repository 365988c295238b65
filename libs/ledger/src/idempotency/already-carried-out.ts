import type { RecordedEvent } from '#event-store';

/** Thrown where a command turns out to have been carried out before, by this process or another. */
export class AlreadyCarriedOut extends Error {
  readonly events: readonly RecordedEvent[];

  constructor(events: readonly RecordedEvent[]) {
    super('the command was carried out before');
    this.name = 'AlreadyCarriedOut';
    this.events = events;
  }
}
