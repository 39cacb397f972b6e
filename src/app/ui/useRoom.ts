import { type Context, use } from 'react';

/** What a room of the page lends to the components in it. */
export function useRoom<Room>(context: Context<Room | undefined>): Room {
  const room = use(context);
  if (room === undefined) throw new Error('A component stands outside its context.');
  return room;
}
