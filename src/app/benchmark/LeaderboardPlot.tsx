import { formatCountOf } from '../../core/formatNumbers.ts';
import type { Strength } from '../../evaluation/statistics/bradleyTerry.ts';
import { fraction } from '../../evaluation/estimateText.ts';
import { capitalized } from '../../core/dataset/kindWords.ts';
import { leaderboardSummary, modelsOf } from '../../evaluation/report/summaries.ts';
import { leaderboardTable } from '../../evaluation/report/tables.ts';
import { DotRows } from './plots/DotRows.tsx';
import { scaleOf, type LinearScale } from '../../evaluation/plots/linearScale.ts';
import { PlotFigure } from './plots/PlotFigure.tsx';

interface LeaderboardPlotProps {
  readonly title: string;
  readonly strengths: readonly Strength[];
  /** Whose choices made it. */
  readonly by: string;
  /** What its models are called. */
  readonly models: ReturnType<typeof modelsOf>;
  readonly scale: LinearScale;
}

/** One scale for leaderboards that stand beside each other. */
export function strengthScale(...leaderboards: readonly (readonly Strength[])[]): LinearScale {
  const ends = leaderboards.flat().flatMap(({ strength, interval }) => {
    return [strength, ...(interval ? [interval.low, interval.high] : [])];
  });
  return scaleOf([...ends, 0]);
}

/** Bradley-Terry strengths of the models that made the pictures, best first. */
export function LeaderboardPlot({ title, strengths, by, models, scale }: LeaderboardPlotProps) {
  const rows = strengths.map(({ model, strength, interval, contests }, place) => ({
    label: model,
    value: strength,
    interval,
    text: `${fraction(strength, interval)}, ${formatCountOf(contests, 'contest')}`,
    winner: place === 0,
  }));
  return (
    <PlotFigure
      title={title}
      summary={leaderboardSummary(strengths, by, models.many)}
      table={leaderboardTable(strengths, capitalized(models.one))}
    >
      <DotRows rows={rows} scale={scale} />
      <p className="muted plot-note">Bradley–Terry log odds against an average model; equal values count half a win.</p>
    </PlotFigure>
  );
}
