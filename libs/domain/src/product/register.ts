import { checkKit } from '../kit/check.ts';
import { kitOf } from '../kit/kit-of.ts';
import { DEFAULT_ORGANIZATION } from '../scopes/founding.ts';
import { unknownCategory, unknownOrganization } from '../scopes/unknown.ts';
import { alreadyExists } from '../shared/already-exists.ts';
import type { RegisterProduct } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { formatQuantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import { productDefinition } from './definition.ts';
import type { ProductEvent, UnitDefinition } from './events.ts';
import type { ProductState } from './state.ts';
import { checkUnits } from './unit-rules.ts';
import { DEFAULT_UNITS } from './units.ts';

/**
 * Registers a product: in stock, to which the automatic rule then applies, so that one whose inventory is managed is
 * out of stock until stock comes.
 *
 * Refused: ALREADY_EXISTS, UNKNOWN_ORGANIZATION, UNKNOWN_CATEGORY, units that contradict each other, and a kit that
 * cannot be (`checkKit`).
 */
export function decideRegistration(
  product: ProductState | null,
  command: RegisterProduct,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, name, organization = DEFAULT_ORGANIZATION, category, stockUnit } = command;
  const { organizations, categories } = context.scopes;
  const reasons: Reason[] = [];
  if (product !== null) reasons.push(alreadyExists('product', sku, 'sku'));
  if (!organizations.has(organization)) reasons.push(unknownOrganization(organization, 'organization'));
  if (category !== undefined && !categories.has(category)) {
    reasons.push(unknownCategory(category, 'category'));
  }
  reasons.push(...checkUnits(command));
  if (reasons.length > 0) return refuse(...reasons);
  const registered: ProductEvent = {
    type: 'ProductRegistered',
    data: {
      sku,
      name,
      organization,
      ...(category !== undefined && { category }),
      units: unitsOf(command),
      ...(stockUnit !== undefined && { stockUnit }),
      ...(command.kit !== undefined && { kit: kitOf(command.kit) }),
    },
  };
  const fresh = productDefinition.evolve(null, registered);
  if (fresh === null) return accept(registered);
  const faults = command.kit === undefined ? [] : checkKit(fresh, command.kit, context);
  if (faults.length > 0) return refuse(...faults);
  return accept(registered, ...consequencesOf(fresh, { changes: [] }, context));
}

const unitsOf = ({ units }: RegisterProduct): readonly UnitDefinition[] =>
  units?.map(({ code, precision, conversionRate }) => ({
    code,
    precision,
    ...(conversionRate !== undefined && { conversionRate: formatQuantity(conversionRate) }),
  })) ?? DEFAULT_UNITS;
