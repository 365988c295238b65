export { schemaOf } from './body/schema-of.ts';
export * from './command-bodies.ts';
export * from './fingerprint.ts';
export * from './ledger-command.ts';
export * from './parse-command.ts';
