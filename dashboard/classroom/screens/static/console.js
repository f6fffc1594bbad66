// The console looks again when somebody goes away, comes back, opens their seat or calls, when a way in is closed, or when
// a table stands still: no event of the class says so.
'use strict';
let before = '';
document.addEventListener('told', (event) => {
  const { number, clocks, within, ...people } = event.detail;
  const now = JSON.stringify(people);
  if (before && before !== now) htmx.trigger(document.getElementById('view'), 'changed');
  before = now;
});
