import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ReadModelsNotReadyError } from '../queries/errors.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { ProjectedLog } from '../testing/projected-log.ts';
import { tamper, tamperWithCatalogue } from '../testing/tamper.ts';
import type { ProjectorStatus } from './status.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
  await shown.given(shop.register('A1'), shop.adjust('A1', 'main', 5));
  await shown.projector.stop();
});

afterEach(() => shown.folder.remove());

/** As if an older program had made the live rows. */
const date = (column: 'tables_version' | 'projections_version') =>
  tamperWithCatalogue(shown.folder.readModels, `UPDATE generations SET ${column} = 0`);

const reached = (wanted: (status: ProjectorStatus) => boolean) =>
  new Promise<void>((resolve) => {
    const stop = shown.projector.onProgress((status) => {
      if (!wanted(status)) return;
      stop();
      resolve();
    });
  });

test('rows of older projections answer until those that are built beside them do', async () => {
  await tamper(shown.folder.readModels, `UPDATE products SET name = 'as it was'`);
  await date('projections_version');
  expect((await shown.readModels.product('A1')).item?.name).toBe('as it was');

  await shown.restartProjector();
  await reached(({ state, generation }) => state === 'following' && generation === 2);

  expect((await shown.readModels.product('A1')).item?.name).toBe('Product A1');
});

test('rows in older tables answer nothing, until new ones are built', async () => {
  await date('tables_version');
  await expect(shown.readModels.product('A1')).rejects.toThrow(ReadModelsNotReadyError);

  await shown.restartProjector();
  await reached(({ state, generation }) => state === 'following' && generation === 2);

  expect((await shown.readModels.product('A1')).item?.totals).toMatchObject([{ onHand: '5' }]);
});
