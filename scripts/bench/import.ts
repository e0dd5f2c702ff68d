import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Core, loadShipped, wire } from '../../src/app.ts';
import { system } from '../../src/kernel/actor.ts';
import { readConfig } from '../../src/platform/config.ts';
import { connect } from '../../src/platform/db/connect.ts';
import type { Db } from '../../src/platform/db/db.ts';
import { readCsv } from '../../src/platform/files/csv.ts';
import { createLog } from '../../src/platform/log.ts';
import { clearTalents, stageBare } from './import.store.ts';
import { rounded } from './timing.ts';

export interface ImportFigures {
  rows: number;
  'load rows/s': number;
  'bare rows/s': number;
  'load ÷ bare': number;
  'apply rows/s': number;
  'again rows/s': number;
  'RSS before MB': number;
  'RSS most MB': number;
}

const floorRatio = 0.6;
const batchRows = 1_000;
const owner = { externalId: 'bench', kind: 'OFFICE', name: '示例市人才服务中心', region: '350200' } as const;

/**
 * A file of talents of each size: what staging it takes beside bare inserts of the same rows, how fast its rows become
 * records, how fast the same file goes in again, and in how much memory.
 * @returns false when a count is wrong; how fast it was changes nothing.
 */
export async function benchImport(sizes: readonly number[]): Promise<boolean> {
  const local = readConfig('LOCAL');
  const dataFolder = join(local.dataFolder, 'bench-import');
  const config = { ...local, databaseUrl: null, dataFolder };
  const folder = mkdtempSync(join(tmpdir(), 'jucai-bench-'));
  const log = createLog('warn');
  const { db, close } = await connect(config, log);
  try {
    const core = wire(db, config, log);
    await loadShipped(core);
    await core.accounts.operator.ensureOrganization(owner);
    const all: ImportFigures[] = [];
    let isRight = true;
    for (const rows of sizes) {
      const file = join(folder, `${rows}.csv`);
      await pipeline(Readable.from(linesOf(rows)), createWriteStream(file));
      const { figures, right } = await measure(core, db, file, rows);
      isRight &&= right;
      all.push(figures);
      console.table(all);
      await clearTalents(db.pool);
    }
    const least = Math.min(...all.map((one) => one['load ÷ bare']));
    console.log(
      `  load phase to bare inserts ${least.toFixed(2)}, wanted ${floorRatio}: ${least >= floorRatio ? 'reached' : 'MISSED'}`,
    );
    return isRight;
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  core: Core,
  db: Db,
  file: string,
  rows: number,
): Promise<{ figures: ImportFigures; right: boolean }> {
  const bare = await floorOf(db, file);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 100);
  try {
    const first = await timed(core, file);
    const again = await timed(core, file);
    const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
    const figures = {
      rows,
      'load rows/s': Math.round(rows / first.loading),
      'bare rows/s': Math.round(rows / bare),
      'load ÷ bare': rounded(bare / first.loading, 2),
      'apply rows/s': Math.round(rows / first.applying),
      'again rows/s': Math.round(rows / again.applying),
      'RSS before MB': megabytes(before),
      'RSS most MB': megabytes(most),
    };
    return { figures, right: first.created === rows && again.unchanged === rows };
  } finally {
    clearInterval(watch);
  }
}

/** Seconds of the two phases of an import, told apart by when the last row was staged. */
async function timed(core: Core, file: string) {
  const begun = performance.now();
  let loaded = begun;
  const { created, unchanged, id } = await core.imports.service.importFile(system, 'talents', createReadStream(file), {
    fileName: 'bench.csv',
    organization: owner.externalId,
    onProgress: (_rows, phase) => {
      if (phase === 'LOADING') loaded = performance.now();
    },
  });
  const ended = performance.now();
  const record = await core.imports.service.records.visible(system, id);
  if (record.status !== 'DONE') console.error(await core.imports.service.records.outcome(record));
  return { created, unchanged, loading: (loaded - begun) / 1_000, applying: (ended - loaded) / 1_000 };
}

/** Seconds that the statements alone take for the same rows in the same batches. */
async function floorOf(db: Db, file: string): Promise<number> {
  let batch: { line: number; cells: string }[] = [];
  let seconds = 0;
  let n = 0;
  const put = async (): Promise<void> => {
    seconds += await stageBare(db.pool, n, batch);
    n += 1;
    batch = [];
  };
  for await (const { line, cells } of readCsv(createReadStream(file))) {
    batch.push({ line, cells: JSON.stringify(cells) });
    if (batch.length === batchRows) await put();
  }
  if (batch.length > 0) await put();
  return seconds;
}

const header =
  '编号,姓名,手机,邮箱,出生年份,常住地,学历,毕业院校,专业,入学日期,毕业日期,岗位名称,职业,工作单位,入职日期,技能,技能等级,期望职业,期望地区,期望薪资(元/月),到岗意向,授权,授权书版本,简历';
const occupations = ['车工', '焊工', '6-18-01-01', '6-18-02-04'];
const regions = ['350203', '350211', '350200', '思明区'];

/** People whose rows are as long and as varied as those of a real list. */
function* linesOf(rows: number): Generator<string> {
  yield `${header}\n`;
  for (let n = 0; n < rows; n += 1) {
    const [job, region] = [occupations[n % 4], regions[(n >> 2) % 4]];
    const cells = [
      ...[`T-${n}`, `姓名${n}`, `138${String(10_000_000 + (n % 90_000_000))}`, `t${n}@example.org`, 1970 + (n % 35)],
      ...[region, '大专', `示例职业技术学院${n % 50}`, '数控技术', '2013-09-01', '2016-06-30', '数控车床操作', job],
      ...[`示例机械有限公司${n % 900}`, `20${16 + (n % 9)}-03-01`, '数控车削:4*;普通车床操作:3'],
      ...[`车工:高级工:CERT-${n}:2021-05-20`, '车工;焊工', '350200', 6_000 + (n % 80) * 100, '求职中', '用人单位可见'],
      ...['v1', `"${'从事轴类零件加工，熟悉图纸。'.repeat(1 + (n % 4))}"`],
    ];
    yield `${cells.join(',')}\n`;
  }
}
