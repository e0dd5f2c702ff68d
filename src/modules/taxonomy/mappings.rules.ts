import { keyOf, type MappingRelation, type MappingRow, mappingRelations, push, type Scheme } from './concept.rules.ts';

/** A mapping as one of its ends sees it. */
export interface Mapping {
  relation: MappingRelation;
  scheme: Scheme;
  code: string;
}

const inverse: Record<MappingRelation, MappingRelation> = {
  exact: 'exact',
  close: 'close',
  broad: 'narrow',
  narrow: 'broad',
};

/** Schemes of others whose codes stand for concepts of ours where they are mapped. */
const foreign: Partial<Record<Scheme, readonly Scheme[]>> = {
  occupation: ['isco', 'escoOccupation', 'onetOccupation'],
  skill: ['escoSkill', 'onetSkill'],
};

/** How people mark a foreign code: “ISCO-08 7212”, “O*NET 51-4121.00”. */
const marked = /^(?:isco(?:-?08)?|esco|o\*?net(?:-?soc)?)\s*[:：]?\s*(?=\S)/i;

/** Which concepts of one scheme stand for which of another; each mapping is seen from both ends. */
export class ConceptMappings {
  private readonly mappings = new Map<string, Mapping[]>();

  constructor(rows: readonly MappingRow[]) {
    for (const { fromScheme, fromCode, relation, toScheme, toCode } of rows) {
      this.put(fromScheme, fromCode, { relation, scheme: toScheme, code: toCode });
      this.put(toScheme, toCode, { relation: inverse[relation], scheme: fromScheme, code: fromCode });
    }
  }

  of(scheme: Scheme, code: string): readonly Mapping[] {
    return this.mappings.get(keyOf(scheme, code)) ?? none;
  }

  /**
   * Concepts of a scheme that stand for a foreign one: those of the closest relation that there is, or what its ISCO
   * group is mapped to where it is not mapped itself.
   */
  to(target: Scheme, scheme: Scheme, code: string): string[] {
    const known = this.of(scheme, code);
    for (const relation of mappingRelations) {
      const codes = known.filter((one) => one.scheme === target && one.relation === relation).map((one) => one.code);
      if (codes.length > 0) return [...new Set(codes)];
    }
    const groups = known.filter((one) => one.scheme === 'isco' && scheme !== 'isco');
    return [...new Set(groups.flatMap((group) => this.to(target, 'isco', group.code)))];
  }

  private put(scheme: Scheme, code: string, mapping: Mapping): void {
    push(this.mappings, keyOf(scheme, code), mapping);
  }
}

const none: readonly Mapping[] = [];

/** The foreign schemes that may know a text as a code, and that code. */
export function foreignCode(target: Scheme, text: string): { schemes: readonly Scheme[]; code: string } | null {
  const schemes = foreign[target];
  return schemes ? { schemes, code: text.replace(marked, '') } : null;
}
