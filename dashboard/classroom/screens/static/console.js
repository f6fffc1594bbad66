// The console looks again when somebody goes away or comes back, calls, or a table stands still: no event of the class says so.
'use strict';
let before = '';
document.addEventListener('told', (event) => {
  const { away, calls, overdue } = event.detail;
  const now = JSON.stringify([away, calls, overdue]);
  if (before && before !== now) htmx.trigger(document.getElementById('view'), 'changed');
  before = now;
});
