import { Comparison } from './Comparison.tsx';
import { InstructionForm } from './InstructionForm.tsx';
import { ModelPanel } from '../model/ModelPanel.tsx';
import { Problems } from './Problems.tsx';
import { Stage } from './Stage.tsx';

/** A source, its candidates, an instruction: which edit is best. */
export function ScorePage() {
  return (
    <>
      <main>
        <ModelPanel />
        <InstructionForm />
        <Problems />
        <Stage />
      </main>
      <Comparison />
    </>
  );
}
