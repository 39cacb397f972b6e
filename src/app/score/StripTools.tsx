import { useState } from 'react';
import { shownPictures } from './pictures.ts';
import { resultsJson } from './results.ts';
import { ShareButton } from './ShareButton.tsx';
import { taskText } from './taskText.ts';
import { useStage, useStageActions } from './useStage.ts';
import { wasCopied } from '../ui/copyText.ts';
import { FileButton } from '../ui/FileButton.tsx';

/** How long "Copied" is shown. */
const COPIED_MS = 2000;
const COPY = 'Copy results as JSON';

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
      {!isScoring && <ResultTools />}
      <button type="button" className="quiet" disabled={isScoring} onClick={actions.clear}>
        Clear all
      </button>
    </span>
  );
}

function ResultTools() {
  const scored = useStage(({ source, candidates, scoredFor }) => ({ source, candidates, scoredFor }));
  const [label, setLabel] = useState(COPY);

  async function copy(): Promise<void> {
    const json = resultsJson(scored);
    if (json === undefined) return;
    const copied = await wasCopied(json);
    setLabel(copied ? 'Copied' : 'The browser forbids copying');
    setTimeout(() => setLabel(COPY), COPIED_MS);
  }

  if (!scored.candidates.some(({ outcome }) => outcome)) return null;
  return (
    <>
      <button type="button" className="quiet" onClick={() => void copy()}>
        {label}
      </button>
      <ShareButton />
    </>
  );
}
