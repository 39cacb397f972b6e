import { AbortError, EditRewardError, messageOf } from '../core/errors.ts';
import type { ModelStatus } from '../core/loading/modelStatus.ts';
import type { ModelChoice } from '../client/modelChoice.ts';
import { packageFiles } from '../client/packageFiles.ts';
import type { Picture } from '../client/pictures.ts';
import { startWorker } from '../client/startWorker.ts';
import { choiceOf, formValueOf } from './choice.ts';
import { type EditRewardEventMap, NothingToScoreError } from './elementEvents.ts';
import { NANO_LIMITS } from './nanoLimits.ts';
import { createSharedScorer } from './sharedScorer.ts';
import { createView, type WidgetView } from './view.ts';
import type { WidgetProgress, WidgetResult, WidgetState } from './widgetState.ts';

/** When to score: asked by click or `score()`; when first seen; at once. */
export type ScoreTime = 'click' | 'lazy' | 'eager';

const PROPERTIES = ['model', 'source', 'candidates', 'instruction', 'loading', 'choosable'] as const;

const sharedScorer = createSharedScorer({ spawn: () => startWorker(packageFiles), nano: packageFiles.nano });

/** Where pages are drawn on a server there are no elements; the module may be imported there all the same. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * `<edit-reward source="a.png" candidates="b.png c.png" instruction="…">`: ranks edits of a picture when it is asked to.
 * Every attribute is a property as well; properties also take Blobs and URLs.
 */
export class EditRewardElement extends Base {
  static readonly observedAttributes: readonly string[] = PROPERTIES;
  /** In a form, what the visitor has chosen is sent under the element's `name`. */
  static readonly formAssociated = true;

  #model: ModelChoice = 'nano';
  #source: Picture | undefined;
  #candidates: readonly Picture[] = [];
  #instruction = '';
  #loading: ScoreTime = 'click';
  #result: WidgetResult | undefined;
  #view: WidgetView | undefined;
  #running: AbortController | undefined;
  #visible: IntersectionObserver | undefined;
  #planned = false;
  #choosable = false;
  #chosen: number | undefined;
  /** There are none where pages are drawn on a server. */
  readonly #internals: ElementInternals | undefined = this.attachInternals?.();

  /** `nano`, which comes with the widget, the address of a model package, or its files. */
  get model(): ModelChoice {
    return this.#model;
  }
  set model(model: ModelChoice | null | undefined) {
    this.#model = model ?? 'nano';
    this.#changed();
  }

  /** The picture that was edited; none for a model that judges pictures by themselves. */
  get source(): Picture | undefined {
    return this.#source;
  }
  set source(source: Picture | null | undefined) {
    this.#source = source ?? undefined;
    this.#changed();
  }

  /** Edits of the source; or pictures. As an attribute: addresses with spaces between them. */
  get candidates(): readonly Picture[] {
    return this.#candidates;
  }
  set candidates(candidates: readonly Picture[] | null | undefined) {
    const next = candidates ?? [];
    // React hands over a new array at every rendering.
    if (next.length === this.#candidates.length && next.every((one, index) => one === this.#candidates[index])) return;
    this.#candidates = next;
    this.chosen = undefined;
    this.#changed();
  }

  /** What the edits were to do; or the prompt of the pictures. */
  get instruction(): string {
    return this.#instruction;
  }
  set instruction(instruction: string | null | undefined) {
    this.#instruction = instruction ?? '';
    this.#changed();
  }

  /** Default `click`: nothing heavy is loaded before someone asks for it. */
  get loading(): ScoreTime {
    return this.#loading;
  }
  set loading(loading: string | null | undefined) {
    this.#loading = loading === 'lazy' || loading === 'eager' ? loading : 'click';
    this.#changed();
  }

  /** Whether a visitor may choose one of the candidates; default no. */
  get choosable(): boolean {
    return this.#choosable;
  }
  set choosable(choosable: boolean | null | undefined) {
    this.#choosable = choosable === true;
    this.#showChoice();
  }

  /** The place in `candidates` of what the visitor has chosen; undefined while that is nothing. */
  get chosen(): number | undefined {
    return this.#chosen;
  }
  set chosen(index: number | null | undefined) {
    const choice = choiceOf(this.#candidates, index ?? -1);
    this.#chosen = choice?.index;
    this.#internals?.setFormValue(choice ? formValueOf(choice) : null);
    this.#showChoice();
  }

  /** The scores of what is shown; undefined while there are none. */
  get result(): WidgetResult | undefined {
    return this.#result;
  }

  /** Scores what is shown. Rejects with an `EditRewardError`, of which the `error` event tells as well unless it is `AbortError`. */
  async score(): Promise<WidgetResult> {
    if (this.#planned) this.#showAnew();
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    try {
      const result = await this.#scoreUnder(running);
      this.#finish(running, { kind: 'scored', result });
      return result;
    } catch (thrown) {
      const error =
        thrown instanceof EditRewardError ? thrown : new EditRewardError(messageOf(thrown), { cause: thrown });
      this.#finish(running, error.name === 'AbortError' ? { kind: 'idle' } : { kind: 'failed', error });
      throw error;
    }
  }

  /** Stops scoring; what waits for it rejects with `AbortError`. */
  cancel(): void {
    this.#running?.abort();
  }

  connectedCallback(): void {
    sharedScorer.join();
    for (const name of PROPERTIES) this.#upgrade(name);
    this.#view = createView(this.shadowRoot ?? this.attachShadow({ mode: 'open' }), {
      score: () => void this.score().catch(() => undefined), // the `error` event and the widget itself tell
      cancel: () => this.cancel(),
      choose: (index) => this.#choose(index),
    });
    this.#changed();
  }

  disconnectedCallback(): void {
    this.cancel();
    this.#visible?.disconnect();
    this.#view?.dispose();
    this.#view = undefined;
    sharedScorer.leave();
  }

  attributeChangedCallback(name: (typeof PROPERTIES)[number], _old: string | null, value: string | null): void {
    if (name === 'choosable') this.choosable = value !== null;
    else if (name === 'candidates') this.candidates = value?.split(/\s+/).filter((address) => address !== '');
    else this[name] = value;
  }

  /** The form that it stands in was reset. */
  formResetCallback(): void {
    this.chosen = undefined;
  }

  override addEventListener<Type extends keyof EditRewardEventMap>(
    type: Type,
    listener: (this: EditRewardElement, event: EditRewardEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  async #scoreUnder(running: AbortController): Promise<WidgetResult> {
    if (!this.#isComplete()) throw new NothingToScoreError();
    const input = { source: this.#source, candidates: this.#candidates, instruction: this.#instruction };
    const { signal } = running;
    const onProgress = (progress: WidgetProgress) => {
      if (this.#running === running && !signal.aborted) this.#tell('progress', progress, { kind: 'busy', progress });
    };
    const onLoaded = ({ model }: ModelStatus) => {
      if (this.#running === running) this.#view?.showLimits(model.limits);
    };
    const result = await sharedScorer.score(this.#model, input, { signal, onProgress, onLoaded });
    // Cancelled in the very moment in which it was done.
    if (signal.aborted) throw new AbortError();
    return result;
  }

  #finish(running: AbortController, state: WidgetState): void {
    if (this.#running !== running) return;
    this.#running = undefined;
    if (state.kind === 'scored') this.#result = state.result;
    if (state.kind === 'scored') this.#tell('score', state.result, state);
    else if (state.kind === 'failed') this.#tell('error', state.error, state);
    else this.#view?.showState(state);
  }

  #tell(type: keyof EditRewardEventMap, detail: unknown, state: WidgetState): void {
    this.#view?.showState(state);
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Everything that one turn of the page sets is taken together. */
  #changed(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => this.#planned && this.#showAnew());
  }

  #showAnew(): void {
    this.#planned = false;
    if (!this.#view) return;
    this.cancel();
    this.#result = undefined;
    const input = { source: this.#source, candidates: this.#candidates, instruction: this.#instruction };
    this.#view.showInput(input, this.#isComplete());
    this.#view.showLimits(this.#model === 'nano' ? NANO_LIMITS : undefined);
    this.#view.showState({ kind: 'idle' });
    this.#showChoice();
    this.#planScore(this.#view);
  }

  #showChoice(): void {
    this.#view?.showChoice(this.#choosable ? { index: this.#chosen } : undefined);
  }

  /** What the visitor does; what the page sets is no event. */
  #choose(index: number): void {
    const detail = choiceOf(this.#candidates, index);
    if (!detail || !this.#choosable || this.matches(':disabled')) return;
    this.chosen = index;
    this.dispatchEvent(new CustomEvent('choose', { detail }));
  }

  #planScore(view: WidgetView): void {
    this.#visible?.disconnect();
    if (this.#loading === 'click' || !this.#isComplete()) return;
    const start = () => void (this.#view === view && this.score().catch(() => undefined));
    if (this.#loading === 'eager') return start();
    this.#visible = new IntersectionObserver((entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      start();
    });
    this.#visible.observe(this);
  }

  /** Of other models than Nano it is not known before they are loaded whether they need a source. */
  #isComplete(): boolean {
    return this.#candidates.length > 0 && (this.#source !== undefined || this.#model !== 'nano');
  }

  /** A property that was set before this class was known hides the accessor of the class. */
  #upgrade(name: (typeof PROPERTIES)[number]): void {
    const own = Object.getOwnPropertyDescriptor(this, name);
    if (!own) return;
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, own.value);
  }
}
