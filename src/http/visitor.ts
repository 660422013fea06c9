/** Who asks, as far as it is known: whom budgets count, and for whom our server asks the sandbox. */
export interface Visitor {
  /** Nobody can guess it, and it leads back to nobody. Absent before there is a session. */
  readonly mark?: string | undefined;
  /** Whoever names no mark, or a new one each time, is still of a network: see networkOf. */
  readonly network: string;
}
