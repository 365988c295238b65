import { setImmediate as nextTurn } from 'node:timers/promises';
import { LOG_START, type Position } from '#event-store';
import {
  type CommandPlace,
  type CommandPlaces,
  type ReadModels,
  ReadModelsNotReadyError,
} from '#read-models';

/** Where one command has left events, and up to where that is known. */
export interface Places {
  readonly places: readonly CommandPlace[];
  readonly position: Position;
}

interface Asked {
  readonly commandId: string;
  readonly resolve: (places: Places) => void;
  readonly reject: (error: unknown) => void;
}

/** Commands that one reading asks for. */
const READ_MAX = 500;

/**
 * Asks the read models where commands have left events. One reading is under way at a time; whoever asks meanwhile
 * shares the next, which begins after all of them have asked.
 */
export class PlacesOfCommands {
  readonly #readModels: Pick<ReadModels, 'commandPlaces'>;
  #asked: Asked[] = [];
  #isReading = false;

  constructor(readModels: Pick<ReadModels, 'commandPlaces'>) {
    this.#readModels = readModels;
  }

  /** While no read models can be used: nowhere, up to the start of the log. */
  of(commandId: string): Promise<Places> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ commandId, resolve, reject });
      if (!this.#isReading) void this.#readAll();
    });
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    await nextTurn();
    while (this.#asked.length > 0) {
      const asked = this.#asked.splice(0, READ_MAX);
      try {
        const { places, position } = await this.#read(asked.map(({ commandId }) => commandId));
        for (const { commandId, resolve } of asked)
          resolve({ places: places.get(commandId) ?? [], position });
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#isReading = false;
  }

  async #read(commandIds: readonly string[]): Promise<CommandPlaces> {
    try {
      return await this.#readModels.commandPlaces(commandIds);
    } catch (error) {
      if (error instanceof ReadModelsNotReadyError) return { places: new Map(), position: LOG_START };
      throw error;
    }
  }
}
