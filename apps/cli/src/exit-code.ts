/** What the process says at its end: done, the answer is no, or used wrongly. */
export const EXIT = { done: 0, no: 1, wrongUse: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that is expected: its message is all that the user gets to see, and the process exits with its code. */
export class Stop extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.no, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}

/** The command was called in a way that it does not understand. */
export class WrongUse extends Stop {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.wrongUse, options);
  }
}
