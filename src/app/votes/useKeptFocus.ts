import { type RefObject, useEffect } from 'react';

/** After each drawing, the dialog takes the focus from a button that is disabled now: there no key would reach the dialog. */
export function useKeptFocus(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const focused = document.activeElement;
    const isLost = !dialog.current?.contains(focused) || focused?.matches(':disabled');
    if (isLost) dialog.current?.focus();
  });
}
