/** What everything is remembered in did not answer: Redis is away. */

export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** Worth another try after so long: a Redis that is started anew is back by then. */
  readonly waitSeconds = 5;

  constructor(reason: string) {
    super(`The storage did not answer: ${reason}.`);
  }
}
