import type { LinkedView } from '../comparison/linkedView.ts';
import { ZoomFrame } from '../comparison/ZoomFrame.tsx';
import type { VoteMatter } from './voteMatter.ts';

interface SourceFrameProps {
  readonly matter: VoteMatter;
  readonly view: LinkedView;
}

/** The picture before the edits, where there is one. */
export function SourceFrame({ matter: { source, orientation }, view }: SourceFrameProps) {
  if (!source) return null;
  const picture = { ...source, label: 'Source', scores: undefined };
  return <ZoomFrame view={view} picture={picture} orientation={orientation} className="vote-source" />;
}
