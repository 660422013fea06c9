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
  /** Bitbucket: newer answers may leave it out, and clients fall back to the account id. */
  showsUsername: boolean;
  /** Has something that clients stumble over, and stands in a group of its own. */
  isAwkward: boolean;
  /** Why this person exists, for whoever chooses one. */
  note: string;
}

type Particulars = Pick<Person, 'password' | 'displayName' | 'createdOn' | 'note'> &
  Partial<
    Pick<Person, 'emails' | 'nickname' | 'hasTwoStepVerification' | 'showsUsername' | 'isAwkward'>
  >;

function invent(username: string, particulars: Particulars): Person {
  const address = `${username}@mail.example`;
  return {
    username,
    nickname: username,
    uuid: stableUuid(`person ${username}`),
    accountId: stableAccountId(username),
    emails: [{ address, isPrimary: true, isConfirmed: true }],
    hasTwoStepVerification: false,
    showsUsername: true,
    isAwkward: false,
    ...particulars,
  };
}

const LONG_NAME =
  'Wilhelmina Theodora Alexandrina Bartholomea Constantina van Voorbeeld-Schoonenvoorbeeldhuizen ' +
  'tot den Langen Naam aan de Overzijde van het Water en de Daarachter Gelegen Heuvelen';

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
  invent('nick', {
    password: 'othername',
    displayName: 'Nicolas Example',
    nickname: 'The Printer’s Devil',
    createdOn: '2016-02-29T11:11:11.000000+00:00',
    isAwkward: true,
    note: 'The nickname is not the username, and has spaces in it',
  }),
  invent('una', {
    password: 'nameless',
    displayName: 'Una Unnamed',
    nickname: 'Una Unnamed',
    createdOn: '2025-06-03T10:00:00.000000+00:00',
    showsUsername: false,
    isAwkward: true,
    note: 'The API tells no username: only the account id is left',
  }),
  invent('bobby', {
    password: 'droptables',
    displayName: '<script>alert("Bobby")</script>',
    nickname: '"><img src=x onerror=alert(1)>',
    createdOn: '2018-10-10T03:27:00.000000+00:00',
    isAwkward: true,
    note: 'The name is markup; it must be shown, not run',
  }),
  invent('layla', {
    password: 'fromtheright',
    displayName: 'ليلى مثال',
    nickname: 'ليلى',
    createdOn: '2020-03-20T18:45:12.000000+00:00',
    isAwkward: true,
    note: 'The name runs from right to left',
  }),
  invent('wilhelmina', {
    password: 'longwinded',
    displayName: LONG_NAME,
    nickname: LONG_NAME.replaceAll(' ', '').slice(0, 120),
    createdOn: '2014-07-01T00:00:00.000000+00:00',
    isAwkward: true,
    note: 'The name is longer than most columns; the nickname has no space to break at',
  }),
];
