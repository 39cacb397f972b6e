/**
 * Rotary positions in `config.json`. There are three places for them: the version of transformers that wrote the file
 * decides.
 */
import * as v from 'valibot';
import { BaseModelError, finite, size } from '../baseModelError.ts';

/** Rotary variants that need nothing beyond theta and the sections of three axes. */
const SUPPORTED_ROPE_TYPES = ['mrope', 'default'];

const theta = v.pipe(finite, v.gtValue(0));
const type = v.nullish(v.string());
const rope = v.nullish(
  v.object({
    rope_theta: v.nullish(theta),
    type,
    rope_type: type,
    mrope_section: v.nullish(v.array(size)),
    // The only class that reads three axes apart interleaves them whatever stands here.
    mrope_interleaved: v.nullish(v.literal(true)),
    partial_rotary_factor: v.nullish(v.literal(1)),
    // Parameters of each kind of layer apart, which this family's class does not write.
    full_attention: v.nullish(v.never('parameters of each kind of layer are not supported')),
    sliding_attention: v.nullish(v.never('parameters of each kind of layer are not supported')),
  }),
);

/** The fields as they stand beside the text sizes. */
export const ropeFields = { rope_theta: v.nullish(theta), rope_parameters: rope, rope_scaling: rope };
type RopeFields = v.InferOutput<ReturnType<typeof ropeObject>>;
const ropeObject = () => v.object(ropeFields);

export interface RopeParameters {
  readonly theta: number;
  /** How many pairs of a head each of three axes turns, where the file says so. */
  readonly sections: readonly number[] | undefined;
}

/**
 * Theta and sections, wherever the config has them. Throws {@link BaseModelError} for other kinds of positions, for
 * sections that differ, and for sections that do not cover a head. Also for two thetas that differ: which of them
 * counts depends on the version of transformers.
 */
export function ropeParametersOf(
  text: RopeFields,
  { headDim, defaultTheta, file }: { headDim: number; defaultTheta: number; file: string },
): RopeParameters {
  const groups = [text.rope_parameters, text.rope_scaling];
  for (const parameters of groups) {
    checkTypes([parameters?.rope_type, parameters?.type], file);
    checkSections(parameters?.mrope_section, headDim, file);
  }
  return { theta: thetaOf(text, defaultTheta, file), sections: sectionsOf(groups, file) };
}

function sectionsOf(groups: readonly RopeFields['rope_scaling'][], file: string): readonly number[] | undefined {
  const [first, second] = groups.flatMap((parameters) => (parameters?.mrope_section ? [parameters.mrope_section] : []));
  if (!first || !second || first.join() === second.join()) return first;
  throw new BaseModelError(
    `${file} has two values of mrope_section, [${first.join(', ')}] and [${second.join(', ')}]. Keep the one that the ` +
      'checkpoint was trained with.',
    { file },
  );
}

function thetaOf(text: RopeFields, defaultTheta: number, file: string): number {
  const stated = [text.rope_theta, text.rope_parameters?.rope_theta, text.rope_scaling?.rope_theta];
  const thetas = new Set(stated.filter((value) => value !== undefined && value !== null));
  const [first = defaultTheta, second] = thetas;
  if (second === undefined) return first;
  throw new BaseModelError(
    `${file} has two values of rope_theta, ${first} and ${second}. Keep the one that the checkpoint was trained with.`,
    { file },
  );
}

function checkTypes(types: readonly (string | null | undefined)[], file: string): void {
  for (const each of types) {
    if (each === undefined || each === null || SUPPORTED_ROPE_TYPES.includes(each)) continue;
    throw new BaseModelError(
      `${file} asks for rotary positions of type "${each}"; supported: ${SUPPORTED_ROPE_TYPES.join(', ')}.`,
      { file },
    );
  }
}

/** Each section rotates its pairs of a head by an axis of its own. They must cover the head even if the axes agree. */
export function checkSections(sections: readonly number[] | null | undefined, headDim: number, file: string): void {
  if (!sections) return;
  const covered = sections.reduce((sum, section) => sum + section, 0);
  if (2 * covered === headDim) return;
  throw new BaseModelError(
    `${file}: mrope_section [${sections.join(', ')}] covers ${2 * covered} of a head's ${headDim} values. It must cover ` +
      'all; use the config.json of the base model that this checkpoint was trained from.',
    { file },
  );
}
