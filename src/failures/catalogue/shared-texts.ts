/** The texts that several failures have in common. */

/** Of the API, since 2026: for every token that is not good, and every way in which it is not taken. */
export const INVALID_TOKEN = {
  text: 'Token is invalid, expired, or not supported for this endpoint.',
  era: 'current',
} as const;

/** Of the API for a repository, and of git for credentials. */
export const NO_ACCESS = {
  text: 'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.',
} as const;

/** Its first sentence, where the rest was cut off. */
export const NO_ACCESS_CUT = {
  text: 'You may not have access to this repository or it no longer exists in this workspace.',
} as const;

/** Of the API, and of git over HTTPS. */
export const SCOPES_LACKING = {
  text: 'Your credentials lack one or more required privilege scopes.',
} as const;
