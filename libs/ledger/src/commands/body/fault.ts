import type { ReasonCode } from '#domain';

/** What is wrong with a value, as the rest of a sentence that begins with the field's path. */
export interface Fault {
  readonly code: Extract<ReasonCode, 'VALIDATION_FAILED' | 'OUT_OF_RANGE' | 'PRECISION_EXCEEDED'>;
  readonly message: string;
}

export const fault = (message: string, code: Fault['code'] = 'VALIDATION_FAILED'): Fault => ({
  code,
  message,
});
