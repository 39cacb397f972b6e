import type { Dataset, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { isBenchRow, readBenchRows, requireCellsToJoin } from './benchRows.ts';
import { interpretRow, requireKnownPlaces, type ImageFinder } from './interpretRow.ts';
import { RowError, type Row } from './row.ts';

/** Takes what a file holds, in its order. */
export interface RowSink {
  row(row: Row): void;
  /** Of a row that cannot be used. */
  problem(line: number, message: string): void;
  /** Of something between rows. */
  remark(line: number, message: string): void;
}

export interface RowCollector extends RowSink {
  finish(): Dataset;
}

/** Things of a file, each with the place of its row among all rows, from 1. */
class PlacedThings<Thing extends { readonly line: number }> {
  things: Thing[] = [];
  #places: number[] = [];

  /** `isNumbered`: the thing has the number of its place already. */
  add(thing: Thing, place: number, isNumbered: boolean): void {
    this.things.push(thing);
    if (!isNumbered) this.#places.push(place);
  }

  /** Gives all so far the numbers of their places. */
  renumber(): void {
    this.things = this.things.map((thing, index) => ({ ...thing, line: this.#places[index] ?? 0 }));
    this.#places = [];
  }
}

/**
 * Interprets rows as they come and keeps what they mean, which is less than what they hold. Rows of EditReward-Bench are kept
 * until the end, since those of one id need not stand together.
 */
export function createRowCollector(findImage: ImageFinder): RowCollector {
  const [items, benchRows, problems] = [
    new PlacedThings<DatasetItem>(),
    new PlacedThings<Row>(),
    new PlacedThings<RowProblem>(),
  ];
  let [place, lastLine, sharesLines] = [0, 0, false];

  /** Each item has a number of its own: where rows share a line, as all do in a list of Python's, each has that of its place. */
  function count(line: number): void {
    place++;
    if (line === lastLine && !sharesLines) {
      sharesLines = true;
      for (const placed of [items, benchRows, problems]) placed.renumber();
    }
    lastLine = line;
  }

  function interpret(row: Row): void {
    requireKnownPlaces(row);
    if (isBenchRow(row)) {
      requireCellsToJoin(row);
      benchRows.add(row, place, sharesLines);
    } else items.add(withPictures(interpretRow(row, findImage), row), place, sharesLines);
  }

  return {
    row(row) {
      count(row.line);
      try {
        interpret(sharesLines ? { ...row, line: place } : row);
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        problems.add({ line: sharesLines ? place : row.line, message: error.message }, place, sharesLines);
      }
    },
    problem(line, message) {
      count(line);
      problems.add({ line: sharesLines ? place : line, message }, place, sharesLines);
    },
    remark(line, message) {
      const near = Math.max(1, place);
      problems.add({ line: sharesLines ? near : line, message }, near, sharesLines);
    },
    finish() {
      const { items: joined, problems: unjoined, notices } = readBenchRows(benchRows.things, findImage);
      return {
        items: joined.length === 0 ? items.things : byLine([...joined, ...items.things]),
        problems: byLine([...problems.things, ...unjoined]),
        notices: byLine(notices),
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
