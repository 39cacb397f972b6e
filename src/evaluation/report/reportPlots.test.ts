import { describe, expect, it } from 'vitest';
import { resultItem } from '../../testing/resultItemForTest.ts';
import { datasetReport } from '../datasetReport.ts';
import type { DotPlot, MatrixPlot, Plot } from '../plots/plot.ts';
import { PUBLISHED_SUITES } from '../publishedFigures.ts';
import type { BenchmarkReport } from './benchmarkReport.ts';
import { reportPlots } from './reportPlots.ts';

const rewards = (...values: number[]) => values.map((reward) => ({ reward }));
const models = ['a', 'b'];
const genai = PUBLISHED_SUITES.find(({ id }) => id === 'genai-bench');

function reportOf(items: Parameters<typeof datasetReport>[0]): BenchmarkReport {
  return { ...datasetReport(items), files: ['set_scores.jsonl'], run: undefined, suiteId: undefined, data: [] };
}

function plotOf(plots: readonly Plot[], id: string): Plot {
  return plots.find((plot) => plot.id === id) ?? expect.fail(id);
}

const values = [2, 3, -1, 2, 2, 4, 1].map((value) => rewards(value, 1));
const unjudged = reportOf(values.map((scores, k) => resultItem(k, scores, { models })));
const judged = reportOf(values.map((scores, k) => resultItem(k, scores, { models, ranks: [1, 2] })));

describe('reportPlots', () => {
  it('of results that nobody judged show the editors, with the figures of their table', () => {
    const plots = reportPlots(unjudged, undefined);
    expect(plots.map(({ id }) => id)).toEqual(['strengths', 'editors', 'head-to-head']);
    const { panels } = plotOf(plots, 'strengths') as DotPlot;
    const [best] = unjudged.editors?.strengths ?? [];
    expect(panels).toHaveLength(1);
    expect(panels[0]?.dots[0]).toEqual({ label: 'a', value: best?.strength, interval: best?.interval });
    // 5 wins and a tie of 7.
    const { names, shares } = plotOf(plots, 'head-to-head') as MatrixPlot;
    expect([names, shares]).toEqual([
      ['a', 'b'],
      [
        [undefined, 5.5 / 7],
        [1 - 5.5 / 7, undefined],
      ],
    ]);
  });

  it('have by reward and by people on one scale, and the published field', () => {
    const plots = reportPlots(judged, genai);
    expect(plots.map(({ id }) => id)).toEqual(['agreement', 'field', 'strengths', 'editors', 'head-to-head']);
    const { panels, scale } = plotOf(plots, 'strengths') as DotPlot;
    expect(panels.map(({ title }) => title)).toEqual(['By reward', 'By people']);
    for (const { value } of panels.flatMap(({ dots }) => dots)) {
      expect(value).toBeGreaterThanOrEqual(scale.low);
      expect(value).toBeLessThanOrEqual(scale.high);
    }
    const own = (plotOf(plots, 'field') as DotPlot).panels[0]?.dots.filter(({ isOwn }) => isOwn);
    expect(own).toMatchObject([{ label: 'set_scores.jsonl', value: 100 * (judged.ranked?.withTies.value ?? NaN) }]);
  });
});
