import type { FigureKey } from './figures.ts';

/** Whose published figures they are. */
export type PublishedModel = 'Qwen2.5-VL-7B' | 'MiMo-VL-7B' | 'random';

export interface PublishedFigure {
  readonly key: FigureKey;
  /** Items that the published figure is of; it is compared with a figure of as many alone. */
  readonly itemCount?: number;
  /** Shares and correlations, as published in hundredths. */
  readonly values: Readonly<Partial<Record<PublishedModel, number>>>;
}

export interface PublishedSuite {
  readonly id: string;
  readonly name: string;
  /** What results of it are likely called. */
  readonly fileName: RegExp;
  readonly figures: readonly PublishedFigure[];
}

/** EditReward's own README, "Experimental Results" and "EditReward-Bench Results". */
export const PUBLISHED_SOURCE = 'https://github.com/TIGER-AI-Lab/EditReward';

function figure(key: FigureKey, qwen: number, mimo: number, random?: number, itemCount?: number): PublishedFigure {
  const values = { 'Qwen2.5-VL-7B': qwen / 100, 'MiMo-VL-7B': mimo / 100 };
  return {
    key,
    ...(itemCount !== undefined && { itemCount }),
    values: random === undefined ? values : { ...values, random: random / 100 },
  };
}

/**
 * EditReward's published figures, of its two models of seven billion parameters in bf16. The figures of GenAI-Bench and
 * AURORA-Bench count ties: a guess is right in 25.90% and 33.43%, one of four answers and one of three.
 */
export const PUBLISHED_SUITES: readonly PublishedSuite[] = [
  {
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
    id: 'genai-bench',
    name: 'GenAI-Bench',
    fileName: /gen-?ai[-_ ]?bench/i,
    figures: [figure('withTies', 63.97, 65.72, 25.9)],
  },
  {
    id: 'aurora-bench',
    name: 'AURORA-Bench, pairs',
    fileName: /aurora/i,
    figures: [figure('withTies', 59.5, 63.62, 33.43)],
  },
  {
    id: 'imagenhub',
    name: 'ImagenHub',
    fileName: /imagen-?hub/i,
    figures: [figure('spearmanOfficial', 36.18, 35.2)],
  },
];
