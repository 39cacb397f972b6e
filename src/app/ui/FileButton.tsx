import type { ChangeEvent } from 'react';

interface FileButtonProps {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly className?: string;
  readonly id?: string;
  readonly multiple?: boolean;
  /** Not pictures alone. */
  readonly any?: boolean;
  /** Chooses a folder with all that is in it, instead of pictures. */
  readonly folder?: boolean;
  /** Its accessible name, where several buttons have one label. */
  readonly name?: string;
}

/** A file input that looks like the page's buttons. */
export function FileButton(props: FileButtonProps) {
  const { label, onFiles, className = '', id, multiple = false, folder = false, any = false, name } = props;
  function take(event: ChangeEvent<HTMLInputElement>): void {
    const files = Array.from(event.currentTarget.files ?? []);
    event.currentTarget.value = ''; // so that the same file can be chosen again
    if (files.length > 0) onFiles(files);
  }
  const kind = folder ? { webkitdirectory: '' } : { ...(!any && { accept: 'image/*' }), multiple };
  return (
    <label className={`button ${className}`}>
      {label}
      <input type="file" id={id} aria-label={name} className="visually-hidden" onChange={take} {...kind} />
    </label>
  );
}
