import { formatBytes, formatChance, formatPixels, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { headScore } from '../../core/score/score.ts';
import { chanceOfReward } from '../../core/score/verdict.ts';
import { html, type Markup } from './markup.ts';
import { SESSION_STYLE } from './sessionStyle.ts';
import { sessionFacts, textLabel } from './sessionText.ts';
import {
  scoredCandidates,
  type ScoredPicture,
  type SharedCandidate,
  type SharedPicture,
  type SharedSession,
} from './sharedSession.ts';

/** A picture as the page holds it. */
export interface EmbeddedPicture {
  /** Its scaled copy; undefined where the browser cannot show it. */
  readonly dataUrl: string | undefined;
  /** Of the file that was scored, lower-case hex. */
  readonly sha256: string;
}

/** What of a session the page holds beside its words. */
export interface SessionPage {
  readonly session: SharedSession;
  readonly pictureOf: (picture: SharedPicture) => EmbeddedPicture;
  readonly madeAt: Date;
}

/** The page needs nothing but itself: no script runs in it, and nothing is loaded, whatever stands in its texts. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/** The comparison as one page, which opens from a disk, in any browser, without a network. */
export function sessionHtml(page: SessionPage): string {
  const { session } = page;
  const title = session.verdict ?? 'Comparison';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}: ${session.instruction}</title>
        <style>
          ${SESSION_STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1 class="${session.isDemo || !session.candidates.some(({ leads }) => leads) ? 'open' : 'called'}">
            ${title}
          </h1>
          <p class="instruction"><span>${textLabel(session)}</span><span class="words">${session.instruction}</span></p>
          ${session.caveats.map((caveat) => html`<p class="caveat">${caveat}</p>`)}
          <div class="${session.source ? 'stage' : 'stage alone'}">
            ${session.source && sourceOf(page, session.source)}
            <ol class="${session.isDemo ? 'weak' : ''}">
              ${session.candidates.map((candidate) => candidateOf(page, candidate))}
            </ol>
          </div>
          <p class="muted">The pictures are ordered by their reward. ± is one standard deviation. ${session.note}</p>
          ${chanceTable(scoredCandidates(session))} ${factsOf(session)} ${filesOf(page)}
          <p class="muted">
            Made on ${page.madeAt.toLocaleDateString('en', { dateStyle: 'long' })} with EditReward Web. The pictures are
            copies, smaller where they were large; the scores are of the files that are listed.
          </p>
        </main>
      </body>
    </html> `.toString();
}

function sourceOf(page: SessionPage, source: SharedPicture): Markup {
  return html`<figure class="source">
    ${imageOf(page, source, 'Source')}
    <figcaption><span class="muted">Source</span> <span class="name">${source.name}</span></figcaption>
  </figure>`;
}

function candidateOf(page: SessionPage, candidate: SharedCandidate): Markup {
  const { name, rank, leads } = candidate;
  return html`<li class="${leads && !page.session.isDemo ? 'leads' : ''}">
    ${imageOf(page, candidate, name)}
    <p class="name">${name}</p>
    ${rank === undefined ? undefined : html`<p class="rank">Rank ${rank}</p>`} ${scoresOf(page.session, candidate)}
  </li>`;
}

function scoresOf({ heads }: SharedSession, { outcome }: SharedCandidate): Markup {
  if (outcome.status === 'failed') return html`<p class="failed">${outcome.error.message}</p>`;
  const { score, maxPixels } = outcome;
  const rows = heads.map(({ key, label }) => {
    const { mu, logSigma } = headScore(score.heads, key);
    return html`<div>
      <dt>${label}</dt>
      <dd>${formatScoreWithSigma(mu, logSigma)}</dd>
    </div>`;
  });
  return html`<p class="reward">Reward <strong>${formatScoreWithSigma(score.reward, score.logSigma)}</strong></p>
    <dl>${rows}</dl>
    ${
      maxPixels === undefined
        ? undefined
        : html`<p class="caveat">Made smaller, to ${formatPixels(maxPixels)}: not the official score.</p>`
    }`;
}

function imageOf({ pictureOf }: SessionPage, picture: SharedPicture, alt: string): Markup {
  const { dataUrl } = pictureOf(picture);
  if (dataUrl === undefined) return html`<p class="no-picture">The browser could not show ${picture.name}.</p>`;
  return html`<img src="${dataUrl}" alt="${alt}" />`;
}

function chanceTable(scored: readonly ScoredPicture[]): Markup | undefined {
  if (scored.length < 2) return undefined;
  const rows = scored.map((row) => {
    const cells = scored.map((column) => html`<td>${row === column ? '' : chanceText(row, column)}</td>`);
    return html`<tr>
      <th scope="row">${row.name}</th>
      ${cells}
    </tr>`;
  });
  return html`<section>
    <h2>Chances</h2>
    <p class="muted">That the row is better than the column, by the model’s own uncertainty.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Chances">
      <table>
        <thead>
          <tr>
            <td></td>
            ${scored.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

function chanceText(row: ScoredPicture, column: ScoredPicture): string {
  return formatChance(chanceOfReward(row.score, column.score));
}

function factsOf(session: SharedSession): Markup {
  const facts = sessionFacts(session).map(
    ({ name, value }) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<section>
    <h2>How it was scored</h2>
    <dl class="facts">${facts}</dl>
  </section>`;
}

function filesOf({ session, pictureOf }: SessionPage): Markup {
  const pictures = [...(session.source ? [session.source] : []), ...session.candidates];
  const rows = pictures.map((picture) => {
    return html`<tr>
      <th scope="row">${picture.name}</th>
      <td>${formatBytes(picture.blob.size)}</td>
      <td><code>${pictureOf(picture).sha256}</code></td>
    </tr>`;
  });
  return html`<section>
    <h2>Files</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="Files">
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Size</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
