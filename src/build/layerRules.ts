import { NODE, type Layer } from './layerTable.ts';

/** Of tests, and of what only they use. */
const TEST_FILES = ['**/*.test.ts', '**/*.test.tsx', '**/*amples.ts'];
const MESSAGE = 'The table of layers in ARCHITECTURE.md forbids it.';

/**
 * The lint's `overrides` that hold the table. The lint knows only the words of an import, not the file that they lead
 * to. So a rule lists what is forbidden. What is in a folder around a layer counts as the layer's own.
 */
export function layerRules(layers: readonly Layer[]): readonly object[] {
  const rules = layers.map((layer) => {
    const patterns = [{ regex: forbiddenImports(layer, layers), message: MESSAGE }];
    return { files: [`${layer.path}/**`], rules: { 'no-restricted-imports': ['error', { patterns }] } };
  });
  return [...rules, { files: TEST_FILES, rules: { 'no-restricted-imports': 'off' } }];
}

function forbiddenImports(layer: Layer, layers: readonly Layer[]): string {
  const names = layers.filter((other) => isForbidden(other, layer)).map(({ name }) => name);
  const outermost = names.filter((name) => !names.some((other) => name.startsWith(`${other}/`)));
  const node = layer.mayImport.includes(NODE) ? '' : '|^node:';
  return `^\\.\\.?/(\\.\\./)*(src/)?(${outermost.map((name) => waysTo(name, layer)).join('|')})/${node}`;
}

function isForbidden(other: Layer, layer: Layer): boolean {
  return isToldByName(other, layer) && other !== layer && !layer.mayImport.includes(other.name);
}

/**
 * Not so of a folder around a layer, of one around what the layer may import, and of one that is called like what it may import:
 * from `app/shell`, `batch` and `app/batch` are both a number of `../` and `batch`.
 */
export function isToldByName({ name, path }: Layer, from: Layer): boolean {
  const isAround = from.path.startsWith(`${path}/`);
  const isMistakable = from.mayImport.some(
    (allowed) => allowed !== name && nearName(allowed, from) === nearName(name, from),
  );
  return !isAround && !isMistakable && !from.mayImport.some((allowed) => allowed.startsWith(`${name}/`));
}

/** From `app/score`, `app/ui` is `../ui` as well. */
function waysTo(name: string, from: Layer): string {
  const near = nearName(name, from);
  return near === name ? name : `(${name.slice(0, -near.length)})?${near}`;
}

/** What is left of a name without the folder that both are in. */
function nearName(name: string, from: Layer): string {
  const [room, ...rest] = name.split('/');
  const isNear = rest.length > 0 && `${from.name}/`.startsWith(`${room}/`);
  return isNear ? rest.join('/') : name;
}
