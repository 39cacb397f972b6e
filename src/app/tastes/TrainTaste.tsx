import { useState } from 'react';
import { loadedModel } from '../model/modelState.ts';
import { useModel } from '../model/useModel.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { LearnedResult } from './LearnedResult.tsx';
import { missingSources, stepText, votesText } from './learnedText.ts';
import type { TasteShelf } from './tasteShelf.ts';
import { useBlindVotes } from './useBlindVotes.ts';
import { useLearning } from './useLearning.ts';
import { countSources, votesForTask } from './votedRequests.ts';

const NAME = 'My taste';
/** So that the same votes give the same taste. */
const SEED = 1;
const MAX_SEED_DIGITS = 9;

/** A whole number, of what was typed. */
function seedOf(text: string): number {
  return Number(text.replaceAll(/\D/g, '').slice(0, MAX_SEED_DIGITS));
}

/** Heads for the model in use, learned from the blind votes of this browser. */
export function TrainTaste({ shelf }: { readonly shelf: TasteShelf }) {
  const model = useModel(loadedModel);
  const { votes: all, problem } = useBlindVotes();
  const [name, setName] = useState(NAME);
  const [seed, setSeed] = useState(SEED);
  const { step, learned, error, learn, cancel, forget } = useLearning();
  if (!all) return null;
  if (!model) return <p className="muted">Load a model to train a taste for it.</p>;
  const votes = votesForTask(all, model.task);
  const sources = countSources(votes);
  const missing = missingSources(sources);

  async function keep(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await shelf.add(bytes, name);
    forget();
  }

  return (
    <div className="train-taste">
      <p>
        There are {votesText(votes.length, sources)} on this device that {model.id} can learn from.
        {missing > 0 &&
          ` Votes on ${missing} more are needed: some are held out, to tell whether anything was learned.`}
      </p>
      <ErrorLine text={problem} />
      <div className="ways">
        <label>
          Name <input value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          Seed
          <input
            className="seed"
            inputMode="numeric"
            value={seed}
            onChange={(event) => setSeed(seedOf(event.currentTarget.value))}
          />
        </label>
        <button
          type="button"
          className="primary"
          disabled={missing > 0 || step !== undefined || name.trim() === ''}
          onClick={() => void learn({ votes, name: name.trim(), seed })}
        >
          Train a taste
        </button>
      </div>
      {step && (
        <ProgressRow
          text={stepText(step)}
          label="Training"
          done={step.done}
          total={step.total}
          stop={{ label: 'Cancel', onStop: cancel }}
        />
      )}
      <ErrorLine text={error} />
      {learned && <LearnedResult learned={learned} onKeep={() => void keep(learned.bytes)} />}
    </div>
  );
}
