import { useState } from 'react';
import { useLibrary } from '../../keptModels/useLibrary.ts';
import { ErrorLine } from '../../ui/ErrorLine.tsx';
import { ProgressRow } from '../../ui/ProgressRow.tsx';
import { ROUTES } from '../../ui/useRoute.ts';
import { NANO_URL } from '../../ui/siteUrl.ts';
import { ClosenessView } from './ClosenessView.tsx';
import { contendersOf, modelChoices, RESULTS_CHOICE, type Choice } from './contenders.ts';
import { useCloseness } from './useCloseness.ts';

/** Chooses what is compared, and shows how it goes and what comes of it. */
export function ClosenessForm() {
  const batch = useLibrary((library) => library.batch);
  const models = useLibrary((library) => library.contents?.models);
  const choices = modelChoices(models ?? [], NANO_URL);
  const [keys, setKeys] = useState<readonly [string | undefined, string | undefined]>([undefined, undefined]);
  const [file, setFile] = useState<File>();
  const [problem, setProblem] = useState<string>();
  const { step, result, error, compare, cancel } = useCloseness();

  if (!batch) {
    return (
      <p>
        First open pictures on the <a href={ROUTES.batch}>Batch page</a>: a folder or a dataset of the kind that you
        will score.
      </p>
    );
  }
  const all = [...choices, RESULTS_CHOICE];
  const first = all.find(({ key }) => key === keys[0]) ?? all[0];
  const second = all.find(({ key }) => key === keys[1]) ?? all[1];

  function begin(): void {
    const contenders = contendersOf(first, second, file);
    setProblem(typeof contenders === 'string' ? contenders : undefined);
    if (batch && typeof contenders !== 'string') void compare(batch, contenders);
  }

  return (
    <div className="closeness">
      <p>On the pictures of {batch.name}. What is scored is kept as a batch; the second model stays in use.</p>
      <div className="ways">
        <ChoiceField label="First" choices={choices} chosen={first} onChoose={(key) => setKeys([key, keys[1]])} />
        <ChoiceField label="Second" choices={all} chosen={second} onChoose={(key) => setKeys([keys[0], key])} />
        {second === RESULTS_CHOICE && (
          <input
            type="file"
            aria-label="File of scores"
            accept=".jsonl,.json"
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        )}
        <button type="button" className="primary" disabled={step !== undefined} onClick={begin}>
          Compare
        </button>
      </div>
      {step && (
        <ProgressRow
          text={step.text}
          label="Comparison"
          done={step.done}
          total={step.total}
          stop={{ label: 'Cancel', onStop: cancel }}
        />
      )}
      <ErrorLine text={problem ?? error} />
      {result && <ClosenessView result={result} />}
    </div>
  );
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice | undefined;
  readonly onChoose: (key: string) => void;
}

function ChoiceField({ label, choices, chosen, onChoose }: ChoiceFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={chosen?.key} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.key} value={choice.key}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
