import { usePage } from '../shell/page.ts';
import type { ModelState } from '../score/appState.ts';
import { loadText } from './progressText.ts';
import { ProgressRow } from '../ui/ProgressRow.tsx';

/** A model on its way to the device. */
export function LoadingModel({ model }: { readonly model: Extract<ModelState, { kind: 'loading' }> }) {
  const { state, actions } = usePage();
  const { label, progress } = model;
  return (
    <ProgressRow
      text={`Loading ${label}: ${progress ? loadText(progress) : 'opening it'}`}
      label={`Loading ${label}`}
      done={progress?.loadedBytes}
      total={progress?.totalBytes}
      note={state.scoreWhenReady ? 'scores as soon as it is ready' : undefined}
      stop={{ label: 'Cancel', onStop: actions.cancelLoad }}
    />
  );
}
