import type { DefineWebsite } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { Key } from './body/key.ts';
import { Text } from './body/text.ts';

import { TimeZone } from './body/time-zone.ts';
import { LedgerCommand } from './ledger-command.ts';

/** Defines a sales channel of an organization. */
export class DefineWebsiteBody extends CommandBody implements BodyOf<DefineWebsite> {
  @Key()
  code!: string;

  @Text()
  name!: string;

  @Key()
  organization!: string;

  /** IANA name. Default: UTC. */
  @TimeZone({ optional: true })
  timeZone?: string;
}

export class DefineWebsiteCommand extends LedgerCommand<DefineWebsite> {}
