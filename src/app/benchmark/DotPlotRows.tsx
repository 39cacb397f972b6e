import { Fragment, useId } from 'react';
import { dotText } from '../../evaluation/plots/dotText.ts';
import type { DotPlot } from '../../evaluation/plots/plot.ts';
import { DotRows } from './plots/DotRows.tsx';

/** The page's form of a plot for a paper: its panels on one scale. */
export function DotPlotRows({ plot }: { readonly plot: DotPlot }) {
  const id = useId();
  const { title, xLabel, panels, scale } = plot;
  return (
    <figure className="plot-figure" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <figcaption className="muted">{xLabel}.</figcaption>
      {panels.map((panel) => (
        <Fragment key={panel.title}>
          {panel.title !== '' && <p className="panel-title">{panel.title}</p>}
          <DotRows
            rows={panel.dots.map((dot) => ({
              label: dot.label,
              value: dot.value,
              interval: dot.interval,
              text: dotText(dot, scale),
              winner: dot.isOwn === true,
            }))}
            scale={scale}
          />
        </Fragment>
      ))}
    </figure>
  );
}
