/** oauth2-mock-server as it comes: a JWT signed with RS256 for each token, no client is checked. */
import { OAuth2Server } from 'oauth2-mock-server';
import { client } from './announce.js';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
process.send({
  ...client,
  port: server.address().port,
  authorizePath: '/authorize',
  tokenPath: '/token',
  userPath: '/userinfo',
  scope: 'openid',
});
process.on('disconnect', () => process.exit());
