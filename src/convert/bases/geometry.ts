/**
 * Sizes of one model that must go together. Each pair is checked: otherwise the graphs would go wrong, some of them
 * silently.
 */
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import { BaseModelError } from '../baseModelError.ts';
import type { Base, BaseConfig, Rule } from './base.ts';

/** Channels of a picture. */
const RGB_CHANNELS = 3;

/** Throws {@link BaseModelError} when the sizes of `config.json` do not go together. */
export function checkGeometry(base: Base, config: BaseConfig, file = 'config.json'): void {
  const rules = [...base.geometry(config), ...commonRules(config)];
  const broken = rules.find(([holds]) => !holds);
  if (!broken) return;
  throw new BaseModelError(
    `${file}: ${broken[1]}. Use the config.json of the base model that this checkpoint was trained from.`,
    { file },
  );
}

function commonRules({ text, vision }: BaseConfig): readonly Rule[] {
  const visionHeadDim = vision.hiddenSize / vision.numHeads;
  return [
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
      vision.outHiddenSize === text.hiddenSize,
      `the vision tower's out_hidden_size ${vision.outHiddenSize} is not the text's hidden_size ${text.hiddenSize}`,
    ],
    [vision.inChannels === RGB_CHANNELS, `in_channels ${vision.inChannels} is not ${RGB_CHANNELS}, as pictures have`],
  ];
}

/** Throws {@link BaseModelError} when the image processor does not cut images as the vision tower takes them. */
export function checkProcessor({ vision }: BaseConfig, processor: ImageProcessorConfig): void {
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
