import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { loadedModel } from '../model/modelState.ts';
import { useModel, useModelActions } from '../model/useModel.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import type { KeptTaste } from './tasteShelf.ts';

/** A taste that scores here and was removed in another tab: there is no row to take it off by. */
export function UnkeptTaste({ kept }: { readonly kept: readonly Pick<KeptTaste, 'sha256'>[] }) {
  const { setTaste } = useModelActions();
  const taste = useModel((state) => loadedModel(state)?.taste);
  const [problem, setProblem] = useState<string>();
  if (!taste || kept.some(({ sha256 }) => sha256 === taste.sha256)) return null;

  function stop(): void {
    setTaste(undefined).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(messageOf(error)),
    );
  }

  return (
    <div className="ways">
      <span>“{taste.name}” is in use, and is kept no more: it does not come back after a reload.</span>
      <button type="button" onClick={stop}>
        Stop using
      </button>
      <ErrorLine text={problem} />
    </div>
  );
}
