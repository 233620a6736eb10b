// @ts-check
// Which questions of a bank a sitting asks: the twin of draw.py, with a seed for each visit.

const ALWAYS = 2; // what stands first on the page must not move when the rest has been drawn

/**
 * @param {Data} data @param {string} seed @param {(item: Data) => number} rank lower comes first
 * @returns {string[]} ids of the items to ask, in the order of the page
 */
function drawSitting(data, seed, rank) {
  const all = data.items.filter((/** @type {Data} */ item) => item.kind !== 'reflection');
  const chosen = new Set(all.filter((/** @type {Data} */ item, /** @type {number} */ index) =>
    index < ALWAYS || item.kind === 'scenario').map((/** @type {Data} */ item) => item.id));
  /** @type {Data[]} */
  const pool = shuffle(all, seed).sort((a, b) => rank(a) - rank(b));
  /** @param {Data} item */
  const asked = (item) => all.filter((/** @type {Data} */ other) =>
    chosen.has(other.id) && other.objective === item.objective).length;
  while (chosen.size < data.sitting) {
    const open = pool.filter((item) => !chosen.has(item.id) && !chosen.has(item.twin));
    if (!open.length) break;
    chosen.add(open.reduce((best, item) =>
      (rank(item) - rank(best) || asked(item) - asked(best)) < 0 ? item : best).id);
  }
  return data.items.map((/** @type {Data} */ item) => item.id)
    .filter((/** @type {string} */ id) => chosen.has(id) || !all.some(
      (/** @type {Data} */ item) => item.id === id));
}

/** @param {Data} data @param {any} ids @returns {boolean} whether a stored sitting still fits */
function isSitting(data, ids) {
  const known = new Set(data.items.map((/** @type {Data} */ item) => item.id));
  return Array.isArray(ids) && ids.length >= Math.min(data.sitting, data.items.length) / 2 &&
    ids.every((id) => known.has(id));
}
