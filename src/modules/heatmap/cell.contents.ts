import type { Context } from '../../graphql/context.ts';
import type { Actor } from '../../kernel/actor.ts';
import { checkPageSize, type PageRequest } from '../../kernel/page.ts';
import type { Filter, SearchEngine } from '../../platform/search/engine.ts';
import { searchList } from '../../platform/search/list.ts';
import { type EffectiveCatalogs, EffectiveEntry } from '../catalogs/index.ts';
import type { OccupationProfiles } from '../matching/index.ts';
import { PositionPage, type PositionsService } from '../positions/index.ts';
import { type ProgramLink, type ProgramLinksService, type ProgramsService, programLinksOf } from '../schools/index.ts';
import type { TalentsService } from '../talents/index.ts';
import type { TaxonomySource } from '../taxonomy/index.ts';
import { conceptOfKey } from './axes.rules.ts';
import { HeatCandidatePage, HeatProfile } from './cell.types.ts';
import { cellFilter, demandFilter, peopleFilter } from './filters.rules.ts';
import type { HeatAxis } from './heatmap.rules.ts';
import type { HeatCellRecord } from './heatmap.service.ts';

export interface CellContentsDeps {
  engine: SearchEngine;
  taxonomy: TaxonomySource;
  positions: { service: PositionsService };
  talents: { service: TalentsService };
  schools: { links: ProgramLinksService; programs: ProgramsService };
  catalogs: { effective: Pick<EffectiveCatalogs, 'effectiveEntries'> };
  profiles: Pick<OccupationProfiles, 'profile' | 'version'>;
}

/** The records behind a cell, each as the actor may see it: unlike the figures they differ by who looks. */
export class CellContents {
  private readonly deps: CellContentsDeps;

  constructor(deps: CellContentsDeps) {
    this.deps = deps;
  }

  async positions(actor: Actor, cell: HeatCellRecord, page: PageRequest): Promise<PositionPage> {
    const { engine, taxonomy, positions } = this.deps;
    const { scope } = cell.map;
    const first = checkPageSize(page.first);
    const of: Filter[] = [
      positions.service.visibleTo(actor),
      demandFilter(scope, taxonomy.now),
      cellFilter(scope, 'asked', cell.row, cell.column),
    ];
    const found = await searchList(engine, {
      list: 'heatCell.positions',
      index: 'position',
      filter: { op: 'AND', of },
      first,
      after: page.after,
    });
    const records = await positions.service.visibleByIds(actor, found.ids);
    const items = found.ids
      .flatMap((id) => records.get(id) ?? [])
      .map((record) => positions.service.positionOf(record));
    return Object.assign(new PositionPage(), { items, nextCursor: found.nextCursor, totalCount: found.total });
  }

  async candidates(actor: Actor, cell: HeatCellRecord, page: PageRequest): Promise<HeatCandidatePage> {
    const { engine, taxonomy, talents } = this.deps;
    const { scope } = cell.map;
    const first = checkPageSize(page.first);
    const of: Filter[] = [
      talents.service.visibleTo(actor),
      peopleFilter(scope, taxonomy.now, { ownOccupation: true }),
      cellFilter(scope, 'held', cell.row, cell.column),
      { op: scope.industry === null ? 'TRUE' : 'FALSE' },
    ];
    const found = await searchList(engine, {
      list: 'heatCell.candidates',
      index: 'talent',
      filter: { op: 'AND', of },
      first,
      after: page.after,
    });
    const records = await talents.service.visibleByIds(actor, found.ids);
    const items = found.ids.flatMap((id) => records.get(id) ?? []).map((record) => talents.service.talentOf(record));
    return Object.assign(new HeatCandidatePage(), { items, nextCursor: found.nextCursor });
  }

  async programs(context: Context, cell: HeatCellRecord, first: number): Promise<ProgramLink[]> {
    checkPageSize(first);
    const occupation = codeOf(cell, 'OCCUPATION');
    if (occupation === null) return [];
    const { links, programs } = this.deps.schools;
    const found = await links.programsByOccupations([occupation], cell.map.scope.day, codeOf(cell, 'REGION'));
    return programLinksOf(context, programs, (found.get(occupation) ?? []).slice(0, first));
  }

  profile(cell: HeatCellRecord): HeatProfile | null {
    const occupation = codeOf(cell, 'OCCUPATION');
    const profile = occupation === null ? null : this.deps.profiles.profile(occupation);
    return profile && HeatProfile.of(profile, this.deps.profiles.version);
  }

  async entry(cell: HeatCellRecord): Promise<EffectiveEntry | null> {
    const [occupation, region] = [codeOf(cell, 'OCCUPATION'), codeOf(cell, 'REGION')];
    if (occupation === null || region === null) return null;
    const [found] = await this.deps.catalogs.effective.effectiveEntries([{ occupation, region }], cell.map.scope.day);
    return found ? EffectiveEntry.of(found) : null;
  }
}

/** The cell's own occupation or region, else that which restricts the whole map; null when it has none. */
function codeOf(
  { map: { scope }, row, column }: HeatCellRecord,
  axis: HeatAxis & ('OCCUPATION' | 'REGION'),
): string | null {
  if (scope.rows === axis) return conceptOfKey(row);
  if (scope.columns === axis) return column === null ? null : conceptOfKey(column);
  return axis === 'OCCUPATION' ? scope.occupation : scope.region;
}
