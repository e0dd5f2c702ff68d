import { describe, expect, it } from 'vitest';
import { pathsIn, readSources, type Source, sourcesOf, type Violation, visit } from './source.ts';

/** Words that say nothing of what is inside. As names of files and folders: `data` is a fair name of a variable. */
const emptyFileNames = /^(utils?|helpers?|commons?|managers?|data|misc|shared)$/i;
const emptyNames = /^(utils?|helpers?|commons?)$|(Utils?|Helpers?|Managers?)$/;

/** Files of tests that hold nothing but cases. */
const fileExceptions = ['test/golden/golden.data.ts'];

function emptyPaths(paths: readonly string[]): Violation[] {
  return paths.filter((path) => path.split(/[/.]/).some((part) => emptyFileNames.test(part)));
}

function emptyIdentifiers(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const found: Violation[] = [];
    const check = (id: { type: string; name?: string } | null | undefined) => {
      if (id?.name !== undefined && emptyNames.test(id.name)) found.push(`${source.path}: ${id.name}`);
    };
    visit(source, {
      ClassDeclaration: ({ id }) => check(id),
      FunctionDeclaration: ({ id }) => check(id),
      VariableDeclarator: ({ id }) => check(id as { type: string; name?: string }),
      TSInterfaceDeclaration: ({ id }) => {
        check(id);
        if (/^I[A-Z][a-z]/.test(id.name)) found.push(`${source.path}: interface ${id.name}`);
      },
      TSTypeAliasDeclaration: ({ id }) => check(id),
    });
    return found;
  });
}

/** Who may read the process's environment, and why. */
const environmentReaders: Record<string, string> = {
  'src/platform/config.ts': 'the one reader',
  'scripts/generate.mjs': 'hands it on to the program that it starts; runs before there is any TypeScript',
  'test/support/global-setup.ts': 'takes the address of a test server',
};

function environmentReads(sources: readonly Source[], allowed: Record<string, string> = {}): Violation[] {
  return sources.flatMap((source) => {
    let reads = false;
    visit(source, {
      MemberExpression: ({ object, property, computed }) => {
        const name = computed ? (property as { value?: unknown }).value : (property as { name?: string }).name;
        const { name: variable, property: last } = object as { name?: string; property?: { name?: string } };
        const owner = variable ?? last?.name;
        if ((owner === 'process' || owner === 'globalThis') && name === 'env') reads = true;
      },
      // const { env } = process
      VariableDeclarator: ({ id, init }) => {
        if (id.type !== 'ObjectPattern' || (init as { name?: string } | null)?.name !== 'process') return;
        reads ||= id.properties.some((one) => 'key' in one && (one.key as { name?: string }).name === 'env');
      },
      ImportDeclaration: ({ source: from, specifiers }) => {
        if (from.value !== 'node:process' && from.value !== 'process') return;
        reads ||= specifiers.some(
          (one) => one.type !== 'ImportSpecifier' || (one.imported as { name?: string }).name === 'env',
        );
      },
    });
    return reads && !(source.path in allowed) ? [source.path] : [];
  });
}

const product = readSources('src', 'scripts');

describe('names', () => {
  it('of files and folders say what is inside', () => {
    const paths = pathsIn('src', 'scripts', 'test', 'prisma');
    expect(emptyPaths(paths)).toEqual(fileExceptions.filter((path) => paths.includes(path)));
  });

  it('would show an empty name anywhere in a path', () => {
    const bad = ['src/modules/talents/talents.helpers.ts', 'src/utils/text.ts', 'src/modules/data/index.ts'];
    expect(emptyPaths([...bad, 'src/platform/db/database.ts', 'src/kernel/day.ts'])).toEqual(bad);
  });

  it('of classes, functions, variables and types say what is meant, without a prefix', () => {
    expect(emptyIdentifiers(product)).toEqual([]);
  });

  it('would show a manager, a helper and a prefixed interface', () => {
    const bad = sourcesOf({
      'src/a.ts': 'export class TalentManager {} export const textUtils = {}; function common() {}',
      'src/b.ts': 'interface ITalent {} interface Item { data: string } const data = 1;',
    });
    expect(emptyIdentifiers(bad)).toEqual([
      'src/a.ts: TalentManager',
      'src/a.ts: textUtils',
      'src/a.ts: common',
      'src/b.ts: interface ITalent',
    ]);
  });
});

describe('the environment', () => {
  it('is read in platform/config.ts and nowhere else', () => {
    const everything = [...product, ...readSources('test')];
    expect(environmentReads(everything, environmentReaders)).toEqual([]);
    expect(environmentReads(everything).sort()).toEqual(Object.keys(environmentReaders).sort());
  });

  it('would show any other reader', () => {
    const bad = sourcesOf({
      'src/a.ts': "const port = process.env['PORT'];",
      'src/b.ts': "const port = process['env'].PORT;",
      'src/c.ts': 'const { env } = process;',
      'src/d.ts': "import { env } from 'node:process';",
      'src/e.ts': 'const all = globalThis.process.env;',
      'src/f.ts': "const text = 'process.env is read elsewhere'; process.exit(0); // process.env",
    });
    expect(environmentReads(bad)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts', 'src/e.ts']);
  });
});
