/** The people of the sandbox. All invented, and so are their passwords. */
import { stableAccountId, stableUuid } from './identifiers.ts';

export interface Email {
  address: string;
  isPrimary: boolean;
  isConfirmed: boolean;
}

export interface Person {
  username: string;
  password: string;
  displayName: string;
  nickname: string;
  uuid: string;
  accountId: string;
  createdOn: string;
  emails: readonly Email[];
  /** Bitbucket: with two-step verification on, the password grant never worked. */
  hasTwoStepVerification: boolean;
  /** Why this person exists, for whoever chooses one. */
  note: string;
}

type Particulars = Pick<Person, 'password' | 'displayName' | 'createdOn' | 'note'> &
  Partial<Pick<Person, 'emails' | 'nickname' | 'hasTwoStepVerification'>>;

function invent(username: string, particulars: Particulars): Person {
  const address = `${username}@mail.example`;
  return {
    username,
    nickname: username,
    uuid: stableUuid(`person ${username}`),
    accountId: stableAccountId(username),
    emails: [{ address, isPrimary: true, isConfirmed: true }],
    hasTwoStepVerification: false,
    ...particulars,
  };
}

export const people: readonly Person[] = [
  invent('ada', {
    password: 'lovelace',
    displayName: 'Ada Example',
    createdOn: '2013-12-10T09:12:44.000000+00:00',
    emails: [
      { address: 'ada@mail.example', isPrimary: true, isConfirmed: true },
      { address: 'ada@engines.example', isPrimary: false, isConfirmed: true },
      { address: 'countess@mail.example', isPrimary: false, isConfirmed: false },
    ],
    note: 'Owns a workspace with three pages of repositories',
  }),
  invent('bruno', {
    password: 'lanterns',
    displayName: 'Bruno Sample',
    nickname: 'bru',
    createdOn: '2017-04-02T15:30:01.000000+00:00',
    note: 'Belongs to two workspaces: owns one, is a member of the other',
  }),
  invent('nora', {
    password: 'quietly',
    displayName: 'Nora Nobody',
    createdOn: '2024-08-19T07:05:59.000000+00:00',
    emails: [],
    note: 'Has no e-mail address and no repository',
  }),
  invent('tove', {
    password: 'twosteps',
    displayName: 'Tove Twostep',
    createdOn: '2019-11-23T21:48:10.000000+00:00',
    hasTwoStepVerification: true,
    note: 'Has two-step verification on: the password grant refuses',
  }),
];
