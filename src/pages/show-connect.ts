/** What the page `/connect` is given: the questions with their answers as links, and what they lead to. */
import type { Advice, GrantAdvice, Instead, NoGrantAdvice, Words } from '../connect/advice.ts';
import { advise } from '../connect/advise.ts';
import { QUESTIONS, connectAddress, isComplete } from '../connect/questions.ts';
import type { Answers } from '../connect/questions.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { describeBoxes } from '../scopes/scopes.ts';
import { grantFor } from './grant-for.ts';
import { readProse } from './prose.ts';
import type { ProsePart } from './prose.ts';
import { showHead } from './show-head.ts';
import { sayOfBitbucket } from './show-statement.ts';
import type { StatementView } from './show-statement.ts';
import type { GrantHead } from './stage/stage-view.ts';

interface WordsView {
  readonly text: readonly ProsePart[];
  readonly statements: readonly StatementView[];
}

type GrantView = Omit<GrantAdvice, 'why' | 'olderBoxes' | 'aboutCallback' | 'store'> & {
  readonly grant: GrantHead;
  readonly letters: readonly string[];
  readonly why: WordsView;
  readonly olderBoxes: WordsView;
  readonly aboutCallback: WordsView;
  readonly store: WordsView;
  /** Its first request waits, with these scopes. */
  readonly stageHref: string;
  /** Where the scopes to begin with are looked at, and others found. */
  readonly source: string;
};

type NoGrantView = Omit<NoGrantAdvice, 'why' | 'instead'> & {
  readonly why: readonly WordsView[];
  readonly instead: readonly Required<Instead>[];
};

export interface ConnectView {
  readonly page: { readonly title: string; readonly description: string; readonly path: string };
  readonly questions: readonly {
    readonly name: string;
    readonly asks: string;
    readonly choices: readonly {
      readonly label: string;
      readonly hint: string;
      readonly href: string;
      readonly isChosen: boolean;
    }[];
  }[];
  /** The advice comes with the last answer. */
  readonly left: number;
  /** The grants that work on bitbucket.org. */
  readonly live: readonly Pick<GrantFacts, 'slug' | 'shortTitle'>[];
  readonly advice: GrantView | NoGrantView | undefined;
}

const PAGE = {
  title: 'Connect an app',
  description:
    'Three questions lead to a grant of Bitbucket Cloud, its scopes, and the boxes of the client’s page.',
  path: '/connect',
};

/** @throws {Error} The advice is a grant that is not among them. */
export function showConnect(answers: Partial<Answers>, grants: readonly GrantFacts[]): ConnectView {
  return {
    page: PAGE,
    questions: QUESTIONS.map(({ name, asks, choices }) => ({
      name,
      asks,
      choices: choices.map(({ value, label, hint }) => ({
        label,
        hint,
        href: connectAddress({ ...answers, [name]: value }),
        isChosen: answers[name] === value,
      })),
    })),
    left: QUESTIONS.filter(({ name }) => answers[name] === undefined).length,
    live: grants.filter(({ onBitbucket }) => onBitbucket.status === 'works'),
    advice: isComplete(answers) ? showAdvice(advise(answers), grants) : undefined,
  };
}

function showAdvice(advice: Advice, grants: readonly GrantFacts[]): GrantView | NoGrantView {
  if (advice.kind === 'none') {
    const { slug } = grantFor('a page alone', grants);
    return {
      ...advice,
      why: advice.why.map(showWords),
      instead: advice.instead.map((one) => ({ href: `/${slug}`, ...one })),
    };
  }
  const { actor, scopes, boxes, why, olderBoxes, aboutCallback, store } = advice;
  const facts = grantFor(actor, grants);
  const { slug } = facts;
  return {
    ...advice,
    grant: showHead(facts),
    letters: facts.steps.map(({ letter }) => letter),
    boxes: [...boxes, { label: describeBoxes(scopes), isTicked: true }],
    why: showWords(why),
    olderBoxes: showWords(olderBoxes),
    aboutCallback: showWords(aboutCallback),
    store: showWords(store),
    stageHref: `/${slug}/authorize?${stageQuery(facts, scopes)}`,
    source: `src/grants/${slug}.ts`,
  };
}

/** RFC 6749 §4.4.2: client credentials may ask for a scope, too; at Bitbucket the client's own decide. */
function stageQuery({ actsAsClient }: GrantFacts, scopes: readonly string[]): string {
  const scope = actsAsClient ? {} : { scope: scopes.join(' ') };
  return new URLSearchParams({ pace: 'step', ...scope }).toString();
}

function showWords({ text, statements = [] }: Words): WordsView {
  return { text: readProse(text), statements: statements.map(sayOfBitbucket) };
}
