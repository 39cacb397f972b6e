import { useId } from 'react';
import type { EditorsReport } from '../../evaluation/editors/editorsReport.ts';
import { editorMethod, editorSentences } from '../../evaluation/editors/editorsText.ts';
import { editorTables, type EditorTable } from '../../evaluation/editors/editorTables.ts';
import type { EditorWords } from '../../evaluation/editors/editorWords.ts';
import { EditorExamples } from './EditorExamples.tsx';
import { DataTable } from '../ui/DataTable.tsx';

interface EditorsSectionProps {
  readonly editors: EditorsReport;
  readonly words: EditorWords;
}

/** Which editor is best by the rewards alone, and by how much: first in words, then in tables. */
export function EditorsSection({ editors, words }: EditorsSectionProps) {
  const id = useId();
  const [verdict, ...others] = editorSentences(editors, words);
  const tables = editorTables(editors, words);
  return (
    <section className="editors-section" aria-labelledby={id}>
      <h3 id={id}>Which {words.one} is best</h3>
      <p className="editors-verdict">{verdict}</p>
      {others.length > 0 && (
        <ul>
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {tables.map((table) => (
        <TableOfEditors key={table.of} table={table} />
      ))}
      <EditorExamples editors={editors.editors} words={words} />
      {tables.length > 0 && <p className="muted interval-note">{editorMethod(words)}</p>}
    </section>
  );
}

function TableOfEditors({ table }: { readonly table: EditorTable }) {
  return (
    <div>
      <h4>{table.title}</h4>
      <p className="muted">{table.note}</p>
      <DataTable table={table} caption={table.title} />
    </div>
  );
}
