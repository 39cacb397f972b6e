import { useState } from 'react';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { usePart } from '../ui/usePart.ts';

const loadGuide = () => import('./ScoreGuideText.tsx');

/** What the numbers mean, and where they lie among others: for who opens it. */
export function ScoreGuide() {
  const [isOpen, setIsOpen] = useState(false);
  const [missing, setMissing] = useState<string>();
  const part = usePart(loadGuide, isOpen && missing === undefined, setMissing);

  function toggle(nowOpen: boolean): void {
    setIsOpen(nowOpen);
    if (!nowOpen) setMissing(undefined);
  }

  return (
    <details className="score-guide" onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>What the numbers mean</summary>
      <ErrorLine text={missing} />
      {isOpen && part && <part.ScoreGuideText />}
    </details>
  );
}
