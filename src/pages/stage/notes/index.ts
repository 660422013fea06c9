/** What is said beside the lines of a message: found by the kind of the message and the name of the line. */
import {
  authorizationRequestNotes,
  authorizationResponseNotes,
  fragmentNotes,
} from './authorization.ts';
import { apiRequestNotes, headerNotes } from './headers.ts';
import type { Note, Notes } from './note.ts';
import { passwordFormNotes, tokenRequestNotes, tokenResponseNotes } from './token.ts';

export type MessageKind =
  | 'password-form'
  | 'authorization-request'
  | 'authorization-response'
  | 'fragment'
  | 'token-request'
  | 'token-response'
  | 'api-request'
  | 'headers';

const NOTES: Readonly<Record<MessageKind, Notes>> = {
  'password-form': passwordFormNotes,
  'authorization-request': authorizationRequestNotes,
  'authorization-response': authorizationResponseNotes,
  fragment: fragmentNotes,
  'token-request': tokenRequestNotes,
  'token-response': tokenResponseNotes,
  'api-request': apiRequestNotes,
  headers: headerNotes,
};

/** @param name Headers: in lower case. */
export function findNote(kind: MessageKind, name: string): Note | undefined {
  const notes = NOTES[kind];
  return Object.hasOwn(notes, name) ? notes[name] : undefined;
}

/** Every line of such a message that there is a note to. */
export function namesOf(kind: MessageKind): readonly string[] {
  return Object.keys(NOTES[kind]);
}

/** Every note that there is, for the test that each has its line. */
export function listNotes(): readonly { readonly kind: string; readonly name: string }[] {
  return Object.entries(NOTES).flatMap(([kind, notes]) =>
    Object.keys(notes).map((name) => ({ kind, name })),
  );
}
