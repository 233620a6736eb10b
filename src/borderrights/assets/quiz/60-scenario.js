// @ts-check
// A scenario: one card at a time, the way back, and what a path cost.

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
