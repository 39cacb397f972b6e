import type { EditRewardElement, WidgetResult } from 'editreward-web/widget';
import 'editreward-web/widget';
import { type DetailedHTMLProps, type HTMLAttributes, useState } from 'react';
import { createRoot } from 'react-dom/client';

type EditRewardProps = DetailedHTMLProps<HTMLAttributes<EditRewardElement>, EditRewardElement> &
  Partial<Pick<EditRewardElement, 'source' | 'candidates' | 'instruction' | 'model' | 'loading'>> & {
    readonly onscore?: (event: CustomEvent<WidgetResult>) => void;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'edit-reward': EditRewardProps;
    }
  }
}

const CANDIDATES = ['pictures/done.png', 'pictures/wrong-color.png'];

function App() {
  const [result, setResult] = useState<WidgetResult>();
  return (
    <>
      <h1>Which edit is best?</h1>
      <edit-reward
        source="pictures/source.png"
        candidates={CANDIDATES}
        instruction="Make the red circle blue"
        onscore={({ detail }) => setResult(detail)}
      />
      <p>
        Rewards as they came:{' '}
        <output>
          {result?.outcomes.map((one) => (one.status === 'scored' ? one.score.reward : one.error.message)).join(', ')}
        </output>
      </p>
    </>
  );
}

const root = document.getElementById('app');
if (root) createRoot(root).render(<App />);
