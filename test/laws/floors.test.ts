import { describe, expect, it } from 'vitest';
import { importsOf, readSources, type Source, sourcesOf, type Violation } from './source.ts';

/** From the ground up; a file imports from its own floor and those below. */
const floors = ['kernel', 'platform', 'graphql', 'modules', 'app', 'scripts'] as const;

/** From the ground up; modules of one storey do not know each other. */
const storeys = [
  ['accounts', 'operations', 'taxonomy'],
  ['chains', 'schools'],
  ['talents', 'positions', 'demands'],
  ['catalogs'],
  ['matching'],
  ['heatmap'],
  ['planning'],
  ['recruiting'],
];

/** Fed by the manifests of all others: it knows the ground alone (who imported what, which concepts), and only the wiring knows it. */
const generic = 'imports';
const knownToGeneric: readonly string[] = storeys[0] ?? [];

/** Generated from the models; the kernel and the web know nothing of it. */
const generated = 'src/generated/';

function floorOf(path: string): number {
  if (/^src\/(app|serve|main)\.ts$/.test(path)) return floors.indexOf('app');
  if (path.startsWith('scripts/')) return floors.indexOf('scripts');
  return floors.findIndex((floor) => path.startsWith(`src/${floor}/`));
}

function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}

const isDoor = (path: string) => /^src\/modules\/[^/]+\/index\.ts$/.test(path);
const isWeb = (path: string) => path.startsWith('src/web/');

function brokenFloors(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => importsOf(source).flatMap((target) => brokenFloor(source.path, target) ?? []));
}

function brokenFloor(path: string, target: string): Violation | null {
  const arrow = `${path} → ${target}`;
  if (isWeb(path) || isWeb(target)) return isWeb(path) && isWeb(target) ? null : `${arrow}: the web is apart`;
  if (target.startsWith(generated)) return path.startsWith('src/kernel/') ? `${arrow}: the kernel is pure` : null;
  const [from, to] = [floorOf(path), floorOf(target)];
  if (from === -1) return `${path}: a file on no floor`;
  if (to > from) return `${arrow}: up from ${floors[from]} to ${floors[to]}`;
  return to === -1 && !/\.(json|mjs)$/.test(target) ? `${arrow}: to a file on no floor` : null;
}

function brokenModules(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const from = moduleOf(source.path);
    if (from !== undefined && from !== generic && storeyOf(from) === -1)
      return [`${source.path}: the module ${from} has no storey`];
    return importsOf(source).flatMap((target) => brokenModule(source.path, target) ?? []);
  });
}

function brokenModule(path: string, target: string): Violation | null {
  const [from, to] = [moduleOf(path), moduleOf(target)];
  if (to === undefined || from === to) return null;
  const arrow = `${path} → ${target}`;
  if (!isDoor(target)) return `${arrow}: not by the door`;
  if (from === undefined) return null;
  if (from === generic && knownToGeneric.includes(to)) return null;
  if (from === generic || to === generic) return `${arrow}: ${generic} is apart`;
  return storeyOf(to) < storeyOf(from) ? null : `${arrow}: ${to} does not lie below ${from}`;
}

function storeyOf(module: string): number {
  return storeys.findIndex((storey) => storey.includes(module));
}

/** Each cycle of files once, written from its first file in the order of the alphabet. */
function cycles(sources: readonly Source[]): Violation[] {
  const edges = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      const ring = trail.slice(at);
      const start = ring.indexOf([...ring].sort()[0] ?? '');
      const turned = [...ring.slice(start), ...ring.slice(0, start)];
      found.add([...turned, turned[0]].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return [...found];
}

/** A file that only hands on what others export, and everything exported with a star. */
function barrels(sources: readonly Source[]): Violation[] {
  return sources.flatMap(({ path, program }) => {
    const [first, ...rest] = program.body;
    if (program.body.some((node) => node.type === 'ExportAllDeclaration')) return [`${path}: exports a star`];
    const handsOn = [first, ...rest].every((node) => node?.type === 'ExportNamedDeclaration' && node.source);
    const isIndex = /(^|\/)index\.[a-z]+$/.test(path) && !isDoor(path);
    return isIndex || (first && handsOn && !isDoor(path)) ? [`${path}: a barrel that is no door`] : [];
  });
}

const product = readSources('src', 'scripts');

describe('floors', () => {
  it('are imported downwards only', () => {
    expect(brokenFloors(product)).toEqual([]);
  });

  it('would show an import that goes up, to the web, or to no floor', () => {
    const bad = sourcesOf({
      'src/kernel/day.ts': "import type { Db } from '../platform/db/db.ts';",
      'src/graphql/auth.ts': "const accounts = await import('../modules/accounts/index.ts');",
      'src/platform/log.ts': "export { wire } from '../app.ts';",
      'src/app.ts': "import '../scripts/seed.ts'; import './web/query/examples.ts';",
      'src/kernel/money.ts': "import { WorkKind } from '../generated/prisma/enums.ts';",
      'scripts/seed.ts': "import { pairs } from '../test/matching/pairs.ts'; import { wire } from '../src/app.ts';",
      'src/web/main.tsx': "type Day = import('../kernel/day.ts').DayNumber;",
      'src/other/thing.ts': "import { newId } from '../kernel/ids.ts';",
    });
    expect(brokenFloors(bad)).toEqual([
      'src/kernel/day.ts → src/platform/db/db.ts: up from kernel to platform',
      'src/graphql/auth.ts → src/modules/accounts/index.ts: up from graphql to modules',
      'src/platform/log.ts → src/app.ts: up from platform to app',
      'src/app.ts → scripts/seed.ts: up from app to scripts',
      'src/app.ts → src/web/query/examples.ts: the web is apart',
      'src/kernel/money.ts → src/generated/prisma/enums.ts: the kernel is pure',
      'scripts/seed.ts → test/matching/pairs.ts: to a file on no floor',
      'src/web/main.tsx → src/kernel/day.ts: the web is apart',
      'src/other/thing.ts: a file on no floor',
    ]);
  });
});

describe('modules', () => {
  it('know only those below them, by their doors', () => {
    expect(brokenModules(product)).toEqual([]);
  });

  it('would show a way up, a neighbour, a window, and a module without a storey', () => {
    const bad = sourcesOf({
      'src/modules/accounts/accounts.service.ts': "import { Concept } from '../taxonomy/index.ts';",
      'src/modules/talents/talents.types.ts': "import type { Match } from '../matching/index.ts';",
      'src/modules/catalogs/catalogs.service.ts': "import { readTalents } from '../talents/talents.store.ts';",
      'src/modules/imports/imports.service.ts': "import { upsertTalents } from '../talents/index.ts';",
      'src/modules/heatmap/heatmap.service.ts': "import { readFile } from '../imports/index.ts';",
      'src/modules/weather/weather.rules.ts': 'export const sunny = true;',
      'scripts/seed.ts': "import { insert } from '../src/modules/talents/talents.write.store.ts';",
    });
    expect(brokenModules(bad)).toEqual([
      'src/modules/accounts/accounts.service.ts → src/modules/taxonomy/index.ts: taxonomy does not lie below accounts',
      'src/modules/talents/talents.types.ts → src/modules/matching/index.ts: matching does not lie below talents',
      'src/modules/catalogs/catalogs.service.ts → src/modules/talents/talents.store.ts: not by the door',
      'src/modules/imports/imports.service.ts → src/modules/talents/index.ts: imports is apart',
      'src/modules/heatmap/heatmap.service.ts → src/modules/imports/index.ts: imports is apart',
      'src/modules/weather/weather.rules.ts: the module weather has no storey',
      'scripts/seed.ts → src/modules/talents/talents.write.store.ts: not by the door',
    ]);
  });
});

describe('files', () => {
  it('import each other in no circle', () => {
    expect(cycles(product)).toEqual([]);
  });

  it('would show a circle, also one of types', () => {
    const bad = sourcesOf({
      'src/c.ts': "import { a } from './a.ts';",
      'src/a.ts': "import type { B } from './b.ts';",
      'src/b.ts': "export { c } from './c.ts';",
      'src/d.ts': "import { a } from './a.ts';",
    });
    expect(cycles(bad)).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
  });

  it('are no barrels, doors excepted', () => {
    expect(barrels(product)).toEqual([]);
  });

  it('would show a barrel, and a star even in a door', () => {
    const bad = sourcesOf({
      'src/kernel/index.ts': "export { newId } from './ids.ts';\nexport const more = 1;",
      'src/platform/all.ts': "export { migrate } from './db/migrate.ts';\nexport type { Log } from './log.ts';",
      'src/modules/schools/index.ts': "export * from './schools.types.ts';",
      'src/modules/talents/index.ts': "export { visibleTo } from './talents.sight.ts';",
    });
    expect(barrels(bad)).toEqual([
      'src/kernel/index.ts: a barrel that is no door',
      'src/platform/all.ts: a barrel that is no door',
      'src/modules/schools/index.ts: exports a star',
    ]);
  });
});
