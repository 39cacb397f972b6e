import { type SubmitEvent, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { recommendDtype } from '../../core/fit/recommendDtype.ts';
import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { KNOWN_CHECKPOINTS, type KnownCheckpoint } from './knownCheckpoints.ts';
import { useLibrary, useLibraryActions, useLibraryDispatch } from '../keptModels/useLibrary.ts';
import { conversionOf, type FolderChoice } from './conversion.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { UploadQuestion } from '../ui/UploadQuestion.tsx';
import { useOneAtATime } from '../ui/useOneAtATime.ts';
import { CalibrateField, isCalibrated } from './CalibrateField.tsx';
import { FolderField } from './FolderField.tsx';

const DTYPES: readonly { readonly value: Dtype; readonly label: string }[] = [
  { value: 'q4', label: '4 bits: best for most people' },
  { value: 'q4f16', label: '4 bits, computed in 16 bits: needs a GPU with shader-f16' },
  { value: 'q4mixed', label: '4 and 8 bits: an eighth larger, closer to the official scores' },
  { value: 'q8', label: '8 bits: twice the size, closest to the official scores' },
  { value: 'fp32', label: '32 bits: exact' },
];

interface ConvertFormProps {
  /** Undefined: of any kind. */
  readonly own: KnownCheckpoint | undefined;
}

/** Makes a model package of a checkpoint, in this browser, straight into its storage. */
export function ConvertForm({ own }: ConvertFormProps) {
  const dispatch = useLibraryDispatch();
  const { convert } = useLibraryActions();
  const folder = useLibrary((library) => library.checkpoint);
  const [checkpointText, setCheckpointText] = useState('');
  const [base, setBase] = useState<FolderChoice>({ text: own?.base ?? '', folder: undefined });
  const recommendation = recommendDtype(useLibrary((library) => library.speeds));
  const [chosen, setChosen] = useState<Dtype>();
  const dtype = chosen ?? recommendation?.dtype ?? 'q4';
  const batch = useLibrary((library) => library.batch);
  const [calibrates, setCalibrates] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { isBusy, start } = useOneAtATime();
  const checkpoint: FolderChoice = { text: checkpointText, folder };

  function setCheckpoint(choice: FolderChoice): void {
    setCheckpointText(choice.text);
    dispatch({ type: 'checkpointChosen', checkpoint: choice.folder });
  }

  function fill(known: KnownCheckpoint): void {
    setCheckpoint({ text: known.checkpoint ?? '', folder: undefined });
    setBase({ text: known.base, folder: undefined });
  }

  async function begin(): Promise<void> {
    try {
      setProblem(undefined);
      const request = conversionOf({ checkpoint, base, dtype }, window.location.href);
      const calibration = calibrates && isCalibrated(dtype) ? await batch?.samples() : undefined;
      void convert({ ...request, ...(calibration && { calibration }) });
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    void start(begin);
  }

  return (
    <form className="way convert-form" onSubmit={submit}>
      <ConvertIntro />
      <KnownButtons onChoose={fill} />
      <FolderField
        label="Checkpoint"
        placeholder="owner/name@revision, an address, or a folder dropped here"
        choice={checkpoint}
        onChange={setCheckpoint}
      />
      <FolderField
        label="Base model"
        placeholder="where config.json and the tokenizer are; empty: with the checkpoint"
        choice={base}
        onChange={setBase}
      />
      <PrecisionField dtype={dtype} onChange={setChosen} />
      <CalibrateField dtype={dtype} isOn={calibrates} onChange={setCalibrates} />
      {recommendation && <p className="muted">As measured here: {recommendation.text}</p>}
      <div className="ways">
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? 'Reading the pictures…' : 'Convert'}
        </button>
        <span className="muted">
          Or outside the browser: <code>npx editreward convert --help</code>
        </span>
      </div>
      <ErrorLine text={problem} />
    </form>
  );
}

function ConvertIntro() {
  return (
    <p>
      This page reads a checkpoint of EditReward or HPSv3 piece by piece, from a folder or from Hugging Face. It keeps
      about a third of its size at 4 bits, and more than half at 8. Stop any time: the conversion resumes where it
      stopped. The model’s prompts are downloaded from its authors’ repository, unless there is a{' '}
      <code>prompts.json</code> beside the checkpoint. <UploadQuestion />
    </p>
  );
}

function KnownButtons({ onChoose }: { readonly onChoose: (known: KnownCheckpoint) => void }) {
  return (
    <p className="ways">
      {KNOWN_CHECKPOINTS.filter(({ checkpoint }) => checkpoint !== undefined).map((known) => (
        <button key={known.title} type="button" onClick={() => onChoose(known)}>
          {known.title}
        </button>
      ))}
    </p>
  );
}

interface PrecisionFieldProps {
  readonly dtype: Dtype;
  readonly onChange: (dtype: Dtype) => void;
}

function PrecisionField({ dtype, onChange }: PrecisionFieldProps) {
  return (
    <label className="field">
      <span>Precision</span>
      <select value={dtype} onChange={(event) => onChange(DTYPES[event.currentTarget.selectedIndex]?.value ?? 'q4')}>
        {DTYPES.map(({ value, label }) => (
          <option key={value} value={value}>
            {value}, {label}
          </option>
        ))}
      </select>
    </label>
  );
}
