import type { Dataset, DatasetItem, RowProblem } from '../../core/dataset/datasetItem.ts';
import { isBenchRow, readBenchRows, requireCellsToJoin } from './benchRows.ts';
import { dimensionsOf } from './dimensionScores.ts';
import { editorsInPaths, editorsInPathsOfSingles, type EditorsInPaths } from './editorsInPaths.ts';
import { interpretRow, NO_SOURCE, requireKnownPlaces, type ImageFinder } from './interpretRow.ts';
import { isBlank } from './judgementValue.ts';
import { namedRow } from './namedRow.ts';
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

/** Rows of one file are alike: more kinds than these are not read by people. */
const MAX_NOTES = 20;

/** A row that may be of text-to-image, or one of edits that lacks its source: the others of its file tell. */
interface RowWithoutSource {
  readonly line: number;
  readonly read: Tried<TextToImageRow>;
}

/**
 * Interprets rows as they come, and keeps what they mean: that is less than their text. Rows of EditReward-Bench are
 * kept until the end, since those of one id need not stand together.
 */
export function createRowCollector(findImage: ImageFinder, { dimensions = false }: Wanted = {}): RowCollector {
  return new InterpretedRows(findImage, dimensions);
}

/** What is read of rows beside what all need. */
interface Wanted {
  readonly dimensions?: boolean;
}

class InterpretedRows implements RowCollector {
  readonly #findImage: ImageFinder;
  readonly #wantsDimensions: boolean;
  readonly #items = new PlacedThings<DatasetItem>();
  readonly #withoutSource = new PlacedThings<RowWithoutSource>();
  readonly #benchRows = new PlacedThings<Row>();
  readonly #problems = new PlacedThings<RowProblem>();
  readonly #notices = new PlacedThings<RowProblem>();
  readonly #notes = new Set<string>();
  /** Whether no edit has a name, and all sets are lists; or all rows are of one edit. */
  #areUnnamedLists = true;
  #areUnnamedSingles = true;
  /** Of the row that came last, among all rows. */
  #place = 0;
  #lastLine = 0;
  #sharesLines = false;

  constructor(findImage: ImageFinder, wantsDimensions: boolean) {
    this.#findImage = findImage;
    this.#wantsDimensions = wantsDimensions;
  }

  row(row: Row): void {
    this.#count(row.line);
    const line = this.#numberOf(row.line);
    try {
      this.#interpret(line === row.line ? row : { ...row, line });
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      this.#add(this.#problems, { line, message: error.message });
    }
  }

  problem(line: number, message: string): void {
    this.#count(line);
    this.#add(this.#problems, { line: this.#numberOf(line), message });
  }

  remark(line: number, message: string): void {
    const near = Math.max(1, this.#place);
    this.#problems.add({ line: this.#sharesLines ? near : line, message }, near, this.#sharesLines);
  }

  finish(): Dataset {
    const [edited, rows] = [this.#items.things, this.#benchRows.things];
    const { items: joined, problems: unjoined, notices } = readBenchRows(rows, this.#findImage);
    const named = joined.length === 0 ? this.#nameEditors(edited) : undefined;
    if (named) this.#notes.add(named.note);
    const edits = joined.length === 0 ? (named?.items ?? edited) : byLine([...joined, ...edited]);
    const others = datasetWithoutSource(this.#withoutSource.things, edits.length > 0 || rows.length > 0);
    return {
      items: edits.length > 0 ? edits : others.items,
      problems: byLine([...this.#problems.things, ...unjoined, ...others.problems]),
      notices: byLine([...this.#notices.things, ...notices, ...others.notices]),
      ...(this.#notes.size > 0 && { notes: [...this.#notes] }),
    };
  }

  /**
   * Each item has a number of its own. If rows share a line, as all do in a list of Python's, each has the number of
   * its place.
   */
  #count(line: number): void {
    this.#place++;
    if (line === this.#lastLine && !this.#sharesLines) {
      this.#sharesLines = true;
      for (const placed of [this.#items, this.#withoutSource, this.#benchRows, this.#problems, this.#notices]) {
        placed.renumber();
      }
    }
    this.#lastLine = line;
  }

  #numberOf(line: number): number {
    return this.#sharesLines ? this.#place : line;
  }

  #add<Thing extends { readonly line: number }>(placed: PlacedThings<Thing>, thing: Thing): void {
    placed.add(thing, this.#place, this.#sharesLines);
  }

  #addEdits(item: DatasetItem, row: Row): void {
    this.#add(this.#items, item);
    const isUnnamed = item.candidates.every(({ model }) => model === undefined);
    this.#areUnnamedLists &&= isUnnamed && isList(item, row);
    this.#areUnnamedSingles &&= isUnnamed && item.candidates.length === 1;
  }

  #withDimensions(row: Row, read: TextToImageRow): TextToImageRow {
    const found = this.#wantsDimensions ? dimensionsOf(row, read.item.candidates.length) : undefined;
    if (!found) return read;
    for (const message of found.problems) this.#add(this.#notices, { line: row.line, message });
    return { ...read, item: { ...read.item, dimensions: found.dimensions } };
  }

  #nameEditors(edited: readonly DatasetItem[]): EditorsInPaths | undefined {
    if (this.#areUnnamedLists) return editorsInPaths(edited);
    return this.#areUnnamedSingles ? editorsInPathsOfSingles(edited) : undefined;
  }

  #interpret(unnamed: Row): void {
    const { row, notes } = namedRow(unnamed);
    requireKnownPlaces(row);
    if (isBenchRow(row)) {
      requireCellsToJoin(row);
      this.#add(this.#benchRows, row);
    } else if (mayBeTextToImage(row)) {
      const read = tryRead(() => this.#withDimensions(row, readWithoutSource(row, this.#findImage)));
      this.#add(this.#withoutSource, { line: row.line, read });
    } else {
      const item = withPictures(interpretRow(row, this.#findImage), row);
      this.#addEdits(this.#withDimensions(row, { item, notice: undefined }).item, row);
    }
    for (const note of notes) if (this.#notes.size < MAX_NOTES) this.#notes.add(note);
  }
}

function isList({ candidates }: DatasetItem, row: Row): boolean {
  return candidates.length > 1 && !isBlank(row.values['paths_generated']);
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
