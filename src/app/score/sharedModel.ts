import { isSameModel } from '../../core/score/scoreReport.ts';
import type { StageView } from './stageState.ts';

interface SharedModel {
  /** Where a link finds the package; undefined where it needs to say none. */
  readonly url: string | undefined;
  /** Others cannot load it by a link: it is a chosen folder, has a taste, is kept on this device, or is not loaded any more. */
  readonly isElsewhere: boolean;
  /** It may be the one that is loading, as after a reload: whether a link can name it is known once it is loaded. */
  readonly isAwaited: boolean;
}

/** What a link says of the model that gave the scores. `builtInUrl`: the package that each visit starts with. */
export function sharedModel(
  { model, scoredFor }: Pick<StageView, 'model' | 'scoredFor'>,
  builtInUrl: string,
): SharedModel {
  const isLoaded = model.kind === 'ready' && scoredFor && isSameModel(model.status.model, scoredFor.status.model);
  const { taste } = scoredFor?.status.model ?? {};
  if (!isLoaded || model.location.kind !== 'url' || taste) {
    const isAwaited = model.kind === 'loading' && model.location.kind === 'url' && !taste;
    return { url: undefined, isElsewhere: !isAwaited, isAwaited };
  }
  const { url } = model.location;
  return { url: url === builtInUrl ? undefined : url, isElsewhere: false, isAwaited: false };
}
