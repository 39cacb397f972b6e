import { memo, useState } from 'react';
import type { OpenDataset } from '../../batch/openDataset.ts';
import type { Outcomes } from '../../batch/outcomes.ts';
import { count } from '../../state/batchText.ts';
import { VirtualLines } from './VirtualLines.tsx';

interface BatchTroublesProps {
  readonly dataset: OpenDataset;
  readonly outcomes: Outcomes;
  /** Another one when `outcomes` has changed. */
  readonly version: number;
}

/** Every row that was not understood, every image that is missing, and every edit that failed, each with the reason. */
export const BatchTroubles = memo(function BatchTroubles({ dataset, outcomes }: BatchTroublesProps) {
  const { problems, missing } = dataset;
  const failures = Array.from(outcomes.failures);
  return (
    <div className="batch-troubles">
      <Trouble
        many={problems.length}
        one="row not understood"
        other="rows not understood"
        lineAt={(index) => `Line ${problems[index]?.line}: ${problems[index]?.message}`}
      />
      <Trouble
        many={missing.length}
        one="image missing"
        other="images missing"
        lineAt={(index) => missing[index] ?? ''}
      />
      <Trouble
        many={failures.length}
        one="edit failed"
        other="edits failed"
        lineAt={(index) => failureLine(failures[index])}
      />
    </div>
  );
});

/** Messages name the image; the key is "line/candidate". */
function failureLine(failure: readonly [string, { readonly error: { readonly message: string } }] | undefined): string {
  return failure ? `Line ${failure[0].split('/')[0]}: ${failure[1].error.message}` : '';
}

interface TroubleProps {
  readonly many: number;
  /** What they are, in the singular and in the plural. */
  readonly one: string;
  readonly other: string;
  readonly lineAt: (index: number) => string;
}

function Trouble({ many, one, other, lineAt }: TroubleProps) {
  const [shown, setShown] = useState(false);
  if (many === 0) return null;
  const title = `${count(many)} ${many === 1 ? one : other}`;
  return (
    <details onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{title}</summary>
      {shown && <VirtualLines label={title} count={many} lineAt={lineAt} />}
    </details>
  );
}
