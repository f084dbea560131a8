(function (chart) {
  "use strict";

  // Shared by the figures of a page, whichever script runs first.
  var page = window.llmNotebooksFigures || (window.llmNotebooksFigures = { libraries: {} });

  // The element with the compressed library; null while the parser has not read all of it.
  function payload() {
    var found = document.querySelector('script[data-once="' + chart.library + '"]');
    return found && found.textContent.length >= Number(found.dataset.length) ? found : null;
  }

  function whenThere() {
    return new Promise(function (resolve) {
      var observer = new MutationObserver(look);
      function look() {
        var found = payload();
        if (!found) { return; }
        observer.disconnect();
        resolve(found);
      }
      observer.observe(document.documentElement, { childList: true, characterData: true, subtree: true });
      look();
    });
  }

  function inflate(element) {
    if (typeof DecompressionStream === "undefined") {
      throw new Error("this browser has no DecompressionStream, which unpacks the chart library");
    }
    var packed = atob(element.textContent);
    var bytes = new Uint8Array(packed.length);
    for (var i = 0; i < packed.length; i++) { bytes[i] = packed.charCodeAt(i); }
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  // Runs the library with a module of its own: it neither registers with RequireJS nor replaces the page's Plotly.
  function evaluate(source) {
    var module = page.module = { exports: {} };
    var script = document.createElement("script");
    script.textContent = "(function (define, module, exports) {" + source
      + "\n}).call(window, undefined, llmNotebooksFigures.module, llmNotebooksFigures.module.exports);";
    document.head.appendChild(script);
    script.remove();
    delete page.module;
    if (typeof module.exports.newPlot !== "function") { throw new Error("the chart library did not load"); }
    return module.exports;
  }

  function library() {
    return page.libraries[chart.library]
      || (page.libraries[chart.library] = whenThere().then(inflate).then(evaluate));
  }

  function say(div, message) {
    var note = document.createElement("p");
    note.setAttribute("role", "status");
    note.textContent = message;
    div.replaceChildren(note);
  }

  function color(div) { return getComputedStyle(div).color; }

  function draw(Plotly, div) {
    var layout = Object.assign({ paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" }, chart.figure.layout);
    var ownColor = layout.font && layout.font.color;
    layout.font = Object.assign({ color: color(div) }, layout.font);
    div.replaceChildren();
    return Plotly.newPlot(div, chart.figure.data, layout, chart.figure.config).then(function () {
      var width = div.clientWidth;
      new ResizeObserver(function () {
        if (div.clientWidth && div.clientWidth !== width) { width = div.clientWidth; Plotly.Plots.resize(div); }
      }).observe(div);
      if (!ownColor) {
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
          requestAnimationFrame(function () { if (div.isConnected) { Plotly.relayout(div, { "font.color": color(div) }); } });
        });
      }
    });
  }

  // The same figure may stand on a page more than once: each script takes the first that nobody took.
  var same = Array.from(document.querySelectorAll('div[data-figure="' + chart.id + '"]'));
  var div = same.find(function (d) { return !d.dataset.state; });
  if (!div) { return; }
  div.dataset.state = "waiting";
  var ordinal = same.indexOf(div) + 1;
  if (ordinal > 1) { div.id = "figure-" + chart.id + "-" + ordinal; }

  // It may still come: the figure goes on waiting.
  setTimeout(function () {
    if (div.dataset.state === "waiting" && !payload()) {
      say(div, "The chart library is not on this page: run the first cell that shows a chart, or export the notebook again.");
    }
  }, 5000);

  library().then(function (Plotly) { return draw(Plotly, div); }).then(
    function () { div.dataset.state = "drawn"; },
    function (error) {
      div.dataset.state = "failed";
      say(div, "The chart could not be drawn: " + error.message + ".");
    });
})
