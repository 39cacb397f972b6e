import { useModel } from './useModel.ts';
import type { ModelState } from './modelState.ts';
import { statusOf } from './modelStatus.ts';
import { ModelChooser } from './ModelChooser.tsx';
import './model.css';

/** Stands where the model is missing: how to get one, or why it was refused; and what is not as hoped. */
export function ModelPanel() {
  const model = useModel((state) => state.model);
  if (model.kind === 'ready') return <Warnings model={model} />;
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

function Warnings({ model }: { readonly model: ModelState }) {
  return statusOf(model).notes.map((note) => (
    <p key={note} className="warning" role="alert">
      {note}
    </p>
  ));
}
