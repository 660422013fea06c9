/** What is asked before a grant is named: three questions, and what can be answered to each. */

export interface Answers {
  readonly who: 'person' | 'app';
  readonly where: 'server' | 'machine' | 'page';
  /** Does it go on when nobody is there? */
  readonly later: 'yes' | 'no';
}

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
}

export interface Question<Name extends keyof Answers = keyof Answers> {
  readonly name: Name;
  readonly asks: string;
  readonly choices: readonly Choice<Answers[Name]>[];
}

const who: Question<'who'> = {
  name: 'who',
  asks: 'Who acts?',
  choices: [
    { value: 'person', label: 'A person', hint: 'who says yes in a browser' },
    { value: 'app', label: 'The app itself', hint: 'a nightly job, CI, a bot' },
  ],
};

const where: Question<'where'> = {
  name: 'where',
  asks: 'Where does the code run?',
  choices: [
    { value: 'server', label: 'On a server', hint: 'it can keep a secret' },
    { value: 'machine', label: 'On somebody’s machine', hint: 'desktop, command line, device' },
    { value: 'page', label: 'In the browser alone', hint: 'a page without a server' },
  ],
};

const later: Question<'later'> = {
  name: 'later',
  asks: 'Does it go on when nobody is there?',
  choices: [
    { value: 'yes', label: 'Yes', hint: 'it syncs, watches, reports' },
    { value: 'no', label: 'No', hint: 'one visit or one job, then done' },
  ],
};

export const QUESTIONS: readonly Question[] = [who, where, later];

/** What an address has answered; what is no answer counts as none. */
export function readAnswers(parameters: ReadonlyMap<string, string>): Partial<Answers> {
  const read = <Name extends keyof Answers>({ name, choices }: Question<Name>) =>
    choices.find(({ value }) => value === parameters.get(name))?.value;
  const found = { who: read(who), where: read(where), later: read(later) };
  return {
    ...(found.who && { who: found.who }),
    ...(found.where && { where: found.where }),
    ...(found.later && { later: found.later }),
  };
}

export function isComplete(answers: Partial<Answers>): answers is Answers {
  return Boolean(answers.who && answers.where && answers.later);
}

/** The same page with these answers in its address, in the order of the questions: one address for one advice. */
export function connectAddress(answers: Partial<Answers>): string {
  const query = new URLSearchParams();
  for (const { name } of QUESTIONS) {
    const value = answers[name];
    if (value !== undefined) query.append(name, value);
  }
  return query.size === 0 ? '/connect' : `/connect?${query.toString()}`;
}
