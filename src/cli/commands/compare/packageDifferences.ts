import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../../../core/modelPackage/manifest.ts';

/** Parts of a manifest that do not depend on how the weights are coded, by what people call them; undefined is not known. */
const PARTS: readonly (readonly [name: string, partOf: (manifest: Manifest) => unknown])[] = [
  ['their task', ({ task }) => task],
  ['their heads', ({ heads }) => heads.map(({ key, prompt }) => [key, prompt])],
  ['their prompts', ({ prompts, tokenizer }) => [prompts, tokenizer.chatTemplate]],
  ['the sizes of their layers', ({ text, vision }) => [text, { ...vision, headsAtOnce: undefined }]],
  ['how they see pictures', ({ imageProcessor }) => imageProcessor],
  ['their revision', ({ source }) => source.revision],
];

/** What shows that two packages are not of one model. None is no proof that they are: weights of other layers cannot be told. */
export function packageDifferences(one: Manifest, other: Manifest): string[] {
  const parts = PARTS.flatMap(([name, partOf]) => {
    const [first, second] = [partOf(one), partOf(other)];
    const isUnknown = first === undefined || second === undefined;
    return isUnknown || isDeepStrictEqual(first, second) ? [] : [name];
  });
  return hasSameEmbedding(one, other) ? parts : [...parts, 'their table of token embeddings'];
}

/** The table stands as the checkpoint has it, whatever the package's dtype. Of another precision it may be the same one. */
function hasSameEmbedding(one: Manifest, other: Manifest): boolean {
  return one.embedding.dtype !== other.embedding.dtype || embeddingDigest(one) === embeddingDigest(other);
}

function embeddingDigest({ embedding, files }: Manifest): string | undefined {
  return files.find(({ path }) => path === embedding.path)?.sha256;
}
