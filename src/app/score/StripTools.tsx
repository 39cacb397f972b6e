import { shownPictures } from './pictures.ts';
import { resultsJson } from './results.ts';
import { ShareButton } from './ShareButton.tsx';
import { taskText } from './taskText.ts';
import { useStage, useStageActions } from './useStage.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { FileButton } from '../ui/FileButton.tsx';

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
  if (!scored.candidates.some(({ outcome }) => outcome)) return null;
  return (
    <>
      <CopyButton label="Copy results as JSON" className="quiet" textOf={() => resultsJson(scored)} />
      <ShareButton />
    </>
  );
}
