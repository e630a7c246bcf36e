// A page that signs in by the bridge and reports through the settings, which the test reads in the catalog:
// stale_after_hours: how many verbs the bridge has; downloads_at_once: 2 when eval works, 3 when it does not, 4 when the
// window was led to the problems without being loaded anew;
// When the test sets reserve_megabytes to 66, the page asks for a copy of photo 1; to 77, it closes the window.

const words = document.getElementById("words");
let token = null;

async function send(method, path, value) {
  const headers = { "Content-Type": "application/json" };
  if (token !== null) headers["X-Holdfast-Token"] = token;
  const body = value === undefined ? undefined : JSON.stringify(value);
  return (await fetch(path, { method, headers, body })).json();
}

function evalWorks() {
  try {
    return eval("1 + 1") === 2;
  } catch {
    return false;
  }
}

async function ready() {
  const bridge = window.pywebview.api;
  token = (await send("POST", "/api/session", { code: await bridge.sign_in_code("/etc/passwd", 2, 3) })).token;
  words.textContent = "signed in";
  const verbs = Object.keys(bridge).length;
  await send("PATCH", "/api/config", { stale_after_hours: verbs, downloads_at_once: evalWorks() ? 2 : 3 });
  window.addEventListener("hashchange", () => {
    if (location.hash === "#/problems") send("PATCH", "/api/config", { downloads_at_once: 4 });
  });
  new EventSource("/api/events").addEventListener("status", async () => {
    const { settings } = await send("GET", "/api/config");
    const wish = settings.find((setting) => setting.name === "reserve_megabytes").value;
    if (wish === 66) await send("POST", "/api/photos/1/save", { of: "library" });
    if (wish === 77) await bridge.close();
  });
}

if (window.pywebview?.api?.sign_in_code) ready();
else window.addEventListener("pywebviewready", ready);
