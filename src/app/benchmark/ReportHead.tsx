import { useEffect, useRef, useState } from 'react';
import type { ReportDocument } from '../../evaluation/report/reportDocument.ts';
import { documentMarkdown } from '../../evaluation/report/reportMarkdown.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { saveBlob } from '../ui/saveBlob.ts';
import { usePart } from '../ui/usePart.ts';
import { useBenchmarkActions, useBenchmarkDispatch } from './useBenchmark.ts';

interface ReportHeadProps {
  readonly title: string;
  /** The first of its files: what is saved is named after it. */
  readonly file: string;
  readonly document: ReportDocument;
  readonly json: () => string;
}

/** What a report is of, and what can be done with it. */
export function ReportHead({ title, file, document, json }: ReportHeadProps) {
  const dispatch = useBenchmarkDispatch();
  const { compareWith } = useBenchmarkActions();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that asked for the report is gone.
  useEffect(() => heading.current?.focus(), []);
  const save = (ending: string, text: string) => saveBlob(`${stemOf(file)}_benchmark.${ending}`, new Blob([text]));
  return (
    <div className="section-head">
      <h2 ref={heading} tabIndex={-1}>
        {title} <span className="muted">{document.facts.join(' · ')}</span>
      </h2>
      <div className="section-tools">
        <button type="button" className="quiet" onClick={() => save('json', json())}>
          Save as JSON
        </button>
        <button type="button" className="quiet" onClick={() => save('md', documentMarkdown(document))}>
          Save as Markdown
        </button>
        <PaperButton document={document} stem={stemOf(file)} />
        <FileButton
          any
          multiple
          className="quiet"
          label="Compare with…"
          onFiles={(files) => void compareWith(files.map((one) => ({ name: one.name, blob: one })))}
        />
        <button type="button" className="quiet" onClick={() => dispatch({ type: 'reportClosed' })}>
          Other results
        </button>
      </div>
    </div>
  );
}

const loadPaper = () => import('./paper/PaperDialog.tsx');

function PaperButton({ document, stem }: Pick<ReportHeadProps, 'document'> & { readonly stem: string }) {
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<string>();
  const part = usePart(loadPaper, isShown, (why) => {
    setProblem(why);
    setShown(false);
  });
  return (
    <>
      <button type="button" className="quiet" onClick={() => setShown(true)}>
        For a paper…
      </button>
      <ErrorLine text={problem} />
      {isShown && part && <part.PaperDialog document={document} stem={stem} onClose={() => setShown(false)} />}
    </>
  );
}

function stemOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/(_scores|_detailed_log)?\.[^.]*$/, '');
}
