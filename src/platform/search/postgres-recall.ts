import type { Candidate, RecallAnswer, RecallRequest } from './engine.ts';
import { writeBounds } from './postgres-bound.ts';
import { tokensAnywhere } from './postgres-credit.ts';
import { type Writing, writeSource } from './postgres-filter.ts';
import type { Probes } from './probes.ts';

/** Best first; equals by later creation, then id: the order of lists. */
const order = 'bound DESC, created_at DESC, id';

export interface RecallRow {
  request: number;
  candidates: [string, number, number, unknown][] | null;
  left_out_bound: number | null;
  left_out: number;
  left_out_exact: boolean;
}

interface Source {
  from: string;
  where: string;
}

/** The rows of one tier: those near by its probes and not by the ones before. */
interface Tier {
  /** Conditions of disjoint sets of rows; apart, so that an index can find those that have a key. */
  near: string[];
  /** All rows of later tiers, and those outside of all. */
  rest: string;
  /** Upper bound of the rest. */
  outside: number;
}

/** All requests as one statement of one row each. */
export function writeRecalls(
  requests: readonly RecallRequest[],
  writingOf: (request: RecallRequest) => Writing,
  probesOf: (request: RecallRequest) => readonly Probes[],
): string {
  const totals = new Map<string, string>();
  const selects = requests.map((request, place) =>
    writeRecall(request, place, writingOf(request), totals, probesOf(request)),
  );
  const counts = [...totals].map(([count, name]) => `${name} AS MATERIALIZED (${count})`);
  return `${counts.length > 0 ? `WITH ${counts.join(', ')} ` : ''}${selects.join(' UNION ALL ')}`;
}

/** `totals` counts what passes a filter once for all requests that share it, as those of a nested list do. */
function writeRecall(
  request: RecallRequest,
  place: number,
  writing: Writing,
  totals: Map<string, string>,
  probes: readonly Probes[],
): string {
  const limit = writing.parameters.integer(checkLimit(request.limit));
  const source = writeSource(request.filter, writing);
  const tiers = writeTiers(probes, writing);
  const reads = writeReads(request, tiers, source, writing);
  const found = reads.flatMap(({ name, rows }) => (rows ? [`SELECT * FROM ${name}`] : [])).join(' UNION ALL ');
  const left = writeLeft(request, tiers, source, totals);
  return `SELECT ${place} AS request, answer.* FROM (
    WITH ${reads.map(({ name, text }) => `${name} AS MATERIALIZED (${text})`).join(', ')},
    best AS MATERIALIZED (SELECT * FROM (${found}) AS found ORDER BY ${order} LIMIT ${limit} + 1),
    chosen AS MATERIALIZED (SELECT * FROM best ORDER BY ${order} LIMIT ${limit}),
    unread AS MATERIALIZED (SELECT ${left.unread} AS outside)
    SELECT (SELECT json_agg(json_build_array(c.id, c.version, c.bound, d.packed) ORDER BY c.bound DESC, c.created_at DESC, c.id)
        FROM chosen AS c JOIN search_document AS d ON d.index = ${writing.parameters.text(request.index)} AND d.id = c.id) AS candidates,
      greatest((SELECT bound FROM best ORDER BY ${order} OFFSET ${limit}), (SELECT outside FROM unread)) AS left_out_bound,
      ${left.count} AS left_out, ${left.isExact} AS left_out_exact
  ) AS answer`;
}

function checkLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new Error(`${limit} is no limit of candidates.`);
}

interface Read {
  name: string;
  text: string;
  /** False for one that only says whether to go on. */
  rows: boolean;
}

/**
 * The tiers one after the other, then the rows outside of all, each only where those before don't suffice: a scan whose
 * condition is settled as false, or below a LIMIT of 0, is never run.
 */
function writeReads(request: RecallRequest, tiers: readonly Tier[], source: Source, writing: Writing): Read[] {
  const { from, where } = source;
  const bounds = (wheres: readonly string[]) => writeBounds(request, { from, wheres }, writing);
  if (tiers.length === 0) return [{ name: 'near0', text: bounds([where]), rows: true }];
  const limit = writing.parameters.integer(request.limit);
  const checked = writeSource(request.filter, { ...writing, isProbed: true }).where;
  const reads = tiers.flatMap(({ near }, at): Read[] => {
    const before = at === 0 ? '' : ` AND NOT (SELECT stops FROM stop${at - 1})`;
    return [
      { name: `near${at}`, text: bounds(near.map((rows) => `${rows} AND ${checked}${before}`)), rows: true },
      { name: `stop${at}`, text: writeStop(request, tiers, at, writing), rows: false },
    ];
  });
  const last = tiers.length - 1;
  const far = bounds([`${where} AND ${tiers[last]?.rest}`]);
  const most = `CASE WHEN (SELECT stops FROM stop${last}) THEN 0 ELSE ${limit} + 1 END`;
  return [...reads, { name: 'far', text: `${far} ORDER BY ${order} LIMIT ${most}`, rows: true }];
}

/** Whether enough was found above the bound of all the rest; after the last tier a full list is enough. */
function writeStop(request: RecallRequest, tiers: readonly Tier[], at: number, { parameters }: Writing): string {
  const enough = parameters.integer(checkLimit(Math.min(request.enough ?? request.limit, request.limit)));
  if ((tiers[at]?.outside ?? 0) < (request.floor ?? 0)) return 'SELECT true AS stops';
  const above = countOf(tiers, at, ` WHERE bound > ${tiers[at]?.outside}`);
  const isFull = `${countOf(tiers, at)} >= ${parameters.integer(request.limit)}`;
  return `SELECT ${above} >= ${enough}${at === tiers.length - 1 ? ` OR ${isFull}` : ''} AS stops`;
}

/** How many rows the tiers up to one have. */
function countOf(tiers: readonly Tier[], upTo: number, where = ''): string {
  return `(${tiers
    .slice(0, upTo + 1)
    .map((_, at) => `(SELECT count(*) FROM near${at}${where})`)
    .join(' + ')})`;
}

/** What is known of the rows that were left out: the bound of those that were not read, how many, how surely. */
function writeLeft(request: RecallRequest, tiers: readonly Tier[], source: Source, totals: Map<string, string>) {
  const read = '(SELECT count(*) FROM best)';
  const chosen = '(SELECT count(*) FROM chosen)';
  const last = tiers.length - 1;
  if (last < 0) return { unread: 'NULL::int', count: `(SELECT count(*) FROM near0) - ${chosen}`, isExact: 'true' };
  const total = request.countLeftOut ? `(SELECT total FROM ${totalOf(source, totals)})` : null;
  const cases = tiers.map(({ outside, rest }, at) => {
    const isThere = total
      ? `${total} > ${countOf(tiers, last)}`
      : `EXISTS (SELECT FROM ${source.from} WHERE ${source.where} AND ${rest})`;
    return `WHEN (SELECT stops FROM stop${at}) THEN CASE WHEN ${isThere} THEN ${outside} END`;
  });
  const unread = `CASE ${cases.join(' ')} END`;
  if (total) return { unread, count: `${total} - ${chosen}`, isExact: 'true' };
  const stops = `(SELECT stops FROM stop${last})`;
  const isUnread = '((SELECT outside FROM unread) IS NOT NULL)';
  return {
    unread,
    // The rows outside are read up to one more than fit: it stands for all of them.
    count: `CASE WHEN ${stops} THEN ${countOf(tiers, last)} - ${chosen} + ${isUnread}::int ELSE ${read} - ${chosen} END`,
    isExact: `CASE WHEN ${stops} THEN NOT ${isUnread} ELSE ${read} <= ${request.limit} END`,
  };
}

function totalOf({ from, where }: Source, totals: Map<string, string>): string {
  const count = `SELECT count(*) AS total FROM ${from} WHERE ${where}`;
  const name = totals.get(count) ?? `total${totals.size}`;
  totals.set(count, name);
  return name;
}

function writeTiers(probes: readonly Probes[], writing: Writing): Tier[] {
  const hasAny = (keys: Iterable<string>) =>
    `d.tokens && ${writing.parameters.integers([...keys].flatMap((key) => tokensAnywhere(key, writing)))}`;
  let before = 'true';
  return probes.map(({ keys, unasked, also, outside }, at) => {
    const previous = probes[at - 1];
    const known = previous && !previous.also ? previous.keys : new Set<string>();
    const hasKey = hasAny(keys);
    const hasNewKey = hasAny([...keys].filter((key) => !known.has(key)));
    const hasAlso = also ? `${hasAny(also)} AND ` : '';
    const near = [`${hasNewKey} AND ${hasAlso}${before}`];
    const open = unasked.map((fields) =>
      fields.map((field) => `d.${writing.fields.column(field, ['NUMBER'])} <= 0`).join(' AND '),
    );
    const isOpen = `(${open.join(' OR ')})`;
    if (open.length > 0) near.push(`${isOpen} AND NOT ${hasKey} AND ${hasAlso}${before}`);
    before = `NOT (${hasAlso}(${[hasKey, ...(open.length > 0 ? [isOpen] : [])].join(' OR ')}))`;
    return { near, rest: before, outside };
  });
}

export function readRecall(row: RecallRow): RecallAnswer {
  const candidates = (row.candidates ?? []).map(
    ([id, version, bound, packed]): Candidate => ({ id, version, bound, packed }),
  );
  return {
    candidates,
    leftOutBound: row.left_out_bound,
    leftOut: row.left_out,
    ...(row.left_out_exact ? {} : { leftOutAtLeast: true }),
  };
}
