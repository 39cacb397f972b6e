import { at } from '../core/at.ts';
import type { DatasetKind } from '../core/dataset/datasetItem.ts';
import type { FigureKey } from './figureKey.ts';

/** Where figures were published. */
export interface PublishedSource {
  /** "EditReward's README" */
  readonly name: string;
  readonly url: string;
  /** What a column or a note of its figures is called. */
  readonly label: string;
  /** The model that is published there, among figures of others. */
  readonly own?: string;
}

export interface PublishedFigure {
  readonly key: FigureKey;
  /** Items that the published figure is of; it is compared with a figure of as many alone. */
  readonly itemCount?: number;
  /** By the name of the model that they are of. Shares and correlations, published in hundredths, and means of rewards. */
  readonly values: Readonly<Record<string, number>>;
}

export interface PublishedSuite {
  readonly id: string;
  readonly name: string;
  /** Only beside results of such a dataset. */
  readonly kind: DatasetKind;
  readonly source: PublishedSource;
  /** What results of it are likely called. */
  readonly fileName: RegExp;
  readonly figures: readonly PublishedFigure[];
}

/** "Experimental Results" and "EditReward-Bench Results". */
const EDITREWARD: PublishedSource = {
  name: 'EditReward’s README',
  url: 'https://github.com/TIGER-AI-Lab/EditReward',
  label: 'Published, 7B',
};

/** "Preference Accuracy of HPSv3" and "Image Generation Benchmark of HPSv3". */
const HPSV3: PublishedSource = {
  name: 'HPSv3’s README',
  url: 'https://github.com/MizzenAI/HPSv3',
  label: 'Published',
  own: 'HPSv3',
};

function figure(key: FigureKey, qwen: number, mimo: number, random?: number, itemCount?: number): PublishedFigure {
  const values = { 'Qwen2.5-VL-7B': qwen / 100, 'MiMo-VL-7B': mimo / 100 };
  return {
    key,
    ...(itemCount !== undefined && { itemCount }),
    values: random === undefined ? values : { ...values, random: random / 100 },
  };
}

/** In percent, on the test sets of {@link TEST_SETS}, in their order. */
const ACCURACIES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  HPSv3: [66.8, 72.8, 85.4, 76.9],
  HPSv2: [65.7, 63.8, 83.3, 65.3],
  MPS: [67.5, 63.1, 83.5, 64.3],
  PickScore: [61.6, 70.5, 79.8, 65.6],
  ImageReward: [65.1, 61.1, 74.0, 58.6],
  Aesthetic: [57.4, 56.8, 76.8, 59.9],
  'CLIP H/14': [57.1, 60.8, 65.1, 48.6],
};

const TEST_SETS = [
  { id: 'imagereward', name: 'ImageReward’s test set', fileName: /image-?reward/i },
  { id: 'pickscore', name: 'PickScore’s test set', fileName: /pick-?(score|a-?pic)/i },
  { id: 'hpdv2', name: 'HPDv2’s test set', fileName: /hpd[-_ ]?v?2/i },
  { id: 'hpdv3', name: 'HPDv3’s test set', fileName: /hpd[-_ ]?v?3/i },
] as const;

const ACCURACY_SUITES = TEST_SETS.map((set, place): PublishedSuite => {
  const values = Object.entries(ACCURACIES).map(([model, shares]) => [model, at(shares, place) / 100] as const);
  const figures: readonly PublishedFigure[] = [{ key: 'officialPairs', values: Object.fromEntries(values) }];
  return { ...set, kind: 'textToImage', source: HPSV3, figures };
});

/** HPSv3's rewards of what generators make of the prompts of its benchmark: the mean over its twelve categories. */
const GENERATORS: PublishedSuite = {
  id: 'generators',
  name: 'HPSv3’s benchmark of generators',
  kind: 'textToImage',
  source: HPSV3,
  fileName: /hpsv?3[-_ ]?bench/i,
  figures: [
    {
      key: 'foldersOverall',
      values: {
        Kolors: 10.55,
        'FLUX.1-dev': 10.43,
        'Playground 2.5': 10.27,
        Infinity: 10.26,
        CogView4: 9.61,
        'PixArt-Sigma': 9.37,
        'Gemini 2.0 Flash': 9.21,
        SDXL: 8.2,
        HunyuanDiT: 8.19,
        'SD3 Medium': 5.31,
        SD2: -0.24,
      },
    },
  ],
};

/** What the suites of EditReward have in common. */
const OF_EDITS = { kind: 'edits', source: EDITREWARD } as const;

/**
 * EditReward's published figures, of its two models of seven billion parameters in bf16. The figures of GenAI-Bench and
 * AURORA-Bench count ties: a guess is right in 25.90% and 33.43%, one of four answers and one of three. Then those of HPSv3.
 */
export const PUBLISHED_SUITES: readonly PublishedSuite[] = [
  {
    ...OF_EDITS,
    id: 'editreward-bench',
    name: 'EditReward-Bench',
    fileName: /edit-?reward[-_ ]?bench/i,
    figures: [
      figure('strict2', 56.99, 56.45, 25.81, 186),
      figure('strict3', 36.0, 42.67, 11.33, 150),
      figure('strict4', 10.81, 11.49, 1.35, 148),
      figure('strictOverall', 36.78, 38.42, 13.84, 484),
    ],
  },
  {
    ...OF_EDITS,
    id: 'genai-bench',
    name: 'GenAI-Bench',
    fileName: /gen-?ai[-_ ]?bench/i,
    figures: [figure('withTies', 63.97, 65.72, 25.9)],
  },
  {
    ...OF_EDITS,
    id: 'aurora-bench',
    name: 'AURORA-Bench, pairs',
    fileName: /aurora/i,
    figures: [figure('withTies', 59.5, 63.62, 33.43)],
  },
  {
    ...OF_EDITS,
    id: 'imagenhub',
    name: 'ImagenHub',
    fileName: /imagen-?hub/i,
    figures: [figure('spearmanOfficial', 36.18, 35.2)],
  },
  ...ACCURACY_SUITES,
  GENERATORS,
];
