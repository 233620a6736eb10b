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

// --- scoring: the twin of scoring.py ----------------------------------------------------------

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

// --- an order that stays the same during a visit ------------------------------------------------

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

// --- the kinds of question that have a Check button ---------------------------------------------

/**
 * @typedef {object} Kind
 * @property {() => any} read                       the response, null while there is none
 * @property {(response: any) => void} write
 * @property {() => {text: string, focus: any} | null} missing  what stands in the way of Check
 * @property {() => any} first                      where a new try begins
 * @property {(part: string, mark: string, response: any) => Verdict | null} verdict
 * @property {(open: boolean) => void} [reveal]     called when answers are shown or hidden
 * @property {() => string} [lead]                  what was right, in one line
 */

/** @type {Record<string, (section: any, data: Data, ctx: any) => Kind>} */
const KINDS = {
  single: choiceKind,
  multiple: choiceKind,
  order: orderKind,
  match: matchKind,
  judgement: judgementKind,
};

/** @param {any} section @param {Data} data @param {any} ctx @returns {Kind} */
function choiceKind(section, data, ctx) {
  const inputs = shuffleList(section, ctx.seed + data.id).map((row) => row.querySelector('input'));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const single = data.kind === 'single';
  return {
    read() {
      const parts = data.options.filter((/** @type {string} */ part) => chosen().includes(part));
      return parts.length ? (single ? parts[0] : parts) : null;
    },
    write(response) {
      for (const input of inputs) {
        input.checked = single ? input.value === response : (response || []).includes(input.value);
      }
    },
    missing: () => (chosen().length ? null : { text: say('choose-first'), focus: inputs[0] }),
    first: () => inputs[0],
    lead() {
      const right = inputs.filter((input) =>
        single ? input.value === data.key : data.key.includes(input.value));
      const letters = right.map((input) => input.parentNode.querySelector('.br-letter').textContent);
      return say(letters.length > 1 ? 'right-answers' : 'right-answer-is', { letters: letters.join(', ') });
    },
    verdict(part, mark) {
      if (mark === 'right') return { sign: '✓', text: say('right-answer-yours'), look: 'right' };
      if (mark === 'wrong') return { sign: '✗', text: say('wrong-answer-yours'), look: 'wrong' };
      if (mark !== 'missed') {
        const [sign, text] = single ? ['✗', say('wrong')] : ['–', say('left-out')];
        return { sign, text, look: 'quiet' };
      }
      if (single) return { sign: '✓', text: say('right-answer'), look: 'right' };
      return { sign: '✓', text: say('missed'), look: 'missed' };
    },
  };
}

/** @param {any} section @param {Data} data @param {any} ctx @returns {Kind} */
function orderKind(section, data, ctx) {
  const list = section.querySelector('.br-steps');
  const start = all(list, '.br-mover').map((row) => row.dataset.part);
  // Paper shows the order in which the page was written, whatever the screen shows by then.
  all(list, '.br-mover').forEach((row, index) => { row.style.order = index; });
  let touched = false;
  const parts = () => Array.from(list.children).map((/** @type {any} */ row) => row.dataset.part);

  const renumber = () => Array.from(list.children).forEach((row, index) => {
    /** @type {any} */ (row.querySelector('.br-letter')).textContent = String(index + 1);
    const [up, down] = all(row, '.br-move');
    up.setAttribute('aria-disabled', String(index === 0));
    down.setAttribute('aria-disabled', String(index === list.children.length - 1));
  });
  const arrange = (/** @type {string[]} */ order) => {
    const rows = all(list, '.br-mover');
    for (const part of order) list.append(rows.find((row) => row.dataset.part === part));
    renumber();
  };

  for (const button of all(list, '.br-move')) {
    const row = button.closest('.br-mover');
    button.setAttribute('aria-label', `${button.title}: ${textOf(row)}`);
    button.addEventListener('click', () => {
      const place = parts().indexOf(row.dataset.part);
      const other = list.children[place + Number(button.dataset.by)];
      if (!other) {
        ctx.announce(say(place ? 'already-last' : 'already-first', { text: textOf(row) }));
        return;
      }
      // The neighbour moves, not the row: the button that was pressed keeps the focus.
      if (button.dataset.by === '1') list.insertBefore(other, row);
      else row.after(other);
      touched = true;
      renumber();
      const now = parts().indexOf(row.dataset.part) + 1;
      ctx.announce(say('moved', { text: textOf(row), place: now, all: list.children.length }));
      ctx.answer(data, parts());
    });
  }
  for (const moves of all(list, '.br-moves')) moves.hidden = false;
  renumber();
  const first = () => list.querySelector('.br-move[data-by="1"]');
  return {
    read: () => (touched ? parts() : null),
    write(response) {
      touched = Boolean(response);
      arrange(response || start);
    },
    missing: () => (touched ? null : { text: say('move-first'), focus: first() }),
    first,
    verdict(part, mark, response) {
      const place = (response || []).indexOf(part) + 1;
      if (mark === 'right') return { sign: '✓', text: say('right-place'), look: 'right' };
      return { sign: '✗', text: say(place ? 'wrong-place' : 'wrong', { place }), look: 'wrong' };
    },
    lead: () => say('right-order'),
    reveal(open) {
      for (const moves of all(list, '.br-moves')) moves.hidden = open;
      // Shown in the right order: the eye finds first what is right, then where one's own steps lay.
      if (open) arrange(data.options);
    },
  };
}

/** @param {any} section @param {Data} data @param {any} ctx @returns {Kind} */
function matchKind(section, data, ctx) {
  const rights = shuffleList(section, ctx.seed + data.id);
  const letter = (/** @type {string} */ part) => {
    const row = rights.find((one) => one.dataset.part === part);
    return row ? row.querySelector('.br-letter').textContent : '–';
  };
  const selects = all(section, '.br-select');
  const left = (/** @type {any} */ select) => select.closest('.br-pair').dataset.part;
  for (const select of selects) {
    const options = all(select, 'option');
    for (const row of rights) {
      const option = options.find((one) => one.value === row.dataset.part);
      option.textContent = `${letter(row.dataset.part)}: ${textOf(row)}`;
      select.append(option);
    }
  }
  return {
    read() {
      const filled = selects.filter((select) => select.value);
      /** @type {Record<string, string>} */
      const response = {};
      for (const select of filled) response[left(select)] = select.value;
      return filled.length ? response : null;
    },
    write(response) {
      for (const select of selects) {
        const part = left(select);
        select.value = response && own(response, part) ? response[part] : '';
      }
    },
    missing() {
      const open = selects.filter((select) => !select.value);
      if (!open.length) return null;
      return {
        text: open.length === selects.length ? say('choose-first') : say('parts-open', { n: open.length }),
        focus: open[0],
      };
    },
    first: () => selects[0],
    verdict(part, mark) {
      const partner = letter(data.key[part]);
      if (mark === 'right') return { sign: '✓', text: say('right-pair', { partner }), look: 'right' };
      return { sign: '✗', text: say('wrong-pair', { partner }), look: 'wrong' };
    },
  };
}

/** @param {any} section @param {Data} data @param {any} ctx @returns {Kind} */
function judgementKind(section, data, ctx) {
  const rows = shuffleList(section, ctx.seed + data.id);
  const rated = (/** @type {any} */ row) => row.querySelector('input:checked');
  const word = (/** @type {string} */ rating) =>
    section.querySelector(`input[value="${rating}"]`).parentNode.textContent.trim();
  return {
    read() {
      /** @type {Record<string, string>} */
      const response = {};
      for (const row of rows) if (rated(row)) response[row.dataset.part] = rated(row).value;
      return Object.keys(response).length ? response : null;
    },
    write(response) {
      for (const row of rows) {
        const rating = response && own(response, row.dataset.part) ? response[row.dataset.part] : '';
        for (const input of all(row, 'input')) input.checked = input.value === rating;
      }
    },
    missing() {
      const open = rows.filter((row) => !rated(row));
      if (!open.length) return null;
      return {
        text: open.length === rows.length ? say('choose-first') : say('parts-open', { n: open.length }),
        focus: open[0].querySelector('input'),
      };
    },
    first: () => rows[0].querySelector('input'),
    verdict(part, mark) {
      const rating = word(data.key[part]).toLowerCase();
      if (mark === 'right') return { sign: '✓', text: say('rating-right', { rating }), look: 'right' };
      if (mark === 'near') return { sign: '½', text: say('rating-near', { rating }), look: 'near' };
      return { sign: '✗', text: say('rating-wrong', { rating }), look: 'wrong' };
    },
  };
}

// --- views: one for each item, with update(response, checked) -----------------------------------

/** Lends nodes that stand in the answers to the places where a learner looks for them. */
function lender() {
  /** @type {Map<any, any>} */
  const homes = new Map();
  return {
    /** @param {any} node @param {any} place */
    lend(node, place) {
      if (!node) return;
      if (!homes.has(node)) homes.set(node, node.parentNode);
      place.append(node);
    },
    giveBack() {
      for (const [node, home] of homes) home.append(node);
      homes.clear();
    },
  };
}

/** @param {any} section @returns {number} level of the heading below the item's own */
function below(section) {
  return Math.min(6, Number(section.querySelector('.br-head').tagName[1]) + 1);
}

/** @param {ReturnType<typeof score>} result @returns {Verdict} */
function overall(result) {
  if (result.fraction > 1 - 1e-9) return { sign: '✓', text: say('right'), look: 'right' };
  if (result.fraction > 0) return { sign: '½', text: say('partly'), look: 'near' };
  return { sign: '✗', text: say('wrong'), look: 'wrong' };
}

/** @param {ReturnType<typeof score>} result */
function pointsLine(result) {
  const line = say('points', { points: number(result.points), possible: number(result.possible) });
  return result.counts ? line : `${line} ${say('practice-only')}`;
}

/** @param {any} section @param {Data} data @param {any} ctx */
function checkedView(section, data, ctx) {
  const kind = KINDS[data.kind](section, data, ctx);
  const form = section.querySelector('.br-form');
  const group = section.querySelector('.br-group');
  const hint = section.querySelector('.br-hint');
  const actions = section.querySelector('.br-actions');
  const check = section.querySelector('.br-check');
  const again = make('button', 'br-button br-again', say('again'));
  const after = make('div', 'br-afterwards');
  const soFar = make('p', 'br-sofar');
  const { lend, giveBack } = lender();
  /** @type {any[]} */
  let added = [];
  let shown = false;
  let shownFor = '';

  actions.before(after, soFar);
  actions.append(again);
  actions.hidden = false;
  again.hidden = true;

  form.addEventListener('change', () => {
    hint.textContent = '';
    ctx.answer(data, kind.read());
  });
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    if (shown) return;
    const missing = kind.missing();
    if (missing) {
      hint.textContent = missing.text;
      ctx.announce(missing.text);
      missing.focus.focus();
      return;
    }
    ctx.check(data);
    added[0].focus();
  });
  again.addEventListener('click', () => {
    ctx.answer(data, null);
    kind.first().focus();
  });

  function hide() {
    giveBack();
    for (const node of added) node.remove();
    added = [];
    for (const row of all(section, '[data-mark]')) row.removeAttribute('data-mark');
    if (shown && kind.reveal) kind.reveal(false);
    shown = false;
    for (const control of all(group, 'input, select')) control.disabled = false;
    check.hidden = false;
    again.hidden = true;
  }

  /** @param {any} response @param {ReturnType<typeof score>} result */
  function reveal(response, result) {
    hide();
    hint.textContent = '';
    if (kind.reveal) kind.reveal(true);
    shown = true;
    shownFor = JSON.stringify(response);
    const head = verdictNode(overall(result), `h${below(section)}`, 'br-outcome');
    head.tabIndex = -1;
    head.append(' ', make('span', 'br-points', pointsLine(result)));
    added.push(head);
    form.prepend(head);
    if (kind.lead && result.fraction < 1) {
      const lead = make('p', 'br-lead', kind.lead());
      added.push(lead);
      head.after(lead);
    }
    for (const row of all(group, '.br-option')) {
      const part = row.dataset.part;
      const verdict = kind.verdict(part, result.marks[part], response);
      if (!verdict) continue;
      row.dataset.mark = verdict.look;
      const box = make('div', 'br-reason');
      box.append(verdictNode(verdict, 'p', 'br-verdict'));
      lend(section.querySelector(`.br-feedback [data-for="${part}"] .br-why`), box);
      row.append(box);
      added.push(box);
    }
    lend(section.querySelector('.br-answers .br-sources'), after);
    for (const control of all(group, 'input, select')) control.disabled = true;
    check.hidden = true;
    again.hidden = false;
  }

  return {
    /** @param {any} response @param {boolean} checked */
    update(response, checked) {
      const same = JSON.stringify(kind.read()) === JSON.stringify(response);
      if (checked && !(shown && shownFor === JSON.stringify(response))) {
        kind.write(response);
        reveal(response, score(data, response));
      } else if (!checked) {
        if (shown) hide();
        if (!same) kind.write(response);
      }
    },
    /** @param {string} line */
    count(line) {
      soFar.textContent = shown ? line : '';
    },
  };
}

const CUT = '\n---\n'; // between "what" and "by when", so that a promise is still one text

/** @param {any} section @param {Data} data @param {any} ctx */
function reflectionView(section, data, ctx) {
  const [words, when] = [section.querySelector('.br-words'), section.querySelector('.br-when')];
  const read = () => {
    const text = when && when.value ? words.value + CUT + when.value : words.value;
    return text || null;
  };
  section.querySelector('.br-form').addEventListener('input', () => ctx.answer(data, read(), true));
  return {
    /** @param {any} response */
    update(response) {
      if ((response || null) === read()) return;
      const [text, date] = String(response || '').split(CUT);
      words.value = text;
      if (when) when.value = date || '';
      else words.value = response || '';
    },
  };
}

/** @param {any} section @param {Data} data @param {any} ctx */
function scenarioView(section, data, ctx) {
  const level = below(section);
  const deck = section.querySelector('.br-deck');
  const cards = all(deck, '.br-card');
  const card = (/** @type {string} */ node) => cards.find((one) => one.dataset.node === node);
  const row = (/** @type {string} */ part) => deck.querySelector(`[data-part="${part}"]`);
  const cardName = (/** @type {string} */ node) =>
    card(node).querySelector('.br-card-head').textContent;
  const turnBox = make('div', 'br-turn');
  const endBox = make('div', 'br-finish');
  const pathBox = make('div', 'br-path');
  const tailBox = make('div', 'br-finish');
  const { lend, giveBack } = lender();
  /** @type {string[]} */
  let steps = [];
  /** @type {string} the choice just made, until the learner goes on */
  let turn = '';

  deck.after(endBox, pathBox, tailBox);
  for (const choice of all(deck, '.br-choice')) {
    const part = choice.dataset.part;
    const pick = choice.querySelector('.br-pick');
    const button = make('button', 'br-pick');
    button.append(...Array.from(pick.childNodes));
    // A link may not stand inside a button: its words stay, the address is in the comment's source.
    for (const link of all(button, 'a')) link.replaceWith(...Array.from(link.childNodes));
    const said = choice.querySelector('.br-colleague');
    said.id = `${section.id}-${part.replace(':', '-')}-w`;
    button.setAttribute('aria-describedby', said.id);
    button.addEventListener('click', () => {
      turn = part;
      go([...steps, part]);
      focus(turnBox.querySelector('.br-turn-head'));
    });
    pick.replaceWith(button);
  }
  for (const one of cards) one.querySelector('.br-card-head').tabIndex = -1;

  /** @param {any} node */
  function focus(node) {
    if (node) node.focus();
  }

  /** @param {string[]} next */
  function go(next) {
    steps = next;
    const done = Boolean(walk(data, steps).ending);
    if (done) ctx.check(data, steps, Boolean(turn));
    else ctx.answer(data, steps.length ? steps : null);
    draw();
  }

  /** @param {number} length of the path that is kept */
  function back(length) {
    turn = '';
    go(steps.slice(0, length));
    focus(card(walk(data, steps).at.node).querySelector('.br-card-head'));
  }

  function draw() {
    giveBack();
    const path = walk(data, steps);
    const node = turn ? turn.split(':')[0] : path.at.node;
    const open = openChoices(data, path.at).map((choice) => `${node}:${choice.id}`);
    for (const one of cards) one.hidden = one.dataset.node !== node;
    const here = card(node);
    for (const choice of all(here, '.br-choice')) choice.hidden = !open.includes(choice.dataset.part);
    for (const part of all(here, '.br-ask, .br-choices')) part.hidden = Boolean(turn);
    turnBox.remove();
    if (turn) drawTurn(here);
    const ended = path.ending && !turn;
    endBox.replaceChildren();
    tailBox.replaceChildren();
    if (ended) drawEnd(path);
    drawPath(path, Boolean(ended));
  }

  /** @param {any} here */
  function drawTurn(here) {
    const choice = row(turn);
    const chosen = make('p', 'br-chosen');
    chosen.append(make('strong', '', say('you-chose')), ' ', textOf(choice));
    const head = make(`h${level}`, 'br-turn-head', say('what-happens'));
    head.tabIndex = -1;
    const comment = make('p', 'br-turn-sub', say('comment'));
    const on = make('button', 'br-button', say('go-on'));
    on.addEventListener('click', () => {
      turn = '';
      draw();
      const now = walk(data, steps);
      focus(card(now.at.node).querySelector('.br-card-head'));
      if (now.ending) ctx.announce(endLine(now));
    });
    turnBox.replaceChildren(chosen, head);
    lend(choice.querySelector('.br-consequence'), turnBox);
    turnBox.append(comment);
    lend(choice.querySelector('.br-comment'), turnBox);
    turnBox.append(on);
    here.append(turnBox);
  }

  /** @param {ReturnType<typeof walk>} path */
  function earned(path) {
    return path.taken.reduce((sum, step) => sum + step.choice.points, 0);
  }

  /** @param {ReturnType<typeof walk>} path */
  function endLine(path) {
    return say('path-earned', { points: earned(path), best: best(data).points });
  }

  /** @param {ReturnType<typeof score>} result */
  function countsAs(result) {
    const values = { points: number(result.points), possible: number(result.possible) };
    return say('counts-as', values);
  }

  /** @param {ReturnType<typeof walk>} path */
  function drawEnd(path) {
    const top = best(data);
    const lost = top.points - earned(path);
    endBox.append(
      make(`h${level}`, 'br-outcome', endLine(path)),
      make('p', 'br-sofar', countsAs(score(data, steps))),
    );
    if (lost > 0) {
      endBox.append(make('p', '', say('path-cost', { lost })));
      endBox.append(make('p', 'br-best-head', say('best-path')));
      const list = make('ol', 'br-best');
      for (const part of top.steps) list.append(make('li', '', textOf(row(part))));
      endBox.append(list);
    } else endBox.append(make('p', '', say('none-better')));
    const restart = make('button', 'br-button', say('restart'));
    restart.addEventListener('click', () => back(0));
    tailBox.append(restart);
    lend(section.querySelector('.br-answers .br-sources'), tailBox);
  }

  /** @param {ReturnType<typeof walk>} path @param {boolean} ended */
  function drawPath(path, ended) {
    pathBox.replaceChildren();
    if (!path.taken.length) return;
    const list = make('ol', 'br-path-list');
    path.taken.forEach((step, index) => {
      const entry = make('div', 'br-path-step');
      const words = make('span', 'br-path-text', `${cardName(step.node)}: `);
      const top = Math.max(...step.open.map((/** @type {Data} */ one) => one.points));
      words.append(textOf(row(`${step.node}:${step.choice.id}`)));
      if (ended && top) {
        const worth = say('points', { points: step.choice.points, possible: top });
        words.append(' ', make('span', 'br-points', worth));
      }
      const button = make('button', 'br-link', say('back-here'));
      button.setAttribute('aria-label', `${say('back-here')}: ${cardName(step.node)}`);
      button.addEventListener('click', () => back(index));
      entry.append(words, button);
      const line = make('li');
      line.append(entry);
      list.append(line);
    });
    pathBox.append(make('p', 'br-path-head', say('your-path')), list);
  }

  draw();
  return {
    /** @param {any} response */
    update(response) {
      const next = response || [];
      if (JSON.stringify(next) === JSON.stringify(steps)) return;
      steps = next;
      turn = '';
      draw();
    },
  };
}

/** @type {Record<string, (section: any, data: Data, ctx: any) => any>} */
const VIEWS = { scenario: scenarioView, reflection: reflectionView };

// --- the sitting: what is answered, what it adds up to ------------------------------------------

/** @param {ReturnType<typeof score>[]} rows */
function total(rows) {
  const counted = rows.filter((row) => row.counts);
  const points = counted.reduce((sum, row) => sum + row.points, 0);
  const possible = counted.reduce((sum, row) => sum + row.possible, 0);
  return { points, possible, percent: possible ? (100 * points) / possible : 0 };
}

/** @param {any} root @param {Data} data */
function resultView(root, data) {
  const first = root.querySelector('.br-head');
  const level = first ? first.tagName.toLowerCase() : 'h3';
  const box = make('section', 'br-result');
  root.querySelector('.br-foot').before(box);
  box.hidden = true;

  /** @param {{item: Data, result: ReturnType<typeof score>}[]} rows */
  function table(rows) {
    const node = make('table', 'br-table');
    node.append(make('caption', '', say('by-objective')));
    const body = make('tbody');
    const head = make('tr');
    for (const key of ['objective', 'points-head']) {
      const cell = make('th', '', say(key));
      cell.scope = 'col';
      head.append(cell);
    }
    const top = make('thead');
    top.append(head);
    for (const name of data.objectives) {
      const mine = rows.filter((row) => row.item.objective === name && row.result.counts);
      if (!mine.length) continue;
      const source = root.querySelector(`.br-covers [data-objective="${name}"]`);
      const sum = total(mine.map((row) => row.result));
      const line = make('tr');
      const title = make('th');
      title.scope = 'row';
      if (source) title.append(...Array.from(source.cloneNode(true).childNodes));
      const value = say('of', { points: number(sum.points), possible: number(sum.possible) });
      line.append(title, make('td', '', value));
      body.append(line);
    }
    node.append(top, body);
    return node;
  }

  return {
    /** @param {{item: Data, result: ReturnType<typeof score>}[]} rows @param {boolean} ready */
    update(rows, ready) {
      box.hidden = !ready;
      box.replaceChildren();
      if (!ready) return;
      const sum = total(rows.map((row) => row.result));
      // A rounding error in a sum of thirds must not cost a pass; nor may rounding up grant one.
      const passed = sum.possible > 0 && sum.percent >= data.pass - 1e-9;
      const head = make(level, 'br-result-head', say('result'));
      head.tabIndex = -1;
      const verdict = passed
        ? { sign: '✓', text: say('passed'), look: 'right' }
        : { sign: '→', text: say('not-yet'), look: 'near' };
      const line = verdictNode(verdict, 'p', 'br-result-line');
      line.append(' ', say('result-line', {
        points: number(sum.points),
        possible: number(sum.possible),
        percent: Math.floor(sum.percent + 1e-9),
        pass: data.pass,
      }));
      box.append(head, line, table(rows), make('p', '', say('read-again')));
      const practice = rows.filter((row) => row.item.kind === 'judgement' && !row.result.counts);
      if (practice.length) {
        const apart = total(practice.map((row) => ({ ...row.result, counts: true })));
        const values = { points: number(apart.points), possible: number(apart.possible) };
        box.append(make('p', 'br-practice', say('practice-line', values)));
      }
    },
    focus() {
      box.querySelector('.br-result-head').focus();
    },
  };
}

/** @param {any} root @param {() => void} clear */
function askReset(root, clear) {
  const button = root.querySelector('.br-reset');
  const dialog = make('dialog', 'br-dialog');
  const text = make('p', '', say('reset-ask'));
  const row = make('p', 'br-actions');
  const keep = make('button', 'br-button', say('reset-keep'));
  const drop = make('button', 'br-button br-danger', say('reset-drop'));
  dialog.setAttribute('aria-label', button.textContent);
  row.append(keep, drop);
  dialog.append(text, row);
  root.append(dialog);
  button.addEventListener('click', () => {
    dialog.returnValue = '';
    if (dialog.showModal) dialog.showModal();
    else if (window.confirm(say('reset-ask'))) clear();
  });
  keep.addEventListener('click', () => dialog.close());
  drop.addEventListener('click', () => dialog.close('drop'));
  // Escape closes it too, and is a no: then the focus goes back to the button that opened it.
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'drop') clear();
    else button.focus();
  });
}

/**
 * Bring a rendered quiz to life. Follows the protocol of anywidget, so the page's host and Jupyter
 * use the same function.
 * @param {{model: Model, el: any}} host
 * @returns {() => void} to call when `el` is thrown away
 */
function render({ model, el }) {
  const html = model.get('html');
  if (html) el.innerHTML = html; // from our own renderer, which escapes every author's text
  const root = el.matches('.br-quiz') ? el : el.querySelector('.br-quiz');
  if (!root) return () => {};
  /** @type {Data} */
  const data = JSON.parse(root.querySelector('.br-data').textContent);
  const live = root.querySelector('.br-live');
  const running = root.querySelector('.br-running');
  const scored = data.items.filter((/** @type {Data} */ item) => item.kind !== 'reflection');
  /** @type {Map<string, any>} */
  const views = new Map();
  // A single question in a lesson needs no line that counts to one.
  const counting = data.kind === 'quiz' || scored.length > 1;
  let timer = 0;
  let saving = 0;
  let ours = false;

  const ctx = {
    seed: visitSeed(),
    /** @param {string} text */
    announce(text) {
      window.clearTimeout(timer);
      live.textContent = '';
      // Emptied first and filled a moment later, or the same words twice would be read once.
      timer = window.setTimeout(() => { live.textContent = text; }, 50);
    },
    /** @param {Data} item @param {any} response @param {boolean} [typing] */
    answer(item, response, typing = false) {
      put(item, response, false);
      window.clearTimeout(saving);
      if (typing) saving = window.setTimeout(() => model.save_changes(), 400);
      else model.save_changes();
      refresh();
    },
    /** @param {Data} item @param {any} [response] @param {boolean} [quiet] */
    check(item, response, quiet = false) {
      put(item, response === undefined ? responseTo(item) : response, true);
      model.save_changes();
      const { line, ready } = refresh();
      if (!quiet && counting) ctx.announce(ready ? `${line} ${say('all-done')}` : line);
    },
  };

  /** @param {Data} item */
  function responseTo(item) {
    const responses = model.get('responses') || {};
    const response = own(responses, item.id) ? responses[item.id] : null;
    try {
      score(item, response);
      return response;
    } catch (error) {
      return null; // an answer that does not fit the question is none
    }
  }

  /** @param {Data} item */
  function isChecked(item) {
    const checked = model.get('checked') || {};
    return own(checked, item.id) && checked[item.id] === item.version;
  }

  /** @param {Data} item @param {any} response @param {boolean} done */
  function put(item, response, done) {
    const responses = { ...(model.get('responses') || {}) };
    const checked = { ...(model.get('checked') || {}) };
    if (response === null) delete responses[item.id];
    else responses[item.id] = response;
    if (done) checked[item.id] = item.version;
    else delete checked[item.id];
    ours = true;
    model.set('responses', responses);
    model.set('checked', checked);
    ours = false;
    const notice = section(item) && section(item).querySelector('.br-changed');
    if (notice) notice.remove();
  }

  /** @param {Data} item */
  function section(item) {
    return root.querySelector(`[data-item="${item.id}"]`);
  }

  function refresh() {
    const rows = [];
    for (const item of data.items) {
      const response = responseTo(item);
      const done = isChecked(item);
      const view = views.get(item.id);
      if (view) view.update(response, done);
      if (done && item.kind !== 'reflection') rows.push({ item, result: score(item, response) });
    }
    const sum = total(rows.map((row) => row.result));
    const line = say('running', {
      answered: rows.length,
      all: scored.length,
      points: number(sum.points),
    });
    running.textContent = line;
    for (const view of views.values()) if (view.count && counting) view.count(line);
    const ready = data.kind === 'quiz' && scored.length > 0 &&
      scored.every((/** @type {Data} */ item) => isChecked(item) || !item.counts) &&
      rows.some((row) => row.result.counts);
    result.update(rows, ready);
    toResult.hidden = !ready;
    return { line, ready };
  }

  const result = resultView(root, data);
  const toResult = make('button', 'br-button br-to-result', say('to-result'));
  toResult.addEventListener('click', () => result.focus());
  running.after(toResult);

  const changed = model.get('changed') || [];
  for (const item of data.items) {
    const place = section(item);
    if (!place) continue;
    if (changed.includes(item.id)) {
      place.querySelector('.br-head').after(make('p', 'br-changed', say('changed')));
    }
    views.set(item.id, (VIEWS[item.kind] || checkedView)(place, item, ctx));
  }
  askReset(root, () => {
    ours = true;
    model.set('responses', without(model.get('responses')));
    model.set('checked', without(model.get('checked')));
    ours = false;
    model.save_changes();
    refresh();
    ctx.announce(say('reset-done'));
    const head = root.querySelector('.br-head');
    head.tabIndex = -1;
    head.focus();
  });
  if (model.get('unsaved')) {
    const notice = root.querySelector('.br-notice');
    notice.textContent = say('unsaved');
    notice.hidden = false;
  }

  /** @param {Record<string, any>} record @returns {Record<string, any>} the rest of it */
  function without(record) {
    const rest = { ...(record || {}) };
    for (const item of data.items) delete rest[item.id];
    return rest;
  }

  const outside = () => { if (!ours) refresh(); };
  model.on('change:responses', outside);
  model.on('change:checked', outside);
  root.querySelector('.br-foot').hidden = !counting;
  refresh();
  root.classList.add('br-ready');
  return () => {
    model.off('change:responses', outside);
    model.off('change:checked', outside);
    window.clearTimeout(timer);
    if (saving) {
      window.clearTimeout(saving);
      model.save_changes();
    }
  };
}
