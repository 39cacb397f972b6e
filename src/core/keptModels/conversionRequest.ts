import type { Dtype } from '../modelPackage/manifest.ts';
import type { CalibrationSample } from './calibrationSample.ts';
import type { SourceFolder } from '../modelPackage/modelLocation.ts';

/** The options of `editreward convert`. */
export interface ConversionRequest {
  /** Official-layout checkpoint. */
  readonly checkpoint: SourceFolder;
  /**
   * Folders with config, preprocessor and tokenizer of the base model. The first folder wins if files have the same
   * path. Empty: the files are with the checkpoint.
   */
  readonly base: readonly SourceFolder[];
  /**
   * A folder with the reward model's Python source or a `prompts.json`. Undefined: downloaded from a pinned commit and
   * checked.
   */
  readonly prompts?: SourceFolder | undefined;
  readonly dtype: Dtype;
  /** What matrices of 4 bits are calibrated with; undefined: they are not. */
  readonly calibration?: readonly CalibrationSample[] | undefined;
  /** The model's name. */
  readonly name: string;
  /** For the package's record; default: those of a checkpoint on Hugging Face. */
  readonly repository?: string | undefined;
  readonly revision?: string | undefined;
  readonly licence?: string | undefined;
}
