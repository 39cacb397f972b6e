import { usePage } from '../shell/page.ts';
import { showsOwnPicture } from '../score/exampleWork.ts';

/** What the model cannot judge: a warning once the user's own pictures are to be judged, else a quiet line. */
export function LimitsNote({ loud }: { readonly loud: boolean }) {
  const { state } = usePage();
  return showsOwnPicture(state) === loud ? <ModelLimits loud={loud} /> : null;
}

/** What the loaded model cannot judge, if there is something. */
export function ModelLimits({ loud }: { readonly loud: boolean }) {
  const { model } = usePage().state;
  const limits = model.kind === 'ready' ? model.status.model.limits : undefined;
  if (limits === undefined) return null;
  return (
    <p className={loud ? 'warning limits' : 'muted limits'} role="note">
      {limits} For photographs, use EditReward 7B: <a href="#/models">how to get it</a>.
    </p>
  );
}
