import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parseSync } from 'vite';
import { ENTRIES } from './emitTypes.ts';

const HEAD = `# API reference

Made of the docstrings by \`npm run docs:api\`. How to begin is in [library.md](library.md) and [embedding.md](embedding.md).`;

/** One exported name. */
interface Declared {
  readonly name: string;
  /** Markdown. */
  readonly docs: string;
  /** TypeScript. */
  readonly code: string;
}

/** Markdown that documents everything the package exports, from the declarations in `folder` (see `emitTypes`). */
export async function apiReference(folder: string): Promise<string> {
  const known = new Set<string>();
  const sections: string[] = [];
  for (const entry of ENTRIES) sections.push(await sectionOf(join(folder, entry), known));
  const config = await resolveConfig('docs/api.md');
  return format([HEAD, ...sections].join('\n\n'), { ...config, parser: 'markdown' });
}

async function sectionOf(entry: string, known: Set<string>): Promise<string> {
  const code = await readFile(entry, 'utf8');
  const [, docs = '', module = ''] = /\/\*\*(.*?)@module (\S+)/s.exec(code) ?? [];
  const exported = await exportsOf(entry, code);
  const fresh = exported.filter(({ name }) => !known.has(name));
  const repeated = exported.filter(({ name }) => known.has(name)).map(({ name }) => `\`${name}\``);
  for (const { name } of fresh) known.add(name);
  const also = repeated.length > 0 ? [`Also, as above: ${repeated.join(', ')}.`] : [];
  const entries = fresh.map((one) => `### ${one.name}\n\n${one.docs}\n\n\`\`\`ts\n${one.code}\n\`\`\``);
  return [`## ${module}`, plainText(docs), ...also, ...entries].join('\n\n');
}

async function exportsOf(entry: string, code: string): Promise<Declared[]> {
  const declared: Declared[] = [];
  for (const node of parseSync(entry, code).program.body) {
    if (node.type !== 'ExportNamedDeclaration' || !node.source) continue;
    const file = join(dirname(entry), node.source.value.replace(/\.js$/, '.d.ts'));
    const all = declarationsOf(file, await readFile(file, 'utf8'));
    const names = node.specifiers.map(({ local }) => ('name' in local ? local.name : local.value));
    declared.push(...names.flatMap((name) => all.get(name) ?? []));
  }
  return declared;
}

/** What a file of declarations exports itself. */
function declarationsOf(file: string, code: string): ReadonlyMap<string, Declared> {
  const { program, comments } = parseSync(file, code);
  const declarations = new Map<string, Declared>();
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) continue;
    const docs = comments.find(({ end }) => end < node.start && code.slice(end, node.start).trim() === '')?.value ?? '';
    const { declaration } = node;
    const id =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations[0]?.id
        : 'id' in declaration && declaration.id;
    if (!id || !('name' in id)) continue;
    const text = code.slice(node.start, node.end).replace(/^export (declare )?/, '');
    declarations.set(id.name, { name: id.name, docs: plainText(docs), code: text });
  }
  return declarations;
}

/** A docstring without its stars; links to other names become code. */
function plainText(docs: string): string {
  const lines = docs.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
  return lines
    .join('\n')
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
    .trim();
}
