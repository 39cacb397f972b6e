/** A measurement that `npm run bench -- <name>` takes. */
export interface BenchCase {
  readonly name: string;
  /** One line for the list of cases. */
  readonly summary: string;
  /** The page, from the repository's root, into which `--write` puts the table. */
  readonly document?: string;
  /** `args`: what follows the case's name. */
  run(args: readonly string[]): Promise<BenchResult>;
}

export interface BenchResult {
  /** Plain data, for `--json`. */
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly markdown: string;
  /** What `--json` prints last, in one line. */
  readonly summary?: Readonly<Record<string, unknown>>;
}

/** A Markdown table, padded as Prettier pads it; columns from the second one on hold numbers. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [header, rule, ...rows].map((row) => tableLine(row, widths)).join('\n');
}

function tableLine(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `| ${padded.join(' | ')} |`;
}
