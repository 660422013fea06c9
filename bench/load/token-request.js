/** A token request as it goes on the wire, RFC 6749 §3.2, with HTTP Basic. */
export function tokenRequest({ port, tokenPath, clientId, clientSecret }, form) {
  const body = new URLSearchParams(form).toString();
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return [
    `POST ${tokenPath} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Basic ${basic}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
