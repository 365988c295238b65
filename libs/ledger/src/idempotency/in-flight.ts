import type { Outcome } from '../outcome.ts';

interface UnderWay {
  readonly commandHash: string;
  readonly outcome: Promise<Outcome>;
}

/**
 * The named commands under way in this process. Whoever sends one of them again meanwhile waits for it, and gets its
 * outcome where that is on record; a refusal that left no event is decided anew.
 */
export class InFlight {
  readonly #commands = new Map<string, UnderWay>();

  /**
   * @param carryOut carries the command out.
   * @param repeat what a repeat gets, by the first one's outcome and whether its content was the same; nothing when
   *   it is to be carried out itself.
   */
  async once(
    commandId: string,
    commandHash: string,
    carryOut: () => Promise<Outcome>,
    repeat: (first: Outcome, isSame: boolean) => Outcome | undefined,
  ): Promise<Outcome> {
    for (
      let first = this.#commands.get(commandId);
      first !== undefined;
      first = this.#commands.get(commandId)
    ) {
      const outcome = repeat(await first.outcome, first.commandHash === commandHash);
      if (outcome !== undefined) return outcome;
    }
    const outcome = carryOut().finally(() => this.#commands.delete(commandId));
    this.#commands.set(commandId, { commandHash, outcome });
    return outcome;
  }
}
