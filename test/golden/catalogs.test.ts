import { describe, expect, it } from 'vitest';
import {
  mergeCatalogs,
  orderChain,
  type StandingCatalog,
  speakingOn,
} from '../../src/modules/catalogs/catalogs.rules.ts';
import {
  catalogsModule,
  ensureCatalog,
  type ShortageLevel,
  upsertCatalogEntries,
} from '../../src/modules/catalogs/index.ts';
import { type TestApi, testApi } from '../support/graphql.ts';
import { catalogs, catalogsWhenAdding, type GoldenCatalog, goldenDay, organizations, taxonomy } from './golden.data.ts';
import { type ExpectedEntry, expectedCatalogs } from './golden.expected.ts';

const levels: Record<GoldenCatalog['entries'][number]['level'], ShortageLevel> = {
  一般: 'ORDINARY',
  紧缺: 'SHORT',
  非常紧缺: 'VERY_SHORT',
};

const variants = [
  { name: 'a district that replaces', catalogs, expected: expectedCatalogs.replaces },
  { name: 'a district that adds and withdraws', catalogs: catalogsWhenAdding, expected: expectedCatalogs.adds },
] as const;

const told = (entries: readonly ExpectedEntry[]) =>
  entries.map(({ occupation, level, headcount, from }) => [occupation, levels[level], headcount, from]);

describe.each(variants)('the rules: $name', ({ catalogs: given, expected }) => {
  it.each(['350211', '350203'] as const)('list for %s what the example expects', (region) => {
    const speaking = given.map(standing).filter((catalog) => speakingOn([catalog], goldenDay));
    const { entries } = mergeCatalogs(orderChain(speaking, lineage(region)));
    const listed = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(
      listed.map(([code, { entry, catalog }]) => [code, entry.level, entry.headcount, catalog.externalId]),
    ).toEqual(told(expected[region]));
  });
});

const apis = await Promise.all(variants.map(({ catalogs: given }) => loaded(given)));

describe.each(variants)('the API: $name', (variant) => {
  const api = apis[variants.indexOf(variant)] as TestApi;

  it.each(['350211', '350203'] as const)('lists for %s what the example expects', async (region) => {
    const { effectiveCatalog } =
      await api.ask(`{ effectiveCatalog(region: "${region}", day: "2026-06-01") { entries(first: 100) {
      totalCount items { exact matchedOccupation { code } entry { level headcount } catalog { title } } } } }`);
    const keys = new Map(variant.catalogs.map(({ title, key }) => [title, key]));
    const listed = effectiveCatalog.entries.items.map(
      // biome-ignore lint/suspicious/noExplicitAny: as asked above
      ({ matchedOccupation, entry, catalog }: any) => [
        matchedOccupation.code,
        entry.level,
        entry.headcount,
        keys.get(catalog.title),
      ],
    );
    expect(listed).toEqual(told(variant.expected[region]));
    expect(effectiveCatalog.entries.totalCount).toBe(variant.expected[region].length);
  });
});

async function loaded(given: readonly GoldenCatalog[]): Promise<TestApi> {
  const api = await testApi((ground) => [
    catalogsModule({ ...ground, taxonomy: ground.taxonomy.service, today: () => goldenDay }),
  ]);
  for (const { issuer, key, title, region, mode, validFrom, validTo, status, entries } of given) {
    const office = await api.member('OFFICE', {
      region: organizations.find((one) => one.key === issuer)?.region ?? '',
    });
    await api.db.prisma.$transaction(async (tx) => {
      const head = { title, region, mode, validFrom, validTo, status, edition: '2026', externalId: key };
      const { id } = await ensureCatalog(tx, { ...head, issuerId: office.organization.id });
      await upsertCatalogEntries(tx, id, entries.map(entryRow));
    });
  }
  return api;
}

function entryRow({ occupation, level, headcount, withdraws }: GoldenCatalog['entries'][number], n: number) {
  const unsaid = { tradeName: null, majors: [], education: null, grade: null, schools: [], pay: null, remark: null };
  return { ...unsaid, line: n + 1, occupation, level: levels[level], headcount, withdraws };
}

function standing(golden: GoldenCatalog): StandingCatalog {
  const at = new Date(0);
  const { id, title, mode, region, validFrom, validTo, status } = golden;
  return {
    ...{
      id,
      title,
      mode,
      region,
      validFrom,
      validTo,
      status,
      externalId: golden.key,
      issuerId: golden.issuer,
      edition: '',
    },
    ...{
      entryCount: golden.entries.length,
      publishedAt: at,
      version: 1,
      createdAt: at,
      updatedAt: at,
      archivedAt: null,
    },
    issuerRegion: organizations.find((one) => one.key === golden.issuer)?.region ?? '',
    entries: golden.entries.map((entry, n) => ({ ...entryRow(entry, n), id: `${n}`, catalogId: id })),
  };
}

function lineage(region: string): string[] {
  const parent = taxonomy.regions.find(([code]) => code === region)?.[2] ?? null;
  return parent === null ? [region] : [region, ...lineage(parent)];
}
