import { transparencyText } from '../../core/image/transparencyText.ts';
import { shownPictures } from './pictures.ts';
import { useStage } from './useStage.ts';

/** Appears only when a picture has transparent parts, for the model sees other colours there than the page shows. */
export function TransparencyNote() {
  const names = useStage((view) => shownPictures(view).flatMap(({ transparent, name }) => (transparent ? [name] : [])));
  if (names.length === 0) return null;
  return (
    <p className="transparency muted" role="note">
      {transparencyText(names)}
    </p>
  );
}
