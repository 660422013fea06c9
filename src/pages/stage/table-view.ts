/** A table of the API's answer, as the templates of the stage are given it. */
export interface TablePart {
  readonly kind: 'table';
  readonly caption: string;
  /** In the place of rows: why there are none. */
  readonly refusal?: string;
  readonly columns: readonly string[];
  /** Each row is a field and its value. */
  readonly isOfFields?: true;
  readonly rows: readonly (readonly string[])[];
  /** In the place of rows: `This person has none.` */
  readonly empty?: string;
  readonly hasMore: boolean;
  /** Of those that follow, a form brings the next page: of which list, and below which page it stands. */
  readonly next?: { readonly list: string; readonly page: number };
  /** The exchange behind it: `GET /user`. */
  readonly call?: { readonly href: string; readonly text: string };
}
