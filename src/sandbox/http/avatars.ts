/** Pictures for people and workspaces: a letter on a disc, so that the API's links lead somewhere. */
import type { RequestHandler } from 'express';

export const sendAvatar: RequestHandler<{ file: string }> = (req, res, next) => {
  const [, name] = /^([a-z0-9-]{1,60})\.svg$/.exec(req.params.file) ?? [];
  if (name === undefined) {
    next();
    return;
  }
  res.set('Cross-Origin-Resource-Policy', 'cross-origin'); // pages of clients show it
  res.type('image/svg+xml').send(drawAvatar(name));
};

/** The name decides the hue; it holds nothing but letters, digits and hyphens. */
function drawAvatar(name: string): string {
  const hue = Buffer.from(name).reduce((sum, letter) => sum + letter * 37, 0) % 360;
  const letter = name.charAt(0).toUpperCase();
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">' +
    `<circle cx="32" cy="32" r="32" fill="hsl(${hue} 40% 36%)"/>` +
    '<text x="32" y="42" font-family="sans-serif" font-size="30" fill="#fff" ' +
    `text-anchor="middle">${letter}</text></svg>`
  );
}
