/** A row of ARCHITECTURE.md's table of layers. */
export interface Layer {
  /** Of its folder: `src/core`, `src/app/score`, `workers`. */
  readonly path: string;
  /** As other rows call it: its path, without `src/`. */
  readonly name: string;
  /** Names of other layers, each without the folders in it that have rows of their own, and `Node`. */
  readonly mayImport: readonly string[];
}

export const NODE = 'Node';
const FIRST_CELL = 'layer';
const NO_LAYER = 'nothing';

/** The table stands where a row begins with `layer`: the folder comes first, what it may import comes last. */
export function parseLayerTable(markdown: string): Layer[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => cellsOf(line)[0] === FIRST_CELL);
  if (start < 0) throw new Error(`No table begins with "${FIRST_CELL}".`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  const layers = lines.slice(start + 2, end < 0 ? lines.length : end).map(parseRow);
  const names = [NODE, ...layers.map(({ name }) => name)];
  for (const { path, mayImport } of layers) {
    const unknown = mayImport.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`${path} may import "${unknown}", which is no row of the table.`);
  }
  return layers;
}

/** The innermost layer that a file is in. */
export function layerOf(file: string, layers: readonly Layer[]): Layer | undefined {
  const around = layers.filter(({ path }) => file.startsWith(`${path}/`));
  return around.toSorted((a, b) => b.path.length - a.path.length)[0];
}

function parseRow(line: string): Layer {
  const cells = cellsOf(line);
  const path = (cells[0] ?? '').replace(/\/$/, '');
  const mayImport = (cells.at(-1) ?? '').split(',').map((name) => name.trim());
  return { path, name: path.replace(/^src\//, ''), mayImport: mayImport.filter((name) => name !== NO_LAYER) };
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.replaceAll('`', '').trim());
}
