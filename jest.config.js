import { readFileSync } from 'node:fs';
import { POSTGRES } from './test/support/postgres-for-tests.ts';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
const compile = {
  ...swc,
  $schema: undefined,
  exclude: undefined,
  swcrc: false,
  sourceMaps: 'inline',
  // Jest reads the sources themselves, so their imports keep the .ts ending.
  jsc: { ...swc.jsc, rewriteRelativeImportExtensions: false },
};

/**
 * @param {string} name
 * @param {string} testMatch
 */
const project = (name, testMatch, more = {}) => ({
  displayName: name,
  testMatch: [testMatch],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', compile] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  injectGlobals: false,
  setupFiles: ['<rootDir>/test/support/seed-properties.ts'],
  ...more,
});

const withPostgres = {
  globalSetup: '<rootDir>/test/support/with-postgres.js',
  globalTeardown: '<rootDir>/test/support/end-postgres.js',
};

// The suites of the read models run once more with PostgreSQL in SQLite's place.
const onPostgres = (await POSTGRES.missing())
  ? project('int-postgres', '<rootDir>/test/support/not-run/*.spec.ts')
  : project('int-postgres', '<rootDir>/libs/read-models/**/*.int.spec.ts', {
      ...withPostgres,
      globals: { readModelsOnPostgres: true },
      testPathIgnorePatterns: ['/node_modules/', '/sqlite/'],
    });

const withEventStore = {
  globalSetup: '<rootDir>/test/support/with-eventstore.js',
  globalTeardown: '<rootDir>/test/support/end-eventstore.js',
};

const builtFirst = { globalSetup: '<rootDir>/test/support/build-dist.js' };

export default {
  maxWorkers: 2,
  // Jest takes it from here only, not from a project.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/reporter.ts'],
  projects: [
    project('unit', '<rootDir>/{apps,libs,test}/**/*.unit.spec.ts'),
    project('int', '<rootDir>/{apps,libs,test}/**/*.int.spec.ts', {
      ...builtFirst,
      testPathIgnorePatterns: ['/node_modules/', '/postgres/', '/eventstoredb/'],
    }),
    onPostgres,
    // Those that need a server of their own kind; without one they are reported as not run.
    project('int-eventstore', '<rootDir>/{apps,libs,test}/**/eventstoredb/**/*.int.spec.ts', withEventStore),
    project('e2e', '<rootDir>/{apps,libs,test}/**/*.e2e.spec.ts', withPostgres),
  ],
};
