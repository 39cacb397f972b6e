import type { CountedManifest } from '../../core/fit/modelWork.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import type { FitSubject } from '../keptModels/deviceFit.ts';

/** Dtypes that the page recommends, by what it measures. */
export type KnownDtype = Extract<Dtype, 'q4' | 'q4f16'>;

/** What is known of the packages of a published model before they are made. */
export interface KnownSizes extends Pick<CountedManifest, 'imageProcessor' | 'vision' | 'text' | 'task'> {
  /** What a conversion reads of the checkpoint. */
  readonly sourceBytes: number;
  /** Characters of each prompt. */
  readonly promptLengths: readonly number[];
  readonly dtypes: Readonly<Record<KnownDtype, PackageSizes>>;
}

interface PackageSizes {
  /** Of all files but the weights of shards. */
  readonly otherBytes: number;
  /** Role, range of layers, bytes, and numbers in them. */
  readonly shards: readonly (readonly [
    role: CountedManifest['sessions'][number]['role'],
    first: number,
    end: number,
    byteLength: number,
    weightCount: number,
  ])[];
}

/** A package to be, as far as its costs go. */
export function knownPackage(sizes: KnownSizes, dtype: KnownDtype): FitSubject {
  const { imageProcessor, vision, text, task, promptLengths } = sizes;
  const { shards, otherBytes } = sizes.dtypes[dtype];
  const files = shards.map(([, , , byteLength], index) => ({ path: String(index), byteLength }));
  const sessions = shards.map(([role, first, end, , weightCount], index): CountedManifest['sessions'][number] => {
    return { role, layers: [first, end], externalData: [String(index)], weightCount };
  });
  const prompts = promptLengths.map((length) => ({ template: 'x'.repeat(length), suffix: '' }));
  return {
    manifest: { dtype, imageProcessor, vision, text, task, prompts, sessions, files },
    byteLength: files.reduce((sum, file) => sum + file.byteLength, otherBytes),
  };
}
