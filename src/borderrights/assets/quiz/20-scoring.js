// @ts-check
// Scoring: the twin of scoring.py.

/** @param {Data} data @param {string} what @returns {never} */
function refuse(data, what) {
  throw new RangeError(`item '${data.id}': ${what}`);
}

/** @param {Data} data @param {any[]} names @param {string[]} allowed */
function known(data, names, allowed) {
  for (const name of names) {
    if (typeof name !== 'string' || !allowed.includes(name)) refuse(data, `has no '${name}'`);
  }
}

/** @param {Data} data @param {any} response @returns {any[]} */
function sequence(data, response) {
  return Array.isArray(response) ? response : refuse(data, 'takes a list of ids');
}

/** @param {Data} data @param {any} response @returns {Record<string, any>} */
function pairs(data, response) {
  if (response === null || response === undefined) return {};
  if (typeof response !== 'object' || Array.isArray(response)) refuse(data, 'takes pairs of ids');
  return response;
}

/** @type {Record<string, (data: Data, response: any) => [number, Record<string, string>, boolean]>} */
const RULES = {
  single(data, response) {
    if (response === null) return [0, { [data.key]: 'missed' }, false];
    known(data, [response], data.options);
    if (response === data.key) return [1, { [response]: 'right' }, true];
    return [0, { [response]: 'wrong', [data.key]: 'missed' }, true];
  },

  multiple(data, response) {
    const chosen = sequence(data, response || []);
    known(data, chosen, data.options);
    if (new Set(chosen).size !== chosen.length) refuse(data, 'an option is chosen twice');
    /** @type {Record<string, string>} */
    const marks = {};
    for (const part of chosen) marks[part] = data.key.includes(part) ? 'right' : 'wrong';
    const right = chosen.filter((part) => data.key.includes(part)).length;
    for (const part of data.key) if (!chosen.includes(part)) marks[part] = 'missed';
    const fraction = (right - (chosen.length - right)) / data.key.length;
    return [Math.max(0, fraction), marks, chosen.length > 0];
  },

  order(data, response) {
    /** @type {string[]} */
    const ids = data.options;
    /** @type {Record<string, string>} */
    const marks = {};
    if (response === null) {
      for (const part of ids) marks[part] = 'missed';
      return [0, marks, false];
    }
    const chosen = sequence(data, response);
    known(data, chosen, ids);
    if (chosen.length !== ids.length || new Set(chosen).size !== ids.length) {
      refuse(data, 'an order must name every step once');
    }
    let kept = 0;
    let count = 0;
    ids.forEach((first, index) => {
      marks[first] = chosen[index] === first ? 'right' : 'wrong';
      for (const second of ids.slice(index + 1)) {
        count += 1;
        if (chosen.indexOf(first) < chosen.indexOf(second)) kept += 1;
      }
    });
    return [Math.max(0, 2 * (kept / count) - 1), marks, true];
  },

  match(data, response) {
    const given = pairs(data, response);
    const lefts = Object.keys(data.key);
    known(data, Object.keys(given), lefts);
    known(data, Object.values(given), data.right);
    /** @type {Record<string, string>} */
    const marks = {};
    let hits = 0;
    for (const left of lefts) {
      const hit = own(given, left) && given[left] === data.key[left];
      if (hit) hits += 1;
      marks[left] = hit ? 'right' : own(given, left) ? 'wrong' : 'missed';
    }
    return [hits / lefts.length, marks, Object.keys(given).length === lefts.length];
  },

  judgement(data, response) {
    const given = pairs(data, response);
    const parts = Object.keys(data.key);
    known(data, Object.keys(given), parts);
    known(data, Object.values(given), data.scale);
    /** @type {Record<string, string>} */
    const marks = {};
    let sum = 0;
    for (const part of parts) {
      if (!own(given, part)) {
        marks[part] = 'missed';
        continue;
      }
      const far = Math.abs(data.scale.indexOf(given[part]) - data.scale.indexOf(data.key[part]));
      marks[part] = ['right', 'near', 'wrong', 'wrong'][far];
      sum += [1, 0.5, 0, 0][far];
    }
    return [sum / parts.length, marks, Object.keys(given).length === parts.length];
  },

  scenario(data, response) {
    const path = walk(data, sequence(data, response || []));
    /** @type {Record<string, string>} */
    const marks = {};
    let earned = 0;
    for (const { node, choice, open } of path.taken) {
      const top = Math.max(...open.map((/** @type {Data} */ other) => other.points));
      const mark = choice.points === top ? 'right' : choice.points ? 'near' : 'wrong';
      marks[`${node}:${choice.id}`] = mark;
      earned += choice.points;
    }
    const top = best(data).points;
    return [top ? earned / top : 0, marks, Boolean(path.ending)];
  },

  reflection(data, response) {
    if (response !== null && typeof response !== 'string') refuse(data, 'takes text');
    return [0, {}, Boolean(response && response.trim())];
  },
};

/**
 * What `response` earns on the item; throws a RangeError where it does not fit the item.
 * @param {Data} data
 * @param {any} response
 */
function score(data, response) {
  const given = response === undefined ? null : response;
  const [fraction, marks, complete] = RULES[data.kind](data, given);
  const possible = data.kind === 'reflection' ? 0 : data.points;
  const counts = data.counts;
  return { fraction, points: fraction * possible, possible, marks, complete, counts };
}

/** @typedef {{node: string, flags: string[]}} Place */

/** @param {Data} data @param {Place} at @returns {Data[]} */
function openChoices(data, at) {
  return data.nodes[at.node].choices.filter((/** @type {Data} */ choice) =>
    (!choice.needs || at.flags.includes(choice.needs)) &&
    (!choice.unless || !at.flags.includes(choice.unless)));
}

/** @param {Place} at @param {Data} choice @returns {Place} */
function follow(at, choice) {
  const add = choice.sets && !at.flags.includes(choice.sets);
  return { node: choice.goto, flags: add ? [...at.flags, choice.sets].sort() : at.flags };
}

/** @param {Data} data @param {string[]} steps */
function walk(data, steps) {
  /** @type {Place} */
  let at = { node: data.start, flags: [] };
  const taken = [];
  for (const step of steps) {
    const open = openChoices(data, at);
    const choice = open.find((one) => `${at.node}:${one.id}` === step);
    if (!choice) return refuse(data, `step '${step}' is not open here`);
    taken.push({ node: at.node, choice, open });
    at = follow(at, choice);
  }
  return { at, taken, ending: data.nodes[at.node].ending };
}

/**
 * The path with the most points; among equals the first in authored order.
 * @param {Data} data
 * @param {Place} [at]
 * @param {Map<string, any>} [seen]
 * @returns {{steps: string[], points: number}}
 */
function best(data, at = { node: data.start, flags: [] }, seen = new Map()) {
  const key = [at.node, ...at.flags].join(' ');
  if (!seen.has(key)) {
    let top = { steps: /** @type {string[]} */ ([]), points: 0 };
    openChoices(data, at).forEach((choice, index) => {
      const rest = best(data, follow(at, choice), seen);
      const points = choice.points + rest.points;
      if (index === 0 || points > top.points) {
        top = { steps: [`${at.node}:${choice.id}`, ...rest.steps], points };
      }
    });
    seen.set(key, top);
  }
  return seen.get(key);
}
