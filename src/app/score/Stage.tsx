import { type CSSProperties, useState } from 'react';
import { hasSource } from '../../core/task.ts';
import { allPictures } from './pictures.ts';
import { CandidateStrip } from './CandidateStrip.tsx';
import { Examples } from './Examples.tsx';
import { LimitsNote } from './LimitsNote.tsx';
import { SourcePanel } from './SourcePanel.tsx';
import { useStage } from './useStage.ts';
import { VerdictPanel } from './VerdictPanel.tsx';
import './stage.css';

/** Shapes that a card can still hold beside others. */
const NARROWEST = 3 / 4;
const WIDEST = 16 / 10;

/** The pictures; before there are any, examples of them. Every canvas takes the source's shape, since edits mostly keep it; without one it is a square. */
export function Stage() {
  const [aspect, setAspect] = useState(1);
  const withSource = useStage(({ task }) => hasSource(task));
  const isEmpty = useStage((stage) => allPictures(stage).length === 0);
  const style: CSSProperties = withSource ? { '--aspect': Math.min(WIDEST, Math.max(NARROWEST, aspect)) } : {};
  return (
    <>
      {isEmpty && <Examples />}
      <LimitsNote loud />
      <VerdictPanel />
      <div className={withSource ? 'stage' : 'stage alone'} style={style}>
        {withSource && <SourcePanel onAspect={setAspect} />}
        <CandidateStrip />
      </div>
      {isEmpty && <LimitsNote loud={false} />}
    </>
  );
}
