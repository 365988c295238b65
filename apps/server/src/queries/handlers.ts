import { CheckAvailabilityHandler } from './check-availability.query.ts';
import { CheckCartHandler } from './check-cart.query.ts';
import { ExplainOptionsHandler } from './explain-options.query.ts';
import { GetCountSheetHandler } from './get-count-sheet.query.ts';
import { GetHoldHandler } from './get-hold.query.ts';
import { GetOrderHandler } from './get-order.query.ts';
import { GetProductHandler } from './get-product.query.ts';
import { GetTransferHandler } from './get-transfer.query.ts';
import { ListAllocationsHandler } from './list-allocations.query.ts';
import { ListCategoriesHandler } from './list-categories.query.ts';
import { ListCountSheetLinesHandler } from './list-count-sheet-lines.query.ts';
import { ListCountSheetsHandler } from './list-count-sheets.query.ts';
import { ListEventsHandler } from './list-events.query.ts';
import { ListLevelsHandler } from './list-levels.query.ts';
import { ListOrganizationsHandler } from './list-organizations.query.ts';
import { ListProductsHandler } from './list-products.query.ts';
import { ListTransfersHandler } from './list-transfers.query.ts';
import { ListWarehouseEventsHandler } from './list-warehouse-events.query.ts';
import { ListWarehousesHandler } from './list-warehouses.query.ts';
import { ListWebsitesHandler } from './list-websites.query.ts';
import { PlanReorderHandler } from './plan-reorder.query.ts';
import { PlanSourcingHandler } from './plan-sourcing.query.ts';
import { ReadStreamHandler } from './read-stream.query.ts';

/** Everything that answers on the query bus. */
export const QUERY_HANDLERS = [
  CheckAvailabilityHandler,
  CheckCartHandler,
  ExplainOptionsHandler,
  GetCountSheetHandler,
  GetHoldHandler,
  GetOrderHandler,
  GetProductHandler,
  GetTransferHandler,
  ListCategoriesHandler,
  ListCountSheetLinesHandler,
  ListCountSheetsHandler,
  ListEventsHandler,
  ListLevelsHandler,
  ListOrganizationsHandler,
  ListProductsHandler,
  ListAllocationsHandler,
  ListTransfersHandler,
  PlanReorderHandler,
  ListWarehouseEventsHandler,
  ListWarehousesHandler,
  ListWebsitesHandler,
  PlanSourcingHandler,
  ReadStreamHandler,
];
