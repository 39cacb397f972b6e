import { useState } from 'react';
import { usePage } from '../shell/page.ts';
import { shownPictures } from './pictures.ts';
import { resultsJson } from './results.ts';
import { taskText } from '../model/taskText.ts';
import { FileButton } from '../ui/FileButton.tsx';

/** How long "Copied" is shown. */
const COPIED_MS = 2000;
const COPY = 'Copy results as JSON';

/** There is no clipboard outside secure contexts, and browsers may refuse it. */
async function wasCopied(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  try {
    await clipboard?.writeText(text);
    return clipboard !== undefined;
  } catch {
    return false;
  }
}

export function StripTools() {
  const { state, dispatch, actions } = usePage();
  const [copyLabel, setCopyLabel] = useState(COPY);
  const { candidates, scoredFor, task } = state;
  const hasResults = !state.run && candidates.some(({ outcome }) => outcome);

  async function copy(): Promise<void> {
    if (!scoredFor) return;
    // Of the model that gave the scores: another one may have been loaded since.
    const copied = await wasCopied(resultsJson(scoredFor.status, candidates));
    setCopyLabel(copied ? 'Copied' : 'The browser forbids copying');
    setTimeout(() => setCopyLabel(COPY), COPIED_MS);
  }

  if (shownPictures(state).length === 0) return null;
  return (
    <span className="section-tools">
      {candidates.length > 0 && (
        <FileButton
          multiple
          label={taskText(task).add}
          className="quiet"
          onFiles={(files) => void actions.addFiles(files, 'candidates')}
        />
      )}
      {hasResults && (
        <button type="button" className="quiet" onClick={() => void copy()}>
          {copyLabel}
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
