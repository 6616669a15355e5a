/** The list of calls: without this script it shows and takes every time in UTC. */
import './days.js';
import { showTimes } from './times.js';

const zone = document.querySelector('[name=zone]');
if (!zone.value) {
  zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelector('[data-zone]').textContent = zone.value;
}
showTimes();
