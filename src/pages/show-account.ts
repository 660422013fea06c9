/** What the page `/bitbucket` is given: the whole account of the live service. The same for everybody. */
import { arrangeAccount, describeDepartures, MEANINGS } from '../statements/account.ts';
import { subjects } from '../statements/index.ts';
import { hrefOf } from '../statements/statement.ts';
import { readProse } from './prose.ts';

export const accountView = {
  page: {
    title: 'What is known of Bitbucket’s OAuth',
    description:
      'What is documented, seen, disputed and not known of OAuth 2.0 on Bitbucket Cloud, with dates and sources.',
    path: '/bitbucket',
  },
  account: arrangeAccount(subjects),
  meanings: MEANINGS,
  describeDepartures,
  hrefOf,
  readProse,
};
