// @ts-check
/**
 * The host of quizzes on a page: gives each one a model that lives in the browser's storage.
 * Stands behind the files of quiz/ in one function, and has the last word there.
 *
 * One record for the whole site, keyed by item, so that a question answered in a lesson is answered
 * wherever it is shown: {itemId: {v: version, r: response, c: checked}}.
 */

const RECORD = 'borderrights:1:responses';
const SITTINGS = 'borderrights:1:sittings'; // module → ids of the questions that are asked

/** @param {string} name @returns {Record<string, any>} a record; empty where it is not ours */
function readRecord(name) {
  try {
    const record = JSON.parse(window.localStorage.getItem(name) || '{}');
    return record && typeof record === 'object' && !Array.isArray(record) ? record : {};
  } catch (error) {
    return {};
  }
}

/** @param {string} name @param {Record<string, any>} record */
function write(name, record) {
  try {
    window.localStorage.setItem(name, JSON.stringify(record));
  } catch (error) {
    // No room or no permission: the sitting goes on without being kept.
  }
}

/** @returns {boolean} whether the browser keeps anything for this page */
function canStore() {
  try {
    const name = 'borderrights:probe';
    window.localStorage.setItem(name, '1');
    window.localStorage.removeItem(name);
    return true;
  } catch (error) {
    return false;
  }
}

/** @param {Data} data @returns {Model} */
function pageModel(data) {
  /** @type {Record<string, any>} */
  const state = { responses: {}, checked: {}, changed: [], unsaved: !canStore() };
  /** @type {Record<string, string>} what is known to be stored, by item */
  const saved = {};
  /** @type {Record<string, Set<() => void>>} */
  const listeners = {};
  const record = readRecord(RECORD);
  let sitting = '';
  if (data.sitting) {
    const stored = readRecord(SITTINGS);
    state.sitting = own(stored, data.module) ? stored[data.module] : [];
    sitting = JSON.stringify(state.sitting);
  }

  /** @param {Data} item @returns {any} the item's entry as it should be stored, or null */
  function entry(item) {
    const checked = own(state.checked, item.id);
    if (!own(state.responses, item.id) && !checked) return null; // a test may end unanswered
    const response = own(state.responses, item.id) ? state.responses[item.id] : null;
    return { v: item.version, r: response, c: checked };
  }

  for (const item of data.items) {
    const old = own(record, item.id) ? record[item.id] : null;
    if (!old || typeof old !== 'object' || !own(old, 'r')) continue;
    if (old.v !== item.version) {
      state.changed.push(item.id);
      continue;
    }
    try {
      score(item, old.r);
    } catch (error) {
      continue;
    }
    if (old.r !== null) state.responses[item.id] = old.r;
    if (old.c === true) state.checked[item.id] = item.version;
  }
  for (const item of data.items) saved[item.id] = JSON.stringify(entry(item));

  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const call of listeners[`change:${name}`] || []) call();
    },
    on(event, call) {
      listeners[event] = (listeners[event] || new Set()).add(call);
    },
    off(event, call) {
      if (listeners[event]) listeners[event].delete(call);
    },
    save_changes() {
      if (data.sitting && JSON.stringify(state.sitting) !== sitting) {
        sitting = JSON.stringify(state.sitting);
        write(SITTINGS, { ...readRecord(SITTINGS), [data.module]: state.sitting });
      }
      const changed = data.items.filter((/** @type {Data} */ item) =>
        JSON.stringify(entry(item)) !== saved[item.id]);
      if (!changed.length) return;
      // Read again: another tab may have stored answers since, and they are not ours to lose.
      const fresh = readRecord(RECORD);
      for (const item of changed) {
        const next = entry(item);
        if (next) fresh[item.id] = next;
        else delete fresh[item.id];
        saved[item.id] = JSON.stringify(next);
      }
      write(RECORD, fresh);
    },
  };
}

/** Move the focus to the target of a skip link: browsers only scroll there. */
/** @param {MouseEvent} event */
function followSkipLink(event) {
  const link = event.target instanceof Element && event.target.closest('a.skip-to-content, a.br-skip');
  const id = link && (link.getAttribute('href') || '').slice(1);
  const target = id && document.getElementById(id);
  if (!target) return;
  if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1');
  target.focus();
}

function startPage() {
  /** @type {Model[]} */
  const models = [];
  for (const el of Array.from(document.querySelectorAll('.br-quiz'))) {
    later(() => {
      try {
        const script = el.querySelector('.br-data');
        const model = pageModel(JSON.parse((script && script.textContent) || ''));
        render({ model, el });
        models.push(model);
      } catch (error) {
        // A quiz that cannot start is still readable, with its answers below each question.
        el.classList.add('br-failed');
      }
    });
  }
  const save = () => models.forEach((model) => model.save_changes());
  window.addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', save);
  document.addEventListener('click', followSkipLink);
}

/** @type {any} */ (window).borderrights = { score };
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', startPage);
else startPage();
