/** For <voip-call> in a page of our own origin: shows there that a call is running, as icon.js does in our own pages. */
import { show } from './running.js';

const sheet = new CSSStyleSheet();
sheet.insertRule('a[data-running] { display: flex; align-items: center; gap: 6px; font: 14px system-ui; text-decoration: none; }');
sheet.insertRule('a[data-running]::after { content: attr(data-running); }');

/** Those of elements that came since the last call, too. */
function icons() {
  const roots = [...document.querySelectorAll('voip-call')].map((element) => element.shadowRoot);
  for (const root of roots) {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
  return roots.map((root) => root.querySelector('a'));
}

try {
  const calls = new BroadcastChannel('voip-phone');
  calls.onmessage = ({ data }) => 'since' in data && show(data.since, icons);
  calls.postMessage({ ask: true });
} catch {
  // the browser keeps windows apart
}
