/** The running state of one order: its lines, and where its process stands. No figure of any product's stock. */
import type { ChosenComponent } from '../kit/parts.ts';
import type { DemandLine } from '../product/demand.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { Line } from './lines.ts';

/** All that is known of one product and unit in the order. */
export interface OrderLineState {
  readonly sku: string;
  /** Absent where the product is unknown and the command named no unit. */
  readonly unit?: string;
  /** What the order asks for: open, shipped and cancelled together. */
  quantity: Quantity;
  cancelled: Quantity;
  shipped: Quantity;
  /** How much of what was shipped has come back. */
  returned: Quantity;
  /** How much of what is open was allocated: the rest is neither released nor shipped from stock. */
  allocated: Quantity;
  /** How much of what was shipped, and is not back, came from stock: the rest has no effect on stock either. */
  fromStock: Quantity;
  /** Of a kit: what goes into one, as it was chosen when the line was ordered. */
  readonly components?: readonly ChosenComponent[];
  /** Of a kit: what of its components was allocated and shipped; the figures of the line itself are zero. */
  readonly parts?: readonly LinePart[];
}

/** What one component has to do with a line of a kit. Quantities are in the component's unit. */
export interface LinePart {
  readonly sku: string;
  readonly unit: string;
  /** How much goes into one of the line's unit. */
  readonly each: Quantity;
  allocated: Quantity;
  fromStock: Quantity;
}

export type OrderStatus = 'submitted' | 'accepted' | 'rejected' | 'cancelled' | 'shipped' | 'closed';

/** An operation that is not closed yet. Recovery takes it up where it stands. */
export type OpenOperation =
  /** Opened, and without an outcome: evaluate and allocate, then accept or reject. */
  | { readonly kind: 'submit'; readonly operation: number; readonly phase: 'deciding' }
  /** Rejected: close at every product, then settle. */
  | { readonly kind: 'submit'; readonly operation: number; readonly phase: 'settling' }
  /** Cancelled: release these lines at their products, then settle. */
  | {
      readonly kind: 'cancel';
      readonly operation: number;
      readonly phase: 'settling';
      readonly released: readonly OpenLine[];
    }
  /** To be amended: evaluate and allocate what is added, then accept or refuse. */
  | {
      readonly kind: 'amend';
      readonly operation: number;
      readonly phase: 'deciding';
      /** The whole order as it shall be. */
      readonly lines: readonly Line[];
      readonly amendment: Amendment;
    }
  /** Amended: release what was given up. Refused: close at every product of which more was wanted. Then settle. */
  | {
      readonly kind: 'amend';
      readonly operation: number;
      readonly phase: 'settling';
      readonly isAccepted: boolean;
      readonly amendment: Amendment;
    }
  /** To be shipped: ship at every product, then say what has gone out. */
  | {
      readonly kind: 'ship';
      readonly operation: number;
      readonly phase: 'deciding';
      readonly lines: readonly ShippedLine[];
      /** The shipment's reference. */
      readonly note: string | undefined;
    }
  /** To be returned: take back at every product, then say what has come back. */
  | {
      readonly kind: 'return';
      readonly operation: number;
      readonly phase: 'deciding';
      readonly lines: readonly ReturningLine[];
      /** Why it comes back. */
      readonly note: string | undefined;
    };

/** A quantity of one of the order's lines. */
export interface OpenLine {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: Quantity;
  /** Of a kit: what goes into one. */
  readonly components?: readonly ChosenComponent[];
}

/** A quantity of one of the order's lines that goes out, from a warehouse where one is named. */
export interface ShippedLine extends OpenLine {
  readonly warehouse?: string;
}

/** A quantity of one of the order's lines that comes back, to a warehouse where one is named. */
export interface ReturningLine extends OpenLine {
  readonly restock: boolean;
  readonly warehouse?: string;
}

/** What an amendment changes of an order, product by product; what stays as it is is not in it. */
export interface Amendment {
  /** In the order of skus. */
  readonly products: readonly ProductAmendment[];
  /** Why the order itself cannot become so: EXCEEDS_OPEN, below what is shipped already. */
  readonly reasons: readonly Reason[];
}

/** What an amendment changes of one product. */
export interface ProductAmendment {
  readonly sku: string;
  /** By how much lines grow. */
  readonly added: readonly DemandLine[];
  /** By how much lines shrink, as far as that was allocated. */
  readonly givenUp: readonly DemandLine[];
  /** All lines of the product as they shall be: on these the limits count. */
  readonly whole: readonly DemandLine[];
}

/** Folded in place, like a product's state. */
export interface OrderState {
  readonly orderId: string;
  readonly website: string;
  lines: readonly OrderLineState[];
  readonly holdId: string | null;
  readonly shipUntil: string | null;
  readonly customer: string | null;
  readonly placedAt: string | null;
  /** The time with which the latest operation is decided. */
  decidedAt: string;
  status: OrderStatus;
  /** Number of the latest operation. */
  operation: number;
  open: OpenOperation | null;
}

/** What of a line is neither cancelled nor shipped. */
export const openOf = ({
  quantity,
  cancelled,
  shipped,
}: Pick<OrderLineState, 'quantity' | 'cancelled' | 'shipped'>): Quantity => quantity - cancelled - shipped;

/** The products that an order has to do with: those of its lines, and the components of its kits. */
export const skusOfOrder = ({ lines }: Pick<OrderState, 'lines'>): readonly string[] => [
  ...new Set(lines.flatMap(({ sku, parts = [] }) => [sku, ...parts.map((part) => part.sku)])),
];
