import { decideKitChange } from '../kit/change.ts';
import type { OptionCommand, ProductCommand } from '../shared/commands.ts';
import { type Decision, refuse } from '../shared/decision.ts';
import { decideAdjustment } from './adjust.ts';
import type { DecisionContext } from './context.ts';
import { decideCount } from './count.ts';
import type { ProductEvent } from './events.ts';
import { decideMove } from './move.ts';
import { decideProductOption } from './options.ts';
import { unknownProduct } from './quantity-reasons.ts';
import { decideRegistration } from './register.ts';
import { decideRenaming } from './rename.ts';
import { decideStatus } from './set-status.ts';
import type { ProductState } from './state.ts';

/** Decides what happens to a product; null is one that was never registered. */
export function decideProduct(
  product: ProductState | null,
  command: ProductCommand | OptionCommand,
  context: DecisionContext,
): Decision<ProductEvent> {
  if (command.type === 'RegisterProduct') return decideRegistration(product, command, context);
  if (product === null) return refuse(unknown(command));
  switch (command.type) {
    case 'RenameProduct':
      return decideRenaming(product, command);
    case 'MoveProduct':
      return decideMove(product, command, context);
    case 'ChangeKit':
      return decideKitChange(product, command, context);
    case 'SetStatus':
      return decideStatus(product, command, context);
    case 'AdjustLevel':
      return decideAdjustment(product, command, context);
    case 'CountLevel':
      return decideCount(product, command, context);
    case 'SetOption':
    case 'ClearOption':
      return decideProductOption(product, command, context);
  }
}

const unknown = (command: Exclude<ProductCommand | OptionCommand, { type: 'RegisterProduct' }>) =>
  'scope' in command
    ? unknownProduct(command.scope.code ?? '', 'scope.code')
    : unknownProduct(command.sku, 'sku');
