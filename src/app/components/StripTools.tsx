import { useState } from 'react';
import { usePage } from '../page.ts';
import { resultsJson } from '../state/results.ts';
import { FileButton } from './FileButton.tsx';

/** How long "Copied" is shown. */
const COPIED_MS = 2000;

export function StripTools() {
  const { state, dispatch, actions } = usePage();
  const [copied, setCopied] = useState(false);
  const { candidates, source, scoredFor } = state;
  const hasResults = !state.run && candidates.some(({ outcome }) => outcome);

  async function copy(): Promise<void> {
    if (!scoredFor) return;
    // Of the model that gave the scores: another one may have been loaded since.
    await navigator.clipboard.writeText(resultsJson(scoredFor.status, candidates));
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  }

  if (candidates.length === 0 && !source) return null;
  return (
    <span className="section-tools">
      {candidates.length > 0 && (
        <FileButton
          multiple
          label="Add candidates"
          className="quiet"
          onFiles={(files) => void actions.addFiles(files, 'candidates')}
        />
      )}
      {hasResults && (
        <button type="button" className="quiet" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy results as JSON'}
        </button>
      )}
      <button
        type="button"
        className="quiet"
        disabled={state.run !== undefined}
        onClick={() => dispatch({ type: 'cleared' })}
      >
        Clear all
      </button>
    </span>
  );
}
