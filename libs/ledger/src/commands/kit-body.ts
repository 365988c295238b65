import type { KitDefinition } from '#domain';
import type { BodyOf } from './body/command-body.ts';
import { Decimal, type PlainQuantity } from './body/decimal.ts';
import { Flag } from './body/flag.ts';
import { KeyList } from './body/key-list.ts';
import { PartList } from './body/part.ts';

/** A part of a kit: one of several interchangeable products. */
export class ComponentBody implements BodyOf<KitDefinition['components'][number]> {
  /** Skus of interchangeable products, the preferred first. */
  @KeyList({ min: 1, max: 100 })
  products!: string[];

  /** How much of one of them goes into one kit, in its primary unit. */
  @Decimal({ sign: 'positive' })
  quantity!: PlainQuantity;

  @Flag()
  required!: boolean;
}

/** What a kit is made of. */
export class KitBody implements BodyOf<KitDefinition> {
  @PartList(ComponentBody, { min: 1, max: 100 })
  components!: ComponentBody[];
}
