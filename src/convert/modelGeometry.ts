/** Sizes of one model that must go together, each pair checked where the graphs would go wrong, or silently otherwise. */
import type { BaseConfig } from './baseModel.ts';
import type { ProcessorFields } from './imageProcessor.ts';
import { BaseModelError } from './baseModelError.ts';

/** Channels of a picture. */
const RGB_CHANNELS = 3;

/** What must hold, and how it reads where it does not. */
type Rule = readonly [holds: boolean, otherwise: string];

/** Throws {@link BaseModelError} when the sizes of `config.json` do not go together. */
export function checkGeometry({ text, vision }: BaseConfig, file = 'config.json'): void {
  const mergedSide = vision.patchSize * vision.mergeSize;
  const visionHeadDim = vision.hiddenSize / vision.numHeads;
  const rules: readonly Rule[] = [
    [
      text.headDim * text.numHeads === text.hiddenSize,
      `head_dim ${text.headDim} times num_attention_heads ${text.numHeads} is not hidden_size ${text.hiddenSize}`,
    ],
    [text.headDim % 2 === 0, `a head of ${text.headDim} values cannot be rotated in pairs`],
    [
      text.numHeads % text.numKeyValueHeads === 0,
      `num_attention_heads ${text.numHeads} cannot share num_key_value_heads ${text.numKeyValueHeads} evenly`,
    ],
    [
      visionHeadDim % 4 === 0,
      `a head of the vision tower of ${visionHeadDim} values cannot be rotated by rows and columns in pairs`,
    ],
    [
      vision.windowSize % mergedSide === 0,
      `window_size ${vision.windowSize} is not a multiple of patch_size ${vision.patchSize} times spatial_merge_size ` +
        `${vision.mergeSize}`,
    ],
    [
      vision.outHiddenSize === text.hiddenSize,
      `the vision tower's out_hidden_size ${vision.outHiddenSize} is not the text's hidden_size ${text.hiddenSize}`,
    ],
    [vision.inChannels === RGB_CHANNELS, `in_channels ${vision.inChannels} is not ${RGB_CHANNELS}, as pictures have`],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (!broken) return;
  throw new BaseModelError(
    `${file}: ${broken[1]}. Use the config.json of the base model that this checkpoint was trained from.`,
    { file },
  );
}

/** Throws {@link BaseModelError} when the image processor cuts images otherwise than the vision tower takes them. */
export function checkProcessor({ vision }: BaseConfig, processor: ProcessorFields): void {
  const pairs: readonly (readonly [string, number, string, number])[] = [
    ['patch_size', processor.patchSize, 'patch_size', vision.patchSize],
    ['merge_size', processor.mergeSize, 'spatial_merge_size', vision.mergeSize],
    ['temporal_patch_size', processor.temporalPatchSize, 'temporal_patch_size', vision.temporalPatchSize],
  ];
  for (const [field, cut, configField, taken] of pairs) {
    if (cut === taken) continue;
    throw new BaseModelError(
      `The image processor's ${field} is ${cut}, and config.json's vision_config.${configField} is ${taken}: they do not ` +
        'belong together. Use both files of the base model that this checkpoint was trained from.',
      { file: 'config.json' },
    );
  }
}
