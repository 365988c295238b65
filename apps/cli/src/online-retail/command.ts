/** A line of an order or of a cancellation; the quantity is in the product's primary unit. */
export interface CommandLine {
  readonly sku: string;
  readonly quantity: string;
}

/** The fields of each command that the data is told in, as the HTTP interface names them. */
interface CommandData {
  readonly DefineOrganization: { readonly code: string; readonly name: string };
  readonly DefineWebsite: { readonly code: string; readonly name: string; readonly organization: string };
  readonly OpenWarehouse: { readonly code: string; readonly name: string; readonly organization: string };
  readonly AssignWarehouses: {
    readonly scope: { readonly level: 'organization'; readonly code: string };
    readonly warehouses: readonly string[];
  };
  readonly SetOption: {
    readonly scope: { readonly level: 'system' };
    readonly option: string;
    readonly value: string | boolean;
  };
  readonly RegisterProduct: {
    readonly sku: string;
    readonly name: string;
    readonly organization: string;
    readonly units: readonly { readonly code: string; readonly precision: number }[];
  };
  readonly AdjustLevel: {
    readonly sku: string;
    readonly warehouse: string;
    readonly quantity: string;
    readonly reason: string;
    readonly reference?: string;
    readonly effectiveAt: string;
  };
  readonly SubmitOrder: {
    readonly orderId: string;
    readonly website: string;
    readonly lines: readonly CommandLine[];
    readonly customer?: string;
    readonly placedAt: string;
  };
  readonly CancelOrder: {
    readonly orderId: string;
    readonly lines: readonly CommandLine[];
    readonly reason: string;
  };
}

export type CommandType = keyof CommandData;

/** One command of one type, to be sent as it is. */
export interface CommandOf<Type extends CommandType> {
  /** The idempotency key, made of invoice and line numbers, skus and codes, so that a second load repeats it. */
  readonly id: string;
  readonly type: Type;
  readonly data: CommandData[Type];
  /** When the shop decided it (UTC). Deciding by it gives the same events whenever and wherever it is sent. */
  readonly decidedAt: string;
}

/** Any command that the data is told in. */
export type RetailCommand = { [Type in CommandType]: CommandOf<Type> }[CommandType];

/** Makes a command whose key is its own within everything that is loaded from this data. */
export function retailCommand<Type extends CommandType>(
  type: Type,
  key: string,
  decidedAt: string,
  data: CommandData[Type],
): CommandOf<Type> {
  return { id: `online-retail:${key}`, type, data, decidedAt };
}
