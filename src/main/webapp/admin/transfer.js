/** Takes a file of the parameters into the form. Nothing is sent: whoever chose the file reviews the form and saves it. */
import { MOST_BYTES, WrongFile, hasSecret, valuesOf } from './file.js';
import * as table from './rows.js';

const input = table.form.querySelector('#import');
const result = table.form.querySelector('#imported');

/** Takes the file that is chosen. */
export async function takeFile() {
  const [file] = input.files;
  if (!file) return;
  say([await sentence(file)].flat());
  // The same file may be chosen again after it was corrected.
  input.value = '';
}

function say(names) {
  result.textContent = names.map(name => result.dataset[name]).join(' ');
}

/** The names of the sentences about what came of it. */
async function sentence(file) {
  try {
    if (file.size > MOST_BYTES) throw new WrongFile('large');
    const text = await file.text();
    const values = valuesOf(text, table.rows().map(row => row.dataset.parameter));
    const kept = [...values].filter(([number, value]) => !table.write(number, value));
    return ['taken', ...(kept.length > 0 ? ['fixed'] : []), ...(hasSecret(text) ? ['secret'] : [])];
  } catch (wrong) {
    return wrong instanceof WrongFile ? wrong.message : 'content';
  }
}
