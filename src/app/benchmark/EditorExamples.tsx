import { formatScore } from '../../core/formatNumbers.ts';
import type { EditExample, EditorFigures } from '../../evaluation/editors/editorFigures.ts';
import type { EditorWords } from '../../evaluation/editors/editorWords.ts';

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
        <details key={editor}>
          <summary>{editor}</summary>
          {/* Of few edits all are among the best already. */}
          <Examples title="Highest rewards" examples={best} />
          {edits > best.length && <Examples title="Lowest rewards" examples={worst} />}
        </details>
      ))}
    </div>
  );
}

function Examples({ title, examples }: { readonly title: string; readonly examples: readonly EditExample[] }) {
  return (
    <div>
      <p className="muted">{title}</p>
      <ol>
        {examples.map(({ line, edited, reward }) => (
          <li key={`${line} ${edited}`}>
            {edited} <span className="muted">line {line}</span> {formatScore(reward)}
          </li>
        ))}
      </ol>
    </div>
  );
}
