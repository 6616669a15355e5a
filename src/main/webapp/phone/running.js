/** Shows beside the headset for how long a call has been running in the window of the phone. */
let clock;

/** `since` is the time in milliseconds at which it began; null when it is over. `icons` finds the headsets. */
export function show(since, icons = () => document.querySelectorAll('a.voip-call')) {
  clearInterval(clock);
  if (since) clock = setInterval(tick, 1000, since, icons);
  tick(since, icons);
}

function tick(since, icons) {
  const duration = since && new Date(Math.max(0, Date.now() - since)).toISOString().slice(11, 19).replace(/^00:/, '');
  for (const icon of icons()) {
    if (since) icon.dataset.running = icon.ariaDescription = duration;
    else for (const name of ['data-running', 'aria-description']) icon.removeAttribute(name);
  }
}
