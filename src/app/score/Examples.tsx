import { useId } from 'react';
import { hasSource } from '../../core/task.ts';
import { usePage } from '../shell/page.ts';
import type { Example } from './appState.ts';
import './examples.css';

/** The prepared examples: one click fills the page and scores. */
export function Examples({ onChosen }: { readonly onChosen?: () => void }) {
  const { state, actions } = usePage();
  const titleId = useId();
  // All of them are edits of a source.
  if (state.examples.length === 0 || !hasSource(state.task)) return null;

  function choose(example: Example): void {
    onChosen?.();
    void actions.tryExample(example);
  }

  return (
    <section className="examples" aria-labelledby={titleId}>
      <div className="section-head">
        <h2 id={titleId}>Try an example</h2>
        <p className="muted">A source, an instruction, four edits: which one is best?</p>
      </div>
      <ul className="example-list">
        {state.examples.map((example) => (
          <li key={example.id}>
            <ExampleButton example={example} onChoose={() => choose(example)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExampleButton({ example, onChoose }: { readonly example: Example; readonly onChoose: () => void }) {
  const { state } = usePage();
  const { instruction, source, candidates } = example;
  return (
    <button
      type="button"
      className="example"
      aria-label={`Example: ${instruction}`}
      aria-current={state.openExample?.id === example.id}
      disabled={state.run !== undefined}
      onClick={onChoose}
    >
      <span className="example-pictures">
        <img src={source} alt="" draggable={false} />
        <span className="example-candidates">
          {candidates.map((address) => (
            <img key={address} src={address} alt="" draggable={false} fetchPriority="low" />
          ))}
        </span>
      </span>
      <span className="example-instruction">{instruction}</span>
    </button>
  );
}
