import type { LinkedView } from '../comparison/linkedView.ts';
import { ZoomFrame } from '../comparison/ZoomFrame.tsx';
import type { VoteMatter } from './voteMatter.ts';

interface SourceFrameProps {
  readonly isTile?: boolean;
  readonly matter: VoteMatter;
  readonly view: LinkedView;
}

/** The picture before the edits, where there is one. */
export function SourceFrame({ matter: { source, orientation }, view, isTile = false }: SourceFrameProps) {
  if (!source) return null;
  const picture = { ...source, label: 'Source', scores: undefined };
  return <ZoomFrame view={view} picture={picture} orientation={orientation} isTile={isTile} className="vote-source" />;
}
