/** Tables of figures that others published, whole, as their sources print them. */
import type { DatasetKind } from '../core/dataset/datasetItem.ts';

/** Where figures were published. */
export interface PublishedSource {
  /** "EditReward's README" */
  readonly name: string;
  readonly url: string;
  /** Which state of it was read: a commit, or the latest day that it names. */
  readonly asOf: string;
  /** What a column or a note of its figures is called. */
  readonly label: string;
  /** The model that is published there, among figures of others. */
  readonly own?: string;
}

/** One method, with its figures in the order of the columns; undefined where none is published. */
export interface PublishedRow {
  readonly name: string;
  /** "Proprietary model": what kind of method it is, where the source says. */
  readonly group?: string;
  readonly values: readonly (number | undefined)[];
}

export interface PublishedTable {
  readonly id: 'edits' | 'accuracies' | 'generators';
  readonly title: string;
  /** What its figures are; a sentence. */
  readonly note: string;
  readonly kind: DatasetKind;
  readonly source: PublishedSource;
  readonly columns: readonly string[];
  /** Decimals that the source prints. */
  readonly digits: number;
  /** In the order of the source. */
  readonly rows: readonly PublishedRow[];
}

/** Its tables "Experimental Results" and "EditReward-Bench Results". */
const EDITREWARD: PublishedSource = {
  name: 'EditReward’s README',
  url: 'https://github.com/TIGER-AI-Lab/EditReward/tree/edb027edde6080b8a9521ef8e87049b3797f8374',
  asOf: 'commit edb027e of 6 February 2026',
  label: 'Published, 7B',
};

/** Its tables "Preference Accuracy of HPSv3" and "Image Generation Benchmark of HPSv3". */
const HPSV3: PublishedSource = {
  name: 'HPSv3’s README',
  url: 'https://github.com/MizzenAI/HPSv3',
  asOf: 'its state after 19 August 2025',
  label: 'Published',
  own: 'HPSv3',
};

const BASELINE = 'Baseline';
const PROPRIETARY = 'Proprietary model';
const OPEN = 'Open-source VLM';
const REWARD = 'Reward model';
const NONE = undefined;

/** Both tables of EditReward's README in one: the overall figure of EditReward-Bench stands in both. */
const OF_EDITS: PublishedTable = {
  id: 'edits',
  title: 'Agreement with people on edits',
  note:
    'Accuracy in percent on GenAI-Bench and AURORA-Bench, ties counted; Spearman’s correlation times 100 on ImagenHub; strict ' +
    'accuracy in percent on EditReward-Bench, by the number K of edits and overall. The overall figures are as published; those ' +
    'of several methods are not what their three splits give together.',
  kind: 'edits',
  source: EDITREWARD,
  columns: ['GenAI-Bench', 'AURORA-Bench', 'ImagenHub', 'Bench K=2', 'Bench K=3', 'Bench K=4', 'Bench overall'],
  digits: 2,
  rows: [
    { name: 'Random', group: BASELINE, values: [25.9, 33.43, NONE, 25.81, 11.33, 1.35, 13.84] },
    { name: 'Human to human', group: BASELINE, values: [NONE, NONE, 41.84, NONE, NONE, NONE, NONE] },
    { name: 'GPT-4o', group: PROPRIETARY, values: [53.54, 50.81, 38.21, 45.69, 27.33, 7.31, 28.31] },
    { name: 'GPT-5', group: PROPRIETARY, values: [59.61, 47.27, 40.85, 57.53, 38.51, 12.84, 37.81] },
    { name: 'Gemini-2.0-Flash', group: PROPRIETARY, values: [53.32, 44.31, 23.69, 52.43, 33.33, 13.51, 33.47] },
    { name: 'Gemini-2.5-Flash', group: PROPRIETARY, values: [57.01, 47.63, 41.62, 58.61, 39.86, 12.16, 38.02] },
    { name: 'Qwen2.5-VL-3B-Inst', group: OPEN, values: [42.76, 30.69, -2.54, 51.07, 20.27, 2.71, 26.86] },
    { name: 'Qwen2.5-VL-7B-Inst', group: OPEN, values: [40.48, 38.62, 18.59, 52.69, 24.67, 3.38, 29.75] },
    { name: 'Qwen2.5-VL-32B-Inst', group: OPEN, values: [39.28, 37.06, 26.87, 50.54, 25.27, 4.05, 28.72] },
    { name: 'MiMo-VL-7B-SFT-2508', group: OPEN, values: [57.89, 30.43, 22.14, 49.46, 30.41, 9.46, 31.19] },
    { name: 'ADIEE', group: OPEN, values: [59.96, 55.56, 34.5, NONE, NONE, NONE, NONE] },
    { name: 'EditReward on Qwen2.5-VL-7B', group: REWARD, values: [63.97, 59.5, 36.18, 56.99, 36, 10.81, 36.78] },
    { name: 'EditReward on MiMo-VL-7B', group: REWARD, values: [65.72, 63.62, 35.2, 56.45, 42.67, 11.49, 38.42] },
  ],
};

const ACCURACIES: PublishedTable = {
  id: 'accuracies',
  title: 'Agreement with people on pictures from prompts',
  note: 'The share of pairs in percent in which the preferred picture has the higher score.',
  kind: 'textToImage',
  source: HPSV3,
  columns: ['ImageReward', 'PickScore', 'HPDv2', 'HPDv3'],
  digits: 1,
  rows: [
    { name: 'HPSv3', values: [66.8, 72.8, 85.4, 76.9] },
    { name: 'HPSv2', values: [65.7, 63.8, 83.3, 65.3] },
    { name: 'MPS', values: [67.5, 63.1, 83.5, 64.3] },
    { name: 'HPS', values: [61.2, 66.7, 77.6, 63.8] },
    { name: 'PickScore', values: [61.6, 70.5, 79.8, 65.6] },
    { name: 'ImageReward', values: [65.1, 61.1, 74, 58.6] },
    { name: 'Aesthetic', values: [57.4, 56.8, 76.8, 59.9] },
    { name: 'CLIP H/14', values: [57.1, 60.8, 65.1, 48.6] },
  ],
};

const GENERATORS: PublishedTable = {
  id: 'generators',
  title: 'Generators by HPSv3’s rewards',
  note: 'The mean reward of what each generator makes of the prompts of a category; overall is their mean over twelve categories.',
  kind: 'textToImage',
  source: HPSV3,
  columns: [
    'Overall',
    'Characters',
    'Arts',
    'Design',
    'Architecture',
    'Animals',
    'Natural scenery',
    'Transportation',
    'Products',
    'Others',
    'Plants',
    'Food',
    'Science',
  ],
  digits: 2,
  rows: [
    generator('Kolors', [10.55, 11.79, 10.47, 9.87, 10.82, 10.6, 9.89], [10.68, 10.93, 10.5, 10.63, 11.06, 9.51]),
    generator('FLUX.1-dev', [10.43, 11.7, 10.32, 9.39, 10.93, 10.38, 10.01], [10.84, 11.24, 10.21, 10.38, 11.24, 9.16]),
    generator(
      'Playground 2.5',
      [10.27, 11.07, 9.84, 9.64, 10.45, 10.38, 9.94],
      [10.51, 10.62, 10.15, 10.62, 10.84, 9.39],
    ),
    generator('Infinity', [10.26, 11.17, 9.95, 9.43, 10.36, 9.27, 10.11], [10.36, 10.59, 10.08, 10.3, 10.59, 9.62]),
    generator('CogView4', [9.61, 10.72, 9.86, 9.33, 9.88, 9.16, 9.45], [9.69, 9.86, 9.45, 9.49, 10.16, 8.97]),
    generator('PixArt-Sigma', [9.37, 10.08, 9.07, 8.41, 9.83, 8.86, 8.87], [9.44, 9.57, 9.52, 9.73, 10.35, 8.58]),
    generator('Gemini 2.0 Flash', [9.21, 9.98, 8.44, 7.64, 10.11, 9.42, 9.01], [9.74, 9.64, 9.55, 10.16, 7.61, 9.23]),
    generator('SDXL', [8.2, 8.67, 7.63, 7.53, 8.57, 8.18, 7.76], [8.65, 8.85, 8.32, 8.43, 8.78, 7.29]),
    generator('HunyuanDiT', [8.19, 7.96, 8.11, 8.28, 8.71, 7.24, 7.86], [8.33, 8.55, 8.28, 8.31, 8.48, 8.2]),
    generator('SD3 Medium', [5.31, 6.7, 5.98, 5.15, 5.25, 4.09, 5.24], [4.25, 5.71, 5.84, 6.01, 5.71, 4.58]),
    generator('SD2', [-0.24, -0.34, -0.56, -1.35, -0.24, -0.54, -0.32], [1, 1.11, -0.01, -0.38, -0.38, -0.84]),
  ],
};

function generator(name: string, values: readonly number[], others: readonly number[]): PublishedRow {
  return { name, values: [...values, ...others] };
}

export const PUBLISHED_TABLES = { edits: OF_EDITS, accuracies: ACCURACIES, generators: GENERATORS } as const;
