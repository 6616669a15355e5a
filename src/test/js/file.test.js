import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_BYTES, WrongFile, hasSecret, valuesOf } from '../../main/webapp/admin/file.js';

const NUMBERS = ['323', '324', '325', '326', '327', '328', '329', '330'];
const values = text => Object.fromEntries(valuesOf(text, NUMBERS));

for (const [text, taken] of Object.entries({
  '{"324":"wss://a","326":5061,"325":null}': { 324: 'wss://a', 325: '', 326: '5061' },
  '{"323":true,"330":2}': { 323: 'S', 330: '2' },
  '{"323":"n"}': { 323: 'N' },
  '\uFEFF{"329":"0800"}': { 329: '0800' },
  '{"328":"hush","notes":[{}],"327":"u"}': { 327: 'u' },
  '{"328":{"set":true}}': {},
  '{}': {},
}))
  test(`${text} is taken`, () => assert.deepEqual(values(text), taken));

for (const [text, sentence] of Object.entries({
  '': 'content',
  'null': 'content',
  '[]': 'content',
  '"324"': 'content',
  '{"331":"x"}': 'content',
  '{"__proto__":"x"}': 'content',
  '{"324":["wss://a"]}': 'content',
  '{"323":"perhaps"}': 'choice',
  '{"330":"4"}': 'choice',
  '{"330":"toString"}': 'choice',
  '{"323":null}': 'choice',
  [`{"324":"${'x'.repeat(MOST_BYTES)}"}`]: 'large',
}))
  test(`${text.slice(0, 30)} is refused`, () =>
    assert.throws(() => values(text), wrong => wrong instanceof WrongFile && wrong.message === sentence));

test('a secret in the file is noticed', () => {
  assert.ok(hasSecret('{"328":"hush"}'));
  assert.ok(!hasSecret('{"328":{"set":true}}'));
});
