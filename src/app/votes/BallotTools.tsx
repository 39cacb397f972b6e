import { type Ballot, canFinish, hasAnswer, takeBack, toggleJoin } from './ballot.ts';
import { ballotText } from './ballotText.ts';

interface BallotToolsProps {
  readonly ballot: Ballot;
  readonly isBlind: boolean;
  readonly onBallot: (ballot: Ballot) => void;
  readonly onFinish: () => void;
  /** Begins a ballot of the other kind; undefined where there is none. */
  readonly onOther: (() => void) | undefined;
}

/** Where the ballot is, the way back, and the way on. */
export function BallotTools({ ballot, isBlind, onBallot, onFinish, onOther }: BallotToolsProps) {
  return (
    <div className="ballot-tools">
      <p>
        {ballotText(ballot)}{' '}
        <span className="muted">
          {isBlind
            ? 'Names are hidden, and the model’s view is too until you have voted.'
            : 'The page has shown scores of these pictures before, so this is no blind vote.'}
        </span>
      </p>
      <span className="section-tools">
        {onOther && (
          <button type="button" className="quiet" onClick={onOther}>
            {ballot.kind === 'pairs' ? 'All at once instead' : 'Two at a time instead'}
          </button>
        )}
        {ballot.kind === 'set' && (
          <button
            type="button"
            className="quiet"
            aria-pressed={ballot.joins}
            disabled={!hasAnswer(ballot) || canFinish(ballot)}
            onClick={() => onBallot(toggleJoin(ballot))}
          >
            Next one ties
          </button>
        )}
        <button
          type="button"
          className="quiet"
          disabled={!hasAnswer(ballot)}
          onClick={() => onBallot(takeBack(ballot))}
        >
          Back
        </button>
      </span>
      <button type="button" className="primary" disabled={!canFinish(ballot)} onClick={onFinish}>
        See the model’s view
      </button>
    </div>
  );
}
