/**
 * The parameter screen: unsaved changes, search, defaults, preview, and the result of a save. Longer than 200 lines, because all of
 * these look at one form and change it together.
 */
import { followTest } from './connection.js';
import { followGateway } from './gateway.js';
import * as table from './rows.js';
import { showTimes } from './times.js';

const { form } = table;
const search = form.querySelector('#search');
const state = form.querySelector('#state');
const failure = form.querySelector('#failure');
let leaving = false;

/** Writes to a live region only when the text changes, because each write is read aloud. */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

// ---- unsaved changes

const changed = () => table.rows().filter(table.isChanged);

function showChanges() {
  const unsaved = changed();
  for (const row of table.rows()) {
    row.querySelector('.unsaved').hidden = !unsaved.includes(row);
    row.querySelector('.restore').hidden = table.isDefault(row);
  }
  const outcome = form.querySelector('#saved');
  if (unsaved.length > 0 && outcome.querySelector('.good')) outcome.replaceChildren();
  const clean = outcome.childElementCount > 0 ? '' : state.dataset.clean;
  say(state, unsaved.length > 0 ? `${state.dataset.unsaved} ${unsaved.map(table.name).join(', ')}` : clean);
  form.querySelector('#discard').hidden = unsaved.length === 0;
  showPreview();
}

function showPreview() {
  const active = table.isActive();
  const spoken = form.querySelector('.preview [role="status"]');
  form.querySelector('.preview-page').classList.toggle('on', active);
  say(spoken, active ? spoken.dataset.on : spoken.dataset.off);
  form.querySelector('#guest328')?.toggleAttribute('hidden', !table.isGuest());
}

function edited({ target }) {
  table.followSecret(target);
  if (target !== search) showChanges();
}

window.addEventListener('beforeunload', event => {
  if (!leaving && changed().length > 0) event.preventDefault();
});

// ---- search

const plain = words => words.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

function find() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const status = form.querySelector('.search [role="status"]');
  let count = 0;
  for (const row of table.rows()) {
    const content = plain(row.textContent);
    row.hidden = !words.every(word => content.includes(word));
    if (!row.hidden) count++;
  }
  const found = count > 0 ? status.dataset.count.replace('{0}', count).replace('{1}', table.rows().length) : status.dataset.none;
  say(status, words.length > 0 ? found : '');
}

function clearSearch() {
  search.value = '';
  find();
}

// ---- keys and clicks

form.addEventListener('input', edited);
// PrimeFaces reports a click on a choice's label only to jQuery.
window.jQuery(form).on('change', edited);
search.addEventListener('input', find);

form.addEventListener('keydown', event => {
  if (event.target === search && event.key === 'Escape') clearSearch();
  // Enter saves, whichever button comes first in the form.
  if (event.key === 'Enter' && event.target.matches('input:not([type="file"])')) {
    event.preventDefault();
    if (event.target !== search) form.querySelector('#save').click();
  }
});

form.addEventListener('click', event => {
  const { target } = event;
  const row = target.closest('[data-parameter]');
  if (target.closest('.restore')) {
    table.restoreDefault(row);
    focus(row);
  }
  if (target.closest('#discard')) discardAll();
  const link = target.closest('[data-refused] a');
  if (link) {
    event.preventDefault();
    focus(form.querySelector(link.hash));
  }
  if (target.closest('#failure a')) {
    table.keepDraft();
    leaving = true;
  }
  if (target.closest('.restore, #discard')) showChanges();
});

function discardAll() {
  table.rows().forEach(table.discard);
  form.querySelector('#save').focus();
}

function focus(row) {
  if (row.hidden) clearSearch();
  table.control(row).focus();
}

// ---- answers of the server

function show() {
  // PrimeFaces draws a switch but marks it up as a checkbox, and names it "on" instead of using its label.
  const toggle = form.querySelector('.ui-toggleswitch input');
  toggle?.setAttribute('role', 'switch');
  toggle?.setAttribute('aria-labelledby', 'name323');
  table.markRefused();
  showTimes();
  find();
  showChanges();
  followGateway();
  followTest();
  callWhenReady();
}

// ---- what few administrators need each day; the scripts of it are loaded only then

function callWhenReady() {
  const ready = form.querySelector('#sound [data-ready]');
  ready?.remove();
  if (ready) import('./testcall.js').then(test => test.start(), fail);
}

form.querySelector('#import').addEventListener('change', () =>
  import('./transfer.js')
    .then(file => file.takeFile())
    .then(showChanges, fail),
);

/** Why an answer did not come from this page, in words: the session has ended, the page is too old, or the server failed. */
function reason(xhr) {
  const redirect = xhr.responseXML?.querySelector('redirect')?.getAttribute('url');
  if (redirect) return redirect.endsWith('?expired') ? 'old' : 'ended';
  return 'unreachable';
}

/** The sentence of our own error page; undefined when the answer is somebody else's, or there is none. */
const sentenceOf = xhr =>
  new DOMParser().parseFromString(xhr.responseText ?? '', 'text/html').querySelector('[data-failure]')?.textContent;

function fail(xhr) {
  const why = reason(xhr);
  failure.querySelector('p').textContent = sentenceOf(xhr) ?? failure.dataset[why];
  const remedy = failure.querySelector('a');
  remedy.hidden = why === 'unreachable';
  remedy.textContent = remedy.dataset[why] ?? '';
  // PrimeFaces never ends the busy state of a button that leads to another page.
  form.querySelector('.ui-state-loading')?.classList.remove('ui-state-loading');
  failure.hidden = false;
  failure.scrollIntoView({ block: 'center' });
}

// One request at a time, also for a double click. A disabled button would do this too, but would lose the focus.
form.addEventListener('click', event => {
  if (form.ariaBusy !== 'true' || !event.target.closest('.ui-button')) return;
  event.stopImmediatePropagation();
  // Without PrimeFaces's handler the button would send the form as a page of its own.
  event.preventDefault();
}, { capture: true });

// Only an ended session or an old page redirects us. PrimeFaces would follow at once, and what was typed would be lost.
window.PrimeFaces.ajax.ResponseProcessor.doRedirect = () => {};

window.jQuery(document).on('pfAjaxSend', () => {
  form.ariaBusy = 'true';
});

window.jQuery(document).on('pfAjaxError', (_event, xhr) => fail(xhr));

window.jQuery(document).on('pfAjaxComplete', (_event, xhr) => {
  form.ariaBusy = 'false';
  // After an error there is no answer here, but a text.
  if (xhr.responseXML?.querySelector('changes')) succeed();
  else if (xhr.responseXML) fail(xhr);
});

function succeed() {
  failure.hidden = true;
  show();
  const stale = form.querySelector('[data-stale]');
  const refused = table.rows().find(table.isRefused);
  if (stale) stale.focus();
  else if (refused) focus(refused);
  // The pressed button was in the conflict panel, which is gone, and so is the focus.
  else if (document.activeElement === document.body) form.querySelector('#save').focus();
}

table.takeDraft();
show();
