import { join } from 'node:path';
import {
  checkPictures,
  contradictoryPicture,
  isOfUnknownPictures,
  type PictureStanding,
} from '../../batch/checkPictures.ts';
import type { DatasetRequest } from '../../batch/planRequests.ts';
import { entryKey, type CandidateKey } from '../../core/dataset/candidateKey.ts';
import type { DatasetKind, ImageReference } from '../../core/dataset/datasetItem.ts';
import { kindWords, whatChanged, type KindWords } from '../../core/dataset/kindWords.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { EditRewardError } from '../../core/errors.ts';
import type { DecodedImage } from '../../core/image/decodedImage.ts';
import { digestBytes } from '../../packages/digestBytes.ts';
import type { LazyImage } from '../../runtime/scoring/scoreRequest.ts';
import { decodeImage } from '../decodeImage.ts';
import { directoryFolder, directorySink } from '../nodeFiles.ts';
import type { ProgressDisplay } from '../progressDisplay.ts';
import { readImageBytes } from './imageFile.ts';
import type { OutcomeJournal } from './outcomeJournal.ts';

/** Scores of one dataset are of two pictures of one name. */
export class PicturesDifferError extends EditRewardError {
  override readonly name = 'PicturesDifferError';
}

/** A picture of a dataset, as EditReward's own evaluation takes it: a photo as it is stored. Read once, for score and digest. */
export function datasetImage(image: ImageReference, folder: string): LazyImage {
  let sha256: string | undefined;
  const decodeFile = async (): Promise<DecodedImage> => {
    const path = join(folder, image.name);
    const bytes = await readImageBytes(await directoryFolder(folder).open(image.name), path);
    sha256 = await digestBytes(bytes);
    return decodeImage(bytes, path, 'official');
  };
  return {
    name: image.name,
    sha256: () => sha256,
    decode: async () =>
      image.kind === 'file' ? decodeFile() : decodeImage(await image.read(), image.name, 'official'),
  };
}

/**
 * Compares what is scored with the pictures as they are now: every file is read whole, for nothing less tells that it is the
 * same. Scores of other pictures are taken back in the journal, so that nobody takes them for results any more.
 */
export async function checkScored(
  requests: readonly DatasetRequest[],
  journal: OutcomeJournal,
  folder: string,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PictureStanding>> {
  const outcomeOf = (key: CandidateKey) => scoreOf(journal.entries.get(entryKey(key))?.outcome);
  const onStanding = (_key: string, _standing: PictureStanding, done: number, total: number) =>
    display.show({ label: 'Checking the pictures of what is scored', unit: 'parts', done, total });
  const digestOf = (image: ImageReference) => digestOfFile(folder, image);
  const standings = await checkPictures({ requests, outcomeOf, digestOf, signal, onStanding });
  for (const { source, pictures } of requests) {
    for (const { image, uses } of pictures) {
      if (standings.get(entryKey(uses[0])) !== 'changed') continue;
      const which = source ? `${image.name} or its source ${source.name}` : image.name;
      const message = `${which} has changed since it was scored.`;
      journal.append({ ...uses[0], outcome: { error: { name: 'PictureChangedError', message } } });
    }
  }
  return standings;
}

function scoreOf(outcome: PictureOutcome | undefined): PictureOutcome | undefined {
  return outcome && 'score' in outcome ? outcome : undefined;
}

/** Undefined when the file is not there or cannot be read: whether it is the same is then not known. */
async function digestOfFile(folder: string, { name }: ImageReference): Promise<string | undefined> {
  try {
    return (await directorySink(folder).inspect(name))?.sha256;
  } catch (error) {
    if (error instanceof EditRewardError) return undefined;
    throw error;
  }
}

/** How many scores are of which standing, for the report. */
export interface PictureCounts {
  /** Scored again, for their pictures had changed. */
  readonly scoredAgain: number;
  /** Kept, although their pictures are not there to be checked. */
  readonly missing: number;
  /** Kept by a version that did not note their pictures. */
  readonly unknown: number;
}

export function countStandings(standings: Iterable<PictureStanding>): PictureCounts {
  const all = [...standings];
  const many = (wanted: PictureStanding) => all.filter((standing) => standing === wanted).length;
  return { scoredAgain: many('changed'), missing: many('missing'), unknown: many('unknown') };
}

/** Of scores whose pictures are not at hand. */
export function countUnknown(
  requests: readonly DatasetRequest[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): PictureCounts {
  const unknown = requests
    .flatMap(({ source, pictures }) => pictures.map((picture) => ({ ...picture, source })))
    .filter(({ source, image, uses }) => isOfUnknownPictures({ source, edited: image }, outcomeOf(uses[0]))).length;
  return { scoredAgain: 0, missing: 0, unknown };
}

/** What the user has to know of them, a sentence or two each. */
export function pictureNotes(
  { scoredAgain, missing, unknown }: PictureCounts,
  journal: string,
  kind: DatasetKind,
): string[] {
  const words = kindWords(kind);
  const notes: string[] = [];
  if (scoredAgain > 0) {
    notes.push(`${counted(scoredAgain, words, 'is', 'are')} scored again: ${whatChanged(scoredAgain, kind)} changed.`);
  }
  if (missing > 0) {
    notes.push(
      `${counted(missing, words, 'keeps its score', 'keep their scores')}, though ${missing === 1 ? 'its' : 'their'} pictures are not ` +
        'there now: whether they are the same is not known.',
    );
  }
  if (unknown > 0) {
    notes.push(
      `${counted(unknown, words, 'was', 'were')} scored by version 0.1, which did not note the pictures: whether they are the same is ` +
        `not known. To score all again, delete ${journal}.`,
    );
  }
  return notes;
}

function counted(count: number, { one, many }: KindWords, ofOne: string, ofMany: string): string {
  return count === 1 ? `1 ${one} ${ofOne}` : `${count} ${many} ${ofMany}`;
}

/** Throws {@link PicturesDifferError} when results would mix scores of two pictures; `advice` says what to do. */
export function requireOnePictureEach(
  requests: readonly DatasetRequest[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
  advice: string,
): void {
  const name = contradictoryPicture(requests, outcomeOf);
  if (name === undefined) return;
  throw new PicturesDifferError(`The scores are of two different pictures called ${name}. ${advice}`, { file: name });
}
