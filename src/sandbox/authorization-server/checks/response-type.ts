/** RFC 6749 §3.1.1 `response_type` */
import { OAuthError } from '../../errors.ts';
import type { Check } from './check.ts';

export const checkResponseType: Check = (parameters, _client, { era }) => {
  const responseType = parameters.get('response_type');
  if (responseType === undefined) {
    return new OAuthError('invalid_request', 'Missing required parameter: response_type');
  }
  if (era.responseTypes.some((offered) => offered === responseType)) return undefined;
  // Bitbucket: `token` went in spring 2026; how it is refused today is not recorded.
  return new OAuthError('unsupported_response_type', 'Unsupported response type');
};
