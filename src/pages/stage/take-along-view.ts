/** What “Export” is given: the menu on the stage, and the page that it leads to. */

export interface TakeAlongMenu {
  readonly files: readonly FileLink[];
  /** The page that says what is in them. */
  readonly page: string;
  /** The link to share: an address of this site. */
  readonly share: string;
}

export interface FileLink {
  readonly href: string;
  readonly name: string;
  /** `For a ticket` */
  readonly note: string;
}

export interface TakeAlongView {
  /** Back to the run, at the step that was looked at. */
  readonly back: { readonly href: string; readonly text: string };
  readonly share: string;
  readonly files: readonly (FileLink & { readonly holds: string })[];
  /** The same against a sandbox on the reader's machine. */
  readonly own: {
    readonly command: string;
    readonly seed?: { readonly href: string; readonly name: string };
    /** To be saved, and the line that runs it. */
    readonly script: { readonly href: string; readonly line: string };
    /** Where the run was elsewhere. */
    readonly elsewhere?: string;
  };
  /** What is not in them, or not as it was: sentences. */
  readonly notes: readonly string[];
}
