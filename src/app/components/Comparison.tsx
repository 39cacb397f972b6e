import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { usePage } from '../page.ts';
import { formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { rankedCandidates, type RankedCandidate, scoreOf, shownCandidates } from '../state/rankedCandidates.ts';
import { CompareView, type CompareMode } from './CompareView.tsx';
import { Segments } from './Segments.tsx';
import '../styles/dialog.css';
import '../styles/comparison.css';

const MODES: readonly { readonly value: CompareMode; readonly label: string }[] = [
  { value: 'side', label: 'Side by side' },
  { value: 'slider', label: 'Slider' },
];

/** One candidate beside the source, over the page. The arrow keys go to its neighbours in the ranking. */
export function Comparison() {
  const { state, dispatch } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [mode, setMode] = useState<CompareMode>('side');
  const ranked = rankedCandidates(shownCandidates(state));
  const index = ranked.findIndex(({ picture }) => picture.id === state.comparedId);
  const candidate = ranked[index];
  const open = candidate !== undefined;

  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    dialog.current?.focus(); // not the first control, whose own arrow keys would be in the way
  }, [open]);

  function go(by: number): void {
    const next = ranked[index + by];
    if (next) dispatch({ type: 'compared', id: next.picture.id });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return; // the slider and the mode have arrow keys of their own
    if (event.key === 'ArrowLeft') go(-1);
    if (event.key === 'ArrowRight') go(1);
  }

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className="dialog comparison"
      aria-label={candidate ? `${candidate.picture.name} and the source` : 'Comparison'}
      onClose={() => dispatch({ type: 'compared', id: undefined })}
      onKeyDown={onKeyDown}
    >
      {candidate && (
        <>
          <div className="dialog-head">
            <h2>{titleOf(candidate)}</h2>
            <Segments label="View" options={MODES} value={mode} onChange={setMode} />
            <span className="section-tools">
              <button type="button" className="quiet" disabled={index === 0} onClick={() => go(-1)}>
                Previous
              </button>
              <button type="button" className="quiet" disabled={index === ranked.length - 1} onClick={() => go(1)}>
                Next
              </button>
              <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
                Close
              </button>
            </span>
          </div>
          <CompareView
            mode={mode}
            source={state.source}
            candidate={candidate.picture}
            orientation={state.orientation}
          />
        </>
      )}
    </dialog>
  );
}

function titleOf(candidate: RankedCandidate) {
  const score = scoreOf(candidate);
  return (
    <>
      <span className="file-name">{candidate.picture.name}</span>
      {score && (
        <span className="muted">
          {' '}
          rank {candidate.rank}, reward {formatScoreWithSigma(score.reward, score.logSigma)}
        </span>
      )}
    </>
  );
}
