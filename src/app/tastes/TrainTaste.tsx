import { useEffect, useRef } from 'react';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { loadedModel } from '../model/modelState.ts';
import { useModel } from '../model/useModel.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import { LearnedResult } from './LearnedResult.tsx';
import { stepText } from './learnedText.ts';
import { learningOf, type LearningResult } from './learningRoom.ts';
import type { TasteShelf } from './tasteShelf.ts';
import { TastesHostContext } from './tastesHost.ts';
import { TrainForm } from './TrainForm.tsx';
import { type Materials, useMaterials } from './useMaterial.ts';

/** Heads for the model in use, learned from the blind votes of this browser or from a dataset of votes. */
export function TrainTaste({ shelf }: { readonly shelf: TasteShelf }) {
  const model = useModel(loadedModel);
  const room = learningOf(useRoom(TastesHostContext));
  const { step, result, error } = useSelected(room, (state) => state);

  async function keep({ bytes, name }: LearningResult): Promise<void> {
    if (await shelf.add(bytes, name)) room.forget();
  }

  return (
    <div className="train-taste">
      {model ? (
        <FromMaterial model={model} isLearning={step !== undefined} />
      ) : (
        <p className="muted">Load a model to train a taste for it.</p>
      )}
      {step && (
        <ProgressRow
          text={stepText(step)}
          label="Training"
          done={step.done}
          total={step.total}
          stop={{ label: 'Cancel', onStop: room.cancel }}
        />
      )}
      <ErrorLine text={error} />
      {result && <LearnedResult learned={result} onKeep={() => void keep(result)} />}
    </div>
  );
}

interface FromMaterialProps {
  readonly model: ModelStatus['model'];
  readonly isLearning: boolean;
}

/** What there is to learn from, and how. */
function FromMaterial({ model, isLearning }: FromMaterialProps) {
  const room = learningOf(useRoom(TastesHostContext));
  const materials = useMaterials(model);
  const offered = materials.isOfDataset ? materials.dataset : materials.votes;
  return (
    <>
      <MaterialField materials={materials} />
      {offered && (
        <>
          <p>{offered.text}</p>
          <ErrorLine text={offered.problem} />
          <TrainForm
            count={offered.count}
            isDisabled={isLearning || offered.problem !== undefined}
            onTrain={(wish) => void room.learn({ ...wish, material: offered.material })}
          />
        </>
      )}
    </>
  );
}

/** Where there are two things to learn from. */
function MaterialField({ materials: { dataset, isOfDataset } }: { readonly materials: Materials }) {
  const { choice } = useRoom(TastesHostContext);
  const field = useRef<HTMLSelectElement>(null);
  const isThere = dataset !== undefined;
  // Whoever pressed the button of the Batch page comes from there to here.
  useEffect(() => {
    if (!isThere || choice.getState() !== 'asked') return;
    choice.dispatch('dataset');
    field.current?.scrollIntoView({ block: 'center' });
    field.current?.focus({ preventScroll: true });
  }, [isThere, choice]);
  if (!dataset) return null;
  return (
    <label>
      Learn from
      <select
        ref={field}
        value={isOfDataset ? 'dataset' : 'votes'}
        onChange={({ currentTarget: { value } }) => choice.dispatch(value === 'dataset' ? 'dataset' : 'votes')}
      >
        <option value="votes">my blind votes</option>
        <option value="dataset">{dataset.name}</option>
      </select>
    </label>
  );
}
