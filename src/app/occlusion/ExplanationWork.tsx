import { formatDuration } from '../../core/formatNumbers.ts';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import type { Explanation } from './explanation.ts';
import { type ExplanationState, questionsOf } from './explanationState.ts';
import { costText } from './occlusionText.ts';

interface ExplanationWorkProps {
  readonly explanation: Explanation;
  readonly state: ExplanationState;
}

/** What it costs, the way to begin, how far it is, and the way to stop. */
export function ExplanationWork({ explanation, state }: ExplanationWorkProps) {
  const { phase } = state;
  const { done, total } = questionsOf(state);
  switch (phase.kind) {
    case 'measuring':
      return <ProgressRow text="Finding out what a region costs" label="Finding out what a region costs" />;
    case 'offered':
    case 'stopped':
      return <Offer explanation={explanation} state={state} />;
    case 'running':
      return (
        <ProgressRow
          text={`Region by region, ${done} of at most ${total}`}
          label="Regions and words"
          done={done}
          total={total}
          note={phase.isStopping ? 'stopping' : `about ${formatDuration(state.msEach * (total - done))} left`}
          stop={{ label: 'Stop', onStop: explanation.stop, disabled: phase.isStopping }}
        />
      );
    case 'done':
      return null;
    case 'failed':
      return (
        <p className="error" role="alert">
          {phase.message}
        </p>
      );
  }
}

function Offer({ explanation, state }: ExplanationWorkProps) {
  if (!state.whole) return null;
  const wasStopped = state.phase.kind === 'stopped';
  return (
    <div className="occlusion-offer">
      <p>
        {wasStopped && 'Stopped. '}
        {costText(state)}
      </p>
      <button type="button" className="primary" onClick={() => void explanation.start()}>
        {wasStopped ? 'Start anew' : 'Start'}
      </button>
    </div>
  );
}
