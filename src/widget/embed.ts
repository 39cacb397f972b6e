/** The page in the frame: one widget that fills it and listens to the page around. */
import { allowedOrigins, ANY_ORIGIN } from './allowedOrigins.ts';
import { createEmbedFrame } from './embedFrame.ts';
import { EditRewardElement } from './index.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(':root { color-scheme: light dark; } body { margin: 0; }');
document.adoptedStyleSheets = [sheet];

/** `<meta name="editreward-origins">`: what the owner of the site allows. */
const owners = document.querySelector<HTMLMetaElement>('meta[name="editreward-origins"]')?.content ?? ANY_ORIGIN;
const named = new URL(location.href).searchParams.get('origins');

const widget = new EditRewardElement();
document.body.append(widget);
const frame = createEmbedFrame(widget, { window: window.parent, origins: allowedOrigins(named, owners) });
window.addEventListener('message', (event) => frame.receive(event));
new ResizeObserver(() => frame.tellHeight(Math.ceil(widget.getBoundingClientRect().height))).observe(widget);
