import type { OccupationSkillRow } from '../concept.rules.ts';
import type { ConceptRow, EditionRows } from '../edition.ts';
import { aliasesOf, fileIn, fileMaybeIn, tabRows } from './rows.ts';

/** Importance, of 1 to 5, from which a skill counts as typical: “important”. */
const importantFrom = 3;

/**
 * The O*NET database as its text files: occupations with their alternate titles and job zones, skills, and which skills
 * are important for which occupation. Ratings that O*NET marks as not relevant or to be suppressed are left out.
 */
export async function readOnet(folder: string, edition: string): Promise<EditionRows> {
  const { skills, links } = await readRatings(fileIn(folder, 'Skills.txt'));
  const occupations = await readOccupations(folder);
  const codes = new Set(occupations.map(({ code }) => code));
  return {
    edition,
    source: 'O*NET database, U.S. Department of Labor/ETA',
    concepts: [...occupations, ...skills],
    occupationSkills: links.filter(({ occupation }) => codes.has(occupation)),
  };
}

async function readOccupations(folder: string): Promise<ConceptRow[]> {
  const titles = await readPairs(fileMaybeIn(folder, 'Alternate Titles.txt'), 'Alternate Title');
  const zones = await readPairs(fileMaybeIn(folder, 'Job Zones.txt'), 'Job Zone');
  const named = new Map<string, string>();
  for await (const cell of tabRows(fileIn(folder, 'Occupation Data.txt'), ['O*NET-SOC Code', 'Title']))
    named.set(cell('O*NET-SOC Code'), cell('Title'));
  return [...named].map(([code, name]): ConceptRow => {
    const general = code.replace(/\.\d+$/, '.00');
    const [jobZone] = zones.get(code) ?? [];
    const isSpecial = general !== code && named.has(general);
    return {
      scheme: 'onetOccupation',
      code,
      level: isSpecial ? 2 : 1,
      name,
      nameEn: name,
      parent: isSpecial ? general : null,
      aliases: aliasesOf(name, titles.get(code) ?? []),
      attributes: jobZone === undefined ? {} : { jobZone },
    };
  });
}

async function readPairs(path: string | null, column: string): Promise<Map<string, string[]>> {
  const values = new Map<string, string[]>();
  if (path === null) return values;
  for await (const cell of tabRows(path, ['O*NET-SOC Code', column])) {
    const code = cell('O*NET-SOC Code');
    values.set(code, [...(values.get(code) ?? []), cell(column)]);
  }
  return values;
}

async function readRatings(path: string): Promise<{ skills: ConceptRow[]; links: OccupationSkillRow[] }> {
  const names = new Map<string, string>();
  const links: OccupationSkillRow[] = [];
  const columns = ['O*NET-SOC Code', 'Element ID', 'Element Name', 'Scale ID', 'Data Value'];
  for await (const cell of tabRows(path, columns)) {
    const skill = cell('Element ID');
    names.set(skill, cell('Element Name'));
    const isDoubtful = cell('Recommend Suppress') === 'Y' || cell('Not Relevant') === 'Y';
    if (cell('Scale ID') === 'IM' && !isDoubtful && Number(cell('Data Value')) >= importantFrom)
      links.push({ scheme: 'onetOccupation', occupation: cell('O*NET-SOC Code'), skill });
  }
  const skills = [...names].map(
    ([code, name]): ConceptRow => ({
      scheme: 'onetSkill',
      code,
      level: 1,
      name,
      nameEn: name,
      parent: null,
      aliases: [],
      attributes: {},
    }),
  );
  return { skills, links };
}
