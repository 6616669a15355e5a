/** What the phone weighs, gzip -9, in bytes, without headers. DeliveryIT weighs it on the wire. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, PHONE, phone, texts } from './sources.js';

const weigh = (text) => gzipSync(text, { level: 9 }).length;
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const weight = (...files) => sum(files.map((file) => weigh(bare(phone(file)))));

/** As the server sends it, without the comments and the indentation that are for readers. */
function bare(source) {
  return source.replace(/^ *(\/\*[^]*?\*\/|\/\/.*)\n/gm, '').replace(/^\s+/gm, '');
}

test('before the click: style and script of the icon stay within 1.25 KB', () => {
  const bytes = weight('footer.css', 'icon.js', 'open.js');
  assert.ok(bytes <= 1280, `${bytes} bytes`);
});

test('the window: page, texts of the wordiest language, style and scripts stay within 16 KB', () => {
  const wordiest = Math.max(...LANGUAGES.map((language) => weigh(JSON.stringify(texts(language)))));
  const script = weigh(PHONE.map((file) => bare(phone(file))).join('')); // the server joins them
  const bytes = weight('../phone.xhtml', 'phone.css') + script + wordiest;
  assert.ok(bytes <= 16 * 1024, `${bytes} bytes`);
});
