/** The headset in our own pages: opens the phone, and shows a running call. */
import { open } from './open.js';

document.addEventListener('click', (event) => {
  const icon = event.target.closest?.('a.voip-call');
  if (!icon || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(icon.href);
});

try {
  const calls = new BroadcastChannel('voip-phone');
  calls.onmessage = async ({ data }) => 'since' in data && (await import('./running.js')).show(data.since);
  calls.postMessage({ ask: true });
} catch {
  // the browser keeps windows apart
}
