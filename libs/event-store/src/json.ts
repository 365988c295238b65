/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonObject | readonly JsonValue[];

/** A JSON object. Members that are `undefined` count as absent. */
export interface JsonObject {
  readonly [member: string]: JsonValue | undefined;
}
