import { type Fault, fault } from './fault.ts';

/**
 * Stands in a body where a part should be and something else was sent, so that nothing but objects of our own
 * classes, of bounded depth and number, ever reaches class-validator.
 */
export class Unfit {
  readonly fault: Fault;

  constructor(message: string) {
    this.fault = fault(message);
  }
}
