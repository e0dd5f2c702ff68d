import type { DayNumber } from '../../kernel/day.ts';
import type { Client, Db } from '../../platform/db/db.ts';
import { recordChange } from '../../platform/jobs/outbox.ts';
import type { Taxonomy, TaxonomySource } from '../taxonomy/index.ts';
import {
  type ActiveLink,
  dueYear,
  effectiveLinks,
  leadsTo,
  type MajorLinkRow,
  MajorLinks,
  type OccupationLink,
} from './program-links.rules.ts';
import { readMajorLinks, readProgramIdsOfMajors, writeMajorLinks } from './program-links.store.ts';
import type { ProgramRecord } from './programs.rules.ts';
import { type DueProgram, readDuePrograms } from './programs.store.ts';

/** A program in use and what it leads to on a day. */
export interface PipelineProgram extends Omit<DueProgram, 'links'> {
  /** Graduates due within the 12 months from the day on; null is unknown. */
  graduatesDue: number | null;
  links: ActiveLink[];
}

/** A program that leads to the occupation that was asked for. */
export interface ProgramLead extends Omit<PipelineProgram, 'links'> {
  /** The heaviest of its links that reach the occupation. */
  occupation: string;
  source: ActiveLink['source'];
  /** Of all of them together, in basis points. */
  weightBp: number;
}

/** What leads where: standard links in memory, read at start and after each load, own links in the database. */
export class ProgramLinksService {
  private readonly db: Db;
  private readonly taxonomy: TaxonomySource;
  private readonly today: () => DayNumber;
  private majors = new MajorLinks(new Map());

  constructor(db: Db, taxonomy: TaxonomySource, today: () => DayNumber) {
    this.db = db;
    this.taxonomy = taxonomy;
    this.today = today;
  }

  /** Reads the standard links into memory. */
  async read(client: Client = this.db.prisma): Promise<void> {
    this.majors = new MajorLinks(byCurrentMajor(await readMajorLinks(client), this.taxonomy.now));
  }

  /** Makes the standard links those of an edition; true when something was written. Doing it again changes nothing. */
  async load(rows: readonly MajorLinkRow[]): Promise<boolean> {
    const changed = await this.db.prisma.$transaction((tx) => this.loadMajorLinks(tx, rows), { timeout: 60_000 });
    await this.read();
    return changed > 0;
  }

  /** The same in a caller's transaction, which calls `read` when it has committed. @returns how many majors changed. */
  async loadMajorLinks(tx: Client, rows: readonly MajorLinkRow[]): Promise<number> {
    const changed = await writeMajorLinks(tx, rows);
    if (changed.length === 0) return 0;
    const below = new Set(changed);
    const taxonomy = this.taxonomy.now;
    const touched = taxonomy
      .all('major')
      .filter(({ code }) => taxonomy.lineage('major', code).some((concept) => below.has(concept.code)));
    await recordChange(tx, {
      kind: 'program',
      ids: await readProgramIdsOfMajors(tx, [...below, ...touched.map(({ code }) => code)]),
    });
    return changed.length;
  }

  /** Links of a major on a day, and the major or coarser concept that they stand on. */
  ofMajor(major: string, day = this.today()): { from: string | null; links: ActiveLink[] } {
    return this.majors.of(this.taxonomy.now, major, day);
  }

  ofProgram(program: Pick<ProgramRecord, 'major' | 'links'>, day = this.today()): ActiveLink[] {
    return effectiveLinks(program.links, () => this.ofMajor(program.major, day).links, day);
  }

  /** Occupations that each major trains for: links of weight ≥ 0.3, taken as given. */
  trainedOccupations(majors: readonly string[]): Map<string, string[]> {
    const day = this.today();
    return new Map(majors.map((major) => [major, this.majors.trained(this.taxonomy.now, major, day)]));
  }

  /** Every program in use with its links and graduates due, in one statement. */
  async pipeline(day: DayNumber, region?: string | null): Promise<PipelineProgram[]> {
    const rows = await readDuePrograms(this.db.prisma, {
      year: dueYear(day),
      regions: this.regions(region),
      among: null,
    });
    return rows.map((row) => ({ ...row, links: this.ofProgram(row, day) }));
  }

  /**
   * Programs that lead to each occupation, in one statement for all of them; most graduates first, by
   * graduates due × weight, those without figures last.
   */
  async programsByOccupations(
    occupations: readonly string[],
    day: DayNumber,
    region?: string | null,
  ): Promise<Map<string, ProgramLead[]>> {
    const taxonomy = this.taxonomy.now;
    const wanted = new Map(occupations.map((code) => [code, taxonomy.current('occupation', code)]));
    const codes = reaching(taxonomy, new Set(wanted.values()));
    const among = { majors: this.majorsLeadingTo(codes, day), occupations: [...codes] };
    const rows = await readDuePrograms(this.db.prisma, { year: dueYear(day), regions: this.regions(region), among });
    const programs = rows.map((row) => ({ ...row, links: this.ofProgram(row, day) }));
    return new Map(
      [...wanted].map(([asked, code]) => {
        const leads = programs.flatMap(({ links, ...program }): ProgramLead[] => {
          const link = leadsTo(links, code, taxonomy);
          return link ? [{ ...program, ...link }] : [];
        });
        return [asked, leads.sort(byGraduates)];
      }),
    );
  }

  private majorsLeadingTo(codes: ReadonlySet<string>, day: DayNumber): string[] {
    const taxonomy = this.taxonomy.now;
    return taxonomy.all('major').flatMap(({ code }) => {
      const { links } = this.ofMajor(code, day);
      return links.some(({ occupation }) => codes.has(taxonomy.current('occupation', occupation))) ? [code] : [];
    });
  }

  private regions(region: string | null | undefined): string[] | null {
    return region == null ? null : this.taxonomy.now.within('region', region);
  }
}

/** Links stated for a major that has another code by now are that one's. */
function byCurrentMajor(
  links: ReadonlyMap<string, readonly OccupationLink[]>,
  taxonomy: Taxonomy,
): Map<string, OccupationLink[]> {
  const current = new Map<string, OccupationLink[]>();
  for (const [major, own] of links) {
    const code = taxonomy.current('major', major);
    current.set(code, [...(current.get(code) ?? []), ...own]);
  }
  return current;
}

/** Codes of links that reach one of the occupations: itself, coarser and finer ones, retired ones that became them. */
function reaching(taxonomy: Taxonomy, occupations: ReadonlySet<string>): Set<string> {
  const coarser = new Set(
    [...occupations].flatMap((code) => taxonomy.lineage('occupation', code).map((concept) => concept.code)),
  );
  const codes = taxonomy.all('occupation').flatMap(({ code }) => {
    const line = taxonomy.lineage('occupation', taxonomy.current('occupation', code));
    return coarser.has(line[0]?.code ?? '') || line.some((concept) => occupations.has(concept.code)) ? [code] : [];
  });
  return new Set(codes);
}

function byGraduates(a: ProgramLead, b: ProgramLead): number {
  const share = ({ graduatesDue, weightBp }: ProgramLead): number =>
    graduatesDue === null ? -1 : graduatesDue * weightBp;
  return share(b) - share(a) || b.weightBp - a.weightBp || (a.id < b.id ? -1 : 1);
}
