/** What the pages say of more than one grant. */
import type { Source, Step } from './grant-facts.ts';

export const OAUTH_2_PAGE: Source = {
  title: 'OAuth 2.0 (Atlassian, read in February 2026)',
  url: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
};

export const CHANGE_3052: Source = {
  title: 'CHANGE-3052, Atlassian developer community, thread 99003',
};

/** @param who The first word of the sentence: who calls. */
export function callsWithToken(who: 'The client' | 'The client’s server'): Step {
  return {
    letter: 'API',
    from: 'client',
    to: 'resource-server',
    label: 'Calls with the access token',
    explanation: `${who} calls the API with the token in the Authorization header. The figure of the RFC ends before this.`,
  };
}
