import { digestBlob, noteDigest } from '../../core/bytes/digestBlob.ts';
import type { Picture, StageWork } from '../score/stageState.ts';
import { keptPictures, type KeptPicture, type KeptWork } from './keptWork.ts';
import type { PictureKey, StageDatabase, StageTransaction } from './stageDatabase.ts';

/** Work in the form in which it is kept, with the bytes of its pictures beside it. */
export interface PackedWork {
  readonly work: KeptWork;
  readonly blobs: ReadonlyMap<PictureKey, Blob>;
}

/** Reads every picture that is new, before a transaction begins: it would end meanwhile. */
export async function packWork({
  source,
  candidates,
  instruction,
  orientation,
  scoredFor,
}: StageWork): Promise<PackedWork> {
  const blobs = new Map<PictureKey, Blob>();
  const pack = async ({ blob, ...rest }: Picture): Promise<KeptPicture> => {
    const key = await digestBlob(blob);
    blobs.set(key, blob);
    return { key, byteLength: blob.size, ...rest };
  };
  const packed: KeptWork['candidates'][number][] = [];
  const packedSource = source && (await pack(source));
  for (const { picture, outcome } of candidates) packed.push({ picture: await pack(picture), outcome });
  return { work: { source: packedSource, candidates: packed, instruction, orientation, scoredFor }, blobs };
}

/** A picture is kept once, whoever needs it. */
export async function putPictures(transaction: StageTransaction, blobs: PackedWork['blobs']): Promise<void> {
  const pictures = transaction.objectStore('pictures');
  for (const [key, blob] of blobs) if ((await pictures.count(key)) === 0) await pictures.put(blob, key);
}

/** A candidate whose picture is not there is left out. */
export async function unpackWork(db: StageDatabase, kept: KeptWork): Promise<StageWork> {
  const blobs = await readBlobs(db, keptPictures(kept));
  const unpack = ({ key, id, name, turned, transparent, fromExample }: KeptPicture): Picture | undefined => {
    const blob = blobs.get(key);
    return blob && { id, name, blob, turned, ...(transparent && { transparent }), fromExample };
  };
  const { source, candidates, instruction, orientation, scoredFor } = kept;
  return {
    source: source && unpack(source),
    candidates: candidates.flatMap(({ picture, outcome }) => {
      const unpacked = unpack(picture);
      return unpacked ? [{ picture: unpacked, outcome }] : [];
    }),
    instruction,
    orientation,
    scoredFor,
  };
}

/** What version 1 of the database kept has keys of another kind. */
const DIGEST = /^[0-9a-f]{64}$/;

/** Whoever reads the same picture twice gets one Blob, so that it is read from the disk once. */
async function readBlobs(db: StageDatabase, pictures: readonly KeptPicture[]): Promise<ReadonlyMap<PictureKey, Blob>> {
  const keys = [...new Set(pictures.map(({ key }) => key))];
  const blobs = new Map<PictureKey, Blob>();
  for (const key of keys) {
    const blob = await db.get('pictures', key);
    if (!(blob instanceof Blob)) continue;
    blobs.set(key, blob);
    if (DIGEST.test(key)) noteDigest(blob, key);
  }
  return blobs;
}
