import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as engineCode from '@prisma/schema-engine-wasm/schema_engine_bg';

export interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/** No models yet. The engine wants a datasource in any case. */
export const EMPTY_SCHEMA = 'datasource db {\n  provider = "postgresql"\n}\n';

/** The SQL that leads from one schema to the other; '' when they mean the same. Asks no database and no network. */
export async function diffSchemas(from: SchemaFile[], to: SchemaFile[]): Promise<string> {
  const engine = await startEngine();
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatamodel', files: from },
      to: { tag: 'schemaDatamodel', files: to },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout?.trim() ?? '';
    return sql === '-- This is an empty migration.' ? '' : sql;
  } finally {
    engine.free();
  }
}

/** TypeScript knows WebAssembly as a part of the browser's types only. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: { __wbindgen_start(): void } };
};

let loaded = false;

function startEngine(): Promise<engineCode.SchemaEngine> {
  if (!loaded) {
    // The package's own entry imports the .wasm as a module, which neither tsx nor Vitest can do.
    const file = join(
      dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')),
      'schema_engine_bg.wasm',
    );
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {
      './schema_engine_bg.js': { ...engineCode },
    });
    engineCode.__wbg_set_wasm(exports);
    exports.__wbindgen_start();
    loaded = true;
  }
  return engineCode.SchemaEngine.new({ datamodels: [['schema.prisma', EMPTY_SCHEMA]] }, () => {}, deadAdapter());
}

/** The engine asks a database for its version, and nothing else, before it compares two texts: this answers that. */
function deadAdapter(): object {
  const ok = async (value: unknown) => ({ ok: true, value });
  const refuse = () => Promise.reject(new Error('comparing schemas must not ask a database'));
  const version = {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [5, 7, 0],
    rows: [[true, 'PostgreSQL 18.0', 180000]],
  };
  const names = { provider: 'postgres', adapterName: 'none', errorRegistry: { consumeError: () => undefined } };
  const connection = {
    ...names,
    queryRaw: ({ sql }: { sql: string }) => (sql.includes('server_version_num') ? ok(version) : refuse()),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: () => ok(undefined),
    getConnectionInfo: () => ({ ok: true, value: { schemaName: 'public', supportsRelationJoins: false } }),
  };
  return { ...names, connect: () => ok(connection), connectToShadowDb: refuse };
}
