import { formatCount, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { deviceLabel } from '../../core/score/deviceLabel.ts';
import { sessionFacts, textLabel } from './sessionText.ts';
import { breakLines, cutMiddle } from './textLines.ts';
import type { SharedCandidate, SharedPicture, SharedSession } from './sharedSession.ts';

/** In CSS's words, for a canvas. */
export type FontName = 'title' | 'text' | 'name' | 'small';

export const FONTS: Readonly<Record<FontName, { readonly css: string; readonly lineHeight: number }>> = {
  title: { css: '600 36px system-ui, sans-serif', lineHeight: 46 },
  text: { css: '400 24px system-ui, sans-serif', lineHeight: 34 },
  name: { css: '600 20px system-ui, sans-serif', lineHeight: 28 },
  small: { css: '400 17px system-ui, sans-serif', lineHeight: 25 },
};

export type Ink = 'ink' | 'soft' | 'accent' | 'caution' | 'wrong';

/** One thing to be drawn; `x` and `y` are its left upper corner, in pixels. */
export type Drawn =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly font: FontName;
      readonly ink: Ink;
    }
  | {
      readonly kind: 'picture';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly picture: SharedPicture;
      /** It is framed as the best. */
      readonly leads: boolean;
    };

export interface SheetPlan {
  readonly width: number;
  readonly height: number;
  readonly drawn: readonly Drawn[];
}

/** How wide a text is in a font, in pixels. */
export type Measure = (text: string, font: FontName) => number;

/** Read well when a chat has scaled it down. */
const WIDTH = 1600;
const MARGIN = 48;
const GAP = 24;
const MAX_COLUMNS = 4;
/** Of smaller pictures, where more are to be shown than have room; a reward would not fit into less. */
const MAX_DENSE_COLUMNS = 5;
/** A browser may draw nothing on a larger canvas, without a word: iPhones had 4096 x 4096 pixels for one, others have more. */
const MAX_PIXELS = 4096 * 4096;
const MAX_HEIGHT = Math.floor(MAX_PIXELS / WIDTH);
/** A longer instruction is told in its beginning: the web page holds all of it. */
const MAX_INSTRUCTION_LINES = 4;
const MAX_REASON_LINES = 3;

/**
 * What stands where on a picture of the session. Lines are broken by `measure`. Where not all candidates have room, the best have,
 * and the sheet says how many they are.
 */
export function planSheet(session: SharedSession, measure: Measure): SheetPlan {
  const drawn: Drawn[] = [];
  const inner = WIDTH - 2 * MARGIN;
  let y = MARGIN;
  const write = (text: string, font: FontName, ink: Ink, most?: number) => {
    for (const line of breakLines(text, inner, (part) => measure(part, font), most)) {
      drawn.push({ kind: 'text', x: MARGIN, y, text: line, font, ink });
      y += FONTS[font].lineHeight;
    }
  };
  const isCalled = !session.isDemo && session.candidates.some(({ leads }) => leads);
  if (session.verdict !== undefined) write(session.verdict, 'title', isCalled ? 'accent' : 'ink', 2);
  write(`${textLabel(session)}: ${session.instruction}`, 'text', 'ink', MAX_INSTRUCTION_LINES);
  for (const caveat of session.caveats) write(caveat, 'small', 'caution');
  y += GAP;
  const foot = footLines(session);
  // One line more than there are: it may have to be said how many are shown.
  const footHeight = (foot.length + 1) * FONTS.small.lineHeight + GAP + MARGIN;
  const grid = planGrid(session, { top: y, bottom: MAX_HEIGHT - footHeight }, measure);
  drawn.push(...grid.drawn);
  y = grid.bottom + GAP;
  const all = session.candidates.length;
  if (grid.shown < all)
    write(`The best ${grid.shown} of ${formatCount(all)} candidates. ${WHERE_ALL_ARE}`, 'small', 'caution');
  for (const line of foot) write(line, 'small', 'soft');
  return { width: WIDTH, height: Math.ceil(y + MARGIN), drawn };
}

const WHERE_ALL_ARE = 'The web page and the table of this comparison hold all.';

function footLines(session: SharedSession): string[] {
  const [model] = sessionFacts(session);
  const facts = `${model?.value}. ${deviceLabel(session.device)}. EditReward Web`;
  return [session.note, facts, `Package SHA-256 ${session.model.manifestSha256}`];
}

interface Grid {
  readonly drawn: readonly Drawn[];
  readonly bottom: number;
  /** So many candidates. */
  readonly shown: number;
}

interface Room {
  readonly top: number;
  readonly bottom: number;
}

interface Cell {
  readonly picture: SharedPicture;
  readonly leads: boolean;
  readonly lines: readonly Omit<Extract<Drawn, { kind: 'text' }>, 'kind' | 'x' | 'y'>[];
}

function planGrid(session: SharedSession, room: Room, measure: Measure): Grid {
  const count = session.candidates.length + (session.source ? 1 : 0);
  const grid = gridOf(session, Math.max(1, Math.min(MAX_COLUMNS, count)), room, measure);
  return grid.shown < session.candidates.length ? gridOf(session, MAX_DENSE_COLUMNS, room, measure) : grid;
}

/** As many rows as have room. */
function gridOf(session: SharedSession, columns: number, { top, bottom }: Room, measure: Measure): Grid {
  const side = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
  // A single picture would fill the sheet.
  const frame = { width: side, height: Math.min(side, WIDTH / 2) };
  const cells = cellsOf(session, side, measure);
  const drawn: Drawn[] = [];
  let y = top;
  let shown = session.source ? -1 : 0;
  for (let start = 0; start < cells.length; start += columns) {
    const row = cells.slice(start, start + columns);
    const height = frame.height + Math.max(...row.map(textHeight)) + GAP;
    if (y + height > bottom) break;
    for (const [column, cell] of row.entries()) drawn.push(...drawCell(cell, MARGIN + column * (side + GAP), y, frame));
    y += height;
    shown += row.length;
  }
  return { drawn, bottom: y, shown };
}

function drawCell({ picture, leads, lines }: Cell, x: number, top: number, frame: { width: number; height: number }) {
  const drawn: Drawn[] = [{ kind: 'picture', x, y: top, ...frame, picture, leads }];
  let y = top + frame.height + 8;
  for (const line of lines) {
    drawn.push({ kind: 'text', x, y, ...line });
    y += FONTS[line.font].lineHeight;
  }
  return drawn;
}

function textHeight({ lines }: Cell): number {
  return lines.reduce((height, { font }) => height + FONTS[font].lineHeight, 8);
}

function cellsOf(session: SharedSession, width: number, measure: Measure): Cell[] {
  const { source, candidates, isDemo } = session;
  const nameLine = (name: string) => ({
    text: cutMiddle(name, width, (text) => measure(text, 'name')),
    font: 'name' as const,
    ink: 'ink' as const,
  });
  const ofSource: Cell[] = source
    ? [
        {
          picture: source,
          leads: false,
          lines: [nameLine(source.name), { text: 'Source', font: 'small', ink: 'soft' }],
        },
      ]
    : [];
  return [
    ...ofSource,
    ...candidates.map((candidate): Cell => ({
      picture: candidate,
      leads: candidate.leads && !isDemo,
      lines: [nameLine(candidate.name), ...scoreLines(candidate, isDemo, width, measure)],
    })),
  ];
}

function scoreLines(
  { rank, outcome }: SharedCandidate,
  isDemo: boolean,
  width: number,
  measure: Measure,
): Cell['lines'] {
  if (outcome.status === 'failed') {
    const lines = breakLines(outcome.error.message, width, (text) => measure(text, 'small'), MAX_REASON_LINES);
    return lines.map((text) => ({ text, font: 'small', ink: 'wrong' }));
  }
  const { score, maxPixels } = outcome;
  const reward = `Rank ${rank} · ${formatScoreWithSigma(score.reward, score.logSigma)}`;
  const limited = { text: 'Made smaller: not the official score', font: 'small', ink: 'caution' } as const;
  return [{ text: reward, font: 'name', ink: isDemo ? 'soft' : 'ink' }, ...(maxPixels === undefined ? [] : [limited])];
}
