import type { DefineOrganization } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Defines an owner of websites, products and option values. */
export class DefineOrganizationBody extends CommandBody implements BodyOf<DefineOrganization> {
  @Key()
  code!: string;

  @Text()
  name!: string;
}

export class DefineOrganizationCommand extends LedgerCommand<DefineOrganization> {}
