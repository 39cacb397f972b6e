import { ModelLimits } from '../model/ModelLimits.tsx';
import { showsOwnPicture } from './exampleWork.ts';
import { useStage } from './useStage.ts';

/** What the model cannot judge: a warning once the user's own pictures are to be judged, else a quiet line. */
export function LimitsNote({ loud }: { readonly loud: boolean }) {
  return useStage(showsOwnPicture) === loud ? <ModelLimits loud={loud} /> : null;
}
