/** What the pages say of more than one grant. */
import type { Step } from './grant-facts.ts';

/** @param who The first word of the sentence: who calls. */
export function callsWithToken(who: 'The client' | 'The client’s server'): Step {
  return {
    letter: 'API',
    from: 'client',
    to: 'resource-server',
    label: 'Calls with the access token',
    travels: 'Bearer token',
    title: 'Call the API',
    explanation: `${who} calls the API with the token in the Authorization header. The figure of the RFC ends before this.`,
  };
}
