/** How a rehearsal is set up: four choices, which stand in its address. */

export interface Choice {
  readonly workers: 'at-once' | 'lock';
  readonly used: 'refused' | 'grace';
  readonly reuse: 'nothing' | 'locks';
  readonly fifth: 'with-them' | 'late';
}

/** How long the sandbox takes a used refresh token again, where it does. Said of Bitbucket: `refresh-grace`. */
export const GRACE_SECONDS = 600;
/** How long it refuses the client, where it does. Bitbucket: "some minutes", `refresh-reuse`. */
export const LOCK_SECONDS = 300;
/** By the sandbox's clock: past the grace. */
export const LATE_MINUTES = 11;

export interface Setting<Name extends keyof Choice = keyof Choice> {
  readonly name: Name;
  readonly asks: string;
  /** The first is the default. */
  readonly answers: readonly {
    readonly value: Choice[Name];
    readonly label: string;
    readonly hint: string;
  }[];
}

const workers: Setting<'workers'> = {
  name: 'workers',
  asks: 'The five workers refresh',
  answers: [
    { value: 'at-once', label: 'All at once', hint: 'without a lock' },
    { value: 'lock', label: 'One at a time', hint: 'by a lock' },
  ],
};

const used: Setting<'used'> = {
  name: 'used',
  asks: 'A used refresh token is',
  answers: [
    { value: 'refused', label: 'Refused at once', hint: 'no grace' },
    { value: 'grace', label: 'Taken again for ten minutes', hint: 'the sandbox’s default' },
  ],
};

const reuse: Setting<'reuse'> = {
  name: 'reuse',
  asks: 'One that was refused',
  answers: [
    { value: 'nothing', label: 'Changes nothing else', hint: 'the sandbox’s default' },
    { value: 'locks', label: 'Locks the client for five minutes', hint: 'as one probe saw it' },
  ],
};

const fifth: Setting<'fifth'> = {
  name: 'fifth',
  asks: 'Worker 5 comes',
  answers: [
    { value: 'with-them', label: 'With the others', hint: '' },
    {
      value: 'late',
      label: 'Eleven minutes later',
      hint: 'past the grace',
    },
  ],
};

export const SETTINGS: readonly Setting[] = [workers, used, reuse, fifth];

type Parameters = ReadonlyMap<string, string>;

/** What is not chosen, or cannot be, is as by default. */
export function readChoice(parameters: Parameters): Choice {
  const read = <Name extends keyof Choice>({ name, answers }: Setting<Name>): Choice[Name] => {
    const [byDefault] = answers;
    const chosen = answers.find(({ value }) => value === parameters.get(name)) ?? byDefault;
    if (!chosen) throw new Error(`${name} has no answers.`);
    return chosen.value;
  };
  return { workers: read(workers), used: read(used), reuse: read(reuse), fifth: read(fifth) };
}

/** @returns What is wrong with it, and what it may be. */
export function findFault(parameters: Parameters): string | undefined {
  const faulty = SETTINGS.find(({ name, answers }) => {
    const given = parameters.get(name);
    return given !== undefined && !answers.some(({ value }) => value === given);
  });
  return (
    faulty &&
    `${faulty.name} must be one of: ${faulty.answers.map(({ value }) => value).join(', ')}.`
  );
}

/** One address for one choice. */
export function rehearsalPath(choice: Choice): string {
  const query = new URLSearchParams(
    Object.fromEntries(SETTINGS.map(({ name }) => [name, choice[name]])),
  );
  return `/rotation?${query.toString()}`;
}
