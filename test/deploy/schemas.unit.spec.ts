import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { composeFaultsOf } from './compose-schema.ts';
import { manifestFaultsOf } from './kubernetes-schema.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests break manifests anywhere, also where their types would not let them.
type Manifest = any;

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy');

function textsIn(folder: string): [string, string][] {
  const names = readdirSync(join(DEPLOY, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.ya?ml$/.test(name));
  return files.map((name) => [name, readFileSync(join(DEPLOY, folder, name), 'utf8')]);
}

describe('the manifests, by the schemas of the Kubernetes API', () => {
  const all: [string, Manifest][] = textsIn('kubernetes').flatMap(([file, text]) =>
    parseAllDocuments(text).map((document): [string, Manifest] => {
      const manifest = document.toJS();
      return [`${file}: ${manifest.kind} ${manifest.metadata?.name}`, manifest];
    }),
  );
  const [, deployment] = all.find(([name]) => name.endsWith('Deployment stockbook-api')) ?? [];

  test.each(all)('%s is valid', async (_name, manifest) => {
    expect(await manifestFaultsOf(manifest)).toEqual([]);
  });

  test.each<[string, (one: Manifest) => void, string]>([
    [
      'a misspelt field',
      (one) => {
        one.spec.template.spec.containers[0].readinesProbe = {};
      },
      '/spec/template/spec/containers/0/readinesProbe is unknown',
    ],
    [
      'a misspelt field at the top',
      (one) => {
        one.specs = 1;
      },
      '/specs is unknown',
    ],
    [
      'a field at the wrong place',
      (one) => {
        one.spec.template.spec.capabilities = { drop: ['ALL'] };
      },
      '/spec/template/spec/capabilities is unknown',
    ],
    [
      'a wrong type',
      (one) => {
        one.spec.replicas = '3';
      },
      '/spec/replicas must be integer',
    ],
    [
      'a quantity that is none',
      (one) => {
        one.spec.template.spec.containers[0].resources.limits.memory = '2Gigs';
      },
      '/resources/limits/memory must match format "quantity"',
    ],
    [
      'a field left out',
      (one) => {
        delete one.spec.selector;
      },
      '/spec must have required property selector',
    ],
    [
      'a kind that is none',
      (one) => {
        one.apiVersion = 'apps/v1beta9';
      },
      'Kubernetes knows no apps/v1beta9/Deployment',
    ],
    [
      'no kind',
      (one) => {
        delete one.kind;
        one.apiVersion = '../v1';
      },
      'is no name of a kind',
    ],
  ])('%s is found', async (_what, spoil, fault) => {
    const spoilt = structuredClone(deployment);
    spoil(spoilt);
    expect((await manifestFaultsOf(spoilt)).join('\n')).toContain(fault);
  });
});

describe('the compose files, by the schema of the Compose Specification', () => {
  const all = textsIn('compose').map(([name, text]): [string, Manifest] => [name, parse(text)]);
  const [, stockbook] = all.find(([name]) => name === 'stockbook.yaml') ?? [];

  test.each(all)('%s is valid', (_name, file) => {
    expect(composeFaultsOf(file)).toEqual([]);
  });

  test('services depend on services that some file has', () => {
    const services = all.flatMap(([, file]) => Object.entries<Manifest>(file.services));
    const names = services.map(([name]) => name);
    for (const [, { depends_on: on = {} }] of services) {
      expect(names).toEqual(expect.arrayContaining(Array.isArray(on) ? on : Object.keys(on)));
    }
  });

  test.each<[string, (one: Manifest) => void, string]>([
    [
      'a misspelt field',
      (one) => {
        one.services.api.depnds_on = ['postgres'];
      },
      '"additionalProperty":"depnds_on"',
    ],
    [
      'a wrong type',
      (one) => {
        one.services.api.read_only = ['yes'];
      },
      '/services/api/read_only must be boolean',
    ],
    [
      'a misspelt field further down',
      (one) => {
        one.services.api.healthcheck = { intervall: '5s' };
      },
      '"additionalProperty":"intervall"',
    ],
  ])('%s is found', (_what, spoil, fault) => {
    const spoilt = structuredClone(stockbook);
    spoil(spoilt);
    expect(composeFaultsOf(spoilt).join('\n')).toContain(fault);
  });
});
