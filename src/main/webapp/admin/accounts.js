/** The accounts: without this script they show every time in UTC. */
import { showTimes } from './times.js';

showTimes();
