import { type ValidationError, Validator } from 'class-validator';
import type { Reason } from '#domain';
import type { Fault } from './fault.ts';
import { type BodyClass, fieldsOf } from './field.ts';
import { pathOf } from './instantiate.ts';
import { Unfit } from './unfit.ts';

/** How many reasons are told: a body may have thousands of faulty lines. */
const REASONS_MAX = 100;

const validator = new Validator();
const SETTINGS = { validationError: { target: false, value: false } };

/** Everything that is wrong with a body, field by field; empty when nothing is. */
export function faultsOf(body: object): Reason[] {
  if (isSound(body)) return [];
  const errors = validator.validateSync(body, SETTINGS);
  const reasons: Reason[] = [];
  collect(errors, body, '', reasons);
  return reasons;
}

/**
 * Whether every field passes its check: what class-validator would say. Asked first, since most bodies are sound and
 * class-validator takes longer to find that out than the ledger to decide the command.
 */
export function isSound(body: object): boolean {
  const members = body as Record<string, unknown>;
  for (const { name, kind, optional, check } of fieldsOf(body.constructor as BodyClass).values()) {
    const value = members[name];
    if (value === undefined && optional && kind.checksAbsence !== true) continue;
    if (check(value, body) !== undefined) return false;
    if (kind.part === undefined || typeof value !== 'object' || value === null) continue;
    if (!(Array.isArray(value) ? value.every(isSoundPart) : isSoundPart(value))) return false;
  }
  return true;
}

const isSoundPart = (part: object): boolean => !(part instanceof Unfit) && isSound(part);

/** class-validator says where; the field, asked once more, says what. */
function collect(errors: readonly ValidationError[], body: object, path: string, reasons: Reason[]): void {
  const fields = fieldsOf(body.constructor as BodyClass);
  for (const { property, children = [] } of errors) {
    const field = fields.get(property);
    if (field === undefined || reasons.length >= REASONS_MAX) continue;
    const value = (body as Record<string, unknown>)[property];
    const place = pathOf(path, property);
    const found = field.check(value, body);
    if (found !== undefined) reasons.push(reasonOf(found, place));
    else if (Array.isArray(value)) collectItems(children, value, place, reasons);
    else collect(children, value as object, place, reasons);
  }
}

function collectItems(
  errors: readonly ValidationError[],
  items: readonly object[],
  path: string,
  reasons: Reason[],
): void {
  for (const { property, children = [] } of errors) {
    const item = items[Number(property)];
    const place = `${path}[${property}]`;
    if (item === undefined || reasons.length >= REASONS_MAX) continue;
    if (item instanceof Unfit) reasons.push(reasonOf(item.fault, place));
    else collect(children, item, place, reasons);
  }
}

const reasonOf = ({ code, message }: Fault, path: string): Reason => ({
  code,
  message: `${path} ${message}`,
  path,
});
