import { useId } from 'react';
import { offeredExamples } from './exampleWork.ts';
import type { Example } from './stageState.ts';
import { useStage, useStageActions } from './useStage.ts';
import './examples.css';

/** The prepared examples: one click fills the page and scores. */
export function Examples({ onChosen }: { readonly onChosen?: () => void }) {
  const { tryExample } = useStageActions();
  const examples = useStage(offeredExamples);
  const titleId = useId();
  if (examples.length === 0) return null;

  function choose(example: Example): void {
    onChosen?.();
    void tryExample(example);
  }

  return (
    <section className="examples" aria-labelledby={titleId}>
      <div className="section-head">
        <h2 id={titleId}>Try an example</h2>
        <p className="muted">A source, an instruction, four edits: which one is best?</p>
      </div>
      <ul className="example-list">
        {examples.map((example) => (
          <li key={example.id}>
            <ExampleButton example={example} onChoose={() => choose(example)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExampleButton({ example, onChoose }: { readonly example: Example; readonly onChoose: () => void }) {
  const isScoring = useStage(({ run }) => run !== undefined);
  const isOpen = useStage(({ openExample }) => openExample?.id === example.id);
  const { instruction, source, candidates } = example;
  return (
    <button
      type="button"
      className="example"
      aria-label={`Example: ${instruction}`}
      aria-current={isOpen}
      disabled={isScoring}
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
