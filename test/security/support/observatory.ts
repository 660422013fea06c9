/** The scoring of the MDN HTTP Observatory, as it is published, for what one answer can show. */

/** @returns 130 for a strict page without cookies; 135 with one that is prefixed and SameSite. */
export function observatoryScore(headers: Headers): number {
  return [
    100,
    scorePolicy(headers.get('content-security-policy') ?? ''),
    scoreCookies(headers.getSetCookie()),
    headers.get('x-content-type-options') === 'nosniff' ? 0 : -5,
    headers.get('strict-transport-security') === null ? -20 : 0,
    headers.get('referrer-policy') === 'no-referrer' ? 5 : 0,
    headers.get('cross-origin-resource-policy') === 'same-origin' ? 10 : 0,
  ].reduce((sum, points) => sum + points, 0);
}

/** 10 for a policy that forbids by default and has nothing unsafe; 5 for frame-ancestors. */
function scorePolicy(policy: string): number {
  const isStrict = policy.includes("default-src 'none'") && !/unsafe|data:|\*/.test(policy);
  return (isStrict ? 10 : -25) + (policy.includes("frame-ancestors 'none'") ? 5 : -20);
}

function scoreCookies(cookies: readonly string[]): number {
  const sessions = cookies.filter((cookie) => /HttpOnly/i.test(cookie));
  if (cookies.some((cookie) => !/; Secure/i.test(cookie))) return -20;
  return sessions.length > 0 && sessions.every((one) => /SameSite/i.test(one)) ? 5 : 0;
}
