import { type CSSProperties, useState } from 'react';
import { CandidateStrip } from './CandidateStrip.tsx';
import { SourcePanel } from './SourcePanel.tsx';
import '../styles/stage.css';

/** Shapes that a card can still hold beside others. */
const NARROWEST = 3 / 4;
const WIDEST = 16 / 10;

/** The pictures. Every canvas takes the source's shape, since edits mostly keep it. */
export function Stage() {
  const [aspect, setAspect] = useState(1);
  const style: CSSProperties = { '--aspect': Math.min(WIDEST, Math.max(NARROWEST, aspect)) };
  return (
    <div className="stage" style={style}>
      <SourcePanel onAspect={setAspect} />
      <CandidateStrip />
    </div>
  );
}
