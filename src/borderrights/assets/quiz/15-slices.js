// @ts-check
// Work in slices, so that a slow phone can draw and answer a touch in between.

const SLICE = 8; // milliseconds until the next touch may have its turn

/** @type {(() => void)[]} */
const waiting = [];
let working = false;

/** Do a step soon, in the order of the calls. */
/** @param {() => void} step */
function later(step) {
  waiting.push(step);
  if (working) return;
  working = true;
  window.setTimeout(slice, 0);
}

function slice() {
  const end = performance.now() + SLICE;
  try {
    do /** @type {() => void} */ (waiting.shift())();
    while (waiting.length && performance.now() < end);
  } finally {
    working = waiting.length > 0;
    if (working) window.setTimeout(slice, 0);
  }
}
