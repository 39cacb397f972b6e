import { useMemo, useState } from 'react';
import type { Outcomes } from '../../batch/outcomes.ts';
import { formatCount } from '../../core/formatNumbers.ts';
import { datasetKind, type DatasetItem, type RowProblem } from '../../core/dataset/datasetItem.ts';
import { judgementOf } from '../../core/dataset/judgement.ts';
import { likeProblems, linesText } from '../../core/dataset/likeProblems.ts';
import { capitalized, kindWords } from '../../core/dataset/kindWords.ts';
import { useOpenBatch } from './useBatch.ts';
import { VirtualLines } from './VirtualLines.tsx';

/**
 * Every row and judgement that was not understood, every notice, every image that is missing or of no use, and every
 * edit that failed, each with the reason.
 */
export function BatchTroubles() {
  const { problems, notices, missing, unused, items } = useOpenBatch(({ dataset }) => dataset);
  const unreadable = useMemo(() => items.flatMap(unreadableRow), [items]);
  const failures = useFailures();
  const kind = datasetKind(items);
  const [isOfEdits, words] = [kind === 'edits', kindWords(kind)];
  return (
    <div className="batch-troubles">
      <RowTrouble rows={problems} one="row not understood" other="rows not understood" />
      <RowTrouble rows={unreadable} one="judgement not understood" other="judgements not understood" />
      <RowTrouble rows={notices} one="notice about rows that are used" other="notices about rows that are used" />
      <Trouble
        many={missing.length}
        one="image missing"
        other="images missing"
        lineAt={(index) => missing[index] ?? ''}
      />
      <Trouble
        many={unused.length}
        one={isOfEdits ? 'picture left out: its name fits no set' : 'picture left out'}
        other={isOfEdits ? 'pictures left out: their names fit no set' : 'pictures left out'}
        lineAt={(index) => unused[index] ?? ''}
      />
      <RowTrouble rows={failures} one={`${words.one} failed`} other={`${words.many} failed`} />
    </div>
  );
}

/** Outcomes change in place: where some are failures, the version tells that others may be. Messages name the image. */
function useFailures(): readonly RowProblem[] {
  const outcomes = useOpenBatch((open) => open.outcomes);
  const version = useOpenBatch((open) => (open.outcomes.failures.size > 0 ? open.version : undefined));
  return useMemo(() => (version === undefined ? [] : failedRows(outcomes)), [outcomes, version]);
}

/** Such an edit is scored, and no figure counts it. */
function unreadableRow(item: DatasetItem): RowProblem[] {
  const judgement = judgementOf(item);
  return judgement.kind === 'unreadable' ? [{ line: item.line, message: judgement.reason }] : [];
}

/** The key is "line/candidate". */
function failedRows({ failures }: Outcomes): RowProblem[] {
  return Array.from(failures, ([key, { error }]) => ({ line: Number(key.split('/')[0]), message: error.message }));
}

interface RowTroubleProps {
  readonly rows: readonly RowProblem[];
  readonly one: string;
  readonly other: string;
}

/** What is the same of several rows is said once. */
function RowTrouble({ rows, one, other }: RowTroubleProps) {
  const kinds = useMemo(() => likeProblems(rows), [rows]);
  const lineAt = (index: number) => {
    const kind = kinds[index];
    return kind ? `${capitalized(linesText(kind.lines))}: ${kind.message}` : '';
  };
  return <Trouble many={rows.length} lines={kinds.length} one={one} other={other} lineAt={lineAt} />;
}

interface TroubleProps {
  readonly many: number;
  /** If several of them share a line. */
  readonly lines?: number;
  /** What they are, in the singular and in the plural. */
  readonly one: string;
  readonly other: string;
  readonly lineAt: (index: number) => string;
}

function Trouble({ many, lines = many, one, other, lineAt }: TroubleProps) {
  const [shown, setShown] = useState(false);
  if (many === 0) return null;
  const title = `${formatCount(many)} ${many === 1 ? one : other}`;
  return (
    <details onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{title}</summary>
      {shown && <VirtualLines label={title} count={lines} lineAt={lineAt} />}
    </details>
  );
}
