import type { MappingRow, OccupationSkillRow } from '../concept.rules.ts';
import type { ConceptRow, EditionRows } from '../edition.ts';
import { aliasesOf, type Cell, csvRows, fileIn, fileMaybeIn } from './rows.ts';
import { levelled } from './tree.rules.ts';

/**
 * ESCO as the European Commission publishes it: a folder of CSV files, of version 1.1 or 1.2. Occupations and skills
 * become schemes of their own, the ISCO groups another, to which each occupation is mapped as to a broader one. Only
 * essential skills become typical ones. Concepts that are not released are left out.
 */
export async function readEsco(folder: string, edition: string): Promise<EditionRows> {
  const groups = await readGroups(fileIn(folder, 'ISCOGroups_en.csv'));
  const occupations = await readOccupations(folder);
  const skills = await readSkills(folder);
  return {
    edition,
    source: 'ESCO, European Commission',
    concepts: [...groups, ...occupations.concepts, ...skills],
    occupationSkills: await readEssential(folder, occupations.concepts, skills),
    mappings: occupations.mappings.filter(({ toCode }) => groups.some(({ code }) => code === toCode)),
  };
}

async function readGroups(path: string): Promise<ConceptRow[]> {
  const groups: ConceptRow[] = [];
  for await (const cell of csvRows(path, ['conceptUri', 'code', 'preferredLabel'])) {
    groups.push({ ...conceptOf(cell, 'isco', cell('code')), level: cell('code').length });
  }
  const codes = new Set(groups.map(({ code }) => code));
  return groups.map((group) => ({ ...group, parent: longestPrefix(group.code, codes) }));
}

function longestPrefix(code: string, codes: ReadonlySet<string>): string | null {
  for (let end = code.length - 1; end > 0; end -= 1) if (codes.has(code.slice(0, end))) return code.slice(0, end);
  return null;
}

async function readOccupations(folder: string): Promise<{ concepts: ConceptRow[]; mappings: MappingRow[] }> {
  const concepts: ConceptRow[] = [];
  const mappings: MappingRow[] = [];
  const path = fileIn(folder, 'occupations_en.csv');
  for await (const cell of csvRows(path, ['conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels'])) {
    if (!isReleased(cell)) continue;
    const code = cell('code') || lastOf(cell('conceptUri'));
    concepts.push(conceptOf(cell, 'escoOccupation', code));
    mappings.push({
      fromScheme: 'escoOccupation',
      fromCode: code,
      relation: 'broad',
      toScheme: 'isco',
      toCode: cell('iscoGroup').replace(/^C/, ''),
    });
  }
  const parents = await readBroader(
    fileIn(folder, 'broaderRelationsOccPillar_en.csv', 'broaderRelationsOccPillar.csv'),
  );
  return { concepts: levelled(underParents(concepts, parents)), mappings };
}

async function readSkills(folder: string): Promise<ConceptRow[]> {
  const concepts: ConceptRow[] = [];
  const groups = fileMaybeIn(folder, 'skillGroups_en.csv');
  if (groups !== null) {
    for await (const cell of csvRows(groups, ['conceptUri', 'preferredLabel'])) {
      const group = conceptOf(cell, 'escoSkill', cell('code') || lastOf(cell('conceptUri')));
      if (isReleased(cell)) concepts.push({ ...group, attributes: { ...group.attributes, kind: 'group' } });
    }
  }
  const path = fileIn(folder, 'skills_en.csv');
  for await (const cell of csvRows(path, ['conceptUri', 'skillType', 'preferredLabel', 'altLabels'])) {
    if (!isReleased(cell)) continue;
    const kind = cell('skillType') === 'knowledge' ? 'knowledge' : 'skill';
    const skill = conceptOf(cell, 'escoSkill', lastOf(cell('conceptUri')));
    concepts.push({ ...skill, attributes: { ...skill.attributes, kind } });
  }
  const broader = fileMaybeIn(folder, 'broaderRelationsSkillPillar_en.csv', 'broaderRelationsSkillPillar.csv');
  return levelled(underParents(concepts, broader === null ? new Map() : await readBroader(broader)));
}

/** The first broader concept of each: ESCO hangs a skill under several, a scheme here knows one parent. */
async function readBroader(path: string): Promise<Map<string, string>> {
  const broader = new Map<string, string>();
  for await (const cell of csvRows(path, ['conceptUri', 'broaderUri'])) {
    if (!broader.has(cell('conceptUri'))) broader.set(cell('conceptUri'), cell('broaderUri'));
  }
  return broader;
}

/** By addresses; a broader concept of another scheme (an ISCO group) is no parent. */
function underParents(concepts: readonly ConceptRow[], broader: ReadonlyMap<string, string>): ConceptRow[] {
  const codes = new Map(concepts.map(({ code, attributes }) => [attributes['uri'] ?? '', code]));
  return concepts.map((concept) => ({
    ...concept,
    parent: codes.get(broader.get(concept.attributes['uri'] ?? '') ?? '') ?? null,
  }));
}

async function readEssential(
  folder: string,
  occupations: readonly ConceptRow[],
  skills: readonly ConceptRow[],
): Promise<OccupationSkillRow[]> {
  const codes = new Map([...occupations, ...skills].map(({ code, attributes }) => [attributes['uri'] ?? '', code]));
  const links: OccupationSkillRow[] = [];
  const path = fileIn(folder, 'occupationSkillRelations_en.csv', 'occupationSkillRelations.csv');
  for await (const cell of csvRows(path, ['occupationUri', 'relationType', 'skillUri'])) {
    const [occupation, skill] = [codes.get(cell('occupationUri')), codes.get(cell('skillUri'))];
    if (cell('relationType') === 'essential' && occupation !== undefined && skill !== undefined)
      links.push({ scheme: 'escoOccupation', occupation, skill });
  }
  return links;
}

function conceptOf(cell: Cell, scheme: ConceptRow['scheme'], code: string): ConceptRow {
  const name = cell('preferredLabel').replace(/\s+/g, ' ');
  return {
    scheme,
    code,
    level: 1,
    name,
    nameEn: name,
    parent: null,
    aliases: aliasesOf(name, cell('altLabels').split(/[\n|]/)),
    attributes: { uri: cell('conceptUri') },
  };
}

function isReleased(cell: Cell): boolean {
  return cell('status') === '' || cell('status') === 'released';
}

function lastOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
