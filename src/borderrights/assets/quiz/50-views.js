// @ts-check
// Views: one for each item, with update(response, checked).

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

/** Open the answers of a test's question, which no reader can see before its end. */
/** @param {any} section */
function unseal(section) {
  const sealed = section.querySelector('template.br-sealed');
  if (sealed) sealed.replaceWith(sealed.content.cloneNode(true));
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

  if (actions) {
    actions.before(after, soFar);
    actions.append(again);
    actions.hidden = false;
    again.hidden = true;
  } else form.append(after); // a test is checked as a whole

  form.addEventListener('change', () => {
    if (hint) hint.textContent = '';
    ctx.answer(data, kind.read());
  });
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    if (shown || !check) return;
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
    if (check) check.hidden = false;
    again.hidden = true;
  }

  /** @param {any} response @param {ReturnType<typeof score>} result */
  function reveal(response, result) {
    hide();
    unseal(section);
    if (hint) hint.textContent = '';
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
    if (check) check.hidden = true;
    again.hidden = !check;
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
