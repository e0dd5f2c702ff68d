import type { Actor } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import { itemText, nameText, numberText } from '../../platform/files/cell-text.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { OrganizationWords } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import type { Outcome, ProgramRecord, YearFigures } from './programs.rules.ts';
import { isOwn } from './programs.search.ts';
import { readProgramIdsInUse, readPrograms, readVisiblePrograms } from './programs.store.ts';
import { programKindNames, programStatusNames, schoolKindNames } from './schools.import.words.ts';
import { readSchools } from './schools.store.ts';

/** Programs as rows of the file that `programImport` reads. */
export function programRecords({ taxonomy }: { taxonomy: TaxonomySource }): RecordsOut {
  return {
    page(client, _actor, { organization }, after, limit) {
      return readProgramIdsInUse(client, { school: organization, after, limit });
    },
    async cells(client, ids) {
      return cellsOf(client, taxonomy, await readPrograms(client, ids), null);
    },
    async seen(client, actor, ids) {
      return cellsOf(client, taxonomy, await readVisiblePrograms(client, ids, actor), actor);
    },
  };
}

async function cellsOf(
  client: Client,
  taxonomy: TaxonomySource,
  found: ReadonlyMap<string, ProgramRecord>,
  actor: Actor | null,
): Promise<Map<string, RecordCells>> {
  const programs = [...found.values()];
  const concepts = new ConceptWords(taxonomy.now);
  const schoolIds = programs.map(({ schoolId }) => schoolId);
  const schools = await OrganizationWords.of(client, ['SCHOOL'], schoolIds);
  const kinds = await readSchools(client, schoolIds);
  const firms = await OrganizationWords.of(
    client,
    ['EMPLOYER'],
    programs.map(({ firmId }) => firmId),
  );
  const regionOf = (code: string) => concepts.word('region', code);
  return new Map(
    programs.map((program) => {
      const { id, version, schoolId, firmId } = program;
      const isOpen = actor === null || isOwn(actor, schoolId);
      const kind = kinds.get(schoolId)?.kind ?? null;
      const cells = {
        externalId: isOpen ? (program.externalId ?? id) : '',
        ...schools.mention('school', schoolId, regionOf, isOpen),
        schoolKind: kind === null ? '' : nameText(kind, schoolKindNames),
        ...programCells(program, concepts),
        firm: firmId === null ? '' : firms.word(firmId),
      };
      return [id, { version, cells }];
    }),
  );
}

/** The other direction of programs.import.ts: who changes one changes both. */
function programCells(program: ProgramRecord, concepts: ConceptWords): Record<string, string> {
  return {
    name: program.name,
    major: concepts.word('major', program.major),
    level: concepts.word('education', program.level),
    years: String(program.yearsTenths / 10),
    kind: nameText(program.kind, programKindNames),
    skills: concepts.words('skill', program.skills),
    status: nameText(program.status, programStatusNames),
    ...figureCells(program.figures),
    outcomes: program.outcomes.map((outcome) => outcomeText(outcome, concepts)).join(';'),
  };
}

/** The first year stands in columns of its own, the others in a list. */
function figureCells([first, ...others]: readonly YearFigures[]): Record<string, string> {
  if (!first) return {};
  const further = others.map(({ year, places, enrolled, graduatesDue, graduatesActual }) =>
    itemText([year, places, enrolled, graduatesDue, graduatesActual].map(numberText)),
  );
  return {
    year: numberText(first.year),
    places: numberText(first.places),
    enrolled: numberText(first.enrolled),
    graduatesDue: numberText(first.graduatesDue),
    graduatesActual: numberText(first.graduatesActual),
    figures: further.join(';'),
  };
}

function outcomeText({ year, occupation, count, inRegion }: Outcome, concepts: ConceptWords): string {
  return itemText([numberText(year), concepts.word('occupation', occupation), numberText(count), numberText(inRegion)]);
}
