// @ts-check
/**
 * The front end of a quiz: scores answers and shows what they were worth.
 *
 * One plain script without imports, because a widget's module comes from a blob address and a page
 * may be opened from a folder. Each host puts STRINGS in front of it and adds its own last line.
 * The texts stand in the HTML that is already there; this file moves them, it never writes them.
 */

/** @typedef {Record<string, any>} Data        what payload.py says about an item */
/** @typedef {{sign: string, text: string, look: string}} Verdict */
/** @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(event: string, call: () => void): void, off(event: string, call: () => void): void}} Model */

// --- words and elements -----------------------------------------------------------------------

/**
 * @param {string} key
 * @param {Record<string, any>} [values]
 * @returns {string}
 */
function say(key, values = {}) {
  // @ts-ignore: the host puts STRINGS in front of this file
  const text = STRINGS[key] || key;
  return text.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) =>
    own(values, name) ? String(values[name]) : whole);
}

/** @param {object} thing @param {string} name */
function own(thing, name) {
  return Object.prototype.hasOwnProperty.call(thing, name);
}

/** @param {number} value */
function number(value) {
  // Most numbers are whole and small; to load a locale for them costs a slow phone 0.1 s.
  if (Number.isInteger(value) && value < 1000) return String(value);
  // @ts-ignore: as above
  return value.toLocaleString(STRINGS.language, { maximumFractionDigits: 2 });
}

/**
 * @param {string} tag
 * @param {string} [name] class
 * @param {string} [text]
 * @returns {any}
 */
function make(tag, name = '', text = '') {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text) node.textContent = text;
  if (tag === 'button') node.setAttribute('type', 'button');
  return node;
}

/** @param {Element} root @param {string} selector @returns {any[]} */
function all(root, selector) {
  return Array.from(root.querySelectorAll(selector));
}

/** @param {Element} root @returns {string} the author's text of an option, card or choice */
function textOf(root) {
  const text = root.querySelector('.br-text');
  return text && text.textContent ? text.textContent.trim() : '';
}

/** @param {Verdict} verdict @param {string} tag @param {string} name @returns {any} */
function verdictNode(verdict, tag, name) {
  const node = make(tag, `${name} br-is-${verdict.look}`);
  const sign = make('span', 'br-sign', verdict.sign);
  sign.setAttribute('aria-hidden', 'true');
  node.append(sign, ' ', make('strong', '', verdict.text));
  return node;
}
