/**
 * <voip-call>, the icon that calls the help desk, in a page of any portal. FooterScript composes /footer.js of this file
 * and what it imports.
 */
/* global NAMES, STYLE: the accessible name in each language, and element.css; FooterScript writes both. */
import { open } from '../../phone/open.js';
import { closest } from './language.js';

const BASE = new URL('.', import.meta.url);

const sheet = new CSSStyleSheet();
/** The elements in the page. */
const shown = new Set();
let clicked;
/** The phone's window, since a click in this page. */
let phone;

class VoipCall extends HTMLElement {
  static observedAttributes = ['lang'];
  #link = link();
  #before;

  constructor() {
    super();
    this.#link.onclick = (event) => this.#call(event);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#link);
  }

  /** The page's own element is there instead of the one that was put into the page. */
  connectedCallback() {
    if (this.#isPlaced && shown.size) return this.remove();
    for (const other of shown) if (other.#isPlaced) other.remove();
    shown.add(this);
    addEventListener('message', tell);
    ofPage.observe(document.documentElement, { attributeFilter: ['lang'] });
    this.#before = this.previousElementSibling;
    this.name();
  }

  /** Whoever removes more than this element replaces the page, and gets the element back. */
  disconnectedCallback() {
    if (!shown.delete(this)) return;
    if (!shown.size) {
      removeEventListener('message', tell);
      ofPage.disconnect();
    }
    const replaced = this.parentNode || this.#before?.isConnected === false;
    if (replaced && this.#isPlaced) setTimeout(place);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.name();
  }

  /** In the language of the element, of the page, or of the browser. */
  name() {
    const said = this.closest('[lang]:not([lang=""])')?.lang;
    const language = closest(said ? [said] : navigator.languages, Object.keys(NAMES));
    this.#link.title = this.#link.ariaLabel = NAMES[language];
    this.#link.href = BASE + 'phone?lang=' + language;
  }

  get #isPlaced() {
    return 'placed' in this.dataset;
  }

  #call(event) {
    // The user wants another tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clicked = this;
    phone = open(this.#link.href, this.token || this.getAttribute('token'));
  }
}

/** Without innerHTML, which Trusted Types forbid. */
function link() {
  const [icon, path] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
  icon.setAttribute('viewBox', '0 0 24 24');
  // A headset.
  path.setAttribute('d', 'M4 14v-2a8 8 0 0 1 16 0v2M20 19a3 3 0 0 1-3 3h-4M3 13h4v6H3zM17 13h4v6h-4z');
  icon.append(path);
  const link = document.createElement('a');
  Object.assign(link, { className: 'voip-call', part: 'icon', target: 'voip-phone' });
  link.append(icon);
  return link;
}

/** The phone tells about its call; also one that was opened before the user came to this page. */
function tell({ origin, source, data }) {
  if (origin !== BASE.origin || (phone && source !== phone) || !['call-started', 'call-ended'].includes(data?.voip)) return;
  const { voip, outcome, seconds } = data;
  const event = new CustomEvent('voip-' + voip, { bubbles: true, composed: true, detail: { outcome, seconds } });
  (shown.has(clicked) ? clicked : [...shown][0]).dispatchEvent(event);
}

const ofPage = new MutationObserver(() => shown.forEach((element) => element.name()));

/** Into a page that has no element itself: at the end of its footer, or else of its body. */
function place() {
  if (document.querySelector('voip-call') || !document.body) return;
  const element = document.createElement('voip-call');
  element.dataset.placed = '';
  ([...document.querySelectorAll('footer')].pop() ?? document.body).append(element);
}

// A page that names this script twice, by two addresses, gets one icon all the same.
if (!customElements.get('voip-call')) {
  sheet.replaceSync(STYLE);
  customElements.define('voip-call', VoipCall);
  // Nobody else hears that a call is running.
  if (BASE.origin === location.origin) import(BASE + 'phone/beside.js');
  // Scripts of the page that come after this one may still write the element.
  if (document.readyState === 'complete') place();
  else ['DOMContentLoaded', 'load'].forEach((event) => addEventListener(event, place));
}
