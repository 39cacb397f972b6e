import { useState } from 'react';
import { statusOf } from '../model/modelStatus.ts';
import { useModel } from '../model/useModel.ts';
import { useStage, useStageDispatch } from '../score/useStage.ts';
import { usePart } from '../ui/usePart.ts';
import { ROUTES, type Route, useRoute } from '../ui/useRoute.ts';
import './header.css';

/** The history is opened from the Score page, whose comparisons it holds. */
const PAGES: readonly { readonly route: Route; readonly label: string }[] = [
  { route: 'score', label: 'Score' },
  { route: 'batch', label: 'Batch' },
  { route: 'benchmark', label: 'Benchmark' },
  { route: 'models', label: 'Models' },
];

/** The page's name, the other pages, and which model runs where: always in sight, loud only when something is wrong. */
export function Header() {
  const route = useRoute();
  const [showsModel, setShowsModel] = useState(false);
  return (
    <header className="header">
      <div className="header-line">
        <h1 className="wordmark">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="20" height="20" />
          <span className="wordmark-text">EditReward Web</span>
        </h1>
        <nav className="pages" aria-label="Pages">
          {PAGES.map((page) => (
            <a key={page.route} href={ROUTES[page.route]} aria-current={page.route === route ? 'page' : undefined}>
              {page.label}
            </a>
          ))}
        </nav>
        <StatusButton onClick={() => setShowsModel(true)} />
      </div>
      <LazyModelDialog isShown={showsModel} onClose={() => setShowsModel(false)} />
    </header>
  );
}

function StatusButton({ onClick }: { readonly onClick: () => void }) {
  const { tone, parts } = statusOf(useModel(({ model }) => model));
  return (
    <button
      type="button"
      className={`status ${tone}`}
      aria-label={`Model: ${parts.join(', ')}`}
      aria-haspopup="dialog"
      onClick={onClick}
    >
      <span className="status-light" aria-hidden="true" />
      {parts.map((part) => (
        <span key={part} className="status-part">
          {part}
        </span>
      ))}
    </button>
  );
}

const loadModelDialog = () => import('../model/ModelDialog.tsx');

interface LazyModelDialogProps {
  readonly isShown: boolean;
  readonly onClose: () => void;
}

function LazyModelDialog({ isShown, onClose }: LazyModelDialogProps) {
  const dispatch = useStageDispatch();
  const isScoring = useStage(({ run }) => run !== undefined);
  const part = usePart(loadModelDialog, isShown, (why) => {
    dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    onClose();
  });
  return isShown && part ? <part.ModelDialog isScoring={isScoring} onClose={onClose} /> : null;
}
