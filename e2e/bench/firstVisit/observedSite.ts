import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { preview, type Plugin } from 'vite';
import { ISOLATION_HEADERS } from '../../../src/offline/isolation.ts';

/** Entry and parts of workers, and the script that every thread of onnxruntime starts from. */
const OBSERVED = /^\/(assets\/(?:scorer-[\w-]+\.js|parts-[\w-]+\.js|ort-wasm-[\w.-]+\.mjs))$/;

/** The page hears on it, as `[name, milliseconds since the epoch]`, what no page sees of its workers. */
export const OBSERVATIONS = 'first-visit';

/** Runs before the script that it stands in front of, in the scorer: tells of marks, of files, and of WebAssembly. */
const OBSERVER = `if (!globalThis.isObserved && /^(scorer|em-pthread)/.test(self.name)) {
  globalThis.isObserved = true;
  const channel = new BroadcastChannel(${JSON.stringify(OBSERVATIONS)});
  const tell = (name, at = performance.now()) => channel.postMessage([name, performance.timeOrigin + at]);
  const isThread = self.name.startsWith('em-pthread');
  const startedAt = performance.now();
  if (isThread) tell('thread started', startedAt);
  if (isThread) {
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(target, args) {
        const instance = new target(...args);
        tell('thread instantiated');
        return instance;
      },
    });
  } else {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = (...args) => {
      const instantiated = instantiate.apply(WebAssembly, args);
      instantiated.then(() => tell('wasm compiled'), () => undefined);
      return instantiated;
    };
    // The scorer starts before the page that listens: what would be told at once might be lost.
    new PerformanceObserver(() => tell('worker started', startedAt)).observe({ type: 'mark', buffered: true });
    for (const type of ['mark', 'resource']) {
      new PerformanceObserver((list) => {
        for (const { name, startTime, responseEnd } of list.getEntries()) tell(name, responseEnd ?? startTime);
      }).observe({ type, buffered: true });
    }
  }
}
`;

export interface ObservedSite {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the `dist` under `root` as `npm start` does, with workers that tell what they do. */
export async function serveObservedSite(root: string): Promise<ObservedSite> {
  const server = await preview({
    root,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0 },
    plugins: [observer(join(root, 'dist'))],
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

function observer(dist: string): Plugin {
  return {
    name: 'observer',
    configurePreviewServer({ middlewares }) {
      middlewares.use(({ url = '', headers }, response, next) => {
        const [, path] = OBSERVED.exec(url) ?? [];
        // The service worker keeps what the build made, and nothing else.
        const isToRun = headers['sec-fetch-dest'] === 'worker' || headers['sec-fetch-dest'] === 'script';
        if (path === undefined || !isToRun) return next();
        const unkept = { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' };
        response.writeHead(200, { ...ISOLATION_HEADERS, ...unkept });
        response.end(OBSERVER + readFileSync(join(dist, path), 'utf8'));
      });
    },
  };
}
