import { useState } from 'react';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { usePart } from '../ui/usePart.ts';

const loadForm = () => import('./closeness/ClosenessForm.tsx');

/** How close two models are on pictures of one's own. What it takes is loaded when it is opened. */
export function CompareModels() {
  const [isOpen, setIsOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const form = usePart(loadForm, isOpen, fail);

  function fail(why: string): void {
    setIsOpen(false);
    setProblem(why);
  }

  function turn(): void {
    setProblem(undefined);
    setIsOpen(!isOpen);
  }

  return (
    <section className="compare-models" aria-labelledby="compare-title">
      <div className="section-head">
        <h2 id="compare-title">How close are two models?</h2>
        <button type="button" aria-expanded={isOpen} onClick={turn}>
          {isOpen ? 'Close' : 'Compare'}
        </button>
      </div>
      <p className="muted">
        Scores your pictures with two models, such as one checkpoint at 4 and at 8 bits, and says how alike they order
        edits.
      </p>
      <ErrorLine text={problem} />
      {isOpen && form && <form.ClosenessForm />}
    </section>
  );
}
