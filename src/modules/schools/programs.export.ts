import { organizationOf } from '../../kernel/actor.ts';
import type { Client } from '../../platform/db/db.ts';
import { itemText, nameText, numberText } from '../../platform/files/cell-text.ts';
import type { RecordCells, RecordsOut } from '../../platform/files/import-kind.ts';
import { OrganizationWords } from '../accounts/index.ts';
import { ConceptWords, type TaxonomySource } from '../taxonomy/index.ts';
import type { Outcome, ProgramRecord, YearFigures } from './programs.rules.ts';
import { readProgramIdsInUse, readPrograms, readVisiblePrograms } from './programs.store.ts';
import { programKindNames, programStatusNames, schoolKindNames } from './schools.import.words.ts';
import { seesNumbers } from './schools.rules.ts';
import { readSchools, readStandings } from './schools.store.ts';

/** Programs as rows of the file that `programImport` reads. */
export function programRecords({ taxonomy }: { taxonomy: TaxonomySource }): RecordsOut {
  return {
    page(client, actor, { organization, own }, after, limit) {
      const within = organizationOf(actor)?.region;
      const regions = within === undefined ? [] : taxonomy.now.within('region', within);
      return readProgramIdsInUse(client, { school: organization, own: own ? { actor, regions } : null, after, limit });
    },
    async cells(client, ids) {
      return cellsOf(client, taxonomy, await readPrograms(client, ids), () => true);
    },
    async seen(client, actor, ids) {
      const programs = await readVisiblePrograms(client, ids, actor);
      const isOffice = organizationOf(actor)?.kind === 'OFFICE';
      const asked = isOffice ? [...programs.values()].map(({ schoolId }) => schoolId) : [];
      const schools = await readStandings(client, asked);
      const isWithin = (region: string, of: string) => taxonomy.now.isWithin('region', region, of);
      return cellsOf(client, taxonomy, programs, ({ schoolId }) =>
        seesNumbers(actor, schoolId, schools.get(schoolId) ?? null, isWithin),
      );
    },
  };
}

async function cellsOf(
  client: Client,
  taxonomy: TaxonomySource,
  found: ReadonlyMap<string, ProgramRecord>,
  isNumbered: (program: ProgramRecord) => boolean,
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
      const isOpen = isNumbered(program);
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
