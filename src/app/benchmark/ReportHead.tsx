import { useEffect, useRef } from 'react';
import type { PublishedSuite } from '../../evaluation/publishedFigures.ts';
import type { BenchmarkReport } from '../../rpc/reportApi.ts';
import { reportJson } from '../../evaluation/report/reportJson.ts';
import { reportDocument } from '../../evaluation/report/reportDocument.ts';
import { documentMarkdown } from '../../evaluation/report/reportMarkdown.ts';
import { reportFacts } from '../../evaluation/report/sections.ts';
import { saveBlob } from '../ui/saveBlob.ts';
import { useBenchmarkDispatch } from './useBenchmark.ts';

interface ReportHeadProps {
  readonly report: BenchmarkReport;
  readonly suite: PublishedSuite | undefined;
}

/** What a report is of, and what can be done with it. */
export function ReportHead({ report, suite }: ReportHeadProps) {
  const dispatch = useBenchmarkDispatch();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that asked for the report is gone.
  useEffect(() => heading.current?.focus(), []);
  const [file = 'results'] = report.files;
  const save = (ending: string, text: string) => saveBlob(`${stemOf(file)}_benchmark.${ending}`, new Blob([text]));
  return (
    <div className="section-head">
      <h2 ref={heading} tabIndex={-1}>
        {file} <span className="muted">{reportFacts(report).join(' · ')}</span>
      </h2>
      <div className="section-tools">
        <button type="button" className="quiet" onClick={() => save('json', reportJson(report, suite))}>
          Save as JSON
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => save('md', documentMarkdown(reportDocument(report, suite)))}
        >
          Save as Markdown
        </button>
        <button type="button" className="quiet" onClick={() => dispatch({ type: 'reportClosed' })}>
          Other results
        </button>
      </div>
    </div>
  );
}

function stemOf(file: string): string {
  return file.replace(/(_scores|_detailed_log)?\.[^.]*$/, '');
}
