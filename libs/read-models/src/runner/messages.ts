/** What the projector's thread and its owner tell each other. */
import type { ReadModelsAddress } from '../database/address.ts';
import type { LogAddress } from './event-source.ts';
import type { RetryResult } from './retry-parked.ts';
import type { ProjectorStatus } from './status.ts';

export interface WorkerSettings {
  readonly log: LogAddress;
  readonly readModels: ReadModelsAddress;
}

export type ToWorker =
  | { readonly kind: 'hurry'; readonly position: bigint }
  | { readonly kind: 'rebuild'; readonly request: number }
  | { readonly kind: 'retry'; readonly request: number; readonly stream?: string }
  | { readonly kind: 'stop' };

export type FromWorker =
  | { readonly kind: 'status'; readonly status: ProjectorStatus }
  | { readonly kind: 'answer'; readonly request: number; readonly results: readonly RetryResult[] }
  | { readonly kind: 'refusal'; readonly request: number; readonly message: string };
