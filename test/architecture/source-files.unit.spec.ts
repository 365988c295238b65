import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { circleIn, importsOf, violation } from './import-rules.ts';

const top = join(import.meta.dirname, '..', '..');

describe('the imports of apps and libs', () => {
  test('keep the rules of the house', () => {
    const sources = globSync('{apps,libs}/**/*.ts', {
      cwd: top,
      exclude: ['**/node_modules', 'apps/console'],
    });

    const broken = sources.flatMap((path) =>
      importsOf(path, readFileSync(join(top, path), 'utf8')).flatMap((specifier) => {
        const why = violation(path, specifier);
        return why === undefined ? [] : [`${path} imports ${specifier}: ${why}`];
      }),
    );

    expect(broken).toEqual([]);
  });

  test('run in no circle, not even of types', () => {
    const sources = globSync('{apps,libs}/**/*.ts', {
      cwd: top,
      exclude: ['**/node_modules', '**/*.spec.ts'],
    });
    const imports = sources.map((path): [string, string[]] => [
      path,
      importsOf(path, readFileSync(join(top, path), 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(path, '..', specifier)),
    ]);

    expect(circleIn(new Map(imports))).toBeUndefined();
  });
});

test('a circle of imports is found', () => {
  const imports = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['d']],
    ['d', ['b']],
  ]);
  expect(circleIn(imports)).toEqual(['b', 'c', 'd', 'b']);
  expect(
    circleIn(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
  ).toBeUndefined();
});

describe('the import rules', () => {
  test.each([
    ['libs/domain/src/money.ts', 'node:crypto'],
    ['libs/domain/src/money.ts', 'rxjs'],
    ['libs/domain/src/money.ts', '#event-store'],
    ['libs/event-store/src/codec.ts', '#domain'],
    ['libs/event-store/src/codec.ts', '@nestjs/common'],
    ['libs/event-store/src/codec.spec.ts', '#ledger'],
    ['libs/ledger/src/mailbox.ts', '#read-models'],
    ['libs/ledger/src/mailbox.ts', '#event-store/testing'],
    ['libs/ledger/src/mailbox.ts', '../../domain/src/index.ts'],
    ['libs/ledger/src/mailbox.ts', '../../../apps/server/src/main.ts'],
    ['libs/ledger/src/mailbox.ts', '../../../test/support/requirement.ts'],
    ['libs/read-models/src/stock.ts', '#ledger'],
    ['libs/unheard-of/src/index.ts', './other.ts'],
    ['libs/ledger/src/mailbox.ts', '#server'],
    ['apps/server/src/main.ts', '../../../libs/domain/src/product/decide.ts'],
    ['apps/server/src/main.ts', '#server'],
    ['apps/cli/src/main.ts', '../../server/src/index.ts'],
  ])('refuse that %s imports %s', (path, specifier) => {
    expect(violation(path, specifier)).toBeDefined();
  });

  test.each([
    ['libs/domain/src/product/decide.ts', '../money.ts'],
    ['libs/domain/src/money.unit.spec.ts', 'fast-check'],
    ['libs/event-store/src/sqlite/store.ts', 'node:sqlite'],
    ['libs/event-store/src/testing/suite.ts', '@jest/globals'],
    ['libs/event-store/src/store.int.spec.ts', '../../../test/support/requirement.ts'],
    ['libs/ledger/src/mailbox.ts', '#domain'],
    ['libs/ledger/src/mailbox.unit.spec.ts', '#event-store/testing'],
    ['libs/read-models/src/stock.ts', '#event-store'],
    ['apps/server/src/main.ts', '#read-models'],
    ['apps/cli/src/main.ts', '#server'],
  ])('allow that %s imports %s', (path, specifier) => {
    expect(violation(path, specifier)).toBeUndefined();
  });
});

test('every way to name a module is found', () => {
  const source = `
    import 'a';
    import type { B } from 'b';
    export * from 'c';
    type D = import('d').D;
    const e = await import('e');
    const f = require('f');
    new Worker(new URL('./g.ts', import.meta.url));
    const text = "import 'not this one'"; // import 'nor this one'
  `;

  expect(importsOf('source.ts', source)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', './g.ts']);
});

test('every spec file says by its suffix what kind of test it is, so that Jest runs it', () => {
  const specs = globSync('{apps,libs,test}/**/*.{spec,test}.ts', {
    cwd: top,
    // Stand-ins that jest.config.js names itself, for suites whose server is not to be had.
    exclude: ['**/node_modules', 'apps/console', 'test/support/not-run'],
  });

  expect(specs.filter((path) => !/\.(unit|int|e2e)\.spec\.ts$/.test(path))).toEqual([]);
});
