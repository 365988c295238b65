import { KEY_LENGTH_MAX, type KeyFault, keyFault, normaliseKey } from '#domain';
import { type Fault, fault } from './fault.ts';
import { type FieldOptions, field, type Kind } from './field.ts';

const messages: { readonly [Name in KeyFault]: string } = {
  empty: 'must not be empty',
  'too-long': `must have at most ${KEY_LENGTH_MAX} characters`,
  'control-character': 'must not contain control characters',
  'lone-surrogate': 'must not contain half a character (a lone surrogate)',
  'blank-at-an-end': 'must not begin or end with a blank',
};

/** A sku, code or id: 1 to 200 characters, in Unicode NFC. */
export const keyKind: Kind<string, string> = {
  check: keyFaultOf,
  read: normaliseKey,
  schema: { type: 'string', minLength: 1, maxLength: KEY_LENGTH_MAX },
};

export const Key = (options?: FieldOptions): PropertyDecorator => field(keyKind, options);

export function keyFaultOf(value: unknown): Fault | undefined {
  if (typeof value !== 'string') return fault('must be a text');
  const found = keyFault(normaliseKey(value));
  return found === undefined ? undefined : fault(messages[found]);
}
