import { sql } from 'kysely';
import type { ReadModelsAddress } from '../database/address.ts';
import { openCatalogue, openLiveTables } from './live-tables.ts';

/** Changes the live rows behind the projector's back, which notices that somebody has written. */
export async function tamper(address: ReadModelsAddress, statement: string): Promise<void> {
  const { db, close } = await openLiveTables(address);
  try {
    await sql.raw(statement).execute(db);
    await sql`UPDATE checkpoint SET position = position`.execute(db);
  } finally {
    await close();
  }
}

/** Changes what is known of the generations. */
export async function tamperWithCatalogue(address: ReadModelsAddress, statement: string): Promise<void> {
  const { db, close } = await openCatalogue(address);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await close();
  }
}
