import { UploadQuestion } from '../ui/UploadQuestion.tsx';
import { DatasetButtons } from './DatasetButtons.tsx';
import { ExampleSheet } from './ExampleSheet.tsx';
import { TemplateButtons } from './TemplateButtons.tsx';

/** What a batch is, by an example of one, and the ways to open one's own. */
export function BatchStart() {
  return (
    <div className="batch-start">
      <ExampleSheet />
      <section className="canvas empty" aria-label="Open a dataset">
        <p>
          Drop a folder with a dataset and its images, or the files themselves. Nothing leaves this computer. Close the
          tab any time: scoring resumes where it stopped. Only a private window forgets the scores.
        </p>
        <div className="batch-choices">
          <DatasetButtons />
        </div>
        {!window.showDirectoryPicker && (
          <p className="muted">
            <UploadQuestion />
          </p>
        )}
        <details className="layouts">
          <summary>Which files?</summary>
          <p>
            CSV, JSON, JSON lines or parquet that names the pictures: one edit a row, pairs, or several edits of a
            source. Columns of other names are asked about. EditReward-Bench, EditReward-Data, HPDv3 and HPSv3’s
            rankings are read as they are.
          </p>
          <p>
            Or pictures alone: a folder of each editor beside a folder “source”; 001_flux.png beside 001.png; or
            NAME_source, NAME_1, NAME_2. Their instructions are in 001.txt and so on, or in one instructions.csv. For a
            model of pictures without a source: NAME.png with its prompt in NAME.txt.
          </p>
          <TemplateButtons />
        </details>
      </section>
    </div>
  );
}
