import { useState } from 'react';
import { usePart } from '../ui/usePart.ts';
import { ROUTES, type Route, useRoute } from '../ui/useRoute.ts';
import { usePage } from './page.ts';
import { statusOf } from '../model/modelStatus.ts';
import './header.css';

const loadModelDialog = () => import('../model/ModelDialog.tsx');

const PAGES: readonly { readonly route: Route; readonly label: string }[] = [
  { route: 'score', label: 'Score' },
  { route: 'batch', label: 'Batch' },
  { route: 'benchmark', label: 'Benchmark' },
  { route: 'models', label: 'Models' },
];

/** The page's name, the other pages, and which model runs where: always in sight, loud only when something is wrong. */
export function Header() {
  const { state } = usePage();
  const route = useRoute();
  const [showsModel, setShowsModel] = useState(false);
  const close = () => setShowsModel(false);
  const dialog = usePart(loadModelDialog, showsModel, close);
  const { tone, parts } = statusOf(state.model);
  return (
    <header className="header">
      <div className="header-line">
        <h1 className="wordmark">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="20" height="20" />
          EditReward Web
        </h1>
        <nav className="pages" aria-label="Pages">
          {PAGES.map((page) => (
            <a key={page.route} href={ROUTES[page.route]} aria-current={page.route === route ? 'page' : undefined}>
              {page.label}
            </a>
          ))}
        </nav>
        <button
          type="button"
          className={`status ${tone}`}
          aria-label={`Model: ${parts.join(', ')}`}
          aria-haspopup="dialog"
          onClick={() => setShowsModel(true)}
        >
          <span className="status-light" aria-hidden="true" />
          {parts.map((part) => (
            <span key={part} className="status-part">
              {part}
            </span>
          ))}
        </button>
      </div>
      {showsModel && dialog && <dialog.ModelDialog onClose={close} />}
    </header>
  );
}
