import { describe, expect, it } from '@jest/globals';
import * as errors from '../../src/errors/errors.ts';
import { explainError } from '../../src/failures/explain-error.ts';
import { StorageError } from '../../src/storage/storage-error.ts';

const {
  ApiError,
  AuthorizationError,
  CrossSiteRequestError,
  InvalidRequestError,
  InvalidResponseError,
  IssuerMismatchError,
  MethodNotAllowedError,
  RateLimitError,
  RefreshError,
  StateMismatchError,
  TokenError,
  TooManyRequestsError,
  TransportError,
  WriteRefusedError,
} = errors;

const EACH: readonly [error: Error, status: number][] = [
  [new StateMismatchError('no-session'), 400],
  [new StateMismatchError('no-state'), 400],
  [new StateMismatchError('unknown-state'), 400],
  [new StateMismatchError('expired-state'), 400],
  [new IssuerMismatchError('x'), 400],
  [new CrossSiteRequestError('other-site'), 403],
  [new CrossSiteRequestError('no-token'), 403],
  [new MethodNotAllowedError('POST'), 405],
  [new InvalidRequestError('A sentence.'), 400],
  [new WriteRefusedError('A sentence.'), 403],
  [new AuthorizationError('access_denied', undefined), 403],
  [new TokenError('invalid_grant', undefined, 400), 502],
  [new TooManyRequestsError(60), 429],
  [new InvalidResponseError('A sentence.'), 502],
  [new TransportError('timeout', 'h', 'ETIMEDOUT'), 504],
  [new TransportError('interrupted', 'h', 'ECONNRESET'), 502],
  [new RateLimitError('h', 60), 503],
  [new RefreshError('refused'), 502],
  [new RefreshError('lost'), 502],
  [new StorageError('timeout'), 503],
  [new ApiError(410, 'Gone', undefined), 410],
];

describe('Explaining an error', () => {
  it.each(EACH.map(([error, status]) => [error.name, status, error] as const))(
    'gives %s the status %i, and words for a person',
    (_name, status, error) => {
      const explanation = explainError(error);

      expect(explanation?.status).toBe(status);
      for (const words of [explanation?.title, explanation?.explanation, explanation?.whatToDo]) {
        expect(words).toMatch(/^\S.{8,}/);
      }
    },
  );

  it('names an entry of the catalogue for what did not come, but for what is not known', () => {
    const failureOf = (failure: 'timeout' | 'other') =>
      explainError(new TransportError(failure, 'h', 'E'))?.failure;

    expect([failureOf('timeout'), failureOf('other')]).toEqual(['timeout', undefined]);
  });

  it('knows every error class of the client room, but for the one of the start', () => {
    const explained = new Set(EACH.map(([error]) => error.name));

    expect(Object.keys(errors).filter((name) => !explained.has(name))).toEqual(['ConfigError']);
  });

  it('leaves a fault of the program unexplained', () => {
    expect(explainError(new TypeError('x is undefined'))).toBeUndefined();
    expect(explainError('thrown text')).toBeUndefined();
  });

  it('keeps the words of the other side apart from ours (§5.2)', () => {
    const theirs = 'Invalid OAuth client credentials';

    const explanation = explainError(new TokenError('unauthorized_client', theirs, 400));

    expect(explanation?.code).toBe('unauthorized_client');
    expect(explanation?.theirWords).toBe(theirs);
    expect(explanation?.explanation).not.toContain(theirs);
  });

  it('tells every way of not answering apart', () => {
    const ways = ['timeout', 'refused', 'unknown-host', 'certificate', 'interrupted'] as const;

    const words = ways.map((way) => explainError(new TransportError(way, 'h', 'C'))?.explanation);

    expect(new Set(words).size).toBe(ways.length);
  });
});
