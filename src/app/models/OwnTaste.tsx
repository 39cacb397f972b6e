import { useState } from 'react';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { usePart } from '../ui/usePart.ts';

const loadPanel = () => import('../tastes/TastesPanel.tsx');

/** Heads of the user's own for the model in use. What they take is loaded with them. */
export function OwnTaste() {
  const [problem, setProblem] = useState<string>();
  const panel = usePart(loadPanel, problem === undefined, setProblem);
  return (
    <section className="own-taste" aria-labelledby="taste-title">
      <h2 id="taste-title">Your own taste</h2>
      <p className="muted">
        A model was trained on other people’s judgements. A taste is other heads for it, trained on your blind votes
        (“Vote first” on the Score page) or on a dataset with people’s judgements that is open on Batch: what it sees
        stays the same, how it weighs that becomes yours. Nothing leaves this device.
      </p>
      <ErrorLine text={problem} />
      {panel && <panel.TastesPanel />}
    </section>
  );
}
