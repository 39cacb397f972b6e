import { usePage } from '../shell/page.ts';
import { statusOf } from './modelStatus.ts';
import { ModelChooser } from './ModelChooser.tsx';
import './model.css';

/** Stands where the model is missing: how to get one, or why it was refused; and what is not as hoped. */
export function ModelPanel() {
  const { state } = usePage();
  const { model } = state;
  if (model.kind === 'ready') return <Warnings />;
  if (model.kind === 'loading') return null;
  return (
    <div className="panel">
      {model.kind === 'failed' && (
        <div className="refusal" role="alert">
          <h2>
            {model.error.name === 'SelfTestError' ? `${model.label} was refused` : `${model.label} was not loaded`}
          </h2>
          <p>{model.error.message}</p>
        </div>
      )}
      <ModelChooser id="choose-model" />
    </div>
  );
}

function Warnings() {
  const { state } = usePage();
  return statusOf(state.model).notes.map((note) => (
    <p key={note} className="warning" role="alert">
      {note}
    </p>
  ));
}
