import type { Caller } from './actors.ts';
import { jimei, xiamen } from './regions.ts';

/** The three questions of the product, asked over HTTP as any client asks them. */

export interface Answerer {
  address: string;
  callers: readonly Caller[];
}

/** @throws with the first message when the server refuses. */
async function ask<T>({ address }: Answerer, token: string, query: string, variables: object): Promise<T> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data || errors) throw new Error(`The demo’s own query was refused: ${errors?.[0]?.message ?? response.status}`);
  return data;
}

interface HeatAnswer {
  heatMap: {
    rows: { code: string | null; label: string }[];
    measures: { measure: string; values: (number | null)[] }[];
  };
}

export interface Shortage {
  occupation: string;
  name: string;
  need: number;
  supply: number | null;
  gap: number;
  tightness: number | null;
  listed: boolean;
}

/** Where are we short? The occupations of the district with the largest gaps. */
export async function whereAreWeShort(server: Answerer, token: string): Promise<Shortage[]> {
  const input = {
    region: jimei,
    rows: 'OCCUPATION',
    measures: ['NEED', 'SUPPLY', 'GAP', 'TIGHTNESS', 'LISTED'],
    orderBy: 'GAP',
  };
  const query =
    'query Short($input: HeatMapInput!) { heatMap(input: $input) { rows { code label } measures { measure values } } }';
  const { heatMap } = await ask<HeatAnswer>(server, token, query, { input });
  const valuesOf = (measure: string) => heatMap.measures.find((one) => one.measure === measure)?.values ?? [];
  const [need, supply, gap, tightness, listed] = input.measures.map(valuesOf);
  return heatMap.rows.slice(0, 6).map(({ code, label }, at) => ({
    occupation: code ?? '',
    name: label,
    need: need?.[at] ?? 0,
    supply: supply?.[at] ?? null,
    gap: gap?.[at] ?? 0,
    tightness: tightness?.[at] ?? null,
    listed: listed?.[at] === 1,
  }));
}

interface PositionsAnswer {
  positions: { items: { id: string; occupation: { code: string } | null }[] };
}

interface FitAnswer {
  position: {
    title: string;
    openings: number;
    matches: {
      items: {
        mutual: number;
        talent: { id: string };
        employerFit: { criteria: { criterion: string; points: number }[] };
        skills: { asked: { name: string } | null; by: { name: string } | null; mustHave: boolean }[];
      }[];
    } | null;
  } | null;
}

export interface Fit {
  title: string;
  openings: number;
  best: { talent: string; mutual: number; reasons: string }[];
}

/** Who fits? The best talents for the employer’s position in the shortest of its occupations, and why. */
export async function whoFits(server: Answerer, caller: Caller, short: readonly Shortage[]): Promise<Fit | null> {
  const id = await shortestPosition(server, caller, short);
  if (id === null) return null;
  const query = `query Fit($id: UUID!) { position(id: $id) { title openings matches(first: 3) { items { mutual talent { id }
    employerFit { criteria { criterion points } } skills { asked { name } by { name } mustHave } } } } }`;
  const { position } = await ask<FitAnswer>(server, caller.token, query, { id });
  if (!position) return null;
  const best = (position.matches?.items ?? []).map(({ talent, mutual, employerFit, skills }) => {
    const met = skills.filter(({ by, mustHave }) => by && mustHave).map(({ asked }) => asked?.name);
    const [first, second] = [...employerFit.criteria].sort((a, b) => b.points - a.points);
    const points = [first, second]
      .map((one) => (one ? `${one.criterion} ${Math.round(one.points / 100)}` : ''))
      .join(' + ');
    return {
      talent: talent.id,
      mutual: mutual / 100,
      reasons: `${points}: ${met.join('、') || 'none of the must-haves'}`,
    };
  });
  return { title: position.title, openings: position.openings, best };
}

async function shortestPosition(server: Answerer, caller: Caller, short: readonly Shortage[]): Promise<string | null> {
  const query = `query Own($employer: UUID) { positions(first: 50, employer: $employer, status: PUBLISHED) { items {
    id occupation { code } } } }`;
  const { positions } = await ask<PositionsAnswer>(server, caller.token, query, { employer: caller.organizationId });
  const rank = ({ occupation }: { occupation: { code: string } | null }): number => {
    const at = short.findIndex((one) => one.occupation === occupation?.code);
    return at < 0 ? short.length : at;
  };
  const [best] = [...positions.items].sort((a, b) => rank(a) - rank(b));
  return best?.id ?? null;
}

interface FillAnswer {
  programsLeadingTo: {
    weight: number;
    graduatesDue: number | null;
    program: { name: string; school: { name: string } };
  }[];
}

export interface Fill {
  program: string;
  school: string;
  weight: number;
  graduatesDue: number | null;
}

/** Which program fills it? Programs of the city that lead to the occupation, most graduates first. */
export async function whichProgramFills(server: Answerer, token: string, occupation: string): Promise<Fill[]> {
  const query = `query Fill($occupation: String!, $region: String) { programsLeadingTo(first: 4, occupation: $occupation,
    region: $region) { weight graduatesDue program { name school { name } } } }`;
  const { programsLeadingTo } = await ask<FillAnswer>(server, token, query, { occupation, region: xiamen });
  return programsLeadingTo.map(({ weight, graduatesDue, program }) => {
    return { program: program.name, school: program.school.name, weight, graduatesDue };
  });
}
