import { quote } from '#domain';
import { notFound, type ProblemError } from '../problem/problem-error.ts';

/** What a query names and what does not exist, each as a 404 of its own code. */
export const noProduct = (sku: string): ProblemError =>
  notFound('PRODUCT_NOT_FOUND', `there is no product ${quote(sku)}`, { path: 'sku' });

export const noUnit = (sku: string, unit: string): ProblemError =>
  notFound('UNIT_NOT_FOUND', `${quote(sku)} is not sold by the unit ${quote(unit)}`, { path: 'unit' });

export const noWebsite = (code: string, path = 'website'): ProblemError =>
  notFound('WEBSITE_NOT_FOUND', `there is no website ${quote(code)}`, { path });

export const noWarehouse = (code: string, path = 'warehouse'): ProblemError =>
  notFound('WAREHOUSE_NOT_FOUND', `there is no warehouse ${quote(code)}`, { path });

export const noCategory = (code: string): ProblemError =>
  notFound('CATEGORY_NOT_FOUND', `there is no category ${quote(code)}`, { path: 'category' });

export const noOrder = (orderId: string): ProblemError =>
  notFound('ORDER_NOT_FOUND', `there is no order ${quote(orderId)}`, { path: 'orderId' });

export const noTransfer = (transferId: string): ProblemError =>
  notFound('TRANSFER_NOT_FOUND', `there is no transfer ${quote(transferId)}`, { path: 'transferId' });
export const noHold = (holdId: string): ProblemError =>
  notFound('HOLD_NOT_FOUND', `there is no hold ${quote(holdId)}`, { path: 'holdId' });

export const noCountSheet = (sheetId: string): ProblemError =>
  notFound('COUNT_SHEET_NOT_FOUND', `there is no count sheet ${quote(sheetId)}`, { path: 'sheetId' });

export const noStream = (stream: string): ProblemError =>
  notFound('STREAM_NOT_FOUND', `there is no stream ${quote(stream)}`, { path: 'stream' });
