import { parseArgs } from 'node:util';
import { anonymous, system } from '../src/kernel/actor.ts';
import { queryOf, tableOf } from '../src/modules/heatmap/index.ts';
import { runWithUsage, understood } from './usage-error.ts';
import { withCore } from './with-core.ts';

const usage = `The talent-demand heat map 需求热力图 on the terminal.

  npm run heatmap -- --region 350211 --rows occupation --columns education

  --rows, --columns      occupation, region, education or grade; without columns all measures are shown
  --region, --occupation codes of any level; the whole country and all occupations when left out
  --level                level of the occupation axis, 1 to 4
  --region-level         level of the region axis, 1 to 3
  --measure              the measure to show: need, demand, positions, employers, supply, qualified60, gap, tightness, listed …
  --industry, --work-kind, --education   at most two
  --day                  today or later, YYYY-MM-DD
  --order                rows by their total of this measure, highest first
  --exact                exact people counts, recorded in the audit; else as everybody sees them
`;

const text = { type: 'string' } as const;
const options = {
  rows: text,
  columns: text,
  region: text,
  occupation: text,
  level: text,
  'region-level': text,
  measure: text,
  industry: text,
  'work-kind': text,
  education: text,
  day: text,
  order: text,
  exact: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

await runWithUsage(usage, async () => {
  const { values } = understood(() => parseArgs({ options }));
  if (values.help) {
    console.log(usage);
    return;
  }
  const given = {
    rows: values.rows ?? 'occupation',
    columns: values.columns,
    region: values.region,
    occupation: values.occupation,
    occupationLevel: values.level,
    regionLevel: values['region-level'],
    industry: values.industry,
    workKind: values['work-kind'],
    education: values.education,
    day: values.day,
    orderBy: values.order,
    measures: values.columns ? (values.measure ?? defaultMeasure(values.columns, values.rows)) : values.measure,
  };
  const query = queryOf(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  await withCore(async (core) => {
    await core.projector.runOnce();
    const map = await core.heatmap.service.heatMap(values.exact ? system : anonymous, query);
    const measure = map.measures[0]?.measure ?? 'NEED';
    for (const line of tableOf(map, { measure, colour: process.stdout.isTTY === true })) console.log(line);
  });
});

/** Education and grade carry no gap: there the need is shown. */
function defaultMeasure(...axes: (string | undefined)[]): string {
  return axes.some((axis) => axis && ['education', 'grade'].includes(axis.toLowerCase())) ? 'need' : 'gap';
}
