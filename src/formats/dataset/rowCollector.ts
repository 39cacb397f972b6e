import type { Dataset, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { isBenchRow, readBenchRows } from './benchRows.ts';
import { createCompactor } from './compactItem.ts';
import { interpretRow, type ImageFinder } from './interpretRow.ts';
import { RowError, type Row } from './row.ts';

/** Takes what a file holds, in its order. */
export interface RowSink {
  row(row: Row): void;
  /** Of a row that cannot be used. */
  problem(line: number, message: string): void;
  /** Of something between rows. */
  remark(line: number, message: string): void;
}

/** Something of the file, and its place among all rows, from 1. */
interface Placed<Thing> {
  readonly thing: Thing;
  readonly place: number;
}

export interface RowCollector extends RowSink {
  /** Of rows and what is said of them. */
  readonly count: number;
  finish(): Dataset;
}

/**
 * Interprets rows as they come and keeps what they mean, which is less than what they hold. Rows of EditReward-Bench are kept
 * until the end, since those of one id need not stand together.
 */
export function createRowCollector(findImage: ImageFinder): RowCollector {
  const items: DatasetItem[] = [];
  const places: number[] = [];
  const benchRows: Placed<Row>[] = [];
  const problems: Placed<RowProblem>[] = [];
  const compact = createCompactor();
  let [place, lastLine, sharesLines] = [0, 0, false];

  function count(line: number): void {
    place++;
    sharesLines ||= line === lastLine;
    lastLine = line;
  }

  /** Each item has a number of its own: where rows share a line, all are numbered by their place instead. */
  function numbered<Thing extends { readonly line: number }>(thing: Thing, at: number): Thing {
    return sharesLines ? { ...thing, line: at } : thing;
  }

  function interpret(row: Row): void {
    if (isBenchRow(row)) {
      // The copy throws here where a cell cannot be read, rather than when rows are joined.
      benchRows.push({ thing: { line: row.line, values: { ...row.values } }, place });
      return;
    }
    items.push(compact(withPictures(interpretRow(row, findImage), row)));
    places.push(place);
  }

  return {
    get count() {
      return place + problems.length;
    },
    row(row) {
      count(row.line);
      try {
        interpret(row);
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        problems.push({ thing: { line: row.line, message: error.message }, place });
      }
    },
    problem(line, message) {
      count(line);
      problems.push({ thing: { line, message }, place });
    },
    remark(line, message) {
      problems.push({ thing: { line, message }, place: Math.max(1, place) });
    },
    finish() {
      const bench = readBenchRows(
        benchRows.map(({ thing, place: at }) => numbered(thing, at)),
        findImage,
      );
      const others = sharesLines ? items.map((item, index) => numbered(item, places[index] ?? 0)) : items;
      return {
        items: bench.items.length === 0 ? others : byLine([...bench.items, ...others]),
        problems: byLine([...problems.map(({ thing, place: at }) => numbered(thing, at)), ...bench.problems]),
      };
    },
  };
}

/** What a list calls by the name of a picture in the row is that picture. */
function withPictures(item: DatasetItem, { pictures }: Row): DatasetItem {
  if (!pictures) return item;
  const candidates = item.candidates.map((candidate) => {
    const image = pictures.get(candidate.image.name);
    return image ? { ...candidate, image } : candidate;
  });
  return { ...item, candidates };
}

function byLine<Thing extends { readonly line: number }>(things: readonly Thing[]): readonly Thing[] {
  return things.toSorted((a, b) => a.line - b.line);
}
