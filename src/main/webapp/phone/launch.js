/** The click on the headset: before it nothing of the phone is loaded, and no microphone asked for. */
const at = (path) => new URL(path, import.meta.url);
let phone;

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('.voip-call');
  if (!button) return;
  try {
    phone ??= load(button.parentElement.dataset.lang);
    (await phone).open(button);
  } catch (failure) {
    console.error(failure);
    phone = null; // the next click tries again
    button.nextElementSibling?.removeAttribute('hidden');
  }
});

async function load(lang) {
  const [module, texts] = await Promise.all([
    import('./phone.js'),
    fetch(at('../../api/phone-texts?lang=' + lang)).then((answer) => answer.json()),
    style(),
    import('./call.js'), // now, not when phone.js asks for it
    import('./media.js'),
  ]);
  module.build(texts);
  return module;
}

function style() {
  return new Promise((onload, onerror) => {
    const link = document.createElement('link');
    document.head.append(Object.assign(link, { rel: 'stylesheet', href: at('phone.css'), onload, onerror }));
  });
}
