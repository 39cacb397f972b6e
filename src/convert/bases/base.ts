/**
 * What a base model is to the converter. An object of this kind holds everything that differs from one base model to
 * the next.
 */
import type { JsonObject } from '../baseModelError.ts';
import type { FieldTable, FieldUse } from '../fieldTable.ts';

/** The language model's sizes, and what its layers are made of. */
export interface TextSizes {
  readonly numLayers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly ropeTheta: number;
  readonly rmsNormEps: number;
  /** Whether the projections to queries, keys and values add a bias. */
  readonly attentionBias: boolean;
  /** Whether each head's query and key pass a norm before they are rotated. */
  readonly headNorms: boolean;
  readonly positions: TextPositions;
}

/** How tokens count: one after the other, or images along three axes, whose angles alternate within a head. */
export type TextPositions =
  | { readonly kind: 'plain' }
  | { readonly kind: 'mrope'; readonly sections: readonly [number, number, number]; readonly interleaved: true };

/** The vision tower's sizes. `windows`, `positionTable` and `deepstack` are there where it has such a thing. */
export interface VisionSizes {
  readonly depth: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numHeads: number;
  readonly patchSize: number;
  readonly temporalPatchSize: number;
  /** Patches merged per side into one token. */
  readonly mergeSize: number;
  readonly outHiddenSize: number;
  readonly ropeTheta: number;
  readonly normEps: number;
  readonly inChannels: number;
  /**
   * Window side in pixels, and the blocks whose attention spans the whole image nevertheless. Absent: all blocks' does.
   */
  readonly windows?: { readonly size: number; readonly fullAttentionBlocks: readonly number[] };
  /** A square table of learned positions, read between its entries. */
  readonly positionTable?: { readonly side: number };
  /** Blocks whose output goes into the first decoder layers as well, in ascending order. */
  readonly deepstack?: { readonly blocks: readonly number[] };
}

/** All that a base model's `config.json` says of what is computed. */
export interface BaseConfig {
  readonly text: TextSizes;
  readonly vision: VisionSizes;
}

/** The kinds of a vision tower's parts, and the names of their weights. */
export interface TowerParts {
  readonly patchBias: boolean;
  readonly norm: 'rms' | 'layer';
  readonly mlp: TowerMlp;
  /** Below `visual.merger`. */
  readonly merger: MergerNames;
}

/** The MLP of a block: its activation, and the names of its layers below `mlp`. */
export type TowerMlp =
  | { readonly kind: 'gatedSilu'; readonly gate: string; readonly up: string; readonly down: string }
  | { readonly kind: 'quickGelu' | 'tanhGelu'; readonly up: string; readonly down: string };

/** The names of a merger's norm and of its two layers. */
export interface MergerNames {
  readonly norm: string;
  readonly inner: string;
  readonly outer: string;
}

/** The sections of a `config.json`: `text` may be the whole, in files of older transformers. */
export interface ConfigSections {
  readonly top: JsonObject;
  readonly text: JsonObject;
  readonly vision: JsonObject;
}

/** Fields of each section that are not read, with what they must be. */
export type ConfigFields = Readonly<Record<keyof ConfigSections, FieldTable>>;

/** What must hold, and how it reads where it does not. */
export type Rule = readonly [holds: boolean, otherwise: string];

/** How the official code brings pictures of this base before its tower. */
export interface ImageRules {
  /** `image_processor_type` in its preprocessor's file. */
  readonly processorType: FieldUse;
  /** The pixels that the code itself asks for. Undefined if the preprocessor's own limits hold. */
  readonly pixels: number | undefined;
  readonly resize: 'pillow' | 'torchvision';
  /** What becomes of the turn that a picture's EXIF data asks for. */
  readonly orientation: 'ignored' | 'applied';
}

/** A base model that is understood. To add one, write such an object, and list it in `bases.ts`. */
export interface Base {
  /** By which reward models name it. */
  readonly key: string;
  /** For people. */
  readonly title: string;
  /** `model_type` in `config.json`. */
  readonly modelTypes: readonly string[];
  readonly fields: ConfigFields;
  /** Throws BaseModelError; `file` is named in its message. */
  parse(sections: ConfigSections, file: string): BaseConfig;
  /** What must go together in this base, beside what must in all. */
  geometry(config: BaseConfig): readonly Rule[];
  readonly tower: TowerParts;
  readonly images: ImageRules;
  /** Whether queries, keys and values have biases where the checkpoint has them, whatever the config says. */
  readonly biasesAsStored: boolean;
  /** How many tokens its published tokenizer adds to the vocabulary: the number tells whose tokenizer it is. */
  readonly addedTokens: number;
}
