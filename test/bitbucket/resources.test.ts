import { describe, expect, it } from '@jest/globals';
import { InvalidResponseError } from '../../src/errors.ts';
import {
  parseApiError,
  parseEmail,
  parseRepository,
  parseUser,
  parseWorkspaceAccess,
} from '../../src/bitbucket/resources.ts';

describe('What the API answers', () => {
  it('may lack what newer answers leave out, and hold what we do not know', () => {
    expect(parseUser({ type: 'app_user', links: {} })).toEqual({ type: 'app_user' });
    const repository = { name: 'r', full_name: 'w/r', is_private: true, language: null };
    expect(parseRepository(repository)).toEqual(repository);
  });

  it.each([
    ['a user', parseUser, { display_name: 'No type' }, 'type'],
    ['an address', parseEmail, { email: 7, is_primary: true, is_confirmed: true }, 'email'],
    ['a workspace', parseWorkspaceAccess, { workspace: {} }, 'workspace.slug'],
    ['a repository', parseRepository, 'text', 'whole'],
  ])(
    'is refused where %s is not as documented, with the field named',
    (_what, parse, body, field) => {
      expect(() => parse(body)).toThrow(InvalidResponseError);
      expect(() => parse(body)).toThrow(field);
    },
  );

  it('is an error with a text for its detail, in most cases', () => {
    const error = parseApiError(404, { error: { message: 'Not found', detail: 'No such thing' } });

    expect(error).toMatchObject({ status: 404, message: 'Not found', required: undefined });
  });

  it.each([[undefined], ['text'], [{ error: 'flat' }]])(
    'is an error all the same when its body is %j',
    (body) => {
      expect(parseApiError(500, body)).toMatchObject({
        status: 500,
        message: 'The API answered 500.',
      });
    },
  );
});
