import type { Capabilities } from '#event-store';
import { ServerStore } from '../../libs/ledger/src/testing/server-store.ts';

/** A store in memory of which a ledger believes that it alone writes there, as it does of the embedded one. */
export class MemoryStore extends ServerStore {
  override readonly capabilities: Capabilities = { staging: true, commandIndex: true };
}
