/**
 * Writes of Bitbucket that the sandbox leaves out: 405 whatever the method, so that no client
 * takes them for done. Some of them are linked, and a GET is a 405 there at Bitbucket too.
 */
const REPOSITORY = '/repositories/:workspace/:repository';

export const leftOutPaths: readonly string[] = [
  `${REPOSITORY}/commit/:revision/statuses/build`,
  `${REPOSITORY}/commit/:revision/approve`,
  `${REPOSITORY}/pullrequests/:id/approve`,
  `${REPOSITORY}/pullrequests/:id/decline`,
  `${REPOSITORY}/pullrequests/:id/merge`,
];
