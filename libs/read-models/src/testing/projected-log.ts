import { openReadModels } from '../queries/open-read-models.ts';
import type { ReadModels } from '../queries/read-models.ts';
import { type Projector, startProjector } from '../runner/projector.ts';
import type { Appended } from './made-up-shop.ts';
import { TestFolder, type TestLog } from './test-folder.ts';

const PATIENCE_MS = 20_000;
const PORT_PATIENCE_MS = 50;

/** A log with a projector at work on it, and the queries. */
export class ProjectedLog {
  readonly folder: TestFolder;
  readonly log: TestLog;
  projector: Projector;
  readonly readModels: ReadModels;

  constructor(folder: TestFolder, log: TestLog, projector: Projector) {
    this.folder = folder;
    this.log = log;
    this.projector = projector;
    this.readModels = openReadModels({
      address: folder.readModels,
      store: log.store,
      waitFor: (position) => this.projector.waitFor(position, PORT_PATIENCE_MS),
    });
    folder.onEnd(() => this.readModels.close());
    folder.onEnd(() => this.projector.stop());
  }

  static async open(): Promise<ProjectedLog> {
    const folder = await TestFolder.make();
    const log = await folder.writer();
    return new ProjectedLog(folder, log, await startProjector(folder.places));
  }

  /** Appends in order and waits until all of it shows. */
  async given(...appends: readonly Appended[]): Promise<bigint> {
    const position = await this.log.append(...appends);
    if (!(await this.projector.waitFor(position, PATIENCE_MS))) throw new Error(`${position} does not show`);
    return position;
  }

  async restartProjector(): Promise<void> {
    await this.projector.stop();
    this.projector = await startProjector(this.folder.places);
  }
}

/** One event as somebody may have recorded it. */
export const fact = (stream: string, type: string, data: object): Appended => ({
  stream,
  events: [{ type, data: data as never, metadata: { commandId: 'c', actor: 'a' } }],
});
