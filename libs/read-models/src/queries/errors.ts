/** A cursor that this list did not give out, or that was given out for other filters. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';

  constructor() {
    super('The cursor was not given out by this list with these filters');
  }
}

/** A moment that a question was asked as of, and that no answer can be given for. */
export class UnanswerableMomentError extends Error {
  override readonly name = 'UnanswerableMomentError';
}

/** There are no read models that could answer: they are being built, or nobody has begun to. */
export class ReadModelsNotReadyError extends Error {
  override readonly name: string = 'ReadModelsNotReadyError';

  constructor(message = 'The read models are being built') {
    super(message);
  }
}

/** There are read models, folded from another log: none that could answer about this one. */
export class ReadModelsOfAnotherLogError extends ReadModelsNotReadyError {
  override readonly name = 'ReadModelsOfAnotherLogError';

  constructor() {
    super('The read models are those of another log');
  }
}

/** The read models did not reach the position in time. */
export class PositionNotReachedError extends Error {
  override readonly name = 'PositionNotReachedError';
  readonly position: bigint;

  constructor(position: bigint) {
    super(`The read models have not reached position ${position} in time`);
    this.position = position;
  }
}

/** The database of the read models cannot be reached, or lost the connection. */
export class ReadModelsUnavailableError extends Error {
  override readonly name = 'ReadModelsUnavailableError';

  /**
   * @param place without user and password.
   * @param reason likewise; absent: it is not known, or says no more.
   */
  constructor(place: string, options?: ErrorOptions & { readonly reason?: string | undefined }) {
    const why = options?.reason === undefined ? '' : `: ${options.reason}`;
    super(`The read models ${place} cannot be reached${why}`, options);
  }
}
