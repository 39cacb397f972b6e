import { useEffect, useState } from 'react';
import { findBrowserLimits } from './limitsOfBrowser.ts';

/** What this browser keeps the page from doing; nothing where all is well. */
export function BrowserLimits() {
  const [limits, setLimits] = useState<readonly string[]>([]);
  useEffect(() => {
    let isShown = true;
    void findBrowserLimits().then((found) => isShown && setLimits(found));
    return () => {
      isShown = false;
    };
  }, []);
  if (limits.length === 0) return null;
  return (
    <section aria-labelledby="limits-title">
      <div className="section-head">
        <h2 id="limits-title">In this browser</h2>
      </div>
      <ul className="browser-limits muted">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </section>
  );
}
