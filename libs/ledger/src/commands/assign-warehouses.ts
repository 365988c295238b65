import type { AssignWarehouses } from '#domain';
import { type BodyOf, CommandBody } from './body/command-body.ts';
import { KeyList } from './body/key-list.ts';
import { Part } from './body/part.ts';
import { LedgerCommand } from './ledger-command.ts';
import { AssignmentScopeBody } from './scope-body.ts';

/** Says which warehouses a website, an organization or the system may sell from. */
export class AssignWarehousesBody extends CommandBody implements BodyOf<AssignWarehouses> {
  @Part(AssignmentScopeBody)
  scope!: AssignmentScopeBody;

  /** Codes in priority order. */
  @KeyList({ min: 0, max: 1_000 })
  warehouses!: string[];
}

export class AssignWarehousesCommand extends LedgerCommand<AssignWarehouses> {}
