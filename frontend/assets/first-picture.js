// The first picture: what the server wrote of a public page, for everybody. It stays until the application has drawn
// the same page beside the document, on a stage of its own, and then gives its place to that in one step. Where it is
// not the page that this browser shows, it is not shown at all. Runs before anything is painted: a module would be late.
(() => {
  const root = document.documentElement;
  const recall = (key) => {
    try {
      return localStorage.getItem(`obrady.${key}`);
    } catch {
      return null;
    }
  };
  const theme = recall("theme");
  if (theme) root.dataset.theme = theme;

  // Who is signed in sees more; another language was chosen; a place within the page is the application's to find.
  const fits = !recall("signed-in") && (recall("lang") ?? root.lang) === root.lang && !location.hash;
  root.dataset.picture = fits ? "shown" : "unfit";
  const stage = document.createElement("div");
  if (fits) window.obradyStage = stage;

  const change = (picture) => {
    const focused = picture?.contains(document.activeElement) && document.activeElement;
    delete window.obradyStage;
    picture?.remove();
    document.body.append(...stage.childNodes);
    if (!focused?.href) return;
    // The navigation may lead to the same place in other words.
    const same = (link) => link.href === focused.href && link.textContent.trim() === focused.textContent.trim();
    [...document.links].find(same)?.focus({ preventScroll: true });
  };
  // The page has its title and the places above it, and no part under way, or says in words why not.
  const isThere = () => {
    const main = stage.querySelector("main");
    return main?.firstElementChild && !main.querySelector('[aria-busy="true"]:not(.note), h1.pending, .crumbs [hidden]');
  };
  document.addEventListener("DOMContentLoaded", () => {
    const picture = document.querySelector(".first-picture");
    if (!fits || !picture) {
      change(picture);
      return;
    }
    let latest;
    const finish = () => {
      if (!window.obradyStage) return;
      watcher.disconnect();
      change(picture);
    };
    // A part that is there may bring others: whether all are is asked when the program has come to rest. What does not
    // come does not hold the page back for long.
    const watcher = new MutationObserver(() => {
      latest ??= setTimeout(finish, 10_000);
      setTimeout(() => isThere() && finish());
    });
    watcher.observe(stage, { subtree: true, childList: true, attributeFilter: ["aria-busy", "class", "hidden"] });
  });
})();
