import { expect, it } from '@jest/globals';
import { clientCredentialsFacts } from '../../../src/grants/facts/client-credentials.ts';
import { grants } from '../../../src/grants/index.ts';
import type { GrantFacts } from '../../../src/grants/facts/grant-facts.ts';
import { stepsOf } from '../../../src/pages/stage/steps-of.ts';

const canRefresh = (grant: GrantFacts) =>
  stepsOf(grant, undefined).some(({ letter }) => letter === 'Refresh');

it('has the refresh before a run where the grant brings a refresh token, whatever the words for it', () => {
  const facts = clientCredentialsFacts;

  expect(canRefresh({ ...facts, bringsRefreshToken: true })).toBe(true);
  expect(canRefresh({ ...facts, refreshToken: 'Yes, it is said' })).toBe(false);
});

it.each(grants.map((grant) => [grant.slug, grant] as const))(
  'says of %s in words what it has as a fact',
  (_slug, grant) => {
    expect(grant.refreshToken.startsWith('Yes')).toBe(canRefresh(grant));
  },
);
