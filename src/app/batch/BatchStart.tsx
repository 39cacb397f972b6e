import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { exampleBatch } from './exampleBatch.ts';
import { useBatchActions } from './useBatch.ts';
import { useStage } from '../score/useStage.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { UploadQuestion } from '../ui/UploadQuestion.tsx';
import { DatasetButtons } from './DatasetButtons.tsx';

/** What a batch is, and an example of one. */
export function BatchStart() {
  const { open } = useBatchActions();
  const examples = useStage((stage) => stage.examples);
  const [problem, setProblem] = useState<string>();

  async function tryExample(): Promise<void> {
    try {
      await open(await exampleBatch(examples));
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  return (
    <section className="canvas empty" aria-label="Open a dataset">
      <p>
        Drop a folder with a dataset and its images, or a dataset with its images. Nothing leaves this computer, and
        what is scored is kept: a closed tab goes on where it was. Only a private window forgets it when it is closed.
      </p>
      <p className="muted">
        JSON and JSON lines of pairs, of several edits or of single ones; the same as CSV; parquet as EditReward-Bench
        and EditReward-Data have it, with the images inside. Or pictures alone: NAME_source, NAME_1, NAME_2 and so on,
        or a folder of each editor beside a folder “source”, with the instruction in NAME.txt. For a model of pictures
        without a source: HPDv3’s pairs, ranking files of HPSv3’s evaluation, or NAME.png with its prompt in NAME.txt.{' '}
        {!window.showDirectoryPicker && <UploadQuestion />}
      </p>
      <div className="batch-choices">
        <DatasetButtons />
        {examples.length > 0 && (
          <button type="button" className="quiet" onClick={() => void tryExample()}>
            Try the examples as a dataset
          </button>
        )}
      </div>
      <ErrorLine text={problem} />
    </section>
  );
}
