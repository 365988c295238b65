import type { PipeTransform } from '@nestjs/common';
import { invalidRequest } from '../problem/problem-error.ts';
import { Fault, parseKey } from './parameter.ts';

/** Reads a sku, code or id out of the path, in its one spelling. */
export class KeyPipe implements PipeTransform<string, string> {
  constructor(
    private readonly name: string,
    private readonly parse: (text: string) => string | Fault = parseKey,
  ) {}

  transform(text: string): string {
    const key = this.parse(text);
    if (key instanceof Fault) throw invalidRequest(`${this.name} ${key.text}`, this.name);
    return key;
  }
}
