import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Ledger } from '../ledger.ts';
import { commandHandlers } from './command-handlers.ts';
import { LEDGER } from './ledger-token.ts';

export { LEDGER };

/** Puts a ledger behind the command bus. Starting and stopping it is the business of whoever made it. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest module is a class.
export class LedgerModule {
  static forRoot(ledger: Ledger): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [{ provide: LEDGER, useValue: ledger }, ...commandHandlers],
      exports: [LEDGER, CqrsModule],
    };
  }
}
