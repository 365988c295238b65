import type { Quantity } from '#domain';
import type { PlainQuantity } from './decimal.ts';
import { WholeNumber } from './whole-number.ts';

/** What the body of every command may have besides the command's own fields. */
export abstract class CommandBody {
  /** Where the sender believes the stream named in the answer to stand: its last revision, −1 for a new one. */
  @WholeNumber({ min: -1, optional: true })
  expectedRevision?: number;
}

/** The fields that the body of a command, or a part of it, must have: those of the domain, as JSON carries them. */
export type BodyOf<Command> = {
  [Name in keyof Command as Name extends 'type' ? never : Name]: PlainOf<Command[Name]>;
};

type PlainOf<Value> = Value extends Quantity
  ? PlainQuantity
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly PlainOf<Item>[]
      : Value extends object
        ? BodyOf<Value>
        : Value;
