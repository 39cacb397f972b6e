import { useMemo } from 'react';
import { datasetKind, type DatasetItem } from '../../core/dataset/datasetItem.ts';
import { countJudgements, countUndecidedPairs } from '../../core/dataset/judgement.ts';
import { useBatchActions, useOpenBatch } from './useBatch.ts';
import { undecidedText } from './batchText.ts';

const ANSWERS = [
  { answer: true, label: 'Yes, the first is preferred' },
  { answer: false, label: 'No' },
] as const;

/** Asks about pairs that say nothing of which edit is better; the answer can be changed at any time. */
export function FirstPreferredQuestion() {
  const { chooseFirstPreferred } = useBatchActions();
  const items = useOpenBatch(({ dataset }) => dataset.items);
  const firstIsPreferred = useOpenBatch((open) => open.firstIsPreferred);
  const undecided = useMemo(() => countUndecidedPairs(items), [items]);
  const judged = useMemo(() => judgedCount(items), [items]);
  if (undecided === 0) return null;
  return (
    <fieldset className={firstIsPreferred === undefined ? 'first-preferred warning' : 'first-preferred'}>
      <legend>{undecidedText(undecided, judged, firstIsPreferred, datasetKind(items))}</legend>
      {ANSWERS.map(({ answer, label }) => (
        <label key={label}>
          <input
            type="radio"
            name="first-preferred"
            checked={firstIsPreferred === answer}
            onChange={() => void chooseFirstPreferred(answer)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function judgedCount(items: readonly DatasetItem[]): number {
  const { understood, layout = 0 } = countJudgements(items);
  return understood + layout;
}
