import './fileName.css';

/** So many characters at its end stay in sight: a number and an extension, by which names are mostly told apart. */
const TAIL = 10;

interface FileNameProps {
  readonly name: string;
}

/** A name that is cut in its middle where there is no room for all of it. */
export function FileName({ name }: FileNameProps) {
  const cut = Math.max(0, name.length - TAIL);
  return (
    <span className="cut-name" title={name}>
      <span>{name.slice(0, cut)}</span>
      {name.slice(cut)}
    </span>
  );
}
