import type { ReasonCode } from '#domain';
import type { ConflictCode, UnavailableCode } from '#ledger';

/** Every code that an answer may carry, with the HTTP status it means. Part of the contract with clients. */
interface Meaning {
  readonly status: number;
  /** What is so, in a few words, the same for every occurrence. */
  readonly title: string;
}

const invalid = (title: string): Meaning => ({ status: 400, title });
const unknown = (title: string): Meaning => ({ status: 404, title });
const conflict = (title: string): Meaning => ({ status: 409, title });
const refusal = (title: string): Meaning => ({ status: 422, title });
const unavailable = (title: string): Meaning => ({ status: 503, title });

export const PROBLEMS = {
  VALIDATION_FAILED: invalid('The request is malformed or invalid'),
  HOST_NOT_ALLOWED: { status: 403, title: 'The request names a host that is not this machine' },

  NOT_FOUND: unknown('There is nothing at this address'),
  PRODUCT_NOT_FOUND: unknown('There is no such product'),
  UNIT_NOT_FOUND: unknown('The product has no such unit'),
  WAREHOUSE_NOT_FOUND: unknown('There is no such warehouse'),
  WEBSITE_NOT_FOUND: unknown('There is no such website'),
  CATEGORY_NOT_FOUND: unknown('There is no such category'),
  ORGANIZATION_NOT_FOUND: unknown('There is no such organization'),
  ORDER_NOT_FOUND: unknown('There is no such order'),
  HOLD_NOT_FOUND: unknown('There is no such hold'),
  TRANSFER_NOT_FOUND: unknown('There is no such transfer'),
  COUNT_SHEET_NOT_FOUND: unknown('There is no such count sheet'),
  STREAM_NOT_FOUND: unknown('There is no such stream'),

  METHOD_NOT_ALLOWED: { status: 405, title: 'The address does not take this method' },
  TIMED_OUT: { status: 408, title: 'The request took too long to arrive' },

  REVISION_CONFLICT: conflict('The stream has moved on'),
  IDEMPOTENCY_CONFLICT: conflict('The same id came with other content'),
  ALREADY_EXISTS: conflict('It exists already'),

  TOO_LARGE: { status: 413, title: 'The request is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body is of a type that is not taken here' },
  EXPECTATION_FAILED: { status: 417, title: 'The request expects what this server does not do' },

  UNKNOWN_PRODUCT: refusal('The product does not exist'),
  UNKNOWN_UNIT: refusal('The product has no such unit'),
  UNKNOWN_WAREHOUSE: refusal('The warehouse does not exist'),
  UNKNOWN_WEBSITE: refusal('The website does not exist'),
  UNKNOWN_CATEGORY: refusal('The category does not exist'),
  UNKNOWN_ORGANIZATION: refusal('The organization does not exist'),
  UNKNOWN_ORDER: refusal('The order does not exist'),
  UNKNOWN_HOLD: refusal('The hold does not exist'),
  UNKNOWN_TRANSFER: refusal('The transfer does not exist'),
  UNKNOWN_COUNT_SHEET: refusal('The count sheet does not exist'),
  ORDER_REJECTED: refusal('The order was rejected'),
  INSUFFICIENT_STOCK: refusal('There is not enough stock'),
  BACKORDER_LIMIT_EXCEEDED: refusal('More would be backordered than allowed'),
  BELOW_MINIMUM: refusal('The quantity is below the minimum to order'),
  ABOVE_MAXIMUM: refusal('The quantity is above the maximum to order'),
  NOT_AN_INCREMENT: refusal('The quantity is no multiple of the increment'),
  STATUS_NOT_ALLOWED: refusal('The status of the product does not allow it'),
  SHIPS_TOO_LATE: refusal('The product is available only later'),
  PRECISION_EXCEEDED: refusal('The quantity has more decimals than its unit'),
  OUT_OF_RANGE: refusal('The quantity is out of range'),
  NEGATIVE_ON_HAND: refusal('On hand would fall below zero'),
  MOVED_SINCE_COUNT: refusal('Stock has moved since it was counted'),
  OPTION_UNKNOWN: refusal('There is no such option'),
  OPTION_NOT_SETTABLE_HERE: refusal('The option cannot be set at this level'),
  OPTION_INVALID: refusal('The value does not suit the option'),
  MINIMUM_ABOVE_MAXIMUM: refusal('The minimum to order would be above the maximum'),
  WAREHOUSE_NOT_EMPTY: refusal('The warehouse is not empty'),
  WAREHOUSE_CLOSED: refusal('The warehouse is closed'),
  EXCEEDS_OPEN: refusal('It is more than is open'),
  ORDER_NOT_OPEN: refusal('The order is not open any more'),
  HOLD_NOT_OPEN: refusal('The hold is not open any more'),
  COUNT_SHEET_NOT_OPEN: refusal('The count sheet is not open any more'),
  CATEGORY_CYCLE: refusal('A category would be under itself'),

  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  INTERNAL_ERROR: { status: 500, title: 'The server failed' },

  NOT_READY: unavailable('The server is not ready'),
  OVERLOADED: unavailable('The server has too much to do'),
  CONTENDED: unavailable('Other processes were faster'),
  STORE_UNAVAILABLE: unavailable('The event store cannot be reached'),
  POSITION_NOT_REACHED: unavailable('The read model has not got there yet'),
  SHUTTING_DOWN: unavailable('The server is shutting down'),
} as const satisfies Record<ReasonCode | ConflictCode | UnavailableCode, Meaning> & Record<string, Meaning>;

export type ProblemCode = keyof typeof PROBLEMS;

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);
