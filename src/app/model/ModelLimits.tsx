import { loadedModel } from './modelState.ts';
import { useModel } from './useModel.ts';

/** What the loaded model cannot judge, if there is something. */
export function ModelLimits({ loud }: { readonly loud: boolean }) {
  const limits = useModel((state) => loadedModel(state)?.limits);
  if (limits === undefined) return null;
  return (
    <p className={loud ? 'warning limits' : 'muted limits'} role="note">
      {limits} For photographs, use EditReward 7B: <a href="#/models">how to get it</a>.
    </p>
  );
}
