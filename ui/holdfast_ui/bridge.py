"""pywebview's bridge without eval.

pywebview builds the page's functions with `new Function` and hands their results over with `eval`. Our page's
policy forbids both, and rightly: so the same is done here with plain functions. Held by tests/ui/test_window.py
against the pywebview that the lock names.
"""

import threading
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webview import Window

CREATE_API = """
window.pywebview._createApi = function (functions) {
  functions.forEach(function (said) {
    var name = said.func;
    window.pywebview._returnValuesCallbacks[name] = {};
    window.pywebview.api[name] = function () {
      var id = (Math.random() + "").substring(2);
      var answer = new Promise(function (resolve, reject) {
        window.pywebview._checkValue(name, resolve, reject, id);
      });
      window.pywebview._jsApiCallback(name, [], id);
      return answer;
    };
  });
};
"""
"""Every function of the page takes no argument, and passes none on."""


def make_eval_free(window: "Window") -> None:
    """Let this window, and all later ones, work under a policy without 'unsafe-eval'."""
    from webview import util

    # A thread that hands an answer to a window that was closed meanwhile waits for ever: the process need not.
    vars(util)["Thread"] = partial(threading.Thread, daemon=True)
    load = util.load_js_files
    if not hasattr(load, "eval_free"):

        def load_js_files(window: "Window", platform: str) -> tuple[str, str]:
            scripts = load(window, platform)
            return scripts[0] + CREATE_API, scripts[1]

        load_js_files.eval_free = True  # type: ignore[attr-defined]
        util.load_js_files = load_js_files  # type: ignore[assignment]
    window.evaluate_js = lambda script, _callback=None: window.run_js(script)  # type: ignore[method-assign, assignment]
