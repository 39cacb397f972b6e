import { PublishedTables } from './PublishedTables.tsx';
import { ExampleResults } from './ExampleResults.tsx';
import { ScoredBatches } from './ScoredBatches.tsx';
import { UploadQuestion } from '../ui/UploadQuestion.tsx';
import { ResultsButtons } from './ResultsButtons.tsx';

/** What a report is made of. */
export function ResultsStart() {
  return (
    <>
      <section className="canvas empty" aria-label="Open results">
        <p>How well a model agrees with people on a dataset, beside published figures.</p>
        <p className="muted">
          Drop the results of <code>npx editreward evaluate</code>: a folder, its <code>_scores.jsonl</code> or a{' '}
          <code>_detailed_log.json</code>; or what EditReward’s own evaluation wrote of a chat model that judges.
          Several runs are compared. <UploadQuestion />
        </p>
        <div className="ways">
          <ResultsButtons />
          <ExampleResults />
        </div>
      </section>
      <ScoredBatches />
      <PublishedTables />
    </>
  );
}
