// @ts-check
// An order of options that stays the same during a visit.

/** @returns {string} */
function visitSeed() {
  const fresh = String(Math.random());
  try {
    const name = 'borderrights:seed';
    const seed = sessionStorage.getItem(name) || fresh;
    sessionStorage.setItem(name, seed);
    return seed;
  } catch (error) {
    return fresh;
  }
}

/** @param {any[]} entries @param {string} seed */
function shuffle(entries, seed) {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const mixed = entries.slice();
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other], mixed[index]];
  }
  return mixed;
}

/** Shuffle the entries of the item's list and give them their letters by position. */
/** @param {Element} section @param {string} seed @returns {any[]} */
function shuffleList(section, seed) {
  const list = section.querySelector('.br-shuffle');
  if (!list) return [];
  const rows = shuffle(Array.from(list.children), seed);
  rows.forEach((row, index) => {
    row.querySelector('.br-letter').textContent = String.fromCharCode(65 + index);
    list.append(row);
  });
  return rows;
}
