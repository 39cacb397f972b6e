/** A part of a chat turn, in the spelling that chat templates read. */
export type ChatContent = { readonly type: 'image' } | { readonly type: 'text'; readonly text: string };

/** A turn of a conversation, as chat templates read it. */
export interface ChatMessage {
  readonly role: 'user';
  readonly content: readonly ChatContent[];
}
