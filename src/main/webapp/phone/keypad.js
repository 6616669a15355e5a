/** The keypad: each digit pressed or typed goes to the desk's telephone system, and is shown. A to D can only be typed. */
const DIGIT = /^[0-9*#A-D]$/;

export class Keypad {
  /** `send` receives each digit, and tells whether it has a way to the desk. */
  constructor(box, send) {
    this.box = box;
    this.send = send;
    this.digits = box.querySelector('.voip-digits');
    box.addEventListener('click', ({ target }) => this.press(target.closest('[data-digit]')?.dataset.digit));
  }

  /** Whether the key is one of a telephone; capitals only, so that nobody types one by mistake. */
  has(key) {
    return DIGIT.test(key);
  }

  press(digit) {
    if (digit && this.send(digit)) this.digits.append(digit);
  }

  clear() {
    this.digits.textContent = '';
  }
}
