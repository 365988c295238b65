import { isBuiltin } from 'node:module';
import { join } from 'node:path/posix';
import ts from 'typescript';

interface LibraryRule {
  /** The libraries of ours it may import, each by its entry point. */
  readonly ours: readonly string[];
  /** Packages and Node modules it must do without; tests are free to use any. */
  readonly refused?: (specifier: string) => boolean;
}

const isNest = (specifier: string) => specifier.startsWith('@nestjs/');

/** Every library has a row here; one without a row is a violation by itself. */
export const libraryRules: Readonly<Record<string, LibraryRule>> = {
  domain: { ours: [], refused: () => true },
  'event-store': { ours: [], refused: isNest },
  ledger: { ours: ['domain', 'event-store'] },
  'read-models': { ours: ['domain', 'event-store'] },
};

/**
 * Every module a source names: static imports and exports, types, `import()` and `require()`, and files it
 * starts or reads by `new URL(path, import.meta.url)`.
 */
export function importsOf(path: string, text: string): string[] {
  const found: string[] = [];
  const note = (node: ts.Node | undefined) => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node))
      note(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    else if (ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText()))
      note(node.arguments[0]);
    else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      if (node.arguments?.[1]?.getText() === 'import.meta.url') note(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Why the file at `path` (from the top of the checkout) may not import `specifier`; nothing when it may. */
export function violation(path: string, specifier: string): string | undefined {
  const [area, name = ''] = path.split('/');
  const isTest = path.endsWith('.spec.ts');
  const isTesting = isTest || path.startsWith(`${area}/${name}/src/testing/`);
  const rule = area === 'libs' ? libraryRules[name] : undefined;
  if (area === 'libs' && rule === undefined) return `libs/${name} has no row in the import rules`;

  if (specifier.startsWith('.')) {
    const target = join(path, '..', specifier);
    if (target.startsWith(`${area}/${name}/`)) return undefined;
    if (isTest && target.startsWith('test/support/')) return undefined;
    if (target.startsWith('libs/')) return 'another library is imported by its #name only';
    if (area === 'apps' && target.startsWith('apps/')) return 'another app is imported by its #name only';
    return rule === undefined ? undefined : `libs/${name} reaches outside its folder`;
  }
  if (specifier.startsWith('#')) {
    const library = specifier.slice(1).split('/')[0] ?? '';
    if (specifier.endsWith('/testing') && !isTesting) return 'testing code is for tests only';
    if (library === 'server' && `${area}/${name}` !== 'apps/cli')
      return 'the server is for the CLI to compose';
    if (rule === undefined || rule.ours.includes(library)) return undefined;
    return `libs/${name} may not import ${specifier}`;
  }
  if (isTesting || !rule?.refused?.(specifier)) return undefined;
  return `libs/${name} may not import the ${isBuiltin(specifier) ? 'Node module' : 'package'} ${specifier}`;
}

/** The first circle of files that import each other, in their order; undefined where there is none. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const imported of imports.get(file) ?? []) {
      const circle = visit(imported);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
