/** Users as the API shows them. Contract §4.2. */
import { type Client, appUserOf } from '../../seed/clients.ts';
import type { Email, Person } from '../../seed/people.ts';
import type { ApiCall } from '../route.ts';
import { link, withSlash } from './link.ts';

/** As others see a user. Bitbucket: no e-mail address here, not even for the user. */
export function showUser({ context, apiBaseUrl }: ApiCall, person: Person) {
  return {
    type: 'user',
    uuid: person.uuid,
    account_id: person.accountId,
    nickname: person.nickname,
    display_name: person.displayName,
    links: {
      self: link(apiBaseUrl, 'users', person.uuid),
      html: withSlash(link(context.baseUrl, person.uuid)),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', `${avatarNameOf(person)}.svg`),
    },
  };
}

/** Null where nobody is called so. */
export function showUserCalled(call: ApiCall, username: string) {
  const person = call.context.directory.findPerson(username);
  return person ? showUser(call, person) : null;
}

export function usernameOf(person: Person | undefined): string | null {
  return person?.showsUsername ? person.username : null;
}

/** The picture must not give the username away. */
function avatarNameOf({ showsUsername, username, uuid }: Person): string {
  return showsUsername ? username : uuid.slice(1, -1);
}

/** As `/2.0/user` shows whoever holds the token. */
export function showOwnUser(call: ApiCall, person: Person) {
  const user = showUser(call, person);
  return {
    ...user,
    ...(person.showsUsername ? { username: person.username } : {}),
    created_on: person.createdOn,
    is_staff: false,
    location: null,
    website: null,
    account_status: 'active',
    has_2fa_enabled: null,
    links: {
      ...user.links,
      repositories: link(call.apiBaseUrl, 'repositories', person.uuid),
      snippets: link(call.apiBaseUrl, 'snippets', person.uuid),
      hooks: link(call.apiBaseUrl, 'users', person.uuid, 'hooks'),
    },
  };
}

/**
 * Assumption: known from the published schema only, no live reply has been seen. It has a `kind`, too;
 * what that says of an OAuth client is not known, and nothing is invented.
 */
export function showAppUser({ context, apiBaseUrl }: ApiCall, client: Client) {
  const { uuid, accountId } = appUserOf(client);
  return {
    type: 'app_user',
    uuid,
    account_id: accountId,
    account_status: 'active',
    display_name: client.name,
    created_on: '2026-05-04T00:00:00.000000+00:00',
    links: {
      self: link(apiBaseUrl, 'users', uuid),
      avatar: link(context.baseUrl, '_sandbox', 'avatars', 'app.svg'),
    },
  };
}

export function showEmail({ apiBaseUrl }: ApiCall, email: Email) {
  return {
    type: 'email',
    email: email.address,
    is_primary: email.isPrimary,
    is_confirmed: email.isConfirmed,
    links: { self: link(apiBaseUrl, 'user', 'emails', email.address) },
  };
}
