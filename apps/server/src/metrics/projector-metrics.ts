import type { Registry } from 'prom-client';
import type { Projector } from '#read-models';
import { gauge } from './gauge.ts';

/** Shows how the projector stands. */
export function observeProjector(registry: Registry, projector: Pick<Projector, 'status'>): void {
  const show = (name: string, help: string, value: (status: ReturnType<Projector['status']>) => number) =>
    gauge(registry, name, help, () => value(projector.status()));
  show('stockbook_projector_position', 'Everything up to here shows in the read models.', ({ position }) =>
    Number(position),
  );
  show('stockbook_log_position', 'The last position of the log, as the projector saw it last.', ({ last }) =>
    Number(last),
  );
  show(
    'stockbook_projector_lag_seconds',
    'How far the read models are behind the log.',
    ({ lagSeconds }) => lagSeconds,
  );
  show(
    'stockbook_projector_parked_streams',
    'Streams with an event that cannot be projected.',
    ({ parkedStreams }) => parkedStreams,
  );
  show('stockbook_projector_following', '1 while the projector follows the log.', ({ state }) =>
    state === 'following' ? 1 : 0,
  );
}
