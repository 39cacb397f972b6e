/** Checks by the names of its tensors that a checkpoint is the one that its config describes. */
import type { BaseConfig } from './bases/base.ts';
import { type Checkpoint, CheckpointError } from './checkpoint.ts';
import { listed } from '../core/listed.ts';

/** What PEFT puts into names; merged weights have none of it. */
const ADAPTER_NAME = /^base_model\.model\.|\.lora_|\.(base_layer|modules_to_save|original_module)\./;

/** What bitsandbytes, GPTQ, AWQ, MLX, compressed-tensors and fp8 put beside or in place of a weight. */
const QUANTISED_NAME =
  /\.(qweight|qzeros|scales|biases|g_idx|SCB|weight_packed|weight_scale|weight_scale_inv|weight_zero_point|input_scale|weight\.(absmax|quant_map|nested_absmax|quant_state\..*))$/;

/** Throws {@link CheckpointError} for adapters that are not merged, and for quantised weights. */
export function checkWhole(checkpoint: Checkpoint): void {
  const names = [...checkpoint.unknownNames, ...checkpoint.tensors.keys()];
  refuse(
    checkpoint,
    names.filter((name) => ADAPTER_NAME.test(name)),
    'of an adapter (LoRA)',
    'Merge it into its base model (merge_and_unload of PEFT), and save that.',
  );
  refuse(
    checkpoint,
    names.filter((name) => QUANTISED_NAME.test(name)),
    'of quantised weights',
    'Use the checkpoint before it was quantised, in BF16, F16 or F32.',
  );
}

/** Throws {@link CheckpointError} for another number of layers than the config's. */
export function checkAgreement(checkpoint: Checkpoint, { text, vision }: BaseConfig): void {
  checkLayers(checkpoint, 'language.layers.', 'decoder layers', `num_hidden_layers ${text.numLayers}`, text.numLayers);
  checkLayers(checkpoint, 'visual.blocks.', 'vision blocks', `vision_config.depth ${vision.depth}`, vision.depth);
}

function refuse({ name }: Checkpoint, found: readonly string[], what: string, way: string): void {
  if (found.length === 0) return;
  throw new CheckpointError(`${name} holds tensors ${what}: ${listed(found)}. ${way}`, { file: name });
}

/** One layer that is not whole is a missing tensor's matter, and so is a checkpoint that has none. */
function checkLayers(checkpoint: Checkpoint, prefix: string, what: string, stated: string, count: number): void {
  const found = new Set<string>();
  for (const name of checkpoint.tensors.keys()) {
    if (name.startsWith(prefix)) found.add(name.slice(prefix.length).split('.')[0] ?? '');
  }
  if (found.size === count || found.size === 0) return;
  throw new CheckpointError(
    `${checkpoint.name} has ${found.size} ${what}, and config.json says ${stated}. Use the config.json of the base model ` +
      'that this checkpoint was trained from.',
    { file: checkpoint.name },
  );
}

/** What a module learns. */
const PARAMETER = /\.(weight|bias)$/;

/**
 * Names of a model's tensors that the package does not use. `title` is its base. Throws {@link CheckpointError} when
 * one of them is a parameter: the official code loads a checkpoint only if it has a place for each.
 */
export function unusedNames(checkpoint: Checkpoint, used: ReadonlySet<string>, title: string): string[] {
  const unused = Array.from(checkpoint.tensors.keys()).filter((name) => !used.has(name));
  const parameters = unused.filter((name) => PARAMETER.test(name));
  if (parameters.length === 0) return unused;
  throw new CheckpointError(
    `${checkpoint.name} holds weights that a ${title} of this config.json has no place for: ${listed(parameters)}. Use ` +
      'the config.json of the base model that this checkpoint was trained from.',
    { file: checkpoint.name },
  );
}
