/** The rows of the parameter screen: reading, setting and marking the values of their controls. */
export const form = document.getElementById('parameters');

export const rows = () => [...form.querySelectorAll('[data-parameter]')];

export const row = number => form.querySelector(`[data-parameter="${number}"]`);

export const name = row => `${row.dataset.parameter} ${row.querySelector('.name').textContent}`;

/** The configuration fixes its value: there is nothing to type or to choose. */
export const isFixed = row => row.dataset.fixed !== undefined;

/** The control of the row that receives the focus. */
export const control = row =>
  row.querySelector('.fixed') ??
  row.querySelector('input[type="checkbox"], input[type="text"], input[type="password"]') ?? chosen(row);

const chosen = row => row.querySelector('input[type="radio"]:checked');

/** Clicks, because PrimeFaces draws its own radio buttons and reacts only to clicks. */
function choose(row, value) {
  const option = row.querySelector(`input[type="radio"][value="${value}"]`);
  if (option && !option.checked) option.click();
  return option !== null;
}

const kinds = {
  323: {
    read: row => (control(row).checked ? 'S' : 'N'),
    write: (row, value) => control(row).checked !== (value === 'S') && control(row).click(),
  },
  // The page knows only what to do with the secret, never its value; the saved value reads as the empty string.
  // A password manager may fill in the field without a word: while "keep" is chosen, that changes nothing.
  328: {
    read: row => (chosen(row).value === 'KEEP' ? '' : chosen(row).value),
    write: row => {
      control(row).value = '';
      choose(row, 'KEEP');
    },
  },
  330: { read: row => chosen(row).value, write: choose },
};

const text = {
  read: row => control(row).value,
  write: (row, value) => {
    control(row).value = value;
  },
};

// Facelets writes no empty attribute.
const fixed = { read: row => row.dataset.saved ?? '', write: () => {} };

const kind = row => (isFixed(row) ? fixed : kinds[row.dataset.parameter] ?? text);

export const isChanged = row => kind(row).read(row) !== (row.dataset.saved ?? '');

export const isActive = () => kinds[323].read(row(323)) === 'S';

export const isGuest = () => kinds[330].read(row(330)) === '3';

/** Whether there is no default to restore. */
export const isDefault = row =>
  isFixed(row) ||
  (row.dataset.parameter === '328'
    ? !control(row).value && (chosen(row).value === 'REMOVE' || !row.querySelector('[value="REMOVE"]'))
    : kind(row).read(row) === (row.dataset.default ?? ''));

export const discard = row => kind(row).write(row, row.dataset.saved ?? '');

/** Puts a value into the form; false if something else than the form decides on it. */
export function write(number, value) {
  kind(row(number)).write(row(number), value);
  return kind(row(number)).read(row(number)) === value;
}

const DRAFT = 'voip.parameters.draft';

/** Keeps what was typed, except the secret, during a new login in this tab. */
export function keepDraft() {
  const typed = rows().filter(row => row.dataset.parameter !== '328' && isChanged(row));
  sessionStorage.setItem(DRAFT, JSON.stringify(typed.map(row => [row.dataset.parameter, kind(row).read(row)])));
}

export function takeDraft() {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? '[]');
  sessionStorage.removeItem(DRAFT);
  for (const [number, value] of draft) write(number, value);
}

/** By default there is no secret, so to restore the default means to remove it. */
export function restoreDefault(row) {
  kind(row).write(row, row.dataset.default ?? '');
  if (row.dataset.parameter === '328') choose(row, 'REMOVE');
}

/** Typing a secret selects "replace"; choosing another action clears what was typed. */
export function followSecret(target) {
  const secret = row(328);
  if (isFixed(secret)) return;
  if (target === control(secret) && target.value) choose(secret, 'REPLACE');
  if (target.type === 'radio' && secret.contains(target) && target.value !== 'REPLACE') control(secret).value = '';
}

/** Marks the controls whose values were refused. A radio button cannot be invalid, but its group can. */
export function markRefused() {
  for (const row of rows().filter(one => !isFixed(one))) {
    const refused = isRefused(row);
    const marked = control(row).type === 'radio' ? control(row).closest('[role="radiogroup"]') : control(row);
    row.classList.toggle('is-refused', refused);
    marked.setAttribute('aria-invalid', refused);
  }
}

export const isRefused = row => row.querySelector('.field-message').childElementCount > 0;
