import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closest } from '../../main/webapp/WEB-INF/footer/language.js';

const OURS = ['es', 'pt-BR', 'en'];

for (const [wish, given] of Object.entries({
  es: 'es',
  'es-419': 'es',
  pt: 'pt-BR',
  'pt-PT': 'pt-BR',
  pt_BR: 'pt-BR',
  'PT-br': 'pt-BR',
  'en-GB': 'en',
  fr: 'es',
  '': 'es',
  eng: 'es',
}))
  test(`who wishes "${wish}" gets ${given}`, () => assert.equal(closest([wish], OURS), given));

test('of several wishes, the first that fits counts', () => {
  assert.equal(closest(['fr', 'pt-PT', 'en'], OURS), 'pt-BR');
  assert.equal(closest([], OURS), 'es');
});
