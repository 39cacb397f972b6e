import type { ClosenessResult, ClosenessSection } from '../../keptModels/openedBatch.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { saveBlob } from '../../ui/saveBlob.ts';

/** How close two models are: in words, in tables, and to take along. */
export function ClosenessView({ result }: { readonly result: ClosenessResult }) {
  const { title, sections, markdown, json } = result;
  return (
    <div className="closeness-result">
      <h3>{title}</h3>
      {sections.map((section) => (
        <SectionTable key={section.id} section={section} />
      ))}
      <p className="ways">
        <CopyButton label="Copy the report" textOf={() => markdown} />
        <button type="button" onClick={() => saveBlob('closeness.md', new Blob([markdown]))}>
          Save as Markdown
        </button>
        <button type="button" onClick={() => saveBlob('closeness.json', new Blob([json]))}>
          Save as JSON
        </button>
      </p>
    </div>
  );
}

function SectionTable({ section: { title, text, table } }: { readonly section: ClosenessSection }) {
  return (
    <>
      <h4>{title}</h4>
      <p>{text}</p>
      {table && <DataTable table={table} caption={title} />}
    </>
  );
}
