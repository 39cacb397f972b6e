import { type SubmitEvent, useState } from 'react';
import { formatPixels } from '../../core/formatNumbers.ts';
import type { ModelState } from './modelState.ts';
import { sizeLimits } from './sizeLimits.ts';
import { useModelActions } from './useModel.ts';

interface SizeLimitProps {
  readonly model: Extract<ModelState, { kind: 'ready' }>;
  /** The model is at work: it stays as it is. */
  readonly isScoring: boolean;
  readonly onChosen: () => void;
}

/** For a model that sees pictures at their own size: how large they may be. Another limit loads the model anew. */
export function SizeLimit({ model, isScoring, onChosen }: SizeLimitProps) {
  const actions = useModelActions();
  const { pixels, maxPixels } = model.status.model;
  const [chosen, setChosen] = useState(maxPixels);
  const limits = sizeLimits(pixels);
  if (limits.length === 0) return null;

  function load(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void actions.load(model, { maxPixels: chosen });
    onChosen();
  }

  return (
    <form className="size-limit" onSubmit={load}>
      <label>
        Pictures{' '}
        <select
          value={chosen ?? ''}
          onChange={({ currentTarget: { value } }) => setChosen(value === '' ? undefined : Number(value))}
        >
          <option value="">official size, up to {formatPixels(pixels.most)}</option>
          {limits.map((limit) => (
            <option key={limit} value={limit}>
              up to {formatPixels(limit)}: quicker, but not the official scores
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={chosen === maxPixels || isScoring}>
        Load again
      </button>
    </form>
  );
}
