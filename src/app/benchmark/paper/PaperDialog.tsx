import { useEffect, useId, useRef, useState } from 'react';
import { messageOf } from '../../../core/errors.ts';
import type { Plot } from '../../../evaluation/plots/plot.ts';
import type { ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import type { ReportSection } from '../../../evaluation/report/reportSection.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { saveBlob } from '../../ui/saveBlob.ts';
import { useBlobImage } from '../../ui/useBlobImage.ts';
import { useOneAtATime } from '../../ui/useOneAtATime.ts';
import { documentBlob, plotBlob, sectionBlob, type DocumentFormat, type TableFormat } from './paperFiles.ts';
import { pngOfSvg } from './pngOfSvg.ts';
import '../../ui/dialog.css';
import './paper.css';

interface PaperDialogProps {
  readonly document: ReportDocument;
  /** What names of files begin with. */
  readonly stem: string;
  readonly onClose: () => void;
}

/** Each table and each plot of a report, as files for a paper. Open while it is mounted. */
export function PaperDialog({ document, stem, onClose }: PaperDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const tables = document.sections.filter(({ table }) => table);
  return (
    <dialog ref={dialog} className="dialog paper-dialog" aria-labelledby={id} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={id}>For a paper</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <p className="muted">In every file stand the SHA-256 of the data and the command that makes it again.</p>
      <WholeReport document={document} stem={stem} />
      {document.plots.map((plot) => (
        <PlotFiles key={plot.id} plot={plot} document={document} stem={stem} />
      ))}
      {tables.map((section) => (
        <TableFiles key={section.id} section={section} document={document} stem={stem} />
      ))}
    </dialog>
  );
}

type OfDocument = Pick<PaperDialogProps, 'document' | 'stem'>;

const DOCUMENT_FORMATS: readonly (readonly [DocumentFormat, string])[] = [
  ['md', 'Markdown'],
  ['tex', 'LaTeX'],
];

function WholeReport({ document, stem }: OfDocument) {
  const id = useId();
  return (
    <section className="paper-row" aria-labelledby={id}>
      <h3 id={id}>Everything in one file</h3>
      <span className="section-tools">
        {DOCUMENT_FORMATS.map(([format, label]) => (
          <button
            key={format}
            type="button"
            onClick={() => saveBlob(`${stem}_report.${format}`, documentBlob(document, format))}
          >
            {label}
          </button>
        ))}
      </span>
    </section>
  );
}

const TABLE_FORMATS: readonly (readonly [TableFormat, string])[] = [['csv', 'CSV'], ...DOCUMENT_FORMATS];

function TableFiles({ section, document, stem }: OfDocument & { readonly section: ReportSection }) {
  const id = useId();
  return (
    <section className="paper-row" aria-labelledby={id}>
      <h3 id={id}>{section.title}</h3>
      <span className="section-tools">
        {TABLE_FORMATS.map(([format, label]) => (
          <button
            key={format}
            type="button"
            onClick={() => saveBlob(`${stem}_${section.id}.${format}`, sectionBlob(section, document, format))}
          >
            {label}
          </button>
        ))}
      </span>
    </section>
  );
}

function PlotFiles({ plot, document, stem }: OfDocument & { readonly plot: Plot }) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const { isBusy, start } = useOneAtATime();
  const [preview] = useState(() => plotBlob(plot, document, 'svg'));
  const show = useBlobImage(preview);

  function savePng(): Promise<void> {
    setProblem(undefined);
    return pngOfSvg(plotBlob(plot, document, 'png'), document.provenance('png'))
      .then((png) => saveBlob(`${stem}_${plot.id}.png`, png))
      .catch((error: unknown) => setProblem(messageOf(error)));
  }

  return (
    <section className="paper-plot" aria-labelledby={id}>
      <div className="paper-row">
        <h3 id={id}>{plot.title}</h3>
        <span className="section-tools">
          <button type="button" onClick={() => saveBlob(`${stem}_${plot.id}.svg`, preview)}>
            SVG
          </button>
          <button type="button" disabled={isBusy} onClick={() => void start(savePng)}>
            PNG
          </button>
        </span>
      </div>
      <ErrorLine text={problem} />
      <img ref={show} alt="" />
    </section>
  );
}
