import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import '../comparison/comparison.css';
import { createLinkedView } from '../comparison/linkedView.ts';
import { ZoomTools } from '../comparison/ZoomTools.tsx';
import '../ui/dialog.css';
import { type Ballot, canFinish, pairBallot, rankingsOf, rankingsSoFar, setBallot as ballotOfSet } from './ballot.ts';
import { ballotText } from './ballotText.ts';
import { BallotTools } from './BallotTools.tsx';
import { KeptVotes } from './KeptVotes.tsx';
import { PairQuestion } from './PairQuestion.tsx';
import { SetQuestion } from './SetQuestion.tsx';
import { useBallotKeys } from './useBallotKeys.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import { VoteResult } from './VoteResult.tsx';
import { createVoteBook } from './voteBook.ts';
import type { MatterView, VoteMatter } from './voteMatter.ts';
import { openVoteStore } from './voteStore.ts';
import './votes.css';

/** More are too small to tell apart on one screen, and a ranking names them by letters. */
const MAX_IN_SET = 16;

interface BlindVoteDialogProps {
  readonly matter: VoteMatter;
  /** What the model says, once it is known and may be shown. */
  readonly view: MatterView | undefined;
  /** Why there is no view yet. */
  readonly waiting: string;
  /** Someone has voted: the page may show what the model says. */
  readonly onVoted: () => void;
  readonly onClose: () => void;
}

/** First what a person prefers, then what the model says of it. It covers the page, which might tell. */
export function BlindVoteDialog({ matter, view, waiting, onVoted, onClose }: BlindVoteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [book] = useState(() => createVoteBook(openVoteStore));
  const [zoom] = useState(createLinkedView);
  const [ballot, setBallot] = useState(() => firstBallot(matter));
  /** Of the other kind, with the answers that were given before the kind was changed. */
  const [resting, setResting] = useState<Ballot>();
  const [hasVoted, setHasVoted] = useState(false);
  const { latest } = useSyncExternalStore(book.subscribe, book.getState);

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus();
    void book.read();
  }, [book]);
  useEffect(() => {
    if (view && latest.length > 0) void book.tellView(view);
  }, [book, view, latest]);

  // Each answer is kept as it is given, so nothing is lost however the dialog is left.
  useEffect(() => {
    if (!hasVoted) void book.take(matter, [ballot, ...(resting ? [resting] : [])].flatMap(rankingsSoFar));
  }, [book, matter, ballot, resting, hasVoted]);

  useKeptFocus(dialog);

  function finish(): void {
    if (!canFinish(ballot)) return;
    setHasVoted(true);
    void book.take(matter, rankingsOf(ballot)).then(onVoted);
    dialog.current?.focus();
  }

  function changeKind(): void {
    setBallot(resting ?? otherBallot(ballot, matter));
    setResting(ballot);
  }

  const onKeyDown = useBallotKeys(ballot, setBallot, finish);
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="dialog comparison blind"
      aria-label="Blind vote"
      onClose={onClose}
      onKeyDown={hasVoted ? undefined : onKeyDown}
    >
      <div className="dialog-head">
        <h2>{hasVoted ? 'Your vote and the model’s view' : 'Blind vote'}</h2>
        {!hasVoted && <ZoomTools view={zoom} />}
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <p className="pair-instruction">{matter.instruction}</p>
      <p className="visually-hidden" role="status">
        {hasVoted ? '' : ballotText(ballot)}
      </p>
      {hasVoted ? (
        <VoteResult matter={matter} book={book} view={view} waiting={waiting} />
      ) : (
        <Voting {...{ matter, ballot, zoom }} onBallot={setBallot} onKind={changeKind} onFinish={finish} />
      )}
      <KeptVotes book={book} isOfEdits={matter.source !== undefined} />
    </dialog>
  );
}

interface VotingProps {
  readonly matter: VoteMatter;
  readonly ballot: Ballot;
  readonly zoom: ReturnType<typeof createLinkedView>;
  readonly onBallot: (ballot: Ballot) => void;
  /** From pairs to the whole set, or back. */
  readonly onKind: () => void;
  readonly onFinish: () => void;
}

function Voting({ matter, ballot, zoom, onBallot, onKind, onFinish }: VotingProps) {
  const count = matter.candidates.length;
  const hasOther = ballot.kind === 'set' || (count > 2 && count <= MAX_IN_SET);
  const shared = { matter, view: zoom, onBallot };
  return (
    <>
      {ballot.kind === 'pairs' ? (
        <PairQuestion {...shared} ballot={ballot} />
      ) : (
        <SetQuestion {...shared} ballot={ballot} />
      )}
      <BallotTools
        ballot={ballot}
        isBlind={matter.isBlind}
        onBallot={onBallot}
        onFinish={onFinish}
        onOther={hasOther ? onKind : undefined}
      />
    </>
  );
}

function firstBallot({ candidates }: VoteMatter): Ballot {
  return pairBallot(candidates.length, newSeed());
}

function otherBallot({ kind }: Ballot, { candidates }: VoteMatter): Ballot {
  return (kind === 'pairs' ? ballotOfSet : pairBallot)(candidates.length, newSeed());
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
