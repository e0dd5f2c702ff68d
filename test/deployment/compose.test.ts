import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/platform/package-root.ts';

interface Service {
  image?: string;
  build?: string;
  user?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  restart?: string;
  cap_drop?: string[];
  security_opt?: string[];
  privileged?: boolean;
  healthcheck?: { test?: string[] };
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

const text = readFileSync(join(packageRoot, 'compose.yaml'), 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };

/** They do one thing and end. */
const jobs = ['search-folder', 'search-key'];
/** Gives a volume to the account that the search runs under, without a network; nothing else runs as root. */
const asRoot = ['search-folder'];

const secretNames = /SECRET|PASSWORD|TOKEN|KEY/;
/** A variable without which compose refuses to start. */
const demanded = /\$\{[A-Z_]+:\?[^}]+\}/;

/** What is wrong with one service. */
function faultsOf(name: string, service: Service): string[] {
  const { image = '', build, user, environment = {}, ports = [], volumes = [], deploy, healthcheck } = service;
  const faults: string[] = [];
  const must = (isGood: boolean, what: string) => void (isGood || faults.push(`${name}: ${what}`));
  const limits = deploy?.resources?.limits;
  must(limits?.cpus !== undefined && limits.memory !== undefined, 'has no limits');
  must(service.cap_drop?.includes('ALL') === true, 'keeps capabilities');
  must(service.security_opt?.includes('no-new-privileges:true') === true, 'may gain privileges');
  must(service.privileged !== true, 'is privileged');
  must(build !== undefined || /^[a-z/]+:v?\d+/.test(image), `the image ${image} names no version`);
  must(jobs.includes(name) || healthcheck?.test !== undefined, 'has no health check');
  must(jobs.includes(name) || service.restart === 'unless-stopped', 'is not started again');
  // The product's image says USER node itself.
  must(build !== undefined || asRoot.includes(name) || !['', 'root', '0', '0:0'].includes(user ?? ''), 'runs as root');
  for (const port of ports) must(port.startsWith('127.0.0.1:'), `the port ${port} is open to the network`);
  for (const volume of volumes) must((volume.split(':')[0] ?? '') in compose.volumes, `${volume} is no named volume`);
  for (const [key, value] of Object.entries(environment)) {
    const isSecret = secretNames.test(key) || /:[^/@]*@/.test(String(value).replaceAll(/\$\{[^}]*\}/g, '$'));
    must(!isSecret || demanded.test(String(value)), `${key} has a default`);
  }
  return faults;
}

describe('compose.yaml', () => {
  it('starts the server, a worker, the database and the search', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['app', 'worker', 'database', 'search']));
    const { app, worker, database, search } = compose.services;
    expect([app?.environment?.['JUCAI_ROLE'], worker?.environment?.['JUCAI_ROLE']]).toEqual(['api', 'worker']);
    expect(database?.image).toMatch(/^postgres:18(\D|$)/);
    expect(search?.image).toMatch(/^getmeili\/meilisearch:v1\.(3[4-9]|4[0-46-79]|[5-9]\d)\.\d+$/);
  });

  it.each(Object.entries(compose.services))(
    '%s is watched, limited, not root, and has no default secret',
    (name, service) => {
      expect(faultsOf(name, service)).toEqual([]);
    },
  );

  it('would show each of these faults', () => {
    const bad: Service = {
      image: 'postgres',
      environment: {
        POSTGRES_PASSWORD: 'postgres',
        DATABASE_URL: 'postgresql://a:b@c/d',
        LOG: 'info',
        A_KEY: ['$', '{A_KEY:-x}'].join(''),
      },
      ports: ['4000:4000'],
      volumes: ['/:/host'],
      privileged: true,
    };
    expect(faultsOf('bad', bad).map((fault) => fault.replace('bad: ', ''))).toEqual([
      ...['has no limits', 'keeps capabilities', 'may gain privileges', 'is privileged'],
      ...['the image postgres names no version', 'has no health check', 'is not started again', 'runs as root'],
      ...['the port 4000:4000 is open to the network', '/:/host is no named volume'],
      ...['POSTGRES_PASSWORD has a default', 'DATABASE_URL has a default', 'A_KEY has a default'],
    ]);
  });

  it('is built into an image that does not run as root', () => {
    const lines = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8').split('\n');
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
    expect(lines.lastIndexOf('USER node')).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('FROM ')));
    const { engines, dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    expect(engines.node).toBeDefined();
    expect(
      lines.filter((line) => line.startsWith('FROM ')).every((line) => line.includes(`node:${dependencies.node}-`)),
    ).toBe(true);
  });
});
