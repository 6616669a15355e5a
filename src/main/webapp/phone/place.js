/** Moves the panel: by pointer, by arrow keys, and off what gets the focus; always inside the window. */
const panel = document.querySelector('.voip-panel');
const handle = panel.querySelector('.voip-move');
const STEPS = { ArrowLeft: [24, 0], ArrowRight: [-24, 0], ArrowUp: [0, 24], ArrowDown: [0, -24] };
let grip;

const now = () => {
  const { right, bottom } = getComputedStyle(panel);
  return [parseFloat(right), parseFloat(bottom)];
};

function place(right, bottom) {
  const { clientWidth, clientHeight } = document.documentElement;
  panel.style.right = Math.max(8, Math.min(right, clientWidth - panel.offsetWidth - 8)) + 'px';
  panel.style.bottom = Math.max(8, Math.min(bottom, clientHeight - panel.offsetHeight - 8)) + 'px';
}

function covers(target) {
  const its = target.getBoundingClientRect();
  const own = panel.getBoundingClientRect();
  return own.left < its.right && its.left < own.right && own.top < its.bottom && its.top < own.bottom;
}

/** To the first corner that leaves the target free, or not at all. */
function avoid(target) {
  const corners = [[0, 0], [0, 1e5], [1e5, 1e5], [1e5, 0], now()];
  for (const [x, y] of corners) if (covers(target)) place(x, y);
}

handle.onpointerdown = ({ pointerId, clientX, clientY }) => {
  const [right, bottom] = now();
  handle.setPointerCapture(pointerId);
  grip = [right + clientX, bottom + clientY];
};
handle.onpointermove = (event) => {
  if (!event.buttons) return;
  if (!grip) handle.onpointerdown(event); // pressed while this file was on its way
  place(grip[0] - event.clientX, grip[1] - event.clientY);
};
handle.onpointerup = handle.onpointercancel = () => (grip = null);
handle.onkeydown = (event) => {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault(); // the page should not scroll
  const [right, bottom] = now();
  place(right + step[0], bottom + step[1]);
};
new ResizeObserver(() => place(...now())).observe(panel);
addEventListener('resize', () => place(...now()));
addEventListener('focusin', ({ target }) => {
  // the browser scrolls to what gets the focus only after this event
  if (!panel.contains(target)) requestAnimationFrame(() => avoid(target));
});
if (!panel.contains(document.activeElement)) avoid(document.activeElement);
