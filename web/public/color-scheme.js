// Before the first paint, so that nobody sees the other theme flash by.
(function () {
  var kept = null;
  try {
    kept = window.localStorage.getItem('mantine-color-scheme-value');
  } catch (blocked) {
    // Without storage the system's choice counts.
  }
  var light = window.matchMedia('(prefers-color-scheme: light)').matches;
  var scheme = kept === 'light' || kept === 'dark' ? kept : light ? 'light' : 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
