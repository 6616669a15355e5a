const REFUSALS = { NotAllowedError: 'MIC_DENIED', NotFoundError: 'MIC_MISSING', SecurityError: 'MIC_POLICY' };

/** A track of sound from the device with this id, of the usual one without; otherwise `{ refusal }`. */
export async function openMicrophone(deviceId) {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return { refusal: 'MIC_INSECURE' };
  // Chromium alone tells beforehand; the others refuse with a NotAllowedError, as if the caller had.
  if (document.featurePolicy?.allowsFeature('microphone') === false) return { refusal: 'MIC_POLICY' };
  try {
    const [track] = (await mediaDevices.getUserMedia({ audio: { deviceId } })).getTracks();
    return { track };
  } catch (failure) {
    return { refusal: REFUSALS[failure.name] ?? 'MIC_IN_USE' };
  }
}
