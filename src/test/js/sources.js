/** The phone's files, and its texts as the server sends them. */
import { readdirSync, readFileSync } from 'node:fs';

const main = new URL('../../main/', import.meta.url);
const bundles = { es: '', 'pt-BR': '_pt_BR', en: '_en' };

export const LANGUAGES = Object.keys(bundles);

const OF_PAGES = ['beside.js', 'icon.js', 'open.js', 'running.js', 'tone.js', 'trial.js'];

/** The scripts of the window. */
export const PHONE = readdirSync(new URL('webapp/phone/', main)).filter(
  (file) => file.endsWith('.js') && !OF_PAGES.includes(file),
);

export const phone = (file) => readFileSync(new URL('webapp/phone/' + file, main), 'utf8');

export function texts(language) {
  const bundle = new URL(`resources/org/portalvoip/i18n/Messages${bundles[language]}.properties`, main);
  const lines = readFileSync(bundle, 'utf8').match(/^phone\..+$/gm) ?? [];
  return Object.fromEntries(lines.map((line) => line.match(/^phone\.([^=\s]+)\s*=\s*(.*)$/).slice(1)));
}
