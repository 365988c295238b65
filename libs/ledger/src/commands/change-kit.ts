import type { ChangeKit } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Part } from './body/part.ts';
import { KitBody } from './kit-body.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Says anew what a kit is made of. */
export class ChangeKitBody extends CommandBody implements BodyOf<ChangeKit> {
  @Key()
  sku!: string;

  @Part(KitBody)
  kit!: KitBody;
}

export class ChangeKitCommand extends LedgerCommand<ChangeKit> {}
