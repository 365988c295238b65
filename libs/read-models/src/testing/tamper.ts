import { Generations } from '../database/generations.ts';
import { openSqlite } from '../database/sqlite.ts';

/** Changes the live rows behind the projector's back. */
export function tamper(readModelsFile: string, sql: string): void {
  const generations = new Generations(readModelsFile);
  const live = generations.live();
  generations.close();
  const { connection, close } = openSqlite(live?.file ?? '');
  connection.exec(sql);
  close();
}
