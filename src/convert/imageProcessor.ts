/** How the base model's processor prepares images, from `processor_config.json` (transformers 5) or `preprocessor_config.json`. */
import * as v from 'valibot';
import type { FileFolder } from '../core/bytes/bytes.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import { BaseModelError, finite, type JsonObject, parseFields, parseObject, side, size } from './baseModelError.ts';
import type { ImageRules } from './bases/base.ts';
import { checkFields, only, type FieldTable } from './fieldTable.ts';
import { readPythonText } from './textFile.ts';

/** Our own `editreward.json` beside a base model, for small models: another pixel budget, and what they cannot judge. */
export interface EditRewardOverrides {
  readonly minPixels: number;
  readonly maxPixels: number;
  /** One sentence for the model's users. */
  readonly limits?: string | undefined;
}

type PixelBudget = Pick<EditRewardOverrides, 'minPixels' | 'maxPixels'>;

const overrides = v.pipe(
  v.object({ minPixels: size, maxPixels: size, limits: v.optional(v.string()) }),
  v.check((value) => value.minPixels <= value.maxPixels, 'minPixels is above maxPixels'),
);

/** Makes overrides of `editreward.json`'s text. Throws {@link BaseModelError}. */
export function parseEditRewardOverrides(json: string, file = 'editreward.json'): EditRewardOverrides {
  return parseFields(overrides, parseObject(json, file), file);
}

const PROCESSOR_FILE = 'processor_config.json';
const PREPROCESSOR_FILE = 'preprocessor_config.json';

const divisor = v.pipe(finite, v.gtValue(0));
const APPLIED = ', as to every image';
/** What is done to every image, and cannot be left out or done otherwise. */
const STEPS: FieldTable = {
  do_resize: only(true, APPLIED),
  do_rescale: only(true, APPLIED),
  do_normalize: only(true, APPLIED),
  resample: only(3, ", Pillow's bicubic"),
  rescale_factor: { fits: (value) => typeof value === 'number' && Math.abs(255 * value - 1) < 1e-6, expected: '1/255' },
  do_convert_rgb: { harmless: 'an image is RGB before the processor sees it' },
  size: { harmless: 'read as the pixel budget' },
};

const preprocessor = v.object({
  patch_size: v.optional(side, 14),
  merge_size: v.optional(size, 2),
  temporal_patch_size: v.optional(side, 2),
  image_mean: v.strictTuple([finite, finite, finite]),
  image_std: v.strictTuple([divisor, divisor, divisor]),
});

/**
 * Makes an image processor config of `preprocessor_config.json`'s text. The pixel budget is what `rules` say unless
 * `budget` gives another. Throws {@link BaseModelError}.
 */
export function parsePreprocessor(
  json: string,
  rules: ImageRules,
  budget?: PixelBudget,
  file = PREPROCESSOR_FILE,
): ImageProcessorConfig {
  return imageProcessorOf(parseObject(json, file), rules, budget, file);
}

function imageProcessorOf(
  fields: JsonObject,
  rules: ImageRules,
  budget: PixelBudget | undefined,
  file: string,
): ImageProcessorConfig {
  checkFields(fields, { image_processor_type: rules.processorType, ...STEPS }, file);
  const data = parseFields(preprocessor, fields, file);
  const { minPixels, maxPixels } = budget ?? officialBudget(fields, rules, file);
  return {
    patchSize: data.patch_size,
    mergeSize: data.merge_size,
    temporalPatchSize: data.temporal_patch_size,
    minPixels,
    maxPixels,
    mean: data.image_mean,
    std: data.image_std,
    resize: rules.resize,
    orientation: rules.orientation,
  };
}

/**
 * The image processor of a base model, whose official code has `rules`. Two files may have it. transformers 5 reads the
 * first, and transformers 4 knows only the second. So they must agree where both are there. Throws
 * {@link BaseModelError} and TextFileError.
 */
export async function readImageProcessor(
  base: FileFolder,
  rules: ImageRules,
  budget: PixelBudget | undefined,
): Promise<ImageProcessorConfig> {
  const found = await statedProcessors(base);
  const [first, second] = found.map(({ fields, file }) => imageProcessorOf(fields, rules, budget, file));
  if (!first) {
    throw new BaseModelError(
      `${PREPROCESSOR_FILE} is missing from ${base.name}, and so is a ${PROCESSOR_FILE} with an image processor. Choose ` +
        "the folder of the checkpoint's base model.",
      { file: PREPROCESSOR_FILE },
    );
  }
  if (!second || JSON.stringify(first) === JSON.stringify(second)) return first;
  throw new BaseModelError(
    `${PROCESSOR_FILE} and ${PREPROCESSOR_FILE} differ: ${JSON.stringify(first)} and ${JSON.stringify(second)}. Keep the ` +
      'one that the checkpoint was trained with.',
    { file: PROCESSOR_FILE },
  );
}

interface StatedProcessor {
  readonly file: string;
  readonly fields: JsonObject;
}

async function statedProcessors(base: FileFolder): Promise<StatedProcessor[]> {
  const whole = await base.open(PROCESSOR_FILE);
  const nested = whole && parseObject(await readPythonText(whole), PROCESSOR_FILE)['image_processor'];
  const apart = await base.open(PREPROCESSOR_FILE);
  return [
    ...(nested ? [{ file: PROCESSOR_FILE, fields: parseFields(fieldsOfAnyKind, nested, PROCESSOR_FILE) }] : []),
    ...(apart
      ? [{ file: PREPROCESSOR_FILE, fields: parseObject(await readPythonText(apart), PREPROCESSOR_FILE) }]
      : []),
  ];
}

const fieldsOfAnyKind = v.record(v.string(), v.unknown());

/**
 * An image of the official budget may differ from it, since both sides are rounded to whole patches. It differs by far
 * less than this factor.
 */
const BUDGET_ROUNDING = 4;

const pixels = v.nullish(v.pipe(finite, v.minValue(1)));
const budgetFields = v.object({
  min_pixels: pixels,
  max_pixels: pixels,
  size: v.nullish(v.object({ min_pixels: pixels, max_pixels: pixels, shortest_edge: pixels, longest_edge: pixels })),
});

/**
 * The pixel budget of the official code. Either it brings an image to its own budget and then hands it to the
 * processor, or it leaves everything to the processor. In the first case the processor must leave the image alone: a
 * narrower budget of its own would resize it once more and give another reward.
 */
function officialBudget(fields: JsonObject, { pixels: own }: ImageRules, file: string): PixelBudget {
  const { least, most } = statedBudget(fields, file);
  if (own === undefined) return wholeBudget(least, most, file);
  if ((least ?? 0) > own / BUDGET_ROUNDING || (most ?? Infinity) < own * BUDGET_ROUNDING) {
    throw new BaseModelError(
      `${file} keeps images between ${least ?? 0} and ${most ?? Infinity} pixels, and the reward model's code hands it images ` +
        `of about ${own}, which it would resize once more. Use the file of the base model as it was published.`,
      { file },
    );
  }
  return { minPixels: own, maxPixels: own };
}

interface StatedBudget {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

function statedBudget(fields: JsonObject, file: string): StatedBudget {
  const { min_pixels: min, max_pixels: max, size: edges } = parseFields(budgetFields, fields, file);
  return {
    least: min ?? edges?.shortest_edge ?? edges?.min_pixels ?? undefined,
    most: max ?? edges?.longest_edge ?? edges?.max_pixels ?? undefined,
  };
}

function wholeBudget(least: number | undefined, most: number | undefined, file: string): PixelBudget {
  if (least !== undefined && most !== undefined && least <= most && Number.isInteger(least) && Number.isInteger(most)) {
    return { minPixels: least, maxPixels: most };
  }
  throw new BaseModelError(
    `${file} does not say between how many pixels it keeps images (size.shortest_edge and size.longest_edge, whole numbers). ` +
      'Use the file of the base model that this checkpoint was trained from.',
    { file },
  );
}
