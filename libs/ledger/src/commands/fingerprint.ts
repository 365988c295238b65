import { hash } from 'node:crypto';
import { type Command, formatQuantity, optionToJson, parseOption, quote, type SetOption } from '#domain';
import { canonicalJson, type JsonObject, type JsonValue } from '#event-store';

/** Version of the form below: a change of it makes every fingerprint another. */
const FORM = 1;

/** 128 bits in base64url. */
const LENGTH = 22;

/**
 * What a command's id is bound to: a hash of the command as sent, after parsing. `5`, `"5"` and `"5.0"` are the same
 * there; a default that was written out is not the same as one left out.
 */
export function fingerprint(command: Command, expectedRevision?: number): string {
  const content = { command: contentOf(command), expectedRevision, form: FORM };
  return hash('sha256', canonicalJson(content), 'base64url').slice(0, LENGTH);
}

function contentOf(command: Command): JsonObject {
  const content = jsonOf(command.type === 'SetOption' ? withoutValue(command) : command) as JsonObject;
  return command.type === 'SetOption' ? { ...content, value: valueInOneForm(command) } : content;
}

const withoutValue = ({ value: _, ...rest }: SetOption): Omit<SetOption, 'value'> => rest;

/** A value that the option may have in its one form; of any other one a short text, for it will be refused. */
function valueInOneForm({ scope, option, value }: SetOption): JsonValue {
  const parsed = parseOption(scope.level, option, value);
  return 'code' in parsed ? { refused: quote(value) } : optionToJson(parsed.value);
}

/** Quantities as their decimal strings; everything else in a command is JSON already. Members in canonical order. */
function jsonOf(value: unknown): JsonValue {
  if (typeof value === 'bigint') return formatQuantity(value);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  if (Array.isArray(value)) return value.map(jsonOf);
  const object: Record<string, JsonValue> = {};
  for (const name of Object.keys(value).sort())
    object[name] = jsonOf((value as Record<string, unknown>)[name]);
  return object;
}
