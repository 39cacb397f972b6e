import { ProgressRow } from '../ui/ProgressRow.tsx';
import { loadText } from './progressText.ts';
import { useModel, useModelActions } from './useModel.ts';

/** A model on its way to the device; nothing where there is none. */
export function LoadingModel() {
  const { model, loadProgress, scoreWhenReady } = useModel((state) => state);
  const { cancelLoad } = useModelActions();
  if (model.kind !== 'loading') return null;
  const { label } = model;
  return (
    <ProgressRow
      text={`Loading ${label}: ${loadProgress ? loadText(loadProgress) : 'opening it'}`}
      label={`Loading ${label}`}
      done={loadProgress?.loadedBytes}
      total={loadProgress?.totalBytes}
      note={scoreWhenReady ? 'scores as soon as it is ready' : undefined}
      stop={{ label: 'Cancel', onStop: cancelLoad }}
    />
  );
}
