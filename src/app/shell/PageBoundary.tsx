import { Component, type ReactNode } from 'react';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import { allPictures } from '../score/pictures.ts';
import { useStage } from '../score/useStage.ts';
import { useBusy } from './useBusy.ts';
import './pageFailure.css';

interface BoundaryProps {
  readonly children: ReactNode;
  /** Before another try, and before the page is opened the next time. */
  readonly onForget: () => void;
}

interface BoundaryState {
  readonly failure: { readonly error: unknown } | undefined;
}

/** Holds a failure of one page: the frame around it, the other pages and the work on them go on. */
export class PageBoundary extends Component<BoundaryProps, BoundaryState> {
  override readonly state: BoundaryState = { failure: undefined };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failure: { error } };
  }

  override componentWillUnmount(): void {
    if (this.state.failure) this.props.onForget();
  }

  readonly #retry = () => {
    this.props.onForget();
    this.setState({ failure: undefined });
  };

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? <PageFailure error={failure.error} onRetry={this.#retry} /> : this.props.children;
  }
}

function PageFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <main className="page-failure">
      <div className="problems" role="alert">
        <p>{failureText(error)}</p>
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      </div>
      <ReloadHint />
    </main>
  );
}

function failureText(error: unknown): string {
  if (error instanceof EditRewardError) return error.message;
  return `This page stopped unexpectedly (${messageOf(error)}). The other pages go on.`;
}

/** Some browsers remember for as long as a page is open that a script did not come; and a newer version has other scripts. */
function ReloadHint() {
  const holdsPictures = useStage((stage) => allPictures(stage).length > 0);
  const isBusy = useBusy();
  return (
    <div className="reload-hint">
      <p className="muted">
        If that does not help, reload the page. Kept models and batches stay
        {holdsPictures ? '; the pictures on the Score page come back too, where the browser keeps them.' : '.'}
      </p>
      <button type="button" className="quiet" disabled={isBusy} onClick={() => location.reload()}>
        Reload the page
      </button>
    </div>
  );
}
