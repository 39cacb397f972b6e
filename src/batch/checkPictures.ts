import { entryKey, type CandidateKey } from '../core/dataset/candidateKey.ts';
import type { ImageReference } from '../core/dataset/datasetItem.ts';
import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';
import { throwIfAborted } from '../core/errors.ts';
import type { DatasetRequest } from './planRequests.ts';

/**
 * Whether a kept outcome is of the pictures that are there now. `missing`: one of them is not there.
 * `unknown`: version 0.1 kept it, and did not say which pictures it is of.
 */
export type PictureStanding = 'same' | 'changed' | 'missing' | 'unknown';

export interface PictureCheck {
  readonly requests: readonly DatasetRequest[];
  /** The kept outcome of the picture with this first use. */
  outcomeOf(firstUse: CandidateKey): PictureOutcome | undefined;
  /** SHA-256 of a picture's file as it is now; undefined when it cannot be read. Called once for each name. */
  digestOf(image: ImageReference): Promise<string | undefined>;
  readonly signal?: AbortSignal | undefined;
  /** Called as soon as the standing of a kept outcome is known. `key` is its `entryKey`; `total` counts all kept outcomes. */
  onStanding?(key: string, standing: PictureStanding, done: number, total: number): void;
}

/** Pictures read at once. Disks and browsers answer several sooner than one after the other. None is decoded. */
const PARALLEL = 6;

/** Compares all kept outcomes with the pictures that are there now. The result is by `entryKey`. Rejects with `AbortError`. */
export async function checkPictures(check: PictureCheck): Promise<ReadonlyMap<string, PictureStanding>> {
  const waiting = keptPictures(check);
  const total = waiting.length;
  const standings = new Map<string, PictureStanding>();
  const digests = new Map<string, Promise<string | undefined>>();
  const digestOf = (image: ImageReference): Promise<string | undefined> => {
    const known = digests.get(image.name);
    if (known) return known;
    const digest = check.digestOf(image);
    digests.set(image.name, digest);
    return digest;
  };
  const next = waiting.values();
  const work = async () => {
    for (const picture of next) {
      throwIfAborted(check.signal);
      const standing = await standingOf(picture, digestOf);
      standings.set(picture.key, standing);
      check.onStanding?.(picture.key, standing, standings.size, total);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return standings;
}

/** The pictures that a score is of. Text-to-image has no source. */
export interface ScoredPictures {
  readonly source?: ImageReference | undefined;
  readonly edited: ImageReference;
}

interface KeptPicture extends ScoredPictures {
  readonly key: string;
  readonly outcome: PictureOutcome;
}

function keptPictures({ requests, outcomeOf }: PictureCheck): KeptPicture[] {
  return requests.flatMap(({ source, pictures }) =>
    pictures.flatMap(({ image: edited, uses: [first] }) => {
      const outcome = outcomeOf(first);
      return outcome ? [{ key: entryKey(first), source, edited, outcome }] : [];
    }),
  );
}

async function standingOf(
  { outcome, ...pictures }: KeptPicture,
  digestOf: (image: ImageReference) => Promise<string | undefined>,
): Promise<PictureStanding> {
  const pairs = filesWithDigests(pictures, outcome);
  const noted = pairs.filter(({ digest }) => digest !== undefined);
  const now = await Promise.all(noted.map(({ image }) => digestOf(image)));
  if (noted.some(({ digest }, k) => now[k] !== undefined && now[k] !== digest)) return 'changed';
  // A failure names the picture that could not be read. Only a score has to say which pictures it is of.
  if (isOfUnknownPictures(pictures, outcome)) return 'unknown';
  return now.includes(undefined) ? 'missing' : 'same';
}

/** The files alone. Outcomes are kept by the digest of the dataset, which covers the pictures inside it. */
function filesWithDigests({ source, edited }: ScoredPictures, { sha256 }: PictureOutcome) {
  const all = [
    ...(source ? [{ image: source, digest: sha256?.source }] : []),
    { image: edited, digest: sha256?.edited },
  ];
  return all.filter(({ image }) => image.kind === 'file');
}

/** The name of a picture that scores of one dataset know by two digests: some are of another picture. Undefined: there is none. */
export function contradictoryPicture(
  requests: readonly DatasetRequest[],
  outcomeOf: (firstUse: CandidateKey) => PictureOutcome | undefined,
): string | undefined {
  const known = new Map<string, string>();
  const contradicts = (name: string, digest: string | undefined): boolean => {
    if (digest === undefined) return false;
    const before = known.get(name);
    known.set(name, digest);
    return before !== undefined && before !== digest;
  };
  for (const { source, pictures } of requests) {
    for (const { image: edited, uses } of pictures) {
      const outcome = outcomeOf(uses[0]);
      if (!outcome || !('score' in outcome)) continue;
      const files = filesWithDigests({ source, edited }, outcome);
      const other = files.find(({ image, digest }) => contradicts(image.name, digest));
      if (other) return other.image.name;
    }
  }
  return undefined;
}

/** Whether a score does not say which pictures it is of. */
export function isOfUnknownPictures(pictures: ScoredPictures, outcome: PictureOutcome | undefined): boolean {
  if (!outcome || !('score' in outcome)) return false;
  return filesWithDigests(pictures, outcome).some(({ digest }) => digest === undefined);
}
