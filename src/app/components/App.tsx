import { messageOf } from '../../core/errors.ts';
import type { Dropped } from '../files/dropped.ts';
import { packageOfFolder } from '../files/modelPackage.ts';
import { type DropPlace, useDropAndPaste } from '../hooks/useDropAndPaste.ts';
import { usePage } from '../page.ts';
import { announcement } from '../state/announcement.ts';
import { Comparison } from './Comparison.tsx';
import { Header } from './Header.tsx';
import { InstructionForm } from './InstructionForm.tsx';
import { ModelPanel } from './ModelPanel.tsx';
import { Problems } from './Problems.tsx';
import { Stage } from './Stage.tsx';
import '../styles/layout.css';

/** The Score page. */
export function App() {
  const { state, dispatch, actions } = usePage();

  function takeDrop(dropped: Dropped, place: DropPlace): void {
    if (dropped.kind === 'files') return void actions.addFiles(dropped.files, place);
    try {
      void actions.loadModel({ label: dropped.name, location: packageOfFolder(dropped.name, dropped.files) });
    } catch (error) {
      const problems = [{ file: dropped.name, message: messageOf(error) }];
      dispatch({ type: 'picturesAdded', pictures: [], problems, place });
    }
  }

  const dragging = useDropAndPaste(takeDrop);
  return (
    <div className={dragging ? 'page dragging' : 'page'}>
      <Header />
      <main>
        <ModelPanel />
        <InstructionForm />
        <Problems />
        <Stage />
      </main>
      <Comparison />
      <p className="visually-hidden" role="status">
        {announcement(state)}
      </p>
      {dragging && (
        <p className="drop-note" aria-hidden="true">
          {state.source ? 'Drop to add candidates' : 'Drop to add: the first picture is the source'}
        </p>
      )}
    </div>
  );
}
