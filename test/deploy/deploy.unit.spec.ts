import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { SETTINGS } from '../../apps/server/src/settings/settings.ts';

// biome-ignore lint/suspicious/noExplicitAny: manifests are looked at member by member, and fail where one is missing.
type Manifest = any;

const TOP = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(TOP, path), 'utf8');
const known = new Set(SETTINGS.map(({ variable }) => variable));
const settingsIn = (names: readonly string[]) => names.filter((name) => name.startsWith('STOCKBOOK_'));

test('the page of settings lists every one, with its flag and default', () => {
  const page = read('docs/settings.md');
  for (const { variable, flag, default: fallback } of SETTINGS) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${variable}\``));
    expect(row).toContain(`\`--${flag} `);
    if (fallback !== undefined) expect(row).toContain(`\`${fallback}\``);
  }
});

test('the image is not run as root, writes under /data only and tells its health', () => {
  const file = read('deploy/Dockerfile');
  expect(file).toMatch(/^USER 10001:10001$/m);
  expect(file).toMatch(/^HEALTHCHECK /m);
  for (const [, path = ''] of file.matchAll(/dist\/(\S+?)\.js/g)) {
    expect(() => read(`${path}.ts`)).not.toThrow();
  }
});

describe('compose files', () => {
  const files = readdirSync(join(TOP, 'deploy', 'compose')).filter((name) => name.endsWith('.yaml'));
  const all: Manifest[] = files.map((name) => parse(read(`deploy/compose/${name}`)));
  const services: [string, Manifest][] = all.flatMap((one) => Object.entries(one.services));

  test('name settings that exist', () => {
    const names = services.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(settingsIn(names).filter((name) => !known.has(name))).toEqual([]);
  });

  test('publish ports on loopback only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('lock Stockbook in, and leave it the time to stop', () => {
    const own = services.filter(([, { image }]) => image === 'stockbook');
    expect(own.map(([name]) => name).sort()).toEqual(['api', 'projector', 'stockbook']);
    for (const [, service] of own) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '60s' });
    }
  });
});

describe('manifests', () => {
  const all: Manifest[] = parseAllDocuments(read('deploy/kubernetes/stockbook.yaml')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
  const deployments = all.filter(({ kind }) => kind === 'Deployment');
  const containers: Manifest[] = deployments.flatMap(({ spec }) => spec.template.spec.containers);

  test('have probes, resources and nothing to write to but what is mounted', () => {
    for (const container of containers) {
      expect(container.readinessProbe ?? container.livenessProbe).toBeDefined();
      expect(container.resources).toMatchObject({ requests: expect.anything(), limits: expect.anything() });
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  test('name settings that exist', () => {
    const names = containers.flatMap(({ env = [] }) => env.map(({ name }: { name: string }) => name));
    expect(settingsIn(names).filter((name) => !known.has(name))).toEqual([]);
  });

  test('have a disruption budget each that lets a node be emptied', () => {
    const budgets = all.filter(({ kind }) => kind === 'PodDisruptionBudget');
    for (const { metadata, spec } of deployments) {
      const budget = budgets.find((one) => one.metadata.name === metadata.name);
      expect(budget.spec.selector).toEqual(spec.selector);
      expect(budget.spec.minAvailable).toBeLessThan(spec.replicas);
    }
  });

  test('have the gateway that the compose files have', () => {
    const { data } = all.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'stockbook-gateway',
    );
    const template = read('deploy/gateway/nginx.conf.template').split('\n');
    const withoutComments = template.filter((line) => !line.trim().startsWith('#')).join('\n');
    expect(data['default.conf']).toBe(withoutComments);
  });

  test('select the pods that they make', () => {
    for (const { spec } of deployments) {
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    }
  });
});
