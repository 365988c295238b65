import { hash } from 'node:crypto';

/**
 * The key of a command id in the command index: the first 32 bits of its SHA-256, as a signed number. Short keys
 * keep the index small; two commands may share one, so whoever asks the index compares the ids.
 */
export function commandKey(commandId: string): number {
  return Number.parseInt(hash('sha256', commandId, 'hex').slice(0, 8), 16) | 0;
}
