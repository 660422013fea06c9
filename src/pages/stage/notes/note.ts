/** A note: what is said beside one line of a message. */
import type { StatementId } from '../../../statements/index.ts';

export interface Note {
  /** Where the line is defined. */
  readonly clause?: { readonly rfc: number; readonly section: string };
  /**
   * Of a request: where the value comes from. Of an answer: what the line says. Two marks: `code` in
   * backticks, and {A} for the step of that letter.
   */
  readonly text: string;
  /** What live Bitbucket does about it. */
  readonly statement?: StatementId;
}

/** By the name of the line: a parameter, a header in lower case, a field of the JSON. */
export type Notes = Readonly<Record<string, Note>>;

type Author = (section: string, text: string, statement?: StatementId) => Note;

/** Notes to what one RFC defines. */
function notesOf(rfc: number): Author {
  return (section, text, statement) => ({
    clause: { rfc, section },
    text,
    ...(statement !== undefined && { statement }),
  });
}

export const oauth = notesOf(6749);
export const bearer = notesOf(6750);
export const pkce = notesOf(7636);
export const http = notesOf(9110);
