// @ts-check
// The kinds of question that have a Check button.

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
