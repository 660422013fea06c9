/** What the page `/bitbucket` is given: the whole account of the live service. The same for everybody. */
import { arrangeAccount, MEANINGS } from '../statements/account.ts';
import { subjects } from '../statements/index.ts';
import { firstSentence, readProse } from './prose.ts';
import { showStatement } from './show-statement.ts';

export function showAccount() {
  const account = arrangeAccount(subjects);
  return {
    page: {
      title: 'What is known of Bitbucket’s OAuth',
      description:
        'What is documented, seen, disputed and not known of OAuth 2.0 on Bitbucket Cloud, with dates and sources.',
      path: '/bitbucket',
    },
    newest: account.newest,
    counts: account.counts.map((one) => ({ ...one, meaning: MEANINGS[one.status] })),
    disputed: account.disputed.map(showStatement),
    notKnown: account.notKnown.map(showStatement),
    known: account.known.map(({ id, title, statements }) => ({
      id,
      title,
      statements: statements.map(showStatement),
    })),
    timeline: account.timeline.map((statement) => ({
      ...showStatement(statement),
      claim: readProse(firstSentence(statement.claim)),
    })),
  };
}
