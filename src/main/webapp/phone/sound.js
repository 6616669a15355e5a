/** Microphone with its level, speaker and volume: chosen during a call, remembered for the next. */

/** Gives a new call what was chosen in an earlier one. */
export function restore(media) {
  const { microphone, speaker = '', volume = 1 } = remembered();
  media.device = microphone;
  media.audio.volume = volume;
  media.audio.setSinkId?.(speaker).catch(console.debug); // unplugged since
}

/** Fills the box with the settings; returns what ends its work. */
export function sound(box, { media }, texts) {
  const { mediaDevices } = navigator;
  const level = document.createElement('meter');
  const volume = document.createElement('input');
  level.setAttribute('aria-label', texts.microphone);
  Object.assign(volume, { type: 'range', max: 1, step: 'any', value: media.audio.volume });
  const microphone = labelled('microphone', document.createElement('select'), box, texts);
  box.append(level);
  const speaker = labelled('speaker', document.createElement('select'), box, texts);
  labelled('volume', volume, box, texts);
  const fill = async () => {
    const devices = await mediaDevices.enumerateDevices();
    choices(microphone, devices, 'audioinput', media.track?.getSettings().deviceId);
    choices(speaker, devices, 'audiooutput', media.audio.sinkId);
  };
  box.oninput = async ({ target: { name, value } }) => (await use(media, name, value)) && remember(name, value);
  mediaDevices.addEventListener('devicechange', fill);
  const stop = listen(level, media, fill);
  return () => stop(mediaDevices.removeEventListener('devicechange', fill));
}

/** False when the microphone cannot be had: the old one goes on. */
async function use(media, name, value) {
  if (name === 'volume') media.audio.volume = value;
  if (name === 'speaker') await media.audio.setSinkId(value);
  return name !== 'microphone' || !(await media.capture(value));
}

function labelled(name, control, box, texts) {
  const label = document.createElement('label');
  control.name = name;
  label.append(texts[name], control);
  box.append(label);
  return control;
}

/** Not shown where there is nothing to choose from: some browsers tell no speakers. */
function choices(select, devices, kind, chosen) {
  const options = devices.filter((device) => device.kind === kind);
  select.parentElement.hidden = !options.length || chosen === undefined;
  select.replaceChildren(
    ...options.map(({ label, deviceId }) => new Option(label, deviceId, false, deviceId === chosen)),
  );
}

/** Shows how loud the microphone is; tells when it is another one. */
function listen(level, media, changed) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
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
    level.value = Math.hypot(...samples) / 11; // full at an RMS of 0.25, a loud voice (2048 samples)
  }, 100);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

function remembered() {
  try {
    return JSON.parse(localStorage.voip);
  } catch {
    return {}; // nothing yet, or the browser forbids this page to store
  }
}

function remember(name, value) {
  try {
    localStorage.voip = JSON.stringify({ ...remembered(), [name]: value });
  } catch (forbidden) {
    console.debug('voip', forbidden);
  }
}
