import { usePage } from '../page.ts';
import { loadText } from '../state/progressText.ts';
import { statusOf } from '../state/modelStatus.ts';
import { ModelChooser } from './ModelChooser.tsx';
import '../styles/model.css';

/** Stands where the model is missing: how to get one, how far it is, or why it was refused; and what is not as hoped. */
export function ModelPanel() {
  const { state } = usePage();
  const { model } = state;
  if (model.kind === 'ready') return <Warnings />;
  return (
    <div className="panel">
      {model.kind === 'loading' && <Loading />}
      {model.kind === 'failed' && (
        <div className="refusal" role="alert">
          <h2>
            {model.error.name === 'SelfTestError' ? `${model.label} was refused` : `${model.label} was not loaded`}
          </h2>
          <p>{model.error.message}</p>
        </div>
      )}
      {model.kind !== 'loading' && <ModelChooser id="choose-model" primary={model.kind === 'none'} />}
    </div>
  );
}

function Loading() {
  const { state, actions } = usePage();
  if (state.model.kind !== 'loading') return null;
  const { label, progress } = state.model;
  const share = progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : undefined;
  return (
    <div className="progress-row">
      <span className="progress-text">
        Loading {label}: {progress ? loadText(progress) : 'opening it'}
      </span>
      <progress aria-label={`Loading ${label}`} {...(share === undefined ? {} : { value: share })} />
      <button type="button" onClick={actions.cancelLoad}>
        Cancel
      </button>
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
