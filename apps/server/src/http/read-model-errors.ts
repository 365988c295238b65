import {
  InvalidCursorError,
  PositionNotReachedError,
  ReadModelsNotReadyError,
  ReadModelsOfAnotherLogError,
  ReadModelsUnavailableError,
  UnanswerableMomentError,
} from '#read-models';
import { type Problem, problem } from '../problem/problem.ts';

/** The problem behind an error of the query side; nothing for any other error. */
export function problemOfReadModels(error: unknown): Problem | undefined {
  if (error instanceof InvalidCursorError) {
    const message = 'the cursor was not given out by this list with these filters';
    return problem('VALIDATION_FAILED', message, { path: 'cursor' });
  }
  if (error instanceof UnanswerableMomentError) {
    return problem('VALIDATION_FAILED', `asOf cannot be answered: ${error.message}`, { path: 'asOf' });
  }
  if (error instanceof PositionNotReachedError) {
    return problem(
      'POSITION_NOT_REACHED',
      `the read model has not reached position ${error.position} in time`,
    );
  }
  if (error instanceof ReadModelsOfAnotherLogError)
    return problem(
      'NOT_READY',
      'the read models are those of another log; a projector on this one builds them anew',
    );
  if (error instanceof ReadModelsNotReadyError)
    return problem('NOT_READY', 'the read models are being built');
  if (error instanceof ReadModelsUnavailableError)
    return problem('NOT_READY', 'the read models cannot be reached');
  return undefined;
}
