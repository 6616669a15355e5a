/** What the bodies of the phone weigh, gzip -9, in bytes. DeliveryIT weighs the icon on the wire, with the headers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, phone, texts } from './sources.js';

const BUTTON = `<link rel="stylesheet" href="/voip/phone/0123456789ab/footer.css">
<script type="module" src="/voip/phone/0123456789ab/launch.js"></script>
<div class="voip-footer" data-lang="pt-BR"><button type="button" class="voip-call" aria-label="Ligar para o HelpDesk"
aria-haspopup="dialog" aria-expanded="false">${phone('headset.svg')}</button><span role="alert" hidden></span></div>`;

const weigh = (text) => gzipSync(text, { level: 9 }).length;
const sum = (numbers) => numbers.reduce((a, b) => a + b);
const weight = (...files) => sum(files.map((file) => weigh(phone(file))));

test('before the click: button, its style and its script stay within 1.75 KB', () => {
  const bytes = weigh(BUTTON) + weight('footer.css', 'launch.js');
  assert.ok(bytes <= 1792, `${bytes} bytes`);
});

test('the click: panel, call, media, style and the texts of the wordiest language stay within 6.5 KB', () => {
  const wordiest = Math.max(...LANGUAGES.map((language) => weigh(JSON.stringify(texts(language)))));
  const bytes = weight('phone.js', 'call.js', 'media.js', 'phone.css') + wordiest;
  assert.ok(bytes <= 6656, `${bytes} bytes`);
});

test('what is loaded only when used (keypad, sound settings, moving the panel) stays within 4 KB', () => {
  const bytes = weight('tools.js', 'tools.css', 'sound.js', 'place.js');
  assert.ok(bytes <= 4096, `${bytes} bytes`);
});
