import { useEffect, useRef, useState } from 'react';
import type { Cover } from '../../core/occlusion/variant.ts';
import { hasSource } from '../../core/task.ts';
import { Segments } from '../ui/Segments.tsx';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import { createExplanation, type Explanation } from './explanation.ts';
import { ExplainerContext } from './explainer.ts';
import { ExplanationWork } from './ExplanationWork.tsx';
import { OcclusionResult } from './OcclusionResult.tsx';
import type { OcclusionSubject } from './occlusionSubject.ts';
import { COVER_TEXT } from './occlusionText.ts';
import '../ui/dialog.css';
import './occlusion.css';

const COVERS: readonly { readonly value: Cover; readonly label: string }[] = [
  { value: 'source', label: 'Against the source' },
  { value: 'mean', label: 'Covered' },
];

interface OcclusionDialogProps extends OcclusionSubject {
  readonly onClose: () => void;
}

/** Which parts of a picture, and which words, a score rests on. */
export function OcclusionDialog({ onClose, ...subject }: OcclusionDialogProps) {
  const { picture, status } = subject;
  const dialog = useRef<HTMLDialogElement>(null);
  const isEdit = hasSource(status.model.task);
  const [cover, setCover] = useState<Cover>(isEdit ? 'source' : 'mean');
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} tabIndex={-1} className="dialog occlusion" aria-labelledby="occlusion-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="occlusion-title">
          Where the model looked <span className="muted">{picture.name}</span>
        </h2>
        {isEdit && <Segments label="What takes a region’s place" options={COVERS} value={cover} onChange={setCover} />}
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <p className="muted">
        Each region in turn {COVER_TEXT[cover]}, and the picture is scored again. How far the score falls tells how much
        of it rests there. This is an approximation: regions work together, and the map takes them one at a time.
      </p>
      <OneExplanation key={cover} subject={subject} cover={cover} />
    </dialog>
  );
}

function OneExplanation({ subject, cover }: { readonly subject: OcclusionSubject; readonly cover: Cover }) {
  const explanation = useExplanation(subject, cover);
  const state = useSelected(explanation.store, (all) => all);
  return (
    <>
      <ExplanationWork explanation={explanation} state={state} />
      <OcclusionResult subject={subject} state={state} cover={cover} />
    </>
  );
}

/** Begins to measure at once, and ends all work when it goes out of sight. */
function useExplanation(subject: OcclusionSubject, cover: Cover): Explanation {
  const explainer = useRoom(ExplainerContext);
  const [explanation] = useState(() => {
    const { picture, source, instruction, orientation, status } = subject;
    const candidate = { name: picture.name, blob: picture.blob };
    const shown = source && { name: source.name, blob: source.blob };
    const isStreamed = status.device.residency === 'streamed';
    return createExplanation(explainer, { source: shown, candidate, instruction, orientation, cover, isStreamed });
  });
  useEffect(() => {
    void explanation.measure();
    return () => explanation.stop();
  }, [explanation]);
  return explanation;
}
