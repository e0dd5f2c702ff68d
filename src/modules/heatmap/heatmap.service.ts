import { type Actor, organizationOf } from '../../kernel/actor.ts';
import type { DayNumber } from '../../kernel/day.ts';
import { formatDay } from '../../kernel/day.ts';
import { badInput } from '../../kernel/errors.ts';
import { isAllowed } from '../../kernel/permissions.ts';
import type { Db } from '../../platform/db/db.ts';
import { type Shared, shared, taken } from '../../platform/degraded.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import { recordAudit } from '../accounts/index.ts';
import type { EffectiveCatalogs, ShortageLevel } from '../catalogs/index.ts';
import type { OccupationProfiles } from '../matching/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { type Assembly, assembleMeasure, orderedRows } from './assemble.rules.ts';
import { axisValue, checkSize, keysOfMap, regionsToList } from './axes.rules.ts';
import { planCounts } from './counts.rules.ts';
import type { Figure, HeatMapRecord, HeatMeasure, HeatScope } from './heatmap.rules.ts';
import { MapCache } from './map-cache.ts';
import { type Draws, publisher } from './people.rules.ts';
import { checkFilters, checkMeasures, checkScope, type HeatQuery } from './scope.rules.ts';

export interface HeatmapDeps {
  db: Db;
  engine: SearchEngine;
  taxonomy: TaxonomySource;
  catalogs: { effective: Pick<EffectiveCatalogs, 'listedByRegion' | 'effectiveEntries'> };
  profiles: Pick<OccupationProfiles, 'profile' | 'version'>;
  /** Keys the rounding of people counts. */
  secret: string;
  today: () => DayNumber;
  now?: () => Date;
}

/** One cell of a map with every measure that was asked. */
export interface HeatCellRecord {
  map: HeatMapRecord;
  row: string;
  column: string | null;
  figures: { measure: HeatMeasure; figure: Figure; level: ShortageLevel | null }[];
}

export class HeatmapService {
  readonly deps: HeatmapDeps;
  private readonly cache: MapCache<Shared<HeatMapRecord>>;
  private readonly draws: Draws = new Map();

  constructor(deps: HeatmapDeps) {
    this.deps = deps;
    this.cache = new MapCache(deps.now ?? (() => new Date()));
  }

  async heatMap(actor: Actor, query: HeatQuery): Promise<HeatMapRecord> {
    const { taxonomy, today, profiles } = this.deps;
    const scope = checkScope(query, taxonomy.now, today());
    const exact = this.seesExact(actor, scope.region);
    checkFilters(scope, exact);
    const measures = checkMeasures(query.measures, scope);
    const orderBy = query.orderBy ?? null;
    if (exact) await this.recordExact(actor, scope);
    const key = JSON.stringify([exact, scope, measures, orderBy, profiles.version]);
    const make = () => shared(() => this.counted(scope, measures, { exact, orderBy }));
    return taken(await this.cache.get(key, make, ({ value }) => sizeOf(value)));
  }

  /** A cell as the map shows it: it is read off the map, so that both always say the same. */
  async heatCell(actor: Actor, query: HeatQuery, row: string, column: string | null): Promise<HeatCellRecord> {
    const map = await this.heatMap(actor, { ...query, orderBy: null });
    const at = map.rows.findIndex(({ key }) => key === row);
    if (at < 0)
      throw badInput('input.row', `The map has no row “${row.slice(0, 60)}”.`, 'Give the key of one of its rows.');
    const across = map.scope.columns === null ? 0 : map.columns.findIndex(({ key }) => key === column);
    if (across < 0 || (map.scope.columns === null && column !== null)) {
      throw badInput(
        'input.column',
        'The map has no such column.',
        'Give the key of one of its columns; none where it has none.',
      );
    }
    const place = at * Math.max(1, map.columns.length) + across;
    const figures = map.measures.map(({ measure, cells, levels }) => {
      const figure = cells[place];
      if (!figure) throw new Error(`The map has no cell ${place} of ${measure}.`);
      return { measure, figure, level: levels?.[place] ?? null };
    });
    return { map, row, column, figures };
  }

  /** Offices with `heat:exact` within the region that they serve; the operator everywhere. */
  seesExact(actor: Actor, region: string | null): boolean {
    if (actor.kind === 'SYSTEM') return true;
    const office = organizationOf(actor);
    if (office?.kind !== 'OFFICE' || region === null || !isAllowed(actor, 'heat:exact')) return false;
    return this.deps.taxonomy.now.isWithin('region', region, office.region);
  }

  private recordExact(actor: Actor, scope: HeatScope): Promise<void> {
    const { day, region, ...rest } = scope;
    const detail = { ...rest, region, day: formatDay(day) };
    return recordAudit(this.deps.db.prisma, {
      actor,
      action: 'heat.exact',
      kind: 'heatMap',
      id: region ?? 'country',
      detail,
    });
  }

  private async counted(
    scope: HeatScope,
    measures: readonly HeatMeasure[],
    { exact, orderBy }: { exact: boolean; orderBy: HeatMeasure | null },
  ): Promise<HeatMapRecord> {
    const { engine, catalogs, profiles, secret } = this.deps;
    const taxonomy = this.deps.taxonomy.now;
    const asOf = (this.deps.now ?? (() => new Date()))();
    const plan = planCounts(scope, orderBy === null ? measures : [...measures, orderBy], taxonomy);
    const tallies = plan.read(await engine.count(plan.requests));
    const keys = keysOfMap(tallies);
    checkSize(keys.rows.length, keys.columns.length, measures.length);
    const wantsListing = measures.includes('LISTED') || orderBy === 'LISTED';
    const listed = wantsListing
      ? await catalogs.effective.listedByRegion(regionsToList(scope, keys), scope.day)
      : new Map();
    const isRated = (occupation: string): boolean => profiles.profile(occupation) !== null;
    const unordered: Assembly = {
      scope,
      tallies,
      keys,
      publish: publisher(secret, exact, this.draws),
      isRated,
      listed,
    };
    const rows = orderBy === null ? keys.rows : orderedRows(unordered, orderBy);
    const assembly = { ...unordered, keys: { rows, columns: keys.columns } };
    const { rows: rowAxis, columns: columnAxis } = scope;
    return {
      scope,
      asOf,
      exact,
      profileVersion: profiles.version,
      rows: rows.map((key) => axisValue(taxonomy, rowAxis, key)),
      columns: columnAxis === null ? [] : keys.columns.map((key) => axisValue(taxonomy, columnAxis, key)),
      measures: measures.map((measure) => assembleMeasure(assembly, measure)),
    };
  }
}

function sizeOf({ measures }: HeatMapRecord): number {
  return measures.reduce((sum, { cells }) => sum + cells.length, 1);
}
