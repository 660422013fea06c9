/** What the sandbox's pages and its API's links show: a stylesheet, and pictures of people and workspaces. */
import path from 'node:path';
import { type RequestHandler, Router } from 'express';
import { packageRoot } from './package-root.ts';

export function createOwnFiles(): Router {
  const router = Router();
  router.get('/sandbox.css', sendStylesheet);
  router.get('/avatars/:file', sendAvatar);
  return router;
}

/** A root of its own: a dot in the path above it is no fault. */
const sendStylesheet: RequestHandler = (_req, res) => {
  const options = { root: path.join(packageRoot, 'public'), cacheControl: false };
  res.set('Cache-Control', 'no-cache').sendFile('sandbox.css', options);
};

const sendAvatar: RequestHandler<{ file: string }> = (req, res, next) => {
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
