import { useState } from 'react';
import { shownPictures } from './pictures.ts';
import { resultsJson } from './results.ts';
import { taskText } from './taskText.ts';
import { useStage, useStageActions } from './useStage.ts';
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
  const actions = useStageActions();
  const text = useStage(({ task }) => taskText(task));
  const isEmpty = useStage((view) => shownPictures(view).length === 0);
  const hasCandidates = useStage(({ candidates }) => candidates.length > 0);
  const isScoring = useStage(({ run }) => run !== undefined);
  if (isEmpty) return null;
  return (
    <span className="section-tools">
      {hasCandidates && (
        <FileButton
          multiple
          label={text.add}
          className="quiet"
          onFiles={(files) => void actions.addFiles(files, 'candidates')}
        />
      )}
      {!isScoring && <CopyButton />}
      <button type="button" className="quiet" disabled={isScoring} onClick={actions.clear}>
        Clear all
      </button>
    </span>
  );
}

function CopyButton() {
  const { candidates, scoredFor } = useStage((stage) => ({ candidates: stage.candidates, scoredFor: stage.scoredFor }));
  const [label, setLabel] = useState(COPY);

  async function copy(): Promise<void> {
    if (!scoredFor) return;
    // Of the model that gave the scores: another one may have been loaded since.
    const copied = await wasCopied(resultsJson(scoredFor.status, candidates));
    setLabel(copied ? 'Copied' : 'The browser forbids copying');
    setTimeout(() => setLabel(COPY), COPIED_MS);
  }

  if (!candidates.some(({ outcome }) => outcome)) return null;
  return (
    <button type="button" className="quiet" onClick={() => void copy()}>
      {label}
    </button>
  );
}
