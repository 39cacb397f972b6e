import { useRef, useState } from 'react';
import { wasCopied } from './copyText.ts';

/** How long "Copied" is shown. */
const COPIED_MS = 2000;

interface CopyButtonProps {
  readonly label: string;
  /** Undefined: there is nothing to copy. */
  readonly textOf: () => string | undefined;
  readonly className?: string | undefined;
}

/** Copies a text, and says for a moment whether it did. */
export function CopyButton({ label, textOf, className }: CopyButtonProps) {
  const [said, setSaid] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  async function copy(): Promise<void> {
    const text = textOf();
    if (text === undefined) return;
    setSaid((await wasCopied(text)) ? 'Copied' : 'The browser forbids copying');
    clearTimeout(timer.current); // of a copy just before
    timer.current = setTimeout(() => setSaid(undefined), COPIED_MS);
  }

  return (
    <button type="button" className={className} onClick={() => void copy()}>
      {said ?? label}
    </button>
  );
}
