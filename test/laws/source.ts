import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type ESTree, parseSync, Visitor, type VisitorObject } from 'vite';
import { packageRoot } from '../../src/platform/package-root.ts';

/** One file of the product as the laws read it: its path from the root, with slashes, and its syntax tree. */
export interface Source {
  path: string;
  program: ESTree.Program;
}

/** Something that breaks a law, in words that say where and what. */
export type Violation = string;

/** Sources from texts by path: what a test writes to show that its law can fail. */
export function sourcesOf(texts: Record<string, string>): Source[] {
  return Object.entries(texts).map(([path, text]) => {
    const { program, errors } = parseSync(path, text);
    if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
    return { path, program };
  });
}

/** The code in folders of the repository, without what is generated. */
export function readSources(...folders: string[]): Source[] {
  const paths = pathsIn(...folders).filter((path) => /\.(ts|tsx|mjs)$/.test(path));
  return sourcesOf(Object.fromEntries(paths.map((path) => [path, readFileSync(join(packageRoot, path), 'utf8')])));
}

/** Every file in folders of the repository, without what is generated. */
export function pathsIn(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(packageRoot, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) =>
          join(parentPath, name)
            .slice(packageRoot.length + 1)
            .replaceAll('\\', '/'),
        ),
    )
    .filter((path) => !path.startsWith('src/generated/'))
    .sort();
}

export function visit({ program }: Source, visitor: VisitorObject): void {
  new Visitor(visitor).visit(program);
}

/** Paths of the files that a file imports or exports from, types among them; packages are left out. */
export function importsOf(source: Source): string[] {
  const found: string[] = [];
  const add = (node: { value?: unknown } | null) => {
    const named = node?.value;
    if (typeof named === 'string' && named.startsWith('.'))
      found.push(posix.join(posix.dirname(source.path), named.replace(/\?.*$/, '')));
  };
  visit(source, {
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source as { value?: unknown }),
    TSImportType: (node) => add(node.source),
  });
  return found;
}
