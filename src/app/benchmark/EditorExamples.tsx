import { type ReactNode, useState } from 'react';
import { formatScore } from '../../core/formatNumbers.ts';
import type { EditExample } from '../../evaluation/editors/editExamples.ts';
import type { EditorFigures } from '../../evaluation/editors/editorFigures.ts';
import type { EditorWords } from '../../evaluation/editors/editorWords.ts';
import { ReportPicture } from './ReportPicture.tsx';

interface EditorExamplesProps {
  readonly editors: readonly EditorFigures[];
  readonly words: EditorWords;
}

/** What each editor does best and worst, one click away. */
export function EditorExamples({ editors, words }: EditorExamplesProps) {
  return (
    <div className="editor-examples">
      <h4>Best and worst {words.things}</h4>
      {editors.map(({ editor, best, worst, edits }) => (
        <EditorDetails key={editor} editor={editor}>
          {/* Of few edits all are among the best already. */}
          <Examples title="Highest rewards" examples={best} />
          {edits > best.length && <Examples title="Lowest rewards" examples={worst} />}
        </EditorDetails>
      ))}
    </div>
  );
}

/** Pictures are read once it is open. */
function EditorDetails({ editor, children }: { readonly editor: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{editor}</summary>
      {isOpen && children}
    </details>
  );
}

function Examples({ title, examples }: { readonly title: string; readonly examples: readonly EditExample[] }) {
  return (
    <div>
      <p className="muted">{title}</p>
      <ol>
        {examples.map(({ line, edited, reward }) => (
          <li key={`${line} ${edited}`}>
            <ReportPicture name={edited} /> {edited} <span className="muted">line {line}</span> {formatScore(reward)}
          </li>
        ))}
      </ol>
    </div>
  );
}
