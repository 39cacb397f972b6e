import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ScoredPictures } from '../../../batch/checkPictures.ts';
import type { KeptOutcome } from '../../../batch/keptOutcome.ts';
import type { OutcomeStore, TurnedOutcome } from '../../../batch/outcomeStore.ts';
import { entryKey } from '../../../core/dataset/candidateKey.ts';
import { failureOf } from '../../../core/dataset/pictureOutcome.ts';
import { EditRewardError, messageOf } from '../../../core/errors.ts';
import { isSameModel } from '../../../core/score/scoreReport.ts';
import {
  entryLine,
  headerLine,
  parseEntry,
  parseHeader,
  type JournalEntry,
  type JournalHeader,
} from '../../../formats/results/journalLines.ts';
import { makeFolder } from '../../makeFolder.ts';

/** A journal cannot be written: the disk is full, or gone. */
export class JournalWriteError extends EditRewardError {
  override readonly name = 'JournalWriteError';

  constructor(path: string, cause: unknown, advice = GO_ON) {
    super(`${path} cannot be written: ${messageOf(cause)}. ${advice}`, { file: path, cause });
  }
}

const GO_ON = 'What it holds is kept. Make room, then run the same command again: it goes on from there.';
const BEGIN = 'Nothing was scored. Choose another folder for --out, or make room.';

/** A journal is damaged, or of another run than the one that would go on with it. */
export class JournalError extends EditRewardError {
  override readonly name = 'JournalError';
}

/** What a journal holds. */
export interface ReadJournal {
  readonly header: JournalHeader;
  /** The last entry of each picture, by {@link entryKey}. */
  readonly entries: ReadonlyMap<string, JournalEntry>;
}

/** Reads a journal; undefined when there is none. A last line that was cut off is left out. Throws {@link JournalError}. */
export function readOutcomeJournal(path: string): ReadJournal | undefined {
  if (!existsSync(path)) return undefined;
  let header: JournalHeader | undefined;
  const entries = new Map<string, JournalEntry>();
  let number = 0;
  for (const line of wholeLines(readBytes(path))) {
    number++;
    if (header === undefined) header = parsed(parseHeader, line, path, number);
    else {
      const entry = parsed(parseEntry, line, path, number);
      entries.set(entryKey(entry), entry);
    }
  }
  return header && { header, entries };
}

/** One after the other: as one text, a journal of a million pictures would be longer than any text can be. */
function* wholeLines(bytes: Buffer): Generator<string> {
  const newline = '\n'.charCodeAt(0);
  for (let start = 0, end = bytes.indexOf(newline); end !== -1; start = end + 1, end = bytes.indexOf(newline, start)) {
    yield bytes.toString('utf8', start, end);
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const advice = 'Allow it to be read, or choose another folder for --out.';
    throw new JournalError(`${path} cannot be read: ${messageOf(cause)}. ${advice}`, { file: path, cause });
  }
}

function parsed<Output>(parse: (line: string) => Output, line: string, path: string, number: number): Output {
  try {
    return parse(line);
  } catch (cause) {
    throw new JournalError(`${path} is damaged in line ${number}. Delete that line, or the file to start anew.`, {
      file: path,
      cause,
    });
  }
}

/** The journal of a run: each outcome is on disk before the next one is computed, so that a crash loses one at most. */
export class OutcomeJournal implements OutcomeStore {
  readonly #entries: Map<string, JournalEntry>;
  readonly #path: string;
  /** To begin with; undefined when the file is there. */
  readonly #header: JournalHeader | undefined;

  private constructor(path: string, entries: ReadonlyMap<string, JournalEntry>, header: JournalHeader | undefined) {
    this.#path = path;
    this.#entries = new Map(entries);
    this.#header = header;
  }

  /** The last entry of each picture, by {@link entryKey}. */
  get entries(): ReadonlyMap<string, JournalEntry> {
    return this.#entries;
  }

  /** Goes on with the journal at `path`, or starts it. Throws the errors of `look` and `begin`. */
  static async open(path: string, header: JournalHeader): Promise<OutcomeJournal> {
    const journal = OutcomeJournal.look(path, header);
    await journal.begin();
    return journal;
  }

  /** Reads the journal at `path`, if there is one, and writes nothing. Throws {@link JournalError} when it is of another run. */
  static look(path: string, header: JournalHeader): OutcomeJournal {
    const found = readOutcomeJournal(path);
    if (found === undefined) return new OutcomeJournal(path, new Map(), header);
    const difference = differenceOf(found.header, header);
    if (difference !== undefined) {
      throw new JournalError(
        `${path} is of a run with another ${difference}. Choose another folder for --out, or delete the file.`,
        { file: path },
      );
    }
    return new OutcomeJournal(path, found.entries, undefined);
  }

  /** Makes the file ready to take entries. Throws {@link JournalWriteError}. */
  async begin(): Promise<void> {
    if (this.#header) await writeHeader(this.#path, this.#header);
    else dropTornLine(this.#path);
  }

  async read(): Promise<readonly KeptOutcome[]> {
    return [...this.#entries.values()];
  }

  /** Throws {@link JournalWriteError}. */
  keep(outcomes: readonly KeptOutcome[]): void {
    for (const one of outcomes) this.append(one);
  }

  /**
   * A journal only grows, and its last entry of a picture counts. So a failure takes a stale score back, for good.
   * Throws {@link JournalWriteError}.
   */
  keepStaleness(turned: readonly TurnedOutcome[]): void {
    for (const { kept, pictures } of turned) {
      const { line, candidate, stale } = kept;
      if (stale) this.append({ line, candidate, outcome: takenBack(pictures) });
    }
  }

  /** Throws {@link JournalWriteError}. */
  append(entry: JournalEntry): void {
    try {
      appendFileSync(this.#path, entryLine(entry));
    } catch (cause) {
      throw new JournalWriteError(this.#path, cause);
    }
    this.#entries.set(entryKey(entry), entry);
  }
}

function takenBack({ source, edited }: ScoredPictures): JournalEntry['outcome'] {
  const which = source ? `${edited.name} or its source ${source.name}` : edited.name;
  return failureOf({ name: 'PictureChangedError', message: `${which} has changed since it was scored.` });
}

async function writeHeader(path: string, header: JournalHeader): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeFile(path, headerLine(header));
  } catch (cause) {
    throw new JournalWriteError(path, cause, BEGIN);
  }
}

/** What sets two runs apart; undefined when they are parts of one. */
export function differenceOf(one: JournalHeader, other: JournalHeader): string | undefined {
  if (one.dataset !== other.dataset) return 'dataset';
  if (!isSameModel(one.model, other.model)) return 'model';
  const areKnown = one.reading !== undefined && other.reading !== undefined;
  if (areKnown && one.reading !== other.reading) return 'reading of the dataset, by another version';
  return one.part.count === other.part.count ? undefined : 'number of parts';
}

function dropTornLine(path: string): void {
  try {
    const bytes = readFileSync(path);
    truncateSync(path, bytes.lastIndexOf('\n') + 1);
  } catch (cause) {
    throw new JournalWriteError(path, cause);
  }
}
