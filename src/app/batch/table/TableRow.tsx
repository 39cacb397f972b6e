import { memo } from 'react';
import { isOfUnknownPictures } from '../../../batch/checkPictures.ts';
import type { PictureOutcome } from '../../../core/dataset/pictureOutcome.ts';
import { formatScore } from '../../../core/formatNumbers.ts';
import { headScore, type HeadName, type HeadScore } from '../../../core/score/score.ts';
import { formatSigma } from '../../ui/format.ts';
import type { BatchRow } from './batchRows.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { Thumbnails } from './thumbnails.ts';

interface TableRowProps {
  readonly row: BatchRow;
  readonly outcome: PictureOutcome | undefined;
  /** Of the model that gave the outcome. */
  readonly heads: readonly HeadName[];
  readonly isChecking: boolean;
  readonly thumbnails: Thumbnails<ImageBitmap> | undefined;
}

/** The cells of an edit. Drawn again only when its outcome is another. */
export const TableRow = memo(function TableRow({ row, outcome, heads, isChecking, thumbnails }: TableRowProps) {
  const { item, candidate } = row;
  return (
    <>
      <span role="gridcell" className="thumbnails">
        {item.source && <Thumbnail key={`source ${item.source.name}`} image={item.source} thumbnails={thumbnails} />}
        <Thumbnail key={candidate.image.name} image={candidate.image} thumbnails={thumbnails} />
      </span>
      <span role="gridcell" className="column-file">
        <span className="file-name cut-at-start" title={candidate.image.name}>
          <bdi>{candidate.image.name}</bdi>
        </span>
        <span className="muted file-name" title={item.instruction}>
          {item.instruction}
        </span>
      </span>
      <span role="gridcell" className="column-model file-name">
        {candidate.model}
      </span>
      <ScoreCells
        outcome={outcome}
        heads={heads}
        isUnknown={isOfUnknownPictures({ source: item.source, edited: candidate.image }, outcome)}
        isChecking={isChecking}
      />
      <span role="gridcell" className="number column-line muted">
        {item.line}
      </span>
    </>
  );
});

interface ScoreCellsProps {
  readonly outcome: PictureOutcome | undefined;
  readonly heads: readonly HeadName[];
  /** Nobody noted of which pictures the score is. */
  readonly isUnknown: boolean;
  readonly isChecking: boolean;
}

function ScoreCells({ outcome, heads, isUnknown, isChecking }: ScoreCellsProps) {
  if (!outcome || 'error' in outcome) {
    return (
      <span
        role="gridcell"
        className={outcome ? 'error no-score file-name' : 'muted no-score'}
        title={outcome?.error.message}
      >
        {outcome ? outcome.error.message : isChecking ? 'Comparing the pictures' : 'Not scored yet'}
      </span>
    );
  }
  const { score } = outcome;
  return (
    <>
      <span role="gridcell" className="number">
        <strong>{formatScore(score.reward)}</strong> <span className="muted">± {formatSigma(score.logSigma)}</span>
        {isUnknown && (
          <span className="muted" role="note" title={UNKNOWN} aria-label={UNKNOWN}>
            {' '}
            ?
          </span>
        )}
      </span>
      {heads.map(({ key }) => (
        <HeadCell key={key} score={headScore(score.heads, key)} />
      ))}
    </>
  );
}

const UNKNOWN = 'Scored by an earlier version, which may have seen another picture';

function HeadCell({ score: { mu, logSigma } }: { readonly score: HeadScore }) {
  return (
    <span role="gridcell" className="number column-head" title={`mu ${mu}, log sigma ${logSigma}`}>
      {formatScore(mu)}
    </span>
  );
}
