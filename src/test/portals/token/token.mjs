/** Says who is calling. Runs on the server of the portal: the key never goes to a browser. */
import { createHmac, randomUUID } from 'node:crypto';

const KEY = process.env.VOIP_PORTAL_KEY; // the text in voip.portal-key-file
const DESK = 'https://desk.example/voip';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function callToken(user, context) {
  const claims = {
    sub: user.id, // always the same for the same user
    name: user.name, // shown at the desk; may be left out
    context, // what the call is about, such as a ticket number; may be left out
    aud: DESK,
    exp: Math.floor(Date.now() / 1000) + 15 * 60,
    jti: randomUUID(),
  };
  const signed = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part(claims);
  return signed + '.' + createHmac('sha256', KEY).update(signed).digest('base64url');
}
