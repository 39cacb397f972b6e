import type { Dataset, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { isBenchRow, readBenchRows, requireCellsToJoin } from './benchRows.ts';
import { interpretRow, NO_SOURCE, requireKnownPlaces, type ImageFinder } from './interpretRow.ts';
import { RowError, type Row } from './row.ts';
import { interpretTextToImage, mayBeTextToImage, type TextToImageRow } from './textToImage.ts';
import { tryRead, type Tried } from './tryRead.ts';

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

/** A row that may be of text-to-image, or one of edits that lacks its source: the others of its file tell. */
interface RowWithoutSource {
  readonly line: number;
  readonly read: Tried<TextToImageRow>;
}

/**
 * Interprets rows as they come, and keeps what they mean: that is less than their text. Rows of EditReward-Bench are
 * kept until the end, since those of one id need not stand together.
 */
export function createRowCollector(findImage: ImageFinder): RowCollector {
  const [items, withoutSource, benchRows, problems] = [
    new PlacedThings<DatasetItem>(),
    new PlacedThings<RowWithoutSource>(),
    new PlacedThings<Row>(),
    new PlacedThings<RowProblem>(),
  ];
  let [place, lastLine, sharesLines] = [0, 0, false];

  /**
   * Each item has a number of its own. If rows share a line, as all do in a list of Python's, each has the number of
   * its place.
   */
  function count(line: number): void {
    place++;
    if (line === lastLine && !sharesLines) {
      sharesLines = true;
      for (const placed of [items, withoutSource, benchRows, problems]) placed.renumber();
    }
    lastLine = line;
  }

  function interpret(row: Row): void {
    requireKnownPlaces(row);
    if (isBenchRow(row)) {
      requireCellsToJoin(row);
      benchRows.add(row, place, sharesLines);
    } else if (mayBeTextToImage(row)) {
      const read = tryRead(() => readWithoutSource(row, findImage));
      withoutSource.add({ line: row.line, read }, place, sharesLines);
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
      const edits = joined.length === 0 ? items.things : byLine([...joined, ...items.things]);
      const others = datasetWithoutSource(withoutSource.things, edits.length > 0 || benchRows.things.length > 0);
      return {
        items: edits.length > 0 ? edits : others.items,
        problems: byLine([...problems.things, ...unjoined, ...others.problems]),
        notices: byLine([...notices, ...others.notices]),
      };
    },
  };
}

function readWithoutSource(row: Row, findImage: ImageFinder): TextToImageRow {
  const { item, notice } = interpretTextToImage(row, findImage);
  return { item: withPictures(item, row), notice };
}

/** `isOfEdits`: the file has rows with a source, so that these lack theirs. */
function datasetWithoutSource(rows: readonly RowWithoutSource[], isOfEdits: boolean): Dataset {
  const [items, problems, notices]: [DatasetItem[], RowProblem[], RowProblem[]] = [[], [], []];
  for (const { line, read } of rows) {
    if (isOfEdits) problems.push({ line, message: NO_SOURCE });
    else if (read.problem !== undefined) problems.push({ line, message: read.problem });
    else {
      const { item, notice } = read.value;
      items.push(item.line === line ? item : { ...item, line });
      if (notice !== undefined) notices.push({ line, message: notice });
    }
  }
  return { items, problems, notices };
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
