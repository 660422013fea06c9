/** Something that a test or a file says, and that cannot be: every fault by its path. */
export class FaultyInputError extends RangeError {
  override readonly name = 'FaultyInputError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[], heading = 'Faulty:') {
    super([heading, ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.faults = faults;
  }
}
