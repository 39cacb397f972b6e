import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import type { HeadName } from '../../core/score/score.ts';
import { modelName } from '../model/modelName.ts';
import { chooseReference, takeReferenceFile } from '../reference/chosenReference.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { ReferencePlaces } from './ReferencePlaces.tsx';
import { taskText } from './taskText.ts';
import { type StageReference, useStageReference } from './useStageReference.ts';
import { useStage } from './useStage.ts';
import './guide.css';

/** What {@link ScoreGuide} shows once it is open. */
export function ScoreGuideText() {
  const reference = useStageReference();
  if (!reference) return null;
  return (
    <div className="guide">
      <Meanings heads={reference.model.heads} />
      <Comparison reference={reference} />
      <ReferenceChoice reference={reference} />
    </div>
  );
}

function Meanings({ heads }: { readonly heads: readonly HeadName[] }) {
  const compared = useStage((view) => taskText((view.scoredFor?.status.model ?? view).task).compared);
  return (
    <dl>
      <dt>mu</dt>
      <dd>The score. Higher is better. It has no unit, no lowest and no highest value.</dd>
      <dt>± sigma</dt>
      <dd>
        How unsure the model is of that score. By its own account, mu is off by less than sigma two times in three. Raw
        values show log sigma, its natural logarithm.
      </dd>
      {heads.length > 1 && (
        <>
          <dt>Reward</dt>
          <dd>The mean of the {heads.length} scores below it. Ranks and the verdict come from it.</dd>
        </>
      )}
      <dt>Zero</dt>
      <dd>Zero means nothing special. Compare only {compared}.</dd>
    </dl>
  );
}

function Comparison({ reference: { set, refused, isOfOtherKind, model } }: { readonly reference: StageReference }) {
  return (
    <>
      {refused && (
        <p className="warning">
          The reference set that you chose has scores of {modelName(refused.model, [model])}. These are scores of{' '}
          {modelName(model, [refused.model])}, so it is not used.
        </p>
      )}
      {set && isOfOtherKind && (
        <p>
          The reference set has {set.of}. Your pictures are of another kind, so their place among those would mean
          nothing.
        </p>
      )}
      {set && !isOfOtherKind && <ReferencePlaces set={set} heads={model.heads} />}
      {!set && <p>There is no reference set of this model, so nothing tells whether a score is usual.</p>}
    </>
  );
}

function ReferenceChoice({ reference: { isChosen, refused, model } }: { readonly reference: StageReference }) {
  const [failure, setFailure] = useState<string>();

  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    setFailure(undefined);
    await takeReferenceFile(file, model).catch((error: unknown) => setFailure(messageOf(error)));
  }

  return (
    <div className="reference-choice">
      <p className="muted">
        Compare with scores of your own: make a reference set on the Batch page, or with{' '}
        <code>editreward reference</code>.
      </p>
      <span className="section-tools">
        <FileButton any label="Open a reference set" className="quiet" onFiles={([file]) => void take(file)} />
        {(isChosen || refused !== undefined) && (
          <button type="button" className="quiet" onClick={() => chooseReference(undefined)}>
            {model.reference ? 'Back to the model’s own' : 'Compare with nothing'}
          </button>
        )}
      </span>
      <ErrorLine text={failure} />
    </div>
  );
}
