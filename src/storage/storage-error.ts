/** What everything is remembered in did not answer: Redis is away. */

export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(reason: string) {
    super(`The storage did not answer: ${reason}.`);
  }
}
