import { describe, expect, it } from 'vitest';
import { PUBLISHED_SUITES } from './publishedFigures.ts';
import { PUBLISHED_TABLES, type PublishedTable } from './publishedTables.ts';

/** Typed from the sources a second time, by their own names and column by column. */
const EDITREWARD_BY_COLUMN = {
  names:
    'Random|Human-to-Human|GPT-4o|GPT-5|Gemini-2.0-Flash|Gemini-2.5-Flash|Qwen2.5-VL-3B-Inst|Qwen2.5-VL-7B-Inst|Qwen2.5-VL-32B-Inst|MiMo-VL-7B-SFT-2508|ADIEE|EditReward (on Qwen2.5-VL-7B)|EditReward (on MiMo-VL-7B)'.split(
      '|',
    ),
  'GenAI-Bench': '25.90 -- 53.54 59.61 53.32 57.01 42.76 40.48 39.28 57.89 59.96 63.97 65.72',
  'AURORA-Bench': '33.43 -- 50.81 47.27 44.31 47.63 30.69 38.62 37.06 30.43 55.56 59.50 63.62',
  ImagenHub: '-- 41.84 38.21 40.85 23.69 41.62 -2.54 18.59 26.87 22.14 34.50 36.18 35.20',
  'Bench K=2': '25.81 -- 45.69 57.53 52.43 58.61 51.07 52.69 50.54 49.46 -- 56.99 56.45',
  'Bench K=3': '11.33 -- 27.33 38.51 33.33 39.86 20.27 24.67 25.27 30.41 -- 36.00 42.67',
  'Bench K=4': '1.35 -- 7.31 12.84 13.51 12.16 2.71 3.38 4.05 9.46 -- 10.81 11.49',
  'Bench overall': '13.84 -- 28.31 37.81 33.47 38.02 26.86 29.75 28.72 31.19 -- 36.78 38.42',
};

const HPSV3_BY_COLUMN = {
  names: ['CLIP ViT-H/14', 'Aesthetic Score Predictor', 'ImageReward', 'PickScore', 'HPS', 'HPSv2', 'MPS', 'HPSv3'],
  ImageReward: '57.1 57.4 65.1 61.6 61.2 65.7 67.5 66.8',
  PickScore: '60.8 56.8 61.1 70.5 66.7 63.8 63.1 72.8',
  HPDv2: '65.1 76.8 74.0 79.8 77.6 83.3 83.5 85.4',
  HPDv3: '48.6 59.9 58.6 65.6 63.8 65.3 64.3 76.9',
};

const GENERATORS_BY_COLUMN = {
  names:
    'Kolors|Flux-dev|Playgroundv2.5|Infinity|CogView4|PixArt-Σ|Gemini 2.0 Flash|SDXL|HunyuanDiT|Stable Diffusion 3 Medium|SD2'.split(
      '|',
    ),
  Overall: '10.55 10.43 10.27 10.26 9.61 9.37 9.21 8.20 8.19 5.31 -0.24',
  Characters: '11.79 11.70 11.07 11.17 10.72 10.08 9.98 8.67 7.96 6.70 -0.34',
  Arts: '10.47 10.32 9.84 9.95 9.86 9.07 8.44 7.63 8.11 5.98 -0.56',
  Design: '9.87 9.39 9.64 9.43 9.33 8.41 7.64 7.53 8.28 5.15 -1.35',
  Architecture: '10.82 10.93 10.45 10.36 9.88 9.83 10.11 8.57 8.71 5.25 -0.24',
  Animals: '10.60 10.38 10.38 9.27 9.16 8.86 9.42 8.18 7.24 4.09 -0.54',
  'Natural scenery': '9.89 10.01 9.94 10.11 9.45 8.87 9.01 7.76 7.86 5.24 -0.32',
  Transportation: '10.68 10.84 10.51 10.36 9.69 9.44 9.74 8.65 8.33 4.25 1.00',
  Products: '10.93 11.24 10.62 10.59 9.86 9.57 9.64 8.85 8.55 5.71 1.11',
  Others: '10.50 10.21 10.15 10.08 9.45 9.52 9.55 8.32 8.28 5.84 -0.01',
  Plants: '10.63 10.38 10.62 10.30 9.49 9.73 10.16 8.43 8.31 6.01 -0.38',
  Food: '11.06 11.24 10.84 10.59 10.16 10.35 7.61 8.78 8.48 5.71 -0.38',
  Science: '9.51 9.16 9.39 9.62 8.97 8.58 9.23 7.29 8.20 4.58 -0.84',
};

type ByColumn = { readonly names: readonly string[] } & Readonly<Record<string, string | readonly string[]>>;

/** What the sources call methods that have a shorter or plainer name here. */
const NAMES_HERE: Readonly<Record<string, string>> = {
  'Human-to-Human': 'Human to human',
  'EditReward (on Qwen2.5-VL-7B)': 'EditReward on Qwen2.5-VL-7B',
  'EditReward (on MiMo-VL-7B)': 'EditReward on MiMo-VL-7B',
  'CLIP ViT-H/14': 'CLIP H/14',
  'Aesthetic Score Predictor': 'Aesthetic',
  'Flux-dev': 'FLUX.1-dev',
  'Playgroundv2.5': 'Playground 2.5',
  'PixArt-Σ': 'PixArt-Sigma',
  'Stable Diffusion 3 Medium': 'SD3 Medium',
};

/** "GPT-4o | ImagenHub | 38.21" for each figure of a source, as it is printed there. */
function linesOfSource({ names, ...columns }: ByColumn): string[] {
  return Object.entries(columns).flatMap(([column, values]) =>
    String(values)
      .split(' ')
      .map((value, place) => `${NAMES_HERE[names[place] ?? ''] ?? names[place]} | ${column} | ${value}`),
  );
}

function linesOfTable({ columns, rows, digits }: PublishedTable): string[] {
  return rows.flatMap(({ name, values }) =>
    columns.map((column, place) => `${name} | ${column} | ${values[place]?.toFixed(digits) ?? '--'}`),
  );
}

describe('published tables', () => {
  it.each([
    ['edits', EDITREWARD_BY_COLUMN, 13 * 7],
    ['accuracies', HPSV3_BY_COLUMN, 8 * 4],
    ['generators', GENERATORS_BY_COLUMN, 11 * 13],
  ] as const)('%s: every figure is that of its source', (id, source, count) => {
    const lines = linesOfTable(PUBLISHED_TABLES[id]);
    expect(lines).toHaveLength(count);
    expect(lines.toSorted()).toEqual(linesOfSource(source).toSorted());
  });

  it('say what has to be known of their sources', () => {
    for (const { source } of Object.values(PUBLISHED_TABLES)) {
      expect(source.url).toMatch(/^https:\/\/github\.com\//);
      expect(source.asOf).toMatch(/20\d\d$/);
    }
  });
});

describe('published suites', () => {
  it('take each figure from a column of their table', () => {
    for (const { table, figures } of PUBLISHED_SUITES) {
      for (const { column, values } of figures) {
        expect(table.columns).toContain(column);
        expect(Object.keys(values).length).toBeGreaterThan(1);
      }
    }
  });
});
