import { useEffect, useState } from 'react';
import type { ImageReference } from '../../../core/dataset/datasetItem.ts';
import { messageOf } from '../../../core/errors.ts';
import { formatScoreWithSigma } from '../../../core/formatNumbers.ts';
import type { BatchRow } from './batchRows.ts';
import type { OpenDataset } from '../openDataset.ts';
import type { TableEntry } from './tableView.ts';
import { useOpenBatch } from '../useBatch.ts';
import type { ComparedPicture } from '../../comparison/comparedPicture.ts';
import { ComparisonDialog } from '../../comparison/ComparisonDialog.tsx';
import { ErrorLine } from '../../ui/ErrorLine.tsx';

interface PairDialogProps {
  readonly dataset: OpenDataset;
  readonly entries: readonly TableEntry[];
  /** Of the entry that is shown. */
  readonly index: number;
  readonly onGo: (index: number) => void;
  readonly onClose: () => void;
}

/** An edit of the table beside its source. Its neighbours are those in the table. */
export function PairDialog({ dataset, entries, index, onGo, onClose }: PairDialogProps) {
  const entry = entries[index];
  const row = typeof entry === 'number' ? dataset.rows[entry] : undefined;
  const { pair, problem } = usePair(dataset, row);
  if (!row) return null;

  function wayTo(step: 1 | -1): (() => void) | undefined {
    let target = index + step;
    while (entries[target] !== undefined && typeof entries[target] !== 'number') target += step;
    return entries[target] === undefined ? undefined : () => onGo(target);
  }

  return (
    <ComparisonDialog
      label={row.item.source ? `${row.candidate.image.name} and the source` : row.candidate.image.name}
      title={<PairTitle row={row} />}
      pictures={pair?.pictures ?? []}
      leftId={pair?.sourceId}
      rightId={pair?.candidateId ?? NaN}
      orientation="official"
      onPrevious={wayTo(-1)}
      onNext={wayTo(1)}
      onClose={onClose}
    >
      <p className="pair-instruction">{row.item.instruction}</p>
      <ErrorLine text={problem} />
    </ComparisonDialog>
  );
}

function PairTitle({ row }: { readonly row: BatchRow }) {
  const outcome = useOpenBatch(({ outcomes }) => outcomes.get(row.outcomeKey));
  const score = outcome && 'score' in outcome ? outcome.score : undefined;
  return (
    <>
      <span className="file-name">{row.candidate.image.name}</span>
      <span className="muted">
        {row.candidate.model} {score && `reward ${formatScoreWithSigma(score.reward, score.logSigma)}`}
      </span>
    </>
  );
}

interface Pair {
  readonly row: BatchRow;
  /** The source first, if there is one. */
  readonly pictures: readonly ComparedPicture[];
  /** Undefined in text-to-image. */
  readonly sourceId: number | undefined;
  readonly candidateId: number;
}

/** Reads the images of a row; the former pair is gone as soon as another row is asked for. */
function usePair(dataset: OpenDataset, row: BatchRow | undefined) {
  const [state, setState] = useState<{ readonly row?: BatchRow; readonly pair?: Pair; readonly problem?: string }>({});
  useEffect(() => {
    if (!row) return;
    let gone = false;
    readPair(dataset, row).then(
      (pair) => gone || setState({ row, pair }),
      (error: unknown) => gone || setState({ row, problem: messageOf(error) }),
    );
    return () => void (gone = true);
  }, [dataset, row]);
  return state.row === row ? { pair: state.pair, problem: state.problem } : { pair: undefined, problem: undefined };
}

async function readPair(dataset: OpenDataset, row: BatchRow): Promise<Pair> {
  const { item, candidate } = row;
  const read = async (image: ImageReference, id: number, label: string): Promise<ComparedPicture> => ({
    id,
    name: image.name,
    blob: await dataset.readImage(image),
    label,
    scores: undefined,
  });
  const [source, edited] = await Promise.all([
    item.source && read(item.source, 2 * item.line, 'Source'),
    read(candidate.image, 2 * item.line + 1 + row.place, item.source ? 'Candidate' : 'Picture'),
  ]);
  const pictures = source ? [source, edited] : [edited];
  return { row, pictures, sourceId: source?.id, candidateId: edited.id };
}
