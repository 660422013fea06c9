import { describe, expect, it } from '@jest/globals';
import { compileText } from '../../src/failures/pattern.ts';

describe('A text as a pattern', () => {
  it('finds it anywhere, in any case, over any white space, and with or without its full stop', () => {
    const pattern = compileText('The specified code is not valid.');

    for (const pasted of [
      'The specified code is not valid.',
      'error: THE SPECIFIED CODE  IS NOT\n  VALID (400)',
      '{"error_description": "The specified code is not valid.", "error": "invalid_grant"}',
    ]) {
      expect(pasted).toMatch(pattern);
    }
    expect('The specified code is valid.').not.toMatch(pattern);
  });

  it('has a group for what varies: a character at the least, and no more than it takes', () => {
    const pattern = compileText("No workspace with identifier '{workspace}'.");

    expect(pattern.exec("No workspace with identifier 'a' or 'b'.")?.[1]).toBe('a');
    expect("No workspace with identifier ''.").not.toMatch(pattern);
  });

  it('takes one kind of quotes for another, as JSON, pages and word processors have them', () => {
    const pattern = compileText('a consumer marked as "public"');

    for (const quoted of [
      '"public"',
      '\\"public\\"',
      '“public”',
      "'public'",
      '&quot;public&quot;',
    ]) {
      expect(`a consumer marked as ${quoted}`).toMatch(pattern);
    }
  });

  it('finds whole words only, and takes what means something to patterns as it stands', () => {
    expect('Invalid pagelen').not.toMatch(compileText('Invalid page'));
    expect('unforbidden').not.toMatch(compileText('Forbidden'));
    expect('[authorization_request_not_found]').toMatch(
      compileText('[authorization_request_not_found]'),
    );
    expect('aauthorization_request_not_foundd').not.toMatch(
      compileText('[authorization_request_not_found]'),
    );
  });

  it('is refused where nothing stays the same: it would be found everywhere', () => {
    for (const text of ['', '{words}', ' {a} {b}. ', '.']) {
      expect(() => compileText(text)).toThrow('nothing stays the same');
    }
  });
});
