/** Where something is defined, for a page. */

/** A section of an RFC, linked: `§4.1.3` where it is the grant's own RFC, else `RFC 7636 §4.5`. */
export interface ClauseView {
  readonly text: string;
  readonly href: string;
}
