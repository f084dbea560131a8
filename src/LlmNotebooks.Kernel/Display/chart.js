(function (key, id, figure) {
  "use strict";
  // By its name: pages such as Jupyter's run a script elsewhere than beside the chart. Of charts that are the same, each script takes the
  // first that nobody took.
  var div = Array.from(document.querySelectorAll('div.plotly-chart[data-chart="' + id + '"]')).find(function (d) { return !d.dataset.state; });
  if (!div) { return; }
  div.dataset.state = "waiting";

  function say(message) {
    div.dataset.state = "failed";
    div.textContent = message;
  }

  // The element with the compressed library, once the parser has read all of it.
  function payload() {
    var found = document.querySelector('script[data-once="' + key + '"]');
    return found && found.textContent.length >= Number(found.dataset.length) ? found : null;
  }

  function whenThere() {
    return new Promise(function (resolve, reject) {
      var observer = new MutationObserver(look);
      var timer = setTimeout(function () {
        observer.disconnect();
        reject(new Error("the chart library is not on this page; run the first cell that shows a chart"));
      }, 5000);
      function look() {
        var found = payload();
        if (!found) { return; }
        clearTimeout(timer);
        observer.disconnect();
        resolve(found);
      }
      observer.observe(document.documentElement, { childList: true, characterData: true, subtree: true });
      look();
    });
  }

  function inflate(element) {
    var packed = atob(element.textContent);
    var bytes = Uint8Array.from(packed, function (c) { return c.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  // The library gets a module of its own, so that it neither registers with RequireJS nor replaces the page's Plotly.
  function evaluate(source) {
    var module = { exports: {} };
    new Function("define", "module", "exports", source).call(window, undefined, module, module.exports);
    return module.exports;
  }

  var libraries = window.plotlyChartLibraries || (window.plotlyChartLibraries = {});
  var library = libraries[key] || (libraries[key] = whenThere().then(inflate).then(evaluate));
  library.then(function (Plotly) {
    return Plotly.newPlot(div, figure.data, figure.layout, figure.config);
  }).then(
    function () { div.dataset.state = "drawn"; },
    function (error) { say("The chart could not be drawn: " + error.message + "."); });
})
