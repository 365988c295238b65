import type { RebuildProgress } from './build.ts';

/** How the projector stands. Positions are of the log; −1: nothing yet. */
export interface ProjectorStatus {
  /**
   * `building`: nothing answers queries yet. `standby`: another process is the projector; this one takes over when it
   * ends. `stalled`: the last attempt failed; it is tried again.
   */
  readonly state: 'starting' | 'building' | 'following' | 'standby' | 'stalled' | 'stopped';
  /** Everything up to here shows in the live read models. */
  readonly position: bigint;
  /** The log's last position when last looked. */
  readonly last: bigint;
  /** How long ago the newest event that shows was recorded while later ones do not; 0 when all show. */
  readonly lagSeconds: number;
  /** Streams that wait because an event of theirs failed. */
  readonly parkedStreams: number;
  /** Number of the live generation. */
  readonly generation: number;
  /** Only while a rebuild runs. */
  readonly rebuild?: RebuildProgress;
  /** Why it is stalled. */
  readonly failure?: string;
}

export const STARTING: ProjectorStatus = {
  state: 'starting',
  position: -1n,
  last: -1n,
  lagSeconds: 0,
  parkedStreams: 0,
  generation: 0,
};
