import type { KeyboardEvent, SubmitEvent } from 'react';
import { type MissingPiece, missingPiece } from './staleness.ts';
import { promptText } from './taskText.ts';
import { useStage, useStageActions, useStageDispatch } from './useStage.ts';
import { StageTools } from './StageTools.tsx';
import { ScoringFeedback } from './ScoringFeedback.tsx';
import './instruction.css';

/** Where the missing thing is given. */
const FIELD_IDS: Readonly<Record<MissingPiece, string>> = {
  model: 'choose-model',
  source: 'add-source',
  candidates: 'add-candidates',
  instruction: 'instruction',
};

/** The page's one text field and its one primary button. Enter scores; Shift+Enter starts a new line. */
export function InstructionForm() {
  const dispatch = useStageDispatch();
  const actions = useStageActions();
  const missing = useStage(missingPiece);
  const text = useStage(({ task }) => promptText(task));
  const instruction = useStage((stage) => stage.instruction);
  const isScoring = useStage(({ run }) => run !== undefined);

  function submit(event?: SubmitEvent<HTMLFormElement>): void {
    event?.preventDefault();
    void actions.score().then((lacks) => lacks && document.getElementById(FIELD_IDS[lacks])?.focus());
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <form className="instruction" onSubmit={submit} aria-label="Scoring">
      <div className="section-head">
        <label htmlFor="instruction">{text.label}</label>
        <StageTools />
      </div>
      <div className="instruction-row">
        <div className="growing" data-text={instruction}>
          <textarea
            id="instruction"
            rows={1}
            value={instruction}
            placeholder={text.placeholder}
            onChange={(event) => dispatch({ type: 'instructionChanged', instruction: event.currentTarget.value })}
            onKeyDown={onKeyDown}
          />
        </div>
        <button type="submit" className={missing ? '' : 'primary'} disabled={isScoring}>
          Score
        </button>
      </div>
      <ScoringFeedback />
    </form>
  );
}
