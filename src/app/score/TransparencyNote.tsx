import { shownPictures } from './pictures.ts';
import { useStage } from './useStage.ts';

/** Appears only when a picture has transparent parts, for the model sees other colours there than the page shows. */
export function TransparencyNote() {
  const names = useStage((view) => shownPictures(view).flatMap(({ transparent, name }) => (transparent ? [name] : [])));
  const [first] = names;
  if (first === undefined) return null;
  const who = names.length === 1 ? `${first} has` : `${names.length} pictures have`;
  return (
    <p className="transparency muted" role="note">
      {who} transparent parts. The model sees no transparency: it gets the colours that are stored in those parts, often
      black, as the official Python code does. To choose them yourself, save without transparency.
    </p>
  );
}
