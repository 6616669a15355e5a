/** Times, relative to now. */
const units = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]];
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });

/** Writes each new `<time>` of the page as "5 minutes ago", with the full date as its title. */
export function showTimes() {
  for (const time of document.querySelectorAll('time:not([title])')) {
    const moment = new Date(time.dateTime);
    const seconds = (moment - Date.now()) / 1000;
    const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', Infinity];
    time.title = moment.toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' });
    time.textContent = time.matches('[data-exact]') ? time.title : ago.format(Math.round(seconds / length) || 0, unit);
  }
}
