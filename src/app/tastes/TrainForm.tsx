import { type SubmitEvent, useState } from 'react';
import type { TrainingKind } from '../../taste/trainTaste.ts';
import { allowsWholeHeads, missingSources } from './learnedText.ts';
import type { Wish } from './learningRoom.ts';
import type { VoteCount } from './materialOfDataset.ts';

const NAME = 'My taste';
/** So that the same votes give the same taste. */
const SEED = 1;
const MAX_SEED_DIGITS = 9;

/** A whole number, of what was typed. */
function seedOf(text: string): number {
  return Number(text.replaceAll(/\D/g, '').slice(0, MAX_SEED_DIGITS));
}

interface TrainFormProps {
  readonly count: VoteCount;
  readonly isDisabled: boolean;
  readonly onTrain: (wish: Omit<Wish, 'material'>) => void;
}

/** What the taste is called, and how it is trained. */
export function TrainForm({ count, isDisabled, onTrain }: TrainFormProps) {
  const [name, setName] = useState(NAME);
  const [seed, setSeed] = useState(SEED);
  const [chosen, setChosen] = useState<TrainingKind>('recalibration');
  const mayBeWhole = allowsWholeHeads(count);
  const kind = mayBeWhole ? chosen : 'recalibration';
  const missing = missingSources(count, kind);

  function train(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    onTrain({ name: name.trim(), seed, kind });
  }

  return (
    <form onSubmit={train}>
      {missing > 0 && (
        <p>Votes on {missing} more are needed: some are held out, to tell whether anything was learned.</p>
      )}
      <div className="ways">
        <label>
          Name <input value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        {mayBeWhole && <KindField kind={kind} onKind={setChosen} />}
        <label>
          Seed
          <input
            className="seed"
            inputMode="numeric"
            value={seed}
            onChange={(event) => setSeed(seedOf(event.currentTarget.value))}
          />
        </label>
        <button type="submit" className="primary" disabled={isDisabled || missing > 0 || name.trim() === ''}>
          Train a taste
        </button>
      </div>
    </form>
  );
}

interface KindFieldProps {
  readonly kind: TrainingKind;
  readonly onKind: (kind: TrainingKind) => void;
}

function KindField({ kind, onKind }: KindFieldProps) {
  return (
    <label>
      Heads
      <select
        value={kind}
        onChange={({ currentTarget: { value } }) => onKind(value === 'wholeHeads' ? value : 'recalibration')}
      >
        <option value="recalibration">last layers: tens to some thousands of votes</option>
        <option value="wholeHeads">whole, drawn anew: thousands of votes</option>
      </select>
    </label>
  );
}
