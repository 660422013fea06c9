/** What the person brings: a no, or an account that clients do not reckon with. RFC 6749 §4.1 (B), §4.3.2 */
import type { Draft } from '../runs/draft.ts';
import { change } from './edits.ts';
import { inBothEras } from './mistake.ts';
import type { Mistake, Scene } from './mistake.ts';

const before =
  (username: string) =>
  async ({ expectPerson }: Scene): Promise<void> =>
    expectPerson(username);

const ifAsked = (draft: Draft) => (draft.endpoint === 'authorization' ? draft : undefined);

export const personMistakes: readonly Mistake[] = [
  {
    id: 'deny',
    step: 'B',
    name: 'The person says no',
    brings: inBothEras('access-denied'),
    edit: ifAsked,
    note: 'At the sandbox, press “Cancel”.',
    mend: 'new run',
  },
  {
    id: 'person-without-email',
    step: 'B',
    name: 'A person without an e-mail address',
    brings: inBothEras('none'),
    edit: ifAsked,
    before: before('nora'),
    note: 'Sign in as Nora Nobody. The token is good, and the list of addresses is empty.',
  },
  {
    id: 'person-without-repositories',
    step: 'B',
    name: 'A person without repositories',
    brings: inBothEras('none'),
    edit: ifAsked,
    before: before('nora'),
    note: 'Sign in as Nora Nobody. The token is good, and there is nothing to list.',
  },
  {
    id: 'person-with-two-steps',
    step: 'B',
    name: 'A person with two-step verification',
    brings: inBothEras('none'),
    edit: ifAsked,
    before: before('tove'),
    note: 'Sign in as Tove Twostep: at the server’s own page, the second step is no matter of the client’s.',
  },
  {
    id: 'password-with-two-steps',
    step: 'B',
    name: 'A person with two-step verification',
    isOf: 'typed password',
    brings: { legacy: 'wrong-password' },
    mend: 'new run',
    edit: change('username', 'tove', 'two-step verification is on'),
    note: 'The password is right, and is refused all the same.',
  },
];
