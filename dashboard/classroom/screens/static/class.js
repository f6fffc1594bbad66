// A live page of a class: it looks again when the stream says that something changed, counts down, and keeps what is typed.
'use strict';
(() => {
  const body = document.body;
  const view = document.getElementById('view');
  const lost = document.getElementById('lost');
  const api = (path) => body.dataset.api.replace(/(\?|$)/, `${path}$1`);
  const POLL = 3000; // milliseconds between two looks while no stream is to be had
  const isHost = body.dataset.view === 'host'; // one page: it need not wait so that others get their turn
  const APART = isHost ? 300 : 700; // at least, between two looks
  let offset = 0; // of the clock of the server to ours, in seconds
  let stood = ''; // what the page was told last, but for the clocks
  let within = 200; // milliseconds over which the pages spread that were told of the same
  let lookedAt = 0;
  let waiting = 0;
  let heardAt = Date.now();
  let looks = 0; // that brought something new

  // Looking again. Whatever comes while a look is due is part of it.
  function look(delay = isHost ? 0 : Math.random() * within) {
    if (waiting) return;
    const due = Math.max(delay, lookedAt + APART - Date.now());
    waiting = setTimeout(() => {
      waiting = 0;
      lookedAt = Date.now();
      htmx.trigger(view, 'changed');
    }, due);
  }

  let unsentIn = null; // the moment in which something was pressed that did not arrive: that is said until more is sent
  function say(text) {
    const told = unsentIn === null ? text : body.dataset.unsent;
    if (lost.textContent === told) return;
    lost.textContent = told;
    lost.hidden = !told;
  }

  // The stream; where a proxy holds it back, or it is lost, the page asks by itself.
  let source = null;
  let isOver = false;
  let isAside = false; // other pages of the same person have all streams: this one asks by itself
  function listen() {
    isAside = false;
    source = new EventSource(body.dataset.events);
    source.addEventListener('open', () => look()); // what the page saw by itself meanwhile may have passed again, untold
    source.addEventListener('change', (event) => {
      heardAt = Date.now();
      say('');
      const told = JSON.parse(event.data);
      for (const clock of told.clocks || []) set(newest(clock));
      within = told.within * 1000;
      // A clock is set without a look; whatever else is told changes what the page shows, whether or not an event tells of it.
      const { clocks: _clocks, within: _within, ...rest } = told;
      const stands = JSON.stringify(rest);
      if (stands !== stood) look();
      stood = stands;
    });
    source.addEventListener('beat', () => {
      heardAt = Date.now();
      say('');
      if (body.dataset.seated) fetch(api('/present'), { method: 'POST' }).catch(() => {});
    });
    source.addEventListener('stuck', (event) => {
      heardAt = Date.now();
      say(body.dataset.stuck.replace('{seconds}', JSON.parse(event.data).seconds));
    });
    source.addEventListener('error', () => {
      if (!isOver) say(body.dataset.lost);
    });
    source.addEventListener('end', (event) => {
      source.close();
      const { why } = JSON.parse(event.data);
      isAside = why === 'elsewhere';
      isOver = !isAside;
      if (isOver) {
        unsentIn = null;
        look();
      }
      say(body.dataset[why] || '');
    });
  }
  setInterval(() => {
    if (isOver || document.hidden) return;
    if (!isAside && source && source.readyState === EventSource.CLOSED) listen();
    if (Date.now() - heardAt > 15000 || !source || source.readyState !== EventSource.OPEN) look(0);
  }, POLL);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    if (isAside) listen(); // the page that somebody turns to comes first
    look(0);
  });

  // Clocks. Where hours are left nobody counts seconds: the day and the time are said, in the zone of whoever reads them.
  const TIME = { hour: '2-digit', minute: '2-digit' };
  const DAY = { weekday: 'short', day: 'numeric', month: 'short' };
  const FAR = 12 * 3600; // seconds
  function when(at, fields) {
    const lang = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
    return new Date(at * 1000).toLocaleString(lang, fields);
  }

  // A page is not drawn again for its counts: the newest that was heard of stands, whatever was drawn before it.
  const heard = new Map(); // by table
  let drawnAt; // the table whose clock came with what is put into the page
  function newest(clock) {
    const known = heard.get(clock.table);
    if (!known || known.version <= clock.version) heard.set(clock.table, clock);
    return heard.get(clock.table);
  }
  function set(clock) {
    for (const element of document.querySelectorAll(`[data-clock="${CSS.escape(clock.table)}"]`)) {
      put(element, 'deadline', clock.deadline);
      put(element, 'left', clock.left);
    }
    const isCounted = clock.asked > 0; // else another phase, or the end, is about to be drawn
    for (const element of isCounted ? document.querySelectorAll(`[data-count="${CSS.escape(clock.table)}"]`) : []) {
      const text = element.dataset.text.replace('{submitted}', clock.submitted).replace('{asked}', clock.asked);
      if (element.textContent !== text) element.textContent = text;
    }
    count();
  }
  function put(element, name, value) {
    if (value === null || value === undefined) delete element.dataset[name];
    else element.dataset[name] = value;
  }
  function count() {
    const now = Date.now() / 1000 + offset;
    for (const element of document.querySelectorAll('[data-clock]')) {
      const { deadline, left, until } = element.dataset;
      const seconds = left !== undefined ? Number(left) : deadline !== undefined ? Number(deadline) - now : null;
      const isDate = left === undefined && seconds !== null && seconds >= FAR;
      const dated = () => until.replace('{when}', when(Number(deadline), { ...DAY, ...TIME }));
      const text = seconds === null ? '' : isDate ? dated() : shown(Math.max(0, Math.ceil(seconds)));
      if (element.textContent !== text) element.textContent = text;
      element.classList.toggle('dated', isDate);
      element.classList.toggle('soon', seconds !== null && left === undefined && seconds <= 30);
    }
  }
  function shown(seconds) {
    const two = (n) => String(n).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    if (seconds >= FAR) return `${hours} h ${two(minutes)} min`;
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }
  setInterval(count, 250);

  // Times of day, in the zone of whoever reads them; with the day if it is not today.
  function date(element) {
    const at = Number(element.dataset.at);
    const isToday = new Date(at * 1000).toDateString() === new Date().toDateString();
    const text = when(at, isToday ? TIME : { ...DAY, ...TIME });
    if (element.textContent !== text) element.textContent = text;
  }
  const dates = () => document.querySelectorAll('time[data-at]').forEach(date);
  setInterval(dates, 30000);

  // What somebody is typing stays, whatever is drawn again round it.
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) => {
    if (old.nodeType !== 1) return true;
    if (old.matches('[data-clock]')) fresh.textContent = old.textContent; // until it is counted again
    if (fresh.matches('time[data-at]')) date(fresh);
    return !old.matches('form[data-typed]');
  };
  // So does what is open or shut. What was not there before opens as it is drawn, also where it is made from parts that were.
  const known = new WeakSet();
  const learn = () => view.querySelectorAll('details, dialog').forEach((node) => known.add(node));
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === 'open' && known.has(node));
  document.addEventListener('htmx:afterSettle', learn);
  learn();
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form');
    if (form) form.dataset.typed = '1';
    keep(event.target);
  });

  // Drafts are kept on the server while they are typed, but not after they were sent.
  const drafts = new Map(); // what is on its way there, by place
  const draftsOf = (form) => [...form.querySelectorAll('[data-draft]')];
  function keep(field, delay = 800) {
    const place = field.dataset.draft;
    if (!place) return null;
    drop(field);
    const { signal } = drafts.set(place, new AbortController()).get(place);
    return new Promise((kept) => {
      const timer = setTimeout(() => {
        const body = JSON.stringify({ place, text: field.value });
        const headers = { 'Content-Type': 'application/json' };
        fetch(api('/draft'), { method: 'POST', headers, body, signal }).catch(() => {}).then(kept);
      }, delay);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        kept();
      });
    });
  }
  function drop(field) {
    drafts.get(field.dataset.draft)?.abort();
    drafts.delete(field.dataset.draft);
  }

  // Each press of a button has a key of its own, the same if it has to be sent again.
  function key(form) {
    if (!form.dataset.key) {
      const bytes = crypto.getRandomValues(new Uint8Array(18));
      form.dataset.key = btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '-');
    }
    return form.dataset.key;
  }
  // The second press of a double click, or of a key that is held, is not meant for the phase that the first brought.
  const TWICE = 500; // milliseconds
  const pressedAt = new Map();
  document.addEventListener(
    'click',
    (event) => {
      const once = event.target.closest('button[data-once]')?.dataset.once;
      if (once === undefined) return;
      if (Date.now() - pressedAt.get(once) < TWICE) {
        event.preventDefault();
        event.stopPropagation();
      }
      pressedAt.set(once, Date.now());
    },
    true,
  );
  document.addEventListener('htmx:configRequest', (event) => {
    const { verb, elt, headers, parameters } = event.detail;
    event.detail.moment = drawn();
    event.detail.looks = looks;
    if (verb === 'get') headers['If-None-Match'] = view.dataset.etag;
    else if (elt.matches('form')) {
      parameters.key = key(elt);
      draftsOf(elt).forEach(drop);
    }
  });
  // What is told of a phase goes with it; why something came too late stays in the phase that came instead.
  const drawn = () => view.querySelector('[data-moment]')?.dataset.moment;
  let isLate = false;
  let toldIn; // the moment that what is told belongs to
  function pass({ verb, moment }, isRefused) {
    const now = drawn();
    if (unsentIn !== null && (verb !== 'get' || unsentIn !== now)) {
      unsentIn = null;
      say('');
    }
    if (verb !== 'get') {
      toldIn = isRefused ? undefined : moment;
    } else if (isLate) {
      isLate = false;
      toldIn = now;
      return;
    }
    if (toldIn !== undefined && toldIn !== now) {
      document.getElementById('notice').textContent = '';
      toldIn = undefined;
    }
  }
  // The request itself is heard: the form that sent it may not be on the page any more when it is answered.
  document.addEventListener('htmx:beforeSend', ({ detail }) => {
    for (const name of ['load', 'error', 'timeout']) detail.xhr.addEventListener(name, () => answered(detail));
  });
  function answered({ xhr, elt, requestConfig }) {
    const time = Number(xhr.getResponseHeader('X-Now'));
    if (time) offset = time - Date.now() / 1000;
    const clock = xhr.getResponseHeader('X-Clock');
    drawnAt = clock ? JSON.parse(clock).table : undefined;
    if (clock) set(newest(JSON.parse(clock)));
    const leads = ['HX-Retarget', 'HX-Redirect'].some((name) => xhr.getResponseHeader(name));
    if (xhr.status && xhr.status < 500) pass(requestConfig, xhr.status >= 400);
    if (!xhr.status || (xhr.status >= 400 && !leads)) fail(requestConfig);
    if (requestConfig.verb !== 'post') {
      if (xhr.status && xhr.status < 400) seen();
      if (xhr.status === 200) looks += 1;
      return;
    }
    if (requestConfig.looks !== looks) look(0); // what the page saw meanwhile may be newer than this answer
    if (!elt.matches('form')) return;
    const kept = !xhr.status || xhr.status >= 400 ? Promise.all(draftsOf(elt).map((field) => keep(field, 0))) : null;
    if (xhr.status >= 500 || !xhr.status) return;
    delete elt.dataset.key;
    if (xhr.getResponseHeader('X-Stale')) {
      isLate = true;
      kept.then(() => {
        delete elt.dataset.typed; // the server knows what was typed, and draws it where it can still be sent
        look(0);
      });
    }
    if (xhr.status < 400) {
      delete elt.dataset.typed;
      // What was sent is gone from what the server drew; what it asks about first, or refused, stands there still.
      for (const field of elt.querySelectorAll('[data-clear]')) field.value = field.defaultValue;
    }
  }
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.getResponseHeader('HX-Retarget')) event.detail.shouldSwap = true; // a refusal is said; else the page stays
    if (requestConfig.verb === 'post' && xhr.status < 400) delete requestConfig.elt.dataset.typed;
    const etag = xhr.getResponseHeader('ETag');
    if (etag && event.detail.shouldSwap) view.dataset.etag = etag;
  });
  // What did not come through: a form is sent again by whoever sent it, the page looks again by itself.
  let isUnseen = false;
  function fail({ verb, moment }) {
    if (verb === 'post') {
      unsentIn = moment;
      say(body.dataset.unsent);
      return;
    }
    if (!isOver) say(body.dataset.lost);
    isUnseen = true;
    look(POLL * (0.5 + Math.random()));
  }
  function seen() {
    if (isUnseen && lost.textContent === body.dataset.lost) say('');
    isUnseen = false;
  }
  document.addEventListener('htmx:afterSettle', () => {
    if (drawnAt === undefined) count();
    else set(heard.get(drawnAt));
  });
  document.addEventListener('htmx:afterSettle', dates);
  window.addEventListener('offline', () => say(body.dataset.lost));
  window.addEventListener('online', () => look(0));

  listen();
  count();
  dates();
})();
