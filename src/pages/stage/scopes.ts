/** The scopes that the form of an authorization request offers, and what each opens. docs/bitbucket-contract.md §3 */

export const SCOPES: readonly { readonly name: string; readonly opens: string }[] = [
  { name: 'account', opens: 'who I am, workspaces' },
  { name: 'email', opens: 'my e-mail addresses' },
  { name: 'repository', opens: 'repositories, git' },
  { name: 'repository:write', opens: 'brings repository' },
  { name: 'pullrequest', opens: 'brings repository' },
  { name: 'webhook', opens: 'webhooks' },
];
