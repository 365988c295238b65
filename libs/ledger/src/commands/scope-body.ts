import type { OptionLevel, ScopeRef } from '#domain';
import type { BodyOf } from './body/command-body.ts';
import { fault } from './body/fault.ts';
import { field } from './body/field.ts';
import { keyFaultOf, keyKind } from './body/key.ts';
import { OneOf } from './body/one-of.ts';

/** The code of a scope: there for every level but `system`, of which there is one. */
const ScopeCode = (): PropertyDecorator =>
  field<string>(
    {
      ...keyKind,
      checksAbsence: true,
      check(code, scope) {
        const isSystem = (scope as Partial<ScopeRef>).level === 'system';
        if (code === undefined) return isSystem ? undefined : fault('is missing');
        return isSystem ? fault('must be left out: there is one system') : keyFaultOf(code);
      },
    },
    { optional: true },
  );

/** Whose options are meant. */
export class ScopeBody implements BodyOf<ScopeRef> {
  @OneOf(['product', 'category', 'website', 'organization', 'system'])
  level!: OptionLevel;

  /** The sku or code. */
  @ScopeCode()
  code?: string;
}

/** Whose warehouses are meant. */
export class AssignmentScopeBody implements BodyOf<ScopeRef> {
  @OneOf(['website', 'organization', 'system'])
  level!: OptionLevel;

  @ScopeCode()
  code?: string;
}
