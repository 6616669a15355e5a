/** Microphone with its level, speaker and volume: chosen during a call, remembered for the next. Loaded when it is opened. */
import { store, stored } from './storage.js';

const LEVEL_EVERY = 100; // milliseconds
const LOUD = 0.25; // the RMS of a loud voice, at which the meter is full

/** Fills the box with the choices of this call; returns what ends its work. */
export function showSettings(box, media) {
  const { mediaDevices } = navigator;
  const { microphone, speaker, volume } = Object.fromEntries(
    [...box.querySelectorAll('[name]')].map((control) => [control.name, control]),
  );
  const fill = async () => {
    const devices = await mediaDevices.enumerateDevices();
    offer(microphone, devices, 'audioinput', media.track?.getSettings().deviceId);
    offer(speaker, devices, 'audiooutput', media.audio.sinkId);
  };
  volume.value = media.audio.volume;
  box.oninput = async ({ target: { name, value } }) => {
    if (await use(media, name, value)) remember(name, value);
  };
  mediaDevices.addEventListener('devicechange', fill);
  const stopLevel = showLevel(box.querySelector('meter'), media, fill);
  return () => {
    box.oninput = null;
    mediaDevices.removeEventListener('devicechange', fill);
    stopLevel();
  };
}

/** False when the microphone cannot be had: the old one goes on. */
async function use(media, name, value) {
  if (name === 'volume') media.audio.volume = value;
  if (name === 'speaker') await media.audio.setSinkId(value);
  return name !== 'microphone' || !(await media.capture(value));
}

/** Not shown where there is nothing to choose from: some browsers do not list speakers. */
function offer(select, devices, kind, chosen) {
  const options = devices.filter((device) => device.kind === kind);
  select.closest('label').hidden = !options.length || chosen === undefined;
  select.replaceChildren(
    ...options.map(({ label, deviceId }) => new Option(label, deviceId, false, deviceId === chosen)),
  );
}

/** Shows how loud the microphone is; tells when it is another one. */
function showLevel(meter, media, changed) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  const full = LOUD * Math.sqrt(samples.length);
  let track = null;
  let source;
  const timer = setInterval(() => {
    if (track !== media.track) {
      track = media.track;
      source?.disconnect();
      source = track && context.createMediaStreamSource(new MediaStream([track]));
      source?.connect(analyser);
      changed();
    }
    analyser.getFloatTimeDomainData(samples);
    meter.value = Math.hypot(...samples) / full;
  }, LEVEL_EVERY);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

function remember(name, value) {
  store('voip', { ...stored('voip'), [name]: value });
}
