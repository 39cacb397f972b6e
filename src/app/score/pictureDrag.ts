import type { DragEvent } from 'react';

/** What is dragged from one place of the page to another: the id of a picture on it. */
const PICTURE_TYPE = 'application/x-editreward-picture';

/** Makes an element the handle of a picture. */
export function dragsPicture(id: number) {
  return {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => {
      dataTransfer.setData(PICTURE_TYPE, String(id));
      dataTransfer.effectAllowed = 'move';
    },
  };
}

/** Makes an element take pictures of the page; files go on to the page itself. */
export function takesPicture(onPicture: (id: number) => void) {
  return {
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(PICTURE_TYPE)) keepFromPage(event);
    },
    onDrop: (event: DragEvent) => {
      const id = event.dataTransfer.getData(PICTURE_TYPE);
      if (id === '') return;
      keepFromPage(event);
      onPicture(Number(id));
    },
  };
}

/** The page refuses its own things. */
function keepFromPage(event: DragEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
