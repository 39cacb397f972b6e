import { EditRewardError } from '../core/errors.ts';
import type { TensorEntry } from '../formats/safetensors.ts';
import { weightNameSpellings } from './weightNames.ts';

/** Foreign names shown in a message: enough to recognise an adapter or another model. */
const SHOWN_NAMES = 3;

/** The folder holds no checkpoint, or not a whole one. */
export class CheckpointError extends EditRewardError {
  override readonly name = 'CheckpointError';
}

/** The checkpoint is a Python pickle, which can run code when opened and is not read here. */
export class PickleCheckpointError extends EditRewardError {
  override readonly name = 'PickleCheckpointError';
  constructor(folder: string, file: string) {
    super(
      `${folder} holds ${file}, a Python pickle, which is not read here. Turn it into model.safetensors once, in Python:\n` +
        `  state = torch.load("${file}", map_location="cpu", weights_only=True); state = state.get("model", state)\n` +
        `  safetensors.torch.save_file({k: v.contiguous() for k, v in state.items()}, "model.safetensors")`,
      { file },
    );
  }
}

/** A weight that the model needs is not in the checkpoint. */
export class MissingTensorError extends EditRewardError {
  override readonly name = 'MissingTensorError';
  constructor(folder: string, canonicalName: string, unknownNames: readonly string[]) {
    const spellings = weightNameSpellings(canonicalName).join(' and ');
    const strangers =
      unknownNames.length === 0
        ? ''
        : ` It holds names of another kind (${unknownNames.slice(0, SHOWN_NAMES).join(', ')}${unknownNames.length > SHOWN_NAMES ? ', …' : ''}).`;
    super(
      `${folder} lacks the weight ${canonicalName} (looked for as ${spellings}).${strangers} ` +
        'Choose a full checkpoint, with adapters merged, and the config.json of its base model.',
      { file: folder },
    );
  }
}

/** A weight has other sizes than the base model's config says. */
export class TensorShapeError extends EditRewardError {
  override readonly name = 'TensorShapeError';
  constructor(entry: TensorEntry, expectedShape: readonly (number | null)[]) {
    const expected = expectedShape.map((size) => size ?? 'any').join(', ');
    super(
      `${entry.name} has the shape [${entry.shape.join(', ')}], and config.json asks for [${expected}]. ` +
        'Use the config.json of the base model that this checkpoint was trained from.',
      { file: entry.source.name },
    );
  }
}
