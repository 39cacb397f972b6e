import { useMemo } from 'react';
import { datasetKind, type DatasetItem } from '../../core/dataset/datasetItem.ts';
import { countJudgements } from '../../core/dataset/judgement.ts';
import { countOpenPairs } from '../../core/dataset/preference.ts';
import { preferenceAnswers, preferenceText } from './preferenceText.ts';
import { useBatchActions, useOpenBatch } from './useBatch.ts';

/** Asks about pairs of which nobody says which edit is better; the answer can be changed at any time. */
export function PreferenceQuestion() {
  const { choosePreference } = useBatchActions();
  const items = useOpenBatch(({ dataset }) => dataset.items);
  const chosen = useOpenBatch(({ preference }) => preference);
  const open = useMemo(() => countOpenPairs(items), [items]);
  const judged = useMemo(() => judgedCount(items), [items]);
  if (open.bare + open.withScores === 0) return null;
  const kind = datasetKind(items);
  return (
    <fieldset className="preference">
      <legend>{preferenceText({ open, judged, chosen, kind })}</legend>
      {preferenceAnswers(open, kind).map(({ answer, label }) => (
        <label key={answer}>
          <input
            type="radio"
            name="preference"
            checked={(chosen ?? 'none') === answer}
            onChange={() => void choosePreference(answer)}
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
