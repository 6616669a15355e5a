/** What a file of the parameters contains: an object of number and value, as the page writes it and as REST takes it. */
export const MOST_BYTES = 64 * 1024;

const SECRET = '328';
const CHOICES = {
  323: { S: 'S', s: 'S', Y: 'S', y: 'S', true: 'S', N: 'N', n: 'N', false: 'N' },
  330: { 1: '1', 2: '2', 3: '3' },
};

/** What is wrong with a file; the message is the name of a sentence of the page. */
export class WrongFile extends Error {}

/**
 * The values by number, as texts; without the secret, which no file may bring in.
 * @param {string[]} numbers those of the page
 * @throws {WrongFile} if it is no such file
 */
export function valuesOf(text, numbers) {
  const values = new Map();
  for (const [number, value] of Object.entries(objectIn(text))) {
    if (number === 'notes' || number === SECRET) continue;
    if (!numbers.includes(number) || !isSimple(value)) throw new WrongFile('content');
    values.set(number, fitting(number, String(value ?? '')));
  }
  return values;
}

/** Whether somebody has written a secret into the file. */
export const hasSecret = text => typeof objectIn(text)[SECRET] === 'string';

function objectIn(text) {
  if (text.length > MOST_BYTES) throw new WrongFile('large');
  try {
    const object = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (object !== null && typeof object === 'object' && !Array.isArray(object)) return object;
  } catch {
    // The same sentence as for JSON of another kind.
  }
  throw new WrongFile('content');
}

const isSimple = value => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** A switch and a choice can show only what they know; a field shows everything, and the save judges it. */
function fitting(number, text) {
  const choices = CHOICES[number];
  if (choices === undefined) return text;
  if (!Object.hasOwn(choices, text)) throw new WrongFile('choice');
  return choices[text];
}
