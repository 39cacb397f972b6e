import { useEffect, useState } from 'react';
import { usePart } from '../ui/usePart.ts';
import { useRoom } from '../ui/useRoom.ts';
import type { VoteMatter } from '../votes/voteMatter.ts';
import { StageContext, useStage } from './useStage.ts';
import { canVote, matterView, needsScores, voteMatter, waitingText } from './voteMatter.ts';

const loadDialog = () => import('../votes/BlindVoteDialog.tsx');

/** Voting before one sees what the model says, which it computes meanwhile. */
export function BlindVote() {
  const { view, store, actions } = useRoom(StageContext);
  const isOffered = useStage(canVote);
  const [matter, setMatter] = useState<VoteMatter>();
  const close = () => setMatter(undefined);
  const part = usePart(loadDialog, matter !== undefined, (why) => {
    store.dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    close();
  });

  // Also where the page is left without a word.
  useEffect(() => {
    if (!matter) return undefined;
    store.dispatch({ type: 'blindChanged', isBlind: true });
    return () => store.dispatch({ type: 'blindChanged', isBlind: false });
  }, [matter, store]);

  function begin(): void {
    const state = view.getState();
    setMatter(voteMatter(state));
    if (needsScores(state)) void actions.score();
  }

  function showView(): void {
    store.dispatch({ type: 'blindChanged', isBlind: false });
  }

  if (!isOffered && !matter) return null;
  return (
    <>
      <button type="button" className="quiet" onClick={begin}>
        Vote first
      </button>
      {matter && part && <OpenVote part={part} matter={matter} onVoted={showView} onClose={close} />}
    </>
  );
}

interface OpenVoteProps {
  readonly part: Awaited<ReturnType<typeof loadDialog>>;
  readonly matter: VoteMatter;
  readonly onVoted: () => void;
  readonly onClose: () => void;
}

function OpenVote({ part: { BlindVoteDialog }, matter, onVoted, onClose }: OpenVoteProps) {
  const shown = useStage((view) => view);
  return (
    <BlindVoteDialog
      matter={matter}
      view={shown.isBlind ? undefined : matterView(shown, matter)}
      waiting={waitingText(shown)}
      onVoted={onVoted}
      onClose={onClose}
    />
  );
}
