export { describeAddress, type ReadModelsAddress } from './database/address.ts';
export { ProjectorRunningError, RebuildRunningError } from './database/read-models-database.ts';
export {
  checkDrift,
  type DriftCheckOptions,
  type DriftProgress,
  type DriftReport,
} from './drift/check-drift.ts';
export type { Drift } from './drift/compare-product.ts';
export type { RowDrift } from './drift/compare-tables.ts';
export type * from './queries/answers.ts';
export type { AsOf } from './queries/as-of.ts';
export type { CommandPlace, CommandPlaces } from './queries/commands.ts';
export {
  InvalidCursorError,
  PositionNotReachedError,
  ReadModelsNotReadyError,
  ReadModelsOfAnotherLogError,
  ReadModelsUnavailableError,
  UnanswerableMomentError,
} from './queries/errors.ts';
export { eventAnswer } from './queries/event-answer.ts';
export { openReadModels, type ReadModelsOptions } from './queries/open-read-models.ts';
export { PositionWatch } from './queries/position-watch.ts';
export type { Dated, Past, ReadModels } from './queries/read-models.ts';
export type { RebuildProgress } from './runner/build.ts';
export type { LogAddress } from './runner/event-source.ts';
export { type Projector, type ProjectorOptions, startProjector } from './runner/projector.ts';
export { type RebuildOptions, rebuildReadModels } from './runner/rebuild.ts';
export { type RetryOptions, retryParkedStreams } from './runner/retry-here.ts';
export type { RetryResult } from './runner/retry-parked.ts';
export type { ProjectorStatus } from './runner/status.ts';
