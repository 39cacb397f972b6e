import { type ReactNode, useId, useMemo } from 'react';
import { comparisonDocument } from '../../evaluation/comparison/comparisonDocument.ts';
import { COMPARISON_METHOD, comparisonSentences } from '../../evaluation/comparison/comparisonText.ts';
import { suitesFor } from '../../evaluation/figures.ts';
import type { DotPlot, Plot } from '../../evaluation/plots/plot.ts';
import type { ReportSection } from '../../evaluation/report/reportSection.ts';
import type { ComparisonReport } from '../../rpc/reportApi.ts';
import { DotPlotRows } from './DotPlotRows.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { ROUTES } from '../ui/useRoute.ts';
import { pictureReaderOf } from './benchmarkState.ts';
import { ReportHead } from './ReportHead.tsx';
import { ReportPicture } from './ReportPicture.tsx';
import { SuiteField } from './SuiteField.tsx';
import { useBenchmark } from './useBenchmark.ts';

interface ComparisonViewProps {
  readonly comparison: ComparisonReport;
}

/** Several runs beside each other: in words, in plots on one scale, and in tables. */
export function ComparisonView({ comparison }: ComparisonViewProps) {
  const suiteId = useBenchmark((state) => state.suiteId);
  const [first] = comparison.reports;
  const suite = first && suitesFor(first).find(({ id }) => id === suiteId);
  const document = useMemo(() => comparisonDocument(comparison, suite), [comparison, suite]);
  const { names, comparisons } = comparison;
  return (
    <>
      <ReportHead
        title={document.title}
        file={first?.files[0] ?? 'results'}
        document={document}
        json={() => `${JSON.stringify(comparison, undefined, 2)}\n`}
      />
      {first && <SuiteField report={first} />}
      <ul className="comparison-words">
        {comparisons
          .flatMap((compared) => comparisonSentences(compared, names))
          .map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
      </ul>
      <p className="muted interval-note">{COMPARISON_METHOD}</p>
      <div className="plots wide">
        {document.plots.filter(isOfDots).map((plot) => (
          <DotPlotRows key={plot.id} plot={plot} />
        ))}
      </div>
      {document.sections.map((section) => (
        <SectionTable key={section.id} section={section} />
      ))}
    </>
  );
}

function isOfDots(plot: Plot): plot is DotPlot {
  return plot.kind === 'dots';
}

/** What its text says of agreement stands above already. */
function SectionTable({ section }: { readonly section: ReportSection }) {
  const id = useId();
  const { title, text, table, pictures } = section;
  if (!table) return null;
  return (
    <section className="field-section" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {section.id !== 'agreement' && <p className="muted">{text}</p>}
      {pictures && <WhereTheyAre run={pictures.run} />}
      <DataTable table={table} caption={title} {...(pictures && { cellOf: pictureCells(pictures) })} />
    </section>
  );
}

type Pictures = NonNullable<ReportSection['pictures']>;

/** Small pictures above their names. */
function pictureCells({ run, columns }: Pictures): (text: string, column: number) => ReactNode {
  return (text, column) => {
    if (text === '' || !columns.includes(column)) return text;
    return (
      <span className="picture-cell">
        <ReportPicture name={text} run={run} />
        <span>{text}</span>
      </span>
    );
  };
}

/** Of a batch of this browser whose pictures are not at hand: how they come to be. */
function WhereTheyAre({ run }: { readonly run: number }) {
  const isKnown = useBenchmark(({ datasets }) => datasets?.[run] !== undefined);
  const isAtHand = useBenchmark((state) => pictureReaderOf(state, run) !== undefined);
  if (!isKnown || isAtHand) return null;
  return (
    <p className="muted">
      Open the dataset on the <a href={ROUTES.batch}>Batch page</a>, and its pictures are shown here.
    </p>
  );
}
