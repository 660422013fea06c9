import { describe, expect, it } from '@jest/globals';
import { InvalidResponseError } from '../../src/errors/errors.ts';
import {
  parseApiError,
  parseEmail,
  parsePage,
  parseRepository,
  parseUser,
  parseWorkspaceAccess,
} from '../../src/bitbucket/resources.ts';

describe('What the API answers', () => {
  it('may lack what newer answers leave out, and hold what we do not know', () => {
    expect(parseUser({ type: 'app_user', links: {} })).toEqual({ type: 'app_user' });
    const repository = { name: 'r', is_private: true, language: null };
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

  it('is cut where a text is longer than a table can show, since it is kept with the run', () => {
    const long = 'x'.repeat(1e6);
    const repository = { name: long, full_name: long, description: long, is_private: true };
    const shown = `${'x'.repeat(299)}…`;

    expect(parseUser({ type: long, display_name: long })).toEqual({
      type: shown,
      display_name: shown,
    });
    expect(parseRepository(repository)).toMatchObject({ name: shown, description: shown });
    expect(parseApiError(403, { error: { message: long } }).message).toBe(shown);
  });

  it.each([
    ['a link', parsePage, { values: [], next: `https://${'x'.repeat(9_000)}` }, 'next'],
    ['a slug', parseWorkspaceAccess, { workspace: { slug: 'x'.repeat(201) } }, 'workspace.slug'],
  ])('is refused where %s is longer than any that can be followed', (_what, parse, body, field) => {
    expect(() => parse(body)).toThrow(field);
  });

  it('is an error without scopes where there are more than anybody could read', () => {
    const detail = { required: Array.from({ length: 101 }, () => 'account'), granted: [] };

    expect(parseApiError(403, { error: { message: 'No', detail } }).required).toBeUndefined();
  });

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
