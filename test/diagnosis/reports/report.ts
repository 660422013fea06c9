/** A text as somebody had it before their eyes: out of a public report, with what was secret or personal in it invented. */
export interface Report {
  /** An issue or a pull request on GitHub, `owner/name#1`, or the address of a thread. */
  readonly from: string;
  /** The entry of the catalogue that it must open. */
  readonly slug: string;
  readonly text: string;
}
