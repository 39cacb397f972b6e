import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path/posix';
import { beforeAll, describe, expect, it } from 'vitest';
import { isToldByName, layerRules } from './build/layerRules.ts';
import { type Layer, layerOf, NODE, parseLayerTable } from './build/layerTable.ts';
import { lintFiles } from './testing/lintFiles.ts';

const layers = parseLayerTable(readFileSync('ARCHITECTURE.md', 'utf8'));
const rows = layers.map((layer) => [layer.name, layer] as const);

describe('sources', () => {
  const files = ['src', 'workers']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/(\.test\.tsx?|[sS]amples\.ts)$/.test(path));

  it.each(rows)('of %s are there, and import what the table allows', (_name, layer) => {
    const own = files.filter((file) => layerOf(file, layers) === layer);
    expect(own).not.toEqual([]);
    expect(own.flatMap((file) => forbiddenImports(file, layer))).toEqual([]);
  });

  it('are all of a layer', () => {
    expect(files.filter((file) => !layerOf(file, layers))).toEqual([]);
  });
});

describe('the lint', () => {
  /** By the path of a file: whose import of what is in it. */
  const imports = layers.flatMap((layer) => {
    const others = layers.filter((other) => other !== layer && isToldByName(other, layer));
    const targets = [...others.map(({ name, path }) => ({ name, path: `${path}/room/thing.ts` })), { name: NODE }];
    return ['', 'room/'].flatMap((folder) => targets.map((target) => importOf(layer, folder, target)));
  });
  let refused: ReadonlySet<string>;

  it('is written from the table by `npm run layers`', () => {
    expect(JSON.parse(readFileSync('.oxlintrc.json', 'utf8'))).toMatchObject({ overrides: layerRules(layers) });
  });

  beforeAll(async () => {
    const files = Object.fromEntries(imports.map(({ file, text }) => [file, text]));
    refused = await lintFiles(files, 'no-restricted-imports');
  });

  it.each(rows)('lets %s import what the table allows, and nothing else', (_name, layer) => {
    const own = imports.filter(({ from }) => from === layer);
    const differing = own.filter(({ to, file }) => refused.has(file) === layer.mayImport.includes(to));
    expect(differing.map(({ file, text }) => `${file}: ${text.trim()}`)).toEqual([]);
  });
});

interface Target {
  readonly name: string;
  /** Undefined of Node. */
  readonly path?: string;
}

function importOf(from: Layer, folder: string, { name, path }: Target) {
  const file = `${from.path}/${folder}imports-${name.replaceAll('/', '-')}.ts`;
  const specifier = path === undefined ? 'node:fs' : relativeImport(file, path);
  return { from, to: name, file, text: `export { thing } from '${specifier}';\n` };
}

function relativeImport(file: string, path: string): string {
  const way = relative(join(file, '..'), path);
  return way.startsWith('.') ? way : `./${way}`;
}

/** Sentences, for each import that the table does not allow. */
function forbiddenImports(file: string, layer: Layer): string[] {
  return importsOf(file)
    .flatMap((specifier) => importedLayer(file, specifier) ?? [])
    .filter((name) => name !== layer.name && !layer.mayImport.includes(name))
    .map((name) => `${file} imports ${name}`);
}

function importsOf(file: string): string[] {
  const statements = readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'((?:\.|node:)[^']*)'/g);
  return [...statements].flatMap(([, specifier]) => specifier ?? []);
}

/** Undefined of what is beside `src` and `workers`; of a file in them that is in no layer, its path. */
function importedLayer(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return NODE;
  const path = join(file, '..', specifier);
  return layerOf(path, layers)?.name ?? (/^(src|workers)\//.test(path) ? path : undefined);
}
