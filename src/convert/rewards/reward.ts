/**
 * What a reward model is to the converter. An object of this kind holds everything that differs from one reward model
 * to the next.
 */
import type { Base } from '../bases/base.ts';

/** Where the authors keep a prompt text: a string constant of a Python file. */
export interface PromptPlace {
  readonly file: string;
  readonly constant: string;
  /** Its key in a JSON file of prompts. */
  readonly key: string;
}

/** The authors' source of prompt texts. The texts are theirs and not part of this project. */
export interface PromptSource {
  /** On GitHub. */
  readonly repository: string;
  /** The commit whose prompts the released models were checked with. */
  readonly commit: string;
  /** Where in the repository its files are. */
  readonly folder: string;
  /** SHA-256 of each file. */
  readonly digests: Readonly<Record<string, string>>;
  readonly templates: readonly PromptPlace[];
  readonly suffix: PromptPlace;
}

/** A head: an MLP that gives mu and log sigma of the hidden state at its prompt's reward token. */
export interface RewardHead {
  /** Its name in manifests, results and JSON. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  /** Index of its prompt. */
  readonly prompt: number;
  /** Where its linear layers stand in a checkpoint. */
  readonly tensors: string;
}

/** A reward model that is understood. To add one, write such an object, and list it in `rewards.ts`. */
export interface Reward {
  /** By which prompt texts name it. */
  readonly key: string;
  /** For people. */
  readonly title: string;
  /** That it was trained on. */
  readonly bases: readonly Base[];
  /** Names of a checkpoint that is one file, beside `model.safetensors`. */
  readonly checkpointFiles: readonly string[];
  readonly task: {
    /** In the order in which a prompt shows them. */
    readonly images: readonly { readonly role: 'source' | 'candidate' }[];
    /** What the text is called. */
    readonly text: 'instruction' | 'prompt';
  };
  /** What all names of its heads begin with. */
  readonly headRoot: string;
  readonly heads: readonly RewardHead[];
  readonly prompts: PromptSource;
  readonly selfTest: {
    /** Sizes that fill the model's own, because kernels are chosen by shape. */
    readonly images: readonly { readonly width: number; readonly height: number }[];
    readonly text: string;
  };
}
