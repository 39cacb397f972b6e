import { type CSSProperties, useState } from 'react';
import { hasSource } from '../../core/task.ts';
import { usePage } from '../shell/page.ts';
import { allPictures } from './pictures.ts';
import { CandidateStrip } from './CandidateStrip.tsx';
import { Examples } from './Examples.tsx';
import { LimitsNote } from '../model/LimitsNote.tsx';
import { SourcePanel } from './SourcePanel.tsx';
import './stage.css';

/** Shapes that a card can still hold beside others. */
const NARROWEST = 3 / 4;
const WIDEST = 16 / 10;

/** The pictures; before there are any, examples of them. Every canvas takes the source's shape, since edits mostly keep it; without one it is a square. */
export function Stage() {
  const { state } = usePage();
  const [aspect, setAspect] = useState(1);
  const withSource = hasSource(state.task);
  const style: CSSProperties = withSource ? { '--aspect': Math.min(WIDEST, Math.max(NARROWEST, aspect)) } : {};
  return (
    <>
      {allPictures(state).length === 0 && <Examples />}
      <div className={withSource ? 'stage' : 'stage alone'} style={style}>
        {withSource && <SourcePanel onAspect={setAspect} />}
        <CandidateStrip />
      </div>
      <LimitsNote loud={false} />
    </>
  );
}
