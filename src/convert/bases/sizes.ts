/** Fields of `config.json` that several bases read alike. */
import * as v from 'valibot';
import { BaseModelError, finite, size } from '../baseModelError.ts';
import { ropeFields } from './ropeParameters.ts';

/** A size that may be left out, or be null. */
export const optionalSize = v.nullish(size);
/** The index of a block. */
export const blockIndex = v.pipe(v.number(), v.integer(), v.minValue(0));
const epsilon = v.pipe(finite, v.minValue(0));

/**
 * The defaults are here because transformers leaves a field out of a saved config when it equals the class's default.
 */
export const textFields = {
  num_hidden_layers: size,
  hidden_size: size,
  intermediate_size: size,
  num_attention_heads: size,
  head_dim: optionalSize,
  ...ropeFields,
};

/** What a norm adds to the variance; `otherwise` where the file does not say. */
export const epsilonOr = (otherwise: number) => v.optional(epsilon, otherwise);

/** The width of a head. Throws {@link BaseModelError} where heads do not divide the width. */
export function headDimOf(hiddenSize: number, numHeads: number, part: string, file: string): number {
  if (hiddenSize % numHeads === 0) return hiddenSize / numHeads;
  throw new BaseModelError(`${file}: the ${part} hidden size ${hiddenSize} cannot be cut into ${numHeads} heads.`, {
    file,
  });
}
