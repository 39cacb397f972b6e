import { useRef } from 'react';
import { usePage } from '../page.ts';
import { statusOf } from '../state/modelStatus.ts';
import { ModelDialog } from './ModelDialog.tsx';
import '../styles/header.css';

/** The page's name, and which model runs where: always in sight, loud only when something is wrong. */
export function Header() {
  const { state } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const { tone, parts } = statusOf(state.model);
  const ready = state.model.kind === 'ready';

  function showModel(): void {
    if (ready) dialog.current?.showModal();
    else document.getElementById('choose-model')?.focus(); // the chooser stands on the page
  }

  return (
    <header className="header">
      <div className="header-line">
        <h1 className="wordmark">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="20" height="20" />
          EditReward Web
        </h1>
        <button
          type="button"
          className={`status ${tone}`}
          aria-label={`Model: ${parts.join(', ')}`}
          {...(ready && { 'aria-haspopup': 'dialog' })}
          onClick={showModel}
        >
          <span className="status-light" aria-hidden="true" />
          {parts.map((part) => (
            <span key={part} className="status-part">
              {part}
            </span>
          ))}
        </button>
      </div>
      {state.model.kind === 'ready' && <ModelDialog ref={dialog} status={state.model.status} />}
    </header>
  );
}
