// @ts-check
// The sitting: what is answered, what it adds up to.

/** @type {Record<string, (section: any, data: Data, ctx: any) => any>} */
const VIEWS = { scenario: scenarioView, reflection: reflectionView };

/** @param {ReturnType<typeof score>[]} rows */
function total(rows) {
  const counted = rows.filter((row) => row.counts);
  const points = counted.reduce((sum, row) => sum + row.points, 0);
  const possible = counted.reduce((sum, row) => sum + row.possible, 0);
  return { points, possible, percent: possible ? (100 * points) / possible : 0 };
}

/**
 * The range in which another form would probably lie, in per cent: the twin of scoring.band.
 * @param {number} fraction @param {number} items
 */
function band(fraction, items) {
  const middle = (fraction + 1 / (2 * items)) / (1 + 1 / items);
  const spread = (fraction * (1 - fraction)) / items + 1 / (4 * items * items);
  const half = Math.sqrt(spread) / (1 + 1 / items);
  return [100 * Math.max(0, middle - half), 100 * Math.min(1, middle + half)];
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
      const head = make(level, 'br-result-head', say('result'));
      head.tabIndex = -1;
      box.append(head, ...(data.kind === 'test' ? measure(rows, sum) : verdict(sum)));
      box.append(table(rows), make('p', '', say('read-again')));
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

  /** @param {ReturnType<typeof total>} sum */
  function verdict(sum) {
    // A rounding error in a sum of thirds must not cost a pass; nor may rounding up grant one.
    const passed = sum.possible > 0 && sum.percent >= data.pass - 1e-9;
    const line = verdictNode(passed
      ? { sign: '✓', text: say('passed'), look: 'right' }
      : { sign: '→', text: say('not-yet'), look: 'near' }, 'p', 'br-result-line');
    line.append(' ', say('result-line', { ...shown(sum), pass: data.pass }));
    return [line];
  }

  /** @param {{item: Data, result: ReturnType<typeof score>}[]} rows
   *  @param {ReturnType<typeof total>} sum */
  function measure(rows, sum) {
    const [low, high] = band(sum.points / sum.possible, rows.length).map(Math.round);
    return [
      make('p', 'br-result-line', say('test-line', shown(sum))),
      make('p', '', say('test-band', { low, high })),
      make('p', '', say('test-use')),
    ];
  }

  /** @param {ReturnType<typeof total>} sum */
  function shown(sum) {
    const percent = Math.floor(sum.percent + 1e-9);
    return { points: number(sum.points), possible: number(sum.possible), percent };
  }
}

/**
 * Ask before something is done that cannot be undone.
 * @param {any} root @param {any} button that the focus goes back to on a no
 * @param {{keep: string, drop: string, danger?: boolean}} words
 * @param {() => void} act
 * @returns {(question: string) => void}
 */
function asker(root, button, words, act) {
  const dialog = make('dialog', 'br-dialog');
  const text = make('p');
  const row = make('p', 'br-actions');
  const keep = make('button', 'br-button', words.keep);
  const drop = make('button', words.danger ? 'br-button br-danger' : 'br-button', words.drop);
  dialog.setAttribute('aria-label', button.textContent);
  row.append(keep, drop);
  dialog.append(text, row);
  root.append(dialog);
  keep.addEventListener('click', () => dialog.close());
  drop.addEventListener('click', () => dialog.close('drop'));
  // Escape closes it too, and is a no: then the focus goes back to the button that opened it.
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'drop') act();
    else button.focus();
  });
  return (question) => {
    text.textContent = question;
    dialog.returnValue = '';
    if (dialog.showModal) dialog.showModal();
    else if (window.confirm(question)) act();
  };
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
  /** @type {Data[]} what this sitting asks */
  let asked = data.items;
  const scored = () => asked.filter((item) => item.kind !== 'reflection');
  /** @type {Map<string, any>} */
  const views = new Map();
  /** @type {Map<string, any>} */
  const sections = new Map(all(root, '[data-item]').map((place) => [place.dataset.item, place]));
  let closed = false;
  // A single question in a lesson needs no line that counts to one.
  const counting = data.kind !== 'lesson' || scored().length > 1;
  const sealed = data.kind === 'test'; // says nothing before its end
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
    const place = section(item);
    const notice = place && place.querySelector('.br-changed');
    if (notice) notice.remove();
  }

  /** @param {Data} item */
  function section(item) {
    return sections.get(item.id);
  }

  /** Bring a question to life, with the answer that is stored for it. */
  /** @param {Data} item */
  function wake(item) {
    const place = section(item);
    if (closed || !place || views.has(item.id)) return;
    try {
      if ((model.get('changed') || []).includes(item.id)) {
        place.querySelector('.br-head').after(make('p', 'br-changed', say('changed')));
      }
      const view = (VIEWS[item.kind] || checkedView)(place, item, ctx);
      views.set(item.id, view);
      view.update(responseTo(item), isChecked(item));
      if (view.count && counting) view.count(running.textContent);
      place.classList.add('br-ready');
    } catch (error) {
      root.classList.add('br-failed'); // it can still be read, with its answers below it
    }
  }

  /** @returns {Data[]} questions without a whole answer */
  function openItems() {
    return scored().filter((item) => !score(item, responseTo(item)).complete);
  }

  /** End a test: every question is checked, answered or not, and cannot be changed any more. */
  function finishTest() {
    ours = true;
    model.set('checked', Object.fromEntries(asked.map((item) => [item.id, item.version])));
    ours = false;
    wakeAll();
    model.save_changes();
    refresh();
    result.focus();
  }

  function wakeAll() {
    for (const item of asked) wake(item);
  }

  function refresh() {
    const rows = [];
    for (const item of data.items) {
      const response = responseTo(item);
      const done = isChecked(item);
      const view = views.get(item.id);
      if (view) view.update(response, done);
      if (done && scored().includes(item)) rows.push({ item, result: score(item, response) });
    }
    const sum = total(rows.map((row) => row.result));
    const answered = sealed ? scored().length - openItems().length : rows.length;
    const all = scored().length;
    const line = sealed ? say('answered', { answered, all }) :
      say('running', { answered, all, points: number(sum.points) });
    running.textContent = line;
    for (const view of views.values()) if (view.count && counting) view.count(line);
    const ready = data.kind !== 'lesson' && scored().length > 0 &&
      scored().every((item) => isChecked(item) || !item.counts) &&
      rows.some((row) => row.result.counts);
    result.update(rows, ready);
    toResult.hidden = !ready;
    finish.hidden = !sealed || ready;
    other.hidden = !ready || asked.length === data.items.length;
    return { line, ready };
  }

  /** Show the questions of the sitting, numbered as they stand, and hide the rest of the bank. */
  /** @param {string[]} ids */
  function ask(ids) {
    asked = data.items.filter((/** @type {Data} */ item) => ids.includes(item.id));
    let number = 0;
    for (const item of data.items) {
      const place = section(item);
      if (!place) continue;
      place.hidden = !asked.includes(item);
      if (!place.hidden) {
        number += 1;
        place.querySelector('.br-number').textContent = say('numbered', { number });
      }
    }
  }

  /** @param {string[]} ids */
  function keep(ids) {
    ours = true;
    model.set('sitting', ids);
    ours = false;
  }

  function takeOthers() {
    const before = asked.map((item) => item.id);
    const ids = drawSitting(data, `${ctx.seed}${before.join()}`, (item) => Number(before.includes(item.id)));
    forget(data.items.filter((/** @type {Data} */ item) => ids.includes(item.id)));
    keep(ids);
    ask(ids);
    wakeAll();
    model.save_changes();
    refresh();
    ctx.announce(say('other-done', { all: scored().length }));
    focusFirst();
  }

  function focusFirst() {
    const head = section(asked[0]).querySelector('.br-head');
    head.tabIndex = -1;
    head.focus();
  }

  const result = resultView(root, data);
  const toResult = make('button', 'br-button br-to-result', say('to-result'));
  toResult.addEventListener('click', () => result.focus());
  const other = make('button', 'br-button br-other', say('other'));
  other.addEventListener('click', takeOthers);
  const finish = make('button', 'br-button br-end', say('finish'));
  const askFinish = asker(root, finish, { keep: say('finish-back'), drop: say('finish-now') }, finishTest);
  finish.addEventListener('click', () => {
    const open = openItems().length;
    if (open) askFinish(say('finish-open', { n: open }));
    else finishTest();
  });
  running.after(finish, toResult, other);

  const reset = root.querySelector('.br-reset');
  const words = { keep: say('reset-keep'), drop: say('reset-drop'), danger: true };
  const askReset = asker(root, reset, words, () => {
    forget(data.items);
    model.save_changes();
    refresh();
    ctx.announce(say('reset-done'));
    focusFirst();
  });
  reset.addEventListener('click', () => askReset(say('reset-ask')));
  if (model.get('unsaved')) {
    const notice = root.querySelector('.br-notice');
    notice.textContent = say('unsaved');
    notice.hidden = false;
  }

  /** @param {Data[]} items whose answers are dropped */
  function forget(items) {
    ours = true;
    for (const name of ['responses', 'checked']) {
      const rest = { ...(model.get(name) || {}) };
      for (const item of items) delete rest[item.id];
      model.set(name, rest);
    }
    ours = false;
  }

  if (data.sitting) {
    const stored = model.get('sitting');
    // What has been answered already stays in view; the rest is drawn.
    const ids = isSitting(data, stored) ? stored :
      drawSitting(data, ctx.seed, (item) => Number(!isChecked(item)));
    ask(ids);
    if (ids !== stored) {
      keep(ids);
      model.save_changes();
    }
  }
  const outside = () => {
    if (ours) return;
    if (data.sitting && isSitting(data, model.get('sitting'))) {
      ask(model.get('sitting'));
      wakeAll();
    }
    refresh();
  };
  /** Whoever reaches a question before its turn need not wait for it. */
  /** @param {Event} event */
  const reached = (event) => {
    const place = /** @type {any} */ (event.target).closest('[data-item]');
    const item = place && asked.find((one) => one.id === place.dataset.item);
    if (item) wake(item);
  };
  const watched = ['change:responses', 'change:checked', 'change:sitting'];
  for (const name of watched) model.on(name, outside);
  root.addEventListener('focusin', reached);
  window.addEventListener('beforeprint', wakeAll);
  root.querySelector('.br-foot').hidden = !counting;
  later(() => {
    if (!closed) refresh();
  });
  for (const item of asked) later(() => wake(item));
  later(() => root.classList.add('br-ready'));
  return () => {
    closed = true;
    window.removeEventListener('beforeprint', wakeAll);
    for (const name of watched) model.off(name, outside);
    window.clearTimeout(timer);
    if (saving) {
      window.clearTimeout(saving);
      model.save_changes();
    }
  };
}
