import {
  COLOR_NAMES,
  freePlaces,
  KINDS,
  type ColorName,
  type Place,
  type Pose,
  type Scene,
  type Shape,
  type Thing,
} from './scene.ts';

export const EDIT_TYPES = ['recolor', 'remove', 'add', 'replace', 'move'] as const;
export type EditType = (typeof EDIT_TYPES)[number];

/** What is asked of a scene. `target` is an index into its things. */
export type Edit =
  | { readonly type: 'recolor'; readonly target: number; readonly color: ColorName }
  | { readonly type: 'remove'; readonly target: number }
  | { readonly type: 'add'; readonly shape: Shape; readonly color: ColorName; readonly place: Place }
  | { readonly type: 'replace'; readonly target: number; readonly shape: Shape; readonly color: ColorName }
  | { readonly type: 'move'; readonly target: number; readonly place: Place };

/** What an edit can get wrong. */
export const ASPECTS = ['target', 'color', 'shape', 'place'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** In what two edits of one type differ. */
export function differingAspects(one: Edit, other: Edit): Aspect[] {
  const aspects: Partial<Record<Aspect, unknown>> = one;
  const others: Partial<Record<Aspect, unknown>> = other;
  return ASPECTS.filter((aspect) => aspects[aspect] !== others[aspect]);
}

/** Every edit of a type that can be asked of the scene: it changes something and leaves no two things alike. */
export function possibleEdits(scene: Scene, type: EditType): Edit[] {
  const targets = [...scene.things.keys()];
  const places = freePlaces(scene);
  switch (type) {
    case 'recolor':
      return targets
        .flatMap((target) => COLOR_NAMES.map((color) => ({ type, target, color })))
        .filter(({ target, color }) => isNew(scene, { shape: scene.things[target]?.shape, color }));
    case 'remove':
      return targets.map((target) => ({ type, target }));
    case 'add':
      return KINDS.filter((kind) => isNew(scene, kind)).flatMap((kind) =>
        places.map((place) => ({ type, ...kind, place })),
      );
    case 'replace':
      return targets
        .flatMap((target) => KINDS.map((kind) => ({ type, target, ...kind })))
        .filter((edit) => edit.shape !== scene.things[edit.target]?.shape && isNew(scene, edit));
    case 'move':
      return targets.flatMap((target) => places.map((place) => ({ type, target, place })));
  }
}

function isNew(scene: Scene, { shape, color }: { shape: Shape | undefined; color: ColorName }): boolean {
  return !scene.things.some((thing) => thing.shape === shape && thing.color === color);
}

/** The scene after an edit. Things that it does not touch stay the same objects; a new thing takes `pose`. */
export function applyEdit(scene: Scene, edit: Edit, pose: Pose): Scene {
  return { ...scene, things: editThings(scene.things, edit, pose) };
}

function editThings(things: readonly Thing[], edit: Edit, pose: Pose): readonly Thing[] {
  if (edit.type === 'add') {
    const { shape, color, place } = edit;
    return [...things, { shape, color, place, ...pose }];
  }
  const { type, target, ...changes } = edit;
  if (type === 'remove') return things.toSpliced(target, 1);
  return things.map((thing, index) => (index === target ? { ...thing, ...changes } : thing));
}
